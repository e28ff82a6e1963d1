"""Comparison of two aligned claims, slot by slot.

Each slot has an ordered list of levels, the first match wins, and what is missing on one side is never a
difference. A comparison also carries the features that speak for or against both sides being about the
same fact; checker.judge weighs them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from checker.context import Setting, time_relation
from checker.lexicon import WordVectors, counted_relation, is_person
from checker.numbers import compare_values, point
from checker.types import Alignment, SlotComparison
from claims.measurands import event_names
from claims.names import is_part_of, same_name
from claims.types import Argument, Claim, Entity, EntityType, Quantity

Features = dict[str, float]
Match = Literal["same", "different", "unknown"]

FEWEST_WORDS = 3
"""A shorter clause says too little to be the same statement as another."""
DIRECTIONS = frozenset({"from", "to", "towards", "toward", "into", "via", "through"})
NOT_LOCATIVE = frozenset({"by", "with", "against", "between", "for", "than", "like", "as", "according to"})
COMMON = 5
"""Figures up to here are everywhere: that two are equal says little."""
PLAIN = frozenset({"exact", "about", "vague"})
UNALIKE = 0.4
"""Cosine of two nouns' vectors below which they name different things."""
SAME_EVENT = 0.5
"""Cosine of two verbs, or of the two statements, from which different verbs may tell of one event."""

SAME_NOUN = 0.6
"""Cosine of two nouns' vectors from which they may name the same things, where the table knows neither."""

COMPARED_KINDS = frozenset({"count", "percent", "money", "measure", "duration", "age", "magnitude", "score"})


