"""The baseline: what is recorded, what is kept, what is stale, and which files are none."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from checker.types import CheckResult
from claims.errors import InputError
from reports.baseline import SCHEMA, Entry, read_baseline, record, render_baseline, stale_entries

WHO = {"by": "Ana Ruiz", "when": "2024-03-09", "why": "the toll was updated"}


def entries(result: CheckResult) -> tuple[Entry, ...]:
    return tuple(Entry.of(finding, **WHO) for finding in result.discrepancies)


def test_it_reads_what_it_writes(two_sources: CheckResult, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(render_baseline(reversed(entries(two_sources))), encoding="utf-8")
    assert read_baseline(path) == entries(two_sources)
    assert json.loads(path.read_text(encoding="utf-8"))["entries"][0] == {
        "id": "0a1b2c3d4e5f6071",
        "rule": "quantity-mismatch",
        "left": "coast",
        "right": "harbour",
        "explanation": "Coast News says 18 passengers were killed, Harbour Times says 21.",
        "by": "Ana Ruiz",
        "when": "2024-03-09",
        "why": "the toll was updated",
    }


def test_order_does_not_change_the_file(two_sources: CheckResult) -> None:
    assert render_baseline(entries(two_sources)) == render_baseline(reversed(entries(two_sources)))


def test_an_entry_that_stays_keeps_who_when_and_why(two_sources: CheckResult) -> None:
    first, second = two_sources.discrepancies
    old = (Entry.of(first, **WHO),)
    new = record(old, [first, second], (), by="Ben", when="2024-04-01", why="agreed")
    assert [(entry.id, entry.by, entry.why) for entry in new] == [
        (first.id, "Ana Ruiz", "the toll was updated"),
        (second.id, "Ben", "agreed"),
    ]


def test_stale_entries_go(two_sources: CheckResult) -> None:
    first, second = two_sources.discrepancies
    old = entries(two_sources)
    stale = stale_entries(old, [second], two_sources)
    assert [entry.id for entry in stale] == [first.id]
    assert [entry.id for entry in record(old, [second], stale, **WHO)] == [second.id]


@pytest.mark.parametrize(
    ("left", "right", "published", "is_stale"),
    [
        ("coast", "harbour", (), True),
        ("coast", "harbour", ("harbour",), True),
        ("coast", "harbour", ("coast", "harbour"), False),  # not compared with each other
        ("coast", "elsewhere", (), False),  # not in this run
    ],
)
def test_only_what_was_compared_can_be_stale(
    two_sources: CheckResult, left: str, right: str, published: tuple[str, ...], is_stale: bool
) -> None:
    entry = replace(entries(two_sources)[0], id="gone", left=left, right=right)
    assert bool(stale_entries([entry], two_sources.findings, two_sources, published)) == is_stale


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "the baseline is not valid JSON (Expecting value: line 1 column 1 (char 0)); mend it or delete it"),
        (b"{", "the baseline is not valid JSON"),
        (b"\xff\xfe\x00", "the baseline is not valid JSON (UnicodeDecodeError)"),
        (b"[" * 100_000, "the baseline is not valid JSON (RecursionError)"),
        (b"[]", f"is not a baseline of this version (schema '{SCHEMA}' with a list of entries)"),
        (b"{}", "is not a baseline of this version"),
        (b'{"schema": "crosscheck-baseline/9", "entries": []}', "is not a baseline of this version"),
        (b'{"schema": "crosscheck-baseline/1", "entries": {}}', "is not a baseline of this version"),
        (b'{"schema": "crosscheck-baseline/1", "entries": [1]}', "entry 1 of the baseline has no text for id, rule"),
        (
            b'{"schema": "crosscheck-baseline/1", "entries": [{"id": "a", "rule": "b", "left": "c", "right": "d", '
            b'"explanation": "e", "by": "f", "when": 2024, "why": "h"}]}',
            "entry 1 of the baseline has no text for when",
        ),
    ],
)
def test_files_that_are_no_baseline(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_bytes(content)
    with pytest.raises(InputError) as raised:
        read_baseline(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert expected in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_baseline_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such baseline; make it with 'crosscheck baseline'"):
        read_baseline(tmp_path / "none.json")
    with pytest.raises(InputError, match="the baseline cannot be read"):
        read_baseline(tmp_path)


def test_unknown_fields_are_left_alone(two_sources: CheckResult, tmp_path: Path) -> None:
    data = json.loads(render_baseline(entries(two_sources)))
    data["entries"][0]["ticket"] = "A-1"
    path = tmp_path / "baseline.json"
    path.write_text(json.dumps(data), encoding="utf-8-sig")
    assert read_baseline(path) == entries(two_sources)
