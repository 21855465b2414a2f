"""The program `kg`: its commands, its help, and one clear line with an exit status for whatever goes wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import click

from kg.cli.asking import ask, entities, info, query, validate
from kg.cli.building import build, extract, remove
from kg.cli.options import note
from kg.cli.writing import export, view
from kg.errors import KgError, OutputError

_EPILOG = """\b
Exit status:
  0    all went well
  1    something else went wrong
  2    an option, argument or parameter that makes no sense
  3    an input that cannot be read, or not all of it, as its date (the others were)
  4    a store that is none, is locked, or cannot be opened
  5    a query that does not parse or cannot be answered
  6    an output that cannot be written: a full disk, a limit on the size of files
  7    a graph that breaks the ontology's shapes
  8    a language model or data file that is missing
  130  interrupted (Ctrl-C); run the same command again to go on
  141  whoever read the output has closed it

\b
Begin with:
  kg build articles/ && kg view
"""
_INTERRUPTED, _PIPE_CLOSED = 130, 141


class _Stopped(Exception):
    """A command that somebody outside has stopped."""

    def __init__(self, status: int, message: str = "") -> None:
        super().__init__(message)
        self.status = status


class Program(click.Group):
    """A group of commands whose errors are one line each."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]
        """Run a command and exit with its status."""
        extra["standalone_mode"] = False
        sys.exit(_status(lambda: super(Program, self).main(args, prog_name or "kg", **extra)))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what click would answer in its own way is told apart."""
        try:
            returned = super().invoke(ctx)
            sys.stdout.flush()
        except KeyboardInterrupt as interrupt:
            more = f"; {interrupt}" if str(interrupt) else ""
            raise _Stopped(_INTERRUPTED, f"interrupted{more}") from interrupt
        except BrokenPipeError as error:
            _forget_output()
            raise _Stopped(_PIPE_CLOSED) from error
        except OSError as error:
            from kg.archive import why_no_room

            reason = why_no_room(error)
            if reason is None:
                raise
            _forget_output()
            raise OutputError(f"{reason}: the output is not complete; make room and run it again") from error
        return returned


def _status(run: Callable[[], Any]) -> int:
    """The exit status of a command; what went wrong is told on standard error."""
    try:
        returned = run()
    except KgError as error:
        return _tell(str(error), error.exit_code)
    except click.ClickException as error:
        return _tell(_advice(error), error.exit_code)
    except _Stopped as stopped:
        return _tell(str(stopped), stopped.status)
    return returned if isinstance(returned, int) else 0


def _tell(message: str, status: int) -> int:
    if message:
        note(message)
    return status


def _advice(error: click.ClickException) -> str:
    message = error.format_message().rstrip(".")
    context = getattr(error, "ctx", None)
    return f"{message}; see '{context.command_path} --help'" if context else message


def _forget_output() -> None:
    """Keep the interpreter from flushing, when it exits, what nobody will take."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(
    name="kg",
    cls=Program,
    epilog=_EPILOG,
    no_args_is_help=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--version", is_flag=True, help="Show the version and exit.")
@click.pass_context
def program(context: click.Context, version: bool) -> None:
    """Build a knowledge graph from the news, and ask who said what, when, and how sure.

    Every edge can be checked: it names the sentence, the article and the speaker that it comes from.
    """
    if version:
        import kg

        click.echo(f"kg {kg.__version__}")
    elif context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in (build, extract, remove, query, ask, info, entities, validate, export, view):
    program.add_command(command)


def main() -> NoReturn:
    """Run the command line."""
    if hasattr(sys.stdout, "reconfigure"):
        # A terminal that cannot show a dash shows a question mark, not a traceback.
        sys.stdout.reconfigure(errors="replace")
    program.main()
