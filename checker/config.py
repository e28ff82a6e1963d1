"""What a user can set about a check. Everything has a default that works offline."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of one check.

    ``model``: a sentence-transformers model by name or folder; '' is the bundled all-MiniLM-L6-v2.
    ``syntax``: a spaCy pipeline with Universal Dependencies labels; '' is the bundled parser.
    ``candidates``: nearest claims looked at from either side. ``min_confidence``: findings below it are
    dropped. ``cache``: folder of the embedding cache; None takes the user's cache folder.
    """

    model: str = ""
    syntax: str = ""
    candidates: int = 5
    min_confidence: float = 0.0
    cache: Path | None = None
    use_cache: bool = True
