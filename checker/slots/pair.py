"""Two aligned claims as every slot sees them: what each says by itself, and what both share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from checker.facets.context import Setting
from checker.facets.facets import Facets
from checker.facets.figures import family
from checker.slots.numbers import compare_values
from checker.slots.time_relations import DAYLIKE, time_relation
from checker.story import ONE_STORY
from checker.types import Alignment
from checker.words.lexicon import WordVectors, are_exclusive, are_others, located, of_others
from claims.names.names import is_body, is_part_of, is_wide, same_name
from claims.types import Argument, Claim, EntityType, TimeExpression

Features = dict[str, float]
Match = Literal["same", "different", "unknown"]

FAR_IN_TEXT = 20
"""Sentences between two places in the order of their articles from which more of them say no more: news tell one
event in about one order, the weightiest first."""
UNALIKE = 0.4
"""Cosine of two nouns' vectors below which they name different things."""
SAME_NOUN = 0.6
"""Cosine of two nouns' vectors from which they may name the same things, where the table knows neither."""
EXPLICIT = frozenset({"claim", "sentence"})
"""Where a time was found that the words beside a claim give, rather than the article's main time."""


@dataclass(frozen=True, eq=False)
class Pair:
    """An alignment with the facets of both claims. ``words``: the vectors of predicates and nouns."""

    alignment: Alignment
    left: Facets
    right: Facets
    words: WordVectors

    @cached_property
    def shared(self) -> Features:
        """What every slot shares: similarity, predicate, arguments, time, place, scope."""
        alignment, left, right = self.alignment, self.left, self.right
        a, b = left.claim, right.claim
        agents = self.match(left.agent, right.agent)
        patients = self.match(left.patient, right.patient)
        return {
            "cosine": alignment.cosine,
            "story": alignment.story,
            "other_story": float(alignment.story < ONE_STORY),
            "central": alignment.central,
            "shared_words": alignment.shared_words,
            "sentence_words": alignment.sentence_words,
            "far_in_text": far_in_text(a, b),
            "apart_in_text": _apart_in_text(left, right),
            "rank": 1 / alignment.rank,
            "predicate": self.words.similarity(a.predicate, b.predicate),
            "same_predicate": float(a.predicate == b.predicate),
            "agent_same": float(agents == "same"),
            "agent_different": float(agents == "different"),
            "patient_same": float(patients == "same"),
            "patient_different": float(patients == "different"),
            "agent_unalike": float(agents != "same" and self.unalike(left.agent, right.agent)),
            "patient_unalike": float(patients != "same" and self.unalike(left.patient, right.patient)),
            "names": _overlap(left.names, right.names),
            "names_apart": float(bool(left.names and right.names) and not _any_same(left.names, right.names)),
            "denies_one": float(left.denies != right.denies),
            "figures_apart": float(_figures_apart(left, right)),
            "heading": float(a.heading or b.heading),
            "background_one": float(a.scope.background != b.scope.background),
            "background_both": float(a.scope.background and b.scope.background),
            "settled": float(left.is_past and right.is_past),
            "modality_differs": float(a.modality != b.modality),
            f"which_{which_event(left, right)}": 1.0,
            f"happening_{happening_relation(left, right)}": 1.0,
            **_setting_features(left.setting, right.setting),
        }

    def match(self, a: Argument | None, b: Argument | None) -> Match:
        """Whether two arguments are one, by their names or their nouns."""
        if a is None or b is None:
            return "unknown"
        if a.name and b.name:
            same = known_same(a.name, b.name)
            return "unknown" if same is None else "same" if same else "different"
        one = a.head == b.head
        if are_exclusive(a.head, b.head) or (one and (are_others(a.text, b.text) or of_others(a.text, b.text))):
            return "different"
        if one or _is_titled(a, b) or _is_titled(b, a) or self.words.similarity(a.head, b.head) >= 0.7:
            return "same"
        return "unknown"

    def unalike(self, a: Argument | None, b: Argument | None) -> bool:
        """Both are there and their nouns have little in common ('a leak', 'a bomb')."""
        return a is not None and b is not None and self.words.similarity(a.head, b.head) < UNALIKE

    @property
    def of_two_times(self) -> bool:
        """Whether one tells of the news and the other of what was over before, by a time that it gives, or both of what
        was over, at other times: two events."""
        left, right = self.left, self.right
        if left.is_past and right.is_past:
            return time_relation(left.setting.time, right.setting.time) == "different"
        return (left.is_past and right.is_news) or (right.is_past and left.is_news)

    @property
    def of_two_periods(self) -> bool:
        """Whether both tell of a month, a quarter, a year or the like, and not of the same one."""
        sides = (self.left.event_times, self.right.event_times)
        left, right = ([t for t in times if t.granularity not in DAYLIKE] for times in sides)
        relations = {"different" if _are_next(a, b) else time_relation(a, b) for a in left for b in right}
        return bool(relations) and relations <= {"near", "different"}

    @property
    def of_two_spans(self) -> bool:
        """The same, and also where one tells of all since a day before the news ('has killed 60,000 since March')."""
        left, right = self.left, self.right
        return self.of_two_times or (left.began_before and right.is_news) or (right.began_before and left.is_news)

    def one_lies_in_other(self, a: str, b: str) -> bool:
        """Whether either article says that one of two places lies in the other."""
        return any(
            (_is_place(x, a) and _is_place(y, b)) or (_is_place(x, b) and _is_place(y, a))
            for named in (self.left.setting.article.named, self.right.setting.article.named)
            for x, y in named.inside
        )


