"""A sentence as the extractors see it: its words, its mentions at word positions, its clause boundaries.

Takes: a parsed doc and mentions. Gives: ``SentenceView`` records, cached in ``doc.user_data`` per list of mentions.
Shared by rules and by whatever else finds triggers. Known limits: clauses are stretches between marks, not a tree.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc

from core import lexicon, parse_tr
from core.model import Mention, Span
from core.parse import Word, sentences, words

PEOPLE = ("PERSON", "ORG", "GROUP", "GPE", "TITLE")
_HARD = set(";:؛.!?؟—")


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention at word positions of its sentence; ``index`` points into the document's list."""

    index: int
    mention: Mention
    start: int
    end: int
    outer: bool = True


@dataclass(slots=True)
class SentenceView:
    """Words of one sentence, its mentions, and where clauses begin (word positions, sorted, from 0); ``readings`` keeps what was read."""

    number: int
    span: Span
    words: list[Word]
    language: str
    placed: list[Placed] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    readings: dict[int, list] = field(default_factory=dict)

    def outer(self) -> list[Placed]:
        """Return mentions that lie in no other, times and counts and weapons left out."""
        return [p for p in self.placed if p.outer and p.mention.kind in (*PEOPLE, "LOC", "FAC")]

    def clause(self, at: int) -> tuple[int, int]:
        """Return the word range of the clause that holds word ``at``."""
        k = bisect_right(self.starts, at)
        return self.starts[k - 1], self.starts[k] if k < len(self.starts) else len(self.words)

    def at(self, span: Span) -> tuple[int, int]:
        """Return the word range of a span of this sentence."""
        first = bisect_left([w.end for w in self.words], span.start + 1)
        last = bisect_left([w.start for w in self.words], span.end)
        return first, max(first + 1, last)


def views(doc: Doc, mentions: Sequence[Mention]) -> list[SentenceView]:
    """Return one view per sentence of the body."""
    key = ("views", tuple((m.span, m.kind) for m in mentions))
    cached = doc.user_data.get("views")
    if cached and cached[0] == key:
        return cached[1]
    language = doc.user_data["document"].language
    by_sentence: dict[int, list[Word]] = {}
    for word in words(doc):
        by_sentence.setdefault(word.sentence, []).append(word)
    out = []
    for number, span in enumerate(sentences(doc)):
        view = SentenceView(number, span, by_sentence.get(number, []), language)
        view.placed = _placed(view, mentions)
        view.starts = _clause_starts(view)
        out.append(view)
    doc.user_data["views"] = (key, out)
    return out


def _placed(view: SentenceView, mentions: Sequence[Mention]) -> list[Placed]:
    own = [(i, m) for i, m in enumerate(mentions) if m.sentence == view.number]
    people = [m for _, m in own if m.kind not in ("TIME", "NUMBER", "WEAPON")]
    return [Placed(i, m, *view.at(m.span), outer=not any(o.span.encloses(m.span) for o in people)) for i, m in own]


@lru_cache(maxsize=8)
def _marks(language: str) -> tuple[frozenset[str], frozenset[str]]:
    lists = lexicon.words(language)
    return lists.get("clause_words", frozenset()), lists.get("relatives", frozenset())


def _clause_starts(view: SentenceView) -> list[int]:
    starts = {0}
    cover = {k for p in view.placed for k in range(p.start + 1, p.end)}
    for k, word in enumerate(view.words):
        if k in cover or not k:
            continue
        if word.text in _HARD:
            starts.add(k + 1)
        elif view.language in ("ar", "fa", "en"):
            if _opens_clause(view, k):
                starts.add(k)
        elif view.language == "tr" and _closes_clause(view, k):
            starts.add(k + 1)
    return sorted(s for s in starts if s < len(view.words)) or [0]


def _opens_clause(view: SentenceView, k: int) -> bool:
    conjunctions, relatives = _marks(view.language)
    word = view.words[k]
    if word.fold in relatives or word.fold in conjunctions:
        return True
    if view.language == "ar" and word.clitic == "pro" and word.text in "وف" and k + 1 < len(view.words):
        return is_verb(view.words[k + 1].fold, "ar")
    if view.language == "ar" and k and view.words[k - 1].text in "،,":
        return is_verb(word.fold, "ar") and view.words[k - 1].clitic == ""
    return False


