"""The component ``kg_attributes``: what spaCy's attribute ruler and lemmatiser say of a token, remembered.

Nearly all of their rules look at one token at a time: its word, its tag, its label.  The ruler nevertheless matches
some 180 patterns against every token, a tenth of a pipeline's time.  This component asks once for each combination of
word, tag and label and gives the same answer from then on; patterns of several tokens are matched as before.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

_SEEN = frozenset({"TAG", "LOWER", "ORTH", "DEP"})
_GIVEN = frozenset({"POS", "MORPH", "LEMMA"})
_REMEMBERED = 300_000

Key = tuple[int, int, int]


def replace_slow_components(nlp: Language) -> None:
    """Put ``kg_attributes`` where the attribute ruler and the lemmatiser stood, if this model has them side by side."""
    names = nlp.pipe_names
    if not {"attribute_ruler", "lemmatizer"} <= set(names):
        return
    ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
    beside = names.index("lemmatizer") == names.index("attribute_ruler") + 1
    if not (beside and isinstance(ruler, AttributeRuler) and isinstance(lemmatizer, Lemmatizer)):
        return
    if lemmatizer.mode not in ("rule", "lookup") or lemmatizer.overwrite:
        return
    component = nlp.add_pipe("kg_attributes", before="attribute_ruler")
    assert isinstance(component, RememberedAttributes)
    component.asks(ruler, lemmatizer)
    nlp.remove_pipe("attribute_ruler")
    nlp.remove_pipe("lemmatizer")


def _of_one_token(rule: dict[str, Any]) -> bool:
    """Whether a rule looks at nothing but a token's word, tag and label, and sets nothing but what is remembered."""
    patterns: list[list[dict[str, Any]]] = rule["patterns"]
    return set(rule["attrs"]) <= _GIVEN and all(len(p) == 1 and set(p[0]) <= _SEEN for p in patterns)


@Language.factory("kg_attributes", requires=["token.tag", "token.dep"], assigns=["token.pos", "token.lemma"])
class RememberedAttributes:
    """Part of speech, morphology and lemma of each token, from memory where possible."""

    def __init__(self, nlp: Language, name: str = "kg_attributes") -> None:
        self.name = name
        self.known: dict[Key, tuple[int, int, int]] = {}
        self.remembered: tuple[AttributeRuler, Lemmatizer] | None = None
        self.matched: AttributeRuler | None = None

    def asks(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        """Say whose answers are remembered."""
        rules: list[dict[str, Any]] = list(ruler.patterns)
        single, others = AttributeRuler(ruler.vocab), AttributeRuler(ruler.vocab)
        single.add_patterns([rule for rule in rules if _of_one_token(rule)])
        others.add_patterns([rule for rule in rules if not _of_one_token(rule)])
        self.remembered, self.matched = (single, lemmatizer), others

    def __call__(self, doc: Doc) -> Doc:
        """Set the part of speech, morphology and lemma of every token."""
        if self.matched is None or not len(doc):
            return doc
        keys: list[Key] = list(map(tuple, doc.to_array([ORTH, TAG, DEP]).tolist()))
        missing = [key for key in dict.fromkeys(keys) if key not in self.known]
        if missing:
            self._ask(doc, missing)
        values = np.array([self.known[key] for key in keys], dtype="uint64")
        doc.from_array([POS, MORPH, LEMMA], values)  # type: ignore[arg-type]
        return self.matched(doc)

    def _ask(self, doc: Doc, missing: list[Key]) -> None:
        """Let the two components look at a document that holds just the new combinations."""
        if len(self.known) > _REMEMBERED:
            self.known.clear()
        assert self.remembered is not None
        strings = doc.vocab.strings
        words, tags, labels = ([strings[key[part]] for key in missing] for part in range(3))
        heads = list(range(len(missing)))
        asked = Doc(doc.vocab, words=words, spaces=[True] * len(words), tags=tags, deps=labels, heads=heads)
        for component in self.remembered:
            asked = component(asked)
        for key, found in zip(missing, asked.to_array([POS, MORPH, LEMMA]).tolist(), strict=True):
            self.known[key] = tuple(found)
