"""Spread work on untrusted files over child processes, each bounded in time, memory and output: a bad file costs only itself.

A child sends what each article of a file yields as soon as it is there. Whoever makes it die, hang or swell is left out with the
reason; the file's other articles are read by the next child. Nothing is forked, since a window may be open in this process, and
only pipes are used, no sockets.
"""

import contextlib
import multiprocessing
import os
import pickle
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import connection
from pathlib import Path
from typing import Any

from core.confine import bound_memory, confine
from core.errors import AppError, ResourceError

Work = Callable[[Path, int], Iterable[Any]]
"""Yields None once a file is read, then one result for each of its articles but the first ``n``, which are known already."""

_AHEAD = 2  # files handed to each child in advance: enough to keep it busy while results are saved
_TICK = 0.2
_PATIENCE = 5
_STARTING = 300.0  # seconds that a child may take to load what it needs, on a machine with other things to do
_MOST_FAILURES = 3  # articles of one file that may fail before the rest of it is given up
_NO_MEMORY = 77
_TOO_LARGE = 78
_READY, _DONE = "ready", "done"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one article may cost: seconds until it (or the reading of its file) is done, bytes of memory, bytes of result.

    On a machine that is busy with other things a child that has hardly had a processor gets up to five times as long.
    """

    seconds: float = 180.0
    memory: int = 768 * 2**20
    output: int = 128 * 2**20


@dataclass(frozen=True, slots=True)
class Failed:
    """Stands for the result of a file (``read`` False) or of one of its articles that a child did not survive."""

    message: str
    read: bool


@dataclass(slots=True)
class _Task:
    """A file in work and what it has yielded so far."""

    path: Path
    results: list = field(default_factory=list)
    read: bool = False
    failures: int = 0


@dataclass(frozen=True, slots=True)
class _Raised:
    """Carries an error that is not the file's trouble from a child to us."""

    error: BaseException


def map_files(
    work: Work,
    paths: list[Path],
    *,
    jobs: int,
    cancelled: Callable[[], bool],
    prepare: Callable[[], None] | None = None,
    limits: Limits | None = None,
) -> Iterator[tuple[Path, list]]:
    """Yield each file with its results as they come, until all are done or the person cancels; ``jobs`` 0 stays in this process."""
    if jobs < 1:
        for path in paths:
            if cancelled():
                return
            yield path, [item for item in work(path, 0) if item is not None]
        return
    yield from _Crew(work, prepare, limits or Limits(), deque(map(_Task, paths))).run(jobs, cancelled)


class _Crew:
    """The children and the files that wait for them."""

    def __init__(self, work: Work, prepare: Callable[[], None] | None, limits: Limits, waiting: deque[_Task]) -> None:
        self._job = (work, prepare, limits)
        self._waiting = waiting
        self._children: list[_Child] = []
        self._stillborn = 0

    def run(self, jobs: int, cancelled: Callable[[], bool]) -> Iterator[tuple[Path, list]]:
        """Hand out files and yield those that are finished."""
        try:
            while (self._waiting or any(child.tasks for child in self._children)) and not cancelled():
                self._feed(jobs)
                ready = connection.wait([child.results for child in self._children], _TICK)
                for child in tuple(self._children):
                    yield from self._listen(child, child.results in ready)
        finally:
            for child in self._children:
                child.kill()

    def _feed(self, jobs: int) -> None:
        """Start children as long as files wait for them, and give each its next files, one by one in turn."""
        while len(self._children) < min(jobs, len(self._waiting)):
            self._children.append(_Child(*self._job))
        for _ in range(_AHEAD):
            for child in self._children:
                if self._waiting and len(child.tasks) < _AHEAD:
                    child.give(self._waiting.popleft())

    def _listen(self, child: "_Child", spoke: bool) -> Iterator[tuple[Path, list]]:
        """Take what a child says; yield the file that it has finished or failed at."""
        try:
            done = child.hear() if spoke else None
        except (EOFError, OSError):
            yield from self._lost(child, child.last_words())
            return
        if done:
            yield done.path, done.results
        elif child.is_late(spoke):
            yield from self._lost(child, f"took longer than {child.limits.seconds:.0f} seconds")

    def _lost(self, child: "_Child", reason: str) -> Iterator[tuple[Path, list]]:
        """Bury a child; what it was at is left out, the rest waits for others."""
        child.kill()
        self._children.remove(child)
        if not child.ready:
            self._stillborn += 1
            self._waiting.extendleft(reversed(child.tasks))
            if self._stillborn > 2:
                raise ResourceError(f"The process that reads the files could not start ({reason}).")
            return
        if not child.tasks:
            return
        task = child.tasks.popleft()
        self._waiting.extendleft(reversed(child.tasks))
        task.results.append(Failed(_words(task, reason), task.read))
        task.failures += 1
        if task.read and task.failures < _MOST_FAILURES:
            task.read = False
            self._waiting.appendleft(task)
        else:
            yield task.path, task.results


