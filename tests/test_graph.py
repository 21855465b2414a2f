"""The graph as a view and as a NetworkX graph."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.errors import UsageError
from kg.graph import (
    GraphView,
    centrality,
    communities,
    find_node,
    project,
    projection,
    read_view,
    shortest_path,
    simple,
)
from kg.model import Entity, Evidence, Literal, Statement
from kg.store import OxigraphStore, Store
from tests.graph_story import DOCUMENTS, ENTITIES, HOSTILE, STATEMENTS, tell


@pytest.fixture(scope="module")
def store() -> Store:
    opened = OxigraphStore.in_memory()
    tell(opened)
    return opened


def link(id: str, subject: str, object: str | Literal | None, **values: object) -> Statement:
    evidence = (Evidence(f"e{id}", "d", 0, 1, "q", 0.5, "kg"),)
    return Statement(id, subject, "meet", None, object, evidence=evidence, **values)  # type: ignore[arg-type]


def view(*statements: Statement) -> GraphView:
    names = {id for statement in statements for id in (statement.subject, statement.object) if isinstance(id, str)}
    return GraphView(statements, {id: Entity(id, f"The {id}", "Person") for id in names})


def test_a_view_is_the_whole_graph(store: Store) -> None:
    found = read_view(store)
    assert found.statements == STATEMENTS
    assert found.entities == {entity.id: entity for entity in ENTITIES}
    assert found.documents == {document.id: document for document in DOCUMENTS}


def test_statements_between_entities_are_edges(store: Store) -> None:
    graph = project(store)
    assert sorted(graph.edges(keys=True)) == sorted(
        [
            ("United_States", "Russia", "1talks"),
            ("Donald_Trump", "Russia", "2threat"),
            ("United_States", "thing/sanctions", "3lift"),
            (HOSTILE, "Gazprom", "6odd"),
        ]
    )
    assert graph.nodes["United_States"] == {"name": "United States", "type": "Place", "wikidata": "Q30", "degree": 2}
    assert graph.edges["United_States", "Russia", "1talks"] == {
        "statement": "1talks",
        "relation": "kg:negotiatesWith",
        "label": "negotiates with",
        "event": "CONSULT",
        "time": "2025-03",
        "polarity": "positive",
        "modality": "asserted",
        "factual": True,
        "confidence": 0.96,
        "support": 2,
        "evidence": STATEMENTS[0].evidence,
    }


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, {"1talks", "2threat", "3lift", "6odd"}),
        ({"facts_only": True}, {"1talks", "6odd"}),
        ({"min_confidence": 0.5}, {"1talks", "2threat", "6odd"}),
        ({"facts_only": True, "min_confidence": 0.9}, {"1talks"}),
    ],
)
def test_a_projection_leaves_out_what_is_not_wanted(
    store: Store, options: dict[str, float], expected: set[str]
) -> None:
    assert {key for *_, key in project(store, **options).edges(keys=True)} == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("statement", "edges"),
    [
        (link("s", "a", "b"), [("a", "b")]),
        (link("s", "a", "b", source="x", target="y"), [("a", "b")]),
        (link("s", "a", Literal("5")), []),
        (link("s", "a", None), []),
        (link("s", "a", Literal("war"), source="a", target="y"), [("a", "y")]),
        (link("s", "a", "a"), [("a", "a")]),
    ],
)
def test_an_edge_runs_to_the_object_or_else_between_the_actors(
    statement: Statement, edges: list[tuple[str, str]]
) -> None:
    assert list(projection(view(statement)).edges()) == edges


def test_a_simple_graph_counts_statements() -> None:
    flat = simple(projection(view(link("1", "a", "b"), link("2", "b", "a"), link("3", "a", "a"), link("4", "c", "b"))))
    assert {frozenset(edge[:2]): edge[2] for edge in flat.edges(data="weight")} == {
        frozenset("ab"): 2,
        frozenset("bc"): 1,
    }


def test_the_entity_between_the_others_is_central() -> None:
    graph = projection(view(link("1", "a", "hub"), link("2", "hub", "b"), link("3", "c", "hub")))
    for measure in ("degree", "betweenness"):
        found = centrality(graph, measure=measure)
        assert next(iter(found)) == "hub"
        assert found == {"hub": 1.0, "a": found["a"], "b": found["a"], "c": found["a"]}
    with pytest.raises(UsageError, match="no centrality 'fame'"):
        centrality(graph, measure="fame")


def test_communities_are_groups_the_same_in_every_run() -> None:
    groups = ["abcd", "xyz"]
    pairs = [(one, two) for group in groups for one in group for two in group if one < two]
    statements = [link(f"{one}{two}", one, two) for one, two in [*pairs, ("a", "x")]]
    assert communities(projection(view(*statements))) == (frozenset("abcd"), frozenset("xyz"))
    assert communities(projection(view(*reversed(statements)))) == communities(projection(view(*statements)))


def test_a_path_leads_from_name_to_name(store: Store) -> None:
    graph = project(store)
    path = ("Donald_Trump", "Russia", "United_States", "thing/sanctions")
    assert shortest_path(graph, "donald trump", "thing/sanctions") == path
    assert shortest_path(graph, "Russia", "Gazprom") == ()
    assert shortest_path(graph, "Russia", "russia") == ("Russia",)


def test_an_unknown_entity_is_named_with_its_like(store: Store) -> None:
    with pytest.raises(UsageError, match=r"no entity 'Rusia' .* did you mean 'Russia'"):
        find_node(project(store), "Rusia")


def test_an_empty_graph_has_nothing_in_it() -> None:
    graph = projection(GraphView())
    assert isinstance(graph, nx.MultiDiGraph)
    assert (len(graph), centrality(graph), centrality(graph, measure="betweenness")) == (0, {}, {})
    assert communities(graph) == ()
