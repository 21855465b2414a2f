"""When two written names are the same name: the keys under which the knowledge base files them.

A key forgets what varies between writers (typographic quotes, accents, dots of abbreviations, hyphens, a leading
"the", a possessive 's) and keeps what tells things apart: the capitals of an acronym, so that "US" is not "us".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SAME = str.maketrans(
    {"ʼ": "'", "’": "'", "‘": "'", "`": "'", "´": "'", "ʻ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
    | {"‐": "-", "‑": "-", "–": "-", "—": "-", "\u00a0": " ", "\u202f": " ", "\u00ad": None}
)
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss", "ħ": "h"}
)
_GAPS = re.compile(r"[\s\-,()\"]+")
_ACRONYM = re.compile(r"(?=.*[A-Z])[A-Z0-9&]{2,}|(?=.{3,4}$)(?=.*[A-Z].*[A-Z])[A-Za-z0-9]+")
_POSSESSIVES = ("'s", "'S")

WORDS_IN_CAPITALS = frozenset(
    (
        "aids", "amber", "care", "cops", "fact", "fast", "gain", "hope", "just", "lead", "live", "move", "open",
        "peace", "pact", "plan", "port", "post", "press", "rose", "safe", "salt", "seal", "seals", "start", "stop",
        "swift", "team", "term", "time", "word",
    )
)  # fmt: skip
"""Acronyms that would be plain words if written with one capital ("START", "Start")."""


def is_acronym(word: str) -> bool:
    """Whether a word (without dots) lives by its capitals: "US", "MI6", "AT&T", "AfD"."""
    return _ACRONYM.fullmatch(word) is not None


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word without case and accents.

    >>> fold("Erdoğan"), fold("Łódź")
    ('erdogan', 'lodz')
    """
    folded = word.casefold()
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).translate(_LETTERS)


def words(text: str) -> list[str]:
    """The words of a name as written, without dots, possessives and what only separates them.

    >>> words("the U.S. People’s Rolls-Royce & Co.")
    ['the', 'US', 'People', 'Rolls', 'Royce', 'and', 'Co']
    """
    found = []
    for chunk in _GAPS.split(text.translate(_SAME)):
        word = chunk.replace(".", "")
        if word.endswith(_POSSESSIVES):
            word = word[:-2]
        word = word.strip("'!?:;")
        if word:
            found.append("and" if word == "&" else word)
    return found


def keys(name: str) -> tuple[str, ...]:
    """The keys to try for a name that was found in a text, most specific first.

    >>> keys("the US"), keys("Nato"), keys("RUSSIA"), keys("Moody's")
    (('the us', 'US'), ('nato',), ('RUSSIA', 'russia'), ("moody's", 'moody'))
    """
    found = words(name)
    variants = word_keys(found)
    if len(found) > 1 and fold(found[0]) == "the":
        variants += word_keys(found[1:])
    return tuple(key + "'s" for key in variants) + variants if _possessive(name) else variants


def word_keys(found: list[str]) -> tuple[str, ...]:
    """The keys to try for words that stand in a text: an acronym as it is, and folded if it is long enough."""
    if len(found) != 1:
        return (" ".join([fold(word) for word in found]),) if found else ()
    word = found[0]
    if not is_acronym(word):
        return (fold(word),)
    return (word, fold(word)) if len(word) >= 4 and word.isalpha() else (word,)


def filed_keys(name: str) -> tuple[str, ...]:
    """The keys under which a name of a table is filed.

    An acronym that can be pronounced is also filed as a word, as British papers write it ("Nato", "Unesco").

    >>> filed_keys("NATO"), filed_keys("WHO"), filed_keys("The Times"), filed_keys("Moody's")
    (('NATO', 'nato'), ('WHO',), ('the times',), ("moody's",))
    """
    found = words(name)
    if len(found) > 1 and found[0] == "the":
        del found[0]
    if len(found) != 1 or not is_acronym(found[0]):
        return tuple(key + "'s" if _possessive(name) else key for key in word_keys(found))
    word = found[0]
    folded = fold(word)
    sayable = len(word) >= 4 and word.isalpha() and any(vowel in folded for vowel in "aeiou")
    return (word, folded) if sayable and folded not in WORDS_IN_CAPITALS else (word,)


def _possessive(name: str) -> bool:
    return name.translate(_SAME).rstrip().endswith(_POSSESSIVES)
