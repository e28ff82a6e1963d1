"""Pairs that are made for the entailment model: headlines, cores of sentences, and what follows from them."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from claims.syntax import parse_texts
from claims.types import Sentence

sys.path.append(str(Path(__file__).parents[2] / "training"))

import added_pairs
import news_pairs

SENTENCES = [
    "The Harbour Authority, which runs nine terminals, closed the northern pier on Tuesday after a storm.",
    "Two ferries that carried pilgrims were damaged when a crane fell into the dock.",
    "Officials said the mayor opened a bridge across the river in June.",
    "Marta Lindqvist, a geologist, mapped six caves near the village in 1974.",
    "The old mill, built of limestone, was sold to a brewery from Ghent last year.",
]
CLOSED = [
    "The Harbour Authority did not close the northern pier after the storm on Tuesday.",
    "If the storm returns, the Harbour Authority closes the northern pier of the town.",
    "All ferries that carried pilgrims across the bay were damaged by the crane.",
    "The mayor, who was ill that month, may have opened the bridge in June.",
    "Was the northern pier, which the town had built, closed by the storm?",
]


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311


def cores(sentences: list[str], seed: int = 1) -> list[news_pairs.Core | None]:
    draw = dice(seed)
    docs = parse_texts(sentences, [[Sentence(0, len(s))] for s in sentences])
    return [news_pairs.core_of(doc, draw) for doc in docs]


@pytest.mark.parametrize("seed", range(6))
def test_core_keeps_who_did_what(seed: int) -> None:
    kept = [news_pairs.written((*core.subject, *core.predicate)) for core in cores(SENTENCES, seed) if core]
    assert len(kept) == len(SENTENCES)
    assert kept[0].startswith("The Harbour Authority closed the")
    assert kept[1].startswith("Two ferries were damaged")
    assert kept[2].startswith("the mayor opened a bridge")
    assert kept[3].startswith("Marta Lindqvist mapped six caves")
    assert "mill was sold" in kept[4]
    assert not any(word in text for text in kept for word in ("terminals", "pilgrims", "geologist", "limestone"))


def test_no_core_where_leaving_out_changes_the_sense() -> None:
    assert cores(CLOSED) == [None] * len(CLOSED)


HEADLINES = [
    ("The northern pier was closed by a storm.", "Northern pier closed by storm"),
    ("A bridge is being built in the town.", "Bridge built in town"),
    ("The ferry has been damaged.", "Ferry damaged"),
]


@pytest.mark.parametrize(("text", "headline"), HEADLINES)
def test_headline(text: str, headline: str) -> None:
    assert headline in {news_pairs.as_headline(text, dice(seed)) for seed in range(20)}


@pytest.mark.parametrize("text", ["The pier was not closed.", "There were six caves.", "The mayor won't open it."])
def test_headline_keeps_the_denial(text: str) -> None:
    kept = {news_pairs.as_headline(text, dice(seed)).lower() for seed in range(20)}
    assert all("not" in t or "won" in t or "6 caves" in t or "six caves" in t for t in kept)


@pytest.mark.parametrize(
    ("lemma", "form"),
    [("kill", "kills"), ("carry", "carries"), ("reach", "reaches"), ("have", "has"), ("play", "plays")],
)
def test_third_person(lemma: str, form: str) -> None:
    assert news_pairs.third_person(lemma) == form


def test_restyled_pairs_keep_label_and_number() -> None:
    pairs = [added_pairs.made(f"The {k} boats were sold.", "A boat was sold.", "entailment", "x") for k in range(200)]
    restyled = news_pairs.restyle(pairs, 0.2, 1)
    changed = sum(a != b for a, b in zip(pairs, restyled, strict=True))
    assert [p["label"] for p in restyled] == [p["label"] for p in pairs]
    assert 20 <= changed <= 60


def test_news_pairs() -> None:
    pool = [added_pairs.made(s, "Something happened.", "neutral", "x") for s in SENTENCES]
    pairs = news_pairs.news_pairs(pool, 10, 1)
    labels = {(p["source"], p["label"]) for p in pairs}
    assert ("added_core", "entailment") in labels
    assert all(label == "neutral" for source, label in labels if source in ("added_other", "added_circumstance"))
    assert all(p["premise"] and p["hypothesis"] for p in pairs)
    assert pairs == news_pairs.news_pairs(pool, 10, 1)


@pytest.mark.parametrize(("word", "value"), [("six", 6), ("1,250", 1250), ("40", 40), ("a few", None), ("1.5", None)])
def test_value_of(word: str, value: int | None) -> None:
    assert added_pairs.value_of(word) == value
