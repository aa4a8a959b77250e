"""What a verbal act tells of no day: a position that is held ('denies', 'يتهم', 'suçluyor', 'متهم می‌کند') or a habit ('has long urged').

Takes: a deed's trigger and its document. Gives: whether no day of another deed is its day. Uses: the list ``lasting`` of when.toml.
Known limit: a headline is in the present and tells news; a present that goes with a dated deed of its sentence may be of its day.
"""

import re
from functools import lru_cache

from core import lexicon
from core.model import Document, EventDraft, Trigger
from core.textnorm import fold

_BEFORE, _BEHIND = 45, 30
_BREAK = re.compile(r"[.!?؟؛;:\n،,]")
_PERFECT = re.compile(r"\b(?:has|have)(?: \w+){0,2} $")
_ENGLISH = re.compile(
    r"(?:accuse|den(?:y|ie)|reject|demand|condemn|oppose|support|back|blame|denounce|criticize|criticise|decr(?:y|ie)|deplore|insist|refuse|"
    r"urge|threaten|want|advocate|favor|favour|champion|endorse|recognize|recognise|regard|call)s?$"
)
_ARABIC = re.compile(r"[وف]?[يت](?![ا-ي]*ا$)[ا-ي]{2,}$")
_ARABIC_NOT = re.compile(r"(?<!\w)[وف]?(?:لم|لن|سوف|أن|ألا|بأن|كي|لكي|قد|كان|كانت|وهو|وهي|وهم)\s+$")
_TURKISH = re.compile(r"(?:[ıiuü]yor(?:l[ae]r)?|[ıiuü]yordu|m[ae]kt[ae](?:d[ıi]r)?(?:l[ae]r)?|m[ae]kt[ae]yd[ıi])$")
_PERSIAN = re.compile(
    r"(?<!\w)ن?می‌?(?:کند|کنند|کرد|کردند|خواهد|خواهند|داند|دانند|شمارد|شمارند|خواند|خوانند|دهد|دهند|گیرد|گیرند|پذیرد|پذیرند|شود)(?!\w)"
)


def habitual(trigger: Trigger, document: Document) -> bool:
    """Tell whether words beside the deed say that it was done again and again, or for long."""
    before, behind = _around(trigger, document)
    words = _words(document.language, "lasting")
    return bool(words.search(before) or words.search(behind))


def at_that_time(trigger: Trigger, document: Document) -> bool:
    """Tell whether words beside the deed put it into the time of what was told before: 'آنذاك', 'o sırada', 'at the time'."""
    before, behind = _around(trigger, document)
    words = _words(document.language, "then")
    return bool(words.search(before) or words.search(behind))


def lasting(event: EventDraft, document: Document) -> bool:
    """Tell whether a verbal act is told as a position or a habit rather than as an act of a day."""
    first = next((t for t in event.triggers if t.sentence), None)
    if first is None:
        return False
    return habitual(first, document) or _PRESENT[document.language](first, document)


def _around(trigger: Trigger, document: Document) -> tuple[str, str]:
    """Return the folded words beside a trigger, within its clause."""
    text, at = document.text, trigger.span
    before = _BREAK.split(text[max(0, at.start - _BEFORE) : at.start])[-1]
    behind = _BREAK.split(text[at.end : at.end + _BEHIND])[0]
    return fold(before, document.language), fold(behind, document.language)


@lru_cache(maxsize=8)
def _words(language: str, name: str) -> re.Pattern[str]:
    forms = lexicon.any_of(fold(w, language) for w in lexicon.table(language, "when").get(name, ()))
    lead = "[وف]?" if language == "ar" else ""
    return re.compile(rf"(?<!\w){lead}{forms}(?!\w)")


def _english(trigger: Trigger, document: Document) -> bool:
    before = document.text[max(0, trigger.span.start - 20) : trigger.span.start]
    return bool(
        _PERFECT.search(before) or _ENGLISH.fullmatch(trigger.text.split()[0]) and not re.search(r"\b(?:to|did|not|will|would) $", before)
    )


def _arabic(trigger: Trigger, document: Document) -> bool:
    """An imperfect that no particle makes future, past or subordinate."""
    before = document.text[max(0, trigger.span.start - 12) : trigger.span.start]
    first = fold(trigger.text.split()[0], "ar")
    return bool(_ARABIC.fullmatch(first)) and first not in _perfects() and not _ARABIC_NOT.search(before)


@lru_cache(maxsize=1)
def _perfects() -> frozenset[str]:
    """Return Arabic perfects and nouns that begin like an imperfect."""
    return frozenset(fold(w, "ar") for w in lexicon.table("ar", "when")["perfects"])


def _turkish(trigger: Trigger, document: Document) -> bool:
    end = re.match(r"\w*", document.text[trigger.span.end :])[0]
    return bool(
        _TURKISH.search(fold(trigger.text.split()[-1] + end, "tr")) or _tail("tr", document, trigger, r"\s+(?:ed|bulun|yap|tut)[ıiuü]yor")
    )


def _persian(trigger: Trigger, document: Document) -> bool:
    return bool(_PERSIAN.search(trigger.text)) or _tail("fa", document, trigger, r"\s*" + _PERSIAN.pattern)


def _tail(language: str, document: Document, trigger: Trigger, pattern: str) -> bool:
    """Tell whether a light verb right behind the trigger is in the present."""
    return bool(re.match(pattern, document.text[trigger.span.end : trigger.span.end + _BEHIND]))


_PRESENT = {"en": _english, "ar": _arabic, "tr": _turkish, "fa": _persian}
