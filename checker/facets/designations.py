"""Designations: letters or a word and the number that says which one of them is meant ('AK-47', 'Resolution 1701')."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from claims.tables import read_table
from claims.types import Claim

_END = r"(?!\w|[.,:-]\d|[%°])"
_SERIES = (
    r"(?<![\w.$£€-])(?:(?P<letters>[A-Z]{1,4})-?|(?P<mixed>[A-Z][A-Za-z]{1,2})-)(?P<number>\d{1,3}[A-Z]?)s?" + _END
)


@dataclass(frozen=True, slots=True)
class Designation:
    """``series`` in lower case and ``number`` as written, ``start``..``end`` in the article."""

    series: str
    number: str
    start: int
    end: int


@cache
def _pattern() -> re.Pattern[str]:
    kinds = "|".join(read_table("designations", "checker")["words"]["kinds"])
    return re.compile(rf"{_SERIES}|\b(?P<kind>{kinds}) (?:No\. ?)?(?P<which>\d{{1,4}}[A-Z]?){_END}")


def designations(claim: Claim) -> tuple[Designation, ...]:
    """The designations of a claim, in order; not what was read as an amount or a time."""
    read = [(q.start, q.end) for q in claim.quantities] + [(t.start, t.end) for t in claim.times]
    neither = read_table("designations", "checker")["words"]["neither"]
    found = []
    for match in _pattern().finditer(claim.text):
        series = (match["letters"] or match["mixed"] or match["kind"]).lower()
        start, end = claim.start + match.start(), claim.start + match.end()
        if series not in neither and not any(a < end and start < b for a, b in read):
            found.append(Designation(series, match["number"] or match["which"], start, end))
    return tuple(found)
