"""Articles without end for measuring: paragraphs of the sample articles in new orders, every article different."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from kg.documents import read_documents
from kg.model import Document

SAMPLES = Path(__file__).resolve().parent.parent / "data" / "articles"
_PARAGRAPHS = 7


def samples() -> list[Document]:
    """The sample articles."""
    return list(read_documents([SAMPLES], report=lambda problem: None))


def articles(count: int, *, seed: int = 7) -> Iterator[Document]:
    """Articles of paragraphs drawn from the samples, with their numbers changed, so that no two are the same."""
    chance = random.Random(seed)
    pool = [paragraph for document in samples() for paragraph in document.text.split("\n\n") if len(paragraph) > 80]
    for number in range(count):
        chosen = chance.sample(pool, min(_PARAGRAPHS, len(pool)))
        text = "\n\n".join(_with_other_numbers(paragraph, chance) for paragraph in chosen)
        day = f"2026-{1 + number % 12:02}-{1 + number % 28:02}"
        yield Document(f"made-{number:06}", text, f"Article {number}", f"Publisher {number % 7}", day)


def _with_other_numbers(paragraph: str, chance: random.Random) -> str:
    # Three digits and more: counts and sums, no days; a four-digit year keeps its shape.
    return re.sub(r"\b\d{3}\b", lambda match: str(chance.randint(100, 999)), paragraph)
