"""The pages about CI and configuration, the action and the hook say what the command line does."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest
import yaml

from reports.cli import crosscheck
from reports.settings import KEYS, load, variable

TOP = Path(__file__).parents[3]
PAGES = ["docs/ci.md", "docs/configuration.md", "action.yml"]
COMMAND = re.compile(r"crosscheck (?:check|report|baseline|claims|config|completion)\b[^`'\n]*")


def commands() -> list[str]:
    return [
        command.group().rstrip().removesuffix(')"')
        for page in PAGES
        for line in (TOP / page).read_text(encoding="utf-8").splitlines()
        if re.match(r"\s*(?:\$ |- (?:run|script): |- |sh '|)(?=eval|crosscheck)", line)
        for command in [COMMAND.search(line)]
        if command and not line.startswith("crosscheck: ")
    ]


def test_commands_are_found() -> None:
    assert len(commands()) >= 9


@pytest.mark.parametrize("command", commands())
def test_commands_exist_with_their_options(command: str) -> None:
    _, name, *arguments = shlex.split(command)
    found = crosscheck.commands[name]
    found.make_context(name, [a for a in arguments if a != "$ARGUMENTS"], parent=click.Context(crosscheck))


def fences(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", (TOP / page).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", ["docs/ci.md", "docs/configuration.md"])
def test_settings_in_the_pages_are_valid(page: str, tmp_path: Path) -> None:
    blocks = fences(page, "toml")
    assert blocks
    for block in blocks:
        (tmp_path / "crosscheck.toml").write_text(block, encoding="utf-8")
        settings = load(folder=tmp_path, environ={})
        assert settings.origins.keys() == tomllib.loads(block).keys()


@pytest.mark.parametrize("block", fences("docs/ci.md", "yaml"))
def test_yaml_in_the_pages_is_valid(block: str) -> None:
    assert yaml.safe_load(block)


def test_every_key_is_documented() -> None:
    page = (TOP / "docs/configuration.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.splitlines() if line.startswith("| `")]
    assert [row[0].strip("`") for row in rows] == list(KEYS)
    options = {option for c in crosscheck.commands.values() for p in c.params for option in p.opts}
    for row in rows:
        assert row[4].startswith(f"`{variable(row[0].strip('`'))}`")
        assert not row[3] or row[3].strip("`").split()[0] in options
        field = KEYS[row[0].strip("`")]
        if row[2].startswith("`") and field.default is not None:
            assert row[2].split()[0].strip("`") in {str(field.default).lower(), f'"{field.default}"', "[]", "{}"}


def test_the_hook_and_the_action_are_complete() -> None:
    [hook] = yaml.safe_load((TOP / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["entry"] == "crosscheck check"
    wanted = {"articles/a.md", "a.html", "a.htm", "a.jsonl", "a.json", "a.csv", "a.txt"}
    assert {n for n in wanted | {"a.py", "a.jsonlx", "amd"} if re.search(hook["files"], n)} == wanted
    action = yaml.safe_load((TOP / "action.yml").read_text(encoding="utf-8"))
    steps = action["runs"]["steps"]
    assert all("${{" not in step["run"] for step in steps if "run" in step), "inputs reach scripts by the environment"
    assert {step["shell"] for step in steps if "run" in step} == {"bash"}
