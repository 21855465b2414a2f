"""What noun phrases claim: positions, kinship, places and owners, and event nouns with their arguments.

A row is the text and the claim as ``subject | relation or event | object``; the object ``-`` stands for none.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction

type Row = tuple[str, str]

STATIC: list[Row] = [
    # --- positions: titles, appositions, copulas, appointments ---
    ("French President Emmanuel Macron landed in Cairo.", "Emmanuel Macron | holdsPosition | French President"),
    ("Siemens chief executive Roland Busch spoke in Munich.", "Roland Busch | headOf | Siemens"),
    ("Maria Lopez, the mayor of Valencia, resigned.", "Maria Lopez | headOf | Valencia"),
    ("Maria Lopez, mayor of Valencia, resigned.", "Maria Lopez | holdsPosition | mayor of Valencia"),
    ("The mayor of Valencia, Maria Lopez, resigned.", "Maria Lopez | holdsPosition | mayor of Valencia"),
    ("Former prime minister Boris Johnson attended.", "Boris Johnson | holdsPosition | Former prime minister"),
    ("Peter Holm, a spokesman for Nokia, declined to comment.", "Peter Holm | worksFor | Nokia"),
    ("Peter Holm, a 54-year-old teacher, was arrested.", "Peter Holm | holdsPosition | 54-year-old teacher"),
    ("Judge Helen Ward sentenced the banker.", "Helen Ward | holdsPosition | Judge"),
    ("Its chairman, Ivan Petrov, spoke.", "Ivan Petrov | holdsPosition | Its chairman"),
    ("Jeff Bezos, the founder of Amazon, sold shares.", "Jeff Bezos | founderOf | Amazon"),
    ("Paul Kagame became president of Rwanda in 2000.", "Paul Kagame | holdsPosition | president of Rwanda"),
    (
        "Anna Schmidt was appointed chief executive of Lufthansa.",
        "Anna Schmidt | holdsPosition | chief executive of Lufthansa",
    ),
    ("Anna Schmidt was elected mayor of Bremen.", "Anna Schmidt | holdsPosition | mayor of Bremen"),
    ("Anna Schmidt succeeded Carl Jung as chief executive.", "Anna Schmidt | successorOf | Carl Jung"),
    ("Ana Ruiz leads the Labour Party.", "Ana Ruiz | headOf | the Labour Party"),
    ("Ana Ruiz works for Iberdrola.", "Ana Ruiz | worksFor | Iberdrola"),
    ("Iberdrola employs Ana Ruiz.", "Ana Ruiz | worksFor | Iberdrola"),
    # --- persons ---
    ("Peter Holm, 54, was arrested.", "Peter Holm | age | 54"),
    ("Angela Merkel was born in Hamburg in 1954.", "Angela Merkel | bornIn | Hamburg"),
    ("Nelson Mandela died in Johannesburg.", "Nelson Mandela | diedIn | Johannesburg"),
    ("Michelle Obama is married to Barack Obama.", "Michelle Obama | spouseOf | Barack Obama"),
    ("Anna Schmidt studied at Oxford University.", "Anna Schmidt | educatedAt | Oxford University"),
    ("Anna Schmidt lives in Vienna.", "Anna Schmidt | residesIn | Vienna"),
    # --- organisations and places ---
    ("Tesla, based in Austin, sells cars.", "Tesla | basedIn | Austin"),
    ("Volvo is owned by Geely.", "Geely | ownerOf | Volvo"),
    ("SpaceX, founded by Elon Musk in 2002, launched a rocket.", "Elon Musk | founderOf | SpaceX"),
    ("Hungary joined NATO in 1999.", "Hungary | memberOf | NATO"),
    ("The Eiffel Tower is located in Paris.", "The Eiffel Tower | locatedIn | Paris"),
    ("Bergen, Norway, hosted the summit.", "Bergen | locatedIn | Norway"),
    ("Iran's Mahan Air cancelled flights.", "Mahan Air | originFrom | Iran's"),
    ("The virus comes from Brazil.", "The virus | originFrom | Brazil"),
    ("BMW, a German carmaker, cut jobs.", "BMW | hasType | a German carmaker"),
    ("Rescuers reached the village of Tamarit.", "Tamarit | hasType | village"),
]  # fmt: skip

EVENTS: list[Row] = [
    ("Talks between Egypt and Ethiopia over the dam failed.", "Egypt | CONSULT | Ethiopia"),
    ("The meeting between Modi and Xi lasted an hour.", "Modi | CONSULT | Xi"),
    ("China's threats against Taiwan worried Tokyo.", "China's | THREATEN | Taiwan"),
    ("Israeli attacks on Lebanon continued.", "Israeli | ASSAULT | Lebanon"),
    ("Russia's invasion of Ukraine shocked Europe.", "Russia's | ASSAULT | Ukraine"),
    ("American sanctions on Cuba remain in force.", "American | SANCTION | Cuba"),
    ("German aid to Kenya has doubled.", "German | AID | Kenya"),
    ("Spain's criticism of Israel angered diplomats.", "Spain's | ACCUSE | Israel"),
    ("Saudi Arabia's support for Sudan is growing.", "Saudi Arabia's | SUPPORT | Sudan"),
    ("The trade agreement between Canada and India was signed in Ottawa.", "Canada | AGREE | India"),
    ("Zelensky's visit to Berlin ended.", "Zelensky's | CONSULT | Berlin"),
    ("The murder of the journalist by soldiers shocked Malta.", "soldiers | ASSAULT | the journalist"),
    ("The bank's lawsuit against Apple was dismissed.", "The bank's | ACCUSE | Apple"),
]  # fmt: skip

DENIED_EVENTS: list[Row] = [
    ("There were no talks between Serbia and Kosovo.", "Serbia | CONSULT | Kosovo"),
    ("No agreement between Serbia and Kosovo was reached.", "Serbia | AGREE | Kosovo"),
]

MISREAD = pytest.mark.xfail(strict=True, reason="the wrong noun phrase is taken")
NOT_CLAIMED: list[Row] = [
    ("Tokyo is the capital of Japan.", "Japan | hasType | capital"),
    ("Lufthansa appointed Anna Schmidt as chief executive.", "Anna Schmidt | holdsPosition | Lufthansa"),
]


def claims_of(extraction: Extraction) -> dict[str, str]:
    """``subject | relation | object`` and ``subject | event | object`` of every claim -> its polarity."""
    found: dict[str, str] = {}
    for claim in extraction.claims:
        object_ = claim.object.text if claim.object else "-"
        for kind in (claim.predicate.relation, claim.predicate.event):
            if kind is not None:
                found[f"{claim.subject.text} | {kind} | {object_}"] = claim.polarity
    return found


@pytest.mark.parametrize(("text", "expected"), STATIC, ids=[row[0][:50] for row in STATIC])
def test_static_relation(extract: Callable[..., Extraction], text: str, expected: str) -> None:
    assert claims_of(extract(text)).get(expected) == "positive"


@pytest.mark.parametrize(("text", "expected"), EVENTS, ids=[row[0][:50] for row in EVENTS])
def test_event_noun(extract: Callable[..., Extraction], text: str, expected: str) -> None:
    assert claims_of(extract(text)).get(expected) == "positive"


@pytest.mark.parametrize(("text", "expected"), DENIED_EVENTS, ids=[row[0][:50] for row in DENIED_EVENTS])
def test_denied_event_noun(extract: Callable[..., Extraction], text: str, expected: str) -> None:
    assert claims_of(extract(text)).get(expected) == "negative"


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        pytest.param(
            *row, id=row[0][:50], marks=pytest.mark.xfail(strict=True, reason="the wrong noun phrase is taken")
        )
        for row in NOT_CLAIMED
    ],
)
def test_relation_that_nobody_claims(extract: Callable[..., Extraction], text: str, unwanted: str) -> None:
    assert unwanted not in claims_of(extract(text))
