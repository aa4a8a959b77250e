"""From a parsed document to its mentions and event drafts.

    mentions -> triggers -> aux -> roles -> one draft per deed

Each of the first, second and fourth is done twice, by the rules and by the statistical reader (``core.neural``), and united
(``unite``). Without the reader's model the rules stand alone.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Doc

from core import lexicon
from core.extract import merge, np_arabic, unite
from core.extract.again import named_again
from core.extract.assertion import assert_triggers
from core.extract.conflicts import without_conflicts
from core.extract.context import carry
from core.extract.coordination import share_roles, whole_bodies
from core.extract.further import further_names
from core.extract.governments import governments
from core.extract.identity import Identity
from core.extract.informants import whole_people
from core.extract.interfaces import Extraction
from core.extract.mentions import RuleMentions
from core.extract.names import names_a_deed, only_qualifies
from core.extract.roles import RuleRoles
from core.extract.triggers import RuleTriggers
from core.languages import LANGUAGES
from core.model import PARTIES, Document, Mention, RoleLink, Trigger
from core.neural.component import NeuralMentions, NeuralRoles, NeuralTriggers
from core.neural.reader import Reading
from core.resolve.describe import head_noun, is_description
from core.resolve.describe_words import exact
from core.resolve.institution_words import part
from core.resolve.namekeys import GIVEN_NAMES
from core.resolve.shipped import shipped
from core.textnorm import fold

__all__ = ["Extraction", "Found", "extract", "find", "is_ordinary", "linked", "mentions_of", "weighed"]


_NAMES = ("PERSON", "ORG", "GPE")
_DUAL, _SHORTEST = re.compile("(?:ين|ان)$"), 2
_BY_PLACE = "name behind"
"""How the rules explain a name that they do not know, behind a title or a word for a place."""
_DRONES, _MANY = ("İHA", "SİHA"), re.compile(r"['’](?:lar|sı)")
"""'İHA' is a news agency too, but not in the plural and nobody's."""
_SPEAKS, _IN_THE_NAME = re.compile(r"(?:متحدث|ناطق)\w*(?: ال\w+)? $"), re.compile(r"باسم(?!\w)")
"""'المتحدث الرسمي باسم' speaks in the name of somebody; Bassem is a man too."""


def mentions_of(doc: Doc, *, reader: bool = True) -> list[Mention]:
    """Return the names, groups, times and counts of a document; the name of an operation or a treaty is nobody's."""
    document = doc.user_data["document"]
    told = doc.user_data.get("rule_mentions")
    by_rule, by_reader = RuleMentions().detect(doc) if told is None else told, NeuralMentions().detect(doc) if reader else []
    found = unite.mentions(by_rule, by_reader, document.language)
    kept = [m for m in found if not is_ordinary(m, document.language) and (m.kind not in PARTIES or not _nobody(m, document))]
    return governments(whole_people(named_again(kept, doc) if document.language in LANGUAGES else kept, document), document)


def is_ordinary(mention: Mention, language: str) -> bool:
    """Tell whether what only its place or the reader makes a name consists of ordinary words ('منطقه شدند', 'المقترح المصري')."""
    if not mention.named or not all(e.source == "model" or _BY_PLACE in e.reason for e in mention.why):
        return False
    ordinary, folded = lexicon.ordinary(language), fold(mention.text, language).split()
    if not ordinary:
        return False
    if mention.kind in _NAMES and len(folded) == 1 and folded[0] in lexicon.words(language).get("nameless", ()):
        return True
    if mention.kind == "GROUP":
        return not (_people(mention.text, language) or shipped()[0].known(mention.text, language)) and all(
            _plain_word(word, ordinary, language) for word in folded
        )
    if mention.kind not in _NAMES:
        return False
    if mention.kind == "PERSON" and any(_BY_PLACE in e.reason for e in mention.why) and all(_of_a_body(w, language) for w in folded):
        return True  # 'وزیر آموزش' is minister of education
    plain = [word in ordinary for word in folded]
    return all(plain) or (plain[0] and all(map(_qualifies(language), folded, plain)))


def _plain_word(word: str, ordinary: frozenset[str], language: str) -> bool:
    """Tell whether a word is ordinary as it stands, or an Arabic one without article and dual."""
    if word in ordinary or language != "ar":
        return word in ordinary
    bare = word.removeprefix("ال")
    return any(f"{article}{stem}" in ordinary for stem in {bare, _DUAL.sub("", bare)} if len(stem) > _SHORTEST for article in ("", "ال"))


def _people(text: str, language: str) -> bool:
    """Tell whether a phrase begins with a noun or a nation that the descriptions know ('العمال', 'الأكراد')."""
    first = text.split()[0]
    nation = fold(first, language) in np_arabic.lists(language).demonyms or any(
        w.part == "nation" for w in exact(fold(first, language), language)
    )
    return nation or is_description(text, language) or head_noun(first, language) is not None


def _of_a_body(word: str, language: str) -> bool:
    """Tell whether a word tells what bodies are for ('آموزش', 'تصريف') and is nobody's name."""
    found = part([word], language)
    return found is not None and found.sort == "term" and word not in GIVEN_NAMES


def _qualifies(language: str) -> Callable[[str, bool], bool]:
    """Return whether a word behind an ordinary noun may belong to it: it is ordinary too, a nation's adjective, or what bodies are for."""
    nations = np_arabic.lists(language).demonyms
    return lambda word, plain: plain or word in nations or _of_a_body(word, language)


def _nobody(mention: Mention, document: Document) -> bool:
    """Tell whether words that look like a party name a deed, a drone, or only qualify the noun before them."""
    if names_a_deed(mention.text, document.language):
        return True
    if document.language == "tr":
        return mention.text in _DRONES and bool(_MANY.match(document.text, mention.span.end))
    if document.language != "ar":
        return False
    before = document.text[max(0, mention.span.start - 30) : mention.span.start]
    if _IN_THE_NAME.match(mention.text) and _SPEAKS.search(before):
        return True
    if not only_qualifies(before, mention.text):
        return False
    return not mention.named or is_description(mention.text, "ar")


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
    triggers = unite.triggers(by_rule, by_reader, reading.belief if reading else None, past_perfect=doc.lang_ == "tr")
    return Found(
        triggers,
        RuleRoles().assign(doc, mentions, triggers) if rules else [],
        NeuralRoles().assign(doc, mentions, triggers) if reader else [],
    )


def weighed(doc: Doc, mentions: list[Mention], found: Found) -> list[RoleLink]:
    """Return the links worth keeping, those along lists of names with them, without what the sentence rules out."""
    kept = whole_bodies(unite.links(found.by_rule, found.by_reader, mentions, found.triggers), mentions)
    return without_conflicts(share_roles(doc.user_data["document"].text, mentions, kept), mentions, found.triggers, doc)


def linked(doc: Doc, mentions: list[Mention], found: Found) -> list[RoleLink]:
    """Return the weighed links and those carried over from earlier deeds, where the sentence allows them."""
    language = doc.user_data["document"].language
    carried = carry(language, mentions, found.triggers, weighed(doc, mentions, found), found.by_reader)
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
