"""Reading articles and the claims they make. Importing this package imports nothing heavy."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.extract import extract_claims as extract_claims
    from claims.reading.articles import read_articles as read_articles

_MODULES = {"extract_claims": "claims.extract", "read_articles": "claims.reading.articles"}

__all__ = ["extract_claims", "read_articles"]


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return getattr(import_module(_MODULES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *__all__]
