"""Where words were spoken: a press conference, a speech, a funeral has a place, and what is said at it is said there.

Takes: links, mentions and triggers of an article. Gives: the links, with the occasion's place for the verbal deeds of its sentence that
tell no other, and for those of the same speaker in the next. Uses: lexicons places ([occasion]). Known limit: the occasion's place
stands in its own sentence; a bomb 'at a rally' is no place of who condemns it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core import lexicon
from core.extract.elsewhere import on_the_way
from core.model import PARTIES, PLACES, Document, Evidence, Mention, RoleLink, Span, Trigger
from core.ontology import FORCE, SAID
from core.textnorm import fold

_REACH = 90
"""Characters between an occasion and the name of its place."""
_SCORE = 0.6
_STOP = re.compile(r"[.;:!?()\"«»“”؛؟\n]")
_LOCATIVE = re.compile(r"'?n?[dt][ae](?:ki)?(?!\w)")
_TR_CASE = r"(?:s[ıi]n?|[ıiuü]n?|l[ae]r[ıi]n?)?[dt][ae](?:ki)?"


@dataclass(frozen=True, slots=True)
class _Occasion:
    """``span`` of the words for it, the mention of its place, and whether a crowd, not only words, is there."""

    span: Span
    mention: int
    crowd: bool


def said_there(links: Sequence[RoleLink], mentions: Sequence[Mention], triggers: Sequence[Trigger], document: Document) -> list[RoleLink]:
    """Return the links with the places of the occasions on which the verbal deeds were done."""
    placed = {x.trigger for x in links if x.role == "location"}
    speakers: dict[int, set[str]] = {}
    for link in links:
        if link.role == "actor":
            words = fold(mentions[link.mention].text, document.language).split()
            speakers.setdefault(link.trigger, set()).update(w for w in words if len(w) > 2)
    found: dict[int, RoleLink] = {}
    for occasion in _occasions(mentions, document):
        near = [i for i, t in enumerate(triggers) if _may_be_said(t, occasion, mentions, triggers, document)]
        if not near:
            continue
        first = min(near, key=lambda i: _distance(triggers[i].span, occasion.span))
        for i, trigger in enumerate(triggers):
            one_speaker = i not in speakers or first not in speakers or bool(speakers[i] & speakers[first])
            next_one = trigger.sentence == triggers[first].sentence + 1 and bool(speakers.get(i, set()) & speakers.get(first, set()))
            goes_on = next_one and trigger.event_type in SAID and not trigger.aux and not _own_place(trigger, mentions)
            if i not in placed and (i in near and one_speaker or goes_on):
                why = (Evidence("grammar", "place of the occasion on which it was said", _SCORE, mentions[occasion.mention].span),)
                found.setdefault(i, RoleLink(trigger=i, mention=occasion.mention, role="location", score=_SCORE, why=why))
    return [*links, *found.values()]


def _own_place(trigger: Trigger, mentions: Sequence[Mention]) -> bool:
    """Tell whether the sentence of a deed names a building or a landscape, which is nobody's actor."""
    return any(m.sentence == trigger.sentence and m.kind in ("FAC", "LOC") and m.named for m in mentions)


def _may_be_said(
    trigger: Trigger, occasion: _Occasion, mentions: Sequence[Mention], triggers: Sequence[Trigger], document: Document
) -> bool:
    """Tell whether a verbal deed of the sentence was done on the occasion, and the occasion is not that of a deed of force."""
    place = mentions[occasion.mention]
    if trigger.event_type not in SAID or trigger.sentence != place.sentence or set(trigger.aux) - {"historical", "negation"}:
        return False
    if not occasion.crowd:
        return True
    if document.language in ("tr", "fa"):  # the verb of the occasion stands right behind it: 'mitingde patlayan bombayı kınadı'
        end = max(occasion.span.end, place.span.end)
        return not any(t.event_type in FORCE and end <= t.span.start <= end + 15 < trigger.span.start for t in triggers)
    low, high = sorted((trigger.span, occasion.span))
    between = [t for t in triggers if t.event_type in FORCE and low.end <= t.span.start < high.start]
    return trigger.span > occasion.span or not between


def _distance(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)


