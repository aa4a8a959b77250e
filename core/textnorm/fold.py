"""Fold spelling variants for matching, per language, with a map back to the source.

Takes: text and a language code. Gives: folded text and, for every folded character, the index of its source character.
Arabic and Persian: hamza seats, alef forms, teh marbuta, alef maksura, Persian letters, harakat, tatweel, ZWNJ and other
invisible marks. Turkish: its own lower case (I/ı, İ/i) and circumflexes. All: NFKC of presentation forms, digits, quotes.
Known limit: final ى and ي become one letter, so a few different words meet.
"""

import unicodedata

_ARABIC = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ۀ": "ه", "ە": "ه",
    "ک": "ك", "ڪ": "ك", "ہ": "ه", "ھ": "ه", "ـ": "",
}  # fmt: skip
_MARKS = {
    "\u200c": "", "\u200d": "", "\u200e": "", "\u200f": "", "\u061c": "", "\ufeff": "", "\u00ad": "",
    "\u202a": "", "\u202b": "", "\u202c": "", "\u202d": "", "\u202e": "", "\u2066": "", "\u2067": "", "\u2068": "", "\u2069": "",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-",
    "\u00a0": " ", "\u202f": " ",
}  # fmt: skip
_TURKISH = {"I": "ı", "İ": "i"}


def _fold_char(char: str, turkish: bool) -> str:
    """Fold one character to zero or more characters."""
    if turkish and char in _TURKISH:
        return _TURKISH[char]
    if char in _MARKS:
        return _MARKS[char]
    out = []
    for c in unicodedata.normalize("NFKC", char).translate(str.maketrans(_ARABIC)):
        if c.isdecimal():
            out.append(str(unicodedata.decimal(c)))
            continue
        lowered = c.lower()
        for d in unicodedata.normalize("NFKD", lowered):
            if unicodedata.combining(d):
                continue
            out.append(_ARABIC.get(d, d))
    return "".join(out) if not turkish or char not in "çğöşüÇĞÖŞÜ" else char.lower()


class _Folds(dict[int, str]):
    """Folded characters by code point, worked out when first met, as ``str.translate`` asks for them."""

    def __init__(self, turkish: bool) -> None:
        self._turkish = turkish

    def __missing__(self, code: int) -> str:
        """Fold a character met for the first time."""
        folded = self[code] = _fold_char(chr(code), self._turkish)
        return folded


_TURKISH_FOLDS, _FOLDS = _Folds(turkish=True), _Folds(turkish=False)


def fold_map(text: str, language: str = "und") -> tuple[str, list[int]]:
    """Return the folded text and, for each of its characters, the index of the source character."""
    folds = _TURKISH_FOLDS if language == "tr" else _FOLDS
    pieces = [folds[code] for code in map(ord, text)]
    return "".join(pieces), [i for i, piece in enumerate(pieces) for _ in piece]


def fold(text: str, language: str = "und") -> str:
    """Return the folded text alone; folding twice equals folding once."""
    return text.translate(_TURKISH_FOLDS if language == "tr" else _FOLDS)