@dataclass(frozen=True)
class Comparer:
    """Compares aligned claims; ``settings`` by claim id, ``words`` the vectors of predicates and nouns."""

    settings: Mapping[str, Setting]
    words: WordVectors

    def compare(self, pair: Alignment) -> list[SlotComparison]:
        """All slot comparisons of one alignment, quantities first."""
        shared = self.shared_features(pair)
        return [
            *self._quantities(pair, shared),
            *self._times(pair, shared),
            *self._polarity(pair, shared),
            *self._entities(pair, shared),
            *self._places(pair, shared),
            *self._statement(pair, shared),
        ]

    def shared_features(self, pair: Alignment) -> Features:
        """What every slot of a pair shares: similarity, predicate, arguments, time, place, scope."""
        left, right = pair.left, pair.right
        predicate = self.words.similarity(left.predicate, right.predicate)
        agents = self._argument_match(agent(left), agent(right))
        patients = self._argument_match(patient(left), patient(right))
        a, b = self.settings[left.id], self.settings[right.id]
        features = {
            "cosine": pair.cosine,
            "story": pair.story,
            "rank": 1 / pair.rank,
            "predicate": predicate,
            "same_predicate": float(left.predicate == right.predicate),
            "agent_same": float(agents == "same"),
            "agent_different": float(agents == "different"),
            "patient_same": float(patients == "same"),
            "patient_different": float(patients == "different"),
            "agent_unalike": float(self._unalike(agent(left), agent(right))),
            "patient_unalike": float(self._unalike(patient(left), patient(right))),
            "names": _overlap({e.name for e in left.entities}, {e.name for e in right.entities}),
            "heading": float(left.heading or right.heading),
            "background_one": float(left.scope.background != right.scope.background),
            "background_both": float(left.scope.background and right.scope.background),
            "modality_differs": float(left.modality != right.modality),
        }
        explicit = bool({"claim", "sentence"} & {a.time_from, b.time_from})
        both = {a.time_from, b.time_from} <= {"claim", "sentence"}
        when = time_relation(a.time, b.time)
        features[f"time_{when}"] = 1.0
        features["time_explicit_different"] = float(explicit and when == "different")
        features["time_explicit_near"] = float(both and when == "near")
        where = place_relation(a.places, b.places)
        features[f"place_{where}"] = 1.0
        named = a.places_from == b.places_from == "claim"
        features["place_explicit_different"] = float(named and where == "different")
        features[f"which_{which_event(left, right)}"] = 1.0
        return features

    def _argument_match(self, a: Argument | None, b: Argument | None) -> Match:
        if a is None or b is None:
            return "unknown"
        if a.name and b.name:
            same = known_same(a.name, b.name)
            return "unknown" if same is None else "same" if same else "different"
        if a.head == b.head or self.words.similarity(a.head, b.head) >= 0.7:
            return "same"
        return "unknown"

    def _unalike(self, a: Argument | None, b: Argument | None) -> bool:
        """Both are there and their nouns have little in common ('a leak', 'a bomb')."""
        if a is None or b is None or self._argument_match(a, b) == "same":
            return False
        return self.words.similarity(a.head, b.head) < UNALIKE

    # quantities

    def _quantities(self, pair: Alignment, shared: Features) -> Iterator[SlotComparison]:
        for a in pair.left.quantities:
            for b in pair.right.quantities:
                if pair.left.scope.superseded or pair.right.scope.superseded:
                    continue  # the source itself quotes the figure as outdated: it is not its own
                features = self._measurand_features(a, b, pair.cosine)
                if a.kind == "measure" and features is not None and not self._same_landmark(pair, a, b):
                    continue
                level = compare_values(a, b) if features is not None else None
                if features is None or level is None or level.relation is None:
                    continue
                features["ratio"] = _log_ratio(a, b)
                features["vague"] = float("vague" in (a.modifier, b.modifier))
                features["bounded"] = float(a.modifier not in PLAIN or b.modifier not in PLAIN)
                features["round_value"] = float(_is_small(a) and _is_small(b))
                yield SlotComparison(
                    pair,
                    "quantity",
                    level.name,
                    level.relation,
                    "quantity-mismatch" if level.relation == "discrepancy" else "quantity-match",
                    (a.start, a.end),
                    (b.start, b.end),
                    key=_quantity_key(a, b),
                    hedged=level.hedged,
                    features=tuple(sorted((shared | features).items())),
                )

    def _measurand_features(self, a: Quantity, b: Quantity, cosine: float) -> Features | None:
        """What speaks for one measurand; None where they certainly measure different things."""
        if a.kind not in COMPARED_KINDS or _family(a) != _family(b) or a.agent != b.agent or a.part != b.part:
            return None
        if a.event and b.event and a.event != b.event:
            known = {a.event, b.event} <= event_names()
            alike = self.words.similarity(a.event, b.event) >= SAME_EVENT or cosine >= SAME_EVENT
            if known or not (alike or _is_telling(a, b)):
                return None
        counted = counted_relation(a.counted or "", b.counted or "") if a.counted and b.counted else "unknown"
        nouns = self.words.similarity(a.counted or "", b.counted or "")
        if counted == "different" or (counted == "unknown" and a.counted and b.counted and nouns < SAME_NOUN):
            return None
        same_event = bool(a.event) and a.event == b.event
        if not same_event and not (a.counted and b.counted):
            return None  # neither what happened nor what was counted is known to be the same
        return {
            f"kind_{_family(a)}": 1.0,
            "event_same": float(same_event),
            "increment": float(a.increment != b.increment),
            "event_unknown": float(a.kind != "magnitude" and not (a.event and b.event)),
            "counted_same": float(counted == "same"),
            "counted_generic": float(counted == "generic"),
            "counted_similarity": nouns,
            "counted_unknown": float(not a.counted or not b.counted),
            "modifiers_same": float(bool(a.modifiers) and set(a.modifiers) == set(b.modifiers)),
            "modifiers_differ": float(
                bool(a.modifiers) and bool(b.modifiers) and not set(a.modifiers) & set(b.modifiers)
            ),
            "part": float(a.part),
        }

    def _same_landmark(self, pair: Alignment, a: Quantity, b: Quantity) -> bool:
        """Distances compare only from the same place: '35 miles off the port', '13 miles east of the town'."""
        near_a = _following_name(pair.left, a.end)
        near_b = _following_name(pair.right, b.end)
        if near_a is None and near_b is None:
            return True
        return near_a is not None and near_b is not None and known_same(near_a, near_b) is not False

    # times

    def _times(self, pair: Alignment, shared: Features) -> Iterator[SlotComparison]:
        for a in pair.left.times:
            for b in pair.right.times:
                relation = time_relation(a, b)
                if relation == "unknown" or (a.bound != b.bound and relation != "same"):
                    continue
                agrees = relation == "same"
                features = {
                    "granularity_same": float(a.granularity == b.granularity),
                    "near": float(relation == "near"),
                    "bound_same": float(a.bound == b.bound),
                    "resolved": float(a.resolved and b.resolved),
                }
                yield SlotComparison(
                    pair,
                    "time",
                    "overlapping times" if agrees else "disjoint times",
                    "agreement" if agrees else "discrepancy",
                    "time-match" if agrees else "time-mismatch",
                    (a.start, a.end),
                    (b.start, b.end),
                    key="time",
                    hedged="about" in (a.bound, b.bound),
                    features=tuple(sorted((shared | features).items())),
                )

    # polarity

    def _polarity(self, pair: Alignment, shared: Features) -> Iterator[SlotComparison]:
        left, right = pair.left, pair.right
        if left.polarity == right.polarity:
            return
        yield SlotComparison(
            pair,
            "polarity",
            "opposite polarity",
            "discrepancy",
            "polarity-flip",
            (left.start, left.end),
            (right.start, right.end),
            key="polarity",
            features=tuple(sorted(shared.items())),
        )

    # who

    def _entities(self, pair: Alignment, shared: Features) -> Iterator[SlotComparison]:
        left, right = pair.left, pair.right
        for a, b, other in (
            (agent(left), agent(right), (patient(left), patient(right))),
            (patient(left), patient(right), (agent(left), agent(right))),
        ):
            same = _same_actor(a, b) if a is not None and b is not None else None
            if a is None or b is None or same is None:
                continue
            features = {"other_same": float(self._argument_match(*other) == "same")}
            yield SlotComparison(
                pair,
                "entity",
                "same name" if same else "different names" if a.name and b.name else "different groups",
                "agreement" if same else "discrepancy",
                "entity-match" if same else "entity-mismatch",
                (a.start, a.end),
                (b.start, b.end),
                key=f"entity:{a.role}",
                features=tuple(sorted((shared | features).items())),
            )

    # where

    def _places(self, pair: Alignment, shared: Features) -> Iterator[SlotComparison]:
        """For each direction (where, from where, to where): one place that both name, or one in which the
        other lies; else, where every pair of their places is known apart, the first of each."""
        left, right = _locations(pair.left), _locations(pair.right)
        for direction in sorted(left.keys() & right.keys()):
            verdicts = [(a, b, _place_level(a.name, b.name)) for a in left[direction] for b in right[direction]]
            a, b, level = min(verdicts, key=lambda v: PLACE_LEVELS.index(v[2]))
            if level == "unknown":
                continue
            agrees = level != "different places"
            yield SlotComparison(
                pair,
                "place",
                level,
                "agreement" if agrees else "discrepancy",
                "place-match" if agrees else "place-mismatch",
                (a.start, a.end),
                (b.start, b.end),
                key=f"place {direction}".strip(),
                features=tuple(sorted((shared | {"several": float(len(verdicts) > 1)}).items())),
            )

    # the statement as a whole

    def _statement(self, pair: Alignment, shared: Features) -> Iterator[SlotComparison]:
        left, right = pair.left, pair.right
        if left.polarity != right.polarity or min(len(left.text.split()), len(right.text.split())) < FEWEST_WORDS:
            return
        yield SlotComparison(
            pair,
            "other",
            "same statement",
            "agreement",
            "statement-match",
            (left.start, left.end),
            (right.start, right.end),
            key="statement",
            features=tuple(sorted(shared.items())),
        )


