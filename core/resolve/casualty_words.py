"""The words that say that somebody was killed or injured, as they are written.

Takes: a language. Gives: patterns over plain text. Lexicon: resources/lexicons/<code>/casualties.toml. Known limit: the words alone, no
figures; ``core.extract.quantities`` reads those.
"""

import re
from functools import lru_cache

from core import lexicon
from core.model import Mention


@lru_cache(maxsize=4)
def casualty_words(language: str) -> dict[str, re.Pattern[str]]:
    """Return what finds the words for killing and for injuring as they are written."""
    table = lexicon.table(language, "casualties")
    out = {}
    for kind in ("killed", "injured"):
        forms = {form for rows in table.get(kind, {}).values() for form in rows}
        longest = sorted(forms, key=len, reverse=True)
        out[kind] = re.compile(
            r"(?<!\w)[وفبل]?(?:" + "|".join(re.escape(f).replace(r"\*", r"\w*") for f in longest) + r")(?!\w)", re.IGNORECASE
        )
    return out


def counted(figure: Mention) -> set[str]:
    """Return what the grammar of counts read a figure to count: killed, injured; nothing where only the reader saw it."""
    return {e.reason.removeprefix("count of ") for e in figure.why if e.reason in ("count of killed", "count of injured")}


def is_killing(text: str, language: str) -> bool:
    """Tell whether words name a killing and nothing else ('اغتيال', 'killing', 'öldürüldü')."""
    return casualty_words(language)["killed"].fullmatch(text) is not None
