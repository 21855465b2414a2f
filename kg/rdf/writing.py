"""From the model to quads: what each document, statement and entity is in RDF.

Every triple stands in exactly one graph: a document and its evidence in the document's own graph, the rest in the
graphs of statements, facts and entities.  IRIs only, no blank nodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from kg import model
from kg.model import Attribution, Detail, Document, Entity, Evidence, Statement
from kg.rdf.iris import (
    document_iri,
    entity_iri,
    evidence_iri,
    instant_iri,
    node,
    open_relation_iri,
    open_relation_label,
    relation_iri,
    statement_iri,
    web_address,
    wikidata_iri,
    wikipedia_iri,
)
from kg.rdf.terms import (
    DCTERMS,
    FOAF,
    KG,
    OA,
    OWL,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SEM,
    SKOS,
    TIME,
    XSD,
    boolean,
    calendar_date,
    decimal,
    integer,
    published_date,
    string,
)
from kg.vocabulary import (
    ENTITIES_GRAPH,
    ENTITY_CLASSES,
    EVENT_CLASSES,
    EVENT_PROPERTIES,
    FACTS_GRAPH,
    RELATIONS,
    ROLE_PROPERTIES,
    STATEMENTS_GRAPH,
)

STATEMENTS = NamedNode(str(STATEMENTS_GRAPH))
FACTS = NamedNode(str(FACTS_GRAPH))
ENTITIES = NamedNode(str(ENTITIES_GRAPH))

type Pair = tuple[NamedNode, NamedNode | Literal]

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_INSTANT_PROPERTIES = {XSD.date: TIME.inXSDDate, XSD.gYearMonth: TIME.inXSDgYearMonth, XSD.gYear: TIME.inXSDgYear}


def document_quads(document: Document, evidence: Iterable[tuple[str, Evidence]]) -> list[Quad]:
    """The graph of a document: its node, and its pieces of evidence, each with the id of the statement it makes."""
    iri = document_iri(document.id)
    quads = [Quad(iri, predicate, object_, iri) for predicate, object_ in _document_pairs(document)]
    for statement, piece in evidence:
        quads.extend(_evidence_quads(statement, piece, iri))
    return quads


def statement_quads(
    statement: Statement, *, names: Mapping[str, str], publishers: Mapping[str, str | None]
) -> list[Quad]:
    """The node of a statement in the graph of statements.

    Args:
        statement: the statement with the evidence of every document.
        names: entity id -> name, for the label.
        publishers: document id -> publisher; a document without one counts as its own.
    """
    iri = statement_iri(statement.id)
    pairs = {*_said(statement), *_circumstances(statement), *_support(statement, publishers)}
    pairs.add((RDFS.label, string(statement_label(statement, names))))
    return [Quad(iri, predicate, object_, STATEMENTS) for predicate, object_ in pairs]


def fact_quads(statement: Statement) -> set[Quad]:
    """The plain triples that a statement supports: none unless it is factual (law 4)."""
    if not statement.factual:
        return set()
    facts = set()
    subject = entity_iri(statement.subject)
    if statement.object is not None:
        facts.add(Quad(subject, relation_iri(statement), object_term(statement.object), FACTS))
    edge = EVENT_PROPERTIES.get(statement.event or "")
    if edge is not None and statement.source is not None and statement.target is not None:
        facts.add(Quad(entity_iri(statement.source), node(edge), entity_iri(statement.target), FACTS))
    return facts


def entity_quads(entity: Entity) -> list[Quad]:
    """The node of an entity in the graph of entities."""
    pairs: set[Pair] = {
        (RDF.type, node(ENTITY_CLASSES.get(entity.type, ENTITY_CLASSES["Thing"]))),
        (RDFS.label, string(entity.name)),
        *((SKOS.altLabel, string(alias)) for alias in entity.aliases),
    }
    if entity.wikidata:
        pairs.add((OWL.sameAs, wikidata_iri(entity.wikidata)))
    if entity.wikipedia:
        pairs.add((FOAF.isPrimaryTopicOf, wikipedia_iri(entity.wikipedia)))
    iri = entity_iri(entity.id)
    return [Quad(iri, predicate, object_, ENTITIES) for predicate, object_ in pairs]


def term_quads(statement: Statement) -> set[Quad]:
    """The nodes that a statement shares with others: its open relation and its instant, in the graph of entities."""
    quads: set[Quad] = set()
    relation = relation_iri(statement)
    if relation == open_relation_iri(statement.lemma):
        label = string(open_relation_label(relation.value))
        pairs: list[Pair] = [(RDF.type, KG.OpenRelation), (RDF.type, RDF.Property), (RDFS.label, label)]
        quads.update(Quad(relation, predicate, object_, ENTITIES) for predicate, object_ in pairs)
    date = _date(statement)
    if date is not None:
        instant = instant_iri(date.value)
        quads.add(Quad(instant, RDF.type, TIME.Instant, ENTITIES))
        quads.add(Quad(instant, _INSTANT_PROPERTIES[date.datatype], date, ENTITIES))
    return quads


def object_term(value: str | model.Literal) -> NamedNode | Literal:
    """The object of a statement: an entity's IRI or a string."""
    return string(value.text) if isinstance(value, model.Literal) else entity_iri(value)


