"""Help: the list of keys, and what this program is."""

import platform
from html import escape

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QTextBrowser, QWidget

from core.i18n import Catalogue
from core.version import VERSION
from gui.actions import ACTIONS, MENUS, shown_keys
from gui.dialogs.frame import FormDialog


def show_shortcuts(words: Catalogue, parent: QWidget | None) -> FormDialog:
    """Open the list of all keys."""
    dialog = FormDialog(words.text("gui.help.title"), parent, intro=words.text("gui.help.intro"))
    dialog.resize(560, 640)
    view = QTextBrowser()
    view.setAccessibleName(words.text("gui.help.title"))
    view.setHtml(_table(words))
    dialog.box.addWidget(view, 1)
    dialog.add_button(words.text("gui.dialog.close"), QDialogButtonBox.ButtonRole.RejectRole, primary=True)
    dialog.finish()
    dialog.open()
    return dialog


def _table(words: Catalogue) -> str:
    start = "right" if words.direction == "rtl" else "left"
    lines = []
    for menu in MENUS:
        shown = [spec for spec in ACTIONS if spec.menu == menu and spec.keys]
        lines.append(f"<tr><td colspan='2' align='{start}'><br><b>{escape(words.text(f'gui.menu.{menu}').replace('&', ''))}</b></td></tr>")
        for spec in shown:
            name = words.text(f"gui.action.{spec.name}").replace("&", "").removesuffix("…")
            cells = [f"<td align='{start}'>{escape(name)}</td>", f"<td align='{start}'><code>{escape(shown_keys(spec))}</code></td>"]
            lines.append(f"<tr>{''.join(reversed(cells) if words.direction == 'rtl' else cells)}</tr>")
    return f"<table width='100%' cellpadding='3'>{''.join(lines)}</table>"


def show_about(words: Catalogue, parent: QWidget | None) -> FormDialog:
    """Open what there is to say about the program."""
    dialog = FormDialog(words.text("gui.about.title"), parent)
    label = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
    versions = f"Python {platform.python_version()} · Qt {qVersion()} · PySide {pyside_version}"
    label.setText(
        f"<h2>{escape(words.text('gui.app.name'))} <span dir='ltr'>{VERSION}</span></h2>"
        f"<p>{escape(words.text('gui.about.text'))}</p><p>{escape(words.text('gui.about.offline'))}</p>"
        f"<p>{escape(words.text('gui.about.licence'))}</p><p><small dir='ltr'>{versions}</small></p>"
    )
    dialog.box.addWidget(label)
    dialog.add_button(words.text("gui.dialog.close"), QDialogButtonBox.ButtonRole.RejectRole, primary=True)
    dialog.finish()
    dialog.open()
    return dialog
