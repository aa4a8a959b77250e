"""A small case for the briefing's tests: five invented articles in four languages about invented and well-known kinds of deeds."""

from dataclasses import dataclass, field

from core.model import (
    Casualties,
    Document,
    Entity,
    Event,
    Incident,
    Participant,
    Place,
    Review,
    Segment,
    Span,
    TimeValue,
)  # fmt: skip

ENTITIES = {
    "qaani": Entity(entity_id="qaani", name="Esmail Qaani", type="PERSON", aliases=("إسماعيل قاآني", "İsmail Kaani")),
    "factions": Entity(entity_id="factions", name="Iraqi armed factions", type="GROUP", aliases=("الفصائل المسلحة",)),
    "kataib": Entity(entity_id="kataib", name="Kataib Hezbollah", type="GROUP", aliases=("كتائب حزب الله", "Ketaib Hizbullah")),
    "us": Entity(entity_id="us", name="United States forces", type="ORG", aliases=("القوات الأمريكية", "ABD güçleri")),
    "moi": Entity(entity_id="moi", name="Ministry of Interior of Türkiye", type="ORG", aliases=("İçişleri Bakanlığı",)),
    "isis": Entity(entity_id="isis", name="Islamic State", type="GROUP", aliases=("DEAŞ", "تنظيم الدولة", "داعش")),
    "iran": Entity(entity_id="iran", name="Iran", type="GPE", aliases=("إيران", "ایران", "İran")),
    "reuters": Entity(entity_id="reuters", name="Reuters", type="ORG", aliases=("رويترز",)),
}

ARTICLES = {
    "a1": (
        "ar",
        "قاآني يزور بغداد (للمرة الثانية)",
        "وكالة الشرق",
        "2024-01-30",
        (
            "زار قائد فيلق القدس إسماعيل قاآني بغداد (في 29 يناير) لإقناع الفصائل المسلحة بوقف الهجمات على القوات الأمريكية، بحسب رويترز.",
            "وأعلنت كتائب حزب الله تعليق عملياتها العسكرية ضد القوات الأمريكية «حتى إشعار آخر»، ولا سيما في الأردن والعراق.",
            "وكان هجوم بطائرة مسيّرة على قاعدة (البرج 22) قد أدى إلى مقتل 3 جنود وإصابة 34 آخرين.",
        ),
    ),
    "a2": (
        "tr",
        "Kâni’nin Bağdat ziyareti: “Saldırıları durdurun”",
        "Doğu Ajansı",
        "2024-01-31",
        (
            "Kudüs Gücü Komutanı İsmail Kaani’nin 29 Ocak’ta Bağdat’ta gruplardan ABD güçlerine saldırıları durdurmasını istediği öne sürüldü.",
            "Ürdün’deki üsse insansız hava aracıyla düzenlenen saldırıda 4 asker öldü, çok sayıda kişi yaralandı.",
            "İçişleri Bakanlığı, İstanbul’da DEAŞ üyesi olduğu şüphesiyle 17 kişinin gözaltına alındığını açıkladı.",
        ),
    ),
    "a3": (
        "en",
        "Iran denies any part in the drone attack",
        "Gulf Wire",
        "2024-01-29",
        (
            "A drone hit the Tower 22 outpost in Jordan on 28 January, killing three American soldiers and injuring at least 34.",
            "Iran denied that it had ordered the attack.",
        ),
    ),
    "a4": (
        "fa",
        "هشدار ایران دربارهٔ حملهٔ تازه",
        None,
        None,
        ("ایران هشدار داد که به هر حمله‌ای پاسخ می‌دهد؛ گفت‌وگوها در صورت توقف حملات از سر گرفته می‌شود.",),
    ),
}


def participant(document: Document, surface: str, entity_id: str) -> Participant:
    """Return a participant with the span of its words in the document."""
    start = document.text.find(surface)
    entity = ENTITIES[entity_id]
    span = Span(max(start, 0), max(start, 0) + len(surface))
    return Participant(text=surface, span=span, entity_id=entity_id, name=entity.name, type=entity.type)


def document(doc_id: str) -> Document:
    """Build a document whose body is its sentences, one a line."""
    language, title, outlet, published, sentences = ARTICLES[doc_id]
    text = "\n".join(sentences)
    return Document(
        doc_id=doc_id, path=f"{doc_id}-article.txt", sha256=(doc_id * 32)[:64], format="plain", text=text,
        segments=(Segment("body", Span(0, len(text))),), language=language, title=title, outlet=outlet, published=published,
    )  # fmt: skip


def day(iso: str) -> TimeValue:
    """Return a single day."""
    return TimeValue(earliest=iso, latest=iso, granularity="day")


def place(name: str, text: str, country: str) -> Place:
    """Return a place."""
    return Place(text=text, span=None, entity_id=f"place-{name}", name=name, country=country)


