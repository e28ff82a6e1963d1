"""The direct quotations of an article, and who is named as their speaker."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from checker.origin import agency_names
from checker.words.shared_words import content_stems
from claims.names.gazetteer import gazetteer
from claims.names.names import is_body
from claims.tables import read_table
from claims.text.quotations import quotations
from claims.types import Attribution, Claim, Reading

FEWEST_WORDS = 6
"""Words of a quotation that two speakers hardly use by chance."""
FEWEST_TELLING = 3
"""Words of it that tell something, at least."""
DESCRIBING = frozenset({"call", "describe", "brand", "dub", "label", "term", "deem"})
"""Verbs whose subject gives something a name."""
AUXILIARIES = 2
"""Words between a name and the verb whose subject it is, at most."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s? ")


@dataclass(frozen=True, slots=True)
class Speaker:
    """The name of one who speaks, without titles."""

    name: str
    kind: Literal["person", "organisation"]


@dataclass(frozen=True, slots=True)
class Quote:
    """The ``words`` of a quotation in lower case, its ``speaker``, and where that is named, at ``start``..``end``:
    the nearest place to the verb of saying."""

    words: tuple[str, ...]
    speaker: Speaker
    start: int
    end: int


def quotes_of(reading: Reading) -> Mapping[str, Quote]:
    """Claim id -> the quotation that the claim has words of, where that is long enough and its speaker has a name."""
    found: dict[str, Quote] = {}
    naming: dict[int, list[Attribution]] = {}  # sentence -> who calls something so in it
    for claim in reading.claims:
        if (said := _described_by(claim)) is not None:
            naming.setdefault(claim.sentence, []).append(said)
    for start, end in quotations(reading.article.text):
        text = reading.article.text[start:end]
        words = tuple(w.lower() for w in _WORD.findall(text))
        if len(words) < FEWEST_WORDS or len(content_stems(text)) < FEWEST_TELLING:
            continue
        for claim in (c for c in reading.claims if c.start < end and start < c.end):
            before = [said for said in naming.get(claim.sentence, ()) if said.start < start]
            speaking = claim.attribution or (before[-1] if before else None)
            if speaking is not None and (quote := _quote(speaking, words, reading.article.text)) is not None:
                found[claim.id] = quote
    return found


def _quote(said: Attribution, words: tuple[str, ...], text: str) -> Quote | None:
    speaker = speaker_named(said.speaker)
    if speaker is None:
        return None
    places = [
        (place, place + len(speaker.name))
        for place in (text.rfind(speaker.name, 0, said.end), text.find(speaker.name, said.start))
        if place >= 0
    ]
    return Quote(words, speaker, *min(places, key=lambda p: abs(p[0] - said.start), default=(said.start, said.end)))


def _described_by(claim: Claim) -> Attribution | None:
    """Who calls something so, in words between quotation marks: 'X called it "a robbery of the poor"'."""
    if claim.predicate not in DESCRIBING or claim.passive:
        return None
    subject = next((a for a in claim.arguments if a.role == "subject"), None)
    if subject is not None:
        return Attribution(subject.text, claim.predicate, subject.start, subject.end)
    before = [e for e in claim.entities if e.type == "person" and e.end <= claim.predicate_start]
    near = before[-1] if before else None
    if (
        near is None
        or len(claim.text[near.end - claim.start : claim.predicate_start - claim.start].split()) > AUXILIARIES
    ):
        return None
    return Attribution(near.name, claim.predicate, near.start, near.end)


@lru_cache(maxsize=4096)
def speaker_named(text: str) -> Speaker | None:
    """The name among the words for a speaker: 'Holm' of 'captain Holm of the national team'; None where there is none,
    where it is another's ('Holm's lawyer') or a news agency's, which passes on what somebody says."""
    titles, particles, name = gazetteer().titles, read_table("entities")["parts"]["particles"], list[str]()
    article = re.match(r"(?:the|a|an) ", text, re.IGNORECASE)
    for word in text[article.end() if article else 0 :].split():
        plain = word.strip(',."')
        if titles.is_title(plain.lower()):
            name = []  # 'institute chief Rami Haddad'
        elif plain[:1].isupper() or (name and plain in particles):
            name.append(plain)
        elif name or plain in ("of", "in", "for", "at", "from", "to"):
            break
    joined = " ".join(name)
    if not joined or _POSSESSIVE.search(text) or joined in agency_names():
        return None
    known = bool(article) or is_body(joined) or gazetteer().organisation(joined) is not None
    return Speaker(joined, "organisation" if known else "person")
