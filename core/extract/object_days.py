"""A day inside what a verbal act speaks of: 'condemned what happened on Friday', 'نفى أن تكون طائراته قصفت القرية الأربعاء'.

Takes: a text and the spans of a day and of a verbal act. Gives: whether the day stands in a clause that the act governs, or in one
that qualifies its object. Uses: the list ``happenings`` of when.toml. Known limit: by the words that open such a clause; where a
comma comes between, the day is left to the act.
"""

import re
from functools import lru_cache

from core import lexicon
from core.model import Span

_STOP = re.compile(r"[.!?؟؛;\n]\s")
_REACH = 160
_AR_OPENS = re.compile(
    r"(?<!\w)(?:و?(?:بأن|لأن|أن|بأنّ|أنّ)(?:ه|ها|هم|هما|نا)?|الذي|التي|الذين|اللذين|اللتين|[بلم]?ما\s+(?!وصف|سم|أسم|اعتبر|لم|إذا|أسفر|أدى|دفع|تسبب|أوقع|أثار|يعني)\w+)(?!\w)"
)
_AR_NOUN = re.compile(r"(?:و|ف)?(?:ال|لل|بال|وال|كال)")
_EN_OPENS = re.compile(
    r"\b(?:that|which|who|whether|how|what(?!\s+(?:\w+\s+){1,3}?(?:calls?|called|described|termed|said|says|dubbed)\b))\b"
)
_EN_MADE = re.compile(
    r"(?<!was )(?<!were )(?<!been )(?<!had )(?<!has )(?<!have )"
    r"\b(?:made|issued|released|published|signed|held|adopted|delivered|"
    r"carried out|launched|staged|announced|passed|reached)\s+(?:\w+\s+){0,2}?$"
)
_FA_OPENS = re.compile(r"(?<!\w)(?:که|آنچه|مبنی بر اینکه)(?!\w)")
_FA_NOUN = re.compile(r"\s*(?:‌?ای|ی)?(?:\s+\S+)?(?:\s+را)?\s*(?=که)")
_FA_CLOSED = re.compile(
    r"(?<!\w)(?:شد|کرد|داد|بود|گرفت|یافت|افتاد|رفت|آمد|زد|گفت|کشت|نامید|خواند|پیوست|انداخت|برد|\w+ه)(?:ند)?(?:\s+(?:است|بود|شد|بودند|شدند))?(?:\s+را)?(?=\s|،)"
)
_TR_GENITIVE = re.compile(
    r"(?<!\w)(?P<word>(?=\w*['’]|[a-zçğıöşü]|\w+s?[ıiuü]n[ıiuü]n\s)[\w’']+?[ıiuü]n)\s+(?!d[ae]\s)(?:\([^)]*\)\s*)?(?:(?![^\s]*[,;.])[^\s]+\s+){0,4}$"
)
_TR_NO_GENITIVE = frozenset(
    ("için", "yakın", "kadın", "altın", "kesin", "derin", "zengin", "ilgin", "geçen", "yarın", "gelin", "basın", "akın", "etkin")
)
_TR_NOMINAL = re.compile(
    r"(?:['’]\w+)?\s(?:(?![^\s]*[,;.:])[^\s]+\s+){0,6}?[^\W\d_]+(?:[dt][ıiuü]ğ[ıiuü]|[dt][ıiuü]kl[ae]r[ıi]|m[ae]s[ıi]|m[ae]l[ae]r[ıi])(?P<case>n[ıiuüae]|n[dt][ae]n|y?l[ae])?(?=\s)"
)
_TR_HEADLESS = re.compile(
    r"(?:['’]\w+)?\s(?:(?![^\s]*[,;.:])[^\s]+\s+){0,4}?(?:yaşanan|olan|olup biten|söylenen|yapılan|"
    r"dile getirilen|yaşadık|söyledik|yaptık|olduk)l[ae]r(?:[ıiae]|[ıi]n[ıia]|d[ae]n)?(?=\s)"
)
_TR_LOCATIVE = re.compile(r"(?:\s[\w’'-]+){0,3}?\s\w+(?:n?[dt][ae]|yl[ae])(?=[\s,])")


