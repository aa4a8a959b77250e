"""Turn text into the atoms of the time grammar: one letter for each word that may belong to a time expression.

Takes: text and a language. Gives: a string of class letters and, for each letter, its value and place in the source.
Lexicons: resources/lexicons/<code>/time.toml and numbers.toml. Known limit: one class a word, longest phrase first.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from core.errors import ResourceError
from core.numerals.read import Token, read_number, starts_number, tokenize
from core.paths import resource
from core.textnorm import fold, fold_map

# Class letters: the grammar's alphabet.
TABLES = {
    "month": "M", "weak_month": "W", "jalali": "J", "hijri": "H", "weekday": "D", "weak_weekday": "G",
    "weekday_night": "D", "deictic": "q", "previous": "O", "daypart": "p", "period": "P", "season": "Q", "vague": "v", "fraction": "U",
    "decade": "%",
}  # fmt: skip
UNITS = {"day": "d", "week": "w", "month": "m", "year": "y", "hour": "h", "minute": "h", "decade": "e", "weekend": "K"}
WORDS = {
    "last": "L", "next": "X", "this": "C", "same": "S", "following": "F", "preceding": "V", "before": "b", "after": "a",
    "before_last": "3", "before_that": "bR", "after_that": "aR", "since": "g", "until": "u", "during": "r", "throughout": "r",
    "in": "i", "from": "f", "to": "t", "and": "k", "between": "E", "start": "B",
    "mid": "I", "end": "N", "early": "1", "later": "2", "that": "R", "about": "A", "under": "l", "over": "5", "several": "s",
    "era": "c", "equal": "=", "article": "z", "bridge": "~", "from_here": "<", "date_word": "j",
    "unit_of_count": "$", "particle": "z", "every": "*", "decade_mark": "+", "such_a_day": "4",
}  # fmt: skip
_SUFFIX = re.compile(
    r"(?:l[ae]r(?:[ıi]n?)?|[ıiuü]n|n[ıiuü]n|s[ıiuü]n?|[ıiuü]|n)?(?:n?[dt][ae](?:n|ki(?:ler)?|ydi)?|n?[ae]|y[ae]|n?[ıiuü]n?|y[ıiuü]|nca)?"
)
_SUFFIXED = frozenset("MWHDGdwmyhKBINQUp")

_AND_IN = ("وفي", "ومن")
"""Short Arabic words that 'and' is written together with: 'وفي يناير'."""
_OWN_CALENDAR = frozenset(("ar", "fa"))


@dataclass(frozen=True, slots=True)
class Atom:
    """One word or phrase of the grammar: class letter, value, source offsets, and whether it is a bare plural."""

    letter: str
    value: object
    start: int
    end: int
    plural: bool = False
    word: str = ""


_GAP = Atom("x", None, -1, -1)


@dataclass(slots=True)
class _Lexicon:
    """Folded phrases by first word, longest first; what must keep its capital or its hamza."""

    phrases: dict[str, list[tuple[tuple[str, ...], str, object, bool]]] = field(default_factory=dict)
    cased: frozenset[str] = frozenset()


@lru_cache(maxsize=8)
def _lexicon(language: str) -> _Lexicon:
    """Load, check and index the time words of a language."""
    with resource("lexicons", language, "time.toml").open("rb") as file:
        raw = tomllib.load(file)
    lexicon = _Lexicon(cased=frozenset(fold(f, language) for f in raw.pop("cased", {}).get("forms", ())))
    plurals = {fold(f, language) for forms in raw.pop("plural", {}).values() for f in forms}
    raw.pop("rarity", None)
    for form in raw.pop("blocked", {}).get("phrases", ()):
        _add(lexicon, form, "#", None, False, language)
    for table, rows in raw.items():
        for key, forms in rows.items():
            letter, value = _class(table, key, language)
            for form in forms:
                _add(lexicon, form, letter, value, fold(form, language) in plurals, language)
                if table == "jalali":
                    _add(lexicon, form + "ماه", "Jm", (value, "month"), False, language)
    for rows in lexicon.phrases.values():
        rows.sort(key=lambda row: -len(row[0]))
    return lexicon


def _class(table: str, key: str, language: str) -> tuple[str, object]:
    """Return the class letter and value of one lexicon row; a word that says two things has two of each."""
    if table in TABLES:
        return TABLES[table], int(key) if key.lstrip("-").isdecimal() else key
    if table == "unit":
        return UNITS[key], key
    if table == "dual":
        return "n" + UNITS[key], (2, key)
    if table == "some":
        return "s" + UNITS[key], ("several", key)
    if table == "unit_since":
        return UNITS[key] + "g", (key, "since")
    if table == "word" and key in WORDS:
        return WORDS[key], key if len(WORDS[key]) == 1 else (key, key)
    raise ResourceError(f"lexicons/{language}/time.toml: unknown entry [{table}] {key}")


def _add(lexicon: _Lexicon, form: str, letter: str, value: object, plural: bool, language: str) -> None:
    """Index one phrase by its first word; the first meaning given stands."""
    words = tuple(t.text for t in tokenize(fold(form, language)))
    rows = lexicon.phrases.setdefault(words[0], [])
    if all(row[0] != words for row in rows):
        rows.append((words, letter, value, plural))


@lru_cache(maxsize=65536)
def _forms(word: str, language: str) -> tuple[tuple[str, int, bool], ...]:
    """Return the readings of a word: (form, characters cut in front, whether a conjunction was cut)."""
    out = [(word, 0, False)]
    if language == "ar" and word in _AND_IN:
        return (*out, (word[1:], 1, True))
    if language != "ar" or len(word) < 4:
        return tuple(out)
    cut, linked = 0, False
    if word[0] in "وف":
        cut, linked = 1, word[0] == "و"
        out.append((word[1:], 1, linked))
    rest = word[cut:]
    if len(rest) > 3 and rest[0] in "بلك":
        out.append((rest[1:], cut + 1, linked))
        if rest.startswith("لل"):
            out.append(("ال" + rest[2:], cut + 1, linked))
    return tuple(out)


@lru_cache(maxsize=16384)
def _turkish_stem(word: str) -> tuple[tuple[str, str, object], bool] | None:
    """Return the lexicon row of a suffixed Turkish word and whether the suffix is plural."""
    lexicon = _lexicon("tr")
    for length in range(len(word) - 1, 1, -1):
        stem, suffix = word[:length], word[length:]
        for words, letter, value, _ in lexicon.phrases.get(stem, ()):
            if len(words) == 1 and letter in _SUFFIXED and _SUFFIX.fullmatch(suffix):
                return (stem, letter, value), suffix.startswith(("lar", "ler"))
    return None


@lru_cache(maxsize=65536)
def _inert(word: str, language: str) -> bool:
    """Tell whether a word can have no part in a time expression, whatever stands beside it."""
    if not word[0].isalpha() or starts_number(word, language):
        return False
    if any(form in _lexicon(language).phrases for form, _, _ in _forms(word, language)):
        return False
    return not (language == "tr" and (_turkish_stem(word) or word.endswith(("dan", "den", "tan", "ten"))))


class Lexer:
    """Reads one text into atoms."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = text, language
        self.folded, self.source = fold_map(text, language)
        self.tokens = tokenize(self.folded)
        self.lexicon = _lexicon(language)
        self.atoms: list[Atom] = []

    def read(self) -> list[Atom]:
        """Return the atoms of the whole text; a run of words outside the grammar is one 'x'."""
        at = 0
        while at < len(self.tokens):
            if _inert(self.tokens[at].text, self.language):
                if not self.atoms or self.atoms[-1] is not _GAP:
                    self.atoms.append(_GAP)
                at += 1
                continue
            at += self._phrase(at) or self._numeric(at) or self._number(at) or self._stem(at) or self._other(at)
        return self.atoms

    def _emit(self, letter: str, value: object, start: int, end: int, plural: bool = False, word: str = "") -> None:
        """Add an atom by folded offsets."""
        last = self.source[end] if end < len(self.source) else len(self.text)
        if end < len(self.source):
            last = self.source[end - 1] + 1
        while last < len(self.text) and unicodedata.combining(self.text[last]):
            last += 1
        self.atoms.append(Atom(letter, value, self.source[start], last, plural, word))

    def _phrase(self, at: int) -> int:
        """Read the longest lexicon phrase that starts here."""
        token = self.tokens[at]
        for form, cut, linked in _forms(token.text, self.language):
            for words, letter, value, plural in self.lexicon.phrases.get(form, ()):
                if self._matches(words, at) and self._spelled(words, token, cut):
                    end = self.tokens[at + len(words) - 1].end
                    if linked:
                        self._emit("k", "and", token.start, token.start + 1)
                    self._place(letter, value, token.start + cut, end, plural, " ".join(words))
                    return len(words)
        return 0

    def _place(self, letter: str, value: object, start: int, end: int, plural: bool, word: str) -> None:
        """Emit a phrase; one that says two things ('two days', 'since days') is two atoms on one place."""
        if len(letter) == 2:
            for part, said in zip(letter, value, strict=True):
                self._emit(part, said, start, end)
        else:
            self._emit("x" if letter == "#" else letter, value, start, end, plural, word)

    def _matches(self, words: tuple[str, ...], at: int) -> bool:
        """Compare the words after the first; in Turkish the last may carry a suffix."""
        if at + len(words) > len(self.tokens):
            return False
        for i, word in enumerate(words[1:], 1):
            text = self.tokens[at + i].text
            if text == word:
                continue
            if not (self.language == "tr" and i == len(words) - 1 and text.startswith(word) and _SUFFIX.fullmatch(text[len(word) :])):
                return False
        return True

    def _spelled(self, words: tuple[str, ...], token: Token, cut: int) -> bool:
        """Check capitals where a form needs them, and the madda of 'آب'."""
        first = self.text[self.source[token.start + cut]]
        if len(words) == 1 and words[0] in self.lexicon.cased:
            return first.isupper()
        return not (self.language == "ar" and words == ("اب",) and first != "آ")

    def _numeric(self, at: int) -> int:
        """Read 22.07.2022, 2022-07-22 and clock times."""
        text = self.tokens[at].text
        if not text[0].isdecimal():
            return 0
        parts = re.split(r"[./-]", text)
        if len(parts) == 3 and all(p.isdecimal() for p in parts):
            self._emit("Z", tuple(parts), self.tokens[at].start, self.tokens[at].end)
            return 1
        if ":" in text:
            self._emit("T", text, self.tokens[at].start, self.tokens[at].end)
            return 1
        return 0

    def _number(self, at: int) -> int:
        """Read a number in digits or words; four digits of our time are a year."""
        numeral = read_number(self.tokens, at, self.language)
        if numeral is None:
            return 0
        start, end = self.tokens[at].start, self.tokens[at + numeral.length - 1].end
        if self.language == "ar" and self.folded[start] == "و":
            self._emit("k", "and", start, start + 1)
            start += 1
        year = numeral.digits and (1900 <= numeral.value <= 2100 or (self.language in _OWN_CALENDAR and 1300 <= numeral.value <= 1500))
        if not year and numeral.digits and self._short_year(numeral.value, at + numeral.length):
            self._emit("Y", 1300 + numeral.value, start, end)
            return numeral.length
        letter = "o" if numeral.ordinal else "Y" if year else "n"
        self._emit(letter, numeral.value, start, end)
        return numeral.length

    def _short_year(self, value: int, following: int) -> bool:
        """Tell whether two digits are a year of the solar calendar: 'آبان ۹۸', 'سال ۵۷', but not 'آبان ۹۸ نفر'."""
        if self.language != "fa" or not 30 <= value <= 99 or not self.atoms:
            return False
        before = [a.letter for a in self.atoms[-2:]]
        if before[-1] == "y":
            return before[0] != "n"
        after = self.tokens[following].text if following < len(self.tokens) else ""
        counted = any(letter == "$" for _, letter, _, _ in self.lexicon.phrases.get(after, ()))
        return value >= 57 and (before[-1] == "J" or before == ["J", "m"]) and not counted

    def _stem(self, at: int) -> int:
        """Read a suffixed Turkish word."""
        if self.language != "tr" or not self.tokens[at].text[0].isalpha():
            return 0
        found = _turkish_stem(self.tokens[at].text)
        if not found:
            return 0
        (_, letter, value), plural = found
        self._emit(letter, value, self.tokens[at].start, self.tokens[at].end, plural, self.tokens[at].text)
        return 1

    def _other(self, at: int) -> int:
        """Emit marks as themselves and unknown words as 'x'; a Turkish ablative keeps a class of its own."""
        token = self.tokens[at]
        if token.text == "'" and self.language == "tr" and at + 1 < len(self.tokens) and self._suffix_follows(at):
            after = self.tokens[at + 1]
            self._emit("'", after.text, token.start, after.end)
            return 2
        if token.text in ",،./-()\n":
            self._emit(token.text.replace("،", ","), token.text, token.start, token.end)
        elif self.language == "tr" and len(token.text) > 5 and token.text.endswith(("dan", "den", "tan", "ten")):
            self._emit("<", token.text, token.start, token.end)
        else:
            self._emit("x", token.text, token.start, token.end)
        return 1

    def _suffix_follows(self, at: int) -> bool:
        """Tell whether the apostrophe joins a suffix to a date word or number before it."""
        before, after = self.tokens[at - 1], self.tokens[at + 1]
        return at > 0 and before.end == self.tokens[at].start and after.start == self.tokens[at].end and after.text.isalpha()
