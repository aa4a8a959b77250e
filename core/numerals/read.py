"""Read numbers in digits and words, for dates and for counts alike.

Takes: folded tokens and a language code. Gives: the number that starts at a token, and how many tokens it takes.
Lexicon: resources/lexicons/<code>/numbers.toml. Known limits: no fractions; 'half a million' stays unread.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from core.paths import resource
from core.textnorm import fold

_TOKEN = re.compile(
    r"\d+(?:st|nd|rd|th)\b"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?!\d)"
    r"|\d{1,2}:\d{2}(?::\d{2})?"
    r"|\d{1,3}(?:[.,]\d{3})+(?!\d)"
    r"|\d+[.,]\d+(?=\s*[^\W\d])"
    r"|\d+"
    r"|[^\W\d_]+"
    r"|\n|[^\w\s]"
)
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
MOST_DIGITS = 18
_ENGLISH_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_LINKED = {"ar": "و", "fa": "و"}


class Token(NamedTuple):
    """A word, number or mark of the folded text, by folded offsets."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number read from ``length`` tokens; ``digits`` tells whether it was written as one plain digit string."""

    value: int
    length: int
    ordinal: bool = False
    digits: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    cardinal: dict[str, int]
    ordinal: dict[str, int]
    scale: dict[str, int]
    pairs: dict[str, dict[str, int]]


def tokenize(folded: str) -> list[Token]:
    """Split folded text into words, numbers and marks; a line end is a mark."""
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(folded)]


@lru_cache(maxsize=8)
def _words(language: str) -> _Words:
    """Load and fold the number words of a language, two-word forms apart."""
    with resource("lexicons", language, "numbers.toml").open("rb") as file:
        raw = tomllib.load(file)
    flat = {
        table: {fold(form, language): int(key) for key, forms in raw[table].items() for form in forms}
        for table in ("cardinal", "ordinal", "scale")
    }
    pairs: dict[str, dict[str, int]] = {}
    for form, value in list(flat["cardinal"].items()) + list(flat["ordinal"].items()):
        if " " in form:
            first, second = form.split(" ")
            pairs.setdefault(first, {})[second] = value
    return _Words(flat["cardinal"], flat["ordinal"], flat["scale"], pairs)


@lru_cache(maxsize=32768)
def _stems(word: str, language: str) -> tuple[str, ...]:
    """Return the word and what remains without Arabic clitics or the Turkish case suffix."""
    if language == "ar":
        return _arabic_stems(word)
    if language == "tr":
        match = re.fullmatch(r"(.{2,}?)(?:s?[ıiuü]n?|[yn]?[ae]|[dt][ae]n?|n?[ıiuü]n|l[ae]r[ıi]?)", word)
        return (word, match.group(1)) if match else (word,)
    return (word,)


def _arabic_stems(word: str) -> tuple[str, ...]:
    """Strip conjunction, preposition and article, one after the other."""
    out = [word]
    for marks in ("وف", "بلك"):
        last = out[-1]
        if len(last) > 3 and last[0] in marks:
            out.append(last[1:])
    for form in tuple(out):
        if (form.startswith("ال") and len(form) > 4) or (form.startswith("لل") and len(form) > 4):
            out.append(form[2:])
    return tuple(dict.fromkeys(out))


@lru_cache(maxsize=32768)
def _value(word: str, language: str) -> tuple[int, str] | None:
    """Return a single word's value and table."""
    words = _words(language)
    for stem in _stems(word, language):
        for table in ("cardinal", "ordinal", "scale"):
            value = getattr(words, table).get(stem)
            if value is not None:
                return value, table
    return None


def _linked_value(word: str, language: str) -> tuple[int, str] | None:
    """Return the value of an Arabic word that carries the conjunction."""
    return _value(word[1:], language) if word.startswith("و") and len(word) > 3 else None


def read_digits(text: str) -> int | None:
    """Return the value of a digit string, thousands marks allowed; more digits than anything is counted in are no number."""
    if len(text) > MOST_DIGITS:
        return None
    if text.isdecimal():
        return int(text)
    if _GROUPED.fullmatch(text):
        return int(re.sub(r"[.,]", "", text))
    return None


@lru_cache(maxsize=32768)
def starts_number(word: str, language: str) -> bool:
    """Tell whether a word alone may begin a number."""
    pairs = _words(language).pairs
    return word[0].isdecimal() or _value(word, language) is not None or any(s in pairs for s in _stems(word, language))


