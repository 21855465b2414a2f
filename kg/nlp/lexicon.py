"""The lexicon: what words do, as tables in ``kg/nlp/data`` that are read and checked once.

======================  ===================  ==========================================================
``frames.tsv``           `frames`             word and pattern → relation or PLOVER event, and its actors
``attitudes.tsv``        `attitude`           word → source, modality and polarity of what it embeds
``modality_adverbs.tsv``  `adverb`             "reportedly", "no longer": modality and polarity of a clause
``negation.tsv``         `negator`            "without", "lack": what they negate
``titles.tsv``           `title`              position nouns → kind, static relation, gender
``organisation_nouns.tsv``  `noun_type`        common nouns → entity type, animacy, gender
======================  ===================  ==========================================================

Every table is UTF-8, tab-separated, with a header line; lines that begin with ``#`` are comments.  Rows stand in the
order of their keys, each key once.  ``kg/nlp/data/README.md`` explains the columns and how the tables were made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import ModelError
from kg.model import ENTITY_TYPES, EVENTS, MODALITIES, POLARITIES

DATA = Path(__file__).parent / "data"

KEEP = "="
"""In ``Frame.negated``: the event stays what it is when the predicate is negated."""

RELATIONS = frozenset({
    "holdsPosition", "candidateFor", "headOf", "deputyOf", "memberOf", "worksFor", "advisorTo", "representativeOf",
    "lawyerFor", "educatedAt", "successorOf", "predecessorOf", "founderOf", "ownerOf", "operatorOf", "investorIn",
    "producerOf", "supplierOf", "customerOf", "authorOf", "locatedIn", "partOf", "basedIn", "capitalOf", "borders",
    "near", "runsFrom", "runsTo", "passesThrough", "citizenOf", "originFrom", "residesIn", "bornIn", "diedIn",
    "spouseOf", "childOf", "parentOf", "siblingOf", "relativeOf", "adherentOf", "alliedWith", "rivalOf",
    "participantIn", "organizerOf", "signatoryOf", "victimOf", "winnerOf",
})  # fmt: skip
"""The static properties that a row may name (local names of the ontology)."""

TITLE_KINDS = frozenset({"head", "office", "rank", "honorific", "profession", "family"})

_POS = frozenset({"v", "n", "a"})
_DEFAULT_SOURCE = ("subj",)
_DEFAULT_TARGET = ("obj", "prep:*")


@dataclass(frozen=True, slots=True)
class Frame:
    """A pattern around one word, and what it says.

    All conditions must be met: ``particle`` is the verb's particle (empty: it has none); ``object`` lists the nouns of
    which one heads the direct object or, in a row with ``prep``, the object of that preposition ("come under attack");
    of ``prep`` one preposition is present; ``comp`` is the kind of complement.  An empty condition but the particle
    always holds.  ``source`` and ``target`` are argument paths in order of preference: where the actor stands, and
    whom it concerns.  A frame with neither event nor relation says that this use of the word is no event ("meet a
    target").
    """

    head: str
    pos: str
    particle: str
    object: tuple[str, ...]
    prep: tuple[str, ...]
    comp: str
    event: str | None
    relation: str | None
    source: tuple[str, ...]
    target: tuple[str, ...]
    negated: str | None
    """The event when the predicate is negated: a category, or None (no event); `KEEP` is already resolved."""
    weight: int
    example: str

    @property
    def specificity(self) -> tuple[int, int, int]:
        """More conditions are more specific; at equal number an object or particle counts more than a preposition."""
        conditions = (self.particle, self.object, self.prep, self.comp)
        strong = 2 * bool(self.object) + 2 * bool(self.particle) + bool(self.comp)
        return sum(map(bool, conditions)), strong, self.weight


@dataclass(frozen=True, slots=True)
class Attitude:
    """A word that embeds a proposition: whose it is, and how it stands to the facts."""

    lemma: str
    pos: str
    particle: str
    comp: str
    speaker: str | None
    """Argument path of the source of what is embedded; None if the word introduces no source."""
    modality: str
    polarity: str
    negated_polarity: str
    factive: bool
    example: str


@dataclass(frozen=True, slots=True)
class Adverb:
    """A word or phrase that sets modality or polarity of its clause; ``attributed``: it says that others say so."""

    phrase: str
    modality: str
    polarity: str
    attributed: bool
    example: str


@dataclass(frozen=True, slots=True)
class Negator:
    """A word that negates what stands in its scope.

    ``scope``: clause (its own clause), complement (what it embeds), object (what it governs), phrase (the noun phrase
    it determines).
    """

    phrase: str
    pos: str
    scope: str
    example: str


@dataclass(frozen=True, slots=True)
class Title:
    """A position noun or title phrase: its kind, the relation of its holder to what follows "of", its gender."""

    title: str
    kind: str
    relation: str | None
    gender: str | None


@dataclass(frozen=True, slots=True)
class NounType:
    """What kind of thing a common noun denotes; ``animate``: yes, no or group."""

    noun: str
    type: str
    animate: str
    gender: str | None


SCOPES = frozenset({"clause", "complement", "object", "phrase"})


# --- look-ups -----------------------------------------------------------------------------------------------------


def frames(pos: str, lemma: str) -> tuple[Frame, ...]:
    """The frames of a word (``pos`` v, n or a), the most specific first; empty if the lexicon does not know it.

    >>> [(frame.comp, frame.event) for frame in frames("v", "refuse") if not frame.object]
    [('inf', 'REJECT'), ('', 'REJECT')]
    """
    return _frames().get((pos, lemma), ())


def attitude(pos: str, lemma: str) -> tuple[Attitude, ...]:
    """What a word does to the propositions that it embeds, those with a particle first.

    >>> {entry.polarity for entry in attitude("v", "refuse")}
    {'negative'}
    """
    return _attitudes().get((pos, lemma), ())


def adverb(phrase: str) -> Adverb | None:
    """The entry of an adverb or adverbial phrase (lower case)."""
    return _adverbs().get(phrase)


def negator(phrase: str) -> Negator | None:
    """The entry of a negating word or phrase (lower case)."""
    return _negators().get(phrase)


def title(phrase: str) -> Title | None:
    """The entry of a position noun or title phrase (lower case, singular)."""
    return _titles().get(phrase)


def noun_type(lemma: str) -> NounType | None:
    """What kind of thing a common noun denotes (lower case lemma, or a known compound such as "power plant")."""
    return _nouns().get(lemma)


# --- reading ------------------------------------------------------------------------------------------------------


def read_table[Entry](
    path: Path, columns: tuple[str, ...], key: int, build: Callable[[list[str]], Entry]
) -> Iterator[Entry]:
    """The entries of a table, each built of its row; the first ``key`` columns increase strictly from row to row.

    Raises:
        ModelError: the file is missing or is not UTF-8, the header differs, a row has another number of columns, rows
            are out of order or repeated, or ``build`` finds a value that does not fit (file:line).
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"cannot read the lexicon table {path}: {error}; reinstall the package") from error
    rows = ((number, line.split("\t")) for number, line in enumerate(lines, 1) if line and line[0] != "#")
    number, header = next(rows, (1, []))
    if header != list(columns):
        raise ModelError(f"{path.name}:{number}: the header is {header}; it must be {list(columns)}")
    previous: list[str] = []
    for number, row in rows:
        current = row[:key]
        try:
            if len(row) != len(columns):
                raise ValueError(f"{len(row)} columns; a row has {len(columns)}: {', '.join(columns)}")
            if current <= previous:
                problem = "is repeated" if current == previous else f"comes after {previous}"
                raise ValueError(f"{current} {problem}; keep rows sorted and each key once")
            entry = build(row)
        except ValueError as error:
            raise ModelError(f"{path.name}:{number}: {error}") from error
        previous = current
        yield entry


