"""Antecedents of pronouns by number, gender, animacy, binding, speech, recency and salience.

A scored variant of the classical factors (Lappin and Leass 1994; Lee et al. 2013).
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.nlp.chains import Chain, Chains, heads
from kg.nlp.mentions import SUBJECTS, Mention, PronounForm
from kg.nlp.speech import Speech
from kg.nlp.tree import Tree

_REACH = {"m": 5, "f": 5, "n": 3, None: 3}
"""Sentences that a third-person pronoun looks back, by gender."""
WEIGHTS = {
    "sentence": -0.8,
    "token": -0.02,
    "nsubj": 1.0,
    "nsubjpass": 1.0,
    "csubj": 1.0,
    "dobj": 0.35,
    "dative": 0.35,
    "appos": 0.5,
    "poss": 0.3,
    "mentions": 0.18,
    "named": 0.7,
    "parallel": 0.4,
    "own subject": 1.2,
    "own words": 1.0,
    "bare": -1.0,
    "indefinite": -0.4,
    "organization as they": -0.9,
    "singular as they": -1.6,
    "unknown gender": -0.4,
    "lifeless agent": -2.5,
    "other voice": -0.3,
}
"""What speaks for an antecedent (per sentence or token of distance, by its role and its form)."""
THRESHOLD = -3.5
"""The least score of an antecedent."""
_ANIMATE_VERBS = frozenset(
    """say call tell think believe estimate argue add claim ask want hope plan decide agree announce warn accuse deny
    demand urge promise vow hold urge meet know feel fear try refuse intend expect accept reject condemn""".split()
)
"""Verbs whose subject is a person or an organization."""
_RAISING = frozenset("seem appear turn happen follow emerge".split())
_IMPERSONAL = frozenset(
    "clear likely unlikely possible impossible important true time necessary crucial hard difficult easy vital"
    " essential unclear reasonable good better best fair safe worth illegal legal obvious enough early late".split()
)


class PronounLinks:
    """Links the pronouns of one document."""

    def __init__(self, tree: Tree, mentions: Sequence[Mention], chains: Chains, speech: Speech) -> None:
        self.tree = tree
        self.mentions = mentions
        self.chains = chains
        self.speech = speech
        self.at_head = heads(mentions)
        self._speakers: dict[tuple[int | None, int, str], int] = {}

    def resolve(self, i: int) -> None:
        """Link a pronoun to what it refers to, if that is found."""
        mention = self.mentions[i]
        form = mention.form
        assert form is not None
        if form.person < 3:
            self._speaker(i, mention, form)
        elif not (form.gender == "n" and self.is_pleonastic(mention.head)):
            found = self._antecedent(i, mention, form)
            if found is not None:
                self.chains.link(found, i)

    # --- speech ---------------------------------------------------------------------------------------------------

    def _speaker(self, i: int, mention: Mention, form: PronounForm) -> None:
        """ "I" is the speaker of the quotation; "we" and "you" are at least the same in all of it."""
        stretch = self.speech.at(mention.head)
        speaker = self.at_head.get(stretch.speaker) if stretch and stretch.speaker is not None else None
        if form.person == 1 and form.number == "s" and speaker is not None:
            if self.chains.of[speaker].type in ("Person", "Thing"):
                self.chains.link(speaker, i)
            return
        kind = "you" if form.person == 2 else ("we" if form.number == "p" else "I")
        chain = id(self.chains.of[speaker]) if speaker is not None else None
        key = (chain, -1 if chain is not None or kind == "I" else (stretch.start if stretch else -2), kind)
        if key in self._speakers:
            self.chains.link(self._speakers[key], i)
        else:
            self._speakers[key] = i

    # --- third person ---------------------------------------------------------------------------------------------

    def is_pleonastic(self, token: int) -> bool:
        """ "It is clear that …", "it seems …", "it was reported that …": the pronoun refers to nothing."""
        tree = self.tree
        verb, label = tree.head[token], tree.dep[token]
        if label == "expl" or label not in SUBJECTS:
            return label == "expl"
        below = {tree.dep[child] for child in tree.children[verb] if child > verb}
        if tree.lemma[verb] in _RAISING:
            return bool(below & {"ccomp", "advcl"}) or tree.lemma[verb] == "seem"
        if label == "nsubjpass":
            return "ccomp" in below
        if tree.lemma[verb] == "take" and "xcomp" in below | {"advcl"} & below:
            return True
        if tree.lemma[verb] != "be":
            return False
        said = [child for child in tree.children[verb] if tree.dep[child] in ("acomp", "attr")]
        impersonal = any(tree.lower[child] in _IMPERSONAL for child in said)
        inner = {tree.dep[grandchild] for child in said for grandchild in tree.children[child]}
        clause = (below | inner) & {"ccomp", "xcomp", "csubj", "advcl", "relcl", "acl"}
        return bool(clause) and (impersonal or "ccomp" in below or "csubj" in below)

    def _antecedent(self, i: int, mention: Mention, form: PronounForm) -> int | None:
        best: tuple[float, int] | None = None
        reach = _REACH[form.gender]
        seen: set[int] = set()
        speaker = self._own_speaker(mention)
        for j in range(i - 1, -1, -1):
            other = self.mentions[j]
            distance = mention.sentence - other.sentence
            if distance > reach:
                break
            chain = self.chains.of[j]
            if id(chain) in seen:
                continue
            if self._is_barred(i, j):
                seen.add(id(chain))
                continue
            if not agrees(chain, other, form) or chain is speaker:
                continue
            seen.add(id(chain))
            score = self._score(mention, form, other, chain, distance)
            if best is None or score > best[0]:
                best = score, j
        return best[1] if best and best[0] > THRESHOLD else None

    def _own_speaker(self, mention: Mention) -> Chain | None:
        """Nobody calls himself "he": the chain of the speaker, for a pronoun in a quotation."""
        stretch = self.speech.at(mention.head)
        if stretch is None or stretch.speaker is None:
            return None
        found = self.at_head.get(stretch.speaker)
        return self.chains.of[found] if found is not None else None

    def _is_barred(self, i: int, j: int) -> bool:
        """Binding: no plain pronoun beside its antecedent in one clause; none within the phrase it would name."""
        tree, later, earlier = self.tree, self.mentions[i], self.mentions[j]
        form = later.form
        assert form is not None
        if later.sentence != earlier.sentence:
            return False
        if self._below(later.head, earlier.head):
            return True
        if form.reflexive:
            return False
        if form.possessive:
            return False
        if tree.dep[earlier.head] == "poss":
            return False
        verb, other = self._clause(later.head), self._clause(earlier.head)
        # "Microsoft wants to support it": the infinitive has the subject of the verb above it.
        while verb != other and tree.dep[verb] == "xcomp" and tree.kid(verb, "nsubj") is None:
            verb = tree.head[verb]
            if verb == other and tree.dep[earlier.head] not in SUBJECTS:
                return False
        return verb == other

    def _below(self, token: int, head: int) -> bool:
        """Whether a token stands in the noun phrase of a head, relative clauses left out."""
        tree = self.tree
        for _ in range(12):
            parent = tree.head[token]
            if parent == token or tree.dep[token] in ("relcl", "acl", "ccomp", "advcl"):
                return False
            if parent == head:
                return True
            token = parent
        return False

    def _clause(self, token: int) -> int:
        """The verb whose clause a token belongs to."""
        tree = self.tree
        for _ in range(20):
            parent = tree.head[token]
            if parent == token or tree.pos[parent] in ("VERB", "AUX"):
                return parent
            token = parent
        return token

    def _score(self, mention: Mention, form: PronounForm, other: Mention, chain: Chain, distance: int) -> float:
        """How likely an antecedent is; the summands are those of `WEIGHTS`."""
        weights = WEIGHTS
        role = other.role
        score = weights["sentence"] * distance + weights["token"] * min(mention.start - other.end, 60)
        score += weights.get(role, 0.0) + weights["mentions"] * min(len(chain.members), 6)
        if chain.named:
            score += weights["named"]
        if role in SUBJECTS:
            if mention.role in SUBJECTS:
                score += weights["parallel"]
            if form.possessive and distance == 0 and self._clause(mention.head) == self._clause(other.head):
                score += weights["own subject"]
        if self._reports(mention, other):
            score += weights["own words"]
        if other.kind == "nominal" and form.number != "p":
            if other.determiner == "bare":
                score += weights["bare"]
            elif other.determiner == "indefinite" or role in ("attr", "appos"):
                score += weights["indefinite"]
        if form.number == "p" and chain.number == "s":
            score += weights["organization as they"] if chain.type == "Organization" else weights["singular as they"]
        if form.gender in ("m", "f") and chain.gender is None:
            score += weights["unknown gender"]
        acts = mention.role == "nsubj" and self.tree.lemma[self.tree.head[mention.head]] in _ANIMATE_VERBS
        if acts and chain.type not in ("Person", "Organization", "Group", "Place"):
            score += weights["lifeless agent"]
        if self._stretch_start(mention) != self._stretch_start(other):
            score += weights["other voice"]
        return score

    def _reports(self, mention: Mention, other: Mention) -> bool:
        """ "Nokia said it …": whether the pronoun is the subject of what the other mention says."""
        tree, verb = self.tree, self.tree.head[mention.head]
        if mention.role not in SUBJECTS or other.role != "nsubj" or tree.dep[verb] != "ccomp":
            return False
        return tree.head[verb] == tree.head[other.head] and tree.lemma[tree.head[verb]] in _ANIMATE_VERBS

    def _stretch_start(self, mention: Mention) -> int:
        stretch = self.speech.at(mention.head)
        return stretch.start if stretch else -1


def agrees(chain: Chain, other: Mention, form: PronounForm) -> bool:
    """Whether a chain has the number, gender and animacy of a third-person pronoun."""
    if other.form is not None and (other.form.person != 3 or other.form.number != form.number):
        return False
    if form.gender in ("m", "f"):
        if other.determiner == "bare" and other.role not in SUBJECTS and len(chain.members) == 1:
            return False
        return chain.type == "Person" and chain.number != "p" and chain.gender in (form.gender, None)
    if form.gender == "n":
        return chain.type not in ("Person", "Group") and chain.number != "p" and chain.gender not in ("m", "f")
    if chain.number == "p":
        return True
    return chain.type == "Organization" or (chain.type == "Place" and chain.named) or chain.type == "Group"
