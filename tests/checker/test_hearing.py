"""What the entailment model is shown of a comparison, and what becomes of its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from checker.facets.context import settings
from checker.models.entail import Probabilities
from checker.models.hearing import bracketed, hear, without_denied
from checker.types import Alignment, SlotComparison
from claims.extract import read_claims
from claims.types import Article, Reading

TEXTS = ("It rained. The flood  ruined 40 houses. Then it snowed.", "Some 52 houses were ruined, officials said.")


class Answer:
    """An entailment model that says the same of all, and keeps what it was asked."""

    def __init__(self, *probabilities: float) -> None:
        self.probabilities = probabilities
        self.asked: list[tuple[str, str]] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        self.asked += pairs
        return np.array([self.probabilities] * len(pairs), dtype=np.float32)


@pytest.fixture
def readings() -> list[Reading]:
    return list(read_claims([Article(f"a{n}", text) for n, text in enumerate(TEXTS)]))


def figures(readings: Sequence[Reading], *, key: str = "") -> SlotComparison:
    """The two counts of houses, or their sentences as statements."""
    sides = [next((c, q) for c in r.claims for q in c.quantities if q.low in (40, 52)) for r in readings]
    pair = Alignment(*(claim for claim, _ in sides), 0.5, 1)
    spans = [(q.start, q.end) for _, q in sides]
    return SlotComparison(pair, "quantity", "", "discrepancy", "quantity-mismatch", *spans, key=key)


def asked(readings: Sequence[Reading], case: SlotComparison, model: Answer, *, wanted: bool = True) -> SlotComparison:
    of_claims = {cid: s for r in readings for cid, s in settings(r).items()}
    (found,) = hear([case], readings, of_claims, model, lambda _: wanted)
    return found


def test_values_stand_between_brackets_in_their_sentences(readings: list[Reading]) -> None:
    model = Answer(0.1, 0.1, 0.8)
    asked(readings, figures(readings), model)
    assert model.asked == [("[ Some 52 ] houses were ruined, officials said.", "The flood ruined [ 40 ] houses.")]


def test_statements_are_shown_as_they_are(readings: list[Reading]) -> None:
    model = Answer(0.1, 0.1, 0.8)
    asked(readings, figures(readings, key="statement"), model)
    assert model.asked == [("Some 52 houses were ruined, officials said.", "The flood ruined 40 houses.")]


@pytest.mark.parametrize("key", ["", "statement"])
def test_a_dateline_is_not_shown(key: str) -> None:
    texts = ("LUND, Arvania (Agency) - The flood ruined 40 houses.", "Some 52 houses were ruined.")
    dated = list(read_claims([Article(f"d{n}", text) for n, text in enumerate(texts)]))
    model = Answer(0.1, 0.1, 0.8)
    asked(dated, figures(dated, key=key), model)
    assert not any("LUND" in text or not text for pair in model.asked for text in pair)


def test_a_sentence_that_is_all_dateline_is_shown() -> None:
    texts = ("LUND (Agency)", "Some 52 houses were ruined.")
    dated = list(read_claims([Article(f"d{n}", text) for n, text in enumerate(texts)]))
    model = Answer(0.1, 0.1, 0.8)
    pair = Alignment(dated[0].claims[0], dated[1].claims[0], 0.5, 1)
    spans = [(c.start, c.end) for c in (pair.left, pair.right)]
    asked(dated, SlotComparison(pair, "other", "", "discrepancy", "", *spans, key="statement"), model)
    assert model.asked == [("Some 52 houses were ruined.", "LUND (Agency)")]


def test_the_answer_is_among_the_features(readings: list[Reading]) -> None:
    features = dict(asked(readings, figures(readings), Answer(0.7, 0.1, 0.2)).features)
    assert features == pytest.approx({"contradicted": 0.7, "entailed": 0.1, "unrelated": 0.2})


def test_of_figures_that_may_measure_other_things_neither_counts_for_more(readings: list[Reading]) -> None:
    case = figures(readings)
    open_ = replace(case, features=(("event_open", 1.0),))
    features = dict(asked(readings, open_, Answer(0.1, 0.1, 0.8)).features)
    assert features == pytest.approx({"event_open": 1.0, "contradicted": 0.1, "entailed": 0.1, "unrelated_open": 0.8})


def test_what_is_not_wanted_is_not_asked(readings: list[Reading]) -> None:
    model, case = Answer(0.7, 0.1, 0.2), figures(readings)
    assert asked(readings, case, model, wanted=False) == case
    assert hear([case], readings, {}, None, lambda _: True) == [case]
    assert not model.asked


def test_a_value_beyond_its_sentence_widens_it() -> None:
    assert bracketed("One. Two. Three.", (5, 9), (0, 4)) == "One. [ Two. ]"
    assert bracketed("One. Two. Three.", (0, 3), (5, 9)) == "[ One ]. Two."


@pytest.mark.parametrize(("contradicted", "more", "kept"), [(0.9, 0, False), (0.5, 0, True), (0.9, 20, True)])
def test_what_is_heard_of_two_sentences_denies_the_claims_that_make_up_most_of_them(
    readings: list[Reading], contradicted: float, more: int, kept: bool
) -> None:
    case = figures(readings, key="statement")
    pair = case.alignment
    spans = [(c.start, c.end + more) for c in (pair.left, pair.right)]
    same = replace(case, slot="other", relation="agreement", rule="statement-match")
    opposed = SlotComparison(pair, "other", "", "discrepancy", "entailment-contradiction", *spans, key="statement")
    opposed = replace(opposed, features=(("contradicted", contradicted),))
    assert without_denied([opposed, same]) == ([opposed, same] if kept else [opposed])
