"""The model as RDF: IRIs for any id, round trips, plain triples only for what is said as fact."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from rdflib.compare import isomorphic

from kg import model
from kg.model import MODALITIES, POLARITIES, ROLES, Attribution, Detail, Document, Entity, Evidence, Statement
from kg.rdf import (
    FACTS,
    document_iri,
    document_quads,
    entity_id,
    entity_iri,
    entity_quads,
    evidence_iri,
    fact_quads,
    read_documents,
    read_entities,
    read_statements,
    relation_iri,
    statement_iri,
    statement_label,
    statement_quads,
    support,
    term_quads,
)
from kg.rdf.terms import calendar_date, published_date
from kg.rdf.turtle import turtle
from kg.vocabulary import ENTITY_CLASSES, EVENT_CLASSES, RELATIONS

HOSTILE = (
    "",
    " ",
    'a "quoted" name',
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "a/./b",
    "%41 is not A",
    "مرحبا بالعالم",
    "\u202eevil\u202c",
    "\ud800 alone",
    "\x00\x1b[31m",
    "\ue000\ufdd0\uffff\U000e0001\U0010ffff",
    "tab\tline\nbreak",
    "a\\b^c`d{e}|f#g?h",
    "x" * 10_000,
)

# Text of documents: anything but lone surrogates, which no RDF literal can hold.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
ids = st.text(st.characters(), min_size=1, max_size=12)
optional_ids = st.none() | ids
confidences = st.integers(0, 10_000).map(lambda value: value / 10_000)
dates = st.none() | st.sampled_from(["2025", "2025-03", "2025-03-07", "0999-12-31"])
attributions = st.builds(Attribution, text=texts, entity=optional_ids, cue=st.none() | texts)
details = st.builds(Detail, role=st.sampled_from(ROLES), text=texts, entity=optional_ids)
pieces = st.builds(
    Evidence,
    id=ids,
    document=st.sampled_from(["news/one.txt", "news/two.txt", "https://example.org/?id=3"]),
    start=st.integers(0, 10**9),
    end=st.integers(0, 10**9),
    quote=texts,
    confidence=confidences,
    extractor=words,
    attribution=st.lists(attributions, max_size=3).map(tuple),
    details=st.lists(details, max_size=3).map(tuple),
    condition=st.none() | texts,
    time_text=st.none() | texts,
    phrase=texts,
)
evidence_lists = st.lists(pieces, min_size=1, max_size=3, unique_by=lambda piece: piece.id).map(
    lambda found: tuple(sorted(found, key=lambda piece: (piece.document, piece.start, piece.end, piece.id)))
)
statements = st.builds(
    Statement,
    id=ids,
    subject=ids,
    lemma=texts,
    relation=st.none() | st.sampled_from(sorted(RELATIONS)),
    object=st.none() | ids | st.builds(model.Literal, text=texts),
    event=st.none() | st.sampled_from(sorted(EVENT_CLASSES)),
    source=optional_ids,
    target=optional_ids,
    time=dates,
    polarity=st.sampled_from(POLARITIES),
    modality=st.sampled_from(MODALITIES),
    evidence=evidence_lists,
)
entities = st.builds(
    Entity,
    id=ids,
    name=words,
    type=st.sampled_from(sorted(ENTITY_CLASSES)),
    aliases=st.sets(words, max_size=3).map(lambda found: tuple(sorted(found))),
    wikidata=st.none() | st.from_regex(r"Q[1-9][0-9]{0,8}", fullmatch=True),
    wikipedia=st.none() | words.filter(lambda title: "_" not in title),
)
documents = st.builds(
    Document,
    id=words,
    text=st.just(""),
    title=st.none() | texts,
    publisher=st.none() | texts,
    published=st.none()
    | st.sampled_from(["2025-03-14", "2025-03-14T10:30:00Z", "2025-03-14T10:30:00.5+02:00", "soon"]),
    url=st.none() | texts | st.just("https://example.org/a?b=c&d=é"),
    lang=st.none() | texts,
)


class Quads:
    """A plain set of quads as a source."""

    def __init__(self, quads: object) -> None:
        self._quads = pyoxigraph.Store()
        self._quads.extend(quads)  # type: ignore[arg-type]

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: NamedNode | Literal | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        yield from self._quads.quads_for_pattern(subject, predicate, object, graph)


def evidence(id: str = "e1", document: str = "one", **values: object) -> Evidence:
    given_values = {"start": 0, "end": 5, "quote": "Quote", "confidence": 0.8, "extractor": "kg 1", **values}
    return Evidence(id=id, document=document, **given_values)  # type: ignore[arg-type]


def statement(**values: object) -> Statement:
    given_values = {
        "id": "s1",
        "subject": "United_States",
        "lemma": "negotiate with",
        "relation": "negotiatesWith",
        "object": "Russia",
        "evidence": (evidence(),),
        **values,
    }
    return Statement(**given_values)  # type: ignore[arg-type]


# --- IRIs ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", HOSTILE)
def test_any_id_makes_a_valid_iri_from_which_it_can_be_read_back(id: str) -> None:
    iri = entity_iri(id).value
    assert entity_id(iri) == id
    assert rdflib.URIRef(iri).n3() == f"<{iri}>"
    assert not set(' <>"{}|\\^`\n\u202e') & set(iri)
    for minted in (
        statement_iri(id),
        evidence_iri(id),
        document_iri(id),
        relation_iri(statement(relation=None, lemma=id)),
    ):
        assert minted == NamedNode(minted.value)


@given(ids)
def test_entity_iris_are_one_to_one(id: str) -> None:
    assert entity_id(entity_iri(id).value) == id


@pytest.mark.parametrize(
    ("id", "local"),
    [
        ("United_States", "United_States"),
        ("São_Tomé_and_Príncipe", "São_Tomé_and_Príncipe"),
        ("thing/sanctions_against_Russia", "thing/sanctions_against_Russia"),
        ("Treasury_(US)", "Treasury_(US)"),
        ("two words", "two%20words"),
        ("100%", "100%25"),
        ("..", "%2E%2E"),
    ],
)
def test_entity_iris_are_readable(id: str, local: str) -> None:
    assert entity_iri(id).value == f"https://w3id.org/kg-news/entity/{local}"


def test_documents_of_the_same_file_name_have_iris_of_their_own() -> None:
    one, two = document_iri("a/news.txt").value, document_iri("b/news.txt").value
    assert one != two
    assert "/document/news.txt-" in one


def test_a_relation_outside_the_ontology_is_open() -> None:
    assert relation_iri(statement(relation="invented", lemma="bet on/against")).value.endswith(
        "relation/bet_on%2Fagainst"
    )


# --- round trips --------------------------------------------------------------------------------------------------


@given(statements, documents)
def test_a_statement_comes_back_as_it_was(statement: Statement, document: Document) -> None:
    quads = statement_quads(statement, names={}, publishers={})
    for id in {piece.document for piece in statement.evidence}:
        found = [(statement.id, piece) for piece in statement.evidence if piece.document == id]
        quads += document_quads(Document(id, ""), found)
    assert list(read_statements(Quads(quads))) == [statement]
    assert list(read_statements(Quads(quads), ids=["missing", statement.id])) == [statement]


@given(entities)
def test_an_entity_comes_back_as_it_was(entity: Entity) -> None:
    assert list(read_entities(Quads(entity_quads(entity)))) == [entity]


@given(documents)
def test_a_document_comes_back_without_its_text(document: Document) -> None:
    assert list(read_documents(Quads(document_quads(document, [])))) == [document]


def test_lone_surrogates_become_replacement_characters() -> None:
    [found] = read_entities(Quads(entity_quads(Entity("e", "bad \ud800 name", "Person"))))
    assert found.name == "bad \ufffd name"


@given(statements)
def test_there_are_no_blank_nodes_and_no_triple_stands_in_two_graphs(statement: Statement) -> None:
    found = [(statement.id, piece) for piece in statement.evidence]
    quads = {
        *statement_quads(statement, names={}, publishers={}),
        *document_quads(Document("one", ""), found),
        *fact_quads(statement),
        *term_quads(statement),
    }
    assert all(isinstance(quad.subject, NamedNode) for quad in quads)
    assert len({quad.triple for quad in quads}) == len(quads)


# --- what is said as fact -----------------------------------------------------------------------------------------

SAID = evidence(attribution=(Attribution("sources"),))


@pytest.mark.parametrize(
    ("found", "facts"),
    [
        (statement(), ["ent:United_States kg:negotiatesWith ent:Russia"]),
        (statement(relation=None, lemma="talk to"), ["ent:United_States rel:talk_to ent:Russia"]),
        (statement(object=model.Literal("5 bn")), ['ent:United_States kg:negotiatesWith "5 bn"']),
        (statement(object=None), []),
        (statement(polarity="negative"), []),
        (statement(modality="possible"), []),
        (statement(evidence=(SAID,)), []),
        (statement(evidence=(SAID, evidence("e2"))), ["ent:United_States kg:negotiatesWith ent:Russia"]),
        (
            statement(
                event="THREATEN", source="Donald_Trump", target="Russia", object="thing/sanctions", relation=None
            ),
            ["ent:Donald_Trump kg:threatens ent:Russia", "ent:United_States rel:negotiate_with thing:sanctions"],
        ),
        (
            statement(event="CONSULT", source="United_States", target="Russia"),
            ["ent:United_States kg:negotiatesWith ent:Russia"],
        ),
        (statement(event="CONSULT", source="United_States", object=None), []),
    ],
)
def test_only_what_is_said_as_fact_becomes_a_plain_triple(found: Statement, facts: list[str]) -> None:
    quads = fact_quads(found)
    lines = [line.strip() for line in "".join(turtle(quad.triple for quad in quads)).splitlines()]
    assert sorted(line.removesuffix(" .") for line in lines if line and not line.startswith("@prefix")) == facts
    assert {quad.graph_name for quad in quads} <= {FACTS}


@pytest.mark.parametrize(
    ("found", "label"),
    [
        (statement(), "United States – negotiates with → RUS"),
        (statement(object=None, relation=None, lemma="collapse"), "United States – collapse"),
        (statement(object=model.Literal("5 bn")), "United States – negotiates with → 5 bn"),
        (statement(modality="possible"), "United States – negotiates with → RUS (possible)"),
        (
            statement(polarity="negative", modality="intended"),
            "United States – negotiates with → RUS (negative, intended)",
        ),
    ],
)
def test_a_label_never_reads_as_a_fact_that_it_is_not(found: Statement, label: str) -> None:
    assert statement_label(found, {"Russia": "RUS"}) == label


def test_support_counts_publishers_not_documents() -> None:
    found = statement(evidence=tuple(evidence(f"e{document}", document) for document in "abcde"))
    assert support(found, {"a": "Reuters", "b": "reuters ", "c": "AP", "d": None}) == 4


# --- dates --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "datatype"),
    [
        ("2025", "gYear"),
        ("2025-03", "gYearMonth"),
        ("2024-02-29", "date"),
        ("2025-02-29", "string"),
        ("2025-13", "string"),
        ("0000", "string"),
        ("2025-W10", "string"),
    ],
)
def test_dates_have_the_datatype_of_their_precision(value: str, datatype: str) -> None:
    assert calendar_date(value).datatype.value.endswith(f"#{datatype}")


@pytest.mark.parametrize(
    ("value", "written", "datatype"),
    [
        ("2025-03-14", "2025-03-14", "date"),
        ("2020-10-10T10:00", "2020-10-10T10:00:00", "dateTime"),
        ("2020-10-10T10:00:00.500-10:00", "2020-10-10T10:00:00.5-10:00", "dateTime"),
        ("2020-10-10T10:00:00+00:00", "2020-10-10T10:00:00Z", "dateTime"),
        ("last week", "last week", "string"),
    ],
)
def test_dates_of_publication_are_canonical(value: str, written: str, datatype: str) -> None:
    found = published_date(value)
    assert (found.value, found.datatype.value.rpartition("#")[2]) == (written, datatype)


def test_a_time_that_is_no_date_stays_unknown() -> None:
    quads = statement_quads(statement(time="P1Y"), names={}, publishers={})
    assert not any("date" in str(quad.predicate).casefold() for quad in quads)
    assert not any("Instant" in str(quad) for quad in term_quads(statement(time="P1Y")))


# --- Turtle -------------------------------------------------------------------------------------------------------

literals = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])).map(Literal),
    texts.map(lambda text: Literal(text, language="en")),
    st.integers().map(Literal),
    st.booleans().map(Literal),
    st.sampled_from(["1", "0.5", "+.5", "-0.0"]).map(
        lambda value: Literal(value, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
    ),
    texts.map(lambda text: Literal(text, datatype=NamedNode("https://example.org/type"))),
)
iris = st.one_of(
    ids.map(entity_iri),
    st.text("aZ0_-.~:'(),%2Fé\u0301\U00010000·", min_size=1).map(entity_iri),
    st.sampled_from(["https://example.org/", "urn:x:y", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"]).map(
        NamedNode
    ),
)
triples = st.builds(pyoxigraph.Triple, iris, iris, st.one_of(iris, literals))


@given(st.lists(triples, max_size=8))
def test_turtle_reads_back_as_the_same_graph_in_oxigraph_and_rdflib(found: list[pyoxigraph.Triple]) -> None:
    text = "".join(turtle(found))
    assert text == "".join(turtle(reversed(found)))
    parsed = {quad.triple for quad in pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE)}
    assert parsed == set(found)
    ours = rdflib.Graph().parse(data=text, format="turtle")
    theirs = rdflib.Graph().parse(data=pyoxigraph.serialize(found, format=pyoxigraph.RdfFormat.N_TRIPLES), format="nt")
    assert isomorphic(ours, theirs)


def test_turtle_is_pretty() -> None:
    found = statement(time="2025-03-07", evidence=(evidence(details=(Detail("topic", "gas", "thing/gas"),)),))
    quads = [
        *statement_quads(found, names={"United_States": "United States"}, publishers={}),
        *entity_quads(Entity("Russia", "Russia", "Place", ("RU", 'the "bear"'), "Q159")),
    ]
    assert "".join(turtle(quad.triple for quad in quads)) == (
        """\
