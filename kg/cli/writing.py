"""The commands that write files: export and view."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.options import open_to_read, output_option, store_option, writing


@click.command()
@click.option(
    "--format",
    metavar="NAME",
    default="turtle",
    show_default=True,
    help="turtle, trig, nquads, ntriples, jsonld, graphml, gexf, csv, or one that another package adds.",
)
@output_option("Write to this file.  [default: standard output]")
@store_option
def export(format: str, output: Path | None, store: Path) -> None:
    """Write the whole graph in a format of your choice.

    The same store gives the same bytes.
    """
    from kg.export import export_graph, exporter

    write = exporter(format)
    with open_to_read(store) as home:
        if output is not None and str(output) != "-":
            export_graph(home.store, output, format=format)
        else:
            with writing(None) as stream:
                write(home.store, stream)


@click.command()
@output_option("Write the page to this file.", default="kg-graph.html")
@click.option("--title", default="Knowledge graph", show_default=True, help="The page's title.")
@click.option("--limit", type=click.IntRange(min=1), default=60, show_default=True, help="Begin with so many entities.")
@click.option("--open/--no-open", "open_", default=None, help="Open it in a browser.  [default: on a terminal]")
@store_option
def view(output: Path, title: str, limit: int, open_: bool | None, store: Path) -> None:
    """Draw the graph as one interactive HTML page.

    The page needs no network; on a terminal it is opened in a browser.
    """
    from kg.graph import read_view
    from kg.view import write

    with open_to_read(store) as home:
        path = write(read_view(home.store), output, title=title, limit=limit)
    click.echo(f"{path}: open it in a browser")
    if open_ or (open_ is None and sys.stdout.isatty()):
        import webbrowser

        webbrowser.open(path.absolute().as_uri())
