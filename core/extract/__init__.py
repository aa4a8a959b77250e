"""From a parsed document to its mentions and event drafts.

    mentions -> triggers -> aux -> roles -> one draft per deed

Each of the first, second and fourth is done twice, by the rules and by the statistical reader (``core.neural``), and united
(``unite``). Without the reader's model the rules stand alone.
"""

from dataclasses import dataclass

from spacy.tokens import Doc

from core.extract import merge, unite
from core.extract.again import named_again
from core.extract.assertion import assert_triggers
from core.extract.conflicts import without_conflicts
from core.extract.context import carry
from core.extract.coordination import share_roles, whole_bodies
from core.extract.craft import as_doers, owned_craft
from core.extract.delegations import from_where
from core.extract.denied import denied
from core.extract.elsewhere import happened_there, without_journeys
from core.extract.further import further_names
from core.extract.governments import governments
from core.extract.identity import Identity
from core.extract.informants import whole_people
from core.extract.interfaces import Extraction
from core.extract.mentions import RuleMentions
from core.extract.nobody import is_nobody, is_ordinary
from core.extract.occasions import said_there
from core.extract.own_place import own_places
from core.extract.pronoun_objects import pronoun_objects
from core.extract.roles import RuleRoles
from core.extract.scene import on_the_scene, whole_scene
from core.extract.stand_ins import as_subjects, stand_ins
from core.extract.triggers import RuleTriggers
from core.languages import LANGUAGES
from core.model import PARTIES, Document, Mention, RoleLink, Trigger
from core.neural.component import NeuralMentions, NeuralRoles, NeuralTriggers
from core.neural.reader import Reading
from core.resolve.place_anaphors import place_anaphors

__all__ = ["Extraction", "Found", "extract", "find", "linked", "mentions_of", "weighed"]


def mentions_of(doc: Doc, *, reader: bool = True) -> list[Mention]:
    """Return the names, groups, times and counts of a document; the name of an operation or a treaty is nobody's."""
    document = doc.user_data["document"]
    told = doc.user_data.get("rule_mentions")
    by_rule, by_reader = RuleMentions().detect(doc) if told is None else told, NeuralMentions().detect(doc) if reader else []
    found = unite.mentions(by_rule, by_reader, document.language)
    kept = [m for m in found if not is_ordinary(m, document.language) and (m.kind not in PARTIES or not is_nobody(m, document))]
    again = named_again(kept, doc) if document.language in LANGUAGES else kept
    return stand_ins(place_anaphors(governments(owned_craft(whole_people(again, document), document), document), doc), doc)


@dataclass(frozen=True, slots=True)
class Found:
    """The deeds that the words of a document name, and who plays which role in them, by the rules and by the reader."""

    triggers: list[Trigger]
    by_rule: list[RoleLink]
    by_reader: list[RoleLink]


def find(doc: Doc, mentions: list[Mention], *, rules: bool = True, reader: bool = True) -> Found:
    """Return what rules and reader, or one of them, find among the mentions."""
    by_rule = assert_triggers(doc, mentions, RuleTriggers().detect(doc, mentions)) if rules else []
    reading: Reading | None = doc.user_data.get("reading") if reader else None
    by_reader = NeuralTriggers().detect(doc, mentions) if reader else []
    united = unite.triggers(by_rule, by_reader, reading.belief if reading else None, past_perfect=doc.lang_ == "tr")
    triggers = denied(united, doc.user_data["document"])
    links = (
        RuleRoles().assign(doc, mentions, triggers) if rules else [],
        as_doers(NeuralRoles().assign(doc, mentions, triggers), mentions, triggers) if reader else [],
    )
    return Found(triggers, *(happened_there(found, mentions, triggers, doc) for found in links))


def weighed(doc: Doc, mentions: list[Mention], found: Found) -> list[RoleLink]:
    """Return the links worth keeping, those along lists of names with them, without what the sentence rules out."""
    kept = whole_bodies(unite.links(found.by_rule, found.by_reader, mentions, found.triggers), mentions, doc.user_data["document"].text)
    shared = share_roles(doc.user_data["document"].text, mentions, kept)
    settled = from_where(pronoun_objects(as_subjects(shared, mentions, found.triggers, doc), mentions, found.triggers, doc), mentions, doc)
    return without_conflicts(settled, mentions, found.triggers, doc)


def linked(doc: Doc, mentions: list[Mention], found: Found) -> list[RoleLink]:
    """Return the weighed links and those carried over from earlier deeds, where the sentence allows them."""
    document: Document = doc.user_data["document"]
    told = said_there(own_places(weighed(doc, mentions, found), mentions, found.triggers), mentions, found.triggers, document)
    told = whole_scene(on_the_scene(told, mentions, found.triggers, document), mentions, found.triggers)
    carried = without_journeys(
        carry(document.language, mentions, found.triggers, told, found.by_reader), mentions, found.triggers, document
    )
    return without_conflicts(carried, mentions, found.triggers, doc)


def extract(document: Document, doc: Doc) -> Extraction:
    """Return what the document tells; a language we cannot read tells nothing."""
    if document.language not in LANGUAGES:
        return Extraction((), ())
    mentions = mentions_of(doc)
    found = find(doc, mentions)
    identity = Identity.of(document, mentions, further_names(doc, mentions))
    drafts = merge.drafts(doc, mentions, found.triggers, linked(doc, mentions, found), identity)
    return Extraction(tuple(mentions), tuple(drafts), identity.linked)
