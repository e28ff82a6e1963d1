"""How much shared words tell."""

from __future__ import annotations

import pytest

from checker.words.shared_words import SharedWords, content_words, stem
from claims import extract_claims
from claims.types import Article, Claim


def claims(*texts: str) -> list[Claim]:
    found = [extract_claims(Article(id=f"a{i}", source=f"a{i}", text=t))[0] for i, t in enumerate(texts)]
    assert len({c.id for c in found}) == len(texts)
    return found


NEWS = (
    "The ferry Marlin sank near Skagen harbour.",
    "Skagen harbour saw the ferry Marlin sink.",
    "The ferry company regretted it.",
    "The ferry was built in 1998.",
    "A minister praised the rescuers.",
)


def test_the_same_statement_shares_most() -> None:
    said = claims(*NEWS)
    shared = SharedWords(said)
    first = [shared(said[0], c) for c in said]
    assert first[0] == max(first)
    assert first[1] > first[2] > first[4] == 0.0
    assert all(0.0 <= s <= 1.0 for s in first)


def test_both_directions_are_one() -> None:
    said = claims(*NEWS)
    shared = SharedWords(said)
    assert [shared(a, b) for a in said for b in said] == [shared(b, a) for a in said for b in said]


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    said = claims(
        "The ferry sank.", "A ferry burned.", "The Marlin sailed.", "They raised the Marlin.", "Ferry and ferry."
    )
    shared = SharedWords(said)
    assert shared(said[2], said[3]) > shared(said[0], said[1]) > 0


@pytest.mark.parametrize(("one", "other"), [("bombing", "bombed"), ("killed", "kills"), ("quakes", "quake")])
def test_forms_of_a_word_are_one(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("village", "villain"), ("police", "policy")])
def test_other_words_are_two(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_words_that_tell_nothing_are_left_out() -> None:
    assert content_words("The 1,200 men were not in Łódź, it said.") == ["1,200", "men", "łódź", "said"]


def test_a_clause_has_the_words_of_its_sentence() -> None:
    said = [
        extract_claims(Article(id=f"a{i}", source=f"a{i}", text=text))
        for i, text in enumerate(
            ("The Marlin sank off Skagen, killing two.", "Two died as the Marlin sank off Skagen.", "A bus burned.")
        )
    ]
    every = [c for one in said for c in one]
    shared = SharedWords(every)
    killing = next(c for c in said[0] if c.predicate == "kill")
    died = next(c for c in said[1] if c.predicate == "die")
    assert shared.of_sentences(killing, died) == shared.of_sentences(died, killing)
    assert shared.of_sentences(killing, died) > shared.of_sentences(killing, said[2][0]) == 0.0
    assert all(0.0 <= shared.of_sentences(a, b) <= 1.0 for a in every for b in every)
