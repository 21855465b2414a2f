"""From tables to the compiled index: aliases filed under their keys, with their kinds and priors.

>>> from kg.kb.tables import Row
>>> data, notes = compile_rows([Row("United Nations", "Organization", aliases=("UN",))], digest=bytes(16))
>>> notes
[]
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.kb import index, names
from kg.kb.tables import Row, merged, read_tables

DEFAULT_PRIOR = 0.3
KIND_WEIGHTS = {"name": 1.0, "alias": 0.95, "acronym": 0.95, "surname": 0.4, "demonym": 0.9, "metonym": 0.5}
"""What of an entity's prior an alias of a kind inherits."""

KIND_RANKS = {"name": 0, "alias": 0, "acronym": 0, "surname": 1, "demonym": 2, "metonym": 3}
"""Literal readings stand before all others, whatever the priors."""

FAMILY_NAME_FIRST = frozenset(
    ("China", "Taiwan", "Hong Kong", "North Korea", "South Korea", "Vietnam", "Cambodia", "Singapore", "Malaysia")
)
"""Countries of persons whose family name is not certainly the last word: their tables list it where it is used."""

_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "v", "vi", "vii", "viii", "x", "xi", "xii", "xiii", "xiv", "xvi"))


def source_digest(folder: Path) -> bytes:
    """A digest of all that determines the compiled form: the tables, the code of this room, the byte order."""
    state = hashlib.blake2b(index.MAGIC + sys.byteorder.encode(), digest_size=16)
    for path in [*sorted(folder.glob("*.tsv")), *sorted(Path(__file__).parent.glob("*.py"))]:
        state.update(path.name.encode())
        state.update(path.read_bytes())
    return state.digest()


def compile_tables(folder: Path) -> tuple[bytes, list[str]]:
    """The compiled knowledge base of a folder of tables, and notes on rows that were merged or disagree.

    Raises:
        InputError: a table cannot be read (see `kg.kb.tables`).
    """
    return compile_rows(read_tables(folder), digest=source_digest(folder))


def compile_rows(rows: Iterable[Row], *, digest: bytes) -> tuple[bytes, list[str]]:
    """The compiled knowledge base of rows, and notes on rows that were merged or disagree."""
    things, notes = merged(rows)
    notes += _unknown_countries(things)
    postings: dict[str, dict[int, index.Posting]] = {}
    reach: dict[str, int] = {}
    entity_keys = _entity_keys(things)
    for number, row in enumerate(things):
        for identity in {entity_keys[number], row.qid} - {""}:
            postings.setdefault(f"={identity}", {})[number] = (number, "key", 1.0, identity)
        for alias, kind in aliases(row):
            prior = round(entity_prior(row) * KIND_WEIGHTS[kind], 4)
            for key in names.filed_keys(alias):
                postings.setdefault(key, {}).setdefault(number, (number, kind, prior, alias))
            if kind != "surname":
                _extend_reach(reach, alias)
    ranked = {key: sorted(found.values(), key=_rank) for key, found in postings.items()}
    entities = [_entity_fields(key, row) for key, row in zip(entity_keys, things, strict=True)]
    return index.compiled(ranked, reach, entities, digest), notes


def aliases(row: Row) -> Iterator[tuple[str, str]]:
    """The names of a row, each with its kind; an alias of a stronger kind comes first."""
    yield row.name, "name"
    for alias in row.aliases:
        yield alias, "acronym" if names.is_acronym(alias.replace(".", "")) else "alias"
    if row.wikipedia and "(" not in row.wikipedia and "," not in row.wikipedia:
        yield row.wikipedia, "alias"
    yield from ((demonym, "demonym") for demonym in row.demonyms)
    yield from ((metonym, "metonym") for metonym in row.metonyms)
    if row.type == "Person" and (surname := _surname(row)):
        yield surname, "surname"


def entity_prior(row: Row) -> float:
    """How well known a thing is, 0 to 1."""
    return float(row.prior) if row.prior else DEFAULT_PRIOR


def _surname(row: Row) -> str:
    parts = [part for part in row.name.split() if part.strip(".").lower() not in _SUFFIXES]
    return parts[-1] if len(parts) > 1 and row.country not in FAMILY_NAME_FIRST else ""


def _rank(posting: index.Posting) -> tuple[int, float, bool, int]:
    """Literal readings before surnames, demonyms and metonyms, better known things before others."""
    number, kind, prior, _ = posting
    return KIND_RANKS.get(kind, 0), -prior, kind != "name", number


def _extend_reach(reach: dict[str, int], alias: str) -> None:
    """File how a name begins, by its first word and by its first two, with the number of its words.

    ``^`` marks a first word that must have a capital in the text; "al-Qaeda" needs none.
    """
    for key in names.filed_keys(alias):
        found = key.removesuffix("'s").split()
        lower = alias[0].islower() and not alias.startswith("the ")
        for mark in (f"^{found[0]}", found[0]) if lower or found[0] == "the" else (f"^{found[0]}",):
            mark = names.fold(mark)
            reach[mark] = max(reach.get(mark, 0), min(len(found), 2))
        if len(found) > 1:
            pair = f"{found[0]} {found[1]}"
            reach[pair] = max(reach.get(pair, 0), len(found))


def _entity_keys(things: Sequence[Row]) -> list[str]:
    """A readable key for each: its Wikipedia title or name, with its type where that is taken."""
    taken: set[str] = set()
    found = []
    for row in things:
        key = (row.wikipedia or row.name).replace(" ", "_")
        variants = (key, f"{key}_({row.type})", f"{key}_({row.qid or row.origin})")
        found.append(next(variant for variant in variants if variant not in taken))
        taken.add(found[-1])
    return found


def _entity_fields(key: str, row: Row) -> list[object]:
    years = [int(year) if year else None for year in (row.since, row.until)]
    texts = [text or None for text in (row.wikipedia, row.qid)]
    lists = [row.aliases, row.demonyms, row.metonyms]
    rest = [row.country or None, row.gender or None, entity_prior(row), row.role]
    return [key, row.name, row.type, *lists, *texts, *years, *rest]


def _unknown_countries(things: Sequence[Row]) -> list[str]:
    places = {row.name for row in things if row.type in ("Place", "Organization")}
    return [
        f"{row.origin} {row.name!r}: the country {row.country!r} has no row"
        for row in things
        if row.country and row.country not in places
    ]
