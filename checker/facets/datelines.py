"""Datelines: where and when an article was filed, which is not where and when what it tells of happened."""

from __future__ import annotations

import re

from checker.slots.time_relations import facts_of
from claims.types import Claim, TimeExpression

LONGEST_DATELINE = 80
"""Characters before the date of a dateline, at most."""
_DATELINE_PLACE = re.compile(
    r"\W*(?!(?:On|In|By|At|Since|Until|From|Before|After|The|And|Of)\b)[A-Z][\w.'’]*"
    r"(?:[ /,-]{1,2}\(?(?!(?:On|In|By|At|Since|Until|From|Before|After|And)\b)[A-Z][\w.'’)]*){0,5}"
    r"(?:,|\)|\s*[-–—]{1,2})?\s+"
)
_DATELINE_END = re.compile(r",?(?: \d{4})?,?\s?(?:\([^()]{2,60}(?:\)\s?[-–—:]|\)?$)|[-–—]{1,2}\s|:\s)")
_DATELINE_ALONE = re.compile(r"[^a-z]*(?:\([^()]*\),?\s+)?|\W*[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?,\s+")
_CAPITALS = r"[A-Z][\w.'’]*(?:(?:/|-|, ?| (?:d[aeiou]s? |al-?|el )?)[A-Z][\w.'’]*){0,5}"
_PLACE_OF_WRITING = re.compile(
    rf"\W*{_CAPITALS}(?:,? \d{{1,2}}(?:,? \d{{4}})?)?,?"
    r"(?:\s\([^()]{2,40}(?:\)\s?[-–—:]{1,2}\s|\)?$)|\s[-–—]{1,2}\s(?=[\"“'‘]?[A-Z\d]))"
)


def dates_article(claim: Claim, time: TimeExpression) -> bool:
    """Whether a time is the date of a dateline: 'LUND, Sweden, May 3 (Agency) - ', 'Lund, 3 May: '."""
    if not {"day", "month"} <= facts_of(time.anchor).keys() or time.bound != "in":
        return False
    before, after = claim.text[: max(0, time.start - claim.start)], claim.text[max(0, time.end - claim.start) :]
    if len(before) > LONGEST_DATELINE:
        return False
    if not after.strip(" .,"):
        return _DATELINE_ALONE.fullmatch(before) is not None and bool(before)
    return _DATELINE_PLACE.fullmatch(before) is not None and _DATELINE_END.match(after) is not None


def fills_dateline(claim: Claim, time: TimeExpression) -> bool:
    """Whether a claim is no more than the dateline with that date: 'LUND, Sweden, May 3 (Agency'."""
    after = claim.text[max(0, time.end - claim.start) :]
    end = _DATELINE_END.match(after)
    return dates_article(claim, time) and (end is None or not after[end.end() :].strip(" .-–—:"))


def dateline_length(text: str) -> int:
    """Characters of the dateline of place that a text begins with ('LUND, Sweden (Agency) - '), 0 if there is none."""
    found = _PLACE_OF_WRITING.match(text[: 2 * LONGEST_DATELINE])
    return found.end() if found else 0
