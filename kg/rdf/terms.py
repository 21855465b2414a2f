"""Terms as nodes and literals: the closed namespaces of `kg.vocabulary` for pyoxigraph, and canonical literals.

Literals are written in their canonical form, because some stores normalise them and others do not (``0.90`` comes back
as ``0.9``).
"""

from __future__ import annotations

import re
from datetime import date, datetime

import rdflib
from pyoxigraph import Literal, NamedNode

from kg import vocabulary

_SURROGATES = re.compile("[\ud800-\udfff]")
_XSD_DATETIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d)?")
_TRAILING_ZEROS = re.compile(r"(\.\d*?)0+(?=$|[+-])")
_YEAR = re.compile(r"(?!0000)\d{4}")
_MONTH = re.compile(r"(?!0000)\d{4}-(0[1-9]|1[0-2])")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Terms:
    """A closed namespace as nodes; a name that is no term raises AttributeError.

    >>> Terms(vocabulary.KG).Statement
    <NamedNode value=https://w3id.org/kg-news/ontology#Statement>
    """

    def __init__(self, namespace: object) -> None:
        self._namespace = namespace

    def __getattr__(self, name: str) -> NamedNode:
        found = NamedNode(str(getattr(self._namespace, name)))
        setattr(self, name, found)
        return found


DCTERMS = Terms(vocabulary.DCTERMS)
FOAF = Terms(vocabulary.FOAF)
KG = Terms(vocabulary.KG)
OA = Terms(vocabulary.OA)
OWL = Terms(rdflib.OWL)
PLOVER = Terms(vocabulary.PLOVER)
PROV = Terms(vocabulary.PROV)
RDF = Terms(rdflib.RDF)
RDFS = Terms(rdflib.RDFS)
SCHEMA = Terms(vocabulary.SCHEMA)
SEM = Terms(vocabulary.SEM)
SKOS = Terms(vocabulary.SKOS)
TIME = Terms(vocabulary.TIME)
XSD = Terms(rdflib.XSD)


def string(text: str) -> Literal:
    """A string literal; lone surrogates, which no RDF literal can hold, become U+FFFD."""
    try:
        return Literal(text)
    except ValueError:
        return Literal(_SURROGATES.sub("\ufffd", text))


def boolean(value: bool) -> Literal:
    """``true`` or ``false``."""
    return _TRUE if value else _FALSE


def integer(value: int) -> Literal:
    """A whole number."""
    return Literal(str(value), datatype=XSD.integer)


def decimal(value: float) -> Literal:
    """A number of at most four decimals.

    >>> decimal(0.90).value, decimal(1.0).value
    ('0.9', '1')
    """
    return Literal(f"{value:.4f}".rstrip("0").rstrip("."), datatype=XSD.decimal)


def calendar_date(value: str) -> Literal:
    """An ISO date of year, month or day precision with its datatype; anything else as a string.

    >>> calendar_date("2025-03").datatype
    <NamedNode value=http://www.w3.org/2001/XMLSchema#gYearMonth>
    """
    if _DAY.fullmatch(value) and _is_day(value):
        return Literal(value, datatype=XSD.date)
    if _MONTH.fullmatch(value):
        return Literal(value, datatype=XSD.gYearMonth)
    if _YEAR.fullmatch(value):
        return Literal(value, datatype=XSD.gYear)
    return string(value)


def published_date(value: str) -> Literal:
    """A date of publication: a date, a date-time, or whatever was given as a string."""
    found = calendar_date(value)
    if found.datatype != XSD.string:
        return found
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return found
    written = _TRAILING_ZEROS.sub(r"\1", moment.isoformat()).replace("+00:00", "Z")
    valid = _XSD_DATETIME.fullmatch(written.removesuffix("Z"))
    return Literal(written, datatype=XSD.dateTime) if valid else found


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


_TRUE = Literal("true", datatype=XSD.boolean)
_FALSE = Literal("false", datatype=XSD.boolean)