FRAME_COLUMNS = (
    "head", "pos", "particle", "object", "prep", "comp", "event", "relation", "source", "target", "negated", "weight",
    "example",
)  # fmt: skip
ATTITUDE_COLUMNS = (
    "lemma", "pos", "particle", "comp", "speaker", "modality", "polarity", "negated_polarity", "factive", "example",
)  # fmt: skip
ADVERB_COLUMNS = ("phrase", "modality", "polarity", "attributed", "example")
NEGATION_COLUMNS = ("phrase", "pos", "scope", "example")
TITLE_COLUMNS = ("title", "kind", "relation", "gender")
NOUN_COLUMNS = ("noun", "type", "animate", "gender")

_EVENTS = frozenset((*EVENTS, ""))
_NEGATED = frozenset((*EVENTS, "", KEEP))
_RELATIONS = RELATIONS | {""}
_MODALITIES = frozenset(MODALITIES)
_POLARITIES = frozenset(POLARITIES)
_TYPES = frozenset(ENTITY_TYPES)
_COMPLEMENTS = frozenset({"", "that", "inf", "ing"})
_WEIGHTS = frozenset("123")
_YES_NO = frozenset({"yes", "no"})
_GENDERS = frozenset({"", "m", "f"})
_ANIMACY = frozenset({"yes", "no", "group"})
_COMPLEMENT = re.compile(r"that|inf|ing|objinf|obj|quote|whether|prep:[a-z_]+")
_PATH = re.compile(r"(?:obj\.|comp\.)?(?:subj|obj|iobj|poss|peer|prep:(?:\*|[a-z_]+))")


def _check(value: str, allowed: frozenset[str], column: str) -> None:
    if value not in allowed:
        raise ValueError(f"unknown {column} {value!r}; use one of {', '.join(sorted(allowed))}")


@cache
def _words(value: str) -> tuple[str, ...]:
    words = tuple(value.split("|")) if value else ()
    if list(words) != sorted(set(words)) or (value and "" in words):
        raise ValueError(f"bad list {value!r}; separate words by |, sorted, each once")
    return words


@cache
def _paths(value: str, default: tuple[str, ...]) -> tuple[str, ...]:
    paths = tuple(value.split("|")) if value else default
    for path in paths:
        if not _PATH.fullmatch(path):
            raise ValueError(f"bad argument path {path!r}; write paths such as obj, prep:with or obj.prep:against")
    return paths


