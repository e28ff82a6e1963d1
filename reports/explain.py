"""The way to one verdict, in words: for a person who asks 'why?'."""

from __future__ import annotations

from textwrap import indent, wrap

from checker.rules import rules
from checker.types import CheckResult, Finding, Place
from claims.errors import InputError
from reports.location import Locator
from reports.sanitize import line
from reports.summary import summarise
from reports.witnesses import told

_WIDTH = 100
_SHORTEST = 4


def find(result: CheckResult, prefix: str) -> Finding:
    """The finding whose id begins with ``prefix`` (four characters or more). Raises InputError if it is not one."""
    found = [finding for finding in result.findings if finding.id.startswith(prefix)] if prefix else []
    exact = [finding for finding in found if finding.id == prefix]
    if len(exact or found) == 1 and (exact or len(prefix) >= _SHORTEST):
        return (exact or found)[0]
    if found:
        raise InputError(
            f"{prefix}: several findings may be meant; write more of the id ({', '.join(f.id for f in found[:3])})"
        )
    raise InputError(f"{prefix}: no finding of this run has this id; the ids stand in the report")


def explain(result: CheckResult, prefix: str) -> str:
    """Return what is known about the finding whose id begins with ``prefix``: both places, every witness in order,
    and what its rule means. Raises InputError for an id that is not one finding's."""
    finding = find(result, prefix)
    label = summarise(result).label
    locate = Locator(reading.article for reading in result.readings).value
    rule = rules().get(finding.rule)
    head = f"{finding.id}  {finding.severity or 'agreement'}  {finding.rule}  confidence {finding.confidence:.2f}"
    parts = [head, _wrap(finding.explanation)]
    parts += [_side(label(place.source), str(locate(place)), place) for place in (finding.left, finding.right)]
    if finding.also:
        parts.append(
            "The same values also stand in\n"
            + "\n".join(_item(f"{label(p.source)}, {locate(p)}: {p.text}") for p in finding.also)
        )
    if finding.evidence:
        steps = (f"{told(e)}{f' ({e.weight:+.2f})' if e.weight else ''}" for e in finding.evidence)
        parts.append("The way to the verdict\n" + "\n".join(_item(step) for step in steps))
    if rule:
        parts.append(_wrap(f"The rule: {rule.help}") + "\n" + _wrap(f"To silence it: {rule.silence}"))
    return "\n\n".join(parts) + "\n"


def _side(label: str, where: str, place: Place) -> str:
    speaker = f", according to {line(place.speaker)}" if place.speaker else ""
    head = f"{line(label)} says {line(place.value)!r}{speaker} ({line(where)}):"
    return _wrap(head) + "\n" + indent(_wrap(place.text, 4), "    ")


def _item(text: str) -> str:
    return "\n".join(wrap(line(text), _WIDTH, initial_indent="  - ", subsequent_indent="    "))


def _wrap(text: str, margin: int = 0) -> str:
    return "\n".join(wrap(line(text), _WIDTH - margin))
