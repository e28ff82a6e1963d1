"""Pairs of real documents: near sentences, and sentences beside themselves with something planted."""

from __future__ import annotations

import gzip
import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))
import document_pairs
from document_pairs import Told, documents, exchanged, marks, planted_pairs, shortened

ROWS = """The DET 2 det
ferry NOUN 4 nsubj
had AUX 4 aux
carried VERB 0 root
212 NUM 6 nummod
passengers NOUN 4 obj
from ADP 9 case
Port PROPN 9 compound
Velmar PROPN 4 obl SpaceAfter=No
, PUNCT 12 punct
police NOUN 12 nsubj
said VERB 4 parataxis
on ADP 14 case
Monday PROPN 12 obl SpaceAfter=No
. PUNCT 4 punct"""


def conllu(name: str, times: int) -> str:
    lines = []
    for number, row in enumerate(ROWS.split("\n"), 1):
        form, upos, head, deprel, *misc = row.split()
        lines.append("\t".join([str(number), form, form.lower(), upos, "_", "_", head, deprel, "_", *(misc or ["_"])]))
    sentence = "\n".join(lines) + "\n\n"
    return f"# newdoc id = {name}\n" + sentence * times


@pytest.fixture
def told(tmp_path: Path) -> Told:
    text = conllu("GUM_news_ferry", 2) + conllu("reviews-1", 3)
    with gzip.open(tmp_path / "small.conllu.gz", "wt", encoding="utf-8") as file:
        file.write(text)
    ((first, second),) = documents(tmp_path)  # no reviews
    assert first == second
    return first


def test_a_sentence_is_written_as_it_was(told: Told) -> None:
    assert told.text == "The ferry had carried 212 passengers from Port Velmar, police said on Monday."
    found = {kind: [told.form(run) for run in runs] for kind, runs in marks(told).items()}
    assert found == {"number": ["212"], "name": ["Port Velmar", "Monday"], "verb": ["had carried", "said"]}
    assert told.around(marks(told)["number"][0]).startswith("The ferry had carried [ 212 ] passengers from")


def test_modifiers_go_and_what_is_marked_stays(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_pairs, "DROPPED_SHARE", 1.0)
    number, name = marks(told)["number"][0], marks(told)["name"][0]
    draw = random.Random(1)  # noqa: S311
    assert shortened(told, number, "[ 180 ]", draw) == "The ferry had carried [ 180 ] passengers ."
    assert shortened(told, name, "Lund", draw) == "The ferry had carried 212 passengers from Lund."


@pytest.mark.parametrize("same", [True, False])
def test_what_is_planted_contradicts(told: Told, monkeypatch: pytest.MonkeyPatch, same: bool) -> None:
    monkeypatch.setattr(document_pairs, "PLANTED_SHARE", dict.fromkeys(("number", "name", "verb"), 1.0))
    monkeypatch.setattr(document_pairs, "SAME_SHARE", float(same))
    pairs = list(planted_pairs(told, ["Lund"], random.Random(3)))  # noqa: S311
    assert [p["label"] for p in pairs] == ["entailment" if same else "contradiction"] * 3
    assert ("212" in pairs[0]["hypothesis"], "not" in pairs[2]["hypothesis"]) == (same, not same)


@pytest.mark.parametrize("form", ["seven", "12", "1999", "1,200", "540"])
def test_another_number(form: str) -> None:
    for seed in range(20):
        other = exchanged(form, random.Random(seed))  # noqa: S311
        assert other != form
        assert other.replace(",", "").isdigit() == form.replace(",", "").isdigit()
    assert not exchanged("1950s", random.Random(1))  # noqa: S311
