"""Other names in the same frame: who or what stands where the other source names somebody or something else."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facets.context import Named
from checker.facets.exchanged import is_exchanged
from checker.facets.facets import Facets, verbs
from checker.facets.frames import Framed, SharedFrame, of_one_size, same_distance, shared_frame
from checker.facets.holders import is_one_of_many
from checker.slots.pair import Features, Pair, features_of, known_same, may_be_same, place_level, same_or_inside
from checker.slots.responsibility import parts_told
from checker.story import ONE_STORY
from checker.types import SlotComparison
from checker.words.lexicon import of_others
from claims.names.names import is_known_place, is_part_of, same_name
from claims.types import Argument, Claim, Entity

LEAST = 0.2
"""Share of the words before or behind two names, below which they stand in no one frame."""
HEADED = 0.4
"""Share of the words behind two names from which they belong to one thing: 'Arvanian planes', 'Keld Air planes'."""


def named_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """Each name with the one in the other claim whose frame is most like its own, where both are surely two and one of
    the articles never has the other's: two names that both articles know are mostly two facts."""
    if pair.left.claim.polarity != pair.right.claim.polarity or pair.alignment.story < ONE_STORY:
        return
    yield from _exchanged(pair)
    if _do_two_things(pair) or pair.of_two_times:
        return
    found = []
    own, others = _unmatched(pair.left, pair.right), _unmatched(pair.right, pair.left)
    if parts_told(pair) is not None:  # who did it is compared for itself
        own, others = _without_doer(own, pair.left), _without_doer(others, pair.right)
    for a in own:
        for b in others:
            frame = shared_frame(a, b, pair.words)
            if frame is not None and _is_one_frame(a, b, frame):
                found.append((frame, a, b))
    taken: set[int] = set()
    for frame, a, b in sorted(found, key=_strength):
        if not taken & {a.entity.start, b.entity.start} and _is_apart(pair, a, b, frame):
            taken |= {a.entity.start, b.entity.start}
            only = _is_only(a, own, pair.left) or _is_only(b, others, pair.right)
            yield from _comparison(pair, a, b, frame, only)


def _do_two_things(pair: Pair) -> bool:
    """Whether the verb says nothing by itself, and what was done is not the same: 'the survey was carried out by', 'the
    repair was carried out by'."""
    verbs_ = {pair.left.claim.predicate, pair.right.claim.predicate}
    return verbs_ <= verbs()["light"] and bool(pair.shared["patient_unalike"])


def _without_doer(names: list[Framed], side: Facets) -> list[Framed]:
    doer = side.part or side.plain_part
    return [f for f in names if doer is None or not doer.start <= f.entity.start < doer.end]


def _exchanged(pair: Pair) -> Iterator[SlotComparison]:
    """The same name in both, but for one word that has no business in the one."""
    left, right = pair.left.inner_words, pair.right.inner_words
    for flanks in sorted(left.keys() & right.keys()):
        a, b = left[flanks], right[flanks]
        if is_exchanged(flanks, a.text, b.text):
            yield SlotComparison(
                pair.alignment,
                "entity",
                "one word of a name exchanged",
                "discrepancy",
                "entity-mismatch",
                (a.start, a.end),
                (b.start, b.end),
                key="entity:name",
                features=features_of(pair.shared, {"exchanged": 1.0}, own=("agent_", "patient_")),
            )


def _is_only(name: Framed, unmatched: list[Framed], side: Facets) -> bool:
    """Whether a claim has further names, and the other claim has all of them."""
    return {f.entity.name for f in unmatched} == {name.entity.name} and len(side.names) > 1


def _strength(found: tuple[SharedFrame, Framed, Framed]) -> tuple[float, int, int]:
    frame, a, b = found
    return -(frame.before + frame.after + frame.alike), a.first, b.first


def _unmatched(side: Facets, other: Facets) -> list[Framed]:
    """The names that the other claim does not have, nor one that lies in them or they in it: 'X and Y' against 'X' is
    no difference of X; but what both name stands for itself alone ('hit France after raids in Cannes', 'in Spain's
    Soria'). Of a list that only one may be, else none can be told to stand for another."""
    apart = _narrowest(other) - side.names
    named = {f.entity.name for f in other.framed}
    own = [f for f in side.framed if f.entity.name not in named]
    alone = [f for f in own if not any(same_or_inside(f.entity.name, n) for n in apart)]
    left = {f.entity.name for f in alone}
    return [f for f in alone if len(left.intersection(f.listed)) <= 1]


def _narrowest(side: Facets) -> set[str]:
    """Without nationalities and pieces of names, and without the places that another one lies in: 'the Spanish city of
    Soria' is Soria, 'Ulm in central Arvania' is Ulm."""
    own = {f.entity.name for f in side.framed if f.entity.type not in ("group", "other")}
    inside = side.setting.article.named.inside
    return {n for n in own if not any(is_part_of(other, n) or (other, n) in inside for other in own)}


