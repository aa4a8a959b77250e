"""Find places by name and decide which one an article means.

Takes: a surface, its language, what the document tells of its whereabouts, and the gazetteer. Gives: a ``Place`` with country,
coordinates, precision and reason, or None where the text leaves it open. Data: resources/places.sqlite (tools/build_gazetteer)
and resources/lexicons/<code>/places.toml. Known limits: no street addresses, no distances ('20 km north of').
"""

import math
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from core.errors import ResourceError
from core.model import Document, Evidence, Mention, Place
from core.paths import resource
from core.resolve.place_keys import NAMESAKE, place_key, stems, strip_case
from core.resolve.place_shapes import Reading, embassy_host, embassy_of, only_head, readings

__all__ = ["Gazetteer", "PlaceContext", "PlaceRecord", "countries_in", "resolve_place", "strip_case"]

_PRIOR = {"country": 9.0, "capital": 8.0, "admin1": 5.5, "region": 7.0, "sea": 7.0}
_CURATED = 7.0
_MARGIN = 1.2
_PULL = 4.0
"""What the article's own country adds to a place; to the namesake of a famous one (Geneva, Illinois) only if no other is spoken of."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SPOKEN_OF = 0.25
"""The share of its country in an article from which the lesser bearer of a name may be meant."""
_POSSESSIVE = re.compile(r"['’]s$")
_SETTLED = frozenset(("capital", "city", "town", "village"))
_MATCHES = {
    "admin1": frozenset(("admin1", "region")), "city": _SETTLED, "quarter": frozenset(("quarter", "square", "street", "town", "village")),
    "country": frozenset(("country",)), "sea": frozenset(("sea", "strait", "canal")), "capital": frozenset(("capital",)),
}  # fmt: skip
_BUILT = {
    "airport": "Airport", "base": "Base", "camp": "Camp", "crossing": "Crossing", "dam": "Dam", "port": "Port", "facility": "Facility",
}  # fmt: skip
_GENITIVE = frozenset(("tr", "en"))
"""Languages whose container carries a genitive: what stands before it is a place, be its name a word or not."""
_REGIONS = frozenset(("admin1", "region", "sea", "river"))
_NEAR = frozenset(("mountains", "strait", "canal", "island"))


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """One row of the gazetteer; ``main`` tells whether it was found by a main name, ``unsure`` whether that name is a plain word too."""

    entity_id: str
    name: str
    country: str | None
    admin: str | None
    feature: str
    lat: float | None
    lon: float | None
    population: int
    within: str | None
    curated: bool
    main: bool = True
    unsure: bool = False

    @property
    def precision(self) -> str:
        """Grade it as ACLED does: exact, near, region or country."""
        if self.feature == "country":
            return "country"
        return "region" if self.feature in _REGIONS else "near" if self.feature in _NEAR else "exact"


Choice = tuple[PlaceRecord, tuple[Evidence, ...]]


class Gazetteer:
    """The shipped places, opened read-only."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.unsure = frozenset(row[0] for row in db.execute("SELECT key FROM unsure"))
        self.demonyms: dict[str, dict[str, str]] = {}
        for key, language, country in db.execute("SELECT key, language, country FROM demonym ORDER BY key, language, country"):
            self.demonyms.setdefault(language, {}).setdefault(key, country)
        self.countries = dict(
            db.execute(
                "SELECT f.key, p.country FROM form f JOIN place p ON p.id = f.place "
                "WHERE f.place IN (SELECT id FROM place WHERE feature = 'country') ORDER BY f.key, p.id DESC"
            )
        )
        self.records = lru_cache(maxsize=20000)(self._records)

    @classmethod
    def open(cls, path: Path | None = None) -> "Gazetteer":
        """Open the shipped file, or another one; a file once opened is shared, as it never changes."""
        return _open(path or resource("places.sqlite"))

    def _records(self, key: str) -> tuple[PlaceRecord, ...]:
        """Return the places under one key, the likeliest first."""
        if len(key) < 2:
            return ()
        rows = self._db.execute(
            "SELECT p.entity, p.name, p.country, p.admin, p.feature, p.lat, p.lon, p.population, p.within, p.curated, f.main "
            "FROM form f JOIN place p ON p.id = f.place WHERE f.key = ?",
            (key,),
        )
        found = [PlaceRecord(*row[:9], bool(row[9]), bool(row[10]), key in self.unsure) for row in rows]
        return tuple(sorted(found, key=lambda r: (-_prior(r), r.entity_id)))

    def lookup(self, surface: str, language: str) -> list[PlaceRecord]:
        """Return the places a surface may name, the likeliest first; none for a plain word or a bare head noun."""
        if only_head(surface, language):
            return []
        for form in stems(surface, language):
            found = self.records(place_key(form))
            if found:
                known = [r for r in found if not r.entity_id.startswith(NAMESAKE)]
                return [] if found[0].unsure else known or list(found)
        return []

    def capital(self, country: str) -> PlaceRecord | None:
        """Return a country's capital."""
        row = self._db.execute(
            "SELECT entity, name, country, admin, feature, lat, lon, population, within, curated FROM place "
            "WHERE country = ? AND feature = 'capital' ORDER BY population DESC LIMIT 1",
            (country,),
        ).fetchone()
        return PlaceRecord(*row[:9], bool(row[9])) if row else None

    def country_name(self, country: str) -> str:
        """Return the English name of a country code."""
        row = self._db.execute("SELECT name FROM place WHERE entity = ?", (f"country:{country}",)).fetchone()
        return row[0] if row else country

    def demonym(self, word: str, language: str) -> str | None:
        """Return the country whose people or things a word names."""
        table = self.demonyms.get(language, {})
        for form in stems(word, language):
            country = table.get(place_key(form))
            if country:
                return country
        return None


