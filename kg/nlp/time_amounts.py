"""Rules for durations, repeated times, clock times, and the vague now, then and soon."""

from __future__ import annotations

import re

from kg.nlp.time_scene import Reading, Rule, Scene
from kg.nlp.time_words import NUMBER, PART, PARTS, QUANTITY, UNIT, duration, key, number_of, unit_of

_RATE = re.compile(
    r"(?:[0-9]|%|\b(?:million|billion|trillion|thousand|hundred|percent|per\s+cent|once|twice|thrice|times|barrels|dollars"
    r"|euros|pounds|roubles|rubles|tons|tonnes|gallons|litres|liters|hours|minutes|days|weeks|people|meals|units|cents"
    r"|flights|visitors|passengers|cases|deaths|vehicles|cars|times))\s+$",
    re.IGNORECASE,
)
_SPEED = re.compile(r"\b(?:miles|km|kilomet(?:er|re)s|knots|metres|meters)\s+$", re.IGNORECASE)
_TO_LAST = re.compile(r"\b(?:to|will|would|can|could|may|might|must|should|not)\s+$", re.IGNORECASE)
_CLOCK_CUE = re.compile(
    r"\b(?:at|by|around|from|until|till|before|after|since|about|to|and|between)\s+$", re.IGNORECASE
)
_BARE_CUE = re.compile(
    r"\b(?:for|in|within|after|over|took|takes|take|lasts?|lasted|spent|spend|over\s+the)\s+$",
    re.IGNORECASE,
)
_BARE_FOLLOWER = re.compile(r"\s+(?:of|after|before|since|later|earlier)\b")
_ADVERB_UNIT = {"hourly": "H", "daily": "D", "nightly": "D", "weekly": "W", "monthly": "M", "quarterly": "Q",
                "annual": "Y", "annually": "Y", "yearly": "Y"}  # fmt: skip
_HALVES = {"MIN": (30, "S"), "H": (30, "MIN"), "D": (12, "H"), "Y": (6, "M"), "DE": (5, "Y"), "CE": (50, "Y")}


def read_duration(match: re.Match[str], scene: Scene) -> Reading | None:
    """Three days, a decade, several months, two and a half years, half an hour, the past two weeks.

    "Barrels a day" is a rate (SET); "a second attempt" and "three quarters of" are no times, and "will last six weeks"
    has the verb.
    """
    unit, text = unit_of(match["unit"]), scene.text
    if match["lead"] and _TO_LAST.search(text, max(0, match.start() - 10), match.start()):
        return None
    if match["halved"]:
        return ("DURATION", duration(*_HALVES[unit])) if unit in _HALVES else None
    if match["vague"]:
        return "DURATION", duration(None, unit)
    if match["single"] or match["number"] == "one":
        if unit in ("S", "Q", "WE"):
            return None
        if _SPEED.search(text, max(0, match.start() - 16), match.start()):
            return None
        rate = match["single"] and not match["lead"] and _RATE.search(text, max(0, match.start() - 16), match.start())
        return ("SET", duration(1, unit)) if rate else ("DURATION", duration(1.5 if match["more"] else 1, unit))
    if unit in ("S", "Q") and (
        not match["unit"].endswith("s") or re.match(r"\s+of\b", text[match.end() : match.end() + 4])
    ):
        return None
    number = number_of(match["number"]) + (0.5 if match["half"] or match["more"] else 0)
    old = scene.text.startswith((" old", "-old"), match.end())
    # "June 18, 2018 / Day five": a year before a unit word is no amount of it.
    return ("DURATION", duration(number, unit)) if number < 1000 or match["unit"].endswith("s") or old else None


def read_hyphenated(match: re.Match[str], scene: Scene) -> Reading | None:
    """A 30-day ceasefire, the three-year plan, a 40-year-old, a week-long visit, years-long talks."""
    if long := match["long"]:
        return "DURATION", duration(None if key(long).endswith("s") else 1, unit_of(long))
    unit = unit_of(match["unit"])
    return ("DURATION", duration(number_of(match["number"]), unit)) if unit != "Q" else None


