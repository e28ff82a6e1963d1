"""From verdicts to findings and facts, on verdicts made by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from checker.findings import make_facts, make_findings, shown
from checker.judge import Verdict
from checker.origin import Witnesses
from checker.types import Alignment, Finding, Place, Qualifier, Relation, Severity, Slot, SlotComparison
from claims.text.sentences import split_sentences
from claims.types import Article, Claim, Quantity, Reading

TEXTS = {
    "a": "Storm sinks 9 boats. The storm sank 9 boats. A mayor wept. It rained.",
    "b": "The storm sank 12 boats. Twelve boats were lost. The mayor wept. It rained on.",
    "c": "Nine boats sank in the storm.",
}
SENTENCES = {name: [s + "." for s in text[:-1].split(". ")] for name, text in TEXTS.items()}


def claim(article: str, n: int) -> Claim:
    text = SENTENCES[article][n]
    start = TEXTS[article].index(text)
    words = {"9": 9, "12": 12, "Twelve": 12, "Nine": 9}
    numbers = [(w, v) for w, v in words.items() if w in text]
    quantities = tuple(
        Quantity(start + text.index(w), start + text.index(w) + len(w), w, "count", Decimal(v), Decimal(v))
        for w, v in numbers
    )
    return Claim(
        f"{article}#{n + 1}",
        article,
        n,
        start,
        start + len(text),
        text,
        "sink",
        start,
        start + 1,
        text,
        quantities=quantities,
    )


def verdict(
    left: tuple[str, int],
    right: tuple[str, int],
    relation: Relation = "discrepancy",
    probability: float = 0.9,
    *,
    slot: Slot = "quantity",
    severity: Severity | None = "error",
    qualifiers: tuple[Qualifier, ...] = (),
    level: str = "different numbers",
) -> Verdict:
    one, other = claim(*left), claim(*right)
    spans = [
        (c.quantities[0].start, c.quantities[0].end) if slot == "quantity" else (c.start, c.end) for c in (one, other)
    ]
    comparison = SlotComparison(
        Alignment(one, other, 0.8, 1),
        slot,
        level,
        relation,
        f"{slot}-{relation}",
        spans[0],
        spans[1],
        key="statement" if slot == "other" else f"{slot}:sink",
    )
    return Verdict(comparison, probability, severity if relation == "discrepancy" else None, qualifiers, ())


def swapped(given: Verdict) -> Verdict:
    c = given.comparison
    turned = replace(c, alignment=Alignment(c.alignment.right, c.alignment.left, 0.8, 1), left=c.right, right=c.left)
    return replace(given, comparison=turned)


READINGS = [Reading(Article(name, text), (), ()) for name, text in TEXTS.items()]


def findings(*verdicts: Verdict) -> list[Finding]:
    return make_findings(verdicts, READINGS)


def test_repetitions_are_one_finding_with_also() -> None:
    (found,) = findings(
        verdict(("a", 0), ("b", 0), probability=0.7),
        verdict(("a", 1), ("b", 0), probability=0.9),
        verdict(("a", 1), ("b", 1), probability=0.8),
        verdict(("a", 0), ("b", 1), probability=0.6),
    )
    assert (found.left.text, found.right.text) == ("The storm sank 9 boats.", "The storm sank 12 boats.")
    assert [(p.source, p.value) for p in found.also] == [("a", "9"), ("b", "Twelve")]
    assert found.confidence == 0.9


def test_places_quote_their_source() -> None:
    (found,) = findings(verdict(("a", 0), ("b", 1)))
    for place in (found.left, found.right, *found.also):
        text = TEXTS[place.source]
        assert text[place.start : place.end] == place.text
        assert text[place.value_start : place.value_end] == place.value


def test_ids_do_not_depend_on_the_side() -> None:
    given = verdict(("a", 0), ("b", 0))
    (one,), (other,) = findings(given), findings(swapped(given))
    assert one.id == other.id
    assert (one.left, one.right) == (other.right, other.left)
    assert len(one.id) == 12


def test_ids_depend_on_what_is_said() -> None:
    ids = {
        findings(v)[0].id
        for v in (
            verdict(("a", 0), ("b", 0)),
            verdict(("a", 1), ("b", 0)),
            verdict(("a", 0), ("b", 0), "agreement"),
            verdict(("a", 0), ("c", 0)),
        )
    }
    assert len(ids) == 4


def test_ids_do_not_depend_on_where_it_is_said() -> None:
    (before,) = findings(verdict(("a", 0), ("c", 0)))
    moved = replace(READINGS[0].article, text="Late news. " + TEXTS["a"])
    given = verdict(("a", 0), ("c", 0))
    c = given.comparison
    left = claim("a", 0)
    shift = len("Late news. ")
    left = replace(
        left,
        start=left.start + shift,
        end=left.end + shift,
        quantities=tuple(replace(q, start=q.start + shift, end=q.end + shift) for q in left.quantities),
    )
    c = replace(c, alignment=replace(c.alignment, left=left), left=(c.left[0] + shift, c.left[1] + shift))
    (after,) = make_findings([replace(given, comparison=c)], [replace(READINGS[0], article=moved), READINGS[2]])
    assert after.id == before.id
    assert after.left.start == before.left.start + shift


def test_order_is_errors_warnings_agreements_each_by_confidence() -> None:
    found = findings(
        verdict(("b", 0), ("c", 0), "agreement", 0.95),
        verdict(("a", 2), ("b", 2), slot="polarity", probability=0.99, severity="warning", qualifiers=("hedged",)),
        verdict(("a", 0), ("b", 0), probability=0.8),
        verdict(("a", 3), ("b", 3), slot="polarity", probability=0.9),
    )
    assert [(f.relation, f.severity, f.confidence) for f in found] == [
        ("discrepancy", "error", 0.9),
        ("discrepancy", "error", 0.8),
        ("discrepancy", "warning", 0.99),
        ("agreement", None, 0.95),
    ]


@pytest.mark.parametrize(("relation", "probability", "kept"), [
    ("discrepancy", 0.1, False), ("agreement", 0.1, False), ("agreement", 0.99, True), ("discrepancy", 0.99, True)
])  # fmt: skip
def test_thresholds(relation: Relation, probability: float, kept: bool) -> None:
    assert bool(findings(verdict(("a", 0), ("b", 0), relation, probability))) == kept


def test_a_difference_between_two_facts_that_both_sides_tell_is_dropped() -> None:
    agreeing = [
        verdict(("a", 0), ("c", 0), "agreement", 0.95, level="same number"),
        verdict(("a", 1), ("b", 1), "agreement", 0.95, level="same number"),
    ]
    crossing = verdict(("a", 0), ("b", 1), probability=0.5)
    assert any(f.relation == "discrepancy" for f in findings(crossing, *agreeing[:1]))
    both = [verdict(("a", 0), ("b", 0), "agreement", 0.95, level="same number"), agreeing[1]]
    assert not any(f.relation == "discrepancy" for f in findings(crossing, *both))


def test_statements_are_matched_with_the_likeliest_and_slots_speak_first() -> None:
    def statement(left: tuple[str, int], right: tuple[str, int], p: float) -> Verdict:
        return verdict(left, right, "agreement", p, slot="other")

    wept, rained = statement(("a", 2), ("b", 2), 0.9), statement(("a", 3), ("b", 3), 0.6)
    pairs = [("A mayor wept.", "The mayor wept."), ("It rained.", "It rained on.")]
    assert [(f.left.text, f.right.text) for f in findings(wept, rained)] == pairs
    crossing = statement(("a", 2), ("b", 3), 0.7)  # likelier than that it rained, and not reported itself
    assert [(f.left.text, f.right.text) for f in findings(wept, crossing, rained)] == pairs[:1]
    twice = findings(wept, statement(("a", 2), ("b", 3), 0.82))
    assert len(twice) == 2  # headline and body
    silent = findings(verdict(("a", 0), ("b", 0)), statement(("a", 0), ("b", 0), 0.9))
    assert [f.slot for f in silent] == ["quantity"]


def test_clauses_of_which_each_has_its_own_partner_are_not_paired_crosswise() -> None:
    def beside(given: Verdict, *, left: int, right: int) -> Verdict:
        pair = given.comparison.alignment
        moved = replace(pair, left=replace(pair.left, sentence=left), right=replace(pair.right, sentence=right))
        return replace(given, comparison=replace(given.comparison, alignment=moved))

    boats = beside(verdict(("a", 1), ("b", 0)), left=1, right=0)  # 'the storm sank so many boats and a mayor wept'
    wept = beside(verdict(("a", 2), ("b", 2), "agreement", slot="other"), left=1, right=0)
    crossing = beside(verdict(("a", 1), ("b", 2), "agreement", 0.89, slot="other"), left=1, right=0)
    assert len(findings(crossing)) == 1
    assert len(findings(boats, crossing)) == 2  # of b's clause nothing has been said yet
    others = replace(wept, comparison=replace(wept.comparison, slot="entity", key="wept"))
    assert [f.slot for f in findings(boats, others, crossing)] == ["quantity", "entity"]


def test_statements_that_contradict_each_other_are_not_the_same() -> None:
    pair = (("a", 2), ("b", 2))
    same, opposed = (verdict(*pair, relation, slot="other") for relation in ("agreement", "discrepancy"))
    assert [f.relation for f in findings(same, opposed)] == ["discrepancy"]


@pytest.mark.parametrize(("probability", "kept"), [(0.7, 1), (0.85, 2)])
def test_a_sentence_agrees_with_one_other_sentence(probability: float, kept: int) -> None:
    first = verdict(("a", 2), ("b", 2), "agreement", 0.9, slot="other")
    second = verdict(("a", 3), ("b", 3), "agreement", probability, slot="other")
    pair = second.comparison.alignment
    beside = replace(pair.left, sentence=first.comparison.alignment.left.sentence)  # another clause of the sentence
    moved = replace(second.comparison, alignment=replace(pair, left=beside))
    assert len(findings(first, replace(second, comparison=moved))) == kept


def test_explanations_name_both_sources_and_values() -> None:
    (error,) = findings(verdict(("a", 0), ("b", 0)))
    assert error.explanation == "a says '9', b says '12': both cannot be true of the same thing."
    (warning,) = findings(verdict(("a", 0), ("b", 0), severity="warning", qualifiers=("hedged",)))
    assert warning.explanation == "a says '9', b says '12'; one of them is hedged or approximate."
    (agreement,) = findings(verdict(("a", 0), ("c", 0), "agreement"))
    assert agreement.explanation == "a ('9') and c ('Nine') agree."


@pytest.mark.parametrize(
    ("value", "expected"), [("120, 000", "120,000"), ("6. 1", "6.1"), ("18 men", "18 men"), ("", "")]
)
def test_values_are_shown_without_stray_blanks(value: str, expected: str) -> None:
    assert shown(value) == expected


# --- facts --------------------------------------------------------------------------------------


def finding(left: str, right: str, relation: Relation, at: int = 0, slot: Slot = "quantity") -> Finding:
    sides = [Place(s, at, at + 9, f"{s} counts", "9", at, at + 1) for s in (left, right)]
    return Finding(f"{left}{right}{at}", relation, None, "r", slot, (), 0.9, "x", sides[0], sides[1])


def standings(*given: Finding) -> list[dict[str, str]]:
    return [{v.place.source: v.standing for v in fact.values} for fact in make_facts(given)]


def test_the_majority_and_its_outlier() -> None:
    found = standings(
        finding("a", "b", "agreement"), finding("a", "c", "discrepancy"), finding("b", "c", "discrepancy")
    )
    assert found == [{"a": "majority", "b": "majority", "c": "outlier"}]


def test_without_a_majority_nobody_is_an_outlier() -> None:
    assert standings(finding("a", "b", "discrepancy")) == [{"a": "only", "b": "only"}]
    two_camps = [finding("a", "b", "agreement"), finding("c", "d", "agreement"), finding("a", "c", "discrepancy")]
    assert set(standings(*two_camps)[0].values()) == {"only"}


def test_facts_apart_stay_apart() -> None:
    given = [finding("a", "b", "agreement"), finding("a", "b", "agreement", at=50)]
    facts = make_facts(given)
    assert sorted(f.findings for f in facts) == [("ab0",), ("ab50",)]
    assert len({f.id for f in facts}) == 2
    assert make_facts(given[::-1]) == facts


def test_statements_and_polarity_make_no_fact() -> None:
    assert (
        make_facts([finding("a", "b", "agreement", slot="other"), finding("a", "b", "discrepancy", slot="polarity")])
        == []
    )


def test_the_majority_counts_witnesses_not_copies() -> None:
    text = "The flood drowned 9 horses in the stables of the old mill near Ellin."
    other = "Rescuers who came by boat found that 12 horses had drowned in their boxes."
    texts = {"a": text, "b": text, "c": other, "d": other.replace("came by boat", "arrived at noon in boats")}
    readings = [Reading(Article(i, t), split_sentences(t), ()) for i, t in texts.items()]

    def said(source: str) -> Place:
        start = texts[source].index("9" if source in "ab" else "12")
        return Place(source, 0, len(texts[source]), texts[source], "", start, start + 1)

    def found(left: str, right: str, relation: Relation) -> Finding:
        return Finding(left + right, relation, None, "r", "quantity", (), 0.9, "x", said(left), said(right))

    copied = [found("a", "b", "agreement"), found("a", "c", "discrepancy"), found("b", "c", "discrepancy")]
    (fact,) = make_facts(copied, Witnesses(readings[:3]))
    assert (fact.witnesses, {v.standing for v in fact.values}) == (2, {"only"})
    (fact,) = make_facts(copied)
    assert (fact.witnesses, [v.standing for v in fact.values]) == (3, ["majority", "majority", "outlier"])
    (fact,) = make_facts([*copied, found("c", "d", "agreement")], Witnesses(readings))
    assert (fact.witnesses, [v.standing for v in fact.values]) == (3, ["outlier", "outlier", "majority", "majority"])
