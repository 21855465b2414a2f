"""What of a graph is drawn: the most important entities, and one edge for all statements from one to another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.graph import GraphView
from kg.model import Document, Entity, Statement

LIMIT = 60
"""So many entities open a picture that can be read at first sight."""
_CARRIED = 3_000
"""The file carries so many entities, for the search to find; more if it shows more."""


@dataclass(frozen=True, slots=True)
class Edge:
    """All statements from one entity to another, best supported first, as one line of the picture."""

    source: str
    target: str
    statements: tuple[Statement, ...]
    support: int
    standing: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The entities that the file carries, those that tell most first; the first ``shown`` of them open the picture."""

    entities: tuple[Entity, ...]
    shown: int
    total: int
    weights: dict[str, int]
    statements: tuple[Statement, ...]
    documents: tuple[Document, ...]
    edges: tuple[Edge, ...]


def picture(view: GraphView, *, limit: int) -> Picture:
    """Choose at most ``limit`` entities to show, and many more to carry, and group their statements into edges.

    The most important come first, but after all others those that tell little: mere things with one connection.
    """
    weights = importance(view)
    little = _dead_ends(view)
    ranked = sorted(weights, key=lambda id_: (id_ in little, -weights[id_], id_))[: max(limit, _CARRIED)]
    carried = set(ranked)
    statements = sorted(
        (item for item in view.statements if carried.issuperset(actors(item))),
        key=lambda item: (item.time or "", item.id),
    )
    cited = {evidence.document for statement in statements for evidence in statement.evidence}
    return Picture(
        entities=tuple(_entity(view, id_) for id_ in ranked),
        shown=min(limit, len(ranked)),
        total=len(weights),
        weights={id_: weights[id_] for id_ in ranked},
        statements=tuple(statements),
        documents=tuple(view.documents.get(id_) or Document(id_, "") for id_ in sorted(cited)),
        edges=tuple(_edges(statements, view)),
    )


def importance(view: GraphView) -> dict[str, int]:
    """Entity id -> degree weighted by support: each statement counts once for every publisher that makes it."""
    weights: Counter[str] = Counter(dict.fromkeys(view.entities, 0))
    for statement in view.statements:
        publishers = support([statement], view)
        for id_ in actors(statement):
            weights[id_] += publishers
    return dict(weights)


def _dead_ends(view: GraphView) -> set[str]:
    """Entities without a type that are connected with at most one other."""
    neighbours: defaultdict[str, set[str]] = defaultdict(set)
    for statement in view.statements:
        found = actors(statement)
        for id_ in found:
            neighbours[id_].update(other for other in found if other != id_)
    things = (id_ for id_ in {*neighbours, *view.entities} if _entity(view, id_).type == "Thing")
    return {id_ for id_ in things if len(neighbours[id_]) <= 1}


def actors(statement: Statement) -> tuple[str, ...]:
    """The entities a statement is about, each once: subject, object, and the source and target of its event."""
    found = (statement.subject, statement.object, statement.source, statement.target)
    return tuple(dict.fromkeys(item for item in found if isinstance(item, str)))


def ends(statement: Statement) -> tuple[str, str] | None:
    """Where the statement's edge starts and ends.

    A statement whose object is no entity runs between the actors of its event; None where there are not two ends.
    """
    source: str | None = statement.subject
    target = statement.object if isinstance(statement.object, str) else None
    if target is None:
        source, target = statement.source, statement.target
    return (source, target) if source and target and source != target else None


def support(statements: Iterable[Statement], view: GraphView) -> int:
    """How many publishers make one of the statements; a document of unknown publisher counts for itself."""
    found: set[tuple[str, str]] = set()
    for statement in statements:
        for evidence in statement.evidence:
            document = view.documents.get(evidence.document)
            publisher = document.publisher if document else None
            found.add(("publisher", publisher) if publisher else ("document", evidence.document))
    return max(1, len(found))


def standing(statement: Statement) -> str:
    """How a statement stands: ``denied``, ``fact``, ``attributed``, or its modality if it is not asserted."""
    if statement.polarity == "negative":
        return "denied"
    if statement.modality != "asserted":
        return statement.modality
    return "fact" if statement.factual else "attributed"


def _edges(statements: Iterable[Statement], view: GraphView) -> Iterable[Edge]:
    groups: defaultdict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        pair = ends(statement)
        if pair:
            groups[pair].append(statement)
    for (source, target), found in sorted(groups.items()):
        found.sort(key=lambda item: (-support([item], view), item.polarity == "negative", -item.confidence, item.id))
        yield Edge(source, target, tuple(found), support(found, view), _standing_of_all(found))


def _standing_of_all(statements: list[Statement]) -> str:
    """The firmest standing among them; contradictions make the edge disputed."""
    said = {(item.relation or item.lemma, item.polarity) for item in statements}
    if any((what, "negative") in said and (what, "positive") in said for what, _ in said):
        return "disputed"
    found = [standing(item) for item in statements]
    return next((name for name in ("fact", "attributed") if name in found), found[0])


def _entity(view: GraphView, id_: str) -> Entity:
    return view.entities.get(id_) or Entity(id_, id_.replace("_", " "), "Thing")
