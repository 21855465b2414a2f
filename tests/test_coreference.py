"""The component ``kg_coreference``: texts and which of their mentions refer to the same thing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.nlp.coreference import Coreference
from kg.nlp.mentions import PRONOUNS
from kg.nlp.names import Names, packaged_knowledge_base

Reader = Callable[[str], Doc]


def reader(*, known: bool) -> Reader:
    from kg.nlp import pipeline
    from kg.nlp.config import DEFAULT_MODEL

    nlp = pipeline._load_model(DEFAULT_MODEL)
    nlp.add_pipe("kg_paragraphs", before="parser")
    knowledge_base = packaged_knowledge_base() if known else None
    names, coreference = Names(knowledge_base), Coreference(knowledge_base)
    return lambda text: coreference(names(nlp(text)))


@pytest.fixture(scope="module")
def plain() -> Reader:
    return reader(known=False)


@pytest.fixture(scope="module")
def informed() -> Reader:
    return reader(known=True)


def chains(doc: Doc) -> list[set[str]]:
    """The texts of the mentions of each cluster that has more than one."""
    mentions = doc._.kg_mentions
    groups = [[mentions[member] for member in cluster.members] for cluster in doc._.kg_clusters]
    return [{doc[m.start : m.end].text for m in group} for group in groups if len(group) > 1]


def names(doc: Doc) -> dict[str, str]:
    return {cluster.name: cluster.type for cluster in doc._.kg_clusters}


NAMES: list[tuple[str, list[set[str]]]] = [
    ("Valeska Paris left the ship. Paris said she was free.", [{"Valeska Paris", "Paris", "she"}]),
    (
        "The Korean Central News Agency (KCNA) reported the launch. KCNA gave no details.",
        [{"Korean Central News Agency", "KCNA"}],
    ),
    ("Apple Inc. reported profits. Apple said sales rose.", [{"Apple Inc.", "Apple"}]),
    (
        "Sergey Lavrov accused Washington. Lavrov said he was disappointed.",
        [{"Sergey Lavrov", "Lavrov", "he"}],
    ),
    (
        "Elizabeth Warren spoke first. Warren then praised Bernie Sanders. Sanders thanked her.",
        [{"Elizabeth Warren", "Warren", "her"}, {"Bernie Sanders", "Sanders"}],
    ),
    ("Microsoft has replaced it. Microsoft wants to support it.", [{"Microsoft"}]),
    ("The Republic of Sordania voted. Sordania has no army.", [{"Republic of Sordania", "Sordania"}]),
    ("Tesmar Marine was hired in 2020. Critics blame Tesmar.", [{"Tesmar Marine", "Tesmar"}]),
    ("NEW LEIRA – The mayor resigned. New Leira is small.", [{"NEW LEIRA", "New Leira"}]),
    (
        "CEI (Italian Episcopal Conference) objected. CEI will appeal.",
        [{"CEI", "Italian Episcopal Conference"}],
    ),
]

NOMINALS: list[tuple[str, list[set[str]]]] = [
    (
        "Keith Kellogg, his special representative, flew to Kyiv.",
        [{"Keith Kellogg", "his special representative"}],
    ),
    (
        "Hassan Rouhani, Iran's president, spoke. Rouhani blamed the US.",
        [{"Hassan Rouhani", "Iran's president", "Rouhani"}],
    ),
    (
        "Roberto Maroni, the president of the region, resigned. He gave no reason.",
        [{"Roberto Maroni", "the president of the region", "He"}],
    ),
    ("Paris is the capital of France.", [{"Paris", "the capital of France"}]),
    ("A deal was signed in Paris. The deal ends the war.", [{"A deal", "The deal"}]),
    ("The minister praised the new law. The law takes effect in May.", [{"the new law", "The law"}]),
    ("Police arrested a man. The man was later released.", [{"a man", "The man"}]),
    ("The Supreme Court rejected the appeal. The court gave no reasons.", [{"Supreme Court", "The court"}]),
    (
        "Chancellor Angela Merkel met reporters. The chancellor said she was tired.",
        [{"Angela Merkel", "The chancellor", "she"}],
    ),
    (
        "Mark Zuckerberg founded Facebook. The company grew, and its founder became rich.",
        [{"Facebook", "The company", "its"}],
    ),
    (
        "Samsung Electronics sued Apple. The South Korean company said its patents were copied.",
        [{"Samsung Electronics", "The South Korean company", "its"}],
    ),
    (
        "New Zealand voted on the flag. The country kept its old flag.",
        [{"New Zealand", "The country", "its"}],
    ),
    (
        "Russia and Ukraine held talks. The two countries agreed that they would meet again.",
        [{"Russia and Ukraine", "The two countries", "they"}],
    ),
    (
        "The Danish brewer Holmgaard met the Dutch brewer Vandersteen. The Danish company paid. The Dutch company won.",
        [
            {"The Danish brewer", "Holmgaard", "The Danish company"},
            {"the Dutch brewer", "Vandersteen", "The Dutch company"},
        ],
    ),
    (
        "Holmgaard grew. A spokesman for Vandersteen said that the company had not decided.",
        [{"Vandersteen", "the company"}],
    ),
    ("His father Ahmed Hassan was angry.", [{"His father", "Ahmed Hassan"}]),
]

PRONOUN_CASES: list[tuple[str, list[set[str]]]] = [
    ("Donald Trump threatened Russia. He repeatedly criticized Europe.", [{"Donald Trump", "He"}]),
    ("Angela Merkel met reporters. Friends said she was tired.", [{"Angela Merkel", "she"}]),
    (
        "Mr. Smith met Ms. Jones. She told him that his plan had failed.",
        [{"Smith", "him", "his"}, {"Jones", "She"}],
    ),
    ("The dog bit the man. It ran away.", [{"The dog", "It"}]),
    ("The workers went on strike. They demanded higher pay for themselves.", [{"The workers", "They", "themselves"}]),
    ("Maria praised herself.", [{"Maria", "herself"}]),
    ("Ormeda sued Lantis. Ormeda said it regretted the decision.", [{"Ormeda", "it"}]),
    ("John said Peter hurt him.", [{"John", "him"}]),
    ("Nokia sold its networks unit.", [{"Nokia", "its"}]),
    ("A woman was hurt. She was taken to hospital.", [{"A woman", "She"}]),
    ("The report was published on Monday. Its authors urged action.", [{"The report", "Its"}]),
    ("The Church of England apologised. The church said it had failed.", [{"Church of England", "The church", "it"}]),
    ("Every country has its flag. This country changed its flag.", [{"Every country", "its"}, {"This country", "its"}]),
]

SPEECH: list[tuple[str, list[set[str]]]] = [
    ('"I am confident," Keith Kellogg said. "I will go."', [{"I", "Keith Kellogg"}]),
    ('"We will fight and I will lead," said Boris Johnson.', [{"I", "Boris Johnson"}]),
    ("'That is what I want,' said Angela Merkel.", [{"I", "Angela Merkel"}]),
    (
        'Boris Johnson blamed John Major. "He failed," Johnson said.',
        [{"Boris Johnson", "Johnson"}, {"John Major", "He"}],
    ),
]

APART = [
    "It is clear that the talks failed.",
    "It seems that Russia will agree.",
    "It was reported that the talks failed.",
    "The White House spokesman said the president was ill.",
    "Three points were lost. Three points were won.",
    "Olga hurt her.",
    "The Melvian army shelled the town. President Olena Hurin ordered the army to strike back.",
]


@pytest.mark.parametrize(("text", "expected"), NAMES, ids=[text for text, _ in NAMES])
def test_names_of_one_thing(plain: Reader, text: str, expected: list[set[str]]) -> None:
    assert chains(plain(text)) == expected


@pytest.mark.parametrize(("text", "expected"), NOMINALS, ids=[text for text, _ in NOMINALS])
def test_noun_phrases_refer_back(plain: Reader, text: str, expected: list[set[str]]) -> None:
    assert all(group in chains(plain(text)) for group in expected)


@pytest.mark.parametrize(("text", "expected"), PRONOUN_CASES, ids=[text for text, _ in PRONOUN_CASES])
def test_pronouns_refer_back(plain: Reader, text: str, expected: list[set[str]]) -> None:
    assert chains(plain(text)) == expected


@pytest.mark.parametrize(("text", "expected"), SPEECH, ids=[text for text, _ in SPEECH])
def test_the_speaker_says_i(plain: Reader, text: str, expected: list[set[str]]) -> None:
    assert sorted(map(sorted, chains(plain(text)))) == sorted(map(sorted, expected))


@pytest.mark.parametrize("text", APART)
def test_what_does_not_corefer(plain: Reader, text: str) -> None:
    assert chains(plain(text)) == []


CANONICAL = [
    ("President Putin spoke. Later Vladimir Putin left.", "Vladimir Putin", "Person"),
    (
        "KCNA reported it. The Korean Central News Agency (KCNA) is run by the state.",
        "Korean Central News Agency",
        None,
    ),
    ("The new pipeline was opened. The pipeline is long.", "new pipeline", "Facility"),
    ("The Bank of England raised rates. The bank said so.", "Bank of England", "Organization"),
]


@pytest.mark.parametrize(("text", "name", "type_"), CANONICAL)
def test_the_best_name_is_canonical(plain: Reader, text: str, name: str, type_: str | None) -> None:
    found = names(plain(text))
    assert name in found
    assert type_ is None or found[name] == type_


def test_capitals_stand_for_governments_where_these_act(informed: Reader) -> None:
    doc = informed("Moscow has said it will retaliate. In Moscow, protesters gathered.")
    said, gathered = doc._.kg_clusters[0], doc._.kg_clusters[1]
    assert (said.name, said.wikidata) == ("Russia", "Q159")
    assert (gathered.name, gathered.wikidata) == ("Moscow", "Q649")


def test_a_capital_that_acts_once_is_a_government_wherever_it_acts(informed: Reader) -> None:
    doc = informed("The plan angered Washington. Washington cut all ties. Officials met in Washington.")
    assert [cluster.wikidata for cluster in doc._.kg_clusters if cluster.wikidata] == ["Q30", "Q61"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The Treasury fined two banks. The United States and American officials agreed.",
            "United States Department of the Treasury",
        ),
        ("The Treasury fined two banks. Britain and British officials agreed.", "HM Treasury"),
        ("The Greens of Sordania won. Sordania voted on Sunday in Sordania.", "Greens"),
        ("The Greens won in Berlin. Germany voted on Sunday.", "Alliance 90/The Greens"),
    ],
)
def test_bodies_of_state_are_those_of_the_country_that_is_spoken_of(informed: Reader, text: str, name: str) -> None:
    assert name in names(informed(text))


def test_aliases_of_one_entity_are_one_cluster(informed: Reader) -> None:
    doc = informed("The United States and Canada agreed. The US will sign. America leads.")
    assert {"United States", "US", "America"} in chains(doc)
    assert [cluster.wikidata for cluster in doc._.kg_clusters if cluster.name == "United States"] == ["Q30"]


def test_a_people_is_not_its_country(informed: Reader) -> None:
    doc = informed("Russian troops entered Russia.")
    assert names(doc) == {"Russian": "Group", "Russia": "Place"} | {
        name: type_ for name, type_ in names(doc).items() if "troops" in name
    }


def test_every_name_belongs_to_a_cluster_and_layers_agree(plain: Reader) -> None:
    doc = plain("Gazprom and Nokia met Angela Merkel in Berlin. She praised both companies. Its shares fell.")
    mentions = doc._.kg_mentions
    covered = {(mention.start, mention.end) for mention in mentions if mention.kind == "name"}
    assert {(span.start, span.end) for span in doc.ents} <= covered
    assert [mention.start for mention in mentions] == sorted(mention.start for mention in mentions)
    for number, cluster in enumerate(doc._.kg_clusters):
        assert cluster.members
        assert all(mentions[member].cluster == number for member in cluster.members)


WORDS = st.sampled_from([
    "Russia", "Putin", "he", "she", "it", "they", "his", "its", "the", "company", "president", "said", "that", "met",
    '"', "I", ",", ".", "and", "Gazprom", "a", "deal", "'s", "\n\n", "himself", "was", "who",
])  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=25))
def test_no_pronoun_ever_names_an_entity(plain: Reader, words: list[str]) -> None:
    doc = plain(" ".join(words))
    for cluster in doc._.kg_clusters:
        assert cluster.name.lower() not in PRONOUNS
        assert any(letter.isalpha() for letter in cluster.name)
    for mention in doc._.kg_mentions:
        assert mention.start <= mention.head < mention.end <= len(doc)
