"""Where a span of an article stands in its file: what a code scanner or an editor needs to open it.

Spans count characters of ``Article.text``, which is the file's own text only for a plain text file. For
others (Markdown with front matter, HTML, JSON Lines, a text with suppressions) the file is read once more and
the text, the line, or the quote looked for in it; where none is found, the file alone is named.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from checker.types import Finding, Place
from claims.types import Article

_MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Region:
    """A span in a file. Lines and columns count from 1, columns in UTF-16 code units as editors do;
    ``offset`` and ``length`` count characters; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file. ``path`` is relative to the working folder where it lies in it, with forward
    slashes; ``region`` is None where the span was not found in the file."""

    path: str
    region: Region | None

    @property
    def uri(self) -> str:
        """The path as a URI reference, percent-encoded."""
        path = quote(self.path, safe="/", errors="replace")
        if self.path.startswith("/"):
            return f"file://{path}"
        return f"file:///{path.replace('%3A', ':', 1)}" if Path(self.path).is_absolute() else path

    def __str__(self) -> str:
        return f"{self.path}:{self.region.line}" if self.region else self.path


class Locator:
    """Finds the spans of some articles in their files; each file is read once, when it is asked for."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._files = {article.id: _File(article) for article in articles}

    def locate(self, source: str, start: int, end: int) -> Location:
        """Return the place of ``text[start:end]`` of the source with this id."""
        file = self._files.get(source)
        return Location(file.path, file.region(start, end)) if file else Location(source, None)

    def value(self, place: Place) -> Location:
        """Return where the words stand that differ or agree; the claim where no words are singled out."""
        if place.value_start < place.value_end:
            return self.locate(place.source, place.value_start, place.value_end)
        return self.claim(place)

    def claim(self, place: Place) -> Location:
        """Return where the claim stands."""
        return self.locate(place.source, place.start, place.end)


def new_side_first(finding: Finding, published: Collection[str]) -> tuple[Place, Place]:
    """The two sides, that of a source which is not yet published first."""
    if finding.left.source in published and finding.right.source not in published:
        return finding.right, finding.left
    return finding.left, finding.right


class _File:
    def __init__(self, article: Article) -> None:
        self._article = article
        self.path = _relative(article.path) or article.id

    def region(self, start: int, end: int) -> Region | None:
        """The span's place in the file; None where it cannot be told."""
        offset = self._offset(start, end)
        return None if offset is None else self._region(offset, offset + end - start)

    @cached_property
    def _original(self) -> str:
        """The file's text as it is; the article's own where the file cannot be read as UTF-8."""
        path = Path(self._article.path)
        try:
            if path.is_file() and path.stat().st_size <= _MOST_BYTES:
                return path.read_bytes().decode("utf-8-sig")
        except (OSError, ValueError):
            pass  # a path that cannot be, or another encoding: the reader has said so
        return self._article.text

    @cached_property
    def _text(self) -> str:
        """The file's text with the line ends that an article has."""
        return self._original.replace("\r\n", "\n")

    @cached_property
    def _breaks(self) -> list[int]:
        """Offsets of the line breaks in ``_text``."""
        return [match.start() for match in re.finditer("\n", self._text)]

    @cached_property
    def _returns(self) -> list[int]:
        """Offsets of those line breaks in ``_text`` that the file writes with a carriage return."""
        return [match.start() - dropped for dropped, match in enumerate(re.finditer("\r\n", self._original))]

    @cached_property
    def _shift(self) -> int | None:
        """Where the article's text begins in the file's; None where the file does not hold it as it is."""
        found = self._text.find(self._article.text.rstrip("\n"))
        return None if found < 0 else found

    def _offset(self, start: int, end: int) -> int | None:
        if self._shift is not None:
            return start + self._shift
        # The whole line is found more surely than a short quote that the file may hold more often.
        for first, last in (self._line(start, end), (start, end)):
            if start < end and (found := self._same(first, last)) is not None:
                return found + start - first
        return None

    def _line(self, start: int, end: int) -> tuple[int, int]:
        """The lines around a span, without the blanks at their ends."""
        text = self._article.text
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        last = last if last >= 0 else len(text)
        before, after = text[first:start], text[end:last]
        return start - len(before.lstrip()), end + len(after.rstrip())

    def _same(self, start: int, end: int) -> int | None:
        """Where the file holds words of the article: its only place, or the one of the same rank where the file
        has the words as often as the article."""
        words = self._article.text[start:end]
        places = _places(words, self._text)
        if len(places) == 1:
            return places[0]
        own = _places(words, self._article.text)
        return places[own.index(start)] if len(places) == len(own) else None

    def _region(self, start: int, end: int) -> Region:
        (line, column, first), (end_line, end_column, last) = self._position(start), self._position(end)
        return Region(line, column, end_line, end_column, first, last - first)

    def _position(self, offset: int) -> tuple[int, int, int]:
        """Line, column, and the offset in the file with its own line ends."""
        line = bisect_left(self._breaks, offset)
        begin = self._breaks[line - 1] + 1 if line else 0
        column = len(self._text[begin:offset].encode("utf-16-le", "surrogatepass")) // 2
        return line + 1, column + 1, offset + bisect_left(self._returns, offset)


def _places(words: str, text: str) -> list[int]:
    """The offsets at which ``text`` has the words, also where they overlap."""
    return [match.start() for match in re.finditer(f"(?={re.escape(words)})", text)]


def _relative(path: str) -> str:
    """The path from the working folder where it lies in it, with forward slashes."""
    if path in ("", "-"):
        return "stdin" if path else ""
    try:
        return Path(path).relative_to(Path.cwd()).as_posix()
    except (OSError, ValueError):  # it is relative already, or lies elsewhere
        return Path(path).as_posix()
