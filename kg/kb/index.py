"""The compiled form of the knowledge base: one file that is mapped into memory and never parsed as a whole.

Layout (numbers are native unsigned 64-bit; ``sys.byteorder`` is part of the digest that names the file)::

    header      magic, digest of the sources, counts of names, beginnings and entities
    names       sorted hashes of the keys; positions of their records (one more than keys)
    beginnings  sorted hashes of first words and word pairs; the words of the longest name that starts so
    entities    positions of their records (one more than entities)
    records     JSON: {key: [[entity, kind, prior, alias], …]} per name, the fields of an entity per entity

Opening costs a system call, a lookup one hash and one bisection, and all processes share the pages.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.errors import ModelError

MAGIC = b"kg-kb/1\0"
_HEADER = struct.Struct("=8s16sQQQ")

type Posting = tuple[int, str, float, str]
"""Entity number, kind of alias, prior, the alias as written."""


def key_hash(key: str) -> int:
    """A stable 64-bit hash of a key."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class Index:
    """Random access to a compiled knowledge base.

    Raises:
        ModelError: the file is none, was written by another version, or is cut short.
    """

    def __init__(self, data: bytes | mmap.mmap, *, origin: str = "memory") -> None:
        self._data = memoryview(data)
        self._origin = origin
        if len(data) < _HEADER.size or not bytes(self._data[:8]) == MAGIC:
            raise ModelError(f"{origin} is no compiled knowledge base ({MAGIC[:-1].decode()}); delete or rebuild it")
        _, self.digest, names, firsts, entities = _HEADER.unpack_from(self._data)
        self._at = _HEADER.size
        try:
            self._names, self._name_at = self._numbers(names), self._numbers(names + 1)
            self._firsts, self._reach = self._numbers(firsts), self._numbers(firsts)
            self._entity_at = self._numbers(entities + 1)
        except TypeError:
            raise ModelError(f"the knowledge base {origin} is cut short; delete or rebuild it") from None
        if self._entity_at[-1] != len(data):
            raise ModelError(f"the knowledge base {origin} is cut short; delete or rebuild it")
        self.entities: int = entities
        self.names: int = names

    @classmethod
    def open(cls, path: Path) -> Index:
        """Map a compiled file into memory.

        Raises:
            ModelError: the file cannot be read or is no compiled knowledge base.
        """
        try:
            with path.open("rb") as file:
                return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), origin=str(path))
        except (OSError, ValueError) as error:
            raise ModelError(f"the knowledge base {path} cannot be read: {error}") from error

    def postings(self, key: str) -> Sequence[Posting]:
        """What bears the key."""
        wanted = key_hash(key)
        at = bisect_left(self._names, wanted)
        if at == len(self._names) or self._names[at] != wanted:
            return ()
        found: Sequence[Posting] = self._record(self._name_at[at], self._name_at[at + 1]).get(key, ())
        return found

    def reach(self, beginning: str) -> int:
        """The number of words of the longest name that begins so (of a single word: 2 for "or more"); 0: none."""
        wanted = key_hash(beginning)
        at = bisect_left(self._firsts, wanted)
        known = at < len(self._firsts) and self._firsts[at] == wanted
        return int(self._reach[at]) if known else 0

    def entity(self, number: int) -> list[Any]:
        """The fields of an entity, in the order in which they were written."""
        fields: list[Any] = self._record(self._entity_at[number], self._entity_at[number + 1])
        return fields

    def _numbers(self, count: int) -> memoryview[int]:
        start, self._at = self._at, self._at + 8 * count
        if self._at > len(self._data):
            raise TypeError
        return self._data[start : self._at].cast("Q")

    def _record(self, start: int, end: int) -> Any:
        return json.loads(bytes(self._data[start:end]))


def compiled(
    names: Mapping[str, Iterable[Posting]], reach: Mapping[str, int], entities: Sequence[Sequence[Any]], digest: bytes
) -> bytes:
    """The bytes of a compiled knowledge base; the same contents give the same bytes."""
    by_hash: dict[int, dict[str, list[Posting]]] = {}
    for key, postings in names.items():
        by_hash.setdefault(key_hash(key), {})[key] = list(postings)
    hashes = sorted(by_hash)
    firsts = sorted((key_hash(first), words) for first, words in reach.items())
    name_records = [_encoded(by_hash[value]) for value in hashes]
    entity_records = [_encoded(fields) for fields in entities]
    header = _HEADER.pack(MAGIC, digest, len(hashes), len(firsts), len(entities))
    start = len(header) + 8 * (2 * len(hashes) + 1 + 2 * len(firsts) + len(entities) + 1)
    name_at = _positions(name_records, start)
    entity_at = _positions(entity_records, name_at[-1])
    sections = (hashes, name_at, [value for value, _ in firsts], [words for _, words in firsts], entity_at)
    numbers = b"".join(array("Q", section).tobytes() for section in sections)
    return header + numbers + b"".join(name_records) + b"".join(entity_records)


def _positions(records: Sequence[bytes], start: int) -> list[int]:
    positions = [start]
    for record in records:
        positions.append(positions[-1] + len(record))
    return positions


def _encoded(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
