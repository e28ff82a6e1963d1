"""From articles to claims: nothing is lost, nothing is doubled, and layout does not matter."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims import extract_claims
from claims.extract import read_claims
from claims.quantities.quantities import find_quantities
from claims.times.times import find_times
from claims.types import Article, Claim, Reading

PUBLISHED = date(2025, 3, 12)
PARAGRAPHS = (
    "A landslide buried 40 houses in the village of Ostra on Monday, killing 18 people. Mud drove 2,350 people away.",
    "“The road is blocked,” the mayor of Ostra told reporters. “We won’t reach them before Friday.”",
    "The army sent 120 soldiers and at least six diggers to the valley on March 11. Two of the diggers broke down.",
    "The insurer Vesta put the damage at €1,250,000, or about 3.5 percent of its reserves.",
    "Engineers had not inspected the slope since 2019, according to a report that was leaked on Tuesday.",
)
TEXT = "\n\n".join(PARAGRAPHS)
LONG = " and ".join(f"the {n}th train carried {n} sheep" for n in range(100, 160)) + "."
VARIANTS = {
    "plain": TEXT,
    "paragraphs reordered": "\n\n".join(reversed(PARAGRAPHS)),
    "straight quotes": TEXT.replace("“", '"').replace("”", '"').replace("’", "'"),
    "no separators": TEXT.replace("2,350", "2350").replace("1,250,000", "1250000"),
    "line breaks moved": TEXT.replace("on Monday, killing", "on\nMonday, killing").replace(
        "at least six", "at least\nsix"
    ),
    "carriage of blanks": TEXT.replace("of Ostra", "of  Ostra"),
    "one very long sentence": LONG,
    "empty": "",
    "white space": " \n\t \n\n ",
    "signs": "— … !?\n\n***",
}


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    found = read_claims([Article(name, text, published=PUBLISHED) for name, text in VARIANTS.items()])
    return {r.article.id: r for r in found}


def told(claim: Claim) -> tuple[object, ...]:
    """What a claim says, apart from where it stands and how it is printed."""
    plain = claim.statement.replace("“", '"').replace("”", '"').replace("’", "'").replace(",", "")
    return (
        " ".join(plain.split()),
        claim.predicate,
        tuple((q.low, q.high, q.unit, q.modifier, q.counted, q.event) for q in claim.quantities),
        tuple((t.earliest, t.latest, t.bound) for t in claim.times),
        claim.polarity,
        claim.modality,
        claim.speaker,
        claim.scope,
    )


def assert_complete(reading: Reading) -> None:
    """Each number and date of the text is in exactly one claim, and all spans quote the text."""
    text, published = reading.article.text, reading.article.published
    times = find_times(text, published)
    quantities = find_quantities(text, taken=[(t.start, t.end) for t in times])
    for slot, expected in (("quantities", quantities), ("times", times)):
        found = Counter((x.start, x.end) for c in reading.claims for x in getattr(c, slot))
        assert found == Counter((x.start, x.end) for x in expected)
    for claim in reading.claims:
        quoted = [claim, *claim.quantities, *claim.times, *claim.entities, *claim.arguments]
        assert all(text[x.start : x.end] == x.text for x in quoted)
        assert claim.start <= claim.end
        assert claim.statement.strip()


@pytest.mark.parametrize("name", list(VARIANTS))
def test_every_number_and_date_is_in_one_claim(name: str, readings: dict[str, Reading]) -> None:
    assert_complete(readings[name])


@pytest.mark.parametrize(
    "name", ["paragraphs reordered", "straight quotes", "no separators", "line breaks moved", "carriage of blanks"]
)
def test_layout_does_not_change_what_is_told(name: str, readings: dict[str, Reading]) -> None:
    assert Counter(map(told, readings[name].claims)) == Counter(map(told, readings["plain"].claims))


@pytest.mark.parametrize("name", ["empty", "white space"])
def test_nothing_claims_nothing(name: str, readings: dict[str, Reading]) -> None:
    assert readings[name].claims == ()
    assert readings[name].sentences == ()


def test_mere_signs_claim_nothing(readings: dict[str, Reading]) -> None:
    assert readings["signs"].claims == ()


def test_claims_are_numbered_in_order_of_the_text(readings: dict[str, Reading]) -> None:
    claims = readings["plain"].claims
    assert [c.id for c in claims] == [f"plain#{n}" for n in range(1, len(claims) + 1)]
    assert [c.sentence for c in claims] == sorted(c.sentence for c in claims)
    assert {c.article for c in claims} == {"plain"}


def by_predicate(readings: dict[str, Reading], predicate: str) -> Claim:
    (claim,) = [c for c in readings["plain"].claims if c.predicate == predicate]
    return claim


def test_statements_stand_alone(readings: dict[str, Reading]) -> None:
    assert by_predicate(readings, "kill").statement == "A landslide killing 18 people"
    assert by_predicate(readings, "leak").statement == "a report that was leaked on Tuesday"


def test_a_verb_of_saying_makes_no_claim_of_its_own(readings: dict[str, Reading]) -> None:
    assert "tell" not in {c.predicate for c in readings["plain"].claims}
    assert "mayor" in by_predicate(readings, "block").speaker


def test_slots_of_a_claim(readings: dict[str, Reading]) -> None:
    bury = by_predicate(readings, "bury")
    assert [(q.text, q.counted, q.event) for q in bury.quantities] == [("40", "house", "bury")]
    assert [t.text for t in bury.times] == ["on Monday"] or [t.text for t in bury.times] == ["Monday"]
    assert (bury.subject, bury.object) == ("A landslide", "40 houses")
    inspect = by_predicate(readings, "inspect")
    assert (inspect.polarity, inspect.scope.background) == ("negated", True)


def test_one_article_is_read_as_in_a_batch(readings: dict[str, Reading]) -> None:
    article = Article("plain", TEXT, published=PUBLISHED)
    assert extract_claims(article) == list(readings["plain"].claims)
    assert extract_claims(replace(article, id="other"))[0].id == "other#1"


PIECES = (
    *("killed", "18", "1,200", "3.5", "10-12", "½", "$5bn", "%", "at least", "not", "the", "men", "who", "and", "said"),
    *("on Monday", "June 5", "\u202eabc", "👩‍👩‍👧", "١٢", "مدينة", "x" * 3000, "\n\n", ".", "“", "”", "-"),
)
NASTY = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="aA1 .,:;-–—'\"“”’%$€()\n\t\r\x00\x07\u200b\u202e\ufeff😀é", max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
)


@given(st.lists(NASTY, min_size=8, max_size=8))
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
def test_reading_never_raises_and_loses_nothing(texts: list[str]) -> None:
    for reading in read_claims([Article(str(n), text, published=PUBLISHED) for n, text in enumerate(texts)]):
        assert_complete(reading)


def test_a_negation_inside_the_word_is_polarity() -> None:
    (unhurt,) = extract_claims(Article("a", "The driver was unhurt."))
    (hurt,) = extract_claims(Article("b", "The driver was hurt."))
    assert (unhurt.predicate, unhurt.polarity) == (hurt.predicate, "negated")
    assert hurt.polarity == "affirmed"


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("It hit Marn, killing 18 people and injuring 2,350.", "It hit Marn, killing 18 people and injuring 2350."),
        ("Some 12,000 people fled from 1,400 homes.", "Some 12000 people fled from 1400 homes."),
        ("Up to 1,200,000 voters were called.", "Up to 1.2m voters were called."),
    ],
)
def test_the_form_of_a_figure_changes_no_claim(text: str, same: str) -> None:
    def shown(article: str) -> list[tuple[object, ...]]:
        claims = extract_claims(Article(id="a", text=article))
        return [(c.predicate, q.low, q.high, q.measurand) for c in claims for q in c.quantities]

    assert shown(text)
    assert shown(text) == shown(same)


@pytest.mark.parametrize(
    ("text", "claims", "speaker"),
    [
        (
            "A ferry sank off Skagen killing nine people and injuring dozens a coastguard officer said.",
            ["A ferry sank off Skagen", "killing nine people", "injuring dozens"],
            "a coastguard officer",
        ),
        (
            "Two bridges collapsed in the north on Monday the Oslo-based Road Safety Council reported.",
            ["Two bridges collapsed in the north on Monday"],
            "Oslo-based Road Safety Council",
        ),
        (
            "Smoke filled the tunnel and drivers were trapped for hours the fire brigade said.",
            ["Smoke filled the tunnel", "drivers were trapped for hours"],
            "the fire brigade",
        ),
        (
            "A blaze killed two people Tuesday firefighters said.",
            ["A blaze killed two people", "Tuesday firefighters said"],
            "firefighters",
        ),
        (
            "The strike closed eleven schools, the union said.",
            ["The strike closed eleven schools"],
            "the union",
        ),
    ],
)
def test_who_closes_a_sentence_is_no_part_of_what_is_said(text: str, claims: list[str], speaker: str) -> None:
    found = extract_claims(Article(id="a", text=text))
    assert [c.text for c in found] == claims
    told = [c for c in found if c.predicate != "say"]
    assert all(c.attribution and c.attribution.speaker.endswith(speaker) for c in told)
    assert not any("Tuesday" in c.speaker for c in told)


def test_what_a_speaker_adds_to_a_clause_of_his_own_is_told() -> None:
    text = "The mayor said the bridge would reopen on Friday and thanked the crews."
    assert any("thanked" in c.text for c in extract_claims(Article(id="a", text=text)))


@pytest.mark.parametrize(
    ("headline", "claims"),
    [
        ("Thirty killed in tram crash in Lodz", [("kill", "Thirty", "", [("Thirty", "person")])]),
        ("Six arrested over bank robbery in Turku", [("arrest", "Six", "", [("Six", None)])]),
        ("Dozens missing in Andes snow", [("miss", "Dozens", "", [("Dozens", "person")])]),
        ("Police: 9 dead in harbour blaze", [("9", "", "Police", [("9", "person")])]),
        ("Witnesses: 3 killed in raid", [("kill", "3", "Witnesses", [("3", "person")])]),
        ("Ministry: 40 missing after flood", [("miss", "40", "Ministry", [("40", "person")])]),
        ("Officials: 12 sailors trapped in wreck", [("trap", "12 sailors", "Officials", [("12", "sailor")])]),
        ("Report: Rents rose by 4 percent", [("rise", "Rents", "Report", [("4 percent", "rent")])]),
    ],
)
def test_headlines_without_a_finite_verb_or_with_a_source(
    headline: str, claims: list[tuple[str, str, str, list[tuple[str, str | None]]]]
) -> None:
    found = [c for c in extract_claims(Article(id="a", text=f"{headline}\n\nThe town lies on a river.")) if c.heading]
    assert [
        (c.predicate, c.subject, c.speaker, [(q.text.removeprefix("by "), q.counted) for q in c.quantities])
        for c in found
    ] == claims
    assert found[0].text == headline
