"""One measured run, in a process of its own: ``python -m tools.bench_run_once FOLDER CASE JOBS`` (tools.bench_run starts it)."""

import json
import sys
from pathlib import Path

from tools.bench_run import run_once

if __name__ == "__main__":
    print(json.dumps(run_once(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))))
