"""The picture before a browser sees it: what is chosen, how it is worded and laid out, and what the file contains."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import OutputError, UsageError
from kg.graph import GraphView
from kg.model import Attribution, Entity, Evidence, Literal, Statement
from kg.view import render, write
from kg.view.layout import Box, positions
from kg.view.palette import STANDING_LOOKS, TYPE_LOOKS
from kg.view.picture import LIMIT, ends, importance, picture, standing, support
from kg.view.wording import columns, label_lines, predicate_words, shorten, third_person
from kg.vocabulary import RELATIONS
from tests.browser.story import story

STORY = story()
PAGE = render(STORY, title="A <b>story</b>")


def data_of(page: str) -> str:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return found[1]


def said(**values: Any) -> Statement:
    return Statement(**{"id": "s", "subject": "a", "lemma": "lift", "relation": None, "object": "b", **values})


def seen(document: str = "d", *, phrase: str = "", own_voice: bool = True) -> Evidence:
    chain = () if own_voice else (Attribution("x"),)
    return Evidence(document, document, 0, 1, "q", 0.9, "t", chain, phrase=phrase)


# --- what is chosen -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (said(evidence=(seen(),)), "fact"),
        (said(evidence=(seen(own_voice=False),)), "attributed"),
        (said(evidence=(seen(own_voice=False), seen("e"))), "fact"),
        (said(modality="possible", evidence=(seen(),)), "possible"),
        (said(modality="requested", evidence=(seen(),)), "requested"),
        (said(polarity="negative", evidence=(seen(),)), "denied"),
        (said(polarity="negative", modality="conditional", evidence=(seen(),)), "denied"),
    ],
)
def test_standing(statement: Statement, expected: str) -> None:
    assert standing(statement) == expected
    assert expected in STANDING_LOOKS


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (said(), ("a", "b")),
        (said(object="a"), None),
        (said(object=None), None),
        (said(object=Literal("5"), source="a", target="c"), ("a", "c")),
        (said(object=None, source="a", target="c"), ("a", "c")),
        (said(object="b", source="a", target="c"), ("a", "b")),
        (said(object=None, source="a", target="a"), None),
    ],
)
def test_an_edge_runs_from_subject_to_object_else_between_the_actors(
    statement: Statement, expected: tuple[str, str] | None
) -> None:
    assert ends(statement) == expected


def test_support_counts_publishers_and_documents_without_one() -> None:
    both = [item for item in STORY.statements if item.relation == "negotiatesWith"]
    assert support(both, STORY) == 3
    assert support([said(evidence=(seen("x"), seen("y")))], STORY) == 2
    assert support([said()], STORY) == 1


def test_parallel_statements_are_one_edge_and_contradictions_make_it_disputed() -> None:
    edges = {(edge.source, edge.target): edge for edge in picture(STORY, limit=300).edges}
    flow = edges["Veskia", "Skarn_Pipeline"]
    assert [standing(item) for item in flow.statements] == ["fact", "denied", "requested"]
    assert flow.standing == "disputed"
    assert edges["Norland", "thing/sanctions_on_Borealis"].standing == "possible"


def test_the_most_important_entities_are_kept() -> None:
    weights = importance(STORY)
    chosen = picture(STORY, limit=4)
    falling = [weights[entity.id] for entity in chosen.entities if entity.type != "Thing"]
    assert falling == sorted(falling, reverse=True)
    assert [entity.id for entity in chosen.entities[:4]] == ["Norland", "Veskia", "Borealis_Gas", "Skarn_Pipeline"]
    assert (chosen.shown, chosen.total, len(chosen.entities)) == (4, 28, 28)


def test_things_with_one_connection_come_last() -> None:
    taxed = [said(id=str(number), subject="a", object="thing/tax") for number in range(9)]
    dealt = [said(id=f"deal {object_}", subject="thing/deal", object=object_) for object_ in ("a", "b")]
    places = {id_: Entity(id_, id_, "Place") for id_ in ("a", "b")}
    chosen = picture(GraphView((*taxed, *dealt), places), limit=3)
    assert [entity.id for entity in chosen.entities] == ["a", "thing/deal", "b", "thing/tax"]
    assert chosen.shown == 3


def test_the_picture_opens_with_no_more_than_can_be_read() -> None:
    many = [said(id=str(number), subject=f"s{number}", object=f"o{number}") for number in range(200)]
    chosen = picture(GraphView(tuple(many)), limit=LIMIT)
    assert (chosen.shown, len(chosen.entities)) == (60, 400)


def test_a_reference_without_its_entity_or_document_is_still_drawn() -> None:
    chosen = picture(GraphView((said(subject="Old_Town", evidence=(seen(),)),)), limit=5)
    assert {entity.name for entity in chosen.entities} == {"Old Town", "b"}
    assert [document.id for document in chosen.documents] == ["d"]


# --- how it is worded ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (said(lemma="agree with"), "agrees with"),
        (said(lemma="be near"), "is near"),
        (said(polarity="negative"), "does not lift"),
        (said(lemma="be near", polarity="negative"), "is not near"),
        (said(modality="possible"), "may lift"),
        (said(modality="possible", polarity="negative"), "may not lift"),
        (said(modality="intended"), "plans to lift"),
        (said(modality="conditional", polarity="negative"), "would not lift"),
        (said(modality="requested"), "is asked to lift"),
        (said(relation="headOf"), "is head of"),
        (said(relation="memberOfParty"), "is member of"),
        (said(relation="locatedIn", polarity="negative"), "is not located in"),
        (said(relation="negotiatesWith", modality="possible"), "may negotiate with"),
        (said(relation="holdsPosition"), "holds the position"),
        (said(lemma="hold with", evidence=(seen(phrase="held talks with"),)), "held talks with"),
        (said(lemma="hold", evidence=(seen(phrase="was held by"),)), "holds"),
        (said(lemma="criticize", evidence=(seen(phrase="was criticized by"),)), "criticizes"),
        (said(lemma="kill", object=None, evidence=(seen(phrase="was killed"),)), "was killed"),
        (
            said(lemma="kill", object=None, polarity="negative", evidence=(seen(phrase="was killed"),)),
            "denied: was killed",
        ),
        (
            said(lemma="kill", object=None, modality="possible", evidence=(seen(phrase="may be killed"),)),
            "may be killed",
        ),
        (said(lemma="kill", object=None, modality="possible", evidence=(seen(phrase="killed"),)), "possible: killed"),
    ],
)
def test_predicate_words(statement: Statement, expected: str) -> None:
    assert predicate_words(statement) == expected


@pytest.mark.parametrize("relation", RELATIONS)
def test_every_relation_of_the_ontology_reads_as_a_verb_phrase(relation: str) -> None:
    words = predicate_words(said(relation=relation))
    assert re.match(r"[a-z]+s\b", words)
    assert not re.search(r"[A-Z]", words)


@pytest.mark.parametrize(
    ("verb", "expected"),
    [("say", "says"), ("deny", "denies"), ("reach", "reaches"), ("go", "goes"), ("pass by", "passes by"), ("", "")],
)
def test_third_person(verb: str, expected: str) -> None:
    assert third_person(verb) == expected


@given(st.text(max_size=300))
def test_label_lines_fit(name: str) -> None:
    lines = label_lines(name)
    assert 1 <= len(lines) <= 2
    assert all(columns(line) <= 19 and "\n" not in line for line in lines)


@given(st.text(max_size=200), st.integers(2, 60))
def test_shorten_fits_and_keeps_what_fits(text: str, width: int) -> None:
    plain = " ".join(text.split())
    short = shorten(text, width)
    assert columns(short) <= width
    assert short == plain or short.endswith("…")
    assert (short == plain) == (columns(plain) <= width)


# --- where it stands ----------------------------------------------------------------------------------------------


def overlapping(places: dict[str, tuple[int, int]], boxes: dict[str, Box]) -> list[tuple[str, str]]:
    return [
        (a, b)
        for a, b in combinations(places, 2)
        if abs(places[a][0] - places[b][0]) < (boxes[a].width + boxes[b].width) / 2
        and abs(places[a][1] - places[b][1]) < (boxes[a].height + boxes[b].height) / 2
    ]


def ids(number: int) -> list[str]:
    return [f"n{index}" for index in range(number)]


def tangle(number: int) -> list[tuple[str, str]]:
    """Three stars and a ring through all nodes."""
    return [(f"n{index}", f"n{index % 3}") for index in range(number)] + [
        (f"n{index}", f"n{(index * 7 + 1) % number}") for index in range(number)
    ]


@pytest.mark.parametrize("number", [1, 2, 3, 30, 100])
@pytest.mark.parametrize("edges", [lambda n: [], lambda n: [("n0", f"n{i}") for i in range(n)], tangle])
def test_no_two_labels_overlap(number: int, edges: Any) -> None:
    boxes = {id_: Box(130, 60) for id_ in ids(number)}
    places = positions(boxes, [pair for pair in edges(number) if pair[0] != pair[1]])
    assert set(places) == set(boxes)
    assert overlapping(places, boxes) == []


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 16), st.sets(st.tuples(st.integers(0, 16), st.integers(0, 16))))
def test_any_graph_is_laid_out_without_overlap_and_alike_each_time(number: int, pairs: set[tuple[int, int]]) -> None:
    boxes = {id_: Box(100, 50) for id_ in ids(number)}
    edges = [(f"n{a}", f"n{b}") for a, b in sorted(pairs)]
    places = positions(boxes, edges)
    assert overlapping(places, boxes) == []
    assert positions(boxes, edges) == places


def test_nothing_is_laid_out_as_nothing() -> None:
    assert positions({}, []) == {}


# --- what the file contains ---------------------------------------------------------------------------------------


def test_nothing_is_loaded_from_anywhere() -> None:
    markup = re.sub(r"<(script|style).*?</\1>", "", PAGE, flags=re.DOTALL)
    addresses = re.findall(r"""\b(?:src|href|action)\s*=\s*["']?([^"'\s>]+)""", markup)
    assert [found for found in addresses if not found.startswith(("data:", "#"))] == []
    assert "http:" not in markup
    assert "https:" not in markup
    assert not re.search(r"url\(|@import", "".join(re.findall(r"<style>.*?</style>", PAGE, re.DOTALL)))
    assert not re.search(r"sourceMappingURL|bootstrap|cdn\.|unpkg|jsdelivr|cloudflare", PAGE)


def test_the_policy_allows_exactly_the_scripts_and_the_style_of_the_page() -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', PAGE)
    assert policy
    assert policy[1].startswith("default-src 'none'; ")
    assert "unsafe" not in policy[1]
    assert "http" not in policy[1]
    running = [found for _, found in re.findall(r"<(script|style)>(.*?)</\1>", PAGE, re.DOTALL)]
    hashes = [base64.b64encode(hashlib.sha256(source.encode()).digest()).decode() for source in running]
    assert sorted(re.findall(r"'sha256-([^']+)'", policy[1])) == sorted(hashes)
    assert len(hashes) == 3


def test_the_data_holds_everything_and_cannot_end_its_element() -> None:
    text = data_of(PAGE)
    assert "<" not in text
    assert text.isascii()
    data = json.loads(text)
    assert data["title"] == "A <b>story</b>"
    assert len(data["statements"]) == len(STORY.statements)
    assert {item["quote"] for found in data["statements"] for item in found["evidence"]} == {
        item.quote for found in STORY.statements for item in found.evidence
    }


def test_the_network_is_still_and_looks_as_the_legend_says() -> None:
    data = json.loads(data_of(PAGE))
    assert data["network"]["options"]["physics"] == {"enabled": False}
    lines = {edge["id"]: edge for edge in data["network"]["edges"]}
    for number, edge in enumerate(data["edges"]):
        firm = any(data["statements"][item]["modality"] == "asserted" for item in edge["statements"])
        assert lines[f"e{number}"]["color"] == STANDING_LOOKS[edge["standing"]].light
        assert bool(lines[f"e{number}"]["dashes"]) is not firm
    signs = {node["id"]: (node["shape"], node["color"]) for node in data["network"]["nodes"]}
    for number, entity in enumerate(data["entities"]):
        assert signs[f"n{number}"] == (TYPE_LOOKS[entity["type"]].shape, TYPE_LOOKS[entity["type"]].light)


def test_titles_are_escaped_in_the_head() -> None:
    assert "<title>A &lt;b&gt;story&lt;/b&gt;</title>" in PAGE


def test_colour_and_shape_together_tell_types_apart() -> None:
    assert len({(look.shape, look.light) for look in TYPE_LOOKS.values()}) == len(TYPE_LOOKS)
    assert len({(look.shape, look.dark) for look in TYPE_LOOKS.values()}) == len(TYPE_LOOKS)


def test_same_graph_same_bytes_in_any_order() -> None:
    turned = GraphView(
        tuple(reversed(STORY.statements)),
        dict(reversed(list(STORY.entities.items()))),
        dict(reversed(list(STORY.documents.items()))),
    )
    assert render(turned, title="A <b>story</b>") == PAGE


def test_same_bytes_in_another_process_without_igraph() -> None:
    program = (
        "import sys, hashlib; from kg.view import render; from tests.browser.story import story\n"
        "page = render(story(), title='A <b>story</b>')\n"
        "print(hashlib.sha256(page.encode()).hexdigest(), 'igraph' in sys.modules)"
    )
    root = str(Path(__file__).parent.parent)
    environment = {**os.environ, "PYTHONHASHSEED": "77", "PYTHONPATH": root}
    command = [sys.executable, "-c", program]
    result = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert result.stdout.split() == [hashlib.sha256(PAGE.encode()).hexdigest(), "False"]


@pytest.mark.parametrize("title", ["", "\ud800", "x" * 10_000, "{{ data }}"])
def test_any_title_and_an_empty_graph_are_drawn(title: str) -> None:
    render(GraphView(entities={"a": Entity("a", "", "Person")}), title=title).encode("utf-8")


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(UsageError, match="cannot draw 0 entities"):
        render(STORY, title="t", limit=0)


# --- writing ------------------------------------------------------------------------------------------------------


def test_write_replaces_the_file_and_leaves_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "graph.html"
    target.write_text("old")
    assert write(STORY, target, title="A <b>story</b>") == target
    assert target.read_text(encoding="utf-8") == PAGE
    assert [item.name for item in tmp_path.iterdir()] == ["graph.html"]


@pytest.mark.parametrize("name", ["missing/graph.html", "folder", "x" * 300])
def test_an_unwritable_path_is_reported_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="cannot write"):
        write(STORY, tmp_path / name, title="t")
    assert [item.name for item in tmp_path.iterdir()] == ["folder"]
