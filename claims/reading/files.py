"""The files that paths, folders and patterns name, and their bytes."""

from __future__ import annotations

import difflib
import glob
import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from claims.errors import UnreadableError
from claims.types import Skipped

PathLike = str | os.PathLike[str]

STANDARD_INPUT = "-"


class File(NamedTuple):
    """A file to read: its path as it is shown, and where it lies ('-' is standard input)."""

    path: str
    location: str

    @property
    def suffix(self) -> str:
        """In lower case, without '.gz'."""
        return PurePath(self.path.removesuffix(".gz")).suffix.lower()

    @property
    def parts(self) -> tuple[str, ...]:
        """The folders from the working directory on, and the name."""
        full = PurePath(os.path.abspath(self.location))  # noqa: PTH100 - a link keeps its own name
        here = Path.cwd()
        known = full.relative_to(here) if full.is_relative_to(here) else full
        return tuple(part.strip("\\/:") for part in known.parts)


def find_files(paths: Iterable[PathLike], suffixes: Sequence[str], skipped: list[Skipped]) -> Iterator[File]:
    """The files that ``paths`` name, each once, in order: '-', files, patterns, and folders, of which only the
    files with one of ``suffixes`` count. Adds to ``skipped`` what names none."""
    yield from _only_once(_find_all(paths, suffixes, skipped))


def _find_all(paths: Iterable[PathLike], suffixes: Sequence[str], skipped: list[Skipped]) -> Iterator[File]:
    for given in paths:
        path = os.fspath(given)
        if path == STANDARD_INPUT:
            yield File(path, path)
        elif os.path.isdir(path):  # noqa: PTH112 - as the other tests here: a path may hold anything, NUL too
            yield from _in_folder(path, suffixes, skipped)
        elif not os.path.lexists(path) and glob.has_magic(path):
            yield from _matching(path, suffixes, skipped)
        else:
            yield File(_shown(path), path)


def _shown(path: str) -> str:
    return path.replace(os.sep, "/")


def _matching(pattern: str, suffixes: Sequence[str], skipped: list[Skipped]) -> Iterator[File]:
    try:
        found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - the pattern may be absolute
    except (OSError, ValueError):
        found = []
    if not found:
        skipped.append(Skipped(_shown(pattern), "no file matches this pattern", "check the folder and the spelling"))
    for path in found:
        if os.path.isdir(path):  # noqa: PTH112
            yield from _in_folder(path, suffixes, [])
        else:
            yield File(_shown(path), path)


def _in_folder(folder: str, suffixes: Sequence[str], skipped: list[Skipped]) -> Iterator[File]:
    """The files of known formats below a folder, sorted; hidden ones are left out."""

    def unreadable(error: OSError) -> None:
        skipped.append(_no_access(_shown(str(error.filename)), error))

    empty = True
    for parent, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            location = os.path.join(parent, name)  # noqa: PTH118
            file = File(PurePath(location).as_posix(), location)
            if not name.startswith(".") and file.suffix in suffixes and Path(location).is_file():
                empty = False
                yield file
    if empty and not any(item.path == _shown(folder) for item in skipped):
        remedy = f"put articles there: {', '.join(suffixes)} (or these with .gz)"
        skipped.append(Skipped(_shown(folder), "the folder holds no articles", remedy))


def _only_once(files: Iterable[File]) -> Iterator[File]:
    """The files without those that came before, under another path or through a link."""
    seen = set()
    for file in files:
        try:
            key = os.path.normcase(os.path.realpath(file.location)) if file.path != STANDARD_INPUT else file.path
        except (OSError, ValueError):
            key = file.location
        if key not in seen:
            seen.add(key)
            yield file


def read_bytes(file: File, max_bytes: int) -> bytes:
    """The file's bytes, unpacked. Raises UnreadableError where there are more than ``max_bytes``, or no access."""
    limit = max_bytes + 1
    try:
        if file.path == STANDARD_INPUT:
            data = sys.stdin.buffer.read(limit)
        else:
            location = Path(file.location)
            size = location.stat().st_size
            if size > max_bytes:
                raise _too_large(size, max_bytes)
            with location.open("rb") as stream:  # not read_bytes: a device has no end
                data = stream.read(limit)
        if data.startswith(b"\x1f\x8b"):
            with gzip.open(io.BytesIO(data)) as packed:
                data = packed.read(limit)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise UnreadableError("is a broken gzip file", "pack it once more, or unpack it") from error
    except (OSError, ValueError) as error:
        skipped = _no_access(file.path, error)
        raise UnreadableError(skipped.reason, skipped.remedy) from error
    if len(data) > max_bytes:
        raise _too_large(None, max_bytes)
    return data


def _too_large(size: int | None, limit: int) -> UnreadableError:
    amount = f"{size / 1e6:.1f} MB large" if size else "too large"
    return UnreadableError(f"is {amount}; at most {limit / 1e6:g} MB are read", "split it into single articles")


def _no_access(path: str, error: Exception) -> Skipped:
    """What stands in the way of a file or folder, in plain words."""
    if isinstance(error, FileNotFoundError):
        if "://" in path:
            return Skipped(path, "is a web address, and nothing is fetched", "save the page and give its file")
        parent, name = os.path.split(path)
        try:
            near = difflib.get_close_matches(name, os.listdir(parent or "."), n=1)  # noqa: PTH208
        except OSError:
            near = []
        remedy = f"did you mean '{parent + '/' if parent else ''}{near[0]}'?" if near else "check the spelling"
        return Skipped(path, "there is no such file or folder", remedy)
    if isinstance(error, PermissionError):
        return Skipped(path, "may not be read (permission denied)", "change its permissions")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Skipped(path, f"cannot be read ({reason})", "check the path")
