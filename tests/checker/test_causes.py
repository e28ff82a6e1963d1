"""Causes: every example of the table holds."""

from itertools import combinations

import pytest

from checker.facets.causes import causes_of, exclude, kind_named, kind_of, kinds
from claims.extract import read_claims
from claims.tables import read_table
from claims.types import Article, Reading

TABLE = read_table("causes", "checker")
KINDS = TABLE["kind"]
GIVEN = TABLE["phrases"]["yes"]
NONE = TABLE["phrases"]["no"]


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    texts = [*(text for text, _, _ in GIVEN), *NONE]
    return dict(zip(texts, read_claims([Article(str(i), text) for i, text in enumerate(texts)]), strict=True))


@pytest.mark.parametrize(("text", "effect", "cause"), GIVEN)
def test_a_cause_is_found(text: str, effect: str, cause: str, readings: dict[str, Reading]) -> None:
    found = [c for claim in readings[text].claims for c in causes_of(claim)]
    assert [(c.effect, c.heads[0]) for c in found] == [(effect, cause)]
    assert cause in text[found[0].start : found[0].end].lower()


@pytest.mark.parametrize("text", NONE)
def test_no_cause_is_found(text: str, readings: dict[str, Reading]) -> None:
    assert not [c for claim in readings[text].claims for c in causes_of(claim)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["name"])
def test_examples_of_a_kind(kind: dict[str, list[list[str]]]) -> None:
    assert kind["yes"]
    assert kind["no"]
    for pairs, expected in ((kind["yes"], True), (kind["no"], False)):
        for a, b in pairs:
            mine, other = kind_of((a,)), kind_of((b,))
            assert mine == kind["name"], a
            assert other, b
            assert exclude(mine, other) == exclude(other, mine) == expected, (a, b)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a suicide bomb attack in a mosque", "bomb"),
        ("Air strikes on the town", "air strike"),
        ("an explosion at the plant", "explosion"),
        ("their own words", ""),
        ("", ""),
    ],
)
def test_the_kind_that_a_phrase_names(text: str, kind: str) -> None:
    assert kind_named(text) == kind


def test_the_table_is_consistent() -> None:
    _, within = kinds()
    assert all(set(wider) <= within.keys() for wider in within.values())
    for one, other in combinations(KINDS, 2):
        assert set(one["words"]).isdisjoint(other["words"]), (one["name"], other["name"])
    assert not exclude("", "quake")
    assert not exclude("quake", "")
    assert kind_of(("leak", "gas leak")) == "gas"
    assert kind_of(("candle",)) == ""
