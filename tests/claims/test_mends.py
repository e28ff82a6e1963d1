"""The mends of analyses, and clauses, on any tree at all: a parser may say anything."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokens import Doc

from claims.extract import extract_claims
from claims.statements.attribution import closing_speaker
from claims.syntax.mends import mended
from claims.syntax.segmentation import find_clauses
from claims.types import Article, ParsedWord

VOCAB = English().vocab
LABELS = (
    "nsubj", "nsubj:pass", "csubj", "obj", "iobj", "obl", "obl:agent", "ccomp", "xcomp", "advcl", "acl", "acl:relcl",
    "conj", "cc", "appos", "parataxis", "punct", "case", "aux", "aux:pass", "cop", "mark", "nmod", "nummod", "dep",
)  # fmt: skip
TAGS = (
    ("NOUN", "NN"), ("NOUN", "NNS"), ("PROPN", "NNP"), ("PRON", "PRP"), ("VERB", "VBD"), ("VERB", "VBN"),
    ("VERB", "VBG"), ("ADJ", "VBN"), ("ADJ", "JJ"), ("NUM", "CD"), ("AUX", "VBD"), ("PUNCT", ":"), ("PUNCT", ","),
    ("ADP", "IN"), ("ADP", "RP"), ("CCONJ", "CC"), ("PART", "TO"), ("VERB", "VB"),
)  # fmt: skip
LEMMAS = (
    "say",
    "deny",
    "or",
    "do",
    "with",
    "nothing",
    "it",
    "police",
    "nine",
    "have",
    "hit",
    "tell",
    "report",
    "to",
    "first",
)


@st.composite
def sentences(draw: st.DrawFn) -> list[ParsedWord]:
    """The words of one sentence, a tree with one root."""
    size = draw(st.integers(1, 9))
    order = draw(st.permutations(range(size)))
    heads = {order[0]: -1} | {k: order[draw(st.integers(0, n))] for n, k in enumerate(order[1:])}
    words = []
    for k in range(size):
        pos, tag = draw(st.sampled_from(TAGS))
        lemma = ":" if tag == ":" else draw(st.sampled_from(LEMMAS))
        label = "root" if heads[k] < 0 else draw(st.sampled_from(LABELS))
        words.append(ParsedWord(pos, tag, "_", lemma, heads[k], label, "O"))
    return words


def as_doc(words: list[ParsedWord]) -> Doc:
    return Doc(
        VOCAB,
        words=[w.lemma for w in words],
        heads=[k if w.head < 0 else w.head for k, w in enumerate(words)],
        deps=["ROOT" if w.head < 0 else w.deprel for w in words],
        pos=[w.upos for w in words],
        tags=[w.xpos for w in words],
        lemmas=[w.lemma for w in words],
    )


@given(sentences())
@settings(deadline=None, max_examples=400)
def test_a_mended_tree_is_a_tree(words: list[ParsedWord]) -> None:
    found = mended(words)
    assert [w.head for w in found].count(-1) == 1
    for start in range(len(found)):
        at, steps = start, 0
        while found[at].head >= 0:
            at, steps = found[at].head, steps + 1
            assert steps <= len(found)


@given(sentences())
@settings(deadline=None, max_examples=400)
def test_every_word_of_any_tree_is_in_one_clause(words: list[ParsedWord]) -> None:
    (sentence,) = as_doc(words).sents
    placed = [t.i for clause in find_clauses(sentence) for t in clause.words]
    assert sorted(placed) == list(range(len(words)))
    closing = closing_speaker(list(sentence))
    assert closing is None or closing[1][-1].i < closing[0].i


@pytest.mark.parametrize(("tag", "pos"), [("VBN", "ADJ"), ("VBN", "VERB"), ("VBG", "NOUN")])
def test_a_participle_of_any_class_behind_a_count(tag: str, pos: str) -> None:
    words = [ParsedWord("NUM", "CD", "_", "nine", -1, "root", "O"), ParsedWord(pos, tag, "_", "hit", 0, "acl", "O")]
    (sentence,) = as_doc(words).sents
    assert [t.i for clause in find_clauses(sentence) for t in clause.words] == [0, 1]


@pytest.mark.parametrize(
    ("text", "predicate", "subject"),
    [
        ("The heist is the latest to hit France.", "hit", "The heist"),
        ("Arvania was the first country to recognise the state.", "recognise", "Arvania"),
        ("She became the youngest player to win the cup.", "win", "She"),
        ("The army was the last to leave Lund.", "leave", "The army"),
    ],
)
def test_what_somebody_was_the_first_to_do_is_one_claim(text: str, predicate: str, subject: str) -> None:
    (claim,) = extract_claims(Article(id="a", text=text))
    assert (claim.text, claim.predicate, claim.arguments[0].text) == (text[:-1], predicate, subject)


@pytest.mark.parametrize(
    ("text", "subject", "polarity"),
    [
        ("The captain of the ship was not arrested, the police said.", "The captain of the ship", "negated"),
        ("In Bremvik the accused pleaded not guilty.", "the accused", "negated"),
        ("The dam was declared not safe, the mayor said.", "The dam", "negated"),
        ("The dam was declared safe, the mayor said.", "The dam", "affirmed"),
    ],
)  # fmt: skip
def test_who_did_or_did_not(text: str, subject: str, polarity: str) -> None:
    claim = extract_claims(Article(id="a", text=text))[0]
    assert (next(a.text for a in claim.arguments if a.role == "subject"), claim.polarity) == (subject, polarity)


@pytest.mark.parametrize(
    "text",
    [
        "The union called off the rail strike planned for Monday.",
        "The union called off the strike.",
        "They set off a bomb.",
    ],
)
def test_the_object_behind_a_particle(text: str) -> None:
    claim = extract_claims(Article(id="a", text=text))[0]
    assert "object" in {a.role for a in claim.arguments}
