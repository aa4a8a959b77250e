"""The README names every event type, reader, setting and command-line word, so that it cannot lag behind."""

from pathlib import Path

import pytest

from core.ontology import event_types
from core.read import READERS
from core.settings import SETTINGS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("word", [*event_types(), *READERS, *(s.name for s in SETTINGS if s.group != "hidden")])
def test_readme_names(word: str) -> None:
    assert word in README


def test_readme_names_every_folder_it_sends_the_reader_to() -> None:
    for path in ("resources/lexicons", "resources/knowledge", "resources/places", "resources/i18n", "core/brief/sections", "core/read",
                 "gui/models/columns.py", "core/settings.py", "resources/corpus/GUIDE.md", "tools/corpus", "tools/train"):  # fmt: skip
        assert (ROOT / path).exists()
