"""The judge: weights for all that can be compared, the qualifiers one by one, and what they soften."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.judge import (
    GIVEN,
    HEARD,
    MUTUAL,
    NAMED,
    RANGES,
    ROUNDING,
    ceilings,
    heard_as,
    judge,
    policy,
    possible_probabilities,
    probability,
    shares,
    weights,
)
from checker.models.hearing import STATEMENTS_AGAIN
from checker.story import ONE_STORY
from checker.types import Alignment, Qualifier, Relation, Slot, SlotComparison
from claims.types import Attribution, Claim, Scope

COMPARED = [  # what checker.compare yields
    *product(["quantity", "time", "entity", "place"], ["agreement", "discrepancy"]),
    ("polarity", "discrepancy"),
    ("other", "agreement"),
    ("other", "discrepancy"),
]
ANSWERS = st.one_of(  # what the entailment model may say, if it is asked
    st.just(()),
    st.tuples(*[st.floats(0.01, 1.0)] * 3).map(lambda p: tuple(x / sum(p) for x in p)),
    st.sampled_from([(1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)]),
)
ALIGNED = sorted(GIVEN - {"bias", "rank", "other_story"})
BARE = Claim("", "", 0, 0, 1, "The storm sank nine boats.", "sink", 0, 1, "The storm sank nine boats.")


def said_by(speaker: str) -> Claim:
    return replace(BARE, attribution=Attribution(speaker, "said", 0, 1))


def comparison(
    slot: Slot = "quantity",
    relation: Relation = "discrepancy",
    left: Claim = BARE,
    right: Claim = BARE,
    key: str = "count:sink",
    hedged: bool = False,
    **features: float,
) -> SlotComparison:
    features = {"event_same": 1.0} | features
    pair = Alignment(replace(left, id="a#1", article="a"), replace(right, id="b#1", article="b"), 0.8, 1)
    return SlotComparison(
        pair,
        slot,
        "level",
        relation,
        "rule",
        (0, 1),
        (0, 1),
        key=key,
        hedged=hedged,
        features=tuple(sorted(features.items())),
    )


PLANNED, POSSIBLE, CONDITIONAL = (replace(BARE, modality=m) for m in ("planned", "possible", "conditional"))
HEDGE = replace(BARE, scope=Scope(hedged=True))
UPDATED = replace(BARE, text="The toll rose to nine.")
NOBODY_EVER = replace(BARE, text="Nobody ever claimed it.", polarity="negated")
NOBODY_YET = replace(NOBODY_EVER, text="Nobody has claimed it yet.")

QUALIFIERS: list[tuple[SlotComparison, set[Qualifier]]] = [
    (comparison(), set()),
    (comparison(key="count:death"), {"later-update"}),
    (comparison(key="count:death", settled=1.0), set()),
    (comparison(key="count:death", fell=1.0), set()),
    (comparison(key="count:release"), set()),
    (comparison(left=UPDATED), {"later-update"}),
    (comparison(right=UPDATED), {"later-update"}),
    (comparison(left=replace(BARE, text="A group from Lund also farmed nine boats.")), set()),  # 'up from', 'so far'
    (comparison("time", key="count:death"), set()),
    (comparison(which_different=1.0), {"different-scope"}),
    (comparison(which_same=1.0), set()),
    (comparison(background_one=1.0), {"different-scope"}),
    (comparison(counted_generic=1.0), {"different-scope"}),
    (comparison(modifiers_differ=1.0), {"different-scope"}),
    (comparison(place_explicit_different=1.0), {"different-scope"}),
    (comparison(place_different=1.0), set()),  # one of them has it from its article
    (comparison(place_same=1.0), set()),
    (comparison(left=said_by("Ivo Marek"), right=said_by("Jana Brandt")), {"different-speaker"}),
    (comparison(left=said_by("Ivo Marek"), right=said_by("Ivo Marek")), set()),
    (comparison(left=said_by("Ivo Marek")), set()),
    (comparison("entity", same_quote=1.0), {"different-speaker"}),  # always a warning
    (comparison(time_explicit_near=1.0), {"different-time"}),
    (comparison(time_explicit_different=1.0), {"different-time"}),
    (comparison(time_near=1.0), set()),
    (comparison(time_different=1.0), set()),
    (comparison("time", time_explicit_different=1.0), set()),
    (comparison(time_same=1.0, time_unknown=0.0), set()),
    (comparison(left=PLANNED), {"plan-vs-outcome"}),
    (comparison(right=PLANNED), {"plan-vs-outcome"}),
    (comparison(left=PLANNED, right=PLANNED), set()),
    (comparison("polarity", left=NOBODY_YET), {"different-time"}),
    (comparison("polarity", left=NOBODY_EVER), set()),
    (comparison(left=NOBODY_YET), set()),
    (comparison(hedged=True), {"hedged"}),
    (comparison(right=HEDGE), {"hedged"}),
    (comparison(left=POSSIBLE, right=POSSIBLE), {"hedged"}),
    (comparison(right=CONDITIONAL), {"hedged"}),
    (comparison(hedged=True, which_different=1.0), {"different-scope", "hedged"}),
]
CAUSES: dict[Qualifier, dict[str, object]] = {
    "later-update": {"left": UPDATED},
    "different-scope": {"which_different": 1.0},
    "different-speaker": {"left": said_by("Ivo Marek"), "right": said_by("Jana Brandt")},
    "different-time": {"time_explicit_near": 1.0},
    "plan-vs-outcome": {"left": PLANNED},
    "hedged": {"hedged": True},
}


@pytest.mark.parametrize(("slot", "relation"), COMPARED)
def test_weights_exist_for_all_that_can_be_compared(slot: str, relation: str) -> None:
    model = weights()[f"{slot} {relation}"]
    assert "bias" in model
    assert all(isinstance(w, (int, float)) for w in model.values())


def test_there_are_no_other_weights() -> None:
    assert set(weights()) == {f"{slot} {relation}" for slot, relation in COMPARED} | {"statement discrepancy"}


def test_policy_names_every_slot_and_qualifier() -> None:
    assert set(policy()["softened_by"]) == set(get_args(Slot))
    assert set(policy()["meaning"]) == set(get_args(Qualifier)) == set(CAUSES)
    assert set(policy()["threshold"]) == {*get_args(Relation), "error"}
    assert all(set(names) <= set(CAUSES) for names in policy()["softened_by"].values())


@pytest.mark.parametrize(("case", "expected"), QUALIFIERS)
def test_qualifiers(case: SlotComparison, expected: set[Qualifier]) -> None:
    verdict = judge(case)
    assert set(verdict.qualifiers) == expected
    assert list(verdict.qualifiers) == sorted(verdict.qualifiers)
    assert expected <= {e.name for e in verdict.evidence}
    swapped = replace(case, alignment=replace(case.alignment, left=case.alignment.right, right=case.alignment.left))
    assert set(judge(swapped).qualifiers) == expected


@pytest.mark.parametrize(
    ("slot", "qualifier"), list(product(["quantity", "time", "place", "entity", "polarity"], CAUSES))
)
def test_softened_by_the_policy(slot: Slot, qualifier: Qualifier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.judge.probability", lambda _: 0.9)
    verdict = judge(comparison(slot, **CAUSES[qualifier]))  # type: ignore[arg-type]
    softened = qualifier in verdict.qualifiers and qualifier in policy()["softened_by"][slot]
    assert verdict.severity == ("warning" if softened else "error")


@pytest.mark.parametrize(("story", "severity"), [(ONE_STORY, "error"), (ONE_STORY - 0.01, "warning")])
def test_an_error_is_of_one_story(story: float, severity: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.judge.probability", lambda _: 0.95)
    case = comparison()
    case = replace(case, alignment=replace(case.alignment, story=story))
    assert judge(case).severity == severity


def test_two_speakers_do_not_excuse_two_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.judge.probability", lambda _: 0.9)
    verdict = judge(comparison(left=said_by("Ivo Marek"), right=said_by("Jana Brandt")))
    assert (verdict.severity, verdict.qualifiers) == ("error", ("different-speaker",))


def test_an_error_needs_certainty(monkeypatch: pytest.MonkeyPatch) -> None:
    least = policy()["threshold"]["error"]
    for chance, severity in ((least, "error"), (least - 0.01, "warning")):
        monkeypatch.setattr("checker.judge.probability", lambda _, chance=chance: chance)
        verdict = judge(comparison())
        assert (verdict.severity, verdict.qualifiers) == (severity, ())


@pytest.mark.parametrize("slot", ["quantity", "time", "place", "entity", "other"])
def test_agreements_have_neither_severity_nor_qualifiers(slot: Slot) -> None:
    verdict = judge(comparison(slot, "agreement", left=PLANNED, hedged=True))
    assert (verdict.severity, verdict.qualifiers) == (None, ())


NAMES = sorted({name for model in weights().values() for name in model if name != "bias"})


@given(
    st.sampled_from(COMPARED),
    st.dictionaries(st.sampled_from([*NAMES, "unheard of"]), st.floats(-1e6, 1e6, allow_nan=False), max_size=8),
)
@settings(deadline=None)
def test_probabilities(which: tuple[Slot, Relation], features: dict[str, float]) -> None:
    case = comparison(*which, **features)
    assert 0.0 <= probability(case) <= 1.0
    assert {e.name for e in shares(case)} <= {"level", "event_same", *features}


def test_evidence_adds_up_to_the_probability() -> None:
    from math import exp

    case = comparison(cosine=0.8, event_same=1.0, ratio=0.5)
    total = sum(e.weight for e in shares(case))
    assert probability(case) == pytest.approx(1 / (1 + exp(-total)), abs=0.01)


def answered(case: SlotComparison, answer: tuple[float, ...]) -> SlotComparison:
    """A comparison with the three chances that the model gives, or with none."""
    return replace(case, features=(*case.features, *zip(heard_as(case), answer, strict=bool(answer))))


@given(
    st.sampled_from(COMPARED),
    st.fixed_dictionaries(
        {n: st.floats(*RANGES.get(n, (0.0, 1.0))) for n in NAMES if n not in GIVEN and n not in HEARD},
        optional={n: st.floats(-1.0, 1.0) for n in ALIGNED},
    ),
    st.integers(1, 30),
    st.floats(0.0, 1.0),
    ANSWERS,
    st.frozensets(st.sampled_from(sorted(MUTUAL))),
)
@settings(deadline=None)
def test_nothing_is_likelier_than_its_ceiling_allows(
    which: tuple[Slot, Relation],
    features: dict[str, float],
    rank: int,
    threshold: float,
    answer: tuple[float, ...],
    mutual: frozenset[str],
) -> None:
    features = {n: v for n, v in features.items() if n not in MUTUAL - mutual}
    if features.get("story", 0.0) < ONE_STORY:
        features = {n: v for n, v in features.items() if n not in NAMED} | {"other_story": 1.0}
        answer = ()
    case = answered(comparison(*which, **features, rank=1 / rank), answer)  # type: ignore[arg-type]
    known = {n: features.get(n, 0.0) for n in ALIGNED}
    pair = replace(case.alignment, rank=rank, **known)  # type: ignore[arg-type]
    table = {"threshold": {"agreement": threshold, "discrepancy": threshold}}
    if probability(case) >= threshold:
        assert ceilings(table, mutual, heard=bool(answer))[" ".join(which)].allows(pair)


@given(st.sampled_from(COMPARED), ANSWERS, st.floats(-1.0, 1.0), st.booleans(), st.booleans())
def test_an_answer_keeps_within_what_is_possible(
    which: tuple[Slot, Relation], answer: tuple[float, ...], cosine: float, one_story: bool, is_open: bool
) -> None:
    case = comparison(*which, cosine=cosine, event_open=float(is_open), story=0.3)
    case = replace(case, alignment=replace(case.alignment, story=ONE_STORY if one_story else ONE_STORY - 0.1))
    heard = answered(case, answer) if one_story else case
    least, greatest = possible_probabilities(case)
    assert least - ROUNDING <= probability(heard) <= greatest + ROUNDING


def test_a_contradiction_speaks_for_a_discrepancy_and_an_entailment_for_an_agreement() -> None:
    for name, model in weights().items():
        sign = 1 if name.endswith("discrepancy") else -1
        assert sign * model.get("contradicted", 0.0) >= 0 >= sign * model.get("entailed", 0.0), name
        assert model.get("unrelated", 0.0) <= 0, name
    figures = weights()["quantity discrepancy"]
    assert figures["unrelated_open"] < figures["unrelated"]


def test_no_contradiction_is_missed_by_asking_once() -> None:
    """Where the second direction is not asked, it could not have made two statements contradict each other."""
    case = replace(
        comparison("other", contradicted=(STATEMENTS_AGAIN + 1) / 2, cosine=1.0), rule="entailment-contradiction"
    )
    assert probability(case) < policy()["threshold"]["discrepancy"]


def test_a_ceiling_can_be_too_low() -> None:
    far = Alignment(BARE, BARE, cosine=0.0, rank=20, story=-2.0)
    near = Alignment(BARE, BARE, cosine=0.9, rank=1, story=0.2, central=0.9, shared_words=0.9, sentence_words=0.9)
    for name, ceiling in ceilings(policy()).items():
        assert ceiling.allows(near), name
        assert not ceiling.allows(far), name
    assert not ceilings(policy(), heard=False)["statement discrepancy"].allows(near)
