"""Say how a deed is asserted: historical, future, hypothetical, negated.

Takes: a parsed doc, mentions, triggers of any source. Gives: the same triggers with ``aux``.
Uses: lexicon assertion. Known limits: scope is the clause and the words just before a trigger; irony is not seen.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from spacy.tokens import Doc

from core import lexicon
from core.extract.readings import Reading, reading_for
from core.extract.sentence import SentenceView, finite_features, views
from core.model import Mention, Trigger

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def assert_triggers(doc: Doc, mentions: Sequence[Mention], triggers: Sequence[Trigger]) -> list[Trigger]:
    """Return the triggers with their aux."""
    by_number = {v.number: v for v in views(doc, mentions)}
    published = doc.user_data["document"].published
    return [_with_aux(by_number[t.sentence], t, published) for t in triggers]


def _with_aux(view: SentenceView, trigger: Trigger, published: str | None) -> Trigger:
    reading = reading_for(view, trigger)
    clause = view.clause(reading.start)
    found = set(_BY_LANGUAGE[view.language](view, reading, clause))
    if _older(view, clause, published) or _has(view, clause[0], clause[1], "historical"):
        found.add("historical")
    if "future" in found:
        found -= {"historical"}
    if "hypothetical" in found:
        found -= {"future", "historical"}
    return replace(trigger, aux=tuple(a for a in ("historical", "future", "hypothetical", "negation") if a in found or a in trigger.aux))


def _older(view: SentenceView, clause: tuple[int, int], published: str | None) -> bool:
    """A year before that of publication stands in the clause or its time expression."""
    if not published or not view.words:
        return False
    year = date.fromisoformat(published).year
    times = [p.mention.text for p in view.placed if p.mention.kind == "TIME" and clause[0] <= p.start < clause[1]]
    years = [int(y) for text in times for y in _YEAR.findall(lexicon.fold(text, "und"))]
    return bool(years) and max(years) < year


@lru_cache(maxsize=16)
def _list(language: str, name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(r.split()) for r in lexicon.folded_lists(language, "assertion").get(name, ()))


@lru_cache(maxsize=16)
def _by_first(language: str, name: str) -> dict[str, list[tuple[str, ...]]]:
    out: dict[str, list[tuple[str, ...]]] = {}
    for phrase in _list(language, name):
        out.setdefault(phrase[0], []).append(phrase)
    return out


def _has(view: SentenceView, start: int, end: int, name: str) -> bool:
    words, phrases = [w.fold for w in view.words[max(0, start) : end]], _by_first(view.language, name)
    return any(tuple(words[i : i + len(p)]) == p for i, word in enumerate(words) for p in phrases.get(word, ()))


def _arabic(view: SentenceView, reading: Reading, clause: tuple[int, int]) -> set[str]:
    out = set()
    start = reading.start
    light = int(reading.get("light")) if reading.get("light") else start
    first = min(light, start)
    before = [w.fold for w in view.words[max(0, first - 4) : first]]
    if any(w in ("لم", "لن", "ليس", "ليست", "دون", "بدون", "عدم") for w in before[-2:]) or "لا" in before[-1:]:
        out.add("negation")
    if "لن" in before[-2:]:
        out.discard("future")
    if (
        any(w in ("نفي", "نفت", "ينفي", "تنفي", "نافيا", "نافيه", "كذب") for w in (x.fold for x in view.words[max(0, first - 12) : first]))
        and reading.entry
        and reading.entry.event_type != "REJECT"
    ):
        out.add("negation")
    if view.words[first - 1].fold == "س" and view.words[first - 1].clitic == "pro" if first else False:
        out.add("future")
    if first and view.words[first - 1].fold == "سوف" or reading.get("tense") == "future":
        out.add("future")
    if (
        _has(view, clause[0], clause[1], "future")
        and (reading.get("tense") != "past" or reading.is_noun)
        and _has(view, max(clause[0], first - 9), first, "future")
    ):
        out.add("future")
    if _planned(view, first, reading):
        out.add("future")
    if _arabic_hypothetical(view, reading, first, clause):
        out.add("hypothetical")
    if _arabic_pluperfect(view, reading, first, clause):
        out.add("historical")
    return out


def _planned(view: SentenceView, first: int, reading: Reading) -> bool:
    """'المقرر أن يزور': a plan word governs the clause through أن."""
    words = [w.fold for w in view.words[max(0, first - 7) : first]]
    return any(
        w in ("المقرر", "المتوقع", "المرتقب", "يعتزم", "تعتزم", "ينوي", "تنوي", "المزمع", "مزمع", "مقررا", "مرتقبه") for w in words
    ) and (reading.get("tense") == "present" or reading.is_noun)


def _arabic_hypothetical(view: SentenceView, reading: Reading, first: int, clause: tuple[int, int]) -> bool:
    words = [w.fold for w in view.words[max(0, first - 5) : first]]
    if reading.get("tense") == "present" and "قد" in words[-2:]:
        return True
    marks = {w for p in _list("ar", "hypothetical") if len(p) == 1 for w in p} - {"قد", "لو", "ان", "طلب"}
    if any(w in marks for w in words):
        return True
    return any(w.fold in ("اذا", "لو") for w in view.words[max(clause[0] - 1, first - 8, 0) : first]) or any(
        w.fold.endswith(("المحتمل", "المحتمله", "محتمل", "محتمله", "متوقعه")) for w in view.words[reading.end : reading.end + 3]
    )


def _arabic_pluperfect(view: SentenceView, reading: Reading, first: int, clause: tuple[int, int]) -> bool:
    words = view.words[max(0, clause[0] - 2) : first]
    folds = [w.fold for w in words]
    marks = {w for p in _list("ar", "pluperfect") for w in p}
    if any(w in marks for w in folds) and reading.get("tense") == "past":
        return True
    return "سبق" in folds or "سبق" in [w.fold for w in view.words[clause[0] : clause[0] + 3]]


def _turkish(view: SentenceView, reading: Reading, clause: tuple[int, int]) -> set[str]:
    out = set()
    main = _main_verb(view, reading, clause)
    if reading.get("negative"):
        out.add("negation")
    if reading.get("tense") == "future" and reading.get("form") in ("finite", "nominal"):
        out.add("future")
    if reading.get("able") or reading.get("if"):
        out.add("hypothetical")
    if reading.get("pluperfect") or main.get("pluperfect"):
        out.add("historical")
    behind = view.words[reading.end : reading.end + 6]
    if any(_plan(w.fold) for w in behind) or any(w.fold.startswith(("yarın",)) for w in view.words[clause[0] : reading.start]):
        out.add("future")
    if any(
        w.fold in {x for p in _list("tr", "hypothetical") for x in p}
        for w in view.words[max(clause[0], reading.start - 2) : reading.end + 2]
    ):
        out.add("hypothetical")
    if any(w.fold in ("değil", "değildi") for w in behind[:2]):
        out.add("negation")
    return out


def _plan(form: str) -> bool:
    return form.startswith(
        ("bekleni", "beklendi", "beklenen", "planla", "öngörül", "hazırlan", "niyet", "kararlaştır")
    ) and not form.startswith("beklendiğinden")


def _main_verb(view: SentenceView, reading: Reading, clause: tuple[int, int]) -> dict[str, str]:
    """Return features of the finite verb that ends the sentence: its pluperfect reaches the clauses before it."""
    for k in range(reading.start, len(view.words)):
        if view.words[k].text in ";:":
            break
        features = finite_features(view.words[k].fold)
        if features and features["form"] == "finite" and (features.get("pluperfect") or features["tense"] in ("past", "present", "future")):
            return features
    return {}


def _persian(view: SentenceView, reading: Reading, clause: tuple[int, int]) -> set[str]:
    out = set()
    if reading.get("negative"):
        out.add("negation")
    before = [w.fold for w in view.words[max(0, reading.start - 12) : reading.start]]
    folds = lexicon.folded_lists("fa", "assertion")
    tail = [w.fold for w in view.words[reading.end : reading.end + 4]]
    if any(w in folds.get("future", ()) for w in before[-12:]) or any(
        w.startswith("خواهد") or w.startswith("خواهند") for w in tail + before[-1:]
    ):
        out.add("future")
    if any(w in folds.get("hypothetical", ()) for w in before[-8:]):
        out.add("hypothetical")
    if any(w in ("بود", "بودند", "بودم") for w in tail) or reading.get("tense") == "perfect" and "بود" in tail:
        out.add("historical")
    return out


def _english(view: SentenceView, reading: Reading, clause: tuple[int, int]) -> set[str]:
    out = set()
    before = [w.fold for w in view.words[max(0, reading.start - 5) : reading.start]]
    near = before[-3:]
    folds = lexicon.folded_lists("en", "assertion")
    if any(w in folds.get("negation", ()) for w in near):
        out.add("negation")
    if any(w in ("will", "shall", "'ll") for w in near) or any(w in folds.get("future", ()) for w in before):
        out.add("future")
    if any(w in ("would", "could", "might", "may") for w in near) or any(w in folds.get("hypothetical", ()) for w in before):
        out.add("hypothetical")
    if "had" in near and reading.get("form") in ("ed", "participle", "finite"):
        out.add("historical")
    return out


_BY_LANGUAGE = {"ar": _arabic, "tr": _turkish, "fa": _persian, "en": _english}
