"""Arguments of Turkish and English triggers by case, order and frame.

Takes: a sentence view, its phrases, a trigger's reading. Gives: (phrase, role, score, reason).
Known limits: a Turkish bare common noun may be subject or object; the leftmost is taken as subject.
"""

from collections.abc import Iterator

from core import lexicon
from core.extract.phrases import Phrase
from core.extract.readings import Reading
from core.extract.sentence import SentenceView, finite_features

Argument = tuple[Phrase, str, float, str]
_BY_POSTPOSITION = ("ile", "tarafından", "karşı", "yönelik", "arasında", "arasındaki", "üzerine", "hakkında", "birlikte")


def turkish(view: SentenceView, phrases: list[Phrase], reading: Reading) -> Iterator[Argument]:
    """Yield the participants of a Turkish trigger."""
    slots = reading.frame.slots
    passive = reading.get("voice") == "passive"
    form = reading.get("form")
    left = [
        p
        for p in phrases
        if p.end <= reading.start and p.is_people or p.end <= reading.start and p.members[0].mention.kind in ("LOC", "FAC")
    ]
    near = [p for p in left if p.start >= _clause_start(view, reading)]
    if reading.is_noun and not reading.get("light"):
        yield from _noun_arguments(view, near, reading)
        return
    if form in ("relative", "object-relative"):
        yield from _head_noun(phrases, reading, passive=passive)
    accused = any(p.case == "acc" and _oblique(view, p, reading, passive=passive) == "recipient" for p in near)
    for phrase in reversed(near):
        role = _oblique(view, phrase, reading, passive=passive)
        if role == "recipient" and phrase.case in ("dat", "abl") and accused:
            continue
        if role != "none":
            by = role == "actor" and (phrase.governor.startswith("tarafından") or phrase.case == "equ")
            yield phrase, role, 0.7, "agent behind the passive" if by else f"case {phrase.case or phrase.governor}"
    subject = _subject(view, near, left, reading)
    if subject is not None and form != "relative":
        inverse = passive and not reading.frame.two_sided
        role = slots.get("acc", slots.get("subject", "actor")) if inverse else slots.get("subject", "actor")
        if role not in ("none", "location"):
            yield subject, role, 0.7, "subject"
    if reading.is_noun:
        yield from _noun_arguments(view, near, reading, owner=False)


def _clause_start(view: SentenceView, reading: Reading) -> int:
    return view.clause(reading.start)[0]


def _oblique(view: SentenceView, phrase: Phrase, reading: Reading, *, passive: bool) -> str:
    slots = reading.frame.slots
    if phrase.governor in ("tarafından", "tarafından,"):
        return "actor"
    if phrase.governor in _BY_POSTPOSITION:
        return slots.get(phrase.governor, "none")
    if phrase.governor == "göre":
        return "none"
    if phrase.case == "equ" and passive:
        return "actor"
    if phrase.case in ("acc", "dat", "ins", "abl"):
        if _taken(view, phrase, reading):
            return "none"
        if phrase.governor:
            return "none"
        role = slots.get(phrase.case, "none")
        if role == "location" and phrase.members[0].mention.kind in ("PERSON", "GROUP", "TITLE"):
            return "recipient"
        return role
    return "none"


def _taken(view: SentenceView, phrase: Phrase, reading: Reading) -> bool:
    """An argument before another verb form belongs to that one ('Irak'a giden heyet …')."""
    for k in range(phrase.end, reading.start):
        features = finite_features(view.words[k].fold)
        if features and features["form"] in ("finite", "converb"):
            return True
        fold = view.words[k].fold
        if (
            fold.endswith(("an", "en"))
            and len(fold) > 5
            and view.words[k].clitic == ""
            and k < reading.start - 1
            and fold.endswith(("yan", "yen", "lan", "len", "ran", "ren", "dan", "den"))
            and not fold.endswith(("dan", "den"))
        ):
            return True
        if fold.endswith(("dığı", "diği", "duğu", "düğü", "tığı", "tiği", "tuğu", "tüğü")):
            return True
    return False


