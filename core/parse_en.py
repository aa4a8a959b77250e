"""English word forms: expand lexicon verbs and nouns.

Takes: a folded lemma and its irregular forms. Gives: folded forms with features. Known limits: -ing and -ed forms are
ambiguous between verb, participle and adjective; roles.py decides by context.
"""

from collections.abc import Iterator

_VOWELS = "aeiou"
_DOUBLING = {
    "stop", "ban", "bar", "kidnap", "rob", "gun", "stab", "plan", "step", "drop", "expel", "compel",
    "rebuff", "halt", "cut", "hit", "shut", "set", "let", "permit", "commit", "admit", "submit", "refer",
    "occur", "rebel", "quit", "cancel", "trap", "slap", "chat", "sit", "run", "put", "swap", "scrap",
    "snub", "mob", "jam", "lag", "pin", "ram", "hem", "deter", "prefer", "concur", "control", "patrol",
}  # fmt: skip


def expand_verb(lemma: str, past: str | None, participle: str | None) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (form, features) of a verb."""
    regular = _ed(lemma)
    past = past or regular
    participle = participle or past
    yield lemma, {"pos": "verb", "form": "base", "tense": "present", "voice": "active"}
    yield _s(lemma), {"pos": "verb", "form": "finite", "tense": "present", "voice": "active"}
    yield _ing(lemma), {"pos": "verb", "form": "gerund", "tense": "present", "voice": "active"}
    if past == participle:
        yield past, {"pos": "verb", "form": "ed", "tense": "past", "voice": "active"}
    else:
        yield past, {"pos": "verb", "form": "finite", "tense": "past", "voice": "active"}
        yield participle, {"pos": "verb", "form": "participle", "tense": "past", "voice": "passive"}


def expand_noun(noun: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield singular and plural."""
    yield noun, {"pos": "noun", "number": "sg"}
    plural = {"man": "men", "coup": "coups"}.get(noun) or _s(noun)
    yield plural, {"pos": "noun", "number": "pl"}


def _s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "es" if word.endswith("o") and word != "embargo" else word + "s"


def _ed(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    if word.endswith("y") and word[-2] not in _VOWELS:
        return word[:-1] + "ied"
    return word + word[-1] + "ed" if word in _DOUBLING else word + "ed"


def _ing(word: str) -> str:
    if word.endswith("ie"):
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return word[:-1] + "ing"
    return word + word[-1] + "ing" if word in _DOUBLING else word + "ing"
