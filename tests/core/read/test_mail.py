from email.message import EmailMessage

import pytest

from core.errors import ReadError
from core.model import Issue, RawArticle
from core.read.formats import read_bytes
from core.read.history import history
from tests.core.read.cfb import attachment, compound, outlook
from tests.core.read.twins import ARTICLES, LANGUAGES, told, twin


def letter(text: str = "", subject: str = "Haber", **heads: str) -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"], made["Date"] = subject, "Ayşe Öz <a@example.org>", "Tue, 27 Jul 2021 10:00:00 +0300"
    for name, value in heads.items():
        made[name] = value
    if text:
        made.set_content(text)
    return made


def read(data: bytes, path: str) -> tuple[list[RawArticle], list[Issue]]:
    found = read_bytes(data, path, "0")
    return [a for a in found if isinstance(a, RawArticle)], [a for a in found if isinstance(a, Issue)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_mails_and_mailboxes_tell_the_same_as_the_twin(language: str) -> None:
    article = ARTICLES[language]
    one = letter(article.text, article.title)
    (raw,), _ = read(one.as_bytes(), "a.eml")
    assert told(raw, language) == twin(language)
    box = b"".join(b"From x@y Tue Jul 27 10:00:00 2021\n" + m.as_bytes() + b"\n" for m in (one, letter(">From here\nsecond"), one))
    found, issues = read(box, "a.mbox")
    assert [(a.path, a.part, a.format) for a in found] == [("a.mbox", n, "mbox") for n in range(3)]
    assert told(found[0], language) == told(found[2], language) == twin(language)
    assert found[1].text.startswith("From here\n")
    assert issues == []


def test_attachments_that_are_articles_are_read_and_others_named() -> None:
    made = letter("Please see the files.\n")
    made.add_attachment(ARTICLES["ar"].text.encode("cp1256"), maintype="application", subtype="octet-stream", filename="2021/خبر.txt")
    made.add_attachment(b"\x00\x01", maintype="application", subtype="x-thing", filename="thing.bin")
    made.add_attachment(b"BEGIN:VCARD", maintype="text", subtype="vcard", filename="card.vcf")
    made.add_attachment(letter(ARTICLES["tr"].text, ARTICLES["tr"].title))
    found, issues = read(made.as_bytes(), "a.eml")
    assert [(a.part, a.format) for a in found] == [(0, "eml"), (1, "eml"), (2, "txt")]
    assert told(found[1], "tr") == twin("tr")
    assert told(found[2], "ar") == twin("ar")
    assert found[2].hints["member"] == ("خبر.txt", "inside")
    assert [(i.path, "thing.bin" in i.message and "not read" in i.message) for i in issues] == [("a.eml", True)]


def kinds(text: str, **more: bool) -> list[tuple[str, str]]:
    return [(s.kind, s.span.of(text)) for s in history(text, **more)]


@pytest.mark.parametrize(
    "head",
    [
        "-----Original Message-----",
        "-----Özgün İleti-----",
        "----- الرسالة الأصلية -----",
        "Kimden: A B [mailto:a@b]\nGönderilme: 27 Temmuz 2021\nKime: C\nKonu: x",
        "من: فلان\nتم الإرسال: ٢٧ يوليو\nإلى: علان\nالموضوع: خبر",
        "از: کسی\nتاریخ: ۱۴۰۰\nبه: دیگری\nموضوع: خبر",
        "27 Tem 2021 Sal 10:00 tarihinde A B <a@b.org> şunu yazdı:",
        "في الثلاثاء، 27 يوليو 2021 تم كتابة ما يلي بواسطة A <a@b.org>:",
        "On Tue, 27 Jul 2021 A B <a@b.org> wrote:",
    ],
)
def test_history_below_a_reply_is_set_apart(head: str) -> None:
    text = f"Bakan istifa etti.\n\n{head}\n\nEski mektup.\n"
    assert kinds(text) == [("quoted", f"{head}\n\nEski mektup.")]


def test_a_forwarded_article_is_the_article() -> None:
    body = "Metin burada.\n" * 20
    text = f"Bilgine\n\n---------- Forwarded message ---------\nFrom: A <a@b>\nDate: x\nSubject: y\n\n{body}"
    assert [k for k, _ in kinds(text)] == ["comments", "menu", "menu", "menu", "menu"]
    assert kinds("Haber.\n\nقال المصدر إن من: كذا\n") == []
    assert kinds("a\n> b\nc\n-- \nsig") == [("quoted", "> b"), ("menu", "-- \nsig")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_outlook_message_tells_the_same_as_the_twin(language: str) -> None:
    article = ARTICLES[language]
    data = compound(outlook(article.title, article.text.replace("\n", "\r\n"), sender="Ayşe Öz", day="2021-07-27"))
    (raw,), _ = read(data, "a.msg")
    assert told(raw, language) == twin(language)
    assert raw.hints == {
        "title": (article.title, "mail-header"),
        "published": ("2021-07-27", "mail-header"),
        "outlet": ("Ayşe Öz", "mail-header"),
    }


def test_an_outlook_message_with_attachments() -> None:
    inside = outlook(ARTICLES["tr"].title, ARTICLES["tr"].text, head=24)
    tree = outlook(
        "s", "see below", __attach=[attachment("خبر.txt", ARTICLES["ar"].text.encode("utf-16")), {"__substg1.0_3701000D": inside}]
    )
    found, issues = read(compound(tree), "a.msg")
    assert [(a.part, a.format) for a in found] == [(0, "msg"), (1, "msg"), (2, "txt")]
    assert told(found[1], "tr") == twin("tr")
    assert told(found[2], "ar") == twin("ar")
    assert issues == []


def test_a_message_kept_as_rich_text_alone() -> None:
    rich = b"{\\rtf1\\ansi\\ansicpg1254 \\'de\\'fdrnak\\par}"
    packed = (len(rich) + 12).to_bytes(4, "little") + len(rich).to_bytes(4, "little") + b"MELA" + b"\0\0\0\0" + rich
    (raw,), _ = read(compound(outlook("s", "", __substg1={"10090102": packed})), "a.msg")
    assert raw.text == "Şırnak"


def test_the_compression_of_rich_text() -> None:
    from core.read.msg import unfolded

    packed = bytes.fromhex("2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0")
    assert unfolded(packed[16:], 43) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.eml", b"no heads at all", "not an e-mail"),
        ("a.mbox", b"Subject: x\n\ny", "not a mailbox"),
        ("a.msg", b"MZ", "not an Outlook message"),
        ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000, "damaged"),
        ("a.msg", compound({"WordDocument": b"x" * 5000}), "not an Outlook message"),
        (
            "a.eml",
            b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 3000,
            "e-mail",
        ),
    ],
)
def test_trouble_is_told(name: str, data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read(data, name)


def test_heads_in_undeclared_bytes() -> None:
    data = "Subject: Şırnak'ta gözaltı\nFrom: İHA <a@b>\nDate: nonsense\n\nMetin geldi.\n".encode("cp1254")
    (raw,), _ = read(data, "a.eml")
    assert raw.hints == {"title": ("Şırnak'ta gözaltı", "mail-header"), "outlet": ("İHA", "mail-header")}
