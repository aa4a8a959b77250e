"""Every option of the program once: name, type, default, group; labels are in the catalogue under ``settings.<name>``.

Values are kept in one JSON file in the user's configuration folder. A case has settings of its own (``Case.setting``).
"""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import AppError
from core.whole_file import replacing


@dataclass(frozen=True, slots=True)
class Setting:
    """One option; ``choices`` limits a text, ``least`` and ``most`` a number."""

    name: str
    default: Any
    group: str
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None

    def accept(self, value: Any) -> Any:
        """Return the value if it is of the right type and in bounds, else the default."""
        right_type = type(value) is type(self.default) and (not self.choices or value in self.choices)
        if not right_type:
            return self.default
        too_small = self.least is not None and value < self.least
        return self.default if too_small or (self.most is not None and value > self.most) else value


SETTINGS = (
    Setting("interface_language", "en", "general", ("en", "ar", "tr")),
    Setting("theme", "system", "general", ("system", "light", "dark")),
    Setting("text_size", 0, "general", least=-4, most=12),
    Setting("interface_size", 0, "general", least=-2, most=8),
    Setting("jobs", 1, "extraction", least=1, most=64),
    Setting("watch", False, "extraction"),
    Setting("minimum_confidence", 0.0, "table", least=0.0, most=1.0),
    Setting("brief_language", "en", "briefing", ("en", "ar", "tr")),
    Setting("brief_title", "", "briefing"),
    Setting("brief_marking", "", "briefing"),
    Setting("recent", [], "hidden"),
    Setting("window", {}, "hidden"),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


def config_folder() -> Path:
    """Return the folder of the user's configuration on this system."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "Rasad"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Rasad"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "rasad"


class Settings:
    """The user's values; a missing or broken file means the defaults."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or config_folder() / "settings.json"
        self._values = self._load()

    def _load(self) -> dict[str, Any]:
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {name: value for name, value in found.items() if name in _BY_NAME} if isinstance(found, dict) else {}

    def get(self, name: str) -> Any:
        """Return a value that is sure to be of the option's type and within its bounds."""
        setting = _BY_NAME[name]
        return setting.accept(self._values.get(name, setting.default))

    def set(self, name: str, value: Any) -> None:
        """Keep a value and write the file."""
        if _BY_NAME[name].accept(value) != value:
            raise ValueError(f"{value!r} is no value for {name}")
        self._values[name] = value
        self._save()

    def _save(self) -> None:
        try:
            with replacing(self.path) as file:
                file.write(json.dumps(self._values, ensure_ascii=False, indent=2))
        except OSError as error:
            raise AppError(f"{self.path}: the settings cannot be saved ({error.strerror or error}).") from error
