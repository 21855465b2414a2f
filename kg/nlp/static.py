"""Static relations inside noun phrases: positions and titles, appositions, origins, part and place.

"US Treasury Secretary Scott Bessent", "Keith Kellogg, his special representative", "Livorno, Tuscany",
"Russia's Gazprom", "Nord Stream, a pipeline".
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.nlp import lexicon
from kg.nlp.clauses import prepositional_objects
from kg.nlp.layers import Reference
from kg.nlp.reading import RawArgument, RawClaim, Reading

_OWNED_BY_PLACE = {"Place": "locatedIn", "Facility": "locatedIn", "Organization": "originFrom", "Group": "originFrom"}
_ORGANISED = frozenset({"Organization", "Place", "Facility", "Group"})


def static_claims(reading: Reading) -> Iterator[RawClaim]:
    """The claims that names make by what stands beside them, in text order."""
    for reference in reading.doc._.kg_mentions:
        if reference.kind != "name":
            continue
        yield from _titles(reading, reference)
        yield from _owner(reading, reference)
        yield from _place(reading, reference)
    tree = reading.tree
    for token in range(tree.size):
        if tree.dep[token] == "appos":
            yield from _apposition(reading, tree.head[token], token)
        elif tree.dep[token] == "pobj" and tree.lower[tree.head[token]] == "of":
            yield from _kind_of_place(reading, token)


# --- titles before a name -----------------------------------------------------------------------------------------


def _titles(reading: Reading, name: Reference) -> Iterator[RawClaim]:
    """ "US Treasury Secretary Scott Bessent": the words of the noun phrase before a person's name."""
    if name.type != "Person":
        return
    tree = reading.tree
    start = tree.noun_span(name.head)[0]
    end = name.start
    while end > start and tree.pos[end - 1] in ("PUNCT", "SPACE", "PART"):
        end -= 1
    if start < end and name.start - end == 0:
        yield from _position(reading, name.head, start, end)


def _position(reading: Reading, person: int, start: int, end: int) -> Iterator[RawClaim]:
    """A claim that a person holds the position that a span of tokens names, the title noun being its last word."""
    tree = reading.tree
    while start < end and tree.pos[start] in ("DET", "PUNCT", "CCONJ"):
        start += 1
    title = _title_at(reading, start, end)
    if title is None:
        return
    head, entry = title
    if entry.kind in ("honorific", "family"):
        return
    organisations = _organisations(reading, head, start)
    relation = entry.relation or "holdsPosition"
    yield from _title_claims(reading, person, (start, end), head, relation, organisations)


def _title_at(reading: Reading, start: int, end: int) -> tuple[int, lexicon.Title] | None:
    """The title noun of a phrase: the longest title that ends where its head noun ends."""
    tree = reading.tree
    stop = end
    for position in range(start, end):
        if tree.pos[position] == "ADP":
            stop = position
            break
    for first in range(start, stop):
        words = [*tree.lower[first : stop - 1], tree.lemma[stop - 1].lower()]
        entry = lexicon.title(" ".join(words))
        if entry is not None:
            return stop - 1, entry
    return None


def _organisations(reading: Reading, head: int, start: int) -> list[int]:
    """What a position belongs to: "of X", "'s", or a name before the title noun."""
    tree = reading.tree
    found: list[int] = []
    for kid in tree.kids(head, "prep"):
        if tree.lower[kid] in ("of", "at", "for", "to", "in"):
            found += [noun for _, noun in prepositional_objects(tree, kid)]
    found += tree.kids(head, "poss")
    found += [
        token
        for token in range(start, head)
        if token in reading.reference_at and reading.reference_at[token].kind == "name"
    ]
    return [noun for noun in dict.fromkeys(found) if reading.is_named(noun) and not _is_nationality(reading, noun)]


def _is_nationality(reading: Reading, noun: int) -> bool:
    """Whether a name is a nationality whose country the document does not name: nobody heads "Varenian"."""
    reference = reading.reference_at.get(noun)
    if reference is None or reference.type != "Group" or reading.tree.pos[noun] != "ADJ":
        return False
    return reading.argument(noun).cluster == reference.cluster


def _title_claims(
    reading: Reading, person: int, span: tuple[int, int], head: int, relation: str, organisations: list[int]
) -> Iterator[RawClaim]:
    """That a person holds a position, and, if the title says so, heads or works for an organisation."""
    position = RawArgument(*span, head)
    owners = [reading.argument(noun, short=True) for noun in organisations]
    claims = [("holdsPosition", position, owners)]
    if relation != "holdsPosition":
        claims += [(relation, owner, [position]) for owner in owners[:1]]
    for name, object_, others in claims:
        yield RawClaim(
            sentence=reading.sentence(person),
            subject=_named(reading, person),
            predicate=(head,),
            lemma=reading.tree.lemma[head].lower(),
            object=object_,
            relation=name,
            qualifiers=[("other", other) for other in others],
            confidence=0.85,
            rules=("title",),
        )


