"""Noun phrases that are no names: what they are called in the graph, and whether two documents mean one thing by them.

"The proposal" of two articles are two things; "sanctions against Russia" or "natural gas" is one.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from kg.entities.names import is_nameable, is_pronoun, slug
from kg.model import Entity, digest

_INDEFINITE = frozenset({"a", "an", "any", "each", "every", "some", "no", "another", "one"})
_DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your", "such", "both"}
)
_DETERMINERS = _INDEFINITE | _DEFINITE
_LIGHT = _DETERMINERS | frozenset(
    "of for in on to at by with from and or as than new old other further several many few more most much less least "
    "two three four five six seven eight nine ten dozen dozens hundreds thousands first second third last next same "
    "possible own major key main early late recent current former".split()
)
_SPECIFIC_WORDS = 3
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_QUOTES = re.compile('["“”„«»]')
_EDGES = " \t\n\r\"“”„«»'‘’`,;:.()[]–—-"
_HOLDERS = frozenset({"Person", "Group"})
"""Who "the Russian leader" is differs from document to document; what "the Nord Stream pipeline" is does not."""

_PARTICULAR = frozenset({"Person", "Group", "Organization", "Place", "Facility"})
"""Types whose common nouns mean somebody or something in particular: "officials", but not "sanctions"."""


def thing(
    phrase: str, *, type_: str = "Thing", document: str, proper: Collection[str], initial: bool = False
) -> Entity | None:
    """The entity of a noun phrase that is no name, or None if it can have none (a pronoun, a date, a number).

    A phrase with a proper name in it, without a determiner, or of three words with a meaning of their own is the same
    thing in every document; any other belongs to its document alone, and so does any person without a name.

    Args:
        phrase: the words.
        type_: what kind of entity it is known to be.
        document: the id of the document.
        proper: the words of the document's names.
        initial: whether the phrase begins a sentence, so that its capital may mean nothing.
    """
    words = _SPACE.sub(" ", _QUOTES.sub("", phrase)).strip(_EDGES).split(" ")
    determiner = words[0].lower() if len(words) > 1 and words[0].lower() in _DETERMINERS else None
    name = " ".join(words[1:]) if determiner else " ".join(_lowered(words, proper) if initial else words)
    if not is_nameable(name) or not _has_meaning(name):
        return None
    id_ = f"thing/{slug(name)}"
    if not _is_shared(name, determiner, type_):
        id_ = f"{id_}~{digest(document, length=8)}"
    return Entity(id_, name, type_)


def _lowered(words: list[str], proper: Collection[str]) -> list[str]:
    """The words with the capital of a sentence's beginning taken away."""
    first, *rest = words
    if first[1:].islower() and first not in proper:
        first = first.lower()
    return [first, *rest]


def _is_shared(name: str, determiner: str | None, type_: str) -> bool:
    words = _WORD.findall(name)
    if any(word[:1].isupper() for word in words):
        return type_ not in _HOLDERS
    if type_ in _PARTICULAR:
        return False
    return determiner is None or len([word for word in words if word.lower() not in _LIGHT]) >= _SPECIFIC_WORDS


def _has_meaning(name: str) -> bool:
    """Whether there is a word of its own in it, unlike "some of them" or "the two"."""
    return any(word.lower() not in _LIGHT and not is_pronoun(word) for word in _WORD.findall(name))
