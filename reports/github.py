"""Annotations for GitHub Actions: workflow commands that put a finding beside the line it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from checker.rules import rules
from checker.types import CheckResult, Finding, Place
from reports.location import Locator, new_side_first
from reports.sanitize import annotation, annotation_property
from reports.summary import Summary, count, summarise

_MOST = 10  # GitHub shows ten annotations of a kind per step


def render_github(result: CheckResult, *, published: Collection[str] = ()) -> str:
    """Return at most ten annotations, errors first, and a notice that counts the rest.

    An annotation stands at the left side of its finding, or at the right side where the left one is
    among the ``published`` sources: what is new is what can be mended.
    """
    return "".join(f"{command}\n" for command in _commands(result, published))


def _commands(result: CheckResult, published: Collection[str]) -> Iterator[str]:
    summary = summarise(result, published)
    locator = Locator(reading.article for reading in result.readings)
    for finding in result.discrepancies[:_MOST]:
        here, there = new_side_first(finding, published)
        yield _command(finding.severity or "notice", _title(finding), _message(finding, there, summary), locator, here)
    if summary.skipped:
        first = summary.skipped[0]
        more = f", and {len(summary.skipped) - 1} more" if len(summary.skipped) > 1 else ""
        yield f"::warning title=Input skipped::{annotation(f'{first.path}: {first.reason}{more}')}"
    rest = len(result.discrepancies) - _MOST
    more = f" {count(rest, 'discrepancy', 'discrepancies').capitalize()} more in the full report." if rest > 0 else ""
    yield f"::notice title=Crosscheck::{annotation(summary.verdict + more)}"


def _title(finding: Finding) -> str:
    rule = rules().get(finding.rule)
    return f"{rule.title} ({finding.rule})" if rule else finding.rule


def _message(finding: Finding, there: Place, summary: Summary) -> list[str]:
    quote = f"{summary.label(there.source)}: “{there.text}”"
    return [part for part in (finding.explanation, quote) if part]


def _command(kind: str, title: str, message: list[str], locator: Locator, place: Place) -> str:
    location = locator.value(place)
    properties = {"file": location.path}
    if location.region:
        properties |= {"line": str(location.region.line), "endLine": str(location.region.end_line)}
        if location.region.line == location.region.end_line:  # columns count for one line only
            properties |= {"col": str(location.region.column), "endColumn": str(location.region.end_column)}
    properties["title"] = title
    said = ",".join(f"{name}={annotation_property(value)}" for name, value in properties.items())
    body = "%0A".join(annotation(part) for part in message)
    return f"::{kind} {said}::{body}"
