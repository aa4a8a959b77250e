"""The lexicons load, and a faulty one is named."""

from typing import Any

import pytest

from core import lexicon
from core.errors import ResourceError
from core.textnorm import fold


@pytest.mark.parametrize(("language", "least"), [("ar", 350), ("tr", 300), ("fa", 200), ("en", 250)])
def test_lexicons_are_valid_and_broad(language: str, least: int) -> None:
    rows = lexicon.trigger_rows(language)
    words = sum(
        len([v] if isinstance(v, str) else v)
        for _, row in rows
        for k, v in row.items()
        if k in ("verb", "noun", "part", "compound", "fixed")
    )
    assert words >= least
    assert {e.event_type for e, _ in rows} == set(lexicon.event_types())
    index = lexicon.triggers(language)
    assert index.forms or index.verb_stems


@pytest.mark.parametrize("language", ["ar", "tr", "fa", "en"])
def test_word_lists_have_only_their_script(language: str) -> None:
    for topic in lexicon.TOPICS[1:]:
        assert lexicon.folded_lists(language, topic) is not None


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"id": "x", "verb": "قصف يقصف"}, "no gloss"),
        ({"id": "x", "verb": "قصف يقصف", "gloss": "g", "typo": "1"}, "unknown or missing key"),
        ({"id": "x", "gloss": "g"}, "no form"),
        ({"id": "x", "noun": ["هجوم", "هُجوم"], "gloss": "g"}, "twice after folding"),
        ({"id": "x", "noun": "حمله‌", "gloss": "g"}, "invisible"),
        ({"id": "x", "noun": "attack", "gloss": "g"}, "another script"),
        ({"id": "x", "noun": "کشتن", "gloss": "g"}, "no letter of ar"),
        ({"id": "x", "noun": "هجوم", "gloss": "g", "type": "WAR"}, "unknown type"),
        ({"id": "x", "noun": "هجوم", "gloss": "g", "frame": "no-such"}, "unknown frame"),
    ],
)
def test_a_faulty_entry_is_named(row: dict[str, Any], message: str) -> None:
    group = {"type": "ASSAULT", "frame": "act"}
    with pytest.raises(ResourceError, match=message) as error:
        lexicon._entry("ar", "ar/triggers.toml", group, row, set())
    assert "ar/triggers.toml: x" in str(error.value)


def test_every_gloss_is_readable_in_latin_letters() -> None:
    for language in ("ar", "tr", "fa", "en"):
        assert all(entry.gloss.isascii() for entry, _ in lexicon.trigger_rows(language))


def test_arabic_verbs_are_expanded() -> None:
    forms = lexicon.triggers("ar").forms
    assert all(fold(f, "ar") in forms for f in ("التقى", "التقت", "التقوا", "يلتقي", "تلتقي", "يلتقون", "اتهموا", "يدعو"))
