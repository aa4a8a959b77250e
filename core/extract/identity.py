"""Say when two mentions mean one: the same entity, the same days.

Takes: a document and its mentions. Gives: an ``Identity`` that turns mentions into keys that may be compared, and the links it
made on the way. Uses: the knowledge base and the gazetteer. Known limit: days are those told without the event before.
"""

from collections.abc import Sequence
from datetime import date

from core.extract.answers import answers, apart, retaliated
from core.model import Document, Mention, Span, Trigger
from core.resolve.connections import NOBODY, connections
from core.resolve.coreference import company
from core.resolve.entities import KnowledgeBase, Linked, link
from core.resolve.linking import Further
from core.resolve.places import Gazetteer
from core.resolve.shipped import shipped
from core.resolve.time_forms import Shift
from core.resolve.told_times import Times

Days = tuple[date, date]


class Identity:
    """Keys of the mentions of one document."""

    def __init__(
        self,
        document: Document,
        mentions: Sequence[Mention],
        knowledge: KnowledgeBase,
        gazetteer: Gazetteer,
        further: Sequence[Further] = (),
    ) -> None:
        self.linked: Linked = link(document, mentions, knowledge, gazetteer, further)
        self._knowledge, self._language = knowledge, document.language
        self._times, self._text = Times.of(document), document.text
        self._at: dict[Span, int] = {m.span: i for i, m in enumerate(mentions)}

    @classmethod
    def of(cls, document: Document, mentions: Sequence[Mention], further: Sequence[Further] = ()) -> "Identity":
        """Link a document's mentions, and the further names that add forms to their entities, with what is shipped."""
        return cls(document, mentions, *shipped(), further)

    def names(self, mentions: Sequence[Mention]) -> frozenset[str]:
        """Return the entities of mentions, a capital with its state; words such as 'the two sides' tell none."""
        found: set[str] = set()
        for mention in mentions:
            known = self.linked.links.get(self._at.get(mention.span, -1))
            if known is None or company(mention.text, self._language):
                continue
            found.add(known.entity_id)
            if state := self._knowledge.metonym(known.entity_id):
                found.add(state.entity_id)
        return frozenset(found)

    def apart(self, triggers: Sequence[Trigger]) -> dict[Span, set[Span]]:
        """Return of each trigger those that the text tells apart from it: one answers the other, or 'two days after' dates it."""
        out = apart(answers(self._text, self._language, triggers))
        for one, other in retaliated(self._text, self._language, triggers):
            out.setdefault(one, set()).add(other)
            out.setdefault(other, set()).add(one)
        spans = [t.span for t in triggers]
        for c in connections(spans, self._times.expressions, self._text, self._language):
            if c.main == NOBODY:
                continue
            out.setdefault(spans[c.main], set()).add(spans[c.anchor])
            out.setdefault(spans[c.anchor], set()).add(spans[c.main])
        return out

    def lasts(self, mentions: Sequence[Mention], aux: Sequence[str]) -> bool:
        """Tell whether time mentions tell a stretch that is no calendar unit: 'since Sunday', 'over the past two weeks'."""
        value = self._times.value(mentions, None, aux)
        return value is not None and value.granularity == "interval"

    def counts_on(self, mention: Mention) -> bool:
        """Tell whether words tell a day by that of the deed before: 'the next day', 'في اليوم ذاته'."""
        return any(
            e.span.overlaps(mention.span) and isinstance(e.form, Shift) and e.form.unit == "day" and e.form.anchor == "previous"
            for e in self._times.expressions
        )

    def days(self, mentions: Sequence[Mention], aux: Sequence[str]) -> Days | None:
        """Return the first and last day that time mentions tell, None where they tell none."""
        value = self._times.value(mentions, None, aux)
        return value.days() if value else None
