"""A user's own entities: a file that can be carried, whose names go before those of the shipped knowledge base.

Takes: ``my-entities.toml`` in the user's folder, or any TOML or TSV file of that shape. Gives: ``OwnEntities``, which tells the entity
of a form, and the lines that could not be used. A bad row is reported with its line and left out; the others count.
Known limit: of two entities with one form, the first in the file has it.
"""

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.errors import AppError
from core.languages import LANGUAGES
from core.model import ENTITY_TYPES
from core.resolve.knowledge import variants
from core.resolve.namekeys import plain
from core.settings import config_folder
from core.textnorm import fold
from core.whole_file import replacing

REASON = "your own entities file"
FILE_NAME = "my-entities.toml"
_SCRIPTS = (("ar", "fa"), ("tr", "en"))
_FIELDS = ("name", "type", "country", "id", "aliases")
_COLUMNS = ("name", "type", "country", "id", *LANGUAGES)
_HEAD = "[[entity]]"
_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)")
_SEVERAL = re.compile(r"\s*[|;؛]\s*")


@dataclass(frozen=True, slots=True)
class OwnEntity:
    """One row: its name in Latin script, its type, its country (ISO alpha-2), its forms by language; ``id`` names a shipped entity."""

    name: str
    type: str
    country: str | None = None
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    id: str = ""

    @property
    def entity_id(self) -> str:
        """Return the id that the same row always has, on every machine."""
        return self.id or f"own:{self.type}:{plain(self.name).replace(' ', '-') or self.name}"

    def forms(self, language: str) -> tuple[str, ...]:
        """Return the forms that stand for it in a language: its own first, then the name and those of the same script."""
        kin = next((others for others in _SCRIPTS if language in others), ("en",))
        found = [*self.aliases.get(language, ()), self.name, *(form for other in kin for form in self.aliases.get(other, ()))]
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was left out: where it begins and why."""

    line: int
    message: str


class OwnEntities:
    """The rows of one file, ready to be asked."""

    def __init__(self, rows: Sequence[OwnEntity] = (), bad: Sequence[BadRow] = ()) -> None:
        self.rows, self.bad = tuple(rows), tuple(bad)
        self._by_form: dict[str, dict[str, OwnEntity]] = {language: {} for language in LANGUAGES}
        for row in self.rows:
            for language, table in self._by_form.items():
                for form in row.forms(language):
                    table.setdefault(fold(form, language), row)

    def find(self, form: str, language: str) -> OwnEntity | None:
        """Return the entity that a form stands for, with the clitics and suffixes that cling to it taken off."""
        table = self._by_form.get(language, self._by_form["en"])
        return next((table[folded] for folded, _ in variants(form, language) if folded in table), None) if table else None

    def forms(self, language: str) -> Iterator[tuple[str, str]]:
        """Yield (form, type) of everything that is to be recognised in a language."""
        for row in self.rows:
            for form in row.forms(language):
                yield form, row.type

    def data(self) -> list[list[Any]]:
        """Return the rows as plain data, to be compared with those of an earlier run."""
        return [[r.name, r.type, r.country, {k: list(v) for k, v in r.aliases.items()}, r.id] for r in self.rows]


def own_file() -> Path:
    """Return where the user's own entities are kept."""
    return config_folder() / FILE_NAME


def own_entities(path: Path | None = None) -> OwnEntities:
    """Return the user's own entities; they are read again only when the file has changed."""
    path = path or own_file()
    try:
        state = path.stat()
    except OSError:
        return _NONE
    return _loaded(path, state.st_mtime_ns, state.st_size)


_NONE = OwnEntities()


@lru_cache(maxsize=4)
def _loaded(path: Path, _changed: int, _size: int) -> OwnEntities:
    try:
        return read_entities(path)
    except AppError as error:
        return OwnEntities(bad=[BadRow(1, str(error))])


