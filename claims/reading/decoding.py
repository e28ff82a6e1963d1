"""From the bytes of a file to clean text. Correct UTF-8 text comes out as it is, but for its line ends."""

from __future__ import annotations

import codecs
import re

from claims.errors import UnreadableError

_AS_TEXT = "save its text as .txt, .md or .html and read that"
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "a sound, film or image"),
    (b"BZh91AY", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3", "a database"),
)
_MARKS = (  # the longer ones first
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^<>]{0,200}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?([\w.:-]{2,40})""", re.I
)
_TEXT_ENCODINGS = re.compile(r"windows-\d+|cp\d+|iso-?8859-\d+|koi8-[ru]|gb\w+|big5\w*|euc[-_]\w+|shift_?jis|mac\w*")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CONTROLS_OR_C1 = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def decode(data: bytes, *, markup: bool = False) -> str:
    """The text of a file's bytes: byte order mark, UTF-8, the charset that ``markup`` declares, Windows-1252,
    and only then a guess. Raises UnreadableError for what is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableError(f"is {kind}, which is not read", _AS_TEXT)
    if data.count(0) > len(data) // 100:
        raise UnreadableError("is a binary file, not text", _AS_TEXT)
    text = _utf8(data)
    if text is None:
        text = _declared(data) if markup else None
    if text is None:
        text = _single_byte(data)
    if len(_CONTROLS.findall(text)) > len(text) // 50:
        raise UnreadableError("is a binary file, not text", _AS_TEXT)
    return text


def _utf8(data: bytes) -> str | None:
    """UTF-8, also with a few stray bytes in it (which are read as Windows-1252); None for anything else."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        replaced = data.decode("utf-8", errors="replace")
    strays = replaced.count("\ufffd")
    good = sum(1 for c in replaced if c > "\x7f") - strays
    return data.decode("utf-8", errors="crosscheck.stray") if strays * 4 <= good else None


def _stray(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101 - codecs call it with nothing else here
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error("crosscheck.stray", _stray)


def _declared(data: bytes) -> str | None:
    """The text in the charset that HTML or XML declares near its top; None if it names none, or a wrong one."""
    match = _DECLARED.search(data[:4096])
    name = match[1].decode("ascii").lower() if match else ""
    if name in {"iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii"}:
        name = "cp1252"  # as browsers do
    if not _TEXT_ENCODINGS.fullmatch(name):
        return None
    try:
        return data.decode(name)
    except (LookupError, UnicodeDecodeError):
        return None


def _single_byte(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        pass
    import charset_normalizer

    guess = charset_normalizer.from_bytes(data[:100_000]).best()
    if guess is None:
        raise UnreadableError("is no text in any known encoding", "save it as UTF-8")
    return data.decode(guess.encoding, errors="replace")


def clean(text: str) -> str:
    """``text`` with line feeds as line ends, mojibake mended, and control characters gone but for line feed and
    tab. Clean text is returned unchanged: nothing is stripped, normalised or unescaped."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n")
    if text.isascii() and not _CONTROLS.search(text):
        return text
    import ftfy

    config = ftfy.TextFixerConfig(
        unescape_html=False,
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        fix_line_breaks=False,
        remove_control_chars=False,
        normalization=None,
    )
    text = ftfy.fix_text(text, config)
    return _SURROGATES.sub("\ufffd", _CONTROLS_OR_C1.sub("", text))
