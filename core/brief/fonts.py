"""The bundled faces and which of them draws which character.

Takes: text cut into runs of one script. Gives: the face for each character. A character that no face has is drawn as an empty
box of the first face (it still copies as itself), logged once, and is an error in strict mode.
"""

import logging
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import uharfbuzz

from core.errors import BriefError, ResourceError
from core.paths import resource

_LOG = logging.getLogger(__name__)
_FILES = {
    ("sans", False): "NotoSans-Regular.ttf",
    ("sans", True): "NotoSans-Bold.ttf",
    ("naskh", False): "NotoNaskhArabic-Regular.ttf",
    ("naskh", True): "NotoNaskhArabic-Bold.ttf",
    ("vazirmatn", False): "Vazirmatn-Regular.ttf",
    ("vazirmatn", True): "Vazirmatn-Bold.ttf",
}
# Naskh letters are drawn small on their body; this brings them to the optical size of the Latin beside them.
_OPTICAL = {"sans": 1.0, "naskh": 1.16, "vazirmatn": 1.0}
# A voice is a manner of setting: 'text' for reading, 'label' for headings, tables and figures.
_CHAINS = {
    ("text", "arab"): ("naskh", "vazirmatn", "sans"),
    ("label", "arab"): ("vazirmatn", "naskh", "sans"),
    ("text", "other"): ("sans", "vazirmatn", "naskh"),
    ("label", "other"): ("sans", "vazirmatn", "naskh"),
}


@dataclass(frozen=True, eq=False)
class Face:
    """One font file: ``scale`` is its optical factor, ``units`` its units per em."""

    name: str
    data: bytes
    hb_face: uharfbuzz.Face
    hb_font: uharfbuzz.Font
    covered: frozenset[int]
    units: int
    scale: float


@lru_cache(maxsize=16)
def face(family: str, bold: bool) -> Face:
    """Load a bundled face once."""
    path = resource("fonts", _FILES[family, bold])
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ResourceError(f"font {path.name}: {error.strerror}") from error
    hb_face = uharfbuzz.Face(data)
    return Face(
        name=path.stem,
        data=data,
        hb_face=hb_face,
        hb_font=uharfbuzz.Font(hb_face),
        covered=frozenset(hb_face.unicodes),
        units=hb_face.upem,
        scale=_OPTICAL[family],
    )


def is_invisible(char: str) -> bool:
    """Tell whether the shaper draws nothing for ``char``, whatever the font: joiners, selectors, controls."""
    return unicodedata.category(char) in ("Cf", "Cc") or "\ufe00" <= char <= "\ufe0f"


def script(char: str) -> str | None:
    """Return 'arab' for an Arabic letter or mark, 'other' for any other letter, None for what takes its neighbour's."""
    code = ord(char)
    if 0x0600 <= code <= 0x08FF or 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFE:
        return "arab"
    return "other" if char.isalpha() else None


def is_arabic(text: str) -> bool:
    """Tell whether ``text`` has letters of the Arabic script."""
    return any(char.isalpha() and script(char) == "arab" for char in text)


@lru_cache(maxsize=16384)
def _choose(char: str, script_name: str, voice: str, bold: bool) -> Face | None:
    """Return the first face of the chain that has ``char``, or None."""
    for family in _CHAINS[voice, script_name]:
        candidate = face(family, bold)
        if ord(char) in candidate.covered:
            return candidate
    return None


@lru_cache(maxsize=1024)
def _warn_missing(char: str) -> None:
    """Log a character that no bundled face has, once."""
    _LOG.warning("briefing: no glyph for U+%04X %s; a box stands in its place", ord(char), unicodedata.name(char, "unnamed"))


def choose(char: str, script_name: str, voice: str, bold: bool, *, strict: bool) -> Face:
    """Return the face for ``char``; one that no face has gives the first of the chain, or BriefError if ``strict``."""
    first = face(_CHAINS[voice, script_name][0], bold)
    if is_invisible(char):
        return first
    found = _choose(char, script_name, voice, bold)
    if found is None:
        if strict:
            raise BriefError(f"no bundled font has U+{ord(char):04X} {unicodedata.name(char, 'unnamed')}")
        _warn_missing(char)
    return found or first
