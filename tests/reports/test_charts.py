"""Plots for a notebook: what is drawn, not how it looks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import samples

from checker.types import CheckResult
from claims.errors import InputError

matplotlib = pytest.importorskip("matplotlib", reason="plots need matplotlib")


@pytest.fixture(autouse=True)
def _headless() -> Iterator[None]:
    from matplotlib import pyplot

    pyplot.switch_backend("Agg")
    yield
    pyplot.close("all")


def words(ax: Any) -> list[str]:
    """The texts within the Axes, without line breaks."""
    return [text.get_text().replace("\n", " ") for text in ax.texts if text.get_text() and text.get_visible()]


def toll(low: str | None, high: str | None) -> CheckResult:
    """The sample of three sources, in which the first one's toll is low..high."""
    result = samples.three_sources()
    first = result.readings[0]
    ends = {"low": Decimal(low) if low else None, "high": Decimal(high) if high else None}
    claims = [
        replace(c, quantities=tuple(replace(q, **ends) for q in c.quantities))  # type: ignore[arg-type]
        for c in first.claims
    ]
    return replace(result, readings=(replace(first, claims=tuple(claims)), *result.readings[1:]))


def test_timeline_of_a_fact(three_sources: CheckResult) -> None:
    ax = three_sources.plot_timeline("f-toll")
    assert words(ax) == ["Coast News 18", "Harbour Times 21"]
    points = [line for line in ax.lines if line.get_marker() in "oD" and len(line.get_xdata())]
    from matplotlib.dates import num2date

    drawn = [(str(num2date(p.get_xdata()[0]).date()), float(p.get_ydata()[0]), p.get_marker()) for p in points]
    assert drawn == [("2024-03-08", 18.0, "o"), ("2024-03-09", 21.0, "D")]
    assert ax.get_title(loc="left") == "passenger killed"
    assert ax.get_ylabel() == "passenger"
    assert ax.get_xlabel() == "not shown, since without a date: Island Post"
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["with the majority", "not with the majority"]


def test_timeline_of_a_finding_is_that_of_its_fact(three_sources: CheckResult) -> None:
    assert words(three_sources.plot_timeline("0a1b")) == words(three_sources.plot_timeline("f-toll"))


def test_timeline_of_a_finding_without_a_fact(two_sources: CheckResult) -> None:
    assert words(two_sources.plot_timeline("0f1e2d3c")) == ["Coast News About 140", "Harbour Times 143"]


@pytest.mark.parametrize(
    ("low", "high", "bars", "arrows"),
    [("18", "18", 0, 0), ("17", "20", 1, 0), ("18", None, 0, 1), (None, "18", 0, 1)],
)
def test_intervals_are_bars_and_open_ends_arrows(low: str | None, high: str | None, bars: int, arrows: int) -> None:
    ax = toll(low, high).plot_timeline("f-toll")
    upright = [line for line in ax.lines if len(set(line.get_xdata())) == 1 and len(line.get_xdata()) == 2]
    assert len(upright) == bars
    assert sum(text.arrow_patch is not None for text in ax.texts) == arrows


def test_points_of_one_day_stand_side_by_side(three_sources: CheckResult) -> None:
    day = three_sources.readings[0].article.published
    same = tuple(replace(r, article=replace(r.article, published=day)) for r in three_sources.readings)
    ax = replace(three_sources, readings=same).plot_timeline("f-toll")
    places = [float(line.get_xdata()[0]) for line in ax.lines if line.get_marker() in "oD" and len(line.get_xdata())]
    assert len(set(places)) == 3
    assert max(places) - min(places) < 1
    assert not any(len(line.get_xdata()) > 1 for line in ax.lines)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("f-engine", "there is no time line to draw: no number was read there"),
        ("1122334455667788", "there is no time line to draw: no number was read there"),
        ("f-tool", "no finding of this run has this id"),
        ("", "no finding of this run has this id"),
    ],
)
def test_what_has_no_timeline(three_sources: CheckResult, name: str, expected: str) -> None:
    from matplotlib import pyplot

    with pytest.raises(InputError) as raised:
        three_sources.plot_timeline(name)
    assert expected in str(raised.value)
    assert not pyplot.get_fignums()


def test_sources_without_dates_have_no_timeline(three_sources: CheckResult) -> None:
    undated = tuple(replace(r, article=replace(r.article, published=None)) for r in three_sources.readings)
    with pytest.raises(InputError, match="none of its sources has a date"):
        replace(three_sources, readings=undated).plot_timeline("f-toll")


def test_pairs(three_sources: CheckResult) -> None:
    ax = three_sources.plot_pairs()
    names = ["Coast News", "Harbour Times", "Island Post"]
    assert [label.get_text() for label in ax.get_yticklabels()] == names
    assert words(ax) == ["2 of 4", "1 of 1", "2 of 4", "0 of 1", "1 of 1", "0 of 1"]
    shares = ax.images[0].get_array().filled(-1.0)
    assert shares.tolist() == [[-1, 0.5, 1], [0.5, -1, 0], [1, 0, -1]]


def test_pairs_that_share_nothing(quiet: CheckResult) -> None:
    assert words(quiet.plot_pairs()) == ["–", "–"]


def test_pairs_need_two_sources(empty: CheckResult) -> None:
    with pytest.raises(InputError, match="needs two sources or more"):
        empty.plot_pairs()


def test_slots(three_sources: CheckResult) -> None:
    ax = three_sources.plot_slots()
    assert [label.get_text() for label in ax.get_yticklabels()] == ["quantity", "time", "polarity"]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["error (2)", "warning (1)", "agreement (3)"]
    assert [[int(bar.get_width()) for bar in bars] for bars in ax.containers] == [[2, 0, 0], [0, 0, 1], [2, 1, 0]]


def test_slots_of_nothing(empty: CheckResult) -> None:
    assert words(empty.plot_slots()) == ["no findings"]


def test_axes_can_be_given(three_sources: CheckResult) -> None:
    from matplotlib import pyplot

    _, (left, middle, right) = pyplot.subplots(1, 3)
    assert three_sources.plot_timeline("f-toll", ax=left) is left
    assert three_sources.plot_pairs(ax=middle) is middle
    assert three_sources.plot_slots(ax=right) is right
    assert len(pyplot.get_fignums()) == 1


# Glyphs that the font lacks are drawn as boxes, which matplotlib warns of.
@pytest.mark.filterwarnings("ignore:Glyph .* missing from font")
@pytest.mark.parametrize("name", sorted(samples.SAMPLES))
def test_every_result_can_be_drawn(name: str) -> None:
    result = samples.SAMPLES[name]()
    drawn = [result.plot_slots()]
    if len(result.readings) > 1:
        drawn.append(result.plot_pairs())
    drawn += [result.plot_timeline(f.id) for f in result.findings if f.slot == "quantity" and name != "stray_value"]
    for ax in drawn:
        ax.figure.canvas.draw()


def test_prices_are_no_mathematics(three_sources: CheckResult) -> None:
    [fact, *_] = three_sources.facts
    label = r"between $5 and $\frac{1$ million"
    ax = replace(three_sources, facts=(replace(fact, label=label),)).plot_timeline(fact.id)
    ax.figure.canvas.draw()
    assert ax.get_title(loc="left") == label


@pytest.mark.parametrize("call", ["plot_slots", "plot_pairs", "plot_timeline"])
def test_without_matplotlib(three_sources: CheckResult, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    for module in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ImportError) as raised:
        getattr(three_sources, call)(*(["f-toll"] if call == "plot_timeline" else []))
    assert str(raised.value) == "plots need matplotlib: python -m pip install matplotlib"
