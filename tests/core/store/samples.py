"""Records to put into a case: plain facts that no article tells."""

from core.model import (
    Casualties,
    Document,
    DocumentResult,
    Entity,
    Event,
    Evidence,
    Issue,
    Mention,
    Participant,
    Place,
    Segment,
    Span,
    TimeValue,
)

ARABIC = "وقال محمد الأحمد إن بالعراق ثلاثة قتلى. İstanbul'da ışık söndü."


def participant(text: str, entity_id: str, name: str, start: int = 5) -> Participant:
    why = (Evidence("lexicon", "test", 0.5, Span(start, start + len(text))),)
    return Participant(text=text, span=Span(start, start + len(text)), entity_id=entity_id, name=name, type="PERSON", why=why)


def event(number: int, doc_id: str, **changes: object) -> Event:
    values = {
        "id": f"{doc_id}-e{number}",
        "doc_id": doc_id,
        "event_type": "ASSAULT",
        "trigger": Span(0, 4),
        "quotes": (Span(0, 39),),
        "modes": ("drone",),
        "actor": (participant("محمد الأحمد", f"{doc_id}-p1", "Muhammad al-Ahmad"),),
        "time": TimeValue(
            earliest="2024-01-0" + str(number % 9 + 1), latest="2024-01-0" + str(number % 9 + 1), granularity="day", text="أمس"
        ),
        "location": Place(text="العراق", span=Span(21, 27), entity_id="geo-iq", name="Iraq", country="IQ", lat=33.0, lon=44.0),
        "casualties": Casualties(killed=(3, 5), spans=(Span(28, 33),)),
        "summary": "Muhammad al-Ahmad attacked in Iraq.",
        "confidence": 0.5,
    }
    return Event(**(values | changes))


def result(
    name: str = "a.txt", events: int = 2, text: str = ARABIC, language: str = "ar", part: int = 0, **changes: object
) -> DocumentResult:
    doc_id = f"{name}#{part}"
    document = Document(
        doc_id=doc_id,
        path=name,
        sha256=f"hash of {text}",
        format="txt",
        text=text,
        segments=(Segment("body", Span(0, len(text))),),
        language=language,
        title="عنوان",
        published="2024-01-05",
        published_basis="dateline",
        outlet="Outlet",
        part=part,
    )
    values = {
        "document": document,
        "mentions": (Mention(span=Span(5, 16), text="محمد الأحمد", kind="PERSON", sentence=0, why=(Evidence("lexicon", "x"),)),),
        "entities": (
            Entity(
                entity_id=f"{doc_id}-p1", name="Muhammad al-Ahmad", type="PERSON", aliases=("محمد الأحمد",), mentions=2, documents=(doc_id,)
            ),
            Entity(entity_id="geo-iq", name="Iraq", type="GPE", aliases=("العراق",), country="IQ", mentions=1, documents=(doc_id,)),
        ),
        "events": tuple(event(number, doc_id) for number in range(events)),
        "issues": (Issue(path=name, stage="clean", message="no date"),),
    }
    return DocumentResult(**(values | changes))
