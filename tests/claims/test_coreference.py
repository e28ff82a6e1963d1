"""What pronouns and descriptions refer to, and who holds which role, on hand-made parses."""

from __future__ import annotations

from hand_parsed import article_of, doc_of
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from claims.names.coreference import resolve_references
from claims.names.entities import find_entities
from claims.names.roles import roles


def resolved(doc: Doc) -> dict[str, str]:
    """Word and index -> name, for reading: {'He7': 'Karen Holt'}."""
    found = resolve_references(doc, find_entities(doc, article_of(doc)))
    return {f"{doc[i].text}{i}": name for i, name in found.items()}


def roles_in(doc: Doc) -> dict[str, set[str]]:
    return roles(doc, find_entities(doc, article_of(doc)))


KAREN_SPEAKS = """
Defense PROPN 2 compound
Minister PROPN 5 nsubj
Karen PROPN 2 flat PER
Holt PROPN 2 flat PER
spoke VERB 0 root speak
. PUNCT 5 punct
"""
MARK_LEAVES = """
Mark PROPN 3 nsubj PER
Jensen PROPN 1 flat PER
left VERB 0 root leave
. PUNCT 3 punct
"""


def says(pronoun: str) -> str:
    return f"{pronoun} PRON 2 nsubj\nadded VERB 0 root add\ndetails NOUN 2 obj Number=Plur\n. PUNCT 2 punct"


def test_a_pronoun_is_the_subject_of_the_sentence_before() -> None:
    assert resolved(doc_of(KAREN_SPEAKS, says("She")))["She6"] == "Karen Holt"


def test_gender_decides() -> None:
    doc = doc_of(KAREN_SPEAKS, MARK_LEAVES, says("She"))
    assert resolved(doc)["She10"] == "Karen Holt"
    assert resolved(doc_of(KAREN_SPEAKS, MARK_LEAVES, says("He")))["He10"] == "Mark Jensen"
    assert "He6" not in resolved(doc_of(KAREN_SPEAKS, says("He")))


def test_two_candidates_of_one_rank_stay_open() -> None:
    both = """
        Mark PROPN 4 nsubj PER
        and CCONJ 3 cc
        Peter PROPN 1 conj PER
        met VERB 0 root meet
        . PUNCT 4 punct
        """
    rivals = doc_of(
        """
        Mark PROPN 3 nsubj PER
        Jensen PROPN 1 flat PER
        knew VERB 0 root know
        Peter PROPN 3 nsubj PER
        Lund PROPN 4 flat PER
        . PUNCT 3 punct
        """,
        says("He"),
    )
    assert "He6" not in resolved(rivals)
    assert not any(word.startswith("He") for word in resolved(doc_of(both, says("He"))))


def test_a_person_without_a_name_competes() -> None:
    woman = "A DET 2 det\nwoman NOUN 3 nsubj\nfell VERB 0 root fall\n. PUNCT 3 punct"
    assert not any(word.startswith("She") for word in resolved(doc_of(KAREN_SPEAKS, woman, says("She"))))


def test_the_one_who_says_so_is_meant_by_the_pronoun_of_the_content() -> None:
    doc = doc_of(
        """
        Holt PROPN 2 nsubj PER
        said VERB 0 root say
        she PRON 5 nsubj
        would AUX 5 aux
        resign VERB 2 ccomp
        . PUNCT 2 punct
        """
    )
    assert resolved(doc) == {"she2": "Holt"}


def test_an_object_is_not_its_own_subject() -> None:
    doc = doc_of(
        """
        Jensen PROPN 2 nsubj PER
        met VERB 0 root meet
        him PRON 2 obj
        . PUNCT 2 punct
        """
    )
    assert resolved(doc) == {}


def test_pronouns_in_quotations_are_left_alone() -> None:
    doc = doc_of(
        KAREN_SPEAKS,
        """
        “ PUNCT 4 punct
        She PRON 4 nsubj
        has AUX 4 aux
        gone VERB 6 ccomp go
        ” PUNCT 4 punct
        said VERB 0 root say
        officials NOUN 6 nsubj Number=Plur
        . PUNCT 6 punct
        """,
    )
    assert not any(word.startswith("She") for word in resolved(doc))


def test_it_is_empty_before_a_clause_and_the_speaker_in_its_own_content() -> None:
    empty = """
        Norway PROPN 2 nsubj LOC
        said VERB 0 root say
        it PRON 5 nsubj
        was AUX 5 cop
        clear ADJ 2 ccomp
        . PUNCT 2 punct
        """
    acts = """
        Norway PROPN 2 nsubj LOC
        said VERB 0 root say
        it PRON 5 nsubj
        would AUX 5 aux
        reopen VERB 2 ccomp
        its PRON 7 nmod:poss Poss=Yes
        border NOUN 5 obj
        . PUNCT 2 punct
        """
    assert resolved(doc_of(empty)) == {}
    assert resolved(doc_of(acts)) == {"it2": "Norway", "its5": "Norway"}


def test_an_event_that_was_issued_is_not_its_issuer() -> None:
    doc = doc_of(
        """
        Norway PROPN 2 nsubj LOC
        issued VERB 0 root issue
        an DET 4 det
        alert NOUN 2 obj
        but CCONJ 8 cc
        it PRON 8 nsubj:pass
        was AUX 8 aux:pass
        revoked VERB 2 conj revoke
        . PUNCT 2 punct
        """
    )
    assert resolved(doc) == {}


