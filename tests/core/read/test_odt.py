import io
import zipfile
from xml.sax.saxutils import escape

import pytest

from core.errors import ReadError
from core.read import archive, docx, odt
from tests.core.read.twins import ARTICLES, LANGUAGES, told, twin

NS = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "style", "table", "meta")
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
STYLES = '<style:style style:name="P1" style:parent-style-name="Title"/><style:style style:name="P2" style:parent-style-name="Figure"/>'


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def content(body: str) -> str:
    return (
        f"<office:document-content {NS}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def packed(body: str, **parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        made.writestr("content.xml", content(body))
        for name, text in parts.items():
            made.writestr(f"{name}.xml", text)
    return stream.getvalue()


def meta(inner: str) -> str:
    return f"<office:document-meta {NS}><office:meta>{inner}</office:meta></office:document-meta>"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_odt_tells_the_same_as_its_plain_twin(language: str) -> None:
    article = ARTICLES[language]
    body = p(escape(article.title), "P1") + "".join(p(escape(line)) for line in article.lines[1:])
    (raw,) = odt.read(packed(body), "a.odt", "0")
    assert told(raw, language) == twin(language)
    assert raw.hints["title"] == (article.title, "document-style")


def test_spaces_tables_notes_captions_and_deletions() -> None:
    body = (
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
        + p('a <text:s text:c="2"/>b<text:tab/>c<text:line-break/>d<text:note><text:note-body><text:p>note</text:p></text:note-body></text:note>')
        + p("under the picture", "P2")
        + "<table:table><table:table-row><table:table-cell>" + p("x") + p("y") + "</table:table-cell><table:table-cell>" + p("z")
        + "</table:table-cell></table:table-row></table:table>"
    )  # fmt: skip
    styles = f"<office:document-styles {NS}><style:header>{p('head')}</style:header><style:footer>{p('foot')}</style:footer></office:document-styles>"
    (raw,) = odt.read(packed(body, styles=styles), "a.odt", "0")
    assert raw.text == "head\na   b\tc\nd\nunder the picture\nx y\tz\nnote\nfoot\n"
    found = [(s.kind, s.span.of(raw.text)) for s in raw.segments]
    assert found == [("menu", "head"), ("caption", "under the picture"), ("menu", "note"), ("menu", "foot")]


def test_properties_stand_below_the_dateline_and_above_the_file_name() -> None:
    inner = "<dc:title>Belge1</dc:title><meta:initial-creator>Ayşe Öz</meta:initial-creator><meta:creation-date>2022-01-05T10:00:00</meta:creation-date>"
    (raw,) = odt.read(
        packed(p("Silopi yolunda iki kişi yaralandı") + p(ARTICLES["tr"].paragraphs[0]), meta=meta(inner)), "2020-02-02.odt", "0"
    )
    assert raw.hints == {"author": ("Ayşe Öz", "office-properties"), "published": ("2022-01-05T10:00:00", "office-properties")}
    assert told(raw, "tr")[:2] == ("Silopi yolunda iki kişi yaralandı", "2022-01-05")
    dated = odt.read(packed(p("Silopi yolunda iki kişi yaralandı") + p("27 Temmuz 2021 Salı"), meta=meta(inner)), "a.odt", "0")[0]
    assert told(dated, "tr")[1] == "2021-07-27"


def test_a_flat_odt() -> None:
    (raw,) = odt.read(content(p("Birinci") + p("İkinci")).replace("document-content", "document").encode(), "a.fodt", "0")
    assert raw.text == "Birinci\nİkinci\n"


def test_word_properties() -> None:
    core = ('<cp:coreProperties xmlns:cp="c" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            "<dc:title>عنوان المقال</dc:title><dc:creator>python-docx</dc:creator>"
            "<dcterms:created>{}</dcterms:created></cp:coreProperties>")  # fmt: skip
    for day, expected in (("2021-07-27T10:00:00Z", {"title", "published"}), ("2013-12-23T23:15:00Z", {"title"})):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as made:
            made.writestr("word/document.xml", '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>')
            made.writestr("docProps/core.xml", core.format(day))
        (raw,) = docx.read(stream.getvalue(), "a.docx", "0")
        assert set(raw.hints) == expected


def bomb() -> bytes:
    return packed(p("x" * 30_000_000))


def entities() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("content.xml", '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>')
    return stream.getvalue()


def many() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for number in range(archive.MAX_MEMBERS + 1):
            made.writestr(str(number), "")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [(bomb, "bomb"), (entities, "bomb"), (many, "members"), (lambda: packed("<open>"), "damaged"), (lambda: b"PK\x03\x04 torn", "damaged")],
)
def test_hostile_archives_are_refused_in_words(data, says: str) -> None:
    with pytest.raises(ReadError, match=says) as caught:
        odt.read(data(), "trap.odt", "0")
    assert str(caught.value).startswith("trap.odt: ")
