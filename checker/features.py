"""The features of a comparison in words, for who asks how a verdict came about (tables/features.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from claims.tables import read_table


@dataclass(frozen=True, slots=True)
class Feature:
    """``words`` say what was seen; ``amount``: it is a number, rather than something that holds or does not."""

    name: str
    words: str
    amount: bool


@cache
def features() -> dict[str, Feature]:
    """All features by name, in the order of the table."""
    table = read_table("features", "checker")
    return {
        name: Feature(name, words, section == "amount") for section in table for name, words in table[section].items()
    }
