"""Speed: from files to findings, against a cross-encoder that scores every pair of sentences.

    python benchmarks/pairs.py FOLDER... [--articles 3 5 10 20] [--sample 384] [--entailment none]

Each FOLDER holds the articles of one event. For each number of articles, that many are taken from the folders
in turn and checked from file to findings, without a cache. The same work for a cross-encoder is one pass over
every pair of sentences of different articles, in one direction; it has the size of the bundled MiniLM, with
untrained weights, which take the same time. It is timed on a sample of the pairs, and the whole is
extrapolated where the sample is smaller. Both run in this process, one after the other, on one thread, with
the models loaded before; the seconds are processor time, so that what else runs on the machine matters little.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from itertools import chain, combinations
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from checker import check
from checker.config import Config
from claims import read_articles
from claims.syntax.minilm import minilm_folder
from claims.text.sentences import split_sentences
from claims.types import Article

SUFFIXES = frozenset({".txt", ".md", ".html"})
LONGEST = 128  # pieces of a pair, as in the entailment model


class Timing(NamedTuple):
    """``considered``: pairs of claims that crosscheck considered, most of which it puts aside uncompared; ``sampled``:
    pairs the cross-encoder was timed on."""

    articles: int
    sentences: int
    pairs: int
    considered: int
    seconds: float
    sampled: int
    sample_seconds: float

    @property
    def cross_seconds(self) -> float:
        """All pairs with the cross-encoder."""
        return self.sample_seconds * self.pairs / max(1, self.sampled)


def article_files(folders: Sequence[Path], count: int) -> list[Path]:
    """The first ``count`` articles, folder by folder; raises SystemExit where there are fewer."""
    files = [
        path for folder in folders for path in sorted(folder.iterdir()) if path.is_file() and path.suffix in SUFFIXES
    ]
    if len(files) < count:
        raise SystemExit(f"{count} articles asked for, but the folders hold {len(files)}: give more folders")
    return files[:count]


def sentence_pairs(articles: Sequence[Article]) -> list[tuple[str, str]]:
    """All pairs of sentences of different articles, each once."""
    texts = [[a.text[s.start : s.end] for s in split_sentences(a.text)] for a in articles]
    return list(chain.from_iterable(((x, y) for x in a for y in b) for a, b in combinations(texts, 2)))


def cross_encoder() -> Any:
    """MiniLM over two sentences at once, with three untrained outputs."""
    from sentence_transformers import CrossEncoder
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    return CrossEncoder(str(minilm_folder()), num_labels=3, max_length=LONGEST, device="cpu", local_files_only=True)


def timing(files: Sequence[Path], config: Config, scorer: Any, sample: int, seed: int = 1) -> Timing:
    """Both ways, one after the other."""
    started = time.process_time()
    articles = read_articles(files)
    result = check(articles, config=config)
    seconds = time.process_time() - started
    pairs = sentence_pairs(articles)
    drawn = random.Random(seed).sample(pairs, min(sample, len(pairs)))  # noqa: S311
    started = time.process_time()
    scorer.predict(drawn, batch_size=64, show_progress_bar=False)
    spent = time.process_time() - started
    sentences = sum(len(reading.sentences) for reading in result.readings)
    return Timing(len(articles), sentences, len(pairs), result.coverage.pairs, seconds, len(drawn), spent)


def line(t: Timing) -> str:
    """A row of the table in Markdown."""
    whole = "" if t.sampled == t.pairs else " (extrapolated)"
    return (
        f"| {t.articles} | {t.sentences} | {t.pairs:,} | {t.seconds:.1f} s | {t.pairs / t.seconds:,.0f} "
        f"| {t.considered / t.seconds:,.0f} | {t.cross_seconds:,.0f} s{whole} | {t.pairs / t.cross_seconds:,.0f} "
        f"| {t.cross_seconds / t.seconds:.0f} |"
    )


def main() -> None:
    """Print the table, size by size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", help="folders of articles on one event each")
    parser.add_argument("--articles", type=int, nargs="+", default=[3, 5, 10, 20], help="numbers of articles")
    parser.add_argument("--sample", type=int, default=384, help="sentence pairs to time the cross-encoder on")
    parser.add_argument("--entailment", default="", help="as in crosscheck: 'none' to do without the entailment model")
    arguments = parser.parse_args()
    config = Config(use_cache=False, entailment=arguments.entailment)
    import torch

    torch.set_num_threads(1)
    largest = article_files(arguments.folders, max(arguments.articles))
    scorer = cross_encoder()
    scorer.predict([("A dog barked.", "A cat slept.")] * 8, show_progress_bar=False)
    check(read_articles(largest[:2]), config=config)  # loads every model and table
    columns = (
        "articles | sentences | sentence pairs | crosscheck | pairs a second | claim pairs considered a second "
        "| cross-encoder, all pairs | pairs a second | times faster"
    )
    sys.stdout.write(f"| {columns} |\n|{'---|' * 9}\n")
    for count in arguments.articles:
        sys.stdout.write(line(timing(largest[:count], config, scorer, arguments.sample)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
