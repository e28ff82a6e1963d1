"""What one claim says by itself, found once for all its comparisons: who did what to whom, where and when, and
which words say what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache, cached_property

from checker.facets.causes import Cause, causes_of
from checker.facets.context import Setting, event_times, is_elsewhen
from checker.facets.datelines import dateline_length
from checker.facets.designations import Designation, designations
from checker.facets.exchanged import Flanks, Inner, inner_words
from checker.facets.figures import family
from checker.facets.frames import Framed, framed_names
from checker.facets.means import Means, means_of
from checker.facets.moments import Moment
from checker.facets.ranks import Rank, ranks_of
from checker.facets.responsibility import Part, plain_part
from checker.facets.spots import Spot, spots_of
from checker.slots.time_relations import DAYLIKE, is_earlier, time_relation
from checker.words.lexicon import happenings, is_strike, located
from checker.words.opposites import rivals, written
from checker.words.shared_words import content_stems, stem
from checker.words.synonyms import is_event
from claims.names.names import is_part_of
from claims.statements.cues import denying_words
from claims.tables import read_table
from claims.types import Argument, Claim, Entity, TimeExpression

NAMED_WITHIN = 3
"""Words after a day within which the event is named that it dates."""
SAID_OF_OTHERS = frozenset({("survive", "by")})
"""Predicate and next word that tell of others: 'she is survived by a son' says that she died."""
REACH = 6
"""Words between a preposition and the name that it leads to, at most."""


@cache
def verbs() -> dict[str, frozenset[str]]:
    """Verbs and prepositions by what they do in a clause; from tables/verbs.toml."""
    return {name: frozenset(entry["words"]) for name, entry in read_table("verbs", "checker").items()}


@dataclass(frozen=True, eq=False)
class Facets:
    """One claim and its setting, with what a comparison asks of them. Each facet is found when it is first asked
    for, and kept."""

    claim: Claim
    setting: Setting = field(default_factory=Setting)

    @cached_property
    def agent(self) -> Argument | None:
        """Who did it."""
        return agent(self.claim)

    @cached_property
    def patient(self) -> Argument | None:
        """Who or what it was done to."""
        return patient(self.claim)

    @cached_property
    def theme(self) -> Argument | None:
        """What the predicate says something of."""
        return theme(self.claim)

    @cached_property
    def names(self) -> frozenset[str]:
        """All that it names."""
        return frozenset(e.name for e in self.claim.entities)

    @cached_property
    def which(self) -> dict[str, str]:
        """Noun -> which one of its kind: {'round': 'second'}."""
        pairs = (word.split(":", 1) for word in self.claim.scope.event)
        return {noun: which for which, noun in pairs}

    @cached_property
    def happenings(self) -> frozenset[str]:
        """The kinds of events that its words name ('quake', 'bombing')."""
        return happenings([self.claim.predicate, *(a.head for a in self.claim.arguments)])

    @cached_property
    def locations(self) -> dict[str, list[Entity]]:
        """Direction ('' for where) -> the places where it happens, without those that another of them lies in."""
        return {direction: _narrowest(places) for direction, places in _locations(self.claim).items()}

    @cached_property
    def shareable(self) -> frozenset[str]:
        """The features of a pair (checker.judge.MUTUAL) that it can have by what this claim tells."""
        told = {
            "names": self.names,
            "which_same": self.which,
            "happening_same": self.happenings,
            "agent_same": self.agent,
            "patient_same": self.patient,
            "spot": self.spots,
            "moment": self.moment,
        }
        return frozenset(name for name, own in told.items() if own)

    def is_where(self, argument: Argument) -> bool:
        """Whether an argument is a place where it happens."""
        located = (place.start for places in self.locations.values() for place in places)
        return any(argument.start <= start < argument.end for start in located)

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """The spots without a name that it gives ('in the basement')."""
        return spots_of(self.claim)

    @cached_property
    def framed(self) -> tuple[Framed, ...]:
        """Its names with the words around them."""
        return framed_names(self.claim)

    @cached_property
    def inner_words(self) -> dict[Flanks, Inner]:
        """The words within its names, by those before and behind."""
        return inner_words(self.claim)

    @cached_property
    def designations(self) -> tuple[Designation, ...]:
        """What it names by a number ('AK-47', 'Resolution 1701')."""
        return designations(self.claim)

    @cached_property
    def event_times(self) -> list[TimeExpression]:
        """The times of what is told."""
        return event_times(self.claim)

    @cached_property
    def main_times(self) -> frozenset[TimeExpression]:
        """Those of its times that are the day which the article gives its own event, here or again elsewhere, or
        that name the event by its day ('Friday's blast')."""
        if self.is_past or self.claim.scope.background:
            return frozenset()
        main = self.setting.article.main_time
        same = {t for t in self.event_times if main is not None and time_relation(t, main) == "same"}
        return frozenset(same | {t for t in self.event_times if dates_event(self.claim, t)})

    @cached_property
    def plain_stems(self) -> frozenset[str]:
        """The stems of its words that are in none of its names."""
        names = (stems for e in self.claim.entities for stems in (content_stems(e.text), content_stems(e.name)))
        return content_stems(self.claim.text).difference(*names)

    @property
    def moment(self) -> Moment | None:
        """The time of day at which it lets the article's own event begin."""
        return self.setting.article.event.moments.get(self.claim.id)

    def is_moment(self, time: TimeExpression) -> bool:
        """Whether one of its times is that."""
        return self.moment is not None and self.moment.time is time

    @property
    def is_past(self) -> bool:
        """Whether it tells of what was over before the article's own event: last month's attack, the quake of 2003."""
        return self.setting.past

    @property
    def is_news(self) -> bool:
        """Whether it tells of the article's own event, as far as times say: one with a day, and nothing earlier."""
        return self.setting.article.main_time is not None and not self.reaches_back

    @property
    def reaches_back(self) -> bool:
        """Whether it tells of what began before the article's own event, or says itself that it is background."""
        return self.claim.scope.background or self.began_before

    @cached_property
    def began_before(self) -> bool:
        """Whether its time begins before the article's own event, be it over or not ('since March')."""
        main, own = self.setting.article.main_time, self.setting.time
        if self.is_past:
            return True
        if own is None or main is None or own.bound not in ("since", "after"):
            return False
        return self.setting.time_from != "article" and is_earlier(replace(own, bound="in", latest=_begun(own)), main)

    @cached_property
    def told(self) -> frozenset[str]:
        """The words for what happened."""
        return told(self.claim)

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """The same, and the nouns that act or suffer, which may tell of an event too ('the crash was blamed on')."""
        roles = ("subject", "object", "agent")
        return self.told | {a.head for a in self.claim.arguments if a.role in roles}

    @cached_property
    def content(self) -> frozenset[str]:
        """The stems of what it says, without the words for what happened."""
        return content_stems(self.claim.statement) - {stem(phrase.split()[0]) for phrase in self.told}

    @cached_property
    def denies(self) -> bool:
        """Whether something in it is negated, its predicate or not ('ended without a deal')."""
        return self.claim.polarity == "negated" or denying_words().search(self.claim.statement) is not None

    @cached_property
    def status_words(self) -> dict[str, tuple[int, int]]:
        """The words that may say what became of something, with their places."""
        return status_words(self.claim)

    @cached_property
    def said(self) -> frozenset[str]:
        """The same words, as tables have them."""
        return frozenset(map(written, self.status_words))

    @cached_property
    def rivals(self) -> frozenset[str]:
        """All words that may exclude one of its own status words."""
        return frozenset().union(*map(rivals, self.said))

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        """What it gives as causes."""
        return tuple(causes_of(self.claim))

    @cached_property
    def means(self) -> tuple[Means, ...]:
        """How it was done, where it is the article's own event."""
        setting = self.setting
        elsewhen = is_elsewhen(setting.past, setting.time, setting.article.main_time)
        return () if elsewhen else means_of(self.claim)

    @cached_property
    def ranks(self) -> tuple[Rank, ...]:
        """Which places in rows it gives."""
        return ranks_of(self.claim)

    @cached_property
    def part(self) -> Part | None:
        """Who it says in so many words did something, or did not."""
        return self.setting.part

    @cached_property
    def plain_part(self) -> Part | None:
        """Who did what it tells of."""
        return plain_part(self.claim)

    @cached_property
    def families(self) -> frozenset[str]:
        """The families of its figures."""
        return frozenset(map(family, self.claim.quantities))

    @cached_property
    def length(self) -> int:
        """Words of its text."""
        return len(self.claim.text.split())


def _begun(time: TimeExpression) -> datetime | None:
    """The end of the day on which a time with an open end begins."""
    return time.earliest + timedelta(days=1) if time.earliest else None


def agent(claim: Claim) -> Argument | None:
    """Who did it: the subject of an active clause, the 'by' phrase of a passive one."""
    role = "agent" if claim.passive else "subject"
    return next((a for a in claim.arguments if a.role == role), None)


def patient(claim: Claim) -> Argument | None:
    """Who or what it was done to: the object of an active clause, the subject of a passive one."""
    role = "subject" if claim.passive else "object"
    return next((a for a in claim.arguments if a.role == role), None)


def theme(claim: Claim) -> Argument | None:
    """What the predicate says something of: its patient, or else its subject ('survived the fire')."""
    object_ = None if claim.predicate in verbs()["subject_verbs"] else patient(claim)
    return object_ or next((a for a in claim.arguments if a.role == "subject"), None)


def told(claim: Claim) -> frozenset[str]:
    """The words for what happened: the predicate, with a particle too; beside a light verb its nouns instead
    ('there were no injuries', 'had a truce'), beside one of prospect the event ('no departures are planned')."""
    if claim.predicate in verbs()["light"]:
        objects = {a.head for a in claim.arguments if a.role in ("object", "complement")}
        return frozenset(objects or {a.head for a in claim.arguments if a.role == "subject"} or {claim.predicate})
    awaited = {a.head for a in claim.arguments if a.role == "object"}
    awaited = awaited or {a.head for a in claim.arguments if a.role == "subject"}
    if claim.predicate in verbs()["prospect"] and awaited:
        return frozenset(awaited)
    phrase = {f"{claim.predicate} {claim.next_word}"} if claim.next_word.isalpha() else set()
    return frozenset({claim.predicate, *phrase, *_outcomes(claim)})


def _outcomes(claim: Claim) -> set[str]:
    """The events that a verb leads to: a truce of 'ended in a truce', a swap of 'a swap was agreed'."""
    beside: set[str] = set()
    if claim.predicate in verbs()["outcome"]:
        undergoing = patient(claim)
        beside = {a.head for a in claim.arguments if a is undergoing or a.preposition in ("in", "to", "on")}
    elif claim.predicate in verbs()["sequel"] and claim.passive:
        beside = {a.head for a in claim.arguments if a.role == "agent"}
    return {noun for noun in beside if is_event(noun) or happenings([noun])}


def status_words(claim: Claim) -> dict[str, tuple[int, int]]:
    """The words of a claim that may say what became of something, with their places: its predicate, with a
    particle or the one or two words before it ('was a technical fault', 'on the run'), the object of a verb that says
    little ('made a loss'), and what follows 'due to' or 'as'."""
    place = (claim.predicate_start, claim.predicate_end)
    if (claim.predicate, claim.next_word) in SAID_OF_OTHERS:
        return {}
    words = {claim.predicate: place}
    if claim.next_word:
        words[f"{claim.predicate} {claim.next_word}"] = place
    before = claim.text[: max(0, claim.predicate_start - claim.start)].split()
    for n in (1, 2):
        words[" ".join([*before[-n:], claim.predicate]).lower()] = place
    light = claim.predicate in verbs()["light"]
    for argument in claim.arguments:
        if light and argument.role == "object":
            words[argument.head] = (argument.start, argument.end)
        if argument.preposition in verbs()["causal"]:
            words[argument.head] = (argument.start, argument.end)
            words[" ".join(argument.text.lower().split()[-2:])] = (argument.start, argument.end)
    return words


def dates_event(claim: Claim, time: TimeExpression) -> bool:
    """Whether a day stands before an event and says which one is meant: 'Friday's bomb blast', 'Fridays raid'."""
    if time.granularity not in DAYLIKE or time.bound != "in":
        return False
    possessive = time.text.endswith("s") and not time.text.endswith("day")
    after = claim.text[max(0, time.end - claim.start) :]
    if after[:2] in ("'s", "’s"):
        possessive, after = True, after[2:]
    words = after.split()[:NAMED_WITHIN]
    return possessive and bool(happenings([w.strip(",.;:").lower() for w in words]))


def affiliations(claim: Claim, argument: Argument) -> list[str]:
    """The names before an argument's head that say whose it is: 'Russian' of 'two Russian jets'."""
    head = argument.text.lower().find(argument.head[:4])
    end = argument.start + (head if head >= 0 else 0)
    inside = [e for e in claim.entities if argument.start <= e.start and e.end <= end]
    return [e.name for e in inside if e.type in ("place", "group", "organisation")]


def leading(claim: Claim, place: Entity) -> str | None:
    """The direction of the words that lead to a place ('from', 'to'; '' for where); None where they do not say that
    something is there: 'in the town of Lund', not 'the Kenyan government', 'by Russia' or 'US-led'. An object that
    was struck is where it happened."""
    struck = patient(claim) if is_strike(claim.predicate) else None
    if struck is not None and struck.start <= place.start < struck.end:
        return ""
    words = located()
    before = claim.text[: max(0, place.start - claim.start)].lower().split()[-REACH:]
    for i in range(len(before) - 1, -1, -1):
        word = before[i].strip("\"'(")
        if word == "of":
            if not any(w.strip(",") in words["nouns"] for w in before[max(0, i - 2) : i]):
                return None
            further = (w.strip("\"'(") for w in reversed(before[:i]))
            return next((w for w in further if w in words["where"] | words["directions"]), "") or ""
        if word in words["directions"]:
            return word
        if word in words["where"] or word in words["parts"]:
            return ""
        if word in words["elsewhere"] or word.endswith((",", ";", ":")):
            return None
    return None


def _locations(claim: Claim) -> dict[str, list[Entity]]:
    """The places where something is or happens, by direction ('' for where), not those that act ('Russia
    said', 'talks with Ukraine')."""
    acting = {
        (a.name, a.head)
        for a in claim.arguments
        if (a.role in ("subject", "object", "agent") and not (a is patient(claim) and is_strike(claim.predicate)))
        or a.preposition in located()["elsewhere"]
    }
    found: dict[str, list[Entity]] = {}
    begin = claim.start + dateline_length(claim.text)
    placed = (e for e in claim.entities if e.type == "place" and e.start >= begin)
    for key, entity in {(e.name, e.text.split()[-1].lower()): e for e in placed}.items():
        direction = leading(claim, entity)
        if key not in acting and direction is not None:
            found.setdefault("" if direction in located()["where"] else direction, []).append(entity)
    return found


def _narrowest(places: Sequence[Entity]) -> list[Entity]:
    """Without the places that another of them lies in: of 'Lund in Sweden' Lund."""
    return [p for p in places if not any(q is not p and is_part_of(q.name, p.name) for q in places)] or list(places)