def statement_label(statement: Statement, names: Mapping[str, str]) -> str:
    """A statement in a line for human readers, never to be mistaken for a fact that it is not.

    >>> statement = Statement("s", "US", "lift", None, "sanctions", polarity="negative", modality="conditional")
    >>> statement_label(statement, {"US": "United States"})
    'United States – lift → sanctions (negative, conditional)'
    """
    phrase = statement.evidence[0].phrase if statement.evidence else ""
    # The words of an open relation say more than its lemma: "would abandon", "refused to lift".
    relation = relation_label(statement) if statement.relation else phrase or relation_label(statement)
    label = f"{_name(statement.subject, names)} – {relation}"
    if isinstance(statement.object, model.Literal):
        label += f" → {statement.object.text}"
    elif statement.object is not None:
        label += f" → {_name(statement.object, names)}"
    doubts = [value for value in (statement.polarity, statement.modality) if value not in ("positive", "asserted")]
    return f"{label} ({', '.join(doubts)})" if doubts else label


def relation_label(statement: Statement) -> str:
    """The relation in words: "negotiates with".

    >>> relation_label(Statement("s", "a", "talk", "negotiatesWith", "b"))
    'negotiates with'
    """
    if statement.relation is not None and statement.relation in RELATIONS:
        return _CAPITAL.sub(" ", statement.relation).lower()
    return statement.lemma


def support(statement: Statement, publishers: Mapping[str, str | None]) -> int:
    """How many publishers make a statement; a document without a known publisher counts as one of its own."""
    voices = set()
    for evidence in statement.evidence:
        publisher = (publishers.get(evidence.document) or "").strip().casefold()
        voices.add(("publisher", publisher) if publisher else ("document", evidence.document))
    return len(voices)


# --- parts of a document's graph ----------------------------------------------------------------------------------


def _document_pairs(document: Document) -> Iterator[Pair]:
    yield RDF.type, KG.Document
    yield RDF.type, SCHEMA.NewsArticle
    yield DCTERMS.identifier, string(document.id)
    yield KG.contentHash, string(document.content_hash)
    if document.title is not None:
        yield SCHEMA.headline, string(document.title)
    if document.publisher is not None:
        yield SCHEMA.publisher, string(document.publisher)
    if document.published is not None:
        yield SCHEMA.datePublished, published_date(document.published)
    if document.url is not None:
        yield SCHEMA.url, web_address(document.url) or string(document.url)
    if document.lang is not None:
        yield SCHEMA.inLanguage, string(document.lang)


def _evidence_quads(statement: str, evidence: Evidence, document: NamedNode) -> Iterator[Quad]:
    iri = evidence_iri(evidence.id)
    target, quote, position = (NamedNode(f"{iri.value}/{part}") for part in ("target", "quote", "position"))
    triples: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (iri, RDF.type, KG.Evidence),
        (iri, RDF.type, OA.Annotation),
        (iri, OA.hasBody, statement_iri(statement)),
        (iri, OA.hasTarget, target),
        (iri, PROV.wasDerivedFrom, document),
        (iri, KG.confidence, decimal(evidence.confidence)),
        (iri, KG.extractor, string(evidence.extractor)),
        (iri, KG.inOwnVoice, boolean(not evidence.attribution)),
        (target, RDF.type, OA.SpecificResource),
        (target, OA.hasSource, document),
        (target, OA.hasSelector, quote),
        (target, OA.hasSelector, position),
        (quote, RDF.type, OA.TextQuoteSelector),
        (quote, OA.exact, string(evidence.quote)),
        (position, RDF.type, OA.TextPositionSelector),
        (position, OA.start, integer(evidence.start)),
        (position, OA.end, integer(evidence.end)),
    ]
    for predicate, text in (
        (KG.phrase, evidence.phrase or None),
        (KG.condition, evidence.condition),
        (KG.timeText, evidence.time_text),
    ):
        if text is not None:
            triples.append((iri, predicate, string(text)))
    if evidence.attribution:
        chain = " ← ".join(link.text for link in evidence.attribution)
        triples.append((iri, KG.attributionText, string(chain)))
    yield from (Quad(*triple, document) for triple in triples)
    speakers = {link.entity for link in evidence.attribution if link.entity is not None}
    yield from (Quad(iri, KG.speaker, entity_iri(speaker), document) for speaker in speakers)
    for number, link in enumerate(evidence.attribution, start=1):
        yield from _attribution_quads(link, iri, number, document)
    for number, detail in enumerate(evidence.details, start=1):
        yield from _detail_quads(detail, iri, number, document)


