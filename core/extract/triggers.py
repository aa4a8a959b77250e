"""Find triggers by the lexicons: words that name deeds, their type and modes.

Takes: a parsed doc and its mentions. Gives: ``Trigger`` records, aux left to ``assertion``.
Uses: lexicon triggers through ``readings``. Known limits: a word of two senses is told apart only by its neighbours.
"""

from dataclasses import dataclass

from spacy.tokens import Doc

from core.extract.readings import Reading, readings_at
from core.extract.sentence import PEOPLE, SentenceView, is_verb, views
from core.model import PLACES, Evidence, Mention, Span, Trigger

_ABSORBING = ("REQUEST", "THREATEN", "RETREAT", "REJECT", "CONCEDE", "AGREE", "COERCE")
_REACH = 12


@dataclass(slots=True)
class RuleTriggers:
    """The lexicons as a ``TriggerDetector``."""

    def detect(self, doc: Doc, mentions: list[Mention]) -> list[Trigger]:
        """Return the triggers of the body, in order."""
        return [t for view in views(doc, mentions) for t in self._of_sentence(doc, view)]

    def _of_sentence(self, doc: Doc, view: SentenceView) -> list[Trigger]:
        covered = {
            k
            for p in view.placed
            if p.mention.kind in ("PERSON", "ORG", "GPE", "LOC", "FAC", "TITLE", "TIME")
            for k in range(p.start, p.end)
        }
        kept: list[Reading] = []
        found = [r for at in range(len(view.words)) if at not in covered for r in readings_at(view, at)]
        for reading in sorted(found, key=lambda r: (-r.size, -(r.entry.score if r.entry else 0), -_fit(view, r))):
            if _stands(view, reading) and not any(r.start < reading.end and reading.start < r.end for r in kept):
                kept.append(reading)
        kept = _without_content(view, sorted(kept, key=lambda r: r.start))
        return [_trigger(doc, view, r) for r in kept]


def _fit(view: SentenceView, reading: Reading) -> int:
    """Prefer the noun reading behind a preposition or light verb, the verb reading elsewhere (Arabic homographs)."""
    if view.language != "ar":
        return 0
    return int(reading.is_noun == _noun_place(view, reading))


def _noun_place(view: SentenceView, reading: Reading) -> bool:
    if reading.get("definite") or "light" in reading.features:
        return True
    if not reading.start:
        return not is_verb(view.words[reading.head].fold, "ar")
    before = view.words[reading.start - 1]
    if before.clitic == "pro":
        return before.text in "بلك"
    return (
        before.fold
        in (
            "من",
            "في",
            "الي",
            "علي",
            "عن",
            "بعد",
            "قبل",
            "خلال",
            "عدم",
            "وقف",
            "عقب",
            "اثر",
            "منذ",
            "حول",
            "ضد",
            "مع",
            "بين",
            "لاي",
            "دون",
            "غير",
            "اي",
            "كل",
            "عمليه",
            "عمليات",
            "محاوله",
            "وراء",
            "جراء",
            "بسبب",
            "حمله",
            "استمرار",
            "حادثه",
            "حتي",
        )
        and True
    )


def _stands(view: SentenceView, reading: Reading) -> bool:
    """Check what the entry needs beside it, and that a noun names a specific deed."""
    entry = reading.entry
    if entry is None:
        return False
    near = [p for p in view.placed if p.start < reading.end + _REACH and p.end > reading.start - _REACH]
    people = [p for p in near if p.mention.kind in PEOPLE]
    light = "light" in reading.features
    if (
        view.language == "ar"
        and reading.get("pos") == "verb"
        and not reading.get("definite")
        and _noun_place(view, reading)
        and not _verb_only(reading)
    ):
        return False
    needs = entry.needs
    if ("participant" in needs and not (people or any(p.mention.kind in PLACES for p in near))) or ("light" in needs and not light):
        return False
    if ("object" in needs or "subject" in needs) and not people:
        return False
    if "place" in needs and not any(p.mention.kind in PLACES for p in near):
        return False
    if "number" in needs and not any(p.mention.kind in ("NUMBER", "GROUP") for p in near):
        return False
    return not reading.is_noun or light or _specific(view, reading)


def _verb_only(reading: Reading) -> bool:
    return reading.get("tense") == "present" or reading.get("number") in ("pl", "du") or reading.get("gender") == "f"


