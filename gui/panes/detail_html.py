"""The detail pane's page: an event record and the other reports of its incident as HTML for a QTextBrowser."""

from html import escape

from core.i18n import Catalogue
from core.model import Review
from core.store import EventRow
from gui.models.columns import any_direction, isolated
from gui.models.record import Field, Report
from gui.theme import Theme

_POINTS_AT = {"type": "trigger", "aux": "trigger", "weapon": "trigger"}
_TABLE = "<table width='100%' cellspacing='0' cellpadding='4'>"
_REPORT_COLUMNS = ("source", "date", "casualties", "time", "place", "actor")


class DetailPage:
    """Builds the page in one language and look."""

    def __init__(self, words: Catalogue, theme: Theme) -> None:
        self._words, self._theme = words, theme
        self._rtl = words.direction == "rtl"
        self._start = "right" if self._rtl else "left"

    def _row(self, cells: list[str], style: str = "") -> str:
        """Return a table row; Qt does not turn tables around, so we do."""
        return f"<tr{style}>{''.join(reversed(cells) if self._rtl else cells)}</tr>"

    def page(self, summary: str, row: EventRow, fields: list[Field], review: Review | None, told: str = "") -> str:
        """Return the record itself; ``told`` is the line that leads to the other reports."""
        head = f"<p style='margin-bottom:8px'><b>{escape(summary)}</b></p>{told}" if summary else told
        lines = "".join(self._field(field) for field in fields)
        note = self._note(review) if review and review.note else ""
        return f"{head}{note}{_TABLE}{lines}</table>{self._confidence(row)}"

    def _field(self, field: Field) -> str:
        name = escape(self._words.text(f"gui.field.{field.name}"))
        target = _POINTS_AT.get(field.name, field.name)
        look = f"color:{self._theme.text}; text-decoration:none"
        value = f"<a href='field:{target}' style='{look}'>{escape(field.value)}</a>"
        if field.words and field.words not in field.value:
            value += f" <span style='color:{self._theme.accent}'>{escape(any_direction(f'«{field.words}»'))}</span>"
        why = "".join(f"<div><small style='color:{self._theme.muted}'>{escape(reason)}</small></div>" for reason in field.why[:3])
        return self._row(
            [
                f"<td width='22%' align='{self._start}' valign='top' style='color:{self._theme.muted}'>{name}</td>",
                f"<td align='{self._start}' valign='top'>{value}{why}</td>",
            ]
        )

    def _confidence(self, row: EventRow) -> str:
        level = "high" if row.confidence >= 0.75 else "moderate" if row.confidence >= 0.5 else "low"
        text = self._words.text(
            "gui.detail.confidence", word=self._words.text(f"confidence.{level}"), value=isolated(f"{round(row.confidence * 100)}%")
        )
        return f"<p style='color:{self._theme.muted}'>{escape(text)}</p>"

    def _note(self, review: Review) -> str:
        title = escape(self._words.text("gui.detail.note"))
        return f"<p style='background:{self._theme.quote}'>&nbsp;{title}: {escape(any_direction(review.note))}&nbsp;</p>"

    def pointer(self, reports: list[Report], disputed: set[str]) -> str:
        """Return a line that tells how many reports there are and leads to them."""
        if len(reports) < 2:
            return ""
        text = escape(self._words.count("gui.detail.reports", len(reports)))
        link = f"<a href='reports:' style='color:{self._theme.accent}'>{text}</a>"
        return f"<p style='margin-bottom:8px'>{link}{self._warning(disputed)}</p>"

    def _warning(self, disputed: set[str]) -> str:
        if not disputed:
            return ""
        return f" <span style='color:{self._theme.warn}'>⚠ {escape(self._words.text('gui.detail.disputed'))}</span>"

    def incident(self, reports: list[Report], disputed: set[str], current: str) -> str:
        """Return the table of all reports of the same incident, points of disagreement marked."""
        if len(reports) < 2:
            return f"<p style='color:{self._theme.muted}'>{escape(self._words.text('gui.detail.single'))}</p>{self._doors('merge')}"
        title = escape(self._words.count("gui.detail.reports", len(reports))) + self._warning(disputed)
        head = self._row([self._head(name, name in disputed) for name in _REPORT_COLUMNS])
        body = "".join(self._report(report, disputed, report.event_id == current) for report in reports)
        return (
            f"<p style='margin-top:10px'><a name='reports'></a><b>{title}</b></p>"
            f"{_TABLE}{head}{body}</table>{self._doors('split', 'merge')}"
        )

    def _doors(self, *names: str) -> str:
        """Return the links by which a person corrects which reports are of one event."""
        links = (f"<a href='{n}:' style='color:{self._theme.accent}'>{escape(self._words.text(f'gui.detail.{n}'))}</a>" for n in names)
        return f"<p style='margin-top:8px'>{'&nbsp;&nbsp;·&nbsp;&nbsp;'.join(links)}</p>"

    def _head(self, name: str, disputed: bool) -> str:
        mark = " ⚠" if disputed else ""
        text = escape(self._words.text(f"gui.report.{name}"))
        return f"<th align='{self._start}' style='color:{self._theme.muted}'><small>{text}{mark}</small></th>"

    def _report(self, report: Report, disputed: set[str], here: bool) -> str:
        style = f" bgcolor='{self._theme.selection}'" if here else ""
        return self._row([self._cell(report, name, name in disputed, here) for name in _REPORT_COLUMNS], style)

    def _cell(self, report: Report, name: str, disputed: bool, here: bool) -> str:
        text = escape(any_direction(getattr(report, name)) if name in ("source", "place", "actor") else isolated(getattr(report, name)))
        if name == "source" and not here:
            text = f"<a href='event:{escape(report.event_id)}' style='color:{self._theme.accent}'>{text}</a>"
        if disputed:
            text = f"<b style='color:{self._theme.warn}'>{text}</b>"
        return f"<td align='{self._start}' valign='top'>{text}</td>"
