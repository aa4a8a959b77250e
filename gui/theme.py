"""Colours, fonts and style sheet of the window: one small palette each for light and dark."""

from dataclasses import dataclass
from functools import lru_cache
from string import Template

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from core.paths import resource

_FONT_FILES = tuple(f"{family}-{weight}" for family in ("NotoSans", "Vazirmatn", "NotoNaskhArabic") for weight in ("Regular", "Bold"))
_INTERFACE = {"ar": ("Vazirmatn", "Noto Sans")}
_ARTICLE = {"ar": ("Noto Naskh Arabic", "Noto Sans"), "fa": ("Vazirmatn", "Noto Sans")}
_LATIN = ("Noto Sans", "Vazirmatn")
INTERFACE_POINTS = 10
ARTICLE_POINTS = {"ar": 15, "fa": 13}
ARTICLE_POINTS_LATIN = 12


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one look; ``quads`` are the four classes of events, ``roles`` the kinds of evidence."""

    name: str
    page: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    selection: str
    hover: str
    quote: str
    pulse: str
    good: str
    bad: str
    warn: str
    quads: dict[int, str]
    roles: dict[str, tuple[str, str]]
    """Role -> (underline colour, background)."""


LIGHT = Theme(
    name="light", page="#f3f5f7", surface="#ffffff", raised="#f8fafb", line="#dce2e8", text="#18212b", muted="#5d6976",
    accent="#0d6b74", on_accent="#ffffff", selection="#d3ecee", hover="#ecf5f6", quote="#fff7d9", pulse="#ffcf4a",
    good="#1d7a46", bad="#b3261e", warn="#9a5b00",
    quads={1: "#2f78b7", 2: "#23854f", 3: "#b87503", 4: "#bf3329"},
    roles={
        "trigger": ("#8a5a00", "#ffdb80"), "actor": ("#1c5cb8", "#dce9fb"), "recipient": ("#b04a0c", "#fce3d3"),
        "location": ("#19763c", "#d9f0e0"), "time": ("#7637a6", "#eee0f8"), "attribution": ("#3f4d5c", "#e3e8ee"),
        "casualties": ("#b3202c", "#fbdcde"),
    },
)  # fmt: skip
DARK = Theme(
    name="dark", page="#12161b", surface="#191e25", raised="#1f252d", line="#303944", text="#e5eaef", muted="#97a4b2",
    accent="#4db8c0", on_accent="#06262a", selection="#1d434a", hover="#222b34", quote="#322d18", pulse="#8f6d00",
    good="#5fc98a", bad="#f2847b", warn="#e6b450",
    quads={1: "#6db1ea", 2: "#5fc98a", 3: "#e6b450", 4: "#f2847b"},
    roles={
        "trigger": ("#f5c452", "#5c4708"), "actor": ("#7fb2f7", "#1d3557"), "recipient": ("#f3a26c", "#53301a"),
        "location": ("#6fd196", "#1a4229"), "time": ("#cd9cf0", "#412a54"), "attribution": ("#b8c4d0", "#36414d"),
        "casualties": ("#f58c93", "#55242a"),
    },
)  # fmt: skip

_SHEET = Template("""
* { outline: 0; }
QMainWindow, QDialog, #workspace, #start { background: $page; color: $text; }
QWidget { color: $text; selection-background-color: $selection; selection-color: $text; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 6px 8px; }
QMenuBar { background: $page; border-bottom: 1px solid $line; padding: 2px 6px; }
QMenuBar::item { padding: 5px 10px; border-radius: 6px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $surface; border: 1px solid $line; padding: 6px; border-radius: 8px; }
QMenu::item { padding: 6px 28px 6px 28px; border-radius: 6px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 6px 8px; }
QMenu::icon { padding-left: 8px; padding-right: 8px; }
QToolBar { background: $page; border: 0; border-bottom: 1px solid $line; padding: 5px 8px; spacing: 4px; }
QToolBar::separator { width: 1px; background: $line; margin: 5px 6px; }
QToolButton { padding: 6px 9px; border-radius: 7px; border: 1px solid transparent; background: transparent; }
QToolButton:hover, QToolButton:open { background: $hover; }
QToolButton:pressed { background: $selection; }
QToolButton:checked { background: $selection; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $muted; }
QToolButton::menu-indicator { image: none; width: 0; }
QPushButton { padding: 7px 14px; border-radius: 7px; border: 1px solid $line; background: $surface; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $selection; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $muted; background: $page; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: bold; }
QPushButton[primary="true"]:disabled { background: $line; color: $muted; border-color: $line; }
QPushButton[flat="true"] { border-color: transparent; background: transparent; }
QPushButton[flat="true"]:hover { background: $hover; }
QPushButton[active="true"] { border-color: $accent; background: $selection; }
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QPlainTextEdit { padding: 5px 9px; border: 1px solid $line; border-radius: 7px;
  background: $surface; min-height: 20px; }
