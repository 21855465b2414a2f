"""Whether a graph is as the ontology's shapes say (SHACL, https://www.w3.org/TR/shacl/).

>>> report = validate([])
>>> report.conforms, report.lines()
(True, [])
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import pyoxigraph
from rdflib import SH, XSD, BNode, Dataset, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import ValidationError
from kg.resources import ontology_file
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from rdflib.term import IdentifiedNode

_PREFIXES = {**PREFIXES, "shapes": "https://w3id.org/kg-news/shapes#", "sh": str(SH)}
_LONGEST_VALUE = 80
_STRING = pyoxigraph.NamedNode(str(XSD.string))


@dataclass(frozen=True, slots=True)
class Violation:
    """One node that breaks one shape."""

    focus: str
    """The IRI of the node."""
    shape: str
    """The name of the shape, as in ``ontology/shapes.ttl``: ``shapes:StatementPolarity``."""
    message: str
    """What the shape demands."""
    path: str | None = None
    """The property in question."""
    value: str | None = None
    """The offending value, if it is one value that offends."""

    def line(self) -> str:
        """The violation in a line for human readers."""
        found = f", found {_shortened(self.value)}" if self.value is not None else ""
        return f"{_compact(self.focus)}: {self.message}{found} ({self.shape})"


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """The violations found, in a fixed order."""

    violations: tuple[Violation, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong."""
        return not self.violations

    def lines(self) -> list[str]:
        """One line a violation."""
        return [violation.line() for violation in self.violations]

    def raise_for_violations(self) -> None:
        """Do nothing if the graph conforms.

        Raises:
            ValidationError: it does not; the message has the first violation and their number.
        """
        if self.violations:
            number = len(self.violations)
            count = "1 violation" if number == 1 else f"{number} violations"
            raise ValidationError(f"the graph breaks the ontology's shapes ({count}): {self.violations[0].line()}")


def validate(data: Graph | pyoxigraph.Store | Iterable[pyoxigraph.Quad]) -> ValidationReport:
    """Check a graph, with all its named graphs taken together, against ``ontology/shapes.ttl``.

    The triples are held in memory meanwhile: about 1 kB each.

    Args:
        data: an rdflib Graph or Dataset, a pyoxigraph store, or quads; it is not changed.
    """
    import pyshacl  # slow to import, and of use to one command only

    graph = _union(data)
    conforms, report, _ = pyshacl.validate(graph, shacl_graph=_shapes(), logger=logging.getLogger("pyshacl"))
    return ValidationReport() if conforms else _read(report)


def _union(data: Graph | pyoxigraph.Store | Iterable[pyoxigraph.Quad]) -> Graph:
    """The triples of all graphs as one rdflib graph.

    pySHACL reads a pyoxigraph store directly too, but (0.40) is slower there by orders of magnitude, holds ``"a"`` and
    ``"a"^^xsd:string`` to differ, and fails where a literal stands in the place of an entity.
    """
    if isinstance(data, Dataset):
        quads: Iterable[tuple[Node, Node, Node]] = ((s, p, o) for s, p, o, _ in data.quads())
    elif isinstance(data, Graph):
        return data
    else:
        quads = (_triple(quad) for quad in data)
    graph = Graph()
    graph.addN((*triple, graph) for triple in quads)
    return graph


def _triple(quad: pyoxigraph.Quad) -> tuple[Node, Node, Node]:
    return _node(quad.subject), _node(quad.predicate), _node(quad.object)


def _node(term: object) -> Node:
    match term:
        case pyoxigraph.NamedNode():
            return _iri(term.value)
        case pyoxigraph.Literal():
            datatype = None if term.datatype == _STRING or term.language else _iri(term.datatype.value)
            return Literal(term.value, datatype=datatype, lang=term.language)
        case pyoxigraph.BlankNode():
            return BNode(term.value)
    raise ValidationError(f"{term} is a term of RDF 1.2, which the graph does not use; remove the triples with it")


@lru_cache(maxsize=65_536)
def _iri(value: str) -> URIRef:
    return URIRef(value)


@cache
def _shapes() -> Graph:
    """The shapes, each property shape with the targets of the node shape that it stands in.

    It says the same, but pySHACL checks a property shape with targets on all nodes at once, and one that stands in a
    node shape on each node by itself, which takes nearly three times as long.
    """
    shapes = Graph().parse(ontology_file("shapes.ttl"), format="turtle")
    for outer, inner in list(shapes.subject_objects(SH.property)):
        targets = list(shapes.objects(outer, SH.targetClass))
        # A shape that others refer to must stay whole.
        if targets and (None, SH.node, outer) not in shapes:
            shapes.remove((outer, SH.property, inner))
            for target in targets:
                shapes.add((inner, SH.targetClass, target))
    return shapes


def _read(report: Graph) -> ValidationReport:
    violations = {_violation(report, result) for result in report.objects(None, SH.result)}
    return ValidationReport(tuple(sorted(violations, key=lambda found: (found.focus, found.shape, found.line()))))


def _violation(report: Graph, result: Node) -> Violation:
    def one(predicate: IdentifiedNode) -> Node | None:
        return report.value(result, predicate)

    path, value = one(SH.resultPath), one(SH.value)
    return Violation(
        focus=str(one(SH.focusNode)),
        shape=_compact(str(one(SH.sourceShape))),
        message=str(one(SH.resultMessage)),
        path=_compact(str(path)) if isinstance(path, URIRef) else None,
        value=_compact(str(value)) if value is not None and value != one(SH.focusNode) else None,
    )


def _compact(iri: str) -> str:
    """An IRI with its prefix, to be read rather than parsed."""
    for prefix, namespace in _PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _shortened(value: str | None) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"
