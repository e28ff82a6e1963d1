"""Comparison of two aligned claims, slot by slot.

Each slot has an ordered list of levels, the first match wins, and what is missing on one side is never a
difference. A comparison also carries the features that speak for or against both sides being about the
same fact; checker.judge weighs them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from checker.context import Setting, far_apart, time_relation
from checker.entail import Entailed
from checker.facets import Facets, affiliations, family
from checker.lexicon import WordVectors, counted_relation, is_person
from checker.numbers import compare_values, point
from checker.opposites import bearer, exclusive, of_persons, opposite
from checker.types import Alignment, Relation, Slot, SlotComparison
from claims.measurands import event_names
from claims.names import is_known_place, is_part_of, is_wide, same_name
from claims.types import Argument, Claim, EntityType, Quantity

Features = dict[str, float]
Match = Literal["same", "different", "unknown"]

FEWEST_WORDS = 3
"""A shorter clause says too little to be the same statement as another."""
WORTH_KNOWING = frozenset({"downing"})
"""Relations of words that do not exclude each other, but that an editor wants to know of."""
CONTRADICTED = 0.6
"""Probability of a contradiction from which the entailment model is heard."""
SPEECH = frozenset(
    {"say", "tell", "add", "note", "report", "mention", "state", "speak", "explain", "write", "announce"}
)
COMMON = 5
"""Figures up to here are everywhere: that two are equal says little."""
PLAIN = frozenset({"exact", "about", "vague"})
UNALIKE = 0.4
"""Cosine of two nouns' vectors below which they name different things."""
SAME_EVENT = 0.5
"""Cosine of two verbs, or of the two statements, from which different verbs may tell of one event."""

SAME_NOUN = 0.6
"""Cosine of two nouns' vectors from which they may name the same things, where the table knows neither."""

EXPLICIT = frozenset({"claim", "sentence"})
"""Where a time was found that the words beside a claim give, rather than the article's main time."""
COMPARED_KINDS = frozenset({"count", "percent", "money", "measure", "duration", "age", "magnitude", "score"})


class Pair(NamedTuple):
    """An alignment with the facets of both claims."""

    alignment: Alignment
    left: Facets
    right: Facets


