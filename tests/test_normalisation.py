"""The text that the parser reads, and the way back to the original."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.normalisation import normalise

CASES = [
    ("Trumpʼs position", "Trump's position"),
    ("Russia’s “Gazprom” said", "Russia's Gazprom said"),
    ("A US-”Gazprom” deal", "A US-Gazprom deal"),
    ("“We will not go,” he said.", '"We will not go," he said.'),
    ("“Stop.” Then he left.", '"Stop." Then he left.'),
    ("sanc\u00adtions", "sanctions"),
    ("\ufeffBERLIN — The", "BERLIN — The"),
    ("the\u00a0US and\u202fthe EU", "the US and the EU"),
    ("one\r\n\r\ntwo", "one\n\ntwo"),
    ("a line that was\nwrapped by hand", "a line that was wrapped by hand"),
    ("A headline\nThe text", "A headline\nThe text"),
    ("It ended.\nthen", "It ended.\nthen"),
    ("bell\x07 and\x00 null", "bell  and  null"),
    ("non‑breaking hyphen", "non-breaking hyphen"),
    ("", ""),
]


@pytest.mark.parametrize(("original", "expected"), CASES)
def test_text_for_the_parser(original: str, expected: str) -> None:
    assert normalise(original).text == expected


@pytest.mark.parametrize(
    ("original", "word", "expected"),
    [
        ("Russiaʼs “Gazprom” said", "Gazprom", "Gazprom"),
        ("the sanc\u00adtions hold", "sanctions", "sanc\u00adtions"),
        ("one\r\n\r\ntwo three", "three", "three"),
    ],
)
def test_offsets_point_into_the_original(original: str, word: str, expected: str) -> None:
    normalised = normalise(original)
    start = normalised.text.index(word)
    first, last = normalised.span(start, start + len(word))
    assert original[first:last] == expected


@given(st.text(alphabet=st.sampled_from('Ab ".,ʼ“”«»\u00ad\u200b\u00a0\r\n-ü😀'), max_size=60))
def test_every_character_comes_from_one_place_in_order(original: str) -> None:
    normalised = normalise(original)
    assert normalised.original == original
    positions = [normalised.span(i, i + 1) for i in range(len(normalised.text))]
    assert all(0 <= start < end <= len(original) for start, end in positions)
    assert all(a[0] < b[0] for a, b in pairwise(positions))


@given(st.text(max_size=80))
def test_normalising_never_adds_text(original: str) -> None:
    assert len(normalise(original).text) <= len(original)