def read_some_units(match: re.Match[str], scene: Scene) -> Reading | None:
    """For years, months of talks, within hours; the past few weeks are read as a duration, recent years as the past."""
    before = scene.text[max(0, match.start() - 12) : match.start()]
    if unit_of(match["unit"]) == "Q":
        return None
    if unit_of(match["unit"]) != "DE" and not (
        _BARE_CUE.search(before) or _BARE_FOLLOWER.match(scene.text, match.end())
    ):
        return None
    return "DURATION", duration(None, unit_of(match["unit"]))


def read_recent(match: re.Match[str], scene: Scene) -> Reading | None:
    """Recent years, the coming weeks."""
    return "DATE", "PAST_REF" if key(match["which"]) == "recent" else "FUTURE_REF"


def read_each(match: re.Match[str], scene: Scene) -> Reading | None:
    """Every week, each year, every two years, every other day, twice a month, per day – not "every second person"."""
    unit = "D" if key(match["unit"]) in PARTS else unit_of(match["unit"])
    if unit == "S" or (match["per"] and unit in ("MIN", "H")):
        return None
    return "SET", duration(2 if match["other"] else number_of(match["number"]) if match["number"] else 1, unit)


def read_adverb(match: re.Match[str], scene: Scene) -> Reading | None:
    """Daily, weekly, annually – not the Daily Telegraph."""
    word, text = match["adverb"], scene.text
    named = re.match(r"\s+[A-Z]", text[match.end() : match.end() + 3]) or text[max(0, match.start() - 2)].isalpha()
    if word[0].isupper() and named:
        return None
    return "SET", duration(1, _ADVERB_UNIT[key(word)])


def read_reference(match: re.Match[str], scene: Scene) -> Reading | None:
    """Now, currently; recently, in the past; soon, in the near future."""
    return "DATE", {"past": "PAST_REF", "now": "PRESENT_REF", "future": "FUTURE_REF"}[
        next(name for name in ("past", "now", "future") if match[name])
    ]


def read_clock(match: re.Match[str], scene: Scene) -> Reading | None:
    """14:30, 2:30 p.m., 0900 GMT, 9 o'clock, noon: the time of day alone; its date is joined later."""
    if match["word"]:
        return "TIME", "T00:00" if key(match["word"]) == "midnight" else "T12:00"
    if not _is_clock(match, scene.text):
        return None
    hour = int((match["military"] or "")[:2] or number_of(match["hour"]))
    minute = int((match["military"] or "")[2:] or match["minute"] or 0)
    half = "p" if key(match["time"] or "") in ("afternoon", "evening") else key(match["half_day"] or "")[:1]
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    if hour > 23:
        return None
    seconds = f":{match['seconds']}" if match["seconds"] else ""
    universal = re.fullmatch(r"[\s(]*(?:GMT|UTC|Z)\)?", match["zone"] or "")
    return "TIME", f"T{hour:02d}:{minute:02d}{seconds}{'Z' if universal else ''}"


def _is_clock(match: re.Match[str], text: str) -> bool:
    """Whether something says that the digits are a time of day, not a score, a price or a verse."""
    if match["half_day"] or match["zone"] or match["oclock"]:
        return True
    cue = bool(_CLOCK_CUE.search(text, max(0, match.start() - 12), match.start()))
    return cue if match["military"] else match["mark"] == ":" and (cue or len(match["hour"]) == 2)


