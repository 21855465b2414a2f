"""Values of the graph as JSON, for the archive's columns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from kg.model import Attribution, Detail, Document, Entity, Evidence, Extraction, Literal, Statement


def write_document(document: Document) -> str:
    """A document as JSON."""
    return _dump(document.to_dict())


def read_document(text: str) -> Document:
    """The document of its JSON."""
    return Document(**json.loads(text))


def write_extraction(extraction: Extraction) -> str:
    """An extraction as JSON (``kg-extraction/1``)."""
    return _dump(extraction.to_dict(explain=True))


def read_extraction(text: str) -> Extraction:
    """The extraction of its JSON."""
    return Extraction.from_dict(json.loads(text))


def write_entity(entity: Entity) -> str:
    """An entity as JSON."""
    return _dump(asdict(entity))


def read_entity(text: str) -> Entity:
    """The entity of its JSON."""
    value = json.loads(text)
    return Entity(**{**value, "aliases": tuple(value["aliases"])})


def write_statement(statement: Statement) -> str:
    """A statement with its evidence as JSON."""
    return _dump(asdict(statement))


def read_statement(text: str) -> Statement:
    """The statement of its JSON."""
    value = json.loads(text)
    object_ = value["object"]
    return Statement(
        **{
            **value,
            "object": Literal(**object_) if isinstance(object_, dict) else object_,
            "evidence": tuple(map(_evidence, value["evidence"])),
        }
    )


def _evidence(value: Mapping[str, Any]) -> Evidence:
    return Evidence(
        **{
            **value,
            "attribution": tuple(Attribution(**link) for link in value["attribution"]),
            "details": tuple(Detail(**detail) for detail in value["details"]),
        }
    )


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
