"""The few colours of a briefing and the named styles of its paragraphs."""

from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor

INK = HexColor(0x1B2430)
MUTED = HexColor(0x5B6775)
ACCENT = HexColor(0x1F4E79)
WARN = HexColor(0x9A3412)
RULE = HexColor(0xC9D1DA)
TINT = HexColor(0xF2F5F8)
QUADS = {0: ACCENT, 1: HexColor(0x4C8C6B), 2: HexColor(0x1F6F5C), 3: HexColor(0xC28A2C), 4: HexColor(0xA63D2F)}
# The Traffic Light Protocol 2.0 prescribes these on black.
TLP = {
    "RED": HexColor(0xFF2B2B),
    "AMBER+STRICT": HexColor(0xFFC000),
    "AMBER": HexColor(0xFFC000),
    "GREEN": HexColor(0x33FF00),
    "CLEAR": HexColor(0xFFFFFF),
}
BLACK = HexColor(0x000000)
_TONES = {"muted": MUTED, "accent": ACCENT, "warn": WARN}


def tone_color(tone: str) -> Color | None:
    """Return the colour of a tone, None for the paragraph's own."""
    return _TONES.get(tone)


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set; sizes in points. ``bar`` draws a rule at the side where reading starts."""

    size: float = 9.5
    leading: float = 15.0
    voice: str = "text"
    bold: bool = False
    color: Color = INK
    before: float = 0.0
    after: float = 4.0
    inset: float = 0.0
    bar: Color | None = None
    fill: Color | None = None
    pad: float = 0.0


STYLES = {
    "body": Style(),
    "note": Style(size=8.2, leading=12.6, color=MUTED, voice="label", after=3),
    "lead": Style(size=10.8, leading=17.2, after=5),
    "quote": Style(size=9.2, leading=15.2, inset=12, bar=RULE, after=5, before=1),
    "section": Style(size=14, leading=20, voice="label", bold=True, color=ACCENT, before=14, after=6),
    "heading": Style(size=10.2, leading=15.5, voice="label", bold=True, before=9, after=2),
    "cell": Style(size=7.9, leading=11.4, voice="label", after=0),
    "cellnote": Style(size=7.0, leading=10.2, voice="label", color=MUTED, after=0),
    "head": Style(size=7.2, leading=10.4, voice="label", bold=True, color=ACCENT, after=0),
    "title": Style(size=22, leading=31, voice="label", bold=True, color=INK, after=2),
    "kicker": Style(size=8.6, leading=13, voice="label", bold=True, color=ACCENT, after=2),
    "boxlabel": Style(size=8.6, leading=13, voice="label", bold=True, color=ACCENT, after=3),
    "figure": Style(size=19, leading=25, voice="label", bold=True, color=ACCENT, after=0),
    "figurelabel": Style(size=7.8, leading=11, voice="label", color=MUTED, after=0),
    "furniture": Style(size=7.6, leading=10, voice="label", color=MUTED, after=0),
    "marking": Style(size=12, leading=14, voice="label", bold=True, after=0),
}
