"""How much the words that two statements share tell: many rare ones, of all that both use, and they say the same.

A word's weight is its inverse frequency among the claims of the two articles (Spärck Jones 1972), so that it does
not depend on what else is checked. What embeddings blur, names and rare words, counts here.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from claims.types import Claim

WORD = re.compile(r"[^\W\d_]+|\d[\d.,]*")
MANY = 3.0
"""Weight of shared words from which more of them say no more."""


class SharedWords:
    """Compares the claims of two articles by their words, and by those of the sentences they stand in."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.stems = {c.id: content_stems(c.statement) for c in claims}
        count = Counter(word for stems in self.stems.values() for word in stems)
        self.weight = {w: math.log1p(len(claims) / (1 + n)) / math.log1p(len(claims)) for w, n in count.items()}
        self.total = {claim: self._sum(stems) for claim, stems in self.stems.items()}
        together: dict[tuple[str, int], set[str]] = defaultdict(set)
        for claim in claims:
            together[claim.article, claim.sentence] |= self.stems[claim.id]
        self.sentences = dict(together)
        self.known: dict[frozenset[tuple[str, int]], float] = {}

    def __call__(self, a: Claim, b: Claim) -> float:
        """0..1: the weight of the shared words, times the square root of their share of all words (Dice)."""
        both = self._sum(self.stems[a.id] & self.stems[b.id])
        return (
            round(min(1.0, both / MANY * math.sqrt(2 * both / (self.total[a.id] + self.total[b.id]))), 4)
            if both
            else 0.0
        )

    def of_sentences(self, a: Claim, b: Claim) -> float:
        """0..1: the weight of the words that the two sentences share: a clause says little without its sentence."""
        places = (a.article, a.sentence), (b.article, b.sentence)
        pair = frozenset(places)
        if pair not in self.known:
            both = self.sentences[places[0]] & self.sentences[places[1]]
            self.known[pair] = round(min(1.0, self._sum(both) / MANY), 4)
        return self.known[pair]

    def _sum(self, stems: Iterable[str]) -> float:
        return math.fsum(map(self.weight.__getitem__, stems))  # exact, whatever the order


def content_words(text: str) -> list[str]:
    """The words and numbers of a text, lower case, without those that tell nothing ('the', 'was')."""
    return [w for w in WORD.findall(text.lower()) if w not in _stop_words()]


@lru_cache(maxsize=16384)
def content_stems(text: str) -> frozenset[str]:
    """The stems of the words and numbers of a text that tell something; kept, since a claim meets many others."""
    return frozenset(map(stem, content_words(text)))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The English Snowball stem (Porter 2001): 'bombing', 'bombed' and 'bomb' are one."""
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@cache
def _stop_words() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS)
