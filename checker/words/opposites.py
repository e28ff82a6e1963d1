"""Do two words exclude each other?

A hand-made table of what news contrasts (tables/opposites.toml) comes first; the antonyms of WordNet
(tables/opposites.txt, made by training/build_opposites.py) say the rest. G. A. Miller (1995), WordNet: A
Lexical Database for English, Communications of the ACM 38(11).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from claims.tables import read_lines, read_table

Bearer = Literal["agent", "patient"]


@dataclass(frozen=True, slots=True)
class Dimensions:
    """tables/opposites.toml. ``words``: word -> dimension -> value. ``bearer``: whose state a dimension tells;
    ``persons``: the dimensions of persons alone. ``exclusive``: those whose values cannot both be true of one
    thing at one time. ``converses``: pairs that are no contradiction. ``sequels``: the words for a beginning, and those
    for the end that may come of it. ``parts``: what makes the words of a dimension hold of a part only."""

    words: Mapping[str, Mapping[str, str]]
    bearer: Mapping[str, Bearer]
    persons: frozenset[str]
    exclusive: frozenset[str]
    converses: frozenset[frozenset[str]]
    sequels: tuple[frozenset[str], frozenset[str]]
    parts: Mapping[str, re.Pattern[str]]


@cache
def dimensions() -> Dimensions:
    """The hand-made table."""
    table = read_table("opposites", "checker")
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for dimension in table["dimension"]:
        for value, members in dimension["values"].items():
            for word in members:
                words[word][dimension["name"]] = value
    return Dimensions(
        words=dict(words),
        bearer={d["name"]: d["bearer"] for d in table["dimension"]},
        persons=frozenset(d["name"] for d in table["dimension"] if d.get("persons")),
        exclusive=frozenset(d["name"] for d in table["dimension"] if d.get("exclusive", True)),
        converses=frozenset(frozenset(pair) for pair in table["converse"]["pairs"]),
        sequels=(frozenset(table["sequel"]["beginnings"]), frozenset(table["sequel"]["ends"])),
        parts={d["name"]: re.compile(d["part"]) for d in table["dimension"] if "part" in d},
    )


@cache
def antonyms() -> Mapping[frozenset[str], str]:
    """Pairs of words -> the parts of speech (v, n, a, r) in which they exclude each other; from WordNet."""
    found: dict[frozenset[str], str] = defaultdict(str)
    for line in read_lines("opposites", "checker"):
        pos, word, *others = line.split()
        for other in others:
            found[frozenset((word, other))] += pos
    return dict(found)


def opposite(a: str, b: str, pos: str = "") -> str | None:
    """How two lemmas exclude each other, or None where they do not.

    The name of a dimension ('life' for 'die' and 'survive'), 'antonym', or 'converse' for two ends of one
    event ('buy', 'sell'), which contradict each other only where the same one does both. ``pos``: 'v', 'n',
    'a' or 'r' limits the antonyms to a part of speech. :func:`exclusive` says how hard a relation is.
    """
    a, b = written(a), written(b)
    if a == b:
        return None
    if frozenset((a, b)) in dimensions().converses:
        return "converse"
    mine, other = statuses(a), statuses(b)
    shared = [d for d in mine if d in other]
    if shared:
        return next((d for d in shared if mine[d] != other[d]), None)
    found = antonyms().get(frozenset((a, b)), "")
    return "antonym" if found and (not pos or pos in found) else None


@lru_cache(maxsize=65536)
def rivals(word: str) -> frozenset[str]:
    """All words for which :func:`opposite` may name a relation to this one, but for converses: its antonyms, and
    the words with another value in one of its dimensions."""
    mine = statuses(word)
    words = dimensions().words.items() if mine else ()
    others = {w for w, theirs in words if any(theirs.get(d, v) != v for d, v in mine.items())}
    return _antonyms_of().get(written(word), frozenset()) | others


@cache
def _antonyms_of() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for pair in antonyms():
        for word in pair:
            found[word] |= pair - {word}
    return {word: frozenset(others) for word, others in found.items()}


def exclusive(relation: str) -> bool:
    """Whether both words of a relation cannot be true of one thing: not so for 'converse', nor for dimensions
    in which one may follow the other ('opened', 'closed')."""
    return relation == "antonym" or relation in dimensions().exclusive


def may_follow(a: str, b: str) -> bool:
    """Whether the one may come after the other, so that both can be true: 'arrested', 'released'."""
    beginnings, ends = dimensions().sequels
    one, other = written(a), written(b)
    return (one in beginnings and other in ends) or (other in beginnings and one in ends)


def is_partial(relation: str, text: str) -> bool:
    """Whether a text gives an answer for a part only: 'acquitted of one count'."""
    part = dimensions().parts.get(relation)
    return part is not None and part.search(text.lower()) is not None


def bearer(relation: str) -> Bearer | None:
    """Of which argument both statements have to speak to contradict each other: the one who acts, or the one to
    whom it happens (the subject of a verb without object); None where the relation does not say."""
    return dimensions().bearer.get(relation)


def of_persons(relation: str) -> bool:
    """Whether a relation holds of persons only: a prisoner is released or held, a statement is not."""
    return relation in dimensions().persons


def statuses(word: str) -> Mapping[str, str]:
    """All dimensions of a lemma with its values: 'suspend' belongs to an office, a phase and what is in force."""
    return dimensions().words.get(written(word), {})


def written(word: str) -> str:
    """A word or phrase as the tables have it: small letters, single blanks."""
    return " ".join(word.lower().split())
