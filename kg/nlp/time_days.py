"""Rules for days and months: in every order and notation, with their year given, shared or inferred; holidays."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from kg.nlp.time_scene import FUTURE, OF_YEAR, PAST, Reading, Rule, Scene
from kg.nlp.time_words import (
    COUNTED,
    DAY,
    MONTH,
    PART,
    PARTS,
    SHORT_WEEKDAY,
    WEEKDAY,
    YEAR,
    century_of,
    key,
    month_number,
)
from kg.nlp.timex import calendar_day, first_day

_ON_WEEKDAY = rf"(?:(?:{WEEKDAY}|{SHORT_WEEKDAY})(?:\s+{PART})?,?\s+(?:the\s+)?)?"
_TOGETHER = re.compile(
    rf"""(?:,\s*{DAY})*\s*(?:-|–|—|/|,|and|or|to|until|till|through)\s*(?:{DAY}\s+(?:of\s+)?)?(?:{MONTH})?(?:\s*{DAY})?,?
    \s*(?:of\s+)?(?P<year>{YEAR})(?!\s+{COUNTED})""",
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|of|between|and|to|through|during|before|after|late|early|mid|last|next|this|the"
    r"|around|for|as|end|beginning|start|every|each|is|was|or)|[-–—(,:])[\s-]*$",
    re.IGNORECASE,
)
_OTHER_WORDS = frozenset(("may", "march", "august", "april", "june"))
_RALLY_FOR = re.compile(r"\s+(?:on|for|against)\s+[A-Z]")
_NAMED = re.compile(r"\b(?:the|[A-Z]\w*)\s+$")
_PERSON_MAY = re.compile(r"\b(?:Theresa|Mrs?\.?|Ms\.?|Minister|Brian|Prime Minister) May\b")


def _day(match: re.Match[str]) -> int:
    return int(re.sub(r"\D", "", match["day"]))


def _month_day(match: re.Match[str], scene: Scene, month: int, day: int) -> Reading | None:
    """A day of a month: its year is given, or shared with what follows ("March 3 and May 5, 2015"), or inferred."""
    if calendar_day(2000, month, day) is None:
        return None
    if scene.names_year(match):
        year = scene.year_named(match)
    elif shared := _TOGETHER.match(scene.text, match.end()):
        year = int(shared["year"])
    else:
        year = scene.year_of(month, day, scene.direction(match.start(), match.end()))
    if year is None:
        return "DATE", f"XXXX-{month:02d}-{day:02d}"
    return ("DATE", f"{year:04d}-{month:02d}-{day:02d}") if calendar_day(year, month, day) else None


def read_day_of_month(match: re.Match[str], scene: Scene) -> Reading | None:
    """March 7; Friday, 7 March 2025; the night of March 7."""
    reading = _month_day(match, scene, month_number(match["month"]), _day(match))
    if reading and match.groupdict().get("part"):
        return "TIME", f"{reading[1]}T{PARTS[key(match['part'])]}"
    return reading


def read_numeric(match: re.Match[str], scene: Scene) -> Reading | None:
    """07/03/2025: no value where day and month could be either way round; with dots the day comes first."""
    first, second, year = (int(match[name]) for name in ("first", "second", "year"))
    if match["mark"] == "." or first > 12:
        day, month = first, second
    elif second > 12 or first == second:
        month, day = first, second
    else:
        return "DATE", None
    found = calendar_day(year, month, day)
    return ("DATE", found.isoformat()) if found else None


def read_iso(match: re.Match[str], scene: Scene) -> Reading | None:
    """2025-03-07, 2025/03/07, 2025-03-07T14:30Z."""
    found = calendar_day(int(match["year"]), int(match["month"]), int(match["day"]))
    if found is None:
        return None
    clock = match["clock"]
    return ("TIME", f"{found.isoformat()}T{clock.upper()}") if clock else ("DATE", found.isoformat())


def read_month_of_year(match: re.Match[str], scene: Scene) -> Reading | None:
    """March 2025; March of last year; March '08."""
    month = month_number(match["month"])
    if match["short"]:
        return "DATE", f"{century_of(int(match['short']))}{match['short']}-{month:02d}"
    year = scene.year_named(match)
    return "DATE", f"{year:04d}-{month:02d}" if year else None


