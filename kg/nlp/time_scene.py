"""What a time expression is read against: the publication date, the text around it, and the dates before it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from kg.nlp.time_words import COUNTED, YEAR, key
from kg.nlp.timex import calendar_day, first_day, moved, relative, shifted

PAST, UNKNOWN, FUTURE = -1, 0, 1

_REACH = 160
"""How many characters of its sentence are searched for a verb that tells the tense."""

OF_YEAR = (
    rf"(?:,?\s+(?:of\s+|in\s+)?(?:the\s+year\s+)?(?P<year>{YEAR})(?!\s+{COUNTED})"
    r"|,?\s+(?:of\s+)?(?:(?P<which>last|this|next)\s+year|(?P<running>the\s+(?:current\s+)?year)"
    r"|of\s+(?P<that>that|the\s+same)\s+year)\b)"
)
"""The year after a month, a day or a quarter: `Scene.year_named` reads it."""

_SENTENCE_END = re.compile(r"(?<=[a-z0-9)\"']{2}[.!?])[\"')]?\s+(?=[\"'(]?[A-Z])|\n")
_PAST_FORMS = (
    "was|were|had|did|said|told|met|began|held|took|made|came|went|left|sent|gave|got|saw|won|lost|led|fell|rose|grew"
    "|struck|hit|shot|fought|fled|flew|found|spoke|wrote|became|paid|sold|bought|brought|built|kept|put|ran|set|shut|cut"
    "|stood|thought|felt|heard|broke|drew|drove|hung|laid|meant|quit|read|rode|sought|spent|spread|stole|swore|threw"
    "|understood|withdrew|wore"
)
_INTENT = (
    r"agree(?:d|s|ing)?|plans?|planned|planning|vow(?:ed|s)?|promise[ds]?|pledge[ds]?|decided|due|expect(?:ed|s)?|scheduled|set"
    r"|slated|likely|poised|going|about|ready|bound|supposed|hop(?:ed|es|e|ing)|want(?:s|ed)?|intend(?:s|ed)?|refuse[ds]?"
    r"|order(?:ed|s)?|urge[ds]?|ask(?:ed|s)?|call(?:ed|s|ing)?|threaten(?:ed|s)?|offer(?:ed|s)?|invited|deadline|prepar(?:ed|es|ing)"
    r"|proposed?|propose[ds]?|aim(?:s|ed|ing)?"
)
_VERB_GROUP = r"(?:\s+(?:not|also|be|been|have|being|\w+ly))*\s+[a-z]+"
_CUE = re.compile(
    rf"""(?P<future>\b(?:will|shall|would|won't|can|could|may|might|should|must|cannot){_VERB_GROUP}|'ll{_VERB_GROUP}
        |\b(?:scheduled|due|set|slated|planned|expected|planning|plans?|deadline)\s+(?:for|in|on|by|is|of)\b
        |\b(?:is|are)\s+to{_VERB_GROUP}
        |\b(?:{_INTENT})(?:\s+\w+){{0,3}}?\s+to{_VERB_GROUP}
        |\b(?:upcoming|forthcoming|begins|starts|opens|takes\s+place|expires|takes\s+effect|kicks\s+off|resumes|votes|meets
        |hosts|visits|arrives|ends|returns|launches|ahead\s+of)\b)
    |(?P<scheduled>\b(?:has|have|had|is|are)\s+(?:been\s+)?(?:scheduled|planned|slated|due)\b)
    |(?P<progressive>\b(?:is|are)\s+(?:\w+ly\s+)?[a-z]+ing\b)
    |(?P<past>\b(?:{_PAST_FORMS}|[a-z]{{2,}}ed|since|(?:has|have)(?!\s+(?:an?|the|to|no|until|its|their)))\b)
    |(?P<headline>\bto\s+(?!the\b|a\b|an\b|his\b|her\b|its\b|their\b|our\b|my\b)
        (?:(?:not|be|have|been)\s+)*[a-z]+(?<!s)\b)""",
    re.VERBOSE,
)
_UNTIL = re.compile(r"\b(?:until|till|til|before|by|from)(?:\s+\w+)?\s*$", re.IGNORECASE)
_SINCE = re.compile(r"\bsince(?:\s+\w+)?\s*$", re.IGNORECASE)
_PLANNED = re.compile(r"\bfor(?:\s+(?:early|late))?\s*$", re.IGNORECASE)
_ONE_DAY = re.compile(r"[A-Z][a-z]+day\b|.*[0-9]")
_NEXT_UP = re.compile(r"\b(?:until|till)(?:\s+(?:the|early|late))?\s*$", re.IGNORECASE)


def parse_anchor(anchor: str | None) -> date | None:
    """The day of an ISO date or date-time; None where there is none or it names no day."""
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)(?!\d)", anchor or "", re.ASCII)
    return calendar_day(*map(int, match.groups())) if match else None


@dataclass(slots=True)
class Scene:
    """A text with the anchor of its relative expressions, and the dated values that were read in it so far."""

    text: str
    anchor: date | None
    mentioned: list[str] = field(default_factory=list)

    def names_year(self, match: re.Match[str]) -> bool:
        """Whether an expression says which year, in digits or by its place beside that of publication."""
        groups = match.groupdict()
        return any(groups.get(name) for name in ("year", "which", "running", "that"))

    def year_named(self, match: re.Match[str]) -> int | None:
        """The year that an expression says; None without one, or without the anchor that it needs."""
        groups = match.groupdict()
        if groups.get("year"):
            return int(groups["year"])
        if groups.get("that"):
            dated = next((known for value in reversed(self.mentioned) if (known := first_day(value))), None)
            return dated[0].year if dated else None
        if self.anchor is None or not self.names_year(match):
            return None
        return self.anchor.year + {"last": -1, "next": 1}.get(key(groups.get("which") or ""), 0)

    def sentence_start(self, at: int) -> int:
        """Where the sentence (or what is within reach of it) before a position begins."""
        start = max(0, at - _REACH)
        ends = [match.end() for match in _SENTENCE_END.finditer(self.text, start, at)]
        return ends[-1] if ends else start

    def direction(self, start: int, end: int) -> int:
        """Whether the verb nearest to an expression speaks of what was or of what is to come.

        The verb before it counts ("will meet on Thursday"); at the start of a sentence the one after it.
        """
        opening = self.sentence_start(start)
        before = self.text[opening:start]
        if _SINCE.search(before):
            return PAST
        if _NEXT_UP.search(before) or (_PLANNED.search(before) and _ONE_DAY.match(self.text[start:end])):
            return FUTURE
        cues = list(_CUE.finditer(before))
        if not cues and len(before.split()) <= 3:
            stop = _SENTENCE_END.search(self.text, end, end + _REACH)
            first = _CUE.search(self.text, end, stop.start() if stop else end + _REACH)
            cues = [first] if first and first.lastgroup != "progressive" else []
        if not cues:
            return FUTURE if _UNTIL.search(before) and "from" not in before[-12:] else UNKNOWN
        return self._told(cues)

    def _told(self, cues: list[re.Match[str]]) -> int:
        last = cues[-1]
        if last.lastgroup == "headline":
            # "met in Moscow to discuss": a purpose of what happened; "US to sign": a headline's future.
            return PAST if any(cue.lastgroup == "past" for cue in cues) else FUTURE
        return PAST if last.lastgroup == "past" else FUTURE

    def nearest(self, weekday: int, direction: int) -> date | None:
        """The day of that weekday on or before publication; on or after it if the direction is the future."""
        if self.anchor is None:
            return None
        if direction == FUTURE:
            return moved(self.anchor, (weekday - self.anchor.weekday()) % 7)
        return moved(self.anchor, -((self.anchor.weekday() - weekday) % 7))

    def year_of(self, month: int, day: int | None, direction: int) -> int | None:
        """The year of a month (and day) named without one.

        By the direction; where that is unknown a day is the one nearest to publication and a month the last one.
        """
        if self.anchor is None:
            return None
        year = self.anchor.year
        if day is None:
            if direction == FUTURE:
                return year if month >= self.anchor.month else year + 1
            return year if month <= self.anchor.month else year - 1
        days = [d for d in (calendar_day(y, month, day) for y in (year - 1, year, year + 1)) if d is not None]
        return min(days, key=lambda found: self._distance(found, direction)).year if days else None

    def _distance(self, day: date, direction: int) -> int:
        """How far off a day is; against the direction farther: half a year where that is the past, else a year.

        The tense may deceive, and nobody dates by month and day what is ten months ago (but what is ten months ahead).
        A day early is not against it: a report may be filed before midnight of what it tells.
        """
        assert self.anchor is not None
        days = (day - self.anchor).days
        return abs(days) + ((366 if direction == FUTURE else 183) if direction * days < -1 else 0)

    def from_anchor(self, count: int, unit: str) -> str | None:
        """The value so many units after publication."""
        return shifted(self.anchor, count, unit) if self.anchor else None

    def from_mentioned(self, count: int, unit: str) -> str | None:
        """The value so many units after the date that was mentioned last (of those precise enough).

        Without one it is counted back from publication, but never forward: nothing says from when.
        """
        for value in reversed(self.mentioned):
            if found := relative(value, count, unit):
                return found
        return self.from_anchor(count, unit) if count < 0 else None


Reading = tuple[str, str | None]
"""Type (DATE, TIME, DURATION, SET) and value of a time expression; the value None where it cannot be normalised."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern for time expressions (case-insensitive), an example of one, and what reads its matches.

    ``read`` returns None to reject a match.
    """

    name: str
    example: str
    pattern: str
    read: Callable[[re.Match[str], Scene], Reading | None]
    compiled: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compiled", re.compile(rf"(?:{self.pattern})", re.IGNORECASE))

    @property
    def anonymous(self) -> str:
        """The pattern without group names, to stand among others in one expression."""
        return re.sub(r"\(\?P<\w+>", "(?:", self.pattern)
