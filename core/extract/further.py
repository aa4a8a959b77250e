"""Names that play no part in a deed but name somebody all the same: in titles of office, in captions and tags, beside their kind.

Takes: a parsed doc and its mentions. Gives: ``Further`` names for the list of entities, never for events: a commander of the Quds
Force names the force, the caption's 'photo: Reuters' names Reuters, 'the governorate of Najaf' is a fuller form of 'Najaf'.
Uses: the knowledge base's names, lexicons ``places`` and ``groups``. Known limit: menus, teasers and shared links are left alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from spacy.tokens import Doc

from core import lexicon
from core.extract.names import NameIndex, known_names
from core.languages import LANGUAGES
from core.model import PLACES, Document, Evidence, Mention, Span
from core.parse import Word, touched, words
from core.resolve.linking import Further
from core.textnorm import fold

_ABOUT_THE_ARTICLE = ("title", "dateline", "caption", "tags")
_HOLDERS = ("TITLE", "ORG", "FAC", "GROUP", "PERSON")
_SAYS_WHOSE = ("TITLE", "ORG", "GROUP", "FAC")
_LONGEST = 3  # words of a kind of place
_MISSIONS = ("سفار", "السفار", "قنصلي", "القنصلي", "embass", "consul", "the embass")  # folded beginnings
_BEHIND = {"ar": ("في",), "fa": ("در",), "en": ("in",)}


def further_names(doc: Doc, mentions: Sequence[Mention]) -> list[Further]:
    """Return the further names of a document."""
    document = doc.user_data["document"]
    if document.language not in LANGUAGES:
        return []
    every = words(doc)
    known = known_names(document.language)
    return [
        *(Further(m) for m in _inside(document, every, mentions, known)),
        *(Further(m) for m in _about(document, every, mentions, known)),
        *_fuller(document, every, mentions),
    ]


def _mention(document: Document, every: list[Word], first: int, last: int, kind: str) -> Mention:
    span = Span(every[first].start, every[last - 1].end)
    why = (Evidence("knowledge", "known name", 0.9, span),)
    return Mention(span=span, text=span.of(document.text), kind=kind, sentence=every[first].sentence, score=0.9, why=why)


def _inside(document: Document, every: list[Word], mentions: Sequence[Mention], known: NameIndex) -> Iterator[Mention]:
    """Yield the known names that stand inside a title or a longer name and are no mention of their own."""
    taken = {m.span for m in mentions}
    for mention in mentions:
        if mention.kind not in _HOLDERS:
            continue
        run = touched(every, mention.span)
        at, first, last = run.start, run.start, run.stop
        while at < last:
            whole = at == first  # the name in the title 'Quds Force commander', which may be known as a whole
            hit = known.at(every, at, last - whole) if every[at].is_word and not every[at].clitic else None
            if hit and (mention.kind != "PERSON" or hit[0] - at > 1):  # a first name alone is nobody's
                inner = _mention(document, every, at, hit[0], hit[1])
                if inner.span not in taken:
                    yield inner
            at = hit[0] if hit else at + 1
        if mention.kind in _SAYS_WHOSE:
            yield from (m for m in _whose(document, every, run, known) if m.span not in taken)


def _whose(document: Document, every: list[Word], run: range, known: NameIndex) -> Iterator[Mention]:
    """Yield the states and bodies that a title or a body's name says whose it is: 'Rusya Dışişleri Bakanı', 'U.N. force'."""
    for at in run:
        for size in range(_LONGEST, 0, -1):
            end = at + size
            hit = known.at(every, at, end) if end <= run.stop and size < len(run) and every[at].is_word and not every[at].clitic else None
            if hit and hit[0] == end and hit[1] in ("GPE", "ORG"):
                yield _mention(document, every, at, end, hit[1])
                break


