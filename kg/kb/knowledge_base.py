"""The lookups of the knowledge base: who or what bears a name, and where such names stand in a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

from kg.kb import names
from kg.kb.cache import compiled_index
from kg.kb.compilation import KIND_RANKS
from kg.kb.index import Index

_KEPT = 100_000
_BREAK = ("",)
_POSSESSIVES = ("'s", "’s")
_LINKS = frozenset(("'s", "’s", "'", "’", "-", "‐", "‑", "–", ","))


@dataclass(frozen=True, slots=True)
class KbEntity:
    """A thing of the knowledge base.

    ``key`` is readable and unique (the Wikipedia title where known, with underscores); ``since`` and ``until`` are
    years of office or existence; ``prior`` (0 to 1) says how well known it is.
    """

    key: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    wikipedia: str | None = None
    qid: str | None = None
    since: int | None = None
    until: int | None = None
    country: str | None = None
    gender: str | None = None
    prior: float = 0.3
    role: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a name may mean.

    ``kind`` says how the name belongs to it: *name*, *alias*, *acronym*; *surname* (derived from a person's name);
    *demonym* (the people or adjective of a place: "Russian"); *metonym* (a seat that stands for who sits there:
    "Moscow" for Russia).  ``alias`` is how the table writes the name; ``prior`` (0 to 1) is not a probability.
    """

    entity: KbEntity
    kind: str
    prior: float
    alias: str


