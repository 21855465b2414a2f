"""Frames: which relation or PLOVER event a predicate with its arguments expresses, and who does it to whom.

The knowledge is ``frames.tsv`` of `kg.nlp.lexicon`; this module only matches its patterns against clauses and nouns.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.nlp import lexicon
from kg.nlp.clauses import Clause, Oblique, prepositional_objects
from kg.nlp.lexicon import Frame
from kg.nlp.tree import Tree

_LIGHT_VERBS = frozenset(
    (
        "hold have make take give launch conduct stage impose reach sign carry begin start open resume end offer "
        "issue mount deliver pay lead face receive undertake enter join attend call step slap place put introduce "
        "extend renew strike seek announce agree order propose resist suffer perpetrate commit exchange open wage "
        "file double increase tighten toughen expand strengthen prepare draft"
    ).split()
)  # fmt: skip
"""Verbs whose object noun says what happens ("hold talks", "launch an attack")."""

_OFFICES = frozenset({"headOf", "holdsPosition", "worksFor"})
_MEASURES = frozenset(
    (
        "ton tonne kilogram kilo kg barrel pound day hour week number group series lot dozen hundred thousand million "
        "billion package shipment consignment round wave batch worth amount quantity part mission delegation team "
        "portion majority most kind form"
    ).split()
)  # fmt: skip
"""Nouns whose "of" phrase names what is meant ("25 tons of food aid", "ten days of war games")."""

_SHELLS = frozenset("mission effort drive campaign operation initiative programme program step bid process".split())
"""Nouns that leave to their compound what is done ("a mediation effort")."""

HOSTILE = frozenset({"SANCTION", "ASSAULT", "COERCE", "MOBILIZE", "THREATEN"})
_COMMITTING = frozenset({"AGREE", "THREATEN"})


@dataclass(frozen=True, slots=True)
class Typing:
    """What a predicate means: an event or a static relation, its actors (heads of noun phrases), and the rule."""

    event: str | None
    relation: str | None
    sources: tuple[int, ...]
    targets: tuple[int, ...]
    rule: str
    weight: int = 1


def logical_arguments(clause: Clause) -> tuple[list[int], list[int]]:
    """The logical subjects and objects: in a passive the agents and the (surface) subjects."""
    if clause.passive:
        return clause.agents, [*clause.subjects, *clause.objects]
    return clause.subjects, clause.objects


class FrameMatcher:
    """Matches the lexicon's frames against the clauses of one tree."""

    def __init__(self, tree: Tree, complements: Callable[[Clause], frozenset[str]]) -> None:
        self.tree = tree
        self.complements = complements

    def verb(self, clause: Clause, negative: bool) -> Typing | None:
        """The most specific frame of a clause's verb, or of its object noun if the verb is light."""
        _, objects = logical_arguments(clause)
        for frame in lexicon.frames("v", clause.lemma):
            if self._fits(frame, clause, objects):
                return self._typing(frame, clause, negative)
        if clause.lemma in _LIGHT_VERBS or self.weighs(clause):
            for noun in objects:
                for lemma in self.said_of(noun):
                    for frame in lexicon.frames("n", lemma):
                        if frame.event and self._noun_fits(frame, noun, clause):
                            return self._light_typing(frame, noun, clause, negative)
        return self._instrument(clause, objects, negative)

    def weighs(self, clause: Clause) -> bool:
        """Whether a verb only weighs or wants its object ("is exploring cooperation")."""
        return any(entry.comp == "obj" for entry in lexicon.attitude("v", clause.lemma))

    def _instrument(self, clause: Clause, objects: list[int], negative: bool) -> Typing | None:
        """ "hit the energy sector with sanctions": the instrument says what is done."""
        for oblique in clause.obliques:
            if oblique.word == "with" and objects:
                for frame in lexicon.frames("n", self.tree.lemma[oblique.head].lower()):
                    if frame.event in HOSTILE and not frame.comp:
                        event = frame.negated if negative else frame.event
                        sources, _ = logical_arguments(clause)
                        return Typing(
                            event, None, tuple(sources), tuple(objects), self._name(frame, [oblique.head]), frame.weight
                        )
        return None

    def adjective(self, clause: Clause, adjective: int, negative: bool) -> Typing | None:
        """The frame of a predicative adjective ("is critical of the plan")."""
        tree = self.tree
        prepositions = {tree.lower[kid] for kid in tree.kids(adjective, "prep")}
        prepositions |= {word for oblique in clause.obliques for word in _words(oblique)}
        known = lexicon.frames("a", tree.lower[adjective]) or lexicon.frames("a", tree.lemma[adjective].lower())
        for frame in known:
            needs = not frame.prep or prepositions & set(frame.prep)
            if needs and (not frame.comp or frame.comp in self.complements(clause)):
                event = frame.negated if negative else frame.event
                targets = self._after(adjective, frame.prep) or tuple(
                    oblique.head for oblique in clause.obliques if _words(oblique) & set(frame.prep)
                )
                return Typing(
                    event, frame.relation, tuple(clause.subjects), targets, self._name(frame, []), frame.weight
                )
        return None

    def attribute(self, clause: Clause, attribute: int, negative: bool) -> Typing | None:
        """The frame of what a copula ascribes: "is critical of the plan", "is a member of the club"."""
        if self.tree.pos[attribute] not in ("NOUN", "PROPN"):
            return self.adjective(clause, attribute, negative)
        lemma = self.tree.lemma[attribute].lower()
        for frame in lexicon.frames("n", lemma):
            if frame.relation in _OFFICES:
                continue  # an office is held: "president of Rwanda"
            targets = self._noun_targets(attribute, frame)
            if frame.relation and "subj" in frame.source and targets and self._noun_fits(frame, attribute, None):
                name = self._name(frame, [])
                return Typing(None, frame.relation, tuple(clause.subjects), targets, name, frame.weight)
        return None

    def static(self, clause: Clause) -> list[tuple[str, str, int]]:
        """Static relations of further prepositional arguments ("runs from X *to Y*"): relation, preposition, noun."""
        found = []
        for oblique in clause.obliques:
            for frame in lexicon.frames("v", clause.lemma):
                if frame.relation and oblique.word in frame.prep and not frame.object and not frame.particle:
                    found.append((frame.relation, oblique.word, oblique.head))
                    break
        return found

    def noun(self, noun: int) -> Typing | None:
        """The frame of an event noun with its own arguments ("US sanctions against Russia")."""
        for frame in lexicon.frames("n", self.tree.lemma[noun].lower()):
            if self._noun_fits(frame, noun, None):
                sources = self._noun_argument(noun, frame.source) or tuple(self.possessors(noun))
                targets = tuple(t for t in self._noun_targets(noun, frame) if t not in sources)
                return Typing(frame.event, frame.relation, sources, targets, self._name(frame, []), frame.weight)
        return None

    def _name(self, frame: Frame, objects: list[int]) -> str:
        """The rule's name: the frame's word and the conditions that this text met."""
        met = [self.tree.lemma[noun].lower() for noun in objects]
        noun = next((lemma for lemma in met if lemma in frame.object), "")
        parts = [frame.head, frame.particle, noun, "|".join(frame.prep), frame.comp]
        return f"frame:{frame.pos}:" + "+".join(part for part in parts if part)

    # --- conditions ---------------------------------------------------------------------------------------------

    def _fits(self, frame: Frame, clause: Clause, objects: list[int]) -> bool:
        if frame.particle != (clause.particle or "") and not self._particle_adverb(frame, clause):
            return False
        if frame.prep and frame.object:
            if not self._object_with_preposition(frame, clause, objects):
                return False
        elif frame.object:
            if not self._among(frame.object, objects):
                return False
        elif frame.prep and not any(_words(oblique) & set(frame.prep) for oblique in clause.obliques):
            return False
        return not frame.comp or frame.comp in self.complements(clause)

    def _particle_adverb(self, frame: Frame, clause: Clause) -> bool:
        """The parser takes some particles for adverbs: "pull back", "step down"."""
        return bool(frame.particle) and any(self.tree.lower[adverb] == frame.particle for adverb in clause.adverbs)

    def _among(self, lemmas: tuple[str, ...], nouns: list[int]) -> bool:
        return any(lemma in lemmas for noun in nouns for lemma in self.said_of(noun))

    def said_of(self, noun: int) -> list[str]:
        """The lemmas that tell what a noun phrase is about: "25 tons *of food aid*", "a *mediation* mission"."""
        tree = self.tree
        found = [tree.lemma[noun].lower()]
        if found[0] in _MEASURES:
            found += [tree.lemma[inner].lower() for inner in self._after(noun, ("of",))]
        if found[-1] in _SHELLS:
            found += [tree.lemma[kid].lower() for kid in tree.kids(noun, "compound")]
        return found

    def _object_with_preposition(self, frame: Frame, clause: Clause, objects: list[int]) -> bool:
        """ "impose sanctions on X", "sanctions against X", or the noun behind the preposition: "come under attack"."""
        wanted = set(frame.prep)
        if self._among(frame.object, [o.head for o in clause.obliques if _words(o) & wanted]):
            return True
        if not self._among(frame.object, objects):
            return False
        if any(_words(oblique) & wanted for oblique in clause.obliques):
            return True
        return any(self.tree.lower[kid] in wanted for noun in objects for kid in self.tree.kids(noun, "prep"))

    def _noun_fits(self, frame: Frame, noun: int, clause: Clause | None) -> bool:
        if frame.comp:
            return False
        words = {self.tree.lower[kid] for kid in self.tree.kids(noun, "prep")}
        if clause is not None:
            words |= {oblique.word for oblique in clause.obliques}
        return not frame.prep or bool(words & set(frame.prep))

    # --- actors -------------------------------------------------------------------------------------------------

    def _typing(self, frame: Frame, clause: Clause, negative: bool) -> Typing:
        event = frame.negated if negative else frame.event
        sources = self._arguments(frame.source, clause)
        targets = [t for t in self._arguments(frame.target, clause) if t not in sources]
        _, objects = logical_arguments(clause)
        name = self._name(frame, objects)
        return Typing(event, frame.relation, tuple(sources), tuple(targets), name, frame.weight)

    def _light_typing(self, frame: Frame, noun: int, clause: Clause, negative: bool) -> Typing:
        event = frame.negated if negative else frame.event
        if event == "MOBILIZE" and "joint" in (self.tree.lower[kid] for kid in self.tree.kids(noun, "amod")):
            event = "COOPERATE"  # what armies do together is no show of force against each other
        subjects, _ = logical_arguments(clause)
        targets = [*clause.recipients, *self._noun_targets(noun, frame)]
        targets += [
            oblique.head for oblique in clause.obliques if oblique.word in (*frame.prep, "with", "against", "on")
        ]
        others = tuple(target for target in targets if target not in subjects)
        return Typing(event, None, tuple(subjects), others, self._name(frame, [noun]), frame.weight)

    def _arguments(self, paths: tuple[str, ...], clause: Clause) -> list[int]:
        for path in paths:
            found = self._argument(path, clause)
            if found:
                return found
        return []

    def _argument(self, path: str, clause: Clause) -> list[int]:
        subjects, objects = logical_arguments(clause)
        simple = {"subj": subjects, "obj": objects, "iobj": clause.recipients}
        if path in simple:
            return simple[path]
        if path == "peer":
            return subjects[1:]
        if path.startswith("prep:"):
            return self._obliques(clause, path.removeprefix("prep:"))
        if path == "obj.poss":
            return [owner for noun in objects for owner in self.possessors(noun)]
        if path.startswith("obj.prep:"):
            word = path.removeprefix("obj.prep:")
            return [noun for thing in objects for noun in self._after(thing, (word,))]
        return []

    def _obliques(self, clause: Clause, word: str) -> list[int]:
        if word == "*":
            return [oblique.head for oblique in clause.obliques[:1]]
        return [oblique.head for oblique in clause.obliques if word in _words(oblique)]

    def _noun_argument(self, noun: int, paths: tuple[str, ...]) -> tuple[int, ...]:
        for path in paths:
            found: list[int] = []
            if path == "poss":
                found = self.possessors(noun)
            elif path.startswith("prep:"):
                found = self._behind(noun, path.removeprefix("prep:"))
            if found:
                return tuple(found)
        return ()

    def _behind(self, noun: int, word: str) -> list[int]:
        """The nouns behind a preposition of a noun, also where the parser hangs it on the noun between.

        "attacks by rebels *on the port*": the second phrase belongs to the first noun, too.
        """
        found = list(self._after(noun, (word,)))
        if not found and word != "of":
            for kid in self.tree.kids(noun, "prep"):
                for _, inner in prepositional_objects(self.tree, kid):
                    found += self._after(inner, (word,))
        return found

    def _noun_targets(self, noun: int, frame: Frame) -> tuple[int, ...]:
        explicit = self._noun_argument(noun, frame.target)
        return explicit or (self._after(noun, frame.prep) if frame.prep else ())

    def _after(self, token: int, words: tuple[str, ...]) -> tuple[int, ...]:
        """The nouns behind a token's prepositions with one of these words ("*" for any)."""
        tree = self.tree
        found: list[int] = []
        for kid in tree.kids(token, "prep"):
            for tokens, noun in prepositional_objects(tree, kid):
                word = "_".join(tree.lower[part] for part in tokens)
                if "*" in words or word in words or tree.lower[tokens[-1]] in words:
                    found.append(noun)
        return tuple(found)

    def possessors(self, noun: int) -> list[int]:
        """Who a noun belongs to or comes from: possessors and names or nationalities before it."""
        tree = self.tree
        owners = [item for kid in tree.kids(noun, "poss") for item in tree.conjuncts(kid)]
        if owners:
            return owners
        before = tree.kids(noun, "compound", "amod", "nmod")
        return [item for kid in before if _is_name(tree, kid) for item in tree.conjuncts(kid)]