@lru_cache(maxsize=2)
def _open(path: Path) -> Gazetteer:
    """Open a file once: rules and resolvers ask the same one."""
    if not path.is_file():
        raise ResourceError(f"The gazetteer {path.name} is missing: run the set-up again.")
    return Gazetteer(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False))


def _prior(record: PlaceRecord) -> float:
    """Return how likely a place is meant before anything is known of the article."""
    prior = _PRIOR.get(record.feature) or (_CURATED if record.curated else math.log10(record.population + 10))
    return prior + (0.5 if record.curated and record.feature in _PRIOR else 0.0) - (0.0 if record.main else 2.0 if record.curated else 0.7)


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What a document tells of its whereabouts: countries by weight (sum 1), and the areas of its sure places."""

    countries: dict[str, float] = field(default_factory=dict)
    admins: frozenset[str] = frozenset()

    @classmethod
    def of(cls, document: Document, mentions: Iterable[Mention], gazetteer: Gazetteer) -> "PlaceContext":
        """Weigh the countries named in the text, their people, and the places that can be only one."""
        count: Counter[str] = Counter()
        for span in document.body():
            count.update(countries_in(document.text[span.start : span.end], document.language, gazetteer))
        admins = set()
        for mention in mentions:
            if mention.kind not in ("GPE", "LOC", "FAC"):
                continue
            found = gazetteer.lookup(mention.text, document.language)
            if found and len({r.country for r in found}) == 1 and found[0].country:
                count[found[0].country] += 1
                admins |= {found[0].admin} - {None}
        total = sum(count.values())
        return cls({c: n / total for c, n in sorted(count.items())} if total else {}, frozenset(admins))

    def weight(self, country: str | None) -> float:
        """Return a country's share of the hints."""
        return self.countries.get(country or "", 0.0)

    def within(self, record: PlaceRecord) -> "PlaceContext":
        """Return this context narrowed to a place that is told to contain the next."""
        admins = frozenset((record.admin,)) if record.admin and record.feature == "admin1" else self.admins
        return PlaceContext({record.country: 1.0} if record.country else self.countries, admins)


def countries_in(text: str, language: str, gazetteer: Gazetteer) -> Counter[str]:
    """Count country names of one to three words, and demonyms."""
    count: Counter[str] = Counter()
    words = [m.group() for m in _WORD.finditer(text)]
    if language == "en":
        words = [_POSSESSIVE.sub("", word) for word in words]
    keys = [place_key(strip_case(w, language)) for w in words]
    for i, word in enumerate(words):
        country = _country_at(keys, i, gazetteer) or _country_of(word, language, gazetteer)
        if country:
            count[country] += 1
    return count


def _country_at(keys: list[str], at: int, gazetteer: Gazetteer) -> str | None:
    """Return the country that the words from here on name."""
    for length in (3, 2, 1):
        country = gazetteer.countries.get("".join(keys[at : at + length]))
        if country and len(keys[at]) > 2:
            return country
    return None


