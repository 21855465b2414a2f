"""Which names of which documents are one entity: tables of names, and properties of every table."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entities.names import initials, is_nameable, normal_form, slug
from kg.entities.resolution import Name, local_names, resolve
from kg.model import ENTITY_TYPES, Extraction, LocalEntity, Mention


def ids(*names: Name) -> list[str]:
    resolution = resolve(Counter(names))
    return [resolution.entities[name].id for name in names]


def person(name: str, publisher: str | None = None) -> Name:
    return Name(name, "Person", publisher=publisher)


def organization(name: str, **rest: str) -> Name:
    return Name(name, "Organization", **rest)


@pytest.mark.parametrize(
    ("one", "other", "type_"),
    [
        ("The Kremlin", "Kremlin's", "Facility"),
        ("Apple Inc.", "Apple", "Organization"),
        ("Gazprom PJSC", "“Gazprom”", "Organization"),
        ("Procter & Gamble Co.", "Procter and Gamble", "Organization"),
        ("U.S.", "US", "Place"),
        ("São Paulo", "Sao Paulo", "Place"),
        ("Al-Qaeda", "Al Qaeda", "Organization"),
        ("Donald J. Trump", "President Donald Trump", "Person"),
        ("Moscowʼs", "Moscow", "Place"),
        ("The Republic of Sordania", "Sordania", "Place"),
    ],
)
def test_spellings_of_one_name(one: str, other: str, type_: str) -> None:
    assert normal_form(one, type_) == normal_form(other, type_)


@pytest.mark.parametrize(
    ("one", "other", "type_"),
    [
        ("Limited", "Ltd", "Organization"),
        ("John Smith", "Jane Smith", "Person"),
        ("North Korea", "South Korea", "Place"),
        ("Deutsche Bank", "Deutsche Telekom", "Organization"),
    ],
)
def test_different_names(one: str, other: str, type_: str) -> None:
    assert normal_form(one, type_) != normal_form(other, type_)


@pytest.mark.parametrize("phrase", ["he", "Their", "March 7", "2025", "$4 billion", "“", "10", "7%", "the", ""])
def test_what_never_names_an_entity(phrase: str) -> None:
    assert not is_nameable(phrase)


@pytest.mark.parametrize(
    "phrase", ["Gazprom", "Theresa May", "Nord Stream 2", "the proposal", "10 people", "Россия", "US"]
)
def test_what_names_an_entity(phrase: str) -> None:
    assert is_nameable(phrase)


def test_the_same_wikidata_item_is_the_same_entity() -> None:
    us, america = Name("United States", "Place", "Q30"), Name("America", "Place", "Q30")
    assert ids(us, us, america) == ["United_States"] * 3
    assert resolve(Counter([us, us, america])).entities[us].aliases == ("America",)


def test_different_wikidata_items_stay_apart_and_a_bare_name_joins_neither() -> None:
    country, state, bare = Name("Georgia", "Place", "Q230"), Name("Georgia", "Place", "Q1428"), Name("Georgia", "Place")
    assert sorted(ids(country, state, bare)) == sorted({*ids(country, state, bare)})


def test_a_bare_name_joins_the_one_item_of_its_name() -> None:
    assert ids(organization("Gazprom", wikidata="Q102673"), organization("Gazprom OAO")) == ["Gazprom", "Gazprom"]


def test_a_name_of_two_types_is_one_entity_of_the_likelier_type() -> None:
    assert ids(organization("Nord Stream"), Name("Nord Stream", "Facility")) == ["Nord_Stream", "Nord_Stream"]
    names = {organization("Barentsgaz"): 1, person("Barentsgaz"): 1}
    assert {entity.type for entity in resolve(names).entities.values()} == {"Organization"}
    names = {organization("Kjeldsen Line"): 1, person("Kjeldsen Line"): 2}
    assert {entity.type for entity in resolve(names).entities.values()} == {"Person"}


def test_a_surname_is_not_the_firm_of_that_name() -> None:
    names = [person("Keith Kellogg"), person("Kellogg"), organization("Kellogg")]
    assert ids(*names) == ["Keith_Kellogg", "Keith_Kellogg", "Kellogg"]


def test_a_person_is_not_the_place_that_wikidata_knows_by_that_name() -> None:
    names = [Name("Washington", "Place", "Q61"), person("Washington"), person("Denzel Washington")]
    assert ids(*names) == ["Washington", "Denzel_Washington", "Denzel_Washington"]


def test_a_surname_belongs_to_its_one_bearer() -> None:
    assert ids(person("Keith Kellogg"), person("Kellogg")) == ["Keith_Kellogg"] * 2


def test_a_surname_of_two_bearers_stays_alone() -> None:
    assert ids(person("John Smith"), person("Adam Smith"), person("Smith")) == ["John_Smith", "Adam_Smith", "Smith"]


def test_a_surname_belongs_to_the_bearer_of_its_publisher() -> None:
    names = [person("John Smith", "A"), person("Adam Smith", "B"), person("Smith", "A"), person("Smith", "B")]
    assert ids(*names) == ["John_Smith", "Adam_Smith", "John_Smith", "Adam_Smith"]


def test_full_names_of_one_surname_are_never_merged() -> None:
    assert len(set(ids(person("Donald Trump"), person("Melania Trump"), person("Eric Trump")))) == 3


def test_an_acronym_belongs_to_its_one_full_name() -> None:
    assert ids(organization("UN"), organization("United Nations")) == ["United_Nations"] * 2
    assert ids(organization("CSA"), organization("Canadian Space Agency"), organization("Crime Survey Association"))[
        0
    ] == ("CSA")


def test_an_acronym_with_an_item_of_its_own_is_known_already() -> None:
    assert len(set(ids(Name("US", "Place", "Q30"), organization("United Steelworkers")))) == 2


def test_every_merge_has_a_reason() -> None:
    resolution = resolve(Counter([person("Keith Kellogg"), person("Kellogg"), organization("UN")]))
    [merge] = resolution.merges
    assert (merge.name, merge.into, merge.score) == ("Kellogg", "Keith_Kellogg", 0.7)
    assert merge.reason == "the only person of this surname in the graph"


def test_the_names_of_a_document() -> None:
    extraction = Extraction(
        "d",
        mentions=(
            Mention("m0", 0, 12, "Donald Trump", "Person", "name", "e0"),
            Mention("m1", 20, 25, "Trump", "Person", "name", "e1"),
            Mention("m2", 30, 32, "he", "Person", "pronoun", "e2"),
            Mention("m3", 40, 53, "the president", "Person", "nominal", "e3"),
        ),
        entities=(
            LocalEntity("e0", "Donald Trump", "Person", "Q22686"),
            LocalEntity("e1", "Trump", "Person"),
            LocalEntity("e2", "he", "Person"),
            LocalEntity("e3", "the president", "Person"),
        ),
    )
    assert {local: name.name for local, name in local_names(extraction).items()} == {
        "e0": "Donald Trump",
        "e1": "Donald Trump",
    }


@pytest.mark.parametrize(
    ("name", "expected"), [("Organization of African Unity", "OAU"), ("United nations", ""), ("Gazprom", "")]
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


WORDS = st.lists(
    st.sampled_from(["Ann", "Bob", "Smith", "Jones", "UN", "United", "Nations", "Co", "the", "X"]),
    min_size=1,
    max_size=3,
)
NAMES = st.builds(
    Name,
    WORDS.map(" ".join),
    st.sampled_from(ENTITY_TYPES),
    st.sampled_from([None, None, "Q1", "Q2"]),
    st.sampled_from([None, "United Nations"]),
    st.sampled_from([None, "A", "B"]),
)


@given(st.dictionaries(NAMES, st.integers(1, 5), max_size=12), st.randoms())
def test_the_result_depends_on_no_order_and_ids_are_unique(names: dict[Name, int], rng: random.Random) -> None:
    shuffled = list(names.items())
    rng.shuffle(shuffled)
    resolution = resolve(names)
    assert resolve(dict(shuffled)) == resolution
    assert set(resolution.entities) == set(names)
    entities = set(resolution.entities.values())
    assert len({entity.id for entity in entities}) == len(entities)


@given(st.dictionaries(NAMES, st.integers(1, 5), max_size=12))
def test_items_and_full_names_of_persons_are_never_merged(names: dict[Name, int]) -> None:
    members: dict[str, list[Name]] = {}
    for name, entity in resolve(names).entities.items():
        members.setdefault(entity.id, []).append(name)
    for together in members.values():
        assert len({name.wikidata for name in together if name.wikidata}) <= 1
        unlinked = {name.normal for name in together if name.type == "Person" and " " in name.normal}
        if not any(name.wikidata for name in together):
            assert len(unlinked) <= 1


@given(st.text(max_size=200))
def test_a_slug_is_a_safe_local_name(name: str) -> None:
    assert 0 < len(slug(name)) <= 80
    assert not set(slug(name)) & set(" /<>\"'{}|\\^`#%?\n")
