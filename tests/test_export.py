"""Exports: every format loads elsewhere, says the same, and is the same bytes for the same store."""

from __future__ import annotations

import csv
import io
import os
import random
import subprocess
import sys
import warnings
from pathlib import Path

import networkx as nx
import pyoxigraph
import pytest
import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat
from rdflib.compare import isomorphic

from kg.errors import OutputError, UsageError
from kg.export import FORMATS, export_graph, exporter, write_graph
from kg.rdf import FACTS
from kg.store import MemoryStore, OxigraphStore, Store
from kg.vocabulary import PREFIXES
from tests.graph_story import HOSTILE, STATEMENTS, tell

RDF_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
}
WITH_GRAPHS = ("trig", "nquads", "jsonld")


@pytest.fixture(scope="module")
def store() -> Store:
    opened = OxigraphStore.in_memory()
    tell(opened)
    return opened


def exported(store: Store, format: str) -> bytes:
    output = io.BytesIO()
    write_graph(store, output, format=format)
    return output.getvalue()


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_store_gives_the_same_bytes(store: Store, format: str, tmp_path: Path) -> None:
    """Whatever the order in which it was filled, on disk or in memory, in Oxigraph or rdflib."""
    quads = list(store.quads())
    random.Random(0).shuffle(quads)
    with OxigraphStore.open(tmp_path / "rdf") as disk, MemoryStore() as memory:
        disk.add(quads)
        memory.add(reversed(quads))
        assert exported(store, format) == exported(disk, format) == exported(memory, format)


@pytest.mark.parametrize("format", RDF_FORMATS)
def test_formats_of_rdf_load_in_oxigraph(store: Store, format: str) -> None:
    found = set(pyoxigraph.parse(exported(store, format), format=RDF_FORMATS[format]))
    if format in WITH_GRAPHS:
        assert found == set(store.quads())
    else:
        assert {quad.triple for quad in found} == {quad.triple for quad in store.quads()}


@pytest.mark.parametrize("format", RDF_FORMATS)
def test_formats_of_rdf_load_in_rdflib(store: Store, format: str) -> None:
    names = {"jsonld": "json-ld", "ntriples": "nt"}
    expected = rdflib.Graph().parse(data=exported(store, "ntriples"), format="nt")
    found, union = rdflib.Dataset(default_union=True), rdflib.Graph()
    with warnings.catch_warnings():  # rdflib's parsers use what rdflib has deprecated
        warnings.simplefilter("ignore", DeprecationWarning)
        found.parse(data=exported(store, format), format=names.get(format, format))
    for subject, predicate, object_, _ in found.quads():
        union.add((subject, predicate, object_))
    assert isomorphic(union, expected)


def test_turtle_declares_what_it_uses_and_nothing_else(store: Store) -> None:
    turtle = exported(store, "turtle").decode()
    head, _, body = turtle.partition("\n\n")
    declared = [line.split()[1] for line in head.splitlines()]
    assert declared == sorted(declared)
    assert all(f" {prefix}" in body or f"\n{prefix}" in body or f"^^{prefix}" in body for prefix in declared)
    assert {prefix.removesuffix(":") for prefix in declared} < set(PREFIXES)


def test_turtle_puts_entities_first_with_what_is_said_of_them(store: Store) -> None:
    body = exported(store, "turtle").decode().partition("\n\n")[2]
    assert body.startswith("<https://w3id.org/kg-news/entity/%3Cscript")
    assert (
        """
ent:United_States a kg:Place ;
    rdfs:label "United States" ;
    foaf:isPrimaryTopicOf <https://en.wikipedia.org/wiki/United_States> ;
    kg:negotiatesWith ent:Russia ;
    owl:sameAs wd:Q30 ;
    skos:altLabel "U.S.", "US" .
"""
        in body
    )
    subjects = [line for line in body.splitlines() if line and not line.startswith(" ")]
    kinds = [line.partition(":")[0] for line in subjects if not line.startswith("<")]
    assert list(dict.fromkeys(kinds)) == ["ent", "thing", "rel", "st", "doc", "ev", "instant"]


def test_trig_has_a_graph_for_each_document(store: Store) -> None:
    graphs = [line for line in exported(store, "trig").decode().splitlines() if line.endswith("{")]
    assert [graph.rpartition("/")[2] for graph in graphs[:3]] == ["entities> {", "facts> {", "statements> {"]
    assert [graph.partition("-")[0] for graph in graphs[3:]] == ["doc:a.txt", "doc:b.txt", "doc:c.txt"]


