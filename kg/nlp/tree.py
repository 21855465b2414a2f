"""The dependency tree of a document as plain lists: the fast way to read a ``Doc`` many times.

Only this module and `kg.nlp.clauses` know the parser's label set (ClearNLP style, as in spaCy's English models).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from spacy.attrs import DEP, HEAD, LEMMA, LOWER, ORTH, POS, TAG
from spacy.strings import StringStore
from spacy.tokens import Doc

Span = tuple[int, int]
"""Token positions, end exclusive."""

_LEFT_OF_NOUN = frozenset(
    "det amod compound nummod poss case quantmod nmod advmod predet neg npadvmod intj".split()
)  # fmt: skip
_RIGHT_OF_NOUN = frozenset({"case", "nummod", "prep", "amod", "npadvmod", "quantmod", "compound"})
_LOOSE_PREPOSITIONS = frozenset(
    [
        "despite",
        "after",
        "before",
        "amid",
        "since",
        "until",
        "during",
        "including",
        "such",
        "according",
        "following",
        "because",
        "while",
        "than",
        "as",
    ]
)
"""Prepositions that start a remark on the whole clause rather than a part of the noun's meaning."""

MAX_PHRASE = 14
"""Tokens after which a noun phrase takes no further prepositional phrase."""


class _Texts(dict[int, str]):
    """The words behind spaCy's keys, remembered: looking one up in a string store costs ten times as much.

    A key is a hash of the word, the same in every vocabulary.
    """

    strings: StringStore

    def __missing__(self, key: int) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
        found = self.strings[key] if key else ""
        self[key] = found
        return found


_REMEMBERED = 500_000
_TEXTS = _Texts()
_latest: list[Any] = []


class Tree:
    """Words, tags, labels, heads and children of every token, as lists indexed by token position."""

    __slots__ = ("children", "dep", "head", "lemma", "lower", "pos", "size", "tag", "words")

    def __init__(self, doc: Doc) -> None:
        table = doc.to_array([HEAD, DEP, POS, TAG, LEMMA, ORTH, LOWER]).T
        _TEXTS.strings = doc.vocab.strings
        text = _TEXTS.__getitem__
        self.size = len(doc)
        # HEAD is an offset to the head, a signed number stored in an unsigned column.
        self.head: list[int] = [i + offset for i, offset in enumerate(table[0].astype("int64").tolist())]
        self.dep, self.pos, self.tag, self.lemma, self.words, self.lower = (
            list(map(text, column.tolist())) for column in table[1:]
        )
        self.children: list[list[int]] = [[] for _ in range(self.size)]
        children = self.children
        for i, head in enumerate(self.head):
            if head != i:
                children[head].append(i)

    @classmethod
    def of(cls, doc: Doc) -> Tree:
        """The tree of a document; two components that ask one after the other share it."""
        if not _latest or _latest[0] is not doc:
            _latest[:] = [doc, cls(doc)]
        tree: Tree = _latest[1]
        return tree

    def kids(self, token: int, *labels: str) -> list[int]:
        """The children of a token with one of these labels, in text order."""
        dep = self.dep
        return [child for child in self.children[token] if dep[child] in labels]

    def kid(self, token: int, *labels: str) -> int | None:
        """The first child of a token with one of these labels."""
        dep = self.dep
        for child in self.children[token]:
            if dep[child] in labels:
                return child
        return None

    def subtree(self, token: int) -> list[int]:
        """A token and all below it, unsorted."""
        found = [token]
        for item in found:
            found.extend(self.children[item])
        return found

    def edges(self, token: int) -> Span:
        """The span from the first to the last token of a subtree."""
        found = self.subtree(token)
        return min(found), max(found) + 1

    def conjuncts(self, token: int) -> list[int]:
        """A token and everything coordinated with it to its right: "X, Y and Z" gives all three from X."""
        found = [token]
        for item in found:
            found.extend(child for child in self.children[item] if self.dep[child] == "conj")
        return found

    def text(self, tokens: Iterable[int]) -> str:
        """The words of some tokens in text order, joined by spaces."""
        return " ".join(self.words[token] for token in sorted(tokens))

    def noun_span(self, head: int, *, short: bool = False) -> Span:
        """The minimal complete noun phrase of a head: modifiers and complements, no relative clause or apposition.

        Coordinated phrases are left out (each is an argument of its own); with ``short`` prepositional phrases too.
        """
        start = self._noun_start(head)
        end = head + 1
        for child in self.children[head]:
            if child < head:
                continue
            if child >= end + (1 if self._is_hyphen(end) else 0) + 1 and self.words[end] in (",", "(", "-", "–", "—"):
                break
            label = self.dep[child]
            if label not in _RIGHT_OF_NOUN or (label == "prep" and (short or self._is_loose(child))):
                if label == "punct" and self._is_hyphen(child):
                    continue
                break
            if child > end:
                break
            right = self._complement_end(child) if label == "prep" else self.edges(child)[1]
            if right - start > MAX_PHRASE and label == "prep" and self.lower[child] != "of":
                break
            end = max(end, right)
        return start, end

    def _noun_start(self, head: int) -> int:
        start = head
        for child in reversed(self.children[head]):
            if child > head:
                continue
            if self.dep[child] in _LEFT_OF_NOUN:
                start = min(start, self.edges(child)[0])
            elif self.dep[child] == "punct" and self._is_hyphen(child):
                start = min(start, child)
            elif self.dep[child] not in ("punct", "cc", "preconj"):
                break
        while start >= 2 and self.words[start - 1] == "-" and self.head[start - 2] in (start, head, self.head[head]):
            start -= 2  # "U-turn": the parser reads a hyphenated word as a list
        while start < head and (self.pos[start] in ("PUNCT", "SPACE", "CCONJ") or self.lower[start] == "both"):
            start += 1
        return start

    def _is_hyphen(self, token: int) -> bool:
        return token < self.size and self.words[token] in ("-", "–", "/")

    def _is_loose(self, preposition: int) -> bool:
        return self.lower[preposition] in _LOOSE_PREPOSITIONS

    def _complement_end(self, preposition: int) -> int:
        """Where the phrase of a preposition ends, its object being cut to a minimal noun phrase with its conjuncts."""
        end = preposition + 1
        for child in self.children[preposition]:
            if child < preposition:
                continue
            if self.dep[child] == "pobj":
                for item in self.conjuncts(child):
                    end = max(end, self.noun_span(item)[1])
            elif self.dep[child] == "pcomp":
                end = max(end, self.edges(child)[1])
            elif self.dep[child] == "prep":
                end = max(end, self._complement_end(child))
        return end


def ancestors(tree: Tree, token: int) -> Sequence[int]:
    """The heads above a token, nearest first."""
    found = []
    while tree.head[token] != token:
        token = tree.head[token]
        found.append(token)
    return found
