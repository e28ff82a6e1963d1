"""How it was done: the weapon of an attack, the way in which a dam broke, of what somebody died (tables/means.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from claims.tables import read_table
from claims.types import Claim


@dataclass(frozen=True, slots=True)
class Kind:
    """One means of the table: ``of`` what it is a means, its ``words``, and what it ``fits``."""

    name: str
    of: str
    words: re.Pattern[str]
    fits: frozenset[str]


@dataclass(frozen=True, slots=True)
class Means:
    """A means that a claim tells, with its place in the article."""

    kind: str
    start: int
    end: int


@cache
def kinds() -> dict[str, Kind]:
    """The means of the table, by name."""
    table = read_table("means", "checker")
    parts = {f"<{name}>": f"(?:{'|'.join(words)})" for name, words in table["parts"].items()}
    return {
        entry["name"]: Kind(entry["name"], entry["of"], _pattern(entry["words"], parts), frozenset(entry["fits"]))
        for entry in table["means"]
    }


def _pattern(words: Iterable[str], parts: dict[str, str]) -> re.Pattern[str]:
    joined = "|".join(words)
    for name, pattern in parts.items():
        joined = joined.replace(name, pattern)
    return re.compile(rf"\b(?:{joined})\b", re.IGNORECASE)


def exclude(a: str, b: str) -> bool:
    """Whether two means are two ways to do one thing, of which one was taken."""
    x, y = kinds()[a], kinds()[b]
    return x.of == y.of and a != b and a not in y.fits and b not in x.fits


@lru_cache(maxsize=16384)
def _found(text: str) -> tuple[tuple[str, int, int], ...]:
    """The means that a text speaks of, each with its first place."""
    found = ((name, kind.words.search(text)) for name, kind in kinds().items())
    return tuple((name, *match.span()) for name, match in found if match is not None)


def means_of(claim: Claim) -> tuple[Means, ...]:
    """The means of what a claim says that happened; none where it is denied, planned, or of an earlier event."""
    if claim.polarity == "negated" or claim.modality != "asserted" or claim.scope.background:
        return ()
    return tuple(Means(name, claim.start + start, claim.start + end) for name, start, end in _found(claim.text))


def means_told(claims: Iterable[Claim]) -> frozenset[str]:
    """All means that some claims speak of, be it as denied or supposed."""
    return frozenset(name for claim in claims for name, _, _ in _found(claim.text))
