"""Queries: where they do not parse, named questions, and answers as text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import suppress

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.errors import QueryError, UsageError
from kg.query import FORMATS, answer_text, ask, cell, unknown_terms, write_answer
from kg.store import MemoryStore, OxigraphStore, Solutions, Store
from tests.graph_story import tell

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture
def store() -> Iterator[Store]:
    with OxigraphStore.in_memory() as opened:
        tell(opened)
        yield opened


def text(store: Store, sparql: str, *, format: str = "table", width: int | None = None) -> str:
    return "".join(answer_text(store.query(sparql), format=format, width=width))


# --- errors -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * {\n  ?s ?p }", 'line 2, column 9: unexpected "}"'),
        ("SELEC * { ?s ?p ?o }", 'line 1, column 1: unexpected "SELEC"'),
        ("SELECT * { ?s ?p ?o", "line 1, column 20: it ends too early"),
        ("", "line 1, column 1: it ends too early"),
        ("SELECT * { ?s ?p ?o }\n\nFOO", 'line 3, column 1: unexpected "FOO"'),
        ("SELECT * { # the first\n?s kg:x ?o \n ?s kg:y 5 \n }\n LIMIT 5", 'line 3, column 2: unexpected "?s"'),
        ("SELECT * { FILTER(?x > ) }\n", 'line 1, column 24: unexpected ")"'),
        ("SELECT * { ?s ?p 'abc }\n}", 'line 1, column 18: unexpected "\'abc }"'),
        ("SELECT * { ?s a '''} ?''' ;; ?p }\n}", 'line 1, column 33: unexpected "}"'),
        ("SELECT COUNT(?s) { ?s ?p ?o }", 'line 1, column 8: unexpected "COUNT"'),
        ("SELECT * { ?s foo:bar ?o }", 'line 1, column 15: the prefix "foo:" is not declared; declare it with PREFIX'),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", "line 1, column 40: The SELECT contains a variable that is"),
        ("SELECT * FROM <urn:g> {\n ?s ?p \n} }", 'line 3, column 1: unexpected "}"'),
        ("SELECT * {\n SERVICE <urn:x> { ?s ?p }\n}", 'line 2, column 26: unexpected "}"'),
        ("SELECT * FROM foo:x { ?s ?p ?o }", 'line 1, column 15: the prefix "foo:" is not declared'),
    ],
)
def test_a_query_that_does_not_parse_names_line_and_column(store: Store, query: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(query)
    assert str(caught.value).startswith(f"the query does not parse at {message}")
    assert "\n" not in str(caught.value)


def test_the_reference_store_names_line_and_column_too() -> None:
    with MemoryStore() as memory, pytest.raises(QueryError, match="at line 2, column 8: unexpected"):
        memory.query("SELECT * {\n ?s ?p }")


@given(st.text("SELCT WHR{}?s.kg:'\"\\<>#()*/=;,\n`", max_size=40))
def test_any_text_is_an_answer_or_a_query_error(text: str) -> None:
    with OxigraphStore.in_memory() as empty, suppress(QueryError):
        empty.query(text)


def test_an_update_is_told_from_a_slip(store: Store) -> None:
    with pytest.raises(QueryError, match="this is an update"):
        store.query("PREFIX x: <urn:x>\n# now\nINSERT DATA { x:a x:b x:c }")


# --- named questions ----------------------------------------------------------------------------------------------


def test_a_named_question_is_answered(store: Store) -> None:
    answer = ask(store, "who-said-what", about="Russia")
    assert isinstance(answer, Solutions)
    assert "Bloomberg" in "".join(answer_text(answer))


def test_an_unknown_question_or_parameter_is_named(store: Store) -> None:
    with pytest.raises(UsageError, match="who-said-waht"):
        ask(store, "who-said-waht")
    with pytest.raises(UsageError, match="abuot"):
        ask(store, "who-said-what", abuot="Russia")


# --- tables -------------------------------------------------------------------------------------------------------


def test_a_table_has_prefixed_names_and_numbers_to_the_right(store: Store) -> None:
    query = """SELECT ?subject ?support (STR(?label) AS ?text) {
        ?s rdf:subject ?subject ; kg:support ?support ; kg:lemma "hold talks with" ; rdfs:label ?label }"""
    assert text(store, query) == (
        "subject            support  text\n"
        f"{'─' * 17}  {'─' * 7}  {'─' * 40}\n"
        "ent:United_States        2  United States – negotiates with → Russia\n"
    )


def test_a_table_fits_the_terminal(store: Store) -> None:
    query = "SELECT ?label ?evidence ('中文字' AS ?wide) { ?s rdfs:label ?label ; kg:evidence ?evidence }"
    lines = text(store, query, width=40).splitlines()
    assert all(len(line) <= 40 for line in lines)
    assert any("…" in line for line in lines)
    assert max(map(len, text(store, query).splitlines())) > 60


ID, DAY, TEXT = "4ae0fdfbf195c1e7", "2026-03-14", "one word after another until it is long"


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (None, f"{DAY}  {TEXT}  {ID}"),
        (60, f"{DAY}  one word after another until …  {ID}"),
        (46, f"{DAY}  one word after …  {ID}"),
        (32, "2026-03-…  one word…  4ae0fdfbf…"),
    ],
)
def test_texts_are_cut_before_ids_and_dates(width: int | None, line: str) -> None:
    answer = Solutions(("date", "text", "id"), iter([(Literal(DAY), Literal(TEXT), Literal(ID))]))
    found = "".join(answer_text(answer, width=width)).splitlines()[2]
    assert width is None or len(found) <= width
    assert found == line


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?a kg:threaten ?b ; a plover:THREATEN }",
         {"kg:threaten": "kg:threatens", "plover:THREATEN": "plover:Threaten"}),
        ("SELECT * { ?a <https://w3id.org/kg-news/ontology#suport> ?b }", {"kg:suport": "kg:support"}),
        ("SELECT * { ?a kg:zzyzx ?b }", {"kg:zzyzx": None}),
        ("SELECT * { ?a kg:threatens ?b ; a kg:Statement, plover:Threaten ; rel:go ?c }", {}),
        ("SELECT * { ?a rdfs:label 'kg:no', \"kg:no\" } # kg:no", {}),
        ("PREFIX kg: <urn:x:> SELECT * { ?a kg:own ?b }", {}),
        ("PREFIX kg: <https://w3id.org/kg-news/ontology#> ASK { ?a kg:own ?b }", {"kg:own": "kg:ownerOf"}),
    ],
)  # fmt: skip
def test_terms_that_the_vocabulary_lacks(query: str, expected: dict[str, str | None]) -> None:
    assert unknown_terms(query) == expected


def test_a_table_without_rows_has_its_header(store: Store) -> None:
    assert text(store, "SELECT ?nothing { <urn:x> ?nothing ?o }") == "nothing\n───────\n"


@pytest.mark.parametrize(
    ("term", "shown"),
    [
        (None, ""),
        (NamedNode("https://w3id.org/kg-news/entity/thing/tax"), "thing:tax"),
        (NamedNode("https://example.org/x"), "<https://example.org/x>"),
        (Literal("a\n\tb"), "a b"),
        (Literal("\x1b[31mred\u202e"), "\\u001b[31mred\\u202e"),
        (Literal("5"), "5"),
        (Literal("0.5", datatype=NamedNode(f"{XSD}decimal")), "0.5"),
        (BlankNode("b"), "_:b"),
    ],
)
def test_a_cell_is_one_harmless_line(term: Literal | NamedNode | BlankNode | None, shown: str) -> None:
    assert cell(term) == shown


# --- the standard formats -----------------------------------------------------------------------------------------

TERMS = (
    NamedNode("urn:a"),
    Literal('with "quotes", and\nlines'),
    Literal("mot", language="fr"),
    Literal("5", datatype=NamedNode(f"{XSD}integer")),
    BlankNode("b1"),
    None,
)
NAMES = ("iri", "text", "word", "number", "blank", "none")


def formatted(format: str) -> str:
    return "".join(answer_text(Solutions(NAMES, iter([TERMS])), format=format))


def test_csv_is_as_the_standard_says() -> None:
    assert formatted("csv").startswith("iri,text,word,number,blank,none\r\n")
    _, row = csv.reader(io.StringIO(formatted("csv"), newline=""))
    assert row == ["urn:a", 'with "quotes", and\nlines', "mot", "5", "_:b1", ""]


@pytest.mark.parametrize(
    ("format", "parser"), [("tsv", pyoxigraph.QueryResultsFormat.TSV), ("json", pyoxigraph.QueryResultsFormat.JSON)]
)
def test_tsv_and_json_are_read_back_by_another_reader(format: str, parser: pyoxigraph.QueryResultsFormat) -> None:
    parsed = pyoxigraph.parse_query_results(formatted(format).encode(), parser)
    assert isinstance(parsed, pyoxigraph.QuerySolutions)
    assert [variable.value for variable in parsed.variables] == list(NAMES)
    [row] = parsed
    assert [row[name] for name in NAMES if name != "blank"] == [term for term in TERMS if term != BlankNode("b1")]
    assert isinstance(row["blank"], BlankNode)


def test_json_says_no_datatype_of_strings() -> None:
    [row] = json.loads(formatted("json"))["results"]["bindings"]
    assert row["text"] == {"type": "literal", "value": 'with "quotes", and\nlines'}
    assert row["word"] == {"type": "literal", "value": "mot", "xml:lang": "fr"}
    assert row["number"] == {"type": "literal", "value": "5", "datatype": f"{XSD}integer"}


def test_json_without_rows_is_json() -> None:
    empty = "".join(answer_text(Solutions(("x",), iter(())), format="json"))
    assert json.loads(empty) == {"head": {"vars": ["x"]}, "results": {"bindings": []}}


@pytest.mark.parametrize(
    ("format", "expected"), [("table", "true\n"), ("csv", "true\n"), ("json", '{"head": {}, "boolean": true}\n')]
)
def test_ask_answers_with_a_word(store: Store, format: str, expected: str) -> None:
    assert text(store, "ASK { ?s a kg:Statement }", format=format) == expected


def test_graphs_are_turtle(store: Store) -> None:
    output = io.StringIO()
    write_answer(store.query("CONSTRUCT WHERE { ent:Russia a ?type ; rdfs:label ?label }"), output)
    assert output.getvalue() == (
        "@prefix ent: <https://w3id.org/kg-news/entity/> .\n"
        "@prefix kg: <https://w3id.org/kg-news/ontology#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\n"
        'ent:Russia a kg:Place ;\n    rdfs:label "Russia" .\n'
    )


def test_graphs_with_blank_nodes_are_turtle(store: Store) -> None:
    turtle = text(store, "CONSTRUCT { ?s rdfs:seeAlso [ rdfs:label ?l ] } { ?s a kg:Place ; rdfs:label ?l }")
    found = list(pyoxigraph.parse(turtle.encode(), format=pyoxigraph.RdfFormat.TURTLE))
    assert sum(isinstance(quad.object, BlankNode) for quad in found) == 3
    assert all(isinstance(quad, Quad) and isinstance(quad.triple, Triple) for quad in found)


@pytest.mark.parametrize(
    ("query", "format", "message"),
    [
        ("SELECT * { ?s ?p ?o }", "yaml", "no format 'yaml'"),
        ("SELECT * { ?s ?p ?o }", "turtle", "no graph"),
        ("ASK {}", "turtle", "no graph"),
        ("DESCRIBE ent:Russia", "csv", "a graph"),
    ],
)
def test_a_format_that_does_not_fit_is_refused(store: Store, query: str, format: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        text(store, query, format=format)
    assert "yaml" not in FORMATS
