"""What outlets print around an article, as data.

Takes: resources/lexicons/<code>/page.toml. Gives: folded cues and word lists for a document's language.
Every language also gets the English lists, because page templates are often half translated.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from core.errors import ResourceError
from core.languages import LANGUAGES
from core.model import SEGMENT_KINDS
from core.paths import resource
from core.textnorm.fold import fold

WORD_LISTS = (
    "outlet_words", "agencies", "sections", "share_words", "photo_words", "weekdays", "date_words", "update_words",
    "outlet_labels", "byline_words", "places", "desk_words",
)  # fmt: skip
MONTH_LISTS = ("months", "hijri_months", "jalali_months")
_CUE_KEYS = {"id", "kind", "match", "gloss", "forms"}
_MATCHES = ("start", "end", "boilerplate")


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase at the start or end of a line that tells what the line is; 'boilerplate' may begin a whole paragraph."""

    id: str
    kind: str
    match: str
    form: str


@dataclass(frozen=True, slots=True)
class Page:
    """The folded cues (longest first), word lists and month names of one language."""

    language: str
    cues: tuple[Cue, ...]
    words: dict[str, frozenset[str]]
    months: dict[str, tuple[tuple[str, int], ...]]

    def has(self, words: str, text: str) -> bool:
        """Tell whether the folded ``text`` is an entry of the word list."""
        return text in self.words[words]


def _read(code: str) -> dict:
    """Read one language's file."""
    path = resource("lexicons", code, "page.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ResourceError(f"{path.name} of language {code!r} cannot be read: {error}") from error


def _cues(rows: list[dict], code: str, language: str) -> list[Cue]:
    """Check and fold the cues of one file."""
    out = []
    for row in rows:
        if set(row) != _CUE_KEYS or row["kind"] not in SEGMENT_KINDS or row["match"] not in _MATCHES:
            raise ResourceError(f"{code}/page.toml: cue {row.get('id')!r} breaks the schema")
        out += [Cue(f"{code}.{row['id']}", row["kind"], row["match"], fold(form, language).strip()) for form in row["forms"]]
    return out


def _months(rows: list[list[str]], language: str) -> tuple[tuple[str, int], ...]:
    """Return (folded name, number) pairs, longest name first."""
    pairs = [(fold(name, language), number) for number, names in enumerate(rows, 1) for name in names]
    return tuple(sorted(set(pairs), key=lambda pair: (-len(pair[0]), pair)))


@cache
def load_page(language: str) -> Page:
    """Return the lists for ``language``; for 'und' those of every language."""
    codes = (language, "en") if language in LANGUAGES and language != "en" else (language,)
    if language not in LANGUAGES:
        codes = tuple(LANGUAGES)
    data = {code: _read(code) for code in codes}
    cues = [cue for code in codes for cue in _cues(data[code].get("cue", []), code, language)]
    words = {key: frozenset(fold(w, language) for code in codes for w in data[code].get(key, [])) for key in WORD_LISTS}
    months = {}
    for key in MONTH_LISTS:
        pairs = [pair for code in codes for pair in _months(data[code].get(key, []), language)]
        months[key] = tuple(sorted(set(pairs), key=lambda pair: (-len(pair[0]), pair)))
    return Page(language, tuple(sorted(cues, key=lambda c: (-len(c.form), c.id))), words, months)


_LEADING = re.compile(r"^[\s\">»›•*\-–—|#\[({■▪●◾►▶☟⬇✔📷🔴]+")


def strip_lead(folded: str) -> str:
    """Return a folded line without bullets, arrows and opening brackets."""
    return _LEADING.sub("", folded)


def find_cue(folded: str, page: Page, sentence: bool) -> tuple[Cue, str] | None:
    """Return the cue of a folded line and what follows it; a ``sentence`` needs a delimiter after the cue."""
    line = strip_lead(folded).strip()
    for cue in page.cues:
        if cue.match == "end":
            if line.endswith(" " + cue.form) and len(line.split()) <= 4:
                return cue, ""
            continue
        if not line.startswith(cue.form):
            continue
        rest = line[len(cue.form) :]
        if rest and (rest[0].isalpha() or rest[0] == "'"):
            continue
        if cue.match == "boilerplate" or _delimited(rest) or (not sentence and len(line.split()) <= 25 and not _prose(cue, rest)):
            return cue, rest.strip(" :|>»›-–—()0123456789")
    return None


def _delimited(rest: str) -> bool:
    """Tell whether a colon, bar, arrow or the end of the line follows."""
    return bool(re.match(r"\s*(?:$|[:|>»›/#☟(\[]|- )", rest))


def _prose(cue: Cue, rest: str) -> bool:
    """Tell whether a one-word cue without delimiter is more likely the beginning of a headline."""
    return len(cue.form.split()) == 1 and cue.kind not in {"tags"} and len(rest.split()) > 3
