"""Where the compiled knowledge base lies: compiled from the tables on first use, reused while they are the same.

The file is looked for in the package (put there by ``python -m kg.kb``, where an installation wants it), then in the
user's cache directory (``KG_CACHE``, else the platform's).  Its name carries the digest of tables and code, so that
versions live side by side; it is written beside and renamed, so that processes which start at once do no harm.
Where nothing can be written the knowledge base is kept in memory.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path

from kg.errors import ModelError
from kg.kb.compilation import compile_tables, source_digest
from kg.kb.index import Index

TABLES = Path(__file__).parent / "tables"
PACKAGE_CACHE = Path(__file__).parent / "_compiled"


def cache_folder() -> Path:
    """The user's cache directory for the package."""
    if own := os.environ.get("KG_CACHE"):
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "kg-news"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "kg-news"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kg-news"


def compiled_index(tables: Path = TABLES) -> Index:
    """The index of a folder of tables, compiled if it was not before.

    Raises:
        InputError: a table is malformed.
    """
    digest = source_digest(tables)
    name = f"kb-{digest.hex()}.bin"
    folders = [PACKAGE_CACHE, *_user_folders()]
    for folder in folders:
        # A file that a crash cut short is compiled again, not trusted.
        with contextlib.suppress(ModelError):
            return Index.open(folder / name)
    data, _ = compile_tables(tables)
    for folder in folders[1:]:
        with contextlib.suppress(OSError, ModelError):
            write_compiled(data, folder / name)
            return Index.open(folder / name)
    return Index(data)


def write_compiled(data: bytes, path: Path) -> None:
    """Write a compiled knowledge base at once: readers see the old file or the whole new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".kb-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _user_folders() -> list[Path]:
    try:
        return [cache_folder()]
    except RuntimeError:  # a user without a home directory
        return []
