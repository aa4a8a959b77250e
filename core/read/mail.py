"""Read a saved e-mail (.eml) or a mailbox (.mbox), such as a newsletter, a wire's mailing or what a colleague forwarded.

Takes: bytes. Gives: one RawArticle a mail (the plain-text part, else the web-page part; hints from Subject, From and Date), and the
articles among its attachments. Quoted history, signatures and heads are segments (read/history.py).
Limits: encrypted mails, and attachments in winmail.dat, are not read.
"""

import email
import re
from collections.abc import Callable, Iterator
from email import policy
from email.message import EmailMessage, Message
from email.utils import parseaddr, parsedate_to_datetime

from core.errors import ReadError
from core.model import Issue, RawArticle
from core.read.letter import Letter, letter_articles
from core.read.plain import decode, known_encoding, tidy

MAX_MESSAGES = 20_000
_MAX_PARTS = 1000
_DAMAGE = (ValueError, TypeError, IndexError, AttributeError, KeyError, LookupError, RecursionError)
"""What the standard library's parser raises on headers that no standard foresaw."""
_MIME_ENDINGS = {
    "text/plain": ".txt", "text/html": ".html", "application/pdf": ".pdf", "application/rtf": ".rtf", "text/rtf": ".rtf",
    "application/msword": ".doc", "text/csv": ".csv", "application/zip": ".zip", "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}  # fmt: skip
_BOUNDARY = re.compile(rb"(?:\A|\n\r?\n)From [^\r\n]*\r?\n")

Found = list[RawArticle | Issue]
Inner = Callable[[bytes, str], Found]


def read(data: bytes, path: str, sha256: str, inner: Inner | None = None) -> Found:
    """Return the mail's text as an article, and the articles attached to it."""
    return letter_articles(_letter(_parsed(data, path), path), path, sha256, "eml", inner)


def read_mbox(data: bytes, path: str, sha256: str, inner: Inner | None = None) -> Found:
    """Return the articles of every mail in a mailbox."""
    heads = list(_BOUNDARY.finditer(data))
    if not heads or not data.startswith(b"From "):
        raise ReadError(f"{path}: this is not a mailbox (it does not begin with a 'From ' line).")
    if len(heads) > MAX_MESSAGES:
        raise ReadError(f"{path}: the mailbox has {len(heads)} mails (at most {MAX_MESSAGES} are read).")
    found: Found = []
    ends = [head.start() for head in heads[1:]] + [len(data)]
    for number, (head, end) in enumerate(zip(heads, ends, strict=True), 1):
        message = re.sub(rb"^>(>*From )", rb"\1", data[head.end() : end], flags=re.MULTILINE)
        name = f"{path} › mail {number}"
        try:
            found += letter_articles(_letter(_parsed(message, name), name), path, sha256, "mbox", inner)
        except ReadError as error:
            found.append(Issue(path=path, stage="read", message=str(error)))
    return found


def _parsed(data: bytes, path: str) -> EmailMessage:
    """Parse a message."""
    try:
        message = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=policy.default)
    except _DAMAGE as error:
        raise ReadError(f"{path}: the e-mail is damaged ({type(error).__name__}).") from error
    if not isinstance(message, EmailMessage) or not message.keys():
        raise ReadError(f"{path}: this is not an e-mail message.")
    return message


def _letter(message: Message, path: str, depth: int = 0) -> Letter:
    """Return what a message says, whatever its parts."""
    letter = Letter(subject=header(message, "subject"), sender=_sender(message), day=_day(message))
    for number, part in enumerate(_leaves(message)):
        if number >= _MAX_PARTS:
            break
        kind = part.get_content_type()
        if kind == "message/rfc822":
            letter.letters += [
                _letter(inside, path, depth + 1) for inside in part.get_payload() if depth < 3 and isinstance(inside, Message)
            ]
        elif _is_attachment(part, letter):
            _attach(part, letter)
        elif kind in {"text/plain", "text/html"}:
            text = _text(part, path)
            if kind == "text/plain":
                letter.plain = letter.plain or text
            else:
                letter.page = letter.page or text
    return letter


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that hold something, in order; attached messages are not entered."""
    stack = [message]
    while stack:
        part = stack.pop()
        if part.get_content_type() != "message/rfc822" and part.is_multipart():
            stack += [child for child in reversed(part.get_payload()) if isinstance(child, Message)]
        else:
            yield part


def _is_attachment(part: Message, letter: Letter) -> bool:
    """Tell whether a part is a file that was attached, rather than a text of the mail or a picture in it."""
    kind, placing = part.get_content_type(), part.get_content_disposition()
    if placing == "attachment":
        return True
    if kind.startswith("image/"):
        return False
    return not kind.startswith("text/") or (bool(_filename(part)) and bool(letter.plain or letter.page))


def _attach(part: Message, letter: Letter) -> None:
    """Keep an attached file."""
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        letter.attach(_filename(part), payload, _MIME_ENDINGS.get(part.get_content_type(), ""))


def _filename(part: Message) -> str:
    """Return an attachment's own name without folders."""
    try:
        name = part.get_filename() or ""
    except _DAMAGE:
        return ""
    return " ".join(re.split(r"[/\\]", name)[-1].split())


def _text(part: Message, path: str) -> str:
    """Return a text part decoded by its declared character set, else by our own reading of it."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return ""
    label = part.get_content_charset() or ""
    try:
        return tidy(payload.decode(known_encoding(label) or label or "utf-8"))
    except (LookupError, UnicodeDecodeError, ValueError):
        return tidy(decode(payload, path, known_encoding(label))[0])


def header(message: Message, name: str) -> str:
    """Return a header in one line; bytes that were never declared are read as a text file's are."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")  # ascii: header names
    try:
        if any("\udc80" <= c <= "\udcff" for c in raw):
            return " ".join(decode(raw.encode("utf-8", "surrogateescape"), name)[0].split())
        return " ".join(str(message.get(name, "")).split())
    except (*_DAMAGE, ReadError):
        return ""


def _sender(message: Message) -> str:
    """Return the name of the sender."""
    return parseaddr(header(message, "from"))[0]


def _day(message: Message) -> str:
    """Return the day on which the mail was sent."""
    try:
        return parsedate_to_datetime(header(message, "date")).date().isoformat()
    except _DAMAGE:
        return ""
