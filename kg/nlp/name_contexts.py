"""What the places of a name in sentences say of its type: prepositions, possessions, verbs, pronouns, adjectives of it.

"In X", "X's army" and "the X-an president" tell a country; "shares in X", "X bought" and "X's shareholders" a company;
"X said she" a person.  No single sign is sure; `kg.nlp.name_types` adds up those of the whole document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.nlp.lexicon import noun_type
from kg.nlp.name_spans import Name, is_title
from kg.nlp.tree import Tree

Vote = tuple[str, float]

LOCATIVE = frozenset("in near across outside inside throughout around within toward towards into".split())
_HOLDINGS = frozenset("share stake investment stock holding bond confidence".split())
_MOVING = frozenset(
    """go come travel fly return move flee arrive drive sail march escape emigrate deport withdraw retreat run stretch
    extend migrate ship deploy back bring""".split()
)
_NEAR = frozenset({"next", "close", "near"})
_STATE_PARTS = frozenset(
    """government army parliament capital territory border troop soldier military population constitution embassy
    cabinet sovereignty independence airspace electorate navy coast airport mayor outskirts suburb minister harbour
    harbor coastline prisoner""".split()
)
"""What a country or a town has and a company has not."""
_FIRM_PARTS = frozenset(
    """share shareholder subsidiary profit revenue customer employee headquarters turnover takeover stock founder
    chairman executive chief investor bid dividend brand workforce rival boardroom earnings ceo accountant""".split()
)
"""What a company has and a country or a person hardly ever has."""
_PLACE_OF = frozenset(
    """mayor governor capital king queen government army territory border coast suburb outskirts north south east west
    centre center streets residents inhabitants siege kingdom emirate sultanate town city village province region state
    county island port republic municipality district parliament president""".split()
)
_FIRM_OF = frozenset(
    "shareholder shareholders chairman shares subsidiary executive customers employees takeover unit division".split()
)
_PERSON_OF = frozenset(
    """murder assassination arrest death birth wife husband widow daughter son brother sister mother father trial
    resignation biography appointment inauguration""".split()
)
_SPEAKERS = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_FIRM_VERBS = frozenset(
    """buy own acquire sell operate employ manufacture merge list float invest supply hire outbid refinance produce
    deliver restructure""".split()
)
_ENTERED = frozenset("visit invade enter annex occupy evacuate tour blockade".split())
_PRONOUNS = {"it": -1.5, "its": -1.5, "itself": -1.5, "he": 1.0, "she": 1.0, "his": 1.0, "her": 1.0, "him": 1.0}
_PRONOUN_REACH = 15
_ADJECTIVE_ENDINGS = (("", "n"), ("", "an"), ("", "ian"), ("", "ese"), ("a", "ian"), ("y", "ian"), ("o", "an"))
"""What a place loses and takes to make the adjective of its people."""


def votes_of_position(tree: Tree, name: Name, head: int) -> Iterator[Vote]:
    """What the grammatical place of one mention tells; ``head`` is the head token of the name."""
    label, parent = tree.dep[head], tree.head[head]
    if label == "pobj":
        yield from _after_preposition(tree, name, parent)
    elif label == "poss":
        yield from _possessor(tree, parent)
    elif label == "nsubj":
        if tree.lemma[parent] in _FIRM_VERBS:
            yield "ORG", 1.5
        yield from _pronoun(tree, name, parent)
    elif label == "dobj" and tree.lemma[parent] in _ENTERED:
        yield "GPE", 1.0
    elif label in ("compound", "nmod") and parent >= name.end:
        yield from _modified(tree, name, parent)
    for child in tree.children[head]:
        if tree.dep[child] == "relcl" and any(tree.lower[i] == "which" for i in tree.subtree(child)[:6]):
            yield "PERSON", -2.0


def adjectives_of(word: str) -> list[str]:
    """The adjectives that a place of this name may have: "Andorra" → "Andorran", "Italy" → "Italian"."""
    if len(word) < 4 or not word[0].isupper() or not word[1:].islower():
        return []
    return [
        word[: len(word) - len(lost)] + taken for lost, taken in _ADJECTIVE_ENDINGS if word.endswith(lost)
    ]  # fmt: skip


def attributes(tree: Tree) -> set[str]:
    """The capitalised words of a document that stand before a noun or an office, and plurals of such words."""
    found = set()
    for i in range(tree.size - 1):
        word = tree.words[i]
        if len(word) > 4 and word[0].isupper() and word[1:].islower() and word.endswith(("n", "ese", "ns")):
            if word.endswith("ns"):
                found.add(word[:-1])
            elif tree.pos[i + 1] in ("NOUN", "ADJ") or is_title(tree.lower[i + 1]) or _is_office(tree, i + 1):
                found.add(word)
    return found


def _is_office(tree: Tree, i: int) -> bool:
    """Whether a capitalised office begins here: "Foreign Minister"."""
    return i + 1 < tree.size and tree.words[i][:1].isupper() and is_title(tree.lower[i + 1])


def _after_preposition(tree: Tree, name: Name, preposition: int) -> Iterator[Vote]:
    word, above = tree.lower[preposition], tree.head[preposition]
    lemma, direct = tree.lemma[above].lower(), name.start == preposition + 1
    if word == "in" and lemma in _HOLDINGS:
        yield "ORG", 3.0
    elif direct and (word in LOCATIVE or (word in ("from", "to") and (lemma in _MOVING or lemma in _NEAR))):
        yield "GPE", 1.5
    elif word == "of" and direct and tree.pos[above] in ("NOUN", "PROPN"):
        yield from _of(tree.lower[above])
    elif word == "for" and lemma in _SPEAKERS:
        yield "PERSON", -1.0
        yield "ORG", 1.0
    elif word == "between" and lemma in ("road", "border", "railway", "flight", "distance", "frontier", "ferry"):
        yield "GPE", 1.0
    elif word == "by" and lemma in ("own", "manufacture", "operate"):
        yield "ORG", 0.5


def _of(noun: str) -> Iterator[Vote]:
    if noun in _PLACE_OF:
        yield "GPE", 1.0 if noun == "president" else 3.0
    elif noun in _FIRM_OF:
        yield "ORG", 2.0
    elif noun in _PERSON_OF:
        yield "PERSON", 1.0


def _possessor(tree: Tree, owned: int) -> Iterator[Vote]:
    lemma = tree.lemma[owned].lower()
    if lemma in _STATE_PARTS:
        yield "GPE", 2.0
    elif lemma in _FIRM_PARTS:
        yield "ORG", 2.0
    elif any(tree.tag[child] == "JJS" for child in tree.children[owned]):
        # "Peru's largest port": what is ranked stands in a place.
        yield "GPE", 1.0


def _modified(tree: Tree, name: Name, noun: int) -> Iterator[Vote]:
    """ "the X government", "X shares", "the X gas pipeline"."""
    lemma = tree.lemma[noun].lower()
    if lemma in ("government", "cabinet", "administration"):
        # "The Merkel government": a country would have its adjective.
        yield "PERSON", 0.5
    elif lemma in _STATE_PARTS and tree.pos[noun] == "NOUN" and not is_title(lemma):
        yield "GPE", 1.0
    elif lemma in ("share", "shareholder", "subsidiary", "stock"):
        yield "ORG", 2.0
    elif noun == name.end + 1 and lemma == "pipeline":
        yield "FAC", 2.0


def _pronoun(tree: Tree, name: Name, verb: int) -> Iterator[Vote]:
    """ "X said it", "X opened its port": the first pronoun after a subject, unless another name stands between."""
    for i in range(name.end, min(name.end + _PRONOUN_REACH, tree.size)):
        weight = _PRONOUNS.get(tree.lower[i])
        if weight is not None:
            if tree.dep[i] in ("nsubj", "poss", "nsubjpass") and not (weight < 0 and tree.dep[i] == "nsubjpass"):
                yield "PERSON", weight
            return
        if tree.pos[i] == "PROPN" or "\n" in tree.words[i] or tree.words[i] in (".", ";", '"'):
            return
        if tree.pos[i] == "NOUN" and noun_type(tree.lemma[i]) is not None and tree.dep[i] in ("nsubj", "dobj"):
            return


def coordinated(tree: Tree, heads: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of names (positions in ``heads``) of which one is coordinated with the other: "X and Y"."""
    at = {head: i for i, head in enumerate(heads)}
    for i, head in enumerate(heads):
        if tree.dep[head] == "conj" and tree.head[head] in at:
            yield at[tree.head[head]], i
