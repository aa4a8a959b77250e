"""Ask for an article's day of publication, outlet and language, for one or for many; its events are then read anew."""

import unicodedata
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLabel, QLineEdit, QWidget

from core.languages import LANGUAGES
from core.model import Document
from gui.dialogs.frame import FormDialog
from gui.models.columns import any_direction
from gui.session import Session


def day_of(text: str) -> str | None:
    """Return an ISO day of what was typed, in digits of any script; None if it is no day."""
    digits = "".join(str(unicodedata.digit(letter)) if letter.isdigit() else letter for letter in text.strip())
    year, *rest = digits.replace("/", "-").replace(".", "-").split("-")
    try:
        return date(int(year), *map(int, rest)).isoformat() if len(year) == 4 and len(rest) == 2 else None
    except ValueError:
        return None


class ArticleFactsDialog(FormDialog):
    """Shows what is known of some articles; what is changed counts for all of them."""

    decided = Signal(object, object)

    def __init__(self, session: Session, documents: Sequence[Document], parent: QWidget | None) -> None:
        words = session.words
        several = words.count("gui.facts.articles", len(documents))
        intro = several if len(documents) > 1 else any_direction(documents[0].title or documents[0].path)
        super().__init__(words.text("gui.facts.title"), parent, intro=f"{intro}\n{words.text('gui.facts.intro')}")
        self._words, self._documents = words, list(documents)
        self.published = self._line("published")
        self.outlet = self._line("outlet")
        self.language = self._languages()
        self.trouble = QLabel(words.text("gui.facts.no_day"), wordWrap=True)
        self.trouble.setProperty("role", "bad")
        self.trouble.hide()
        self.box.addWidget(self.trouble)
        self.agree = self.add_button(words.text("gui.facts.agree"), QDialogButtonBox.ButtonRole.AcceptRole, primary=True)
        self.add_button(words.text("gui.dialog.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self._agreed)
        self.published.textChanged.connect(self._check)
        self.finish()
        self._before = self._values()

    def _common(self, name: str) -> str | None:
        """Return what all the articles have in common, None if they differ."""
        values = {getattr(document, name) or "" for document in self._documents}
        return values.pop() if len(values) == 1 else None

    def _line(self, name: str) -> QLineEdit:
        common = self._common(name)
        hint = "gui.facts.several" if common is None else "gui.export.date_hint" if name == "published" else "gui.facts.unknown"
        line = QLineEdit(common or "", placeholderText=self._words.text(hint), clearButtonEnabled=True)
        self.add_row(self._words.text(f"gui.facts.{name}"), line)
        return line

    def _languages(self) -> QComboBox:
        common, box = self._common("language"), QComboBox()
        if common not in LANGUAGES:
            box.addItem(self._words.text("gui.facts.several" if common is None else "language.und"), None)
        for code in LANGUAGES:
            box.addItem(self._words.text(f"language.{code}"), code)
        box.setCurrentIndex(max(0, box.findData(common)))
        self.add_row(self._words.text("gui.facts.language"), box)
        return box

    def _values(self) -> dict[str, str | None]:
        return {
            "published": self.published.text().strip(),
            "outlet": " ".join(self.outlet.text().split()),
            "language": self.language.currentData(),
        }

    def _check(self) -> None:
        wrong = bool(self.published.text().strip()) and day_of(self.published.text()) is None
        self.published.setProperty("invalid", wrong)
        self.published.style().polish(self.published)
        self.trouble.setVisible(wrong)
        self.agree.setEnabled(not wrong)

    def _agreed(self) -> None:
        changed = {name: value for name, value in self._values().items() if value != self._before[name]}
        if "published" in changed:
            changed["published"] = day_of(changed["published"] or "")
        if changed.get("outlet") == "":
            changed["outlet"] = None
        if changed:
            self.decided.emit(self._documents, changed)
        self.accept()
