"""Time expressions: what is found, its type and its TIMEX3 value; and what must not be taken for one."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.nlp.temporal import RULES, event_date, find, normalise, time_component
from kg.nlp.time_scene import Rule
from kg.nlp.timex import VALUE

FRIDAY = "2025-03-07"
"""A Friday in the first quarter: the publication date of most rows."""

Row = tuple[str, list[tuple[str, str, str | None]]]


def read(text: str, anchor: str | None) -> list[tuple[str, str, str | None]]:
    return [(text[time.start : time.end], time.type, time.value) for time in find(text, anchor)]


def date(words: str, value: str | None) -> tuple[str, str, str | None]:
    return words, "DATE", value


def time(words: str, value: str | None) -> tuple[str, str, str | None]:
    return words, "TIME", value


def duration(words: str, value: str) -> tuple[str, str, str | None]:
    return words, "DURATION", value


def repeated(words: str, value: str) -> tuple[str, str, str | None]:
    return words, "SET", value


DAYS: list[Row] = [
    ("The treaty was signed on March 7, 2019.", [date("March 7, 2019", "2019-03-07")]),
    ("The treaty was signed on 7 March 2019.", [date("7 March 2019", "2019-03-07")]),
    ("It was signed on the 7th of March 2019 in Oslo.", [date("the 7th of March 2019", "2019-03-07")]),
    ("Friday, August 21, 2015", [date("Friday, August 21, 2015", "2015-08-21")]),
    ("On Friday 21 August 2015 they met.", [date("Friday 21 August 2015", "2015-08-21")]),
    ("Fri, 21 Aug 2015 they met.", [date("Fri, 21 Aug 2015", "2015-08-21")]),
    ("The ship sank on Aug. 21, 2015.", [date("Aug. 21, 2015", "2015-08-21")]),
    ("The ship sank on Sept. 3rd, 2015.", [date("Sept. 3rd, 2015", "2015-09-03")]),
    ("MARCH 3, 2025 - The court ruled.", [date("MARCH 3, 2025", "2025-03-03")]),
    ("Released 2025-03-05.", [date("2025-03-05", "2025-03-05")]),
    ("Updated 2025-03-05T14:30Z by the desk.", [time("2025-03-05T14:30Z", "2025-03-05T14:30Z")]),
    ("Updated 2025/03/05 by the desk.", [date("2025/03/05", "2025-03-05")]),
    ("The form is dated 07/03/2025.", [date("07/03/2025", None)]),
    ("The form is dated 23/03/2025.", [date("23/03/2025", "2025-03-23")]),
    ("The form is dated 03/23/2025.", [date("03/23/2025", "2025-03-23")]),
    ("The form is dated 03/03/2025.", [date("03/03/2025", "2025-03-03")]),
    ("The form is dated 7.3.2025.", [date("7.3.2025", "2025-03-07")]),
    ("The form is dated 31/02/2025.", []),
    ("The bank failed on March 5.", [date("March 5", "2025-03-05")]),
    ("The bank failed on 5 March.", [date("5 March", "2025-03-05")]),
    ("The fair opened on November 20.", [date("November 20", "2024-11-20")]),
    ("The vote will be held on November 20.", [date("November 20", "2025-11-20")]),
    ("The vote is to be held on June 3.", [date("June 3", "2025-06-03")]),
    ("A June 1 deadline looms for the maker.", [date("June 1", "2025-06-01")]),
    ("The firm has a June 1 deadline to file.", [date("June 1", "2025-06-01")]),
    ("He was born on February 29, 1988.", [date("February 29, 1988", "1988-02-29")]),
    ("He was born on February 30, 1988.", [date("1988", "1988")]),
    ("Talks ran on May 3-5.", [date("May 3", "2025-05-03"), date("5", "2025-05-05")]),
    ("Talks ran on May 3-5, 2015.", [date("May 3", "2015-05-03"), date("5, 2015", "2015-05-05")]),
    ("Talks ran on 3-5 May 2015.", [date("3", "2015-05-03"), date("5 May 2015", "2015-05-05")]),
    ("He spoke on March 3 and March 5, 2015.", [date("March 3", "2015-03-03"), date("March 5, 2015", "2015-03-05")]),
    ("He spoke on March 3 last year.", [date("March 3 last year", "2024-03-03")]),
    ("Guns fell silent on the night of March 3.", [time("the night of March 3", "2025-03-03TNI")]),
    ("The shop closed on Christmas Day 2024.", [date("Christmas Day 2024", "2024-12-25")]),
    ("Crowds gathered on New Year's Eve.", [date("New Year's Eve", "2024-12-31")]),
    ("They hope to be home by Christmas.", [date("Christmas", "2025-12-25")]),
    ("The law changed after 9/11.", [date("9/11", "2001-09-11")]),
    ("The law changed after the September 11 attacks.", [date("September 11", "2001-09-11")]),
]

MONTHS: list[Row] = [
    ("Exports fell in January 2025.", [date("January 2025", "2025-01")]),
    ("Exports fell in January, 2025.", [date("January, 2025", "2025-01")]),
    ("Exports fell in Oct. 2024.", [date("Oct. 2024", "2024-10")]),
    ("Exports fell in January.", [date("January", "2025-01")]),
    ("Exports fell in October.", [date("October", "2024-10")]),
    ("Exports will recover in October.", [date("October", "2025-10")]),
    ("Exports are expected to recover by January.", [date("January", "2026-01")]),
    ("Exports fell last October.", [date("last October", "2024-10")]),
    ("Exports fell last March.", [date("last March", "2024-03")]),
    ("Elections are due next May.", [date("next May", "2025-05")]),
    ("Exports fell in March last year.", [date("March last year", "2024-03")]),
    ("Exports fell in mid-January.", [date("mid-January", "2025-01")]),
    ("Exports fell in early January.", [date("early January", "2025-01")]),
    ("Exports fell at the end of January.", [date("the end of January", "2025-01")]),
    ("It rained between January and March 2023.", [date("January", "2023-01"), date("March 2023", "2023-03")]),
    ("It has been shut since May.", [date("May", "2024-05")]),
    ("The May election was close.", [date("May", "2024-05")]),
]

YEARS: list[Row] = [
    ("The plant closed in 2014.", [date("2014", "2014")]),
    ("The 2014 elections were close.", [date("2014", "2014")]),
    ("The plant (2014) is empty.", [date("2014", "2014")]),
    ("It ran from 2004 to 2009.", [date("2004", "2004"), date("2009", "2009")]),
    ("It ran in 2004–09.", [date("2004", "2004"), date("09", "2009")]),
    ("It ran in 2004-2009.", [date("2004", "2004"), date("2009", "2009")]),
    ("It will serve until at least 2027 when he retires.", [date("2027", "2027")]),
    ("Yields fell to 2000 levels.", [date("2000", "2000")]),
    ("The 2007 models sold well.", [date("2007", "2007")]),
    ("The plan runs to 2050.", [date("2050", "2050")]),
    ("It was founded in 1789.", [date("1789", "1789")]),
    ("It was founded in the year 1789.", [date("the year 1789", "1789")]),
    ("Early 2024 was wet.", [date("Early 2024", "2024")]),
    ("It happened in mid-2024.", [date("mid-2024", "2024")]),
    ("It happened late in 2024.", [date("late in 2024", "2024")]),
    ("It was the summer of 1998.", [date("the summer of 1998", "1998-SU")]),
    ("He emigrated in '98.", [date("'98", "1998")]),
    ("Caesar was killed in 44 BC.", [date("44 BC", "BC0044")]),
    ("Rents rose in the 1990s.", [date("the 1990s", "199")]),
    ("Rents rose in the late 1990s.", [date("the late 1990s", "199")]),
    ("Rents rose in the '80s.", [date("the '80s", "198")]),
    ("Rents rose in the 70s and 80s.", [date("the 70s", "197"), date("80s", "198")]),
    ("Rents rose in the nineties.", [date("the nineties", "199")]),
    ("Serfdom ended in the 19th century.", [date("the 19th century", "18")]),
    ("Serfdom ended in the early nineteenth century.", [date("the early nineteenth century", "18")]),
    ("A 21st-century problem.", [date("21st-century", "20")]),
    ("Profit doubled in fiscal 2024.", [date("fiscal 2024", "FY2024")]),
    ("Profit doubled in the fiscal year 2024.", [date("the fiscal year 2024", "FY2024")]),
    ("Profit doubled in FY2024.", [date("FY2024", "FY2024")]),
]

PARTS_OF_YEARS: list[Row] = [
    ("Profit fell in the first quarter of 2024.", [date("the first quarter of 2024", "2024-Q1")]),
    ("Profit fell in the first quarter of last year.", [date("the first quarter of last year", "2024-Q1")]),
    ("Profit fell in the fourth quarter.", [date("the fourth quarter", "2024-Q4")]),
    ("Profit fell in the first quarter.", [date("the first quarter", "2025-Q1")]),
    ("Profit will fall in the third quarter.", [date("the third quarter", "2025-Q3")]),
    ("Its third-quarter profit fell.", [date("third-quarter", "2024-Q3")]),
    ("Profit fell in Q3 2024.", [date("Q3 2024", "2024-Q3")]),
    ("Profit fell in the second half of 2023.", [date("the second half of 2023", "2023-H2")]),
    ("Profit fell in H1 2023.", [date("H1 2023", "2023-H1")]),
    ("First-half results were poor.", [date("First-half", "2025-H1")]),
    ("The dam broke in the spring of 2008.", [date("the spring of 2008", "2008-SP")]),
    ("The dam broke in Spring 2008.", [date("Spring 2008", "2008-SP")]),
    ("The dam broke last summer.", [date("last summer", "2024-SU")]),
    ("The dam broke in the autumn.", [date("the autumn", "2024-FA")]),
    ("The dam will be mended this summer.", [date("this summer", "2025-SU")]),
    ("The dam broke last winter.", [date("last winter", "2024-WI")]),
]

WEEKDAYS: list[Row] = [
    ("They met on Thursday.", [date("Thursday", "2025-03-06")]),
    ("They met on Friday.", [date("Friday", "2025-03-07")]),
    ("They met on Saturday.", [date("Saturday", "2025-03-01")]),
    ("They will meet on Saturday.", [date("Saturday", "2025-03-08")]),
    ("They will meet in Paris on Thursday.", [date("Thursday", "2025-03-13")]),
    ("The talks are due to begin on Monday.", [date("Monday", "2025-03-10")]),
    ("The ministers agreed to meet on Monday.", [date("Monday", "2025-03-10")]),
    ("The bank will cut jobs, it said on Thursday.", [date("Thursday", "2025-03-06")]),
    ("On Thursday, the bank cut jobs.", [date("Thursday", "2025-03-06")]),
    ("On Monday, the bank will cut jobs.", [date("Monday", "2025-03-10")]),
    ("The truce lasts until Sunday.", [date("Sunday", "2025-03-09")]),
    ("It has rained since Sunday.", [date("Sunday", "2025-03-02")]),
    ("They met last Tuesday.", [date("last Tuesday", "2025-03-04")]),
    ("They met last Friday.", [date("last Friday", "2025-02-28")]),
    ("They meet next Tuesday.", [date("next Tuesday", "2025-03-11")]),
    ("They meet next Friday.", [date("next Friday", "2025-03-14")]),
    ("They met this past Tuesday.", [date("this past Tuesday", "2025-03-04")]),
    ("They met on Monday last week.", [date("Monday last week", "2025-02-24")]),
    ("They met on Monday of this week.", [date("Monday of this week", "2025-03-03")]),
    ("They met on Thursday afternoon.", [time("Thursday afternoon", "2025-03-06TAF")]),
    ("They met late Thursday.", [date("late Thursday", "2025-03-06")]),
    ("The office is shut on Sundays.", [repeated("Sundays", "XXXX-WXX-7")]),
    ("They meet every Monday.", [repeated("every Monday", "XXXX-WXX-1")]),
    ("The minister is visiting Oslo on Monday.", [date("Monday", "2025-03-10")]),
    ("A vote is planned for Monday.", [date("Monday", "2025-03-10")]),
    ("They called a meeting for Monday.", [date("Monday", "2025-03-10")]),
    ("Parliament votes on Tuesday.", [date("Tuesday", "2025-03-11")]),
    ("He fled, the Rev. Smith said on Monday.", [date("Monday", "2025-03-03")]),
    ("Thursday's vote was close.", [date("Thursday", "2025-03-06")]),
]

NEAR_PUBLICATION: list[Row] = [
    ("He resigned today.", [date("today", "2025-03-07")]),
    ("He resigned yesterday.", [date("yesterday", "2025-03-06")]),
    ("He resigned yesterday evening.", [time("yesterday evening", "2025-03-06TEV")]),
    ("He resigned the day before yesterday.", [date("the day before yesterday", "2025-03-05")]),
    ("He will resign tomorrow.", [date("tomorrow", "2025-03-08")]),
    ("He speaks tonight.", [time("tonight", "2025-03-07TNI")]),
    ("He spoke this morning.", [time("this morning", "2025-03-07TMO")]),
    ("He spoke last night.", [time("last night", "2025-03-06TNI")]),
    ("He spoke earlier today.", [date("earlier today", "2025-03-07")]),
    ("Prices rose last week.", [date("last week", "2025-W09")]),
    ("Prices rose this week.", [date("this week", "2025-W10")]),
    ("Prices rose earlier this week.", [date("earlier this week", "2025-W10")]),
    ("Prices rose last month.", [date("last month", "2025-02")]),
    ("Prices will rise next month.", [date("next month", "2025-04")]),
    ("Prices rose last year.", [date("last year", "2024")]),
    ("Prices will fall later this year.", [date("later this year", "2025")]),
    ("Prices will fall early next year.", [date("early next year", "2026")]),
    ("Prices rose last quarter.", [date("last quarter", "2024-Q4")]),
    ("Prices rose this decade.", [date("this decade", "202")]),
    ("Prices rose last century.", [date("last century", "19")]),
    ("They play this weekend.", [date("this weekend", "2025-W10-WE")]),
    ("They played last weekend.", [date("last weekend", "2025-W09-WE")]),
    ("They played over the weekend.", [date("the weekend", "2025-W09-WE")]),
    ("They will play at the weekend.", [date("the weekend", "2025-W10-WE")]),
    ("It must end by the end of the year.", [date("the end of the year", "2025")]),
    ("It must end by the end of next month.", [date("the end of next month", "2025-04")]),
    ("He left three days ago.", [date("three days ago", "2025-03-04")]),
    ("He left a week ago.", [date("a week ago", "2025-W09")]),
    ("He left two months ago.", [date("two months ago", "2025-01")]),
    ("He left 10 years ago.", [date("10 years ago", "2015")]),
    ("He left a decade ago.", [date("a decade ago", "201")]),
    ("He left several years ago.", [date("several years ago", "PAST_REF")]),
    ("He left a year and a half ago.", [date("a year and a half ago", "2023-09")]),
    ("It will open in two years.", [date("two years", "2027")]),
    ("It will open two years from now.", [date("two years from now", "2027")]),
    ("It was the first in two years.", [duration("two years", "P2Y")]),
]

FROM_THE_TEXT: list[Row] = [
    (
        "He was held on 3 May 2011. The following day he was freed.",
        [date("3 May 2011", "2011-05-03"), date("The following day", "2011-05-04")],
    ),
    (
        "He was held on 3 May 2011. The next day he was freed.",
        [date("3 May 2011", "2011-05-03"), date("The next day", "2011-05-04")],
    ),
    (
        "He was held on 3 May 2011 and freed the same day.",
        [date("3 May 2011", "2011-05-03"), date("the same day", "2011-05-03")],
    ),
    (
        "He was held on 3 May 2011; he had fled two days earlier.",
        [date("3 May 2011", "2011-05-03"), date("two days earlier", "2011-05-01")],
    ),
    (
        "He was held on 3 May 2011. Two weeks later he was freed.",
        [date("3 May 2011", "2011-05-03"), date("Two weeks later", "2011-W20")],
    ),
    (
        "The war began in 1998. A year later it was over.",
        [date("1998", "1998"), date("A year later", "1999")],
    ),
    (
        "The war began in June 1998. Three months later it was over.",
        [date("June 1998", "1998-06"), date("Three months later", "1998-09")],
    ),
    (
        "The war began in 1998. That year wheat was dear.",
        [date("1998", "1998"), date("That year", "1998")],
    ),
    (
        "Mark left in 1994, and in August of that year Ann joined.",
        [date("1994", "1994"), date("August of that year", "1994-08")],
    ),
    ("Sales rose in 2010 from the previous year.", [date("2010", "2010"), date("the previous year", "2009")]),
    (
        "He was seen on 3 May 2011 and the night before.",
        [date("3 May 2011", "2011-05-03"), time("the night before", "2011-05-02TNI")],
    ),
    (
        "The day before, on March 5, he had fled.",
        [date("The day before", "2025-03-05"), date("March 5", "2025-03-05")],
    ),
    ("He had fled the day before.", [date("the day before", "2025-03-06")]),
    (
        "Sales rose in January compared with the same month last year.",
        [date("January", "2025-01"), date("the same month last year", "2024-01")],
    ),
    ("He was freed a year later.", [date("a year later", None)]),
]

VAGUE: list[Row] = [
    ("The bridge is now closed.", [date("now", "PRESENT_REF")]),
    ("The bridge is currently closed.", [date("currently", "PRESENT_REF")]),
    ("The bridge is closed at the moment.", [date("at the moment", "PRESENT_REF")]),
    ("The bridge was recently closed.", [date("recently", "PAST_REF")]),
    ("Costs have risen in recent years.", [date("recent years", "PAST_REF")]),
    ("Costs have risen in the past.", [date("the past", "PAST_REF")]),
    ("The bridge will soon close.", [date("soon", "FUTURE_REF")]),
    ("The bridge may close in the near future.", [date("the near future", "FUTURE_REF")]),
    ("The bridge may close in the future.", [date("the future", "FUTURE_REF")]),
    ("The bridge may close in the coming weeks.", [date("the coming weeks", "FUTURE_REF")]),
]

AMOUNTS: list[Row] = [
    ("They talked for three days.", [duration("three days", "P3D")]),
    ("They talked for two hours.", [duration("two hours", "PT2H")]),
    ("They talked for 45 minutes.", [duration("45 minutes", "PT45M")]),
    ("They talked for half an hour.", [duration("half an hour", "PT30M")]),
    ("They talked for a decade.", [duration("a decade", "P10Y")]),
    ("They talked for several months.", [duration("several months", "PXM")]),
    ("They talked for a few days.", [duration("a few days", "PXD")]),
    ("They talked for years.", [duration("years", "PXY")]),
    ("Months of talks failed.", [duration("Months", "PXM")]),
    ("A 30-day ceasefire was agreed.", [duration("30-day", "P30D")]),
    ("The three-year plan failed.", [duration("three-year", "P3Y")]),
    ("A 40-year-old was hurt.", [duration("40-year-old", "P40Y")]),
    ("The week-long visit ended.", [duration("week-long", "P1W")]),
    ("A yearlong boycott ended.", [duration("yearlong", "P1Y")]),
    ("It took more than two years.", [duration("more than two years", "P2Y")]),
    ("It took about a year.", [duration("about a year", "P1Y")]),
    ("It took two and a half years.", [duration("two and a half years", "P2.5Y")]),
    ("It took twenty-five years.", [duration("twenty-five years", "P25Y")]),
    ("It took a hundred years.", [duration("a hundred years", "P100Y")]),
    ("It took half a century.", [duration("half a century", "P50Y")]),
    ("It took two weeks.", [duration("two weeks", "P2W")]),
    ("The trial will last six weeks.", [duration("six weeks", "P6W")]),
    ("It took a fortnight.", [duration("a fortnight", "P2W")]),
    ("It rained on three consecutive days.", [duration("three consecutive days", "P3D")]),
    ("It rained over the past two weeks.", [duration("the past two weeks", "P2W")]),
    ("It rained over the past year.", [duration("the past year", "P1Y")]),
    ("Costs will rise over the next four years.", [duration("the next four years", "P4Y")]),
    ("It was the worst drought in 18 months.", [duration("18 months", "P18M")]),
]

SETS: list[Row] = [
    ("The council meets every week.", [repeated("every week", "P1W")]),
    ("The council meets each year.", [repeated("each year", "P1Y")]),
    ("The council meets every two years.", [repeated("every two years", "P2Y")]),
    ("The council meets every other day.", [repeated("every other day", "P2D")]),
    ("The council meets twice a month.", [repeated("twice a month", "P1M")]),
    ("The council meets three times a year.", [repeated("three times a year", "P1Y")]),
    ("The council reports annually.", [repeated("annually", "P1Y")]),
    ("The council makes daily reports.", [repeated("daily", "P1D")]),
    ("The well gives 500 barrels a day.", [repeated("a day", "P1D")]),
    ("The council meets every morning.", [repeated("every morning", "P1D")]),
]

CLOCK: list[Row] = [
    ("It struck on Thursday at 14:30.", [time("Thursday at 14:30", "2025-03-06T14:30")]),
    ("It struck at 2:30 p.m. on Thursday.", [time("2:30 p.m. on Thursday", "2025-03-06T14:30")]),
    ("It struck at 2 pm on March 5.", [time("2 pm on March 5", "2025-03-05T14:00")]),
    ("It struck at 0900 GMT Thursday.", [time("0900 GMT Thursday", "2025-03-06T09:00Z")]),
    ("It struck at 19:49 UTC.", [time("19:49 UTC", "2025-03-07T19:49Z")]),
    ("It struck at 12:05 a.m. today.", [time("12:05 a.m. today", "2025-03-07T00:05")]),
    ("It struck at 11 p.m. local time on Thursday.", [time("11 p.m. local time on Thursday", "2025-03-06T23:00")]),
    (
        "It struck at 10:02 a.m. Wednesday (0202 GMT).",
        [time("10:02 a.m. Wednesday", "2025-03-05T10:02"), time("0202 GMT", "2025-03-05T02:02Z")],
    ),
    ("It struck at noon.", [time("noon", "2025-03-07T12:00")]),
    ("It struck at nine o'clock.", [time("nine o'clock", "2025-03-07T09:00")]),
    ("On Thursday the storm struck, and by 14:30 it was over.", [
        date("Thursday", "2025-03-06"), time("14:30", "2025-03-06T14:30"),
    ]),
]  # fmt: skip

NO_TIME: list[Row] = [
    ("The minister may resign.", []),
    ("Theresa May said in May that she would go, and May went.", []),
    ("They march for peace.", []),
    ("The Sun reported it.", []),
    ("He read it in the Sun.", []),
    ("A second attempt failed.", []),
    ("The second man fled.", []),
    ("About 2000 people fled.", []),
    ("2000 people fled.", []),
    ("It had 1,900 votes.", []),
    ("It cost $2000 to build.", []),
    ("It cost 2000 euros.", []),
    ("Resolution 1973 was passed.", []),
    ("Flight 2024 was late.", []),
    ("The 2000-seat hall was full.", []),
    ("It lay 2000 m above the sea.", []),
    ("Three quarters of them fled.", []),
    ("A fall in prices hurt them.", []),
    ("Prices fall when it rains.", []),
    ("He is in his sixties.", []),
    ("They shopped on Black Friday.", []),
    ("The Sunday Times reported it.", []),
    ("USA Today reported it.", []),
    ("The Daily Telegraph reported it.", []),
    ("It flew at 500 miles an hour.", []),
    ("They won 3-2 and lost 2:1.", []),
    ("Every second person fled.", []),
    ("The fall of the city was near.", []),
    ("It is 1500 kilometres long.", []),
]

WITHOUT_ANCHOR: list[Row] = [
    ("They met on Thursday.", [date("Thursday", None)]),
    ("They met yesterday.", [date("yesterday", None)]),
    ("They met yesterday evening.", [time("yesterday evening", None)]),
    ("They met on March 7.", [date("March 7", "XXXX-03-07")]),
    ("They met in March.", [date("March", "XXXX-03")]),
    ("They met last March.", [date("last March", None)]),
    ("They met last year.", [date("last year", None)]),
    ("They met last summer.", [date("last summer", None)]),
    ("They met three days ago.", [date("three days ago", None)]),
    ("They met at 14:30.", [time("14:30", "T14:30")]),
    ("They met on March 7, 2025.", [date("March 7, 2025", "2025-03-07")]),
    ("They met in the third quarter.", [date("the third quarter", "XXXX-Q3")]),
    ("They talked for three days.", [duration("three days", "P3D")]),
    (
        "Talks end\n\nMarch 7, 2025\n\nThey met yesterday.",
        [date("March 7, 2025", "2025-03-07"), date("yesterday", "2025-03-06")],
    ),
]

ALL = [
    *DAYS, *MONTHS, *YEARS, *PARTS_OF_YEARS, *WEEKDAYS, *NEAR_PUBLICATION, *FROM_THE_TEXT, *VAGUE, *AMOUNTS, *SETS,
    *CLOCK, *NO_TIME,
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ALL, ids=[text for text, _ in ALL])
def test_expressions_of_a_text_published_on_a_friday_in_march(
    text: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert read(text, FRIDAY) == expected


@pytest.mark.parametrize(("text", "expected"), WITHOUT_ANCHOR, ids=[text for text, _ in WITHOUT_ANCHOR])
def test_nothing_is_invented_without_a_publication_date(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert read(text, None) == expected


@pytest.mark.parametrize("anchor", ["", "soon", "2025", "2025-02-31", "2025-03-07extra"])
def test_an_unusable_anchor_is_like_none_or_its_day(anchor: str) -> None:
    value = normalise("yesterday", anchor)
    assert value == ("2025-03-06" if anchor.startswith("2025-03-07") else None)


def test_a_dateline_hours_off_the_publication_date_is_the_writers_today() -> None:
    text = "Talks end\n\nSaturday, March 8, 2025\n\nThey met yesterday."
    assert read(text, "2025-03-07T23:50:00Z")[-1] == ("yesterday", "DATE", "2025-03-07")


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_every_rule_reads_its_example(rule: Rule) -> None:
    [found, *_] = find(rule.example, FRIDAY)
    assert found.end == len(rule.example) or rule.name == "first of two days"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2015", "2015"), ("2015-08", "2015-08"), ("2015-08-20", "2015-08-20"), ("2015-08-20TAF", "2015-08-20"),
        ("2015-08-20T14:30Z", "2015-08-20"), ("2015-W11", None), ("2015-Q1", None), ("2015-H1", None),
        ("2015-SU", None), ("199", None), ("18", None), ("P3D", None), ("PT2H", None), ("PAST_REF", None),
        ("XXXX-03-07", None), ("XXXX-WXX-1", None), ("FY2015", None), ("BC0044", None), ("T14:30", None),
    ],
)  # fmt: skip
def test_event_date(value: str, expected: str | None) -> None:
    assert event_date(value) == expected


WORDS = st.sampled_from(
    "the a last next this March May Friday 3 7th 2008 1990s two three days weeks years ago later earlier in on of half "
    "first second quarter and a 14:30 GMT p.m. morning every daily 30-day since - – , . ( ) \n\n ' 's '98 $ will met "
    "century summer today yesterday 9999 0001 99999 31 decade ago hundred 07/03/2025 2025-03-07 ı ſeconds".split(" ")
)


@given(st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=80), st.none() | st.dates().map(str))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_ordered_spans_with_timex3_values(text: str, anchor: str | None) -> None:
    position = 0
    for found in find(text, anchor):
        assert position <= found.start < found.end <= len(text)
        assert found.type in ("DATE", "TIME", "DURATION", "SET")
        assert found.value is None or VALUE.fullmatch(found.value), found
        position = found.end


def test_the_component_leaves_token_spans() -> None:
    nlp = spacy.blank("en")
    doc = nlp("They met on Thursday afternoon, after a 30-day truce.")
    doc._.kg_published = FRIDAY
    doc = time_component(doc)
    assert [(doc[time.start : time.end].text, time.type, time.value) for time in doc._.kg_times] == [
        ("Thursday afternoon", "TIME", "2025-03-06TAF"),
        ("30-day", "DURATION", "P30D"),
    ]


def test_the_component_is_a_pipe_by_its_name() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_times")
    assert nlp("It closed in 2014.")._.kg_times[0].value == "2014"
    assert nlp("")._.kg_times == []
