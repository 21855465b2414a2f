"""SHACL validation: valid examples conform, each invalid one breaks the one shape that it names."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat
from rdflib import Dataset, Graph, URIRef
from rdflib.namespace import RDF, SH

from kg.errors import ValidationError
from kg.resources import ontology_directory
from kg.validation import ValidationReport, Violation, _read, validate
from kg.vocabulary import ENT, KG, ST

EXAMPLES = ontology_directory() / "examples"
VALID = sorted((EXAMPLES / "valid").iterdir())
INVALID = sorted((EXAMPLES / "invalid").iterdir())
SHAPES = Graph().parse(ontology_directory() / "shapes.ttl", format="turtle")
CONTAINERS = {"Document", "Evidence", "Position", "Statement", "Entity", "OpenRelation", "Named"}
"""Shapes that only say which nodes their property shapes are for."""


def _quads(path: Path) -> list[Quad]:
    with path.open("rb") as file:
        return list(pyoxigraph.parse(file, format=RdfFormat.TRIG))


MINIMAL = _quads(EXAMPLES / "valid" / "minimal.trig")


def _broken(path: Path) -> str:
    match = re.match(r"# Breaks (shapes:\w+), added to ", path.read_text(encoding="utf-8"))
    assert match is not None, f"{path} does not start by naming the shape that it breaks"
    return match[1]


def _required_properties() -> Iterator[tuple[str, str]]:
    """Shapes that demand at least one value of a property, with the property."""
    for shape in sorted(SHAPES.subjects(SH.minCount), key=str):
        path = SHAPES.value(shape, SH.path)
        if isinstance(shape, URIRef) and isinstance(path, URIRef):
            yield f"shapes:{shape.fragment}", str(path)


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_valid_examples_conform(path: Path) -> None:
    assert validate(_quads(path)).lines() == []


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_an_invalid_example_breaks_exactly_the_shape_that_it_names(path: Path) -> None:
    report = validate([*MINIMAL, *_quads(path)])
    assert {violation.shape for violation in report.violations} == {_broken(path)}


def test_every_shape_has_an_invalid_example() -> None:
    shapes = {f"shapes:{shape.fragment}" for shape in SHAPES.subjects(RDF.type) if isinstance(shape, URIRef)}
    shapes -= {f"shapes:{name}" for name in CONTAINERS} | {"shapes:"}
    assert {_broken(path) for path in INVALID} == shapes


@pytest.mark.parametrize(("shape", "property"), list(_required_properties()), ids=str)
def test_what_is_required_is_missed(shape: str, property: str) -> None:
    name = NamedNode(f"{KG}OpenRelation")
    relation = Quad(NamedNode("https://w3id.org/kg-news/relation/talk"), NamedNode(str(RDF.type)), name)
    report = validate([quad for quad in [*MINIMAL, relation] if quad.predicate.value != property])
    assert shape in {violation.shape for violation in report.violations}


def test_every_shape_that_constrains_has_a_message() -> None:
    for shape in SHAPES.subjects(RDF.type, SH.PropertyShape):
        assert SHAPES.value(shape, SH.message), shape


def test_a_violation_reads_as_a_sentence() -> None:
    quad = Quad(NamedNode(ST["talks"]), NamedNode(str(KG.polarity)), pyoxigraph.Literal("neutral"))
    assert validate([*MINIMAL, quad]).lines() == [
        "st:talks: a statement has exactly one polarity: positive or negative (shapes:StatementPolarity)",
        "st:talks: a statement has exactly one polarity: positive or negative, found 'neutral' "
        "(shapes:StatementPolarity)",
    ]


def test_every_form_of_a_graph_gives_the_same_report() -> None:
    quad = Quad(NamedNode(ENT["They"]), NamedNode(str(RDF.type)), NamedNode(str(KG.Group)), NamedNode(ENT["graph"]))
    store = pyoxigraph.Store()
    store.extend([*MINIMAL, quad])
    dataset = Dataset()
    graph = Graph()
    for found in store:
        triple = Graph().parse(data=f"{found.triple} .", format="nt")
        for part in triple:
            graph.add(part)
            dataset.graph(URIRef(getattr(found.graph_name, "value", "urn:none"))).add(part)
    expected = validate(list(store))
    assert not expected.conforms
    assert validate(store) == validate(dataset) == validate(graph) == expected


def test_the_shapes_are_checked_on_all_nodes_at_once_and_report_the_same() -> None:
    quads = [*MINIMAL, *(quad for path in INVALID for quad in _quads(path))]
    graph = Graph()
    for quad in quads:
        graph.parse(data=f"{quad.triple} .", format="nt")
    _, report, _ = pyshacl.validate(graph, shacl_graph=SHAPES, logger=logging.getLogger("pyshacl"))
    assert len(INVALID) <= len(validate(graph).violations)
    assert validate(graph) == _read(report)


def test_validation_changes_nothing() -> None:
    store = pyoxigraph.Store()
    store.extend(MINIMAL)
    validate(store)
    assert set(store) == set(MINIMAL)


def test_a_literal_where_an_entity_belongs_is_reported() -> None:
    quad = Quad(NamedNode(ST["talks"]), NamedNode(str(RDF.subject)), pyoxigraph.Literal("Norway"))
    shapes = {violation.shape for violation in validate([*MINIMAL, quad]).violations}
    assert shapes == {"shapes:StatementSubject"}


def test_a_report_with_violations_raises_with_their_number_and_the_first() -> None:
    one = Violation("https://w3id.org/kg-news/entity/They", "shapes:EntityNotPronoun", "an entity's name is …")
    with pytest.raises(ValidationError, match=r"\(2 violations\): ent:They: an entity's name is … \(shapes:Entity"):
        ValidationReport((one, one)).raise_for_violations()
    ValidationReport().raise_for_violations()


def test_a_long_value_is_shortened() -> None:
    line = Violation("x", "shapes:X", "is short", value="y" * 500).line()
    assert len(line) < 120
    assert "…" in line
