"""Clause segmentation: which words make one statement, and the arguments of its predicate.

Every word belongs to exactly one clause, that of the nearest clause head above it, so that every number,
date and name of the text belongs to exactly one claim. Labels are those of Universal Dependencies v2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.quantities.events import lemma_of
from claims.types import Argument, Entity, Role

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

CLAUSAL = frozenset(
    {"ROOT", "ccomp", "advcl", "advcl:relcl", "acl", "acl:relcl", "parataxis", "csubj", "csubj:pass", "csubj:outer"}
)
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer"})
OBJECTS = frozenset({"obj", "iobj"})
OBLIQUES = frozenset({"obl", "obl:agent", "obl:unmarked", "obl:npmod", "obl:tmod", "nmod"})
EDGE = re.compile(r"[\W_]+")
SUBJECT_CONTROL = frozenset({"promise", "use"})  # 'promised the king to act': not the king acts
LONGEST_CHAIN = 12  # steps from a verb to the subject it shares; a broken parse must not loop


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate token with the words of its own clause, in order of the text.

    ``governors`` are verbs that take the predicate as their open complement ('aims' in 'aims to
    return'), outermost first; they belong to this clause.
    """

    predicate: Token
    words: tuple[Token, ...]
    governors: tuple[Token, ...] = ()

    @property
    def passive(self) -> bool:
        """Whether the subject suffers the event: 'was freed', 'prisoners freed by the army'."""
        return is_passive(self.predicate)

    @property
    def span(self) -> tuple[int, int]:
        """Character offsets from the first to the last word, mere punctuation and linking words aside."""
        words = [t for t in self.words if any(c.isalnum() or c in "$£€%" for c in t.text)] or list(self.words)
        while len(words) > 1 and words[0].dep_ in ("cc", "mark"):
            words.pop(0)
        return words[0].idx, words[-1].idx + len(words[-1])


def is_past_participle(token: Token) -> bool:
    """'freed' in 'prisoners freed on Monday'."""
    return "Part" in token.morph.get("VerbForm") and "Past" in token.morph.get("Tense")


def is_passive(verb: Token) -> bool:
    """Whether the subject of a verb suffers the event, also where its auxiliary is shared or left out."""
    for _ in range(LONGEST_CHAIN):
        labels = {c.dep_ for c in verb.children}
        if labels & {"aux:pass", "csubj:pass"}:
            return True
        if "nsubj:pass" in labels:
            return "obj" not in labels
        if not is_past_participle(verb) or labels & {"aux", "cop", "nsubj", "obj"}:
            return False
        if verb.dep_ != "conj" or verb.head.pos_ not in ("VERB", "AUX"):
            return verb.dep_ in ("xcomp", "advcl", "conj") or verb.dep_.startswith("acl")
        verb = verb.head  # 'were arrested and jailed'
    return False


def _own_subject(token: Token) -> Token | None:
    expletive = any(c.dep_ == "expl" for c in token.children)  # 'it is clear that ...': the clause stands apart
    labels = SUBJECTS - {"csubj", "csubj:pass"} if expletive else SUBJECTS
    return next((c for c in token.children if c.dep_ in labels), None)


def _is_predicate(token: Token) -> bool:
    """A verb, or a nominal or adjective with a copula or a subject of its own."""
    return token.pos_ == "VERB" or any(c.dep_ == "cop" or c.dep_ in SUBJECTS for c in token.children)


def _heads_clause(token: Token) -> bool:
    if token.is_space or token.is_punct:
        return False
    if token.dep_ == "ROOT":
        return True
    if token.dep_ in CLAUSAL:
        return _is_predicate(token)
    if token.dep_ == "xcomp":  # 'aims to return': the complement carries the statement
        return token.pos_ == "VERB" and token.head.pos_ in ("VERB", "ADJ", "NOUN", "AUX")
    if token.dep_ == "conj":
        if token.head.pos_ in ("NOUN", "PROPN"):  # 'killing 18 people and injuring 40', the arc a step too short
            return token.pos_ == "VERB" and any(c.dep_ in OBJECTS for c in token.children)
        return _is_predicate(token) and (_heads_clause(token.head) or token.head.dep_ == "conj")
    return False


def _open_complement(token: Token) -> Token | None:
    """The open complement that carries the statement of this clause head, if there is one."""
    return next((c for c in token.children if c.dep_ == "xcomp" and _heads_clause(c)), None)


def _headline_participle(token: Token) -> Token | None:
    """What carries the statement of a headline without a finite verb: 'Thirty killed in air strikes', 'Dozens missing
    after flood'."""
    if token.dep_ != "ROOT" or token.pos_ not in ("NOUN", "PROPN", "NUM", "ADJ") or _is_predicate(token):
        return None
    return next((c for c in token.rights if c.dep_ == "acl" and c.tag_ in ("VBN", "VBG") and _heads_clause(c)), None)


def find_clauses(sentence: Span) -> list[Clause]:
    """The clauses of one sentence, in order of their predicates. Every word is in one of them."""
    owner: dict[int, int] = {}

    def clause_of(token: Token) -> int:
        path = []
        while token.i not in owner and not _heads_clause(token) and token.head.i != token.i:
            path.append(token.i)
            token = token.head
        home = owner.get(token.i)
        if home is None:
            complement = _open_complement(token) or _headline_participle(token)
            home = clause_of(complement) if complement is not None else token.i
            owner[token.i] = home
        for i in path:
            owner[i] = home
        return home

    words: dict[int, list[Token]] = {}
    for token in sentence:
        if not token.is_space:
            words.setdefault(clause_of(token), []).append(token)
    doc = sentence.doc
    return [Clause(doc[i], tuple(ts), tuple(_governors(doc[i], owner))) for i, ts in sorted(words.items())]


