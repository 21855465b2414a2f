"""`kg.vocabulary`: closed namespaces, and a table for every name of the model."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from rdflib import URIRef
from rdflib.namespace import ClosedNamespace

from kg import vocabulary
from kg.model import ENTITY_TYPES, EVENTS, ROLES
from kg.vocabulary import BASE, KG, PLOVER, PREFIXES, RELATIONS, STATIC_RELATIONS

CLOSED = ("KG", "PLOVER", "DCTERMS", "FOAF", "OA", "PROV", "SCHEMA", "SEM", "SKOS", "TIME")
TABLES: list[tuple[str, tuple[str, ...]]] = [
    ("ENTITY_CLASSES", ENTITY_TYPES),
    ("EVENT_CLASSES", EVENTS),
    ("EVENT_PROPERTIES", EVENTS),
    ("ROLE_PROPERTIES", ROLES),
]


@pytest.mark.parametrize("name", CLOSED)
def test_a_typo_in_a_term_raises(name: str) -> None:
    namespace: ClosedNamespace = getattr(vocabulary, name)
    with pytest.raises(AttributeError):
        namespace.Statment
    with pytest.raises(KeyError):
        namespace["Statment"]


@pytest.mark.parametrize(("table", "names"), TABLES, ids=[table for table, _ in TABLES])
def test_a_table_has_every_name_of_the_model_and_no_iri_twice(table: str, names: tuple[str, ...]) -> None:
    found: Mapping[str, URIRef] = getattr(vocabulary, table)
    assert tuple(found) == names
    assert len(set(found.values())) == len(names)


@pytest.mark.parametrize(
    ("found", "iri"),
    [
        (KG.Statement, "https://w3id.org/kg-news/ontology#Statement"),
        (PLOVER.Threaten, "https://w3id.org/kg-news/plover#Threaten"),
        (vocabulary.ENTITY_CLASSES["Event"], "https://w3id.org/kg-news/ontology#EventEntity"),
        (vocabulary.EVENT_PROPERTIES["CONSULT"], "https://w3id.org/kg-news/ontology#negotiatesWith"),
        (vocabulary.ROLE_PROPERTIES["location"], "https://w3id.org/kg-news/ontology#hasLocation"),
        (RELATIONS["threatens"], "https://w3id.org/kg-news/ontology#threatens"),
        (RELATIONS["holdsPosition"], "https://w3id.org/kg-news/ontology#holdsPosition"),
        (vocabulary.ENT["United_States"], "https://w3id.org/kg-news/entity/United_States"),
        (vocabulary.FACTS_GRAPH, "https://w3id.org/kg-news/graph/facts"),
    ],
)
def test_iris(found: URIRef, iri: str) -> None:
    assert str(found) == iri


def test_relations_are_the_static_ones_and_those_of_events() -> None:
    assert len(RELATIONS) == len(STATIC_RELATIONS) + len(EVENTS)


def test_no_term_is_hidden_by_a_method_of_str() -> None:
    """A namespace is a str, whose own methods win over terms: `KG.title` would be no IRI."""
    for name in CLOSED:
        namespace: ClosedNamespace = getattr(vocabulary, name)
        for term in namespace.__dir__():
            assert isinstance(getattr(namespace, term), URIRef), (name, term)


def test_every_namespace_has_one_prefix() -> None:
    namespaces = list(PREFIXES.values())
    assert len(set(namespaces)) == len(namespaces)
    assert {str(getattr(vocabulary, name)) for name in (*CLOSED, "ENT", "REL", "ST", "EV", "DOC")} <= set(namespaces)


def test_everything_minted_stands_below_the_base() -> None:
    minted = (vocabulary.ENT, vocabulary.REL, vocabulary.ST, vocabulary.EV, vocabulary.DOC, vocabulary.INSTANT)
    assert all(str(namespace).startswith(BASE) for namespace in minted)
