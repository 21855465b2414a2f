"""The README is true: its commands run and print what it shows, and it names what there is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_commands_print_what_the_readme_shows() -> None:
    done = subprocess.run([sys.executable, ROOT / "tools" / "readme.py"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "path", ["data/articles", "ontology/README.md", "notebooks", "benchmarks/README.md", "LICENSE"]
)
def test_files_that_the_readme_names_are_there(path: str) -> None:
    assert path.split("/")[-1] in README
    assert (ROOT / path).exists()


def test_the_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg import KnowledgeGraph

    monkeypatch.chdir(tmp_path)
    KnowledgeGraph.open("my-store").close()
    code = README.split("```python\n")[1].split("```")[0]
    exec(compile(code, "README.md", "exec"), {})
