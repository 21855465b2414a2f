"""The knowledge base: which things of the news bear a name.

`tables/*.tsv` (written by hand, see `tables/README.md`) are compiled into one memory-mapped file, which
`KnowledgeBase` reads:

>>> from kg.kb import KnowledgeBase
>>> kb = KnowledgeBase.open()
>>> [(candidate.entity.name, candidate.kind) for candidate in kb.lookup("U.S.")][0]
('United States', 'acronym')
"""

from kg.kb.knowledge_base import Candidate, KbEntity, KnowledgeBase, Match

__all__ = ["Candidate", "KbEntity", "KnowledgeBase", "Match"]
