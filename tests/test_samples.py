"""The samples from folder to case and files with the real stages: what must hold for any article."""

import json
from pathlib import Path

import pytest

from core import output, pipeline
from core.model import BODY_KINDS
from core.paths import resource
from core.store import Case


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    with Case.create(tmp_path_factory.mktemp("samples") / "samples.rasad") as opened:
        opened.report = pipeline.run(resource("samples"), opened)
        yield opened


def test_every_sample_is_read_in_its_language(case: Case) -> None:
    files = [path.name for path in resource("samples").iterdir() if path.is_file()]
    assert case.report.issues == ()
    assert case.report.read == len(files) >= 12
    assert {row.path: row.language for row in case.document_rows()} == {name: name[:2] for name in files}


def test_every_sample_tells_events(case: Case) -> None:
    assert min(row.events for row in case.document_rows()) >= 1
    assert case.counts().entities > 20
    assert case.counts().incidents > 0


def test_evidence_stands_in_the_body_of_its_article(case: Case) -> None:
    for document in case.documents():
        body = [segment.span for segment in document.segments if segment.kind in BODY_KINDS]
        for event in case.events(document.doc_id):
            assert any(span.contains(event.trigger) for span in body), event.summary
            for span in event.quotes:
                assert 0 <= span.start < span.end <= len(document.text)
            for person in (*event.actor, *event.recipient, *event.attribution):
                assert 0 <= person.span.start < person.span.end <= len(document.text)


def test_two_processes_write_the_same_files(case: Case, tmp_path: Path) -> None:
    output.write(case, tmp_path / "one")
    with Case.create(tmp_path / "two.rasad") as other:
        pipeline.run(resource("samples"), other, jobs=2)
        output.write(other, tmp_path / "two")
    for name in output.FILES:
        one, two = ([json.loads(line) for line in (tmp_path / n / f"{name}.jsonl").open(encoding="utf-8")] for n in ("one", "two"))
        assert one == two
