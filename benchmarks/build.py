"""What `kg build` costs from start to end, and whether its memory grows with the number of articles.

usage: python -m benchmarks.build [--sizes 100 1000]

Each size is built by the command line in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.articles import articles


def build(count: int) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak megabytes of building a store of so many articles."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "articles.jsonl")
        with source.open("w", encoding="utf-8") as lines:
            for document in articles(count):
                lines.write(json.dumps(document.to_dict(), ensure_ascii=False) + "\n")
        command = [sys.executable, "-m", "kg", "build", str(source), "--store", str(Path(folder, "store"))]
        started = time.monotonic()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        if status:
            raise SystemExit(f"kg build failed with status {os.waitstatus_to_exitcode(status)}")
        return time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000])
    options = parser.parse_args()
    print(f"{'articles':>9} {'wall s':>8} {'cpu s':>8} {'ms/article':>11} {'peak MB':>8}")
    for size in options.sizes:
        wall, cpu, memory = build(size)
        print(f"{size:>9,} {wall:>8.1f} {cpu:>8.1f} {1000 * wall / size:>11.1f} {memory:>8.0f}", flush=True)


if __name__ == "__main__":
    main()
