"""Gender and number of those an Arabic text names, as its pronouns and adjectives agree with them.

Takes: a mention and the document. Gives: whether 'he', 'she' or 'they' can take it up. Uses: the lexicon stands_for ([agreement]).
Known limit: a person is taken for a man unless a feminine title stands beside the name or the given name ends as women's names do.
"""

from functools import lru_cache

from core import lexicon
from core.model import Document, Mention
from core.textnorm import fold

_TITLE_REACH = 60
"""Characters before a name in which its title begins."""
_PLURAL = ("ون", "ين", "وا")
_FEMININE = ("ه", "ات", "اء")


def agrees(mention: Mention, sort: str, document: Document) -> bool:
    """Tell whether a mention can be taken up by ``sort``: 'he', 'she' or 'they'."""
    return sort in _sorts(mention, document)


def _sorts(mention: Mention, document: Document) -> frozenset[str]:
    words = fold(mention.text, "ar").split()
    if not words:
        return frozenset()
    head = _bare(words[0])
    if mention.kind in ("PERSON", "TITLE"):
        return _of_person(mention, words, document)
    if mention.kind == "GPE" and mention.named:
        return frozenset(("he",)) if {*words, head} & _list("masculine_places") else frozenset(("she",))
    if head in _list("quantities") and len(words) > 1:
        return frozenset(("they",)) | ({"she"} if mention.kind == "ORG" else frozenset())
    if head in _list("people_plural") or head.endswith(_PLURAL):
        return frozenset(("they",))
    if head in _list("masculine_bodies"):
        return frozenset(("he",))
    if head in _list("feminine_bodies") or head.endswith(_FEMININE):
        return frozenset(("she", "they")) if head in _list("troops") else frozenset(("she",))
    if mention.kind == "GROUP" and not mention.named:
        return frozenset(("they", "she"))
    return frozenset(("she",)) if mention.named and len(words) == 1 else frozenset(("he", "she"))


def _of_person(mention: Mention, words: list[str], document: Document) -> frozenset[str]:
    """Return 'she' for a woman, 'they' for several; a title before the name tells, else the name's ending."""
    before = fold(document.text[max(0, mention.span.start - _TITLE_REACH) : mention.span.start], "ar").split()[-4:]
    titles = _list("women")
    if {_bare(w) for w in before} & titles or _bare(words[0]) in titles:
        return frozenset(("she",))
    if not mention.named and words[0].endswith(_PLURAL):
        return frozenset(("they",))
    return frozenset(("he",))


def _bare(word: str) -> str:
    return word.removeprefix("لل").removeprefix("ال") if len(word) > 4 else word


@lru_cache(maxsize=16)
def _list(name: str) -> frozenset[str]:
    rows = lexicon.table("ar", "stands_for").get("agreement", {}).get(name, ())
    return frozenset(form for row in rows for form in (fold(row, "ar"), _bare(fold(row, "ar"))))
