"""What the lexicon reads at a place: entry, inflection, frame.

Takes: a sentence view. Gives: ``Reading`` candidates at every word; for a trigger of any source, its best reading.
Uses: lexicon triggers, roles, assertion. Known limit: one reading per place is kept, the longest and surest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from core import lexicon, parse_ar, parse_fa, parse_tr
from core.extract.sentence import SentenceView, is_verb, light_forms
from core.lexicon import Form, Frame, TriggerEntry
from core.model import Trigger
from core.textnorm import fold

_WINDOW = 4
_DEFAULT_FRAME = {
    "CONSULT": "meet",
    "AGREE": "agree",
    "COOPERATE": "agree",
    "SUPPORT": "stance",
    "REJECT": "stance",
    "REQUEST": "ask",
    "ACCUSE": "accuse",
    "THREATEN": "accuse",
    "CONCEDE": "stop",
    "AID": "give",
    "RETREAT": "leave",
    "PROTEST": "crowd",
    "SANCTION": "seize",
    "COERCE": "seize",
    "MOBILIZE": "move",
    "ASSAULT": "act",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One lexical reading at words ``start`` to ``end`` of a sentence; ``head`` is the inflected word."""

    start: int
    end: int
    head: int
    entry: TriggerEntry | None
    features: dict[str, str]
    frame: Frame
    size: int = 1

    def get(self, name: str) -> str:
        """Return a feature or ''."""
        return self.features.get(name, "")

    @property
    def is_noun(self) -> bool:
        """Tell whether the trigger is a noun or masdar."""
        return self.get("pos") == "noun"


def reading_for(view: SentenceView, trigger: Trigger) -> Reading:
    """Return the reading of a trigger from any source; a plain one by its type when the lexicon knows none."""
    start, end = view.at(trigger.span)
    own = [
        r
        for at in range(start, min(end, len(view.words)))
        for r in readings_at(view, at)
        if r.entry and r.entry.event_type == trigger.event_type
    ]
    if own:
        return max(
            own, key=lambda r: (any(e.reason == r.entry.id for e in trigger.why if r.entry), r.size, r.entry.score if r.entry else 0)
        )
    frame = lexicon.frames(view.language).get(_DEFAULT_FRAME[trigger.event_type]) or Frame("none")
    return Reading(start, end, end - 1, None, _guess(view, start, end), frame)


def _guess(view: SentenceView, start: int, end: int) -> dict[str, str]:
    word = view.words[end - 1]
    if view.language == "tr":
        for cut in range(len(word.fold) - 1, 1, -1):
            features = parse_tr.verb_features(word.fold[cut:])
            if features:
                return features
        return {"pos": "noun", "case": word.case}
    verb = is_verb(view.words[start].fold, view.language) if view.language == "ar" else False
    return {"pos": "verb" if verb else "noun", "voice": "active"}


def readings_at(view: SentenceView, at: int) -> list[Reading]:
    """Return the readings whose inflected word stands at ``at``, constraints checked; read once for all who ask."""
    if at not in view.readings:
        view.readings[at] = _read(view, at)
    return view.readings[at]


def _read(view: SentenceView, at: int) -> list[Reading]:
    word = view.words[at]
    if not word.is_word or word.clitic == "suf":
        return []
    out = []
    for form, features in _forms_at(view.language, word.fold):
        if features.get("pos") == "verb" and word.text.endswith(("اً", "ًا")):
            continue
        span = _literal_span(view, at, form, features)
        if span is None or not _words_agree(view, span, form.entry):
            continue
        features = features | _light_features(view, span, form)
        if form.light and "light" not in features:
            continue
        frame = lexicon.frames(view.language)[form.entry.frame]
        start, end = _with_after(view, span, form.entry)
        out.append(Reading(start, end, at, form.entry, features, frame, end - start + (2 if form.entry.after or form.entry.before else 0)))
    return out


@lru_cache(maxsize=65536)
def _forms_at(language: str, form: str) -> tuple[tuple[Form, dict[str, str]], ...]:
    index = lexicon.triggers(language)
    if language == "tr":
        return tuple(_turkish(form, index))
    rows = index.forms.get(form, ())
    if rows:
        return tuple((r, dict(r.features)) for r in rows)
    if language == "ar":
        stripped = parse_ar.strip_enclitic(form, index.forms.__contains__)
        if stripped:
            return tuple((r, dict(r.features) | {"enclitic": stripped[1]}) for r in index.forms[stripped[0]])
    return ()


def _turkish(form: str, index: lexicon.TriggerIndex) -> Iterator[tuple[Form, dict[str, str]]]:
    for row in index.forms.get(form, ()):
        yield row, dict(row.features)
    for cut in range(len(form), 1, -1):
        stem, rest = form[:cut], form[cut:]
        if stem in index.verb_stems and rest:
            features = parse_tr.verb_features(rest)
            if features:
                yield from ((row, features) for row in index.verb_stems[stem])
        if stem in index.noun_stems:
            features = parse_tr.noun_features(rest)
            if features:
                yield from ((row, features) for row in index.noun_stems[stem])


def _literal_span(view: SentenceView, at: int, form: Form, features: dict[str, str]) -> tuple[int, int] | None:
    """Match the literal words before or after the inflected one; an adverb or a particle may stand between."""
    start, end = at, at + 1
    for want in reversed(form.before):
        start = _find(view, range(start - 1, max(-1, start - 3), -1), want)
        if start < 0:
            return None
    for want in form.after:
        found = _find(view, range(end, min(len(view.words), end + (3 if features.get("pos") == "verb" else 2))), want)
        if found < 0:
            return None
        end = found + 1
    return start, end


