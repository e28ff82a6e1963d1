"""Names and the words around them: two names stand in one frame where the same words, prepositions and numbers lead to
them and follow them ('150 miles off Vigo', '150 miles from Porto'; 'the Varel chapel', 'the Noor Chapel')."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise

from checker.facets.datelines import dateline_length
from checker.slots.numbers import compare_values
from checker.words.lexicon import WordVectors, located
from checker.words.shared_words import stem
from claims.names.gazetteer import gazetteer
from claims.names.names import is_known_place, is_large, is_part_of, share_country
from claims.names.transliteration import fold, same_spelling
from claims.types import Claim, Entity, Quantity

WINDOW = 6
"""Words on either side of a name that make its frame."""
DECAY = 0.8
"""What each word further off weighs less than the one before."""
SMALL = 0.3
"""Weight of a word that says little of the name beside it ('the', 'town')."""
NEAR_WORD = 0.6
"""Cosine of two words' vectors from which they count as much as that of one."""
LONGEST = 8
"""Words of a name, at most: what is longer is no name."""
LEADING = 5
"""Words between a preposition of place and the name that it leads to, at most: 'in the city of Lund'."""
LEAD = 80
"""Characters between a distance and the name that it is measured from, at most."""

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_LISTING = re.compile(r"(?:,|,? (?:and|or|as well as)) (?:the |The )?")
_LEADING = re.compile(
    r"\W*(?:\([^)]*\)\W*)?(?:(?:to|the|due|away|[a-z-]*(?:north|south|east|west)[a-z]*)\W+)*(?:of|from|off) "
    r"(?:the [a-z]+ of )?(?:the |The )?"
)


@dataclass(frozen=True, slots=True)
class ContextWord:
    """A word beside a name: its stem, the name that it is part of ('' for none), and its weight."""

    stem: str
    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    stem: str
    name: str


@dataclass(frozen=True, slots=True)
class Framed:
    """A name as it stands in a claim: all ``words`` of the claim, of which ``first``..``last`` (half open) are the
    name's. ``listed``: the names of the list that it stands in, its own among them; ``distances``: how far from it
    something is ('two miles east of Lund')."""

    entity: Entity
    words: tuple[_Word, ...]
    first: int
    last: int
    listed: tuple[str, ...] = ()
    distances: tuple[Quantity, ...] = ()

    @property
    def is_building(self) -> bool:
        """Whether it names a building or a street: 'Varel Chapel', 'the Varel chapel'."""
        behind = self.words[self.last - 1 : self.last + 1]
        return any(w.text.lower() in located()["buildings"] for w in behind)

    @property
    def is_region(self) -> bool:
        """Whether the word behind it, or before 'of', says that it is a province or the like: 'Soria province'."""
        before = [w.text.lower() for w in self.words[: self.first][-2:]]
        behind = [w.text.lower() for w in self.words[self.last : self.last + 1]]
        return not located()["regions"].isdisjoint(behind + (before[:1] if before[1:] == ["of"] else []))


@dataclass(frozen=True, slots=True)
class SharedFrame:
    """How far two names stand in one frame: ``before`` and ``after`` them, 0..1 each. ``alike``: the names share words
    themselves, but for those that differ ('Khan Tuman', 'Khan Assal'); ``led``: one preposition of place leads to both
    ('in Oslo', 'in the town of Lund')."""

    before: float
    after: float
    alike: bool
    led: bool = False


@cache
def _small_words() -> frozenset[str]:
    """Words that say little of the name beside them."""
    table = located()
    return table["where"] | table["directions"] | table["elsewhere"] | table["grammar"] | table["sizes"]


def framed_names(claim: Claim) -> tuple[Framed, ...]:
    """The names of a claim with the words around them, in order, but for those of a dateline."""
    words, begin = [], claim.start + dateline_length(claim.text)
    for match in _WORD.finditer(claim.text):
        at = claim.start + match.start()
        own = next((e for e in claim.entities if e.start <= at < e.end), None)
        words.append((own, _Word(match[0], stem(fold(match[0])), own.name if own else "")))
    sentence, lists = tuple(word for _, word in words), _lists(claim)
    found = []
    for own, run in groupby(range(len(words)), key=lambda i: words[i][0]):
        places = list(run)
        if own is not None and len(places) <= LONGEST and own.start >= begin:
            listed = tuple(lists.get(own.start, ()))
            found.append(Framed(own, sentence, places[0], places[-1] + 1, listed, _distances(claim, own)))
    return tuple(found)


def _lists(claim: Claim) -> dict[int, list[str]]:
    """Start of each name -> the names of the list that it is in ('Malta, Spain and the Azores')."""
    lists: dict[int, list[str]] = {}
    for first, second in pairwise(claim.entities):
        between = claim.text[max(0, first.end - claim.start) : max(0, second.start - claim.start)]
        if first.type == second.type and _LISTING.fullmatch(between) and not is_part_of(first.name, second.name):
            lists[second.start] = own = lists.setdefault(first.start, [first.name])
            own.append(second.name)
    return lists


def _distances(claim: Claim, name: Entity) -> tuple[Quantity, ...]:
    """The lengths that lead to a name."""
    return tuple(
        q
        for q in claim.quantities
        if q.kind == "measure"
        and 0 < name.start - q.end <= LEAD
        and _LEADING.fullmatch(claim.text[q.end - claim.start : name.start - claim.start])
    )


