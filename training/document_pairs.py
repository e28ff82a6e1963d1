"""Pairs of sentences from real documents, labelled by rule: real news tell many facts in like words.

Two near sentences of one document of the treebanks (news, speeches, interviews, biographies ...) hardly ever tell one
fact: they are neutral, and so are two of their numbers, names or verbs, each between brackets as the model is asked
(checker.models.hearing). Lest length comes to mean 'neutral', each sentence stands beside itself without some of its
modifiers too: with its number or name as it was (entailment), with another one, or with a negation (contradiction).
Nobody labelled them.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, product
from pathlib import Path
from typing import NamedTuple

import numpy as np
from added_pairs import WORDS, Pair, encoded, made
from fact_pairs import turned
from train_parser import Sentence, read_conllu

from checker.models.hearing import bracketed, one_line

DOCUMENTS = re.compile(
    r"GUM_(?:news|interview|bio|speech|academic|voyage|textbook|court|letter|essay)_|weblog-|newsgroup-"
)
"""Documents of whole sentences on one thing; reviews, answers and talk at home are left out."""
GLUED = re.compile(r"(?:['’](?:s|re|ve|ll|d|m)|n['’]t)", re.IGNORECASE)
"""Parts of words that the treebanks count as words."""
NEAREST, LEAST, MOST = 4, 0.25, 0.93
"""Rank of a sentence of its document up to which it is near, and between which cosines."""
SHORTEST, LONGEST = 5, 60
"""Words of a sentence that is taken; one that is shortened has twice the least."""
WHOLE_SHARE, MARKED_SHARE = 0.45, {"number": 0.9, "name": 0.15, "verb": 0.25}
"""Share taken of the near pairs, and of those with two marks of a kind."""
PLANTED_SHARE = {"number": 0.9, "name": 0.4, "verb": 0.6}
SAME_SHARE, SHOWN_SHARE, DROPPED_SHARE = 0.45, 0.75, 0.5
"""Share of the shortened sentences that keep number or name, of those that are marked, of the modifiers dropped."""
MODIFIERS = frozenset({"advcl", "acl", "appos", "parataxis", "obl", "conj", "advmod"})
CARRIERS = frozenset({"is", "was", "were", "are", "has", "had", "have", "will", "would", "could", "can"})
"""Auxiliaries behind which a 'not' may stand."""
Span = tuple[int, int]


class Told(NamedTuple):
    """A sentence of a treebank as text, with the offsets of its words."""

    text: str
    words: Sentence
    places: tuple[Span, ...]

    def span(self, run: range) -> Span:
        return self.places[run[0]][0], self.places[run[-1]][1]

    def form(self, run: range) -> str:
        return self.text[slice(*self.span(run))]

    def around(self, run: range) -> str:
        """The sentence with the words of a run between brackets."""
        return bracketed(self.text, self.span(run), (0, len(self.text)))


def written(words: Sentence, misc: Sequence[str]) -> Told:
    text, places = "", []
    for word, rest in zip(words, misc, strict=True):
        if GLUED.fullmatch(word.form):
            text = text.rstrip()
        places.append((len(text), len(text) + len(word.form)))
        text += word.form + ("" if "SpaceAfter=No" in rest else " ")
    return Told(text.rstrip(), words, tuple(places))


def documents(folder: Path) -> Iterator[list[Told]]:
    """The sentences of each document of a folder of treebanks (*.conllu.gz)."""
    found = defaultdict(list)
    for path in sorted(folder.glob("*.conllu.gz")):
        for document, words, misc in read_conllu(path):
            if DOCUMENTS.match(document) and SHORTEST <= len(words) <= LONGEST:
                found[document].append(written(words, misc))
    yield from found.values()


def marks(told: Told) -> dict[str, list[range]]:
    """The numbers, names and verbs (with their auxiliaries) of a sentence, by kind."""
    found: dict[str, list[range]] = {"number": [], "name": [], "verb": []}
    for upos, group in groupby(range(len(told.words)), key=lambda k: told.words[k].upos):
        run = list(group)
        if upos in ("NUM", "PROPN"):
            found["number" if upos == "NUM" else "name"].append(range(run[0], run[-1] + 1))
        for k in run if upos == "VERB" else ():
            first = k
            while first and told.words[first - 1].upos in ("AUX", "PART") and told.words[first - 1].head == k + 1:
                first -= 1
            found["verb"].append(range(first, k + 1))
    return found


def near_pairs(sentences: Sequence[Told], vectors: np.ndarray, draw: random.Random) -> Iterator[Pair]:
    """Near sentences of one document, and their marks of one kind with other words; ``vectors``: (n, 384) unit rows."""
    cosine = vectors @ vectors.T
    np.fill_diagonal(cosine, -1.0)
    nearest = np.argsort(-cosine, axis=1)[:, :NEAREST]
    pairs = {(min(i, int(j)), max(i, int(j))) for i, row in enumerate(nearest) for j in row}
    for i, j in sorted(pairs):
        if not LEAST <= cosine[i, j] <= MOST:
            continue
        a, b = sentences[i], sentences[j]
        if draw.random() < WHOLE_SHARE:
            yield made(a.text, b.text, "neutral", "document")
        own, other = marks(a), marks(b)
        for kind, share in MARKED_SHARE.items():
            both = [(m, n) for m, n in product(own[kind], other[kind]) if a.form(m).lower() != b.form(n).lower()]
            if both and draw.random() < share:
                m, n = draw.choice(both)
                yield made(a.around(m), b.around(n), "neutral", "document, marked")


def planted_pairs(told: Told, names: Sequence[str], draw: random.Random) -> Iterator[Pair]:
    """A sentence beside itself, shortened: with one of its numbers and one of its names, as they were or exchanged, and
    with a negation or without one."""
    own = marks(told)
    for kind in ("number", "name"):
        runs = [r for r in own[kind] if kind == "name" or (len(r) == 1 and exchanged(told.form(r), draw))]
        if not runs or draw.random() >= PLANTED_SHARE[kind]:
            continue
        run = draw.choice(runs)
        form = told.form(run)
        same = draw.random() < SAME_SHARE
        new = form if same else exchanged(form, draw) if kind == "number" else draw.choice(names)
        if same != (new == form):
            continue
        shown = draw.random() < SHOWN_SHARE
        short = shortened(told, run, f"[ {new} ]" if shown else new, draw)
        label = "entailment" if same else "contradiction"
        yield made(told.around(run) if shown else told.text, short, label, "document, planted")
    carriers = [k for k, word in enumerate(told.words) if word.form in CARRIERS and word.upos == "AUX"]
    if carriers and not is_negated(told.words) and draw.random() < PLANTED_SHARE["verb"]:
        k = draw.choice(carriers)
        same = draw.random() < SAME_SHARE
        form = told.words[k].form
        short = shortened(told, range(k, k + 1), form if same else f"{form} not", draw)
        yield made(told.text, short, "entailment" if same else "contradiction", "document, planted")


def is_negated(words: Sentence) -> bool:
    return any(w.lemma.lower() in ("not", "n't", "never", "no") for w in words)


def shortened(told: Told, run: range, put: str, draw: random.Random) -> str:
    """The sentence without some of its modifiers, and with other words in place of a run, which stays, and so does what
    it depends on."""
    kept = set(run) | {told.words[run[0]].head - 1}
    gone: set[int] = set()
    for k, word in enumerate(told.words):
        if word.deprel.split(":")[0] in MODIFIERS and draw.random() < DROPPED_SHARE:
            below = subtree(told.words, k)
            gone |= below if kept.isdisjoint(below) else set()
    ends = [start for start, _ in told.places[1:]] + [len(told.text)]
    behind = told.text[told.span(run)[1] : ends[run[-1]]]
    parts = [
        put + behind if k == run[0] else told.text[start:end]
        for k, ((start, _), end) in enumerate(zip(told.places, ends, strict=True))
        if k not in gone and k not in run[1:]
    ]
    return one_line("".join(parts))


def subtree(words: Sentence, root: int) -> set[int]:
    """The word and all that depends on it, by index."""
    found, fresh = {root}, {root}
    while fresh:
        fresh = {k for k, word in enumerate(words) if word.head - 1 in fresh} - found
        found |= fresh
    return found


def exchanged(form: str, draw: random.Random) -> str:
    """Another number like the one given; '' where it is none that can be told."""
    if form.lower() in WORDS[2:]:
        return draw.choice([w for w in WORDS[2:] if w != form.lower()])
    if not re.fullmatch(r"\d{1,3}(?:,\d{3})+|\d+", form):
        return ""
    value = int(form.replace(",", ""))
    if value < 20 or 1000 <= value < 2100:  # a small count, or a year
        other = max(1, value + draw.choice([-3, -2, -1, 1, 2, 3]))
    else:
        other = round(value * draw.choice([0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.1, 1.2, 1.5, 1.8, 2.5]))
    return "" if other == value else f"{other:,}" if "," in form else str(other)


def document_pairs(folder: Path, seed: int) -> list[Pair]:
    """All pairs of the documents of a folder of treebanks, each in one direction drawn by chance."""
    draw = random.Random(seed)
    found = [sentences for sentences in documents(folder) if len(sentences) > NEAREST]
    told = [s for sentences in found for s in sentences]
    names = [name for s in told for run in marks(s)["name"] if (name := s.form(run)).replace(" ", "").isalpha()]
    parts = np.split(encoded([s.text for s in told]), np.cumsum([len(sentences) for sentences in found])[:-1])
    pairs = [pair for those in zip(found, parts, strict=True) for pair in near_pairs(*those, draw)]
    pairs += [p for s in told if len(s.words) >= 2 * SHORTEST for p in planted_pairs(s, names, draw)]
    return [turned(pair) if draw.random() < 0.5 else pair for pair in pairs]