def _words(task: _Task, reason: str) -> str:
    """Say what was left out and why."""
    if not task.read:
        return f"reading the file {reason}; the file was left out"
    rest = "" if task.failures + 1 < _MOST_FAILURES else ", as was the rest of the file"
    return f"article {len(task.results) + 1} of the file {reason}; it was left out{rest}"


class _Child:
    """One child process and the files in its hands; the first of them is in work."""

    def __init__(self, work: Work, prepare: Callable[[], None] | None, limits: Limits) -> None:
        context = multiprocessing.get_context("spawn")
        inbox, self._orders = context.Pipe(duplex=False)
        self.results, outbox = context.Pipe(duplex=False)
        self.limits = limits
        self.tasks: deque[_Task] = deque()
        self.ready = False
        self._waited, self._worked, self._looked = 0.0, 0.0, time.monotonic()
        self._process = context.Process(target=_serve, args=(inbox, outbox, work, prepare, limits), daemon=True, name="rasad-reader")
        self._process.start()
        inbox.close()
        outbox.close()

    def give(self, task: _Task) -> None:
        """Put a file into the child's hands."""
        self.tasks.append(task)
        try:
            self._orders.send((task.path, len(task.results)))
        except OSError:  # it has just died; its last words follow
            return

    def hear(self) -> _Task | None:
        """Take one message; return the file that it finishes, if any."""
        message = pickle.loads(self.results.recv_bytes())
        if isinstance(message, _Raised):
            raise message.error
        if message == _READY:
            self.ready = True
        elif message == _DONE:
            return self.tasks.popleft()
        elif message is None:
            self.tasks[0].read = True
        else:
            self.tasks[0].results.append(message)
        return None

    def is_late(self, spoke: bool) -> bool:
        """Tell whether the child has been silent too long; time in which this machine slept does not count."""
        now = time.monotonic()
        if spoke or not self.tasks:
            self._waited, self._worked = 0.0, self._processor_time()
        else:
            self._waited += min(now - self._looked, 1.0)
        self._looked = now
        most = self.limits.seconds if self.ready else _STARTING
        if self._waited <= most:
            return False
        return self._waited > most * _PATIENCE or self._processor_time() - self._worked > most / 2

    def _processor_time(self) -> float:
        """Return the seconds of processor that the child has had; where the system does not tell, all that have passed."""
        with contextlib.suppress(AttributeError, OSError, TypeError):
            if sys.platform.startswith("linux") and self._process.pid:
                return time.clock_gettime((~self._process.pid << 3) | 2)  # what clock_getcpuclockid of C gives
        return time.monotonic()

    def last_words(self) -> str:
        """Return why a child that is gone went."""
        self._process.join(5)
        code = self._process.exitcode
        if code == _NO_MEMORY:
            return f"needed more than {self.limits.memory // 2**20} MB of memory"
        if code == _TOO_LARGE:
            return f"yielded more than {self.limits.output // 2**20} MB"
        name = signal.Signals(-code).name if code and -code in set(signal.Signals) else f"code {code}"
        return f"ended its process, which died ({name})"

    def kill(self) -> None:
        """End the child, whatever it does."""
        self._process.kill()
        self._process.join()
        self._orders.close()
        self.results.close()


def _serve(
    inbox: connection.Connection, outbox: connection.Connection, work: Work, prepare: Callable[[], None] | None, limits: Limits
) -> None:
    """Be a child: load what is needed, then do one file after the other until the parent closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal reaches us too; the parent decides
    try:
        confine()
        if prepare:
            prepare()
        _send(outbox, _READY, limits)
        while True:
            path, known = inbox.recv()
            bound_memory(limits.memory)
            for item in work(path, known):
                _send(outbox, item, limits)
            _send(outbox, _DONE, limits)
    except (EOFError, BrokenPipeError):
        return
    except MemoryError:
        os._exit(_NO_MEMORY)
    except Exception as error:
        _send(outbox, _Raised(_portable(error)), limits)


def _portable(error: Exception) -> Exception:
    """Return an error that is sure to survive the way through a pipe."""
    try:
        return pickle.loads(pickle.dumps(error))
    except Exception:
        return AppError(f"{type(error).__name__}: {error}")


def _send(outbox: connection.Connection, item: Any, limits: Limits) -> None:
    """Send one message, unless it is larger than any article's result can be."""
    data = pickle.dumps(item, pickle.HIGHEST_PROTOCOL)
    if len(data) > limits.output:
        os._exit(_TOO_LARGE)
    outbox.send_bytes(data)
