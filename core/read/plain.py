"""Read plain text in the encodings that news texts come in.

Takes: bytes. Gives: one RawArticle. Uses byte order marks, strict UTF-8, UTF-16 and UTF-32 by their zero bytes, the declared
encoding, and for Windows-1256, ISO-8859-6 and Windows-1254 letter statistics of our own (general detectors take Turkish for
Central European). Limits: a Windows-1252 text with hardly any accented letter is indistinguishable from Windows-1254 and read as
that; the encodings of the old Macintosh and of DOS are known where a page or mail declares them.
"""

import codecs
import itertools
import unicodedata

from core.errors import ReadError
from core.model import RawArticle
from core.textnorm.fold import fold

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_DECLARED = {
    "cp1256": ("windows1256", "cp1256", "xcp1256"),
    "cp1254": ("windows1254", "cp1254", "iso88599", "latin5", "l5", "turkish"),
    "iso-8859-6": ("iso88596", "iso88596i", "iso88596e", "arabic", "asmo708", "ecma114"),
    "mac_arabic": ("xmacarabic", "macarabic"),
    "mac_farsi": ("xmacfarsi", "macfarsi", "xmacpersian"),
    "mac_turkish": ("xmacturkish", "macturkish"),
    "cp864": ("ibm864", "cp864", "dos864"),
    "cp720": ("cp720", "dos720", "ibm720"),
    "cp857": ("ibm857", "cp857", "dos857"),
}
_BY_LABEL = {label: codec for codec, labels in _DECLARED.items() for label in labels}
_ARABIC = set("ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةىپچژگ")
_TURKISH = set("çğıöşüÇĞİÖŞÜâîû")
_MARKS = set("“”‘’«»–—…•،؛؟\u200c\u200d\u200e\u200f\xa0©®€°·")


def read(data: bytes, path: str, sha256: str) -> list[RawArticle]:
    """Return the text as one article."""
    text, encoding = decode(data, path)
    return [RawArticle(path=path, sha256=sha256, format="txt", text=tidy(text), encoding=encoding)]


def tidy(text: str) -> str:
    """Return a text with one kind of line end and without marks of order or null characters."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "").replace("\x00", "")


def known_encoding(label: str) -> str | None:
    """Return the encoding that a page or mail declares, if it is one to rely on: Western labels are too often wrong."""
    return _BY_LABEL.get("".join(c for c in fold(label) if c.isalnum()))


def decode(data: bytes, path: str = "", declared: str | None = None) -> tuple[str, str]:
    """Return the text of some bytes and the encoding it was in."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :] if name == "utf-8" else data, name, path), name
    if wide := _utf32_by_zeros(data):
        return _strict(data, wide, path), wide
    if sixteen := _utf16_by_zeros(data):
        return _strict(data, sixteen, path), sixteen
    if b"\x00" in data[:65536]:
        raise ReadError(f"{_name(path)}: this is not text but binary data.")
    for name in ("utf-8", declared):
        try:
            if name:
                text = data.decode(name)
                return _checked(text, path), name
        except (UnicodeDecodeError, LookupError):
            continue
    return _code_page(data, path)


def _strict(data: bytes, encoding: str, path: str) -> str:
    """Decode or say that the file is damaged."""
    try:
        return _checked(data.decode(encoding), path)
    except UnicodeDecodeError as error:
        raise ReadError(f"{_name(path)}: the text is damaged ({encoding} cannot be decoded at byte {error.start}).") from error


def _name(path: str) -> str:
    """Return a path's last part for messages."""
    return path.rsplit("/", 1)[-1] or "text"


def _checked(text: str, path: str) -> str:
    """Refuse a text that is full of control characters."""
    sample = text[:20000]
    controls = sum(unicodedata.category(c) in {"Cc", "Cn", "Co", "Cs"} and c not in "\n\r\t\f\v\x85" for c in sample)
    if controls > max(3, len(sample) // 100):
        raise ReadError(f"{_name(path)}: this is not text but binary data.")
    return text


def _utf32_by_zeros(data: bytes) -> str | None:
    """Recognise UTF-32 without a mark: the higher two of every four bytes are zero, but for rare signs."""
    sample = data[:4096]
    if len(sample) < 16 or len(data) % 4:
        return None
    for name, high, middle, low in (("utf-32-le", 3, 2, 0), ("utf-32-be", 0, 1, 3)):
        if not any(sample[high::4]) and sum(map(bool, sample[middle::4])) * 20 <= len(sample) // 4 and any(sample[low::4]):
            return name
    return None


def _utf16_by_zeros(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark: every other byte is one of very few high bytes."""
    sample = data[: 4096 // 2 * 2]
    if len(sample) < 8 or len(data) % 2:
        return None
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        common = sum(b in (0x00, 0x06, 0x20, 0x01) for b in high)
        spaces = b" \x00" in sample if name.endswith("le") else b"\x00 " in sample
        if common > len(high) * 0.95 and spaces and _low_varied(sample, name):
            return name
    return None


def _low_varied(sample: bytes, name: str) -> bool:
    """Tell whether the other bytes vary as letters do."""
    low = sample[::2] if name.endswith("le") else sample[1::2]
    return len(set(low)) >= 8 and low.count(0) * 4 < len(low)


def _arabic_score(text: str) -> float:
    """Return how well a text's non-ASCII characters are those of an Arabic or Persian one."""
    high = [c for c in text if c > "\x7f"]
    good = sum(c in _ARABIC for c in high) + 0.5 * sum(c in _MARKS for c in high) - _strange(high)
    rare = len(high) >= 40 and sum(c in "اليو" for c in high) < len(high) * 0.12
    return good / max(len(high), 1) - min(_inside_words(text), 1.0) - rare


def _turkish_score(text: str) -> float:
    """Return how well a text's non-ASCII characters are those of a Turkish one, standing among plain letters."""
    high = [c for c in text if c > "\x7f"]
    good = sum(1.0 if c in _TURKISH or c in _MARKS else 0.5 * c.isalpha() for c in high) - _strange(high)
    near = min(1.0, 1.5 * _inside_words(text)) if any(c.isalpha() for c in high) else 1.0
    return good / max(len(high), 1) * near


def _strange(high: list[str]) -> int:
    """Return how many characters are controls or signs that news texts do not use."""
    return sum(c not in _MARKS and unicodedata.category(c) in {"Cc", "So", "Sk", "Sc"} for c in high)


def _inside_words(text: str) -> float:
    """Return the share of non-ASCII letters with an ASCII letter beside them: high in Turkish, about nil in Arabic."""
    pairs = itertools.pairwise(text)
    near = sum((a > "\x7f") != (b > "\x7f") and a.isalpha() and b.isalpha() for a, b in pairs)
    return near / max(sum(c > "\x7f" and c.isalpha() for c in text), 1)


def _code_page(data: bytes, path: str) -> tuple[str, str]:
    """Choose between the Arabic and the Turkish code page by the letters each would give."""
    sample = data[:200_000]
    scores = {
        "cp1256": _arabic_score(sample.decode("cp1256")),
        "iso-8859-6": _arabic_score(sample.decode("iso-8859-6", errors="replace")),
        "cp1254": _turkish_score(sample.decode("cp1254", errors="replace")),
    }
    best = max(scores, key=lambda n: scores[n])
    if scores[best] < 0.3:
        known = "neither UTF-8, UTF-16, UTF-32, Windows-1256, ISO-8859-6 nor Windows-1254"
        raise ReadError(f"{_name(path)}: the encoding of the text is not known ({known}).")
    return _checked(data.decode(best, errors="replace"), path), best
