"""Claims of clauses: verbs with their arguments, copulas, chains of control ("vowed to hit"), passives."""

from __future__ import annotations

from collections.abc import Iterator

from kg.nlp import lexicon
from kg.nlp.circumstances import Circumstances
from kg.nlp.clauses import Clause, Oblique, prepositional_objects
from kg.nlp.frames import HOSTILE, Typing, announced, composed, logical_arguments
from kg.nlp.perspective import Perspective
from kg.nlp.predicates import chain_of, copular_relation, followed, is_reporting_event, says_something
from kg.nlp.reading import RawArgument, RawClaim, Reading
from kg.nlp.tree import ancestors

_EMPTY_VERBS = frozenset({"be", "do", "have"})
_OBLIGING = frozenset({"must", "should"})
_WEAPONS = frozenset(
    (
        "bomb missile rocket shell drone bullet mine minefield grenade gun airstrike warship tank explosion blast "
        "device explosive aircraft helicopter gunship jet warplane artillery torpedo gunfire fire"
    ).split()
)  # fmt: skip
_PRONOUNS_WITHOUT_CONTENT = frozenset({"it", "this", "that", "there", "what", "which", "who", "they", "these", "those"})


def verbal_claims(reading: Reading) -> Iterator[RawClaim]:
    """The claims of all clauses of a document, in text order."""
    for clause in reading.clauses.values():
        if says_something(reading, clause):
            yield from _Verbal(reading, clause).claims()


