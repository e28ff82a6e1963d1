"""Markdown and HTML to plain text: headings and paragraphs on lines of their own, a blank line between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from claims.errors import UnreadableError
from claims.reading.decoding import clean
from claims.reading.publication import parse_date
from claims.reading.records import Fields, Record, field_value, one_line, text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from markdown_it.token import Token

LONGEST_INLINE = 20_000
"""Markdown paragraphs longer than this, in characters, are taken as they stand: the parser is quadratic in them."""
MOST_ELEMENTS = 20_000
"""HTML with more elements than this is read plainly: finding its main text would take minutes."""

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"(\w[\w -]{0,40}?)[ \t]*:[ \t]+(\S.*)")
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_BROKEN_OFF = re.compile(r"(?<=[\w,;])\n\n(?=[a-z])")  # a line break in a sentence
_UNSEEN = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "iframe",
    "object",
    "head",
    "nav",
    "footer",
    "form",
    "button",
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)


def read_markdown(text: str, fields: Fields) -> Iterator[Record]:
    """One article, with front matter or without. The title is that of the front matter or the first heading of
    level 1; code blocks and comments are dropped."""
    metadata, body = _front_matter(text)
    blocks, heading = _markdown_blocks(body)
    if not blocks:
        raise UnreadableError("has no text", "leave it out, or check that the text is not all code or comments")
    yield Record(
        text="\n\n".join(blocks) + "\n",
        title=one_line(text_of(field_value(metadata, fields.title))) or heading,
        source=one_line(text_of(field_value(metadata, fields.source))),
        published=parse_date(field_value(metadata, fields.published)),
        url=one_line(text_of(field_value(metadata, fields.url))),
        id=one_line(text_of(field_value(metadata, fields.id))),
    )


def _front_matter(text: str) -> tuple[Mapping[str, Any], str]:
    """Metadata and body. Front matter that is no valid YAML, such as ``title: Quake: ten dead``, is read line by
    line."""
    import frontmatter
    import yaml

    try:
        metadata, body = frontmatter.parse(text)
    except (yaml.YAMLError, RecursionError, ValueError):
        match = _FRONT_MATTER.match(text)
        if match is None:
            return {}, text
        pairs = (_PAIR.fullmatch(line.strip()) for line in match[1].splitlines())
        return {pair[1]: pair[2].strip("\"'") for pair in pairs if pair}, text[match.end() :]
    return metadata, body


def _markdown_blocks(body: str) -> tuple[list[str], str]:
    """The text blocks, and the first heading of level 1 ('' if there is none)."""
    from markdown_it import MarkdownIt

    inline_parser = MarkdownIt("commonmark").enable("strikethrough")
    parser = MarkdownIt("commonmark").enable("table").disable("inline")
    blocks: list[str] = []
    title = ""
    cells: list[str] | None = None
    opened = ""
    for token in parser.parse(body):
        if token.type == "inline":
            text = _inline_text(inline_parser, token.content)
            if cells is not None:
                cells.append(text)
            elif text:
                blocks.append(text)
                title = title or (text if opened == "h1" else "")
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            blocks.append(" | ".join(cells or []))
            cells = None
        elif token.type == "html_block":
            blocks += _visible_blocks(token.content)
        opened = token.tag
    return blocks, title


def _inline_text(parser: Any, content: str) -> str:
    if len(content) > LONGEST_INLINE:
        return content
    return _flat(parser.parseInline(content)[0].children or []).strip()


def _flat(tokens: list[Token]) -> str:
    parts = {"softbreak": " ", "hardbreak": "\n", "html_inline": "", "image": ""}
    return "".join(parts.get(token.type, token.content) for token in tokens)


def read_html(text: str, fields: Fields) -> Iterator[Record]:
    """One article: headline and main text, title, site name, date and address as trafilatura finds them; where it
    finds no text, all that can be seen on the page."""
    del fields
    tree = _tree(text)
    if tree is None:
        raise UnreadableError("is HTML without any text", "save the page once more, or save its text as .txt")
    found = _main_text(tree)
    lines = [line.strip() for line in (found.text or "").splitlines()] if found else []
    blocks = [line for line in lines if line] or list(_blocks_of(tree))
    if not blocks:
        raise UnreadableError("is HTML without any text", "save the page once more, or save its text as .txt")
    headings = [text for e in tree.iter("h1") if (text := one_line(e.text_content()))]
    title = one_line(found.title or "") if found else ""
    title = title or next((text for e in tree.iter("h1", "title") if (text := one_line(e.text_content()))), "")
    if title in headings and title not in map(one_line, blocks[:3]):
        blocks.insert(0, title)  # the headline is part of what the article says
    yield Record(
        text=_BROKEN_OFF.sub("\n", clean("\n\n".join(blocks)) + "\n"),
        title=title,
        source=one_line(found.sitename or "") if found else "",
        published=parse_date(_html_date(tree)),
        url=one_line(found.url or "") if found else "",
    )


def plain_html(text: str) -> str:
    """All the text that a piece of HTML shows, its blocks parted by blank lines."""
    return "\n\n".join(_visible_blocks(text))


def _visible_blocks(text: str) -> list[str]:
    tree = _tree(text)
    return [] if tree is None else list(_blocks_of(tree))


def _tree(text: str) -> HtmlElement | None:
    from lxml import etree, html

    try:
        return html.document_fromstring(_XML_DECLARATION.sub("", text, count=1))
    except (etree.LxmlError, ValueError):
        return None


def _main_text(tree: HtmlElement) -> Any:
    """trafilatura's document, or None."""
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        return None
    import logging

    import trafilatura

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # it says on standard error what it discards
    try:
        return trafilatura.bare_extraction(deepcopy(tree), with_metadata=True, include_comments=False)
    except Exception:  # hostile pages bring up errors of every kind there; the plain text is left
        return None


def _html_date(tree: HtmlElement) -> str | None:
    """The date in the page's metadata. The visible text is hidden from htmldate, which would guess from any date
    in it, day and month in either order."""
    import htmldate

    tree = deepcopy(tree)
    for element in tree.iter():
        element.tail = None
        if element.tag != "script" and element.tag != "title":
            element.text = None
    try:
        found: str | None = htmldate.find_date(tree, extensive_search=False, original_date=True)
    except Exception:  # as above
        return None
    return found


def _blocks_of(tree: HtmlElement) -> Iterator[str]:
    """What the page shows, block by block, white space folded."""
    from lxml import etree

    pieces: list[str] = []
    walker = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        seen = isinstance(element.tag, str) and element.tag not in _UNSEEN
        if element.tag not in _INLINE and isinstance(element.tag, str):
            if block := " ".join("".join(pieces).split()):
                yield block
            pieces.clear()
        if event == "start":
            if seen:
                pieces.append(element.text or "")
            else:
                walker.skip_subtree()
        else:
            pieces.append(element.tail or "")
    if block := " ".join("".join(pieces).split()):
        yield block
