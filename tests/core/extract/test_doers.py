"""Who is marked as the doer, who only owns a body that acts, and deeds told of whoever did them."""

import pytest

from core.extract.conflicts import _by_whoever, _doers
from core.extract.coordination import whole_bodies
from core.extract.unite import links
from core.model import Evidence, Mention, RoleLink, Span, Trigger


def _mention(text: str, words: str, kind: str) -> Mention:
    at = text.index(words)
    return Mention(span=Span(at, at + len(words)), text=words, kind=kind, sentence=0)


@pytest.mark.parametrize(
    ("words", "kind", "role"),
    [
        ("kimliği belirsiz kişilerce", "GROUP", "actor"),
        ("jandarma ekiplerince", "GROUP", "actor"),
        ("Ağır Ceza Mahkemesince", "ORG", "actor"),
        ("göstericiler", "GROUP", "recipient"),
        ("Gonca", "PERSON", "recipient"),
    ],
)
def test_the_turkish_ending_of_the_doer(words: str, kind: str, role: str) -> None:
    text = f"Gazeteci {words} öldürüldü"
    found = _doers([RoleLink(trigger=0, mention=0, role="recipient")], [_mention(text, words, kind)], text)
    assert [x.role for x in found] == [role]


@pytest.mark.parametrize(
    ("text", "person", "body", "acts"),
    [
        ("Kudret Özersay'ın Halkın Partisi çekildi", "Kudret Özersay", "Halkın Partisi", "Halkın Partisi"),
        ("Kudret Özersay'ın Halkın Partisi'ni eleştirmesi", "Kudret Özersay", "Halkın Partisi", "Kudret Özersay"),
        ("Lapid's Yesh Atid rejected it", "Lapid", "Yesh Atid", "Yesh Atid"),
        ("Lapid and Yesh Atid rejected it", "Lapid", "Yesh Atid", "Lapid"),
    ],
)
def test_a_body_acts_rather_than_whose_it_is(text: str, person: str, body: str, acts: str) -> None:
    mentions = [_mention(text, person, "PERSON"), _mention(text, body, "ORG")]
    assert [mentions[x.mention].text for x in whole_bodies([RoleLink(trigger=0, mention=0, role="actor")], mentions, text)] == [acts]


@pytest.mark.parametrize(
    ("language", "text", "deed", "expected"),
    [
        ("ar", "توعد الرئيس بمعاقبة المتورطين في قتل الجندي", "قتل", True),
        ("ar", "توعد الرئيس بقتل الجندي", "قتل", False),
        ("en", "He vowed that those behind the killing would pay", "killing", True),
        ("en", "He ordered the killing", "killing", False),
        ("tr", "Bakan, saldırının faillerinin bulunacağını söyledi", "saldırının", True),
        ("tr", "Bakan, saldırının ardından konuştu", "saldırının", False),
        ("fa", "رئیس‌جمهور گفت عاملان حمله مجازات می‌شوند", "حمله", True),
        ("fa", "رئیس‌جمهور حمله را محکوم کرد", "حمله", False),
        ("tr", "Tahran, saldırıyla ilgisi olmadığını açıkladı", "saldırıyla", True),
        ("tr", "Tahran, saldırı ile hiçbir bağlantısı bulunmadığını açıkladı", "saldırı", True),
        ("ar", "أكدت طهران أنه لا علاقة لها بالهجوم", "هجوم", True),
        ("ar", "نفت طهران مسؤوليتها عن الهجوم", "الهجوم", True),
        ("ar", "أعلنت الحركة مسؤوليتها عن الهجوم", "الهجوم", False),
        ("en", "Tehran said it had nothing to do with the attack", "attack", True),
        ("en", "Tehran denied involvement in the strike", "strike", True),
        ("en", "The group claimed responsibility for the attack", "attack", False),
        ("fa", "تهران گفت هیچ نقشی در این حمله نداشته است", "حمله", True),
    ],
)
def test_deeds_of_whoever_did_them(language: str, text: str, deed: str, expected: bool) -> None:
    at = text.index(deed)
    assert _by_whoever(Span(at, at + len(deed)), text, language) is expected


def test_a_marked_doer_is_kept_where_nobody_else_acts() -> None:
    text = "Köy isyancılar tarafından basıldı"
    rebels = _mention(text, "isyancılar", "GROUP")
    trigger = Trigger(span=Span(text.index("basıldı"), len(text)), text="basıldı", event_type="ASSAULT", sentence=0)
    why = (Evidence("grammar", "agent behind the passive", 0.7, rebels.span),)
    told = RoleLink(trigger=0, mention=0, role="actor", score=0.2, why=why)
    unsure = RoleLink(trigger=0, mention=0, role="recipient", score=0.1)
    assert [x.role for x in links([told], [unsure], [rebels], [trigger])] == ["actor"]
