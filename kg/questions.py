"""The named questions of ``kg ask``: folders of ``ontology/competency/``, each a question, a query and an example.

A question's parameters are SPARQL variables written with ``$``.  Each gets its value from a data block of the query,
``VALUES $about { "Russia" }``, which holds the value of the example in the file (so that every ``query.rq`` runs as it
stands) and which `bind` replaces.  The value always enters as one escaped string literal, never as query text.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ModelError, UsageError
from kg.resources import ontology_directory

_TITLE = re.compile(r"^# (?P<title>.+)$", re.MULTILINE)
_PARAMETER = re.compile(
    r"^- `(?P<name>\w+)` \((?P<kind>\w+), (?:(?P<need>required|optional)|default `(?P<default>[^`]*)`)\): "
    r"(?P<description>.+?) Example: `(?P<example>[^`]*)`\.$"
)
_COLUMN = re.compile(r"^- `(?P<name>\w+)`: (?P<description>.+)$")
_DATA_BLOCK = re.compile(r'VALUES\s+\$(?P<name>\w+)\s*\{\s*"(?:[^"\\\n]|\\.)*"\s*\}')
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_STATEMENT_ID = re.compile(r"[\w-]+")

PARAMETER_KINDS = ("entity", "date", "text", "statement")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question may be asked about; ``default`` is None for a parameter that must be given, and
    empty for one that stands for anything if it is not."""

    name: str
    kind: str
    """One of `PARAMETER_KINDS`: an entity's name, an ISO date of any precision, a text, a statement's id or IRI."""
    description: str
    default: str | None
    example: str

    @property
    def required(self) -> bool:
        """Whether the question makes no sense without it."""
        return self.default is None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer and what it holds."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Question:
    """A named question with its query."""

    name: str
    title: str
    text: str
    """The question in one sentence."""
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    sparql: str
    """The query as it stands in the file, bound to the example's values."""

    @property
    def example(self) -> dict[str, str]:
        """The values for which the folder's ``expected.csv`` is the answer from its ``data.trig``."""
        return {parameter.name: parameter.example for parameter in self.parameters}


def load_questions(directory: Path | None = None) -> dict[str, Question]:
    """Every question by name, in the order of their names.

    Args:
        directory: the folder of question folders; the ontology's ``competency/`` by default.

    Raises:
        ModelError: a folder is not as ``ontology/competency/README.md`` describes it.
    """
    root = directory if directory is not None else ontology_directory() / "competency"
    folders = sorted(path.parent for path in root.glob("*/query.rq"))
    return {folder.name: read_question(folder) for folder in folders}


def read_question(folder: Path) -> Question:
    """The question of one folder (``question.md`` and ``query.rq``).

    Raises:
        ModelError: a file is missing or not as ``ontology/competency/README.md`` describes it.
    """
    try:
        description = (folder / "question.md").read_text(encoding="utf-8")
        sparql = (folder / "query.rq").read_text(encoding="utf-8")
    except OSError as error:
        raise ModelError(f"the question {folder.name!r} cannot be read: {error}") from error
    introduction, sections = _sections(description)
    title = _TITLE.search(introduction)
    if title is None:
        raise ModelError(f"the question {folder.name!r} has no title: start its question.md with '# …'")
    question = Question(
        name=folder.name,
        title=title["title"].strip(),
        text=" ".join(introduction[title.end() :].split()),
        parameters=tuple(_parameter(line, folder.name) for line in _items(sections.get("Parameters", ""))),
        columns=tuple(_column(line, folder.name) for line in _items(sections.get("Answer", ""))),
        sparql=sparql,
    )
    _check_data_blocks(question)
    return question


def find_question(name: str, questions: Mapping[str, Question]) -> Question:
    """The question of that name.

    Raises:
        UsageError: there is none; the message names those there are.
    """
    if name in questions:
        return questions[name]
    raise UsageError(f"there is no question {name!r}; {_advice(name, questions)}")


