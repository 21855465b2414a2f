"""Questions to a store, in SPARQL or by name, and their answers as text.

Tables for people; CSV, TSV and JSON as the standard says (SPARQL 1.1 Query Results CSV and TSV Formats,
https://www.w3.org/TR/sparql11-results-csv-tsv/; SPARQL 1.1 Query Results JSON Format,
https://www.w3.org/TR/sparql11-results-json/); graphs as Turtle.
"""

from __future__ import annotations

import csv
import difflib
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TextIO

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.errors import UsageError
from kg.questions import bind, find_question, load_questions
from kg.rdf.terms import XSD
from kg.rdf.turtle import compact, turtle
from kg.store.base import Answer, Row, Solutions, Store, Term, Triples
from kg.vocabulary import KG, PLOVER

FORMATS = ("table", "csv", "tsv", "json", "turtle")

_OWN = {"kg:": KG, "plover:": PLOVER}
_VOCABULARY = {f"{prefix}{name}" for prefix, namespace in _OWN.items() for name in namespace.__dir__()}
_TERM = re.compile(
    r"""
    (?P<prefix>\b(?:kg|plover):)\s*<(?P<namespace>[^\s<>]*)>                                      # a declaration
    | <(?P<iri>[^\s<>]*)>
    | \#[^\n]* | '{3}.*?'{3} | "{3}.*?"{3} | '(?:\\.|[^'\n\\])*' | "(?:\\.|[^"\n\\])*"          # no term
    | (?<![\w:?$@%.-])(?P<name>(?:kg|plover):\w+)
    """,
    re.VERBOSE | re.DOTALL,
)
_NUMBERS = frozenset({XSD.integer, XSD.decimal, XSD.double, XSD.float})
_NARROWEST = (12, 8, 3)
"""How narrow a column may become: one of several words, then any, then if the line is still too long."""
_GAP = "  "


def ask(store: Store, question: str, **parameters: str) -> Answer:
    """The answer to a named question (``ontology/competency/``).

    Raises:
        UsageError: there is no such question, or a parameter is unknown, missing or of the wrong kind.
    """
    return store.query(bind(find_question(question, load_questions()), parameters))


def unknown_terms(sparql: str) -> dict[str, str | None]:
    """The terms of a query that look like the ontology's and are none, each with the nearest that is one.

    >>> unknown_terms("SELECT * { ?who kg:threaten ?whom ; rdfs:label 'kg:nothing' }")
    {'kg:threaten': 'kg:threatens'}
    """
    found = list(_TERM.finditer(sparql))
    declared = {match["prefix"]: match["namespace"] for match in found if match["prefix"]}
    ours = tuple(prefix for prefix, namespace in _OWN.items() if declared.get(prefix, str(namespace)) == str(namespace))
    names = [match["name"] or compact(match["iri"] or "") for match in found]
    odd = dict.fromkeys(name for name in names if name.startswith(ours) and name not in _VOCABULARY)
    return {name: _nearest(name) for name in odd}


def _nearest(name: str) -> str | None:
    known = {term.casefold(): term for term in _VOCABULARY}
    near = difflib.get_close_matches(name.casefold(), known, n=1, cutoff=0.7)
    return known[near[0]] if near else None


def write_answer(answer: Answer, output: TextIO, *, format: str = "table", width: int | None = None) -> None:
    """Write an answer.

    Args:
        answer: what `Store.query` gave; rows and triples are read as they are written.
        output: where to.
        format: one of `FORMATS`; "table" writes graphs as Turtle.
        width: characters that a line of a table may have; None for as many as it takes.

    Raises:
        UsageError: the format is unknown, or not one for this kind of answer.
    """
    for piece in answer_text(answer, format=format, width=width):
        output.write(piece)


def answer_text(answer: Answer, *, format: str = "table", width: int | None = None) -> Iterator[str]:
    """The pieces of text that `write_answer` writes."""
    if format not in FORMATS:
        raise UsageError(f"there is no format {format!r}; use {', '.join(FORMATS)}")
    if isinstance(answer, Triples):
        if format not in ("table", "turtle"):
            raise UsageError(f"the answer is a graph, which {format!r} cannot hold; use turtle")
        return turtle(answer.triples)
    if format == "turtle":
        raise UsageError("the answer is no graph; use table, csv, tsv or json, or ask with CONSTRUCT")
    if isinstance(answer, bool):
        word = "true" if answer else "false"
        return iter([f'{{"head": {{}}, "boolean": {word}}}\n' if format == "json" else f"{word}\n"])
    if format == "table":
        return _table(answer, width)
    return {"csv": _csv, "tsv": _tsv, "json": _json}[format](answer)


