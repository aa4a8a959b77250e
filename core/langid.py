"""Tell the language of a text: 'ar', 'tr', 'fa', 'en', or 'und' for anything else.

Takes: text. Gives: code and confidence. Uses resources/lexicons/<code>/langid.toml (letters of its own, frequent words)
and resources/lexicons/others.toml (neighbours that must not be taken for ours: Urdu, Kurdish, Azerbaijani, Pashto, French ...).
Limit: a text of fewer than about five words is guessed from its letters alone and says so by a low confidence.
"""

import re
import tomllib
from collections import Counter
from functools import cache

from core.errors import ResourceError
from core.languages import LANGUAGES
from core.paths import resource
from core.textnorm.fold import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’\u200c][^\W\d_]+)*")
_SAMPLE = 20_000


@cache
def _profiles() -> dict[str, tuple[str, frozenset[str], frozenset[str]]]:
    """Return code → (script, letters only it has among its neighbours, frequent words)."""
    try:
        rows = {c: tomllib.loads(resource("lexicons", c, "langid.toml").read_text("utf-8")) for c in LANGUAGES}
        rows |= tomllib.loads(resource("lexicons", "others.toml").read_text("utf-8"))
        return {c: (r["script"], frozenset(r["letters"]), _fold_words(c, r)) for c, r in rows.items()}
    except (OSError, ValueError, KeyError) as error:
        raise ResourceError(f"The language lists cannot be read: {error}") from error


def _fold_words(code: str, row: dict) -> frozenset[str]:
    """Return a profile's frequent words in the form they are compared in."""
    return frozenset(w if row["script"] == "arabic" else fold(w, code) for w in row["words"])


def _script(letters: Counter[str]) -> tuple[str, float]:
    """Return 'arabic', 'latin' or '', and its share; pages in Arabic script often carry Latin buttons, hardly the reverse."""
    total = max(letters.total(), 1)
    arabic = sum(n for c, n in letters.items() if "\u0600" <= c <= "\u06ff" or "\ufb50" <= c <= "\ufefc") / total
    latin = sum(n for c, n in letters.items() if c < "\u0250" or c == "ə") / total
    if arabic + latin <= 0.5:
        return "", 0.0
    return ("arabic", arabic) if arabic >= 0.6 * latin else ("latin", latin)


@cache
def _alien() -> frozenset[str]:
    """Return the letters of neighbours that none of our languages has; accented Western ones may stand in any name."""
    rows = _profiles()
    ours = frozenset().union(*(rows[c][1] for c in LANGUAGES))
    theirs = frozenset().union(*(row[1] for c, row in rows.items() if row[0] == "arabic" or c in {"az", "uz"}))
    return theirs - ours


def _words(words: list[str], script: str) -> dict[str, list[str]]:
    """Return the words as each kind of profile compares them: Latin in Turkish and in common lower case, Arabic as written."""
    if script == "arabic":
        return {"": [w.split("\u200c")[0] for w in words]}
    return {"tr": [fold(w, "tr") for w in words], "": [fold(w) for w in words]}


def _score(code: str, words: list[str], letters: Counter[str]) -> float:
    """Return how strongly frequent words and letters of its own speak for a language, about 0 to 1."""
    _, own, frequent = _profiles()[code]
    word_share = sum(w in frequent for w in words) / max(len(words), 1)
    total = max(letters.total(), 1)
    letter_share = sum(n for c, n in letters.items() if c in own) / total
    alien = sum(n for c, n in letters.items() if c in _alien()) / total if code in LANGUAGES else 0.0
    return max(0.0, word_share * 2.5 + min(letter_share * 12, 1.0) - alien * 20)


def identify(text: str) -> tuple[str, float]:
    """Return the language code of a text and a confidence from 0 to 1."""
    words = _WORD.findall(text[:_SAMPLE])
    letters = Counter(c for c in "".join(words) if c.isalpha())
    script, share = _script(letters)
    if not script:
        return "und", 0.0
    views = _words(words, script)
    scores = {c: _score(c, views.get(c, views[""]), letters) for c, row in _profiles().items() if row[0] == script}
    best, second = sorted(scores, key=lambda c: -scores[c])[:2]
    if best not in LANGUAGES or scores[best] < 0.12:
        return "und", round(min(scores[best], 1.0), 3)
    margin = (scores[best] - scores[second]) / scores[best]
    return best, round(min(1.0, 0.35 + margin * 0.65) * min(1.0, len(words) / 12 + 0.3) * min(1.0, share + 0.1), 3)
