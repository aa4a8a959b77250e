import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.clean import clean
from core.clean.dates import find_dates, path_date
from core.clean.inline import inline_head
from core.clean.page import load_page
from core.langid import identify
from core.languages import LANGUAGES
from core.model import SEGMENT_KINDS, RawArticle, Segment, Span
from core.read import list_files, read_file

CASES = Path(__file__).resolve().parent.parent / "cases" / "clean"
SAMPLES = Path(__file__).resolve().parent.parent.parent / "resources" / "samples"


def load() -> list:
    rows = [(path.stem, row) for path in sorted(CASES.glob("*.toml")) for row in tomllib.loads(path.read_text("utf-8"))["case"]]
    return [pytest.param(code, row, id=f"{code}-{row['id']}") for code, row in rows]


def article(text: str, path: str = "a.txt", **more) -> RawArticle:
    return RawArticle(path=path, sha256="0" * 64, format="txt", text=text, **more)


def kinds(document) -> list[str]:
    return [s.kind for s in document.segments]


@pytest.mark.parametrize(("code", "row"), load())
def test_case(code: str, row: dict) -> None:
    document = clean(article(row["text"]), code, 1.0)
    found = [(s.kind, s.span.of(document.text).strip()) for s in document.segments]
    assert [kind for kind, _ in found] == row["kinds"], found
    assert document.title == row["title"]
    assert document.published == row.get("published")
    assert document.outlet == row.get("outlet")


def test_segments_cover_samples_and_every_sample_has_title_and_outlet() -> None:
    files = list_files(SAMPLES)
    assert len(files) >= 14
    for path in files:
        (raw,) = read_file(path, SAMPLES)
        language, confidence = identify(raw.text)
        document = clean(raw, language, confidence)
        assert language == path.name[:2]
        assert "".join(s.span.of(document.text) for s in document.segments) == document.text
        assert document.title
        assert document.outlet
        assert document.outlet_basis
        assert len(document.body()) >= 5
        assert document.published or "2019" in document.text


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("اب، .\naİıI|#\u200c\u2028-/(5٣)«»:\t"), max_size=200),
    st.sampled_from([*LANGUAGES, "und"]),
)
def test_segments_cover_any_text(text: str, code: str) -> None:
    document = clean(article(text), code, 0.5)
    assert "".join(s.span.of(text) for s in document.segments) == (text if document.segments else "")
    assert set(kinds(document)) <= set(SEGMENT_KINDS)


def test_markup_goes_before_cues() -> None:
    text = "Title of the story here\n\nNext to it stands something that the page calls a caption."
    document = clean(article(text, segments=(Segment("caption", Span(25, len(text))),)), "en", 1.0)
    assert kinds(document) == ["title", "caption"]


def test_hints_and_their_basis() -> None:
    hints = {"title": ("A title", "json-ld"), "published": ("2022-11-18T11:42:00+03:00", "json-ld"), "outlet": ("O", "html-meta")}
    document = clean(article("A title\n\n17.11.2022\n\nText follows here.", hints=hints), "tr", 1.0)
    assert (document.title, document.published, document.published_basis) == ("A title", "2022-11-18", "json-ld")
    assert (document.outlet, document.outlet_basis) == ("O", "html-meta")


def test_dateline_goes_before_a_mails_date() -> None:
    hints = {"published": ("2022-11-20", "mail-header")}
    assert clean(article("A title of some words\n17.11.2022\n\nText.", hints=hints), "tr", 1.0).published == "2022-11-17"
    assert clean(article("A title of some words\n\nText.", hints=hints), "tr", 1.0).published_basis == "mail-header"