def agent(claim: Claim) -> Argument | None:
    """Who did it: the subject of an active clause, the 'by' phrase of a passive one."""
    role = "agent" if claim.passive else "subject"
    return next((a for a in claim.arguments if a.role == role), None)


def patient(claim: Claim) -> Argument | None:
    """Who or what it was done to: the object of an active clause, the subject of a passive one."""
    role = "subject" if claim.passive else "object"
    return next((a for a in claim.arguments if a.role == role), None)


def _same_actor(a: Argument, b: Argument) -> bool | None:
    """Whether two arguments are one actor: by name, or False for two groups that the noun table knows apart
    ('the army', 'rebels')."""
    if a.name and b.name:
        return known_same(a.name, b.name)
    if a.name or b.name:
        return None
    return False if counted_relation(a.head, b.head) == "different" and is_person(a.head) else None


@cache
def known_same(a: str, b: str) -> bool | None:
    """Whether two names of unknown type are one; None where no type can tell."""
    kinds: Sequence[EntityType] = ("place", "organisation", "person")
    verdicts = {same_name(a, b, kind) for kind in kinds}
    return True if True in verdicts else False if verdicts == {False} else None


PLACE_LEVELS = ("same place", "place within place", "unknown", "different places")
"""In the order of preference: one match is enough, and one open pair leaves the difference open."""


