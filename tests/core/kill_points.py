"""Kill an import at chosen statements of its database and see what is left: ``python -m tests.core.kill_points FOLDER CASE N``.

Each import runs in a process of its own that kills itself (SIGKILL) at the nth statement it sends, inside transactions and between
them, from the making of the case to the last line of the log. The parent then opens the case, checks it, resumes, and compares.
"""

import json
import os
import signal
import sys
from pathlib import Path

from core import pipeline
from core.store import Case
from core.store.db import Store
from tests import fake_stages


def import_until(folder: Path, path: Path, last: int | None) -> int:
    """Import a folder, dying at a statement if told; return how many statements it takes."""
    seen = 0
    init = Store.__init__

    def count(_: str) -> None:
        nonlocal seen
        seen += 1
        if seen == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(store: Store, place: Path | None) -> None:
        init(store, place)
        store.db.conn.set_trace_callback(count)

    Store.__init__ = watched
    try:
        with Case.open_or_create(path) as case:
            pipeline.run(folder, case, jobs=0, stages=fake_stages.stages)
    finally:
        Store.__init__ = init
    return seen


def state(case: Case) -> list:
    """Return all that an import leaves behind."""
    incidents = sorted((i.incident_id, i.events) for i in case.incidents())
    return [case.documents(), case.events(), case.entities(), incidents, case.issues(), case.copies(), case.reviews()]


def remove(path: Path) -> None:
    """Take a case and all beside it away."""
    for part in path.parent.glob(f"{path.name}*"):
        part.unlink()


def main(folder: Path, path: Path, points: int) -> dict:
    """Kill imports at evenly spread statements and return what came of them."""
    total = import_until(folder, path, None)
    with Case.open(path) as case:
        undisturbed = state(case)
    outcome = {"statements": total, "killed": 0, "interrupted": 0, "unsound": [], "different": []}
    for number in range(points):
        point = 1 + number * (total - 1) // max(points - 1, 1)
        remove(path)
        child = os.fork()
        if not child:
            import_until(folder, path, point)
            os._exit(0)
        outcome["killed"] += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        with Case.open_or_create(path) as case:
            if case.check():
                outcome["unsound"].append(point)
            outcome["interrupted"] += len(case.documents()) < len(undisturbed[0])
            pipeline.run(folder, case, jobs=0, stages=fake_stages.stages)
            if state(case) != undisturbed or case.check():
                outcome["different"].append(point)
    return outcome


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))))
