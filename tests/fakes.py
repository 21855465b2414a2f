"""A stand-in for the pipeline: reads sentences such as "Ann Lee visits Riga." in no time, the same each time."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator

from kg.model import Argument, Claim, Document, Extraction, LocalEntity, Mention, Predicate

_NAME = r"[A-Z]\w*(?: [A-Z]\w*)*"
_SENTENCE = re.compile(rf"(?P<subject>{_NAME}) (?P<verb>[a-z]+) (?P<object>(?:the |a )?[\w ]+?)\.")


class FakeExtractor:
    """Every "Name verb phrase." is a claim; "FAIL" in a text makes it fail, and ``pause`` makes it slow."""

    nlp = None
    """There is no pipeline to load."""

    def __init__(self, version: str = "fake 1", pause: float = 0.0) -> None:
        self.version = version
        self.pause = pause
        self.seen: list[str] = []

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        for document in documents:
            time.sleep(self.pause)
            self.seen.append(document.id)
            if "FAIL" in document.text:
                raise ValueError("cannot read this")
            yield _extraction(document)


def _extraction(document: Document) -> Extraction:
    mentions: list[Mention] = []
    entities: dict[str, LocalEntity] = {}
    claims: list[Claim] = []
    for found in _SENTENCE.finditer(document.text):
        arguments = []
        for role in ("subject", "object"):
            words = found[role]
            entity = None
            if re.fullmatch(_NAME, words):
                type_ = "Person" if " " in words else "Place"
                entity = entities.setdefault(words, LocalEntity(f"e{len(entities)}", words, type_)).id
                mentions.append(
                    Mention(f"m{len(mentions)}", found.start(role), found.end(role), words, type_, "name", entity)
                )
            arguments.append(Argument(words, found.start(role), found.end(role), entity))
        predicate = Predicate(found["verb"], found["verb"].removesuffix("s"), found.start("verb"), found.end("verb"))
        claims.append(Claim(f"s{len(claims)}", found.span(), arguments[0], predicate, arguments[1], confidence=0.8))
    return Extraction(document.id, tuple(mentions), tuple(entities.values()), (), tuple(claims))
