"""What the article that the design is built on must yield, and what it must not (the design's section 4)."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extraction import Extractor
from kg.model import Claim, Document, Extraction


@pytest.fixture(scope="module")
def extraction(extractor: Extractor, shared: Path) -> Extraction:
    text = (shared / "seed" / "article.txt").read_text(encoding="utf-8")
    return next(iter(extractor.extract([Document("seed", text, published="2025-03-14")])))


def denoted(extraction: Extraction, claim: Claim, part: str) -> str:
    """The name of what a claim's subject or object denotes, else its words."""
    names = {entity.id: entity.name for entity in extraction.entities}
    argument = getattr(claim, part)
    return "" if argument is None else names.get(argument.entity or "", argument.text)


def find(extraction: Extraction, subject: str, words: str, object_: str = "") -> list[Claim]:
    """The claims with this subject, with these words in the predicate and in the object."""
    return [
        claim
        for claim in extraction.claims
        if denoted(extraction, claim, "subject") == subject
        and words in claim.predicate.text
        and (object_ in denoted(extraction, claim, "object") or (claim.object and object_ in claim.object.text))
    ]


def speakers(extraction: Extraction, claim: Claim) -> list[str]:
    names = {entity.id: entity.name for entity in extraction.entities}
    return [names.get(speaker.entity or "", speaker.text) for speaker in claim.attribution]


def test_a_threat_has_its_date_and_its_speaker(extraction: Extraction) -> None:
    (claim,) = find(extraction, "Donald Trump", "may impose", "sanctions against Russia")
    assert claim.predicate.event == "THREATEN"
    assert claim.modality == "possible"
    assert claim.time is not None
    assert claim.time.value == "2025-03-07"
    assert speakers(extraction, claim) == ["Donald Trump"]


def test_what_a_representative_says_is_dated(extraction: Extraction) -> None:
    (claim,) = find(extraction, "Donald Trump", "ready to double", "sanctions against Russia")
    assert claim.time is not None
    assert claim.time.value == "2025-02-07"
    assert speakers(extraction, claim) == ["Keith Kellogg"]


@pytest.mark.parametrize(
    ("person", "position"),
    [
        ("Keith Kellogg", "special representative"),
        ("Scott Bessent", "US Treasury Secretary"),
        ("Vladimir Putin", "Russian leader"),
        ("Donald Trump", "US President"),
    ],
)
def test_positions(extraction: Extraction, person: str, position: str) -> None:
    held = [c for c in extraction.claims if c.predicate.relation == "holdsPosition"]
    assert any(
        denoted(extraction, claim, "subject") == person and claim.object is not None and position in claim.object.text
        for claim in held
    )


def test_a_promise_made_the_day_before(extraction: Extraction) -> None:
    (claim,) = find(extraction, "Scott Bessent", "promised", "sanctions")
    assert (claim.predicate.event, claim.modality) == ("THREATEN", "intended")
    assert claim.time is not None
    assert claim.time.value == "2025-03-06"


def test_a_refusal_according_to_an_agency_and_its_sources(extraction: Extraction) -> None:
    (claim,) = find(extraction, "United States", "not lift", "sanctions against Russia")
    assert claim.polarity == "negative"
    assert claim.condition is not None
    assert speakers(extraction, claim)[0].startswith("Bloomberg")
    assert len(claim.attribution) == 2


def test_the_next_sentence_names_the_source(extraction: Extraction) -> None:
    (claim,) = find(extraction, "United States", "is exploring", "cooperation")
    assert (claim.predicate.event, claim.modality) == ("COOPERATE", "possible")
    assert speakers(extraction, claim)[0].startswith("Bloomberg")


def test_the_hope_to_restart_the_pipeline(extraction: Extraction) -> None:
    (claim,) = find(extraction, "Gazprom", "restart", "Nord Stream")
    assert claim.modality == "intended"
    assert speakers(extraction, claim)[0].startswith("Bloomberg")


def test_where_the_pipeline_runs(extraction: Extraction) -> None:
    ends = {
        claim.predicate.relation: denoted(extraction, claim, "object")
        for claim in extraction.claims
        if (claim.predicate.relation or "").startswith("runs")
    }
    assert ends == {"runsFrom": "Russia", "runsTo": "Germany"}


def test_he_is_the_president(extraction: Extraction) -> None:
    (claim,) = find(extraction, "Donald Trump", "criticized", "Europe")
    assert claim.predicate.event == "ACCUSE"


def test_an_offer_on_a_condition(extraction: Extraction) -> None:
    (claim,) = find(extraction, "Gazprom", "may offer", "participation")
    assert claim.modality == "possible"
    assert claim.condition is not None
    assert "lifted" in claim.condition


@pytest.mark.parametrize(
    "junk", ["Trumpʼs", "Trump's", "Moscowʼs", "Moscow's", "X.", "X", "Russiaʼs “Gazprom", "he", "it"]
)
def test_no_junk_is_an_entity(extraction: Extraction, junk: str) -> None:
    assert junk not in {entity.name for entity in extraction.entities}


def test_offsets_point_into_the_original_text(extraction: Extraction, shared: Path) -> None:
    text = (shared / "seed" / "article.txt").read_text(encoding="utf-8")
    for mention in extraction.mentions:
        assert text[mention.start : mention.end] == mention.text
    for claim in extraction.claims:
        assert text[claim.subject.start : claim.subject.end] == claim.subject.text
