"""The one place where code points (core) and UTF-16 units (Qt) are converted into each other."""

from bisect import bisect_left

from core.model import Span

_UNSAFE = str.maketrans(dict.fromkeys("\r\u2029\x00\ufdd0\ufdd1￼", " "))
_LAST_OF_FIRST_PLANE = 0xFFFF


def display_text(text: str) -> str:
    """Return the text with each character that a QTextDocument would swallow or split at replaced by a space, so offsets stay."""
    return text.translate(_UNSAFE)


class Offsets:
    """Positions in one text: ``to_qt`` from code points to UTF-16 units, ``to_core`` back."""

    def __init__(self, text: str) -> None:
        self._wide = [index for index, char in enumerate(text) if ord(char) > _LAST_OF_FIRST_PLANE]
        self._wide_units = [index + number for number, index in enumerate(self._wide)]

    def to_qt(self, index: int) -> int:
        """Return the UTF-16 position of a code point."""
        return index + bisect_left(self._wide, index)

    def to_core(self, position: int) -> int:
        """Return the code point at a UTF-16 position; the middle of a surrogate pair is its character."""
        return position - bisect_left(self._wide_units, position)

    def span_to_qt(self, span: Span) -> tuple[int, int]:
        """Return (start, end) of a span in UTF-16 units."""
        return self.to_qt(span.start), self.to_qt(span.end)
