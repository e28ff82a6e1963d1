"""Article texts cut into paragraphs and runs, so that a page can mark the claims of findings.

Claims overlap and nest; HTML elements cannot. So a text is cut at every place where a claim or a
value begins or ends (a sweep over sorted positions), and each run between two cuts knows the findings
whose claim, and those whose value, it lies in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from checker.types import Place
from claims.types import Reading

_CONTEXT = 140  # characters of the sentence around a claim that a quote shows on either side


@dataclass(frozen=True, slots=True)
class Span:
    """A claim's place in an article, the words in it that differ or agree, and its finding's index."""

    finding: int
    start: int
    end: int
    value_start: int
    value_end: int


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text inside the same claims and values. ``start`` is its offset in the article."""

    start: int
    text: str
    claims: tuple[int, ...]
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring runs inside the same claims (finding indices, rising; empty between claims)."""

    claims: tuple[int, ...]
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a headline that stands alone."""

    heading: bool
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a quote: inside the claim or in the sentence around it, and whether it is the value."""

    text: str
    claim: bool
    value: bool


def span_of(finding: int, place: Place, length: int) -> Span:
    """The place, held to a text of ``length`` characters. Where no words are singled out, the value is
    the whole claim. A value may lie outside of its claim ('Dozens fled. ... 40, police said')."""
    start, end = _held(place.start, place.end, length)
    value_start, value_end = _held(place.value_start, place.value_end, length)
    if value_start == value_end:
        value_start, value_end = start, end
    return Span(finding, start, end, value_start, value_end)


def _held(start: int, end: int, length: int) -> tuple[int, int]:
    start = min(max(start, 0), length)
    return start, min(max(end, start), length)


def marked(reading: Reading, spans: Iterable[Span]) -> tuple[Paragraph, ...]:
    """The article's text as paragraphs of runs. Every value starts a run. Blank space between
    paragraphs is left out."""
    runs = _runs(reading.article.text, _paragraphs(reading), list(spans))
    headings = {sentence.start for sentence in reading.sentences if sentence.heading}
    return tuple(
        Paragraph(
            heading=start in headings,
            groups=tuple(
                Group(claims, tuple(members))
                for claims, members in groupby((run for _, run in pairs), key=lambda run: run.claims)
            ),
        )
        for start, pairs in groupby(runs, key=lambda pair: pair[0])
    )


def quote(place: Place, reading: Reading | None) -> tuple[Part, ...]:
    """The place's claim in the sentence around it (shortened), the value marked where it lies in the
    quoted words; without a reading the claim alone."""
    if reading is None:
        return (Part(place.text, claim=True, value=False),)
    text = reading.article.text
    span = span_of(0, place, len(text))
    first, last, before, after = _window(span, reading)
    inside = [p for p in (span.start, span.end, span.value_start, span.value_end) if first < p < last]
    cuts = sorted({first, last, *inside})
    parts = [
        Part(
            text[a:b],
            claim=span.start <= a and b <= span.end,
            value=span.value_start <= a and b <= span.value_end,
        )
        for a, b in pairwise(cuts)
    ]
    ellipses = [Part(mark, claim=False, value=False) if mark else None for mark in (before, after)]
    return tuple(part for part in (ellipses[0], *parts, ellipses[1]) if part)


def _window(span: Span, reading: Reading) -> tuple[int, int, str, str]:
    """Where the sentences of a claim start and end, at most _CONTEXT characters to either side and cut at
    a word, and the ellipses that stand for what was cut."""
    text, sentences = reading.article.text, reading.sentences
    starts = [sentence.start for sentence in sentences]
    index = bisect_right(starts, span.start) - 1
    first = min(sentences[index].start, span.start) if index >= 0 else span.start
    index = bisect_right(starts, max(span.end - 1, span.start)) - 1
    last = max(sentences[index].end, span.end) if index >= 0 else span.end
    before = after = ""
    if span.start - first > _CONTEXT:
        space = text.find(" ", span.start - _CONTEXT, span.start)
        first, before = (space + 1 if space >= 0 else span.start), "… "
    if last - span.end > _CONTEXT:
        space = text.rfind(" ", span.end, span.end + _CONTEXT)
        last, after = (space if space >= 0 else span.end), " …"
    return first, last, before, after


def _paragraphs(reading: Reading) -> list[tuple[int, int]]:
    """The text's lines as (start, end), where a line break inside a sentence does not count."""
    text, sentences = reading.article.text, reading.sentences
    starts = [sentence.start for sentence in sentences]
    bounds, start, position = [], 0, text.find("\n")
    while position >= 0:
        index = bisect_right(starts, position) - 1
        if index < 0 or position >= sentences[index].end:
            bounds.append((start, position))
            start = position + 1
        position = text.find("\n", position + 1)
    bounds.append((start, len(text)))
    stripped = ((a + len(line) - len(line.lstrip()), a + len(line.rstrip())) for a, b in bounds if (line := text[a:b]))
    return [(a, b) for a, b in stripped if a < b]


def _runs(text: str, paragraphs: Sequence[tuple[int, int]], spans: Sequence[Span]) -> Iterator[tuple[int, Run]]:
    """Each run, with the start of the paragraph it lies in."""
    changes: dict[int, list[tuple[Counter[int], int, int]]] = defaultdict(list)
    claims: Counter[int] = Counter()
    values: Counter[int] = Counter()
    for span in spans:
        for active, start, end in ((claims, span.start, span.end), (values, span.value_start, span.value_end)):
            if start < end:
                changes[start].append((active, span.finding, 1))
                changes[end].append((active, span.finding, -1))
    cuts = sorted(changes)
    at = 0
    for start, end in paragraphs:
        position = start
        while position < end:
            while at < len(cuts) and cuts[at] <= position:
                for active, finding, step in changes[cuts[at]]:
                    active[finding] += step
                    if not active[finding]:
                        del active[finding]
                at += 1
            stop = min(end, cuts[at]) if at < len(cuts) else end
            yield start, Run(position, text[position:stop], tuple(sorted(claims)), tuple(sorted(values)))
            position = stop
