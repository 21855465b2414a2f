"""Resolution across documents: which names of which documents are one entity of the graph, and why.

Pure, deterministic and independent of the order of the documents: the result is a function of the set of names and of
how many documents use each.  Only what is certain enough is merged: a shared Wikidata item, a shared normal form, a
surname with one possible owner, an acronym with one possible full name.  Two different full names are never merged,
and neither are two Wikidata items.

One name under two types is nearly always one thing that a tagger could not place ("Gazprom", a person?); the type
given most often wins.  A surname is the exception: where a Keith Kellogg is known, Kellogg the person is not Kellogg
the firm.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kg.entities.names import clean, initials, is_acronym, is_nameable, normal_form, slug, surname
from kg.model import ENTITY_TYPES, Entity, Extraction, digest

_COMPATIBLE: Mapping[str, frozenset[str]] = {
    "Person": frozenset({"Person", "Thing"}),
    "Organization": frozenset({"Organization", "Group", "Facility", "Product", "Work", "Thing"}),
    "Place": frozenset({"Place", "Group", "Facility", "Thing"}),
    "Group": frozenset({"Group", "Organization", "Place", "Thing"}),
    "Facility": frozenset({"Facility", "Organization", "Place", "Product", "Thing"}),
    "Event": frozenset({"Event", "Law", "Work", "Thing"}),
    "Product": frozenset({"Product", "Work", "Organization", "Facility", "Thing"}),
    "Work": frozenset({"Work", "Law", "Product", "Event", "Organization", "Thing"}),
    "Law": frozenset({"Law", "Work", "Event", "Thing"}),
    "Thing": frozenset(ENTITY_TYPES),
}
"""Types that one Wikidata item's name may be given by a tagger."""

_PRECEDENCE = {name: rank for rank, name in enumerate(ENTITY_TYPES)}
# Taggers take an unknown name for a person's more often than the reverse.
_LIKELIHOOD = {name: (name == "Thing", name == "Person", rank) for name, rank in _PRECEDENCE.items()}


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the documents of one publisher use it: what resolution knows of a local entity."""

    name: str
    type: str
    wikidata: str | None = None
    wikipedia: str | None = None
    publisher: str | None = None

    @property
    def normal(self) -> str:
        """The normal form of the name."""
        return normal_form(self.name, self.type)


@dataclass(frozen=True, slots=True)
class Merge:
    """Why a name belongs to an entity, and how sure that is (0–1)."""

    name: str
    into: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entity of every name, and the reason for every merge."""

    entities: Mapping[Name, Entity]
    merges: tuple[Merge, ...]


def local_names(extraction: Extraction, *, publisher: str | None = None) -> dict[str, Name]:
    """The names of one document by local entity id; entities that only pronouns or common nouns refer to have none.

    A surname alone becomes the full name if one person of the same document bears it.
    """
    named = {mention.entity for mention in extraction.mentions if mention.kind == "name"}
    names = {
        entity.id: Name(clean(entity.name), entity.type, entity.wikidata, entity.wikipedia, publisher)
        for entity in extraction.entities
        if (entity.id in named or entity.wikidata) and is_nameable(entity.name)
    }
    bearers: dict[str, set[Name]] = defaultdict(set)
    for name in names.values():
        if name.type == "Person":
            bearers[surname(name.normal)].add(name)
    return {local: _full_name(name, bearers) for local, name in names.items()}


def resolve(names: Mapping[Name, int]) -> Resolution:
    """The entity of every name.

    Args:
        names: every name of every document, with the number of documents that use it.
    """
    clusters = _Clusters(names)
    clusters.join_wikidata()
    clusters.join_normal_forms()
    clusters.join_surnames()
    clusters.join_acronyms()
    return clusters.resolution()


def _full_name(name: Name, bearers: Mapping[str, set[Name]]) -> Name:
    if name.type != "Person" or name.wikidata or " " in name.normal:
        return name
    candidates = bearers.get(name.normal, set())
    return next(iter(candidates)) if len(candidates) == 1 else name


