"""Figures: is it one measurand, and do the values differ?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from checker.facets.facets import Facets
from checker.facets.figures import family, is_outdated, likenesses, measurand
from checker.slots.numbers import LOWER_BOUNDS, Level, compare_values, point
from checker.slots.pair import SAME_NOUN, Features, Pair, features_of, known_same
from checker.story import ONE_STORY
from checker.types import Alignment, SlotComparison
from checker.words.lexicon import are_exclusive, counted_relation, is_person, noun_tables
from checker.words.shared_words import content_stems, stem
from claims.names.gazetteer import gazetteer
from claims.names.names import is_body, is_wide
from claims.quantities.measurands import event_names
from claims.quantities.units import dimension
from claims.types import Claim, Quantity

COMMON = 5
"""Figures up to here are everywhere: that two are equal says little."""
MANY = 3
"""Other values of one measurand from which more of them say no more."""
VICTIMS = frozenset({"death", "injury", "casualty", "missing"})
"""What happens to those who are counted in the reports of one incident after the other."""
FIRST = re.compile(r"\b(?:preliminary|provisional|initial|first)(?: [a-z]+){0,2} ?$", re.IGNORECASE)
"""What stands before a figure that is a first one."""
PLAIN = frozenset({"exact", "about", "vague"})
OPEN = ("event_open", "event_apart", "counted_apart", "counted_unknown")
"""Features of figures of which it is open whether they measure the same."""
SAME_EVENT = 0.5
"""Cosine of two verbs, or of the two statements, from which different verbs may tell of one event."""
ALIKE = 0.3
"""Cosine from which two statements may tell of one figure, whatever their verbs."""
OF_ONE_UNIT = frozenset({"money", "percent", "measure", "duration"})
"""Kinds of figures whose unit says something about what they measure."""
DONE_TO = frozenset({"death", "injury", "casualty", "capture"})
BESIDE_NAME = 3
"""Characters between a name and an age that belongs to it, at most."""
Alike = Literal["same", "generic", "open", "apart", "different"]
"""How what two figures measure goes together: one, one wider than the other, not told or near in words, far in words,
or known to be two."""
COMPARED_KINDS = frozenset({"count", "percent", "money", "measure", "duration", "age", "magnitude", "score"})


def quantity_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """Each figure of the one against each of the other that may measure the same."""
    alignment = pair.alignment
    for a in alignment.left.quantities:
        for b in alignment.right.quantities:
            features = _measurand_features(pair, a, b) if _both_hold(alignment, a, b) else None
            level = _level(pair, a, b) if features is not None else None
            if features is None or level is None:
                continue
            features |= _value_features(pair, a, b, same_event=bool(features["event_same"]))
            features["sole"] = float(bool(features["event_open"]) and _is_sole(pair, a, b))
            if level.relation == "discrepancy":
                features["told_too"] = _told_too(pair, a, b)
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


def _of_two_incidents(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Whether two counts of victims are those of the news and of an earlier time; what was agreed or exchanged then
    ('after the first round on May 16') may be what the other tells of."""
    return {a.event, b.event} <= VICTIMS and pair.of_two_spans


def _level(pair: Pair, a: Quantity, b: Quantity) -> Level | None:
    """How the two values lie to each other; None where the words around them say that nothing follows from it."""
    if dimension(a.unit) == "length" and _is_from_somewhere(a, b) and not _same_landmark(pair.alignment, a, b):
        return None
    level = compare_values(a, b)
    if level is None or (level.name == LOWER_BOUNDS and not _say_the_size(pair, a, b)):
        return None
    if level.relation == "discrepancy" and (_of_two_incidents(pair, a, b) or _stands_beside(pair, a, b)):
        return None
    return level


def _value_features(pair: Pair, a: Quantity, b: Quantity, *, same_event: bool) -> Features:
    """What the two values and their bounds say of both being one figure."""
    left, right = pair.alignment.left, pair.alignment.right
    return {
        "rivals": 0.0 if same_event else _rivals(pair, a, b),
        "principal": float(_are_principal(pair, a, b)),
        "landmark_same": float(_are_from_one_place(pair, a, b)),
        "background_one": float(_is_background(left, a) != _is_background(right, b)),
        "ratio": (ratio := _log_ratio(a, b)),
        "close_value": round(1 - min(1.0, ratio), 4) if pair.alignment.story >= ONE_STORY else 0.0,
        "vague": float("vague" in (a.modifier, b.modifier)),
        "bounded": float(a.modifier not in PLAIN or b.modifier not in PLAIN),
        "fell": float(_fell(pair, a, b)),
        "round_value": float(_is_small(a) and _is_small(b)),
    }


