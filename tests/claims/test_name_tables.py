"""Words inside and beside names: the examples of their lists in tables/entities.toml."""

from __future__ import annotations

import pytest

from claims.extract import read_claims
from claims.tables import read_table
from claims.types import Article, Reading

TABLE = read_table("entities")


def examples(name: str) -> list[tuple[str, str, bool]]:
    return [(text, words, kind == "yes") for kind in ("yes", "no") for text, words in TABLE[name][kind]]


PARTS, BESIDE = examples("parts"), examples("class")
HAPPENING = [(text, kind == "yes") for kind in ("yes", "no") for text in TABLE["happening"][kind]]


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    texts = [case[0] for case in (*PARTS, *BESIDE, *HAPPENING)]
    return {r.article.text: r for r in read_claims([Article(str(n), text) for n, text in enumerate(texts)])}


@pytest.mark.parametrize(("text", "words", "expected"), PARTS)
def test_words_inside_a_name(text: str, words: str, expected: bool, readings: dict[str, Reading]) -> None:
    assert (words in {e.text for c in readings[text].claims for e in c.entities}) == expected


@pytest.mark.parametrize(("text", "name", "expected"), BESIDE)
def test_words_between_a_name_and_its_class(text: str, name: str, expected: bool, readings: dict[str, Reading]) -> None:
    assert (name in {a.name for c in readings[text].claims for a in c.arguments}) == expected


@pytest.mark.parametrize(("text", "expected"), HAPPENING)
def test_verbs_whose_subject_is_not_who_spoke(text: str, expected: bool, readings: dict[str, Reading]) -> None:
    [name] = [a.name for c in readings[text].claims for a in c.arguments if a.head == "it"]
    assert (not name) == expected
