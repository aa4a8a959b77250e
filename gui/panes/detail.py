"""The detail pane: the record of the selected event in words, its reasons, its incident, and the buttons of review."""

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTextBrowser, QToolButton

from core.store import EventQuery, EventRow
from gui.models.record import Report, disputed, fields, reports, sentence
from gui.panes.card import fill_card
from gui.panes.detail_html import DetailPage
from gui.session import Session
from gui.theme import Theme

_REVIEW_ACTIONS = ("accept", "reject", "reopen", "note")


class DetailPane(QFrame):
    """Follows the session's selection; its links lead to evidence and to other reports."""

    split_wanted = Signal()
    merge_wanted = Signal()

    def __init__(self, session: Session, theme: Theme, actions: dict[str, QAction]) -> None:
        super().__init__(objectName="card")
        self._session = session
        self._page = DetailPage(session.words, theme)
        self._buttons: dict[str, QToolButton] = {}
        self.view = QTextBrowser()
        self.view.setOpenLinks(False)
        self.view.setAccessibleName(session.words.text("gui.pane.detail"))
        self.view.setPlaceholderText(session.words.text("gui.empty.detail"))
        self.view.document().setDocumentMargin(14)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._set_direction()
        self._arrange(actions)
        self.view.anchorClicked.connect(self._follow)
        session.event_selected.connect(self.show_event)
        session.document_selected.connect(self._clear)
        session.case_opened.connect(self._clear)
        session.case_changed.connect(self._again)
        session.reviews_saved.connect(self._again)
        session.names_loaded.connect(self._again)

    def _set_direction(self) -> None:
        option = QTextOption()
        rtl = self._session.words.direction == "rtl"
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        self.view.document().setDefaultTextOption(option)

    def _arrange(self, actions: dict[str, QAction]) -> None:
        band = QFrame(objectName="band")
        line = QHBoxLayout(band)
        line.setContentsMargins(14, 4, 8, 4)
        title = QLabel(self._session.words.text("gui.pane.detail"))
        title.setProperty("role", "title")
        line.addWidget(title)
        line.addStretch(1)
        for name in _REVIEW_ACTIONS:
            button = QToolButton()
            button.setDefaultAction(actions[name])
            button.setIconSize(QSize(18, 18))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self._buttons[name] = button
            line.addWidget(button)
        fill_card(self, band, self.view)

    def show_event(self, event_id: str, _field: str = "") -> None:
        """Show the record of an event."""
        case = self._session.case
        event = case.event(event_id) if case else None
        row = self._session.row_of(event_id)
        if not (case and event and row):
            self._clear()
            return
        words = self._session.words
        document = case.document(event.doc_id)
        summary = sentence(event, document.language if document else "und", words, self._session.names)
        told, points = self._reports(row)
        record = self._page.page(
            summary, row, fields(event, row, words, self._session.names), case.review(event_id), self._page.pointer(told, points)
        )
        self.view.setHtml(record + self._page.incident(told, points, row.event_id))

    def _reports(self, row: EventRow) -> tuple[list[Report], set[str]]:
        """Return the reports of an event's incident and the fields on which they disagree."""
        case = self._session.case
        incident = case.incident(row.incident_id) if case and row.incident_id else None
        if not (case and incident):
            return [], set()
        rows = case.event_rows(EventQuery(incident_id=row.incident_id))
        published = {doc_id: document.published for doc_id in incident.documents if (document := case.document(doc_id))}
        return reports(rows, published, self._session.words, self._session.names), disputed(incident)

    def _again(self, *_: object) -> None:
        if self._session.event_id:
            place = self.view.verticalScrollBar().value()
            self.show_event(self._session.event_id)
            self.view.verticalScrollBar().setValue(place)

    def _clear(self, *_: object) -> None:
        self.view.clear()

    def _follow(self, link: QUrl) -> None:
        kind, _, name = link.toString().partition(":")
        if kind == "event":
            self._session.select_event(name)
        elif kind == "split":
            self.split_wanted.emit()
        elif kind == "merge":
            self.merge_wanted.emit()
        elif kind == "reports":
            self.view.scrollToAnchor("reports")
        else:
            self._session.select_event(self._session.event_id, name)
