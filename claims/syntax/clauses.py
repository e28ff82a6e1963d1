"""Small steps around a word in its sentence: neighbours, verb groups, noun phrases, subjects.

The steps use the dependency arcs first and the order of the words second, since an arc may be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claims.tables import read_table

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass")
GROUP_DEPS = ("aux", "aux:pass", "cop", "advmod", "neg")
GROUP_POS = ("AUX", "ADV", "PART")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
PHRASE_POS = ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON")
PHRASE_START = ("DET", "ADJ", "NOUN", "PROPN", "NUM")
INTERROGATIVES = frozenset(["what", "who", "whom", "whose", "which", "when", "where", "why", "how"])
DEEPEST = 16  # steps up a tree before a climb gives up


def lower(token: Token) -> str:
    """The word in lower case with a straight apostrophe."""
    word: str = token.lower_
    return word.replace("’", "'")


def before(token: Token) -> Iterator[Token]:
    """The words left of a token, nearest first, to the start of its sentence."""
    doc = token.doc
    while token.i > 0 and not token.is_sent_start:
        token = doc[token.i - 1]
        if not token.is_space:
            yield token


def after(token: Token) -> Iterator[Token]:
    """The words right of a token, nearest first, to the end of its sentence."""
    doc = token.doc
    for i in range(token.i + 1, len(doc)):
        following = doc[i]
        if following.is_sent_start:
            return
        if not following.is_space:
            yield following


def sequence(token: Token, words: Sequence[str]) -> list[Token]:
    """The tokens from ``token`` on, if they read as ``words``; else nothing."""
    if lower(token) != words[0]:
        return []
    found = [token]
    for word, following in zip(words[1:], after(token), strict=False):
        if lower(following) != word:
            return []
        found.append(following)
    return found if len(found) == len(words) else []


def span(tokens: Sequence[Token]) -> tuple[int, int]:
    """Characters from the first to the last of some tokens."""
    first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
    return first.idx, last.idx + len(last)


def inside(token: Token, root: Token) -> bool:
    """Whether ``token`` stands in the subtree of ``root``."""
    return bool(token == root or root.is_ancestor(token))


def verb_group(predicate: Token) -> list[Token]:
    """Auxiliaries, copula, adverbs and particles of a predicate, in order: those on its arcs, and those
    that stand beside it or beside one of its auxiliaries without a gap."""
    members = {c for c in predicate.children if c.dep_ in GROUP_DEPS or (c.dep_ == "mark" and c.pos_ == "PART")}
    anchors = [predicate, *(m for m in members if m.dep_ in ("aux", "aux:pass", "cop") and m.i < predicate.i)]
    for anchor in anchors:
        for word in before(anchor):
            if word.pos_ not in GROUP_POS:
                break
            members.add(word)
        if anchor is predicate:
            continue
        for word in after(anchor):
            if word.i >= predicate.i or word.pos_ not in ("ADV", "PART"):
                break
            members.add(word)
    return sorted(members, key=lambda t: t.i)


def noun_phrase_start(head: Token) -> list[Token]:
    """The words of a noun phrase up to its head, in order: contiguous determiners, adjectives and nouns, and
    the head's own dependents."""
    words = {head} | {
        c for c in head.lefts if c.dep_ in ("det", "amod", "nummod", "cc:preconj", "advmod", "det:predet")
    }
    begun = False  # a determiner begins the phrase: only 'not a single' goes further
    for word in before(head):
        if lower(word) != "not" and (begun or (word.pos_ not in PHRASE_START and lower(word) not in ("no", "-"))):
            break
        words.add(word)
        begun = begun or word.pos_ == "DET" or lower(word) == "not"
    return sorted(words, key=lambda t: t.i)


def first_conjunct(token: Token) -> Token:
    """The first conjunct of a coordination that the token is a later part of, or the token itself."""
    for _ in range(DEEPEST):
        if token.dep_ != "conj":
            break
        token = token.head
    return token


def coordinator(token: Token) -> str:
    """'and', 'or', 'but' ... before a conjunct; '' where there is none."""
    return next((lower(c) for c in token.children if c.dep_ == "cc" and c.i < token.i), "")


def is_finite(token: Token) -> bool:
    """Whether a predicate heads a finite clause: it is finite itself, or one of its auxiliaries is."""
    return any("Fin" in t.morph.get("VerbForm") for t in (token, *_auxiliaries(token)))


def is_past(token: Token) -> bool:
    """Whether a predicate is in a past tense or the perfect, by its first auxiliary or by itself."""
    auxiliaries = _auxiliaries(token)
    finite = auxiliaries[0] if auxiliaries else token
    if finite != token and lower(finite) in ("have", "has", "'ve"):
        return True
    return "Past" in finite.morph.get("Tense") and "Part" not in finite.morph.get("VerbForm")


def is_present(token: Token) -> bool:
    """Whether a predicate is finite and in the present tense."""
    auxiliaries = _auxiliaries(token)
    finite = auxiliaries[0] if auxiliaries else token
    return "Pres" in finite.morph.get("Tense") and "Fin" in finite.morph.get("VerbForm")


def is_perfect(infinitive: Token) -> bool:
    """Whether an infinitive is a perfect one: 'to have left'."""
    return any(c.dep_ == "aux" and lower(c) == "have" for c in infinitive.children)


def _auxiliaries(token: Token) -> list[Token]:
    return [c for c in token.children if c.dep_ in ("aux", "aux:pass", "cop")]


def subject(predicate: Token) -> Token | None:
    """The head of the predicate's own subject."""
    return next((c for c in predicate.children if c.dep_ in SUBJECTS), None)


def prepositions(token: Token) -> list[Token]:
    """What introduces a clause or noun phrase: its markers and cases left of it, with their fixed parts, in order."""
    heads = [c for c in token.lefts if c.dep_ in ("mark", "case", "cc") or (c.dep_ == "advmod" and c.pos_ == "SCONJ")]
    return sorted({w for c in heads for w in (c, *(f for f in c.children if f.dep_ == "fixed"))}, key=lambda t: t.i)


def governor_of(clause: Token) -> Token:
    """The word on which a clause hangs: the one right before its 'that', whatever the arc says ('the agency said
    the minister denied that ...'), else its head."""
    if clause.dep_ in ("ccomp", "csubj", "acl", "advcl"):
        that = next((c for c in clause.lefts if c.dep_ == "mark" and lower(c) == "that"), None)
        word = next(before(that), None) if that is not None else None
        if word is not None and word.pos_ in ("VERB", "ADJ"):
            return word
    return clause.head


def is_content_clause(clause: Token) -> bool:
    """Whether a clause on a noun gives its content ('the claim that he left'), also where it was taken for a
    relative one."""
    return clause.dep_ in ("acl", "acl:relcl") and any(c.dep_ == "mark" and lower(c) == "that" for c in clause.children)


def may_be_content(clause: Token) -> bool:
    """The same for a noun that takes such clauses: there 'that' counts even where it was taken for an object,
    unless the verb wants the noun for its object ('the claim that he made')."""
    if clause.dep_ == "acl:relcl" and clause.lemma_ not in read_table("attribution")["object"]["verbs"]:
        return any(lower(c) == "that" and c.dep_ in ("mark", "obj") and c.i < clause.i for c in clause.children)
    return is_content_clause(clause)
