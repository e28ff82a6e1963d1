"""What a user can set about a check. Everything has a default that works offline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claims.errors import InputError


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of one check.

    ``model``: a sentence-transformers model by name or folder; '' is the bundled all-MiniLM-L6-v2.
    ``entailment``: a cross-encoder for entailment by name or folder; '' is the bundled one, 'none' does without.
    ``syntax``: a spaCy pipeline with Universal Dependencies labels; '' is the bundled parser.
    ``candidates``: nearest claims looked at from either side. ``min_confidence``: findings below it are
    dropped. ``discrepancy_threshold`` and ``agreement_threshold``: the least probability at which a
    comparison is reported as one; None takes that of the policy. ``policy``: changes to tables/policy.toml, as
    a TOML file or a mapping of the same form, merged over it. ``cache``: folder of the cache of embeddings and
    analyses; None takes the user's cache folder. ``within``: each article that is not published is compared
    with itself too. Raises InputError for a value out of range.
    """

    model: str = ""
    entailment: str = ""
    syntax: str = ""
    candidates: int = 5
    min_confidence: float = 0.0
    discrepancy_threshold: float | None = None
    agreement_threshold: float | None = None
    cache: Path | None = None
    use_cache: bool = True
    policy: str | Path | Mapping[str, Any] = field(default_factory=dict)
    within: bool = False

    def __post_init__(self) -> None:
        if self.candidates < 1:
            raise InputError(f"candidates is {self.candidates}, but must be 1 or more")
        for name in ("min_confidence", "discrepancy_threshold", "agreement_threshold"):
            value = getattr(self, name)
            if value is not None and not 0 <= value <= 1:
                raise InputError(f"{name} is {value:g}, but must lie between 0 and 1")
