"""From claims to statements: what becomes a node, a literal, an actor, and what two documents say together."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entities.names import PRONOUNS
from kg.entities.things import thing
from kg.model import (
    Argument,
    Claim,
    ClaimTime,
    Document,
    Entity,
    Extraction,
    Literal,
    LocalEntity,
    Mention,
    Predicate,
    Qualifier,
    Speaker,
    Statement,
)
from kg.statements import MIN_CONFIDENCE, DocumentStatements, merge, relation_lemma, statements_of

TRUMP = Entity("Donald_Trump", "Donald Trump", "Person", wikidata="Q22686")
RUSSIA = Entity("Russia", "Russia", "Place", wikidata="Q159")
TEXT = "Trump may impose sanctions against Russia, he said."
PROPER = frozenset({"Russia", "Gazprom", "Moscow"})


def claim(**changes: object) -> Claim:
    given: dict[str, object] = {
        "id": "s0",
        "sentence": (0, 51),
        "subject": Argument("Trump", 0, 5, "e0"),
        "predicate": Predicate("may impose", "impose", 6, 16, "threatens", "THREATEN"),
        "object": Argument("sanctions against Russia", 17, 41),
        "qualifiers": (Qualifier("target", "Russia", 35, 41, "e1"),),
        "modality": "possible",
        "confidence": 0.8,
    }
    return Claim(**(given | changes))  # type: ignore[arg-type]


def said(*claims: Claim, document: str = "d", local: tuple[LocalEntity, ...] = ()) -> DocumentStatements:
    extraction = Extraction(
        document,
        mentions=(
            Mention("m0", 0, 5, "Trump", "Person", "name", "e0"),
            Mention("m1", 35, 41, "Russia", "Place", "name", "e1"),
        ),
        entities=(
            LocalEntity("e0", "Donald Trump", "Person"),
            LocalEntity("e1", "Russia", "Place"),
            *local,
        ),
        claims=claims,
    )
    named = {"e0": TRUMP, "e1": RUSSIA}
    return statements_of(Document(document, TEXT), extraction, entities=named, extractor="fake 1")


def one(found: DocumentStatements) -> Statement:
    [statement] = found.statements
    return statement


def test_a_statement_and_its_evidence() -> None:
    found = said(claim(time=ClaimTime("March 7", "2025-03-07"), attribution=(Speaker("he", entity="e0", cue="said"),)))
    statement = one(found)
    assert (statement.subject, statement.relation, statement.object, statement.event) == (
        "Donald_Trump", "threatens", "thing/sanctions_against_Russia", "THREATEN",
    )  # fmt: skip
    assert (statement.source, statement.target) == ("Donald_Trump", "Russia")
    assert (statement.time, statement.modality, statement.factual) == ("2025-03-07", "possible", False)
    [evidence] = statement.evidence
    assert (evidence.document, evidence.quote, evidence.confidence) == ("d", TEXT, 0.8)
    assert (evidence.phrase, evidence.time_text) == ("may impose", "March 7")
    assert [(link.text, link.entity, link.cue) for link in evidence.attribution] == [("he", "Donald_Trump", "said")]
    assert set(found.entities) == {"Donald_Trump", "Russia", "thing/sanctions_against_Russia"}


@pytest.mark.parametrize(
    ("phrase", "id_", "name"),
    [
        ("the sanctions against Russia", "thing/sanctions_against_Russia", "sanctions against Russia"),
        ("Sanctions against Russia", "thing/sanctions_against_Russia", "sanctions against Russia"),
        ("natural gas", "thing/natural_gas", "natural gas"),
        ("Moscow talks", "thing/Moscow_talks", "Moscow talks"),
        ("a peace deal over the war", "thing/peace_deal_over_the_war", "peace deal over the war"),
        ("“sanctions”", "thing/sanctions", "sanctions"),
        ("The Russian army", "thing/Russian_army", "Russian army"),
        ("US-”Gazprom” deal", "thing/US-Gazprom_deal", "US-Gazprom deal"),
        ("gas\n pipeline", "thing/gas_pipeline", "gas pipeline"),
    ],
)
def test_a_specific_phrase_is_one_thing_in_all_documents(phrase: str, id_: str, name: str) -> None:
    found = thing(phrase, document="d", proper=PROPER, initial=True)
    assert found == Entity(id_, name, "Thing")


@pytest.mark.parametrize("phrase", ["the proposal", "a proposal", "This new deal", "its first term", "the two sides"])
def test_an_unspecific_phrase_belongs_to_its_document(phrase: str) -> None:
    here, there = (thing(phrase, document=document, proper=PROPER) for document in ("a", "b"))
    assert here
    assert there
    assert here.name == there.name
    assert here.id != there.id


def test_a_person_without_a_name_belongs_to_its_document() -> None:
    local = (LocalEntity("e2", "the Russian president", "Person"),)
    statement = one(said(claim(subject=Argument("he", 0, 2, "e2")), local=local))
    assert statement.subject.startswith("thing/Russian_president~")


@pytest.mark.parametrize(
    ("phrase", "type_", "shared"),
    [
        ("the Gazprom pipeline", "Facility", True),
        ("the Russian leader", "Person", False),
        ("sanctions", "Law", True),
        ("the war", "Event", False),
        ("officials", "Group", False),
    ],
)
def test_the_type_tells_whether_something_particular_is_meant(phrase: str, type_: str, shared: bool) -> None:
    found = thing(phrase, type_=type_, document="d", proper=PROPER)
    assert found
    assert ("~" not in found.id) == shared


def test_what_is_said_of_a_thing_and_itself() -> None:
    assert said(claim(object=Argument("Trump", 0, 5, "e0"))).statements == ()
    assert one(said(claim(object=Argument("himself", 0, 5, "e0")))).object == "Donald_Trump"


@pytest.mark.parametrize("phrase", ["He", "they", "March 7", "$4 billion", "“", "10", "some of them", "the two"])
def test_a_claim_whose_subject_cannot_be_told_is_left_out(phrase: str) -> None:
    assert said(claim(subject=Argument(phrase, 0, 2))).statements == ()


@pytest.mark.parametrize("phrase", ["them", "“”", "it"])
def test_a_claim_whose_object_cannot_be_told_is_left_out(phrase: str) -> None:
    assert said(claim(object=Argument(phrase, 0, 2))).statements == ()


@pytest.mark.parametrize("phrase", ["$4 billion", "10 people", "€3m", "March 7", "seven"])
def test_money_counts_and_dates_are_literals(phrase: str) -> None:
    assert one(said(claim(object=Argument(phrase, 0, 2)))).object == Literal(phrase)


def test_a_statement_of_one_place() -> None:
    statement = one(said(claim(object=None, qualifiers=())))
    assert (statement.object, statement.target) == (None, None)


def test_no_pronoun_cluster_becomes_a_name() -> None:
    assert said(claim(subject=Argument("they", 0, 4, "e2")), local=(LocalEntity("e2", "they", "Group"),)).entities == {}


@pytest.mark.parametrize(
    ("text", "lemma", "expected"),
    [
        ("may impose", "impose", "impose"),
        ("have held talks with", "hold", "hold talks with"),
        ("agreed with", "agree", "agree with"),
        ("is responsible for", "be", "be responsible for"),
        ("was killed by", "kill", "be killed by"),
        ("has been taken over by", "take", "be taken over by"),
        ("went to", "go", "go to"),
        ("will not lift", "lift", "lift"),
        ("repeatedly criticized", "criticize", "criticize"),
        ("is", "be", "be"),
        ("", "meet", "meet"),
        ("is exploring", "explore", "explore"),
    ],
)
def test_the_name_of_an_open_relation(text: str, lemma: str, expected: str) -> None:
    assert relation_lemma(Predicate(text, lemma, 0, 0)) == expected


def test_the_same_claim_of_two_documents_is_one_statement() -> None:
    [statement] = merge([one(said(claim(), document="b")), one(said(claim(), document="a"))])
    assert [evidence.document for evidence in statement.evidence] == ["a", "b"]
    assert statement.confidence == 0.96


@pytest.mark.parametrize(
    "changes",
    [
        {"polarity": "negative"},
        {"modality": "asserted"},
        {"time": ClaimTime("then", "2025")},
        {"qualifiers": ()},
        {"object": None},
        {"predicate": Predicate("impose", "impose", 0, 1)},
    ],
)
def test_what_is_said_decides_the_id(changes: dict[str, object]) -> None:
    assert one(said(claim())).id != one(said(claim(**changes))).id


@pytest.mark.parametrize(
    "changes",
    [
        {"sentence": (1, 5)},
        {"confidence": 0.6},
        {"attribution": (Speaker("Bloomberg"),)},
        {"condition": "if"},
        {"qualifiers": (Qualifier("location", "Paris", 0, 1), Qualifier("target", "Russia", 35, 41, "e1"))},
    ],
)
def test_where_and_by_whom_it_is_said_does_not(changes: dict[str, object]) -> None:
    assert one(said(claim())).id == one(said(claim(**changes))).id


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.floats(MIN_CONFIDENCE, 1), st.booleans()), min_size=1), st.randoms()
)
def test_merging_depends_on_no_order(parts: list[tuple[str, float, bool]], rng: random.Random) -> None:
    found = [
        one(said(claim(confidence=confidence, polarity="negative" if denied else "positive"), document=document))
        for document, confidence, denied in parts
    ]
    shuffled = rng.sample(found, len(found))
    assert merge(shuffled) == merge(found)
    assert merge(merge(found)) == merge(found)


@given(st.sampled_from(sorted(PRONOUNS)), st.booleans())
def test_no_pronoun_is_ever_a_thing(pronoun: str, capital: bool) -> None:
    phrase = pronoun.capitalize() if capital else pronoun
    assert thing(phrase, document="d", proper=frozenset()) is None


def test_readings_that_are_more_likely_wrong_are_left_out() -> None:
    assert said(claim(confidence=0.49)).statements == ()
    assert len(said(claim(confidence=MIN_CONFIDENCE)).statements) == 1
