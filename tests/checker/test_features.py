"""Every feature of a comparison has its words, and no words are there in vain."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import checker
from checker.features import Feature, features
from checker.judge import HEARD, weights
from checker.slots.pair import Match
from checker.slots.quantities import COMPARED_KINDS
from checker.slots.time_relations import TimeRelation

FOLDER = Path(checker.__file__).parent / "slots"
FAMILIES = {
    "time_": get_args(TimeRelation),
    "place_": get_args(Match),
    "which_": get_args(Match),
    "happening_": get_args(Match),
    "kind_": COMPARED_KINDS,
}
"""Beginning of a name that the code completes -> what it completes it with."""


def made() -> Iterator[str]:
    """The names that the code gives features: keys of dictionaries in the modules that make Features, and what the
    entailment model says."""
    yield from HEARD
    for path in FOLDER.glob("*.py"):
        code = path.read_text(encoding="utf-8")
        if "features" not in code:
            continue
        for node in ast.walk(ast.parse(code)):
            keys: list[ast.expr | None] = []
            if isinstance(node, ast.Dict):
                keys = node.keys
            elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
                keys = [node.slice]
            for key in keys:
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value
                elif isinstance(key, ast.JoinedStr):
                    start, _ = key.values
                    family = ast.literal_eval(start)
                    yield from (family + rest for rest in FAMILIES[family])


def test_every_feature_has_its_words() -> None:
    names = set(made())
    assert len(names) > 50
    assert not names - features().keys(), "say in checker/tables/features.toml what they are"
    assert not features().keys() - names, "no comparison makes them: take them out of checker/tables/features.toml"


def test_every_weight_is_that_of_a_feature() -> None:
    weighed = {name for model in weights().values() for name in model} - {"bias"}
    assert weighed
    assert not weighed - features().keys()


@pytest.mark.parametrize("feature", features().values(), ids=lambda feature: feature.name)
def test_words_are_a_phrase(feature: Feature) -> None:
    assert feature.words == feature.words.strip()
    assert not feature.words.endswith(".")
    assert feature.words[:1].islower()
    assert feature.amount == feature.words.startswith("how ")


def test_no_two_features_say_the_same() -> None:
    assert len({feature.words for feature in features().values()}) == len(features())
