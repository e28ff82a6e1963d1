"""When an article's own event began, by the clock: different verbs tell of one event ('exploded', 'went up', 'the
blast was heard'), and some claims only give the time ('It was ten to nine', 'The station clock stopped at 4.12')."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from checker.words.lexicon import happenings, is_strike
from claims.tables import read_table
from claims.types import Claim, Reading, TimeExpression

LEAD = 4
"""Sentences at the top that tell what an article's event is."""

_ONLY_TIME = re.compile(
    r"\W*(?:and |but |then )?(?:it|this|that) (?:was|is|happened|had been|must have been)"
    r"(?: (?:already|still|only|then|now))?\W*$",
    re.IGNORECASE,
)
_CLOCK_STOPPED = re.compile(r"\b(?:clocks?|watch(?:es)?)\b.{0,60}\bstopped\b|\bstopped (?:clock|watch)", re.IGNORECASE)
_WHEN = re.compile(r"\W*(?:when|that)\b", re.IGNORECASE)
_PARTLY = re.compile(r"\b(?:second|third|fourth|another|later|last|next|aftershocks?|again|more)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """The ``time`` of day at which a claim lets an event come, and the ``kinds`` that it may be of; None: any."""

    time: TimeExpression
    kinds: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class MainEvent:
    """The ``kind`` of an article's own event ('' where it is open), and its ``moments``, by claim id."""

    kind: str = ""
    moments: Mapping[str, Moment] = field(default_factory=dict)

    def times(self, kind: str) -> list[TimeExpression]:
        """The times of day at which the article lets an event of a kind come."""
        return [m.time for m in self.moments.values() if m.kinds is None or kind in m.kinds]


def common_kind(a: MainEvent, b: MainEvent) -> str:
    """The kind of event of two articles on one story, of which one may leave it open; else ''."""
    kinds = {a.kind, b.kind} - {""}
    return kinds.pop() if len(kinds) == 1 else ""


@cache
def _verbs() -> Mapping[str, frozenset[str]]:
    """Kind of event -> the verbs by which such an event comes; 'event' for those that need its noun beside them."""
    table = read_table("happenings", "checker")["onset"]
    return {kind: frozenset(words) for kind, words in table.items() if kind not in ("yes", "no")}


def is_instant(kind: str) -> bool:
    """Whether an event of a kind is over in a moment, so that half an hour makes another time."""
    return kind in read_table("happenings", "checker")["instant"]["kinds"]


def main_kind(reading: Reading) -> str:
    """The kind of event that the headings and the first sentences name most; '' where they name none, or two as
    often."""
    top = (c for c in reading.claims if c.heading or c.sentence < LEAD)
    counted = Counter(kind for c in top if not c.scope.background for kind in _kinds(c)).most_common(2)
    if not counted or (len(counted) > 1 and counted[0][1] == counted[1][1]):
        return ""
    return counted[0][0]


def _kinds(claim: Claim) -> frozenset[str]:
    phrase = f"{claim.predicate} {claim.next_word}"
    if phrasal := frozenset(k for k, verbs in _verbs().items() if k != "event" and phrase in verbs):
        return phrasal  # 'opened fire' tells of no fire
    named = happenings([a.head for a in claim.arguments])
    return named if is_strike(claim.predicate) else named | happenings([claim.predicate])  # quakes strike too


def main_event(reading: Reading, times: Mapping[str, Sequence[TimeExpression]]) -> MainEvent:
    """The event that an article tells of. ``times``: claim id -> the times of what it tells."""
    found, claims = {}, reading.claims
    for n, claim in enumerate(claims):
        time = next((t for t in times[claim.id] if is_of_day(t)), None)
        if time is None or claim.modality != "asserted" or claim.polarity != "affirmed":
            continue
        if claim.scope.background or claim.scope.event or _PARTLY.search(claim.text):
            continue
        behind = claims[n + 1] if n + 1 < len(claims) and claims[n + 1].sentence == claim.sentence else None
        kinds = _mere_time(behind) if _gives_time(claim, time) else _told(claim)
        if kinds is None or kinds:
            found[claim.id] = Moment(time, kinds)
    return MainEvent(main_kind(reading), found)


def _mere_time(behind: Claim | None) -> frozenset[str] | None:
    """What a claim means that gives only a time: any event, if what follows in its sentence leaves room for it: not
    'when the mayor came'."""
    return None if behind is None or _WHEN.match(behind.text) is None else _told(behind)


def is_of_day(time: TimeExpression) -> bool:
    """Whether a time is one of the clock, or a part of the day, and no limit."""
    return time.bound in ("in", "about") and re.search(r"\b(?:clock|utc|part):", time.anchor) is not None


def _told(claim: Claim) -> frozenset[str]:
    """The kinds of events of which a claim tells how they came."""
    verbs, kinds = _verbs(), _kinds(claim)
    words = {claim.predicate, f"{claim.predicate} {claim.next_word}"}
    own = frozenset(kind for kind, of_kind in verbs.items() if kind != "event" and not words.isdisjoint(of_kind))
    if own:
        return own & kinds or (frozenset() if kinds else own)
    subjects = [a.head for a in claim.arguments if a.role == "subject"]
    if words.isdisjoint(verbs["event"]):
        return frozenset()
    return frozenset(verbs.keys() - {"event"}) if subjects in (["it"], ["this"]) else happenings(subjects)


def _gives_time(claim: Claim, time: TimeExpression) -> bool:
    """'It was ten to nine', 'The station clock stopped at 4.12'."""
    before = claim.text[: max(0, time.start - claim.start)]
    return _ONLY_TIME.match(before) is not None or _CLOCK_STOPPED.search(before) is not None