# --- tables -------------------------------------------------------------------------------------------------------


def cell(term: Term | None) -> str:
    """A term for human readers, on one line, without anything that could act on a terminal.

    >>> cell(NamedNode("https://w3id.org/kg-news/entity/United_States")), cell(Literal("two\\nlines")), cell(None)
    ('ent:United_States', 'two lines', '')
    """
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        text = compact(term.value)
    else:
        text = term.value if isinstance(term, Literal) else str(term)
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(_visible(character) for character in line)


def _table(solutions: Solutions, width: int | None) -> Iterator[str]:
    rows = list(solutions.rows)
    cells = [list(solutions.variables), *([cell(term) for term in row] for row in rows)]
    columns = list(zip(*cells, strict=True))
    prose = [any(" " in text for text in column) for column in columns]
    widths = _fitted([max(map(_columns, column)) for column in columns], prose, width)
    numeric = [bool(rows) and all(_is_number(row[number]) for row in rows) for number in range(len(widths))]
    cells.insert(1, ["─" * width for width in widths])
    yield from (_line(texts, widths, numeric) for texts in cells)


def _fitted(widths: list[int], prose: list[bool], total: int | None) -> list[int]:
    """Column widths of which the widest are cut until a line fits: texts first, ids and dates only if need be."""
    if total is None:
        return widths
    room = total - len(_GAP) * (len(widths) - 1)
    words, any_column, last = _NARROWEST
    narrow = [word and width > words for word, width in zip(prose, widths, strict=True)]
    for columns, least in ((narrow, words), ([True] * len(widths), any_column), ([True] * len(widths), last)):
        widths = _narrowed(widths, columns, room, least)
    return widths


def _narrowed(widths: list[int], columns: list[bool], room: int, least: int) -> list[int]:
    """Widths of which the widest of some columns are cut until the sum is ``room`` or all are as narrow as allowed."""
    widths = list(widths)
    # What none may exceed, at once, as a cell may be a million characters long.
    widths = [min(width, max(room, least)) if column else width for width, column in zip(widths, columns, strict=True)]
    while sum(widths) > room:
        widest = max((width for width, column in zip(widths, columns, strict=True) if column), default=0)
        if widest <= least:
            break
        widths[next(i for i, width in enumerate(widths) if columns[i] and width == widest)] -= 1
    return widths


def _line(texts: list[str], widths: list[int], right: list[bool]) -> str:
    padded = []
    for text, width, to_the_right in zip(texts, widths, right, strict=True):
        text = _cut(text, width)
        space = " " * (width - _columns(text))
        padded.append(space + text if to_the_right else text + space)
    return _GAP.join(padded).rstrip() + "\n"


def _cut(text: str, width: int) -> str:
    if _columns(text) <= width:
        return text
    text = text[:width]
    while _columns(text) > width - 1:
        text = text[:-1]
    return f"{text}…"


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes (Unicode Standard Annex #11)."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def _visible(character: str) -> str:
    return character if character.isprintable() else f"\\u{ord(character):04x}"


def _is_number(term: Term | None) -> bool:
    return term is None or (isinstance(term, Literal) and term.datatype in _NUMBERS)


# --- the standard formats -----------------------------------------------------------------------------------------


def _csv(solutions: Solutions) -> Iterator[str]:
    yield csv_line(solutions.variables)
    for row in solutions.rows:
        yield csv_line("" if term is None else _plain(term) for term in row)


def csv_line(values: Iterable[object]) -> str:
    """A line of CSV with its line end (RFC 4180)."""
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(values)
    return line.getvalue()


def _tsv(solutions: Solutions) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in solutions.variables) + "\n"
    for row in solutions.rows:
        yield "\t".join("" if term is None else str(term) for term in row) + "\n"


def _json(solutions: Solutions) -> Iterator[str]:
    yield f'{{"head": {{"vars": {json.dumps(solutions.variables, ensure_ascii=False)}}}, "results": {{"bindings": ['
    separator = "\n"
    for row in solutions.rows:
        yield separator + json.dumps(_binding(solutions.variables, row), ensure_ascii=False)
        separator = ",\n"
    yield "\n]}}\n"


def _binding(variables: tuple[str, ...], row: Row) -> dict[str, dict[str, object]]:
    return {name: _json_term(term) for name, term in zip(variables, row, strict=True) if term is not None}


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Literal):
        value: dict[str, object] = {"type": "literal", "value": term.value}
        if term.language is not None:
            value["xml:lang"] = term.language
        elif term.datatype != XSD.string:
            value["datatype"] = term.datatype.value
        return value
    parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}


def _plain(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
