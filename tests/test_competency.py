"""The competency questions: answered as their folders say, alike on rdflib and on Oxigraph."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Dataset
from rdflib.plugins.sparql import prepareQuery
from rdflib.query import ResultRow

from kg.errors import ModelError, UsageError
from kg.questions import Question, bind, find_question, load_questions, read_question
from kg.resources import ontology_directory
from kg.validation import validate

COMPETENCY = ontology_directory() / "competency"
QUESTIONS = load_questions()
NAMES = list(QUESTIONS)

type Table = list[list[str]]


def _oxigraph(data: Path) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    with data.open("rb") as file:
        store.load(file, format=pyoxigraph.RdfFormat.TRIG)
    return store


def _rdflib(data: Path) -> Dataset:
    dataset = Dataset(default_union=True)
    with _without_warnings_of_rdflib():
        dataset.parse(data, format="trig")
    return dataset


@contextmanager
def _without_warnings_of_rdflib() -> Iterator[None]:
    """Rdflib 7 warns of its own use of what it deprecates."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"(Dataset|ConjunctiveGraph)\b.* is deprecated", DeprecationWarning)
        yield


def _ask_oxigraph(store: pyoxigraph.Store, sparql: str) -> Table:
    answer = store.query(sparql, use_default_graph_as_union=True)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    rows = [["" if term is None else getattr(term, "value", "") for term in row] for row in answer]
    return [[variable.value for variable in answer.variables], *rows]


def _ask_rdflib(dataset: Dataset, sparql: str) -> Table:
    with _without_warnings_of_rdflib():
        answer = dataset.query(sparql)
        assert answer.vars is not None
        rows = [["" if term is None else str(term) for term in row] for row in answer if isinstance(row, ResultRow)]
    return [[str(variable) for variable in answer.vars], *rows]


def _expected(name: str) -> Table:
    with (COMPETENCY / name / "expected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _least(question: Question) -> dict[str, str]:
    """The example's values of the parameters that must be given, and no others."""
    return {name: question.example[name] for name in (p.name for p in question.parameters if p.required)}


@pytest.mark.parametrize("name", NAMES)
def test_both_stores_give_the_expected_answer(name: str) -> None:
    sparql = bind(QUESTIONS[name], QUESTIONS[name].example)
    expected = _expected(name)
    assert len(expected) > 1
    assert _ask_oxigraph(_oxigraph(COMPETENCY / name / "data.trig"), sparql) == expected
    assert _ask_rdflib(_rdflib(COMPETENCY / name / "data.trig"), sparql) == expected


@pytest.mark.parametrize("name", NAMES)
def test_both_stores_give_the_same_answer_without_optional_parameters(name: str) -> None:
    sparql = bind(QUESTIONS[name], _least(QUESTIONS[name]))
    answer = _ask_oxigraph(_oxigraph(COMPETENCY / name / "data.trig"), sparql)
    assert len(answer) >= len(_expected(name))
    assert _ask_rdflib(_rdflib(COMPETENCY / name / "data.trig"), sparql) == answer


@pytest.mark.parametrize("name", [name for name, question in QUESTIONS.items() if question.parameters])
def test_a_value_that_nothing_has_gives_no_rows(name: str) -> None:
    question = QUESTIONS[name]
    values = {p.name: "1066" if p.kind == "date" else "nothing-has-this-name" for p in question.parameters}
    answer = _ask_oxigraph(_oxigraph(COMPETENCY / name / "data.trig"), bind(question, values))
    assert len(answer) == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_file_holds_the_example(name: str) -> None:
    question = QUESTIONS[name]
    assert bind(question, question.example) == question.sparql


@pytest.mark.parametrize("name", NAMES)
def test_every_column_is_described(name: str) -> None:
    assert [column.name for column in QUESTIONS[name].columns] == _expected(name)[0]


@pytest.mark.parametrize("name", NAMES)
def test_the_example_data_conform_to_the_shapes(name: str) -> None:
    assert validate(_oxigraph(COMPETENCY / name / "data.trig")).lines() == []


def test_a_name_matches_whatever_its_case_and_any_other_name_too() -> None:
    store = _oxigraph(COMPETENCY / "timeline" / "data.trig")
    answers = [
        _ask_oxigraph(store, bind(QUESTIONS["timeline"], {"about": name}))
        for name in ("Russia", "RUSSIA", " russia ", "Russian Federation")
    ]
    assert answers[1:] == answers[:1] * 3


@pytest.mark.parametrize("form", ["{}", "st:{}", "https://w3id.org/kg-news/statement/{}"])
def test_a_statement_is_given_by_its_id_or_iri(form: str) -> None:
    question = QUESTIONS["evidence-of"]
    assert bind(question, {"statement": form.format(question.example["statement"])}) == question.sparql


# --- binding ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("timeline", {}, r"'timeline' needs --about \(for example 'Russia'\)"),
        ("timeline", {"about": "  "}, "needs --about"),
        ("timeline", {"abuot": "Russia"}, "no parameter 'abuot'; did you mean 'about'"),
        ("most-quoted", {"about": "x"}, "no parameter 'about'; there are none"),
        ("between-dates", {"since": "yesterday", "until": "2025"}, "--since 'yesterday' is no date; write 2025"),
        ("between-dates", {"since": "2025-13", "until": "2025"}, "'2025-13' is no date"),
        ("evidence-of", {"statement": "a b"}, "--statement 'a b' is no statement"),
        ("timeline", {"about": "\ud800"}, r"'\\ud800' is not Unicode text"),
    ],
)
def test_values_that_make_no_sense(name: str, values: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        bind(QUESTIONS[name], values)


def test_an_unknown_question_names_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"no question 'who-said'; did you mean 'who-said-what'\? There are: articles"):
        find_question("who-said", QUESTIONS)
    assert find_question("timeline", QUESTIONS) is QUESTIONS["timeline"]


