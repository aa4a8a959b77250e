"""A shape of the time grammar that fits at a place: what its groups say. Imports nothing of ours but the atoms."""

import re
from dataclasses import dataclass

from core.resolve.time_lexer import Atom


@dataclass(frozen=True, slots=True)
class Hit:
    """A shape that fits at a place: the match over the class letters, the atoms, the text and its language."""

    match: re.Match
    atoms: list[Atom]
    text: str
    language: str

    def atom(self, *names: str) -> Atom | None:
        """Return the first atom of the first named group that took part."""
        groups = self.match.re.groupindex
        for name in names:
            if name in groups and self.match.start(name) >= 0 and self.match.end(name) > self.match.start(name):
                return self.atoms[self.match.start(name)]
        return None

    def value(self, *names: str) -> object:
        """Return that atom's value."""
        atom = self.atom(*names)
        return None if atom is None else atom.value

    def letter(self, *names: str) -> str:
        """Return that atom's class letter, or ''."""
        atom = self.atom(*names)
        return "" if atom is None else atom.letter

    @property
    def unit(self) -> str:
        """Return the name of the unit told: 'day', 'week'."""
        return str(self.value("unit"))
