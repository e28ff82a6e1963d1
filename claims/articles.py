"""Reading articles: files, folders, patterns and standard input, in every format that is known.

What cannot be read becomes a ``Skipped`` with the reason and the remedy, and never costs the rest.
"""

from __future__ import annotations

import difflib
import glob
import gzip
import io
import os
import sys
import warnings
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple
from urllib.parse import urlsplit

from claims.decoding import clean, decode
from claims.errors import InputError, InputWarning, UnreadableError, describe
from claims.markup import read_html, read_markdown
from claims.publication import find_publication_date
from claims.records import Fields, Record
from claims.sentences import split_sentences
from claims.structured import read_csv, read_json, read_json_lines
from claims.types import Article, Skipped

PathLike = str | os.PathLike[str]
Reader = Callable[[str, Fields], Iterator[Record | UnreadableError]]

MAX_BYTES = 20_000_000
"""Larger files are skipped: no article is that long."""

MOST_FAULTS = 20
"""So many faults of one file are told one by one, the rest in one go."""

STANDARD_INPUT = "-"
TOP = 3000
"""So many characters of a text are searched for its headline."""


def read_plain(text: str, fields: Fields) -> Iterator[Record]:
    """The text as it is."""
    del fields
    if not text.strip():
        raise UnreadableError("has no text", "write the article into it or leave it out")
    yield Record(text)


READERS: Mapping[str, Reader] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_csv,
    ".tsv": read_csv,
}
"""The formats by the suffix of the file; each may be compressed with gzip ('story.txt.gz')."""


class _File(NamedTuple):
    """A file to read: its path as it is shown, and where it lies ('-' is standard input)."""

    path: str
    location: str

    @property
    def suffix(self) -> str:
        return PurePath(self.path.removesuffix(".gz")).suffix.lower()

    @property
    def parts(self) -> tuple[str, ...]:
        """The path from the working directory, without suffix."""
        if self.path == STANDARD_INPUT:
            return ("stdin",)
        full = PurePath(os.path.abspath(self.location))  # noqa: PTH100 - a link keeps its own name
        here = Path.cwd()
        known = full.relative_to(here) if full.is_relative_to(here) else full
        name = known.name.removesuffix(".gz")
        stem = PurePath(name).stem if self.suffix in READERS else name
        return (*(part.strip("\\/:") for part in known.parts[:-1]), stem)


def read_articles(paths: PathLike | Iterable[PathLike]) -> list[Article]:
    """Read articles from files, folders (with all below them), patterns ('news/*.txt') and '-' (standard input).

    Warns of each input that is skipped (InputWarning); raises InputError if none could be read.
    """
    articles, skipped = read_sources(paths)
    if not articles:
        raise InputError.from_skipped(skipped)
    for item in skipped:
        warnings.warn(describe(item), InputWarning, stacklevel=2)
    return articles


def read_sources(
    paths: PathLike | Iterable[PathLike],
    *,
    fields: Fields | Mapping[str, str] | None = None,
    max_bytes: int = MAX_BYTES,
) -> tuple[list[Article], list[Skipped]]:
    """The articles, and what was skipped. Nothing that a file holds makes this raise.

    ``fields`` are the names of the fields in JSON, JSON Lines, CSV and front matter, or those that differ from
    the default ones: ``{'text': 'body'}``. Ids are unique: the record's own, or made of the file's name
    ('story', 'a/story' where there are several, 'story#3' for the third record), whatever the order of ``paths``.
    """
    named = fields if isinstance(fields, Fields) else Fields.named(fields or {})
    given = [paths] if isinstance(paths, (str, os.PathLike)) else paths
    skipped: list[Skipped] = []
    files = list(_only_once(_find_all(given, skipped)))
    records: list[tuple[_File, Record]] = []
    for file in files:
        faults = []
        for item in _records(file, named, max_bytes):
            if isinstance(item, Record):
                records.append((file, item))
            else:
                faults.append(Skipped(file.path, item.reason, item.remedy))
        skipped += faults[:MOST_FAULTS]
        if (more := len(faults) - MOST_FAULTS) > 0:
            skipped.append(Skipped(file.path, f"{more} more records could not be read", "mend them too"))
    records = list(_without_clashes(records, skipped))
    ids = _ids(files, records)
    return [_article(file, record, name) for (file, record), name in zip(records, ids, strict=True)], skipped


# Finding the files


def _find_all(paths: Iterable[PathLike], skipped: list[Skipped]) -> Iterator[_File]:
    for given in paths:
        path = os.fspath(given)
        if path == STANDARD_INPUT:
            yield _File(path, path)
        elif os.path.isdir(path):  # noqa: PTH112 - as the other tests here: a path may hold anything, NUL too
            yield from _in_folder(path, skipped)
        elif not os.path.lexists(path) and glob.has_magic(path):
            yield from _matching(path, skipped)
        else:
            yield _File(_shown(path), path)


def _shown(path: str) -> str:
    return path.replace(os.sep, "/")


