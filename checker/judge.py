"""The verdict on a slot comparison: is it one fact, how sure, how grave, and why.

The probability that both sides are about the same fact comes from a logistic model on the features of
checker.compare (weights in tables/weights.json, fitted by training/fit_judge.py, one model for each slot
and relation). Severity follows from the qualifiers by the policy table (tables/policy.toml).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from checker.policy import Policy, policy
from checker.slots.pair import known_same
from checker.slots.quantities import OPEN
from checker.story import ONE_STORY
from checker.types import Alignment, Evidence, Qualifier, Severity, SlotComparison
from claims.types import Claim

TABLES = Path(__file__).parent / "tables"
GIVEN = frozenset({"bias", "cosine", "story", "other_story", "central", "shared_words", "sentence_words", "rank"})
"""What is known of a pair before its slots are compared."""
HEARD = ("contradicted", "entailed", "unrelated", "unrelated_open")
"""What the entailment model says of a comparison (checker.models.hearing), if it is asked: three probabilities that add
up to 1 (:func:`heard_as`), of articles only that may tell of one story."""
NAMED = frozenset(
    {"frame", "frame_both", "names_alike", "foreign", "principal", "exchanged", "only_name", "led", "distance_same"}
    | {"part_said", "act_same", "act_shared", "act_target", "same_quote", "moment", "spot"}
    | {"post_same", "whose_same", "half_same", "nearly_same", "main_both", "means", "ranked", "sole"}
    | {"landmark_same", "close_value"}
)
"""What only those pairs have whose articles may tell of one story: the features of checker.slots.named, quantities,
responsibility, times, spots, holders, means and ranks."""
MUTUAL = frozenset({"names", "which_same", "happening_same", "agent_same", "patient_same", "spot", "moment"})
"""What only those pairs have of which both claims tell it (checker.facets.facets.Facets.shareable)."""
RANGES = {"predicate": (-1.0, 1.0), "counted_similarity": (-1.0, 1.0), "told_alike": (-1.0, 1.0), "ratio": (0.0, 5.0)}
"""Least and greatest value of the features that may leave 0..1."""
ROUNDING = 1e-4
"""No probability is rounded up by so much."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A comparison with its probability, severity (None for an agreement), qualifiers and evidence."""

    comparison: SlotComparison
    probability: float
    severity: Severity | None
    qualifiers: tuple[Qualifier, ...]
    evidence: tuple[Evidence, ...]


@cache
def weights() -> dict[str, dict[str, float]]:
    """Name (:func:`model_of`) -> feature -> weight, by name; 'bias' is the constant."""
    models: dict[str, dict[str, float]] = json.loads((TABLES / "weights.json").read_text(encoding="utf-8"))["models"]
    return {name: dict(sorted(model.items())) for name, model in models.items()}


def judge(comparison: SlotComparison, table: Policy | None = None) -> Verdict:
    """Weigh one comparison by a policy; None is the bundled one."""
    table = table or policy()
    found, evidence = probability(comparison), shares(comparison)
    qualifiers = _qualifiers(comparison, table) if comparison.relation == "discrepancy" else {}
    severity: Severity | None = None
    if comparison.relation == "discrepancy":
        softened = set(table["softened_by"][comparison.slot]) & qualifiers.keys()
        sure = found >= table["threshold"]["error"] and comparison.alignment.story >= ONE_STORY
        severity = "error" if sure and not softened else "warning"
    evidence += [Evidence(name, detail) for name, detail in qualifiers.items()]
    return Verdict(comparison, found, severity, tuple(sorted(qualifiers)), tuple(evidence))


def model_of(comparison: SlotComparison) -> str:
    """The name of the model that weighs a comparison: slot and relation, but for what the entailment model hears."""
    heard = comparison.rule == "entailment-contradiction"
    return f"{'statement' if heard else comparison.slot} {comparison.relation}"


def probability(comparison: SlotComparison) -> float:
    """The chance that the comparison is right."""
    model = weights()[model_of(comparison)]
    features = dict(comparison.features)  # the bias is none of them
    return _chance(model["bias"] + sum([weight * features.get(name, 0.0) for name, weight in model.items()]))


def possible_probabilities(comparison: SlotComparison, surest: float = 1.0) -> tuple[float, float]:
    """The least and the greatest chance that the comparison is right, whatever the entailment model, which was not
    asked yet, will say, if it gives a contradiction no more than ``surest``. Of two stories it is not asked."""
    model = weights()[model_of(comparison)]
    features = dict(comparison.features)
    known = model["bias"] + sum([weight * features.get(name, 0.0) for name, weight in model.items()])
    one_story = comparison.alignment.story >= ONE_STORY
    heard = [model.get(name, 0.0) for name in heard_as(comparison)] if one_story else [0.0]
    heard[0] *= surest
    return _chance(known + min(heard)), _chance(known + max(heard))


def is_swayed(comparison: SlotComparison) -> bool:
    """Whether what the entailment model says of the comparison counts."""
    return not weights()[model_of(comparison)].keys().isdisjoint(HEARD)


def heard_as(comparison: SlotComparison) -> tuple[str, str, str]:
    """The features as which the chances of a contradiction, an entailment and neither count. That two figures have
    nothing to do with each other counts for more where nothing else tells that they measure the same."""
    told_apart = comparison.slot == "quantity" and comparison.relation == "discrepancy"
    is_open = told_apart and any(dict(comparison.features).get(name) for name in OPEN)
    return "contradicted", "entailed", "unrelated_open" if is_open else "unrelated"


def _chance(log_odds: float) -> float:
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds)))), 4)


