"""Find mentions by rules: known names, names behind titles, names by their head nouns, unnamed groups, weapons, times, counts.

Takes: a parsed ``Doc``. Gives: ``Mention`` records of the body, nested where a title holds a name.
Uses: lexicons titles, groups, weapons, words; the knowledge base and gazetteer through ``names.NameIndex``.
Known limits: an unknown name without title, head noun or capital letters is not found.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from core import lexicon
from core.extract import np_arabic, np_latin
from core.extract.found import Found
from core.extract.names import NameIndex, index_of, known_names
from core.extract.quantities import CasualtyCount, find_casualties
from core.model import Evidence, Mention, Span
from core.numerals import parse_count
from core.parse import Word, touched, words

_PRIORITY = {"TIME": 6, "NUMBER": 5}


@dataclass(slots=True)
class RuleMentions:
    """The rules as a ``MentionDetector``; ``names`` may be replaced by a small index."""

    names: Callable[[str], NameIndex] = known_names

    def detect(self, doc: Doc) -> list[Mention]:
        """Return the mentions of the body, in order."""
        document = doc.user_data["document"]
        language, text = document.language, document.text
        index = self.names(language)
        body = [w for w in words(doc) if w.sentence >= 0]
        grammar = np_arabic if language in ("ar", "fa") else np_latin
        found = [*_times_and_counts(text, body, language), *_weapons(body, language), *grammar.find(body, language, index)]
        kept = _without_rivals(found)
        kept += _again(body, kept, language)
        return [_mention(f, text, body) for f in sorted(_without_rivals(kept), key=lambda f: (f.start, -f.end))]


def _times_and_counts(text: str, body: list[Word], language: str) -> Iterator[Found]:
    from core.resolve.times import find_times

    for expression in find_times(text, language):
        yield from _over(body, expression.span, "TIME", "grammar", "time expression")
    for count in find_casualties(text, language):
        yield from _over(body, _with_bound(text, body, count, language), "NUMBER", "grammar", f"count of {count.kind}")


def _with_bound(text: str, body: list[Word], count: CasualtyCount, language: str) -> Span:
    """Stretch a figure over its 'more than' or 'at least', as far as it takes to mean what the text counts."""
    inside = touched(body, count.number_span)
    if not inside:
        return count.number_span
    first, last = inside[0], inside[-1]
    for left, right in ((0, 0), (1, 0), (2, 0), (3, 0), (0, 1), (0, 2), (0, 3), (0, 4)):
        low, high = body[max(0, first - left)], body[min(len(body) - 1, last + right)]
        if low.sentence == high.sentence and parse_count(text[low.start : high.end], language) == (count.least, count.most):
            return Span(low.start, high.end)
    return count.number_span


def _over(body: list[Word], span: Span, kind: str, source: str, reason: str) -> Iterator[Found]:
    inside = touched(body, span)
    if inside:
        yield Found(inside[0], inside[-1] + 1, kind, True, 0.9, source, reason)


@lru_cache(maxsize=8)
def _weapon_index(language: str) -> NameIndex:
    return index_of(language, ((w, "WEAPON") for w in lexicon.table(language, "weapons").get("weapons", [])))


def _weapons(body: list[Word], language: str) -> Iterator[Found]:
    index = _weapon_index(language)
    for i in range(len(body)):
        hit = index.at(body, i)
        if hit:
            yield Found(i, hit[0], "WEAPON", True, 0.7, "lexicon", "weapon")


def _without_rivals(found: list[Found]) -> list[Found]:
    """Drop what crosses a better find; keep a name that lies inside a title or a longer description."""
    kept: list[Found] = []
    over: dict[int, list[Found]] = {}
    for one in sorted(found, key=lambda f: (-_PRIORITY.get(f.kind, 0), -(f.end - f.start), -f.score)):
        if all(_compatible(one, other) for at in range(one.start, one.end) for other in over.get(at, ())):
            kept.append(one)
            for at in range(one.start, one.end):
                over.setdefault(at, []).append(one)
    return kept


def _compatible(one: Found, other: Found) -> bool:
    if one.end <= other.start or other.end <= one.start:
        return True
    if {one.kind, other.kind} & {"TIME"}:
        return False
    if {one.kind, other.kind} == {"NUMBER", "GROUP"}:
        return True
    inner, outer = (one, other) if one.end - one.start < other.end - other.start else (other, one)
    nested = outer.start <= inner.start and inner.end <= outer.end and (inner.start, inner.end) != (outer.start, outer.end)
    if inner.kind == outer.kind == "PERSON" or (
        inner.kind == "PERSON" and outer.kind in ("GROUP", "ORG", "FAC", "LOC") and inner.source != "knowledge"
    ):
        return False
    return (
        nested
        and inner.kind in ("ORG", "GROUP", "GPE", "LOC", "FAC", "PERSON", "TITLE")
        and outer.kind in ("TITLE", "GROUP", "PERSON", "FAC", "ORG", "LOC")
    )


def _again(body: list[Word], kept: list[Found], language: str) -> Iterator[Found]:
    """Find the surname alone, or the whole name again, of persons named once in the article."""
    if language not in ("ar", "fa"):
        return []
    taken = {i for f in kept for i in range(f.start, f.end) if f.kind != "TITLE"}
    surnames = {}
    for f in kept:
        if f.kind == "PERSON" and f.named and f.end - f.start >= 2 and len(body[f.end - 1].fold) >= 4:
            surnames.setdefault(body[f.end - 1].fold, f.reason)
    known = lexicon.known_words(language)
    return [
        Found(i, i + 1, "PERSON", True, 0.7, "document", "surname of a person named in full")
        for i, w in enumerate(body)
        if w.fold in surnames and i not in taken and w.fold not in known
    ]


def _mention(found: Found, text: str, body: list[Word]) -> Mention:
    first, last = body[found.start], body[found.end - 1]
    if last.clitic == "suf" and found.end - found.start > 1:
        last = body[found.end - 2]
    span = Span(first.start, last.end)
    return Mention(
        span=span,
        text=span.of(text),
        kind=found.kind,
        sentence=first.sentence,
        named=found.named,
        score=found.score,
        why=(Evidence(found.source, found.reason, found.score, span),),
    )
