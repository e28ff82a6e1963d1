"""The table of rules is complete and consistent."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from checker.rules import Rule, rules
from checker.types import Relation, Slot

CODES = [
    "quantity-mismatch",
    "quantity-match",
    "time-mismatch",
    "time-match",
    "place-mismatch",
    "place-match",
    "entity-mismatch",
    "entity-match",
    "polarity-flip",
    "status-mismatch",
    "cause-mismatch",
    "entailment-contradiction",
    "statement-match",
]


def test_codes_are_stable() -> None:
    assert list(rules()) == CODES


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.code)
def test_rule_is_complete(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.code)
    assert rule.relation in get_args(Relation)
    assert rule.slot in get_args(Slot)
    assert (rule.relation == "agreement") == rule.code.endswith("-match")
    assert len(rule.yes) == len(rule.no) == 2
    assert rule.yes != rule.no
    for text in (rule.help, rule.why_not, rule.silence, *rule.yes, *rule.no):
        assert text == text.strip()
        assert text.endswith(".")
    assert not rule.title.endswith(".")
