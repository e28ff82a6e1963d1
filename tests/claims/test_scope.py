"""The scope of a claim: the examples of its table, dates long past, and words that single out one event."""

from __future__ import annotations

from datetime import date

import pytest

from claims.extract import read_claims
from claims.tables import read_table
from claims.types import Article, Claim

TABLE = read_table("scope")
EXAMPLES = [(name, kind, text) for name, entry in TABLE.items() for kind in ("yes", "no") for text in entry[kind]]

PUBLISHED = date(2025, 6, 3)
BACKGROUND = [  # published on June 3, 2025
    ("The port was shelled on Monday.", False),
    ("The port was shelled on May 20.", False),
    ("The port was shelled on April 2.", True),
    ("The port was shelled in 2019.", True),
    ("Thousands have died since March 2022.", True),
    ("The port will open in 2030.", False),
    ("The port was shelled.", False),
]
EVENTS = [
    ("The second round of talks ended.", ("second:round",)),
    ("The initial meeting failed.", ("first:meeting",)),
    ("The final match was lost.", ("last:match",)),
    ("The previous round failed.", ("previous:round",)),
    ("The round failed.", ()),
    ("Three men left.", ()),
]
HEDGED = [("The envoy reportedly fled.", True), ("The envoy fled.", False)]


@pytest.fixture(scope="module")
def read() -> dict[tuple[str, bool], tuple[Claim, ...]]:
    """(text, dated) -> its claims."""
    dated = [text for text, _ in BACKGROUND]
    undated = [text for _, _, text in EXAMPLES] + [text for text, _ in (*EVENTS, *HEDGED)]
    articles = [Article(f"d{n}", text, published=PUBLISHED) for n, text in enumerate(dated)]
    articles += [Article(f"u{n}", text) for n, text in enumerate(undated)]
    return {(r.article.text, r.article.published is not None): r.claims for r in read_claims(articles)}


Read = dict[tuple[str, bool], tuple[Claim, ...]]


@pytest.mark.parametrize(("name", "kind", "text"), EXAMPLES)
def test_examples_of_the_scope_table(name: str, kind: str, text: str, read: Read) -> None:
    assert any(getattr(c.scope, name) for c in read[text, False]) == (kind == "yes")


@pytest.mark.parametrize(("text", "expected"), BACKGROUND)
def test_what_lies_three_weeks_back_is_background(text: str, expected: bool, read: Read) -> None:
    assert [c.scope.background for c in read[text, True]] == [expected]


@pytest.mark.parametrize(("text", "expected"), EVENTS)
def test_which_event(text: str, expected: tuple[str, ...], read: Read) -> None:
    assert [c.scope.event for c in read[text, False]] == [expected]


@pytest.mark.parametrize(("text", "expected"), HEDGED)
def test_hedges(text: str, expected: bool, read: Read) -> None:
    assert [c.scope.hedged for c in read[text, False]] == [expected]
