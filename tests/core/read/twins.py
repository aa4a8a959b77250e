"""Articles in three languages, and what Rasad takes from them: every format must give the same as plain text."""

from dataclasses import dataclass

from core.clean import clean
from core.model import BODY_KINDS, RawArticle
from core.read import plain


@dataclass(frozen=True)
class Article:
    title: str
    dateline: str
    paragraphs: tuple[str, ...]
    published: str

    @property
    def lines(self) -> tuple[str, ...]:
        return (self.title, self.dateline, *self.paragraphs)

    @property
    def text(self) -> str:
        return "\n\n".join(self.lines)


ARTICLES = {
    "ar": Article(
        "مقتل ثلاثة جنود في هجوم قرب الرطبة",
        "الثلاثاء 27 تموز 2021",
        (
            "أعلنت وزارة الدفاع، الثلاثاء، مقتل ثلاثة جنود وإصابة أربعة آخرين في هجوم شنّه مسلحون على نقطة تفتيش قرب الرطبة.",
            "وقال المتحدث باسم الوزارة إنّ القوات «ردّت على مصادر النيران» وإن قائد اللواء (الثامن) وصل إلى المكان بعد 20 دقيقة.",
        ),
        "2021-07-27",
    ),
    "tr": Article(
        "Şırnak'ta iki kişi gözaltına alındı",
        "27 Temmuz 2021 Salı",
        (
            "İçişleri Bakanlığı, Şırnak'ın Silopi ilçesinde düzenlenen operasyonda iki kişinin gözaltına alındığını açıkladı.",
            "Bakanlık sözcüsü “aramalar sürüyor” dedi; İstanbul ve Iğdır'da da eş zamanlı çalışma yapıldığını, 3 adrese gidildiğini ekledi.",
        ),
        "2021-07-27",
    ),
    "fa": Article(
        "پنج سرباز در حمله به پاسگاه کشته شدند",
        "سه‌شنبه ۵ مرداد ۱۴۰۰",
        (
            "وزارت کشور اعلام کرد که پنج سرباز در حمله‌ی مهاجمان به پاسگاه مرزی نزدیک میرجاوه کشته و چهار تن زخمی شدند.",
            "سخنگوی وزارت گفت نیروها «به آتش پاسخ داده‌اند» و رئیس ستاد گفت‌وگو با مقام‌های پاکستان را پی می‌گیرد.",
        ),
        "2021-07-27",
    ),
}
LANGUAGES = tuple(ARTICLES)


def told(raw: RawArticle, language: str) -> tuple[str, str | None, str]:
    """What counts of an article: title, day, and the words of its body."""
    document = clean(raw, language, 1.0)
    body = " ".join(s.span.of(document.text) for s in document.segments if s.kind in BODY_KINDS)
    return document.title, document.published, " ".join(body.split())


def twin(language: str) -> tuple[str, str | None, str]:
    """What the same article gives as plain text."""
    article = ARTICLES[language]
    (raw,) = plain.read(article.text.encode(), "twin.txt", "0")
    found = told(raw, language)
    assert found[:2] == (article.title, article.published)
    assert article.paragraphs[1] in found[2]
    return found
