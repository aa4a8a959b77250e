"""The most memory that a process held."""

from pathlib import Path

try:
    import resource as process
except ImportError:  # Windows
    process = None


def own_peak() -> int:
    """Return the most memory that this process held, in MB; 0 where the system does not tell.

    Linux hands the figure of getrusage on to a process that is started, so that it may be that of its parent; VmHWM is its own.
    """
    status = Path("/proc/self/status")
    told = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    held = next((line for line in told if line.startswith("VmHWM:")), None)
    if held:
        return int(held.split()[1]) // 1024
    return process.getrusage(process.RUSAGE_SELF).ru_maxrss // 1024 if process else 0
