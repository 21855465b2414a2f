"""From documents to extractions: the one bridge out of spaCy.

Everything behind it (`kg.nlp`) speaks of tokens of a normalised text; everything before it of characters of the
original.
"""

from __future__ import annotations

import hashlib
import importlib
import json
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import (
    Argument,
    Claim,
    ClaimTime,
    Document,
    Extraction,
    LocalEntity,
    Mention,
    Predicate,
    Qualifier,
    Speaker,
    TimeExpression,
)
from kg.nlp.config import DEFAULT_MODEL, PipelineConfig
from kg.nlp.normalisation import NormalisedText, normalise

# spaCy takes seconds to import, and a build that finds nothing new does not need it.
if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.nlp.layers import Timex
    from kg.nlp.reading import RawArgument, RawClaim, RawSpeaker

BATCH = 32
"""Documents that spaCy reads at a time."""


class Extractor:
    """Turns documents into extractions, one for each, in order, with the same result on every machine.

    The language model is loaded when the first document is read.
    """

    def __init__(self, config: PipelineConfig | None = None) -> None:
        self.config = config or PipelineConfig()

    @cached_property
    def nlp(self) -> Language:
        """The spaCy pipeline.

        Raises:
            ModelError: the language model is not installed or does not fit.
        """
        from kg.nlp import pipeline

        return pipeline.load(self.config)

    @cached_property
    def version(self) -> str:
        """What the result depends on besides the document: the language model, and the rules and tables here.

        Raises:
            ModelError: the language model is not installed.
        """
        meta = self._model_meta()
        return f"{meta['lang']}_{meta['name']} {meta['version']}, rules {rules_digest()}"

    def _model_meta(self) -> dict[str, str]:
        if self.config.model == DEFAULT_MODEL:
            try:
                folder: Path = importlib.import_module(DEFAULT_MODEL).model_path()
                meta: dict[str, str] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
            except (ImportError, OSError):
                return self.nlp.meta  # loading it says what is wrong
            return meta
        return self.nlp.meta

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """The extractions of some documents, lazily and in order."""
        waiting: deque[tuple[Document, NormalisedText]] = deque()
        for doc in self.nlp.pipe(self._read(documents, waiting), batch_size=BATCH):
            document, text = waiting.popleft()
            yield _Bridge(document, text, doc).extraction()

    def _read(self, documents: Iterable[Document], waiting: deque[tuple[Document, NormalisedText]]) -> Iterator[Doc]:
        """Tokenised documents; what each came from waits in the queue until the pipeline has read it."""
        for document in documents:
            text = normalise(document.text)
            waiting.append((document, text))
            doc = self.nlp.make_doc(text.text)
            doc._.kg_published = document.published
            yield doc


