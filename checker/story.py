"""Do two articles tell of one story?

What seldom coincides speaks for it: persons and small places that both name, uncommon figures, rare words. Two
reports from one war or of two quakes are near in words and share at most a country; a reportage and a wire note of
one accident are far apart in words and share the victim and her village.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from checker.slots.numbers import point
from checker.words.lexicon import located
from checker.words.shared_words import content_stems
from claims.names.names import is_capital, is_wide
from claims.names.transliteration import fold
from claims.syntax.minilm import minilm_folder
from claims.types import Claim, Entity, Quantity

ONE_STORY = -0.1
"""Story from which two articles may tell of one; below, pairs of theirs are hardly ever about one fact."""
SAME_STORY = 0.2
"""From here on it is one story, and more likeness says no more."""

WEIGHTS = {"cosine": 0.501, "names": 0.159, "share": 0.225, "words": 0.567, "figures": 0.083, "later": -0.316}
"""Of what :func:`likeness` finds: a logistic regression on pairs of articles of one and of two stories, divided by 16
(training/fit_story.py)."""
OPEN = 0.709
"""The sum where it is open."""
LATER = timedelta(days=10)
"""News of one story are seldom published so far from each other."""
MOST_NAMES, MOST_FIGURES = 6, 4
"""More of them in common say no more."""
FEW_NAMES = 2
"""Fewer names of an article count as so many: to share the only one says less."""
UNCOMMON = 20
"""Whole numbers below are everywhere."""

FEWEST_NAMES = 3
"""An article with fewer names is a short note, whose words say more than a name that differs."""
FEWEST_STEMS = 9
"""So is one with fewer words that tell something, whatever it names."""
SAME_WORDS = 0.5
"""Share of their words that two such notes have in common (Dice) at which they may or may not tell of one story."""
NEAR_NOTES = 0.45
"""Cosine at which they may or may not: who compares two notes of a sentence takes them for one story."""
FEWEST_WORDS = 7
"""Words that they must share: fewer may be a turn of phrase."""


@dataclass(frozen=True, slots=True)
class Gist:
    """What tells one article's story from others: the words of its ``specific`` names and other rare ones, uncommon
    ``figures`` and word ``stems``; ``short``: it names little."""

    specific: frozenset[str]
    figures: frozenset[Decimal]
    stems: frozenset[str]
    short: bool
    published: date | None = None


def gist_of(claims: Iterable[Claim], published: date | None = None) -> Gist:
    """The gist of the claims of one article and of its day."""
    own = list(claims)
    entities = [e for c in own for e in c.entities]
    return Gist(
        specific=frozenset(
            {word for e in entities if _is_specific(e) for word in telling(e.name)}
            | {word for c in own for word in _rare(c.statement)}
        ),
        figures=frozenset(figure for c in own for q in c.quantities if (figure := uncommon(q)) is not None),
        stems=(stems := frozenset[str]().union(*(content_stems(c.statement) for c in own))),
        short=len({e.name for e in entities}) < FEWEST_NAMES or len(stems) < FEWEST_STEMS,
        published=published,
    )


def story_score(cosine: float, a: Gist, b: Gist) -> float:
    """How far two articles tell of one story, about 0 where it is open, at most SAME_STORY. ``cosine``: of the means
    of their statements."""
    found = likeness(cosine, a, b)
    score = sum(WEIGHTS[name] * value for name, value in found.items()) - OPEN
    if a.short and b.short:
        alike = found["words"] - SAME_WORDS if len(a.stems & b.stems) >= FEWEST_WORDS else score
        score = max(score, cosine - NEAR_NOTES, alike)
    return round(min(score, SAME_STORY), 4)


def likeness(cosine: float, a: Gist, b: Gist) -> dict[str, float]:
    """What two articles have in common: the cosine, the root of the number of specific names, their share of those that
    the article with fewer has, the share of words (Dice), the uncommon figures; and whether one is ``later``, by more
    than LATER."""
    names = len(a.specific & b.specific)
    apart = a.published is not None and b.published is not None and abs(a.published - b.published) > LATER
    return {
        "cosine": cosine,
        "names": math.sqrt(min(names, MOST_NAMES)),
        "share": names / max(FEW_NAMES, min(len(a.specific), len(b.specific))),
        "words": 2 * len(a.stems & b.stems) / max(1, len(a.stems) + len(b.stems)),
        "figures": float(min(len(a.figures & b.figures), MOST_FIGURES)),
        "later": float(apart),
    }


def _is_specific(entity: Entity) -> bool:
    """A person, or a place that is neither a country or wider nor a capital, which all news name."""
    if entity.type == "place":
        return not (is_wide(entity.name) or is_capital(entity.name))
    return entity.type == "person"


def telling(name: str) -> frozenset[str]:
    """The words of a name that tell whose it is, one by one: 'Aram Petkov' is 'Petkov' further down, and Tarvik lies in
    'Tarvik County'."""
    return frozenset(re.findall(r"[^\W\d_]{3,}", fold(name))) - located()["common"]


def _rare(statement: str) -> Iterator[str]:
    """The capitalised words that are none of the encoder's vocabulary, which holds the 30,000 most frequent words and
    pieces: mostly names, of companies, ships and villages too."""
    known = _vocabulary()
    for found in re.finditer(r"\b[^\W\d_a-z][^\W\d_]{3,}", statement):
        word = fold(found[0])
        if word not in known and word.removesuffix("s") not in known:
            yield word


@cache
def _vocabulary() -> Mapping[str, int]:
    from claims.syntax.bert import load_tokenizer

    return load_tokenizer(minilm_folder(), 1).get_vocab()


def uncommon(q: Quantity) -> Decimal | None:
    """The value of a figure that two articles seldom share by chance; None for others."""
    value = point(q)
    return value if value is not None and (value >= UNCOMMON or value % 1) else None
