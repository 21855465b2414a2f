"""Perspective: who says it, and how it stands to the facts.

Clauses form a tree; reporting, attitude, modal, conditional and negating predicates pass source and factuality down to
what they embed, as the source-introducing predicates of FactBank do (Saurí and Pustejovsky 2009).  What each word does
is data: ``attitudes.tsv`` and ``modality_adverbs.tsv`` of `kg.nlp.lexicon`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.nlp import lexicon
from kg.nlp.clauses import Clause, prepositional_objects
from kg.nlp.lexicon import Attitude
from kg.nlp.quotes import Quotes, is_reporting
from kg.nlp.tree import Span, Tree

_MODALS = {
    "may": "possible", "might": "possible", "could": "possible", "can": "possible", "ca": "possible",
    "should": "requested", "must": "requested", "ought": "requested",
}  # fmt: skip
_FUTURE = frozenset({"will", "'ll", "wo", "shall"})
_CONDITIONAL_MARKERS = frozenset({"if", "unless", "provided", "assuming"})
_TIMELY_MARKERS = frozenset({"until", "till", "before", "once", "when", "after", "soon"})
"""What stands behind them has not happened if what they date lies in the future."""
_UNREALISED = frozenset(
    (
        "want seek plan intend hope aim wish plot pursue covet crave desire prefer chase attempt try pledge promise "
        "vow threaten propose pitch consider contemplate envisage envision explore eye mull moot ponder weigh bid "
        "push press strive vie aspire angle long yearn"
    ).split()
)  # fmt: skip
"""Verbs whose own claim is as unreal as their object: to seek a deal is to have none."""
_ANY = frozenset({"any", "every", "each", "whichever", "whoever", "anyone", "anybody"})
_CITING = frozenset({"cite", "quote"})
_NO = frozenset({"no", "neither", "nor"})
_ADVERBS_OF_NEGATION = frozenset({"never", "hardly", "scarcely", "barely"})


@dataclass(frozen=True, slots=True)
class Source:
    """A speaker: the head of the noun phrase (or the modifier that names it), and the tokens of the reporting words."""

    head: int
    cue: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Perspective:
    """How a clause stands to the facts, and the chain of speakers, outermost first."""

    polarity: str = "positive"
    modality: str = "asserted"
    condition: Span | None = None
    sources: tuple[Source, ...] = ()


NEUTRAL = Perspective()


def flipped(polarity: str) -> str:
    """The other polarity."""
    return "negative" if polarity == "positive" else "positive"


class Perspectives:
    """The perspectives of all clauses of a document, worked out on demand from the outermost inwards."""

    def __init__(self, tree: Tree, clauses: dict[int, Clause], quotes: Quotes, sentences: list[Span]) -> None:
        self.tree = tree
        self.clauses = clauses
        self.quotes = quotes
        self.sentences = sentences
        self.children: dict[int, list[Clause]] = {}
        for clause in clauses.values():
            if clause.parent is not None:
                self.children.setdefault(clause.parent, []).append(clause)
        self._known: dict[int, Perspective] = {}
        self._above: dict[int, Perspective] = {}
        self._according = self._read_according(sentences)
        self._reported_before = self._read_reported_before()

    # --- the answer ---------------------------------------------------------------------------------------------

    def of(self, clause: Clause) -> Perspective:
        """The perspective under which a clause is stated."""
        if clause.head not in self._known:
            self._known[clause.head] = NEUTRAL
            self._known[clause.head] = self._read(clause)
        return self._known[clause.head]

    def _read(self, clause: Clause) -> Perspective:
        above = self.above(clause)
        sources = above.sources + self._according.get(clause.head, ()) + self._parenthetical(clause)
        condition = self._condition(clause) or above.condition
        polarity = flipped(above.polarity) if self.negated(clause) else above.polarity
        modality = self._strong_modality(clause)
        weak = self._weak_modality(clause, condition is not None, bool(sources))
        if modality == "asserted":
            modality = above.modality
        if modality == "asserted" or (modality == "intended" and weak == "conditional" and not clause.infinitive):
            modality = weak
        return Perspective(polarity, modality, condition, sources)

    def negated(self, clause: Clause) -> bool:
        """Whether a clause is negated by a word of its own."""
        tree = self.tree
        count = len(clause.negators)
        count += any(tree.lower[adverb] in _ADVERBS_OF_NEGATION for adverb in clause.adverbs)
        count += any(
            tree.lower[adverb] == "longer" and tree.lower[adverb - 1] == "no" for adverb in clause.adverbs if adverb
        )
        nouns = (*clause.subjects, *clause.objects, *clause.attributes)
        count += any(self.denied_noun(noun) for noun in nouns)
        return count % 2 == 1

    def denied_noun(self, noun: int) -> bool:
        """Whether a noun phrase is negative: "no injuries", "none of them", "nobody"."""
        tree = self.tree
        if tree.lower[noun] in ("nobody", "none", "nothing", "neither"):
            return True
        return any(
            (tree.lower[kid] in _NO and tree.dep[kid] in ("det", "neg", "preconj"))
            or (tree.lower[kid] == "not" and tree.dep[kid] == "neg" and kid < noun)
            for kid in tree.children[noun]
        )

    # --- what the clause itself says ----------------------------------------------------------------------------

    def _strong_modality(self, clause: Clause) -> str:
        """What the clause's own words say against anything above: "may", "must", "perhaps", "if"."""
        if clause.marker in _CONDITIONAL_MARKERS or self._inverted(clause) or self._awaits(clause):
            return "conditional"
        if clause.modal in _MODALS:
            return _MODALS[clause.modal]
        for adverb in clause.adverbs:
            entry = lexicon.adverb(self.tree.lower[adverb])
            if entry is not None and (entry.modality != "asserted" or entry.attributed):
                return entry.modality if entry.modality != "asserted" else "possible"
        return "possible" if clause.parent is None and self._asked(clause) else "asserted"

    def _asked(self, clause: Clause) -> bool:
        """Whether a sentence is a question: it asserts nothing."""
        _, end = self.sentences[self._sentence_of(clause.head)]
        return "?" in self.tree.words[max(clause.head, end - 3) : end]

    def _awaits(self, clause: Clause) -> bool:
        """ "until there is a ceasefire", "before a treaty is signed": open, if the main clause is about the future."""
        tree = self.tree
        soon = any(tree.lower[adverb] == "soon" for adverb in clause.adverbs)
        if clause.link != "advcl" or clause.parent is None or not (clause.marker in _TIMELY_MARKERS or soon):
            return False
        return self._open(self.clauses[clause.parent])

    def _open(self, clause: Clause) -> bool:
        """Whether a clause is about what has not happened: it has a modal or is negated."""
        return clause.modal is not None or bool(clause.negators) or clause.infinitive

    def _weak_modality(self, clause: Clause, conditional: bool, reported: bool) -> str:
        """What gives way to the embedding word: the future, and verbs that only want or weigh their object."""
        if clause.modal in ("would", "'d"):
            return "intended" if reported and not conditional else "conditional"
        if clause.modal in _FUTURE:
            return "conditional" if conditional else "intended"
        if conditional and clause.modal is None and not clause.infinitive:
            return "conditional"
        if clause.objects or clause.obliques:
            return self._attitude_to_object(clause)
        return "asserted"

    def _attitude_to_object(self, clause: Clause) -> str:
        """ "planned conferences", "seeks closer ties": what is only wanted or weighed has not happened."""
        if any(part.link in ("xcomp", "ccomp") for part in self.children.get(clause.head, ())):
            return "asserted"
        kinds = {"obj"} if clause.objects else {f"prep:{oblique.word}" for oblique in clause.obliques}
        for entry in lexicon.attitude("v", clause.lemma):
            known = clause.lemma in _UNREALISED
            if known and entry.comp in kinds and entry.particle in ("", clause.particle or ""):
                return entry.modality
        return "asserted"

    def _condition(self, clause: Clause) -> Span | None:
        """The conditional clause that hangs on a clause, without its marker kept apart: "if sanctions are lifted"."""
        tree = self.tree
        for child in self.children.get(clause.head, ()):
            conditional = child.marker in _CONDITIONAL_MARKERS or self._inverted(child)
            if child.link == "advcl" and (conditional or (child.marker in ("until", "till") and self._open(clause))):
                return tree.edges(child.head)
        for oblique in clause.obliques:
            noun = tree.lower[oblique.head]
            if noun in ("absence", "case", "event") and oblique.word == "in":
                return oblique.tokens[0], tree.edges(oblique.head)[1]
            if oblique.word == "until" and self._open(clause) and tree.pos[oblique.head] == "NOUN":
                return oblique.tokens[0], tree.edges(oblique.head)[1]
        return None

    def _inverted(self, clause: Clause) -> bool:
        """ "Had it happened earlier": an auxiliary before the subject instead of "if"."""
        tree = self.tree
        if clause.marker or not clause.own_subject or clause.link != "advcl":
            return False
        first = clause.words[0]
        return tree.lower[first] in ("had", "were", "should") and first < min(clause.subjects)

    # --- what is passed down ------------------------------------------------------------------------------------

    def above(self, clause: Clause) -> Perspective:
        """What a clause takes over from what embeds it, before its own words count."""
        if clause.head not in self._above:
            self._above[clause.head] = NEUTRAL
            self._above[clause.head] = self._embedding(clause)
        return self._above[clause.head]

    def _embedding(self, clause: Clause) -> Perspective:
        if clause.parent is None:
            return Perspective(sources=self.outer_sources(clause.head))
        parent = self.clauses[clause.parent]
        if clause.link == "conj" and clause.via is None:
            return self.above(parent)
        if clause.link == "relcl":
            return Perspective(modality=self._of_any(clause), sources=self.outer_sources(clause.head))
        stance = self.of(parent)
        attitude = self.attitude(parent, clause)
        if attitude is not None:
            return self._under(attitude, parent, clause, stance)
        return self._beside(clause, stance)

    def _of_any(self, clause: Clause) -> str:
        """ "any company that helps": what is said of whoever it may be is no fact."""
        tree = self.tree
        noun = tree.head[clause.head]
        determined = any(tree.lower[kid] in _ANY for kid in tree.kids(noun, "det"))
        return "conditional" if determined or tree.lower[noun] in _ANY else "asserted"

    def _beside(self, clause: Clause, stance: Perspective) -> Perspective:
        """A part that no attitude governs: adverbial clauses, participles, infinitives of purpose, gerunds."""
        said = Perspective(sources=stance.sources)
        if clause.link in ("ccomp", "csubj") and clause.own_subject and clause.marker is None and not clause.infinitive:
            return said  # the parser's way to join two sentences: "X is Y; Z would be W"
        if clause.link == "xcomp" and self.clauses[clause.parent or 0].lemma == "be" and clause.infinitive:
            return replace(said, modality="intended", polarity=stance.polarity)  # "is to be held"
        if clause.link in ("xcomp", "ccomp", "csubj"):
            return replace(said, polarity=stance.polarity, modality=stance.modality, condition=stance.condition)
        if clause.infinitive and clause.link in ("acl", "advcl"):
            return replace(said, modality="intended")
        if clause.link == "pcomp":
            position = self.tree.head[clause.head]
            preposition = self.tree.lower[position]
            instead = preposition == "of" and position and self.tree.lower[position - 1] == "instead"
            if preposition == "without" or instead:
                return replace(said, polarity="negative")
            return replace(said, modality=stance.modality)
        return said

    def _under(self, attitude: Attitude, parent: Clause, clause: Clause, stance: Perspective) -> Perspective:
        # Negated is the verb ("did not say that …") or the noun that embeds ("no evidence that …").
        negated = self.negated(parent) or (clause.via is not None and self.denied_noun(clause.via))
        polarity = attitude.negated_polarity if negated else attitude.polarity
        modality = attitude.modality
        if modality == "asserted" and attitude.speaker is None:
            modality = stance.modality
        sources = stance.sources
        if attitude.speaker is not None and clause.link in ("ccomp", "pcomp", "acl", "xcomp", "parataxis"):
            same = set(self.speaker_heads(attitude, parent, clause)) & set(clause.subjects)
            if not (same and clause.infinitive):
                sources += self._speakers(attitude, parent, clause)
        return Perspective(polarity, modality, stance.condition, sources)

    def attitude(self, parent: Clause, clause: Clause) -> Attitude | None:
        """The entry of the word that embeds a clause, if the lexicon knows it with this kind of complement."""
        tree = self.tree
        if clause.link == "advcl" or (clause.link == "acl" and not clause.infinitive):
            return None
        if clause.via is None and parent.lemma == "have" and tree.tag[parent.head] == "VBD" and clause.infinitive:
            return None  # "had to leave": it happened
        if clause.via is not None and tree.lower[clause.via] == "order" and tree.lower[clause.via - 1] == "in":
            return None  # "in order to"
        pos, lemma, particle = self._embedding_word(parent, clause)
        entries = lexicon.attitude(pos, lemma)
        if not entries:
            return None
        wanted = self._complement_kinds(parent, clause)
        for kind in wanted:
            for entry in entries:
                if entry.comp == kind and entry.particle in ("", particle):
                    return entry
        return None

    def _embedding_word(self, parent: Clause, clause: Clause) -> tuple[str, str, str]:
        """Part of speech, lemma and particle of the word that embeds a clause: a verb, an adjective or a noun."""
        tree, word = self.tree, clause.via
        if word is None and parent.copula and parent.attributes and clause.link in ("ccomp", "xcomp"):
            word = parent.attributes[0]  # "it is possible that": the parser hangs the clause on the copula
        if word is None:
            return "v", parent.lemma, parent.particle or ""
        return "a" if tree.pos[word] == "ADJ" else "n", tree.lemma[word].lower(), ""

    def _complement_kinds(self, parent: Clause, clause: Clause) -> tuple[str, ...]:
        if clause.link == "pcomp":
            preposition = self.tree.lower[self.tree.head[clause.head]]
            return (f"prep:{preposition}", "ing")
        if clause.infinitive:
            shared = set(clause.subjects) & {*parent.objects, *parent.recipients}
            if any(self.tree.lower[kid] == "whether" for kid in self.tree.children[clause.head]):
                return ("whether", "inf")
            return ("objinf", "inf") if shared or clause.own_subject or parent.passive else ("inf", "objinf")
        if clause.gerund:
            return ("ing", "inf")
        if clause.marker in ("whether", "if"):
            return ("whether", "that")
        return ("that", "quote")

    # --- speakers -----------------------------------------------------------------------------------------------

    def speaker_heads(self, attitude: Attitude, parent: Clause, clause: Clause) -> list[int]:
        """The heads of the noun phrases that an attitude's word makes the source of what it embeds."""
        tree, path = self.tree, attitude.speaker
        logical_subject = parent.agents if parent.passive else parent.subjects
        if path == "subj" and clause.via is None:
            return logical_subject
        if path == "subj":
            return parent.subjects
        if path == "obj":
            return parent.subjects if parent.passive else parent.objects
        if path == "poss" and clause.via is not None:
            return tree.kids(clause.via, "poss") or (parent.subjects if clause.via not in parent.subjects else [])
        if path is not None and path.startswith("prep:"):
            word = path.removeprefix("prep:")
            found = [oblique.head for oblique in parent.obliques if oblique.word == word]
            if word == "by":
                found = found or parent.agents
            if not found and clause.via is not None:
                for child in tree.kids(clause.via, "prep"):
                    if tree.lower[child] == word:
                        found += [noun for _, noun in prepositional_objects(tree, child)]
            return found
        return []

    def _speakers(self, attitude: Attitude, parent: Clause, clause: Clause) -> tuple[Source, ...]:
        cue = tuple(word for word in parent.words if self.tree.dep[word] not in ("aux", "auxpass")) or (parent.head,)
        if clause.via is not None:
            cue = (clause.via,)
        found: list[Source] = []
        for head in self.speaker_heads(attitude, parent, clause):
            found += self.named_source(head, cue)
        return (*found, *self._cited(parent, [source.head for source in found]))

    def named_source(self, head: int, cue: tuple[int, ...]) -> list[Source]:
        """A speaker as sources: "Bloomberg sources" are two, the agency and its sources."""
        tree = self.tree
        if tree.lemma[head].lower() == "source":
            outer = [kid for kid in tree.kids(head, "compound", "poss", "nmod") if tree.pos[kid] == "PROPN"]
            return [*(Source(kid, cue) for kid in outer[-1:]), Source(head, cue)]
        return [Source(head, cue)]

    def _parenthetical(self, clause: Clause) -> tuple[Source, ...]:
        """ "The law, critics say, violates the constitution": who says it, in the middle of what is said."""
        found: list[Source] = []
        for child in self.children.get(clause.head, ()):
            if child.link == "parataxis" and child.own_subject and not child.objects and is_reporting(child):
                for head in child.subjects:
                    found += self.named_source(head, (child.head,))
        return tuple(found)

    def _cited(self, parent: Clause, speakers: list[int]) -> list[Source]:
        """ "…, citing sources": whom the speakers of a reporting clause refer to."""
        found: list[Source] = []
        for child in self.clauses.values():
            if child.lemma in _CITING and child.gerund and not child.own_subject:
                near = child.parent == parent.head or any(subject in speakers for subject in child.subjects)
                if near and child.head not in (parent.head,):
                    found += [Source(noun, (child.head,)) for noun in child.objects]
        return found

    def outer_sources(self, head: int) -> tuple[Source, ...]:
        """The speakers of a whole sentence: of the quotation it stands in, or named by the sentence after it."""
        quoted = self.quotes.speaker(head)
        if quoted is not None:
            return tuple(self.named_source(*quoted))
        return self._reported_before.get(self._sentence_of(head), ())

    # --- what is said about whole sentences ---------------------------------------------------------------------

    def _sentence_of(self, token: int) -> int:
        return self._sentence_index[token]

    def _root(self, token: int) -> int | None:
        """The outermost clause above a token."""
        tree, found = self.tree, None
        while True:
            if token in self.clauses:
                found = token
            if tree.head[token] == token:
                return found
            token = tree.head[token]

    def _read_according(self, sentences: list[Span]) -> dict[int, tuple[Source, ...]]:
        """ "According to X": the sources of the clause it stands in (of the sentence, at its beginning or end)."""
        tree = self.tree
        self._sentence_index = [index for index, (start, end) in enumerate(sentences) for _ in range(start, end)]
        found: dict[int, tuple[Source, ...]] = {}
        for token in range(tree.size - 2):
            if tree.lower[token] != "according" or tree.lower[token + 1] != "to":
                continue
            root = self._root(token)
            if root is None:
                continue
            sources: list[Source] = []
            for _, noun in prepositional_objects(tree, token):
                sources += self.named_source(noun, (token, token + 1))
            heads = [source.head for source in sources]
            cited = [
                c
                for c in self.clauses.values()
                if c.lemma in _CITING and any(head in c.subjects or 0 < c.head - head <= 4 for head in heads)
            ]
            sources += [Source(noun, (c.head,)) for c in cited for noun in c.objects]
            found[root] = found.get(root, ()) + tuple(sources)
        return found

    def _read_reported_before(self) -> dict[int, tuple[Source, ...]]:
        """ "This is reported by X, citing sources": the speakers of the sentence before, by its number."""
        tree = self.tree
        found: dict[int, tuple[Source, ...]] = {}
        for clause in self.clauses.values():
            if clause.parent is not None or clause.lemma not in ("report", "state", "say", "announce", "write"):
                continue
            patients = clause.subjects if clause.passive else clause.objects
            speakers = clause.agents if clause.passive else clause.subjects
            if any(tree.lower[noun] in ("this", "that", "it") for noun in patients) and speakers:
                number = self._sentence_of(clause.head)
                sources: list[Source] = []
                for head in speakers:
                    sources += self.named_source(head, (clause.head,))
                found[number - 1] = (*sources, *self._cited(clause, speakers))
        return found
