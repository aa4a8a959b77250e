"""Rasad's core: from files to events, without a window and without a network."""

import sys
from types import ModuleType


def _leave_out_spacy_commands() -> None:
    """Let spaCy start without its command line, which would load downloaders and web clients: a third of its start, never used."""
    if "spacy" not in sys.modules:
        commands, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
        info.info = None  # type: ignore[attr-defined]  # the one name that spaCy takes from its commands
        sys.modules |= {"spacy.cli": commands, "spacy.cli.info": info}


_leave_out_spacy_commands()
