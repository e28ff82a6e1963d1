"""How two times lie to each other, and where a claim takes its time and place from."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from checker.facets.context import LEAD, event_times, settings
from checker.facets.facets import Facets
from checker.slots.time_relations import far_apart, is_earlier, time_relation
from checker.slots.times import again
from claims.extract import read_claims
from claims.tables import read_table
from claims.times.times import find_times
from claims.types import Article, Claim, Entity, Modality, Reading, Scope, TimeExpression

PUBLISHED = date(2025, 6, 3)  # a Tuesday


def when(text: str, published: date | None = PUBLISHED) -> TimeExpression:
    (found,) = find_times(text, published)
    return found


DATED = [
    ("on Monday", "on June 2", "same"),
    ("on Monday", "yesterday", "same"),
    ("on Monday", "on Monday evening", "same"),
    ("on Monday", "in June", "same"),
    ("on Monday", "on Tuesday", "near"),
    ("on Monday", "on May 30", "different"),
    ("in May 2024", "in June 2024", "near"),
    ("in May 2024", "in May 2022", "different"),
    ("in 2019", "in March 2019", "same"),
    ("in 2019", "in 2021", "different"),
    ("since March 2022", "since March 2022", "same"),
    ("since March 2022", "since 2022", "same"),
    ("since March 2022", "since March 2024", "different"),
]
UNDATED = [
    ("on Monday", "on Monday", "same"),
    ("on Monday", "on Tuesday", "near"),
    ("on Monday", "on Sunday", "near"),
    ("on Monday", "on Thursday", "different"),
    ("on June 2", "on June 2", "same"),
    ("on June 2", "on June 3", "near"),
    ("on June 2", "on June 8", "different"),
    ("on June 2", "on June 9", "different"),
    ("on June 2", "on July 2", "different"),
    ("on June 2", "in June", "same"),
    ("on Friday", "in January", "different"),
    ("on Friday", "on June 2", "unknown"),
    ("on Friday at 3 p.m.", "at 5 p.m.", "unknown"),
]


EARLIER = [
    ("on May 28", "on Monday", True),
    ("in March 2024", "on Monday", True),
    ("in early June", "on June 11", True),
    ("in June", "on June 4", False),
    ("since March 2024", "on Monday", False),
    ("on Sunday", "on Monday", False),  # may be one event for two writers
    ("on Monday", "on Monday", False),
    ("on Monday", "on May 28", False),
]


@pytest.mark.parametrize(("time", "main", "expected"), EARLIER)
def test_what_was_before_the_news(time: str, main: str, expected: bool) -> None:
    assert is_earlier(when(time), when(main)) is expected


def test_what_was_before_the_news_in_words() -> None:
    assert is_earlier(when("on May 28", None), when("on Monday", None))
    assert is_earlier(when("in 2003", None), when("on Monday", None))
    assert not is_earlier(when("on Monday", None), when("on May 28", None))
    assert not is_earlier(when("on May 31", None), when("on Monday", None), when("June 1", None))
    assert is_earlier(when("on May 20", None), when("on Monday", None), when("June 1", None))


@pytest.mark.parametrize(("a", "b", "expected"), DATED)
def test_dated_times(a: str, b: str, expected: str) -> None:
    assert time_relation(when(a), when(b)) == time_relation(when(b), when(a)) == expected


@pytest.mark.parametrize(("a", "b", "expected"), UNDATED)
def test_times_by_their_words(a: str, b: str, expected: str) -> None:
    first, second = when(a, None), when(b, None)
    assert time_relation(first, second) == time_relation(second, first) == expected


def test_a_missing_time_says_nothing() -> None:
    assert time_relation(None, when("on Monday")) == time_relation(when("on Monday"), None) == "unknown"
    assert time_relation(None, None) == "unknown"


def test_zones_are_brought_to_one_clock() -> None:
    def at(moment: datetime) -> TimeExpression:
        return TimeExpression(0, 1, "x", moment, moment + timedelta(minutes=1), "minute")

    east = timezone(timedelta(hours=5))
    assert time_relation(at(datetime(2025, 6, 2, 10, tzinfo=UTC)), at(datetime(2025, 6, 2, 15, tzinfo=east))) == "same"
    assert time_relation(at(datetime(2025, 6, 2, 10, tzinfo=UTC)), at(datetime(2025, 6, 2, 11))) == "same"


def claim(
    n: int,
    sentence: int,
    times: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
    modality: Modality = "asserted",
    background: bool = False,
) -> Claim:
    return Claim(
        id=f"a#{n}", article="a", sentence=sentence, start=n, end=n + 1, text="x", predicate="be", predicate_start=n,
        predicate_end=n + 1, statement="x", modality=modality, scope=Scope(background=background),
        times=tuple(when(t) for t in times), entities=tuple(Entity(n, n + 1, p, p, "place") for p in places),
    )  # fmt: skip


def read(*claims: Claim) -> Reading:
    return Reading(Article("a", "x", published=PUBLISHED), (), claims)


def test_a_claim_takes_the_nearest_time() -> None:
    found = settings(
        read(
            claim(1, 0, ("on Monday",)),
            claim(2, 1),
            claim(3, 2, ("on Sunday",)),
            claim(4, 2),
            claim(5, 3, background=True),
            claim(6, 4, modality="planned"),
        )
    )
    assert {i: (s.time.text if s.time else "", s.time_from) for i, s in found.items()} == {
        "a#1": ("Monday", "claim"),
        "a#2": ("Monday", "article"),
        "a#3": ("Sunday", "claim"),
        "a#4": ("Sunday", "sentence"),
        "a#5": ("", ""),
        "a#6": ("", ""),
    }


def test_two_times_in_a_sentence_date_none_of_its_other_claims() -> None:
    found = settings(read(claim(1, 0, ("on Monday", "on Sunday")), claim(2, 0, modality="planned")))
    assert found["a#2"].time is None


def test_the_time_of_the_article_stands_in_its_lead() -> None:
    assert settings(read(claim(1, LEAD, ("on Monday",)), claim(2, LEAD + 1)))["a#2"].time is None
    assert settings(read(claim(1, 0, ("in 2019",)), claim(2, 1)))["a#2"].time is None
    assert settings(read(claim(1, 0, ("on Monday",), background=True), claim(2, 1)))["a#2"].time is None


def test_places_come_from_claim_sentence_and_article() -> None:
    found = settings(
        read(
            claim(1, 0, places=("Ostra",)),
            claim(2, 0),
            claim(3, 1, places=("Ostra",)),
            claim(4, 2),
            claim(5, 3, background=True),
            claim(6, 4, places=("Velm",)),
        )
    )
    assert {i: (set(s.places), s.places_from) for i, s in found.items()} == {
        "a#1": ({"Ostra"}, "claim"),
        "a#2": ({"Ostra"}, "sentence"),
        "a#3": ({"Ostra"}, "claim"),
        "a#4": ({"Ostra"}, "article"),
        "a#5": (set(), ""),
        "a#6": ({"Velm"}, "claim"),
    }


def test_an_empty_reading_has_no_settings() -> None:
    assert settings(read()) == {}


DATING = read_table("dating", "checker")["examples"]
AGAIN = read_table("dating", "checker")["again"]


@pytest.mark.parametrize(("text", "told"), [(text, kind == "yes") for kind in DATING for text in DATING[kind]])
def test_times_of_what_is_told(text: str, told: bool) -> None:
    (reading,) = read_claims([Article("a", text, published=PUBLISHED)])
    assert {t for c in reading.claims for t in c.times}
    assert bool([t for c in reading.claims for t in event_times(c)]) == told


@pytest.mark.parametrize(("text", "kind"), [(text, kind) for kind in ("yes", "back", "no") for text in AGAIN[kind]])
def test_what_comes_once_more(text: str, kind: str) -> None:
    (reading,) = read_claims([Article("a", text)])
    assert {again(c) for c in reading.claims} == {kind}


def test_the_main_time_of_what_is_to_come() -> None:
    (reading,) = read_claims([Article("a", "The election will be held on 12 May. Polls open at eight.")])
    (main,) = {s.article.main_time for s in settings(reading).values()}
    assert main is not None
    assert main.text == "12 May"


def test_the_main_time_is_that_of_the_event_and_not_of_the_article() -> None:
    text = "2 June 2025\n\nThe ferry sank late on Sunday off the coast. Divers found nobody."
    (reading,) = read_claims([Article("a", text, published=PUBLISHED)])
    (main,) = {s.article.main_time for s in settings(reading).values()}
    assert main is not None
    assert "Sunday" in main.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry sank on Sunday.", {"Sunday"}),
        ("The ferry sank on Sunday. A survivor came home on Monday.", {"Sunday"}),
        ("A quake shook the coast. Nobody was hurt in Sunday's strong quake.", {"Sunday"}),
        ("A quake shook the coast. Nobody was hurt in Sundays quake.", {"Sundays"}),
        ("A quake shook the coast on Friday. Sunday's papers had it on page one.", {"Friday"}),
    ],
)
def test_the_day_of_the_main_event(text: str, expected: set[str]) -> None:
    (reading,) = read_claims([Article("a", text, published=PUBLISHED)])
    placed = settings(reading)
    assert {t.text for c in reading.claims for t in Facets(c, placed[c.id]).main_times} == expected


def test_days_far_apart() -> None:
    assert far_apart(when("on June 2"), when("on May 20"))
    assert not far_apart(when("on June 2"), when("on May 30"))
    assert not far_apart(when("on June 2"), when("in March"))
    assert not far_apart(when("on June 2", None), when("on May 20", None))


LOCATED = read_table("located", "checker")["inside"]
INSIDE = [(text, {(inner, outer)}) for text, inner, outer in LOCATED["yes"]] + [(text, set()) for text in LOCATED["no"]]


@pytest.mark.parametrize(("text", "expected"), INSIDE)
def test_which_place_lies_in_which_by_the_words_of_an_article(text: str, expected: set[tuple[str, str]]) -> None:
    reading = read_claims([Article("a", text)])[0]
    named = settings(reading)[reading.claims[0].id].article.named
    assert named.inside == expected


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("A bomb killed two men on Friday. In March a bomb killed nine.", ["In March a bomb killed nine"]),
        ("A bomb killed two men on Friday. A week ago a bomb killed nine.", ["A week ago a bomb killed nine"]),
        ("A bomb killed two men on Friday. Last Thursday a bomb killed nine.", ["Last Thursday a bomb killed nine"]),
        ("A bomb killed two men on Friday. On 4 August a bomb killed nine.", ["On 4 August a bomb killed nine"]),
        ("A bomb killed two men this morning. Last Monday one killed nine.", ["Last Monday one killed nine"]),
        ("A bomb killed two men on Friday. On Thursday a bomb killed nine.", []),
        ("A bomb killed two men last Friday. The market had opened last Monday.", []),
        ("A bomb killed two men on Friday. The market will reopen by 10 September.", []),
        ("LUND, Aug 30 (Press) - A bomb killed two men on Friday. On 28 August another had been found.", []),
        (
            "A bomb killed two men on Friday. In May a bus was stopped and five men were shot; July brought two more.",
            ["In May a bus was stopped", "five men were shot", "July brought two more"],
        ),
    ],
)
def test_what_was_over_before_the_news(text: str, past: list[str]) -> None:
    (reading,) = read_claims([Article("a", text)])
    placed = settings(reading)
    assert [c.text for c in reading.claims if placed[c.id].past] == past


def test_the_main_time_is_a_day_before_it_is_a_time_of_day() -> None:
    (reading,) = read_claims(
        [Article("a", "A quake struck at 4:17 a.m. and shook Lund. It was felt in Malmo on Tuesday.")]
    )
    (main,) = {s.article.main_time for s in settings(reading).values()}
    assert main is not None
    assert main.text == "Tuesday"


FRAMES = [
    ("The mayor told reporters on Monday that the bridge was closed.", {"tell"}),
    ("The bridge was closed, police said on Monday.", {"say"}),
    ("The mayor told the council the truth on Monday.", set()),
    ("The bridge was closed on Monday.", set()),
]


@pytest.mark.parametrize(("text", "frames"), FRAMES)
def test_claims_that_tell_who_said_another(text: str, frames: set[str]) -> None:
    (reading,) = read_claims([Article("a", text)])
    of_claims = settings(reading)
    assert {c.predicate for c in reading.claims if of_claims[c.id].frame} == frames
