"""Aircraft, guns and vehicles act for whose they are, where that is told."""

import pytest

from core.extract.craft import as_doers, owned_craft
from core.model import Mention, RoleLink, Span, Trigger
from core.resolve.entities import link
from core.resolve.shipped import shipped
from tests.core.extract.cases import document

CASES = [
    ("ar", "قصفت طائرات حربية إسرائيلية بلدة", "إسرائيلية", "GPE", "طائرات حربية إسرائيلية", "Israel"),
    ("ar", "قصفت مدفعية الجيش السوري المدينة", "الجيش السوري", "ORG", "مدفعية الجيش السوري", "Syrian Arab Army"),
    ("ar", "هبطت طائرة ركاب تركية", "تركية", "GPE", None, None),
    ("tr", "Köyü Türk savaş uçakları bombaladı", "Türk", "GPE", "Türk savaş uçakları", "Turkey"),
    ("tr", "Kampı İsrail İHA'ları vurdu", "İsrail", "GPE", "İsrail İHA'ları", "Israel"),
    ("tr", "Limandan Türk tankerleri ayrıldı", "Türk", "GPE", None, None),
    ("en", "The camp was hit by Israeli warplanes on Monday", "Israeli", "GPE", "Israeli warplanes", "Israel"),
    ("en", "The Israeli government met", "Israeli", "GPE", None, None),
    ("fa", "روستا را توپخانه ارمنستان زد", "ارمنستان", "GPE", "توپخانه ارمنستان", "Armenia"),
]


@pytest.mark.parametrize(("language", "text", "owner", "kind", "whole", "name"), CASES)
def test_owned_craft(language: str, text: str, owner: str, kind: str, whole: str | None, name: str | None) -> None:
    at = text.index(owner)
    mention = Mention(span=Span(at, at + len(owner)), text=owner, kind=kind, sentence=0)
    own = document(text, language)
    found = owned_craft([mention], own)
    assert [m.text for m in found] == [whole or owner]
    if whole:
        linked = link(own, found, *shipped())
        assert linked.links[0].name == name


def test_craft_does_what_it_seems_to_place() -> None:
    text = "قصف طائرة تركية"
    (craft,) = owned_craft([Mention(span=Span(10, 15), text="تركية", kind="GPE", sentence=0)], document(text, "ar"))
    attack, talks = (Trigger(span=Span(0, 3), text="قصف", event_type=kind, sentence=0) for kind in ("ASSAULT", "CONSULT"))
    links = [RoleLink(trigger=t, mention=0, role="location") for t in (0, 1)]
    assert [(x.trigger, x.role) for x in as_doers(links, [craft], [attack, talks])] == [(0, "actor")]
