"""Predicate–argument structure: one pass over the dependency tree turns the parser's labels into clauses.

Control and raising are resolved, coordination is distributed, relative pronouns are replaced by their antecedents, and
passives keep their agent, in the spirit of PredPatt (White et al. 2016) and of enhanced dependencies (Schuster and
Manning 2016).  Later layers read `Clause` and never the parser's labels.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from kg.nlp import lexicon
from kg.nlp.tree import Tree

_PREDICATE_LABELS = frozenset(
    "ROOT conj ccomp xcomp advcl relcl acl pcomp csubj csubjpass parataxis dep appos".split()
)  # fmt: skip
_AUXILIARIES = frozenset({"aux", "auxpass"})
_RELATIVE_TAGS = frozenset({"WDT", "WP"})
_SUBJECT_LABELS = ("nsubj", "nsubjpass")
_SUBJECT_CONTROL = frozenset(["promise", "vow", "pledge", "threaten", "swear", "commit"])
"""Verbs whose infinitive belongs to the subject although they have an object ("promised him to leave")."""
_OBJECT_GERUND = frozenset({"of", "for", "from"})
"""Prepositions whose gerund belongs to the object ("accused him of lying", "barred her from leaving")."""


@dataclass(slots=True)
class Oblique:
    """A prepositional argument: the preposition's tokens, its words, and the head of its noun phrase."""

    tokens: list[int]
    word: str
    head: int


@dataclass(slots=True)
class Clause:
    """A predicate and its arguments, all as token positions (heads of noun phrases)."""

    head: int
    lemma: str
    words: list[int]
    """The verb group: auxiliaries, negation left out, the verb, its particle."""
    copula: bool = False
    existential: bool = False
    passive: bool = False
    infinitive: bool = False
    gerund: bool = False
    negators: list[int] = field(default_factory=list)
    modal: str | None = None
    marker: str | None = None
    particle: str | None = None
    subjects: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    attributes: list[int] = field(default_factory=list)
    obliques: list[Oblique] = field(default_factory=list)
    agents: list[int] = field(default_factory=list)
    complement: int | None = None
    """The adjective or noun that a verb ascribes to its object ("called it dangerous")."""
    adverbs: list[int] = field(default_factory=list)
    moments: list[int] = field(default_factory=list)
    """Bare noun phrases of time and measure ("on" left out): "Tuesday", "two weeks"."""
    parent: int | None = None
    """The head of the clause that this one is part of."""
    link: str = "root"
    """How it is part of it: the parser's label of the clause."""
    via: int | None = None
    """The noun or adjective of the parent through which it hangs ("plan to …", "ready to …")."""
    own_subject: bool = False


def clauses(tree: Tree) -> dict[int, Clause]:
    """All clauses of a document by the position of their predicate, in text order."""
    return _Reader(tree).read()


