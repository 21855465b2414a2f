"""Stores of quads behind one small protocol.

`OxigraphStore` is the default, on disk; `MemoryStore` (rdflib) is the reference.  The same contract test runs on both.
`kg.store.changes` says what a transaction must change when documents, statements and entities change.
"""

from kg.store.base import Answer, ChangeSet, Solutions, Store, Triples
from kg.store.changes import changes
from kg.store.memory import MemoryStore
from kg.store.oxigraph import OxigraphStore

__all__ = ["Answer", "ChangeSet", "MemoryStore", "OxigraphStore", "Solutions", "Store", "Triples", "changes"]
