"""Recognise the words of scans with Tesseract, where it is installed with data for our languages.

Takes: pictures of pages. Gives: their text, with the mean confidence that Tesseract states for its words.
The languages are settled on the first page: those read with the most confidence. Time is bounded for each page and for a
file with all that is in it. Nothing but Tesseract is run, and it gets the picture through a pipe.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

AWAITS = "a scan that awaits OCR"
HOW = (
    "install Tesseract with its language data (on Debian and Ubuntu: apt install tesseract-ocr tesseract-ocr-ara tesseract-ocr-tur"
    " tesseract-ocr-fas) and open the folder again"
)
FILE_SECONDS = 140.0
_PAGE_SECONDS = 60.0
_CHOICES = (("ara", "eng"), ("tur", "eng"), ("fas", "eng"), ("eng",))
_OURS = {"ara", "tur", "fas"}
_SURE = 0.93

_deadline: ContextVar[float] = ContextVar("deadline", default=float("inf"))


@dataclass(frozen=True, slots=True)
class Engine:
    """Tesseract as found: its program and those of its languages that are ours."""

    program: str
    languages: frozenset[str]

    def choices(self) -> list[str]:
        """Return the sets of languages to try, in Tesseract's notation."""
        found = ["+".join(c for c in choice if c in self.languages) for choice in _CHOICES if choice[0] in self.languages]
        return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised: paragraphs of running text, the weight of the words and their mean confidence from 0 to 1."""

    text: str
    letters: int
    confidence: float


def engine() -> Engine | None:
    """Return Tesseract if it is on the PATH with data for one of our languages, else None."""
    program = shutil.which("tesseract")
    if not program or not os.path.isabs(program):  # never one that lies in the folder the program was started from
        return None
    languages = _languages(program)
    return Engine(program, languages) if languages & (_OURS | {"eng"}) else None


def _run(program: str, *arguments: str, stdin: bytes, seconds: float) -> subprocess.CompletedProcess | None:
    """Run Tesseract on some bytes; None if it fails or takes too long."""
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    if getattr(sys, "frozen", False):  # the built program's own libraries are not those of the system's Tesseract
        environment.pop("LD_LIBRARY_PATH", None)
        if original := os.environ.get("LD_LIBRARY_PATH_ORIG"):
            environment["LD_LIBRARY_PATH"] = original
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run([program, *arguments], input=stdin, capture_output=True, timeout=seconds, check=False, env=environment,
                              creationflags=hidden)  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return done if done.returncode == 0 else None


@cache
def _languages(program: str) -> frozenset[str]:
    """Return the languages that a Tesseract has data for."""
    done = _run(program, "--list-langs", stdin=b"", seconds=20)
    listed = (done.stdout + b"\n" + done.stderr).decode("utf-8", "replace") if done else ""
    return frozenset(line.strip() for line in listed.splitlines())


@contextmanager
def time_limit(seconds: float = FILE_SECONDS) -> Iterator[None]:
    """Bound the time that recognising may take in one file, with all that is in it."""
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def recognise(pages: Iterable[bytes], found: Engine) -> Iterator[Recognised]:
    """Yield what is recognised on each page, and end early when time is up."""
    languages = ""
    for page in pages:
        if not languages:
            languages, result = _first(page, found)
        else:
            result = _page(page, languages, found)
        if result is None:
            return
        yield result
        languages = languages if result.letters >= 40 else ""


def _first(page: bytes, found: Engine) -> tuple[str, Recognised | None]:
    """Return the languages that suit a page best, and what they yield."""
    best: tuple[str, Recognised | None] = ("", None)
    for languages in found.choices():
        result = _page(page, languages, found)
        if result is None:
            break
        if best[1] is None or result.confidence * (result.letters > 0) > best[1].confidence:
            best = (languages, result)
        if result.confidence >= _SURE and result.letters >= 200 and not languages.startswith(("ara", "fas")):
            break
    return best


def _page(page: bytes, languages: str, found: Engine) -> Recognised | None:
    """Return what is recognised on one page, or None when time is up or Tesseract fails."""
    left = min(_PAGE_SECONDS, _deadline.get() - time.monotonic())
    if left <= 1:
        return None
    done = _run(found.program, "stdin", "stdout", "-l", languages, "--psm", "3", "tsv", stdin=page, seconds=left)
    return words_of(done.stdout.decode("utf-8", "replace")) if done else None


def words_of(table: str) -> Recognised:
    """Return the text and confidence of Tesseract's table of words."""
    paragraphs: dict[tuple[str, ...], dict[str, list[str]]] = {}
    letters = weight = 0.0
    for row in table.split("\n")[1:]:
        cells = row.rstrip("\r").split("\t", 11)
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        sure = float(cells[10]) if cells[10].replace(".", "", 1).isdigit() else 0.0
        paragraphs.setdefault(tuple(cells[1:4]), {}).setdefault(cells[4], []).append(cells[11].strip())
        letters += len(cells[11].strip())
        weight += sure * len(cells[11].strip())
    texts = (_joined([" ".join(words) for words in lines.values()]) for lines in paragraphs.values())
    text = "\n\n".join(texts)
    return Recognised(text=text, letters=int(letters), confidence=round(weight / letters / 100, 3) if letters else 0.0)


def _joined(lines: list[str]) -> str:
    """Join the lines of a paragraph; a word that a hyphen divides at a line's end is joined again."""
    text = ""
    for line in lines:
        if len(text) > 1 and text.endswith(("-", "\u00ad", "‐")) and text[-2].isalpha() and line[:1].islower():
            text = text[:-1] + line
        else:
            text = f"{text} {line}" if text else line
    return text
