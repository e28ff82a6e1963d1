"""Figures: is it one measurand, and do the values differ?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from checker.align import ONE_STORY
from checker.context import measurand
from checker.facets import family
from checker.lexicon import counted_relation, is_person
from checker.numbers import LOWER_BOUNDS, compare_values, point
from checker.slots.pair import SAME_NOUN, Features, Pair, features_of, known_same
from checker.types import Alignment, SlotComparison
from claims.gazetteer import gazetteer
from claims.measurands import event_names
from claims.types import Claim, Quantity

COMMON = 5
"""Figures up to here are everywhere: that two are equal says little."""
MANY = 3
"""Other values of one measurand from which more of them say no more."""
FIRST = re.compile(r"\b(?:preliminary|provisional|initial|first)(?: [a-z]+){0,2} ?$", re.IGNORECASE)
"""What stands before a figure that is a first one."""
PLAIN = frozenset({"exact", "about", "vague"})
SAME_EVENT = 0.5
"""Cosine of two verbs, or of the two statements, from which different verbs may tell of one event."""
COMPARED_KINDS = frozenset({"count", "percent", "money", "measure", "duration", "age", "magnitude", "score"})


def quantity_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """Each figure of the one against each of the other that may measure the same."""
    alignment = pair.alignment
    for a in alignment.left.quantities:
        for b in alignment.right.quantities:
            if not _both_hold(alignment, a, b):
                continue
            features = _measurand_features(pair, a, b)
            if a.kind == "measure" and features is not None and not _same_landmark(alignment, a, b):
                continue
            level = compare_values(a, b) if features is not None else None
            if features is None or level is None or (level.name == LOWER_BOUNDS and not _say_the_size(pair, a, b)):
                continue
            features["rivals"] = 0.0 if features["event_same"] else _rivals(pair, a, b)
            features["principal"] = float(_are_principal(pair, a, b))
            features["ratio"] = _log_ratio(a, b)
            features["vague"] = float("vague" in (a.modifier, b.modifier))
            features["bounded"] = float(a.modifier not in PLAIN or b.modifier not in PLAIN)
            features["fell"] = float(_fell(pair, a, b))
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
                features=features_of(pair.shared, features),
            )


def _both_hold(pair: Alignment, a: Quantity, b: Quantity) -> bool:
    """A figure that its own source quotes as outdated is not that source's own; it compares with a first figure
    alone ('originally put at 4.4', 'a preliminary magnitude of 4.4')."""
    if not (pair.left.scope.superseded or pair.right.scope.superseded):
        return True
    return all(
        claim.scope.superseded or FIRST.search(claim.text[: max(0, q.start - claim.start)])
        for claim, q in ((pair.left, a), (pair.right, b))
    )


def _say_the_size(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Whether two lower bounds are given as the size: in two headlines. 'At least nine dead' in a text is what is known
    so far, and both may be; elsewhere ('at least nine aftershocks') it is an estimate."""
    if not a.modifier == b.modifier == "at least":
        return False
    growing = {a.event, b.event} & event_names()
    return not growing or (pair.left.claim.heading and pair.right.claim.heading)


def _rivals(pair: Pair, a: Quantity, b: Quantity) -> float:
    """How many other values either article gives for the measurand: which of them the other means is open."""
    counts = []
    for facets, q, other in ((pair.left, a, b), (pair.right, b, a)):
        values = facets.setting.figures.get(measurand(q), frozenset())
        counts.append(len(values - {point(q), point(other)}))
    return round(min(MANY, max(counts)) / MANY, 4)


