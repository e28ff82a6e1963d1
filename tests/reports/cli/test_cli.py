"""The command line: what it prints where, what it returns, and one clear line for every bad input."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest
from newsroom import B, Run, python
from repository import Repository
from stand_in import StandIn

import checker
from reports.version import __version__

HEAVY = ["torch", "spacy", "pandas", "sentence_transformers", "transformers", "numpy"]
HEAVY += ["rich", "jinja2", "trafilatura", "rapidfuzz", "lxml"]


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["report", "--help"], ["check", "-h"], ["claims", "--help"], ["config"]]
)
def test_nothing_heavy_is_imported_for_an_answer(arguments: list[str], tmp_path: Path) -> None:
    code = (
        "import sys\nfrom reports.cli import main\n"
        "assert main(sys.argv[1:]) == 0\n"
        f"print([m for m in {HEAVY} if m in sys.modules], file=sys.stderr)"
    )
    done = python(code, *arguments, folder=tmp_path)
    assert done.stderr == "[]\n"
    assert done.stdout


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"crosscheck {__version__}\n", "")


@pytest.mark.parametrize("command", ["report", "check", "baseline", "claims", "config", "completion"])
def test_every_command_has_help(run: Run, command: str) -> None:
    code, out, err = run(command, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Usage: crosscheck {command}")
    assert f"\n  {command} " in run("--help")[1]


def test_without_a_command_there_is_help(run: Run) -> None:
    code, out, err = run()
    assert (code, out) == (2, "")
    assert "Examples:" in err


# --- report ---------------------------------------------------------------------------------------------------------


def test_report_on_standard_output_and_summary_on_standard_error(run: Run) -> None:
    code, out, err = run("report", "a.txt", "b.txt", "--format", "json")
    assert code == 0
    assert [f["rule"] for f in json.loads(out)["findings"]] == ["quantity-mismatch", "polarity-flip"]
    assert err.startswith("crosscheck: 2 sources compared: 2 discrepancies (1 error, 1 warning), no agreements")
    assert err.count("\n") == 1


def test_quiet(run: Run) -> None:
    assert run("report", "a.txt", "b.txt", "none.txt", "-q")[2] == ""


@pytest.mark.parametrize(
    ("option", "code"), [(None, 0), ("never", 0), ("error", 1), ("warning", 1)], ids=lambda value: str(value)
)
def test_report_fails_only_if_asked_to(run: Run, option: str | None, code: int) -> None:
    assert run("report", "a.txt", "b.txt", *(["--fail-on", option] if option else []))[0] == code
    assert run("report", "a.txt", "c.txt", *(["--fail-on", option] if option else []))[0] == 0


def test_fail_on_of_the_settings_is_the_gates(run: Run, folder: Path) -> None:
    (folder / "crosscheck.toml").write_text('fail-on = "warning"', encoding="utf-8")
    assert run("report", "a.txt", "b.txt")[0] == 0


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        ([], ["quantity-mismatch", "polarity-flip", "quantity-match"]),
        (["--min-severity", "agreement"], ["quantity-mismatch", "polarity-flip", "quantity-match"]),
        (["--min-severity", "warning"], ["quantity-mismatch", "polarity-flip"]),
        (["--min-severity", "error"], ["quantity-mismatch"]),
        (["--min-confidence", "0.7"], ["quantity-mismatch", "quantity-match"]),
        (["--ignore", "quantity-mismatch", "--ignore", "quantity-match"], ["polarity-flip"]),
    ],
)
def test_what_is_left_out(run: Run, options: list[str], rules: list[str]) -> None:
    code, out, err = run("report", "a.txt", "b.txt", "c.txt", "-f", "json", *options)
    assert code == 0
    assert "3 discrepancies (2 errors, 1 warning), 1 agreement" in err or "--min-confidence" in options
    assert ("left out of the report" in err) == (
        len(json.loads(out)["findings"]) < 4 and "--min-confidence" not in options
    )
    found = [f["rule"] for f in json.loads(out)["findings"]]
    assert sorted(set(found)) == sorted(rules)


def test_settings_reach_the_checker(run: Run, folder: Path, stand_in: StandIn) -> None:
    text = 'model = "m"\ncandidates = 9\ncache = "c"\ndiscrepancy-threshold = 0.6\nagreement-threshold = 0.7'
    (folder / "crosscheck.toml").write_text(text, encoding="utf-8")
    run("report", "a.txt", "b.txt", "--syntax", "s", "--entailment", "e", "--no-cache", "--min-confidence", "0.1")
    config = stand_in.calls[0]["config"]
    assert config == checker.Config(
        model="m",
        entailment="e",
        syntax="s",
        candidates=9,
        min_confidence=0.1,
        discrepancy_threshold=0.6,
        agreement_threshold=0.7,
        cache=Path("c"),
        use_cache=False,
    )


def test_thresholds_and_policy_on_the_command_line(run: Run, folder: Path, stand_in: StandIn) -> None:
    (folder / "crosscheck.toml").write_text("discrepancy-threshold = 0.6\n[policy.threshold]\nerror = 1", "utf-8")
    (folder / "strict.toml").write_text("[threshold]\nerror = 0.3", encoding="utf-8")
    options = ["--discrepancy-threshold", "0.2", "--agreement-threshold", "0.3", "--policy", "strict.toml"]
    for command in (["report", "a.txt", "b.txt"], ["check", "a.txt", "--against", "b.txt"]):
        stand_in.calls.clear()
        run(*command)
        run(*command, *options)
        first, second = (call["config"] for call in stand_in.calls)
        assert first == checker.Config(discrepancy_threshold=0.6, policy={"threshold": {"error": 1}})
        assert second == checker.Config(discrepancy_threshold=0.2, agreement_threshold=0.3, policy=Path("strict.toml"))


def test_config_shows_thresholds_and_policy(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "crosscheck.toml").write_text("agreement-threshold = 0.6\n[policy.threshold]\nerror = 1", "utf-8")
    monkeypatch.setenv("CROSSCHECK_DISCREPANCY_THRESHOLD", "0.4")
    code, out, _ = run("config", "--format", "json")
    assert code == 0
    settings = json.loads(out)["settings"]
    assert settings["agreement-threshold"] == {"value": 0.6, "from": "crosscheck.toml"}
    assert settings["discrepancy-threshold"] == {"value": 0.4, "from": "CROSSCHECK_DISCREPANCY_THRESHOLD"}
    assert settings["policy"] == {"value": {"threshold": {"error": 1}}, "from": "crosscheck.toml"}
    assert '\npolicy                 {"threshold": {"error": 1}}' in run("config")[1]


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(B.encode()), encoding="utf-8"))
    code, out, _ = run("report", "-", "a.txt", "-f", "json")
    assert code == 0
    assert len(json.loads(out)["findings"]) == 2


def test_a_bad_article_does_not_lose_the_others(run: Run, folder: Path) -> None:
    (folder / "empty.txt").write_text("", encoding="utf-8")
    code, out, err = run("report", "a.txt", "empty.txt", "none.txt", "b.txt", "-f", "json")
    assert code == 0
    report = json.loads(out)
    assert len(report["findings"]) == 2
    assert {Path(s["path"]).name for s in report["skipped"]} == {"empty.txt", "none.txt"}
    assert err.count("crosscheck: skipped: ") == 2


def test_explain(run: Run) -> None:
    finding = json.loads(run("report", "a.txt", "b.txt", "-f", "json")[1])["findings"][0]
    code, out, _ = run("report", "a.txt", "b.txt", "--explain", finding["id"][:6])
    assert code == 0
    assert out.startswith(f"{finding['id']}  error  quantity-mismatch  confidence 0.90\n")
    assert "12 people were hurt." in out
    assert "15 people were hurt." in out
    assert "The rule: " in out


def test_suppressions_in_an_article(run: Run, folder: Path) -> None:
    line = "crosscheck: ignore quantity-mismatch because the toll was updated"
    (folder / "b.txt").write_text(B.replace("15 people", f"{line}\n15 people"), encoding="utf-8")
    code, out, err = run("report", "a.txt", "b.txt", "-f", "json")
    assert code == 0
    assert [f["rule"] for f in json.loads(out)["findings"]] == ["polarity-flip"]
    assert "1 finding suppressed" in err
    _, out, err = run("report", "a.txt", "b.txt", "-f", "json", "--no-suppressions")
    assert len(json.loads(out)["findings"]) == 2
    assert "suppressed" not in err
    _, _, err = run("report", "b.txt", "c.txt", "-q")
    assert err == ""


def test_an_unused_suppression_is_told(run: Run, folder: Path) -> None:
    (folder / "c.txt").write_text(
        "Mill\n\ncrosscheck: ignore time-mismatch because it was late\n12 people were hurt.\n", encoding="utf-8"
    )
    code, _, err = run("report", "a.txt", "c.txt")
    assert code == 0
    assert "crosscheck: note: c.txt:3: unused suppression of time-mismatch; remove it if it is out of date\n" in err


def test_a_faulty_suppression_is_an_error_and_the_report_is_written(run: Run, folder: Path) -> None:
    (folder / "c.txt").write_text("Mill\n\ncrosscheck: ignore time-mismatch\n12 people were hurt.\n", encoding="utf-8")
    code, out, err = run("report", "a.txt", "c.txt", "-f", "json")
    assert code == 2
    assert json.loads(out)["skipped"][0]["path"] == "c.txt:3"
    assert "crosscheck: error: c.txt:3: a suppression gives no reason; write: crosscheck: ignore RULE because" in err


# --- bad input ------------------------------------------------------------------------------------------------------

BAD: list[tuple[list[str], str]] = [
    (["reprot", "a.txt"], "No such command 'reprot'. Did you mean 'report'?"),
    (["report"], "Missing argument 'PATHS...'. (see 'crosscheck report --help')"),
    (["report", "a.txt", "b.txt", "--fromat", "json"], "No such option '--fromat'"),
    (["report", "a.txt", "b.txt", "--format"], "Option '--format' requires an argument."),
    (["report", "a.txt", "b.txt", "--format", "jsn"], "there is no format 'jsn'; did you mean 'json'? (formats: text,"),
    (["report", "a.txt", "b.txt", "--output", "pdf=x"], "there is no format 'pdf' (formats: text, html"),
    (["report", "a.txt", "b.txt", "--output", "json="], "--output 'json=' names no file; write --output json=FILE"),
    (["report", "a.txt", "b.txt", "--output", ""], "there is no format ''"),
    (["report", "a.txt", "b.txt", "-o", "x.pdf"], "x.pdf: no format goes with '.pdf'; add --format (one of text,"),
    (["report", "a.txt", "b.txt", "-o", "no/where.json"], "the folder no does not exist; create it first"),
    (["report", "a.txt", "b.txt", "-o", "."], ".: is a folder; name a file in it"),
    (["report", "a.txt", "b.txt", "--summary", "no/where.md"], "the folder no does not exist; create it first"),
    (["report", "a.txt", "b.txt", "-o", "a.txt"], "a.txt: is one of the articles; write the report to another file"),
    (["report", "a.txt", "b.txt", "--summary", "b.txt"], "b.txt: is one of the articles; write the report to another"),
    (
        ["report", "a.txt", "b.txt", "-o", "x.json", "--output", "csv=./x.json"],
        "x.json: two outputs go to this file; give each a file of its own",
    ),
    (
        ["report", "a.txt", "b.txt", "--output", "json", "--output", "text"],
        "json must be alone on standard output; give it a file: --output json=FILE",
    ),
    (["report", "a.txt", "b.txt", "--min-severity", "bad"], "'bad' is not one of 'error', 'warning', 'agreement'."),
    (["report", "a.txt", "b.txt", "--min-confidence", "x"], "Invalid value for '--min-confidence': 'x' is not a valid"),
    (["report", "a.txt", "b.txt", "--min-confidence", "7"], "min-confidence is 7.0, but must be a number from 0 to 1"),
    (
        ["report", "a.txt", "b.txt", "--agreement-threshold", "-1"],
        "agreement-threshold is -1.0, but must be a number f",
    ),
    (["report", "a.txt", "b.txt", "--discrepancy-threshold", "x"], "Invalid value for '--discrepancy-threshold': 'x'"),
    (["report", "a.txt", "b.txt", "--policy", "none.toml"], "none.toml: cannot be read (No such file or directory)"),
    (["report", "a.txt", "b.txt", "--policy", "a.txt"], "a.txt: is not valid TOML"),
    (["report", "a.txt", "b.txt", "--policy", "."], ".: cannot be read (Is a directory); check the path of the policy"),
    (["report", "a.txt", "b.txt", "--fail-on", "all"], "'all' is not one of 'error', 'warning', 'never'."),
    (["report", "a.txt", "b.txt", "--ignore", "x"], "ignore is ('x',), but must be a list of rules"),
    (
        ["report", "a.txt", "b.txt", "--field", "body"],
        "--field 'body' is not of the form NAME=COLUMN, such as text=body",
    ),
    (["report", "a.txt", "b.txt", "--field", "txet=body"], "articles have no field 'txet'; there are text, title, "),
    (["report", "a.txt", "b.txt", "--config", "none.toml"], "none.toml: cannot be read (No such file or directory)"),
    (["report", "a.txt", "b.txt", "--config", "a.txt"], "a.txt: is not valid TOML"),
    (["report", "a.txt"], "a.txt: is the only article; name at least two to compare"),
    (["report", "a.txt", "a.txt"], "a.txt: is the only article; name at least two to compare"),
    (["report", "none.txt"], "none.txt: there is no such file or folder; did you mean 'c.txt'?"),
    (["report", "nothing/"], "nothing/: the folder holds no articles; put articles there: .txt, "),
    (["report", "*.none"], "*.none: no file matches this pattern; check the folder and the spelling"),
    (["report", "a.txt", "b.txt", "--explain", "ffffffff"], "ffffffff: no finding of this run has this id; the ids"),
    (["report", "a.txt", "b.txt", "--explain", ""], ""),
    (["report", "\x1b[31ma.txt"], "no file matches this pattern; check the folder and the spelling"),
    (["claims"], "Missing argument 'PATHS...'."),
    (["claims", "none.txt"], "none.txt: there is no such file or folder"),
    (["claims", "a.txt", "-f", "xml"], "'xml' is not one of 'text', 'json', 'csv', 'html'."),
    (["claims", "a.txt", "-o", "a.txt"], "a.txt: is one of the articles; write the report to another file"),
    (["check"], "no new article is named: name some, or use --since REV"),
    (["check", "a.txt"], "nothing to compare with: add --against PATHS, or set articles in crosscheck.toml"),
    (["check", "--against", "a.txt", "b.txt"], "what follows --against is published (--against=PATH takes one path)"),
    (["check", "a.txt", "--against"], "Option '--against' requires an argument."),
    (
        ["check", "none.txt", "--against", "none2.txt"],
        "none.txt: there is no such file or folder; did you mean 'c.txt'? (and 1 more",
    ),
    (["check", "--since", "main"], "--since: where are the articles? name their folder, or set articles in"),
    (["check", ".", "--since", "main"], "--since needs a git repository, and"),
    (["check", "a.txt", "--against", "b.txt", "--baseline", "no.json"], "no.json: there is no such baseline; make it"),
    (["check", "a.txt", "--against", "b.txt", "--baseline", "c.txt"], "c.txt: the baseline is not valid JSON"),
    (["baseline", "a.txt", "b.txt"], "Missing option '--why'."),
    (
        ["baseline", "a.txt", "b.txt", "--why", " "],
        "--why is empty; say in a few words why these findings are accepted",
    ),
    (["baseline", "--why", "x"], "no article is named: name some, or set articles in crosscheck.toml"),
    (["baseline", "a.txt", "b.txt", "--why", "x", "--baseline", "no/b.json"], "no/b.json: cannot be written ("),
    (["config", "--config", "none.toml"], "none.toml: cannot be read (No such file or directory); check the path"),
    (["claims", "nothing"], "nothing: the folder holds no articles; put articles there: .txt, "),
    (
        ["claims", "a.txt", "-o", "x.pdf"],
        "x.pdf: no format goes with '.pdf'; add --format (one of text, json, csv, htm",
    ),
    (["claims", "a.txt", "-o", "no/x.json"], "no/x.json: the folder no does not exist; create it first"),
    (["claims", "a.txt", "-o", "nothing"], "nothing: is a folder; name a file in it"),
    (["check", "a.txt", "--against", "none.txt"], "nothing to compare with: none.txt: there is no such file or folder"),
    (["check", "a.txt", "--against", "nothing"], "nothing to compare with: nothing: the folder holds no articles"),
    (["check", ".", "--since", ""], "--since is empty; name a branch, a tag or a commit, such as origin/main"),
    (["check", "a.txt", "--against", "b.txt", "--baseline", "."], ".: the baseline cannot be read ("),
    (["check", "a.txt", "--against", "b.txt", "--output", "sarif=no/x"], "no/x: the folder no does not exist; create"),
    (["baseline", "a.txt", "--against", "none.txt", "--why", "x"], "nothing to compare with: none.txt: there is no"),
    (["baseline", "none.txt", "--why", "x"], "none.txt: there is no such file or folder; did you mean 'c.txt'?"),
    (["baseline", "a.txt", "b.txt", "--why", "x", "--baseline", "nothing"], "nothing: the baseline cannot be read ("),
    (["baseline", ".", "--since", "main", "--why", "x"], "--since needs a git repository, and"),
    (["config", "extra"], "Got unexpected extra argument (extra)"),
    (["config", "--format", "yaml"], "'yaml' is not one of 'text', 'json'."),
    (["config", "--config", "."], ".: cannot be read ("),
    (
        ["completion"],
        "Missing argument '{bash|zsh|fish}'. Choose from: bash, zsh, fish (see 'crosscheck completion --h",
    ),
    (["completion", "tcsh"], "'tcsh' is not one of 'bash', 'zsh', 'fish'."),
]


@pytest.mark.parametrize(("arguments", "expected"), BAD, ids=lambda value: " ".join(value)[:60] if value else "")
def test_bad_input_gets_one_line(run: Run, folder: Path, arguments: list[str], expected: str) -> None:
    (folder / "nothing").mkdir()
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("crosscheck: error: ")
    assert expected in err
    assert err.count("\n") == 1
    assert "\x1b" not in err
    assert "Traceback" not in err
    assert {path: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


UNREADABLE: list[tuple[str, bytes, str]] = [
    ("x.txt", b"", "x.txt: is empty; write the article into it or leave it out"),
    ("x.txt", b" \n\t\n", "x.txt: has no text; "),
    ("x.txt", b"\0\1\2" * 100, "x.txt: is a binary file, not text; "),
    ("x.txt", b"%PDF-1.7\n", "x.txt: is a PDF, which is not read; "),
    ("x.docx", b"PK\x03\x04" + b"x" * 50, "x.docx: is a zip archive or an office document, which is not read; "),
    ("x.json", b'{"text": ', "x.json: "),
    ("x.json", b"[]", "x.json: "),
    ("x.jsonl", b"not json\n", "x.jsonl: "),
    ("x.csv", b"a,b\n1,2\n", "x.csv: "),
    ("x.html", b"<html></html>", "x.html: is HTML without any text; "),
    ("x.md", b"```\ncode\n```\n", "x.md: has no text; "),
    ("x.md.gz", b"\x1f\x8b\x08broken", "x.md.gz: is a broken gzip file; "),
]


@pytest.mark.parametrize(("name", "content", "expected"), UNREADABLE)
def test_articles_that_cannot_be_read(run: Run, folder: Path, name: str, content: bytes, expected: str) -> None:
    (folder / name).write_bytes(content)
    code, out, err = run("report", name)
    assert (code, out) == (2, "")
    assert err.startswith(f"crosscheck: error: {expected}")
    assert err.count("\n") == 1
    code, _, err = run("report", "a.txt", "b.txt", name)
    assert code == 0
    assert f"crosscheck: skipped: {expected}" in err
    assert run("check", name, "--against", "a.txt")[0] == 2
    for command in (["claims", name], ["baseline", name, "--why", "x"]):
        code, out, err = run(*command)
        assert (code, out) == (2, "")
        assert err.startswith(f"crosscheck: error: {expected}")
        assert err.count("\n") == 1
    code, out, err = run("check", "a.txt", "--against", name)
    assert (code, out) == (2, "")
    assert err.startswith(f"crosscheck: error: nothing to compare with: {expected}")
    assert err.count("\n") == 1


COMMANDS = [
    ["report", "a.txt", "b.txt"],
    ["check", "a.txt", "--against", "b.txt"],
    ["baseline", "a.txt", "b.txt", "--why", "x"],
    ["claims", "a.txt"],
    ["config"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"zzz = 1", "crosscheck.toml: unknown key 'zzz' (keys: "),
        (b"min-confidence =", "crosscheck.toml: is not valid TOML: "),
        (b"model = '\xff'", "crosscheck.toml: is not UTF-8; save it as UTF-8"),
        (
            b"[policy.threshold]\nerror = 'high'",
            "crosscheck.toml: policy: threshold.error is 'high', but must be a num",
        ),
    ],
)
def test_settings_that_cannot_be_used(
    run: Run, folder: Path, command: list[str], content: bytes, expected: str
) -> None:
    (folder / "crosscheck.toml").write_bytes(content)
    code, out, err = run(*command)
    assert (code, out) == (2, "")
    assert err.startswith("crosscheck: error: ")
    assert expected in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b'{"schema": "crosscheck-baseline/99", "entries": []}',
        b"[" * 100_000,
        b'{"schema": "crosscheck-baseline/1", "entries": [{"id": 5}]}',
        b'{"schema": "crosscheck-baseline/1"}',
    ],
    ids=lambda content: repr(content[:45]),
)
def test_baselines_that_cannot_be_used(run: Run, folder: Path, content: bytes) -> None:
    (folder / "crosscheck-baseline.json").write_bytes(content)
    for command in (["check", "a.txt", "--against", "b.txt"], ["baseline", "a.txt", "b.txt", "--why", "x"]):
        code, out, err = run(*command)
        assert (code, out) == (2, "")
        assert err.startswith("crosscheck: error: crosscheck-baseline.json: ")
        assert err.count("\n") == 1
    assert (folder / "crosscheck-baseline.json").read_bytes() == content


@pytest.mark.parametrize(
    "revision", ["nosuch", "HEAD~9", "HEAD:a.txt", "HEAD; true", "v1..v2", "-x", "\x1b[31m", "é" * 300]
)
def test_revisions_that_git_does_not_know(run: Run, folder: Path, revision: str) -> None:
    repository = Repository(folder)
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "articles")
    for command in (["check", "."], ["baseline", ".", "--why", "x"]):
        code, out, err = run(*command, "--since", revision)
        assert (code, out) == (2, "")
        assert err.startswith("crosscheck: error: --since ")
        assert err.count("\n") == 1
        assert "\x1b" not in err


def test_two_articles_with_one_id(run: Run, folder: Path) -> None:
    for name, number in (("x.json", 12), ("y.json", 15)):
        (folder / name).write_text(f'{{"id": "fire", "text": "{number} people were hurt."}}', encoding="utf-8")
    code, _, err = run("report", "x.json", "a.txt", "y.json")
    assert code == 0
    assert "skipped: y.json: the id 'fire' is taken by an article of x.json; give each article an id of its own" in err
    code, out, err = run("report", "x.json", "y.json")
    assert (code, out) == (2, "")
    assert err.splitlines()[-1].startswith("crosscheck: error: x.json: is the only article; name at least two to comp")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="folders are always writable")
@pytest.mark.parametrize("command", [*COMMANDS[:1], *COMMANDS[3:4]], ids=lambda command: command[0])
def test_a_folder_that_cannot_be_written(run: Run, folder: Path, command: list[str]) -> None:
    locked = folder / "locked"
    locked.mkdir()
    locked.chmod(0o500)
    code, out, err = run(*command, "-o", "locked/x.json")
    assert (code, out) == (2, "")
    assert err == "crosscheck: error: locked/x.json: cannot be written (Permission denied); check the path and its " + (
        "permissions\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("command", [*COMMANDS[:2], *COMMANDS[3:4]], ids=lambda command: command[0])
def test_a_full_disk(run: Run, command: list[str]) -> None:
    code, out, err = run(*command, "-o", "/dev/full", "-f", "json")
    assert (code, out) == (2, "")
    assert err.startswith("crosscheck: error: /dev/full: cannot be written (No space left on device); check the path")
    assert err.count("\n") == 1


def test_a_very_large_article(run: Run, folder: Path) -> None:
    with (folder / "large.txt").open("wb") as file:
        file.truncate(50_000_000)
    code, _, err = run("report", "large.txt")
    assert code == 2
    assert err == (
        "crosscheck: error: large.txt: is 50.0 MB large; at most 20 MB are read; split it into single articles\n"
    )


def test_standard_input_that_is_closed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    code, _, err = run("report", "-", "a.txt")
    assert code == 2
    assert err == "crosscheck: error: -: standard input is closed; pipe an article into it, or name a file\n"


def test_each_wrong_setting_has_its_line(run: Run, folder: Path) -> None:
    (folder / "crosscheck.toml").write_text("candidate = 3\nfail-on = 'all'", encoding="utf-8")
    assert run("report", "a.txt", "b.txt") == (
        2,
        "",
        "crosscheck: error: crosscheck.toml: fail-on is 'all', but must be one of error, warning, never\n"
        "crosscheck: error: crosscheck.toml: unknown key 'candidate'; did you mean 'candidates'? (keys: articles, "
        "fields, model, entailment, syntax, candidates, min-confidence, discrepancy-threshold, agreement-threshold, "
        "policy, within, min-severity, ignore, fail-on, baseline, suppressions, cache, use-cache)\n",
    )


def test_a_slip_in_a_variable_is_noted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSCHECK_MODLE", "x")
    code, _, err = run("report", "a.txt", "c.txt")
    assert code == 0
    assert "note: CROSSCHECK_MODLE is no setting and is not used; did you mean 'CROSSCHECK_MODEL'?" in err


@pytest.mark.parametrize(
    ("error", "code", "expected"),
    [
        (KeyboardInterrupt(), 130, "\ncrosscheck: interrupted\n"),
        (PermissionError(13, "Permission denied", "weights"), 2, "crosscheck: error: weights: Permission denied\n"),
        (OSError(28, "No space left on device"), 2, "crosscheck: error: No space left on device\n"),
        (
            ImportError("No module named 'torch'"),
            2,
            "crosscheck: error: the installation is incomplete (No module named 'torch'); install crosscheck anew\n",
        ),
        (
            MemoryError(),
            2,
            "crosscheck: error: there is not enough memory; compare fewer or shorter articles at a time\n",
        ),
    ],
)
def test_what_may_go_wrong_on_the_way(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, expected: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setitem(vars(checker), "check", fail)
    assert run("report", "a.txt", "b.txt") == (code, "", expected)


def test_a_defect_is_not_taken_for_findings(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vars(checker), "check", lambda *_, **__: {}["key"])
    code, out, err = run("report", "a.txt", "b.txt")
    assert (code, out) == (2, "")
    assert "Traceback" in err
    assert err.endswith("crosscheck: error: internal error, please report it with the lines above: KeyError: 'key'\n")


# --- claims, config, completion -------------------------------------------------------------------------------------


def test_config(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "crosscheck.toml").write_text('articles = ["news"]\nfail-on = "warning"', encoding="utf-8")
    monkeypatch.setenv("CROSSCHECK_MODEL", "some/model")
    code, out, err = run("config")
    assert (code, err) == (0, "")
    lines = {line.split()[0]: line.partition("#")[0].split()[1:] for line in out.splitlines()[2:]}
    assert lines["articles"] == ['["news"]', "crosscheck.toml"]
    assert lines["fail-on"] == ['"warning"', "crosscheck.toml"]
    assert lines["model"] == ['"some/model"', "CROSSCHECK_MODEL"]
    assert lines["candidates"] == ["5", "default"]
    assert lines["entailment"][1] == "default"
    assert out.startswith("settings file: crosscheck.toml\n")
    data = json.loads(run("config", "--format", "json")[1])
    assert data["settings"]["articles"] == {"value": ["news"], "from": "crosscheck.toml"}
    assert data["file"] == "crosscheck.toml"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(run: Run, shell: str) -> None:
    code, out, err = run("completion", shell)
    assert (code, err) == (0, "")
    assert "_CROSSCHECK_COMPLETE" in out


def test_completion_of_a_word(folder: Path) -> None:
    code = (
        "import os, sys\nfrom reports.cli import main\n"
        "os.environ.update(_CROSSCHECK_COMPLETE='bash_complete', COMP_WORDS='crosscheck rep', COMP_CWORD='1')\n"
        "sys.exit(main([]))"
    )
    assert python(code, folder=folder).stdout.split() == ["plain,report"]