@dataclass(slots=True)
class _Cluster:
    key: tuple[str, ...]
    wikidata: str | None = None
    members: dict[Name, tuple[str, float]] = field(default_factory=dict)
    """Each name with the reason why it is in here, and its score."""

    @property
    def types(self) -> set[str]:
        return {name.type for name in self.members}

    @property
    def normals(self) -> set[str]:
        return {name.normal for name in self.members}

    def accepts(self, type_: str) -> bool:
        return any(type_ in _COMPATIBLE[own] for own in self.types)

    def is_person(self) -> bool:
        return bool(self.types) and self.types <= {"Person"}


class _Clusters:
    def __init__(self, names: Mapping[Name, int]) -> None:
        self._counts = names
        self._names = sorted(names, key=_name_key)
        self._clusters: dict[tuple[str, ...], _Cluster] = {}
        self._by_normal: dict[str, list[_Cluster]] = defaultdict(list)
        self._surnames = {surname(name.normal) for name in names if name.type == "Person"}

    def join_wikidata(self) -> None:
        for name in self._names:
            if name.wikidata:
                cluster = self._cluster(("wikidata", name.wikidata), name.wikidata)
                cluster.members[name] = (f"same Wikidata item {name.wikidata}", 1.0)
        for cluster in self._clusters.values():
            for normal in sorted(cluster.normals):
                self._by_normal[normal].append(cluster)

    def join_normal_forms(self) -> None:
        for name in self._names:
            if not name.wikidata:
                known = self._by_normal[name.normal]
                items = [cluster for cluster in known if cluster.wikidata and cluster.accepts(name.type)]
                # A name of several Wikidata items says nothing about which is meant.
                open_ = items if len(items) == 1 else [cluster for cluster in known if self._may_join(name, cluster)]
                cluster = open_[0] if open_ else self._new(name)
                sure = not cluster.members or name.type in cluster.types
                cluster.members[name] = ("same name", 1.0 if sure else 0.9)

    def _may_join(self, name: Name, cluster: _Cluster) -> bool:
        if cluster.wikidata:
            return False
        return name.normal not in self._surnames or cluster.is_person() == (name.type == "Person")

    def join_surnames(self) -> None:
        bearers: dict[str, list[_Cluster]] = defaultdict(list)
        for cluster in self._clusters.values():
            if "Person" in cluster.types:
                for last in sorted({surname(normal) for normal in cluster.normals} - {""}):
                    bearers[last].append(cluster)
        for cluster in list(self._clusters.values()):
            if not cluster.wikidata and cluster.is_person():
                for name in [name for name in cluster.members if " " not in name.normal]:
                    self._join_surname(cluster, name, bearers.get(name.normal, []))

    def _join_surname(self, cluster: _Cluster, name: Name, bearers: list[_Cluster]) -> None:
        near = [
            bearer
            for bearer in bearers
            if name.publisher and any(full.publisher == name.publisher for full in bearer.members)
        ]
        if len(near) == 1:
            reason = (f"the only person of this surname in {name.publisher}", 0.9)
            self._move(name, cluster, near[0], reason)
        elif not near and len(bearers) == 1:
            self._move(name, cluster, bearers[0], ("the only person of this surname in the graph", 0.7))

    def join_acronyms(self) -> None:
        full: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for cluster in self._clusters.values():
            for name in cluster.members:
                if name.type != "Person" and (short := initials(clean(name.name))):
                    full[short].add(cluster.key)
        for cluster in list(self._clusters.values()):
            shorts = {clean(name.name).replace(".", "") for name in cluster.members if is_acronym(clean(name.name))}
            # An acronym with an item of its own is known already: "US" is not "United Steelworkers".
            if cluster.wikidata or len(shorts) != 1 or len(cluster.normals) != 1 or "Person" in cluster.types:
                continue
            [short] = shorts
            candidates = [self._clusters[key] for key in sorted(full[short]) if key != cluster.key]
            if len(candidates) == 1 and any(candidates[0].accepts(type_) for type_ in cluster.types):
                for name in list(cluster.members):
                    self._move(name, cluster, candidates[0], ("the only full name of this acronym", 0.8))

    def resolution(self) -> Resolution:
        clusters = [cluster for cluster in self._clusters.values() if cluster.members]
        described = sorted(((self._describe(cluster), cluster) for cluster in clusters), key=_description_key)
        entities: dict[Name, Entity] = {}
        merges: list[Merge] = []
        taken: set[str] = set()
        for described_entity, cluster in described:
            entity = replace(described_entity, id=_free_id(described_entity, cluster, taken))
            taken.add(entity.id)
            for name, (reason, score) in cluster.members.items():
                entities[name] = entity
                if name.name != entity.name or score < 1.0:
                    merges.append(Merge(name.name, entity.id, reason, score))
        unique = sorted(set(merges), key=lambda merge: (merge.into, merge.name, merge.reason, merge.score))
        return Resolution(entities, tuple(unique))

    def _describe(self, cluster: _Cluster) -> Entity:
        names: dict[str, int] = defaultdict(int)
        linked = {name.name for name in cluster.members if name.wikidata}
        types: dict[str, int] = defaultdict(int)
        for name in cluster.members:
            names[name.name] += self._counts[name]
            types[name.type] += self._counts[name]
        type_ = min(types, key=lambda found: (found == "Thing", -types[found], _LIKELIHOOD[found]))
        wikipedia = min((name.wikipedia for name in cluster.members if name.wikipedia), default=None)
        best = _title_name(wikipedia) or min(
            names, key=lambda found: (found not in linked, *_name_rank(found, names[found], type_))
        )
        aliases = tuple(sorted(set(names) - {best}))
        return Entity(slug(best), best, type_, aliases, cluster.wikidata, wikipedia)

    def _cluster(self, key: tuple[str, ...], wikidata: str | None = None) -> _Cluster:
        return self._clusters.setdefault(key, _Cluster(key, wikidata))

    def _new(self, name: Name) -> _Cluster:
        cluster = self._cluster(("name", name.normal, name.type))
        self._by_normal[name.normal].append(cluster)
        return cluster

    def _move(self, name: Name, source: _Cluster, target: _Cluster, reason: tuple[str, float]) -> None:
        del source.members[name]
        target.members[name] = reason