class _Reader:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.found: dict[int, Clause] = {}
        self._subjects: dict[int, list[int]] = {}
        self.heads: frozenset[int] = frozenset()

    def read(self) -> dict[int, Clause]:
        tree = self.tree
        heads = [
            i
            for i in range(tree.size)
            if tree.pos[i] in ("VERB", "AUX") and tree.tag[i] != "MD" and self._is_predicate(i)
        ]
        self.heads = frozenset(heads)
        for head in heads:
            self.found[head] = self._clause(head)
        for clause in self.found.values():
            self._attach(clause)
        for clause in self.found.values():
            clause.subjects = self.subjects(clause.head)
        for clause in self.found.values():
            self._share(clause)
        return self.found

    def _is_predicate(self, token: int) -> bool:
        label = self.tree.dep[token]
        if self.tree.lower[token] == "according":
            return False
        # "except that Trump extended sanctions": the parser makes the verb the object of the preposition.
        return label in _PREDICATE_LABELS or (label == "pobj" and self.tree.kid(token, *_SUBJECT_LABELS) is not None)

    # --- one clause by itself -----------------------------------------------------------------------------------

    def _clause(self, head: int) -> Clause:
        tree = self.tree
        clause = Clause(head, verb_lemma(tree.lemma[head].lower()), [head])
        for child in tree.children[head]:
            self._read_child(clause, child, tree.dep[child])
        clause.words.sort()
        tag = tree.tag[head]
        clause.gerund = tag == "VBG" and not any(tree.dep[word] == "aux" for word in clause.words)
        clause.copula = clause.lemma in ("be", "become", "remain", "seem", "appear", "stay") and bool(clause.attributes)
        if tree.dep[head] == "acl" and tag == "VBN":
            clause.passive = True
        return clause

    def _read_child(self, clause: Clause, child: int, label: str) -> None:
        tree = self.tree
        if label in _AUXILIARIES:
            clause.words.append(child)
            clause.passive |= label == "auxpass"
            clause.infinitive |= tree.tag[child] == "TO"
            if tree.tag[child] == "MD":
                clause.modal = tree.lower[child]
        elif label == "neg":
            clause.negators.append(child)
        elif label == "prt":
            clause.words.append(child)
            clause.particle = tree.lower[child]
        elif label == "dobj":
            clause.objects += self._nouns(child)
        elif label == "dative":
            self._read_dative(clause, child)
        elif label in ("attr", "acomp", "oprd"):
            clause.attributes += [item for item in tree.conjuncts(child) if self._is_content(item)]
        elif label in ("prep", "agent"):
            self._read_preposition(clause, child, label)
        elif label == "advmod":
            clause.adverbs.append(child)
        elif label == "npadvmod":
            clause.moments.append(child)
        elif label == "mark":
            clause.marker = tree.lower[child]
        elif label in ("ccomp", "xcomp"):
            self._read_complement(clause, child)
        elif label == "expl":
            clause.existential = tree.lower[child] == "there"

    def _read_complement(self, clause: Clause, child: int) -> None:
        """The subject of an embedded predicate that is the object of this one.

        "caused a crane to fall", "called the ruling dangerous": somebody is caused, and something is called.
        """
        tree = self.tree
        inner = [noun for kid in tree.kids(child, *_SUBJECT_LABELS) for noun in self._nouns(kid)]
        if tree.pos[child] in ("ADJ", "NOUN") and not tree.kids(child, "cop", "aux", "mark"):
            if inner:
                clause.objects += inner
                clause.complement = child
        elif (
            inner and tree.kid(child, "mark") is None and any(tree.tag[aux] == "TO" for aux in tree.kids(child, "aux"))
        ):
            clause.objects += inner

    def _read_dative(self, clause: Clause, child: int) -> None:
        if self.tree.pos[child] == "ADP":
            self._read_preposition(clause, child, "prep")
        else:
            clause.recipients += self._nouns(child)

    def _read_preposition(self, clause: Clause, child: int, label: str) -> None:
        tree = self.tree
        if tree.lower[child] == "according":
            return
        for tokens, noun in prepositional_objects(tree, child):
            if noun in self.heads:
                continue
            if label == "agent":
                clause.agents.append(self._antecedent(noun))
            else:
                word = " ".join(tree.lower[token] for token in tokens)
                clause.obliques.append(Oblique(tokens, word, self._antecedent(noun)))
                if word == "from":
                    clause.obliques += self._way_to(noun)

    def _way_to(self, noun: int) -> list[Oblique]:
        """The end of a way whose beginning it hangs on: "from Teriberka in Russia *to Rostock*"."""
        tree = self.tree
        for kid in tree.kids(noun, "prep"):
            if tree.lower[kid] == "to":
                return [Oblique(tokens, "to", end) for tokens, end in prepositional_objects(tree, kid)]
            for _, inner in prepositional_objects(tree, kid):
                found = self._way_to(inner)
                if found:
                    return found
        return []

    def _nouns(self, head: int) -> list[int]:
        found = [noun for noun in self.tree.conjuncts(head) if self._is_content(noun)]
        return [self._antecedent(noun) for noun in found if noun == head or self.tree.pos[noun] != "VERB"] or [head]

    def _is_content(self, token: int) -> bool:
        """Whether a token can head an argument: no hyphen, and not the first half of a hyphenated word."""
        tree = self.tree
        if tree.pos[token] in ("PUNCT", "SYM", "ADP", "CCONJ", "SPACE") and tree.words[token] not in ("$", "%"):
            return False
        following = token + 2
        hyphenated = following < tree.size and tree.words[token + 1] == "-"
        return not (hyphenated and tree.head[following] in (token, token + 1, tree.head[token]))

    # --- relations between clauses -------------------------------------------------------------------------------

    def _attach(self, clause: Clause) -> None:
        """Find the clause that this one is part of, and the noun or adjective through which."""
        tree = self.tree
        token = clause.head
        clause.link = tree.dep[token]
        while tree.head[token] != token:
            token = tree.head[token]
            if token in self.found:
                clause.parent = token
                break
            if clause.via is None and tree.pos[token] in ("NOUN", "PROPN", "ADJ", "PRON"):
                clause.via = token
        if clause.link == "conj" and clause.via is None:
            self._raise_conjunct(clause)

    def _raise_conjunct(self, clause: Clause) -> None:
        """Join a predicate to one of its form: in "refused to lift X and accused Y", "accused" goes with "refused"."""
        form = self._form(clause)
        parent = self.found[clause.parent] if clause.parent is not None else None
        while parent is not None and self._form(parent) != form:
            above = self.tree.head[parent.head]
            if parent.link not in ("xcomp", "ccomp", "advcl", "pcomp") or above not in self.found:
                return
            parent = self.found[above]
            if self._form(parent) == form:
                clause.parent = parent.head

    def _form(self, clause: Clause) -> str:
        tag = self.tree.tag[clause.head]
        if clause.infinitive or (tag == "VB" and clause.modal is None):
            return "infinitive"
        auxiliary = any(self.tree.dep[word] in _AUXILIARIES for word in clause.words)
        return "finite" if auxiliary or tag not in ("VBG", "VBN") else tag

    def subjects(self, head: int) -> list[int]:
        """The (surface) subjects of a clause, inherited where it has none of its own."""
        if head not in self._subjects:
            self._subjects[head] = []  # a cycle of inheritance ends here
            self._subjects[head] = self._own_subjects(head) or self._inherited_subjects(self.found[head])
        return self._subjects[head]

    def _own_subjects(self, head: int) -> list[int]:
        tree, clause = self.tree, self.found[head]
        found = [noun for child in tree.kids(head, *_SUBJECT_LABELS) for noun in self._nouns(child)]
        if clause.existential and not found:
            found, clause.attributes = [a for a in clause.attributes if tree.pos[a] in ("NOUN", "PROPN", "NUM")], []
        clause.own_subject = bool(found)
        clause.passive |= tree.kid(head, "nsubjpass") is not None
        return found

    def _inherited_subjects(self, clause: Clause) -> list[int]:
        tree, parent = self.tree, clause.parent
        if clause.link in ("acl", "relcl"):
            above = tree.head[clause.head]
            if clause.link == "acl" and clause.infinitive:
                return self._infinitive_of_noun(above, parent)
            return [self._antecedent(above)]
        if parent is None:
            return []
        if clause.link in ("xcomp", "ccomp"):
            return self._controllers(self.found[parent], clause)
        if clause.link == "pcomp":
            return self._gerund_subjects(self.found[parent], clause)
        if clause.link in ("conj", "advcl", "parataxis", "dep"):
            return self.subjects(parent) if clause.via is None or clause.link != "conj" else []
        return []

    def _infinitive_of_noun(self, noun: int, parent: int | None) -> list[int]:
        """Who acts in "Trump's plan to build": the possessor, else the clause's subject."""
        tree = self.tree
        possessor = tree.kid(noun, "poss")
        if possessor is not None:
            return [possessor]
        if parent is None:
            return []
        subjects = self.subjects(parent)
        return [] if noun in subjects else subjects

    def _controllers(self, parent: Clause, clause: Clause) -> list[int]:
        """Who does what an open complement says: the object of the verb if it has one, else the subject."""
        people = parent.recipients or parent.objects
        if people and parent.lemma not in _SUBJECT_CONTROL and min(people) < clause.head:
            return people
        return self.subjects(parent.head)

    def _gerund_subjects(self, parent: Clause, clause: Clause) -> list[int]:
        preposition = self.tree.lower[self.tree.head[clause.head]]
        if preposition in _OBJECT_GERUND and parent.objects and max(parent.objects) < clause.head:
            return parent.objects
        return self.subjects(parent.head)

    def _share(self, clause: Clause) -> None:
        """What a coordinated predicate takes over from the first one, and the gaps of relative clauses."""
        tree = self.tree
        if clause.link == "conj" and clause.parent is not None and clause.via is None:
            self._share_conjunct(self.found[clause.parent], clause)
        if clause.link == "relcl" and clause.own_subject and not (clause.objects or clause.copula or clause.passive):
            antecedent = self._antecedent(tree.head[clause.head])
            gap = not any(oblique.head == antecedent for oblique in clause.obliques)
            relative = any(
                tree.tag[kid] in _RELATIVE_TAGS or tree.tag[kid] == "WRB" for kid in tree.subtree(clause.head)
            )
            if gap and antecedent not in clause.subjects and (not relative or tree.lower[clause.head - 1] != "where"):
                inner = next((c for c in self.found.values() if c.parent == clause.head and c.link == "xcomp"), None)
                if inner is None and not any(tree.tag[kid] == "WRB" for kid in tree.children[clause.head]):
                    clause.objects = [antecedent]

    def _share_conjunct(self, first: Clause, clause: Clause) -> None:
        tree = self.tree
        if not clause.own_subject:
            auxiliaries = [word for word in first.words if tree.dep[word] in _AUXILIARIES]
            own = any(tree.dep[word] in _AUXILIARIES for word in clause.words)
            if not own and auxiliaries and tree.tag[clause.head] == tree.tag[first.head]:
                clause.words = auxiliaries + clause.words
                clause.modal = clause.modal or first.modal
                clause.infinitive |= first.infinitive
                clause.passive |= first.passive and tree.tag[clause.head] == "VBN"
            if not clause.negators and any(tree.lower[cc] in ("or", "nor") for cc in tree.kids(first.head, "cc")):
                clause.negators = list(first.negators)
            clause.marker = clause.marker or first.marker
        adjacent = clause.head - first.head <= 3
        if adjacent and clause.objects and not (first.objects or first.obliques or first.passive or first.copula):
            first.objects = list(clause.objects)

    def _antecedent(self, noun: int) -> int:
        """The noun that a relative pronoun stands for; any other noun itself."""
        tree = self.tree
        if tree.tag[noun] not in _RELATIVE_TAGS:
            return noun
        token = noun
        while tree.head[token] != token:
            if tree.dep[token] == "relcl":
                return tree.head[token]
            token = tree.head[token]
        return noun


