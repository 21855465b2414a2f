"""The reference store: rdflib's Dataset in memory.  Slow and simple, it tells what the other stores must answer."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import IO, Any, Self

import pyoxigraph
import rdflib
import rdflib.plugins.sparql
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from pyparsing import ParseException
from rdflib import Dataset, URIRef

from kg.errors import QueryError, StoreError
from kg.store.base import DUMP_FORMATS, Answer, ChangeSet, Solutions, Term, Triples
from kg.store.guard import names_dataset
from kg.store.syntax import syntax_error
from kg.vocabulary import PREFIXES

# Otherwise FROM <file:///…> reads that file into the answer, and FROM <http://…> calls a server.
rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


class MemoryStore:
    """A store in memory, for tests and for comparison.

    >>> with MemoryStore() as store:
    ...     store.count()
    0
    """

    def __init__(self) -> None:
        self._open: Dataset | None = Dataset(default_union=True)

    def apply(self, changes: ChangeSet) -> None:
        """Do all of the changes or, if anything goes wrong, none."""
        dataset: Any = self._dataset()  # rdflib's annotations know no graph names in patterns
        graphs = [to_rdflib(graph) for graph in changes.drop]
        remove, add = ([_rdflib_quad(quad) for quad in quads] for quads in (changes.remove, changes.add))
        for graph in graphs:
            dataset.remove((None, None, None, graph))
        for quad in remove:
            dataset.remove(quad)
        for quad in add:
            dataset.add(quad)

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads, all or none."""
        self.apply(ChangeSet(add=tuple(quads)))

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: NamedNode | Literal | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """The quads that match; None stands for anything."""
        pattern = tuple(None if term is None else to_rdflib(term) for term in (subject, predicate, object, graph))
        dataset: Any = self._dataset()
        for found in list(dataset.quads(pattern)):
            yield Quad(*(from_rdflib(term) for term in found))

    def query(self, sparql: str) -> Answer:
        """The answer to a query over the union of all graphs, or over what its FROM names.

        Raises:
            QueryError: the query does not parse, is an update, or would reach beyond this store.
        """
        names_dataset(sparql)
        dataset = self._dataset()
        try:
            with warnings.catch_warnings():
                # rdflib's evaluation uses what rdflib has deprecated.
                warnings.simplefilter("ignore", DeprecationWarning)
                return _answer(dataset.query(sparql, initNs=dict(PREFIXES)))
        except ParseException as error:
            raise syntax_error(sparql) from error
        except Exception as error:  # rdflib's evaluation raises TypeError, NotImplementedError, plain Exception …
            raise QueryError(f"the query cannot be answered: {error}") from error

    def count(self) -> int:
        """The number of quads."""
        return sum(1 for _ in self._dataset().quads((None, None, None, None)))

    def dump(self, output: IO[bytes], format: str = "nquads") -> None:
        """Write all quads in one of `DUMP_FORMATS`, in no particular order."""
        pyoxigraph.serialize(self.quads(), output, DUMP_FORMATS[format], prefixes=dict(PREFIXES))

    def close(self) -> None:
        """Forget everything; closing twice is harmless."""
        self._open = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _dataset(self) -> Dataset:
        if self._open is None:
            raise StoreError("the store in memory is closed; make a new one")
        return self._open


def to_rdflib(term: Any) -> Any:
    """A pyoxigraph term as rdflib's; literals keep their lexical form.

    >>> to_rdflib(Literal("x", language="en"))
    rdflib.term.Literal('x', lang='en')
    """
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if term.language is not None:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = None if term.datatype.value == _XSD_STRING else URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)


def from_rdflib(term: Any) -> Any:
    """An rdflib term as pyoxigraph's.

    >>> from_rdflib(rdflib.Literal(5))
    <Literal value=5 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#integer>>
    """
    if isinstance(term, URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    if term.language is not None:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=NamedNode(str(term.datatype or _XSD_STRING)))


def _rdflib_quad(quad: Quad) -> tuple[Any, Any, Any, Any]:
    subject, predicate, object_ = (to_rdflib(term) for term in (quad.subject, quad.predicate, quad.object))
    return subject, predicate, object_, to_rdflib(quad.graph_name)


def _answer(result: rdflib.query.Result) -> Answer:
    if result.type == "ASK":
        return bool(result.askAnswer)
    if result.type == "SELECT":
        names = tuple(str(name) for name in result.vars or ())
        rows = [tuple(_term(term) for term in row) for row in result]  # type: ignore[union-attr]
        return Solutions(names, iter(rows))
    triples = [Triple(*(from_rdflib(term) for term in found)) for found in result]  # type: ignore[union-attr]
    return Triples(iter(triples))


def _term(term: Any) -> Term | None:
    return None if term is None else from_rdflib(term)
