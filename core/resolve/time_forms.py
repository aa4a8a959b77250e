"""What a time expression says, before it is resolved: small frozen forms, one for each way news tells when.

Imports nothing of ours but the span. ``anchor`` is 'absolute', 'published' (the publication date) or 'previous' (the
event told before it).
"""

from dataclasses import dataclass

from core.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Calendar fields as far as told; ``year_shift`` counts years from the anchor's ('last year' -1, 'the same year' 0).

    ``pick`` is 'last', 'before last', 'next' or 'this' where the words say so; ``part`` 'start', 'mid', 'end', 'early', 'later',
    'quarter 1' to 4, 'half 1' or 2, 'week 1' to 5; ``month_shift`` like ``year_shift``.
    ``either`` holds the other reading of an ambiguous 03/04/2023.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    calendar: str = "gregorian"
    weekday: int | None = None
    part: str | None = None
    pick: str | None = None
    year_shift: int | None = None
    month_shift: int | None = None
    season: str | None = None
    anchor: str = "absolute"
    either: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday:
    """A named day of the week; ``week`` counts weeks from the anchor's week where told."""

    weekday: int
    pick: str | None = None
    week: int | None = None
    nights: int = 0
    anchor: str = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A point ``count`` units from the anchor; ``count`` None is 'several'."""

    count: int | None
    unit: str
    anchor: str = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A whole calendar unit: 'last week' (-1), 'this month' (0), or a part of it."""

    unit: str
    shift: int
    part: str | None = None
    anchor: str = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """``count`` units that end (-1) or begin (+1) at the anchor; ``direction`` 0 leaves it to the tense."""

    count: int | None
    unit: str
    direction: int
    anchor: str = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """From the first day of ``start`` to the last of ``end``; a missing ``end`` is the publication date, a missing
    ``start`` too (an open interval).
    """

    start: "Form | None"
    end: "Form | None"
    anchor: str = "absolute"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vague:
    """Words that tell no date ('recently', 'days ago'); kept, never resolved."""

    anchor: str = "published"


Form = Calendar | Weekday | Shift | Period | Window | Between | Vague


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression of the text: where it stands, how it reads, and the shape that recognised it."""

    span: Span
    text: str
    language: str
    form: Form
    shape: str
    daypart: str | None = None

    @property
    def anchor(self) -> str:
        """Return what the expression counts from: 'absolute', 'published' or 'previous'."""
        return self.form.anchor
