"""The start page: what to do first, for people who never saw a terminal; and the cases opened lately."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.icons import icon, pixmap
from gui.models.columns import any_direction
from gui.session import Session
from gui.theme import Theme

_TILES = (("open_folder", "folder", True), ("open_case", "case", False), ("samples", "play", False))


class StartPage(QWidget):
    """A title, three large buttons, a place to drop things, and recent cases."""

    def __init__(self, session: Session, theme: Theme, handlers: dict[str, Callable[[], None]]) -> None:
        super().__init__(objectName="start")
        self._session, self._theme = session, theme
        column = QWidget(objectName="start")
        column.setFixedWidth(820)
        self._box = QVBoxLayout(column)
        self._box.setSpacing(16)
        self._box.addLayout(self._title())
        self._box.addLayout(self._tiles(handlers))
        self._box.addWidget(self._drop())
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self._box.addLayout(self._recent)
        self._box.addStretch(1)
        self._frame(column)
        session.case_opened.connect(self.refresh)
        self.refresh()

    def _frame(self, column: QWidget) -> None:
        middle = QWidget(objectName="start")
        line = QHBoxLayout(middle)
        line.setContentsMargins(20, 48, 20, 20)
        line.addStretch(1)
        line.addWidget(column)
        line.addStretch(1)
        area = QScrollArea(widgetResizable=True, objectName="plain")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(middle)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(area)

    def _title(self) -> QHBoxLayout:
        words = self._session.words
        sign = QLabel(pixmap=pixmap("rasad", self._theme.accent, 64, self.devicePixelRatioF()))
        name = QLabel(words.text("gui.app.name"))
        name.setProperty("role", "hero")
        font = name.font()
        font.setPointSize(font.pointSize() + 14)
        name.setFont(font)
        tagline = QLabel(words.text("gui.start.tagline"), wordWrap=True)
        tagline.setProperty("role", "muted")
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(name)
        column.addWidget(tagline)
        line = QHBoxLayout()
        line.setSpacing(18)
        line.addWidget(sign)
        line.addLayout(column, 1)
        return line

    def _tiles(self, handlers: dict[str, Callable[[], None]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        for column, (name, sign, primary) in enumerate(_TILES):
            grid.addWidget(self._tile(name, sign, primary, handlers[name]), 0, column)
            grid.setColumnStretch(column, 1)
        return grid

    def _tile(self, name: str, sign: str, primary: bool, handler: Callable[[], None]) -> QPushButton:
        words = self._session.words
        title, text = words.text(f"gui.start.{name}"), words.text(f"gui.start.{name}_text")
        tile = QPushButton(objectName="tile")
        tile.setProperty("primary", primary)
        tile.setAccessibleName(title)
        tile.setAccessibleDescription(text)
        tile.setCursor(Qt.CursorShape.PointingHandCursor)
        tile.setMinimumHeight(156)
        head = QLabel(title, wordWrap=True)
        head.setProperty("role", "title")
        body = QLabel(text, wordWrap=True)
        body.setProperty("role", "muted")
        image = QLabel(pixmap=pixmap(sign, self._theme.accent, 28, self.devicePixelRatioF()))
        box = QVBoxLayout(tile)
        box.setContentsMargins(18, 16, 18, 16)
        for label in (image, head, body):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            box.addWidget(label)
        box.addStretch(1)
        tile.clicked.connect(handler)
        return tile

    def _drop(self) -> QFrame:
        frame = QFrame(objectName="drop")
        label = QLabel(self._session.words.text("gui.start.drop"), alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        label.setProperty("role", "muted")
        box = QVBoxLayout(frame)
        box.setContentsMargins(20, 22, 20, 22)
        box.addWidget(label)
        return frame

    def refresh(self) -> None:
        """List the recent cases."""
        while self._recent.count():
            self._recent.takeAt(0).widget().deleteLater()
        found = self._session.recent()
        if not found:
            return
        title = QLabel(self._session.words.text("gui.start.recent"))
        title.setProperty("role", "title")
        self._recent.addWidget(title)
        for case, folder in found:
            self._recent.addWidget(self._entry(case, folder))

    def _entry(self, case: Path, folder: Path | None) -> QPushButton:
        shown = folder or case
        button = QPushButton(icon("folder" if folder else "case", self._theme.accent), "")
        button.setProperty("flat", True)
        button.setIconSize(QSize(18, 18))
        name = shown.name if folder else case.stem
        button.setText(f"  {any_direction(name)}   {any_direction(str(shown.parent))}")
        start = "right" if self._session.words.direction == "rtl" else "left"
        button.setStyleSheet(f"text-align: {start}; padding: 7px 10px;")
        button.setToolTip(str(case))
        button.clicked.connect(lambda: self._session.open_case(case, folder))
        return button
