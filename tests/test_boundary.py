"""Guards: core stays free of Qt, of the window and of the network; folding happens in one place; files stay small."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORE = sorted((ROOT / "core").rglob("*.py"))
SOURCES = [*sorted(path for part in ("core", "gui", "tools", "tests") for path in (ROOT / part).rglob("*.py")), ROOT / "main.py"]
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
NETWORK = {"socket", "ssl", "http", "urllib.request", "requests", "httpx", "ftplib", "smtplib", "asyncio"}
CASE_OF_ASCII = "ascii"  # a line that says so changes the case of a file ending, a tag or a code, never of news text
HARMLESS = {
    "core/read/__init__.py": "a file's ending",
    "core/parse_sentences.py": "asks whether a letter has case at all",
    "core/resolve/link_places.py": "English words of its own",
    "core/resolve/namekeys.py": "its own Latin consonant classes, after folding",
}

_IMPORT_ALL = """
import importlib, pkgutil, sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"):
        raise AssertionError(f"{event} {arguments}")
sys.addaudithook(watch)
import core
names = [m.name for m in pkgutil.walk_packages(core.__path__, "core.")]
for name in names:
    importlib.import_module(name)
bad = sorted(name for name in sys.modules if name.split(".")[0] in ("PySide6", "shiboken6", "gui", "torch"))
print(len(names), bad)
sys.exit(bool(bad))
"""


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_importing_all_of_core_brings_neither_qt_nor_network() -> None:
    done = subprocess.run([sys.executable, "-c", _IMPORT_ALL], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout.split()[0]) > 20


@pytest.mark.parametrize("path", CORE, ids=_name)
def test_core_imports_nothing_forbidden(path: Path) -> None:
    found = set(_imports(path))
    assert not {name for name in found if name.split(".")[0] in ("PySide6", "gui", "tools", "tests")}
    assert not found & NETWORK


def test_letters_change_case_only_in_textnorm() -> None:
    offences = []
    for path in CORE:
        if "textnorm" in path.parts or _name(path) in HARMLESS:
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        for node in ast.walk(ast.parse("\n".join(lines))):
            if (
                isinstance(node, ast.Attribute)
                and node.attr in ("lower", "casefold")
                and CASE_OF_ASCII not in lines[node.lineno - 1].casefold()
            ):
                offences.append(f"{_name(path)}:{node.lineno}")
    assert not offences, "use core.textnorm.fold, or say '# ascii' why it may stay: " + ", ".join(offences)


def test_files_stay_short() -> None:
    long = {_name(path): lines for path in SOURCES if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE}
    assert not long


def test_functions_stay_short() -> None:
    long = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION:
                long[f"{_name(path)}:{node.name}"] = (node.end_lineno or 0) - node.lineno + 1
    assert not long


def test_sql_lives_in_the_store_only() -> None:
    allowed = {"core/store", "tests/core/store", "core/resolve", "tests/core/resolve", "tools"}
    offences = [
        _name(path)
        for path in SOURCES
        if not any(_name(path).startswith(place) for place in allowed) and "sqlite3" in {name.split(".")[0] for name in _imports(path)}
    ]
    assert offences == []


def test_every_requirement_is_pinned() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        loose = [line for line in lines if line and not line.startswith(("#", "-r ")) and "==" not in line]
        assert not loose


def test_toml_files_are_well_formed() -> None:
    for path in (ROOT / "resources").rglob("*.toml"):
        tomllib.loads(path.read_text(encoding="utf-8"))
