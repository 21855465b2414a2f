"""What one transaction must change in a store when documents, statements and entities change.

Whatever the order of the changes, the store comes to hold exactly what a fresh build of the same articles would.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pyoxigraph import NamedNode, Quad

from kg.model import Document, Entity, Evidence, Statement
from kg.rdf import (
    ENTITIES,
    FACTS,
    STATEMENTS,
    QuadSource,
    document_iri,
    document_quads,
    entity_iri,
    entity_quads,
    fact_quads,
    read_names,
    read_publisher,
    statement_iri,
    statement_quads,
    term_quads,
)
from kg.rdf.terms import KG, RDF, boolean
from kg.store.base import ChangeSet
from kg.vocabulary import EVENT_CLASSES, EVENT_PROPERTIES, INSTANT, REL

_EDGES = {NamedNode(str(EVENT_CLASSES[event])): NamedNode(str(iri)) for event, iri in EVENT_PROPERTIES.items()}
"""Event class -> property of the plain edge."""
_CLASSES = {edge: cls for cls, edge in _EDGES.items()}


def changes(
    source: QuadSource,
    *,
    documents: Iterable[Document] = (),
    statements: Iterable[Statement] = (),
    entities: Iterable[Entity] = (),
    removed_documents: Iterable[str] = (),
    removed_statements: Iterable[str] = (),
    removed_entities: Iterable[str] = (),
) -> ChangeSet:
    """The changes that bring a store up to date.

    Args:
        source: the store as it is.
        documents: new or changed documents; their graphs are replaced whole.
        statements: every statement that has, or had, evidence in one of those documents, with its complete evidence.
        entities: new or changed entities; when a name changes, give the statements about it too (for their labels).
        removed_documents: ids of the documents that are gone.
        removed_statements: ids of the statements that have no evidence left.
        removed_entities: ids of the entities that nothing refers to any more.
    """
    documents, statements, entities = tuple(documents), tuple(statements), tuple(entities)
    affected = {statement_iri(id) for id in (*(statement.id for statement in statements), *removed_statements)}
    gone = {entity_iri(id) for id in removed_entities} | {entity_iri(entity.id) for entity in entities}

    old = _nodes(source, affected, STATEMENTS)
    old_facts, old_terms = _facts(old), _terms(old)
    old |= _nodes(source, gone, ENTITIES)

    new = _statement_nodes(source, documents, statements, entities)
    new_facts = {fact for statement in statements for fact in fact_quads(statement)}
    new_terms = {quad for statement in statements for quad in term_quads(statement)}
    unsupported = {fact for fact in old_facts - new_facts if not _is_supported(source, fact, affected)}
    unused = old_terms - {quad.subject for quad in new_terms}
    orphans = {term for term in unused if not _is_used(source, term, affected)}
    shared = orphans | {quad.subject for quad in new_terms}
    old |= unsupported | _nodes(source, shared, ENTITIES)
    new |= (new_facts - old_facts) | new_terms | {quad for entity in entities for quad in entity_quads(entity)}

    drop = {document_iri(document.id) for document in documents} | {document_iri(id) for id in removed_documents}
    return ChangeSet(
        drop=tuple(sorted(drop, key=str)),
        remove=_sorted(old - new),
        add=_sorted(new - old) + tuple(_document_graphs(documents, statements)),
    )


def _document_graphs(documents: Iterable[Document], statements: Iterable[Statement]) -> Iterator[Quad]:
    evidence: dict[str, list[tuple[str, Evidence]]] = {document.id: [] for document in documents}
    for statement in statements:
        for piece in statement.evidence:
            if piece.document in evidence:
                evidence[piece.document].append((statement.id, piece))
    for document in documents:
        yield from document_quads(document, evidence[document.id])


def _statement_nodes(
    source: QuadSource, documents: Iterable[Document], statements: Sequence[Statement], entities: Iterable[Entity]
) -> set[Quad]:
    publishers = {document.id: document.publisher for document in documents}
    names = {entity.id: entity.name for entity in entities}
    quoted = {piece.document for statement in statements for piece in statement.evidence}
    publishers |= {id: read_publisher(source, id) for id in sorted(quoted - publishers.keys())}
    names |= read_names(source, sorted(_mentioned(statements) - names.keys()))
    nodes = (statement_quads(statement, names=names, publishers=publishers) for statement in statements)
    return {quad for node in nodes for quad in node}


def _mentioned(statements: Iterable[Statement]) -> set[str]:
    """The entities whose names stand in the labels of statements."""
    mentioned = set()
    for statement in statements:
        mentioned.add(statement.subject)
        if isinstance(statement.object, str):
            mentioned.add(statement.object)
    return mentioned


# --- what the store has -------------------------------------------------------------------------------------------


def _nodes(source: QuadSource, subjects: Iterable[Any], graph: NamedNode) -> set[Quad]:
    return {quad for subject in subjects for quad in source.quads(subject, None, None, graph)}


def _facts(nodes: Iterable[Quad]) -> set[Quad]:
    """The plain triples that statement nodes support, as `kg.rdf.fact_quads` makes them from statements."""
    facts = set()
    for properties in _by_subject(nodes).values():
        value = dict(properties)
        if value.get(KG.factual) != boolean(True):
            continue
        if RDF.object in value:
            facts.add(Quad(value[RDF.subject], value[RDF.predicate], value[RDF.object], FACTS))
        if KG.eventSource in value and KG.eventTarget in value:
            edges = [_EDGES[found] for predicate, found in properties if predicate == RDF.type and found in _EDGES]
            facts |= {Quad(value[KG.eventSource], edge, value[KG.eventTarget], FACTS) for edge in edges}
    return facts


def _terms(nodes: Iterable[Quad]) -> set[NamedNode]:
    """The open relations and instants that statement nodes refer to."""
    found = (quad.object for quad in nodes if quad.predicate in (RDF.predicate, KG.time))
    return {term for term in found if isinstance(term, NamedNode) and term.value.startswith((REL, INSTANT))}


def _is_supported(source: QuadSource, fact: Quad, affected: set[NamedNode]) -> bool:
    """Whether a statement that stays as it is supports a plain triple."""
    patterns = [(RDF.object, {RDF.subject: fact.subject, RDF.predicate: fact.predicate})]
    if fact.predicate in _CLASSES:
        patterns.append((KG.eventTarget, {KG.eventSource: fact.subject, RDF.type: _CLASSES[fact.predicate]}))
    object_: Any = fact.object
    return any(
        _holds(source, quad.subject, others)
        for leading, others in patterns
        for quad in source.quads(None, leading, object_, STATEMENTS)
        if quad.subject not in affected
    )


def _holds(source: QuadSource, statement: Any, properties: Mapping[NamedNode, Any]) -> bool:
    """Whether a statement is factual and has all these properties."""
    expected = {**properties, KG.factual: boolean(True)}
    return all(any(source.quads(statement, predicate, value, STATEMENTS)) for predicate, value in expected.items())


def _is_used(source: QuadSource, term: NamedNode, affected: set[NamedNode]) -> bool:
    """Whether a statement that stays as it is refers to an open relation or an instant."""
    return any(
        quad.subject not in affected
        for predicate in (RDF.predicate, KG.time)
        for quad in source.quads(None, predicate, term, STATEMENTS)
    )


def _by_subject(quads: Iterable[Quad]) -> dict[Any, list[tuple[NamedNode, Any]]]:
    properties: dict[Any, list[tuple[NamedNode, Any]]] = defaultdict(list)
    for quad in quads:
        properties[quad.subject].append((quad.predicate, quad.object))
    return properties


def _sorted(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    return tuple(sorted(quads, key=str))
