"""Rows and data frames."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
import samples

import reports
from checker.types import CheckResult
from reports.rows import COLUMNS, rows


def test_rows_have_the_columns(any_result: CheckResult) -> None:
    found = list(rows(any_result))
    assert len(found) == len(any_result.findings)
    for row in found:
        assert list(row) == list(COLUMNS)


def test_a_row() -> None:
    row = next(rows(samples.two_sources()))
    assert row["severity"] == "error"
    assert (row["left_source"], row["right_source"]) == ("coast", "harbour")
    assert (row["left_value"], row["left_number"], row["right_number"]) == ("18", 18.0, 21.0)
    assert row["left_published"] == date(2024, 3, 8)
    assert row["right_speaker"] == "the harbour office"
    assert row["also"] == 1


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [("18", "18", 18.0), ("18", None, 18.0), (None, "18", 18.0), (None, None, None), ("17", "19", 17.0)],
)
def test_number_is_the_low_end(low: str | None, high: str | None, expected: float | None) -> None:
    result = samples.two_sources()
    [claim] = [claim for claim in result.readings[0].claims if claim.text.startswith("A fire")]
    ends = {"low": Decimal(low) if low else None, "high": Decimal(high) if high else None}
    changed = replace(claim, quantities=(replace(claim.quantities[0], **ends),))  # type: ignore[arg-type]
    reading = replace(result.readings[0], claims=(changed,))
    row = next(rows(replace(result, readings=(reading, result.readings[1]))))
    assert row["left_number"] == expected


def test_number_is_found_where_the_value_is_longer_or_shorter() -> None:
    result = samples.two_sources()
    first = result.findings[0]
    text = result.readings[0].article.text
    longer = replace(first.left, value="killed 18", value_start=text.index("killed 18"))
    shorter = replace(first.left, value_end=first.left.value_start + 1)
    elsewhere = replace(first.left, value_start=0, value_end=5)
    found = [next(rows(replace(result, findings=(replace(first, left=p),)))) for p in (longer, shorter, elsewhere)]
    assert [row["left_number"] for row in found] == [18.0, 18.0, None]


def test_only_quantities_have_numbers() -> None:
    result = samples.two_sources()
    finding = replace(result.findings[0], slot="polarity")
    assert next(rows(replace(result, findings=(finding,))))["left_number"] is None


def test_frame_types_are_the_same_for_every_result(any_result: CheckResult) -> None:
    for build in (reports.to_frame, reports.claims_frame):
        frame, empty = build(any_result), build(samples.empty())
        assert list(frame.dtypes) == list(empty.dtypes)
        assert list(frame.columns) == list(empty.columns)


def test_frame_types() -> None:
    frame = reports.to_frame(samples.two_sources())
    assert list(frame.columns) == list(COLUMNS)
    assert frame["severity"].dtype.ordered
    assert (frame["severity"] >= "error").sum() == 1
    assert frame["severity"].max() == "error"
    for name in ("relation", "rule", "slot"):
        assert isinstance(frame[name].dtype, pd.CategoricalDtype)
    assert frame["confidence"].dtype == "float64"
    assert frame["left_number"].dtype == "float64"
    assert pd.api.types.is_datetime64_dtype(frame["left_published"])
    assert pd.api.types.is_string_dtype(frame["left_text"])
    assert frame["left_number"].tolist()[:1] == [18.0]
    assert frame.loc[0, "left_published"] == pd.Timestamp(2024, 3, 8)
    assert frame["left_unit"].isna().all()


def test_a_rule_that_the_table_does_not_know_is_kept() -> None:
    result = samples.two_sources()
    finding = replace(result.findings[0], rule="made-up")
    assert reports.to_frame(replace(result, findings=(finding,)))["rule"].tolist() == ["made-up"]


def test_a_frame_can_be_grouped_and_written() -> None:
    frame = reports.to_frame(samples.three_sources())
    counts = frame.groupby(["left_source", "right_source"], observed=True).size()
    assert counts["coast", "harbour"] == 4
    assert len(pd.read_csv(io.StringIO(frame.to_csv(index=False)))) == len(frame)


def test_claims_frame() -> None:
    frame = reports.claims_frame(samples.two_sources()).set_index("id")
    assert frame.loc["coast:1", "number"] == 18.0
    assert frame.loc["coast:1", "from"] == pd.Timestamp(2024, 3, 8)
    assert frame.loc["coast:2", "modifier"] == "about"
    assert frame.loc["coast:3", "polarity"] == "negated"
    assert frame.loc["coast:4", "names"] == "Ida Renn; Tarn"
    assert frame["only"].sum() == 3


def test_facts_frame() -> None:
    frame = reports.facts_frame(samples.three_sources())
    assert list(frame.columns) == ["coast", "harbour", "island"]
    assert frame.loc[("f-toll", "quantity", "passenger killed")].tolist() == ["18", "21", "18"]
    assert pd.isna(frame.loc[("f-engine", "polarity", "operator inspect engine"), "island"])


def test_facts_frame_of_two_sources() -> None:
    result = samples.two_sources()
    assert not result.facts
    frame = reports.facts_frame(result)
    assert list(frame.columns) == ["coast", "harbour"]
    keyed = [f for f in result.findings if f.slot in ("quantity", "time", "place", "entity")]
    assert sorted(frame.to_numpy().tolist()) == sorted([f.left.value, f.right.value] for f in keyed)
    numbers = reports.facts_frame(result, numbers=True)
    assert [18.0, 21.0] in numbers.to_numpy().tolist()
    swapped = replace(result, readings=result.readings[::-1])
    assert reports.facts_frame(swapped).equals(frame)


def test_facts_of_two_sources_can_be_drawn() -> None:
    pytest.importorskip("matplotlib")
    result = samples.two_sources()
    for fact in reports.facts_frame(result, numbers=True).index.get_level_values("id"):
        assert result.plot_timeline(fact).get_title(loc="left")


def test_facts_frame_of_one_source() -> None:
    result = samples.two_sources()
    assert reports.facts_frame(replace(result, readings=result.readings[:1], findings=())).shape == (0, 1)


def test_facts_frame_of_numbers() -> None:
    frame = reports.facts_frame(samples.three_sources(), numbers=True)
    assert frame.index.get_level_values("id").tolist() == ["f-toll"]
    assert frame.iloc[0].tolist() == [18.0, 21.0, 18.0]
    assert (frame.max(axis=1) - frame.min(axis=1)).tolist() == [3.0]
    empty = reports.facts_frame(samples.empty(), numbers=True)
    assert empty.shape == (0, 0)


@pytest.mark.parametrize(("low", "high"), [("18", "18"), ("18", None), (None, "18"), (None, None), ("17.5", "19")])
def test_claims_frame_has_both_ends(low: str | None, high: str | None) -> None:
    result = samples.two_sources()
    first = result.readings[0]
    [claim] = [claim for claim in first.claims if claim.text.startswith("A fire")]
    ends = {"low": Decimal(low) if low else None, "high": Decimal(high) if high else None}
    changed = replace(claim, quantities=(replace(claim.quantities[0], **ends),))  # type: ignore[arg-type]
    frame = reports.claims_frame(replace(result, readings=(replace(first, claims=(changed,)),)))
    expected = [float(end) if end else None for end in (low, high)]
    assert [None if pd.isna(end) else end for end in (frame.loc[0, "low"], frame.loc[0, "high"])] == expected


def test_frames_sort_and_filter_as_one_expects() -> None:
    result = samples.three_sources()
    frame = reports.to_frame(result)
    assert frame.sort_values("severity", na_position="first")["severity"].tolist()[-3:] == ["warning", "error", "error"]
    assert frame.query("severity == 'error' and left_number < right_number")["id"].tolist() == ["0a1b2c3d4e5f6071"]
    assert (frame["left_published"] < "2024-03-09").sum() == 5
    claims = reports.claims_frame(result)
    assert claims[claims["from"] >= "2024-01-01"]["id"].tolist() == ["coast:1", "harbour:1"]
    assert claims.sort_values("number", ascending=False)["number"].tolist()[:2] == [143.0, 119.0]
    assert claims[claims["polarity"] == "negated"]["source"].tolist() == ["coast"]


def test_csv_comes_back() -> None:
    result = samples.three_sources()
    text = reports.render(result, "csv")
    assert "\r" not in text
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    assert list(found[0]) == list(COLUMNS)
    for row, finding in zip(found, result.findings, strict=True):
        assert row["left_text"] == finding.left.text
        assert row["severity"] == (finding.severity or "")
        assert float(row["confidence"]) == finding.confidence


def test_csv_of_nothing_has_a_header() -> None:
    assert reports.render(samples.empty(), "csv").count("\n") == 1
