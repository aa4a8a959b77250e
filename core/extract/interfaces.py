"""The three seams of extraction: who finds mentions, who finds triggers, who assigns roles; rules and model both fit.

Takes and gives: records of ``core.model`` over one parsed document. ``Extraction`` is what the stage returns.
"""

from dataclasses import dataclass
from typing import Protocol

from spacy.tokens import Doc

from core.model import EventDraft, Mention, RoleLink, Trigger
from core.resolve.linking import Linked


class MentionDetector(Protocol):
    """Finds names, titles, weapons, times and counts."""

    def detect(self, doc: Doc) -> list[Mention]:
        """Return the mentions of the body, in order."""
        ...


class TriggerDetector(Protocol):
    """Finds the words that name deeds."""

    def detect(self, doc: Doc, mentions: list[Mention]) -> list[Trigger]:
        """Return the triggers of the body, in order."""
        ...


class RoleAssigner(Protocol):
    """Says which mention plays which role for which trigger."""

    def assign(self, doc: Doc, mentions: list[Mention], triggers: list[Trigger]) -> list[RoleLink]:
        """Return links by index into the two lists."""
        ...


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a document tells: its mentions, its events, and, where tellings were compared, the entities of the mentions."""

    mentions: tuple[Mention, ...]
    drafts: tuple[EventDraft, ...]
    linked: Linked | None = None
