"""The errors of the package: one base class, few below it, each with an exit code for the command line.

A message says what happened, names the offending value, and says what to do.
"""


class KgError(Exception):
    """Anything that `kg` reports to its user without a traceback.

    ``exit_code`` is what the command line exits with; the codes are listed in the README.
    """

    exit_code = 1


class UsageError(KgError):
    """An option, argument or parameter that makes no sense: an unknown format, a missing parameter."""

    exit_code = 2


class InputError(KgError):
    """An input that cannot be read: missing, empty, binary, undecodable, malformed, too large, a duplicate id."""

    exit_code = 3


class StoreError(KgError):
    """A store that cannot be opened, is locked by another process, is none, or cannot be written."""

    exit_code = 4


class QueryError(KgError):
    """A query that does not parse or cannot be answered; names line and column where known."""

    exit_code = 5


class OutputError(KgError):
    """An output that cannot be written: an unwritable path, a full disk."""

    exit_code = 6


class ValidationError(KgError):
    """Data that breaks the ontology's shapes."""

    exit_code = 7


class ModelError(KgError):
    """A language model or a data file of the pipeline that is missing or does not fit."""

    exit_code = 8
