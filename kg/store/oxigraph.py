"""The default store: Oxigraph, on disk or in memory."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, Triple

from kg.errors import QueryError, StoreError
from kg.store.base import DUMP_FORMATS, Answer, ChangeSet, Row, Solutions, Triples
from kg.store.guard import names_dataset
from kg.store.syntax import syntax_error
from kg.vocabulary import PREFIXES

_PREFIXES = dict(PREFIXES)
_LOCKED = re.compile("lock hold|LOCK: (?:Resource temporarily unavailable|No locks available)")
_MARKER = "CURRENT"
"""The file by which RocksDB knows its directories."""


class OxigraphStore:
    """A store in a directory of its own, or in memory.

    >>> with OxigraphStore.in_memory() as store:
    ...     store.count()
    0
    """

    def __init__(self, store: pyoxigraph.Store, name: str) -> None:
        self._open: pyoxigraph.Store | None = store
        self._name = name

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a store for reading and writing, and create it where there is none.

        Raises:
            StoreError: another process has it open for writing, the path is no store, or it cannot be created.
        """
        if path.is_dir() and not (path / _MARKER).exists() and any(path.iterdir()):
            raise StoreError(f"{str(path)!r} is no store: the directory holds other files; name an empty or new one")
        with _opening(path):
            path.mkdir(parents=True, exist_ok=True)
            return cls(pyoxigraph.Store(path), str(path))

    @classmethod
    def read_only(cls, path: Path) -> Self:
        """Open what was written last, beside whoever is writing; what is written afterwards is not seen.

        Raises:
            StoreError: there is no store.
        """
        if not (path / _MARKER).exists():
            problem = "is no store" if path.exists() else "does not exist"
            raise StoreError(f"{str(path)!r} {problem}; build it first")
        with _opening(path):
            return cls(pyoxigraph.Store.read_only(str(path)), str(path))

    @classmethod
    def in_memory(cls) -> Self:
        """An empty store that lives as long as the object."""
        return cls(pyoxigraph.Store(), "in memory")

    def apply(self, changes: ChangeSet) -> None:
        """Do all of the changes or, if anything goes wrong, none."""
        operations = [f"DROP SILENT GRAPH {graph}" for graph in changes.drop]
        operations += [f"DELETE DATA {{ {_data(changes.remove)} }}"] if changes.remove else []
        operations += [f"INSERT DATA {{ {_data(changes.add)} }}"] if changes.add else []
        if operations:
            with self._working() as store:
                # The operations of one SPARQL update are one transaction; the Python interface has no other.
                store.update(";\n".join(operations))
                # On the disk before it is acknowledged; without this RocksDB also keeps every batch in memory.
                store.flush()

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads, all or none."""
        with self._working() as store:
            store.extend(quads)

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: NamedNode | Literal | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """The quads that match; None stands for anything."""
        with self._working() as store:
            yield from store.quads_for_pattern(subject, predicate, object, graph)

    def query(self, sparql: str) -> Answer:
        """The answer to a query over the union of all graphs, or over what its FROM names.

        Raises:
            QueryError: the query does not parse, is an update, or would reach beyond this store.
        """
        union = not names_dataset(sparql)
        with self._working() as store, _asking(sparql):
            found = store.query(sparql, prefixes=_PREFIXES, use_default_graph_as_union=union)
        if isinstance(found, QueryBoolean):
            return bool(found)
        if isinstance(found, QuerySolutions):
            variables = tuple(variable.value for variable in found.variables)
            return Solutions(variables, _rows(found, len(variables), sparql))
        return Triples(_triples(found, sparql))

    def count(self) -> int:
        """The number of quads."""
        with self._working() as store:
            return len(store)

    def dump(self, output: IO[bytes], format: str = "nquads") -> None:
        """Write all quads in one of `DUMP_FORMATS`, fast and in no particular order."""
        with self._working() as store:
            store.dump(output, DUMP_FORMATS[format], prefixes=_PREFIXES)

    def close(self) -> None:
        """Let go of the files and of the lock; closing twice is harmless."""
        self._open = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _working(self) -> Iterator[pyoxigraph.Store]:
        if self._open is None:
            raise StoreError(f"the store {self._name!r} is closed; open it again")
        try:
            yield self._open
        except (OSError, RuntimeError) as error:
            if "read-write" in str(error):
                raise StoreError(f"the store {self._name!r} was opened for reading only") from error
            raise StoreError(f"the store {self._name!r} cannot be read or written: {error}") from error


def _data(quads: Iterable[Quad]) -> str:
    """Quads as SPARQL quad data, graph by graph."""
    graphs: dict[str, list[str]] = defaultdict(list)
    for quad in quads:
        graphs[str(quad.graph_name)].append(f"{quad.subject} {quad.predicate} {quad.object} .")
    return "\n".join(f"GRAPH {graph} {{ {' '.join(triples)} }}" for graph, triples in graphs.items())


def _rows(found: QuerySolutions, width: int, sparql: str) -> Iterator[Row]:
    with _asking(sparql):
        for solution in found:
            yield tuple(solution[number] for number in range(width))


def _triples(found: Iterable[Triple], sparql: str) -> Iterator[Triple]:
    with _asking(sparql):
        yield from found


@contextmanager
def _asking(sparql: str) -> Iterator[None]:
    try:
        yield
    except SyntaxError as error:
        raise syntax_error(sparql, str(error)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


@contextmanager
def _opening(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError) as error:  # the latter where files are corrupt
        if _LOCKED.search(str(error)):
            raise StoreError(
                f"the store {str(path)!r} is locked: it is being written, here or by another process; "
                "wait until that has finished"
            ) from error
        raise StoreError(f"the store {str(path)!r} cannot be opened: {error}") from error
