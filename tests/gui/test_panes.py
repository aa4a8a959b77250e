"""Panes with a session of their own: directions, highlights, filters, lists."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor

from core.settings import Settings
from core.store import EventQuery
from gui.models.marks import ROLES
from gui.offsets import Offsets
from gui.panes.article_view import paragraph_direction
from gui.panes.articles import ArticlesPane
from gui.panes.delegate import own_direction
from gui.panes.filters import FilterBar, whole_date
from gui.panes.formats import role_format
from gui.panes.legend import Legend
from gui.panes.source import SourcePane
from gui.session import Session
from gui.theme import DARK, LIGHT, Theme
from tests.gui.articles import document

RTL, LTR = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight


@pytest.fixture
def source(opened: Session, look: Theme, qtbot) -> SourcePane:
    pane = SourcePane(opened, look)
    qtbot.addWidget(pane)
    pane.resize(600, 320)
    pane.show()
    return pane


def format_at(pane: SourcePane, words: str, text: str) -> QTextCharFormat:
    cursor = QTextCursor(pane.view.document())
    cursor.setPosition(Offsets(text).to_qt(text.index(words)) + 1)
    return cursor.charFormat()


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("قال BBC", "ar", RTL),
        ("BBC قال", "ar", RTL),
        ("BBC", "ar", LTR),
        ("2024", "ar", RTL),
        ("İstanbul", "tr", LTR),
        ("بغداد", "tr", RTL),
    ],
)
def test_paragraphs_follow_the_language_of_the_article(text: str, language: str, expected: Qt.LayoutDirection) -> None:
    assert paragraph_direction(text, language) == expected


def test_cells_follow_their_first_strong_letter() -> None:
    assert own_direction("– رويترز BBC") == RTL
    assert own_direction("BBC رويترز") == LTR
    assert own_direction("\u20662024-02-18\u2069") is None


def test_the_whole_article_is_there_and_runs_right_to_left(source: SourcePane, opened: Session) -> None:
    opened.select_event("ar-mina.txt-1")
    assert source.view.toPlainText() == document("ar-mina.txt").text
    block = source.view.document().begin()
    while block.isValid():
        assert block.blockFormat().layoutDirection() == RTL
        block = block.next()


def test_evidence_is_marked_in_distinct_styles(source: SourcePane, opened: Session) -> None:
    text = document("ar-mina.txt").text
    opened.select_event("ar-mina.txt-1")
    actor, place = format_at(source, "جماعة الحوثي", text), format_at(source, "مصدر أمني", text)
    assert actor.underlineStyle() == QTextCharFormat.UnderlineStyle.SingleUnderline
    assert place.underlineStyle() == QTextCharFormat.UnderlineStyle.WaveUnderline
    assert format_at(source, "هجوم شنته", text).fontWeight() > 600
    assert format_at(source, "وأدانت", text).background().style() == Qt.BrushStyle.NoBrush
    opened.select_event("ar-mina.txt-2")
    assert format_at(source, "جماعة الحوثي", text).background().style() == Qt.BrushStyle.NoBrush


def test_what_is_not_the_article_is_grey(source: SourcePane, opened: Session) -> None:
    text = document("ar-mina.txt").text
    opened.select_event("ar-mina.txt-1")
    assert format_at(source, "اقرأ أيضاً", text).foreground().color().name() == LIGHT.muted
    assert format_at(source, "وأدانت", text).foreground().color().name() == LIGHT.text


def test_evidence_far_down_is_scrolled_into_view(source: SourcePane, opened: Session) -> None:
    opened.select_event("ar-mina.txt-4")
    cursor = QTextCursor(source.view.document())
    text = document("ar-mina.txt").text
    cursor.setPosition(Offsets(text).to_qt(text.index("تنفذ")))
    place = source.view.cursorRect(cursor)
    assert place.top() >= 0
    assert place.bottom() <= source.view.viewport().height()


def test_a_click_on_evidence_selects_its_event(source: SourcePane, opened: Session, qtbot) -> None:
    opened.select_event("ar-mina.txt-1")
    text = document("ar-mina.txt").text
    with qtbot.waitSignal(opened.event_selected) as caught:
        source.view.clicked_at.emit(text.index("ودعت") + 1)
    assert caught.args == ["ar-mina.txt-3", ""]


def test_pointing_at_a_field_lights_it_up(source: SourcePane, opened: Session, qtbot) -> None:
    opened.select_event("ar-mina.txt-1", "casualties")
    qtbot.waitUntil(lambda: len(source.view.extraSelections()) == 2, timeout=1000)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_no_two_roles_look_alike_without_colour(theme: Theme) -> None:
    looks = {(role_format(r, theme).underlineStyle(), role_format(r, theme).fontWeight() > 600) for r in ROLES}
    assert len(looks) == len(ROLES)


def test_the_legend_names_every_role(opened: Session, look: Theme, qtbot) -> None:
    legend = Legend(opened.words, look)
    qtbot.addWidget(legend)
    for role in ROLES:
        assert opened.words.text(f"gui.legend.{role}") in legend.toPlainText().replace("\xa0", " ")


@pytest.mark.parametrize(
    ("text", "end", "expected"),
    [
        ("2024", False, "2024-01-01"), ("2024", True, "2024-12-31"), ("2024-02", True, "2024-02-29"), ("2024-02-18", True, "2024-02-18"),
        ("2024-13", False, None), ("2024-13", True, None), ("soon", False, None), ("", True, None),
    ],
)  # fmt: skip
def test_dates_of_the_filter(text: str, end: bool, expected: str | None) -> None:
    assert whole_date(text, end=end) == expected


def test_the_filter_bar_makes_a_query(opened: Session, look: Theme, qtbot) -> None:
    bar = FilterBar(opened, look)
    qtbot.addWidget(bar)
    with qtbot.waitSignal(bar.changed, timeout=2000) as caught:
        bar.text.setText("ميناء")
    assert caught.args == [EventQuery(text="ميناء")]
    bar.types._actions["ASSAULT"].setChecked(True)
    bar.earliest.setText("2024-02")
    bar.latest.setText("never")
    bar.language.setCurrentIndex(2)
    assert bar.query() == EventQuery(text="ميناء", types=("ASSAULT",), earliest="2024-02-01", language="tr")
    assert bar.latest.property("invalid") is True
    bar.clear()
    assert not bar.is_active()


def test_search_lists_hits_and_marks_them_in_the_article(opened: Session, look: Theme, qtbot) -> None:
    pane, source = ArticlesPane(opened, look), SourcePane(opened, look)
    for widget in (pane, source):
        qtbot.addWidget(widget)
    pane.refresh()
    assert pane.model.rowCount() == 4
    pane.field.setText("ميناء")
    pane.refresh()
    assert pane.model.rowCount() == 1
    pane.list.setCurrentIndex(pane.model.index(0))
    assert source.view.article.doc_id == "doc-ar-mina.txt"
    assert source.view.extraSelections()


def test_larger_text(source: SourcePane, opened: Session) -> None:
    opened.select_event("tr-liman.txt-1")
    text = document("tr-liman.txt").text
    before = format_at(source, "kenti", text).font().pointSizeF()
    opened.set_text_size(3)
    assert format_at(source, "kenti", text).font().pointSizeF() == before + 3
    assert Settings(opened.settings.path).get("text_size") == 3
