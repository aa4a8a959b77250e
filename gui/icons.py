"""Icons: small line drawings of our own (resources/icons/*.svg), coloured for the theme and sharp at every scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from core.paths import resource

_SIZE = 20
_SCALES = (1, 2, 3)
_MIRRORED = {"undo", "redo", "open", "export"}


def pixmap(name: str, colour: str, size: int, scale: float = 1.0, *, mirrored: bool = False) -> QPixmap:
    """Return one icon drawn at a size in one colour."""
    svg = resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    drawn = QPixmap(round(size * scale), round(size * scale))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    if mirrored:
        painter.translate(drawn.width(), 0)
        painter.scale(-1, 1)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, drawn.width(), drawn.height()))
    painter.end()
    drawn.setDevicePixelRatio(scale)
    return drawn


@lru_cache(maxsize=256)
def icon(name: str, colour: str, faded: str = "", *, rtl: bool = False) -> QIcon:
    """Return an icon; those that point somewhere are turned around for right-to-left layouts."""
    made = QIcon()
    for scale in _SCALES:
        made.addPixmap(pixmap(name, colour, _SIZE, scale, mirrored=rtl and name in _MIRRORED))
        if faded:
            made.addPixmap(pixmap(name, faded, _SIZE, scale, mirrored=rtl and name in _MIRRORED), QIcon.Mode.Disabled)
    return made
