"""The dependency parser, tagger, lemmatiser and entity recogniser: one network, one pass.

A deep biaffine parser (Dozat & Manning 2017, "Deep Biaffine Attention for Neural Dependency
Parsing") on the MiniLM encoder that is installed anyway for the claim embeddings. The encoder's own
weights are not stored here: what was learned is a low-rank update of them (Hu et al. 2021, "LoRA"),
which is folded into the matrices when the model is loaded, and the heads. So the weights in the
repository stay at a few megabytes. Trained by training/train_parser.py.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from claims.syntax.bert import Bert, batches, load_sizes, load_tokenizer, load_weights, table
from claims.types import ParsedWord

LORA_LAYERS = ("query", "key", "value", "attention.output.dense", "intermediate.dense", "output.dense")
LEMMAS = "lemmas.json"
ENDINGS = {
    "VERB": frozenset({"s", "es", "d", "ed", "ing", "yies", "yied"}),
    "NOUN": frozenset({"s", "es", "yies"}),
    "ADJ": frozenset({"r", "er", "st", "est", "yier", "yiest"}),
}
"""Regular endings; those behind a 'y' that is dropped begin with it."""
MAX_PIECES = 512  # position embeddings of BERT


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
        """Every pair: (batch, n, width), (batch, m, width) -> (batch, outputs, n, m)."""
        return torch.einsum("bxi,oij,byj->boxy", with_one(x), self.weight, with_one(y))

    def paired(self, x: Tensor, y: Tensor) -> Tensor:
        """Each x with its own y: twice (n, width) -> (n, outputs)."""
        return torch.einsum("ni,oij,nj->no", with_one(x), self.weight, with_one(y))


def with_one(x: Tensor) -> Tensor:
    """(..., width) -> (..., width + 1), the last a constant for the bias."""
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


def mlp(inputs: int, outputs: int) -> nn.Sequential:
    """One hidden layer, as the biaffine scorers want for either side."""
    return nn.Sequential(nn.Linear(inputs, outputs), nn.GELU(), nn.Dropout(0.25))


class ParserNetwork(nn.Module):
    """Encoder, word features and heads. The encoder is any BERT of the transformers library, or claims.syntax.bert."""

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
        hidden = self._mixed(batch["input_ids"], batch["attention_mask"])
        size, count = batch["shape"].shape
        owned = (batch["piece_word"].unsqueeze(1) == torch.arange(count).unsqueeze(1)).to(hidden.dtype)
        pooled = owned @ hidden / owned.sum(-1, keepdim=True).clamp(min=1)  # the mean of a word's pieces
        form = torch.cat([self.shape(batch["shape"]), self.suffix(batch["suffix"])], -1)
        words = self.dropout(torch.cat([pooled, form.to(pooled.dtype)], -1))
        return torch.cat([self.root.to(words.dtype).expand(size, 1, -1), words], 1)

    def _mixed(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """The encoder's layers, each by its learned share: (batch, pieces, hidden)."""
        weights = torch.softmax(self.mix, 0)
        if isinstance(self.encoder, Bert):
            return self.encoder.mixed(input_ids, attention_mask, weights=weights.tolist())
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask, output_hidden_states=True)
        return torch.stack([w * h.float() for w, h in zip(weights, states.hidden_states, strict=True)]).sum(0)

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        """:meth:`words` -> scores: 'arc' (batch, words, words + 1), and one (batch, words, labels) for each tag."""
        deps = x[:, 1:]
        arcs = self.arc(self.arc_dep(deps), self.arc_head(x)).squeeze(1)
        return {"arc": arcs} | {name: layer(deps) for name, layer in self.tags.items()}

    def relations(self, x: Tensor, at: tuple[Tensor, Tensor, Tensor]) -> Tensor:
        """:meth:`words` and n arcs (row, dependent, head, as indices into ``x``) -> label scores (n, labels)."""
        row, dependent, head = at
        return self.rel.paired(self.rel_dep(x[row, dependent]), self.rel_head(x[row, head]))


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


class Pieces(NamedTuple):
    """A tokenised sentence as the network's input: word pieces with the word that owns each (None for [CLS]
    and [SEP]), and the embedding rows of each word's shape and suffix."""

    ids: list[int]
    owner: list[int | None]
    shape: list[int]
    suffix: list[int]


