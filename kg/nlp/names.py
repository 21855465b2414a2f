"""spaCy component ``kg_names``: repairs ``doc.ents`` after the recogniser of the model.

Spans are cut, split and merged (`kg.nlp.name_spans`), names that the recogniser missed are added (capitalised words,
the knowledge base, acronym definitions, other mentions of a name of the document), and each gets a type by the
evidence of the whole document (`kg.nlp.name_types`).  Dates, amounts and counts stay as spaCy labels them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.kb import KnowledgeBase
from kg.nlp import lexicon
from kg.nlp.acronyms import is_acronym_of, is_shouted, short_for_nouns
from kg.nlp.name_spans import (
    CAPTION_WORDS,
    PARTICLES,
    TIME_WORDS,
    TITLE_PARTS,
    Name,
    SpanRepair,
    head_words,
    is_function_word,
    is_title,
    without_overlaps,
)
from kg.nlp.name_types import LABEL_TYPES, LITERAL_KINDS, TYPE_LABELS, Typing
from kg.nlp.tree import Tree

VALUE_LABELS = frozenset("DATE TIME PERCENT MONEY QUANTITY ORDINAL CARDINAL".split())
_PROPER = ("NNP", "NNPS")
_MEASURING = frozenset("be rise fall reach stand total exceed average drop climb".split())


def entity_type(label: str) -> str | None:
    """The interface's type of a spaCy label; None for dates, amounts, counts and languages.

    >>> entity_type("GPE"), entity_type("MONEY")
    ('Place', None)
    """
    return LABEL_TYPES.get(label)


@cache
def packaged_knowledge_base() -> KnowledgeBase:
    """The package's knowledge base, opened once."""
    return KnowledgeBase.open()


@Language.factory(
    "kg_names",
    requires=["doc.ents", "token.dep", "token.tag", "token.pos"],
    assigns=["doc.ents"],
    default_config={"use_knowledge_base": True},
)
def create_names(nlp: Language, name: str, use_knowledge_base: bool) -> Names:
    """The component; with ``use_knowledge_base`` it knows the names of the package's knowledge base."""
    return Names(packaged_knowledge_base() if use_knowledge_base else None)


class Names:
    """Repairs the named entities of documents."""

    def __init__(self, knowledge_base: KnowledgeBase | None = None) -> None:
        self.knowledge_base = knowledge_base

    def __call__(self, doc: Doc) -> Doc:
        """Replace the document's entities by the repaired ones."""
        tree = Tree.of(doc)
        values = [span for span in doc.ents if span.label_ in VALUE_LABELS]
        names = _Reader(doc, tree, self.knowledge_base).names(values)
        taken = {i for name in names for i in range(name.start, name.end)}
        kept = [span for span in values if taken.isdisjoint(range(span.start, span.end))]
        doc.ents = [*kept, *(Span(doc, name.start, name.end, label=name.label) for name in names)]
        return doc


