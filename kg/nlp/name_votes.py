"""Votes on the types of names, and what the names of one document say of each other's."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

_MOST_FROM_MODEL = 1.4
"""The most that the language model's word for an unknown single word weighs: less than one sure sign."""


@dataclass(slots=True)
class Votes:
    """The evidence for the labels of one name."""

    weight: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    recognised: int = 0
    by_model: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    """How much of the evidence is the word of the language model."""
    person: bool = False
    """Whether a title, a given name or the like says that a person is named."""
    known: bool = False
    acts: bool = False
    """Whether some mention is a subject or a possessor."""

    def add(self, label: str, weight: float) -> None:
        """Add evidence; a negative weight speaks against the label."""
        self.weight[label] += weight

    def best(self) -> tuple[str, float]:
        """The label with most evidence, and how much."""
        if not self.weight:
            return "MISC", 0.0
        return max(self.weight.items(), key=lambda item: (item[1], item[0]))


def doubt_full_names(votes: dict[str, Votes]) -> None:
    """Persons are called by their last word, companies by their first: "Volvo" after "Volvo Trucks"."""
    for key, found in votes.items():
        words = key.split(" ")
        if len(words) != 2 or found.person or found.known or not found.by_model["PERSON"]:
            continue
        if words[0] in votes and words[1] not in votes and not votes[words[0]].person:
            found.add("PERSON", -found.by_model["PERSON"])
            found.add("ORG", 1.0)


def share_datelines(votes: dict[str, Votes]) -> None:
    """ "LEIRA – …" at the beginning says that Leira is a place."""
    for key, found in votes.items():
        if len(key) > 3 and key.isupper() and key.title() in votes:
            votes[key.title()].add("GPE", max(0.0, found.weight.get("GPE", 0.0) - 1.0))


def doubt_persons(votes: dict[str, Votes]) -> None:
    """A single word that no title, given name or full name introduces is no person on the model's word alone."""
    for key, found in votes.items():
        if " " in key or found.known:
            continue
        alone = found.weight.get("PERSON", 0.0) <= found.by_model["PERSON"] + 1.0
        if alone and not found.person and found.by_model["PERSON"]:
            found.weight["PERSON"] -= found.by_model["PERSON"] + 0.5
            if found.best()[1] < 1.0:
                found.add("ORG" if found.acts else "MISC", 0.5)
        if found.by_model["ORG"] > _MOST_FROM_MODEL:
            found.add("ORG", _MOST_FROM_MODEL - found.by_model["ORG"])


def share_heads(votes: dict[str, Votes]) -> None:
    """A name that ends a longer one shares its type unless it has evidence of its own: "Chrome", "Google Chrome"."""
    best = {key: found.best() for key, found in votes.items()}
    firsts = Counter(key.split(" ")[0] for key in votes if " " in key)
    for key, (label, weight) in best.items():
        words = key.split(" ")
        front = " ".join(words[:-1])
        if label == "ORG" and front in best and best[front][1] < 1.0:
            votes[front].add(label, 2.0)
        elif label == "ORG" and firsts[words[0]] == 1 and _is_unlocated(votes.get(words[0])):
            votes[words[0]].add(label, 3.0)
        if len(words) > 1 and weight >= 3 and label not in ("PERSON", "GPE", "NORP"):
            ends = {" ".join(words[1:]), words[-1]} if words[-2] not in ("of", "for", "in") else set()
            for part in ends & votes.keys():
                if best[part][1] < 3.0 and not part.islower():
                    votes[part].add(label, 3.0)


def _is_unlocated(found: Votes | None) -> bool:
    """Whether nothing says that a first word alone is a place or a person: "Ericsson", not "Lagos"."""
    if found is None or found.known or found.person or found.weight.get("NORP", 0.0) >= 2.0:
        return False
    return found.weight.get("GPE", 0.0) < 1.0
