"""Read a mail saved by Outlook (.msg).

Takes: bytes. Gives: what read/mail.py gives of an .eml: the mail's text as an article, and the articles attached to it.
Uses olefile for the container; the few properties needed are read here. Limits: encrypted mails are not read, and a
text that Outlook keeps only as compressed rich text loses its page layout.
"""

import io
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import olefile

from core.errors import ReadError
from core.model import Issue, RawArticle
from core.read import rtf
from core.read.letter import PICTURES, Letter, letter_articles
from core.read.plain import decode, tidy

_MAX_ATTACHMENTS = 500
_MAX_DEPTH = 3
_MAX_TEXT = 64 * 1024 * 1024
_SUBJECT, _BODY, _HTML, _RTF = "0037", "1000", "1013", "1009"
_SENDERS, _DAYS, _CODE_PAGES = ("0042", "0C1A"), (0x0039, 0x0E06), (0x3FFD, 0x3FDE)
_NAMES, _DATA, _EMBEDDED, _CONTENT_ID = ("3707", "3704"), "3701", "3701000D", "3712"
_SEED = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArial"
    b"Times New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_DAMAGE = (OSError, ValueError, TypeError, IndexError, KeyError, AttributeError, OverflowError, struct.error, RecursionError)

Found = list[RawArticle | Issue]


@dataclass(frozen=True, slots=True)
class _Storage:
    """A folder of the container: the mail itself, an attachment, or a mail attached to it."""

    ole: olefile.OleFileIO
    at: tuple[str, ...]
    head: int
    """How many bytes stand before the properties: 32 in a mail, 24 in one attached, 8 in an attachment."""

    def stream(self, name: str) -> bytes:
        """Return a stream, or nothing if there is none."""
        path = [*self.at, name]
        if not self.ole.exists(path) or self.ole.get_size(path) > _MAX_TEXT:
            return b""
        return self.ole.openstream(path).read()

    def value(self, tags: tuple[int, ...]) -> bytes:
        """Return the eight bytes of the first fixed property there is."""
        data = self.stream("__properties_version1.0")[self.head :]
        found = {struct.unpack_from("<H", data, i + 2)[0]: data[i + 8 : i + 16] for i in range(0, len(data) - 15, 16)}
        return next((found[tag] for tag in tags if tag in found), b"")

    def text(self, tags: tuple[str, ...], path: str) -> str:
        """Return the first text property there is."""
        for tag in tags:
            if wide := self.stream(f"__substg1.0_{tag}001F"):
                return wide.decode("utf-16-le", "replace").rstrip("\x00")
            if narrow := self.stream(f"__substg1.0_{tag}001E"):
                return self._narrow(narrow.rstrip(b"\x00"), path)
        return ""

    def _narrow(self, data: bytes, path: str) -> str:
        """Return a text of eight-bit characters in the mail's code page."""
        page = self.value(_CODE_PAGES)
        number = struct.unpack_from("<I", page)[0] if page else 0
        try:
            return data.decode({65001: "utf-8", 20127: "utf-8", 28596: "iso-8859-6", 28599: "cp1254"}.get(number, f"cp{number}"))
        except (LookupError, UnicodeDecodeError):
            return decode(data, path)[0]


def read(data: bytes, path: str, sha256: str, inner: Callable[[bytes, str], Found] | None = None) -> Found:
    """Return the mail's text as an article, and the articles attached to it."""
    if not data.startswith(olefile.MAGIC):
        raise ReadError(f"{path}: this is not an Outlook message.")
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if not ole.exists("__properties_version1.0"):
                raise ReadError(f"{path}: this is not an Outlook message.")
            letter = _letter(_Storage(ole, (), 32), path)
    except _DAMAGE as error:
        raise ReadError(f"{path}: the Outlook message is damaged ({type(error).__name__}).") from error
    return letter_articles(letter, path, sha256, "msg", inner)


