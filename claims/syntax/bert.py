"""A BERT encoder without padding, for reading: the forward pass over the weights of a model's folder.

The parser, the embeddings and the entailment model all are MiniLM, and articles are many short texts of many
lengths. The libraries fill each batch up to its longest text; here only the pieces themselves are computed, in
batches that stay in the processor's cache, which takes little more than half of the time. Training goes through
transformers, whose names of the weights are used; importing that library costs more time than reading an article.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.nn.functional import gelu, layer_norm, linear, scaled_dot_product_attention

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

Runs = Sequence[tuple[int, int]]
"""(length, number) of neighbouring rows of a length."""
BATCH_PIECES = 1024
"""Word pieces computed at once: more do not fit into the cache of one core, fewer leave it idle."""


class BertSizes(NamedTuple):
    """What the weights do not tell; named as in transformers."""

    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    layer_norm_eps: float


class Dense(NamedTuple):
    """A linear layer or a normalisation."""

    weight: Tensor
    bias: Tensor


class Layer(NamedTuple):
    """One layer; query, key and value are one matrix."""

    attention: Dense
    mixed: Dense
    attention_norm: Dense
    up: Dense
    down: Dense
    norm: Dense


class Inputs(NamedTuple):
    """Each (batch, pieces); named as in transformers."""

    input_ids: Tensor
    attention_mask: Tensor
    token_type_ids: Tensor


class Bert:
    """Weights by the names of transformers' BertModel (others are ignored); raises KeyError where one is missing."""

    def __init__(self, weights: Mapping[str, Tensor], config: BertSizes) -> None:
        self.config = config
        self.words, self.positions, self.types = (
            weights[f"embeddings.{name}_embeddings.weight"] for name in ("word", "position", "token_type")
        )
        self.norm = _dense(weights, "embeddings.LayerNorm")
        self.layers = [_layer(weights, f"encoder.layer.{k}.") for k in range(config.num_hidden_layers)]

    def __call__(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor | None = None) -> Tensor:
        """The last layer's vectors (batch, pieces, hidden), zero where a row is padded. Each input as transformers'
        BertModel takes it: (batch, pieces), the mask 1 for a row's pieces and 0 behind them.

        Fastest where rows of one length stand together, since their attention is computed in one go.
        """
        *_, last = self._states(input_ids, attention_mask, token_type_ids)
        return _padded(last, attention_mask)

    def mixed(
        self,
        input_ids: Tensor,
        attention_mask: Tensor,
        token_type_ids: Tensor | None = None,
        *,
        weights: Sequence[float],
    ) -> Tensor:
        """The same for a weighted sum of the embeddings and each layer."""
        states = self._states(input_ids, attention_mask, token_type_ids)
        total = next(states) * weights[0]
        for state, weight in zip(states, weights[1:], strict=True):
            total.add_(state, alpha=weight)
        return _padded(total, attention_mask)

    def _states(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor | None) -> Iterator[Tensor]:
        """The embeddings, then what comes out of each layer, (all pieces, hidden)."""
        runs = _runs(attention_mask)
        x = self._embedded(input_ids, attention_mask.bool(), token_type_ids)
        yield x
        for layer in self.layers:
            x = self._passed(x, layer, runs)
            yield x

    def first(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor | None = None) -> Tensor:
        """(batch, hidden), the last layer's vectors of each row's first piece: of that layer no other is computed."""
        runs = _runs(attention_mask)
        x = self._embedded(input_ids, attention_mask.bool(), token_type_ids)
        for layer in self.layers[:-1]:
            x = self._passed(x, layer, runs)
        return self._passed(x, self.layers[-1], runs, first=True)

    def _embedded(self, input_ids: Tensor, kept: Tensor, token_type_ids: Tensor | None) -> Tensor:
        """The embeddings of the pieces that are ``kept``, (all pieces, hidden)."""
        types = torch.zeros_like(input_ids) if token_type_ids is None else token_type_ids
        places = torch.arange(input_ids.shape[1]).expand_as(input_ids)
        x = self.words[input_ids[kept]] + self.types[types[kept]] + self.positions[places[kept]]
        return self._normed(x, self.norm)

    def _passed(self, x: Tensor, layer: Layer, runs: Runs, first: bool = False) -> Tensor:
        """(all pieces, hidden) through one layer; ``first``: what comes out are the rows' first pieces alone."""
        found = self._attended(x, layer, runs, first)
        if first:
            x = x[[0, *accumulate(length for length, rows in runs for _ in range(rows))][:-1]]
        x = self._normed(linear(found, *layer.mixed).add_(x), layer.attention_norm)
        return self._normed(linear(gelu(linear(x, *layer.up)), *layer.down).add_(x), layer.norm)

    def _attended(self, x: Tensor, layer: Layer, runs: Runs, first: bool) -> Tensor:
        """What attention gathers for all pieces or the rows' ``first`` ones, (pieces, hidden)."""
        heads = self.config.num_attention_heads
        parts = []
        sizes = [length * rows for length, rows in runs]
        joint = torch.split(linear(x, *layer.attention), sizes)
        for part, (length, rows) in zip(joint, runs, strict=True):
            query, key, value = part.view(rows, length, 3, heads, -1).permute(2, 0, 3, 1, 4)
            found = scaled_dot_product_attention(query[:, :, :1] if first else query, key, value)
            parts.append(found.transpose(1, 2).reshape(-1, x.shape[-1]))
        return torch.cat(parts)

    def _normed(self, x: Tensor, norm: Dense) -> Tensor:
        return layer_norm(x, x.shape[-1:], *norm, eps=self.config.layer_norm_eps)


