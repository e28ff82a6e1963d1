"""The documentation tells the truth: commands, options, snippets, links, and what is made from something else.

CROSSCHECK_UPDATE_SNAPSHOTS=1 writes the made parts anew.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import made_pages
import pytest
import spacy
from markdown_it import MarkdownIt
from spacy.tokens import Doc
from spacy.training import Example

from checker.config import Config
from checker.models.encode import CachedEncoder, SentenceEncoder
from claims.syntax.minilm import SHA256, minilm_folder
from reports.cli import crosscheck, main

TOP = Path(__file__).parents[1]
PAGES = sorted(
    str(path.relative_to(TOP).as_posix())
    for pattern in ("*.md", "docs/*.md", "training/**/*.md", "benchmarks/**/*.md")
    for path in TOP.glob(pattern)
)
FIGURES = TOP / "claims/weights/parser/figures.json"
FOREIGN_OPTIONS = {"--help", "--index-url", "--scorer", "--version"}
"""Options of other programs, or of all."""


def text(page: str) -> str:
    return (TOP / page).read_text(encoding="utf-8")


def fences(page: str, language: str) -> list[str]:
    return [t.content for t in MarkdownIt().parse(text(page)) if t.type == "fence" and t.info == language]


def code_spans(page: str) -> Iterator[str]:
    for token in MarkdownIt("commonmark").enable("table").parse(text(page)):
        yield from (child.content for child in token.children or () if child.type == "code_inline")


def shell_commands(page: str) -> Iterator[list[str]]:
    """The words of each command in the page's console blocks; 'a && b' are two."""
    for block in fences(page, "console"):
        for line in block.splitlines():
            assert line.startswith("$ "), f"{page}: {line}"
            words = shlex.split(line[2:])
            while "&&" in words:
                at = words.index("&&")
                yield words[:at]
                words = words[at + 1 :]
            yield words


def program(words: list[str]) -> str:
    return words[0].rsplit("/", 1)[-1]


COMMANDS = [(page, words) for page in PAGES for words in shell_commands(page)]


def test_there_is_something_to_test() -> None:
    assert {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/rules.md", "docs/models.md"} <= set(PAGES)
    assert sum(program(words) == "crosscheck" for _, words in COMMANDS) >= 10


@pytest.mark.parametrize(
    ("page", "words"), COMMANDS, ids=[f"{page}: {' '.join(words)[:60]}" for page, words in COMMANDS]
)
def test_command_in_a_page(page: str, words: list[str]) -> None:
    """Scripts and extras that other programs' commands name are there; our own commands run, below."""
    if program(words) in {"python", "python3"} and words[1].endswith(".py"):
        assert (TOP / words[1]).is_file()
    elif program(words) == "pip":
        extras = {e for word in words for found in re.findall(r"\[(.*?)\]", word) for e in found.split(",")}
        assert extras <= project()["optional-dependencies"].keys()


OURS = [(page, words) for page, words in COMMANDS if program(words) in {"crosscheck", "eval"}]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that the pages' commands name, and a git repository in which one article is new."""
    git = shutil.which("git")
    if git is None:
        pytest.skip("the commands need git")
    folder = tmp_path_factory.mktemp("desk")
    radio, wire, daily = sorted((TOP / "examples/talks").iterdir(), key=lambda path: path.stem, reverse=True)
    copies = {radio: ["story.md", "articles/radio.md"], daily: ["a.txt", "published/daily.txt", "articles/daily.txt"]}
    copies[wire] = ["b.txt", "new.md", "coverage/wire.md", "articles/wire.md"]
    copies[daily].append("coverage/daily.txt")
    for source, names in copies.items():
        for name in names:
            (folder / name).parent.mkdir(exist_ok=True)
            shutil.copy(source, folder / name)
    shutil.copytree(TOP / "examples", folder / "examples")
    shutil.copytree(minilm_folder(), folder / "models" / "my-encoder")
    pipeline = spacy.blank("en")
    for name in ("morphologizer", "parser"):
        pipeline.add_pipe(name)
    doc = Doc(pipeline.vocab, ["It", "rained"], pos=["PRON", "VERB"], deps=["nsubj", "ROOT"], heads=[1, 1])
    pipeline.initialize(lambda: [Example(doc.copy(), doc)])
    pipeline.to_disk(folder / "models" / "my-pipeline")
    (folder / "crosscheck.toml").write_text('articles = ["articles"]\n', encoding="utf-8")
    identity = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "commit.gpgsign=false"]
    for command in (
        ["init", "-q"],
        ["add", "crosscheck.toml", "articles/daily.txt", "articles/radio.md"],
        [*identity, "commit", "-q", "-m", "published"],
        ["update-ref", "refs/remotes/origin/main", "HEAD"],
    ):
        subprocess.run([git, *command], cwd=folder, check=True)  # noqa: S603
    return folder