def _about(document: Document, every: list[Word], mentions: Sequence[Mention], known: NameIndex) -> Iterator[Mention]:
    """Yield the known names, and the family names of the article's people, in what is not its body but speaks of it."""
    families = {fold(m.text, document.language).split()[-1] for m in mentions if m.kind == "PERSON" and m.named}
    for segment in document.segments:
        if segment.kind not in _ABOUT_THE_ARTICLE:
            continue
        run = touched(every, segment.span)
        at, last = run.start, run.stop
        while at < last:
            word = every[at]
            open_ = word.is_word and not word.clitic and word.sentence < 0
            hit = known.at(every, at, last) if open_ else None
            if hit is None and open_ and word.fold in families:
                hit = at + 1, "PERSON"
            if hit:
                yield _mention(document, every, at, hit[0], hit[1])
            at = hit[0] if hit else at + 1


def _fuller(document: Document, every: list[Word], mentions: Sequence[Mention]) -> Iterator[Further]:
    """Yield names with the word for what they are: 'the capital Baghdad', 'Harib district', 'the newspaper X', 'the embassy in Y'."""
    heads, tails, media = _kinds(document.language)
    for index, mention in enumerate(mentions):
        if not mention.named or mention.kind not in (*PLACES, "ORG"):
            continue
        run = touched(every, mention.span)
        first, last = run.start, run.stop
        front, back = (heads, tails) if mention.kind in PLACES else (media, frozenset())
        for size in range(_LONGEST, 0, -1):
            before, behind = every[max(0, first - size) : first], every[last : last + size]
            if len(before) == size and _together(before, every[first], document) and tuple(w.fold for w in before) in front:
                yield Further(_mention(document, every, first - size, last, mention.kind), index)
                break
            if len(behind) == size and _together(behind, every[last - 1], document) and _stem(behind, document.language) in back:
                yield Further(_mention(document, every, first, last + size, mention.kind), index)
                break
        city = _host_city(document, every, last, mentions) if _is_mission(mention, document.language) else None
        if city:
            span = Span(mention.span.start, city.span.end)
            yield Further(Mention(span=span, text=span.of(document.text), kind="FAC", sentence=mention.sentence, why=mention.why), index)


def _is_mission(mention: Mention, language: str) -> bool:
    return mention.kind in ("FAC", "ORG") and fold(mention.text, language).startswith(_MISSIONS)


def _host_city(document: Document, every: list[Word], behind: int, mentions: Sequence[Mention]) -> Mention | None:
    """Return the city that follows 'in' at word ``behind``."""
    if behind + 1 >= len(every) or every[behind].fold not in _BEHIND.get(document.language, ()):
        return None
    return next((m for m in mentions if m.kind == "GPE" and m.span.start == every[behind + 1].start), None)


def _together(run: list[Word], name: Word, document: Document) -> bool:
    """Tell whether words stand beside a name with nothing but space between, in its sentence."""
    line = sorted([*run, name], key=lambda w: w.start)
    return all(
        a.sentence == b.sentence and document.text[a.end : b.start].strip("\u200c") in (" ", "") and not b.clitic
        for a, b in zip(line, line[1:], strict=False)
    )


def _stem(run: list[Word], language: str) -> tuple[str, ...]:
    """Return words folded, in Turkish without the case behind the possessive ('ilçesinde', 'kentine')."""
    folded = [w.fold for w in run]
    if language == "tr":
        for suffix in ("nden", "ndan", "nde", "nda", "nin", "nın", "ne", "na", "ni", "nı"):
            if folded[-1].endswith("i" + suffix) or folded[-1].endswith("ı" + suffix):
                folded[-1] = folded[-1].removesuffix(suffix)
                break
    return tuple(folded)


@lru_cache(maxsize=8)
def _kinds(language: str) -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    """Return the words in front of a place, behind a place, and in front of a medium, folded."""
    places = lexicon.table(language, "places")
    media = lexicon.folded_lists(language, "groups").get("media_heads", ())
    return _phrases(places.get("head", {}), language), _phrases(places.get("tail", {}), language), frozenset((head,) for head in media)


def _phrases(rows: Mapping[str, Sequence[str]], language: str) -> frozenset[tuple[str, ...]]:
    """Return the words of each kind of place; those of any kind ([tail] any: 'international') tell none."""
    return frozenset(tuple(fold(form, language).split()) for kind, forms in rows.items() if kind != "any" for form in forms)