class Match(NamedTuple):
    """A name in a sequence of tokens (``end`` exclusive) and what it may mean, best first."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]


class KnowledgeBase:
    """Read access to a compiled knowledge base."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._entities: dict[int, KbEntity] = {}
        self._found: dict[str, tuple[Candidate, ...]] = {}
        self._filed: dict[str, tuple[Candidate, ...]] = {}
        self._matched: dict[str, tuple[Candidate, ...]] = {}
        self._reach: dict[str, int] = {}
        self._pairs: dict[str, int] = {}
        self._words: dict[str, Sequence[str]] = {}

    @classmethod
    def open(cls, path: Path | None = None, *, tables: Path | None = None) -> Self:
        """The package's knowledge base; or the compiled file ``path``, or that of another folder of ``tables``.

        Raises:
            ModelError: ``path`` is no compiled knowledge base.
            InputError: a table is malformed.
        """
        if path is not None:
            return cls(Index.open(path))
        return cls(compiled_index(tables) if tables else compiled_index())

    def __len__(self) -> int:
        return self._index.entities

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """What may bear a name, best first: literal readings, then surnames, demonyms, metonyms, each by prior.

        Case matters only for acronyms ("US" is none of "us"); accents, quotes, a leading "the", a final 's do not.
        """
        found = self._found.get(name)
        if found is None:
            found = self._merged(names.keys(name))
            _keep(self._found, name, found)
        return found

    def get(self, key: str) -> KbEntity | None:
        """The entity with a QID or key ("Q159", "United_States")."""
        postings = self._index.postings(f"={key}")
        return self._entity(postings[0][0]) if postings else None

    def match(self, tokens: Sequence[str]) -> list[Match]:
        """The longest names in a token sequence, leftmost first, without overlaps.

        Tokens may be cut as spaCy does ("al", "-", "Qaeda"; "Russia", "'s").  A name matches where it has the
        capitals that its table gives it; surnames are left to coreference.
        """
        matches: list[Match] = []
        reaches = self._reach
        at = 0
        for start, token in enumerate(tokens):
            reach = reaches.get(token)
            if reach is None:
                reach = self._token_reach(token)
            if reach and start >= at:
                match = self._longest(tokens, start, reach)
                if match:
                    matches.append(match)
                    at = match.end
        return matches

    def _longest(self, tokens: Sequence[str], start: int, reach: int) -> Match | None:
        found: list[str] = []
        ends: list[tuple[int, int]] = []
        paired = reach < 2
        for position in range(start, len(tokens)):
            token = tokens[position]
            token_words = self._words.get(token)
            if token_words is None:
                token_words = self._token_words(token)
            if token_words is _BREAK:
                break
            if not token_words:
                continue
            found += token_words
            if not paired and len(found) > 1:
                reach, paired = self._pair_reach(found[0], found[1]), True
            if len(found) > reach:
                break
            ends.append((position + 1, len(found)))
        for end, count in reversed(ends):
            for name, stop in _readings(found[:count], tokens, end):
                candidates = self._matched.get(name)
                if candidates is None:
                    candidates = self._fitting(name, found[:count])
                    _keep(self._matched, name, candidates)
                if candidates:
                    return Match(start, stop, candidates)
        return None

    def _pair_reach(self, first: str, second: str) -> int:
        """The number of words of the longest name that begins with two words; 1 if there is none."""
        pair = f"{first} {second}"
        reach = self._pairs.get(pair)
        if reach is None:
            reach = max(self._index.reach(f"{names.fold(first)} {names.fold(second)}"), 1)
            _keep(self._pairs, pair, reach)
        return reach

    def _fitting(self, name: str, found: list[str]) -> tuple[Candidate, ...]:
        """The candidates of a name in a text whose aliases have no capitals that the text lacks."""
        tail = name[len(" ".join(found)) :]
        keys = [key + tail for key in names.word_keys(found)]
        if len(found) > 1 and names.fold(found[0]) == "the" and self._candidates(keys[0]):
            keys += [key + tail for key in names.word_keys(found[1:])]
        return tuple(each for each in self._merged(keys) if each.kind != "surname" and _fits(each, found))

    def _merged(self, keys: Iterable[str]) -> tuple[Candidate, ...]:
        """The candidates of several keys: each entity once, literal readings first, else in the order of the keys."""
        first: dict[str, Candidate] = {}
        for key in keys:
            for candidate in self._candidates(key):
                known = first.get(candidate.entity.key)
                if known is None or _rank(candidate) < _rank(known):
                    first[candidate.entity.key] = candidate
        return tuple(sorted(first.values(), key=_rank))

    def _candidates(self, key: str) -> tuple[Candidate, ...]:
        found = self._filed.get(key)
        if found is None:
            found = tuple(
                Candidate(self._entity(number), kind, prior, alias)
                for number, kind, prior, alias in self._index.postings(key)
            )
            _keep(self._filed, key, found)
        return found

    def _entity(self, number: int) -> KbEntity:
        entity = self._entities.get(number)
        if entity is None:
            key, name, type_, aliases, demonyms, metonyms, *rest = self._index.entity(number)
            entity = KbEntity(key, name, type_, tuple(aliases), tuple(demonyms), tuple(metonyms), *rest)
            _keep(self._entities, number, entity)
        return entity

    def _token_words(self, token: str) -> Sequence[str]:
        found = names.words(token)
        kept: Sequence[str] = found if found else () if token in _LINKS else _BREAK
        _keep(self._words, token, kept)
        return kept

    def _token_reach(self, token: str) -> int:
        found = self._token_words(token)
        reach: int = 0
        if found and found is not _BREAK:
            first = found[0]
            reach = self._index.reach(names.fold(first) if first[0].islower() else f"^{names.fold(first)}")
        _keep(self._reach, token, reach)
        return reach


def _readings(found: list[str], tokens: Sequence[str], end: int) -> list[tuple[str, int]]:
    """The names that words ending before ``tokens[end]`` may be, and where each would end; with its 's first."""
    name = " ".join(found)
    if end < len(tokens) and tokens[end] in _POSSESSIVES:
        return [(name + "'s", end + 1), (name, end)]
    if tokens[end - 1].endswith(_POSSESSIVES):
        return [(name + "'s", end), (name, end)]
    return [(name, end)]


def _fits(candidate: Candidate, found: list[str]) -> bool:
    """Whether words of a text have the capitals of the alias: "The sun" is not "The Sun"."""
    if len(found) == 1:
        return True
    alias = names.words(candidate.alias)
    return len(alias) != len(found) or all(
        not wanted[0].isupper() or not word[0].islower()
        for wanted, word in zip(alias, found, strict=True)
        if wanted != "The"
    )


def _rank(candidate: Candidate) -> int:
    return KIND_RANKS[candidate.kind]


def _keep[Key, Value](memo: dict[Key, Value], key: Key, value: Value) -> None:
    """Remember a value; forget all when there are too many, so that memory stays bounded."""
    if len(memo) >= _KEPT:
        memo.clear()
    memo[key] = value
