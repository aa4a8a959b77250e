"""Files read on a Dask cluster yield the same events, also when a worker is killed midway; without Dask there is a plain word."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core import pipeline
from core.cluster import map_on
from core.errors import AppError
from core.store import Case
from tests import fake_stages

ROOT = Path(__file__).resolve().parent.parent.parent
HAS_DASK = importlib.util.find_spec("distributed") is not None
_RUN = """
import json, os, signal, sys, threading
from pathlib import Path
from distributed import LocalCluster
from core import pipeline
from core.cluster import map_on
from core.store import Case
from tests import fake_stages

def main():
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Case.create(Path(sys.argv[2])) as case:
        victim, killed = next(iter(cluster.workers.values())), []
        def progress(state):
            if state.done == 3 and not killed:
                killed.append(victim.pid)
                os.kill(victim.pid, signal.SIGKILL)
        report = pipeline.run(Path(sys.argv[1]), case, stages=fake_stages.stages, progress=progress, spread=map_on(cluster.scheduler_address))
        print(json.dumps({"read": report.read, "killed": len(killed), "issues": [i.message for i in report.issues]}))

if __name__ == "__main__":
    main()
"""


@pytest.mark.skipif(HAS_DASK, reason="Dask is installed")
def test_without_dask_the_program_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="distributed"):
        list(map_on("tcp://127.0.0.1:1")(lambda *_: [], [tmp_path], cancelled=lambda: False))


@pytest.mark.skipif(not HAS_DASK, reason="an optional extra")
def test_a_worker_killed_midway_loses_nothing(tmp_path: Path) -> None:
    fake_stages.write_folder(tmp_path / "in", 40)
    for path in (tmp_path / "in").iterdir():
        path.write_text(path.read_text(encoding="utf-8") + "SLOW\n", encoding="utf-8")
    script = tmp_path / "run.py"
    script.write_text(_RUN, encoding="utf-8")
    command = [sys.executable, str(script), str(tmp_path / "in"), str(tmp_path / "x.rasad")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {"read": 40, "killed": 1, "issues": []}
    with Case.open(tmp_path / "x.rasad") as case, Case.in_memory() as other:
        pipeline.run(tmp_path / "in", other, jobs=0, stages=fake_stages.stages)
        assert case.documents() == other.documents()
        assert case.events() == other.events()
