"""Where a deed happened: places told beside it that are not its own, common nouns for a place named before, one place for one scene."""

from typing import Any

import pytest

from core.extract.elsewhere import is_elsewhere
from core.extract.occasions import said_there
from core.extract.own_place import own_places
from core.extract.scene import on_the_scene, whole_scene
from core.model import Mention, RoleLink, Span, Trigger
from core.resolve.place_anaphors import place_anaphors
from tests.core.extract.cases import cases, document, read


@pytest.mark.parametrize(("language", "case"), cases("elsewhere"))
def test_a_place_told_beside_a_deed_may_not_be_its_own(language: str, case: dict[str, Any]) -> None:
    text, name = case["text"], case["name"]
    at = text.index(name)
    place = Mention(span=Span(at, at + len(name)), text=name, kind="GPE", sentence=0)
    word = case.get("deed", text.split()[-1])
    start = text.rindex(word)
    deed = Trigger(span=Span(start, start + len(word)), text=word, event_type=case["type"], sentence=0)
    assert is_elsewhere(place, deed, document(text, language)) is case["elsewhere"]


@pytest.mark.parametrize(("language", "case"), cases("anaphors"))
def test_a_common_noun_takes_up_a_place_named_before(language: str, case: dict[str, Any]) -> None:
    doc, mentions, _ = read(language, case)
    found = [m for m in place_anaphors(mentions, doc) if m.means]
    assert [(m.text, m.means) for m in found if m.text == case["noun"]] == ([(case["noun"], case["means"])] if case["means"] else [])


@pytest.mark.parametrize(("language", "case"), cases("occasions"))
def test_words_are_spoken_where_the_occasion_is(language: str, case: dict[str, Any]) -> None:
    text, name = case["text"], case["name"]
    doc = document(text, language)

    def sentence(at: int) -> int:
        return text[:at].count(". ")

    at = text.index(name)
    place = Mention(span=Span(at, at + len(name)), text=name, kind="GPE", sentence=sentence(at))
    deeds = []
    for kind, word in (("ACCUSE", case["deed"]), ("ASSAULT", case.get("force"))):
        if word:
            start = text.index(word)
            deeds.append(Trigger(span=Span(start, start + len(word)), text=word, event_type=kind, sentence=sentence(start)))
    assert any(x.role == "location" and x.trigger == 0 for x in said_there([], [place], deeds, doc)) is case["there"]


@pytest.mark.parametrize(
    ("scores", "places", "expect"),
    [
        ((0.9, 0.5, 0.48), (10, 60), {(0, 0), (1, 1)}),
        ((0.9, 0.8, 0.78), (10, 60), {(0, 0), (1, 0), (1, 1)}),
        ((0.9, 0.5, None), (10, 60), {(0, 0), (1, 0)}),
    ],
)
def test_a_retaliation_is_where_no_other_deed_was(
    scores: tuple[float, float, float | None], places: tuple[int, int], expect: set[tuple[int, int]]
) -> None:
    towns = [Mention(span=Span(at, at + 5), text="Place", kind="GPE", sentence=0) for at in places]
    links = [
        RoleLink(trigger=t, mention=m, role="location", score=s)
        for (t, m), s in zip(((0, 0), (1, 0), (1, 1)), scores, strict=True)
        if s is not None
    ]
    found = own_places(links, towns, [_deed(0, 0, "ASSAULT"), _deed(20, 0, "ASSAULT")])
    assert {(x.trigger, x.mention) for x in found} == expect


def _deed(start: int, sentence: int, kind: str) -> Trigger:
    return Trigger(span=Span(start, start + 4), text="word", event_type=kind, sentence=sentence)


TOWN = Mention(span=Span(10, 16), text="Tbilisi"[:6], kind="GPE", sentence=0)
OTHER = Mention(span=Span(60, 66), text="Batumi", kind="GPE", sentence=1)


@pytest.mark.parametrize(
    ("kinds", "sentences", "places", "expect"),
    [
        (("PROTEST", "ASSAULT"), (0, 1), [TOWN], True),
        (("PROTEST", "COERCE"), (0, 0), [TOWN], True),
        (("PROTEST", "ASSAULT"), (0, 2), [TOWN], False),
        (("PROTEST", "COERCE"), (0, 1), [TOWN, OTHER], False),
        (("ASSAULT", "ASSAULT"), (0, 1), [TOWN], False),
        (("PROTEST", "ACCUSE"), (0, 1), [TOWN], False),
    ],
)
def test_what_goes_on_around_a_protest_has_its_place(
    kinds: tuple[str, str], sentences: tuple[int, int], places: list[Mention], expect: bool
) -> None:
    deeds = [_deed(20, sentences[0], kinds[0]), _deed(80, sentences[1], kinds[1])]
    found = whole_scene([RoleLink(trigger=0, mention=0, role="location")], places, deeds)
    assert any(x.trigger == 1 and x.mention == 0 for x in found) is expect


@pytest.mark.parametrize(
    ("language", "text", "deed", "expect"),
    [
        ("en", "Police arrested the man at the scene.", "arrested", True),
        ("en", "Police arrested the man at home. A crowd met at the scene.", "arrested", False),
        ("ar", "واعتقلت الشرطة المهاجم في المكان.", "اعتقلت", True),
        ("tr", "Saldırgan olay yerinde yakalandı.", "yakalandı", True),
        ("fa", "مهاجم در محل حادثه بازداشت شد.", "بازداشت", True),
        ("fa", "مهاجم در خانه بازداشت شد.", "بازداشت", False),
    ],
)
def test_at_the_scene_is_where_the_attack_was(language: str, text: str, deed: str, expect: bool) -> None:
    before = " " * 30
    start = len(before) + text.index(deed)
    attack = Trigger(span=Span(0, 4), text="word", event_type="ASSAULT", sentence=1)
    deeds = [attack, Trigger(span=Span(start, start + len(deed)), text=deed, event_type="COERCE", sentence=2)]
    found = on_the_scene([RoleLink(trigger=0, mention=0, role="location")], [TOWN], deeds, document(before + text, language))
    assert any(x.trigger == 1 and x.mention == 0 for x in found) is expect
