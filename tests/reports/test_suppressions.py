"""Suppressions: where they stand, what they cover, which are used, and which cannot be."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.types import CheckResult
from claims.reading.articles import read_sources
from claims.types import Article
from reports.suppressions import Suppression, read_suppressions, suppress

RULES = ("quantity-mismatch", "time-mismatch", "polarity-flip")
OK = "crosscheck: ignore quantity-mismatch because the toll was updated"


def of_text(text: str, path: str = "-") -> tuple[Article, list[Suppression], list[str]]:
    articles, found, faulty = read_suppressions([Article("a", text, path=path)], RULES)
    return articles[0], found, [f"{s.path}: {s.reason}; {s.remedy}" for s in faulty]


def of_file(path: Path, raw: str, text: str) -> list[str]:
    """What the suppressions of a file cover, in the text that was read from it."""
    path.write_text(raw, encoding="utf-8")
    article, found, faulty = of_text(text, str(path))
    assert faulty == []
    assert article.text == text
    return [text[s.start : s.end] for s in found]


TEXT = """Fire at the mill

Three men were hurt.
Two were treated on the spot.

{line}
Smoke was seen
from afar.

The mill is closed.
"""


@pytest.mark.parametrize("line", [OK, f"[{OK}]", f"# {OK}", f"// {OK}", f"  {OK}  ", f"<!-- {OK} -->", f"{OK}\n"])
def test_a_line_covers_the_paragraph_that_follows(line: str) -> None:
    text = TEXT.format(line=line)
    article, [found], faulty = of_text(text)
    assert faulty == []
    assert text[found.start : found.end] == "Smoke was seen\nfrom afar."
    assert (found.rules, found.reason) == (("quantity-mismatch",), "the toll was updated")
    assert found.place == "-:6"
    assert "crosscheck" not in article.text
    assert len(article.text) == len(text)
    assert article.text.split() == TEXT.format(line="").split()


def test_several_lines_and_several_rules() -> None:
    text = TEXT.format(line=f"{OK}\ncrosscheck: ignore time-mismatch, polarity-flip because we asked")
    _, found, _ = of_text(text)
    assert [text[s.start : s.end] for s in found] == ["Smoke was seen\nfrom afar."] * 2
    assert [s.rules for s in found] == [("quantity-mismatch",), ("time-mismatch", "polarity-flip")]


@pytest.mark.parametrize("line", [OK, f"\n\n{OK}\n", f"<!-- {OK} -->"])
def test_at_the_top_it_covers_the_article(line: str) -> None:
    text = f"{line}\nFire at the mill\n\nThree men were hurt.\n"
    _, [found], _ = of_text(text)
    assert (found.start, found.end) == (0, len(text))


def test_a_text_without_blank_lines_has_a_paragraph_per_line() -> None:
    text = f"Fire at the mill\n{OK}\nThree men were hurt.\nThe mill is closed.\n"
    _, [found], _ = of_text(text)
    assert text[found.start : found.end] == "Three men were hurt."


def test_a_title_that_was_a_suppression() -> None:
    text = f"{OK}\n\nFire at the mill\n\nThree men were hurt.\n"
    [article], _, _ = read_suppressions([Article("a", text, title=OK)], RULES)
    assert article.title == "Fire at the mill"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Crosscheck: how we compare\n\nThe word crosscheck: ignore it.\n",
        "They said crosscheck: ignore quantity-mismatch because of that.\n",
        "<!-- a comment --> and <!-- crosscheck is a word -->\n",
        "<!-- crosscheck: ignore quantity-mismatch because it never ends",
    ],
)
def test_prose_is_left_alone(text: str) -> None:
    article, found, faulty = of_text(text)
    assert (article.text, found, faulty) == (text, [], [])


FAULTS = [
    ("crosscheck: ignore", "a suppression names no rule; write: crosscheck: ignore RULE because REASON"),
    ("crosscheck: ignore because I say so", "a suppression names no rule"),
    ("crosscheck: ignore quantity-mismatch", "a suppression gives no reason; write: crosscheck: ignore RULE because"),
    ("crosscheck: ignore quantity-mismatch because", "a suppression gives no reason"),
    ("[crosscheck: ignore quantity-mismatch because]", "a suppression gives no reason"),
    (
        "crosscheck: ignore quantity-mismach because x",
        "a suppression names the unknown rule 'quantity-mismach'; did you mean 'quantity-mismatch'?",
    ),
    ("crosscheck: ignore all because x", "the unknown rule 'all'; the rules are polarity-flip, quantity-mismatch"),
    ("crosscheck: ignore quantity-mismatch, nothing because x", "the unknown rule 'nothing'"),
    ("<!-- crosscheck: disable all -->", "a suppression cannot begin with 'disable'; write: crosscheck: ignore RULE"),
    ("<!-- crosscheck: -->", "a suppression cannot begin with ''; write"),
]


@pytest.mark.parametrize(("line", "expected"), FAULTS)
def test_faults_have_a_line(line: str, expected: str) -> None:
    article, found, [fault] = of_text(TEXT.format(line=line))
    assert found == []
    assert fault.startswith("-:6: ")
    assert expected in fault
    assert "crosscheck" not in article.text


def test_nothing_follows() -> None:
    _, found, [fault] = of_text(f"Fire at the mill\n\nThree men were hurt.\n\n{OK}\n")
    assert found == []
    assert fault == "-:5: no paragraph of the article follows this suppression; move it before the paragraph it is for"


MARKDOWN = """---
title: Fire at the mill
---

