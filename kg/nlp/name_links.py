"""Which names of a document are names of the same thing: equal, shortened, acronyms, aliases of the knowledge base."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.kb import Candidate, KnowledgeBase
from kg.nlp.chains import Chains
from kg.nlp.gender import gender_of_given_name
from kg.nlp.mentions import Mention
from kg.nlp.name_types import LITERAL_KINDS
from kg.nlp.tree import Tree

CORPORATE = frozenset("inc corp corporation ltd limited plc co company llc ag sa gmbh nv group holdings".split())
_HALVES = frozenset({"North", "South", "East", "West"})
_STOP = frozenset("the of and for in on at de la &".split())
_SAME_KIND = {"Facility": "Organization", "Work": "Product", "Thing": "Product"}


_GOVERNING_VERBS = frozenset(
    """say announce warn agree accuse demand deny reject refuse want seek impose threaten urge insist claim condemn call
    plan pledge promise offer propose respond retaliate ban order expel recognise recognize support back oppose sign
    lift sanction veto ask tell hope believe consider decide argue allege denounce criticise criticize welcome invade
    annex send supply approve vow hint signal declare confirm maintain state add summon recall protest""".split()
)
"""What a government does and a city does not."""
_ORGANS = frozenset(
    """representative delegation envoy ambassador negotiator diplomat official government leadership stance position
    policy behavior behaviour demand decision response reaction invasion aggression offensive threat claim offer
    proposal intention interest military troop army force ally sanction""".split()
)
"""What a government has ("Moscow's behaviour", "representatives of Washington")."""
_RELATIONS = frozenset(
    """talk talks negotiation relation tie tension dialogue deal agreement contact alliance conflict war dispute treaty
    pact cooperation summit diplomacy rapprochement row rift ceasefire truce accord""".split()
)
"""What stands between governments ("talks between Moscow and Washington")."""


class NameLinks:
    """Links the names of one document."""

    def __init__(self, tree: Tree, mentions: Sequence[Mention], chains: Chains, kb: KnowledgeBase | None) -> None:
        self.tree = tree
        self.mentions = mentions
        self.chains = chains
        self.kb = kb
        self.names = [i for i, mention in enumerate(mentions) if mention.kind == "name"]
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
            key = (f"={meant.entity.key}", "") if meant else (_normal(mention), _kind(mention.type))
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

    def _find_metonyms(self, kb: KnowledgeBase) -> None:
        for i in self.names:
            mention = self.mentions[i]
            if mention.type in ("Place", "Facility", "Organization") and self._acts_as_government(mention):
                candidates = kb.lookup(" ".join(mention.words))
                found = next((each for each in candidates if each.kind == "metonym"), None)
                country = any(each.kind in LITERAL_KINDS and each.entity.role == "country" for each in candidates)
                if found is not None and not country:
                    self.meant[i] = found
                    self.chains.of[i].type = mention.type = found.entity.type

    def _acts_as_government(self, mention: Mention) -> bool:
        """ "Moscow has said", "talks between Moscow and Washington", not "in Moscow"."""
        tree, head = self.tree, mention.head
        while tree.dep[head] == "conj":
            head = tree.head[head]
        parent, role = tree.head[head], tree.dep[head]
        if role == "nsubj":
            return tree.lemma[parent] in _GOVERNING_VERBS
        if role == "poss":
            return tree.lemma[parent].lower() in _ORGANS
        if role == "pobj" and tree.lower[parent] in ("between", "with", "of"):
            above = tree.lemma[tree.head[parent]].lower()
            organ = tree.lower[parent] == "of" and (above in _ORGANS or above.removesuffix("s") in _ORGANS)
            return above in _RELATIONS or organ
        return role == "pobj" and tree.lower[parent] == "by" and tree.lemma[tree.head[parent]] in _GOVERNING_VERBS

    def _link_known(self, names: Sequence[int]) -> None:
        """Names that the knowledge base gives to one entity ("US", "America"); persons get their gender and role."""
        if self.kb is None:
            return
        by_entity: dict[str, int] = {}
        for i in names:
            mention = self.mentions[i]
            candidate = self.meant.get(i) or best_candidate(self.kb, " ".join(mention.words), mention.type)
            if candidate is None or mention.type == "Group":
                continue
            if i not in self.meant and candidate.kind not in LITERAL_KINDS:
                continue
            if mention.type == "Person":
                self._note_person(i, candidate)
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
        if _kind(short.type) != _kind(full.type) or not own or short.label == "GPE" or full.label == "GPE":
            return False
        if {word for word in own if word.isdigit()} != {word for word in long if word.isdigit()}:
            return False
        rest = long[len(own) :]
        if long[: len(own)] == own and all(word in CORPORATE for word in rest):
            return True
        # "the Court" after "Supreme Court", "Chrome" after "Google Chrome": what remains is the head.
        head = full.words[full.head - full.start].lower()
        if head in own and set(own) <= set(long) and j < i:
            return True
        return long[-len(own) :] == own and j < i and len(own) == len(long) - 1 and len(own) > 1


def best_candidate(kb: KnowledgeBase, text: str, type_: str) -> Candidate | None:
    """The reading of a name that fits its type, if the knowledge base has one."""
    for candidate in kb.lookup(text):
        if _kind(candidate.entity.type) == _kind(type_):
            return candidate
        if candidate.kind == "demonym" and type_ == "Group":
            return candidate
    return None


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
