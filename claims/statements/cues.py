"""The tables of cues for polarity, modality and attribution, and how a word is found in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from claims.syntax.clauses import lower, sequence
from claims.tables import read_table
from claims.types import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

Sign = Literal["+", "-", "o"]
Phrase = tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a word does to the clause or event noun that it takes.

    ``affirmed`` and ``negated`` are what stands of the complement when the word itself is affirmed or
    negated: '+' it is so, '-' it is not so, 'o' open (Nairn, Condoravdi & Karttunen 2006).
    """

    forms: frozenset[str]
    pos: frozenset[str]
    affirmed: Sign
    negated: Sign
    modality: Modality
    hedge: bool


@dataclass(frozen=True, slots=True)
class ModalCue:
    """A modal verb, adverb, adjective or conjunction: what it makes of the predicate it belongs to.

    ``negated`` holds where that predicate is negated, ``perfect`` before 'have' and a participle, and
    ``main`` for the clause on which a conjunction's clause hangs; ``not_past`` conjunctions say nothing
    of a clause in the past.
    """

    modality: Modality = "asserted"
    negated: Modality | None = None
    perfect: Modality | None = None
    main: Modality | None = None
    not_past: bool = False
    hedge: bool = False


Lexicon = Mapping[str, tuple[tuple[Phrase, T], ...]]
"""Phrases by their first word: the words after it, and what the phrase means; longer phrases come first."""


@dataclass(frozen=True, slots=True)
class Cues:
    """All tables, indexed by words."""

    negators: Mapping[str, Lexicon[None]]  # by role
    harmless: Mapping[str, tuple[Phrase, ...]]  # by each of their words
    opposites: Mapping[str, str]
    states: frozenset[str]  # verbs of lasting: 'did not hold until Friday'
    auxiliaries: Mapping[str, ModalCue]
    adverbs: Lexicon[ModalCue]
    attributes: Mapping[str, ModalCue]
    markers: Lexicon[ModalCue]
    questions: frozenset[str]  # words after which 'if' asks
    frames: Lexicon[Frame]
    reporting: Lexicon[str]  # 'any', 'hearer', 'clause' or 'quotation'
    event_reporting: frozenset[str]
    adjuncts: Lexicon[None]
    hearsay: frozenset[str]
    content_nouns: frozenset[str]
    sources: frozenset[str]
    conjunctions: frozenset[str]  # before clauses that are no verb's content
    calendar: frozenset[str]
    mute: frozenset[str]  # what stands behind 'according to' or 'per' and is no source


def phrase(words: str) -> Phrase:
    """'stop short' -> ('stop', 'short')."""
    return tuple(words.split())


@cache
def cues() -> Cues:
    """The tables, read once."""
    polarity, modality, attribution = map(read_table, ("polarity", "modality", "attribution"))
    roles = {entry["role"] for entry in polarity["negator"]}
    return Cues(
        negators={
            role: _lexicon((w, None) for e in polarity["negator"] if e["role"] == role for w in e["words"])
            for role in roles
        },
        harmless=_by_each_word(map(phrase, polarity["harmless"]["phrases"])),
        opposites=polarity["opposites"],
        states=frozenset(polarity["states"]["words"]),
        auxiliaries={w: _modal_cue(e) for e in modality["auxiliary"] for w in e["words"]},
        adverbs=_lexicon((w, _modal_cue(e)) for e in modality["adverb"] for w in e["words"]),
        attributes={w: _modal_cue(e) for e in modality["attribute"] for w in e["words"]},
        markers=_lexicon((w, _modal_cue(e)) for e in modality["marker"] for w in e["words"]),
        questions=frozenset(modality["questions"]["words"]),
        frames=_lexicon((w, _frame(e)) for e in (*modality["frame"], *polarity["frame"]) for w in e["words"]),
        reporting=_lexicon((w, str(e["content"])) for e in attribution["verb"] for w in e["words"]),
        event_reporting=frozenset(attribution["events"]["verbs"]),
        adjuncts=_lexicon((w, None) for e in attribution["adjunct"] for w in e["words"]),
        hearsay=frozenset(w for e in attribution["adverb"] for w in e["words"]),
        content_nouns=frozenset(w for e in attribution["noun"] for w in e["words"]),
        sources=frozenset(attribution["sources"]["words"]),
        conjunctions=frozenset(attribution["conjunctions"]["words"]),
        calendar=frozenset(attribution["calendar"]["words"]),
        mute=frozenset(attribution["mute"]["words"]),
    )


