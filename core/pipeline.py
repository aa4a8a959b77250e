"""One run from a folder to a case: the only module that knows the order of the stages.

    list_files -> read_file -> identify -> clean -> parse -> extract -> resolve -> Case.save_file -> unify -> cluster

Extraction of one file is a pure function of its bytes and the resources (``process_file``), so it may happen in any process.
"""

import functools
import gc
import hashlib
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.errors import AppError, CaseError, ReadError, ResourceError
from core.model import Document, DocumentResult, Entity, Event, Incident, Issue, Progress, RawArticle
from core.store import Case
from core.version import extraction_version
from core.workers import Crashed, map_files

log = logging.getLogger(__name__)

Result = DocumentResult | Issue
_OBJECTS_BETWEEN_COLLECTIONS = 50_000


@dataclass(frozen=True, slots=True)
class Stages:
    """The stage functions; tests put fakes here."""

    read: Callable[[Path, Path], list[RawArticle]]
    identify: Callable[[str], tuple[str, float]]
    clean: Callable[[RawArticle, str, float], Document]
    parse: Callable
    extract: Callable
    resolve: Callable
    unify: Callable[[list[Entity]], Mapping[str, str]]
    cluster: Callable[[list[Event], dict[str, Document]], list[Incident]]


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
    name, found = _relative(path, root), stages()
    try:
        articles = found.read(path, root)
    except ReadError as error:
        return [Issue(path=name, stage="read", message=str(error))]
    except Exception as error:
        return [_trouble(name, "read", error)]
    return [_process_article(article, found) for article in articles]


def _process_article(raw: RawArticle, stages: Stages) -> Result:
    """Take one article through the stages; trouble in one of them is the article's issue."""
    stage = "language"
    try:
        language, confidence = stages.identify(raw.text)
        stage = "clean"
        document = stages.clean(raw, language, confidence)
        stage = "parse"
        doc = stages.parse(document)
        stage = "extract"
        extraction = stages.extract(document, doc)
        stage = "resolve"
        return stages.resolve(document, extraction)
    except ResourceError:
        raise  # not the article's trouble: the program itself is incomplete, and every article would fail
    except Exception as error:
        return _trouble(raw.path, stage, error)


def _trouble(path: str, stage: str, error: Exception) -> Issue:
    """Return the issue of an error and keep its trace in the log."""
    log.warning("%s: %s failed", path, stage, exc_info=error)
    words = str(error) if isinstance(error, AppError) else f"unexpected error ({type(error).__name__}: {error})"
    return Issue(path=path, stage=stage, message=words)


def run(
    folder: Path,
    case: Case,
    *,
    jobs: int = 1,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    skip: Iterable[Path] = (),
    stages: Callable[[], Stages] = default_stages,
) -> RunReport:
    """Bring a case up to date with a folder: only new and changed files are processed, each saved as soon as it is done."""
    began = time.monotonic()
    paths = _files(folder, case, skip)
    names = {path: _relative(path, folder) for path in paths}
    case.forget_missing(names.values())
    hashes = {path: _sha256(path) for path in paths}
    todo = list(_outdated(case, names, hashes))
    saved = _Tally(done=len(paths) - len(todo), total=len(paths))
    work = functools.partial(process_file, root=folder, stages=stages)
    stop, tell = cancelled or (lambda: False), progress or (lambda _: None)
    tell(Progress(done=saved.done, total=saved.total))
    for path, results in map_files(work, todo, jobs=jobs, cancelled=stop):
        _save(case, names[path], hashes[path], results, saved)
        tell(Progress(done=saved.done, total=saved.total, path=names[path], events=saved.events))
    if case.unclustered:
        case.rename_entities(stages().unify(case.entities(unified=False)))
        documents = {document.doc_id: document for document in case.documents()}
        case.save_incidents(stages().cluster(case.events(), documents))
    case.log("run", folder.name, files=len(paths), read=saved.read, events=saved.events, version=extraction_version())
    present = set(names.values())
    return RunReport(
        files=len(paths),
        read=saved.read,
        skipped_unchanged=len(paths) - len(todo),
        issues=tuple(issue for issue in case.issues() if issue.path in present),
        events=saved.events,
        seconds=time.monotonic() - began,
        cancelled=stop() and saved.done < saved.total,
    )


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

    own = str(case.path.resolve()) if case.path else None
    skipped = [path.resolve() for path in skip]
    found = []
    for path in list_files(folder):
        real = path.resolve()
        if not (own and str(real).startswith(own)) and not any(real.is_relative_to(other) for other in skipped):
            found.append(path)
    return found


def _outdated(case: Case, names: dict[Path, str], hashes: dict[Path, str]) -> Iterator[Path]:
    """Yield the files that the case does not hold in this state."""
    known, version = case.file_states(), extraction_version()
    for path, name in names.items():
        if not hashes[path] or known.get(name) != (hashes[path], version):
            yield path


def _save(case: Case, name: str, sha256: str, results: list[Result] | Crashed, tally: _Tally) -> None:
    """Save what a file yielded; what the case refuses is an issue of that file."""
    tally.done += 1
    if isinstance(results, Crashed):
        case.save_issue(Issue(path=name, stage="extract", message=results.message))
        return
    try:
        case.save_file(name, sha256, extraction_version(), results)
    except CaseError:
        raise  # the case itself is in trouble: a full disk, a damaged file
    except Exception as error:
        case.save_issue(_trouble(name, "store", error))
        return
    found = [item for item in results if isinstance(item, DocumentResult)]
    tally.read += bool(found)
    tally.events += sum(len(item.events) for item in found)


def _relative(path: Path, root: Path) -> str:
    """Return a file's path inside the folder, with '/'."""
    base = root if root.is_dir() else root.parent
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else path.name


def _sha256(path: Path) -> str:
    """Return the hash of a file's bytes, or nothing if it cannot be read (the reader will say why)."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