@lru_cache(maxsize=65536)
def is_verb(form: str, language: str) -> bool:
    """Tell whether a folded Arabic form is a verb of the lexicons and no noun of them."""
    if form in reporting_forms(language) or form in light_forms(language):
        return True
    rows = lexicon.triggers(language).forms.get(form, ())
    return bool(rows) and all(r.feature("pos") in ("verb", "participle") for r in rows)


@lru_cache(maxsize=8)
def reporting_forms(language: str) -> frozenset[str]:
    """Return every form of the reporting verbs (Arabic, Persian, English), or their stems (Turkish)."""
    return _verb_forms(language, "attribution", "verbs")


@lru_cache(maxsize=8)
def light_forms(language: str) -> frozenset[str]:
    """Return every form of the light verbs."""
    return _verb_forms(language, "assertion", "light_verbs")


def _verb_forms(language: str, topic: str, name: str) -> frozenset[str]:
    from core import parse_ar, parse_en, parse_fa
    from core.textnorm import fold

    rows = lexicon.table(language, topic).get(name, [])
    if language == "ar":
        return frozenset(f for row in rows if " " in row for f, _ in parse_ar.expand_verb(row)) - {"بين"}
    if language == "fa":
        return frozenset(f for row in rows for f, _ in parse_fa.expand_verb(row))
    if language == "en":
        parts = [fold(r, "en").split() for r in rows]
        return frozenset(
            f for p in parts for f, _ in parse_en.expand_verb(p[0], p[1] if len(p) > 1 else None, p[2] if len(p) > 2 else None)
        )
    return frozenset(fold(r, language) for r in rows)


def _closes_clause(view: SentenceView, k: int) -> bool:
    """A Turkish clause ends behind a finite verb or a converb that a comma or conjunction follows."""
    following = view.words[k + 1] if k + 1 < len(view.words) else None
    features = finite_features(view.words[k].fold)
    if not features or following is None:
        return False
    ends = following.text in ",;" or following.fold in ("ve", "ancak", "fakat", "ama")
    return (
        ends
        and features["form"] in ("finite", "converb")
        or features["form"] == "relative"
        and following.text == ","
        and view.words[k].fold.endswith(("mış", "miş", "muş", "müş"))
    )


@lru_cache(maxsize=65536)
def finite_features(form: str) -> dict[str, str] | None:
    """Return verb features of a Turkish word of unknown stem when its ending is plainly verbal."""
    for cut in range(2, len(form) - 1):
        rest = form[cut:]
        if len(rest) < 2 or not rest.startswith(
            (
                "dı",
                "di",
                "du",
                "dü",
                "tı",
                "ti",
                "tu",
                "tü",
                "mış",
                "miş",
                "muş",
                "müş",
                "ıyor",
                "iyor",
                "uyor",
                "üyor",
                "acak",
                "ecek",
                "arak",
                "erek",
                "ıp",
                "ip",
                "up",
                "üp",
                "yıp",
                "yip",
                "ken",
                "yarak",
                "yerek",
            )
        ):
            continue
        features = parse_tr.verb_features(rest)
        if features and features["form"] in ("finite", "converb", "relative"):
            return features
    if form.endswith("ken") and len(form) > 5:
        return {"pos": "verb", "form": "converb", "tense": "present", "voice": "active", "negative": ""}
    return None


def quote_of(view: SentenceView, span: Span, longest: int = 600) -> Span:
    """Return the sentence that holds a trigger, or the clause where the sentence is too long."""
    if view.span.end - view.span.start <= longest:
        return view.span
    first, last = view.clause(view.at(span)[0])
    start, end = view.words[first].start, view.words[last - 1].end
    if end - start <= longest:
        return Span(start, end)
    return Span(max(view.span.start, span.start - longest // 2), min(view.span.end, span.start + longest // 2))