@pytest.mark.parametrize(
    ("path", "day", "basis"),
    [
        ("in/2024-02-18-story.txt", "2024-02-18", "file-name"),
        ("20240218/story.txt", "2024-02-18", "folder-name"),
        ("in/2024-13-40.txt", None, None),
        ("in/report-120240218.txt", None, None),
    ],
)
def test_date_in_path(path: str, day: str | None, basis: str | None) -> None:
    document = clean(article("A title of some words\n\nText.", path), "en", 1.0)
    assert (document.published, document.published_basis) == (day, basis)


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("ar", "الجمعة 18 شعبان 1444هـ الموافق 10 مارس 2023م", ["2023-03-10", "2023-03-10"]),
        ("ar", "30 آب/أغسطس 2022", ["2022-08-30"]),
        ("ar", "٣١ كانون الأول (ديسمبر) ٢٠٢٠", ["2020-12-31"]),
        ("ar", "4 تشرين الثاني 2019", ["2019-11-04"]),
        ("ar", "18th, February 2024 GMT", ["2024-02-18"]),
        ("ar", "12 جويلية 2021", ["2021-07-12"]),
        ("tr", "22 Nisan 2022 Cuma, 09:15", ["2022-04-22"]),
        ("tr", "3 EKİM 2019", ["2019-10-03"]),
        ("tr", "31 ARALIK 2020 ve 1 Oca 2021", ["2020-12-31", "2021-01-01"]),
        ("fa", "شنبه ۲۰ اسفند ۱۴۰۱ - ۱۰:۳۵", ["2023-03-11"]),
        ("fa", "۱۴۰۱/۱۲/۲۰", ["2023-03-11"]),
        ("fa", "۶ ژانویه ۲۰۲۴", ["2024-01-06"]),
        ("en", "FRI JAN 17, 2020 / 6:22 PM GMT", ["2020-01-17"]),
        ("en", "Thu 05/04/2023", ["2023-05-04"]),
        ("en", "05/04/2023", []),
        ("en", "31 February 2023", []),
        ("en", "June 21", []),
        ("tr", "30.02.2021", []),
        ("en", "build 2.10.2023.4", []),
    ],
)
def test_find_dates(language: str, text: str, days: list[str]) -> None:
    found = find_dates(text, language)
    assert [d.value for d in found] == days
    assert all(d.span.of(text).strip() for d in found)


def test_path_date_needs_a_whole_date() -> None:
    assert path_date("IMG_20231122_x") == "2023-11-22"
    assert path_date("202311") is None


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        ("ANKARA (AA) - Dışişleri Bakanı geldi.", "ANKARA", "AA"),
        ("BAGHDAD/WASHINGTON (Wire) - Eleven soldiers were hurt.", "BAGHDAD/WASHINGTON", "Wire"),
        ("بغداد («المرصد») – بدأ المحتجون الانسحاب.", "بغداد", "المرصد"),
        ("أنقرة - المرصاد - قالت الوزارة إن الهجوم وقع.", "أنقرة", "المرصاد"),
        ("ERBİL - Türk askerleri bölgeye girdi.", "ERBİL", None),
        ("The army - which has denied it - said nothing.", None, None),
        ("Sadece bir cümle.", None, None),
    ],
)
def test_inline_dateline(text: str, place: str | None, agency: str | None) -> None:
    found = inline_head(text, load_page("und"))
    assert (found and found.place.of(text), found and found.agency) == (place, agency) if place else found is None


BODY = {
    "ar": ("لقاء مرتقب في أنقرة بين الوزيرين", "أعلنت الوزارة اليوم أن الوزير سيلتقي نظيره في أنقرة الأسبوع المقبل لبحث ملفات عدة بين البلدين. وقال المتحدث إن اللقاء مهم."),
    "en": ("Minister to travel to Ankara for talks", "The ministry said on Tuesday that the minister would travel to Ankara next week to meet his counterpart. He spoke twice."),
    "fa": ("سفر وزیر خارجه به آنکارا", "وزارت امور خارجه امروز اعلام کرد که وزیر هفته آینده به آنکارا سفر و با همتای خود دیدار می‌کند. سخنگو این سفر را مهم خواند."),
    "tr": ("Ankara ile Kahire arasında yeni dönem", "Bakan dün akşam yaptığı açıklamada iki ülke arasındaki görüşmelerin sürdüğünü ve yeni bir toplantının yapılacağını söyledi. Bakan konuştu."),
}  # fmt: skip


def load_heads() -> list:
    files = sorted((CASES.parent / "heads").glob("*.toml"))
    return [pytest.param(f.stem, row, id=row["head"][:30]) for f in files for row in tomllib.loads(f.read_text("utf-8"))["case"]]


@pytest.mark.parametrize(("code", "row"), load_heads())
def test_head_tells_outlet_and_day(code: str, row: dict) -> None:
    title, body = BODY[code]
    head = row["head"]
    text = f"{title}\n{head.replace('…', body)}" if head.count("\n") else f"{title}\n\n{head.replace('…', body)}"
    found = clean(article(text), code, 1.0)
    assert (found.outlet, found.published) == (row.get("outlet"), row.get("published"))
    assert found.title == title


def test_doc_id_is_stable_and_tells_parts_apart() -> None:
    ids = {clean(article("x", part=part), "en", 1.0).doc_id for part in (0, 0, 1)}
    assert len(ids) == 2


@pytest.mark.parametrize("code", [*LANGUAGES, "und"])
def test_page_lists_load(code: str) -> None:
    page = load_page(code)
    assert {cue.kind for cue in page.cues} >= {"menu", "related", "tags", "share", "comments", "caption", "dateline"}
    assert len({number for _, number in page.months["months"]}) == 12
