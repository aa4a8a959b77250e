"""Read a web page saved in one file (.mhtml, .mht).

Takes: bytes. Gives: one RawArticle of the page itself; its frames, pictures and styles are left alone.
Limit: the day on which the page was saved is no day of publication and is not taken for one.
"""

import email
from dataclasses import replace
from email import policy
from email.message import Message

from core.errors import ReadError
from core.model import RawArticle
from core.read import html
from core.read.mail import header
from core.read.plain import known_encoding


def read(data: bytes, path: str, sha256: str) -> list[RawArticle]:
    """Return the saved page as one article."""
    try:
        message = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=policy.default)
        page = _page(message)
        payload = page.get_payload(decode=True) if page is not None else None
        label = page.get_content_charset() if page is not None else None
    except (ValueError, TypeError, IndexError, AttributeError, KeyError, RecursionError) as error:
        raise ReadError(f"{path}: the saved page is damaged ({type(error).__name__}).") from error
    if page is None or not isinstance(payload, bytes) or not payload.strip():
        raise ReadError(f"{path}: this is not a saved web page (there is no page in it).")
    (article,) = html.read(payload, path, sha256, known_encoding(label or ""))
    url = header(message, "snapshot-content-location") or header(page, "content-location")
    hints = {"url": (url, "mhtml-header")} if url.startswith("http") else {}
    return [replace(article, format="mhtml", hints=hints | article.hints)]


def _page(message: Message) -> Message | None:
    """Return the part that is the page: the one the message names as its start, else the first of its kind."""
    pages = [part for part in message.walk() if part.get_content_type() in {"text/html", "application/xhtml+xml"}]
    start = message.get_param("start")
    named = (part for part in pages if start and header(part, "content-id") == start)
    return next(named, pages[0] if pages else None)
