"""Bound a process that reads untrusted files: memory, what it may write, and no way to the network.

Uses resource limits on Unix and a job object on Windows; what a system does not offer is left out (macOS ignores the memory limit),
and the parent's time limit still holds. A limit that is reached shows as MemoryError, or ends the process.
"""

import contextlib
import ctypes
import os
import sys
from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

LARGEST_WRITE = 512 * 2**20
_FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname", "urllib.Request")


def confine() -> None:
    """Take from this process, for good, the network, core dumps and files of any size."""
    sys.addaudithook(_refuse_network)
    if resource:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_WRITE, LARGEST_WRITE))


def _refuse_network(event: str, arguments: tuple) -> None:
    """Stop whatever a file makes a library try."""
    if event in _FORBIDDEN:
        raise PermissionError(f"Rasad opens no connection ({event})")


def bound_memory(more: int) -> bool:
    """Let this process take so many bytes more than it holds now; tell whether the system can be told so."""
    if sys.platform == "win32":
        return _bound_by_job(more)
    if not resource or (held := _held()) is None:
        return False
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (held + more, resource.getrlimit(resource.RLIMIT_AS)[1]))
        return True
    return False


def _held() -> int | None:
    """Return the address space this process holds, where the system tells it."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return None


class _BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("process_time", ctypes.c_int64), ("job_time", ctypes.c_int64), ("flags", ctypes.c_uint32), ("least_set", ctypes.c_size_t),
        ("most_set", ctypes.c_size_t), ("processes", ctypes.c_uint32), ("affinity", ctypes.c_size_t), ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )  # fmt: skip


class _ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", _BasicLimits), ("io", ctypes.c_uint64 * 6), ("process_memory", ctypes.c_size_t), ("job_memory", ctypes.c_size_t),
        ("peak_process", ctypes.c_size_t), ("peak_job", ctypes.c_size_t),
    )  # fmt: skip


_EXTENDED, _PROCESS_MEMORY = 9, 0x100
_LOADED = 2**30
"""What a process on Windows may hold before any file: a job's limit counts from nothing."""
_job: int | None = None


def _bound_by_job(more: int) -> bool:
    """Put this process into a job object with a limit of memory, once: a job's limit is absolute."""
    global _job
    if _job is not None:
        return True
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
    _job = kernel.CreateJobObjectW(None, None)
    limits = _ExtendedLimits()
    limits.basic.flags = _PROCESS_MEMORY
    limits.process_memory = _LOADED + more
    told = kernel.SetInformationJobObject(ctypes.c_void_p(_job), _EXTENDED, ctypes.byref(limits), ctypes.sizeof(limits))
    return bool(told and kernel.AssignProcessToJobObject(ctypes.c_void_p(_job), ctypes.c_void_p(kernel.GetCurrentProcess())))
