"""The only module that knows where resources/ is, in a checkout and in a frozen build."""

import sys
from pathlib import Path

ROOT = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))


def resource(*parts: str) -> Path:
    """Return the path of a shipped resource, e.g. ``resource("lexicons", "ar", "triggers.toml")``."""
    return ROOT.joinpath("resources", *parts)
