from pathlib import Path

import pytest

from core.settings import SETTINGS, Settings


def test_defaults_are_values_of_their_own_option() -> None:
    for setting in SETTINGS:
        assert setting.accept(setting.default) == setting.default


def test_values_are_kept_between_starts(tmp_path: Path) -> None:
    Settings(tmp_path / "a" / "s.json").set("interface_language", "ar")
    assert Settings(tmp_path / "a" / "s.json").get("interface_language") == "ar"


@pytest.mark.parametrize(
    "text", ["", "[]", '{"jobs": "many", "interface_language": "xx", "unknown": 1}', '{"jobs": 9999}', '{"jobs": true}']
)
def test_a_broken_file_means_the_defaults(tmp_path: Path, text: str) -> None:
    (tmp_path / "s.json").write_text(text, encoding="utf-8")
    settings = Settings(tmp_path / "s.json")
    assert settings.get("jobs") == 1
    assert settings.get("interface_language") == "en"


def test_a_value_out_of_bounds_is_refused(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.json")
    with pytest.raises(ValueError, match="jobs"):
        settings.set("jobs", 0)
    assert not (tmp_path / "s.json").exists()
