from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from core.model import Review
from core.settings import Settings
from core.store import Case
from gui.app import Application
from tests.gui.articles import fill


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A case with a copy and a review in it, damaged afterwards."""
    path = fill(tmp_path / "قضية.rasad")
    with Case.open(path) as case:
        case.set_review(Review(event_id=case.event_rows()[0].event_id, status="accepted"))
        case.keep_backup(spacing=0)
    data = bytearray(path.read_bytes())
    data[:100] = b"\xff" * 100
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("agreed", [True, False])
def test_a_damaged_case_is_offered_its_copy(qapp, tmp_path: Path, damaged: Path, agreed: bool, qtbot) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.set("interface_language", "en")
    program = Application(qapp, settings)
    try:
        assert not program.session.open_case(damaged)
        box = program.window.findChild(QMessageBox)
        assert "damaged" in box.text()
        assert "Bring back the copy of" in box.text()
        qtbot.mouseClick(box.button(box.StandardButton.Yes if agreed else box.StandardButton.No), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: (program.session.case is not None) == agreed, timeout=20_000)
        if agreed:
            assert program.session.case.reviews()[0].status == "accepted"
            assert list(tmp_path.glob("*.damaged-*"))
    finally:
        program.close()
        program.window.deleteLater()
