import os
from pathlib import Path

from core.watch import Watch


def test_a_change_is_told_once_and_only_when_it_has_come_to_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one", encoding="utf-8")
    watch = Watch(tmp_path)
    assert not watch.changed()
    (tmp_path / "b.txt").write_text("still", encoding="utf-8")
    assert not watch.changed(), "it may still be growing"
    (tmp_path / "b.txt").write_text("still growing", encoding="utf-8")
    assert not watch.changed()
    assert watch.changed()
    assert not watch.changed()
    os.utime(tmp_path / "a.txt", (1, 1))
    assert [watch.changed(), watch.changed()] == [False, True]
    (tmp_path / "a.txt").unlink()
    assert [watch.changed(), watch.changed(), watch.changed()] == [False, True, False]


def test_a_folder_that_is_gone_is_no_change(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / "a.txt").write_text("one", encoding="utf-8")
    watch = Watch(folder)
    away = folder.rename(tmp_path / "away")
    assert [watch.changed(), watch.changed()] == [False, False]
    away.rename(folder)
    assert [watch.changed(), watch.changed()] == [False, False]
