"""Who is said to have done it: one source says that somebody did what another says that he did not, or that somebody
else did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from checker.facets.facets import Facets
from checker.facets.responsibility import NAME_KINDS, Actor, Part, is_general
from checker.slots.pair import Features, Pair, features_of, known_same
from checker.story import ONE_STORY
from checker.types import SlotComparison
from checker.words.shared_words import stem
from checker.words.synonyms import synonymous
from claims.names.actors import parse_actor, same_actor
from claims.names.names import same_name
from claims.types import Claim

ENOUGH = 3
"""Words that two sources share of an act, from which on they tell of one."""

Doers = Literal["same", "one more", "different", "unknown"]


def responsibility_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """The parts that two claims tell of in one act, where one says in so many words who had it."""
    parts = parts_told(pair)
    if parts is None or pair.alignment.story < ONE_STORY:
        return
    a, b = parts
    doers = same_doers(a, b) if acts_meet(a, b) else "unknown"
    if a.denied != b.denied and doers in ("same", "one more") and not _is_denial_known(pair, a, b):
        yield _comparison(pair, a, b, doers, "polarity")
    elif not (a.denied or b.denied) and a.sole and b.sole and doers in ("different", "one more"):
        yield _comparison(pair, a, b, doers, "entity")


def contradicting_parts(pair: Pair) -> bool:
    """Whether two claims that tell of one act differ in who did it, or in whether he did."""
    return any(True for _ in responsibility_comparisons(pair))


def parts_told(pair: Pair) -> tuple[Part, Part] | None:
    """Who did it by either claim, where both tell and one does in so many words."""
    left, right = pair.left, pair.right
    if left.part is None and right.part is None:
        return None
    a, b = left.part or left.plain_part, right.part or right.plain_part
    return (a, b) if a is not None and b is not None else None


def _is_denial_known(pair: Pair, a: Part, b: Part) -> bool:
    """Whether the one who affirms it says no more than that it is thought so, or reports the denial too: then the
    sources do not differ."""
    denied, affirmed, side = (b, a, pair.left) if b.denied else (a, b, pair.right)
    denials = side.setting.article.denials
    return affirmed.alleged or any(same_doers(denied, known) in ("same", "one more") for known in denials)


def acts_meet(a: Part, b: Part) -> float:
    """How surely the words for two acts may mean one: 1 for one kind, a half where one may mean any act, else 0."""
    if a.act and (stem(a.act) == stem(b.act) or synonymous(a.act, b.act)):
        return 1.0
    if a.kind and b.kind:
        return float(a.kind == b.kind)
    return 0.5 if is_general(a.act) or is_general(b.act) else 0.0


def same_doers(a: Part, b: Part) -> Doers:
    """Whether one did it or two, or one and somebody else."""
    if not a.actors and not b.actors:
        same = same_actor(parse_actor(a.doer), parse_actor(b.doer))
        return "same" if same else "different" if same is False and _are_sides(a, b) else "unknown"
    verdicts = {(x, y): _same(x, y) for x in a.actors for y in b.actors}
    if True not in verdicts.values():
        return "different" if set(verdicts.values()) == {False} else "unknown"
    if "person" in {kind for _, kind in a.actors | b.actors}:
        return "same"  # of the men of one attack, a source may name one
    matched = {x for pair, same in verdicts.items() if same is not False for x in pair}
    return "one more" if a.actors | b.actors > matched or _adds(a, b) else "same"


def _same(a: Actor, b: Actor) -> bool | None:
    """Whether two known actors are one; of two kinds, they may belong together (a man and his group)."""
    (x, kind), (y, other) = a, b
    if kind == other != "":
        return same_name(x, y, NAME_KINDS[kind])
    same = known_same(x, y)
    return None if same is False and {"", "person"} & {kind, other} else same


def _adds(a: Part, b: Part) -> bool:
    """'Russian and regime warplanes' against 'Russian jets'."""
    x, y = parse_actor(a.doer).owners, parse_actor(b.doer).owners
    return bool(x and y) and (x < y or y < x)


def _are_sides(a: Part, b: Part) -> bool:
    """Whether both are sides of a conflict, which cannot be two words for one ('rebels', 'the army')."""
    sides = {parse_actor(p.doer).side for p in (a, b)}
    return len(sides) == 2 and not sides & {"", "unknown"}


def _comparison(pair: Pair, a: Part, b: Part, doers: Doers, slot: Literal["polarity", "entity"]) -> SlotComparison:
    polarity = slot == "polarity"
    left, right = pair.left.claim, pair.right.claim
    own: Features = {
        "part_said": 1.0,
        "act_same": acts_meet(a, b),
        "act_shared": shared_details(a, b),
        "act_apart": float(bool(a.details and b.details) and a.details.isdisjoint(b.details)),
        "act_target": float(_is_target_named(pair.left, b) or _is_target_named(pair.right, a)),
        "one_more": float(doers == "one more" and not polarity),
        "own_denial": float(
            (a.own_denial and _is_only_quoted(right, left)) or (b.own_denial and _is_only_quoted(left, right))
        ),
    }
    return SlotComparison(
        pair.alignment,
        slot,
        "did and did not" if polarity else f"{doers} behind one act",
        "discrepancy",
        "polarity-flip" if polarity else "entity-mismatch",
        (left.start, left.end) if polarity else (a.start, a.end),
        (right.start, right.end) if polarity else (b.start, b.end),
        key="polarity" if polarity else "entity:part",
        hedged=a.alleged or b.alleged,
        features=features_of(
            pair.shared, own, own=("agent_", "patient_", "predicate", "same_predicate", "far_in_text")
        ),
    )


def _is_only_quoted(claim: Claim, denial: Claim) -> bool:
    """Whether a claim quotes somebody, and a denial is told without: 'X denied any role'."""
    return bool(claim.speaker) and not denial.speaker


def _is_target_named(side: Facets, other: Part) -> bool:
    """Whether what the one tells was struck, taken or broken is named by the other beside the act."""
    return side.part is None and side.patient is not None and stem(side.patient.head) in other.details


def shared_details(a: Part, b: Part) -> float:
    """How much of what is said of the two acts is the same, 0..1."""
    least = min(len(a.details), len(b.details), ENOUGH)
    return round(min(1.0, len(a.details & b.details) / least), 4) if least else 0.0
