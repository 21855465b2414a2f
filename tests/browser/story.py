"""An invented news story as a graph: a gas dispute between two countries that do not exist, told by four papers."""

from __future__ import annotations

from kg.graph import GraphView
from kg.model import Attribution, Detail, Document, Entity, Evidence, Literal, Statement, digest

ENTITIES = (
    Entity("Norland", "Norland", "Place", ("Kingdom of Norland", "Osterby"), wikidata="Q900001", wikipedia="Norland"),
    Entity("Veskia", "Veskia", "Place", ("Republic of Veskia", "Karsk"), wikidata="Q900002"),
    Entity("Elena_Marsh", "Elena Marsh", "Person", ("Marsh", "the energy minister"), wikidata="Q900003"),
    Entity("Tomas_Brandt", "Tomas Brandt", "Person", ("Brandt", "the prime minister")),
    Entity("Ivo_Kessler", "Ivo Kessler", "Person", ("Kessler",)),
    Entity("Danica_Vol", "Danica Vol", "Person", ("President Vol", "the Veskian leader")),
    Entity("Ruth_Adeyemi", "Ruth Adeyemi", "Person", ("Adeyemi", "the envoy")),
    Entity("Jonas_Lind", "Jonas Lind", "Person", ("Lind",)),
    Entity("Borealis_Gas", "Borealis Gas", "Organization", ("Borealis",), wikidata="Q900004"),
    Entity("Union_Council", "Union Council", "Organization", ("the Council",)),
    Entity("Wire_North", "Wire North", "Organization", ("the agency",)),
    Entity("Ministry_of_Energy", "Ministry of Energy of Norland", "Organization", ("the ministry",)),
    Entity("Harbour_Workers_Union", "Harbour Workers' Union", "Organization"),
    Entity("Veskian_Competition_Court", "Veskian Competition Court", "Organization", ("the court",)),
    Entity("Osterby_dockers", "Osterby dockers", "Group", ("the dockers",)),
    Entity("Veskian_farmers", "Veskian farmers", "Group"),
    Entity("Skarn_Pipeline", "Skarn Pipeline", "Facility", ("the pipeline", "Skarn"), wikidata="Q900005"),
    Entity("Osterby_Harbour", "Osterby Harbour", "Facility"),
    Entity("Maribo_Summit", "Maribo Summit", "Event", ("the summit",)),
    Entity("Dock_strike", "Osterby dock strike", "Event", ("the strike",)),
    Entity("Transit_Act", "Gas Transit Act", "Law"),
    Entity("Winter_Ledger", "The Winter Ledger", "Work"),
    Entity("LNG_Terminal_Kit", "FloatGas terminal", "Product"),
    Entity("thing/sanctions_on_Borealis", "sanctions on Borealis Gas", "Thing"),
    Entity("thing/transit_fees", "transit fees", "Thing", ("the fees",)),
    Entity("thing/energy_minister", "energy minister of Norland", "Thing"),
    Entity("Skarn_Islands", "Skarn Islands", "Place"),
    Entity("Lake_Maribo", "Lake Maribo", "Place"),
)

DOCUMENTS = (
    Document("harbour-1", "", "Norland weighs sanctions as gas talks stall", "The Harbour Post", "2025-03-03",
             "https://harbour-post.example/2025/03/gas-talks"),
    Document("norland-1", "", "Marsh: pipeline must reopen before winter", "Norland Daily", "2025-03-05",
             "https://norland-daily.example/marsh-pipeline"),
    Document("wire-1", "", "Veskia denies cutting gas flows through Skarn", "Wire North", "2025-03-06T09:30:00Z",
             "https://wire-north.example/a/88121"),
    Document("veskia-1", "", "Karsk rejects “blackmail” over transit fees", "Veskia Today", "2025-03-08",
             "https://veskia-today.example/blackmail"),
    Document("harbour-2", "", "Dockers walk out at Osterby", "The Harbour Post", "2025-03-11",
             "https://harbour-post.example/2025/03/dockers"),
    Document("wire-2", "", "Summit at Maribo ends without a deal", "Wire North", "2025-03-16",
             "https://wire-north.example/a/88405"),
    Document("unsigned", "", None, None, "2025-03-17", "javascript:alert(1)"),
)  # fmt: skip


def evidence(
    document: str, quote: str, phrase: str, *, by: tuple[str, ...] = (), sure: float = 0.86,
    details: tuple[Detail, ...] = (), condition: str | None = None, when: str | None = None,
) -> Evidence:  # fmt: skip
    """Evidence from one document; ``by`` names the chain of speakers, outermost first."""
    known = {entity.name: entity.id for entity in ENTITIES}
    chain = tuple(Attribution(name, known.get(name), "said") for name in by)
    id_ = digest(document, quote, phrase)
    return Evidence(id_, document, 0, len(quote), quote, sure, "test", chain, details, condition, when, phrase)