def bind(question: Question, values: Mapping[str, str]) -> str:
    """The query of a question for these parameter values.

    Raises:
        UsageError: a parameter is unknown or missing, or its value is not of the parameter's kind.
    """
    bound = _complete(question, values)

    def block(match: re.Match[str]) -> str:
        name = match["name"]
        return f"VALUES ${name} {{ {_literal(bound[name])} }}"

    return _DATA_BLOCK.sub(block, question.sparql)


def _complete(question: Question, values: Mapping[str, str]) -> dict[str, str]:
    """The value of every parameter, given or by default, each checked."""
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in values:
        if name not in known:
            raise UsageError(f"the question {question.name!r} has no parameter {name!r}; {_advice(name, known)}")
    missing = [name for name, parameter in known.items() if parameter.required and not values.get(name, "").strip()]
    if missing:
        wanted = ", ".join(f"--{name} (for example {known[name].example!r})" for name in missing)
        raise UsageError(f"the question {question.name!r} needs {wanted}")
    return {name: _value(parameter, values.get(name)) for name, parameter in known.items()}


def _value(parameter: Parameter, given: str | None) -> str:
    value = (given or "").strip() or parameter.default or ""
    if parameter.kind == "date" and value and not _DATE.fullmatch(value):
        raise UsageError(f"--{parameter.name} {value!r} is no date; write 2025, 2025-03 or 2025-03-07")
    if parameter.kind == "statement":
        return _statement_id(parameter.name, value)
    return value


def _statement_id(name: str, value: str) -> str:
    """The id of a statement given as its id, as ``st:…`` or as its IRI."""
    id = value.strip("<>").rpartition("/")[2].removeprefix("st:")
    if not _STATEMENT_ID.fullmatch(id):
        raise UsageError(f"--{name} {value!r} is no statement; give its id or IRI, as other questions print it")
    return id


def _literal(value: str) -> str:
    """A value as a SPARQL string literal (SPARQL 1.1, section 19.7)."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UsageError(f"the value {value!r} is not Unicode text (character {error.start}); remove that") from error
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    for character, escape in (("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        escaped = escaped.replace(character, escape)
    return f'"{escaped}"'


def _advice(name: str, known: Iterable[str]) -> str:
    names = list(known)
    if not names:
        return "there are none"
    near = difflib.get_close_matches(name, names, n=1)
    listed = ", ".join(names)
    return f"did you mean {near[0]!r}? There are: {listed}" if near else f"there are: {listed}"


def _sections(description: str) -> tuple[str, dict[str, str]]:
    """The text before the first ``## `` heading, and heading -> text."""
    introduction, *parts = re.split(r"^## ", description, flags=re.MULTILINE)
    return introduction, {heading.strip(): body for heading, _, body in (part.partition("\n") for part in parts)}


def _items(section: str) -> list[str]:
    """The items of a Markdown list, each as one line."""
    return [" ".join(item.split()) for item in re.findall(r"^- .*(?:\n(?:  .*))*", section, flags=re.MULTILINE)]


def _parameter(line: str, name: str) -> Parameter:
    match = _PARAMETER.match(line)
    if match is None or match["kind"] not in PARAMETER_KINDS:
        raise ModelError(f"the question {name!r} has a parameter that is not written as its README says: {line!r}")
    default = "" if match["need"] == "optional" else match["default"]
    return Parameter(match["name"], match["kind"], match["description"], default, match["example"])


def _column(line: str, name: str) -> Column:
    match = _COLUMN.match(line)
    if match is None:
        raise ModelError(f"the question {name!r} has a column that is not written as its README says: {line!r}")
    return Column(match["name"], match["description"])


def _check_data_blocks(question: Question) -> None:
    """Every parameter has its data block and every data block its parameter; otherwise binding would do nothing."""
    blocks = {match["name"] for match in _DATA_BLOCK.finditer(question.sparql)}
    declared = {parameter.name for parameter in question.parameters}
    if blocks != declared:
        odd = ", ".join(f"${name}" for name in sorted(blocks ^ declared))
        raise ModelError(f"the question {question.name!r}: parameter without VALUES block, or the reverse: {odd}")
