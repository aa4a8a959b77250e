"""From a parsed document to its mentions and event drafts.

    mentions -> triggers -> aux -> roles -> one draft per deed

Rules are the first implementation of the three detectors (``interfaces``); a statistical reader joins beside them.
"""

from spacy.tokens import Doc

from core.extract import merge
from core.extract.assertion import assert_triggers
from core.extract.interfaces import Extraction
from core.extract.mentions import RuleMentions
from core.extract.roles import RuleRoles
from core.extract.triggers import RuleTriggers
from core.languages import LANGUAGES
from core.model import Document

__all__ = ["Extraction", "extract"]


def extract(document: Document, doc: Doc) -> Extraction:
    """Return what the document tells; a language we cannot read tells nothing."""
    if document.language not in LANGUAGES:
        return Extraction((), ())
    mentions = RuleMentions().detect(doc)
    triggers = assert_triggers(doc, mentions, RuleTriggers().detect(doc, mentions))
    links = RuleRoles().assign(doc, mentions, triggers)
    return Extraction(tuple(mentions), tuple(merge.drafts(doc, mentions, triggers, links)))
