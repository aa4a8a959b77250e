"""Arguments of Arabic and Persian triggers by clause structure and frame.

Takes: a sentence view, its phrases, a trigger's reading. Gives: (phrase, role, score, reason).
Known limits: subject and object of an Arabic verb are told apart by order alone.
"""

from collections.abc import Iterator

from core import lexicon
from core.extract.phrases import Phrase, is_origin
from core.extract.readings import Reading
from core.extract.sentence import SentenceView, is_verb
from core.model import PLACES

Argument = tuple[Phrase, str, float, str]
_VICTIM_TYPES = ("ASSAULT", "COERCE", "SANCTION", "RETREAT")


def arabic(view: SentenceView, phrases: list[Phrase], reading: Reading) -> Iterator[Argument]:
    """Yield the participants of an Arabic trigger."""
    if reading.is_noun:
        yield from _masdar(view, phrases, reading)
    else:
        yield from _verb(view, phrases, reading)


def _limit(view: SentenceView, reading: Reading) -> int:
    """Where the verb's own arguments end: at the next verb, subordinator or hard stop."""
    stops = lexicon.words("ar").get("clause_words", frozenset()) | lexicon.words("ar").get("relatives", frozenset())
    for k in range(reading.end, len(view.words)):
        word = view.words[k]
        if word.text in ".؛:؟!" or (word.fold in stops and word.fold not in ("قبل", "ما", "حتي", "منذ")):
            return k
        if is_verb(word.fold, "ar") and k > reading.end and word.fold not in ("تم",):
            return k
    return len(view.words)


def _left_subject(view: SentenceView, phrases: list[Phrase], at: int) -> tuple[Phrase | None, bool]:
    """Return the bare phrase before a verb in its clause, and whether the verb is in a relative clause on it."""
    relatives = lexicon.words("ar").get("relatives", frozenset())
    heads = lexicon.words("ar").get("complementizers", frozenset())
    start = at - 1
    while start >= 0 and (
        view.words[start].fold in ("قد", "لا", "لم", "لن", "سوف", "ايضا", "كذلك")
        or view.words[start].clitic == "pro"
        or view.words[start].text in '"“'
    ):
        start -= 1
    relative = start >= 0 and view.words[start].fold in relatives
    best = None
    for phrase in phrases:
        if phrase.end > at or not phrase.is_people:
            continue
        between = view.words[phrase.end : start + 1]
        if any(w.text in ".؛:" for w in between) or any(is_verb(w.fold, "ar") for w in between):
            continue
        if relative and phrase.end >= start - 1:
            return phrase, True
        if any(w.fold in relatives or w.fold in heads for w in between):
            continue
        if not phrase.governor and _begins(view, phrase):
            best = phrase
    return best, False


def _begins(view: SentenceView, phrase: Phrase) -> bool:
    """A preverbal subject opens its clause: at the start, behind إن/أن, a comma, a conjunction or a verb of saying's end."""
    k = phrase.start - 1
    while k >= 0 and view.words[k].text in '"“”«»(':
        k -= 1
    if k < 0:
        return True
    word = view.words[k]
    openers = lexicon.words("ar").get("clause_words", frozenset()) | lexicon.words("ar").get("complementizers", frozenset())
    return (
        word.fold in openers
        or word.text in "،,:؛-–.|"
        or (word.clitic == "pro" and word.text in "وف")
        or word.fold in ("لكن", "كان", "كانت", "اما", "معظم", "بعض", "هذه", "هذا")
        or is_verb(word.fold, "ar")
        and word.fold.startswith("كان")
    )


