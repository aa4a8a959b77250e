"""The reader as a spaCy component and as detectors of mentions, triggers and roles.

Takes: a parsed ``Doc``. Gives: ``doc.user_data['reading']``, names in ``doc.ents``, triggers in ``doc.spans['triggers']``, and
the three detector interfaces of ``core.extract.interfaces``. Uses: resources/models. Without a model there is no reading,
and the lexicons stand alone.
"""

import logging
import os
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from core import lexicon
from core.errors import ResourceError
from core.model import AUX, ENTITY_TYPES, PARTIES, Document, Evidence, Mention, RoleLink, Span, Trigger
from core.neural.reader import Reader, Reading, Run
from core.ontology import event_types
from core.parse import sentences, words
from core.paths import resource
from core.textnorm import fold

log = logging.getLogger(__name__)

AUX_THRESHOLD = 0.5
MODE_THRESHOLD = 0.4
SURE_NAME = 0.9
"""From this score on a single word may be a name though the lexicons know it as another word."""
ROLE_FLOOR = 0.15
"""Links below this probability are not worth weighing."""


def model_folder() -> Path | None:
    """Return where the shipped model lies (RASAD_MODELS names another); None when it is absent or RASAD_LEXICON_ONLY is set."""
    folder = Path(os.environ.get("RASAD_MODELS") or resource("models"))
    return None if os.environ.get("RASAD_LEXICON_ONLY") or not (folder / "reader.json").exists() else folder


@lru_cache(maxsize=1)
def reader() -> Reader | None:
    """Open the model once; None where there is none, or where it cannot be opened."""
    folder = model_folder()
    if folder is None:
        return None
    try:
        return Reader(folder)
    except (ImportError, ResourceError) as error:
        log.warning("reading by lexicons alone: %s", error)
        return None


@Language.factory("rasad_reader")
class ReaderComponent:
    """Reads the body sentences of a ``Doc``."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.reader = reader()

    def __call__(self, doc: Doc) -> Doc:
        """Attach the reading and show it the way spaCy users expect."""
        if self.reader is None:
            return doc
        reading = self.reader.read(doc.text, sentences(doc), [(w.start, w.end) for w in words(doc)], doc.user_data.get("hints", ()))
        doc.user_data["reading"] = reading
        ents = [_view(doc, r.span, r.label) for r in reading.mentions if r.label in ENTITY_TYPES]
        doc.ents = [e for e in ents if e is not None]
        doc.spans["triggers"] = [s for r in reading.triggers if (s := _view(doc, r.span, r.label)) is not None]
        return doc


def _view(doc: Doc, span: Span, label: str) -> SpacySpan | None:
    return doc.char_span(span.start, span.end, label=label, alignment_mode="contract")


def snap(doc: Doc, span: Span) -> Span | None:
    """Move a span of word pieces to our tokens: no proclitic before, no case suffix or punctuation behind."""
    hit = [w for w in words(doc) if w.start < span.end and span.start < w.end]
    # a piece may reach over from the neighbouring token: keep tokens mostly inside, unless nothing is left
    inside = [w for w in hit if 2 * (min(w.end, span.end) - max(w.start, span.start)) >= w.end - w.start] or hit
    while inside and (inside[0].clitic == "pro" or not (inside[0].is_word or inside[0].text in "“\"«‘'(")):
        inside = inside[1:]
    while inside and (inside[-1].clitic in ("suf", "pro") or not (inside[-1].is_word or inside[-1].text in "”\"»’')%")):
        inside = inside[:-1]
    if inside and not inside[0].is_word and (len(inside) < 2 or inside[-1].is_word):
        inside = inside[1:]
    if (
        inside
        and not inside[-1].is_word
        and inside[0].is_word
        and not _opens(doc.user_data["document"].text[inside[0].start : inside[-1].start])
    ):
        inside = inside[:-1]
    return Span(inside[0].start, inside[-1].end) if inside else None


def _opens(text: str) -> bool:
    """Tell whether an opening mark stands in ``text`` that waits for the closing one behind it."""
    return any(mark in text for mark in "“\"«‘'(")


def _evidence(score: float, span: Span) -> tuple[Evidence, ...]:
    return (Evidence("model", "reader", round(score, 3), span),)


_ARTICLES = frozenset(("the", "a", "an"))


class NeuralMentions:
    """Mentions by the reader."""

    def detect(self, doc: Doc) -> list[Mention]:
        """Return the reader's mentions on token boundaries."""
        reading: Reading | None = doc.user_data.get("reading")
        document, out = doc.user_data["document"], []
        for run in rejoined(reading.mentions, document.text) if reading else ():
            span = snap(doc, run.span)
            if span and run.label in ENTITY_TYPES:
                span = _trimmed(span, document)
            if span and not _no_name(text := span.of(document.text), run.label, run.score, document.language):
                why = _evidence(run.score, span)
                out.append(Mention(span=span, text=text, kind=run.label, sentence=run.sentence, score=run.score, why=why))
        return out


