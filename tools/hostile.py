"""Write a folder of files that mean harm or are broken: ``python -m tools.hostile FOLDER`` (over 60 kinds; tests read it to the end).

Each kind is a function of KINDS that puts what it is named after into a folder. Nothing is large on disk: what is huge is sparse or packed.
"""

# ruff: noqa: E501 (a kind a line reads best)

import copy
import io
import json
import os
import sys
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

STORY = (
    "Minister meets envoy in Ankara\n\nANKARA, 5 March 2024 - The Turkish foreign minister met the Iraqi envoy in Ankara on Monday.\n\n"
    "Police arrested three protesters in Istanbul on Tuesday, officials said.\n"
)
_XML = '<?xml version="1.0" encoding="utf-8"?>'
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 11))
_BOMB = f'{_XML}<!DOCTYPE x [<!ENTITY l0 "lol">{_LAUGHS}]>'
_EXTERNAL = (
    f'{_XML}<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b SYSTEM "http://127.0.0.1:9/x">'
    '<!ENTITY % p SYSTEM "http://127.0.0.1:9/d.dtd">%p;]>'
)
_REMOTE = (
    '<html><head><title>Title</title><base href="http://127.0.0.1:9/"><link rel="stylesheet" href="//127.0.0.1:9/a.css">'
    '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/"><script src="http://127.0.0.1:9/a.js"></script></head><body>'
    '<img src="http://127.0.0.1:9/p.png"><iframe src="file:///etc/passwd"></iframe><object data="http://127.0.0.1:9/o"></object><p>'
)
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def text(name: str, content: str | bytes) -> Callable[[Path], None]:
    """Return what writes one small file."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return lambda folder: (folder / name).write_bytes(data) and None


def packed(name: str, members: dict[str, str | bytes]) -> Callable[[Path], None]:
    """Return what writes a zip archive (a Word file, a book …) with some members."""

    def write(folder: Path) -> None:
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in members.items():
                archive.writestr(member, content)

    return write


def word(name: str, document: str) -> Callable[[Path], None]:
    """Return what writes a Word file with this document.xml."""
    return packed(name, {"[Content_Types].xml": _TYPES, "word/document.xml": document})


def body(inner: str) -> str:
    """Return a document.xml."""
    return f"<w:document {_W}><w:body>{inner}</w:body></w:document>"


def pdf(name: str, *objects: bytes, tail: bytes = b"") -> Callable[[Path], None]:
    """Return what writes a PDF of some objects, the first of which is the catalogue."""
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, tail, start))
    return text(name, out.getvalue())


_CATALOGUE, _PAGES = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def page(
    stream: bytes, font: bytes = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", box: bytes = b"0 0 595 842"
) -> tuple[bytes, ...]:
    """Return the objects of a PDF with one page that draws a packed stream."""
    squeezed = zlib.compress(stream, 9)
    return (
        _CATALOGUE, _PAGES,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>" % box,
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(squeezed), squeezed), font,
    )  # fmt: skip


_WORDS = b"BT /F 12 Tf 50 700 Td (Police arrested three protesters in Istanbul on Tuesday.) Tj ET"


def mail(body_type: str, content: str, headers: str = "") -> str:
    """Return a letter."""
    head = f"From: a@example.org\nTo: b@example.org\nSubject: News\nDate: Tue, 5 Mar 2024 10:00:00 +0300\n{headers}MIME-Version: 1.0\n"
    return f"{head}Content-Type: {body_type}\n\n{content}"


def nested_mail(depth: int) -> str:
    """Return a letter in a letter in a letter …"""
    letter = mail("text/plain; charset=utf-8", STORY)
    for level in range(depth):
        letter = mail(f"multipart/mixed; boundary=b{level}", f"--b{level}\nContent-Type: message/rfc822\n\n{letter}\n--b{level}--\n")
    return letter


def nested_zip(depth: int) -> bytes:
    """Return an archive in an archive in an archive …"""
    data, name = STORY.encode(), "story.txt"
    for _ in range(depth):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, data)
        data, name = out.getvalue(), "inner.zip"
    return data


def zeros(name: str, member: str, megabytes: int) -> Callable[[Path], None]:
    """Return what writes an archive whose one member unpacks to very much."""

    def write(folder: Path) -> None:
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(member, "w", force_zip64=True) as stream:
            for _ in range(megabytes):
                stream.write(bytes(2**20))

    return write


def overlapping(folder: Path) -> None:
    """Write an archive whose thousand members are the same bytes."""
    with zipfile.ZipFile(folder / "overlap.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.txt", bytes(4 * 2**20))
        for number in range(1, 1000):
            again = copy.copy(archive.filelist[0])
            again.filename = f"{number}.txt"
            archive.filelist.append(again)


def sparse(name: str, size: int) -> Callable[[Path], None]:
    """Return what writes a file of one endless line that takes no room."""

    def write(folder: Path) -> None:
        with (folder / name).open("wb") as file:
            file.write(STORY.encode())
            file.truncate(size)

    return write


def deep_path(folder: Path) -> None:
    """Write a story more than 260 characters down."""
    path = folder.joinpath(*["a folder with a long name about nothing much at all"] * 7)
    path.mkdir(parents=True)
    (path / "deep.txt").write_text(STORY, encoding="utf-8")


def link(name: str, target: str) -> Callable[[Path], None]:
    """Return what makes a symbolic link, where the system lets it."""

    def write(folder: Path) -> None:
        with suppress(OSError, NotImplementedError):
            (folder / name).symlink_to(target)

    return write


def raw_name(name: bytes) -> Callable[[Path], None]:
    """Return what writes a story under a name that is no text, where the system lets it."""

    def write(folder: Path) -> None:
        with suppress(OSError, ValueError):
            path = os.path.join(os.fsencode(folder), name)
            with open(path, "wb") as file:
                file.write(STORY.encode())

    return write


def without_rights(folder: Path) -> None:
    """Write a file and a folder that their owner may not open (the administrator still may)."""
    (folder / "forbidden.txt").write_text(STORY, encoding="utf-8")
    (folder / "forbidden.txt").chmod(0)
    (folder / "closed folder").mkdir()
    (folder / "closed folder" / "inside.txt").write_text(STORY, encoding="utf-8")
    (folder / "closed folder").chmod(0o500)


def pipe(folder: Path) -> None:
    """Make a named pipe that nobody writes to, where there are such."""
    with suppress(AttributeError, OSError):
        os.mkfifo(folder / "pipe.txt")


_LONG = "a" * 50_000
# fmt: off
KINDS: dict[str, Callable[[Path], None]] = {
    "a plain story": text("story.txt", STORY),
    "empty": text("empty.txt", b""),
    "only a byte order mark": text("bom.txt", b"\xef\xbb\xbf"),
    "only a UTF-16 mark": text("bom16.txt", b"\xff\xfe"),
    "only nulls": text("nulls.txt", bytes(5000)),
    "nulls between letters": text("null-letters.txt", STORY.replace(" ", "\0 ")),
    "only invisible marks": text("invisible.txt", "\u200b\u200e\u00a0\u2028" * 50),
    "random bytes": text("noise.txt", bytes((n * 7919 >> 3) % 256 for n in range(20000))),
    "broken UTF-8": text("broken.txt", STORY.encode() + b"\xff\xc3\x28\xf0\x28\x8c\xbc" * 20),
    "half a UTF-16 character": text("odd16.txt", b"\xff\xfe" + STORY.encode("utf-16-le") + b"\x41"),
    "encoded surrogates": text("surrogates.txt", STORY + "\ud800\udfff\udc00" * 5),
    "control characters": text("controls.txt", STORY + "\x1b[2J\x07\x08" * 30),
    "direction marks in the text": text("overrides.txt", STORY + "\u202e\u2066\u2069\u202c" * 500),
    "ten thousand vowel marks on one letter": text("marks.txt", STORY + "ب" + "\u064b" * 10_000 + " في بغداد\n"),
    "no spaces": text("nospace.txt", _LONG),
    "one word a line": text("lines.txt", "word\n" * 6_000),
    "one endless line": text("oneline.txt", "word " * 12_000),
    "a text longer than a book": text("book.txt", "Police arrested a man in Ankara. " * 40_000),
    "a gigabyte on one line": sparse("gigabyte.txt", 2**30),
    "many empty lines": text("blank.txt", STORY + "\n" * 500_000),
    "brackets without end": text("brackets.txt", STORY + "(" * 5_000 + "«" * 5_000),
    "quotes without end": text("quotes.txt", STORY + '"' * 5_001),
    "huge numbers": text("numbers.txt", f"Ankara, 5 March 2024\n\nA blast in Ankara killed {'9' * 5000} people and {10**30} soldiers on Monday.\n"),
    "impossible dates": text("dates.txt", "Ankara\n\nOn 99 March 99999 and 31.02.0000 and 1/1/10000000 police arrested 0 men. هـ 1445/13/45\n" * 20),
    "cells like formulas": text("formula.csv", 'title,text,date\n=cmd|\'/c calc\'!A1,"+1+1 police arrested a man in Ankara",2024-03-05\n@SUM(1),-2 x,=NOW()\n'),
    "quotes left open in a table": text("open.csv", 'title,text\n"never closed,' + "x," * 50_000),
    "a cell of a megabyte": text("cell.csv", "title,text\na," + "word " * 100_200 + "\n"),
    "a million columns": text("columns.csv", "a," * 500_000 + "\n" + "b," * 1000),
    "nulls in a table": text("null.csv", "title,text\na\0b,c\0d\n"),
    "deep JSON": text("deep.json", "[" * 100_000 + "]" * 100_000),
    "deep JSON objects": text("objects.json", '{"a":' * 100_000 + "1" + "}" * 100_000),
    "JSON with half characters": text("half.json", '{"title": "a\\ud800b", "text": "Police arrested a man \\udfff in Ankara\\u0000 on Monday."}'),
    "JSON with huge numbers": text("big.json", '{"title": 1e999999, "text": "Police arrested a man.", "date": ' + "9" * 4000 + "}"),
    "JSON numbers past the limit": text("digits.json", '{"title": "a", "text": "b", "date": ' + "9" * 100_000 + "}"),
    "JSON of wrong types": text("types.json", '[1, null, true, "x", [], {"text": {"text": ["a"]}}, {"text": []}, {"text": 5, "title": []}]'),
    "JSON cut short": text("cut.json", '{"title": "a", "text": "Police arres'),
    "JSON that says a key twice": text("twice.json", '{"text": "one", "text": "Police arrested a man in Ankara.", "__proto__": {"x": 1}}'),
    "lines of which one is broken": text("lines.jsonl", '{"text": "Police arrested a man in Ankara."}\n{broken\n'),
    "HTML without end tags": text("open.html", "<html><body>" + "<div><p>word " * 5_000),
    "deep HTML": text("deep.html", "<div>" * 10_000 + STORY),
    "HTML with remote references": text("remote.html", _REMOTE + STORY + "</body></html>"),
    "an attribute of a megabyte": text("attribute.html", f'<html><body data-x="{"x" * 2**20}"><p>{STORY}</body></html>'),
    "a script that never ends": text("script.html", "<html><body><p>Police arrested a man.<script>" + "while(1){}" * 10_000),
    "character references beyond Unicode": text("references.html", "<p>&#x110000;&#xD800;&#0;&#99999999999; Police arrested a man in Ankara.</p>"),
    "an encoding that does not exist": text("charset.html", f'<meta charset="x-klingon"><p>{STORY}</p>'),
    "an encoding that lies": text("lies.html", b'<meta charset="utf-16"><p>' + STORY.encode() + b"</p>"),
    "XML bomb": text("bomb.xhtml", f"{_BOMB}<html><body><p>&l10;</p></body></html>"),
    "XML that reads other files": text("external.xhtml", f"{_EXTERNAL}<html><body><p>&a;&b; {STORY}</p></body></html>"),
    "XML bomb in a feed": text("bomb.rss", f"{_BOMB}<rss><channel><item><title>&l10;</title></item></channel></rss>"),
    "XML bomb in Word": word("bomb.docx", f"{_BOMB}<w:document {_W}><w:body><w:p><w:r><w:t>&l10;</w:t></w:r></w:p></w:body></w:document>"),
    "Word that reads other files": word("external.docx", f"{_EXTERNAL}{body('<w:p><w:r><w:t>&a;&b;</w:t></w:r></w:p>')}"),
    "Word with remote references": packed("remote.docx", {
        "[Content_Types].xml": _TYPES, "word/document.xml": body(f"<w:p><w:r><w:t>{STORY}</w:t></w:r></w:p>"),
        "word/_rels/document.xml.rels": '<Relationships><Relationship TargetMode="External" Target="http://127.0.0.1:9/t.dotm"/></Relationships>',
    }),
    "deep Word": word("deep.docx", body("<w:p>" * 20_000 + "<w:r><w:t>x</w:t></w:r>" + "</w:p>" * 20_000)),
    "Word that unpacks to very much": zeros("zeros.docx", "word/document.xml", 300),
    "Word that is no archive": text("false.docx", STORY),
    "Word without a document": packed("hollow.docx", {"other.xml": "<x/>"}),
    "Word cut short": text("cut.docx", nested_zip(1)[:60]),
    "OpenDocument bomb": packed("bomb.odt", {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"{_BOMB}<x>&l10;</x>"}),
    "a table file that unpacks to very much": zeros("zeros.xlsx", "xl/worksheets/sheet1.xml", 100),
    "a book with a bad list of contents": packed("bad.epub", {"META-INF/container.xml": f"{_BOMB}<x>&l10;</x>", "mimetype": "application/epub+zip"}),
    "archive that unpacks to very much": zeros("zeros.zip", "zeros.txt", 300),
    "archives within archives": text("nested.zip", nested_zip(40)),
    "archive of overlapping members": overlapping,
    "archive whose names lead out": packed("escape.zip", {"../../../outside.txt": STORY, "/etc/absolute.txt": STORY, "C:\\x.txt": STORY, "a/../b.txt": STORY}),
    "archive of ten thousand empty files": packed("many.zip", {f"{n}.txt": "" for n in range(10_000)}),
    "PDF cut short": text("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R"),
    "PDF without pages": pdf("none.pdf", _CATALOGUE, b"<< /Type /Pages /Kids [] /Count 0 >>"),
    "PDF whose pages contain themselves": pdf("circle.pdf", _CATALOGUE, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2147483647 >>"),
    "PDF that unpacks to very much": pdf("zeros.pdf", *page(b" " * (200 * 2**20))),
    "PDF with a broken font": pdf("font.pdf", *page(_WORDS, b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor 6 0 R >>"),
                                  b"<< /Type /FontDescriptor /FontFile2 7 0 R >>", b"<< /Length 8 >>\nstream\nnot font\nendstream"),
    "PDF with an endless page": pdf("box.pdf", *page(_WORDS, box=b"-1e38 -1e38 1e38 1e38")),
    "PDF that runs a script": pdf("script.pdf", b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL('http://127.0.0.1:9/')) >> >>",
                                  *page(_WORDS)[1:]),
    "PDF that asks for a password": pdf("locked.pdf", *page(_WORDS), tail=b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <41> /U <42> >>"),
    "PDF of nested lists": pdf("lists.pdf", b"<< /Type /Catalog /Pages 2 0 R /X " + b"[" * 50_000 + b"]" * 50_000 + b" >>", *page(_WORDS)[1:]),
    "PDF with a table that points at itself": pdf("prev.pdf", *page(_WORDS), tail=b"/Prev 9"),
    "PDF that is a page of text": text("text.pdf", STORY),
    "letters within letters": text("nested.eml", nested_mail(60)),
    "letter without a boundary": text("boundary.eml", mail("multipart/mixed; boundary=never", STORY)),
    "letter with remote references": text("remote.eml", mail("text/html", _REMOTE + STORY)),
    "letter in an unknown encoding": text("coded.eml", mail("text/plain; charset=x-none", STORY, "Content-Transfer-Encoding: x-none\n")),
    "letter whose header never ends": text("header.eml", "Subject: " + "=?utf-8?b?" * 30_000 + "\n\n" + STORY),
    "letter with a thousand parts": text("parts.eml", mail("multipart/mixed; boundary=b", "--b\n\nword\n" * 1000 + "--b--\n")),
    "mail box of one endless letter": text("endless.mbox", "From a@b Mon Jan  1 00:00:00 2024\n\n" + "word " * 10_000),
    "deep RTF": text("deep.rtf", r"{\rtf1 " + "{" * 50_000 + STORY),
    "a story under a wrong ending": text("story.pdf.docx", STORY),
    "a program": text("program.exe", b"MZ" + bytes(200)),
    "a file without an ending": text("README", STORY),
    "an ending in other letters": text("STORY.TxT", STORY),
    "a link to itself": link("loop.txt", "loop.txt"),
    "a link to nowhere": link("nowhere.txt", "no/such/file.txt"),
    "a link out of the folder": link("passwd.txt", "/etc/passwd"),
    "a link to the folder above": link("above", ".."),
    "a link to a device": link("zero.txt", "/dev/zero"),
    "a pipe": pipe,
    "a name with a line end": raw_name(b"two\nlines.txt"),
    "a name that turns its direction": raw_name("invoice\u202efdp.txt".encode()),
    "a name of invalid bytes": raw_name(b"name-\xff\xfe.txt"),
    "a name that steers the terminal": raw_name(b"red\x1b[31m.txt"),
    "a name like an option": raw_name(b"--case=x.txt"),
    "a name like a formula": raw_name(b"=1+1.txt"),
    "a name of 255 bytes": raw_name(b"n" * 251 + b".txt"),
    "a path over 260 characters": deep_path,
    "files without rights": without_rights,
    "a folder named like a file": lambda folder: (folder / "folder.txt").mkdir(),
    "a file that vanishes": text("vanishing.txt", STORY),
    "a file that changes": text("changing.txt", STORY),
}
# fmt: on


def write_all(folder: Path) -> int:
    """Write every kind and return how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    for make in KINDS.values():
        make(folder)
    return len(KINDS)


if __name__ == "__main__":
    print(json.dumps({"kinds": write_all(Path(sys.argv[1]))}))
