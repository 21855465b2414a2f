"""Documents in batches: of one size where they are all there, of what there is where they come one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from queue import Empty, Queue
from threading import Thread

from kg.model import Document

type _Item = Document | BaseException | None


def batches_as_they_come(documents: Iterable[Document], size: int) -> Iterator[tuple[Document, ...]]:
    """Batches of at most ``size`` documents; none waits for a document that is not there yet.

    The documents are read by a thread, at most ``size`` ahead of who takes them.  What reading them raises is raised
    here, after the documents before it.

    >>> [len(batch) for batch in batches_as_they_come([], 2)]
    []
    """
    queue: Queue[_Item] = Queue(maxsize=size)
    # A daemon: nobody waits for a reader whose input never comes.
    Thread(target=_read, args=(documents, queue), name="documents", daemon=True).start()
    while True:
        found: list[_Item] = [queue.get()]
        while isinstance(found[-1], Document) and len(found) < size:
            try:
                found.append(queue.get_nowait())
            except Empty:
                break
        if batch := tuple(item for item in found if isinstance(item, Document)):
            yield batch
        if isinstance(found[-1], BaseException):
            raise found[-1]
        if found[-1] is None:
            return


def _read(documents: Iterable[Document], queue: Queue[_Item]) -> None:
    try:
        for document in documents:
            queue.put(document)
    except BaseException as error:
        queue.put(error)
    else:
        queue.put(None)