def in_object(text: str, day: Span, act: Span, language: str) -> bool:
    """Tell whether a day belongs to what a verbal act speaks of, and not to the act."""
    first, last = sorted((day, act))
    if last.start - first.end > _REACH or _STOP.search(text, first.end, last.start):
        return False
    return _IN[language](text, day, act)


def _arabic(text: str, day: Span, act: Span) -> bool:
    """The clause opens between the act and the day; the relative clause of a noun tells the noun's own day."""
    if act.end > day.start:
        return False
    opened = list(_AR_OPENS.finditer(text, act.end, day.start))
    if not opened or re.search(r"[،,:]", text[opened[0].end() : day.start].rstrip(" ،,")):
        return False
    enclosed = text[: day.start].rstrip().endswith(("،", ","))
    if enclosed and "ما" not in opened[0][0].split()[0]:
        return False
    noun = _AR_NOUN.match(text, act.start)
    return not (noun and noun.end() < act.end and opened[0][0].startswith("ال") and len(text[act.end : opened[0].start()].split()) <= 2)


def _english(text: str, day: Span, act: Span) -> bool:
    if act.end > day.start:
        return False
    word = text[act.start : act.end].split()[-1]
    noun = word in _happenings("en")
    opened = next(iter(_EN_OPENS.finditer(text, act.end, day.start)), None)
    if opened and not re.search(r"[,:]", text[opened.end() : day.start]):
        return not (noun and len(text[act.end : opened.start()].split()) <= 2)
    made = _EN_MADE.search(text, act.end, day.start)
    return bool(made) and not (noun and not text[act.end : made.start()].strip())


def _persian(text: str, day: Span, act: Span) -> bool:
    """A clause with 'که' behind the act is its content; one before the act must be closed by a verb of its own."""
    if act.end <= day.start:
        opened = next(iter(_FA_OPENS.finditer(text, act.end, day.start)), None)
        own = opened and text[act.start : act.end].split()[-1] in _happenings("fa") and _FA_NOUN.match(text, act.end)
        return bool(opened) and not own and "،" not in text[opened.end() : day.start]
    opened = list(_FA_OPENS.finditer(text, max(0, day.start - _REACH), day.start))
    if not opened or _STOP.search(text, opened[-1].end(), day.start) or "،" in text[opened[-1].end() : day.start]:
        return False
    closed = _FA_CLOSED.search(text, day.end, act.start)
    return bool(closed) and not re.match(r"\s*(?:و|اما)(?!\w)", text[closed.end() : act.start])


def _turkish(text: str, day: Span, act: Span) -> bool:
    """A nominal clause with its subject in the genitive before the day, or 'what happened' behind it, stands before the act."""
    if day.end > act.start:
        return False
    clause = text[day.end : act.start + 1]
    headless = _TR_HEADLESS.match(clause)
    if headless and not _TR_LOCATIVE.match(clause, headless.end()):
        return True
    genitive = _TR_GENITIVE.search(re.split(r"[.;!?\n]\s", text[max(0, day.start - 80) : day.start])[-1])
    if genitive is None or genitive["word"] in _TR_NO_GENITIVE:
        return False
    nominal = _TR_NOMINAL.match(clause)
    if nominal is None or (nominal["case"] or "").endswith(("dan", "den")):
        return False
    return not _TR_LOCATIVE.match(clause, nominal.end()) or bool(nominal["case"])


@lru_cache(maxsize=4)
def _happenings(language: str) -> frozenset[str]:
    return frozenset(lexicon.table(language, "when").get("happenings", ()))


_IN = {"ar": _arabic, "fa": _persian, "tr": _turkish, "en": _english}
