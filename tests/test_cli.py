"""The command line: what each command prints, with which exit status, and that all of it has help."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from kg.cli import building, program
from kg.errors import KgError
from kg.model import Extraction
from tests.fakes import FakeExtractor

ROOT = Path(__file__).resolve().parent.parent
EXTRACTOR = building._extractor
COMMANDS = sorted(program.commands)


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.cli.building._extractor", lambda model: FakeExtractor())
    monkeypatch.delenv("KG_STORE", raising=False)


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("title: Visit\npublisher: Post\n\nAnn Lee visits Riga.")
    (folder / "b.txt").write_text("publisher: Herald\n\nAnn Lee visits Riga. Bob Day visits Oslo.")
    return folder


@pytest.fixture
def store(articles: Path) -> Path:
    assert kg("build", "articles").exit_code == 0
    return articles.parent / "kg-store"


def kg(*arguments: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(program, [str(argument) for argument in arguments], input=stdin)


# --- help ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help(name: str) -> None:
    command = program.commands[name]
    assert command.help
    assert len(command.get_short_help_str(100).split("...")) == 1
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.name}"
        else:
            assert (parameter.metavar or str(parameter.name).upper()).strip("[].") in command.help or name == "build"
    assert kg(name, "--help").exit_code == 0


def test_help_names_every_exit_status() -> None:
    text = kg("--help").stdout
    for error in KgError.__subclasses__():
        assert f"\n    {error.exit_code}  " in text
    for name in COMMANDS:
        assert f"\n  {name} " in text


def test_help_and_version_import_nothing_heavy() -> None:
    code = (
        "import sys; from kg.cli import program\n"
        "try: program.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print([name for name in ('spacy', 'rdflib', 'pyoxigraph', 'networkx', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_without_a_command_it_shows_help() -> None:
    assert kg().stdout == kg("--help").stdout
    assert kg("--version").stdout.startswith("kg ")


# --- building -----------------------------------------------------------------------------------------------------


def test_build_says_what_it_did(articles: Path) -> None:
    assert kg("build", articles).stdout == "Documents: 2 new. kg-store holds 2 documents, 4 entities, 2 statements.\n"
    assert (
        kg("build", articles).stdout
        == "Nothing new: 2 documents unchanged. kg-store holds 2 documents, 4 entities, 2 statements.\n"
    )
    (articles / "a.txt").write_text("Ann Lee leaves Riga.")
    assert kg("build", articles).stdout.startswith("Documents: 0 new, 1 changed, 1 unchanged. ")


def test_build_reads_standard_input_and_names_the_store_by_environment(
    articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_STORE", "elsewhere")
    result = kg("build", "-", stdin=json.dumps({"id": "x", "text": "Ann Lee visits Riga."}))
    assert result.stdout == "Documents: 1 new. elsewhere holds 1 document, 2 entities, 1 statement.\n"


def test_articles_of_one_name_in_two_directories_are_both_kept(articles: Path) -> None:
    (articles.parent / "more").mkdir()
    (articles.parent / "more" / "a.txt").write_text("Bob Day leaves Kyiv.")
    assert kg("build", "articles").exit_code == 0
    assert kg("build", "more").stdout.startswith("Documents: 1 new. kg-store holds 3 documents")
    assert kg("build", "more/a.txt").stdout.startswith("Nothing new: 1 document unchanged.")


def test_build_says_3_where_a_date_is_none(articles: Path) -> None:
    (articles / "a.txt").write_text("date: soon\n\nAnn Lee visits Riga.")
    result = kg("build", "articles")
    assert result.exit_code == 3
    assert "is read without its date: 'soon' is no date" in result.stderr
    assert result.stdout.startswith("Documents: 2 new.")
    assert "not all of it, as its date" in kg("--help").stdout


def test_build_goes_on_after_a_problem_and_exits_with_3(articles: Path) -> None:
    (articles / "c.txt").write_bytes(b"%PDF-1.7")
    (articles / "d.txt").write_text("FAIL")
    result = kg("build", articles, "missing.txt")
    assert result.exit_code == 3
    assert result.stdout.startswith("Documents: 2 new, 1 failed.")
    assert [line.split(";")[0] for line in result.stderr.splitlines()] == [
        f"kg: {articles}/c.txt: is a PDF file, not text",
        "kg: missing.txt: does not exist",
        "kg: articles/d.txt: cannot be extracted: ValueError: cannot read this",
    ]


def test_build_of_nothing_makes_no_store(articles: Path) -> None:
    assert kg("build", "missing").exit_code == 3
    assert not (articles.parent / "kg-store").exists()


def test_remove(store: Path) -> None:
    result = kg("remove", "articles/b.txt", "x.txt")
    assert result.stdout == "1 document removed. kg-store holds 1 document, 2 entities, 1 statement.\n"
    assert result.stderr == "kg: x.txt: is no document of kg-store; see kg info --documents\n"
    assert result.exit_code == 3


def lines(*texts: str) -> str:
    return "".join(json.dumps({"id": str(number), "text": text}) + "\n" for number, text in enumerate(texts))


def test_extract_streams_from_standard_input(articles: Path) -> None:
    result = kg("extract", stdin=lines("Ann Lee visits Riga.", "Riga grows up."))
    found = [Extraction.from_dict(json.loads(line)) for line in result.stdout.splitlines()]
    assert [extraction.id for extraction in found] == ["0", "1"]
    assert "rules" not in result.stdout
    assert "rules" in kg("extract", "--explain", stdin=lines("Ann Lee visits Riga.")).stdout


LIVE = (
    "import kg.cli.building, kg.cli; from tests.fakes import FakeExtractor; "
    "kg.cli.building._extractor = lambda model: FakeExtractor(); kg.cli.main()"
)


def test_extract_waits_for_nothing_that_has_not_come(articles: Path) -> None:
    command = [sys.executable, "-c", LIVE, "extract"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdin
        assert running.stdout
        for number in range(3):
            running.stdin.write(json.dumps({"id": str(number), "text": "Ann Lee visits Riga."}).encode() + b"\n")
            running.stdin.flush()
            # The input stays open, and nothing but this one document is in it.
            assert json.loads(running.stdout.readline())["id"] == str(number)
        running.stdin.close()
        assert running.stdout.read() == b""
    assert running.returncode == 0


def test_extract_without_its_model_is_one_line_and_leaves_the_output(
    articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.cli.building._extractor", EXTRACTOR)
    (articles.parent / "out.jsonl").write_text("before")
    result = kg("extract", "articles", "--model", "nope", "-o", "out.jsonl")
    assert (result.exit_code, len(result.stderr.splitlines())) == (8, 1)
    assert "cannot load the spaCy model 'nope'" in result.stderr
    assert (articles.parent / "out.jsonl").read_text() == "before"


def test_extract_goes_on_after_a_document_that_fails(articles: Path) -> None:
    good, bad, last = lines("Ann Lee visits Riga.", "FAIL", "Riga grows up.").splitlines()
    (articles.parent / "in.jsonl").write_text("\n".join((good, bad, "{", last)))
    result = kg("extract", "in.jsonl", "-o", "out.jsonl")
    assert result.exit_code == 3
    written = (articles.parent / "out.jsonl").read_text().splitlines()
    assert [json.loads(line)["id"] for line in written] == ["0", "2"]
    assert len(result.stderr.splitlines()) == 2


def test_a_stream_without_documents_gives_one_without_extractions(articles: Path) -> None:
    (articles.parent / "none.jsonl").touch()
    result = kg("extract", "none.jsonl", "-o", "out.jsonl")
    assert result.exit_code == 0
    assert "is empty" in result.stderr
    assert (articles.parent / "out.jsonl").read_bytes() == b""


# --- asking -------------------------------------------------------------------------------------------------------

COUNT = "SELECT (COUNT(*) AS ?n) { ?s a kg:Statement }"


@pytest.mark.parametrize(
    ("format", "expected"),
    [("csv", "n\r\n2\r\n"), ("table", "n\n─\n2\n"), ("json", None)],
)
def test_query(store: Path, format: str, expected: str | None) -> None:
    answer = kg("query", COUNT, "--format", format).stdout_bytes.decode()
    assert answer == expected or json.loads(answer)["results"]["bindings"][0]["n"]["value"] == "2"


def test_query_from_a_file_or_standard_input(store: Path) -> None:
    (store.parent / "q.rq").write_text(COUNT)
    answers = {kg("query", "-f", "q.rq").stdout, kg("query", "-", stdin=COUNT).stdout, kg("query", COUNT).stdout}
    assert len(answers) == 1
    kg("query", COUNT, "-o", "answer.txt")
    assert (store.parent / "answer.txt").read_text() in answers


def test_construct_answers_in_turtle(store: Path) -> None:
    assert "ent:Ann_Lee" in kg("query", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o . ?s a kg:Person }").stdout


def test_ask_lists_and_answers(store: Path) -> None:
    listed = kg("ask").stdout
    name = listed.splitlines()[0]
    assert name in listed
    parameters = [line.split()[0] for line in listed.split("\n\n")[0].splitlines() if "(required)" in line]
    result = kg("ask", name, *(word for parameter in parameters for word in (parameter, "Riga")))
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("no-such-question",), "no-such-question"),
        (("NAME", "--nonsense", "x"), "nonsense"),
        (("NAME", "--nonsense"), "--nonsense needs a value"),
        (("NAME", "about"), "unexpected argument 'about'"),
    ],
)
def test_ask_explains_what_makes_no_sense(store: Path, arguments: tuple[str, ...], words: str) -> None:
    name = kg("ask").stdout.splitlines()[0]
    result = kg("ask", *(argument.replace("NAME", name) for argument in arguments))
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert words in result.stderr


def test_info(store: Path) -> None:
    assert kg("info").stdout.splitlines() == [
        "kg-store: 2 documents, 4 entities, 2 statements with 3 pieces of evidence",
        "said as fact: 2; denied, possible, intended, conditional, requested or only attributed: 0",
        "top relations:",
        "       2  visit",
    ]
    assert kg("info", "--documents").stdout == "articles/a.txt\t\tPost\tVisit\narticles/b.txt\t\tHerald\t\n"


def test_entities(store: Path) -> None:
    assert kg("entities").stdout.splitlines()[0] == "Ann_Lee\tPerson\t\tAnn Lee"
    assert kg("entities", "osl", "--type", "Place").stdout == "Oslo\tPlace\t\tOslo\n"
    assert kg("entities", "--limit", "1").stderr == "kg: 3 more; give a longer NAME or a larger --limit\n"
    assert kg("entities", "osl", "--type", "place").stdout == "Oslo\tPlace\t\tOslo\n"
    assert kg("entities", "--type", "Planet").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("entities", "Osla"), "no entity is called 'Osla'; near: 'Oslo'"),
        (("entities", "Zzyzx"), "no entity is called 'Zzyzx'; list them with: kg entities"),
        (("entities", "--type", "Law"), "no entity of type Law; kg info says what the store holds"),
        (("ask", "timeline", "--about", "day"), "no entity is called 'day'; near: 'Bob Day'"),
        (("ask", "what-connects", "--one", "Riga", "--other", "Osla"), "no entity is called 'Osla'; near: 'Oslo'"),
        (("ask", "who-said-what", "--about", "RIGA"), "no answer; the store says nothing of this"),
        (("query", "SELECT * { ?s a kg:Law }"), "no answer; nothing in the store is as the query says"),
        (("query", "ASK { ?s kg:threaten ?o }"), "the vocabulary has no kg:threaten; did you mean kg:threatens?"),
        (("query", "ASK { ?s a kg:Xyzzy }"), "the vocabulary has no kg:Xyzzy; see ontology/README.md"),
    ],
)
def test_an_empty_answer_says_why(store: Path, arguments: tuple[str, ...], told: str) -> None:
    result = kg(*arguments)
    assert (result.exit_code, result.stderr) == (0, f"kg: {told}\n")


def test_ask_gives_as_many_rows_as_wanted(store: Path) -> None:
    asked = ("ask", "facts-about", "--about", "Ann Lee", "--format", "CSV")
    assert kg("build", "-", stdin="Ann Lee visits Oslo. Ann Lee visits Kyiv.").exit_code == 0
    every = kg(*asked).stdout_bytes.splitlines()
    some = kg(*asked, "--limit", "1")
    assert (len(every), some.stdout_bytes.splitlines()) == (4, every[:2])
    assert some.stderr == "kg: 2 more; give a larger --limit\n"
    assert kg(*asked, "--limit", "3").stderr == ""


def test_a_table_is_as_wide_as_the_terminal(store: Path) -> None:
    command = ["ask", "facts-about", "--about", "Ann Lee", "--store", str(store)]
    for width in (60, 16):
        lines = in_terminal(command, width=width).splitlines()
        assert len(lines) == 3
        assert max(map(len, lines)) <= width
    assert "…" in lines[2]


def in_terminal(arguments: list[str], *, width: int) -> str:
    """What a command prints on a terminal of that width."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    done = subprocess.run(
        [sys.executable, "-m", "kg", *arguments], cwd=ROOT, stdin=follower, stdout=follower, stderr=follower,
        env=environment,
    )  # fmt: skip
    os.close(follower)
    text = b""
    # The leader's end reads as an error once the follower is closed.
    with suppress(OSError):
        while data := os.read(leader, 65_536):
            text += data
    os.close(leader)
    assert done.returncode == 0, text
    return text.decode().replace("\r\n", "\n")