@dataclass
class FakeSource:
    """Records in memory."""

    docs: list[Document] = field(default_factory=lambda: [document(i) for i in ARTICLES])
    evts: list[Event] = field(default_factory=list)
    incs: list[Incident] = field(default_factory=list)
    revs: dict[str, Review] = field(default_factory=dict)

    def documents(self) -> list[Document]:
        """Return all documents."""
        return self.docs

    def events(self) -> list[Event]:
        """Return all events."""
        return self.evts

    def entities(self) -> list[Entity]:
        """Return all entities."""
        return list(ENTITIES.values())

    def incidents(self) -> list[Incident]:
        """Return all incidents."""
        return self.incs

    def reviews(self) -> list[Review]:
        """Return the reviews."""
        return list(self.revs.values())


def event(docs: dict[str, Document], id: str, doc_id: str, kind: str, sentence: int, trigger: str, **more: object) -> Event:
    """Build an event that quotes one sentence; participants are given as (surface, entity) pairs."""
    doc = docs[doc_id]
    words = ARTICLES[doc_id][4][sentence]
    start = doc.text.index(words)
    at = doc.text.index(trigger, start)
    for role in ("actor", "recipient", "attribution"):
        more[role] = tuple(participant(doc, s, e) for s, e in more.get(role, ()))
    more.setdefault("confidence", 0.8)
    return Event(
        id=id, doc_id=doc_id, event_type=kind, trigger=Span(at, at + len(trigger)), quotes=(Span(start, start + len(words)),), **more
    )


def sample() -> FakeSource:
    """Return the sample case."""
    source = FakeSource()
    docs = {d.doc_id: d for d in source.docs}
    visit = {"actor": [("إسماعيل قاآني", "qaani")], "recipient": [("الفصائل المسلحة", "factions")]}
    baghdad, jordan = place("Baghdad", "بغداد", "IQ"), place("Tower 22", "البرج 22", "JO")
    source.evts = [
        event(docs, "e1", "a1", "CONSULT", 0, "زار", modes=("visit",), attribution=[("رويترز", "reuters")], time=day("2024-01-29"), location=baghdad, **visit),
        event(docs, "e2", "a1", "RETREAT", 1, "تعليق", modes=("ceasefire",), actor=[("كتائب حزب الله", "kataib")], recipient=[("القوات الأمريكية", "us")], time=day("2024-01-30"), confidence=0.61),
        event(docs, "e3", "a1", "ASSAULT", 2, "هجوم", modes=("drone",), recipient=[("القوات الأمريكية", "us")], time=day("2024-01-28"), location=jordan, casualties=Casualties(killed=(3, 3), injured=(34, 34))),
        event(docs, "e4", "a2", "REQUEST", 0, "istediği", modes=("yield",), actor=[("İsmail Kaani", "qaani")], recipient=[("gruplardan", "factions")], time=day("2024-01-29"), location=place("Baghdad", "Bağdat", "IQ"), confidence=0.55),
        event(docs, "e5", "a2", "ASSAULT", 1, "saldırıda", modes=("drone",), recipient=[("ABD güçleri", "us")], time=day("2024-01-28"), location=place("Jordan", "Ürdün", "JO"), casualties=Casualties(killed=(4, 4))),
        event(docs, "e6", "a2", "COERCE", 2, "gözaltına", modes=("arrest",), actor=[("İçişleri Bakanlığı", "moi")], recipient=[("DEAŞ", "isis")], location=place("Istanbul", "İstanbul", "TR"), confidence=0.9),
        event(docs, "e7", "a3", "ASSAULT", 0, "hit", modes=("drone",), recipient=[("American soldiers", "us")], time=day("2024-01-28"), location=jordan, casualties=Casualties(killed=(3, 3), injured=(34, None)), confidence=0.88),
        event(docs, "e8", "a3", "REQUEST", 1, "ordered", actor=[("Iran", "iran")], aux=("negation",), confidence=0.42),
        event(docs, "e9", "a4", "THREATEN", 0, "هشدار", actor=[("ایران", "iran")], aux=("hypothetical",), confidence=0.5),
    ]  # fmt: skip
    source.incs = [
        Incident(incident_id="i1", event_type="ASSAULT", events=("e3", "e5", "e7"), documents=("a1", "a2", "a3"), disagreements=(
            {"field": "killed", "values": [["3", ["e3", "e7"]], ["4", ["e5"]]]},
            {"field": "place", "values": [["Tower 22", ["e3", "e7"]], ["Jordan", ["e5"]]]},
        )),
        Incident(incident_id="i2", event_type="CONSULT", events=("e1",), documents=("a1",)),
    ]  # fmt: skip
    source.revs = {
        "e1": Review(event_id="e1", status="accepted", note="checked against a second agency"),
        "e6": Review(event_id="e6", status="open"),
    }
    return source
