"""Whether a sentence's claim is said as fact: a table of sentences, the claim meant, and how it stands to the facts.

A row is the text, the claim as ``subject | predicate | object`` (``-`` for no object), its modality and polarity, its
speakers (outermost first), and the words of its condition.  Rows marked as failing are right; the reading is not yet.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Claim, Extraction

FACT = "asserted positive"
DENIED = "asserted negative"
POSSIBLE = "possible positive"
INTENDED = "intended positive"
NOT_INTENDED = "intended negative"
CONDITIONAL = "conditional positive"
REQUESTED = "requested positive"

type Row = tuple[str, str, str]

PLAIN: list[Row] = [
    # --- negation ---
    ("Airbus has not signed the contract.", "Airbus | has not signed | the contract", DENIED),
    ("The company never paid the fine.", "The company | never paid | the fine", DENIED),
    ("No country has recognised the junta.", "No country | has recognised | the junta", DENIED),
    ("Neither Spain nor Italy signed the treaty.", "Italy | signed | the treaty", DENIED),
    ("Peru is no longer importing gas from Bolivia.", "Peru | is importing | gas", DENIED),
    ("The tunnel has not been built yet.", "The tunnel | has not been built | -", DENIED),
    ("It is not true that Egypt closed the canal.", "Egypt | closed | the canal", DENIED),
    ("The troops did not leave because the bridge was closed.", "the bridge | was closed | -", FACT),
    # --- what did not happen, without "not" ---
    ("Volvo refused to close the plant.", "Volvo | refused to close | the plant", DENIED),
    ("Hungary failed to ratify the treaty.", "Hungary | failed to ratify | the treaty", DENIED),
    ("The city forgot to renew the licence.", "The city | forgot to renew | the licence", DENIED),
    ("The navy was unable to rescue the sailors.", "The navy | was unable to rescue | the sailors", DENIED),
    ("Boeing avoided paying the fine.", "Boeing | avoided paying | the fine", DENIED),
    ("The army pretended to leave the town.", "The army | pretended to leave | the town", DENIED),
    ("The court barred the firm from selling the drug.", "the firm | selling | the drug", DENIED),
    ("The firm closed the mine without informing the union.", "The firm | informing | the union", DENIED),
    ("The union rejected the offer.", "The union | rejected | the offer", FACT),
    # --- what did happen, under another verb ---
    ("The bank managed to repay the loan.", "The bank | managed to repay | the loan", FACT),
    ("Before selling the mine, the firm informed the union.", "the firm | selling | the mine", FACT),
    ("After the army had left the town, rebels looted the bank.", "the army | had left | the town", FACT),
    ("India accepted the offer.", "India | accepted | the offer", FACT),
    # --- possible ---
    ("The bank might sell its insurance arm.", "The bank | might sell | its insurance arm", POSSIBLE),
    ("Perhaps Toyota will open a plant in Texas.", "Toyota | will open | a plant", POSSIBLE),
    ("The drug probably killed the patient.", "The drug | killed | the patient", POSSIBLE),
    ("The minister is likely to resign.", "The minister | is likely to resign | -", POSSIBLE),
    ("The airline is expected to cancel flights.", "The airline | is expected to cancel | flights", POSSIBLE),
    ("The suspect is believed to have fled to Cyprus.", "The suspect | is believed to have fled to | Cyprus", POSSIBLE),
    ("The firm has not ruled out selling the mine.", "The firm | has not ruled out selling | the mine", POSSIBLE),
    # --- intended ---
    (
        "Renault plans to build a battery plant in Lille.",
        "Renault | plans to build | a battery plant in Lille", INTENDED,
    ),
    ("The court will hear the appeal in May.", "The court | will hear | the appeal", INTENDED),
    ("The mine is due to reopen in June.", "The mine | is due to reopen | -", INTENDED),
    ("Sony decided to sell the factory.", "Sony | decided to sell | the factory", INTENDED),
    ("The union decided not to call a strike.", "The union | decided not to call | a strike", NOT_INTENDED),
    ("The firm does not plan to sell the mine.", "The firm | does not plan to sell | the mine", NOT_INTENDED),
    # --- requested ---
    ("The companies must publish their accounts.", "The companies | must publish | their accounts", REQUESTED),
    ("Members should ratify the treaty.", "Members | should ratify | the treaty", REQUESTED),
    ("The mayor called for an inquiry into the fire.", "The mayor | called for | an inquiry into the fire", REQUESTED),
    # --- conditional ---
    ("The pact would have ended the war.", "The pact | would have ended | the war", CONDITIONAL),
    ("If the talks collapse, the rebels will flee.", "the talks | collapse | -", CONDITIONAL),
    ("The council approved the budget on Monday.", "The council | approved | the budget", FACT),
    ("Canada supports the treaty.", "Canada | supports | the treaty", FACT),
    ("Renn led the authority until 2023.", "Renn | led | the authority", FACT),
    ("The rebels allegedly burned the village.", "The rebels | burned | the village", POSSIBLE),
    ("Did the company bribe officials?", "the company | Did bribe | officials", POSSIBLE),
    ("Should the strike continue, Lufthansa will cancel flights.", "the strike | Should continue | -", CONDITIONAL),
    ("Instead of paying the fine, the firm closed the mine.", "the firm | paying | the fine", DENIED),
]  # fmt: skip

CONDITIONS: list[tuple[str, str, str]] = [
    (
        "If the talks collapse, the rebels will leave the capital.",
        "the rebels | will leave | the capital", "If the talks collapse",
    ),
    (
        "Unless Athens pays its debts, the banks will close.",
        "the banks | will close | -", "Unless Athens pays its debts",
    ),
    (
        "The company would sell the plant if the price were right.",
        "The company | would sell | the plant", "if the price were right",
    ),
    (
        "Provided that parliament agrees, the army will leave Mali.",
        "the army | will leave | Mali", "Provided that parliament agrees",
    ),
    (
        "Should the strike continue, Lufthansa will cancel flights.",
        "Lufthansa | will cancel | flights", "Should the strike continue",
    ),
    (
        "Denmark will send troops only if the UN approves the mission.",
        "Denmark | will send | troops", "only if the UN approves the mission",
    ),
]  # fmt: skip

SPEECH: list[tuple[str, str, str, list[str]]] = [
    # --- who says it ---
    ("The spokesman said that the airport had reopened.", "the airport | had reopened | -", FACT, ["spokesman"]),
    ("According to Reuters, Nestle has bought a bakery.", "Nestle | has bought | a bakery", FACT, ["Reuters"]),
    ("Nestle has bought a bakery, Reuters reported on Friday.", "Nestle | has bought | a bakery", FACT, ["Reuters"]),
    ("Officials told the BBC that the dam had burst.", "the dam | had burst | -", FACT, ["Officials"]),
    ('"The army has left the city," said Colonel Ahmed Zaki.', "The army | has left | the city", FACT, ["Ahmed Zaki"]),
    ('The police said: "We found the gun."', "We | found | the gun", FACT, ["police"]),
    ("The ship sank, witnesses said.", "The ship | sank | -", FACT, ["witnesses"]),
    ("The judge ruled that Apple had violated the patent.", "Apple | had violated | the patent", FACT, ["judge"]),
    ("The mayor accused the company of poisoning the river.", "the company | poisoning | the river", FACT, ["mayor"]),
    ("The defendant admitted that he had bribed officials.", "he | had bribed | officials", FACT, ["defendant"]),
    # --- chains, and across clauses and sentences ---
    (
        "The Guardian, citing police sources, reported that detectives had arrested a senator.",
        "detectives | had arrested | a senator", FACT, ["The Guardian", "sources"],
    ),
    (
        "Smith said that Jones believed that Brown had stolen the car.",
        "Brown | had stolen | the car", POSSIBLE, ["Smith", "Jones"],
    ),
    (
        '"The bank is insolvent," the regulator said, adding that depositors had withdrawn millions.',
        "depositors | had withdrawn | millions", FACT, ["regulator"],
    ),
    (
        "Zara said it had closed its stores in Russia and would sell its warehouse.",
        "it | would sell | its warehouse", INTENDED, ["Zara"],
    ),
    (
        "Ukraine hit a refinery, the governor said. No one was injured, he added.",
        "No one | was injured | -", DENIED, ["governor"],
    ),
    (
        '"We will rebuild the bridge," the mayor said. "It connects two provinces."',
        "It | connects | two provinces", FACT, ["mayor"],
    ),
    (
        "The minister said Italy would send troops, but did not give a date.",
        "The minister | did not give | a date", DENIED, [],
    ),
    # --- what the saying does to what is said ---
    ("The airline denied that it had misled passengers.", "it | had misled | passengers", DENIED, ["airline"]),
    ("The senator denied taking bribes.", "The senator | denied taking | bribes", DENIED, ["senator"]),
    (
        "The senator said his party would not support the bill.",
        "his party | would not support | the bill", NOT_INTENDED, ["senator"],
    ),
    ("The party promised that it would not raise taxes.", "it | would not raise | taxes", NOT_INTENDED, ["party"]),
    ("Finland believes that Russia cut the cable.", "Russia | cut | the cable", POSSIBLE, ["Finland"]),
    (
        "The minister said he did not know whether the firm had paid taxes.",
        "the firm | had paid | taxes", POSSIBLE, ["minister"],
    ),
    (
        "Analysts expect the central bank to raise interest rates.",
        "the central bank | to raise | interest rates", POSSIBLE, ["Analysts"],
    ),
    ("The regulator ordered the firm to recall the cars.", "the firm | to recall | the cars", REQUESTED, ["regulator"]),
    (
        "The committee recommended that the club fire the coach.",
        "the club | fire | the coach", REQUESTED, ["committee"],
    ),
    ("The mayor said he would resign if he lost the vote.", "he | would resign | -", CONDITIONAL, ["mayor"]),
]  # fmt: skip

NOT_YET: list[tuple[str, str, str, str]] = [
    (
        "It is unclear whether the pilots saw the drone.",
        "the pilots | saw | the drone", POSSIBLE, "'unclear whether' denies nothing",
    ),
    (
        "The deal has yet to be approved by shareholders.",
        "shareholders | has to be approved | The deal", DENIED, "'has yet to' has not",
    ),
    (
        "The allegation that the king owns a bank is untrue.",
        "the king | owns | a bank", DENIED, "the predicate over the noun denies it",
    ),
]  # fmt: skip


def claim_of(extraction: Extraction, wanted: str) -> Claim:
    """The claim that reads ``subject | predicate | object``."""
    rows = {
        f"{claim.subject.text} | {claim.predicate.text} | {claim.object.text if claim.object else '-'}": claim
        for claim in extraction.claims
    }
    assert wanted in rows, f"{wanted!r} is not among {list(rows)}"
    return rows[wanted]


def stance(claim: Claim) -> str:
    return f"{claim.modality} {claim.polarity}"


def speakers(extraction: Extraction, claim: Claim) -> list[str]:
    names = {entity.id: entity.name for entity in extraction.entities}
    return [names.get(speaker.entity or "", speaker.text) for speaker in claim.attribution]


@pytest.mark.parametrize(("text", "wanted", "expected"), PLAIN, ids=[row[0][:50] for row in PLAIN])
def test_fact_or_not(extract: Callable[..., Extraction], text: str, wanted: str, expected: str) -> None:
    assert stance(claim_of(extract(text), wanted)) == expected


@pytest.mark.parametrize(("text", "wanted", "condition"), CONDITIONS, ids=[row[0][:50] for row in CONDITIONS])
def test_condition(extract: Callable[..., Extraction], text: str, wanted: str, condition: str) -> None:
    claim = claim_of(extract(text), wanted)
    assert (stance(claim), claim.condition) == (CONDITIONAL, condition)


@pytest.mark.parametrize(("text", "wanted", "expected", "by"), SPEECH, ids=[row[0][:50] for row in SPEECH])
def test_speech(extract: Callable[..., Extraction], text: str, wanted: str, expected: str, by: list[str]) -> None:
    extraction = extract(text)
    claim = claim_of(extraction, wanted)
    assert (stance(claim), speakers(extraction, claim)) == (expected, by)


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [pytest.param(*row[:3], id=row[0][:50], marks=pytest.mark.xfail(strict=True, reason=row[3])) for row in NOT_YET],
)
def test_fact_or_not_yet(extract: Callable[..., Extraction], text: str, wanted: str, expected: str) -> None:
    assert stance(claim_of(extract(text), wanted)) == expected
