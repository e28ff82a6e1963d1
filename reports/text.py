"""The report for a terminal: plain text, at a width, with colour where it is asked for."""

from __future__ import annotations

import io
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from checker.types import CheckResult, Fact, Finding, Place
from claims.types import Skipped
from reports.excerpt import excerpt
from reports.location import Locator
from reports.plots import Point, timelines
from reports.sanitize import line
from reports.summary import Source, count, summarise

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

_LEAST = 40  # columns, below which nothing can be read
_AGREEMENTS = 20  # so many are shown in full; JSON, HTML and CSV hold them all
_FACTS = 20
_ONLY = 3  # so many claims per source
_COLUMNS = 4  # so many sources side by side in the table of facts
_STYLES = {"error": "bold red", "warning": "bold yellow", "agreement": "green"}


def render_text(
    result: CheckResult, *, width: int | None = None, color: bool = False, published: Collection[str] = ()
) -> str:
    """Return the report as lines of at most ``width`` columns (None takes the terminal's, or 100).

    With ``color`` the words that differ are coloured (ANSI escape sequences), else they stand in
    brackets. ``published``: see :func:`reports.summary.summarise`.
    """
    return to_text(_Report(result, color, published).parts(), width=width, color=color)


def to_text(parts: Iterable[RenderableType], *, width: int | None = None, color: bool = False) -> str:
    """Render parts to a string, without the blanks that rich leaves at the ends of lines."""
    from rich.console import Console

    out = io.StringIO()
    console = Console(
        file=out,
        width=max(width or shutil.get_terminal_size((100, 24)).columns, _LEAST),
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        force_jupyter=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    for part in parts:
        console.print(part)
    return "\n".join(text.rstrip() for text in out.getvalue().split("\n"))


class _Report:
    """The parts of the report, one after the other. Only Text objects: rich's markup is never read."""

    def __init__(self, result: CheckResult, color: bool, published: Collection[str]) -> None:
        self._result = result
        self._color = color
        self._summary = summarise(result, published)
        self._locator = Locator(reading.article for reading in result.readings)

    def parts(self) -> Iterator[RenderableType]:
        yield from self._overview()
        if self._result.discrepancies:
            yield heading("Discrepancies")
            for number, finding in enumerate(self._result.discrepancies, 1):
                if number > 1:
                    yield plain("")
                yield from self._discrepancy(number, finding)
        if self._result.facts and len(self._summary.sources) >= 3:
            yield heading("Facts")
            yield from self._facts()
        if changing := timelines(self._result):
            yield heading("Figures that change")
            for timeline in changing:
                yield plain(timeline.fact.label)
                yield indented(_table(["Published", "Says", "Source"], map(self._point, timeline.points)))
        if self._result.agreements:
            yield heading("Agreements")
            yield from self._agreements()
        if self._result.only:
            yield heading("In one source only")
            yield from self._only()

    def _overview(self) -> Iterator[RenderableType]:
        yield plain("Crosscheck", "bold")
        yield plain(self._summary.verdict)
        yield plain(self._summary.coverage, "dim")
        if self._summary.sources:
            yield plain("")
            yield _table(
                ["Source", "Published", "Claims", "Only here", "File"],
                (
                    [
                        plain(source.label, "bold"),
                        plain(source.article.published.isoformat() if source.article.published else "unknown"),
                        plain(f"{source.claims:,}"),
                        plain(f"{len(source.only):,}"),
                        plain(source.article.path),
                    ]
                    for source in self._summary.sources
                ),
            )
        for origin in self._summary.origins:
            yield plain(origin)
        yield from skipped_lines(self._summary.skipped)

    def _discrepancy(self, number: int, finding: Finding) -> Iterator[RenderableType]:
        severity = finding.severity or finding.relation
        yield _joined(
            plain(f"{number}. "),
            plain(severity, _STYLES[severity]),
            plain(f"  {finding.rule}, {finding.confidence:.0%} sure, id {finding.id}", "dim"),
        )
        lines = [(plain(self._name(place), "bold"), self._quote(place, severity)) for place in _sides(finding)]
        lines += [(plain("also", "dim"), self._quote(place, severity, named=True)) for place in finding.also]
        yield indented(plain(finding.explanation), _grid(lines))

    def _quote(self, place: Place, severity: str, *, named: bool = False) -> Text:
        """The claim in quotation marks with the value marked, who says it, and where it stands."""
        quote = [plain(f"{self._name(place)}: " if named else ""), plain("“")]
        for segment in excerpt(place):
            words = segment.text if self._color or not segment.marked else f"[{segment.text}]"
            quote.append(plain(words, _STYLES[severity] if segment.marked else ""))
        quote.append(plain(f"” ({place.speaker})" if place.speaker else "”"))
        return _joined(*quote, plain(f", {self._locator.value(place)}", "dim"))

    def _facts(self) -> Iterator[RenderableType]:
        """A row per fact, a column per source; many sources take several tables."""
        sources, facts = self._summary.sources, self._result.facts[:_FACTS]
        for first in range(0, len(sources), _COLUMNS):
            shown = sources[first : first + _COLUMNS]
            yield _table(
                ["Fact", *(source.label for source in shown)],
                ([plain(fact.label), *(_said(fact, source) for source in shown)] for fact in facts),
            )
        if any(value.standing == "outlier" for fact in facts for value in fact.values):
            yield plain("* against the majority", "dim")
        yield from _more(len(self._result.facts) - len(facts), "fact")

    def _point(self, point: Point) -> list[Text]:
        return [plain(point.day.isoformat()), plain(point.value, "bold"), plain(self._summary.label(point.source))]

    def _agreements(self) -> Iterator[RenderableType]:
        shown = self._result.agreements[:_AGREEMENTS]
        yield _table(
            ["Slot", "Source", "Says", "Source", "Says", "Sure"],
            (
                [
                    plain(finding.slot),
                    plain(self._name(finding.left)),
                    plain(finding.left.value or finding.left.text, "green"),
                    plain(self._name(finding.right)),
                    plain(finding.right.value or finding.right.text, "green"),
                    plain(f"{finding.confidence:.0%}"),
                ]
                for finding in shown
            ),
        )
        yield from _more(len(self._result.agreements) - len(shown), "agreement")

    def _only(self) -> Iterator[RenderableType]:
        for source in self._summary.sources:
            if source.only:
                yield _joined(plain(source.label, "bold"), plain(f": {count(len(source.only), 'claim')}"))
                quotes = [
                    (plain("-"), _joined(plain("“"), plain(claim.text), plain("”"))) for claim in source.only[:_ONLY]
                ]
                yield indented(_grid(quotes, gap=1), *_more(len(source.only) - len(quotes), "claim"))

    def _name(self, place: Place) -> str:
        return self._summary.label(place.source)


def plain(text: str, style: str = "") -> Text:
    """Article text, made safe, as one line that rich takes literally and wraps."""
    from rich.text import Text

    return Text(line(text), style=style, overflow="fold")


def heading(title: str) -> RenderableType:
    """A title with a blank line before it and a rule below."""
    from rich.console import Group

    return Group(plain(""), plain(title, "bold"), plain("─" * len(title), "dim"))


def skipped_lines(skipped: Sequence[Skipped]) -> Iterator[RenderableType]:
    """What could not be read, and why; nothing where all was read."""
    if skipped:
        yield plain("")
        yield plain(f"{count(len(skipped), 'input')} skipped:", "bold yellow")
        for one in skipped:
            remedy = f"; {one.remedy}" if one.remedy else ""
            yield indented(plain(f"{one.path}: {one.reason}{remedy}"))


def _sides(finding: Finding) -> tuple[Place, Place]:
    return finding.left, finding.right


def _said(fact: Fact, source: Source) -> Text:
    """What a source says of a fact: against the majority in yellow, with a star."""
    values = (value for value in fact.values if value.place.source == source.article.id)
    said = [
        plain(f"{value.place.value}*", "yellow") if value.standing == "outlier" else plain(value.place.value)
        for value in values
    ]
    return plain("; ").join(said) if said else plain("-", "dim")


def _joined(*parts: Text) -> Text:
    from rich.text import Text

    return Text("", overflow="fold").join(parts)


def _more(number: int, what: str) -> Iterator[Text]:
    if number > 0:
        yield plain(f"and {count(number, f'more {what}')}", "dim")


def indented(*parts: RenderableType) -> RenderableType:
    """The parts, three columns to the right."""
    from rich.console import Group
    from rich.padding import Padding

    return Padding(Group(*parts), (0, 0, 0, 3))


def _grid(lines: Iterable[tuple[Text, Text]], gap: int = 2) -> RenderableType:
    from rich.table import Table

    grid = Table.grid(padding=(0, gap))
    grid.add_column(max_width=28)
    grid.add_column(ratio=1)
    for name, words in lines:
        grid.add_row(name, words)
    return grid


def _table(headings: Iterable[str], lines: Iterable[Sequence[Text]]) -> RenderableType:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim")
    for title in headings:
        table.add_column(plain(title))
    for cells in lines:
        table.add_row(*cells)
    return table
