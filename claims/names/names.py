"""Names: the entities of an article, what its pronouns refer to, who holds which role, and whether two
names of two articles mean the same."""

from __future__ import annotations

from claims.names.aliases import (
    canonical_name,
    is_capital,
    is_known_place,
    is_large,
    is_part_of,
    is_wide,
    same_name,
    share_country,
)
from claims.names.coreference import resolve_references
from claims.names.entities import find_entities, is_body
from claims.names.roles import roles

__all__ = [
    "canonical_name",
    "find_entities",
    "is_body",
    "is_capital",
    "is_known_place",
    "is_large",
    "is_part_of",
    "is_wide",
    "resolve_references",
    "roles",
    "same_name",
    "share_country",
]
