"""Where names begin and end: repairs of the spans that spaCy's recogniser gives.

Its systematic faults on news are possessives, quotation marks, determiners and titles inside the span, names cut at
"of" or at a capitalised neighbour, several names in one span (lists, captions, headlines, scores), and lowercase rests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.nlp import lexicon
from kg.nlp.gender import is_first_name
from kg.nlp.tree import Tree

TIME_WORDS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb mar apr jun jul aug sept sep oct nov dec today yesterday tomorrow
    mon tue tues wed thu thur thurs fri gmt utc est edt bst cet pst et am pm a.m. p.m.""".split()
)
FUNCTION_WORDS = frozenset(
    """the a an this that these those his her its their our my your i you he she it we they and or but of in on at to
    for from by with as if when while after before since until although though because however meanwhile also there
    here what who whom whose which where why how not no yes all any some each every both either neither many most more
    other another such several few last next first second one two three four five six seven eight nine ten according
    despite during under over between among about against within without including following yet so then than is are
    was were be been has have had do does did will would can could may might must should let's let us mine meanwhile
    unlike like amid per via dear please ok okay oh hello thanks image photo picture file credit video source caption
    photograph photos pictures getty related advertisement read watch see click share update updated breaking exclusive
    analysis opinion editorial live by story now still even just only perhaps maybe never ever nobody everyone someone
    nothing something everything anyone""".split()
)
"""Words that are never a name by themselves, however they are written."""

CAPTION_WORDS = frozenset(
    "image photo picture file photograph credit video graphic illustration source map chart".split()
)
CONNECTORS = frozenset(
    """of the and for in on at to & de del della di da do dos das du des la le les el al bin bint ben ibn abu van von
    der den ter ten zu y e i und et af ul ud ur -""".split()
)
"""Lowercase words that may stand inside a name."""
PARTICLES = frozenset("de del della di da dos das du des la le al el bin ben ibn abu van von der den ter ul".split())
ROYAL = frozenset("pope king queen prince princess saint st emperor empress tsar czar duke duchess mullah".split())
"""Titles without which a given name alone would be no name ("Pope Francis", "King Charles")."""
_POSSESSIVE_HEADS = frozenset("people women children workers farmers men king queen students veterans teachers".split())
"""Possessors that are part of a name: "People's Army"."""
TITLE_PARTS = frozenset("prime vice deputy chief former acting interim emeritus retired late".split())
_SINGLE_KINDS = frozenset({"PERSON", "GPE", "NORP", "LOC", "FAC"})
_NUMBERED = frozenset({"PRODUCT", "WORK_OF_ART", "EVENT", "MISC", "ORG", "LAW"})
_BREAKS = frozenset({"—", "–", "/", "|", ";", "(", ")", "[", "]", '"', "``", "''", "•", "...", "…", "?", "!"})
_NEVER_FIRST = frozenset("both and or but in at of on for to from by even follow".split())
_PROPER = ("NNP", "NNPS")
_LED = frozenset("party union alliance league front government cabinet movement coalition ministry company".split())
"""Bodies that "of" joins to the person who leads them."""
_COLOURS = frozenset("green red blue white black orange yellow purple".split())
_DOCTRINES = ("phobia", "ism", "isation", "ization")
"Endings of nouns that may have a capital and yet name nothing."


@dataclass(slots=True)
class Name:
    """A span that may be a name, with a spaCy label; ``origin``: ner, run (capitalised words), kb, repeat."""

    start: int
    end: int
    label: str
    origin: str = "ner"


@cache
def head_words() -> dict[tuple[str, str], str]:
    """(lowercase word, "first" or "last") → the label of a name with that word at that edge."""
    lines = (lexicon.DATA / "name_heads.tsv").read_text(encoding="utf-8").split("\n")[2:]
    rows = (line.split("\t") for line in lines if line)
    return {(row[0], row[1]): row[2] for row in rows}


@cache
def is_title(word: str) -> bool:
    """Whether a lowercase word is the title or position of a person ("mr.", "president", "ministers")."""
    bare = word.rstrip(".")
    return lexicon.title(bare) is not None or (bare.endswith("s") and lexicon.title(bare[:-1]) is not None)


def capitalised(tree: Tree) -> list[bool]:
    """For each token whether it has a capital letter."""
    return [word != low for word, low in zip(tree.words, tree.lower, strict=True)]


def is_function_word(tree: Tree, i: int) -> bool:
    """Whether a token is no name by itself: a function or time word, unless it is written as an acronym ("WHO")."""
    low, word = tree.lower[i], tree.words[i]
    if low in TIME_WORDS:
        return True
    return low in FUNCTION_WORDS and not (len(word) > 1 and word.replace(".", "").isupper() and tree.tag[i] in _PROPER)


