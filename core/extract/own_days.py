"""Whose day a date tells that stands in a clause or phrase of its own: 'X, who arrived on Thursday, demanded …'.

Takes: a text and the spans of a time expression and a deed. Gives: whether the day is that of something else than the deed.
Known limits: by commas and by the words that open a clause, no syntax; where that is in doubt the day stays with the deed.
"""

import re

from core.extract.noun_days import owner
from core.model import Span

_REACH = 200
_STOP = re.compile(r"[.!?؟؛;\n]\s")
_RELATIVE = {
    "ar": re.compile(r"[،,]\s*(?:و?الذي|و?التي|والذين|الذين|اللذان|اللذين|اللتان|اللتين)(?!\w)"),
    "fa": re.compile(r"[،,]\s*که(?!\w)"),
    "en": re.compile(r",\s*(?:who|which|whose|whom)\b"),
}
_COMMA = re.compile(r"[،,]")
_CLOSED = {"ar": re.compile(r"\s*[،,](?!\s*و)"), "fa": re.compile(r"\s*[،,](?!\s*و\s)"), "en": re.compile(r"\s*,(?!\s*(?:and|but)\b)")}
_MADE = re.compile(r",\s*(?:made|issued|released|published|signed|held|adopted|given|delivered|aired|posted|taken)(?:\s+\w+){0,2}\s*$")
"""Words of a shortened relative clause right before a day: 'the announcement, made on Tuesday by …'."""
_GOES_ON = re.compile(r",\s+(?:and|but)\s")
_NOUN_IN_AN = "başkan|bakan|insan|zaman|alan|plan|düşman|orman|yalan|divan|vatan|kurban|liman|uzman|komutan|ekran"
_PARTICIPLE = re.compile(
    rf"\s(?:(?P<between>[\w’']+)\s)?(?!(?:{_NOUN_IN_AN})\s)"
    r"(?:[a-zçğıöşü]*(?:eden|giden|tutan|atan)|[a-zçğıöşü]+(?<![dt])[ae]n|[a-zçğıöşü]+[ae]c[ae](?:k|ğ[ıi]))(?=\s)"
)
"""Turkish participles in -en and -ecek; what ends in -den is a noun in the ablative but for a few verbs."""
_PASSIVE = re.compile(
    r"\s(?:(?![^\s]*[,;.:])[^\s]+(?:[dt][ae]n?|['’]?y?[ae]|[ıiuü]n|ve|[A-ZÇĞİÖŞÜ][^\s]*)\s){0,4}?"
    r"(?:[a-zçğıöşü]+(?:[ıiuü]l|[ıiuü]n|l[ae]n)[ae]n|yaşanan|(?:meydana|dile) (?:gelen|getirilen)|patlak veren)(?=\s)"
)
"""A participle of what was done or happened, and before it the words for where."""
_AFTERWARDS = re.compile(r"\s(?:ardından|sonra|sonrasında|sırasında|üzerine|vesilesiyle)(?!\w)")
_ARGUMENT = re.compile(r"(?:['’](?:y?l[ae]|n?y?[ae]|[dt][ae]n)|\w{3,}(?:yl[ae]|[dt][ae]n))\s$")
_ACCUSATIVE = re.compile(r"(?<!l)(?<!asker)(?<!siyas)(?<!resm)(?<!sald)[ıiuü]$")
"""An object between them, not an adjective such as 'silahlı' or 'askeri'."""
_LOCATIVE = re.compile(r"(?:\w+[’']?\w*\s){0,2}?\w{2,}(?:n[dt][ae]|[dt][ae]|yl[ae])(?!\w)")
_DATELINE = re.compile(r"\s*[،,]?\s*(?:[/–-]\s*[^()\n]{2,30}|\([^()\n]{2,40}\))\s*[-–—:]\s")
_TOWN = re.compile(r"(?:^|\n)\W*(?:[^\s,،]+[\s/-]?){1,4}[,،]\s*$")
"""A dispatch opens with its town, day and agency: 'BEIRUT, June 2 (Corvus) -'."""


def of_another(text: str, day: Span, deed: Span, language: str) -> bool:
    """Tell whether a day belongs to another clause or phrase than the deed, or to the dateline."""
    if _TOWN.search(text[max(0, day.start - 60) : day.start]) and _DATELINE.match(text, day.end):
        return True
    whose = owner(text, day, language)
    if whose and not whose.within and not whose.span.overlaps(deed):
        return True
    if language == "en" and _made(text, day, deed):
        return True
    if language == "tr":
        return day.end <= deed.start and _of_participle(text, day, deed)
    return day.end <= deed.start and _of_relative_clause(text, day, deed, language)


def _of_relative_clause(text: str, day: Span, deed: Span, language: str) -> bool:
    """Tell whether the day stands in a relative clause that ends before the deed."""
    low = max(0, day.start - _REACH)
    opened = [m.end() for m in _RELATIVE[language].finditer(text, low, day.start) if not _STOP.search(text, m.end(), day.start)]
    if not opened or _STOP.search(text, day.end, deed.start):
        return False
    if _COMMA.search(text, opened[-1], day.start):
        return bool(_CLOSED[language].match(text, day.end))
    comma = _COMMA.search(text, day.end, deed.start)
    return comma is not None and bool(_CLOSED[language].match(text, comma.start()))


def _made(text: str, day: Span, deed: Span) -> bool:
    """Tell whether the day is that on which something was 'made' or 'issued' that the deed speaks of."""
    found = _MADE.search(text, max(0, day.start - 40), day.start)
    if not found or found.start() <= deed.start < day.end:
        return False
    return deed.end <= found.start() or bool(_GOES_ON.search(text, day.end, deed.start))


def _of_participle(text: str, day: Span, deed: Span) -> bool:
    """Tell whether a Turkish day belongs to the participle behind it: 'ekimde yapılacak seçimi', 'X'le dün görüşen Y … niteledi'.

    One in the locative ('dün yapılan toplantıda') gives its day to the deed; a word before the participle may be its own object,
    unless an argument stands before the day, which then is the participle's.
    """
    found = _PARTICIPLE.match(text, day.end)
    if not found or found["between"]:
        found = _PASSIVE.match(text, day.end) or found
    if not found or deed.start < found.end() or _STOP.search(text, day.end, deed.start):
        return False
    if found.re is _PARTICIPLE and found["between"] and not _ARGUMENT.search(text[max(0, day.start - 40) : day.start]):
        return False
    if found.re is _PASSIVE and _AFTERWARDS.search(text, found.end(), deed.start):
        return False
    behind = _LOCATIVE.match(text, found.end() + 1)
    return not (behind and behind.end() <= deed.start) and not _next_word(text, found.end(), deed)


def _next_word(text: str, end: int, deed: Span) -> bool:
    """Tell whether the deed is the noun that the participle qualifies: 'dün başlayan saldırı'."""
    between = text[end : deed.start].split()
    return not between or len(between) == 1 and not _ACCUSATIVE.search(between[0])