def test_csv_has_a_row_for_each_statement(store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(store, "csv").decode(), newline="")))
    assert [row["statement"] for row in rows] == [statement.id for statement in STATEMENTS]
    assert rows[0] == {
        "statement": "1talks",
        "subject": "United States",
        "relation": "negotiates with",
        "object": "Russia",
        "event": "CONSULT",
        "time": "2025-03",
        "polarity": "positive",
        "modality": "asserted",
        "factual": "true",
        "confidence": "0.96",
        "support": "2",
        "speakers": "",
        "documents": "news/a.txt | news/b.txt",
        "quote": "The US held talks with Russia.",
    }
    assert [row["speakers"] for row in rows] == ["", "Bloomberg ← sources", "", "", "", ""]
    assert [row["object"] for row in rows] == ["Russia", "Russia", "sanctions", "78", "", "Gazprom"]
    assert rows[-1]["subject"] == HOSTILE


@pytest.mark.parametrize(("format", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_load_in_networkx(store: Store, format: str, read: object) -> None:
    graph = read(io.BytesIO(exported(store, format)))  # type: ignore[operator]
    assert sorted(graph.nodes)[-4:] == ["Gazprom", "Russia", "United_States", "thing/sanctions"]
    assert graph.nodes["United_States"]["name"] == "United States"
    [edge] = [attributes for _, _, attributes in graph.edges(data=True) if attributes["statement"] == "1talks"]
    assert (edge["confidence"], edge["support"], edge["evidence"], edge["factual"]) == (0.96, 2, 2, True)
    assert edge["quote"] == "The US held talks with Russia."
    assert "time" not in next(edge for *_, edge in graph.edges(data=True) if edge["statement"] == "3lift")
    assert b"NetworkX" not in exported(store, format)


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_store_is_a_valid_file(format: str) -> None:
    with OxigraphStore.in_memory() as empty:
        found = exported(empty, format)
    if format in RDF_FORMATS:
        assert list(pyoxigraph.parse(found, format=RDF_FORMATS[format])) == []
    else:
        assert found.endswith(b"\n")


@pytest.mark.parametrize("format", WITH_GRAPHS)
def test_nothing_is_lost_on_the_way_through_a_file(store: Store, format: str) -> None:
    with OxigraphStore.in_memory() as other:
        other.add(pyoxigraph.parse(exported(store, format), format=RDF_FORMATS[format]))
        assert exported(other, "turtle") == exported(store, "turtle")


# --- files --------------------------------------------------------------------------------------------------------


def test_a_file_is_written_whole(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("old")
    path.chmod(0o600)
    export_graph(store, path)
    assert path.read_bytes() == exported(store, "turtle")
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_keeps_pointing_where_it_does(store: Store, tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    link.symlink_to(target)
    export_graph(store, link, format="ntriples")
    assert link.is_symlink()
    assert target.read_bytes() == exported(store, "ntriples")


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text("old")

    class Broken(MemoryStore):
        def quads(self, *pattern: object) -> object:  # type: ignore[override]
            yield Quad(NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:c"), FACTS)
            raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match=r"graph.nq': No space left"):
        export_graph(Broken(), path, format="nquads")  # type: ignore[arg-type]
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("place", "message"),
    [("missing/graph.ttl", "No such file"), (".", "is a directory"), ("file/x", "Not a directory")],
)
def test_an_unwritable_place_is_named(store: Store, tmp_path: Path, place: str, message: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=message):
        export_graph(store, tmp_path / place)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_is_an_error(store: Store) -> None:
    with pytest.raises(OutputError, match="No space left"):
        export_graph(store, Path("/dev/full"))


def test_an_unknown_format_is_named_before_anything_is_written(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no format 'xlsx'; use turtle, trig"):
        export_graph(store, tmp_path / "graph.xlsx", format="xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_format_may_be_written_in_capitals() -> None:
    assert exporter("Turtle") is exporter("TURTLE") is FORMATS["turtle"]


def test_the_formats_of_rdf_do_not_wait_for_networkx() -> None:
    code = "import sys, kg.export; print('networkx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
