"""The main job: read, extract, resolve, state, store; each step durable before the next relies on it.

1. Documents that are new or changed are extracted and archived, batch by batch.
2. The names of all archived documents are resolved.
3. Documents that are new, changed, or whose names now resolve differently are stated again: the archive takes their
   evidence and notes what the RDF store still lacks, the RDF store takes it in one transaction, the note is cleared.

Killed anywhere, the next run finds the note and completes it; the RDF store never holds half a document.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import batched
from typing import Protocol

from kg.archive import Archive, Pending, State, told_when_full
from kg.documents import Problem, batches_as_they_come
from kg.entities.resolution import Name, Resolution, local_names, resolve
from kg.errors import ModelError
from kg.model import Document, Entity, Extraction, digest
from kg.statements import statements_of
from kg.store import Store, changes

BATCH = 32
"""Documents of one transaction."""


class Extractor(Protocol):
    """What finds statements in documents."""

    @property
    def version(self) -> str:
        """Changes whenever extractions may."""

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """The extraction of each document, in the order of the documents."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build has come: what it is doing, how many documents are done, and of how many (None: not known)."""

    step: str
    done: int
    total: int | None = None


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did with the documents it was given, and how much the store holds now."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    failed: int = 0
    restated: int = 0
    """Documents whose statements were made (again), for they or the resolution of their names changed."""
    documents: int = 0
    entities: int = 0
    statements: int = 0

    @property
    def idle(self) -> bool:
        """Whether the store is as it was."""
        return not (self.new or self.changed or self.removed or self.restated)


class Builder:
    """Keeps an archive and an RDF store in step with the documents they are given."""

    def __init__(
        self,
        archive: Archive,
        store: Store,
        *,
        report: Callable[[Problem], None] = lambda problem: None,
        progress: Callable[[Progress], None] = lambda progress: None,
    ) -> None:
        self._archive = archive
        self._store = store
        self._report = report
        self._progress = progress

    def build(self, documents: Iterable[Document], *, extractor: Extractor) -> BuildReport:
        """Add documents that are new, replace those that changed, pass over the others.

        Interrupted while it extracts (Ctrl-C), it takes what was extracted into the store and raises
        KeyboardInterrupt; the next build of the same documents goes on from there.

        Raises:
            StoreError: the archive or the store cannot be written.
            OutputError: the disk is full.
        """
        counts = dict.fromkeys(("new", "changed", "unchanged", "failed"), 0)
        try:
            self._archive_all(documents, extractor, counts)
        except KeyboardInterrupt:
            self.update()
            raise
        return self._counted(restated=self.update(), **counts)

    def remove(self, documents: Iterable[str]) -> BuildReport:
        """Take documents out, with all that only they say; ids that are not there are passed over."""
        known = set(self._archive.document_ids())
        gone = sorted(known.intersection(documents))
        for batch in batched(gone, BATCH):
            self._archive.remove(batch)
        return self._counted(removed=len(gone), restated=self.update())

    def update(self) -> int:
        """Bring statements and store up to date with the archive; returns the number of documents stated again."""
        self._complete()
        resolution = resolve(self._archive.name_counts())
        stale = [
            document for document, state, names in self._archive.names() if state != _state_digest(names, resolution)
        ]
        if not stale:
            return 0
        self._redescribe(resolution)
        for number, batch in enumerate(batched(stale, BATCH)):
            self._progress(Progress("storing", number * BATCH, len(stale)))
            self._archive.restate(self._states(batch, resolution))
            self._complete()
        self._progress(Progress("storing", len(stale), len(stale)))
        return len(stale)

    # --- reading and extracting ---------------------------------------------------------------------------------

    def _archive_all(self, documents: Iterable[Document], extractor: Extractor, counts: dict[str, int]) -> None:
        done = 0
        for batch in batched(self._stale(documents, extractor, counts), BATCH):
            found = []
            for document, extraction in self._extracted(batch, extractor, counts):
                found.append((document, extraction, local_names(extraction, publisher=document.publisher)))
                done += 1
                self._progress(Progress("extracting", done))
            self._archive.put(found, extractor=extractor.version)

    def _stale(self, documents: Iterable[Document], extractor: Extractor, counts: dict[str, int]) -> Iterator[Document]:
        """The documents that are not archived as they are and with this extractor."""
        for document in documents:
            known = self._archive.version(document.id)
            if known == (document.content_hash, extractor.version):
                counts["unchanged"] += 1
            else:
                counts["changed" if known else "new"] += 1
                yield document

    def _extracted(
        self, documents: tuple[Document, ...], extractor: Extractor, counts: dict[str, int]
    ) -> Iterator[tuple[Document, Extraction]]:
        for document, found in extract_each(documents, extractor):
            if isinstance(found, Extraction):
                yield document, found
            else:
                counts["changed" if self._archive.version(document.id) else "new"] -= 1
                counts["failed"] += 1
                self._report(found)

    # --- stating and storing ------------------------------------------------------------------------------------

    def _redescribe(self, resolution: Resolution) -> None:
        described = {entity.id: entity for entity in resolution.entities.values()}
        in_use = self._archive.entities()
        changed = [new for old in in_use if (new := described.get(old.id)) is not None and new != old]
        for batch in batched(changed, BATCH):
            self._archive.redescribe(batch)

    def _states(self, documents: Collection[str], resolution: Resolution) -> list[State]:
        names = {document: names for document, _, names in self._archive.names(documents)}
        states = []
        for document, extraction, extractor in self._archive.extractions(documents):
            entities = {local: resolution.entities[name] for local, name in names[document.id].items()}
            found = statements_of(document, extraction, entities=entities, extractor=extractor)
            state = _state_digest(names[document.id], resolution)
            states.append(State(document.id, state, found.statements, found.entities))
        return states

    def _complete(self) -> None:
        """Bring to the RDF store what the archive notes as pending."""
        pending = self._archive.pending()
        for part in _parts(pending):
            self._apply(part)
            self._archive.done(part)

    def _apply(self, part: Pending) -> None:
        documents = list(self._archive.documents(part.documents))
        said = self._archive.statement_ids(part.documents)
        statements = list(self._archive.statements(said.union(part.statements)))
        entities = list(self._archive.entities(part.entities))
        change = changes(
            self._store,
            documents=documents,
            statements=statements,
            entities=entities,
            removed_documents=_gone(part.documents, (document.id for document in documents)),
            removed_statements=_gone(part.statements, (statement.id for statement in statements)),
            removed_entities=_gone(part.entities, (entity.id for entity in entities)),
        )
        with told_when_full():
            self._store.apply(change)

    def _counted(self, **counts: int) -> BuildReport:
        held = self._archive.counts()
        return BuildReport(documents=held.documents, entities=held.entities, statements=held.statements, **counts)


