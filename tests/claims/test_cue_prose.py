"""Polarity, modality and speakers on sentences that are in no table, through the bundled parser. A parser
errs, so what is asked is a share of each kind, not every sentence."""

import tomllib
from pathlib import Path

import pytest
from test_cue_tables import MODALITIES, POLARITIES, unmark

from claims.statements.attribution import attribution
from claims.statements.factuality import modality, polarity
from claims.syntax.syntax import parse_texts
from claims.text.sentences import split_sentences

PROSE = tomllib.loads(Path(__file__).with_name("cue_prose.toml").read_text(encoding="utf-8"))
LEAST = 0.93


@pytest.mark.parametrize("kind", PROSE)
def test_prose(kind: str) -> None:
    bare = [unmark(text) for text in PROSE[kind]]
    docs = parse_texts([t for t, _, _ in bare], [split_sentences(t) for t, _, _ in bare])
    wrong = []
    for (text, offset, speaker), doc in zip(bare, docs, strict=True):
        predicate = next(t for t in doc if t.idx <= offset < t.idx + len(t))
        found = attribution(predicate)
        if kind in POLARITIES:
            right = polarity(predicate)[0] == kind
        elif kind in MODALITIES:
            right = modality(predicate)[0] == kind
        elif kind == "narrator":
            right = found is None
        else:
            right = found is not None and found.speaker == speaker
        if not right:
            wrong.append(text)
    assert len(wrong) <= (1 - LEAST) * len(bare), wrong
