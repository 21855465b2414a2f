"""Claims of event nouns with their arguments: "US sanctions against Russia", "talks between A and B on C".

The idea of NomBank (Meyers et al. 2004): a noun that names an event takes arguments as a verb does.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.nlp.clauses import prepositional_objects
from kg.nlp.frames import Typing
from kg.nlp.reading import RawClaim, Reading

_SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})


def nominal_claims(reading: Reading, covered: set[int]) -> Iterator[RawClaim]:
    """The claims of event nouns; ``covered`` are the nouns whose event a verb's claim already states."""
    tree = reading.tree
    for noun in range(tree.size):
        if tree.pos[noun] != "NOUN" or noun in covered or tree.dep[noun] == "compound":
            continue
        typing = reading.frames.noun(noun)
        if typing is None or typing.event is None:
            continue
        for source, target in _pairs(reading, noun, typing):
            yield _claim(reading, noun, typing, source, target)


def _pairs(reading: Reading, noun: int, typing: Typing) -> Iterator[tuple[int, int]]:
    """Who and whom: both must be known, and be actors or named."""
    between = _between(reading, noun)
    if len(between) == 2 and typing.event in _SYMMETRIC:
        yield between[0], between[1]
        return
    for source in typing.sources:
        named = reading.is_named(source) or reading.tree.pos[source] == "PROPN"
        if not (named or reading.is_actor(source)):
            continue
        for target in typing.targets:
            if target != source and not reading.is_time(target):
                yield source, target


def _between(reading: Reading, noun: int) -> list[int]:
    tree = reading.tree
    for kid in tree.kids(noun, "prep"):
        if tree.lower[kid] in ("between", "among"):
            return [item for _, item in prepositional_objects(tree, kid)]
    return []


def _claim(reading: Reading, noun: int, typing: Typing, source: int, target: int) -> RawClaim:
    tree = reading.tree
    clause = reading.clause_of(noun)
    words = [noun]
    above = tree.head[target]
    if tree.dep[target] == "pobj" and above > noun:
        words.append(above)
    governed = clause is not None and noun in (*clause.subjects, *clause.objects) and tree.head[noun] == clause.head
    denied = reading.perspectives.denied_noun(noun)
    perspective = reading.perspective(clause)
    speakers = reading.speakers(perspective) if governed else ()
    return RawClaim(
        sentence=reading.sentence(noun),
        subject=reading.argument(source, short=True),
        predicate=tuple(words),
        lemma=tree.lemma[noun].lower(),
        object=reading.argument(target),
        relation=typing.relation,
        event=typing.event,
        time=reading.timex([noun, *tree.kids(noun, "npadvmod", "nummod", "compound")]),
        polarity="negative" if denied else "positive",
        modality="requested" if typing.event == "REQUEST" else "asserted",
        speakers=speakers if denied else (),
        confidence=0.55 + 0.1 * reading.is_named(source) + 0.05 * reading.is_named(target),
        rules=("nominal", typing.rule),
    )
