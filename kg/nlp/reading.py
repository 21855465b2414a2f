"""A reading of one document: its tree, clauses, perspectives, times and mentions, ready for the makers of claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc

from kg.nlp import lexicon
from kg.nlp.clauses import Clause, clauses
from kg.nlp.frames import FrameMatcher
from kg.nlp.layers import Cluster, Reference, Timex
from kg.nlp.names import packaged_knowledge_base
from kg.nlp.perspective import NEUTRAL, Perspective, Perspectives
from kg.nlp.quotes import Quotes
from kg.nlp.temporal import event_date
from kg.nlp.tree import Span, Tree

_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss"})
ACTOR_TYPES = frozenset({"Person", "Organization", "Place", "Group", "Facility"})


@dataclass(frozen=True, slots=True)
class RawArgument:
    """A noun phrase as token positions: its span, its head, and the cluster of what it denotes."""

    start: int
    end: int
    head: int
    cluster: int | None = None


@dataclass(frozen=True, slots=True)
class RawSpeaker:
    """A link of an attribution chain: the speaker's phrase and the tokens of the reporting words."""

    argument: RawArgument
    cue: tuple[int, ...]


@dataclass(slots=True)
class RawClaim:
    """A claim as token positions of the ``Doc``; `kg.extraction` turns it into a `kg.model.Claim`."""

    sentence: Span
    subject: RawArgument
    predicate: tuple[int, ...]
    lemma: str
    object: RawArgument | None = None
    relation: str | None = None
    event: str | None = None
    qualifiers: list[tuple[str, RawArgument]] = field(default_factory=list)
    time: Timex | None = None
    polarity: str = "positive"
    modality: str = "asserted"
    condition: Span | None = None
    speakers: tuple[RawSpeaker, ...] = ()
    confidence: float = 0.7
    rules: tuple[str, ...] = ()


