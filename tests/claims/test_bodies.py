"""Which names say themselves that they are an organisation's."""

from __future__ import annotations

import pytest

from claims.names.names import is_body

BODIES = [
    ("Free Lunian Army", True),
    ("Northern Observatory for Tides", True),
    ("Northern Observatory for Tides chief Ana Prado", False),
    ("Ana Prado", False),
    ("Lund", False),
]


@pytest.mark.parametrize(("name", "expected"), BODIES)
def test_bodies(name: str, expected: bool) -> None:
    assert is_body(name) == expected
