"""What kind of thing a name names: evidence from its words, its contexts, the knowledge base and the whole document.

A name has one type in a document unless its context is decisive: votes of all its mentions are added up, after the
idea of label consistency (Finkel, Grenager and Manning 2005).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.kb import KnowledgeBase
from kg.nlp import lexicon
from kg.nlp.gender import is_first_name
from kg.nlp.name_contexts import adjectives_of, attributes, coordinated, votes_of_position
from kg.nlp.name_spans import CAPTION_WORDS, Name, head_words, is_title
from kg.nlp.name_votes import Votes, doubt_full_names, doubt_persons, share_datelines, share_heads
from kg.nlp.teams import is_sport, mark_teams
from kg.nlp.tree import Tree

LABEL_TYPES = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "NORP": "Group",
    "FAC": "Facility",
    "EVENT": "Event",
    "PRODUCT": "Product",
    "WORK_OF_ART": "Work",
    "LAW": "Law",
    "MISC": "Thing",
}
"""spaCy label → entity type of the interface; MISC is ours: a named thing of no other class."""
TYPE_LABELS = {type_: label for label, type_ in LABEL_TYPES.items() if label != "LOC"}

LITERAL_KINDS = frozenset({"name", "alias", "acronym"})
_PERIODICALS = frozenset("magazine journal newspaper daily weekly tabloid broadsheet broadcaster".split())
_OF_ANY_TYPE = frozenset(
    """rival competitor owner partner buyer seller backer ally neighbour neighbor member critic
    opponent victim sponsor lender creditor donor mediator winner loser user host leader client""".split()
)
"""What persons, companies and countries alike may be called."""
_SAYING = frozenset(
    """say tell claim think believe add note ask write tweet recall admit argue smile marry die resign laugh explain
    want feel love hope know born joke reply""".split()
)


class Typing:
    """Decides the labels of the names of one document."""

    def __init__(self, tree: Tree, kb: KnowledgeBase | None = None) -> None:
        self.tree = tree
        self.kb = kb
        self.sport = is_sport(tree)
        self.datelines = list(_datelines(tree))

    def relabel(self, names: Sequence[Name], acronyms: dict[str, str]) -> None:
        """Set the labels of all names; ``acronyms``: short form → long form, which share their type."""
        votes: dict[str, Votes] = {}
        keys = [self._key(name) for name in names]
        for name, key in zip(names, keys, strict=True):
            if key not in votes:
                votes[key] = self._word_votes(name, key)
            self._context_votes(name, votes[key])
        self._adjective_votes(votes)
        share_datelines(votes)
        for short, long in acronyms.items():
            if long in votes and short in votes:
                votes[short].add(votes[long].best()[0], 5.0)
        doubt_full_names(votes)
        self._share_person_parts(names, keys, votes)
        doubt_persons(votes)
        self._share_coordinated(names, keys, votes)
        share_heads(votes)
        best = {key: found.best()[0] for key, found in votes.items()}
        for name, key in zip(names, keys, strict=True):
            name.label = self._own_label(name) or best[key]
        if self.sport:
            mark_teams(self.tree, names, keys, [self.head(name) for name in names])

    def _key(self, name: Name) -> str:
        return " ".join(self.tree.words[name.start : name.end])

    # --- evidence from the words ----------------------------------------------------------------------------------

    def _word_votes(self, name: Name, key: str) -> Votes:
        tree, votes = self.tree, Votes()
        lower = tree.lower[name.start : name.end]
        word = tree.words[name.start]
        last, first = self._edge_labels(lower)
        if last:
            votes.add(last, 1.5 if name.label == "PERSON" and is_first_name(word) else 4.0)
        elif first:
            votes.add(first, 3.0)
        if word == "#":
            votes.add("MISC", 9.0)
        if 1 < len(lower) <= 4 and is_first_name(word) and _all_words(tree.words[name.start : name.end]):
            votes.add("PERSON", 2.5)
        if len(lower) == 1 and word.isupper() and 2 <= len(word) <= 6:
            votes.add("PERSON", -2.0)
            votes.add("ORG", 0.5)
        for label, weight in self._known_labels(key).items():
            votes.add(label, weight)
            votes.known = True
        votes.person = is_first_name(word) or self._is_surname(key)
        return votes

    def _is_surname(self, key: str) -> bool:
        return self.kb is not None and any(each.entity.type == "Person" for each in self.kb.lookup(key))

    def _edge_labels(self, lower: Sequence[str]) -> tuple[str | None, str | None]:
        """The labels that the head of a name and its first word tell."""
        heads = head_words()
        if len(lower) == 1:
            return heads.get((lower[0], "whole")), None
        end = _core_end(lower)
        pair, word = " ".join(lower[max(0, end - 2) : end]), lower[end - 1].rstrip(".")
        last = heads.get((pair, "last")) or heads.get((word, "last"))
        if end == 1:
            last = heads.get((lower[0], "first")) or last
        if last is None:
            inner = [heads[word, "last"] for word in lower[1 : end - 1] if (word, "last") in heads]
            last = inner[-1] if inner and end > 2 else None
        return last, heads.get((lower[0].rstrip("."), "first"))

    def _known_labels(self, key: str) -> dict[str, float]:
        if self.kb is None:
            return {}
        candidates = self.kb.lookup(key)
        literal = [each for each in candidates if each.kind in LITERAL_KINDS]
        found: dict[str, float] = {}
        for candidate in literal[:3]:
            label = TYPE_LABELS.get(candidate.entity.type, "MISC")
            found[label] = max(found.get(label, 0.0), 2.0 + 2.0 * candidate.prior)
        if not literal and any(each.kind == "demonym" for each in candidates):
            found["NORP"] = 2.0
        return found

    # --- evidence from the contexts -------------------------------------------------------------------------------

    def _context_votes(self, name: Name, votes: Votes) -> None:
        tree = self.tree
        if name.origin == "ner" and votes.recognised < 3:
            votes.recognised += 1
            votes.add(name.label, 1.0)
            votes.by_model[name.label] += 1.0
        elif tree.dep[self.head(name)] in ("nsubj", "poss"):
            votes.add("ORG", 0.3)
        self._dateline_votes(name, votes)
        head = self.head(name)
        votes.acts = votes.acts or tree.dep[head] in ("nsubj", "poss")
        before = tree.lower[name.start - 1] if name.start else ""
        if before and is_title(before) and tree.head[name.start - 1] in range(name.start, name.end):
            votes.add("PERSON", 4.0)
            votes.person = True
        elif before in _PERIODICALS:
            votes.add("ORG", 3.0)
        elif before and tree.pos[name.start - 1] == "NOUN" and name.start <= tree.head[name.start - 1] < name.end:
            self._noun_vote(before, 3.0, votes)
        elif before == "the" and not tree.lower[name.end - 1].endswith("s"):
            votes.add("GPE", -1.0)
            votes.add("PERSON", -1.5)
        self._syntax_votes(head, name, votes)

    def _dateline_votes(self, name: Name, votes: Votes) -> None:
        """ "KYIV, March 3 (Reuters) - Ukraine …": a place, then an agency."""
        for start, end in self.datelines:
            if start <= name.start and name.end <= end:
                agency = self.tree.words[name.start - 1] == "(" and name.start > start
                votes.add("ORG" if agency else "GPE", 5.0)

    def _syntax_votes(self, head: int, name: Name, votes: Votes) -> None:
        tree = self.tree
        label, parent = tree.dep[head], tree.head[head]
        if label == "appos" and tree.pos[parent] == "NOUN":
            self._noun_vote(tree.lemma[parent], 2.5, votes)
        elif label == "nsubj" and tree.lemma[parent] in _SAYING:
            votes.add("PERSON", 0.5)
        elif label == "compound" and parent == name.end:
            self._class_vote(tree.lower[parent], votes)
        for found, weight in votes_of_position(tree, name, head):
            votes.add(found, weight)
            votes.person = votes.person or (found == "PERSON" and weight > 0)
        for child in tree.children[head]:
            if tree.dep[child] == "appos" and child >= name.end and tree.pos[child] == "NOUN":
                self._noun_vote(tree.lemma[child], 2.5, votes)
            elif tree.dep[child] == "relcl" and any(tree.lower[i] in ("who", "whose") for i in tree.children[child]):
                votes.add("PERSON", 2.0)
                votes.person = True
        if label == "nsubj" and tree.lemma[parent] == "be":
            for child in tree.children[parent]:
                if tree.dep[child] == "attr" and tree.pos[child] == "NOUN":
                    self._noun_vote(tree.lemma[child], 1.5, votes)

    def _noun_vote(self, noun: str, weight: float, votes: Votes) -> None:
        """ "magazine X", "X, a company", "X is a festival": the noun says what X is."""
        if noun in CAPTION_WORDS or noun in _OF_ANY_TYPE:
            return
        if noun in _PERIODICALS:
            votes.add("ORG", weight)
            return
        if is_title(noun):
            votes.add("PERSON", weight)
            votes.person = True
            return
        found = lexicon.noun_type(noun)
        if found and found.type != "Thing":
            votes.add(TYPE_LABELS[found.type], weight)

    def _class_vote(self, noun: str, votes: Votes) -> None:
        """ "the X party", "the X browser": often the class of X itself."""
        if noun in ("party", "newspaper", "magazine", "company", "group", "movement", "agency", "militia", "bank"):
            votes.add("ORG", 1.5)
        elif noun in ("browser", "software", "app", "smartphone", "vaccine", "system", "missile", "console"):
            votes.add("PRODUCT", 1.0)
        elif noun in ("region", "province", "city", "area", "district", "county", "state"):
            votes.add("GPE", 1.5)
        elif noun in ("airport", "bridge", "stadium", "dam", "harbour", "harbor"):
            # Often the name of the place where it is.
            votes.add("FAC", 0.5)
        elif noun == "pipeline":
            votes.add("FAC", 2.0)

    def head(self, name: Name) -> int:
        """The token of a name whose own head lies outside it (of several the last)."""
        heads = self.tree.head
        for i in range(name.end - 1, name.start - 1, -1):
            if not name.start <= heads[i] < name.end or heads[i] == i:
                return i
        return name.end - 1

    # --- the whole document ---------------------------------------------------------------------------------------

    def _share_person_parts(self, names: Sequence[Name], keys: Sequence[str], votes: dict[str, Votes]) -> None:
        """A surname or given name alone is the person introduced in full: "Paris" after "Valeska Paris"."""
        parts: dict[str, float] = {}
        for key in dict.fromkeys(keys):
            words = key.split(" ")
            if len(words) > 1 and votes[key].best()[0] == "PERSON":
                for part in _person_parts(words):
                    parts[part] = max(parts.get(part, 0.0), votes[key].best()[1])
        for key, found in votes.items():
            if key in parts and found.weight.get("PERSON", 0.0) > -2.0:
                places = found.weight.get("GPE", 0.0) if self._stands_as_place(key, names, keys) else 0.0
                found.add("PERSON", 6.0 - places)

    def _stands_as_place(self, key: str, names: Sequence[Name], keys: Sequence[str]) -> bool:
        mentions = [name for name, other in zip(names, keys, strict=True) if other == key]
        located = sum(self.tree.lower[name.start - 1] in ("in", "at", "from", "to") for name in mentions if name.start)
        return 2 * located > len(mentions)

    def _adjective_votes(self, votes: dict[str, Votes]) -> None:
        """ "Andorra" is a country where "Andorran troops" stand in the same document."""
        attributive = attributes(self.tree)
        for key, found in votes.items():
            for adjective in adjectives_of(key) if attributive and not is_first_name(key) else ():
                if adjective in attributive:
                    found.add("GPE", 3.0)
                    for form in (adjective, adjective + "s"):
                        if form in votes:
                            votes[form].add("NORP", 4.0)

    def _share_coordinated(self, names: Sequence[Name], keys: Sequence[str], votes: dict[str, Votes]) -> None:
        """ "X and Kenya": of what kind X is where nothing else says it."""
        for i, j in coordinated(self.tree, [self.head(name) for name in names]):
            for one, other in ((keys[i], keys[j]), (keys[j], keys[i])):
                label, weight = votes[other].best()
                if label in ("GPE", "ORG") and weight >= 3.0 and votes[one].best()[1] < 1.0:
                    votes[one].add(label, 1.0)

    def _own_label(self, name: Name) -> str | None:
        """A label that this one mention settles: a title before it makes it a person."""
        if name.start and name.end - name.start <= 4:
            title = self.tree.lower[name.start - 1].rstrip(".")
            if title in ("mr", "mrs", "ms", "sir", "dame", "lord", "dr"):
                return "PERSON"
        return None


def _datelines(tree: Tree) -> Iterator[tuple[int, int]]:
    """The stretches at the beginning of lines that say where and by whom a report was written."""
    first = 0
    for i, word in enumerate(tree.words):
        if "\n" in word:
            first = i + 1
        elif word in ("-", "–", "—", "--") and 0 < i - first <= 12:
            if _is_dateline(tree, first, i):
                yield first, i
            first = tree.size


def _is_dateline(tree: Tree, first: int, dash: int) -> bool:
    before = tree.words[first:dash]
    if not before[0][:1].isupper() or tree.pos[dash - 1] in ("VERB", "AUX", "DET"):
        return False
    listed = "," in before and len(before) <= 5 and tree.words[dash] != "-"
    return before[-1] == ")" or before[0].isupper() or listed


def _core_end(lower: Sequence[str]) -> int:
    """The end of the part before "of", "for", "on": it holds the head of the name."""
    for i in range(1, len(lower)):
        if lower[i] in ("of", "for", "on", "in", "at"):
            return i
    end = len(lower)
    while end > 1 and lower[end - 1].isdigit():
        end -= 1
    return end


def _all_words(words: Iterable[str]) -> bool:
    return all(word[:1].isalpha() or word in ("-", "'", ".") for word in words)


def _person_parts(words: Sequence[str]) -> list[str]:
    """What a person may be called later: surname (with particles or hyphens), given name."""
    parts = [words[-1], words[0]]
    parts += [" ".join(words[i:]) for i in range(1, len(words) - 1)]
    return [part for part in parts if part and part[0].isalpha()]
