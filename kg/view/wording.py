"""Short readable words for the picture: what an edge says, and how a name breaks into label lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from kg.model import Statement

_LINE_WIDTH = 18
_LINES = 2
_EDGE_WIDTH = 30

_RELATION_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "locatedIn": "be located in",
        "basedIn": "be based in",
        "citizenOf": "be citizen of",
        "originFrom": "come from",
        "bornIn": "be born in",
        "bornOn": "be born on",
        "diedIn": "die in",
        "diedOn": "die on",
        "foundedOn": "be founded on",
        "educatedAt": "be educated at",
        "alliedWith": "be allied with",
        "runsFrom": "run from",
        "runsTo": "run to",
        "passesThrough": "pass through",
        "residesIn": "reside in",
        "worksFor": "work for",
        "holdsPosition": "hold the position",
        "heldPosition": "have held the position",
        "hasType": "be",
        "alsoKnownAs": "be also known as",
        "near": "be near",
        "borders": "border",
        "age": "be aged",
        "date": "be dated",
        "quantity": "number",
        "worth": "be worth",
        "memberOfParty": "be member of",
        "candidateFor": "be candidate for",
        "advisorTo": "be advisor to",
        "spokespersonFor": "be spokesperson for",
        "lawyerFor": "be lawyer for",
        "investorIn": "be investor in",
        "participantIn": "take part in",
        "negotiatesWith": "negotiate with",
        "agreesWith": "agree with",
        "cooperatesWith": "cooperate with",
        "concedesTo": "concede to",
        "retreatsFrom": "retreat from",
        "requestsOf": "ask",
        "protestsAgainst": "protest against",
        "mobilizesAgainst": "mobilize against",
        "accuses": "accuse",
        "aids": "aid",
        "assaults": "assault",
        "coerces": "coerce",
        "investigates": "investigate",
        "rejects": "reject",
        "sanctions": "sanction",
        "supports": "support",
        "threatens": "threaten",
    }
)
"""Relation of the ontology -> its verb phrase in base form; ``…Of`` relations read "be … of" without an entry."""

_LIGHT_VERBS = frozenset(
    {"be", "come", "do", "get", "give", "go", "have", "hold", "keep", "make", "put", "set", "take"}
)
_IRREGULAR = MappingProxyType({"be": "is", "have": "has", "do": "does", "go": "goes"})
_FRAMES = MappingProxyType(
    {
        ("asserted", "negative"): "does not {}",
        ("possible", "positive"): "may {}",
        ("possible", "negative"): "may not {}",
        ("intended", "positive"): "plans to {}",
        ("intended", "negative"): "does not plan to {}",
        ("conditional", "positive"): "would {}",
        ("conditional", "negative"): "would not {}",
        ("requested", "positive"): "is asked to {}",
        ("requested", "negative"): "is asked not to {}",
    }
)
_HEDGES = MappingProxyType(
    {"possible": "possible", "intended": "planned", "conditional": "on a condition", "requested": "asked for"}
)
_NEGATION = re.compile(r"\b(?:not|no|never|neither|nor|cannot|without)\b|n't\b", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:may|might|can|could|would|will|shall|should|must|to)\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:am|is|are|was|were|be|been|being|get|got)\b(?!\s+\w+ing\b)|\bby$", re.IGNORECASE)


def predicate_words(statement: Statement) -> str:
    """What the statement says of its subject, in the present tense of a headline.

    Polarity and modality are part of the words, so that an edge never reads as fact when it is none.

    >>> predicate_words(Statement("s", "a", "agree with", None, "b", modality="possible"))
    'may agree with'
    >>> predicate_words(Statement("s", "a", "lift", None, "b", polarity="negative"))
    'does not lift'
    >>> predicate_words(Statement("s", "a", "lead", "headOf", "b"))
    'is head of'
    """
    own = _own_words(statement)
    if own:
        return own
    base = _base_words(statement)
    frame = _FRAMES.get((statement.modality, statement.polarity))
    if frame is None:
        return third_person(base)
    if frame == "does not {}" and base.split(" ")[0] == "be":
        return f"is not{base.removeprefix('be')}"
    return frame.format(base)


def third_person(words: str) -> str:
    """A verb phrase with its first verb in the third person singular.

    >>> third_person("reply to"), third_person("push for"), third_person("be near")
    ('replies to', 'pushes for', 'is near')
    """
    verb, space, rest = words.partition(" ")
    if verb in _IRREGULAR:
        verb = _IRREGULAR[verb]
    elif re.search(r"[^aeiou]y$", verb):
        verb = f"{verb[:-1]}ies"
    elif re.search(r"(?:s|x|z|ch|sh|o)$", verb):
        verb = f"{verb}es"
    elif verb:
        verb = f"{verb}s"
    return f"{verb}{space}{rest}"


def edge_label(words: str) -> str:
    """The words on an edge, cut at a word where they are long."""
    return shorten(words, _EDGE_WIDTH)


def label_lines(name: str) -> tuple[str, ...]:
    """A name as at most two lines of about 18 columns (wide characters count double).

    >>> label_lines("Ministry of Energy and Coal Industry of Norland")
    ('Ministry of Energy', 'and Coal Industry…')
    """
    lines: list[str] = []
    words = _one_line(name).split(" ")
    while words and len(lines) < _LINES:
        line = words.pop(0)
        while words and columns(f"{line} {words[0]}") <= _LINE_WIDTH:
            line = f"{line} {words.pop(0)}"
        lines.append(shorten(line, _LINE_WIDTH))
    if words and not lines[-1].endswith("…"):
        lines[-1] = f"{lines[-1]}…"
    return tuple(lines)


def shorten(text: str, width: int) -> str:
    """The text on one line in at most ``width`` columns, with an ellipsis where something is cut off."""
    text = _one_line(text)
    if columns(text) <= width:
        return text
    kept = text[:width]
    while columns(kept) > width - 1:
        kept = kept[:-1]
    at_word = kept.rpartition(" ")[0] if text[len(kept) : len(kept) + 1] != " " else kept
    return f"{(at_word if len(at_word) > width // 2 else kept).rstrip(' ,;:')}…"


def columns(text: str) -> int:
    """The width of a text in columns: East Asian wide characters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _base_words(statement: Statement) -> str:
    if statement.relation is None:
        return _one_line(statement.lemma)
    words = _RELATION_WORDS.get(statement.relation)
    if words:
        return words
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", statement.relation).lower()
    return f"be {spaced}" if spaced.endswith(" of") else spaced


def _own_words(statement: Statement) -> str:
    """The words of the surest evidence where the lemma alone would say too little: one-place and light verbs."""
    if statement.relation is not None or not statement.evidence:
        return ""
    phrase = _one_line(max(statement.evidence, key=lambda evidence: (evidence.confidence, evidence.id)).phrase)
    if statement.object is None:
        return _hedged(phrase, statement)
    plain = statement.modality == "asserted" and statement.polarity == "positive"
    verb, _, rest = statement.lemma.partition(" ")
    fits = plain and verb in _LIGHT_VERBS and " " in phrase and phrase.endswith(rest.rpartition(" ")[2])
    return phrase if fits and not _PASSIVE.search(phrase) else ""


def _hedged(phrase: str, statement: Statement) -> str:
    """The phrase ("was killed"), with polarity and modality said before it where its own words do not say them."""
    negative = statement.polarity == "negative"
    said = (not negative or _NEGATION.search(phrase)) and (statement.modality == "asserted" or _MODAL.search(phrase))
    if not phrase or said:
        return phrase
    return f"{'denied' if negative else _HEDGES[statement.modality]}: {phrase}"
