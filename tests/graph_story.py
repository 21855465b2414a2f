"""A small story in three articles, as a store: what the tests of queries, exports and projections share."""

from __future__ import annotations

from kg.model import Attribution, Detail, Document, Entity, Evidence, Literal, Statement
from kg.store import Store, changes

HOSTILE = '<script>alert("1")</script> & \x00\x1b[31m\u202e'

DOCUMENTS = (
    Document("news/a.txt", "", "Talks", "Reuters", "2025-03-14", "https://example.org/a"),
    Document("news/b.txt", "", HOSTILE, "AP", "2025-03-15T08:30:00Z", "javascript:alert(1)"),
    Document("news/c.txt", ""),
)
ENTITIES = (
    Entity("United_States", "United States", "Place", ("U.S.", "US"), "Q30", "United States"),
    Entity("Russia", "Russia", "Place", (), "Q159"),
    Entity("Donald_Trump", "Donald Trump", "Person", ("Trump",), "Q22686"),
    Entity("Bloomberg", "Bloomberg", "Organization"),
    Entity("Gazprom", "Gazprom", "Organization"),
    Entity("thing/sanctions", "sanctions", "Thing"),
    Entity("Nowhere", "Nowhere", "Place"),
    Entity(HOSTILE, HOSTILE, "Person"),
)


def _evidence(id: str, document: str, quote: str, **values: object) -> Evidence:
    given = {"start": 0, "end": len(quote), "confidence": 0.8, "extractor": "kg 1", **values}
    return Evidence(id, document, quote=quote, **given)  # type: ignore[arg-type]


STATEMENTS = (
    Statement(
        "1talks",
        "United_States",
        "hold talks with",
        "negotiatesWith",
        "Russia",
        event="CONSULT",
        source="United_States",
        target="Russia",
        time="2025-03",
        evidence=(
            _evidence(
                "e1",
                "news/a.txt",
                "The US held talks with Russia.",
                details=(Detail("topic", "gas"), Detail("location", "the city", "Nowhere")),
            ),
            _evidence("e2", "news/b.txt", "Talks were held."),
        ),
    ),
    Statement(
        "2threat",
        "Donald_Trump",
        "threaten",
        "threatens",
        "Russia",
        event="THREATEN",
        source="Donald_Trump",
        target="Russia",
        time="2025-03-07",
        modality="possible",
        evidence=(
            _evidence(
                "e3",
                "news/b.txt",
                "Trump may threaten Russia, sources told Bloomberg.",
                attribution=(Attribution("Bloomberg", "Bloomberg", "told"), Attribution("sources")),
            ),
        ),
    ),
    Statement(
        "3lift",
        "United_States",
        "lift",
        None,
        "thing/sanctions",
        polarity="negative",
        evidence=(_evidence("e4", "news/c.txt", "The US will not lift sanctions.", confidence=0.4),),
    ),
    Statement(
        "4age", "Donald_Trump", "be", "age", Literal("78"), evidence=(_evidence("e5", "news/a.txt", "Trump, 78"),)
    ),
    Statement(
        "5fall", "Gazprom", "collapse", None, None, evidence=(_evidence("e6", "news/a.txt", "Gazprom collapsed"),)
    ),
    Statement("6odd", HOSTILE, HOSTILE, None, "Gazprom", evidence=(_evidence("e7", "news/c.txt", HOSTILE),)),
)


def tell(store: Store) -> None:
    """Put the story into a store."""
    store.apply(changes(store, documents=DOCUMENTS, statements=STATEMENTS, entities=ENTITIES))
