"""Decisions on events as steps that can be undone."""

from PySide6.QtGui import QUndoCommand

from core.model import Review
from gui.session import Session


class ReviewCommand(QUndoCommand):
    """Set the status or the note of some events."""

    def __init__(self, session: Session, event_ids: list[str], *, status: str | None = None, note: str | None = None) -> None:
        title = session.words.text(f"gui.status.{status}") if status else session.words.text("gui.action.note")
        super().__init__(title.replace("&", ""))
        self._session = session
        self._before = [_present(session, event_id) for event_id in event_ids]
        self._after = [
            Review(
                event_id=review.event_id,
                status=review.status if status is None else status,
                note=review.note if note is None else note,
            )
            for review in self._before
        ]

    def redo(self) -> None:
        """Write what was decided."""
        self._session.write_reviews(self._after)

    def undo(self) -> None:
        """Write what was before."""
        self._session.write_reviews(self._before)


def _present(session: Session, event_id: str) -> Review:
    found = session.case.review(event_id) if session.case else None
    return Review(event_id=event_id, status=found.status if found else "open", note=found.note if found else "")
