"""Articles in JSON, JSON Lines and CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

from claims.errors import UnreadableError
from claims.reading.decoding import clean
from claims.reading.markup import plain_html
from claims.reading.publication import parse_date
from claims.reading.records import Fields, Record, field_value, has_field, one_line, text_of

_LISTS = ("articles", "items", "data", "results", "entries", "documents")
_MARKUP = re.compile(
    r"</(?:p|div|a|b|i|em|strong|span|li|ul|ol|h[1-6]|article|blockquote)>|<(?:br|p)\b[^<>]{0,200}>", re.I
)
_DELIMITERS = ",;\t|"


def read_json(text: str, fields: Fields) -> Iterator[Record | UnreadableError]:
    """One object, a list of objects, or an object with such a list under 'articles', 'items' or the like.

    JSON Lines in a .json file are read as such. Raises UnreadableError for malformed JSON, with line and column.
    """
    try:
        value = json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and error.colno == 1:
            yield from read_json_lines(text, fields)
            return
        raise _malformed(error) from error
    except (RecursionError, ValueError) as error:
        raise UnreadableError("is JSON that is nested too deeply or has a number too long", "simplify it") from error
    records = _record_list(value, fields)
    if records is None:
        yield _record(value, fields, None)
        return
    if not records:
        raise UnreadableError("holds an empty list of articles", "add an article or leave the file out")
    for number, item in enumerate(records, 1):
        yield _record(item, fields, number)


def read_json_lines(text: str, fields: Fields) -> Iterator[Record | UnreadableError]:
    """One object a line. A malformed line is yielded as UnreadableError and the rest is read."""
    number = 0
    for line_number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        number += 1
        try:
            yield _record(json.loads(line, strict=False), fields, number)
        except json.JSONDecodeError as error:
            place = f"line {line_number}, column {error.colno}"
            yield UnreadableError(f"{place}: not valid JSON ({error.msg})", "mend the line")
        except (RecursionError, ValueError):
            yield UnreadableError(f"line {line_number}: too deep, or a number too long", "simplify the line")


def read_csv(text: str, fields: Fields) -> Iterator[Record | UnreadableError]:
    """A header line and one article a row, parted by comma, semicolon, tab or bar; fields may hold line ends.

    Raises UnreadableError where no column can be the text, naming the columns that there are.
    """
    limit = csv.field_size_limit(max(len(text), csv.field_size_limit()))
    try:
        yield from _rows(text, fields)
    except csv.Error as error:
        raise UnreadableError(f"is malformed CSV ({error})", "quote fields that hold quotes or line ends") from error
    finally:
        csv.field_size_limit(limit)


def _rows(text: str, fields: Fields) -> Iterator[Record | UnreadableError]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, fields))
    header = [name.strip() for name in next(rows, [])]
    if not has_field(header, fields.text):
        columns = ", ".join(f"'{name[:40]}'" for name in header[:12]) or "none"
        raise UnreadableError(
            f"has no column with the text (its columns: {columns})",
            f"call one '{fields.text[0]}', or say which it is with the fields setting (text=COLUMN)",
        )
    number = 0
    for row in rows:
        if any(cell.strip() for cell in row):
            number += 1
            yield _record(dict(zip(header, row, strict=False)), fields, number, kind="row")


def _delimiter(text: str, fields: Fields) -> str:
    """The delimiter of the header line that shows a text column, or else the most columns."""
    first = text.lstrip("\n").partition("\n")[0][:10_000]

    def rank(delimiter: str) -> tuple[bool, int]:
        try:
            names = next(csv.reader([first], delimiter=delimiter), [])
        except csv.Error:
            return False, 0
        return has_field(names, fields.text), len(names)

    return max(_DELIMITERS, key=rank)


def _malformed(error: json.JSONDecodeError) -> UnreadableError:
    place = f"line {error.lineno}, column {error.colno}"
    return UnreadableError(f"is not valid JSON: {error.msg} at {place}", "mend the file there")


def _record_list(value: object, fields: Fields) -> list[object] | None:
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and not text_of(field_value(value, fields.text)):
        for name in _LISTS:
            found = field_value(value, (name,))
            if isinstance(found, list) and any(isinstance(item, dict) for item in found):
                return found
    return None


def _record(value: object, fields: Fields, number: int | None, *, kind: str = "record") -> Record | UnreadableError:
    where = f"{kind} {number}: " if number is not None else ""
    if not isinstance(value, dict):
        return UnreadableError(
            f"{where}not an object with fields but {_kind(value)}", "give an object with a text field"
        )
    if not has_field(list(value), fields.text):
        names = ", ".join(f"'{str(name)[:40]}'" for name in list(value)[:12]) or "none"
        return UnreadableError(
            f"{where}no field with the text (its fields: {names})",
            f"call one '{fields.text[0]}', or say which it is with the fields setting (text=FIELD)",
        )
    text = clean(text_of(field_value(value, fields.text)))
    if _MARKUP.search(text):
        text = clean(plain_html(text))
    if not text.strip():
        return UnreadableError(f"{where}the text is empty", "fill it in or leave it out")
    line = {
        name: one_line(text_of(field_value(value, getattr(fields, name)))) for name in ("title", "source", "url", "id")
    }
    published = parse_date(field_value(value, fields.published))
    return Record(text, line["title"], line["source"], published, line["url"], line["id"], number)


def _kind(value: object) -> str:
    names = {str: "a text", list: "a list", bool: "a truth value", int: "a number", float: "a number"}
    return names.get(type(value), "nothing")
