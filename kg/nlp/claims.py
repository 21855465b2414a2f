"""The component ``kg_statements``: what each sentence of a document claims, left in ``Doc._.kg_claims``.

It only gathers the makers of claims — clauses, event nouns, static relations — and folds duplicates.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp import layers
from kg.nlp.nominal import nominal_claims
from kg.nlp.reading import RawArgument, RawClaim, Reading
from kg.nlp.static import static_claims
from kg.nlp.verbal import verbal_claims


@Language.factory(
    "kg_statements",
    requires=["token.dep", "token.head", "token.pos", "token.lemma", "doc._.kg_mentions", "doc._.kg_times"],
    assigns=["doc._.kg_claims"],
)
class StatementExtractor:
    """Finds the claims of a document; needs ``kg_names``, ``kg_times`` and ``kg_coreference`` before it."""

    def __init__(self, nlp: Language, name: str = "kg_statements") -> None:
        layers.register()
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Write the layer ``kg_claims``."""
        doc._.kg_claims = claims(doc) if len(doc) else []
        return doc


def claims(doc: Doc) -> list[RawClaim]:
    """All claims of a document, in text order, each once."""
    reading = Reading(doc)
    verbal = list(verbal_claims(reading))
    covered = {token for claim in verbal if claim.event and claim.object for token in (claim.object.head,)}
    found = [*verbal, *nominal_claims(reading, covered), *static_claims(reading)]
    found.sort(key=lambda claim: (claim.sentence, min(claim.predicate), claim.subject.start))
    return _distinct(found)


def _distinct(found: Iterable[RawClaim]) -> list[RawClaim]:
    """One claim of those that say the same in one sentence: the most confident."""
    kept: dict[tuple[object, ...], RawClaim] = {}
    for claim in found:
        key = (
            claim.sentence, _denoted(claim.subject), claim.predicate if claim.relation is None else claim.relation,
            _denoted(claim.object), claim.polarity,
        )  # fmt: skip
        if key not in kept or claim.confidence > kept[key].confidence:
            kept[key] = claim
    return list(kept.values())


def _denoted(argument: RawArgument | None) -> object:
    if argument is None:
        return None
    return ("cluster", argument.cluster) if argument.cluster is not None else argument.head
