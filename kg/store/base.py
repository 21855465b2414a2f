"""What every store can do, and the values that go in and come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Protocol, Self

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple

type Term = NamedNode | Literal | BlankNode | Triple
type Row = tuple[Term | None, ...]

DUMP_FORMATS = {"nquads": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD}


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What one transaction does: whole graphs go, then single quads go, then quads come."""

    drop: tuple[NamedNode, ...] = ()
    remove: tuple[Quad, ...] = ()
    add: tuple[Quad, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.drop or self.remove or self.add)


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer to SELECT: variables without ``?``, and rows with a term or None (unbound) for each, read once."""

    variables: tuple[str, ...]
    rows: Iterator[Row]


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to CONSTRUCT and DESCRIBE, read once."""

    triples: Iterator[Triple]


type Answer = Solutions | Triples | bool


class Store(Protocol):
    """A set of quads in named graphs that answers SPARQL 1.1 queries over the union of its graphs.

    Every method raises StoreError where the store cannot be read or written, or was closed.
    """

    def apply(self, changes: ChangeSet) -> None:
        """Do all of the changes or, if anything goes wrong, none."""

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads, all or none; a quad that is there already stays there once."""

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: NamedNode | Literal | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """The quads that match; None stands for anything."""

    def query(self, sparql: str) -> Answer:
        """The answer to a query, with the prefixes of `kg.vocabulary.PREFIXES` declared.

        The default graph is the union of all graphs, or what the query's FROM names.

        Raises:
            QueryError: the query does not parse (the message names line and column), is an update, or would reach
                beyond this store (SERVICE, FROM of a file).
        """

    def count(self) -> int:
        """The number of quads."""

    def dump(self, output: IO[bytes], format: str = "nquads") -> None:
        """Write all quads in one of `DUMP_FORMATS`, fast and in no particular order."""

    def close(self) -> None:
        """Let go of the files and of the lock; closing twice is harmless."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None: ...
