"""Splitting an article into sentences and headings, with offsets.

Lines are joined into blocks first (a paragraph, a heading, a bullet), since news text breaks lines both
between and inside sentences. The library sentencex then splits a block; what it lacks is mended here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from claims.tables import read_table
from claims.types import Sentence

LONGEST = 1500
"""No sentence is longer than this, in characters; longer ones are cut."""

LONGEST_HEADING = 160
LONGEST_BYLINE = 80
_WINDOW = 3 * LONGEST  # what sentencex sees at once: it is slow on long nested brackets
_CONTEXT = 80  # how far a mend looks to either side
_WIDEST_WRAP = 100  # lines of hard-wrapped text are not longer than this

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+|(?:\r\n|[\n\r\v\f\x85\u2028\u2029])")
_QUOTES = '"“”„‟«»‘‚‛`'
_MASKED = re.compile(rf"[{_QUOTES}\s\ud800-\udfff<>{{}}]|(?<!\w)['’]|['’](?!\w)")
_INNER_STOP = re.compile(  # a mark that might end a sentence, with more text after it
    r"[^\w\s,;:'’\"“”‘()\[\]-][\s'’\"“”‘()\[\]]*[^\W_]"
)
_BRACKETS = re.compile(r"(\([^()]{0,200}\)|\[[^][]{0,200}\])|[()\[\]]")  # a short pair, or a lone one
_TERMINATED = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*(?:\s?\[\d{1,3}\])*$")
_UNFINISHED = re.compile(r"(?:[,;(\[/&–—-]|(?<!\w)[A-Z]\.)$")
_BULLET = re.compile(r"(?:[-*•‣◦▪·–—]|\(?\d{1,3}[.)]|\(?[a-z]\))\s")
_BYLINE = re.compile(r"by [A-Z]")
_SPACE = re.compile(r"\s+")
_GAP_CHARACTER = re.compile(rf"[\s{_QUOTES}'’]")
_GAP = re.compile(rf"[\s{_QUOTES}'’]{{1,160}}")
_MISSED = re.compile(
    r"(?:(?<!\S)[(\[][^()\[\]]{12,400}[.!?…][\"'”’]?[)\]]|(?<![\w.])[Nn]o\.)\s{1,80}(?=[\"'“‘(\[]*[A-Z])"
)
_MARKER = re.compile(r"(?:\(?\d{1,3}|\(?[A-Za-z])[.)]$|[^\w]+$")
_SPLIT_DECIMAL = re.compile(  # '6. 1-magnitude', '£1. 7m', 'a magnitude of 5. 9.'
    r"[$£€¥]\d+\. \d|(?:\S*[^\s\d])?\d{1,3}\. \d{1,2}"
    r"(?:[-%)a-z]|,(?!\d)|[.!?][\"'”’)]*(?!.)| (?:magnitude|per ?cent|million|billion|trillion)\b)"
)
_RANK = re.compile(r"(\w+\.) [A-Z][a-z]{1,4}\.$")  # 'Col. Inf.'
_WORD = re.compile(r"\w+")
_CLOCK = re.compile(r"\b[ap]\. ?m\.[\"'”’)]*$", re.IGNORECASE)
_EXCLAIMED = re.compile(r"[!?][\"'”’»]+$")
_FRONT = 12  # blocks at the top of a text that may have a date or a headline glued to them
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_STAMP = re.compile(  # 'Published July 4 2015', 'UPDATED', 'AFP Monday 3 Oct 2016 14:05 GMT'
    r"(?P<flag>UPDATED?|BREAKING|EXCLUSIVE|CORRECTED)\b:?|"
    r"(?:(?P<label>(?i:date of publication|(?:(?:first|last) )?(?:published|posted|updated)(?: on| at)?):? )"
    r"|[A-Z]{2,9},? )?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d)"
    r"(?:,? \d{1,2}: ?\d{2}(?: ?[ap]\.?m\.?)?(?: (?:GMT|UTC|[A-Z]{2,3}T))?)?(?: ?\((?i:updated)[^()]{0,40}\))?"
)
_OPENS = re.compile(  # how a sentence begins, so that a date before it is none of its words
    r"\s+[\"“‘']?(?:\d[\d,]* |(?:An?|The|At|In|On|After|As|It|More|Over|Nearly|Almost|About|Around|Some|Several|Dozens"
    r"|Hundreds|Scores|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|This|These|There|He|She|They)\b)"
)
_CAPITAL = re.compile(r"\s+[\"“‘']?(?:\d|[A-Z]\w* \w)")
_CUTS = (re.compile(r"[.!?;]\s+"), re.compile(r"[,:)]\s+|\s[–—-]+\s"), re.compile(r"\s+"))


class _Block(NamedTuple):
    start: int
    end: int


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences and headings of ``text``, in order, disjoint, without white space at either end.

    Every character that is not white space lies in exactly one of them; none is longer than ``LONGEST``
    characters. Works on any string, in linear time.
    """
    found: list[Sentence] = []
    headings: list[str] = []
    for n, block in enumerate(_blocks(text)):
        if n < _FRONT:
            for end in _front(text, block, headings):
                found.append(Sentence(*_trimmed(text, block.start, end), heading=True))
                block = _Block(_trimmed(text, end, block.end)[0], block.end)
        found += _sentences(text, block)
        if n < _FRONT and found[-1].heading:
            headings.append(text[found[-1].start : found[-1].end])
    return tuple(found)


