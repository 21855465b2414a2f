"""spaCy component ``kg_coreference``: which mentions of a document refer to the same thing.

Deterministic sieves, the most precise first, in the style of Lee et al. (2013): names (`kg.nlp.name_links`),
constructions and noun phrases (`kg.nlp.nominals`), then pronouns with salience (`kg.nlp.pronouns`); noun phrases and
pronouns are read from left to right, so that each sees what the earlier ones were found to be.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kg.kb import Candidate, KnowledgeBase
from kg.nlp.chains import Chain, Chains
from kg.nlp.layers import Cluster, Reference
from kg.nlp.mentions import Mention, MentionReader
from kg.nlp.name_links import NameLinks, best_candidate
from kg.nlp.name_types import LITERAL_KINDS
from kg.nlp.names import packaged_knowledge_base
from kg.nlp.nominals import NominalLinks
from kg.nlp.pronouns import PronounLinks
from kg.nlp.speech import Speech
from kg.nlp.tree import Tree

_GOVERNING = frozenset(
    "government parliament army military police ministry navy senate cabinet court administration forces".split()
)
_ARGUMENT_ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "pobj"})


@Language.factory(
    "kg_coreference",
    requires=["doc.ents", "token.dep", "token.tag", "token.pos", "token.lemma"],
    assigns=["doc._.kg_mentions", "doc._.kg_clusters"],
    default_config={"use_knowledge_base": True},
)
def create_coreference(nlp: Language, name: str, use_knowledge_base: bool) -> Coreference:
    """The component; with ``use_knowledge_base`` aliases of one entity are linked and clusters identified."""
    return Coreference(packaged_knowledge_base() if use_knowledge_base else None)


class Coreference:
    """Finds the mentions of documents and what they refer to."""

    def __init__(self, knowledge_base: KnowledgeBase | None = None) -> None:
        self.knowledge_base = knowledge_base

    def __call__(self, doc: Doc) -> Doc:
        """Write the layers ``kg_mentions`` and ``kg_clusters``."""
        tree = Tree.of(doc)
        mentions = MentionReader(doc, tree).mentions()
        chains, names = self._chains(tree, mentions)
        identities = self._identified(mentions, chains, names)
        kept = [chain for chain in chains.distinct() if _is_useful(chain, mentions)]
        doc._.kg_mentions, doc._.kg_clusters = _layers(doc, tree, mentions, kept, identities)
        return doc

    def _identified(self, mentions: Sequence[Mention], chains: Chains, names: NameLinks) -> dict[int, Candidate]:
        """First member of a chain → its entity of the knowledge base; chains with one entity are merged."""
        found: dict[int, Candidate] = {}
        first: dict[str, int] = {}
        if self.knowledge_base is None:
            return found
        chains.names_apart = False
        for chain in chains.distinct():
            candidate = self._identity(self.knowledge_base, mentions, chain, names)
            if candidate is None:
                continue
            at = chain.members[0]
            at = first.setdefault(candidate.entity.key, at)
            chains.link(at, chain.members[0])
            found.setdefault(at, candidate)
        return found

    def _chains(self, tree: Tree, mentions: Sequence[Mention]) -> tuple[Chains, NameLinks]:
        chains = Chains(mentions)
        names = NameLinks(tree, mentions, chains, self.knowledge_base)
        names.link()
        nominals = NominalLinks(tree, mentions, chains, self.knowledge_base)
        chains.names_apart = True
        nominals.link_constructions()
        pronouns = PronounLinks(tree, mentions, chains, Speech(tree))
        # A possessive pronoun is read before the phrase that it determines ("her passport").
        for i in sorted(range(len(mentions)), key=lambda k: (mentions[k].head, mentions[k].start)):
            mention = mentions[i]
            if mention.kind == "pronoun":
                pronouns.resolve(i)
            elif mention.kind == "nominal":
                found = nominals.antecedent(i)
                if found is not None and chains.compatible(found, i):
                    chains.link(found, i)
            nominals.note(i)
        return chains, names

    def _identity(
        self, kb: KnowledgeBase, mentions: Sequence[Mention], chain: Chain, links: NameLinks
    ) -> Candidate | None:
        """The entity of the knowledge base that the longest known name of a chain means.

        Seats stand for who sits there where the context says so.  A surname alone says nothing, and a people is not
        its country.
        """
        names = {" ".join(m.words): m.type for m in (mentions[k] for k in chain.members) if m.kind == "name"}
        if not names:
            return _described(kb, mentions, chain)
        for member in chain.members:
            if member in links.meant:
                return links.meant[member]
        for text in sorted(names, key=lambda item: (-len(item), item)):
            found = links.candidate(text, names[text])
            if found is not None and found.kind in LITERAL_KINDS:
                return found
        return None


def _described(kb: KnowledgeBase, mentions: Sequence[Mention], chain: Chain) -> Candidate | None:
    """The entity of a noun phrase that is an alias: "the Russian government"."""
    for member in chain.members:
        mention = mentions[member]
        if mention.kind == "nominal" and mention.words and mention.lemma in _GOVERNING:
            found = best_candidate(kb, mention.phrase, "Organization")
            if found is not None and found.kind in LITERAL_KINDS:
                return found
    return None


def _layers(
    doc: Doc,
    tree: Tree,
    mentions: Sequence[Mention],
    chains: Sequence[Chain],
    identities: dict[int, Candidate],
) -> tuple[list[Reference], list[Cluster]]:
    clusters, pairs = [], []
    for number, chain in enumerate(chains):
        found = next((identities[member] for member in chain.members if member in identities), None)
        clusters.append(_cluster(doc, mentions, chain, found))
        pairs += [(member, number) for member in chain.members]
    references = []
    for position, (member, number) in enumerate(sorted(pairs)):
        mention, cluster = mentions[member], clusters[number]
        type_ = mention.type if mention.kind == "name" else cluster.type
        end = _phrase_end(tree, mention)
        references.append(Reference(mention.start, end, mention.head, type_, mention.kind, number))
        cluster.members.append(position)
    return references, clusters


def _cluster(doc: Doc, mentions: Sequence[Mention], chain: Chain, candidate: Candidate | None) -> Cluster:
    cluster = Cluster(best_name(doc, [mentions[member] for member in chain.members]), chain.type)
    if candidate is not None:
        cluster.wikidata, cluster.wikipedia = candidate.entity.qid, candidate.entity.wikipedia
        cluster.name = candidate.entity.name
    return cluster


def _phrase_end(tree: Tree, mention: Mention) -> int:
    """Where the minimal complete noun phrase of a mention ends: with its prepositional phrases."""
    if mention.kind != "nominal" or mention.parts or mention.modifier:
        return mention.end
    if tree.kid(mention.head, "prep") is None:
        return mention.end
    return max(mention.end, tree.noun_span(mention.head)[1])


def _is_useful(chain: Chain, mentions: Sequence[Mention]) -> bool:
    """Names always; other chains with two mentions of which one is no pronoun, or a definite noun phrase alone."""
    if chain.named:
        return True
    kinds = {mentions[member].kind for member in chain.members}
    if kinds == {"pronoun"} or all(mentions[member].modifier for member in chain.members):
        return False
    if len(chain.members) > 1:
        return True
    mention = mentions[chain.members[0]]
    if mention.parts:
        return False
    return mention.determiner in ("definite", "possessive", "demonstrative") and mention.role in _ARGUMENT_ROLES


def best_name(doc: Doc, mentions: Sequence[Mention]) -> str:
    """The canonical name: the fullest proper name, or else the first noun phrase, without determiner."""
    names = [mention for mention in mentions if mention.kind == "name"]
    if names:
        best = max(names, key=lambda mention: (_fullness(mention), -mention.start))
        return doc[best.start : best.end].text
    nominals = [mention for mention in mentions if mention.kind == "nominal"]
    first = nominals[0]
    start = first.start
    while start < first.head and doc[start].pos_ in ("DET", "PUNCT"):
        start += 1
    return doc[start : first.end].text


def _fullness(mention: Mention) -> tuple[int, int, int]:
    words = [word for word in mention.words if word[:1].isalnum()]
    capitals = bool(words) and "".join(words).replace(".", "").isupper()
    short = len(words) == 1 and capitals and len(words[0]) <= 6
    return (0 if short else 1, min(len(words), 6), 0 if capitals else 1)
