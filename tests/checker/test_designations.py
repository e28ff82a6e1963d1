"""Designations: what is one, and when two of a series are set against each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from checker.compare import Comparer
from checker.facets.context import settings
from checker.facets.designations import designations
from checker.models.encode import Vectors
from checker.types import Alignment
from checker.words.lexicon import WordVectors
from claims.extract import read_claims
from claims.tables import read_table
from claims.types import Article

TABLE = read_table("designations", "checker")["examples"]


class Strangers:
    """An encoder to which no two words are alike."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.eye(len(texts), dtype=np.float32)


def read(text: str) -> list[str]:
    claims = read_claims([Article("a", text)])[0].claims
    return list(dict.fromkeys(f"{d.series}:{d.number}" for c in claims for d in designations(c)))


@pytest.mark.parametrize(("text", "expected"), [*TABLE["yes"], *((text, []) for text in TABLE["no"])])
def test_examples_of_the_table(text: str, expected: list[str]) -> None:
    assert read(text) == expected


PAIRS = [
    ("Rebels fired from two S-300 launchers.", "Rebels fired from two S-400 launchers.", True),
    ("The crash closed Highway 7 on Friday.", "Highway 9 was closed after the crash.", True),
    ("Rebels fired from an S-300.", "Rebels fired from an S-300.", False),
    ("Rebels fired from an S-300.", "Rebels fired from a T-72.", False),  # two series
    ("Rebels fired from an S-300 and an S-400.", "Rebels fired from an S-200.", False),  # which of them is open
    ("Rebels fired from an S-300.", "Rebels did not fire from an S-400.", False),  # one denies
    ("Rebels fired from an S-300.", "Rebels fired from an S-400. The army lost an S-300.", False),  # both are known
]


@pytest.mark.parametrize(("left", "right", "differ"), PAIRS)
def test_two_of_one_series_differ(left: str, right: str, differ: bool) -> None:
    readings = read_claims([Article("a", left), Article("b", right)])
    placed = {cid: s for r in readings for cid, s in settings(r).items()}
    pair = Alignment(readings[0].claims[0], readings[1].claims[0], 0.6, 1, 0.2, 0.6)
    found = Comparer(placed, WordVectors(Strangers(), [])).compare(pair)
    assert any(c.level == "others of one series" for c in found) == differ
