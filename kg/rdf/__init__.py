"""Statements, entities and documents as RDF, and back: all RDF modelling is in this room.

`kg.rdf.iris` mints IRIs, `kg.rdf.writing` turns the model into quads and `kg.rdf.reading` turns quads into the model;
`kg.rdf.turtle` writes terms and whole graphs as deterministic Turtle and TriG.  Terms and quads are pyoxigraph's.
"""

from kg.rdf.iris import document_iri, entity_id, entity_iri, evidence_iri, relation_iri, statement_iri
from kg.rdf.reading import QuadSource, read_documents, read_entities, read_names, read_publisher, read_statements
from kg.rdf.writing import (
    ENTITIES,
    FACTS,
    STATEMENTS,
    document_quads,
    entity_quads,
    fact_quads,
    relation_label,
    statement_label,
    statement_quads,
    support,
    term_quads,
)

__all__ = [
    "ENTITIES",
    "FACTS",
    "STATEMENTS",
    "QuadSource",
    "document_iri",
    "document_quads",
    "entity_id",
    "entity_iri",
    "entity_quads",
    "evidence_iri",
    "fact_quads",
    "read_documents",
    "read_entities",
    "read_names",
    "read_publisher",
    "read_statements",
    "relation_iri",
    "relation_label",
    "statement_iri",
    "statement_label",
    "statement_quads",
    "support",
    "term_quads",
]
