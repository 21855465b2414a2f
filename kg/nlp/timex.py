"""TIMEX3 values: what the value of a time expression looks like, and arithmetic on it.

Values follow TimeML (ISO-TimeML, annex on TIMEX3), which extends ISO 8601: ``2025-03-07``, ``2025-03``, ``2025-W11``,
``2025-Q1``, ``2025-H2``, ``2025-SU``, ``199`` (the 1990s), ``18`` (the 19th century), ``2025-03-07TAF``, ``P3D``,
``PXM``, ``PT2H``, ``PAST_REF``; ``X`` stands for what the text leaves open (``XXXX-03-07``).
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, date, timedelta

VALUE = re.compile(
    r"""(?:\d{4}|XXXX)-(?:\d\d|XX)-(?:\d\d|XX)(?:T(?:MO|MI|AF|EV|NI|\d\d(?::\d\d(?::\d\d)?)?Z?))?
    |(?:\d{4}|XXXX)-(?:\d\d|W(?:\d\d|XX)(?:-(?:WE|[1-7]))?|Q[1-4]|H[12]|SP|SU|FA|WI)
    |\d{2,4}|BC\d{4}|FY\d{4}
    |T(?:MO|MI|AF|EV|NI|\d\d(?::\d\d(?::\d\d)?)?Z?)
    |P(?:\d+(?:\.\d+)?|X)(?:[YMWDQ]|WE)|PT(?:\d+(?:\.\d+)?|X)[HMS]
    |PAST_REF|PRESENT_REF|FUTURE_REF""",
    re.VERBOSE | re.ASCII,
)
"""Every value that the time component gives; to be used with ``fullmatch``."""

_EVENT_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T\w+(?::\w+)*)?)?)?", re.ASCII)
_PRECISION = {"D": 0, "W": 1, "WE": 1, "M": 2, "Q": 3, "H": 4, "Y": 5, "DE": 6, "CE": 7}
_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def event_date(value: str) -> str | None:
    """The ISO date (year, month or day precision) that a TIMEX3 value denotes, None if it denotes no such date.

    >>> event_date("2015-08-20TAF"), event_date("2015-08"), event_date("2015")
    ('2015-08-20', '2015-08', '2015')
    >>> event_date("2015-Q1"), event_date("P3D"), event_date("XXXX-03-07"), event_date("PAST_REF")
    (None, None, None, None)
    """
    match = _EVENT_DATE.fullmatch(value)
    return "-".join(part for part in match.groups() if part) if match else None


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day, None if the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def moved(day: date, days: int) -> date | None:
    """The day so many days later, None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def shifted(day: date, count: int, unit: str) -> str | None:
    """The value, of the unit's precision, that lies ``count`` units after the one holding ``day``.

    Units: D, W, WE (weekend), M, Q, Y, DE (decade), CE (century); None beyond the calendar or for another unit.

    >>> shifted(date(2025, 3, 7), -1, "M"), shifted(date(2025, 3, 7), 0, "W"), shifted(date(2025, 3, 7), -1, "Q")
    ('2025-02', '2025-W10', '2024-Q4')
    >>> shifted(date(2025, 3, 7), -1, "DE"), shifted(date(2025, 3, 7), 0, "CE")
    ('201', '20')
    """
    if abs(count) > 10_000:
        return None
    if unit in ("D", "W", "WE"):
        target = moved(day, count * (1 if unit == "D" else 7))
        if target is None:
            return None
        return target.isoformat() if unit == "D" else week(target) + ("-WE" if unit == "WE" else "")
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
    if months is None:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + count * months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    forms = {"M": f"-{month + 1:02d}", "Q": f"-Q{month // 3 + 1}"}
    return {"DE": f"{year // 10:03d}", "CE": f"{year // 100:02d}"}.get(unit) or f"{year:04d}{forms.get(unit, '')}"


def week(day: date) -> str:
    """The ISO week that holds the day.

    >>> week(date(2024, 12, 30))
    '2025-W01'
    """
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def first_day(value: str) -> tuple[date, str] | None:
    """The first day of a dated value, and the unit of its precision; None for a value without a date.

    >>> first_day("2025-Q2")
    (datetime.date(2025, 4, 1), 'Q')
    >>> first_day("2025-W11")
    (datetime.date(2025, 3, 10), 'W')
    """
    year, _, rest = value.partition("-")
    if not re.fullmatch(r"\d{4}", year, re.ASCII) or year == "0000":
        return None
    if not rest:
        return date(int(year), 1, 1), "Y"
    if found := re.match(r"(\d\d)(?:-(\d\d))?", rest, re.ASCII):
        day = calendar_day(int(year), int(found[1]), int(found[2] or 1))
        return (day, "D" if found[2] else "M") if day else None
    if rest in _SEASON_MONTH:
        return date(int(year), _SEASON_MONTH[rest], 1), "Q"
    return _part_of_year(int(year), rest[0], int(rest[1:3]) if rest[1:3].isdigit() else int(rest[1:2] or 1))


def _part_of_year(year: int, unit: str, number: int) -> tuple[date, str] | None:
    try:
        if unit == "W":
            return date.fromisocalendar(year, number, 1), "W"
        return date(year, (number - 1) * {"Q": 3, "H": 6}[unit] + 1, 1), unit
    except (ValueError, KeyError):
        return None


def relative(reference: str, count: int, unit: str) -> str | None:
    """The value ``count`` units after a dated value; None where that is less precise than the unit.

    >>> relative("2025-03-07", 1, "D"), relative("2008", -2, "Y"), relative("2008", 1, "D")
    ('2025-03-08', '2006', None)
    """
    known = first_day(reference)
    if known is None or _PRECISION.get(unit, -1) < _PRECISION[known[1]]:
        return None
    return shifted(known[0], count, unit)
