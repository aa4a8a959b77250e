"""Read a count with what bounds it and what it counts: 'more than forty soldiers', 'en az 3 kişi', 'جنديان'.

Takes: text and its language. Gives: (least, most), None for an end that is not told; figures with their nouns for the reader
of casualties. Lexicons: resources/lexicons/<code>/numbers.toml and casualties.toml. Known limit: 'dozens' has no bounds.
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from core.model import Span
from core.numerals.read import read_number, tokenize
from core.paths import resource
from core.textnorm import fold, fold_map

Bounds = tuple[int | None, int | None]
LANGUAGES = ("ar", "tr", "fa", "en")
BREAKS = frozenset(".;:!?؛؟\n")
PAUSES = frozenset(",،")
_CLITICS = ("و", "ف", "ب", "ل", "وب", "ول", "ال", "وال", "فل")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Folded words; a word with ``open`` stands for any ending."""

    words: tuple[str, ...]
    open: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases of one language by their first word, each with its table: the closed ones, and those open at the end of it."""

    closed: dict[str, list[tuple[str, _Phrase]]]
    opened: dict[str, list[tuple[str, _Phrase]]]
    lengths: dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Group:
    """A figure in the sentence: tokens [start, end), the number's own tokens, bounds, and what it counts."""

    start: int
    end: int
    number: tuple[int, int]
    bounds: Bounds
    noun: str


def _phrase(form: str, language: str) -> _Phrase:
    """Fold a lexicon form word by word."""
    words, opened = [], []
    for part in form.split(" "):
        opened.append(part.endswith("*"))
        words.append(part.rstrip("*"))
    folded = [[t.text for t in tokenize(fold(w, language))] for w in words]
    flat = [(w, opened[i] and k == len(ws) - 1) for i, ws in enumerate(folded) for k, w in enumerate(ws)]
    return _Phrase(tuple(w for w, _ in flat), tuple(o for _, o in flat))


@lru_cache(maxsize=8)
def lexicon(language: str) -> Lexicon:
    """Load both lexicons of a language."""
    found = Lexicon({}, {}, {})
    for topic, wanted in (("numbers", ("bound",)), ("casualties", ())):
        with resource("lexicons", language, f"{topic}.toml").open("rb") as file:
            raw = tomllib.load(file)
        for table in wanted or raw:
            for key, forms in raw[table].items():
                _index(found, f"{table}.{key}", [_phrase(form, language) for form in forms])
    return found


def _index(found: Lexicon, table: str, phrases: list[_Phrase]) -> None:
    """Add the phrases of one table."""
    found.lengths[table] = tuple(sorted({len(p.words) for p in phrases}, reverse=True))
    for phrase in phrases:
        side = found.opened if phrase.open[0] else found.closed
        side.setdefault(phrase.words[0], []).append((table, phrase))


@lru_cache(maxsize=32768)
def _starting(word: str, language: str, prefixes: bool) -> dict[str, list[_Phrase]]:
    """Return, by table, the phrases whose first word this one is, longest first; Arabic clitics may stand before it."""
    known = lexicon(language)
    bare = [word[len(c) :] for c in _CLITICS if word.startswith(c)] if prefixes and language == "ar" else []
    rows = [row for form in (word, *bare) for row in (*known.closed.get(form, ()), *known.opened.get(form, ()))]
    rows += [row for end in range(1, len(word)) for row in known.opened.get(word[:end], ())]
    out: dict[str, list[_Phrase]] = {}
    for table, phrase in sorted(rows, key=lambda row: -len(row[1].words)):
        out.setdefault(table, []).append(phrase)
    return out


