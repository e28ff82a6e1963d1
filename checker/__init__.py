"""From claims to findings: alignment, comparison, judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.config import Config
    from checker.pipeline import check, rejudge
    from checker.types import CheckResult

__all__ = ["CheckResult", "Config", "check", "rejudge"]


def __getattr__(name: str) -> Any:
    """Import on first use: ``import checker`` costs nothing."""
    if name in ("check", "rejudge"):
        from checker import pipeline

        return getattr(pipeline, name)
    if name == "Config":
        from checker.config import Config

        return Config
    if name == "CheckResult":
        from checker.types import CheckResult

        return CheckResult
    raise AttributeError(f"module 'checker' has no attribute '{name}'")