def _matching(pattern: str, skipped: list[Skipped]) -> Iterator[_File]:
    try:
        found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - the pattern may be absolute
    except (OSError, ValueError):
        found = []
    if not found:
        skipped.append(Skipped(_shown(pattern), "no file matches this pattern", "check the folder and the spelling"))
    for path in found:
        if os.path.isdir(path):  # noqa: PTH112
            yield from _in_folder(path, [])
        else:
            yield _File(_shown(path), path)


def _in_folder(folder: str, skipped: list[Skipped]) -> Iterator[_File]:
    """The files of known formats below a folder, sorted; hidden ones are left out."""

    def unreadable(error: OSError) -> None:
        skipped.append(_no_access(_shown(str(error.filename)), error))

    empty = True
    for parent, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            location = os.path.join(parent, name)  # noqa: PTH118
            file = _File(PurePath(location).as_posix(), location)
            if not name.startswith(".") and file.suffix in READERS and Path(location).is_file():
                empty = False
                yield file
    if empty and not any(item.path == _shown(folder) for item in skipped):
        remedy = f"put articles there: {', '.join(READERS)} (or these with .gz)"
        skipped.append(Skipped(_shown(folder), "the folder holds no articles", remedy))


def _only_once(files: Iterable[_File]) -> Iterator[_File]:
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


# Reading a file


def _records(file: _File, fields: Fields, max_bytes: int) -> Iterator[Record | UnreadableError]:
    try:
        data = _bytes(file, max_bytes)
        if not data:
            raise UnreadableError("is empty", "write the article into it or leave it out")
        reader = READERS.get(file.suffix)
        text = decode(data, markup=reader in (read_html, None))
        reader = reader or _sniffed(text)
        items = list(reader(text if reader in (read_json, read_json_lines) else clean(text), fields))
        if not items:
            raise UnreadableError("holds no articles", "add one or leave the file out")
        yield from items
    except UnreadableError as error:
        yield error


def _bytes(file: _File, max_bytes: int) -> bytes:
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


def _sniffed(text: str) -> Reader:
    """The reader for a file whose name does not tell its format."""
    start = text[:1000].lstrip().lower()
    if start.startswith(("<!doctype html", "<html", "<head", "<body", "<article")) or "<html" in start:
        return read_html
    if start.startswith("<?xml"):
        raise UnreadableError("is XML, which is not read", "save its articles as HTML, JSON or text")
    if start.startswith(("{", "[{", "[\n", "[ ")):
        return read_json
    if start.startswith("---\n"):
        return read_markdown
    return read_plain


# Ids


def _without_clashes(records: Sequence[tuple[_File, Record]], skipped: list[Skipped]) -> Iterator[tuple[_File, Record]]:
    """The records without those whose own id another has already."""
    first: dict[str, str] = {}
    for file, record in records:
        if record.id and record.id in first:
            reason = f"the id '{record.id}' is taken by an article of {first[record.id]}"
            skipped.append(Skipped(file.path, reason, "give each article an id of its own"))
            continue
        first.setdefault(record.id, file.path)
        yield file, record


def _ids(files: Sequence[_File], records: Sequence[tuple[_File, Record]]) -> list[str]:
    """One id for each record. Ids from file names make way for those that records bring along."""
    bases = _base_names(files)
    taken = {record.id for _, record in records if record.id}
    ids = []
    for file, record in records:
        name = record.id
        if not name:
            base = bases[file] if record.number is None else f"{bases[file]}#{record.number}"
            name = base
            numeral = 1
            while name in taken:
                numeral += 1
                name = f"{base}-{numeral}"
            taken.add(name)
        ids.append(name)
    return ids


def _base_names(files: Sequence[_File]) -> dict[_File, str]:
    """File -> stem; where several files share it, with as many parent folders as tell them apart, and with the
    suffix where folders do not."""
    by_stem = defaultdict(list)
    for file in files:
        by_stem[file.parts[-1]].append(file)
    names = {}
    for stem, group in by_stem.items():
        parts = {file: file.parts for file in group}
        if len(set(parts.values())) < len(group):
            parts = {file: (*p[:-1], PurePath(file.path).name) for file, p in parts.items()}
        depth = 1
        while len({p[-depth:] for p in parts.values()}) < len(group) and depth < max(map(len, parts.values())):
            depth += 1
        names.update({file: "/".join(p[-depth:]) if len(group) > 1 else stem for file, p in parts.items()})
    return names


# From record to article


def _article(file: _File, record: Record, name: str) -> Article:
    return Article(
        id=name,
        text=record.text,
        title=record.title or _headline(record.text),
        source=record.source or _host(record.url),
        published=record.published or find_publication_date(record.text),
        url=record.url,
        path=file.path,
    )


def _headline(text: str) -> str:
    """The first of the headings at the top that is no dateline or byline; '' if the text starts without."""
    top = text[:TOP]
    for sentence in split_sentences(top):
        line = " ".join(top[sentence.start : sentence.end].split())
        if not sentence.heading:
            break
        if not line.startswith(("By ", "BY ")) and find_publication_date(line) is None:
            return line
    return ""


def _host(url: str) -> str:
    """The site of a web address, without 'www.'; '' if it is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
