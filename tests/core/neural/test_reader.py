"""The shipped reader: its files, its offsets, and what it reaches on the corpus's frozen test part."""

import hashlib
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import Span
from core.neural.component import rejoined
from core.neural.labels import HINTS, MENTION_TAGS, ROLE_TAGS, TRIGGER_TAGS, orders
from core.neural.pieces import WordPieces
from core.neural.reader import Reader, Run
from core.paths import resource
from tools.train.score_reader import kept, score

MODELS = resource("models")
CARD = json.loads((MODELS / "reader.json").read_text(encoding="utf-8"))
TEXT = "أعلنت وزارة الدفاع التركية أن طائراتها قصفت مواقع في سنجار. Kaani, 15 Ağustos'ta Bağdat'a gitti."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(MODELS)


@pytest.fixture(scope="module")
def pieces() -> WordPieces:
    return WordPieces.load(MODELS / "vocabulary.json")


@pytest.mark.parametrize("name", sorted(CARD["sha256"]))
def test_shipped_file_is_the_one_in_the_card(name: str) -> None:
    assert hashlib.sha256((MODELS / name).read_bytes()).hexdigest() == CARD["sha256"][name]


def test_models_stay_under_sixty_megabytes() -> None:
    assert sum(p.stat().st_size for p in MODELS.iterdir()) < 60_000_000


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet="ابتثقلمن اإآىي‌ABCçğıİşöü '’.,؛12٣۴\u064b😀", min_size=1, max_size=60))
def test_pieces_cover_the_letters_in_order(pieces: WordPieces, text: str) -> None:
    ids, spans = pieces.encode(text)
    assert len(ids) == len(spans)
    assert all(0 <= a <= b <= len(text) for a, b in spans)
    assert [a for a, _ in spans] == sorted(a for a, _ in spans)


def test_runs_stand_on_tokens_and_belong_to_their_sentence(reader: Reader) -> None:
    cut = TEXT.index("Kaani")
    sentences = [Span(0, cut - 1), Span(cut, len(TEXT))]
    reading = reader.read(TEXT, sentences)
    assert reading.mentions
    for run in (*reading.mentions, *reading.triggers):
        assert sentences[run.sentence].contains(run.span)
        assert run.span.of(TEXT) == run.span.of(TEXT).strip()
        assert 0 < run.score <= 1


def test_a_batch_reads_as_each_sentence_alone(reader: Reader) -> None:
    text = (TEXT + " ") * 8
    spans, at = [], 0
    for part in text.split(". "):
        spans.append(Span(at, at + len(part)))
        at += len(part) + 2
    spans = [s for s in spans if s.end > s.start]
    one, two = reader.read(text, spans), reader.read(text, spans)
    assert [(r.span, r.label) for r in one.mentions] == [(r.span, r.label) for r in two.mentions]


def test_roles_are_probabilities(reader: Reader) -> None:
    reading = reader.read(TEXT, [Span(0, len(TEXT))])
    at = TEXT.index("قصفت")
    actor = TEXT.index("وزارة الدفاع التركية")
    found = reader.roles(reading, [(Span(at, at + 4), 0, "ASSAULT")], [(Span(actor, actor + 20), 0, "ORG")])
    assert len(found) == 1
    assert sum(found[0][2].values()) == pytest.approx(1, abs=1e-3)
    assert set(found[0][2]) == set(ROLE_TAGS)


def test_labels_are_what_the_model_was_trained_with(reader: Reader) -> None:
    reading = reader.read(TEXT, [Span(0, len(TEXT))])
    assert reading.beliefs[0].shape[1] == len(TRIGGER_TAGS)
    assert len(MENTION_TAGS) == 21


def test_order_counts_the_triggers_between_and_tells_other_sentences() -> None:
    found = orders(np.array([5, 20]), np.array([2, 12, 30]), np.array([[True, True, False], [False, True, True]]))
    assert found.tolist() == [[0, 0, 5], [5, 0, 0]]


def test_hints_change_what_is_read(reader: Reader) -> None:
    at = TEXT.index("قصفت")
    plain, told = (reader.read(TEXT, [Span(0, len(TEXT))], hints=h) for h in ((), [(at, at + 4, HINTS.index("word:ASSAULT"))]))
    assert told.belief(Span(at, at + 4), 0)["ASSAULT"] > plain.belief(Span(at, at + 4), 0)["ASSAULT"]


def test_corpus_test_part_stays_above_the_floor(reader: Reader) -> None:
    """A guard against regressions: floors a little under the figures in the model card."""
    figures = score(reader, kept())
    below = {name: (figures.get(name), floor) for name, floor in CARD["floors"].items() if figures.get(name, 0) < floor}
    assert not below


def test_a_party_that_the_reader_cuts_in_pieces_is_put_together() -> None:
    text = "Iranian air defences fired, Hamas gunmen too"
    runs = [
        Run(Span(text.index(w), text.index(w) + len(w)), kind, 0.9, 0)
        for w, kind in (("Iranian", "GROUP"), ("air", "ORG"), ("defences", "GROUP"), ("Hamas", "ORG"), ("gunmen", "GROUP"))
    ]
    assert [r.span.of(text) for r in rejoined(runs, text)] == ["Iranian air defences", "Hamas", "gunmen"]