@lru_cache(maxsize=65536)
def _country_of(word: str, language: str, gazetteer: Gazetteer) -> str | None:
    """Return the country of an inflected name or demonym."""
    for form in stems(word, language):
        country = gazetteer.countries.get(place_key(form))
        if country and len(place_key(form)) > 2:
            return country
    return gazetteer.demonym(word, language)


def resolve_place(surface: str, language: str, context: PlaceContext, gazetteer: Gazetteer) -> Place | None:
    """Return the place a surface means in this document, None if it is none or cannot be told apart."""
    for reading in readings(surface, language):
        place = _resolve(reading, surface, language, context, gazetteer)
        if place is not None:
            return place
    return None


def _resolve(reading: Reading, surface: str, language: str, context: PlaceContext, gazetteer: Gazetteer) -> Place | None:
    """Resolve one reading of the surface: container first, then the name inside it."""
    if reading.container:
        outer = _choose(Reading(reading.container), language, context, gazetteer, told=language in _GENITIVE)
        if outer is None:
            return None
        host = embassy_host(reading.name, language)
        if host and outer[0].feature == "country" and (city := _choose(Reading(host), language, context, gazetteer)):
            return _embassy(city[0], outer[0].country or "", surface, gazetteer)
        inner = resolve_place(reading.name, language, context.within(outer[0]), gazetteer)
        if inner is not None and inner.country == outer[0].country:
            return replace(inner, text=surface, why=(*inner.why, Evidence("document", f"told to lie in {outer[0].name}")))
        guest = embassy_of(reading.name, language)
        if guest and (country := gazetteer.demonym(guest, language) or gazetteer.countries.get(place_key(guest))):
            return _embassy(outer[0], country, surface, gazetteer)
        return None
    if reading.hint == "capital":
        return _capital(reading, surface, language, context, gazetteer)
    chosen = _choose(reading, language, context, gazetteer)
    if chosen is None:
        return None
    record, why = chosen
    if reading.direction:
        return _directed(record, reading.direction, surface, why)
    if reading.hint in _BUILT and record.feature in _SETTLED:
        known = _known_building(record, reading.hint, gazetteer)
        return _place(known, surface, why) if known else _built(record, reading.hint, surface, why)
    return _place(record, surface, why)


def _capital(reading: Reading, surface: str, language: str, context: PlaceContext, gazetteer: Gazetteer) -> Place | None:
    """Resolve 'the Iraqi capital'; 'the capital' alone is that of the article's main country."""
    country = gazetteer.demonym(reading.name, language) or gazetteer.countries.get(place_key(strip_case(reading.name, language)))
    if not reading.name and context.countries:
        best, share = max(context.countries.items(), key=lambda item: (item[1], item[0]))
        country = best if share >= 0.6 else None
    record = gazetteer.capital(country) if country else None
    return _place(record, surface, (Evidence("gazetteer", f"capital of {gazetteer.country_name(country)}"),)) if record else None


def _choose(reading: Reading, language: str, context: PlaceContext, gazetteer: Gazetteer, *, told: bool = False) -> Choice | None:
    """Return the best record for a name, None if two of different countries are too close; ``told`` says it must be a place."""
    for form in stems(reading.name, language):
        records = gazetteer.records(place_key(form))
        found = [r for r in records if not r.entity_id.startswith(NAMESAKE) or context.weight(r.country) >= _SPOKEN_OF]
        if not found:
            continue
        famous = any(r.curated and r.main for r in found)
        scored = ((_score(r, reading, context, famous=famous), r) for r in found)
        ranked = sorted(scored, key=lambda pair: (-pair[0], pair[1].entity_id))
        best, record = ranked[0]
        if record.unsure and not (told or reading.hint or reading.direction) and context.weight(record.country) < 0.3:
            return None
        rivals = [(s, r) for s, r in ranked[1:] if r.country != record.country]
        if rivals and (best - rivals[0][0] < _MARGIN or _equally_famous(record, rivals[0][1], reading, context)):
            return None
        record = record if told or reading.hint or reading.direction else _seat(record, found)
        return record, _why(record, reading, context, len(found))
    return None


