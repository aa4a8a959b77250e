"""Start Rasad: with a command (extract, brief, --selftest, --version) on the command line, otherwise its window."""

import multiprocessing
import sys


def main(arguments: list[str]) -> int:
    """Run a command, or open the window on the folder or case named; return the exit code."""
    from core import cli

    if cli.is_command(arguments):
        return cli.main(arguments)
    from gui.app import run  # the only way that leads to Qt

    return run(arguments)


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main(sys.argv[1:]))
