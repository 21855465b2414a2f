"""What the archive holds: documents, extractions, evidence by statement, entities in use, and pending work."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import batched, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Self

from kg.archive import records
from kg.archive.connection import connect, connect_in_memory, connect_read_only, explained
from kg.entities.resolution import Name
from kg.model import Document, Entity, Extraction, Statement
from kg.statements import merge

_VARIABLES = 500
"""Values of one IN (…), below every build's limit."""


@dataclass(frozen=True, slots=True)
class State:
    """What one document says in the present graph, and a digest of the resolution that it was made with."""

    document: str
    digest: str
    statements: tuple[Statement, ...]
    entities: Mapping[str, Entity]


@dataclass(frozen=True, slots=True)
class Pending:
    """What the archive holds and the RDF store may not hold yet: ids of what was changed or removed."""

    documents: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.documents or self.statements or self.entities)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds."""

    documents: int
    entities: int
    statements: int
    evidence: int


class Archive:
    """The archive of a store, in a file or in memory.

    >>> with Archive.in_memory() as archive:
    ...     archive.counts()
    Counts(documents=0, entities=0, statements=0, evidence=0)
    """

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self._name = name

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open an archive for reading and writing, and create it where there is none.

        Raises:
            StoreError: the file is no archive or cannot be opened.
        """
        return cls(connect(path), str(path))

    @classmethod
    def read_only(cls, path: Path) -> Self:
        """Open an archive for reading, beside whoever is writing.

        Raises:
            StoreError: the file is missing, no archive, or cannot be opened.
        """
        return cls(connect_read_only(path), str(path))

    @classmethod
    def in_memory(cls) -> Self:
        """An empty archive that lives as long as the object."""
        return cls(connect_in_memory(), "in memory")

    # --- documents ----------------------------------------------------------------------------------------------

    def version(self, document: str) -> tuple[str, str] | None:
        """The content hash and the extractor's version of an archived document, or None."""
        rows = self._rows("SELECT hash, extractor FROM documents WHERE id = ?", (document,))
        return (rows[0][0], rows[0][1]) if rows else None

    def put(self, found: Iterable[tuple[Document, Extraction, Mapping[str, Name]]], *, extractor: str) -> None:
        """Archive documents with their extractions and names (by local entity id), all or none.

        What they say in the graph stays as it was until `restate` brings it up to date.
        """
        with self._transaction() as connection:
            for document, extraction, names in found:
                connection.execute(
                    "INSERT INTO documents VALUES (?, ?, ?, ?, ?, NULL) ON CONFLICT (id) DO UPDATE SET hash = "
                    "excluded.hash, extractor = excluded.extractor, document = excluded.document, "
                    "extraction = excluded.extraction, state = NULL",
                    (
                        document.id,
                        document.content_hash,
                        extractor,
                        records.write_document(document),
                        records.write_extraction(extraction),
                    ),
                )
                connection.execute("DELETE FROM names WHERE document = ?", (document.id,))
                connection.executemany(
                    "INSERT INTO names VALUES (?, ?, ?, ?, ?, ?, ?)",
                    [(document.id, local, *_name_row(name)) for local, name in names.items()],
                )

    def remove(self, documents: Collection[str]) -> None:
        """Forget documents with all that they say, all or none; ids that are not archived are passed over."""
        with self._transaction() as connection:
            for document in documents:
                if connection.execute("DELETE FROM documents WHERE id = ?", (document,)).rowcount:
                    connection.execute("DELETE FROM names WHERE document = ?", (document,))
                    _replace(connection, State(document, "", (), {}))

    def documents(self, ids: Iterable[str] | None = None) -> Iterator[Document]:
        """Archived documents in the order of their ids; all, or those of these ids that there are."""
        for (text,) in self._select("SELECT document FROM documents", ids, order="id"):
            yield records.read_document(text)

    def extractions(self, ids: Iterable[str] | None = None) -> Iterator[tuple[Document, Extraction, str]]:
        """Documents with their extractions and the extractor's version, in the order of ids."""
        rows = self._select("SELECT document, extraction, extractor FROM documents", ids, order="id")
        for document, extraction, extractor in rows:
            yield records.read_document(document), records.read_extraction(extraction), extractor

    def document_ids(self) -> list[str]:
        """The ids of all documents."""
        return [row[0] for row in self._rows("SELECT id FROM documents ORDER BY id")]

    # --- names --------------------------------------------------------------------------------------------------

    def name_counts(self) -> dict[Name, int]:
        """Every name in use, with the number of documents that use it."""
        rows = self._rows(
            "SELECT name, type, wikidata, wikipedia, publisher, count(DISTINCT document) FROM names "
            "GROUP BY 1, 2, 3, 4, 5"
        )
        return {Name(*row[:-1]): row[-1] for row in rows}

    def names(self, ids: Iterable[str] | None = None) -> Iterator[tuple[str, str | None, dict[str, Name]]]:
        """Each document's id, the digest of its state, and its names by local entity id; in the order of ids."""
        rows = self._select(
            "SELECT d.id, d.state, n.local, n.name, n.type, n.wikidata, n.wikipedia, n.publisher "
            "FROM documents d LEFT JOIN names n ON n.document = d.id",
            ids,
            key="d.id",
            order="d.id, n.local",
        )
        for (id_, state), group in groupby(rows, key=itemgetter(0, 1)):
            yield id_, state, {row[2]: Name(*row[3:]) for row in group if row[2] is not None}

    # --- statements and entities --------------------------------------------------------------------------------

    def restate(self, states: Iterable[State]) -> None:
        """Replace what some documents say, all or none, and note as pending all that this changes."""
        with self._transaction() as connection:
            for state in states:
                _replace(connection, state)
                connection.execute("UPDATE documents SET state = ? WHERE id = ?", (state.digest, state.document))

    def redescribe(self, entities: Iterable[Entity]) -> None:
        """Bring the description of named entities up to date wherever they are in use."""
        with self._transaction() as connection:
            for entity in entities:
                record = records.write_entity(entity)
                changed = connection.execute(
                    "UPDATE uses SET record = ? WHERE entity = ? AND record != ?", (record, entity.id, record)
                )
                if changed.rowcount:
                    _describe(connection, entity.id)

    def statement_ids(self, documents: Iterable[str]) -> set[str]:
        """The ids of all statements for which some documents have evidence."""
        return {row[0] for row in self._select("SELECT statement FROM evidence", documents, key="document", order="1")}

    def statements(self, ids: Iterable[str] | None = None) -> Iterator[Statement]:
        """Statements with the evidence of every document, in the order of their ids."""
        rows = self._select("SELECT statement, record FROM evidence", ids, key="statement", order="statement, document")
        for _, group in groupby(rows, key=itemgetter(0)):
            yield from merge(records.read_statement(record) for _, record in group)

    def entities(self, ids: Iterable[str] | None = None) -> Iterator[Entity]:
        """Entities in use, in the order of their ids."""
        for (text,) in self._select("SELECT record FROM entities", ids, order="id"):
            yield records.read_entity(text)

    # --- pending work -------------------------------------------------------------------------------------------

    def pending(self) -> Pending:
        """What the RDF store may not hold yet."""
        ids: dict[str, list[str]] = {"document": [], "statement": [], "entity": []}
        for kind, id_ in self._rows("SELECT kind, id FROM pending ORDER BY kind, id"):
            ids[kind].append(id_)
        return Pending(tuple(ids["document"]), tuple(ids["statement"]), tuple(ids["entity"]))

    def all_pending(self) -> None:
        """Note everything as pending: the RDF store is empty and is to be made again."""
        with self._transaction() as connection:
            connection.execute("INSERT OR IGNORE INTO pending SELECT 'document', id FROM documents")
            connection.execute("INSERT OR IGNORE INTO pending SELECT DISTINCT 'statement', statement FROM evidence")
            connection.execute("INSERT OR IGNORE INTO pending SELECT 'entity', id FROM entities")

    def done(self, pending: Pending) -> None:
        """Note that the RDF store holds this."""
        with self._transaction() as connection:
            for kind, ids in _by_kind(pending):
                connection.executemany("DELETE FROM pending WHERE kind = ? AND id = ?", [(kind, id_) for id_ in ids])

    # --- the rest -----------------------------------------------------------------------------------------------

    def counts(self) -> Counts:
        """How much there is."""
        [row] = self._rows(
            "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM entities), "
            "(SELECT count(DISTINCT statement) FROM evidence), (SELECT count(*) FROM evidence)"
        )
        return Counts(*row)

    def close(self) -> None:
        """Let go of the file; closing twice is harmless."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with explained(self._name):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                # A full disk has rolled back already.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _rows(self, sql: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        with explained(self._name):
            return self._connection.execute(sql, tuple(values)).fetchall()

    def _iterate(self, sql: str) -> Iterator[tuple[Any, ...]]:
        with explained(self._name):
            yield from self._connection.execute(sql)

    def _select(self, sql: str, ids: Iterable[str] | None, *, key: str = "id", order: str) -> Iterator[tuple[Any, ...]]:
        if ids is None:
            yield from self._iterate(f"{sql} ORDER BY {order}")
            return
        for part in batched(sorted(set(ids)), _VARIABLES):
            marks = ", ".join("?" * len(part))
            yield from self._rows(f"{sql} WHERE {key} IN ({marks}) ORDER BY {order}", part)


def _replace(connection: sqlite3.Connection, state: State) -> None:
    """Replace the evidence and the entities of a document, and note what this touches as pending."""
    before = connection.execute("SELECT statement FROM evidence WHERE document = ?", (state.document,)).fetchall()
    used = connection.execute("SELECT entity FROM uses WHERE document = ?", (state.document,)).fetchall()
    connection.execute("DELETE FROM evidence WHERE document = ?", (state.document,))
    connection.execute("DELETE FROM uses WHERE document = ?", (state.document,))
    connection.executemany(
        "INSERT INTO evidence VALUES (?, ?, ?)",
        [(found.id, state.document, records.write_statement(found)) for found in state.statements],
    )
    connection.executemany(
        "INSERT INTO uses VALUES (?, ?, ?)",
        [(id_, state.document, records.write_entity(entity)) for id_, entity in state.entities.items()],
    )
    statements = {id_ for (id_,) in before} | {found.id for found in state.statements}
    _note(connection, Pending((state.document,), tuple(statements)))
    for id_ in {id_ for (id_,) in used} | set(state.entities):
        _describe(connection, id_)


def _describe(connection: sqlite3.Connection, id_: str) -> None:
    """Bring an entity's record up to date with its uses, whatever the order in which they came."""
    uses = connection.execute("SELECT min(record) FROM uses WHERE entity = ?", (id_,)).fetchone()
    known = connection.execute("SELECT record FROM entities WHERE id = ?", (id_,)).fetchone()
    record = uses[0]
    if record == (known[0] if known else None):
        return
    _note(connection, Pending(entities=(id_,)))
    if record is None:
        connection.execute("DELETE FROM entities WHERE id = ?", (id_,))
        return
    connection.execute("INSERT OR REPLACE INTO entities VALUES (?, ?)", (id_, record))
    if known and records.read_entity(known[0]).name != records.read_entity(record).name:
        # The labels of statements have the names of their entities in them.
        connection.execute(
            "INSERT OR IGNORE INTO pending SELECT 'statement', evidence.statement "
            "FROM uses JOIN evidence USING (document) WHERE uses.entity = ?",
            (id_,),
        )


def _note(connection: sqlite3.Connection, pending: Pending) -> None:
    for kind, ids in _by_kind(pending):
        connection.executemany("INSERT OR IGNORE INTO pending VALUES (?, ?)", [(kind, id_) for id_ in ids])


def _by_kind(pending: Pending) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("document", pending.documents), ("statement", pending.statements), ("entity", pending.entities))


def _name_row(name: Name) -> tuple[str | None, ...]:
    return (name.name, name.type, name.wikidata, name.wikipedia, name.publisher)
