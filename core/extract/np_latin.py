"""Noun phrases of Turkish and English that are mentions: capitalised runs cut into title and name, known names, groups.

Takes: body words, the name index. Gives: ``Found`` candidates. Uses lexicons titles, groups, words.
Known limits: a single capitalised word at the start of a sentence is a name only if it is one elsewhere or known.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from core import lexicon, parse_tr
from core.extract.found import Found
from core.extract.names import NameIndex
from core.parse import Word
from core.textnorm import fold

_INNER = {
    "tr": {"el", "es", "ed", "en", "er", "et", "ez", "eş", "bin", "ibn", "de", "van", "von", "ebu", "ve"},
    "en": {"al", "el", "bin", "ibn", "of", "the", "and", "for", "de", "van", "von", "da", "abu"},
}
_QUANTIFIED = 4


@dataclass(frozen=True, slots=True)
class Lists:
    """Folded word lists of one language; phrases are tuples of tokens."""

    language: str
    titles: frozenset[tuple[str, ...]]
    orgs: frozenset[tuple[str, ...]]
    forces: frozenset[tuple[str, ...]]
    facilities: frozenset[tuple[str, ...]]
    places: frozenset[tuple[str, ...]]
    unnamed: dict[str, frozenset[str]]
    quantifiers: frozenset[str]
    not_names: frozenset[str]
    demonyms: frozenset[str]


@lru_cache(maxsize=4)
def lists(language: str) -> Lists:
    """Load the lists of a language."""
    groups = {k: frozenset(tuple(p.split()) for p in v) for k, v in lexicon.folded_lists(language, "groups").items()}
    titles = frozenset(tuple(p.replace(".", " .").split()) for p in lexicon.folded_lists(language, "titles").get("heads", ()))
    unnamed: dict[str, set[str]] = {}
    for phrase in lexicon.folded_lists(language, "groups").get("unnamed_heads", ()):
        *before, last = phrase.split()
        unnamed.setdefault(last, set()).add(" ".join(before))
    demonyms = [fold(f, language) for rows in lexicon.table(language, "groups").get("demonym", {}).values() for f in rows]
    empty: frozenset[tuple[str, ...]] = frozenset()
    return Lists(
        language,
        titles,
        groups.get("org_heads", empty),
        groups.get("force_heads", empty),
        groups.get("fac_heads", empty),
        groups.get("loc_heads", empty),
        {k: frozenset(v) for k, v in unnamed.items()},
        frozenset(w for p in groups.get("quantifiers", empty) for w in p),
        lexicon.words(language).get("names_not", frozenset()),
        frozenset(demonyms),
    )


def find(body: list[Word], language: str, index: NameIndex) -> Iterator[Found]:
    """Yield candidates, left to right."""
    known = lists(language)
    for i in range(len(body)):
        if not body[i].clitic and body[i].is_word:
            hit = index.at(body, i)
            if hit and (body[i].text[0].isupper() or hit[0] - i > 1):
                yield Found(i, hit[0], hit[1], True, 0.9, "knowledge", "known name")
    inner = {i for i, w in enumerate(body) if _capital(w) and i and not _sentence_start(body, i)}
    names = {body[i].fold for i in inner}
    i = 0
    while i < len(body):
        end = _run(body, i, known, names)
        if end > i:
            yield from _cut_run(body, i, end, known, index)
            i = end
        else:
            i += 1
    yield from _groups(body, known)


def _capital(word: Word) -> bool:
    return word.is_word and word.text[0].isupper() and not word.clitic


def _sentence_start(body: list[Word], i: int) -> bool:
    return i == 0 or body[i - 1].sentence != body[i].sentence or body[i - 1].text in '"“«:('


def _run(body: list[Word], i: int, known: Lists, names: set[str]) -> int:
    """Return the end of the capitalised run at ``i``, or ``i``."""
    word = body[i]
    inner = _INNER[known.language]
    prefix = word.is_word and word.fold.split("-")[0] in inner and "-" in word.text and word.text.split("-")[-1][:1].isupper()
    if not (_capital(word) or prefix):
        return i
    if _sentence_start(body, i) and word.fold in known.not_names:
        return i
    if word.fold in known.not_names and word.fold not in names:
        return i
    end = i + 1
    while end < len(body) and body[end].sentence == word.sentence:
        here = body[end]
        if here.clitic == "suf":
            return end
        hyphen = here.is_word and "-" in here.text and here.fold.split("-")[0] in inner
        joined = (
            here.fold in inner
            and here.fold not in ("ve", "and")
            and end + 1 < len(body)
            and _capital(body[end + 1])
            and (known.language == "en" or len(here.fold) <= 3)
        )
        slash = here.text == "/" and end + 1 < len(body) and _capital(body[end + 1]) and body[end - 1].end == here.start
        dot = here.text == "." and len(body[end - 1].text) == 1 and end + 1 < len(body) and _capital(body[end + 1])
        if not (_capital(here) or hyphen or joined or slash or dot) or (
            here.fold in known.not_names and not hyphen and _capital(here) and known.language == "tr" and len(here.fold) < 4
        ):
            return end
        end += 1
    return end


def _cut_run(body: list[Word], start: int, end: int, known: Lists, index: NameIndex) -> Iterator[Found]:
    """Cut a run into known names, titles and what is left."""
    at = start
    while at < end:
        title = _title_end(body, at, end, known)
        if title:
            yield Found(at, title, "TITLE", True, 0.7, "lexicon", "title")
            at = title
            continue
        kind = _kind_by_head(body, at, end, known)
        if kind:
            yield Found(at, kind[0], kind[1], True, 0.75, "lexicon", f"name headed by '{body[kind[0] - 1].text}'")
            at = kind[0]
            continue
        hit = index.at(body, at)
        if hit and hit[0] <= end:
            yield Found(at, hit[0], hit[1], True, 0.9, "knowledge", "known name")
            at = hit[0]
            continue
        stop = next((k for k in range(at + 1, end) if _title_end(body, k, end, known) == k + 1 and known.language == "en"), end)
        yield _unknown(body, at, stop, known, index)
        at = stop


def _title_end(body: list[Word], start: int, end: int, known: Lists) -> int:
    """Return the end of the title that begins at ``start``: the last title word of the run, its qualifiers before it."""
    limit = min(end + 1, len(body)) if known.language == "tr" else end
    best = 0
    for at in range(start, limit):
        if body[at].sentence != body[start].sentence or body[at].clitic:
            break
        for size in (1, 2, 3):
            if (
                at + size <= len(body)
                and tuple(w.fold for w in body[at : at + size]) in known.titles
                and _as_written(body, at, size, known)
            ):
                best = max(best, at + size)
    return best if best <= end + 1 else 0


def _as_written(body: list[Word], at: int, size: int, known: Lists) -> bool:
    return known.language == "tr" or body[at].text[0].isupper() or size > 1


def _kind_by_head(body: list[Word], start: int, end: int, known: Lists) -> tuple[int, str] | None:
    limit = min(end + 2, len(body))
    for at in range(limit - 1, start - 1, -1):
        if body[at].sentence != body[start].sentence or any(w.clitic for w in body[start:at]) and at >= end:
            continue
        for heads, kind in ((known.orgs, "ORG"), (known.forces, "GROUP"), (known.facilities, "FAC"), (known.places, "")):
            if _head_at(body, at, heads, known) and (at > start or kind == "ORG" and at < end) and at <= end:
                if not kind:
                    return (at, "GPE") if at <= end and at > start else None
                return (at + 1, kind)
    return None


def _head_at(body: list[Word], at: int, heads: frozenset[tuple[str, ...]], known: Lists) -> bool:
    return any(
        len(head) == 1 or tuple(w.fold for w in body[max(0, at - len(head) + 1) : at]) == head[:-1]
        for head in _ending_in(body[at].fold, heads, known.language)
    )


@lru_cache(maxsize=16384)
def _ending_in(word: str, heads: frozenset[tuple[str, ...]], language: str) -> tuple[tuple[str, ...], ...]:
    """Return the heads whose last word this is; in Turkish it may carry a case."""
    return tuple(
        head
        for head in heads
        if head[-1] == word
        or language == "tr"
        and len(head[-1]) > 4
        and word.startswith(head[-1])
        and parse_tr.noun_features(word[len(head[-1]) :]) is not None
        and len(word) - len(head[-1]) <= 4
    )


def _unknown(body: list[Word], start: int, end: int, known: Lists, index: NameIndex) -> Found:
    text = " ".join(w.text for w in body[start:end])
    if index.place(text):
        return Found(start, end, "GPE", True, 0.7, "gazetteer", "place in the gazetteer")
    if end - start == 1 and body[start].fold in known.demonyms:
        return Found(start, end, "GPE", True, 0.3, "lexicon", "adjective of origin")
    if end - start == 1 and len(text) > 1 and text.isupper():
        return Found(start, end, "ORG", True, 0.5, "grammar", "acronym")
    place = end < len(body) and body[end].clitic == "suf" and body[end].case in ("loc", "rel")
    kind = "PERSON" if end - start > 1 or not place else "GPE"
    return Found(start, end, kind, True, 0.55 if end - start > 1 else 0.4, "grammar", "capitalised words")


def _groups(body: list[Word], known: Lists) -> Iterator[Found]:
    """Unnamed people: a head noun with what stands before it (number, adjectives, origin)."""
    for i, word in enumerate(body):
        if not word.is_word or word.clitic:
            continue
        size = _unnamed_head(body, i, known)
        if not size:
            continue
        start = i - size + 1
        while start and i - start < _QUANTIFIED and _qualifier(body, start - 1, body[i].sentence, known):
            if _counts(body[start], known) and _bare_people(body[start - 1], known):
                break  # 'polis dört kişiyi gözaltına aldı': the police take four people
            start -= 1
        while start < i and body[start].fold == "of":
            start += 1  # 'dozens of prisoners' has it inside; 'exchange of prisoners' does not begin with it
        if start < i - size + 1 or _plural(word, known) or size > 1:
            kind = "GROUP"
            yield Found(start, i + 1, kind, False, 0.5, "lexicon", f"group '{word.text}'")


def _plural(word: Word, known: Lists) -> bool:
    return (
        ("lar" in word.fold or "ler" in word.fold)
        if known.language == "tr"
        else word.fold.endswith("s") or word.fold in ("people", "police", "men", "women", "children", "troops")
    )


def _unnamed_head(body: list[Word], i: int, known: Lists) -> int:
    """Return how many words the head has, 0 if this is none."""
    fold_ = body[i].fold
    if fold_ in lexicon.words(known.language).get("postpositions", frozenset()):
        return 0
    if known.language == "en":
        stem = fold_[:-1] if fold_.endswith("s") else fold_
        keys = [k for k in (fold_, stem) if k in known.unnamed]
    else:
        keys = [fold_[:n] for n in range(len(fold_), 2, -1) if fold_[:n] in known.unnamed and parse_tr.noun_features(fold_[n:]) is not None]
    for key in keys[:1]:
        for before in sorted(known.unnamed[key], key=len, reverse=True):
            size = len(before.split())
            if not before or " ".join(w.fold for w in body[max(0, i - size) : i]) == before:
                return size + 1
    return 0


def _genitive_group(word: Word, known: Lists) -> bool:
    """'milis grupların liderleri': a group that owns the next one."""
    return (
        word.fold.endswith(("ların", "lerin")) and any(word.fold.startswith(head) for head in known.unnamed) or word.fold in known.unnamed
    )


def _counts(word: Word, known: Lists) -> bool:
    return word.text[0].isdecimal() or word.fold in known.quantifiers


def _bare_people(word: Word, known: Lists) -> bool:
    """'polis', 'asker': people without an ending; 'grupların' owns what follows."""
    return known.language == "tr" and word.fold in known.unnamed and not word.fold.endswith(("ların", "lerin"))


def _qualifier(body: list[Word], at: int, sentence: int, known: Lists) -> bool:
    word = body[at]
    if word.sentence != sentence or word.clitic or not word.is_word:
        return False
    if known.language == "tr" and (word.fold.endswith(("lı", "li", "lu", "lü")) and len(word.fold) > 4 or _genitive_group(word, known)):
        return True
    return (
        word.fold in known.quantifiers
        or word.text[0].isdecimal()
        or word.fold in known.demonyms
        or (known.language == "tr" and word.text.isupper() and len(word.text) > 1)
    )
