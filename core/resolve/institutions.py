"""English names of bodies, buildings and landscape that nothing knows: 'المفوضية العليا لحقوق الإنسان', 'جسر الأحرار'.

Takes: a name's words, the language, a callable that names what the knowledge base knows and one that spells the rest. Gives: an English
name with its capitals, or None where the words begin with no such noun or only describe ('مستشفى عسكري', 'a military hospital').
Known limits: which noun an Arabic adjective belongs to is told by gender and place only.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from core.resolve.describe_phrase import definite
from core.resolve.describe_words import Word, exact, inflected
from core.resolve.institution_words import LONGEST, Part, head, is_own, looks_foreign, part, small, usual
from core.textnorm import ascii_digits, fold

Namer = Callable[[str, bool], Word | None]
Spell = Callable[[str], str]

_OWNED = re.compile(r"['’]\w*$")
_NUMBERED = re.compile(r"\b(\d+) no['’]?l[uü]\b", re.IGNORECASE)
_KIN = frozenset(("ابن", "بن", "ابو", "ابي", "ام", "عبد"))
"""Words that make one name with the next."""
_SPELLING = ("name", "front")
_AND = {"fa": "و", "tr": "ve"}
_IN = {"ar": ("في",), "fa": ("در",), "tr": ()}
_ARTICLE = 5
"""A Persian word of more letters that begins with 'ال' bears the Arabic article ('الاحرار'), if it is not listed as a Persian one."""
_JOINED = {"ل": "for", "ب": "in"}
_PLURAL_NATION = ("ين", "ون")


def institution(tokens: Sequence[str], language: str, namer: Namer, spell: Spell) -> str | None:
    """Return the English of a name that is headed by the noun of a body, building or landscape."""
    if language == "tr":
        tokens = [_OWNED.sub("", t) for t in _NUMBERED.sub(r"No.\1", " ".join(tokens)).split()]
    found = head(tokens, language)
    if not found or found[1] >= len(tokens):
        return None
    main, length = found
    rest = tokens[:-length] if language == "tr" else tokens[length:]
    parts = _parts(rest, main, language, namer, spell)
    if not _is_name(main, parts, tokens, language):
        return _description(main, parts, tokens[0], language)
    text = _assemble(main, parts, language)
    return text[:1].upper() + text[1:]


def _description(main: Part, parts: Sequence[Part], first: str, language: str) -> str | None:
    """Return the same in small letters where no name is meant and the lists of descriptions do not hold the noun."""
    if language == "tr" or not parts or exact(fold(first, language), language) or inflected(fold(first, language), language):
        return None
    told = [p if p.sort in ("nation", "state", "name", "inner") else replace(p, english=small(p.english)) for p in parts]
    return _assemble(replace(main, english=small(main.english)), told, language)


def _is_name(main: Part, parts: Sequence[Part], tokens: Sequence[str], language: str) -> bool:
    """Tell a name from a description: by capitals in Turkish, by an article or a name in Arabic, by length in Persian."""
    sorts = {p.sort for p in parts}
    if sorts == {"nation"} and " " in main.english and main.how != "people":
        # 'هيئة البث الأيرلندية' is one body; in Persian nothing tells it from 'a military court'
        return language == "ar" and all(t.startswith("ال") for t in tokens[1:])
    if not sorts or sorts <= {"nation"} or (sorts <= {"state"} and main.how in ("pre", "site", "uni") and " " not in main.english):
        return False
    if language == "tr":
        return any(t[:1].isupper() for t in tokens)
    if sorts & {"name", "inner", "state"}:
        return True
    if language == "ar":
        return any(t.startswith(("ال", "لل", "وال", "بال")) for t in tokens)
    return len(parts) > 1 or sorts == {"term"}


def _parts(tokens: Sequence[str], main: Part, language: str, namer: Namer, spell: Spell) -> list[Part]:
    """Read the words beside the head, the longest known stretch first; what nothing knows is spelled."""
    out: list[Part] = []
    at, link = 0, ""
    while at < len(tokens):
        if tokens[at] in _IN[language] or tokens[at] == _AND.get(language):
            at, link = at + 1, "and" if tokens[at] == _AND.get(language) else "in"
            continue
        found, length = _longest(tokens, at, main, out, language, namer, spell)
        found = replace(found, link=link or found.link)
        if found.english:
            same = out and out[-1].sort == found.sort == "name" and out[-1].how == found.how == "spelled" and not found.link
            if same:
                out[-1] = replace(out[-1], english=f"{out[-1].english} {found.english}")
            else:
                out.append(found)
        at, link = at + length, ""
    return out


def _longest(
    tokens: Sequence[str], at: int, main: Part, before: Sequence[Part], language: str, namer: Namer, spell: Spell
) -> tuple[Part, int]:
    """Return what the longest stretch from a token on is."""
    for length in range(min(LONGEST, len(tokens) - at), 0, -1):
        stretch = tokens[at : at + length]
        listed = part(stretch, language)
        if listed and _fits(listed, stretch, main, before, language):
            return listed, length
        known = _known(" ".join(stretch), namer, language) if length < 5 else None
        if known:
            return known, length
    inner, joined = None, ""
    if language != "tr" and main.how not in _SPELLING and (before or at == 0) and len(tokens) - at > 1:
        inner = institution(tokens[at:], language, namer, spell)
        if not inner and language == "ar" and tokens[at][0] in _JOINED:
            inner, joined = institution([tokens[at][1:], *tokens[at + 1 :]], language, namer, spell), _JOINED[tokens[at][0]]
    if inner:
        return Part("inner", inner, link=joined), len(tokens) - at
    bound = any(p.sort in ("term", "name", "inner", "state") for p in before)
    if main.definite and not bound and tokens[at][0] == "ل" and len(tokens[at]) > _ARTICLE:
        listed = part([tokens[at][1:]], language)
        return replace(listed or _spelled(tokens[at][1:], language, spell), link="for"), 1
    if fold(tokens[at], "ar") in _KIN and at + 1 < len(tokens):
        return Part("name", spell(" ".join(tokens[at : at + 2])), "spelled"), 2
    return _spelled(tokens[at], language, spell), 1


def _fits(listed: Part, stretch: Sequence[str], main: Part, before: Sequence[Part], language: str) -> bool:
    """Tell whether a word is to be translated: beside bridges and streets nouns are names, and so is what an Arabic one hangs on."""
    if main.how == "site" and not before and usual(stretch[0]) and len(stretch) == 1:
        return False
    if main.how not in _SPELLING:
        return True
    if listed.sort == "term" or (language == "tr" and len(stretch) == 1):
        return False
    return language == "fa" or bool(before) or main.definite or not stretch[0].startswith("ال")


def _known(words: str, namer: Namer, language: str) -> Part | None:
    """Return what the knowledge base knows by these words; a family name alone is spelled like any other."""
    if language == "tr" and not words[:1].isupper():
        return None
    found = namer(words, True)
    if found is None or (found.part == "person" and " " not in words):
        return None
    if found.part == "state" and not found.bare and found.many:
        return Part("nation", found.many)
    if found.part == "nation":
        return Part("nation", found.one, human=words.endswith(_PLURAL_NATION))
    if " " in found.one and " " not in words and found.part != "state":
        return None  # 'Ege' in a university's name is not the sea
    return Part("state" if found.part == "state" and found.many else "name", found.one)


def _spelled(token: str, language: str, spell: Spell) -> Part:
    """Spell a word that nothing knows; one joined to 'and' or 'for' without it."""
    link = ""
    if language == "ar" and token.startswith(("وال", "لل")) and len(token) > 4:
        link, token = ("and", token[1:]) if token.startswith("وال") else ("for", "ال" + token[2:])
    if token.startswith("No."):
        return Part("name", token.replace(".", ". "), "spelled")
    if language != "tr" and token.isdigit():
        return Part("name", ascii_digits(token), "spelled")
    if token.isdigit():
        return Part("term", _ordinal(int(token)))
    return Part("name", spell_name(token, language, spell), "spelled", link)


def _ordinal(number: int) -> str:
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def spell_name(token: str, language: str, spell: Spell) -> str:
    """Spell one word: usual words of foreign names as they are written, other foreign ones with o and g."""
    known = usual(token)
    if known:
        return known
    if language == "fa" and token.startswith("ال") and len(token) > _ARTICLE and not is_own(token):
        return f"al-{spell(token[2:])}"
    spelled = spell(token)
    return spelled.replace("ou", "o").replace("gh", "g") if language == "ar" and looks_foreign(token) else spelled


# --- English ----------------------------------------------------------------------------------------------------


def _assemble(main: Part, parts: Sequence[Part], language: str) -> str:
    """Put a name together as its head wants it."""
    adjectives, nations, rest = _shared(main, _nouns(main, parts, language), language)
    segments: dict[str, list[Part]] = {"": [], "for": [], "in": []}
    now = ""
    for one in rest:
        now = one.link if one.link in ("for", "in") else now
        segments[now].append(one)
    states = [p.english for p in segments[""] if p.sort == "state"]
    names = [p for p in segments[""] if p.sort in ("name", "inner")]
    terms = [p for p in segments[""] if p.sort in ("term", "rank", "modifier", "nation")]
    purpose = _noun_phrase(segments["for"], language).removesuffix("'s")
    front, what = _names(names), _noun_phrase(terms, language)
    if names and terms and terms[0].link == "and" and rest.index(terms[0]) > rest.index(names[0]):
        front += " and"
    words = [*nations, front]
    how = main.how
    if how == "for" or (how in ("of", "people") and purpose and not what):
        what, purpose = (what or purpose), (purpose if what else "")
    if how in ("name", "front"):
        owner = " and ".join(filter(None, (front, *states)))
        kind = f"{main.english} {owner}" if how == "front" else f"{owner} {' '.join([*adjectives, what])} {main.english}"
        text = " ".join([*nations, *(adjectives if how == "front" else ()), kind])
        states = []
    elif how == "people":
        owner = _and(names, what, front)
        text = " ".join([*nations, *adjectives, main.english, *(("of", owner) if owner.strip() else ())])
    elif how in ("of", "for") or (how == "uni" and what):
        joint = "for" if how == "for" else "of"
        tail = what.removesuffix("'s") if what else ""
        whom = [] if tail else ([f"of {definite(front)}"] if front else [])
        text = " ".join([*nations, *([front] if tail else []), *adjectives, main.english, *([f"{joint} {tail}"] if tail else whom)])
    else:
        text = " ".join([*words, *adjectives, what, main.english])
    if purpose:
        text += f" for {purpose}"
    text += f" of {' and '.join(definite(s) for s in states)}" if states else ""
    inside = " ".join(p.english for p in segments["in"])
    return " ".join(f"{text} in {inside}".split() if inside else text.split())


def _nouns(main: Part, parts: Sequence[Part], language: str) -> list[Part]:
    """Take an unknown word for one more noun where it stands in a list with them, or after one that opens a list; in Turkish after any."""
    out = list(parts)
    for i, one in enumerate(out):
        if one.how != "spelled" or main.how in _SPELLING:
            continue
        before, after = out[i - 1] if i else None, out[i + 1] if i + 1 < len(out) else None
        told = before is not None and before.sort == "term"
        listed = (after is not None and after.link == "and" and after.sort == "term") or (told and (one.link == "and" or "+" in before.how))
        if (listed and main.how != "people") or (told and language == "tr"):
            out[i] = replace(one, sort="term", how="", english=one.english.removeprefix("al-"))
    return out


def _and(names: Sequence[Part], what: str, front: str) -> str:
    """Join what a union's members are with where they are from: 'Sinai Tribes', 'Writers and X'."""
    if what and names and names[0].link == "and":
        return f"{what} and {front}"
    return f"{front} {what}".strip()