def _both_hold(pair: Alignment, a: Quantity, b: Quantity) -> bool:
    """A figure that its own source quotes as outdated is not that source's own; it compares with a first figure
    alone ('originally put at 4.4', 'a preliminary magnitude of 4.4')."""
    if not (is_outdated(pair.left, a) or is_outdated(pair.right, b)):
        return not (_is_the_outdated(pair.left, a, b) or _is_the_outdated(pair.right, b, a))
    return all(
        is_outdated(claim, q) or FIRST.search(claim.text[: max(0, q.start - claim.start)])
        for claim, q in ((pair.left, a), (pair.right, b))
    )


def _is_background(claim: Claim, q: Quantity) -> bool:
    """Whether a figure is of an earlier event; beside one that it came 'up from' it is not, whatever else the claim
    tells: '58 percent, up from 51 percent four years ago'."""
    return claim.scope.background and not (claim.scope.superseded and not is_outdated(claim, q))


def _is_the_outdated(claim: Claim, own: Quantity, other: Quantity) -> bool:
    """Whether the other one's figure is that which the claim itself calls outdated: '68 percent, up from 61', '61'."""
    before = (q for q in claim.quantities if q != own and is_outdated(claim, q))
    return any((q.kind, q.unit, point(q)) == (other.kind, other.unit, point(other)) for q in before)


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
        values = facets.setting.article.figures.get(measurand(q), frozenset())
        counts.append(len(values - {point(q), point(other)}))
    return round(min(MANY, max(counts)) / MANY, 4)


def _told_too(pair: Pair, a: Quantity, b: Quantity) -> float:
    """0, 0.5 or 1: how many of the two values the other article gives for a like figure too. It has a partner there, so
    that the two figures are two facts, each told by one or both. Common values tell nothing, nor does an article beside
    itself, which gives both."""
    if pair.alignment.left.article == pair.alignment.right.article:
        return 0.0
    others = ((point(a), a, pair.right.setting.article.told), (point(b), b, pair.left.setting.article.told))
    telling = (
        (x, told.get(key, ())) for x, q, told in others if x is not None and x > COMMON for key in likenesses(q)[:1]
    )
    return sum(x in values for x, values in telling) / 2