def _is_titled(named: Argument, other: Argument) -> bool:
    """Whether what one is called without a name stands before the other's name: 'the driver', 'Driver Rosa Lind'."""
    before = named.text[: max(0, named.text.find(named.name))] if named.name else ""
    return not other.name and other.head in before.lower().split()


def _are_next(a: TimeExpression, b: TimeExpression) -> bool:
    """'Last year' and 'this year', whichever years they are."""
    (which, *unit), (other, *same) = a.text.lower().split(), b.text.lower().split()
    return unit == same and which != other and {which, other} <= {"last", "this", "next"}


@lru_cache(maxsize=65536)
def known_same(a: str, b: str) -> bool | None:
    """Whether two names of unknown type are one; None where no type can tell."""
    kinds: Sequence[EntityType] = ("place", "organisation")
    verdicts = {same_name(a, b, kind) for kind in kinds}
    person = same_name(a, b, "person")
    verdicts.add(None if person and (is_body(a) or is_body(b)) else person)  # bodies are no persons: they share words
    return True if True in verdicts else False if verdicts == {False} else None


PLACE_LEVELS = ("same place", "place within place", "unknown", "different places")
"""In the order of preference: one match is enough, and one open pair leaves the difference open."""


def is_unit(name: str) -> bool:
    """Whether a name only says which of several like parts is meant: 'Police District 3', 'Pier 2'."""
    return all(word in located()["units"] or len(word) == 1 or word.isdigit() for word in name.lower().split())


@lru_cache(maxsize=65536)
def place_level(a: str, b: str) -> str:
    """One of PLACE_LEVELS for two canonical names."""
    same = same_name(a, b, "place")
    if same:
        return "same place"
    if is_unit(a) != is_unit(b):
        return "unknown"  # 'Police District 3' may lie in any town
    inner, outer = is_part_of(a, b), is_part_of(b, a)
    if inner or outer:
        return "place within place"
    if is_wide(a) != is_wide(b):  # a country and a town: known apart only where the town is known to lie elsewhere
        return "different places" if (inner if is_wide(b) else outer) is False else "unknown"
    return "unknown" if same is None or _is_longer_form(a, b) else "different places"


def _is_longer_form(a: str, b: str) -> bool:
    """Whether one name is the other with an abbreviation before it: 'PNG Highlands', 'the Highlands'."""
    short, long = sorted((a.split(), b.split()), key=len)
    before = long[: len(long) - len(short)]
    return bool(before) and long[len(before) :] == short and all(word.isupper() for word in before)


@lru_cache(maxsize=65536)
def place_relation(a: frozenset[str], b: frozenset[str]) -> Match:
    """'same' where any two places are one or one lies in the other, 'different' where all pairs are known apart."""
    if not a or not b:
        return "unknown"
    levels = {place_level(x, y) for x in a for y in b}
    if levels & {"same place", "place within place"}:
        return "same"
    return "different" if levels == {"different places"} else "unknown"


@lru_cache(maxsize=65536)
def may_be_same(a: str, b: str) -> bool:
    """Whether two names may be one."""
    return a == b or place_level(a, b) == "same place" or known_same(a, b) is True


def _is_place(a: str, b: str) -> bool:
    """Whether two names of places are one; a capital does not stand for its country here."""
    return a == b or place_level(a, b) == "same place"


@lru_cache(maxsize=65536)
def same_or_inside(a: str, b: str) -> bool:
    """Whether two names may be one, or one place lies in the other."""
    return may_be_same(a, b) or place_level(a, b) == "place within place"


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


def far_in_text(a: Claim, b: Claim) -> float:
    """0..1; nothing is known by the place of a heading, nor of one article's claims: these sum up what stands below."""
    if a.heading or b.heading or a.article == b.article:
        return 0.0
    return min(1.0, abs(a.sentence - b.sentence) / FAR_IN_TEXT)


def _apart_in_text(left: Facets, right: Facets) -> float:
    """0..1, how much more of the one's article stands before it than of the other's."""
    shares = [side.claim.sentence / max(1, side.setting.article.sentences) for side in (left, right)]
    return round(min(1.0, abs(shares[0] - shares[1])), 4) if left.claim.article != right.claim.article else 0.0


def _any_same(a: frozenset[str], b: frozenset[str]) -> bool:
    return not a.isdisjoint(b) or any(known_same(x, y) is not False for x in a for y in b)


def _figures_apart(left: Facets, right: Facets) -> bool:
    """Both have figures of one kind, and none of them agrees with one of the other's."""
    if left.families.isdisjoint(right.families):
        return False
    both = [(a, b) for a in left.claim.quantities for b in right.claim.quantities if family(a) == family(b)]
    return not any((level := compare_values(a, b)) and level.relation == "agreement" for a, b in both)


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return round(len(a & b) / min(len(a), len(b)), 4) if a and b else 0.0


def features_of(*parts: Mapping[str, float], own: str | tuple[str, ...] = ()) -> tuple[tuple[str, float], ...]:
    """All features with their names. Those that begin with ``own`` are left out of the first part: a slot's own
    difference is no evidence against it."""
    first, *rest = parts
    kept = {name: value for name, value in first.items() if not name.startswith(own)}
    return tuple({**kept, **{k: v for part in rest for k, v in part.items()}}.items())