def read_month(match: re.Match[str], scene: Scene) -> Reading | None:
    """In March; last March; next May – not the modal, the verb or the prime minister."""
    month, text = month_number(match["month"]), scene.text
    which = key(match["which"] or "").split()
    if not which and not _is_month(match, text):
        return None
    if which[:1] in (["every"], ["each"]):
        return "SET", f"XXXX-{month:02d}"
    if shared := _TOGETHER.match(text, match.end()):
        return "DATE", f"{shared['year']}-{month:02d}"
    if scene.anchor is None:
        return "DATE", None if which else f"XXXX-{month:02d}"
    return "DATE", f"{_year_of_month(match, scene, scene.anchor, month, *which[-1:]):04d}-{month:02d}"


def _year_of_month(match: re.Match[str], scene: Scene, anchor: date, month: int, which: str = "") -> int:
    """The year of "last March" (not the running month), "next May", or a bare month by its verb."""
    named = {"next": FUTURE, "coming": FUTURE, "last": PAST, "past": PAST}.get(which)
    year = scene.year_of(month, None, named or scene.direction(match.start(), match.end())) or anchor.year
    running = (year, month) == (anchor.year, anchor.month)
    return year + (named or 0) if running else year


def _is_month(match: re.Match[str], text: str) -> bool:
    """Whether a bare name is the month, not a word, a person or a rally of that name."""
    name, before = key(match["month"]).rstrip("."), text[max(0, match.start() - 24) : match.start()]
    after = text[match.end() : match.end() + 12]
    if re.match(r"\s+[0-9]", after) and not re.match(r"\s+[0-9,.]+\s+[a-z]", after):
        return False
    if name == "may" and _speaks_of_a_person(text):
        return False
    if name in _OTHER_WORDS and _RALLY_FOR.match(after) and _NAMED.search(before):
        return False
    plain = name in ("april", "june") and not re.match(r"\s+[A-Z]", after)
    return plain or bool(_BEFORE_MONTH.search(before)) or (len(name) > 4 and name not in _OTHER_WORDS)


@lru_cache(maxsize=1)
def _speaks_of_a_person(text: str) -> bool:
    """Whether somebody in the text is called May; remembered, as every month of May in a text asks."""
    return bool(_PERSON_MAY.search(text))


def read_holiday(match: re.Match[str], scene: Scene) -> Reading | None:
    """Christmas Day 2024, New Year's Eve, the Fourth of July."""
    name = re.sub(r"[^a-z]+", " ", key(match["holiday"])).strip()
    if name == "christmas" and not _ABOUT_CHRISTMAS.search(scene.text, max(0, match.start() - 8), match.start()):
        return None
    month, day = next(found for words, found in _HOLIDAYS.items() if words in name)
    return _month_day(match, scene, month, day)


def read_attacks(match: re.Match[str], scene: Scene) -> Reading | None:
    """9/11, the September 11 attacks."""
    return "DATE", "2001-09-11"


def further_day(text: str, at: int, value: str) -> tuple[int, int, str] | None:
    """The second day of "May 3-5" or "May 3 and 5", after the value of the first: its start, end and value."""
    match = _FURTHER_DAY.match(text, at)
    known = first_day(value.replace("XXXX", "2000")) if match else None
    if match is None or known is None or known[1] != "D" or int(re.sub(r"\D", "", match["day"])) <= known[0].day:
        return None
    day = calendar_day(known[0].year, known[0].month, int(re.sub(r"\D", "", match["day"])))
    return (match.start("day"), match.end(), value[:4] + day.isoformat()[4:]) if day else None


