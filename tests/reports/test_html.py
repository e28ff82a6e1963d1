"""The HTML page as a document: structure, escaping, policy, size, colours."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from importlib import resources
from itertools import pairwise

import html_samples
import pytest
import samples
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.types import CheckResult, Fact, FactValue
from claims.types import Unread
from reports.html import render_fragment, render_html
from reports.sanitize import visible

VOID = {"meta", "link", "img", "br", "hr", "input", "use", "path", "line", "circle"}


class Document(HTMLParser):
    """A page's elements in order. Complains about a tag that closes nothing, or stays open."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[tuple[int, ...], str]] = []  # the elements open around a text, and the text
        self._open: list[int] = []
        self.feed(html)
        self.close()
        assert not self._open, [self.elements[i] for i in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, attrs)
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(len(self.elements) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        assert tag in VOID, tag

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        opened = self.elements[self._open.pop()][0]
        assert opened == tag, f"</{tag}> closes <{opened}>"

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self._open), data))

    def all(self, tag: str, **attributes: str) -> list[int]:
        """The elements of a name whose attributes (class as a word) have these values."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            i
            for i, (name, found) in enumerate(self.elements)
            if name == tag and all(value in found.get(key, "").split(" ") for key, value in wanted.items())
        ]

    def text(self, index: int) -> str:
        """The text inside an element."""
        return "".join(text for around, text in self.texts if index in around)

    def attribute(self, name: str) -> list[str]:
        return [found[name] for _, found in self.elements if name in found]


@pytest.fixture
def page(any_result: CheckResult) -> Document:
    return Document(render_html(any_result))


def test_headings_are_in_order(page: Document) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


def test_landmarks_and_language(page: Document) -> None:
    assert page.elements[0] == ("html", {"lang": "en"})
    for landmark in ("main", "nav", "footer", "header"):
        assert page.all(landmark), landmark
    (skip,) = page.all("a", class_="skip")
    assert page.elements[skip][1]["href"] == "#main"


def test_ids_are_unique_and_links_lead_somewhere(page: Document) -> None:
    ids = Counter(page.attribute("id"))
    assert max(ids.values()) == 1, ids.most_common(3)
    targets = {href[1:] for href in page.attribute("href") if href.startswith("#")}
    for name in ("aria-labelledby", "aria-describedby", "for"):
        targets.update(word for words in page.attribute(name) for word in words.split())
    assert targets <= set(ids), targets - set(ids)


def test_every_control_has_a_name(page: Document) -> None:
    labelled = set(page.attribute("for"))
    for tag in ("input", "select"):
        for i in page.all(tag):
            assert page.elements[i][1]["id"] in labelled | {"keys"}
    for i in page.all("button"):
        assert page.text(i).strip()


def test_nothing_is_loaded_and_nothing_runs_but_the_page_itself(page: Document) -> None:
    names = {name for _, found in page.elements for name in found}
    assert not {name for name in names if name.startswith("on")}
    assert not names & {"style", "src", "srcset", "srcdoc", "background", "action", "formaction", "data", "poster"}
    assert not {tag for tag, _ in page.elements} & {"link", "img", "iframe", "object", "embed", "base", "form"}
    assert all(href.startswith(("#", "https://coast.example/")) for href in page.attribute("href"))
    assert len(page.all("script")) == 2
    assert len(page.all("style")) == 1
    (style,) = page.all("style")
    assert not re.search(r"url\(|@import|expression\(", page.text(style))
    script = page.text(page.all("script")[0])
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|fetch\(|XMLHttp", script)


def test_the_policy_knows_style_and_script_by_their_hashes(page: Document) -> None:
    (policy,) = [found["content"] for _, found in page.elements if found.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    for name, tag in (("style-src", "style"), ("script-src", "script")):
        text = page.text(page.all(tag)[0])
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules[name] == f"'sha256-{digest}'"


def test_all_is_there_without_javascript(any_result: CheckResult, page: Document) -> None:
    hidden = [found for _, found in page.elements if "hidden" in found]
    assert all(found["class"] == "note no-match" for found in hidden)
    words = " ".join("".join(text for _, text in page.texts).split())
    for finding in any_result.findings:
        for text in (finding.explanation, finding.left.text, finding.right.value, finding.left.speaker):
            assert " ".join(visible(text).split()) in words
    for skipped in any_result.skipped:
        assert " ".join(visible(skipped.reason).split()) in words
    assert len(page.all("article", class_="finding")) == len(any_result.findings)


def test_the_articles_are_whole(any_result: CheckResult, page: Document) -> None:
    bodies = page.all("div", class_="body")
    assert len(bodies) == len(any_result.readings)
    for body, reading in zip(bodies, any_result.readings, strict=True):
        assert "".join(page.text(body).split()) == "".join(visible(reading.article.text).split())


@pytest.mark.parametrize("name", ["two_sources", "three_sources", "stray_value"])
def test_values_are_marked_in_the_articles(name: str) -> None:
    result = samples.SAMPLES[name]()
    page = Document(render_html(result))
    index = {reading.article.id: i for i, reading in enumerate(result.readings)}
    for i, finding in enumerate((*result.discrepancies, *result.agreements)):
        for place in (finding.left, finding.right, *finding.also):
            (anchor,) = page.all("a", data_v=str(i), id=f"t{index[place.source]}-{place.value_start}")
            assert place.value.startswith(page.text(anchor))
            assert page.elements[anchor][1]["href"].startswith("#finding-")


def test_a_value_outside_of_its_quote_is_named() -> None:
    words = " ".join("".join(text for _, text in Document(render_html(samples.stray_value())).texts).split())
    assert "Compared here: 18, from elsewhere in the article" in words


def test_discrepancies_come_first(three_sources: CheckResult) -> None:
    page = Document(render_html(three_sources))
    kinds = [page.elements[i][1]["class"].split()[1] for i in page.all("article", class_="finding")]
    assert kinds == ["error", "error", "warning", "agreement", "agreement", "agreement"]


# --- Hostile text


def test_article_text_makes_no_elements(two_sources: CheckResult) -> None:
    known = {tag for tag, _ in Document(render_html(two_sources)).elements}
    for text in samples.HOSTILE:
        html = render_html(html_samples.with_text(text))
        page = Document(html)
        assert {tag for tag, _ in page.elements} <= known | {"symbol"}
        assert not {name for _, found in page.elements for name in found if name.startswith("on")}
        assert "javascript:" not in " ".join(page.attribute("href"))


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet=st.one_of(st.sampled_from("<>&\"'/=-!]{}%`\n\r\u2028 "), st.characters()), min_size=1))
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    html = render_html(html_samples.with_text(text))
    page = Document(html)
    finding = html_samples.with_text(text).findings[0]
    (heading,) = page.all("h3", id="h0")
    assert "".join(page.text(heading).split()) == "".join(visible(finding.explanation).split())
    assert json.loads(page.text(page.all("script")[1]))["findings"][0]["explanation"] == finding.explanation
    html.encode("utf-8")


def test_the_data_cannot_end_its_script(hostile: CheckResult) -> None:
    html = render_html(hostile)
    data = html.rpartition('<script type="application/json" id="data">')[2].partition("</script>")[0]
    assert not re.search("[<>&\u2028\u2029]", data)
    assert len(json.loads(data)["findings"]) == 3


def test_no_control_characters_are_left(hostile: CheckResult) -> None:
    for html in (render_html(hostile), render_fragment(hostile)):
        assert not re.search("[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", html)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://paper.example/a?b=1&c=2", True),
        ("http://paper.example/", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("javascript://paper.example/%0aalert(1)", False),
        ("data:text/html,x", False),
        ("//paper.example/", False),
        ("https://", False),
        ("http://[broken", False),
        ("notes/file.txt", False),
        ("", False),
    ],
)
def test_only_web_addresses_are_links(two_sources: CheckResult, url: str, linked: bool) -> None:
    first, *rest = two_sources.readings
    changed = replace(two_sources, readings=(replace(first, article=replace(first.article, url=url)), *rest))
    page = Document(render_html(changed))
    links = [page.elements[i][1] for i in page.all("a", class_="web")]
    assert [link["href"] for link in links] == ([url] if linked else [])
    assert all("noopener" in link["rel"] for link in links)


# --- What the page says


def counted(errors: int, warnings: int, agreements: int, sources: int = 2) -> CheckResult:
    result = html_samples.many(3)
    first = {finding.severity: finding for finding in result.findings}
    chosen = [first["error"]] * errors + [first["warning"]] * warnings + [first[None]] * agreements
    findings = tuple(replace(finding, id=f"{i:016x}") for i, finding in enumerate(chosen))
    return replace(result, readings=result.readings[:sources], findings=findings)


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (counted(0, 0, 0, 0), "No source was read: nothing to compare"),
        (counted(0, 0, 0, 1), "Only one source was read: nothing to compare"),
        (counted(0, 0, 0), "No fact that Paper 1 and Paper 2 both report"),
        (counted(0, 0, 0, 3), "No fact that two of three sources report"),
        (counted(0, 0, 1), "No conflict between Paper 1 and Paper 2: one agreement"),
        (counted(1, 0, 5), "One contradiction between Paper 1 and Paper 2"),
        (counted(0, 2, 0, 4), "Two open differences between four sources"),
        (counted(3, 1, 0), "Three contradictions and one open difference between Paper 1 and Paper 2"),
        (counted(1200, 0, 0), "1,200 contradictions between Paper 1 and Paper 2"),
    ],
)
def test_headline(result: CheckResult, expected: str) -> None:
    page = Document(render_html(result))
    assert page.text(page.all("h1")[0]) == expected
    assert page.text(page.all("title")[0]).startswith(expected)


@pytest.mark.parametrize(
    ("result", "published", "expected"),
    [
        (counted(0, 0, 0, 0), ["x"], "No new article was read: nothing to compare"),
        (counted(0, 0, 0, 1), ["x"], "No conflict between Paper 1 and one published article"),
        (counted(0, 0, 0, 2), ["x", "y"], "No conflict between two new articles and two published articles"),
        (counted(1, 0, 0, 2), ["paper1", "y"], "One contradiction between Paper 1 and two published articles"),
        (counted(0, 0, 2, 1), ["y"], "No conflict between Paper 1 and one published article: two agreements"),
    ],
)
def test_headline_of_a_gate(result: CheckResult, published: list[str], expected: str) -> None:
    second = [reading.article.id for reading in result.readings[1:2]]
    page = Document(render_html(result, published=[*second, "y"] if published[0] == "paper1" else published))
    assert page.text(page.all("h1")[0]) == expected


def test_long_names_leave_the_headline(two_sources: CheckResult) -> None:
    first, *rest = two_sources.readings
    long = replace(two_sources, readings=(replace(first, article=replace(first.article, source="N" * 70)), *rest))
    page = Document(render_html(long))
    assert page.text(page.all("h1")[0]) == "One contradiction and one open difference between two sources"


def matrix(result: CheckResult) -> dict[str, list[str]]:
    """Fact: for each source its value and its state in words."""
    page = Document(render_html(result))
    (table,) = page.all("table", class_="matrix")
    cells: dict[str, list[str]] = {}
    fact = ""

    def inside(element: int) -> bool:
        return any(table in around for around, _ in page.texts if element in around)

    for i in (i for i, (tag, _) in enumerate(page.elements) if tag in ("th", "td") and i > table):
        tag, found = page.elements[i]
        text = " ".join(page.text(i).split())
        if found.get("scope") == "row" and inside(i):
            fact = text
            cells[fact] = []
        elif tag == "td" and fact and found.get("class", "") in ("agree", "differ", "alone", "silent"):
            cells[fact].append(text)
    return cells


def test_facts_by_source(three_sources: CheckResult) -> None:
    rows = matrix(three_sources)
    assert rows["Passenger killed Number"] == ["18 agrees", "21 differs", "18 agrees"]
    assert rows["Operator inspect engine Did or did not"] == ["did not inspect differs", "inspected differs", "silent"]


def test_two_sources_without_facts_have_their_findings_as_rows(two_sources: CheckResult) -> None:
    rows = matrix(two_sources)
    assert rows["Passenger Number"] == ["18 differs", "21 differs"]
    assert rows["Person Number"] == ["About 140 agrees", "143 agrees"]
    assert len(rows) == len(two_sources.findings)


@pytest.mark.parametrize(
    ("standings", "findings", "expected"),
    [
        ("majority outlier majority", "e1", "agrees differs agrees"),
        ("only only -", "e1", "differs differs silent"),  # one against one: nobody is the majority
        ("majority outlier -", "e1", "differs differs silent"),
        ("only - -", "", "alone silent silent"),
        ("majority majority majority", "a1", "agrees agrees agrees"),
        ("majority majority majority", "e1", "differs differs agrees"),  # no cell may hide a discrepancy
    ],
)
def test_states(three_sources: CheckResult, standings: str, findings: str, expected: str) -> None:
    error, agreement = three_sources.discrepancies[0], three_sources.agreements[0]
    known = (replace(error, id="e1"), replace(agreement, id="a1"))
    places = {place.source: place for f in three_sources.findings for place in (f.left, f.right)}
    values = tuple(
        FactValue(places[source], standing)  # type: ignore[arg-type]
        for source, standing in zip(("coast", "harbour", "island"), standings.split(), strict=True)
        if standing != "-"
    )
    fact = Fact("f", "quantity", "the toll", values, tuple(findings.split()))
    rows = matrix(replace(three_sources, findings=known, facts=(fact,)))
    states = [re.sub(".*?(agrees|differs|alone|silent)", r"\1", cell) for cell in rows["The toll Number"]]
    assert " ".join(states) == expected


def test_pairs_of_sources(three_sources: CheckResult, two_sources: CheckResult) -> None:
    page = Document(render_html(three_sources))
    (table,) = page.all("table", class_="pairs")
    assert "50% 2 of 4" in page.text(table)  # Coast News and Harbour Times
    assert "0% 0 of 1" in page.text(table)  # Harbour Times and Island Post
    assert "100% 1 of 1" in page.text(table)  # Coast News and Island Post
    assert not Document(render_html(two_sources)).all("table", class_="pairs")


def test_plots_are_drawn_and_their_values_listed() -> None:
    page = Document(render_html(html_samples.four_sources()))
    (figure,) = page.all("figure", class_="chart")
    assert "8 May 2024, Coastal Courier: Nineteen" in " ".join(page.text(figure).split())
    (drawing,) = page.all("svg", role="img")
    assert page.elements[drawing][1]["aria-label"].startswith("People killed, by day")


def test_what_was_not_understood_is_named(two_sources: CheckResult) -> None:
    first, *rest = two_sources.readings
    odd = replace(first, unread=(Unread("coast", 0, 5, "<b>umpteen</b>"),))
    page = Document(render_html(replace(two_sources, readings=(odd, *rest))))
    (details,) = page.all("details", class_="unread")
    assert "<b>umpteen</b>" in page.text(details)


def test_markdown_to_copy(two_sources: CheckResult) -> None:
    page = Document(render_html(two_sources))
    first = json.loads(page.text(page.all("script")[1]))["findings"][0]
    assert first["markdown"] == (
        "**Contradiction** (quantity-mismatch, 91% sure)\n\n"
        "Coast News says 18 passengers were killed, Harbour Times says 21.\n\n"
        "> “A fire on the night ferry to Marlow killed **18** passengers on Friday”\n>\n"
        "> — Coast News, 8 March 2024, the coast guard\n\n"
        "> “The blaze killed **21** passengers on March 8”\n>\n"
        "> — Harbour Times, 9 March 2024, the harbour office\n\n"
        "- also Coast News: “Ferry fire off Marlow kills **18**”\n\n"
        "Finding `0a1b2c3d4e5f6071`\n"
    )


def test_the_same_result_gives_the_same_page(any_result: CheckResult) -> None:
    assert render_html(any_result) == render_html(any_result)


def test_a_hundred_findings_are_far_below_two_megabytes() -> None:
    assert len(render_html(html_samples.many(100)).encode()) < 2_000_000


# --- The fragment for notebooks


def test_fragment(any_result: CheckResult) -> None:
    page = Document(render_fragment(any_result))
    assert page.elements[0][0] == "div"
    assert not page.all("script")
    assert not page.attribute("id")
    (body,) = page.all("tbody") or [None]
    rows = [i for i in page.all("tr") if body is not None and i > body]
    assert len(rows) == len(any_result.discrepancies)


def test_the_styles_of_the_fragment_stay_inside(two_sources: CheckResult) -> None:
    page = Document(render_fragment(two_sources))
    style = page.text(page.all("style")[0])
    selectors = [s for rule in re.findall(r"([^{}]+)\{", style) for s in rule.split(",")]
    assert all(selector.strip().startswith(".crosscheck") for selector in selectors), selectors


def test_the_fragment_is_short() -> None:
    page = Document(render_fragment(html_samples.many(300)))
    assert "the first 50 of 200" in page.text(page.all("caption")[0])
    assert len(page.all("tr")) == 51


# --- Colours: WCAG 2.2, 1.4.3 and 1.4.11

TEXT_PAIRS = [
    ("ink", "paper card error-tint warning-tint agree-tint alone-tint"),
    ("muted", "paper card"),
    ("link", "paper card"),
    ("error", "paper card error-tint"),
    ("warning", "paper card warning-tint"),
    ("agree", "paper card agree-tint"),
    ("alone", "paper"),
    ("mark-ink", "mark"),
    ("heat-ink", "heat0 heat1 heat2 heat3 heat4"),
    ("paper", "ink"),
]
PARTS = [("edge", "paper card"), ("focus", "paper card"), ("error", "card"), ("agree", "paper")]


def colours() -> dict[str, tuple[str, str]]:
    css = (resources.files("reports") / "templates" / "report.css").read_text(encoding="utf-8")
    found = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", css)
    return {name: (light, dark) for name, light, dark in found}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [(front, back, 4.5) for front, backs in TEXT_PAIRS for back in backs.split()]
    + [(front, back, 3.0) for front, backs in PARTS for back in backs.split()],
)
def test_contrast(front: str, back: str, least: float, theme: int) -> None:
    known = colours()
    assert contrast(known[front][theme], known[back][theme]) >= least


def test_contrast_is_measured_as_the_standard_has_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_colour_of_the_page_is_one_of_the_tested() -> None:
    css = (resources.files("reports") / "templates" / "report.css").read_text(encoding="utf-8")
    rest = re.sub(r"--[\w-]+: light-dark\([^)]*\);", "", css)
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", rest)) <= {"#ffffff"}  # the paper of a printer
    tested = {name for front, backs in (*TEXT_PAIRS, *PARTS) for name in (front, *backs.split())}
    assert set(colours()) - tested == {"rule"}  # lines that only decorate
