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

from checker.context import Setting, event_times, far_apart, time_relation
from checker.entail import Entailed
from checker.lexicon import WordVectors, counted_relation, happenings, is_person, is_strike
from checker.numbers import compare_values, point
from checker.opposites import bearer, exclusive, of_persons, opposite
from checker.types import Alignment, SlotComparison
from claims.measurands import event_names
from claims.names import is_known_place, is_part_of, is_wide, same_name
from claims.types import Argument, Claim, Entity, EntityType, Quantity, TimeExpression

Features = dict[str, float]
Match = Literal["same", "different", "unknown"]

FEWEST_WORDS = 3
"""A shorter clause says too little to be the same statement as another."""
CAUSAL = frozenset({"due to", "because of", "through", "to", "as", "by"})
SUBJECT_VERBS = frozenset({"survive", "escape", "win", "lose", "quit", "attend", "boycott", "flee"})
"""Verbs whose object is not what they say something of."""
WORTH_KNOWING = frozenset({"downing"})
"""Relations of words that do not exclude each other, but that an editor wants to know of."""
CONTRADICTED = 0.6
"""Probability of a contradiction from which the entailment model is heard."""
DIRECTIONS = frozenset({"from", "to", "towards", "toward", "into", "via", "through"})
NOT_LOCATIVE = frozenset({"by", "with", "against", "between", "for", "than", "like", "as", "according to"})
REACH = 6
"""Words between a preposition and the name that it leads to, at most."""
LOCATIVE = frozenset(
    {
        "in",
        "at",
        "near",
        "on",
        "off",
        "outside",
        "around",
        "across",
        "inside",
        "within",
        "from",
        "to",
        "towards",
        "into",
    }
    | {
        "through",
        "throughout",
        "over",
        "above",
        "between",
        "via",
        "central",
        "northern",
        "southern",
        "eastern",
        "western",
    }
)
PLACE_NOUNS = frozenset(
    {"city", "town", "village", "province", "district", "island", "state", "region", "capital", "coast", "port", "area"}
    | {
        "outskirts",
        "suburb",
        "north",
        "south",
        "east",
        "west",
        "centre",
        "center",
        "stronghold",
        "governorate",
        "county",
    }
    | {"edge", "part", "gulf", "sea", "streets", "northeast", "northwest", "southeast", "southwest", "outside"}
)
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

COMPARED_KINDS = frozenset({"count", "percent", "money", "measure", "duration", "age", "magnitude", "score"})


