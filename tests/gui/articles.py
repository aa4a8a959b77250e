"""A case to look at: invented articles in four languages, their events coded by hand."""

from pathlib import Path

from core.model import (
    Casualties,
    Document,
    DocumentResult,
    Event,
    Evidence,
    Incident,
    Issue,
    Participant,
    Place,
    Segment,
    Span,
    TimeValue,
)  # fmt: skip
from core.store import Case

_Parts = list[tuple[str, str]]

ARTICLES: dict[str, tuple[str, str, str, _Parts]] = {
    "ar-mina.txt": ("ar", "وكالة الساحل", "2024-03-05", [
        ("title", "قتلى وجرحى في هجوم بطائرة مسيّرة على ميناء الرمال"),
        ("dateline", "المكلا – وكالة الساحل، الثلاثاء 5 مارس 2024"),
        ("caption", "دخان يتصاعد من رصيف الميناء (أرشيف)"),
        ("body", "قُتل أربعة عمال وأصيب 11 آخرون، فجر الثلاثاء، في هجوم شنته جماعة الحوثي بطائرة مسيّرة على ميناء الرمال شرق المكلا، بحسب مصدر أمني 🛰."),
        ("body", "وأدانت وزارة الخارجية السعودية الهجوم، ودعت مجلس الأمن إلى «محاسبة المسؤولين عنه» (القرار 2722)."),
        ("body", "وقال المتحدث باسم الجماعة إن قواته لم تنفذ أي عملية في المنطقة."),
        ("related", "اقرأ أيضاً: افتتاح معرض الكتاب في المدينة"),
    ]),
    "tr-liman.txt": ("tr", "Körfez Postası", "2024-03-06", [
        ("title", "Yemen’de limana İHA saldırısı: 6 ölü"),
        ("dateline", "MUKALLA (Körfez Postası) – 06.03.2024 09:12"),
        ("body", "Yemen’in Mukalla kenti yakınındaki Rimal limanına salı günü düzenlenen insansız hava aracı saldırısında 6 işçi öldü, çok sayıda kişi yaralandı."),
        ("body", "Dışişleri Bakanı Hakan Fidan, Suudi mevkidaşıyla telefonda görüşerek saldırıyı ele aldı; Ankara’nın 18 Mart’ta bir heyet göndereceğini bildirdi."),
        ("tags", "Etiketler: Yemen, Husiler, İHA"),
    ]),
    "fa-bandar.txt": ("fa", "روزنامهٔ کرانه", "2024-03-06", [
        ("title", "تهران دست‌داشتن در حملهٔ بندر را رد کرد"),
        ("body", "سخنگوی وزارت خارجهٔ ایران روز چهارشنبه ادعای دخالت تهران در حملهٔ پهپادی به بندر الرمال را رد کرد و خواستار گفت‌وگوهای منطقه‌ای شد."),
    ]),
    "en-port.txt": ("en", "Gulf Wire", "2024-03-05", [
        ("title", "Drone strike on Yemeni port kills at least four"),
        ("dateline", "ADEN, March 5 (Gulf Wire)"),
        ("body", "A drone launched by the Houthis struck the port of Rimal near Mukalla on Tuesday, killing at least four workers, officials said."),
        ("body", "The United States threatened further sanctions against the group and said a naval unit would be deployed this week."),
    ]),
}  # fmt: skip

_NAMES = {
    "جماعة الحوثي": ("houthi", "Houthis", "GROUP"), "the Houthis": ("houthi", "Houthis", "GROUP"),
    "عمال": ("workers", "workers", "GROUP"), "işçi": ("workers", "workers", "GROUP"), "workers": ("workers", "workers", "GROUP"),
    "وزارة الخارجية السعودية": ("sa-mfa", "Ministry of Foreign Affairs of Saudi Arabia", "ORG"),
    "مجلس الأمن": ("unsc", "United Nations Security Council", "ORG"), "مصدر أمني": ("source1", "a security source", "PERSON"),
    "Hakan Fidan": ("fidan", "Hakan Fidan", "PERSON"), "Suudi mevkidaşıyla": ("faisal", "Faisal bin Farhan", "PERSON"),
    "سخنگوی وزارت خارجهٔ ایران": ("ir-mfa", "Ministry of Foreign Affairs of Iran", "ORG"),
    "The United States": ("usa", "United States", "GPE"), "the group": ("houthi", "Houthis", "GROUP"),
    "officials": ("officials", "officials", "PERSON"), "المتحدث باسم الجماعة": ("houthi", "Houthis", "GROUP"),
}  # fmt: skip
_MUKALLA = ("المكلا", "Mukalla")


