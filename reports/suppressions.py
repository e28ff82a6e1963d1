"""Findings that an article itself accepts: ``crosscheck: ignore RULE because REASON``.

In Markdown and HTML it stands in a comment, ``<!-- crosscheck: ignore quantity-mismatch because the toll was
updated -->``; in Markdown and plain text also on a line of its own, as it is, in square brackets, or after ``#`` or
``//``. It covers the paragraph that follows; at the very top, before any text, it covers the whole article. Several
rules are separated by commas. The line is no part of the article: it is blanked, so that offsets stay as they are.
"""

from __future__ import annotations

import gzip
import html
import re
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePath

from checker.types import CheckResult, Finding, Place
from claims.errors import UnreadableError
from claims.reading.decoding import clean, decode
from claims.types import Article, Skipped
from reports.selection import keep_findings

USAGE = "write: crosscheck: ignore RULE because REASON"
HTML = frozenset({".html", ".htm", ".xhtml"})
MARKDOWN = frozenset({".md", ".markdown"})

_LINE = re.compile(r"^[^\S\n]*(?:(?:#+|//|\[)[^\S\n]*)?crosscheck:[^\S\n]*(?P<said>ignore\b[^\n]*)$", re.MULTILINE)
_COMMENT_BODY = re.compile(r"\s*crosscheck:(?P<said>.*)", re.DOTALL)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_NEXT = re.compile(r"\S")
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^<>]*>")
_LINK_TARGET = re.compile(r"\]\([^()\n]*\)")
_FRONT_MATTER = re.compile(r"---[^\S\n]*\n.*?\n(?:---|\.\.\.)[^\S\n]*(?:\n|$)", re.DOTALL)
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd"}
    | {"mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr"}
)
_HIDDEN = frozenset({"script", "style", "template", "title"})
_MOST = 100  # suppressions of one article: more are an accident, or an attack
_ANCHOR = 40  # words by which the start and the end of a paragraph are found


@dataclass(frozen=True, slots=True)
class Suppression:
    """An accepted rule of a stretch of an article. ``line`` counts from 1 in the file, or in the text of an
    article that is one of several in its file."""

    article: str
    path: str
    line: int
    rules: tuple[str, ...]
    reason: str
    start: int
    end: int

    @property
    def place(self) -> str:
        """Where it stands, for messages."""
        return f"{self.path}:{self.line}"

    def covers(self, finding: Finding) -> bool:
        """Whether a side of ``finding`` lies in the stretch, and its rule is named."""
        return finding.rule in self.rules and any(self._holds(place) for place in (finding.left, finding.right))

    def _holds(self, place: Place) -> bool:
        return place.source == self.article and self.start <= place.value_start < self.end


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Directive:
    """A directive as it was found: its line in the file (from 1), what it says after ``crosscheck:``, and two spans
    of the article's text: its own (None where the text does not hold it) and what it covers (None for nothing)."""

    line: int
    said: str
    own: Span | None
    covers: Span | None


def read_suppressions(
    articles: Iterable[Article], rules: Collection[str]
) -> tuple[list[Article], list[Suppression], list[Skipped]]:
    """Find the suppressions in articles.

    Returns the articles with the lines of suppressions blanked, the suppressions, and those that cannot be
    used (no rule, a rule not in ``rules``, no reason, no place in the text).
    """
    clean: list[Article] = []
    found: list[Suppression] = []
    faulty: list[Skipped] = []
    for article in articles:
        directives = list(islice(_directives(article), _MOST + 1))
        clean.append(_blank(article, [d.own for d in directives if d.own]))
        for number, directive in enumerate(directives):
            said = _parse(directive.said, rules) if number < _MOST else _TOO_MANY
            if not isinstance(said, Skipped) and directive.covers is not None:
                found.append(Suppression(article.id, article.path, directive.line, *said, *directive.covers))
                continue
            fault = said if isinstance(said, Skipped) else _NO_PLACE
            faulty.append(replace(fault, path=f"{article.path}:{directive.line}"))
    return clean, found, faulty


def suppress(
    result: CheckResult, suppressions: Sequence[Suppression]
) -> tuple[CheckResult, tuple[Finding, ...], tuple[Suppression, ...]]:
    """Return the result without the discrepancies that are covered, these, and the suppressions that cover none."""
    covering = {f.id: [s for s in suppressions if s.covers(f)] for f in result.discrepancies}
    used = {id(s) for cover in covering.values() for s in cover}
    gone = tuple(f for f in result.discrepancies if covering[f.id])
    left = keep_findings(result, lambda finding: not covering.get(finding.id))
    return left, gone, tuple(s for s in suppressions if id(s) not in used)


