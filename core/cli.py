"""The command line: extract a folder, write a briefing, test the program itself. Nothing here leads to Qt.

Exit codes: 0 done, 1 it could not be done (the message says why), 2 the command was not understood.
"""

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from core.brief.model import TLP
from core.errors import AppError, BriefError, DamagedCase
from core.filenames import shown
from core.i18n import INTERFACE_LANGUAGES, Catalogue
from core.model import Progress
from core.version import VERSION

COMMANDS = ("extract", "brief", "recover")
OPTIONS = ("--selftest", "--version", "-h", "--help")


def is_command(arguments: list[str]) -> bool:
    """Tell whether arguments are for the command line rather than for the window."""
    if not arguments:
        return False
    first = arguments[0]
    if first in COMMANDS:
        return True
    return first.startswith("-") or not Path(first).exists()


def main(arguments: list[str]) -> int:
    """Do what the arguments say and return the exit code."""
    logging.basicConfig(level=os.environ.get("RASAD_LOG", "ERROR"), format="%(levelname)s %(name)s: %(message)s")
    words = Catalogue(_language())
    parser = _parser(words)
    try:
        options = parser.parse_args(arguments)
    except SystemExit as stop:  # argparse leaves the process; we return the code so that tests and the window may call us
        return int(stop.code or 0)
    try:
        return options.action(options, words)
    except AppError as error:
        print(words.text("cli.failed", message=error), file=sys.stderr)
        if isinstance(error, DamagedCase):
            print(words.text("cli.damaged"), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(words.text("cli.interrupted"), file=sys.stderr)
        return 1


def _language() -> str:
    """Return the language of messages: that of the user's locale, if there is a catalogue in it."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(name, "")[:2]
        if code in INTERFACE_LANGUAGES:
            return code
    return "en"


def _parser(words: Catalogue) -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = argparse.ArgumentParser(prog="main.py", description=words.text("cli.about"), epilog=words.text("cli.window"))
    parser.set_defaults(action=lambda options, words: _no_command(parser))
    parser.add_argument("--version", action="version", version=f"Rasad {VERSION}")
    parser.add_argument("--selftest", dest="action", action="store_const", const=_selftest, help=words.text("cli.selftest.help"))
    commands = parser.add_subparsers(metavar="|".join(COMMANDS), title=words.text("cli.commands"))
    _add_extract(commands, words)
    _add_brief(commands, words)
    _add_recover(commands, words)
    return parser


def _add_extract(commands: argparse._SubParsersAction, words: Catalogue) -> None:
    """Describe the command 'extract'."""
    extract = commands.add_parser("extract", help=words.text("cli.extract.help"), description=words.text("cli.extract.help"))
    extract.add_argument("folder", metavar="FOLDER", type=Path, help=words.text("cli.extract.folder"))
    extract.add_argument("--out", metavar="DIR", type=Path, required=True, help=words.text("cli.extract.out"))
    extract.add_argument("--case", metavar="FILE", type=Path, help=words.text("cli.extract.case"))
    extract.add_argument("--jobs", metavar="N", type=_positive, default=1, help=words.text("cli.extract.jobs"))
    extract.add_argument("--scheduler", metavar="ADDRESS", default="", help=words.text("cli.extract.scheduler"))
    extract.set_defaults(action=_extract)


def _add_brief(commands: argparse._SubParsersAction, words: Catalogue) -> None:
    """Describe the command 'brief'."""
    brief = commands.add_parser("brief", help=words.text("cli.brief.help"), description=words.text("cli.brief.help"))
    brief.add_argument("source", metavar="FOLDER_OR_CASE", type=Path, help=words.text("cli.brief.source"))
    brief.add_argument("-o", "--output", metavar="FILE.pdf", type=Path, required=True, help=words.text("cli.brief.output"))
    brief.add_argument("--lang", choices=INTERFACE_LANGUAGES, default="en", help=words.text("cli.brief.lang"))
    brief.add_argument("--title", default="", help=words.text("cli.brief.title"))
    brief.add_argument("--tlp", choices=TLP, type=_marking, default="AMBER", help=words.text("cli.brief.tlp"))
    brief.add_argument("--jobs", metavar="N", type=_positive, default=1, help=words.text("cli.extract.jobs"))
    brief.set_defaults(action=_brief)


def _add_recover(commands: argparse._SubParsersAction, words: Catalogue) -> None:
    """Describe the command 'recover'."""
    recover = commands.add_parser("recover", help=words.text("cli.recover.help"), description=words.text("cli.recover.help"))
    recover.add_argument("case", metavar="CASE", type=Path, help=words.text("cli.recover.case"))
    recover.set_defaults(action=_recover)


def _marking(text: str) -> str:
    """Return a marking without its prefix, in capitals."""
    return text.upper().removeprefix("TLP:")


def _positive(text: str) -> int:
    """Return a count of at least one."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def _no_command(parser: argparse.ArgumentParser) -> int:
    """Say what can be asked for."""
    parser.print_usage(sys.stderr)
    return 2


def _extract(options: argparse.Namespace, words: Catalogue) -> int:
    """Extract a folder into the four output files and, if asked, a case."""
    from core import output
    from core.store import Case

    _need_folder(options.folder, words)
    with Case.open_or_create(options.case) if options.case else _passing_case() as case:
        all_failed = _run(options.folder, case, options.jobs, words, [options.out], options.scheduler)
        output.write(case, options.out)
        counts = case.counts()
    print(words.text("cli.extract.done", documents=counts.documents, events=counts.events, out=options.out))
    return int(all_failed)


def _brief(options: argparse.Namespace, words: Catalogue) -> int:
    """Write the briefing of a case, or of a folder extracted on the way."""
    from core.brief import BriefOptions, build, write_pdf
    from core.store import Case

    moment = datetime.now(UTC).isoformat(timespec="minutes")
    wanted = BriefOptions(language=options.lang, title=options.title, tlp=options.tlp, generated_at=moment, version=VERSION)
    if options.source.is_dir():
        with _passing_case() as case:
            if _run(options.source, case, options.jobs, words, [options.output]):
                return 1
            briefing = build(case, wanted)
    else:
        with Case.open(options.source) as case:
            briefing = build(case, wanted)
    try:
        options.output.parent.mkdir(parents=True, exist_ok=True)
        write_pdf(briefing, options.output)
    except OSError as error:
        raise BriefError(f"{options.output}: {error.strerror or error}") from error
    print(words.text("cli.brief.done", path=options.output))
    return 0


def _recover(options: argparse.Namespace, words: Catalogue) -> int:
    """Bring a damaged case back from its newest sound copy."""
    from core.store.recovery import recover

    done = recover(options.case)
    made = f"{done.copy.made:%Y-%m-%d %H:%M} UTC" if done.copy else ""
    key = "cli.recover.done" if done.copy else "cli.recover.empty"
    print(words.text(key, made=made, decisions=done.decisions, aside=done.set_aside.name))
    return 0


def _selftest(options: argparse.Namespace, words: Catalogue) -> int:
    """Try every part of the program and say which of them fails."""
    from core.selftest import checks

    failed = 0
    for name, check in checks():
        try:
            detail = check()
        except Exception as error:  # the account must cover every part, whatever is wrong with one of them
            failed += 1
            print(words.text("cli.selftest.bad", part=name, message=f"{type(error).__name__}: {error}"))
        else:
            print(words.text("cli.selftest.good", part=name, detail=detail))
    print(words.text("cli.selftest.failed", n=failed) if failed else words.text("cli.selftest.passed"))
    return int(failed > 0)


@contextmanager
def _passing_case() -> Iterator:
    """Give a case on disk that is gone afterwards: memory does not grow with the folder."""
    from core.store import Case

    with tempfile.TemporaryDirectory(prefix="rasad-") as folder, Case.create(Path(folder) / "run.rasad") as case:
        yield case


def _need_folder(folder: Path, words: Catalogue) -> None:
    """Raise AppError if there is no such folder."""
    if not folder.exists():
        raise AppError(words.text("cli.no_folder", path=folder))


def _run(folder: Path, case: object, jobs: int, words: Catalogue, skip: list[Path], scheduler: str = "") -> bool:
    """Run the pipeline, show its progress and troubles, and tell whether no file at all could be read."""
    from core.cluster import map_on
    from core.pipeline import run

    spread = {"spread": map_on(scheduler)} if scheduler else {}
    report = run(folder, case, jobs=jobs, progress=_shower(words), skip=skip, **spread)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    for issue in report.issues:
        print(words.text("cli.issue", path=shown(issue.path), stage=issue.stage, message=shown(issue.message)), file=sys.stderr)
    if not report.files:
        raise AppError(words.text("cli.empty_folder", path=folder))
    return report.read + report.skipped_unchanged == 0


def _shower(words: Catalogue):  # noqa: ANN202
    """Return a progress callable that keeps one line of a terminal up to date, or nothing if there is none."""
    if not sys.stderr.isatty():
        return None

    def show(progress: Progress) -> None:
        line = words.text("cli.progress", done=progress.done, total=progress.total, events=progress.events, path=shown(progress.path))
        print(f"\r\x1b[K{line[:100]}", end="", file=sys.stderr, flush=True)

    return show
