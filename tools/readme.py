"""Run every command of the README and compare (or rewrite) what it prints.

usage: python tools/readme.py [--write]

A ``console`` block holds commands behind ``$`` and what they print. The commands run in order, in a folder of their own
beside which ``data/`` lies, with the environment's ``kg`` on the path.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
WIDTH = 150


def output(command: str, folder: Path) -> str:
    """What a shell command prints in a folder; its lines are cut to the width of the page."""
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=folder, env=environment, capture_output=True, text=True
    )
    if done.returncode not in (0, 141) or done.stderr:  # 141: `head` closed the pipe
        raise SystemExit(f"the README's command failed with status {done.returncode}: {command}\n{done.stderr}")
    lines = [line if len(line) <= WIDTH else line[: WIDTH - 1] + "…" for line in done.stdout.splitlines()]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def run_all(text: str) -> str:
    """The README with the true output behind each command."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "data").symlink_to(ROOT / "data")

        def run(match: re.Match[str]) -> str:
            commands = [line for line in match[1].splitlines() if line.startswith("$ ")]
            shown = "".join(f"{command}\n{output(command[2:], folder)}" for command in commands)
            return f"```console\n{shown}```"

        return BLOCK.sub(run, text)


def main() -> None:
    """Compare, or with ``--write`` rewrite."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the true output into the README")
    options = parser.parse_args()
    written = README.read_text(encoding="utf-8")
    true = run_all(written)
    if options.write:
        README.write_text(true, encoding="utf-8")
    elif true != written:
        for line, (a, b) in enumerate(zip(written.splitlines(), true.splitlines(), strict=False), 1):
            if a != b:
                sys.exit(f"README.md:{line} shows\n  {a}\nbut it is\n  {b}\nrun: python tools/readme.py --write")
        sys.exit("README.md shows another number of lines than its commands print; run: python tools/readme.py --write")


if __name__ == "__main__":
    main()
