"""Statements: what one document claims, in terms of the graph's entities, and the same claim of several as one.

A statement's id is a hash of what is said, so that the same claim of two documents becomes one statement with two
pieces of evidence, and extracting a document again changes nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg.entities.names import is_nameable, is_pronoun
from kg.entities.things import thing
from kg.model import (
    IDENTIFYING_ROLES,
    Argument,
    Attribution,
    Claim,
    Detail,
    Document,
    Entity,
    Evidence,
    Extraction,
    Literal,
    Predicate,
    Qualifier,
    Statement,
    digest,
    statement_id,
)

ACTOR_TYPES = frozenset({"Person", "Organization", "Place", "Group", "Facility"})
"""Entities that can be the source or target of an event; a place stands for its government."""

_TARGET_ROLES = ("target", "recipient", "destination", "topic")
_LITERAL = re.compile(r"[\d$€£¥₽]|US\$|A\$|C\$")
_BE = frozenset({"be", "is", "are", "am", "was", "were", "been", "being", "'s", "’s", "'re", "’re", "get", "got"})
_AUXILIARY = _BE | frozenset(
    "have has had having do does did will would shall should can could may might must to not n't n’t never also ever "
    "'ve ’ve 'd ’d 'll ’ll".split()
)


@dataclass(frozen=True, slots=True)
class DocumentStatements:
    """What one document says: statements, each with that document's evidence, and the entities they refer to."""

    statements: tuple[Statement, ...]
    entities: Mapping[str, Entity]


MIN_CONFIDENCE = 0.5
"""Below it a reading is more likely wrong than right; `kg extract` shows such readings, the graph does not."""


def statements_of(
    document: Document, extraction: Extraction, *, entities: Mapping[str, Entity], extractor: str
) -> DocumentStatements:
    """The statements of one document.

    Claims whose subject or object cannot be told (an unresolved pronoun, a mere number as subject), or are the same,
    are left out, and so are readings of less confidence than `MIN_CONFIDENCE`.

    Args:
        document: the document.
        extraction: what was found in it.
        entities: local entity id -> entity of the graph, for the document's named entities.
        extractor: the version of the extractor, for the evidence.
    """
    nodes = _Nodes(document, extraction, entities)
    found = [
        statement
        for claim in extraction.claims
        if claim.confidence >= MIN_CONFIDENCE
        and (statement := _statement(claim, document, nodes, extractor)) is not None
    ]
    statements = tuple(merge(found))
    return DocumentStatements(statements, {id_: nodes.used[id_] for id_ in sorted(_referred(statements))})


def merge(statements: Iterable[Statement]) -> list[Statement]:
    """Statements of the same id as one, with the evidence of all in the order of documents; sorted by id."""
    groups: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        groups[statement.id].append(statement)
    return [_merged(groups[id_]) for id_ in sorted(groups)]


def relation_lemma(predicate: Predicate) -> str:
    """What names an open relation: the lemma with the words that follow it; a passive keeps its form.

    >>> relation_lemma(Predicate("have held talks with", "hold", 0, 0))
    'hold talks with'
    >>> relation_lemma(Predicate("was killed by", "kill", 0, 0))
    'be killed by'
    """
    words = [word.lower() for word in predicate.text.split()]
    lemma = " ".join(predicate.lemma.lower().split())
    if not words or not lemma or " " in lemma:
        return lemma or predicate.text.lower()
    head = _head(words, lemma)
    passive = lemma != "be" and words[head].endswith(("ed", "en", "n", "t")) and bool(_BE.intersection(words[:head]))
    first = ["be", words[head]] if passive else [lemma]
    after = [word for word in words[head + 1 :] if word not in _AUXILIARY - {"to"} and not word.endswith("ly")]
    return " ".join([*first, *after])


# --- one claim ----------------------------------------------------------------------------------------------------


class _Nodes:
    """The entities of the graph for the words and local entities of one document."""

    def __init__(self, document: Document, extraction: Extraction, named: Mapping[str, Entity]) -> None:
        self._document = document.id
        self._named = named
        self._local = {entity.id: entity for entity in extraction.entities}
        self._starts = {claim.sentence[0] for claim in extraction.claims}
        names = (mention.text for mention in extraction.mentions if mention.kind == "name")
        self._proper = frozenset(word for name in names for word in re.findall(r"\w+", name) if word[:1].isupper())
        # A cluster's name begins no sentence if it stands somewhere within one.
        self._within = {
            mention.entity
            for mention in extraction.mentions
            if mention.kind == "nominal" and mention.start not in self._starts
        }
        self.used: dict[str, Entity] = {}

    def entity(self, phrase: Argument | Qualifier) -> Entity | None:
        """The entity of a phrase; None if it can have none."""
        found = self._cluster(phrase.entity)
        if found is None and not is_pronoun(phrase.text):
            found = self._use(self._thing(phrase.text, "Thing", initial=phrase.start in self._starts))
        return found

    def known(self, local: str | None) -> str | None:
        """The id of the entity that a local entity is, without making one of the words."""
        found = self._cluster(local)
        return found.id if found else None

    def type(self, id_: str | None) -> str | None:
        """The type of an entity that is in use."""
        return self.used[id_].type if id_ is not None else None

    def _cluster(self, local: str | None) -> Entity | None:
        if local is None:
            return None
        found = self._named.get(local)
        cluster = self._local.get(local)
        if found is None and cluster is not None:
            found = self._thing(cluster.name, cluster.type, initial=local not in self._within)
        return self._use(found)

    def _use(self, entity: Entity | None) -> Entity | None:
        if entity is not None:
            self.used.setdefault(entity.id, entity)
        return entity

    def _thing(self, phrase: str, type_: str, *, initial: bool) -> Entity | None:
        return thing(phrase, type_=type_, document=self._document, proper=self._proper, initial=initial)


