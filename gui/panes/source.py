"""The source pane: the article of the selected event with its evidence, the heading over it and the legend under it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from core.model import Document, Event, Span
from gui.models.columns import any_direction, isolated
from gui.models.marks import event_at, evidence, marks_of
from gui.panes.article_view import ArticleView
from gui.panes.card import fill_card
from gui.panes.legend import Legend
from gui.session import Session
from gui.theme import Theme


class SourcePane(QFrame):
    """Shows one article at a time and follows the session's selection."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(objectName="card")
        self._session = session
        self._event: Event | None = None
        self._events: list[Event] = []
        self.view = ArticleView(theme)
        self.view.setAccessibleName(session.words.text("gui.pane.source"))
        self.view.setPlaceholderText(session.words.text("gui.empty.source"))
        self.legend = Legend(session.words, theme)
        self.heading, self.origin = QLabel(), QLabel()
        self._arrange()
        self.view.set_size(session.settings.get("text_size"))
        self.view.clicked_at.connect(self._clicked)
        self.legend.role_chosen.connect(self.point_at)
        session.event_selected.connect(self.show_event)
        session.document_selected.connect(self.show_document)
        session.case_opened.connect(self.reset)
        session.case_changed.connect(self._reload)
        session.text_size_changed.connect(self._resize_text)

    def _arrange(self) -> None:
        band, foot = QFrame(objectName="band"), QFrame(objectName="foot")
        self.heading.setProperty("role", "title")
        self.origin.setProperty("role", "muted")
        for label in (self.heading, self.origin):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(30)
        line = QHBoxLayout(band)
        line.setContentsMargins(14, 8, 14, 8)
        line.addWidget(self.heading)
        line.addStretch(1)
        line.addWidget(self.origin)
        under = QVBoxLayout(foot)
        under.setContentsMargins(8, 0, 8, 0)
        under.addWidget(self.legend)
        fill_card(self, band, self.view, foot)

    def reset(self) -> None:
        """Show nothing."""
        self._event, self._events = None, []
        self.view.show_article(None)
        self._head(None)

    def show_event(self, event_id: str, field: str = "") -> None:
        """Show the article of an event, its evidence marked, and point at a field's evidence."""
        event = self._session.case.event(event_id) if self._session.case else None
        if event is None:
            return
        self._event = event
        self._load(event.doc_id)
        self._paint()
        self.view.show_found(())
        if field:
            self.point_at(field)
        else:
            self.view.scroll_to(min([*event.quotes, event.trigger]))

    def show_document(self, doc_id: str, spans: tuple[Span, ...] = ()) -> None:
        """Show an article with some places in it."""
        self._event = None
        self._load(doc_id)
        self._paint()
        self.view.show_found(spans)

    def point_at(self, field: str) -> None:
        """Scroll to the evidence of a field of the event shown, and let it light up."""
        if self._event:
            self.view.point_at(evidence(self._event, field))

    def _load(self, doc_id: str) -> None:
        case = self._session.case
        if case is None or (self.view.article and self.view.article.doc_id == doc_id):
            return
        document = case.document(doc_id)
        self._events = case.events(doc_id)
        self._session.doc_id = doc_id
        self.view.show_article(document)
        self._head(document)

    def _paint(self) -> None:
        selected = marks_of(self._event) if self._event else []
        chosen = self._event.id if self._event else ""
        others = [event.trigger for event in self._events if event.id != chosen]
        self.view.paint(selected, others)

    def _head(self, document: Document | None) -> None:
        words = self._session.words
        if document is None:
            self.heading.clear()
            self.origin.clear()
            return
        outlet = document.outlet or words.text("gui.source.no_outlet")
        date = isolated(document.published) if document.published else words.text("date.unknown")
        language = words.text(f"language.{document.language}") if words.has(f"language.{document.language}") else document.language
        self.heading.setText(any_direction(outlet))
        self.origin.setText(" · ".join((date, language, any_direction(document.path.rsplit("/", 1)[-1]))))
        self.origin.setToolTip(document.path)

    def _clicked(self, position: int) -> None:
        hit = event_at(self._events, position, self._event.id if self._event else "")
        if hit:
            event_id, role = hit
            self._session.select_event(event_id, role if self._event and event_id == self._event.id else "")

    def _reload(self) -> None:
        """Take over what a run found meanwhile."""
        if self.view.article and self._session.case:
            doc_id = self.view.article.doc_id
            fresh = self._session.case.document(doc_id)
            if fresh is None:
                self.reset()
            elif fresh != self.view.article:
                self.view.show_article(fresh)
                self._head(fresh)
            self._events = self._session.case.events(doc_id)
            self._event = self._session.case.event(self._event.id) if self._event else None
            self._paint()

    def _resize_text(self) -> None:
        self.view.set_size(self._session.settings.get("text_size"))
        self._paint()