def _occasions(mentions: Sequence[Mention], document: Document) -> Iterator[_Occasion]:
    """Yield the occasions whose place is told beside them, in order of the places."""
    language, text = document.language, document.text
    bodies = [m.span for m in mentions if m.kind in PARTIES and m.kind != "GPE"]
    for index, place in enumerate(mentions):
        if place.kind not in PLACES or any(b.encloses(place.span) for b in bodies) or on_the_way(place.span, text, language):
            continue
        span = _turkish(place.span, text) if language == "tr" else _around(place.span, text, language)
        if span is not None:
            yield _Occasion(span[0], index, bool(_crowd(language).match(span[1])))


def _turkish(place: Span, text: str) -> tuple[Span, str] | None:
    """Return the occasion behind a Turkish place: "Ankara'daki basın toplantısında", "İzmir'de konuşan"."""
    behind = _Folded.of(_STOP.split(text[place.end : place.end + _REACH].replace("’", "'"))[0].split(",")[0], place.end, "tr")
    case = _LOCATIVE.match(behind.text)
    found = _pattern("tr").search(behind.text, case.end() if case else 0)
    if found is None or not case and (found.start() > 1 or found["noun"] is None or text[place.end : place.end + 1] != " "):
        return None
    return behind.span(found.start(), found.end()), found[0]


def _around(place: Span, text: str, language: str) -> tuple[Span, str] | None:
    """Return the occasion in front of a place or right behind it: 'at a funeral for the victims in Isfahan', 'in Islamabad at a rally'."""
    start = max(0, place.start - _REACH)
    passage = _STOP.split(text[start : place.start])[-1]
    before = _Folded.of(passage, place.start - len(passage), language)
    if not _there(language).search(before.text):
        return None
    found = next(reversed(list(_pattern(language).finditer(before.text))), None)
    if found is None:
        before = _Folded.of(_STOP.split(text[place.end : place.end + _REACH])[0], place.end, language)
        found = _pattern(language).match(before.text.lstrip(" ,،"))
        skipped = len(before.text) - len(before.text.lstrip(" ,،"))
    else:
        skipped = 0
    return (before.span(found.start(1) + skipped, found.end(1) + skipped), found[1]) if found else None


@dataclass(frozen=True, slots=True)
class _Folded:
    """A passage with each word folded, and where in the document its words start."""

    text: str
    starts: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, passage: str, offset: int, language: str) -> "_Folded":
        text, starts = "", []
        for word in re.finditer(r"\S+", passage):
            text += " " if text or word.start() else ""
            starts.append((len(text), offset + word.start()))
            text += fold(word[0], language)
        return cls(text + " ", tuple(starts))

    def span(self, start: int, end: int) -> Span:
        """Return where in the document the words stand; near enough for distances, as folding may shorten them."""
        at, offset = max((s for s in self.starts if s[0] <= start), default=self.starts[0])
        return Span(offset + start - at, offset + end - at)


def _either(language: str, name: str) -> str:
    return lexicon.any_of({fold(form, language) for form in lexicon.table(language, "places").get("occasion", {}).get(name, ())})


@lru_cache(maxsize=4)
def _pattern(language: str) -> re.Pattern[str]:
    """Compile the words for an occasion (``noun``), behind those that say that somebody is at it, in Turkish with the ending that does."""
    nouns = f"(?:{_either(language, 'speech')}|{_either(language, 'crowd')})"
    if language == "tr":
        return re.compile(rf"(?<!\w)(?:(?P<noun>{nouns}{_TR_CASE})|{_either(language, 'speaking')})(?!\w)")
    at = rf"[وف]?(?:{_either(language, 'at')} (?:\S+ ){{0,2}}?|{_either(language, 'joined')})(?:ال)?"
    return re.compile(
        rf"(?<!\w)(?:{at}(?={nouns}(?!\w))|و?(?={_either(language, 'speaking')}(?!\w)))((?:{nouns}|{_either(language, 'speaking')})(?!\w))"
    )


@lru_cache(maxsize=4)
def _there(language: str) -> re.Pattern[str]:
    """Compile what stands in front of the name of a place where something is: 'in the town of', 'في مدينة', 'در شهر'."""
    heads = "|".join(re.escape(fold(w, language)) for w in (*lexicon.folded_lists(language, "groups").get("loc_heads", ()), "\0"))
    joined = "|(?<!\\w)ب" if language == "ar" else ""
    return re.compile(
        rf"(?<!\w){_either(language, 'in')} (?:the )?(?:(?:{heads}|northern|southern|eastern|western|central) (?:of )?)*$" + joined + "$"
    )


@lru_cache(maxsize=4)
def _crowd(language: str) -> re.Pattern[str]:
    return re.compile(_either(language, "crowd"))
