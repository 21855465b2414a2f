"""What a person's name and title say of gender: given names and honorifics.

``data/first_names.tsv`` lists given names of many languages with the gender of most of their bearers.
"""

from __future__ import annotations

from functools import cache

from kg.nlp.lexicon import DATA

MASCULINE_WORDS = frozenset(
    """mr mister sir lord king prince duke baron count father brother monsignor imam sheikh rabbi sultan emir ayatollah
    herr monsieur señor signor don pope cardinal archbishop chairman businessman congressman spokesman policeman fireman
    salesman sportsman statesman gunman hitman man men boy boys husband son uncle nephew grandfather grandson
    boyfriend actor waiter dad widower gentleman guy stepfather stepson stepbrother groom fiance bridegroom""".split()
)
FEMININE_WORDS = frozenset(
    """mrs ms miss madam madame mme lady queen princess duchess baroness countess dame sister mother frau señora signora
    empress chairwoman businesswoman congresswoman spokeswoman policewoman actress waitress woman women girl girls wife
    daughter aunt niece grandmother granddaughter girlfriend mum mom widow stepmother stepdaughter bride fiancee
    heroine hostess goddess schoolgirl sportswoman stateswoman gunwoman""".split()
)


@cache
def first_names() -> dict[str, str]:
    """Given name → "m", "f" or "u" (both are common)."""
    lines = (DATA / "first_names.tsv").read_text(encoding="utf-8").split("\n")
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


def is_first_name(word: str) -> bool:
    """Whether a word is a given name somewhere."""
    return word in first_names()


def gender_of_given_name(word: str) -> str | None:
    """The gender that a given name tells: "m", "f", or None where it is unknown or common to both.

    >>> gender_of_given_name("Angela"), gender_of_given_name("Jean-Luc"), gender_of_given_name("Kim")
    ('f', 'm', None)
    """
    found = first_names().get(word)
    if found is None and "-" in word:
        found = first_names().get(word.split("-")[0])
    return found if found in ("m", "f") else None


def gender_of_word(word: str) -> str | None:
    """The gender that a title or noun tells (lower case).

    >>> gender_of_word("mrs."), gender_of_word("spokesman"), gender_of_word("minister")
    ('f', 'm', None)
    """
    word = word.rstrip(".")
    if word in MASCULINE_WORDS:
        return "m"
    return "f" if word in FEMININE_WORDS else None
