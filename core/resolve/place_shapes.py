"""Take a place phrase apart: kind words, directions, containers ('ناحية X في محافظة Y', "Suriye'nin Kobani ilçesi").

Takes: a surface and its language. Gives: readings, the most literal first. Lexicon: resources/lexicons/<code>/places.toml.
Known limit: one direction and one container a phrase.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from core.paths import resource
from core.textnorm import fold

_CONTAINERS = {
    "ar": (
        r"^(?P<inner>.+?) (?:في|ب(?=ال)|من) ?(?P<outer>.+)$",
        r"^(?P<inner>.+?)[،,] (?P<outer>.+)$",
        r"^(?P<inner>.+) ب(?P<outer>\S+)$",
        r"^(?P<inner>.+?) (?:(?:وسط|قرب|شمال|جنوب|شرق|غرب|شمالي|جنوبي|شرقي|غربي) )+(?P<outer>.+)$",
    ),
    "tr": (r"^(?P<outer>.+?)['’](?:[yns]?[ıiuü]n|n?[dt][ae](?:ki)?) (?P<inner>.+)$",),
    "fa": (r"^(?P<inner>.+?) (?:در|واقع در) (?P<outer>.+)$", r"^(?P<inner>.+?)[،,] (?P<outer>.+)$", r"^(?P<inner>\S+ .+) (?P<outer>\S+)$"),
    "en": (r"^(?P<inner>.+?)(?:,| in| of) (?P<outer>.+)$", r"^(?P<outer>.+?)['’]s (?P<inner>.+)$"),
}
_EMBASSY = {
    "ar": r"^(?:ال)?(?:سفارة|قنصلية) (?P<guest>.+)$", "fa": r"^(?:سفارت|کنسولگری) (?P<guest>.+)$",
    "tr": r"^(?P<guest>.+?)(?:['’]n?[ıiuü]n)? (?:[Bb]üyük)?[Ee]lçiliği.*$", "en": r"^(?:the )?(?P<guest>.+?) (?:embassy|Embassy)$",
}  # fmt: skip
_CROSS = {("north", "east"): "northeast", ("north", "west"): "northwest", ("south", "east"): "southeast", ("south", "west"): "southwest"}


@dataclass(frozen=True, slots=True)
class Reading:
    """A name with what is told of it: ``hint`` its kind, ``direction``, ``container`` the place it lies in."""

    name: str
    hint: str = ""
    direction: str = ""
    container: str = ""


@lru_cache(maxsize=8)
def _lexicon(language: str) -> dict[str, dict[tuple[str, ...], str]]:
    """Load head, tail, direction and capital words as folded tuples."""
    with resource("lexicons", language, "places.toml").open("rb") as file:
        raw = tomllib.load(file)
    return {
        table: {tuple(fold(form, language).split()): key for key, forms in rows.items() for form in forms} for table, rows in raw.items()
    }


def readings(surface: str, language: str) -> Iterator[Reading]:
    """Yield the readings of a surface, from the literal one to those that take it apart."""
    surface = " ".join(surface.split())
    if not surface or language not in _CONTAINERS:
        return
    capital = _capital(surface, language)
    if capital is not None:
        yield from capital
    if only_head(surface, language):
        return
    yield Reading(surface)
    if language == "en" and surface.startswith("the "):
        yield Reading(surface.removeprefix("the "))
    yield from _contained(surface, language)
    directed = _directed(surface, language)
    if directed:
        yield directed
        yield from (Reading(r.name, r.hint, directed.direction) for r in _headed(directed.name, language))
    yield from _headed(surface, language)


@lru_cache(maxsize=4096)
def only_head(surface: str, language: str) -> bool:
    """Tell whether a surface is nothing but a kind of place ('island', 'حي', 'ilçesi')."""
    if language not in _CONTAINERS:
        return False
    words = fold(surface, language).split()
    lexicon = _lexicon(language)
    heads, tails = lexicon.get("head", {}), lexicon.get("tail", {})
    return bool(words) and (_bare(words, language) in heads or tuple(words) in tails or _stemmed(words, language) in tails)


@lru_cache(maxsize=4096)
def common_ground(surface: str, language: str) -> bool:
    """Tell whether a phrase consists of common nouns and adjectives for a stretch of land: 'أرض خلاء', 'زمین خالی'."""
    words = fold(surface, language).split()
    common = {word: key for forms, key in _lexicon(language).get("common", {}).items() for word in forms}
    return len(words) > 1 and common.get(words[0]) == "ground" and all(w in common for w in words)


def _contained(surface: str, language: str) -> Iterator[Reading]:
    """Yield inner and outer names."""
    for pattern in _CONTAINERS[language]:
        match = re.match(pattern, surface)
        if match and not (language == "tr" and _directed(surface, language)):
            yield Reading(match["inner"], container=match["outer"])


def _headed(surface: str, language: str) -> Iterator[Reading]:
    """Yield the name without its kind word, in front or behind."""
    words = surface.split(" ")
    folded = fold(surface, language).split(" ")
    lexicon = _lexicon(language)
    for length in range(min(3, len(words) - 1), 0, -1):
        hint = lexicon.get("head", {}).get(_bare(folded[:length], language))
        if hint:
            rest = " ".join(words[length:])
            yield Reading(rest, hint)
            yield from (replace(r, hint=r.hint or hint) for r in _headed(rest, language))
        hint = lexicon.get("tail", {}).get(_stemmed(folded[-length:], language))
        if hint:
            rest = " ".join(words[:-length])
            yield Reading(rest, "" if hint == "any" else hint)
            if hint == "any":
                yield from _headed(rest, language)


def _bare(words: list[str], language: str) -> tuple[str, ...]:
    """Cut clitics from the first Arabic word ('بمنطقة')."""
    lexicon = _lexicon(language)
    first = words[0]
    if language == "ar" and (first, *words[1:]) not in lexicon.get("head", {}):
        for cut in (1, 2):
            if (first[cut:], *words[1:]) in lexicon.get("head", {}) and set(first[:cut]) <= set("وفبلك"):
                return (first[cut:], *words[1:])
    return (first, *words[1:])


def _stemmed(words: list[str], language: str) -> tuple[str, ...]:
    """Cut the case suffix behind a Turkish possessive ('Havalimanı'na', 'ilçesinde')."""
    last = words[-1]
    if language == "tr":
        last = re.sub(r"(?:['’].*|(?<=[ıiuü])n(?:[dt][ae]n?|[ae]|[ıiuü]n?|[dt][ae]ki))$", "", last)
    return (*words[:-1], last)


def _directed(surface: str, language: str) -> Reading | None:
    """Split a direction from a name: 'شمال العراق', "Irak'ın kuzeyi", 'northern Iraq', 'Kuzey Irak'."""
    words = surface.split(" ")
    folded = [w.removeprefix("ال") if language == "ar" else w for w in fold(surface, language).split(" ")]
    table = _lexicon(language)["direction"]
    if language == "tr":
        ending = table.get(_stemmed(folded[-1:], language))
        genitive = re.match(r"^(.+?)['’](?:[yns]?[ıiuü]n)$", " ".join(words[:-1]))
        if ending and genitive:
            return Reading(genitive.group(1), direction=ending)
        ending = None
    for length in range(min(3, len(words) - 1), 0, -1):
        direction = table.get(tuple(folded[:length])) or _crossed(folded[:length], table)
        if direction:
            return Reading(" ".join(words[length:]), direction=direction)
    return None


def _crossed(words: list[str], table: dict[tuple[str, ...], str]) -> str:
    """Join 'north' and 'east'."""
    if len(words) != 2:
        return ""
    return _CROSS.get((table.get((words[0],), ""), table.get((words[1],), "")), "")


def _capital(surface: str, language: str) -> list[Reading] | None:
    """Read 'العاصمة العراقية', "Irak'ın başkenti", 'the Iraqi capital'."""
    words, folded = surface.split(" "), fold(surface, language).split(" ")
    marks = _lexicon(language).get("word", {})
    for i in range(len(words)):
        if _stemmed([folded[i]], language) not in marks:
            continue
        before, after = " ".join(words[:i]), " ".join(words[i + 1 :])
        if language in ("ar", "fa"):
            last = [Reading(after.split(" ", 1)[1])] if " " in after else []
            return [*last, Reading(after.split(" ")[0], hint="capital")]
        owner = re.sub(r"['’].*$|^the ", "", before)
        return [Reading(after)] if after else [Reading(owner, hint="capital")]
    return None


def embassy_of(name: str, language: str) -> str:
    """Return whose embassy a phrase names, '' if none's."""
    match = re.match(_EMBASSY[language], name)
    return match["guest"] if match else ""


def embassy_host(name: str, language: str) -> str:
    """Return the city of "Stockholm Büyükelçiliği" in "Türkiye'nin Stockholm Büyükelçiliği", '' if there is none."""
    match = re.match(r"^(?P<city>\S+) (?:(?:Büyük)?[Ee]lçiliği|Büyükelçiliği|Başkonsolosluğu)", name) if language == "tr" else None
    return match["city"] if match else ""
