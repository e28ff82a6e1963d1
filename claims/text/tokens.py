"""Tokens of a text, and phrases of rule tables found among them; what the reading of numbers stands on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Generic, TypeVar

from claims.tables import read_table

T = TypeVar("T")

# A grouped number ends where its groups of three do: in '22,240,2600' only '22,240' would fit, so it is none.
_TOKEN = re.compile(
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?"
    r"|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?![0-9])(?:\.[0-9]+)?"
    r"|[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2}(?![\w.]))?"
    r"|(?<![\w.])\.[0-9]+)"
    r"|(?P<word>[^\W\d_]+(?:['’](?!s(?!\w))[^\W\d_]+)?)"
    r"|(?P<symbol>[^\w\s]|[\d_])"
)
HYPHENS = frozenset("-‐‑")
DASHES = HYPHENS | frozenset("–−~—")


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a word (without a possessive 's) or a single symbol; ``gap`` says that white space stands before it.

    ``kind`` is 'masked' for a token that some other reader has claimed, 'end' outside the text.
    """

    start: int
    end: int
    text: str
    lower: str
    kind: str
    gap: bool


_END = Token(0, 0, "", "", "end", True)


class Tokens:
    """The tokens of a text; indexing outside of it yields an 'end' token."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text = text
        self._tokens = tokens
        self._size = len(tokens)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, i: int) -> Token:
        return self._tokens[i] if 0 <= i < self._size else _END

    def between(self, i: int, j: int) -> str:
        """The text between tokens ``i`` and ``j``."""
        return self.text[self[i].end : self[j].start]

    def __iter__(self) -> Iterator[Token]:
        return iter(self._tokens)

    def mask(self, indexes: Iterable[int]) -> None:
        """Mark tokens as claimed, so that no numeral or unit is read from them."""
        for i in indexes:
            self._tokens[i] = replace(self._tokens[i], kind="masked", lower="")


def tokenise(text: str) -> Tokens:
    """Split ``text`` into numbers, words and symbols, in one pass."""
    tokens: list[Token] = []
    previous = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = match.group()
        tokens.append(
            Token(
                start, end, word, word.lower().replace("’", "'"), str(match.lastgroup), start > previous or not tokens
            )
        )
        previous = end
    return Tokens(text, tokens)


@cache
def words(name: str) -> frozenset[str]:
    """A word list of claims/tables/number_words.toml."""
    return frozenset(read_table("number_words")[name].split())


class Phrases(Generic[T]):
    """Phrases of tables with a value each, found by their tokens, the longest first.

    ``exact`` compares letters in their case ('MW' and 'mW').
    """

    def __init__(self, entries: Iterable[tuple[str, T]], *, exact: bool = False) -> None:
        self._exact = exact
        self._values: dict[tuple[str, ...], T] = {}
        self._by_first: dict[str, list[int]] = {}
        self._by_last: dict[str, list[int]] = {}
        for text, value in entries:
            words = self._words(tokenise(text), 0, None)
            self._values[words] = value
            self._by_first.setdefault(words[0], []).append(len(words))
            self._by_last.setdefault(words[-1], []).append(len(words))
        for lengths in (self._by_first, self._by_last):
            for word, found in lengths.items():
                lengths[word] = sorted(set(found), reverse=True)

    def first_words(self) -> frozenset[str]:
        """The words with which a phrase begins."""
        return frozenset(self._by_first)

    def at(self, tokens: Tokens, i: int) -> tuple[T, int] | None:
        """The value of the longest phrase that starts at token ``i``, and the index behind it."""
        for length in self._by_first.get(self._word(tokens[i]), ()):
            words = self._words(tokens, i, i + length)
            if words in self._values:
                return self._values[words], i + length
        return None

    def before(self, tokens: Tokens, i: int, floor: int = 0) -> tuple[T, int] | None:
        """The value of the longest phrase that ends right before token ``i``, and where it starts."""
        for length in self._by_last.get(self._word(tokens[i - 1]), ()):
            if i - length >= floor:
                words = self._words(tokens, i - length, i)
                if words in self._values:
                    return self._values[words], i - length
        return None

    def _word(self, token: Token) -> str:
        return token.text if self._exact and token.kind != "masked" else token.lower

    def _words(self, tokens: Tokens, start: int, end: int | None) -> tuple[str, ...]:
        return tuple(self._word(tokens[j]) for j in range(start, len(tokens) if end is None else end))