def shares(comparison: SlotComparison) -> list[Evidence]:
    """What the probability is made of, in log odds: the constant for the level, then each feature's share."""
    model = weights()[model_of(comparison)]
    level = Evidence("level", f"{comparison.slot}: {comparison.level}", model["bias"])
    weighed = (
        Evidence(name, f"{value:g}", round(model[name] * value, 2))
        for name, value in sorted(comparison.features)
        if value and model.get(name)
    )
    return [level, *weighed]


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most that one model can make of a pair, in log odds: the weights of what is known before the slots are
    compared, all other features at their best (``rest``; ``named`` for those that want one story, what the entailment
    model says among them), and the ``least`` that is reported."""

    cosine: float
    story: float
    central: float
    shared_words: float
    sentence_words: float
    rank: float
    rest: float
    named: float
    other_story: float
    least: float

    def allows(self, pair: Alignment) -> bool:
        """Whether a comparison of the pair can be reported."""
        known = self.cosine * pair.cosine + self.story * pair.story + self.central * pair.central
        known += self.shared_words * pair.shared_words + self.sentence_words * pair.sentence_words
        known += self.named if pair.story >= ONE_STORY else self.other_story
        return known + self.rank / pair.rank + self.rest >= self.least


def ceilings(table: Policy, mutual: frozenset[str] = MUTUAL, *, heard: bool = True) -> dict[str, Ceiling]:
    """The ceiling of each model, by its name, under a policy, for pairs of which both claims tell what the features
    ``mutual`` want. ``heard``: the entailment model may be asked."""
    return {
        name: _ceiling(model, table["threshold"][name.split()[-1]], MUTUAL - mutual, heard=heard)
        for name, model in weights().items()
    }


def _ceiling(model: Mapping[str, float], threshold: float, lacking: Collection[str], *, heard: bool) -> Ceiling:
    best = {
        name: max(weight * end for end in RANGES.get(name, (0.0, 1.0)))
        for name, weight in model.items()
        if name not in lacking
    }
    least = threshold - ROUNDING
    return Ceiling(
        **{name: model.get(name, 0.0) for name in sorted(GIVEN - {"bias"})},
        rest=model["bias"] + sum(share for name, share in best.items() if name not in GIVEN | {*HEARD} | NAMED),
        named=sum(best.get(name, 0.0) for name in NAMED)
        + (max(model.get(name, 0.0) for name in HEARD) if heard else 0.0),
        least=math.log(least / (1 - least)) if least > 0 else -math.inf,
    )


def _qualifiers(comparison: SlotComparison, table: Policy) -> Mapping[Qualifier, str]:
    """The qualifiers that apply, each with its evidence in words."""
    left, right = comparison.alignment.left, comparison.alignment.right
    features = dict(comparison.features)
    found: dict[Qualifier, str] = {}
    if comparison.slot == "quantity" and (reason := _running(comparison, features, table["running"])):
        found["later-update"] = reason
    if reason := _scope_doubt(features):
        found["different-scope"] = reason
    if left.speaker and right.speaker and known_same(left.speaker, right.speaker) is not True:
        found["different-speaker"] = f"{left.speaker}; {right.speaker}"
    elif features.get("same_quote"):
        found["different-speaker"] = "two are quoted with the same words"
    elif features.get("own_denial"):
        found["different-speaker"] = f"{left.speaker or right.speaker}; the one who is said to have done it"
    if comparison.slot != "time" and (features.get("time_explicit_near") or features.get("time_explicit_different")):
        found["different-time"] = "the times of the two statements differ"
    if comparison.slot == "polarity" and (cue := _pending((left, right), table["pending"]["cues"])):
        found["different-time"] = f"'{cue}' holds for the time being"
    if left.modality != right.modality and "planned" in (left.modality, right.modality):
        found["plan-vs-outcome"] = f"{left.modality}; {right.modality}"
    if comparison.hedged or any(c.scope.hedged or c.modality in ("possible", "conditional") for c in (left, right)):
        found["hedged"] = "an approximate figure or a hedge"
    return found


def _running(comparison: SlotComparison, features: Mapping[str, float], running: Policy) -> str:
    """Why a figure may have grown between the two reports, or ''."""
    sides = (comparison.alignment.left, comparison.alignment.right)
    for claim in sides:
        if cue := _cue_in(claim.text, running["cues"]):
            return f"'{cue}' in {claim.article}"
    event = comparison.key.split(":")[-1]
    if event in running["events"] and not (features.get("settled") or features.get("fell")):
        return f"{event} counts grow while the news is fresh"
    return ""


def _pending(claims: tuple[Claim, Claim], cues: Sequence[str]) -> str:
    """The words by which a denial holds for the time being, or ''."""
    return next((cue for c in claims if c.polarity == "negated" and (cue := _cue_in(c.text, cues))), "")


def _cue_in(text: str, cues: Sequence[str]) -> str:
    """The first of the cues that stands in a text as words of its own, or ''."""
    words = " ".join(re.findall(r"[\w-]+", text.lower()))
    return next((cue for cue in cues if f" {cue} " in f" {words} "), "")


def _scope_doubt(features: Mapping[str, float]) -> str:
    reasons = {
        "which_different": "different rounds or events are named",
        "background_one": "one of them tells of an earlier or wider event",
        "counted_generic": "one counts a wider group",
        "modifiers_differ": "the things counted are described differently",
        "place_explicit_different": "different places are named",
        "one_more": "one names somebody else too",
    }
    return "; ".join(text for name, text in reasons.items() if features.get(name))
