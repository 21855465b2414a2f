"""The IRIs that the graph mints: deterministic, readable, valid whatever the id holds.

Ids are percent-encoded as RFC 3987 demands, and beyond it where a reader would be misled (spaces of any width,
invisible and direction-changing characters, private use), so that the id can be read back from the IRI.

>>> entity_iri("United_States").value
'https://w3id.org/kg-news/entity/United_States'
>>> entity_iri("thing/<b>tax cut</b>").value
'https://w3id.org/kg-news/entity/thing/%3Cb%3Etax%20cut%3C/b%3E'
>>> entity_id(entity_iri("thing/<b>tax cut</b>").value)
'thing/<b>tax cut</b>'
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from urllib.parse import unquote

from pyoxigraph import NamedNode

from kg.model import Statement, digest
from kg.vocabulary import DOC, ENT, EV, INSTANT, REL, RELATIONS, ST, WD

_PLAIN = re.compile(r"[\w.~/!,()'*&+:;=@-]*", re.ASCII)
_DOT_SEGMENT = re.compile(r"(?<![^/])\.{1,2}(?![^/])")
_UNSAFE_IN_SLUG = re.compile(r"[^\w.-]+")
_WIKIPEDIA = "https://en.wikipedia.org/wiki/"
_WEB_ADDRESS = re.compile(r"(?:https?|ftp)://[^/]", re.IGNORECASE)


@cache
def node(iri: str) -> NamedNode:
    """A term of a vocabulary as a node (kept: there are few)."""
    return NamedNode(str(iri))


@lru_cache(maxsize=65_536)
def entity_iri(id: str) -> NamedNode:
    """The IRI of an entity id."""
    return NamedNode(ENT + _encode(id))


def statement_iri(id: str) -> NamedNode:
    """The IRI of a statement id."""
    return NamedNode(ST + _encode(id))


def evidence_iri(id: str) -> NamedNode:
    """The IRI of an evidence id."""
    return NamedNode(EV + _encode(id))


@lru_cache(maxsize=4096)
def document_iri(id: str) -> NamedNode:
    """The IRI of a document, which is also the name of its graph: the end of its id, readable, and a hash of all of it.

    >>> document_iri("news/2025/us gazprom.txt").value
    'https://w3id.org/kg-news/document/us_gazprom.txt-056cc5508ddf'
    """
    last = id.rstrip("/").rpartition("/")[2]
    slug = _UNSAFE_IN_SLUG.sub("_", last).strip("_.")[-48:]
    return NamedNode(f"{DOC}{_encode(slug)}-{digest(id, length=12)}")


@lru_cache(maxsize=4096)
def instant_iri(date: str) -> NamedNode:
    """The IRI of a year, month or day."""
    return NamedNode(INSTANT + _encode(date))


def relation_iri(statement: Statement) -> NamedNode:
    """The property of a statement: the ontology's, or one named by the lemma.

    >>> relation_iri(Statement("s", "a", "agree with", None, "b")).value
    'https://w3id.org/kg-news/relation/agree_with'
    """
    known = RELATIONS.get(statement.relation) if statement.relation else None
    return node(known) if known is not None else open_relation_iri(statement.lemma)


@lru_cache(maxsize=16_384)
def open_relation_iri(lemma: str) -> NamedNode:
    """The property of an open relation."""
    return NamedNode(REL + _encode("_".join(lemma.split())).replace("/", "%2F"))


def wikidata_iri(item: str) -> NamedNode:
    """The IRI of a Wikidata item ("Q30")."""
    return NamedNode(WD + _encode(item))


def wikipedia_iri(title: str) -> NamedNode:
    """The address of an English Wikipedia article."""
    return NamedNode(_WIKIPEDIA + _encode(title.replace(" ", "_")))


def web_address(url: str) -> NamedNode | None:
    """A URL as an IRI; None for anything but a valid address of the web (``javascript:``, a path, broken text)."""
    if not _WEB_ADDRESS.match(url):
        return None
    try:
        return NamedNode(url)
    except ValueError:
        return None


def entity_id(iri: str) -> str:
    """The id of an entity's IRI."""
    return _decode(iri, ENT)


def statement_id_of(iri: str) -> str:
    """The id of a statement's IRI."""
    return _decode(iri, ST)


def evidence_id(iri: str) -> str:
    """The id of an evidence's IRI."""
    return _decode(iri, EV)


def open_relation_label(iri: str) -> str:
    """The words of an open relation's IRI ("agree with")."""
    return _decode(iri, REL).replace("_", " ")


def wikidata_item(iri: str) -> str:
    """The item of a Wikidata IRI."""
    return _decode(iri, WD)


def wikipedia_title(iri: str) -> str:
    """The title of the article at a Wikipedia address."""
    return _decode(iri, _WIKIPEDIA).replace("_", " ")


def _decode(iri: str, namespace: str) -> str:
    return unquote(iri.removeprefix(namespace), errors="surrogatepass")


def _encode(text: str) -> str:
    if not _PLAIN.fullmatch(text):
        text = "".join(character if _allowed(character) else _percent(character) for character in text)
    # RFC 3986, section 5.2.4: dot segments disappear when an IRI is resolved.
    return _DOT_SEGMENT.sub(lambda dots: "%2E" * len(dots[0]), text)


def _allowed(character: str) -> bool:
    if character < "\x80":
        return _PLAIN.fullmatch(character) is not None
    code = ord(character)
    # RFC 3987, section 2.2 (ucschar): no specials, noncharacters and tags; private use is not printable.
    excluded = 0xFDD0 <= code <= 0xFDEF or 0xFFF0 <= code <= 0xFFFF or 0xE0000 <= code <= 0xE0FFF
    return character.isprintable() and not excluded and code & 0xFFFE != 0xFFFE


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))
