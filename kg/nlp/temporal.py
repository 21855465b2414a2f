"""Time expressions: found in news English, and normalised to TIMEX3 values.

`find` and `normalise` are pure functions of a text and its publication date; the spaCy component ``kg_times`` leaves
what they find in ``Doc._.kg_times``.  Extents follow TimeML: articles and modifiers belong to an expression ("the end
of March", "about three days"), prepositions do not.

Nothing is invented: without a publication date "on Thursday" has no value and "March 7" is ``XXXX-03-07``; "07/03/2025"
has no value, as it may be either of two days.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import date
from typing import NamedTuple

from spacy.attrs import IDX
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp import time_amounts, time_days, time_periods, time_relative
from kg.nlp.layers import Timex
from kg.nlp.time_days import further_day
from kg.nlp.time_periods import further_year
from kg.nlp.time_scene import Rule, Scene, parse_anchor
from kg.nlp.timex import event_date, first_day

__all__ = ["RULES", "TimeSpan", "event_date", "find", "normalise", "time_component"]

RULES: tuple[Rule, ...] = (*time_days.RULES, *time_periods.RULES, *time_relative.RULES, *time_amounts.RULES)

_TRIGGER_WORDS = (
    "sec secs second seconds minute minutes min mins hour hours hr hrs day days week weeks fortnight fortnights "
    "weekend weekends month months quarter quarters year years yr yrs decade decades century centuries today "
    "tonight yesterday tomorrow morning afternoon evening night midday lunchtime spring summer autumn fall winter "
    "now nowadays current currently present presently moment recent recently lately previously formerly ago past "
    "soon future term daily weekly monthly quarterly annual annually yearly hourly nightly noon midnight "
    "christmas boxing valentine patrick halloween hallowe'en bastille fool fools saints armistice july o'clock "
    "half daylong weeklong monthlong yearlong twenties thirties forties fifties sixties seventies eighties "
    "nineties BC BCE"
).split()


def _either_case(words: list[str]) -> str:
    """An expression for words in lower case or capitalised, which fails on a first letter (a flag would be slower)."""
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[0].lower(), []).append(word[1:])
    groups = (f"[{first}{first.upper()}](?:{'|'.join(sorted(ends, reverse=True))})" for first, ends in tails.items())
    return "|".join(groups)


_TRIGGER = re.compile(
    rf"""\b(?:(?:{_either_case(_TRIGGER_WORDS)})\b
    |(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:[a-z]+)?\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b
    |(?:JANU|FEBRU|MARCH|APRIL|MAY|JUNE|JULY|AUGU|SEPTE|OCTO|NOVEM|DECEM)
    |[0-9](?:[0-9](?:[0-9][0-9]|[/:.-][0-9][0-9]|[0-9]?'?s)|[/:.-][0-9][0-9])|[0-9]{{1,2}}\s?[apAP]\.?[mM]\b
    |Q[1-4]\b|H[12]\b|FY|(?<=')[0-9][0-9]\b|B\.C\.)""",
    re.VERBOSE | re.ASCII,
)
"""Every expression holds one of these: what keeps the grammar off the rest of a text."""

_GRAMMAR = re.compile("|".join(rule.anonymous for rule in RULES), re.IGNORECASE)
_GRAMMAR_WORDS = frozenset(
    form
    for rule in RULES
    for word in re.findall(r"[a-z']{2,}|\ba\b", re.sub(r"\\[a-z]|\?P<\w+>", " ", rule.pattern).lower())
    for form in (word, word.removesuffix("s"))
)
_WORD = re.compile(r"'?\w+(?:'\w+)*")
_GAP = re.compile(r"[^\w\n]{1,3}|\n")
_BEFORE_TRIGGER = 64
_MEMORY = 32

_APPROXIMATE = re.compile(
    r"\b(?:(?:no\s+)?(?:more|less|fewer)\s+than|at\s+(?:least|most)|about|around|approximately|roughly|nearly|almost|up\s+to"
    r"|just\s+(?:over|under)|well\s+over|over|under|some|only|exactly)\s+$",
    re.IGNORECASE,
)
_PHASE = re.compile(
    r"\b(?:(?:the\s+)?(?:end|start|beginning|middle|rest|remainder|close)\s+of\s+|(?:the\s+)?(?:early|late|mid)(?:\s+|-)(?:in\s+)?"
    r"|(?:earlier|later)\s+(?:in\s+)?)(?:the\s+)?$",
    re.IGNORECASE,
)
_JOIN_AFTER = re.compile(r"[^\S\n]+(?:on\s+)?", re.IGNORECASE)
_JOIN_BEFORE = re.compile(r"[^\S\n]+(?:(?:at|around|about|by)\s+)?", re.IGNORECASE)
_ON_A_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DAY_VALUE = re.compile(r"\d{4}-\d\d-\d\d(?:T[A-Z]{2})?", re.ASCII)


class TimeSpan(NamedTuple):
    """A time expression by character offsets (end exclusive), with its TIMEX3 type and value."""

    start: int
    end: int
    type: str
    value: str | None


def normalise(text: str, anchor: str | None = None) -> str | None:
    """The TIMEX3 value of a time expression, relative ones seen from the ISO date ``anchor``; None if it has none.

    >>> normalise("last Tuesday", "2025-03-07"), normalise("the first quarter of 2024"), normalise("several months")
    ('2025-03-04', '2024-Q1', 'PXM')
    >>> normalise("last Tuesday") is None
    True
    """
    return max(find(text, anchor), key=lambda time: time.end - time.start, default=TimeSpan(0, 0, "", None)).value


def find(text: str, anchor: str | None = None) -> list[TimeSpan]:
    """The time expressions of a text, in order and without overlap; ``anchor`` is its ISO date of publication.

    A dateline (a full date that is a paragraph of its own near the beginning) takes the anchor's place where there is
    none or where they differ by hours.

    >>> [(time.type, time.value) for time in find("He left on Friday, two days after the vote.", "2025-03-09")]
    [('DATE', '2025-03-07'), ('DURATION', 'P2D')]
    """
    scene = Scene(text, _today(text, anchor))
    found: list[TimeSpan] = []
    position = 0
    for trigger in _TRIGGER.finditer(text):
        if trigger.end() <= position:
            continue
        for start in _starts(text, position, trigger):
            if start >= position and _GRAMMAR.match(text, start) and (time := _read(scene, start)):
                found += _with_neighbours(scene, time, position)
                position = found[-1].end
    return _with_clock_times(scene, found)


def _starts(text: str, floor: int, trigger: re.Match[str]) -> list[int]:
    """Where an expression with a trigger may begin: at its word, or at one of the grammar's words right before it."""
    words = list(_WORD.finditer(text, max(floor, trigger.start() - _BEFORE_TRIGGER), trigger.end()))
    starts: list[int] = []
    for word in reversed(words):
        known = word[0][0].isdigit() or word[0].lower().removesuffix("'s") in _GRAMMAR_WORDS
        if word.end() <= trigger.start() and not (known and _GAP.fullmatch(text, word.end(), starts[-1])):
            break
        starts.append(word.start())
    return starts[::-1]


def _today(text: str, anchor: str | None) -> date | None:
    """The day that "today" is: of a dateline where publication is near it or unknown, else that of publication."""
    published, dateline = parse_anchor(anchor), _dateline(text)
    if published and dateline and abs((published - dateline).days) > 3:
        return published
    return dateline or published


def _dateline(text: str) -> date | None:
    """The day that a paragraph of its own among the first few names in full."""
    for line in text[:400].split("\n")[:8]:
        if 6 <= len(line) <= 40 and (time := _read(Scene(line, None), 0)) and time.end == len(line.rstrip(" .")):
            return parse_anchor(time.value)
    return None


def _read(scene: Scene, at: int) -> TimeSpan | None:
    """The longest expression that a rule reads at a position."""
    matches = [(match, rule) for rule in RULES if (match := rule.compiled.match(scene.text, at))]
    matches = [(match, rule) for match, rule in matches if "\n\n" not in match[0]]
    for match, rule in sorted(matches, key=lambda pair: -pair[0].end()):
        if reading := rule.read(match, scene):
            return TimeSpan(at, match.end(), *reading)
    return None


def _with_neighbours(scene: Scene, time: TimeSpan, floor: int) -> list[TimeSpan]:
    """An expression with the modifier before it, and the rest of a range after it ("May 3-5", "2004-09")."""
    found = [time._replace(start=_modified_start(scene.text, time, floor))]
    if time.value:
        if first_day(time.value):
            scene.mentioned.append(time.value)
            del scene.mentioned[:-_MEMORY]
        further = further_day if len(time.value) == len("2025-03-07") else further_year
        if tail := further(scene.text, time.end, time.value):
            found.append(TimeSpan(tail[0], tail[1], "DATE", tail[2]))
    return found


def _modified_start(text: str, time: TimeSpan, floor: int) -> int:
    """Where an expression begins if "about", "more than" or "the end of" before it is counted in."""
    modifier = _PHASE if time.type == "DATE" else _APPROXIMATE if time.type == "DURATION" else None
    if modifier is _APPROXIMATE and text[time.start : time.start + 4].lower() == "the ":
        return time.start  # "over the past year" is during it
    match = modifier.search(text, max(floor, time.start - 24), time.start) if modifier else None
    return match.start() if match else time.start


def _with_clock_times(scene: Scene, times: list[TimeSpan]) -> list[TimeSpan]:
    """Give times of day their date: an adjoining one, with which they are one expression, or that of their context."""
    found: list[TimeSpan] = []
    for time in times:
        last = found[-1] if found else None
        if last and _is_clock(last) and _is_day(time) and _JOIN_AFTER.fullmatch(scene.text, last.end, time.start):
            found[-1] = TimeSpan(last.start, time.end, "TIME", _at(time.value, last.value))
        elif last and _is_clock(time) and _is_day(last) and _JOIN_BEFORE.fullmatch(scene.text, last.end, time.start):
            found[-1] = TimeSpan(last.start, time.end, "TIME", _at(last.value, time.value))
        else:
            found.append(time)
    return [_dated(scene, found, i) if _is_clock(time) else time for i, time in enumerate(found)]


def _is_clock(time: TimeSpan) -> bool:
    return time.value is not None and time.value[0] == "T"


def _is_day(time: TimeSpan) -> bool:
    return bool(_DAY_VALUE.fullmatch(time.value or ""))


def _at(day: str | None, clock: str | None) -> str:
    return f"{(day or '')[:10]}{clock}"


def _dated(scene: Scene, times: list[TimeSpan], index: int) -> TimeSpan:
    """A time of day with the date that its sentence names, else the last one of its paragraph, else publication's."""
    time = times[index]
    opening = max(scene.text.rfind("\n", 0, time.start), 0)
    closing = scene.text.find(". ", time.end)
    before = (other for other in reversed(times[max(0, index - _MEMORY) : index]) if other.start >= opening)
    after = (other for other in times[index + 1 : index + 3] if other.start < closing or closing < 0)
    near = [other for other in (*before, *after) if _ON_A_DAY.match(other.value or "")]
    day = near[0].value if near else scene.from_anchor(0, "D")
    return time._replace(value=_at(day, time.value)) if day else time


def _token_spans(doc: Doc, times: list[TimeSpan]) -> list[Timex]:
    """The expressions by token positions; of two within one token the first is kept."""
    starts: list[int] = doc.to_array(IDX).tolist()
    found: list[Timex] = []
    for time in times:
        first = max(bisect_right(starts, time.start) - 1, 0)
        end = bisect_left(starts, time.end)
        if not found or first >= found[-1].end:
            found.append(Timex(first, end, time.type, time.value))
    return found


@Language.component("kg_times", assigns=["doc._.kg_times"])
def time_component(doc: Doc) -> Doc:
    """Leave the time expressions of a document in ``Doc._.kg_times``, seen from ``Doc._.kg_published``."""
    times = find(doc.text, doc._.kg_published)
    doc._.kg_times = _token_spans(doc, times) if times else []
    return doc
