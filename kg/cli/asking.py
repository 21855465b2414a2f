"""The commands that ask the store: query, ask, info, entities, validate."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import note, number, open_to_read, output_option, shown, store_option, working, writing
from kg.errors import InputError, UsageError, ValidationError

if TYPE_CHECKING:
    from kg.archive import StoreDirectory
    from kg.questions import Question
    from kg.store import Answer

_TOP = 10
"""Relations that `kg info` names."""

_NEAR = 3
"""Names that are told where none fits, at most."""
_NEAR_ENOUGH = 70
"""How like a name must be to be told, of 100."""

_FORMATS = ("table", "csv", "tsv", "json", "turtle")
format_option = click.option(
    "--format",
    type=click.Choice(_FORMATS, case_sensitive=False),
    default="table",
    show_default=True,
    help="How the answer is written.",
)


@click.command()
@click.argument("sparql", metavar="[SPARQL]", required=False)
@click.option("-f", "--file", metavar="PATH", type=click.Path(path_type=Path), help="Read the query from a file.")
@format_option
@output_option("Write to this file.  [default: standard output]")
@store_option
def query(sparql: str | None, file: Path | None, format: str, output: Path | None, store: Path) -> None:
    """Answer a SPARQL query.

    SPARQL is the query, or - to read it from standard input; all prefixes of the graph are declared.  CONSTRUCT and
    DESCRIBE answer in Turtle.
    """
    from kg.query import unknown_terms

    text = _query_text(sparql, file)
    with open_to_read(store) as home:
        answer = home.store.query(text)
        for term, near in unknown_terms(text).items():
            advice = f"did you mean {near}?" if near else "see ontology/README.md"
            note(f"the vocabulary has no {term}; {advice}")
        if not _write(answer, format, output):
            note("no answer; nothing in the store is as the query says")


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("question", required=False)
@click.option("--limit", type=click.IntRange(min=1), help="At most so many rows.  [default: all]")
@format_option
@output_option("Write to this file.  [default: standard output]")
@store_option
@click.pass_context
def ask(
    context: click.Context, question: str | None, limit: int | None, format: str, output: Path | None, store: Path
) -> None:
    """Answer a named question, or list them.

    Without QUESTION, the questions there are and their parameters are listed.  Every parameter is an option of the
    question: kg ask who-said-what --about Russia.
    """
    from kg.query import ask as answer
    from kg.questions import bind, find_question, load_questions

    questions = load_questions()
    if question is None:
        click.echo("\n".join(map(_described, questions.values())))
        return
    parameters = _parameters(context.args)
    # A wrong parameter is told before a missing store.
    asked = find_question(question, questions)
    bind(asked, parameters)
    with open_to_read(store) as home:
        if not _write(answer(home.store, question, **parameters), format, output, limit=limit):
            names = [
                parameters[known.name]
                for known in asked.parameters
                if known.kind == "entity" and known.name in parameters
            ]
            for line in _why_none(home, names):
                note(line)


@click.command()
@click.option("--documents", is_flag=True, help="List the documents: id, date, publisher, title.")
@store_option
def info(documents: bool, store: Path) -> None:
    """Say what the store holds.

    How many documents, entities and statements there are, and which relations are the commonest.
    """
    with open_to_read(store) as home:
        if documents:
            for document in home.archive.documents():
                fields = (document.id, document.published, document.publisher, document.title)
                click.echo("\t".join(shown(field or "") for field in fields))
            return
        for line in _summary(home, store):
            click.echo(line)
        if home.archive.pending():
            note("a build was cut short; run kg build again to complete it")


@click.command()
@click.argument("name", required=False)
@click.option("--type", "type_", metavar="TYPE", help="Only those of this type: Person, Organization, Place, …")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most so many.")
@store_option
def entities(name: str | None, type_: str | None, limit: int, store: Path) -> None:
    """List entities, or look one up.

    A line has id, type, Wikidata item and names.  NAME is a part of the name or of an alias.
    """
    if type_ is not None:
        type_ = _entity_type(type_)
    wanted = (name or "").casefold()
    with open_to_read(store) as home:
        found = [
            entity
            for entity in home.archive.entities()
            if (type_ is None or entity.type == type_)
            and any(wanted in known.casefold() for known in (entity.id, entity.name, *entity.aliases))
        ]
        if not found:
            note(_no_entity(home, name, type_))
    for entity in found[:limit]:
        names = " | ".join((entity.name, *entity.aliases))
        click.echo("\t".join((shown(entity.id), entity.type, entity.wikidata or "", shown(names))))
    if len(found) > limit:
        note(f"{len(found) - limit:,} more; give a longer NAME or a larger --limit")


@click.command()
@store_option
def validate(store: Path) -> None:
    """Check the store against the ontology's shapes.

    The shapes are SHACL; what breaks them is listed.
    """
    from kg.validation import validate as check

    with open_to_read(store) as home, working(f"checking {number(home.store.count(), 'triple')}"):
        report = check(home.store.quads())
    for line in report.lines():
        click.echo(line)
    if not report.conforms:
        raise ValidationError(f"{store} breaks the ontology's shapes in {number(len(report.violations), 'place')}")
    click.echo(f"{store} is as the ontology's shapes say.")


def _summary(home: StoreDirectory, store: Path) -> Iterator[str]:
    from kg.rdf import relation_label

    counts = home.archive.counts()
    relations: Counter[str] = Counter()
    facts = 0
    for statement in home.archive.statements():
        relations[relation_label(statement)] += 1
        facts += statement.factual
    yield (
        f"{store}: {number(counts.documents, 'document')}, {number(counts.entities, 'entity', 'entities')}, "
        f"{number(counts.statements, 'statement')} with {number(counts.evidence, 'piece')} of evidence"
    )
    others = counts.statements - facts
    yield f"said as fact: {facts:,}; denied, possible, intended, conditional, requested or only attributed: {others:,}"
    if relations:
        yield "top relations:"
    for label, count in sorted(relations.items(), key=lambda item: (-item[1], item[0]))[:_TOP]:
        yield f"  {count:6,}  {shown(label)}"


def _query_text(sparql: str | None, file: Path | None) -> str:
    if (sparql is None) == (file is None):
        raise UsageError("give one query: as an argument, or with -f FILE; see 'kg query --help'")
    try:
        if file is not None and str(file) != "-":
            return file.read_text(encoding="utf-8-sig")
        return sys.stdin.read() if sparql in (None, "-") else str(sparql)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise InputError(f"the query file {str(file or '-')!r} cannot be read: {reason}; check the path") from error


def _parameters(arguments: list[str]) -> dict[str, str]:
    """``--about Russia`` and ``--about=Russia`` as a mapping."""
    found: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("--"):
            raise UsageError(f"unexpected argument {argument!r}; write parameters as --about Russia")
        name, equals, value = argument.removeprefix("--").partition("=")
        if not equals and (value := next(rest, "")) == "":
            raise UsageError(f"--{name} needs a value; write --{name} VALUE")
        found[name.replace("-", "_")] = value
    return found


def _described(question: Question) -> str:
    parameters = "".join(
        f"\n    --{parameter.name} {'(required) ' if parameter.required else ''}{parameter.description}"
        for parameter in question.parameters
    )
    return f"{question.name}\n    {question.text or question.title}{parameters}\n"


def _entity_type(given: str) -> str:
    from kg.model import ENTITY_TYPES

    found = next((known for known in ENTITY_TYPES if known.casefold() == given.casefold()), None)
    if found is None:
        raise UsageError(f"there is no type {given!r}; use one of {', '.join(ENTITY_TYPES)}")
    return found


def _why_none(home: StoreDirectory, names: list[str]) -> Iterator[str]:
    """What to say of an empty answer about some names."""
    known = {name.casefold() for entity in home.archive.entities() for name in (entity.name, *entity.aliases)}
    unknown = [name for name in names if name.strip().casefold() not in known]
    for name in unknown:
        yield _no_entity(home, name, None)
    if not unknown:
        yield "no answer; the store says nothing of this"


def _no_entity(home: StoreDirectory, name: str | None, type_: str | None) -> str:
    """That no entity bears a name, and which names are nearest to it."""
    what = "entity" if type_ is None else f"entity of type {type_}"
    if name is None:
        return f"no {what}; kg info says what the store holds"
    from rapidfuzz import fuzz, process, utils

    labels = {
        label
        for entity in home.archive.entities()
        if type_ is None or entity.type == type_
        for label in (entity.name, *entity.aliases)
    }
    found = process.extract(
        name,
        sorted(labels),
        scorer=fuzz.token_set_ratio,
        processor=utils.default_process,
        limit=_NEAR,
        score_cutoff=_NEAR_ENOUGH,
    )
    near = ", ".join(repr(label) for label, _, _ in found)
    return f"no {what} is called {name!r}; {f'near: {near}' if near else 'list them with: kg entities'}"


def _write(answer: Answer, format: str, output: Path | None, *, limit: int | None = None) -> bool:
    """Write an answer, or its first rows; returns whether there is anything in it."""
    from kg.query import answer_text
    from kg.store import Solutions

    more = 0
    some = True
    if isinstance(answer, Solutions):
        rows = answer.rows
        first = list(islice(rows, 1 if limit is None else limit))
        if limit is None:
            answer = Solutions(answer.variables, chain(first, rows))
        else:
            more = sum(1 for _ in rows)
            answer = Solutions(answer.variables, iter(first))
        some = bool(first)
    width = shutil.get_terminal_size().columns if output is None and sys.stdout.isatty() else None
    pieces = answer_text(answer, format=format, width=width)
    with writing(output) as stream:
        for piece in pieces:
            stream.write(piece.encode("utf-8", "replace"))
    if more:
        note(f"{more:,} more; give a larger --limit")
    return some
