"""Every entry of the tables of cues, through the bundled parser: in each example the predicate stands
between asterisks, its speaker between brackets, and the key says what must come out."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from spacy.tokens import Token

from claims.statements.attribution import attribution
from claims.statements.factuality import hedges, modality, polarity
from claims.syntax.syntax import parse_texts
from claims.tables import read_table
from claims.types import Sentence

POLARITIES = ("affirmed", "negated")
MODALITIES = ("asserted", "planned", "possible", "conditional")
HEDGING = ("hedged", "unhedged")
SOURCES = ("yes", "no")
KEYS = (*POLARITIES, *MODALITIES, *HEDGING, *SOURCES)


def entries(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for section, value in read_table(name).items():
        for entry in value if isinstance(value, list) else [value]:
            yield f"{name}/{section}/{entry.get('name', '')}", entry


TABLES = [
    e for name in ("polarity", "modality", "attribution") for e in entries(name) if not e[0].endswith("opposites/")
]
EXAMPLES = [(where, key, text) for where, entry in TABLES for key in KEYS for text in entry.get(key, ())]


def unmark(example: str) -> tuple[str, int, str]:
    """The bare text, the predicate's offset, and the speaker."""
    speaker = re.search(r"\[(.*?)\]", example)
    text = re.sub(r"[\[\]]", "", example)
    return text.replace("*", ""), text.index("*"), speaker[1] if speaker else ""


@pytest.fixture(scope="module")
def predicates() -> dict[str, Token]:
    """The marked word of every example, all parsed in one batch."""
    bare = [unmark(text) for _, _, text in EXAMPLES]
    docs = parse_texts([t for t, _, _ in bare], [[Sentence(0, len(t))] for t, _, _ in bare])
    return {
        example: next(t for t in doc if t.idx <= offset < t.idx + len(t))
        for (_, _, example), (_, offset, _), doc in zip(EXAMPLES, bare, docs, strict=True)
    }


@pytest.mark.parametrize(("where", "key", "example"), EXAMPLES)
def test_example(where: str, key: str, example: str, predicates: dict[str, Token]) -> None:
    predicate = predicates[example]
    if key in POLARITIES:
        assert polarity(predicate)[0] == key
    elif key in MODALITIES:
        assert modality(predicate)[0] == key
    elif key in HEDGING:
        assert bool(hedges(predicate)) == (key == "hedged")
    elif key == "no":
        assert attribution(predicate) is None
    else:
        found = attribution(predicate)
        assert found is not None
        assert found.speaker == unmark(example)[2]


@pytest.mark.parametrize(("where", "entry"), TABLES, ids=[where for where, _ in TABLES])
def test_every_entry_has_examples_that_fire_and_that_do_not(where: str, entry: dict[str, Any]) -> None:
    assert len([key for key in KEYS if entry.get(key)]) >= 2


@pytest.mark.parametrize(("where", "entry"), TABLES, ids=[where for where, _ in TABLES])
def test_no_entry_names_a_word_twice(where: str, entry: dict[str, Any]) -> None:
    words = [w for key in ("words", "phrases", "verbs") for w in entry.get(key, ())]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(("where", "key", "example"), EXAMPLES)
def test_cues_are_spans_of_words(where: str, key: str, example: str, predicates: dict[str, Token]) -> None:
    predicate = predicates[example]
    text = predicate.doc.text
    negated, negators = polarity(predicate)
    kind, modals = modality(predicate)
    assert bool(negators) == (negated == "negated")
    assert bool(modals) == (kind != "asserted")
    for start, end in (*negators, *modals, *hedges(predicate)):
        assert text[start:end].strip() == text[start:end] != ""
