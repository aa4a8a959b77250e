from pathlib import Path

import pytest

import core.pipeline
from core.pipeline import RunReport
from gui.session import Session
from gui.watching import FolderWatch


def test_new_files_of_a_folder_in_view_are_read(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot) -> None:
    folder, runs = tmp_path / "in", []
    folder.mkdir()

    def run(folder: Path, *_: object, **__: object) -> RunReport:
        runs.append(sorted(path.name for path in folder.iterdir()))
        return RunReport(files=0, read=0, skipped_unchanged=0, issues=(), events=0, seconds=0.0)

    monkeypatch.setattr(core.pipeline, "run", run)
    watch = FolderWatch(session)
    session.open_folder(folder)
    qtbot.waitUntil(lambda: len(runs) == 1 and session.run is None, timeout=20_000)
    watch.look()
    assert not watch._looking, "nobody asked for it"
    session.save_setting("watch", True)

    def looked_until(count: int) -> None:
        def step() -> bool:
            if len(runs) == count and session.run is None and not watch._looking:
                return True
            watch.look()
            return False

        qtbot.waitUntil(step, timeout=20_000)

    looked_until(2)
    (folder / "new.txt").write_text("Police arrested a man.", encoding="utf-8")
    looked_until(3)
    assert runs[-1] == ["new.txt"]