def _find(view: SentenceView, places: range, want: str) -> int:
    for k in places:
        word = view.words[k]
        if word.fold == want or (
            view.language == "tr"
            and word.fold.startswith(want)
            and len(word.fold) - len(want) <= 2
            and len(want) > 3
            and parse_tr.noun_features(word.fold[len(want) :]) is not None
        ):
            return k
    return -1


def _around(view: SentenceView, start: int, end: int) -> str:
    """Return the folded words of a range, clitics joined to their word and also apart, for literal tests."""
    out = [" "]
    for k in range(max(0, start), min(len(view.words), end)):
        word = view.words[k]
        out.append(word.fold + " ")
        if k and view.words[k - 1].clitic == "pro":
            out.append(view.words[k - 1].fold + word.fold + " ")
        if word.fold.startswith("ال"):
            out.append(word.fold[2:] + " ")
    return "".join(out)


def _words_agree(view: SentenceView, span: tuple[int, int], entry: TriggerEntry) -> bool:
    start, end = span
    if entry.after:
        reach = (
            _around(view, end, end + _WINDOW + 2)
            if view.language in ("ar", "en")
            else _around(view, start - _WINDOW, start) + _around(view, end, end + _WINDOW)
        )
        if not _any(entry.after, reach, view.language):
            return False
    if entry.before and not _any(entry.before, _around(view, start - _WINDOW, start) + _around(view, end, end + 2), view.language):
        return False
    return not (
        entry.excluded
        and _any(
            entry.excluded,
            _around(view, start - 2, end + _WINDOW - 1 if view.language in ("ar", "en") else end + 2)
            + (_around(view, start - _WINDOW, start) if view.language in ("tr", "fa") else ""),
            view.language,
        )
    )


def _any(wanted: frozenset[str], reach: str, language: str) -> bool:
    if language == "tr":
        return any(f" {w}" in reach for w in wanted)
    return any(f" {w} " in reach for w in wanted)


def _with_after(view: SentenceView, span: tuple[int, int], entry: TriggerEntry) -> tuple[int, int]:
    """Stretch the trigger over its defining word when that stands right beside it ('أطلقوا النار')."""
    start, end = span
    if entry.after and view.language == "ar" and end < len(view.words) and view.words[end].fold in entry.after:
        return start, end + 1
    return span


def _light_features(view: SentenceView, span: tuple[int, int], form: Form) -> dict[str, str]:
    """Return what the governing light verb adds: its tense, voice and place."""
    if form.light:
        return _persian_compound(view, span, form.light)
    if view.language == "ar":
        return _arabic_light(view, span[0]) if form.feature("pos") == "noun" else {}
    if view.language == "tr" and form.feature("pos") == "noun":
        return _turkish_light(view, span[1])
    if view.language == "fa" and form.feature("pos") == "noun":
        return _persian_compound(view, span, "")
    return _english_light(view, span[0]) if view.language == "en" and form.feature("pos") == "noun" else {}


def _persian_compound(view: SentenceView, span: tuple[int, int], light: str) -> dict[str, str]:
    for k in range(span[1], min(len(view.words), span[1] + 4)):
        found = parse_fa.light_forms().get(view.words[k].fold)
        if found is None:
            if view.words[k].text in "،.؛":
                break
            continue
        passive = found[0] == fold("شد", "fa") and light == fold("کرد", "fa")
        if not light or found[0] == light or passive:
            return found[1] | {"light": str(k), "voice": "passive" if passive else "active", "form": found[1].get("form", "finite")}
        break
    return {}


def _arabic_light(view: SentenceView, start: int) -> dict[str, str]:
    passive = lexicon.folded_lists("ar", "assertion").get("passive_light", ())
    for k in range(start - 1, max(-1, start - 9), -1):
        word = view.words[k]
        if word.text in ".؛:" or word.fold in ("ان", "الذي", "التي"):
            break
        if word.fold in light_forms("ar"):
            future = k and view.words[k - 1].fold == "س" and view.words[k - 1].clitic == "pro"
            tense = (
                "future"
                if future
                else (
                    "present"
                    if word.fold[0] in "يتن" and word.fold not in ("تم", "تمت", "تلقي", "تبادل", "نفذ", "نظم", "نقل", "تعرض")
                    else "past"
                )
            )
            return {"light": str(k), "voice": "passive" if word.fold in passive else "active", "tense": tense}
    return {}


@lru_cache(maxsize=1)
def _turkish_light_stems() -> frozenset[str]:
    return frozenset(lexicon.words("tr").get("light_verbs", ()))


def _turkish_light(view: SentenceView, end: int) -> dict[str, str]:
    for k in range(end, min(len(view.words), end + 3)):
        form = view.words[k].fold
        if view.words[k].text in ",;.":
            break
        for cut in range(len(form) - 1, 1, -1):
            if form[:cut] in _turkish_light_stems():
                features = parse_tr.verb_features(form[cut:])
                if features:
                    return {f: v for f, v in features.items() if f not in ("pos", "case")} | {
                        "light": str(k),
                        "lightcase": features.get("case", ""),
                    }
    return {}


def _english_light(view: SentenceView, start: int) -> dict[str, str]:
    for k in range(start - 1, max(-1, start - 6), -1):
        if view.words[k].fold in light_forms("en"):
            return {"light": str(k)}
        if view.words[k].text in ",;:.":
            break
    return {}
