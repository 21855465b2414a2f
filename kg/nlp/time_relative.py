"""Rules for times named by their distance.

From publication: "on Thursday", "last week", "three days ago"; or from a date in the text: "the day before", "two weeks
earlier", "the same year".
"""

from __future__ import annotations

import re

from kg.nlp import time_days
from kg.nlp.time_scene import FUTURE, Reading, Rule, Scene
from kg.nlp.time_words import (
    PART,
    PARTS,
    QUANTITY,
    UNIT,
    WEEKDAY_NAME,
    duration,
    key,
    number_of,
    unit_of,
    weekday_number,
)
from kg.nlp.timex import first_day, moved, relative

_SHIFT = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1, "earlier": -1, "before": -1, "ago": -1,
          "previously": -1, "next": 1, "coming": 1, "following": 1, "subsequent": 1, "after": 1, "later": 1,
          "hence": 1, "now": 1}  # fmt: skip
_NAME_WITH_WEEKDAY = re.compile(
    r"\b(?:Black|Bloody|Sheffield|Good|Easter|Palm|Ash|Super|Ruby|Freaky|Cyber|Giving|Maundy|Shrove|Holy|The|Casual)\s$"
)
_NAMED_AFTER_WEEKDAY = re.compile(
    r"\s(?:Times|Mirror|Telegraph|Express|Mail|Herald|Post|Mercury|Independent|Tribune|Star|World|People|Club|School|Mass"
    r"|Night\s+(?:Live|Football))\b"
)
_TODAY_NAME = re.compile(r"\b(?:USA|Russia|India|History|Psychology|Christianity|Asia)\s$")
_WITHIN = re.compile(r"\b(?:over|in|within|during|for|throughout|of)\s+$", re.IGNORECASE)
_APPOSITION = re.compile(r",\s+(?:on\s+)?|\s*\(")
_CLAUSE_END = r"(?=\s*(?:[,.;:!?)\"]|$|\n|(?:on|in|at|and|but|that|when|with|by|to|was|were|had|said|from)\b))"
_DATED = tuple(rule for rule in time_days.RULES if rule.name in ("month day", "day month"))


def _part_of(value: str | None, part: str | None) -> Reading:
    """A day, or the part of it that is named."""
    if not part:
        return "DATE", value
    return "TIME", f"{value}T{PARTS[key(part)]}" if value else None


def read_weekday(match: re.Match[str], scene: Scene) -> Reading | None:
    """On Thursday, last Tuesday, Friday evening, Monday of last week, every Sunday."""
    if _NAME_WITH_WEEKDAY.search(scene.text, max(0, match.start() - 12), match.start()):
        return None
    if _NAMED_AFTER_WEEKDAY.match(scene.text, match.end()):
        return None
    weekday, which = weekday_number(match["weekday"]), key(match["which"] or "").split()[-1:]
    if match["plural"] or which in (["every"], ["each"]):
        return "SET", f"XXXX-WXX-{weekday + 1}"
    if which in (["following"], ["previous"]) and scene.mentioned:
        return _part_of(_weekday_from_mentioned(scene, weekday, _SHIFT[which[0]]), match["part"])
    return _part_of(_weekday_from_anchor(match, scene, weekday, *which), match["part"])


def _weekday_from_anchor(match: re.Match[str], scene: Scene, weekday: int, which: str = "") -> str | None:
    if scene.anchor is None:
        return None
    if match["week"]:
        day = moved(scene.anchor, weekday - scene.anchor.weekday() + 7 * _SHIFT.get(key(match["week"]), 0))
    else:
        shift = _SHIFT.get(which, 0)
        day = scene.nearest(weekday, shift or scene.direction(match.start(), match.end()))
        if shift and day == scene.anchor:
            day = moved(day, 7 * shift)
    return day.isoformat() if day else None


def _weekday_from_mentioned(scene: Scene, weekday: int, shift: int) -> str | None:
    """The weekday before or after the day mentioned last."""
    known = next(
        (found for value in reversed(scene.mentioned) if (found := first_day(value)) and found[1] == "D"), None
    )
    if known is None:
        return None
    days = (weekday - known[0].weekday()) % 7
    day = moved(known[0], (days or 7) if shift > 0 else days - 7)
    return day.isoformat() if day else None


def read_day(match: re.Match[str], scene: Scene) -> Reading | None:
    """Today, yesterday evening, tonight, the day before yesterday – not USA Today."""
    if match["day"][0] == "T" and _TODAY_NAME.search(scene.text, max(0, match.start() - 14), match.start()):
        return None
    word = key(match["day"])
    count = {"yesterday": -1, "tomorrow": 1}.get(word, 0) + _SHIFT.get(key(match["beyond"] or ""), 0)
    return _part_of(scene.from_anchor(count, "D"), "night" if word == "tonight" else match["part"])


