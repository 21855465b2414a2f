"""From quads back to the model: the inverse of `kg.rdf.writing`.

What the graph does not hold does not come back: the text of a document (the archive has it) and confidences beyond
four decimals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Protocol

from pyoxigraph import Literal, NamedNode, Quad

from kg import model
from kg.model import Attribution, Detail, Document, Entity, Evidence, Statement
from kg.rdf.iris import (
    document_iri,
    entity_id,
    entity_iri,
    evidence_id,
    statement_id_of,
    statement_iri,
    wikidata_item,
    wikipedia_title,
)
from kg.rdf.terms import DCTERMS, FOAF, KG, OA, OWL, PROV, RDF, RDFS, SCHEMA, SKOS
from kg.rdf.writing import ENTITIES, STATEMENTS
from kg.vocabulary import ENTITY_CLASSES, EVENT_CLASSES, RELATIONS, ROLE_PROPERTIES

type Object = NamedNode | Literal
type Properties = dict[NamedNode, list[Object]]

_TYPES = {str(iri): name for name, iri in ENTITY_CLASSES.items()}
_EVENTS = {str(iri): category for category, iri in EVENT_CLASSES.items()}
_RELATIONS = {str(iri): name for name, iri in RELATIONS.items()}
_ROLES = {str(iri): role for role, iri in ROLE_PROPERTIES.items()}


class QuadSource(Protocol):
    """Anything that can be asked for quads by pattern; None stands for anything."""

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: Object | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """The quads that match."""


def read_statements(source: QuadSource, ids: Iterable[str] | None = None) -> Iterator[Statement]:
    """Statements with their evidence, in the order of their IRIs; all of them, or those of these ids that there are."""
    nodes = _instances(source, KG.Statement, STATEMENTS) if ids is None else [statement_iri(id) for id in ids]
    for iri in nodes:
        properties = _properties(source, iri, STATEMENTS)
        if properties:
            yield _statement(source, iri, properties)


def read_entities(source: QuadSource, ids: Iterable[str] | None = None) -> Iterator[Entity]:
    """Entities in the order of their IRIs; all of them, or those of these ids that there are."""
    if ids is None:
        classes = (NamedNode(iri) for iri in _TYPES)
        nodes = sorted({iri for cls in classes for iri in _instances(source, cls, ENTITIES)}, key=_value)
    else:
        nodes = [entity_iri(id) for id in ids]
    for iri in nodes:
        properties = _properties(source, iri, ENTITIES)
        if properties:
            yield _entity(iri, properties)


def read_documents(source: QuadSource, ids: Iterable[str] | None = None) -> Iterator[Document]:
    """Documents, without their text, in the order of their IRIs; all of them, or those of these ids that there are."""
    nodes = _instances(source, KG.Document) if ids is None else [document_iri(id) for id in ids]
    for iri in nodes:
        properties = _properties(source, iri, iri)
        if properties:
            yield _document(properties)


def read_publisher(source: QuadSource, document: str) -> str | None:
    """The publisher of a document, where known."""
    iri = document_iri(document)
    return _one(_properties(source, iri, iri, SCHEMA.publisher), SCHEMA.publisher)


def read_names(source: QuadSource, ids: Iterable[str]) -> dict[str, str]:
    """Entity id -> name, of those that the graph knows."""
    names = {}
    for id in ids:
        name = _one(_properties(source, entity_iri(id), ENTITIES, RDFS.label), RDFS.label)
        if name is not None:
            names[id] = name
    return names


# --- one node -----------------------------------------------------------------------------------------------------


def _statement(source: QuadSource, iri: NamedNode, properties: Properties) -> Statement:
    predicate = _one(properties, RDF.predicate) or ""
    evidence = [_evidence(source, found) for found in properties.get(KG.evidence, ()) if isinstance(found, NamedNode)]
    event_classes = (found.value for found in properties.get(RDF.type, ()))
    event_source, event_target = _one(properties, KG.eventSource), _one(properties, KG.eventTarget)
    return Statement(
        id=statement_id_of(iri.value),
        subject=entity_id(_one(properties, RDF.subject) or ""),
        lemma=_one(properties, KG.lemma) or "",
        relation=_RELATIONS.get(predicate),
        object=_object(properties),
        event=next((_EVENTS[cls] for cls in event_classes if cls in _EVENTS), None),
        source=entity_id(event_source) if event_source is not None else None,
        target=entity_id(event_target) if event_target is not None else None,
        time=_one(properties, KG.date),
        polarity=_one(properties, KG.polarity) or "positive",
        modality=_one(properties, KG.modality) or "asserted",
        evidence=tuple(sorted(evidence, key=lambda piece: (piece.document, piece.start, piece.end, piece.id))),
    )


def _object(properties: Properties) -> str | model.Literal | None:
    found = properties.get(RDF.object)
    if not found:
        return None
    return entity_id(found[0].value) if isinstance(found[0], NamedNode) else model.Literal(found[0].value)


def _evidence(source: QuadSource, iri: NamedNode) -> Evidence:
    properties = _properties(source, iri)
    quote = _properties(source, NamedNode(f"{iri.value}/quote"))
    position = _properties(source, NamedNode(f"{iri.value}/position"))
    document = properties.get(PROV.wasDerivedFrom, [])
    return Evidence(
        id=evidence_id(iri.value),
        document=_document_id(source, document[0]) if document else "",
        start=int(_one(position, OA.start) or 0),
        end=int(_one(position, OA.end) or 0),
        quote=_one(quote, OA.exact) or "",
        confidence=float(_one(properties, KG.confidence) or 0),
        extractor=_one(properties, KG.extractor) or "",
        attribution=tuple(_attribution(part) for part in _parts(source, properties, KG.attribution)),
        details=tuple(_detail(part) for part in _parts(source, properties, KG.detail)),
        condition=_one(properties, KG.condition),
        time_text=_one(properties, KG.timeText),
        phrase=_one(properties, KG.phrase) or "",
    )


def _attribution(properties: Properties) -> Attribution:
    speaker = _one(properties, KG.speaker)
    return Attribution(
        text=_one(properties, RDFS.label) or "",
        entity=entity_id(speaker) if speaker is not None else None,
        cue=_one(properties, KG.cue),
    )


def _detail(properties: Properties) -> Detail:
    words = _one(properties, OA.exact) or ""
    for key, found in properties.items():
        role = _ROLES.get(key.value)
        if role is not None:
            value = found[0].value
            return Detail(role, words, entity_id(value)) if isinstance(found[0], NamedNode) else Detail(role, value)
    return Detail("other", words)


def _entity(iri: NamedNode, properties: Properties) -> Entity:
    item, page = _one(properties, OWL.sameAs), _one(properties, FOAF.isPrimaryTopicOf)
    classes = (found.value for found in properties.get(RDF.type, ()))
    return Entity(
        id=entity_id(iri.value),
        name=_one(properties, RDFS.label) or "",
        type=next((_TYPES[cls] for cls in classes if cls in _TYPES), "Thing"),
        aliases=tuple(sorted(found.value for found in properties.get(SKOS.altLabel, ()))),
        wikidata=wikidata_item(item) if item is not None else None,
        wikipedia=wikipedia_title(page) if page is not None else None,
    )


def _document(properties: Properties) -> Document:
    return Document(
        id=_one(properties, DCTERMS.identifier) or "",
        text="",
        title=_one(properties, SCHEMA.headline),
        publisher=_one(properties, SCHEMA.publisher),
        published=_one(properties, SCHEMA.datePublished),
        url=_one(properties, SCHEMA.url),
        lang=_one(properties, SCHEMA.inLanguage),
    )


# --- lookups ------------------------------------------------------------------------------------------------------


def _instances(source: QuadSource, cls: NamedNode, graph: NamedNode | None = None) -> list[NamedNode]:
    found = (quad.subject for quad in source.quads(None, RDF.type, cls, graph))
    return sorted((iri for iri in found if isinstance(iri, NamedNode)), key=_value)


def _properties(
    source: QuadSource, subject: NamedNode, graph: NamedNode | None = None, predicate: NamedNode | None = None
) -> Properties:
    properties: Properties = defaultdict(list)
    for quad in source.quads(subject, predicate, None, graph):
        if isinstance(quad.object, NamedNode | Literal):
            properties[quad.predicate].append(quad.object)
    return properties


def _parts(source: QuadSource, properties: Properties, predicate: NamedNode) -> list[Properties]:
    """The nodes that a property leads to, in the order of their positions."""
    nodes = (found for found in properties.get(predicate, ()) if isinstance(found, NamedNode))
    return sorted((_properties(source, iri) for iri in nodes), key=lambda part: int(_one(part, KG.position) or 0))


def _document_id(source: QuadSource, document: Object) -> str:
    if not isinstance(document, NamedNode):
        return document.value
    properties = _properties(source, document, document, DCTERMS.identifier)
    return _one(properties, DCTERMS.identifier) or document.value


def _one(properties: Properties, predicate: NamedNode) -> str | None:
    found = properties.get(predicate)
    return found[0].value if found else None


def _value(iri: NamedNode) -> str:
    return iri.value
