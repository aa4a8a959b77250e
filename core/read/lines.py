"""Put labelled lines together to a text, as the readers of documents need it."""

from collections.abc import Iterable

from core.model import Segment, Span


def join_lines(lines: Iterable[tuple[str, str]]) -> tuple[str, tuple[Segment, ...]]:
    """Return the text of some (label, line) pairs, a line each, and a segment for every labelled one."""
    pieces: list[str] = []
    segments: list[Segment] = []
    at = 0
    for kind, line in lines:
        line = line.rstrip()
        if kind and line.strip():
            segments.append(Segment(kind, Span(at, at + len(line))))
        pieces.append(line + "\n")
        at += len(line) + 1
    return "".join(pieces), tuple(segments)
