"""The program's test of itself, part by part, and that a broken part is told and not hidden."""

import pytest

from core import cli, selftest
from core.errors import AppError

CHECKS = dict(selftest.checks())


@pytest.mark.parametrize("name", CHECKS)
def test_every_part_works(name: str) -> None:
    assert CHECKS[name]()


def test_a_broken_part_is_told_and_the_others_are_still_tried(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    def broken() -> str:
        raise AppError("the gazetteer is gone")

    monkeypatch.setattr(selftest, "checks", lambda: iter([("gazetteer", broken), ("case file", lambda: "sound")]))
    assert cli.main(["--selftest"]) == 1
    told = capsys.readouterr().out
    assert "the gazetteer is gone" in told
    assert "case file: sound" in told
