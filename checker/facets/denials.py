"""What the accused deny: their denials, and the verdicts beside which these stand (tables/denials.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from claims.tables import read_table
from claims.types import Claim


@cache
def denial_patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of the table by name: 'own', 'before' and 'verdict'."""
    table = read_table("denials", "checker")
    return {name: re.compile(rf"\b(?:{'|'.join(entry['words'])})\b", re.IGNORECASE) for name, entry in table.items()}


def is_own_denial(claim: Claim) -> bool:
    """Whether a claim is negated because somebody denies what he is said to have done himself: 'denied robbing'."""
    if claim.polarity != "negated":
        return False
    cue = claim.attribution.cue if claim.attribution is not None else ""
    before = claim.text[: max(0, claim.predicate_start - claim.start)]
    return any(denial_patterns()["own"].search(words) for words in (cue, before))


def was_before(claim: Claim) -> bool:
    """Whether a denial was made before the news: 'had denied robbing the bank'."""
    cue = claim.attribution.cue if claim.attribution is not None else ""
    return any(denial_patterns()["before"].search(words) for words in (cue, claim.text))


def tells_verdict(claims: Iterable[Claim]) -> bool:
    """Whether some claim tells that a court found somebody guilty."""
    return any(c.polarity == "affirmed" and denial_patterns()["verdict"].search(c.text) for c in claims)
