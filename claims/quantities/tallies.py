"""Figures that stand for a tally: 'brought the toll to 18', 'taking to 18 the number of guards who died'. They are read
off the order of the words, since arcs often fail there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from claims.quantities.events import event_classes, lemma_of
from claims.syntax.segmentation import is_past_participle
from claims.tables import read_table

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TABLE = read_table("measurands")
TALLIES, SETTING, LEVELS, PERSONS = (
    frozenset(_TABLE[name]["words"]) for name in ("tallies", "setting", "levels", "persons")
)
REACH = 14
"""Words between a verb and the figure to which it sets a tally, at most."""
AT = frozenset({"to", "at", "as"})
NOMINAL = frozenset({"NOUN", "PROPN"})


class Tallied(NamedTuple):
    """What a tally counts: the noun (None for 'the toll'), and its event's class ('' where none is told)."""

    noun: Token | None
    event: str


def tally_set_to(tokens: Sequence[Token]) -> Tallied | None:
    """The tally that a verb sets to the figure of ``tokens``; None where there is none."""
    doc, first, last = tokens[0].doc, tokens[0].i, tokens[-1].i
    sentence = tokens[0].sent
    if (tally := _tally_at_level(doc, first, sentence.start)) is not None:
        return tally
    if first - 1 <= sentence.start or doc[first - 1].lower_ not in AT:
        return None
    if _sets(doc[first - 2]):  # 'taking to 18 the number of ...'
        return _tally_in(doc, last + 1, min(last + 5, sentence.end), sentence.end)
    for i in range(first - 2, max(sentence.start - 1, first - 2 - REACH), -1):
        if _sets(doc[i]):
            return _tally_in(doc, i + 1, first - 1, first - 1)
    return None


def _tally_at_level(doc: Doc, first: int, start: int) -> Tallied | None:
    """The tally whose level a verb right before the figure gives: 'the number of guards who died rose to 18'."""
    verb = first - 2 if first - 1 > start and doc[first - 1].lower_ in AT else first - 1
    if verb <= start or doc[verb].pos_ not in ("VERB", "NOUN") or lemma_of(doc[verb]) not in LEVELS:
        return None
    for token in reversed(doc[max(start, verb - REACH) : verb]):
        if token.pos_ in NOMINAL and lemma_of(token) in TALLIES:
            return _tally_in(doc, token.i, token.i + 1, verb)
        if token.lower_ in (",", ";") or (token.pos_ == "VERB" and lemma_of(token) in SETTING):
            return None
    return None


def tallied(tally: Token, end: int) -> Tallied:
    """What a tally counts, by the words behind it up to token ``end``: 'the number of guards who died'."""
    noun: Token | None = None
    events: list[str] = []
    for token in tally.doc[tally.i + 1 : end]:
        if noun is None and token.pos_ in NOMINAL and token.dep_ not in ("compound", "nmod:poss"):
            noun = token
        name = _class_told_by(token)
        if name and name not in events:
            events.append(name)
        if len(events) and token.lower_ in (",", ";"):
            break
    if noun is not None and not events and (bearer := event_classes().get(("bearer", lemma_of(noun)))):
        events.append(bearer)
    named = noun is not None and lemma_of(noun) not in PERSONS and not _class_told_by(noun)
    both = len(events) > 1 and {"death", "injury", "missing"} >= set(events)  # 'the number of dead and hurt'
    return Tallied(noun if named else None, "casualty" if both else events[0] if events else "")


def _sets(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and lemma_of(token) in SETTING


def _tally_in(doc: Doc, start: int, stop: int, end: int) -> Tallied | None:
    """The first noun of doc[start:stop], if it is a tally; what it counts is told before ``end``."""
    head = next((t for t in doc[start:stop] if t.pos_ in NOMINAL and t.dep_ != "compound"), None)
    if head is None:
        return None
    if lemma_of(head) in TALLIES:
        compound = head.i > head.sent.start and doc[head.i - 1].dep_ == "compound" and _class_told_by(doc[head.i - 1])
        return Tallied(None, compound) if compound else tallied(head, end)
    name = event_classes().get(("noun", lemma_of(head)))
    return Tallied(None, name) if name == "death" and lemma_of(head) == "toll" else None


def _class_told_by(token: Token) -> str:
    classes, lemma = event_classes(), lemma_of(token)
    found = classes.get(("adjective", lemma)) or classes.get(("adjective", token.lower_))
    found = found or (classes.get(("noun", lemma)) if token.pos_ in ("NOUN", "ADJ") else None)
    if found is None and token.pos_ == "VERB":
        kind = "object" if is_past_participle(token) else "subject"
        found = classes.get((kind, lemma)) or classes.get(("subject", lemma))
    return found or ""
