"""Which names of a document are names of the same thing: equal, shortened, acronyms, aliases of the knowledge base."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from kg.kb import Candidate, KnowledgeBase
from kg.nlp.chains import Chains
from kg.nlp.gender import gender_of_given_name
from kg.nlp.mentions import Mention
from kg.nlp.metonyms import acts_as_government, government, is_agent
from kg.nlp.name_types import LITERAL_KINDS
from kg.nlp.tree import Tree

CORPORATE = frozenset("inc corp corporation ltd limited plc co company llc ag sa gmbh nv group holdings".split())
_HALVES = frozenset({"North", "South", "East", "West"})
_STOP = frozenset("the of and for in on at de la &".split())
_STATES = frozenset("republic kingdom commonwealth state principality sultanate emirate".split())
_DOMESTIC = frozenset(
    """party court parliament ministry chamber senate treasury department police army navy congress assembly cabinet
    government legislature house prosecutor office commission regulator watchdog electoral""".split()
)
"""Roles of bodies of which every country has its own."""
_BUILT = frozenset("pipeline project plant dam bridge mine field terminal refinery port stadium deal".split())
"""What a company is often named after."""
_SAME_KIND = {"Facility": "Organization", "Work": "Product", "Thing": "Product"}


class NameLinks:
    """Links the names of one document."""

    def __init__(self, tree: Tree, mentions: Sequence[Mention], chains: Chains, kb: KnowledgeBase | None) -> None:
        self.tree = tree
        self.mentions = mentions
        self.chains = chains
        self.kb = kb
        self.names = [i for i, mention in enumerate(mentions) if mention.kind == "name"]
        self.shouted = _shouted(mentions)
        self.countries = _countries(mentions, kb) if kb is not None else Counter()
        self.meant: dict[int, Candidate] = {}
        """Mentions of seats that stand for who sits there, with the entity meant."""
        if kb is not None:
            self._find_metonyms(kb)

    def link(self) -> None:
        """Merge the chains of names that name the same thing."""
        first: dict[tuple[str, str], int] = {}
        for i in self.names:
            mention = self.mentions[i]
            meant = self.meant.get(i)
            key = (f"={meant.entity.key}", "") if meant else (self._normal(mention), _kind(mention.type))
            if key in first:
                self.chains.link(first[key], i)
            else:
                first[key] = i
        distinct = list(first.values())
        self._link_known(distinct)
        self._link_persons([i for i in distinct if self.mentions[i].type == "Person"])
        self._link_bracketed()
        self._link_halves()
        self._share_genders()
        self._link_short([i for i in distinct if self.mentions[i].type not in ("Person", "Group")])

    def _normal(self, mention: Mention) -> str:
        if mention.start in self.shouted:
            return " ".join(word.lower() for word in mention.words)
        return _normal(mention)

    def candidate(self, text: str, type_: str) -> Candidate | None:
        """The reading of a name that fits its type and the countries that the document is about."""
        if self.kb is None:
            return None
        return best_candidate(self.kb, text, type_, self.countries) or self._domestic(self.kb, text, type_)

    def _domestic(self, kb: KnowledgeBase, text: str, type_: str) -> Candidate | None:
        """ "The Treasury" of a document on the United States: what bears the name after that of the country."""
        if type_ != "Organization" or not self.countries or not kb.lookup(text):
            return None
        [(country, _)] = self.countries.most_common(1)
        places = [each.entity for each in kb.lookup(country) if each.entity.role == "country"][:1]
        for place in places:
            for word in (place.name, *place.aliases, *place.demonyms):
                found = best_candidate(kb, f"{word} {text}", type_)
                if found is not None and found.kind in LITERAL_KINDS and found.entity.country == place.name:
                    return found
        return None

    def _find_metonyms(self, kb: KnowledgeBase) -> None:
        """Seats that stand for governments; one that does so anywhere does wherever it is an agent."""
        seats = [i for i in self.names if self.mentions[i].type in ("Place", "Facility", "Organization")]
        acting: dict[tuple[str, ...], Candidate] = {}
        for i in seats:
            if acts_as_government(self.tree, self.mentions[i]):
                found = government(kb, " ".join(self.mentions[i].words))
                if found is not None:
                    self._mean(i, found)
                    acting[self.mentions[i].words] = found
        for i in seats:
            mention = self.mentions[i]
            if i not in self.meant and mention.words in acting and is_agent(self.tree, mention):
                self._mean(i, acting[mention.words])

    def _mean(self, i: int, candidate: Candidate) -> None:
        self.meant[i] = candidate
        self.chains.of[i].type = self.mentions[i].type = candidate.entity.type

    def _link_known(self, names: Sequence[int]) -> None:
        """Names that the knowledge base gives to one entity ("US", "America"); persons get their gender and role."""
        if self.kb is None:
            return
        by_entity: dict[str, int] = {}
        for i in names:
            mention = self.mentions[i]
            candidate = self.meant.get(i) or self.candidate(" ".join(mention.words), mention.type)
            if candidate is None or mention.type == "Group":
                continue
            if i not in self.meant and candidate.kind not in LITERAL_KINDS:
                continue
            if mention.type == "Person":
                self._note_person(i, candidate)
            elif mention.type == "Organization" and candidate.entity.country:
                self.chains.of[i].nations.update(_people_of(self.kb, candidate.entity.country))
            elif mention.type == "Place" and candidate.entity.role:
                self.chains.of[i].roles.add(candidate.entity.role.split()[0])
            key = candidate.entity.key
            if key in by_entity:
                self.chains.link(by_entity[key], i)
            else:
                by_entity[key] = i

    def _note_person(self, i: int, candidate: Candidate) -> None:
        chain = self.chains.of[i]
        if candidate.entity.gender in ("m", "f"):
            chain.gender = chain.gender or candidate.entity.gender
        if candidate.entity.role:
            if candidate.entity.country:
                chain.roles.add(candidate.entity.country.lower())
            chain.roles.update(candidate.entity.role.split(" of ")[0].lower().split()[:3])

    def _link_persons(self, names: Sequence[int]) -> None:
        """Surname or given name → the person named in full nearest before it, or else first after it."""
        full: dict[str, list[int]] = defaultdict(list)
        for i in names:
            words = self.mentions[i].words
            if len(words) > 1:
                full[words[-1]].append(i)
                full[words[0]].append(i)
                for k in range(1, len(words) - 1):
                    full[" ".join(words[k:])].append(i)
        for i in names:
            words = self.mentions[i].words
            holders = [j for j in full.get(" ".join(words), ()) if j != i and self._may_be(i, j)]
            if holders:
                before = [j for j in holders if j < i]
                surname = [j for j in before if self.mentions[j].words[-1] == words[-1]]
                self.chains.link((surname or before or holders)[-1 if before else 0], i)
            elif len(words) > 1:
                for j in names:
                    if j < i and _variant(self.mentions[j].words, words) and self._may_be(i, j):
                        self.chains.link(j, i)
                        break

    def _share_genders(self) -> None:
        """A person called by one word only has the gender of that word if it is a given name ("Meghan")."""
        for i in self.names:
            mention, chain = self.mentions[i], self.chains.of[i]
            if mention.type == "Person" and chain.gender is None and len(mention.words) == 1:
                chain.gender = gender_of_given_name(mention.words[0])

    def _link_halves(self) -> None:
        """ "the North" after "North Korea"."""
        last: dict[str, int] = {}
        for i in self.names:
            words = self.mentions[i].words
            if words[0] in _HALVES:
                if len(words) > 1:
                    last.setdefault(words[0], i)
                elif words[0] in last:
                    self.chains.link(last[words[0]], i)

    def _link_bracketed(self) -> None:
        """An acronym beside its long form in brackets, in either order: "CEI (Italian Episcopal Conference)"."""
        for i, j in zip(self.names, self.names[1:], strict=False):
            first, second = self.mentions[i], self.mentions[j]
            if second.start == first.end + 1 and self.tree.words[first.end] in ("(", "["):
                closed = self.tree.words[second.end : second.end + 1] in ([")"], ["]"])
                shorts = [len(m.words) == 1 and m.words[0].isupper() for m in (first, second)]
                if closed and shorts[0] != shorts[1] and first.type == second.type and first.label != "GPE":
                    self.chains.link(i, j)

    def _may_be(self, i: int, j: int) -> bool:
        a, b = self.chains.of[i].gender, self.chains.of[j].gender
        return not a or not b or a == b

    def _link_short(self, names: Sequence[int]) -> None:
        """Acronyms and shortened names of organizations, places and the rest."""
        words = {i: _content(self.mentions[i].words) for i in names}
        self.firsts = Counter(own[0] for own in set(words.values()) if len(own) > 1)
        initials: dict[str, int] = {}
        for i in names:
            text = self.mentions[i].words
            if len(words[i]) > 1:
                for short in (_initials(text, all_words=False), _initials(text, all_words=True)):
                    initials.setdefault(short, i)
        for i in names:
            mention, own = self.mentions[i], words[i]
            if len(mention.words) == 1 and mention.words[0].replace(".", "").isupper():
                j = initials.get(mention.words[0].replace(".", ""))
                if j is not None and j != i:
                    self.chains.link(j, i)
                    continue
            for j in names:
                if j != i and len(words[j]) > len(own) and self._is_short_for(i, j, own, words[j]):
                    self.chains.link(j, i)
                    break

    def _is_short_for(self, i: int, j: int, own: tuple[str, ...], long: tuple[str, ...]) -> bool:
        short, full = self.mentions[i], self.mentions[j]
        if _kind(short.type) != _kind(full.type) or not own or (short.label == "GPE") != (full.label == "GPE"):
            return False
        if {word for word in own if word.isdigit()} != {word for word in long if word.isdigit()}:
            return False
        if full.type == "Place":
            return len(long) - len(own) == 1 and long[0] in _STATES and long[1:] == own
        rest = long[len(own) :]
        if len(own) == 1 and long[:1] == own and short.type == full.type == "Organization":
            return self.firsts[own[0]] == 1 and not self._is_attribute(short)
        if long[: len(own)] == own and all(word in CORPORATE for word in rest):
            return True
        # "the Court" after "Supreme Court", "Chrome" after "Google Chrome": what remains is the head.
        head = full.words[full.head - full.start].lower()
        if head in own and set(own) <= set(long) and j < i:
            return True
        return long[-len(own) :] == own and j < i and len(own) == len(long) - 1 and len(own) > 1

    def _is_attribute(self, name: Mention) -> bool:
        """Whether a name stands somewhere before a noun of its own: "the Aurora pipeline" is not the Aurora company."""
        tree = self.tree
        heads = [self.mentions[i].head for i in self.names if self.mentions[i].words == name.words]
        return any(tree.dep[head] == "compound" and tree.lemma[tree.head[head]] in _BUILT for head in heads)


def best_candidate(
    kb: KnowledgeBase, text: str, type_: str, countries: Mapping[str, int] | None = None
) -> Candidate | None:
    """The reading of a name that fits its type, if the knowledge base has one.

    Args:
        kb: the knowledge base.
        text: the name.
        type_: its type.
        countries: how often a document names each country; parties and courts of any other are not meant.
    """
    for candidate in kb.lookup(text):
        if countries and _is_foreign(kb, candidate, text, countries):
            continue
        if _kind(candidate.entity.type) == _kind(type_):
            return candidate
        if candidate.kind == "demonym" and type_ == "Group":
            return candidate
    return None


def _is_foreign(kb: KnowledgeBase, candidate: Candidate, text: str, countries: Mapping[str, int]) -> bool:
    """ "The Supreme Court" of a document on India is not that of a country it hardly mentions."""
    entity = candidate.entity
    if entity.type != "Organization" or not entity.country or _DOMESTIC.isdisjoint(entity.role.split()):
        return False
    if any(each.entity.name == entity.country for word in text.split() for each in kb.lookup(word)):
        return False
    return 2 * countries.get(entity.country, 0) < max(countries.values())


def _countries(mentions: Sequence[Mention], kb: KnowledgeBase) -> Counter[str]:
    """How often a document names each country, by name, people or town; unknown places count as themselves."""
    found: Counter[str] = Counter()
    for mention in mentions:
        if mention.kind != "name" or mention.type not in ("Place", "Group", "Person"):
            continue
        text = " ".join(mention.words)
        candidates = [each for each in kb.lookup(text) if each.kind in (*LITERAL_KINDS, "demonym")]
        entity = candidates[0].entity if candidates else None
        if entity is not None and entity.type in ("Place", "Person"):
            found[entity.name if entity.role == "country" else entity.country or ""] += 1
        elif entity is None and mention.type == "Place":
            found[text] += 1
    del found[""]
    return found


def _people_of(kb: KnowledgeBase, country: str) -> set[str]:
    """The words for the people of a country, in lower case."""
    places = [each.entity for each in kb.lookup(country) if each.entity.role == "country"]
    return {demonym.lower() for demonym in places[0].demonyms} if places else set()


def _shouted(mentions: Sequence[Mention]) -> set[int]:
    """Where names in capitals stand that the document has in small letters too ("OSLO" and "Oslo")."""
    small = {tuple(word.upper() for word in m.words) for m in mentions if m.kind == "name" and not _is_upper(m.words)}
    return {m.start for m in mentions if m.kind == "name" and _is_upper(m.words) and m.words in small}


def _is_upper(words: Sequence[str]) -> bool:
    return any(len(word) > 3 for word in words) and all(word.isupper() for word in words)


def _kind(type_: str) -> str:
    return _SAME_KIND.get(type_, type_)


def _normal(mention: Mention) -> str:
    words = [word.replace(".", "") for word in mention.words]
    return " ".join(words if all(word.isupper() for word in words) else [word.lower() for word in words])


def _content(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.lower().rstrip(".") for word in words if word.lower() not in _STOP and word[:1].isalnum())


def _initials(words: Sequence[str], *, all_words: bool) -> str:
    chosen = [word for word in words if word[:1].isupper() or word.isdigit() or all_words]
    return "".join(word if word.isdigit() else word[0].upper() for word in chosen)


def _variant(first: Sequence[str], second: Sequence[str]) -> bool:
    """ "Muhammad bin Salman" and "Mohammed Salman" no, "Joe R. Biden" and "Joe Biden" yes."""
    return first[0] == second[0] and first[-1] == second[-1] and (len(first) == 2 or len(second) == 2)
