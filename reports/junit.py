"""JUnit XML: each finding is a test case, so that a CI server counts and lists them.

A suite per pair of sources: a discrepancy at or above the failing severity fails, one below it is
skipped with its explanation, an agreement passes. The suite 'inputs' has a case per source read, and a
skipped one per input that could not be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from xml.etree import ElementTree as ET

from checker.types import CheckResult, Finding, Place, Severity
from reports.excerpt import excerpt
from reports.location import Locator
from reports.sanitize import line, xml_text
from reports.summary import Source, Summary, count, summarise


def render_junit(
    result: CheckResult, *, fail_on: Collection[Severity] = frozenset({"error"}), published: Collection[str] = ()
) -> str:
    """Return the document; discrepancies of a severity in ``fail_on`` are failures. ``published``: see
    :func:`reports.summary.summarise`."""
    summary = summarise(result, published)
    locator = Locator(reading.article for reading in result.readings)
    pairs: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in result.findings:
        left, right = sorted((finding.left.source, finding.right.source))
        pairs[left, right].append(finding)
    root = ET.Element("testsuites", name="crosscheck")
    root.append(_inputs(summary))
    for (left, right), findings in sorted(pairs.items()):
        name = f"{summary.label(left)} / {summary.label(right)}"
        root.append(_suite(name, (_case(finding, name, fail_on, summary, locator) for finding in findings)))
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(name: str, cases: Iterable[ET.Element]) -> ET.Element:
    suite = ET.Element("testsuite", name=line(name))
    suite.extend(cases)
    for key, tag in (("failures", "failure"), ("skipped", "skipped")):
        suite.set(key, str(len(suite.findall(f"testcase/{tag}"))))
    suite.attrib |= {"tests": str(len(suite)), "errors": "0"}
    return suite


def _inputs(summary: Summary) -> ET.Element:
    cases = [_read(source) for source in summary.sources]
    for one in summary.skipped:
        case = ET.Element("testcase", classname="inputs", name=line(one.path))
        remedy = f"; {one.remedy}" if one.remedy else ""
        ET.SubElement(case, "skipped", message=line(one.reason + remedy))
        cases.append(case)
    suite = _suite("inputs", cases)
    ET.SubElement(suite, "system-out").text = f"{summary.verdict}\n{summary.coverage}"
    return suite


def _read(source: Source) -> ET.Element:
    case = ET.Element("testcase", classname="inputs", name=line(source.article.path or source.article.id))
    ET.SubElement(case, "system-out").text = f"{count(source.claims, 'claim')}, {len(source.only):,} of them only here"
    return case


def _case(
    finding: Finding, suite: str, fail_on: Collection[Severity], summary: Summary, locator: Locator
) -> ET.Element:
    values = " / ".join(place.value for place in (finding.left, finding.right))
    case = ET.Element("testcase", classname=line(suite), name=line(f"{finding.rule}: {values} ({finding.id})"))
    if finding.severity is None:
        tag = ET.SubElement(case, "system-out")
    else:
        name = "failure" if finding.severity in fail_on else "skipped"
        tag = ET.SubElement(case, name, type=finding.rule, message=line(f"{finding.severity}: {finding.explanation}"))
    tag.text = xml_text("\n".join(_details(finding, summary, locator)))
    return case


def _details(finding: Finding, summary: Summary, locator: Locator) -> Iterable[str]:
    yield line(finding.explanation)
    for place in (finding.left, finding.right, *finding.also):
        yield line(f"{summary.label(place.source)}: “{_marked(place)}”{_by(place)}, {locator.value(place)}")
    yield f"{finding.confidence:.0%} sure, id {finding.id}"


def _marked(place: Place) -> str:
    return "".join(f"[{segment.text}]" if segment.marked else segment.text for segment in excerpt(place))


def _by(place: Place) -> str:
    return f" ({place.speaker})" if place.speaker else ""
