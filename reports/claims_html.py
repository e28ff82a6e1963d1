"""What was read, as marked-up text: numbers, dates, names and the beginnings of claims in place.

Marks never overlap on the page: where two do in the text, the longer one is drawn; the table below the
text lists all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.types import Article, Claim, Reading, Skipped
from reports.claims_report import Understood, claims_coverage, understood
from reports.sanitize import line, visible
from reports.summary import count
from reports.witnesses import told

if TYPE_CHECKING:
    import jinja2


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that was understood, or seen and not understood (kind 'unread')."""

    start: int
    end: int
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text under one mark or none. ``begins`` are the numbers of the claims that begin
    with it; ``last`` is True where the mark ends with it."""

    text: str
    mark: Mark | None
    begins: tuple[int, ...]
    last: bool


def claims_page(readings: Sequence[Reading], skipped: Sequence[Skipped] = ()) -> str:
    """Return one HTML page without scripts: each article's text with its marks, and a table of its claims."""
    articles = [(reading, article_runs(reading), list(enumerate(reading.claims, 1))) for reading in readings]
    return templates().get_template("claims.html").render(
        articles=articles, skipped=skipped, coverage=claims_coverage(readings)
    )  # fmt: skip


def claim_fragment(claim: Claim) -> str:
    """Return one claim as an HTML fragment, for notebooks."""
    runs = _runs(claim.text, claim.start, _marks([claim]), {})
    return templates().get_template("claim.html").render(claim=claim, runs=runs)


def article_runs(reading: Reading) -> list[Run]:
    """Cut an article's text into runs."""
    begins: dict[int, list[int]] = {}
    for number, claim in enumerate(reading.claims, 1):
        begins.setdefault(claim.start, []).append(number)
    unread = (Mark(one.start, one.end, "unread", "seen and not understood") for one in reading.unread)
    return list(_runs(reading.article.text, 0, [*_marks(reading.claims), *unread], begins))


def _marks(claims: Iterable[Claim]) -> list[Mark]:
    return [Mark(one.start, one.end, one.kind, one.meaning) for claim in claims for one in understood(claim)]


def _runs(text: str, offset: int, marks: Iterable[Mark], begins: dict[int, list[int]]) -> Iterator[Run]:
    """Runs of ``text``, which begins at ``offset`` of its article."""
    end = offset + len(text)
    drawn = list(_without_overlaps(mark for mark in marks if offset <= mark.start < mark.end <= end))
    inside = (start for start in begins if offset < start < end)
    cuts = sorted({offset, end, *inside, *(cut for mark in drawn for cut in (mark.start, mark.end))})
    waiting = iter(drawn)
    mark = next(waiting, None)
    for start, stop in pairwise(cuts):
        while mark and mark.end <= start:
            mark = next(waiting, None)
        here = mark if mark and mark.start <= start else None
        words = visible(text[start - offset : stop - offset])
        yield Run(words, here, tuple(begins.get(start, ())), last=bool(here and here.end == stop))


def _without_overlaps(marks: Iterable[Mark]) -> Iterator[Mark]:
    end = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.kind)):
        if mark.start >= end:
            yield mark
            end = mark.end


def _label(article: Article) -> str:
    return article.source or article.id


@cache
def templates() -> jinja2.Environment:
    """The templates of claims, which escape all that they are given."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"line": line, "count": count, "label": _label, "told": told}
    environment.globals |= {"understood": understood, "Understood": Understood}
    return environment
