"""The circumstances of a clause: further participants with their roles, and the time."""

from __future__ import annotations

from collections.abc import Iterator

from kg.nlp.clauses import Clause, Oblique, prepositional_objects
from kg.nlp.layers import Timex
from kg.nlp.perspective import Perspective
from kg.nlp.predicates import chained
from kg.nlp.reading import RawArgument, Reading
from kg.nlp.roles import role_of

_DEPTH = 2
"""How many nouns deep a named participant may stand: "interested in the idea of cooperation with Russia"."""
_LIMITS = frozenset({"until", "till", "by", "before", "after", "since"})
"""Prepositions that bound the time of an event without dating it."""


class Circumstances:
    """What stands around the predicate of one clause (``chain``: the clauses that form the predicate)."""

    def __init__(self, reading: Reading, chain: list[Clause]) -> None:
        self.reading = reading
        self.tree = reading.tree
        self.chain = chain
        self.clause = chain[-1]

    def qualifiers(self, object_: int | None, used: list[Oblique]) -> Iterator[tuple[str, RawArgument]]:
        """The further participants and circumstances, with their roles; ``used`` obliques are arguments already."""
        reading, seen = self.reading, {object_, *(o.head for o in used)}
        for recipient in self.clause.recipients:
            if recipient not in seen:
                yield "recipient", reading.argument(recipient)
        for clause in self.chain:
            for oblique in clause.obliques:
                if oblique.head not in seen:
                    seen.add(oblique.head)
                    yield role_of(reading, oblique), reading.argument(oblique.head)
        if object_ is not None:
            yield from self._inside(object_, seen)
        for moment in self.clause.moments:
            if moment in reading.timex_at:
                yield "time", reading.argument(moment)
        for part in reading.parts(self.clause):
            if part.link == "advcl" and part.infinitive and not part.own_subject:
                start, end = self.tree.edges(part.head)
                yield "purpose", RawArgument(start, end, part.head)
            elif part.link == "xcomp" and not chained(reading, part):
                start, end = self.tree.edges(part.head)
                yield "topic", RawArgument(start, end, part.head)

    def _inside(self, noun: int, seen: set[int | None], depth: int = 0) -> Iterator[tuple[str, RawArgument]]:
        """Named participants inside the object: "cooperation *with Gazprom*", "closer ties *with Moscow*"."""
        tree, reading = self.tree, self.reading
        for kid in tree.kids(noun, "prep"):
            for tokens, inner in prepositional_objects(tree, kid):
                if inner in seen or reading.is_time(inner):
                    continue
                if not reading.is_named(inner):
                    if depth < _DEPTH:
                        yield from self._inside(inner, seen, depth + 1)
                    continue
                seen.add(inner)
                word = " ".join(tree.lower[token] for token in tokens)
                role = role_of(reading, Oblique(tokens, word, inner))
                role = "target" if word in ("with", "against", "between") else "other" if word == "of" else role
                yield role, reading.argument(inner)
        for owner in reading.frames.possessors(noun):
            if owner not in seen and reading.is_named(owner) and not self._within_name(owner, noun):
                seen.add(owner)
                yield "source", reading.argument(owner)

    def _within_name(self, token: int, head: int) -> bool:
        """Whether a token is part of the name that a head bears ("Moscow" in "Moscow University")."""
        reference = self.reading.reference_at.get(head)
        return reference is not None and reference.start <= token < reference.end

    def time(self, perspective: Perspective, event: str | None) -> Timex | None:
        """The time expression that dates what is claimed, if any; never the publication date."""
        own = next((found for clause in reversed(self.chain) if (found := self._own_time(clause))), None)
        if own is None:
            own = self._shared_time(self.clause, perspective)
        if own is None and event in ("THREATEN", "AGREE") and perspective.sources:
            # A threat or plan is dated by its utterance.
            cue = perspective.sources[-1].cue[-1]
            if cue in self.reading.clauses:
                own = self._own_time(self.reading.clauses[cue])
        return own

    def _shared_time(self, clause: Clause, perspective: Perspective) -> Timex | None:
        """The date of a clause above, for parts of one event: ", killing ten", "caused a crane to fall"."""
        if clause.parent is None:
            return None
        parent = self.reading.clauses[clause.parent]
        above = self._own_time(parent)
        if clause.link == "conj":
            # "On Monday X did A and did B": a date in front holds for both.
            return above if above is not None and above.start < parent.head else None
        if not _same_event(clause, perspective):
            return None
        return above or self._shared_time(parent, perspective)

    def _own_time(self, clause: Clause) -> Timex | None:
        tokens = [*clause.moments, *clause.adverbs]
        for oblique in clause.obliques:
            if oblique.word in _LIMITS:
                continue
            tokens += [oblique.head, *self.tree.kids(oblique.head, "nummod", "compound", "amod")]
        for noun in (*clause.subjects, *clause.objects, *clause.attributes):
            for kid in self.tree.kids(noun, "prep", "npadvmod"):
                # "the ceasefire of 18 November" dates the ceasefire, not what is said of it.
                if self.tree.dep[kid] == "npadvmod" or self.tree.lower[kid] in ("on", "in", "at", "during"):
                    inside = self.tree.kids(kid, "pobj")
                    tokens += [kid, *inside, *(name for day in inside for name in self.tree.kids(day, "appos"))]
        return self.reading.timex(tokens)


def _same_event(clause: Clause, perspective: Perspective) -> bool:
    if clause.own_subject and not clause.infinitive:
        return False
    if clause.link == "advcl":
        return clause.gerund
    return clause.link in ("xcomp", "ccomp", "pcomp") and perspective.modality == "asserted"
