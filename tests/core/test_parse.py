"""Tokens, sentences, and the promise that a parsed text is the document's text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import parse_tr
from core.model import Document, Segment, Span
from core.parse import parse, sentences, words
from tests.core.extract.cases import cases, document


@pytest.mark.parametrize(("language", "case"), cases("tokens"))
def test_tokens(language: str, case: dict[str, Any]) -> None:
    assert [w.text for w in words(parse(document(case["text"], language)))] == case["expect"]


@pytest.mark.parametrize(("language", "case"), cases("sentences"))
def test_sentences(language: str, case: dict[str, Any]) -> None:
    doc = parse(document(case["text"], language))
    assert [s.of(doc.text) for s in sentences(doc)] == case["expect"]


@given(
    text=st.text(alphabet=" \n.,'’«»\"()ابتولكسفو يقصفلبنانIİıiğüşabcABC015٣۴\u200c\u0640\u064f-:", max_size=80),
    language=st.sampled_from(["ar", "tr", "fa", "en"]),
)
def test_the_text_is_kept_and_offsets_hold(text: str, language: str) -> None:
    doc = parse(document(text, language))
    assert doc.text == text
    assert all(text[w.start : w.end] == w.text and doc[w.i].idx == w.start for w in words(doc))


def test_only_body_segments_have_sentences() -> None:
    text = "Menu. Home.\nRussia bombed Kyiv. It rained."
    segments = (Segment("menu", Span(0, 12)), Segment("body", Span(12, len(text))))
    doc = parse(Document(doc_id="d", path="d", sha256="", format="text", text=text, segments=segments, language="en"))
    assert [s.of(text) for s in sentences(doc)] == ["Russia bombed Kyiv.", "It rained."]
    assert {w.sentence for w in words(doc) if w.start < 12} == {-1}
    assert len(doc._.sentences) == 2


def test_token_extensions() -> None:
    doc = parse(document("Irak'a gitti", "tr"))
    assert [(t._.fold, t._.case_, t._.clitic) for t in doc][:2] == [("ırak", "dat", ""), ("'a", "dat", "suf")]


@pytest.mark.parametrize(
    ("ending", "wanted"),
    [
        ("dı", {"tense": "past", "form": "finite", "voice": "active"}),
        ("mıştı", {"pluperfect": "1", "form": "finite"}),
        ("mayacak", {"negative": "1", "tense": "future"}),
        ("ıldığını", {"voice": "passive", "form": "nominal", "case": "acc"}),
        ("dığı", {"form": "object-relative"}),
        ("arak", {"form": "converb"}),
        ("abilir", {"able": "1"}),
    ],
)
def test_turkish_verb_endings(ending: str, wanted: dict[str, str]) -> None:
    features = parse_tr.verb_features(ending)
    assert features is not None
    assert {k: features[k] for k in wanted} == wanted
