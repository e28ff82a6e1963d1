"""The noun table: every group's examples hold."""

import numpy as np
import pytest

from checker.words.lexicon import WordVectors, are_exclusive, are_others, counted_relation
from claims.tables import read_table

TABLE = read_table("nouns", "checker")
PAIRS = [
    (part, kind, tuple(pair))
    for part in ("generic", "persons", "groups", "overlap", "things")
    for kind in ("yes", "no")
    for pair in TABLE[part][kind]
]


@pytest.mark.parametrize(("part", "kind", "pair"), PAIRS)
def test_examples_of_the_noun_table(part: str, kind: str, pair: tuple[str, str]) -> None:
    comparable = counted_relation(*pair) in ("same", "generic")
    assert comparable == (kind == "yes")
    assert counted_relation(*pair) == counted_relation(*reversed(pair))


@pytest.mark.parametrize(("kind", "pair"), [(k, tuple(p)) for k in ("yes", "no") for p in TABLE["exclusive"][k]])
def test_examples_of_exclusive_groups(kind: str, pair: tuple[str, str]) -> None:
    assert are_exclusive(*pair) == are_exclusive(*reversed(pair)) == (kind == "yes")


def test_no_noun_stands_in_two_groups() -> None:
    nouns = [n for part in ("groups", "things") for g, ns in TABLE[part].items() if g not in ("yes", "no") for n in ns]
    nouns += [*TABLE["generic"]["nouns"], *TABLE["persons"]["nouns"]]
    twice = {n for n in nouns if nouns.count(n) > 1}
    assert twice <= {"bombing"}


def test_word_vectors_encode_each_word_once() -> None:
    seen: list[str] = []

    class Recorder:
        def encode(self, texts: list[str]) -> np.ndarray:
            seen.extend(texts)
            return np.eye(len(texts), dtype=np.float32)

    words = WordVectors(Recorder(), ["flee", "run", "flee", ""])  # type: ignore[arg-type]
    assert seen == ["flee", "run"]
    assert words.similarity("flee", "flee") == 1.0
    assert words.similarity("flee", "run") == 0.0
    assert words.similarity("flee", "unheard") == 0.0


@pytest.mark.parametrize(("kind", "pair"), [(k, tuple(p)) for k in ("yes", "no") for p in TABLE["another"][k]])
def test_examples_of_words_that_make_another_one(kind: str, pair: tuple[str, str]) -> None:
    assert are_others(*pair) == are_others(*reversed(pair)) == (kind == "yes")