class Reading:
    """Everything the makers of claims ask about a document."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.tree = Tree.of(doc)
        self.sentences: list[Span] = [(sent.start, sent.end) for sent in doc.sents]
        self.clauses = clauses(self.tree)
        self.quotes = Quotes(self.tree, self.clauses)
        self.perspectives = Perspectives(self.tree, self.clauses, self.quotes, self.sentences)
        self.frames = FrameMatcher(self.tree, self.complements)
        self.clusters: Sequence[Cluster] = doc._.kg_clusters
        self._cluster_named = {cluster.name: number for number, cluster in enumerate(self.clusters)}
        self.reference_at: dict[int, Reference] = {}
        for reference in doc._.kg_mentions:
            known = self.reference_at.get(reference.head)
            if known is None or _rank(reference) > _rank(known):
                self.reference_at[reference.head] = reference
        self.timex_at: dict[int, Timex] = {
            token: timex for timex in doc._.kg_times for token in range(timex.start, timex.end)
        }
        self._sentence_of = [index for index, (a, b) in enumerate(self.sentences) for _ in range(a, b)]
        self._children: dict[int, list[Clause]] = {}
        for clause in self.clauses.values():
            if clause.parent is not None:
                self._children.setdefault(clause.parent, []).append(clause)

    # --- sentences and clauses ----------------------------------------------------------------------------------

    def sentence(self, token: int) -> Span:
        """The sentence that a token stands in."""
        return self.sentences[self._sentence_of[token]]

    def parts(self, clause: Clause) -> Sequence[Clause]:
        """The clauses that hang directly on a clause."""
        return self._children.get(clause.head, ())

    def complements(self, clause: Clause) -> frozenset[str]:
        """Which kinds of complement a clause has: inf, that, ing."""
        kinds = set()
        for part in self.parts(clause):
            if part.link in ("xcomp", "ccomp"):
                kinds.add("inf" if part.infinitive else "ing" if part.gerund and not part.own_subject else "that")
        return frozenset(kinds)

    # --- noun phrases -------------------------------------------------------------------------------------------

    def argument(self, head: int, *, short: bool = False) -> RawArgument:
        """The argument headed by a token: its minimal complete noun phrase."""
        start, end = self.tree.noun_span(head, short=short)
        reference = self.reference_at.get(head)
        cluster = None
        if reference is not None:
            cluster = self._country(reference)
            if reference.kind == "name":
                start, end = min(start, reference.start), max(end, reference.end)
        else:
            cluster = self._apposed(head)
        return RawArgument(start, end, head, cluster)

    def _country(self, reference: Reference) -> int:
        """The cluster that a mention denotes as an argument: for a nationality before a noun, its country.

        "Russian leader" and "European sanctions" speak of Russia and Europe, if the document names these.
        """
        cluster = self.clusters[reference.cluster]
        if cluster.type != "Group" or reference.kind != "name" or self.tree.dep[reference.head] not in _MODIFIERS:
            return reference.cluster
        place = demonym_of(cluster.name)
        if place is None:
            return reference.cluster
        return self._cluster_named.get(place, reference.cluster)

    def _apposed(self, head: int) -> int | None:
        """What a phrase denotes by the name beside it: "the magazine Focus"."""
        for kid in self.tree.kids(head, "appos"):
            reference = self.reference_at.get(kid)
            if reference is not None and reference.kind == "name":
                return reference.cluster
        return None

    def span_argument(self, start: int, end: int, head: int) -> RawArgument:
        """An argument with a span that the caller knows."""
        reference = self.reference_at.get(head)
        return RawArgument(start, end, head, reference.cluster if reference else None)

    def type_of(self, head: int) -> str:
        """The entity type of a noun phrase: of its mention, else by its head noun; Thing if unknown."""
        reference = self.reference_at.get(head)
        if reference is not None:
            return reference.type
        if self.tree.pos[head] in ("NOUN", "PROPN"):
            entry = lexicon.noun_type(self.tree.lemma[head].lower())
            if entry is not None:
                return entry.type
        return "Thing"

    def is_actor(self, head: int) -> bool:
        """Whether a noun phrase denotes somebody who can act: a person, organisation, state or group."""
        return self.type_of(head) in ACTOR_TYPES

    def is_named(self, head: int) -> bool:
        """Whether a noun phrase is, or stands for, something with a name."""
        reference = self.reference_at.get(head)
        if reference is None:
            return False
        if reference.kind == "name":
            return True
        mentions = self.doc._.kg_mentions
        return any(mentions[member].kind == "name" for member in self.clusters[reference.cluster].members)

    def is_empty_pronoun(self, head: int) -> bool:
        """A pronoun that nothing is known to stand behind ("it is raining", "this")."""
        return self.tree.pos[head] in ("PRON", "DET") and not self.is_named(head)

    # --- times --------------------------------------------------------------------------------------------------

    def is_time(self, head: int) -> bool:
        """Whether a noun phrase is a time expression."""
        return head in self.timex_at or (
            self.tree.children[head] != []
            and any(kid in self.timex_at for kid in self.tree.kids(head, "nummod", "compound"))
        )

    def timex(self, tokens: Iterable[int]) -> Timex | None:
        """The first dated time expression at some tokens (or just below them), else any time expression."""
        found = [self.timex_at[token] for token in tokens if token in self.timex_at]
        dated = [timex for timex in found if timex.value and event_date(timex.value)]
        return next(iter(dated or found), None)

    # --- perspective --------------------------------------------------------------------------------------------

    def perspective(self, clause: Clause | None) -> Perspective:
        """The perspective of a clause; neutral for what stands in none."""
        return self.perspectives.of(clause) if clause is not None else NEUTRAL

    def speakers(self, perspective: Perspective) -> tuple[RawSpeaker, ...]:
        """The attribution chain of a perspective as phrases, without repetitions."""
        found: list[RawSpeaker] = []
        for source in perspective.sources:
            speaker = RawSpeaker(self.argument(source.head, short=True), source.cue)
            if self.tree.lower[source.head] in ("source", "sources"):
                speaker = RawSpeaker(self.span_argument(source.head, source.head + 1, source.head), source.cue)
            if not any(_same(speaker, other) for other in found):
                found.append(speaker)
        return tuple(found)

    def clause_of(self, token: int) -> Clause | None:
        """The innermost clause that a token belongs to."""
        tree = self.tree
        while True:
            if token in self.clauses:
                return self.clauses[token]
            if tree.head[token] == token:
                return None
            token = tree.head[token]


@cache
def demonym_of(word: str) -> str | None:
    """The name of the country or region that a nationality belongs to ("Russian" → "Russia"), if it is known."""
    for candidate in packaged_knowledge_base().lookup(word):
        if candidate.kind == "demonym":
            return candidate.entity.name
    return None


def _rank(reference: Reference) -> tuple[bool, int]:
    return reference.kind == "name", reference.end - reference.start


def _same(one: RawSpeaker, other: RawSpeaker) -> bool:
    a, b = one.argument, other.argument
    return a.head == b.head or (a.cluster is not None and a.cluster == b.cluster)
