"""The rules: the stable codes of findings, with what a reader needs to understand them.

They stand in tables/rules.toml, so that a report, a baseline and the documentation say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from checker.types import Relation, Slot
from claims.tables import read_table


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``yes`` and ``no`` are pairs of statements on which it fires and does not fire;
    ``why_not`` says why it does not, ``silence`` how to live with a finding that is right but wanted."""

    code: str
    title: str
    relation: Relation
    slot: Slot
    help: str
    yes: tuple[str, str]
    no: tuple[str, str]
    why_not: str
    silence: str


@cache
def rules() -> dict[str, Rule]:
    """All rules by code, in the order of the table. Raises TypeError or KeyError where a rule lacks a field."""
    table = read_table("rules", "checker")
    return {
        code: Rule(**(fields | {"code": code, "yes": tuple(fields["yes"]), "no": tuple(fields["no"])}))
        for code, fields in table.items()
    }
