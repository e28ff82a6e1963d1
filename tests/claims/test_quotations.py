"""Direct quotations: which characters they cover."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.text.quotations import quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said, "We won."', ['"We won."']),
        ("He said, “We won.” She left.", ["“We won.”"]),
        ("He said, 'We won.' She left.", ["'We won.'"]),
        ("He said, ‘We won.’ She left.", ["‘We won.’"]),
        ("Er sagte: „Wir haben gewonnen.“", ["„Wir haben gewonnen.“"]),
        ("Il a dit « nous avons gagné ».", ["« nous avons gagné »"]),
        ("He said ``we won'' today.", ["``we won''"]),
        ("The mayor's son and the miners' union don't agree.", []),
        ("The miners' union and the drivers' union met.", []),
        ("He said, 'The miners' union won't sign.' Then he left.", ["'The miners' union won't sign.'"]),
        ("Back in the '90s it was 'a quiet town' by the sea.", ["'a quiet town'"]),
        ("It was \"over\" and 'done'.", ['"over"', "'done'"]),
        ("\"We heard 'stop' twice,\" he said.", ["\"We heard 'stop' twice,\""]),
        ('It was "a dark day,"he said, "for all."', ['"a dark day,"', '"for all."']),
        ('"It went on.\n\n"It ended," he said.', ['"It went on.', '"It ended,"']),
        ('"It went on. "It ended," he said.', ['"It went on.', '"It ended,"']),
        ('"It never ended.', ['"It never ended.']),
        ("'It never ended.", []),
        ('The board is 6" wide and 8" long.', []),
        ("He is 5'11\" tall.", []),
        ("", []),
        ('"', []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in quotations(text)] == expected


@given(st.text(alphabet="ab ,.\n'\"“”‘’«»„`", max_size=60))
@settings(deadline=None)
def test_spans_are_ordered_and_apart(text: str) -> None:
    spans = quotations(text)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@pytest.mark.parametrize("unit", ['"a ', "'a ", "a' ", "“a ", "``", "\n\n", " '", '" '])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    began = time.process_time()
    quotations(unit * 50_000)
    assert time.process_time() - began < 5
