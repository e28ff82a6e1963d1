"""Spans of articles in their files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.types import Finding, Place
from claims.reading.articles import read_articles
from claims.types import Article
from reports.location import Locator, Region, new_side_first
from reports.suppressions import read_suppressions

BODY = "Heading\n\nThe fire \U0001f525 killed 18 people.\nNobody fled.\n"


def article(path: str, text: str = BODY) -> Article:
    return Article("a", text, path=path)


def locate(made: Article, words: str) -> tuple[str, Region | None]:
    start = made.text.index(words)
    location = Locator([made]).locate("a", start, start + len(words))
    return location.path, location.region


@pytest.mark.parametrize(
    ("content", "text", "words", "expected"),
    [
        pytest.param(BODY.encode(), BODY, "Heading", (1, 1, 1, 8, 0, 7), id="first line"),
        pytest.param(BODY.encode(), BODY, "18", (3, 20, 3, 22, 27, 2), id="columns are UTF-16 code units"),
        pytest.param(BODY.encode(), BODY, "people.\nNobody", (3, 23, 4, 7, 30, 14), id="over two lines"),
        pytest.param(b"\xef\xbb\xbf" + BODY.encode(), BODY, "18", (3, 20, 3, 22, 27, 2), id="byte order mark"),
        pytest.param(
            BODY.replace("\n", "\r\n").encode(), BODY, "18", (3, 20, 3, 22, 29, 2), id="carriage returns count"
        ),
        pytest.param(
            BODY.replace("\n", "\r\n").encode(), BODY, "people.\nNobody", (3, 23, 4, 7, 32, 15), id="also inside"
        ),
        pytest.param(
            f"---\ntitle: x\n---\n{BODY}".encode(), BODY, "18", (6, 20, 6, 22, 44, 2), id="after front matter"
        ),
        pytest.param(
            b"<p>A fire killed <b>18</b> people.</p>\n<p>Nobody fled.</p>",
            "A fire killed 18 people.\n\nNobody fled.",
            "Nobody fled.",
            (2, 4, 2, 16, 42, 12),
            id="the quote in HTML",
        ),
        pytest.param(b"<p>killed <b>1</b>8", "killed 18", "18", None, id="not in HTML as it stands"),
        pytest.param(b'{"text": "18"}\n{"text": "18 died"}', "18 died", "18", (2, 11, 2, 13, 25, 2), id="JSON Lines"),
        pytest.param(b"<p>18</p><p>18</p>", "18\n\n18", "18", (1, 4, 1, 6, 3, 2), id="as often in HTML"),
        pytest.param(b"<p>18</p><p>18</p>", "18\n\n18", "8\n\n1", None, id="over two paragraphs of HTML"),
        pytest.param(b"<nav>18</nav><p>18</p><p>18</p>", "18\n\n18", "18", None, id="more often in HTML"),
        pytest.param(b"<nav>18</nav><p>18 died</p>", "18 died", "18", (1, 17, 1, 19, 16, 2), id="by its line in HTML"),
        pytest.param("Café: 18".encode("cp1252"), "Café: 18", "18", (1, 7, 1, 9, 6, 2), id="another encoding"),
    ],
)
def test_region(
    tmp_path: Path, content: bytes, text: str, words: str, expected: tuple[int, int, int, int, int, int] | None
) -> None:
    path = tmp_path / "article"
    path.write_bytes(content)
    _, region = locate(article(str(path), text), words)
    assert region == (Region(*expected) if expected else None)


@pytest.mark.parametrize("comment", ["<!-- {} -->", "{}", "# {}"])
@pytest.mark.parametrize("after", ["\n", "\n\n"])
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_repeated_quotes_beside_a_suppression(tmp_path: Path, name: str, after: str, comment: str) -> None:
    line = comment.format("crosscheck: ignore quantity-mismatch because 18 was the first count")
    text = f"Fire\n\n18 people died.\n\n{line}{after}18 people died.\n\nOf the 18 people, 2 were 18.\n"
    (tmp_path / name).write_text(text, encoding="utf-8")
    [read] = read_articles([tmp_path / name])
    [clean], [_], faulty = read_suppressions([read], {"quantity-mismatch"})
    assert not faulty
    locator = Locator([clean])
    regions = [locator.locate(clean.id, *match.span()).region for match in re.finditer("18", clean.text)]
    expected = [match.start() for match in re.finditer("18(?! was the first)", text)]
    assert [region and (region.offset, region.line) for region in regions] == [
        (at, text.count("\n", 0, at) + 1) for at in expected
    ]


def test_a_file_that_is_gone_counts_as_the_text() -> None:
    assert locate(article("gone.txt"), "18") == ("gone.txt", Region(3, 20, 3, 22, 27, 2))


def test_an_empty_span_in_a_file_that_holds_other_text(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<p>other</p>")
    assert Locator([article(str(path))]).locate("a", 3, 3).region is None


def test_path_in_the_working_folder_becomes_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert locate(article(str(tmp_path / "news" / "a.txt")), "18")[0] == "news/a.txt"
    assert locate(article("./news/a.txt"), "18")[0] == "news/a.txt"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("news/a.txt", "news/a.txt"),
        ("a b%.txt", "a%20b%25.txt"),
        ("año/#1?.txt", "a%C3%B1o/%231%3F.txt"),
        ("c:d.txt", "c%3Ad.txt"),
        ("-", "stdin"),
        ("/elsewhere/a b.txt", "file:///elsewhere/a%20b.txt"),
        ("\ud800", "%3F"),
        ("nul\x00", "nul%00"),
        ("", "a"),
    ],
)
def test_uri(path: str, uri: str) -> None:
    assert Locator([article(path)]).locate("a", 0, 1).uri == uri


def test_value_falls_back_to_the_claim() -> None:
    start = BODY.index("Nobody")
    place = Place("a", start, start + 6, "Nobody", "", 0, 0)
    locator = Locator([article("a.txt")])
    assert locator.value(place) == locator.claim(place)
    assert str(locator.value(place)) == "a.txt:4"


def test_unknown_source_is_named() -> None:
    location = Locator([]).locate("who", 0, 1)
    assert (str(location), location.region) == ("who", None)


@pytest.mark.parametrize(
    ("published", "first"),
    [((), "l"), (("l",), "r"), (("r",), "l"), (("l", "r"), "l")],
)
def test_new_side_first(published: tuple[str, ...], first: str) -> None:
    left, right = (Place(name, 0, 1, "x", "x", 0, 1) for name in "lr")
    finding = Finding("1", "discrepancy", "error", "time-mismatch", "time", (), 0.5, "", left, right)
    assert new_side_first(finding, published)[0].source == first