def _is_one_frame(a: Framed, b: Framed, frame: SharedFrame) -> bool:
    """Whether two names stand in one frame, and what they are lets one stand for the other."""
    kinds = {a.entity.type, b.entity.type}
    fits = len(kinds) == 1 or frame.led or ("person" not in kinds and frame.after >= HEADED)
    shared = frame.before + frame.after if frame.led else max(frame.before, frame.after)
    return frame.alike or (fits and shared >= LEAST)


def _is_apart(pair: Pair, a: Framed, b: Framed, frame: SharedFrame) -> bool:
    """Whether no reading makes two names one: neither the tables and spellings, nor, for places, what the two
    articles say of where they lie."""
    x, y = a.entity, b.entity
    if _are_others(pair, x, y):
        return False
    if not frame.alike and (_is_speaker(pair.left.claim, x) or _is_speaker(pair.right.claim, y)):
        return False  # two sources may quote two speakers
    if {x.type, y.type} == {"place"}:
        comparable = same_distance(a, b) and of_one_size(a, b)
        level = place_level(x.name, y.name)
        known = level == "different places" or (level == "unknown" and _in_one_list(a, b))
        two = comparable and known and not pair.of_two_times
        return two and not pair.one_lies_in_other(x.name, y.name) and _placed_alike(pair, x.name, y.name)
    if x.type == y.type and x.type != "other":
        same = same_name(x.name, y.name, x.type)
        return same is False or (frame.alike and same is None)
    same = known_same(x.name, y.name)
    return same is False or (frame.alike and same is None)


def _in_one_list(a: Framed, b: Framed) -> bool:
    """Whether two names stand in lists that are the same but for them: 'Europe, Bergen and Asia'."""
    others = set(a.listed) - {a.entity.name}, set(b.listed) - {b.entity.name}
    return bool(others[0]) and others[0] == others[1]


def _are_others(pair: Pair, a: Entity, b: Entity) -> bool:
    """Whether two names stand in the words for two who may both have done it ('lawmaker Holm', 'lawmaker Brandt'), or
    who are told apart by whose they are ('the driver of the bus', 'the driver of the lorry')."""
    for x, y, acts in ((pair.left.agent, pair.right.agent, True), (pair.left.patient, pair.right.patient, False)):
        if x is not None and y is not None and _names(x, a) and _names(y, b):
            return of_others(x.text, y.text) or (acts and is_one_of_many(x.text) and is_one_of_many(y.text))
    return False


def _names(argument: Argument, name: Entity) -> bool:
    """Whether a name stands in an argument, or in apposition behind it."""
    return argument.start <= name.start <= argument.end + len(", ")


def _is_speaker(claim: Claim, name: Entity) -> bool:
    if claim.speaker and known_same(claim.speaker, name.name) is True:
        return True
    return claim.predicate in verbs()["speech"] and any(
        a.role == "subject" and a.start <= name.start < a.end for a in claim.arguments
    )


def _placed_alike(pair: Pair, a: str, b: str) -> bool:
    """Whether a place that both claims name is said to hold both places or neither, where it may hold one: 'off
    Porto, Portugal' and 'from Malta to Portugal' tell of two ways."""
    inside = pair.left.setting.article.named.inside | pair.right.setting.article.named.inside
    both = (n for n in pair.left.names & pair.right.names if same_or_inside(a, n) or same_or_inside(b, n))
    return all(((a, n) in inside) == ((b, n) in inside) for n in both)


def frame_features(pair: Pair, a: str, b: str, frame: SharedFrame | None) -> Features:
    """What two names and their frame say of both being told of one thing."""
    left, right = pair.left.setting.article.named, pair.right.setting.article.named
    return {
        "foreign": (_is_foreign(a, right) + _is_foreign(b, left)) / 2 if pair.alignment.story >= ONE_STORY else 0.0,
        "known_places": float(is_known_place(a) and is_known_place(b)),
        "frame": max(frame.before, frame.after) if frame else 0.0,
        "frame_both": min(frame.before, frame.after) if frame else 0.0,
        "names_alike": float(frame is not None and frame.alike),
    }


def _is_foreign(name: str, named: Named) -> bool:
    """Whether an article names neither what the other one does, nor a place in it."""
    return name not in named.names and not any(may_be_same(name, n) or is_part_of(n, name) for n in named.names)


def _comparison(pair: Pair, a: Framed, b: Framed, frame: SharedFrame, only: bool) -> Iterator[SlotComparison]:
    x, y = a.entity, b.entity
    placed = {x.type, y.type} == {"place"}
    own = frame_features(pair, x.name, y.name, frame)
    own |= {"only_name": float(only), "led": float(frame.led)}
    own["distance_same"] = float(bool(a.distances) and same_distance(a, b))
    if own["foreign"]:
        yield SlotComparison(
            pair.alignment,
            "place" if placed else "entity",
            "different places" if placed else "different names",
            "discrepancy",
            "place-mismatch" if placed else "entity-mismatch",
            (x.start, x.end),
            (y.start, y.end),
            key="place" if placed else "entity:name",
            features=features_of(pair.shared, own, own=("place_",) if "place" in (x.type, y.type) else ()),
        )
