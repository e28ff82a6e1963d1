import gzip
import io
import json
import os
import subprocess
import sys
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import claims
from claims.errors import CrosscheckError, InputError, InputWarning
from claims.reading.articles import MAX_BYTES, READERS, read_articles, read_sources
from claims.reading.records import Fields
from claims.types import Article, Skipped

JUNE_5 = date(2015, 6, 5)
STORY = "Storm shuts the harbour\nThe harbour was shut on Monday. Two ships waited.\n"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a file (text or bytes) below the working directory, which is a fresh folder."""
    monkeypatch.chdir(tmp_path)

    def write(name: str, content: str | bytes = STORY) -> Path:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def one(*paths: str | Path, **options: object) -> Article:
    articles, skipped = read_sources(paths, **options)  # type: ignore[arg-type]
    assert skipped == []
    (article,) = articles
    return article


def why_skipped(*paths: str | Path, **options: object) -> Skipped:
    articles, skipped = read_sources(paths, **options)  # type: ignore[arg-type]
    assert articles == []
    (item,) = skipped
    assert "\n" not in item.reason + item.remedy
    assert item.remedy
    return item


def ids(*paths: str | Path) -> list[str]:
    return sorted(article.id for article in read_sources(paths)[0])


# Plain text


def test_plain_text_is_the_file_itself(write: Write) -> None:
    text = "\n  Storm shuts harbour\n\nThe “harbour” – café – was shut.  \n\n\n"
    article = one(write("story.txt", text))
    assert article == Article("story", text, title="Storm shuts harbour", path="story.txt")


def test_line_ends_and_byte_order_mark(write: Write) -> None:
    assert one(write("story.txt", b"\xef\xbb\xbfOne.\r\nTwo.\rThree.\r\n")).text == "One.\nTwo.\nThree.\n"


def test_windows_1252(write: Write) -> None:
    assert one(write("story.txt", "They want £5m – “now”.".encode("cp1252"))).text == "They want £5m – “now”."


@pytest.mark.parametrize(
    ("text", "title", "published"),
    [
        ("Storm shuts the harbour\nThe harbour was shut on Monday.", "Storm shuts the harbour", None),
        ("Published: 5 June 2015\nStorm shuts harbour\nBy Ada Verne\nIt was shut.", "Storm shuts harbour", JUNE_5),
        ("By Ada Verne, 5 June 2015\n\nStorm  shuts\tharbour\n\nIt was shut.", "Storm shuts harbour", JUNE_5),
        ("The harbour was shut on Monday. Two ships waited.", "", None),
        ("The harbour was shut on 5 June 2015. Two ships waited.", "", None),
    ],
)
def test_title_and_date_of_plain_text(write: Write, text: str, title: str, published: date | None) -> None:
    article = one(write("story.txt", text))
    assert (article.title, article.published) == (title, published)


@pytest.mark.parametrize("name", ["story", "story.news", "story.TXT", "story.text", "story.txt.gz", "story.TXT.gz"])
def test_text_by_other_names(write: Write, name: str) -> None:
    article = one(write(name, gzip.compress(STORY.encode()) if name.endswith(".gz") else STORY))
    assert article.text == STORY
    assert article.id == ("story.news" if name == "story.news" else "story")


# Markdown

MARKDOWN = """\
---
title: Storm shuts the harbour
date: 2015-06-05
publisher: Ansel Daily
url: https://ansel.example/storm
author: Ada Verne
---

# Storm shuts the harbour

