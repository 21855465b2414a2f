"""All measurements, one after the other: `python -m benchmarks`."""

import subprocess
import sys

for name in ("speed", "build"):
    print(f"\n== {name}", flush=True)
    subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=True)
