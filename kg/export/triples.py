"""The graph in the formats of RDF, each in one order: the same store gives the same bytes.

Only subjects are kept in memory, sorted; what is said of each is read from the store as it is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from kg.rdf import ENTITIES, FACTS, STATEMENTS
from kg.rdf.turtle import compact, prefix_block, subject_block, subject_order, used_prefixes
from kg.store import Store
from kg.vocabulary import PREFIXES

_GRAPHS = {ENTITIES: 0, FACTS: 1, STATEMENTS: 2}
_INDENT = "    "

# What the graph mints are IRIs throughout; pyoxigraph's annotations also know blank nodes.
type Subject = Any
type Graph = Any


def write_turtle(store: Store, output: BinaryIO) -> None:
    """Write the union of all graphs as Turtle: prefixed, grouped by subject, entities first."""
    subjects: set[Subject] = set()
    prefixes = used_prefixes(_noted(store.quads(), lambda quad: subjects.add(quad.subject)))
    _write(output, prefix_block(prefixes))
    for subject in sorted(subjects, key=subject_order):
        _write(output, subject_block(subject, _said(store.quads(subject))))


def write_trig(store: Store, output: BinaryIO) -> None:
    """Write all graphs as TriG: entities, facts, statements, then a graph for each document."""
    subjects: dict[Graph, set[Subject]] = defaultdict(set)
    prefixes = used_prefixes(_noted(store.quads(), lambda quad: subjects[quad.graph_name].add(quad.subject)))
    _write(output, prefix_block(prefixes | used_prefixes((graph, graph, graph) for graph in subjects)))
    for graph in sorted(subjects, key=_graph_order):
        _write(output, f"\n{compact(graph.value)} {{")
        for subject in sorted(subjects[graph], key=subject_order):
            _write(output, subject_block(subject, _said(store.quads(subject, None, None, graph)), indent=_INDENT))
        _write(output, "}\n")


def write_nquads(store: Store, output: BinaryIO) -> None:
    """Write all quads as N-Quads, a line each, by subject."""
    for subject in _subjects(store.quads()):
        for line in sorted(f"{quad} .\n" for quad in store.quads(subject)):
            _write(output, line)


def write_ntriples(store: Store, output: BinaryIO) -> None:
    """Write the union of all graphs as N-Triples, a line each, by subject."""
    for subject in _subjects(store.quads()):
        for line in sorted({f"{quad.triple} .\n" for quad in store.quads(subject)}):
            _write(output, line)


def write_jsonld(store: Store, output: BinaryIO) -> None:
    """Write all graphs as JSON-LD 1.1, with the prefixes as its context."""
    subjects: dict[Graph, set[Subject]] = defaultdict(set)
    for quad in store.quads():
        subjects[quad.graph_name].add(quad.subject)
    ordered = (
        quad
        for graph in sorted(subjects, key=_graph_order)
        for subject in sorted(subjects[graph], key=subject_order)
        for quad in sorted(store.quads(subject, None, None, graph), key=str)
    )
    pyoxigraph.serialize(ordered, output, RdfFormat.JSON_LD, prefixes=dict(PREFIXES))
    _write(output, "\n")


def _subjects(quads: Iterable[Quad]) -> list[Subject]:
    return sorted({quad.subject for quad in quads}, key=subject_order)


def _noted(quads: Iterable[Quad], note: Callable[[Quad], None]) -> Iterator[tuple[Any, Any, Any]]:
    """The triples of quads, each noted as it passes: one reading of the store serves two ends."""
    for quad in quads:
        note(quad)
        yield quad.subject, quad.predicate, quad.object


def _said(quads: Iterable[Quad]) -> set[tuple[Any, Any]]:
    return {(quad.predicate, quad.object) for quad in quads}


def _graph_order(graph: Graph) -> tuple[int, str]:
    return _GRAPHS.get(graph, len(_GRAPHS)), graph.value


def _write(output: BinaryIO, text: str) -> None:
    output.write(text.encode())
