"""Turn one draft's mentions into values: participants, a time, a place, counts.

Takes: an ``EventDraft`` and the document's resolvers. Gives: the fields of an ``Event``. Nothing is invented: a mention that
cannot be resolved keeps its words and no value.
"""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from core import lexicon
from core.languages import LANGUAGES, lacks_capital
from core.model import PLACES, Casualties, Document, EventDraft, Evidence, Mention, Participant, Place, Span
from core.numerals import parse_count
from core.resolve.casualty_words import casualty_words, counted, is_killing, nobody
from core.resolve.coreference import stands_for
from core.resolve.describe import describe, noun
from core.resolve.entities import KnowledgeBase, Linked
from core.resolve.linking import Link
from core.resolve.place_shapes import common_ground, only_head
from core.resolve.places import Gazetteer, PlaceContext, resolve_place
from core.resolve.targets import attributive, is_target
from core.resolve.user_entities import REASON, OwnEntity, own_entities
from core.textnorm import fold

_PRECISION = {"exact": 0, "near": 1, "region": 2, "country": 3}
_SPEAK_FOR = ("representatives", "representative", "delegates", "delegation", "delegations", "envoys", "members")
_KNOWN = 0.75
"""How sure the knowledge base must be of each half of 'PKK/YPG'."""
_MISSIONS = ("x:FAC:embassy", "x:FAC:consulate")
_COUNT_REACH = 120
_BESIDE = 6
"""Characters between a described building and the state it lies in: ' in ', ' في '."""
_IN = frozenset(("in", "في", "در", "ب"))
_ABROAD = frozenset(("base", "camp", "position", "embassy", "consulate", "mission", "delegation", "headquarters"))
"""Buildings that a state may have in another one."""
_BESIDE_EACH_OTHER, _LIST = re.compile(r"(?:\s|[,،]|و|ve|ile|and|with)+"), 30
"""What stands between those of one list, their names left out, and its longest."""
_OTHERS, _OTHERS_REACH = {
    "ar": re.compile(r"[^\n.،؛]*?(?:آخر(?:ين|ون|ان)?|(?:مرافق|حراس|رفاق|أقارب|أفراد (?:عائلت|أسرت))(?:ه|يه|ها|يها|هم|يهم))(?!\w)"),
    "fa": re.compile(r"[^\n.،؛]*?(?:دیگر|دیگری|(?:محافظ|همراه|همراهان|محافظان)(?:ش|شان)?)(?!\w)"),
    "tr": re.compile(r" (?:diğer|başka|(?:koruma|arkadaş|yakın)(?:sı|ı))(?!\w)"),
    "en": re.compile(r" (?:others?|bodyguards?|companions?|of (?:his|her|their))\b"),
}, 30  # fmt: skip
"""Words behind a figure that count those beside the ones just named: 'and six others', 'and four of his guards'."""
_NEXT_WORD = 10
"""Characters behind a trigger within which the next word ends."""
_SENTENCE_END = re.compile(r"[.!?؟؛\n]")


