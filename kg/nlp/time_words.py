"""The words of time: patterns that the rules share, and what numbers and names in them mean.

Patterns are for ``re.IGNORECASE``; what must be capitalised says so with ``(?-i:…)``.
"""

from __future__ import annotations

import re

_MONTH_NAMES = (
    "January February March April May June July August September October November December".split()
)  # fmt: skip
_WEEKDAY_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]

MONTHS = {name[:length].lower(): i for i, name in enumerate(_MONTH_NAMES, 1) for length in (3, 4, len(name))}
WEEKDAYS = {name.lower(): i for i, name in enumerate(_WEEKDAY_NAMES)}
PARTS = {
    "morning": "MO", "midday": "MI", "lunchtime": "MI", "afternoon": "AF", "evening": "EV", "night": "NI",
    "tonight": "NI",
}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
ORDINALS = {word: i for i, word in enumerate(_ORDINALS, 1)} | {"twenty-first": 21, "final": 4, "last": 4, "latter": 2}
DECADES = {word.removesuffix("y") + "ies": i for i, word in enumerate(_TENS, 2)}
NUMBERS = (
    {word: i for i, word in enumerate(_SMALL)}
    | {word: 10 * i for i, word in enumerate(_TENS, 2)}
    | {"a": 1, "an": 1, "hundred": 100, "thousand": 1000, "dozen": 12}
)
UNITS = {
    "second": "S", "sec": "S", "minute": "MIN", "min": "MIN", "hour": "H", "hr": "H", "day": "D", "week": "W",
    "fortnight": "FN", "weekend": "WE", "month": "M", "quarter": "Q", "year": "Y", "yr": "Y", "decade": "DE",
    "century": "CE", "centurie": "CE",
}  # fmt: skip
"""The unit of each unit word; plurals lose their s first."""

MONTH = (
    r"(?-i:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)(?!\w)"
)
WEEKDAY_NAME = r"(?-i:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
WEEKDAY = rf"{WEEKDAY_NAME}(?!\w)"
SHORT_WEEKDAY = r"(?-i:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?"
PART = r"(?:morning|midday|lunchtime|afternoon|evening|night)"
SEASON = r"(?-i:spring|summer|autumn|fall|winter)"
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?\b(?![:.,]?[0-9]|%)"
YEAR = r"(?:1[0-9]|20)[0-9]{2}(?![\w%$€£]|[.,][0-9])"
COUNTED = (
    r"(?:people|persons?|men|women|children|troops|soldiers|police|staff|jobs|dead|wounded|injured|dollars?|euros?"
    r"|pounds?|roubles?|rubles?|yen|yuan|rupees|pesos?|percent|per\s+cent|points?|miles?|kilomet(?:er|re)s?|met(?:er|re)s?"
    r"|feet|foot|tons?|tonnes?|acres?|hectares?|barrels?|litres?|liters?|gallons?|kilos?|kg|km|mm|cm|m|hp|kwh?|mw|ft"
    r"|mph|points|votes?|seats?|deaths|cases|copies|pages|shares|homes|houses|million|billion|trillion|hundred|thousand"
    r"|calories|residents|civilians|workers|students|refugees|migrants|vehicles|tanks|planes|times|words)\b"
)
"""What follows a number that is a count, not a year or a day of a month."""

UNIT = (
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|fortnights?|weekends?|months?|quarters?|years?|yrs?"
    r"|decades?|century|centuries)\b"
)
_ONE = "|".join(_SMALL[1:10])
_WORD_NUMBER = (
    rf"(?:(?:(?:{_ONE}|an?)\s+)?(?:hundred|thousand|dozen)|(?:{'|'.join(_TENS)})(?:[-\s](?:{_ONE}))?"
    rf"|{'|'.join(sorted(_SMALL[1:], key=len, reverse=True))})\b"
)
NUMBER = rf"(?:(?<![\w.,$€£])[0-9]{{1,3}}(?:,?[0-9]{{3}}){{0,3}}(?:\.[0-9]+)?|{_WORD_NUMBER})"
VAGUE = (
    r"(?:a\s+few|few|several|many|a\s+couple\s+of|a\s+couple|a\s+number\s+of|(?:dozens|scores|hundreds|thousands)\s+of"
    r"|tens\s+of|some|multiple|numerous|countless|various)"
)
QUANTITY = (
    rf"(?:(?P<number>{NUMBER})(?P<half>\s+and\s+a\s+half)?|(?P<vague>{VAGUE})\b|(?P<halved>half\s+an?|a\s+half)\b"
    r"|(?P<single>an?)\b)"
)
ORDINAL = rf"(?:{'|'.join(ORDINALS)}|[0-9]{{1,2}}(?:st|nd|rd|th))"


def key(word: str) -> str:
    """The form of a word in the tables (case-insensitive patterns also match a dotless ı and a long ſ)."""
    return word.casefold().replace("ı", "i")


def month_number(name: str) -> int:
    """1 for "January", "Jan." …"""
    return MONTHS[key(name).rstrip(".")[:3]]


def weekday_number(name: str) -> int:
    """0 for "Monday"."""
    return WEEKDAYS[key(name)]


def unit_of(word: str) -> str:
    """The unit of a unit word, singular or plural.

    >>> unit_of("years"), unit_of("centuries"), unit_of("minute")
    ('Y', 'CE', 'MIN')
    """
    word = key(word)
    return UNITS.get(word) or UNITS[word.removesuffix("s")]


def number_of(words: str) -> float:
    """What a number in digits or words means.

    >>> number_of("twenty-one"), number_of("two hundred"), number_of("1,500"), number_of("2.5"), number_of("a dozen")
    (21, 200, 1500, 2.5, 12)
    """
    words = key(words)
    if words[0].isdigit():
        number = float(words.replace(",", ""))
        return int(number) if number.is_integer() else number
    total = 0
    for word in re.split(r"[-\s]+", words):
        value = NUMBERS[word]
        total = (
            (total or 1) * value
            if value in (12, 100, 1000) and word in ("dozen", "hundred", "thousand")
            else (total + value)
        )
    return total


def ordinal_of(word: str) -> int:
    """What an ordinal means.

    >>> ordinal_of("third"), ordinal_of("21st"), ordinal_of("final")
    (3, 21, 4)
    """
    word = key(word)
    return int(word[:-2]) if word[0].isdigit() else ORDINALS[word]


def century_of(two_digits: int) -> int:
    """The century of a year in two digits: '98 → 19, '08 → 20."""
    return 20 if two_digits < 50 else 19


def duration(count: float | None, unit: str) -> str:
    """The value of so many units (None: some, not said how many).

    >>> duration(3, "D"), duration(2, "H"), duration(1, "DE"), duration(None, "M"), duration(2.5, "Y")
    ('P3D', 'PT2H', 'P10Y', 'PXM', 'P2.5Y')
    """
    factor, letters = {
        "DE": (10, "Y"), "CE": (100, "Y"), "FN": (2, "W"), "H": (1, "TH"), "MIN": (1, "TM"), "S": (1, "TS"),
    }.get(unit, (1, unit))  # fmt: skip
    clock, letters = ("T", letters[1:]) if letters[0] == "T" else ("", letters)
    amount = "X" if count is None else str(round(count * factor, 3)).removesuffix(".0")
    return f"P{clock}{amount}{letters}"
