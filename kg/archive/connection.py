"""The archive's connection to SQLite: its tables, how durable they are, and its errors in words.

WAL mode with ``synchronous=FULL``: a commit is on the disk before the RDF store hears of it, so that after any crash
the archive knows at least as much as the RDF store.  There is one commit a batch, so its price is small.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.archive.room import why_no_room
from kg.errors import OutputError, StoreError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, hash TEXT NOT NULL, extractor TEXT NOT NULL, document TEXT NOT NULL,
    extraction TEXT NOT NULL, state TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS names (
    document TEXT NOT NULL, local TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, wikidata TEXT,
    wikipedia TEXT, publisher TEXT, PRIMARY KEY (document, local)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS evidence (
    statement TEXT NOT NULL, document TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (statement, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS evidence_document ON evidence (document);
CREATE TABLE IF NOT EXISTS uses (
    entity TEXT NOT NULL, document TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (entity, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS uses_document ON uses (document);
CREATE TABLE IF NOT EXISTS entities (id TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pending (kind TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (kind, id))
    STRICT, WITHOUT ROWID;
"""


def connect(path: Path) -> sqlite3.Connection:
    """An archive for reading and writing, made where there is none.

    Raises:
        StoreError: the file is no archive or cannot be opened.
    """
    with explained(str(path)):
        connection = sqlite3.connect(path, isolation_level=None, timeout=10, check_same_thread=False)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.executescript(_SCHEMA)
        return connection


def connect_read_only(path: Path) -> sqlite3.Connection:
    """An archive for reading.

    Raises:
        StoreError: the file is missing, no archive, or cannot be opened.
    """
    # Readers of a WAL database write beside it, unless it is said to be immutable.
    mode = "mode=ro" if os.access(path.parent, os.W_OK) else "immutable=1"
    with explained(str(path)):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, check_same_thread=False)
        connection.execute("SELECT 1 FROM pending LIMIT 1")
        return connection


def connect_in_memory() -> sqlite3.Connection:
    """An empty archive that lives as long as its connection."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.executescript(_SCHEMA)
    return connection


@contextmanager
def explained(name: str) -> Iterator[None]:
    """SQLite's errors as errors of this package."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if reason := why_no_room(error):
            raise OutputError(
                f"{reason}: the archive {name!r} cannot be written; make room and run it again"
            ) from error
        raise StoreError(f"the archive {name!r} cannot be read or written: {error}") from error
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{name!r} is no archive of this program: {error}; name another store") from error
    except OSError as error:
        raise StoreError(f"the archive {name!r} cannot be opened: {error}") from error