@pytest.mark.parametrize(
    "value",
    ['" } DROP ALL #', "\\", '\\"', "$about", "\\1", "VALUES $about { \"x\" }", "'''", "a\nb", "\u202e", "\x00", "😀"],
    ids=repr,
)  # fmt: skip
def test_a_value_never_becomes_query_text(value: str) -> None:
    _assert_bound_as_text(value)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda value: value.strip()))
def test_any_text_is_bound_as_text(value: str) -> None:
    _assert_bound_as_text(value)


def _assert_bound_as_text(value: str) -> None:
    question = Question("q", "Q", "?", QUESTIONS["timeline"].parameters, (), 'SELECT $about { VALUES $about { "x" } }')
    sparql = bind(question, {"about": value})
    expected = [["about"], [value.strip()]]
    assert _ask_oxigraph(pyoxigraph.Store(), sparql) == expected
    assert _ask_rdflib(Dataset(), sparql) == expected


# --- folders ------------------------------------------------------------------------------------------------------


def test_questions_are_in_the_order_of_their_names() -> None:
    assert sorted(NAMES) == NAMES
    assert len(NAMES) >= 10


@pytest.mark.parametrize("name", NAMES)
def test_a_question_says_what_it_asks(name: str) -> None:
    question = QUESTIONS[name]
    assert question.text.endswith("?")
    assert question.title
    prepareQuery(question.sparql)


@pytest.mark.parametrize(
    ("description", "query", "message"),
    [
        ("no title", "", "has no title"),
        ("# T\n\n## Parameters\n\n- about: something\n", "", "parameter that is not written as its README says"),
        ("# T\n\n## Answer\n\n- about\n", "", "column that is not written as its README says"),
        ("# T\n", 'VALUES $about { "x" }', r"or the reverse: \$about"),
        ("# T\n\n## Parameters\n\n- `about` (entity, optional): it. Example: `x`.\n", "", r"or the reverse: \$about"),
    ],
)
def test_a_folder_that_is_not_as_described(tmp_path: Path, description: str, query: str, message: str) -> None:
    (tmp_path / "question.md").write_text(description, encoding="utf-8")
    (tmp_path / "query.rq").write_text(query, encoding="utf-8")
    with pytest.raises(ModelError, match=message):
        read_question(tmp_path)


def test_a_folder_without_a_file(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        read_question(tmp_path)
