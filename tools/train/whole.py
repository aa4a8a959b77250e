"""Corpus articles as whole documents with absolute spans, for fitting and measuring what works on documents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc

from core.model import Document, Segment, Span
from core.parse import parse
from tools.corpus.format import KINDS, Article, read_file
from tools.train.corpus_data import CORPUS, _root, is_test


@dataclass(slots=True)
class GoldEvent:
    """One deed with all its tellings; a filler is its span and its words."""

    type: str
    aux: tuple[str, ...]
    minor: bool
    triggers: list[Span] = field(default_factory=list)
    roles: dict[str, list[tuple[Span, str]]] = field(default_factory=dict)


@dataclass(slots=True)
class Whole:
    """An article as the program sees it, and what its annotation tells."""

    article: Article
    document: Document
    doc: Doc
    mentions: list[tuple[Span, str]]
    events: list[GoldEvent]


def test_articles() -> list[Article]:
    """Return the articles of the frozen test part."""
    return [a for path in sorted(CORPUS.rglob("*.rasad.txt")) for a in read_file(path) if is_test(a.id)]


def wholes(articles: Iterable[Article]) -> Iterator[Whole]:
    """Parse articles, one after the other."""
    for article in articles:
        document, starts = as_document(article)
        yield Whole(article, document, parse(document), *_gold(article, starts))


def as_document(article: Article) -> tuple[Document, list[int]]:
    """Return an article as cleaning would leave it, and where each of its sentences starts."""
    starts, text = [], ""
    for sentence in article.sentences:
        starts.append(len(text))
        text += sentence.text + "\n\n"
    title = len(article.sentences[0].text)
    segments = (Segment("title", Span(0, title)), Segment("body", Span(title, len(text))))
    document = Document(
        doc_id=article.id, path=f"{article.id}.txt", sha256="", format="text", text=text, segments=segments, language=article.language,
        language_confidence=1.0, title=article.sentences[0].text, published=article.date, published_basis="corpus",
    )  # fmt: skip
    return document, starts


def _gold(article: Article, starts: list[int]) -> tuple[list[tuple[Span, str]], list[GoldEvent]]:
    mentions = {
        m.id: (Span(starts[s] + m.start, starts[s] + m.end), sentence.text[m.start : m.end], KINDS[m.id[:3]])
        for s, sentence in enumerate(article.sentences)
        for m in sentence.mentions
    }
    triggers = {
        t.id: Span(starts[s] + t.start, starts[s] + t.end) for s, sentence in enumerate(article.sentences) for t in sentence.triggers
    }
    lines = {e.id: e for e in article.events}
    events: dict[str, GoldEvent] = {}
    for line in article.events:
        root = _root(line, lines)
        event = events.setdefault(root.id, GoldEvent(root.type, tuple(root.aux), root.minor))
        event.triggers.append(triggers[line.id])
        for role, ids in line.roles.items():
            event.roles.setdefault(role, []).extend(mentions[i][:2] for i in ids)
    return [(span, kind) for span, _, kind in mentions.values()], list(events.values())
