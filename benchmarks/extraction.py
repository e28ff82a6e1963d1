"""Measure how fast articles are read, where the time goes, and how well the parser does.

    python benchmarks/extraction.py PATHS... [--treebanks TREEBANKS_DIR]

PATHS are articles, or folders of them. They are read stage by stage as ``crosscheck`` reads them, in one thread
and without a cache, and in the same run their sentences are encoded with plain ``SentenceTransformer.encode``, for
comparison. Times are processor time, models loaded before; of several runs the median one is shown.

TREEBANKS_DIR, as training/train_parser.py wants it, adds the parser's figures on the EWT and UNER test sets, with
sentences cut by ``claims.text.sentences`` from the running text of each document.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import torch

import claims.extract
import claims.syntax.syntax
from claims.reading.articles import read_articles
from claims.syntax.minilm import minilm_folder
from claims.syntax.parser import Parser
from claims.text.sentences import split_sentences
from claims.types import Article
from training.train_parser import evaluate, read_split

READING = "reading files"
STAGES = {
    "sentences": (claims.extract, "split_sentences"),
    "times": (claims.extract, "find_times"),
    "quantities": (claims.extract, "find_quantities"),
    "numbers not read": (claims.extract, "unread_numbers"),
    "parsing": (Parser, "parse"),
    "words, documents": (claims.extract, "parse_texts"),
    "names": (claims.extract, "find_entities"),
    "references": (claims.extract, "resolve_references"),
    "measurands": (claims.extract, "measure"),
    "clauses": (claims.extract, "find_clauses"),
    "polarity": (claims.extract, "polarity"),
    "modality": (claims.extract, "modality"),
    "attribution": (claims.extract, "attribution"),
    "the rest": (claims.extract, "read_claims"),
}
"""Each stage, and the function that does it, as its caller finds it."""


@dataclass
class Stopwatch:
    """Processor time by stage; what one stage spends in another counts for the other."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    running: list[str] = field(default_factory=list)
    since: float = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what is done inside."""
        self._switch()
        self.running.append(name)
        try:
            yield
        finally:
            self._switch()
            self.running.pop()

    def _switch(self) -> None:
        now = time.process_time()
        if self.running:
            self.seconds[self.running[-1]] += now - self.since
        self.since = now

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, with its time counted."""

        @wraps(function)
        def timed(*args: Any, **keywords: Any) -> Any:
            with self.stage(name):
                return function(*args, **keywords)

        return timed


@contextmanager
def watched(watch: Stopwatch) -> Iterator[None]:
    """Every stage timed, for a while."""
    plain = {name: getattr(owner, attribute) for name, (owner, attribute) in STAGES.items()}
    try:
        for name, (owner, attribute) in STAGES.items():
            setattr(owner, attribute, watch.timed(name, plain[name]))
        yield
    finally:
        for name, (owner, attribute) in STAGES.items():
            setattr(owner, attribute, plain[name])


def extraction(paths: Sequence[Path]) -> tuple[Stopwatch, list[Article]]:
    """One run over all articles, and what was read."""
    watch = Stopwatch()
    with watched(watch):
        with watch.stage(READING):
            articles = read_articles(paths)
        claims.extract.read_claims(articles)
    return watch, articles


def encoding(model: Any, sentences: Sequence[str]) -> float:
    """Processor time of one plain call of ``encode``."""
    started = time.process_time()
    model.encode(list(sentences), show_progress_bar=False)
    return time.process_time() - started


def measure_speed(paths: Sequence[Path], runs: int) -> Iterator[str]:
    """Lines of a table: stage, seconds, share."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(minilm_folder()), device="cpu", local_files_only=True)
    _, articles = extraction(paths)  # loads what is loaded once
    sentences = [a.text[s.start : s.end] for a in articles for s in split_sentences(a.text)]
    words = sum(len(s.split()) for s in sentences)
    encoding(model, sentences)
    watches, encodings = [], []
    for _ in range(runs):
        watches.append(extraction(paths)[0])
        encodings.append(encoding(model, sentences))
    watch = sorted(watches, key=lambda w: sum(w.seconds.values()))[runs // 2]
    total, encoded = sum(watch.seconds.values()), sorted(encodings)[runs // 2]
    yield f"{len(articles)} articles, {len(sentences)} sentences, {words} words between blanks\n"
    yield "| stage | seconds | share |\n|---|---|---|"
    for name in (READING, *STAGES):
        yield f"| {name} | {watch.seconds[name]:.2f} | {watch.seconds[name] / total:.0%} |"
    yield f"| **extraction** | {total:.2f} | {len(sentences) / total:.0f} sentences a second |"
    yield f"| plain encoding of the sentences | {encoded:.2f} | {len(sentences) / encoded:.0f} sentences a second |"


def sentence_f1(path: Path) -> float:
    """F1 in percent of sentences cut from running text, by exact characters."""
    right = found = wanted = 0
    for text, gold in documents(path):
        cut = {(s.start, s.end) for s in split_sentences(text)}
        right, found, wanted = right + len(cut & gold), found + len(cut), wanted + len(gold)
    return 200 * right / (found + wanted)


def documents(path: Path) -> Iterator[tuple[str, set[tuple[int, int]]]]:
    """The running text of each document of a treebank, paragraphs apart, and its sentences as spans."""
    text, spans, gap = "", set[tuple[int, int]](), ""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.startswith("# newdoc") and text:
                yield text, spans
                text, spans = "", set()
            elif line.startswith("# newpar"):
                gap = "\n\n"
            elif line.startswith("# text = "):
                text += gap if text else ""
                start = len(text)
                text += line.removeprefix("# text = ").rstrip("\n")
                spans.add((start, len(text)))
                gap = " "
            elif "SpaceAfter=No" in line:
                gap = ""
            elif line[:1].isdigit():
                gap = " "
    yield text, spans


def measure_parser(treebanks: Path) -> Iterator[str]:
    """Lines of a table: figure, value."""
    network = claims.syntax.syntax._parser()
    figures = evaluate(network, read_split(treebanks, "test"))
    megabytes = sum(p.stat().st_size for p in claims.syntax.syntax.WEIGHTS.iterdir()) / 1e6
    yield "\n| parser, EWT and UNER test | |\n|---|---|"
    for label, key in (
        ("UPOS", "upos"),
        ("UAS", "uas"),
        ("LAS", "las"),
        ("lemmas", "lemma"),
        ("names, F1", "entity_f1"),
    ):
        yield f"| {label} | {figures[key]:.1f} |"
    yield f"| sentences, F1 | {sentence_f1(treebanks / 'ewt-test.conllu.gz'):.1f} |"
    yield f"| megabytes, beside the encoder that is installed anyway | {megabytes:.1f} |"
    yield f"| words a second | {figures['words_per_second']:,.0f} |"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+", help="articles, or folders of them")
    parser.add_argument("--treebanks", type=Path, help="the folder of the parser's test sets")
    parser.add_argument("--runs", type=int, default=3, help="how often everything is timed")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    for line in measure_speed(arguments.paths, arguments.runs):
        sys.stdout.write(f"{line}\n")
    for line in measure_parser(arguments.treebanks) if arguments.treebanks else ():
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
