"""The words of unnamed participants: which lists hold a word, whatever ending or article it bears, and in which number.

Takes: folded words and a language. Gives: ``Word`` records with their English. Uses resources/knowledge/describe.toml.
Known limits: endings are taken off by spelling, and only where the lists hold what remains.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from core.paths import resource
from core.textnorm import fold

_SECTIONS = {
    "heads": "head", "bodies": "body", "modifiers": "modifier", "first": "first", "nations": "nation", "bound": "bound", "links": "link",
    "quantifiers": "quantity",
}  # fmt: skip
_ARABIC_ENDINGS = (
    ("تان", "ه", 2), ("تين", "ه", 2), ("تان", "", 2), ("تين", "", 2), ("ات", "ه", 3), ("ات", "", 3), ("يه", "ي", 1), ("ان", "", 2),
    ("ون", "", 3), ("ين", "", 3), ("ا", "", 1), ("ه", "", 1), ("و", "", 3), ("ي", "", 3),
)  # fmt: skip
_ARABIC_OWNERS = ("هما", "هم", "ها", "ه")
_PERSIAN_ENDING = re.compile(r"(?P<many>هاي?ي?|گاني?|ياني?|اني?|ين|ات)?(?P<owner>شان|مان|تان|اش|ش)?(?P<one>اي|ي)?")
_TURKISH_ENDING = re.compile(
    r"(?P<many>l[ae]r)?(?:[ıiuü]m[ıiuü]z|[ıiuü]n[ıiuü]z|s?[ıiuü]m?)?"
    r"(?:n[ıiuü]n|[ıiuü]n|[yn]?[ae]|[yn]?[ıiuü]|n?[dt][ae]n?(?P<place>ki(?:l[ae]r[ıiuü]?n?)?)?|y?l[ae]|n?c[ae])?"
)
_HARD = {"ğ": "k", "b": "p", "c": "ç", "d": "t"}


GOVERNMENTS = frozenset(("government", "administration", "regime", "cabinet"))
"""Nouns of bodies that are told by who leads them ('the Netanyahu government')."""
OWNED_CRAFT = "craft with its owner"
"""Why a phrase such as 'Israeli warplanes' is one mention; it is linked to whose they are."""


@dataclass(frozen=True, slots=True)
class Word:
    """One translated word; ``part`` is a list's part of speech, or name, person, state, nation or other.

    ``many`` is the English plural, or for a state its adjective; ``number`` is 1, 2 (a dual) or 3 (plural); ``bare`` tells that a
    Turkish word bears no ending.
    """

    part: str
    one: str
    many: str = ""
    number: int = 1
    bare: bool = True
    place: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    part: str
    one: str
    many: str
    plural: bool
    broken: bool


@lru_cache(maxsize=1)
def _file() -> dict:
    with resource("knowledge", "describe.toml").open("rb") as file:
        return tomllib.load(file)


def english(table: str) -> dict[str, str]:
    """Return a table of how English words stand together: ``short`` or ``bound``."""
    return _file()["english"][table]


@lru_cache(maxsize=8)
def _entries(language: str) -> dict[str, tuple[_Entry, ...]]:
    """Load a language's lists by folded form."""
    out: dict[str, tuple[_Entry, ...]] = {}
    for section, words in _file().get(language, {}).items():
        for forms, meaning in words.items():
            one, _, many = meaning.partition(":")
            first, _, plurals = forms.partition("|")
            broken = bool(plurals.strip()) and not re.search(r"ون\b", plurals)
            for form in (*first.split(), *plurals.split()):
                plural = form in plurals.split()
                folded = fold(form.replace("_", " "), language)
                out[folded] = (*out.get(folded, ()), _Entry(_SECTIONS[section], one, many, plural, broken))
    return out


def parts(language: str, section: str) -> frozenset[str]:
    """Return the folded forms of one list."""
    return frozenset(form for form, found in _entries(language).items() if any(e.part == _SECTIONS[section] for e in found))


def exact(form: str, language: str) -> list[Word]:
    """Return what a folded form stands for as the lists write it, with or without the Arabic article."""
    bare = form.removeprefix("ال") if language == "ar" else form
    without = [e for e in _entries(language).get(bare, ()) if e.part not in ("link", "quantity", "bound")] if bare != form else []
    return [_word(e, 1, bare=True) for e in (*_entries(language).get(form, ()), *without)]


def inflected(form: str, language: str) -> list[Word]:
    """Return what a folded form stands for without its endings."""
    for stem, number, place in stems(form, language):
        found = _entries(language).get(stem)
        if found:
            return [_word(e, _dual(form, e, number), bare=False, place=place) for e in found]
    return []


def stems(form: str, language: str) -> Iterator[tuple[str, int, bool]]:
    """Yield what may remain of a folded form without its endings, the number they tell, and whether they tell a place."""
    strip = {"ar": _arabic, "fa": _persian, "tr": _turkish}.get(language)
    yield from strip(form) if strip else ()


def _word(entry: _Entry, number: int, *, bare: bool, place: bool = False) -> Word:
    return Word(entry.part, entry.one, entry.many, max(number, 3) if entry.plural and number != 2 else number, bare, place)


def _dual(form: str, entry: _Entry, number: int) -> int:
    """An Arabic noun in ين is a dual where its plural is an irregular one: 'جنديين' beside 'جنود'."""
    return 2 if number == 3 and entry.broken and not entry.plural and form.endswith("ين") and entry.many else number


def _arabic(form: str) -> Iterator[tuple[str, int, bool]]:
    """Yield stems without article, ending and owner."""
    bases = [form]
    for mark in ("ال", "لل"):
        if form.startswith(mark) and len(form) > len(mark) + 1:
            bases.append(form[len(mark) :])
    for owner in _ARABIC_OWNERS:
        if form.endswith(owner) and len(form) - len(owner) >= 3:
            stem = form[: -len(owner)]
            bases += [stem, *([stem[:-1] + "ه"] if stem.endswith("ت") else [stem[:-1] + "ء"] if stem.endswith(("اي", "او")) else [])]
    for base in bases[1:]:
        yield base, 1, False
    for base in bases:
        for ending, back, number in _ARABIC_ENDINGS:
            if base.endswith(ending) and len(base) - len(ending) >= 3:
                yield base[: len(base) - len(ending)] + back, number, False


def _persian(form: str) -> Iterator[tuple[str, int, bool]]:
    """Yield stems without plural, owner and joining ye, the longest first."""
    for length in range(1, min(9, len(form) - 1)):
        stem, rest = form[:-length], form[-length:]
        match = _PERSIAN_ENDING.fullmatch(rest)
        if match and len(stem) >= 2:
            number = 3 if match["many"] else 1
            yield stem, number, False
            if rest.startswith("گان"):
                yield stem + "ه", number, False


def _turkish(form: str) -> Iterator[tuple[str, int, bool]]:
    """Yield stems without plural, possessive and case, the longest first; a softened last letter is made hard again."""
    form = re.sub(r"'\w*$", "", form)
    yield form, 1, False
    for length in range(1, min(14, len(form) - 1)):
        stem, rest = form[:-length], form[-length:]
        match = _TURKISH_ENDING.fullmatch(rest)
        if match and len(stem) >= 2:
            number = 3 if match["many"] or (match["place"] or "").startswith("kil") else 1
            yield stem, number, bool(match["place"])
            if stem[-1] in _HARD:
                yield stem[:-1] + _HARD[stem[-1]], number, bool(match["place"])
