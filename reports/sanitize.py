"""Article text is hostile: every output escapes it here, and nowhere else.

What every output shares is :func:`visible`: control characters, terminal escape sequences, characters that
reorder the text around them and lone surrogates are replaced by something that can be seen. The other
functions add what their format needs. JSON and XML written by the standard library need only what
:func:`json_text` and :func:`xml_text` do.
"""

from __future__ import annotations

import re

# Control characters but tab and line ends; bidirectional embeddings, overrides and isolates; surrogates,
# which no encoding can write; the two code points that XML forbids besides.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_FORMULA = tuple("=+-@\t\r＝＋－＠")
# Everything that means something inside a line of GitHub's Markdown, wherever it stands.
_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~&$]|:(?=//)|(?<=www)\.", re.IGNORECASE)
# A heading or a list, which a backslash before the sign, or after the digits, keeps from opening.
_MARKDOWN_START = re.compile(r"\A\s*(?=[#+=-])|\A\s*\d+(?=[.)](?:\s|\Z))")
# Mentions and references are looked for after escapes have been undone: only an invisible character helps.
_REFERENCE = re.compile(r"(?<=[@#])(?=\w)")
_ZERO_WIDTH_SPACE = "\u200b"


def visible(text: str) -> str:
    """Replace every unsafe character by a visible one; the length and the line breaks stay the same."""
    return _UNSAFE.sub(_picture, text)


def line(text: str) -> str:
    """:func:`visible`, with every run of white space as one space: nothing can start a line of its own."""
    return re.sub(r"\s+", " ", visible(text))


def markdown(text: str) -> str:
    """Escape for a line of GitHub's Markdown: no markup, link, image, HTML, mention or reference is left."""
    escaped = _MARKDOWN.sub(lambda match: "\\" + match[0], _REFERENCE.sub(_ZERO_WIDTH_SPACE, line(text)))
    return _MARKDOWN_START.sub(r"\g<0>\\", escaped)


def cell(text: str) -> str:
    """A cell of a spreadsheet: text that a spreadsheet would run as a formula gets an apostrophe before it."""
    safe = visible(text.replace("\r\n", "\n").replace("\r", "\n"))
    return f"'{safe}" if text.startswith(_FORMULA) or safe.lstrip().startswith(_FORMULA) else safe


def json_text(document: str) -> str:
    """Write the unsafe characters of a JSON document as escapes: the same document to every parser."""
    return re.sub(f"{_UNSAFE.pattern}|[\u2028\u2029]", lambda match: f"\\u{ord(match[0]):04x}", document)


def xml_text(text: str) -> str:
    """Text that XML 1.0 can hold; markup is escaped by whoever writes the document."""
    return visible(text)


def annotation(text: str) -> str:
    """The message of a GitHub workflow command."""
    return line(text).replace("%", "%25")


def annotation_property(text: str) -> str:
    """A property ('file=', 'title=') of a GitHub workflow command."""
    return annotation(text).replace(":", "%3A").replace(",", "%2C")


def sarif_message(text: str) -> str:
    """The text of a SARIF message, in which braces and brackets would be placeholders and links."""
    return re.sub(r"([\\\[\]])", r"\\\1", line(text)).replace("{", "{{").replace("}", "}}")


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)  # the control pictures: U+241B for an escape
    return "\u2421" if code == 0x7F else "\ufffd"