def _stands_beside(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Whether either claim has the other's very figure too: 'nine were killed, among them two children', 'two children
    died'."""
    beside = [(x, b) for x in pair.left.claim.quantities if x is not a]
    beside += [(x, a) for x in pair.right.claim.quantities if x is not b]
    return any((x.kind, x.unit, point(x)) == (y.kind, y.unit, point(y)) and _may_count_one(x, y) for x, y in beside)


def _may_count_one(a: Quantity, b: Quantity) -> bool:
    return not (a.counted and b.counted) or counted_relation(a.counted, b.counted) != "different"


def _is_sole(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Whether either article gives just one value of the kind: of money in one currency, of the things counted."""

    def alone(side: Facets, q: Quantity) -> bool:
        told = side.setting.article.told
        return any(len(told.get(key, ())) == 1 for key in likenesses(q)[-1:])

    return alone(pair.left, a) and alone(pair.right, b)


def _are_principal(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Whether both are the greatest magnitudes that two articles on one story give: those of the main shock, since
    those that follow are weaker."""
    if a.kind != "magnitude" or pair.alignment.story < ONE_STORY:
        return False
    values = [f.setting.article.figures.get(measurand(q), frozenset()) for f, q in ((pair.left, a), (pair.right, b))]
    return all(values) and point(a) == max(values[0]) and point(b) == max(values[1])


def _measurand_features(pair: Pair, a: Quantity, b: Quantity) -> Features | None:
    """What speaks for one measurand; None where they certainly measure different things."""
    if a.kind not in COMPARED_KINDS or family(a) != family(b) or a.part != b.part or _belong_to_others(pair, a, b):
        return None
    counted, happened = _counted_alike(pair, a, b), _happened_alike(pair, a, b)
    if "different" in (counted, happened) or ("apart" in (counted, happened) and pair.alignment.story < ONE_STORY):
        return None
    return {
        "event_same": float(bool(a.event) and a.event == b.event),
        "event_open": float(happened == "open"),
        "event_apart": float(happened == "apart"),
        "increment": float(a.increment != b.increment),
        "event_unknown": float(a.kind != "magnitude" and not (a.event and b.event)),
        "counted_same": float(counted == "same"),
        "counted_generic": float(counted == "generic"),
        "counted_apart": float(counted == "apart"),
        "counted_similarity": pair.words.similarity(a.counted or "", b.counted or ""),
        "counted_unknown": float(not a.counted or not b.counted),
        "modifiers_differ": float(bool(a.modifiers) and bool(b.modifiers) and _described(a).isdisjoint(_described(b))),
    }


def _belong_to_others(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Whether the figures are known to be of other things, by what their own claims tell."""
    if a.kind == "magnitude" and "range" in (a.modifier, b.modifier):
        return True  # 'magnitudes of 1.0 to 1.9': several quakes
    if a.kind == "age" and {a.modifier, b.modifier} <= PLAIN and _of_two_persons(pair, a, b):
        return True
    if pair.of_two_periods and not a.event == b.event == "population":
        return True  # the profit of this year and of the last
    if _is_sum(b, pair.left.claim) or _is_sum(a, pair.right.claim):
        return True
    return _of_other_nations(pair, a, b) or _has_nearer(pair, a, b) or _are_attackers_and_attacked(a, b)


def _is_sum(whole: Quantity, parts: Claim) -> bool:
    """Whether a count is the sum of those of a claim: 'two officials and five guards died', 'seven people died'."""
    counts = [point(q) for q in parts.quantities if q.kind == "count" and q.event == whole.event and not q.part]
    told = [count for count in counts if count is not None]
    return whole.kind == "count" and len(told) > 1 and sum(told) == point(whole)


def _counted_alike(pair: Pair, a: Quantity, b: Quantity) -> Alike:
    """How the two nouns go together; 'different' also for things of which one is wider and described: '18 houses', '42
    office buildings'."""
    if not (a.counted and b.counted):
        return "open"
    counted = counted_relation(a.counted, b.counted)
    if counted == "unknown":
        near = pair.words.similarity(a.counted, b.counted) >= SAME_NOUN
        return "open" if near else "different" if _both_told(pair, a.counted, b.counted) else "apart"
    described = bool(a.modifiers) != bool(b.modifiers)
    if counted == "generic" and not is_person(a.counted) and described:
        return "different"
    things = a.kind != "magnitude" and not is_person(a.counted)  # 'the first quake' may be the quake
    return "generic" if counted == "same" and things and described else counted  # 'traffic', 'voice traffic'


def _both_told(pair: Pair, a: str, b: str) -> bool:
    """Whether either claim speaks of what the other one counts, beside what it counts itself."""
    return stem(b) in content_stems(pair.left.claim.text) or stem(a) in content_stems(pair.right.claim.text)


def _happened_alike(pair: Pair, a: Quantity, b: Quantity) -> Alike:
    """Whether the same happened to both; 'different' where the tables know that it did not."""
    if "population" in (a.event, b.event):  # how many live there, and how many were anything else
        return "same" if a.event == b.event else "different"
    if a.event and b.event and (a.event, a.agent) != (b.event, b.agent):
        if a.event != b.event and {a.event, b.event} <= event_names():
            return "different"
        alike = pair.words.similarity(a.event, b.event) >= SAME_EVENT or pair.alignment.cosine >= SAME_EVENT
        alike = a.agent == b.agent and (alike or _is_telling(a, b) or _same_doers(pair, a, b))
        if alike and a.counted and b.counted:
            return "same"
    elif (a.event and a.event == b.event) or (a.counted and b.counted):
        return "same"
    return "open" if _may_be_told_otherwise(pair, a, b) else "apart"


def _may_be_told_otherwise(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Whether other words may tell of the same figure, in two articles that may tell of one story: of the same things
    ('a convoy of 45 buses left', 'they sat in 52 buses'), or of one unit ('they took 3 million euros', '4 million euros
    had vanished'). What is known to be counted must not differ."""
    if pair.alignment.story < ONE_STORY or (a.counted and b.counted and not _of_one_sort(a.counted, b.counted)):
        return False
    if a.kind == "count":
        return bool(a.counted and b.counted) and not is_person(a.counted or "")
    if a.kind == "duration" and a.unit != b.unit:
        return False  # 'stood for three hours', 'after two years'
    return a.kind in OF_ONE_UNIT and (pair.alignment.cosine >= ALIKE or _is_sole(pair, a, b))


def _of_one_sort(a: str, b: str) -> bool:
    """Whether two nouns are one, or of one group of the table: 'rockets', 'missiles'."""
    return a == b or noun_tables()[1].get(a, a) == noun_tables()[1].get(b, b)


def _has_nearer(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Whether either claim has a figure for just what the other one counts, beside this one for others: '30 civilians
    were killed' goes with the 65 of '80 people were killed, 65 of them civilians', '18 houses' with the 1,600 of '14
    hotels and 1,600 houses'."""
    for q, other, beside in ((a, b, pair.right.claim.quantities), (b, a, pair.left.claim.quantities)):
        if q.counted and q.counted != other.counted and any(_is_nearer(q, other, x) for x in beside):
            return True
    return False


def _is_nearer(q: Quantity, other: Quantity, beside: Quantity) -> bool:
    """Whether ``beside`` counts what ``q`` does, which ``other`` does not; of persons only if the same happened."""
    if beside.counted != q.counted or family(beside) != family(q):
        return False
    things = not (is_person(q.counted or "") and is_person(other.counted or ""))
    return beside.event == q.event or things


def _of_two_persons(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Whether two ages are not known to be one person's, where either is anybody's by name, or are of 'the suspect' and
    of 'the victim'."""
    if are_exclusive(*(_bearer(side.claim, q) for side, q in ((pair.left, a), (pair.right, b)))):
        return True
    x, y = _aged(pair.left.claim, a), _aged(pair.right.claim, b)
    return bool(x) != bool(y) or (bool(x) and known_same(x, y) is not True)


def _are_attackers_and_attacked(a: Quantity, b: Quantity) -> bool:
    """The assailants who were killed are not among the people who were."""
    if _nations(a) and _nations(a) == _nations(b):
        return False  # 'Somali pirates', 'Somalis'
    attackers = [noun_tables()[1].get(q.counted or "") == "attacker" for q in (a, b)]
    return a.event in DONE_TO and not (a.agent or b.agent) and attackers[0] != attackers[1]


def _bearer(claim: Claim, age: Quantity) -> str:
    """The noun for the one whose age it is, as far as the claim has one."""
    subject = next((a.head for a in claim.arguments if a.role == "subject"), "")
    return age.counted if age.counted and age.counted != "person" and not subject else subject or age.counted or ""


def _aged(claim: Claim, age: Quantity) -> str:
    """Whose age a figure is: the person named right before it ('Holm, 34'), else the only one that the claim is about;
    '' for nobody named."""
    persons = [e for e in claim.entities if e.type == "person"]
    if beside := next((e for e in persons if 0 <= age.start - e.end <= BESIDE_NAME), None):
        return beside.name
    subjects = {a.name for a in claim.arguments if a.role == "subject" and a.name}
    names = {e.name for e in persons} | {name for name in subjects if not (is_body(name) or is_wide(name))}
    return names.pop() if len(names) == 1 else ""


def _is_from_somewhere(a: Quantity, b: Quantity) -> bool:
    """A distance, or a length of something unknown, goes from a place; the length of a bridge does not."""
    return "distance" in (a.counted, b.counted) or not (a.counted and b.counted)


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


def _are_from_one_place(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Whether both are distances from one place that both name, in articles that may tell of one story."""
    if pair.alignment.story < ONE_STORY or not a.counted == b.counted == "distance":
        return False
    near = [_following_name(f.claim, q.end) for f, q in ((pair.left, a), (pair.right, b))]
    return near[0] is not None and near[1] is not None and known_same(near[0], near[1]) is True


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
    first, second = pair.left.setting.article.published, pair.right.setting.article.published
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
    """0..5, how many times (as a logarithm) the greater value is the lesser one; of a range its middle counts."""
    x, y = _size(a), _size(b)
    if x is None or y is None or x <= 0 or y <= 0:
        return 0.0 if x == y else 1.0
    return round(min(5.0, abs(math.log(float(x) / float(y)))), 4)


def _size(q: Quantity) -> Decimal | None:
    if q.low is not None and q.high is not None:
        return (q.low + q.high) / 2
    return q.low if q.low is not None else q.high


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
