"""The library: a graph in memory or on disk, what goes in, what can be asked."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg import KnowledgeGraph
from kg.errors import InputError, QueryError, StoreError, UsageError
from kg.model import Document
from tests.fakes import FakeExtractor

TEXT = "Ann Lee visits Riga. Riga welcomes natural gas."


@pytest.fixture
def graph() -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph(extractor=FakeExtractor()) as found:
        found.add(TEXT, published="2025-03-14", publisher="Post", title="Visit")
        found.add_documents([Document("b", "Ann Lee visits Riga.", publisher="Herald")])
        yield found


def test_it_shows_itself(graph: KnowledgeGraph) -> None:
    assert repr(graph) == "<KnowledgeGraph in memory: 2 documents, 3 entities, 2 statements>"


def test_adding_again_changes_nothing(graph: KnowledgeGraph) -> None:
    assert graph.add(TEXT, published="2025-03-14", publisher="Post", title="Visit").idle


def test_a_date_line_gives_the_date() -> None:
    with KnowledgeGraph(extractor=FakeExtractor()) as graph:
        graph.add("Friday, March 14, 2025\n\nAnn Lee visits Riga.", id="x")
        assert [(document.id, document.published) for document in graph.documents()] == [("x", "2025-03-14")]


def test_entities(graph: KnowledgeGraph) -> None:
    assert [entity.id for entity in graph.entities()] == ["Ann_Lee", "Riga", "thing/natural_gas"]
    assert [entity.id for entity in graph.entities("ann lee")] == ["Ann_Lee"]
    assert [entity.id for entity in graph.entities(type="Place")] == ["Riga"]


def test_statements(graph: KnowledgeGraph) -> None:
    [visit] = graph.statements(about="Ann Lee")
    assert (visit.subject, visit.lemma, visit.object) == ("Ann_Lee", "visit", "Riga")
    assert len(visit.evidence) == 2
    assert len(graph.statements(about="Riga")) == 2
    assert graph.statements(about="Nobody") == []
    assert graph.statements(relation="visit", factual=True, min_confidence=0.9) == [visit]
    assert graph.statements(event="THREATEN") == []


def test_queries(graph: KnowledgeGraph) -> None:
    table = graph.query("SELECT ?n (0.5 AS ?half) (2 AS ?two) ?none { ent:Riga rdfs:label ?n }")
    assert list(table) == [{"n": "Riga", "half": 0.5, "two": 2, "none": None}]
    assert table[0]["n"] == "Riga"
    assert len(table) == 1
    assert str(table).splitlines()[0].split() == ["n", "half", "two", "none"]
    assert "<td>Riga</td>" in table._repr_html_()
    assert table.write("csv").splitlines()[1] == "Riga,0.5,2,"
    assert graph.query("ASK { ent:Riga a kg:Place }") is True
    assert "ent:Riga" in graph.query("CONSTRUCT { ?s a kg:Place } { ?s a kg:Place }")
    with pytest.raises(QueryError, match="line 1"):
        graph.query("SELECT ?")
    with pytest.raises(UsageError):
        graph.ask("no-such-question")


def test_removing(graph: KnowledgeGraph) -> None:
    graph.remove("b")
    assert len(graph.statements(about="Ann Lee")[0].evidence) == 1


def test_ways_out(graph: KnowledgeGraph, tmp_path: Path) -> None:
    assert ("Ann_Lee", "Riga") in [edge[:2] for edge in graph.to_networkx().edges]
    assert graph.validate().conforms
    page = graph.show()
    assert "Ann Lee" in page.write(tmp_path / "graph.html").read_text()
    assert page._repr_html_().startswith('<iframe srcdoc="&lt;!')
    turtle = graph.export("turtle")
    assert "ent:Ann_Lee" in turtle
    graph.export("turtle", tmp_path / "graph.ttl")
    assert (tmp_path / "graph.ttl").read_text(encoding="utf-8") == turtle


def test_on_disk(tmp_path: Path) -> None:
    with KnowledgeGraph.open(tmp_path / "s", extractor=FakeExtractor()) as graph:
        graph.add(TEXT)
        with pytest.raises(StoreError, match="is locked"):
            KnowledgeGraph.open(tmp_path / "s")
    with KnowledgeGraph.open(tmp_path / "s", read_only=True) as graph:
        assert len(graph.statements()) == 2
    with pytest.raises(StoreError, match="does not exist"):
        KnowledgeGraph.open(tmp_path / "none", read_only=True)


def test_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ann Lee visits Riga.")
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": "b", "text": "Bob Day visits Oslo."}) + "\n{")
    with KnowledgeGraph(extractor=FakeExtractor()) as graph:
        with pytest.raises(InputError, match=r"b\.jsonl:2: is no JSON"):
            graph.add_files(tmp_path)
        assert [document.id for document in graph.documents()] == ["b", f"{tmp_path.name}/a.txt"]


@pytest.mark.parametrize("text", ["", " \n", "FAIL"])
def test_a_text_that_cannot_be_read(text: str) -> None:
    with KnowledgeGraph(extractor=FakeExtractor()) as graph, pytest.raises(InputError):
        graph.add(text)


def test_the_package_is_cheap_to_import() -> None:
    code = "import sys, kg; print(len([name for name in ('spacy', 'rdflib', 'numpy') if name in sys.modules]))"
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "0\n"
    assert time.perf_counter() - started < 5
    assert kg.__version__
    with pytest.raises(AttributeError):
        kg.nonsense