@pytest.mark.parametrize(("page", "words"), OURS, ids=[f"{page}: {' '.join(words)}" for page, words in OURS])
def test_our_commands_run(
    page: str, words: list[str], desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in os.environ if name.startswith(("CROSSCHECK_", "GIT_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CROSSCHECK_CACHE", str(desk / "cache"))
    monkeypatch.chdir(desk)
    if program(words) == "eval":
        words = words[1].removeprefix("$(").removesuffix(")").split()
    if "--explain" in words:  # the id in the page stands for any
        assert main(["check", "--since", "origin/main", "-f", "json", "--exit-zero"]) == 0
        findings = json.loads(capsys.readouterr().out)["findings"]
        words = [*words[: words.index("--explain") + 1], findings[0]["id"][:6]]
    code = main(words[1:])
    out, err = capsys.readouterr()
    assert "error: " not in err
    found = re.search(r"\d published ones?: (no|\d+) errors?", err)
    assert bool(found) == (words[1] == "check" and "--explain" not in words)
    assert code == (1 if found and found[1] != "no" else 0)  # only a gate that finds errors fails
    written = [desk / word.partition("=")[2] for word in words if re.match(r"(?:sarif|junit)=", word)]
    written += [desk / after for word, after in pairwise(words) if word == "-o"]
    for file in written:
        assert file.stat().st_size > 500
        file.unlink()
    assert written or out or words[1] == "baseline"
    (desk / "crosscheck-baseline.json").unlink(missing_ok=True)


@pytest.mark.parametrize("page", PAGES)
def test_options_and_commands_in_the_prose(page: str) -> None:
    known = {o for command in crosscheck.commands.values() for p in command.params for o in p.opts} | FOREIGN_OPTIONS
    for span in code_spans(page):
        if re.match(r"crosscheck [a-z]", span):
            assert span.split()[1] in crosscheck.commands, f"{page}: `{span}`"
        if span.startswith(("crosscheck", "--")):
            unknown = {word.split("=")[0] for word in span.split() if word.startswith("--")} - known
            assert not unknown, f"{page}: `{span}`"


@pytest.mark.parametrize("page", PAGES)
def test_links_resolve(page: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(text(page))
    targets = [
        str(child.attrs["href"])
        for token in tokens
        for child in token.children or ()
        if child.type == "link_open" and ":" not in str(child.attrs["href"])
    ]
    for target in targets:
        name, _, anchor = target.partition("#")
        path = (TOP / page).parent / name if name else TOP / page
        assert path.exists(), f"{page}: {target}"
        if anchor:
            assert anchor in anchors(path), f"{page}: {target}"


def anchors(path: Path) -> set[str]:
    """The anchors that GitHub makes of a page's headings."""
    tokens = MarkdownIt().parse(path.read_text(encoding="utf-8"))
    titles = [after.content for token, after in pairwise(tokens) if token.type == "heading_open"]
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


# Python


@pytest.mark.parametrize("page", [page for page in PAGES if fences(page, "python")])
def test_python_in_a_page_runs(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All snippets of a page, one after the other, as a reader would run them in the clone."""
    if any("plot_" in snippet for snippet in fences(page, "python")):
        pytest.importorskip("matplotlib", reason="the page draws plots").use("agg")
    shutil.copytree(TOP / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("checker.models.encode.cache_folder", lambda config: tmp_path / "cache")
    names: dict[str, object] = {}
    for number, snippet in enumerate(fences(page, "python"), 1):
        exec(compile(snippet, f"{page}, snippet {number}", "exec"), names)  # noqa: S102 (our own text)
    assert names


# Parts made from something else


PERCENT = re.compile(r"\b(\d+)%")


def hold(page: str, made: str, *, percent: int = 0) -> None:
    """The page's text must be ``made``; percentages may differ by ``percent``, since machines round differently."""
    if os.environ.get("CROSSCHECK_UPDATE_SNAPSHOTS") == "1":
        (TOP / page).write_text(made, encoding="utf-8", newline="\n")
    stale = f"{page} is out of date; CROSSCHECK_UPDATE_SNAPSHOTS=1 pytest tests/test_docs.py writes it"
    there = text(page)
    assert PERCENT.sub("%", there) == PERCENT.sub("%", made), stale
    for old, new in zip(PERCENT.findall(there), PERCENT.findall(made), strict=True):
        assert abs(int(old) - int(new)) <= percent, stale


def with_part(page: str, start: str, end: str, part: str) -> str:
    """The page with ``part`` between the two comments."""
    found = re.fullmatch(rf"(.*<!-- {re.escape(start)} -->\n).*(<!-- {re.escape(end)} -->.*)", text(page), re.DOTALL)
    assert found, f"{page}: the comments '{start}' and '{end}' are gone"
    return found[1] + part + found[2]


def test_excerpt_in_the_readme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [
        name for name in os.environ if name.startswith("CROSSCHECK_") and name != "CROSSCHECK_UPDATE_SNAPSHOTS"
    ]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CROSSCHECK_CACHE", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(TOP)
    command = "crosscheck report examples/talks"
    assert any(" ".join(words).endswith(command) for words in shell_commands("README.md"))
    assert main(shlex.split(command)[1:]) == 0
    report = capsys.readouterr().out.replace(os.sep, "/")
    part = f"```text\n{made_pages.excerpt(report)}```\n"
    hold("README.md", with_part("README.md", f"excerpt of: {command}", "end of excerpt", part), percent=2)


def test_page_of_rules(tmp_path: Path) -> None:
    encoder = CachedEncoder(SentenceEncoder(Config().model), tmp_path / "embeddings.sqlite")
    hold("docs/rules.md", made_pages.rules_page(encoder))


def test_figures_of_the_parser() -> None:
    page, figures = "training/parser.md", json.loads(FIGURES.read_text(encoding="utf-8"))
    part = made_pages.parser_part(figures)
    hold(page, with_part(page, "figures: claims/weights/parser/figures.json", "end of figures", part))


def test_figures_of_the_entailment_model() -> None:
    page, source = "training/entailment.md", "checker/weights/entailment/figures.json"
    if not (TOP / source).is_file():
        pytest.skip("the weights of the entailment model are not there")
    part = made_pages.entailment_part(json.loads(text(source)))
    hold(page, with_part(page, f"figures: {source}", "end of figures", part))


def test_facts_about_the_models() -> None:
    assert SHA256 in text("docs/models.md")
    assert next(d for d in project()["dependencies"] if d.startswith("torch")) in text("docs/models.md")
    opposites = [line.split() for line in text("checker/tables/opposites.txt").splitlines() if line[:1] != "#"]
    assert f"{sum(len(words) - 2 for words in opposites if words)} pairs" in text("docs/models.md")
    config = json.loads((TOP / "claims/weights/parser/config.json").read_text(encoding="utf-8"))
    card = text("training/parser.md")
    for words in (
        f"rank {config['lora_rank']}",
        f"arcs (width {config['arc_width']})",
        f"labels (width {config['rel_width']})",
    ):
        assert words in card


def project() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = tomllib.loads(text("pyproject.toml"))["project"]
    return found


# What must not be there

FORBIDDEN = {
    "a path of somebody's machine": r"(?<![\w.:/\-])/(?:work|root|home/\w+|Users/\w+)/\w",
    "the host of a package registry": (
        r"\b(?:p[y]pi|p[y]thonhosted)\.(?:org|io)\b"
        r"|\bdownload\.p[y]torch\b|registry\.n[p]mjs"
    ),
    "a link to an unpublished folder": r"\.\./shared/",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_traces_of_a_machine(what: str) -> None:
    found = []
    for path in tracked():
        if path != Path(__file__):
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
                if re.search(FORBIDDEN[what], line):
                    found.append(f"{path.relative_to(TOP)}:{number}: {line.strip()[:100]}")
    assert not found, what + ":\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("what", "yes", "no"),
    [
        ("a path of somebody's machine", "see /home/ana/articles", "see docs/home/page"),
        ("the host of a package registry", "from https://test." + "pypi" + ".org/simple", "a package index"),
        ("a link to an unpublished folder", "python x.py ../shared/eval", "python x.py FOLDER"),
    ],
)
def test_traces_would_be_seen(what: str, yes: str, no: str) -> None:
    assert re.search(FORBIDDEN[what], yes)
    assert not re.search(FORBIDDEN[what], no)


def tracked() -> list[Path]:
    """The text files that git knows; the test is skipped where there is no git."""
    git = shutil.which("git")
    if git is None or not (TOP / ".git").exists():
        pytest.skip("not a git checkout")
    names = subprocess.run([git, "ls-files", "-z"], cwd=TOP, capture_output=True, check=True).stdout  # noqa: S603
    files = [TOP / name for name in os.fsdecode(names).split("\0") if name]
    return [f for f in files if f.is_file() and f.suffix != ".safetensors"]