class Reader:
    """Reads one folded text; ``places`` are the tokens at which some phrase may begin."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = text, language
        folded, self.source = fold_map(text, language)
        self.tokens = tokenize(folded)
        self.places = [at for at, token in enumerate(self.tokens) if _starting(token.text, language, True)]

    def span(self, start: int, end: int) -> Span:
        """Return source offsets of tokens [start, end), without an Arabic conjunction in front."""
        first = self.source[self.tokens[start].start]
        word = self.tokens[start].text
        if self.language == "ar" and word[0] == "و" and len(word) > 2 and word[1:] in _stems_known(self.language):
            first = self.source[self.tokens[start].start + 1]
        return Span(first, self.source[self.tokens[end - 1].end - 1] + 1)

    def match(self, table: str, at: int, prefixes: bool = True) -> int:
        """Return how many tokens a phrase of the table takes here, 0 if none fits."""
        if at >= len(self.tokens):
            return 0
        for phrase in _starting(self.tokens[at].text, self.language, prefixes).get(table, ()):
            if self._continues(phrase, at):
                return len(phrase.words)
        return 0

    def ends(self, table: str, before: int) -> int:
        """Return the token at which a phrase of the table begins that ends right before ``before``, or ``before``."""
        for length in lexicon(self.language).lengths.get(table, ()):
            at = before - length
            if at >= 0 and any(
                len(phrase.words) == length and self._continues(phrase, at)
                for phrase in _starting(self.tokens[at].text, self.language, True).get(table, ())
            ):
                return at
        return before

    def _continues(self, phrase: _Phrase, at: int) -> bool:
        """Compare a phrase from its second word on."""
        if at + len(phrase.words) > len(self.tokens):
            return False
        for i in range(1, len(phrase.words)):
            text, word = self.tokens[at + i].text, phrase.words[i]
            if not (text == word or (phrase.open[i] and text.startswith(word))):
                return False
        return True


@lru_cache(maxsize=8)
def _stems_known(language: str) -> frozenset[str]:
    """Return the single words of the casualty lexicon, to tell a conjunction from a first letter."""
    return frozenset((*lexicon(language).closed, *lexicon(language).opened))


def parse_count(text: str, language: str) -> Bounds | None:
    """Return (least, most) of a count in digits or words, None where it counts nothing."""
    if language not in LANGUAGES or not text.strip():
        return None
    reader = Reader(text, language)
    for at in range(len(reader.tokens)):
        group = read_group(reader, at)
        if group is not None:
            return group.bounds
    if language == "ar" and _one_person(reader):
        return 1, 1
    return (None, None) if any(reader.match("bound.vague", at) for at in range(len(reader.tokens))) else None


def _one_person(reader: Reader) -> bool:
    """Tell whether the text is an Arabic indefinite singular ('طفلة عراقية')."""
    return bool(reader.match("person.one", 0)) and not reader.tokens[0].text.startswith("ال")


def read_group(reader: Reader, at: int) -> Group | None:
    """Read the figure that starts at a token: bounds before and after it, and the noun behind."""
    number = _number(reader, at)
    if number is None:
        return None
    value, length, counted = number
    start, end = at, at + length
    bounds: Bounds = (value, value)
    second = _second(reader, start, end, value)
    if second is not None:
        bounds, end = second
    number_end = end
    start, bounds = _before(reader, start, bounds)
    end, bounds = _after(reader, end, bounds)
    if counted:
        return Group(start, end, (at, number_end), bounds, _noun(reader, at)[0] or "person")
    noun, last = _noun(reader, end)
    return Group(start, last, (at, number_end), bounds, noun)


def _number(reader: Reader, at: int) -> tuple[int, int, bool] | None:
    """Return value, tokens and whether the number is in the noun itself (an Arabic dual, 'a soldier')."""
    tokens, language = reader.tokens, reader.language
    if language == "ar" and reader.match("person.two", at) and not reader.match("person.many", at):
        return 2, 1, True
    numeral = read_number(tokens, at, language)
    if numeral is not None and not numeral.ordinal and not _not_count(reader, at, numeral.length):
        return numeral.value, numeral.length, False
    if language == "en" and reader.match("bound.one", at) and _noun_within(reader, at + 1):
        return 1, 1, False
    return None


def _noun_within(reader: Reader, at: int) -> bool:
    """Tell whether a person stands within three words."""
    return any(reader.match("person.one", at + i) for i in range(3) if at + i < len(reader.tokens))


def _not_count(reader: Reader, at: int, length: int) -> bool:
    """Tell whether a figure is an age, a percentage, a clock or part of a name ('Tower 22', 'F-16')."""
    before = reader.tokens[at - 1].text if at else ""
    after = reader.tokens[at + length].text if at + length < len(reader.tokens) else ""
    joined = before == "-" and reader.tokens[at - 1].end == reader.tokens[at].start  # 'F-16', not 'ANKARA - 16 people'
    if after in ("%", "٪", ":") or before in ("%", "$", "€", ":") or (joined and reader.language in ("en", "tr") and at > 1):
        return not (joined and reader.tokens[at - 2].text[0].isdecimal())
    if reader.language == "tr" and reader.tokens[at].text == "tek":
        return True
    return reader.language == "tr" and after == "'" and at + length + 1 < len(reader.tokens) and not _partitive(reader, at + length)


def _partitive(reader: Reader, at: int) -> bool:
    """Tell whether a Turkish suffix after a figure still counts people ("3'ü", "40'tan fazla", "5'i asker")."""
    suffix = reader.tokens[at + 1].text
    if suffix in ("in", "ın", "un", "ün", "nin", "nın", "nun", "nün"):  # "140'ın üzerinde"
        return at + 2 < len(reader.tokens) and bool(reader.match("bound.over_after", at + 2))
    return suffix in ("i", "ı", "u", "ü", "si", "sı", "sini", "sinin", "inin", "ının", "ünün", "unun", "ini", "ını", "ünü", "unu") or (
        suffix in ("dan", "den", "tan", "ten", "ı", "i", "u", "ü", "yi", "yı", "yu", "yü", "e", "a", "ye", "ya")
    )


def _second(reader: Reader, start: int, end: int, value: int) -> tuple[Bounds, int] | None:
    """Read 'between 10 and 15' and '10-15'."""
    tokens = reader.tokens
    between = start != reader.ends("bound.between", start)
    at = end
    text = tokens[at].text if at < len(tokens) else ""
    linked = reader.language == "ar" and len(text) > 1 and text.startswith("و") and between
    joint = reader.match("bound.joint", at, prefixes=False) if at < len(tokens) and not linked else 0
    plain_and = text in ("و", "and") and not between
    if at >= len(tokens) or not (linked or joint) or plain_and:
        return None
    other = read_number(tokens, at + joint, reader.language) if at + joint < len(tokens) else None
    if other is None or other.ordinal or other.value <= value:
        return None
    return (value, other.value), at + joint + other.length


def _before(reader: Reader, start: int, bounds: Bounds) -> tuple[int, Bounds]:
    """Widen to the words before a figure that bound it."""
    for key, change in (
        ("over", lambda b: (b[0], None)), ("at_least", lambda b: (b[0], None)), ("at_most", lambda b: (None, b[1])),
        ("under", lambda b: (None, b[1])), ("between", lambda b: b), ("about", lambda b: b),
    ):  # fmt: skip
        first = reader.ends(f"bound.{key}", start)
        if first != start:
            return first, change(bounds)
    return start, bounds


def _after(reader: Reader, end: int, bounds: Bounds) -> tuple[int, Bounds]:
    """Widen to the words after a figure that bound it ('على الأقل' may follow the noun)."""
    at = end
    if reader.language == "tr" and at + 1 < len(reader.tokens) and reader.tokens[at].text == "'":
        at += 2
    for key, change in (
        ("over_after", lambda b: (b[0], None)), ("under_after", lambda b: (None, b[1])), ("about_after", lambda b: b),
    ):  # fmt: skip
        used = reader.match(f"bound.{key}", at) if at < len(reader.tokens) else 0
        if used:
            return at + used, change(bounds)
    for gap in range(4):
        used = reader.match("bound.at_least_after", end + gap) if end + gap < len(reader.tokens) else 0
        if used:
            return end, (bounds[0], None)
    return at if at != end else end, bounds


def _noun(reader: Reader, at: int) -> tuple[str, int]:
    """Return what is counted (killed, injured, person, thing or '') and the token after it."""
    limit = {"tr": 3, "en": 3, "fa": 2, "ar": 2}[reader.language]
    for gap in range(limit):
        if at + gap >= len(reader.tokens) or reader.tokens[at + gap].text in BREAKS | PAUSES:
            break
        if reader.language == "ar" and gap and reader.tokens[at + gap].text not in ("من", "بين"):
            break
        for kind, tables in (
            ("thing", ("thing.forms",)), ("person", ("person.one", "person.many", "person.two")),
            ("killed", ("killed.victims",)), ("injured", ("injured.victims",)),
        ):  # fmt: skip
            used = max((reader.match(t, at + gap) for t in tables), default=0)
            if used:
                return kind, at + gap + used
        if reader.language != "ar" and read_number(reader.tokens, at + gap, reader.language):
            break
    return "", at
