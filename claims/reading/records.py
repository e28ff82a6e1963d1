"""The record that every file format yields, and the names that its fields may have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from claims.errors import InputError
from claims.reading.decoding import clean

_NESTED = ("name", "rendered", "title", "text", "value", "@value", "@id")  # where an object stands for its own text


@dataclass(frozen=True, slots=True)
class Record:
    """One article as a file gives it. ``number`` counts the records of a file that has several, from 1."""

    text: str
    title: str = ""
    source: str = ""
    published: date | None = None
    url: str = ""
    id: str = ""
    number: int | None = None


def _names(*names: str) -> Any:
    return field(default=names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The names that records may give their fields, the first that has a value wins.

    Case, blanks, '_' and '-' make no difference. A dot leads into an object: 'content.rendered'.
    """

    text: tuple[str, ...] = _names(
        "text", "body", "content", "article", "article body", "article text", "full text", "body text", "main text",
        "content text", "content html", "story",
    )  # fmt: skip
    title: tuple[str, ...] = _names("title", "headline", "heading", "name")
    source: tuple[str, ...] = _names(
        "source", "publisher", "outlet", "site", "site name", "newspaper", "publication", "source name", "provider"
    )
    published: tuple[str, ...] = _names(
        "published", "date", "date published", "published at", "published on", "publication date", "pub date",
        "publish date", "date publish", "published date", "posted", "created", "created at", "timestamp", "time",
    )  # fmt: skip
    url: tuple[str, ...] = _names("url", "link", "href", "canonical url", "permalink", "web url")
    id: tuple[str, ...] = _names("id", "_id", "article id", "guid", "uuid", "key")

    @classmethod
    def named(cls, names: Mapping[str, str]) -> Fields:
        """The default names, but for those given: ``{'text': 'body'}``. Raises InputError for an unknown field."""
        known = [field.name for field in fields(cls)]
        for name in names:
            if name not in known:
                raise InputError(f"articles have no field '{name}'; there are {', '.join(known)}")
        return replace(cls(), **{name: (value,) for name, value in names.items()})


def one_line(text: str) -> str:
    """Clean text of a metadata field, every run of white space as one blank."""
    return " ".join(clean(text).split())


def has_field(names: Iterable[str], accepted: tuple[str, ...]) -> bool:
    """Whether a record with these names has one of the accepted ones."""
    keys = {_key(str(name)) for name in names}
    return any(_key(name) in keys or _key(name.partition(".")[0]) in keys for name in accepted)


def field_value(record: Mapping[str, object], accepted: tuple[str, ...]) -> object:
    """The value of the first accepted name that has one; None if none has."""
    by_key = {_key(str(name)): value for name, value in reversed(list(record.items()))}
    for name in accepted:
        value = by_key.get(_key(name))
        outer, dot, inner = name.partition(".")
        nested = by_key.get(_key(outer))
        if value is None and dot and isinstance(nested, Mapping):
            value = field_value(nested, (inner,))
        if value not in (None, "", [], {}):
            return value
    return None


def text_of(value: object) -> str:
    """A value as text: a string, a number, a list of paragraphs, or an object that names its text."""
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        return "\n\n".join(item for item in value if isinstance(item, str))
    if isinstance(value, dict):
        return next((text for name in _NESTED if isinstance(text := value.get(name), str)), "")
    return ""


def _key(name: str) -> str:
    return name.casefold().replace("_", "").replace("-", "").replace(" ", "")
