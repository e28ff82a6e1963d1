"""Plots for a notebook, as ordinary matplotlib Axes: a number over time, who agrees with whom, findings by slot.

matplotlib is imported when a plot is asked for. Words of an article are never read as mathematics or markup.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from itertools import groupby
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from checker.types import CheckResult, Fact, FactValue, Finding, Slot
from claims.errors import InputError
from claims.types import Quantity
from reports.explain import find
from reports.plots import Numbers, pair_counts
from reports.sanitize import line
from reports.selection import facts_of
from reports.summary import summarise

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Standing = Literal["majority", "outlier", "only"]

# The colours of the HTML report; a marker or a hatching says the same to those who see no colour.
_STANDINGS: dict[Standing, tuple[str, str, str]] = {
    "majority": ("#12606b", "o", "with the majority"),
    "outlier": ("#a3211b", "D", "not with the majority"),
    "only": ("#5c5a53", "s", "no majority"),
}
_KINDS = {"error": ("#a3211b", "xx"), "warning": ("#8a5a00", "//"), "agreement": ("#12606b", "")}
_HEAT = ("#f6f4ee", "#c3d8e8", "#7cabd0")
_MUTED = "#5c5a53"
_TITLE, _LABEL = 70, 24  # characters in a line of a title, of a point's label
_LEVEL_NAMES = 4  # sources up to which their names stand level below a heat map
_MOST_CELLS = 15  # sources up to which a heat map says its numbers
_MOST_DAYS = 7  # ticks of a time axis
_UPRIGHT = 6  # points up to which their labels stand upright


@dataclass(frozen=True, slots=True)
class _Said:
    """What one source says on one day. ``at`` is the place on the time axis, in days."""

    day: date
    quantity: Quantity
    standing: Standing
    label: str
    at: float = 0.0

    @property
    def ends(self) -> tuple[float, float]:
        """Both ends of the interval; an open end is drawn at the other one."""
        ends = [float(end) for end in (self.quantity.low, self.quantity.high) if end is not None]
        return ends[0], ends[-1]

    @property
    def number(self) -> float:
        """Where the point stands: on the end that is known, or in the middle of two."""
        low, high = self.ends
        return (low + high) / 2


def plot_timeline(result: CheckResult, id: str, *, ax: Axes | None = None) -> Axes:  # noqa: A002 (the record's own word)
    """Draw what each source says of one number, by the dates of publication, and return the Axes.

    ``id`` is that of a fact or of a finding, or its beginning (four characters or more). An interval is a
    bar, an open end an arrow. Sources without a date are left out, and named below. Raises InputError for an
    id that is not one fact's or finding's, or that has no number with a date; ImportError without matplotlib.
    """
    fact = _fact(result, id)
    said, undated = _said(result, fact)
    if not said:
        why = "none of its sources has a date" if undated else "no number was read there"
        raise InputError(f"{id}: there is no time line to draw: {why}; facts_frame() and to_frame() show its values")
    ax = ax or _new_axes((8.0, 4.5))
    placed = _placed(said)
    if len({point.day for point in placed}) > 1:
        ax.plot([p.at for p in placed], [p.number for p in placed], color=_MUTED, linewidth=0.8, alpha=0.5, zorder=1)
    for point in placed:
        _draw(ax, point, upright=len(placed) <= _UPRIGHT)
    _number_axis(ax, placed)
    _day_axis(ax, placed)
    _title(ax, fact.label)
    if undated:
        ax.set_xlabel(f"not shown, since without a date: {', '.join(undated)}", parse_math=False)
    standings = [s for s in _STANDINGS if any(point.standing == s for point in placed)]
    if len(standings) > 1:
        for standing in standings:
            colour, marker, meaning = _STANDINGS[standing]
            ax.plot([], [], linestyle="", color=colour, marker=marker, label=meaning)
        ax.legend(frameon=False, fontsize="small", loc="best")
    return ax


def plot_pairs(result: CheckResult, *, ax: Axes | None = None) -> Axes:
    """Draw the share of agreements among the findings of each pair of sources as a heat map, and return the Axes.

    A cell says 'agreements of findings'; a pair that shares none has '–'. Raises InputError for fewer than two
    sources; ImportError without matplotlib.
    """
    if len(result.readings) < 2:
        raise InputError("a heat map of sources needs two sources or more")
    summary = summarise(result)
    ids = [source.article.id for source in summary.sources]
    labels = ["\n".join(wrap(line(source.label), 18, max_lines=3, placeholder=" …")) for source in summary.sources]
    counts = pair_counts(result.findings)
    cells = [[counts.get(frozenset((a, b))) if a != b else None for b in ids] for a in ids]
    ax = ax or _new_axes((min(3.5 + 1.1 * len(ids), 12.0), min(1.5 + 1.0 * len(ids), 11.0)))
    shares = [[cell.agreements / cell.total if cell else float("nan") for cell in row] for row in cells]
    colours = _matplotlib("colors").LinearSegmentedColormap.from_list("crosscheck", _HEAT)
    image = ax.imshow(shares, cmap=colours, vmin=0, vmax=1)
    ax.set_xticks(
        range(len(ids)), labels, rotation=0 if len(ids) <= 4 else 45, ha="center" if len(ids) <= 4 else "right"
    )
    ax.set_yticks(range(len(ids)), labels)
    for label in (*ax.get_xticklabels(), *ax.get_yticklabels()):
        label.set_parse_math(False)
    if len(ids) <= _MOST_CELLS:
        for i, row in enumerate(cells):
            for k, cell in enumerate(row):
                words = "" if i == k else f"{cell.agreements} of {cell.total}" if cell else "–"
                ax.text(k, i, words, ha="center", va="center", color="#1b1b19", fontsize="small")
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    _title(ax, "Agreements among the findings of two sources")
    ax.figure.colorbar(image, ax=ax, format=lambda share, _: f"{share:.0%}", shrink=0.8)
    return ax


def plot_slots(result: CheckResult, *, ax: Axes | None = None) -> Axes:
    """Draw how many errors, warnings and agreements each slot has, and return the Axes. Raises ImportError
    without matplotlib."""
    counts = Counter[tuple[str, str]]((f.slot, f.severity or "agreement") for f in result.findings)
    slots = [slot for slot in get_args(Slot) if any(counts[slot, kind] for kind in _KINDS)]
    ax = ax or _new_axes((8.0, 1.4 + 0.45 * max(len(slots), 1)))
    left = [0] * len(slots)
    for kind, (colour, hatch) in _KINDS.items():
        widths = [counts[slot, kind] for slot in slots]
        if any(widths):
            bars = ax.barh(
                slots, widths, left=left, color=colour, hatch=hatch, edgecolor="white", label=f"{kind} ({sum(widths)})"
            )
            texts = ax.bar_label(bars, [str(width or "") for width in widths], label_type="center", color="white")
            for text in texts:
                text.set_bbox({"facecolor": colour, "edgecolor": "none", "pad": 1.5})
                text.set_visible(bool(text.get_text()))
            left = [a + b for a, b in zip(left, widths, strict=True)]
    ax.invert_yaxis()
    _plain(ax)
    ax.set_xlabel("findings")
    ax.xaxis.set_major_locator(_matplotlib("ticker").MaxNLocator(integer=True))
    _title(ax, "Findings by slot")
    if slots:
        ax.legend(frameon=False, fontsize="small", loc="center left", bbox_to_anchor=(1.0, 0.5))
    else:
        ax.set_xticks([])
        ax.set_yticks([])
        ax.text(0.5, 0.5, "no findings", transform=ax.transAxes, ha="center", va="center", color=_MUTED)
    return ax


def _fact(result: CheckResult, id: str) -> Fact:  # noqa: A002
    """The fact of that id, or of that finding; the two sides of a finding that no fact lists."""
    facts = [fact for fact in facts_of(result) if len(id) >= 4 and fact.id.startswith(id)]
    if len(facts) == 1 and not any(finding.id.startswith(id) for finding in result.findings):
        return facts[0]
    finding = find(result, id)
    return next((fact for fact in facts_of(result) if finding.id in fact.findings), _as_fact(finding))


def _as_fact(finding: Finding) -> Fact:
    standing: Standing = "majority" if finding.relation == "agreement" else "only"
    values = tuple(FactValue(place, standing) for place in (finding.left, finding.right))
    return Fact(finding.id, finding.slot, finding.left.text, values, (finding.id,))


def _said(result: CheckResult, fact: Fact) -> tuple[list[_Said], list[str]]:
    """What can be drawn, in order of time, and the labels of sources that give a number and have no date."""
    label = summarise(result).label
    readings = {reading.article.id: reading for reading in result.readings}
    said: list[_Said] = []
    undated: list[str] = []
    for value in fact.values if fact.slot == "quantity" else ():
        reading = readings[value.place.source]
        quantity = Numbers(reading).at(value.place)
        if quantity is None or (quantity.low, quantity.high) == (None, None):
            continue
        name = line(label(value.place.source))
        if reading.article.published is None:
            undated.append(name)
            continue
        words = "\n".join(_short(text) for text in (name, line(value.place.value)))
        said.append(_Said(reading.article.published, quantity, value.standing, words))
    return sorted(said, key=lambda point: (point.day, point.label)), undated


def _short(words: str) -> str:
    """The words in two lines at most."""
    return "\n".join(wrap(words, _LABEL, max_lines=2, placeholder=" …"))


def _placed(said: Sequence[_Said]) -> list[_Said]:
    """The points on the time axis, side by side where they fall on one day."""
    span = (said[-1].day - said[0].day).days or 1
    gap = 0.9 * span / max(len(said), 3)
    placed: list[_Said] = []
    for day, group in groupby(said, key=lambda point: point.day):
        points = list(group)
        first = float(_matplotlib("dates").date2num(day)) - gap * (len(points) - 1) / 2
        for i, point in enumerate(points):
            earliest = placed[-1].at + gap if placed else first
            placed.append(replace(point, at=max(first + i * gap, earliest)))
    return placed


def _draw(ax: Axes, point: _Said, *, upright: bool) -> None:
    colour, marker, _ = _STANDINGS[point.standing]
    low, high = point.ends
    if low != high:
        ax.plot([point.at, point.at], [low, high], color=colour, linewidth=3, alpha=0.4, solid_capstyle="butt")
    ax.plot([point.at], [point.number], color=colour, marker=marker, linestyle="", zorder=3)
    up, down = point.quantity.high is None, point.quantity.low is None
    if up or down:
        arrow = {"arrowstyle": "<-", "color": colour, "shrinkB": 0}
        ax.annotate("", (point.at, point.number), (0, 28 if up else -28), textcoords="offset points", arrowprops=arrow)
    ax.annotate(
        point.label,
        (point.at, high),
        (0, 30 if up else 9),
        textcoords="offset points",
        ha="center" if upright else "left",
        va="bottom",
        rotation=0 if upright else 30,
        fontsize="small",
        parse_math=False,
    )


def _number_axis(ax: Axes, points: Sequence[_Said]) -> None:
    ends = [end for point in points for end in point.ends]
    low, high = min(ends), max(ends)
    if 0 < low <= high / 2:
        low = 0.0
    room = (high - low) or abs(high) or 1.0
    ax.set_ylim(low - (0.0 if low == 0 else 0.25 * room), high + 0.35 * room)
    whole = all(end == int(end) for end in ends)
    ax.yaxis.set_major_locator(_matplotlib("ticker").MaxNLocator(5, integer=whole))
    ax.yaxis.set_major_formatter(lambda number, _: f"{number:,.12g}")
    quantity = points[0].quantity
    ax.set_ylabel(line(quantity.unit or quantity.counted or ""), parse_math=False)
    _plain(ax)
    ax.grid(axis="y", color="#dcd8cd", linewidth=0.6)
    ax.set_axisbelow(True)


def _day_axis(ax: Axes, points: Sequence[_Said]) -> None:
    dates = _matplotlib("dates")
    first, last = points[0].at, points[-1].at
    days = sorted({point.day for point in points})
    margin = 0.2 * (last - first) or 0.5
    ax.set_xlim(min(first, dates.date2num(days[0])) - margin, max(last, dates.date2num(days[-1])) + margin)
    few = (days[-1] - days[0]).days < _MOST_DAYS
    locator = dates.DayLocator() if few else dates.AutoDateLocator(maxticks=_MOST_DAYS)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(lambda at, _: f"{dates.num2date(at).day} {dates.num2date(at):%b %Y}")


def _plain(ax: Axes) -> None:
    ax.spines[["top", "right"]].set_visible(False)


def _title(ax: Axes, words: str) -> None:
    words = shorten(line(words), 2 * _TITLE, placeholder=" …")
    ax.set_title("\n".join(wrap(words, _TITLE)), loc="left", fontsize="medium", parse_math=False)


def _new_axes(size: tuple[float, float]) -> Axes:
    _, ax = _matplotlib("pyplot").subplots(figsize=size, layout="constrained")
    return cast("Axes", ax)


def _matplotlib(module: str) -> Any:
    """A module of matplotlib, which is an extra."""
    try:
        return import_module(f"matplotlib.{module}")
    except ModuleNotFoundError as error:
        raise ImportError("plots need matplotlib: python -m pip install matplotlib") from error
