"""A run killed at any moment leaves a sound case, and the next run ends as if nothing had happened."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core import pipeline
from core.store import Case
from tests import fake_stages

ROOT = Path(__file__).resolve().parent.parent.parent
KILLS = int(os.environ.get("RASAD_KILLS", "3"))
POINTS = int(os.environ.get("RASAD_KILL_POINTS", "12"))
_RUN = """
import sys
from pathlib import Path
from core import pipeline
from core.store import Case
from tests import fake_stages
with Case.open_or_create(Path(sys.argv[2])) as case:
    print("open", flush=True)
    pipeline.run(Path(sys.argv[1]), case, jobs=0, stages=fake_stages.stages)
print("done", flush=True)
"""


def state(case: Case) -> tuple:
    return case.documents(), case.events(), case.entities(), [(i.incident_id, i.events) for i in case.incidents()], case.issues()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("killed") / "articles"
    fake_stages.write_folder(folder, 30)
    for path in list(folder.iterdir())[::4]:
        path.write_text(path.read_text(encoding="utf-8") + "SLOW\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(folder: Path) -> tuple:
    with Case.in_memory() as case:
        pipeline.run(folder, case, jobs=0, stages=fake_stages.stages)
        return state(case)


def kill_after(folder: Path, path: Path, delay: float) -> None:
    """Start a run and kill it some time after it has begun."""
    child = subprocess.Popen([sys.executable, "-c", _RUN, str(folder), str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if delay >= 0:
        child.stdout.readline()
        time.sleep(delay)
    else:
        time.sleep(-delay)  # while it still starts and creates the case
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()


def test_killed_anywhere_it_opens_sound_and_ends_the_same(folder: Path, undisturbed: tuple, tmp_path: Path) -> None:
    chance = random.Random(20240511)
    path = tmp_path / "run.rasad"
    interrupted = 0
    for _ in range(KILLS):
        kill_after(folder, path, chance.uniform(0.0, 0.35))
        with Case.open(path) as case:
            assert case.check() == []
            interrupted += len(case.documents()) < 30
        if chance.random() < 0.3:
            path.unlink()
    assert interrupted, "no kill came early enough to prove anything"
    with Case.open_or_create(path) as case:
        pipeline.run(folder, case, jobs=0, stages=fake_stages.stages)
        assert state(case) == undisturbed
        assert case.check() == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that is copied")
def test_killed_at_any_statement_it_ends_the_same(tmp_path: Path) -> None:
    fake_stages.write_folder(tmp_path / "in", 8)
    command = [sys.executable, "-m", "tests.core.kill_points", str(tmp_path / "in"), str(tmp_path / "x.rasad"), str(POINTS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout)
    print(outcome)
    assert outcome["statements"] > 200
    assert outcome["killed"] >= POINTS - 1
    assert outcome["interrupted"] >= POINTS // 2
    assert outcome["unsound"] == outcome["different"] == []


def test_killed_while_the_case_is_made(folder: Path, undisturbed: tuple, tmp_path: Path) -> None:
    path = tmp_path / "new.rasad"
    for delay in (0.15, 0.4):
        kill_after(folder, path, -delay)
        with Case.open_or_create(path) as case:
            assert case.check() == []
    with Case.open(path) as case:
        pipeline.run(folder, case, jobs=0, stages=fake_stages.stages)
        assert state(case) == undisturbed
