"""Places told by a common noun: 'the capital', 'المدينة', 'kentte', 'القطاع' for the place named before.

Takes: the parsed doc and its mentions. Gives: further mentions, unnamed, that ``mean`` a name; none where the text leaves open which
place is meant. A building without a name ('the parliament', FAC) means the one town told right before, 'the church' the church named
before, 'the Iraqi capital' Baghdad. Uses: lexicons places ([anaphor]), the gazetteer. Known limits: only where the words beside the
noun say that something is there; 'the country' and 'there' are not taken up.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from spacy.tokens import Doc

from core import lexicon
from core.languages import LANGUAGES
from core.model import PLACES, Document, Evidence, Mention, Place, Span
from core.parse import Word, words
from core.resolve.places import Gazetteer, PlaceContext, countries_in, resolve_place
from core.resolve.shipped import shipped
from core.textnorm import fold

_TOWNS = frozenset(("capital", "city", "town", "village"))
_NEAR = 2
"""Sentences back in which 'the city' was named."""
_MAIN = 0.5
"""The share of a country in an article that makes 'the capital' its own."""
_STRIP, _STRIPS = "Gaza Strip", ("Gaza Strip", "Gaza City", "Gaza")
_SORTS = ("capital", "city", "town", "strip", "building")
_LOCATIVE = re.compile(r"'[dt][ae](?:ki)?|\w+(?:s[ıi]|[ıiuü])nd[ae](?:ki)?|\w+l[ae]r[ıi]nd[ae](?:ki)?")
_ACCUSATIVE = re.compile(r"'[yn]?[ıiuü]")
"""What is done to a town is done there."""
_DEFINITE = re.compile(r"y?[ae]|[yn]?[ıiuü]|[dt][ae](?:ki|n)?|n?[ıiuü]n")
"""Turkish endings of a definite noun that nobody owns."""
_OWNER = 3
"""Words before 'capital' among which its state stands."""
_PASSAGE = 6
"""Sentences back in which 'the church' was named."""
_BESIDE = 2
"""Characters to the name that tells which place is meant: 'the capital, Baghdad'."""
_WHOSE = 3
"""Words behind a Turkish genitive among which is said which part of the town is meant."""


def place_anaphors(mentions: Sequence[Mention], doc: Doc) -> list[Mention]:
    """Return the mentions with those that take up a place named before."""
    document: Document = doc.user_data["document"]
    if document.language not in LANGUAGES:
        return list(mentions)
    found = {m.span: m for m in _Finder(document, words(doc), mentions, shipped()[1]).found()}
    return sorted([*(m for m in mentions if m.span not in found), *found.values()], key=lambda m: m.span)


@dataclass(frozen=True)
class _Told:
    """A place named in the text, and whether the words beside it say that something is there."""

    mention: Mention
    place: Place
    there: bool


@dataclass
class _Finder:
    document: Document
    every: Sequence[Word]
    mentions: Sequence[Mention]
    gazetteer: Gazetteer

    def found(self) -> Iterator[Mention]:
        """Yield a mention for every noun that takes up a place."""
        named = {m.span.start for m in self.mentions if m.named and m.kind in PLACES}
        taken = [m.span for m in self.mentions if m.kind != "TIME"]  # 'البلدة' alone may be one already
        for first, last, sort in _nouns(self.every, self.document.language):
            span = Span(self.every[first].start, self.every[last - 1].end)
            this = self.document.language == "fa" and last - first > 1 and sort in ("city", "town")
            if sort == "capital_of":
                yield from self._capital_of(first, span)
                continue
            if sort == "house":
                yield from self._house(first, last, span)
                continue
            told = not this and any(start in named for start in range(span.end, span.end + _BESIDE + 1))
            if told or self.every[first].sentence < 0 or any(t.overlaps(span) and t != span for t in taken):
                continue
            means = self._means(span, self.every[first].sentence, sort)
            if means:
                text, kind = span.of(self.document.text), "FAC" if sort == "building" else "GPE"
                why = Evidence("document", f"'{text}' {'lies in' if sort == 'building' else 'stands for'} {means}, told before", 0.7, span)
                yield Mention(span=span, text=text, kind=kind, sentence=self.every[first].sentence, named=False, means=means, why=(why,))

    def _capital_of(self, first: int, span: Span) -> Iterator[Mention]:
        """Yield 'the Iraqi capital', "Irak'ın başkentinde": the country stands right before the noun."""
        language, text = self.document.language, self.document.text
        owner = text[self.every[max(0, first - _OWNER)].start : span.start]
        owner = re.split(r"[.,;:()\n]", owner)[-1] if language == "tr" else owner.rpartition("the ")[2] or owner.rpartition("The ")[2]
        countries = countries_in(owner, language, self.gazetteer)
        capital = self.gazetteer.capital(next(iter(countries))) if len(countries) == 1 else None
        if capital is None or self.every[first].sentence < 0 or any(m.kind != "TIME" and m.span.overlaps(span) for m in self.mentions):
            return
        noun = span.of(text)
        why = Evidence("gazetteer", f"'{owner.strip()} {noun}' is {capital.name}", 0.8, span)
        yield Mention(span=span, text=noun, kind="GPE", sentence=self.every[first].sentence, named=False, means=capital.name, why=(why,))

    def _house(self, first: int, last: int, span: Span) -> Iterator[Mention]:
        """Yield 'the church', which is the church named last before, unless a name stands around or behind it."""
        language, noun = self.document.language, self.every[last - 1].fold.removeprefix("ال")
        around = [m for m in self.mentions if m.kind != "TIME" and m.span.overlaps(span)]
        if not around or any(fold(m.text, language).removeprefix("ال") != noun for m in around) or self.every[first].sentence < 1:
            return  # not taken for a place by anybody, or part of a name
        stem = next((h for h in sorted(_houses(language), key=len, reverse=True) if noun.startswith(h)), noun)
        before = [m for m in self.mentions if m.kind == "FAC" and m.named and m.span.end < span.start and _names(m, stem, language)]
        if before and self.every[first].sentence - before[-1].sentence <= _PASSAGE:
            text, means = span.of(self.document.text), before[-1].text
            why = Evidence("document", f"'{text}' is {means}, told before", 0.7, span)
            yield Mention(span=span, text=text, kind="FAC", sentence=self.every[first].sentence, named=False, means=means, why=(why,))

    @cached_property
    def _context(self) -> PlaceContext:
        return PlaceContext.of(self.document, self.mentions, self.gazetteer)

    @cached_property
    def _told(self) -> list[_Told]:
        """Return the places named, in order."""
        out = []
        for mention in self.mentions:
            if mention.kind in PLACES and mention.named:
                place = resolve_place(mention.text, self.document.language, self._context, self.gazetteer)
                if place is not None:
                    out.append(_Told(mention, place, self._something_there(mention.span)))
        return out

    def _something_there(self, span: Span) -> bool:
        """Tell whether a name stands behind a preposition of place or a word for a town, in Turkish in the locative."""
        language, text = self.document.language, self.document.text
        if language == "tr":
            behind = fold(text[span.end : span.end + 30], "tr").replace("’", "'").split()[:2]
            return any(_LOCATIVE.fullmatch(w) for w in behind) or bool(behind) and bool(_ACCUSATIVE.fullmatch(behind[0]))
        before = fold(text[max(0, span.start - 30) : span.start], language).split()[-2:]
        joined = text[max(0, span.start - 1) : span.start] == "ب"
        return joined or bool(_prepositions(language).intersection(before))

    def _means(self, span: Span, sentence: int, sort: str) -> str | None:
        """Return the name of the place that a noun takes up."""
        before = [t for t in self._told if t.mention.span < span]
        if sort == "capital":
            return self._capital(before, span, sentence)
        if sort == "strip":
            return next((_STRIP for t in before if t.place.name in _STRIPS), None)
        towns = [t for t in before if 0 <= sentence - t.mention.sentence <= _NEAR and t.place.feature in _TOWNS and t.there]
        if sort == "town":
            towns = [t for t in towns if t.place.feature != "capital"]
        if sort == "building":
            near = [t for t in towns if t.mention.sentence == max(o.mention.sentence for o in towns)]
            towns = near if len({t.place.entity_id for t in near}) == 1 and near[0].mention.sentence < sentence else []
        return towns[-1].mention.text if towns else None

    def _capital(self, before: Sequence[_Told], span: Span, sentence: int) -> str | None:
        """Return the capital of the one state that the sentence names as the scene, else of the article's main one, else of the one
        that the sentence or the one before speaks of.
        """
        scene = {t.place.country for t in before if t.mention.sentence == sentence and t.place.country and t.there}
        countries = self._context.countries
        main = max(countries, key=lambda c: (countries[c], c), default=None)
        country = scene.pop() if len(scene) == 1 else None
        if country is None and main and countries[main] >= _MAIN:
            country = main
        if country is None:
            spoken = self._spoken_of(sentence, span)
            country = spoken.pop() if len(spoken) == 1 else None
        capital = self.gazetteer.capital(country) if country else None
        return capital.name if capital else None

    def _spoken_of(self, sentence: int, span: Span) -> set[str]:
        """Return the countries, and those of peoples, that this sentence names, else the one before it."""
        for number in (sentence, sentence - 1):
            part = [w for w in self.every if w.sentence == number and w.end <= span.start]
            if part:
                named = countries_in(self.document.text[part[0].start : part[-1].end], self.document.language, self.gazetteer)
                if named:
                    return set(named)
        return set()


@lru_cache(maxsize=4)
def _houses(language: str) -> frozenset[str]:
    """Return the nouns for buildings, without the article."""
    return frozenset(form.removeprefix("ال") for form in _list(language, "house"))


def _names(facility: Mention, noun: str, language: str) -> bool:
    """Tell whether a facility is named by more than a noun, and by this one: 'the Mar Elias Church'."""
    words = fold(facility.text, language).split()
    return len(words) > 1 and any(w.removeprefix("ال").startswith(noun) for w in words)


def _is_capital(every: Sequence[Word], at: int, language: str) -> bool:
    """Tell whether a noun is a capital whose state may stand before it: 'in the Iraqi capital', "Irak'ın başkentinde"."""
    if every[at].fold not in _list(language, "capital_of") or at < 1:
        return False
    following = every[at + 1] if at + 1 < len(every) else None
    if language == "tr":
        return every[at - 1].text[0].isupper() or every[at - 1].clitic == "suf"
    articles = [k for k in range(max(0, at - _OWNER), at - 1) if every[k].fold == "the"]
    named = following is not None and following.text[0].isupper()
    return bool(articles) and not named and articles[-1] > 0 and every[articles[-1] - 1].fold in {*_list(language, "before"), "from"}


def _is_house(every: Sequence[Word], at: int, language: str) -> bool:
    """Tell whether a word is a definite noun for a building that nothing else says more of: 'the church', 'الكنيسة', 'kiliseye'."""
    word, nouns = every[at].fold, _list(language, "house")
    following = every[at + 1] if at + 1 < len(every) else None
    if language == "tr":
        stem = next((n for n in sorted(nouns, key=len, reverse=True) if word.startswith(n)), None)
        return stem is not None and bool(_DEFINITE.fullmatch(word[len(stem) :])) and (not at or every[at - 1].clitic != "suf")
    if word not in nouns:
        return False
    if language == "en":
        return (
            at > 0 and every[at - 1].fold == "the" and not (following and (following.text[0].isupper() or following.fold in ("of", "'s")))
        )
    return language == "fa" or not (following and following.text.startswith("ال"))


def _nouns(every: Sequence[Word], language: str) -> Iterator[tuple[int, int, str]]:
    """Yield the nouns that say where something is: first word, end, and sort."""
    table = _forms(language)
    longest = max((len(form) for form in table), default=0)
    for at in range(len(every)):
        if _is_capital(every, at, language):
            yield at, at + 1, "capital_of"
        if _is_house(every, at, language):
            yield at, at + 1, "house"
        for length in range(min(longest, len(every) - at), 0, -1):
            sort = table.get(tuple(w.fold for w in every[at : at + length]))
            if sort and _in_place(every, at, at + length, sort, language):
                yield at, at + length, sort.removeprefix("whose_")
                break


def _in_place(every: Sequence[Word], first: int, last: int, sort: str, language: str) -> bool:
    """Tell whether something is there, and no name or adjective behind the noun says which place is meant."""
    behind = every[last : last + _WHOSE]
    if language == "tr":
        if not sort.startswith("whose_"):
            return every[first - 1].clitic != "suf" if first else True  # "Gürcistan'ın parlamentosu" is told
        return any(w.fold.startswith(tuple(_list(language, "parts"))) for w in behind)
    word = behind[0] if behind else None
    if word is not None and language == "ar" and word.text.startswith("ال"):
        return False
    if word is not None and language == "en" and (word.text[0].isupper() or word.fold in _list(language, "not_behind")):
        return False
    before = [w.fold for w in every[max(0, first - 3) : first]]
    wanted = _list(language, "before")
    return any(" ".join(before[-n:]) in wanted for n in (1, 2, 3) if len(before) >= n)


@lru_cache(maxsize=4)
def _forms(language: str) -> dict[tuple[str, ...], str]:
    names = (*_SORTS, *(f"whose_{sort}" for sort in _SORTS))
    return {tuple(form.split()): name for name in names for form in _list(language, name)}


@lru_cache(maxsize=64)
def _list(language: str, name: str) -> frozenset[str]:
    """Return a list of the lexicon, folded."""
    return frozenset(fold(form, language) for form in lexicon.table(language, "places").get("anaphor", {}).get(name, ()))


@lru_cache(maxsize=4)
def _prepositions(language: str) -> frozenset[str]:
    sorts = lexicon.folded_lists(language, "groups").get("loc_heads", ())
    towns = (word.split()[-1] for name in ("city", "town") for word in _list(language, name))
    return frozenset((*lexicon.words(language).get("place_prepositions", ()), *sorts, *towns))
