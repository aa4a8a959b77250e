"""The Qt binding itself: PySide6 6.12.0 takes a reference from None with each void call under Python 3.11, until Python dies."""

import sys

from PySide6.QtGui import QPainter, QPixmap

CALLS = 200


def test_void_calls_leave_none_alone(qapp) -> None:
    picture = QPixmap(10, 10)
    painter = QPainter(picture)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        painter.save()
        painter.restore()
    after = sys.getrefcount(None)
    painter.end()
    assert abs(after - before) < CALLS
