"""Fixtures that all tests share; every test runs without a network and without a person's own settings."""

import socket
from pathlib import Path

import pytest

from core.store import Case


class _ForbiddenSocket(socket.socket):
    """Stands for socket.socket while tests run."""

    def __init__(self, *_: object, **__: object) -> None:
        raise AssertionError("Rasad opened a socket")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", _ForbiddenSocket)


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.getbasetemp() / "config"))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")


@pytest.fixture
def case() -> Case:
    with Case.in_memory() as opened:
        yield opened


@pytest.fixture
def case_path(tmp_path: Path) -> Path:
    return tmp_path / "قضية one.rasad"
