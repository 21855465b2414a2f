"""What the tests share: one loaded pipeline a process, and the rule to skip what needs the benchmark data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.model import Document, Extraction

if TYPE_CHECKING:  # spaCy takes seconds to import; most tests do not need it
    from kg.extraction import Extractor

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The extractor with the default model, loaded once."""
    from kg.extraction import Extractor

    return Extractor()


@pytest.fixture(scope="session")
def extract(extractor: Extractor) -> Callable[..., Extraction]:
    """Extract one text: ``extract(text, published="2025-03-14")``."""

    def run(text: str, published: str | None = "2025-03-14") -> Extraction:
        return next(iter(extractor.extract([Document("d", text, published=published)])))

    return run


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the benchmarks, beside the checkout; tests that need it skip where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("the benchmark folder ../shared is not here")
    return SHARED
