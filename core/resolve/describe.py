"""English descriptions of unnamed participants: 'مصادر أمنية عراقية' gives 'Iraqi security sources'.

Takes: the words as written, the language, and a callable that names what the knowledge base knows. Gives: an English phrase.
Uses resources/knowledge/describe.toml. Known limits: heads and modifiers of its lists; other words are spelled, not translated.
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from core.paths import resource
from core.textnorm import ascii_digits, fold

Namer = Callable[[str], tuple[str, bool] | None]
"""Gives the English name of a stretch of words and whether it is an adjective of nationality; None when unknown."""

_LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Word:
    """One translated word: ``part`` is head (both numbers, 'source:sources'), modifier, nation, name, link, quantity or other."""

    part: str
    english: str
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Lists:
    """One language's lists: folded word to (part, English)."""

    words: dict[str, list[Word]]
    longest: int


@lru_cache(maxsize=8)
def _lists(language: str) -> Lists:
    """Load a language's lists, folded."""
    with resource("knowledge", "describe.toml").open("rb") as file:
        table = tomllib.load(file).get(language, {})
    words: dict[str, list[Word]] = {}
    for section, part in (("heads", "head"), ("modifiers", "modifier"), ("links", "link"), ("quantifiers", "quantity")):
        for forms, english in table.get(section, {}).items():
            whole = [forms] if forms in _PHRASES else forms.split()
            for form in whole:
                words.setdefault(fold(form, language), []).append(Word(part, english, whole.index(form) > 0))
    return Lists(words, max((len(w.split()) for w in words), default=1))


_PHRASES = frozenset(("وسائل إعلام", "üst düzey", "kimliği belirsiz"))


def describe(text: str, language: str, namer: Namer, spell: Callable[[str], str]) -> str:
    """Return an English phrase for an unnamed participant; never empty for a text with letters."""
    if language == "en" or language not in ("ar", "fa", "tr"):
        return re.sub(r"^(?:a|an|the|some)\s+", "", text.strip(), flags=re.IGNORECASE) or text
    words = _numbered(_translate(re.findall(r"[^\W_]+(?:[\u200c'’-][^\W_]+)*", text), language, namer, spell))
    if language == "tr":
        return _turkish(words) or text
    return " ".join(_phrase(words)).strip() or text


def is_description(text: str, language: str) -> bool:
    """Tell whether a phrase is headed by a common noun for people ('gunmen', 'انتحاريين', 'Türk askerleri'): it names nobody."""
    words = re.findall(r"[^\W_]+(?:[\u200c-][^\W_]+)*", text)
    if not words:
        return False
    if language in ("en", "tr"):
        return not any(c.isupper() for c in words[-1])
    words = [w for w in words if not w.isdigit()] or words
    found = _known(words[0], _lists(language), language, first=True)
    return found is not None and found.part in ("head", "quantity")


def _translate(tokens: list[str], language: str, namer: Namer, spell: Callable[[str], str]) -> list[Word]:
    """Translate the words, the longest known stretch first."""
    lists, out, at = _lists(language), [], 0
    while at < len(tokens):
        for length in range(min(_LONGEST_NAME, len(tokens) - at), 0, -1):
            stretch = " ".join(tokens[at : at + length])
            last = at + length == len(tokens)
            leads = last if language == "tr" else not any(w.part == "head" for w in out)
            found = _known(stretch, lists, language, first=leads) or _named(stretch, namer)
            if found:
                out.append(found)
                at += length
                break
        else:
            digits = tokens[at].isdigit()
            out.append(Word("quantity" if digits else "other", ascii_digits(tokens[at]) if digits else spell(tokens[at])))
            at += 1
    return out


def _numbered(words: list[Word]) -> list[Word]:
    """Choose each head's number: plural by its own form, or because a quantity is told."""
    many = any(w.part == "quantity" and w.english not in ("one", "1", "one of") for w in words)
    out = []
    for word in words:
        one, _, more = word.english.partition(":")
        plural = more and (word.plural or (many and word is next(w for w in words if w.part == "head")))
        out.append(Word(word.part, more if plural else one, word.plural))
    return out


def _known(stretch: str, lists: Lists, language: str, *, first: bool) -> Word | None:
    """Look a stretch up in the lists; before the head a word that may be both is the head, after it the modifier."""
    folded = fold(stretch, language)
    for form in (folded, folded.removeprefix("ال"), folded.removeprefix("لل"), re.sub("ه$", "", folded)):
        found = lists.words.get(form)
        if found:
            wanted = "head" if first else "modifier"
            return next((w for w in found if w.part == wanted), found[0])
    return None


def _named(stretch: str, namer: Namer) -> Word | None:
    found = namer(stretch)
    return Word("nation" if found[1] else "name", found[0]) if found else None


def _phrase(words: list[Word]) -> list[str]:
    """Order a head-first phrase: quantity, nation, modifiers, head; what follows hangs on it with 'of' or its own link."""
    quantity = [w.english for w in words if w.part == "quantity"]
    rest = [w for w in words if w.part != "quantity"]
    out: list[str] = []
    while rest:
        group, rest = _group(rest)
        head = [w.english for w in group if w.part in ("head", "name", "other")]
        nations = [w.english for w in group if w.part == "nation"]
        modifiers = [w.english for w in reversed(group) if w.part == "modifier"]
        link = [w.english for w in group if w.part == "link"]
        if out and not link and head:
            out.append("of")
        out += [*link, *_senior_first(modifiers, nations), *head]
    return quantity + out


def _senior_first(modifiers: list[str], nations: list[str]) -> list[str]:
    """Put rank before nationality, as English does."""
    ranks = ("senior", "former", "current", "unknown", "unidentified", "informed")
    return [m for m in modifiers if m in ranks] + nations + [m for m in modifiers if m not in ranks]


def _group(words: list[Word]) -> tuple[list[Word], list[Word]]:
    """Cut off one link, one head and the modifiers that follow it."""
    end = 0
    while end < len(words) and words[end].part == "link":
        end += 1
    end += 1
    while end < len(words) and words[end].part in ("modifier", "nation"):
        end += 1
    return words[:end], words[end:]


def _turkish(words: list[Word]) -> str:
    """Join a head-last phrase; the last head leads, an earlier one hangs on it with 'of'."""
    heads = [i for i, w in enumerate(words) if w.part == "head"]
    if len(heads) < 2:
        return " ".join(w.english for w in words)
    cut = heads[-2] + 1
    owner = " ".join(w.english for w in words[:cut])
    return " ".join([*(w.english for w in words[cut:]), "of", owner])
