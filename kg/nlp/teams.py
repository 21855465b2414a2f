"""Countries and cities that play: in a report on sport their names mean the teams."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.nlp.name_spans import Name
from kg.nlp.tree import Tree

_TEAM_VERBS = frozenset(
    """beat defeat win lose draw face host play score thrash edge crush trounce overcome meet concede equalise equalize
    lead trail qualify advance level dominate field substitute""".split()
)
_TEAM_NOUNS = frozenset(
    """captain coach goalkeeper striker midfielder defender player players skipper manager batsman bowler winger forward
    attempt victory win defeat side team squad goal penalty lead keeper quarterback pitcher fans lineup""".split()
)
_SPORT_WORDS = frozenset(
    """goal goals match matches coach striker midfielder goalkeeper defender penalty tournament fixture halftime innings
    wicket wickets batsman batting bowler quarterback touchdown playoff playoffs semifinal semifinals quarterfinal
    scoreboard stoppage referee kick header squad teammates teammate season rebound rebounds dunk homer pitcher inning
    league knockout relegation medal medals qualifier qualifiers football soccer rugby cricket hockey basketball
    baseball volleyball handball tennis""".split()
)


def is_sport(tree: Tree) -> bool:
    """Whether a document reports on sport: it is dense with words of games."""
    found = sum(word in _SPORT_WORDS for word in tree.lower)
    return found >= 3 and found * 80 >= tree.size


def mark_teams(tree: Tree, names: Sequence[Name], keys: Sequence[str], heads: Sequence[int]) -> None:
    """Label the places that play as organizations; ``keys``: the names' words, ``heads``: their head tokens."""
    votes: dict[str, int] = defaultdict(int)
    for name, key, head in zip(names, keys, heads, strict=True):
        if name.label == "GPE":
            votes[key] += _plays(tree, name, head)
    for name, key, head in zip(names, keys, heads, strict=True):
        if name.label == "GPE" and votes[key] >= 1 and not _is_location(tree, head):
            name.label = "ORG"


def _plays(tree: Tree, name: Name, head: int) -> int:
    parent, label = tree.head[head], tree.dep[head]
    beside = [tree.words[i] for i in (name.start - 1, name.end) if 0 <= i < tree.size]
    if any(word.isdigit() and len(word) <= 3 for word in beside):
        return 2
    if label in ("nsubj", "dobj", "nsubjpass") and tree.lemma[parent] in _TEAM_VERBS:
        return 1
    if label in ("poss", "compound") and tree.lower[parent] in _TEAM_NOUNS:
        return 1
    if label == "pobj" and tree.lower[parent] in ("against", "versus", "v", "vs", "over", "for"):
        return 1
    return -1 if _is_location(tree, head) else 0


def _is_location(tree: Tree, head: int) -> bool:
    return tree.dep[head] == "pobj" and tree.lower[tree.head[head]] in ("in", "at", "from", "near")
