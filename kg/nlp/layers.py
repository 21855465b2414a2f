"""What the pipeline's components leave on a spaCy ``Doc`` for each other: the layers, and nothing else.

Token positions (not characters) throughout; ``end`` is exclusive.  `kg.extraction` is the one place that turns these
layers into the offsets of the original text.

=====================  =================================================  ==================
``Doc._.kg_published``  ISO date of publication, or None (set by caller)   anchors times
``Doc._.kg_times``      list of `Timex`, in text order                     ``kg_times``
``Doc._.kg_mentions``   list of `Reference`, in text order                 ``kg_coreference``
``Doc._.kg_clusters``   list of `Cluster`; `Reference.cluster` indexes it  ``kg_coreference``
``Doc._.kg_claims``     list of `kg.nlp.claims.RawClaim`                   ``kg_statements``
=====================  =================================================  ==================
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc


@dataclass(slots=True)
class Timex:
    """A time expression with its TIMEX3 value (None where it cannot be normalised)."""

    start: int
    end: int
    type: str
    value: str | None


@dataclass(slots=True)
class Reference:
    """A mention: a span of tokens with its head token, and the cluster of what it refers to."""

    start: int
    end: int
    head: int
    type: str
    kind: str
    cluster: int


@dataclass(slots=True)
class Cluster:
    """What some mentions refer to; ``members`` are positions in ``Doc._.kg_mentions``."""

    name: str
    type: str
    members: list[int] = field(default_factory=list)
    wikidata: str | None = None
    wikipedia: str | None = None


def register() -> None:
    """Register the layers on ``Doc``; registering twice is harmless."""
    if not Doc.has_extension("kg_published"):
        Doc.set_extension("kg_published", default=None)
        for name in ("kg_times", "kg_mentions", "kg_clusters", "kg_claims"):
            # spaCy copies a mutable default for each Doc.
            Doc.set_extension(name, default=[])


register()
