"""A full disk, a damaged file, a copy that was kept: a case says what is wrong in plain words and loses no decision."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core import pipeline
from core.errors import CaseError, DamagedCase
from core.model import Review
from core.store import Case
from core.store.backups import backups, damage
from core.store.recovery import recover, sound_backups
from tests import fake_stages
from tests.core.store.samples import result

KEY = "a.txt#0-e1"


@pytest.fixture
def filled(case_path: Path) -> Path:
    with Case.create(case_path) as case:
        for number in range(60):
            case.save(result(f"{number}.txt", events=3))
        case.save(result(events=3))
    return case_path


def age(path: Path, hours: float) -> None:
    """Let a file have been written some hours ago."""
    when = time.time() - hours * 3600
    os.utime(path, (when, when))


def smash(path: Path, how: str) -> None:
    """Damage a case file."""
    data = bytearray(path.read_bytes())
    if how == "header":
        data[:100] = b"\xff" * 100
    elif how == "half":
        del data[len(data) // 2 // 4096 * 4096 + 1000 :]
    elif how == "middle":
        data[8192 : len(data) - 8192] = b"\xa5" * (len(data) - 16384)
    elif how == "empty":
        data.clear()
    path.write_bytes(data)


def look_at_all(path: Path) -> None:
    """Open a case and look at everything in it."""
    with Case.open(path) as case:
        case.events()
        case.entities()
        case.keep_backup(spacing=0)


def test_three_copies_roll(filled: Path) -> None:
    with Case.open(filled) as case:
        for number in range(5):
            case.set_review(Review(event_id=KEY, status="accepted", note=str(number)))
            assert case.keep_backup(spacing=0)
            for copy in backups(filled):
                age(copy.path, (int(copy.path.name[-1]) + 1) / 100)
        assert case.keep_backup() is None, "the newest is not an hour old"
    copies = backups(filled)
    assert [copy.path.suffix for copy in copies] == [".backup-1", ".backup-2", ".backup-3"]
    notes = []
    for copy in copies:
        assert damage(copy.path) == ""
        with Case.open(copy.path) as case:
            notes.append(case.review(KEY).note)
    assert notes == ["4", "3", "2"]


def test_an_unchanged_case_is_not_copied_again(filled: Path) -> None:
    age(filled, 3)
    with Case.open(filled) as case:
        case.keep_backup(spacing=0)
        newest = backups(filled)[0].path
        assert case.keep_backup(spacing=0) is None
    assert backups(filled)[0].path == newest


def test_a_run_keeps_a_copy_of_what_was(tmp_path: Path, case_path: Path) -> None:
    fake_stages.write_folder(tmp_path / "in", 2)
    with Case.create(case_path) as case:
        pipeline.run(tmp_path / "in", case, jobs=0, stages=fake_stages.stages)
        assert backups(case_path) == []
        fake_stages.write_folder(tmp_path / "in", 4)
        pipeline.run(tmp_path / "in", case, jobs=0, stages=fake_stages.stages)
        assert case.counts().documents == 4
    with Case.open(backups(case_path)[0].path) as copy:
        assert copy.counts().documents == 2


@pytest.mark.parametrize("how", ["header", "half", "middle", "empty"])
def test_a_damaged_case_comes_back_with_its_decisions(filled: Path, how: str) -> None:
    with Case.open(filled) as case:
        case.set_review(Review(event_id=KEY, status="rejected", note="before"))
        case.keep_backup(spacing=0)
    smash(filled, how)
    with pytest.raises(DamagedCase):
        look_at_all(filled)
    assert damage(filled)
    assert len(sound_backups(filled)) == 1
    done = recover(filled)
    assert done.copy
    assert done.copy.path.name.endswith(".backup-1")
    assert done.set_aside.exists()
    with Case.open(filled) as case:
        assert case.check() == []
        assert case.counts().documents == 61
        assert case.review(KEY).note == "before"
        assert case.audit_log()[-1].action == "recovered"


def test_decisions_younger_than_the_copy_are_taken_from_the_damaged_file(filled: Path) -> None:
    with Case.open(filled) as case:
        case.keep_backup(spacing=0)
        case.set_review(Review(event_id=KEY, status="rejected", note="later"))
        pages, size = (case._store.value(f"PRAGMA {name}") for name in ("page_count", "page_size"))
        root = case._store.value("SELECT rootpage FROM sqlite_master WHERE name = 'documents'")
    assert pages > root
    data = bytearray(filled.read_bytes())
    data[(root - 1) * size : root * size] = b"\xa5" * size
    filled.write_bytes(data)
    done = recover(filled)
    assert done.decisions == 1
    with Case.open(filled) as case:
        assert case.review(KEY).note == "later"
        assert case.event_rows()
        assert case.counts().documents == 61


def test_without_a_copy_an_empty_case_takes_over_and_the_folder_fills_it(filled: Path) -> None:
    smash(filled, "header")
    done = recover(filled)
    assert done.copy is None
    with Case.open(filled) as case:
        assert case.counts().documents == 0


def test_a_sound_case_is_left_alone(filled: Path) -> None:
    with pytest.raises(CaseError, match="nothing to recover"):
        recover(filled)
    with pytest.raises(CaseError, match="neither"):
        recover(filled.with_name("none.rasad"))


def test_a_damaged_case_does_not_push_a_sound_copy_out(filled: Path) -> None:
    with Case.open(filled) as case:
        case.keep_backup(spacing=0)
    smash(filled, "half")
    with pytest.raises(DamagedCase), Case.open(filled) as case:
        case.keep_backup(spacing=0)
    assert [damage(copy.path) for copy in backups(filled)] == [""]


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path, case_path: Path) -> None:
    fake_stages.write_folder(tmp_path / "in", 40)
    with Case.create(case_path) as case:
        room = case._store.value("PRAGMA page_count") + 20
        case._store.value(f"PRAGMA max_page_count = {room}")
        with pytest.raises(CaseError, match=r"one\.rasad: there is no space left on the disk\."):
            pipeline.run(tmp_path / "in", case, jobs=0, stages=fake_stages.stages)
        assert case.check() == []
        saved = case.counts().documents
        case._store.value("PRAGMA max_page_count = 1000000")
        report = pipeline.run(tmp_path / "in", case, jobs=0, stages=fake_stages.stages)
        assert report.read == 40 - saved
        assert case.counts().documents == 40


_FILL = """
import resource, sys
from pathlib import Path
from core import pipeline
from core.errors import CaseError
from core.store import Case
from tests import fake_stages
case = Case.create(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
try:
    pipeline.run(Path(sys.argv[2]), case, jobs=0, stages=fake_stages.stages)
except CaseError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is one of Unix")
def test_a_file_that_may_not_grow_is_told(tmp_path: Path, case_path: Path) -> None:
    fake_stages.write_folder(tmp_path / "in", 200)
    done = subprocess.run([sys.executable, "-c", _FILL, str(case_path), str(tmp_path / "in")], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert "the disk reports an error" in done.stdout or "no space" in done.stdout
    with Case.open(case_path) as case:
        assert case.check() == []
