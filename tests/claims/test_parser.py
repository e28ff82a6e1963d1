"""The parser's decoders and scripts, and a few sentences through the bundled weights."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.syntax.parser import apply_lemma_script, decode_entities, decode_tree, find_cycle, lemma_script, word_shape
from claims.syntax.syntax import parse_texts
from claims.text.sentences import split_sentences


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("ran", "run"), ("Cities", "city"), ("Paris", "Paris"), ("was", "be"), ("7", "7"), ("U.S.", "U.S."), ("'s", "'s")],
)
def test_lemma_scripts_round_trip(form: str, lemma: str) -> None:
    assert apply_lemma_script(form, lemma_script(form, lemma)) == lemma


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("The raids went on until noon.", "raids", "raid"),
        ("Two warplanes and rebel warplanes circled above the harbour.", "warplanes", "warplane"),
        ("Three ladies left.", "ladies", "lady"),
        ("Some protesters and miners marched.", "protesters", "protester"),
        ("The train derailed.", "derailed", "derail"),
        ("The two vans were rammed.", "rammed", "ram"),
        ("The shed was burnt.", "burnt", "burn"),
        ("The dam burst at noon.", "burst", "burst"),
        ("All of them perished.", "perished", "perish"),
        ("They dug three trenches.", "trenches", "trench"),
    ],
)
def test_a_lemma_begins_as_its_word(text: str, form: str, lemma: str) -> None:
    (doc,) = parse_texts([text], [split_sentences(text)])
    assert {t.lemma_ for t in doc if t.text == form} == {lemma}


@given(st.text(min_size=1, max_size=12), st.sampled_from(["l2+y", "k0+", "l9+", "l3+be", "k1+"]))
def test_any_script_applies_to_any_form(form: str, script: str) -> None:
    assert isinstance(apply_lemma_script(form, script), str)


@pytest.mark.parametrize(
    ("word", "shape"), [("Istanbul", "Xxxx"), ("1,200", "d,ddd"), ("USA", "XXX"), ("McKay", "XxXxx"), ("-", "-")]
)
def test_word_shape(word: str, shape: str) -> None:
    assert word_shape(word) == shape


def best_tree(scores: np.ndarray) -> float:
    n = len(scores)
    best = -np.inf
    for heads in itertools.product(range(n + 1), repeat=n):
        if heads.count(0) == 1 and all(h != k + 1 for k, h in enumerate(heads)) and not find_cycle([0, *heads]):
            best = max(best, sum(scores[k, h] for k, h in enumerate(heads)))
    return float(best)


@given(st.integers(1, 4), st.integers(0, 10_000))
@settings(max_examples=150, deadline=None)
def test_decoded_tree_is_a_best_tree_with_one_root(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    heads = decode_tree(scores.copy())
    assert heads.count(0) == 1
    assert not find_cycle([0, *heads])
    assert sum(scores[k, h] for k, h in enumerate(heads)) == pytest.approx(best_tree(scores), abs=1e-4)


def test_entities_are_well_formed() -> None:
    labels = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")
    scores = np.log(np.array([[0.1, 0.2, 0.6, 0.05, 0.05], [0.1, 0.1, 0.2, 0.1, 0.5]], dtype=np.float32))
    tags = decode_entities(scores, labels)
    assert tags[0][0] != "I"
    assert tags[1][0] != "I" or tags[1][2:] == tags[0][2:]


def test_offsets_and_structure_of_a_parse() -> None:
    text = "  The envoys did not\nsign the treaty.\n\nThey left on Monday."
    (doc,) = parse_texts([text], [split_sentences(text)])
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc)
    sign = next(t for t in doc if t.text == "sign")
    assert {c.text: c.dep_ for c in sign.children if c.dep_ in ("nsubj", "obj", "advmod")} == {
        "envoys": "nsubj",
        "not": "advmod",
        "treaty": "obj",
    }
    assert [len(list(d.sents)) for d in (doc,)] == [2]


def test_order_of_texts_does_not_change_a_parse() -> None:
    texts = ["Rain fell on the town.", "Two ships sank.", "The mayor, who had resigned, spoke."]
    cut = [split_sentences(t) for t in texts]
    forward = parse_texts(texts, cut)
    backward = parse_texts(texts[::-1], cut[::-1])[::-1]
    assert [[(t.dep_, t.head.i, t.lemma_) for t in d] for d in forward] == [
        [(t.dep_, t.head.i, t.lemma_) for t in d] for d in backward
    ]


@pytest.mark.parametrize("text", ["", " \n ", "?!", "a" * 3000, "word " * 700])
def test_degenerate_texts_are_parsed(text: str) -> None:
    (doc,) = parse_texts([text], [split_sentences(text)])
    assert doc.text == text
