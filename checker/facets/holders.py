"""Who holds a post or has a part that one person has: 'the owner of the mill, Pavel Renner', 'Mayor Ana Cruz'.

The nouns stand in tables/holders.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from checker.words.lexicon import another_words
from checker.words.shared_words import content_stems
from claims.names.gazetteer import gazetteer
from claims.tables import read_table
from claims.types import Claim, Entity, Reading

BEFORE, BEHIND = 90, 90
"""Characters before and behind a name in which its post stands, at most."""
_DETERMINER = re.compile(r"the|an?|its|his|her|their|whose|[\w-]+(?:['’]s|s['’])", re.IGNORECASE)
LONGEST = 7
"""Words between the noun for a post and the name, or of whose post it is, at most."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a post: the ``name`` at ``start``..``end``, the post, the words by which it is another one
    ('deputy', 'former'), and the stems of whose or what post it is, none where the text does not say ('its owner')."""

    name: str
    start: int
    end: int
    post: str
    another: frozenset[str]
    whose: frozenset[str]


@cache
def posts() -> Mapping[str, str]:
    """Noun -> post."""
    table = read_table("holders", "checker")
    named = [*table["posts"].items(), *table["many"].items()]
    return {noun: post for post, nouns in named if post not in ("yes", "no") for noun in nouns}


def same_post(a: Holder, b: Holder) -> bool:
    """Whether two hold one post: the same of the same, so far as it is told whose it is."""
    if a.post != b.post or a.another != b.another:
        return False
    if a.whose and b.whose:
        return not a.whose.isdisjoint(b.whose)
    return a.post in read_table("holders", "checker")["posts"]


@cache
def _kin() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(read_table('holders', 'checker')['kin']['words'])})\b", re.IGNORECASE)


def tells_kin(text: str) -> bool:
    """Whether a text speaks of relatives."""
    return _kin().search(text) is not None


def is_one_of_many(text: str) -> bool:
    """Whether the words for somebody say that he is one of many ('lawmaker', 'a witness')."""
    words = re.findall(r"[\w-]+", text.lower())
    return any(word in _shared() for word in words)


@cache
def _shared() -> frozenset[str]:
    words = read_table("holders", "checker")["shared"]["words"]
    return frozenset(words) | {f"{word}s" for word in words}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What leads to a name, and what follows one: 'whose' and 'mine' are the words of whose post it is."""
    noun = "|".join(sorted(map(re.escape, posts()), key=len, reverse=True))
    words = rf"(?:[\w'’-]+ ){{0,{LONGEST}}}?"
    of = rf"(?: (?:of|for|at|in) (?P<whose>(?:[\w'’-]+ ){{0,{LONGEST}}}?[\w'’-]+))?"
    title = r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Engineer|Sir|Haji|Gen|Col|Capt|Lt)\.? )?"
    before = re.compile(rf"(?P<mine>{words})\b(?P<noun>{noun}){of},? {title}$", re.IGNORECASE)
    number = r"(?:,? (?:aged )?\d{1,3},?)?"
    behind = re.compile(
        rf"^{number}(?:,| is| was|, who is| \() ?"
        rf"(?P<mine>(?:the|its|his|her|their|a|an|whose) {words}|{words}[\w-]+['’]s {words}|)"
        rf"(?P<noun>{noun})\b{of}(?=[,.;)]|$| who\b| was\b| is\b| said\b| told\b| and\b)",
        re.IGNORECASE,
    )
    return before, behind


def holders_of(reading: Reading) -> Mapping[str, tuple[Holder, ...]]:
    """Claim id -> the holders of posts that it names with their posts."""
    text = reading.article.text
    found: dict[int, Holder | None] = {}
    by_claim = {}
    for claim in reading.claims:
        own = []
        for name in _persons(claim):
            if name.start not in found:
                found[name.start] = _holder(text, name)
            if (holder := found[name.start]) is not None:
                own.append(holder)
        if own:
            by_claim[claim.id] = tuple(own)
    return by_claim


def _persons(claim: Claim) -> Iterator[Entity]:
    seen = set()
    for name in claim.entities:
        if name.type == "person" and name.start not in seen and len(name.text.split()) > 1:
            seen.add(name.start)
            yield name


def _holder(text: str, name: Entity) -> Holder | None:
    leading = re.split(r"[.!?;:\n\"“”]", text[max(0, name.start - BEFORE) : name.start])[-1]
    following = re.split(r"[!?;:\n\"“”]", text[name.end : name.end + BEHIND])[0]
    before, behind = _patterns()
    inner = name.text[: max(0, name.text.find(name.name))]  # titles within the mention: 'Mayor Ana Cruz'
    match = before.search(leading + inner) or behind.search(following)
    if match is None:
        return None
    words = f"{_own_words(match['mine'])} {match['whose'] or ''}".replace("'s", "").replace("’s", "")
    another = frozenset(another_words().intersection(words.lower().replace("-", " ").split()))
    whose = content_stems(words) - _filler() - content_stems(" ".join(another))
    post = posts()[match["noun"].casefold()]
    return Holder(name.name, name.start + len(inner), name.end, post, another, whose)


@cache
def _filler() -> frozenset[str]:
    """Stems that tell nothing of whose post it is."""
    return content_stems(" ".join(read_table("holders", "checker")["filler"]["words"]))


def _own_words(before: str) -> str:
    """Of the words before the noun for a post those that belong to it: from an article or a possessive on, else titles
    and names only."""
    words = before.split()
    start = max((n for n, word in enumerate(words) if _DETERMINER.fullmatch(word)), default=None)
    if start is not None:
        return " ".join(words[start:])
    modifiers = gazetteer().titles.modifiers | another_words()
    own = takewhile(lambda word: word[:1].isupper() or word.lower() in modifiers, reversed(words))
    return " ".join(reversed([*own]))
