"""The mentions of an article laid over its parse: which token belongs to which name, what stands where
in the sentence. Shared by the rules for pronouns and for descriptions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from claims.names.gazetteer import Gender, gazetteer
from claims.names.persons import given_gender, parse_person
from claims.names.roles import roles, tokens_of
from claims.text.quotations import quotations
from claims.types import Entity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = ("nsubj", "nsubj:pass")
_GOES_ON = ("conj", "xcomp", "advcl", "acl")  # a clause that may share the subject of the one above
_DEEPEST = 12  # steps up a tree before a climb gives up


class Mentions:
    """An article's entities with what the parse says of them."""

    def __init__(self, doc: Doc, entities: Sequence[Entity]) -> None:
        self.doc = doc
        self.sentence = {t.i: n for n, sent in enumerate(doc.sents) for t in sent}
        tokens = {entity: found for entity in entities if (found := tokens_of(doc, entity))}
        self.entities = list(tokens)
        self.owner: dict[int, Entity] = {t.i: e for e, found in tokens.items() for t in found}
        self.heads: dict[int, Entity] = {_head(found): e for e, found in tokens.items()}
        self.first: dict[Entity, Token] = {e: found[0] for e, found in tokens.items()}
        self.last: dict[Entity, Token] = {e: found[-1] for e, found in tokens.items()}
        text: str = doc.text  # spaCy joins it anew each time
        self._quoted, self._end = quotations(text), len(text)
        self._starts = [entity.start for entity in self.entities]

    @cached_property
    def persons(self) -> Mapping[str, list[Token]]:
        """The first token of each mention of a person, by name."""
        found: dict[str, list[Token]] = {}
        for entity, first in self.first.items():
            if entity.type == "person":
                found.setdefault(entity.name, []).append(first)
        return found

    @cached_property
    def held(self) -> Mapping[str, set[str]]:
        """Roles by person, see :func:`claims.names.roles.roles`."""
        return roles(self.doc, self.entities)

    @cached_property
    def genders(self) -> Mapping[str, Gender]:
        """What titles and given names tell of each person; nothing where they contradict each other."""
        told: dict[str, set[Gender]] = {}
        titles = gazetteer().titles
        for entity, first in self.first.items():
            if entity.type == "person":
                words = [self.doc[first.i - 1].text] if first.i else []
                words += [w for role in self.held.get(entity.name, ()) for w in role.split()]
                told.setdefault(entity.name, set()).update(g for w in words if (g := titles.gender(w)))
        for name, genders in told.items():
            shown = parse_person(name).shown
            if not genders and shown and (given := given_gender(shown[0])):
                genders.add(given)
        return {name: next(iter(genders)) for name, genders in told.items() if len(genders) == 1}

    def before(self, token: Token, reach: int | None = None) -> Iterator[Entity]:
        """Entities before a token, nearest first; ``reach``: from no more than so many sentences back."""
        for at in range(bisect_left(self._starts, token.idx) - 1, -1, -1):
            entity = self.entities[at]
            if reach is not None and self.sentence[token.i] - self.sentence[self.first[entity].i] > reach:
                return
            yield entity

    def is_quoted(self, token: Token) -> bool:
        """Whether a token stands in a direct quotation."""
        at = bisect_right(self._quoted, (token.idx, self._end)) - 1
        return at >= 0 and self._quoted[at][0] <= token.idx < self._quoted[at][1]


def _head(tokens: Sequence[Token]) -> int:
    inside = {t.i for t in tokens}
    head: int = next((t.i for t in tokens if t.head.i not in inside or t.head == t), tokens[-1].i)
    return head


def top(token: Token) -> Token:
    """The head of the whole mention that a token is part of: 'spokesman' of 'spokesman Karen Holt'."""
    for _ in range(_DEEPEST):
        if token.dep_ not in ("flat", "compound", "appos") or token.head == token:
            break
        token = token.head
    return token


def clause_of(token: Token) -> Token:
    """The predicate of the clause that a token stands in."""
    for _ in range(_DEEPEST):
        if token.pos_ in ("VERB", "AUX") or token.head == token or any(c.dep_ in SUBJECTS for c in token.children):
            break
        token = token.head
    return token


def subject_of(predicate: Token) -> Token | None:
    """The subject of a predicate, its own or that of the clause that it goes on; None where it has none."""
    for _ in range(_DEEPEST):
        own = next((c for c in predicate.children if c.dep_ in SUBJECTS), None)
        if own is not None or predicate.dep_ not in _GOES_ON or predicate.head == predicate:
            return own
        predicate = clause_of(predicate.head)
    return None


def is_plural(token: Token) -> bool:
    """Whether a noun is plural or several are joined."""
    return "Plur" in token.morph.get("Number") or any(c.dep_ == "conj" for c in token.children)
