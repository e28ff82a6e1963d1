"""Each output as a whole, against a file: CROSSCHECK_UPDATE_SNAPSHOTS=1 writes the files anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import samples

from reports import FORMATS, render
from reports.claims_report import CLAIMS_FORMATS, render_claims
from reports.text import render_text
from reports.version import __version__

NAMES = ("three_sources", "skipped_inputs", "stray_value", "quiet", "empty")
FORMAT_NAMES = sorted(set(FORMATS) - {"html"})


@pytest.fixture(autouse=True)
def _away_from_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The samples' paths name no files, and the terminal has the default width."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format_name", FORMAT_NAMES)
def test_report(format_name: str, name: str, snapshot: Callable[[str, str], None]) -> None:
    text = render(samples.SAMPLES[name](), format_name).replace(f'"{__version__}"', '"VERSION"')
    suffix = ".github" if format_name == "github" else FORMATS[format_name].suffix
    snapshot(f"{name}{suffix}", text)


@pytest.mark.parametrize("format_name", sorted(CLAIMS_FORMATS))
def test_claims(format_name: str, snapshot: Callable[[str, str], None]) -> None:
    result = samples.skipped_inputs()
    snapshot(f"claims.{format_name}", render_claims(result.readings, format_name, result.skipped))


def test_narrow_text_in_color(snapshot: Callable[[str, str], None]) -> None:
    snapshot("narrow_color.txt", render_text(samples.three_sources(), width=60, color=True))


def test_every_snapshot_is_used() -> None:
    known = {f"{name}{FORMATS[f].suffix if f != 'github' else '.github'}" for name in NAMES for f in FORMAT_NAMES}
    known |= {f"claims.{name}" for name in CLAIMS_FORMATS} | {"narrow_color.txt"}
    folder = Path(__file__).parent / "snapshots"
    # The page of the HTML report has snapshots of its own, if it has any.
    assert {path.name for path in folder.iterdir() if not path.name.startswith("html_")} == known


@pytest.mark.parametrize("name", sorted(samples.SAMPLES))
@pytest.mark.parametrize("format_name", FORMAT_NAMES)
def test_same_bytes_every_time(format_name: str, name: str) -> None:
    assert render(samples.SAMPLES[name](), format_name) == render(samples.SAMPLES[name](), format_name)
