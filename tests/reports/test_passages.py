"""Texts cut into paragraphs and runs; quotes in their sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.types import Place
from claims.types import Article, Reading, Sentence
from reports.passages import Part, Span, marked, quote, span_of


def read(text: str, *sentences: tuple[int, int], headings: tuple[int, ...] = ()) -> Reading:
    return Reading(Article("a", text), tuple(Sentence(s, e, s in headings) for s, e in sentences), ())


def shape(reading: Reading, *spans: Span) -> list[list[tuple[str, tuple[int, ...], tuple[int, ...]]]]:
    return [
        [(run.text, run.claims, run.values) for group in paragraph.groups for run in group.runs]
        for paragraph in marked(reading, spans)
    ]


@pytest.mark.parametrize(
    ("text", "sentences", "expected"),
    [
        ("", [], []),
        (" \n\n ", [], []),
        ("One.", [(0, 4)], ["One."]),
        ("One.\nTwo.", [(0, 4), (5, 9)], ["One.", "Two."]),
        ("One.\n\n\n  Two.  ", [(0, 4), (9, 13)], ["One.", "Two."]),
        ("A hard\nline break.\nNext.", [(0, 18), (19, 24)], ["A hard\nline break.", "Next."]),
        ("No sentences\nknown", [], ["No sentences", "known"]),
    ],
)
def test_paragraphs(text: str, sentences: list[tuple[int, int]], expected: list[str]) -> None:
    paragraphs = shape(read(text, *sentences))
    assert ["".join(run for run, _, _ in paragraph) for paragraph in paragraphs] == expected


def test_nested_and_overlapping_claims() -> None:
    text = "abcdefghij"
    runs = shape(read(text), Span(0, 1, 7, 2, 3), Span(1, 5, 9, 5, 9), Span(2, 2, 3, 2, 3))
    assert runs == [
        [
            ("a", (), ()),
            ("b", (0,), ()),
            ("c", (0, 2), (0, 2)),
            ("de", (0,), ()),
            ("fg", (0, 1), (1,)),
            ("hi", (1,), (1,)),
            ("j", (), ()),
        ]
    ]


def test_a_claim_over_a_paragraph_break_is_marked_on_both_sides() -> None:
    runs = shape(read("ab\ncd"), Span(0, 1, 4, 1, 4))
    assert runs == [[("a", (), ()), ("b", (0,), (0,))], [("c", (0,), (0,)), ("d", (), ())]]


def test_headings() -> None:
    paragraphs = marked(read("Head\nBody.", (0, 4), (5, 10), headings=(0,)), [])
    assert [paragraph.heading for paragraph in paragraphs] == [True, False]


texts = st.text(alphabet="ab \n.é\u202e😀", max_size=60)


@settings(deadline=None)
@given(texts, st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70), st.integers(-5, 70), st.integers(-5, 70))))
def test_nothing_is_lost_and_every_value_starts_a_run(text: str, places: list[tuple[int, int, int, int]]) -> None:
    spans = [span_of(i, Place("a", s, e, "", "", vs, ve), len(text)) for i, (s, e, vs, ve) in enumerate(places)]
    paragraphs = marked(read(text), spans)
    runs = [run for paragraph in paragraphs for group in paragraph.groups for run in group.runs]
    assert "".join("".join(run.text for run in runs).split()) == "".join(text.split())
    for run in runs:
        assert text[run.start : run.start + len(run.text)] == run.text
        inside = range(run.start, run.start + len(run.text))
        for span in spans:
            for start, end, members in (
                (span.start, span.end, run.claims),
                (span.value_start, span.value_end, run.values),
            ):
                assert (span.finding in members) == any(start <= i < end for i in inside)
    starts = {run.start for run in runs}
    for span in spans:
        if span.value_start < span.value_end and not text[span.value_start].isspace():
            assert span.value_start in starts


TEXT = "The mayor said that 12 people died. Rain fell."


@pytest.mark.parametrize(
    ("start", "end", "value_start", "value_end", "expected"),
    [
        (20, 34, 20, 22, "The mayor said that |<12>| people died|."),  # a clause in its sentence
        (20, 34, 0, 0, "The mayor said that |<12 people died>|."),  # no words singled out
        (20, 34, 4, 9, "The |(mayor)| said that |12 people died|."),  # the value beside the claim
        (36, 45, 20, 22, "Rain fell|."),  # the value in another sentence
        (30, 40, 28, 32, "The mayor said that 12 peopl|(e )|<di>|ed. Rain| fell."),  # both over an edge
        (900, 950, 900, 905, "Rain fell."),  # beyond the text
    ],
)
def test_quote(start: int, end: int, value_start: int, value_end: int, expected: str) -> None:
    reading = read(TEXT, (0, 35), (36, 46))
    place = Place("a", start, end, TEXT[start:end], TEXT[value_start:value_end], value_start, value_end)
    assert "|".join(_draw(part) for part in quote(place, reading)) == expected


def _draw(part: Part) -> str:
    if part.value:
        return f"<{part.text}>" if part.claim else f"({part.text})"
    return part.text


def test_a_long_sentence_is_shortened_at_words() -> None:
    text = "word " * 100 + "CLAIM" + " word" * 100
    at = text.index("CLAIM")
    parts = quote(Place("a", at, at + 5, "CLAIM", "CLAIM", at, at + 5), read(text, (0, len(text))))
    words = "".join(part.text for part in parts)
    assert words.startswith("… word")
    assert words.endswith("word …")
    assert 200 < len(words) < 300
    assert [part.text for part in parts if part.claim] == ["CLAIM"]


def test_without_a_reading_the_quote_is_the_claim() -> None:
    assert quote(Place("gone", 3, 8, "Words", "or", 4, 6), None) == (Part("Words", claim=True, value=False),)
