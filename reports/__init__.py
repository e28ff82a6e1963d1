"""Reports: one :class:`~checker.types.CheckResult` in, a text or a data frame out.

Every output is a module of its own, imported when it is asked for, so that a command line that prints
its help never waits for pandas or rich.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from checker.types import CheckResult

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FORMATS", "Format", "claims_frame", "facts_frame", "render", "to_frame"]


@dataclass(frozen=True, slots=True)
class Format:
    """One output format: the function that renders it ('module:function'), the usual suffix of its
    files, what it is for, in a few words, and the options that its function takes."""

    function: str
    suffix: str
    purpose: str
    options: tuple[str, ...] = ()

    def render(self, result: CheckResult, **options: object) -> str:
        """Import the renderer and run it."""
        module, _, name = self.function.partition(":")
        return str(getattr(import_module(module), name)(result, **options))


FORMATS: dict[str, Format] = {
    "text": Format("reports.text:render_text", ".txt", "for the terminal", ("width", "color", "published")),
    "html": Format("reports.html:render_html", ".html", "one page to read and share", ("published",)),
    "markdown": Format(
        "reports.markdown:render_markdown", ".md", "for GitHub, job summaries and wikis", ("published",)
    ),
    "json": Format("reports.json_report:render_json", ".json", "everything, for programs (see docs/json.md)"),
    "csv": Format("reports.csv_report:render_csv", ".csv", "one row per finding, for spreadsheets"),
    "sarif": Format("reports.sarif:render_sarif", ".sarif", "SARIF 2.1.0, for code scanning", ("published",)),
    "junit": Format("reports.junit:render_junit", ".xml", "JUnit XML, for CI test reports", ("fail_on", "published")),
    "github": Format("reports.github:render_github", ".txt", "annotations for GitHub Actions", ("published",)),
}


def render(result: CheckResult, format: str, **options: object) -> str:  # noqa: A002 (the public name)
    """Return ``result`` as text in one of :data:`FORMATS`.

    Options: ``width`` and ``color`` (text); ``published``, the ids of the sources that a gate compared the others
    with, and that annotations shall not point at; ``fail_on``, the severities that are failures (junit). A format
    passes over the options of the others. Raises ValueError for an unknown format, TypeError for an unknown
    option.
    """
    if format not in FORMATS:
        raise ValueError(_unknown(format))
    if unknown := options.keys() - {name for known in FORMATS.values() for name in known.options}:
        raise TypeError(f"render() takes no option {', '.join(sorted(unknown))}")
    chosen = FORMATS[format]
    return chosen.render(result, **{name: value for name, value in options.items() if name in chosen.options})


def to_frame(result: CheckResult) -> pd.DataFrame:
    """Return one row per finding; the columns and their types are those of :func:`reports.frame.to_frame`."""
    from reports.frame import to_frame as build

    return build(result)


def claims_frame(result: CheckResult) -> pd.DataFrame:
    """Return one row per claim that was read, whatever became of it."""
    from reports.frame import claims_frame as build

    return build(result)


def facts_frame(result: CheckResult, *, numbers: bool = False) -> pd.DataFrame:
    """Return one row per fact and one column per source: what each says of it, in words or as ``numbers``."""
    from reports.frame import facts_frame as build

    return build(result, numbers=numbers)


def _unknown(name: str) -> str:
    from rapidfuzz import process

    near = process.extractOne(name, list(FORMATS), score_cutoff=60)
    guess = f"; did you mean {near[0]!r}?" if near else ""
    return f"unknown report format {name!r}{guess} (known: {', '.join(FORMATS)})"