@cache
def _words(table: str) -> frozenset[str]:
    """A word list of tables/sentences.toml, in lower case."""
    return frozenset(read_table("sentences")[table]["words"])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    left = start + len(part) - len(part.lstrip())
    return left, max(left, start + len(part.rstrip()))


# Lines into blocks


def _lines(text: str) -> list[tuple[int, int]]:
    """The lines' spans without white space at their ends; a blank line is an empty span."""
    lines = []
    open_line = False
    for match in _LINE.finditer(text):
        if match[0][0] in "\n\r\v\f\x85\u2028\u2029":
            if not open_line:
                lines.append((match.start(), match.start()))
            open_line = False
        else:
            lines.append(_trimmed(text, *match.span()))
            open_line = True
    return lines


def _wrap_width(lines: list[tuple[int, int]]) -> int:
    """The column at which the text is hard-wrapped, or 0 where each paragraph has a line of its own."""
    spans = [(end - start, last > after) for (start, end), (after, last) in pairwise(lines) if end > start]
    lengths = sorted(length for length, goes_on in spans if goes_on)
    if len(lengths) < 3:
        return 0
    width = lengths[int(0.95 * (len(lengths) - 1))]  # not the longest: a stray address may stick out
    nearly_full = len(lengths) - bisect_left(lengths, width - 15)
    return width if 40 <= width <= _WIDEST_WRAP and nearly_full >= 0.6 * len(lengths) else 0


def _blocks(text: str) -> Iterator[_Block]:
    lines = _lines(text)
    width = _wrap_width(lines)
    block = -1
    top = True
    for i, (start, end) in enumerate(lines):
        if start == end:
            continue
        if block < 0:
            block = start
        after = text[slice(*lines[i + 1])] if i + 1 < len(lines) else ""
        if not _goes_on(text[start:end], after, opens=block == start, top=top, width=width):
            yield _Block(block, end)
            block = -1
        top = False


def _goes_on(line: str, after: str, *, opens: bool, top: bool, width: int) -> bool:
    """Whether the sentence at the end of ``line`` may continue in the line ``after`` it. ``opens``: the
    line is the first of its block; ``top``: of the text."""
    if not after:
        return False
    terminated = _TERMINATED.search(line) is not None
    full = width > 0 and len(line) + 1 + len(after.split(maxsplit=1)[0]) > width  # the next word had no room
    if _BULLET.match(after):
        return full and not terminated and after[0] in "-–—"
    if not full and _BYLINE.match(after) and len(after) < LONGEST_BYLINE:
        return False
    last = line.rsplit(maxsplit=1)[-1].lower().lstrip("\"'“‘(")
    if after[0].islower() or _UNFINISHED.search(line) or last in _words("connecting") or last in _words("before_name"):
        return True
    if opens and not terminated and (top or not full) and _is_title_case(line):
        return False
    return full if width else not terminated and (not opens or len(line) > LONGEST_HEADING)


def _is_title_case(line: str) -> bool:
    """'Talks End Without a Deal': short, and every word but small ones has a capital."""
    if len(line) > LONGEST_HEADING:
        return False
    words = [w for w in line.split() if w[:1].isalpha() and w.lower() not in _words("connecting")]
    return len(words) >= 2 and all(not w[0].islower() for w in words)


# What stands before the first sentence


