"""Whether a state among the places of an attack was attacked itself ('the invasion of Ukraine') or was only where it happened ('in Iraq').

Takes: a place as written, with the text around it. Gives: yes or no. Uses: lexicons places (``inside`` of [word], [direction]).
Known limit: judged by the words beside the name, not by the clause.
"""

import re
from functools import lru_cache

from core import lexicon
from core.model import Span
from core.textnorm import fold

_REACH = 40
"""Characters on either side that are looked at."""
_WORDS_AWAY = 3
_STOP = re.compile(r"[.,;:!?()\"«»“”،؛؟\n]")
_TURKISH_CASE = re.compile(r"['’]?[dt][ae]n?\b")


def is_target(span: Span, text: str, language: str) -> bool:
    """Tell whether nothing beside a name says that the deed was done inside it; ``span`` and ``text`` in code points."""
    before = _STOP.split(text[max(0, span.start - _REACH) : span.start])[-1]
    behind = _STOP.split(text[span.end : span.end + _REACH])[0]
    if language == "tr":
        return not _TURKISH_CASE.match(behind) and not _inside(behind.split()[:_WORDS_AWAY], language)
    if language == "ar" and before.endswith("ب"):
        return False
    return not _inside(before.split()[-_WORDS_AWAY:], language)


def _inside(words: list[str], language: str) -> bool:
    known = _words(language)
    folded = [fold(w, language) for w in words]
    if language == "tr":
        return any(w.startswith(stem) for w in folded for stem in known)
    return any(w in known or (language == "ar" and w[:1] == "و" and w[1:] in known) for w in folded)


@lru_cache(maxsize=4)
def _words(language: str) -> frozenset[str]:
    places = lexicon.table(language, "places")
    directions = (form.split()[0] for forms in places.get("direction", {}).values() for form in forms if form.split()[0] != "the")
    return frozenset(fold(word, language) for word in (*places["word"]["inside"], *directions))
