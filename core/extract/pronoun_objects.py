"""Who does and who suffers where an Arabic verb bears its object as a pronoun: in 'واتهمهم خبراء' the experts accuse those told before.

Takes: weighed links, mentions, triggers, the parsed doc. Gives: the links with the noun right behind such a verb as the one actor and, as
recipient, whom the pronoun takes up: who did or suffered the deed told before and agrees in gender and number, else nobody.
'The latter' beside a verb is its subject too. Known limit: a pronoun in one sentence looks back no further than the one before.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Doc

from core import lexicon
from core.extract.agreement import agrees
from core.extract.args_rtl import clause_subject
from core.extract.phrases import Phrase, phrases
from core.extract.readings import Reading, reading_for
from core.extract.sentence import SentenceView, is_verb, views
from core.model import Evidence, Mention, RoleLink, Trigger
from core.ontology import event_types
from core.resolve.shipped import shipped
from core.textnorm import fold

_SORTS = {"ه": "he", "ها": "she", "هم": "they"}
_FRAMES = ("ask", "accuse", "act", "harm", "seize", "free", "give")
_SCORE = 0.7
_GAP = 2
"""Words that may stand between a verb and its subject: an adverb, the noun of 'experts of the United Nations'."""


def pronoun_objects(links: Sequence[RoleLink], mentions: Sequence[Mention], triggers: Sequence[Trigger], doc: Doc) -> list[RoleLink]:
    """Return the links with subject and object of such verbs put right."""
    if doc.user_data["document"].language != "ar":
        return list(links)
    return _Objects(links, mentions, triggers, doc).settled()


class _Objects:
    def __init__(self, links: Sequence[RoleLink], mentions: Sequence[Mention], triggers: Sequence[Trigger], doc: Doc) -> None:
        self.links, self.mentions, self.triggers, self.document = links, mentions, triggers, doc.user_data["document"]
        self.views = {view.number: view for view in views(doc, mentions)}
        self.by_trigger: dict[int, list[RoleLink]] = {}
        for link in links:
            self.by_trigger.setdefault(link.trigger, []).append(link)
        self.order = sorted(range(len(triggers)), key=lambda i: triggers[i].span)

    def settled(self) -> list[RoleLink]:
        """Go through the deeds in order: what is settled of one is looked up for the next."""
        for at, index in enumerate(self.order):
            view = self.views.get(self.triggers[index].sentence)
            if view is None or event_types()[self.triggers[index].event_type].two_sided:
                continue
            reading = reading_for(view, self.triggers[index])
            if not reading.is_noun and not _also_noun(view, reading):
                self._settle(index, view, reading, self.order[:at])
        kept = {id(x): x for links in self.by_trigger.values() for x in links}
        old = [x for x in self.links if id(x) in kept]
        told = {id(x) for x in old}
        return [*old, *(x for x in kept.values() if id(x) not in told)]

    def _settle(self, index: int, view: SentenceView, reading: Reading, before: Sequence[int]) -> None:
        pronoun = reading.get("enclitic")
        beside = self._beside(view, reading)
        subject = _subject(view, reading) if pronoun else None
        actors = [m.index for m in (subject.members if subject else ())] or ([beside] if beside is not None else [])
        if actors:
            self._keep(index, "actor", actors, f"subject right beside '{self.triggers[index].text}'")
        if pronoun and view.words[reading.head].fold in _list("denials"):
            # what is denied is what was told, not who told it
            start = self.triggers[index].span.start
            self.by_trigger[index] = [
                x for x in self.by_trigger.get(index, ()) if x.role != "recipient" or self.mentions[x.mention].span.start > start
            ]
        elif pronoun in _SORTS and reading.frame.name in _FRAMES and reading.frame.slots.get("object") == "recipient":
            self._resolve(index, view, reading, before, new=bool(actors))

    def _resolve(self, index: int, view: SentenceView, reading: Reading, before: Sequence[int], *, new: bool) -> None:
        sort, start = _SORTS[reading.get("enclitic")], self.triggers[index].span.start
        own = {_who(self.mentions[m]) for m in self._fillers(index, "actor")}
        told = [m for m in self._fillers(index, "recipient") if self.mentions[m].span.end <= start]
        sides = list(self._candidates(view, reading, before, new=new))
        sides = [*sides, told] if new else [told, *sides]  # a new subject most likely speaks of the one before
        fit = next(filter(None, ([m for m in side if self._fits(m, sort, own)] for side in sides)), [])
        if fit:
            self._keep(index, "recipient", fit, "object pronoun")
        else:
            wrong = set(told)
            self.by_trigger[index] = [x for x in self.by_trigger.get(index, ()) if x.role != "recipient" or x.mention not in wrong]

    def _candidates(self, view: SentenceView, reading: Reading, before: Sequence[int], *, new: bool) -> Iterator[list[int]]:
        """Yield whom a pronoun may take up, the likeliest first: with a subject of its own, who did the deed before."""
        start = view.words[reading.start].start
        near = [i for i in before if view.number - self.triggers[i].sentence <= 1]
        for other in near[:-3:-1]:
            roles = ("actor", "recipient") if new else ("recipient", "actor")
            for role in roles:
                yield [m for m in self._fillers(other, role) if self.mentions[m].span.end <= start]
        if not new:
            return
        topic = clause_subject(view, phrases(view), reading.start)
        earlier = self.views.get(view.number - 1)
        if topic is None and earlier is not None:
            topic = next((p for p in phrases(earlier) if p.is_people and not p.governor), None)
        if topic is not None:
            yield [m.index for m in topic.members]

    def _fits(self, mention: int, sort: str, own: set[str]) -> bool:
        who = _who(self.mentions[mention])
        return who not in own and who not in shipped()[0].media() and agrees(self.mentions[mention], sort, self.document)

    def _fillers(self, trigger: int, role: str) -> list[int]:
        return [x.mention for x in self.by_trigger.get(trigger, ()) if x.role == role]

    def _beside(self, view: SentenceView, reading: Reading) -> int | None:
        """Return 'the latter' right behind or before a verb."""
        for placed in view.placed:
            if (
                placed.mention.means
                and fold(placed.mention.text, "ar") in _latter()
                and (placed.start == reading.end or placed.end == reading.start)
            ):
                return placed.index
        return None

    def _keep(self, index: int, role: str, fillers: Sequence[int], reason: str) -> None:
        """Give a role to these alone; they play no other part in the deed."""
        old = {x.mention: x for x in self.by_trigger.get(index, ()) if x.role == role}
        rest = [x for x in self.by_trigger.get(index, ()) if x.role != role and x.mention not in fillers]
        new = [
            old.get(m)
            or RoleLink(
                trigger=index, mention=m, role=role, score=_SCORE, why=(Evidence("grammar", reason, _SCORE, self.mentions[m].span),)
            )
            for m in fillers
        ]
        self.by_trigger[index] = [*rest, *new]


def _subject(view: SentenceView, reading: Reading) -> Phrase | None:
    """Return the bare phrase right behind a verb, a day or one plain noun between."""
    for phrase in phrases(view):
        if phrase.start < reading.end:
            continue
        if phrase.governor or not phrase.is_people:
            return None
        times = {k for p in view.placed if p.mention.kind == "TIME" for k in range(p.start, p.end)}
        between = [view.words[k] for k in range(reading.end, phrase.start) if k not in times]
        stops = lexicon.words("ar").get("prepositions", frozenset()) | lexicon.words("ar").get("clause_words", frozenset())
        plain = all(w.is_word and not w.clitic and w.fold not in stops and not is_verb(w.fold, "ar") for w in between)
        return phrase if len(between) <= _GAP and plain else None
    return None


def _who(mention: Mention) -> str:
    """Return what the knowledge base knows by a name, the state of a capital; else the words."""
    found = shipped()[0].lookup(mention.means or mention.text, "ar")[:1] if mention.kind in ("GPE", "ORG") else []
    return found[0].entity_id.replace("kb:cap:", "kb:") if found else mention.means or mention.text


def _also_noun(view: SentenceView, reading: Reading) -> bool:
    """Tell whether a verb with a pronoun may as well be the noun of its deed with a possessive: 'قتله', 'his killing'.

    Behind an 'and' that opens a sentence or follows a mark it is a verb.
    """
    before = view.words[max(0, reading.head - 2) : reading.head]
    if before and before[-1].clitic == "pro" and (len(before) == 1 or not before[0].is_word):
        return False
    stem = view.words[reading.head].fold.removesuffix(reading.get("enclitic") or " ")
    rows = lexicon.triggers("ar").forms.get(stem, ()) if reading.get("enclitic") else ()
    return any(row.feature("pos") == "noun" and row.entry.event_type == reading.entry.event_type for row in rows)


def _latter() -> frozenset[str]:
    return _list("he") | _list("she")


@lru_cache(maxsize=8)
def _list(name: str) -> frozenset[str]:
    return frozenset(fold(form, "ar") for form in lexicon.table("ar", "stands_for")[name])