The **harbour** of [Port Ansel](https://ansel.example) was
shut on *Monday* by `INS Orde` &amp; others.<!-- crosscheck: ignore time-mismatch because of the tide -->

<!-- a comment
over lines -->

```python
print("code")
```

    indented = "code"

- One ship sank.
- Two ships <b>waited</b>.

![a picture](x.png)

> We go now.

| Ship | Crew |
|------|------|
| Orde | 12   |

<div>A block of <i>HTML</i>.</div>
"""


def test_markdown(write: Write) -> None:
    article = one(write("story.md", MARKDOWN))
    assert article.text == (
        "Storm shuts the harbour\n\n"
        "The harbour of Port Ansel was shut on Monday by INS Orde & others.\n\n"
        "One ship sank.\n\nTwo ships waited.\n\nWe go now.\n\nShip | Crew\n\nOrde | 12\n\nA block of HTML.\n"
    )
    assert article == Article(
        "story",
        article.text,
        "Storm shuts the harbour",
        "Ansel Daily",
        JUNE_5,
        "https://ansel.example/storm",
        "story.md",
    )


@pytest.mark.parametrize(
    ("text", "title", "published", "body"),
    [
        ("# Storm *here*\n\nIt rained.", "Storm here", None, "Storm here\n\nIt rained.\n"),
        ("Storm\n=====\n\nIt rained.", "Storm", None, "Storm\n\nIt rained.\n"),
        ("---\ntitle: Quake: ten dead\ndate: 5 June 2015\n---\nIt shook.", "Quake: ten dead", JUNE_5, "It shook.\n"),
        ("---\ntitle: [broken\n---\nIt shook.", "[broken", None, "It shook.\n"),
        ("---\n- a list\n---\nIt shook.", "It shook.", None, "It shook.\n"),
        ("---\ndate: 2015-99-99\n---\nIt shook.", "It shook.", None, "It shook.\n"),
        ("It rained.  \nIt stopped.", "", None, "It rained.\nIt stopped.\n"),
        ("---\ntitle: {x: 1}\nsource: {name: Ansel Daily}\n---\nIt shook.", "", None, "It shook.\n"),
    ],
)
def test_markdown_of_other_kinds(write: Write, text: str, title: str, published: date | None, body: str) -> None:
    article = one(write("story.md", text))
    assert article.text == body
    assert article.published == published
    assert article.title == ("" if title == "It shook." else title)


# HTML

HTML = """\
<!DOCTYPE html><html><head><meta charset="utf-8"><title>Storm shuts the harbour | Ansel Daily</title>
<meta property="og:site_name" content="Ansel Daily">
<meta property="article:published_time" content="2015-06-05T10:00:00Z">
<meta property="article:modified_time" content="2015-06-09T10:00:00Z">
<link rel="canonical" href="https://ansel.example/storm"><script>var x = "<p>script</p>";</script></head>
<body><nav><a href="/">Home page of the site</a></nav><article><h1>Storm shuts the northern harbour</h1>
<!-- crosscheck: ignore time-mismatch because of the tide -->
<p>The harbour of Port Ansel was shut on Monday after a storm tore <b>three</b> ships from their posts &amp; a pier.</p>
<h2>What happens next</h2>
<p>Two tugs were sent from the naval base on 7 July 2014, and the ships were brought back in the night.</p>
</article><footer>Copyright 2019</footer></body></html>
"""


def test_html(write: Write) -> None:
    article = one(write("story.html", HTML))
    assert article.text == (
        "Storm shuts the northern harbour\n\n"
        "The harbour of Port Ansel was shut on Monday after a storm tore three ships from their posts & a pier.\n\n"
        "What happens next\n\n"
        "Two tugs were sent from the naval base on 7 July 2014, and the ships were brought back in the night.\n"
    )
    assert article.title == "Storm shuts the northern harbour"
    assert article.source == "Ansel Daily"
    assert article.published == JUNE_5
    assert article.url == "https://ansel.example/storm"


@pytest.mark.parametrize(
    ("page", "published"),
    [
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2015-06-05"}</script>', JUNE_5),
        ('<meta name="date" content="2015-06-05">', JUNE_5),
        ('<h1>Storm</h1><time datetime="2015-06-05">last week</time>', JUNE_5),
        ("<h1>Storm shuts the harbour</h1><p>Published: 5 June 2015</p>", JUNE_5),
        ("<h1>Storm shuts the harbour</h1><p>Published: 5/6/2015</p>", None),
        ("<p>It was shut on June 5, 2015.</p>", None),
        ("<footer>Copyright 2015</footer>", None),
    ],
)
def test_date_of_html(write: Write, page: str, published: date | None) -> None:
    text = f"<html><body>{page}<p>The harbour of Port Ansel was shut after a storm, he said.</p></body></html>"
    assert one(write("story.html", text)).published == published


@pytest.mark.parametrize(
    "page",
    [
        "<p>Rain.</p>",
        "<div>Rain.</div>",
        "Rain.",
        "<html><body><table><tr><td>Rain.</td></tr></table>",
        "<b>Rain.</b><br>",
    ],
)
def test_html_with_little_text(write: Write, page: str) -> None:
    assert one(write("story.htm", page)).text.strip(" |\n") == "Rain."


def test_large_html_is_read_plainly(write: Write) -> None:
    paragraphs = "".join(f"<p>Ship {n} of the <i>fleet</i> came in.</p>" for n in range(15_000))
    head = "<html><head><title>Fleet comes in</title><style>p{}</style></head>"
    page = f"{head}<body><!-- note -->{paragraphs}</body></html>"
    article = one(write("story.html", page))
    assert article.title == "Fleet comes in"
    assert article.text.startswith("Ship 0 of the fleet came in.\n\nShip 1 of the fleet came in.\n\n")
    assert article.text.count("came in.") == 15_000


@pytest.mark.parametrize(
    "page", ["<html><body></body></html>", "<!-- only a comment -->", "<script>x</script>", "<p> </p>"]
)
def test_html_without_text(write: Write, page: str) -> None:
    assert "without any text" in why_skipped(write("story.html", page)).reason


# JSON, JSON Lines, CSV


def record(text: str = "The harbour was shut.", **fields: object) -> dict[str, object]:
    return {"text": text, **fields}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (record(), Article("s", "The harbour was shut.")),
        (
            record(
                title="Storm\n here", source="Ansel Daily", published="2015-06-05", url="https://x.example/1", id="A 1"
            ),
            Article("A 1", "The harbour was shut.", "Storm here", "Ansel Daily", JUNE_5, "https://x.example/1"),
        ),
        (
            {
                "headline": "Storm",
                "articleBody": "Shut.",
                "datePublished": "2015-06-05T01:00",
                "publisher": {"name": "AD"},
            },
            Article("s", "Shut.", "Storm", "AD", JUNE_5),
        ),
        (
            {
                "content": {"rendered": "<p>Shut &amp; <b>dark</b>.</p><p>Still.</p>"},
                "link": "https://www.x.example/1",
                "id": 7,
            },
            Article("7", "Shut & dark.\n\nStill.", "", "x.example", None, "https://www.x.example/1"),
        ),
        (record(["Shut.", "Dark."]), Article("s", "Shut.\n\nDark.")),  # type: ignore[arg-type]
        (record(published=1433498400), Article("s", "The harbour was shut.", published=JUNE_5)),
        (record(published="5/6/2015"), Article("s", "The harbour was shut.")),
        (
            record("Storm shuts it\nShut \u0000on\r\nMonday."),
            Article("s", "Storm shuts it\nShut on\nMonday.", "Storm shuts it"),
        ),
        (
            record("Published: 5 June 2015\nShut.", date=None),
            Article("s", "Published: 5 June 2015\nShut.", published=JUNE_5),
        ),
        ({"Body": "Shut.", "Pub_Date": "2015-06-05"}, Article("s", "Shut.", published=JUNE_5)),
        ({"text": "", "body": "Shut."}, Article("s", "Shut.")),
    ],
)
def test_json_object(write: Write, value: object, expected: Article) -> None:
    article = one(write("s.json", json.dumps(value)))
    assert article.path == "s.json"
    for name in ("id", "text", "title", "source", "published", "url"):
        assert getattr(article, name) == getattr(expected, name)


@pytest.mark.parametrize("wrap", [lambda r: r, lambda r: {"articles": r}, lambda r: {"status": "ok", "Items": r}])
def test_json_lists(write: Write, wrap: Callable[[object], object]) -> None:
    records = [record("One."), record("Two.", id="second"), record("Three.")]
    articles, skipped = read_sources(write("s.json", json.dumps(wrap(records))))
    assert [(a.id, a.text, a.path) for a in articles] == [
        ("s#1", "One.", "s.json"), ("second", "Two.", "s.json"), ("s#3", "Three.", "s.json")
    ]  # fmt: skip
    assert skipped == []


def test_json_lines(write: Write) -> None:
    lines = [json.dumps(record("One.")), "", '{"text": "Two."', json.dumps(record("Three.")), "[]", '{"title": "x"}']
    articles, skipped = read_sources(write("s.jsonl", "\n".join(lines)))
    assert [(a.id, a.text) for a in articles] == [("s#1", "One."), ("s#3", "Three.")]
    assert [item.path for item in skipped] == ["s.jsonl"] * 3
    assert skipped[0].reason.startswith("line 3, column 16: not valid JSON")
    assert "not an object" in skipped[1].reason
    assert "no field with the text (its fields: 'title')" in skipped[2].reason


def test_json_lines_in_a_json_file(write: Write) -> None:
    assert ids(write("s.json", '{"text": "One."}\n{"text": "Two."}\n')) == ["s#1", "s#2"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("s.jsonl", "{\n" * 1000 + '{"text": "One."}\n'),
        ("s.json", json.dumps([*[7] * 1000, record("One.")])),
        ("s.csv", "id,text\n" + "x,\n" * 1000 + "1,One.\n"),
    ],
)
def test_a_thousand_bad_records_are_not_told_one_by_one(write: Write, name: str, content: str) -> None:
    articles, skipped = read_sources(write(name, content))
    assert len(articles) == 1
    assert len(skipped) == 21
    assert skipped[-1].reason == "980 more records could not be read"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("s.csv", 'id,headline,body,date\n1,Storm,"Shut, he said.\nDark ""too"".",2015-06-05\n\n2,,Two.,\n'),
        ("s.csv", 'id;headline;body;date\n1;Storm;"Shut, he said.\nDark ""too"".";2015-06-05\n2;;Two.;\n'),
        ("s.tsv", 'id\theadline\tbody\tdate\n1\tStorm\t"Shut, he said.\nDark ""too"".\n"\t2015-06-05\n2\t\tTwo.\n'),
        (
            "s.csv",
            '\ufeffid|Headline|BODY|Date\r\n1|Storm|"Shut, he said.\r\nDark ""too""."|2015-06-05\r\n2||Two.|\r\n',
        ),
    ],
)
def test_csv(write: Write, name: str, content: str) -> None:
    articles, skipped = read_sources(write(name, content))
    assert skipped == []
    assert [(a.id, a.title, a.published) for a in articles] == [("1", "Storm", JUNE_5), ("2", "", None)]
    assert [a.text.rstrip() for a in articles] == ['Shut, he said.\nDark "too".', "Two."]


def test_csv_with_one_column_and_a_huge_field(write: Write) -> None:
    text = "The harbour was shut. " * 20_000
    article = one(write("s.csv", f'text\n"{text}"\n'))
    assert article.id == "s#1"
    assert article.text == text


def test_csv_rows_without_text(write: Write) -> None:
    articles, skipped = read_sources(write("s.csv", "id,text\n1,One.\n2,\n3\n"))
    assert [a.id for a in articles] == ["1"]
    assert [s.reason for s in skipped] == [
        "row 2: the text is empty",
        "row 3: no field with the text (its fields: 'id')",
    ]


def test_fields_may_be_named(write: Write) -> None:
    path = write("s.json", json.dumps({"ledeText": "Shut.", "text": "no", "meta": {"kop": "Storm"}, "n": 4}))
    names = {"text": "lede_text", "title": "meta.kop", "id": "n"}
    for fields in (names, Fields.named(names), Fields(text=("lede text",), title=("meta.kop",), id=("n",))):
        article = one(path, fields=fields)
        assert (article.id, article.title, article.text) == ("4", "Storm", "Shut.")
    with pytest.raises(InputError, match="no field 'txt'; there are text, title"):
        read_sources(path, fields={"txt": "body"})


# Files, folders, patterns, standard input


def test_folder(write: Write) -> None:
    for name in ("news/b.txt", "news/a.md", "news/deep/c.html", "news/d.txt.gz"):
        write(name, gzip.compress(STORY.encode()) if name.endswith("gz") else STORY)
    for name in ("news/.hidden.txt", "news/.git/e.txt", "news/photo.jpg", "news/notes.doc"):
        write(name, b"\xff\xd8\xff")
    articles, skipped = read_sources("news")
    assert [a.path for a in articles] == ["news/a.md", "news/b.txt", "news/d.txt.gz", "news/deep/c.html"]
    assert [a.id for a in articles] == ["a", "b", "d", "c"]
    assert skipped == []
    assert [a.path for a in read_sources("news/")[0]] == [a.path for a in articles]
    assert [a.path for a in read_sources(Path("news"))[0]] == [a.path for a in articles]


def test_patterns(write: Write) -> None:
    for name in ("news/a.txt", "news/b.txt", "news/deep/c.txt", "odd[1].txt"):
        write(name)
    assert ids("news/*.txt") == ["a", "b"]
    assert ids("news/**/*.txt") == ["a", "b", "c"]
    assert ids("*") == ["a", "b", "c", "odd[1]"]
    assert ids("odd[1].txt") == ["odd[1]"]


def test_the_same_file_is_read_once(write: Write) -> None:
    path = write("news/a.txt")
    assert ids(path, "news", "news/*.txt", path.resolve(), "./news/../news/a.txt") == ["a"]


@pytest.mark.skipif(not hasattr(os, "symlink") or sys.platform == "win32", reason="needs links")
def test_links_are_followed_once(write: Write) -> None:
    write("news/a.txt")
    Path("b.txt").symlink_to("news/a.txt")
    Path("news/loop").symlink_to("..", target_is_directory=True)
    assert ids("news", "b.txt") == ["a"]
    assert ids("b.txt") == ["b"]


def test_ids_tell_files_apart_in_any_order(write: Write) -> None:
    paths = [write(name) for name in ("a/story.txt", "b/story.txt", "b/other.txt", "x/b/deep.txt", "y/b/deep.txt")]
    expected = ["a/story", "b/story", "other", "x/b/deep", "y/b/deep"]
    assert ids(*paths) == expected
    by_path = {a.path: a.id for a in read_sources(paths)[0]}
    assert {a.path: a.id for a in read_sources(paths[::-1])[0]} == by_path
    assert ids(*(path.resolve() for path in paths)) == expected


def test_ids_of_files_that_only_the_suffix_tells_apart(write: Write) -> None:
    paths = [write("a/story.txt"), write("a/story.md"), write("story.txt")]
    assert ids(*paths) == ["a/story.md", "a/story.txt", "story.txt"]


def test_own_ids_come_before_made_ones(write: Write) -> None:
    write("story.txt")
    write("more.json", json.dumps([record("One.", id="story"), record("Two.", id="more#3"), record("Three.")]))
    assert ids("story.txt", "more.json") == ids("more.json", "story.txt") == ["more#3", "more#3-2", "story", "story-2"]


def test_the_second_of_two_records_with_one_id_is_skipped(write: Write) -> None:
    write("a.json", json.dumps(record("One.", id=1)))
    write("b.jsonl", json.dumps(record("Two.", id="1")) + "\n" + json.dumps(record("Three.", id="2")))
    articles, skipped = read_sources(["a.json", "b.jsonl"])
    assert [a.text for a in articles] == ["One.", "Three."]
    assert skipped == [
        Skipped("b.jsonl", "the id '1' is taken by an article of a.json", "give each article an id of its own")
    ]


def test_the_same_text_under_two_names_is_kept(write: Write) -> None:
    assert ids(write("a.txt"), write("b.txt")) == ["a", "b"]


STDIN = [
    (STORY.encode(), STORY, "Storm shuts the harbour"),
    (b'{"text": "Shut.", "title": "Storm"}', "Shut.", "Storm"),
    (b"<!doctype html><title>Storm</title><p>Shut.</p>", "Shut.\n", "Storm"),
    (b"---\ntitle: Storm\n---\nShut *down*.", "Shut down.\n", "Storm"),
    (gzip.compress(b"Shut.", mtime=0), "Shut.", ""),
]


@pytest.mark.parametrize(("data", "text", "title"), STDIN)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, text: str, title: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    article = one("-", "-")
    assert (article.id, article.path, article.text, article.title) == ("stdin", "-", text, title)


# What cannot be read

FAULTS = [
    ("empty.txt", b"", "is empty"),
    ("blank.txt", b" \n\n", "has no text"),
    ("blank.md", b"<!-- nothing -->\n", "has no text"),
    ("a.txt", b"%PDF-1.7 ...", "is a PDF"),
    ("a.txt", b"PK\x03\x04...", "zip archive or an office document"),
    ("a.docx", b"PK\x03\x04...", "zip archive or an office document"),
    ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "is an image"),
    ("a.txt", b"a\x00b\x00c\x00", "binary"),
    ("a.gz", b"\x1f\x8bbroken", "broken gzip"),
    ("a.txt.gz", gzip.compress(b"x" * 100, mtime=0)[:-9], "broken gzip"),
    ("a.txt.gz", gzip.compress(b"x" * 2_000_000, mtime=0), "too large; at most 1 MB are read"),
    ("a.xml", b"<?xml version='1.0'?><rss></rss>", "is XML"),
    ("a.json", b'{\n  "text": "x",\n}', "is not valid JSON: "),
    ("a.json", b'{\n  "text" "x"}', "at line 2, column 10"),
    ("a.json", b"[" * 100_000, "nested too deeply"),
    ("a.json", b'{"text": ' + b"9" * 5000 + b"}", "number too long"),
    ("a.json", b"[]", "empty list"),
    ("a.json", b"7", "not an object with fields but a number"),
    ("a.json", b"null", "not an object with fields but nothing"),
    ("a.json", b'["x"]', "record 1: not an object with fields but a text"),
    ("a.json", b'{"text": "  "}', "the text is empty"),
    ("a.json", b'{"text": "<p> </p>"}', "the text is empty"),
    ("a.json", b'{"titel": "x", "inhalt": "y"}', "no field with the text (its fields: 'titel', 'inhalt')"),
    ("a.json", b"{}", "no field with the text (its fields: none)"),
    ("a.csv", b"titel,inhalt\nx,y\n", "no column with the text (its columns: 'titel', 'inhalt')"),
    ("a.csv", b"text\n", "holds no articles"),
    ("a.jsonl", b"\n\n", "holds no articles"),
]


@pytest.mark.parametrize(("name", "content", "reason"), FAULTS)
def test_faults(write: Write, name: str, content: bytes, reason: str) -> None:
    item = why_skipped(write(name, content), max_bytes=1_000_000)
    assert item.path == name
    assert reason in item.reason


def test_a_file_over_the_limit(write: Write) -> None:
    path = write("big.txt")
    with path.open("r+b") as file:
        file.truncate(50_000_000)
    item = why_skipped(path)
    assert item == Skipped("big.txt", "is 50.0 MB large; at most 20 MB are read", "split it into single articles")
    assert MAX_BYTES == 20_000_000


@pytest.mark.parametrize(
    ("path", "reason", "remedy"),
    [
        ("news/stroy.txt", "there is no such file or folder", "did you mean 'news/story.txt'?"),
        ("nowhere/else.txt", "there is no such file or folder", "check the spelling"),
        ("https://x.example/1.html", "is a web address", "save the page"),
        ("news/*.html", "no file matches this pattern", "check"),
        ("void", "the folder holds no articles", ".txt"),
        ("a\x00b.txt", "cannot be read", "check the path"),
    ],
)
def test_places_without_articles(write: Write, path: str, reason: str, remedy: str) -> None:
    write("news/story.txt")
    write("void/photo.jpg", b"\xff\xd8\xff")
    item = why_skipped(path)
    assert item.path == path
    assert reason in item.reason
    assert remedy in item.remedy


@pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="needs permissions"
)
def test_without_permission(write: Write) -> None:
    write("a.txt").chmod(0)
    write("shut/b.txt")
    Path("shut").chmod(0)
    try:
        _, skipped = read_sources(["a.txt", "shut"])
    finally:
        Path("shut").chmod(0o755)
    assert [item.reason for item in skipped] == ["may not be read (permission denied)"] * 2


def test_permission_errors_in_plain_words(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("a.txt")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert why_skipped(path).reason == "may not be read (permission denied)"


def test_one_bad_article_never_costs_the_rest(write: Write) -> None:
    write("news/a.txt")
    write("news/b.json", "{")
    write("news/c.txt", b"%PDF-")
    articles, skipped = read_sources(["news", "missing.txt"])
    assert [a.id for a in articles] == ["a"]
    assert [item.path for item in skipped] == ["news/b.json", "news/c.txt", "missing.txt"]


# read_articles


def test_read_articles_warns_of_what_it_skips(write: Write) -> None:
    good, bad = write("a.txt"), write("b.txt", b"")
    with pytest.warns(InputWarning) as caught:
        articles = read_articles([good, bad])
    assert [a.id for a in articles] == ["a"]
    assert [str(w.message) for w in caught] == ["b.txt: is empty; write the article into it or leave it out"]
    assert caught[0].filename == __file__


def test_read_articles_is_quiet_where_all_is_well(write: Write) -> None:
    path = write("a.txt")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert claims.read_articles(str(path)) == read_articles(path) == read_articles([path])


def test_read_articles_raises_where_nothing_could_be_read(write: Write) -> None:
    write("a.txt", b"")
    with pytest.raises(InputError) as caught:
        read_articles(["a.txt", "b.txt"])
    assert isinstance(caught.value, CrosscheckError)
    assert str(caught.value) == (
        "a.txt: is empty; write the article into it or leave it out (and 1 more that could not be read)"
    )
    with pytest.raises(InputError, match="no input was given"):
        read_articles([])


def test_importing_claims_is_light() -> None:
    heavy = {"torch", "spacy", "pandas", "numpy", "trafilatura", "lxml", "ftfy", "markdown_it", "frontmatter"}
    code = f"import sys, claims, claims.reading.articles; print(*sorted({heavy} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert ran.stdout.strip() == ""


# Hostile input

SUFFIXES = [*READERS, ".txt.gz", ""]
SCRAPS = [
    "---\n", "title: x\n", "- ", "&a [*a]", "\n", "\r\n", "{", "}", "[", "]", '"', "text", ":", ",",
    "\\u0000", "\\ud800", "<p>", "</p>", "<!--", "-->", "<div", ">", "<html>", "<?xml encoding='x'?>",
    "<table><tr><td>", "```", "# ", "|",
    "`", "Storm.", "5 June 2015", "\x00", "\ufeff", "“", "é", "\ud83c", "&#0;", "&#xd800;", "<h1>", "1",
]  # fmt: skip


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(SUFFIXES),
    st.one_of(
        st.binary(max_size=200),
        st.lists(st.sampled_from(SCRAPS), max_size=40).map(lambda s: "".join(s).encode("utf-8", "surrogatepass")),
    ),
)
def test_nothing_that_a_file_holds_makes_reading_fail(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"story{suffix}"
    path.write_bytes(data)
    articles, skipped = read_sources(path)
    assert articles or skipped
    for article in articles:
        assert article.text.strip()
        article.text.encode("utf-8")
        assert all(c in "\n\t" or not c < " " for c in article.text)
        assert "\n" not in article.title + article.source + article.url + article.id
    for item in skipped:
        assert item.reason
        assert "\n" not in item.reason


@pytest.mark.parametrize(
    ("suffix", "unit"),
    [
        *((".md", unit) for unit in ["[", "> ", "*a ", "<!-- ", "`", "- a\n", "| a "]),
        *((".html", unit) for unit in ["<div>", "<p>a", "<!--", "<table><tr><td>", "<a href=x>y"]),
        *((".json", '{"a":'), (".jsonl", "{\n"), (".csv", '"'), (".csv", "a,"), (".csv", ";\n")),
        *((".txt", '"'), (".txt", "A. ")),
    ],
)
def test_hostile_repetition_takes_little_time(tmp_path: Path, suffix: str, unit: str) -> None:
    path = tmp_path / f"story{suffix}"
    path.write_text(unit * (50_000 // len(unit)))
    articles, skipped = read_sources(path)
    assert articles or skipped


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_a_device_without_end() -> None:
    assert "too large" in why_skipped("/dev/zero", max_bytes=100_000).reason
