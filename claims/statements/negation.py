"""The negators that belong to a predicate, a noun phrase or a clause: claims/tables/polarity.toml, [[negator]]."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from claims.statements.cues import cues, is_harmless, phrases_at
from claims.syntax.clauses import (
    NOMINAL,
    after,
    before,
    coordinator,
    is_past,
    lower,
    noun_phrase_start,
    prepositions,
    subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


def negators_of(predicate: Token, group: list[Token]) -> list[Token]:
    """The negators that belong to a predicate: none, or an odd number of negations."""
    beside = [t for t in group if t.i < predicate.i or (t.i == predicate.i + 1 and predicate.lemma_ in ("be", "have"))]
    adverbs = _phrases(beside, "adverb") + _phrases(_own_words(predicate), "phrase", last=predicate)
    if adverbs and (_corrected(predicate) or _until(predicate)):
        adverbs = []
    found = adverbs + neither_or_nor(predicate)
    found += [t for c in predicate.children if c.dep_ in ("obj", "xcomp") and c.i > predicate.i for t in negator_in(c)]
    judged = [c for c in predicate.rights if c.dep_ == "xcomp" and c.pos_ == "ADJ"]
    found += [t for c in judged for t in c.lefts if lower(t) == "not"]  # 'pleaded not guilty'
    if predicate.pos_ in NOMINAL or predicate.pos_ == "ADJ":
        found += [t for t in negator_in(predicate) if t not in found]
    doer = subject(predicate)
    nobody = negator_in(doer) if doer is not None else []
    found = [t for t in found if t not in nobody]
    if nobody and found and not neither_or_nor(predicate):
        return []  # 'nobody did not come'
    return found + nobody


def neither_or_nor(predicate: Token) -> list[Token]:
    """'neither' or 'nor' before a predicate: on an arc of it, or directly before it."""
    places = [c for c in predicate.children if c.i < predicate.i]
    places += [t for t, _ in zip(before(predicate), range(1), strict=False) if t not in places]
    return _phrases(places, "conjunction")


def _own_words(predicate: Token) -> list[Token]:
    """The words left of a predicate that belong to it: its subtree up to there, and its neighbours."""
    near = [t for t, _ in zip(before(predicate), range(6), strict=False)]
    return [t for t in near if t.pos_ != "PUNCT"] + [c for c in predicate.lefts if c not in near]


def _phrases(tokens: Iterable[Token], role: str, last: Token | None = None) -> list[Token]:
    """The tokens of all negators of a role that begin at one of ``tokens``; with ``last``, only those phrases
    that belong to that predicate."""
    found: list[Token] = []
    for token in tokens:
        for match, _ in phrases_at(token, cues().negators[role]):
            if not is_harmless(token) and (last is None or _reaches(match, last)):
                found += [t for t in match if t not in found]
    return found


def _reaches(match: list[Token], predicate: Token) -> bool:
    """Whether a phrase stands directly before a predicate ('has yet to rule'), or hangs on it ('at no time')."""
    gap = [t for t in before(predicate) if t.i > match[-1].i]
    if match[-1].pos_ in NOMINAL or lower(match[-1]) == "means":
        return predicate in (match[-1].head, match[-1].head.head) or not gap
    if predicate.dep_.startswith(("obl", "nmod")) and predicate.pos_ in NOMINAL:
        return False  # 'far from the coast'
    return all(t.pos_ in ("AUX", "ADV", "PART", "DET") for t in gap)


def negator_in(noun: Token) -> list[Token]:
    """The negator of a noun phrase: 'no' and its like before the head, or a head such as 'nobody'."""
    if is_harmless(noun):
        return []
    whole = phrases_at(noun, cues().negators["pronoun"])
    if whole:
        return whole[0][0]
    start = noun_phrase_start(noun)
    if lower(noun) == "one" and start and lower(start[0]) == "no":
        return [] if is_harmless(start[0]) else [start[0], noun]
    found = _phrases((t for t in start if t != noun or len(start) == 1), "determiner")
    if any(t.i + 1 < len(t.doc) and t.nbor(1).text[:1].isdigit() for t in found if lower(t) == "no"):
        return []
    return found or _phrases((c for c in noun.lefts if c.dep_ in ("cc:preconj", "cc", "det")), "conjunction")


def _corrected(predicate: Token) -> bool:
    """'did not die of cold but of hunger': what is negated is not the predicate."""
    for child in predicate.rights:
        if child.dep_.startswith(("obl", "obj", "advmod", "xcomp")):
            for conjunct in child.children:
                if conjunct.dep_ == "conj" and coordinator(conjunct) == "but":
                    return subject(conjunct) is None
    return False


def _until(predicate: Token) -> bool:
    """'did not (will not) open the gate until Friday': it did (will) then, unless the predicate is a state."""
    modal = (cues().auxiliaries.get(lower(c)) for c in predicate.children if c.dep_ == "aux")
    told = is_past(predicate) or any(cue is not None and cue.modality == "planned" for cue in modal)
    if predicate.lemma_ in cues().states or not told:
        return False
    return any(lower(t) == "until" and t.head.head == predicate for t in after(predicate))


def negating_marker(predicate: Token) -> list[Token]:
    """'without', 'instead of' and their like before a clause or noun."""
    edge = [*prepositions(predicate), *_adjacent_markers(predicate)]
    if predicate.dep_ == "acl" and predicate.tag_ == "VBG":  # 'without anyone noticing', hung on the noun
        edge += [t for t in prepositions(predicate.head) if predicate.head.i < predicate.i]
    for token in edge:
        for match, _ in phrases_at(token, cues().negators["marker"]):
            return match
    return []


def _adjacent_markers(predicate: Token) -> list[Token]:
    """Prepositions and conjunctions directly before a predicate with its adverbs and determiners."""
    found: list[Token] = []
    for word in before(predicate):
        if word.pos_ in ("ADP", "SCONJ", "CCONJ") or lower(word) in ("instead", "rather"):
            found.append(word)
        elif found or word.pos_ not in ("ADV", "DET", "ADJ", "AUX", "PART"):
            break
    return found