def _statement(claim: Claim, document: Document, nodes: _Nodes, extractor: str) -> Statement | None:
    subject = nodes.entity(claim.subject)
    object_ = _object(claim.object, nodes)
    if subject is None or (claim.object is not None and (object_ is None or _says_nothing(claim, subject, object_))):
        return None
    details = tuple(_detail(qualifier, nodes) for qualifier in claim.qualifiers)
    lemma = relation_lemma(claim.predicate)
    time = claim.time.value if claim.time else None
    id_ = statement_id(
        subject.id,
        claim.predicate.relation or f"open {lemma}",
        object_,
        identifying={
            (detail.role, detail.entity or detail.text.casefold())
            for detail in details
            if detail.role in IDENTIFYING_ROLES
        },
        time=time,
        polarity=claim.polarity,
        modality=claim.modality,
    )
    event = claim.predicate.event
    return Statement(
        id=id_,
        subject=subject.id,
        lemma=lemma,
        relation=claim.predicate.relation,
        object=object_,
        event=event,
        source=subject.id if event and subject.type in ACTOR_TYPES else None,
        target=_target(object_, details, nodes) if event else None,
        time=time,
        polarity=claim.polarity,
        modality=claim.modality,
        evidence=(_evidence(id_, claim, document, details, nodes, extractor),),
    )


def _object(argument: Argument | None, nodes: _Nodes) -> str | Literal | None:
    if argument is None:
        return None
    words = " ".join(argument.text.split())
    if argument.entity is None and not is_pronoun(words) and (_LITERAL.match(words) or _is_value(words)):
        return Literal(words)
    entity = nodes.entity(argument)
    return entity.id if entity else None


def _says_nothing(claim: Claim, subject: Entity, object_: str | Literal) -> bool:
    """Whether subject and object are the same, though it is not about "himself"."""
    return object_ == subject.id and not (claim.object and claim.object.text.lower().endswith(("self", "selves")))


def _is_value(words: str) -> bool:
    return not is_nameable(words) and any(map(str.isalnum, words))


def _detail(qualifier: Qualifier, nodes: _Nodes) -> Detail:
    return Detail(qualifier.role, " ".join(qualifier.text.split()), nodes.known(qualifier.entity))


def _target(object_: str | Literal | None, details: Iterable[Detail], nodes: _Nodes) -> str | None:
    if isinstance(object_, str) and nodes.type(object_) in ACTOR_TYPES:
        return object_
    for role in _TARGET_ROLES:
        for detail in details:
            if detail.role == role and nodes.type(detail.entity) in ACTOR_TYPES:
                return detail.entity
    return None


def _evidence(
    statement: str, claim: Claim, document: Document, details: tuple[Detail, ...], nodes: _Nodes, extractor: str
) -> Evidence:
    start, end = claim.sentence
    return Evidence(
        id=digest(document.id, statement, start, end),
        document=document.id,
        start=start,
        end=end,
        quote=document.text[start:end],
        confidence=claim.confidence,
        extractor=extractor,
        attribution=tuple(
            Attribution(" ".join(speaker.text.split()), nodes.known(speaker.entity), speaker.cue)
            for speaker in claim.attribution
        ),
        details=details,
        condition=claim.condition,
        time_text=claim.time.text if claim.time else None,
        phrase=claim.predicate.text,
    )


def _referred(statements: Iterable[Statement]) -> set[str]:
    """The ids of all entities that statements and their evidence refer to."""
    ids: set[str | None] = set()
    for statement in statements:
        ids |= {statement.subject, statement.source, statement.target}
        ids.add(statement.object if isinstance(statement.object, str) else None)
        for evidence in statement.evidence:
            ids |= {detail.entity for detail in evidence.details}
            ids |= {speaker.entity for speaker in evidence.attribution}
    return {id_ for id_ in ids if id_ is not None}


# --- merging ------------------------------------------------------------------------------------------------------


def _merged(statements: list[Statement]) -> Statement:
    evidence: dict[str, Evidence] = {}
    for piece in (piece for statement in statements for piece in statement.evidence):
        known = evidence.get(piece.id)
        if known is None or _rank(piece) < _rank(known):
            evidence[piece.id] = piece
    # Event and actors are no part of the id: the surest reading decides, whatever the order of the documents.
    surest = min(statements, key=lambda statement: (min(map(_rank, statement.evidence)), repr(statement)))
    return replace(surest, evidence=tuple(sorted(evidence.values(), key=_place)))


def _rank(evidence: Evidence) -> tuple[float, tuple[str, int, int, str], str]:
    return (-evidence.confidence, _place(evidence), repr(evidence))


def _place(evidence: Evidence) -> tuple[str, int, int, str]:
    return (evidence.document, evidence.start, evidence.end, evidence.id)


def _head(words: list[str], lemma: str) -> int:
    """The position of the word that has the lemma: the one most like it, else the first that is no auxiliary."""
    if lemma == "be":
        return next((number for number, word in enumerate(words) if word in _BE), 0)
    alike = max(range(len(words)), key=lambda number: (_common(words[number], lemma), -number))
    if _common(words[alike], lemma) >= min(3, len(lemma)):
        return alike
    return next((number for number, word in enumerate(words) if word not in _AUXILIARY), len(words) - 1)


def _common(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
