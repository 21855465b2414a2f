"""Compile the tables into the package itself (``python -m kg.kb``) and report rows that were merged or disagree."""

from __future__ import annotations

import sys

from kg.errors import KgError
from kg.kb.cache import PACKAGE_CACHE, TABLES, write_compiled
from kg.kb.compilation import compile_tables, source_digest
from kg.kb.index import Index


def main() -> int:
    """Compile; exit code 0, or that of the error."""
    try:
        data, notes = compile_tables(TABLES)
    except KgError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    path = PACKAGE_CACHE / f"kb-{source_digest(TABLES).hex()}.bin"
    write_compiled(data, path)
    built = Index(data)
    print(*notes, sep="\n")
    print(f"{path.name}: {built.entities} entities, {built.names} names and keys, {len(data):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
