"""Fixtures of the window's tests: no screen, a case on disk, a session in English."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from core.settings import Settings
from gui.session import Session
from gui.theme import LIGHT, Theme, load_fonts
from tests.gui.articles import fill


@pytest.fixture
def look(qapp) -> Theme:
    load_fonts()
    return LIGHT


@pytest.fixture
def session(qapp, tmp_path: Path) -> Iterator[Session]:
    made = Session(Settings(tmp_path / "settings.json"))
    yield made
    made.shut_down()


@pytest.fixture
def opened(session: Session, tmp_path: Path) -> Session:
    assert session.open_case(fill(tmp_path / "قضية ports.rasad"))
    return session