@cache
def verb_lemma(lemma: str) -> str:
    """A verb's lemma, mended where the lemmatiser cuts a letter too many ("staged" → "stag")."""
    known = lexicon.frames("v", lemma) or lexicon.attitude("v", lemma)
    longer = lexicon.frames("v", f"{lemma}e") or lexicon.attitude("v", f"{lemma}e")
    return f"{lemma}e" if longer and not known else lemma


def prepositional_objects(tree: Tree, preposition: int) -> Iterator[tuple[list[int], int]]:
    """The nouns that a preposition governs, each with the preposition's tokens ("out of", "because of")."""
    before = [child for child in tree.kids(preposition, "pcomp", "amod", "advmod", "prep") if child < preposition]
    tokens = [child for child in before if child == preposition - 1 and tree.lower[child] in ("because", "such", "out")]
    tokens.append(preposition)
    for child in tree.children[preposition]:
        if child < preposition:
            continue
        if tree.dep[child] == "pobj":
            for noun in tree.conjuncts(child):
                yield tokens, noun
        elif tree.dep[child] == "prep":
            governs = tree.kid(preposition, "pobj") is not None  # "from X to Y" are two, "out of X" is one
            for inner, noun in prepositional_objects(tree, child):
                yield (inner if governs else tokens + inner), noun
        elif tree.dep[child] == "conj" and tree.pos[child] == "ADP":
            yield from prepositional_objects(tree, child)