def test_validate(store: Path) -> None:
    result = kg("validate")
    assert (result.exit_code, result.stdout) == (0, "kg-store is as the ontology's shapes say.\n")


# --- writing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["turtle", "Trig", "nquads", "JSONLD", "graphml", "gexf", "csv"])
def test_export_writes_the_same_bytes_each_time(store: Path, format: str) -> None:
    first = kg("export", "--format", format)
    assert first.exit_code == 0
    assert b"Ann" in first.stdout_bytes
    assert kg("export", "--format", format, "-o", "out").exit_code == 0
    assert (store.parent / "out").read_bytes() == first.stdout_bytes


def test_view(store: Path) -> None:
    assert kg("view", "--no-open").stdout == "kg-graph.html: open it in a browser\n"
    assert "Ann Lee" in (store.parent / "kg-graph.html").read_text()


# --- mistakes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("build",), 2, "Missing argument 'INPUT...'; see 'kg build --help'"),
        (("bild",), 2, "No such command 'bild'"),
        (("build", "articles", "--stor", "x"), 2, "No such option"),
        (("export", "--format", "docx"), 2, "there is no format 'docx'; use turtle"),
        (("view", "--limit", "0"), 2, "0 is not in the range"),
        (("query",), 2, "give one query"),
        (("query", "x", "-f", "y"), 2, "give one query"),
        (("query", "-f", "none.rq"), 3, "cannot be read: No such file"),
        (("info", "--store", "none"), 4, "does not exist; make it with: kg build"),
        (("info", "--store", "articles"), 4, "is no store"),
        (("build", "articles", "--store", "articles"), 4, "is no store: it holds other files"),
        (("build", "articles", "--store", "articles/a.txt"), 4, "is a file, not a store"),
        (("query", "SELECT *\n{ ?s ?p"), 5, "line 2"),
        (("query", "DELETE WHERE { ?s ?p ?o }"), 5, "this is an update"),
        (("export", "-o", "no/such/folder/x.ttl"), 6, "cannot write 'no/such/folder/x.ttl'"),
        (("query", COUNT, "-o", "articles"), 6, "cannot write 'articles': "),
        (("view", "-o", "no/such/x.html", "--no-open"), 6, "cannot write"),
        (("extract", "articles", "-o", "no/such/x.jsonl"), 6, "cannot write"),
    ],
)
def test_a_mistake_is_one_line_and_an_exit_status(
    store: Path, arguments: tuple[str, ...], status: int, words: str
) -> None:
    before = _files(store.parent)
    result = kg(*arguments)
    assert (result.exit_code, len(result.stderr.splitlines()), result.stdout) == (status, 1, "")
    assert words in result.stderr
    assert result.stderr.startswith("kg: ")
    assert _files(store.parent) == before
    assert kg("query", COUNT, "--format", "csv").stdout.split() == ["n", "2"]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if "kg-store" not in path.parts)


@pytest.fixture(autouse=True)
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(url: str) -> None:
        raise AssertionError(f"a test opened {url}")

    monkeypatch.setattr("webbrowser.open", refuse)