@dataclass
class People:
    """The document's links from mentions to entities."""

    linked: Linked
    mentions: Sequence[Mention]
    language: str
    knowledge: KnowledgeBase
    told: list[tuple[Participant, ...]] = field(default_factory=list)
    """Who took part in the deeds resolved so far: those who acted, then all sides."""

    def participants(self, mentions: Sequence[Mention], *, acting: bool) -> tuple[Participant, ...]:
        """Return one participant per entity; a capital that acts stands for its state, 'the two sides' for those named before."""
        out: dict[str, Participant] = {}
        for mention in mentions:
            several = stands_for(mention, self.language, self.told, self.mentions, lambda m: self._participant(m, True))
            for found in several or self._halves(mention) or filter(None, (self._participant(mention, acting),)):
                out.setdefault(found.entity_id, found)
        nouns = tuple(p for p in out.values() if not _adjective(p, self.language))
        return each_once(nouns or tuple(out.values()))

    def _halves(self, mention: Mention) -> tuple[Participant, ...]:
        """Return the two bodies that a stroke joins, where the article names each by itself too ('PKK/YPG')."""
        parts = mention.text.split("/")
        link = self.link(mention)
        if len(parts) != 2 or link is None or link.evidence.source == "user":
            return ()
        known = [next((c for c in self.knowledge.lookup(part, self.language) if c.score >= _KNOWN), None) for part in parts]
        here = {e.entity_id for e in self.linked.entities if e.type in ("ORG", "GROUP")}
        if not all(c and c.entity_id in here for c in known) or known[0].entity_id == known[1].entity_id:
            return ()
        starts = (mention.span.start, mention.span.end - len(parts[1]))
        return tuple(
            Participant(
                text=part, span=Span(at, at + len(part)), entity_id=found.entity_id, name=found.name, type=found.type, score=mention.score,
                why=(Evidence("knowledge", f"one of two in '{mention.text}'", found.score, mention.span),),
            )
            for part, at, found in zip(parts, starts, known, strict=True)
        )  # fmt: skip

    def missions(self, places: Sequence[Mention]) -> tuple[Participant, ...]:
        """Return the embassies and consulates among the places of a deed: an attack on one is done to it."""
        found = [p for m in places if (p := self._participant(m, False)) and p.entity_id.startswith(_MISSIONS)]
        return tuple({p.entity_id: p for p in found}.values())

    def states_attacked(self, places: Sequence[Mention], actor: Sequence[Participant], text: str) -> tuple[Participant, ...]:
        """Return the states among the places of an attack that were its target: 'the invasion of Ukraine', not 'a blast in Iraq'."""
        own = {p.entity_id for p in actor}
        targets = [m for m in places if m.named and is_target(m.span, text, self.language)]
        found = [p for m in targets if (p := self._participant(m, False)) and self.knowledge.is_state(p.entity_id)]
        return tuple({p.entity_id: p for p in found if p.entity_id not in own and not _adjective(p, self.language)}.values())

    def spoken_for(self, people: tuple[Participant, ...], text: str) -> tuple[Participant, ...]:
        """Leave out states whose own officials take part: they act for them, unless both are told side by side ('Iran and Khamenei')."""
        persons = [p for p in people if p.type == "PERSON"]
        return tuple(p for p in people if p.type != "GPE" or not any(self._acts_for(o, p, people, text) for o in persons))

    def _acts_for(self, person: Participant, state: Participant, people: Sequence[Participant], text: str) -> bool:
        known, land = self.knowledge.entity(person.entity_id), self.knowledge.entity(state.entity_id)
        first, second = sorted((person.span, state.span))
        between = text[first.end : second.start]
        for other in people:
            between = between.replace(other.text, "")
        if len(between) <= _LIST and _BESIDE_EACH_OTHER.fullmatch(between):
            return False
        return bool(known and land and known.country and known.country == land.country and self.knowledge.is_state(state.entity_id))

    def remember(self, actor: tuple[Participant, ...], recipient: tuple[Participant, ...]) -> None:
        """Keep who took part in a deed, for later words such as 'the two sides'."""
        self.told += [(*actor, *recipient), actor]

    def link(self, mention: Mention) -> Link | None:
        """Return the entity that a mention was linked to."""
        return self.linked.links.get(self._index.get(mention.span, -1))

    @cached_property
    def _index(self) -> dict[Span, int]:
        return {m.span: i for i, m in enumerate(self.mentions)}

    @cached_property
    def lands(self) -> dict[int, list[Mention]]:
        """Return the states and towns named in each sentence."""
        out: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            if mention.kind == "GPE":
                out.setdefault(mention.sentence, []).append(mention)
        return out

    def _participant(self, mention: Mention, acting: bool) -> Participant | None:
        link = self.link(mention)
        if link is None:
            return None
        entity_id, name, kind, why = link.entity_id, link.name, link.type, (link.evidence,)
        if acting and kind == "GPE" and (state := self.knowledge.metonym(entity_id)):
            entity_id, name = state.entity_id, state.name
            why = (*why, Evidence("knowledge", "capital stands for its government", 0.8, mention.span))
        return Participant(text=mention.text, span=mention.span, entity_id=entity_id, name=name, type=kind, score=mention.score, why=why)


