"""English descriptions of unnamed participants: 'مصادر أمنية عراقية' gives 'Iraqi security sources'.

Takes: the words as written, the language, and a callable that names what the knowledge base knows. Gives: an English phrase.
Uses resources/knowledge/describe.toml. Known limits: a common noun or adjective that the lists do not hold is left out.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from core.numerals import read_number, tokenize
from core.resolve.describe_phrase import head_first, head_last
from core.resolve.describe_words import Word, exact, inflected, parts
from core.resolve.institution_words import part as body_word
from core.resolve.institution_words import small
from core.resolve.institutions import institution, spell_name
from core.textnorm import ascii_digits, fold

Namer = Callable[[str, bool], Word | None]
"""Gives what the knowledge base knows under a stretch of words: part nation, state, person or name; None when unknown. The flag asks for
towns too, which only the gazetteer knows."""

_LONGEST = 4
_TOKEN = re.compile(r"[^\W_]+(?:[\u200c'’.-][^\W_]+)*")
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_COUNTS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_WHO = {"ar": ("الذي", "التي", "الذين", "اللواتي", "ممن", "ممكن", "كانوا", "كان"), "fa": ("كه",)}
_AND = {"ar": "و", "fa": "و", "tr": "ve"}
_JOINS = frozenset(("ve", "ile", "veya"))
_THESE = {
    "ar": frozenset(
        (
            "فيه",
            "فيها",
            "فيهم",
            "منه",
            "منها",
            "منهم",
            "عليه",
            "عليها",
            "عليهم",
            "له",
            "لها",
            "لهم",
            "به",
            "بها",
            "بهم",
            "معه",
            "معها",
            "معهم",
            "عنه",
            "عنها",
            "اليه",
            "اليها",
            "لديه",
            "لديها",
            "لديهم",
            "بينهم",
            "بينها",
            "ضده",
            "ضدها",
            "ضدهم",
        )
    ),
    "fa": frozenset(("این", "ان", "همین", "همان", "خود", "او", "انان", "انها", "وي", "اين", "هم")),
}
_SCALE = re.compile(r"^(bin|milyon|yüz)(?:[ıiuü]n?|[ae]|[dt][ae]n)$")
_PEOPLE = {"ar": re.compile("(?:ون|ين)$"), "fa": re.compile("(?:ان|ها|های)$"), "tr": re.compile(r"^[a-zçğıöşüâîû].*(?:l[ae]r\w*)$")}
"""How a plural that no list holds looks: it is called 'people', never spelled as if it were a name."""
_OPENING = re.compile(r"^(?:a|an|the|some|his|her|its|their)\s+", re.IGNORECASE)
_BEARERS = frozenset(("tribe", "clan", "family", "residents", "resident", "people", "son", "supporter", "follower", "force", "militia",
                      "group", "brigade", "battalion", "gang", "company", "village", "city", "area", "province"))  # fmt: skip


def describe(text: str, language: str, namer: Namer, spell: Callable[[str], str], *, named: bool = False) -> str:
    """Return an English phrase for a participant; never empty for a text with letters.

    In a name (``named``), unknown words are spelled, and that of a body or a building is put together as English names are.
    """
    if language not in ("ar", "fa", "tr"):
        return _english(text) or text
    body = body_name(text, language, namer, spell) if named else None
    if body:
        return body
    tokens = _listing(text, language)
    number = ascii_digits(tokens.pop()) if named and len(tokens) > 1 and tokens[-1].isdigit() else ""
    words = list(_translate(tokens, language, namer, spell, named=named))
    if named and words and all(w.part in ("other", "name", "person") for w in words) and any(w.part == "other" for w in words):
        return " ".join([*(w.one for w in words), number]).strip()  # of a foreign name no word hangs on another
    if number:
        words = list(_translate([*tokens, number], language, namer, spell, named=named))
    phrase = head_last(words) if language == "tr" else head_first(words)
    if not phrase and not named and _PEOPLE[language].search(text.strip(" .,،\"'«»“”")):
        return "people"
    return phrase or " ".join(spell(t) for t in _tokens(text)) or text


def body_name(text: str, language: str, namer: Namer, spell: Callable[[str], str]) -> str | None:
    """Return the English name of a body, a building or a piece of land; None where the words name none."""
    return institution(_listing(text, language), language, namer, spell) if language in ("ar", "fa", "tr") else None


def is_description(text: str, language: str) -> bool:
    """Tell whether a phrase is headed by a common noun for people ('gunmen', 'انتحاريين', 'Türk askerleri'): it names nobody."""
    words = _tokens(text)
    if not words:
        return False
    if language == "en" and len(words) == 1 and fold(words[0], "en") in _vocabulary():
        return True  # 'Gunmen' at the head of a sentence
    if language in ("en", "tr"):
        return not any(c.isupper() for c in words[-1])
    words = [w for w in words if not w.isdigit()] or words
    found = [w.part for w in _listed(fold(words[0], language), language)]
    return "head" in found or "quantity" in found or ("body" in found and len(words) == 1)


def head_noun(text: str, language: str) -> str | None:
    """Return the English singular of a phrase's only word, a common noun with its article or ending: 'الحركة' gives 'movement'."""
    words = _tokens(_OPENING.sub("", text) if language == "en" else text)
    if len(words) != 1:
        return None
    if language == "en":
        return fold(words[0], "en")
    found = [w for w in _listed(fold(words[0], language), language) if w.part in ("head", "body") and w.number == 1]
    return found[0].one if found else None


