"""Children that read files: whatever one of them does to itself costs one article, and the reason is told."""

import functools
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import ResourceError
from core.workers import Failed, Limits, map_files

LIMITS = Limits(seconds=3.0, memory=256 * 2**20, output=2**20)


def work(path: Path, known: int) -> Iterator[str | None]:
    """Do what the file's name asks for: one letter an article."""
    if path.name == "unreadable":
        os._exit(3)
    yield None
    for number, letter in list(enumerate(path.name))[known:]:
        if letter == "k":
            os.kill(os.getpid(), signal.SIGSEGV)
        if letter == "h":
            time.sleep(60)
        while letter == "i":
            pass
        if letter == "m":
            bytearray(2**30)
        if letter == "o":
            yield "x" * 2**21
        if letter == "r":
            raise ResourceError("no lexicon")
        yield f"{letter}{number}"


def outcome(names: list[str], **options: object) -> dict[str, list]:
    paths = [Path(name) for name in names]
    return {path.name: found for path, found in map_files(work, paths, cancelled=lambda: False, limits=LIMITS, **options)}


def told(found: list) -> list[str]:
    return [item.message if isinstance(item, Failed) else item for item in found]


def test_every_file_comes_back_whatever_the_number_of_children() -> None:
    names = ["abc", "d", "", "ef"]
    wanted = {"abc": ["a0", "b1", "c2"], "d": ["d0"], "": [], "ef": ["e0", "f1"]}
    assert outcome(names, jobs=0) == outcome(names, jobs=1) == outcome(names, jobs=2) == wanted


def test_a_bad_article_costs_itself_only() -> None:
    found = {name: told(items) for name, items in outcome(["akb", "xoy", "zz"], jobs=1).items()}
    assert found["zz"] == ["z0", "z1"]
    assert found["akb"][::2] == ["a0", "b2"]
    assert found["xoy"][::2] == ["x0", "y2"]
    assert "article 2 of the file ended its process, which died (SIGSEGV)" in found["akb"][1]
    assert "yielded more than 1 MB" in found["xoy"][1]


def test_a_bad_file_is_left_out_and_a_hopeless_one_given_up() -> None:
    found = outcome(["unreadable", "kkkk", "a"], jobs=2)
    assert told(found["a"]) == ["a0"]
    (item,) = found["unreadable"]
    assert not item.read
    assert "the file was left out" in item.message
    assert len(found["kkkk"]) == 3
    assert "the rest of the file" in found["kkkk"][-1].message


def test_who_hangs_is_ended() -> None:
    found = outcome(["h", "i", "a"], jobs=1)
    for name in ("h", "i"):
        assert "took longer than 3 seconds" in found[name][0].message
    assert told(found["a"]) == ["a0"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the system has no limit of memory that can be told here")
def test_who_swells_is_ended() -> None:
    found = outcome(["m", "a"], jobs=1)
    assert "needed more than 256 MB" in found["m"][0].message
    assert told(found["a"]) == ["a0"]


def test_an_incomplete_program_ends_the_run() -> None:
    with pytest.raises(ResourceError, match="no lexicon"):
        outcome(["r"], jobs=1)


def test_children_that_cannot_start_end_the_run() -> None:
    with pytest.raises(ResourceError, match="could not start"):
        outcome(["a"], jobs=1, prepare=functools.partial(os._exit, 5))


def test_cancelling_ends_the_children() -> None:
    found = list(map_files(work, [Path("h")], jobs=1, cancelled=lambda: True, limits=LIMITS))
    assert found == []
