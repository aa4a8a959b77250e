"""Assign roles by rules: participants by frame, place, time, weapon and counts by nearness, tellers by their scope.

Takes: a parsed doc, mentions, triggers of any source. Gives: ``RoleLink`` records with reasons.
Uses: lexicon roles, attribution, words. Known limits: one place and one time per trigger; no coreference beyond the
subject of the clause before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from core import lexicon
from core.extract import args_ltr, args_rtl
from core.extract.phrases import Phrase, phrases
from core.extract.readings import Reading, reading_for
from core.extract.sentence import Placed, SentenceView, views
from core.extract.tellers import Telling, tellings
from core.model import PLACES, Evidence, Mention, RoleLink, Trigger

_ARGUMENTS = {"ar": args_rtl.arabic, "fa": args_rtl.persian, "tr": args_ltr.turkish, "en": args_ltr.english}


@dataclass(slots=True)
class Scene:
    """All that is known of one sentence while roles are assigned."""

    view: SentenceView
    phrases: list[Phrase]
    triggers: list[tuple[int, Trigger, Reading]]
    tellings: list[Telling]


@dataclass(slots=True)
class RuleRoles:
    """The rules as a ``RoleAssigner``."""

    def assign(self, doc: Doc, mentions: list[Mention], triggers: list[Trigger]) -> list[RoleLink]:
        """Return links by index into the two lists."""
        links: list[RoleLink] = []
        before: Phrase | None = None
        told: tuple[Phrase, ...] = ()
        for scene in scenes(doc, mentions, triggers):
            scene.tellings = [_carried_on(t, told) for t in scene.tellings]
            told = next((t.phrases for t in scene.tellings if t.phrases), told)
            links += _participants(scene, before)
            links += _circumstances(scene, links)
            links += _attributions(scene, links)
            before = _main_subject(scene) or before
        return _best(links)


def scenes(doc: Doc, mentions: Sequence[Mention], triggers: Sequence[Trigger]) -> Iterator[Scene]:
    """Yield the sentences that hold triggers or tellers, in order."""
    by_sentence: dict[int, list[tuple[int, Trigger]]] = {}
    for index, trigger in enumerate(triggers):
        by_sentence.setdefault(trigger.sentence, []).append((index, trigger))
    for view in views(doc, mentions):
        own = [(i, t, reading_for(view, t)) for i, t in by_sentence.get(view.number, [])]
        found = phrases(view)
        heads = frozenset(k for _, _, r in own for k in range(r.start, r.end))
        yield Scene(view, found, own, tellings(view, found, heads) if own or found else [])


def _link(trigger: int, placed: Placed, role: str, score: float, reason: str) -> RoleLink:
    return RoleLink(
        trigger=trigger, mention=placed.index, role=role, score=score, why=(Evidence("grammar", reason, score, placed.mention.span),)
    )


def _participants(scene: Scene, before: Phrase | None) -> list[RoleLink]:
    """Frame arguments; a verb without a subject takes that of the clause before, or the teller's."""
    out: list[RoleLink] = []
    last_subject: Phrase | None = None
    last_object: Phrase | None = None
    for index, trigger, reading in scene.triggers:
        found = list(_ARGUMENTS[scene.view.language](scene.view, scene.phrases, reading))
        actors = [a for a in found if a[1] == "actor"]
        if not actors and _wants_subject(scene, reading, found):
            inherited = (
                _clause_subject(scene, reading)
                or _speaker_around(scene, reading)
                or last_subject
                or (before if _opens(scene, reading) else None)
            )
            if inherited is not None and not any(p is inherited for p, *_ in found):
                role = reading.frame.slots.get("subject", "actor")
                if role in ("actor", "recipient"):
                    found.append((inherited, role, 0.45, "subject of the clause before"))
        found += _pronoun_object(reading, found, last_object)
        last_object = next((p for p, r, *_ in found if r == "recipient"), last_object)
        for phrase, role, score, reason in found:
            out += [_link(index, m, role, score, reason) for m in phrase.members if role != "none" and _may(m, role, trigger)]
        if actors and actors[0][2] >= 0.65 and not reading.is_noun:
            last_subject = actors[0][0]
    return out


def _pronoun_object(reading: Reading, found: list, last: Phrase | None) -> list:
    """An object pronoun ('طالبها') points to whom the deed before was done."""
    wanted = reading.get("enclitic") and not reading.is_noun and reading.frame.slots.get("object") == "recipient"
    if not wanted or last is None or any(r == "recipient" for _, r, *_ in found) or any(p is last for p, *_ in found):
        return []
    return [(last, "recipient", 0.45, "object pronoun")]


def _clause_subject(scene: Scene, reading: Reading) -> Phrase | None:
    if scene.view.language != "ar":
        return None
    return args_rtl.clause_subject(scene.view, scene.phrases, int(reading.get("light") or reading.start))