def _padded(x: Tensor, attention_mask: Tensor) -> Tensor:
    """(all pieces, hidden) -> (batch, pieces, hidden), zero where a row is padded."""
    rows = x.new_zeros((*attention_mask.shape, x.shape[-1]))
    return rows.masked_scatter_(attention_mask.bool().unsqueeze(-1), x)


def _runs(attention_mask: Tensor) -> Runs:
    return [(length, len(list(rows))) for length, rows in groupby(attention_mask.sum(1).tolist())]


def _dense(weights: Mapping[str, Tensor], name: str) -> Dense:
    return Dense(weights[f"{name}.weight"].float(), weights[f"{name}.bias"].float())


def _layer(weights: Mapping[str, Tensor], name: str) -> Layer:
    parts = [_dense(weights, f"{name}attention.self.{part}") for part in ("query", "key", "value")]
    return Layer(
        Dense(torch.cat([p.weight for p in parts]), torch.cat([p.bias for p in parts])),
        *(
            _dense(weights, name + part)
            for part in (
                "attention.output.dense",
                "attention.output.LayerNorm",
                "intermediate.dense",
                "output.dense",
                "output.LayerNorm",
            )
        ),
    )


def load_weights(folder: Path) -> dict[str, Tensor]:
    """The weights of a model's folder by name. Raises OSError where there are none."""
    return load_file(folder / "model.safetensors")


def load_sizes(folder: Path) -> BertSizes:
    """The sizes of a model. Raises OSError without its config.json, KeyError where that is not a BERT's."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return BertSizes(*(config[name] for name in BertSizes._fields))


def load_tokenizer(folder: Path, longest: int) -> Tokenizer:
    """The tokenizer of a model's folder, which cuts texts at ``longest`` pieces and pads nothing."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(longest)
    return tokenizer


def batches(lengths: Sequence[int], pieces: int = BATCH_PIECES) -> Iterator[list[int]]:
    """Texts by index, the shortest first and else in order, in batches of up to ``pieces`` word pieces, or one text."""
    batch: list[int] = []
    filled = 0
    for i in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if batch and filled + lengths[i] > pieces:
            yield batch
            batch, filled = [], 0
        batch.append(i)
        filled += lengths[i]
    if batch:
        yield batch


def table(rows: Sequence[Sequence[int]], padding: int = 0) -> Tensor:
    """Rows of numbers, filled up to the longest."""
    width = max(map(len, rows))
    return torch.tensor([[*row, *[padding] * (width - len(row))] for row in rows])


def collate(texts: Sequence[Encoding]) -> Inputs:
    """The tokenizer's output as a BERT takes it."""
    return Inputs(
        table([t.ids for t in texts]), table([t.attention_mask for t in texts]), table([t.type_ids for t in texts])
    )
