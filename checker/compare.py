"""Comparison of two aligned claims, slot by slot (checker/slots).

Each slot has an ordered list of levels, the first match wins, and what is missing on one side is never a
difference. A comparison also carries the features that speak for or against both sides being about the
same fact; checker.judge weighs them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import get_args

from checker.facets.context import Setting
from checker.facets.facets import Facets
from checker.slots.actors import actor_comparisons
from checker.slots.causes import cause_comparisons
from checker.slots.designations import designation_comparisons
from checker.slots.holders import holder_comparisons
from checker.slots.means import means_comparisons
from checker.slots.named import named_comparisons
from checker.slots.pair import Pair
from checker.slots.places import place_comparisons
from checker.slots.polarity import polarity_comparisons
from checker.slots.quantities import quantity_comparisons
from checker.slots.ranks import rank_comparisons
from checker.slots.responsibility import responsibility_comparisons
from checker.slots.speakers import speaker_comparisons
from checker.slots.spots import spot_comparisons
from checker.slots.statements import may_be_opposed, may_be_same, statement_comparisons
from checker.slots.status import status_comparisons
from checker.slots.times import time_comparisons
from checker.types import Alignment, Slot, SlotComparison
from checker.words.lexicon import WordVectors
from claims.types import Claim

SLOTS: frozenset[Slot] = frozenset(get_args(Slot))
COMPARISONS: tuple[tuple[Callable[[Pair], Iterator[SlotComparison]], frozenset[Slot]], ...] = (
    (quantity_comparisons, frozenset({"quantity"})),
    (time_comparisons, frozenset({"time"})),
    (polarity_comparisons, frozenset({"polarity"})),
    (actor_comparisons, frozenset({"entity"})),
    (responsibility_comparisons, frozenset({"polarity", "entity"})),
    (speaker_comparisons, frozenset({"entity"})),
    (place_comparisons, frozenset({"place"})),
    (spot_comparisons, frozenset({"place"})),
    (named_comparisons, frozenset({"entity", "place"})),
    (holder_comparisons, frozenset({"entity"})),
    (designation_comparisons, frozenset({"entity"})),
    (status_comparisons, frozenset({"other"})),
    (cause_comparisons, frozenset({"other"})),
    (means_comparisons, frozenset({"other"})),
    (rank_comparisons, frozenset({"other"})),
    (statement_comparisons, frozenset({"other"})),
)
"""What compares two claims, and the slots that its comparisons belong to."""


@dataclass(frozen=True)
class Comparer:
    """Compares aligned claims; ``settings`` by claim id, ``words`` the vectors of predicates and nouns, which only
    :meth:`compare` looks up."""

    settings: Mapping[str, Setting]
    words: WordVectors = field(default_factory=WordVectors)
    _facets: dict[str, Facets] = field(default_factory=dict, repr=False)

    def compare(self, alignment: Alignment, slots: Collection[Slot] = SLOTS) -> list[SlotComparison]:
        """The comparisons of these ``slots`` of one alignment, quantities first."""
        left, right = alignment.left, alignment.right
        pair = Pair(alignment, self._facets_of(left), self._facets_of(right), self.words)
        wanted = (comparisons for comparisons, yielded in COMPARISONS if not yielded.isdisjoint(slots))
        return [found for comparisons in wanted for found in comparisons(pair) if found.slot in slots]

    def possible(self, pair: Alignment) -> Iterator[tuple[Slot, str]]:
        """What comparing a pair can yield at most, as slots and names of models (checker.judge.model_of), as far as
        each claim tells by itself: no figures on one side, no comparison of figures."""
        left, right = self._facets_of(pair.left), self._facets_of(pair.right)
        if may_be_same(pair):
            yield "other", "other agreement"
        if may_be_opposed(pair):
            yield "other", "statement discrepancy"
        told_how = (left.causes and right.causes) or (left.means and right.means) or (left.ranks and right.ranks)
        if told_how or not left.rivals.isdisjoint(right.said):
            yield "other", "other discrepancy"
        told = bool(left.part or right.part)
        if told or pair.left.polarity != pair.right.polarity:
            yield "polarity", "polarity discrepancy"
        quoted = bool(left.setting.quote and right.setting.quote)
        named = bool(left.framed and right.framed)
        acted = told or bool((left.agent and right.agent) or (left.patient and right.patient))
        slots: tuple[tuple[Slot, bool], ...] = (
            ("quantity", bool(pair.left.quantities and pair.right.quantities)),
            ("time", bool(left.event_times and right.event_times)),
            ("entity", named or acted or quoted or bool(left.designations and right.designations)),
            (
                "place",
                named or bool(left.spots and right.spots) or not left.locations.keys().isdisjoint(right.locations),
            ),
        )
        for slot, given in slots:
            if given:
                yield slot, f"{slot} agreement"
                yield slot, f"{slot} discrepancy"

    def mutual(self, pair: Alignment) -> frozenset[str]:
        """The features of which both claims of a pair tell what they want (checker.judge.MUTUAL)."""
        return self._facets_of(pair.left).shareable & self._facets_of(pair.right).shareable

    def _facets_of(self, claim: Claim) -> Facets:
        found = self._facets.get(claim.id)
        if found is None:
            found = self._facets[claim.id] = Facets(claim, self.settings[claim.id])
        return found
