"""Do two words tell of the same event?

The values of the table of opposites (tables/opposites.toml) come first: 'die' and 'perish' give one answer to
one question. Then what news uses for the same (tables/synonyms.toml). The verbs that WordNet has in one sense, and
the nouns derived from them (tables/synonyms.txt, made by training/build_synonyms.py), say the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from checker.words.opposites import statuses, written
from claims.tables import read_lines, read_table


@cache
def _groups() -> Mapping[str, frozenset[str]]:
    """Word -> the words that the two tables have for the same, itself among them."""
    found: dict[str, set[str]] = {}
    for event in read_table("synonyms", "checker")["event"]:
        for word in event["words"]:
            found.setdefault(word, set()).update(event["words"])
    for line in read_lines("synonyms", "checker"):
        verb, *others = (word.replace("_", " ") for word in line.split())
        found.setdefault(verb, {verb}).update(others)
        for other in others:
            found.setdefault(other, {other}).add(verb)
    return {word: frozenset(words) for word, words in found.items()}


def is_event(word: str) -> bool:
    """Whether the tables know what tells of the same event as a lemma."""
    return written(word) in _groups()


def synonymous(a: str, b: str) -> bool:
    """Whether two lemmas may tell of the same event: one word, one value of a dimension, or words that
    the tables have for the same ('blow up' and 'explode', 'explosion' and 'explode')."""
    a, b = written(a), written(b)
    if a == b:
        return bool(a)
    other = statuses(b)
    if any(other.get(dimension) == value for dimension, value in statuses(a).items()):
        return True
    return b in _groups().get(a, frozenset())
