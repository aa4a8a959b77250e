import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook

from core.errors import ReadError
from core.read import table, xlsx
from tests.core.read.twins import ARTICLES, LANGUAGES, told, twin

HEADERS = {
    "ar": ("العنوان", "نص الخبر", "تاريخ النشر", "المصدر"),
    "tr": ("Başlık", "Haber Metni", "Yayın Tarihi", "Kaynak"),
    "fa": ("تیتر", "متن خبر", "تاریخ انتشار", "خبرگزاری"),
}


def row(language: str) -> tuple[str, str, str, str]:
    article = ARTICLES[language]
    return article.title, "\n".join(article.lines[1:]), "2021-07-27", "Örnek Ajans"


def workbook(*sheets: list[tuple], **properties) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for values in rows:
            sheet.append(values)
    for name, value in properties.items():
        setattr(book.properties, name, value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_are_known_in_their_language_and_tell_the_same_as_the_twin(language: str) -> None:
    rows = [HEADERS[language], row(language)]
    tsv = "\r\n".join("\t".join('"' + cell + '"' for cell in cells) for cells in rows).encode("utf-16")
    (by_tab,) = table.read_tsv(tsv, "a.tsv", "0")
    (by_sheet,) = xlsx.read(workbook([("notes of the desk",), (), *rows]), "a.xlsx", "0")
    for raw, kind in ((by_tab, "tsv"), (by_sheet, "xlsx")):
        assert told(raw, language) == twin(language)
        assert raw.format == kind
        assert raw.hints["outlet"] == ("Örnek Ajans", f"{kind}-column")
        assert raw.hints["published"] == ("2021-07-27", f"{kind}-column")


def test_every_sheet_with_a_text_column_is_read() -> None:
    one = [("Title", "Body", "Date"), ("Heading", "Text of one", datetime(2021, 7, 27, 10)), (None, None, None), ("empty", None, None)]
    two = [("عنوان", "متن"), ("ت", "نص")]
    found = xlsx.read(workbook(one, [("x", "y"), (1, 2)], two), "a.xlsx", "0")
    assert [(a.part, a.text) for a in found] == [(0, "Heading\n\nText of one"), (2, "ت\n\nنص")]
    assert found[0].hints["published"] == ("2021-07-27T10:00:00", "xlsx-column")


def test_properties_speak_for_a_single_article_only() -> None:
    created = datetime(2021, 7, 27)
    single = xlsx.read(workbook([("Body",), ("Text",)], creator="Ayşe Öz", created=created), "a.xlsx", "0")
    double = xlsx.read(workbook([("Body",), ("Text",), ("More",)], creator="Ayşe Öz", created=created), "a.xlsx", "0")
    assert single[0].hints == {"author": ("Ayşe Öz", "office-properties"), "published": ("2021-07-27T00:00:00Z", "office-properties")}
    assert [a.hints for a in double] == [{}, {}]


def test_tables_of_spreadsheets() -> None:
    (raw,) = table.read_csv(b'sep=;\r\n"ID";"Summary";"timestamp"\r\n1;"a; ""b""";1627344000\r\n', "a.csv", "0")
    assert raw.text == 'a; "b"'
    assert raw.hints["published"] == ("2021-07-27", "csv-column")


def test_what_is_missing_is_named() -> None:
    with pytest.raises(ReadError, match="found kol, عمود"):
        xlsx.read(workbook([("kol", "عمود"), (1, 2)]), "a.xlsx", "0")
    with pytest.raises(ReadError, match="found a, b"):
        table.read_tsv(b"a\tb\n1\t2\n", "a.tsv", "0")
    for damage in (b"PK\x03\x04", workbook([("Body",), ("x",)])[:-200]):
        with pytest.raises(ReadError, match="damaged"):
            xlsx.read(damage, "a.xlsx", "0")


def test_cells_at_the_far_end_and_torn_sheets() -> None:
    stream = io.BytesIO(workbook([("Body",), ("x",)]))
    with zipfile.ZipFile(stream) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    for change, says in ((sheet.replace(b'r="A2"', b'r="XFD1048576"').replace(b'<row r="2"', b'<row r="1048576"'), "no record"),
                         (sheet[:-60], "damaged"), (b'<!DOCTYPE a [<!ENTITY b "c">]>' + sheet.partition(b"?>")[2], "damaged")):  # fmt: skip
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
            for name, data in {**parts, "xl/worksheets/sheet1.xml": change}.items():
                made.writestr(name, data)
        with pytest.raises(ReadError, match=says):
            xlsx.read(stream.getvalue(), "a.xlsx", "0")
