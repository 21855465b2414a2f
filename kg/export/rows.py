"""The statements as a table for spreadsheets and data frames."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from kg.model import Literal, Statement
from kg.query import csv_line
from kg.rdf import read_documents, read_entities, read_statements, relation_label, support
from kg.store import Store

COLUMNS = (
    "statement", "subject", "relation", "object", "event", "time", "polarity", "modality", "factual", "confidence",
    "support", "speakers", "documents", "quote",
)  # fmt: skip
"""The columns: names rather than ids; several speakers or documents are separated by `` | ``."""

_SEPARATOR = " | "


def write_csv(store: Store, output: BinaryIO) -> None:
    """Write one row for each statement as CSV (RFC 4180, UTF-8), in the order of their ids."""
    names = {entity.id: entity.name for entity in read_entities(store)}
    publishers = {document.id: document.publisher for document in read_documents(store)}
    output.write(csv_line(COLUMNS).encode())
    for statement in read_statements(store):
        output.write(csv_line(_row(statement, names, publishers)).encode())


def _row(statement: Statement, names: Mapping[str, str], publishers: Mapping[str, str | None]) -> list[object]:
    if isinstance(statement.object, Literal):
        object_ = statement.object.text
    else:
        object_ = names.get(statement.object, statement.object) if statement.object is not None else ""
    chains = (" ← ".join(link.text for link in piece.attribution) for piece in statement.evidence)
    return [
        statement.id,
        names.get(statement.subject, statement.subject),
        relation_label(statement),
        object_,
        statement.event or "",
        statement.time or "",
        statement.polarity,
        statement.modality,
        "true" if statement.factual else "false",
        statement.confidence,
        support(statement, publishers),
        _SEPARATOR.join(sorted({chain for chain in chains if chain})),
        _SEPARATOR.join(sorted({piece.document for piece in statement.evidence})),
        statement.evidence[0].quote if statement.evidence else "",
    ]
