"""The ontology's files: complete, readable everywhere, and equal to `kg.vocabulary`."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.namespace import ClosedNamespace

from kg import vocabulary
from kg.errors import ModelError
from kg.model import EVENTS, MODALITIES, POLARITIES
from kg.resources import ontology_directory, ontology_file
from kg.vocabulary import EVENT_CLASSES, EVENT_PROPERTIES, KG, ONTOLOGY, PLOVER, STATIC_RELATIONS

ONTOLOGY_DIRECTORY = ontology_directory()
TURTLE_FILES = sorted(ONTOLOGY_DIRECTORY.rglob("*.ttl"))
TRIG_FILES = sorted(ONTOLOGY_DIRECTORY.rglob("*.trig"))
NAMESPACES = {"kg.ttl": KG, "plover.ttl": PLOVER}
MODULES = ("kg.ttl", "plover.ttl", "alignments.ttl", "shapes.ttl")


def _graph(name: str) -> Graph:
    return Graph().parse(ONTOLOGY_DIRECTORY / name, format="turtle")


def _terms(namespace: ClosedNamespace) -> list[str]:
    return [str(namespace[name]) for name in namespace.__dir__()]


def _defined(graph: Graph, namespace: ClosedNamespace) -> set[str]:
    return {str(term) for term in graph.subjects(RDF.type) if str(term).startswith(str(namespace))}


def _name(path: Path) -> str:
    return str(path.relative_to(ONTOLOGY_DIRECTORY))


@pytest.fixture(scope="module", params=sorted(NAMESPACES))
def module(request: pytest.FixtureRequest) -> tuple[Graph, ClosedNamespace, str]:
    name: str = request.param
    return _graph(name), NAMESPACES[name], name


def test_the_vocabulary_and_the_ontology_have_the_same_terms(module: tuple[Graph, ClosedNamespace, str]) -> None:
    graph, namespace, _ = module
    assert _defined(graph, namespace) == set(_terms(namespace))


def test_the_terms_stand_in_the_order_of_the_vocabulary(module: tuple[Graph, ClosedNamespace, str]) -> None:
    _, namespace, name = module
    text = (ONTOLOGY_DIRECTORY / name).read_text(encoding="utf-8")
    order = re.findall(rf"^{name.removesuffix('.ttl')}:(\w+) a ", text, re.MULTILINE)
    assert [str(namespace[term]) for term in order] == _terms(namespace)


def test_every_term_has_one_label_and_one_definition(module: tuple[Graph, ClosedNamespace, str]) -> None:
    graph, namespace, _ = module
    for term in map(URIRef, _terms(namespace)):
        assert len(list(graph.objects(term, RDFS.label))) == 1, term
        definitions = [str(text) for text in graph.objects(term, SKOS.definition)]
        assert len(definitions) == 1, term
        assert definitions[0].endswith(".")


def test_no_two_terms_have_the_same_definition(module: tuple[Graph, ClosedNamespace, str]) -> None:
    graph, namespace, _ = module
    definitions = [str(graph.value(URIRef(term), SKOS.definition)) for term in _terms(namespace)]
    assert len(set(definitions)) == len(definitions)


def test_terms_refer_to_terms_that_exist() -> None:
    known = {*_terms(KG), *_terms(PLOVER), str(ONTOLOGY)}
    for name in MODULES:
        for triple in _graph(name):
            iris = {str(term) for term in triple if isinstance(term, URIRef)}
            own = {iri for iri in iris if iri.startswith((str(KG), str(PLOVER)))}
            assert own <= known, name


@pytest.mark.parametrize("name", MODULES)
def test_every_file_is_a_versioned_ontology(name: str) -> None:
    graph = _graph(name)
    [ontology] = graph.subjects(RDF.type, OWL.Ontology)
    version = graph.value(ontology, OWL.versionInfo)
    assert graph.value(ontology, OWL.versionIRI) == URIRef(f"{ontology}/{version}")


def test_the_ontology_has_its_iri() -> None:
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in _graph("kg.ttl")


@pytest.mark.parametrize("path", TURTLE_FILES, ids=_name)
def test_turtle_reads_the_same_in_rdflib_and_oxigraph(path: Path) -> None:
    with path.open("rb") as file:
        ours = sum(1 for _ in pyoxigraph.parse(file, format=pyoxigraph.RdfFormat.TURTLE))
    assert len(Graph().parse(path, format="turtle")) == ours > 0


@pytest.mark.parametrize("path", TRIG_FILES, ids=_name)
def test_trig_has_no_blank_nodes_and_each_triple_once(path: Path) -> None:
    with path.open("rb") as file:
        quads = list(pyoxigraph.parse(file, format=pyoxigraph.RdfFormat.TRIG))
    triples = [quad.triple for quad in quads]
    assert len(set(triples)) == len(triples) > 0
    assert not any(isinstance(node, pyoxigraph.BlankNode) for quad in quads for node in quad)


def test_each_event_class_names_the_property_of_its_edge() -> None:
    graph = _graph("plover.ttl")
    for category in EVENTS:
        assert graph.value(EVENT_CLASSES[category], RDFS.seeAlso) == EVENT_PROPERTIES[category]


def test_each_kind_of_property_has_its_general_property() -> None:
    graph = _graph("kg.ttl")
    general = {
        KG.actsToward: vocabulary.EVENT_PROPERTIES,
        KG.qualifier: vocabulary.ROLE_PROPERTIES,
    }
    for parent, properties in general.items():
        assert set(graph.subjects(RDFS.subPropertyOf, parent)) == set(properties.values())
    for relation in STATIC_RELATIONS.values():
        if (relation, RDF.type, OWL.ObjectProperty) in graph:
            assert KG.relatedTo in graph.transitive_objects(relation, RDFS.subPropertyOf)


def test_inverse_properties_name_each_other() -> None:
    graph = _graph("kg.ttl")
    for one, other in graph.subject_objects(OWL.inverseOf):
        assert (other, OWL.inverseOf, one) in graph


@pytest.mark.parametrize(
    ("shape", "allowed"), [("StatementPolarity", POLARITIES), ("StatementModality", MODALITIES)], ids=str
)
def test_shapes_allow_the_values_of_the_model(shape: str, allowed: tuple[str, ...]) -> None:
    graph = _graph("shapes.ttl")
    head = graph.value(URIRef(f"https://w3id.org/kg-news/shapes#{shape}"), URIRef("http://www.w3.org/ns/shacl#in"))
    assert head is not None
    assert [str(value) for value in graph.items(head)] == list(allowed)


def test_the_alignments_reach_every_vocabulary_that_is_promised() -> None:
    aligned = {str(target) for target in _graph("alignments.ttl").objects()}
    for namespace in (
        "semanticweb.cs.vu.nl/2009/11/sem",
        "w3.org/ns/prov",
        "w3.org/2006/time",
        "schema.org",
        "wikidata",
    ):
        assert any(namespace in iri for iri in aligned), namespace


def test_a_file_that_is_missing_is_named() -> None:
    with pytest.raises(ModelError, match=r"'no\.ttl' is missing: looked for .*; install the package again"):
        ontology_file("no.ttl")
