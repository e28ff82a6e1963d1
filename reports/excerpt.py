"""The quote of a finding, cut where the words that differ begin and end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.types import Place


class Segment(NamedTuple):
    """A piece of a quote; ``marked`` where it is the value, that is, the words that differ or agree."""

    text: str
    marked: bool


def excerpt(place: Place) -> tuple[Segment, ...]:
    """Cut the quote at the value's edges; the segments are raw text, for each output to escape.

    A value that reaches over an edge of the claim widens the quote. One that lies elsewhere in the
    article (the headline gives the number, the sentence the fact) stands before or after it, with an
    ellipsis between.
    """
    return tuple(segment for segment in _cut(place) if segment.text)


def _cut(place: Place) -> Iterator[Segment]:
    value = Segment(place.value, marked=place.value_start < place.value_end)
    if not value.text or not value.marked:
        yield Segment(place.text, marked=False)
    elif place.value_end < place.start:
        yield from (value, Segment(" … ", marked=False), Segment(place.text, marked=False))
    elif place.value_start > place.end:
        yield from (Segment(place.text, marked=False), Segment(" … ", marked=False), value)
    else:
        after = max(place.end - place.value_end, 0)
        yield Segment(place.text[: max(place.value_start - place.start, 0)], marked=False)
        yield value
        yield Segment(place.text[len(place.text) - after :], marked=False)
