"""A government told by the name of who leads it is one body."""

import pytest

from core.extract.governments import governments
from core.model import Mention, Span
from tests.core.extract.cases import document

CASES = [
    ("ar", "حمّل لابيد حكومة بنيامين نتنياهو المسؤولية", "بنيامين نتنياهو", "حكومة بنيامين نتنياهو"),
    ("ar", "وطالب وإدارة ترامب بالانسحاب", "ترامب", "إدارة ترامب"),
    ("ar", "وقال الحكومة نتنياهو", "نتنياهو", None),
    ("ar", "التقى الرئيس نتنياهو", "نتنياهو", None),
    ("fa", "او دولت ترامپ را محکوم کرد", "ترامپ", "دولت ترامپ"),
    ("tr", "Lapid, Netanyahu hükümetini kınadı", "Netanyahu", "Netanyahu hükümetini"),
    ("tr", "Lapid, Netanyahu'nun hükümetini kınadı", "Netanyahu", "Netanyahu'nun hükümetini"),
    ("tr", "Lapid, Netanyahu ile görüştü", "Netanyahu", None),
    ("tr", "Netanyahu hükümeti kararı savundu", "Netanyahu", "Netanyahu hükümeti"),
    ("tr", "CHP lideri Özgür Özel hükümeti eleştirdi", "Özgür Özel", None),
    ("tr", "Erdoğan hükümete seslendi", "Erdoğan", None),
    ("tr", "Erdoğan yönetimindeki Türkiye", "Erdoğan", None),
    ("fa", "سخنگوی دولت علی بهادری جهرمی گفت", "علی بهادری جهرمی", None),
    ("ar", "وقال الناطق للحكومة محمد المومني", "محمد المومني", None),
    ("en", "He told Lavrov government forces had left", "Lavrov", None),
    ("en", "Lapid blamed the Netanyahu government for it", "Netanyahu", "Netanyahu government"),
    ("en", "Lapid blamed Netanyahu's cabinet for it", "Netanyahu", "Netanyahu's cabinet"),
    ("en", "Lapid blamed the government of Netanyahu", "Netanyahu", "government of Netanyahu"),
    ("en", "Lapid met Netanyahu again", "Netanyahu", None),
]


@pytest.mark.parametrize(("language", "text", "name", "expected"), CASES)
def test_government_of_a_person(language: str, text: str, name: str, expected: str | None) -> None:
    at = text.index(name)
    person = Mention(span=Span(at, at + len(name)), text=name, kind="PERSON", sentence=0, score=0.9, why=())
    found = governments([person], document(text, language))
    assert person in found
    assert [m.text for m in found if m.kind == "ORG"] == ([expected] if expected else [])


def test_the_noun_alone_gives_way() -> None:
    text = "دولت ترامپ"
    noun = Mention(span=Span(0, 4), text="دولت", kind="ORG", sentence=0, score=0.9, why=())
    person = Mention(span=Span(5, 10), text="ترامپ", kind="PERSON", sentence=0, score=0.9, why=())
    assert [m.text for m in governments([noun, person], document(text, "fa"))] == ["دولت ترامپ", "ترامپ"]
