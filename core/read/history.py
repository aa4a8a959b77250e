"""Set apart what a mail quotes: the history below a reply, the lines after '>', the signature, the heads of what was forwarded.

Takes: a mail's text. Gives: segments. In a reply the earlier mails are 'quoted'; in a forwarded mail they are the article,
and the words above it are 'comments'. Limit: history that has neither '>' nor a head of its own stays in the text.
"""

import re

from core.model import Segment, Span
from core.textnorm.fold import fold

_FORWARD = re.compile(
    r"^(?:-{2,} ?(?:forwarded message|iletilen mesaj|iletilen ileti|yonlendirilmis (?:ileti|mesaj)|رساله (?:محوله|معاد توجيهها)"
    r"|الرساله المحوله|پيام هدايت شده|پيام باز ارسال شده) ?-{2,}"
    r"|begin forwarded message:|iletilen mesaj:|بدايه الرساله المعاد توجيهها:)$"
)
_ORIGINAL = re.compile(r"^-{2,} ?(?:original message|ozgun ileti|orijinal mesaj|ozgun mesaj|الرساله الاصليه|پيام اصلي) ?-{2,}$")
_WROTE = re.compile(r"^.{6,250}\b(?:wrote|yazdi|sunlari yazdi|sunu yazdi|كتب|كتبت|نوشت|نوشته است|a ecrit|schrieb)\b.{0,80}:$")
_ATTRIBUTION = re.compile(r"^(?:on|في|بتاريخ|در|le|am) .{6,250}:$")
_FROM = re.compile(r"^\*?(?:from|kimden|gonderen|من|المرسل|از|فرستنده)\*? ?:")
_HEAD = re.compile(
    r"^\*?(?:from|sent|date|to|cc|subject|reply-to|kimden|gonderen|gonderilme|gonderildi|gonderme tarihi|tarih|kime|bilgi|konu"
    r"|من|المرسل|الي|نسخه|ارسلت|تم الارسال|تاريخ الارسال|التاريخ|تاريخ|الموضوع|از|فرستنده|به|موضوع|ارسال شده)\*? ?:"
)
_FORWARDED_SUBJECT = re.compile(r"^(?:fwd?|ilt|اعاده توجيه|هدايت|باز ارسال)\s*:")
_SIGNATURE = re.compile(r"^--[ \t]*$", re.MULTILINE)


def is_forwarded(subject: str) -> bool:
    """Tell whether a mail's subject says that it hands on another."""
    return bool(_FORWARDED_SUBJECT.match(_folded(subject)))


def history(text: str, *, forwarded: bool = False) -> tuple[Segment, ...]:
    """Return what is not the mail's own article, in order and without overlap."""
    lines = [(m.start(), m.end(), _folded(m.group())) for m in re.finditer(r"[^\n]+", text)]
    at = next((i for i in range(len(lines)) if _begins(lines, i)), None)
    if at is None:
        return _quotes_and_signature(text, 0, len(text))
    start = lines[at][0]
    own = text[:start].strip()
    if forwarded or _FORWARD.match(lines[at][2]):
        return _forwarded(text, lines, at, own)
    return (*_quotes_and_signature(text, 0, start), Segment("quoted", Span(start, len(text.rstrip()))))


def _folded(line: str) -> str:
    """Return a line for comparison, in one white space, without Turkish dots."""
    return " ".join(fold(line).replace("ı", "i").split())


def _begins(lines: list[tuple[int, int, str]], i: int) -> bool:
    """Tell whether an earlier mail begins at a line."""
    line = lines[i][2]
    if _FORWARD.match(line) or _ORIGINAL.match(line):
        return True
    following = lines[i + 1][2] if i + 1 < len(lines) else ""
    if (_WROTE.match(line) or _ATTRIBUTION.match(line)) and (following.startswith(">") or "@" in line):
        return bool(re.search(r"\d", line))
    heads = sum(bool(_HEAD.match(other)) for _, _, other in lines[i : i + 6])
    return bool(_FROM.match(line)) and heads >= 3


def _forwarded(text: str, lines: list[tuple[int, int, str]], at: int, own: str) -> tuple[Segment, ...]:
    """Label the marker and heads of a forwarded mail, and the remark above it if the article is much longer."""
    end = at
    while end < len(lines) and (end == at or _HEAD.match(lines[end][2])):
        end += 1
    segments = [Segment("menu", Span(start, stop)) for start, stop, _ in lines[at:end]]
    below = lines[end][0] if end < len(lines) else len(text)
    if own and len(own) * 3 <= len(text) - below:
        first = text.index(own[0])
        segments.insert(0, Segment("comments", Span(first, first + len(own))))
    return (*segments, *_signature(text, below, len(text)))


def _quotes_and_signature(text: str, start: int, end: int) -> tuple[Segment, ...]:
    """Return the lines that quote another mail, and the signature after '--'."""
    tail = _signature(text, start, end)
    stop = tail[0].span.start if tail else end
    quoted = [Segment("quoted", Span(m.start(), m.end())) for m in re.compile(r"^>.*$", re.MULTILINE).finditer(text, start, stop)]
    return (*quoted, *tail)


def _signature(text: str, start: int, end: int) -> tuple[Segment, ...]:
    """Return what follows the line '--'."""
    found = _SIGNATURE.search(text, start, end)
    return (Segment("menu", Span(found.start(), end)),) if found else ()