def _verb(view: SentenceView, phrases: list[Phrase], reading: Reading) -> Iterator[Argument]:
    limit = _limit(view, reading)
    right = [p for p in phrases if reading.end <= p.start < limit]
    left, relative = _left_subject(view, phrases, reading.start)
    bare = [p for p in right if not p.governor and p.is_people and not reading.end <= p.genitive_of]
    places = [p for p in right if not p.governor and not p.is_people]
    if reading.frame.slots.get("object") == "location":
        places = [p for p in right if not p.governor and p.members[0].mention.kind in PLACES]
        bare = [p for p in bare if p not in places]
    slots = reading.frame.slots
    subject, objects = _order(view, reading, left, bare, relative=relative)
    if subject is not None and subject in bare and not objects and left is None and _continues(view, phrases, reading):
        subject, objects = None, bare
    passive = _is_passive(view, reading, subject, objects, left)
    if subject is not None:
        yield (
            subject,
            slots.get("object", "recipient") if passive else slots.get("subject", "actor"),
            0.75,
            "subject" if not passive else "subject of a passive",
        )
    role = slots.get("object", "none")
    if not passive and role != "none":
        for phrase in [*objects[:1], *(places[:1] if role == "location" and not objects else [])]:
            yield phrase, _place_or_person(role, phrase, reading), 0.7, "object"
    yield from _prepositional(right, reading)


def _continues(view: SentenceView, phrases: list[Phrase], reading: Reading) -> bool:
    """'… ودعا القضاء إلى': a second verb of one subject, whose one noun is whom it asks or accuses."""
    if reading.frame.name not in ("ask", "accuse") or not reading.start:
        return False
    before = view.words[reading.start - 1]
    return before.clitic == "pro" and before.text == "و" and clause_subject(view, phrases, reading.start - 1) is not None


def clause_subject(view: SentenceView, phrases: list[Phrase], at: int) -> Phrase | None:
    """Return the nearest subject before word ``at``: a topic that opens a clause, or what follows a verb directly."""
    for phrase in reversed(phrases):
        if (
            phrase.end > at
            or phrase.governor
            or not phrase.is_people
            or phrase.genitive_of >= 0
            and not is_verb(view.words[phrase.genitive_of].fold, "ar")
        ):
            continue
        if _begins(view, phrase) or any(is_verb(view.words[k].fold, "ar") for k in range(max(0, phrase.start - 2), phrase.start)):
            return phrase
    return None


def _order(
    view: SentenceView, reading: Reading, left: Phrase | None, bare: list[Phrase], *, relative: bool
) -> tuple[Phrase | None, list[Phrase]]:
    """Tell subject and objects: VSO unless a subject stands before the verb."""
    takes_object = reading.frame.slots.get("object", "none") != "none"
    plural = reading.get("number") in ("pl", "du")
    participle = reading.get("pos") == "participle"
    if participle:
        return None, bare
    if reading.start and view.words[reading.start - 1].fold in ("انه", "انها", "انهم", "بانه", "بانها", "بانهم"):
        return None, bare
    if reading.get("enclitic") and bare:
        return bare[0], bare[1:]
    if relative and left is not None:
        if len(bare) >= 2 or bare and not takes_object:
            return bare[0], bare[1:]
        return left, bare
    if left is not None and (plural or takes_object or not bare):
        if len(bare) >= 2 and bare[1].start - bare[0].end <= 1 and not plural:
            return bare[0], bare[1:]
        return left, bare
    if plural:
        return None, bare
    if bare and bare[0].start - reading.end <= 8:
        return bare[0], bare[1:]
    return left, bare


def _is_passive(view: SentenceView, reading: Reading, subject: Phrase | None, objects: list[Phrase], left: Phrase | None) -> bool:
    """An unvowelled form is passive when it has one bare participant that suffers such deeds, or carries a damma."""
    if "ُ" in view.words[reading.head].text[:4] and reading.get("tense") != "present":
        return True
    if reading.get("voice") == "passive" and not _also_active(view, reading):
        return True
    if reading.entry is None or reading.entry.event_type not in _VICTIM_TYPES or subject is None or objects or reading.get("enclitic"):
        return "ُ" in view.words[reading.head].text[:3] and not objects
    if "ُ" in view.words[reading.head].text[:3]:
        return True
    if reading.frame.name not in ("harm", "seize", "free") or subject is left:
        return False
    who = subject.members[0].mention
    return who.kind == "PERSON" or (who.kind == "GROUP" and not _force(view, subject))