class SpanRepair:
    """Repairs the spans of one document."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.capital = capitalised(tree)

    def repaired(self, names: Iterable[Name]) -> list[Name]:
        """The names with their spans cut to what is a name, split where there are several, and merged where one."""
        pieces = [piece for name in names for part in self._split(name) if (piece := self._trimmed(part))]
        return self.joined(pieces)

    def joined(self, names: list[Name]) -> list[Name]:
        """The names with their capitalised neighbours, and neighbours that are one name merged."""
        taken = {i for name in names for i in range(name.start, name.end)}
        return self.merged([self._extended(name, taken) for name in names])

    # --- splitting ------------------------------------------------------------------------------------------------

    def _split(self, name: Name) -> Iterator[Name]:
        """Cut at line ends, dashes, brackets, quotation marks, captions, and lists of persons or places."""
        words, lower = self.tree.words, self.tree.lower
        start = name.start
        for i in range(name.start, name.end):
            if self._breaks(i, name) or (lower[i] in CAPTION_WORDS and i > name.start and self._ends_caption(i)):
                if start < i:
                    yield Name(start, i, name.label, name.origin)
                start = i + 1
            elif words[i] == "'s" and start < i < name.end - 1 and self._possessor_is_name(start, i, name):
                yield Name(start, i, "ORG" if name.label == "ORG" else "GPE", name.origin)
                start = i + 1
        if start < name.end:
            yield Name(start, name.end, name.label, name.origin)

    def _breaks(self, i: int, name: Name) -> bool:
        word = self.tree.words[i]
        if word in ("of", "in") and name.start < i < name.end - 1 and self._ends_before(i, name):
            return True
        if word in _BREAKS or "\n" in word:
            return True
        if word == "," or word == "and":
            return name.label in _SINGLE_KINDS or (word == "," and not self._is_suffix(i + 1))
        return word == ":" and (name.label in _SINGLE_KINDS or name.label == "ORG")

    def _ends_before(self, i: int, name: Name) -> bool:
        """ "Labour Party of Keir Starmer" and "Hoover Dam in Nevada" hold two names each."""
        words, lower = self.tree.words, self.tree.lower
        if words[i] == "in":
            return name.label == "FAC" and words[i + 1][:1].isupper() and name.end - i <= 3
        headed = i - name.start > 1 and lower[i - 1] in _LED
        return headed and is_first_name(words[i + 1]) and name.end - i > 2

    def _is_suffix(self, i: int) -> bool:
        return i < self.tree.size and (self.tree.lower[i].rstrip(".") in ("inc", "ltd", "llc", "jr", "sr", "and", "&"))

    def _ends_caption(self, i: int) -> bool:
        return i + 1 < self.tree.size and self.tree.words[i + 1] in (":", "\n\n", "by", "/", "|")

    def _possessor_is_name(self, start: int, i: int, name: Name) -> bool:
        """ "Russia's Gazprom" holds two names, "McDonald's Corp" one."""
        if name.label in ("WORK_OF_ART", "LAW"):
            return False
        rest = [token for token in range(i + 1, name.end) if self.capital[token]]
        return bool(rest) and self.tree.lower[i - 1] not in _POSSESSIVE_HEADS

    # --- trimming -------------------------------------------------------------------------------------------------

    def _trimmed(self, name: Name) -> Name | None:
        """Without determiners, titles, possessives, quotation marks and lowercase rests; None if nothing remains."""
        start, end = self._edges(name.start, name.end, name.label)
        if start >= end:
            return None
        end = self._before_office(start, end)
        if start >= end:
            return None
        if start > name.start and self.tree.words[start - 1] == "-":
            # "anti-Kremlin": the recogniser's label is that of the adjective.
            name = Name(name.start, name.end, "MISC", "run")
        if name.label == "PERSON" or self._has_title(start, end):
            label = name.label
            after = self._after_titles(start, end)
            if after > start:
                start, end = self._edges(after, end, "PERSON")
                label = "PERSON"
            return Name(start, end, label, name.origin) if start < end and self._may_name(start, end) else None
        return Name(start, end, name.label, name.origin) if self._may_name(start, end) else None

    def _before_office(self, start: int, end: int) -> int:
        """Where a name ends that runs into an office: "Estonian Foreign" + "Minister"."""
        lower = self.tree.lower
        if end >= self.tree.size or not is_title(lower[end]):
            return end
        for first in range(start, end):
            opens = lexicon.title(" ".join(lower[first : end + 1])) is not None
            if opens and (lower[first], "last") not in head_words():
                end = first
                while end > start and lower[end - 1] in ("of", "the"):
                    end -= 1
                return end
        return end

    def _edges(self, start: int, end: int, label: str) -> tuple[int, int]:
        words, lower, capital = self.tree.words, self.tree.lower, self.capital
        while start < end and self._droppable_first(start, end, label):
            start += 1
        while start < end:
            last = end - 1
            word = words[last]
            if capital[last] and word not in _BREAKS:
                break
            if word[0].isdigit() and label in _NUMBERED and self._numbers(last) and end - start > 1:
                break
            if word[:1].isalpha() and last > start and lower[last - 1] == "-" and capital[start]:
                break
            if word in (".", "+", "!") and end - start > 1 and label in ("ORG", "PRODUCT", "WORK_OF_ART"):
                if word != "." or lower[last - 1].rstrip(".") not in ("inc", "ltd", "co", "corp"):
                    end -= 1
                    continue
                break
            end -= 1
        return start, end

    def _droppable_first(self, i: int, end: int, label: str) -> bool:
        word, low = self.tree.words[i], self.tree.lower[i]
        if low in ("the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my"):
            return label != "WORK_OF_ART" or low != word
        if self.capital[i]:
            return low in _NEVER_FIRST and i + 1 < end
        if word[0].isdigit():
            return not (word[-1].isalpha() or label in ("PRODUCT", "WORK_OF_ART", "EVENT")) or i + 1 == end
        if word in ("#", "@"):
            return i + 1 == end
        return not (low in PARTICLES and i + 1 < end and label != "GPE")

    def _numbers(self, i: int) -> bool:
        """Whether a number is part of a name ("Explorer 6"), not a score or a count ("Sweden 1 – 0")."""
        tree = self.tree
        after = tree.words[i + 1] if i + 1 < tree.size else ""
        if len(tree.words[i]) == 4 and tree.head[i] > i:
            return True
        if tree.lower[i - 1] in _LED:
            return False
        return tree.head[i] <= i and after not in ("–", "-", "—", "%", "per", ":") and not after[:1].isdigit()

    def _has_title(self, start: int, end: int) -> bool:
        return end - start > 1 and any(is_title(self.tree.lower[i]) for i in range(start, min(start + 4, end - 1)))

    def _after_titles(self, start: int, end: int) -> int:
        """Where the name of a person begins after titles: "US President Donald Trump" → "Donald"."""
        lower = self.tree.lower
        found = start
        for i in range(start, end - 1):
            if (is_title(lower[i]) or lower[i] in TITLE_PARTS) and self.capital[end - 1]:
                if lower[i].rstrip(".") in ROYAL and end - i <= 3:
                    return max(found, i)
                if self._head_follows(i, end):
                    break
                found = i + 1
        return found

    def _head_follows(self, i: int, end: int) -> bool:
        """Whether the last word says that this is no person ("Attorney General's Office", "Queen Elizabeth Hall")."""
        return (self.tree.lower[end - 1], "last") in head_words()

    def _may_name(self, start: int, end: int) -> bool:
        """Law 6: no pronoun, time word, number or mark alone."""
        tree = self.tree
        if not any(self.capital[start:end]):
            return False
        telling = [i for i in range(start, end) if tree.lower[i] not in CONNECTORS and tree.pos[i] != "PUNCT"]
        if all(is_function_word(tree, i) for i in telling) or tree.words[start][0] == "@":
            return False
        if len(telling) == 1:
            word = tree.words[telling[0]]
            if tree.lower[telling[0]] in _COLOURS and self._is_adjective(telling[0]):
                return False
            return (
                len(word.rstrip(".")) > 1 and tree.pos[telling[0]] != "PRON" and not word.lower().endswith(_DOCTRINES)
            )
        return True

    def _is_adjective(self, i: int) -> bool:
        """ "a Green member of parliament"."""
        tree = self.tree
        return tree.dep[i] in ("amod", "compound") and tree.pos[tree.head[i]] == "NOUN" and tree.head[i] > i

    # --- extending and merging ------------------------------------------------------------------------------------

    def _extended(self, name: Name, taken: set[int]) -> Name:
        """With the capitalised neighbours that belong to the same noun phrase, numbers of versions and years."""
        start, end = name.start, name.end
        while end not in taken and self._continues(end, end - 1, name):
            end += 1
        while start - 1 not in taken and self._precedes(start, name):
            start -= 1
        if name.label == "ORG" and self._has_owner(start) and taken.isdisjoint((start - 1, start - 2)):
            start -= 2
        if start > 0 and self.tree.words[start - 1] == "#" and end - start == 1:
            return Name(start - 1, end, "MISC", name.origin)
        return Name(start, end, name.label, name.origin)

    def _continues(self, i: int, last: int, name: Name) -> bool:
        tree = self.tree
        if i >= tree.size:
            return False
        word = tree.words[i]
        if word[0].isdigit():
            fits = name.label in _NUMBERED and len(word) <= 4 and tree.dep[i] in ("nummod", "appos", "npadvmod")
            return fits and name.start <= tree.head[i] < name.end and self._numbers(i)
        if not self.capital[i] or tree.tag[i] not in _PROPER or tree.lower[i] in TIME_WORDS:
            return False
        if is_title(tree.lower[i]) or tree.lower[i] in CAPTION_WORDS or self._is_hyphenated(i):
            return False
        if self._opens_office(i):
            return False
        return tree.head[last] == i or tree.head[i] == last or (
            tree.head[i] == tree.head[last] and tree.dep[last] == "compound"
        )  # fmt: skip

    def _opens_office(self, i: int) -> bool:
        """ "Foreign" of "Foreign Minister", but not "Party" of "Party Leader"."""
        lower = self.tree.lower
        if i + 1 >= self.tree.size or (lower[i], "last") in head_words():
            return False
        return lexicon.title(f"{lower[i]} {lower[i + 1]}") is not None

    def _is_hyphenated(self, i: int) -> bool:
        """ "T" of "T-shirt"."""
        tree = self.tree
        return i + 2 < tree.size and tree.words[i + 1] == "-" and not self.capital[i + 2]

    def _has_owner(self, start: int) -> bool:
        """ "Farmers' League": whether a possessor that belongs to the name stands before it."""
        tree = self.tree
        marked = start > 1 and tree.words[start - 1] in ("'", "'s")
        return marked and self.capital[start - 2] and tree.lower[start - 2] in _POSSESSIVE_HEADS

    def _precedes(self, start: int, name: Name) -> bool:
        tree, i = self.tree, start - 1
        if i < 0 or not self.capital[i] or tree.tag[i] not in _PROPER:
            return False
        if is_title(tree.lower[i]) or is_function_word(tree, i) or tree.lower[i] in _NEVER_FIRST:
            return False
        return start <= tree.head[i] < name.end and tree.dep[i] in ("compound", "nmod", "amod")

    def merged(self, names: list[Name]) -> list[Name]:
        """Neighbours that are one name: "Saudi" + "Gazette", "Supreme Court" + of + "Cassation"."""
        names = without_overlaps(names)
        merged: list[Name] = []
        for name in names:
            previous = merged[-1] if merged else None
            if previous and (label := self._joint_label(previous, name)):
                merged[-1] = Name(previous.start, name.end, label, previous.origin)
            else:
                merged.append(name)
        return merged

    def _joint_label(self, first: Name, second: Name) -> str | None:
        tree, heads = self.tree, head_words()
        gap = second.start - first.end
        last = heads.get((tree.lower[second.end - 1], "last"))
        if gap == 0 and first.label == "ORG" and second.label == "GPE" and tree.pos[first.end] == "PROPN":
            return "ORG"
        if gap == 0:
            inside = second.start <= tree.head[first.end - 1] < second.end
            if inside and last and second.label != "PERSON" and tree.dep[first.end - 1] in ("compound", "amod", "nmod"):
                return last
            same = first.label == second.label and first.label not in ("NORP", "GPE")
            linked = inside or first.start <= tree.head[second.end - 1] < first.end
            if second.origin == "run" and linked and tree.dep[first.end - 1] in ("compound", "nmod", "appos", "nsubj"):
                return last or second.label
            return first.label if same and linked else None
        link = tree.lower[first.end] if gap in (1, 2) else ""
        if link in ("of", "for", "on") and (gap == 1 or tree.lower[first.end + 1] == "the"):
            kind = heads.get((tree.lower[first.end - 1], "last")) or heads.get((tree.lower[first.start], "first"))
            attached = first.start <= tree.head[first.end] < first.end
            if second.label == "PERSON" and tree.lower[first.end - 1] in _LED:
                return None
            if kind and attached and first.label != "PERSON" and (link == "of" or kind == "ORG"):
                return kind
        return None


def without_overlaps(names: list[Name]) -> list[Name]:
    """In text order; of two that overlap the longer, or else the earlier."""
    kept: list[Name] = []
    taken: set[int] = set()
    for name in sorted(names, key=lambda item: (item.start - item.end, item.start)):
        if taken.isdisjoint(range(name.start, name.end)):
            taken.update(range(name.start, name.end))
            kept.append(name)
    return sorted(kept, key=lambda item: item.start)
