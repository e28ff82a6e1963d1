"""Fit the weights by which two articles tell of one story (checker/story.py).

    python training/fit_story.py FOLDER... [--seed 1]

Each FOLDER holds folders of articles on one event each. Pairs of articles of one event tell of one story, pairs of two
events of one FOLDER, MOST_FOREIGN times as many at most, of two. Prints the weights of a logistic regression,
divided by SCALE, and how many of either kind stand on the wrong side of ONE_STORY.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
from fit_judge import is_invented
from sklearn.linear_model import LogisticRegression

from checker.align import is_dateline, mask_numbers
from checker.config import Config
from checker.models.encode import Vectors, make_encoder
from checker.story import ONE_STORY, WEIGHTS, Gist, gist_of, likeness
from claims.extract import read_claims
from claims.reading.articles import read_articles

SCALE = 16
MOST_FOREIGN = 20
FOREIGN_WEIGHT, INVENTED_WEIGHT = 0.3, 0.05
"""Of a pair of two stories, of which there are more, and of articles written for this project, which are shorter and
share fewer words."""


class Told(NamedTuple):
    """An article, by its event: the mean of its statements, and its gist."""

    event: str
    mean: Vectors
    gist: Gist


class Example(NamedTuple):
    """``found``: the values of WEIGHTS; ``one``: of one story."""

    found: tuple[float, ...]
    one: bool
    weight: float


def told(root: Path) -> Iterator[Told]:
    """The articles of a folder of events."""
    encoder = make_encoder(Config())
    for folder in sorted(p.parent for p in root.glob("*/a.txt")):
        for reading in read_claims(read_articles(sorted(folder.glob("[a-z].txt")))):
            claims = [c for c in reading.claims if not is_dateline(c, reading.article.text)]
            if claims:
                mean = encoder.encode([mask_numbers(c.statement) for c in claims]).mean(0)
                gist = gist_of(reading.claims, reading.article.published)
                yield Told(folder.name, mean / np.linalg.norm(mean), gist)


def examples(articles: Sequence[Told], weight: float, draw: random.Random) -> Iterator[Example]:
    """All pairs of one event, and some of two; ``weight``: of a pair of one event."""
    pairs = list(combinations(articles, 2))
    own = [pair for pair in pairs if pair[0].event == pair[1].event]
    foreign = [pair for pair in pairs if pair[0].event != pair[1].event]
    for a, b in [*own, *draw.sample(foreign, min(len(foreign), MOST_FOREIGN * len(own)))]:
        found = likeness(round(float(a.mean @ b.mean), 4), a.gist, b.gist)
        one = a.event == b.event
        yield Example(tuple(found[name] for name in WEIGHTS), one, weight if one else weight * FOREIGN_WEIGHT)


def weight_of(root: Path) -> float:
    """INVENTED_WEIGHT for folders whose events were written for this project, else 1."""
    return INVENTED_WEIGHT if all(is_invented(p.parent) for p in root.glob("*/meta.json")) else 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    rows = [row for root in options.folders for row in examples(list(told(root)), weight_of(root), draw)]
    x, one, weight = np.array([r.found for r in rows]), np.array([r.one for r in rows]), [r.weight for r in rows]
    model = LogisticRegression(C=10.0, max_iter=5000).fit(x, one, sample_weight=np.array(weight) / INVENTED_WEIGHT)
    weights, bias = model.coef_[0] / SCALE, float(model.intercept_[0]) / SCALE
    print({name: round(float(w), 3) for name, w in zip(WEIGHTS, weights, strict=True)}, "OPEN", round(-bias, 3))
    likely = x @ weights + bias >= ONE_STORY
    missed, wrong = (one & ~likely).sum(), (~one & likely).sum()
    print(f"{len(rows)} pairs; of one story {one.sum()}, missed {missed}; of two {(~one).sum()}, taken for one {wrong}")


if __name__ == "__main__":
    main()
