"""The way in: articles in files, directories, globs, JSON Lines and standard input become `Document` objects.

What cannot be read becomes a `Problem`, and the other inputs go on.  A document's text is never altered: only a byte
order mark and front matter are taken off, and every offset points into what is left.
"""

from kg.documents.reading import MAX_BYTES, Problem, read_documents
from kg.documents.streaming import batches_as_they_come

__all__ = ["MAX_BYTES", "Problem", "batches_as_they_come", "read_documents"]
