"""The witnesses of a verdict in words: what a reader sees instead of the names that the records keep."""

from __future__ import annotations

from typing import NamedTuple

from checker.features import features
from checker.types import Evidence

START = "before any witness is heard"


class Told(NamedTuple):
    """``what`` was seen, and ``detail`` where there is more to say; raw text."""

    what: str
    detail: str

    def __str__(self) -> str:
        return f"{self.what}: {self.detail}" if self.detail else self.what


def told(evidence: Evidence) -> Told:
    """A witness in words. What the table of features does not know keeps its own name: qualifiers, and what a
    newer version wrote."""
    if evidence.name == "level":
        return Told(START, evidence.detail)
    feature = features().get(evidence.name)
    if feature is None:
        return Told(evidence.name, evidence.detail)
    return Told(feature.words, evidence.detail if feature.amount or evidence.detail != "1" else "")