def document(name: str) -> Document:
    """Return one of the articles, cut into its segments."""
    language, outlet, published, parts = ARTICLES[name]
    segments, start = [], 0
    for kind, text in parts:
        segments.append(Segment(kind, Span(start, start + len(text))))
        start += len(text) + 2
    return Document(
        doc_id=f"doc-{name}", path=f"march/{name}", sha256=(name.encode().hex() * 8)[:64], format="plain",
        text="\n\n".join(text for _, text in parts), segments=tuple(segments), language=language, language_confidence=0.99,
        title=parts[0][1], published=published, published_basis="dateline", outlet=outlet,
    )  # fmt: skip


def _span(text: str, words: str, start: int = 0) -> Span:
    at = text.index(words, start)
    return Span(at, at + len(words))


def _people(text: str, start: int, *surfaces: str) -> tuple[Participant, ...]:
    made = []
    for surface in surfaces:
        span = _span(text, surface, start)
        entity_id, name, kind = _NAMES[surface]
        why = (Evidence("grammar", "subject of the verb", 0.9, span), Evidence("knowledge", f"alias {surface}", 1.0))
        made.append(Participant(text=surface, span=span, entity_id=entity_id, name=name, type=kind, score=0.9, why=why))
    return tuple(made)


def _event(name: str, number: int, part: int, kind: str, trigger: str, **more: object) -> Event:
    doc = document(name)
    quote = doc.segments[part].span
    roles = {role: _people(doc.text, quote.start, *more.pop(role, ())) for role in ("actor", "recipient", "attribution")}
    when = more.pop("time", None)
    if when:
        words, first, last = when
        span = _span(doc.text, words, quote.start)
        grain = "day" if first == last else "week"
        why = (Evidence("grammar", "weekday against publication date", 0.95, span),)
        more["time"] = TimeValue(earliest=first, latest=last, granularity=grain, text=words, span=span, basis="published", why=why)
    where = more.pop("location", None)
    if where:
        words, country = where
        span = _span(doc.text, words, quote.start)
        label = "Mukalla" if words in _MUKALLA else words
        why = (Evidence("gazetteer", f"{label}, seat of a governorate", 0.88),)
        more["location"] = Place(
            text=words, span=span, entity_id=f"geo-{label}", name=label, country=country, lat=14.5, lon=49.1, precision="near", why=why
        )
    hurt = more.pop("casualties", None)
    if hurt:
        killed, injured, *told = hurt
        more["casualties"] = Casualties(killed=killed, injured=injured, spans=tuple(_span(doc.text, words, quote.start) for words in told))
    span = _span(doc.text, trigger, quote.start)
    why = (Evidence("lexicon", f"{kind.casefold()}.{trigger}", 1.0, span), Evidence("model", "trigger", more.get("confidence", 0.8), span))
    return Event(id=f"{name}-{number}", doc_id=doc.doc_id, event_type=kind, trigger=span, quotes=(quote,), why=why, **roles, **more)


