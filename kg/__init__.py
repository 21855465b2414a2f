"""A knowledge graph from the news in which every edge can be checked.

>>> from kg import KnowledgeGraph
>>> KnowledgeGraph()
<KnowledgeGraph in memory: 0 documents, 0 entities, 0 statements>
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.knowledge_graph import KnowledgeGraph

    __version__: str

__all__ = ["KnowledgeGraph", "__version__"]


def __getattr__(name: str) -> Any:
    # Importing the package must stay cheap: the command line imports it to print its help.
    if name == "KnowledgeGraph":
        from kg.knowledge_graph import KnowledgeGraph

        return KnowledgeGraph
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("kg-news")
        except PackageNotFoundError:
            return "unknown"
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
