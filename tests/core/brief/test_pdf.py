"""The PDF itself: text that copies in order, links, outline, markings, metadata, the same bytes twice."""

import re
import shutil
import subprocess
import sys
import time
import unicodedata
from dataclasses import replace
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from core.brief import TLP, BriefOptions, build, write_pdf
from core.brief.model import Para, Section, Table, Text
from core.errors import BriefError
from core.i18n import INTERFACE_LANGUAGES
from tests.core.brief.fake import sample

ARABIC_NAMES = ("إسماعيل قاآني", "كتائب حزب الله", "الفصائل المسلحة", "القوات الأمريكية", "إيران", "وكالة الشرق")
QUOTED = ("ولا سيما في الأردن والعراق", "هجوم بطائرة مسيّرة على قاعدة", "گفت‌وگوها در صورت توقف حملات از سر گرفته")


def options(language: str = "en", **more: object) -> BriefOptions:
    return BriefOptions(language=language, generated_at="2024-02-19T12:00Z", version="1.0", period_from="2024-01-01", **more)


@pytest.fixture(scope="module", params=INTERFACE_LANGUAGES)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    path = tmp_path_factory.mktemp("brief") / f"{request.param}.pdf"
    write_pdf(build(sample(), options(request.param, tlp="AMBER+STRICT")), path, strict=True)
    return request.param, path


def normal(text: str) -> str:
    """Return extracted text without direction marks, spaces made single."""
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"\s+", " ", re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text))


def by_pdfium(path: Path) -> str:
    """Return the text as PDFium (Chrome) reads it."""
    document = pypdfium2.PdfDocument(path)
    return normal("\n".join(page.get_textpage().get_text_range() for page in document))


def test_arabic_names_and_quotes_copy_in_order_by_pdfium(written: tuple[str, Path]) -> None:
    text = by_pdfium(written[1])
    for expected in (*ARABIC_NAMES, *QUOTED):
        assert normal(expected) in text


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler-utils")
def test_arabic_names_and_quotes_copy_in_order_by_poppler(written: tuple[str, Path]) -> None:
    text = normal(subprocess.run(["pdftotext", str(written[1]), "-"], capture_output=True, check=True).stdout.decode())
    for expected in (*ARABIC_NAMES, *QUOTED):
        assert normal(expected) in text


def test_turkish_letters_copy(written: tuple[str, Path]) -> None:
    text = by_pdfium(written[1])
    assert "İçişleri Bakanlığı, İstanbul’da DEAŞ üyesi olduğu şüphesiyle" in text
    assert "Kâni’nin Bağdat ziyareti: “Saldırıları durdurun”" in text


def test_marking_and_page_number_on_every_page(written: tuple[str, Path]) -> None:
    pages = list(pypdfium2.PdfDocument(written[1]))
    for number, page in enumerate(pages, 1):
        textpage = page.get_textpage()
        search = textpage.search("TLP:AMBER+STRICT")
        heights = [textpage.get_charbox(found[0])[1] for found in iter(search.get_next, None)]
        assert min(heights) < 40 and max(heights) > page.get_height() - 40
        assert {str(number), str(len(pages))} <= set(re.findall(r"\d+", normal(textpage.get_text_range())))


def test_outline_has_sections_and_events(written: tuple[str, Path]) -> None:
    outline = pypdf.PdfReader(written[1]).outline
    sections = [item.title for item in outline if not isinstance(item, list)]
    events = [item.title for branch in outline if isinstance(branch, list) for item in branch]
    assert len(sections) == 8
    assert len(events) == 7
    if written[0] == "ar":
        assert "تفاصيل الأحداث" in sections


def test_every_link_leads_somewhere(written: tuple[str, Path]) -> None:
    reader = pypdf.PdfReader(written[1])
    pages = {page.indirect_reference.idnum for page in reader.pages}
    links = [a.get_object() for page in reader.pages for a in page.get("/Annots", ())]
    assert len(links) > 30
    assert all(link["/Dest"][0].idnum in pages for link in links)
    assert len({(link["/Dest"][0].idnum, float(link["/Dest"][3])) for link in links}) == 4 + 7 + 1  # sources, events, contested


def test_nothing_of_this_machine_in_the_file(written: tuple[str, Path]) -> None:
    reader = pypdf.PdfReader(written[1])
    assert not reader.metadata.author
    assert "2000" in str(reader.metadata.creation_date)
    content = written[1].read_bytes()
    assert str(Path.home()).encode() not in content and str(written[1].parent).encode() not in content


