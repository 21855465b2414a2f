"""Names: the normal form under which two spellings are one name, acronyms, surnames, and readable identifiers."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kg.model import digest

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_QUOTES = {ord(character): "'" for character in "’‘ʼ`´"}
_POSSESSIVE = re.compile(r"'s?$")
_INITIALISM = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_NOT_NAME = re.compile(r"[\W_]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COMPANY_SUFFIXES = _words(
    "inc incorporated corp corporation co company ltd limited plc llc llp lp ag gmbh sa nv bv ab asa oyj spa srl se "
    "kg kgaa pjsc ojsc jsc pao oao ooo ao pte pty"
)
_TITLES = _words(
    "mr mrs ms miss dr sir dame lord lady prof professor president senator sen gen general minister chancellor "
    "secretary"
)
_STATES = _words("republic kingdom commonwealth principality sultanate emirate")
_SMALL_WORDS = _words("of the and for in on to a an de la du des del et und")
_UNSAFE = re.compile(r"[^\w.()~-]+")
_LONGEST_SLUG = 80

PRONOUNS = _words(
    "i me my mine myself you your yours yourself yourselves he him his himself she her hers herself it its itself "
    "we us our ours ourselves they them their theirs themselves themself who whom whose which what that this these "
    "those one ones someone somebody something anyone anybody anything everyone everybody everything nobody nothing "
    "none there here each other another both either neither all some any such whoever whatever same"
)
"""Words that stand for a name and never are one (law 6)."""

_DATE_WORDS = _words(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday today yesterday tomorrow million billion trillion thousand hundred percent usd "
    "eur gbp the of on in about around nearly almost over some st nd rd th s am pm "
    "two three four five six seven eight nine ten eleven twelve"
)


@lru_cache(maxsize=100_000)
def normal_form(name: str, type_: str) -> str:
    """What spellings of one name have in common: no case, accents, article, possessive, punctuation, company suffix.

    >>> normal_form("The Apple Inc.'s", "Organization"), normal_form("Donald J. Trump", "Person")
    ('apple', 'donald trump')
    >>> normal_form("U.S.", "Place") == normal_form("US", "Place")
    True
    >>> normal_form("Republic of Estonia", "Place")
    'estonia'
    """
    words = _plain(name).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if type_ == "Organization":
        words = _without_suffixes(words)
    elif type_ == "Person":
        words = _person(words)
    elif type_ == "Place" and len(words) == 3 and words[0] in _STATES and words[1] == "of":
        words = words[2:]
    return " ".join(words)


def surname(normal: str) -> str:
    """The last word of a person's normal form ("" of a single word)."""
    first, _, last = normal.rpartition(" ")
    return last if first else ""


def is_acronym(name: str) -> bool:
    """Whether a name is two to six capitals, with or without points: "UN", "U.N."."""
    return bool(re.fullmatch(r"[A-Z]{2,6}", name.removeprefix("the ").replace(".", "")))


def initials(name: str) -> str:
    """The acronym that a full name would have ("" below two words): "Organization of African Unity" → "OAU"."""
    words = [word for word in re.split(r"[\s-]+", name) if word.lower() not in _SMALL_WORDS]
    if len(words) < 2 or not all(word[:1].isupper() for word in words):
        return ""
    return "".join(word[0] for word in words)


def is_pronoun(phrase: str) -> bool:
    """Whether a phrase is one pronoun ("us", but not "US")."""
    word = phrase.strip()
    return word.casefold() in PRONOUNS and not (len(word) > 1 and word.isupper())


def is_nameable(phrase: str) -> bool:
    """Whether a phrase can name an entity: it has a letter, and is neither a pronoun nor only a date or number."""
    if is_pronoun(phrase):
        return False
    words = [word for word in _NOT_NAME.split(phrase.casefold()) if word]
    return any(any(map(str.isalpha, word)) and word not in _DATE_WORDS for word in words)


def slug(name: str) -> str:
    """The readable local part of an IRI for a name (a long one is cut and told apart by a digest).

    >>> slug("Moody's"), slug("St. Petersburg, Russia"), slug("São Paulo")
    ('Moodys', 'St._Petersburg_Russia', 'São_Paulo')
    """
    found = unicodedata.normalize("NFC", name).translate(_DASHES).translate(_QUOTES).replace("'", "")
    found = re.sub(r"_{2,}", "_", _UNSAFE.sub("_", found.replace("&", " and "))).strip("_.-~")
    if len(found) > _LONGEST_SLUG:
        return f"{found[: _LONGEST_SLUG - 10].rstrip('_.-~(')}~{digest(found, length=8)}"
    return found or "_"


def clean(name: str) -> str:
    """A name as it is shown: one space between words, no article, possessive or quotation mark around it.

    >>> clean("the  Kremlin's"), clean("“Gazprom”")
    ('Kremlin', 'Gazprom')
    """
    name = " ".join(name.split()).strip('"“”„«» ')
    name = re.sub(r"['’ʼ]s?$", "", name)
    article, _, rest = name.partition(" ")
    return rest if article in ("the", "The") and rest else name


def _plain(name: str) -> str:
    name = unicodedata.normalize("NFKD", name).translate(_DASHES).translate(_QUOTES)
    name = "".join(character for character in name if not unicodedata.combining(character)).casefold()
    name = _POSSESSIVE.sub("", name.strip(" .,'\""))
    name = _INITIALISM.sub(lambda found: found[0].replace(".", ""), name + ".").removesuffix(".")
    return _NOT_NAME.sub(" ", name.replace("&", " and ").replace("'", "")).strip()


def _without_suffixes(words: list[str]) -> list[str]:
    kept = list(words)
    while len(kept) > 1 and kept[-1] in _COMPANY_SUFFIXES:
        kept.pop()
    return kept


def _person(words: list[str]) -> list[str]:
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    if len(words) > 2:
        words = [words[0], *(word for word in words[1:-1] if len(word) > 1), words[-1]]
    return words
