"""Direct speech: the quoted stretches of a document and who speaks each.

A quotation is attributed by the reporting clause beside it, in the same paragraph; one without, to the last speaker.
The idea of following quotations over sentences is that of Pareti (2015) and of Elson and McKeown (2010).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from kg.nlp import lexicon
from kg.nlp.clauses import Clause
from kg.nlp.tree import Tree

MIN_WORDS = 4
"""A shorter quotation is a quoted phrase, not speech."""
_REACH = 12
"""How many tokens a reporting verb may stand away from the quotation mark."""


@dataclass(slots=True)
class Quotation:
    """A quoted stretch of tokens (without its marks), and its speaker with the tokens of the reporting words."""

    start: int
    end: int
    speaker: tuple[int, tuple[int, ...]] | None = None


class Quotes:
    """All direct speech of a document."""

    def __init__(self, tree: Tree, clauses: dict[int, Clause]) -> None:
        self.tree = tree
        self.found = [quote for quote in _stretches(tree) if quote.end - quote.start >= MIN_WORDS]
        self._starts = [quote.start for quote in self.found]
        if self.found:
            self._attribute(clauses)

    def containing(self, token: int) -> Quotation | None:
        """The quotation that a token stands in."""
        index = bisect_right(self._starts, token) - 1
        if index < 0 or token >= self.found[index].end:
            return None
        return self.found[index]

    def speaker(self, token: int) -> tuple[int, tuple[int, ...]] | None:
        """The speaker's head and the reporting words for a token inside a quotation, if known."""
        quote = self.containing(token)
        return quote.speaker if quote else None

    def _attribute(self, clauses: dict[int, Clause]) -> None:
        reports = [
            clause
            for clause in clauses.values()
            if clause.subjects and is_reporting(clause) and self.containing(clause.head) is None
        ]
        previous: Quotation | None = None
        for quote in self.found:
            beside = [clause for clause in reports if _distance(quote, clause.head) <= _REACH]
            beside = [clause for clause in beside if not self._paragraph_between(quote, clause.head)]
            if beside:
                nearest = min(beside, key=lambda clause: (_distance(quote, clause.head), -clause.head))
                speakers = [noun for noun in nearest.subjects if self.containing(noun) is None]
                quote.speaker = (speakers[0], (nearest.head,)) if speakers else None
            if quote.speaker is None and previous is not None:
                quote.speaker = previous.speaker
            if quote.speaker is None:
                quote.speaker = self._before(quote, clauses)
            previous = quote

    def _before(self, quote: Quotation, clauses: dict[int, Clause]) -> tuple[int, tuple[int, ...]] | None:
        """The subject of the last clause before a quotation that a colon announces."""
        tree = self.tree
        mark = quote.start - 2
        while mark > 0 and tree.pos[mark] == "SPACE":
            mark -= 1
        if mark < 0 or (tree.words[mark] not in (":", '"') and tree.words[mark - 1 : mark] != [":"]):
            return None
        roots = [c for c in clauses.values() if c.head < quote.start and c.subjects and c.link in ("ROOT", "conj")]
        return (roots[-1].subjects[0], (roots[-1].head,)) if roots and quote.start - roots[-1].head < 60 else None

    def _paragraph_between(self, quote: Quotation, token: int) -> bool:
        first, last = (token, quote.start) if token < quote.start else (quote.end, token)
        return any("\n" in self.tree.words[i] for i in range(first, last) if self.tree.pos[i] == "SPACE")


def is_reporting(clause: Clause) -> bool:
    """Whether a clause's verb reports speech (it has an attitude with its subject as the source)."""
    return any(
        entry.speaker == "subj" and entry.comp in ("that", "quote")
        for entry in lexicon.attitude("v", clause.lemma)
        if entry.comp == "quote" or entry.modality == "asserted"
    )


def _distance(quote: Quotation, token: int) -> int:
    return quote.start - token if token < quote.start else token - quote.end


def _stretches(tree: Tree) -> list[Quotation]:
    """The quoted stretches; one that is not closed ends with its paragraph."""
    found: list[Quotation] = []
    opened: int | None = None
    for i, word in enumerate(tree.words):
        if word in ('"', "``", "''"):
            if opened is None:
                opened = i + 1
            else:
                found.append(Quotation(opened, i))
                opened = None
        elif opened is not None and "\n\n" in word:
            found.append(Quotation(opened, i))
            opened = None
    if opened is not None:
        found.append(Quotation(opened, tree.size))
    return found