def the(role: str, adjective: str = "") -> str:
    words = [("The", "DET", "det"), *([(adjective, "ADJ", "amod")] if adjective else []), (role, "NOUN", "nsubj")]
    head = len(words)
    lines = [f"{w} {p} {head if d != 'nsubj' else head + 1} {d}" for w, p, d in words]
    return "\n".join([*lines, "agreed VERB 0 root agree", f". PUNCT {head + 1} punct"])


def test_a_description_is_the_one_person_of_the_role() -> None:
    assert resolved(doc_of(KAREN_SPEAKS, the("minister")))["minister7"] == "Karen Holt"
    assert resolved(doc_of(KAREN_SPEAKS, the("minister", "defense")))["minister8"] == "Karen Holt"


def test_a_description_of_another_role_or_of_two_people_stays_open() -> None:
    other = """
        Foreign PROPN 2 amod
        Minister PROPN 5 nsubj
        Mark PROPN 2 flat PER
        Lund PROPN 2 flat PER
        left VERB 0 root leave
        . PUNCT 5 punct
        """
    assert not any(w.startswith("minister") for w in resolved(doc_of(KAREN_SPEAKS, the("minister", "foreign"))))
    assert not any(w.startswith("minister") for w in resolved(doc_of(KAREN_SPEAKS, other, the("minister"))))
    assert resolved(doc_of(KAREN_SPEAKS, other, the("minister", "foreign")))["minister14"] == "Mark Lund"


def test_the_agency_is_the_one_agency_named_before() -> None:
    named = "Reuters PROPN 2 nsubj ORG\nreported VERB 0 root report\nlosses NOUN 2 obj Number=Plur\n. PUNCT 2 punct"
    other = "AFP PROPN 2 nsubj ORG\nreported VERB 0 root report\ngains NOUN 2 obj Number=Plur\n. PUNCT 2 punct"
    assert resolved(doc_of(named, the("agency")))["agency5"] == "Reuters"
    assert not any(w.startswith("agency") for w in resolved(doc_of(named, other, the("agency"))))
    assert not any(w.startswith("company") for w in resolved(doc_of(named, the("company"))))


def test_a_noun_beside_a_name_is_that_name() -> None:
    doc = doc_of(
        """
        The DET 4 det
        Reuters PROPN 4 compound ORG
        news NOUN 4 compound
        agency NOUN 5 nsubj
        said VERB 0 root say
        . PUNCT 5 punct
        """
    )
    assert resolved(doc) == {"agency3": "Reuters"}


def test_roles_by_title_apposition_and_predicate() -> None:
    apposition = """
        Peter PROPN 7 nsubj PER
        Lund PROPN 1 flat PER
        , PUNCT 5 punct
        the DET 5 det
        governor NOUN 1 appos
        , PUNCT 5 punct
        resigned VERB 0 root resign
        . PUNCT 7 punct
        """
    predicate = """
        Anna PROPN 5 nsubj PER
        Berg PROPN 1 flat PER
        is AUX 5 cop be
        the DET 5 det
        head NOUN 0 root
        of ADP 8 case
        the DET 8 det
        delegation NOUN 5 nmod
        . PUNCT 5 punct
        """
    assert roles_in(doc_of(KAREN_SPEAKS, apposition, predicate)) == {
        "Karen Holt": {"defense minister"},
        "Peter Lund": {"governor"},
        "Anna Berg": {"head of the delegation"},
    }


def test_a_role_that_is_denied_is_not_held() -> None:
    doc = doc_of(
        """
        Anna PROPN 6 nsubj PER
        Berg PROPN 1 flat PER
        is AUX 6 cop be
        not PART 6 advmod
        the DET 6 det
        governor NOUN 0 root
        . PUNCT 6 punct
        """
    )
    assert roles_in(doc) == {}


FORMS = [
    "Karen",
    "Holt",
    "he",
    "She",
    "it",
    "its",
    "their",
    "the",
    "minister",
    "agency",
    "Reuters",
    "said",
    "“",
    "”",
    ".",
]
DEPS = ["nsubj", "obj", "nmod:poss", "compound", "appos", "conj", "ccomp", "det", "flat"]
ROW = st.tuples(
    st.sampled_from(FORMS), st.sampled_from(["PROPN", "NOUN", "PRON", "VERB", "DET"]), st.sampled_from(DEPS)
)


@settings(deadline=None, max_examples=200)
@given(st.lists(ROW, min_size=1, max_size=16), st.randoms())
def test_anything_resolves_to_a_name_of_the_article_or_to_nothing(
    rows: list[tuple[str, str, str]], random: st.randoms
) -> None:  # type: ignore[valid-type]
    heads = [random.randint(1, n) if n else 0 for n in range(len(rows))]  # type: ignore[attr-defined]
    doc = doc_of("\n".join(f"{f} {p} {h} {d}" for (f, p, d), h in zip(rows, heads, strict=True)))
    entities = find_entities(doc, article_of(doc))
    found = resolve_references(doc, entities)
    assert set(found.values()) <= {e.name for e in entities}
    assert all(0 <= i < len(doc) for i in found)
    assert set(roles(doc, entities)) <= {e.name for e in entities}
