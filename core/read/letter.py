"""Make articles of a mail, whatever program kept it.

Takes: a Letter. Gives: one RawArticle for its text, those of its attachments and of the mails attached to it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from core.errors import ReadError
from core.model import Issue, RawArticle
from core.read.history import history, is_forwarded
from core.read.html import page_article

_NO_ARTICLES = (
    ".ics",
    ".vcf",
    ".p7s",
    ".p7m",
    ".asc",
    ".sig",
    ".gif",
    ".ico",
    ".bmp",
    ".svg",
    ".wmf",
    ".emf",
    ".css",
    ".js",
    ".mp3",
    ".mp4",
)
"""Endings of attachments that are passed over without a word."""
PICTURES = (".png", ".jpg", ".jpeg")
_MAX_FILES = 500
_SMALL_PICTURE = 30_000  # bytes: logos and buttons, not scans
_REPLY = re.compile(r"^(?:(?:re|fwd?|ynt|ilt|rv|aw|wg|رد|إعادة توجيه|هدایت|پاسخ)\s*:\s*)+", re.IGNORECASE)

Found = list[RawArticle | Issue]


@dataclass(slots=True)
class Letter:
    """A mail as its file holds it; ``day`` is ISO, '' if unknown."""

    subject: str = ""
    sender: str = ""
    day: str = ""
    plain: str = ""
    page: str = ""
    files: list[tuple[str, bytes]] = field(default_factory=list)
    letters: list["Letter"] = field(default_factory=list)

    def attach(self, name: str, data: bytes, ending: str = "") -> None:
        """Keep an attached file unless it is empty or of a kind that holds no article; one without a name is numbered."""
        name = name or f"attachment {len(self.files) + 1}{ending}"
        if data and not name.lower().endswith(_NO_ARTICLES):  # ascii: endings are
            self.files.append((name, data))


def letter_articles(letter: Letter, path: str, sha256: str, kind: str, inner: Callable[[bytes, str], Found] | None = None) -> Found:
    """Return the article of a mail's text and those that came with it."""
    found: Found = []
    own = _own_article(letter, path, sha256, kind)
    if own is not None:
        found.append(own)
    for attached in letter.letters:
        found += letter_articles(attached, path, sha256, kind, inner) if _has_something(attached) else []
    for name, data in letter.files[:_MAX_FILES] if inner else ():
        if not (name.lower().endswith(PICTURES) and len(data) < _SMALL_PICTURE):  # ascii: endings are
            found += inner(data, name)
    if not found:
        raise ReadError(f"{path}: the e-mail has no text part.")
    return found


def _has_something(letter: Letter) -> bool:
    """Tell whether a mail holds anything to read."""
    return bool(letter.plain or letter.page or letter.files or letter.letters)


def _own_article(letter: Letter, path: str, sha256: str, kind: str) -> RawArticle | None:
    """Return the article of a mail's text: the plain one unless it only points to the page."""
    plain, page = letter.plain.strip("\n"), letter.page
    hints = _hints(letter)
    if plain.strip() and (not page or len(plain) >= min(200, len(page) // 4)):
        segments = history(plain, forwarded=is_forwarded(letter.subject))
        return RawArticle(path=path, sha256=sha256, format=kind, text=plain, encoding="mail", hints=hints, segments=segments)
    if not page:
        return None
    article = page_article(page, path, sha256, "mail")
    found = {k: v for k, v in article.hints.items() if k != "title" or v[1] != "html-title"}
    quoted = history(article.text, forwarded=is_forwarded(letter.subject))
    own = tuple(s for s in article.segments if not any(s.span.overlaps(other.span) for other in quoted))
    return replace(article, format=kind, hints=hints | found, segments=tuple(sorted((*own, *quoted), key=lambda s: s.span)))


def _hints(letter: Letter) -> dict[str, tuple[str, str]]:
    """Return what the heads say; a mail's date and sender are weaker than the article's own lines."""
    values = {"title": _REPLY.sub("", letter.subject), "published": letter.day, "outlet": letter.sender}
    return {name: (value, "mail-header") for name, value in values.items() if value}
