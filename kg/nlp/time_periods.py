"""Rules for years and what is larger or part of one: quarters, halves, seasons, fiscal years, decades, centuries."""

from __future__ import annotations

import re

from kg.nlp.time_scene import FUTURE, OF_YEAR, PAST, Reading, Rule, Scene
from kg.nlp.time_words import COUNTED, DECADES, ORDINAL, SEASON, SEASONS, YEAR, century_of, key, ordinal_of

_BEFORE_YEAR = re.compile(
    r"(?P<cue>\b(?:in|since|of|from|by|until|till|before|after|between|and|during|to|the|early|late|mid|through|through|pre"
    r"|post|circa|for|or|year|its|his|her|their|than|spring|summer|autumn|fall|winter|christmas)|[(–—,/-]|'s)[\s-]*$"
    r"|(?P<about>\b(?:some|about|around|approximately|nearly|almost|least|most|over|than|up\s+to|another|under|exceed(?:s|ed)?))\s+$"
    r"|(?P<numbered>\b(?:no\.?|number|flight|route|highway|room|windows|boeing|airbus|resolution|directive|regulation|article"
    r"|page|section|channel|model|series|unit|form|bill|decree|order|law|iso|paragraph|building|brigade|battalion|plus|minus"
    r"|level|levels|mark|points|code|gate)\s*|[$€£¥#№+=<>~*_@&]\s?|[\w.][.,:/_]|(?<![12]\d\d)\d\s?-|[A-Z]{1,3}-)$",
    re.IGNORECASE,
)
_BEFORE_SEASON = re.compile(
    r"\b(?:in|by|during|since|until|over|through|throughout|before|after|late|early|mid)[\s-]+$", re.IGNORECASE
)
_DEFINITE = re.compile(r"\b(?:in|since|by|the|its|early|late)\s+$|'s\s+$", re.IGNORECASE)
_AFTER_COUNT = re.compile(
    rf"\s+{COUNTED}|\s+(?:other|more)\b|\s?%|\s?(?:hours|hrs)\b|-(?!era\b|related\b|style\b|present\b)[a-z]"
)
_AFTER_ROUND_COUNT = re.compile(
    r"\s+(?!(?:its|this|as|has|was|is|does|goes|levels|elections|results)\b)[a-z]+(?<!s)s\b"
)
_AFTER_ABOUT = re.compile(
    r"\s+(?!(?:and|or|to|in|the|an?|when|but|with|because|after|before|that|which|as|by|for|of|on|at|who|is|was|were|had|has"
    r"|have|it|he|she|they|until|while|if|unless)\b)[a-z]"
)


def read_year(match: re.Match[str], scene: Scene) -> Reading | None:
    """In 2008, the 2008 elections – not a count ("2000 people"), a price or the number of a resolution."""
    before = scene.text[max(0, match.start() - 24) : match.start()]
    year, cue = int(match["year"]), _BEFORE_YEAR.search(before)
    if match["named"]:
        return "DATE", match["year"]
    if cue and cue["numbered"]:
        return None
    if _AFTER_COUNT.match(scene.text, match.end()):
        return None
    if year % 50 == 0 and not _DEFINITE.search(before) and _AFTER_ROUND_COUNT.match(scene.text, match.end()):
        return None
    if cue and cue["about"] and _AFTER_ABOUT.match(scene.text, match.end()):
        return None
    return ("DATE", match["year"]) if year >= 1900 or (cue and cue["cue"] and year >= 1400) else None


def read_short_year(match: re.Match[str], scene: Scene) -> Reading | None:
    """In '98."""
    return "DATE", f"{century_of(int(match['short']))}{match['short']}"


def read_fiscal(match: re.Match[str], scene: Scene) -> Reading | None:
    """Fiscal 2008, FY2024, the next fiscal year."""
    year = scene.year_named(match)
    return "DATE", f"FY{year:04d}" if year else None


