"""Places as data: every case of tests/cases/places, and the shape of the shipped gazetteer."""

import csv
import sqlite3
import tomllib
from pathlib import Path

import pytest

from core.errors import ResourceError
from core.model import Document, Segment, Span
from core.paths import resource
from core.resolve.place_keys import place_key
from core.resolve.places import Gazetteer, PlaceContext, resolve_place, strip_case
from core.resolve.targets import attributive

CASES = Path(__file__).parents[2] / "cases" / "places"
FEATURES = frozenset(
    [
        "admin1",
        "region",
        "quarter",
        "square",
        "street",
        "town",
        "airport",
        "base",
        "camp",
        "crossing",
        "mountains",
        "dam",
        "port",
        "island",
        "facility",
        "river",
        "sea",
        "strait",
        "canal",
        "bridge",
        "hospital",
        "mosque",
        "prison",
        "shrine",
        "park",
        "building",
    ]
)


def _cases() -> list:
    rows = []
    for path in sorted(CASES.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text("utf-8"))["case"], 1):
            marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
            rows.append(pytest.param(path.stem, case, id=f"{path.stem}-{number}-{case['gloss'][:40]}", marks=marks))
    return rows


@pytest.mark.parametrize(("language", "case"), _cases())
def test_case(language: str, case: dict, gazetteer: Gazetteer) -> None:
    place = resolve_place(case["text"], language, PlaceContext(case.get("hints", {})), gazetteer)
    shown = f"{place.name} | {place.country or '-'} | {place.precision}" if place else "none"
    assert shown == case["expect"]
    if place:
        assert place.within == case.get("within", place.within)
        assert place.why
        assert place.text == case["text"]


def _rows(name: str) -> list[dict[str, str]]:
    with resource("places", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_feature_row_is_whole_and_in_the_built_file(gazetteer: Gazetteer) -> None:
    for row in _rows("features.tsv"):
        assert None not in row.values(), row
        assert row["feature"] in FEATURES, row
        assert -90 <= float(row["lat"]) <= 90, row
        assert -180 <= float(row["lon"]) <= 180, row
        shown = row["en"].split("|")[0]
        assert any(r.name == shown for r in gazetteer.records(place_key(shown))), shown


def test_every_curated_city_is_in_the_built_file(gazetteer: Gazetteer) -> None:
    for row in _rows("names.tsv"):
        shown = row["en"].split("|")[0]
        found = [r for r in gazetteer.records(place_key(shown.split(" (")[0])) if r.country == row["country"]]
        assert any(r.name == shown for r in found), row


def test_a_document_tells_its_countries(gazetteer: Gazetteer) -> None:
    text = "قال مسؤول عراقي في بغداد إن القوات العراقية انسحبت من سوريا"
    span = Span(0, len(text))
    document = Document(doc_id="d", path="d", sha256="", format="txt", text=text, segments=(Segment("body", span),), language="ar")
    context = PlaceContext.of(document, (), gazetteer)
    assert max(context.countries, key=context.countries.get) == "IQ"
    assert context.weight("SY") > 0
    assert sum(context.countries.values()) == pytest.approx(1.0)


def test_case_suffixes_and_clitics_are_stripped() -> None:
    assert strip_case("Irak'ın", "tr") == "Irak"
    assert strip_case("İstanbul’da", "tr") == "İstanbul"
    assert strip_case("والعراق", "ar") == "العراق"
    assert strip_case("Iraq", "en") == "Iraq"


@pytest.mark.parametrize(("one", "two"), [("النجف", "نجف"), ("Al-Qaim", "Qaim"), ("Diyarbakır", "DIYARBAKIR"), ("تل آویو", "تل‌آویو")])
def test_spellings_share_a_key(one: str, two: str) -> None:
    assert place_key(one) == place_key(two)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match=r"places\.sqlite"):
        Gazetteer.open(tmp_path / "places.sqlite")


def test_the_file_is_opened_read_only(gazetteer: Gazetteer) -> None:
    with pytest.raises(sqlite3.OperationalError):
        gazetteer._db.execute("DELETE FROM place")


def test_the_file_stays_small() -> None:
    assert resource("places.sqlite").stat().st_size < 40_000_000


@pytest.mark.parametrize(
    ("text", "name", "expect"),
    [
        ("killed in a U.S. drone strike", "U.S.", True), ("when US troops left", "US", True), ("in the U.S. after the talks", "U.S.", False),
        ("a blast in the UK killed two people", "UK", False), ("the UK, he said", "UK", False), ("the Iraq war", "Iraq", False),
    ],
)  # fmt: skip
def test_an_acronym_before_a_noun_is_its_adjective(text: str, name: str, expect: bool) -> None:
    at = text.index(name)
    assert attributive(Span(at, at + len(name)), text) is expect
