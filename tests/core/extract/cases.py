"""Load the case files and run the rules over one of their texts with the case's own names."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc

from core.extract.assertion import assert_triggers
from core.extract.mentions import RuleMentions
from core.extract.names import index_of
from core.extract.triggers import RuleTriggers
from core.model import Document, Mention, Segment, Span, Trigger
from core.parse import parse

CASES = Path(__file__).parents[2] / "cases"


def cases(stage: str) -> list[Any]:
    """Return one parameter per case of a stage, all languages."""
    out = []
    for path in sorted((CASES / stage).glob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1):
            marks = [pytest.mark.xfail(reason=case["xfail"], strict=False)] if "xfail" in case else []
            out.append(pytest.param(path.stem, case, id=f"{path.stem}-{number}", marks=marks))
    return out


def document(text: str, language: str, published: str | None = "2024-02-18") -> Document:
    """Return a document that is all body."""
    segment = Segment("body", Span(0, len(text)))
    return Document(
        doc_id="d", path="d.txt", sha256="", format="text", text=text, segments=(segment,), language=language, published=published
    )


def read(language: str, case: dict[str, Any]) -> tuple[Doc, list[Mention], list[Trigger]]:
    """Return the parsed text with its mentions and triggers."""
    doc = parse(document(case["text"], language))
    doc.user_data.pop("reading", None)  # the rules alone
    names = index_of(language, ((form, kind) for form, kind in case.get("names", [])))
    mentions = RuleMentions(names=lambda _: names).detect(doc)
    return doc, mentions, assert_triggers(doc, mentions, RuleTriggers().detect(doc, mentions))
