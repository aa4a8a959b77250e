"""The words that say that somebody was killed or injured, as they are written.

Takes: a language. Gives: patterns over plain text. Lexicon: resources/lexicons/<code>/casualties.toml. Known limit: the words alone, no
figures; ``core.extract.quantities`` reads those.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from core import lexicon
from core.model import Mention
from core.textnorm import fold

_VOWELS = re.compile("[\u064b-\u0652]")


@lru_cache(maxsize=4)
def casualty_words(language: str) -> dict[str, re.Pattern[str]]:
    """Return what finds the words for killing and for injuring as they are written."""
    table = lexicon.table(language, "casualties")
    out = {}
    for kind in ("killed", "injured"):
        forms = {form for rows in table.get(kind, {}).values() for form in rows}
        longest = sorted(forms, key=len, reverse=True)
        out[kind] = re.compile(r"(?<!\w)[وفبل]?(?:" + _any_of(longest) + r")(?!\w)", re.IGNORECASE)
    return out


def _any_of(forms: Iterable[str]) -> str:
    """Return a pattern of forms of which a final '*' stands for any ending."""
    return "|".join(re.escape(form).replace(r"\*", r"\w*") for form in forms)


def counted(figure: Mention) -> set[str]:
    """Return what the grammar of counts read a figure to count: killed, injured; nothing where only the reader saw it."""
    return {e.reason.removeprefix("count of ") for e in figure.why if e.reason in ("count of killed", "count of injured")}


@lru_cache(maxsize=4)
def _none_told(language: str) -> dict[str, re.Pattern[str]]:
    table = lexicon.table(language, "casualties").get("none", {})
    return {kind: re.compile(_any_of(fold(form, language) for form in forms)) for kind, forms in table.items()}


def nobody(text: str, language: str) -> frozenset[str]:
    """Return of which there were none by these words: 'no casualties' tells of no killed and no injured."""
    folded = fold(text, language)
    return frozenset(kind for kind, forms in _none_told(language).items() if forms.fullmatch(folded))


def is_killing(text: str, language: str) -> bool:
    """Tell whether words name a killing and nothing else ('اغتيال', 'killing', 'öldürüldü'), in Arabic also with vowel marks."""
    return casualty_words(language)["killed"].fullmatch(_VOWELS.sub("", text)) is not None
