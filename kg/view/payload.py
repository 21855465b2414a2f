"""The data of the page as one JSON object; every string of it is shown as text by the page, never as markup."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from kg.model import Document, Entity, Evidence, Literal, Statement
from kg.view.network import network
from kg.view.palette import STANDING_LOOKS, TYPE_LOOKS
from kg.view.picture import Edge, Picture, actors, standing
from kg.view.wording import edge_label, label_lines, predicate_words


def payload(picture: Picture, *, title: str) -> dict[str, Any]:
    """Everything the page shows; entities, documents and statements refer to each other by their place in the lists."""
    entities = {entity.id: index for index, entity in enumerate(picture.entities)}
    documents = {document.id: index for index, document in enumerate(picture.documents)}
    statements = {statement.id: index for index, statement in enumerate(picture.statements)}
    nodes, edges, _, _, _, options = network(picture).get_network_data()
    return {
        "title": title,
        "total": picture.total,
        "shown": picture.shown,
        "looks": {
            "types": {name: asdict(look) for name, look in TYPE_LOOKS.items()},
            "standings": {name: asdict(look) for name, look in STANDING_LOOKS.items()},
        },
        "network": {"nodes": nodes, "edges": edges, "options": json.loads(options)},
        "entities": [_entity(entity, picture.weights[entity.id]) for entity in picture.entities],
        "documents": [_document(document) for document in picture.documents],
        "statements": [_statement(item, entities, documents) for item in picture.statements],
        "edges": [_edge(edge, entities, statements) for edge in picture.edges],
    }


def to_json(value: dict[str, Any]) -> str:
    """JSON that may stand inside a script element: ASCII only, and no ``<`` that could end the element."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _entity(entity: Entity, weight: int) -> dict[str, Any]:
    return {
        "id": entity.id,
        "name": entity.name,
        "type": entity.type if entity.type in TYPE_LOOKS else "Thing",
        "aliases": [alias for alias in entity.aliases if alias != entity.name],
        "wikidata": entity.wikidata,
        "wikipedia": entity.wikipedia,
        "lines": label_lines(entity.name),
        "weight": weight,
    }


def _document(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "url": document.url,
    }


def _statement(statement: Statement, entities: dict[str, int], documents: dict[str, int]) -> dict[str, Any]:
    words = predicate_words(statement)
    literal = statement.object.text if isinstance(statement.object, Literal) else None
    return {
        "id": statement.id,
        "subject": entities[statement.subject],
        "object": entities[statement.object] if isinstance(statement.object, str) else None,
        "literal": literal,
        "actors": [entities[id_] for id_ in actors(statement)],
        "words": words,
        "short": edge_label(words),
        "about": statement.relation or statement.lemma,
        "event": statement.event,
        "time": statement.time,
        "polarity": statement.polarity,
        "modality": statement.modality,
        "standing": standing(statement),
        "confidence": statement.confidence,
        "evidence": [_evidence(item, entities, documents) for item in statement.evidence],
    }


def _evidence(evidence: Evidence, entities: dict[str, int], documents: dict[str, int]) -> dict[str, Any]:
    return {
        "document": documents[evidence.document],
        "quote": evidence.quote,
        "phrase": evidence.phrase,
        "confidence": evidence.confidence,
        "speakers": [
            {"text": link.text, "entity": entities.get(link.entity or ""), "cue": link.cue}
            for link in evidence.attribution
        ],
        "details": [
            {"role": detail.role, "text": detail.text, "entity": entities.get(detail.entity or "")}
            for detail in evidence.details
        ],
        "condition": evidence.condition,
        "timeText": evidence.time_text,
    }


def _edge(edge: Edge, entities: dict[str, int], statements: dict[str, int]) -> dict[str, Any]:
    return {
        "source": entities[edge.source],
        "target": entities[edge.target],
        "standing": edge.standing,
        "support": edge.support,
        "statements": [statements[item.id] for item in edge.statements],
    }
