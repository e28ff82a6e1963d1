"""Direct quotations in a text: where they begin and end, whatever marks they use."""

from __future__ import annotations

import re
from functools import lru_cache

CLOSING = {"“": "”", "„": "“”", "‟": "”", "«": "»", "‹": "›", "‘": "’", "‚": "‘’", '"': '"', "'": "'", "``": "''"}
SINGLE = frozenset("'‘’‚")
_MARK = re.compile(r"``|''|[“”„‟«»‹›‘’‚\"']|\n\s*\n")
_DECADE = re.compile(r"\d0s|tis\b|twas\b|em\b|til\b", re.IGNORECASE)


def quotations(text: str) -> list[tuple[int, int]]:
    """Spans of the direct quotations, marks included, in order and without overlap (of nested ones, the outer).

    A double quotation that is never closed ends with its paragraph, or where the next one opens; a single mark
    that is never closed is an apostrophe. Linear in the text.
    """
    return list(_quotations(text))


@lru_cache(maxsize=8)
def _quotations(text: str) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    marks = list(_MARK.finditer(text))
    closable, possessive = _single_marks(text, marks)
    start, opener = -1, ""
    for match in marks:
        mark, at = match.group(), match.start()
        if mark.isspace():
            if opener and opener not in SINGLE:
                spans.append((start, at))
            start, opener = -1, ""
        elif not opener:
            if _opens(text, match) and (mark not in SINGLE or at in closable):
                start, opener = at, mark
        elif mark in CLOSING[opener] and _closes(text, match) and at not in possessive:
            spans.append((start, match.end()))
            start, opener = -1, ""
        elif mark == opener and mark not in SINGLE and _opens(text, match):
            spans.append((start, _trimmed(text, at)))
            start = at
    if opener and opener not in SINGLE:
        spans.append((start, _trimmed(text, len(text))))
    return tuple(spans)


def _single_marks(text: str, marks: list[re.Match[str]]) -> tuple[set[int], set[int]]:
    """Single marks that open and are closed within their paragraph, and those after a plural's 's' that only
    look like closing ones, since a better one follows ('the miners' union won't sign.')."""
    closable, possessive = set(), set()
    close = better = False
    for match in reversed(marks):
        mark, at = match.group(), match.start()
        if mark.isspace():
            close = better = False
        elif mark in SINGLE and _opens(text, match):
            if close:
                closable.add(at)
            better = False
        elif mark in SINGLE and _closes(text, match):
            close = True
            if better and text[at - 1] == "s" and text[at + 1 : at + 2] == " ":
                possessive.add(at)
            better = better or text[at - 1] in ".,!?;"
    return closable, possessive


def _opens(text: str, match: re.Match[str]) -> bool:
    mark, at = match.group(), match.end()
    following = text[at : at + 1]
    if mark not in CLOSING or not following or (following.isspace() and mark not in "«‹"):
        return False
    if mark not in "\"'‘":
        return True
    if mark in SINGLE and _DECADE.match(text, at):
        return False
    previous = text[match.start() - 1 : match.start()]
    return not previous or previous.isspace() or previous in "([{—–-:“‘\"'/…"


def _closes(text: str, match: re.Match[str]) -> bool:
    previous, following = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if match.group() in "'’":
        return not following.isalnum() and not previous.isspace()
    return match.group() != '"' or not (previous.isspace() and following.isalnum())


def _trimmed(text: str, end: int) -> int:
    """The offset without the white space before it."""
    while end and text[end - 1].isspace():
        end -= 1
    return end