def _governors(predicate: Token, owner: Mapping[int, int]) -> Iterator[Token]:
    chain = []
    token = predicate
    while token.dep_ == "xcomp" and owner.get(token.head.i) == predicate.i:
        token = token.head
        chain.append(token)
    yield from reversed(chain)


def subject_of(predicate: Token) -> Token | None:
    """The subject, its own or understood: of a coordinated verb, a participle, an infinitive, a relative
    clause ('prisoners who were exchanged' gives 'prisoners')."""
    for _ in range(LONGEST_CHAIN):
        own = _own_subject(predicate)
        if own is not None:
            relative = own.pos_ == "PRON" and "Rel" in own.morph.get("PronType")
            return predicate.head if relative and predicate.dep_.startswith("acl") else own
        if predicate.dep_.startswith("acl"):
            return predicate.head
        if predicate.dep_ == "xcomp" and (controller := _controller(predicate)) is not None:
            return controller
        if predicate.dep_ == "advcl" and (accused := _accused(predicate)) is not None:
            return accused
        if predicate.dep_ not in ("conj", "xcomp", "advcl"):
            return None
        predicate = predicate.head
        while not _is_predicate(predicate) and predicate.dep_ in ("conj", *OBJECTS, *OBLIQUES):
            predicate = predicate.head  # the arc of a coordinated verb ended at a noun
    return None


def _controller(complement: Token) -> Token | None:
    """'urged the king to act': the object of the governor acts; it stands between the two verbs."""
    governor = complement.head
    if lemma_of(governor) in SUBJECT_CONTROL or governor.pos_ != "VERB":
        return None
    between = (c for c in governor.children if governor.i < c.i < complement.i)
    return next((c for c in between if c.dep_ in ("obj", "iobj", "nsubj")), None)


def _accused(clause: Token) -> Token | None:
    """'accused the union of being behind the leak': the object is said to have done it."""
    if not any(c.dep_ == "mark" and c.lower_ == "of" for c in clause.lefts):
        return None
    return next((c for c in clause.head.children if c.dep_ == "obj" and c.i < clause.i), None)


def arguments_of(clause: Clause, entities: Sequence[Entity], references: Mapping[int, str]) -> tuple[Argument, ...]:
    """Subject, objects and obliques of the clause's predicate and governors, in order of the text.

    ``references`` maps token indices of pronouns and descriptions to canonical names.
    """
    found: dict[int, Argument] = {}
    subject = subject_of(clause.predicate)
    if subject is not None:
        found[subject.i] = _argument(subject, "subject", entities, references)
    own = {t.i for t in clause.words}
    for verb in (*clause.governors, clause.predicate):
        for child in verb.children:
            role = _role(child, clause, own)
            if role and child.i not in found:
                found[child.i] = _argument(child, role, entities, references)
    return tuple(found[i] for i in sorted(found))


def _role(child: Token, clause: Clause, own: set[int]) -> Role | None:
    if child.i not in own:
        return None
    if child.dep_ in OBJECTS:
        return "object"
    if child.dep_ in OBLIQUES:
        by = _preposition(child) == "by" and (child.dep_ == "obl:agent" or clause.passive)
        return "agent" if by else "oblique"
    if child.dep_ in ("ccomp", "xcomp") and not _is_predicate(child):
        return "complement"
    return None


def _case_words(token: Token) -> list[Token]:
    """The preposition before a noun, of one word or several: 'by', 'according to'."""
    return [t for c in token.children if c.dep_ == "case" and c.i < token.i for t in c.subtree if t.i < token.i]


def _preposition(token: Token) -> str:
    return " ".join(t.lower_ for t in _case_words(token))


def _argument(token: Token, role: Role, entities: Sequence[Entity], references: Mapping[int, str]) -> Argument:
    start, end = phrase_span(token)
    preposition = _preposition(token) if role in ("oblique", "agent") else ""
    inside = [e for e in entities if e.start <= token.idx < e.end]
    name = inside[0].name if inside else references.get(token.i, "")
    text = token.doc.char_span(start, end).text  # a document's own text would be joined anew each time
    return Argument(role, start, end, text, lemma_of(token), name, preposition)


def phrase_span(head: Token) -> tuple[int, int]:
    """Characters of a noun phrase without its preposition, relative clauses, appositions and a headline's label."""
    after = [c for c in head.children if c.i > head.i]
    cut = [c for c in after if c.dep_ in ("acl:relcl", "acl", "appos", "parataxis") or _heads_clause(c)]
    stop = min((t.i for c in cut for t in c.subtree), default=len(head.doc))
    label = [t for c in head.lefts if c.dep_ == "parataxis" for t in c.subtree]
    start = max((t.i + 1 for t in (*_case_words(head), *label)), default=0)
    words = [t for t in head.subtree if start <= t.i < stop and not t.is_space] or [head]
    while len(words) > 1 and (EDGE.fullmatch(words[0].text) or words[0].dep_ in ("cc", "mark")):
        words.pop(0)
    while len(words) > 1 and EDGE.fullmatch(words[-1].text) and words[-1].text not in (")", "%"):
        words.pop()
    last = max(words[-1].idx + len(words[-1]), head.idx + len(head))
    return min(words[0].idx, head.idx), last
