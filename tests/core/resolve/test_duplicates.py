"""The same agency text in ten papers is one telling; another telling of the same day is another."""

import random

import pytest

from core.model import Document, Segment, Span
from core.resolve.duplicates import WHOLE, find_copies, independent

AGENCY = {
    "tr": "Diyarbakır'ın Lice ilçesinde düzenlenen operasyonda iki asker yaralandı. Valilikten yapılan açıklamada, yaralıların helikopterle "
    "hastaneye kaldırıldığı, bölgede arama tarama faaliyetlerinin sürdüğü ve üç kişinin gözaltına alındığı bildirildi. Bakan, "
    "saldırıyı kınadı ve sorumluların yakalanacağını söyledi.",
    "ar": "أعلنت وزارة الداخلية العراقية، اليوم الثلاثاء، اعتقال ثلاثة متهمين في محافظة ديالى خلال عملية أمنية نفذتها قوة مشتركة. وقال "
    "المتحدث باسم الوزارة إن القوة ضبطت أسلحة وذخائر، مضيفا أن التحقيقات ما زالت جارية وأن المتهمين أحيلوا إلى القضاء.",
}
OTHER = {
    "tr": "Lice kırsalında dün akşam çıkan çatışmada yaralanan askerlerin durumunun iyi olduğu öğrenildi. Görgü tanıkları, patlama "
    "seslerinin gece boyunca duyulduğunu anlattı. Köylüler ise yolların kapatıldığını, okulların tatil edildiğini aktardı.",
    "ar": "قال شهود عيان في ديالى إن قوات الأمن أغلقت الطرق المؤدية إلى القرية منذ الفجر، وإن مروحيات حلقت فوق البساتين لساعات. وذكر مصدر "
    "محلي أن عددا من الشبان اقتيدوا إلى جهة مجهولة، ولم يصدر تعليق رسمي حتى الآن.",
}


def document(doc_id: str, text: str, language: str, published: str = "2024-03-05") -> Document:
    return Document(
        doc_id=doc_id, path=f"{doc_id}.txt", sha256=doc_id, format="txt", text=text, language=language, published=published,
        segments=(Segment("body", Span(0, len(text))),),
    )  # fmt: skip


def papers(language: str) -> list[Document]:
    """Return one agency's text in ten papers, each with its own opening, two cut short, and another telling."""
    text = AGENCY[language]
    made = [document(f"p{n}", f"Gazete {n} muhabiri bildiriyor.\n{text}", language) for n in range(8)]
    made.append(document("p8", text[: len(text) * 2 // 3], language, "2024-03-06"))
    made.append(document("p9", text.replace(".", "!").replace("،", ","), language, "2024-03-06"))
    return [*made, document("other", OTHER[language], language)]


@pytest.mark.parametrize("language", ["tr", "ar"])
def test_ten_papers_with_one_text_count_once(language: str) -> None:
    found = papers(language)
    random.Random(4).shuffle(found)
    copies = find_copies(found)
    assert len(copies) == 9
    (original,) = {copy.original for copy in copies.values()}
    assert original not in copies
    assert original not in ("p8", "p9", "other"), "who published later copied"
    assert "other" not in copies
    assert copies["p9"].likeness > WHOLE
    assert independent(found) == 2


def test_short_and_lone_texts_are_left_alone() -> None:
    assert find_copies([document("a", "İki kelime.", "tr"), document("b", "İki kelime.", "tr")]) == {}
    assert independent([document("a", AGENCY["tr"], "tr")]) == 1
    assert independent([]) == 0
