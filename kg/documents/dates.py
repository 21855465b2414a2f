"""Dates of publication as newspapers write them: in front matter, in a date line, in a dateline."""

from __future__ import annotations

import re
from datetime import date, datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_ISO = r"(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (_ISO, rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}", rf"{_DAY}\s+{_MONTH},?\s+{_YEAR}")
)
_CLOCK = r"(?:[T,\s]+(?:at\s+)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*[ap]\.?m\.?)?(?:\s*(?:Z|[A-Z]{2,4}|[+-]\d\d:?\d\d))?)?"
_LABEL = r"(?:(?:published|posted|date|first published|last updated|updated)(?:\s+on)?\s*:?\s+)?"
_DATE_LINES = tuple(
    re.compile(rf"\s*{_LABEL}{_WEEKDAY}{pattern.pattern}{_CLOCK}\s*\.?\s*$", re.IGNORECASE) for pattern in _PATTERNS
)
_LEADING_DATE = re.compile(rf"\s*date:?\s+{_ISO}\b", re.IGNORECASE)
# "LONDON, March 14, 2025 (Reuters) -" or "KYIV (AP) — 14 March 2025 —"
_DATELINES = tuple(
    re.compile(
        r"\s*[A-Z][A-Z .'\-/]{2,40}(?:,\s*[\w. ]{2,20})?(?:\s*\([\w ]{2,20}\))?\s*[,–—-]\s*"
        rf"(?i:{pattern.pattern})\s*(?:\([\w ]{{2,20}}\)\s*)?[–—:-]"
    )
    for pattern in _PATTERNS
)
_LINES_LOOKED_AT = 6


def as_iso(value: str) -> str | None:
    """The ISO date or date-time that a metadata field means, or None.

    >>> as_iso("August 21, 2015"), as_iso("2025-03-14T08:00:00Z"), as_iso("next week")
    ('2015-08-21', '2025-03-14T08:00:00Z', None)
    """
    value = value.strip()
    if value[:4].isdigit():
        try:
            datetime.fromisoformat(value)
        except ValueError:
            pass
        else:
            return value
    for pattern in _PATTERNS:
        if found := pattern.search(value):
            return _iso(found)
    return None


def published_in(text: str) -> str | None:
    """The date of publication that a text itself gives: a leading ``date 2025-03-14``, a date line, a dateline.

    Only a full date at the text's beginning counts, so that no date of an event is taken for it.

    >>> published_in("Talks fail\\n\\nFriday, August 21, 2015\\n\\nNegotiators left Geneva.")
    '2015-08-21'
    >>> published_in("The talks began on August 21, 2015.") is None
    True
    """
    if found := _LEADING_DATE.match(text):
        return _iso(found)
    for line in _first_lines(text):
        for pattern in (*_DATE_LINES, *_DATELINES):
            if found := pattern.match(line):
                return _iso(found)
    return None


def _first_lines(text: str) -> list[str]:
    lines = (line for line in text[:4000].splitlines() if line.strip())
    return [line for line, _ in zip(lines, range(_LINES_LOOKED_AT), strict=False)]


def _iso(found: re.Match[str]) -> str | None:
    month = found["month"].lower()
    try:
        return date(int(found["year"]), _MONTHS.get(month) or int(month), int(found["day"])).isoformat()
    except ValueError:
        return None
