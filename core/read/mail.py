"""Read a saved e-mail (.eml), such as a newsletter or a wire's mailing.

Takes: bytes. Gives: one RawArticle: the plain-text part, else the web-page part; hints from Subject, From and Date.
Lines quoted with '>' become 'quoted' segments, the signature a 'menu'. Limit: attachments are not read.
"""

import email
import re
from email import policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from core.errors import ReadError
from core.model import RawArticle, Segment, Span
from core.read.html import page_article
from core.read.plain import decode, tidy

_REPLY = re.compile(r"^(?:(?:re|fwd?|ynt|ilt|رد|إعادة توجيه)\s*:\s*)+", re.IGNORECASE)


def read(data: bytes, path: str, sha256: str) -> list[RawArticle]:
    """Return the mail's text as one article."""
    message = email.message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise ReadError(f"{path}: this is not an e-mail message.")
    hints = _hints(message)
    plain = _part(message, "text/plain", path)
    page = _part(message, "text/html", path)
    if plain and (not page or len(plain) >= min(200, len(page) // 4)):
        text = tidy(plain).strip("\n")
        return [RawArticle(path=path, sha256=sha256, format="eml", text=text, encoding="mail", hints=hints, segments=_quoted(text))]
    if page:
        article = page_article(tidy(page), path, sha256, "mail")
        found = {k: v for k, v in article.hints.items() if k not in {"title"} or v[1] != "html-title"}
        return [RawArticle(path=path, sha256=sha256, format="eml", text=article.text, encoding="mail",
                           hints=hints | found, segments=article.segments)]  # fmt: skip
    raise ReadError(f"{path}: the e-mail has no text part.")


def _part(message: EmailMessage, kind: str, path: str) -> str:
    """Return the first body part of a kind, decoded; attachments are passed over."""
    for part in message.walk():
        if part.get_content_type() != kind or part.get_content_disposition() == "attachment":
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload.strip():
            return _decoded(payload, part.get_content_charset(), path)
    return ""


def _decoded(payload: bytes, charset: str | None, path: str) -> str:
    """Decode a part by its declared character set, else by our own reading of it."""
    try:
        return payload.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return decode(payload, path)[0]


def _hints(message: EmailMessage) -> dict[str, tuple[str, str]]:
    """Return what the headers say; a mail's date and sender are weaker than the article's own lines."""
    hints: dict[str, tuple[str, str]] = {}
    subject = _REPLY.sub("", " ".join(str(message.get("subject", "")).split()))
    if subject:
        hints["title"] = (subject, "mail-header")
    try:
        day = parsedate_to_datetime(str(message.get("date", ""))).date().isoformat()
        hints["published"] = (day, "mail-header")
    except (ValueError, TypeError, IndexError):
        pass
    sender = message.get("from")
    addresses = getattr(sender, "addresses", ())
    if addresses and addresses[0].display_name:
        hints["outlet"] = (addresses[0].display_name, "mail-header")
    return hints


def _quoted(text: str) -> tuple[Segment, ...]:
    """Return the lines that quote another mail, and the signature after '--'."""
    signature = re.search(r"^-- ?$", text, re.MULTILINE)
    end = signature.start() if signature else len(text)
    quoted = [Segment("quoted", Span(m.start(), m.end())) for m in re.finditer(r"^>.*$", text[:end], re.MULTILINE)]
    return (*quoted, Segment("menu", Span(end, len(text)))) if signature else tuple(quoted)
