"""Coreference chains while they grow: which mentions refer to the same thing, and what is known of that thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.nlp.mentions import Mention


@dataclass(slots=True)
class Chain:
    """A chain: its mentions (positions in the list of mentions, in text order) and its attributes."""

    members: list[int]
    type: str
    number: str | None
    gender: str | None
    named: bool
    nations: set[str] = field(default_factory=set)
    """Nationalities that its mentions have as modifiers ("the Danish company")."""
    roles: set[str] = field(default_factory=set)
    """Titles and position nouns that its mentions carry or are headed by."""
    lemmas: set[str] = field(default_factory=set)


class Chains:
    """All chains of a document; at first each mention is a chain of one."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = mentions
        self.of: list[Chain] = [_single(i, mention) for i, mention in enumerate(mentions)]
        self.names_apart = False
        """Whether two chains with names stay two: all names of one thing are linked by now."""

    def link(self, first: int, second: int) -> None:
        """Merge the chains of two mentions."""
        a, b = self.of[first], self.of[second]
        if a is b or (self.names_apart and a.named and b.named):
            return
        if b.named and not a.named:
            a, b = b, a
        a.members = sorted(a.members + b.members)
        if a.type == "Thing" or (a.type != b.type and not a.named and b.type == "Person"):
            a.type = b.type if b.type != "Thing" else a.type
        a.gender = a.gender or b.gender
        a.number = a.number or b.number
        a.named = a.named or b.named
        a.nations |= b.nations
        a.roles |= b.roles
        a.lemmas |= b.lemmas
        for member in b.members:
            self.of[member] = a

    def distinct(self) -> list[Chain]:
        """The chains in the order of their first mentions."""
        return list({id(chain): chain for chain in self.of}.values())

    def compatible(self, first: int, second: int) -> bool:
        """Whether nothing that is known of two mentions' chains says that they differ."""
        a, b = self.of[first], self.of[second]
        if a is b:
            return True
        if a.gender and b.gender and a.gender != b.gender:
            return False
        if a.nations and b.nations and a.nations.isdisjoint(b.nations):
            return False
        if (a.type == "Person") != (b.type == "Person") and "Thing" not in (a.type, b.type):
            return False
        return not (a.type == "Thing" and b.type == "Person" and b.named) and not (
            b.type == "Thing" and a.type == "Person" and a.named
        )


def _single(i: int, mention: Mention) -> Chain:
    roles = set(mention.titles)
    if mention.kind == "nominal" and mention.lemma:
        roles.add(mention.lemma)
    lemmas = {mention.lemma} if mention.lemma else set()
    named, nations = mention.kind == "name", set(mention.nations)
    return Chain([i], mention.type, mention.number, mention.gender, named, nations, roles, lemmas)


def heads(mentions: Iterable[Mention]) -> dict[int, int]:
    """Head token → position of the mention (coordinations, which have the head of their first part, left out)."""
    found: dict[int, int] = {}
    for i, mention in enumerate(mentions):
        if not mention.parts:
            found.setdefault(mention.head, i)
    return found
