"""Who cannot have done a deed, by what the sentence says of him: he answers it or condemns it, or is but a network to post on.

Takes: weighed links, triggers, mentions, the parsed doc. Gives: the links without those that contradict the sentence.
Uses: the lists ``outcome_verbs``, ``perpetrators``, ``disowned`` and ``deniable`` of words.toml, core.extract.answers.
Known limit: one sentence; words stand next to the deed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Doc

from core import lexicon
from core.extract.answers import Answer, answers
from core.extract.names import posted_on
from core.extract.object_days import in_object
from core.extract.own_days import of_another
from core.extract.turkish_cases import by_case
from core.model import Evidence, Mention, RoleLink, Span, Trigger
from core.ontology import SAID, event_types
from core.textnorm import fold

_BESIDE = 30
"""Characters beside the name of a network that tell whether something was posted there."""
_OBJECT = 25
"""Characters between the verb that condemns and the deed that is its object."""
_PERPETRATORS = 60
"""Characters beside a deed in which those stand who did it, whoever they are."""
_FORCE = 4
"""The quad class of material conflict."""
_ENDING = re.compile(r"['’]?\w*")
_BY = re.compile(r"(?:l[ae]r|l[ae]r[ıi]n|[^\W\d_]{4}s?[ıiuü]n)c[ae]$")
"""The Turkish ending of those by whom something is done."""
_VERB_FIRST = ("ar", "en")
"""Languages whose objects stand behind the verb."""
_JOINED = re.compile(r"[.;:!?؟؛،,\n]|(?<!\w)(?:and|but|ve|ama|و|ثم)(?!\w)|(?<!\w)و(?=\w)")
"""What makes the condemnation and the deed two acts beside each other."""


def without_conflicts(links: Sequence[RoleLink], mentions: Sequence[Mention], triggers: Sequence[Trigger], doc: Doc) -> list[RoleLink]:
    """Return the links that the sentences allow."""
    text, language = doc.user_data["document"].text, doc.user_data["document"].language
    acts: dict[int, list[Trigger]] = {}
    for link in links:
        if link.role == "actor":
            acts.setdefault(link.mention, []).append(triggers[link.trigger])
    sides: dict[Span, list[tuple[Answer, bool]]] = {}
    for answer in answers(text, language, triggers):
        for told, answered in ((answer.answered, True), (answer.answering, False)):
            for trigger in told:
                sides.setdefault(trigger.span, []).append((answer, answered))
    out = []
    for link in links:
        deed, who = triggers[link.trigger], mentions[link.mention]
        start, end = who.span.start, who.span.end
        speaks = link.role in ("actor", "attribution")
        if speaks and posted_on(who.text, text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE], language):
            continue
        if link.role == "time" and of_another(text, who.span, deed.span, language):
            continue
        if link.role == "time" and deed.event_type in SAID and in_object(text, who.span, deed.span, language):
            continue
        if event_types()[deed.event_type].quad == _FORCE and _denied(link.role, deed, who, acts.get(link.mention, ()), text, language):
            continue
        if link.role != "attribution" and any(_beyond(link.role, deed, who, *s) for s in sides.get(deed.span, ())):
            continue
        out.append(link)
    return by_case(_doers(out, mentions, text), mentions, triggers, doc) if language == "tr" else out


def _doers(links: Sequence[RoleLink], mentions: Sequence[Mention], text: str) -> list[RoleLink]:
    """Return the links with those as doers whose ending says so: 'kimliği belirsiz kişilerce', 'jandarma ekiplerince'."""
    out = []
    for link in links:
        who = mentions[link.mention]
        if link.role == "recipient" and who.kind in ("GROUP", "ORG") and _BY.search(_word_of(who, text)):
            link = replace(link, role="actor", why=(*link.why, Evidence("grammar", "ending of the doer", 0.8, who.span)))
        out.append(link)
    return out


def _word_of(mention: Mention, text: str) -> str:
    """Return a mention's last word with its endings."""
    start, end = mention.span.start, mention.span.end
    return (text[start:end] + _ENDING.match(text, end)[0]).split()[-1]


def _denied(role: str, deed: Trigger, who: Mention, acts: Sequence[Trigger], text: str, language: str) -> bool:
    """Tell whether a use of force has no doer but a deed, or its doer condemns it."""
    if role == "actor" and _by_whoever(deed.span, text, language) and who.sentence == deed.sentence:
        return True
    if fold(deed.text, language) in lexicon.words(language).get("outcome_verbs", ()):
        return role == "actor" or role == "recipient" and language in _VERB_FIRST and who.span.end <= deed.span.start
    return role == "actor" and _condemned(deed, acts, text, language)


def _by_whoever(deed: Span, text: str, language: str) -> bool:
    """Tell whether the deed is told of whoever did it ('المتورطون في قتل …', 'saldırının failleri'), or of somebody who says that it is
    not his ('لا علاقة لها بالهجوم', 'saldırıyla ilgisi olmadığını').
    """
    if language == "tr":
        return bool(_perpetrators(language).match(fold(text[deed.end : deed.end + _PERPETRATORS], language)))
    return bool(_perpetrators(language).search(fold(text[max(0, deed.start - _PERPETRATORS) : deed.start], language)))


@lru_cache(maxsize=4)
def _perpetrators(language: str) -> re.Pattern[str]:
    """Return a pattern of the words that end right before a deed, or of what begins right behind a Turkish one."""
    lists = lexicon.words(language)
    words = lexicon.any_of((*lists.get("perpetrators", ()), *lists.get("disowned", ())))
    if language == "tr":
        return re.compile(rf"\w*\s+(?:ile )?(?:hiçbir |herhangi bir )?{words}(?!\w)")
    denials, deniable = (lexicon.any_of(lists.get(name, ())) for name in ("denials", "deniable"))
    this = lexicon.any_of(fold(w, language) for w in ("the", "this", "that", "any", "این", "آن", "هذا", "هذه"))
    return re.compile(rf"(?<!\w)[وفلب]?(?:{words}|{denials}(?!\w)[^،.؛]*?{deniable})(?:\s+|(?<=\sب))(?:{this}\s+)?(?:ال)?$")


def _condemned(deed: Trigger, acts: Sequence[Trigger], text: str, language: str) -> bool:
    """Tell whether the deed is the object of an accusation among somebody's acts ('أدان الهجوم', 'saldırıyı kınadı')."""
    for verb in acts:
        if verb.event_type == "ACCUSE" and verb.sentence == deed.sentence:
            low, high = (deed.span.end, verb.span.start) if language in ("tr", "fa") else (verb.span.end, deed.span.start)
            if 0 <= high - low <= _OBJECT and not _JOINED.search(text, low, high):
                return True
    return False


def _beyond(role: str, deed: Trigger, who: Mention, answer: Answer, answered: bool) -> bool:
    """Tell whether a deed and a mention stand on two sides of an answer: who answers did not do what he answers, though he may
    have suffered it; what is named with the deed that is answered has no part in the answer.
    """
    if answered:
        return role != "recipient" and who.sentence == deed.sentence and not answer.clause.overlaps(who.span)
    return answer.clause.encloses(who.span)