def _names(names: Sequence[Part]) -> str:
    return "".join((" and " if p.link == "and" and i else " " if i else "") + p.english for i, p in enumerate(names))


def _shared(main: Part, parts: Sequence[Part], language: str) -> tuple[list[str], list[str], list[Part]]:
    """Sort out the adjectives that belong to the head: those right behind it, and later ones that only agree with it."""
    adjectives: list[str] = []
    nations: list[str] = []
    rest: list[Part] = []
    for one in parts:
        noun = next((p for p in reversed(rest) if p.sort in ("term", "name", "inner", "state")), None)
        if one.sort == "nation":
            if one.human and noun and noun.sort == "term":
                rest.append(one)
            else:
                nations.append(one.english)
        elif one.sort not in ("rank", "modifier"):
            rest.append(one)
        elif language == "tr" or (noun is not None and noun.sort == "term" and not _heads(main, one, noun, language)):
            rest.append(one)
        elif one.link == "and" and adjectives:
            adjectives[0] += f" and {one.english}"
        else:
            adjectives.insert(0, one.english)
    return adjectives, nations, rest


def _heads(main: Part, adjective: Part, noun: Part, language: str) -> bool:
    """Tell whether an adjective behind another noun belongs to the head."""
    if language != "ar" or adjective.human or adjective.link == "and":
        return False
    if adjective.feminine == main.feminine:
        return adjective.sort == "rank" or noun.feminine != main.feminine
    return False


