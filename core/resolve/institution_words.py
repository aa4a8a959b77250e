"""The words of names of bodies and buildings: heads, what bodies are for, ranks and other adjectives, with their English.

Takes: words as written and a language. Gives: ``Part`` records. Uses resources/knowledge/institutions.toml.
Known limits: Arabic and Persian plurals are found only where the lists hold them.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from core.paths import resource
from core.resolve.describe_words import stems
from core.textnorm import fold

LONGEST = 6
_LINKS = (("وال", "and"), ("ولل", "and"), ("لل", "for"), ("بال", "in"))
_JOINED = (("و", "and"), ("ل", "for"))
_SORTS = {"terms": "term", "ranks": "rank", "modifiers": "modifier"}
_FOREIGN = re.compile(r"^(?!ال)[^عحصضظذثءةق\s]{4,}(?:[اوۆ]|وس|يس|یس)$")


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a name: ``sort`` is head, term, rank, modifier, state, nation, name or inner (a name within the name)."""

    sort: str
    english: str
    how: str = ""
    """For a head how the rest stands to it; for a term its marks '+' and '>'."""
    link: str = ""
    feminine: bool = False
    human: bool = False
    definite: bool = False


@lru_cache(maxsize=1)
def _file() -> dict:
    with resource("knowledge", "institutions.toml").open("rb") as file:
        return tomllib.load(file)


def _bare(word: str) -> str:
    """Take the Arabic article off; 'أل' is none."""
    if word.startswith("وال") and len(word) > 5:
        return "و" + word[3:]
    return word[2:] if word.startswith("ال") and len(word) > 3 and word != "الله" else word


@lru_cache(maxsize=8)
def _entries(language: str) -> tuple[dict[str, Part], dict[str, Part]]:
    """Load a language's heads, and its other words, by folded form."""
    heads: dict[str, Part] = {}
    others: dict[str, Part] = {}
    for section, words in _file()[language].items():
        for forms, meaning in words.items():
            for form in forms.split():
                written = form.replace("_", " ")
                folded = fold(" ".join(map(_bare, written.split())) if language == "ar" else written, language)
                if section == "heads":
                    english, _, how = meaning.partition(":")
                    heads[folded] = Part("head", english, how, feminine=_feminine(folded.split()[0]))
                else:
                    english = meaning.rstrip("+>")
                    marks = meaning[len(english) :]
                    others.setdefault(folded, Part(_SORTS[section], english, marks, feminine=_feminine(folded.split()[-1])))
    return heads, others


def _feminine(word: str) -> bool:
    return word.endswith(("ه", "ات", "يا"))


@lru_cache(maxsize=1)
def _spelled() -> dict[str, str]:
    return {fold(form.replace("_", " "), "ar"): name for forms, name in _file()["spelled"].items() for form in forms.split()}


def head(words: Sequence[str], language: str) -> tuple[Part, int] | None:
    """Return the head that words begin with (in Turkish: end with), the longest there is, and how many words it takes."""
    heads = _entries(language)[0]
    for length in range(min(LONGEST, len(words)), 0, -1):
        if language == "tr":
            found = _turkish(words[-length:], heads)
        elif language == "fa":
            found = _persian(words[:length], heads)
        else:
            found = heads.get(fold(" ".join(map(_bare, words[:length])), "ar"))
        if found:
            definite = language == "ar" and words[0].startswith("ال")
            return replace(found, definite=definite), length
    return None


def part(words: Sequence[str], language: str) -> Part | None:
    """Return what a stretch of words is for or how it is qualified, with the particle joined to it."""
    others = _entries(language)[1]
    if language == "tr":
        return _turkish(words, others)
    if language == "fa":
        return _persian(words, others)
    return next((found for link, form in _arabic(words) if (found := _qualified(form, link, others))), None)


def _qualified(form: str, link: str, others: dict[str, Part]) -> Part | None:
    """Return an Arabic word of the lists, an adjective in any gender and number."""
    found = others.get(form)
    if found:
        return replace(found, link=link)
    for ending in ("ه", "ين", "ون", "يه"):
        stem = form.removesuffix(ending) + ("ي" if ending == "يه" else "")
        found = others.get(stem) if form.endswith(ending) else None
        if found and found.sort != "term":
            return replace(found, link=link, feminine=ending in ("ه", "يه"), human=ending in ("ين", "ون"))
    return None


def _arabic(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the particle joined to the first word, and the folded words without articles."""
    first, rest = words[0], [_bare(w) for w in words[1:]]
    yield "", fold(" ".join((_bare(first) if not first.startswith("وال") else first, *rest)), "ar")
    for mark, link in _LINKS:
        if first.startswith(mark) and len(first) > len(mark) + 1:
            yield link, fold(" ".join((first[len(mark) :], *rest)), "ar")
    for mark, link in _JOINED:
        if first.startswith(mark) and len(first) > 3:
            yield link, fold(" ".join((first[1:], *rest)), "ar")


def _persian(words: Sequence[str], entries: dict[str, Part]) -> Part | None:
    """Return a Persian stretch, with or without the ye that joins each word to the next."""
    form = fold(" ".join(words), "fa")
    return entries.get(form) or entries.get(re.sub(r"(?<=[اوه])ي\b", "", form))


def _turkish(words: Sequence[str], entries: dict[str, Part]) -> Part | None:
    """Return a Turkish stretch, its last word without possessive and case."""
    folded = fold(" ".join(words), "tr")
    before, _, last = folded.rpartition(" ")
    if folded in entries:
        return entries[folded]
    for stem, _number, _place in stems(last, "tr"):
        found = entries.get(f"{before} {stem}".strip())
        if found and len(stem) > 1:
            return found
    return None


def small(english: str) -> str:
    """Return English words as they stand outside a name: in small letters but for peoples, faiths and the like."""
    return " ".join(w if w in _file()["proper"] or w.isupper() else fold(w, "en") for w in english.split())


def usual(word: str) -> str | None:
    """Return how a usual word of names is spelled: 'نيوز' is News, 'الثورة' al-Thawra."""
    known = _spelled().get(fold(word, "ar"))
    bare = _spelled().get(fold(_bare(word), "ar")) if known is None and word.startswith("ال") else None
    return known or (f"al-{bare}" if bare else None)


def is_own(word: str) -> bool:
    """Tell whether a Persian word that begins with 'ال' has no Arabic article."""
    return fold(word, "fa").startswith(tuple(fold(own, "fa") for own in _file()["without_article"]))


def looks_foreign(word: str) -> bool:
    """Tell whether a word in Arabic letters is hardly an Arabic one: no letter that only Arabic has, and a foreign ending."""
    return _FOREIGN.search(word) is not None