def _subject(view: SentenceView, near: list[Phrase], left: list[Phrase], reading: Reading) -> Phrase | None:
    nominal = reading.get("form") in ("nominal", "object-relative")
    if nominal:
        genitives = [p for p in near if p.case == "gen" and not p.governor and p.is_people and not _possessor(view, near, p)]
        if genitives and (reading.get("suffix") in ("dik", "acak", "me", "is")):
            return genitives[-1]
        if reading.get("suffix") == "mek":
            return None
    bare = [p for p in near if _nominative(p) and p.is_people]
    if nominal and reading.get("voice") == "passive":
        bare = [p for p in bare if reading.start - p.end <= 3]
    if bare:
        return _not_inside(view, bare, reading)
    if nominal and reading.get("voice") == "passive":
        return None
    earlier = [p for p in left if _nominative(p) and p.is_people]
    return earlier[-1] if earlier and reading.get("voice") != "passive" else None


def _possessor(view: SentenceView, near: list[Phrase], phrase: Phrase) -> bool:
    """'Kazakistan'ın başkenti Astana': the genitive belongs to the noun behind it, not to the verb."""
    end = phrase.end
    while end < len(view.words) and view.words[end].clitic == "suf":
        end += 1
    heads = lexicon.folded_lists("tr", "groups").get("loc_heads", ())
    return end < len(view.words) and (view.words[end].fold in heads or any(p.start == end for p in near))


def _nominative(phrase: Phrase) -> bool:
    return phrase.case in ("", "nom") and not phrase.governor


def _not_inside(view: SentenceView, bare: list[Phrase], reading: Reading) -> Phrase:
    """Prefer the first bare phrase of the clause; behind a 'göre' or a relative clause the next one."""
    for phrase in bare:
        follows = view.words[phrase.end].fold if phrase.end < len(view.words) else ""
        if follows in ("göre", "için", "kaynaklı"):
            continue
        return phrase
    return bare[-1]


def _head_noun(phrases: list[Phrase], reading: Reading, *, passive: bool) -> Iterator[Argument]:
    """The noun behind a participle is its subject (-an) or its object (-dığı)."""
    head = next((p for p in phrases if reading.end <= p.start <= reading.end + 3), None)
    if head is None or not head.is_people:
        return
    slots = reading.frame.slots
    relative = reading.get("form") == "relative"
    if relative and not passive:
        yield head, slots.get("subject", "actor"), 0.65, "head of the relative clause"
    else:
        role = slots.get("acc", "none")
        if role == "none" and reading.frame.two_sided:
            role = "actor"
        if role not in ("none", "location"):
            yield head, role, 0.6, "head of the relative clause"


def _noun_arguments(view: SentenceView, near: list[Phrase], reading: Reading, *, owner: bool = True) -> Iterator[Argument]:
    slots = reading.frame.slots
    for phrase in reversed(near):
        gap = reading.start - phrase.end
        if gap > 9:
            break
        if phrase.case == "gen" and owner and gap <= 5:
            yield (
                phrase,
                (reading.entry.gen if reading.entry and reading.entry.gen else slots.get("genitive", "none")),
                0.6,
                "owner of the noun",
            )
        elif phrase.governor in _BY_POSTPOSITION and slots.get(phrase.governor):
            yield phrase, slots[phrase.governor], 0.6, f"before '{phrase.governor}'"
        elif phrase.case in ("dat", "ins", "acc") and gap <= 4 and not phrase.governor:
            yield phrase, slots.get(phrase.case, "none"), 0.5, f"case {phrase.case}"
        elif _nominative(phrase) and gap == 0 and owner and slots.get("compound", "none") != "none":
            yield phrase, slots["compound"], 0.4, "noun before the noun"


