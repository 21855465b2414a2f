"""Two sample articles in full: the facts that a reader listed by hand, and the whole graph as it was last approved.

``tests/golden/*.facts.tsv`` were written by hand from the articles alone.  The ``*.csv`` and ``*.ttl`` there are what
the program made of them when somebody last looked: after a change that is meant, look at the difference and run
``python tools/golden.py``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from rdflib.compare import isomorphic

from kg import KnowledgeGraph
from kg.extraction import Extractor
from kg.model import Entity, Literal, Statement
from tools.golden import ARTICLES, GOLDEN, facts_turtle, statement_rows

STORIES = sorted(path.name.removesuffix(".facts.tsv") for path in GOLDEN.glob("*.facts.tsv"))
WORDS = re.compile(r"\w+")
SMALL = frozenset("the a an of in on to for with and by from at its his her their".split())


@pytest.fixture(scope="module", params=STORIES)
def story(request: pytest.FixtureRequest, extractor: Extractor) -> Iterator[tuple[str, KnowledgeGraph]]:
    graph = KnowledgeGraph(extractor=extractor)
    graph.add_files(ARTICLES / f"{request.param}.md")
    yield request.param, graph
    graph.close()


def words(text: str) -> set[str]:
    return {word.rstrip("s") for word in WORDS.findall(text.casefold())} - SMALL


def near(expected: str, *found: str) -> bool:
    """Whether one of some phrases shares half of the words of the expected one, or lies within it."""
    wanted = words(expected)
    return any(len(wanted & words(phrase)) >= max(1, min(len(wanted), len(words(phrase))) / 2) for phrase in found)


def told(fact: dict[str, str], statement: Statement, entities: dict[str, Entity]) -> bool:
    """Whether a statement tells a fact of the list: the same two ends, in the same words or the same event."""

    def names(id_: str | Literal | None) -> list[str]:
        if id_ is None or isinstance(id_, Literal):
            return [id_.text] if id_ else []
        entity = entities[id_]
        return [entity.name, *entity.aliases]

    others = [detail.text for evidence in statement.evidence for detail in evidence.details]
    phrase = " ".join([statement.lemma, statement.relation or "", *(e.phrase for e in statement.evidence)])
    relation = (
        (fact["event"] != "-" and fact["event"] == statement.event)
        or fact["predicate"] == statement.relation
        or bool(words(fact["predicate"]) & words(phrase))
    )
    ends = near(fact["subject"], *names(statement.subject)) and (
        fact["object"] == "-" or near(fact["object"], *names(statement.object), *others)
    )
    return relation and ends


def test_most_facts_that_a_reader_lists_are_told(story: tuple[str, KnowledgeGraph]) -> None:
    name, graph = story
    with (GOLDEN / f"{name}.facts.tsv").open(encoding="utf-8") as lines:
        facts = list(csv.DictReader(lines, delimiter="\t"))
    entities = {entity.id: entity for entity in graph.entities()}
    statements = graph.statements()
    missed = [fact for fact in facts if not any(told(fact, statement, entities) for statement in statements)]
    shown = "\n".join(f"{fact['subject']} | {fact['predicate']} | {fact['object']}" for fact in missed)
    assert len(missed) <= len(facts) * 0.3, f"{len(missed)} of {len(facts)} facts are missed:\n{shown}"


def test_statements_are_as_approved(story: tuple[str, KnowledgeGraph]) -> None:
    name, graph = story
    approved = (GOLDEN / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    assert list(statement_rows(graph)) == approved


def test_facts_are_the_approved_graph(story: tuple[str, KnowledgeGraph]) -> None:
    name, graph = story
    approved = rdflib.Graph().parse(GOLDEN / f"{name}.ttl")
    assert isomorphic(rdflib.Graph().parse(data=facts_turtle(graph), format="turtle"), approved)


def test_the_sample_articles_are_whole() -> None:
    assert len(list(Path(ARTICLES).glob("*.md"))) >= 15