def read_entities(path: Path) -> OwnEntities:
    """Read a TOML or TSV file; AppError when it is neither, or no text at all."""
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except OSError as error:
        raise AppError(f"{path.name}: the file cannot be read ({error.strerror or error}).") from error
    except UnicodeDecodeError as error:
        raise AppError(f"{path.name}: the file is not UTF-8 text.") from error
    return _checked(_from_tsv(text, path.name) if path.suffix in (".tsv", ".txt", ".tab") else _from_toml(text))


def check_rows(rows: Iterable[dict[str, Any]]) -> OwnEntities:
    """Return rows given as fields, such as those of a table; the bad ones are counted from 1."""
    return _checked((number, _row(fields)) for number, fields in enumerate(rows, start=1))


def split_forms(cell: str) -> list[str]:
    """Return the forms of a cell, which '|' or ';' part."""
    return [form for form in _SEVERAL.split(cell.strip()) if form]


def _checked(found: Iterable[tuple[int, OwnEntity | str]]) -> OwnEntities:
    """Keep the rows that are sound and do not contradict an earlier one."""
    rows: list[OwnEntity] = []
    bad: list[BadRow] = []
    lines: dict[str, int] = {}
    owner: dict[tuple[str, str], OwnEntity] = {}
    for line, row in found:
        words = row if isinstance(row, str) else _clash(row, lines, owner)
        if words:
            bad.append(BadRow(line, words))
            continue
        rows.append(row)
        lines[row.entity_id] = line
        for language, forms in row.aliases.items():
            owner.update({(language, fold(form, language)): row for form in forms})
    return OwnEntities(rows, bad)


def _clash(row: OwnEntity, lines: dict[str, int], owner: dict[tuple[str, str], OwnEntity]) -> str:
    """Return how a row contradicts an earlier one, or nothing."""
    if row.entity_id in lines:
        return f"'{row.name}' is in line {lines[row.entity_id]} already"
    for language, forms in row.aliases.items():
        for form in forms:
            if other := owner.get((language, fold(form, language))):
                return f"the form '{form}' belongs to '{other.name}' in line {lines[other.entity_id]} already"
    return ""


def _row(fields: dict[str, Any]) -> OwnEntity | str:
    """Return the entity of a row's fields, or what is wrong with them."""
    unknown = [name for name in fields if name not in _FIELDS]
    if unknown:
        return f"unknown field '{unknown[0]}'; there are {', '.join(_FIELDS)}"
    texts = {name: fields.get(name, "") for name in _FIELDS[:4]}
    wrong = next((name for name, value in texts.items() if not isinstance(value, str)), None)
    if wrong:
        return f"'{wrong}' must be a text in quotes"
    name, kind, country, id_ = (" ".join(texts[part].split()) for part in _FIELDS[:4])
    if not name:
        return "the name is missing"
    if kind not in ENTITY_TYPES:
        return f"unknown type '{kind}'; there are {', '.join(ENTITY_TYPES)}"
    if country and not re.fullmatch("[A-Z]{2}", country):
        return f"'{country}' is no country code of two capital letters, such as IQ"
    aliases = _aliases(fields.get("aliases", {}))
    return aliases if isinstance(aliases, str) else OwnEntity(name, kind, country or None, aliases, id_)


def _aliases(given: Any) -> dict[str, tuple[str, ...]] | str:
    """Return the forms by language, or what is wrong with them."""
    if not isinstance(given, dict):
        return "'aliases' must be a table of languages"
    found: dict[str, tuple[str, ...]] = {}
    for language, forms in given.items():
        if language not in LANGUAGES:
            return f"unknown language '{language}'; there are {', '.join(LANGUAGES)}"
        several = [forms] if isinstance(forms, str) else forms
        if not isinstance(several, list) or not all(isinstance(form, str) for form in several):
            return f"the forms in '{language}' must be texts in quotes"
        clean = tuple(dict.fromkeys(" ".join(form.split()) for form in several if form.strip()))
        short = next((form for form in clean if len(fold(form, language)) < 2), None)
        if short:
            return f"the form '{short}' is too short to be told from other words"
        if clean:
            found[language] = clean
    return found


