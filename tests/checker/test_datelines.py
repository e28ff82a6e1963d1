"""Where an article was filed stands before what it tells."""

import pytest

from checker.align import is_dateline
from checker.facets.context import Setting
from checker.facets.datelines import dateline_length
from checker.facets.facets import Facets
from claims.extract import read_claims
from claims.types import Article, Claim


def claims_of(text: str) -> tuple[Claim, ...]:
    return read_claims([Article("a", text)])[0].claims


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("LUND, Sweden (Agency) - Police stopped a bus.", "LUND, Sweden (Agency) - "),
        ("Lund, Sweden - Police stopped a bus.", "Lund, Sweden - "),
        ("LUND/YSTAD (Agency) — Police stopped a bus.", "LUND/YSTAD (Agency) — "),
        ("LUND, May 3 - Police stopped a bus.", "LUND, May 3 - "),
        ("RIO DE JANEIRO (Agency) - Police stopped a bus.", "RIO DE JANEIRO (Agency) - "),
        ("Lund won the cup - again.", ""),
        ("Police - the town's own - stopped a bus.", ""),
        ("Police in Lund (Sweden) stopped a bus.", ""),
    ],
)
def test_where_a_dateline_ends(text: str, dateline: str) -> None:
    assert text[: dateline_length(text)] == dateline


@pytest.mark.parametrize("dateline", ["LUND, Sweden (Agency) - ", "LUND, Sweden - "])
def test_a_dateline_is_not_compared(dateline: str) -> None:
    text = f"{dateline}Police stopped a bus near Ystad on Sunday."
    told = [c for c in claims_of(text) if not is_dateline(c, text)]
    assert {e.name for c in told for f in Facets(c, Setting()).framed for e in [f.entity]} == {"Ystad"}
    assert {e.name for c in told for e in Facets(c, Setting()).locations[""]} == {"Ystad"}