def _are_principal(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Whether both are the greatest magnitudes that two articles on one story give: those of the main shock, since
    those that follow are weaker."""
    if a.kind != "magnitude" or pair.alignment.story < ONE_STORY:
        return False
    values = [f.setting.figures.get(measurand(q), frozenset()) for f, q in ((pair.left, a), (pair.right, b))]
    return all(values) and point(a) == max(values[0]) and point(b) == max(values[1])


def _measurand_features(pair: Pair, a: Quantity, b: Quantity) -> Features | None:
    """What speaks for one measurand; None where they certainly measure different things."""
    if a.kind == "magnitude" and "range" in (a.modifier, b.modifier):
        return None  # 'magnitudes of 1.0 to 1.9': several quakes
    if a.kind not in COMPARED_KINDS or family(a) != family(b) or a.part != b.part:
        return None
    if a.agent != b.agent and a.event and b.event:
        return None
    if "population" in (a.event, b.event) and a.event != b.event:
        return None  # how many live there, and how many were anything else
    if a.event and b.event and a.event != b.event:
        known = {a.event, b.event} <= event_names()
        alike = pair.words.similarity(a.event, b.event) >= SAME_EVENT or pair.alignment.cosine >= SAME_EVENT
        if known or not (alike or _is_telling(a, b) or _same_doers(pair, a, b)):
            return None
    if _of_other_nations(pair, a, b):
        return None
    counted = counted_relation(a.counted or "", b.counted or "") if a.counted and b.counted else "unknown"
    nouns = pair.words.similarity(a.counted or "", b.counted or "")
    if counted == "different" or (counted == "unknown" and a.counted and b.counted and nouns < SAME_NOUN):
        return None
    if counted == "generic" and not is_person(a.counted or "") and bool(a.modifiers) != bool(b.modifiers):
        return None  # '18 houses', '42 office buildings'
    things = a.kind != "magnitude" and not is_person(a.counted or "")  # 'the first quake' may be the quake
    if counted == "same" and things and bool(a.modifiers) != bool(b.modifiers):
        counted = "generic"  # 'traffic', 'voice traffic'
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
        "modifiers_same": float(bool(a.modifiers) and _described(a) == _described(b)),
        "modifiers_differ": float(bool(a.modifiers) and bool(b.modifiers) and _described(a).isdisjoint(_described(b))),
        "part": float(a.part),
    }


def _of_other_nations(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Whether both are counts by nationality, and not of the same ('three Irish divers', 'two Danes'), or one is of
    several by nationality that the other may be the sum of ('three Irish and two Welsh divers', 'five divers')."""
    x, y = _nations(a), _nations(b)
    if x and y:
        return x != y
    parts = pair.left.claim.quantities if x else pair.right.claim.quantities
    return bool(x or y) and any(nations and nations != (x or y) for nations in map(_nations, parts))


def _described(q: Quantity) -> set[str]:
    """Its adjectives and compounds, those of nationality by the country: 'Danish sailors' are 'Danes'."""
    return {gazetteer().demonym(word) or word for word in q.modifiers}


def _nations(q: Quantity) -> set[str]:
    return {gazetteer().demonym(word) for word in q.modifiers} - {""}


def _same_landmark(pair: Alignment, a: Quantity, b: Quantity) -> bool:
    """Distances compare only from the same place: '35 miles off the port', '13 miles east of the town'."""
    near_a = _following_name(pair.left, a.end)
    near_b = _following_name(pair.right, b.end)
    if near_a is None and near_b is None:
        return True
    return near_a is not None and near_b is not None and known_same(near_a, near_b) is not False


def _same_doers(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """How many they were who did it is one fact, whatever verbs tell of it ('three men stormed the bank', 'the four
    robbers drove off'), where the articles may tell of one story."""
    return pair.alignment.story >= ONE_STORY and all(q.agent and is_person(q.counted or "") for q in (a, b))


def _following_name(claim: Claim, offset: int, reach: int = 60) -> str | None:
    """The first place or organisation named within ``reach`` characters after an offset."""
    after = [e for e in claim.entities if offset <= e.start <= offset + reach and e.type != "person"]
    return after[0].name if after else None


def _fell(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Whether the later of two articles has the lesser figure: no count that has grown."""
    first, second = pair.left.setting.published, pair.right.setting.published
    x, y = point(a), point(b)
    if (
        first is None
        or second is None
        or first == second
        or x is None
        or y is None
        or not {a.modifier, b.modifier} <= PLAIN
    ):
        return False
    return (x < y) == (first > second)


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
