"""The domain model: what is read, what is found in it, and what the graph says.

Frozen values between the stages of the flow; no spaCy, no RDF, no input or output in here.

- A `Document` is an article as it was given; its text never changes and every offset points into it.
- An `Extraction` is everything found in one document (the format ``kg-extraction/1``): mentions, entities, times and
  claims.  A `Claim` is a statement as one sentence of one document makes it.
- A `Statement` is a claim in the graph: its arguments are `Entity` ids shared by all documents, and it carries the
  `Evidence` of every document that makes the claim.

Offsets are Unicode code points (Python slice positions), end exclusive.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

FORMAT = "kg-extraction/1"

ENTITY_TYPES = (
    "Person", "Organization", "Place", "Group", "Facility", "Event", "Product", "Work", "Law", "Thing",
)  # fmt: skip
"""The types of mentions and entities; a `Thing` is any other noun phrase."""

MENTION_KINDS = ("name", "nominal", "pronoun")
TIME_TYPES = ("DATE", "TIME", "DURATION", "SET")
POLARITIES = ("positive", "negative")
MODALITIES = ("asserted", "possible", "intended", "conditional", "requested")
ROLES = (
    "location", "time", "topic", "purpose", "instrument", "cause", "recipient", "target", "source", "destination",
    "manner", "quantity", "beneficiary", "condition", "other",
)  # fmt: skip
EVENTS = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "INVESTIGATE",
)  # fmt: skip
"""PLOVER event categories (Open Event Data Alliance, PLOVER 2.x)."""

IDENTIFYING_ROLES = frozenset({"target", "recipient", "source", "destination"})
"""Qualifiers that are part of what a statement says (others are further detail and do not change its id)."""


def digest(*parts: object, length: int = 16) -> str:
    """A short stable hash (hex) of JSON-serialisable parts: the same parts give the same digest on every machine.

    >>> digest("a", 1) == digest("a", 1)
    True
    >>> digest("ab") == digest("a", "b")
    False
    """
    encoded = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(encoded.encode("utf-8", "surrogatepass"), digest_size=length // 2).hexdigest()


# --- documents ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Document:
    """An article as it was given."""

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    """ISO 8601 date or date-time: the anchor of relative time expressions, never the time of an event."""
    url: str | None = None
    lang: str | None = None

    @property
    def content_hash(self) -> str:
        """Changes exactly when anything that extraction or the graph can see of the document changes."""
        return digest(self.text, self.title, self.publisher, self.published, self.url, self.lang, length=32)

    def to_dict(self) -> dict[str, Any]:
        """The JSON object of an input line (fields without a value are left out)."""
        return _without_empty(self)


# --- extractions --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that refers to an entity of the document."""

    id: str
    start: int
    end: int
    text: str
    type: str
    kind: str
    entity: str


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """What some mentions of one document refer to (a coreference cluster), with its best name."""

    id: str
    name: str
    type: str
    wikidata: str | None = None
    wikipedia: str | None = None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A TIMEX3-like time expression; ``value`` is None where it cannot be normalised."""

    start: int
    end: int
    text: str
    type: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """A subject or object: the minimal complete noun phrase, and the entity if the phrase as a whole denotes one."""

    text: str
    start: int
    end: int
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Predicate:
    """The words of a relation, its head lemma, the ontology's property and the PLOVER category where known."""

    text: str
    lemma: str
    start: int
    end: int
    relation: str | None = None
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A further participant or circumstance of a claim."""

    role: str
    text: str
    start: int
    end: int
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """One link of an attribution chain: who says it, and the reporting words."""

    text: str
    start: int | None = None
    end: int | None = None
    entity: str | None = None
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimTime:
    """When a claimed event happened: the words, and an ISO date of year, month or day precision (None: unknown)."""

    text: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement as one sentence of one document makes it (``statements[]`` of ``kg-extraction/1``)."""

    id: str
    sentence: tuple[int, int]
    subject: Argument
    predicate: Predicate
    object: Argument | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    time: ClaimTime | None = None
    polarity: str = "positive"
    modality: str = "asserted"
    condition: str | None = None
    attribution: tuple[Speaker, ...] = ()
    confidence: float = 1.0
    rules: tuple[str, ...] = ()
    """Names of the rules that produced the claim's parts (`kg extract --explain`)."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one document; the one thing that crosses processes and disk."""

    id: str
    mentions: tuple[Mention, ...] = ()
    entities: tuple[LocalEntity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    claims: tuple[Claim, ...] = field(default=())

    def to_dict(self, *, explain: bool = False) -> dict[str, Any]:
        """The JSON object of an output line of ``kg-extraction/1``; with ``explain`` each statement names its rules."""
        return {
            "format": FORMAT,
            "id": self.id,
            "mentions": [_plain(mention) for mention in self.mentions],
            "entities": [_plain(entity) for entity in self.entities],
            "times": [_plain(time) for time in self.times],
            "statements": [_claim_to_dict(claim, explain) for claim in self.claims],
        }

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> Extraction:
        """The extraction of an output line.

        Raises:
            ValueError: the object is not of the format ``kg-extraction/1``.
        """
        if value.get("format") != FORMAT:
            raise ValueError(f"expected the format {FORMAT!r}, found {value.get('format')!r}")
        try:
            return cls(
                id=value["id"],
                mentions=tuple(_build(Mention, item) for item in value.get("mentions") or ()),
                entities=tuple(_build(LocalEntity, item) for item in value.get("entities") or ()),
                times=tuple(_build(TimeExpression, item) for item in value.get("times") or ()),
                claims=tuple(_claim_from_dict(item) for item in value.get("statements") or ()),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"extraction {value.get('id')!r} lacks or misuses a field: {error}") from error


def _claim_to_dict(claim: Claim, explain: bool) -> dict[str, Any]:
    value: dict[str, Any] = {
        "id": claim.id,
        "sentence": {"start": claim.sentence[0], "end": claim.sentence[1]},
        "subject": _plain(claim.subject),
        "predicate": _plain(claim.predicate),
        "object": _plain(claim.object) if claim.object else None,
        "qualifiers": [_plain(qualifier) for qualifier in claim.qualifiers],
        "time": _plain(claim.time) if claim.time else None,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "condition": claim.condition,
        "attribution": [_plain(speaker) for speaker in claim.attribution],
        "confidence": claim.confidence,
    }
    if explain:
        value["rules"] = list(claim.rules)
    return value


def _claim_from_dict(value: Mapping[str, Any]) -> Claim:
    return Claim(
        id=value["id"],
        sentence=(value["sentence"]["start"], value["sentence"]["end"]),
        subject=_build(Argument, value["subject"]),
        predicate=_build(Predicate, value["predicate"]),
        object=_build(Argument, value["object"]) if value.get("object") else None,
        qualifiers=tuple(_build(Qualifier, item) for item in value.get("qualifiers") or ()),
        time=_build(ClaimTime, value["time"]) if value.get("time") else None,
        polarity=value.get("polarity") or "positive",
        modality=value.get("modality") or "asserted",
        condition=value.get("condition"),
        attribution=tuple(_build(Speaker, item) for item in value.get("attribution") or ()),
        confidence=value.get("confidence", 1.0),
        rules=tuple(value.get("rules") or ()),
    )


# --- the graph ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entity:
    """A node of the graph, shared by all documents.

    ``id`` is the readable local part of its IRI ("United_States", "thing/sanctions_against_Russia").
    """

    id: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    wikipedia: str | None = None


@dataclass(frozen=True, slots=True)
class Literal:
    """An object that is a value, not a thing: money, a count, a date (its words)."""

    text: str


@dataclass(frozen=True, slots=True)
class Detail:
    """A qualifier of a statement: an entity id where the phrase denotes one, and the words."""

    role: str
    text: str
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """One link of an attribution chain in the graph: the speaker's words, entity id where known, and the cue."""

    text: str
    entity: str | None = None
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The very words of one document that make a statement.

    ``start``/``end`` are the sentence's offsets in the document's text and ``quote`` is what they cover;
    ``attribution`` lists the speakers, outermost first, and is empty where the document says it in its own voice.
    """

    id: str
    document: str
    start: int
    end: int
    quote: str
    confidence: float
    extractor: str
    attribution: tuple[Attribution, ...] = ()
    details: tuple[Detail, ...] = ()
    condition: str | None = None
    time_text: str | None = None
    phrase: str = ""
    """The predicate's words in this document."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What the graph says, once, with the evidence of every document that says it.

    ``subject`` and ``object`` (if no `Literal`) are entity ids.  ``relation`` is the local name of the ontology's
    property or None for an open relation, which is then named by ``lemma`` (with its preposition: "agree with").
    ``source`` and ``target`` are the actors of a PLOVER event, as entity ids.
    """

    id: str
    subject: str
    lemma: str
    relation: str | None
    object: str | Literal | None
    event: str | None = None
    source: str | None = None
    target: str | None = None
    time: str | None = None
    polarity: str = "positive"
    modality: str = "asserted"
    evidence: tuple[Evidence, ...] = ()

    @property
    def confidence(self) -> float:
        """How sure that the statement is what its documents say: the chance that at least one reading is right."""
        doubt = 1.0
        for evidence in self.evidence:
            doubt *= 1.0 - evidence.confidence
        return round(1.0 - doubt, 4)

    @property
    def factual(self) -> bool:
        """Whether it is said as fact: positive, asserted, and by some document in its own voice (law 4)."""
        own_voice = any(not evidence.attribution for evidence in self.evidence)
        return self.polarity == "positive" and self.modality == "asserted" and own_voice


def statement_id(
    subject: str,
    relation: str,
    object_: str | Literal | None,
    *,
    identifying: Iterable[tuple[str, str]] = (),
    time: str | None = None,
    polarity: str = "positive",
    modality: str = "asserted",
) -> str:
    """The id of a statement: a hash of what is said, never of where, when or by which run (law 1)."""
    said = object_.text.casefold() if isinstance(object_, Literal) else object_
    kind = "literal" if isinstance(object_, Literal) else "entity"
    return digest(subject, relation, kind, said, sorted(identifying), time, polarity, modality)


# --- plumbing -----------------------------------------------------------------------------------------------------


_FIELDS: dict[type, tuple[str, ...]] = {}


def _field_names(cls: type) -> tuple[str, ...]:
    # Asked for every value that is written; the standard library builds the list anew each time.
    if cls not in _FIELDS:
        _FIELDS[cls] = tuple(item.name for item in fields(cls))
    return _FIELDS[cls]


def _plain(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in _field_names(type(value))}


def _without_empty(value: Any) -> dict[str, Any]:
    return {name: found for name, found in _plain(value).items() if found is not None}


def _build[T](cls: type[T], value: Mapping[str, Any]) -> T:
    """An instance of a dataclass from a mapping; fields that the class does not know are ignored."""
    known = _field_names(cls)
    return cls(**{name: found for name, found in value.items() if name in known})
