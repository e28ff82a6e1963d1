"""What every report says first, and the plain words that all of them use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from checker.types import CheckResult, Origin, Qualifier
from claims.types import Article, Claim, Skipped

QUALIFIERS: dict[Qualifier, str] = {
    "later-update": "one report is later, and the count may have changed",
    "different-scope": "they may speak of different areas, spans of time or parts of a whole",
    "different-speaker": "they quote different speakers",
    "different-time": "they may speak of different times",
    "plan-vs-outcome": "one tells of a plan, the other of what happened",
    "hedged": "one of them is careful about it ('about', 'may', 'reportedly')",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One article in the summary. ``label`` is unique in the report: the publisher where that says it."""

    article: Article
    label: str
    claims: int
    only: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts of a result, in numbers and in sentences."""

    sources: tuple[Source, ...]
    errors: int
    warnings: int
    agreements: int
    only: int
    skipped: tuple[Skipped, ...]
    verdict: str
    coverage: str
    origins: tuple[str, ...]
    labels: Mapping[str, str] = field(repr=False)

    def label(self, source: str) -> str:
        """The label of a source by its id."""
        return self.labels.get(source, source)


def summarise(result: CheckResult, published: Collection[str] = ()) -> Summary:
    """Count what a result holds. ``published``: the ids of what a gate compared the other sources with, also of
    those that the result has no more."""
    severities = Counter(finding.severity for finding in result.discrepancies)
    errors, warnings, agreements = severities["error"], severities["warning"], len(result.agreements)
    sources = _sources(result)
    labels = {source.article.id: source.label for source in sources}
    return Summary(
        sources=sources,
        errors=errors,
        warnings=warnings,
        agreements=agreements,
        only=len(result.only),
        skipped=result.skipped,
        verdict=_verdict(result, errors, warnings, published),
        coverage=_coverage(result),
        origins=tuple(_origin(origin, labels) for origin in result.origins),
        labels=labels,
    )


def count(number: int, one: str, many: str = "") -> str:
    """'no errors', '1 error', '2 errors', '1,200 errors'."""
    return f"{number or 'no'} {one}" if number == 1 else f"{f'{number:,}' if number else 'no'} {many or one + 's'}"


def _sources(result: CheckResult) -> tuple[Source, ...]:
    readings = sorted(result.readings, key=lambda reading: reading.article.id)
    publishers = Counter(reading.article.source for reading in readings)
    only: dict[str, list[Claim]] = {reading.article.id: [] for reading in readings}
    for claim in result.only:
        only.setdefault(claim.article, []).append(claim)
    return tuple(
        Source(article, _label(article, publishers), len(reading.claims), tuple(only[article.id]))
        for reading in readings
        for article in [reading.article]
    )


def _label(article: Article, publishers: Counter[str]) -> str:
    if not article.source:
        return article.id
    return article.source if publishers[article.source] == 1 else f"{article.source} ({article.id})"


def _verdict(result: CheckResult, errors: int, warnings: int, published: Collection[str]) -> str:
    severities = [count(number, name) for number, name in ((errors, "error"), (warnings, "warning")) if number]
    differ = count(errors + warnings, "discrepancy", "discrepancies") + (
        f" ({', '.join(severities)})" if severities else ""
    )
    if published:
        new = sum(reading.article.id not in published for reading in result.readings)
        return f"{count(new, 'new article')} checked against {count(len(published), 'published one')}: {differ}."
    if len(result.readings) == 1 and result.within:
        return f"One source compared with itself: {differ}."
    if len(result.readings) < 2:
        read = "One source was read" if result.readings else "No source was read"
        return f"{read}; a comparison needs two."
    itself = " with each other and each with itself" if result.within else ""
    return (
        f"{count(len(result.readings), 'source')} compared{itself}: {differ}, "
        f"{count(len(result.agreements), 'agreement')}, {count(len(result.only), 'claim')} that one source alone makes."
    )


def _origin(origin: Origin, labels: Mapping[str, str]) -> str:
    """Which sources are one witness, and why."""
    *others, last = (labels.get(source, source) for source in origin.sources)
    who = f"{', '.join(others)} and {last}"
    if origin.why == "agency":
        return f"{who} credit the same agency ({origin.agency}): one witness."
    return f"{who} reprint the same text ({origin.share:.0%} of the words of the shorter): one witness."


def _coverage(result: CheckResult) -> str:
    seen = result.coverage
    unread = "every number and date that was seen was understood"
    if seen.unread:
        were = "was" if seen.unread == 1 else "were"
        unread = f"{count(seen.unread, 'number or date', 'numbers and dates')} {were} seen and not understood"
    return (
        f"Read {count(seen.sentences, 'sentence')}, made {count(seen.claims, 'claim')} with "
        f"{count(seen.quantities, 'number')} and {count(seen.times, 'date')}, considered "
        f"{count(seen.pairs, 'pair')} of claims; {unread}."
    )