@dataclass(slots=True)
class Places:
    """The gazetteer with what the document tells of its whereabouts."""

    gazetteer: Gazetteer
    context: PlaceContext
    language: str
    text: str

    def place(self, mentions: Sequence[Mention], people: People) -> Place | None:
        """Return the most precise place among the mentions."""
        found = [p for m in mentions if (p := self._one(m, people))]
        return min(found, key=lambda p: _PRECISION.get(p.precision, 9)) if found else None

    def struck(self, mentions: Sequence[Mention], people: People) -> Place | None:
        """Return the town or building that an attack was done to: it happened there; a state is too wide to say so."""
        place = self.place([m for m in mentions if m.kind in PLACES], people)
        return place if place and place.precision != "country" else None

    def town_of_airport(self, place: Place) -> Place:
        """Return the town of an airport: a guest lands there, but the talks are held in town."""
        if place.feature != "airport" or not place.within:
            return place
        town = resolve_place(place.within, self.language, self.context, self.gazetteer)
        return replace(town, text=place.text, span=place.span, why=(*town.why, *place.why)) if town else place

    def _one(self, mention: Mention, people: People) -> Place | None:
        link = people.link(mention)
        if link and link.type == "GPE" and link.evidence.reason.startswith("demonym"):
            return None  # 'the American strike' was not told to be in America
        if self.language == "en" and attributive(mention.span, self.text):
            return None  # nor was 'the U.S. strike'
        place = resolve_place(mention.means or mention.text, self.language, self.context, self.gazetteer)
        own = own_entities().find(mention.text, self.language) if mention.named else None
        if own and own.type in PLACES:
            return _own_place(mention, own, place)
        if place:
            return Place(
                text=mention.text, span=mention.span, entity_id=place.entity_id, name=place.name, country=place.country, lat=place.lat,
                lon=place.lon, precision=place.precision, feature=place.feature, within=place.within, why=(*place.why, *mention.why),
            )  # fmt: skip
        own = link is not None and link.entity_id.startswith((*_MISSIONS, "kb:"))  # an embassy does not lie in the state whose it is
        around = self._around(mention, people) if mention.kind in ("FAC", "LOC") and not own else None
        if around or _no_place(mention, link, self.language):
            return around
        name, entity_id = (link.name, link.entity_id) if link else (mention.text, "")
        return Place(text=mention.text, span=mention.span, entity_id=entity_id, name=name, precision="near", why=mention.why)

    def _around(self, mention: Mention, people: People) -> Place | None:
        """Return the state or town told with a described building: 'the oil facilities of Saudi Arabia' lie there, whichever they are."""
        lands = sorted((m for m in people.lands.get(mention.sentence, ()) if m.span != mention.span), key=lambda m: m.span)
        whose = next((m for m in lands if mention.span.encloses(m.span)), None)
        if not self._described(mention.text, [whose.text] if whose else []):
            return None
        end = mention.span.end
        if whose is None and (whose := self._next_to(end, lands, ("", "of"))):
            end = whose.span.end
        abroad = any(noun(word.rstrip("s"), self.language) in _ABROAD for word in mention.text.split())
        land = self._next_to(end, lands, _IN) or (None if abroad else whose)
        found = self._one(land, people) if land else None
        return replace(found, text=mention.text, span=mention.span) if found else None

    def _next_to(self, end: int, lands: Sequence[Mention], words: Container[str]) -> Mention | None:
        """Return the state or town behind some of these words."""
        behind = (m for m in lands if 0 < m.span.start - end <= _BESIDE)
        return next((m for m in behind if self.text[end : m.span.start].strip() in words), None)

    def _described(self, text: str, names: Sequence[str]) -> bool:
        """Tell whether words begin (in Turkish and English: are small) with a kind of building and hold no name but the given ones."""
        for name in names:
            text = text.replace(name, " ")
        if LANGUAGES[self.language].cased:
            return not any(letter.isupper() for letter in text)
        unknown: list[str] = []
        describe(text, self.language, lambda _words, _towns: None, lambda word: unknown.append(word) or word, named=True)
        return bool(text.strip()) and not unknown


