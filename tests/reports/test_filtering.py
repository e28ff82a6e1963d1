"""Results with fewer findings."""

from __future__ import annotations

from typing import Any

import pytest
import samples

from checker.types import CheckResult

RESULT = samples.three_sources()


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, {"0a1b", "abcd", "1122", "99aa", "fedc", "0f1e"}),
        ({"severity": "error"}, {"0a1b", "abcd"}),
        ({"severity": ["error", "warning"]}, {"0a1b", "abcd", "1122"}),
        ({"relation": "agreement"}, {"99aa", "fedc", "0f1e"}),
        ({"slot": "polarity"}, {"1122"}),
        ({"slot": {"polarity", "time"}}, {"1122", "99aa"}),
        ({"source": "island"}, {"abcd", "fedc"}),
        ({"source": ("island", "harbour")}, {"0a1b", "abcd", "1122", "99aa", "fedc", "0f1e"}),
        ({"rule": "quantity-mismatch"}, {"0a1b", "abcd"}),
        ({"qualifier": "hedged"}, {"1122"}),
        ({"qualifier": ["later-update", "hedged"]}, {"1122"}),
        ({"min_confidence": 0.91}, {"0a1b", "99aa", "fedc"}),
        ({"severity": "error", "source": "coast"}, {"0a1b"}),
        ({"severity": "error", "relation": "agreement"}, set()),
        ({"rule": "place-mismatch"}, set()),
        ({"slot": []}, set()),
    ],
)
def test_what_is_kept(wanted: dict[str, Any], expected: set[str]) -> None:
    kept = RESULT.filter(**wanted)
    assert {finding.id[:4] for finding in kept.findings} == expected
    assert [f for f in RESULT.findings if f in kept.findings] == list(kept.findings)
    assert (kept.readings, kept.only, kept.coverage) == (RESULT.readings, RESULT.only, RESULT.coverage)


def test_filters_can_follow_each_other() -> None:
    pair = RESULT.filter(source="island").filter(source="coast")
    assert [finding.id for finding in pair.findings] == ["fedcba9876543210"]


def test_facts_follow_their_findings() -> None:
    assert [(f.id, f.findings) for f in RESULT.filter(slot="polarity").facts] == [("f-engine", ("1122334455667788",))]
    [toll] = RESULT.filter(source="island", relation="agreement").facts
    assert toll.findings == ("fedcba9876543210",)
    assert [value.place.source for value in toll.values] == ["coast", "harbour", "island"]
    assert RESULT.filter(slot="time").facts == ()


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"slot": "quantities"}, "unknown slot 'quantities'; did you mean 'quantity'? (known: quantity, time, "),
        ({"severity": "Errors"}, "unknown severity 'Errors'; did you mean 'error'? (known: error, warning)"),
        ({"relation": "disagreement"}, "unknown relation 'disagreement'; did you mean 'agreement'? "),
        ({"source": "Harbour Times"}, "unknown source 'Harbour Times'; did you mean 'harbour'? "),
        ({"source": ["coast", "islnd"]}, "unknown source 'islnd'; did you mean 'island'? (known: coast, "),
        ({"rule": "quantity_mismatch"}, "unknown rule 'quantity_mismatch'; did you mean 'quantity-mismatch'? "),
        ({"qualifier": "later"}, "unknown qualifier 'later'; did you mean 'later-update'? "),
        ({"severity": [None]}, "unknown severity None (known: error, warning)"),
        ({"slot": "xyz"}, "unknown slot 'xyz' (known: quantity, "),
        ({"min_confidence": 90}, "min_confidence is 90, but must lie between 0 and 1"),
        ({"min_confidence": float("nan")}, "min_confidence is nan, but must lie between 0 and 1"),
    ],
)
def test_unknown_values(wanted: dict[str, Any], expected: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011 (the whole message is compared)
        RESULT.filter(**wanted)
    assert str(raised.value).startswith(expected)


def test_an_empty_result_has_no_sources() -> None:
    with pytest.raises(ValueError, match="unknown source 'coast': this result has none"):
        CheckResult((), ()).filter(source="coast")
