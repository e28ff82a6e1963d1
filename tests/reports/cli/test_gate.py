"""The gate: what is new, what is published, what fails, what is accepted, what is stale."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from newsroom import Run
from repository import Repository
from stand_in import StandIn

Write = Callable[[str, str], Path]


@pytest.fixture
def write(folder: Path) -> Write:
    def write(name: str, text: str) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def compared(stand_in: StandIn) -> tuple[set[str], set[str]]:
    """Names of the new and of the published articles of the last check."""
    call = stand_in.calls[-1]
    published = {Path(str(i)).stem for i in call["published"]}  # type: ignore[union-attr]
    everything = {Path(str(i)).stem for i in call["ids"]}  # type: ignore[union-attr]
    return everything - published, published


def test_published_articles_are_not_compared_among_themselves(run: Run, stand_in: StandIn) -> None:
    code, out, err = run("check", "c.txt", "--against", "a.txt", "b.txt")
    assert code == 1
    assert compared(stand_in) == ({"c"}, {"a", "b"})
    assert out.count("quantity-mismatch") == 1
    assert "polarity-flip" not in out
    assert err == "crosscheck: 1 new article checked against 2 published ones: 1 error, no warnings\n"


@pytest.mark.parametrize("output", ["text", "markdown", "html", "junit", "github", "sarif"])
def test_every_output_counts_all_published_articles(run: Run, write: Write, output: str) -> None:
    for number in range(20):
        write(f"old/{number}.txt", f"Notes {number}\n\nNothing happened.\n")
    write("old/x.txt", "Mill\n\n15 people were hurt.\n")
    for new, found in (("c.txt", "1 discrepancy (1 error)"), ("old/1.txt", "no discrepancies")):
        _, out, _ = run("check", new, "--against", "old", "-f", output)
        published = 20 if new.startswith("old") else 21
        said = f"1 new article checked against {published} published ones: {found}."
        if output == "html":
            said = f"between {new} and {published} published articles"
        assert said in " ".join(out.split())
        assert "a comparison needs two" not in out
        assert "nothing to compare" not in out


def test_new_articles_are_compared_with_each_other(run: Run, stand_in: StandIn) -> None:
    assert run("check", "a.txt", "b.txt", "--against", "c.txt")[0] == 1
    assert compared(stand_in) == ({"a", "b"}, {"c"})


@pytest.mark.parametrize(
    ("arguments", "new", "published"),
    [
        (["a.txt", "--against", "b.txt", "c.txt"], {"a"}, {"b", "c"}),
        (["--against", "b.txt", "c.txt", "--quiet", "a.txt"], {"a"}, {"b", "c"}),
        (["--against=b.txt", "a.txt", "c.txt"], {"a", "c"}, {"b"}),
        (["--against=b.txt", "--against=c.txt", "a.txt"], {"a"}, {"b", "c"}),
        (["--against", "b.txt", "--against", "c.txt", "--", "a.txt"], {"a"}, {"b", "c"}),
        (["--against", "b.txt", "--", "a.txt", "c.txt"], {"a", "c"}, {"b"}),
        (["a.txt", "--against", "."], {"a"}, {"b", "c"}),
        (["./a.txt", "--against", "[a-c].txt"], {"a"}, {"b", "c"}),
        (["[ab].txt", "--against", "."], {"a", "b"}, {"c"}),
        ([".", "--against", "c.txt"], {"a", "b", "c"}, set()),
    ],
)
def test_what_is_new_and_what_is_published(
    run: Run, stand_in: StandIn, arguments: list[str], new: set[str], published: set[str]
) -> None:
    assert run("check", "-f", "json", "--exit-zero", *arguments)[0] == 0
    assert compared(stand_in) == (new, published)


@pytest.mark.parametrize(
    ("options", "setting", "code"),
    [
        ([], "", 0),  # a warning alone does not fail by default
        (["--fail-on", "warning"], "", 1),
        (["--fail-on", "never"], 'fail-on = "warning"', 0),
        ([], 'fail-on = "warning"', 1),
        (["--fail-on", "warning", "--exit-zero"], "", 0),
        (["--fail-on", "warning", "--ignore", "polarity-flip"], "", 0),
        (["--fail-on", "warning", "--min-confidence", "0.7"], "", 0),
        (["--fail-on", "warning", "--min-severity", "error"], "", 0),
    ],
)
def test_exit_codes(run: Run, write: Write, options: list[str], setting: str, code: int) -> None:
    write("crosscheck.toml", setting)
    write("d.txt", "Mill\n\n15 people were hurt.\n\nThe gate was open.\n")
    assert run("check", "d.txt", "--against", "b.txt", *options)[0] == code


def test_agreements_are_left_out_unless_asked_for(run: Run) -> None:
    assert json.loads(run("check", "a.txt", "--against", "c.txt", "-f", "json")[1])["findings"] == []
    out = run("check", "a.txt", "--against", "c.txt", "-f", "json", "--min-severity", "agreement")[1]
    assert [f["rule"] for f in json.loads(out)["findings"]] == ["quantity-match"]


@pytest.mark.parametrize(
    ("options", "on_stdout"),
    [
        ([], True),
        (["-o", "r.json"], True),  # a gate that fails says why, also where the report goes to a file
        (["--output", "sarif=r.sarif"], True),
        (["-o", "r.json", "--quiet"], False),
        (["--output", "github"], False),
    ],
)
def test_the_log_says_why(run: Run, options: list[str], on_stdout: bool) -> None:
    code, out, _ = run("check", "a.txt", "--against", "b.txt", *options)
    assert code == 1
    assert ("people were hurt." in out and "::error" not in out) == on_stdout


def test_a_new_article_that_cannot_be_read_is_no_success(run: Run, write: Write) -> None:
    write("empty.txt", "")
    code, out, err = run("check", "c.txt", "empty.txt", "--against", "a.txt", "-f", "json")
    assert code == 2
    assert json.loads(out)["findings"] == []
    assert "crosscheck: error: empty.txt: " in err
    code, _, err = run("check", "c.txt", "--against", "a.txt", "empty.txt")
    assert code == 0
    assert "crosscheck: skipped: empty.txt: " in err


def test_the_articles_of_the_settings_are_published(run: Run, write: Write, stand_in: StandIn) -> None:
    write("crosscheck.toml", 'articles = ["news"]')
    write("news/old.txt", "15 people were hurt.")
    write("news/new.txt", "12 people were hurt.")
    assert run("check", "news/new.txt")[0] == 1
    assert compared(stand_in) == ({"new"}, {"old"})
    assert run("check", "a.txt")[0] == 1
    assert compared(stand_in) == ({"a"}, {"old", "new"})


def test_suppressions_and_unused_ones(run: Run, write: Write) -> None:
    write("a.txt", "Fire\n\ncrosscheck: ignore quantity-mismatch because B errs\n12 people were hurt.\n")
    write("b.txt", "Blaze\n\ncrosscheck: ignore time-mismatch because it was late\n15 people were hurt.\n")
    code, _, err = run("check", "a.txt", "--against", "b.txt", "c.txt")
    assert code == 0
    assert "no errors, no warnings (1 suppressed)" in err
    assert "unused" not in err  # that of b.txt may be used where b.txt is compared with others
    code, _, err = run("check", "a.txt", "--against", "c.txt")
    assert code == 0
    assert "note: a.txt:3: unused suppression of quantity-mismatch" in err


def test_baseline_and_stale_entries(run: Run, write: Write, folder: Path) -> None:
    assert run("check", "a.txt", "--against", "b.txt")[0] == 1
    code, out, err = run("baseline", "a.txt", "--against", "b.txt", "--why", "known", "--by", "Ana Ruiz")
    assert (code, out) == (0, "")
    assert err == "crosscheck: crosscheck-baseline.json: 2 entries (2 new, 0 stale removed)\n"
    entries = json.loads((folder / "crosscheck-baseline.json").read_text(encoding="utf-8"))["entries"]
    assert {(e["rule"], e["by"], e["why"]) for e in entries} == {
        ("quantity-mismatch", "Ana Ruiz", "known"),
        ("polarity-flip", "Ana Ruiz", "known"),
    }
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", e["when"]) for e in entries)

    code, _, err = run("check", "a.txt", "--against", "b.txt", "--fail-on", "warning")
    assert code == 0
    assert "(2 in the baseline)" in err
    assert run("check", "c.txt", "--against", "b.txt")[0] == 1, "another article has to be accepted too"
    assert "stale" not in run("check", "a.txt", "--against", "c.txt")[2], "b.txt was not compared"

    write("a.txt", "Fire\n\n15 people were hurt.\n\nThe gate was open.\n")
    code, _, err = run("check", "a.txt", "--against", "b.txt")
    assert code == 0
    assert err.count("note: stale baseline entry ") == 1
    assert "a.txt says 12, " in err
    assert "2 entries" not in run("baseline", "a.txt", "--against", "b.txt", "--why", "again")[2]
    kept = json.loads((folder / "crosscheck-baseline.json").read_text(encoding="utf-8"))["entries"]
    assert [(e["rule"], e["why"]) for e in kept] == [("polarity-flip", "known")]


def test_ids_do_not_depend_on_what_else_is_read_nor_from_where(
    run: Run, write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("crosscheck.toml", "")
    write("2024/story.txt", "12 people were hurt.")
    write("2025/other.txt", "15 people were hurt.")
    [first] = json.loads(run("check", "2024", "--against", "2025", "-f", "json")[1])["findings"]
    write("2025/story.txt", "Nothing of note.")
    monkeypatch.chdir(folder / "2024")
    [second] = json.loads(run("check", "story.txt", "--against", str(folder / "2025"), "-f", "json")[1])["findings"]
    assert first["id"] == second["id"]
    assert [second[side]["source"] for side in ("left", "right")] == ["2024/story.txt", "2025/other.txt"]
    assert run("baseline", "story.txt", "--against", "../2025", "--why", "known")[0] == 0
    monkeypatch.chdir(folder)
    assert run("check", "2024", "--against", "2025")[0] == 0


def test_explain(run: Run) -> None:
    finding = json.loads(run("check", "a.txt", "--against", "b.txt", "-f", "json")[1])["findings"][0]
    code, out, _ = run("check", "a.txt", "--against", "b.txt", "--explain", finding["id"])
    assert code == 0
    assert out.startswith(f"{finding['id']}  error  quantity-mismatch")


def test_a_baseline_of_everything(run: Run, write: Write, stand_in: StandIn) -> None:
    write("crosscheck.toml", 'articles = ["a.txt", "b.txt"]\nbaseline = "accepted.json"')
    assert run("baseline", "--why", "known")[0] == 0
    assert compared(stand_in) == ({"a", "b"}, set())
    assert run("check", "a.txt")[0] == 0
    assert run("baseline", "c.txt", "b.txt", "--why", "also known")[2].startswith(
        "crosscheck: accepted.json: 3 entries (1 new"
    )
    assert run("check", "c.txt", "a.txt", "--against", "b.txt")[0] == 0


def test_the_name_that_git_knows(run: Run, write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(write("gitconfig", "[user]\n\tname = Zoë Ruiz\n")))
    run("baseline", "a.txt", "b.txt", "--why", "known")
    entries = json.loads((folder / "crosscheck-baseline.json").read_text(encoding="utf-8"))["entries"]
    assert {e["by"] for e in entries} == {"Zoë Ruiz"}


# --- a pull request -------------------------------------------------------------------------------------------------


@pytest.fixture
def repository(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Twenty published articles, of which two speak of the fire at the mill, and a branch that is checked out."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    repository = Repository(folder)
    for number in range(18):
        repository.write(f"articles/other-{number}.md", f"# Market day {number}\n\nThe market was held as planned.\n")
    repository.write("articles/mill-1.md", "# Fire\n\n12 people were hurt.\n")
    repository.write("articles/mill-2.md", "# Fire\n\n12 people were hurt.\n\nThe gate was open.\n")
    repository.write("crosscheck.toml", 'articles = ["articles"]\n')
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "publish")
    repository.git("switch", "-q", "-c", "branch")
    return repository


def test_a_pull_request(run: Run, repository: Repository, stand_in: StandIn) -> None:
    repository.write("articles/new.md", "# Fire\n\n15 people were hurt.\n\nThe gate was not open.\n")
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "add")

    outputs = ["--output", "sarif=r.sarif", "--output", "junit=r.xml", "--output", "github", "--output", "text"]
    code, out, err = run("check", "--since", "main", *outputs)
    assert code == 1
    new, published = compared(stand_in)
    assert new == {"new"}
    assert len(published) == 20
    assert "1 new article checked against 20 published ones: 2 errors, 1 warning" in err
    assert (out.count("::error"), out.count("::warning")) == (2, 1)
    sarif = json.loads(Path("r.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert sorted(r["ruleId"] for r in sarif) == ["polarity-flip", "quantity-mismatch", "quantity-mismatch"]
    junit = ElementTree.parse("r.xml").getroot()  # noqa: S314 (written a moment ago)
    assert len(junit.findall(".//failure")) == 2
    assert set(re.findall(r"file=([^,]+)", out)) == {"articles/new.md"}

    assert run("baseline", "--since", "main", "--why", "a later count", "--by", "Ana")[0] == 0
    code, _, err = run("check", "--since", "main", "--fail-on", "warning")
    assert code == 0
    assert "(3 in the baseline)" in err

    repository.write("articles/new.md", "# Fire\n\n12 people were hurt.\n\nThe gate was not open.\n")
    code, _, err = run("check", "--since", "main", "--fail-on", "warning")
    assert code == 0
    assert err.count("note: stale baseline entry") == 2


def test_a_pull_request_without_articles(run: Run, repository: Repository, stand_in: StandIn) -> None:
    repository.commit("readme.md", "articles.md")
    code, out, err = run("check", "--since", "main", "-o", "r.sarif", "--output", "json")
    assert code == 0
    assert json.loads(out)["findings"] == []
    assert json.loads(Path("r.sarif").read_text(encoding="utf-8"))["runs"][0]["results"] == []
    assert "no article was added or changed since main" in err
    assert stand_in.calls == []


def test_since_from_a_folder_below(
    run: Run, repository: Repository, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("articles/new.md")
    monkeypatch.chdir(repository.path / "articles")
    assert run("check", "--since", "main")[0] == 0
    assert compared(stand_in)[0] == {"new"}
    assert len(compared(stand_in)[1]) == 20


def test_since_with_places_of_its_own(run: Run, repository: Repository, stand_in: StandIn) -> None:
    repository.commit("articles/new.md", "drafts/draft.md")
    assert run("check", "drafts", "--since", "main", "--against", "articles/mill-1.md")[0] == 0
    assert compared(stand_in) == ({"draft"}, {"mill-1"})
    assert run("check", "articles", "drafts", "--since", "main")[0] == 0
    assert compared(stand_in)[0] == {"new", "draft"}
    assert len(compared(stand_in)[1]) == 20


def test_since_that_git_does_not_know(run: Run, repository: Repository) -> None:
    code, out, err = run("check", "--since", "origin/main")
    assert (code, out) == (2, "")
    assert err == (
        "crosscheck: error: --since origin/main: git knows no such revision here; check the name, or fetch it first: "
        "git fetch origin main\n"
    )
