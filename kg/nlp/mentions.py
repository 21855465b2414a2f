"""The mentions of a document: names, noun phrases with common nouns, and pronouns, with what grammar says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.nlp import lexicon
from kg.nlp.gender import gender_of_given_name, gender_of_word
from kg.nlp.name_spans import CAPTION_WORDS, is_title
from kg.nlp.name_types import LABEL_TYPES
from kg.nlp.tree import Tree


@dataclass(frozen=True, slots=True)
class PronounForm:
    """Grammatical person (1–3), number ("s", "p"), gender ("m", "f", "n" or None) and use of a pronoun."""

    person: int
    number: str | None
    gender: str | None
    possessive: bool = False
    reflexive: bool = False


def _forms(person: int, number: str | None, gender: str | None, words: str) -> dict[str, PronounForm]:
    plain, possessive, reflexive = (part.split() for part in words.split("|"))
    return (
        {word: PronounForm(person, number, gender) for word in plain}
        | {word: PronounForm(person, number, gender, possessive=True) for word in possessive}
        | {word: PronounForm(person, number, gender, reflexive=True) for word in reflexive}
    )


PRONOUNS: dict[str, PronounForm] = (
    _forms(3, "s", "m", "he him|his|himself")
    | _forms(3, "s", "f", "she her hers|her|herself")
    | _forms(3, "s", "n", "it|its|itself")
    | _forms(3, "p", None, "they them theirs|their|themselves")
    | _forms(1, "s", None, "i me mine|my|myself")
    | _forms(1, "p", None, "we us ours|our|ourselves")
    | _forms(2, None, None, "you yours|your|yourself yourselves")
)
_OBJECT_HER = PronounForm(3, "s", "f")

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_NOMINAL_ROLES = frozenset(
    "nsubj nsubjpass dobj pobj dative attr conj appos poss oprd ROOT nmod compound dep npadvmod".split()
)
_LEFT = frozenset("det amod compound nummod poss quantmod nmod predet advmod case npadvmod".split())
_DEFINITE = frozenset("the this that these those both".split())
_INDEFINITE = frozenset("a an another some any no each every several many few other such more most".split())
_QUANTIFIED = frozenset({"every", "no", "any", "each", "either", "neither"})
_QUANTIFIERS = frozenset("enough more most such own same very particular entire whole many few other all much".split())
_CONTENT = frozenset({"NOUN", "ADJ", "PROPN", "NUM", "VERB"})
_EMPTY_HEADS = frozenset(
    """way lot number part kind sort type bit amount rest percent cent series majority half third quarter top
    front time times day days week weeks month months year years hour hours minute minutes moment today yesterday
    morning afternoon evening night fact case example instance addition view light place end beginning per cent pm am
    one ones thing things something anything nothing everything everyone someone anyone nobody no-one none other others
    """.split()
)
"""Heads of noun phrases that hardly ever refer to anything named elsewhere."""


@dataclass(slots=True)
class Mention:
    """A mention with what later stages ask of it; ``words`` are the lowercase content words without determiner."""

    start: int
    end: int
    head: int
    kind: str
    type: str
    number: str | None = None
    gender: str | None = None
    sentence: int = 0
    role: str = ""
    determiner: str = ""
    """definite, demonstrative, possessive, indefinite or bare."""
    lemma: str = ""
    words: tuple[str, ...] = ()
    form: PronounForm | None = None
    owner: int | None = None
    """Token of the possessor."""
    phrase: str = ""
    """The words of a noun phrase as written, without its determiner."""
    quantified: bool = False
    """Determined by "every", "no", "any", "each": it denotes nothing that a later phrase could repeat."""
    named_modifiers: bool = False
    """It has no modifiers but nationalities ("the Finnish company"): they say no more of what it is."""
    nations: frozenset[str] = frozenset()
    """The nationalities among the modifiers of a noun phrase, in lower case."""
    modifier: bool = False
    """A noun before another noun ("oil price")."""
    parts: tuple[int, ...] = ()
    """Head tokens of the members of a coordination ("Russia and Ukraine")."""
    titles: frozenset[str] = field(default_factory=frozenset)
    label: str = ""


class MentionReader:
    """Reads the mentions of one document."""

    def __init__(self, doc: Doc, tree: Tree) -> None:
        self.doc = doc
        self.tree = tree
        self.name_at: dict[int, int] = {}
        self.blocked: set[int] = set()
        self.peoples: set[int] = set()
        self.sentence_of: list[int] = []
        self.sentences: list[tuple[int, int]] = []
        for number, sentence in enumerate(doc.sents):
            self.sentences.append((sentence.start, sentence.end))
            self.sentence_of += [number] * (sentence.end - sentence.start)

    def mentions(self) -> list[Mention]:
        """All mentions in text order."""
        found = self._names()
        tree = self.tree
        tokens = zip(tree.pos, tree.lower, strict=True)
        for i, (pos, low) in enumerate(tokens):
            if i in self.blocked:
                continue
            if pos == "PRON":
                if low in PRONOUNS:
                    found.append(self._pronoun(i, low))
            elif pos == "NOUN" or (pos == "PROPN" and self._is_office(i, low)):
                nominal = self._nominal(i)
                if nominal:
                    found.append(nominal)
        found += self._coordinations(found)
        found.sort(key=lambda mention: (mention.start, -mention.end))
        return found

    # --- names ----------------------------------------------------------------------------------------------------

    def _names(self) -> list[Mention]:
        found = []
        for start, end, label in [(span.start, span.end, span.label_) for span in self.doc.ents]:
            self.blocked.update(range(start, end))
            kind = LABEL_TYPES.get(label)
            if label == "NORP":
                self.peoples.update(range(start, end))
            if kind:
                found.append(self._name(start, end, kind, label))
        return found

    def _name(self, start: int, end: int, type_: str, label: str) -> Mention:
        tree = self.tree
        head = end - 1
        for i in range(end - 1, start - 1, -1):
            if not start <= tree.head[i] < end or tree.head[i] == i:
                head = i
                break
        mention = Mention(start, end, head, "name", type_, None, None, self.sentence_of[start], tree.dep[head])
        mention.words = tuple(tree.words[start:end])
        mention.label = label
        mention.number = "p" if tree.tag[head] == "NNPS" and type_ == "Group" else "s"
        if type_ == "Person":
            mention.titles = frozenset(self._titles_before(start, head))
            mention.gender = self._person_gender(mention)
        elif type_ != "Group":
            mention.gender = "n"
        return mention

    def _titles_before(self, start: int, head: int) -> list[str]:
        tree, found = self.tree, []
        i = start - 1
        while i >= 0 and start - i <= 6 and (tree.head[i] >= i and tree.pos[i] in ("PROPN", "NOUN", "ADJ")):
            found.append(tree.lower[i].rstrip("."))
            i -= 1
        while found and not is_title(found[-1]) and tree.pos[i + 1] != "ADJ":
            found.pop()
            i += 1
        return found if any(is_title(word) for word in found) else []

    def _person_gender(self, mention: Mention) -> str | None:
        for title in mention.titles:
            gender = gender_of_word(title)
            if gender:
                return gender
        words = mention.words
        gender = gender_of_word(words[0].lower()) if len(words) > 1 else None
        return gender or (gender_of_given_name(words[0]) if len(words) > 1 else None)

    # --- pronouns -------------------------------------------------------------------------------------------------

    def _pronoun(self, i: int, low: str) -> Mention:
        form = PRONOUNS[low]
        if low == "her" and self.tree.dep[i] != "poss":
            form = _OBJECT_HER
        type_ = "Person" if form.gender in ("m", "f") or form.person < 3 else "Thing"
        mention = Mention(i, i + 1, i, "pronoun", type_, form.number, form.gender, self.sentence_of[i])
        mention.role, mention.form = self.tree.dep[i], form
        return mention

    # --- coordinations --------------------------------------------------------------------------------------------

    def _coordinations(self, mentions: Sequence[Mention]) -> list[Mention]:
        """ "Russia and Ukraine", "the boy and his father": sets that "they" or "both countries" may mean."""
        tree, found = self.tree, []
        by_head = {mention.head: mention for mention in mentions}
        for mention in mentions:
            if mention.role == "conj" or mention.kind == "pronoun" or mention.modifier:
                continue
            parts = tree.conjuncts(mention.head) if tree.kid(mention.head, "conj") is not None else []
            if len(parts) > 1 and all(part in by_head for part in parts):
                last = by_head[parts[-1]]
                if any(tree.lower[k] in ("or", "nor", "but") for k in range(mention.end, last.start)):
                    continue
                types = {by_head[part].type for part in parts}
                whole = Mention(mention.start, last.end, mention.head, "nominal", "Thing", "p", None, mention.sentence)
                whole.type = types.pop() if len(types) == 1 else "Thing"
                whole.role, whole.determiner, whole.parts = mention.role, "definite", tuple(parts)
                found.append(whole)
        return found

    # --- noun phrases ---------------------------------------------------------------------------------------------

    def _is_office(self, i: int, low: str) -> bool:
        """Whether a capitalised word is a common noun here: "the Prime Minister", "the Government"."""
        tree = self.tree
        if tree.dep[i] == "compound" or tree.tag[i] not in ("NNP", "NNPS"):
            return False
        return is_title(low) or lexicon.noun_type(low) is not None

    def _nominal(self, i: int) -> Mention | None:
        tree = self.tree
        role, lemma = tree.dep[i], tree.lemma[i].lower()
        if role not in _NOMINAL_ROLES or lemma in _EMPTY_HEADS or len(lemma) < 3:
            return None
        if tree.lower[i] in CAPTION_WORDS and tree.words[i] != tree.lower[i]:
            return None
        start, determiner, owner = self._left(i)
        modifier = role in ("compound", "nmod") and tree.head[i] > i
        if modifier and tree.head[i] not in self.blocked and start != i:
            return None
        type_, gender = self._noun_type(lemma)
        number = "p" if tree.tag[i] in ("NNS", "NNPS") else "s"
        mention = Mention(start, i + 1, i, "nominal", type_, number, gender, self.sentence_of[i], role)
        mention.determiner, mention.owner, mention.lemma = determiner.removesuffix("!"), owner, lemma
        mention.quantified, mention.modifier = determiner.endswith("!"), modifier
        first = start + 1 if determiner != "bare" and owner is None else start
        mention.phrase = " ".join(tree.words[first : i + 1])
        skip = set() if owner is None else set(range(start, owner + 2))
        chosen = [
            k
            for k in range(first, i)
            if k not in skip and tree.pos[k] in _CONTENT and (determiner == "bare" or tree.lower[k] not in _QUANTIFIERS)
        ]
        mention.words = tuple(tree.lower[k] for k in chosen)
        mention.nations = frozenset(tree.lower[k] for k in chosen if k in self.peoples)
        mention.named_modifiers = self.peoples.issuperset(chosen)
        return mention

    def _left(self, head: int) -> tuple[int, str, int | None]:
        """Where a noun phrase begins, how it is determined, and its possessor."""
        tree = self.tree
        start, determiner, owner = head, "bare", None
        for child in tree.children[head]:
            if child >= head:
                break
            label = tree.dep[child]
            if label not in _LEFT:
                continue
            if start == head or child < start:
                start = min(start, self._left_edge(child))
            if label == "det":
                low = tree.lower[child]
                determiner = _determiner(low)
            elif label == "poss":
                determiner, owner = "possessive", child
        return start, determiner, owner

    def _left_edge(self, token: int) -> int:
        children = self.tree.children[token]
        while children and children[0] < token:
            token = children[0]
            children = self.tree.children[token]
        return token

    def _noun_type(self, lemma: str) -> tuple[str, str | None]:
        found = lexicon.noun_type(lemma)
        if found is not None:
            gender = found.gender or gender_of_word(lemma)
            return found.type, gender if found.type == "Person" else ("n" if found.animate == "no" else None)
        if lexicon.title(lemma) is not None:
            return "Person", gender_of_word(lemma)
        return "Thing", "n"


def _determiner(word: str) -> str:
    if word == "the" or word == "both":
        return "definite"
    if word in _DEFINITE:
        return "demonstrative"
    if word in _QUANTIFIED:
        return "indefinite!"
    return "indefinite" if word in _INDEFINITE else "bare"
