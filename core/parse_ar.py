"""Arabic word forms: expand lexicon verbs and nouns, split proclitics when it is safe, mark enclitics.

Takes: folded words. Gives: folded forms with features, or the cut points of a written word. Uses no lexicon itself: what is
a known word is passed in. Known limits: no vowels, so an active verb and its passive are one form (roles.py decides by context).
"""

from collections.abc import Callable, Iterator

from core.textnorm import fold

ENCLITICS = ("هما", "كما", "هم", "هن", "ها", "كم", "نا", "ني", "ه", "ك")
_CONJUNCTIONS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")
_FUNCTION = {"لم", "لن", "لا", "قد", "في", "من", "عن", "هو", "هي", "مع", "ان", "لو", "هم", "ما"}
_SHORT = {"هذا", "هذه", "ذلك", "تلك", "بعض", "عدد", "عده"}


def expand_verb(spec: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (form, features) of 'perfect imperfect [passive-perfect [passive-imperfect]]', third persons and first plural."""
    parts = [fold(p, "ar") for p in spec.split()]
    yield from _perfect(parts[0], "active")
    if len(parts) > 1:
        yield from _imperfect(parts[1], "active")
    if len(parts) > 2:
        yield from _perfect(parts[2], "passive")
    if len(parts) > 3:
        yield from _imperfect(parts[3], "passive")


def _perfect(base: str, voice: str) -> Iterator[tuple[str, dict[str, str]]]:
    past = {"pos": "verb", "tense": "past", "voice": voice}
    yield base, past | {"number": "sg", "gender": "m"}
    if base[-1] in "يا" and len(base) > 2:
        stem = base[:-1]
        yield from ((stem + "ت", past | {"number": "sg", "gender": "f"}), (stem + "تا", past | {"number": "du", "gender": "f"}))
        yield from ((stem + "وا", past | {"number": "pl"}), (stem + "و", past | {"number": "pl"}))
        yield from ((stem + c + "ا", past | {"number": "du"}) for c in "يو")
        yield from ((stem + c + "نا", past | {"number": "1pl"}) for c in "يو")
        return
    yield from ((base + "ت", past | {"number": "sg", "gender": "f"}), (base + "تا", past | {"number": "du", "gender": "f"}))
    yield from ((base + "وا", past | {"number": "pl"}), (base + "و", past | {"number": "pl"}), (base + "ا", past | {"number": "du"}))
    yield base + "نا", past | {"number": "1pl"}


def _imperfect(base: str, voice: str) -> Iterator[tuple[str, dict[str, str]]]:
    feats = {"pos": "verb", "tense": "present", "voice": voice}
    rest = base[1:]
    weak = rest[:-1] if rest[-1] in "يوا" else ""
    for prefix, number, gender in (("ي", "sg", "m"), ("ت", "sg", "f"), ("ن", "1pl", "")):
        yield prefix + rest, feats | {"number": number, "gender": gender}
        if weak:
            yield prefix + weak, feats | {"number": number, "gender": gender}
        if len(rest) > 2 and rest[-2] in "يوا":
            yield prefix + rest[:-2] + rest[-1], feats | {"number": number, "gender": gender}
    stem = weak or rest
    for prefix in "يت":
        for suffix, number in (("ون", "pl"), ("وا", "pl"), ("و", "pl"), ("ان", "du"), ("ا", "du")):
            yield prefix + (rest if suffix.startswith("ا") and weak else stem) + suffix, feats | {"number": number}


def expand_noun(noun: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield a noun bare, with the article, in the accusative, dual and sound plural."""
    base = fold(noun, "ar")
    stem = base[:-1] + "ت" if noun.endswith("ة") else base
    endings = {"": "sg", "ان": "du", "ين": "du", "ي": "du", "ا": "du"} if noun.endswith("ة") else {"ا": "sg", "ان": "du", "ين": "du"}
    forms = {base: "sg"} | {stem + e: n for e, n in endings.items() if e}
    if noun.endswith("ة"):
        forms |= {stem: "sg", base[:-1] + "ات": "pl"}
    for form, number in forms.items():
        for article in ("", "ال"):
            yield article + form, {"pos": "noun", "number": number, "definite": "1" if article else ""}


def expand_participle(base: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the adverbial accusatives of an active participle ('مطالبا', 'داعية', 'محذرين')."""
    stem = fold(base, "ar")
    for suffix in ("ا", "ه", "ين", "ات", "ين"):
        yield stem + suffix, {"pos": "participle", "tense": "present", "voice": "active"}


_SHORT_VERBS = ("حث", "حض")
"""Verbs of two letters that ask somebody: with a pronoun they are no other word."""


def strip_enclitic(form: str, known: Callable[[str], bool]) -> tuple[str, str] | None:
    """Return (known stem, pronoun) of a folded form, or None."""
    for pronoun in ENCLITICS:
        stem = form[: -len(pronoun)]
        if not form.endswith(pronoun) or len(stem) < 3 and stem not in _SHORT_VERBS:
            continue
        if known(stem):
            return stem, pronoun
        if stem.endswith("ت") and known(stem[:-1] + "ه"):
            return stem[:-1] + "ه", pronoun
        if stem.endswith("و") and known(stem + "ا"):
            return stem + "ا", pronoun
        if stem.endswith("ا") and known(stem[:-1] + "ي"):
            return stem[:-1] + "ي", pronoun
    return None


def split_proclitics(word: str, known: Callable[[str], bool], seen: Callable[[str], bool]) -> list[int]:
    """Return the cut points inside a folded word; none when in doubt.

    ``known``: a word of the lexicons; ``seen``: a word that stands alone elsewhere in the same article.
    """
    if word[:1] in _CONJUNCTIONS and word[1:] in _FUNCTION and word not in ("فقد",):
        return [1]
    if len(word) < 3 or _is_word(word, known):
        return []
    cuts = _cut(word, 0, _CONJUNCTIONS + _PREPOSITIONS + ("س",), known, seen)
    return cuts or []


def _is_word(word: str, known: Callable[[str], bool]) -> bool:
    return known(word) or strip_enclitic(word, known) is not None


def _stands(proclitic: str, rest: str, known: Callable[[str], bool]) -> bool:
    """Tell whether what follows a proclitic is a word it can be written with."""
    if proclitic == "س":
        return rest[0] in "يتنا" and _is_word(rest, known) and not rest.startswith("ال")
    return (rest in _SHORT or len(rest) >= (3 if proclitic in _CONJUNCTIONS else 4)) and _is_word(rest, known)


def _cut(word: str, at: int, allowed: tuple[str, ...], known: Callable[[str], bool], seen: Callable[[str], bool]) -> list[int] | None:
    """Cut one proclitic off ``word[at:]`` and go on; None when what remains is no safe word."""
    rest = word[at:]
    if at and _stands(word[at - 1], rest, known):
        return []
    head = rest[:1]
    if head in allowed and len(rest) > 2:
        narrower = _PREPOSITIONS + ("س",) if head in _CONJUNCTIONS else ()
        deeper = _cut(word, at + 1, () if head == "س" else narrower, known, seen)
        if deeper is not None:
            return [at + 1, *deeper]
        if head == "ل" and rest[1:2] == "ل" and len(rest) >= 5:
            return [at + 1]
    if not at or word[at - 1] == "س":
        return None
    article = rest.startswith("ال") and len(rest) >= 5
    long_verb = word[at - 1] == "و" and len(rest) >= 5 and rest[0] in "يت" and not seen(word)
    alone = len(rest) >= (3 if word[at - 1] == "و" else 4) and seen(rest) and not word.startswith("ال")
    return [] if article or alone or long_verb or rest.isdecimal() else None
