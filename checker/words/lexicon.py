"""Do two words mean the same kind of thing? Tables first, the encoder's vectors for the rest."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Literal

from checker.models.encode import Encoder, Vectors
from claims.tables import read_table


@cache
def noun_tables() -> tuple[frozenset[str], dict[str, str]]:
    """Generic person nouns, and noun -> group; from tables/nouns.toml."""
    table = read_table("nouns", "checker")
    groups = {
        noun: group
        for part in ("groups", "things")
        for group, nouns in table[part].items()
        if group not in ("yes", "no")
        for noun in nouns
    }
    return frozenset(table["generic"]["nouns"]), groups


def is_person(noun: str) -> bool:
    """Whether the table knows the noun as one for persons."""
    return counts_persons(noun) or noun in other_persons()


def counts_persons(noun: str) -> bool:
    """Whether the table knows the noun as one by which persons of many trades are counted ('victim', 'soldier')."""
    generic, groups = noun_tables()
    return noun in generic or groups.get(noun) in person_groups()


@cache
def other_persons() -> frozenset[str]:
    """Nouns for persons that belong to no group."""
    return frozenset(read_table("nouns", "checker")["persons"]["nouns"])


@cache
def person_groups() -> frozenset[str]:
    """The groups of the noun table that are persons."""
    return frozenset(read_table("nouns", "checker")["groups"]) - {"yes", "no"}


def are_exclusive(a: str, b: str) -> bool:
    """Whether the table knows two nouns for persons of whom none is both: 'rebels', 'soldiers'."""
    groups, exclusive = noun_tables()[1], read_table("nouns", "checker")["exclusive"]
    kinds = {groups.get(a), groups.get(b)}
    return (len(kinds) == 2 and kinds <= set(exclusive["groups"])) or sorted((a, b)) in exclusive["pairs"]


def are_others(a: str, b: str) -> bool:
    """Whether two noun phrases with one head name two: 'the mayor', 'the deputy mayor'."""
    mine, other = (another_words().intersection(text.lower().replace("-", " ").split()) for text in (a, b))
    return mine != other


_OF = re.compile(
    r"\bof (?:the |an? |its |his |her |their )?((?:[\w'’-]+ ){0,4}?[\w'’-]+)"
    r"(?=$|[,.;]| (?:in|at|on|near|from|who|that|which)\b)"
)


def of_others(a: str, b: str) -> bool:
    """Whether two noun phrases with one head say whose they are, and it is two: 'the driver of the bus', 'the driver of
    the lorry'; wide nouns ('vehicle') may be either."""
    first, second = _OF.search(a), _OF.search(b)
    if first is None or second is None:
        return False
    heads = {text[: words.start()].lower().split()[-1] for text, words in ((a, first), (b, second)) if words.start()}
    if heads & located()["nouns"]:
        return False  # 'the city of Turin' is a name
    mine, other = (words[1].lower().split() for words in (first, second))
    wide = read_table("nouns", "checker")["another"]["wide"]
    if mine[-1] in wide or other[-1] in wide or first[1][:1].isupper() != second[1][:1].isupper():
        return False
    return not {_singular(w) for w in mine} & {_singular(w) for w in other}


def _singular(word: str) -> str:
    return word.removesuffix("s")


@cache
def another_words() -> frozenset[str]:
    """The words that make another one of the holder of a post ('deputy')."""
    return frozenset(read_table("nouns", "checker")["another"]["words"])


def counted_relation(a: str, b: str) -> Literal["same", "generic", "different", "unknown"]:
    """'same', 'generic' (one is the wider word), 'different' (the table knows both apart) or 'unknown'."""
    if a == b:
        return "same"
    if are_exclusive(a, b):
        return "different"
    generic, groups = noun_tables()
    if a in generic and b in generic:
        return "same"
    if groups.get(a) is not None and groups.get(a) == groups.get(b):
        return "same" if is_person(a) else "generic"  # houses are buildings, but not all buildings are houses
    if (a in generic and is_person(b)) or (b in generic and is_person(a)):
        return "generic"
    if sorted((groups.get(a, ""), groups.get(b, ""))) in read_table("nouns", "checker")["overlap"]["groups"]:
        return "generic"
    if is_person(a) and is_person(b) and {a, b} & other_persons():
        return "unknown"  # a tourist may be a teacher
    known = all(noun in groups or is_person(noun) for noun in (a, b))
    return "different" if known else "unknown"


@cache
def _happening_table() -> tuple[dict[str, str], frozenset[str]]:
    """(word -> kind of event, verbs whose object is where it happened); from tables/happenings.toml."""
    table = read_table("happenings", "checker")
    kinds = {w: kind for kind, words in table["kinds"].items() if kind not in ("yes", "no") for w in words}
    return kinds, frozenset(table["strikes"]["verbs"])


def happenings(words: Collection[str]) -> frozenset[str]:
    """The kinds of events that the lemmas name ('quake', 'bombing')."""
    kinds, _ = _happening_table()
    return frozenset(kinds[w] for w in words if w in kinds)


def is_strike(verb: str) -> bool:
    """Whether the verb's object is where or what an event hit ('the quake shook the island')."""
    return verb in _happening_table()[1]


@cache
def located() -> dict[str, frozenset[str]]:
    """Prepositions and nouns that say where something is; from tables/located.toml."""
    return {name: frozenset(words) for name, words in read_table("located", "checker")["words"].items()}


class WordVectors:
    """Vectors of single words and short phrases, each encoded once for a whole check."""

    def __init__(self, encoder: Encoder | None = None, words: Collection[str] = ()) -> None:
        ordered = sorted({w for w in words if w})
        vectors = encoder.encode(ordered) if encoder is not None and ordered else ()
        self._vectors: dict[str, Vectors] = dict(zip(ordered, vectors, strict=True))
        self._known: dict[tuple[str, str], float] = {}

    def similarity(self, a: str, b: str) -> float:
        """Cosine, 1 for equal words, 0 where either is unknown."""
        if a == b:
            return 1.0 if a else 0.0
        if (a, b) not in self._known:
            x, y = self._vectors.get(a), self._vectors.get(b)
            self._known[a, b] = 0.0 if x is None or y is None else round(float(x @ y), 4)
        return self._known[a, b]