def _letter(mail: _Storage, path: str, depth: int = 0) -> Letter:
    """Return what a mail says."""
    plain = tidy(mail.text((_BODY,), path))
    page = tidy(_page(mail, path))
    if not plain.strip() and not page.strip():
        plain = _from_rich_text(mail.stream(f"__substg1.0_{_RTF}0102"), path)
    letter = Letter(subject=" ".join(mail.text((_SUBJECT,), path).split()), sender=mail.text(_SENDERS, path).strip(" '\""), day=_day(mail),
                    plain=plain, page=page)  # fmt: skip
    depth_of = len(mail.at) + 1
    folders = sorted(
        {tuple(entry[:depth_of]) for entry in mail.ole.listdir() if len(entry) > depth_of and tuple(entry[: len(mail.at)]) == mail.at}
    )
    for folder in [f for f in folders if f[-1].startswith("__attach_version1.0_")][:_MAX_ATTACHMENTS]:
        _attach(_Storage(mail.ole, folder, 8), letter, path, depth)
    return letter


def _page(mail: _Storage, path: str) -> str:
    """Return the mail's web page, which is kept as bytes or as text."""
    data = mail.stream(f"__substg1.0_{_HTML}0102").rstrip(b"\x00")
    return decode(data, path)[0] if data else mail.text((_HTML,), path)


def _attach(attachment: _Storage, letter: Letter, path: str, depth: int) -> None:
    """Keep an attached file or mail; pictures that stand in the text are no files."""
    inside = _Storage(attachment.ole, (*attachment.at, f"__substg1.0_{_EMBEDDED}"), 24)
    if attachment.ole.exists([*inside.at, "__properties_version1.0"]):
        if depth < _MAX_DEPTH:
            letter.letters.append(_letter(inside, path, depth + 1))
        return
    name = " ".join(attachment.text(_NAMES, path).replace("/", " ").split())
    if not (name.lower().endswith(PICTURES) and attachment.text((_CONTENT_ID,), path)):  # ascii: endings are
        letter.attach(name, attachment.stream(f"__substg1.0_{_DATA}0102"))


def _day(mail: _Storage) -> str:
    """Return the day on which the mail was sent or came, counted by Windows in tenths of microseconds since 1601."""
    value = mail.value(_DAYS)
    ticks = struct.unpack("<Q", value)[0] if value else 0
    try:
        return (datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)).date().isoformat() if ticks else ""
    except OverflowError:
        return ""


def _from_rich_text(data: bytes, path: str) -> str:
    """Return the text of a mail that is kept as compressed rich text."""
    if len(data) < 16:
        return ""
    size, kind = struct.unpack_from("<I", data, 4)[0], data[8:12]
    unpacked = data[16:] if kind == b"MELA" else unfolded(data[16:], min(size, _MAX_TEXT)) if kind == b"LZFu" else b""
    return rtf.read(unpacked, path, "")[0].text if unpacked.startswith(b"{\\rtf") else ""


def unfolded(data: bytes, size: int) -> bytes:
    """Undo Outlook's compression: references of twelve bits into a ring of 4096 bytes that begins with usual words."""
    ring = bytearray(_SEED.ljust(4096, b" "))
    write = len(_SEED)
    out = bytearray()
    at = 0
    while at < len(data) and len(out) < size:
        flags, at = data[at], at + 1
        for bit in range(8):
            if at >= len(data) or len(out) >= size:
                break
            if not flags >> bit & 1:
                piece, at = data[at : at + 1], at + 1
                ring[write] = piece[0]
                write = (write + 1) % 4096
                out += piece
                continue
            if at + 1 >= len(data):
                return bytes(out)
            offset, length = data[at] << 4 | data[at + 1] >> 4, (data[at + 1] & 15) + 2
            at += 2
            if offset == write:
                return bytes(out)
            for step in range(length):
                char = ring[(offset + step) % 4096]
                ring[write] = char
                write = (write + 1) % 4096
                out.append(char)
    return bytes(out)
