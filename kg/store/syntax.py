"""Where a query does not parse, and what is wrong there.

Oxigraph names the farthest place to which any of its rules looked ahead, which is up to a line late.  The exact token
is the first one after which nothing could follow: a beginning of the query is sound if, with blanks after it, Oxigraph
gets as far as the blanks' end.
"""

from __future__ import annotations

import re

from pyoxigraph import Store

from kg.errors import QueryError
from kg.vocabulary import PREFIXES

_TOKEN = re.compile(
    r"""
    \s+ | \#[^\n]*                                                  # nothing
    | <[^\x00-\x20<>"{}|^`\\]*>                                     # an IRI
    | '{3}.*?'{3} | "{3}.*?"{3} | '(?:\\.|[^'\n\\])*'? | "(?:\\.|[^"\n\\])*"?    # a string, or the start of one
    | [?$@]?[\w:.%\\-]+                                             # a name, variable, number or keyword
    | [&|^!=<>]+                                                    # an operator
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_BLANKS = 64
"""More than any keyword is long."""
_NEVER = "`"
"""Stands in no query but in strings and comments, so that nothing is ever evaluated."""
_POSITION = re.compile(r"^error at (\d+):(\d+): (?:expected )?(?:one of )?")
_SENTENCE = re.compile(r"(?:^|, )([A-Z]\w+(?: [\w*'-]+){3,})")
_LONGEST_QUOTE = 30


def syntax_error(sparql: str, message: str = "") -> QueryError:
    """What is wrong with a query that does not parse, with line and column.

    Args:
        sparql: the query.
        message: what Oxigraph said of it, where it was asked.

    >>> print(syntax_error("SELECT *\\n{ ?s ?p }"))
    the query does not parse at line 2, column 9: unexpected "}"
    """
    start, token = first_unsound(sparql)
    sentence = _SENTENCE.search(_POSITION.sub("", message))
    if ":" in token and "Prefix not found" in _complaint(sparql[:start] + token):
        prefix = token.partition(":")[0]
        problem = f'the prefix "{prefix}:" is not declared; declare it with PREFIX, or use {", ".join(PREFIXES)}'
    elif sentence:
        problem = sentence[1]
    elif token:
        quoted = token if len(token) <= _LONGEST_QUOTE else f"{token[:_LONGEST_QUOTE]}…"
        problem = f'unexpected "{" ".join(quoted.split())}"'
    else:
        problem = "it ends too early"
    line = sparql.count("\n", 0, start) + 1
    column = start - sparql.rfind("\n", 0, start)
    return QueryError(f"the query does not parse at line {line}, column {column}: {problem}")


def first_unsound(sparql: str) -> tuple[int, str]:
    """The offset and text of the first token with which no query could go on; the end and "" if there is none."""
    tokens = [match for match in _TOKEN.finditer(sparql) if not match[0].isspace() and not match[0].startswith("#")]
    sound, unsound = 0, len(tokens) + 1
    while unsound - sound > 1:
        middle = (sound + unsound) // 2
        if middle <= len(tokens) and _is_sound(sparql[: tokens[middle - 1].end()]):
            sound = middle
        else:
            unsound = middle
    if unsound > len(tokens):
        return (tokens[-1].end() if tokens else 0), ""
    return tokens[unsound - 1].start(), tokens[unsound - 1][0]


def _is_sound(beginning: str) -> bool:
    # A line end first: the beginning may end in a comment.
    position = _POSITION.match(_complaint(f"{beginning}\n{' ' * _BLANKS}"))
    return position is not None and int(position[1]) == beginning.count("\n") + 2 and int(position[2]) > _BLANKS


def _complaint(text: str) -> str:
    """What Oxigraph says of a text with something after it that never parses."""
    try:
        Store().query(text + _NEVER, prefixes=dict(PREFIXES))
    except SyntaxError as error:
        return str(error)
    return ""
