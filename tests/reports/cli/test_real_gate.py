"""The gate with the real checker, in a repository of twenty articles."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from newsroom import Run
from repository import Repository

from reports.cli import main

FERRY = (
    "A fire on the night ferry to Marlow killed 18 passengers on Friday, the coast guard said. The ferry had left "
    "Tarn in the evening."
)
FOLLOW_UP = (
    "The fire on the night ferry to Marlow killed 18 passengers on Friday. The operator had the engine inspected in "
    "January, its director said."
)
NEW = "The fire on the night ferry to Marlow killed {} passengers on Friday. The wreck lies off the lighthouse."
OTHERS = {
    "Bakery": "The bakery in Elm Street opened a second shop on Monday. The owner, Rosa Lind, hired nine people.",
    "Library": "The town library lent 48,000 books last year. Its director, Per Holm, wants longer opening hours.",
    "Bridge": "Work on the north bridge will last four months. Buses take the old road.",
    "Choir": "The choir of Velm sang in Porto on Saturday. Some 600 people came to hear it.",
    "Harvest": "Farmers around Velm brought in 12,000 tonnes of wheat. Rain had delayed the harvest by two weeks.",
    "School": "The new school has room for 420 pupils. Mayor Ida Krans opened it on September 1.",
    "Football": "Velm beat Torgau 3-1 on Sunday. Jon Asper scored twice.",
    "Hospital": "The hospital bought two scanners for 3.2 million euros. They will be used from March.",
    "Trams": "The tram company raised its prices by 4 percent. A single ticket costs 2.80 euros.",
    "Museum": "The museum shows 70 paintings by Lena Borg. The exhibition ends on May 12.",
    "Storm": "A storm felled 35 trees in the city park. Nobody was hurt.",
    "Election": "Ida Krans was elected mayor with 54 percent of the vote. Turnout was 61 percent.",
    "Market": "The Christmas market opens on November 29. It has 85 stalls.",
    "Theatre": "The theatre sold 9,300 tickets in October. The director called it a record.",
    "River": "The river rose by 1.4 metres within a day. Firefighters filled sandbags.",
    "Airport": "The airport counted 210,000 passengers in July. Two airlines added flights to Madrid.",
    "Police": "Police arrested three men after a robbery in Kiln Lane. A shop assistant was injured.",
    "Zoo": "The zoo welcomed two lynx cubs. They were born on June 3.",
}


def article(title: str, text: str) -> str:
    return f"---\ndate: 2024-03-09\n---\n# {title}\n\n{text}\n"


@pytest.fixture
def repository(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("CROSSCHECK_CACHE", str(folder / ".cache"))
    repository = Repository(folder)
    for title, text in OTHERS.items():
        repository.write(f"articles/{title.lower()}.md", article(title, text))
    repository.write("articles/ferry.md", article("Fire on the night ferry", FERRY))
    repository.write("articles/follow-up.md", article("Questions after the ferry fire", FOLLOW_UP))
    repository.write("crosscheck.toml", 'articles = ["articles"]\n')
    repository.write(".gitignore", ".cache/\n")
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "publish")
    repository.git("switch", "-q", "-c", "branch")
    return repository


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line with nothing in the place of the real checker."""

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(arguments)
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_a_pull_request_that_contradicts_two_published_articles(run: Run, repository: Repository) -> None:
    repository.write("articles/new.md", article("The ferry fire: what we know", NEW.format(21)))
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "add")

    outputs = ["--output", "json=r.json", "--output", "sarif=r.sarif", "--output", "junit=r.xml", "--output", "github"]
    code, out, err = run("check", "--since", "main", "--fail-on", "warning", *outputs, "--output", "text")
    findings = json.loads(Path("r.json").read_text(encoding="utf-8"))["findings"]
    assert [f["rule"] for f in findings] == ["quantity-mismatch"] * 2
    assert {f[side]["source"] for f in findings for side in ("left", "right")} == {
        "articles/ferry.md",
        "articles/follow-up.md",
        "articles/new.md",
    }
    assert code == 1, err
    assert len(re.findall(r"^::(?:error|warning) file=articles/new\.md,line=6,", out, re.MULTILINE)) == 2
    assert " ".join(out.split()).count("[21] passengers") == 2  # lines wrap where the terminal ends
    sarif = json.loads(Path("r.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [r["ruleId"] for r in sarif] == ["quantity-mismatch"] * 2
    junit = ElementTree.parse("r.xml").getroot()  # noqa: S314 (written a moment ago)
    assert len(junit.findall(".//failure")) == 2

    assert run("baseline", "--since", "main", "--why", "ours is the later count", "--by", "Ana Ruiz")[0] == 0
    assert run("check", "--since", "main", "--fail-on", "warning")[0] == 0

    repository.write("articles/new.md", article("The ferry fire: what we know", NEW.format(18)))
    code, _, err = run("check", "--since", "main", "--fail-on", "warning")
    assert code == 0
    assert err.count("note: stale baseline entry") == 2
