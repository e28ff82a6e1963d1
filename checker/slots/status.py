"""What became of it: two words that exclude each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.facets.facets import Facets
from checker.slots.numbers import point
from checker.slots.pair import Pair, features_of
from checker.types import SlotComparison
from checker.words.lexicon import counts_persons, is_person, of_others
from checker.words.opposites import bearer, exclusive, is_partial, may_follow, of_persons, opposite, statuses
from claims.names.coreference import person_nouns
from claims.quantities.events import verb_forms
from claims.types import Argument, Claim

WORTH_KNOWING = frozenset({"downing"})
"""Relations of words that do not exclude each other, but that an editor wants to know of."""

TOLD_OF = frozenset({"answer", "stance", "permission"})
"""Relations that hold of an act on something: what was approved or rejected has to be one."""
SAME_SENTENCE = 0.5
"""Share of the words of two sentences from which what is admitted and denied in them may be one thing."""
FURTHER = re.compile(r"\b(?:another|second|third|fourth|other)\b")
"""Makes another one of a kind: 'a second suspect'."""
ALL = re.compile(r"(?:all|every|each)\b")
"""Begins what is told of all of a kind: 'all of the crew'."""


def status_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """Words that exclude each other, said of one theme with one polarity."""
    left, right = pair.left, pair.right
    words = opposed(left, right)
    if words is None or left.claim.polarity != right.claim.polarity or pair.of_two_times or pair.of_two_periods:
        return
    if _says(left.claim, words.words[1]) or _says(right.claim, words.words[0]):
        return  # 'surrendered after a year on the run', 'was on the run'
    if is_partial(words.relation, left.claim.text) or is_partial(words.relation, right.claim.text):
        return  # 'acquitted of one count', 'found guilty'
    of_all = _is_of_all(left, right) or _is_of_all(right, left)
    if not of_all and (_are_two(left.theme, right.theme) or _of_two_acts(pair, words.relation)):
        return
    if _count_apart(left, right) or _count_apart(right, left):
        return  # 'the helicopter crashed', 'three helicopters were shot down this year'
    among = _is_among(left, right) or _is_among(right, left)
    same = among or of_all or pair.match(left.theme, right.theme) == "same"
    if not same and of_persons(words.relation) and not _may_be_one(left.theme, right.theme):
        return  # 'the captain survived', 'a sailor died'
    told = not same and (_one_event(left, right) or _one_event(right, left))
    features = {
        "status": 1.0,
        "theme_same": float(same),
        "theme_told": float(told),
        "sequel": float(may_follow(*words.words)),
    }
    yield SlotComparison(
        pair.alignment,
        "other",
        f"opposite {words.relation}",
        "discrepancy",
        "status-mismatch",
        words.left,
        words.right,
        key=f"status {words.relation}",
        features=features_of(pair.shared, features, own=("agent_", "patient_") if among else ()),
    )


def _says(claim: Claim, word: str) -> bool:
    """Whether the words of a claim have a status word that the other claim is about, too, in any form."""
    first, *rest = word.split()
    forms = "|".join(map(re.escape, (first, *verb_forms(first)))) if len(first) > 1 else re.escape(first)
    return re.search(rf"\b(?:{forms}){re.escape(' '.join(['', *rest]))}\b", claim.text.lower()) is not None


def _may_be_one(a: Argument | None, b: Argument | None) -> bool:
    """Whether two who are told in other words may be one: by a name, or by a noun that counts persons of any kind."""
    return all(x is not None and (bool(x.name) or counts_persons(x.head)) for x in (a, b))


def _are_two(a: Argument | None, b: Argument | None) -> bool:
    """'The driver of the bus' and 'the driver of the lorry', 'the suspect' and 'a second suspect'."""
    if a is None or b is None:
        return False
    further = [bool(FURTHER.search(x.text.lower())) for x in (a, b)]
    return of_others(a.text, b.text) or (a.head == b.head and further[0] != further[1])


def _of_two_acts(pair: Pair, relation: str) -> bool:
    """Whether what is approved or denied is not known to be one: 'approved the budget', 'rejected the tunnel'; 'denied
    that she took money', 'confirmed that she met him'."""
    a, b = pair.left.patient, pair.right.patient
    if relation == "admission" and a is None and b is None:
        return pair.alignment.sentence_words < SAME_SENTENCE
    return relation in TOLD_OF and a is not None and b is not None and pair.match(a, b) != "same" and pair.unalike(a, b)


def _is_of_all(every: Facets, some: Facets) -> bool:
    """Whether the one tells it of all, and the other of some of them: 'all of the crew survived', 'two of the crew
    drowned'."""
    a, b = every.theme, some.theme
    if a is None or b is None or not ALL.match(a.text.lower()):
        return False
    return re.search(rf"\bof (?:the|its|their) (?:[\w-]+ )?{re.escape(a.head)}\b", b.text.lower()) is not None


def _count_apart(several: Facets, one: Facets) -> bool:
    """Whether the one tells of several things of a kind, and the other of one."""
    a, b = several.theme, one.theme
    if a is None or b is None or a.head != b.head or not b.text.lower().endswith(b.head):
        return False
    counted = (q for q in several.claim.quantities if a.start <= q.start < a.end and q.kind == "count")
    return any((value := point(q)) is not None and value > 1 for q in counted)


def _is_among(several: Facets, one: Facets) -> bool:
    """Whether what the one tells of somebody is told by the other of him and somebody else: 'killed the envoy and his
    driver', 'his driver survived'."""
    if one.theme is None or several.theme is None or one.theme.head == several.theme.head:
        return False
    also = rf"\band (?:his|her|their|its|the|an?) (?:[a-z-]+ ){{0,2}}{re.escape(one.theme.head)}\b"
    return re.search(also, several.claim.text) is not None


class Opposed(NamedTuple):
    """How two statements exclude each other (a dimension, or 'antonym'), and by which words (and their spans)."""

    relation: str
    words: tuple[str, str]
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
                return Opposed(relation, (a, b), place_a, place_b)
    return None


def _one_event(left: Facets, right: Facets) -> bool:
    """Whether the theme of the one is an event to which the words of the other give an answer too: 'the crash was
    due to a fault' and 'the plane was shot down' both tell how it came down."""
    asked = statuses(left.theme.head).keys() if left.theme is not None else frozenset()
    return any(not asked.isdisjoint(statuses(word)) for word in right.said)


def _one_bears(relation: str, left: Facets, right: Facets) -> bool:
    """Whether both statements can say it of the same one: of persons, where it is said of persons only."""
    a, b = (c.agent if bearer(relation) == "agent" else c.theme for c in (left, right))
    if a is None or b is None:
        return False
    if (
        not of_persons(relation)
        or a.head == b.head
        or any(told(*sides) for told in (_is_among, _is_of_all) for sides in ((left, right), (right, left)))
    ):
        return True
    return all(bool(x.name) or is_person(x.head) or x.head in person_nouns() for x in (a, b))
