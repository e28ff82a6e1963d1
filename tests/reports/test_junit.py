"""JUnit XML. No maintained package carries a schema, so the structure is held against the one that CI servers share:
which element may stand where, with which attributes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import samples
from lxml import etree

from checker.types import CheckResult
from reports import render
from reports.junit import render_junit

# element -> (children, required attributes, further attributes)
STRUCTURE: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": ({"testsuite"}, set(), {"name", "tests", "failures", "errors"}),
    "testsuite": ({"testcase", "system-out"}, {"name", "tests", "failures", "errors"}, {"skipped"}),
    "testcase": ({"failure", "skipped", "system-out"}, {"name", "classname"}, set()),
    "failure": (set(), {"message", "type"}, set()),
    "skipped": (set(), {"message"}, {"type"}),
    "system-out": (set(), set(), set()),
}


def parse(result: CheckResult, **options: Any) -> Any:
    return etree.fromstring(render_junit(result, **options).encode())


def test_structure(any_result: CheckResult) -> None:
    root = etree.fromstring(render(any_result, "junit").encode())
    assert root.tag == "testsuites"
    for element in root.iter():
        children, required, further = STRUCTURE[element.tag]
        assert {child.tag for child in element} <= children
        assert required <= set(element.attrib) <= required | further


def test_counts_are_those_of_the_cases(any_result: CheckResult) -> None:
    root = parse(any_result)
    for suite in root:
        assert int(suite.get("tests")) == len(suite.findall("testcase"))
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped"))
    for key in ("tests", "failures", "errors"):
        assert int(root.get(key)) == sum(int(suite.get(key)) for suite in root)
    assert sum(len(suite.findall("testcase")) for suite in root[1:]) == len(any_result.findings)


def test_names_are_unique(any_result: CheckResult) -> None:
    names = [(case.getparent().get("name"), case.get("name")) for case in parse(any_result).iter("testcase")]
    assert len(names) == len(set(names))


def test_severities() -> None:
    root = parse(samples.two_sources())
    assert [suite.get("name") for suite in root] == ["inputs", "Coast News / Harbour Times"]
    verdicts = [[child.tag for child in case] for case in root[1]]
    assert verdicts == [["failure"], ["skipped"], ["system-out"], ["system-out"]]
    failure = root.find(".//failure")
    assert failure.get("type") == "quantity-mismatch"
    assert "killed [18] passengers" in failure.text


@pytest.mark.parametrize(
    ("fail_on", "failures", "skipped"), [((), 0, 2), (("error",), 1, 1), (("error", "warning"), 2, 0)]
)
def test_failing_severity(fail_on: tuple[Any, ...], failures: int, skipped: int) -> None:
    root = parse(samples.two_sources(), fail_on=fail_on)
    assert int(root.get("failures")) == failures
    assert int(root[1].get("skipped")) == skipped


def test_a_pair_has_one_suite_whatever_the_side() -> None:
    result = samples.two_sources()
    first, *rest = result.findings
    turned = replace(result, findings=(replace(first, left=first.right, right=first.left), *rest))
    assert [suite.get("name") for suite in parse(turned)] == ["inputs", "Coast News / Harbour Times"]


def test_inputs() -> None:
    root = parse(samples.skipped_inputs())
    names = [case.get("name") for case in root[0].findall("testcase")]
    assert names == ["news/coast.txt", "news/harbour.txt", "news/photo.jpg", "news/empty.txt"]
    assert root[0].get("skipped") == "2"
    assert "2 sources compared" in root[0].findtext("system-out")


@pytest.mark.parametrize("text", ["]]>", "\x00\x1b\x0b", "\ufffe\uffff\ud800", "<!-- -->", "&amp;", "a\r\nb"])
def test_hostile_text_is_only_text(text: str) -> None:
    root = parse(samples.hostile(text))
    assert [element.tag for element in root.iter() if element.tag not in STRUCTURE] == []
