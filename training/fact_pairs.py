"""Pairs of sentences from invented news, labelled by the facts that they tell.

Two sorts of files (training/facts/README.md describes both). Events are two marked reports on one event (the format of
marked_pairs.py): two sentences contradict each other where they fill a key differently, the second follows from the
first where they share a key, and they are neutral where they share none; so are two of their marks, each shown between
'[ ' and ' ]' in its sentence. Groups are a sentence beside such as contradict it, agree with it, or look like it and
tell another fact.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise, product
from pathlib import Path
from typing import NamedTuple

import numpy as np
from added_pairs import Pair, made
from marked_pairs import Event, Mark, Report, read_events

from checker.config import Config
from checker.models.encode import make_encoder
from checker.models.hearing import CLOSE, OPEN, bracketed, one_line
from claims.text.sentences import split_sentences

NEAREST = 3
"""Rank of a sentence among those of the other report up to which two are near."""
AGREEING_SHARE, FAR_SHARE, JOINED_SHARE = 0.5, 0.1, 0.25
"""Share that is taken of the pairs that agree, and of those without a common fact that are far; contradictions and what
is near are all taken. Where one side is joined of two sentences, that share of it."""
SAME_SHARE, OTHER_SHARE = 0.5, 0.1
"""Share that is taken of the pairs of two marks that tell one fact, and of those that tell two."""
BESIDE_SHARE, BRACKETED_SHARE = 0.3, 0.5
"""Share that is taken of a group's neutral pairs without its first line; share of all pairs that are taken once more
with brackets."""
GROUP_LINE = re.compile(r"([A!=~]) (\S.*)")
FACT = re.compile(r"\{\s*([^{}]+?)\s*\}")


class Told(NamedTuple):
    """A sentence with the marks that stand in it, or two (``joined``)."""

    text: str
    marks: tuple[Mark, ...]
    report: Report
    start: int
    end: int
    joined: bool

    def around(self, mark: Mark) -> str:
        """The sentence with one mark's words between brackets."""
        return one_line(bracketed(self.report.text, (mark.start, mark.end), (self.start, self.end)))


def told(report: Report) -> list[Told]:
    """The sentences of a report, with what is marked in each; then each with the next one, as one of the length that
    sentences of agencies have."""
    spans = [(s.start, s.end, False) for s in split_sentences(report.text)]
    spans += [(start, end, True) for (start, *_), (_, end, _) in pairwise(spans[1:])]  # the headline stands alone
    found = []
    for start, end, joined in spans:
        marks = tuple(m for m in report.marks if start <= m.start < end)
        found.append(Told(one_line(report.text[start:end]), marks, report, start, end, joined))
    return found


def label_of(left: Iterable[Mark], right: Iterable[Mark]) -> str:
    """What two sentences are to each other by their marks."""
    keys = {m.key for m in right}
    signs = {m.sign for m in left if m.key in keys}
    return "contradiction" if signs & {"!", "?"} else "entailment" if signs else "neutral"


def event_pairs(event: Event, ranks: Mapping[tuple[str, str], int], draw: random.Random) -> Iterator[Pair]:
    """The pairs of an event's two reports; ``ranks``: how near two sentences are, 1 for the nearest."""
    sides = [told(report) for report in event.reports.values()]
    for a, b in product(*sides):
        label = label_of(a.marks, b.marks)
        near = ranks.get((a.text, b.text), NEAREST + 1) <= NEAREST
        share = AGREEING_SHARE if label == "entailment" else 1.0 if near or label == "contradiction" else FAR_SHARE
        joined = a.joined or b.joined
        if draw.random() < share * (JOINED_SHARE if joined else 1.0):
            yield made(a.text, b.text, label, "event")
        for m, n in product(a.marks, b.marks) if not joined else ():
            if m.kind == n.kind and draw.random() < (SAME_SHARE if m.key == n.key else OTHER_SHARE):
                yield made(a.around(m), b.around(n), label_of([m], [n]), "event, marked")


def group_pairs(group: Sequence[tuple[str, str]], draw: random.Random) -> Iterator[Pair]:
    """Each two lines of a group, (sign, sentence with a marked fact), that the signs relate: all beside the first line,
    a share of the neutral ones beside another; a share once more with the facts between brackets."""
    first, *_ = group
    for one, other in combinations(group, 2):
        label = between(one[0], other[0])
        share = 1.0 if label != "neutral" or one is first else BESIDE_SHARE
        if label and draw.random() < share:
            yield made(*(FACT.sub(r"\1", text) for _, text in (one, other)), label, "group")
            if draw.random() < BRACKETED_SHARE:
                shown = (FACT.sub(rf"{OPEN}\1{CLOSE}", text) for _, text in (one, other))
                yield made(*shown, label, "group, marked")


def between(a: str, b: str) -> str:
    """What two lines of a group are to each other by their signs; '' where those do not say: two that contradict the
    first, and two that tell other facts."""
    if "~" in (a, b):
        return "neutral" if a != b else ""
    if "!" in (a, b):
        return "contradiction" if a != b else ""
    return "entailment"


def read_groups(path: Path) -> list[list[tuple[str, str]]]:
    """The groups of a file. Raises ValueError where a line is malformed, or a group has no first sentence."""
    groups: list[list[tuple[str, str]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = GROUP_LINE.fullmatch(line.strip())
        if line.startswith("# "):
            groups.append([])
        elif found and groups and len(FACT.findall(line)) == 1 and (found[1] == "A") == (not groups[-1]):
            groups[-1].append((found[1], found[2]))
        elif line.strip():
            raise ValueError(f"{path.name}:{number}: no line of a group: {line[:60]}")
    if not all(groups):
        raise ValueError(f"{path.name}: a group without a sentence")
    return groups


def nearness(events: Sequence[Event]) -> dict[tuple[str, str], int]:
    """Of each pair of sentences of an event's reports, the better rank by cosine seen from either side."""
    encoder = make_encoder(Config(use_cache=False))
    sides = [[[t.text for t in told(report)] for report in event.reports.values()] for event in events]
    texts = sorted({text for event in sides for report in event for text in report})
    row = dict(zip(texts, np.asarray(encoder.encode(texts)), strict=True))
    ranks = {}
    for left, right in (event for event in sides if all(event)):
        cosine = np.stack([row[t] for t in left]) @ np.stack([row[t] for t in right]).T
        better = np.minimum((-cosine).argsort(1).argsort(1), (-cosine).argsort(0).argsort(0)) + 1
        ranks |= {(a, b): int(better[i, j]) for i, a in enumerate(left) for j, b in enumerate(right)}
    return ranks


def fact_pairs(paths: Iterable[Path], seed: int) -> list[Pair]:
    """All pairs of files (events_*.txt and groups_*.txt), each in one direction drawn by chance."""
    draw = random.Random(seed)
    files = sorted(paths)
    events = [e for f in files if f.match("events_*.txt") for e in read_events(f) if len(e.reports) == 2]
    groups = [g for f in files if f.match("groups_*.txt") for g in read_groups(f)]
    ranks = nearness(events)
    pairs = [pair for event in events for pair in event_pairs(event, ranks, draw)]
    pairs += [pair for group in groups for pair in group_pairs(group, draw)]
    return [turned(pair) if draw.random() < 0.5 else pair for pair in pairs]


def turned(pair: Pair) -> Pair:
    return {**pair, "premise": pair["hypothesis"], "hypothesis": pair["premise"]}
