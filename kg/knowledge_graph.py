"""The library's front door: a knowledge graph that texts are added to and questions are asked of."""

from __future__ import annotations

import html
import io
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kg import export as exports
from kg import graph, query, validation, view
from kg.archive import StoreDirectory
from kg.builder import Builder, BuildReport, Extractor
from kg.documents import Problem, read_documents
from kg.documents.dates import published_in
from kg.entities.names import normal_form
from kg.errors import InputError
from kg.model import Document, Entity, Statement, digest
from kg.table import as_value

if TYPE_CHECKING:
    import networkx as nx

_FRAME_HEIGHT = 640


class KnowledgeGraph:
    """A knowledge graph of news: texts go in, statements with their evidence come out.

    Without a path it lives in memory; `open` makes or opens one on disk.  Use it as a context manager, or `close` it.

    >>> graph = KnowledgeGraph()
    >>> graph.add(
    ...     "Gazprom is based in Moscow.", published="2025-03-14", publisher="Post"
    ... ).documents  # doctest: +SKIP
    1
    >>> graph.query("SELECT (COUNT(*) AS ?n) { ?s a kg:Statement }")[0]
    {'n': 0}

    Args:
        extractor: what reads the texts; the pipeline of this package by default, loaded when the first text is added.
    """

    def __init__(self, *, extractor: Extractor | None = None) -> None:
        self._home = StoreDirectory.in_memory()
        self._given = extractor

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, read_only: bool = False, extractor: Extractor | None = None) -> Self:
        """The graph in a directory, which is created where there is none (unless it is only to be read).

        Raises:
            StoreError: it is no store, or another process is writing it.
        """
        found = cls.__new__(cls)
        found._home = StoreDirectory.read_only(path) if read_only else StoreDirectory.open(path)
        found._given = extractor
        return found

    # --- texts in -----------------------------------------------------------------------------------------------

    def add(
        self,
        text: str,
        *,
        id: str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        published: str | None = None,
        url: str | None = None,
        lang: str | None = None,
    ) -> BuildReport:
        """Add one article; the same article again changes nothing.

        Args:
            text: the article.
            id: its id; by default its address, else a hash of its text.  An article of the same id is replaced.
            title: its headline.
            publisher: who published it: two publishers support a statement more than one.
            published: the ISO date of publication, to which "on Friday" refers; a date line in the text may give it.
            url: its address.
            lang: its language (only English is understood).

        Raises:
            InputError: the text is empty or cannot be read.
        """
        if not text.strip():
            raise InputError("the text is empty; give an article with text")
        id = id or url or f"text-{digest(text)}"
        published = published or published_in(text)
        return self.add_documents([Document(id, text, title, publisher, published, url, lang)])

    def add_documents(self, documents: Iterable[Document]) -> BuildReport:
        """Add many articles; those that are there and have not changed are passed over.

        Raises:
            InputError: an article cannot be read; the others were added.
        """
        problems: list[Problem] = []
        report = self._builder(problems.append).build(documents, extractor=self._extractor)
        _raise_first(problems)
        return report

    def add_files(self, *inputs: str | os.PathLike[str]) -> BuildReport:
        """Add the articles of files, directories, globs or JSON Lines, as ``kg build`` does.

        Raises:
            InputError: an input cannot be read; the others were added.
        """
        problems: list[Problem] = []
        report = self.add_documents(read_documents(inputs, report=problems.append))
        _raise_first(problems)
        return report

    def remove(self, *ids: str) -> BuildReport:
        """Take documents out, with all that only they say."""
        return self._builder().remove(ids)

    # --- what is in it ------------------------------------------------------------------------------------------

    def documents(self) -> Iterator[Document]:
        """The articles, in the order of their ids."""
        return self._home.archive.documents()

    def entities(self, name: str | None = None, *, type: str | None = None) -> list[Entity]:
        """The entities, in the order of their ids.

        Args:
            name: only those of this id, name or alias, in any spelling of case and punctuation.
            type: only those of this type ("Person", "Organization", …).
        """
        return [
            entity
            for entity in self._home.archive.entities()
            if (name is None or _is_named(entity, name)) and (type is None or entity.type == type)
        ]

    def statements(
        self,
        *,
        about: str | None = None,
        relation: str | None = None,
        event: str | None = None,
        factual: bool | None = None,
        min_confidence: float = 0.0,
    ) -> list[Statement]:
        """The statements with all their evidence, in the order of their ids.

        Args:
            about: only those with this entity (its id, name or alias) as subject, object, source or target.
            relation: only those of this property of the ontology ("threatens") or open relation ("agree with").
            event: only those of this PLOVER category ("THREATEN").
            factual: only what is said as fact (True), or only what is denied, possible, attributed … (False).
            min_confidence: only those of at least this confidence (0 to 1).
        """
        wanted = None if about is None else {entity.id for entity in self.entities(about)}
        return [
            statement
            for statement in self._home.archive.statements()
            if (wanted is None or wanted.intersection(_ends(statement)))
            and (relation is None or relation in (statement.relation, statement.lemma))
            and (event is None or statement.event == event)
            and (factual is None or statement.factual == factual)
            and statement.confidence >= min_confidence
        ]

    # --- questions ----------------------------------------------------------------------------------------------

    def query(self, sparql: str) -> Any:
        """The answer to a SPARQL 1.1 query.

        SELECT gives a `kg.table.Table`, ASK a truth value, CONSTRUCT and DESCRIBE give Turtle.  The prefixes of
        `kg.vocabulary.PREFIXES` are declared.

        >>> KnowledgeGraph().query("ASK { ?s ?p ?o }")
        False

        Raises:
            QueryError: the query does not parse; the message names line and column.
        """
        return as_value(self._home.store.query(sparql))

    def ask(self, question: str, **parameters: str) -> Any:
        """The answer to a named question, as ``kg ask`` gives it.

        >>> len(KnowledgeGraph().ask("who-said-what", about="Russia"))
        0

        Raises:
            UsageError: there is no such question, or a parameter is unknown or missing.
        """
        return as_value(query.ask(self._home.store, question, **parameters))

    def validate(self) -> validation.ValidationReport:
        """Whether the graph is as the ontology's shapes say."""
        return validation.validate(self._home.store.quads())

    # --- ways out -----------------------------------------------------------------------------------------------

    def to_networkx(self, *, facts_only: bool = False, min_confidence: float = 0.0) -> nx.MultiDiGraph:
        """The graph for NetworkX: entities with name and type, statements as edges (see `kg.graph.projection`)."""
        return graph.project(self._home.store, facts_only=facts_only, min_confidence=min_confidence)

    def export(self, format: str = "turtle", path: str | os.PathLike[str] | None = None) -> str:
        """The whole graph in a format, as text; given a path, it is written there instead and the path returned.

        The formats are "turtle", "trig", "nquads", "ntriples", "jsonld", "graphml", "gexf" and "csv".

        >>> KnowledgeGraph().export("nquads")
        ''

        Raises:
            UsageError: there is no such format.
            OutputError: the file cannot be written.
        """
        if path is not None:
            exports.export_graph(self._home.store, Path(path), format=format)
            return os.fspath(path)
        output = io.BytesIO()
        exports.write_graph(self._home.store, output, format=format)
        return output.getvalue().decode("utf-8")

    def show(self, *, title: str = "Knowledge graph", limit: int = view.LIMIT) -> Page:
        """The interactive picture; a notebook shows it inline.

        Args:
            title: the page's title.
            limit: the number of entities to begin with.
        """
        return Page(view.render(graph.read_view(self._home.store), title=title, limit=limit))

    def _repr_html_(self) -> str:
        return self.show()._repr_html_()

    def __repr__(self) -> str:
        counts = self._home.archive.counts()
        return (
            f"<KnowledgeGraph {self._home.name}: {counts.documents} documents, {counts.entities} entities, "
            f"{counts.statements} statements>"
        )

    # --- the rest -----------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Let go of the files; closing twice is harmless."""
        self._home.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def _extractor(self) -> Extractor:
        if self._given is not None:
            return self._given
        from kg.extraction import Extractor as Pipeline  # loads spaCy: seconds, of use to those who add texts only

        return Pipeline()

    def _builder(self, report: Callable[[Problem], None] = lambda problem: None) -> Builder:
        return Builder(self._home.archive, self._home.store, report=report)


@dataclass(frozen=True, slots=True)
class Page:
    """A picture of a graph: one self-contained HTML page."""

    html: str

    def write(self, path: str | os.PathLike[str]) -> Path:
        """Write the page to a file, and return its path."""
        target = Path(path)
        target.write_text(self.html, encoding="utf-8")
        return target

    def _repr_html_(self) -> str:
        # A frame of its own: the page's styles and scripts stay apart from the notebook's.
        return (
            f'<iframe srcdoc="{html.escape(self.html)}" width="100%" height="{_FRAME_HEIGHT}" '
            'style="border:0" sandbox="allow-scripts allow-popups"></iframe>'
        )


def _is_named(entity: Entity, name: str) -> bool:
    wanted = normal_form(name, entity.type)
    return entity.id == name or any(
        normal_form(known, entity.type) == wanted for known in (entity.name, *entity.aliases)
    )


def _ends(statement: Statement) -> set[str | None]:
    object_ = statement.object if isinstance(statement.object, str) else None
    return {statement.subject, object_, statement.source, statement.target}


def _raise_first(problems: list[Problem]) -> None:
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise InputError(f"{problems[0]}{more}")