class _Reader:
    """Finds the names of one document."""

    def __init__(self, doc: Doc, tree: Tree, kb: KnowledgeBase | None) -> None:
        self.doc = doc
        self.tree = tree
        self.kb = kb
        self.repair = SpanRepair(tree)
        self.capital = self.repair.capital
        self.starts = {sentence.start for sentence in doc.sents}
        self.common = _common_words(tree)
        self.short = short_for_nouns(tree)

    def names(self, values: Sequence[Span]) -> list[Name]:
        """All names in text order, typed, without overlaps."""
        given = [Name(s.start, s.end, s.label_) for s in self.doc.ents if s.label_ in LABEL_TYPES]
        given = without_overlaps(given + self._datelines())
        names = self._plausible(self.repair.repaired(given))
        names = self.repair.joined(self._with_known(names, values))
        taken = self._taken(names) | {i for value in values for i in range(value.start, value.end)}
        names = self.repair.merged(names + self._missed(taken))
        acronyms = self._acronyms(names)
        names += self._repeated(names, self._taken(names))
        names = [name for name in names if self.tree.words[name.start] not in self.short or name.end > name.start + 1]
        names = without_overlaps(names)
        Typing(self.tree, self.kb).relabel(names, acronyms)
        return names

    def _taken(self, names: Iterable[Name]) -> set[int]:
        return {i for name in names for i in range(name.start, name.end)}

    # --- what the recogniser found --------------------------------------------------------------------------------

    def _plausible(self, names: Iterable[Name]) -> list[Name]:
        """Without common nouns that a sentence or a headline begins with: "Iodine can …" where "iodine" recurs."""
        kept = []
        for name in names:
            words = self.tree.lower[name.start : name.end]
            initial = name.start in self.starts or self.tree.pos[name.start] not in ("PROPN", "X")
            if len(words) == 1 and initial and (words[0] in self.common or self._is_common(name.start)):
                continue
            if len(words) == 1 and (is_title(words[0]) or words[0] in CAPTION_WORDS or self._is_measure(name)):
                continue
            kept.append(name)
        return kept

    def _is_measure(self, name: Name) -> bool:
        """ "Turnout was 70 percent": a common noun in spite of its capital."""
        tree, verb = self.tree, self.tree.head[name.start]
        if name.start not in self.starts or name.label not in ("PERSON", "ORG") or tree.dep[name.start] != "nsubj":
            return False
        if tree.lemma[verb] not in _MEASURING or tree.words.count(tree.words[name.start]) > 1:
            return False
        amounts = tree.kids(verb, "attr", "dobj", "nummod", "acomp")
        return any(tree.tag[part] == "CD" for amount in amounts for part in (amount, *tree.children[amount]))

    def _datelines(self) -> list[Name]:
        """Towns in capitals at the beginning of a paragraph, of several words too: "NEW LEIRA, May 2 (Agency) – "."""
        tree, found = self.tree, []
        first = 0
        for i, word in enumerate(tree.words):
            if "\n" in word:
                first = i + 1
            elif i == first and is_shouted(word):
                end = i + 1
                while end < tree.size and is_shouted(tree.words[end]):
                    end += 1
                if 1 < end - i <= 3 and end < tree.size and tree.words[end] in (",", "-", "–", "—", "--", "("):
                    found.append(Name(i, end, "GPE"))
        return found

    def _is_common(self, i: int) -> bool:
        return self.tree.tag[i] in ("NN", "NNS") and lexicon.noun_type(self.tree.lemma[i].lower()) is not None

    # --- what the knowledge base knows ----------------------------------------------------------------------------

    def _with_known(self, names: list[Name], values: Sequence[Span]) -> list[Name]:
        """With the names of the knowledge base; they replace shorter ones, and join what the recogniser has cut."""
        if self.kb is None:
            return names
        kept = list(names)
        for match in self.kb.match(self.tree.words):
            start, end = match.start, match.end
            while start < end and (self.tree.lower[start] in ("the", "a", "an")):
                start += 1
            literal = [each for each in match.candidates if each.kind in (*LITERAL_KINDS, "demonym")]
            if start == end or not literal or not self._reads_as_name(start, end, literal[0].prior):
                continue
            clashes = [value for value in values if value.start < end and start < value.end]
            if any((value.start, value.end) != (start, end) for value in clashes):
                continue
            over = [name for name in kept if name.start < end and start < name.end]
            if any(name.end - name.start >= end - start for name in over):
                continue
            if any(not start <= name.start or not name.end <= end for name in over):
                continue
            label = "NORP" if literal[0].kind == "demonym" else TYPE_LABELS.get(literal[0].entity.type, "MISC")
            kept = [name for name in kept if name not in over]
            kept.append(Name(start, end, label, "kb"))
        return kept

    def _reads_as_name(self, start: int, end: int, prior: float) -> bool:
        if not self.capital[end - 1] or not (self.capital[start] or self.tree.lower[start] in PARTICLES):
            return False
        if end - start > 1:
            return True
        if is_function_word(self.tree, start):
            return False
        return self.tree.pos[start] == "PROPN" or (self.tree.tag[start] in ("JJ", "NNPS") and start not in self.starts)

    # --- what was missed ------------------------------------------------------------------------------------------

    def _missed(self, taken: set[int]) -> list[Name]:
        """Runs of capitalised proper nouns in no entity."""
        tree = self.tree
        found: list[Name] = []
        i = 0
        while i < tree.size:
            if i > 0 and tree.words[i - 1] == "#" and self.capital[i] and i not in taken:
                found.append(Name(i - 1, i + 1, "MISC", "run"))
            elif i not in taken and self._starts_run(i):
                i = self._add_run(i, taken, found)
                continue
            i += 1
        return found

    def _add_run(self, i: int, taken: set[int], found: list[Name]) -> int:
        """Add the run that starts at a token to what was found; where to read on."""
        end = i + 1
        while end < self.tree.size and end not in taken and self._goes_on(i, end, taken):
            end += 1
        name = self._run_name(i, end)
        if name:
            found.append(name)
        return end

    def _starts_run(self, i: int) -> bool:
        tree = self.tree
        if not self.capital[i] or tree.tag[i] not in _PROPER:
            return False
        return not is_function_word(tree, i)

    def _goes_on(self, start: int, i: int, taken: set[int]) -> bool:
        tree = self.tree
        if self.capital[i] and tree.tag[i] in _PROPER and tree.lower[i] not in TIME_WORDS:
            return True
        following = i + 1 < tree.size and i + 1 not in taken and self._starts_run(i + 1)
        if tree.words[i] == "-" or tree.lower[i] in PARTICLES:
            return following
        if tree.lower[i] == "of" and following:
            return ((tree.lower[i - 1], "last") in head_words()) or (tree.lower[start], "first") in head_words()
        return False

    def _run_name(self, start: int, end: int) -> Name | None:
        tree = self.tree
        while end > start and is_title(tree.lower[end - 1]):
            end -= 1
        words = tree.lower[start:end]
        if all(is_title(word) or word in TITLE_PARTS for word in words) or self._in_headline(start):
            return None
        if len(words) == 1 and (start in self.starts or len(words[0]) < 2):
            known = words[0] not in self.common and len(words[0]) > 2
            if not known or lexicon.noun_type(words[0]) is not None:
                return None
        if len(words) == 1 and lexicon.noun_type(words[0]) is not None:
            return None
        if len(words) == 1 and self._is_measure(Name(start, end, "ORG")):
            return None
        repaired = self.repair.repaired([Name(start, end, "PERSON" if is_title(words[0]) else "MISC", "run")])
        return repaired[0] if repaired else None

    def _in_headline(self, i: int) -> bool:
        """Whether a token stands in a line where nearly all words have a capital."""
        tree = self.tree
        first, last = i, i
        while first > 0 and "\n" not in tree.words[first - 1]:
            first -= 1
        while last < tree.size and "\n" not in tree.words[last] and last - first < 40:
            last += 1
        long = [k for k in range(first + 1, last) if len(tree.words[k]) > 3 and tree.words[k].isalpha()]
        ends = tree.words[last - 1] in (".", "!", "?", '"')
        return not ends and len(long) >= 4 and sum(self.capital[k] for k in long) >= 0.8 * len(long)

    # --- acronyms and repetitions ---------------------------------------------------------------------------------

    def _acronyms(self, names: list[Name]) -> dict[str, str]:
        """Short form → long form of definitions: "Korean Central News Agency (KCNA)"; marks both as names.

        The long form is what stands before the bracket and has the initials of the short one, after Schwartz and
        Hearst (2003).
        """
        tree, found = self.tree, {}
        for i in range(1, tree.size - 2):
            if tree.words[i] not in ("(", "["):
                continue
            if tree.words[i + 2] in (")", "]"):
                start = self._long_form(i, tree.words[i + 1])
                if start is not None:
                    found[tree.words[i + 1]] = " ".join(tree.words[start:i])
                    label = next((name.label for name in names if name.start < i and start < name.end), "ORG")
                    names[:] = [name for name in names if name.end <= start or i + 2 <= name.start]
                    names += [Name(start, i, label, "run"), Name(i + 1, i + 2, label, "run")]
            elif self.capital[i - 1] and tree.words[i - 1].isupper():
                long = next((name for name in names if name.start == i + 1), None)
                if long and long.end - long.start > 1 and tree.words[long.end : long.end + 1] in ([")"], ["]"]):
                    found[tree.words[i - 1]] = " ".join(tree.words[long.start : long.end])
        return found | self._initials(names)

    def _long_form(self, bracket: int, short: str) -> int | None:
        """Where the long form of an acronym that is defined in brackets begins."""
        letters = [letter for letter in short.lower() if letter.isalnum()]
        if len(letters) < 2 or len(letters) > 10 or not any(letter.isupper() for letter in short):
            return None
        first = max(0, bracket - 2 * len(letters) - 2)
        for start in range(bracket - 2, first - 1, -1):
            words = self.tree.words[start:bracket]
            if "\n" in words[0] or words[0] in (".", ";", "(", ")"):
                return None
            if self.capital[start] and words[0][0].lower() == letters[0] and is_acronym_of(short, words):
                return start
        return None

    def _initials(self, names: Sequence[Name]) -> dict[str, str]:
        """Acronyms that the document uses without a definition, with or without a number: "IE", "IE6"."""
        words = self.tree.words
        single = {words[name.start] for name in names if name.end - name.start == 1}
        shorts = {word for word in single if word.isupper() and len(word.rstrip("0123456789")) > 1}
        found: dict[str, str] = {}
        if shorts:
            for name in names:
                text = [word for word in words[name.start : name.end] if word != "'s"]
                initials = "".join(word[0] for word in text if word[0].isupper() or word.isdigit())
                for short in (initials, "".join(word if word.isdigit() else word[0] for word in text)):
                    if short in shorts and len(text) > 1:
                        found.setdefault(short, " ".join(words[name.start : name.end]))
        return found

    def _repeated(self, names: Sequence[Name], taken: set[int]) -> list[Name]:
        """Other mentions of a name of the document that nobody has found."""
        tree = self.tree
        by_first: dict[str, set[tuple[str, ...]]] = {}
        for name in names:
            words = tuple(tree.words[name.start : name.end])
            by_first.setdefault(words[0], set()).add(words)
        found = []
        i = 0
        while i < tree.size:
            best = 0
            if i not in taken and tree.words[i] in by_first:
                for words in by_first[tree.words[i]]:
                    end = i + len(words)
                    if len(words) > best and tuple(tree.words[i:end]) == words and taken.isdisjoint(range(i, end)):
                        best = len(words)
            if best > 1 or (best == 1 and self._repeats(i)):
                found.append(Name(i, i + best, "MISC", "repeat"))
            i += best or 1
        return found

    def _repeats(self, i: int) -> bool:
        low, word = self.tree.lower[i], self.tree.words[i]
        if len(word) > 2 and word.isupper():
            return True
        return low not in self.common and not is_function_word(self.tree, i) and not is_title(low)


def _common_words(tree: Tree) -> set[str]:
    """Words that stand in the document in lower case as nouns, adjectives or verbs."""
    return {
        word
        for word, low, pos in zip(tree.words, tree.lower, tree.pos, strict=True)
        if word == low and pos in ("NOUN", "ADJ", "VERB")
    }