def statement(
    subject: str, lemma: str, object_: str | Literal | None, *found: Evidence, relation: str | None = None,
    event: str | None = None, time: str | None = None, polarity: str = "positive", modality: str = "asserted",
    actors: tuple[str | None, str | None] = (None, None),
) -> Statement:  # fmt: skip
    """A statement with its id."""
    said = object_.text if isinstance(object_, Literal) else object_
    id_ = digest(subject, lemma, relation, said, time, polarity, modality)
    source, target = actors
    return Statement(id_, subject, lemma, relation, object_, event, source, target, time, polarity, modality, found)


def story() -> GraphView:
    """The whole story."""
    return GraphView(
        STATEMENTS, {entity.id: entity for entity in ENTITIES}, {document.id: document for document in DOCUMENTS}
    )


_TALKS = "Norland and Veskia held a third round of talks on the Skarn Pipeline in late February, officials confirmed."
_TALKS_WIRE = "Envoys of Norland and Veskia held talks on reopening the Skarn line last week."
_THREAT = "Prime Minister Tomas Brandt said on Monday that Norland may impose sanctions on Borealis Gas."
_CUT = "Veskia cut gas flows through the Skarn Pipeline on February 20, according to the Ministry of Energy of Norland."
_NOT_CUT = "“Veskia has not cut a single cubic metre,” President Danica Vol told Wire North on Thursday."
_COURT = "The Veskian Competition Court is investigating Borealis Gas over its transit contracts."

