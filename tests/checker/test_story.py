"""Whether two articles tell of one story, by what seldom coincides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from checker.story import SAME_STORY, Gist, gist_of, story_score, telling
from claims.extract import extract_claims
from claims.tables import read_table
from claims.types import Article

TELLING = read_table("located", "checker")["telling"]
NOTE = (
    "Mayor Petra Voss of Velmar said on Friday in Paris that 312 houses in Velmar and Orvik were flooded. "
    "Two bridges in Sweden were closed for 3.5 hours."
)


def gist(*specific: str, figures: tuple[str, ...] = (), words: str = "", short: bool = False) -> Gist:
    return Gist(frozenset(specific), frozenset(map(Decimal, figures)), frozenset(words.split()), short)


def test_what_tells_a_story_from_others() -> None:
    found = gist_of(extract_claims(Article(id="a", text=NOTE)))
    assert {"petra", "voss", "velmar", "orvik"} <= found.specific
    assert found.specific.isdisjoint({"paris", "sweden"})  # a capital and a country are in all news
    assert found.figures == {Decimal(312), Decimal("3.5")}
    assert not found.short


def test_a_rare_word_with_a_capital_tells_a_story_too() -> None:
    found = gist_of(
        extract_claims(Article(id="a", text="On Friday the Keldrowa collided with a barge. Fog was thick."))
    )
    assert "keldrowa" in found.specific
    assert found.specific.isdisjoint({"friday", "fog", "barge"})


@pytest.mark.parametrize(
    ("a", "b", "one"), [*((*pair, True) for pair in TELLING["yes"]), *((*pair, False) for pair in TELLING["no"])]
)
def test_the_words_of_a_name_that_tell_whose_it_is(a: str, b: str, one: bool) -> None:
    assert bool(telling(a) & telling(b)) == one


@pytest.mark.parametrize(
    ("nearer", "farther"),
    [
        (gist("Petra Voss", "Velmar"), gist("Velmar")),
        (gist("Velmar", figures=("312",)), gist("Velmar")),
        (gist("Velmar", words="flood bridg hous"), gist("Velmar", words="storm road")),
    ],
)
def test_what_two_articles_share_speaks_for_one_story(nearer: Gist, farther: Gist) -> None:
    own = gist("Petra Voss", "Velmar", figures=("312",), words="flood bridg hous mayor")
    assert story_score(0.5, own, nearer) > story_score(0.5, own, farther)
    assert story_score(0.5, own, nearer) == story_score(0.5, nearer, own)


def test_two_reports_of_one_kind_are_not_one_story() -> None:
    one = gist("Velmar", words="quak hit coast night hous roof school tent mayor water")
    other = gist("Orvik", words="quak hit town people dead bridg road army monday snow")
    assert story_score(0.85, one, other) < 0


def test_a_note_and_a_reportage_of_one_accident_are() -> None:
    shared = ("Petra Voss", "Velmar", "Orvik", "Tarn")
    assert story_score(0.75, gist(*shared, words="a b"), gist(*shared, words="c d")) > 0


def test_news_of_one_story_come_within_days() -> None:
    own, soon, late = (replace(gist("Velmar"), published=date(2024, 5, day)) for day in (1, 11, 12))
    assert story_score(0.5, own, soon) == story_score(0.5, soon, own) > story_score(0.5, own, late)
    assert story_score(0.5, own, gist("Velmar")) == story_score(0.5, own, soon)


def test_it_is_never_more_than_one_story() -> None:
    same = gist("Petra Voss", "Velmar", figures=("312",), words="flood bridg")
    assert story_score(1.0, same, same) == SAME_STORY


@pytest.mark.parametrize(("cosine", "one"), [(0.6, True), (0.3, False)])
def test_two_short_notes_are_one_story_if_they_are_near(cosine: float, one: bool) -> None:
    assert (story_score(cosine, gist(short=True), gist(short=True)) > 0) == one
    assert story_score(cosine, gist(short=True), gist()) < 0
