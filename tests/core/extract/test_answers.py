"""A deed done in answer to another is told apart from it, and nobody takes part in both by mistake."""

import pytest

from core.extract import find, mentions_of
from core.extract.answers import answers, apart
from core.extract.conflicts import without_conflicts
from core.model import RoleLink
from core.parse import parse
from tests.core.extract.cases import document

SENTENCES = [
    ("ar", "شن الحرس الثوري الإيراني هجوما على القاعدة ردا على مقتل قاسم سليماني.", "هجوما", "مقتل", "الحرس الثوري"),
    ("en", "Iran attacked the base in retaliation for the killing of Qassem Soleimani.", "attacked", "killing", "Iran"),
    ("fa", "ایران در پاسخ به ترور قاسم سلیمانی به پایگاه حمله کرد.", "حمله کرد", "ترور", "ایران"),
    ("tr", "İran, Süleymani'nin öldürülmesine misilleme olarak üssü vurdu.", "vurdu", "öldürülmesine", "İran"),
]


@pytest.mark.parametrize(("language", "text", "answering", "answered", "who"), SENTENCES)
def test_the_deed_that_is_answered_is_another_and_by_others(language: str, text: str, answering: str, answered: str, who: str) -> None:
    doc = parse(document(text, language), reader=False)
    mentions = mentions_of(doc, reader=False)
    triggers = find(doc, mentions, reader=False).triggers
    at = {word: next(i for i, t in enumerate(triggers) if t.span.start <= text.index(word) < t.span.end) for word in (answering, answered)}
    told = apart(answers(text, language, triggers))
    assert triggers[at[answered]].span in told[triggers[at[answering]].span]
    person = next(i for i, m in enumerate(mentions) if who in m.text)
    links = [RoleLink(trigger=i, mention=person, role="actor") for i in at.values()]
    assert [x.trigger for x in without_conflicts(links, mentions, triggers, doc)] == [at[answering]]


@pytest.mark.parametrize(
    ("language", "text", "verb", "deed", "who"),
    [
        ("ar", "أدان مقتدى الصدر الهجوم على المتظاهرين في بغداد.", "أدان", "الهجوم", "الصدر"),
        ("tr", "Türkiye, Bağdat'taki saldırıyı kınadı.", "kınadı", "saldırıyı", "Türkiye"),
        ("en", "Turkey condemned the attack in Baghdad.", "condemned", "attack", "Turkey"),
    ],
)
def test_who_condemns_a_deed_did_not_do_it(language: str, text: str, verb: str, deed: str, who: str) -> None:
    doc = parse(document(text, language), reader=False)
    mentions = mentions_of(doc, reader=False)
    triggers = find(doc, mentions, reader=False).triggers
    at = {word: next((i for i, t in enumerate(triggers) if t.span.start <= text.index(word) < t.span.end), None) for word in (verb, deed)}
    assert None not in at.values()
    person = next(i for i, m in enumerate(mentions) if who in m.text)
    links = [RoleLink(trigger=i, mention=person, role="actor") for i in at.values()]
    assert [x.trigger for x in without_conflicts(links, mentions, triggers, doc)] == [at[verb]]


def test_two_acts_beside_each_other_keep_their_doer() -> None:
    text = "Turkey condemned the vote and attacked a village in Syria."
    doc = parse(document(text, "en"), reader=False)
    mentions = mentions_of(doc, reader=False)
    triggers = find(doc, mentions, reader=False).triggers
    attacked = next(i for i, t in enumerate(triggers) if t.text == "attacked")
    turkey = next(i for i, m in enumerate(mentions) if m.text == "Turkey")
    links = [RoleLink(trigger=i, mention=turkey, role="actor") for i in range(len(triggers))]
    assert attacked in [x.trigger for x in without_conflicts(links, mentions, triggers, doc)]