def noun(word: str, language: str) -> str | None:
    """Return the English singular of a common noun in any number: 'قواعد' gives 'base'."""
    if language == "en":
        return fold(word, "en")
    return next((w.one for w in _listed(fold(word, language), language) if w.part in ("head", "body")), None)


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(_MARKS.sub("", text))


def _listing(text: str, language: str) -> list[str]:
    """Return the words of a phrase, a comma read as 'and'."""
    return _tokens(re.sub("[,،]", f" {_AND[language]} ", text.strip(" ,،")))


def _listed(form: str, language: str) -> list[Word]:
    return exact(form, language) or inflected(form, language)


def _english(text: str) -> str:
    """Return an English phrase without its article; an ordinary first word loses its capital."""
    phrase = _OPENING.sub("", text.strip())
    first, _, rest = phrase.partition(" ")
    return " ".join(filter(None, (fold(first, "en") if fold(first, "en") in _vocabulary() else first, rest)))


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[str]:
    """Return the English words that are no names, those of the lists of all languages."""
    return frozenset(
        word
        for language in ("ar", "fa", "tr")
        for section in ("heads", "bodies", "modifiers", "first", "quantifiers")
        for form in parts(language, section)
        for known in exact(form, language)
        for word in f"{known.one} {known.many}".split()
        if not word[:1].isupper()
    )


def _translate(tokens: list[str], language: str, namer: Namer, spell: Callable[[str], str], *, named: bool) -> Iterator[Word]:
    """Translate the words, the longest known stretch first."""
    at, before, has_head = 0, None, False
    while at < len(tokens):
        folded = fold(tokens[at], language)
        if has_head and folded in _WHO.get(language, ()):
            return
        if folded in _THESE.get(language, ()):
            at, has_head = at + 1, False
            continue
        leads = _last_noun(tokens, at, language) if language == "tr" else not has_head or _owner(tokens, at, before, language)
        found, length = _stretch(tokens, at, language, namer, leads)
        if found and language == "ar" and folded.startswith("و") and before and before.part == found.part == "nation":
            yield Word("link", "and")  # a nation is known with its joined 'and' too
        for rest in () if found else _without_particle(tokens[at], language):
            joins = folded.startswith("و") and before is not None and before.part in ("head", "body")
            found, length = _stretch([*tokens[:at], rest, *tokens[at + 1 :]], at, language, namer, leads or joins)
            if found:
                if folded.startswith("و") and not rest.startswith("و"):
                    yield Word("link", "and")
                break
        body = institution(tokens[at:], language, namer, spell) if not found and at and language != "tr" else None
        if body and body[0].isupper():
            yield Word("name", body)
            return
        if not found and not named and language != "tr" and (before is None or before.one not in _BEARERS):
            found, length = _purpose(tokens, at, language)
        if not found:
            found, length = _unknown(tokens[at], at, before, language, spell, named=named), 1
        if found:
            yield found
            has_head = found.part != "link" and (has_head or found.part in ("head", "body", "name", "person", "state", "other", "nation"))
            has_head = has_head or (found.part == "link" and found.one == "and")
            has_head = has_head or (found.part == "modifier" and language == "ar" and before is not None and before.part == "link")
        before, at = found, at + length


def _purpose(tokens: list[str], at: int, language: str) -> tuple[Word | None, int]:
    """Return what people are for who are told by the words of bodies: 'meteorology' experts."""
    for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
        listed = body_word(tokens[at : at + length], language)
        if listed and listed.english and listed.link in ("", "for"):
            return Word("modifier", small(listed.english)), length
    return None, 1


def _owner(tokens: list[str], at: int, before: Word | None, language: str) -> bool:
    """Tell whether an Arabic plural hangs on the noun before it: it has the article, and that noun has none ('أقارب المفقودين')."""
    if language != "ar" or before is None or before.part not in ("head", "body"):
        return False
    return tokens[at].startswith("ال") and not tokens[at - 1].startswith("ال") and tokens[at].endswith(("ين", "ون"))


