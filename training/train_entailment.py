"""Fine-tune the bundled MiniLM into an entailment model (a cross-encoder over premise and hypothesis).

    python training/train_entailment.py NLI_TRAIN.jsonl.gz FIRST_DIR [--epochs 2] [--seed 1]
    python training/train_entailment.py NLI_TRAIN.jsonl.gz OUT_DIR --start FIRST_DIR --facts training/facts
    python training/train_entailment.py NLI_TRAIN.jsonl.gz OUT_DIR --start BEFORE_DIR --facts ... --documents TREEBANKS

Each line of NLI_TRAIN holds premise, hypothesis, label (entailment, neutral, contradiction) and source.
Two kinds of pairs are added (added_pairs.py), which the pool is short of: statements on one topic that
neither follow from nor contradict each other, and statements that differ in a number. The second command
goes on with sentences of news reports, labelled by the facts that they tell (fact_pairs.py), beside a part
of the first pairs, the third one with sentences of real documents too (document_pairs.py). What is learned
is stored as its difference from the bundled encoder (checker/models/entail.py); the figures go to
OUT_DIR/figures.json, the model card is training/entailment.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from added_pairs import identical_pairs, number_pairs, topic_pairs
from datasets import Dataset
from document_pairs import document_pairs
from fact_pairs import fact_pairs
from sentence_transformers.base.sampler import DefaultBatchSampler
from sentence_transformers.cross_encoder import CrossEncoder, CrossEncoderTrainer, CrossEncoderTrainingArguments
from sentence_transformers.cross_encoder.losses import CrossEntropyLoss

from checker.models.entail import LABELS, MAX_LENGTH, EntailmentConfig, load_entailment, new_network, save_entailment
from claims.syntax.minilm import minilm_folder

Pair = dict[str, str]


PLACES = ("pool", "out", "limit", "start", "facts", "documents")
"""Options that say where something is rather than how to train."""
LONGEST = 350
"""Characters of a premise; claims are clauses, and whole passages only take time."""
HELD_OUT_SEED = 1
"""Whatever the seed of a training, so that no step learns what another one holds out."""
MOST = {"semantoneg": 3000, "conjnli_adv15k": 8000, "wikifactcheck_neg": 3000}
"""Pairs taken of a source that is made by rule, or that has one label only."""


def read_pool(path: Path, seed: int) -> list[Pair]:
    """The pairs, without passages, pairs of the same statement twice and most of what is made by rule."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        pool = [json.loads(line) for line in file]
    random.Random(seed).shuffle(pool)
    taken: Counter[str] = Counter()
    kept = []
    for pair in pool:
        premise, hypothesis, source = pair["premise"], pair["hypothesis"], pair["source"]
        if not (0 < len(premise.strip()) <= LONGEST and hypothesis.strip()) or premise == hypothesis:
            continue
        taken[source] += 1
        if taken[source] <= MOST.get(source, len(pool)):
            kept.append(pair)
    return kept


def hold_out(pool: list[Pair], size: int, seed: int) -> tuple[list[Pair], list[Pair]]:
    """(training, held out) with no premise in both."""
    premises = sorted({pair["premise"] for pair in pool})
    held = set(random.Random(seed).sample(premises, size))
    return [p for p in pool if p["premise"] not in held], [p for p in pool if p["premise"] in held]


