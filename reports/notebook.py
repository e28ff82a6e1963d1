"""How records show themselves in a notebook.

Data flows one way, so the records of claims/ and checker/ do not import reports: their ``_repr_html_`` looks
this module up by name, at the moment a notebook asks.
"""

from __future__ import annotations

from checker.types import CheckResult
from claims.types import Claim


def result_html(result: CheckResult) -> str:
    """Return the summary and the discrepancies of a result as an HTML fragment without scripts."""
    from reports.html import render_fragment

    return render_fragment(result)


def claim_html(claim: Claim) -> str:
    """Return a claim with its numbers, dates and names marked, as an HTML fragment without scripts."""
    from reports.claims_html import claim_fragment

    return claim_fragment(claim)
