"""Turtle and TriG to be read by people and compared by machines: prefixed, grouped by subject, always in one order.

(RDF 1.1 Turtle, https://www.w3.org/TR/turtle/; RDF 1.1 TriG, https://www.w3.org/TR/trig/.)
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.rdf.terms import RDF, RDFS, XSD
from kg.vocabulary import DOC, ENT, EV, INSTANT, PREFIXES, REL, ST

type Term = NamedNode | BlankNode | Literal | Triple
type Pair = tuple[Term, Term]

_BY_NAMESPACE = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_KINDS = (str(ENT), str(REL), str(ST), str(DOC), str(EV), str(INSTANT))
_FIRST = {RDF.type: 0, RDFS.label: 1}
_LETTER = (
    r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF"
    r"\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
"""PN_CHARS_BASE of the Turtle grammar."""
_INNER = rf"{_LETTER}_0-9\-\u00B7\u0300-\u036F\u203F-\u2040"
_SPECIAL = re.compile(r"[~!$&'()*+,;=@]")
"""What stands in a local name after a backslash."""
_PART = rf"[{_INNER}:]|{_SPECIAL.pattern}|%[0-9A-F]{{2}}"
_LOCAL_NAME = re.compile(rf"(?![\-\u00B7\u0300-\u036F\u203F-\u2040])(?:{_PART})(?:(?:{_PART}|\.)*(?:{_PART}))?")
_BARE = {
    XSD.integer: re.compile(r"[+-]?[0-9]+"),
    XSD.decimal: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD.boolean: re.compile(r"true|false"),
}
# Quotes and controls; also what reorders or hides the text around it.
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]')
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def turtle(triples: Iterable[Triple]) -> Iterator[str]:
    """The pieces of a Turtle document; the triples are sorted in memory.

    >>> triple = Triple(NamedNode("https://w3id.org/kg-news/entity/Russia"), RDFS.label, Literal("Russia"))
    >>> print("".join(turtle([triple])))
    @prefix ent: <https://w3id.org/kg-news/entity/> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    <BLANKLINE>
    ent:Russia rdfs:label "Russia" .
    <BLANKLINE>
    """
    subjects: dict[Term, set[Pair]] = defaultdict(set)
    for triple in triples:
        subjects[triple.subject].add((triple.predicate, triple.object))
    yield prefix_block(used_prefixes((subject, *pair) for subject, pairs in subjects.items() for pair in pairs))
    for subject in sorted(subjects, key=subject_order):
        yield subject_block(subject, subjects[subject])


def used_prefixes(triples: Iterable[tuple[Term, Term, Term]]) -> set[str]:
    """The prefixes that writing these subjects, predicates and objects takes."""
    used: set[str | None] = set()
    for subject, predicate, object_ in triples:
        used.update((_prefix_of(subject), _prefix_of(object_)))
        if predicate != RDF.type:
            used.add(_prefix_of(predicate))
    return {prefix for prefix in used if prefix is not None}


def prefix_block(prefixes: Iterable[str]) -> str:
    """The declarations, in the order of the prefixes' names."""
    return "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(prefixes))


def subject_block(subject: Term, pairs: Iterable[Pair], *, indent: str = "") -> str:
    """All that is said of a subject: type and label first, then by the names of predicate and object."""
    objects: dict[Term, list[str]] = defaultdict(list)
    for predicate, object_ in pairs:
        objects[predicate].append(term_text(object_))
    lines = []
    for predicate in sorted(objects, key=_predicate_order):
        verb = "a" if predicate == RDF.type else term_text(predicate)
        lines.append(f"{verb} {', '.join(sorted(objects[predicate]))}")
    said = f" ;\n{indent}    ".join(lines)
    return f"\n{indent}{term_text(subject)} {said} .\n"


def subject_order(subject: Term) -> tuple[int, str]:
    """Entities come first, then relations, statements, documents, evidence, instants; within each by IRI."""
    name = term_text(subject) if not isinstance(subject, NamedNode) else subject.value
    kind = next((number for number, namespace in enumerate(_KINDS) if name.startswith(namespace)), len(_KINDS))
    return kind, name


def term_text(term: Term) -> str:
    """A term as Turtle writes it."""
    if isinstance(term, NamedNode):
        return compact(term.value)
    if not isinstance(term, Literal) or term.direction is not None:
        return str(term)
    if _is_bare(term):
        return term.value
    if term.language is not None:
        return f"{_quoted(term.value)}@{term.language}"
    datatype = "" if term.datatype == XSD.string else f"^^{compact(term.datatype.value)}"
    return f"{_quoted(term.value)}{datatype}"


@lru_cache(maxsize=65_536)
def compact(iri: str) -> str:
    """An IRI with its prefix, or in angle brackets where no prefix fits.

    >>> compact("https://w3id.org/kg-news/entity/United_States"), compact("https://example.org/")
    ('ent:United_States', '<https://example.org/>')
    >>> print(compact("https://w3id.org/kg-news/entity/Georgia_(country)"))
    ent:Georgia_\\(country\\)
    """
    prefix = _prefix(iri)
    if prefix is None:
        return f"<{iri}>"
    return f"{prefix}:{_SPECIAL.sub(_backslashed, iri.removeprefix(PREFIXES[prefix]))}"


def _prefix_of(term: Term) -> str | None:
    """The prefix that stands in the text of a term."""
    if isinstance(term, NamedNode):
        return _prefix(term.value)
    if not isinstance(term, Literal) or term.datatype in (XSD.string, RDF.langString) or _is_bare(term):
        return None
    return _prefix(term.datatype.value)


def _is_bare(literal: Literal) -> bool:
    """Whether Turtle's grammar gives the literal its datatype without quotes."""
    bare = _BARE.get(literal.datatype)
    return bare is not None and bare.fullmatch(literal.value) is not None


@lru_cache(maxsize=65_536)
def _prefix(iri: str) -> str | None:
    split = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = _BY_NAMESPACE.get(iri[:split])
    return prefix if prefix is not None and _LOCAL_NAME.fullmatch(iri, split) else None


def _predicate_order(predicate: Term) -> tuple[int, str]:
    first = _FIRST.get(predicate, len(_FIRST)) if isinstance(predicate, NamedNode) else len(_FIRST)
    return first, term_text(predicate)


def _quoted(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _backslashed(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def _escape(match: re.Match[str]) -> str:
    return _SHORT_ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"
