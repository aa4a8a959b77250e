import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from core.errors import ReadError
from core.model import Issue, RawArticle
from core.read import bundle, epub, feed, html, list_files, mhtml, read_file
from core.read.formats import read_bytes
from core.read.saved_page import page_parts
from tests.core.read.twins import ARTICLES, LANGUAGES, told, twin


def zipped(**files: str | bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return stream.getvalue()


def paragraphs(language: str) -> str:
    article = ARTICLES[language]
    return f"<h1>{escape(article.title)}</h1>" + "".join(f"<p>{escape(line)}</p>" for line in article.lines[1:])


def xhtml(language: str, head: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f'<title/><script src="x.js"/>{head}</head><body><a id="top"/><article>{paragraphs(language)}</article></body></html>'
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_xhtml_with_empty_elements_tells_the_same_as_the_twin(language: str) -> None:
    (raw,) = html.read(xhtml(language).encode(), "a.xhtml", "0")
    assert told(raw, language) == twin(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_epub_tells_the_same_as_the_twin(language: str) -> None:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Dergi</dc:title>'
        "<dc:date>2022-01-01</dc:date></metadata><manifest>"
        '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="c" href="text/b%C3%B6l%C3%BCm.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="n"/><itemref idref="c"/><itemref idref="gone"/></spine></package>'
    )
    container = '<container><rootfiles><rootfile full-path="OEBPS/c.opf"/></rootfiles></container>'
    data = zipped(**{"META-INF/container.xml": container, "OEBPS/c.opf": package, "OEBPS/nav.xhtml": xhtml(language),
                     "OEBPS/text/bölüm.xhtml": xhtml(language)})  # fmt: skip
    (raw,) = epub.read(data, "a.epub", "0")
    assert told(raw, language) == twin(language)
    assert (raw.path, raw.format, raw.hints["outlet"]) == ("a.epub", "epub", ("Dergi", "epub-properties"))
    with pytest.raises(ReadError, match="no list of parts"):
        epub.read(zipped(x="y"), "a.epub", "0")


def mht(language: str, charset: str, codec: str) -> bytes:
    page = f"<html><head><title>x</title></head><body><article>{paragraphs(language)}</article></body></html>".encode(codec)
    quoted = b"".join(b"=%02X" % b if b > 126 or b == 61 else bytes([b]) for b in page)
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\nSubject: x\r\nDate: Tue, 1 Nov 2022 10:00:00 -0000\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset='
        + charset.encode() + b"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted
        + b"\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>frame</p>\r\n--b--\r\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "charset", "codec"),
    [("ar", "utf-8", "utf-8"), ("ar", "windows-1256", "cp1256"), ("tr", "iso-8859-9", "cp1254"), ("fa", "utf-8", "utf-8")],
)
def test_a_page_in_one_file_tells_the_same_as_the_twin(language: str, charset: str, codec: str) -> None:
    (raw,) = mhtml.read(mht(language, charset, codec), "a.mhtml", "0")
    assert told(raw, language) == twin(language)
    assert raw.hints["url"] == ("https://example.org/a", "mhtml-header")
    with pytest.raises(ReadError, match="not a saved web page"):
        mhtml.read(b"Subject: x\n\ntext", "a.mhtml", "0")


@pytest.mark.parametrize("language", LANGUAGES)
def test_feeds_tell_the_same_as_the_twin(language: str) -> None:
    article = ARTICLES[language]
    body = "".join(f"<p>{line}</p>" for line in article.lines[1:])
    rss = (
        '<?xml version="1.0"?><!DOCTYPE rss SYSTEM "rss.dtd"><rss xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Örnek&nbsp;Ajans</title><language>{language}</language><item><title>{escape(article.title)}</title><description>short</description>"
        f"<c:encoded><![CDATA[{body}]]></c:encoded><pubDate>Tue, 27 Jul 2021 10:00:00 +0300</pubDate><link>https://e.org/1</link></item>"
        "<item><title>no text</title></item></channel></rss>"
    )
    atom = (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Örnek Ajans</title><entry><title>{escape(article.title)}</title>'
        f'<link rel="self" href="x"/><link href="https://e.org/1"/><published>2021-07-27T10:00:00Z</published><author><name>A</name></author>'
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{"".join(f"<p>{escape(line)}</p>" for line in article.lines[1:])}</div>'
        "</content></entry></feed>"
    )
    for data in (rss, atom):
        (raw,) = feed.read(data.encode(), "a.xml", "0")
        assert told(raw, language) == twin(language)
        assert raw.hints["url"] == ("https://e.org/1", "feed")
        assert " ".join(raw.hints["outlet"][0].split()) == "Örnek Ajans"


def test_other_xml_and_bombs_are_refused() -> None:
    assert feed.read(xhtml("ar").encode(), "a.xml", "0")[0].format == "html"
    bomb = b'<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>'
    for data, says in ((b"<svg/>", "neither a feed"), (bomb, "bomb"), (b"<rss>", "damaged"), (b"<rss/>", "no item")):
        with pytest.raises(ReadError, match=says):
            feed.read(data, "a.xml", "0")


def test_a_zip_is_read_file_by_file() -> None:
    inner = zipped(**{"deep/tr.txt": ARTICLES["tr"].text})
    data = zipped(**{"2021/07/27/خبر.txt": ARTICLES["ar"].text.encode("cp1256"), "b.zip": inner, "__MACOSX/._b.zip": "x", ".hidden": "x",
                     "page.html": "<p>Page text.</p>", "page_files/frame.html": "<p>part</p>", "odd.xyz": "x", "empty/": ""})  # fmt: skip
    found = read_bytes(data, "in/a.zip", "0")
    articles = [a for a in found if isinstance(a, RawArticle)]
    assert [(a.path, a.part, a.hints["member"][0]) for a in articles] == [
        ("in/a.zip", 0, "2021/07/27/خبر.txt"), ("in/a.zip", 1, "b.zip/deep/tr.txt"), ("in/a.zip", 2, "page.html")]  # fmt: skip
    assert told(articles[0], "ar") == twin("ar")
    assert told(articles[1], "tr") == twin("tr")
    (issue,) = [i for i in found if isinstance(i, Issue)]
    assert issue.path == "in/a.zip"
    assert "odd.xyz" in issue.message


def test_zips_within_zips_are_bounded() -> None:
    data = zipped(**{"a.txt": "text"})
    for _ in range(6):
        data = zipped(**{"b.zip": data})
    (issue,) = read_bytes(data, "a.zip", "0")
    assert isinstance(issue, Issue)
    assert "not deeper" in issue.message


def test_a_locked_or_torn_member_is_named_and_the_rest_read() -> None:
    data = bytearray(zipped(**{"a.txt": "text of a", "b.txt": "text of b", "c.txt": "text of c"}))
    at = data.index(b"b.txt", data.index(b"PK\x01\x02"))
    data[at - 38] |= 1  # says that b.txt is encrypted
    data[data.index(b"c.txt") + 7] ^= 0xFF  # tears the packed text of c.txt
    found = bundle.read(
        bytes(data), "a.zip", "0", lambda content, name: [RawArticle(path=name, sha256="", format="", text=content.decode())]
    )
    assert [a.text for a in found if isinstance(a, RawArticle)] == ["text of a"]
    assert ["password" in i.message or "damaged" in i.message for i in found if isinstance(i, Issue)] == [True, True]


def test_parts_of_saved_pages() -> None:
    names = [
        "a.html",
        "a_files/x.js",
        "a_files/deep/y.html",
        "a_files/kept.pdf",
        "b_files/z.txt",
        "haber.htm",
        "haber_dosyalar/k.html",
        "Ç.html",
        "Ç_files/ç.css",
    ]
    assert page_parts(names) == {"a_files/x.js", "a_files/deep/y.html", "haber_dosyalar/k.html", "Ç_files/ç.css"}


def test_a_folder_lists_pages_without_their_parts(tmp_path: Path) -> None:
    for name in ("haber.html", "haber_files/frame.html", "haber_files/logo.png", "other_files/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("<p>Metin burada duruyor.</p>", encoding="utf-8")
    assert [p.relative_to(tmp_path).as_posix() for p in list_files(tmp_path)] == ["haber.html", "other_files/x.txt"]
    assert len(read_file(tmp_path / "haber.html", tmp_path)) == 1
