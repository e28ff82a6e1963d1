"""Which place in a row somebody or something has: 'the second woman to lead it', 'the third tallest', 'in the 30th
minute', 'finished fourth'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from checker.words.shared_words import content_stems, stem
from claims.tables import read_table
from claims.types import Claim, Quantity

LAST = -1
"""The place of the last one."""

_IS_THE = r"(?:is|was|are|were|be|been|becomes?|became|remains?|makes? (?:him|her|it)|made (?:him|her|it)|as)"
_ROW = re.compile(rf"\b{_IS_THE} (?:also |still |now |only )?(?:the|its|his|her|their|[A-Z][\w-]*['’]s?|)\W*$")
_FINISHED = re.compile(
    r"\b(?:finish(?:ed|es)?|came|comes?|placed|rank(?:ed|s)?|is|was|lies|lay|stands?|stood) (?:in )?(?:the )?$"
)
_LAST = re.compile(rf"\b{_IS_THE} (?:the|its|his|her|their) last (?P<noun>[a-z-]+)")
_WITHIN = re.compile(r"\b(?:in|after) the $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rank:
    """A place in a row: which ``row`` by its words, the ``place`` (LAST for the last), what else is said of the row
    (stems), and where it stands in the article."""

    row: str
    place: int
    scope: frozenset[str]
    start: int
    end: int


@cache
def _superlative() -> re.Pattern[str]:
    """'Is the longest', 'was the third longest', 'is its most expensive'."""
    others = "|".join(read_table("ranks", "checker")["superlatives"]["not"])
    return re.compile(
        rf"\b{_IS_THE} (?:also |still |now |only )?(?:the|its|his|her|their|[A-Z][\w-]*['’]s?) "
        rf"(?:[\w-]+[- ])??(?P<most>(?!(?:{others})\b)[a-z]+est|(?:most|least) [a-z]+)\b",
    )


@cache
def _spans() -> frozenset[str]:
    """What an ordinal counts that says when: 'in the 71st minute'."""
    return frozenset(read_table("ranks", "checker")["spans"]["words"])


def ranks_of(claim: Claim) -> tuple[Rank, ...]:
    """The places in rows that a claim gives its subject."""
    return tuple(_ranks(claim)) if claim.polarity == "affirmed" else ()


def _ranks(claim: Claim) -> Iterator[Rank]:
    text = claim.text
    ordinals = [q for q in claim.quantities if q.kind == "ordinal" and q.low is not None and claim.start <= q.start]
    superlative = _superlative().search(text)
    if superlative is not None:
        inside = [q for q in ordinals if superlative.start() <= q.start - claim.start < superlative.start("most")]
        place = _place(inside[0]) if inside else 1
        start = inside[0].start if inside else claim.start + superlative.start("most")
        behind = text[superlative.end() :]
        yield Rank(stem(superlative["most"]), place, content_stems(behind), start, claim.start + superlative.end())
        return
    for q in ordinals:
        before, behind = text[: q.start - claim.start], text[q.end - claim.start :]
        counted = q.counted or ""
        if counted in _spans() and _WITHIN.search(before):
            yield Rank(counted, _place(q), frozenset(), q.start, q.end)
        elif _FINISHED.search(before) and (not counted or counted == "place"):
            yield Rank("place", _place(q), content_stems(behind), q.start, q.end)
        elif counted and _ROW.search(before):
            yield Rank(counted, _place(q), content_stems(behind) - {stem(counted)}, q.start, q.end)
    if (last := _LAST.search(text)) is not None:
        start = claim.start + last.start("noun") - len("last ")
        yield Rank(last["noun"], LAST, content_stems(text[last.end() :]), start, start + len("last"))


def places_told(claims: Iterable[Claim]) -> frozenset[tuple[str, int]]:
    """All places that some claims give, with their rows; of an ordinal without a noun the row is ''."""
    own = list(claims)
    ordinals = {(q.counted or "", _place(q)) for c in own for q in c.quantities if q.kind == "ordinal"}
    return frozenset(ordinals | {(rank.row, rank.place) for c in own for rank in ranks_of(c)})


def _place(q: Quantity) -> int:
    return int(q.low or 0)


def differ(a: Rank, b: Rank) -> bool:
    """Whether two are different places in one row, so far as the words say the same of it."""
    if a.row != b.row or a.place == b.place:
        return False
    return 2 * len(a.scope & b.scope) > len(a.scope | b.scope) or not (a.scope or b.scope)
