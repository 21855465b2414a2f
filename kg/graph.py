"""The graph as values and as a NetworkX graph, with the usual questions about who matters and who is near whom."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from kg.errors import UsageError
from kg.model import Document, Entity, Statement
from kg.rdf import (
    QuadSource,
    read_documents,
    read_entities,
    read_statements,
    relation_iri,
    relation_label,
    support,
)
from kg.rdf.turtle import compact

_SEED = 0
_SAMPLE = 500
"""From how many nodes betweenness is computed in a larger graph."""

CENTRALITIES = ("degree", "betweenness")


@dataclass(frozen=True, slots=True)
class GraphView:
    """What there is to show: statements, and by their ids the entities and documents that they refer to."""

    statements: tuple[Statement, ...] = ()
    entities: Mapping[str, Entity] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)


def read_view(source: QuadSource) -> GraphView:
    """Everything in a store: statements in the order of their ids; documents without their text."""
    return GraphView(
        statements=tuple(read_statements(source)),
        entities={entity.id: entity for entity in read_entities(source)},
        documents={document.id: document for document in read_documents(source)},
    )


def project(source: QuadSource, *, facts_only: bool = False, min_confidence: float = 0.0) -> nx.MultiDiGraph:
    """The statements between two entities as a directed multigraph (see `projection`).

    Args:
        source: the store.
        facts_only: leave out what is denied, possible, intended, conditional, requested, or said by others only.
        min_confidence: leave out statements of less confidence (0 to 1).
    """
    return projection(read_view(source), facts_only=facts_only, min_confidence=min_confidence)


def projection(view: GraphView, *, facts_only: bool = False, min_confidence: float = 0.0) -> nx.MultiDiGraph:
    """A node for each entity that a statement connects with another, an edge for each such statement.

    Nodes are entity ids with ``name``, ``type``, ``degree`` and, where known, ``wikidata``.  Edges have the statement's
    id as key and ``statement``, ``relation`` (prefixed name), ``label`` (words), ``event``, ``time``, ``polarity``,
    ``modality``, ``factual``, ``confidence``, ``support`` and ``evidence`` (a tuple of `kg.model.Evidence`).  What is
    not known is left out.  A statement whose object is no entity runs between the actors of its event, if it has two.
    """
    graph = nx.MultiDiGraph()
    publishers = {id: document.publisher for id, document in view.documents.items()}
    for statement in sorted(view.statements, key=lambda statement: statement.id):
        if statement.confidence < min_confidence or (facts_only and not statement.factual):
            continue
        for source, target in _ends(statement):
            for id in (source, target):
                if id not in graph:
                    graph.add_node(id, **_node_attributes(view.entities.get(id) or Entity(id, id, "Thing")))
            graph.add_edge(source, target, key=statement.id, **_edge_attributes(statement, publishers))
    nx.set_node_attributes(graph, dict(graph.degree()), "degree")
    return graph


def simple(graph: nx.MultiDiGraph) -> nx.Graph:
    """An undirected graph with one edge between two entities, ``weight`` being the number of statements."""
    flat = nx.Graph()
    flat.add_nodes_from((id, attributes) for id, attributes in sorted(graph.nodes(data=True)))
    for source, target in sorted(graph.edges()):
        if source != target:
            weight = flat.get_edge_data(source, target, {"weight": 0})["weight"] + 1
            flat.add_edge(source, target, weight=weight)
    return flat


def centrality(graph: nx.MultiDiGraph, *, measure: str = "degree") -> dict[str, float]:
    """Entity id -> how central it is (0 to 1), the most central first.

    Args:
        graph: a projection.
        measure: one of `CENTRALITIES`; betweenness is estimated from a fixed sample in graphs of more than 500 nodes.

    Raises:
        UsageError: there is no such measure.
    """
    flat = simple(graph)
    if measure == "degree":
        found = nx.degree_centrality(flat)
    elif measure == "betweenness":
        found = nx.betweenness_centrality(flat, k=min(_SAMPLE, len(flat)) or None, seed=_SEED)
    else:
        raise UsageError(f"there is no centrality {measure!r}; use {' or '.join(CENTRALITIES)}")
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def communities(graph: nx.MultiDiGraph) -> tuple[frozenset[str], ...]:
    """Groups of entities with many statements among them (Louvain, Blondel et al. 2008), the largest first."""
    found = nx.community.louvain_communities(simple(graph), seed=_SEED)
    return tuple(sorted((frozenset(group) for group in found), key=lambda group: (-len(group), min(group))))


def shortest_path(graph: nx.MultiDiGraph, start: str, end: str) -> tuple[str, ...]:
    """The ids of the entities on a shortest way from one to another, whatever the direction; empty if there is none.

    Args:
        graph: a projection.
        start: an entity's id or name.
        end: an entity's id or name.

    Raises:
        UsageError: there is no such entity in the graph.
    """
    flat = simple(graph)
    try:
        return tuple(nx.shortest_path(flat, find_node(graph, start), find_node(graph, end)))
    except nx.NetworkXNoPath:
        return ()


def find_node(graph: nx.MultiDiGraph, name: str) -> str:
    """The id of the entity of an id or name; of several of one name, the one with the most statements.

    Raises:
        UsageError: there is none; the message names those that are spelled alike.
    """
    if name in graph:
        return name
    wanted = name.strip().casefold()
    found: list[str] = [id for id, known in graph.nodes(data="name") if known.casefold() == wanted]
    if found:
        return min(found, key=lambda id: (-graph.degree(id), id))
    names = sorted({known for _, known in graph.nodes(data="name")})
    near = difflib.get_close_matches(name, names, n=3)
    advice = f"did you mean {' or '.join(repr(close) for close in near)}?" if near else "check the spelling"
    raise UsageError(f"no entity {name!r} is connected with others in this graph; {advice}")


def _ends(statement: Statement) -> Iterator[tuple[str, str]]:
    if isinstance(statement.object, str):
        yield statement.subject, statement.object
    elif statement.source is not None and statement.target is not None:
        yield statement.source, statement.target


def _node_attributes(entity: Entity) -> dict[str, Any]:
    attributes = {"name": entity.name, "type": entity.type, "wikidata": entity.wikidata}
    return {name: value for name, value in attributes.items() if value is not None}


def _edge_attributes(statement: Statement, publishers: Mapping[str, str | None]) -> dict[str, Any]:
    attributes = {
        "statement": statement.id,
        "relation": compact(relation_iri(statement).value),
        "label": relation_label(statement),
        "event": statement.event,
        "time": statement.time,
        "polarity": statement.polarity,
        "modality": statement.modality,
        "factual": statement.factual,
        "confidence": statement.confidence,
        "support": support(statement, publishers),
        "evidence": statement.evidence,
    }
    return {name: value for name, value in attributes.items() if value is not None}