@cache
def denying_words() -> re.Pattern[str]:
    """Finds the words that negate something, wherever they stand in a text ('without', 'no', "didn't")."""
    table = read_table("polarity")["negator"]
    words = sorted({w for entry in table for w in entry["words"]} - {"n't", "n’t", "nt"}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b|n['’]t\b", re.IGNORECASE)


def _modal_cue(entry: dict[str, Any]) -> ModalCue:
    return ModalCue(
        modality=entry.get("modality", "asserted"),
        negated=entry.get("negated_modality"),
        perfect=entry.get("perfect_modality"),
        main=entry.get("main"),
        not_past=entry.get("not_past", False),
        hedge=entry.get("hedge", False),
    )


def _frame(entry: dict[str, Any]) -> Frame:
    affirmed, negated = entry.get("signature", "+-")
    return Frame(
        forms=frozenset(entry["forms"]),
        pos=frozenset(entry.get("pos", ())),
        affirmed=affirmed,
        negated=negated,
        modality=entry.get("modality", "asserted"),
        hedge=entry.get("hedge", False),
    )


def _lexicon(entries: Iterable[tuple[str, T]]) -> Lexicon[T]:
    index: dict[str, list[tuple[Phrase, T]]] = {}
    for words, value in entries:
        first, *rest = phrase(words)
        index.setdefault(first, []).append((tuple(rest), value))
    return {first: tuple(sorted(found, key=lambda e: -len(e[0]))) for first, found in index.items()}


def _by_each_word(phrases: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    index: dict[str, list[Phrase]] = {}
    for words in phrases:
        for word in dict.fromkeys(words):
            index.setdefault(word, []).append(words)
    return {word: tuple(found) for word, found in index.items()}


def phrases_at(token: Token, lexicon: Lexicon[T]) -> list[tuple[list[Token], T]]:
    """The phrases of a lexicon that begin at a token, longest first: their tokens, and what they mean."""
    found = []
    for rest, value in lexicon.get(lower(token), ()):
        match = sequence(token, (lower(token), *rest)) if rest else [token]
        if match:
            found.append((match, value))
    return found


def word_keys(token: Token) -> tuple[str, ...]:
    """The keys under which a word may stand in a table: as written, its lemma, and, since a rare verb's lemma
    may be wrong, what is left when a regular ending is taken off."""
    return _keys(lower(token), token.lemma_.lower())


@lru_cache(maxsize=4096)
def _keys(form: str, lemma: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((form, lemma, *_without_ending(form))))


def _without_ending(form: str) -> tuple[str, ...]:
    """'denied' -> 'deny'; 'stopped' -> 'stopp', 'stop', 'stoppe'; 'plans' -> 'plan'."""
    for ending in ("ied", "ies", "ed", "ing", "es", "s"):
        stem = form.removesuffix(ending)
        if stem != form and len(stem) > 2:
            if ending in ("ied", "ies"):
                return (stem + "y",)
            single = (stem[:-1],) if stem[-1] == stem[-2] else ()
            return (stem, *single, stem + "e")
    return ()


def takes_particles(token: Token, rest: Phrase) -> list[Token] | None:
    """The tokens of an entry's further words ('out' of 'rule out'): directly after the word, or its particles.

    None where they are missing; an empty list where the entry has none.
    """
    if not rest:
        return []
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if following is not None and (found := sequence(following, rest)):
        return found
    particles = [c for c in token.children if c.dep_ in ("compound:prt", "advmod", "obj")]
    match = [c for c in particles if (lower(c),) == rest]
    return match or None


def find_frame(token: Token, form: str) -> tuple[Frame, list[Token]] | None:
    """The frame of a word for a complement of some form, and the tokens of its cue."""
    keys = word_keys(token)
    for key in (*keys, *(cues().opposites[k] for k in keys if k in cues().opposites)):
        for rest, frame in cues().frames.get(key, ()):
            if form in frame.forms and (not frame.pos or token.pos_ in frame.pos):
                particles = takes_particles(token, rest)
                if particles is not None:
                    return frame, [token, *particles]
    return None


def is_harmless(token: Token) -> bool:
    """Whether a negator stands in a phrase such as 'not only', where it does not negate the predicate."""
    word = "not" if lower(token) in ("n't", "nt") else lower(token)
    doc = token.doc
    for words in cues().harmless.get(word, ()):
        for k, member in enumerate(words):
            start = token.i - k
            if member != word or start < 0 or start + len(words) > len(doc):
                continue
            if all(n == k or lower(doc[start + n]) == expected for n, expected in enumerate(words)):
                return True
    return False
