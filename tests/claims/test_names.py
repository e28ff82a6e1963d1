"""Names within an article, on hand-made parses."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hand_parsed import article_of, doc_of
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from claims.names.entities import find_entities
from claims.names.persons import half_shared, nearly_shared
from claims.types import Entity


def found(doc: Doc) -> list[tuple[str, str, str]]:
    """(text, kind, name) of each mention."""
    return [(e.text, e.type, e.name) for e in find_entities(doc, article_of(doc))]


MINISTER = """
Danish ADJ 3 amod
Defense PROPN 3 compound
Minister PROPN 6 nsubj
Karen PROPN 3 flat PER
Holt PROPN 3 flat PER
met VERB 0 root
British ADJ 8 amod
officials NOUN 6 obj
in ADP 10 case
Oslo PROPN 6 obl LOC
. PUNCT 6 punct
"""


def test_titles_and_nationalities_stand_apart_from_the_name() -> None:
    assert found(doc_of(MINISTER)) == [
        ("Danish", "group", "Denmark"),
        ("Karen Holt", "person", "Karen Holt"),
        ("British", "group", "United Kingdom"),
        ("Oslo", "place", "Oslo"),
    ]


def test_a_family_name_is_the_person_of_the_full_name_and_of_its_kind() -> None:
    later = "Holt PROPN 2 nsubj LOC\nsaid VERB 0 root say\nso ADV 2 advmod\n. PUNCT 2 punct"
    assert found(doc_of(MINISTER, later))[-1] == ("Holt", "person", "Karen Holt")


def test_two_people_of_one_family_name_stay_apart() -> None:
    doc = doc_of(
        """
        Karen PROPN 5 nsubj PER
        Holt PROPN 1 flat PER
        and CCONJ 4 cc
        Mark PROPN 1 conj PER
        Holt PROPN 4 flat PER
        spoke VERB 0 root speak
        . PUNCT 6 punct
        """,
        "Holt PROPN 2 nsubj PER\nagreed VERB 0 root agree\n. PUNCT 2 punct",
    )
    assert [name for _, _, name in found(doc)] == ["Karen Holt", "Mark Holt", "Holt"]


def test_an_acronym_in_brackets_is_the_name_before_it() -> None:
    doc = doc_of(
        """
        The DET 4 det
        Northern PROPN 4 amod ORG
        Relief PROPN 4 compound ORG
        Committee PROPN 8 nsubj ORG
        ( PUNCT 6 punct
        NRC PROPN 4 appos ORG
        ) PUNCT 6 punct
        left VERB 0 root leave
        . PUNCT 8 punct
        """,
        "NRC PROPN 2 nsubj ORG\nreturned VERB 0 root return\n. PUNCT 2 punct",
    )
    assert {name for _, _, name in found(doc)} == {"Northern Relief Committee"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Syrias PROPN 2 compound LOC\narmy NOUN 0 root", [("Syria", "place", "Syria")]),
        ("Türkiye PROPN 0 root LOC", [("Türkiye", "place", "Turkey")]),
        (
            "the DET 3 det\nSyrian ADJ 3 amod\narmy NOUN 0 root",
            [("Syrian army", "organisation", "Syrian army")],
        ),
        (
            "the DET 3 det\nUSGS PROPN 3 compound ORG\nsurvey NOUN 0 root",
            [("USGS", "organisation", "US Geological Survey")],
        ),
        (
            "Ministry PROPN 0 root ORG\nof ADP 3 case\nFisheries PROPN 1 nmod ORG",
            [("Ministry of Fisheries", "organisation", "Ministry of Fisheries")],
        ),
        (
            "al PROPN 4 det\n- PUNCT 1 punct\nMansura PROPN 4 compound LOC\nprovince NOUN 0 root",
            [("al-Mansura", "place", "al-Mansura")],
        ),
        ("on ADP 2 case\nMonday PROPN 0 root", []),
        ("the DET 2 det\nminister NOUN 0 root", []),
        (
            "U.S.-backed ADJ 2 amod\nrebels NOUN 0 root Number=Plur",
            [("U.S.", "place", "United States")],
        ),
        (
            "in ADP 2 case\nVarnholm PROPN 3 compound PER\nprovince NOUN 0 root",
            [("Varnholm", "place", "Varnholm")],
        ),
        ("Imran PROPN 0 root PER\nSheikh PROPN 1 flat PER", [("Imran Sheikh", "person", "Imran Sheikh")]),
        ("Tom PROPN 0 root PER\nLord PROPN 1 flat PER", [("Tom Lord", "person", "Tom Lord")]),
        ("Jan PROPN 0 root PER\nVesely PROPN 1 flat PER", [("Jan Vesely", "person", "Jan Vesely")]),
        ("in ADP 2 case\nJan PROPN 0 root", []),
        ("Engineer PROPN 2 compound\nHolt PROPN 0 root PER", [("Holt", "person", "Holt")]),
        (
            "the DET 2 det\nHolt PROPN 3 compound ORG\ngovernment NOUN 0 root",
            [("Holt", "person", "Holt")],
        ),
    ],
)
def test_single_phrases(words: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(doc_of(words)) == expected


def test_a_capital_that_acts_is_its_country_and_a_city_otherwise() -> None:
    acts = "Madrid PROPN 2 nsubj LOC\nrejected VERB 0 root reject\nthe DET 4 det\noffer NOUN 2 obj\n. PUNCT 2 punct"
    place = "They PRON 2 nsubj\nmet VERB 0 root meet\nin ADP 4 case\nMadrid PROPN 2 obl LOC\n. PUNCT 2 punct"
    assert found(doc_of(acts, place)) == [("Madrid", "place", "Spain"), ("Madrid", "place", "Madrid")]


def test_a_heading_in_title_case_yields_only_what_the_body_or_the_gazetteer_knows() -> None:
    heading = """
        Deadly ADJ 2 amod
        Blast NOUN 3 nsubj
        Rocks VERB 0 root rock
        Varnholm PROPN 3 obj
        Market NOUN 3 obj
        Near ADP 7 case
        Norway PROPN 3 obl
        """
    body = "It PRON 2 nsubj\nhit VERB 0 root\nVarnholm PROPN 2 obj LOC\n. PUNCT 2 punct"
    assert found(doc_of(heading, body)) == [
        ("Varnholm", "place", "Varnholm"),
        ("Norway", "place", "Norway"),
        ("Varnholm", "place", "Varnholm"),
    ]
    assert found(doc_of(heading)) == [("Norway", "place", "Norway")]


def test_a_line_of_capitals_is_a_heading_whatever_the_tagger_says() -> None:
    words = ("Varnholm", "Harbour", "Pilots", "Reject", "Revised", "Offer")
    heading = "\n".join(f"{word} PROPN {k and 1} {'flat' if k else 'root'} ORG" for k, word in enumerate(words))
    assert found(doc_of(heading)) == []


FORMS = [
    "Karen",
    "Holt",
    "Syrian",
    "army",
    "of",
    "the",
    "-",
    "'",
    "Minister",
    "U.S.",
    "IS",
    "(",
    ")",
    "al",
    "ü",
    "1",
    "😀",
]
TAGS = ["PROPN", "NOUN", "ADJ", "VERB", "PUNCT"]
ROW = st.tuples(st.sampled_from(FORMS), st.sampled_from(TAGS), st.sampled_from(["", "PER", "LOC", "ORG"]))


@settings(deadline=None, max_examples=200)
@given(st.lists(ROW, min_size=1, max_size=14))
def test_mentions_of_anything_are_disjoint_and_quote_the_text(rows: list[tuple[str, str, str]]) -> None:
    doc = doc_of("\n".join(f"{form} {pos} {min(n, 1)} dep {label}" for n, (form, pos, label) in enumerate(rows)))
    mentions: tuple[Entity, ...] = find_entities(doc, article_of(doc))
    assert all(doc.text[m.start : m.end] == m.text and m.text and m.name for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


@pytest.mark.parametrize(
    ("a", "b", "half", "nearly"),
    [
        ("Karin Holst", "Katrin Holst", True, True),
        ("Imran Sheikh", "Irfan Sheikh", True, True),
        ("Josef Lindt", "Josef Brandt", True, False),
        ("Maria Torres", "Lena Voss", False, False),
        ("Ana Cruz", "Anna Cruz", False, False),
        ("Tom Hale", "Thomas Hale", False, False),
        ("Rahmat Hotak", "Rahmatullah Hotak", False, False),
        ("Holst", "Karin Holst", False, False),
    ],
)
def test_names_that_share_a_half(a: str, b: str, half: bool, nearly: bool) -> None:
    assert half_shared(a, b) == half_shared(b, a) == half
    assert nearly_shared(a, b) == nearly_shared(b, a) == nearly
