"""Dead cycles are collected where widgets live."""

import gc
import threading

from PySide6.QtCore import QObject

from gui.collector import Collector


class _Cycle:
    """Tells in which thread it died."""

    died: list[int] = []  # noqa: RUF012

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        self.died.append(threading.get_ident())


def allocate() -> None:
    kept = [[] for _ in range(200_000)]
    assert len(kept) == 200_000


def test_a_cycle_does_not_die_in_another_thread(qapp) -> None:
    parent = QObject()
    collector = Collector(parent)
    try:
        _Cycle.died.clear()
        _Cycle()
        worker = threading.Thread(target=allocate)
        worker.start()
        worker.join()
        assert _Cycle.died == []
        allocate()
        collector.collect()
        gc.collect()
        assert _Cycle.died == [threading.get_ident()]
    finally:
        collector.stop()
    assert gc.isenabled()
