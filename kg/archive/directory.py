"""The directory of a store (``--store DIR``): its format, its lock, the archive, and the RDF store made from it.

::

    DIR/format           "kg-store/1"
    DIR/archive.sqlite   documents, extractions, evidence, pending work: the durable truth
    DIR/rdf/             the RDF store, which can be made again from the archive
    DIR/lock             held by whoever is writing
"""

from __future__ import annotations

import fcntl
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from kg.archive.database import Archive
from kg.archive.room import told_when_full, why_no_room
from kg.errors import OutputError, StoreError
from kg.store import OxigraphStore

FORMAT = "kg-store/1"
_LOCK, _FORMAT, _ARCHIVE, _RDF = "lock", "format", "archive.sqlite", "rdf"
_UNFINISHED = {_LOCK, f"{_FORMAT}.new", "lost+found"}
"""What a directory may hold that is to become a store: an attempt that was cut short, an empty file system."""


@dataclass(slots=True)
class StoreDirectory:
    """An open store: the archive and the RDF store, which `kg.builder.Builder` keeps in step."""

    name: str
    archive: Archive
    store: OxigraphStore
    _lock: int | None = field(default=None, repr=False)

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Self:
        """Open a store for reading and writing, and create it where there is none.

        Raises:
            StoreError: another process is writing it, it is no store, or it cannot be opened.
            OutputError: the disk is full.
        """
        path = Path(path)
        try:
            _check_place(path)
            path.mkdir(parents=True, exist_ok=True)
            lock = _locked(path)
        except OSError as error:
            raise _cannot(path, "opened", error) from error
        try:
            return cls(str(path), *_opened(path), lock)
        except BaseException:
            os.close(lock)
            raise

    @classmethod
    def read_only(cls, path: str | os.PathLike[str]) -> Self:
        """Open what was written last, beside whoever is writing.

        Raises:
            StoreError: there is no store, or it cannot be opened.
        """
        path = Path(path)
        if not path.exists():
            raise StoreError(f"the store {str(path)!r} does not exist; make it with: kg build INPUT --store {path}")
        if not (path / _FORMAT).is_file():
            raise StoreError(
                f"{str(path)!r} is no store: it lacks the file 'format'; name a directory made by kg build"
            )
        _check_format(path)
        archive = Archive.read_only(path / _ARCHIVE)
        try:
            return cls(str(path), archive, OxigraphStore.read_only(path / _RDF))
        except BaseException:
            archive.close()
            raise

    @classmethod
    def in_memory(cls) -> Self:
        """An empty store that lives as long as the object."""
        return cls("in memory", Archive.in_memory(), OxigraphStore.in_memory())

    def close(self) -> None:
        """Let go of the files and of the lock; closing twice is harmless."""
        self.store.close()
        self.archive.close()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _check_place(path: Path) -> None:
    if path.exists() and not path.is_dir():
        raise StoreError(f"{str(path)!r} is a file, not a store; name a directory")
    if path.is_dir() and not (path / _FORMAT).exists():
        others = sorted({found.name for found in path.iterdir()} - _UNFINISHED)
        if others:
            raise StoreError(
                f"{str(path)!r} is no store: it holds other files, such as {others[0]!r}; "
                "name a new or an empty directory"
            )


def _check_format(path: Path) -> None:
    found = (path / _FORMAT).read_text(encoding="utf-8", errors="replace").strip()
    if found != FORMAT:
        raise StoreError(
            f"the store {str(path)!r} has the format {found[:40]!r}, not {FORMAT!r}; build it again in a new directory"
        )


def _locked(path: Path) -> int:
    """A file descriptor that holds the lock; the kernel lets go of it however the process ends."""
    lock = os.open(path / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        owner = os.read(lock, 32).decode(errors="replace").strip()
        os.close(lock)
        who = f"process {owner}" if owner.isdigit() else "another process"
        raise StoreError(
            f"the store {str(path)!r} is locked: {who} is writing it; wait until that has finished"
        ) from None
    os.truncate(lock, 0)
    os.pwrite(lock, str(os.getpid()).encode(), 0)
    return lock


def _opened(path: Path) -> tuple[Archive, OxigraphStore]:
    try:
        if (path / _FORMAT).exists():
            _check_format(path)
        else:
            # Renaming makes the file appear whole or not at all.
            (path / f"{_FORMAT}.new").write_text(f"{FORMAT}\n", encoding="utf-8")
            (path / f"{_FORMAT}.new").rename(path / _FORMAT)
    except OSError as error:
        raise _cannot(path, "written", error) from error
    archive = Archive.open(path / _ARCHIVE)
    try:
        made_again = not (path / _RDF).exists()
        with told_when_full():
            store = OxigraphStore.open(path / _RDF)
        if made_again:
            archive.all_pending()
    except BaseException:
        archive.close()
        raise
    return archive, store


def _cannot(path: Path, verb: str, error: OSError) -> StoreError | OutputError:
    if reason := why_no_room(error):
        return OutputError(f"{reason}: the store {str(path)!r} cannot be {verb}; make room and run it again")
    return StoreError(f"the store {str(path)!r} cannot be {verb}: {error.strerror or error}")
