"""The syntax layer: speakers of quotations, and analyses kept from run to run."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.syntax.mends import mend_speakers
from claims.syntax.syntax import Fused, parse_texts
from claims.text.sentences import split_sentences
from claims.types import ParsedWord


def words(*lines: str) -> list[ParsedWord]:
    """'form UPOS head deprel' with 1-based heads, 0 for the root."""
    rows = [line.split() for line in lines]
    return [ParsedWord(pos, "X", "_", form, int(head) - 1, dep, "O") for form, pos, head, dep in rows]


SAID_THE_DRIVER = words(
    "road NOUN 3 nsubj:pass", "is AUX 3 aux:pass", "blocked VERB 4 ccomp", "said VERB 0 root", "driver NOUN 3 obl:agent"
)
MAYOR_TOLD = words(
    "road NOUN 3 nsubj:pass", "is AUX 3 aux:pass", "blocked VERB 5 ccomp", "mayor NOUN 3 nsubj:pass", "told VERB 0 root"
)
HE_SAID = words("he PRON 2 nsubj", "said VERB 0 root", "rain NOUN 4 nsubj", "fell VERB 2 ccomp", "daily NOUN 4 obl")
WITH_PREPOSITION = words(
    "road NOUN 2 nsubj", "closed VERB 3 ccomp", "said VERB 0 root", "in ADP 5 case", "May PROPN 2 obl"
)


def test_a_speaker_beyond_the_verb_of_saying_is_its_subject() -> None:
    mended = mend_speakers(SAID_THE_DRIVER)
    assert (mended[4].head, mended[4].deprel) == (3, "nsubj")
    assert mended[:4] == SAID_THE_DRIVER[:4]


def test_a_second_subject_before_the_verb_of_saying_is_its_own() -> None:
    mended = mend_speakers(MAYOR_TOLD)
    assert (mended[3].head, mended[3].deprel) == (4, "nsubj")
    assert (mended[0].head, mended[0].deprel) == (2, "nsubj:pass")


def test_what_has_a_speaker_or_a_preposition_stays() -> None:
    assert mend_speakers(HE_SAID) == HE_SAID
    assert mend_speakers(WITH_PREPOSITION) == WITH_PREPOSITION
    assert mend_speakers([]) == []


def test_a_second_run_parses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The envoys did not sign up to 1,200 letters."
    sentences, fused = [split_sentences(text)], [[Fused(26, 37, "1,200")]]
    first = parse_texts([text], sentences, fused=fused, cache=tmp_path / "new" / "syntax.sqlite")
    monkeypatch.setattr("claims.syntax.syntax._parser", lambda: pytest.fail("the parser was loaded"))
    second = parse_texts([text], sentences, fused=fused, cache=tmp_path / "new" / "syntax.sqlite")
    assert [(t.text, t.dep_, t.head.i, t.lemma_, str(t.morph)) for t in first[0]] == [
        (t.text, t.dep_, t.head.i, t.lemma_, str(t.morph)) for t in second[0]
    ]


def test_a_damaged_cache_costs_only_the_cache(tmp_path: Path) -> None:
    path = tmp_path / "syntax.sqlite"
    path.write_bytes(b"no database at all" * 99)
    text = "Rain fell."
    (doc,) = parse_texts([text], [split_sentences(text)], cache=path)
    assert [t.lemma_ for t in doc] == ["rain", "fall", "."]