@dataclass(frozen=True)
class Comparer:
    """Compares aligned claims; ``settings`` by claim id, ``words`` the vectors of predicates and nouns,
    ``entailed`` what the entailment model says of the pairs that it was asked about, by both claims' ids."""

    settings: Mapping[str, Setting]
    words: WordVectors
    entailed: Mapping[tuple[str, str], Entailed] = field(default_factory=dict)

    def compare(self, pair: Alignment) -> list[SlotComparison]:
        """All slot comparisons of one alignment, quantities first."""
        shared = self.shared_features(pair)
        return [
            *self._quantities(pair, shared),
            *self._times(pair, shared),
            *self._polarity(pair, shared),
            *self._entities(pair, shared),
            *self._places(pair, shared),
            *self._status(pair, shared),
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
            "central": pair.central,
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
        if (entailed := self.entailed.get((left.id, right.id))) is not None:
            features |= {"contradicted": entailed.contradiction, "entailed": entailed.entailment}
        features[f"happening_{happening_relation(left, right)}"] = 1.0
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
                    features=_sorted(shared | features),
                )

    def _measurand_features(self, a: Quantity, b: Quantity, cosine: float) -> Features | None:
        """What speaks for one measurand; None where they certainly measure different things."""
        if a.kind not in COMPARED_KINDS or _family(a) != _family(b) or a.part != b.part:
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
        if counted == "generic" and not is_person(a.counted or "") and (a.modifiers or b.modifiers):
            return None  # '18 houses', '42 office buildings'
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
        for a in event_times(pair.left):
            for b in event_times(pair.right):
                relation = time_relation(a, b)
                if relation == "unknown":
                    continue
                if a.bound != b.bound and relation != "same" and pair.left.predicate != pair.right.predicate:
                    continue  # 'since March' and 'in April' differ only where the same is said of them
                agrees = relation == "same"
                features = {
                    "granularity_same": float(a.granularity == b.granularity),
                    "far_apart": float(far_apart(a, b)),
                    "main_time": float(self._is_main_time(pair.left, a) and self._is_main_time(pair.right, b)),
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
                    features=_sorted(_without(shared, "time") | features),
                )

    def _is_main_time(self, claim: Claim, time: TimeExpression) -> bool:
        """Whether it is the day that the article gives its own event, here or again elsewhere."""
        main = self.settings[claim.id].main_time
        return main is not None and time_relation(time, main) == "same" and not claim.scope.background

    # polarity

    def _polarity(self, pair: Alignment, shared: Features) -> Iterator[SlotComparison]:
        left, right = pair.left, pair.right
        if left.polarity == right.polarity or opposed(left, right):
            return  # 'did not survive' and 'died' say the same
        if SPEECH & {left.predicate, right.predicate}:
            return  # 'did not say how': what is said may be another thing
        yield SlotComparison(
            pair,
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

    def _entities(self, pair: Alignment, shared: Features) -> Iterator[SlotComparison]:
        left, right = pair.left, pair.right
        for a, b, other in (
            (agent(left), agent(right), (patient(left), patient(right))),
            (patient(left), patient(right), (agent(left), agent(right))),
        ):
            if a is None or b is None:
                continue
            level = self._actor_level((left, a), (right, b))
            if level is None:
                continue
            same = level.startswith("same")
            features = {
                "other_same": float(self._argument_match(*other) == "same"),
                "affiliation": float("affiliation" in level),
                "groups": float("groups" in level),
            }
            yield SlotComparison(
                pair,
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

    def _places(self, pair: Alignment, shared: Features) -> Iterator[SlotComparison]:
        """For each direction (where, from where, to where): one place that both name, or one in which the
        other lies; else, where every pair of their places is known apart, the first of each."""
        left, right = _locations(pair.left), _locations(pair.right)
        for direction in sorted(left.keys() & right.keys()):
            near, far = _narrowest(left[direction]), _narrowest(right[direction])
            verdicts = [(a, b, _place_level(a.name, b.name)) for a in near for b in far]
            a, b, level = min(verdicts, key=lambda v: PLACE_LEVELS.index(v[2]))
            if level == "unknown":
                continue
            agrees = level != "different places"
            own = {
                "several": float(len(verdicts) > 1),
                "known_places": float(is_known_place(a.name) and is_known_place(b.name)),
            }
            yield SlotComparison(
                pair,
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

    def _status(self, pair: Alignment, shared: Features) -> Iterator[SlotComparison]:
        left, right = pair.left, pair.right
        words = opposed(left, right)
        if left.polarity != right.polarity or words is None:
            return
        same = self._argument_match(theme(left), theme(right)) == "same"
        features = {"status": 1.0, "theme_same": float(same)}
        yield SlotComparison(
            pair,
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

    def _statement(self, pair: Alignment, shared: Features) -> Iterator[SlotComparison]:
        left, right = pair.left, pair.right
        if left.polarity != right.polarity or min(len(left.text.split()), len(right.text.split())) < FEWEST_WORDS:
            return
        figures = {_family(q) for q in left.quantities} & {_family(q) for q in right.quantities}
        # Where both have figures the model sees no more than that they differ: those are compared, or cannot be.
        contradicting = not figures and shared.get("contradicted", 0.0) >= CONTRADICTED
        yield SlotComparison(
            pair,
            "other",
            "contradicting statements" if contradicting else "same statement",
            "discrepancy" if contradicting else "agreement",
            "entailment-contradiction" if contradicting else "statement-match",
            (left.start, left.end),
            (right.start, right.end),
            key="statement",
            features=_sorted(shared | {"by_entailment": float(contradicting)}),
        )


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
    object_ = None if claim.predicate in SUBJECT_VERBS else patient(claim)
    return object_ or next((a for a in claim.arguments if a.role == "subject"), None)


class Opposed(NamedTuple):
    """How two statements exclude each other (a dimension, or 'antonym'), and by which words (spans)."""

    relation: str
    left: tuple[int, int]
    right: tuple[int, int]


def opposed(left: Claim, right: Claim) -> Opposed | None:
    """Whether what the two predicates say excludes each other: 'survived' and 'died', 'was shot down' and 'was due
    to an accident'."""
    for a, place_a in status_words(left).items():
        for b, place_b in status_words(right).items():
            relation = opposite(a, b)
            if relation and (exclusive(relation) or relation in WORTH_KNOWING) and _one_bears(relation, left, right):
                return Opposed(relation, place_a, place_b)
    return None


def _one_bears(relation: str, left: Claim, right: Claim) -> bool:
    """Whether both statements can say it of the same one: of persons, where it is said of persons only."""
    a, b = (agent(c) if bearer(relation) == "agent" else theme(c) for c in (left, right))
    if a is None or b is None:
        return False
    if not of_persons(relation) or a.head == b.head:
        return True
    return all(bool(x.name) or is_person(x.head) for x in (a, b))


@lru_cache(maxsize=65536)
def status_words(claim: Claim) -> dict[str, tuple[int, int]]:
    """The words of a claim that may say what became of something, with their places: its predicate, with a
    particle, and what follows 'due to' or 'as'."""
    place = (claim.predicate_start, claim.predicate_end)
    text = claim.text[max(0, claim.predicate_end - claim.start) :].split()
    words = {claim.predicate: place}
    if text:
        words[f"{claim.predicate} {text[0].lower()}"] = place
    for argument in claim.arguments:
        if argument.preposition in CAUSAL:
            words[argument.head] = (argument.start, argument.end)
            words[" ".join(argument.text.lower().split()[-2:])] = (argument.start, argument.end)
    return words


def affiliations(claim: Claim, argument: Argument) -> list[str]:
    """The names before an argument's head that say whose it is: 'Russian' of 'two Russian jets'."""
    head = argument.text.lower().find(argument.head[:4])
    end = argument.start + (head if head >= 0 else 0)
    inside = [e for e in claim.entities if argument.start <= e.start and e.end <= end]
    return [e.name for e in inside if e.type in ("place", "group", "organisation")]


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
    inner, outer = is_part_of(a, b), is_part_of(b, a)
    if inner or outer:
        return "place within place"
    if is_wide(a) != is_wide(b):  # a country and a town: known apart only where the town is known to lie elsewhere
        return "different places" if (inner if is_wide(b) else outer) is False else "unknown"
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


def happening_relation(left: Claim, right: Claim) -> Match:
    """Whether the two tell of one kind of event ('quake', 'bombing'), as far as their words name one."""
    a, b = (happenings([c.predicate, *(x.head for x in c.arguments)]) for c in (left, right))
    return "unknown" if not a or not b else "same" if a & b else "different"


def _narrowest(places: Sequence[Entity]) -> list[Entity]:
    """Without the places that another of them lies in: of 'Idlib in Syria' Idlib."""
    return [p for p in places if not any(q is not p and is_part_of(q.name, p.name) for q in places)] or list(places)


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
        if (a.role in ("subject", "object", "agent") and not (a is patient(claim) and is_strike(claim.predicate)))
        or a.preposition in NOT_LOCATIVE
    }
    prepositions = {(a.name, a.head): a.preposition for a in claim.arguments if a.preposition in DIRECTIONS}
    found: dict[str, list[Entity]] = {}
    for key, entity in {(e.name, e.text.split()[-1].lower()): e for e in claim.entities if e.type == "place"}.items():
        if key not in acting and is_located(claim, entity):
            found.setdefault(prepositions.get(key, ""), []).append(entity)
    return found


def _sorted(features: Features) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(features.items()))


def is_located(claim: Claim, place: Entity) -> bool:
    """Whether the words before a place say that something is there: 'in the town of Idlib', not 'the Syrian
    government', 'by Russia' or 'US-led'. An object that was struck is where it happened."""
    if any(
        a is patient(claim) and a.start <= place.start < a.end for a in claim.arguments if is_strike(claim.predicate)
    ):
        return True
    before = claim.text[: max(0, place.start - claim.start)].lower().split()[-REACH:]
    for i in range(len(before) - 1, -1, -1):
        word = before[i].strip("\"'(")
        if word == "of":
            return any(w.strip(",") in PLACE_NOUNS for w in before[max(0, i - 2) : i])
        if word in LOCATIVE:
            return True
        if word in NOT_LOCATIVE or word.endswith((",", ";", ":")):
            return False
    return False


def _without(features: Features, *slots: str) -> Features:
    """The shared features but those of a slot itself: its own difference is no evidence against it."""
    return {name: value for name, value in features.items() if not name.startswith(tuple(f"{s}_" for s in slots))}


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
