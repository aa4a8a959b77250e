"""How text looks in the source pane: one format a segment kind and one a role of evidence."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat

from core.model import BODY_KINDS
from gui.theme import Theme

_Underline = QTextCharFormat.UnderlineStyle
UNDERLINES = {
    "trigger": _Underline.NoUnderline,
    "actor": _Underline.SingleUnderline,
    "recipient": _Underline.DashUnderline,
    "location": _Underline.DotLine,
    "time": _Underline.DashDotLine,
    "casualties": _Underline.DashDotDotLine,
    "attribution": _Underline.WaveUnderline,
}
_BOLD = {"trigger", "casualties"}
_TITLE_LARGER = 1.3
_ASIDE_SMALLER = 0.86


def segment_format(kind: str, font: QFont, theme: Theme) -> QTextCharFormat:
    """Return the format of a segment: the title large, what is not the article's own body small and grey."""
    made = QTextCharFormat()
    made.setFont(font)
    made.setForeground(QColor(theme.text if kind in BODY_KINDS else theme.muted))
    if kind == "title":
        made.setFontPointSize(font.pointSizeF() * _TITLE_LARGER)
        made.setFontWeight(QFont.Weight.Bold)
    elif kind not in BODY_KINDS:
        made.setFontPointSize(font.pointSizeF() * _ASIDE_SMALLER)
    return made


def role_format(role: str, theme: Theme) -> QTextCharFormat:
    """Return what evidence adds to the text under it; colour is never the only sign of a role."""
    made = QTextCharFormat()
    if role == "quote":
        made.setBackground(QColor(theme.quote))
        return made
    colour, background = theme.roles[role]
    made.setBackground(QColor(background))
    made.setUnderlineStyle(UNDERLINES[role])
    made.setUnderlineColor(QColor(colour))
    if role in _BOLD:
        made.setFontWeight(QFont.Weight.Bold)
    return made


def other_format(theme: Theme) -> QTextCharFormat:
    """Return what marks the trigger of an event that is not the selected one."""
    made = QTextCharFormat()
    made.setUnderlineStyle(_Underline.DotLine)
    made.setUnderlineColor(QColor(theme.muted))
    return made


def paragraph_format(direction: Qt.LayoutDirection, *, empty: bool) -> QTextBlockFormat:
    """Return the format of a paragraph; empty lines are kept, but small."""
    made = QTextBlockFormat()
    made.setLayoutDirection(direction)
    made.setAlignment(Qt.AlignmentFlag.AlignLeading)
    if empty:
        made.setLineHeight(5, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    else:
        made.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        made.setBottomMargin(4)
    return made
