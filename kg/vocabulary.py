"""The IRIs of the graph: closed namespaces, prefixes, named graphs, and the tables from model names to IRIs.

The namespaces are closed: a name that is not a term raises, so that a typo never becomes data.  The terms of ``kg:``
and ``plover:`` are defined in ``ontology/kg.ttl`` and ``ontology/plover.ttl``; a test keeps both sides equal.

>>> KG.Statement
rdflib.term.URIRef('https://w3id.org/kg-news/ontology#Statement')
>>> KG.Statment  # doctest: +IGNORE_EXCEPTION_DETAIL
Traceback (most recent call last):
    ...
AttributeError: no such term
"""

from __future__ import annotations

from types import MappingProxyType

from rdflib import OWL, RDF, RDFS, XSD, Namespace, URIRef
from rdflib.namespace import ClosedNamespace

from kg.model import ENTITY_TYPES, EVENTS, ROLES

BASE = "https://w3id.org/kg-news/"
"""What every IRI that the project mints starts with."""

# --- terms of the ontology ----------------------------------------------------------------------------------------

_ENTITY_CLASS_NAMES = {name: "EventEntity" if name == "Event" else name for name in ENTITY_TYPES}

_STATIC_RELATION_NAMES = (
    # offices and organisations
    "holdsPosition", "heldPosition", "candidateFor", "headOf", "deputyOf", "memberOf", "memberOfParty", "worksFor",
    "advisorTo", "representativeOf", "spokespersonFor", "lawyerFor", "educatedAt", "successorOf", "predecessorOf",
    # ownership and making
    "founderOf", "ownerOf", "subsidiaryOf", "shareholderOf", "investorIn", "operatorOf", "producerOf", "supplierOf",
    "customerOf", "authorOf",
    # places
    "locatedIn", "partOf", "basedIn", "capitalOf", "borders", "near", "runsFrom", "runsTo", "passesThrough",
    # persons
    "citizenOf", "originFrom", "residesIn", "bornIn", "bornOn", "diedIn", "diedOn", "age", "spouseOf", "childOf",
    "parentOf", "siblingOf", "relativeOf", "friendOf", "adherentOf",
    # between actors
    "alliedWith", "rivalOf", "participantIn", "organizerOf", "signatoryOf", "victimOf", "winnerOf",
    # what a thing is
    "hasType", "alsoKnownAs", "date", "foundedOn", "quantity", "worth",
)  # fmt: skip

_EVENT_PROPERTY_NAMES = {
    "AGREE": "agreesWith",
    "CONSULT": "negotiatesWith",
    "SUPPORT": "supports",
    "COOPERATE": "cooperatesWith",
    "AID": "aids",
    "CONCEDE": "concedesTo",
    "RETREAT": "retreatsFrom",
    "REQUEST": "requestsOf",
    "ACCUSE": "accuses",
    "REJECT": "rejects",
    "THREATEN": "threatens",
    "PROTEST": "protestsAgainst",
    "SANCTION": "sanctions",
    "MOBILIZE": "mobilizesAgainst",
    "COERCE": "coerces",
    "ASSAULT": "assaults",
    "INVESTIGATE": "investigates",
}

_ROLE_PROPERTY_NAMES = {role: f"has{role.capitalize()}" for role in ROLES}

_KG_TERMS = (
    "Document", "Evidence", "Attribution", "Statement", "Entity", "OpenRelation", *_ENTITY_CLASS_NAMES.values(),
    "polarity", "modality", "factual", "confidence", "support", "lemma", "evidence", "eventSource", "eventTarget",
    "time", "contentHash", "extractor", "speaker", "attributionText", "attribution", "cue", "position", "inOwnVoice",
    "condition", "phrase", "timeText", "detail",
    "relatedTo", "actsToward", "qualifier",
    *_STATIC_RELATION_NAMES, *_EVENT_PROPERTY_NAMES.values(), *_ROLE_PROPERTY_NAMES.values(),
)  # fmt: skip

_QUAD_CLASS_NAMES = ("VerbalCooperation", "MaterialCooperation", "VerbalConflict", "MaterialConflict")
_EVENT_CLASS_NAMES = {category: category.capitalize() for category in EVENTS}

ONTOLOGY = URIRef(f"{BASE}ontology")
"""The IRI of the ontology itself."""

KG = ClosedNamespace(f"{BASE}ontology#", list(_KG_TERMS))
PLOVER = ClosedNamespace(f"{BASE}plover#", ["Event", *_QUAD_CLASS_NAMES, *_EVENT_CLASS_NAMES.values()])

# --- standard vocabularies, with the terms that the graph uses ----------------------------------------------------

