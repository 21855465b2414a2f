"""Antecedents of noun phrases: appositions, "X is Y", repeated heads, and the class of a thing ("the company")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.kb import KnowledgeBase
from kg.nlp.chains import Chain, Chains, heads
from kg.nlp.mentions import Mention
from kg.nlp.name_spans import head_words, is_title
from kg.nlp.tree import Tree

_CLASS_OF_TYPE = {
    "Organization": frozenset(
        """company firm group organisation organization agency party corporation body institution club bank union
        business manufacturer maker airline newspaper network charity retailer carrier giant team side group authority
        regulator ministry commission council court university school church movement association federation
        """.split()
    ),
    "Place": frozenset("country nation state city town village region province island area kingdom republic".split()),
    "Facility": frozenset("building plant station airport bridge stadium facility site mosque ship vessel".split()),
    "Product": frozenset("product device browser software vaccine drug car aircraft app system".split()),
    "Event": frozenset("event festival tournament championship competition summit conference war".split()),
    "Work": frozenset("book film movie novel song album report study series magazine".split()),
    "Law": frozenset("law act bill treaty agreement deal pact accord legislation measure".split()),
}
_GENERIC_OF_TYPE = {
    "Organization": frozenset("company firm organisation organization group body institution".split()),
    "Place": frozenset("country nation".split()),
    "Facility": frozenset("building facility site".split()),
    "Product": frozenset("product device".split()),
    "Event": frozenset("event".split()),
    "Law": frozenset("law legislation".split()),
}
"""Nouns that fit any name of the type; the other nouns must fit the head of the name."""
_NUMBERS = frozenset("one two three four five six seven eight nine ten eleven twelve hundred thousand million".split())
_FORCES = frozenset("army military navy police troop force ministry".split())
_COUNTRY_WORDS = frozenset({"country", "nation"})
_WINDOW = 3
"""Sentences that a class noun looks back."""
_HEAD_WINDOW = 20


class NominalLinks:
    """Links the noun phrases of one document to what they repeat."""

    def __init__(
        self, tree: Tree, mentions: Sequence[Mention], chains: Chains, kb: KnowledgeBase | None = None
    ) -> None:
        self.tree = tree
        self.mentions = mentions
        self.chains = chains
        self.kb = kb
        self.at_head = heads(mentions)
        self.by_end = {mention.end: i for i, mention in enumerate(mentions) if mention.kind == "nominal"}
        self.by_start = {mention.start: i for i, mention in enumerate(mentions) if mention.kind == "nominal"}
        self.by_lemma: dict[str, list[int]] = defaultdict(list)
        self.by_name_word: dict[str, list[int]] = defaultdict(list)

    # --- constructions --------------------------------------------------------------------------------------------

    def link_constructions(self) -> None:
        """Appositions ("Keith Kellogg, his special representative") and copulas ("Paris is the capital")."""
        for i, mention in enumerate(self.mentions):
            if mention.role == "appos":
                self._apposition(i, mention)
            elif mention.kind == "name":
                self._beside(i, mention)
            if mention.role == "attr" and mention.kind == "nominal":
                self._copula(i, mention)

    def _apposition(self, i: int, mention: Mention) -> None:
        tree = self.tree
        j = self.at_head.get(tree.head[mention.head])
        if j is None or j == i:
            return
        other = self.mentions[j]
        first, second = (other, mention) if other.start < mention.start else (mention, other)
        if second.start - first.end > 12 or self._coordinated(mention.head) or self._coordinated(other.head):
            return
        if "name" in (mention.kind, other.kind) and mention.kind != other.kind and self._fits(i, j):
            self.chains.link(j, i)
        elif mention.kind == other.kind == "nominal" and mention.number == other.number and self._fits(i, j):
            if mention.determiner != "bare" and tree.words[first.end : first.end + 1] == [","]:
                self.chains.link(j, i)
        elif mention.kind == other.kind == "name" and tree.words[first.end : second.start] == ["("]:
            self._bracketed(i, j)

    def _bracketed(self, i: int, j: int) -> None:
        if self.mentions[i].type == self.mentions[j].type != "Place":
            self.chains.link(j, i)

    def _beside(self, i: int, mention: Mention) -> None:
        """ "his father Mohamed", "the magazine Nature": a determined noun that stands before the name."""
        j = self.by_start.get(mention.end + 1)
        if j is not None and self.tree.words[mention.end] == "," and self._describes(j, mention):
            self.chains.link(i, j)
        j = self.by_end.get(mention.start)
        if j is None or self.mentions[j].determiner not in ("definite", "possessive"):
            return
        if self.tree.head[self.mentions[j].head] == mention.head and self._fits(i, j):
            self.chains.link(i, j)

    def _describes(self, j: int, name: Mention) -> bool:
        """ "Claudio De Vincenti, undersecretary to the president, said": where the parser sees no apposition."""
        noun = self.mentions[j]
        if noun.type != "Person" or name.type != "Person" or noun.number != "s" or noun.determiner == "indefinite":
            return False
        if noun.role in ("nsubj", "nsubjpass", "pobj", "conj", "poss") or self._coordinated(name.head):
            return False
        rest = self.tree.words[noun.end : noun.end + 14]
        if not is_title(noun.lemma) or not any(word in (",", ".", "\n\n") for word in rest):
            return False
        return self._fits(self.at_head[name.head], j)

    def _coordinated(self, head: int) -> bool:
        tree = self.tree
        return any(tree.dep[child] == "conj" for child in tree.children[head])

    def _fits(self, i: int, j: int) -> bool:
        a, b = self.mentions[i], self.mentions[j]
        if not self.chains.compatible(i, j) or "Group" in (a.type, b.type):
            return False
        if a.type == b.type or "Thing" in (a.type, b.type):
            return True
        return {a.type, b.type} <= {"Organization", "Facility", "Place"}

    def _copula(self, i: int, mention: Mention) -> None:
        tree = self.tree
        verb = tree.head[mention.head]
        helpers = [tree.lower[child] for child in tree.kids(verb, "neg", "aux")]
        if tree.lemma[verb] != "be" or not _PLAIN_AUX.issuperset(helpers):
            return
        subject = tree.kid(verb, "nsubj")
        j = self.at_head.get(subject) if subject is not None else None
        if j is None or self._coordinated(mention.head):
            return
        other = self.mentions[j]
        if other.kind == "pronoun" and other.form and (other.form.gender == "n" or other.form.person < 3):
            return
        definite = mention.determiner in ("definite", "possessive")
        if definite and mention.number == (other.number or mention.number) and self._fits(i, j):
            self.chains.link(j, i)

    # --- repeated heads and classes -------------------------------------------------------------------------------

    def note(self, i: int) -> None:
        """Make a mention available as an antecedent of later ones."""
        mention = self.mentions[i]
        if mention.parts:
            return
        if mention.kind == "nominal" and not mention.quantified:
            self.by_lemma[mention.lemma].append(i)
        elif mention.kind == "name" and mention.type not in ("Person", "Group"):
            for word in mention.words:
                if len(word) > 3:
                    self.by_name_word[word.lower()].append(i)

    def antecedent(self, i: int) -> int | None:
        """The mention that a noun phrase refers back to."""
        mention = self.mentions[i]
        if mention.parts or mention.quantified:
            return None
        if mention.determiner == "indefinite":
            return self._headline(i, mention)
        found = self._set(i, mention)
        if found is not None:
            return found
        found = self._represented(i, mention) or self._same_head(i, mention)
        if found is None and mention.determiner in ("definite", "demonstrative"):
            found = self._named_head(i, mention)
            if found is None and mention.type == "Person":
                found = self._role(i, mention)
            if found is None and mention.type != "Person":
                found = self._class(i, mention)
        return found

    def _represented(self, i: int, mention: Mention) -> int | None:
        """ "A spokesman for Nokia said that the company …"."""
        if mention.determiner != "definite" or mention.words:
            return None
        for j in range(i - 1, -1, -1):
            other = self.mentions[j]
            if other.sentence != mention.sentence:
                return None
            if other.kind == "name" and self._speaks(other) and class_fits(mention.lemma, other, self.chains.of[j]):
                return j
        return None

    def _set(self, i: int, mention: Mention) -> int | None:
        """ "The two countries", "both men" after "Russia and Ukraine"."""
        counted = "two" in mention.words or self.tree.lower[mention.start] == "both"
        if mention.number != "p" or not counted:
            return None
        for j in range(i - 1, -1, -1):
            other = self.mentions[j]
            if mention.sentence - other.sentence > _WINDOW:
                return None
            fits = other.type == mention.type or mention.lemma in _CLASS_OF_TYPE.get(other.type, ())
            if len(other.parts) == 2 and fits:
                return j
        return None

    def _headline(self, i: int, mention: Mention) -> int | None:
        """ "A crane …" may be the crane of the headline, which leaves out articles."""
        for j in self.by_lemma.get(mention.lemma, ()):
            other = self.mentions[j]
            if other.sentence != 0 or other.determiner != "bare":
                return None
            if other.number == mention.number and set(other.words) <= set(mention.words):
                return j
        return None

    def _same_head(self, i: int, mention: Mention) -> int | None:
        for j in reversed(self.by_lemma.get(mention.lemma, ())):
            other = self.mentions[j]
            far = mention.sentence - other.sentence > _HEAD_WINDOW
            telling = other.words == mention.words and (mention.words or mention.owner is not None)
            if far and mention.determiner != "bare" and not telling:
                continue
            if other.number == mention.number and self._modifiers_fit(i, j):
                return j
        return None

    def _modifiers_fit(self, i: int, j: int) -> bool:
        later, earlier = self.mentions[i], self.mentions[j]
        if not self._complements_fit(later, earlier):
            return False
        counted = any(word.isdigit() or word in _NUMBERS for word in later.words)
        if counted and later.determiner in ("bare", "indefinite"):
            return False
        if later.lemma == "people" and (later.determiner == "bare" or earlier.determiner == "bare"):
            return False
        if later.determiner == "bare":
            return earlier.determiner in ("bare", "definite") and later.words == earlier.words
        if later.determiner == "possessive" and not self._same_owner(later, earlier):
            return False
        if earlier.nations and self._is_ordered(later):
            return False
        if later.end - later.start == earlier.end - earlier.start == 1:
            return True
        return set(later.words) <= set(earlier.words)

    def _is_ordered(self, later: Mention) -> bool:
        """ "The president ordered the army …": his own, not the foreign army that was spoken of."""
        verb = self.tree.head[later.head]
        if later.nations or later.role not in ("dobj", "nsubj") or later.lemma not in _FORCES:
            return False
        if later.role == "nsubj" and self.tree.dep[verb] == "ccomp":
            verb = self.tree.head[verb]
        return self.tree.lemma[verb] in ("order", "deploy", "send", "instruct", "command", "mobilise", "mobilize")

    def _complements_fit(self, later: Mention, earlier: Mention) -> bool:
        """What is said to be of, on or against one thing is not what is said to be so of another."""
        wanted = self._complements(later)
        return not wanted or bool(wanted & self._complements(earlier))

    def _complements(self, mention: Mention) -> set[str]:
        tree = self.tree
        phrases = [child for child in tree.kids(mention.head, "prep") if child > mention.head]
        return {tree.lemma[noun].lower() for phrase in phrases for noun in tree.kids(phrase, "pobj")}

    def _same_owner(self, later: Mention, earlier: Mention) -> bool:
        if later.owner is None or earlier.owner is None:
            return False
        a, b = self.at_head.get(later.owner), self.at_head.get(earlier.owner)
        if a is None or b is None:
            return False
        return self.chains.of[a] is self.chains.of[b]

    def _named_head(self, i: int, mention: Mention) -> int | None:
        """ "the court" after "the Supreme Court", "the mosque" after "the Grand Mosque"."""
        for j in reversed(self.by_name_word.get(mention.lemma, ())):
            other = self.mentions[j]
            words = [word.lower() for word in other.words]
            if mention.lemma not in (words[other.head - other.start], words[-1]):
                continue
            if mention.sentence - other.sentence <= _HEAD_WINDOW and set(mention.words) <= set(words):
                return j
        return None

    def _role(self, i: int, mention: Mention) -> int | None:
        """ "the president" after "President Trump", "the student" after "Texas student Ahmed Mohamed"."""
        if mention.number != "s" or self._is_complemented(mention):
            return None
        wanted = {mention.lemma, *self._countries(mention)}
        for j in range(i - 1, -1, -1):
            chain = self.chains.of[j]
            if chain.type == "Person" and chain.number != "p" and chain.roles >= wanted:
                if mention.sentence - self.mentions[j].sentence > _HEAD_WINDOW:
                    return None
                if self.chains.compatible(i, j):
                    return j
        if mention.words or not mention.gender or is_title(mention.lemma):
            return None
        return self._last_person(i, mention)

    def _countries(self, mention: Mention) -> list[str]:
        """The modifiers of a noun phrase, those that name a country or its people by the country's name."""
        found = list(mention.words)
        if self.kb is not None and found:
            for i, word in enumerate(found):
                written = word.upper() if len(word) < 3 else word.capitalize()
                places = [each.entity.name for each in self.kb.lookup(written) if each.entity.role == "country"]
                found[i] = places[0].lower() if places else word
        return found

    def _last_person(self, i: int, mention: Mention) -> int | None:
        """ "the boy", "the woman": the last person of that gender."""
        for j in range(i - 1, -1, -1):
            other = self.mentions[j]
            if mention.sentence - other.sentence > _WINDOW:
                return None
            chain = self.chains.of[j]
            if other.kind == "name" and chain.type == "Person" and chain.gender in (mention.gender, None):
                return j
        return None

    def _is_complemented(self, mention: Mention) -> bool:
        """Whether the noun has a complement that says which one is meant: "the town of Yeoncheon"."""
        return any(child > mention.head for child in self.tree.kids(mention.head, "prep", "relcl"))

    def _class(self, i: int, mention: Mention) -> int | None:
        """ "the company" after "Gazprom": the most salient recent name of which the noun may be the class."""
        if mention.number != "s" or self._is_complemented(mention):
            return None
        best: tuple[float, int] | None = None
        seen: set[int] = set()
        for j in range(i - 1, -1, -1):
            other = self.mentions[j]
            distance = mention.sentence - other.sentence
            if distance > _WINDOW:
                break
            chain = self.chains.of[j]
            if id(chain) in seen or other.kind != "name" or other.end > mention.start:
                continue
            seen.add(id(chain))
            if not mention.named_modifiers or not class_fits(mention.lemma, other, chain):
                continue
            if not self.chains.compatible(i, j):
                continue
            score = 0.3 * min(len(chain.members), 4) - distance + (0.7 if other.role in ("nsubj", "nsubjpass") else 0.0)
            score += 1.0 if chain.nations & mention.nations else 0.0
            score += 2.0 if mention.lemma in _COUNTRY_WORDS and "country" in chain.roles else 0.0
            if best is None or score > best[0]:
                best = score, j
        return best[1] if best else None

    def _speaks(self, name: Mention) -> bool:
        """Whether someone speaks for it: "A spokesman for Nokia said that the company …"."""
        tree, preposition = self.tree, self.tree.head[name.head]
        return name.role == "pobj" and tree.lemma[tree.head[preposition]] in _SPOKESPERSONS