def each_once(people: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Leave out another word for one of the others: 'representatives of the army' beside the army, 'supporters' beside theirs."""
    names = {p.name.removeprefix("the ") for p in people}

    def again(p: Participant) -> bool:
        if not p.entity_id.startswith("x:"):
            return False
        head, _, whose = p.name.partition(" of ")
        bare = " " not in p.name and any(n != p.name and (n.startswith(f"{p.name} of ") or n.endswith(f" {p.name}")) for n in names)
        return bare or (head in _SPEAK_FOR and whose.removeprefix("the ") in names)

    return tuple(p for p in people if not again(p)) or people


def _no_place(mention: Mention, link: Link | None, language: str) -> bool:
    """Tell whether a mention that the gazetteer does not know names no place: people, a kind of place alone, words without a capital."""
    if (link.type if link else mention.kind) not in PLACES and mention.kind not in PLACES:
        return True
    if mention.means and link:
        return False  # 'the church' is one that has a name
    if lacks_capital(mention.text, language) or common_ground(mention.text, language):
        return True
    if not LANGUAGES[language].cased and " " not in mention.text and all(e.source == "model" for e in mention.why):
        return True  # one word that the reader alone took for a place may be any word ('انفجاران يهزان أنقرة')
    heads = lexicon.folded_lists(language, "groups")
    words = fold(mention.text, language).split()
    kinds = {*heads.get("fac_heads", ()), *heads.get("loc_heads", ())}
    return only_head(mention.text, language) or len(words) == 1 and bool({words[0], words[0].removeprefix("ال")} & kinds)


def _adjective(found: Participant, language: str) -> bool:
    """Tell whether an adjective of nationality alone stands for a state ('الأميركية', 'American'); a plural names its people."""
    if found.type != "GPE" or not any(e.reason.startswith("demonym") for e in found.why):
        return False
    many = {"ar": ("ون", "ين"), "fa": ("ها", "ان", "های"), "tr": ("lar", "ler"), "en": ("s",)}[language]
    return not found.text.endswith(many)


def _own_place(mention: Mention, own: OwnEntity, place: Place | None) -> Place:
    """Return the user's own place; the gazetteer's coordinates go with it unless it lies in another country."""
    why = (Evidence("user", REASON, 1.0, mention.span), *mention.why)
    if place and own.country in (None, place.country):
        return replace(place, text=mention.text, span=mention.span, entity_id=own.entity_id, name=own.name, why=(*why, *place.why))
    return Place(
        text=mention.text, span=mention.span, entity_id=own.entity_id, name=own.name, country=own.country, precision="near", why=why
    )


def casualties(draft: EventDraft, recipient: Sequence[Participant], document: Document) -> Casualties | None:
    """Return the counts that the draft's mentions tell; several tellings of one count give the range's first, most direct one.

    Where none is told and single persons were killed ('اغتيال سليماني'), they are counted.
    """
    told = {name: draft.roles.get(name, ()) for name in ("killed", "injured")}
    every = [(mention, _kind_told(mention, name, document)) for name, mentions in told.items() for mention in mentions]
    killed, k_span = _count([m for m, kind in every if kind == "killed"], document.language)
    killed = _with_named(killed, k_span, recipient, document)
    injured, i_span = _count([m for m, kind in every if kind == "injured"], document.language)
    for mention, _ in every:
        none = nobody(mention.text, document.language)
        killed, k_span = ((0, 0), mention.span) if killed is None and "killed" in none else (killed, k_span)
        injured, i_span = ((0, 0), mention.span) if injured is None and "injured" in none else (injured, i_span)
    if killed is None and injured is None and recipient and _kills(draft, document) and all(p.type == "PERSON" for p in recipient):
        spans = tuple(p.span for p in recipient if p.span)
        return Casualties(killed=(len(recipient), len(recipient)), spans=spans)
    spans = tuple(s for s in (k_span, i_span) if s)
    return Casualties(killed=killed, injured=injured, spans=spans) if killed or injured else None


def _with_named(
    killed: tuple[int | None, int | None] | None, figure: Span | None, recipient: Sequence[Participant], document: Document
) -> tuple[int | None, int | None] | None:
    """Count those named before 'and six other soldiers' too."""
    if not killed or not figure or not _OTHERS[document.language].search(document.text, figure.end, figure.end + _OTHERS_REACH):
        return killed
    named, at = 0, figure.start
    for person in sorted((p for p in recipient if p.type == "PERSON" and p.span and p.span.end <= at), key=lambda p: -p.span.end):
        if not _BESIDE_EACH_OTHER.fullmatch(document.text, person.span.end, at):
            break
        named, at = named + 1, person.span.start
    least, most = killed
    return (least + named if least is not None else None, most + named if most is not None else None)


def _kills(draft: EventDraft, document: Document) -> bool:
    """Tell whether a trigger, or it and the word behind it ('shot dead'), names a killing that happened."""
    happened = draft.event_type == "ASSAULT" and not {"negation", "hypothetical", "future"} & set(draft.aux)
    behind = (document.text[t.span.start : t.span.end + _NEXT_WORD].rsplit(" ", 1)[0] for t in draft.triggers)
    named = (t.text for t in draft.triggers)
    return happened and any(is_killing(words.rstrip(" ,.،"), document.language) for words in (*named, *behind))


def _kind_told(mention: Mention, role: str, document: Document) -> str | None:
    """Return whether a figure counts dead or injured: as the grammar of counts read it, else by the nearest word that says so.

    A figure that only the reader took for one, with no such word in its sentence, counts nobody: they may have been arrested.
    """
    read = counted(mention)
    if read:
        return role if role in read else None
    start, end = mention.span.start, mention.span.end
    before = _SENTENCE_END.split(document.text[max(0, start - _COUNT_REACH) : start])[-1]
    behind = _SENTENCE_END.split(document.text[end : end + _COUNT_REACH])[0]
    near = []
    for kind, pattern in casualty_words(document.language).items():
        gaps = [len(before) - found.end() for found in pattern.finditer(before)] + [found.start() for found in pattern.finditer(behind)]
        near += [(min(gaps), kind != role, kind)] if gaps else []
    return min(near)[2] if near else None


def _count(mentions: Sequence[Mention], language: str) -> tuple[tuple[int | None, int | None] | None, Span | None]:
    """Return the first count that the grammar read, else the first that the reader took for one."""
    for mention in sorted(mentions, key=lambda m: not any(e.source == "grammar" for e in m.why)):
        bounds = parse_count(mention.text, language)
        if bounds and bounds != (None, None):
            return bounds, mention.span
    return None, None
