"""Spread work on files over processes that a bad file may kill without taking the run with it."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

R = TypeVar("R")
Work = Callable[[Path], R]

_AHEAD = 3  # files handed to each process in advance: enough to keep it busy, few enough that results do not pile up


@dataclass(frozen=True, slots=True)
class Crashed:
    """Stands for the result of a file whose process died."""

    message: str


def map_files(work: Work, paths: list[Path], *, jobs: int, cancelled: Callable[[], bool]) -> Iterator[tuple[Path, R | Crashed]]:
    """Yield each file with its result as it comes, until all are done or the person cancels."""
    if jobs <= 1 or len(paths) < 2:
        for path in paths:
            if cancelled():
                return
            yield path, work(path)
        return
    waiting = deque(paths)
    while waiting and not cancelled():
        suspects: list[Path] = []
        yield from _until_broken(work, waiting, suspects, jobs, cancelled)
        for path in suspects:  # one of these killed the pool: each gets a process of its own
            if cancelled():
                return
            yield path, _alone(work, path)


def _until_broken(
    work: Work, waiting: deque[Path], suspects: list[Path], jobs: int, cancelled: Callable[[], bool]
) -> Iterator[tuple[Path, R]]:
    """Yield results until nothing waits or the pool breaks; then ``suspects`` holds the files that were in work."""
    flying: dict[Future, Path] = {}
    pool = _pool(jobs)
    try:
        while (waiting or flying) and not cancelled():
            while waiting and len(flying) < jobs * _AHEAD:
                flying[pool.submit(work, waiting[0])] = waiting[0]
                waiting.popleft()
            done, _ = wait(flying, timeout=0.2, return_when=FIRST_COMPLETED)
            for future in done:
                result = future.result()
                yield flying.pop(future), result
    except BrokenProcessPool:
        suspects.extend(flying.values())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _alone(work: Work, path: Path) -> R | Crashed:
    """Return the result of one file in a process of its own."""
    with _pool(1) as pool:
        try:
            return pool.submit(work, path).result()
        except BrokenProcessPool:
            return Crashed("the process that read this file died; the file was left out")


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Return fresh processes; never forked, since a window may be open in this one."""
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))
