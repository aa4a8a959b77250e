"""A folder of everything that means harm or is broken is processed to the end, and every file is read or listed with its reason."""

import hashlib
import os
import resource as process
import sys
from pathlib import Path

import pytest

from core import pipeline
from core.filenames import relative, shown
from core.model import Progress
from core.read import list_files
from core.store import Case
from core.workers import Limits
from tools import hostile

MOST_MEMORY = 1536  # MB


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "مجلد"
    assert hostile.write_all(folder) >= 60
    return folder


def hashes(folder: Path) -> dict[str, str]:
    """Return the hash of every small plain file that the run does not change itself."""
    plain = [path for path in list_files(folder) if path.is_file() and not path.is_symlink() and path.stat().st_size < 2**24]
    kept = [path for path in plain if path.name not in ("vanishing.txt", "changing.txt") and os.access(path, os.R_OK)]
    return {relative(path, folder): hashlib.sha256(path.read_bytes()).hexdigest() for path in kept}


def disturb(folder: Path, progress: Progress) -> None:
    """Take one file away and change another once the run has listed them."""
    if progress.done == 0:
        (folder / "vanishing.txt").unlink(missing_ok=True)
        (folder / "changing.txt").write_text(hostile.STORY.replace("Ankara", "Basra"), encoding="utf-8")


@pytest.fixture(autouse=True)
def rules_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the reader out, in the children too: what it costs to start is not what is tried here."""
    monkeypatch.setenv("RASAD_LEXICON_ONLY", "1")


def test_every_file_is_read_or_listed_with_its_reason(folder: Path, case_path: Path) -> None:
    before = hashes(folder)
    names = {relative(path, folder) for path in list_files(folder)}
    with Case.create(case_path) as case:
        report = pipeline.run(folder, case, jobs=2, progress=lambda p: disturb(folder, p), limits=Limits(seconds=60))
        read = {row.path for row in case.document_rows()}
        listed = {issue.path: issue.message for issue in case.issues()}
        assert case.check() == []
        assert report.files == len(names)
        assert names == read | set(listed), "a file is neither read nor listed"
        assert {"story.txt", "STORY.TxT", "changing.txt", "two\nlines.txt", "name-\\xff\\xfe.txt", "remote.html", "half.json"} <= read
        text = next(case.document(row.doc_id).text for row in case.document_rows() if row.path == "changing.txt")
        assert "Basra" in text
    for issue in listed.values():
        assert issue.strip()
        assert "opens no connection" not in issue, "a file made a reader try to open a connection"
        assert "unexpected error" not in issue, issue
    assert hashes(folder) == before, "a source file was changed"
    if sys.platform.startswith("linux"):
        assert process.getrusage(process.RUSAGE_CHILDREN).ru_maxrss / 1024 < MOST_MEMORY


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gigabyte.txt", "too large"),
        ("loop.txt", "cannot be opened"),
        ("nowhere.txt", "cannot be opened"),
        ("passwd.txt", "leads out of the folder"),
        ("zero.txt", "pipe or a device"),
        ("above", "link to a folder"),
        ("pipe.txt", "pipe or a device"),
        ("empty.txt", "empty"),
        ("bom.txt", "empty"),
        ("nulls.txt", "empty"),
        ("program.exe", "not read"),
        ("README", "no ending"),
        ("deep.json", "nested too deeply"),
        ("book.txt", "no article is longer"),
        ("noise.txt", "binary"),
        ("cut.pdf", "PDF"),
        ("false.docx", "Word"),
        ("zeros.docx", "bomb"),
        ("overlap.zip", "MB"),
    ],
)
def test_the_reason_is_one_that_a_person_understands(folder: Path, name: str, words: str) -> None:
    issues = [item for item in pipeline.process_file(folder / name, folder) if hasattr(item, "message")]
    assert issues
    assert words in issues[0].message


def test_a_file_that_may_not_be_opened_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "locked.txt"
    path.write_text(hostile.STORY, encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    (issue,) = pipeline.process_file(path, tmp_path)
    assert issue.message == "locked.txt: the file cannot be opened (Permission denied)."


def test_a_name_cannot_deceive_whoever_reads_the_list() -> None:
    assert shown("invoice\u202efdp.txt\n\x1b[31m") == "invoice<U+202E>fdp.txt<U+000A><U+001B>[31m"
    assert shown("می‌رود تقرير.txt") == "می‌رود تقرير.txt"
