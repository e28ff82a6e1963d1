"""The entailment model: does one statement follow from another, contradict it, or neither?

The bundled one is all-MiniLM-L6-v2 fine-tuned into a cross-encoder (training/train_entailment.py, model
card training/entailment.md). Only the difference from the embedded model is stored, one byte a weight.
Any cross-encoder with the labels contradiction, entailment and neutral can stand in for it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from logging import getLogger
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from checker.config import Config
from checker.models.encode import cache_folder, files_digest, is_on_the_hub
from claims.cache import Store, digest
from claims.errors import InputError
from claims.syntax.minilm import COMPUTED, minilm_folder

if TYPE_CHECKING:
    from torch import Tensor

OFF = "none"
LABELS = ("contradiction", "entailment", "neutral")
MAX_LENGTH = 128
WEIGHTS = Path(__file__).parents[1] / "weights" / "entailment"
Probabilities = NDArray[np.float32]
Scores = Callable[[Sequence[tuple[str, str]]], NDArray[np.float32]]
"""(n,) pairs -> (n, labels) logits."""


@dataclass(frozen=True, slots=True)
class EntailmentConfig:
    """``max_length``: pieces of a pair; ``temperature``: what the logits are divided by, so that the
    probabilities are calibrated; ``seed``: that of the training."""

    max_length: int
    temperature: float
    seed: int


class Entailed(NamedTuple):
    """What the model says of two statements: the mean of both directions for a contradiction, which is symmetric,
    and the better of both for an entailment; or what it says of the one direction in which it was asked."""

    contradiction: float
    entailment: float


class Entailment(Protocol):
    """Anything that judges pairs of statements."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """(n,) pairs of (premise, hypothesis) -> (n, 3) probabilities, in the order of LABELS."""
        ...


def witness(model: Entailment, pairs: Sequence[tuple[str, str]], again: Sequence[float]) -> list[Entailed]:
    """What the model says of each pair of statements, whichever of the two comes first.

    It is asked whether the shorter one follows from the longer one, and the other way round only where that answer
    leaves a contradiction possible: of a probability from that pair's ``again``.
    """
    ahead = [_longer_first(pair) for pair in pairs]
    there = _entailed(model, ahead)
    open_ = [i for i, (found, least) in enumerate(zip(there, again, strict=True)) if found.contradiction >= least]
    back = dict(zip(open_, _entailed(model, [ahead[i][::-1] for i in open_]), strict=True))
    return [_both(found, back[i]) if i in back else found for i, found in enumerate(there)]


def _longer_first(pair: tuple[str, str]) -> tuple[str, str]:
    shorter, longer = sorted(pair, key=lambda text: (len(text), text))
    return longer, shorter


def _entailed(model: Entailment, pairs: Sequence[tuple[str, str]]) -> list[Entailed]:
    """What the model says of each premise and hypothesis."""
    columns = [LABELS.index(name) for name in Entailed._fields]
    return [Entailed(*(round(float(row[k]), 4) for k in columns)) for row in (model.judge(pairs) if pairs else ())]


def _both(there: Entailed, back: Entailed) -> Entailed:
    return Entailed(round((there.contradiction + back.contradiction) / 2, 4), max(there.entailment, back.entailment))


class EntailmentModel:
    """A sentence-transformers cross-encoder, loaded at the first pair.

    ``model``: a name or folder; '' is the bundled one. Raises InputError on first use where it cannot be
    loaded or has other labels.
    """

    def __init__(self, model: str = "") -> None:
        self.model = model

    @property
    def fingerprint(self) -> str:
        """What the answers depend on: the bundled weights and how they are used, or name and files of another model."""
        if not self.model:
            changes = [(WEIGHTS / name).read_bytes() for name in ("weights.safetensors", "config.json")]
            return hashlib.sha256(b"".join([COMPUTED.encode(), *changes])).hexdigest()
        return files_digest(self.model)

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """(n,) pairs of (premise, hypothesis) -> (n, 3) probabilities, in the order of LABELS."""
        if not pairs:
            return np.zeros((0, len(LABELS)), dtype=np.float32)
        scores, order, temperature = _load(self.model)
        distinct = sorted(set(pairs))
        scaled = np.asarray(scores(distinct), dtype=np.float64)[:, order] / temperature
        odds = np.exp(scaled - scaled.max(axis=1, keepdims=True))
        row = {pair: i for i, pair in enumerate(distinct)}
        found: Probabilities = (odds / odds.sum(axis=1, keepdims=True)).astype(np.float32)
        return found[[row[p] for p in pairs]]


class CachedEntailment:
    """A model whose answers are kept on disk, by its fingerprint and the pair."""

    def __init__(self, model: EntailmentModel, path: Path) -> None:
        self.model = model
        self.store = Store(path)

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """(n,) pairs of (premise, hypothesis) -> (n, 3) probabilities; only what the cache lacks is computed."""
        salt = self.model.fingerprint
        keys = {pair: digest(salt, *pair) for pair in sorted(set(pairs))}
        known = {k: np.frombuffer(v, dtype="<f4") for k, v in self.store.read(list(keys.values())).items()}
        missing = [pair for pair, key in keys.items() if key not in known]
        if missing:
            fresh = {keys[p]: row for p, row in zip(missing, self.model.judge(missing), strict=True)}
            self.store.write({k: row.astype("<f4").tobytes() for k, row in fresh.items()})
            known |= fresh
        return np.array([known[keys[p]] for p in pairs], dtype=np.float32).reshape(len(pairs), len(LABELS))


def make_entailment(config: Config) -> Entailment | None:
    """The model that the settings ask for, cached unless they say otherwise; None for 'none'.

    Raises InputError where the bundled one was taken out of the package."""
    if config.entailment == OFF:
        return None
    if not config.entailment and not (WEIGHTS / "weights.safetensors").is_file():
        raise InputError(
            f"the weights of the bundled entailment model are not in {WEIGHTS}: "
            "install crosscheck again, or do without the model (entailment = 'none')"
        )
    model = EntailmentModel(config.entailment)
    return CachedEntailment(model, cache_folder(config) / "entailment.sqlite") if config.use_cache else model


@cache
def _load(model: str) -> tuple[Scores, list[int], float]:
    """(the scores of pairs, the columns of LABELS in them, the temperature)."""
    if not model:
        return _bundled(WEIGHTS), [0, 1, 2], load_config(WEIGHTS).temperature
    import torch
    from sentence_transformers import CrossEncoder
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    getLogger("sentence_transformers").setLevel("ERROR")  # it tells that an encoder becomes a cross-encoder
    try:
        network = CrossEncoder(model, device="cpu", local_files_only=not is_on_the_hub(model))
    except Exception as error:  # the loader raises whatever its backends raise
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise InputError(
            f"the entailment model '{model}' cannot be loaded ({reason}): "
            "give the folder of a sentence-transformers cross-encoder, or leave the setting empty for the bundled one"
        ) from error
    names = {str(name).lower(): int(i) for i, name in network.config.id2label.items()}
    if not set(LABELS) <= set(names):
        raise InputError(
            f"the entailment model '{model}' has the labels {', '.join(sorted(names))}, "
            f"but {', '.join(LABELS)} are needed: give a cross-encoder that was trained on entailment"
        )
    plain = torch.nn.Identity()
    return (
        lambda pairs: network.predict(list(pairs), batch_size=64, activation_fn=plain, show_progress_bar=False),
        [names[label] for label in LABELS],
        1.0,
    )


def _bundled(folder: Path) -> Scores:
    """The bundled model as sentence-transformers runs it: the logits of the pooled first piece."""
    import torch
    from torch.nn.functional import linear

    from claims.syntax.bert import Bert, batches, collate, load_sizes, load_tokenizer, load_weights

    encoder = minilm_folder()
    weights = changed({f"bert.{name}": weight for name, weight in load_weights(encoder).items()}, folder)
    network = Bert({name.removeprefix("bert."): weight for name, weight in weights.items()}, load_sizes(encoder))
    pooler, classifier = (
        (weights[f"{name}.weight"], weights[f"{name}.bias"]) for name in ("bert.pooler.dense", "classifier")
    )
    tokenizer = load_tokenizer(encoder, load_config(folder).max_length)

    def scores(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        coded = tokenizer.encode_batch(list(pairs))
        logits = np.empty((len(pairs), len(LABELS)), dtype=np.float32)
        with torch.inference_mode():
            for batch in batches([len(c.ids) for c in coded]):
                first = network.first(*collate([coded[i] for i in batch]))
                logits[batch] = linear(linear(first, *pooler).tanh(), *classifier).numpy()
        return logits

    return scores


def new_network(attention: str = "sdpa") -> Any:
    """The embedded MiniLM as a cross-encoder with an untrained classifier."""
    from sentence_transformers import CrossEncoder

    return CrossEncoder(
        str(minilm_folder()),
        num_labels=len(LABELS),
        max_length=MAX_LENGTH,
        device="cpu",
        local_files_only=True,
        model_kwargs={"attn_implementation": attention},
        config_kwargs={"id2label": dict(enumerate(LABELS)), "label2id": {n: i for i, n in enumerate(LABELS)}},
    )


def save_entailment(network: Any, folder: Path, config: EntailmentConfig) -> None:
    """Write weights.safetensors (differences from MiniLM, one byte each, with a scale a row) and config.json."""
    import torch
    from safetensors.torch import save_file

    base = new_network().model.state_dict()
    stored: dict[str, Any] = {}
    for name, weight in network.model.state_dict().items():
        weight = weight.float()
        if name.startswith("classifier"):
            stored[name] = weight
            continue
        change = weight - base[name].float()
        if not change.any():
            continue
        if change.ndim < 2:
            stored[name] = change.half()
            continue
        scale = change.abs().amax(dim=1, keepdim=True).clamp(min=1e-12) / 127
        stored[name] = (change / scale).round().to(torch.int8)
        stored[name + ".scale"] = scale
    folder.mkdir(parents=True, exist_ok=True)
    save_file(stored, folder / "weights.safetensors")
    (folder / "config.json").write_text(json.dumps(asdict(config), indent=1) + "\n", encoding="utf-8")


def load_entailment(folder: Path) -> tuple[Any, EntailmentConfig]:
    """The cross-encoder that ``save_entailment`` wrote."""
    network = new_network()
    network.model.load_state_dict(changed(network.model.state_dict(), folder))
    network.eval()
    return network, load_config(folder)


def load_config(folder: Path) -> EntailmentConfig:
    """What ``save_entailment`` wrote beside the weights."""
    return EntailmentConfig(**json.loads((folder / "config.json").read_text(encoding="utf-8")))


def changed(base: Mapping[str, Tensor], folder: Path) -> dict[str, Tensor]:
    """The weights of MiniLM with what ``save_entailment`` wrote added to them, and the classifier."""
    from safetensors.torch import load_file

    stored = load_file(folder / "weights.safetensors")
    weights = dict(base)
    for name, value in stored.items():
        if name.startswith("classifier"):
            weights[name] = value
        elif not name.endswith(".scale"):
            weights[name] = weights[name] + value.float() * stored.get(name + ".scale", 1.0)
    return weights
