"""The component ``kg_names``: texts and the names that it finds in them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.acronyms import is_acronym_of
from kg.nlp.gender import first_names, gender_of_given_name, gender_of_word
from kg.nlp.name_spans import FUNCTION_WORDS, head_words
from kg.nlp.name_types import LABEL_TYPES
from kg.nlp.names import VALUE_LABELS, Names, entity_type


@pytest.fixture(scope="module")
def language() -> Language:
    import spacy

    from kg.nlp import pipeline
    from kg.nlp.config import DEFAULT_MODEL

    nlp = pipeline._load_model(DEFAULT_MODEL)
    assert isinstance(nlp, spacy.language.Language)
    nlp.add_pipe("kg_paragraphs", before="parser")
    return nlp


@pytest.fixture(scope="module")
def plain() -> Names:
    """Without the knowledge base: what the words and the grammar alone say."""
    return Names(None)


def found(doc: Doc) -> dict[str, str]:
    return {span.text: span.label_ for span in doc.ents if span.label_ not in VALUE_LABELS}


SPANS: list[tuple[str, dict[str, str]]] = [
    # titles, honorifics, professions
    ("President Vladimir Putin met Xi Jinping.", {"Vladimir Putin": "PERSON", "Xi Jinping": "PERSON"}),
    ("Mr Burrows said the talks had failed.", {"Burrows": "PERSON"}),
    ("Prime Minister Jacinda Ardern resigned.", {"Jacinda Ardern": "PERSON"}),
    (
        "US Treasury Secretary Scott Bessent spoke in Washington.",
        {"US Treasury": "ORG", "Scott Bessent": "PERSON", "Washington": "GPE"},
    ),
    (
        "Chancellor Angela Merkel and President Emmanuel Macron agreed.",
        {"Angela Merkel": "PERSON", "Emmanuel Macron": "PERSON"},
    ),
    (
        "Former Georgian President Mikheil Saakashvili was jailed.",
        {"Georgian": "NORP", "Mikheil Saakashvili": "PERSON"},
    ),
    ("Pope Francis visited Iraq.", {"Pope Francis": "PERSON", "Iraq": "GPE"}),
    # possessives, quotation marks, determiners
    ("The People's Bank of China cut rates.", {"People's Bank of China": "ORG"}),
    ("The anti-Kremlin protest was small.", {"Kremlin": "MISC"}),
    ("The Energy Ministry denied the report.", {"Energy Ministry": "ORG"}),
    ("Prime Minister Tessa Holm arrived in Rome.", {"Tessa Holm": "PERSON", "Rome": "GPE"}),
    # departments and offices are no names of their own
    (
        "Norwegian Defence Minister Karin Dahl and Danish Prime Minister Anna Lund met.",
        {"Norwegian": "NORP", "Karin Dahl": "PERSON", "Danish": "NORP", "Anna Lund": "PERSON"},
    ),
    ("The Liberal Party of Anna Berg won 20 seats.", {"Liberal Party": "ORG", "Anna Berg": "PERSON"}),
    ("The Green Alliance 18 seats.", {"Green Alliance": "ORG"}),
    ("Annika Holm, a Green member of parliament, resigned.", {"Annika Holm": "PERSON"}),
    # cut and joined names
    ("The Bank of England raised rates.", {"Bank of England": "ORG"}),
    ("The Supreme Court of Cassation rejected the appeal.", {"Supreme Court of Cassation": "ORG"}),
    ("The Saudi Gazette said the crane fell.", {"Saudi Gazette": "ORG"}),
    ("Kim Jong-un inspected the site.", {"Kim Jong-un": "PERSON"}),
    ("Fatima Al-Zahra, a nurse from Basra, fled.", {"Fatima Al-Zahra": "PERSON", "Basra": "GPE"}),
    ("The Council on Foreign Relations published a report.", {"Council on Foreign Relations": "ORG"}),
    ("The Ministry of Foreign Affairs summoned the ambassador.", {"Ministry of Foreign Affairs": "ORG"}),
    ("The World Cup 2018 was held in Russia.", {"World Cup 2018": "EVENT", "Russia": "GPE"}),
    ("General Motors closed the plant.", {"General Motors": "ORG"}),
    ("Apple Inc. sued Samsung Electronics.", {"Apple Inc.": "ORG", "Samsung Electronics": "ORG"}),
    # several in one
    ("Officials in Berlin, Paris and Rome agreed.", {"Berlin": "GPE", "Paris": "GPE", "Rome": "GPE"}),
    (
        "Sergei Lavrov/Marco Rubio talks were cancelled.",
        {"Sergei Lavrov": "PERSON", "Marco Rubio": "PERSON"},
    ),
    # datelines, bylines, captions, hashtags
    ("By Jane Porter\n\nThe minister resigned on Friday.", {"Jane Porter": "PERSON"}),
    ("Protesters in Tbilisi. Image: Nino Beridze.", {"Tbilisi": "GPE", "Nino Beridze": "PERSON"}),
    ("Tweets with #StandWithUs spread.", {"#StandWithUs": "MISC"}),
    # acronyms
    (
        "The Korean Central News Agency (KCNA) reported the launch. KCNA gave no details.",
        {"Korean Central News Agency": "ORG", "KCNA": "ORG"},
    ),
    ("Plants for liquefied natural gas (LNG) are costly.", {}),
    ("Movimento 5 Stelle (M5S) voted against the law.", {"Movimento 5 Stelle": "ORG", "M5S": "ORG"}),
]

TYPES: list[tuple[str, dict[str, str]]] = [
    ("The Nizhny Novgorod Stadium was full.", {"Nizhny Novgorod Stadium": "FAC"}),
    ("Planes landed at Heathrow Airport.", {"Heathrow Airport": "FAC"}),
    ("Gas flows through the Yamal Pipeline.", {"Yamal Pipeline": "FAC"}),
    ("The Dnipro Dam was damaged near Zaporizhzhia.", {"Dnipro Dam": "FAC", "Zaporizhzhia": "GPE"}),
    ("She studied at the University of Sheffield.", {"University of Sheffield": "ORG"}),
    ("The Irving Independent School District apologised.", {"Irving Independent School District": "ORG"}),
    ("The Clean Air Act limits emissions.", {"Clean Air Act": "LAW"}),
    ("The Paris Agreement was signed in 2015.", {"Paris Agreement": "LAW"}),
    ("The Lantern Festival opened in Taipei.", {"Lantern Festival": "EVENT", "Taipei": "GPE"}),
    ("Hurricane Katrina struck New Orleans.", {"Hurricane Katrina": "EVENT", "New Orleans": "GPE"}),
    ("The magazine Nature published the study.", {"Nature": "ORG"}),
    ("Lake Victoria is shrinking.", {"Lake Victoria": "LOC"}),
    ("Black Sea ports were hit.", {"Black Sea": "LOC"}),
    ("The app Telegram was blocked in Iran.", {"Telegram": "PRODUCT", "Iran": "GPE"}),
    ("Russian troops entered Donetsk Oblast.", {"Russian": "NORP", "Donetsk Oblast": "GPE"}),
    (
        "The European Central Bank, led by Christine Lagarde, cut rates.",
        {"European Central Bank": "ORG", "Christine Lagarde": "PERSON"},
    ),
]

WHOLE_DOCUMENT: list[tuple[str, dict[str, str]]] = [
    ("Valeska Paris left the ship. Paris claims that she was held.", {"Valeska Paris": "PERSON", "Paris": "PERSON"}),
    ("The Labour Party won. Labour had promised reforms.", {"Labour Party": "ORG", "Labour": "ORG"}),
    (
        "Sweden beat Denmark 2 - 1. The coach praised his goalkeeper after the match, and the striker scored.",
        {"Sweden": "ORG", "Denmark": "ORG"},
    ),
    (
        "Sordania accused Melvia of spying. The Sordanian president said Melvian troops had crossed the border.",
        {"Sordania": "GPE", "Melvia": "GPE", "Sordanian": "NORP", "Melvian": "NORP"},
    ),
    (
        "Ormeda bought Lantis. Ormeda said it had paid in cash. Shares in Lantis rose.",
        {"Ormeda": "ORG", "Lantis": "ORG"},
    ),
    ("She was born in Teskova. Protesters from Teskova marched on Friday.", {"Teskova": "GPE"}),
    ("Tesmar Marine was hired in 2020. Critics blame Tesmar.", {"Tesmar Marine": "ORG", "Tesmar": "ORG"}),
    ("NEW LEIRA – The mayor resigned. New Leira is small.", {"NEW LEIRA": "GPE", "New Leira": "GPE"}),
    ("Turnout was 62 percent. Map: Anna Berg.", {"Anna Berg": "PERSON"}),
    ("Iodine is vital. Most iodine comes from seafood, and iodine is added to salt.", {}),
]

NOTHING = [
    "The company paid 4 billion dollars on March 7.",
    "Ten people died on Tuesday. Nobody was arrested.",
    "He said they would meet it.",
    '"It was 10 per cent," she said. "Why?"',
    "On Monday, in January 2024, at 10 p.m., 36 shells fell.",
    "What do You want from Him and Them on Friday?",
]


@pytest.mark.parametrize(("text", "names"), SPANS, ids=[text for text, _ in SPANS])
def test_names_are_cut_where_they_begin_and_end(
    language: Language, plain: Names, text: str, names: dict[str, str]
) -> None:
    assert found(plain(language(text))) == names


@pytest.mark.parametrize(("text", "names"), TYPES, ids=[text for text, _ in TYPES])
def test_words_and_contexts_tell_the_type(language: Language, plain: Names, text: str, names: dict[str, str]) -> None:
    assert found(plain(language(text))) == names


@pytest.mark.parametrize(("text", "names"), WHOLE_DOCUMENT, ids=[text for text, _ in WHOLE_DOCUMENT])
def test_the_document_decides_together(language: Language, plain: Names, text: str, names: dict[str, str]) -> None:
    assert found(plain(language(text))) == names


@pytest.mark.parametrize("text", NOTHING)
def test_no_name_is_a_pronoun_date_number_or_mark(language: Language, plain: Names, text: str) -> None:
    assert found(plain(language(text))) == {}


def test_values_keep_their_labels(language: Language, plain: Names) -> None:
    labels = {span.label_ for span in plain(language("Nokia paid $5 million on 3 May 2021.")).ents}
    assert {"MONEY", "DATE", "ORG"} <= labels


def test_a_dateline_is_a_place_and_an_agency(language: Language, plain: Names) -> None:
    names = found(plain(language("KYIV, March 3 (Reuters) - The army said on Monday it had repelled the attack.")))
    assert names == {"KYIV": "GPE", "Reuters": "ORG"}


def test_the_knowledge_base_adds_and_types_names(language: Language) -> None:
    from kg.nlp.names import packaged_knowledge_base

    component = Names(packaged_knowledge_base())
    text = "KYIV, March 3 (Reuters) - Ukraine said on Monday it had repelled the attack."
    assert found(component(language(text)))["Ukraine"] == "GPE"


@pytest.mark.parametrize(
    ("short", "words", "right"),
    [
        ("KCNA", "Korean Central News Agency", True),
        ("UAAR", "Union of Atheists and Agnostics Rational", True),
        ("M5S", "Movimento 5 Stelle", True),
        ("KCNA", "United Nations", False),
        ("kcna", "korean central news agency", False),
        ("A", "Agency Alpha", False),
    ],
)
def test_acronyms_are_made_of_initials(short: str, words: str, right: bool) -> None:
    assert is_acronym_of(short, words.split()) is right


def test_types_of_labels() -> None:
    assert {entity_type(label) for label in VALUE_LABELS} == {None}
    assert entity_type("MISC") == "Thing"


def test_the_tables_of_names_are_sound() -> None:
    names = first_names()
    assert len(names) >= 2500
    assert set(names.values()) == {"m", "f", "u"}
    assert set(head_words().values()) <= set(LABEL_TYPES)
    assert {position for _, position in head_words()} == {"first", "last", "whole"}
    assert (gender_of_given_name("Angela"), gender_of_given_name("Nobody"), gender_of_word("mr.")) == ("f", None, "m")


WORDS = st.sampled_from([
    "Russia", "the", "'s", '"', "Putin", "(", ")", "Monday", "he", "and", "of", "Bank", "KCNA", "3", "-", "\n\n",
    "says", "President", ",", ".", "University", "#", "it",
])  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=14))
def test_any_text_gives_sound_names(language: Language, plain: Names, words: list[str]) -> None:
    doc = plain(language(" ".join(words)))
    for span in doc.ents:
        if span.label_ not in VALUE_LABELS:
            assert entity_type(span.label_) is not None
            assert any(token.text != token.lower_ for token in span)
            assert span.text.lower() not in FUNCTION_WORDS
