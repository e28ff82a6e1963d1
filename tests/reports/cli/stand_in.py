"""A checker that stands in for the real one where the command line is tested: no model, no parser.

It understands two kinds of sentences: 'N people were hurt.' (quantity) and 'The gate was [not] open.' (polarity).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from checker.config import Config
from checker.types import CheckResult, Coverage, Finding, Place
from claims.types import Article, Reading, Skipped

HURT = re.compile(r"(\d+) people were hurt\.")
GATE = re.compile(r"The gate (was(?: not)?) open\.")


@dataclass
class StandIn:
    """Remembers how it was called."""

    calls: list[dict[str, object]] = field(default_factory=list)

    def check(
        self,
        articles: Sequence[Article],
        *,
        config: Config | None = None,
        published: Collection[str] = (),
        skipped: Sequence[Skipped] = (),
        progress: Callable[[str, int, int], None] | None = None,
    ) -> CheckResult:
        self.calls.append({"ids": [a.id for a in articles], "config": config, "published": set(published)})
        if progress:
            progress("comparing", 1, 1)
        ordered = sorted(articles, key=lambda a: a.id)
        findings = [
            finding
            for left, right in combinations(ordered, 2)
            if not {left.id, right.id} <= set(published)
            for finding in compare(left, right)
        ]
        findings.sort(key=lambda f: (f.severity is None, f.severity or "", f.id))
        kept = tuple(f for f in findings if f.confidence >= (config or Config()).min_confidence)
        readings = tuple(Reading(a, (), ()) for a in ordered)
        return CheckResult(readings, kept, coverage=Coverage(sentences=len(ordered)), skipped=tuple(skipped))


def compare(left: Article, right: Article) -> list[Finding]:
    found = []
    for pattern, slot, differ, same in (
        (HURT, "quantity", "quantity-mismatch", "quantity-match"),
        (GATE, "polarity", "polarity-flip", "statement-match"),
    ):
        for a in pattern.finditer(left.text):
            for b in pattern.finditer(right.text):
                sides = place(left, a), place(right, b)
                agree = a[1] == b[1]
                rule = same if agree else differ
                severity = None if agree else "error" if slot == "quantity" else "warning"
                name = "|".join([rule, *(f"{p.source}:{p.text}:{p.value}" for p in sides)])
                found.append(
                    Finding(
                        hashlib.sha256(name.encode()).hexdigest()[:16],
                        "agreement" if agree else "discrepancy",
                        severity,  # type: ignore[arg-type]
                        rule,
                        slot,  # type: ignore[arg-type]
                        (),
                        0.9 if slot == "quantity" else 0.6,
                        f"{left.id} says {a[1]}, {right.id} says {b[1]}.",
                        *sides,
                    )
                )
    return found


def place(article: Article, match: re.Match[str]) -> Place:
    return Place(article.id, match.start(), match.end(), match[0], match[1], match.start(1), match.end(1))