def events() -> list[Event]:
    """Return the events of all articles."""
    tuesday = "2024-03-05"
    return [
        _event("ar-mina.txt", 1, 3, "ASSAULT", "هجوم", modes=("drone",), actor=("جماعة الحوثي",), recipient=("عمال",), attribution=("مصدر أمني",),
               time=("فجر الثلاثاء", tuesday, tuesday), location=("المكلا", "YE"), casualties=((4, 4), (11, 11), "أربعة", "11 آخرون"), weapon="drone",
               confidence=0.91, summary="Houthis attacked workers in Mukalla on 2024-03-05 (4 killed, 11 injured), according to a security source."),
        _event("ar-mina.txt", 2, 4, "ACCUSE", "أدانت", modes=("disapprove",), actor=("وزارة الخارجية السعودية",), confidence=0.83,
               summary="Ministry of Foreign Affairs of Saudi Arabia condemned the attack."),
        _event("ar-mina.txt", 3, 4, "REQUEST", "دعت", modes=("change",), actor=("وزارة الخارجية السعودية",), recipient=("مجلس الأمن",), confidence=0.77,
               summary="Ministry of Foreign Affairs of Saudi Arabia made a request to United Nations Security Council."),
        _event("ar-mina.txt", 4, 5, "ASSAULT", "تنفذ", actor=("المتحدث باسم الجماعة",), aux=("negation",), confidence=0.44,
               summary="Denied: Houthis carried out an attack."),
        _event("tr-liman.txt", 1, 2, "ASSAULT", "saldırısında", modes=("drone",), recipient=("işçi",), time=("salı günü", tuesday, tuesday),
               location=("Mukalla", "YE"), casualties=((6, 6), None, "6"), confidence=0.86, summary="An unnamed actor attacked workers in Mukalla on 2024-03-05 (6 killed)."),
        _event("tr-liman.txt", 2, 3, "CONSULT", "görüşerek", modes=("phone",), actor=("Hakan Fidan", "Suudi mevkidaşıyla"), confidence=0.79,
               summary="Hakan Fidan and Faisal bin Farhan held talks."),
        _event("tr-liman.txt", 3, 3, "CONSULT", "göndereceğini", modes=("visit",), aux=("future",), time=("18 Mart’ta", "2024-03-18", "2024-03-18"),
               confidence=0.52, summary="Planned: a delegation is to be sent on 2024-03-18."),
        _event("fa-bandar.txt", 1, 1, "REJECT", "رد کرد", actor=("سخنگوی وزارت خارجهٔ ایران",), time=("روز چهارشنبه", "2024-03-06", "2024-03-06"),
               confidence=0.7, summary="Ministry of Foreign Affairs of Iran rejected an accusation on 2024-03-06."),
        _event("en-port.txt", 1, 2, "ASSAULT", "struck", modes=("drone",), actor=("the Houthis",), recipient=("workers",), attribution=("officials",),
               time=("Tuesday", tuesday, tuesday), location=("Mukalla", "YE"), casualties=((4, None), None, "four"), confidence=0.94,
               summary="Houthis attacked workers in Mukalla on 2024-03-05 (at least 4 killed), according to officials."),
        _event("en-port.txt", 2, 3, "THREATEN", "threatened", modes=("restrict",), actor=("The United States",), recipient=("the group",), confidence=0.81,
               summary="United States threatened Houthis."),
        _event("en-port.txt", 3, 3, "MOBILIZE", "deployed", modes=("troops",), actor=("The United States",), aux=("future",),
               time=("this week", "2024-03-04", "2024-03-10"), confidence=0.63, summary="Planned: United States mobilised forces between 2024-03-04 and 2024-03-10."),
    ]  # fmt: skip


def results() -> list[DocumentResult]:
    """Return what a run would yield for each article."""
    coded = events()
    issues = {"en-port.txt": (Issue(path="march/broken.pdf", stage="read", message="the file holds no text"),)}
    return [
        DocumentResult(document=doc, events=tuple(e for e in coded if e.doc_id == doc.doc_id), issues=issues.get(name, ()))
        for name in ARTICLES
        if (doc := document(name))
    ]


def fill(path: Path) -> Path:
    """Write the case to a file and return its path."""
    told = ("ar-mina.txt-1", "tr-liman.txt-1", "en-port.txt-1")
    with Case.open_or_create(path) as case:
        for result in results():
            case.save(result)
        disagreements = ({"field": "killed", "values": [[[4, 4], [told[0]]], [[6, 6], [told[1]]], [[4, None], [told[2]]]]},)
        docs = tuple(f"doc-{event_id[:-2]}" for event_id in told)
        case.save_incidents([Incident(incident_id="i1", event_type="ASSAULT", events=told, documents=docs, disagreements=disagreements)])
    return path
