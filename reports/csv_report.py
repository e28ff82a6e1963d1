"""One row per finding as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from checker.types import CheckResult
from reports.rows import COLUMNS, rows
from reports.sanitize import cell


def render_csv(result: CheckResult) -> str:
    """Return a header and one row per finding; lines end with a line feed, text is quoted."""
    return to_csv(COLUMNS, (row.values() for row in rows(result)))


def to_csv(header: Iterable[str], lines: Iterable[Iterable[Any]]) -> str:
    """Write lines of cells; text that a spreadsheet would run as a formula is defused."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(header)
    for line in lines:
        writer.writerow([cell(value) if isinstance(value, str) else value for value in line])
    return out.getvalue()