_NO_PLACE = Skipped(
    "", "no paragraph of the article follows this suppression", "move it before the paragraph it is for"
)
_TOO_MANY = Skipped("", f"an article can have {_MOST} suppressions", "correct the article, or use the baseline")


def _parse(said: str, rules: Collection[str]) -> tuple[tuple[str, ...], str] | Skipped:
    words = said.split()
    if not words or words[0] != "ignore":
        return Skipped("", f"a suppression cannot begin with {' '.join(words[:1])!r}", USAGE)
    at = words.index("because") if "because" in words else len(words)
    codes = tuple(" ".join(words[1:at]).replace(",", " ").split())
    reason = " ".join(words[at + 1 :])
    if unknown := next((code for code in codes if code not in rules), None):
        return Skipped("", f"a suppression names the unknown rule {unknown!r}", _closest(unknown, rules))
    if not codes:
        return Skipped("", "a suppression names no rule", USAGE)
    if not reason:
        return Skipped("", "a suppression gives no reason", USAGE)
    return codes, reason


def _closest(code: str, rules: Collection[str]) -> str:
    from rapidfuzz import process

    near = process.extractOne(code, sorted(rules), score_cutoff=60)
    return f"did you mean {near[0]!r}?" if near else f"the rules are {', '.join(sorted(rules))}"


def _directives(article: Article) -> Iterator[_Directive]:
    suffix = PurePath(article.path.removesuffix(".gz")).suffix.lower()
    if suffix not in HTML | MARKDOWN or article.path == "-":
        yield from _in_text(article.text)
        return
    raw = _raw(Path(article.path))
    if "crosscheck:" not in raw:
        return
    words = _Words(article.text)
    for mark in _in_html(raw) if suffix in HTML else _in_markdown(raw):
        covers = words.find(mark.following, mark.before) if mark.before else (0, len(article.text))
        yield _Directive(mark.line, mark.said, words.find_all_of(mark.own, mark.before), covers)


def _in_text(text: str) -> Iterator[_Directive]:
    """The directives of plain text, where the text is the file's own."""
    marks = sorted([*_lines(text), *_comments(text)])
    blanked = _without(text, [(start, end) for start, end, _ in marks])
    by_line = not _BLANK_LINE.search(text.strip())
    for start, end, said in marks:
        line = text.count("\n", 0, start) + 1
        yield _Directive(line, said, (start, end), _paragraph(blanked, start, end, by_line=by_line))


def _without(text: str, spans: Iterable[Span]) -> str:
    """The text with spaces in these places."""
    pieces: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if start >= done:
            pieces += [text[done:start], re.sub(r"\S", " ", text[start:end])]
            done = end
    return "".join([*pieces, text[done:]])


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and words of the lines that are directives."""
    for match in _LINE.finditer(text):
        yield match.start(), match.end(), match["said"].strip().removesuffix("]")


def _comments(text: str, start: int = 0) -> Iterator[tuple[int, int, str]]:
    """Start, end and words of the comments that are directives.

    Scanned by hand: a pattern would look for the end of each unclosed comment through the whole text.
    """
    while (start := text.find("<!--", start)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            return
        if body := _COMMENT_BODY.fullmatch(text[start + 4 : end]):
            yield start, end + 3, body["said"].strip()
        start = end + 3


def _blank(article: Article, spans: Sequence[Span]) -> Article:
    """The article without its directives, and with a title that is none of them."""
    text = _without(article.text, spans)
    title = article.title
    if _LINE.match(title) or any(_comments(title)):
        title = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return article if (text, title) == (article.text, article.title) else replace(article, text=text, title=title)


def _paragraph(text: str, start: int, end: int, *, by_line: bool) -> Span | None:
    """The span of the paragraph after ``end``; of the whole text where nothing stands before ``start``.

    A text without blank lines has a paragraph on each line.
    """
    first = _NEXT.search(text)
    if first is None or first.start() > start:
        return 0, len(text)
    begin = _NEXT.search(text, end)
    if begin is None:
        return None
    stop = re.compile("\n" if by_line else _BLANK_LINE.pattern).search(text, begin.start())
    return begin.start(), stop.start() if stop else len(text)


def _raw(path: Path) -> str:
    """The text of a file that was read before; '' where it cannot be read any more."""
    try:
        data = path.read_bytes()
        return clean(decode(gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data, markup=True))
    except (OSError, EOFError, ValueError, zlib.error, UnreadableError):
        return ""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A directive in a file that is not an article's text as it stands: its line, what it says, how many words the
    article has before it, the passage that follows, and its own words where the text holds them."""

    line: int
    said: str
    before: int
    following: str
    own: str = ""


