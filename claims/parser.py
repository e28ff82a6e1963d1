"""The dependency parser, tagger, lemmatiser and entity recogniser: one network, one pass.

A deep biaffine parser (Dozat & Manning 2017, "Deep Biaffine Attention for Neural Dependency
Parsing") on the MiniLM encoder that is installed anyway for the claim embeddings. The encoder's own
weights are not stored here: what was learned is a low-rank update of them (Hu et al. 2021, "LoRA"),
which is folded into the matrices when the model is loaded, and the heads. So the weights in the
repository stay at a few megabytes. Trained by training/train_parser.py.
"""

from __future__ import annotations

import json
import warnings
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from claims.types import ParsedWord

LORA_LAYERS = ("query", "key", "value", "attention.output.dense", "intermediate.dense", "output.dense")
LEMMAS = "lemmas.json"
MAX_PIECES = 510  # position embeddings of BERT, less [CLS] and [SEP]


@dataclass(frozen=True)
class ParserConfig:
    """Sizes and label sets; stored as config.json beside the weights."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    lemma: tuple[str, ...]
    deprel: tuple[str, ...]
    entity: tuple[str, ...]
    lora_rank: int = 32
    arc_width: int = 256
    rel_width: int = 128
    shape_rows: int = 512
    suffix_rows: int = 2048
    form_width: int = 32


def bucket(text: str, rows: int) -> int:
    """A stable hash (CRC-32): the same row in every process and on every platform."""
    return zlib.crc32(text.encode("utf-8")) % rows


def word_shape(word: str) -> str:
    """'Xxx', 'XX', 'dd,ddd': case and digits, runs cut at three. The encoder is uncased, so this is
    its only sight of capitals."""
    shape, run = "", ""
    for char in word:
        kind = "d" if char.isdigit() else "X" if char.isupper() else "x" if char.isalpha() else char
        run = run + kind if run and run[-1] == kind else kind
        if len(run) <= 3:
            shape += kind
    return shape


def lemma_script(form: str, lemma: str) -> str:
    """The edit that turns a form into its lemma: 'l2+y' = lower-case, cut 2, add 'y'; 'k0+' = keep."""
    case = "k" if lemma[:1].isupper() and form[:1].isupper() else "l"
    source = form if case == "k" else form.lower()
    common = 0
    while common < min(len(source), len(lemma)) and source[common] == lemma[common]:
        common += 1
    return f"{case}{len(source) - common}+{lemma[common:]}"


def apply_lemma_script(form: str, script: str) -> str:
    """Inverse of :func:`lemma_script`; a script that cuts too much leaves the lower-cased form."""
    source = form if script[0] == "k" else form.lower()
    cut, _, add = script[1:].partition("+")
    if int(cut) > len(source) or (int(cut) == len(source) and not add):
        return source
    return source[: len(source) - int(cut)] + add


class Biaffine(nn.Module):
    """x[i] W y[j] for every pair of words, with a bias on either side."""

    def __init__(self, width: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outputs, width + 1, width + 1))

    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        """(batch, n, width), (batch, m, width) -> (batch, outputs, n, m)."""
        x = torch.cat([x, torch.ones_like(x[..., :1])], -1)
        y = torch.cat([y, torch.ones_like(y[..., :1])], -1)
        return torch.einsum("bxi,oij,byj->boxy", x, self.weight, y)


def mlp(inputs: int, outputs: int) -> nn.Sequential:
    """One hidden layer, as the biaffine scorers want for either side."""
    return nn.Sequential(nn.Linear(inputs, outputs), nn.GELU(), nn.Dropout(0.25))


class ParserNetwork(nn.Module):
    """Encoder, word features and heads. The encoder is any BERT of the transformers library."""

    def __init__(self, config: ParserConfig, encoder: Any) -> None:
        super().__init__()
        self.config = config
        self.encoder = encoder
        hidden = int(encoder.config.hidden_size)
        layers = int(encoder.config.num_hidden_layers) + 1
        self.mix = nn.Parameter(torch.zeros(layers))
        self.shape = nn.Embedding(config.shape_rows, config.form_width)
        self.suffix = nn.Embedding(config.suffix_rows, config.form_width)
        self.dropout = nn.Dropout(0.2)
        width = hidden + 2 * config.form_width
        self.root = nn.Parameter(torch.randn(width) * 0.02)
        self.arc_head, self.arc_dep = mlp(width, config.arc_width), mlp(width, config.arc_width)
        self.rel_head, self.rel_dep = mlp(width, config.rel_width), mlp(width, config.rel_width)
        self.arc = Biaffine(config.arc_width, 1)
        self.rel = Biaffine(config.rel_width, len(config.deprel))
        self.tags = nn.ModuleDict(
            {
                name: nn.Linear(width, len(getattr(config, name)))
                for name in ("upos", "xpos", "feats", "lemma", "entity")
            }
        )

    def words(self, batch: dict[str, Tensor]) -> Tensor:
        """Word vectors (batch, words + 1, width), the artificial root first.

        ``batch``: input_ids and attention_mask (batch, pieces); piece_word (batch, pieces), the word
        of each piece or the number of words for special pieces; shape and suffix (batch, words).
        """
        out = self.encoder(
            input_ids=batch["input_ids"], attention_mask=batch["attention_mask"], output_hidden_states=True
        )
        weights = torch.softmax(self.mix, 0)
        hidden = sum(w * h.float() for w, h in zip(weights, out.hidden_states, strict=True))
        size, count = batch["shape"].shape
        index = batch["piece_word"].unsqueeze(-1).expand_as(hidden)
        pooled = hidden.new_zeros(size, count + 1, hidden.shape[-1])
        pooled = pooled.scatter_reduce(1, index, hidden, "mean", include_self=False)[:, :count]
        form = torch.cat([self.shape(batch["shape"]), self.suffix(batch["suffix"])], -1)
        words = self.dropout(torch.cat([pooled, form.to(pooled.dtype)], -1))
        return torch.cat([self.root.to(words.dtype).expand(size, 1, -1), words], 1)

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """Scores: 'arc' (batch, words, words + 1), 'rel' (batch, labels, words, words + 1), and one
        (batch, words, labels) for each tag."""
        x = self.words(batch)
        deps = x[:, 1:]
        scores = {
            "arc": self.arc(self.arc_dep(deps), self.arc_head(x)).squeeze(1),
            "rel": self.rel(self.rel_dep(deps), self.rel_head(x)),
        }
        return scores | {name: layer(deps) for name, layer in self.tags.items()}


class LowRank(nn.Module):
    """A frozen linear layer with a trainable low-rank update (training only)."""

    def __init__(self, base: nn.Linear, rank: int) -> None:
        super().__init__()
        self.base = base
        self.down = nn.Parameter(torch.randn(rank, base.in_features) / base.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, x: Tensor) -> Tensor:
        """The frozen layer's output plus the update."""
        down, up = self.down.to(x.dtype), self.up.to(x.dtype)
        update: Tensor = nn.functional.linear(nn.functional.linear(x, down), up)
        plain: Tensor = self.base(x)
        return plain + update


