"""Whom a word stands for, whom an object pronoun takes up, and whose delegation acts."""

from typing import Any

import pytest

from core.extract.delegations import from_where
from core.extract.pronoun_objects import pronoun_objects
from core.extract.stand_ins import stand_ins
from core.model import Mention, RoleLink, Span, Trigger
from core.parse import parse
from tests.core.extract.cases import cases, document, read

OBJECTS = [
    ("انسحب الحوثيون من الميناء. واتهمهم خبراء الأمم المتحدة بزرع ألغام.", "اتهمهم", ["الحوثيون"], ["الأمم المتحدة"]),
    ("رفضت إسرائيل الهدنة. وهددتها واشنطن بعقوبات.", "هددتها", ["إسرائيل"], ["واشنطن"]),
    ("رفضت إسرائيل الهدنة. واتهمهم مجلس الأمن بالكذب.", "اتهمهم", [], ["مجلس الأمن"]),
]


@pytest.mark.parametrize(("language", "case"), cases("parties"))
def test_a_word_stands_for_a_party_told_before(language: str, case: dict[str, Any]) -> None:
    doc, mentions, _ = read(language, case)
    found = {m.text: m.means for m in stand_ins(mentions, doc) if m.means}
    assert found.get(case["word"], "") == case["means"]


@pytest.mark.parametrize(("text", "verb", "recipient", "actor"), OBJECTS)
def test_an_object_pronoun_takes_up_who_agrees_with_it(text: str, verb: str, recipient: list[str], actor: list[str]) -> None:
    kinds = {"الحوثيون": "GROUP", "الأمم المتحدة": "ORG", "إسرائيل": "GPE", "واشنطن": "GPE", "مجلس الأمن": "ORG"}
    mentions = [_mention(text, name, kind) for name, kind in kinds.items() if name in text]
    mentions.sort(key=lambda m: m.span)
    at = text.index(verb)
    trigger = Trigger(span=Span(at, at + len(verb)), text=verb, event_type="THREATEN" if verb == "هددتها" else "ACCUSE", sentence=1)
    links = pronoun_objects(
        [RoleLink(trigger=0, mention=1, role="recipient", score=0.5, why=())], mentions, [trigger], parse(document(text, "ar"))
    )
    told = {role: [mentions[x.mention].text for x in links if x.role == role] for role in ("recipient", "actor")}
    assert told == {"recipient": recipient, "actor": actor}


@pytest.mark.parametrize(
    ("language", "text", "group", "names"),
    [
        ("ar", "اجتمع وفدان من السعودية وإيران في بغداد.", "وفدان", ["السعودية", "إيران"]),
        ("ar", "اجتمع مسؤولون من السعودية في بغداد.", "مسؤولون", []),
        ("fa", "هیئت‌هایی از ایران و عربستان دیدار کردند.", "هیئت‌هایی", ["ایران", "عربستان"]),
        ("tr", "Irak ve İran'dan heyetler görüştü.", "heyetler", ["Irak", "İran"]),
        ("en", "Delegations from Iraq and Iran met.", "Delegations", ["Iraq", "Iran"]),
    ],
)
def test_those_who_sent_a_delegation_take_part(language: str, text: str, group: str, names: list[str]) -> None:
    every = names or ["السعودية"]
    mentions = sorted([_mention(text, group, "GROUP", named=False), *(_mention(text, n, "GPE") for n in every)], key=lambda m: m.span)
    index = next(i for i, m in enumerate(mentions) if m.text == group)
    links = from_where([RoleLink(trigger=0, mention=index, role="actor", score=0.8, why=())], mentions, parse(document(text, language)))
    assert sorted(mentions[x.mention].text for x in links) == sorted(names or [group])


def _mention(text: str, name: str, kind: str, *, named: bool = True) -> Mention:
    at = text.index(name)
    return Mention(span=Span(at, at + len(name)), text=name, kind=kind, sentence=text[:at].count(". "), named=named)
