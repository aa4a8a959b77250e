"""Decisions on events, and corrections of names, incidents and articles, as steps that can be undone and done again."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from core.model import Review
from core.store import Correction
from gui.session import Session


@dataclass(frozen=True, slots=True)
class Step:
    """What some reviews were before and are after."""

    before: tuple[Review, ...]
    after: tuple[Review, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """Corrections that were made together."""

    made: tuple[Correction, ...]


class History(QObject):
    """The steps of the open case since it was opened."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._done: list[Step | Corrected] = []
        self._undone: list[Step | Corrected] = []
        session.case_opened.connect(self._clear)

    def decide(self, event_ids: list[str], *, status: str | None = None, note: str | None = None) -> None:
        """Set the status or the note of some events."""
        before = tuple(self._present(event_id) for event_id in event_ids)
        after = tuple(
            Review(
                event_id=old.event_id,
                status=old.status if status is None else status,
                note=old.note if note is None else note,
            )
            for old in before
        )
        if after == before:
            return
        self._done.append(Step(before, after))
        self._undone.clear()
        self._write(after)

    def correct(self, made: Sequence[Correction]) -> bool:
        """Let some corrections stand; False if that cannot be done now (the session has said why)."""
        if not made or not self._session.correct(made):
            return False
        self._done.append(Corrected(tuple(made)))
        self._undone.clear()
        self.changed.emit()
        return True

    def _present(self, event_id: str) -> Review:
        case = self._session.case
        found = case.review(event_id) if case else None
        return Review(event_id=event_id, status=found.status if found else "open", note=found.note if found else "")

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a step to undo."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Tell whether there is a step to do again."""
        return bool(self._undone)

    def undo(self) -> None:
        """Take the last step back."""
        self._go(self._done, self._undone, stand=False)

    def redo(self) -> None:
        """Do the last step that was taken back again."""
        self._go(self._undone, self._done, stand=True)

    def _go(self, steps: list[Step | Corrected], others: list[Step | Corrected], *, stand: bool) -> None:
        """Move the last step to the other list and write what it now says; one that cannot be written now stays where it is."""
        if not steps:
            return
        step = steps[-1]
        if isinstance(step, Corrected) and not self._session.correct(step.made, stand=stand):
            return
        others.append(steps.pop())
        if isinstance(step, Step):
            self._session.write_reviews(step.after if stand else step.before)
        self.changed.emit()

    def _write(self, reviews: tuple[Review, ...]) -> None:
        self._session.write_reviews(reviews)
        self.changed.emit()

    def _clear(self) -> None:
        self._done.clear()
        self._undone.clear()
        self.changed.emit()
