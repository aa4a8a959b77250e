"""Known names as token sequences: from the knowledge base, and places from the gazetteer.

Takes: a language. Gives: a ``NameIndex`` that tells the longest known name at a token. Names are fetched by their first token when
it is met; a test may pass a few names of its own. Known limit: a form written with a clitic that the tokeniser kept is not found.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from core import lexicon
from core.languages import in_capitals
from core.parse import Word
from core.textnorm import fold

if TYPE_CHECKING:
    from core.resolve.user_entities import OwnEntities

_TOKEN = re.compile(r"['’]s\b|\d+|[^\W\d_](?:\w|-(?=\w))*|[^\w\s]")
_DEFINITE = re.compile(r"(?:^|\s)[وف]?[بكل]?(ال\w{3,}) $")


def name_tokens(form: str, language: str) -> tuple[str, ...]:
    """Cut a name the way the tokeniser cuts running text, folded, without quotes."""
    return tuple(t for t in _TOKEN.findall(fold(form, language)) if t not in "\"'")


Name = tuple[tuple[str, ...], str]
"""The folded tokens of a name, and the kind of what it names."""
Names = Mapping[str, Sequence[tuple[int, Name]]]
"""Names with one first token by their second ('' for none), each with its rank: longer ones come first."""
_NO_NAMES: Names = {}


def in_order(forms: Iterable[tuple[str, str]], language: str) -> dict[str, list[Name]]:
    """Return (form, kind) pairs as names by first token, longer ones first; of two that read the same the first stands."""
    out: dict[str, dict[tuple[str, ...], str]] = {}
    for form, kind in forms:
        tokens = name_tokens(form, language)
        if tokens and len("".join(tokens)) > 1:
            out.setdefault(tokens[0], {}).setdefault(tokens, kind)
    return {first: sorted(names.items(), key=lambda name: -len(name[0])) for first, names in out.items()}


def _by_second(names: Iterable[Name]) -> Names:
    out: dict[str, list[tuple[int, Name]]] = {}
    for rank, name in enumerate(names):
        out.setdefault("".join(name[0][1:2]), []).append((rank, name))
    return out


@dataclass(slots=True)
class NameIndex:
    """Names by their first token; ``place`` answers whether a surface is a place in the gazetteer; ``acronyms`` want capitals."""

    language: str
    starting: Callable[[str], Names | None]
    acronyms: frozenset[str] = frozenset()
    place: Callable[[str], bool] = lambda surface: False

    def at(self, words: Sequence[Word], i: int, last: int | None = None) -> tuple[int, str] | None:
        """Return (end, kind) of the longest known name that starts at word ``i`` and ends by ``last``; quotes inside are skipped."""
        names = self.starting(words[i].fold)
        if not names:
            return None
        for _, (tokens, kind) in sorted(name for second in _seconds(words, i) for name in names.get(second, ())):
            if len(tokens) == 1 and tokens[0] in self.acronyms and not in_capitals(words[i].text):
                continue
            end = _match(words, i, tokens)
            if end and (last is None or end <= last):
                return end, kind
        return None


def _seconds(words: Sequence[Word], i: int) -> list[str]:
    """Return the second tokens that a name at word ``i`` may have: none, the next word, or that without a suffix."""
    at = next((k for k in range(i + 1, len(words)) if words[k].fold not in "\"'"), len(words))
    after = words[at].fold if at < len(words) else ""
    joined = [words[at].fold + words[at + 1].fold] if _is_joined(words, at) else []
    return ["", after, *joined, *(after[:cut] for cut in range(max(5, len(after) - 4), len(after)))] if after else [""]


def _is_joined(words: Sequence[Word], at: int) -> bool:
    """Tell whether a word is a proclitic written together with the next ('و' of 'العراق والشام')."""
    return at + 1 < len(words) and words[at].clitic == "pro" and words[at].end == words[at + 1].start


def _match(words: Sequence[Word], i: int, tokens: tuple[str, ...]) -> int:
    at, taken = i, 0
    while taken < len(tokens):
        if at >= len(words):
            return 0
        word = words[at]
        if _is_joined(words, at) and word.fold + words[at + 1].fold == tokens[taken]:
            taken, at = taken + 1, at + 1
        elif word.fold == tokens[taken] or (taken == len(tokens) - 1 and taken and _same_with_suffix(word, tokens[taken])):
            taken += 1
        elif word.fold not in "\"'" or not taken:
            return 0
        at += 1
    return at


def _same_with_suffix(word: Word, want: str) -> bool:
    """A Turkish compound's last word may carry a case without an apostrophe ('Bakanlığının')."""
    return bool(word.case) and len(want) > 4 and word.fold.startswith(want) and len(word.fold) - len(want) <= 4


