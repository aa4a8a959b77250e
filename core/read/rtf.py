"""Read a rich text file (.rtf).

Takes: bytes. Gives: one RawArticle, a line a paragraph; page headers and footers, notes and captions as segments; hints from a
paragraph in the style 'Title' and from the properties. Every font may have a code page of its own, which is why the
tokens are read here: they are simple, and converters to plain text drop pages, properties and labels.
Limits: deleted and hidden text, pictures and comments are left out.
"""

import re
from dataclasses import dataclass, field, replace

from core.errors import ReadError
from core.model import RawArticle
from core.read.lines import join_lines
from core.read.properties import Hints, property_hints

_TOKEN = re.compile(rb"\\(?:([A-Za-z]{1,32})(-?\d{1,10})? ?|'([0-9A-Fa-f]{2})|([^A-Za-z]))|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\")
_MAX_DEPTH = 5000
_CHARSETS = {
    77: "mac_roman", 83: "mac_greek", 84: "mac_arabic", 85: "mac_greek", 86: "mac_turkish", 128: "cp932", 129: "cp949", 134: "gbk",
    136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_PIECES = {
    "line": "\n", "lbr": "\n", "tab": "\t", "cell": "\t", "nestcell": "\t", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ", "zwj": "\u200d", "zwnj": "\u200c",
    "ltrmark": "\u200e", "rtlmark": "\u200f", "zwbo": "", "zwnbo": "",
}  # fmt: skip
_SIGNS = {"~": "\u00a0", "_": "-", "{": "{", "}": "}", "\\": "\\", ":": ":", "\t": "\t"}
_ENDS = {"par", "sect", "page", "row", "nestrow", "column"}
_FURNITURE = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "head"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf", "footnote"), "tail"),
}
_SKIPPED = {
    "colortbl", "pict", "nonshppict", "shppict", "shprslt", "sp", "object", "fldinst", "annotation", "atnid", "atnauthor", "atnref",
    "listtable", "listoverridetable", "pntext", "pntxta", "pntxtb", "listtext", "revtbl", "rsidtbl", "generator", "themedata", "datastore",
    "latentstyles", "filetbl", "bkmkstart", "bkmkend", "xe", "tc", "txe", "rxe", "private", "userprops", "background", "mmathPr",
    "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "comment", "htmltag", "do", "docvar", "ffname", "datafield", "panose",
    "falt", "formfield",
}  # fmt: skip
_LABELS = {"title": "title", "caption": "caption"}


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits and may change: where its text goes, its font, and how much follows a Unicode character."""

    into: str = "body"
    font: int = -1
    fallback: int = 1
    hidden: bool = False
    star: bool = False
    outer: str = "body"


@dataclass(slots=True)
class _Rtf:
    """A document while its tokens are read."""

    path: str
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    charsets: dict[int, str] = field(default_factory=dict)
    codepage: str = "cp1252"
    pending: bytearray = field(default_factory=bytearray)
    skip: int = 0
    style: int = 0
    default_font: int = -1
    styles: dict[int, str] = field(default_factory=dict)
    pieces: dict[str, list[str]] = field(default_factory=dict)
    lines: list[tuple[str, str, int]] = field(default_factory=list)
    created: dict[str, int] = field(default_factory=dict)

    def put(self, text: str) -> None:
        """Add text where the group's text goes."""
        if self.state.into and not self.state.hidden:
            self.pieces.setdefault(self.state.into, []).append(text)

    def flush(self) -> None:
        """Decode the bytes that were collected in the font's code page."""
        if self.pending:
            encoding = self.charsets.get(self.state.font, self.codepage)
            self.put(self.pending.decode(encoding, errors="replace"))
            self.pending.clear()

    def taken(self, name: str) -> str:
        """Return the text collected somewhere and forget it; halves of characters beyond 16 bits are joined."""
        text = "".join(self.pieces.pop(name, ()))
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def end_line(self) -> None:
        """End a paragraph."""
        into = self.state.into
        if into in {"body", "head", "tail"}:
            self.lines.append((into, self.taken(into), self.style if into == "body" else 0))


def read(data: bytes, path: str, sha256: str) -> list[RawArticle]:
    """Return the document as one article."""
    if not data.lstrip(b"\xef\xbb\xbf \r\n\t\x00").startswith(b"{\\rtf"):
        raise ReadError(f"{path}: this is not rich text (it does not begin with {{\\rtf).")
    rtf = _Rtf(path)
    at = 0
    while at < len(data) and (match := _TOKEN.match(data, at)):
        at = match.end() + _token(rtf, match)
    rtf.flush()
    for into in ("body", "head", "tail"):
        rtf.state = _State(into=into)
        if rtf.pieces.get(into):
            rtf.end_line()
    text, segments, title = _text(rtf)
    hints = _properties(rtf) | ({"title": (title, "document-style")} if title else {})
    return [RawArticle(path=path, sha256=sha256, format="rtf", text=text, encoding=rtf.codepage, hints=hints, segments=segments)]


def _token(rtf: _Rtf, match: re.Match[bytes]) -> int:
    """Take one token; return how many bytes of raw data follow it."""
    word, number, code, sign, brace, text = match.groups()
    if code or text:
        _characters(rtf, bytes([int(code, 16)]) if code else text)
        return 0
    if word == b"bin":
        return max(int(number or 0), 0)
    rtf.flush()
    if brace:
        _brace(rtf, brace)
    elif word:
        _word(rtf, word.decode("ascii"), int(number) if number else None)
    elif sign:
        _sign(rtf, sign.decode("latin-1"))
    return 0


def _characters(rtf: _Rtf, text: bytes) -> None:
    """Collect characters, but those that stand in for a Unicode one that was already read."""
    passed = min(rtf.skip, len(text))
    rtf.skip -= passed
    if rtf.state.into:
        rtf.pending += text[passed:]


def _brace(rtf: _Rtf, brace: bytes) -> None:
    """Open or close a group."""
    rtf.skip = 0
    if brace == b"{":
        if len(rtf.stack) >= _MAX_DEPTH:
            raise ReadError(f"{rtf.path}: the rich text is nested too deeply.")
        rtf.stack.append(rtf.state)
        return
    into = rtf.state.into
    if into == "style":
        rtf.styles[rtf.style] = rtf.taken("style").strip("; ")
    elif into in {"head", "tail"} and rtf.stack and rtf.stack[-1].into != into and rtf.pieces.get(into):
        rtf.end_line()
    if rtf.stack:
        rtf.state = rtf.stack.pop()
        if rtf.state.into == "style":
            rtf.style = 0


def _sign(rtf: _Rtf, sign: str) -> None:
    """Take a control symbol."""
    if sign == "*":
        rtf.state = replace(rtf.state, star=True)
    elif sign in "\r\n":
        rtf.end_line()
    elif sign in _SIGNS:
        rtf.put(_SIGNS[sign])


def _word(rtf: _Rtf, word: str, number: int | None) -> None:
    """Take a control word."""
    if rtf.skip:
        rtf.skip -= 1
        if word not in {"u", "par"}:
            return
    star = rtf.state.star
    if star:
        rtf.state = replace(rtf.state, star=False)
    if word in _PIECES:
        rtf.put(_PIECES[word])
    elif word in _ENDS:
        rtf.end_line()
    elif word == "u" and number is not None:
        rtf.put(chr(number % 0x10000))
        rtf.skip = rtf.state.fallback
    elif not _destination(rtf, word, star):
        _property(rtf, word, number)


def _destination(rtf: _Rtf, word: str, star: bool) -> bool:
    """Turn the group's text where a word sends it; tell whether it does."""
    into = rtf.state.into
    if word in _SKIPPED:
        target = ""
    elif word in _FURNITURE:
        target = _FURNITURE[word] if into else ""
    elif word in {"info", "fonttbl"}:
        target = word
    elif word == "stylesheet":
        target = "style"
    elif into in {"info", "title", "author", "creatim", "other"}:
        if word in {"yr", "mo", "dy"}:
            return False
        target = word if word in {"title", "author", "creatim"} else "other"
    elif word == "upr":
        rtf.state = replace(rtf.state, outer=into)
        target = ""
    elif word == "ud":
        target = rtf.state.outer
    elif star and word not in {"shpinst", "shptxt", "cs", "s"}:
        target = ""
    else:
        return False
    rtf.state = replace(rtf.state, into=target)
    return True


def _property(rtf: _Rtf, word: str, number: int | None) -> None:
    """Take a word that changes the group's properties."""
    into = rtf.state.into
    if word == "f" and number is not None:
        rtf.state = replace(rtf.state, font=number)
    elif word == "fcharset" and into == "fonttbl":
        if number in _CHARSETS:
            rtf.charsets[rtf.state.font] = _CHARSETS[number]
    elif word == "uc":
        rtf.state = replace(rtf.state, fallback=min(max(number or 0, 0), 16))
    elif word == "deff" and number is not None:
        rtf.default_font = number
        rtf.state = replace(rtf.state, font=number)
    elif word in {"v", "deleted", "htmlrtf"}:
        rtf.state = replace(rtf.state, hidden=number != 0)
    elif word == "plain":
        rtf.state = replace(rtf.state, hidden=False, font=rtf.default_font)
    elif word == "pard" and into == "body":
        rtf.style = 0
    elif word == "s" and into in {"body", "style"}:
        rtf.style = number or 0
    elif word in {"yr", "mo", "dy"} and into == "creatim":
        rtf.created[word] = number or 0
    else:
        _code_page(rtf, word, number)


def _code_page(rtf: _Rtf, word: str, number: int | None) -> None:
    """Take the document's own code page."""
    if word == "mac":
        rtf.codepage = "mac_roman"
    elif word == "ansicpg" and number:
        name = {10004: "mac_arabic", 10081: "mac_turkish", 65001: "utf-8", 28596: "iso-8859-6"}.get(number, f"cp{number}")
        try:
            b"".decode(name)
        except LookupError:
            return
        rtf.codepage = name


def _text(rtf: _Rtf) -> tuple[str, tuple, str]:
    """Return the text, its segments, and the paragraph in the style 'Title'."""
    labels = {number: label for number, name in rtf.styles.items() if (label := _LABELS.get(name.lower()))}  # ascii: Word's own names
    heads = [("menu", line) for into, line, _ in rtf.lines if into == "head" and line.strip()]
    tails = [("menu", line) for into, line, _ in rtf.lines if into == "tail" and line.strip()]
    body = [(labels.get(style, ""), line) for into, line, style in rtf.lines if into == "body"]
    title = next((line.strip() for label, line in body if label == "title" and line.strip()), "")
    text, segments = join_lines([*heads, *(("caption" if label == "caption" else "", line) for label, line in body), *tails])
    return text, segments, title


def _properties(rtf: _Rtf) -> Hints:
    """Return what the document's properties say."""
    day = "-".join(f"{rtf.created[part]:02d}" for part in ("yr", "mo", "dy")) if len(rtf.created) == 3 else ""
    return property_hints(rtf.taken("title"), rtf.taken("author"), day, "office-properties")