@dataclass(frozen=True)
class Comparer:
    """Compares aligned claims; ``settings`` by claim id, ``words`` the vectors of predicates and nouns,
    ``entailed`` what the entailment model says of the pairs that it was asked about, by both claims' ids."""

    settings: Mapping[str, Setting]
    words: WordVectors
    entailed: Mapping[tuple[str, str], Entailed] = field(default_factory=dict)
    _facets: dict[str, Facets] = field(default_factory=dict, repr=False)

    def compare(self, pair: Alignment) -> list[SlotComparison]:
        """All slot comparisons of one alignment, quantities first."""
        both = Pair(pair, self._facets_of(pair.left), self._facets_of(pair.right))
        shared = self._shared_features(both)
        return [
            *self._quantities(both, shared),
            *self._times(both, shared),
            *self._polarity(both, shared),
            *self._entities(both, shared),
            *self._places(both, shared),
            *self._status(both, shared),
            *self._statement(both, shared),
        ]

    def possible(self, pair: Alignment, heard: bool = False) -> Iterator[tuple[Slot, Relation]]:
        """What comparing a pair can yield at most, as far as each claim tells by itself: no figures on one side, no
        comparison of figures. ``heard``: the entailment model may be asked, and may contradict."""
        left, right = self._facets_of(pair.left), self._facets_of(pair.right)
        yield "other", "agreement"
        if heard or not left.rivals.isdisjoint(right.said):
            yield "other", "discrepancy"
        if pair.left.polarity != pair.right.polarity:
            yield "polarity", "discrepancy"
        slots: tuple[tuple[Slot, bool], ...] = (
            ("quantity", bool(pair.left.quantities and pair.right.quantities)),
            ("time", bool(left.event_times and right.event_times)),
            ("entity", bool((left.agent and right.agent) or (left.patient and right.patient))),
            ("place", not left.locations.keys().isdisjoint(right.locations)),
        )
        for slot, told in slots:
            if told:
                yield slot, "agreement"
                yield slot, "discrepancy"

    def _facets_of(self, claim: Claim) -> Facets:
        found = self._facets.get(claim.id)
        if found is None:
            found = self._facets[claim.id] = Facets(claim, self.settings[claim.id])
        return found

    def _shared_features(self, pair: Pair) -> Features:
        """What every slot of a pair shares: similarity, predicate, arguments, time, place, scope."""
        alignment, left, right = pair
        a, b = left.claim, right.claim
        agents = self._argument_match(left.agent, right.agent)
        patients = self._argument_match(left.patient, right.patient)
        features = {
            "cosine": alignment.cosine,
            "story": alignment.story,
            "central": alignment.central,
            "rank": 1 / alignment.rank,
            "predicate": self.words.similarity(a.predicate, b.predicate),
            "same_predicate": float(a.predicate == b.predicate),
            "agent_same": float(agents == "same"),
            "agent_different": float(agents == "different"),
            "patient_same": float(patients == "same"),
            "patient_different": float(patients == "different"),
            "agent_unalike": float(agents != "same" and self._unalike(left.agent, right.agent)),
            "patient_unalike": float(patients != "same" and self._unalike(left.patient, right.patient)),
            "names": _overlap(left.names, right.names),
            "heading": float(a.heading or b.heading),
            "background_one": float(a.scope.background != b.scope.background),
            "background_both": float(a.scope.background and b.scope.background),
            "modality_differs": float(a.modality != b.modality),
            f"which_{which_event(left, right)}": 1.0,
            f"happening_{happening_relation(left, right)}": 1.0,
            **_setting_features(left.setting, right.setting),
        }
        if (entailed := self.entailed.get((a.id, b.id))) is not None:
            features |= {"contradicted": entailed.contradiction, "entailed": entailed.entailment}
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
        return a is not None and b is not None and self.words.similarity(a.head, b.head) < UNALIKE

    # quantities

    def _quantities(self, pair: Pair, shared: Features) -> Iterator[SlotComparison]:
        alignment = pair.alignment
        if alignment.left.scope.superseded or alignment.right.scope.superseded:
            return  # the source itself quotes the figure as outdated: it is not its own
        for a in alignment.left.quantities:
            for b in alignment.right.quantities:
                features = self._measurand_features(a, b, alignment.cosine)
                if a.kind == "measure" and features is not None and not self._same_landmark(alignment, a, b):
                    continue
                level = compare_values(a, b) if features is not None else None
                if features is None or level is None or level.relation is None:
                    continue
                features["ratio"] = _log_ratio(a, b)
                features["vague"] = float("vague" in (a.modifier, b.modifier))
                features["bounded"] = float(a.modifier not in PLAIN or b.modifier not in PLAIN)
                features["round_value"] = float(_is_small(a) and _is_small(b))
                yield SlotComparison(
                    alignment,
                    "quantity",
                    level.name,
                    level.relation,
                    "quantity-mismatch" if level.relation == "discrepancy" else "quantity-match",
                    (a.start, a.end),
                    (b.start, b.end),
                    key=_quantity_key(a, b),
                    hedged=level.hedged,
                    features=_sorted(shared | features),
                )

    def _measurand_features(self, a: Quantity, b: Quantity, cosine: float) -> Features | None:
        """What speaks for one measurand; None where they certainly measure different things."""
        if a.kind == "magnitude" and "range" in (a.modifier, b.modifier):
            return None  # 'magnitudes of 1.0 to 1.9': several quakes
        if a.kind not in COMPARED_KINDS or family(a) != family(b) or a.part != b.part:
            return None
        if a.agent != b.agent and a.event and b.event:
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
        if counted == "generic" and not is_person(a.counted or "") and bool(a.modifiers) != bool(b.modifiers):
            return None  # '18 houses', '42 office buildings'
        same_event = bool(a.event) and a.event == b.event
        if not same_event and not (a.counted and b.counted):
            return None  # neither what happened nor what was counted is known to be the same
        return {
            f"kind_{family(a)}": 1.0,
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

    def _times(self, pair: Pair, shared: Features) -> Iterator[SlotComparison]:
        same_predicate = pair.left.claim.predicate == pair.right.claim.predicate
        if opposite(pair.left.claim.predicate, pair.right.claim.predicate):
            return  # when it opened and when it closed are two things
        for a in pair.left.event_times:
            for b in pair.right.event_times:
                relation = time_relation(a, b)
                if relation == "unknown":
                    continue
                if a.bound != b.bound and relation != "same" and not same_predicate:
                    continue  # 'since March' and 'in April' differ only where the same is said of them
                agrees = relation == "same"
                features = {
                    "granularity_same": float(a.granularity == b.granularity),
                    "far_apart": float(far_apart(a, b)),
                    "main_time": float(a in pair.left.main_times and b in pair.right.main_times),
                    "near": float(relation == "near"),
                    "bound_same": float(a.bound == b.bound),
                    "resolved": float(a.resolved and b.resolved),
                }
                yield SlotComparison(
                    pair.alignment,
                    "time",
                    "overlapping times" if agrees else "disjoint times",
                    "agreement" if agrees else "discrepancy",
                    "time-match" if agrees else "time-mismatch",
                    (a.start, a.end),
                    (b.start, b.end),
                    key="time",
                    hedged="about" in (a.bound, b.bound),
                    features=_sorted(_without(shared, "time") | features),
                )

    # polarity

    def _polarity(self, pair: Pair, shared: Features) -> Iterator[SlotComparison]:
        left, right = pair.left.claim, pair.right.claim
        if left.polarity == right.polarity or opposed(pair.left, pair.right):
            return  # 'did not survive' and 'died' say the same
        if SPEECH & {left.predicate, right.predicate}:
            return  # 'did not say how': what is said may be another thing
        yield SlotComparison(
            pair.alignment,
            "polarity",
            "opposite polarity",
            "discrepancy",
            "polarity-flip",
            (left.start, left.end),
            (right.start, right.end),
            key="polarity",
            features=_sorted(shared),
        )

    # who

    def _entities(self, pair: Pair, shared: Features) -> Iterator[SlotComparison]:
        left, right = pair.left, pair.right
        for a, b, other in (
            (left.agent, right.agent, "patient_same"),
            (left.patient, right.patient, "agent_same"),
        ):
            if a is None or b is None:
                continue
            level = self._actor_level((left.claim, a), (right.claim, b))
            if level is None:
                continue
            same = level.startswith("same")
            features = {
                "other_same": shared[other],
                "affiliation": float("affiliation" in level),
                "groups": float("groups" in level),
            }
            yield SlotComparison(
                pair.alignment,
                "entity",
                level,
                "agreement" if same else "discrepancy",
                "entity-match" if same else "entity-mismatch",
                (a.start, a.end),
                (b.start, b.end),
                key=f"entity:{a.role}",
                features=_sorted(_without(shared, "agent", "patient") | features),
            )

    def _actor_level(self, left: tuple[Claim, Argument], right: tuple[Claim, Argument]) -> str | None:
        """Whether two arguments are one actor: by their names; by whose they are, where both are of one kind
        ('Russian jets', 'Turkish jets'); or as groups that the noun table knows apart ('the army', 'rebels')."""
        (_, a), (_, b) = left, right
        if a.name and b.name:
            same = known_same(a.name, b.name)
            return None if same is None else "same name" if same else "different names"
        if a.name or b.name:
            return None
        if counted_relation(a.head, b.head) == "different":
            return "different groups" if is_person(a.head) and is_person(b.head) else None
        if a.head != b.head and self.words.similarity(a.head, b.head) < SAME_NOUN:
            return None
        verdicts = {known_same(x, y) for x in affiliations(*left) for y in affiliations(*right)}
        if True in verdicts:
            return "same affiliation"
        return "different affiliations" if verdicts == {False} else None

    # where

    def _places(self, pair: Pair, shared: Features) -> Iterator[SlotComparison]:
        """For each direction (where, from where, to where): one place that both name, or one in which the
        other lies; else, where every pair of their places is known apart, the first of each."""
        left, right = pair.left.locations, pair.right.locations
        for direction in sorted(left.keys() & right.keys()):
            verdicts = [(a, b, _place_level(a.name, b.name)) for a in left[direction] for b in right[direction]]
            a, b, level = min(verdicts, key=lambda v: PLACE_LEVELS.index(v[2]))
            if level == "unknown":
                continue
            agrees = level != "different places"
            own = {
                "several": float(len(verdicts) > 1),
                "known_places": float(is_known_place(a.name) and is_known_place(b.name)),
            }
            yield SlotComparison(
                pair.alignment,
                "place",
                level,
                "agreement" if agrees else "discrepancy",
                "place-match" if agrees else "place-mismatch",
                (a.start, a.end),
                (b.start, b.end),
                key=f"place {direction}".strip(),
                features=_sorted(_without(shared, "place") | own),
            )

    # what became of it

    def _status(self, pair: Pair, shared: Features) -> Iterator[SlotComparison]:
        left, right = pair.left, pair.right
        words = opposed(left, right)
        if words is None or left.claim.polarity != right.claim.polarity:
            return
        same = self._argument_match(left.theme, right.theme) == "same"
        features = {"status": 1.0, "theme_same": float(same)}
        yield SlotComparison(
            pair.alignment,
            "other",
            f"opposite {words.relation}",
            "discrepancy",
            "status-mismatch",
            words.left,
            words.right,
            key=f"status {words.relation}",
            features=_sorted(shared | features),
        )

    # the statement as a whole

    def _statement(self, pair: Pair, shared: Features) -> Iterator[SlotComparison]:
        left, right = pair.left.claim, pair.right.claim
        if left.polarity != right.polarity or min(pair.left.length, pair.right.length) < FEWEST_WORDS:
            return
        figures = pair.left.families & pair.right.families
        # Where both have figures the model sees no more than that they differ: those are compared, or cannot be. And
        # what is denied may be so outside of the words that it reads ('ended without agreeing on a ceasefire').
        # With one predicate and other names the difference lies in the names, which have slots of their own.
        named = left.predicate == right.predicate and pair.left.names != pair.right.names
        heard = not figures and not named and left.polarity == "affirmed"
        contradicting = heard and shared.get("contradicted", 0.0) >= CONTRADICTED
        yield SlotComparison(
            pair.alignment,
            "other",
            "contradicting statements" if contradicting else "same statement",
            "discrepancy" if contradicting else "agreement",
            "entailment-contradiction" if contradicting else "statement-match",
            (left.start, left.end),
            (right.start, right.end),
            key="statement",
            features=_sorted(shared | {"by_entailment": float(contradicting)}),
        )


class Opposed(NamedTuple):
    """How two statements exclude each other (a dimension, or 'antonym'), and by which words (spans)."""

    relation: str
    left: tuple[int, int]
    right: tuple[int, int]


def opposed(left: Facets, right: Facets) -> Opposed | None:
    """Whether what the two predicates say excludes each other: 'survived' and 'died', 'was shot down' and 'was due
    to an accident'."""
    if left.rivals.isdisjoint(right.said):
        return None
    for a, place_a in left.status_words.items():
        for b, place_b in right.status_words.items():
            relation = opposite(a, b)
            if relation and (exclusive(relation) or relation in WORTH_KNOWING) and _one_bears(relation, left, right):
                return Opposed(relation, place_a, place_b)
    return None


def _one_bears(relation: str, left: Facets, right: Facets) -> bool:
    """Whether both statements can say it of the same one: of persons, where it is said of persons only."""
    a, b = (c.agent if bearer(relation) == "agent" else c.theme for c in (left, right))
    if a is None or b is None:
        return False
    if not of_persons(relation) or a.head == b.head:
        return True
    return all(bool(x.name) or is_person(x.head) for x in (a, b))


@cache
def known_same(a: str, b: str) -> bool | None:
    """Whether two names of unknown type are one; None where no type can tell."""
    kinds: Sequence[EntityType] = ("place", "organisation", "person")
    verdicts = {same_name(a, b, kind) for kind in kinds}
    return True if True in verdicts else False if verdicts == {False} else None


PLACE_LEVELS = ("same place", "place within place", "unknown", "different places")
"""In the order of preference: one match is enough, and one open pair leaves the difference open."""


@lru_cache(maxsize=65536)
def _place_level(a: str, b: str) -> str:
    same = same_name(a, b, "place")
    if same:
        return "same place"
    inner, outer = is_part_of(a, b), is_part_of(b, a)
    if inner or outer:
        return "place within place"
    if is_wide(a) != is_wide(b):  # a country and a town: known apart only where the town is known to lie elsewhere
        return "different places" if (inner if is_wide(b) else outer) is False else "unknown"
    return "unknown" if same is None else "different places"


@lru_cache(maxsize=65536)
def place_relation(a: frozenset[str], b: frozenset[str]) -> Match:
    """'same' where any two places are one or one lies in the other, 'different' where all pairs are known apart."""
    if not a or not b:
        return "unknown"
    levels = {_place_level(x, y) for x in a for y in b}
    if levels & {"same place", "place within place"}:
        return "same"
    return "different" if levels == {"different places"} else "unknown"


def which_event(left: Facets, right: Facets) -> Match:
    """'first:round' against 'second:round' is another event; the same ordinal is the same one."""
    a, b = left.which, right.which
    shared = a.keys() & b.keys()
    if not shared:
        return "unknown"
    return "same" if all(a[k] == b[k] for k in shared) else "different"


def happening_relation(left: Facets, right: Facets) -> Match:
    """Whether the two tell of one kind of event ('quake', 'bombing'), as far as their words name one."""
    a, b = left.happenings, right.happenings
    return "unknown" if not a or not b else "same" if a & b else "different"


def _setting_features(a: Setting, b: Setting) -> Features:
    """How the times and places of two claims lie, and whether they are their own or their article's."""
    when, where = time_relation(a.time, b.time), place_relation(a.places, b.places)
    origins = {a.time_from, b.time_from}
    return {
        f"time_{when}": 1.0,
        "time_explicit_different": float(when == "different" and not origins.isdisjoint(EXPLICIT)),
        "time_explicit_near": float(when == "near" and origins <= EXPLICIT),
        f"place_{where}": 1.0,
        "place_explicit_different": float(where == "different" and a.places_from == b.places_from == "claim"),
    }


def _following_name(claim: Claim, offset: int, reach: int = 60) -> str | None:
    """The first place or organisation named within ``reach`` characters after an offset."""
    after = [e for e in claim.entities if offset <= e.start <= offset + reach and e.type != "person"]
    return after[0].name if after else None


def _sorted(features: Features) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(features.items()))


def _without(features: Features, *slots: str) -> Features:
    """The shared features but those of a slot itself: its own difference is no evidence against it."""
    return {name: value for name, value in features.items() if not name.startswith(tuple(f"{s}_" for s in slots))}


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return round(len(a & b) / min(len(a), len(b)), 4) if a and b else 0.0


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
    return f"{family(a)}:{a.event or b.event or counted}"
