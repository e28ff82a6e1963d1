"""End to end with the real models, on the bundled example."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import checker
from checker import CheckResult, Config, check, pipeline
from checker.compare import SLOTS
from checker.models.entail import Probabilities
from checker.pipeline import Hopeful
from checker.types import Alignment, Finding
from claims import read_articles
from claims.errors import InputError
from claims.types import Article, Skipped
from reports import render

TALKS = Path(checker.__file__).parent.parent / "examples" / "talks"


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return Config(cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return read_articles([TALKS])


@pytest.fixture(scope="module")
def result(articles: list[Article], config: Config) -> CheckResult:
    return check(articles, config=config)


def named(result: CheckResult, relation: str, *parts: tuple[str, str]) -> list[Finding]:
    """Findings of a relation that say ``words`` of ``parts`` (source, words) on the side of that source."""

    def says(finding: Finding, source: str, words: str) -> bool:
        places = (finding.left, finding.right)
        return any(source in p.source and words in f"{p.text} {p.value}" for p in places)

    return [f for f in result.findings if f.relation == relation and all(says(f, s, w) for s, w in parts)]


DISCREPANCIES = [
    ("polarity-flip", [("harbour", "did not present a memorandum"), ("meridian", "presented a memorandum")]),
    ("quantity-mismatch", [("harbour", "1,000"), ("meridian", "up to 1,200")]),
    ("quantity-mismatch", [("harbour", "1,000"), ("radio", "About 1,200")]),
    ("quantity-mismatch", [("harbour", "12"), ("meridian", "18 bombers")]),
    ("quantity-mismatch", [("radio", "12"), ("meridian", "18 bombers")]),
]


@pytest.mark.parametrize(("rule", "parts"), DISCREPANCIES)
def test_discrepancies_of_the_example(rule: str, parts: list[tuple[str, str]], result: CheckResult) -> None:
    assert rule in {f.rule for f in named(result, "discrepancy", *parts)}


def test_the_example_agrees_that_there_is_no_ceasefire(result: CheckResult) -> None:
    assert any("ceasefire" in f.left.text and "ceasefire" in f.right.text for f in result.agreements)


def test_turkey_is_tuerkiye(result: CheckResult) -> None:
    assert named(result, "agreement", ("harbour", "Turkey"), ("meridian", "Türkiye"))
    assert not named(result, "discrepancy", ("harbour", "Turkey"), ("meridian", "Türkiye"))


def test_bounds_and_vague_counts_are_no_discrepancy(result: CheckResult) -> None:
    assert not named(result, "discrepancy", ("harbour", "At least 20"), ("meridian", "Thirty-two"))
    assert not named(result, "discrepancy", ("radio", "Dozens"), ("meridian", "Thirty-two"))


def test_findings_quote_their_sources(result: CheckResult) -> None:
    texts = {r.article.id: r.article.text for r in result.readings}
    for finding in result.findings:
        for place in (finding.left, finding.right, *finding.also):
            text = texts[place.source]
            assert text[place.start : place.end] == place.text
            assert place.start <= place.value_start < place.value_end <= place.end
        assert finding.left.source < finding.right.source
        assert 0 <= finding.confidence <= 1
        assert (finding.severity is None) == (finding.relation == "agreement")
        assert finding.left.source in finding.explanation
        assert finding.right.source in finding.explanation


def test_findings_have_ids_of_their_own_and_stand_in_order(result: CheckResult) -> None:
    ids = [f.id for f in result.findings]
    assert len(ids) == len(set(ids))
    order = [(f.relation != "discrepancy", f.severity != "error", -f.confidence, f.id) for f in result.findings]
    assert order == sorted(order)
    known = set(ids)
    assert all(set(fact.findings) <= known for fact in result.facts)


def test_any_order_and_a_second_run_give_the_same_bytes(
    articles: list[Article], config: Config, result: CheckResult
) -> None:
    expected = render(result, "json")
    for order in list(permutations(articles))[1:4]:
        assert render(check(list(order), config=config), "json") == expected


def test_an_article_does_not_contradict_itself(articles: list[Article], config: Config) -> None:
    for article in articles:
        copy = replace(article, id="copy of " + article.id)
        assert check([article, copy], config=config).discrepancies == ()


def test_names_of_the_sources_do_not_matter(articles: list[Article], config: Config) -> None:
    """The same two texts with their ids exchanged: the same findings, left and right exchanged."""

    def told(result: CheckResult) -> set[tuple[object, ...]]:
        return {
            (
                f.relation,
                f.rule,
                f.severity,
                f.qualifiers,
                f.confidence,
                frozenset([(f.left.text, f.left.value), (f.right.text, f.right.value)]),
            )
            for f in result.findings
        }

    one, other = articles[:2]
    forth = check([replace(one, id="x"), replace(other, id="y")], config=config)
    back = check([replace(one, id="y"), replace(other, id="x")], config=config)
    assert told(forth) == told(back)
    assert forth.discrepancies


def test_the_gate_compares_only_what_is_new(articles: list[Article], config: Config) -> None:
    old = {a.id for a in articles[:2]}
    found = check(articles, config=config, published=old).findings
    assert found
    assert all({f.left.source, f.right.source} - old for f in found)


class Stern:
    """An entailment model that calls everything a contradiction, and counts what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        self.asked += pairs
        return np.array([[0.99, 0.005, 0.005]] * len(pairs), dtype=np.float32)