STATEMENTS = (
    statement("Norland", "hold talk with", "Veskia",
              evidence("harbour-1", _TALKS, "held a third round of talks", when="in late February",
                       details=(Detail("topic", "the Skarn Pipeline", "Skarn_Pipeline"),)),
              evidence("wire-1", _TALKS_WIRE, "held talks", when="last week"),
              evidence("veskia-1", "Both capitals talked about Skarn in February.", "talked", sure=0.71),
              event="CONSULT", relation="negotiatesWith", time="2025-02", actors=("Norland", "Veskia")),
    statement("Norland", "impose", "thing/sanctions_on_Borealis",
              evidence("harbour-1", _THREAT, "may impose", by=("Tomas Brandt",)),
              evidence("wire-1", "Norland could sanction Borealis, its prime minister said.", "could sanction",
                       by=("Wire North", "Tomas Brandt"), sure=0.78),
              event="THREATEN", time="2025-03-03", modality="possible", actors=("Norland", "Borealis_Gas")),
    statement("Tomas_Brandt", "threaten", None,
              evidence("harbour-1", "Brandt threatened Borealis Gas with sanctions.", "threatened"),
              event="THREATEN", time="2025-03-03", actors=("Tomas_Brandt", "Borealis_Gas")),
    statement("Veskia", "cut flow through", "Skarn_Pipeline",
              evidence("norland-1", _CUT, "cut gas flows", by=("Ministry of Energy of Norland",),
                       when="on February 20"),
              evidence("harbour-1", "Karsk cut flows through Skarn last month.", "cut flows", sure=0.8),
              time="2025-02-20", event="COERCE", actors=("Veskia", "Norland")),
    statement("Veskia", "cut flow through", "Skarn_Pipeline",
              evidence("wire-1", _NOT_CUT, "has not cut", by=("Danica Vol",)),
              evidence("veskia-1", "Veskia never cut the flow, the president insisted.", "never cut",
                       by=("Danica Vol",)),
              polarity="negative"),
    statement("Danica_Vol", "lead", "Veskia",
              evidence("wire-1", "President Danica Vol of Veskia spoke to reporters.", "President"),
              evidence("wire-2", "Veskia's president, Danica Vol, left early.", "president"),
              relation="headOf"),
    statement("Tomas_Brandt", "lead", "Norland",
              evidence("harbour-1", "Norland's Prime Minister Tomas Brandt addressed parliament.", "Prime Minister"),
              evidence("norland-1", "Prime Minister Brandt of Norland agreed.", "Prime Minister"),
              relation="headOf"),
    statement("Elena_Marsh", "be", "thing/energy_minister",
              evidence("norland-1", "Elena Marsh, Norland's energy minister, visited the station.", "minister"),
              relation="holdsPosition"),
    statement("Elena_Marsh", "work for", "Ministry_of_Energy",
              evidence("norland-1", "Marsh, who runs the Ministry of Energy, was blunt.", "runs"), relation="headOf"),
    statement("Veskia", "reopen", "Skarn_Pipeline",
              evidence("norland-1", "“The pipeline must reopen before winter,” Marsh said on Wednesday.", "must reopen",
                       by=("Elena Marsh",), when="on Wednesday"),
              event="REQUEST", time="2025-03-05", modality="requested", actors=("Elena_Marsh", "Veskia")),
    statement("Elena_Marsh", "accuse", "Veskia",
              evidence("norland-1", "Marsh accused Veskia of using gas as a weapon.", "accused",
                       details=(Detail("topic", "using gas as a weapon"),)),
              evidence("wire-2", "At the summit Marsh again accused Karsk of blackmail.", "accused", sure=0.9),
              event="ACCUSE", time="2025-03-05", relation="accuses", actors=("Elena_Marsh", "Veskia")),
    statement("Danica_Vol", "accuse", "Norland",
              evidence("veskia-1", "Vol accused Norland of breaking the Gas Transit Act.", "accused"),
              event="ACCUSE", time="2025-03-08", relation="accuses", actors=("Danica_Vol", "Norland")),
    statement("Veskia", "reject", "thing/transit_fees",
              evidence("veskia-1", "Karsk rejects the new transit fees as blackmail.", "rejects"),
              evidence("wire-1", "Veskia refused to pay the higher transit fees.", "refused to pay", sure=0.74),
              event="REJECT", time="2025-03-08", actors=("Veskia", "Norland")),
    statement("Norland", "raise", "thing/transit_fees",
              evidence("veskia-1", "Norland raised transit fees by 40 percent in January.", "raised",
                       when="in January"),
              time="2025-01"),
    statement("Norland", "lift", "thing/sanctions_on_Borealis",
              evidence("wire-2", "Norland would not lift sanctions unless flows resume, a diplomat told Wire North.",
                       "would not lift", by=("Wire North", "a diplomat"), condition="unless flows resume", sure=0.66),
              polarity="negative", modality="conditional"),
    statement("Borealis_Gas", "operate", "Skarn_Pipeline",
              evidence("harbour-1", "Borealis Gas, which operates the Skarn Pipeline, did not comment.", "operates"),
              evidence("wire-1", "Skarn's operator, Borealis Gas, reported normal pressure.", "operator"),
              evidence("norland-1", "The line is run by Borealis Gas.", "is run by"), relation="operatorOf"),
    statement("Ivo_Kessler", "run", "Borealis_Gas",
              evidence("harbour-1", "Ivo Kessler, chief executive of Borealis Gas, was in Osterby.", "chief"),
              relation="headOf"),
    statement("Ivo_Kessler", "meet", "Elena_Marsh",
              evidence("harbour-1", "Kessler met Energy Minister Elena Marsh on March 1.", "met", when="on March 1"),
              event="CONSULT", time="2025-03-01", actors=("Ivo_Kessler", "Elena_Marsh")),
    statement("Ivo_Kessler", "sell", "LNG_Terminal_Kit",
              evidence("wire-2", "Kessler plans to sell the FloatGas terminal, two people close to him said.",
                       "plans to sell", by=("two people close to him",), sure=0.6), modality="intended"),
    statement("Borealis_Gas", "own", "LNG_Terminal_Kit",
              evidence("harbour-1", "FloatGas, a floating terminal owned by Borealis.", "owned by"),
              relation="ownerOf"),
    statement("Borealis_Gas", "be", Literal("4.2 billion crowns"),
              evidence("wire-2", "Borealis, worth 4.2 billion crowns, lost a tenth of its value.", "worth"),
              relation="worth"),
    statement("Veskian_Competition_Court", "investigate", "Borealis_Gas",
              evidence("veskia-1", _COURT, "is investigating"),
              evidence("wire-2", "A Veskian court has opened a probe into Borealis.", "has opened a probe"),
              event="INVESTIGATE", relation="investigates", time="2025-03-07",
              actors=("Veskian_Competition_Court", "Borealis_Gas")),
    statement("Skarn_Pipeline", "run from", "Veskia",
              evidence("harbour-1", "The pipeline runs from Veskia under the Skarn Islands to Norland.", "runs from"),
              relation="runsFrom"),
    statement("Skarn_Pipeline", "run to", "Norland",
              evidence("harbour-1", "The pipeline runs from Veskia under the Skarn Islands to Norland.", "runs … to"),
              relation="runsTo"),
    statement("Skarn_Pipeline", "pass through", "Skarn_Islands",
              evidence("harbour-1", "The pipeline runs from Veskia under the Skarn Islands to Norland.", "under"),
              relation="passesThrough"),
    statement("Ruth_Adeyemi", "mediate between", "Norland",
              evidence("wire-2", "Union envoy Ruth Adeyemi mediated between Norland and Veskia.", "mediated"),
              event="CONSULT", time="2025-03-15", actors=("Ruth_Adeyemi", "Norland")),
    statement("Ruth_Adeyemi", "mediate between", "Veskia",
              evidence("wire-2", "Union envoy Ruth Adeyemi mediated between Norland and Veskia.", "mediated"),
              event="CONSULT", time="2025-03-15", actors=("Ruth_Adeyemi", "Veskia")),
    statement("Ruth_Adeyemi", "represent", "Union_Council",
              evidence("wire-2", "Adeyemi, special envoy of the Union Council, spoke of progress.", "special envoy"),
              relation="representativeOf"),
    statement("Union_Council", "convene", "Maribo_Summit",
              evidence("wire-2", "The Union Council convened the Maribo Summit on March 15.", "convened"),
              evidence("harbour-2", "Leaders will meet at Maribo at the Council's invitation.", "invitation", sure=0.7),
              relation="organizerOf", time="2025-03-15"),
    statement("Maribo_Summit", "be in", "Lake_Maribo",
              evidence("wire-2", "The summit at Lake Maribo ended without a deal.", "at"), relation="locatedIn"),
    statement("Maribo_Summit", "end", None,
              evidence("wire-2", "The summit at Lake Maribo ended without a deal.", "ended",
                       details=(Detail("manner", "without a deal"),)), time="2025-03-16"),
    statement("Danica_Vol", "leave", "Maribo_Summit",
              evidence("wire-2", "Vol left the Maribo Summit early on Sunday.", "left", when="on Sunday"),
              event="RETREAT", time="2025-03-16", actors=("Danica_Vol", None)),
    statement("Tomas_Brandt", "attend", "Maribo_Summit",
              evidence("wire-2", "Brandt attended the summit.", "attended"), relation="participantIn"),
    statement("Union_Council", "support", "Norland",
              evidence("unsigned", "The Council stands behind Norland, an official said on condition of anonymity.",
                       "stands behind", by=("an official",), sure=0.58),
              event="SUPPORT", relation="supports", actors=("Union_Council", "Norland")),
    statement("Osterby_dockers", "refuse to unload", "LNG_Terminal_Kit",
              evidence("harbour-2", "Dockers refused to unload parts of the FloatGas terminal.", "refused to unload"),
              event="PROTEST", time="2025-03-10", actors=("Osterby_dockers", "Borealis_Gas")),
    statement("Harbour_Workers_Union", "call", "Dock_strike",
              evidence("harbour-2", "The Harbour Workers' Union called the strike on Monday.", "called"),
              event="PROTEST", time="2025-03-10", actors=("Harbour_Workers_Union", None)),
    statement("Dock_strike", "be in", "Osterby_Harbour",
              evidence("harbour-2", "The strike has closed Osterby Harbour.", "has closed"), relation="locatedIn"),
    statement("Jonas_Lind", "lead", "Harbour_Workers_Union",
              evidence("harbour-2", "Jonas Lind, who chairs the Harbour Workers' Union, saw no progress.", "chairs"),
              relation="headOf"),
    statement("Osterby_dockers", "be member of", "Harbour_Workers_Union",
              evidence("harbour-2", "All dockers belong to the Harbour Workers' Union.", "belong to"),
              relation="memberOf"),
    statement("Jonas_Lind", "call off", "Dock_strike",
              evidence("harbour-2", "Lind would call off the strike if wages rise, he said.", "would call off",
                       by=("Jonas Lind",), condition="if wages rise"), modality="conditional"),
    statement("Jonas_Lind", "write", "Winter_Ledger",
              evidence("harbour-2", "Lind, author of “The Winter Ledger”, is no stranger to ministers.", "author"),
              relation="authorOf"),
    statement("Norland", "break", "Transit_Act",
              evidence("veskia-1", "Norland has broken the Gas Transit Act, Vol said.", "has broken",
                       by=("Danica Vol",)), time="2025-03-08"),
    statement("Norland", "break", "Transit_Act",
              evidence("wire-1", "“We have not broken the Act,” Marsh said.", "have not broken", by=("Elena Marsh",)),
              polarity="negative"),
    statement("Veskian_farmers", "protest", None,
              evidence("veskia-1", "Veskian farmers protested in Karsk on Friday.", "protested", when="on Friday"),
              event="PROTEST", time="2025-03-07", actors=("Veskian_farmers", None)),
)  # fmt: skip
