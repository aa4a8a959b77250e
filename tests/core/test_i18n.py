"""The catalogue: same keys and fields in every language, plural forms, fixed words for every type and mode."""

import string
import tomllib

import pytest

from core.errors import ResourceError
from core.i18n import INTERFACE_LANGUAGES, PLURAL_CATEGORIES, Catalogue
from core.paths import resource


def fields(template: str) -> set[str]:
    """Return the names of the fields of a template."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def stem(key: str) -> str:
    """Return a key without its plural category, which differs between languages."""
    head, _, last = key.rpartition(".")
    return head if last in PLURAL_CATEGORIES else key


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_key_is_in_every_language(language: str) -> None:
    ours = {stem(k) for k in Catalogue(language).keys()}
    english = {stem(k) for k in Catalogue("en").keys()}
    assert ours == english


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_fields_are_the_same_in_every_language(language: str) -> None:
    english, catalogue = Catalogue("en"), Catalogue(language)
    for key in catalogue.keys():
        if key == stem(key):
            assert fields(catalogue.text(key)) == fields(english.text(key)), key
        else:
            assert fields(catalogue.text(key)) <= fields(english.text(f"{stem(key)}.other")), key


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_counted_texts_have_their_general_form(language: str) -> None:
    catalogue = Catalogue(language)
    counted = {stem(k) for k in catalogue.keys() if stem(k) != k}
    assert counted
    assert all(catalogue.has(f"{k}.other") for k in counted)


def test_words_for_every_type_and_mode() -> None:
    types = tomllib.loads(resource("lexicons", "event_types.toml").read_text(encoding="utf-8"))["types"]
    for language in INTERFACE_LANGUAGES:
        catalogue = Catalogue(language)
        for name, row in types.items():
            assert catalogue.text(f"event.type.{name}")
            assert all(catalogue.text(f"event.mode.{mode}") for mode in row["modes"])


def test_unknown_key_and_language_raise() -> None:
    with pytest.raises(KeyError):
        Catalogue("en").text("no.such.key")
    with pytest.raises(ResourceError):
        Catalogue("xx")


@pytest.mark.parametrize(
    ("n", "category"), [(0, "zero"), (1, "one"), (2, "two"), (3, "few"), (10, "few"), (11, "many"), (100, "other"), (103, "few")]
)
def test_arabic_plural(n: int, category: str) -> None:
    catalogue = Catalogue("ar")
    assert catalogue.count("count.events", n) == catalogue.text(f"count.events.{category}", n=n)


def test_english_and_turkish_plural() -> None:
    assert Catalogue("en").count("count.events", 1) == "1 event"
    assert Catalogue("en").count("count.events", 5) == "5 events"
    assert Catalogue("tr").count("count.events", 5) == "5 olay"
