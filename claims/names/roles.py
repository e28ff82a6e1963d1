"""Who holds which role: titles before a name, appositions behind it, and 'X is the governor'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claims.names.gazetteer import gazetteer
from claims.types import Entity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SPELLINGS = {"defence": "defense", "labour": "labor", "advisor": "adviser", "councillor": "councilor", "ex": "former"}
_LONGEST = 6  # words before a name that may be titles


def roles(doc: Doc, entities: Sequence[Entity]) -> dict[str, set[str]]:
    """Canonical name of each person -> the roles the article gives them, in lower case and American
    spelling ('defense minister', 'leader of the delegation')."""
    held: dict[str, set[str]] = {}
    for entity in entities:
        if entity.type != "person":
            continue
        tokens = tokens_of(doc, entity)
        if not tokens:
            continue
        found = {role for role in (*_before(doc, tokens), *_attached(tokens)) if role}
        if found:
            held.setdefault(entity.name, set()).update(found)
    return held


def tokens_of(doc: Doc, entity: Entity) -> list[Token]:
    """The tokens of a mention; the last one may be longer ('Syrias')."""
    span = doc.char_span(entity.start, entity.end, alignment_mode="expand")
    return [t for t in span if not t.is_space] if span is not None else []


def _before(doc: Doc, tokens: Sequence[Token]) -> Iterator[str]:
    """Titles right before a name: 'Defense Minister X', 'spokesman X', 'Gen. X'."""
    titles = gazetteer().titles
    words: list[Token] = []
    i = tokens[0].i - 1
    while i >= 0 and len(words) < _LONGEST and doc[i].sent == tokens[0].sent:
        token = doc[i]
        i -= 1
        if token.is_space:
            continue
        word = token.lower_
        if not (titles.is_title(word) or word in titles.modifiers or word in ("of", "state")):
            break
        words.insert(0, token)
    while words and words[0].lower_ in ("of", "state"):
        words = words[1:]
    if words and words[-1].lower_ == "of":
        return
    yield normal_role([t.lower_ for t in words])


def _attached(tokens: Sequence[Token]) -> Iterator[str]:
    """Roles that the parse ties to a name: appositions either way, and predicates ('X is the head of ...')."""
    inside = set(tokens)
    head = next((t for t in tokens if t.head not in inside or t.head == t), tokens[-1])
    nouns = [child for t in tokens for child in t.children if child.dep_ == "appos" and child not in inside]
    if head.dep_ in ("appos", "flat") and head.head not in inside and head.head.pos_ == "NOUN":
        nouns.append(head.head)
    if head.dep_ == "nsubj" and head.head.pos_ == "NOUN" and any(c.dep_ == "cop" for c in head.head.children):
        negated = any(c.lower_ in ("not", "n't", "never") for c in head.head.children)
        nouns += [] if negated else [head.head]
    for noun in nouns:
        if noun.lower_ in gazetteer().titles.roles:
            yield phrase_role(noun)


def phrase_role(noun: Token) -> str:
    """The role that a noun phrase names: 'the Turkish foreign minister' -> 'foreign minister', 'head of
    the delegation' -> 'head of the delegation'."""
    titles = gazetteer().titles
    words = [noun.lower_]
    i = noun.i - 1
    while i >= noun.sent.start and noun.doc[i].lower_ in titles.modifiers:
        words.insert(0, noun.doc[i].lower_)
        i -= 1
    complement = next((c for c in noun.children if c.dep_ == "nmod" and c.i > noun.i), None)
    of = complement is not None and any(c.lower_ == "of" for c in complement.children if c.dep_ == "case")
    if complement is not None and of and complement.i - noun.i <= _LONGEST:
        words += [t.lower_ for t in noun.doc[noun.i + 1 : complement.i + 1] if not t.is_space]
    return normal_role(words)


def normal_role(words: Sequence[str]) -> str:
    """Words of a role in one spelling, abbreviations written out; '' where only honorifics are left."""
    titles = gazetteer().titles
    plain = [titles.abbreviations.get(w) or titles.abbreviations.get(w + ".") or _SPELLINGS.get(w, w) for w in words]
    kept = [w for w in plain if w not in titles.honorifics]
    return " ".join(kept) if any(w in titles.roles or " " in w for w in kept) else ""
