"""What goes wrong outside: kills, interrupts, full disks, closed pipes, two builders: one line, and nothing is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.archive import StoreDirectory
from kg.documents import read_documents
from kg.model import Document
from kg.rdf import document_iri
from kg.store import OxigraphStore

ROOT = Path(__file__).resolve().parent.parent
DRIVER = Path(__file__).with_name("dying_build.py")
NUMBER = 10


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(NUMBER):
        other = "Ann Lee" if number % 2 else "Bob Day"
        text = (
            f"publisher: P{number % 3}\n\nAnn Lee visits Riga. {other} makes the proposal. Town {number} meets {other}."
        )
        (folder / f"{number}.txt").write_text(text)
    return folder


def build(store: Path, folder: Path, *step: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(_driver(store, folder, *step), cwd=ROOT, capture_output=True, text=True, timeout=60)


def _driver(store: Path, folder: Path, *step: str) -> list[str]:
    return [sys.executable, "-m", "tests.dying_build", str(store), str(folder), *step]


def kg(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, input=stdin, capture_output=True, timeout=60)


def dump(store: Path) -> list[str]:
    with OxigraphStore.read_only(store / "rdf") as found:
        return sorted(map(str, found.quads()))


@pytest.fixture
def undisturbed(articles: Path, tmp_path: Path) -> list[str]:
    assert build(tmp_path / "undisturbed", articles).returncode == 0
    return dump(tmp_path / "undisturbed")


# --- kill -9 ------------------------------------------------------------------------------------------------------


def whole_documents(store: Path, articles: Path, undisturbed: list[str]) -> int:
    """The number of documents in the RDF store, each of which must be there whole."""
    quads = set(dump(store))
    found = 0
    for document in read_documents([articles], report=lambda problem: pytest.fail(str(problem))):
        graph = str(document_iri(document.id))
        expected = {quad for quad in undisturbed if quad.endswith(graph)}
        present = {quad for quad in quads if quad.endswith(graph)}
        assert present in (set(), expected)
        found += present == expected
    return found


@pytest.mark.parametrize(
    ("step", "number", "documents"),
    [
        ("put", 1, 0),
        ("put", 3, 0),
        ("restate", 1, 0),
        ("restate", 3, 6),
        ("apply", 1, 3),
        ("apply", 4, 10),
        ("done", 2, 6),
    ],
)
def test_a_killed_build_leaves_whole_documents_and_the_next_completes_it(
    articles: Path, tmp_path: Path, undisturbed: list[str], step: str, number: int, documents: int
) -> None:
    store = tmp_path / "store"
    assert build(store, articles, step, str(number)).returncode == -signal.SIGKILL
    assert whole_documents(store, articles, undisturbed) == documents
    assert build(store, articles).returncode == 0
    assert dump(store) == undisturbed


@pytest.mark.parametrize(("moment", "documents"), [("extracting 5\n", 0), ("storing 3\n", 3), ("storing 9\n", 9)])
def test_a_build_killed_by_others_is_completed(
    articles: Path, tmp_path: Path, undisturbed: list[str], moment: str, documents: int
) -> None:
    store = tmp_path / "store"
    with subprocess.Popen(_driver(store, articles, "wait"), cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        for line in running.stdout:
            if line == moment:
                running.kill()
                break
    assert running.returncode == -signal.SIGKILL
    assert whole_documents(store, articles, undisturbed) == documents
    assert build(store, articles).returncode == 0
    assert dump(store) == undisturbed


@pytest.mark.parametrize(("step", "number"), [("restate", 1), ("restate", 2), ("apply", 1), ("apply", 2)])
def test_a_store_whose_next_build_is_killed_keeps_the_old_and_notes_what_is_pending(
    articles: Path, tmp_path: Path, undisturbed: list[str], step: str, number: int
) -> None:
    store = tmp_path / "store"
    later = [path.rename(tmp_path / path.name) for path in sorted(articles.iterdir())[4:]]
    assert build(store, articles).returncode == 0
    before = dump(store)
    for path in later:
        path.rename(articles / path.name)
    assert build(store, articles, step, str(number)).returncode == -signal.SIGKILL
    with StoreDirectory.read_only(store) as home:
        assert home.archive.counts().documents == NUMBER
        assert home.archive.pending()
    graphs = {quad.rpartition(" ")[2] for quad in before if "/document/" in quad.rpartition(" ")[2]}
    assert len(graphs) == 4
    assert {quad for quad in before if quad.rpartition(" ")[2] in graphs} <= set(dump(store))
    assert kg("info", "--store", store).stderr == b"kg: a build was cut short; run kg build again to complete it\n"
    assert build(store, articles).returncode == 0
    assert dump(store) == undisturbed


# --- two at once --------------------------------------------------------------------------------------------------


def test_a_second_builder_is_told_who_is_at_work(articles: Path, tmp_path: Path) -> None:
    with StoreDirectory.open(tmp_path / "store"):
        done = kg("build", articles, "--store", tmp_path / "store")
    assert (done.returncode, done.stdout) == (4, b"")
    assert done.stderr.decode() == (
        f"kg: the store '{tmp_path}/store' is locked: process {os.getpid()} is writing it; "
        "wait until that has finished\n"
    )


def test_one_reads_while_another_builds(articles: Path, tmp_path: Path) -> None:
    assert build(tmp_path / "store", articles).returncode == 0
    with StoreDirectory.open(tmp_path / "store"):
        done = kg("query", "ASK { ?s a kg:Person }", "--store", tmp_path / "store")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"true\n", b"")


# --- interrupts and closed pipes ----------------------------------------------------------------------------------

INTERRUPTED = """
import os, signal
import kg.builder, kg.cli.building
from tests.fakes import FakeExtractor
kg.builder.BATCH = 2

