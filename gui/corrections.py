"""What the window's actions correct: incidents split and merged, facts of articles, the user's own entities."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from core.corrections import correct_facts, merge_incidents, split_incident
from core.model import Document, Entity
from core.store import EventRow
from gui.dialogs.article_facts import ArticleFactsDialog
from gui.dialogs.same_event import SameEventDialog
from gui.history import History
from gui.session import Session
from gui.workspace import Workspace


class Corrections(QObject):
    """Makes corrections of what is selected in the workspace."""

    told = Signal(str)

    def __init__(self, session: Session, history: History, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._session, self._history, self._workspace = session, history, workspace
        workspace.detail.split_wanted.connect(self.split_incident)
        workspace.detail.merge_wanted.connect(self.merge_incidents)
        workspace.entities.keep_wanted.connect(self.own_entities)
        workspace.entities.told.connect(self.told)

    def _rows(self) -> list[EventRow]:
        """Return the selected events, else the one that is shown."""
        shown = self._session.row_of(self._session.event_id) if self._session.event_id else None
        return self._workspace.events.selected_rows() or ([shown] if shown else [])

    def split_incident(self) -> None:
        """Say that the selected events are not the deed that the others of their incident are."""
        case, rows = self._session.case, self._rows()
        made = []
        for incident_id in dict.fromkeys(row.incident_id for row in rows):
            incident = case.incident(incident_id) if case and incident_id else None
            chosen = [row.event_id for row in rows if row.incident_id == incident_id]
            if incident and set(incident.events) - set(chosen):
                made.append(split_incident(chosen, incident.events))
        if not made:
            self.told.emit(self._session.words.text("gui.same.nothing"))
        elif self._history.correct(made):
            self.told.emit(self._session.words.text("gui.same.split"))

    def merge_incidents(self) -> None:
        """Say that the selected events are one deed; with a single one, ask which other it is."""
        rows = self._rows()
        if len(rows) > 1:
            self._merge([row.event_id for row in rows])
        elif rows:
            dialog = SameEventDialog(self._session, rows[0], self._workspace)
            dialog.decided.connect(lambda other: self._merge([rows[0].event_id, other]))
            dialog.open()

    def _merge(self, events: Sequence[str]) -> None:
        if self._history.correct([merge_incidents(events)]):
            self.told.emit(self._session.words.text("gui.same.merged"))

    def facts(self) -> None:
        """Ask for day, outlet and language of the selected articles, or of the one that is shown."""
        case = self._session.case
        chosen = self._workspace.chosen_documents()
        documents = [document for doc_id in chosen if case and (document := case.document(doc_id))]
        if not documents:
            self.told.emit(self._session.words.text("gui.facts.none"))
            return
        dialog = ArticleFactsDialog(self._session, documents, self._workspace)
        dialog.decided.connect(self.correct_facts)
        dialog.open()

    def correct_facts(self, documents: Sequence[Document], changed: Mapping[str, str | None]) -> None:
        """Take over the facts of some articles."""
        case = self._session.case
        if case:
            self._history.correct([correct_facts(case, document, **changed) for document in documents])

    def own_entities(self, entity: Entity | None = None) -> None:
        """Show the user's own entities, with one to be added if there is one."""
        from gui.dialogs.own_entities import OwnEntitiesDialog  # brings the linking along, which the window need not wait for

        OwnEntitiesDialog(self._session, self._workspace.window(), entity).open()
