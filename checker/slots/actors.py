"""Who did it, and to whom."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facets.facets import affiliations
from checker.facets.holders import is_one_of_many
from checker.slots.numbers import point
from checker.slots.pair import SAME_NOUN, Pair, features_of, known_same
from checker.slots.responsibility import parts_told
from checker.types import SlotComparison
from checker.words.lexicon import are_exclusive, counted_relation, of_others
from checker.words.opposites import opposite
from claims.types import Argument, Claim


def actor_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """Agent against agent, patient against patient, where both are known to be one or two."""
    left, right = pair.left, pair.right
    if opposite(left.claim.predicate, right.claim.predicate) == "converse":
        return  # who sold it is not who bought it
    for a, b, other in (
        (left.agent, right.agent, "patient_same"),
        (left.patient, right.patient, "agent_same"),
    ):
        if a is None or b is None:
            continue
        level = _actor_level(pair, (left.claim, a), (right.claim, b))
        if level is None:
            continue
        same = level.startswith("same")
        if not same and pair.left.is_where(a) and pair.right.is_where(b):
            continue  # the slot of places compares what was struck
        if not same and other == "patient_same" and parts_told(pair) is not None:
            continue  # who did it is compared for itself (checker.slots.responsibility)
        if not same and left.claim.polarity != right.claim.polarity:
            continue  # 'Peru did not sign', 'Chile signed'
        if not same and (of_others(a.text, b.text) or (other == "patient_same" and _are_of_many(a, b))):
            continue  # 'the driver of the bus' and 'the driver of the lorry', 'lawmaker Holm' and 'lawmaker Brandt'
        features = {
            "other_same": pair.shared[other],
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
            features=features_of(pair.shared, features, own=("agent_", "patient_")),
        )


def _actor_level(pair: Pair, left: tuple[Claim, Argument], right: tuple[Claim, Argument]) -> str | None:
    """Whether two arguments are one actor: by their names; by whose they are, where both are of one kind
    ('Russian jets', 'Turkish jets'); or as groups that the noun table knows apart ('the army', 'rebels')."""
    (_, a), (_, b) = left, right
    if a.name and b.name:
        same = known_same(a.name, b.name)
        if same is False and any(known_same(x, y) is not False for x in _listed(*left) for y in _listed(*right)):
            return None  # 'Chile, Peru and Spain' and 'Spain'
        return None if same is None else "same name" if same else "different names"
    if a.name or b.name:
        return None
    if are_exclusive(a.head, b.head):
        return None if _are_two_counts(left, right) else "different groups"
    if counted_relation(a.head, b.head) == "different":
        return None
    if a.head != b.head and pair.words.similarity(a.head, b.head) < SAME_NOUN:
        return None
    verdicts = {known_same(x, y) for x in affiliations(*left) for y in affiliations(*right)}
    if True in verdicts:
        return "same affiliation"
    return "different affiliations" if verdicts == {False} else None


def _are_two_counts(left: tuple[Claim, Argument], right: tuple[Claim, Argument]) -> bool:
    """Whether two groups of different numbers are told of, each a fact of its own: '150 passengers', 'forty crew'."""
    counts = [
        {point(q) for q in claim.quantities if q.kind == "count" and a.start <= q.start and q.end <= a.end}
        for claim, a in (left, right)
    ]
    return all(counts) and counts[0].isdisjoint(counts[1])


def _are_of_many(a: Argument, b: Argument) -> bool:
    """Whether both are told to be one of many, who may do the same."""
    return is_one_of_many(a.text) and is_one_of_many(b.text)


def _listed(claim: Claim, argument: Argument) -> set[str]:
    """All names among the words for one who acts or suffers."""
    inside = {e.name for e in claim.entities if argument.start <= e.start and e.end <= argument.end}
    return inside | {argument.name}