@prefix doc: <https://w3id.org/kg-news/document/> .
@prefix ent: <https://w3id.org/kg-news/entity/> .
@prefix ev: <https://w3id.org/kg-news/evidence/> .
@prefix instant: <https://w3id.org/kg-news/time/> .
@prefix kg: <https://w3id.org/kg-news/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix st: <https://w3id.org/kg-news/statement/> .
@prefix thing: <https://w3id.org/kg-news/entity/thing/> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

ent:Russia a kg:Place ;
    rdfs:label "Russia" ;
    owl:sameAs wd:Q159 ;
    skos:altLabel "RU", "the \\"bear\\"" .

st:s1 a kg:Statement ;
    rdfs:label "United States – negotiates with → Russia" ;
    kg:confidence 0.8 ;
    kg:date "2025-03-07"^^xsd:date ;
    kg:evidence ev:e1 ;
    kg:factual true ;
    kg:hasTopic thing:gas ;
    kg:lemma "negotiate with" ;
    kg:modality "asserted" ;
    kg:polarity "positive" ;
    kg:support 1 ;
    kg:time instant:2025-03-07 ;
    prov:wasDerivedFrom doc:"""
        + document_iri("one").value.rpartition("/")[2]
        + """ ;
    rdf:object ent:Russia ;
    rdf:predicate kg:negotiatesWith ;
    rdf:subject ent:United_States .
"""
    )
