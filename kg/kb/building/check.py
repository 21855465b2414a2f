"""Check the tables against a reference of QIDs that stays outside the repository.

Reports every QID of a row that the reference does not know or gives to something else; exit code 1 if there is any::

    python -m kg.kb.building.check ../shared/kb/reference.tsv.gz
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from kg.kb.cache import TABLES
from kg.kb.names import keys
from kg.kb.tables import Row, read_tables


@dataclass(frozen=True, slots=True)
class Known:
    """What the reference says of a QID."""

    label: str
    wikipedia: str
    names: frozenset[str]


def read_reference(path: Path) -> dict[str, Known]:
    """The reference by QID."""
    known = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        next(file)
        for line in file:
            qid, label, _, wikipedia, aliases, *_ = line.rstrip("\n").split("\t")
            title = unquote(wikipedia)
            written = [label, title, *aliases.split("|")]
            known[qid] = Known(label, title, frozenset(key for name in written for key in keys(name)))
    return known


def disagreements(rows: Iterable[Row], reference: Mapping[str, Known]) -> Iterator[str]:
    """Rows whose QID the reference does not know, or gives to a thing of other names or another title."""
    for row in rows:
        if not row.qid:
            continue
        known = reference.get(row.qid)
        written = {key for name in (row.name, row.wikipedia, *row.aliases) for key in keys(name)}
        if known is None:
            yield f"{row.origin} {row.name!r}: {row.qid} is not in the reference"
        elif known.names.isdisjoint(written):
            yield f"{row.origin} {row.name!r}: {row.qid} is {known.label!r}"
        elif known.wikipedia and row.wikipedia and written.isdisjoint(keys(known.wikipedia)):
            yield f"{row.origin} {row.name!r}: {row.qid} has the title {known.wikipedia!r}, not {row.wikipedia!r}"


def main() -> int:
    """Print the report; exit code 1 if a QID disagrees."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reference", type=Path, help="reference.tsv.gz: qid, label, type, wikipedia, aliases")
    options = parser.parse_args()
    report = list(disagreements(read_tables(TABLES), read_reference(options.reference)))
    print(*report, sep="\n")
    return int(bool(report))


if __name__ == "__main__":
    sys.exit(main())