def _front(text: str, block: _Block, headings: list[str]) -> Iterator[int]:
    """Where each thing ends that was glued to the front of a block: a date of publication, or a headline that
    stands above it already. A sentence must follow."""
    start = block.start
    while start < block.end:
        stamp = _STAMP.match(text, start, block.end)
        repeated = (h for h in headings if text.startswith(h, start) and len(h.split()) > 3)
        end = stamp.end() if stamp else start + len(next(repeated, ""))
        opens = _OPENS if stamp and not (stamp["flag"] or stamp["label"]) else _CAPITAL
        if end == start or not opens.match(text, end, block.end):
            return
        yield end
        start = _trimmed(text, end, block.end)[0]


# A block into sentences


def _sentences(text: str, block: _Block) -> Iterator[Sentence]:
    pieces = [piece for span in _spans(text, block) for piece in _cut(text, *span)]
    alone = len(pieces) == 1 and block.end - block.start <= LONGEST_HEADING
    heading = alone and not _TERMINATED.search(text[block.start : block.end])
    for start, end in pieces:
        yield Sentence(start, end, heading)


def _spans(text: str, block: _Block) -> Iterator[tuple[int, int]]:
    """The block's sentences: sentencex's boundaries, moved past closing quotes, false ones taken out and
    missed ones put in."""
    start = block.start
    for end in _boundaries(text, block):
        left, right = (
            text[max(start, end - _CONTEXT) : end].strip(),
            text[end : min(block.end, end + _CONTEXT)].lstrip(),
        )
        if right and _joins(left, right):
            continue
        if left:
            yield _trimmed(text, start, end)
            start = end


def _boundaries(text: str, block: _Block) -> Iterator[int]:
    """Candidates for the ends of sentences, rising, the block's end last."""
    if not _INNER_STOP.search(text, block.start, block.end):
        yield block.end
        return
    import sentencex

    found: set[int] = {m.end() for m in _MISSED.finditer(text, block.start, block.end)}
    start = block.start
    while start < block.end:
        window = text[start : min(block.end, start + _WINDOW)]
        ends = [start + piece["end_index"] for piece in sentencex.get_sentence_boundaries("en", _masked(window))]
        if start + len(window) < block.end and len(ends) > 1:
            ends.pop()  # the window may have cut this one
        found.update(_past_quotes(text, end) for end in ends)
        start = ends[-1]
    found.add(block.end)
    yield from sorted(end for end in found if end <= block.end)


def _masked(text: str) -> str:
    """``text``, as long as before, without quotes and lone brackets: sentencex takes all between two of
    them for one sentence, apostrophes included. It cannot take lone surrogates either."""
    text = _BRACKETS.sub(lambda m: m[1] or " ", text)
    return _MASKED.sub(lambda m: "x" if "\ud800" <= m[0] <= "\udfff" else " ", text)


def _past_quotes(text: str, end: int) -> int:
    """``end``, moved so that closing quotes stay with the left sentence and opening ones with the right."""
    start = end
    while start > max(0, end - _CONTEXT) and _GAP_CHARACTER.match(text, start - 1):
        start -= 1
    gap = _GAP.match(text, start)
    if gap is None:
        return end
    space = _SPACE.search(gap[0])
    return start + space.end() if space else gap.end()


def _joins(left: str, right: str) -> bool:
    """Whether a boundary between the two is false."""
    last = left.rsplit(maxsplit=1)[-1].lower().lstrip("\"'“‘([") if left else ""
    if not left or _MARKER.match(left) or last in _words("before_name"):
        return True
    if (rank := _RANK.search(left)) and rank[1].lower() in _words("before_name"):
        return True
    if not any(c.isalnum() for c in right) or (right[0].islower() and not right[1:2].isupper()):
        return True
    first = right.split(maxsplit=1)[0].lower()
    if _CLOCK.search(left) and (first.rstrip(",.;") in _words("clock") or first in _words("clock")):
        return True
    if _EXCLAIMED.search(left) and _words("reporting").intersection(_WORD.findall(right.lower())[:5]):
        return True
    return _SPLIT_DECIMAL.match(f"{left[-12:].rsplit(maxsplit=1)[-1]} {right}") is not None


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span itself, or pieces of at most ``LONGEST`` characters, cut at the best place there is."""
    while end - start > LONGEST:
        cut = start + LONGEST
        for pattern in _CUTS:
            places = [m.end() for m in pattern.finditer(text, start + LONGEST // 2, cut)]
            if places:
                cut = places[-1]
                break
        yield _trimmed(text, start, cut)
        start = _trimmed(text, cut, end)[0]
    yield start, end