def rejoined(runs: Sequence[Run], text: str) -> list[Run]:
    """Join runs with a space between them, of which the second begins small: 'Iranian', 'air', 'defences' are one party."""
    out: list[Run] = []
    for run in runs:
        last = out[-1] if out else None
        small = text[run.span.start : run.span.start + 1].islower()
        alike = last is not None and (last.label == run.label or (last.label, run.label) == ("GROUP", "ORG"))
        if last and alike and small and run.label in PARTIES and text[last.span.end : run.span.start] == " ":
            out[-1] = replace(last, span=Span(last.span.start, run.span.end), score=min(last.score, run.score))
        else:
            out.append(run)
    return out


@lru_cache(maxsize=16)
def _closed(language: str, *further: str) -> frozenset[str]:
    """Return the function words with which no name ends, and those of further lists."""
    lists = lexicon.words(language)
    return frozenset().union(*(lists.get(name, ()) for name in ("prepositions", "clause_words", "relatives", *further)))


def _trimmed(span: Span, document: Document) -> Span:
    """Cut off the function words at the end of what the reader takes for a name: 'group of', 'الجماعات المسلحة في'."""
    loose = _closed(document.language) | (_ARTICLES if document.language == "en" else frozenset())
    while True:
        before, _, last = span.of(document.text).rpartition(" ")
        if not before.strip() or last[:1].isupper() or fold(last, document.language) not in loose:
            return span
        span = Span(span.start, span.start + len(before.rstrip()))


def _no_name(text: str, kind: str, score: float, language: str) -> bool:
    """Tell whether a single word is a function word, or one of the lexicons (a deed, a quantity) of which the reader is unsure."""
    if kind not in ENTITY_TYPES or " " in text:
        return False
    word = fold(text, language)
    if word in _closed(language, "pronouns") and not text.isupper() and not (word == "علي" and text.endswith("ي")):
        return True
    if score >= SURE_NAME:
        return False
    lists = lexicon.folded_lists(language, "groups").get("quantifiers", ())
    names_not = lexicon.words(language).get("names_not", frozenset())
    return word in lists or word in names_not or word in lexicon.triggers(language).forms


class NeuralTriggers:
    """Triggers by the reader."""

    def detect(self, doc: Doc, mentions: list[Mention]) -> list[Trigger]:
        """Return the reader's triggers with aux and modes."""
        reading: Reading | None = doc.user_data.get("reading")
        if not reading:
            return []
        text = doc.user_data["document"].text
        found = [(snap(doc, r.span) or r.span, r) for r in reading.triggers]
        described = describe(reading, [(span, r.sentence) for span, r in found])
        return [
            Trigger(span=span, text=span.of(text), event_type=r.label, sentence=r.sentence, score=r.score,
                    modes=tuple(m for m in d[0] if m in event_types()[r.label].modes),
                    aux=d[1], repeats=d[2],
                    why=_evidence(r.score, span))
            for (span, r), d in zip(found, described, strict=True)
        ]  # fmt: skip


def describe(reading: Reading, triggers: list[tuple[Span, int]]) -> list[tuple[tuple[str, ...], tuple[str, ...], float]]:
    """Return (modes, aux, likelihood of a repeat) of triggers."""
    model = reader()
    if model is None or not triggers:
        return [((), (), 0.0)] * len(triggers)
    out = []
    for d in model.describe(reading, triggers):
        modes = tuple(m for m, p in d.modes.items() if p > MODE_THRESHOLD)
        aux = tuple(a for a in AUX if d.flags.get(a, 0) > AUX_THRESHOLD)
        out.append((modes, aux, d.flags.get("repeats", 0.0)))
    return out


class NeuralRoles:
    """Roles by the reader, for triggers and mentions from any source."""

    def assign(self, doc: Doc, mentions: list[Mention], triggers: list[Trigger]) -> list[RoleLink]:
        """Return every likely link; a mention plays its likeliest role for a trigger."""
        reading: Reading | None = doc.user_data.get("reading")
        model = reader()
        if not reading or model is None:
            return []
        pairs = model.roles(
            reading, [(t.span, t.sentence, t.event_type) for t in triggers], [(m.span, m.sentence, m.kind) for m in mentions]
        )
        out = []
        for t, m, probability in pairs:
            if probability["none"] > 1 - ROLE_FLOOR:
                continue
            role, score = max(((r, p) for r, p in probability.items() if r != "none"), key=lambda x: x[1])
            if score >= ROLE_FLOOR:
                out.append(RoleLink(trigger=t, mention=m, role=role, score=score, why=_evidence(score, mentions[m].span)))
        return out