def read_part_of_day(match: re.Match[str], scene: Scene) -> Reading | None:
    """This morning, last night."""
    return _part_of(scene.from_anchor(_SHIFT.get(key(match["which"]), 0), "D"), match["part"])


def read_unit(match: re.Match[str], scene: Scene) -> Reading | None:
    """Last week, this year, next month, the current decade, later in the week, the end of the year."""
    which = key(match["which"] or "").split()
    if key(match["unit"]) == "day" and scene.mentioned:
        return read_that_period(match, scene)
    return "DATE", scene.from_anchor(_SHIFT.get(which[-1], 0) if which else 0, unit_of(match["unit"]))


def read_weekend(match: re.Match[str], scene: Scene) -> Reading | None:
    """At the weekend: the last one that had begun, or the coming one with a verb of the future."""
    begun = scene.anchor is None or scene.anchor.weekday() >= 5
    ahead = scene.direction(match.start(), match.end()) == FUTURE
    return "DATE", scene.from_anchor(0 if begun or ahead else -1, "WE")


def read_next_period(match: re.Match[str], scene: Scene) -> Reading | None:
    """The next day, the previous month, the following year: seen from the date mentioned last.

    "Over the next year" and "the past year" are durations.
    """
    unit, which = key(match["unit"]), key(match["which"])
    if unit in PARTS:
        return _part_of(scene.from_mentioned(_SHIFT[which], "D"), unit) if which not in ("last", "past") else None
    within = _WITHIN.search(scene.text, max(0, match.start() - 12), match.start())
    if which in ("last", "past", "coming") or (which == "next" and within):
        return "DURATION", duration(1, unit_of(unit))
    return "DATE", scene.from_mentioned(_SHIFT[which], unit_of(unit))


def read_that_period(match: re.Match[str], scene: Scene) -> Reading | None:
    """That day, the same year, that night: the date mentioned last."""
    word = key(match["unit"])
    unit = "D" if word in PARTS else unit_of(word)
    values = (relative(value, 0, unit) for value in reversed(scene.mentioned))
    return _part_of(next((value for value in values if value), None), word if word in PARTS else None)


def read_same_period(match: re.Match[str], scene: Scene) -> Reading | None:
    """The same month a year ago, the same period last year: a year before the month or quarter mentioned last."""
    units = {"month": ("M",), "quarter": ("Q",), "week": ("W",)}.get(key(match["unit"]), ("M", "Q"))
    for value in reversed(scene.mentioned):
        known = first_day(value)
        if known and known[1] in units:
            return "DATE", relative(value, {"M": -12, "Q": -4, "W": -52}[known[1]], known[1])
    return "DATE", scene.from_anchor(-12, "M") if units == ("M",) else None


def read_day_before(match: re.Match[str], scene: Scene) -> Reading | None:
    """The day before, the night before, the year after: seen from the date mentioned last, or as apposed.

    "The day before, on March 6" says itself which day that is.
    """
    word, count = key(match["unit"]), _SHIFT[key(match["side"])]
    if word == "day" and (comma := _APPOSITION.match(scene.text, match.end())):
        for rule in _DATED:
            if (dated := rule.compiled.match(scene.text, comma.end())) and (reading := rule.read(dated, scene)):
                return reading
    value = scene.from_mentioned(count, "D" if word in PARTS else unit_of(word))
    return _part_of(value, word if word in PARTS else None)


def read_ago(match: re.Match[str], scene: Scene) -> Reading | None:
    """Three days ago, two weeks earlier, a year later, two years from now; "some years ago" is just the past."""
    unit, side = unit_of(match["unit"]), key(match["side"]).split()[-1]
    from_now = side in ("ago", "hence", "now")
    if not (match["number"] or match["single"]):
        return "DATE", ("PAST_REF" if side == "ago" else "FUTURE_REF") if from_now else None
    count = _counted(match)
    if unit in ("H", "MIN", "S"):
        return "TIME", None
    if unit == "FN":
        count, unit = 2 * count, "W"
    if not float(count).is_integer():
        count, unit = (12 * count, "M") if unit == "Y" else (count - 0.5, unit)
    shift = int(count) * _SHIFT[side]
    return "DATE", scene.from_anchor(shift, unit) if from_now else scene.from_mentioned(shift, unit)


def _counted(match: re.Match[str]) -> float:
    number = number_of(match["number"]) if match["number"] else 1
    return number + 0.5 if match["half"] or match.groupdict().get("more") else number


