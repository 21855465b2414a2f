"""Who speaks in direct speech: the quoted stretches of a document and the head of their speakers' noun phrases."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from kg.nlp.tree import Tree

_MARKS = frozenset({'"', "``", "''"})
_REPORTS = frozenset(
    """say tell add ask announce write note state claim explain argue reply respond comment tweet insist stress warn
    conclude declare admit continue observe remark recall joke describe call report think believe suggest reason
    acknowledge assert complain confirm deny emphasize emphasise exclaim express point quip read reiterate reveal
    shout speak stated urge vow wonder quote""".split()
)


@dataclass(slots=True)
class Stretch:
    """A quotation (token positions without its marks); ``speaker`` is the head of the speaker's noun phrase."""

    start: int
    end: int
    speaker: int | None = None


class Speech:
    """The quotations of one document."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.found = _stretches(tree)
        self._starts = [stretch.start for stretch in self.found]
        previous: Stretch | None = None
        for stretch in self.found:
            stretch.speaker = self._speaker(stretch)
            if stretch.speaker is None and previous is not None and stretch.end - stretch.start > 3:
                stretch.speaker = previous.speaker if stretch.start - previous.end < 60 else None
            previous = stretch

    def at(self, token: int) -> Stretch | None:
        """The quotation that a token stands in."""
        index = bisect_right(self._starts, token) - 1
        if index < 0 or token >= self.found[index].end:
            return None
        return self.found[index]

    def _speaker(self, stretch: Stretch) -> int | None:
        """The subject of the reporting verb that stands nearest to the quotation in its sentence."""
        tree = self.tree
        last = stretch.end - 1
        after = range(stretch.end + 1, min(stretch.end + 14, tree.size))
        before = range(stretch.start - 2, max(-1, stretch.start - 16), -1)
        around = [*after, *before]
        for i in around:
            if "\n" in tree.words[i] and i > last:
                continue
            if tree.pos[i] in ("VERB", "AUX") and tree.lemma[i] in _REPORTS and self.at(i) is None:
                subject = tree.kid(i, "nsubj")
                if subject is not None and self.at(subject) is None:
                    return subject
        return None


def _stretches(tree: Tree) -> list[Stretch]:
    """The quoted stretches; one that is not closed ends with its paragraph."""
    found: list[Stretch] = []
    opened: int | None = None
    mark = ""
    for i, word in enumerate(tree.words):
        if opened is None:
            if word in _MARKS or (word == "'" and tree.tag[i] == "``"):
                opened, mark = i + 1, word
        elif (word in _MARKS and mark != "'") or (word == mark == "'" and _closes(tree, i)) or "\n" in word:
            found.append(Stretch(opened, i))
            opened = None
    if opened is not None:
        found.append(Stretch(opened, tree.size))
    return found


def _closes(tree: Tree, i: int) -> bool:
    """Whether a single mark ends a quotation; after a plural it may be a possessive ("the boys' school")."""
    return tree.tag[i] == "''" or not tree.words[i - 1][-1:].isalpha()