def _words(oblique: Oblique) -> set[str]:
    """The ways to write a preposition in the lexicon: "out_of", "of"."""
    return {oblique.word.replace(" ", "_"), oblique.word.rsplit(" ", 1)[-1]}


def _is_name(tree: Tree, token: int) -> bool:
    return tree.pos[token] == "PROPN" or (tree.pos[token] == "ADJ" and tree.words[token][:1].isupper())


_COOPERATIVE = frozenset({"SUPPORT", "AID", "COOPERATE", "CONSULT", "CONCEDE", "RETREAT"})


def composed(outer: Typing | None, inner: Typing | None) -> Typing | None:
    """What a chain of predicates means: "refuse to lift" is a refusal, "vow to hit" a threat, "begin to talk" talks."""
    if outer is None or outer.event is None:
        return inner
    if inner is None or inner.event is None:
        targets = inner.targets if inner and inner.targets else outer.targets
        return replace(outer, targets=targets)
    event = outer.event
    if event in _COMMITTING:
        event = "THREATEN" if inner.event in HOSTILE else event
    return Typing(
        event,
        None,
        outer.sources or inner.sources,
        inner.targets or outer.targets,
        f"{outer.rule} {inner.rule}",
        outer.weight,
    )


def announced(event: str | None, modality: str, polarity: str) -> str | None:
    """The category of an act that is announced or denied rather than done (PLOVER codes the announcement).

    "will support" is an agreement to support, "will attack" a threat, "will not lift" a refusal.
    """
    if event in _COOPERATIVE and polarity == "negative":
        return "REJECT" if modality in ("intended", "possible", "conditional") else event
    if modality == "intended" and event in _COOPERATIVE:
        return "AGREE"
    return event
