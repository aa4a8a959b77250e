import io
import json
import zipfile
from email.message import EmailMessage

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from core.clean import clean
from core.errors import ReadError
from core.paths import resource
from core.read import docx, mail, pdf, table
from core.read.pdf_lines import balanced

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(body: str, **parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:hdr {W}>{content}</w:hdr>")
    return stream.getvalue()


def p(text: str, style: str = "") -> str:
    mark = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{mark}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_word_document() -> None:
    row = "<w:tbl><w:tr><w:tc>" + p("Tags") + "</w:tc><w:tc>" + p("Iraq, Iran") + "</w:tc></w:tr></w:tbl>"
    deleted = "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:t>kept</w:t><w:br/><w:t>below</w:t></w:r></w:p>"
    data = word(p("The title of it", "Title") + p("A picture", "Caption") + deleted + row, header1=p("THE DAILY LEDGER"))
    (raw,) = docx.read(data, "a.docx", "0")
    assert raw.text == "THE DAILY LEDGER\nThe title of it\nA picture\nkept\nbelow\nTags\tIraq, Iran\n"
    assert raw.hints["title"] == ("The title of it", "docx-style")
    document = clean(raw, "en", 1.0)
    assert [s.kind for s in document.segments] == ["menu", "title", "caption", "lead", "body", "tags"]
    assert document.outlet == "THE DAILY LEDGER"


def test_word_document_with_entities_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(ReadError, match="may hide a bomb"):
        docx.read(stream.getvalue(), "a.docx", "0")


def message(text: str = "", page: str = "") -> bytes:
    mail_ = EmailMessage()
    mail_["Subject"] = "Fwd: Görüşme sürüyor"
    mail_["From"] = "Örnek Bülten <a@b.example>"
    mail_["Date"] = "Fri, 22 Apr 2022 23:20:00 +0300"
    if text:
        mail_.set_content(text)
    if page:
        mail_.add_alternative(page, subtype="html") if text else mail_.set_content(page, subtype="html")
    return bytes(mail_)


def test_mail() -> None:
    (raw,) = mail.read(message("Görüşme sürüyor\n\n> alıntı\n\nBakan geldi.\n-- \nAbonelikten çık\n", "<p>x</p>"), "a.eml", "0")
    assert raw.hints["title"] == ("Görüşme sürüyor", "mail-header")
    assert raw.hints["published"] == ("2022-04-22", "mail-header")
    assert raw.hints["outlet"] == ("Örnek Bülten", "mail-header")
    document = clean(raw, "tr", 1.0)
    assert [s.kind for s in document.segments] == ["title", "quoted", "lead", "menu", "menu"]


def test_mail_with_a_page_alone() -> None:
    (raw,) = mail.read(message(page="<h1>Görüşme sürüyor</h1><p>Bakan geldi.</p><footer>çık</footer>"), "a.eml", "0")
    assert raw.format == "eml"
    assert raw.text.split("\n\n")[:2] == ["Görüşme sürüyor", "Bakan geldi."]
    assert [s.kind for s in raw.segments] == ["menu"]


def drawn(*pages: list[tuple[float, float, str]], font: str = "Helvetica") -> bytes:
    if font != "Helvetica":
        pdfmetrics.registerFont(TTFont(font, str(resource("fonts", f"{font}.ttf"))))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(600, 800))
    for page in pages:
        canvas.setFont(font, 11)
        for x, y, text in page:
            canvas.drawRightString(x, y, text) if font != "Helvetica" else canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_pdf_paragraphs_hyphens_and_running_heads() -> None:
    wide = "x" * 60
    first = [
        (50, 780, "The Daily"),
        (50, 700, f"{wide} the prison-"),
        (50, 686, f"ers {wide} left the Saudi-"),
        (50, 672, f"led {wide} base"),
        (50, 640, "A new paragraph stands here."),
        (300, 20, "1 / 2"),
    ]
    second = [(50, 780, "The Daily"), (50, 700, "The last one."), (300, 20, "2 / 2")]
    (raw,) = pdf.read(drawn(first, second), "a.pdf", "0")
    body = [line for line in raw.text.split("\n\n") if line]
    assert body[1:4] == [
        f"{wide} the prisoners {wide} left the Saudi-led {wide} base",
        "A new paragraph stands here.",
        "The last one.",
    ]
    assert [s.span.of(raw.text) for s in raw.segments] == ["The Daily", "1 / 2", "The Daily", "2 / 2"]


def test_pdf_arabic_lines_are_put_into_reading_order() -> None:
    text = "أعلنت وزارة الدفاع (الثلاثاء) مقتل 12 جنديا في هجوم لطائرات MQ-9 قرب الموصل."
    as_drawn = text[::-1].translate(str.maketrans("()", ")(")).replace("21", "12").replace("9-QM", "MQ-9")
    (raw,) = pdf.read(drawn([(550, 700, as_drawn)], font="NotoNaskhArabic-Regular"), "a.pdf", "0")
    assert raw.text.strip() == text


def test_pdf_without_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadError, match="no text layer"):
        pdf.read(drawn([]), "a.pdf", "0")


def test_brackets_are_turned_only_where_that_helps() -> None:
    assert balanced(")رويترز( قالت") == "(رويترز) قالت"
    assert balanced("(رويترز) قالت") == "(رويترز) قالت"
    assert balanced("أ) أولا ب) ثانيا") == "أ) أولا ب) ثانيا"


ROWS = [{"headline": "T one", "body": "First text.", "date": "2020-01-02", "source": {"name": "S"}}, {"headline": "none"},
        {"title": "T two", "content": "<p>A <b>bold</b> one.</p><p>Next.</p>"}]  # fmt: skip


def test_json_forms() -> None:
    whole = table.read_json(json.dumps({"articles": ROWS}).encode(), "a.json", "0")
    lines = table.read_jsonl("\n".join(json.dumps(r) for r in ROWS).encode(), "a.jsonl", "0")
    for articles in (whole, lines):
        assert [a.part for a in articles] == [0, 2]
        assert [a.text for a in articles] == ["T one\n\nFirst text.", "T two\n\nA bold one.\n\nNext."]
    assert whole[0].hints["published"] == ("2020-01-02", "json-field")
    assert whole[0].hints["outlet"] == ("S", "json-field")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(delimiter: str) -> None:
    rows = [["عنوان", "نص", "تاريخ"], ["خبر أول", '"سطر\nثان"', "2020-01-02"]]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode("utf-8-sig")
    (article,) = table.read_csv(data, "a.csv", "0")
    assert article.text == "خبر أول\n\nسطر\nثان"
    assert article.hints["published"] == ("2020-01-02", "csv-column")