def _may(placed: Placed, role: str, trigger: Trigger) -> bool:
    kind = placed.mention.kind
    if role == "location":
        return kind in PLACES
    if role in ("actor", "attribution"):
        return kind in ("PERSON", "ORG", "GROUP", "GPE", "TITLE")
    return kind in ("PERSON", "ORG", "GROUP", "GPE", "TITLE", "FAC")


def _wants_subject(scene: Scene, reading: Reading, found: list) -> bool:
    if reading.get("voice") == "passive" or any(r == "recipient" and "passive" in why for _, r, _, why in found):
        return False
    if reading.is_noun:
        return bool(reading.get("light"))
    return True


def _opens(scene: Scene, reading: Reading) -> bool:
    """The first trigger of its sentence may speak of the subject of the sentence before."""
    return scene.view.language in ("ar", "tr", "fa") and not any(
        p.end <= reading.start and p.is_people and not p.governor and p.case in ("", "nom") for p in scene.phrases
    )


def _speaker_around(scene: Scene, reading: Reading) -> Phrase | None:
    for telling in scene.tellings:
        if (
            telling.speaker is not None
            and telling.verb >= 0
            and telling.start <= reading.start < telling.end
            and telling.end - telling.start < 80
        ):
            return telling.speaker
    return None


def _carried_on(telling: Telling, told: tuple[Phrase, ...]) -> Telling:
    """'وأضاف أن …' has the speaker of before; 'قال المصدر' keeps the medium that first quoted it."""
    if not telling.phrases:
        return replace(telling, phrases=told, speaker=told[0] if told else None)
    if telling.speaker is None or any(m.mention.named for m in telling.speaker.members):
        return telling
    media = tuple(p for p in told if p not in telling.phrases and all(m.mention.kind == "ORG" for m in p.members))
    return replace(telling, phrases=telling.phrases + media)


def _main_subject(scene: Scene) -> Phrase | None:
    """Return who the sentence is about: the first free participant."""
    free = [
        p
        for p in scene.phrases
        if p.is_people
        and not p.governor
        and p.case in ("", "nom")
        and p.members[0].mention.kind in ("PERSON", "GPE", "ORG", "GROUP", "TITLE")
    ]
    return free[0] if free else None


def _circumstances(scene: Scene, links: Sequence[RoleLink]) -> list[RoleLink]:
    out: list[RoleLink] = []
    taken = {(link.trigger, link.mention): link.role for link in links}
    for index, trigger, reading in scene.triggers:
        own = {m for (t, m), r in taken.items() if t == index and r in ("actor", "recipient")}
        if not any(t == index and r == "location" for (t, _), r in taken.items()):
            out += _nearest_place(scene, index, reading, own)
        out += _nearest_time(scene, index, reading)
        out += _weapon(scene, index, trigger, reading)
    return out + _counts(scene)


def _distance(scene: Scene, reading: Reading, placed: Placed) -> float:
    """Words between, plus a fine for every clause boundary crossed."""
    low, high = (placed.end, reading.start) if placed.end <= reading.start else (reading.end, placed.start)
    fence = sum(low <= s <= high for s in scene.view.starts)
    return max(0, high - low) + 12.0 * fence


def _closer_to_other(scene: Scene, reading: Reading, placed: Placed, *, noun: bool = True) -> bool:
    """Tell whether another trigger stands between this one and the mention, or nearer in the same clause."""
    own = _distance(scene, reading, placed)
    for _, _, other in scene.triggers:
        if other is reading or (other.is_noun and not noun):
            continue
        low, high = (placed.end, reading.start) if placed.end <= reading.start else (reading.end, placed.start)
        if low <= other.start < high and _distance(scene, other, placed) < own:
            return True
    return False


def is_place_phrase(scene: Scene, placed: Placed) -> bool:
    """Tell whether a place mention says where something happens."""
    view = scene.view
    if view.language == "tr":
        return _turkish_place(scene, placed)
    prepositions = lexicon.words(view.language).get("place_prepositions", frozenset())
    epithets = lexicon.folded_lists(view.language, "groups").get("epithets", ())
    for k in range(placed.start - 1, max(-1, placed.start - 5), -1):
        word = view.words[k]
        if word.fold in prepositions:
            return True
        if word.clitic == "pro" and word.text == "و":
            joined = [p for p in view.placed if p.end == k and p.mention.kind in PLACES]
            return bool(joined) and is_place_phrase(scene, joined[0])
        if not word.is_word or not (
            word.fold in epithets
            or word.fold in lexicon.folded_lists(view.language, "groups").get("loc_heads", ())
            or word.fold in lexicon.folded_lists(view.language, "groups").get("fac_heads", ())
            or k == placed.start - 1
            and placed.mention.kind == "FAC"
            or view.language == "en"
            and word.fold in ("the", "northern", "southern", "eastern", "western", "central", "near")
        ):
            return False
    return False