# Fire at the mill

Three men were *hurt*.

<!-- crosscheck: ignore quantity-mismatch because
the toll was updated -->

Smoke was [seen](https://example.org/seen?a=b) &amp; smelt
from "afar", twice.

<!-- an ordinary comment -->
<!-- crosscheck: ignore time-mismatch because it is so -->
Three men were *hurt*.

The mill is closed.
"""
MARKDOWN_TEXT = """Fire at the mill

Three men were hurt.

Smoke was seen & smelt from \u201cafar\u201d, twice.

Three men were hurt.

The mill is closed.
"""


@pytest.mark.parametrize("name", ["a.md", "A.MARKDOWN"])
def test_comments_of_markdown(tmp_path: Path, name: str) -> None:
    covered = of_file(tmp_path / name, MARKDOWN, MARKDOWN_TEXT)
    assert covered == ["Smoke was seen & smelt from \u201cafar\u201d, twice", "Three men were hurt"]


def test_lines_of_comments_are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    _, found, _ = of_text(MARKDOWN_TEXT, str(path))
    assert [s.line for s in found] == [9, 16]
    assert found[1].start == MARKDOWN_TEXT.rindex("Three men")


HTML = """<!DOCTYPE html>
<html><head><title>Fire at the mill</title><script>"<!-- crosscheck: ignore nothing because script -->"</script></head>
<body><nav>Home News Sport</nav>
<h1>Fire at the mill</h1>
<!-- crosscheck: ignore quantity-mismatch because the toll was updated -->
<p>Three <b>men</b> were hurt.</p>
<div><p>Smoke was<br>seen.</p><!-- crosscheck: ignore time-mismatch because it is so --></div>
<p>The m&uuml;ll is <!-- crosscheck: ignore polarity-flip because it is open --> closed.
</body></html>
"""
HTML_TEXT = "Three men were hurt.\nSmoke was seen.\nThe müll is closed."


def test_comments_of_html(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    assert of_file(path, HTML, HTML_TEXT) == ["Three men were hurt", "The müll is closed", "The müll is closed"]
    _, found, _ = of_text(HTML_TEXT, str(path))
    assert [(s.line, s.rules) for s in found] == [
        (5, ("quantity-mismatch",)),
        (7, ("time-mismatch",)),
        (8, ("polarity-flip",)),
    ]


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.html", f"<html><head><!-- {OK} --><title>T</title></head><body><p>Three men were hurt.</p></body></html>"),
        ("a.html", f"<!-- {OK} --><p>Three men were hurt.</p>"),
        ("a.md", f"<!-- {OK} -->\n# T\n\nThree men were hurt.\n"),
        ("a.md", f"---\ntitle: T\n---\n<!-- {OK} -->\nThree men were hurt.\n"),
    ],
)
def test_comments_at_the_top_cover_the_article(tmp_path: Path, name: str, raw: str) -> None:
    assert of_file(tmp_path / name, raw, "Three men were hurt.") == ["Three men were hurt."]


def test_a_comment_before_what_was_not_taken_for_the_article(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<h1>T</h1><p>Three men were hurt.</p><!-- {OK} --><footer>Imprint</footer>", encoding="utf-8")
    _, found, faulty = of_text("Three men were hurt.", str(path))
    assert found == []
    assert faulty == [
        f"{path}:1: no paragraph of the article follows this suppression; move it before the paragraph it is for"
    ]


def covering(result: CheckResult, article: str, words: str, *rules: str) -> Suppression:
    text = next(r.article.text for r in result.readings if r.article.id == article)
    start = text.index(words)
    return Suppression(article, article, 1, rules, "so", start, start + len(words))


TOLL = "The blaze killed 21 passengers on March 8"


@pytest.mark.parametrize(
    ("article", "words", "rules", "left"),
    [
        ("harbour", TOLL, ["quantity-mismatch"], ["polarity-flip"]),
        ("coast", "killed 18 passengers", ["quantity-mismatch"], ["polarity-flip"]),
        ("harbour", TOLL, ["polarity-flip"], ["quantity-mismatch", "polarity-flip"]),
        ("harbour", "The ferry carried", ["quantity-mismatch"], ["quantity-mismatch", "polarity-flip"]),
    ],
)
def test_what_is_suppressed(
    two_sources: CheckResult, article: str, words: str, rules: list[str], left: list[str]
) -> None:
    suppression = covering(two_sources, article, words, *rules)
    result, gone, unused = suppress(two_sources, [suppression])
    assert [f.rule for f in result.discrepancies] == left
    assert result.agreements == two_sources.agreements
    assert len(gone) == 2 - len(left)
    assert unused == (() if gone else (suppression,))


def test_facts_lose_the_findings_that_are_gone(three_sources: CheckResult) -> None:
    everything = [
        Suppression(r.article.id, "", 1, tuple({f.rule for f in three_sources.findings}), "so", 0, len(r.article.text))
        for r in three_sources.readings
    ]
    result, gone, _ = suppress(three_sources, everything)
    assert gone == three_sources.discrepancies
    assert result.discrepancies == ()
    ids = {f.id for f in result.findings}
    assert all(set(fact.findings) <= ids for fact in result.facts)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            [
                "<!--",
                "-->",
                "crosscheck:",
                " ignore ",
                "quantity-mismatch",
                " because ",
                "x",
                "\n",
                " ",
                "]",
                "[",
                "é",
                "<p>",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_any_text_can_be_read(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name in ("a.txt", "a.md", "a.html"):
        (folder / name).write_text(text, encoding="utf-8", newline="")
        before = Article("a", text, path=str(folder / name))
        [after], found, _ = read_suppressions([before], RULES)
        assert len(after.text) == len(text)
        assert after.text.count("\n") == text.count("\n")
        assert all(0 <= s.start <= s.end <= len(text) for s in found)
        if name == "a.txt":
            assert of_text(after.text) == (replace(after, path="-"), [], [])


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<!-- crosscheck:", "<!-- crosscheck: ignore x because y --", "crosscheck:", "\n ", "<p", " ", "#"],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_hostile_repetition_takes_no_time(tmp_path: Path, piece: str, name: str) -> None:
    text = "crosscheck: " + piece * 50_000
    (tmp_path / name).write_text(text, encoding="utf-8")
    of_text(text, str(tmp_path / name))


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_an_article_of_suppressions(tmp_path: Path, name: str) -> None:
    text = "Title\n\n" + f"<p>Word.\n\n<!-- {OK} -->\n" * 5_000
    (tmp_path / name).write_text(text, encoding="utf-8")
    _, found, faulty = of_text(text, str(tmp_path / name))
    assert len(found) <= 100
    assert "an article can have 100 suppressions; correct the article" in faulty[-1]


def test_a_long_paragraph(tmp_path: Path) -> None:
    words = " ".join(f"word{i}" for i in range(20_000))
    assert of_file(tmp_path / "a.md", f"# T\n\n<!-- {OK} -->\n{words}\n\nEnd.\n", f"T\n\n{words}\n\nEnd.\n") == [words]


def test_a_line_in_markdown_is_joined_with_the_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    raw = f"# Fire\n\nThree men were hurt.\n\n{OK}.\nSmoke was seen.\n\n[{OK}]\n\nThe mill is closed.\n"
    path.write_text(raw, encoding="utf-8")
    [article], [] = read_sources([str(path)])
    [clean], found, faulty = read_suppressions([article], RULES)
    assert faulty == []
    assert [clean.text[s.start : s.end] for s in found] == ["Smoke was seen", "The mill is closed"]
    assert [s.line for s in found] == [5, 8]
    assert " ".join(clean.text.split()) == "Fire Three men were hurt. Smoke was seen. The mill is closed."


PAGE = """<!DOCTYPE html><html><head><title>Fire at the mill</title></head><body><article><h1>Fire at the mill</h1>
<p>Three men were hurt in a fire at the old mill on the river, and two were treated on the spot by a doctor.</p>
<!-- crosscheck: ignore quantity-mismatch because the toll was updated -->
<p>Smoke was seen from the <b>bridge</b> for two hours, the fire brigade said, and the road was closed until noon.</p>
<p>The mill is closed, its owner said on Friday, and nobody knows yet when the work can begin again.</p>
</article></body></html>
"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", PAGE.encode()),
        ("a.html.gz", gzip.compress(PAGE.encode(), mtime=0)),
        ("a.html", PAGE.replace("Friday", "Fr\u00efday").encode("utf-16")),
        ("a.md", MARKDOWN.replace("\n", "\r\n").encode("utf-8-sig")),
    ],
)
def test_files_as_they_are_read(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    [article], [] = read_sources([str(path)])
    [clean], found, faulty = read_suppressions([article], RULES)
    assert faulty == []
    assert clean == article
    assert article.text[found[0].start : found[0].end].startswith("Smoke was seen")
    assert found[0].rules == ("quantity-mismatch",)


def test_articles_of_one_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    texts = [f"Fire\n\n{OK}\nThree men were hurt.\n", "Fire\n\nFour men were hurt.\n"]
    path.write_text("\n".join(json.dumps({"text": text}) for text in texts), encoding="utf-8")
    articles, [] = read_sources([str(path)])
    _, [found], _ = read_suppressions(articles, RULES)
    assert (found.article, found.line) == ("a#1", 3)