def _in_markdown(raw: str) -> Iterator[_Mark]:
    top = _FRONT_MATTER.match(raw)
    done = top.end() if top else 0
    comments = list(_comments(raw, done))
    lines = [(start, end, said) for start, end, said in _lines(raw) if start >= done]
    before = 0
    for begin, end, said in sorted([*comments, *lines]):
        if begin < done:  # a line in a comment
            continue
        before += len(_WORD.findall(_plain(raw[done:begin])))
        done = end
        following = next((p for p in _markdown_paragraphs(raw, end) if _WORD.search(p)), "")
        own = "" if raw.startswith("<!--", begin) else raw[begin:end]
        yield _Mark(raw.count("\n", 0, begin) + 1, said, before, following, own)
        before += len(_WORD.findall(own))


def _markdown_paragraphs(raw: str, start: int) -> Iterator[str]:
    """The words of each paragraph after ``start``."""
    for blank in _BLANK_LINE.finditer(raw, start):
        yield _plain(raw[start : blank.start()])
        start = blank.end()
    yield _plain(raw[start:])


def _plain(markdown: str) -> str:
    """The words of Markdown without comments, directives, tags and the targets of links."""
    first, *others = markdown.split("<!--")
    outside = "".join([first, *(other.partition("-->")[2] for other in others)])
    return html.unescape(_TAG.sub(" ", _LINK_TARGET.sub("]", _LINE.sub("", outside))))


def _in_html(raw: str) -> Iterator[_Mark]:
    from lxml import etree

    page = etree.fromstring(raw.encode(errors="replace"), etree.HTMLParser(encoding="utf-8"))
    if page is None:
        return
    waiting: list[tuple[int, str, int]] = []
    block = ""
    before = 0
    for event, node in etree.iterwalk(page.getroottree(), events=("start", "end", "comment")):
        if event == "comment":
            if body := _COMMENT_BODY.fullmatch(node.text or ""):
                waiting.append((node.sourceline, body["said"].strip(), before + len(_WORD.findall(block))))
        elif node.tag not in _INLINE:
            if words := len(_WORD.findall(block)):
                yield from (_Mark(*mark, block) for mark in waiting)
                waiting.clear()
                before += words
            block = ""
        if node.tag not in _HIDDEN or event != "start":
            block += (node.text if event == "start" else node.tail) or ""
    yield from (_Mark(*mark, "") for mark in waiting)


class _Words:
    """A text as words: to find a passage in it, whatever markup, quotes and line breaks lie between its words."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._matches = list(_WORD.finditer(text))
        self._words = [match[0] for match in self._matches]
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self._words):
            self._places[word].append(place)

    def find(self, passage: str, before: int) -> Span | None:
        """The span of ``passage``; of several, that with about ``before`` words before it."""
        words = _WORD.findall(passage)
        first = self._phrase(words[:_ANCHOR], near=before)
        if first is None:
            return None
        last = self._phrase(words[-_ANCHOR:], near=first + len(words[_ANCHOR:]), least=first)
        if last is None:
            return None
        return self._matches[first].start(), self._matches[last + len(words[-_ANCHOR:]) - 1].end()

    def find_all_of(self, passage: str, before: int) -> Span | None:
        """The same with the marks before the first word and after the last one, where they are those of the text."""
        span = self.find(passage, before)
        if span is None:
            return None
        first, last = re.split(r"\w(?:.*\w)?", passage.strip(), maxsplit=1, flags=re.DOTALL)
        start, end = span
        start -= len(first) if self._text.endswith(first, 0, start) else 0
        return start, end + (len(last) if self._text.startswith(last, end) else 0)

    def _phrase(self, words: Sequence[str], near: int, least: int = 0) -> int | None:
        """The place of a run of words, the nearest to ``near`` that is not before ``least``."""
        places = self._places.get(words[0], ()) if words else ()
        fitting = (place for place in places if place >= least and self._words[place : place + len(words)] == words)
        return min(fitting, key=lambda place: abs(place - near), default=None)
