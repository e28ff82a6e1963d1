"""How it was done: every example of the table holds, and two articles differ only where neither tells both."""

import pytest

from checker.config import Config
from checker.facets.means import exclude, kinds, means_told
from checker.models.encode import make_encoder
from checker.pipeline import compare_readings
from claims.extract import read_claims
from claims.tables import read_table
from claims.types import Article

MEANS = read_table("means", "checker")["means"]
YES = [(entry["name"], text) for entry in MEANS for text in entry["yes"]]
NO = [(entry["name"], text) for entry in MEANS for text in entry["no"]]
SUICIDE = "A suicide bomber killed the police chief of Telmar on Friday. The blast shattered windows across the square."
PLANTED = "A bomb planted under his car killed the police chief of Telmar on Friday. The blast shattered windows."


@pytest.mark.parametrize(("name", "text"), YES)
def test_a_means_is_told(name: str, text: str) -> None:
    assert kinds()[name].words.search(text)


@pytest.mark.parametrize(("name", "text"), NO)
def test_a_means_is_not_told(name: str, text: str) -> None:
    assert not kinds()[name].words.search(text)


def test_what_excludes_each_other() -> None:
    assert exclude("suicide attack", "gunfire")
    assert exclude("gunfire", "suicide attack")
    assert not exclude("suicide attack", "car bomb")
    assert not exclude("gunfire", "gunfire")
    assert not exclude("gunfire", "cut by people")
    assert all(set(kind.fits) <= kinds().keys() for kind in kinds().values())


def test_means_of_several_claims() -> None:
    (reading,) = read_claims([Article("a", "Gunmen attacked the bank. Police denied that a grenade was thrown.")])
    assert means_told(reading.claims) == {"gunfire"}
    assert means_told([]) == frozenset()


@pytest.mark.parametrize(
    ("left", "right", "differ"),
    [
        (SUICIDE, PLANTED, True),
        (SUICIDE, PLANTED + " At first a suicide bomber was blamed.", False),
        (SUICIDE, SUICIDE, False),
        (SUICIDE, PLANTED + " Last Monday a suicide bomber attacked a bus in Dasht.", True),
    ],
)
def test_two_articles(left: str, right: str, differ: bool) -> None:
    config = Config(entailment="none")
    readings = read_claims([Article("a", left), Article("b", right)])
    found = compare_readings(readings, config, make_encoder(config)).discrepancies
    assert ("cause-mismatch" in {f.rule for f in found}) == differ
