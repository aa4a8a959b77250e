"""Run the extraction over a whole corpus article, with rules and reader or with one of them."""

from collections.abc import Sequence

from spacy.tokens import Doc

from core.extract import find, linked, mentions_of, merge, unite
from core.extract.identity import Identity
from core.extract.mentions import RuleMentions
from core.model import Mention
from core.neural.component import NeuralMentions
from tools.train.whole import GoldEvent, Whole


def deeds(whole: Whole, *, rules: bool = True, reader: bool = True) -> list[list[merge.Telling]]:
    """Return the deeds found in an article, each with its tellings."""
    doc = whole.doc
    mentions = mentions_of(doc, reader=reader) if rules or not reader else _by_reader(doc)
    found = find(doc, mentions, rules=rules, reader=reader)
    return merge.groups(doc, mentions, found.triggers, linked(doc, mentions, found), Identity.of(whole.document, mentions))


def _by_reader(doc: Doc) -> list[Mention]:
    """Return the reader's mentions; times and counts are read by grammar in every setting, since nothing else gives them a value."""
    return unite.mentions([m for m in RuleMentions().detect(doc) if m.kind in ("TIME", "NUMBER")], NeuralMentions().detect(doc))


def annotated(group: Sequence[merge.Telling], events: Sequence[GoldEvent]) -> GoldEvent | None:
    """Return the first event of the annotation of the same type that shares a trigger with a deed."""
    kind = group[0].trigger.event_type
    return next((e for e in events if e.type == kind and any(s.overlaps(t.trigger.span) for s in e.triggers for t in group)), None)
