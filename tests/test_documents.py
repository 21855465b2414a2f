"""The way in: what is read, with which metadata, and which one line is said about what cannot be read."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import Problem, batches_as_they_come, read_documents
from kg.documents.dates import as_iso, published_in
from kg.documents.front_matter import split_front_matter
from kg.model import Document


def read(*inputs: object, stdin: bytes = b"", max_bytes: int = 100_000) -> tuple[list[Document], list[str]]:
    problems: list[Problem] = []
    documents = list(
        read_documents(map(str, inputs), report=problems.append, max_bytes=max_bytes, stdin=io.BytesIO(stdin))
    )
    return documents, [str(problem) for problem in problems]


def one(path: Path, data: bytes | str) -> Document:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    documents, problems = read(path)
    assert problems == []
    [document] = documents
    return document


FENCED = """---
title: "Gazprom talks: a \\"thaw\\""
date: 2025-03-14
source: The Meridian Post   # the paper
url: https://example.org/a#top
id: gazprom-1
language: en
tags: [a, b]
---
The talks began.
"""


def test_fenced_front_matter(tmp_path: Path) -> None:
    assert one(tmp_path / "a.md", FENCED) == Document(
        id="gazprom-1",
        text="The talks began.\n",
        title='Gazprom talks: a "thaw"',
        publisher="The Meridian Post",
        published="2025-03-14",
        url="https://example.org/a#top",
        lang="en",
    )


def test_header_lines(tmp_path: Path) -> None:
    document = one(tmp_path / "a.txt", "title: Talks\r\ndate: 14 March 2025\r\n\r\nThe talks\r\nbegan.\r\n")
    assert (document.id, document.title, document.published) == (f"{tmp_path.name}/a.txt", "Talks", "2025-03-14")
    assert document.text == "The talks\r\nbegan.\r\n"


@pytest.mark.parametrize(
    "content",
    [
        "Warning: this is a text.\n\nIt goes on.",
        "title: only a header",
        "--- \nnever closed: x\nThe text.",
        "Source: Reuters said so\nand this is no header.\n\nText.",
    ],
)
def test_what_is_no_front_matter_stays_text(content: str) -> None:
    assert split_front_matter(content).text == content


def test_the_date_that_the_text_gives(tmp_path: Path) -> None:
    text = " date 2025-03-14 The United States is exploring cooperation."
    document = one(tmp_path / "a.txt", text)
    assert (document.published, document.text) == ("2025-03-14", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Friday, August 21, 2015\n\nText.", "2015-08-21"),
        ("Headline\n\nBy Ann Lee\n\n21 August 2015\n\nText.", "2015-08-21"),
        ("Headline\nPublished: Aug. 3, 2015 10:30 GMT\n\nText.", "2015-08-03"),
        ("LONDON, March 14, 2025 (Reuters) - Talks began.", "2025-03-14"),
        ("The talks began on March 14, 2025.", None),
        ("March 14\n\nText.", None),
        ("February 31, 2025\n\nText.", None),
        ("1\n2\n3\n4\n5\n6\n7\nMarch 14, 2025\n", None),
    ],
)
def test_date_lines(text: str, expected: str | None) -> None:
    assert published_in(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-03-14", "2025-03-14"),
        ("2025-03-14T10:00:00+02:00", "2025-03-14T10:00:00+02:00"),
        ("Fri, 14 Mar 2025 10:00:00 GMT", "2025-03-14"),
        ("soon", None),
        ("2025-02-31", None),
    ],
)
def test_dates_of_metadata(value: str, expected: str | None) -> None:
    assert as_iso(value) == expected


def test_a_date_that_is_none_is_said_and_the_document_still_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("title: A\ndate: soon\n\nText.")
    [document], [problem] = read(tmp_path / "a.txt")
    assert document.published is None
    assert "'soon' is no date" in problem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "“Gazprom” said – in São Paulo – that the café’s talks go on.\r\n"
    assert one(tmp_path / "a.txt", text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"---\ntitle: A\n---\n\n", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF file, not text"),
        (b"PK\x03\x04abc", "is a ZIP archive"),
        (b"abc\x00def", "byte 3 is NUL"),
        (b"<!DOCTYPE html><html>", "is an HTML page"),
        (b"x" * 100_001, "is larger than 100,000 bytes"),
        ("“a” b ".encode() + b"\xff end", "byte 10 (0xff) is not UTF-8"),
        (b"\x81\x8d\x8f text", "byte 0 (0x81) is not UTF-8"),
        (b"\xff\xfea", "is not UTF-16"),
    ],
)
def test_a_file_that_cannot_be_read_gives_one_line_and_the_others_go_on(
    tmp_path: Path, data: bytes, words: str
) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    (tmp_path / "b.txt").write_text("Good.")
    [document], [problem] = read(tmp_path)
    assert document.id == f"{tmp_path.name}/b.txt"
    assert problem.startswith(f"{tmp_path / 'a.txt'}: ")
    assert words in problem
    assert "\n" not in problem


def test_a_missing_path_and_a_pattern_without_match(tmp_path: Path) -> None:
    _, problems = read(tmp_path / "none.txt", tmp_path / "*.txt", tmp_path)
    assert [problem.split(": ", 1)[1].split(";")[0] for problem in problems] == [
        "does not exist",
        "matches no file",
        "holds no .txt, .md or .jsonl file",
    ]


def test_a_directory_is_read_recursively_in_order_and_a_file_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/c.txt", ".hidden/x.txt", "picture.png", "c.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"id": "line", "text": "T."}) if name.endswith("jsonl") else "Text.")
    documents, problems = read(tmp_path, tmp_path / "b.txt")
    assert problems == []
    home = tmp_path.name
    assert [document.id for document in documents] == [f"{home}/a/c.txt", f"{home}/a/z.md", f"{home}/b.txt", "line"]


def test_a_glob_gives_ids_relative_to_its_fixed_part(tmp_path: Path) -> None:
    for name in ("a/1.txt", "b/1.txt", "b/2.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("# Heading\n\nText.")
    documents, _ = read(f"{tmp_path}/*/1.txt")
    home = tmp_path.name
    assert [document.id for document in documents] == [f"{home}/a/1.txt", f"{home}/b/1.txt"]
    documents, _ = read(f"{tmp_path}/**/2.*")
    assert [(document.id, document.title) for document in documents] == [(f"{home}/b/2.md", "Heading")]


@pytest.mark.parametrize(
    ("where", "given"),
    [
        (".", "2024"),
        (".", "2024/"),
        (".", "2024/*.md"),
        (".", "2024/good.md"),
        ("2024", "."),
        ("2024", "good.md"),
        ("2024", "*.md"),
        ("2025", "../2024"),
        ("2025", "../2024/good.md"),
    ],
)
def test_a_file_has_one_id_however_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, given: str
) -> None:
    for year in ("2024", "2025"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "good.md").write_text(f"The news of {year}.")
    monkeypatch.chdir(tmp_path / where)
    documents, problems = read(given)
    assert (problems, [document.id for document in documents]) == ([], ["2024/good.md"])


def test_files_of_one_name_in_two_directories_have_two_ids(tmp_path: Path) -> None:
    for year in ("2024", "2025"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "good.md").write_text("The news.")
    documents, problems = read(tmp_path / "2024", tmp_path / "2025")
    assert (problems, [document.id for document in documents]) == ([], ["2024/good.md", "2025/good.md"])


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(
        b"\xef\xbb\xbf" + line(id="1", text="A ʼ\r\n", published="2025-03-14", extra=1) + b"\n" + line(id="2", text="B")
    )
    documents, problems = read(path)
    assert problems == []
    assert documents == [Document("1", "A ʼ\r\n", published="2025-03-14"), Document("2", "B")]


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (b'{"id": "x", "text": \n', "is no JSON at column"),
        (b"[1]\n", "is a JSON list, not an object"),
        (b'{"text": "T."}\n', 'lacks the field "id"'),
        (b'{"id": "x"}\n', "document 'x' has no \"text\""),
        (b'{"id": 7, "text": "T."}\n', 'the field "id" is 7, not a string'),
        (b'{"id": "x", "text": "\\ud800"}\n', "half a surrogate pair"),
        (b'{"id": "x", "text": "\xff"}\n', "byte 21 of the line is not UTF-8"),
        (line(id="x", text="y" * 200_000), "the line is longer than 100,000 bytes"),
        (line(id="first", text="again"), "has the id 'first' of"),
        (b"[" * 100_000 + b"\n", "is no JSON: too deep"),
    ],
)
def test_a_bad_line_is_named_and_the_others_go_on(tmp_path: Path, bad: bytes, words: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(line(id="first", text="A") + bad + line(id="last", text="B"))
    documents, [problem] = read(path)
    assert [document.id for document in documents] == ["first", "last"]
    assert problem.startswith(f"{path}:2: ")
    assert words in problem


def test_a_duplicate_id_names_both_places(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("id: same\ntitle: T\n\nText.")
    _, [problem] = read(tmp_path)
    assert problem.startswith(f"{tmp_path / 'b.txt'}: has the id 'same' of {tmp_path / 'a.txt'}")


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (line(id="1", text="A") + line(id="2", text="B"), ["1", "2"]),
        (b"\n\n" + line(id="1", text="A"), ["1"]),
        (b"A plain text.\nOf two lines.", ["stdin-a3c73bb68043218f"]),
        (b"title: T\nid: mine\n\nText.", ["mine"]),
    ],
)
def test_standard_input_is_json_lines_or_a_text(data: bytes, ids: list[str]) -> None:
    documents, problems = read("-", "-", stdin=data)
    assert problems == []
    assert [document.id for document in documents] == ids


def test_two_texts_of_standard_input_are_two_documents() -> None:
    [one], [other], [again] = (read("-", stdin=text)[0] for text in (b"One.", b"Two.", b"title: T\n\nOne."))
    assert one.id == again.id != other.id


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    problems: list[Problem] = []
    assert list(read_documents(["-"], report=problems.append)) == []
    assert [str(problem) for problem in problems] == ["standard input: is closed; give a file"]


def test_standard_input_that_is_empty() -> None:
    assert read("-") == ([], ["standard input: is empty; give an article with text"])


def test_json_lines_on_standard_input_name_the_right_line() -> None:
    _, [problem] = read("-", stdin=b"\n\n" + line(id="1", text="A") + b"{\n")
    assert problem.startswith("standard input:4: is no JSON")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_a_text_of_json_lines_is_never_altered(text: str) -> None:
    [document], _ = read("-", stdin=line(id="1", text=text, published="2025-01-01"))
    assert document.text == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_front_matter_only_takes_away_from_the_beginning(content: str) -> None:
    assert content.endswith(split_front_matter(content).text)


# --- as they come -------------------------------------------------------------------------------------------------


def test_no_document_waits_for_one_that_has_not_come() -> None:
    more = Event()

    def slow() -> Iterator[Document]:
        yield Document("0", "A.")
        assert more.wait(10)
        yield from (Document(str(number), "B.") for number in range(1, 6))

    found = batches_as_they_come(slow(), 3)
    assert [document.id for document in next(found)] == ["0"]
    more.set()
    rest = list(found)
    assert [document.id for batch in rest for document in batch] == ["1", "2", "3", "4", "5"]
    assert all(len(batch) <= 3 for batch in rest)


def test_what_reading_raises_comes_after_the_documents_before_it() -> None:
    def failing() -> Iterator[Document]:
        yield Document("0", "A.")
        raise ValueError("no more")

    found = batches_as_they_come(failing(), 3)
    assert [document.id for document in next(found)] == ["0"]
    with pytest.raises(ValueError, match="no more"):
        next(found)
