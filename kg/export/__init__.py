"""The graph as a file for other tools; the same store gives the same bytes.

A format is a function that writes a store to a binary stream.  Installed packages add formats through the entry point
group ``kg.exporters``.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import BinaryIO

from kg.errors import UsageError
from kg.export.files import written_whole
from kg.export.networks import write_gexf, write_graphml
from kg.export.rows import write_csv
from kg.export.triples import write_jsonld, write_nquads, write_ntriples, write_trig, write_turtle
from kg.store import Store

__all__ = ["FORMATS", "Exporter", "export_graph", "exporter", "write_graph", "written_whole"]

type Exporter = Callable[[Store, BinaryIO], None]

FORMATS: dict[str, Exporter] = {
    "turtle": write_turtle,
    "trig": write_trig,
    "nquads": write_nquads,
    "ntriples": write_ntriples,
    "jsonld": write_jsonld,
    "graphml": write_graphml,
    "gexf": write_gexf,
    "csv": write_csv,
}
"""The formats that come with `kg`."""

_GROUP = "kg.exporters"


def write_graph(store: Store, output: BinaryIO, *, format: str = "turtle") -> None:
    """Write a whole store to a binary stream.

    Raises:
        UsageError: there is no such format.
        OSError: the stream cannot be written.
    """
    exporter(format)(store, output)


def export_graph(store: Store, path: Path, *, format: str = "turtle") -> None:
    """Write a whole store to a file; where that fails, the file is left as it was.

    Raises:
        UsageError: there is no such format.
        OutputError: the file cannot be written, or the disk is full.
    """
    write = exporter(format)
    with written_whole(path) as output:
        write(store, output)


def exporter(format: str) -> Exporter:
    """The function that writes a format, whose name may be in capitals.

    Raises:
        UsageError: there is no such format; the message names those there are.
    """
    name = format.casefold()
    if name in FORMATS:
        return FORMATS[name]
    installed = {entry.name: entry for entry in entry_points(group=_GROUP)}
    for entry in installed.values():
        if entry.name.casefold() == name:
            found: Exporter = entry.load()
            return found
    raise UsageError(f"there is no format {format!r}; use {', '.join([*FORMATS, *sorted(installed)])}")
