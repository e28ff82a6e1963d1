"""The benchmark of speed: what is counted, and how it is extrapolated."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from claims.types import Article

spec = spec_from_file_location("benchmark_pairs", Path(__file__).parents[2] / "benchmarks" / "pairs.py")
assert spec
assert spec.loader
pairs = module_from_spec(spec)
sys.modules[spec.name] = pairs
spec.loader.exec_module(pairs)


def test_sentences_of_different_articles_are_paired_once() -> None:
    articles = [
        Article("a", "It rained. It snowed."),
        Article("b", "It froze."),
        Article("c", "It hailed. It thawed."),
    ]
    found = pairs.sentence_pairs(articles)
    assert len(found) == len(set(found)) == 2 * 1 + 2 * 2 + 1 * 2
    assert ("It rained.", "It froze.") in found
    assert ("It rained.", "It snowed.") not in found


def test_articles_are_taken_folder_by_folder(tmp_path: Path) -> None:
    for name in ("one/b.txt", "one/a.txt", "one/meta.json", "two/c.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("It rained.", encoding="utf-8")
    folders = [tmp_path / "one", tmp_path / "two"]
    assert [p.name for p in pairs.article_files(folders, 3)] == ["a.txt", "b.txt", "c.md"]
    with pytest.raises(SystemExit, match="4 articles asked for, but the folders hold 3"):
        pairs.article_files(folders, 4)


def test_the_rest_is_extrapolated() -> None:
    timing = pairs.Timing(10, 200, 18_000, 9_000, seconds=5.0, sampled=100, sample_seconds=2.0)
    assert timing.cross_seconds == 360
    assert pairs.line(timing).endswith("| 360 s (extrapolated) | 50 | 72 |")
    whole = pairs.Timing(3, 6, 12, 9, seconds=1.0, sampled=12, sample_seconds=2.0)
    assert "extrapolated" not in pairs.line(whole)