def extract_each(
    documents: Iterable[Document], extractor: Extractor, *, live: bool = False
) -> Iterator[tuple[Document, Extraction | Problem]]:
    """Each document with its extraction, or with the problem that it makes the extractor fail with.

    A batch that fails is tried again one document at a time, so that one document does not stop the others.

    Args:
        documents: what to extract from.
        extractor: what does it.
        live: the documents come one by one, and none is to wait for those that may follow.

    Raises:
        ModelError: the extractor lacks its language model, so that every document would fail.
    """
    for batch in batches_as_they_come(documents, BATCH) if live else batched(documents, BATCH):
        done = 0
        try:
            for document, extraction in zip(batch, extractor.extract(batch), strict=True):
                done += 1
                yield document, extraction
        except ModelError:
            raise
        except Exception:
            for document in batch[done:]:
                yield document, _extract_one(document, extractor)


def _extract_one(document: Document, extractor: Extractor) -> Extraction | Problem:
    try:
        [extraction] = extractor.extract([document])
    except Exception as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        return Problem(document.id, f"cannot be extracted: {type(error).__name__}: {reason}")
    return extraction


def _state_digest(names: Mapping[str, Name], resolution: Resolution) -> str:
    """Changes when a name of a document becomes another entity, or that entity another name or type."""
    found: dict[str, Entity] = {local: resolution.entities[name] for local, name in names.items()}
    return digest(sorted((local, entity.id, entity.name, entity.type) for local, entity in found.items()))


def _parts(pending: Pending) -> Iterator[Pending]:
    """Pending work in transactions of bounded size: as one if it is the work of one batch, as it nearly always is."""
    limit = BATCH * 100
    if len(pending.documents) <= BATCH and len(pending.statements) + len(pending.entities) <= limit:
        yield from (pending,) if pending else ()
        return
    yield from (Pending(entities=part) for part in batched(pending.entities, limit))
    yield from (Pending(documents=part) for part in batched(pending.documents, BATCH))
    yield from (Pending(statements=part) for part in batched(pending.statements, limit))


def _gone(ids: Iterable[str], there: Iterable[str]) -> list[str]:
    return sorted(set(ids).difference(there))
