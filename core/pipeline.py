"""One run from a folder to a case: the only module that knows the order of the stages.

    list_files -> read_file -> identify -> clean -> parse -> extract -> resolve -> Case.save_file -> unify -> cluster

Extraction of one file is a pure function of its bytes and the resources (``process_file``), so it may happen in any process;
``run`` lets it happen in children that a bad file may kill (core.workers).
"""

import functools
import gc
import hashlib
import logging
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from core.corrections import Facts, facts_by_article, overlay, settle
from core.errors import AppError, CaseError, ReadError, ResourceError
from core.filenames import relative, scrubbed, sound
from core.model import Document, DocumentResult, Entity, Event, Incident, Issue, Progress, RawArticle
from core.store import Case
from core.store.scratch import Scratch, Shelf
from core.version import extraction_version
from core.workers import Failed, Limits, map_files

log = logging.getLogger(__name__)

Result = DocumentResult | Issue
NO_FACTS: Mapping[tuple[str, int], Facts] = {}
_OBJECTS_BETWEEN_COLLECTIONS = 50_000
MOST_LETTERS = 500_000
"""A text longer than a book is no article, and would take minutes."""
_HELD = 200  # documents: as the events of one come together, most are asked for again at once
_HASHED = 64 * 2**20  # a larger file is not read; its size and time tell its states apart
_UNFINISHED = "unfinished"  # the version of a file that a child did not survive: it is tried again in the next run
_AWAITING = "awaits OCR"  # so a reader words it; stands after the version of such a file, which is tried again once scans can be read