QSpinBox, QDoubleSpinBox { padding: 5px 26px 5px 4px; }
#qt_spinbox_lineedit { border: 0; padding: 0 4px; background: transparent; min-height: 0; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus, QPlainTextEdit:focus { border-color: $accent; }
QLineEdit[invalid="true"] { border-color: $bad; }
QComboBox::drop-down { border: 0; width: 24px; }
QComboBox::down-arrow { image: url(icons:chevron.svg); width: 12px; height: 12px; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {
  border: 0; width: 22px; background: transparent; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url(icons:chevron-up.svg); width: 11px; height: 11px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url(icons:chevron.svg); width: 11px; height: 11px; }
QHeaderView::up-arrow { image: url(icons:chevron-up.svg); width: 11px; height: 11px; }
QHeaderView::down-arrow { image: url(icons:chevron.svg); width: 11px; height: 11px; }
QToolButton#field { border: 1px solid $line; background: $surface; padding: 5px 9px; min-height: 20px; text-align: left; }
QToolButton#field:hover, QToolButton#field:focus { border-color: $accent; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line; selection-background-color: $selection;
  selection-color: $text; padding: 4px; }
#card { background: $surface; border: 1px solid $line; border-radius: 10px; }
#card QTableView, #card QTextBrowser, #card QListView { border: 0; border-radius: 10px; background: transparent; }
#band { background: $raised; border: 0; border-bottom: 1px solid $line; border-top-left-radius: 10px; border-top-right-radius: 10px; }
#foot { background: $raised; border: 0; border-top: 1px solid $line; border-bottom-left-radius: 10px; border-bottom-right-radius: 10px; }
#legend { background: transparent; border: 0; }
QTableView { gridline-color: transparent; alternate-background-color: $raised; background: $surface; }
QTableView::item, QListView::item { padding: 0 8px; border: 0; }
QTableView::item:selected, QListView::item:selected { background: $selection; color: $text; }
QListView::item:hover { background: $hover; }
QHeaderView { background: $raised; border: 0; border-top-left-radius: 10px; border-top-right-radius: 10px; }
QHeaderView::section { background: $raised; color: $muted; border: 0; border-bottom: 1px solid $line; padding: 7px 8px; font-weight: bold; }
QHeaderView::section:hover { color: $text; background: $hover; }
QTabBar::tab { padding: 7px 14px; margin: 0 2px; border-radius: 7px; color: $muted; background: transparent; }
QTabBar::tab:selected { background: $surface; color: $text; border: 1px solid $line; font-weight: bold; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { border: 1px solid $accent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $line; border-radius: 4px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: transparent; width: 0; height: 0; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $line; }
QProgressBar { border: 0; border-radius: 4px; background: $line; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QStatusBar { background: $page; color: $muted; border-top: 1px solid $line; }
QStatusBar::item { border: 0; }
QLabel[role="title"] { font-weight: bold; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="bad"] { color: $bad; }
QLabel[role="hero"] { font-weight: bold; }
QCheckBox, QRadioButton { spacing: 8px; }
QAbstractScrollArea#plain { background: transparent; border: 0; }
#drop { border: 2px dashed $line; border-radius: 14px; background: $surface; }
#drop[over="true"] { border-color: $accent; background: $hover; }
#tile { text-align: left; padding: 16px 18px; border-radius: 12px; background: $surface; border: 1px solid $line; }
#tile:hover { border-color: $accent; background: $hover; }
#tile:focus { border: 2px solid $accent; }
#tile[primary="true"] { border: 1px solid $accent; }
""")


def choose(setting: str) -> Theme:
    """Return the theme for the setting 'light', 'dark' or 'system'."""
    if setting == "system":
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if setting == "dark" else LIGHT


@lru_cache(maxsize=1)
def load_fonts() -> tuple[int, ...]:
    """Register the bundled fonts with Qt, once."""
    return tuple(QFontDatabase.addApplicationFont(str(resource("fonts", f"{name}.ttf"))) for name in _FONT_FILES)


def interface_font(language: str, larger: int = 0) -> QFont:
    """Return the font of menus, tables and labels."""
    font = QFont()
    font.setFamilies(list(_INTERFACE.get(language, _LATIN)))
    font.setPointSize(INTERFACE_POINTS + larger)
    return font


def article_font(language: str, larger: int = 0) -> QFont:
    """Return the font of an article's text."""
    font = QFont()
    font.setFamilies(list(_ARTICLE.get(language, _LATIN)))
    font.setPointSize(ARTICLE_POINTS.get(language, ARTICLE_POINTS_LATIN) + larger)
    return font


def apply(app: QApplication, theme: Theme, font: QFont) -> None:
    """Give the whole program its look."""
    QDir.setSearchPaths("icons", [str(resource("icons"))])
    app.setStyle("Fusion")
    app.setFont(font)
    app.setPalette(_palette(theme))
    names = ("page", "surface", "raised", "line", "text", "muted", "accent", "on_accent", "selection", "hover", "good", "bad")
    app.setStyleSheet(_SHEET.substitute({name: getattr(theme, name) for name in names}))


def _palette(theme: Theme) -> QPalette:
    """Return the palette for what the style sheet does not reach."""
    role = QPalette.ColorRole
    palette = QPalette()
    for target, colour in (
        (role.Window, theme.page), (role.Base, theme.surface), (role.AlternateBase, theme.raised), (role.Button, theme.surface),
        (role.WindowText, theme.text), (role.Text, theme.text), (role.ButtonText, theme.text), (role.Highlight, theme.selection),
        (role.HighlightedText, theme.text), (role.PlaceholderText, theme.muted), (role.Link, theme.accent),
        (role.LinkVisited, theme.accent), (role.ToolTipBase, theme.raised), (role.ToolTipText, theme.text), (role.Mid, theme.line),
    ):  # fmt: skip
        palette.setColor(target, QColor(colour))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(theme.muted))
    return palette
