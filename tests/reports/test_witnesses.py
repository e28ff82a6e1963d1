"""Witnesses in words."""

from __future__ import annotations

import pytest

from checker.types import Evidence
from reports.witnesses import told


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (Evidence("cosine", "0.71", 3.9), "how near the two statements are in meaning: 0.71"),
        (Evidence("cosine", "1", 5.5), "how near the two statements are in meaning: 1"),
        (Evidence("agent_same", "1", 1.2), "both name the same one who acts"),
        (
            Evidence("level", "quantity: different numbers", -2),
            "before any witness is heard: quantity: different numbers",
        ),
        (Evidence("later-update", "'so far' in radio"), "later-update: 'so far' in radio"),
        (Evidence("a_feature_to_come", "1", 0.2), "a_feature_to_come: 1"),
        (Evidence("hedged", ""), "hedged"),
    ],
)
def test_told(evidence: Evidence, expected: str) -> None:
    assert str(told(evidence)) == expected
