"""Readers: inputs named on a command line become documents, and what cannot be read becomes a problem."""

from __future__ import annotations

import glob
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import Any, BinaryIO

from kg.documents.dates import as_iso, published_in
from kg.documents.decoding import decode
from kg.documents.front_matter import markdown_title, split_front_matter
from kg.errors import InputError
from kg.model import Document, digest

MAX_BYTES = 10_000_000
"""The largest file of text, and the longest line of JSON Lines, that is read (bytes)."""

_TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown")
_MARKDOWN_SUFFIXES = (".md", ".markdown")
_LINES_SUFFIXES = (".jsonl", ".ndjson", ".json")
_STANDARD_INPUT = "-"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Problem:
    """An input that was not read: where, and why."""

    path: str
    message: str
    line: int | None = None
    harmless: bool = False
    """Whether nothing is lost by it: a JSON Lines file without a line holds no documents."""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"

    @property
    def place(self) -> str:
        """The file, with the line where known."""
        return self.path if self.line is None else f"{self.path}:{self.line}"


Report = Callable[[Problem], None]


def read_documents(
    inputs: Iterable[str | os.PathLike[str]],
    *,
    report: Report,
    max_bytes: int = MAX_BYTES,
    stdin: BinaryIO | None = None,
) -> Iterator[Document]:
    """The documents of files, directories (their text and JSON Lines files, recursively), globs, or ``-``.

    Documents come in the order of the inputs, files of a directory sorted by path; a file met twice is read once.
    A document's id is the ``id`` or ``url`` it gives.  Else it is the path of its file from the directory that was
    given on, beginning with that directory's own name: ``2024/may/a.md`` for ``archive/2024``.  A file that is given by
    itself has the name of the directory it lies in before its own, so that ``2024``, ``2024/*.md`` and
    ``2024/a.md`` all give ``2024/a.md`` its one id, wherever the program runs.  A text from standard input has a hash
    of itself.

    Args:
        inputs: paths, glob patterns, or ``-`` for standard input (JSON Lines or one plain text).
        report: called with every input that cannot be read; the others go on.
        max_bytes: the largest file and the longest line that is read.
        stdin: what ``-`` reads (default: the process's standard input).
    """
    reader = _Reader(report, max_bytes)
    for given in inputs:
        name = os.fspath(given)
        if name == _STANDARD_INPUT:
            stream = stdin or getattr(sys.stdin, "buffer", None)
            if stream is None:
                report(Problem("standard input", "is closed; give a file"))
            else:
                yield from reader.accept(reader.standard_input(stream))
        else:
            yield from reader.accept(reader.path(name))


@dataclass(frozen=True, slots=True)
class _Found:
    """A document and the place it was read from."""

    document: Document
    path: str
    line: int | None = None


