"""What the words beside a state's name make of it: the target of an attack ('the invasion of Ukraine'), where it happened ('in Iraq'),
or the adjective of another noun ('a U.S. strike').

Takes: a name's span, with the text around it. Gives: yes where the words beside it say so, else no. Uses: lexicons places
(``inside`` and ``target`` of [attack], [direction]). Known limit: judged by the words beside the name, not by the clause.
"""

import re
from functools import lru_cache

from core import lexicon
from core.model import Span
from core.textnorm import fold

_REACH = 60
"""Characters on either side that are looked at."""
_INSIDE_WITHIN, _TARGET_WITHIN = 6, 4
"""Words before the name among which a word for 'inside' or for the object of an attack is looked for."""
_STOP = re.compile(r"[.;:!?()\"«»“”؛؟\n]")
_WORD = re.compile(r"[^\W\d_]+")
_OBJECT = re.compile(r"['’](?:[yn]?[ae]|[yn]?[ıiuü])\b")
_GENITIVE = re.compile(r"['’]n?[ıiuü]n\b")
_OBJECT_NOUN = re.compile(r"\w+(?:s[ıiuü]n[ae]|s[ıiuü]n[ıiuü]|l[ae]r[ıi]n[ae]|l[ae]r[ıi]n[ıi])$")
_LOCATIVE = re.compile(r"\w+[dt][ae](?:n|ki\w*)?$")
_ACRONYM = re.compile(r"(?:the )?(?:[A-Z]\.?){2,3}")
_PREPOSITION = re.compile(r"\b(?:in|inside|across|from|to|within|into|outside|throughout)(?: the)? $")
_NEXT_WORD = re.compile(r"[ -]([a-z]+)")
_NO_NOUNS = frozenset((
    "after", "against", "although", "among", "and", "are", "as", "at", "because", "before", "but", "by", "can", "could", "did", "does",
    "during", "for", "from", "had", "has", "have", "if", "in", "into", "is", "it", "may", "might", "must", "near", "nor", "of", "on",
    "or", "over", "said", "says", "should", "since", "so", "that", "the", "then", "there", "this", "through", "to", "under", "until",
    "was", "were", "when", "where", "which", "while", "who", "will", "with", "within", "without", "would",
))  # fmt: skip


def is_target(span: Span, text: str, language: str) -> bool:
    """Tell whether the words beside a name say that the deed was done to it; ``span`` and ``text`` in code points."""
    if language == "tr":
        return _turkish(_STOP.split(text[span.end : span.end + _REACH])[0])
    before = _STOP.split(text[max(0, span.start - _REACH) : span.start])[-1]
    if language == "ar" and before.endswith("ب"):
        return False
    words = [fold(w, language) for w in _WORD.findall(before)]
    if language == "ar":
        words = [w[1:] if w[:1] in "وف" and w[1:] in _words(language, "inside") | _words(language, "target") else w for w in words]
    if _words(language, "inside").intersection(words[-_INSIDE_WITHIN:]):
        return False
    return bool(_words(language, "target").intersection(words[-_TARGET_WITHIN:]))


def attributive(span: Span, text: str) -> bool:
    """Tell whether an English acronym of a state stands before the noun that it qualifies: such a state has no other adjective."""
    word = _NEXT_WORD.match(text, span.end)
    if not _ACRONYM.fullmatch(span.of(text)) or not word or word.group(1) in _NO_NOUNS:
        return False
    return not _PREPOSITION.search(text[max(0, span.start - 20) : span.start])


def _turkish(behind: str) -> bool:
    """Tell whether a Turkish name is the object, or owns one ('İran'ın tesislerine'), with nothing in between that says 'inside'."""
    if _OBJECT.match(behind):
        return not _inside(_WORD.findall(behind)[1:3])
    owner = _GENITIVE.match(behind)
    if not owner:
        return False
    for word in _WORD.findall(behind[owner.end() :])[:3]:
        if _inside([word]):
            return False
        if _OBJECT_NOUN.fullmatch(fold(word, "tr")):
            return True
    return False


def _inside(words: list[str]) -> bool:
    folded = [fold(w, "tr") for w in words]
    return any(_LOCATIVE.fullmatch(w) or w.startswith(stem) for w in folded for stem in _words("tr", "inside"))


@lru_cache(maxsize=8)
def _words(language: str, name: str) -> frozenset[str]:
    places = lexicon.table(language, "places")
    own = places.get("attack", {}).get(name, ())
    directions = (form.split()[0] for forms in places.get("direction", {}).values() for form in forms if form.split()[0] != "the")
    return frozenset(fold(word, language) for word in (*own, *(directions if name == "inside" else ())))