class LengthBatchSampler(DefaultBatchSampler):
    """Random batches of pairs of like length, so that little is padded."""

    def __init__(self, dataset: Any, batch_size: int, drop_last: bool = False, **rest: Any) -> None:
        super().__init__(dataset, batch_size=batch_size, drop_last=drop_last, **rest)
        self.size = batch_size
        self.lengths = [len(p) + len(h) for p, h in zip(dataset["premise"], dataset["hypothesis"], strict=True)]

    def __iter__(self) -> Iterator[list[int]]:
        draw = random.Random(self.seed + 1000 * self.epoch)
        order = list(range(len(self.lengths)))
        draw.shuffle(order)
        pool = 100 * self.size
        batches = []
        for start in range(0, len(order), pool):
            part = sorted(order[start : start + pool], key=lambda i: self.lengths[i])
            batches += [part[i : i + self.size] for i in range(0, len(part), self.size)]
        draw.shuffle(batches)
        yield from batches

    def __len__(self) -> int:
        pool = 100 * self.size
        return sum(-(-min(pool, len(self.lengths) - s) // self.size) for s in range(0, len(self.lengths), pool))


def as_dataset(pairs: Sequence[Pair]) -> Dataset:
    return Dataset.from_dict(
        {
            "premise": [p["premise"] for p in pairs],
            "hypothesis": [p["hypothesis"] for p in pairs],
            "label": [LABELS.index(p["label"]) for p in pairs],
        }
    )


def train(pairs: Sequence[Pair], out: Path, options: argparse.Namespace) -> CrossEncoder:
    model = new_network(attention="eager")  # the fastest of the implementations for short pairs on a CPU
    if options.start:
        model.model.load_state_dict(load_entailment(options.start)[0].model.state_dict())
    encoder = model.model
    encoder.bert.embeddings.requires_grad_(False)
    for module in encoder.bert.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0  # drawing the masks takes longer on a CPU than the rest of the step; weights decay instead
    arguments = CrossEncoderTrainingArguments(
        output_dir=str(out / "checkpoints"),
        num_train_epochs=options.epochs,
        per_device_train_batch_size=options.batch,
        learning_rate=options.rate,
        warmup_steps=0.06,
        weight_decay=0.05,
        bf16=True,
        use_cpu=True,
        seed=options.seed,
        batch_sampler=LengthBatchSampler,
        save_steps=500,
        save_total_limit=3,
        save_only_model=True,
        logging_steps=200,
        report_to=[],
    )
    loss = CrossEntropyLoss(model, **({"label_smoothing": options.smoothing} if options.smoothing else {}))
    CrossEncoderTrainer(model=model, args=arguments, train_dataset=as_dataset(pairs), loss=loss).train()
    return model


def averaged(model: CrossEncoder, start: Path, share: float) -> None:
    """Move the weights back towards those that the training started from, ``share`` of the way being the trained ones:
    what was learned before is lost less (Wortsman et al. 2022, Robust fine-tuning of zero-shot models)."""
    before = load_entailment(start)[0].model.state_dict()
    after = model.model.state_dict()
    mean = {k: torch.lerp(before[k].float(), v.float(), share) for k, v in after.items() if v.is_floating_point()}
    model.model.load_state_dict({**after, **mean})


def chosen_facts(options: argparse.Namespace) -> list[Pair]:
    """Pairs of the marked events and groups: all of the files that are new, so many at most of the others."""
    files = set(options.facts.glob("*.txt")) if options.facts else set()
    new = {f for f in files if options.new and f.match(options.new)}
    old_pairs = fact_pairs(files - new, options.seed)
    random.Random(options.seed).shuffle(old_pairs)
    return fact_pairs(new, options.seed) + old_pairs[: options.most_facts]


def scores(model: CrossEncoder, pairs: Sequence[Pair]) -> tuple[np.ndarray, np.ndarray]:
    """(n, 3) logits and (n,) gold labels."""
    model.eval()
    logits = model.predict(
        [(p["premise"], p["hypothesis"]) for p in pairs],
        batch_size=64,
        activation_fn=torch.nn.Identity(),
        show_progress_bar=False,
    )
    return np.asarray(logits), np.array([LABELS.index(p["label"]) for p in pairs])


def fit_temperature(logits: np.ndarray, gold: np.ndarray) -> float:
    """The softmax temperature with the least log loss (Guo et al. 2017)."""

    def loss(temperature: float) -> float:
        scaled = torch.log_softmax(torch.tensor(logits) / temperature, dim=-1)
        return float(-scaled[torch.arange(len(gold)), torch.tensor(gold)].mean())

    return min((round(0.5 + 0.05 * k, 2) for k in range(60)), key=loss)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pool", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=float, default=2)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--smoothing", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=Path, help="a folder of weights to go on from, trained with the same seed")
    parser.add_argument("--facts", type=Path, help="a folder of marked events and groups to learn from (fact_pairs.py)")
    parser.add_argument("--most-facts", type=int, help="of those, that many pairs at most")
    parser.add_argument("--new", help="a pattern of files of FACTS ('groups_short_*'): all their pairs are added")
    parser.add_argument("--documents", type=Path, help="a folder of treebanks to learn from (document_pairs.py)")
    parser.add_argument("--average", type=float, help="share of the trained weights, beside those of START")
    parser.add_argument("--replay", type=int, default=15000, help="pairs that are learned again beside those facts")
    parser.add_argument("--limit", type=int, help="train on that many pairs only (to try the script)")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    pool, held = hold_out(read_pool(options.pool, HELD_OUT_SEED), 1500, HELD_OUT_SEED)
    added = [
        *identical_pairs(pool, 2000, options.seed),
        *topic_pairs(pool, 9000, options.seed),
        *number_pairs(pool, 9000, options.seed),
    ]
    pairs = [*pool, *added]
    random.Random(options.seed).shuffle(pairs)
    facts = chosen_facts(options)
    documents = document_pairs(options.documents, options.seed) if options.documents else []
    if facts or documents:
        pairs = [*facts, *documents, *pairs[: options.replay]]
        random.Random(options.seed).shuffle(pairs)
    pairs = pairs[: options.limit]
    parts = f"{len(facts)} of facts, {len(documents)} of documents"
    print(f"{len(pairs)} pairs, of them {parts}; {len(held)} held out", flush=True)
    options.out.mkdir(parents=True, exist_ok=True)
    model = train(pairs, options.out, options)
    if options.start and options.average is not None:
        averaged(model, options.start, options.average)
    logits, gold = scores(model, held)
    temperature = fit_temperature(logits, gold)
    save_entailment(model, options.out, EntailmentConfig(MAX_LENGTH, temperature, options.seed))
    figures = {
        "pairs": len(pairs),
        "added": sum(p["source"].startswith("added") for p in pairs) - len(facts) - len(documents),
        "facts": len(facts),
        "documents": len(documents),
        "held_out": len(held),
        "accuracy": round(float((logits.argmax(1) == gold).mean()), 4),
        "options": {k: v for k, v in vars(options).items() if k not in PLACES},
        "base": minilm_folder().name,
    }
    (options.out / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(figures, flush=True)


if __name__ == "__main__":
    main()
