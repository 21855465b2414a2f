"""Predicates: which clauses make a claim of their own, and which words form one predicate."""

from __future__ import annotations

from kg.nlp import lexicon
from kg.nlp.clauses import Clause
from kg.nlp.quotes import is_reporting
from kg.nlp.reading import Reading

_SPEECH = frozenset({"say", "tell", "add", "write", "note", "state", "report", "according"})


def says_something(reading: Reading, clause: Clause) -> bool:
    """Whether a clause makes a claim of its own (a chain's outer verbs and mere reporting do not)."""
    if any(chained(reading, part) for part in reading.parts(clause)):
        return False
    if clause.lemma in ("cite", "quote") and clause.gerund:
        return False
    content = any(
        part.link == "ccomp" or (part.link == "parataxis" and not is_reporting(part)) for part in reading.parts(clause)
    )
    if content and not clause.objects and is_reporting(clause) and not is_reporting_event(reading, clause):
        return False
    if is_reporting(clause) and clause.lemma in _SPEECH and (not clause.objects or _only_tells(reading, clause)):
        return False
    return bool(clause.subjects or clause.agents)


def _only_tells(reading: Reading, clause: Clause) -> bool:
    """ "told reporters (that …)": whom one speaks to is no news; "told him to leave" is."""
    return clause.lemma == "tell" and "inf" not in reading.complements(clause)


def is_reporting_event(reading: Reading, clause: Clause) -> bool:
    """Whether a reporting verb is an act of its own: a promise, a threat, an accusation."""
    if clause.lemma in _SPEECH:
        return False
    found = reading.frames.verb(clause, False)
    return found is not None and found.event is not None


def chained(reading: Reading, part: Clause) -> bool:
    """Whether a complement forms one predicate with the verb above: its subject is that verb's subject."""
    if part.link != "xcomp" or part.own_subject or part.parent is None:
        return False
    parent = reading.clauses[part.parent]
    if part.via is not None and part.via not in parent.attributes:
        return False
    return not parent.objects and not parent.recipients


def chain_of(reading: Reading, clause: Clause) -> list[Clause]:
    """The clauses that form one predicate with a clause, outermost first: "has vowed", "to hit"."""
    if clause.parent is None:
        return [clause]
    parent = reading.clauses[clause.parent]
    if chained(reading, clause):
        return [*chain_of(reading, parent), clause]
    if clause.link == "conj" and not clause.own_subject and clause.infinitive:
        return [*chain_of(reading, parent)[:-1], clause]
    return [clause]


def followed(words: list[int], preposition: list[int]) -> list[int]:
    """Predicate words with the preposition behind them, also where it stands before ("on which the court ruled")."""
    if preposition and words and preposition[0] < words[0]:
        return [*words, *preposition]
    return sorted({*words, *preposition})


def copular_relation(reading: Reading, attribute: int) -> str | None:
    """What "X is the Y" says: X holds a position if Y is one, else X is of a type."""
    tree = reading.tree
    entry = lexicon.title(tree.lemma[attribute].lower())
    if entry is not None and entry.kind != "family":
        return "holdsPosition"
    if tree.pos[attribute] == "NUM":
        return "quantity"
    return "hasType" if tree.pos[attribute] == "NOUN" else None
