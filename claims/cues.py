"""The tables of cues for polarity, modality and attribution, and how a word is found in them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from claims.clauses import lower, sequence
from claims.types import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

Sign = Literal["+", "-", "o"]
Phrase = tuple[str, ...]
T = TypeVar("T")
TABLES = Path(__file__).parent / "tables"


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


@dataclass(frozen=True, slots=True)
class Cues:
    """All tables, indexed by words. A key of several words is a tuple of them."""

    negators: Mapping[str, frozenset[Phrase]]  # by role
    harmless: frozenset[Phrase]
    opposites: Mapping[str, str]
    auxiliaries: Mapping[str, ModalCue]
    adverbs: Mapping[Phrase, ModalCue]
    attributes: Mapping[str, ModalCue]
    markers: Mapping[Phrase, ModalCue]
    frames: Mapping[str, tuple[tuple[Phrase, Frame], ...]]  # by first word: the words after it, and the frame
    reporting: Mapping[str, tuple[tuple[Phrase, str], ...]]  # by first word: the words after it, and 'content'
    event_reporting: frozenset[str]
    adjuncts: frozenset[Phrase]
    hearsay: frozenset[str]
    content_nouns: frozenset[str]
    sources: frozenset[str]
    mute: frozenset[str]  # what stands behind 'according to' or 'per' and is no source


def phrase(words: str) -> Phrase:
    """'stop short' -> ('stop', 'short')."""
    return tuple(words.split())


def read_table(name: str) -> dict[str, Any]:
    """One table of this package, as TOML has it."""
    return tomllib.loads((TABLES / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def cues() -> Cues:
    """The tables, read once."""
    polarity, modality, attribution = map(read_table, ("polarity", "modality", "attribution"))
    negators: dict[str, set[Phrase]] = {}
    for entry in polarity["negator"]:
        negators.setdefault(entry["role"], set()).update(map(phrase, entry["words"]))
    return Cues(
        negators={role: frozenset(words) for role, words in negators.items()},
        harmless=frozenset(map(phrase, polarity["harmless"]["phrases"])),
        opposites=polarity["opposites"],
        auxiliaries={w: _modal_cue(e) for e in modality["auxiliary"] for w in e["words"]},
        adverbs={phrase(w): _modal_cue(e) for e in modality["adverb"] for w in e["words"]},
        attributes={w: _modal_cue(e) for e in modality["attribute"] for w in e["words"]},
        markers={phrase(w): _modal_cue(e) for e in modality["marker"] for w in e["words"]},
        frames=_by_first_word((w, _frame(e)) for e in (*modality["frame"], *polarity["frame"]) for w in e["words"]),
        reporting=_by_first_word((w, str(e["content"])) for e in attribution["verb"] for w in e["words"]),
        event_reporting=frozenset(attribution["events"]["verbs"]),
        adjuncts=frozenset(phrase(w) for e in attribution["adjunct"] for w in e["words"]),
        hearsay=frozenset(w for e in attribution["adverb"] for w in e["words"]),
        content_nouns=frozenset(w for e in attribution["noun"] for w in e["words"]),
        sources=frozenset(attribution["sources"]["words"]),
        mute=frozenset(attribution["mute"]["words"]),
    )


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


def _by_first_word(entries: Iterable[tuple[str, T]]) -> dict[str, tuple[tuple[Phrase, T], ...]]:
    """Index by first word; entries with more words come first, then the order of the table."""
    index: dict[str, list[tuple[Phrase, T]]] = {}
    for words, value in entries:
        first, *rest = phrase(words)
        index.setdefault(first, []).append((tuple(rest), value))
    return {first: tuple(sorted(found, key=lambda e: -len(e[0]))) for first, found in index.items()}


def word_keys(token: Token) -> tuple[str, ...]:
    """The keys under which a word may stand in a table: as written, its lemma, and, since a rare verb's lemma
    may be wrong, what is left when a regular ending is taken off."""
    form = lower(token)
    return tuple(dict.fromkeys((form, token.lemma_.lower(), *_without_ending(form))))


@lru_cache(maxsize=4096)
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
    word = lower(token)
    word = "not" if word in ("n't", "nt") else word
    for words in cues().harmless:
        for k, member in enumerate(words):
            start = token.i - k
            if member == word and start >= 0:
                found = [token.doc[start + n] for n in range(len(words)) if start + n < len(token.doc)]
                rest = zip(found, words, strict=False)
                if len(found) == len(words) and all(t == token or lower(t) == w for t, w in rest):
                    return True
    return False
