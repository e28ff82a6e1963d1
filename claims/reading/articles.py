"""Reading articles: files, folders, patterns and standard input, in every format that is known.

What cannot be read becomes a ``Skipped`` with the reason and the remedy, and never costs the rest.
"""

from __future__ import annotations

import os
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from urllib.parse import urlsplit

from claims.errors import InputError, InputWarning, UnreadableError, describe
from claims.reading.decoding import clean, decode
from claims.reading.files import STANDARD_INPUT, File, PathLike, find_files, read_bytes
from claims.reading.markup import read_html, read_markdown
from claims.reading.publication import find_publication_date
from claims.reading.records import Fields, Record
from claims.reading.structured import read_csv, read_json, read_json_lines
from claims.text.sentences import split_sentences
from claims.types import Article, Skipped

Reader = Callable[[str, Fields], Iterator[Record | UnreadableError]]

MAX_BYTES = 20_000_000
"""Larger files are skipped: no article is that long."""

MOST_FAULTS = 20
"""So many faults of one file are told one by one, the rest in one go."""

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
    files = list(find_files(given, list(READERS), skipped))
    records: list[tuple[File, Record]] = []
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


# Reading a file


def _records(file: File, fields: Fields, max_bytes: int) -> Iterator[Record | UnreadableError]:
    try:
        data = read_bytes(file, max_bytes)
        if not data:
            raise UnreadableError("is empty", "write the article into it or leave it out")
        reader = READERS.get(file.suffix)
        text = decode(data, markup=reader in (read_html, None))
        reader = reader or _sniffed(text)
        items = list(reader(text if reader in (read_json, read_json_lines) else clean(text), fields))
        if not items:
            raise UnreadableError("holds no articles", "add one or leave the file out")
        for item in items:
            blank = isinstance(item, Record) and not item.text.strip()
            yield UnreadableError("has no text", "write the article into it or leave it out") if blank else item
    except UnreadableError as error:
        yield error


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


def _without_clashes(records: Sequence[tuple[File, Record]], skipped: list[Skipped]) -> Iterator[tuple[File, Record]]:
    """The records without those whose own id another has already."""
    first: dict[str, str] = {}
    for file, record in records:
        if record.id and record.id in first:
            reason = f"the id '{record.id}' is taken by an article of {first[record.id]}"
            skipped.append(Skipped(file.path, reason, "give each article an id of its own"))
            continue
        first.setdefault(record.id, file.path)
        yield file, record


def _ids(files: Sequence[File], records: Sequence[tuple[File, Record]]) -> list[str]:
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


def _base_names(files: Sequence[File]) -> dict[File, str]:
    """File -> stem; where several files share it, with as many parent folders as tell them apart, and with the
    suffix where folders do not."""
    by_stem = defaultdict(list)
    for file in files:
        by_stem[_stem(file)].append(file)
    names = {}
    for stem, group in by_stem.items():
        parts = {file: (*file.parts[:-1], stem) for file in group}
        if len(set(parts.values())) < len(group):
            parts = {file: file.parts for file in group}
        depth = 1
        while len({p[-depth:] for p in parts.values()}) < len(group) and depth < max(map(len, parts.values())):
            depth += 1
        names.update({file: "/".join(p[-depth:]) for file, p in parts.items()})
    return names


def _stem(file: File) -> str:
    """The file's name without the suffix of a known format; 'stdin' for standard input."""
    name = file.parts[-1].removesuffix(".gz")
    if file.path == STANDARD_INPUT:
        return "stdin"
    return PurePath(name).stem if file.suffix in READERS else name


# From record to article


def _article(file: File, record: Record, name: str) -> Article:
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
