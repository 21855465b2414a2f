"""The archive: the durable truth of a store, from which everything else in it can be made again.

`Archive` is the database of documents, extractions, evidence and pending work; `StoreDirectory` is the directory
around it (``--store DIR``), with its format, its lock and its RDF store.
"""

from kg.archive.database import Archive, Counts, Pending, State
from kg.archive.directory import StoreDirectory
from kg.archive.room import told_when_full, why_no_room

__all__ = ["Archive", "Counts", "Pending", "State", "StoreDirectory", "told_when_full", "why_no_room"]