@dataclass(frozen=True, slots=True)
class Stages:
    """The stage functions; tests put fakes here."""

    read: Callable[[Path, Path], list[RawArticle | Issue]]
    identify: Callable[[str], tuple[str, float]]
    clean: Callable[[RawArticle, str, float], Document]
    parse: Callable
    extract: Callable
    resolve: Callable
    unify: Callable[[Iterable[Entity]], Mapping[str, str]]
    cluster: Callable[[Iterable[Event], Mapping[str, Document]], Iterable[Incident]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What a run did: files found, read now, left alone because unchanged, troubles standing, events found now."""

    files: int
    read: int
    skipped_unchanged: int
    issues: tuple[Issue, ...]
    events: int
    seconds: float
    cancelled: bool = False


@functools.cache
def default_stages() -> Stages:
    """Return the real stages; imported here so that a program that only opens a case stays quick."""
    from core.clean import clean
    from core.extract import extract
    from core.langid import identify
    from core.parse import parse
    from core.read import read_file
    from core.resolve import resolve
    from core.resolve.entities import unify
    from core.resolve.incidents import cluster

    _collect_less()
    return Stages(read_file, identify, clean, parse, extract, resolve, unify, cluster)


def _collect_less() -> None:
    """Let Python look for dead cycles less often: lexicons are many small objects that stay, and each look would visit them all."""
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 20, 20)


def process_file(path: Path, root: Path, stages: Callable[[], Stages] = default_stages) -> list[Result]:
    """Return what each article of a file yields, or the issue that prevented it."""
    return [item for item in process_articles(path, 0, root, stages) if item is not None]


def process_articles(
    path: Path,
    known: int,
    root: Path,
    stages: Callable[[], Stages] = default_stages,
    facts: Mapping[tuple[str, int], Facts] = NO_FACTS,
) -> Iterator[Result | None]:
    """Yield None once a file is read, then what each article yields but the first ``known`` ones; ``facts`` are a person's own."""
    name, found = relative(path, root), stages()
    try:
        articles = found.read(path, root)
    except ReadError as error:
        yield Issue(path=name, stage="read", message=sound(str(error)))
        return
    except Exception as error:
        yield _trouble(name, "read", error)
        return
    yield None
    for article in articles[known:]:
        if isinstance(article, Issue):
            yield article
        else:
            yield _process_article(sound_article(article), found, facts.get((article.path, article.part), {}))


def sound_article(raw: RawArticle) -> RawArticle:
    """Return an article whose text and hints can be stored: half characters, which JSON can smuggle in, become a sign."""
    hints = {key: (scrubbed(value), basis) for key, (value, basis) in raw.hints.items()}
    text = scrubbed(raw.text)
    return raw if text is raw.text and hints == raw.hints else replace(raw, text=text, hints=hints)


def _process_article(raw: RawArticle, stages: Stages, facts: Facts) -> Result:
    """Take one article through the stages; trouble in one of them is the article's issue."""
    if len(raw.text) > MOST_LETTERS:
        words = f"the text has {len(raw.text)} characters; no article is longer than {MOST_LETTERS}"
        return Issue(path=raw.path, stage="read", message=words)
    stage = "language"
    try:
        language, confidence = (facts["language"], 1.0) if facts.get("language") else stages.identify(raw.text)
        stage = "clean"
        document = overlay(stages.clean(raw, language, confidence), facts)
    except ResourceError:
        raise  # not the article's trouble: the program itself is incomplete, and every article would fail
    except Exception as error:
        return _trouble(raw.path, stage, error)
    return process_document(document, stages)


def process_document(document: Document, stages: Stages) -> Result:
    """Return what a cleaned article yields; trouble in a stage is the article's issue."""
    stage = "parse"
    try:
        doc = stages.parse(document)
        stage = "extract"
        extraction = stages.extract(document, doc)
        stage = "resolve"
        return stages.resolve(document, extraction)
    except ResourceError:
        raise
    except Exception as error:
        return _trouble(document.path, stage, error)


def prepare(stages: Callable[[], Stages] = default_stages) -> None:
    """Load all that the stages need by taking a few words through them."""
    raw = RawArticle(path="", sha256="", format="txt", text="Ankara\n\nThe minister met the envoy in Ankara on Monday.")
    _process_article(raw, stages(), {})


def _trouble(path: str, stage: str, error: Exception) -> Issue:
    """Return the issue of an error and keep its trace in the log."""
    log.warning("%s: %s failed", path, stage, exc_info=error)
    if isinstance(error, AppError):
        words = str(error)
    elif isinstance(error, MemoryError):
        words = "the file needs more memory than one file may take"
    else:
        words = f"unexpected error ({type(error).__name__}: {str(error)[:300]})"
    return Issue(path=path, stage=stage, message=sound(words))


def run(
    folder: Path,
    case: Case,
    *,
    jobs: int = 1,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    skip: Iterable[Path] = (),
    stages: Callable[[], Stages] = default_stages,
    limits: Limits | None = None,
    spread: Callable[..., Iterator[tuple[Path, list]]] = map_files,
) -> RunReport:
    """Bring a case up to date with a folder: only new and changed files are processed, each saved as soon as it is done.

    ``jobs`` is the number of child processes that read the files; with 0 they are read in this one, without limits.
    ``spread`` lets others do the reading: a cluster (core.cluster).
    """
    began = time.monotonic()
    paths = _files(folder, case, skip)
    names = {path: relative(path, folder) for path in paths}
    case.forget_missing(names.values())
    hashes = {path: _state(path) for path in paths}
    own = _take_over_own_entities(case)
    todo = list(_outdated(case, names, hashes))
    facts = facts_by_article(case.corrections("article."))
    saved = _Tally(done=len(paths) - len(todo), total=len(paths))
    work, ready = functools.partial(process_articles, root=folder, stages=stages, facts=facts), functools.partial(prepare, stages)
    if todo and case.file_states():
        case.keep_backup()
    stop, tell = cancelled or (lambda: False), progress or (lambda _: None)
    tell(Progress(done=saved.done, total=saved.total))
    for path, results in spread(work, todo, jobs=jobs, cancelled=stop, prepare=ready, limits=limits):
        _save(case, names[path], hashes[path], results, saved)
        tell(Progress(done=saved.done, total=saved.total, path=names[path], events=saved.events))
    if case.unclustered:
        connect(case, stages())
    case.log("run", folder.name, files=len(paths), read=saved.read, events=saved.events, version=extraction_version())
    present = {*names.values(), own}
    return RunReport(
        files=len(paths),
        read=saved.read,
        skipped_unchanged=len(paths) - len(todo),
        issues=tuple(issue for issue in case.issues() if issue.path in present),
        events=saved.events,
        seconds=time.monotonic() - began,
        cancelled=stop() and saved.done < saved.total,
    )


def _take_over_own_entities(case: Case) -> str:
    """Let articles that hold a form of a changed row of the user's own entities be read again; return the name of that file."""
    from core.resolve.user_entities import own_entities, own_file, touched

    name, own, before = own_file().name, own_entities(), case.setting("own_entities", [])
    case.replace_issues(name, [Issue(path=name, stage="read", message=f"line {bad.line}: {bad.message}") for bad in own.bad])
    now = own.data()
    if now != before:
        case.read_again(d.path for d in case.documents() if touched(before, now, d.text, d.language))
        case.set_setting("own_entities", now)
    return name


def connect(case: Case, stages: Stages) -> None:
    """Unify names, find the documents that repeat another, and join the reports of one incident, under a person's corrections."""
    from core.resolve.duplicates import each_copy

    case.rename_entities(stages.unify(case.each_entity_found()))
    with Scratch() as scratch:  # what is found is written when all of it is there: until then others may write to the case
        copies = ((doc_id, copy.original, copy.likeness) for doc_id, copy in each_copy(case.each_document()))
        case.save_copies(scratch.in_order(copies, width=3))
        found = Shelf[Incident](scratch, held=0)
        for incident in stages.cluster(case.each_event(), _Documents(case)):
            found.put(incident)
        settle(case, set(), found)


class _Documents(Mapping[str, Document]):
    """The documents of a case by id, read when they are asked for; the last ones are held."""

    def __init__(self, case: Case) -> None:
        self._ids = set(case.doc_ids().values())
        self._read = functools.lru_cache(_HELD)(case.document)

    def __getitem__(self, doc_id: str) -> Document:
        found = self._read(doc_id) if doc_id in self._ids else None
        if found is None:
            raise KeyError(doc_id)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


@dataclass(slots=True)
class _Tally:
    """What a run has saved so far."""

    done: int
    total: int
    read: int = 0
    events: int = 0


def _files(folder: Path, case: Case, skip: Iterable[Path]) -> list[Path]:
    """Return the files of a folder without the case's own and without what is to be skipped."""
    from core.read import list_files

    own = os.path.realpath(case.path) if case.path else None
    skipped = [Path(os.path.realpath(path)) for path in skip]
    folders: dict[Path, Path] = {}
    found = []
    for path in list_files(folder):
        if path.parent not in folders:
            folders[path.parent] = Path(os.path.realpath(path.parent))
        real = folders[path.parent] / path.name
        if not (own and str(real).startswith(own)) and not any(real.is_relative_to(other) for other in skipped):
            found.append(path)
    return found


def _outdated(case: Case, names: dict[Path, str], hashes: dict[Path, str]) -> Iterator[Path]:
    """Yield the files that the case does not hold in this state."""
    known, version = case.file_states(), extraction_version()
    for path, name in names.items():
        held = known.get(name)
        if hashes[path] and held == (hashes[path], f"{version} {_AWAITING}") and not _can_recognise():
            continue
        if not hashes[path] or held != (hashes[path], version):
            yield path


def _can_recognise() -> bool:
    """Tell whether scans can be read here."""
    from core.read.ocr import engine

    return engine() is not None


def _save(case: Case, name: str, sha256: str, results: list[Result | Failed], tally: _Tally) -> None:
    """Save what a file yielded; what the case refuses is an issue of that file."""
    tally.done += 1
    stored = [_issue(name, item) if isinstance(item, Failed) else item for item in results]
    try:
        case.save_file(name, sha256, _version(results), stored)
    except CaseError:
        raise  # the case itself is in trouble: a full disk, a damaged file
    except Exception as error:
        case.save_issue(_trouble(name, "store", error))
        return
    found = [item for item in stored if isinstance(item, DocumentResult)]
    tally.read += bool(found)
    tally.events += sum(len(item.events) for item in found)


def _version(results: list[Result | Failed]) -> str:
    """Return the version under which a file's results are kept; some make that it is tried again."""
    if any(isinstance(item, Failed) for item in results):
        return _UNFINISHED
    if any(isinstance(item, Issue) and _AWAITING in item.message for item in results):
        return f"{extraction_version()} {_AWAITING}"
    return extraction_version()


def _issue(name: str, failed: Failed) -> Issue:
    """Return the issue of what a child did not survive."""
    return Issue(path=name, stage="extract" if failed.read else "read", message=failed.message)


def _state(path: Path) -> str:
    """Return what tells the states of a file apart: the hash of its bytes; nothing if it cannot be read (the reader will say why)."""
    try:
        known = path.stat()
        if not stat.S_ISREG(known.st_mode):
            return ""  # opening a pipe or a device could wait for ever
        if known.st_size > _HASHED:
            return f"{known.st_size} bytes of {known.st_mtime_ns}"
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""
