"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kg.errors import OutputError


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of ``path`` when everything was written, and else leaves it as it was.

    What is no regular file (a device, a named pipe) is written directly.

    Raises:
        OutputError: it cannot be written, or the disk is full.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as output:
                yield output
            return
        # A link keeps pointing where it does.
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise OutputError(f"cannot write {str(path)!r}: it is a directory; give the path of a file")
        with _beside(target) as output:
            yield output
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write {str(path)!r}: {error.strerror or error}; give another path") from error


@contextmanager
def _beside(target: Path) -> Iterator[BinaryIO]:
    partial = target.with_name(f".{target.name[:60]}.{os.getpid()}.part")
    try:
        with partial.open("wb") as output:
            yield output
            output.flush()
            os.fsync(output.fileno())
        if target.exists():
            partial.chmod(target.stat().st_mode & 0o7777)
        partial.replace(target)
    finally:
        with suppress(OSError):
            partial.unlink()
