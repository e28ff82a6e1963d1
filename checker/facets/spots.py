"""Spots without a name that exclude each other: the basement and the second floor, the high seas and the territorial
waters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from claims.tables import read_table
from claims.types import Claim

APART = 2
"""Floors from which two are surely two: some count them from the ground, some from the first."""
FLOORS = "floor"
HEIGHTS = {"below": -1, "ground": 0, "top": 99}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBERED = rf"(?P<floor>\d{{1,3}}(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})[ -](?:floor|storey|story)"


@dataclass(frozen=True, slots=True)
class Spot:
    """A spot of a ``kind`` that a text names, with its offsets. ``value``: which one; of floors the height."""

    kind: str
    value: str
    start: int
    end: int


@cache
def _pattern() -> tuple[re.Pattern[str], Mapping[str, tuple[str, str]]]:
    """What finds a spot, as its group 'floor' or another one, and phrase -> (kind, value)."""
    table = read_table("spots", "checker")
    phrases = {p: (FLOORS, str(HEIGHTS[value])) for value, own in table["floors"].items() for p in own}
    patterns = [_NUMBERED, f"({'|'.join(phrases)})"]
    for kind in table["kind"]:
        own = {p: (kind["name"], value) for value, those in kind["values"].items() for p in those}
        patterns.append(f"{kind.get('where', '')}({'|'.join(sorted(own, key=len, reverse=True))})")
        phrases |= own
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE), phrases


def spots_of(claim: Claim) -> tuple[Spot, ...]:
    """The spots that a claim names, in order."""
    pattern, phrases = _pattern()
    found = []
    for match in pattern.finditer(claim.text):
        start, end = match.span(match.lastindex or 0)
        if floor := match["floor"]:
            number = int(re.sub(r"\D", "", floor)) if floor[0].isdigit() else _ORDINALS.index(floor.casefold()) + 1
            kind, value = FLOORS, str(number)
        else:
            kind, value = phrases[claim.text[start:end].casefold()]  # 'ſ' matches 's' too
        found.append(Spot(kind, value, claim.start + start, claim.start + end))
    return tuple(found)


def are_apart(a: Spot, b: Spot) -> bool:
    """Whether nothing is at both spots."""
    if a.kind != b.kind or a.value == b.value:
        return False
    if a.kind != FLOORS:
        return True
    low, high = sorted((int(a.value), int(b.value)))
    if high == HEIGHTS["top"]:
        return low <= 0
    return low < 0 or high - low >= APART


def tells_origin(claim: Claim) -> bool:
    """Whether a claim says where something began."""
    words = read_table("spots", "checker")["origin"]["words"]
    phrase = f"{claim.predicate} {claim.next_word}"
    subjects = {a.head for a in claim.arguments if a.role == "subject"}
    return claim.predicate in words or phrase in words or not subjects.isdisjoint(words)
