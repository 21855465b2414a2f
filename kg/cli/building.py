"""The commands that bring articles in: build, extract, remove."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from kg.cli.options import Problems, model_option, number, output_option, store_option, writing

if TYPE_CHECKING:
    from kg.builder import BuildReport, Progress
    from kg.extraction import Extractor


@click.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@store_option
@model_option
def build(inputs: tuple[str, ...], store: Path, model: str | None) -> int:
    """Read articles and add what they say to the store.

    INPUT is a text file (.txt, .md, with or without front matter), JSON Lines (.jsonl, with id and text), a directory
    of these, a glob in quotes, or - for standard input.

    An article that gives no id or URL is known by its path from the directory it was found in, such as 2024/talks.md;
    the same id again replaces the article.

    Articles that have not changed are passed over; one that cannot be read is named, and the others go on.
    """
    from kg.documents import read_documents

    problems = Problems()
    documents = read_documents(inputs, report=problems)
    first = next(documents, None)
    if first is None:
        # No store is made, and no model loaded, for nothing.
        return problems.exit_status
    from kg.archive import StoreDirectory
    from kg.builder import Builder

    with StoreDirectory.open(store) as home, _progress() as progress:
        builder = Builder(home.archive, home.store, report=problems, progress=progress)
        try:
            report = builder.build(chain([first], documents), extractor=_extractor(model))
        except KeyboardInterrupt as interrupt:
            held = number(home.archive.counts().documents, "document")
            raise KeyboardInterrupt(f"{store} holds {held}; run the same command again to go on") from interrupt
    click.echo(_told(report, store))
    return problems.exit_status


@click.command()
@click.argument("inputs", metavar="[INPUT]...", nargs=-1)
@output_option("Write to this file.  [default: standard output]")
@click.option("--explain", is_flag=True, help="Name the rules that each statement comes from.")
@model_option
def extract(inputs: tuple[str, ...], output: Path | None, explain: bool, model: str | None) -> int:
    """Turn articles into JSON, without a store.

    INPUT is what `kg build` takes; without any, standard input is read.  Each article becomes one JSON object a line
    (the format kg-extraction/1), in the order of the input, as soon as it is read.
    """
    from kg.builder import extract_each
    from kg.documents import Problem, read_documents

    problems = Problems(lenient=True)
    stdin = _live_input()
    inputs = inputs or ("-",)
    documents = read_documents(inputs, report=problems, stdin=stdin)
    extractor = _extractor(model)
    # Before the output is opened: a model that is missing leaves it as it was.
    _ = extractor.nlp
    with writing(output) as lines:
        for _, found in extract_each(documents, extractor, live="-" in inputs and stdin is not None):
            if isinstance(found, Problem):
                problems(found)
                continue
            lines.write(json.dumps(found.to_dict(explain=explain), ensure_ascii=False).encode() + b"\n")
            lines.flush()
    return problems.exit_status


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@store_option
def remove(ids: tuple[str, ...], store: Path) -> int:
    """Take documents out of the store.

    What only they say goes with them.  ID is a document's id, as `kg info --documents` lists them.
    """
    from kg.archive import StoreDirectory
    from kg.builder import Builder
    from kg.documents import Problem

    StoreDirectory.read_only(store).close()
    problems = Problems()
    with StoreDirectory.open(store) as home:
        known = set(home.archive.document_ids())
        for id_ in sorted(set(ids) - known):
            problems(Problem(id_, f"is no document of {store}; see kg info --documents"))
        report = Builder(home.archive, home.store).remove(ids)
    click.echo(f"{number(report.removed, 'document')} removed. {_held(report, store)}")
    return problems.exit_status


def _live_input() -> BinaryIO | None:
    """Standard input if what it gives may come bit by bit, from a pipe or a terminal."""
    try:
        number = sys.stdin.fileno()
    except (AttributeError, OSError, ValueError):
        return None
    if stat.S_ISREG(os.fstat(number).st_mode):
        return None
    # Not sys.stdin.buffer, which the interpreter cannot close at its end while a thread waits for it.
    return open(number, "rb", closefd=False)


def _extractor(model: str | None) -> Extractor:
    from kg.extraction import Extractor
    from kg.nlp.config import PipelineConfig

    return Extractor(PipelineConfig(model=model) if model else None)


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
    """What shows how far a build has come: a bar on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda progress: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {
            step: bar.add_task(step, total=None, visible=step == "extracting") for step in ("extracting", "storing")
        }
        yield lambda progress: bar.update(
            tasks[progress.step], completed=progress.done, total=progress.total, visible=True
        )


def _told(report: BuildReport, store: Path) -> str:
    if report.idle:
        failed = f", {report.failed} failed" if report.failed else ""
        return f"Nothing new: {number(report.unchanged, 'document')} unchanged{failed}. {_held(report, store)}"
    counts = (
        f"{count} {word}"
        for count, word in (
            (report.new, "new"),
            (report.changed, "changed"),
            (report.unchanged, "unchanged"),
            (report.failed, "failed"),
        )
        if count or word == "new"
    )
    return f"Documents: {', '.join(counts)}. {_held(report, store)}"


def _held(report: BuildReport, store: Path) -> str:
    return (
        f"{store} holds {number(report.documents, 'document')}, {number(report.entities, 'entity', 'entities')}, "
        f"{number(report.statements, 'statement')}."
    )