def shared_frame(a: Framed, b: Framed, vectors: WordVectors) -> SharedFrame | None:
    """The frame of two names; None where nothing is left of one of them without what both share, which then are one
    name, shorter and longer."""
    (a_first, a_last), (b_first, b_last) = _differing(a, b)
    if not all(_is_name(words) for words in (a.words[a_first:a_last], b.words[b_first:b_last])):
        return None
    one, other = "".join(w.stem for w in a.words[a_first:a_last]), "".join(w.stem for w in b.words[b_first:b_last])
    if same_spelling(one, other):
        return None
    return SharedFrame(
        _likeness(_context(a.words, a_first - 1, -1), _context(b.words, b_first - 1, -1), vectors),
        _likeness(_context(a.words, a_last, 1), _context(b.words, b_last, 1), vectors),
        _is_part_of_name([*a.words[a.first : a_first], *a.words[a_last : a.last]])
        or _is_part_of_name([*b.words[b.first : b_first], *b.words[b_last : b.last]]),
        bool(led := _preposition(a)) and led == _preposition(b),
    )


def same_distance(a: Framed, b: Framed) -> bool:
    """Whether something is as far from one name as from the other: else both may be told of one place."""
    if not a.distances and not b.distances:
        return True
    levels = (compare_values(p, q) for p in a.distances for q in b.distances)
    return any(level is not None and level.relation == "agreement" for level in levels)


def of_one_size(a: Framed, b: Framed) -> bool:
    """Whether two places are of one size, so far as can be told: a hotel may lie in the town, and a town in the
    province, unless that is known to lie in another country."""
    if a.is_building != b.is_building:
        return False
    names = (a.entity.name, b.entity.name)
    first, second = is_large(names[0]) or a.is_region, is_large(names[1]) or b.is_region
    known = all(is_large(name) or is_known_place(name) for name in names)
    return first == second or (known and not share_country(*names))


def _preposition(name: Framed) -> str:
    """The preposition of place that leads to a name, '' for none: 'in' of 'in the town of Lund'."""
    table = located()
    for word in reversed(name.words[: name.first][-LEADING:]):
        text = word.text.lower()
        if text in table["where"] | table["directions"]:
            return text
        if text not in ("of", "the") and text not in table["nouns"] | table["sizes"]:
            break
    return ""


def _is_part_of_name(shared: Sequence[_Word]) -> bool:
    """Whether the words that two names share are more than 'county', 'hotel' and the like."""
    common = gazetteer().place_words.extent.keys() | located()["buildings"] | _small_words()
    return any(w.text[:1].isupper() and w.text.lower() not in common for w in shared)


def _differing(a: Framed, b: Framed) -> tuple[tuple[int, int], tuple[int, int]]:
    """The words of two names without those at their ends that both have, be it as part of the name or beside it:
    'Varel' and 'Noor' of 'the Varel chapel' and 'Noor Chapel'."""
    a_first, b_first, a_last, b_last = a.first, b.first, a.last, b.last
    for _ in range(LONGEST):
        if a_first < a_last and b_first < b_last and a.words[a_first].stem == b.words[b_first].stem:
            a_first, b_first = a_first + 1, b_first + 1
        elif a_last > a_first and b_last > b_first and a.words[a_last - 1].stem == b.words[b_last - 1].stem:
            a_last, b_last = a_last - 1, b_last - 1
        elif taken := _led(a.words[a_first:a_last], b.words[:b_first]):
            a_first += taken
        elif taken := _led(b.words[b_first:b_last], a.words[:a_first]):
            b_first += taken
        elif taken := _followed(a.words[a_first:a_last], b.words[b_last:]):
            a_last -= taken
        elif taken := _followed(b.words[b_first:b_last], a.words[a_last:]):
            b_last -= taken
        else:
            break
    return (a_first, a_last), (b_first, b_last)


def _led(name: Sequence[_Word], before: Sequence[_Word]) -> int:
    """How many words at the start of a name stand before the other one too, one of the name's at least left."""
    sizes = range(min(len(name) - 1, len(before)), 0, -1)
    return next((n for n in sizes if [w.stem for w in name[:n]] == [w.stem for w in before[-n:]]), 0)


def _followed(name: Sequence[_Word], behind: Sequence[_Word]) -> int:
    """The same at its end."""
    sizes = range(min(len(name) - 1, len(behind)), 0, -1)
    return next((n for n in sizes if [w.stem for w in name[-n:]] == [w.stem for w in behind[:n]]), 0)


def _is_name(words: Sequence[_Word]) -> bool:
    return any(word.text[:1].isupper() for word in words)


def _context(words: Sequence[_Word], start: int, step: int) -> list[ContextWord]:
    """The WINDOW words from ``start`` on, the nearest first and heaviest."""
    end = max(start - WINDOW, -1) if step < 0 else min(start + WINDOW, len(words))
    small = _small_words()
    return [
        ContextWord(words[i].stem, words[i].name, (SMALL if words[i].text.lower() in small else 1.0) * DECAY**n)
        for n, i in enumerate(range(start, end, step))
    ]


def _likeness(a: Sequence[ContextWord], b: Sequence[ContextWord], vectors: WordVectors) -> float:
    """How much of two contexts is the same, by weight: each word has one partner at most."""
    left, total = list(b), 0.0
    for word in a:
        best, partner = 0.0, None
        for other in left:
            share = min(word.weight, other.weight)
            if share > best and (factor := _same_word(word, other, vectors)) * share > best:
                best, partner = factor * share, other
        if partner is not None:
            left.remove(partner)
            total += best
    return round(total / max(sum(w.weight for w in a), sum(w.weight for w in b), 1.0), 4)


def _same_word(a: ContextWord, b: ContextWord, vectors: WordVectors) -> float:
    if a.stem == b.stem or (a.name and a.name == b.name):
        return 1.0
    if a.name or b.name:
        return 0.0
    return NEAR_WORD if vectors.similarity(a.stem, b.stem) >= NEAR_WORD else 0.0
