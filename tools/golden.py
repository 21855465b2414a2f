"""Write down what the program makes of two sample articles, for `tests/test_golden.py` to hold it to.

usage: python -m tools.golden        (then look at the difference before committing it)
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from kg import KnowledgeGraph

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ROOT / "data" / "articles"
GOLDEN = ROOT / "tests" / "golden"

_FACTS = """CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <https://w3id.org/kg-news/graph/facts> { ?s ?p ?o } }"""


def statement_rows(graph: KnowledgeGraph) -> Iterator[str]:
    """The statements as lines of CSV without their ids, sorted: what they say, how, and who says so."""
    table = csv.reader(io.StringIO(graph.export("csv")))
    for row in sorted(row[1:-2] for row in table):
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerow(row)
        yield line.getvalue()


def facts_turtle(graph: KnowledgeGraph) -> str:
    """The plain triples as Turtle."""
    return str(graph.query(_FACTS))


def main() -> None:
    """Rewrite the golden files."""
    for facts in sorted(GOLDEN.glob("*.facts.tsv")):
        name = facts.name.removesuffix(".facts.tsv")
        with KnowledgeGraph() as graph:
            graph.add_files(ARTICLES / f"{name}.md")
            (GOLDEN / f"{name}.csv").write_text("\n".join(statement_rows(graph)) + "\n", encoding="utf-8")
            (GOLDEN / f"{name}.ttl").write_text(facts_turtle(graph), encoding="utf-8")
        print(f"{name}: written")


if __name__ == "__main__":
    main()