_FURTHER_DAY = re.compile(
    rf"(?:\s?[-–—]\s?|\s+(?:and|to|or)\s+)(?P<day>{DAY})(?:,?\s+{YEAR}|(?=\s*(?:[,.;:)-]|$|in\b|at\b)))", re.IGNORECASE
)
_HOLIDAYS = {
    "christmas eve": (12, 24), "christmas": (12, 25), "boxing": (12, 26), "new year s eve": (12, 31),
    "new year": (1, 1), "valentine": (2, 14), "st patrick": (3, 17), "may day": (5, 1), "fourth": (7, 4),
    "july fourth": (7, 4), "halloween": (10, 31), "bastille": (7, 14), "april fool": (4, 1), "all saints": (11, 1),
    "armistice": (11, 11),
}  # fmt: skip
_ABOUT_CHRISTMAS = re.compile(r"\b(?:by|at|before|after|until|since|last|this|next)\s$", re.IGNORECASE)
_HOLIDAY = (
    r"(?-i:Christmas(?:\s+(?:Day|Eve)\b)?|Boxing\s+Day|New\s+Year's\s+(?:Day|Eve)|(?:St\.?\s+)?Valentine's\s+Day"
    r"|(?:St\.?|Saint)\s+Patrick's\s+Day|May\s+Day|Fourth\s+of\s+July|July\s+Fourth|Hallowe'?en|Bastille\s+Day"
    r"|April\s+Fools?'s?\s+Day|All\s+Saints'?\s+Day|Armistice\s+Day)"
)

RULES = (
    Rule(
        "attacks",
        "9/11",
        r"9/11(?![/\d])|(?-i:Sept(?:\.|ember)?\s11|11\sSeptember)(?=\s+(?:terror\w*\s+)?attack)",
        read_attacks,
    ),
    Rule(
        "iso",
        "2025-03-07",
        r"(?<![\d/.-])(?P<year>[12][0-9]{3})[-/](?P<month>[01][0-9])[-/](?P<day>[0-3][0-9])"
        r"(?:[T\s](?P<clock>(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?Z?))?(?![\d/])",
        read_iso,
    ),
    Rule(
        "numeric",
        "23/03/2025",
        r"(?<![\d/.-])(?P<first>[0-3]?[0-9])(?P<mark>[/.-])(?P<second>[0-3]?[0-9])[/.-]"
        r"(?P<year>(?:19|20)[0-9]{2})(?![\d/])",
        read_numeric,
    ),
    Rule(
        "part of a day",
        "the night of March 7",
        rf"(?:the\s+)?(?P<part>{PART})\s+of\s+{_ON_WEEKDAY}(?P<month>{MONTH})\s*(?P<day>{DAY})(?:{OF_YEAR})?",
        read_day_of_month,
    ),
    Rule(
        "month day",
        "Friday, March 7, 2025",
        rf"{_ON_WEEKDAY}(?P<month>{MONTH})\s+(?:the\s+)?(?P<day>{DAY})(?!\s+{COUNTED})(?:{OF_YEAR})?",
        read_day_of_month,
    ),
    Rule(
        "day month",
        "7 March 2025",
        rf"{_ON_WEEKDAY}(?:the\s+)?(?<![\d.,$€£])(?P<day>{DAY})(?:\s+of)?[\s-](?P<month>{MONTH})(?:{OF_YEAR})?",
        read_day_of_month,
    ),
    Rule(
        "first of two days",
        "3-5 May 2015",
        rf"(?<![\d.,$€£])(?P<day>{DAY})"
        rf"(?=(?:\s?[-–—]\s?|\s+(?:and|to)\s+){DAY}\s+(?:of\s+)?(?P<month>{MONTH})(?:{OF_YEAR})?)",
        read_day_of_month,
    ),
    Rule("holiday", "Christmas Day 2024", rf"(?:the\s+)?(?P<holiday>{_HOLIDAY})(?:{OF_YEAR})?", read_holiday),
    Rule(
        "month of a year",
        "March 2025",
        rf"(?P<month>{MONTH})(?:{OF_YEAR}|\s+'(?P<short>[0-9]{{2}})\b)",
        read_month_of_year,
    ),
    Rule(
        "month",
        "last March",
        rf"(?:(?P<which>last|next|this(?:\s+(?:past|coming))?|every|each)\s+)?(?P<month>{MONTH})",
        read_month,
    ),
)