def _name_key(name: Name) -> tuple[object, ...]:
    return (
        _PRECEDENCE[name.type], name.normal, name.name, name.wikidata or "", name.wikipedia or "", name.publisher or "",
    )  # fmt: skip


def _name_rank(name: str, count: int, type_: str) -> tuple[object, ...]:
    """Sorts the best name first: written out, a person's full, used most, a company's without its legal form."""
    length = len(name) if type_ == "Organization" else -len(name)
    return (is_acronym(name), type_ == "Person" and " " not in name, -count, length, name)


def _title_name(wikipedia: str | None) -> str | None:
    return re.sub(r"\s*\([^)]*\)$", "", wikipedia.replace("_", " ")) if wikipedia else None


def _description_key(described: tuple[Entity, _Cluster]) -> tuple[object, ...]:
    # The bare name goes to the entity known to Wikidata, then by type: counts would make ids change with every build.
    entity, cluster = described
    return (entity.id, entity.wikidata is None, _PRECEDENCE[entity.type], entity.wikidata or "", cluster.key)


def _free_id(entity: Entity, cluster: _Cluster, taken: Iterable[str]) -> str:
    typed = f"{entity.id}_({entity.type})"
    told_apart = f"{entity.id}_({entity.wikidata or digest(*cluster.key, length=8)})"
    return next(found for found in (entity.id, typed, told_apart) if found not in taken)
