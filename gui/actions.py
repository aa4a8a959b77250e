"""Every action of the window once: its menu, its keys, its sign; words are in the catalogue under ``gui.action.<name>``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QWidget

from core.i18n import Catalogue
from gui.icons import icon
from gui.theme import Theme


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """``keys``: the first is shown; the others serve Arabic and Persian keyboards. ``needs``: '', 'case', 'event' or 'folder'."""

    name: str
    menu: str
    keys: tuple[str, ...] = ()
    sign: str = ""
    needs: str = ""
    checkable: bool = False
    gap: bool = False
    """A line comes before it in its menu."""


ACTIONS = (
    ActionSpec("open_folder", "file", ("Ctrl+O",), "folder"),
    ActionSpec("open_case", "file", ("Ctrl+Shift+O",), "case"),
    ActionSpec("new_case", "file", ("Ctrl+N",), "new"),
    ActionSpec("update", "file", ("F5",), "update", "case", gap=True),
    ActionSpec("save_copy", "file", ("Ctrl+Shift+S",), "export", "case"),
    ActionSpec("export_pdf", "file", ("Ctrl+P",), "pdf", "case", gap=True),
    ActionSpec("export_csv", "file", ("Ctrl+E",), "export", "case"),
    ActionSpec("export_jsonl", "file", ("Ctrl+Shift+E",), "export", "case"),
    ActionSpec("issues", "file", ("Ctrl+I",), "warning", "case", gap=True),
    ActionSpec("close_case", "file", ("Ctrl+W",), "clear", "case", gap=True),
    ActionSpec("quit", "file", ("Ctrl+Q",), "quit"),
    ActionSpec("undo", "edit", ("Ctrl+Z",), "undo"),
    ActionSpec("redo", "edit", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo"),
    ActionSpec("copy", "edit", ("Ctrl+Shift+C",), "copy", "event", gap=True),
    ActionSpec("facts", "edit", ("F4",), "note", "case", gap=True),
    ActionSpec("own_entities", "edit", ("Ctrl+Shift+M",), "case"),
    ActionSpec("preferences", "edit", ("Ctrl+,",), "settings", gap=True),
    ActionSpec("accept", "review", ("A", "ش"), "accept", "event"),
    ActionSpec("reject", "review", ("R", "ق"), "reject", "event"),
    ActionSpec("reopen", "review", ("U", "ع"), "reopen", "event"),
    ActionSpec("note", "review", ("F2",), "note", "event"),
    ActionSpec("split_incident", "review", ("S", "س"), "", "event", gap=True),
    ActionSpec("merge_incidents", "review", ("M", "ة"), "", "event"),
    ActionSpec("next_open", "review", ("N", "ى"), "next", "case", gap=True),
    ActionSpec("filter", "view", ("Ctrl+F",), "filter", "case"),
    ActionSpec("clear_filters", "view", ("Ctrl+Backspace",), "clear", "case"),
    ActionSpec("search", "view", ("Ctrl+Shift+F",), "search", "case"),
    ActionSpec("entities", "view", ("F7",), "", "case"),
    ActionSpec("next_pane", "view", ("F6",), "", "case"),
    ActionSpec("larger", "view", ("Ctrl++", "Ctrl+="), "larger", gap=True),
    ActionSpec("smaller", "view", ("Ctrl+-",), "smaller"),
    ActionSpec("stacked", "view", ("F8",), "layout", "case", checkable=True),
    ActionSpec("shortcuts", "help", ("F1",), "help"),
    ActionSpec("about", "help", (), "info"),
)
MENUS = ("file", "edit", "review", "view", "help")
TOOLBAR = (
    "open_folder",
    "open_case",
    "update",
    "",
    "export_pdf",
    "",
    "undo",
    "redo",
    "next_open",
    "",
    "search",
    "stacked",
    "",
    "preferences",
    "shortcuts",
)
_WITH_TEXT = {"open_folder", "export_pdf", "search"}


def build_actions(owner: QWidget, words: Catalogue, theme: Theme, handlers: Mapping[str, Callable[[], None]]) -> dict[str, QAction]:
    """Return all actions by name; a name without a handler is a bug and raises."""
    made = {}
    for spec in ACTIONS:
        action = QAction(words.text(f"gui.action.{spec.name}"), owner)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setCheckable(spec.checkable)
        action.setToolTip(_tip(action, spec))
        if spec.sign:
            action.setIcon(icon(spec.sign, theme.text, theme.line, rtl=words.direction == "rtl"))
        action.triggered.connect(_without_argument(handlers[spec.name]))
        made[spec.name] = action
    return made


def _without_argument(handler: Callable[[], None]) -> Callable[..., None]:
    return lambda *_: handler()


def _tip(action: QAction, spec: ActionSpec) -> str:
    text = action.text().replace("&", "").removesuffix("…")
    return f"{text} ({shown_keys(spec)})" if spec.keys else text


def shown_keys(spec: ActionSpec) -> str:
    """Return the main keys of an action, as they stand on keyboards of all our languages."""
    return f"\u2066{QKeySequence(spec.keys[0]).toString(QKeySequence.SequenceFormat.PortableText)}\u2069" if spec.keys else ""


def fill_menus(bar: QMenuBar, words: Catalogue, actions: dict[str, QAction]) -> dict[str, QMenu]:
    """Put every action into its menu and return the menus."""
    menus = {name: bar.addMenu(words.text(f"gui.menu.{name}")) for name in MENUS}
    for spec in ACTIONS:
        if spec.gap:
            menus[spec.menu].addSeparator()
        menus[spec.menu].addAction(actions[spec.name])
    return menus


def fill_toolbar(bar: QToolBar, actions: dict[str, QAction]) -> None:
    """Put the most used actions into the tool bar."""
    for name in TOOLBAR:
        if not name:
            bar.addSeparator()
            continue
        bar.addAction(actions[name])
        if name in _WITH_TEXT:
            bar.widgetForAction(actions[name]).setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
