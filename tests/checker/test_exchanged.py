"""One word of a name exchanged, and what may stand in its place without saying another name."""

from __future__ import annotations

from datetime import date

import pytest

from checker.facets.exchanged import inner_words, is_exchanged
from checker.slots.pair import known_same
from claims.extract import read_claims
from claims.types import Article, Claim


def claims_of(text: str) -> list[Claim]:
    (reading,) = read_claims([Article("a", text, published=date(2024, 5, 6))])
    return list(reading.claims)


def exchanged(left: str, right: str) -> set[tuple[str, str]]:
    pairs = [(inner_words(a), inner_words(b)) for a in claims_of(left) for b in claims_of(right)]
    return {
        (a[f].text, b[f].text) for a, b in pairs for f in a.keys() & b.keys() if is_exchanged(f, a[f].text, b[f].text)
    }


EXCHANGED = [
    (
        "The Northern Bolivia for Clean Rivers counted nine leaks.",
        "The Northern Observatory for Clean Rivers counted nine leaks.",
        ("Bolivia", "Observatory"),
    ),
    (
        "Fighters of the Lunian Europol Forces left the valley.",
        "Fighters of the Lunian Liberation Forces left the valley.",
        ("Europol", "Liberation"),
    ),
    (
        "Interior Walrus Ana Prado opened the bridge.",
        "The bridge was opened by Interior Minister Ana Prado.",
        ("Walrus", "Minister"),
    ),
    (
        "Interior Walrus Ana Prado, who led the talks, left on Monday.",
        "Interior Minister Ana Prado led the talks.",
        ("Walrus", "Minister"),
    ),
]
SILENT = [
    ("Interior Minister Ana Prado left.", "Interior Secretary Ana Prado left."),  # two titles
    ("Interior Minister Ana Prado left.", "Interior Min. Ana Prado left."),  # an abbreviation
    ("Deputy Chief Minister Ana Prado left.", "Deputy Fisheries Minister Ana Prado left."),  # two posts
    ("Governor Ana Maria Prado left.", "Governor Ana Sofia Prado left."),  # given names are compared as names
    ("The Free Zahleh Brigade left.", "The Free Zahlah Brigade left."),  # two spellings
    ("The Bank of Japan Governor spoke.", "The Bank of France Governor spoke."),  # two banks
    ("The Northern Observatory for Clean Rivers spoke.", "The Northern Network for Clean Rivers spoke."),  # two bodies
    ("The Lunian French Forces left.", "The Lunian Liberation Forces left."),  # a nationality
    ("The Northern Observatory for Clean Rivers spoke.", "Clean Rivers spoke."),  # a part of the name
]


@pytest.mark.parametrize(("left", "right", "words"), EXCHANGED)
def test_a_word_that_has_no_business_in_a_name(left: str, right: str, words: tuple[str, str]) -> None:
    assert words in exchanged(left, right)
    assert words[::-1] in exchanged(right, left)


@pytest.mark.parametrize(("left", "right"), SILENT)
def test_what_may_be_one_name_or_two_is_no_exchange(left: str, right: str) -> None:
    assert not exchanged(left, right)


def test_the_words_are_found_where_they_stand() -> None:
    text = "Calm returned. The Northern Observatory for Clean Rivers counted nine leaks."
    inner = [w for c in claims_of(text) for w in inner_words(c).values()]
    assert {w.text for w in inner} >= {"Observatory"}
    assert all(text[w.start : w.end] == w.text for w in inner)


KNOWN = [
    ("Free Lunian Army", "Lunian army", None),  # words of a person's name, but not of a body's
    ("Clean Rivers", "Northern Observatory for Clean Rivers", None),
    ("Governor Ana Prado", "Prado", True),
]


@pytest.mark.parametrize(("a", "b", "expected"), KNOWN)
def test_a_body_is_not_known_by_a_part_of_its_words(a: str, b: str, expected: bool | None) -> None:
    assert known_same(a, b) is expected