def test_fonts_are_ours_and_embedded(written: tuple[str, Path]) -> None:
    reader = pypdf.PdfReader(written[1])
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        assert re.fullmatch(r"/[A-Z]{6}\+(NotoSans|NotoNaskhArabic|Vazirmatn)-(Regular|Bold)", font["/BaseFont"])
        assert "/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"]


def test_same_input_same_bytes_even_in_another_process(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from core.brief import *; from tests.core.brief.fake import sample;"
        "write_pdf(build(sample(), BriefOptions(language='ar', generated_at='2024-02-19T12:00Z')), Path(sys.argv[1]))"
    )
    for name, seed in (("a.pdf", "1"), ("b.pdf", "2")):
        subprocess.run([sys.executable, "-c", code, str(tmp_path / name)], check=True, env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."})
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


@pytest.mark.parametrize("tlp", TLP)
def test_every_marking(tlp: str, tmp_path: Path) -> None:
    write_pdf(build(sample(), options(tlp=tlp)), tmp_path / "x.pdf", strict=True)
    assert f"TLP:{tlp}" in by_pdfium(tmp_path / "x.pdf")


def test_a_row_taller_than_a_page_is_cut(tmp_path: Path) -> None:
    words = " ".join(f"w{n}" for n in range(3000))
    cell = (Para((Text("head"),), "cell"), Para((Text(words),), "cell"))
    table = Table(("a", "b"), (1, 1), ((cell, (Para((Text("short"),), "cell"),)),) * 2)
    write_pdf(replace(build(sample(), options()), sections=(Section("x", "", (table,)),)), tmp_path / "x.pdf", strict=True)
    found = by_pdfium(tmp_path / "x.pdf").split()
    assert [w for w in found if re.fullmatch(r"w\d+", w)] == words.split() * 2
    assert found.count("head") == 2


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_long_paragraph_goes_over_pages_whole(direction: str, tmp_path: Path) -> None:
    word = "كلمات" if direction == "rtl" else "sözcük"
    text = " ".join(f"{word}{n}" for n in range(2500))
    briefing = build(sample(), options("ar" if direction == "rtl" else "tr"))
    long = Section("long", "", (Para((Text(text),), "quote", direction),))
    write_pdf(replace(briefing, sections=(long,)), tmp_path / "x.pdf", strict=True)
    pages = pypdf.PdfReader(tmp_path / "x.pdf").pages
    assert len(pages) > 3
    found = by_pdfium(tmp_path / "x.pdf")
    assert all(f"{n}" in found for n in range(2500))
    assert found.count(word) == 2500


def test_nothing_leaves_the_page(written: tuple[str, Path]) -> None:
    for page in pypdfium2.PdfDocument(written[1]):
        width, height = page.get_size()
        textpage = page.get_textpage()
        for i in range(textpage.count_chars()):
            left, bottom, right, top = textpage.get_charbox(i)
            assert 40 <= left <= right <= width - 40 and 15 <= bottom <= top <= height - 15


def test_arabic_edition_is_mirrored(tmp_path: Path) -> None:
    first = {}
    for language, word in (("en", "Actor"), ("ar", "الفاعل")):
        write_pdf(build(sample(), options(language)), tmp_path / "x.pdf")
        page = next(p for p in pypdfium2.PdfDocument(tmp_path / "x.pdf") if word in normal(p.get_textpage().get_text_range()))
        textpage = page.get_textpage()
        found = textpage.search(word).get_next()
        first[language] = textpage.get_charbox(found[0])[0] / page.get_width()
    assert first["en"] < 0.5 < first["ar"]


def test_unknown_glyph(tmp_path: Path) -> None:
    briefing = build(sample(), options(title="事件"))
    with pytest.raises(BriefError):
        write_pdf(briefing, tmp_path / "x.pdf", strict=True)
    write_pdf(briefing, tmp_path / "x.pdf")
    assert "事件" in by_pdfium(tmp_path / "x.pdf")  # boxes are drawn, but it still copies


def test_unwritable_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(BriefError, match=r"x\.pdf"):
        write_pdf(build(sample(), options()), tmp_path / "none" / "x.pdf")


def test_two_hundred_events_in_time(tmp_path: Path) -> None:
    source = sample()
    source.incs = []
    source.evts = [replace(e, id=f"{e.id}-{n}") for n in range(23) for e in source.evts][:200]
    start = time.process_time()
    write_pdf(build(source, options("ar")), tmp_path / "x.pdf", strict=True)
    assert time.process_time() - start < 5


def test_only_render_imports_reportlab() -> None:
    root = Path(__file__).parents[3] / "core"
    users = [p for p in root.rglob("*.py") if re.search(r"^\s*(import|from) reportlab", p.read_text(encoding="utf-8"), re.M)]
    assert users and all(p.parent.name == "render" for p in users)
