import json
import subprocess
import sys
from pathlib import Path

import pytest

from core import cli, pipeline
from core.store import Case
from core.version import VERSION
from tests import fake_stages

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of articles, and the quick stages in place of the real ones."""
    fake_stages.write_folder(tmp_path / "my أخبار", 3)
    monkeypatch.setattr(pipeline.run, "__kwdefaults__", pipeline.run.__kwdefaults__ | {"stages": fake_stages.stages})
    return tmp_path / "my أخبار"


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_extract_writes_the_four_files(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    out = tmp_path / "out"
    assert cli.main(["extract", str(folder), "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["documents.jsonl", "entities.jsonl", "events.jsonl", "incidents.jsonl"]
    documents, events = lines(out / "documents.jsonl"), lines(out / "events.jsonl")
    assert [document["path"] for document in documents] == [f"article {n:03}.txt" for n in range(3)]
    text = {document["doc_id"]: document["text"] for document in documents}
    for event in events:
        for quote in [event["trigger"], *event["quotes"], *event["actor"]]:
            assert text[event["doc_id"]][quote["start"] : quote["end"]] == quote["text"]
    captured = capsys.readouterr()
    assert "3 documents" in captured.out
    assert captured.err == ""


def test_extract_keeps_a_case_and_goes_on_from_it(folder: Path, tmp_path: Path) -> None:
    arguments = ["extract", str(folder), "--out", str(tmp_path / "o"), "--case", str(tmp_path / "c.rasad")]
    assert cli.main(arguments) == 0
    first = [(tmp_path / "o" / f"{name}.jsonl").read_bytes() for name in ("documents", "events", "entities", "incidents")]
    assert cli.main(arguments) == 0
    assert first == [(tmp_path / "o" / f"{name}.jsonl").read_bytes() for name in ("documents", "events", "entities", "incidents")]
    with Case.open(tmp_path / "c.rasad") as case:
        assert case.counts().documents == 3


def test_an_out_folder_inside_is_not_read(folder: Path) -> None:
    arguments = ["extract", str(folder), "--out", str(folder / "out")]
    assert cli.main(arguments) == 0
    assert cli.main(arguments) == 0
    assert len(lines(folder / "out" / "documents.jsonl")) == 3


def test_troubles_are_told_and_the_rest_is_done(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    (folder / "empty.txt").touch()
    assert cli.main(["extract", str(folder), "--out", str(tmp_path / "o")]) == 0
    assert "empty.txt" in capsys.readouterr().err
    assert len(lines(tmp_path / "o" / "documents.jsonl")) == 3


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["extract", "no such folder", "--out", "x"], 1, "no folder"),
        (["brief", "no such case", "-o", "x.pdf"], 1, "no such case"),
        (["extract", "x"], 2, "--out"),
        (["extract", "x", "--out", "y", "--jobs", "0"], 2, "--jobs"),
        (["extract", "x", "--out", "y", "--jobs", "two"], 2, "--jobs"),
        (["brief", "x", "-o", "y", "--lang", "xx"], 2, "--lang"),
        (["brief", "x", "-o", "y", "--tlp", "PINK"], 2, "--tlp"),
        (["frobnicate"], 2, "frobnicate"),
        ([], 2, "usage"),
        (["--version"], 0, ""),
        (["--help"], 0, ""),
        (["extract", "--help"], 0, ""),
    ],
)
def test_exit_codes(arguments: list[str], code: int, words: str, capsys: pytest.CaptureFixture) -> None:
    assert cli.main(arguments) == code
    assert words in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_a_folder_without_one_readable_file_fails(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    (tmp_path / "in").mkdir()
    assert cli.main(["extract", str(tmp_path / "in"), "--out", str(tmp_path / "o")]) == 1
    assert "no files" in capsys.readouterr().err
    (tmp_path / "in" / "empty.txt").touch()
    assert cli.main(["extract", str(tmp_path / "in"), "--out", str(tmp_path / "o")]) == 1


def test_a_damaged_case_is_told_in_a_line(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    (tmp_path / "c.rasad").write_bytes(b"garbage" * 100)
    assert cli.main(["extract", str(folder), "--out", str(tmp_path / "o"), "--case", str(tmp_path / "c.rasad")]) == 1
    assert "damaged" in capsys.readouterr().err


@pytest.mark.parametrize(("locale", "words"), [("ar_IQ.UTF-8", "مجلد"), ("tr_TR.UTF-8", "klasör"), ("de_DE.UTF-8", "folder")])
def test_messages_come_in_the_language_of_the_locale(
    locale: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert cli.main(["extract", "nowhere", "--out", "x"]) == 1
    assert words in capsys.readouterr().err


def test_what_opens_the_window_and_what_does_not(folder: Path) -> None:
    assert not cli.is_command([])
    assert not cli.is_command([str(folder)])
    assert cli.is_command(["extract"])
    assert cli.is_command(["--selftest"])
    assert cli.is_command(["no such thing"])


def test_the_program_prints_its_version_without_loading_qt() -> None:
    code = "import sys; sys.argv=['main.py','--version']; import main; main.main(['--version']); sys.exit('PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == f"Rasad {VERSION}"