def read_part_of_year(match: re.Match[str], scene: Scene) -> Reading | None:
    """The first quarter of 2024, Q3, third-quarter, the second half of last year, H1 2025.

    A quarter without a year is the last one of that number that had begun at publication (the next with a future verb).
    """
    groups = match.groupdict()
    number = int(groups["digit"]) if groups["digit"] else ordinal_of(groups["ordinal"])
    letter = "Q" if "q" in key(match[0]) else "H"
    if number > (4 if letter == "Q" else 2):
        return None
    if scene.names_year(match):
        year = scene.year_named(match)
    elif scene.anchor is None:
        return "DATE", f"XXXX-{letter}{number}"
    else:
        year = _year_of_part(scene, number, letter, scene.direction(match.start(), match.end()))
    return "DATE", f"{year:04d}-{letter}{number}" if year else None


def _year_of_part(scene: Scene, number: int, letter: str, direction: int) -> int:
    """The year of a quarter or half named without one.

    The tense decides, but only for what is half a year off: the quarter just over is meant as past in any tense, and
    nobody names without a year the one nine months ago.
    """
    assert scene.anchor is not None
    parts = 4 if letter == "Q" else 2
    current = (scene.anchor.month - 1) * parts // 12 + 1
    away = (number - current) % parts
    ahead = away == 1 or (away == 2 and direction == FUTURE) if parts == 4 else direction == FUTURE and away == 1
    return scene.anchor.year + (current + away - 1) // parts - (0 if ahead or away == 0 else 1)


def read_season(match: re.Match[str], scene: Scene) -> Reading | None:
    """Last summer, the spring of 2008, in the autumn; a winter has the year in which it begins."""
    season, which = SEASONS[key(match["season"])], key(match.groupdict().get("when") or "").split()
    if scene.names_year(match):
        year = scene.year_named(match)
        return "DATE", f"{year:04d}-{season}" if year else None
    if not which and not _is_season(match, scene.text):
        return None
    if scene.anchor is None:
        return "DATE", None if which else f"XXXX-{season}"
    direction = scene.direction(match.start(), match.end())
    last = which[-1] if which else ""
    if last in ("next", "coming", "last", "past"):
        direction = FUTURE if last in ("next", "coming") else PAST
    return "DATE", f"{_season_year(scene, season, direction, exclusive=last in ('next', 'last')):04d}-{season}"


def _is_season(match: re.Match[str], text: str) -> bool:
    """Whether a bare word is the season: "in the autumn", not "a fall in prices"."""
    named = _BEFORE_SEASON.search(text, max(0, match.start() - 12), match.start())
    return bool(named) and not (
        match["season"] == "fall" and re.match(r"\s+(?:of|in|from)\b", text[match.end() : match.end() + 6])
    )


def _season_year(scene: Scene, season: str, direction: int, *, exclusive: bool) -> int:
    assert scene.anchor is not None
    month, year = scene.anchor.month, scene.anchor.year
    order = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    running = (month - order) % 12 < 3
    start = year if order <= month else year - 1
    if direction == FUTURE:
        return start if running and not exclusive else start + 1
    return start - 1 if running and exclusive else start


def read_decade(match: re.Match[str], scene: Scene) -> Reading | None:
    """The 1990s, the '80s, the nineties – not a person in his sixties."""
    before = scene.text[max(0, match.start() - 8) : match.start()]
    if re.search(r"\b(?:his|her|their|my|our|its|your)\s+(?:\w+\s+)?$", before, re.IGNORECASE):
        return None
    if match["full"]:
        return "DATE", match["full"]
    digit = int(match["short"]) if match["short"] else DECADES[key(match["word"])]
    return "DATE", f"{20 if digit < 2 else 19}{digit}"


def read_century(match: re.Match[str], scene: Scene) -> Reading | None:
    """The 19th century → 18."""
    number = ordinal_of(match["ordinal"])
    if key(match["ordinal"]) in ("last", "final", "latter") or not 1 <= number <= 30:
        return None
    return "DATE", f"{number - 1:02d}"


