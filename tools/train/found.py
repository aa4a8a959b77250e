"""Run the extraction over a whole corpus article, with rules and reader or with one of them."""

from collections.abc import Sequence

from spacy.tokens import Doc

from core.extract import mentions_of, merge, unite
from core.extract.assertion import assert_triggers
from core.extract.context import carry
from core.extract.coordination import share_roles
from core.extract.identity import Identity
from core.extract.mentions import RuleMentions
from core.extract.roles import RuleRoles
from core.extract.triggers import RuleTriggers
from core.model import Mention
from core.neural.component import NeuralMentions, NeuralRoles, NeuralTriggers
from tools.train.whole import GoldEvent, Whole


def deeds(whole: Whole, *, rules: bool = True, reader: bool = True) -> list[list[merge.Telling]]:
    """Return the deeds found in an article, each with its tellings."""
    doc = whole.doc
    mentions = mentions_of(doc, reader=reader) if rules or not reader else _by_reader(doc)
    by_rule = assert_triggers(doc, mentions, RuleTriggers().detect(doc, mentions)) if rules else []
    reading = doc.user_data.get("reading") if reader else None
    by_reader = NeuralTriggers().detect(doc, mentions) if reader else []
    triggers = unite.triggers(by_rule, by_reader, reading.belief if reading else None)
    said = NeuralRoles().assign(doc, mentions, triggers) if reader else []
    links = unite.links(RuleRoles().assign(doc, mentions, triggers) if rules else [], said, mentions, triggers)
    links = share_roles(whole.document.text, mentions, links)
    links = carry(whole.document.language, mentions, triggers, links, said)
    return merge.groups(doc, mentions, triggers, links, Identity.of(whole.document, mentions))


def _by_reader(doc: Doc) -> list[Mention]:
    """Return the reader's mentions; times and counts are read by grammar in every setting, since nothing else gives them a value."""
    return unite.mentions([m for m in RuleMentions().detect(doc) if m.kind in ("TIME", "NUMBER")], NeuralMentions().detect(doc))


def annotated(group: Sequence[merge.Telling], events: Sequence[GoldEvent]) -> GoldEvent | None:
    """Return the first event of the annotation of the same type that shares a trigger with a deed."""
    kind = group[0].trigger.event_type
    return next((e for e in events if e.type == kind and any(s.overlaps(t.trigger.span) for s in e.triggers for t in group)), None)
