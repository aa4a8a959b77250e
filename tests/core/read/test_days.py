import pytest

from core.clean import clean
from core.clean.dates import folder_day, path_date
from core.model import RawArticle

LONG = "İçişleri Bakanlığı sözcüsü, {} günü düzenlenen operasyonda iki kişinin gözaltına alındığını ve aramaların sürdüğünü açıkladı."


@pytest.mark.parametrize(
    ("path", "language", "day", "basis"),
    [
        ("2021/07/27/haber.txt", "tr", "2021-07-27", "folder-name"),
        ("arşiv/2021/7/27.txt", "tr", "2021-07-27", "folder-name"),
        ("2021/07/27/2021-07-28.txt", "tr", "2021-07-28", "file-name"),
        ("27.07.2021/haber.txt", "tr", "2021-07-27", "folder-name"),
        ("05-03-2021 haber.txt", "tr", "2021-03-05", "file-name"),
        ("05-03-2021 news.txt", "en", None, None),
        ("25-03-2021 news.txt", "en", "2021-03-25", "file-name"),
        ("1400-05-05.txt", "fa", "2021-07-27", "file-name"),
        ("2021/13/27/haber.txt", "tr", None, None),
        ("2021/07/haber 27.txt", "tr", None, None),
        ("1234567.txt", "tr", None, None),
    ],
)
def test_the_names_of_file_and_folders_are_the_last_source(path: str, language: str, day: str | None, basis: str | None) -> None:
    raw = RawArticle(path=path, sha256="0", format="txt", text="Metin burada duruyor ve tarih vermiyor.")
    document = clean(raw, language, 1.0)
    assert (document.published, document.published_basis) == (day, basis)


def test_an_address_goes_before_names_and_names_inside_an_archive_before_its_own() -> None:
    def day(**hints: str) -> tuple[str | None, str | None]:
        given = {name: (value, "given") for name, value in hints.items()}
        document = clean(RawArticle(path="2020-01-01.zip", sha256="0", format="txt", text="Metin.", hints=given), "tr", 1.0)
        return document.published, document.published_basis

    assert day(url="https://e.org/haber/2021/07/27/baslik?d=2022/01/01", member="2019-01-01.txt") == ("2021-07-27", "url")
    assert day(url="https://e.org/haber/1234", member="2021/07/27/a.txt") == ("2021-07-27", "folder-name")
    assert day(member="a.txt") == ("2020-01-01", "file-name")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Metin burada duruyor.", ("2021-07-27", "pdf-properties")),
        (LONG.format("20 Temmuz 2021"), ("2021-07-27", "pdf-properties")),
        (LONG.format("14 Nisan 2013"), ("2013-05-01", "file-name")),
    ],
)
def test_a_file_made_long_after_what_it_tells_gives_no_day(told: str, expected: tuple[str, str]) -> None:
    hints = {"published": ("2021-07-27", "pdf-properties")}
    document = clean(RawArticle(path="2013-05-01.pdf", sha256="0", format="pdf", text=told, hints=hints), "tr", 1.0)
    assert (document.published, document.published_basis) == expected


def test_shapes() -> None:
    assert path_date("haber_20210727_x") == "2021-07-27"
    assert path_date("2021-02-30") is None
    assert folder_day(("a", "2021", "02", "28", "b")) == "2021-02-28"