def read_before_christ(match: re.Match[str], scene: Scene) -> Reading | None:
    """44 BC."""
    return "DATE", f"BC{int(match['number']):04d}"


def further_year(text: str, at: int, value: str) -> tuple[int, int, str] | None:
    """The second year of "2004–09" after the value of the first: its start, end and value."""
    match = _FURTHER_YEAR.match(text, at)
    if match is None or not re.fullmatch(r"[0-9]{4}", value) or int(match["year"]) <= int(value[2:]):
        return None
    return match.start("year"), match.end(), value[:2] + match["year"]


_FURTHER_YEAR = re.compile(r"\s?[-–—/]\s?(?P<year>[0-9]{2})\b(?![-/.,]?[0-9%])")

RULES = (
    Rule("before Christ", "44 BC", r"(?P<number>[0-9]{1,4})\s?(?-i:BCE?|B\.C\.)(?!\w)", read_before_christ),
    Rule(
        "fiscal year",
        "fiscal 2008",
        rf"(?:(?:the\s+)?(?:fiscal|financial)(?:\s+year)?\s+|(?-i:FY)\s?)(?P<year>{YEAR})"
        r"|(?:the\s+)?(?P<which>last|this|next|current)\s+(?:fiscal|financial)\s+year\b",
        read_fiscal,
    ),
    Rule(
        "quarter",
        "the first quarter of 2024",
        rf"(?:the\s+)?(?:(?P<ordinal>first|second|third|fourth|final|last|1st|2nd|3rd|4th)[-\s](?:fiscal[-\s])?"
        rf"(?P<unit>quarter)\b(?!-?final|\s+of\s+(?:the|a)\s+(?!year)|\s*back)|(?-i:Q(?P<digit>[1-4]))\b)(?:(?:\s+of)?{OF_YEAR})?",
        read_part_of_year,
    ),
    Rule(
        "half",
        "the second half of 2023",
        rf"(?:the\s+)?(?:(?P<ordinal>first|second|latter|1st|2nd)[-\s](?P<unit>half)|(?-i:H(?P<digit>[12])))\b"
        rf"(?:(?:\s+of)?{OF_YEAR}|(?=\s+(?:results?|profits?|earnings|sales|revenues?|net|loss(?:es)?|figures)\b))",
        read_part_of_year,
    ),
    Rule(
        "season",
        "the summer of 2008",
        rf"(?:the\s+)?(?:(?P<when>last|next|this(?:\s+(?:past|coming))?|past|coming)\s+)?(?P<season>{SEASON})\b"
        rf"(?:(?:\s+of)?{OF_YEAR})?",
        read_season,
    ),
    Rule(
        "season name",
        "Spring 2008",
        rf"(?-i:(?P<season>Spring|Summer|Autumn|Fall|Winter))(?:\s+of)?\s+(?P<year>{YEAR})",
        read_season,
    ),
    Rule(
        "century",
        "the 19th century",
        rf"(?:the\s+)?(?:(?:early|late|mid|middle)[-\s])?(?P<ordinal>{ORDINAL})[-\s](?:century|centuries)\b",
        read_century,
    ),
    Rule(
        "decade",
        "the 1990s",
        rf"(?:the\s+)?(?:(?:early|late|mid)[-\s])?(?:(?P<full>1[5-9][0-9]|20[0-9])0'?s\b)"
        rf"|(?:the\s+|(?='|(?<=0s\sand\s)))(?:(?:early|late|mid)[-\s])?(?:'?(?P<short>[2-9])0'?s|(?P<word>{'|'.join(DECADES)}))\b",
        read_decade,
    ),
    Rule(
        "short year",
        "in '98",
        r"(?:(?<=\bin\s)|(?<=\bof\s)|(?<=\bthe\s)|(?<=\bsince\s))'(?P<short>[0-9]{2})\b(?!')",
        read_short_year,
    ),
    Rule("year", "in 2008", rf"(?P<named>the\s+year\s+)?(?P<year>{YEAR})", read_year),
)
