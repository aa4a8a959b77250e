"""Mentions that name nobody: ordinary words taken for a name, the name of a deed, a noun that only qualifies the one before it.

Takes: a mention, its language or document. Gives: whether to leave it out. Uses: ordinary.txt and ``nameless`` of the lexicons, the
words of bodies and descriptions. Known limit: what the lexicons or the knowledge base hold as a name is believed.
"""

import re
from collections.abc import Callable

from core import lexicon
from core.extract import np_arabic
from core.extract.names import names_a_deed, only_qualifies
from core.model import Document, Mention
from core.resolve.describe import head_noun, is_description
from core.resolve.describe_words import exact
from core.resolve.institution_words import part
from core.resolve.namekeys import GIVEN_NAMES
from core.resolve.shipped import shipped
from core.textnorm import fold

_NAMES = ("PERSON", "ORG", "GPE")
_DUAL, _SHORTEST = re.compile("(?:ين|ان)$"), 2
_BY_PLACE = "name behind"
"""How the rules explain a name that they do not know, behind a title or a word for a place."""
_DRONES, _MANY = ("İHA", "SİHA"), re.compile(r"['’](?:lar|sı)")
"""'İHA' is a news agency too, but not in the plural and nobody's."""
_SPEAKS, _IN_THE_NAME = re.compile(r"(?:متحدث|ناطق)\w*(?: ال\w+)? $"), re.compile(r"باسم(?!\w)")
"""'المتحدث الرسمي باسم' speaks in the name of somebody; Bassem is a man too."""


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


def is_nobody(mention: Mention, document: Document) -> bool:
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