DCTERMS = ClosedNamespace("http://purl.org/dc/terms/", ["title", "identifier", "source"])
FOAF = ClosedNamespace("http://xmlns.com/foaf/0.1/", ["isPrimaryTopicOf"])
OA = ClosedNamespace(
    "http://www.w3.org/ns/oa#",
    [
        "Annotation", "SpecificResource", "TextQuoteSelector", "TextPositionSelector",
        "hasBody", "hasTarget", "hasSource", "hasSelector", "exact", "prefix", "suffix", "start", "end",
    ],
)  # fmt: skip
PROV = ClosedNamespace(
    "http://www.w3.org/ns/prov#",
    ["Entity", "Agent", "wasDerivedFrom", "wasAttributedTo", "wasGeneratedBy", "hadPrimarySource", "generatedAtTime"],
)
SCHEMA = ClosedNamespace(
    "https://schema.org/",
    ["NewsArticle", "headline", "publisher", "datePublished", "url", "inLanguage", "sameAs"],
)
SEM = ClosedNamespace(
    "http://semanticweb.cs.vu.nl/2009/11/sem/",
    ["Event", "Actor", "Place", "Time", "hasActor", "hasPlace", "hasTime", "hasTimeStamp"],
)
SKOS = ClosedNamespace(
    "http://www.w3.org/2004/02/skos/core#", ["prefLabel", "altLabel", "definition", "example", "scopeNote"]
)
TIME = ClosedNamespace(
    "http://www.w3.org/2006/time#",
    ["Instant", "Interval", "TemporalEntity", "inXSDDate", "inXSDgYearMonth", "inXSDgYear", "hasBeginning", "hasEnd"],
)

# --- what the graph mints -----------------------------------------------------------------------------------------

ENT = Namespace(f"{BASE}entity/")
REL = Namespace(f"{BASE}relation/")
ST = Namespace(f"{BASE}statement/")
EV = Namespace(f"{BASE}evidence/")
DOC = Namespace(f"{BASE}document/")
INSTANT = Namespace(f"{BASE}time/")
WD = Namespace("http://www.wikidata.org/entity/")

STATEMENTS_GRAPH = URIRef(f"{BASE}graph/statements")
FACTS_GRAPH = URIRef(f"{BASE}graph/facts")
ENTITIES_GRAPH = URIRef(f"{BASE}graph/entities")

PREFIXES: MappingProxyType[str, str] = MappingProxyType(
    {
        "kg": str(KG),
        "plover": str(PLOVER),
        "thing": f"{ENT}thing/",
        "ent": str(ENT),
        "rel": str(REL),
        "st": str(ST),
        "ev": str(EV),
        "doc": str(DOC),
        "instant": str(INSTANT),
        "rdf": str(RDF),
        "rdfs": str(RDFS),
        "owl": str(OWL),
        "xsd": str(XSD),
        "skos": str(SKOS),
        "dcterms": str(DCTERMS),
        "foaf": str(FOAF),
        "oa": str(OA),
        "prov": str(PROV),
        "schema": str(SCHEMA),
        "sem": str(SEM),
        "time": str(TIME),
        "wd": str(WD),
        "wdt": "http://www.wikidata.org/prop/direct/",
    }
)
"""Prefix -> namespace, for reading queries and writing Turtle."""

# --- from the names of the model to IRIs --------------------------------------------------------------------------

ENTITY_CLASSES: MappingProxyType[str, URIRef] = MappingProxyType(
    {name: KG[local] for name, local in _ENTITY_CLASS_NAMES.items()}
)
"""Entity type of the model -> class."""

EVENT_CLASSES: MappingProxyType[str, URIRef] = MappingProxyType(
    {category: PLOVER[local] for category, local in _EVENT_CLASS_NAMES.items()}
)
"""PLOVER category -> event class."""

EVENT_PROPERTIES: MappingProxyType[str, URIRef] = MappingProxyType(
    {category: KG[local] for category, local in _EVENT_PROPERTY_NAMES.items()}
)
"""PLOVER category -> property of the plain edge from source to target."""

ROLE_PROPERTIES: MappingProxyType[str, URIRef] = MappingProxyType(
    {role: KG[local] for role, local in _ROLE_PROPERTY_NAMES.items()}
)
"""Qualifier role -> property of the statement."""

STATIC_RELATIONS: MappingProxyType[str, URIRef] = MappingProxyType({name: KG[name] for name in _STATIC_RELATION_NAMES})
"""Local name -> property, of the relations that hold for a while rather than happen."""

RELATIONS: MappingProxyType[str, URIRef] = MappingProxyType(
    {**STATIC_RELATIONS, **{str(iri).rpartition("#")[2]: iri for iri in EVENT_PROPERTIES.values()}}
)
"""Local name -> property, of every relation of the ontology (``predicate.relation``); any other relation is open."""