def adapted_layers(encoder: nn.Module) -> Iterable[tuple[str, nn.Module, str]]:
    """(full name, parent module, attribute) of each linear layer of the encoder that is adapted."""
    for name, module in list(encoder.named_modules()):
        if isinstance(module, nn.Linear | LowRank) and name.startswith("encoder.layer.") and name.endswith(LORA_LAYERS):
            parent, _, attribute = name.rpartition(".")
            yield name, encoder.get_submodule(parent), attribute


def add_adapters(encoder: nn.Module, rank: int) -> None:
    """Freeze the encoder and wrap its linear layers for training."""
    encoder.requires_grad_(False)
    for _, parent, attribute in adapted_layers(encoder):
        setattr(parent, attribute, LowRank(getattr(parent, attribute), rank))


def save_parser(network: ParserNetwork, folder: Path) -> None:
    """Write config.json and weights.safetensors (half precision; adapters and heads, no encoder)."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors: dict[str, Tensor] = {}
    for name, parent, attribute in adapted_layers(network.encoder):
        layer = getattr(parent, attribute)
        tensors |= {f"lora.{name}.down": layer.down, f"lora.{name}.up": layer.up}
    tensors |= {k: v for k, v in network.state_dict().items() if not k.startswith("encoder.")}
    save_file(
        {k: v.detach().to(torch.float16).contiguous() for k, v in tensors.items()}, folder / "weights.safetensors"
    )
    (folder / "config.json").write_text(json.dumps(asdict(network.config), indent=1) + "\n", encoding="utf-8")


class Parser:
    """Tokenised sentences in, analyses out."""

    def __init__(self, network: ParserNetwork, tokenizer: Any, lemmas: Mapping[str, Any] | None = None) -> None:
        self.network = network
        self.tokenizer = tokenizer
        self.config = network.config
        self.forms: Mapping[str, str] = (lemmas or {}).get("forms", {})
        self.known = {upos: frozenset(words) for upos, words in (lemmas or {}).get("known", {}).items()}

    @classmethod
    def load(cls, folder: Path, encoder: Path) -> Parser:
        """Read the weights in ``folder`` and fold them into the BERT in ``encoder``.

        Raises OSError where a file is missing and KeyError where the weights fit another encoder.
        """
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="IProgress not found")  # in a notebook; no bar is drawn
            from transformers import AutoModel, AutoTokenizer
            from transformers.utils import logging

        logging.set_verbosity_error()  # the loader reports the unused pooler at length
        logging.disable_progress_bar()
        raw: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        config = ParserConfig(**{k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()})  # type: ignore[arg-type]
        bert = AutoModel.from_pretrained(encoder, add_pooling_layer=False, local_files_only=True)
        tensors = {k: v.float() for k, v in load_file(folder / "weights.safetensors").items()}
        with torch.no_grad():
            for name, parent, attribute in adapted_layers(bert):
                update = tensors.pop(f"lora.{name}.up") @ tensors.pop(f"lora.{name}.down")
                getattr(parent, attribute).weight.add_(update)
        network = ParserNetwork(config, bert)
        network.load_state_dict(tensors, strict=False)
        network.eval()
        lemmas = json.loads((folder / LEMMAS).read_text(encoding="utf-8"))
        return cls(network, AutoTokenizer.from_pretrained(encoder, local_files_only=True), lemmas)

    def encode(self, sentences: Sequence[Sequence[str]]) -> dict[str, Tensor]:
        """Tensors for a batch of tokenised sentences, as :meth:`ParserNetwork.words` takes them."""
        coded = self.tokenizer(
            [list(s) for s in sentences],
            is_split_into_words=True,
            padding=True,
            truncation=True,
            max_length=MAX_PIECES + 2,
            return_tensors="pt",
        )
        width = max(map(len, sentences))
        owner = [[width if w is None else w for w in coded.word_ids(i)] for i in range(len(sentences))]
        pad = [[""] * (width - len(s)) for s in sentences]
        config = self.config
        return {
            "input_ids": coded["input_ids"],
            "attention_mask": coded["attention_mask"],
            "piece_word": torch.tensor(owner),
            "shape": torch.tensor(
                [
                    [bucket(word_shape(w), config.shape_rows) for w in (*s, *p)]
                    for s, p in zip(sentences, pad, strict=True)
                ]
            ),
            "suffix": torch.tensor(
                [
                    [bucket(w[-3:].lower(), config.suffix_rows) for w in (*s, *p)]
                    for s, p in zip(sentences, pad, strict=True)
                ]
            ),
        }

    def parse(self, sentences: Sequence[Sequence[str]], batch_words: int = 300) -> list[list[ParsedWord]]:
        """Analyse tokenised, non-empty sentences; results in the order given.

        Batches hold sentences of like length, about ``batch_words`` words each.
        """
        order = sorted(range(len(sentences)), key=lambda i: (len(sentences[i]), tuple(sentences[i])))
        results: list[list[ParsedWord]] = [[] for _ in sentences]
        batch: list[int] = []
        for i in order:
            if batch and (len(batch) + 1) * len(sentences[i]) > batch_words:
                self._parse_batch(sentences, batch, results)
                batch = []
            batch.append(i)
        if batch:
            self._parse_batch(sentences, batch, results)
        return results

    def _lemma(self, word: str, upos: str, scripts: Sequence[int]) -> str:
        """Looked up where the treebanks have the inflected word; else by the likeliest script that makes a
        known lemma; else by the likeliest. ``scripts``: indices into the label set, best first."""
        if found := self.forms.get(f"{word.lower()} {upos}"):
            return found
        candidates = [apply_lemma_script(word, self.config.lemma[k]) for k in scripts]
        known = self.known.get(upos, frozenset())
        return next((c for c in candidates if c.lower() in known), candidates[0])

    def _parse_batch(
        self, sentences: Sequence[Sequence[str]], batch: list[int], results: list[list[ParsedWord]]
    ) -> None:
        with torch.inference_mode():
            scores = {k: v.float() for k, v in self.network(self.encode([sentences[i] for i in batch])).items()}
        tags = {name: scores[name].argmax(-1).numpy() for name in ("upos", "xpos", "feats")}
        scripts = scores["lemma"].topk(4).indices.tolist()
        entity = scores["entity"].log_softmax(-1).numpy()
        arcs = scores["arc"].log_softmax(-1).numpy()
        rels = scores["rel"].argmax(1).numpy()
        config = self.config
        for row, i in enumerate(batch):
            words = sentences[i]
            n = len(words)
            heads = decode_tree(arcs[row, :n, : n + 1])
            spans = decode_entities(entity[row, :n], config.entity)
            results[i] = [
                ParsedWord(
                    upos=config.upos[tags["upos"][row, k]],
                    xpos=config.xpos[tags["xpos"][row, k]],
                    feats=config.feats[tags["feats"][row, k]],
                    lemma=self._lemma(word, config.upos[tags["upos"][row, k]], scripts[row][k]),
                    head=heads[k] - 1,
                    deprel="root" if heads[k] == 0 else config.deprel[rels[row, k, heads[k]]],
                    entity=spans[k],
                )
                for k, word in enumerate(words)
            ]


def decode_entities(scores: NDArray[np.float32], labels: Sequence[str]) -> list[str]:
    """Viterbi over IOB2: the best tag sequence in which I-X follows only B-X or I-X.

    ``scores``: (words, labels) log probabilities.
    """
    allowed = np.array(
        [[0.0 if b[0] != "I" or (a[2:] == b[2:] and a != "O") else -np.inf for b in labels] for a in labels]
    )
    best = scores[0] + np.array([-np.inf if label[0] == "I" else 0.0 for label in labels])
    back = np.zeros(scores.shape, dtype=int)
    for k in range(1, len(scores)):
        step = best[:, None] + allowed
        back[k] = step.argmax(0)
        best = step.max(0) + scores[k]
    path = [int(best.argmax())]
    for k in range(len(scores) - 1, 0, -1):
        path.append(int(back[k, path[-1]]))
    return [labels[k] for k in reversed(path)]


def decode_tree(scores: NDArray[np.float32]) -> list[int]:
    """The best tree with exactly one root: (words, words + 1) -> head of each word, 0 = root.

    The greedy choice is nearly always a tree; otherwise Chu-Liu/Edmonds, with every arc from the root so
    dear that only one is taken.
    """
    scores = scores.astype(np.float64)
    n = len(scores)
    scores[np.arange(n), np.arange(1, n + 1)] = -1e9
    greedy = scores.argmax(1)
    if (greedy == 0).sum() == 1 and not find_cycle([0, *map(int, greedy)]):
        return [int(h) for h in greedy]
    scores[:, 0] -= 1e5
    return maximum_arborescence(np.vstack([np.full(n + 1, -1e9), scores]))[1:]


def find_cycle(heads: Sequence[int]) -> list[int]:
    """The nodes of one cycle in heads (node 0 is the root), or nothing."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        node, path = start, []
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for k in path:
            state[k] = 2
    return []


def maximum_arborescence(scores: NDArray[np.float64]) -> list[int]:
    """Chu-Liu/Edmonds: (n, n) scores of dependent x head, node 0 the root -> head of each node."""
    heads = [0, *(int(h) for h in scores[1:].argmax(1))]
    cycle = find_cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    rest = [k for k in range(len(scores)) if k not in inside]
    total = sum(scores[k, heads[k]] for k in cycle)
    size = len(rest) + 1  # the contracted cycle is the last node
    small = np.full((size, size), -1e9)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    enter, leave = {}, {}
    for a, node in enumerate(rest):
        gains = [total - scores[k, heads[k]] + scores[k, node] for k in cycle]
        enter[a] = cycle[int(np.argmax(gains))]
        small[-1, a] = max(gains)
        outs = [scores[node, k] for k in cycle]
        leave[a] = cycle[int(np.argmax(outs))]
        small[a, -1] = max(outs)
    small[0] = -1e9
    solved = maximum_arborescence(small)
    for a, node in enumerate(rest[1:], 1):
        heads[node] = leave[a] if solved[a] == size - 1 else rest[solved[a]]
    heads[enter[solved[-1]]] = rest[solved[-1]]
    return heads
