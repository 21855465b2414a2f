"""What a sentence claims: a table of sentences and the statements that a careful reader would draw from them.

A row is ``subject | predicate | object`` with further fields as ``name=value``: event, relation, time, polarity,
modality, by (the speakers, outermost first) and role names (qualifiers).  ``-`` stands for no object.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.model import ROLES, Claim, Extraction

CASES: list[tuple[str, list[str]]] = [
    # --- actives, passives, copulas ---
    (
        "The European Union imposed new sanctions on Belarus on Tuesday.",
        ["The European Union | imposed | new sanctions on Belarus | event=SANCTION time=2025-03-11"],
    ),
    (
        "Sanctions against Iran were lifted by the United States in January 2016.",
        ["the United States | were lifted | Sanctions against Iran | event=CONCEDE time=2016-01"],
    ),
    ("No one was injured in the fire.", ["No one | was injured in | the fire | polarity=negative"]),
    ("The pipeline runs from Algeria to Spain.", [
        "The pipeline | runs from | Algeria | relation=runsFrom",
        "The pipeline | runs to | Spain | relation=runsTo",
    ]),
    ("Protesters clashed with police in Nairobi.", [
        "Protesters | clashed with | police | event=ASSAULT location=Nairobi",
    ]),
    ("The new law is not retroactive.", ["The new law | is not retroactive | - | polarity=negative"]),
    ("Germany is dependent on imported gas.", ["Germany | is dependent on | imported gas"]),
    # --- control, raising, chains ---
    ("Siemens plans to build a factory in Poland and hire 500 workers.", [
        "Siemens | plans to build | a factory in Poland | modality=intended",
        "500 workers | plans to hire | Siemens | relation=worksFor modality=intended",
    ]),
    ("Turkey refused to lift the blockade and accused Greece of violating its airspace.", [
        "Turkey | refused to lift | the blockade | event=REJECT polarity=negative",
        "Turkey | accused | Greece | event=ACCUSE polarity=positive",
        "Greece | violating | its airspace | by=Turkey",
    ]),
    ("The company failed to pay its debts.", ["The company | failed to pay | its debts | polarity=negative"]),
    ("France urged Israel to open the border crossing.", [
        "France | urged | Israel | event=REQUEST modality=requested",
        "Israel | to open | the border crossing | modality=requested by=France",
    ]),
    ("The army began to withdraw from the city.", ["The army | began to withdraw from | the city | modality=asserted"]),
    ("A storm caused a crane to fall into the mosque.", ["a crane | to fall into | the mosque"]),
    # --- coordination and relative clauses ---
    ("Germany and France condemned the attack.", [
        "Germany | condemned | the attack | event=ACCUSE",
        "France | condemned | the attack | event=ACCUSE",
    ]),
    ("Police arrested three men and seized weapons.", [
        "Police | arrested | three men | event=COERCE",
        "Police | seized | weapons",
    ]),
    ("The bank, which employs 3,000 people, is based in Zurich.", [
        "3,000 people | employs | The bank | relation=worksFor",
        "The bank | is based in | Zurich | relation=basedIn",
    ]),
    ("The measures that Washington seeks are not ready.", ["Washington | seeks | The measures | modality=intended"]),
    # --- event nouns ---
    ("Talks between Serbia and Kosovo on car plates ended without a deal.", [
        "Serbia | Talks | Kosovo | event=CONSULT",
    ]),
    ("Kenya and Somalia agreed to resume trade.", ["Kenya | agreed to resume trade | Somalia | event=AGREE"]),
    ("US sanctions against Venezuela have hurt exports.", ["US | sanctions against | Venezuela | event=SANCTION"]),
    # --- names: titles, appositions, ages, places ---
    ("Anna Berg, the chief executive of Norsk Energi, resigned.", [
        "Anna Berg | executive | chief executive of Norsk Energi | relation=holdsPosition",
        "Anna Berg | executive | Norsk Energi | relation=headOf",
    ]),
    ("On February 7, his special representative Keith Kellogg spoke.", [
        "Keith Kellogg | representative | his special representative | relation=holdsPosition",
    ]),
    ("Rebels attacked the town of Goma.", ["Goma | town | town | relation=hasType"]),
    # --- speakers ---
    ("According to the BBC, rebels attacked the town of Goma on Sunday.", [
        "rebels | attacked | the town of Goma | event=ASSAULT time=2025-03-09 by=BBC",
    ]),
    ("Turkey may send troops to Libya if the talks fail, Reuters reported, citing officials.", [
        "Turkey | may send | troops | modality=possible by=Reuters,officials",
        "the talks | fail | - | modality=conditional",
    ]),
    ("Bloomberg sources say Gazprom is seeking new buyers.", [
        "Gazprom | is seeking | new buyers | modality=intended by=Bloomberg News,sources",
    ]),
    ('"We will never surrender the port," President Maria Silva said on Monday.', [
        "We | will never surrender | the port | polarity=negative by=Maria Silva",
    ]),
    ("The minister denied that the army had shelled the hospital.", [
        "the army | had shelled | the hospital | polarity=negative event=ASSAULT by=minister",
    ]),
    ("Iran is hiding uranium. This was reported by the agency Tass, citing diplomats.", [
        "Iran | is hiding | uranium | by=TASS,diplomats",
    ]),
    ('Hassan praised the plan.\n\n"It gives our towns a future and our farmers a market," he said.', [
        "It | gives | a future | by=Hassan recipient=our towns",
    ]),
    # --- modality and conditions ---
    ("If the strike ends, the company will pay workers a bonus.", [
        "the company | will pay | a bonus | modality=conditional recipient=workers",
        "the strike | ends | - | modality=conditional",
    ]),
    ("The union could call a strike next week.", ["The union | could call | a strike | modality=possible"]),
    ("It is possible that the tariffs will be eased.", ["the tariffs | will be eased | - | modality=possible"]),
    ("Poland will not accept the plan.", ["Poland | will not accept | the plan | event=REJECT polarity=negative"]),
    ("Russia threatened to cut gas supplies to Moldova.", [
        "Russia | threatened to cut | gas supplies | event=THREATEN modality=intended recipient=Moldova",
    ]),
    # --- times ---
    ("On March 6, Scott Bessent promised that the United States would impose sanctions on Russian energy.", [
        "Scott Bessent | promised | sanctions on Russian energy | event=THREATEN modality=intended time=2025-03-06",
    ]),
    ("Amazon acquired the start-up in 2019.", ["Amazon | acquired | the start-up | relation=ownerOf time=2019"]),
    ("The lawyer met the ambassador.", ["The lawyer | met | the ambassador | event=CONSULT time=-"]),
]  # fmt: skip


def described(extraction: Extraction, claim: Claim) -> dict[str, Any]:
    names = {entity.id: entity.name for entity in extraction.entities}
    return {
        "subject": claim.subject.text,
        "predicate": claim.predicate.text,
        "object": claim.object.text if claim.object else "-",
        "event": claim.predicate.event or "-",
        "relation": claim.predicate.relation or "-",
        "time": (claim.time.value if claim.time else None) or "-",
        "polarity": claim.polarity,
        "modality": claim.modality,
        "by": [names.get(speaker.entity or "", speaker.text) for speaker in claim.attribution],
        **{role: [q.text for q in claim.qualifiers if q.role == role] for role in ROLES if role != "time"},
    }


def fits(expected: str, found: dict[str, Any]) -> bool:
    subject, predicate, object_, *rest = [part.strip() for part in expected.split("|")]
    if (subject, predicate, object_) != (found["subject"], found["predicate"], found["object"]):
        return False
    pairs = [pair.split("=", 1) for pair in _fields(rest[0] if rest else "")]
    for name, value in pairs:
        if name == "by":
            if value.split(",") != found["by"]:
                return False
        elif name in ROLES and name != "time":
            if value not in found[name]:
                return False
        elif found[name] != value:
            return False
    return True


def _fields(text: str) -> list[str]:
    """Split ``a=b c=d e`` at the names, so that values may hold spaces."""
    parts: list[str] = []
    for word in text.split():
        if "=" in word:
            parts.append(word)
        else:
            parts[-1] += f" {word}"
    return parts


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:50] for case in CASES])
def test_statements_of_a_sentence(extract: Callable[..., Extraction], text: str, expected: list[str]) -> None:
    extraction = extract(text)
    found = [described(extraction, claim) for claim in extraction.claims]
    for row in expected:
        shown = "\n".join(f"  {item['subject']} | {item['predicate']} | {item['object']}  {item}" for item in found)
        assert any(fits(row, item) for item in found), f"{row}\nnot among:\n{shown}"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "12", "Hello", "?!", "((((", "“”", "a\x00b", "😀 😀"])
def test_text_without_statements(extract: Callable[..., Extraction], text: str) -> None:
    assert extract(text).claims == ()