def _last_noun(tokens: list[str], at: int, language: str) -> bool:
    """Tell whether a Turkish word must be a noun: the last one, and the one that it is joined to ('sivil ve asker')."""
    rest = tokens[at + 1 :]
    if not rest:
        return True
    after = rest[1:]
    return fold(rest[0], language) in _JOINS and (len(after) == 1 or (len(after) == 2 and _number(after, language) is not None))


def _stretch(tokens: list[str], at: int, language: str, namer: Namer, leads: bool) -> tuple[Word | None, int]:
    """Return what the longest known stretch from a token on stands for, and how many tokens it takes."""
    number = _number(tokens[at:], language)
    if number and (number[1] > 1 or tokens[at][0].isdigit()):
        return number
    more = at + 1 < len(tokens)
    for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
        stretch = " ".join(tokens[at : at + length])
        folded = fold(stretch, language)
        known = exact(folded, language) or (inflected(folded, language) if length > 1 else [])
        if known and not any(w.part == ("head" if leads else "modifier") for w in known):
            known = [*(w for w in inflected(folded, language) if w.part == ("head" if leads else "modifier")), *known]
        found = _choose(known, leads=leads, more=at + length < len(tokens), language=language)
        found = found or (namer(stretch, False) if language != "tr" or stretch[:1].isupper() else None)
        if found:
            return found, length
    if number:
        return number
    found = _choose(inflected(fold(tokens[at], language), language), leads=leads, more=more, language=language)
    return found or (namer(tokens[at], True) if language != "tr" or tokens[at][:1].isupper() else None), 1


def _choose(found: Sequence[Word], *, leads: bool, more: bool, language: str) -> Word | None:
    """Return the reading that fits: the head where one is wanted, a bound word where its argument may follow or stand before."""
    leads = leads or (language == "tr" and any(w.number > 1 for w in found))
    wanted = ["quantity", "head", "body"] if leads else ["quantity", "modifier", "first"]
    if not leads and (more or language == "tr"):
        wanted.insert(0, "bound")
    if leads and language == "tr":
        wanted = ["head", "body"]
    for part in wanted:
        for word in found:
            if word.part == part:
                return word
    return found[0] if found else None


def _number(tokens: list[str], language: str) -> tuple[Word, int] | None:
    """Read a number in words or digits; an ordinal is a modifier."""
    if language == "tr":
        tokens = [_SCALE.sub(r"\1", token) for token in tokens]
    folded = tokenize(fold(" ".join(tokens[:6]), language))
    numeral = read_number(folded, 0, language) if folded else None
    if numeral is None or numeral.length > len(tokens):
        return None
    length = len(fold(" ".join(tokens[:6]), language)[: folded[numeral.length - 1].end].split())
    if numeral.ordinal:
        return (Word("first", _ORDINALS[numeral.value]), length) if 0 < numeral.value < len(_ORDINALS) else None
    spelled = _COUNTS[numeral.value] if numeral.value < len(_COUNTS) else f"{numeral.value:,}"
    return Word("quantity", spelled), length


def _without_particle(token: str, language: str) -> list[str]:
    """Take the ending of an Arabic accusative or plural, or a joined 'and', 'for' or 'by', off a word that is not known with it."""
    folded = fold(token, "ar")
    if language != "ar" or len(folded) < 4:
        return []
    endings = [token[:-1]] if folded.endswith("ا") else [token[:-2] + "ين"] if folded.endswith(("ات", "ان")) else []
    if folded.startswith("لل"):
        return [*endings, "ال" + token[2:]]
    return [*endings, token[1:]] if folded[0] in "ولبكف" else endings


def _unknown(token: str, at: int, before: Word | None, language: str, spell: Callable[[str], str], *, named: bool) -> Word | None:
    """Spell a word that looks like a name, leave out one that does not."""
    if token.isdigit():
        return Word("quantity", ascii_digits(token))
    if language == "tr":
        own = token[:1].isupper() and (at > 0 or not re.search(r"l[ae]r\w*$|[dt][ae]n$|n[ae]$", token))
        return Word("other", spell(re.split("['’]", token)[0])) if own or named else None
    borne = before is not None and (before.part == "other" or before.one in _BEARERS)
    common = re.search(r"^ال|(?:ون|ين|ات|ية|ها|هم)$", token) if language == "ar" else re.search("(?:ان|ها|های|ی)$", token)
    return Word("other", spell_name(token, language, spell)) if named or (borne and not common) else None
