"""The legend of the source pane: each role in the very format it has in the text; a click leads to its evidence."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QSizePolicy, QTextBrowser

from core.i18n import Catalogue
from gui.models.marks import ROLES
from gui.panes.formats import role_format
from gui.theme import Theme


class Legend(QTextBrowser):
    """One line of roles."""

    role_chosen = Signal(str)

    def __init__(self, words: Catalogue, theme: Theme) -> None:
        super().__init__(objectName="legend")
        self._words, self._theme = words, theme
        self.setOpenLinks(False)
        self.setAccessibleName(words.text("gui.pane.legend"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
        option = QTextOption()
        rtl = words.direction == "rtl"
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        self.document().setDefaultTextOption(option)
        self.document().setDocumentMargin(5)
        self.anchorClicked.connect(self._clicked)
        self._fill()

    def _fill(self) -> None:
        cursor = QTextCursor(self.document())
        gap = QTextCharFormat()
        for role in ROLES:
            look = role_format(role, self._theme)
            look.setForeground(QColor(self._theme.text))
            look.setAnchor(True)
            look.setAnchorHref(f"role:{role}")
            look.setToolTip(self._words.text("gui.legend.tip"))
            cursor.insertText(f"\u00a0{self._words.text(f'gui.legend.{role}').replace(' ', chr(0xA0))}\u00a0", look)
            cursor.insertText("  ", gap)

    def _clicked(self, url: QUrl) -> None:
        self.role_chosen.emit(url.path())

    def resizeEvent(self, event) -> None:  # noqa: ANN001
        """Be as high as the lines need."""
        super().resizeEvent(event)
        self.setFixedHeight(round(self.document().size().height()) + 2)