def _named(reading: Reading, head: int) -> RawArgument:
    """The argument for a name without its titles."""
    reference = reading.reference_at.get(head)
    if reference is not None and reference.kind == "name":
        return RawArgument(reference.start, reference.end, head, reference.cluster)
    return reading.argument(head, short=True)


# --- appositions --------------------------------------------------------------------------------------------------


def _apposition(reading: Reading, first: int, second: int) -> Iterator[RawClaim]:
    """ "Keith Kellogg, his special representative", "his representative Keith Kellogg", "Livorno, Tuscany"."""
    tree = reading.tree
    name, other = first, second
    if not _is_name(reading, first) and _is_name(reading, second):
        name, other = second, first
    elif not _is_name(reading, first):
        return
    if _is_name(reading, other):
        if {reading.type_of(name), reading.type_of(other)} == {"Place"} and first < second:
            yield _relation(reading, first, second, "locatedIn", (second,), "be", "place, place")
        return
    if tree.pos[other] == "NUM" and reading.type_of(name) == "Person" and tree.words[other].isdigit():
        claim = _relation(reading, name, other, "age", (other,), "age", "age in apposition")
        claim.object = RawArgument(other, other + 1, other)
        yield claim
        return
    if tree.pos[other] not in ("NOUN", "PROPN") or _same_words(reading, name, other):
        return
    start, end = tree.noun_span(other)
    if reading.type_of(name) == "Person":
        claims = list(_position(reading, name, start, end))
        if claims:
            yield from claims
            return
    if tree.pos[other] == "NOUN" and not reading.is_time(other):
        claim = _relation(reading, name, other, "hasType", (other,), tree.lemma[other].lower(), "apposition")
        yield claim


def _kind_of_place(reading: Reading, place: int) -> Iterator[RawClaim]:
    """ "the town of Yeoncheon": the noun says what kind of place the name is."""
    tree = reading.tree
    noun = tree.head[tree.head[place]]
    if tree.pos[noun] != "NOUN" or not _is_name(reading, place) or reading.type_of(place) != "Place":
        return
    entry = lexicon.noun_type(tree.lemma[noun].lower())
    if entry is not None and entry.type == "Place" and tree.lower[noun] == tree.lemma[noun].lower():
        claim = _relation(reading, place, noun, "hasType", (noun,), tree.lemma[noun].lower(), "kind of place")
        claim.object = RawArgument(noun, noun + 1, noun)
        yield claim


def _is_name(reading: Reading, head: int) -> bool:
    reference = reading.reference_at.get(head)
    return reference is not None and reference.kind == "name"


def _same_words(reading: Reading, name: int, other: int) -> bool:
    return reading.tree.lower[name] == reading.tree.lower[other]


def _relation(
    reading: Reading, subject: int, object_: int, relation: str, words: tuple[int, ...], lemma: str, rule: str
) -> RawClaim:
    return RawClaim(
        sentence=reading.sentence(subject),
        subject=_named(reading, subject),
        predicate=words,
        lemma=lemma,
        object=reading.argument(object_),
        relation=relation,
        confidence=0.7,
        rules=(rule,),
    )


# --- owners and places --------------------------------------------------------------------------------------------


def _owner(reading: Reading, name: Reference) -> Iterator[RawClaim]:
    """ "Russia's Gazprom", "Mecca's Grand Mosque": a named place before a named thing."""
    relation = _OWNED_BY_PLACE.get(name.type)
    if relation is None:
        return
    tree = reading.tree
    for owner in tree.kids(name.head, "poss"):
        if owner < name.start and _is_name(reading, owner) and reading.type_of(owner) == "Place":
            marks = tree.kids(owner, "case")
            yield _relation(reading, name.head, owner, relation, tuple(marks) or (owner,), "be", "possessive place")


def _place(reading: Reading, name: Reference) -> Iterator[RawClaim]:
    """ "the Grand Mosque in Mecca": a named thing in a named place."""
    if name.type not in ("Place", "Facility", "Organization"):
        return
    tree = reading.tree
    for kid in tree.kids(name.head, "prep"):
        if tree.lower[kid] == "in" and kid >= name.end:
            for _, noun in prepositional_objects(tree, kid):
                if _is_name(reading, noun) and reading.type_of(noun) == "Place":
                    yield _relation(reading, name.head, noun, "locatedIn", (kid,), "be", "name in place")