@cache
def _complement(value: str) -> str:
    if not _COMPLEMENT.fullmatch(value):
        raise ValueError(f"unknown complement {value!r}; use that, inf, objinf, ing, obj, quote, whether or prep:WORD")
    return value


def read_frame(row: list[str]) -> Frame:
    """The frame of a row of ``frames.tsv``; a ValueError says what does not fit (so do the readers below)."""
    head, pos, particle, object_, prep, comp, event, relation, source, target, negated, weight, example = row
    _check(pos, _POS, "part of speech")
    _check(comp, _COMPLEMENTS, "complement")
    _check(event, _EVENTS, "event")
    _check(relation, _RELATIONS, "relation")
    _check(negated, _NEGATED, "negated event")
    _check(weight, _WEIGHTS, "weight")
    return Frame(
        head, pos, particle, _words(object_), _words(prep), comp, event or None, relation or None,
        _paths(source, _DEFAULT_SOURCE), _paths(target, _DEFAULT_TARGET),
        (event if negated == KEEP else negated) or None, int(weight), example,
    )  # fmt: skip


def read_attitude(row: list[str]) -> Attitude:
    """The attitude of a row of ``attitudes.tsv``."""
    lemma, pos, particle, comp, speaker, modality, polarity, negated, factive, example = row
    _check(pos, _POS, "part of speech")
    _check(modality, _MODALITIES, "modality")
    _check(polarity, _POLARITIES, "polarity")
    _check(negated, _POLARITIES, "negated polarity")
    _check(factive, _YES_NO, "factive")
    source = None if speaker == "none" else _paths(speaker, ())[0]
    return Attitude(
        lemma, pos, particle, _complement(comp), source, modality, polarity, negated, factive == "yes", example
    )


def read_adverb(row: list[str]) -> Adverb:
    """The adverb of a row of ``modality_adverbs.tsv``."""
    phrase, modality, polarity, attributed, example = row
    _check(modality, _MODALITIES, "modality")
    _check(polarity, _POLARITIES, "polarity")
    _check(attributed, _YES_NO, "attributed")
    return Adverb(phrase, modality, polarity, attributed == "yes", example)


def read_negator(row: list[str]) -> Negator:
    """The negator of a row of ``negation.tsv``."""
    phrase, pos, scope, example = row
    _check(scope, SCOPES, "scope")
    return Negator(phrase, pos, scope, example)


def read_title(row: list[str]) -> Title:
    """The title of a row of ``titles.tsv``."""
    name, kind, relation, gender = row
    _check(kind, TITLE_KINDS, "kind")
    _check(relation, _RELATIONS, "relation")
    _check(gender, _GENDERS, "gender")
    return Title(name, kind, relation or None, gender or None)


def read_noun(row: list[str]) -> NounType:
    """The noun of a row of ``organisation_nouns.tsv``."""
    noun, type_, animate, gender = row
    _check(type_, _TYPES, "type")
    _check(animate, _ANIMACY, "animacy")
    _check(gender, _GENDERS, "gender")
    return NounType(noun, type_, animate, gender or None)


# --- indexes ------------------------------------------------------------------------------------------------------


@cache
def _frames() -> dict[tuple[str, str], tuple[Frame, ...]]:
    groups: dict[tuple[str, str], list[Frame]] = {}
    for frame in read_table(DATA / "frames.tsv", FRAME_COLUMNS, 6, read_frame):
        groups.setdefault((frame.pos, frame.head), []).append(frame)
    return {key: tuple(sorted(group, key=_specificity, reverse=True)) for key, group in groups.items()}


def _specificity(frame: Frame) -> tuple[int, int, int]:
    return frame.specificity


@cache
def _attitudes() -> dict[tuple[str, str], tuple[Attitude, ...]]:
    groups: dict[tuple[str, str], list[Attitude]] = {}
    for entry in read_table(DATA / "attitudes.tsv", ATTITUDE_COLUMNS, 5, read_attitude):
        groups.setdefault((entry.pos, entry.lemma), []).append(entry)
    # Rows are sorted, so those with a particle stand last.
    return {key: tuple(reversed(group)) for key, group in groups.items()}


@cache
def _adverbs() -> dict[str, Adverb]:
    entries = read_table(DATA / "modality_adverbs.tsv", ADVERB_COLUMNS, 1, read_adverb)
    return {entry.phrase: entry for entry in entries}


@cache
def _negators() -> dict[str, Negator]:
    return {entry.phrase: entry for entry in read_table(DATA / "negation.tsv", NEGATION_COLUMNS, 1, read_negator)}


@cache
def _titles() -> dict[str, Title]:
    return {entry.title: entry for entry in read_table(DATA / "titles.tsv", TITLE_COLUMNS, 1, read_title)}


@cache
def _nouns() -> dict[str, NounType]:
    return {entry.noun: entry for entry in read_table(DATA / "organisation_nouns.tsv", NOUN_COLUMNS, 1, read_noun)}
