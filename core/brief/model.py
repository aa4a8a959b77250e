"""A briefing as plain data: what the sections build and the renderer draws. No layout, no PDF, no event records."""

from dataclasses import dataclass, field

TLP = ("RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR")


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text: ``tone`` '', 'muted', 'accent' or 'warn'; ``link`` the anchor it leads to."""

    text: str
    bold: bool = False
    tone: str = ""
    link: str = ""


Runs = tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; ``direction`` 'ltr', 'rtl', or None for that of the briefing; ``style`` a name the renderer knows."""

    runs: Runs
    style: str = "body"
    direction: str | None = None
    language: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section; ``outline`` is its line among the bookmarks, empty for none."""

    runs: Runs
    anchor: str = ""
    outline: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A framed group of paragraphs under a label: the bottom line up front."""

    label: str
    paras: tuple[Para, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Key figures side by side, each a value over its label."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: ``group`` 1 to 4 is the PLOVER quad, 0 for none."""

    label: str
    value: int
    group: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal bars ('bars') or columns along time ('columns'); ``legend`` names the groups."""

    kind: str
    label: str
    bars: tuple[Bar, ...]
    legend: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Charts:
    """One or two charts side by side."""

    charts: tuple[Chart, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each cell some paragraphs; ``weights`` are relative column widths in reading order."""

    header: tuple[str, ...]
    weights: tuple[float, ...]
    rows: tuple[tuple[tuple[Para, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that should not be parted by a page break."""

    blocks: tuple["Block", ...]


Block = Para | Heading | Box | Figures | Charts | Table | Together


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the briefing; ``key`` its anchor."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """The whole: ``words`` are the few texts the renderer itself needs (page x of y), in the briefing's language."""

    language: str
    direction: str
    title: str
    kicker: str
    tlp: str
    marking: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    footer: str
    words: dict[str, str] = field(default_factory=dict)
