"""The hand-made results of samples.py as fixtures."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import samples

from checker.types import CheckResult


@pytest.fixture(params=sorted(samples.SAMPLES))
def any_result(request: pytest.FixtureRequest) -> CheckResult:
    """Each of the samples in turn."""
    return samples.SAMPLES[request.param]()


@pytest.fixture
def two_sources() -> CheckResult:
    return samples.two_sources()


@pytest.fixture
def three_sources() -> CheckResult:
    return samples.three_sources()


@pytest.fixture
def skipped_inputs() -> CheckResult:
    return samples.skipped_inputs()


@pytest.fixture
def empty() -> CheckResult:
    return samples.empty()


@pytest.fixture
def quiet() -> CheckResult:
    return samples.quiet()


@pytest.fixture
def hostile() -> CheckResult:
    return samples.hostile()


@pytest.fixture
def stray_value() -> CheckResult:
    return samples.stray_value()


@pytest.fixture
def snapshot() -> Callable[[str, str], None]:
    """Compare a text with the file of that name in snapshots/; CROSSCHECK_UPDATE_SNAPSHOTS=1 writes it anew."""

    def check(name: str, text: str) -> None:
        path = Path(__file__).parent / "snapshots" / name
        if os.environ.get("CROSSCHECK_UPDATE_SNAPSHOTS") == "1":
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"no snapshot {name}; CROSSCHECK_UPDATE_SNAPSHOTS=1 pytest writes it"
        assert text == path.read_text(encoding="utf-8")

    return check
