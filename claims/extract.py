"""From an article to its claims: sentences, syntax, slots, clauses, in that order.

``read_claims`` is the whole of reading for many articles at once, so that the parser sees one batch.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from claims.names.names import find_entities, resolve_references
from claims.quantities.measurands import measure
from claims.quantities.quantities import find_quantities, unread_numbers
from claims.statements.attribution import attribution, closing_speaker, says_nothing
from claims.statements.factuality import affirmative, hedges, modality, polarity
from claims.syntax.segmentation import Clause, arguments_of, find_clauses, phrase_span, subject_of
from claims.syntax.syntax import Fused, parse_texts
from claims.tables import read_table
from claims.text.sentences import split_sentences
from claims.times.times import find_times
from claims.types import Article, Claim, Entity, Quantity, Reading, Scope, Sentence, TimeExpression, Unread

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

BACKGROUND_DAYS = 21
"""A statement whose latest date lies longer before publication tells of an earlier event."""

LONGEST_SUBJECT = 12  # words of an understood subject
DIGITS = re.compile(r"\d[\d,. ]*\d|\d")
LONG_NUMBER = re.compile(r"(?<![\d.,])\d{4,}(?![\d,])")
SCALED_NUMBER = re.compile(r"\d[\d.,]*[A-Za-z]{1,3}\b")
BOUNDS = frozenset({"at least", "at most", "more than", "less than", "about"})
BROKEN_NUMBER = re.compile(r"\d{1,3}(?:, \d{3})+(?!\d)|\d+\. \d+")


@dataclass(frozen=True, slots=True)
class Slots:
    """What was found in one article before it was cut into clauses."""

    quantities: tuple[Quantity, ...]
    times: tuple[TimeExpression, ...]
    entities: tuple[Entity, ...]
    references: Mapping[int, str]

    def between(self, start: int, end: int) -> Slots:
        """Those that begin between two offsets."""
        return replace(
            self,
            quantities=tuple(q for q in self.quantities if start <= q.start < end),
            times=tuple(t for t in self.times if start <= t.start < end),
            entities=tuple(e for e in self.entities if start <= e.start < end),
        )


def extract_claims(article: Article) -> list[Claim]:
    """The claims of one article, in order of the text."""
    return list(read_claims([article])[0].claims)


def read_claims(articles: Sequence[Article], *, syntax: str = "", cache: Path | None = None) -> list[Reading]:
    """Read all articles; the results are in the order given.

    ``syntax`` names another spaCy pipeline than the bundled one; raises InputError if it cannot be loaded.
    ``cache``: a file that keeps the bundled parser's analyses from run to run.
    """
    sentences = [split_sentences(a.text) for a in articles]
    times = [find_times(a.text, a.published) for a in articles]
    numbers = [_numbers(a, found) for a, found in zip(articles, times, strict=True)]
    fused = [list(_fused(quantities)) for quantities, _ in numbers]
    docs = parse_texts([a.text for a in articles], sentences, syntax, fused, cache)
    return [_read(*parts) for parts in zip(articles, sentences, docs, numbers, times, strict=True)]


def _numbers(article: Article, times: Sequence[TimeExpression]) -> tuple[list[Quantity], tuple[Unread, ...]]:
    """The quantities of an article, and the numbers that are in none and in no time."""
    taken = [(time.start, time.end) for time in times]
    quantities = find_quantities(article.text, taken=taken)
    spans = unread_numbers(article.text, quantities, taken)
    return quantities, tuple(Unread(article.id, start, end, article.text[start:end]) for start, end in spans)


def _fused(quantities: Sequence[Quantity]) -> Iterator[Fused]:
    """Figures that the parser must see as one word: with a stray blank ('120, 000', '6. 1'), with a letter for
    a scale ('1.2m'), or with a bound before them ('up to 1,200'), whose words it would take for adverbs and
    prepositions; and, so that a lost separator changes nothing, in one form."""
    for q in quantities:
        digits = DIGITS.search(q.text)
        scaled = SCALED_NUMBER.search(q.text) if q.kind == "count" and q.modifier != "range" else None
        if scaled:
            value = q.high if q.low is None else q.low
            start = q.start if q.modifier in BOUNDS and scaled.end() == len(q.text) else q.start + scaled.start()
            yield Fused(start, q.start + scaled.end(), f"{value:,}")
            continue
        if q.kind == "count" and q.modifier in BOUNDS and digits and digits.end() == len(q.text):
            yield Fused(q.start, q.end, _grouped(digits[0]))
            continue
        for pattern in (BROKEN_NUMBER, LONG_NUMBER):
            for match in pattern.finditer(q.text):
                yield Fused(q.start + match.start(), q.start + match.end(), _grouped(match[0]))


def _grouped(digits: str) -> str:
    """'120, 000' and '120000' -> '120,000'."""
    digits = "".join(digits.split())
    return f"{int(digits):,}" if len(digits) > 3 and digits.isdecimal() else digits


def _read(
    article: Article,
    sentences: tuple[Sentence, ...],
    doc: Doc,
    numbers: tuple[Sequence[Quantity], tuple[Unread, ...]],
    times: Sequence[TimeExpression],
) -> Reading:
    quantities, unread = numbers
    entities = find_entities(doc, article)
    slots = Slots(tuple(measure(doc, quantities)), tuple(times), entities, resolve_references(doc, entities))
    claims: list[Claim] = []
    starts = [s.start for s in sentences]
    units = [_speaker_apart(clauses, span) for span in doc.sents if (clauses := find_clauses(span))]
    firsts = [min(c.words[0].idx for c in clauses) for clauses in units]
    for clauses, (first, following) in zip(units, pairwise([*firsts, len(article.text)]), strict=True):
        index = max(0, bisect_right(starts, first) - 1)
        claims += _claims_of(article, index, sentences[index], clauses, slots.between(first, following))
    numbered = tuple(replace(c, id=f"{article.id}#{n}") for n, c in enumerate(claims, 1))
    return Reading(article, sentences, numbered, unread)


def _speaker_apart(clauses: list[Clause], sentence: Span) -> list[Clause]:
    """The clauses, with the speaker who closes the sentence in that of the verb of saying, not in what is said."""
    found = closing_speaker(sentence)
    if found is None:
        return clauses
    verb, speaker = found
    home = next((c for c in clauses if c.predicate == verb), None)
    if home is None:
        return clauses
    names = {t.i for t in speaker}
    told = [c for c in clauses if c.predicate.i < min(names) and not names.issuperset(t.i for t in c.words[1:])]
    moved = names.intersection(t.i for c in told for t in c.words)
    words = {c.predicate.i: tuple(t for t in c.words if t.i not in moved) for c in clauses}
    words[verb.i] = tuple(t for t in sentence if t.i in moved or t in home.words)
    return [replace(c, words=words[c.predicate.i]) for c in clauses]


def _claims_of(
    article: Article,
    index: int,
    sentence: Sentence,
    clauses: Sequence[Clause],
    slots: Slots,
) -> Iterator[Claim]:
    """The claims of one sentence, with the slots that begin in it."""
    home = {token.idx: n for n, clause in enumerate(clauses) for token in clause.words}
    offsets = sorted(home)

    def owner(slot: Quantity | TimeExpression | Entity) -> int:
        """The clause of the last word that begins inside a slot (the head of '18 civilians')."""
        return home[offsets[max(0, bisect_right(offsets, slot.end - 1) - 1)]]

    for n, clause in enumerate(clauses):
        own = replace(
            slots,
            quantities=tuple(q for q in slots.quantities if owner(q) == n),
            times=tuple(t for t in slots.times if owner(t) == n),
            entities=tuple(e for e in slots.entities if owner(e) == n),
        )
        claim = _claim(article, index, sentence, clause, own, slots.entities)
        if claim is not None:
            yield claim


def _claim(
    article: Article, index: int, sentence: Sentence, clause: Clause, slots: Slots, entities: Sequence[Entity]
) -> Claim | None:
    predicate = clause.predicate
    start, end = clause.span
    if says_nothing(predicate, clause.words) and not slots.quantities and not slots.times:
        return None  # 'officials said': its content is a claim of its own
    mere_signs = predicate.is_punct or not any(c.isalpha() for c in article.text[start:end])
    if mere_signs and not slots.quantities and not slots.times:
        return None
    arguments = arguments_of(clause, entities, slots.references)
    text = article.text[start:end]
    return Claim(
        id="",
        article=article.id,
        sentence=index,
        start=start,
        end=end,
        text=text,
        predicate=affirmative(predicate),
        predicate_start=predicate.idx,
        predicate_end=predicate.idx + len(predicate),
        statement=_statement(clause, article.text, slots.references),
        arguments=arguments,
        quantities=slots.quantities,
        times=slots.times,
        entities=slots.entities,
        polarity=polarity(predicate)[0],
        modality=modality(predicate)[0],
        attribution=attribution(predicate, slots.references),
        scope=_scope(article, clause, slots),
        passive=clause.passive,
        heading=sentence.heading,
    )


def _statement(clause: Clause, text: str, references: Mapping[int, str]) -> str:
    """The clause so that it can stand alone: its understood subject before it, pronouns resolved."""
    start, end = clause.span
    pieces, at = [], start
    for token in clause.words:
        name = references.get(token.i)
        if name and token.pos_ == "PRON" and start <= token.idx < end:
            possessive = "'s" if "Yes" in token.morph.get("Poss") else ""
            pieces += [text[at : token.idx], name + possessive]
            at = token.idx + len(token)
    pieces.append(text[at:end])
    body = " ".join("".join(pieces).split())
    subject = subject_of(clause.predicate)
    if subject is None or start <= subject.idx < end:
        return body
    return f"{references.get(subject.i) or _named(subject, text)} {body}"


def _named(subject: Token, text: str) -> str:
    """A noun phrase, short enough to know what is meant."""
    start, end = phrase_span(subject)
    return " ".join(text[start:end].split()[:LONGEST_SUBJECT])


def _scope(article: Article, clause: Clause, slots: Slots) -> Scope:
    start, end = clause.span
    text = article.text[start:end].lower()
    whole = clause.predicate.sent.text.lower()  # 'since the war began' stands in a clause of its own
    cues = scope_patterns()
    old = False
    if article.published is not None:
        latest = [t.latest.date() for t in slots.times if t.latest and t.bound in ("in", "about", "since", "after")]
        old = bool(latest) and (article.published - max(latest)).days > BACKGROUND_DAYS
        old = old or any(
            t.bound == "since" and t.earliest and (article.published - t.earliest.date()).days > BACKGROUND_DAYS
            for t in slots.times
        )
    return Scope(
        event=tuple(_which_event(clause)),
        background=old or bool(cues["background"].search(whole)),
        superseded=bool(cues["superseded"].search(text)),
        hedged=bool(hedges(clause.predicate)),
    )


def _which_event(clause: Clause) -> list[str]:
    """'first:round', 'previous:meeting': an ordinal or the like that singles out one event of several."""
    which = read_table("scope")["event"]["words"]
    found = []
    for token in clause.words:
        word = token.lower_
        ordinal = "Ord" in token.morph.get("NumType")
        if token.dep_ in ("amod", "nummod", "det") and (ordinal or word in which) and token.head.pos_ == "NOUN":
            found.append(f"{which.get(word, word)}:{token.head.lemma_.lower()}")
    return found


@cache
def scope_patterns() -> dict[str, re.Pattern[str]]:
    """Compiled phrases of tables/scope.toml, by kind."""
    return {
        kind: re.compile(r"\b(?:" + "|".join(map(re.escape, entry["phrases"])) + r")\b", re.IGNORECASE)
        for kind, entry in read_table("scope").items()
        if "phrases" in entry
    }
