"""Who tells it: sources of a sentence with the stretch of it they vouch for; chains keep all their links.

Takes: a sentence view and its phrases. Gives: ``Telling`` records. Uses: lexicon attribution.
Known limits: a source carried over to the next sentences is kept only where that sentence says so itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from core import lexicon, parse_tr
from core.extract.args_rtl import _left_subject
from core.extract.phrases import Phrase
from core.extract.sentence import SentenceView, finite_features, reporting_forms
from core.textnorm import fold

_BREAKS = frozenset(";؛")
_OPENING, _CLOSING = 3, 2
"""Words before and behind an 'according to' that still opens or closes its part of a sentence."""


@dataclass(frozen=True, slots=True)
class Telling:
    """``phrases`` vouch for words ``start`` to ``end``; ``verb`` is where the verb of telling stands, -1 for 'according to'."""

    phrases: tuple[Phrase, ...]
    start: int
    end: int
    verb: int = -1
    speaker: Phrase | None = None


def tellings(view: SentenceView, phrases: Sequence[Phrase], triggers: frozenset[int]) -> list[Telling]:
    """Return the tellings of a sentence; verbs that are themselves triggers do not count."""
    out = list(_according(view, phrases))
    out += _BY_LANGUAGE[view.language](view, phrases, triggers)
    return out


@lru_cache(maxsize=8)
def _phrases_of(language: str, name: str) -> dict[str, list[tuple[str, ...]]]:
    """Return the phrases of a list by their first word, longer ones first."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for row in lexicon.table(language, "attribution").get(name, []):
        tokens = tuple(fold(row, language).split())
        out.setdefault(tokens[0], []).append(tokens)
    return {first: sorted(phrases, key=len, reverse=True) for first, phrases in out.items()}


def _at(view: SentenceView, k: int, phrases: dict[str, list[tuple[str, ...]]]) -> int:
    for tokens in phrases.get(view.words[k].fold, ()):
        if tuple(w.fold for w in view.words[k : k + len(tokens)]) == tokens:
            return k + len(tokens)
    return 0


def _according(view: SentenceView, phrases: Sequence[Phrase]) -> list[Telling]:
    if view.language == "tr":
        return _gore(view, phrases)
    out = []
    for k in range(len(view.words)):
        end = _at(view, k, _phrases_of(view.language, "according"))
        if not end:
            continue
        behind = [p for p in phrases if end <= p.start <= end + 7 and not any(w.text in ".؛" for w in view.words[end : p.start])]
        chosen = [p for p in behind[:1] if p.is_people]
        if chosen:
            chosen += [
                p for p in behind[1:3] if p.governor in ("عن", "ل", "از", "from", "citing") and p.is_people and p.start - chosen[0].end <= 4
            ]
            out.append(Telling(tuple(chosen), *_vouched(view, k, chosen[-1].end)))
    return out


def _vouched(view: SentenceView, start: int, end: int) -> tuple[int, int]:
    """Return the words that an 'according to X' at ``start`` to ``end`` vouches for: all of its part of the sentence where it opens or
    closes that part, the clause around it where it stands inside ('…, followed by a round that left, according to X, 33 dead').
    """
    breaks = [k for k, w in enumerate(view.words) if w.text in _BREAKS]
    first = max((b + 1 for b in breaks if b < start), default=0)
    last = min((b for b in breaks if b >= end), default=len(view.words))
    if start - first <= _OPENING or sum(w.is_word for w in view.words[end:last]) <= _CLOSING:
        return first, last
    return max(first, view.clause(start - 1)[0]), last


def _gore(view: SentenceView, phrases: Sequence[Phrase]) -> list[Telling]:
    """'X'e göre'; 'X'in Y'ye dayandırdığı habere göre' has two sources."""
    out = []
    for k, word in enumerate(view.words):
        if word.fold != "göre":
            continue
        start = view.clause(k)[0]
        before = [p for p in phrases if start <= p.start and p.end <= k and p.is_people]
        direct = [p for p in before if k - p.end <= 1 and p.case in ("dat", "")]
        chain = any(v in w.fold for w in view.words[start:k] for v in ("dayan", "haber", "aktar", "bildir", "açıkla", "söyle"))
        chosen = direct or ([p for p in before if p.case in ("gen", "dat", "abl", "acc", "")] if chain else [])
        if chosen:
            out.append(Telling(tuple(chosen), *_vouched(view, min(p.start for p in chosen), k + 1)))
    return out


