"""The modal words that belong to a predicate or introduce its clause: claims/tables/modality.toml."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.statements.cues import ModalCue, cues, phrases_at, word_keys
from claims.syntax.clauses import (
    NOMINAL,
    after,
    before,
    is_past,
    is_perfect,
    lower,
    noun_phrase_start,
    prepositions,
    subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


def modal_cues(predicate: Token, group: list[Token]) -> list[tuple[ModalCue, list[Token]]]:
    """Modal verbs, adverbs and adjectives of a predicate, conditions that hang on it, and its mood."""
    tables = cues()
    found: list[tuple[ModalCue, list[Token]]] = []
    for token in group:
        cue = tables.auxiliaries.get(lower(token))
        hyphened = token.i + 1 < len(token.doc) and token.nbor(1).text == "-"  # 'would-be'
        if cue and token.pos_ in ("AUX", "PART") and token.i < predicate.i and not hyphened:
            perfect = any(lower(t) in ("have", "'ve") for t in group if t.i > token.i)
            found.append((replace(cue, modality=cue.perfect) if cue.perfect and perfect else cue, [token]))
    near = [t for t in (*group, *predicate.children) if t.dep_ == "advmod" and t.head in (predicate, *group)]
    for token in dict.fromkeys(near):
        found += [(cue, match) for match, cue in phrases_at(token, tables.adverbs)]
    if predicate.pos_ in NOMINAL:
        for token in noun_phrase_start(predicate):
            if token != predicate and (cue := tables.attributes.get(lower(token))):
                found.append((cue, [token]))
    found += _conditions_on(predicate, group)
    if "Imp" in predicate.morph.get("Mood"):
        found.append((ModalCue("planned"), [predicate]))
    return found


def _conditions_on(predicate: Token, group: list[Token]) -> list[tuple[ModalCue, list[Token]]]:
    """The conditions of a main clause: 'will resign' in 'will resign if the talks fail'."""
    modal = [t for t in group if lower(t) in cues().auxiliaries]
    if is_past(predicate) and not modal:
        return []
    found = []
    clauses = [c for c in predicate.children if c.dep_ in ("advcl", "parataxis", "obl")]
    for clause in (*clauses, predicate.head) if predicate.dep_ == "parataxis" else clauses:
        if clause.i < predicate.i or clause.dep_ != "ROOT":
            cue, tokens = modal_marker(clause)
            if cue is not None and cue.main:
                found.append((ModalCue(cue.main), tokens))
    return found


def modal_marker(predicate: Token) -> tuple[ModalCue | None, list[Token]]:
    """The conjunction of a clause, if it bears on modality, with its tokens; also 'should the talks fail'."""
    inverted = _inversion(predicate)
    if inverted is not None:
        return ModalCue("conditional", main="conditional"), [inverted]
    best: tuple[ModalCue | None, list[Token]] = None, []
    for token in prepositions(predicate):
        for match, entry in phrases_at(token, cues().markers):
            if len(match) > len(best[1]) and not (entry.not_past and is_past(predicate)):
                best = entry, match
    cue, tokens = best
    if cue is not None and lower(tokens[0]) == "if" and _asks(predicate, tokens[0]):
        return cues().markers["whether"][0][1], tokens
    if cue is not None and lower(tokens[0]) == "to" and (predicate.pos_ in NOMINAL or is_perfect(predicate)):
        return None, []
    return cue, tokens


def _asks(clause: Token, if_: Token) -> bool:
    """'not clear if anyone was hurt': 'if' for 'whether'."""
    if clause.dep_ in ("ccomp", "csubj", "csubj:pass"):
        return True
    word = next(before(if_), None)
    return word is not None and not cues().questions.isdisjoint(word_keys(word))


def _inversion(predicate: Token) -> Token | None:
    doer = subject(predicate)
    if doer is None or question_mark(predicate) is not None:
        return None
    for child in predicate.lefts:
        if child.dep_ in ("aux", "cop") and lower(child) in ("should", "were", "had") and child.i < doer.i:
            return child
    return None


def question_mark(token: Token) -> Token | None:
    """The question mark that ends a token's sentence."""
    *_, last = token, *after(token)
    return last if last.text == "?" else None
