"""The tables of the knowledge base as rows, and rows of the same thing merged.

Several tables may name one thing (a city in the table of cities, again as the seat of a parliament): rows with one
QID, one Wikipedia title, or one name and type are the same thing, and their aliases are united.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import ENTITY_TYPES

COLUMNS = (
    "name", "type", "aliases", "demonyms", "metonyms", "wikipedia", "qid", "since", "until", "country", "gender",
    "prior", "role",
)  # fmt: skip
LISTS = ("aliases", "demonyms", "metonyms")
TYPES = frozenset(ENTITY_TYPES) - {"Thing"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``origin`` ("cities.tsv:12") is where it stands."""

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    wikipedia: str = ""
    qid: str = ""
    since: str = ""
    until: str = ""
    country: str = ""
    gender: str = ""
    prior: str = ""
    role: str = ""
    origin: str = field(default="", compare=False)


def read_tables(folder: Path) -> Iterator[Row]:
    """The rows of all tables of a folder, table by table in the order of their names.

    Raises:
        InputError: a table cannot be read, or a row has a wrong number of fields, an unknown type or a wrong value.
    """
    for path in sorted(folder.glob("*.tsv")):
        yield from read_table(path)


def read_table(path: Path) -> Iterator[Row]:
    """The rows of a table: tab-separated UTF-8, a header row that names the columns, ``#`` for comments.

    Trailing columns may be left out of the header, and trailing empty fields of a row.

    Raises:
        InputError: see `read_tables`.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the table {path} cannot be read: {error}") from error
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    header = numbered[0][1].split("\t") if numbered else []
    unknown = [name for name in header if name not in COLUMNS]
    if unknown or not {"name", "type"} <= set(header):
        raise InputError(f"the table {path} needs a header of columns from {', '.join(COLUMNS)}; found {header}")
    for number, line in numbered[1:]:
        values = next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))
        yield _row(dict(zip(header, values, strict=False)), len(values) - len(header), f"{path.name}:{number}")


def _row(values: dict[str, str], surplus: int, origin: str) -> Row:
    if surplus > 0:
        raise InputError(f"{origin}: {surplus} more fields than columns in the row of {values['name']!r}")
    plain = {name: " ".join(value.split()) for name, value in values.items()}
    lists = {name: _items(plain.pop(name, "")) for name in LISTS}
    row = Row(**plain, **lists, origin=origin)  # type: ignore[arg-type]
    faults = [
        (row.type not in TYPES, f"the type {row.type!r}: use one of {', '.join(sorted(TYPES))}"),
        (not row.name, "an empty name"),
        (row.gender not in ("", "m", "f"), f"the gender {row.gender!r}: use m or f"),
        (row.qid != "" and not (row.qid[0] == "Q" and row.qid[1:].isdigit()), f"the QID {row.qid!r}: use Q and digits"),
        (any(year and not year.lstrip("-").isdigit() for year in (row.since, row.until)), "a year that is no number"),
        (row.prior != "" and not _is_share(row.prior), f"the prior {row.prior!r}: use a number from 0 to 1"),
    ]
    for wrong, what in faults:
        if wrong:
            raise InputError(f"{origin}: the row of {row.name!r} has {what}")
    return row


def _items(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.strip() for item in value.split("|") if item.strip()))


def _is_share(value: str) -> bool:
    try:
        return 0.0 <= float(value) <= 1.0
    except ValueError:
        return False


def merged(rows: Iterable[Row]) -> tuple[list[Row], list[str]]:
    """The rows with those of the same thing united, and a note on each union and each conflict."""
    kept: list[Row] = []
    notes: list[str] = []
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        at = next((seen[mark] for mark in _marks(row) if mark in seen and not _differ(kept[seen[mark]], row)), None)
        if at is None:
            at = len(kept)
            kept.append(row)
        else:
            notes += _conflicts(kept[at], row)
            kept[at] = _union(kept[at], row)
        for mark in _marks(kept[at]):
            seen.setdefault(mark, at)
    return kept, notes


def _marks(row: Row) -> list[tuple[str, str]]:
    marks = [("qid", row.qid), ("wikipedia", row.wikipedia), (row.type, row.name)]
    return [mark for mark in marks if mark[1]]


def _differ(left: Row, right: Row) -> bool:
    """Whether two rows say of themselves that they are different things: Georgia (country), Georgia (state)."""
    if left.qid and right.qid:
        return left.qid != right.qid
    return bool(left.wikipedia and right.wikipedia and left.wikipedia != right.wikipedia)


def _conflicts(left: Row, right: Row) -> list[str]:
    names = [item.name for item in fields(Row) if item.name not in (*LISTS, "origin", "name", "role", "prior")]
    wrong = [
        f"{name} {getattr(left, name)!r} and {getattr(right, name)!r}"
        for name in names
        if getattr(left, name) and getattr(right, name) and getattr(left, name) != getattr(right, name)
    ]
    what = f"they disagree on {'; '.join(wrong)}" if wrong else "merged"
    return [f"{left.origin} {left.name!r} and {right.origin} {right.name!r}: {what}"]


def _union(left: Row, right: Row) -> Row:
    names = (right.name,) if right.name != left.name else ()
    lists: dict[str, Any] = {name: tuple(dict.fromkeys(getattr(left, name) + getattr(right, name))) for name in LISTS}
    lists["aliases"] = tuple(dict.fromkeys(lists["aliases"] + names))
    missing: dict[str, Any] = {
        item.name: getattr(right, item.name)
        for item in fields(Row)
        if item.name not in (*LISTS, "origin") and not getattr(left, item.name)
    }
    return replace(left, **missing, **lists)
