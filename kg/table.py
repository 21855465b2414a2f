"""Answers as values of Python: a table with named columns, shown as text in a terminal and as HTML in a notebook."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from pyoxigraph import Literal, NamedNode

from kg.query import answer_text, cell, write_answer
from kg.rdf.terms import XSD
from kg.store import Answer, Solutions

type Value = str | int | float | bool | None

_NUMBERS = frozenset({XSD.decimal, XSD.double, XSD.float})


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a SELECT query: column names, and rows with a term of RDF or None for each."""

    columns: tuple[str, ...]
    terms: tuple[tuple[object | None, ...], ...]

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[Mapping[str, Value]]:
        """Rows as mappings from column to value: strings (IRIs too), numbers, booleans, None where unbound."""
        for row in self.terms:
            yield {column: _value(term) for column, term in zip(self.columns, row, strict=True)}

    def __getitem__(self, number: int) -> Mapping[str, Value]:
        return {column: _value(term) for column, term in zip(self.columns, self.terms[number], strict=True)}

    def __str__(self) -> str:
        return "".join(answer_text(self._solutions())).rstrip("\n")

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        rows = ("".join(f"<td>{escape(cell(term))}</td>" for term in row) for row in self.terms)  # type: ignore[arg-type]
        return f"<table><tr>{head}</tr>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"

    def write(self, format: str = "csv") -> str:
        """The table as "table", "csv", "tsv" or "json" (SPARQL 1.1 result formats)."""
        output = io.StringIO()
        write_answer(self._solutions(), output, format=format)
        return output.getvalue()

    def _solutions(self) -> Solutions:
        return Solutions(self.columns, iter(self.terms))  # type: ignore[arg-type]


def as_value(answer: Answer) -> Table | bool | str:
    """An answer of a store as a value: a `Table`, a truth value, or a graph as Turtle."""
    if isinstance(answer, Solutions):
        return Table(answer.variables, tuple(answer.rows))
    return answer if isinstance(answer, bool) else "".join(answer_text(answer))


def _value(term: object | None) -> Value:
    if isinstance(term, NamedNode):
        return term.value
    if not isinstance(term, Literal):
        return None if term is None else str(term)
    if term.datatype == XSD.integer:
        return int(term.value)
    if term.datatype == XSD.boolean:
        return term.value in ("true", "1")
    return float(Decimal(term.value)) if term.datatype in _NUMBERS and _is_finite(term.value) else term.value


def _is_finite(text: str) -> bool:
    return text.strip("+-").upper() not in ("INF", "NAN")