class Interrupting(FakeExtractor):
    def extract(self, documents):
        for document, found in zip(documents, super().extract(documents)):
            if document.id == "articles/5.txt":
                os.kill(os.getpid(), signal.SIGINT)
            yield found

kg.cli.building._extractor = lambda model: Interrupting()
kg.cli.main()
"""


def test_an_interrupted_build_ends_cleanly_and_can_go_on(
    articles: Path, tmp_path: Path, undisturbed: list[str]
) -> None:
    store = tmp_path / "store"
    command = [sys.executable, "-c", INTERRUPTED, "build", str(articles), "--store", str(store)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == f"kg: interrupted; {store} holds 4 documents; run the same command again to go on\n"
    assert whole_documents(store, articles, undisturbed) == 4
    assert build(store, articles).returncode == 0
    assert dump(store) == undisturbed


def test_a_reader_that_goes_away_is_no_error(articles: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert build(store, articles).returncode == 0
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000"
    command = [sys.executable, "-m", "kg", "query", query, "--format", "csv", "--store", str(store)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 141


# --- full disks ---------------------------------------------------------------------------------------------------


_MANY = 300


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", place], capture_output=True)
    if mounted.returncode:
        pytest.skip("only root can mount a small disk")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


BUILD = "import kg.cli.building, kg.cli; from tests.fakes import FakeExtractor; " \
    "kg.cli.building._extractor = lambda model: FakeExtractor(); kg.cli.main()"  # fmt: skip


def build_command(folder: Path, store: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", BUILD, "build", str(folder), "--store", str(store)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


def test_a_full_disk_is_said_and_nothing_is_lost(articles: Path, tmp_path: Path, small_disk: Path) -> None:
    first = build_command(articles, small_disk / "store")
    assert first.returncode == 0, first.stderr
    before = dump(small_disk / "store")
    many = tmp_path / "many.jsonl"
    many.write_text(
        "".join(
            json.dumps({"id": f"x{number}", "text": f"Town {number} meets Ann Lee. " + "and so on " * 3000}) + "\n"
            for number in range(_MANY)
        )
    )
    done = build_command(many, small_disk / "store")
    assert (done.returncode, len(done.stderr.splitlines())) == (6, 1), done.stderr
    assert "the disk is full" in done.stderr
    graphs = {str(document_iri(f"articles/{number}.txt")) for number in range(NUMBER)}
    kept = {quad for quad in before if any(quad.endswith(graph) for graph in graphs)}
    assert kept <= set(dump(small_disk / "store"))
    subprocess.run(["mount", "-o", "remount,size=400m", small_disk], check=True)
    after = build_command(many, small_disk / "store")
    assert (after.returncode, after.stderr) == (0, "")
    assert f" holds {NUMBER + _MANY:,} documents" in after.stdout


@pytest.mark.parametrize("blocks", [8, 200, 600])
def test_a_limit_on_the_size_of_files_is_said_like_a_full_disk(tmp_path: Path, blocks: int) -> None:
    many = tmp_path / "many.jsonl"
    text = "and so on " * 3000
    many.write_text(
        "".join(
            json.dumps({"id": f"x{number}", "text": f"Town {number} meets Ann Lee. {text}"}) + "\n"
            for number in range(40)
        )
    )
    limited = [
        "bash", "-c", f'ulimit -f {blocks}; exec "$@"', "bash", sys.executable, "-c", BUILD,
        "build", str(many), "--store", str(tmp_path / "store"),
    ]  # fmt: skip
    done = subprocess.run(limited, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert (done.returncode, len(done.stderr.splitlines())) == (6, 1), done.stderr
    assert "a file has reached the size that is allowed (ulimit -f)" in done.stderr
    after = build_command(many, tmp_path / "store")
    assert (after.returncode, after.stderr) == (0, "")
    assert " holds 40 documents" in after.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_under_the_output(articles: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert build(store, articles).returncode == 0
    command = [sys.executable, "-m", "kg", "info", "--store", str(store)]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, len(done.stderr.splitlines())) == (6, 1), done.stderr
    assert "the disk is full" in done.stderr


# --- large lines --------------------------------------------------------------------------------------------------


def test_a_line_of_50_mb_is_named_without_being_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    with path.open("wb") as output:
        output.write(b'{"id": "big", "text": "')
        for _ in range(50):
            output.write(b"x" * 1_000_000)
        output.write(b'"}\n{"id": "small", "text": "Ann Lee visits Riga."}\n')
    code = (
        "import resource, sys; from kg.documents import read_documents\n"
        "def used(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "before = used(); found = [d.id for d in read_documents([sys.argv[1]], report=print)]\n"
        "print(found, (used() - before) // 1024 < 30)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True, check=True)
    problem, found = done.stdout.splitlines()
    assert problem == f"{path}:1: the line is longer than 10,000,000 bytes; split it into articles"
    assert found == "['small'] True"


def test_documents_with_strange_characters_survive_the_whole_way(tmp_path: Path) -> None:
    text = "Ann Lee visits Riga. \x00\x1b[31m \u202e Ann\u00ad Lee meets \U0001f600 Oslo\r\n."
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "a/\u202e <x>", "text": text, "title": "<script>\x00"}))
    done = build_command(tmp_path / "in.jsonl", tmp_path / "store")
    assert (done.returncode, done.stderr) == (0, "")
    with StoreDirectory.read_only(tmp_path / "store") as home:
        assert list(home.archive.documents()) == [Document("a/\u202e <x>", text, title="<script>\x00")]
