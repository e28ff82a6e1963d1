"""The baseline: findings that were looked at and accepted, by id, with who accepted them, when and why.

It lies in the repository as JSON, sorted by id, so that a change of it can be reviewed like any other.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from checker.types import CheckResult, Finding
from claims.errors import InputError

SCHEMA = "crosscheck-baseline/1"


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted finding. ``left`` and ``right`` are the ids of its sources, ``when`` is an ISO date."""

    id: str
    rule: str
    left: str
    right: str
    explanation: str
    by: str
    when: str
    why: str

    @classmethod
    def of(cls, finding: Finding, *, by: str, when: str, why: str) -> Entry:
        """Accept a finding."""
        sources = finding.left.source, finding.right.source
        return cls(finding.id, finding.rule, *sources, finding.explanation, by, when, why)


def read_baseline(path: Path) -> tuple[Entry, ...]:
    """Read a baseline. Raises InputError for anything that :func:`render_baseline` would not have written."""
    try:
        data: Any = json.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise InputError(f"{path}: there is no such baseline; make it with 'crosscheck baseline'") from error
    except OSError as error:
        raise InputError(f"{path}: the baseline cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: the baseline is not valid JSON ({_shorten(error)}); mend it or delete it") from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not isinstance(data.get("entries"), list):
        raise InputError(f"{path}: is not a baseline of this version (schema {SCHEMA!r} with a list of entries)")
    return tuple(_entry(path, number, item) for number, item in enumerate(data["entries"], 1))


def render_baseline(entries: Iterable[Entry]) -> str:
    """Return the baseline as JSON, sorted by id."""
    items = [asdict(entry) for entry in sorted(entries, key=lambda entry: entry.id)]
    return json.dumps({"schema": SCHEMA, "entries": items}, ensure_ascii=False, indent=2) + "\n"


def stale_entries(
    entries: Iterable[Entry], findings: Iterable[Finding], result: CheckResult, published: Collection[str] = ()
) -> tuple[Entry, ...]:
    """Return the entries whose two sources were compared in this run and that are not among ``findings``.

    An entry about sources that were not compared (absent, or both published) may still hold.
    """
    found = {finding.id for finding in findings}
    read = {reading.article.id for reading in result.readings}
    return tuple(
        entry
        for entry in entries
        if entry.id not in found
        and {entry.left, entry.right} <= read
        and not (entry.left in published and entry.right in published)
    )


def record(
    entries: Iterable[Entry], findings: Iterable[Finding], stale: Iterable[Entry], *, by: str, when: str, why: str
) -> tuple[Entry, ...]:
    """Return the entries without the stale ones, and with the findings that are new among them."""
    gone = {entry.id for entry in stale}
    kept = {entry.id: entry for entry in entries if entry.id not in gone}
    new = {f.id: Entry.of(f, by=by, when=when, why=why) for f in findings if f.id not in kept}
    return tuple(sorted((kept | new).values(), key=lambda entry: entry.id))


def _entry(path: Path, number: int, item: object) -> Entry:
    names = [field.name for field in fields(Entry)]
    if not isinstance(item, dict) or not all(isinstance(item.get(name), str) for name in names):
        missing = [name for name in names if not (isinstance(item, dict) and isinstance(item.get(name), str))]
        raise InputError(f"{path}: entry {number} of the baseline has no text for {', '.join(missing)}")
    return Entry(**{name: item[name] for name in names})


def _shorten(error: Exception) -> str:
    return str(error) if isinstance(error, json.JSONDecodeError) else type(error).__name__