def read_in_units(match: re.Match[str], scene: Scene) -> Reading | None:
    """In two years, with a verb of the future (otherwise it is a duration: "the first in two years")."""
    unit = unit_of(match["unit"])
    if unit in ("H", "MIN", "S", "FN", "WE") or not (match["number"] or match["single"]) or match["half"]:
        return None
    start = match.start()
    if scene.direction(start, match.end()) != FUTURE or re.search(
        r"\b(?:first|time|once|twice|times)\s+in\s+$", scene.text[max(0, start - 16) : start]
    ):
        return None
    count = _counted(match)
    return ("DATE", scene.from_anchor(int(count), unit)) if float(count).is_integer() else None


_MODIFIED = r"(?:(?:earlier|later|early|late)\s+)?"
_CALENDAR_UNIT = r"(?:week|weekend|month|quarter|year|decade|century)\b"

RULES = (
    Rule(
        "weekday",
        "last Tuesday",
        rf"(?:(?P<which>(?:the\s+)?(?:last|next|past|coming|following|previous)|this(?:\s+(?:past|coming))?|every|each)\s+)?"
        rf"(?P<weekday>{WEEKDAY_NAME})(?:(?P<plural>s)\b(?!')|\b)(?:\s+(?P<part>{PART})\b)?"
        r"(?:\s+(?:of\s+)?(?P<week>last|next|this)\s+week\b)?",
        read_weekday,
    ),
    Rule(
        "day",
        "yesterday evening",
        rf"{_MODIFIED}(?:the\s+day\s+(?P<beyond>before|after)\s+)?(?P<day>today|tonight|yesterday|tomorrow)\b(?:\s+(?P<part>{PART})\b)?",
        read_day,
    ),
    Rule(
        "part of the day",
        "this morning",
        rf"{_MODIFIED}(?P<which>this|last)\s+(?P<part>morning|afternoon|evening|night)\b",
        read_part_of_day,
    ),
    Rule(
        "period",
        "last week",
        rf"{_MODIFIED}(?P<which>last|this(?:\s+(?:past|coming))?|next|(?:the|our|its)\s+current)\s+(?P<unit>{_CALENDAR_UNIT})",
        read_unit,
    ),
    Rule(
        "edge of a period",
        "the end of the year",
        rf"(?:(?:the\s+)?(?:end|start|beginning|middle|rest|remainder|close)\s+of|earlier\s+in|later\s+in|early\s+in|late\s+in)"
        rf"\s+(?:(?P<which>last|this|next)|the)\s+(?P<unit>day|{_CALENDAR_UNIT})\b(?!\s+of\b)",
        read_unit,
    ),
    Rule("weekend", "at the weekend", r"the\s+weekend\b", read_weekend),
    Rule(
        "next period",
        "the following day",
        rf"the\s+(?P<which>next|last|past|coming|previous|preceding|prior|following|subsequent)"
        rf"\s+(?P<unit>{PART}|day|{_CALENDAR_UNIT})",
        read_next_period,
    ),
    Rule(
        "that period",
        "the same day",
        rf"(?:that(?:\s+same|\s+very)?|the\s+same|the\s+very\s+same|same)\s+(?P<unit>{PART}|day|week|month|year)\b(?!\s+(?:as|that)\b)",
        read_that_period,
    ),
    Rule(
        "same period",
        "the same month last year",
        r"(?:the\s+)?same\s+(?P<unit>period|time|month|quarter|week)\s+(?:of\s+|in\s+)?(?:last\s+year|a\s+year\s+(?:ago|earlier|before)"
        r"|the\s+(?:previous|prior|preceding)\s+year|the\s+year\s+before)\b",
        read_same_period,
    ),
    Rule(
        "day before",
        "the day before",
        rf"the\s+(?P<unit>{PART}|day|week|month|year)\s+(?P<side>before|after|earlier){_CLAUSE_END}",
        read_day_before,
    ),
    Rule(
        "ago",
        "three days ago",
        rf"(?:{QUANTITY}\s+(?:full\s+|more\s+)?)?(?P<unit>{UNIT})\s+(?P<more>and\s+a\s+half\s+)?"
        rf"(?P<side>ago\b|earlier\b(?!\s+than)|later\b(?!\s+than)|previously\b|hence\b|from\s+now\b|(?:before|after){_CLAUSE_END})",
        read_ago,
    ),
    Rule("in units", "in two years", rf"(?<=\bin\s){QUANTITY}\s+(?P<unit>{UNIT})", read_in_units),
)