def _arabic(view: SentenceView, phrases: Sequence[Phrase], triggers: frozenset[int]) -> list[Telling]:
    out = []
    complementizers = lexicon.words("ar").get("complementizers", frozenset())
    for k, word in enumerate(view.words):
        if word.fold not in reporting_forms("ar") or k in triggers or word.clitic:
            continue
        scope = next(
            (
                j
                for j in range(k + 1, len(view.words))
                if view.words[j].fold in complementizers or view.words[j].text in ':"“«' and j > k + 1
            ),
            0,
        )
        inner = [p for p in phrases if k < p.start < (scope or min(len(view.words), k + 9))]
        bare = [p for p in inner if not p.governor and p.is_people]
        left, relative = _left_subject(view, list(phrases), k)
        if relative:
            continue
        speaker = bare[0] if bare and bare[0].start - k <= 6 else left
        chain = [p for p in inner if p.governor in ("عن", "ل", "الي") and p.is_people and p is not speaker and _media_or_source(view, p)]
        if not scope:
            if not chain and word.fold not in ("كشف", "كشفت", "نقلت", "نقل", "ذكرت", "ذكر", "افادت", "افاد"):
                continue
            scope = k
        members = tuple([speaker] if speaker else []) + tuple(chain)
        if members or (k <= 2 and scope > k):
            out.append(Telling(members, scope, len(view.words), k, speaker))
    return out


def _media_or_source(view: SentenceView, phrase: Phrase) -> bool:
    media = set(lexicon.folded_lists("ar", "groups").get("media_heads", ())) | {"مصدر", "مصادر", "المصادر", "المصدر"}
    kinds = {p.mention.kind for p in phrase.members}
    return (
        any(view.words[k].fold in media for k in range(max(0, phrase.start - 3), phrase.end))
        or phrase.governor == "عن"
        or (kinds == {"ORG"} and phrase.governor == "ل")
    )


def _turkish(view: SentenceView, phrases: Sequence[Phrase], triggers: frozenset[int]) -> list[Telling]:
    out = []
    for k, word in enumerate(view.words):
        if k in triggers or not word.is_word or not _reporting_turkish(view, k):
            continue
        start = view.clause(k)[0]
        features = finite_features(word.fold) or {}
        speaker = _turkish_speaker(view, phrases, k, start)
        if speaker is not None and features.get("voice") != "passive":
            out.append(Telling((speaker,), min(start, speaker.start), k, k, speaker))
    return out


def _turkish_speaker(view: SentenceView, phrases: Sequence[Phrase], k: int, start: int) -> Phrase | None:
    def free(p: Phrase) -> bool:
        return p.is_people and p.case in ("", "nom", "plural-acc") and not p.governor

    inside = [p for p in phrases if start <= p.start and p.end <= k and free(p)]
    if inside:
        close = [p for p in inside if p.end < len(view.words) and view.words[p.end].text in ',"“']
        quoted = '"' in [w.fold for w in view.words[start:k]]
        return close[-1] if quoted and close else inside[0]
    earlier = [p for p in phrases if p.end <= k and free(p)]
    return earlier[-1] if earlier else None


@lru_cache(maxsize=1)
def _turkish_stems() -> dict[str, tuple[tuple[str, ...], ...]]:
    out: dict[str, list[tuple[str, ...]]] = {}
    for row in lexicon.table("tr", "attribution").get("verbs", []):
        *before, last = fold(row, "tr").split()
        for stem in parse_tr.stem_variants(last):
            out.setdefault(stem, []).append(tuple(before))
    return {k: tuple(v) for k, v in out.items()}


def _reporting_turkish(view: SentenceView, k: int) -> bool:
    form = view.words[k].fold
    for cut in range(len(form) - 1, 1, -1):
        rows = _turkish_stems().get(form[:cut])
        if rows is None:
            continue
        features = parse_tr.verb_features(form[cut:])
        if features is None or features["form"] in ("nominal",) and features.get("suffix") != "dik":
            continue
        if any(tuple(w.fold for w in view.words[max(0, k - len(b)) : k]) == b for b in rows):
            return features["form"] in ("finite", "converb", "relative", "object-relative")
    return False


def _simple(view: SentenceView, phrases: Sequence[Phrase], triggers: frozenset[int]) -> list[Telling]:
    """English and Persian: the subject of the verb of telling."""
    out = []
    for k, word in enumerate(view.words):
        if word.fold not in reporting_forms(view.language) or k in triggers:
            continue
        before = [p for p in phrases if p.end <= k and p.is_people and not p.governor and p.start >= view.clause(k)[0]]
        behind = [p for p in phrases if k < p.start <= k + 3 and p.is_people and not p.governor]
        speaker = before[0 if view.language == "fa" else -1] if before else (behind[0] if behind and view.language == "en" else None)
        if speaker is None:
            continue
        chain = [
            p
            for p in phrases
            if k < p.start <= k + 3 and p.governor in ("to", "به") and p.is_people and all(m.mention.kind == "ORG" for m in p.members)
        ]
        final = k >= len(view.words) - 5 or view.words[min(len(view.words) - 1, k + 1)].text in ".," and k > len(view.words) // 2
        if view.language == "en" and final:
            out.append(Telling((speaker, *chain), 0, len(view.words), k, speaker))
        elif view.language == "en":
            out.append(Telling((speaker, *chain), k + 1, len(view.words), k, speaker))
        else:
            out.append(Telling((speaker,), k if k < len(view.words) - 4 else 0, len(view.words), k, speaker))
    return out


_BY_LANGUAGE = {"ar": _arabic, "tr": _turkish, "en": _simple, "fa": _simple}
