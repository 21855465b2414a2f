"""The graph for tools that draw and measure networks: GraphML (yEd, Gephi, Neo4j, igraph) and GEXF (Gephi)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.etree.ElementTree import Element, ElementTree

from kg.model import Evidence
from kg.rdf import entity_iri
from kg.store import Store
from kg.vocabulary import ENT

# NetworkX takes a third of a second to import, which the other formats need not wait for.
if TYPE_CHECKING:
    import networkx as nx

# What is no character of XML 1.0 (section 2.2), escaped or not.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(store: Store, output: BinaryIO) -> None:
    """Write the statements between entities as GraphML."""
    from networkx.readwrite.graphml import GraphMLWriter

    writer = GraphMLWriter(_flat(store), named_key_ids=True)
    writer.indent(writer.xml)
    _write(writer.xml, output)


def write_gexf(store: Store, output: BinaryIO) -> None:
    """Write the statements between entities as GEXF 1.2."""
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(_flat(store))
    # The day on which it was written would make every day's file another one.
    del writer.meta_element.attrib["lastmodifieddate"]
    writer.meta_element.find("creator").text = "kg"
    writer.indent(writer.xml)
    _write(writer.xml, output)


def _flat(store: Store) -> nx.MultiDiGraph:
    """The projection with ids, attributes and evidence as these formats can hold them."""
    import networkx as nx

    from kg.graph import project

    graph = project(store)
    flat = nx.MultiDiGraph()
    for id, attributes in sorted(graph.nodes(data=True)):
        flat.add_node(_id(id), label=_text(attributes["name"]), **_scalars(attributes))
    for source, target, statement, attributes in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[2]):
        evidence = _evidence(attributes["evidence"])
        flat.add_edge(_id(source), _id(target), key=_text(statement), **_scalars({**attributes, **evidence}))
    return flat


def _evidence(pieces: tuple[Evidence, ...]) -> dict[str, Any]:
    """How many pieces, in which documents, and the words of the first."""
    documents = " | ".join(sorted({piece.document for piece in pieces}))
    return {"evidence": len(pieces), "documents": documents, "quote": pieces[0].quote if pieces else ""}


def _scalars(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: _text(value) if isinstance(value, str) else value for name, value in attributes.items()}


def _id(entity: str) -> str:
    return entity_iri(entity).value.removeprefix(ENT)


def _text(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


def _write(root: Element, output: BinaryIO) -> None:
    ElementTree(root).write(output, encoding="utf-8", xml_declaration=True)
    output.write(b"\n")
