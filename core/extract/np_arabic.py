"""Noun phrases of Arabic and Persian that are mentions: known names, title + name, head noun + complements, groups.

Takes: body words, the name index. Gives: ``Found`` candidates. Uses lexicons titles, groups, words.
Known limits: no capital letters to lean on, so an unknown name needs a title or a head noun before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from core import lexicon
from core.extract.found import Found
from core.extract.names import NameIndex
from core.parse import Word

_NAME_WORDS = 4
_COMPLEMENTS = 7
_CAPITAL = ("العاصمه", "پايتخت")  # folded
_PARTICLES = {"بن", "بنت", "ابن", "ابو", "ام", "ال", "عبد", "اية", "ابي", "آل"}


@dataclass(frozen=True, slots=True)
class Lists:
    """Folded word lists of one language."""

    titles: dict[str, tuple[tuple[str, ...], ...]]
    orgs: frozenset[str]
    forces: frozenset[str]
    unnamed: dict[str, tuple[tuple[str, ...], ...]]
    facilities: frozenset[str]
    places: frozenset[str]
    quantifiers: frozenset[str]
    epithets: frozenset[str]
    stops: frozenset[str]
    place_prepositions: frozenset[str]
    demonyms: frozenset[str]
    verbs: frozenset[str]
    trigger_forms: frozenset[str]
    language: str


@lru_cache(maxsize=4)
def lists(language: str) -> Lists:
    """Load the lists of a language."""
    groups = lexicon.folded_lists(language, "groups")
    titles = lexicon.folded_lists(language, "titles")
    words = lexicon.words(language)
    stops = (
        words.get("prepositions", frozenset())
        | words.get("clause_words", frozenset())
        | words.get("relatives", frozenset())
        | words.get("names_not", frozenset())
        | words.get("pronouns", frozenset())
    )
    verbs = frozenset(
        f for f, rows in lexicon.triggers(language).forms.items() if any(r.feature("pos") in ("verb", "participle") for r in rows)
    )
    nouns = frozenset(f for f, rows in lexicon.triggers(language).forms.items() if any(r.feature("pos") == "noun" for r in rows))
    return Lists(
        titles=_by_first(titles.get("heads", ())),
        orgs=frozenset(groups.get("org_heads", ())),
        forces=frozenset(groups.get("force_heads", ())),
        unnamed=_by_first(groups.get("unnamed_heads", ())),
        facilities=frozenset(groups.get("fac_heads", ())),
        places=frozenset(groups.get("loc_heads", ())),
        quantifiers=frozenset(groups.get("quantifiers", ())),
        epithets=frozenset(groups.get("epithets", ())),
        stops=stops,
        place_prepositions=words.get("place_prepositions", frozenset()),
        demonyms=_demonyms(language),
        verbs=(verbs - nouns) | _reporting(language),
        trigger_forms=frozenset(lexicon.triggers(language).forms),
        language=language,
    )


def _by_first(phrases: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    out: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        tokens = tuple(phrase.split())
        out.setdefault(tokens[0], []).append(tokens)
    return {k: tuple(sorted(v, key=len, reverse=True)) for k, v in out.items()}


def _demonyms(language: str) -> frozenset[str]:
    from core.textnorm import fold

    roots = [fold(form, language) for rows in lexicon.table(language, "groups").get("demonym", {}).values() for form in rows]
    if language == "fa":
        return frozenset(roots)
    endings = ("", "ه", "ين", "ون", "ا", "ان", "تين", "تان", "ات")
    return frozenset(a + r + e for r in roots for e in endings for a in ("", "ال"))


def _reporting(language: str) -> frozenset[str]:
    from core import parse_ar, parse_fa

    rows = lexicon.table(language, "attribution").get("verbs", [])
    light = lexicon.table(language, "assertion").get("light_verbs", []) if language == "ar" else []
    expand = parse_ar.expand_verb if language == "ar" else parse_fa.expand_verb
    return frozenset(form for row in [*rows, *light] if " " in row or language == "fa" for form, _ in expand(row)) - {"بين"}


def find(body: list[Word], language: str, index: NameIndex) -> Iterator[Found]:
    """Yield candidates, left to right."""
    known = lists(language)
    for i, word in enumerate(body):
        if word.clitic or not word.is_word:
            continue
        yield from _known_name(body, i, index)
        yield from _titled(body, i, known, index, language)
        yield from _headed(body, i, known, index)
        yield from _place_after_preposition(body, i, known, index)
        if word.fold in known.demonyms:
            yield Found(i, i + 1, "GPE", True, 0.3, "lexicon", "adjective of origin")


def _known_name(body: list[Word], i: int, index: NameIndex) -> Iterator[Found]:
    hit = index.at(body, i)
    if hit:
        yield Found(i, hit[0], hit[1], True, 0.9, "knowledge", "known name")


def _phrase_at(body: list[Word], i: int, phrases: dict[str, tuple[tuple[str, ...], ...]]) -> int:
    for tokens in phrases.get(body[i].fold, ()):
        if [w.fold for w in body[i : i + len(tokens)]] == list(tokens):
            return i + len(tokens)
    return 0


def _titled(body: list[Word], i: int, known: Lists, index: NameIndex, language: str) -> Iterator[Found]:
    """A title with its complements, and the name that follows it."""
    head = _phrase_at(body, i, known.titles)
    if not head or (i and body[i - 1].fold in known.titles and body[i - 1].sentence == body[i].sentence):
        return
    end = _complements(body, head, known, index, stop_at_name=True)
    if end > head or body[i].fold.startswith("ال") or language == "fa":
        yield Found(i, end, "TITLE", True, 0.7, "lexicon", "title")
    start = end + 1 if end < len(body) and body[end].text in "،," else end
    name_end = _name(body, start, known, index)
    if name_end > start and body[start].sentence == body[i].sentence:
        yield Found(start, name_end, "PERSON", True, 0.75, "lexicon", f"name behind the title '{body[i].text}'")


def _name(body: list[Word], start: int, known: Lists, index: NameIndex) -> int:
    """Return the end of a person's name that starts at ``start``, or ``start``."""
    if start >= len(body):
        return start
    hit = index.at(body, start)
    if hit and hit[1] == "PERSON":
        return hit[0]
    if hit and hit[1] in ("GPE", "ORG", "GROUP", "LOC"):
        return start
    end = start
    while end < len(body) and end - start < _NAME_WORDS and _name_word(body, end, start, known):
        end += 1
    if end - start == 1 and (body[start].fold in _PARTICLES or len(body[start].fold) < 4):
        return start
    return end


