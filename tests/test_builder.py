"""Building: whatever happened before, the store comes to hold what one fresh build of the same articles would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.archive import StoreDirectory
from kg.builder import Builder, BuildReport, Progress, extract_each
from kg.documents import Problem
from kg.errors import ModelError, StoreError
from kg.model import Document, Extraction
from kg.store import ChangeSet
from tests.fakes import FakeExtractor

ARTICLES = [
    Document("a", "Ann Lee visits Riga. Riga welcomes Ann Lee. Ann Lee makes the proposal.", publisher="Post"),
    Document("b", "Ann Lee visits Riga. Bob Day makes the proposal.", publisher="Herald"),
    Document("c", "Ann Lee visits Oslo. Oslo rejects natural gas."),
]


def dump(home: StoreDirectory) -> list[str]:
    return sorted(map(str, home.store.quads()))


def fresh(documents: list[Document]) -> list[str]:
    with StoreDirectory.in_memory() as home:
        builder(home).build(documents, extractor=FakeExtractor())
        return dump(home)


def builder(home: StoreDirectory) -> Builder:
    return Builder(home.archive, home.store)


def test_a_build_tells_what_it_did() -> None:
    with StoreDirectory.in_memory() as home:
        report = builder(home).build(ARTICLES, extractor=FakeExtractor())
        assert report == BuildReport(new=3, restated=3, documents=3, entities=7, statements=6)
        assert not report.idle


def test_a_second_build_changes_nothing_and_says_so() -> None:
    with StoreDirectory.in_memory() as home:
        builder(home).build(ARTICLES, extractor=FakeExtractor())
        before = dump(home)
        again = FakeExtractor()
        report = builder(home).build(ARTICLES, extractor=again)
        assert report.idle
        assert (report.unchanged, report.documents) == (3, 3)
        assert again.seen == []
        assert dump(home) == before


def test_a_changed_document_replaces_its_own_graph_whole() -> None:
    changed = [replace(ARTICLES[0], text="Ann Lee leaves Riga."), *ARTICLES[1:]]
    with StoreDirectory.in_memory() as home:
        builder(home).build(ARTICLES, extractor=FakeExtractor())
        report = builder(home).build(changed, extractor=FakeExtractor())
        assert (report.new, report.changed, report.unchanged) == (0, 1, 2)
        assert dump(home) == fresh(changed)


def test_another_version_of_the_extractor_reads_again() -> None:
    with StoreDirectory.in_memory() as home:
        builder(home).build(ARTICLES, extractor=FakeExtractor())
        assert builder(home).build(ARTICLES, extractor=FakeExtractor("fake 2")).changed == 3


def test_a_missing_model_is_no_fault_of_each_document() -> None:
    class WithoutModel(FakeExtractor):
        def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
            raise ModelError("there is no model")

    with pytest.raises(ModelError, match="no model"):
        list(extract_each(ARTICLES, WithoutModel()))


def test_live_extraction_gives_the_same() -> None:
    assert list(extract_each(ARTICLES, FakeExtractor(), live=True)) == list(extract_each(ARTICLES, FakeExtractor()))


def test_a_removed_document_takes_its_evidence_along() -> None:
    with StoreDirectory.in_memory() as home:
        builder(home).build(ARTICLES, extractor=FakeExtractor())
        report = builder(home).remove(["b", "unknown"])
        assert (report.removed, report.documents) == (1, 2)
        assert dump(home) == fresh([ARTICLES[0], ARTICLES[2]])
        builder(home).remove(["a", "c"])
        assert dump(home) == []


def test_a_later_document_can_change_what_earlier_names_mean() -> None:
    early = Document("early", "Kellogg visits Riga.")
    late = Document("late", "Keith Kellogg visits Oslo.")
    with StoreDirectory.in_memory() as home:
        builder(home).build([early], extractor=SurnameExtractor())
        report = builder(home).build([late], extractor=SurnameExtractor())
        assert report.restated == 2
        assert {entity.id for entity in home.archive.entities()} == {"Keith_Kellogg", "Riga", "Oslo"}


class SurnameExtractor(FakeExtractor):
    """Knows that Kellogg is a person."""

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        for found in super().extract(documents):
            entities = tuple(replace(e, type="Person") if e.name == "Kellogg" else e for e in found.entities)
            yield replace(found, entities=entities)


def test_a_document_that_fails_does_not_stop_the_rest() -> None:
    documents = [ARTICLES[0], Document("bad", "FAIL"), *ARTICLES[1:]]
    problems: list[Problem] = []
    with StoreDirectory.in_memory() as home:
        report = Builder(home.archive, home.store, report=problems.append).build(documents, extractor=FakeExtractor())
        assert (report.new, report.failed, report.documents) == (3, 1, 3)
        assert dump(home) == fresh(ARTICLES)
    assert [str(problem) for problem in problems] == ["bad: cannot be extracted: ValueError: cannot read this"]


def test_extractions_come_in_the_order_of_documents() -> None:
    documents = [Document(str(n), "FAIL" if n in (3, 40) else "Riga grows up.") for n in range(70)]
    found = list(extract_each(documents, FakeExtractor()))
    assert [document.id for document, _ in found] == [document.id for document in documents]
    assert [document.id for document, result in found if not isinstance(result, Extraction)] == ["3", "40"]


def test_progress_is_told() -> None:
    told: list[Progress] = []
    with StoreDirectory.in_memory() as home:
        Builder(home.archive, home.store, progress=told.append).build(ARTICLES, extractor=FakeExtractor())
    assert [(progress.step, progress.done, progress.total) for progress in told] == [
        ("extracting", 1, None), ("extracting", 2, None), ("extracting", 3, None), ("storing", 0, 3), ("storing", 3, 3),
    ]  # fmt: skip


def test_work_that_a_crash_left_pending_is_completed(monkeypatch: pytest.MonkeyPatch) -> None:
    with StoreDirectory.in_memory() as home:
        with monkeypatch.context() as patch:
            patch.setattr(home.store, "apply", _fail)
            with pytest.raises(StoreError):
                builder(home).build(ARTICLES, extractor=FakeExtractor())
        assert home.store.count() == 0
        assert home.archive.pending()
        builder(home).build(ARTICLES, extractor=FakeExtractor())
        assert not home.archive.pending()
        assert dump(home) == fresh(ARTICLES)


def _fail(change: ChangeSet) -> None:
    raise StoreError("the power is out")


def test_an_interrupted_build_keeps_what_it_has_extracted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.builder.BATCH", 1)

    def documents() -> Iterator[Document]:
        yield from ARTICLES[:2]
        raise KeyboardInterrupt

    with StoreDirectory.in_memory() as home:
        with pytest.raises(KeyboardInterrupt):
            builder(home).build(documents(), extractor=FakeExtractor())
        assert dump(home) == fresh(ARTICLES[:2])
        assert builder(home).build(ARTICLES, extractor=FakeExtractor()).new == 1
        assert dump(home) == fresh(ARTICLES)


def test_everything_can_be_made_again_from_the_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    with StoreDirectory.in_memory() as home:
        builder(home).build(ARTICLES, extractor=FakeExtractor())
        before = dump(home)
        home.store.apply(ChangeSet(remove=tuple(home.store.quads())))
        monkeypatch.setattr("kg.builder.BATCH", 2)
        home.archive.all_pending()
        builder(home).update()
        assert dump(home) == before


SENTENCES = [
    "Ann Lee visits Riga.", "Bob Day visits Riga.", "Ann Lee makes the proposal.", "Lee Riga signs natural gas.",
    "Riga rejects Oslo.", "Oslo rejects a proposal.",
]  # fmt: skip
DOCUMENTS = st.builds(
    Document,
    st.sampled_from("abcd"),
    st.lists(st.sampled_from(SENTENCES), max_size=4).map(" ".join),
    publisher=st.sampled_from([None, "Post"]),
)
STEPS = st.lists(st.one_of(st.lists(DOCUMENTS, max_size=3, unique_by=lambda d: d.id), st.sampled_from("abcd")))


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_any_history_ends_as_a_fresh_build(steps: list[list[Document] | str]) -> None:
    expected: dict[str, Document] = {}
    with StoreDirectory.in_memory() as home:
        for step in steps:
            if isinstance(step, str):
                builder(home).remove([step])
                expected.pop(step, None)
            else:
                builder(home).build(step, extractor=FakeExtractor())
                expected |= {document.id: document for document in step}
        assert dump(home) == fresh(list(expected.values()))
