"""Seats of government that stand for who governs there: "Moscow has said", "talks between Moscow and Washington"."""

from __future__ import annotations

from kg.kb import Candidate, KnowledgeBase
from kg.nlp.mentions import Mention
from kg.nlp.name_types import LITERAL_KINDS
from kg.nlp.tree import Tree

_GOVERNING_VERBS = frozenset(
    """say announce warn agree accuse demand deny reject refuse want seek impose threaten urge insist claim condemn call
    plan pledge promise offer propose respond retaliate ban order expel recognise recognize support back oppose sign
    lift sanction veto ask tell hope believe consider decide argue allege denounce criticise criticize welcome invade
    annex send supply approve vow hint signal declare confirm maintain state add summon recall protest discuss
    guarantee weigh freeze negotiate act retaliate agree anger cut restore
    blacklist blame mediate broker intervene respond resume suspend""".split()
)
"""What a government does and a city does not."""
_MOVED_VERBS = frozenset(
    """anger irritate warn accuse urge blame criticize criticise press pressure pressurize persuade convince provoke
    alarm upset infuriate ask assure sanction tell annoy embarrass condemn""".split()
)
"""What is done to a government and not to a city."""
_WILLING = frozenset("ready willing unwilling prepared determined keen reluctant eager".split())
_STATIC_VERBS = frozenset("be lie have host sit stand become celebrate sleep wake".split())
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


def acts_as_government(tree: Tree, mention: Mention) -> bool:
    """ "Moscow has said", "talks between Moscow and Washington", not "in Moscow"."""
    head = mention.head
    while tree.dep[head] == "conj":
        head = tree.head[head]
    parent, role = tree.head[head], tree.dep[head]
    if role == "nsubj":
        said = [tree.lower[child] for child in tree.kids(parent, "acomp")]
        return tree.lemma[parent] in _GOVERNING_VERBS or (bool(said) and said[0] in _WILLING)
    if role == "dobj":
        return tree.lemma[parent] in _MOVED_VERBS
    if role == "poss":
        return tree.lemma[parent].lower() in _ORGANS
    if role == "pobj" and tree.lower[parent] in ("between", "with", "of"):
        above = tree.lemma[tree.head[parent]].lower()
        organ = tree.lower[parent] == "of" and (above in _ORGANS or above.removesuffix("s") in _ORGANS)
        return above in _RELATIONS or organ
    return role == "pobj" and tree.lower[parent] == "by" and tree.lemma[tree.head[parent]] in _GOVERNING_VERBS


def is_agent(tree: Tree, mention: Mention) -> bool:
    """Whether a name is a subject or agent of what someone does."""
    head = mention.head
    while tree.dep[head] == "conj":
        head = tree.head[head]
    parent = tree.head[head]
    if tree.dep[head] == "nsubj":
        return tree.pos[parent] == "VERB" and tree.lemma[parent] not in _STATIC_VERBS
    return tree.dep[head] == "pobj" and tree.dep[parent] == "agent"


def government(kb: KnowledgeBase, text: str) -> Candidate | None:
    """Who sits in a seat of government, unless the name is that of a country too."""
    candidates = kb.lookup(text)
    if any(each.kind in LITERAL_KINDS and each.entity.role == "country" for each in candidates):
        return None
    return next((each for each in candidates if each.kind == "metonym"), None)
