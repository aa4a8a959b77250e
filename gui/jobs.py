"""Work outside the window's thread: the only thread code of the program."""

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal

from core.errors import AppError

log = logging.getLogger(__name__)

Work = Callable[[Callable[[Any], None], Callable[[], bool]], Any]
"""A job's function: it gets ``progress`` and ``cancelled`` as core wants them, and returns the job's result."""

_running: set["Job"] = set()


class Job(QObject):
    """One piece of work in a thread; the signals reach QObjects in the thread that made the job."""

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(str)
    ended = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()  # no parent: a job outlives the dialog that started it
        self._work = work
        self._cancelled = False
        self.ended.connect(self._forget)

    def start(self, pool: QThreadPool | None = None) -> "Job":
        """Begin as soon as the pool has a free thread."""
        _running.add(self)  # nobody else need keep it
        (pool or QThreadPool.globalInstance()).start(self._run)
        return self

    def cancel(self) -> None:
        """Ask the work to stop at its next opportunity."""
        self._cancelled = True

    @property
    def is_cancelled(self) -> bool:
        """Tell whether a person asked for the end."""
        return self._cancelled

    def _run(self) -> None:
        try:
            result = self._work(self.progressed.emit, lambda: self._cancelled)
        except AppError as error:
            self.failed.emit(str(error))
        except Exception as error:  # a thread must not die silently: the window shows it, the log keeps its trace
            log.exception("job failed")
            self.failed.emit(f"{type(error).__name__}: {error}")
        else:
            self.finished.emit(result)
        self.ended.emit()

    def _forget(self) -> None:
        _running.discard(self)


def one_thread() -> QThreadPool:
    """Return a pool that does its jobs one after the other."""
    pool = QThreadPool()
    pool.setMaxThreadCount(1)
    return pool


def wait_for_all(milliseconds: int, *pools: QThreadPool) -> bool:
    """Cancel what runs and wait for its end; False if time ran out."""
    for job in tuple(_running):
        job.cancel()
    return all(pool.waitForDone(milliseconds) for pool in (QThreadPool.globalInstance(), *pools))
