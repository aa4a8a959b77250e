import io
import stat
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from core import pipeline
from core.errors import ReadError
from core.model import Issue
from core.read import ocr, pdf, scan
from core.read.formats import read_bytes
from core.store import Case
from tests.core.read.twins import ARTICLES
from tests.fake_stages import stages

TABLE = "\t".join(("level", "page_num", "block_num", "par_num", "line_num", "word_num", "left", "top", "width", "height", "conf", "text"))
WORDS = (
    (1, 1, 1, "وقالت", 96),
    (1, 1, 1, "الوزارة", 92.5),
    (1, 1, 2, "اليوم.", 90),
    (1, 2, 1, "Görüş-", 80),
    (1, 2, 2, "meler", 80),
    (2, 1, 1, "sürüyor.", -1),
)
FAKE = """#!{python}
import sys
if "--list-langs" in sys.argv:
    print("List of available languages (2):\\nara\\ntur\\nosd")
    sys.exit()
assert sys.stdin.buffer.read(8) == b"\\x89PNG\\r\\n\\x1a\\n"
languages = sys.argv[sys.argv.index("-l") + 1]
print({table!r} if languages == "ara" else {poor!r})
"""


def table(words: tuple, factor: float = 1.0) -> str:
    rows = (f"5\t1\t{block}\t{par}\t{line}\t1\t0\t0\t9\t9\t{sure * factor}\t{text}" for block, par, line, text, sure in words)
    return "\n".join([TABLE, "1\t1\t0\t0\t0\t0\t0\t0\t99\t99\t-1\t", *rows])


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "tesseract"
    program.write_text(FAKE.format(python=sys.executable, table=table(WORDS), poor=table(WORDS, 0.5)), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", str(folder))
    return program


@pytest.fixture
def none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


def picture(kind: str = "PNG", pages: int = 1, size: tuple[int, int] = (400, 300)) -> bytes:
    made = [Image.new("L", size, 255) for _ in range(pages)]
    ImageDraw.Draw(made[0]).text((20, 20), "words", fill=0)
    stream = io.BytesIO()
    made[0].save(stream, kind, **({"save_all": True, "append_images": made[1:]} if pages > 1 else {}))
    return stream.getvalue()


def scanned(pages: int = 1, text: str = "") -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(300, 400))
    canvas.setTitle("Bir başlık")
    if text:
        canvas.drawString(20, 300, text)
        canvas.showPage()
    for _ in range(pages):
        canvas.drawImage(ImageReader(io.BytesIO(picture())), 0, 0, 300, 400)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data"), [("a.png", picture()), ("a.jpg", picture("JPEG")), ("a.tif", picture("TIFF", 2)), ("a.pdf", scanned())]
)
@pytest.mark.usefixtures("none")
def test_without_tesseract_a_scan_is_listed_with_what_to_do(name: str, data: bytes) -> None:
    with pytest.raises(ReadError, match="a scan that awaits OCR; install Tesseract") as caught:
        read_bytes(data, name, "0")
    assert str(caught.value).startswith(f"{name}: ")
    assert "tesseract-ocr-ara" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "data", "kind", "pages"),
    [("a.png", picture(), "image", 1), ("a.tif", picture("TIFF", 2), "image", 2), ("a.pdf", scanned(2), "pdf", 2)],
)
def test_with_tesseract_a_scan_is_read_and_its_confidence_kept(fake: Path, name: str, data: bytes, kind: str, pages: int) -> None:
    (raw,) = read_bytes(data, name, "0")
    page = "وقالت الوزارة اليوم.\n\nGörüşmeler\n\nsürüyor."
    assert raw.text == "\n\n".join([page] * pages)
    assert (raw.format, raw.encoding) == (kind, "ocr")
    weights = [(len(text), max(sure, 0)) for *_, text, sure in WORDS]
    assert raw.ocr_confidence == pytest.approx(sum(n * c for n, c in weights) / sum(n for n, _ in weights) / 100, abs=0.002)
    assert raw.hints.get("title") == (("Bir başlık", "pdf-properties") if kind == "pdf" else None)


