"""The working page of the window: events and articles on one side, source and detail on the other."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gui.history import History
from gui.panes.articles import ArticlesPane
from gui.panes.detail import DetailPane
from gui.panes.entities import EntitiesPane
from gui.panes.filters import FilterBar
from gui.panes.run_bar import RunBar
from gui.panes.source import SourcePane
from gui.panes.table import TablePane
from gui.session import Session
from gui.theme import Theme

_EVENTS, _ARTICLES, _ENTITIES = 0, 1, 2
_BESIDE = [860, 560]
_REFRESH_EVERY = 10  # files of a run between two looks at the case


class Workspace(QWidget):
    """Puts the panes together and lets them speak to each other through the session."""

    issues_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, session: Session, theme: Theme, actions: dict[str, QAction], history: History) -> None:
        super().__init__(objectName="workspace")
        self._session = session
        self.filters = FilterBar(session, theme)
        self.events = TablePane(session, theme)
        self.articles = ArticlesPane(session, theme)
        self.entities = EntitiesPane(session, theme, history)
        self.source = SourcePane(session, theme)
        self.detail = DetailPane(session, theme, actions)
        self.run_bar = RunBar(session)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        words = self._session.words
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self.tabs.addTab(words.text("gui.pane.events"))
        self.tabs.addTab(words.text("gui.pane.articles"))
        self.tabs.addTab(words.text("gui.pane.entities"))
        self.tabs.setAccessibleName(words.text("gui.pane.tabs"))
        events = QWidget()
        column = QVBoxLayout(events)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.events, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(events)
        self.pages.addWidget(self.articles)
        self.pages.addWidget(self.entities)
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.tabs)
        box.addWidget(self.pages, 1)
        self.right = QSplitter(Qt.Orientation.Vertical, handleWidth=8, childrenCollapsible=False)
        self.right.addWidget(self.source)
        self.right.addWidget(self.detail)
        self.right.setSizes([600, 340])
        self.main = QSplitter(Qt.Orientation.Horizontal, handleWidth=8, childrenCollapsible=False)
        self.main.addWidget(left)
        self.main.addWidget(self.right)
        self.main.setSizes(_BESIDE)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(10, 8, 10, 10)
        whole.setSpacing(8)
        whole.addWidget(self.main, 1)
        whole.addWidget(self.run_bar)

    def _connect(self) -> None:
        session = self._session
        self.tabs.currentChanged.connect(self._show_page)
        self.filters.changed.connect(self.events.set_filter)
        self.events.row_chosen.connect(session.select_event)
        self.entities.events_wanted.connect(self._show_events_of)
        self.events.shown.connect(self._count)
        self.events.table.copy_requested.connect(self.copy_wanted)
        self.run_bar.issues_wanted.connect(self.issues_wanted)
        session.case_opened.connect(self.show_case)
        session.case_changed.connect(self._refresh)
        session.run_started.connect(self._watch)
        session.filter_settings_changed.connect(self.filters.apply_settings)
        session.event_selected.connect(self._event_selected)

    # -- content

    def show_case(self) -> None:
        """Show the session's case from its beginning."""
        self.filters.blockSignals(True)
        self.filters.clear()
        self.filters.blockSignals(False)
        self.events.show_case(self.filters.query())
        self.articles.field.clear()
        self.articles.refresh()
        self.tabs.setCurrentIndex(_EVENTS)
        if self._session.case and not self._session.event_id:
            self.events.move(0)

    def _refresh(self) -> None:
        self.events.show_case()
        self.articles.refresh()
        if self._session.case and not self._session.event_id and not self._session.doc_id:
            self.events.move(0)

    def _watch(self, job) -> None:  # noqa: ANN001
        job.progressed.connect(self._progressed)

    def _progressed(self, progress) -> None:  # noqa: ANN001
        if progress.done % _REFRESH_EVERY == 1 or progress.done == progress.total:
            self._refresh()

    def _count(self, shown: int) -> None:
        words, total = self._session.words, self.events.total
        if shown == total:
            self.filters.count.setText(words.count("count.events", total))
        else:
            self.filters.count.setText(words.text("gui.filter.count", shown=shown, total=total))

    def _event_selected(self, event_id: str, _field: str) -> None:
        if event_id and self.tabs.currentIndex() == _ARTICLES and not self.articles.list.hasFocus():
            self.tabs.setCurrentIndex(_EVENTS)

    # -- moving about

    def _show_page(self, number: int) -> None:
        self.pages.setCurrentIndex(number)

    def focus_filter(self) -> None:
        """Put the cursor into the text filter."""
        self.tabs.setCurrentIndex(_EVENTS)
        self.filters.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.text.selectAll()

    def focus_search(self) -> None:
        """Put the cursor into the article search."""
        self.tabs.setCurrentIndex(_ARTICLES)
        self.articles.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.articles.field.selectAll()

    def focus_entities(self) -> None:
        """Put the cursor into the search of the entities."""
        self.tabs.setCurrentIndex(_ENTITIES)
        self.entities.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.entities.field.selectAll()

    def _show_events_of(self, name: str) -> None:
        """Show the events in which somebody takes part."""
        self.filters.clear()
        self.filters.party.setText(name)
        self.tabs.setCurrentIndex(_EVENTS)
        self.events.table.setFocus()

    def chosen_documents(self) -> list[str]:
        """Return the selected articles, or the one whose text is shown."""
        if self.tabs.currentIndex() == _ARTICLES and (chosen := self.articles.chosen()):
            return chosen
        shown = self.source.view.article
        return [shown.doc_id] if shown else []

    def next_pane(self) -> None:
        """Give the keyboard to the next pane."""
        first = (self.events.table, self.articles.list, self.entities.table)[self.tabs.currentIndex()]
        order = [first, self.source.view, self.detail.view]
        here = next((number for number, pane in enumerate(order) if pane.hasFocus()), -1)
        order[(here + 1) % len(order)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_stacked(self, stacked: bool) -> None:
        """Put the panes one above the other, or side by side."""
        self.main.setOrientation(Qt.Orientation.Vertical if stacked else Qt.Orientation.Horizontal)
        self.right.setOrientation(Qt.Orientation.Horizontal if stacked else Qt.Orientation.Vertical)
        self.main.setSizes([450, 450] if stacked else _BESIDE)
        self.right.setSizes([620, 480] if stacked else [600, 340])
