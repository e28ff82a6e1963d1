"""How near two statements are, and how likely one follows from the other by that alone.

    python benchmarks/nearness.py NLI_TRAIN.jsonl.gz

Two measures of the bundled encoder: the cosine of the statements, and how well the hypothesis is covered, piece by
piece (the recall of BERTScore, Zhang et al. 2020). The command fits a logistic regression to them on pairs that
people labelled (lines with premise, hypothesis, label and source) and prints the weights that stand below. It
knows no negation and no order of words; what it adds to an entailment model is that it does not depend on the
kind of text that the model was trained on.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import string
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from claims.syntax.minilm import minilm_folder

if TYPE_CHECKING:
    from torch import Tensor

COSINE, RECALL, BIAS = 0.43, 5.77, -4.16
"""Weights of the logistic regression; entailed pairs weigh as much as the others."""
BY_RULE = ("conjnli_adv15k", "wikifactcheck_neg", "breaking_words", "semantoneg")
"""Sources of the pool that nobody labelled pair by pair; nearness is the same in all of their classes."""
SAMPLE = 4000
EMPTY = """
    a an the of in on at to for from by with and or but is are was were be been being am has have had do does did
    will would can could may might must shall should that this these those it its he she they we i you his her their
    our your who which what when where while as if than then there here s say says said
"""
"""Pieces that say little by themselves; punctuation is another."""


class Nearness(NamedTuple):
    """``cosine`` of the statements; ``recall``: mean over the pieces of the hypothesis that say something of
    their greatest cosine with a piece of the premise."""

    cosine: float
    recall: float

    @property
    def follows(self) -> float:
        """The probability that the hypothesis follows, in company in which half of them do."""
        return 1 / (1 + math.exp(-(COSINE * self.cosine + RECALL * self.recall + BIAS)))


class Encoded(NamedTuple):
    """A statement's unit vector, those of its pieces, and which of the pieces say something."""

    whole: Tensor
    pieces: Tensor
    telling: Tensor


def nearness(pairs: Sequence[tuple[str, str]]) -> list[Nearness]:
    """(premise, hypothesis) pairs -> how near they are, all encoded in one batch."""
    known = encoded(sorted({text for pair in pairs for text in pair}))
    found = []
    for premise, hypothesis in pairs:
        there, here = known[premise], known[hypothesis]
        own = here.pieces[here.telling] if bool(here.telling.any()) else here.pieces
        best = (own @ there.pieces.T).max(dim=1).values
        found.append(Nearness(float(there.whole @ here.whole), float(best.mean())))
    return found


def encoded(texts: Sequence[str]) -> dict[str, Encoded]:
    """Each text with its vectors; the marks at its ends are no pieces."""
    import torch

    model, silent = encoder()
    found = {}
    rows = model.encode(list(texts), output_value=None, batch_size=64, show_progress_bar=False)
    for text, row in zip(texts, rows, strict=True):
        length = int(row["attention_mask"].sum())
        pieces = torch.nn.functional.normalize(row["token_embeddings"][1 : length - 1].float(), dim=1)
        telling = torch.tensor([int(k) not in silent for k in row["input_ids"][1 : length - 1]], dtype=torch.bool)
        whole = torch.nn.functional.normalize(row["sentence_embedding"].float(), dim=0)
        found[text] = Encoded(whole, pieces, telling)
    return found


@cache
def encoder() -> tuple[Any, frozenset[int]]:
    """The bundled encoder and the numbers of the pieces that say little."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(minilm_folder()), device="cpu")
    return model, frozenset(model.tokenizer.convert_tokens_to_ids([*EMPTY.split(), *string.punctuation]))


def fit(pool: Path) -> tuple[tuple[float, float, float], float]:
    """(weights of cosine, recall and 1, accuracy on the half of the sample that they were not fitted on)."""
    from sklearn.linear_model import LogisticRegression

    with gzip.open(pool, "rt", encoding="utf-8") as file:
        rows = [row for row in map(json.loads, file) if row["source"] not in BY_RULE]
    rows = random.Random(1).sample(rows, min(SAMPLE, len(rows)))  # noqa: S311
    near = nearness([(row["premise"], row["hypothesis"]) for row in rows])
    follows = [row["label"] == "entailment" for row in rows]
    half = len(rows) // 2
    model = LogisticRegression(C=1000, class_weight="balanced").fit(near[:half], follows[:half])
    accuracy = float(model.score(near[half:], follows[half:]))
    cosine, recall = (round(float(w), 2) for w in model.coef_[0])
    return (cosine, recall, round(float(model.intercept_[0]), 2)), accuracy


def main() -> None:
    """Print the weights and how often they are right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pool", type=Path, help="pairs to fit the weights on, gzipped JSON lines")
    weights, accuracy = fit(parser.parse_args().pool)
    sys.stdout.write(f"COSINE, RECALL, BIAS = {', '.join(map(str, weights))}\n{accuracy:.1%} of the other half right\n")


if __name__ == "__main__":
    main()
