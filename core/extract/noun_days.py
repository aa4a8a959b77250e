"""The day that a noun has beside it: "Wednesday's attack", 'هجوم الأربعاء', 'çarşamba günkü saldırı', 'حمله شامگاه چهارشنبه'.

Takes: a text and the span of a day. Gives: the noun's span and whether what the sentence tells happened in it ('killed in
Wednesday's attack'). Uses: the lists ``happenings`` and ``within`` of when.toml. Known limit: the two stand beside each other; what
may belong to the verb as well ('condemned the attack on Wednesday') is left to it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from core import lexicon
from core.model import Span
from core.textnorm import fold

_BEFORE, _BEHIND = 90, 60
_DAYPART = {
    "ar": r"(?:(?:يوم|مساء|صباح|فجر|ظهر|عصر|ليل|ليلة|نهار|عشية|نهاية)\s+)*",
    "fa": r"(?:(?:روز|شامگاه|صبح|بامداد|شب|عصر|ظهر|نیمه‌شب|بعدازظهر|غروب)\s+)*",
}
"""Parts of the day before a day, where they are no part of its words."""
_FA_BETWEEN = r"(?:(?!(?:را|به|از|در|با|بر|و|تا|برای|که)(?!\w))[^\s،,.؛:«»()]+\s+){0,2}"
_AR_WITH_BI = re.compile(
    r"(?<!\w)[وف]?(?:ندد|نددت|تندد|يندد|نددوا|منددا|منددة|التنديد|رحب|رحبت|ترحب|أشاد|أشادت|اتهم|اتهمت|متهما|متهمة)(?:\s+\S+){0,4}\s+$"
)
"""Verbs whose object stands behind 'bi-': 'ندد بهجوم الأربعاء' tells no deed in it."""
_KI = re.compile(
    r"(?:['’]?\s*(?:gün|sabah|akşam|gece|öğle|hafta|ay)[ıiuü]?)?\s*['’]?(?:[dt][ae])?k[iü](?!\w)|(?<=[kg]ü)(?!\w)|(?<=ki)(?!\w)"
)
_TR_WORDS = re.compile(r"(?:\s+[^\s,.;:!?]+){1,4}")
_TR_WITHIN = re.compile(r"(?:[dt][ae]|yl[ae])$")
_TR_CASED = re.compile(r"(?:(?<!l)(?<!asker)(?<!siyas)(?<!resm)[ıiuü]|[yn][ae]|[dt][ae]n?|n[ıiuü]n|l[ae]r\w*|yl[ae])$")
_TR_STEM = 6
_TR_PARTICIPLE = re.compile(r"\s+[^\W\d_]+(?:[ae]n|[dt][ıiuü]ğ[ıiuü])(?!\w)")
_EN_ATTRIBUTE = re.compile(r"(?P<poss>['’]s)?\s+(?P<between>(?:[a-z][\w-]+\s+){0,3}?)(?P<noun>[a-z][\w-]+)(?!\w)")
_EN_PART = re.compile(r"(?:\s+(?:morning|afternoon|evening|night))?")
_EN_ARTICLE = re.compile(r"\b(?:the|its|their|his|this|that)\s+$", re.IGNORECASE)
_EN_LEAD = re.compile(r"(?P<lead>\w+)?\s*(?:\b(?:the|its|their|his)\s+)?$")


@dataclass(frozen=True, slots=True)
class Owner:
    """The noun phrase that has a day; ``within`` where what is told happened in it."""

    span: Span
    within: bool = False


def owner(text: str, day: Span, language: str) -> Owner | None:
    """Return the noun that has this day, if one stands right beside it."""
    return _FIND[language](text, day)


def _semitic(text: str, day: Span, language: str, between: str) -> Owner | None:
    """Find a listed noun right before the day ('هجوم مساء الأربعاء')."""
    low = max(0, day.start - _BEFORE)
    pattern = _nouns_before(language, between)
    found = pattern.search(text, low, day.start)
    if found is None:
        return None
    lead = found["lead"] or ""
    within = lead in _list(language, "within") or found["joined"] == "ب" and not _AR_WITH_BI.search(text, low, found.start())
    return Owner(Span(found.start("noun"), day.end), within)


@lru_cache(maxsize=4)
def _nouns_before(language: str, between: str) -> re.Pattern[str]:
    nouns, within = lexicon.any_of(_list(language, "happenings")), lexicon.any_of(_list(language, "within"))
    joined = "(?P<joined>[وفبل]{0,2})" if language == "ar" else "(?P<joined>)"
    return re.compile(rf"(?<!\w)(?:و?(?P<lead>{within})\s+)?(?<!\w){joined}(?P<noun>{nouns})\s+{between}{_DAYPART[language]}$")


def _arabic(text: str, day: Span) -> Owner | None:
    return _semitic(text, day, "ar", "")


def _persian(text: str, day: Span) -> Owner | None:
    return _semitic(text, day, "fa", _FA_BETWEEN)


def _turkish(text: str, day: Span) -> Owner | None:
    """Find the noun behind 'günkü', or a listed one in the possessive right behind a date."""
    ki = _KI.match(text, day.end) if not text[day.start : day.end].endswith(("ki", "kü")) else None
    attributive = ki is not None or text[day.start : day.end].endswith(("ki", "kü"))
    if attributive:
        return _behind_ki(text, day, ki.end() if ki else day.end)
    if not re.search(r"\d|[A-ZÇĞİÖŞÜ]", text[day.start : day.end]):
        return None
    listed = _tr_listed().match(text, day.end)
    return Owner(Span(day.start, listed.end()), bool(_TR_WITHIN.search(listed["case"]))) if listed else None


def _behind_ki(text: str, day: Span, at: int) -> Owner | None:
    """Return the noun that 'günkü' qualifies: the first word behind it that has a case or is listed, an adjective before it at most."""
    words = _TR_WORDS.match(text, at)
    if words is None:
        return None
    found = list(re.finditer(r"\S+", words[0]))
    stems = tuple(w[:_TR_STEM] for w in _list("tr", "happenings"))
    head = next((w for w in found if _TR_CASED.search(w[0]) or w[0].startswith(stems)), found[0])
    end = at + head.end()
    return Owner(Span(day.start, end), bool(_TR_WITHIN.search(head[0])) and not _TR_PARTICIPLE.match(text, end))


@lru_cache(maxsize=1)
def _tr_listed() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:[a-zçğıöşü]+\s+)?{lexicon.any_of(_list('tr', 'happenings'))}(?P<case>(?:n\w+|yl[ae])?)(?!\w)")


def _english(text: str, day: Span) -> Owner | None:
    """Find the noun behind "Wednesday's" or 'the Wednesday', or a listed one before 'of Wednesday'."""
    of = _en_of().search(text, max(0, day.start - _BEFORE), day.start)
    if of:
        return Owner(Span(of.start("noun"), day.end), (of["lead"] or "") in _list("en", "within"))
    begin = day.start + len(m[0]) if (m := re.match(r"(?i)the\s+", text[day.start : day.end])) else day.start
    article = m is not None or _EN_ARTICLE.search(text[max(0, day.start - 10) : day.start])
    at = _EN_PART.match(text, day.end).end()
    found = _EN_ATTRIBUTE.match(text, at)
    if found is None or begin >= day.end:
        return None
    lead = _EN_LEAD.search(text[max(0, day.start - 30) : day.start])
    within = bool(lead and lead["lead"] and fold(lead["lead"], "en") in _list("en", "within"))
    if found["poss"]:
        end = _possessed_end(text, found)
        return Owner(Span(day.start, end), within)
    if not article:
        return None
    listed = _en_listed().match(text, at)
    return Owner(Span(day.start, listed.end()), within) if listed else None


def _possessed_end(text: str, found: re.Match[str]) -> int:
    """Return the end of the listed noun behind "'s", or of the first word."""
    listed = _en_listed().match(text, found.end("poss"))
    first = re.compile(r"\s+[\w-]+").match(text, found.end("poss"))
    return listed.end() if listed else first.end() if first else found.end()


@lru_cache(maxsize=1)
def _en_listed() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:[\w-]+\s+){{0,3}}?{lexicon.any_of(_list('en', 'happenings'))}(?!\w)")


@lru_cache(maxsize=1)
def _en_of() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\b(?P<lead>\w+)\s+)?(?:the\s+)?(?:[\w-]+\s+)?\b(?P<noun>{lexicon.any_of(_list('en', 'happenings'))})\s+of\s+(?:the\s+)?$"
    )


@lru_cache(maxsize=16)
def _list(language: str, name: str) -> tuple[str, ...]:
    return tuple(lexicon.table(language, "when").get(name, ()))


_FIND = {"ar": _arabic, "fa": _persian, "tr": _turkish, "en": _english}