def english(view: SentenceView, phrases: list[Phrase], reading: Reading) -> Iterator[Argument]:
    """Yield the participants of an English trigger."""
    slots = reading.frame.slots
    right = [p for p in phrases if reading.end <= p.start < _right_limit(view, reading)]
    if reading.is_noun:
        yield from _english_noun(view, phrases, right, reading)
        return
    passive = _passive(view, reading)
    subject = _english_subject(view, phrases, reading)
    if subject is not None:
        role = slots.get("object", "recipient") if passive and not reading.frame.two_sided else slots.get("subject", "actor")
        if role != "none":
            yield subject, role, 0.7, "subject of a passive" if passive else "subject"
    bare = [p for p in right if not p.governor]
    if bare and not passive and slots.get("object", "none") != "none" and bare[0].start - reading.end <= 6:
        role = slots["object"]
        if role == "location" and bare[0].members[0].mention.kind in ("PERSON", "GROUP", "TITLE"):
            role = "recipient"
        yield bare[0], role, 0.7, "object"
    for phrase in right:
        if phrase.governor == "by" and passive:
            yield phrase, "actor", 0.75, "agent behind 'by'"
        elif phrase.governor and slots.get(phrase.governor, "none") != "none":
            role = slots[phrase.governor]
            if role == "location" or phrase.is_people:
                yield phrase, role, 0.6, f"behind '{phrase.governor}'"


def _right_limit(view: SentenceView, reading: Reading) -> int:
    for k in range(reading.end, len(view.words)):
        word = view.words[k]
        if word.text in ".;:" or word.fold in (
            "that",
            "which",
            "who",
            "while",
            "when",
            "after",
            "before",
            "because",
            "but",
            "as",
            "if",
            "where",
            "although",
            "to",
        ):
            if word.fold == "to" and not (
                k + 1 < len(view.words) and view.words[k + 1].text[0].islower() and not any(p.start in (k + 1, k + 2) for p in view.placed)
            ):
                continue
            return k
    return len(view.words)


def _passive(view: SentenceView, reading: Reading) -> bool:
    if reading.get("form") not in ("ed", "participle"):
        return False
    for k in range(reading.start - 1, max(-1, reading.start - 4), -1):
        if view.words[k].fold in ("was", "were", "been", "be", "being", "is", "are", "get", "got"):
            return True
        if view.words[k].fold in ("has", "have", "had"):
            return False
        if not view.words[k].is_word or not view.words[k].fold.endswith("ly"):
            break
    if reading.get("form") == "participle":
        return not any(w.fold in ("has", "have", "had", "having") for w in view.words[max(0, reading.start - 3) : reading.start])
    return reading.end < len(view.words) and view.words[reading.end].fold == "by"


def _english_subject(view: SentenceView, phrases: list[Phrase], reading: Reading) -> Phrase | None:
    """The nearest free phrase on the left; one behind a preposition only when nothing else stands there."""
    start = view.clause(reading.start)[0]
    relative = view.words[start].fold in ("who", "which", "that") and start < reading.start
    left = [
        p for p in phrases if p.end <= reading.start and (p.start >= start or relative or start == 0 or view.words[start].fold == "and")
    ]
    if relative:
        left = [p for p in phrases if p.end <= start]
        return left[-1] if left else None
    free = [p for p in left if not p.governor and p.is_people]
    return free[-1] if free else None


def _english_noun(view: SentenceView, phrases: list[Phrase], right: list[Phrase], reading: Reading) -> Iterator[Argument]:
    slots = reading.frame.slots
    for phrase in phrases:
        gap = reading.start - phrase.end
        owner = phrase.end < len(view.words) and view.words[phrase.end].clitic == "suf"
        if 0 <= gap <= 3 and (owner or gap == 0) and phrase.is_people:
            yield (
                phrase,
                slots.get("genitive", "none") if owner or slots.get("compound") is None else slots["compound"],
                0.55,
                "owner of the noun",
            )
    role_of = (reading.entry.gen if reading.entry else "") or slots.get("genitive", "none")
    for phrase in right:
        if phrase.start - reading.end > 10:
            break
        if phrase.governor == "of" and role_of != "none":
            yield phrase, slots.get("of", role_of), 0.55, "behind 'of'"
        elif phrase.governor == "by":
            yield phrase, "actor", 0.6, "behind 'by'"
        elif phrase.governor and slots.get(phrase.governor, "none") != "none":
            yield phrase, slots[phrase.governor], 0.55, f"behind '{phrase.governor}'"
    if reading.get("light") and slots.get("light", "none") != "none":
        at = int(reading.get("light"))
        left = [p for p in phrases if p.end <= at and not p.governor and p.is_people and p.start >= view.clause(at)[0]]
        if left:
            yield left[-1], slots["light"], 0.65, "subject of the light verb"