def _force(view: SentenceView, phrase: Phrase) -> bool:
    forces = lexicon.folded_lists("ar", "groups").get("force_heads", ())
    return any(
        view.words[k].fold in forces or view.words[k].fold in ("مسلحون", "مسلحين", "مسلح", "عناصر", "انتحاري")
        for k in range(phrase.start, phrase.end)
    )


def _also_active(view: SentenceView, reading: Reading) -> bool:
    rows = lexicon.triggers("ar").forms.get(view.words[reading.head].fold, ())
    return any(r.entry == reading.entry and r.feature("voice") == "active" for r in rows)


def _place_or_person(role: str, phrase: Phrase, reading: Reading) -> str:
    if role == "location" and phrase.members[0].mention.kind in ("PERSON", "GROUP", "TITLE", "ORG"):
        return "recipient"
    return role


def _prepositional(right: list[Phrase], reading: Reading) -> Iterator[Argument]:
    slots = reading.frame.slots
    agents = lexicon.words("ar").get("agent_phrases", frozenset()) | lexicon.words("fa").get("agent_phrases", frozenset())
    taken: set[str] = set()
    for phrase in right:
        if phrase.governor in agents:
            yield phrase, "actor", 0.75, f"agent behind '{phrase.governor}'"
            continue
        role = slots.get(phrase.governor, "none") if phrase.governor else "none"
        if role == "none" or phrase.governor in taken:
            continue
        if role == "location":
            yield phrase, _place_or_person(role, phrase, reading), 0.65, f"behind '{phrase.governor}'"
        elif (
            phrase.is_people
            and not (reading.frame.two_sided and phrase.governor == "ب" and not phrase.direct)
            and not (reading.entry and reading.entry.event_type == "REQUEST" and phrase.governor in ("الي", "ل", "علي") and taken)
        ):
            yield phrase, role, 0.65, f"behind '{phrase.governor}'"
        taken.add(phrase.governor)


def _masdar(view: SentenceView, phrases: list[Phrase], reading: Reading) -> Iterator[Argument]:
    limit = _masdar_limit(view, reading)
    right = [p for p in phrases if reading.end <= p.start < limit]
    slots = reading.frame.slots
    genitive = [p for p in right if not p.governor and p.start - reading.end <= 2 and p.is_people]
    passive = reading.get("voice") == "passive"
    rest = [p for p in right if p not in genitive[:1]]
    has_target = any(slots.get(p.governor) == "recipient" for p in rest)
    role = (reading.entry.gen if reading.entry else "") or slots.get("genitive", "actor")
    if role == "recipient" and (len(genitive) > 1 or (has_target and reading.frame.name != "harm")):
        role = "actor"
    if passive and slots.get("object") == "recipient":
        role = "recipient"
    if genitive and role != "none":
        yield genitive[0], role, 0.7, "genitive of the noun"
        if role == "actor" and len(genitive) > 1 and slots.get("object", "none") not in ("none",):
            yield genitive[1], slots["object"], 0.55, "object of the masdar"
    light = _light_subject(view, phrases, reading)
    if light is not None and light not in genitive and not passive and slots.get("light", "none") != "none":
        yield light, slots["light"], 0.7, "subject of the light verb"
    yield from _prepositional(rest, reading)
    if slots.get("nisba") == "actor" and light is None and not (genitive and role == "actor"):
        yield from _origins(view, reading)


def _masdar_limit(view: SentenceView, reading: Reading) -> int:
    stops = lexicon.words("ar").get("clause_words", frozenset()) | lexicon.words("ar").get("relatives", frozenset())
    for k in range(reading.end, min(len(view.words), reading.end + 16)):
        word = view.words[k]
        if word.text in ".؛:؟!" or word.fold in stops or is_verb(word.fold, "ar"):
            return k
        if (
            word.text in "،,"
            and k > reading.end + 1
            and not (k + 1 < len(view.words) and view.words[k + 1].clitic == "pro")
            and not any(p.end == k or p.start == k + 1 for p in view.placed)
        ):
            return k
    return min(len(view.words), reading.end + 16)