_ZONE_NAME = (
    r"(?-i:GMT|UTC|E[SD]?T|C[SD]?T|P[SD]?T|M[SD]T|CEST|CET|EET|EEST|MSK|BST|IST|JST|KST|AEST|AEDT|NZST|NZDT|WIB|Z\b"
    r"|(?:[Ll]ocal|[A-Z][a-z]+)\s+[Tt]ime|Eastern\s+(?:Standard|Daylight)\s+[Tt]ime)(?:\s?[+-]\s?[0-9]{1,2}(?::[0-9]{2})?)?"
)
_ZONE = rf"(?P<zone>\s*\({_ZONE_NAME}\)|\s?{_ZONE_NAME}(?!\w))"
_HALF_DAY = r"(?P<half_day>[ap]\.m\.|[ap]m\b|[ap]\.m\b)"
_LEAD = (
    r"(?P<lead>(?:(?:the|these|its|his|her|their|this)\s+)?(?:past|last|next|first|coming|previous|final|following|preceding"
    r"|initial|opening|closing)\s+)"
)
_EXTRA = (
    r"(?:(?:more|full|whole|straight|consecutive|long|entire|additional|further|extra|short|successive|calendar|business"
    r"|working|solid|other)\s+)?"
)
_PAST_WORDS = (
    r"(?:very\s+|more\s+|most\s+)?recently\b|lately\b|previously\b|formerly\b|long\s+ago\b|(?:some|a\s+long)\s+time\s+ago\b"
    r"|(?<=\bin\s)the\s+past\b|the\s+(?:recent\s+|distant\s+)?past(?=\s*[,.;)]|$)"
)
_NOW_WORDS = (
    r"now\b(?!-)|currently\b|presently\b|nowadays\b|at\s+present\b|at\s+the\s+moment|at\s+this\s+(?:time|moment|point)|right\s+now\b"
    r"|these\s+days\b|at\s+the\s+present\s+time"
)
_FUTURE_WORDS = (
    r"(?:very\s+)?soon\b(?!\s+(?:after|before))|the\s+(?:near\s+|foreseeable\s+|immediate\s+|distant\s+)future\b|(?<=\bin\s)the\s+future\b"
    r"|the\s+(?:short|long|medium)\s+term\b"
)

_CLOCK = (
    rf"(?=[0-9]{{1,2}}[:.][0-5][0-9]|[0-9]{{1,2}}\s?[ap]\.?m|\w+\s+o'clock|[0-9]{{4}}\s?(?:{_ZONE_NAME}|hours|hrs)\b)"
    rf"(?<![\d.,:$€£])(?:(?P<military>[0-2][0-9][0-5][0-9])(?:\s?(?:hours|hrs)\b)?|(?P<hour>[0-9]{{1,2}}|{NUMBER})"
    r"(?:(?P<mark>[:.])(?P<minute>[0-5][0-9])(?::(?P<seconds>[0-5][0-9]))?)?(?![\d:%])"
    rf"(?:\s?{_HALF_DAY}|\s+(?P<oclock>o'clock)(?:\s+in\s+the\s+(?P<time>morning|afternoon|evening)\b)?)?){_ZONE}?"
)

RULES = (
    Rule(
        "duration",
        "three days",
        rf"{_LEAD}?{QUANTITY}\s+{_EXTRA}(?P<unit>{UNIT})(?P<more>\s+and\s+a\s+half\b)?(?!-)",
        read_duration,
    ),
    Rule(
        "hyphenated",
        "30-day",
        rf"(?P<number>{NUMBER})-(?P<unit>{UNIT})(?:-olds?\b|-long\b)?"
        r"|(?P<long>decades?|years?|months?|weeks?|days?|hours?|minutes?|century)-?long\b",
        read_hyphenated,
    ),
    Rule("some units", "for years", rf"(?P<unit>{UNIT})(?<=s)", read_some_units),
    Rule(
        "recent",
        "recent years",
        r"(?:the\s+)?(?P<which>recent|coming)\s+(?:days|weeks|months|years|decades)\b",
        read_recent,
    ),
    Rule(
        "each",
        "every two years",
        rf"(?:(?:every|each)(?:\s+(?P<other>other))?(?:\s+single)?(?:\s+(?P<number>{NUMBER}))?"
        rf"|(?:once|twice|thrice|(?:{NUMBER}|several|many)\s+times)\s+(?:an?|each|every|per)|(?P<per>per))"
        rf"\s+(?P<unit>{UNIT}|{PART}\b)",
        read_each,
    ),
    Rule("adverb", "annually", rf"(?P<adverb>{'|'.join(_ADVERB_UNIT)})\b", read_adverb),
    Rule(
        "reference",
        "currently",
        rf"(?P<past>{_PAST_WORDS})|(?P<now>{_NOW_WORDS})|(?P<future>{_FUTURE_WORDS})",
        read_reference,
    ),
    Rule("clock", "2:30 p.m.", rf"(?-i:(?P<word>noon|midday|midnight))\b|{_CLOCK}", read_clock),
)
