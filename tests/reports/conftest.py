"""The hand-made results of samples.py as fixtures."""

from __future__ import annotations

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
