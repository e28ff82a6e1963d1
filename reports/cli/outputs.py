"""Where a report goes: files, written whole or not at all, and the two streams."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from checker.types import CheckResult
from claims.errors import InputError
from reports import FORMATS, render
from reports.sanitize import line

_SUFFIXES = {
    "": "text",
    ".log": "text",
    ".htm": "html",
    ".markdown": "markdown",
    **{format.suffix: name for name, format in reversed(FORMATS.items())},  # noqa: A001
}
_STREAMS = frozenset({"text", "markdown", "github"})
"""Formats that can follow each other on standard output."""
_LARGEST_SUMMARY = 1_000_000
"""Bytes; GitHub drops a job summary of more than 1 MiB without a word in the log."""


@dataclass(frozen=True, slots=True)
class Destination:
    """A format and the file it goes to; None is standard output."""

    format: str
    file: Path | None


@dataclass(frozen=True, slots=True)
class Outputs:
    """All that a command writes. ``summary`` is a file that Markdown is appended to."""

    destinations: tuple[Destination, ...]
    summary: Path | None = None

    @classmethod
    def parse(cls, format: str | None, file: Path | None, more: Iterable[str], summary: Path | None) -> Outputs:  # noqa: A002
        """Read the options. Raises InputError for what could not be written in the end, before any work is done."""
        if file and str(file) == "-":
            file = None
        destinations = [_destination(text) for text in more]
        if format or file or (not destinations and not summary):
            destinations.insert(0, Destination(_format(format) if format else _format_of(file), file))
        on_stdout = [d.format for d in destinations if d.file is None]
        if len(on_stdout) > 1 and (alone := next((f for f in on_stdout if f not in _STREAMS), None)):
            raise InputError(f"{alone} must be alone on standard output; give it a file: --output {alone}=FILE")
        return cls.to(destinations, summary)

    @classmethod
    def to(cls, destinations: Iterable[Destination], summary: Path | None = None) -> Outputs:
        """Outputs to these destinations. Raises InputError for a file that cannot be written."""
        outputs = cls(tuple(destinations), summary)
        files = [path.resolve() for path in outputs.files]
        if double := next((path for path in outputs.files if files.count(path.resolve()) > 1), None):
            raise InputError(f"{double}: two outputs go to this file; give each a file of its own")
        for path in outputs.files:
            if path.is_dir():
                raise InputError(f"{path}: is a folder; name a file in it")
            if not path.parent.is_dir():
                raise InputError(f"{path}: the folder {path.parent} does not exist; create it first")
        return outputs

    @property
    def files(self) -> list[Path]:
        """Every file that will be written."""
        return [*(d.file for d in self.destinations if d.file), *([self.summary] if self.summary else [])]

    def or_text(self) -> Outputs:
        """The same, and the text on standard output if nothing else goes there."""
        if any(d.file is None for d in self.destinations):
            return self
        return Outputs((*self.destinations, Destination("text", None)), self.summary)

    def spare(self, inputs: Iterable[str]) -> None:
        """Raise InputError if a file would be written over one of ``inputs``."""
        files = {path.resolve(): path for path in self.files}
        for path in inputs:
            if path != "-" and (file := files.get(Path(path).resolve())):
                raise InputError(f"{file}: is one of the articles; write the report to another file")

    def write(self, result: CheckResult, **options: object) -> None:
        """Write the files first, then standard output. ``options`` are those of :func:`reports.render`."""
        for destination in sorted(self.destinations, key=lambda d: d.file is None):
            if destination.file:
                write_file(destination.file, render(result, destination.format, **options))
            else:
                terminal = {"width": _width(sys.stdout), "color": wants_color(sys.stdout)}
                write_stdout(render(result, destination.format, **options, **terminal))
        if self.summary:
            append_file(self.summary, _shorten(render(result, "markdown", **options), _LARGEST_SUMMARY))


def write_file(path: Path, text: str) -> None:
    """Write a file whole or not at all: beside it first, then in its place. Raises InputError if it cannot be."""
    data = text.encode(errors="replace")
    try:
        if (path.exists() and not path.is_file()) or path.is_relative_to("/dev"):
            path.write_bytes(data)  # a device or a pipe cannot be replaced
            return
        target = path.resolve()  # a link stays a link
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            temporary.chmod(_mode(target))
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _unwritable(path, error) from error


def append_file(path: Path, text: str) -> None:
    """Append to a file. Raises InputError if it cannot be written."""
    try:
        with path.open("ab") as file:
            file.write(text.encode(errors="replace"))
    except OSError as error:
        raise _unwritable(path, error) from error


def write_stdout(text: str) -> None:
    """Write to standard output; a reader that has seen enough (``| head``) is no error."""
    if sys.stdout is None:  # closed by the caller (>&-)
        return
    try:
        sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")
        sys.stdout.flush()
    except OSError as error:
        if error.errno not in (errno.EPIPE, errno.EINVAL):  # Windows says EINVAL
            raise
        discard_stdout()


def say(message: str) -> None:
    """One line on standard error, with nothing in it that a terminal would obey."""
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(f"crosscheck: {line(message)}\n")
            sys.stderr.flush()


def discard_stdout() -> None:
    """Send what is still buffered nowhere, so that the interpreter does not complain about it at its end."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def use_utf8() -> None:
    """Files and pipes get UTF-8 and the line ends as rendered on every system; no character stops a report."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty() or "PYTHONIOENCODING" in os.environ:
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="replace", newline="\n")


def wants_color(stream: TextIO | None) -> bool:
    """Colour on a terminal; NO_COLOR turns it off, FORCE_COLOR on (https://no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def _width(stream: TextIO | None) -> int | None:
    terminal = stream is not None and stream.isatty()
    return shutil.get_terminal_size().columns if terminal or os.environ.get("COLUMNS") else None


def _destination(text: str) -> Destination:
    name, equals, file = text.partition("=")
    if equals and not file.strip():
        raise InputError(f"--output {text!r} names no file; write --output {name}=FILE, or --output {name}")
    return Destination(_format(name), Path(file) if equals and file != "-" else None)


def _format(name: str) -> str:
    if name not in FORMATS:
        from rapidfuzz import process

        near = process.extractOne(name, list(FORMATS), score_cutoff=60)
        guess = f"; did you mean {near[0]!r}?" if near else ""
        raise InputError(f"there is no format {name!r}{guess} (formats: {', '.join(FORMATS)})")
    return name


def _format_of(file: Path | None) -> str:
    suffix = file.suffix.lower() if file else ""
    if suffix not in _SUFFIXES:
        raise InputError(f"{file}: no format goes with {suffix!r}; add --format (one of {', '.join(FORMATS)})")
    return _SUFFIXES[suffix]


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, or those of any new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _unwritable(path: Path, error: OSError) -> InputError:
    return InputError(f"{path}: cannot be written ({error.strerror or error}); check the path and its permissions")


def _shorten(text: str, largest: int) -> str:
    if len(data := text.encode(errors="replace")) <= largest:
        return text
    whole_lines = data[:largest].decode(errors="ignore").rpartition("\n")[0]
    return f"{whole_lines}\n\nThe rest does not fit here; see the full report.\n"
