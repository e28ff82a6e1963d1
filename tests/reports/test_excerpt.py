"""Where the words that differ are cut out of a quote."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.types import Place
from reports.excerpt import excerpt

TEXT = "The toll is 18. Police said 21 people died there."
START, END = TEXT.index("Police"), TEXT.index(" there")


def place(start: int, end: int, value_start: int, value_end: int) -> Place:
    return Place("a", start, end, TEXT[start:end], TEXT[value_start:value_end], value_start, value_end)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("21", "Police said [21] people died"),
        ("Police", "[Police] said 21 people died"),
        ("died", "Police said 21 people [died]"),
        ("Police said 21 people died", "[Police said 21 people died]"),
        ("18", "[18] … Police said 21 people died"),
        ("18. Police", "[18. Police] said 21 people died"),
        ("died there", "Police said 21 people [died there]"),
        (" there", "Police said 21 people died[ there]"),
        ("there.", "Police said 21 people died … [there.]"),
        (TEXT, f"[{TEXT}]"),
        ("", "Police said 21 people died"),
    ],
)
def test_excerpt(words: str, expected: str) -> None:
    start = TEXT.index(words)
    segments = excerpt(place(START, END, start, start + len(words)))
    assert "".join(f"[{text}]" if marked else text for text, marked in segments) == expected


def test_value_without_a_span_is_not_marked() -> None:
    assert excerpt(Place("a", 0, 3, "The", "The", 2, 2)) == (("The", False),)


@settings(deadline=None)
@given(st.lists(st.integers(0, len(TEXT)), min_size=4, max_size=4))
def test_every_word_of_claim_and_value_is_shown_once(cuts: list[int]) -> None:
    (start, end), (value_start, value_end) = sorted(cuts[:2]), sorted(cuts[2:])
    segments = excerpt(place(start, end, value_start, value_end))
    shown = "".join(segment.text for segment in segments)
    assert [segment.text for segment in segments if segment.marked] == [TEXT[value_start:value_end]] * (
        value_start < value_end
    )
    if value_start == value_end:
        assert shown == TEXT[start:end]
    elif value_start <= end and start <= value_end:
        assert shown == TEXT[min(start, value_start) : max(end, value_end)]
    else:
        assert sorted(shown.replace(" … ", "")) == sorted(TEXT[start:end] + TEXT[value_start:value_end])
