"""Deeds that somebody denies: 'نفى حصول أي محادثات', *görüşme yapıldığı iddialarını yalanladı*, 'denied reports that talks were held'.

Takes: triggers and their document. Gives: the same with ``negation``. Uses: the lists ``deny…`` of assertion.toml.
Who denies a part in a deed ('نفت أي صلة لها بالهجوم') does not deny the deed. Known limit: the denial stands in the deed's clause;
what is denied by a pronoun ('وهو ما نفاه') is not looked up.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from core import lexicon
from core.model import AUX, Document, Evidence, Trigger
from core.textnorm import fold

_STOP = re.compile(r"[.!?؟؛;:\n]")
_REACH = 110
"""Characters between a denial and the deed denied."""
_NOT_DEEDS = frozenset(("REJECT", "ACCUSE", "REQUEST", "THREATEN", "SUPPORT"))
"""Charges, demands and stances are what a denial answers, not what it denies."""
_VERB_LAST = frozenset(("tr", "fa"))


def denied(triggers: Sequence[Trigger], document: Document) -> list[Trigger]:
    """Return the triggers, those in the scope of a denial with ``negation``."""
    return [_negated(t) if _is_denied(t, document) else t for t in triggers]


def _negated(trigger: Trigger) -> Trigger:
    aux = tuple(a for a in AUX if a in trigger.aux or a == "negation")
    return replace(trigger, aux=aux, why=(*trigger.why, Evidence("grammar", "denied", 0.9, trigger.span)))


def _is_denied(trigger: Trigger, document: Document) -> bool:
    if trigger.event_type in _NOT_DEEDS or "negation" in trigger.aux:
        return False
    text, language, at = document.text, document.language, trigger.span
    before = _STOP.split(fold(text[max(0, at.start - _REACH) : at.start], language))[-1]
    if language not in _VERB_LAST:
        return _denied_before(before, language)
    behind = _STOP.split(fold(text[at.start : at.end + _REACH], language))[0]
    return _denied_behind(before, behind, language)


def _denied_before(before: str, language: str) -> bool:
    """'denied that they had met': the denial stands before the deed, in its clause."""
    found = list(_pattern(language, "deny").finditer(before))
    if not found:
        return False
    between = before[found[-1].end() :]
    return not _pattern(language, "deny_ends").search(between) and not _pattern(language, "deny_part").search(between)


def _denied_behind(before: str, behind: str, language: str) -> bool:
    """'… yapıldığını yalanladı', '… را تکذیب کرد': the denial ends the clause; in Persian it may go before a clause with 'که'."""
    near = before[-_REACH // 2 :]
    clause = near + behind
    found = next((m for m in _pattern(language, "deny").finditer(clause) if m.end() > len(near)), None)
    if found:
        between = clause[len(near) : max(found.start(), len(near))]
        part = _pattern(language, "deny_part")
        return not _pattern(language, "deny_ends").search(between) and not part.search(between) and not part.search(near)
    return language == "fa" and _denied_before(before, language) and fold("که", language) in near.split()


@lru_cache(maxsize=16)
def _pattern(language: str, name: str) -> re.Pattern[str]:
    """Return the pattern of a list; '*' in it stands for any ending or beginning, '~' for up to four words."""
    forms = lexicon.folded_lists(language, "assertion").get(name, ())
    every = "|".join(
        re.escape(f).replace(r"\*", r"\w*").replace(r"\~", "~").replace("~", r"(?:\S+ ){0,4}?")
        for f in sorted(forms, key=len, reverse=True)
    )
    lead = "[وف]?" if language == "ar" else ""
    return re.compile(rf"(?<!\w){lead}(?:{every or '(?!)'})(?!\w)")