def _light_subject(view: SentenceView, phrases: list[Phrase], reading: Reading) -> Phrase | None:
    if not reading.get("light"):
        return None
    at = int(reading.get("light"))
    between = [p for p in phrases if at < p.start and p.end <= reading.start and not p.governor and p.is_people]
    if between:
        return between[0]
    after = [
        p
        for p in phrases
        if p.start >= reading.end
        and not p.governor
        and p.is_people
        and p.start - reading.end > 2
        and p.start < _masdar_limit(view, reading)
    ]
    left, _ = _left_subject(view, phrases, at)
    return left or (after[0] if after and reading.frame.name not in ("act",) else None)


def _origins(view: SentenceView, reading: Reading) -> Iterator[Argument]:
    """An adjective of origin right behind the noun names the actor ('ضربة أميركية')."""
    for placed in view.placed:
        if is_origin(placed) and reading.end <= placed.start <= reading.end + 1:
            yield Phrase([placed], placed.start, placed.end), "actor", 0.5, "adjective of origin"


def persian(view: SentenceView, phrases: list[Phrase], reading: Reading) -> Iterator[Argument]:
    """Yield the participants of a Persian trigger: subject first, object before را, the rest by preposition."""
    slots = reading.frame.slots
    agents = lexicon.words("fa").get("agent_phrases", frozenset())
    first = _persian_start(view, reading)
    left = [p for p in phrases if first <= p.start and p.end <= reading.start]
    passive = reading.get("voice") == "passive"
    if reading.is_noun:
        genitive = [p for p in phrases if reading.end <= p.start <= reading.end + 1 and not p.governor and p.is_people]
        role = (reading.entry.gen if reading.entry else "") or slots.get("genitive", "actor")
        if genitive and role != "none":
            yield genitive[0], role, 0.65, "genitive of the noun"
        right = [p for p in phrases if reading.end <= p.start <= reading.end + 10]
        yield from ((p, slots[p.governor], 0.6, f"behind '{p.governor}'") for p in right if slots.get(p.governor, "none") != "none")
        if not reading.get("light") or passive:
            return
    subject = None
    for phrase in left:
        behind = view.words[phrase.end].fold if phrase.end < len(view.words) else ""
        if behind == "را" and slots.get("object", "none") != "none":
            yield phrase, _place_or_person(slots["object"], phrase, reading), 0.75, "object before را"
        elif phrase.governor in agents:
            yield phrase, "actor", 0.75, f"agent behind '{phrase.governor}'"
        elif phrase.governor and slots.get(phrase.governor, "none") != "none":
            yield phrase, _place_or_person(slots[phrase.governor], phrase, reading), 0.65, f"behind '{phrase.governor}'"
        elif not phrase.governor and subject is None and phrase.is_people:
            subject = phrase
    if subject is not None:
        yield subject, slots.get("object", "recipient") if passive else slots.get("subject", "actor"), 0.7, "subject"


def _persian_start(view: SentenceView, reading: Reading) -> int:
    """Where the clause of a Persian verb begins: behind the last finite verb or subordinator."""
    for k in range(reading.start - 1, -1, -1):
        word = view.words[k]
        if word.text in ".؛:" or word.fold in ("كه", "اما", "ولي", "زيرا"):
            return k + 1
        if word.text == "،" and k and _persian_verb(view.words[k - 1].fold):
            return k + 1
        if word.fold == "و" and k and _persian_verb(view.words[k - 1].fold):
            return k + 1
    return 0


def _persian_verb(form: str) -> bool:
    from core.extract.sentence import reporting_forms
    from core.parse_fa import light_forms

    return form in light_forms() or form in reporting_forms("fa")
