"""When there is no room left to write: a full disk, a quota used up, a limit on the size of files."""

from __future__ import annotations

import errno
import os
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import OutputError, StoreError

_LIMIT = "a file has reached the size that is allowed (ulimit -f)"
_FULL = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: _LIMIT,
}
_IO_ERROR = 10
"""SQLite's SQLITE_IOERR; the higher bits of a code say more."""


def why_no_room(error: Exception) -> str | None:
    """What is full, if that is what an error of Python, SQLite or RocksDB means."""
    if isinstance(error, OSError) and error.errno is not None:
        return _FULL.get(error.errno)
    if isinstance(error, sqlite3.Error):
        return _why_no_room_for_sqlite(error)
    return next((reason for number, reason in _FULL.items() if os.strerror(number) in str(error)), None)


@contextmanager
def told_when_full() -> Iterator[None]:
    """An error of the store that means "no room" as an error of output.

    Raises:
        OutputError: there is no room.
        StoreError: anything else.
    """
    try:
        yield
    except StoreError as error:
        if reason := why_no_room(error):
            raise OutputError(f"{reason}: {error}; make room and run it again") from error
        raise


def _why_no_room_for_sqlite(error: sqlite3.Error) -> str | None:
    if "full" in str(error):
        return _FULL[errno.ENOSPC]
    # SQLite does not say why the system refused to write.
    limited = resource.getrlimit(resource.RLIMIT_FSIZE)[0] != resource.RLIM_INFINITY
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _LIMIT if limited and code == _IO_ERROR else None