def _turkish_place(scene: Scene, placed: Placed) -> bool:
    words = scene.view.words
    end = placed.end
    case = words[end].case if end < len(words) and words[end].clitic == "suf" else words[end - 1].case
    if case in ("loc", "rel"):
        return True
    tail = words[end : end + 4]
    heads = lexicon.folded_lists("tr", "groups").get("loc_heads", ())
    return any(w.fold in heads and (w.fold.endswith(("da", "de", "nda", "nde", "daki", "deki"))) for w in tail if w.clitic != "suf") or any(
        a.fold in heads and b.fold.endswith(("nda", "nde", "ndaki", "ndeki")) for a, b in zip(tail, tail[1:], strict=False)
    )


def _nearest_place(scene: Scene, index: int, reading: Reading, own: set[int]) -> list[RoleLink]:
    candidates = [p for p in scene.view.placed if p.mention.kind in PLACES and p.index not in own and is_place_phrase(scene, p)]
    near = [
        (_distance(scene, reading, p) - 2 * (p.mention.kind == "FAC"), p) for p in candidates if not _closer_to_other(scene, reading, p)
    ]
    near = [(d, p) for d, p in near if d <= 24]
    if not near:
        return []
    distance, placed = min(near, key=lambda x: x[0])
    return [_link(index, placed, "location", 0.6 if distance < 12 else 0.45, "nearest place behind a preposition of place")]


def _nearest_time(scene: Scene, index: int, reading: Reading) -> list[RoleLink]:
    times = [p for p in scene.view.placed if p.mention.kind == "TIME"]
    near = [(_distance(scene, reading, p), p) for p in times]
    clear = [(d, p) for d, p in near if not _closer_to_other(scene, reading, p)]
    chosen = (
        clear
        or [(d, p) for d, p in near if d < 14]
        or ([(d, p) for d, p in near if p.end <= reading.start] if scene.view.language != "tr" else [])
    )
    if not chosen:
        return []
    distance, placed = min(chosen, key=lambda x: x[0])
    if distance > 45:
        return []
    return [_link(index, placed, "time", 0.7 if distance < 12 else 0.5, "nearest time expression")]


def _weapon(scene: Scene, index: int, trigger: Trigger, reading: Reading) -> list[RoleLink]:
    if trigger.event_type not in ("ASSAULT", "MOBILIZE", "AID", "COOPERATE", "COERCE"):
        return []
    near = [
        p
        for p in scene.view.placed
        if p.mention.kind == "WEAPON" and _distance(scene, reading, p) <= 8 and not _closer_to_other(scene, reading, p)
    ]
    return [_link(index, p, "weapon", 0.6, "weapon in the clause") for p in near[:1]]


def _counts(scene: Scene) -> list[RoleLink]:
    """Give every count of killed and injured to the nearest use of force of the sentence."""
    force = [(i, r) for i, t, r in scene.triggers if t.event_type == "ASSAULT"] or [
        (i, r) for i, t, r in scene.triggers if t.event_type in ("COERCE", "PROTEST")
    ]
    out = []
    for placed in scene.view.placed if force else []:
        role = next((r for r in ("killed", "injured") if any(r in e.reason for e in placed.mention.why)), "")
        if placed.mention.kind == "NUMBER" and role:
            index, _ = min(force, key=lambda x: _distance(scene, x[1], placed))
            out.append(_link(index, placed, role, 0.7, "count in the sentence"))
    return out


def _attributions(scene: Scene, links: Sequence[RoleLink]) -> list[RoleLink]:
    out = []
    for index, trigger, reading in scene.triggers:
        own = {link.mention for link in links if link.trigger == index and link.role == "actor"}
        for telling in scene.tellings:
            if not telling.start <= reading.start < telling.end or telling.verb in range(reading.start, reading.end):
                continue
            for phrase in telling.phrases:
                for placed in phrase.members:
                    if placed.index not in own and _may(placed, "attribution", trigger):
                        out.append(_link(index, placed, "attribution", 0.6, "teller of the sentence"))
    return out


def _best(links: list[RoleLink]) -> list[RoleLink]:
    """Keep one role for a mention and a trigger; an actor is no recipient of the same deed."""
    best: dict[tuple[int, int], RoleLink] = {}
    order = {"actor": 3, "recipient": 2, "location": 1}
    for link in links:
        key = (link.trigger, link.mention)
        old = best.get(key)
        if old is None or (link.score, order.get(link.role, 0)) > (old.score, order.get(old.role, 0)):
            best[key] = link
    return sorted(best.values(), key=lambda x: (x.trigger, x.mention))