def _name_word(body: list[Word], at: int, start: int, known: Lists) -> bool:
    word = body[at]
    if word.clitic or not word.is_word or word.text[0].isdecimal() or word.sentence != body[start].sentence:
        return False
    if (
        word.fold in known.stops
        or word.fold in known.verbs
        or word.fold in known.demonyms
        or word.fold in known.orgs
        or word.fold in known.titles
    ):
        return False
    if at == start:
        return not word.fold.startswith("ال") and not word.text.endswith(("اً", "ًا")) and (word.fold not in known.trigger_forms)
    return not _feminine_adjective(word) and not word.text.endswith(("اً", "ًا"))


def _feminine_adjective(word: Word) -> bool:
    return word.fold.startswith("ال") and word.text.endswith(("ية", "يّة"))


def _complements(body: list[Word], at: int, known: Lists, index: NameIndex, *, stop_at_name: bool) -> int:
    """Go over the words that belong to a head: definite nouns and adjectives, known organisations and places, 'في X'."""
    start = at
    if known.language == "fa":
        return _ezafe(body, at, known, index, stop_at_name=stop_at_name)
    while at < len(body) and at - start < _COMPLEMENTS and body[at].sentence == body[start - 1].sentence:
        hit = index.at(body, at)
        if hit:
            if hit[1] == "PERSON" and stop_at_name:
                break
            if at > start and _closed(body, at, known) and not (body[at].fold in known.demonyms and body[at].fold.startswith("ال")):
                break  # 'دعا الرئيس التركي روسيا إلى …', 'هدد زعيم الحوثيين إسرائيل': here the object begins
            at = hit[0]
            continue
        word = body[at]
        if word.fold in '"' and at + 1 < len(body):
            close = next((k for k in range(at + 1, min(at + 5, len(body))) if body[k].fold == '"'), 0)
            if close:
                at = close + 1
                continue
        if _complement_word(body, at, known):
            at += 1
        elif (
            stop_at_name
            and body[start - 1].fold in known.titles
            and word.fold in ("في", "ل")
            and at > start
            and at + 1 < len(body)
            and (index.at(body, at + 1) or body[at + 1].fold in known.forces or body[at + 1].fold in known.orgs)
        ):
            at += 1
        elif (
            word.clitic == "pro"
            and word.text == "و"
            and at + 1 < len(body)
            and body[at + 1].fold.startswith("ال")
            and _ministry(body, start, at)
        ):
            at += 1
        else:
            break
    return at