def _attribution_quads(link: Attribution, evidence: NamedNode, number: int, graph: NamedNode) -> Iterator[Quad]:
    iri = NamedNode(f"{evidence.value}/attribution/{number}")
    yield Quad(evidence, KG.attribution, iri, graph)
    yield Quad(iri, RDF.type, KG.Attribution, graph)
    yield Quad(iri, KG.position, integer(number), graph)
    yield Quad(iri, RDFS.label, string(link.text), graph)
    if link.entity is not None:
        yield Quad(iri, KG.speaker, entity_iri(link.entity), graph)
    if link.cue is not None:
        yield Quad(iri, KG.cue, string(link.cue), graph)


def _detail_quads(detail: Detail, evidence: NamedNode, number: int, graph: NamedNode) -> Iterator[Quad]:
    """A qualifier in the words of the document; the statement itself has the entity only."""
    iri = NamedNode(f"{evidence.value}/detail/{number}")
    yield Quad(evidence, KG.detail, iri, graph)
    yield Quad(iri, KG.position, integer(number), graph)
    yield Quad(iri, _role(detail), _detail_value(detail), graph)
    if detail.entity is not None:
        yield Quad(iri, OA.exact, string(detail.text), graph)


# --- parts of a statement's node ----------------------------------------------------------------------------------


def _said(statement: Statement) -> Iterator[Pair]:
    yield RDF.type, KG.Statement
    yield RDF.subject, entity_iri(statement.subject)
    yield RDF.predicate, relation_iri(statement)
    if statement.object is not None:
        yield RDF.object, object_term(statement.object)
    yield KG.lemma, string(statement.lemma)
    yield KG.polarity, string(statement.polarity)
    yield KG.modality, string(statement.modality)
    yield KG.factual, boolean(statement.factual)
    if statement.event is not None and statement.event in EVENT_CLASSES:
        yield RDF.type, node(EVENT_CLASSES[statement.event])
    if statement.source is not None:
        yield KG.eventSource, entity_iri(statement.source)
    if statement.target is not None:
        yield KG.eventTarget, entity_iri(statement.target)


def _circumstances(statement: Statement) -> Iterator[Pair]:
    date = _date(statement)
    if date is not None:
        yield KG.date, date
        yield KG.time, instant_iri(date.value)
    for evidence in statement.evidence:
        for detail in evidence.details:
            yield _role(detail), _detail_value(detail)
            if detail.role == "location" and detail.entity is not None:
                yield SEM.hasPlace, entity_iri(detail.entity)


def _support(statement: Statement, publishers: Mapping[str, str | None]) -> Iterator[Pair]:
    for evidence in statement.evidence:
        yield KG.evidence, evidence_iri(evidence.id)
        yield PROV.wasDerivedFrom, document_iri(evidence.document)
        for link in evidence.attribution:
            if link.entity is not None:
                yield PROV.wasAttributedTo, entity_iri(link.entity)
    yield KG.support, integer(support(statement, publishers))
    yield KG.confidence, decimal(statement.confidence)


def _date(statement: Statement) -> Literal | None:
    """When it happened, if that is a day, a month or a year; anything else stays unknown."""
    date = calendar_date(statement.time or "")
    return date if date.datatype in _INSTANT_PROPERTIES else None


def _role(detail: Detail) -> NamedNode:
    return node(ROLE_PROPERTIES.get(detail.role, ROLE_PROPERTIES["other"]))


def _detail_value(detail: Detail) -> NamedNode | Literal:
    return entity_iri(detail.entity) if detail.entity is not None else string(detail.text)


def _name(entity: str, names: Mapping[str, str]) -> str:
    return names.get(entity) or entity.rpartition("/")[2].replace("_", " ")
