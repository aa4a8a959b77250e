import pytest

from core.errors import ReadError
from core.read import html
from core.read.plain import decode, read, tidy

ARABIC = "أعلنت وزارة الدفاع مقتل ثلاثة جنود في هجوم قرب الموصل، وقالت إن القوات ردّت على مصادر النيران.\nوأضافت “أن التحقيق بدأ”."
TURKISH = "İçişleri Bakanı Süleyman Soylu, Şırnak'ta iki kişinin gözaltına alındığını açıkladı. Çağrı yapıldı."
PERSIAN_1256 = "وزير دفاع گفت پنج سرباز در حمله کشته شدند و چهار تن ژرف زخمي شدند."


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (ARABIC, "utf-8", "utf-8"),
        (ARABIC, "utf-8-sig", "utf-8"),
        (ARABIC, "utf-16", "utf-16"),
        (ARABIC, "utf-16-le", "utf-16-le"),
        (ARABIC, "utf-16-be", "utf-16-be"),
        (TURKISH, "utf-16-le", "utf-16-le"),
        (ARABIC, "utf-32", "utf-32"),
        (ARABIC, "utf-32-le", "utf-32-le"),
        (TURKISH, "utf-32-be", "utf-32-be"),
        ("ab cd", "utf-16", "utf-16"),
        (ARABIC, "cp1256", "cp1256"),
        (ARABIC.replace("“", '"').replace("”", '"'), "iso-8859-6", "iso-8859-6"),
        ("قال الوزير إن القوات انسحبت من المدينة.", "iso-8859-6", "iso-8859-6"),
        ("أنقرة", "iso-8859-6", "iso-8859-6"),
        (TURKISH, "cp1254", "cp1254"),
        (TURKISH, "iso-8859-9", "cp1254"),
        (PERSIAN_1256, "cp1256", "cp1256"),
        ("Bakan geldi. Görüşme yapıldı.", "cp1254", "cp1254"),
        ("Reuters: President Erdogan met Mr. Soylu in İstanbul, officials said on Tuesday.", "cp1254", "cp1254"),
        ("أنقرة", "cp1256", "cp1256"),
        ("قتيلان في Baghdad و Mosul و Reuters تنقل الخبر", "cp1256", "cp1256"),
    ],
)
def test_encodings(text: str, encoding: str, found: str) -> None:
    decoded, name = decode(text.encode(encoding))
    assert (decoded, name) == (text, found)


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("x-mac-arabic", "mac_arabic", "قال الوزير إن القوات انسحبت من المدينة."),
        ("x-mac-farsi", "mac_farsi", "وزير گفت پنج سرباز كشته شدند."),
        ("X-Mac-Turkish", "mac_turkish", "İçişleri Bakanı Şırnak'ta konuştu, çağrı yapıldı."),
        ("iso-8859-6", "iso-8859-6", "قال الوزير إن القوات انسحبت من المدينة."),
        ("IBM857", "cp857", "İçişleri Bakanı Şırnak'ta konuştu, çağrı yapıldı."),
        ("windows-1254", "cp1254", "Bakan “Şırnak” dedi."),
    ],
)
def test_what_a_page_declares(label: str, codec: str, text: str) -> None:
    page = f"<html><head><meta charset={label}></head><body><p>".encode() + text.encode(codec) + b"</p></body></html>"
    (raw,) = html.read(page, "a.html", "0")
    assert raw.text == text
    assert raw.encoding == codec


def test_labels_that_are_often_wrong_are_not_relied_on() -> None:
    page = f"<html><head><meta charset=iso-8859-1></head><body><p>{TURKISH}</p></body></html>".encode("cp1254")
    assert html.read(page, "a.html", "0")[0].text == TURKISH


def test_line_ends_and_marks() -> None:
    assert tidy("\ufeffa\r\nb\rc\n") == "a\nb\nc\n"
    assert read(b"a\r\nb", "x.txt", "0")[0].text == "a\nb"


def test_unknown_encoding_is_not_guessed() -> None:
    with pytest.raises(ReadError):
        decode("Президент России заявил, что войска покинут регион в ближайшее время.".encode("koi8-r"))
