"""Normalisation: the text that spaCy reads, and where each of its characters stood in the original.

Newswire arrives with modifier letters for apostrophes (``Trumpʼs``), quotation marks round names (``“Gazprom”``),
soft hyphens, non-breaking spaces and hard-wrapped lines; most of a parser's junk entities come from these.  The text
itself is never altered: every offset found in the normalised text is mapped back.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass

_SINGLE = {ord(c): "'" for c in "‘’‚‛ʼʹʻ′＇`´"}
_DOUBLE = {ord(c): '"' for c in "“”„‟«»″＂"}
_SPACES = {
    ord(c): " "
    for c in "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f"
}
_CONTROLS = dict.fromkeys((*range(9), *range(14, 32), 127, *range(128, 160)), " ")
_SAME_LENGTH = _SINGLE | _DOUBLE | _SPACES | _CONTROLS | {ord(c): "-" for c in "−‐‑"}

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\r"
_NAME_WORD = r"[A-Z0-9][\w&.'-]*"
# No quote may close after end punctuation: `"Stop." he said` is speech, `"Gazprom"` is a name.
_EDITS = re.compile(
    rf"""(?P<invisible>[{_INVISIBLE}]+)
    |(?P<quoted>(?<!\w)"(?P<name>{_NAME_WORD}(?:\x20{_NAME_WORD}){{0,3}})(?<![.,!?])"(?!\w))
    |(?P<wrapped>(?<=[^\s.:!?"'])(?P<before>\x20*)\n(?P<indent>\x20*)(?=[a-z(0-9]))""",
    re.VERBOSE,
)
_NEEDS_EDIT = re.compile(rf'[{_INVISIBLE}"\n]')


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """The text for the parser, with the position of each of its characters in the original.

    ``positions`` is None where no character was removed, so that positions are the same in both.
    """

    original: str
    text: str
    positions: array[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original offsets of a span of the normalised text.

        >>> normalise("Russiaʼs “Gazprom” said").span(9, 16)
        (10, 17)
        """
        if self.positions is None or start >= end:
            return (start, end) if self.positions is None else self._point(start)
        return self.positions[start], self.positions[end - 1] + 1

    def _point(self, at: int) -> tuple[int, int]:
        assert self.positions is not None
        found = self.positions[at] if at < len(self.positions) else len(self.original)
        return found, found


def normalise(text: str) -> NormalisedText:
    """The text with plain quotes, apostrophes, spaces and hyphens, without invisible characters and quotes round names.

    Lines of hard-wrapped paragraphs are joined; line breaks that may end a paragraph stay.

    >>> normalise("Russiaʼs “Gazprom”").text
    "Russia's Gazprom"
    """
    plain = text.translate(_SAME_LENGTH)
    if not _NEEDS_EDIT.search(plain):
        return NormalisedText(text, plain)
    pieces: list[str] = []
    positions = array("I")
    at = 0
    edited = False

    def keep(start: int, end: int) -> None:
        pieces.append(plain[start:end])
        positions.extend(range(start, end))

    for match in _EDITS.finditer(plain):
        edited = True
        keep(at, match.start())
        if match["quoted"]:
            keep(match.start("name"), match.end("name"))
        elif match["wrapped"] is not None:
            pieces.append(" ")
            positions.append(match.start())
        at = match.end()
    if not edited:
        return NormalisedText(text, plain)
    keep(at, len(plain))
    return NormalisedText(text, "".join(pieces), positions)