def _from_toml(text: str) -> Iterator[tuple[int, OwnEntity | str]]:
    """Yield (line, row or trouble) of each ``[[entity]]``; each is parsed alone, so that one mistake costs one row."""
    lines = text.splitlines()
    starts = [number for number, line in enumerate(lines) if line.strip() == _HEAD]
    first = starts[0] if starts else len(lines)
    for number, line in enumerate(lines[:first]):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number + 1, f"'{line.strip()[:40]}' stands before the first {_HEAD}"
            break
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        try:
            fields = tomllib.loads("\n".join(lines[start:end]))
        except tomllib.TOMLDecodeError as error:
            at = _AT_LINE.search(str(error))
            yield start + (int(at[1]) if at else 1), f"not understood: {_AT_LINE.sub('', str(error))}"
            continue
        stray = [name for name in fields if name != "entity"]
        yield start + 1, f"unknown table '{stray[0]}'" if stray else _row(fields["entity"][0])


def _from_tsv(text: str, name: str) -> Iterator[tuple[int, OwnEntity | str]]:
    """Yield (line, row or trouble) of each line under the heading; several forms in a cell are parted by '|' or ';'."""
    reader = csv.reader(io.StringIO(text), delimiter="\t")
    head = [cell.strip() for cell in next(reader, [])]
    missing = [column for column in ("name", "type") if column not in head]
    unknown = [column for column in head if column not in _COLUMNS]
    if missing or unknown:
        what = f"the column '{missing[0]}' is missing" if missing else f"unknown column '{unknown[0]}'"
        raise AppError(f"{name}, line 1: {what}; a table has the columns {', '.join(_COLUMNS)}, parted by tabs.")
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(head):
            yield reader.line_num, f"{len(cells)} cells under {len(head)} columns"
            continue
        told = dict(zip(head, (cell.strip() for cell in cells), strict=False))
        aliases = {code: _SEVERAL.split(told.pop(code)) for code in LANGUAGES if code in told}
        yield reader.line_num, _row(told | {"aliases": aliases})


def write_entities(path: Path, rows: Sequence[OwnEntity]) -> None:
    """Write rows to a TOML or, after its ending, TSV file, replaced only once it is whole."""
    try:
        with replacing(path, newline="\n") as file:
            file.write(_tsv(rows) if path.suffix == ".tsv" else _toml(rows))
    except OSError as error:
        raise AppError(f"{path}: cannot be written ({error.strerror or error}).") from error


def _toml(rows: Sequence[OwnEntity]) -> str:
    parts = ["# Your own entities. They go before those that Rasad knows. Each row: name, type, country, and its forms by language.\n"]
    for row in rows:
        pairs = [("name", row.name), ("type", row.type), ("country", row.country), ("id", row.id)]
        lines = [_HEAD, *(f"{name} = {_quoted(value)}" for name, value in pairs if value)]
        if row.aliases:
            lines += ["[entity.aliases]", *(f"{code} = [{', '.join(map(_quoted, forms))}]" for code, forms in row.aliases.items())]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _quoted(text: str) -> str:
    """Return a TOML string; JSON's escapes are TOML's too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _tsv(rows: Sequence[OwnEntity]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, delimiter="\t", lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row in rows:
        forms = ("|".join(row.aliases.get(code, ())) for code in LANGUAGES)
        writer.writerow([row.name, row.type, row.country or "", row.id, *forms])
    return file.getvalue()


def touched(before: list[list[Any]], now: list[list[Any]], text: str, language: str) -> bool:
    """Tell whether a text holds a form of a row that is in only one of two states of the file."""
    changed = [row for row in before if row not in now] + [row for row in now if row not in before]
    folded = fold(text, language)
    rows = (OwnEntity(name, kind, country, aliases, id_) for name, kind, country, aliases, id_ in changed)
    return any(fold(form, language) in folded for row in rows for form in row.forms(language))