def _closed(body: list[Word], at: int, known: Lists) -> bool:
    """Tell whether a definite noun or its adjective has closed the construct before word ``at``: no further noun belongs to it."""
    return body[at - 1].fold in known.demonyms or (body[at - 1].fold.startswith("ال") and len(body[at - 1].fold) > 3)


def _ezafe(body: list[Word], at: int, known: Lists, index: NameIndex, *, stop_at_name: bool) -> int:
    """Persian writes no ezafe: the chain runs to the last known name near by, else over one adjective of origin."""
    end = at
    for k in range(at, min(len(body), at + 5)):
        word = body[k]
        hit = index.at(body, k)
        if hit and hit[1] == "PERSON" and stop_at_name:
            break
        if hit and hit[1] in ("GPE", "ORG", "GROUP", "LOC", "FAC", "PERSON"):
            end = hit[0]
            break
        if (
            not word.is_word
            or word.fold in known.stops
            or word.fold in known.verbs
            or word.fold in ("و", "را")
            or word.sentence != body[at - 1].sentence
        ):
            break
        if word.fold in known.demonyms:
            end = k + 1
    return end


def _ministry(body: list[Word], start: int, at: int) -> bool:
    """'وزارة الإذاعة والتلفزيون': 'and' inside a name is met only behind ministries and councils."""
    return start > 0 and body[start - 1].fold in ("وزاره", "المجلس", "مجلس", "هيئه", "لجنه") and at - start <= 2


def _complement_word(body: list[Word], at: int, known: Lists) -> bool:
    word = body[at]
    if word.clitic or not word.is_word or word.fold in known.stops or word.fold in known.verbs:
        return False
    if word.fold in known.demonyms or word.fold in known.orgs or word.fold in known.forces or word.fold in known.titles:
        return True
    if word.fold.startswith("ال"):
        return True
    return word.text.endswith(("ية", "ي", "يين", "يون")) and len(word.fold) > 4 and body[at - 1].fold[:2] != "ال"


def _headed(body: list[Word], i: int, known: Lists, index: NameIndex) -> Iterator[Found]:
    """A noun that heads an organisation, a force, a facility, a place or a group of people."""
    fold = body[i].fold
    if fold in known.orgs or fold in known.forces:
        end = _complements(body, i + 1, known, index, stop_at_name=True)
        while end == i + 1 and end < len(body) and fold in known.forces and _indefinite_adjective(body, end, known):
            end += 1
        if end > i + 1 or fold.startswith("ال"):
            named = end > i + 1
            yield Found(i, end, "GROUP" if fold in known.forces else "ORG", named, 0.6, "lexicon", f"name headed by '{body[i].text}'")
    unnamed = _phrase_at(body, i, known.unnamed)
    if unnamed:
        yield _group(body, i, unnamed, known, index)
    if fold in known.facilities:
        end = _complements(body, i + 1, known, index, stop_at_name=False)
        if end > i + 1:
            yield Found(i, end, "FAC", True, 0.6, "lexicon", f"facility '{body[i].text}'")
    if fold in known.places:
        yield from _place(body, i, known, index)


