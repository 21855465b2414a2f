"""What every store does alike: one contract, run on Oxigraph (on disk and in memory) and on the rdflib reference."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import QueryError, StoreError
from kg.model import Attribution, Detail, Document, Entity, Evidence, Statement
from kg.rdf import ENTITIES, FACTS, STATEMENTS, document_iri, read_statements
from kg.store import ChangeSet, MemoryStore, OxigraphStore, Solutions, Store, Triples, changes

EX = "https://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(params=["disk", "oxigraph in memory", "rdflib in memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened: Store
    if request.param == "disk":
        opened = OxigraphStore.open(tmp_path / "rdf")
    else:
        opened = OxigraphStore.in_memory() if "oxigraph" in request.param else MemoryStore()
    with opened:
        yield opened


def iri(name: str) -> NamedNode:
    return NamedNode(EX + name)


def quad(subject: str, predicate: str, object: str | Literal, graph: str = "g") -> Quad:
    return Quad(
        iri(subject), iri(predicate), object if isinstance(object, Literal) else iri(object), iri(f"graph/{graph}")
    )


def typed(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + datatype))


def rows(store: Store, sparql: str) -> list[dict[str, str]]:
    """The solutions as dictionaries of texts, sorted."""
    answer = store.query(sparql)
    assert isinstance(answer, Solutions)
    found = (zip(answer.variables, row, strict=True) for row in answer.rows)
    return sorted(({name: str(term) for name, term in row if term is not None} for row in found), key=str)


# --- quads --------------------------------------------------------------------------------------------------------


def test_quads_are_found_by_any_pattern(store: Store) -> None:
    ab, ac, xy = quad("a", "p", "b"), quad("a", "p", "c", "h"), quad("x", "q", Literal("y"))
    store.add([ab, ac, xy, ab])
    assert store.count() == 3
    assert set(store.quads()) == {ab, ac, xy}
    assert set(store.quads(iri("a"))) == {ab, ac}
    assert set(store.quads(None, iri("p"), None, iri("graph/h"))) == {ac}
    assert set(store.quads(object=Literal("y"))) == {xy}
    assert set(store.quads(iri("a"), None, iri("nothing"))) == set()


def test_changes_drop_remove_and_add(store: Store) -> None:
    store.add([quad("a", "p", "b", "doc"), quad("c", "p", "d", "doc"), quad("a", "p", "b"), quad("c", "p", "d")])
    store.apply(
        ChangeSet(
            drop=(iri("graph/doc"), iri("graph/never")),
            remove=(quad("a", "p", "b"), quad("not", "there", "anywhere")),
            add=(quad("e", "p", "f", "doc"),),
        )
    )
    assert set(store.quads()) == {quad("c", "p", "d"), quad("e", "p", "f", "doc")}
    store.apply(ChangeSet())
    assert store.count() == 2


def test_what_is_removed_and_added_is_there(store: Store) -> None:
    store.add([quad("a", "p", "b")])
    store.apply(ChangeSet(remove=(quad("a", "p", "b"),), add=(quad("a", "p", "b"),)))
    assert list(store.quads()) == [quad("a", "p", "b")]


def test_a_change_that_fails_changes_nothing(store: Store) -> None:
    store.add([quad("a", "p", "b")])

    def broken() -> Iterator[Quad]:
        yield quad("c", "p", "d")
        raise OSError("the disk is on fire")

    with pytest.raises((OSError, StoreError), match="on fire"):
        store.add(broken())
    with pytest.raises(AttributeError):
        store.apply(ChangeSet(drop=(iri("graph/g"),), add=(quad("c", "p", "d"), "no quad")))  # type: ignore[arg-type]
    assert list(store.quads()) == [quad("a", "p", "b")]


@pytest.mark.parametrize(
    "text",
    [
        '"quotes" and \\ back \\u0041',
        "lines\n\r\ttabs",
        "\x00\x01\x1f\x7f\x85",
        "مرحبا \u202e\ufeff",
        "\U0001f600 \uffff",
        "} ; DROP ALL",
    ],
)
def test_any_text_comes_back_as_it_was(store: Store, text: str) -> None:
    found = [quad("a", "p", Literal(text)), quad("a", "p", Literal(text, language="en"))]
    store.apply(ChangeSet(add=tuple(found)))
    assert set(store.quads()) == set(found)
    store.apply(ChangeSet(remove=tuple(found)))
    assert store.count() == 0


def test_a_store_dumps_all_its_quads(store: Store) -> None:
    found = {quad("a", "p", "b"), quad("a", "p", Literal("x\ny"), "h")}
    store.add(found)
    for format, kind in (
        ("nquads", pyoxigraph.RdfFormat.N_QUADS),
        ("trig", pyoxigraph.RdfFormat.TRIG),
        ("jsonld", pyoxigraph.RdfFormat.JSON_LD),
    ):
        output = io.BytesIO()
        store.dump(output, format)
        assert set(pyoxigraph.parse(output.getvalue(), format=kind)) == found


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    store.close()
    for use in (store.count, lambda: list(store.quads()), lambda: store.query("ASK {}"), lambda: store.add([])):
        with pytest.raises(StoreError, match="closed"):
            use()


# --- queries ------------------------------------------------------------------------------------------------------


def test_the_four_forms_of_query(store: Store) -> None:
    store.add([quad("a", "p", Literal("one")), quad("b", "p", Literal("two"), "h")])
    assert rows(store, f"SELECT ?s ?o {{ ?s <{EX}p> ?o }}") == [
        {"s": f"<{EX}a>", "o": '"one"'},
        {"s": f"<{EX}b>", "o": '"two"'},
    ]
    assert store.query(f"ASK {{ <{EX}a> ?p ?o }}") is True
    assert store.query(f"ASK {{ <{EX}z> ?p ?o }}") is False
    constructed = store.query(f"CONSTRUCT {{ ?o0 <{EX}of> ?s }} {{ ?s ?p ?o BIND(IRI(CONCAT('{EX}', ?o)) AS ?o0) }}")
    described = store.query(f"DESCRIBE <{EX}a>")
    assert isinstance(constructed, Triples)
    assert isinstance(described, Triples)
    assert {str(triple.subject) for triple in constructed.triples} == {f"<{EX}one>", f"<{EX}two>"}
    assert [str(triple.object) for triple in described.triples] == ['"one"']


def test_unbound_variables_are_none(store: Store) -> None:
    store.add([quad("a", "p", "b")])
    answer = store.query("SELECT ?s ?never { ?s ?p ?o OPTIONAL { ?s <urn:no> ?never } }")
    assert isinstance(answer, Solutions)
    assert (answer.variables, list(answer.rows)) == (("s", "never"), [(iri("a"), None)])


def test_prefixes_are_declared_and_may_be_declared_again(store: Store) -> None:
    assert store.query("ASK { FILTER(STR(kg:Statement) = 'https://w3id.org/kg-news/ontology#Statement') }") is True
    assert store.query("PREFIX kg: <urn:mine:> ASK { FILTER(STR(kg:x) = 'urn:mine:x') }") is True


def test_a_triple_in_two_graphs_counts_twice_in_oxigraph_so_count_distinct(store: Store) -> None:
    store.add([quad("a", "p", "b"), quad("a", "p", "b", "h")])
    [plain] = rows(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    [distinct] = rows(store, "SELECT (COUNT(*) AS ?n) { { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } } }")
    assert plain["n"] == f'"{1 if isinstance(store, MemoryStore) else 2}"^^<{XSD}integer>'
    assert distinct["n"] == f'"1"^^<{XSD}integer>'


def test_canonical_literals_come_back_as_they_were(store: Store) -> None:
    canonical = [typed("0.9", "decimal"), typed("1", "integer"), typed("true", "boolean"), typed("2025-03-07", "date")]
    canonical += [typed("2025-03", "gYearMonth"), typed("2025", "gYear"), typed("2025-03-07T10:00:00Z", "dateTime")]
    store.add(quad("a", "p", literal) for literal in canonical)
    assert {found.object for found in store.quads()} == set(canonical)


@pytest.mark.parametrize(
    ("written", "canonical", "datatype"),
    [("0.900", "0.9", "decimal"), ("01", "1", "integer"), ("1", "true", "boolean")],
)
def test_oxigraph_makes_other_literals_canonical(store: Store, written: str, canonical: str, datatype: str) -> None:
    store.add([quad("a", "p", typed(written, datatype))])
    [found] = store.quads()
    assert found.object == typed(written if isinstance(store, MemoryStore) else canonical, datatype)
    assert store.query(f"ASK {{ ?s ?p ?o FILTER(?o = '{canonical}'^^xsd:{datatype}) }}") is True


def test_date_filters_need_a_type_guard(store: Store) -> None:
    store.add(
        quad(name, "p", value)
        for name, value in {
            "early": typed("2025-01-01", "date"),
            "late": typed("2025-06-01", "date"),
            "month": typed("2025-07", "gYearMonth"),
            "word": Literal("zzz", language="en"),
            "number": typed("5", "integer"),
        }.items()
    )
    guarded = 'SELECT ?s { ?s ?p ?o FILTER(datatype(?o) = xsd:date && ?o > "2025-03-01"^^xsd:date) }'
    assert rows(store, guarded) == [{"s": f"<{EX}late>"}]


def test_from_names_graphs_of_the_store_and_nothing_else(store: Store) -> None:
    store.add([quad("a", "p", "b"), quad("c", "p", "d", "h")])
    assert rows(store, f"SELECT ?s FROM <{EX}graph/h> {{ ?s ?p ?o }}") == [{"s": f"<{EX}c>"}]
    assert rows(store, f"SELECT ?s FROM NAMED <{EX}graph/h> {{ GRAPH ?g {{ ?s ?p ?o }} }}") == [{"s": f"<{EX}c>"}]
    assert rows(store, "SELECT ?s FROM <https://example.org/elsewhere> { ?s ?p ?o }") == []
    assert rows(store, "SELECT ?g { GRAPH ?g { ?s ?p 'from' } } # from service") == []


@pytest.mark.parametrize("clause", ["FROM <{file}>", "FROM NAMED <{file}>", "from<{file}>"])
def test_from_reads_no_files(store: Store, tmp_path: Path, clause: str) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:a> <urn:b> <urn:c> .")
    with pytest.raises(QueryError, match="would read a file"):
        store.query(f"SELECT * {clause.format(file=secret.as_uri())} {{ ?s ?p ?o }}")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <{url}> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <{url}> { ?s ?p ?o } }",
        "select*{service<{url}>{?s ?p ?o}}",
        "SELECT * { ?s ?p ?o OPTIONAL { { SERVICE <{url}> { ?s ?q ?x } } UNION { ?s ?q ?x } } }",
        "ASK { FILTER EXISTS { SERVICE <{url}> { ?s ?p ?o } } }",
        "ASK { FILTER NOT EXISTS { SERVICE <{url}> { ?s ?p ?o } } }",
        "ASK { MINUS { SERVICE <{url}> { ?s ?p ?o } } }",
        "CONSTRUCT { ?s ?p ?o } { { SELECT * { SERVICE <{url}> { ?s ?p ?o } } } }",
        "SELECT (COUNT(*) AS ?n) { BIND(EXISTS { SERVICE <{url}> {} } AS ?x) }",
        "PREFIX : <{url}> SELECT * { SERVICE: { ?s ?p ?o } }",
        "PREFIX x: <{url}> SELECT * { SERVICEx: { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <{url}> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o VALUES ?o { 1 } SERVICE ?o { ?s ?q ?x } }",
        "DESCRIBE ?s { SERVICE <{url}> { ?s ?p ?o } }",
    ],
)
def test_service_is_refused_before_anything_is_called(store: Store, query: str) -> None:
    """Nobody listens at the address: a call would end in another message, or with SILENT in none."""
    with pytest.raises(QueryError, match=r"SERVICE would call|does not parse|cannot be checked"):
        store.query(query.replace("{url}", "http://127.0.0.1:1/"))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ('SERVICE <http://x> {' AS ?x) {}",
        "SELECT * { ent:Secret_Service ?p ?o } # SERVICE <http://x>",
        "SELECT ?service { ?service kg:runsFrom <https://example.org/service> }",
    ],
)
def test_the_word_service_alone_harms_nobody(store: Store, query: str) -> None:
    assert isinstance(store.query(query), Solutions)


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } }",
        "LOAD <file:///etc/hostname>",
        "PREFIX a: <urn:a> # comment\nDELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "drop all",
        "SELECT * { ?s ?p ?o } ; DROP ALL",
    ],
)
def test_updates_are_refused(store: Store, update: str) -> None:
    store.add([quad("a", "p", "b")])
    with pytest.raises(QueryError):
        store.query(update)
    assert store.count() == 1


# --- changes to the graph -----------------------------------------------------------------------------------------


def evidence(document: str, *, said_by: str | None = None, confidence: float = 0.8) -> Evidence:
    attribution = (Attribution(said_by, said_by, "said"),) if said_by else ()
    return Evidence(f"{document}:e", document, 0, 5, "Quote", confidence, "kg 1", attribution)


def talks(id: str = "s", *documents: str, time: str | None = None, **values: object) -> Statement:
    given: dict[str, object] = {"event": "CONSULT", "source": "US", "target": "Russia", **values}
    found = tuple(Evidence(f"{id}:{name}", name, 0, 5, "Quote", 0.8, "kg 1") for name in documents)
    return Statement(id, "US", "talk with", None, "Russia", time=time, evidence=found, **given)  # type: ignore[arg-type]


def facts(store: Store) -> set[tuple[str, ...]]:
    local = (str(term).rpartition("/")[2] for found in store.quads(graph=FACTS) for term in found.triple)
    return set(zip(*[(part.removesuffix(">") for part in local)] * 3, strict=True))


FACT_EDGES = {("US", "talk_with", "Russia"), ("US", "ontology#negotiatesWith", "Russia")}


def test_a_document_goes_and_takes_its_evidence_along(store: Store) -> None:
    both, one = talks("s", "a", "b"), talks("s", "b")
    documents = [Document("a", "", publisher="AP"), Document("b", "", publisher="AFP")]
    store.apply(changes(store, documents=documents, statements=[both]))
    assert rows(store, "SELECT ?n { ?s kg:support ?n }") == [{"n": f'"2"^^<{XSD}integer>'}]
    store.apply(changes(store, removed_documents=["a"], statements=[one]))
    assert rows(store, "SELECT ?n { ?s kg:support ?n }") == [{"n": f'"1"^^<{XSD}integer>'}]
    assert list(store.quads(graph=document_iri("a"))) == []
    assert list(read_statements(store)) == [one]
    assert facts(store) == FACT_EDGES
    store.apply(changes(store, removed_documents=["b"], removed_statements=["s"]))
    assert store.count() == 0


def test_a_plain_triple_stands_once_and_as_long_as_a_factual_statement_supports_it(store: Store) -> None:
    march, april = talks("march", "a", time="2025-03"), talks("april", "b", time="2025-04")
    store.apply(changes(store, documents=[Document("a", ""), Document("b", "")], statements=[march, april]))
    assert facts(store) == FACT_EDGES
    assert len(list(store.quads(graph=FACTS))) == 2
    store.apply(changes(store, removed_documents=["a"], removed_statements=["march"]))
    assert facts(store) == FACT_EDGES
    hearsay = replace(april, evidence=(evidence("b", said_by="Kremlin"),))
    store.apply(changes(store, documents=[Document("b", "")], statements=[hearsay]))
    assert facts(store) == set()


def test_denials_do_not_keep_a_plain_triple(store: Store) -> None:
    said, denied = talks("said", "a"), talks("denied", "a", polarity="negative")
    store.apply(changes(store, documents=[Document("a", "")], statements=[said, denied]))
    store.apply(changes(store, documents=[Document("a", "")], statements=[denied], removed_statements=["said"]))
    assert facts(store) == set()


def test_an_actor_edge_is_kept_by_a_statement_of_the_same_relation(store: Store) -> None:
    edge = talks("edge", "a")
    plain = Statement("plain", "US", "negotiate", "negotiatesWith", "Russia", evidence=(evidence("b"),))
    store.apply(changes(store, documents=[Document("a", ""), Document("b", "")], statements=[edge, plain]))
    store.apply(changes(store, removed_documents=["a"], removed_statements=["edge"]))
    assert facts(store) == {("US", "ontology#negotiatesWith", "Russia")}
    store.apply(changes(store, documents=[Document("a", "")], statements=[edge]))
    store.apply(changes(store, removed_documents=["b"], removed_statements=["plain"]))
    assert facts(store) == FACT_EDGES


def test_entities_are_replaced_and_removed(store: Store) -> None:
    statement = talks("s", "a")
    old, new = Entity("US", "US", "Place", ("U.S.",)), Entity("US", "United States", "Place", (), "Q30")
    russia = Entity("Russia", "Russia", "Place")
    store.apply(changes(store, documents=[Document("a", "")], statements=[statement], entities=[old, russia]))
    store.apply(changes(store, statements=[statement], entities=[new]))
    assert rows(store, "SELECT ?l { ent:US rdfs:label|skos:altLabel ?l }") == [{"l": '"United States"'}]
    assert rows(store, "SELECT ?l { ?s a kg:Statement ; rdfs:label ?l }") == [
        {"l": '"United States – talk with → Russia"'}
    ]
    store.apply(changes(store, removed_documents=["a"], removed_statements=["s"], removed_entities=["US", "Russia"]))
    assert list(store.quads(graph=ENTITIES)) == []


def test_open_relations_and_instants_go_with_the_last_statement(store: Store) -> None:
    one, two = talks("one", "a", time="2025-03-07"), talks("two", "b", time="2025-03-07")
    store.apply(changes(store, documents=[Document("a", ""), Document("b", "")], statements=[one, two]))
    everything = set(store.quads(graph=ENTITIES))
    assert len(everything) == 5
    store.apply(changes(store, removed_documents=["a"], removed_statements=["one"]))
    assert set(store.quads(graph=ENTITIES)) == everything
    store.apply(changes(store, removed_documents=["b"], removed_statements=["two"]))
    assert store.count() == 0


def test_the_way_to_a_graph_leaves_no_trace_in_it(store: Store) -> None:
    detail = Detail("location", "the Saudi capital", "Riyadh")
    early = replace(talks("s", "a", time="2025"), evidence=(evidence("a", confidence=0.123456),))
    final = replace(early, evidence=(Evidence("n", "a", 3, 9, "New", 1.0, "kg 2", (), (detail,)),))
    documents = [Document("a", "", published="2025-03-14T10:00:00+00:00"), Document("b", "", url="https://b.org/")]
    named = [Entity("US", "US", "Place"), Entity("Russia", "Russia", "Place")]
    store.apply(changes(store, documents=documents, statements=[early, talks("t", "b")], entities=named))
    store.apply(changes(store, documents=documents[:1], statements=[final]))
    fresh = OxigraphStore.in_memory()
    fresh.apply(changes(fresh, documents=documents, statements=[final, talks("t", "b")], entities=named))
    assert set(store.quads()) == set(fresh.quads())
    again = changes(store, documents=[], statements=[final, talks("t", "b")], entities=named)
    assert not again
    assert {
        found.graph_name
        for found in store.quads(predicate=NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#subject"))
    } == {STATEMENTS}


# --- a store on disk ----------------------------------------------------------------------------------------------


def test_a_store_on_disk_is_there_after_closing(tmp_path: Path) -> None:
    path = tmp_path / "new" / "rdf"
    with OxigraphStore.open(path) as store:
        store.add([quad("a", "p", "b")])
    with OxigraphStore.open(path) as store:
        assert store.count() == 1


def test_readers_read_beside_a_writer_and_cannot_write(tmp_path: Path) -> None:
    with OxigraphStore.open(tmp_path / "rdf") as writer:
        writer.add([quad("a", "p", "b")])
        with OxigraphStore.read_only(tmp_path / "rdf") as reader:
            assert reader.count() == 1
            assert reader.query("ASK { ?s ?p ?o }") is True
            with pytest.raises(StoreError, match="reading only"):
                reader.add([quad("c", "p", "d")])
            with pytest.raises(StoreError, match="reading only"):
                reader.apply(ChangeSet(add=(quad("c", "p", "d"),)))


def test_a_store_that_another_process_writes_is_locked(tmp_path: Path) -> None:
    path = tmp_path / "rdf"
    program = f"import pyoxigraph, sys; store = pyoxigraph.Store({str(path)!r}); print('open', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StoreError, match=r"rdf' is locked: .* wait"):
            OxigraphStore.open(path)
        other.communicate("\n")
    OxigraphStore.open(path).close()


def test_a_store_that_this_process_has_open_is_locked(tmp_path: Path) -> None:
    with OxigraphStore.open(tmp_path / "rdf"), pytest.raises(StoreError, match="is locked"):
        OxigraphStore.open(tmp_path / "rdf")


def test_what_is_no_store_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(StoreError, match="is no store"):
        OxigraphStore.open(tmp_path)
    with pytest.raises(StoreError, match="cannot be opened"):
        OxigraphStore.open(tmp_path / "note.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]
    with pytest.raises(StoreError, match="is no store"):
        OxigraphStore.read_only(tmp_path)
    with pytest.raises(StoreError, match="does not exist"):
        OxigraphStore.read_only(tmp_path / "missing")


def test_a_broken_store_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "rdf"
    OxigraphStore.open(path).close()
    (path / "CURRENT").write_text("nonsense\n")
    with pytest.raises(StoreError, match="cannot be opened"):
        OxigraphStore.open(path)
    with pytest.raises(StoreError, match="cannot be opened"):
        OxigraphStore.read_only(path)
