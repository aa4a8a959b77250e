import pytest

from core.errors import ReadError
from core.read import doc, rtf
from tests.core.read.twins import ARTICLES, LANGUAGES, told, twin

FONTS = r"{\fonttbl{\f0\fnil\fcharset0 Calibri;}{\f1\fswiss\fcharset178{\*\fname Arial;}Arial (Arabic);}{\f2\fcharset162 Arial Tur;}}"
STYLES = r"{\stylesheet{\ql \snext0 Normal;}{\*\cs10 \additive Default;}{\s15\qc\b \sbasedon0 Title;}{\s16 caption;}}"


def unicoded(text: str) -> str:
    units = text.encode("utf-16-le")
    values = [int.from_bytes(units[i : i + 2], "little", signed=True) for i in range(0, len(units), 2)]
    return "".join(chr(v) if 31 < v < 128 and chr(v) not in "\\{}" else f"\\u{v}?" for v in values)


def coded(text: str, encoding: str) -> str:
    return "".join(chr(b) if 31 < b < 128 and chr(b) not in "\\{}" else f"\\'{b:02x}" for b in text.encode(encoding))


def document(body: str, head: str = "") -> bytes:
    return (r"{\rtf1\ansi\ansicpg1252\uc1\deff0" + FONTS + STYLES + head + body + "}").encode("ascii")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_rtf_tells_the_same_as_its_plain_twin(language: str) -> None:
    article = ARTICLES[language]
    title, *lines = (unicoded(line) for line in article.lines)
    data = document(rf"\pard\s15 {title}\par" + "\r\n" + "".join(rf"\pard\plain {line}\par" + "\r\n" for line in lines))
    (raw,) = rtf.read(data, "a.rtf", "0")
    assert raw.text.split("\n") == [*article.lines, ""]
    assert told(raw, language) == twin(language)
    assert raw.hints == {"title": (article.title, "document-style")}


@pytest.mark.parametrize(("language", "font", "encoding"), [("ar", 1, "cp1256"), ("tr", 2, "cp1254")])
def test_the_code_page_of_the_font_or_of_the_document(language: str, font: int, encoding: str) -> None:
    lines = ARTICLES[language].lines
    by_font = document("".join(rf"{{\f{font} {coded(line, encoding)}}}\par " for line in lines))
    page = encoding[2:].encode()
    by_page = b"{\\rtf1\\ansi\\ansicpg" + page + b" " + b"\\par ".join(coded(line, encoding).encode() for line in lines) + b"}"
    raw_bytes = b"{\\rtf1\\ansi\\ansicpg" + page + b" " + b"\\par ".join(line.encode(encoding) for line in lines) + b"}"
    for data in (by_font, by_page, raw_bytes):
        assert rtf.read(data, "a.rtf", "0")[0].text.strip().split("\n") == list(lines)


def test_what_is_not_text_stays_out_and_furniture_is_labelled() -> None:
    body = (
        r"{\header\pard Head \'96 1\par}{\footer Foot}{\pict\wmetafile8 0123abcdef}{\field{\*\fldinst HYPERLINK x}{\fldrslt shown}}"
        r" a\~b\_c\emdash d{\v hidden}{\deleted gone}{\footnote A note.}{\*\unknown nothing}{\upr{ansi}{\*\ud{uni}}}\par"
        r"\trowd x\cell y\cell\row\pard\s16 Photo: AA\par\pard \u-10179?\u-8704?{\object{\*\objdata 00}}{\pict\bin5 }{\\\x}last\{\}"
    )
    (raw,) = rtf.read(document(body), "a.rtf", "0")
    assert raw.text == "Head – 1\nshown a\u00a0b-c—duni\nx\ty\nPhoto: AA\n😀last{}\nFoot\nA note.\n"
    found = [(s.kind, s.span.of(raw.text)) for s in raw.segments]
    assert found == [("menu", "Head – 1"), ("caption", "Photo: AA"), ("menu", "Foot"), ("menu", "A note.")]


def test_properties() -> None:
    head = r"{\info{\title \u1582?\u1576?\u1585?}{\author Ali}{\creatim\yr2021\mo7\dy27\hr9}{\revtim\yr2022\mo1\dy1}{\*\company X}}"
    (raw,) = rtf.read(document("text", head), "a.rtf", "0")
    basis = "office-properties"
    assert raw.hints == {"title": ("خبر", basis), "author": ("Ali", basis), "published": ("2021-07-27", basis)}
    assert raw.text == "text\n"


def test_torn_and_hostile_files() -> None:
    assert rtf.read(b"{\\rtf1 torn {\\b in the mid\\", "a.rtf", "0")[0].text == "torn in the mid\n"
    assert rtf.read(b"{\\rtf1 }}}} a\\u99999999? \\bin-5 b", "a.rtf", "0")[0].text.startswith(" a")
    with pytest.raises(ReadError, match="nested"):
        rtf.read(b"{\\rtf1" + b"{" * 100_000, "a.rtf", "0")
    with pytest.raises(ReadError, match="not rich text"):
        rtf.read(b"plain", "a.rtf", "0")


def test_a_doc_may_be_rich_text_or_a_page() -> None:
    assert doc.read(b"{\\rtf1 text}", "a.doc", "0")[0].format == "rtf"
    assert doc.read(b"<html><body><p>text</p></body></html>", "a.doc", "0")[0].format == "html"
    with pytest.raises(ReadError, match=r"save it as \.docx"):
        doc.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc", "0")
