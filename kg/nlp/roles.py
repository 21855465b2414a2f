"""Which role a prepositional phrase or adverbial plays in a claim."""

from __future__ import annotations

from kg.nlp.clauses import Oblique
from kg.nlp.reading import Reading

_PLACE_TYPES = frozenset({"Place", "Facility"})
_BY_PREPOSITION = {
    "about": "topic", "regarding": "topic", "concerning": "topic", "over": "topic", "on": "topic", "of": "topic",
    "against": "target", "at": "target", "toward": "target", "towards": "target",
    "because of": "cause", "due to": "cause", "amid": "cause", "despite": "other", "following": "time",
    "with": "instrument", "using": "instrument", "via": "instrument", "through": "instrument", "by": "manner",
    "for": "purpose", "from": "source", "out of": "source", "to": "recipient", "into": "destination",
    "onto": "destination", "during": "time", "after": "time", "before": "time", "since": "time", "until": "condition",
    "like": "manner", "in": "location", "near": "location", "inside": "location", "outside": "location",
    "within": "location", "across": "location", "around": "location", "along": "location", "under": "other",
    "between": "other", "as": "other", "without": "manner",
}  # fmt: skip


def role_of(reading: Reading, oblique: Oblique) -> str:
    """The role of a prepositional argument, by its preposition and by what it denotes.

    "in Paris" is a location, "in talks" is not; "with Russia" names a partner, "with sanctions" an instrument.
    """
    word = oblique.word
    if reading.is_time(oblique.head):
        return "time"
    type_ = reading.type_of(oblique.head)
    if word in ("in", "at", "on", "near", "inside", "outside", "across", "around", "off", "within", "over"):
        if type_ in _PLACE_TYPES:
            return "location"
        if word in ("in", "within", "near", "around", "across"):
            return "location" if type_ == "Organization" and word == "near" else "other"
    actor = reading.is_actor(oblique.head)
    if word == "to":
        return "destination" if type_ in _PLACE_TYPES and not reading.is_actor(oblique.head) else "recipient"
    if word == "with":
        return "target" if actor else "instrument"
    if word == "for":
        return "beneficiary" if actor else "purpose"
    if word in ("on", "at", "over") and actor:
        return "target"
    return _BY_PREPOSITION.get(word, _BY_PREPOSITION.get(word.split()[-1], "other"))