def _group(body: list[Word], i: int, head_end: int, known: Lists, index: NameIndex) -> Found:
    person = index.at(body, head_end) if head_end < len(body) else None
    if person and person[1] == "PERSON" and body[head_end].sentence == body[i].sentence:
        return Found(i, person[0], "GROUP", False, 0.55, "lexicon", f"group '{body[i].text}'")
    end = _complements(body, _inner_head(body, head_end, known), known, index, stop_at_name=True)
    if end == _inner_head(body, head_end, known):
        head_end = end
        while end < len(body) and end - head_end < 2 and _indefinite_adjective(body, end, known):
            end += 1
    start = i
    while (
        start
        and i - start < 2
        and body[start - 1].sentence == body[i].sentence
        and (body[start - 1].fold in known.quantifiers or body[start - 1].text.isdecimal())
    ):
        start -= 1
    return Found(start, end, "GROUP", False, 0.5, "lexicon", f"group '{body[i].text}'")


def _inner_head(body: list[Word], at: int, known: Lists) -> int:
    """Go over a quantifier and a second head noun: 'ممثلي عدة فصائل …'."""
    end = at
    while (
        end < len(body)
        and end - at < 3
        and not body[end].clitic
        and (
            body[end].fold in known.quantifiers
            or body[end].fold in known.forces
            or body[end].fold in known.unnamed
            or body[end].fold in ("من",)
            and end + 1 < len(body)
            and body[end + 1].fold in known.unnamed
        )
    ):
        end += 1
    return end if end > at and body[end - 1].fold not in known.quantifiers else at


def _indefinite_adjective(body: list[Word], at: int, known: Lists) -> bool:
    word = body[at]
    if word.clitic or not word.is_word or word.fold in known.stops or word.fold in known.verbs or word.fold in known.trigger_forms:
        return False
    return word.text.endswith(("ين", "ون", "ية", "ة", "ي", "يين", "ات")) and not word.fold.startswith("ال")


def _place(body: list[Word], i: int, known: Lists, index: NameIndex) -> Iterator[Found]:
    if i + 1 >= len(body) or body[i + 1].clitic:
        return
    hit = index.at(body, i + 1)
    if body[i].fold in _CAPITAL and (body[i + 1].fold in known.demonyms or known.language == "fa" and hit and hit[1] == "GPE"):
        # 'the Chinese capital' is a town of its own, not China
        yield Found(i, hit[0] if hit and known.language == "fa" else i + 2, "GPE", True, 0.85, "knowledge", "capital of a state")
    if hit and hit[1] in ("GPE", "LOC", "FAC"):
        yield Found(i + 1, hit[0], hit[1], True, 0.85, "knowledge", "known place")
        return
    if body[i].fold in known.stops and not index.place(body[i + 1].text):
        return
    end = i + 1
    while (
        end < len(body)
        and end - i <= 2
        and body[end].is_word
        and not body[end].clitic
        and body[end].sentence == body[i].sentence
        and body[end].fold not in known.stops
        and body[end].fold not in known.verbs
    ):
        if index.place(" ".join(w.text for w in body[i + 1 : end + 1])):
            yield Found(
                i + 1, end + 1, "GPE" if body[i].fold in known.epithets else "LOC", True, 0.7, "gazetteer", "place in the gazetteer"
            )
        end += 1
    if body[i].fold in known.epithets and end > i + 1:
        yield Found(i + 1, i + 2, "GPE", True, 0.5, "lexicon", f"name behind '{body[i].text}'")


def _place_after_preposition(body: list[Word], i: int, known: Lists, index: NameIndex) -> Iterator[Found]:
    before = body[i - 1] if i else None
    if before is None or before.fold not in known.place_prepositions or body[i].fold in known.stops or len(body[i].fold) < 3:
        return
    if body[i].fold in lexicon.known_words(index.language):
        return
    for length in (3, 2, 1):
        part = body[i : i + length]
        if len(part) == length and all(w.is_word and not w.clitic for w in part) and index.place(" ".join(w.text for w in part)):
            yield Found(i, i + length, "GPE", True, 0.6, "gazetteer", "place in the gazetteer, behind a preposition")
            return
