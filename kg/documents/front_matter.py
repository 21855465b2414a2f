"""Front matter: what stands about an article before its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIELDS = {
    "title": "title", "headline": "title",
    "date": "published", "published": "published", "publication_date": "published", "published_at": "published",
    "publisher": "publisher", "source": "publisher", "site": "publisher", "outlet": "publisher",
    "newspaper": "publisher",
    "url": "url", "link": "url", "canonical": "url",
    "id": "id",
    "lang": "lang", "language": "lang",
}  # fmt: skip
_FENCED = re.compile(r"---[ \t]*\r?\n(?P<fields>.*?)(?:(?<=\n))---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_HEADER_LINE = re.compile(r"(?P<key>[A-Za-z][A-Za-z_ -]{0,20}):[ \t]+(?P<value>\S.*)")
_HEADING = re.compile(r"\s*#[ \t]+(?P<title>\S.*?)[ \t#]*(?:\r?\n|\Z)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields known of an article, and the text that follows them."""

    fields: dict[str, str]
    text: str


def split_front_matter(content: str) -> FrontMatter:
    r"""Fields between ``---`` lines (YAML's simplest form) or in header lines before the first empty line.

    Keys that are not known are passed over; a header counts only if every line of it has a known key, so that a text
    which merely begins with a colon stays whole.

    >>> split_front_matter("title: Talks fail\ndate: 2025-03-14\n\nThe talks failed.")
    FrontMatter(fields={'title': 'Talks fail', 'published': '2025-03-14'}, text='The talks failed.')
    """
    if found := _FENCED.match(content):
        return FrontMatter(_fields(found["fields"].splitlines()), content[found.end() :])
    return _header(content)


def markdown_title(text: str) -> str | None:
    """The first heading of a Markdown text, if it begins with one."""
    found = _HEADING.match(text)
    return found["title"] if found else None


def _header(content: str) -> FrontMatter:
    lines: list[str] = []
    position = 0
    for line in content[:8000].splitlines(keepends=True):
        position += len(line)
        if not line.strip():
            break
        matched = _HEADER_LINE.match(line)
        if matched is None or _key(matched["key"]) is None:
            return FrontMatter({}, content)
        lines.append(line)
    text = content[position:]
    return FrontMatter(_fields(lines), text) if lines and text.strip() else FrontMatter({}, content)


def _fields(lines: list[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in lines:
        matched = _HEADER_LINE.match(line)
        name = _key(matched["key"]) if matched else None
        if matched and name:
            value = _unquoted(matched["value"].strip())
            if value:
                fields.setdefault(name, value)
    return fields


def _key(key: str) -> str | None:
    return _FIELDS.get(key.strip().lower().replace(" ", "_").replace("-", "_"))


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        inner = value[1:-1]
        return inner.replace('\\"', '"').replace("\\\\", "\\") if value[0] == '"' else inner.replace("''", "'")
    # YAML: a comment begins at " #"; an address keeps its fragment because no space stands before it.
    return re.split(r"\s#", value, maxsplit=1)[0].rstrip()
