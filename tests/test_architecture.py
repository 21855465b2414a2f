"""The house: data flows one way, and each room imports only from rooms before it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "kg"

ROOMS = (
    "errors", "model", "vocabulary", "resources", "documents", "kb", "nlp", "extraction", "entities", "statements",
    "rdf", "store", "questions", "query", "table", "graph", "view", "export", "validation", "archive", "builder",
    "knowledge_graph", "cli",
)  # fmt: skip
"""In the order of the flow: from articles to what people see."""

WITHOUT_SPACY = frozenset(ROOMS) - {"nlp", "extraction"}
"""Only the pipeline and the bridge out of it may import spaCy."""


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.stem[0] != "_")


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The full names of what a module imports, wherever the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def test_every_room_is_in_the_plan() -> None:
    assert {room_of(path) for path in modules()} == set(ROOMS)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    room = room_of(path)
    rooms = {name.split(".")[1] for name in imported(path) if name.startswith("kg.")}
    later = {other for other in rooms & set(ROOMS) if ROOMS.index(other) > ROOMS.index(room)}
    assert not later, f"{path.relative_to(ROOT)} imports from later rooms: {', '.join(sorted(later))}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_spacy_stays_behind_the_bridge(path: Path) -> None:
    if room_of(path) in WITHOUT_SPACY:
        assert not {name for name in imported(path) if name.split(".")[0] in ("spacy", "thinc")}