def _seat(record: PlaceRecord, found: Sequence[PlaceRecord]) -> PlaceRecord:
    """Return the town that an area is named after: the name alone means the town, unless our tables say otherwise."""
    if record.feature != "admin1" or record.curated:
        return record
    return next((r for r in found if r.feature in _SETTLED and r.main and r.admin == record.admin), record)


def _equally_famous(one: PlaceRecord, two: PlaceRecord, reading: Reading, context: PlaceContext) -> bool:
    """Tell whether nothing in the article separates two well-known places of one name (Tripoli)."""
    told = reading.hint or context.weight(one.country) or context.weight(two.country)
    return not told and one.curated and two.curated and one.main and two.main


def _score(record: PlaceRecord, reading: Reading, context: PlaceContext, *, famous: bool) -> float:
    """Weigh a candidate: size and fame, the article's countries and areas, the kind of place told."""
    namesake = famous and not record.curated and record.feature in _SETTLED
    weight = context.weight(record.country)
    score = _prior(record) + (0.0 if namesake and weight < 1.0 else _PULL * weight)
    if context.countries and record.country and context.weight(record.country) == 0.0 and record.feature != "sea":
        score -= 1.0
    if record.admin in context.admins:
        score += 1.0
    if reading.hint:
        fits = record.feature == reading.hint or record.feature in _MATCHES.get(reading.hint, ())
        score += 4.0 if fits else -1.5 if reading.hint in _BUILT else -3.0
    return score


def _why(record: PlaceRecord, reading: Reading, context: PlaceContext, rivals: int) -> tuple[Evidence, ...]:
    """Give the reasons for a choice."""
    reasons = [f"{record.feature} in the gazetteer"]
    if rivals > 1:
        reasons.append(f"one of {rivals} of that name")
    if context.weight(record.country) > 0:
        reasons.append(f"{context.weight(record.country):.0%} of the article's country hints are {record.country}")
    if reading.hint:
        reasons.append(f"told to be a {reading.hint}")
    return (Evidence("gazetteer", "; ".join(reasons), 1.0 if rivals == 1 else 0.8),)


def _place(record: PlaceRecord, surface: str, why: tuple[Evidence, ...]) -> Place:
    """Turn a record into a place."""
    return Place(
        text=surface, span=None, entity_id=record.entity_id, name=record.name.split(" (")[0], country=record.country, lat=record.lat,
        lon=record.lon, precision=record.precision, feature=record.feature, within=record.within, why=why,
    )  # fmt: skip


def _directed(record: PlaceRecord, direction: str, surface: str, why: tuple[Evidence, ...]) -> Place:
    """Build 'northern Iraq'; a direction beside a town keeps the town, near."""
    place = _place(record, surface, why)
    if record.feature in _SETTLED or record.feature not in (*_REGIONS, "country"):
        return place if direction == "center" else replace(place, precision="near")
    word = "central" if direction == "center" else f"{direction}ern"
    return replace(
        place,
        name=f"{word} {place.name}",
        entity_id=f"{record.entity_id}/{direction}",
        precision="region",
        feature="region",
        within=record.name,
    )


def _known_building(town: PlaceRecord, hint: str, gazetteer: Gazetteer) -> PlaceRecord | None:
    """Return the gazetteer's own row of 'the refugee camp of Jenin'."""
    found = gazetteer.records(place_key(f"{town.name} {_BUILT[hint]}"))
    return next((r for r in found if r.country == town.country and r.feature == hint), None)


def _built(record: PlaceRecord, hint: str, surface: str, why: tuple[Evidence, ...]) -> Place:
    """Name a building the gazetteer lacks after its town, and put it near."""
    place = _place(record, surface, why)
    name = f"{place.name} {_BUILT[hint]}"
    return replace(place, name=name, entity_id=f"{record.entity_id}/{hint}", precision="near", feature=hint, within=place.name)


def _embassy(city: PlaceRecord, country: str, surface: str, gazetteer: Gazetteer) -> Place:
    """Name an embassy after its state and city."""
    state = ("the " if country in ("US", "GB", "AE", "NL") else "") + gazetteer.country_name(country)
    place = _place(city, surface, (Evidence("gazetteer", f"embassy in {city.name}"),))
    return replace(
        place, name=f"Embassy of {state} in {place.name}", entity_id=f"{city.entity_id}/embassy-{country}", precision="near",
        feature="embassy", within=place.name,
    )  # fmt: skip
