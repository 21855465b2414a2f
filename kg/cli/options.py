"""What several commands share: the option of the store, its opening, and where output goes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from kg.errors import OutputError

if TYPE_CHECKING:
    from kg.archive import StoreDirectory
    from kg.documents import Problem

store_option = click.option(
    "--store",
    metavar="DIR",
    type=click.Path(path_type=Path),
    default="kg-store",
    envvar="KG_STORE",
    show_default=True,
    show_envvar=True,
    help="The directory of the store.",
)

model_option = click.option(
    "--model", metavar="NAME", default=None, help="Another English spaCy model to read with.  [default: built in]"
)


def output_option[F: Callable[..., Any]](help: str, *, default: str | None = None) -> Callable[[F], F]:
    """The option ``-o``."""
    return click.option(
        "-o", "--output", metavar="PATH", type=click.Path(path_type=Path), default=default, show_default=True, help=help
    )


def open_to_read(store: Path) -> StoreDirectory:
    """A store for reading."""
    from kg.archive import StoreDirectory

    return StoreDirectory.read_only(store)


@contextmanager
def writing(path: Path | None) -> Iterator[BinaryIO]:
    """A file to write to, or standard output (None or ``-``).

    Raises:
        OutputError: it cannot be written.
    """
    if path is None or str(path) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with path.open("wb") as output:
            yield output
    except OSError as error:
        raise OutputError(f"cannot write {str(path)!r}: {error.strerror or error}; give another path") from error


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show on a terminal what takes a while, as long as it takes."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield


class Problems:
    """Tells problems on standard error as they come, and remembers that there were any.

    With ``lenient`` an input that merely holds nothing is told, but is no failure.
    """

    def __init__(self, *, lenient: bool = False) -> None:
        self.count = 0
        self.lenient = lenient

    def __call__(self, problem: Problem) -> None:
        """Tell a problem, in one line."""
        self.count += not (self.lenient and problem.harmless)
        note(str(problem))

    @property
    def exit_status(self) -> int:
        """3 if there were any."""
        return 3 if self.count else 0


def note(message: str) -> None:
    """Tell something on standard error, in one line."""
    click.echo(f"kg: {shown(message)}", err=True)


def number(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "1 document", "1,200 entities"."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def shown(text: str) -> str:
    """A text on one line, without anything that could act on a terminal."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in line)
