"""From a parsed document to its mentions and event drafts.

    mentions -> triggers -> aux -> roles -> one draft per deed

Each of the first, second and fourth is done twice, by the rules and by the statistical reader (``core.neural``), and united
(``unite``). Without the reader's model the rules stand alone.
"""

from spacy.tokens import Doc

from core.extract import merge, unite
from core.extract.assertion import assert_triggers
from core.extract.context import carry
from core.extract.coordination import share_roles
from core.extract.identity import Identity
from core.extract.interfaces import Extraction
from core.extract.mentions import RuleMentions
from core.extract.names import names_a_deed
from core.extract.roles import RuleRoles
from core.extract.triggers import RuleTriggers
from core.languages import LANGUAGES
from core.model import Document, Mention
from core.neural.component import NeuralMentions, NeuralRoles, NeuralTriggers
from core.neural.reader import Reading

__all__ = ["Extraction", "extract", "mentions_of"]


def mentions_of(doc: Doc, *, reader: bool = True) -> list[Mention]:
    """Return the names, groups, times and counts of a document; the name of an operation or a treaty is nobody's."""
    language = doc.user_data["document"].language
    found = unite.mentions(RuleMentions().detect(doc), NeuralMentions().detect(doc) if reader else [])
    return [m for m in found if m.kind not in ("PERSON", "ORG", "GROUP") or not names_a_deed(m.text, language)]


def extract(document: Document, doc: Doc) -> Extraction:
    """Return what the document tells; a language we cannot read tells nothing."""
    if document.language not in LANGUAGES:
        return Extraction((), ())
    reading: Reading | None = doc.user_data.get("reading")
    mentions = mentions_of(doc)
    by_rule = assert_triggers(doc, mentions, RuleTriggers().detect(doc, mentions))
    triggers = unite.triggers(by_rule, NeuralTriggers().detect(doc, mentions), reading.belief if reading else None)
    by_reader = NeuralRoles().assign(doc, mentions, triggers)
    links = unite.links(RuleRoles().assign(doc, mentions, triggers), by_reader, mentions, triggers)
    links = share_roles(document.text, mentions, links)
    links = carry(document.language, mentions, triggers, links, by_reader)
    identity = Identity.of(document, mentions)
    return Extraction(tuple(mentions), tuple(merge.drafts(doc, mentions, triggers, links, identity)), identity.linked)
