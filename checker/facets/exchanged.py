"""One word of a name exchanged for another: 'Northern Bolivia for Tides' where the other source has 'Northern
Observatory for Tides', 'Trade Minister Ana Prado' and 'Trade Oslo Ana Prado'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from checker.words.shared_words import stem
from claims.names.gazetteer import gazetteer, key
from claims.names.names import is_body
from claims.names.persons import is_given_name
from claims.names.transliteration import fold, same_spelling
from claims.types import Claim

LONGEST = 60
"""Characters of three words and what joins them, at most."""
SHORTEST = 4
"""Letters from which an unknown word is no abbreviation of a title ('Rep', 'Adm')."""

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_JOINED = re.compile(r"[ \n](?:(?:of|for|on)[ \n](?:the[ \n])?)?")
_SMALL = frozenset({"of", "for", "on", "the"})

Flanks = tuple[str, str, str, str]
"""The word before, what joins it, what joins the word behind, the word behind."""


@dataclass(frozen=True, slots=True)
class Inner:
    """A word within a name, between two others of it, ``start``..``end`` in the article."""

    text: str
    start: int
    end: int


def inner_words(claim: Claim) -> dict[Flanks, Inner]:
    """The capitalised words of a claim that stand between two capitalised ones, by these; also in the names of its
    arguments that stand before it ('Trade Minister Ana Prado, who ...'). None in headings: capitals may be all words'.
    """
    if claim.heading:
        return {}
    parts = [(claim.start, claim.text)]
    parts += [(a.start, a.text) for a in claim.arguments if not claim.start <= a.start < claim.end]
    return {flanks: inner for start, text in parts for flanks, inner in _inner_words(text, start)}


def _inner_words(text: str, offset: int) -> Iterator[tuple[Flanks, Inner]]:
    words = [w for w in _WORD.finditer(text) if w[0].lower() not in _SMALL]
    for before, word, behind in zip(words, words[1:], words[2:], strict=False):
        joints = text[before.end() : word.start()], text[word.end() : behind.start()]
        capitals = all(w[0][0].isupper() for w in (before, word, behind))
        if capitals and behind.end() - before.start() <= LONGEST and all(map(_JOINED.fullmatch, joints)):
            flanks = (stem(fold(before[0])), joints[0].strip(), joints[1].strip(), stem(fold(behind[0])))
            yield flanks, Inner(word[0], offset + word.start(), offset + word.end())


def is_exchanged(flanks: Flanks, a: str, b: str) -> bool:
    """Whether one of two words that stand between the same two has no business there: a name by itself where the
    other is none ('Bolivia', 'Observatory'), or an unknown word where the other is a title ('Oslo', 'Minister'). Two
    names by themselves ('Bank of Japan Governor', 'Bank of England Governor'), two titles, two spellings, given
    names and nationalities are none such."""
    x, y = fold(a), fold(b)
    if x.startswith(y) or y.startswith(x) or same_spelling(x, y):
        return False
    if any(is_given_name(word) or gazetteer().demonym(word) for word in (a, b)):
        return False
    if _is_name_alone(a) != _is_name_alone(b):
        return True
    titles = gazetteer().titles
    if titles.is_title(a) == titles.is_title(b):
        return False
    other = fold(b if titles.is_title(a) else a)
    role = flanks[0] in map(stem, titles.modifiers)  # 'Trade Minister Ana Prado': between a field and a person
    return (
        role
        and len(other) >= SHORTEST
        and not (_is_of_office(other) or _is_of_office(flanks[3]) or flanks[3] in _stems_of_titles())
    )


@cache
def _stems_of_titles() -> frozenset[str]:
    titles = gazetteer().titles
    words = {word for name in (*titles.roles, *titles.honorifics, *titles.modifiers) for word in fold(name).split()}
    return frozenset(map(stem, words))


def _is_name_alone(word: str) -> bool:
    """Whether a single word is a country's, a capital's or an organisation's name."""
    known = gazetteer()
    return bool(known.country(word) or key(word) in known.capitals or known.organisation(word))


def _is_of_office(word: str) -> bool:
    titles = gazetteer().titles
    return titles.is_title(word) or word in titles.modifiers or is_body(word)
