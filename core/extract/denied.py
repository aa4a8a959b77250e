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
from core.textnorm import fold, fold_map

_STOP = re.compile(r"[.!?؟؛;:\n]")
_REACH = 110
"""Characters between a denial and the deed denied."""
_NOT_DEEDS = frozenset(("REJECT", "ACCUSE", "REQUEST", "THREATEN", "SUPPORT"))
"""Charges, demands and stances are what a denial answers, not what it denies."""
_VERB_LAST = frozenset(("tr", "fa"))


def denied(triggers: Sequence[Trigger], document: Document) -> list[Trigger]:
    """Return the triggers, those in the scope of a denial with ``negation``."""
    folded, source = fold_map(document.text, document.language)
    places = {place: i for i, place in reversed(list(enumerate(source)))}
    return [_as_denied(t, folded, places, document.language) for t in triggers]


def _as_denied(trigger: Trigger, folded: str, places: dict[int, int], language: str) -> Trigger:
    start, end = places.get(trigger.span.start), places.get(trigger.span.end, len(folded))
    if start is None or trigger.event_type in _NOT_DEEDS or "negation" in trigger.aux:
        return trigger
    found = _denied_behind(folded, start, end, language) if language in _VERB_LAST else _denied_before(folded, start, language)
    if not found:
        return trigger
    aux = tuple(a for a in AUX if a in trigger.aux or a == "negation")
    return replace(trigger, aux=aux, why=(*trigger.why, Evidence("grammar", "denied", 0.9, trigger.span)))


def _denied_before(folded: str, start: int, language: str) -> bool:
    """'denied that they had met': the denial stands before the deed, in its clause."""
    before = _STOP.split(folded[max(0, start - _REACH) : start])[-1]
    found = list(_pattern(language, "deny").finditer(before))
    if not found:
        return False
    between = before[found[-1].end() :]
    return not _pattern(language, "deny_ends").search(between) and not _pattern(language, "deny_part").search(between)


def _denied_behind(folded: str, start: int, end: int, language: str) -> bool:
    """'… yapıldığını yalanladı', '… را تکذیب کرد': the denial ends the clause; in Persian it may go before a clause with 'که'."""
    before = _STOP.split(folded[max(0, start - _REACH // 2) : start])[-1]
    clause = before + _STOP.split(folded[start : end + _REACH])[0]
    found = next((m for m in _pattern(language, "deny").finditer(clause) if m.end() > len(before)), None)
    if found:
        between = clause[len(before) : max(found.start(), len(before))]
        part = _pattern(language, "deny_part")
        return not _pattern(language, "deny_ends").search(between) and not part.search(between) and not part.search(before)
    return language == "fa" and _denied_before(folded, start, language) and fold("که", language) in before.split()


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