def known_names(language: str) -> NameIndex:
    """Return the names of a language in the user's own file, the knowledge base and the gazetteer."""
    from core.resolve.user_entities import own_entities

    return _known_names(language, own_entities())


@lru_cache(maxsize=8)
def _known_names(language: str, own: "OwnEntities") -> NameIndex:
    """Open both once for each state of the user's file."""
    from core.resolve.entities import KnowledgeBase
    from core.resolve.places import Gazetteer

    gazetteer, knowledge = Gazetteer.open(), KnowledgeBase.open()
    mine = in_order(own.forms(language), language)

    def starting(first: str) -> Names:
        """Return the names with a first token: of two that are as long, the user's comes first."""
        return _by_second(sorted([*mine.get(first, ()), *knowledge.names(first, language)], key=lambda name: -len(name[0]))) or _NO_NAMES

    return NameIndex(
        language,
        lru_cache(maxsize=65536)(starting),
        knowledge.acronyms(language) - {first for first, names in mine.items() if any(len(tokens) == 1 for tokens, _ in names)},
        place=lru_cache(maxsize=20000)(lambda surface: bool(gazetteer.lookup(surface, language))),
    )


def index_of(language: str, names: Iterable[tuple[str, str]]) -> NameIndex:
    """Build an index of given (name, kind) pairs, for tests and small uses."""
    return NameIndex(language, {first: _by_second(rows) for first, rows in in_order(names, language).items()}.get)


def names_a_deed(text: str, language: str) -> bool:
    """Tell whether a name's head says that it names a deed or a treaty ('Operation Olive Branch', 'Lozan Antlaşması')."""
    words = [w.split("'")[0] for w in fold(text, language).split()]
    heads = lexicon.folded_lists(language, "groups").get("deed_heads", ())
    if not words or not heads:
        return False
    if language in ("ar", "fa"):
        return words[0].removeprefix("ال") in heads
    ends = [words[-1]] if language == "tr" else [words[0], words[-1]]
    return any(e == h or (language == "tr" and e.startswith(h) and len(e) - len(h) <= 5) for e in ends for h in heads)


def only_qualifies(before: str, text: str) -> bool:
    """Tell whether an Arabic noun for a person is the adjective of the noun before it: 'المؤتمر الصحفي' holds no journalist."""
    lists = lexicon.folded_lists("ar", "groups")
    if fold(text, "ar") not in lists["also_adjectives"]:
        return False
    noun = _DEFINITE.search(fold(before, "ar"))
    return bool(noun) and noun.group(1) in lists["qualified_things"]


_POSTED = {
    "ar": (re.compile(r"(?:على|عبر|منصة|موقع|حساب\w*|صفحت\w*|شبكة)\s[«“\"]?$"), None),
    "fa": (re.compile(r"(?:در|شبکه|شبکهٔ|صفحه|حساب|پیام‌رسان|کاربری)\s[«“\"]?$"), None),
    "en": (re.compile(r"\b(?:on|via|to|platform|site|network) $", re.IGNORECASE), re.compile(r"^ (?:account|post|page|message|feed)")),
    "tr": (None, re.compile(r"^(?:['’](?:d[ae]n?|t[ae]n?|[ae]|y[ae])\b|\s+(?:hesab|üzerinden|paylaş|sayfas|platform|mesaj))")),
}
"""What stands before or behind a network's name where something was posted there."""


def posted_on(name: str, before: str, behind: str, language: str) -> bool:
    """Tell whether a name is that of a network on which somebody speaks ('X hesabından', 'على تويتر')."""
    if fold(name, language) not in lexicon.folded_lists(language, "groups").get("platforms", ()):
        return False
    front, back = _POSTED[language]
    return bool(front and front.search(before)) or bool(back and back.search(behind))
