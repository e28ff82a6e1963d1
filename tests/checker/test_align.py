"""Alignment: candidates by rank from either side, across sources only, in work that grows linearly."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.align import MOST_SHARING, PARTNERS, align, mask_numbers, source_pairs
from checker.models.encode import Vectors
from claims.types import Argument, Article, Claim, Quantity, Reading


class Letters:
    """Unit vectors drawn from each text's digest; remembers what it was asked for."""

    def __init__(self, dim: int = 8) -> None:
        self.dim = dim
        self.calls: list[list[str]] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.calls.append(list(texts))
        seeds = [int(hashlib.sha256(t.encode()).hexdigest()[:8], 16) for t in texts]
        vectors = np.array([np.random.default_rng(s).normal(size=self.dim) for s in seeds], dtype=np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def claim(article: str, n: int, statement: str, predicate: str = "be", **slots: object) -> Claim:
    return Claim(
        id=f"{article}#{n}",
        article=article,
        sentence=n,
        start=100 * n,
        end=100 * n + len(statement),
        text=statement,
        predicate=predicate,
        predicate_start=100 * n,
        predicate_end=100 * n + 1,
        statement=statement,
        **slots,  # type: ignore[arg-type]
    )


def source(name: str, statements: Sequence[str]) -> Reading:
    claims = tuple(claim(name, n, s) for n, s in enumerate(statements, 1))
    return Reading(Article(name, " ".join(statements)), (), claims)


def three_sources() -> list[Reading]:
    return [source(name, [f"{name} tells story {n}" for n in range(7)]) for name in ("a", "b", "c")]


def ends(readings: Sequence[Reading], **more: object) -> list[tuple[str, str]]:
    return [(p.left.id, p.right.id) for p in align(readings, Letters(), **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "masked"),
    [("1,200 of 3.5 came", "# of # came"), ("none came", "none came"), ("At 3.", "At #"), ("18-25", "#-#")],
)
def test_numbers_are_masked(text: str, masked: str) -> None:
    assert mask_numbers(text) == masked


def test_pairs_join_two_sources_and_come_once_in_order() -> None:
    found = align(three_sources(), Letters(), candidates=2)
    assert found
    assert all(p.left.article < p.right.article for p in found)
    keys = [(p.left.article, p.right.article, p.left.start, p.right.start) for p in found]
    assert len(keys) == len(set(keys))
    assert keys == sorted(keys)


def test_rank_is_the_better_of_both_sides_whatever_the_names() -> None:
    one, other = source("a", [f"story {n}" for n in range(9)]), source("b", [f"tale {n}" for n in range(6)])
    renamed = source("z", [f"story {n}" for n in range(9)])
    forth = {(p.left.statement, p.right.statement): (p.rank, p.cosine) for p in align([one, other], Letters())}
    back = {(p.right.statement, p.left.statement): (p.rank, p.cosine) for p in align([other, renamed], Letters())}
    assert forth == back
    assert {rank for rank, _ in forth.values()} >= {1, 2}


def test_every_claim_has_its_nearest_candidates() -> None:
    found = align(three_sources(), Letters(), candidates=2)
    for reading in three_sources():
        for c in reading.claims:
            mine = [{p.left.article, p.right.article} - {c.article} for p in found if c.id in (p.left.id, p.right.id)]
            others = [name for names in mine for name in names]
            assert all(others.count(name) >= 2 for name in {"a", "b", "c"} - {c.article})


def test_more_candidates_only_add() -> None:
    few, many = set(ends(three_sources(), candidates=1)), set(ends(three_sources(), candidates=4))
    assert few < many


def test_published_sources_are_not_compared_among_themselves() -> None:
    pairs = {(left[0], right[0]) for left, right in ends(three_sources(), published={"a", "b"})}
    assert pairs == {("a", "c"), ("b", "c")}
    assert ends(three_sources(), published={"a", "b", "c"}) == []


def test_each_statement_is_encoded_in_one_call() -> None:
    encoder = Letters()
    align(three_sources(), encoder)
    (texts,) = encoder.calls
    assert len(texts) == 21


def test_nothing_to_align() -> None:
    encoder = Letters()
    assert align([], encoder) == []
    assert align([source("a", []), source("b", [])], encoder) == []
    assert encoder.calls == []
    assert align([source("a", ["it rained"]), source("b", [])], encoder) == []


def test_a_shared_measurand_is_a_candidate_at_any_rank() -> None:
    def with_number(article: str, n: int) -> Claim:
        dead = Quantity(0, 2, "18", "count", Decimal(18), Decimal(18), counted="person", event="death")
        return claim(article, n, f"{article} counts the dead", quantities=(dead,))

    def with_name(article: str, n: int) -> Claim:
        who = Argument("subject", 0, 5, "Marek", "marek", "Ivo Marek")
        return claim(article, n, f"{article} tells of Marek", predicate="resign", arguments=(who,))

    readings = [
        Reading(Article(a, ""), (), (*(claim(a, n, f"{a} {n}") for n in range(9)), with_number(a, 9), with_name(a, 10)))
        for a in ("a", "b")
    ]
    assert ends(readings, candidates=0) == [("a#9", "b#9"), ("a#10", "b#10")]


@pytest.mark.parametrize("count", [10, 60, 120])
def test_a_value_that_is_told_again_and_again_is_not_paired_with_each_telling(count: int) -> None:
    """What stands in each claim of two articles pairs each with the nearest few: twice as long, twice the work."""

    def telling(name: str) -> Reading:
        dead = Quantity(0, 2, "18", "count", Decimal(18), Decimal(18), counted="person", event="death")
        claims = tuple(claim(name, n, f"{name} {n}", quantities=(dead,)) for n in range(count))
        return Reading(Article(name, ""), (), claims)

    pairs = ends([telling("a"), telling("b")])
    assert len(pairs) <= 2 * MOST_SHARING * count
    assert len(pairs) >= min(count, MOST_SHARING) * count


@pytest.mark.parametrize("count", [10, 60, 120])
def test_partners_are_bounded(count: int) -> None:
    """Each source names PARTNERS others at most, so that twice the sources are twice the work."""
    names = [f"s{n:03}" for n in range(count)]
    rows = {name: [n] for n, name in enumerate(names)}
    pairs = source_pairs(rows, Letters().encode(names))
    assert len(pairs) <= count * PARTNERS
    assert all(a < b for a, b in pairs)
    named = {n for pair in pairs for n in pair}
    assert named == set(names)
    if count <= PARTNERS + 1:
        assert len(pairs) == count * (count - 1) // 2


@given(st.integers(1, 6), st.integers(1, 6), st.integers(1, 8))
@settings(max_examples=25, deadline=None)
def test_cosine_and_rank_are_in_range(n: int, m: int, candidates: int) -> None:
    one, other = source("a", [f"story {k}" for k in range(n)]), source("b", [f"tale {k}" for k in range(m)])
    found = align([one, other], Letters(), candidates=candidates)
    assert len(found) >= min(n, m)
    assert all(1 <= p.rank <= candidates and -1.001 <= p.cosine <= 1.001 for p in found)