def read_number(tokens: list[Token], at: int, language: str) -> Numeral | None:
    """Read the longest number that starts at token ``at``."""
    text = tokens[at].text
    if text[0].isdecimal():
        return _from_digits(tokens, at, language)
    if not starts_number(text, language):
        return None
    first = _pair(tokens, at, language) or _single(text, language)
    if first is None or (first[1] == "scale" and not _bare_scale(text, language)):
        return None
    return _sum(tokens, at, language, first)


def _bare_scale(text: str, language: str) -> bool:
    """Tell whether a scale word may start a number ('bin', 'ألف', 'هزار', not 'thousand' or 'آلاف')."""
    return language == "tr" or text in ("الف", "هزار", "مليون")


def _single(text: str, language: str) -> tuple[int, str, int] | None:
    """Return value, table and length 1 of a one-word number."""
    found = _value(text, language)
    return (*found, 1) if found else None


def _pair(tokens: list[Token], at: int, language: str) -> tuple[int, str, int] | None:
    """Return value, table and length 2 of a two-word form such as 'أحد عشر'."""
    if at + 1 >= len(tokens):
        return None
    words = _words(language)
    for stem in _stems(tokens[at].text, language):
        value = words.pairs.get(stem, {}).get(tokens[at + 1].text)
        if value is not None:
            return value, "cardinal", 2
    return None


def _from_digits(tokens: list[Token], at: int, language: str) -> Numeral | None:
    """Read digits, with a scale word after them if any ('3 bin', '1.5 million', '٣ آلاف')."""
    text = tokens[at].text
    if len(text) > MOST_DIGITS:
        return None
    ordinal = _ENGLISH_ORDINAL.fullmatch(text)
    if ordinal:
        return Numeral(int(ordinal.group(1)), 1, ordinal=True)
    value = read_digits(text)
    scale = _words(language).scale.get(tokens[at + 1].text) if at + 1 < len(tokens) else None
    if scale:
        amount = float(text.replace(",", ".")) if value is None or re.fullmatch(r"\d+[.,]\d{1,2}", text) else value
        return Numeral(round(amount * scale), 2)
    return None if value is None else Numeral(value, 1, digits=text.isdecimal())


def _joins(last: int, value: int, linked: bool, language: str) -> bool:
    """Tell whether ``value`` may follow ``last`` inside one number."""
    if language == "ar":
        if value == 10 and not linked:
            return 2 <= last <= 9 or last == 1
        return linked and ((last < 10 and 20 <= value < 100) or (last >= 100 and value < last and value < 1000))
    if language == "fa":
        return linked and value < last and last >= 20
    if value == 100:
        return 1 <= last <= 9
    return value < last and last >= (10 if language == "tr" else 20) and not (last < 100 and value >= 10)


def _next(tokens: list[Token], at: int, language: str) -> tuple[int, str, bool, int] | None:
    """Read the following number word: value, table, whether linked by 'and', tokens used."""
    if at >= len(tokens):
        return None
    text = tokens[at].text
    if language == "ar":
        linked = _linked_value(text, language)
        if linked:
            return (*linked, True, 1)
    link = {"fa": ("و",), "en": ("-", "and")}.get(language, ())
    if text in link and at + 1 < len(tokens):
        value = _value(tokens[at + 1].text, language)
        return (*value, True, 2) if value else None
    value = _value(text, language)
    return (*value, False, 1) if value else None


def _sum(tokens: list[Token], at: int, language: str, first: tuple[int, str, int]) -> Numeral:
    """Add up a compound number from its first word on."""
    value, table, length = first
    total, current, last = 0, value, value
    ordinal = table == "ordinal"
    if table == "scale":
        total, current, last = value, 0, value
    while (step := _next(tokens, at + length, language)) is not None:
        value, table, linked, used = step
        if table == "scale" and current and not linked:
            total, current, last = total + current * value, 0, value
        elif table != "scale" and value == 100 and language in ("tr", "en") and 1 <= current <= 9:
            current, last = current * 100, 100
        elif table != "scale" and _joins(last, value, linked, language) and not (linked and language == "en" and last < 20):
            current, last = current + value, value
        else:
            break
        ordinal = ordinal or table == "ordinal"
        length += used
    return Numeral(total + current, length, ordinal=ordinal)
