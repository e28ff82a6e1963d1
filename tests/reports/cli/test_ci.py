"""What docs/ci.md says for each CI system, and the steps of action.yml, run in a clone whose last commit
contradicts what was published. Only pip and the checker are stand-ins."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from newsroom import A, B, C
from repository import Repository, clean_environment

TOP = Path(__file__).parents[3]
PAGE = (TOP / "docs/ci.md").read_text(encoding="utf-8")
BASH = shutil.which("bash")

pytestmark = pytest.mark.skipif(BASH is None or os.name == "nt", reason="the scripts are for bash")

# What the systems say of the branch that the change goes to.
VARIABLES = {
    "GITHUB_BASE_REF": "main",
    "GITHUB_STEP_SUMMARY": "summary.md",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
    "CHANGE_TARGET": "main",
}
SYSTEMS = {
    "GitHub Actions": "summary.md",
    "GitLab CI": "crosscheck.xml",
    "Jenkins": "crosscheck.xml",
    "Azure Pipelines": "crosscheck.xml",
    "CircleCI": "results/crosscheck.xml",
}
STAND_IN = """#!{python}
import sys
sys.path[:0] = [{top!r}, {here!r}]
import checker
from stand_in import StandIn
from reports.cli import main
vars(checker)["check"] = StandIn().check
sys.exit(main())
"""
PIP = '#!/bin/sh\nprintf "%s\\n" "$@" > "$PIP_SAID"\n'


@pytest.fixture
def clone(tmp_path: Path) -> Repository:
    """A clone with a published article, and one on its branch that contradicts it; bin/ beside it has the programs."""
    origin = Repository(tmp_path / "origin")
    origin.write("articles/a.txt", A)
    origin.write("crosscheck.toml", 'articles = ["articles"]\n')
    origin.git("add", "-A")
    origin.git("commit", "-q", "-m", "published")
    origin.git("clone", "-q", str(origin.path), str(tmp_path / "clone"))
    clone = Repository(tmp_path / "clone")
    clone.git("checkout", "-q", "-b", "news")
    clone.write("articles/b.txt", B)
    clone.git("add", "-A")
    clone.git("commit", "-q", "-m", "news")
    programs = tmp_path / "bin"
    programs.mkdir()
    crosscheck = STAND_IN.format(python=sys.executable, top=str(TOP), here=str(Path(__file__).parent))
    for name, script in {"crosscheck": crosscheck, "pip": PIP, "python": PIP}.items():
        (programs / name).write_text(script, encoding="utf-8")
        (programs / name).chmod(0o755)
    return clone


def bash(clone: Repository, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script as the systems do: it ends at the first command that fails."""
    kept = {name: value for name, value in clean_environment().items() if not name.startswith("CROSSCHECK_")}
    path = f"{clone.path.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environ = kept | {"PATH": path, "PIP_SAID": str(clone.path.parent / "pip.txt"), "PYTHONUTF8": "1"} | variables
    command = [str(BASH), "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script]
    return subprocess.run(command, cwd=clone.path, capture_output=True, text=True, check=False, env=environ)  # noqa: S603


def test_every_system_is_tried() -> None:
    headings = re.findall(r"^## (.*)$", PAGE, re.MULTILINE)
    assert headings[: len(SYSTEMS)] == list(SYSTEMS)
    assert headings[len(SYSTEMS)] == "pre-commit"


def scripts(system: str) -> Iterator[str]:
    """The commands of a system's snippets, in order."""
    section = PAGE.split(f"\n## {system}\n")[1].split("\n## ")[0]
    for language, block in re.findall(r"^```(\w+)\n(.*?)^```", section, re.DOTALL | re.MULTILINE):
        if language == "groovy":
            yield from re.findall(r"^sh '(.*)'$", block, re.MULTILINE)
            continue
        parsed = yaml.safe_load(block)
        for step in parsed if isinstance(parsed, list) else parsed.values():
            said = step.get("run") or step.get("script") or []
            yield from [said] if isinstance(said, str) else said


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_commands_of_a_system(clone: Repository, system: str) -> None:
    commands = [command.replace("$(System.PullRequest.targetBranchName)", "main") for command in scripts(system)]
    assert commands[0].startswith("pip install ./tools/crosscheck")
    done = bash(clone, "\n".join(commands), **VARIABLES)
    assert done.returncode == 1, done.stderr
    assert "1 new article checked against 1 published one: 1 error, 1 warning" in done.stderr
    written = (clone.path / SYSTEMS[system]).read_text(encoding="utf-8")
    assert "quantity-mismatch" in written
    if written.startswith("<?xml"):
        assert ElementTree.fromstring(written).get("failures") == "1"  # noqa: S314 (our own)
    else:
        assert done.stdout.startswith("::error file=articles/b.txt,line=3,")
    clone.write("articles/b.txt", C)
    clone.git("commit", "-q", "-a", "-m", "corrected")
    assert bash(clone, "\n".join(commands), **VARIABLES).returncode == 0


# --- The action

ACTION = yaml.safe_load((TOP / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]


def run_step(clone: Repository, name: str, inputs: dict[str, str], event: dict[str, str]) -> tuple[Any, dict[str, str]]:
    """Run a step of the action: what it said, and its outputs."""
    [step] = [step for step in STEPS if step.get("name") == name]
    known = {"runner.temp": str(clone.path.parent / "temp"), "github.action_path": str(TOP)}
    known |= {f"inputs.{key}": inputs.get(key, value["default"]) for key, value in ACTION["inputs"].items()}
    known |= {f"github.event.{key}": value for key, value in event.items()}

    def value(found: re.Match[str]) -> str:
        """An expression: names, of which the first that is not empty counts."""
        return next(filter(None, (known.get(name.strip(), "") for name in found[1].split("||"))), "")

    variables = {key: re.sub(r"\$\{\{(.*?)\}\}", value, text) for key, text in step["env"].items()}
    (clone.path.parent / "temp").mkdir(exist_ok=True)
    out, summary = clone.path.parent / "outputs.txt", clone.path.parent / "summary.md"
    out.write_text("", encoding="utf-8")
    done = bash(clone, step["run"], **variables, GITHUB_OUTPUT=str(out), GITHUB_STEP_SUMMARY=str(summary))
    lines = out.read_text(encoding="utf-8").splitlines()
    return done, dict(line.split("=", 1) for line in lines)


def test_the_steps_of_the_action() -> None:
    what = [step.get("name") or step["uses"] for step in STEPS]
    assert what == [
        "actions/setup-python@v5",
        "Restore the analyses and embeddings of the published articles",
        "Install crosscheck",
        "Check the new articles",
        "Keep them for the next run",
    ]
    restore, keep = STEPS[1], STEPS[4]
    assert {name: keep["with"][name] for name in ("path", "key")} == {n: restore["with"][n] for n in ("path", "key")}
    assert restore["with"]["path"] == STEPS[3]["env"]["CROSSCHECK_CACHE"]
    assert keep["if"] == "always()"
    assert STEPS[3]["id"] == "check"
    assert ACTION["outputs"]["sarif"]["value"] == "${{ steps.check.outputs.sarif }}"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [("", []), ("--index-url https://example.org/a?b=* -v", ["--index-url", "https://example.org/a?b=*", "-v"])],
)
def test_the_action_installs_what_it_lies_in(clone: Repository, arguments: str, expected: list[str]) -> None:
    done, _ = run_step(clone, "Install crosscheck", {"pip-arguments": arguments}, {})
    assert done.returncode == 0, done.stderr
    said = (clone.path.parent / "pip.txt").read_text(encoding="utf-8").splitlines()
    assert said == ["-m", "pip", "install", "--quiet", *expected, str(TOP)]


@pytest.mark.parametrize(
    ("inputs", "event"),
    [
        ({}, {"pull_request.base.sha": "BASE"}),
        ({}, {"before": "BASE"}),
        ({}, {"before": "0" * 40, "repository.default_branch": "main"}),
        ({}, {"repository.default_branch": "main"}),
        ({"since": "BASE"}, {"before": "HEAD"}),
    ],
    ids=["pull request", "push", "new branch", "by hand", "given"],
)
def test_the_action_checks(clone: Repository, inputs: dict[str, str], event: dict[str, str]) -> None:
    base = clone.git("rev-parse", "HEAD~1").strip()
    inputs, event = ({key: base if text == "BASE" else text for key, text in d.items()} for d in (inputs, event))
    done, outputs = run_step(clone, "Check the new articles", inputs, event)
    assert done.returncode == 1, done.stderr
    assert done.stdout.count("::error file=articles/b.txt,") == 1
    assert done.stdout.count("::warning file=articles/b.txt,") == 1
    [run] = json.loads(Path(outputs["sarif"]).read_text(encoding="utf-8"))["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["quantity-mismatch", "polarity-flip"]
    assert "# Crosscheck\n" in (clone.path.parent / "summary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code"), [("--fail-on never", 0), ("--exit-zero --ignore polarity-flip", 0), ("--fail-on [a]*", 2)]
)
def test_the_action_passes_options_on(clone: Repository, arguments: str, code: int) -> None:
    done, _ = run_step(clone, "Check the new articles", {"arguments": arguments, "since": "origin/main"}, {})
    assert done.returncode == code, done.stderr
