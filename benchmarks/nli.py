"""Accuracy on sentence pairs with entailment labels: the entailment model, the slots, and both.

    python benchmarks/nli.py NLI_FOLDER [--model FOLDER] [--slots] [--only NAME]

NLI_FOLDER holds one file a set, NAME.jsonl, whose lines have premise, hypothesis and label. *Model* is the
entailment model alone. *Slots* is the comparison of quantities alone (quantity_entailment.py), with no
neural verdict: a pair without a figure in its hypothesis counts as neutral. *Both* lets the quantities correct
the model; where figures agree and the model is not sure, it is how near the statements are that decides
(nearness.py). Sets with two classes: where there is no contradiction, a pair is entailed if that is likelier than
not; where there is no neutral, if entailment is likelier than contradiction, and the slots' neutral is 'not
entailed'. The published figures are those of the full sets (Ravichander et al. 2019, EQUATE), of which the
folder may hold a part.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))

from nearness import nearness
from quantity_entailment import (
    QuantityVerdict,
    Side,
    combine,
    judge_sides,
    nouns_of,
    side_of,
    with_premise_figures,
)

from checker.models.encode import SentenceEncoder
from checker.models.entail import LABELS
from checker.words.lexicon import WordVectors
from claims.extract import read_claims
from claims.types import Article

if TYPE_CHECKING:
    from checker.models.entail import Entailment

SETS = (
    "newsnli", "rte_quant", "redditnli", "stresstest", "awpnli",
    "fever_symmetric", "breaking_numbers", "conjnli_dev", "mnli_dev",
)  # fmt: skip
PUBLISHED = {  # majority class, BERT, Q-REAS
    "newsnli": (50.7, 72.8, 61.1),
    "rte_quant": (57.8, 57.2, 56.6),
    "redditnli": (58.4, 49.6, 50.8),
    "stresstest": (33.3, 36.9, 63.3),
    "awpnli": (50.0, 42.2, 71.5),
}
Row = Sequence[float] | NDArray[np.float32]


class Pair(NamedTuple):
    """One line of a set."""

    premise: str
    hypothesis: str
    label: str


def read_set(path: Path) -> list[Pair]:
    """The pairs of a file; raises SystemExit with the line where it is malformed."""
    pairs = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            pair = Pair(row["premise"], row["hypothesis"], row["label"])
        except (ValueError, KeyError, TypeError):
            pair = Pair("", "", "")
        if pair.label not in LABELS:
            raise SystemExit(f"{path}:{number}: not a JSON object with premise, hypothesis and a label of {LABELS}")
        pairs.append(pair)
    return pairs


def decide(row: Row, classes: Iterable[str]) -> str:
    """The class that (contradiction, entailment, neutral) speak for, among those of the set."""
    present = set(classes)
    contradiction, entailment, neutral = row
    if "contradiction" not in present:
        return "entailment" if entailment > contradiction + neutral else "neutral"
    if "neutral" not in present:
        return "entailment" if entailment > contradiction else "contradiction"
    return LABELS[max(range(3), key=lambda k: row[k])]


def accuracy(rows: Iterable[Row], pairs: Sequence[Pair]) -> float:
    """Percent right."""
    classes = {p.label for p in pairs}
    right = sum(decide(row, classes) == p.label for row, p in zip(rows, pairs, strict=True))
    return 100 * right / len(pairs)


def read_sides(pairs: Sequence[Pair]) -> dict[str, Side]:
    """What is read in each text of a set, in one batch."""
    texts = sorted({text for p in pairs for text in (p.premise, p.hypothesis)})
    readings = read_claims([Article(str(k), text) for k, text in enumerate(texts)])
    return dict(zip(texts, map(side_of, readings), strict=True))


def verdicts(pairs: Sequence[Pair]) -> list[QuantityVerdict]:
    """What the quantities say of each pair."""
    sides = read_sides(pairs)
    words = WordVectors(SentenceEncoder(), nouns_of(list(sides.values())))
    return [judge_sides(sides[p.premise], sides[p.hypothesis], words.similarity) for p in pairs]


def slot_row(verdict: QuantityVerdict) -> Row:
    """A verdict as a row that is sure of itself; no verdict is neutral."""
    return tuple(float((verdict.label or "neutral") == label) for label in LABELS)


class Figures(NamedTuple):
    """Percent right of each way, None where it was not asked for."""

    pairs: int
    majority: float
    model: float | None
    slots: float
    both: float | None


def measure(pairs: Sequence[Pair], model: Entailment | None) -> Figures:
    """The figures of one set."""
    judged = verdicts(pairs)
    majority = 100 * max(Counter(p.label for p in pairs).values()) / len(pairs)
    slots = accuracy([slot_row(v) for v in judged], pairs)
    if model is None:
        return Figures(len(pairs), majority, None, slots, None)
    plain = model.judge([(p.premise, p.hypothesis) for p in pairs])
    rest = model.judge([(p.premise, with_premise_figures(p.hypothesis, v)) for p, v in zip(pairs, judged, strict=True)])
    near = nearness([(p.premise, p.hypothesis) for p in pairs])
    both = [combine(v, row, n.follows) for v, row, n in zip(judged, rest, near, strict=True)]
    return Figures(len(pairs), majority, accuracy(plain, pairs), slots, accuracy(both, pairs))


def line(name: str, figures: Figures) -> str:
    """A row of the table in Markdown."""
    values = [figures.majority, figures.model, figures.slots, figures.both, *PUBLISHED.get(name, (None,) * 3)]
    cells = " | ".join("" if v is None else f"{v:.1f}" for v in values)
    return f"| {name} | {figures.pairs} | {cells} |"


def main() -> None:
    """Print the table, set by set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder with NAME.jsonl files")
    parser.add_argument("--model", default="", help="another cross-encoder, by name or folder; default: the bundled")
    parser.add_argument("--slots", action="store_true", help="the comparison of quantities alone, without the model")
    parser.add_argument("--only", choices=SETS, help="one set alone")
    arguments = parser.parse_args()
    model: Entailment | None = None
    if not arguments.slots:
        from checker.models.entail import EntailmentModel

        model = EntailmentModel(arguments.model)
    head = "set | pairs | majority | model | slots | both | published: majority | BERT | Q-REAS"
    sys.stdout.write(f"| {head} |\n|{'---|' * 9}\n")
    for name in [arguments.only] if arguments.only else SETS:
        path = arguments.folder / f"{name}.jsonl"
        if not path.is_file():
            sys.stderr.write(f"{path}: no such file, left out\n")
            continue
        sys.stdout.write(line(name, measure(read_set(path), model)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
