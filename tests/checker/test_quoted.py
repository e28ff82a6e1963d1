"""Who is named as the speaker of a quotation."""

from __future__ import annotations

import pytest

from checker.facets.quoted import Speaker, quotes_of, speaker_named
from claims.extract import read_claims
from claims.types import Article

NAMED = [
    ("captain Lars Holm", "Lars Holm", "person"),
    ("President Ardel", "Ardel", "person"),
    ("Prime Minister Ana Cruz", "Ana Cruz", "person"),
    ("Doctor Ida Renn of the unit", "Ida Renn", "person"),
    ("Observatory chief Rami Haddad", "Rami Haddad", "person"),
    ("Tarek bin Salim", "Tarek bin Salim", "person"),
    ("the Red Front", "Red Front", "organisation"),
]
NOBODY = [
    "a passenger",
    "the ministry of health",
    "the general staff in Chile",
    "Kenyan Foreign Ministry spokesperson",
    "Holm's lawyer",
    "Reuters",
]


@pytest.mark.parametrize(("words", "name", "kind"), NAMED)
def test_named(words: str, name: str, kind: str) -> None:
    assert speaker_named(words) == Speaker(name, kind)  # type: ignore[arg-type]


@pytest.mark.parametrize("words", NOBODY)
def test_nobody_is_named(words: str) -> None:
    assert speaker_named(words) is None


def test_where_the_speaker_is_named() -> None:
    text = 'A witness named Ana Cruz described the night. "We saw the lights go out and the water come in."'
    reading = read_claims([Article("a", text)])[0]
    (quote, *others) = quotes_of(reading).values()
    assert text[quote.start : quote.end] == "Ana Cruz"
    assert set(others) <= {quote}


def test_a_short_quotation_is_none() -> None:
    assert not quotes_of(read_claims([Article("a", 'The fire is "under control," Ana Cruz said.')])[0])
