"""The archive and its directory: what is put comes back, all or nothing, and only one process writes."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.archive import Archive, Counts, Pending, State, StoreDirectory, records, told_when_full, why_no_room
from kg.entities.resolution import Name, local_names
from kg.errors import OutputError, StoreError
from kg.model import (
    Attribution,
    Detail,
    Document,
    Entity,
    Evidence,
    Extraction,
    Literal,
    Statement,
)
from tests.fakes import FakeExtractor

DOCUMENT = Document("a", "Ann Lee visits Riga.", publisher="Post")
RIGA = Entity("Riga", "Riga", "Place", ("Rīga",), "Q1773", "Riga")


@pytest.fixture
def archive() -> Iterator[Archive]:
    with Archive.in_memory() as found:
        yield found


def put(archive: Archive, document: Document) -> Extraction:
    [extraction] = FakeExtractor().extract([document])
    archive.put([(document, extraction, local_names(extraction, publisher=document.publisher))], extractor="fake 1")
    return extraction


def evidence(document: str) -> Evidence:
    return Evidence(
        f"ev-{document}", document, 0, 5, "Ann L", 0.8, "fake 1",
        (Attribution("Bloomberg", None, "said"),), (Detail("target", "Riga", "Riga"),), "if", "today", "visits",
    )  # fmt: skip


def statement(document: str, object_: str | Literal | None = "Riga") -> Statement:
    return Statement("st", "Ann_Lee", "visit", None, object_, evidence=(evidence(document),))


def test_a_document_and_its_extraction_come_back(archive: Archive) -> None:
    extraction = put(archive, DOCUMENT)
    assert list(archive.documents()) == [DOCUMENT]
    assert list(archive.extractions(["a", "b"])) == [(DOCUMENT, extraction, "fake 1")]
    assert archive.version("a") == (DOCUMENT.content_hash, "fake 1")
    assert archive.version("b") is None
    assert archive.name_counts() == {
        Name("Ann Lee", "Person", publisher="Post"): 1,
        Name("Riga", "Place", publisher="Post"): 1,
    }


def test_putting_again_replaces(archive: Archive) -> None:
    put(archive, DOCUMENT)
    put(archive, Document("a", "Bob Day visits Riga."))
    assert [document.text for document in archive.documents()] == ["Bob Day visits Riga."]
    assert {name.name for name in archive.name_counts()} == {"Bob Day", "Riga"}


def test_a_failure_puts_nothing(archive: Archive) -> None:
    with pytest.raises(AttributeError):
        archive.put([(DOCUMENT, Extraction("a"), {}), (DOCUMENT, None, {})], extractor="1")  # type: ignore[list-item]
    assert archive.counts() == Counts(0, 0, 0, 0)


def test_restating_notes_what_it_touches(archive: Archive) -> None:
    for document in ("a", "b"):
        put(archive, Document(document, "Ann Lee visits Riga."))
        archive.restate([State(document, "1", (statement(document),), {"Riga": RIGA})])
    pending = archive.pending()
    assert pending == Pending(("a", "b"), ("st",), ("Riga",))
    [found] = archive.statements(["st"])
    assert [piece.document for piece in found.evidence] == ["a", "b"]
    assert archive.counts() == Counts(2, 1, 1, 2)
    archive.done(pending)
    assert not archive.pending()
    archive.remove(["a"])
    assert archive.pending() == Pending(("a",), ("st",))
    assert [len(found.evidence) for found in archive.statements()] == [1]
    archive.remove(["b"])
    assert archive.pending() == Pending(("a", "b"), ("st",), ("Riga",))
    assert archive.counts() == Counts(0, 0, 0, 0)


def test_an_entity_with_a_new_name_takes_its_statements_along(archive: Archive) -> None:
    put(archive, DOCUMENT)
    archive.restate([State("a", "1", (statement("a"),), {"Riga": RIGA})])
    archive.done(archive.pending())
    archive.redescribe([RIGA])
    assert not archive.pending()
    archive.redescribe([Entity("Riga", "Riga", "Place")])
    assert archive.pending() == Pending(entities=("Riga",))
    archive.redescribe([Entity("Riga", "City of Riga", "Place")])
    assert archive.pending() == Pending(statements=("st",), entities=("Riga",))


def test_the_description_of_an_entity_depends_on_no_order() -> None:
    found = []
    for order in (["x", "y"], ["y", "x"]):
        with Archive.in_memory() as archive:
            for name in order:
                put(archive, Document(name, "Text."))
                archive.restate([State(name, "1", (), {"thing/a": Entity("thing/a", name, "Thing")})])
            found.append(list(archive.entities()))
    assert found[0] == found[1]


OBJECTS = st.one_of(st.none(), st.text(), st.builds(Literal, st.text(st.characters(exclude_categories=["Cs"]))))


@given(OBJECTS)
def test_a_statement_survives_its_record(object_: str | Literal | None) -> None:
    assert records.read_statement(records.write_statement(statement("a", object_))) == statement("a", object_)


def test_an_entity_survives_its_record() -> None:
    assert records.read_entity(records.write_entity(RIGA)) == RIGA


# --- the directory ------------------------------------------------------------------------------------------------


def test_a_directory_is_made_and_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "store"
    with StoreDirectory.open(path) as home:
        put(home.archive, DOCUMENT)
    assert sorted(os.listdir(path)) == ["archive.sqlite", "format", "lock", "rdf"]
    with StoreDirectory.open(path) as home:
        assert home.archive.document_ids() == ["a"]
    with StoreDirectory.read_only(path) as home:
        assert home.archive.document_ids() == ["a"]


def test_one_writes_and_others_read_beside_it(tmp_path: Path) -> None:
    with StoreDirectory.open(tmp_path) as home:
        with pytest.raises(StoreError, match=f"is locked: process {os.getpid()} is writing it"):
            StoreDirectory.open(tmp_path)
        put(home.archive, DOCUMENT)
        with StoreDirectory.read_only(tmp_path) as reader:
            assert reader.archive.document_ids() == ["a"]
    StoreDirectory.open(tmp_path).close()


def _file(path: Path) -> None:
    path.write_text("x")


def _other_directory(path: Path) -> None:
    path.mkdir()
    (path / "letter.txt").write_text("x")


def _other_format(path: Path) -> None:
    path.mkdir()
    (path / "format").write_text("kg-store/99\n")


def _broken_archive(path: Path) -> None:
    StoreDirectory.open(path).close()
    (path / "archive.sqlite").write_text("no database, but long enough to be looked at" * 100)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_file, "is a file, not a store"),
        (_other_directory, "is no store: it holds other files, such as 'letter.txt'"),
        (_other_format, "has the format 'kg-store/99', not 'kg-store/1'"),
        (_broken_archive, "is no archive of this program"),
    ],
)
def test_what_is_no_store(tmp_path: Path, make: object, words: str) -> None:
    make(tmp_path / "s")  # type: ignore[operator]
    with pytest.raises(StoreError, match=words):
        StoreDirectory.open(tmp_path / "s")
    with pytest.raises(StoreError):
        StoreDirectory.read_only(tmp_path / "s")


def test_reading_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist; make it with: kg build"):
        StoreDirectory.read_only(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_first_attempt_that_was_cut_short_is_taken_up(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("123")
    (tmp_path / "format.new").write_text("kg")
    StoreDirectory.open(tmp_path).close()


def test_a_lost_rdf_store_is_noted_to_be_made_again(tmp_path: Path) -> None:
    with StoreDirectory.open(tmp_path) as home:
        put(home.archive, DOCUMENT)
    for file in (tmp_path / "rdf").iterdir():
        file.unlink()
    (tmp_path / "rdf").rmdir()
    with StoreDirectory.open(tmp_path) as home:
        assert home.archive.pending() == Pending(("a",))


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.ENOSPC, "x"), "the disk is full"),
        (OSError(errno.EFBIG, "x"), "a file has reached the size that is allowed (ulimit -f)"),
        (OSError(errno.EACCES, "x"), None),
        (sqlite3.OperationalError("database or disk is full"), "the disk is full"),
        (sqlite3.OperationalError("disk I/O error"), None),
        (StoreError("IO error: No space left on device: while appending"), "the disk is full"),
        (StoreError("IO error: File too large: x"), "a file has reached the size that is allowed (ulimit -f)"),
        (StoreError("IO error: Permission denied"), None),
    ],
)
def test_no_room_is_told_from_other_errors(error: Exception, reason: str | None) -> None:
    assert why_no_room(error) == reason
    if isinstance(error, StoreError):
        with pytest.raises(OutputError if reason else StoreError), told_when_full():
            raise error
