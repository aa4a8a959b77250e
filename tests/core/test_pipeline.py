from pathlib import Path

import pytest

from core import pipeline
from core.errors import CaseError
from core.model import DocumentResult, Issue, Progress, Review
from core.store import Case
from tests import fake_stages


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fake_stages.write_folder(tmp_path / "أخبار", 6)
    return tmp_path / "أخبار"


def run(folder: Path, case: Case, **options: object) -> pipeline.RunReport:
    return pipeline.run(folder, case, stages=fake_stages.stages, **{"jobs": 0} | options)


def content(case: Case) -> tuple:
    return case.documents(), case.events(), case.entities(), [(i.incident_id, i.events) for i in case.incidents()]


def test_a_file_gives_the_same_in_any_call(folder: Path) -> None:
    path = folder / "article 000.txt"
    first = pipeline.process_file(path, folder, fake_stages.stages)
    assert first == pipeline.process_file(path, folder, fake_stages.stages)
    assert isinstance(first[0], DocumentResult)
    assert first[0].document.path == "article 000.txt"


@pytest.mark.parametrize(
    ("name", "text", "stage", "words"),
    [
        ("vanish.txt", "x", "read", "it is gone"),
        ("empty.txt", "", "read", "empty"),
        ("other.xyz", "x", "read", "not read"),
        ("lang.txt", "A title\n\nNOLANGUAGE here", "language", "ValueError: no language"),
    ],
)
def test_trouble_is_an_issue_that_names_file_and_stage(folder: Path, name: str, text: str, stage: str, words: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    (issue,) = pipeline.process_file(folder / name, folder, fake_stages.stages)
    assert isinstance(issue, Issue)
    assert (issue.path, issue.stage) == (name, stage)
    assert words in issue.message


def test_a_run_saves_what_it_finds_and_reports(folder: Path, case: Case) -> None:
    (folder / "lang.txt").write_text("A title\n\nNOLANGUAGE here", encoding="utf-8")
    seen: list[Progress] = []
    report = run(folder, case, progress=seen.append)
    assert (report.files, report.read, report.skipped_unchanged, report.cancelled) == (7, 6, 0, False)
    assert [issue.path for issue in report.issues] == ["lang.txt"]
    assert report.events == case.counts().events > 6
    assert [p.done for p in seen] == list(range(8))
    assert seen[-1].events == report.events
    assert seen[-1].total == 7
    assert not case.unclustered
    assert case.audit_log()[-1].detail["read"] == 6


def test_a_second_run_reads_only_what_changed(folder: Path, case: Case) -> None:
    run(folder, case)
    before = content(case)
    event = case.events()[0]
    case.set_review(Review(event_id=event.id, status="rejected"))
    report = run(folder, case)
    assert (report.read, report.skipped_unchanged) == (0, 6)
    assert content(case) == before
    (folder / "article 001.txt").write_text("Other words\n\nthat nobody expected at all", encoding="utf-8")
    (folder / "article 002.txt").unlink()
    report = run(folder, case)
    assert (report.read, report.skipped_unchanged) == (1, 4)
    assert case.review(event.id).status == "rejected"
    assert [row.path for row in case.document_rows() if row.missing] == ["article 002.txt"]


def test_another_version_of_the_extraction_reads_everything_again(folder: Path, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    run(folder, case)
    monkeypatch.setattr(pipeline, "extraction_version", lambda: "other")
    assert run(folder, case).read == 6


def test_cancelling_keeps_what_was_done_and_the_rest_follows(folder: Path, case: Case) -> None:
    count = iter(range(100))
    report = run(folder, case, cancelled=lambda: next(count) >= 3)
    assert report.cancelled
    assert report.read == 3
    assert run(folder, case).read == 3
    with Case.in_memory() as other:
        run(folder, other)
        assert content(case) == content(other)


def test_several_processes_find_the_same_and_survive_a_crash(folder: Path, case: Case) -> None:
    (folder / "bad.txt").write_text("A title\n\nCRASH now please", encoding="utf-8")
    report = run(folder, case, jobs=2)
    assert report.read == 6
    assert [(i.path, "died" in i.message) for i in report.issues] == [("bad.txt", True)]
    (folder / "bad.txt").unlink()
    with Case.in_memory() as other:
        run(folder, other)
        assert content(case) == content(other)


def test_the_case_inside_the_folder_is_no_article(folder: Path) -> None:
    with Case.create(folder / "mine.rasad") as case:
        report = run(folder, case, skip=[folder / "article 000.txt"])
        assert report.files == 5
        assert not report.issues


def test_an_article_the_case_refuses_is_an_issue(folder: Path, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    save_file = case.save_file

    def refuse(path: str, *rest: object) -> None:
        if path == "article 003.txt":
            raise ValueError("surrogates not allowed")
        save_file(path, *rest)

    monkeypatch.setattr(case, "save_file", refuse)
    report = run(folder, case)
    assert [(i.path, i.stage) for i in report.issues] == [("article 003.txt", "store")]
    assert report.read == 5


def test_trouble_with_the_case_itself_ends_the_run(folder: Path, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise CaseError("x.rasad: there is no space left on the disk.")

    monkeypatch.setattr(case, "save_file", full)
    with pytest.raises(CaseError, match="no space"):
        run(folder, case)