class _Reader:
    def __init__(self, report: Report, max_bytes: int) -> None:
        self._report = report
        self._max_bytes = max_bytes
        self._places: dict[str, str] = {}
        self._read: set[str] = set()

    def accept(self, found: Iterable[_Found]) -> Iterator[Document]:
        """Those documents whose id is new; another document of the same id is a problem that names both places."""
        for item in found:
            here = Problem(item.path, "", item.line).place
            first = self._places.setdefault(item.document.id, here)
            if first != here:
                message = f"has the id {item.document.id!r} of {first}; give one of them another id"
                self._report(Problem(item.path, message, item.line))
            else:
                yield item.document

    def path(self, name: str) -> Iterator[_Found]:
        path = Path(name)
        if path.is_dir():
            yield from self._directory(path)
        elif path.exists():
            yield from self._file(path, _path_id(path, path.parent))
        elif glob.has_magic(name):
            yield from self._glob(name)
        else:
            self._report(Problem(name, "does not exist; check the path"))

    def standard_input(self, stream: BinaryIO) -> Iterator[_Found]:
        if _STANDARD_INPUT in self._read:
            return
        self._read.add(_STANDARD_INPUT)
        first = b""
        while not first.strip() and (line := stream.readline(self._max_bytes + 1)):
            first += line
        name = "standard input"
        if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            skipped = first.count(b"\n", 0, len(first.rstrip()))
            yield from self._lines(name, stream, first=first.lstrip(), number=skipped + 1)
        else:
            data = first + stream.read(max(0, self._max_bytes + 1 - len(first)))
            yield from self._text(data, path=name, document_id=None, markdown=False)

    def _directory(self, path: Path) -> Iterator[_Found]:
        files = sorted(
            found
            for found in path.rglob("*")
            if found.suffix.lower() in (*_TEXT_SUFFIXES, ".jsonl", ".ndjson")
            and found.is_file()
            and not any(part.startswith(".") for part in found.relative_to(path).parts)
        )
        if not files:
            self._report(Problem(str(path), "holds no .txt, .md or .jsonl file; give a directory of articles"))
        for file in files:
            yield from self._file(file, _path_id(file, path))

    def _glob(self, pattern: str) -> Iterator[_Found]:
        files = sorted(Path(name) for name in glob.glob(pattern, recursive=True) if os.path.isfile(name))
        if not files:
            self._report(Problem(pattern, "matches no file; check the pattern"))
        base = Path(*takewhile(lambda part: not glob.has_magic(part), Path(pattern).parts))
        for file in files:
            yield from self._file(file, _path_id(file, base))

    def _file(self, path: Path, document_id: str) -> Iterator[_Found]:
        resolved = str(path.resolve())
        if resolved in self._read:
            return
        self._read.add(resolved)
        suffix = path.suffix.lower()
        try:
            with path.open("rb") as stream:
                if suffix in _LINES_SUFFIXES:
                    yield from self._lines(str(path), stream)
                    return
                data = stream.read(self._max_bytes + 1)
        except OSError as error:
            self._report(Problem(str(path), f"cannot be read: {error.strerror or error}"))
            return
        markdown = suffix in _MARKDOWN_SUFFIXES
        yield from self._text(data, path=str(path), document_id=document_id, markdown=markdown)

    def _text(self, data: bytes, *, path: str, document_id: str | None, markdown: bool) -> Iterator[_Found]:
        try:
            if len(data) > self._max_bytes:
                raise InputError(f"is larger than {self._max_bytes:,} bytes; split it into articles")
            document = _document_of_text(decode(data), document_id, markdown)
        except InputError as error:
            self._report(Problem(path, str(error)))
            return
        yield _Found(self._dated(document, path, None), path)

    def _lines(self, path: str, stream: BinaryIO, *, first: bytes = b"", number: int = 1) -> Iterator[_Found]:
        line = first or stream.readline(self._max_bytes + 1)
        empty = True
        while line:
            if line.strip():
                empty = False
                document = self._line(path, stream, line, number)
                if document is not None:
                    yield _Found(self._dated(document, path, number), path, number)
            number += 1
            line = stream.readline(self._max_bytes + 1)
        if empty:
            self._report(Problem(path, "is empty; give one JSON object a line", harmless=True))

    def _line(self, path: str, stream: BinaryIO, line: bytes, number: int) -> Document | None:
        try:
            if len(line) > self._max_bytes and not line.endswith(b"\n"):
                _skip_line(stream)
                raise InputError(f"the line is longer than {self._max_bytes:,} bytes; split it into articles")
            return _document_of_line(line, byte_order_mark=number == 1)
        except InputError as error:
            self._report(Problem(path, str(error), number))
            return None

    def _dated(self, document: Document, path: str, line: int | None) -> Document:
        if document.published is None:
            return replace(document, published=published_in(document.text))
        published = as_iso(document.published)
        if published is None:
            message = f"is read without its date: {document.published!r} is no date; write it as 2025-03-14"
            self._report(Problem(path, message, line))
        return replace(document, published=published)


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
        pass


def _path_id(file: Path, directory: Path) -> str:
    """A file's path from a directory that it lies in, with the directory's own name."""
    return (Path(Path(os.path.abspath(directory)).name) / file.relative_to(directory)).as_posix()


def _document_of_text(content: str, document_id: str | None, markdown: bool) -> Document:
    front = split_front_matter(content)
    if not front.text.strip():
        raise InputError("is empty; give an article with text")
    fields = front.fields
    return Document(
        id=fields.get("id") or fields.get("url") or document_id or f"stdin-{digest(front.text)}",
        text=front.text,
        title=fields.get("title") or (markdown_title(front.text) if markdown else None),
        publisher=fields.get("publisher"),
        published=fields.get("published"),
        url=fields.get("url"),
        lang=fields.get("lang"),
    )


def _document_of_line(line: bytes, *, byte_order_mark: bool) -> Document:
    value = _json_object(line, byte_order_mark)
    fields = {name: _string(value, name) for name in ("title", "publisher", "published", "url", "lang")}
    text = _string(value, "text")
    document_id = _string(value, "id") or fields["url"]
    if document_id is None:
        raise InputError('lacks the field "id"; give every line an id of its own')
    if text is None or not text.strip():
        raise InputError(f'document {document_id!r} has no "text"; give it one')
    return Document(id=document_id, text=text, **fields)


def _json_object(line: bytes, byte_order_mark: bool) -> dict[str, Any]:
    try:
        value = json.loads(line.decode("utf-8-sig" if byte_order_mark else "utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(f"byte {error.start} of the line is not UTF-8; convert the file to UTF-8") from error
    except (json.JSONDecodeError, RecursionError) as error:
        where = f" at column {error.colno}: {error.msg}" if isinstance(error, json.JSONDecodeError) else ": too deep"
        raise InputError(f"is no JSON{where}; give one JSON object a line") from error
    if not isinstance(value, dict):
        raise InputError(f"is a JSON {type(value).__name__}, not an object; give one JSON object a line")
    return value


def _string(value: dict[str, Any], name: str) -> str | None:
    found = value.get(name)
    if found is None or found == "":
        return None
    if not isinstance(found, str):
        raise InputError(f'the field "{name}" is {json.dumps(found)[:40]}, not a string; write it in quotes')
    try:
        found.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            f'the field "{name}" holds half a surrogate pair at {error.start}; write the character whole'
        ) from error
    return found
