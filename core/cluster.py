"""Let an existing Dask cluster read the files of a folder: the workers must see the folder under the same path and have Rasad installed.

An optional extra: without the package ``distributed`` this says so. This is the only part that uses a network, and only when an
address is told on the command line.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from core.errors import AppError
from core.workers import Failed, Work

_AHEAD = 4  # files under way for each thread of the cluster
_RETRIES = 3  # how often a file whose worker died is tried on another


def map_on(address: str) -> Callable[..., Iterator[tuple[Path, list]]]:
    """Return what spreads files over the cluster at an address, to stand in for ``core.workers.map_files``."""

    def spread(work: Work, paths: list[Path], *, cancelled: Callable[[], bool], **_: Any) -> Iterator[tuple[Path, list]]:
        try:
            from distributed import Client
        except ImportError as error:
            raise AppError("A cluster needs the package 'distributed', which is not installed here (pip install distributed).") from error
        try:
            client = Client(address, timeout=20)
        except (OSError, ValueError) as error:
            raise AppError(f"The cluster at {address} cannot be reached ({error}).") from error
        with client:
            yield from _collect(client, work, paths, cancelled)

    return spread


def _collect(client: Any, work: Work, paths: list[Path], cancelled: Callable[[], bool]) -> Iterator[tuple[Path, list]]:
    """Keep the cluster busy and yield each file as it is done; few results wait at a time, whatever the number of files."""
    from distributed import as_completed

    waiting = iter(paths)
    under_way: dict[str, Path] = {}
    done = as_completed()

    def hand_out(count: int) -> None:
        for _, path in zip(range(count), waiting, strict=False):  # in this order: none is taken that is not handed out
            future = client.submit(_whole, work, path, pure=False, retries=_RETRIES)
            under_way[future.key] = path
            done.add(future)

    hand_out(max(2, sum(client.nthreads().values())) * _AHEAD)
    for future in done:
        if cancelled():
            return
        path = under_way.pop(future.key)
        hand_out(1)
        yield path, _result(future)


def _result(future: Any) -> list:
    """Return what a file yielded, or that no worker survived it."""
    from distributed import KilledWorker

    try:
        return future.result()
    except KilledWorker:
        return [Failed("reading the file ended every worker that tried it; the file was left out", read=False)]


def _whole(work: Work, path: Path) -> list:
    """Return all that one file yields, in a process of the cluster."""
    return [item for item in work(path, 0) if item is not None]
