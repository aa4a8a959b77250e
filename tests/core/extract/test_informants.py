"""Unnamed people are told with all that is said of them, and nothing that is not."""

import pytest

from core.extract.informants import whole_people
from core.model import Mention, Span
from tests.core.extract.cases import document

CASES = [
    ("ar", "وكشف مصدر عسكري مطلع على سير العمليات أن القوات", {"مصدر": "PERSON"}, ["مصدر عسكري مطلع على سير العمليات"]),
    ("ar", "وقال مسؤول أمني رفيع المستوى لوكالة رويترز", {"مسؤول": "PERSON", "رويترز": "ORG"}, ["مسؤول أمني رفيع المستوى"]),
    ("ar", "وقال نائب قريب من التيار الصدري إن", {"نائب قريب": "PERSON", "التيار الصدري": "ORG"}, ["نائب قريب من التيار الصدري"]),
    ("ar", "وبحسب سياسي مقرب من تحالف الفتح فإن", {"تحالف الفتح": "ORG"}, ["سياسي مقرب من تحالف الفتح"]),
    ("ar", "وقال ضابط في الجيش إن", {"ضابط": "PERSON", "الجيش": "ORG"}, ["ضابط في الجيش"]),
    ("ar", "اعتقلت الشرطة ناشط في بغداد", {"ناشط": "PERSON", "بغداد": "GPE"}, []),
    ("ar", "اعتقل نائب الرئيس", {"نائب": "TITLE"}, []),
    ("ar", "وذكر المكتب السياسي لحركة حماس", {"حركة حماس": "ORG"}, []),
    ("fa", "یک مقام ارشد امنیتی گفت", {"مقام": "PERSON"}, ["مقام ارشد امنیتی"]),
    ("fa", "منبعی نزدیک به دولت گفت", {"منبعی": "PERSON", "دولت": "ORG"}, ["منبعی نزدیک به دولت"]),
    ("tr", "üst düzey bir yetkili", {"yetkili": "PERSON"}, []),
]


@pytest.mark.parametrize(("language", "text", "told", "expected"), CASES)
def test_whole_people(language: str, text: str, told: dict[str, str], expected: list[str]) -> None:
    mentions = [
        Mention(span=Span(text.index(words), text.index(words) + len(words)), text=words, kind=kind, sentence=0)
        for words, kind in told.items()
    ]
    found = whole_people(mentions, document(text, language))
    assert [m.text for m in found if m not in mentions] == expected
    bodies = [m for m in mentions if m.kind == "ORG"]
    assert all(m in found for m in bodies), "names inside stay mentions of their own"