_SPOKESPERSONS = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_PLACE_ROLES = frozenset("country city state region province island continent territory district capital".split())
"""What the knowledge base says of a place: "the city" is none that is known as a country."""
_PUBLIC = frozenset("ministry department court parliament university party council commission army police".split())
"""Heads of names of public bodies: none of them is "the company"."""
_PLAIN_AUX = frozenset("is are was were be been has have had 's".split())


def class_fits(noun: str, name: Mention, chain: Chain) -> bool:
    """Whether a noun may be the class of a name: "the country" of Russia, "the ministry" of "Energy Ministry"."""
    if noun in chain.lemmas or noun in chain.roles:
        return True
    if noun not in _CLASS_OF_TYPE.get(chain.type, ()):
        return False
    words = [word.lower() for word in name.words]
    if noun in _COUNTRY_WORDS:
        return name.label == "GPE" and chain.roles.isdisjoint(_PLACE_ROLES - {"country"})
    known = [word for word in words if (word, "last") in head_words()]
    if noun in _GENERIC_OF_TYPE.get(chain.type, ()):
        return not (known and noun in ("company", "firm") and known[-1] in _PUBLIC)
    if noun in words:
        return True
    if chain.type != "Place" or known or not chain.roles.isdisjoint(_PLACE_ROLES):
        return False
    return noun in ("city", "town", "island", "region") and len(words) == 1