def _place_level(a: str, b: str) -> str:
    same = same_name(a, b, "place")
    if same:
        return "same place"
    if is_part_of(a, b) or is_part_of(b, a):
        return "place within place"
    return "unknown" if same is None else "different places"


def place_relation(a: frozenset[str], b: frozenset[str]) -> Match:
    """'same' where any two places are one or one lies in the other, 'different' where all pairs are known apart."""
    if not a or not b:
        return "unknown"
    levels = {_place_level(x, y) for x in a for y in b}
    if levels & {"same place", "place within place"}:
        return "same"
    return "different" if levels == {"different places"} else "unknown"


def which_event(left: Claim, right: Claim) -> Match:
    """'first:round' against 'second:round' is another event; the same ordinal is the same one."""
    a, b = (_which(left), _which(right))
    shared = a.keys() & b.keys()
    if not shared:
        return "unknown"
    return "same" if all(a[k] == b[k] for k in shared) else "different"


def _following_name(claim: Claim, offset: int, reach: int = 60) -> str | None:
    """The first place or organisation named within ``reach`` characters after an offset."""
    after = [e for e in claim.entities if offset <= e.start <= offset + reach and e.type != "person"]
    return after[0].name if after else None


def _which(claim: Claim) -> dict[str, str]:
    """Noun -> which one of its kind: {'round': 'second'}."""
    pairs = (word.split(":", 1) for word in claim.scope.event)
    return {noun: which for which, noun in pairs}


def _locations(claim: Claim) -> dict[str, list[Entity]]:
    """The places where something is or happens, by direction ('' for where), not those that act ('Russia
    said', 'talks with Ukraine')."""
    acting = {
        (a.name, a.head)
        for a in claim.arguments
        if a.role in ("subject", "object", "agent") or a.preposition in NOT_LOCATIVE
    }
    prepositions = {(a.name, a.head): a.preposition for a in claim.arguments if a.preposition in DIRECTIONS}
    found: dict[str, list[Entity]] = {}
    for key, entity in {(e.name, e.text.split()[-1].lower()): e for e in claim.entities if e.type == "place"}.items():
        if key not in acting:
            found.setdefault(prepositions.get(key, ""), []).append(entity)
    return found


def _overlap(a: set[str], b: set[str]) -> float:
    return round(len(a & b) / min(len(a), len(b)), 4) if a and b else 0.0


def _family(q: Quantity) -> str:
    """Kinds that can be compared with each other."""
    return "percent" if q.unit in ("percent", "fraction") else q.kind


def _log_ratio(a: Quantity, b: Quantity) -> float:
    x, y = point(a), point(b)
    if x is None or y is None or x <= 0 or y <= 0:
        return 0.0
    return round(min(5.0, abs(math.log(float(x) / float(y)))), 4)


def _is_telling(a: Quantity, b: Quantity) -> bool:
    """The same uncommon figure of the same things is one fact, whatever verbs tell of it."""
    x = point(a)
    return x is not None and x == point(b) and x > COMMON and (a.unit, a.modifier) == (b.unit, b.modifier)


def _is_small(q: Quantity) -> bool:
    """One and two are everywhere: that they are equal or differ says little."""
    x = point(q)
    return q.kind == "count" and x is not None and x <= 2


def _quantity_key(a: Quantity, b: Quantity) -> str:
    counted = min(a.counted or "", b.counted or "", key=lambda w: (not w, w))
    return f"{_family(a)}:{a.event or b.event or counted}"
