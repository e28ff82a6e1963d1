"""A result with fewer findings: what to look at, without judging anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import get_args

from checker.rules import rules
from checker.types import CheckResult, Finding, Qualifier, Relation, Severity, Slot

_LISTED = 12  # valid values that a message names

# What a finding can be chosen by: its values there.
_TRAITS: Mapping[str, Callable[[Finding], Collection[str]]] = {
    "severity": lambda finding: (finding.severity,) if finding.severity else (),
    "slot": lambda finding: (finding.slot,),
    "source": lambda finding: (finding.left.source, finding.right.source),
    "rule": lambda finding: (finding.rule,),
    "qualifier": lambda finding: finding.qualifiers,
    "relation": lambda finding: (finding.relation,),
}


def filtered(
    result: CheckResult, wanted: Mapping[str, str | Collection[str] | None], min_confidence: float = 0.0
) -> CheckResult:
    """Keep the findings that have one of the ``wanted`` values of every trait (None: any), and ``min_confidence``
    or more; and the facts that any of them is about. What was read stays. Raises ValueError for an unknown
    value, and for a confidence that is not between 0 and 1."""
    if not 0 <= min_confidence <= 1:
        raise ValueError(f"min_confidence is {min_confidence:g}, but must lie between 0 and 1")
    chosen = {
        trait: {values} if isinstance(values, str) else set(values)
        for trait, values in wanted.items()
        if values is not None
    }
    for trait, values in chosen.items():
        _check_known(trait, values, known_values(result, trait))
    findings = tuple(
        finding
        for finding in result.findings
        if finding.confidence >= min_confidence
        and all(not values.isdisjoint(_TRAITS[trait](finding)) for trait, values in chosen.items())
    )
    kept = {finding.id for finding in findings}
    facts = (replace(fact, findings=tuple(i for i in fact.findings if i in kept)) for fact in result.facts)
    return replace(result, findings=findings, facts=tuple(fact for fact in facts if fact.findings))


def known_values(result: CheckResult, trait: str) -> list[str]:
    """The values that a finding of ``result`` can have, whether or not one has them."""
    values: Mapping[str, Callable[[], Iterable[str]]] = {
        "severity": lambda: get_args(Severity),
        "slot": lambda: get_args(Slot),
        "source": lambda: (reading.article.id for reading in result.readings),
        "rule": lambda: dict.fromkeys([*rules(), *(finding.rule for finding in result.findings)]),
        "qualifier": lambda: get_args(Qualifier),
        "relation": lambda: get_args(Relation),
    }
    return list(values[trait]())


def _check_known(trait: str, values: Collection[str], known: list[str]) -> None:
    for value in sorted(set(values).difference(known), key=str):
        if not known:
            raise ValueError(f"unknown {trait} {value!r}: this result has none")
        more = f" and {len(known) - _LISTED} more" if len(known) > _LISTED else ""
        raise ValueError(
            f"unknown {trait} {value!r}{_guess(str(value), known)} (known: {', '.join(known[:_LISTED])}{more})"
        )


def _guess(value: str, known: list[str]) -> str:
    """The valid value that is nearest, as a question; '' where none is near."""
    from rapidfuzz import process, utils

    near = process.extractOne(value, known, processor=utils.default_process, score_cutoff=60)
    return f"; did you mean {near[0]!r}?" if near else ""
