"""Keys under which place names meet in every script and spelling, and the surfaces that carry suffixes.

Takes: a name. Gives: its key without case, marks, articles, hyphens and spaces. The gazetteer is built and asked with the
same function. Known limit: a few different names share a key ('Al Bab', 'Bab').
"""

import re
from functools import lru_cache

from core.textnorm import fold

NAMESAKE = "also:"
"""Begins the ids of places that bear the name of a better-known one (resources/places/namesakes.tsv)."""
_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset(["al", "el", "ar", "as", "an", "ad", "at", "az", "ash", "esh", "es", "er", "en", "ed", "et", "ez", "adh"])
_SUFFIX = re.compile(r"(?<=[^\W\d_]{3})(?:n?[dt][ae](?:ki|n)?|n?[ıiuü]n|y?[ae]|n?[ae]|y?[ıiuü]|l[ae]|[yn][ıiuü]n)$")


@lru_cache(maxsize=65536)
def place_key(name: str) -> str:
    """Return the key of a name, '' if it has no letters."""
    folded = fold(name, "und").replace("ı", "i").replace("'", "")
    words = _WORD.findall(folded)
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return "".join(_bare(word) for word in words)


def _bare(word: str) -> str:
    """Cut the Arabic article from a word."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def strip_case(surface: str, language: str) -> str:
    """Return a place name without the Turkish suffix behind an apostrophe, or without Arabic clitics in front."""
    if language == "tr":
        return re.sub(r"['’‘ʼ][^\W\d_]{1,7}$", "", surface).rstrip()
    if language == "ar":
        match = re.fullmatch(r"[وف]?(?:[بك](?=ال)|ل(?=ل))?(.{3,})", surface)
        bare = match.group(1) if match else surface
        return "ا" + bare if bare.startswith("لل") else bare
    return surface


def stems(surface: str, language: str) -> list[str]:
    """Return the readings of a surface, the fullest first: as written, without suffix or clitics."""
    out = [surface]
    if language == "tr":
        head = strip_case(surface, "tr")
        out.append(head)
        bare = _SUFFIX.sub("", head)
        if bare != head and "'" not in surface and "’" not in surface:
            out.append(bare)
    if language == "ar":
        for pattern in (r"[وف](.{3,})", r"[وف]?[بلك](.{3,})", r"[وف]?ل(ل.{3,})"):
            match = re.fullmatch(pattern, surface)
            if match:
                bare = match.group(1)
                out.append("ا" + bare if bare.startswith("لل") or pattern.endswith("(ل.{3,})") else bare)
    return list(dict.fromkeys(s for s in out if s))