def test_the_word_of_the_model_alone_is_a_warning(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    model = Stern()
    monkeypatch.setattr("checker.pipeline.make_entailment", lambda config: model)
    texts = ["The old market hall stood open all morning.", "The old market hall stayed open all morning."]
    strict = replace(config, policy={"threshold": {"error": 0.3}})
    found = check([Article(f"a{n}", text) for n, text in enumerate(texts)], config=strict).discrepancies
    assert [(f.rule, f.severity) for f in found] == [("entailment-contradiction", "warning")]
    assert found[0].confidence > 0.3


def test_what_a_slot_tells_the_model_does_not_tell_again(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.pipeline.make_entailment", lambda config: Stern())
    texts = ["The landslide buried 40 houses in the valley.", "The landslide buried 52 houses in the valley."]
    found = check([Article(f"a{n}", text) for n, text in enumerate(texts)], config=config).discrepancies
    assert [f.rule for f in found] == ["quantity-mismatch"]


def test_the_model_reads_whole_sentences_and_each_contradicts_one(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = Stern()
    monkeypatch.setattr("checker.pipeline.make_entailment", lambda config: model)
    left = "The old market hall, which the town had sold, stood open all morning."
    right = "The old market hall stayed open all morning. The old market hall of the town was open in the morning."
    found = check([Article("left", left), Article("right", right)], config=config).discrepancies
    assert left in {text for pair in model.asked for text in pair}
    assert [(f.rule, f.left.text) for f in found] == [("entailment-contradiction", left)]


def test_without_the_model_nothing_is_heard(articles: list[Article], config: Config) -> None:
    found = check(articles, config=replace(config, entailment="none")).findings
    assert found
    assert not {"contradicted", "entailed", "unrelated"} & {e.name for f in found for e in f.evidence}


def test_two_articles_with_one_id_are_refused() -> None:
    with pytest.raises(InputError, match="'twin'"):
        check([Article("twin", "It rained."), Article("twin", "It snowed.")])


def test_nothing_to_compare(articles: list[Article], config: Config) -> None:
    nothing = check([], config=config)
    assert (nothing.readings, nothing.findings, nothing.facts, nothing.only) == ((), (), (), ())
    alone = check(articles[:1], config=config)
    assert (alone.findings, alone.facts) == ((), ())
    assert alone.only == alone.readings[0].claims != ()
    empty = check([articles[0], Article("empty", "")], config=config)
    assert empty.findings == ()
    assert [r.article.id for r in empty.readings] == sorted([articles[0].id, "empty"])


def test_coverage_and_what_was_skipped(articles: list[Article], config: Config, result: CheckResult) -> None:
    claims = [c for r in result.readings for c in r.claims]
    assert result.coverage.claims == len(claims)
    assert result.coverage.quantities == sum(len(c.quantities) for c in claims) > 0
    assert result.coverage.pairs > 0
    skipped = Skipped("old.txt", "it is empty", "write something")
    assert check(articles[:1], config=config, skipped=[skipped]).skipped == (skipped,)


def test_least_confidence_drops_the_rest(articles: list[Article], config: Config, result: CheckResult) -> None:
    sure = check(articles, config=replace(config, min_confidence=0.9)).findings
    assert {f.id for f in sure} <= {f.id for f in result.findings}
    assert all(f.confidence >= 0.9 for f in sure)


def test_progress_is_told(articles: list[Article], config: Config) -> None:
    stages: list[str] = []
    check(articles[:1], config=config, progress=lambda stage, done, total: stages.append(stage))
    assert stages[:2] == ["reading", "aligning"]


def test_pairs_and_slots_without_hope_are_not_compared_and_not_missed(
    articles: list[Article], config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Article("other", "A ferry with 40 people sank off the coast on Monday. Divers found 12 of them alive.")
    hopeful, sizes = pipeline.hopeful_pairs, []

    def counted(alignments: Sequence[Alignment], *rest: Any, heard: bool) -> list[Hopeful]:
        kept = hopeful(alignments, *rest, heard=heard)
        sizes.append((sum(len(slots) for _, slots in kept), len(kept) * len(SLOTS), len(alignments) * len(SLOTS)))
        return kept

    monkeypatch.setattr(pipeline, "hopeful_pairs", counted)
    some = check([*articles, other], config=config)
    monkeypatch.setattr(
        pipeline, "hopeful_pairs", lambda alignments, *_, **__: [Hopeful(pair, SLOTS) for pair in alignments]
    )
    assert check([*articles, other], config=config).findings == some.findings
    ((slots, pairs, everything),) = sizes
    assert 0 < slots < pairs < everything


def test_one_cause_in_headline_and_body_is_one_finding(config: Config) -> None:
    left = "Gas leak kills nine at bakery in Velmar\n\nA gas leak killed nine people at a bakery in Velmar on Monday."
    right = "Nine people were killed by a bomb at a bakery in Velmar on Monday, police said."
    found = check([Article("a", left), Article("b", right)], config=config).discrepancies
    assert [f.rule for f in found] == ["cause-mismatch"]
    assert [place.source for place in found[0].also] == ["a"]
