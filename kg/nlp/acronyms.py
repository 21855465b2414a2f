"""Acronyms and words in capitals."""

from __future__ import annotations

from collections.abc import Sequence

from kg.nlp.tree import Tree


def is_shouted(word: str) -> bool:
    """Whether a word is written in capitals only."""
    return len(word) > 1 and word.isalpha() and word.isupper()


def short_for_nouns(tree: Tree) -> set[str]:
    """Acronyms that a document defines as short for common nouns: "liquefied natural gas (LNG)"."""
    found = set()
    for i in range(3, tree.size - 2):
        short = tree.words[i + 1]
        if tree.words[i] == "(" and tree.words[i + 2] == ")" and is_shouted(short):
            before = tree.words[max(0, i - len(short)) : i]
            if [word[:1] for word in before] == list(short.lower()):
                found.add(short)
    return found


def is_acronym_of(short: str, words: Sequence[str]) -> bool:
    """Whether a short form is made of a name's initials, in order ("KCNA", "UAAR", "M5S").

    >>> is_acronym_of("KCNA", ["Korean", "Central", "News", "Agency"])
    True
    >>> is_acronym_of("KCNA", ["United", "Nations"])
    False
    """
    letters = [letter for letter in short.lower() if letter.isalnum()]
    if len(letters) < 2 or not any(letter.isupper() for letter in short) or len(words) < 2:
        return False
    initials = [part[0].lower() for word in words for part in word.split("-") if part]
    at = 0
    for initial in initials:
        if at < len(letters) and initial == letters[at]:
            at += 1
    return at == len(letters) and initials[0] == letters[0]