class _Bridge:
    """One parsed document and the original text that its tokens come from."""

    def __init__(self, document: Document, text: NormalisedText, doc: Doc) -> None:
        self.document = document
        self.text = text
        self.doc = doc
        from spacy.attrs import IDX, LENGTH

        # Where each token begins and ends in characters, once for all spans.
        table = doc.to_array([IDX, LENGTH])
        self.starts: list[int] = table[:, 0].tolist()
        self.ends: list[int] = (table[:, 0] + table[:, 1]).tolist()
        self.used = _numbered_clusters(doc)

    def extraction(self) -> Extraction:
        doc = self.doc
        return Extraction(
            id=self.document.id,
            mentions=tuple(self._mentions()),
            entities=tuple(
                LocalEntity(name, cluster.name, cluster.type, cluster.wikidata, cluster.wikipedia)
                for number, name in self.used.items()
                for cluster in (doc._.kg_clusters[number],)
            ),
            times=tuple(self._times()),
            claims=tuple(self._claim(f"s{number}", claim) for number, claim in enumerate(doc._.kg_claims)),
        )

    # --- spans --------------------------------------------------------------------------------------------------

    def offsets(self, start: int, end: int) -> tuple[int, int]:
        """The original offsets of a span of tokens, without white space at its edges."""
        first, last = self.text.span(self.starts[start], self.ends[end - 1])
        original = self.document.text
        while first < last and original[last - 1].isspace():
            last -= 1
        while first < last and original[first].isspace():
            first += 1
        return first, last

    def words(self, start: int, end: int) -> str:
        first, last = self.offsets(start, end)
        return self.document.text[first:last]

    # --- parts --------------------------------------------------------------------------------------------------

    def _mentions(self) -> Iterator[Mention]:
        for number, reference in enumerate(self.doc._.kg_mentions):
            start, end = self.offsets(reference.start, reference.end)
            entity = self.used[reference.cluster]
            yield Mention(
                f"m{number}", start, end, self.document.text[start:end], reference.type, reference.kind, entity
            )

    def _times(self) -> Iterator[TimeExpression]:
        for timex in self.doc._.kg_times:
            start, end = self.offsets(timex.start, timex.end)
            yield TimeExpression(start, end, self.document.text[start:end], timex.type, timex.value)

    def _argument(self, argument: RawArgument) -> tuple[str, int, int, str | None]:
        start, end = self.offsets(argument.start, argument.end)
        entity = self.used.get(argument.cluster) if argument.cluster is not None else None
        return self.document.text[start:end], start, end, entity

    def _claim(self, name: str, claim: RawClaim) -> Claim:
        condition = self.words(*claim.condition) if claim.condition else None
        return Claim(
            id=name,
            sentence=self.offsets(*claim.sentence),
            subject=Argument(*self._argument(claim.subject)),
            predicate=self._predicate(claim),
            object=Argument(*self._argument(claim.object)) if claim.object else None,
            qualifiers=tuple(Qualifier(role, *self._argument(argument)) for role, argument in claim.qualifiers),
            time=self._time(claim.time),
            polarity=claim.polarity,
            modality=claim.modality,
            condition=condition,
            attribution=tuple(self._speaker(speaker) for speaker in claim.speakers),
            confidence=round(claim.confidence, 3),
            rules=claim.rules,
        )

    def _predicate(self, claim: RawClaim) -> Predicate:
        words = claim.predicate
        start, end = self.offsets(min(words), max(words) + 1)
        if list(words) == list(range(words[0], words[-1] + 1)):
            text = self.document.text[start:end]
        else:
            text = " ".join(self.words(word, word + 1) for word in words)
        return Predicate(text, claim.lemma, start, end, claim.relation, claim.event)

    def _time(self, timex: Timex | None) -> ClaimTime | None:
        if timex is None:
            return None
        from kg.nlp.temporal import event_date

        value = event_date(timex.value) if timex.value else None
        return ClaimTime(self.words(timex.start, timex.end), value)

    def _speaker(self, speaker: RawSpeaker) -> Speaker:
        text, start, end, entity = self._argument(speaker.argument)
        first, last = self.offsets(speaker.cue[0], speaker.cue[-1] + 1)
        return Speaker(text, start, end, entity, self.document.text[first:last], first, last)


def _numbered_clusters(doc: Doc) -> dict[int, str]:
    """The ids of the clusters that have mentions, numbered in order of first mention."""
    found: dict[int, str] = {}
    for reference in doc._.kg_mentions:
        found.setdefault(reference.cluster, f"e{len(found)}")
    return found


@cache
def rules_digest() -> str:
    """A short hash of the code and tables that extraction consists of: it changes when a result may change."""
    package = Path(__file__).parent
    state = hashlib.blake2b(digest_size=4)
    for folder in ("nlp", "kb"):
        for path in sorted((package / folder).rglob("*")):
            if path.suffix in (".py", ".tsv"):
                state.update(path.relative_to(package).as_posix().encode())
                state.update(path.read_bytes())
    state.update(Path(__file__).read_bytes())
    return state.hexdigest()
