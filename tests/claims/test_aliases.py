"""Names across articles: tables of pairs, and what must hold of any pair."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.names.aliases import canonical_name, is_part_of, same_name
from claims.names.gazetteer import gazetteer, key
from claims.names.transliteration import same_spelling
from claims.types import EntityType

TABLE = tomllib.loads((Path(__file__).parent / "same_name.toml").read_text(encoding="utf-8"))
VERDICTS = {"yes": True, "no": False, "open": None}
PAIRS = [
    (kind, a, b, verdict) for kind, rows in TABLE.items() for word, verdict in VERDICTS.items() for a, b in rows[word]
]


@pytest.mark.parametrize(("kind", "a", "b", "verdict"), PAIRS)
def test_same_name(kind: EntityType, a: str, b: str, verdict: bool | None) -> None:
    assert same_name(a, b, kind) is verdict
    assert same_name(b, a, kind) is verdict


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Türkiye", "place", "Turkey"),
        ("Britain", "place", "United Kingdom"),
        ("the US", "place", "United States"),
        ("Kiev", "place", "Kyiv"),
        ("Washington", "place", "Washington"),
        ("Washington", "organisation", "United States"),
        ("Moscow", "group", "Russia"),
        ("the Kremlin", "organisation", "Russia"),
        ("Daesh", "organisation", "Islamic State"),
        ("the UN", "organisation", "United Nations"),
        ("Russians", "group", "Russia"),
        ("Kurdish", "group", "Kurds"),
        ("Mr. Smith", "person", "Smith"),
        ("Turkish Foreign Minister Deniz Aydin", "person", "Deniz Aydin"),
        ("Syrias", "place", "Syria"),
        ("Turkey’s", "place", "Turkey"),
        ("Harbour Lights", "organisation", "Harbour Lights"),
    ],
)
def test_canonical_name(text: str, kind: EntityType, expected: str) -> None:
    assert canonical_name(text, kind) == expected


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        ("Istanbul", "Turkey", True),
        ("Istanbul", "Türkiye", True),
        ("Lyon", "Germany", False),
        ("Texas", "the United States", True),
        ("Dallas", "Texas", True),
        ("Manbij", "Aleppo province", True),
        ("northern Syria", "Syria", True),
        ("Idlib city", "Idlib province", True),
        ("Kenya", "Uganda", False),
        ("Syria", "Middle East", True),
        ("Turkey", "Istanbul", None),
        ("Little Nowhere", "Kenya", None),
        ("Paris, Texas", "the United States", True),
        ("", "Syria", None),
    ],
)
def test_is_part_of(inner: str, outer: str, expected: bool | None) -> None:
    assert is_part_of(inner, outer) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Khaled", "Khalid", True),
        ("Youssef", "Yousef", True),
        ("Manbij", "Menbij", True),
        ("Netanyahu", "Netanyaho", True),
        ("Hassan", "Hussein", False),
        ("Omar", "Amir", False),
        ("Ivanov", "Ivanova", False),
        ("Petersen", "Peterson", False),
        ("Dan", "Den", False),
        ("", "", False),
    ],
)
def test_same_spelling(a: str, b: str, expected: bool) -> None:
    assert same_spelling(a, b) is expected
    assert same_spelling(b, a) is expected


def test_countries_never_meet() -> None:
    names = [c.name for c in gazetteer().countries.values()]
    assert not [(a, b) for a in names for b in names if a != b and same_name(a, b, "place") is True]


def test_every_alias_of_a_country_leads_to_it() -> None:
    for country in gazetteer().countries.values():
        for alias in country.also:
            assert canonical_name(alias, "place") == country.name


def test_no_key_is_shared_by_two_organisations() -> None:
    owner: dict[str, str] = {}
    for organisation in gazetteer().organisations.values():
        for name in (organisation.name, *organisation.also):
            assert owner.setdefault(key(name), organisation.name) == organisation.name


WORDS = [
    "the",
    "Russian",
    "Syrian",
    "al-",
    "Abdel",
    "Jr.",
    "Mr.",
    "Gen.",
    "Minister",
    "Foreign",
    "of",
    "army",
    "forces",
]
MORE = ["Ivan", "Smith", "Kyiv", "northern", "province", ",", "'s", "U.S.", "regime", "IS", "Ahmad", "Tell", "UN"]
NAMES = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(WORDS + MORE), max_size=6).map(" ".join))


@settings(deadline=None, max_examples=300)
@given(NAMES, NAMES, st.sampled_from(get_args(EntityType)))
def test_same_name_of_anything(a: str, b: str, kind: EntityType) -> None:
    assert same_name(a, a, kind) is True
    assert same_name(a, b, kind) is same_name(b, a, kind)
    assert is_part_of(a, b) in (True, False, None)
    assert isinstance(canonical_name(a, kind), str)
