"""What a query may not do: reach beyond the store that it is asked of.

Oxigraph has no switch against SERVICE, which calls servers, and ignores FROM where the default graph is the union.
Therefore a query whose text mentions either is parsed by rdflib first, and looked through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pyparsing import ParseException, ParseResults
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.errors import QueryError
from kg.store.syntax import first_unsound, syntax_error
from kg.vocabulary import PREFIXES

_SUSPICIOUS = re.compile(r"service|\bfrom\b", re.IGNORECASE)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = re.compile(r"(insert|delete|load|clear|create|drop|copy|move|add|with)\b", re.IGNORECASE)
_PROLOGUE = re.compile(r"(?:\s+|#[^\n]*|(?:prefix\s*[^\s:]*:|base)\s*<[^>]*>)*", re.IGNORECASE)


def names_dataset(sparql: str) -> bool:
    """Whether a query has FROM clauses.

    Raises:
        QueryError: it uses SERVICE, reads files by FROM, is an update, or cannot be checked for that.
    """
    if _UPDATES.match(sparql, _PROLOGUE.match(sparql).end()):  # type: ignore[union-attr]
        raise QueryError("this is an update; a query only reads: use SELECT, ASK, CONSTRUCT or DESCRIBE")
    if not _SUSPICIOUS.search(_unescaped(sparql)):
        return False
    clauses = _dataset_clauses(sparql)
    for clause in clauses:
        if clause.casefold().startswith("file:"):
            raise QueryError(f"FROM <{clause}> would read a file; a query reads only the graphs of this store")
    return bool(clauses)


def _dataset_clauses(sparql: str) -> list[str]:
    """The IRIs of a query's FROM clauses."""
    try:
        parsed = parseQuery(sparql)
        # The translation changes the tree, after which EXISTS { SERVICE … } is not found any more.
        calls = any(part.name == "ServiceGraphPattern" for part in _components(parsed))
        clauses = translateQuery(parsed, initNs=dict(PREFIXES)).algebra.datasetClause or ()
    except ParseException as error:
        raise syntax_error(sparql) from error
    except Exception as error:  # rdflib raises whatever its translation runs into
        if first_unsound(sparql)[1]:
            raise syntax_error(sparql) from error
        raise QueryError(f"the query mentions SERVICE or FROM and cannot be checked: {error}") from error
    if calls:
        raise QueryError("SERVICE would call another server; ask this store alone, without SERVICE")
    return [str(clause.default or clause.named) for clause in clauses]


def _components(value: Any) -> Iterator[CompValue]:
    """Every node of rdflib's parse tree."""
    if isinstance(value, CompValue):
        yield value
        parts: Iterable[Any] = value.values()
    elif isinstance(value, list | tuple | ParseResults):
        parts = value
    else:
        return
    for part in parts:
        yield from _components(part)


def _unescaped(sparql: str) -> str:
    """The text with code point escapes resolved (SPARQL 1.1, section 19.2), which may spell a keyword."""
    return _CODE_POINT.sub(lambda escape: chr(int(escape[1] or escape[2], 16) % 0x110000), sparql)
