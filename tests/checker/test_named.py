"""Names that stand in one frame, and those that must not be set against each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest

from checker.compare import Comparer
from checker.facets.context import settings
from checker.models.encode import Vectors
from checker.types import Alignment, SlotComparison
from checker.words.lexicon import WordVectors
from claims.extract import read_claims
from claims.types import Article, Claim, Reading


class Strangers:
    """An encoder to which no two words are alike."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.eye(len(texts), dtype=np.float32)


def compared(left: str, right: str, story: float = 0.2) -> list[SlotComparison]:
    readings = read_claims([Article(str(i), t, published=date(2024, 5, 6)) for i, t in enumerate((left, right))])
    a, b = (longest(r) for r in readings)
    placed = {cid: s for r in readings for cid, s in settings(r).items()}
    return Comparer(placed, WordVectors(Strangers(), [])).compare(Alignment(a, b, 0.6, 1, story, 0.6))


def longest(reading: Reading) -> Claim:
    return max(reading.claims, key=lambda c: c.end - c.start)


def rules(found: list[SlotComparison]) -> set[str]:
    return {c.rule for c in found}


APART = [
    ("The tanker burned 40 nautical miles off Varna.", "The ship was hit 40 nautical miles from Odessa."),
    ("Thieves robbed a fair at the Bristol Hotel in Lyon.", "A fair at the Astoria hotel in Lyon was robbed."),
    ("The tremor was felt in Kuwait and Qatar.", "The tremor shook Bahrain and Qatar."),
    ("The rally hit Jakarta after raids in the port of Nice.", "It hit France after raids in the port of Nice."),
    ("Jets hit Italy's northern city of Turin.", "Jets hit Italy's northern city of Varna."),  # both name the country
    ("It hit France after raids in the port of Nice.", "It hit France after raids in the port of Lagos."),
    ("A quake hit the city of Lund in 2003.", "A quake hit the city of Varna in central Sweden in 2003."),
    ("The clinic in the village of Khan Aswad burned down.", "Jets hit a clinic in the town of Khan Zaytun."),
]
NOT_APART = [
    ("A blast hit the market in Zahlah on Friday.", "A blast hit the market in Zahleh on Friday."),  # spellings
    ("A blast hit the market in Aleppo on Friday.", "A blast hit the market in Syria on Friday."),  # one in the other
    ("The tremor was felt in Kuwait and Qatar.", "The tremor was felt in Kuwait."),  # one says more
    ("The tremor was felt in Kuwait, Oman and Iraq.", "The tremor was felt in Jordan, Egypt and Yemen."),  # lists
    ("The ferry anchored off Bergen, Norway.", "The ferry linked Denmark to Norway."),  # one lies in what both name
    ("The ferry sank off Bergen, Norway.", "The ferry linked Malmo to Norway."),
    ("The quake was two miles east of Lund.", "The quake was nine miles south of Varna."),  # points of reference
    ("The quake shook Kuwait.", "The quake did not shake Jordan."),  # one denies
]


@pytest.mark.parametrize(("left", "right"), APART)
def test_other_places_in_one_frame_differ(left: str, right: str) -> None:
    assert "place-mismatch" in rules(compared(left, right))
    assert "place-mismatch" in rules(compared(right, left))


@pytest.mark.parametrize(("left", "right"), NOT_APART)
def test_what_may_be_one_place_does_not_differ(left: str, right: str) -> None:
    assert "place-mismatch" not in rules(compared(left, right))


LOCATED = [
    ("Rebel groups in Europol include the Varel Front.", "Rebel groups in Varna include the Varel Front.", True),
    ("Rebel groups in Europol include the Varel Front.", "The Varel Front was praised by Varna on Monday.", False),
]


@pytest.mark.parametrize(("left", "right", "apart"), LOCATED)
def test_what_stands_behind_a_preposition_of_place_is_set_against_a_place(left: str, right: str, apart: bool) -> None:
    assert ("entity-mismatch" in rules(compared(left, right))) == apart


DISTANCES = [
    ("The quake struck two miles east of Lund.", "The quake was centred two miles from Varna.", {1.0}),
    ("The quake struck east of Lund.", "The quake was centred east of Varna.", {0.0}),
]


@pytest.mark.parametrize(("left", "right", "expected"), DISTANCES)
def test_an_equal_distance_is_told_of_one_place(left: str, right: str, expected: set[float]) -> None:
    features = [dict(c.features) for c in compared(left, right) if c.rule == "place-mismatch"]
    assert {f["distance_same"] for f in features if "distance_same" in f} == expected


def test_names_of_two_stories_are_not_foreign_to_each_other() -> None:
    told = compared(*APART[0])
    untold = compared(*APART[0], story=-0.5)
    assert any(dict(c.features).get("foreign") for c in told)
    assert not any(dict(c.features).get("foreign") for c in untold)
