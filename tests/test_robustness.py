"""Whatever the text, extraction gives an answer that follows the format, and gives it again the next time."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model import ENTITY_TYPES, MODALITIES, POLARITIES, ROLES, Argument, Extraction, Qualifier

WORDS = (
    'the minister said that he would not lift sanctions against Russia because of Iran , which " if it was to be been .'
    " According to Reuters citing sources Paris Monday 2019 and or who whose there is are having asked Trump 's - ( )"
    " talks between Kenya of on whether 50 % $ million told them to stop their war ? ; : no nobody \n\n “ ” ’ never had"
).split(" ")

texts = st.lists(st.sampled_from(WORDS), max_size=45).map(" ".join)
quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(text=texts)
def test_every_answer_follows_the_format(extract: Callable[..., Extraction], text: str) -> None:
    found = extract(text)
    entities = {entity.id for entity in found.entities}
    assert all(entity.type in ENTITY_TYPES and entity.name.strip() for entity in found.entities)
    for mention in found.mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.entity in entities
    for claim in found.claims:
        arguments: list[Argument | Qualifier] = [claim.subject, *claim.qualifiers]
        arguments += [claim.object] if claim.object else []
        for argument in arguments:
            assert text[argument.start : argument.end] == argument.text
            assert argument.text.strip()
            assert argument.entity is None or argument.entity in entities
        assert 0 <= claim.predicate.start < claim.predicate.end <= len(text)
        assert claim.polarity in POLARITIES
        assert claim.modality in MODALITIES
        assert 0 <= claim.confidence <= 1
        assert all(qualifier.role in ROLES for qualifier in claim.qualifiers)
    assert Extraction.from_dict(found.to_dict(explain=True)) == found


@settings(parent=quick, max_examples=25)
@given(text=texts)
def test_the_same_text_gives_the_same_answer(extract: Callable[..., Extraction], text: str) -> None:
    assert extract(text) == extract(text)