class _Verbal:
    """The claims of one clause."""

    def __init__(self, reading: Reading, clause: Clause) -> None:
        self.reading = reading
        self.tree = reading.tree
        self.clause = clause
        self.chain = chain_of(reading, clause)
        self.circumstances = Circumstances(reading, self.chain)
        self.perspective: Perspective = reading.perspective(clause)
        self.typing = self._typing()
        self.subjects, self.objects = clause.subjects, clause.objects
        self.inverted = False
        if clause.passive and clause.agents and self.typing is not None and self.typing.event:
            self.subjects, self.objects = logical_arguments(clause)
            self.inverted = True

    # --- predicate ----------------------------------------------------------------------------------------------

    def _typing(self) -> Typing | None:
        found: Typing | None = None
        for position, clause in enumerate(reversed(self.chain)):
            negative = self.reading.perspectives.negated(clause)
            typing = self.reading.frames.verb(clause, negative)
            for attribute in clause.attributes:
                typing = typing or self.reading.frames.attribute(clause, attribute, negative)
            found = typing if position == 0 else composed(typing, found)
        return found

    def _words(self) -> list[int]:
        words = [word for clause in self.chain for word in clause.words]
        words += [part.via for part in self.chain if part.via is not None and part.link == "xcomp"]
        words += [negator for clause in self.chain for negator in clause.negators]
        words += [clause.complement for clause in self.chain if clause.complement is not None]
        words += [word for clause in self.chain if clause.objects for word in clause.attributes]
        return sorted(set(words))

    # --- claims -------------------------------------------------------------------------------------------------

    def claims(self) -> Iterator[RawClaim]:
        self._take_promised()
        subjects = [s for s in self.subjects if not self.reading.is_time(s) or self.tree.pos[s] == "NOUN"]
        for subject in subjects:
            for words, lemma, object_, used in self._predications(subject):
                yield self._claim(subject, words, lemma, object_, used)
        yield from self._reciprocal(subjects)
        yield from self._static(subjects)
        yield from self._demand(subjects)

    def _demand(self, subjects: list[int]) -> Iterator[RawClaim]:
        """ "Russia said that Sudan must return the helicopter": Russia asks Sudan for something."""
        sources = self.perspective.sources
        if self.clause.modal not in _OBLIGING or self.perspective.modality != "requested" or not sources:
            return
        source = sources[-1]
        start, end = self.tree.edges(self.clause.head)
        for subject in subjects:
            if source.head == subject or not self.reading.is_actor(subject):
                continue
            claim = self._claim(subject, list(source.cue), self.tree.lemma[source.cue[-1]].lower(), None, [])
            claim.subject, claim.object = self.reading.argument(source.head), self.reading.argument(subject)
            claim.qualifiers = [("topic", RawArgument(start, end, self.clause.head))]
            claim.event, claim.relation, claim.rules = "REQUEST", None, ("demand",)
            claim.speakers = claim.speakers[:-1]
            claim.confidence = 0.8
            yield claim

    def _static(self, subjects: list[int]) -> Iterator[RawClaim]:
        """ "runs from Russia to Germany" says two things: where it begins and where it ends."""
        main = self.typing.relation if self.typing is not None else None
        for relation, word, noun in self.reading.frames.static(self.clause):
            if relation == main or self.reading.is_time(noun):
                continue
            oblique = next(o for o in self.clause.obliques if o.word == word and o.head == noun)
            for subject in subjects:
                claim = self._claim(
                    subject, followed(self._words(), oblique.tokens), self.clause.lemma, noun, [oblique]
                )
                claim.relation, claim.event = relation, None
                yield claim

    def _take_promised(self) -> None:
        """ "promised that the US would impose sanctions": the promise is of sanctions."""
        for part in self.reading.parts(self.clause):
            if (
                part.link == "ccomp"
                and part.own_subject
                and not self.objects
                and is_reporting_event(self.reading, self.clause)
            ):
                inner = self.reading.frames.verb(part, self.reading.perspectives.negated(part))
                if inner is not None and inner.event is not None and not part.passive:
                    self.objects = part.objects[:1]
                if self.typing is not None:
                    self.typing = composed(self.typing, inner)

    def _predications(self, subject: int) -> Iterator[tuple[list[int], str, int | None, list[Oblique]]]:
        """Predicate tokens, lemma, object and the obliques used up, for each object of the clause."""
        clause, words = self.clause, self._words()
        obliques = [o for o in clause.obliques if o.word != "until"]
        if clause.attributes and not clause.objects:
            for attribute in clause.attributes:
                yield from self._copular(attribute, words)
            return
        objects = [o for o in self.objects if o != subject]
        if objects:
            for object_ in objects:
                yield words, clause.lemma, object_, []
            return
        if clause.recipients:
            for object_ in clause.recipients:
                yield words, clause.lemma, object_, []
            return
        if clause.passive and clause.agents and not self.inverted:
            for agent in clause.agents:
                by = self.tree.head[agent] if self.tree.dep[self.tree.head[agent]] == "agent" else agent - 1
                yield sorted({*words, by}), clause.lemma, agent, []
            return
        main = next((o for o in obliques if not self.reading.is_time(o.head)), None)
        if main is not None:
            for oblique in [o for o in obliques if o.word == main.word and not self.reading.is_time(o.head)]:
                yield followed(words, oblique.tokens), clause.lemma, oblique.head, [oblique]
            return
        yield words, clause.lemma, None, []

    def _copular(self, attribute: int, words: list[int]) -> Iterator[tuple[list[int], str, int | None, list[Oblique]]]:
        """ "is the capital of X", "is dependent on X", "is retroactive"."""
        tree = self.tree
        if tree.pos[attribute] in ("NOUN", "PROPN", "NUM", "PRON"):
            if self.typing is not None and self.typing.relation and self.typing.rule.startswith("frame:n:"):
                for target in self.typing.targets:
                    between = range(attribute, tree.head[target] + 1)
                    yield sorted({*words, *between}), tree.lemma[attribute].lower(), target, []
                return
            yield words, self.clause.lemma, attribute, []
            return
        words = sorted({*words, attribute})
        lemma = tree.lemma[attribute].lower()
        found = False
        for preposition in tree.kids(attribute, "prep"):
            for noun in [kid for kid in tree.kids(preposition, "pobj") if not self.reading.is_time(kid)]:
                for item in tree.conjuncts(noun):
                    found = True
                    yield sorted({*words, preposition}), lemma, item, []
            if found:
                return
        main = next((o for o in self.clause.obliques if not self.reading.is_time(o.head)), None)
        if main is not None and tree.dep[self.clause.head] != "xcomp":
            yield followed(words, main.tokens), lemma, main.head, [main]
            return
        yield words, lemma, None, []

    def _reciprocal(self, subjects: list[int]) -> Iterator[RawClaim]:
        """ "Russia and the US held talks": each with the other, if no partner is named."""
        typing = self.typing
        if typing is None or typing.event not in ("CONSULT", "AGREE", "COOPERATE"):
            return
        if len(subjects) == 1:
            subjects = self._parties(subjects[0])
        if len(subjects) != 2:
            return
        if any(o.word == "with" for o in self.clause.obliques) or not all(map(self.reading.is_actor, subjects)):
            return
        claim = self._claim(subjects[0], self._words(), self.clause.lemma, subjects[1], [])
        claim.rules = (*claim.rules, "reciprocal")
        if self.objects:
            claim.predicate = tuple(sorted({*claim.predicate, self.objects[0]}))
        yield claim

    def _parties(self, noun: int) -> list[int]:
        """The two sides behind one subject: "representatives of Moscow and Washington", "US and Russian officials"."""
        tree, reading = self.tree, self.reading
        found = reading.frames.possessors(noun)
        for kid in tree.kids(noun, "prep"):
            if tree.lower[kid] in ("of", "from"):
                found = [inner for _, inner in prepositional_objects(tree, kid)]
        return [party for party in found if reading.is_named(party)]

    def _claim(self, subject: int, words: list[int], lemma: str, object_: int | None, used: list[Oblique]) -> RawClaim:
        reading, typing = self.reading, self.typing
        event, relation, rules = self._labels(object_)
        perspective = self.perspective
        event = self._act(event, subject)
        qualifiers = list(self.circumstances.qualifiers(object_, used))
        argument = reading.argument(object_) if object_ is not None else None
        if typing is not None and event:
            known = {subject, object_, *(qualifier.head for _, qualifier in qualifiers)}
            qualifiers += [("target", reading.argument(head)) for head in typing.targets if head not in known]
        first, second = reading.argument(subject), argument
        if relation is not None and second is not None and self._backwards(subject, second.head):
            first, second = second, first
        return RawClaim(
            sentence=reading.sentence(self.clause.head),
            subject=first,
            predicate=tuple(words),
            lemma=lemma,
            object=second,
            relation=relation,
            event=event,
            qualifiers=qualifiers,
            time=self.circumstances.time(perspective, event),
            polarity=perspective.polarity,
            modality=self._modality(perspective, event),
            condition=perspective.condition,
            speakers=reading.speakers(perspective),
            confidence=self._confidence(subject, argument, event),
            rules=rules,
        )

    def _backwards(self, subject: int, object_: int) -> bool:
        """Whether a static relation holds of the object: "the bank employs 300 people", who work for it."""
        typing = self.typing
        return typing is not None and subject not in typing.sources and object_ in typing.sources

    def _act(self, event: str | None, subject: int) -> str | None:
        """The category of the act as it is stated here: announced, threatened, or done by something that can act."""
        perspective = self.perspective
        if self.typing is not None and self.typing.weight == 1 and not self._between_actors(self.typing, subject):
            return None
        if event in HOSTILE and self._threatening(perspective, subject):
            event = "THREATEN"
        event = announced(event, perspective.modality, perspective.polarity)
        return None if event in HOSTILE and self._inanimate(subject) else event

    def _labels(self, object_: int | None) -> tuple[str | None, str | None, tuple[str, ...]]:
        rules = [
            "clause:copula" if self.clause.copula else "clause:passive" if self.clause.passive else "clause:active"
        ]
        if len(self.chain) > 1:
            rules.append("chain:" + "+".join(clause.lemma for clause in self.chain))
        event = relation = None
        if self.typing is not None:
            event, relation = self.typing.event, self.typing.relation
            rules.append(self.typing.rule)
        if self.clause.copula and object_ is not None and relation is None and object_ in self.clause.attributes:
            relation = copular_relation(self.reading, object_)
        return event, relation, tuple(rules)

    def _threatening(self, perspective: Perspective, subject: int) -> bool:
        """Hostile acts announced by the one who would do them are threats."""
        if perspective.modality not in ("possible", "intended", "conditional") or perspective.polarity == "negative":
            return False
        heads = {source.head for source in perspective.sources}
        same = {self._cluster(head) for head in heads} - {None}
        return subject in heads or self._cluster(subject) in same or not heads

    def _between_actors(self, typing: Typing, subject: int) -> bool:
        """What a weak pattern asks for: somebody who can act on both sides."""
        reading = self.reading
        if not reading.is_actor(subject):
            return False
        together = sum(map(reading.is_actor, self.subjects)) > 1
        return together or not self.objects or any(map(reading.is_actor, typing.targets))

    def _inanimate(self, subject: int) -> bool:
        """Whether a subject cannot act: storms and cranes kill, but they do not assault."""
        tree, reading = self.tree, self.reading
        lemma = tree.lemma[subject].lower()
        if tree.pos[subject] != "NOUN" or reading.is_named(subject) or lemma in _WEAPONS:
            return False
        entry = lexicon.noun_type(lemma)
        hostile = any(frame.event in HOSTILE for frame in lexicon.frames("n", lemma))
        return (
            entry is not None and entry.animate == "no" and entry.type in ("Thing", "Event", "Product") and not hostile
        )

    def _cluster(self, head: int) -> int | None:
        reference = self.reading.reference_at.get(head)
        return reference.cluster if reference else None

    def _modality(self, perspective: Perspective, event: str | None) -> str:
        if perspective.modality == "asserted" and event == "REQUEST":
            # "urged Iran to stop" asks for something; "launched a petition" has happened.
            return "asserted" if self.typing is not None and self.typing.rule.startswith("frame:n:") else "requested"
        if perspective.modality == "asserted" and event in ("AGREE", "THREATEN") and not self.clause.objects:
            kinds = {entry.modality for entry in lexicon.attitude("v", self.clause.lemma) if entry.comp == "that"}
            return "intended" if "intended" in kinds else "asserted"
        return perspective.modality

    def _confidence(self, subject: int, argument: RawArgument | None, event: str | None) -> float:
        """A first estimate; what lies below 0.5 is a reading that most readers would not draw as an edge."""
        tree = self.tree
        if self.reading.is_empty_pronoun(subject):
            return 0.4 if tree.lower[subject] in _PRONOUNS_WITHOUT_CONTENT else 0.45
        if argument is None and self.clause.lemma in _EMPTY_VERBS and not self.clause.attributes:
            return 0.4  # "there is pressure", "they do": nothing is said of anybody
        value = 0.6 + 0.1 * bool(event) + 0.1 * self.reading.is_named(subject)
        if argument is None and not self.clause.passive:
            value -= 0.1
        if argument is not None and tree.pos[argument.head] in ("PRON", "DET") and argument.cluster is None:
            value -= 0.2 + 0.2 * (tree.tag[argument.head] in ("WP", "WDT"))
        depth = len([a for a in ancestors(tree, self.clause.head) if a in self.reading.clauses])
        return round(max(0.05, value - 0.03 * depth), 3)