def _noun_phrase(parts: Sequence[Part], language: str) -> str:
    """Put nouns and their adjectives in English order: the last noun of a chain first, Turkish ones as they stand."""
    if language == "tr":
        return _listed_in_turn(parts)
    chunks: list[tuple[Part, list[str]]] = []
    for one in parts:
        if one.sort in ("rank", "modifier", "nation") and chunks:
            noun, own = chunks[-1]
            chunks[-1] = (noun, [f"{own[0]} and {one.english}", *own[1:]] if one.link == "and" and own else [one.english, *own])
        else:
            chunks.append((one, []))
    return _chain(chunks)


def _listed_in_turn(parts: Sequence[Part]) -> str:
    """Join words as they stand, those linked by 'and' as a list."""
    groups: list[list[str]] = []
    for one in parts:
        if one.link == "and" or not groups:
            groups.append([one.english])
        else:
            groups[-1].append(one.english)
    return _list([" ".join(group) for group in groups])


def _list(texts: Sequence[str]) -> str:
    return ", ".join(texts[:-1]) + f" and {texts[-1]}" if len(texts) > 1 else "".join(texts)


def _chain(chunks: Sequence[tuple[Part, list[str]]]) -> str:
    """Join a chain of nouns; one that opens a list is said once, behind (or before) all of it."""
    if not chunks:
        return ""
    first, own = chunks[0]
    said = " ".join([*own, first.english])
    if len(chunks) == 1:
        return said
    if "+" in first.how and chunks[1][0].link != "and":
        rest = _chain(chunks[1:])
        return f"{said} {rest}" if ">" in first.how else f"{rest} {said}"
    groups: list[list[str]] = []
    for noun, adjectives in chunks:
        text = " ".join([*adjectives, noun.english])
        if noun.link == "and" or not groups:
            groups.append([text])
        else:
            groups[-1].insert(0, text)
    return _list([" ".join(group) for group in groups])