def _specific(view: SentenceView, reading: Reading) -> bool:
    """A bare noun names a deed when someone, a place, a time or a count stands close to it; a definite one points back."""
    return bool(reading.get("definite")) or any(
        p.start < reading.end + 7 and p.end > reading.start - 5 and p.mention.kind in (*PEOPLE, *PLACES, "TIME", "NUMBER")
        for p in view.placed
    )


def _without_content(view: SentenceView, readings: list[Reading]) -> list[Reading]:
    """Leave out the deed that is only the content of a demand, a threat, a refusal or a halt."""
    out: list[Reading] = []
    for reading in readings:
        holders = [r for r in readings if r is not reading and r.entry and r.entry.event_type in _ABSORBING and _inside(view, r, reading)]
        if not holders:
            out.append(reading)
    return out


def _inside(view: SentenceView, holder: Reading, inner: Reading) -> bool:
    if holder.entry is None or inner.entry is None:
        return False
    if view.language == "tr":
        return _inside_left(view, holder, inner)
    gap = inner.start - holder.end
    if gap < 0 or gap > 14:
        return False
    between = view.words[holder.end : inner.start]
    if any(w.text in ".؛;:" for w in between):
        return False
    strong = holder.entry.event_type in ("REQUEST", "THREATEN")
    if view.language == "ar":
        return _inside_right(view, inner, between, strong=strong)
    if strong and view.language == "en":
        return inner.is_noun or inner.get("form") in ("base", "gerund")
    if strong and view.language == "fa":
        return inner.get("tense") in ("subjunctive", "present", "infinitive") or inner.is_noun and gap <= 8
    return gap <= 3 and inner.is_noun


def _inside_right(view: SentenceView, inner: Reading, between: list, *, strong: bool) -> bool:
    finite_past = inner.get("pos") == "verb" and inner.get("tense") == "past"
    commas = sum(w.text in "،," for w in between)
    new_clause = any(
        w.fold in ("بينما", "فيما", "كما", "بعد", "قبل", "عقب", "اثر", "ردا", "خلال", "الذي", "التي", "بسبب", "حيث", "غداه", "منذ")
        for w in between
    )
    if finite_past or new_clause or commas > (1 if strong else 0) or inner.get("pos") == "participle":
        return False
    return strong and (inner.is_noun or inner.get("tense") == "present") or len(between) <= 3 and inner.is_noun


def _inside_left(view: SentenceView, holder: Reading, inner: Reading) -> bool:
    """Turkish: the content stands left of the verb as infinitive, -mA clause or bare noun."""
    gap = holder.start - inner.end
    if gap < 0 or gap > 9:
        return False
    between = view.words[inner.end : holder.start]
    if any(w.text in ".;:" for w in between) or any(w.text == "," for w in between) and gap > 4:
        return False
    infinitive = (
        inner.get("pos") == "verb" and inner.get("tense") == "infinitive" or inner.get("lightcase") and inner.get("tense") == "infinitive"
    )
    strong = holder.entry is not None and holder.entry.event_type in ("REQUEST", "THREATEN", "AGREE", "REJECT")
    if infinitive:
        return strong or gap <= 2
    future = inner.get("suffix") == "acak" or inner.get("tense") == "future"
    if future and strong and holder.entry is not None and holder.entry.event_type == "THREATEN":
        return True
    return (
        inner.is_noun
        and "light" not in inner.features
        and gap <= (6 if holder.entry and holder.entry.event_type == "REQUEST" else 1)
        and not _finite_between(between)
    )


def _finite_between(between: list) -> bool:
    from core.extract.sentence import finite_features

    return any((finite_features(w.fold) or {}).get("form") == "finite" for w in between)


def _trigger(doc: Doc, view: SentenceView, reading: Reading) -> Trigger:
    span = Span(view.words[reading.start].start, view.words[reading.end - 1].end)
    entry = reading.entry
    assert entry is not None
    return Trigger(
        span=span,
        text=span.of(doc.user_data["document"].text),
        event_type=entry.event_type,
        sentence=view.number,
        modes=entry.modes,
        score=entry.score,
        repeats=_repeats(reading),
        why=(Evidence("lexicon", entry.id, entry.score, span),),
    )


def _repeats(reading: Reading) -> float:
    """A definite noun without arguments of its own ('the attack') likely speaks of a deed already told."""
    if not reading.is_noun:
        return 0.1
    return 0.6 if reading.get("definite") else 0.35
