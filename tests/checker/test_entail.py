"""The entailment model: order of labels, calibration, cache, what is stored, and what is said of a wrong model."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import checker.models.entail as entail
from checker.config import Config
from checker.models.entail import (
    LABELS,
    WEIGHTS,
    CachedEntailment,
    EntailmentConfig,
    EntailmentModel,
    Probabilities,
    load_entailment,
    make_entailment,
    new_network,
    save_entailment,
    witness,
)
from claims.errors import InputError
from claims.syntax.minilm import minilm_folder

bundled = pytest.mark.skipif(
    not (WEIGHTS / "weights.safetensors").is_file(), reason="the weights of the entailment model are not there"
)


class LengthModel(EntailmentModel):
    """Speaks for a contradiction by the length of the premise and for an entailment by that of the hypothesis."""

    def __init__(self, name: str = "lengths") -> None:
        super().__init__(name)
        self.asked: list[tuple[str, str]] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        self.asked += pairs
        return np.array([[len(a) / 100, len(b) / 100, 1 - (len(a) + len(b)) / 100] for a, b in pairs], dtype=np.float32)


class Told:
    """Scores that were told in advance."""

    def __init__(self, logits: dict[tuple[str, str], list[float]]) -> None:
        self.logits = logits
        self.batches: list[list[tuple[str, str]]] = []

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        self.batches.append(list(pairs))
        return np.array([self.logits[pair] for pair in pairs], dtype=np.float32)


# --- from logits to probabilities ---------------------------------------------------------------------------------


def test_columns_temperature_and_pairs_asked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    scores = Told({("a", "b"): [1.0, 2.0, 4.0], ("b", "a"): [0.0, 0.0, 0.0]})
    monkeypatch.setattr(entail, "_load", lambda model: (scores, [2, 0, 1], 2.0))
    found = EntailmentModel().judge([("a", "b"), ("b", "a"), ("a", "b")])
    odds = [math.exp(4 / 2), math.exp(1 / 2), math.exp(2 / 2)]
    assert found.dtype == np.float32
    assert found[0] == pytest.approx([o / sum(odds) for o in odds], abs=1e-6)
    assert found[1] == pytest.approx([1 / 3] * 3)
    assert np.array_equal(found[0], found[2])
    assert scores.batches == [[("a", "b"), ("b", "a")]]


def test_a_higher_temperature_is_less_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    surest = []
    for temperature in (0.5, 1.0, 3.0):
        monkeypatch.setattr(entail, "_load", lambda model, t=temperature: (Told({("a", "b"): [3, 1, 0]}), [0, 1, 2], t))
        surest.append(float(EntailmentModel().judge([("a", "b")]).max()))
    assert surest == sorted(surest, reverse=True)
    assert len(set(surest)) == 3


def test_large_logits_do_not_overflow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entail, "_load", lambda model: (Told({("a", "b"): [1e4, -1e4, 0.0]}), [0, 1, 2], 0.5))
    assert EntailmentModel().judge([("a", "b")]).tolist() == [[1.0, 0.0, 0.0]]


def test_nothing_asked_nothing_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entail, "_load", lambda model: pytest.fail("the network was loaded"))
    assert EntailmentModel().judge([]).shape == (0, len(LABELS))
    assert witness(EntailmentModel(), [], []) == []


def test_witness_is_symmetric() -> None:
    pairs = [("short", "somewhat longer"), ("one", "three"), ("same", "same"), ("so long " * 4, "as long " * 4)]
    again = [0.2] * len(pairs)
    assert witness(LengthModel(), pairs, again) == witness(LengthModel(), [(b, a) for a, b in pairs], again)


def test_the_second_direction_is_asked_where_a_contradiction_is_possible() -> None:
    model = LengthModel()
    short, longer, longest = "a" * 5, "b" * 15, "c" * 30
    found = witness(model, [(short, longer), (short, longest)], [0.2, 0.2])
    assert model.asked == [(longer, short), (longest, short), (short, longest)]
    assert found[0] == (0.15, 0.05)  # of the one direction
    assert found[1].contradiction == pytest.approx((30 + 5) / 200, abs=1e-4)  # the mean of both directions
    assert found[1].entailment == pytest.approx(30 / 100, abs=1e-4)  # the better of both


# --- cache and settings -------------------------------------------------------------------------------------------


def test_each_pair_is_asked_once(tmp_path: Path) -> None:
    first, again = LengthModel(), LengthModel()
    pairs = [("a tale", "a tune"), ("a tune", "a tale"), ("a tale", "a tune")]
    expected = LengthModel().judge(pairs)
    assert np.array_equal(CachedEntailment(first, tmp_path / "e.sqlite").judge(pairs), expected)
    assert sorted(first.asked) == sorted(set(pairs))
    cached = CachedEntailment(again, tmp_path / "e.sqlite")
    assert np.array_equal(cached.judge(pairs), expected)
    assert again.asked == []
    cached.judge([*pairs, ("new", "pair")])
    assert again.asked == [("new", "pair")]
    assert cached.judge([]).shape == (0, len(LABELS))


def test_another_model_does_not_share_answers(tmp_path: Path) -> None:
    CachedEntailment(LengthModel("one"), tmp_path / "e.sqlite").judge([("a", "b")])
    other = LengthModel("two")
    CachedEntailment(other, tmp_path / "e.sqlite").judge([("a", "b")])
    assert other.asked == [("a", "b")]


@bundled
def test_answers_of_another_forward_pass_are_not_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    before = EntailmentModel().fingerprint, EntailmentModel("mine").fingerprint
    monkeypatch.setattr(entail, "COMPUTED", "another")
    assert EntailmentModel().fingerprint != before[0]
    assert EntailmentModel("mine").fingerprint == before[1]


def test_what_the_settings_ask_for(tmp_path: Path) -> None:
    assert make_entailment(Config(entailment="none")) is None
    cached = make_entailment(Config(entailment="mine", cache=tmp_path))
    assert isinstance(cached, CachedEntailment)
    assert (cached.model.model, cached.store.path.parent) == ("mine", tmp_path)
    plain = make_entailment(Config(entailment="mine", use_cache=False))
    assert isinstance(plain, EntailmentModel)


def test_weights_that_were_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entail, "WEIGHTS", tmp_path)
    with pytest.raises(InputError, match=r"are not in .* \(entailment = 'none'\)") as caught:
        make_entailment(Config(entailment=""))
    assert "\n" not in str(caught.value)


def test_import_loads_no_network() -> None:
    heavy = {"torch", "transformers", "sentence_transformers"}
    code = f"import sys, checker.models.entail; print({heavy} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert found.stdout.strip() == "set()"


# --- other models -------------------------------------------------------------------------------------------------


def tiny_model(folder: Path, labels: Sequence[str]) -> str:
    """A cross-encoder of one small layer with random weights and these labels."""
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    config = BertConfig(
        vocab_size=30522,
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=8,
        id2label=dict(enumerate(labels)),
        label2id={label: i for i, label in enumerate(labels)},
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    AutoTokenizer.from_pretrained(minilm_folder()).save_pretrained(folder)
    return str(folder)


def test_labels_are_found_by_their_names(tmp_path: Path) -> None:
    model = tiny_model(tmp_path, ["ENTAILMENT", "Neutral", "contradiction"])
    _, order, temperature = entail._load(model)
    assert (order, temperature) == ([2, 0, 1], 1.0)
    found = EntailmentModel(model).judge([("It rained.", "It was dry."), ("It rained.", "It was wet.")])
    assert found.shape == (2, 3)
    assert found.sum(axis=1) == pytest.approx([1, 1])


@pytest.mark.parametrize("labels", [["no", "yes"], ["entailment", "not_entailment"], ["0", "1", "2"]])
def test_wrong_labels_give_one_clear_line(tmp_path: Path, labels: list[str]) -> None:
    with pytest.raises(InputError, match="but contradiction, entailment, neutral are needed") as caught:
        EntailmentModel(tiny_model(tmp_path, labels)).judge([("a", "b")])
    assert ", ".join(sorted(labels)) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["no-such-model", "no/such/folder-at-all"])
def test_missing_model_gives_one_clear_line(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entail, "is_on_the_hub", lambda model: False)
    with pytest.raises(InputError, match=f"the entailment model '{name}' cannot be loaded") as caught:
        EntailmentModel(name).judge([("a", "b")])
    assert "\n" not in str(caught.value)


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    shutil.copy(minilm_folder() / "config.json", tmp_path)
    with pytest.raises(InputError, match="cannot be loaded") as caught:
        EntailmentModel(str(tmp_path)).judge([("a", "b")])
    assert "\n" not in str(caught.value)


# --- what is stored -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def changed() -> Any:
    """The embedded model with a classifier, as if it had learned a little: embeddings as they were."""
    import torch

    torch.manual_seed(7)
    network = new_network()
    with torch.no_grad():
        for name, weight in network.model.named_parameters():
            if ".embeddings." not in name:
                weight += torch.randn_like(weight) * 0.01
    return network


@pytest.fixture(scope="module")
def stored(changed: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stored")
    save_entailment(changed, folder, EntailmentConfig(max_length=128, temperature=1.3, seed=5))
    return folder


def test_stored_and_loaded_within_a_step(changed: Any, stored: Path) -> None:
    network, config = load_entailment(stored)
    assert config == EntailmentConfig(max_length=128, temperature=1.3, seed=5)
    before, after = changed.model.state_dict(), network.model.state_dict()
    steps = stored_arrays(stored)
    assert before.keys() == after.keys()
    for name, weight in before.items():
        error = (weight.float() - after[name].float()).abs()
        if name + ".scale" in steps:
            assert bool((error <= 0.5001 * steps[name + ".scale"] + 1e-7).all()), name
        elif name.startswith("classifier") or name not in steps:
            assert not error.any(), name
        else:
            assert float(error.max()) <= 1e-4, name


def test_only_the_difference_is_stored_in_bytes(stored: Path) -> None:
    arrays = stored_arrays(stored)
    assert not any(".embeddings." in name for name in arrays)
    matrices = {name: array for name, array in arrays.items() if name + ".scale" in arrays}
    assert len(matrices) == 6 * 6 + 1  # six in each of six layers, and the pooler
    assert {str(array.dtype) for array in matrices.values()} == {"torch.int8"}
    assert (stored / "weights.safetensors").stat().st_size < 12e6
    assert json.loads((stored / "config.json").read_text(encoding="utf-8")).keys() == {
        "max_length",
        "temperature",
        "seed",
    }


def test_loaded_answers_like_what_was_stored(changed: Any, stored: Path) -> None:
    network, _ = load_entailment(stored)
    pairs = [("The bridge was closed.", "Cars crossed the bridge all day."), ("It rained.", "It rained.")]
    assert network.predict(pairs) == pytest.approx(changed.predict(pairs), abs=0.02)


def test_the_stored_temperature_is_used(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entail, "WEIGHTS", stored)
    _, order, temperature = entail._load.__wrapped__("")
    assert (order, temperature) == ([0, 1, 2], 1.3)


def test_without_padding_the_answers_are_those_of_the_library(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    monkeypatch.setattr(entail, "WEIGHTS", stored)
    scores, _, _ = entail._load.__wrapped__("")
    network, _ = load_entailment(stored)
    texts = ["", "It rained.", "The bridge was closed to all traffic on Monday.", "very " * 200]
    pairs = [(a, b) for a in texts for b in texts]
    expected = network.predict(pairs, activation_fn=torch.nn.Identity())
    assert scores(pairs) == pytest.approx(expected, abs=2e-5)


def stored_arrays(folder: Path) -> dict[str, Any]:
    from safetensors.torch import load_file

    return load_file(folder / "weights.safetensors")


# --- the bundled model --------------------------------------------------------------------------------------------


@bundled
@pytest.mark.parametrize(
    ("premise", "hypothesis", "expected"),
    [
        ("A woman is asleep on the bench.", "A woman is wide awake on the bench.", "contradiction"),
        ("The port reopened on Monday.", "The port remained closed on Monday.", "contradiction"),
        ("Three cooks are chopping onions in a kitchen.", "Some people are preparing food.", "entailment"),
        ("The council sold the old mill to a baker.", "A baker bought the old mill.", "entailment"),
        ("A man is carrying a ladder.", "The man is going to paint his brother's house.", "neutral"),
        ("The choir sang in the cathedral.", "The harvest was poor this year.", "neutral"),
    ],
)
def test_bundled_model_tells_the_three_apart(premise: str, hypothesis: str, expected: str) -> None:
    [found] = EntailmentModel().judge([(premise, hypothesis)])
    assert LABELS[int(found.argmax())] == expected


@bundled
def test_bundled_model_is_what_its_card_says() -> None:
    _, config = load_entailment(WEIGHTS)
    figures = json.loads((WEIGHTS / "figures.json").read_text(encoding="utf-8"))
    assert config.max_length == entail.MAX_LENGTH
    assert config.seed == figures["options"]["seed"]
    assert 0.5 <= config.temperature <= 3
    assert len(EntailmentModel().fingerprint) == 64


@bundled
def test_a_statement_follows_from_itself() -> None:
    statements = ["The ferry left at noon.", "Nobody was hurt in the collapse.", "At least 40 houses were flooded."]
    found = EntailmentModel().judge([(s, s) for s in statements])
    assert (found[:, LABELS.index("entailment")] > 0.8).all()