def test_time_is_bounded_and_what_was_read_is_kept(fake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = ocr._page, []

    def slow(*arguments: object) -> ocr.Recognised | None:
        calls.append(arguments)
        return real(*arguments) if len(calls) <= 2 else None

    monkeypatch.setattr(ocr, "_page", slow)
    raw, issue = read_bytes(scanned(5), "a.pdf", "0")
    assert "الوزارة" in raw.text
    assert isinstance(issue, Issue)
    assert "only the first 1 of 5" in issue.message
    with ocr.time_limit(0), pytest.raises(ReadError, match="time was up"):
        read_bytes(picture(), "a.png", "0")


def test_scanned_pages_among_others_are_named(fake: Path) -> None:
    raw, issue = pdf.read(scanned(2, "A page with a text layer."), "a.pdf", "0")
    assert raw.text.strip() == "A page with a text layer."
    assert raw.ocr_confidence is None
    assert issue.message.endswith("they are scans: 2, 3.")


@pytest.mark.usefixtures("none")
@pytest.mark.parametrize(
    ("data", "says"),
    [(b"abc", "damaged"), (picture()[:20], "damaged"), (picture(size=(90, 900)), "too small"), (picture("GIF"), "damaged")],
    ids=["letters", "torn", "small", "gif"],
)
def test_pictures_that_cannot_be_scans(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        scan.read(data, "a.png", "0")


def test_a_photograph_yields_no_words(fake: Path) -> None:
    fake.write_text(fake.read_text("utf-8").replace("وقالت", "").replace("الوزارة", "").replace("Görüş-", "").replace("meler", ""), "utf-8")
    with pytest.raises(ReadError, match="it may be a photograph"):
        scan.read(picture(), "a.png", "0")


def test_a_scan_is_read_once_tesseract_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.png").write_bytes(picture())
    monkeypatch.setenv("PATH", str(tmp_path))
    with Case.in_memory() as case:
        for read, waiting in ((0, 1), (0, 1)):
            report = pipeline.run(folder, case, jobs=0, stages=stages)
            assert (report.read, len(report.issues)) == (read, waiting)
        assert report.skipped_unchanged == 1
        request.getfixturevalue("fake")
        report = pipeline.run(folder, case, jobs=0, stages=stages)
        assert (report.read, report.issues) == (1, ())
        (document,) = case.documents()
        assert 0.6 < document.ocr_confidence < 0.8
        assert pipeline.run(folder, case, jobs=0, stages=stages).skipped_unchanged == 1


def drawn(lines: tuple[str, ...], rtl: bool) -> bytes:
    """Draw lines as a page, as a reader sees them."""
    from PySide6.QtCore import QBuffer, QRectF, Qt
    from PySide6.QtGui import QFont, QFontDatabase, QImage, QPainter, QTextOption

    from core.paths import resource

    family = "NotoNaskhArabic-Regular" if rtl else "NotoSans-Regular"
    loaded = QFontDatabase.addApplicationFont(str(resource("fonts", f"{family}.ttf")))
    font = QFont(QFontDatabase.applicationFontFamilies(loaded)[0])
    font.setPixelSize(46)
    image = QImage(1800, 1200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setFont(font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    painter.drawText(QRectF(100, 100, 1600, 1050), "\n\n".join(lines), option)
    painter.end()
    buffer = QBuffer()
    image.save(buffer, "PNG")
    return bytes(buffer.data())


@pytest.mark.skipif(
    not (HERE := ocr.engine()) or not {"ara", "tur"} <= HERE.languages, reason="Tesseract with Arabic and Turkish is not here"
)
@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("language", ["ar", "tr"])
def test_the_real_tesseract_reads_a_page(language: str) -> None:
    (raw,) = scan.read(drawn(ARTICLES[language].lines, language == "ar"), "a.png", "0")
    wanted = set(ARTICLES[language].text.split())
    assert len(wanted & set(raw.text.split())) >= 0.7 * len(wanted), raw.text
    assert 0.6 < raw.ocr_confidence <= 1