def _keeps_half(word: str, lemma: str) -> bool:
    """Whether a lemma begins as its word does, up to half of it: an irregular one is looked up, not made by the
    script of another word ('raids' is no 'ray')."""
    half = max(3, (len(word) + 1) // 2)
    return lemma[:half].lower() == word[:half].lower()


def _is_regular(word: str, lemma: str, upos: str) -> bool:
    """Whether a word is its lemma or a regular form of it: 'rammed' of 'ram'; not 'burst' of 'bur'."""
    word, lemma = word.lower(), lemma.lower()
    shared = next((k for k, (a, b) in enumerate(zip(word, lemma, strict=False)) if a != b), min(len(word), len(lemma)))
    rest, ending = lemma[shared:], word[shared:]
    if ending[:1] == lemma[-1:] and not rest and len(ending) > 2:
        ending = ending[1:]  # 'rammed'
    endings = ENDINGS.get(upos, frozenset())
    return word == lemma or (rest in ("", "e") and ending in endings) or (rest == "y" and f"y{ending}" in endings)


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
        raw: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        config = ParserConfig(**{k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()})  # type: ignore[arg-type]
        base = load_weights(encoder)
        tensors = {k: v.float() for k, v in load_file(folder / "weights.safetensors").items()}
        for name in [k.removesuffix(".up") for k in tensors if k.startswith("lora.") and k.endswith(".up")]:
            base[f"{name.removeprefix('lora.')}.weight"] += tensors.pop(f"{name}.up") @ tensors.pop(f"{name}.down")
        network = ParserNetwork(config, Bert(base, load_sizes(encoder)))
        network.load_state_dict(tensors, strict=False)
        network.eval()
        lemmas = json.loads((folder / LEMMAS).read_text(encoding="utf-8"))
        return cls(network, load_tokenizer(encoder, MAX_PIECES), lemmas)

    def encode(self, sentences: Sequence[Sequence[str]]) -> dict[str, Tensor]:
        """Tensors for a batch of tokenised sentences, as :meth:`ParserNetwork.words` takes them."""
        return collate(self.pieces(sentences))

    def pieces(self, sentences: Sequence[Sequence[str]]) -> list[Pieces]:
        """Sentences as the network's input; what lies behind the encoder's last position is cut off."""
        coded = self.tokenizer.encode_batch([list(s) for s in sentences], is_pretokenized=True)
        shapes, suffixes = self.config.shape_rows, self.config.suffix_rows
        features = {
            w: (bucket(word_shape(w), shapes), bucket(w[-3:].lower(), suffixes))
            for w in {w for s in sentences for w in s}
        }
        return [
            Pieces(c.ids, c.word_ids, [features[w][0] for w in s], [features[w][1] for w in s])
            for c, s in zip(coded, sentences, strict=True)
        ]

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[list[ParsedWord]]:
        """Analyse tokenised, non-empty sentences; results in the order given, each distinct sentence parsed once.

        Batches hold sentences of like length, so that little of the words' tables is padding.
        """
        distinct = sorted({tuple(s) for s in sentences})
        pieces = self.pieces(distinct) if distinct else []
        results: dict[tuple[str, ...], list[ParsedWord]] = {}
        with torch.inference_mode():
            for batch in batches([len(p.ids) for p in pieces]):
                chosen = [distinct[i] for i in batch]
                results |= zip(chosen, self._parse_batch(chosen, collate([pieces[i] for i in batch])), strict=True)
        return [results[tuple(s)] for s in sentences]

    def _lemma(self, word: str, upos: str, scripts: Sequence[int]) -> str:
        """Looked up where the treebanks have the inflected word; else by the likeliest script that makes a
        known lemma, if it can one of which the word is a regular form; else by the likeliest. ``scripts``: indices into
        the label set, best first."""
        if found := self.forms.get(f"{word.lower()} {upos}"):
            return found
        likeliest, *others = (apply_lemma_script(word, self.config.lemma[k]) for k in scripts)
        known = self.known.get(upos)
        if known is None:
            return likeliest
        candidates = [
            c for c in (likeliest, *others) if c.lower() in known and (c == likeliest or _keeps_half(word, c))
        ]
        regular = (c for c in candidates if _is_regular(word, c, upos))
        return next(regular, candidates[0] if candidates else likeliest)

    def _parse_batch(self, sentences: Sequence[Sequence[str]], batch: dict[str, Tensor]) -> list[list[ParsedWord]]:
        config = self.config
        words = self.network.words(batch)
        scores = {name: table.float() for name, table in self.network(words).items()}
        lengths = [len(s) for s in sentences]
        trees = [decode_tree(t[:n, : n + 1]) for t, n in zip(scores["arc"].numpy(), lengths, strict=True)]
        spans = [decode_entities(t[:n], config.entity) for t, n in zip(scores["entity"].numpy(), lengths, strict=True)]
        arcs = [(row, k + 1, head) for row, heads in enumerate(trees) for k, head in enumerate(heads)]
        row, dependent, head = torch.tensor(arcs).T
        relations = torch.split(self.network.relations(words, (row, dependent, head)).argmax(-1), lengths)
        tags = [scores[name].argmax(-1).tolist() for name in ("upos", "xpos", "feats")]
        scripts = scores["lemma"].topk(4).indices.tolist()
        columns = zip(*tags, scripts, trees, [r.tolist() for r in relations], spans, strict=True)
        return [
            [self._word(*values) for values in zip(sentence, *column, strict=False)]  # tags are padded
            for sentence, column in zip(sentences, columns, strict=True)
        ]

    def _word(
        self, form: str, upos: int, xpos: int, feats: int, scripts: Sequence[int], head: int, relation: int, entity: str
    ) -> ParsedWord:
        config = self.config
        finite = config.xpos[xpos] in ("VBD", "VBZ", "VBP")  # 'rose' is hardly the flower if either tagger sees a verb
        return ParsedWord(
            upos=config.upos[upos],
            xpos=config.xpos[xpos],
            feats=config.feats[feats],
            lemma=self._lemma(form, "VERB" if finite and config.upos[upos] == "NOUN" else config.upos[upos], scripts),
            head=head - 1,
            deprel="root" if head == 0 else config.deprel[relation],
            entity=entity,
        )


def collate(sentences: Sequence[Pieces]) -> dict[str, Tensor]:
    """Padded tensors of one batch, as :meth:`ParserNetwork.words` takes them."""
    count = max(len(s.shape) for s in sentences)
    return {
        "input_ids": table([s.ids for s in sentences]),
        "attention_mask": table([[1] * len(s.ids) for s in sentences]),
        "piece_word": table([[count if w is None else w for w in s.owner] for s in sentences], count),
        "shape": table([s.shape for s in sentences]),
        "suffix": table([s.suffix for s in sentences]),
    }


def decode_entities(scores: NDArray[np.float32], labels: Sequence[str]) -> list[str]:
    """The best tag sequence of IOB2, in which I-X follows only B-X or I-X.

    ``scores``: (words, labels), as logits or log probabilities. The likeliest tags nearly always are such
    a sequence; otherwise Viterbi.
    """
    likeliest = [labels[k] for k in scores.argmax(1).tolist()]
    if all(b[0] != "I" or (a != "O" and a[2:] == b[2:]) for a, b in pairwise(["O", *likeliest])):
        return likeliest
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

    The greedy choice is nearly always a tree; otherwise Chu-Liu/Edmonds, and where that takes several
    roots, again with every arc from the root so dear that only one is taken.
    """
    n = len(scores)
    square = np.full((n + 1, n + 1), -1e9)
    square[1:] = scores
    square[np.arange(n + 1), np.arange(n + 1)] = -1e9
    heads = maximum_arborescence(square)
    if heads[1:].count(0) > 1:
        square[1:, 0] -= 1e5
        heads = maximum_arborescence(square)
    return heads[1:]


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
    heads = [0, *scores[1:].argmax(1).tolist()]
    cycle = find_cycle(heads)
    if not cycle:
        return heads
    rest = [k for k in range(len(scores)) if k not in set(cycle)]
    size = len(rest) + 1  # the contracted cycle is the last node
    into = scores[np.ix_(cycle, rest)] - scores[cycle, [heads[k] for k in cycle]][:, None]
    out_of = scores[np.ix_(rest, cycle)]
    small = np.full((size, size), -1e9)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    small[-1, :-1], small[:-1, -1] = into.max(0), out_of.max(1)
    small[0] = -1e9
    enter, leave = into.argmax(0), out_of.argmax(1)
    solved = maximum_arborescence(small)
    for a, node in enumerate(rest[1:], 1):
        heads[node] = cycle[leave[a]] if solved[a] == size - 1 else rest[solved[a]]
    heads[cycle[enter[solved[-1]]]] = rest[solved[-1]]
    return heads
