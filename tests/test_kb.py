"""What the knowledge base says of the names in the news."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError, ModelError
from kg.kb import KnowledgeBase, names
from kg.kb.compilation import KIND_RANKS, compile_tables
from kg.kb.index import Index
from kg.kb.tables import COLUMNS, Row, merged, read_tables


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    data, _ = compile_tables(Path(names.__file__).parent / "tables")
    return KnowledgeBase(Index(data))


# name -> expected entity, kind of alias
FIRST_READINGS = [
    ("United States", "United States", "name"),
    ("the United States", "United States", "name"),
    ("US", "United States", "acronym"),
    ("U.S.", "United States", "acronym"),
    ("the U.S.'s", "United States", "acronym"),
    ("America", "United States", "alias"),
    ("Americans", "United States", "demonym"),
    ("Russia's", "Russia", "name"),
    ("Russiaʼs", "Russia", "name"),
    ("RUSSIA", "Russia", "name"),
    ("Russian", "Russia", "demonym"),
    ("Moscow", "Moscow", "name"),
    ("Kremlin", "Kremlin", "name"),
    ("the White House", "White House", "name"),
    ("Downing Street", "10 Downing Street", "alias"),
    ("Élysée", "Élysée Palace", "alias"),
    ("Brussels", "Brussels", "name"),
    ("UK", "United Kingdom", "acronym"),
    ("Britons", "United Kingdom", "demonym"),
    ("DPRK", "North Korea", "acronym"),
    ("Türkiye", "Turkey", "alias"),
    ("Turkiye", "Turkey", "alias"),
    ("Côte d’Ivoire", "Ivory Coast", "alias"),
    ("Congo", "Democratic Republic of the Congo", "alias"),
    ("Georgia", "Georgia", "name"),
    ("Kiev", "Kyiv", "alias"),
    ("West Bank", "West Bank", "name"),
    ("WHO", "World Health Organization", "acronym"),
    ("Nato", "NATO", "name"),
    ("UNESCO", "UNESCO", "name"),
    ("Unesco", "UNESCO", "name"),
    ("UN Security Council", "United Nations Security Council", "alias"),
    ("IAEA", "International Atomic Energy Agency", "acronym"),
    ("Pentagon", "The Pentagon", "alias"),
    ("State Department", "United States Department of State", "alias"),
    ("Russian foreign ministry", "Russian Foreign Ministry", "name"),
    ("Ministry of Foreign Affairs of Russia", "Russian Foreign Ministry", "alias"),
    ("Israeli army", "Israel Defense Forces", "alias"),
    ("the Fed", "Federal Reserve", "alias"),
    ("Hezbollah", "Hezbollah", "name"),
    ("al Qaeda", "al-Qaeda", "name"),
    ("IS", "Islamic State", "acronym"),
    ("Donald Trump", "Donald Trump", "name"),
    ("Trump", "Donald Trump", "alias"),
    ("Erdogan", "Recep Tayyip Erdoğan", "alias"),
    ("Zelenskyy", "Volodymyr Zelensky", "alias"),
    ("Theresa May", "Theresa May", "name"),
    ("Zaporizhzhia nuclear power plant", "Zaporizhzhia Nuclear Power Plant", "name"),
    ("Nord Stream 2", "Nord Stream 2", "name"),
]


@pytest.mark.parametrize(("name", "entity", "kind"), FIRST_READINGS)
def test_the_first_reading_of_a_name(kb: KnowledgeBase, name: str, entity: str, kind: str) -> None:
    first = kb.lookup(name)[0]
    assert (first.entity.name, first.kind) == (entity, kind)


METONYMS = [
    ("Moscow", "Russia"),
    ("Washington", "United States"),
    ("Beijing", "China"),
    ("Kremlin", "Government of Russia"),
    ("White House", "Federal Government of the United States"),
    ("Brussels", "European Union"),
    ("Foggy Bottom", "United States Department of State"),
    ("Capitol Hill", "United States Congress"),
]


@pytest.mark.parametrize(("seat", "sitter"), METONYMS)
def test_a_seat_may_stand_for_who_sits_there_but_is_first_itself(kb: KnowledgeBase, seat: str, sitter: str) -> None:
    first, *others = kb.lookup(seat)
    assert KIND_RANKS[first.kind] == 0
    assert (sitter, "metonym") in [(candidate.entity.name, candidate.kind) for candidate in others]


@pytest.mark.parametrize("name", ["us", "Us", "who", "Who", "is", "Is", "it", "", "  ", "…", "Nobody in Particular"])
def test_what_is_no_name(kb: KnowledgeBase, name: str) -> None:
    assert kb.lookup(name) == ()


MATCHES = [
    ("The U.S. and South Korea 's army left .", ["U.S.", "South Korea 's army"]),
    ("Moscow said Russia 's Gazprom", ["Moscow", "Russia", "Gazprom"]),
    ("in Guinea - Bissau and the Gambia", ["Guinea - Bissau", "the Gambia"]),
    ("al - Qaeda and Al - Qaeda", ["al - Qaeda", "Al - Qaeda"]),
    ("they told us what it is who won", []),
    ("The sun rose over Moscow", ["Moscow"]),
    ("Bank of England and England", ["Bank of England", "England"]),
    ("in Washington , D.C. , today", ["Washington , D.C."]),
    ("in Moscow . Russia said", ["Moscow", "Russia"]),
    ("Presidents Trump and Putin", ["Trump", "Putin"]),
    ("Russia’s war", ["Russia’s"]),
    ("Let us say the AfD and Lashkar - e - Taiba ( LeT )", ["AfD", "Lashkar - e - Taiba", "LeT"]),
    ("The United States of America and the United Nations", ["United States of America", "United Nations"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "found"), MATCHES)
def test_the_names_in_a_token_sequence(kb: KnowledgeBase, text: str, found: list[str]) -> None:
    tokens = text.split()
    assert [" ".join(tokens[match.start : match.end]) for match in kb.match(tokens)] == found


def test_entities_by_qid_and_by_key(kb: KnowledgeBase) -> None:
    russia = kb.get("Q159")
    assert russia is not None
    assert (russia.name, russia.type, russia.wikipedia, russia.key) == ("Russia", "Place", "Russia", "Russia")
    assert kb.get("Russia") is russia
    assert kb.get("Q0") is None


def test_a_person_has_years_gender_and_country(kb: KnowledgeBase) -> None:
    merkel = kb.lookup("Angela Merkel")[0].entity
    assert (merkel.since, merkel.until, merkel.gender, merkel.country) == (2005, 2021, "f", "Germany")


def test_every_reading_of_every_name_is_ranked(kb: KnowledgeBase) -> None:
    for row in read_tables(Path(names.__file__).parent / "tables"):
        found = kb.lookup(row.name)
        assert found, row.name
        kinds = [KIND_RANKS[candidate.kind] for candidate in found]
        assert kinds == sorted(kinds), row.name


def test_the_tables_agree_with_each_other() -> None:
    _, notes = compile_tables(Path(names.__file__).parent / "tables")
    serious = ("gender '", "qid '", "has no row")
    assert [note for note in notes if any(sign in note for sign in serious)] == []


@given(st.text(max_size=40))
def test_any_text_can_be_looked_up(text: str) -> None:
    kb = KnowledgeBase(Index(compile_rows_of_nothing()))
    assert kb.lookup(text) == ()
    assert kb.match(text.split()) == []


@given(st.text(max_size=40))
def test_a_name_is_found_under_the_keys_it_is_filed_under(name: str) -> None:
    assert set(names.filed_keys(name)) <= {*names.keys(name), *(names.fold(key) for key in names.keys(name))}


def compile_rows_of_nothing() -> bytes:
    from kg.kb.compilation import compile_rows

    return compile_rows([], digest=bytes(16))[0]


MERGES = [
    (Row("A", "Place", qid="Q1"), Row("B", "Place", qid="Q1"), 1),
    (Row("A", "Place", wikipedia="W"), Row("B", "Place", wikipedia="W"), 1),
    (Row("A", "Place"), Row("A", "Place"), 1),
    (Row("A", "Place"), Row("A", "Person"), 2),
    (Row("Georgia", "Place", wikipedia="Georgia (country)"), Row("Georgia", "Place", wikipedia="Georgia (state)"), 2),
    (Row("A", "Place", qid="Q1"), Row("A", "Place", qid="Q2"), 2),
]


@pytest.mark.parametrize(("left", "right", "count"), MERGES)
def test_rows_of_the_same_thing_are_merged(left: Row, right: Row, count: int) -> None:
    rows, notes = merged([left, right])
    assert (len(rows), len(notes)) == (count, 2 - count)


def test_a_merged_row_has_the_aliases_of_both() -> None:
    left = Row("A", "Place", aliases=("x", "y"), qid="Q1", origin="a.tsv:2")
    right = Row("B", "Place", aliases=("y", "z"), qid="Q1", country="C", origin="b.tsv:2")
    rows, notes = merged([left, right])
    assert rows[0].aliases == ("x", "y", "z", "B")
    assert rows[0].country == "C"
    assert notes == ["a.tsv:2 'A' and b.tsv:2 'B': merged"]


FAULTS = [
    ("name\ttype\nA\tPlanet", "the type 'Planet'"),
    ("name\ttype\tqid\nA\tPlace\t1", "the QID '1'"),
    ("name\ttype\tsince\nA\tPlace\tlong ago", "a year"),
    ("name\ttype\tprior\nA\tPlace\t7", "the prior '7'"),
    ("name\ttype\tgender\nA\tPerson\tx", "the gender 'x'"),
    ("name\ttype\n\tPlace", "an empty name"),
    ("name\ttype\nA\tPlace\tB", "1 more fields than columns"),
    ("name\tkind\nA\tPlace", "needs a header"),
    ("", "needs a header"),
]


@pytest.mark.parametrize(("text", "message"), FAULTS)
def test_a_faulty_table_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "t.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        list(read_tables(tmp_path))


def one_table(folder: Path) -> Path:
    folder.mkdir()
    values = {"name": "Atlantis", "type": "Place", "aliases": "ATL", "demonyms": "Atlantean", "prior": "0.5"}
    lines = ["# a comment", "\t".join(COLUMNS), "\t".join(values.get(column, "") for column in COLUMNS)]
    (folder / "places.tsv").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_tables_are_compiled_once_and_anew_when_they_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    tables = one_table(tmp_path / "tables")
    assert KnowledgeBase.open(tables=tables).lookup("Atlanteans") == ()
    assert len(list((tmp_path / "cache").iterdir())) == 1
    KnowledgeBase.open(tables=tables)
    assert len(list((tmp_path / "cache").iterdir())) == 1
    table = tables / "places.tsv"
    table.write_text(table.read_text(encoding="utf-8").replace("Atlantean", "Atlanteans"), encoding="utf-8")
    assert KnowledgeBase.open(tables=tables).lookup("Atlanteans")[0].kind == "demonym"


def test_where_nothing_can_be_written_it_stays_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "file" / "below"))
    assert KnowledgeBase.open(tables=one_table(tmp_path / "tables")).lookup("ATL")[0].kind == "acronym"


def test_a_damaged_cache_is_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    tables = one_table(tmp_path / "tables")
    KnowledgeBase.open(tables=tables)
    [path] = (tmp_path / "cache").iterdir()
    path.write_bytes(path.read_bytes()[:-7])
    assert KnowledgeBase.open(tables=tables).lookup("Atlantis")


def test_threads_may_open_it_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    tables = one_table(tmp_path / "tables")
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(len(KnowledgeBase.open(tables=tables)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * 8


@pytest.mark.parametrize("content", [b"", b"x" * 10, b"SQLite format 3\0" + bytes(200), b"kg-kb/1\0" + b"\xff" * 90])
def test_what_is_no_knowledge_base_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.bin"
    path.write_bytes(content)
    with pytest.raises(ModelError):
        KnowledgeBase.open(path)
