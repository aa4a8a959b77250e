"""Lines of an article while they are being labelled: the only mutable thing of this stage, never handed out."""

import re
from dataclasses import dataclass

from core.model import Segment, Span
from core.textnorm.fold import fold

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_SENTENCE_END = re.compile(r"[.!?؟…۔][\"'”’»)\]\s\u200e\u200f]*$")


@dataclass(slots=True)
class Line:
    """A non-empty line: its span without outer space, folded text, label, and why it was given."""

    span: Span
    text: str
    folded: str
    kind: str = ""
    why: str = ""
    after_blank: bool = False
    rest: str = ""
    loose: bool = False
    """The outlet does without full stops at the ends of paragraphs."""

    @property
    def words(self) -> int:
        """Return the number of words."""
        return len(self.text.split())

    @property
    def sentence(self) -> bool:
        """Tell whether the line ends as a sentence does ('..' is a headline's fashion)."""
        return bool(_SENTENCE_END.search(self.text)) and not self.text.rstrip("\"'”’» ").endswith("..")

    @property
    def paragraph(self) -> bool:
        """Tell whether the line reads as running text rather than as a headline, label or caption."""
        return (self.sentence and len(self.text) >= 90) or len(self.text) >= (120 if self.loose else 280)

    def mark(self, kind: str, why: str) -> None:
        """Label the line unless it has a label."""
        if not self.kind:
            self.kind, self.why = kind, why


def cut_lines(text: str, language: str) -> list[Line]:
    """Return the non-empty lines of a text."""
    lines: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        stripped = match.group().strip()
        if not stripped.strip("\u200b\u200c\u200d\u200e\u200f\ufeff"):
            continue
        start = match.start() + match.group().index(stripped)
        blank = text[last : match.start()].count("\n") > 1
        lines.append(Line(Span(start, start + len(stripped)), stripped, fold(stripped, language).strip(), after_blank=blank))
        last = start + len(stripped)
    long = [line for line in lines if len(line.text) >= 120]
    if sum(line.sentence for line in long) * 2 < len(long):
        for line in lines:
            line.loose = True
    return lines


def mark_reader(lines: list[Line], segments: tuple[Segment, ...]) -> None:
    """Label the lines that the file's own markup tells about (most of the line must be inside)."""
    for line in lines:
        for segment in segments:
            inside = min(line.span.end, segment.span.end) - max(line.span.start, segment.span.start)
            if inside * 2 > line.span.end - line.span.start:
                line.mark(segment.kind, "markup")
                break
