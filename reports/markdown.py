"""The report in GitHub's Markdown: for pull requests, job summaries and wikis."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from checker.rules import rules
from checker.types import CheckResult, Fact, Finding, Place
from reports.excerpt import excerpt
from reports.plots import timelines
from reports.sanitize import markdown
from reports.summary import Source, Summary, count, summarise

_ONLY = 5  # so many claims per source; JSON and HTML hold them all


def render_markdown(result: CheckResult, *, published: Collection[str] = ()) -> str:
    """Return the report as Markdown; it holds no HTML, no link and no image. ``published``: see
    :func:`reports.summary.summarise`."""
    return "\n".join(_lines(result, summarise(result, published))) + "\n"


def _lines(result: CheckResult, summary: Summary) -> Iterator[str]:
    yield "# Crosscheck"
    yield from ("", summary.verdict, "", summary.coverage)
    yield from _sources(summary)
    for origin in summary.origins:
        yield from ("", markdown(origin))
    if summary.skipped:
        yield from ("", f"**{count(len(summary.skipped), 'input')} skipped**", "")
        for one in summary.skipped:
            remedy = f"; {markdown(one.remedy)}" if one.remedy else ""
            yield f"- {markdown(one.path)}: {markdown(one.reason)}{remedy}"
    if result.discrepancies:
        yield from ("", "## Discrepancies")
        for number, finding in enumerate(result.discrepancies, 1):
            yield from _discrepancy(number, finding, summary)
    if result.facts and len(summary.sources) >= 3:
        yield from ("", "## Facts", "")
        yield from _table(
            ["Fact", *(source.label for source in summary.sources)],
            ([markdown(fact.label), *(_said(fact, source) for source in summary.sources)] for fact in result.facts),
        )
        if any(value.standing == "outlier" for fact in result.facts for value in fact.values):
            yield from ("", "Bold: against the majority.")
    if changing := timelines(result):
        yield from ("", "## Figures that change")
        for timeline in changing:
            yield from ("", f"{markdown(timeline.fact.label)}:", "")
            yield from (
                f"- {point.day.isoformat()}: {markdown(point.value)} ({markdown(summary.label(point.source))})"
                for point in timeline.points
            )
    if result.agreements:
        yield from ("", "## Agreements", "")
        yield from _table(
            ["Slot", "Source", "Says", "Source", "Says", "Sure"],
            (_agreement(finding, summary) for finding in result.agreements),
        )
    if result.only:
        yield from ("", "## In one source only")
        yield from _only(summary)


def _sources(summary: Summary) -> Iterator[str]:
    if summary.sources:
        yield ""
        yield from _table(
            ["Source", "Published", "Claims", "Only here", "File"],
            (
                [
                    markdown(source.label),
                    source.article.published.isoformat() if source.article.published else "unknown",
                    f"{source.claims:,}",
                    f"{len(source.only):,}",
                    markdown(source.article.path),
                ]
                for source in summary.sources
            ),
        )


def _discrepancy(number: int, finding: Finding, summary: Summary) -> Iterator[str]:
    rule = rules().get(finding.rule)
    title = f"{rule.title} (`{finding.rule}`)" if rule else markdown(finding.rule)
    yield from ("", f"### {number}. {(finding.severity or finding.relation).capitalize()}: {title}", "")
    yield markdown(finding.explanation)
    yield ""
    for place in (finding.left, finding.right):
        yield f"- {_quote(place, summary)}"
    for place in finding.also:
        yield f"- also {_quote(place, summary)}"
    yield ""
    yield f"{finding.confidence:.0%} sure, id `{finding.id}`."


def _quote(place: Place, summary: Summary) -> str:
    words = "".join(_bold(segment.text) if segment.marked else markdown(segment.text) for segment in excerpt(place))
    speaker = f" ({markdown(place.speaker)})" if place.speaker else ""
    return f"{markdown(summary.label(place.source))}: “{words}”{speaker}"


def _bold(text: str) -> str:
    """Bold text; white space at its ends would keep the asterisks from working."""
    inner = text.strip()
    if not inner:
        return markdown(text)
    before, _, after = text.partition(inner)
    return f"{markdown(before)}**{markdown(inner)}**{markdown(after)}"


def _said(fact: Fact, source: Source) -> str:
    values = (value for value in fact.values if value.place.source == source.article.id)
    return "; ".join(
        _bold(value.place.value) if value.standing == "outlier" else markdown(value.place.value) for value in values
    )


def _agreement(finding: Finding, summary: Summary) -> list[str]:
    sides = [
        cell
        for place in (finding.left, finding.right)
        for cell in (markdown(summary.label(place.source)), markdown(place.value or place.text))
    ]
    return [finding.slot, *sides, f"{finding.confidence:.0%}"]


def _only(summary: Summary) -> Iterator[str]:
    for source in summary.sources:
        if source.only:
            yield from ("", f"**{markdown(source.label)}**: {count(len(source.only), 'claim')}", "")
            yield from (f"- “{markdown(claim.text)}”" for claim in source.only[:_ONLY])
            if len(source.only) > _ONLY:
                yield f"- and {count(len(source.only) - _ONLY, 'more claim')}"


def _table(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table; the cells are Markdown already, the headings are not."""
    yield f"| {' | '.join(markdown(title) for title in headings)} |"
    yield f"|{' --- |' * len(headings)}"
    for cells in lines:
        yield f"| {' | '.join(cells)} |"
