"""Usual Latin spellings of foreign names: Western ones in Arabic script, Caucasian ones in Turkish and Persian, names of letters.

Takes: words or names as written. Gives: their English spelling, or None. Uses resources/knowledge/foreign.toml.
Known limit: a name that the lists do not hold is left to the rules of romanisation.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache

from core.paths import resource
from core.textnorm import fold

_OV = re.compile("\u200cاف$")
"""Persian writes the Russian ending of a family name behind a joiner: 'هاشم‌اف'."""
_CAUCASIAN = re.compile(r"(?:[oe]va?|yan|şvili|dze|skiy)$")
_BY_SOUND = str.maketrans(dict(zip("şŞçÇcCğıİöÖüÜ", ("sh", "Sh", "ch", "Ch", "j", "J", "gh", "i", "I", "o", "O", "u", "U"), strict=True)))
_LETTERS = {
    "اي": "A", "ايه": "A", "بي": "B", "سي": "C", "دي": "D", "اف": "F", "جي": "G", "اتش": "H", "اچ": "H", "آي": "I", "جيه": "J", "كي": "K",
    "كيه": "K", "ال": "L", "ام": "M", "ان": "N", "او": "O", "كيو": "Q", "آر": "R", "اس": "S", "تي": "T", "يو": "U", "في": "V", "اكس": "X",
}  # fmt: skip
"""English letters by their names; 'إي' ends 'RTE', 'آي' is I and 'ايه' A, so the sounds of those two are told by their first letter."""
_FEWEST = 3


@lru_cache(maxsize=1)
def _file() -> dict[str, dict[str, str]]:
    with resource("knowledge", "foreign.toml").open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=1)
def western() -> dict[str, str]:
    """Return the usual spelling of each folded word."""
    return {fold(form, "ar"): latin for table in ("given", "family") for latin, forms in _file()[table].items() for form in forms.split()}


@lru_cache(maxsize=8)
def _others(table: str, language: str) -> dict[str, str]:
    return {_bare(form, language): latin for latin, forms in _file()[table].items() for form in forms.split()}


def _bare(form: str, language: str) -> str:
    return fold(form.replace("\u200c", ""), language)


def foreign(word: str, *, persian: bool = False) -> str | None:
    """Return the usual spelling of a foreign name's word in Arabic script."""
    if not persian:
        return western().get(fold(word, "ar"))
    own = (_others(table, "fa").get(_bare(word, "fa")) for table in ("persian", "caucasian", "caucasian_given"))
    return next(filter(None, own), None) or western().get(fold(word, "ar"))


def without_ov(word: str) -> str | None:
    """Return a Persian word without the ending 'ov' that stands behind its joiner; None where there is none."""
    return _OV.sub("", word) if _OV.search(word) else None


def from_turkish(name: str) -> str:
    """Return a Caucasian or Russian name in its usual English spelling where Turkish writes it by its own letters; other names stay."""
    words = name.split()
    family, given = _others("caucasian", "tr"), _others("caucasian_given", "tr")
    last = family.get(_bare(words[-1], "tr")) if words else None
    if len(words) < 2 or not (last or _CAUCASIAN.search(words[-1])):
        return name
    known = [given.get(_bare(w, "tr")) or family.get(_bare(w, "tr")) or w.translate(_BY_SOUND) for w in words[:-1]]
    return " ".join([*known, last or words[-1].translate(_BY_SOUND)])


def acronym(words: Sequence[str]) -> str | None:
    """Return the acronym that names of letters spell: 'آر تي إي' is RTE."""
    letters = ["E" if word in ("إي", "ئي") else "I" if word.startswith("آي") else _LETTERS.get(_letter(word)) for word in words]
    return "".join(filter(None, letters)) if len(words) >= _FEWEST and all(letters) else None


def _letter(word: str) -> str:
    return "آر" if word in ("آر", "أر", "ار") else fold(word, "ar")
