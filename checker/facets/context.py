"""When and where a claim plays: its own words first, then its sentence, then its article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Literal

from checker.facets.datelines import dates_article
from checker.facets.denials import tells_verdict
from checker.facets.designations import designations
from checker.facets.figures import Likeness, Measurand, all_figures, own_figures
from checker.facets.holders import Holder, holders_of
from checker.facets.means import means_told
from checker.facets.moments import MainEvent, main_event
from checker.facets.quoted import Quote, quotes_of
from checker.facets.ranks import places_told
from checker.facets.responsibility import Part, in_context, part_of
from checker.slots.time_relations import DAYLIKE, facts_of, is_earlier, time_relation
from checker.words.lexicon import located
from claims.names.names import is_wide
from claims.tables import read_table
from claims.types import Claim, Entity, Quantity, Reading, TimeExpression

Origin = Literal["claim", "sentence", "article", ""]

MOST_TIMES = 50
"""Times of an article that are looked up for each one of another: a list of dates has hundreds."""
LEAD = 8
"""Sentences at the top in which an article says when its event was."""


@dataclass(frozen=True, slots=True)
class Named:
    """All ``names`` of an article; which place lies in which by its own words ('the Varel chapel in Soria'), as
    pairs (inner, outer); its ``designations``, as pairs (series, number); the ``persons`` among the names, and the
    ``main`` ones, of whom it speaks in more than one sentence."""

    names: frozenset[str] = frozenset()
    inside: frozenset[tuple[str, str]] = frozenset()
    designations: frozenset[tuple[str, str]] = frozenset()
    persons: frozenset[str] = frozenset()
    main: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ArticleContext:
    """What holds for all claims of an article. ``published``: its day; ``main_time``: when its own event was, so far
    as its lead says; ``event``: what that was; ``named``: what it names; ``figures``: the values that it gives for each
    measurand of its own events; ``told``: those of all like figures, of earlier and wider events too; ``denials``: what
    it reports as denied; ``sentences``: their number; ``verdict``: it tells that a court found somebody guilty;
    ``means``: the ways to do something that it speaks of; ``ranks``: the places in rows that it gives; ``times``: those
    that it gives, each once, the first MOST_TIMES."""

    published: date | None = None
    main_time: TimeExpression | None = None
    event: MainEvent = field(default_factory=MainEvent)
    named: Named = Named()
    figures: Mapping[Measurand, frozenset[Decimal]] = field(default_factory=dict)
    told: Mapping[Likeness, frozenset[Decimal]] = field(default_factory=dict)
    denials: tuple[Part, ...] = ()
    sentences: int = 0
    verdict: bool = False
    means: frozenset[str] = frozenset()
    ranks: frozenset[tuple[str, int]] = frozenset()
    times: tuple[TimeExpression, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """``time`` of a claim and where it was found; ``past``: whether it tells of what was over before the article's own
    event: last month's attack, the quake of 2003; ``apart``: whether its sentence counts days from another event ('the
    day after'); ``places`` canonical names, and where they were found; ``part``: who the claim says did something, or
    did not; ``quote``: the direct quotation that it has words of; ``holders``: those whom it names with a post;
    ``frame``: whether what it tells is that somebody said another claim of its sentence; ``sentence``: where its
    sentence stands, ``figures``: that sentence's, but for ordinals; ``article``: what holds for all claims of its
    article."""

    time: TimeExpression | None = None
    time_from: Origin = ""
    past: bool = False
    apart: bool = False
    places: frozenset[str] = frozenset()
    places_from: Origin = ""
    part: Part | None = None
    quote: Quote | None = None
    holders: tuple[Holder, ...] = ()
    frame: bool = False
    sentence: tuple[int, int] = (0, 0)
    figures: tuple[Quantity, ...] = ()
    article: ArticleContext = field(default_factory=ArticleContext)


@dataclass(frozen=True, slots=True)
class _Times:
    """When an article plays: the day of its event, the day that it is dated itself, the first time of each claim by
    its id, and the ids of the claims that tell of what was over before."""

    main: TimeExpression | None
    dateline: TimeExpression | None
    first: Mapping[str, tuple[TimeExpression | None, Origin]]
    past: frozenset[str]


def settings(reading: Reading) -> dict[str, Setting]:
    """The setting of each claim of a reading, by claim id."""
    by_sentence: dict[int, list[Claim]] = {}
    for claim in reading.claims:
        by_sentence.setdefault(claim.sentence, []).append(claim)
    times = _times(reading, by_sentence)
    parts = [_part(reading, n) for n in range(len(reading.claims))]
    article = _article(reading, times, parts)
    main_places = _main_places(reading)
    quotes, holders = quotes_of(reading), holders_of(reading)
    found = {}
    for claim, part in zip(reading.claims, parts, strict=True):
        time, time_from = times.first[claim.id]
        if time is None and not claim.scope.background and claim.modality == "asserted":
            time = times.main or times.dateline
            time_from = "article" if time else ""
        places, places_from = _first_places(claim, by_sentence[claim.sentence])
        if not places and not claim.scope.background:
            places, places_from = main_places, "article" if main_places else ""
        found[claim.id] = Setting(
            time=time,
            time_from=time_from,
            past=claim.id in times.past,
            apart=any(t.anchor.startswith("event:") for c in by_sentence[claim.sentence] for t in c.times),
            places=places,
            places_from=places_from,
            part=part,
            quote=quotes.get(claim.id),
            holders=holders.get(claim.id, ()),
            frame=_is_frame(claim, by_sentence[claim.sentence]),
            sentence=_sentence(reading, claim),
            figures=tuple(q for c in by_sentence[claim.sentence] for q in c.quantities if q.kind != "ordinal"),
            article=article,
        )
    return found


def _times(reading: Reading, by_sentence: Mapping[int, Sequence[Claim]]) -> _Times:
    main, dateline = _main_time(reading), _dateline(reading)
    first = {c.id: _first_time(c, by_sentence[c.sentence], main, dateline) for c in reading.claims}
    past = frozenset(c.id for c in reading.claims if _is_past(c, first[c.id][0], main, dateline))
    return _Times(main, dateline, first, past)


def _article(reading: Reading, times: _Times, parts: Sequence[Part | None]) -> ArticleContext:
    return ArticleContext(
        published=reading.article.published,
        main_time=times.main,
        event=main_event(reading, {c.id: event_times(c) for c in reading.claims}),
        named=_named(reading),
        figures=own_figures(reading, times.past),
        told=all_figures(reading),
        denials=tuple(part for part in parts if part is not None and part.denied),
        sentences=len(reading.sentences),
        verdict=tells_verdict(reading.claims),
        means=means_told(
            c for c in reading.claims if not is_elsewhen(c.id in times.past, times.first[c.id][0], times.main)
        ),
        ranks=places_told(reading.claims),
        times=tuple({t.anchor: t for c in reading.claims for t in c.times}.values())[:MOST_TIMES],
    )


def _is_frame(claim: Claim, around: Sequence[Claim]) -> bool:
    """Whether a claim's predicate is the cue that hands another claim to its speaker, and no claim stands inside it."""
    others = [c for c in around if c.id != claim.id]
    cues = (c.attribution for c in others if c.attribution is not None)
    handing = any(cue.start <= claim.predicate_start < cue.end for cue in cues)
    return handing and all(c.end <= claim.start or c.start >= claim.end for c in others)


def _part(reading: Reading, number: int) -> Part | None:
    claim = reading.claims[number]
    part = part_of(claim)
    if part is None:
        return None
    start, end = _sentence(reading, claim)
    return in_context(part, reading.claims, number, reading.article.text[start:end])


def _sentence(reading: Reading, claim: Claim) -> tuple[int, int]:
    """The span of a claim's sentence; that of the claim where the sentences are not known."""
    found = next(iter(reading.sentences[claim.sentence : claim.sentence + 1]), None)
    return (found.start, found.end) if found is not None else (claim.start, claim.end)


@cache
def _dating() -> Mapping[str, frozenset[str]]:
    """The words of tables/dating.toml."""
    return {name: frozenset(words) for name, words in read_table("dating", "checker")["words"].items()}


def event_times(claim: Claim) -> list[TimeExpression]:
    """The times of what is told: not the date of the article itself ('AFP Monday 3 Oct 2016', 'Posted on July 2',
    'LUND, May 3 (Agency) - '), nor when somebody said so ('officials said Sunday')."""
    links, telling = _dating()["leading"], _dating()["telling"]
    found = []
    for time in claim.times:
        whole = {"day", "month", "year"} <= {fact.split(":")[0] for fact in time.anchor.split()}
        before = [w.lower().strip(",.:;\"'") for w in claim.text[: max(0, time.start - claim.start)].split()]
        before += [w for w in time.text.lower().split()[:1] if w in links]  # 'since 2 June'
        leading = before[-1] if before else ""
        governing = before[-2] if len(before) > 1 and leading in links else leading
        dated = (whole and leading not in links) or dates_article(claim, time)
        if not dated and governing not in telling:
            found.append(time)
    return found


def _first_time(
    claim: Claim, around: Sequence[Claim], main: TimeExpression | None, dated: TimeExpression | None
) -> tuple[TimeExpression | None, Origin]:
    """The time of a claim: its own, or the only one of its sentence; of several the last one before it where that
    takes it into the past ('In May a bus was stopped and *five were killed*; in June ...')."""
    if own := event_times(claim) or _without_dateline(claim):
        return own[0], "claim"
    others = [t for c in around for t in event_times(c) or _without_dateline(c)]
    if len(others) > 1 and main is not None:
        before = [t for t in others if t.end <= claim.start][-1:]
        others = [t for t in before if is_earlier(t, main, dated)]
    return (others[0], "sentence") if len(others) == 1 else (None, "")


def _is_past(
    claim: Claim, own: TimeExpression | None, main: TimeExpression | None, dated: TimeExpression | None
) -> bool:
    """Whether a claim with its time tells of what was over before the article's own event."""
    if own is None:
        return False  # 'the war has killed 60,000' may grow, though it is no news
    if main is not None and is_earlier(own, main, dated):
        return True
    return claim.scope.background and own.bound == "in" and own.granularity not in DAYLIKE


def _without_dateline(claim: Claim) -> list[TimeExpression]:
    return [t for t in claim.times if not dates_article(claim, t)]


def _places(claim: Claim) -> frozenset[str]:
    return frozenset(e.name for e in claim.entities if e.type == "place")


def _first_places(claim: Claim, around: Sequence[Claim]) -> tuple[frozenset[str], Origin]:
    if own := _places(claim):
        return own, "claim"
    near = frozenset().union(*(_places(c) for c in around))
    return (near, "sentence") if near else (near, "")


def _named(reading: Reading) -> Named:
    names = frozenset(e.name for c in reading.claims for e in c.entities)
    inside = frozenset(pair for c in reading.claims for pair in _inside(c))
    told = {(e.name, c.sentence) for c in reading.claims for e in c.entities if e.type == "person"}
    persons = Counter(name for name, _ in told)
    return Named(
        names=names,
        inside=inside,
        designations=frozenset((d.series, d.number) for c in reading.claims for d in designations(c)),
        persons=frozenset(persons),
        main=frozenset(name for name, sentences in persons.items() if sentences > 1),
    )


def _inside(claim: Claim) -> Iterator[tuple[str, str]]:
    """Neighbouring places of which the words between them put one into the other."""
    placed = [e for e in claim.entities if e.type in ("place", "group")]
    for first, second in pairwise(placed):
        between = claim.text[max(0, first.end - claim.start) : max(0, second.start - claim.start)]
        if first.type == "place" and second.type == "place" and _then_outer().fullmatch(between):
            if between != ", " or is_wide(second.name) > is_wide(first.name):  # else a list
                yield first.name, second.name
        elif second.type == "place" and _leads_into(first, between):
            yield second.name, first.name


def _leads_into(outer: Entity, between: str) -> bool:
    """Whether a country and the words behind it lead to a place in it."""
    if outer.type == "group":
        return _from_nationality().fullmatch(between) is not None
    owned = between[:1] in ("'", "’") or (outer.text.endswith("s") and not outer.name.endswith("s"))
    return owned and _from_possessive().fullmatch(between) is not None


@cache
def _then_outer() -> re.Pattern[str]:
    """Between a place and one that it lies in: 'Aswad village in Zahlah', 'Lund in northern Spain', 'Lund, Sweden',
    'the Mar district of Soria'; not 'the plane from Malta crashed in Spain'."""
    size, part = (rf"(?:{'|'.join(sorted(located()[name]))})" for name in ("sizes", "parts"))
    within = rf" in(?: the)?(?: (?:{part}|[a-z]+ern))?(?: {_settlement()} of| {size} of)? "
    return re.compile(rf"(?: {_settlement()}| {size})?{within}|, | (?:district|suburb|part|area) of ")


@cache
def _from_possessive() -> re.Pattern[str]:
    """Between a country's possessive and a place in it: 'Spain's Soria province', 'Spain's old town of Soria'."""
    return re.compile(rf"(?:['’]s?)?{_adjectives()}(?: {_settlement()} of)? ")


@cache
def _from_nationality() -> re.Pattern[str]:
    """Between a nationality and a place: 'the Spanish city of Soria', 'Spanish Soria'; not 'Spanish jets hit Soria'."""
    return re.compile(rf"{_adjectives()} {_settlement()}(?: of)? |(?: [a-z]+ern| central)? ")


def _adjectives() -> str:
    return rf"(?: (?!(?:{'|'.join(sorted(located()['linking']))}) )[a-z-]+){{0,2}}"


def _settlement() -> str:
    return rf"(?:{'|'.join(sorted(located()['settlements']))})"


def _main_time(reading: Reading) -> TimeExpression | None:
    """The first day that the lead names for something that happened, else for something that is to come; without
    one, the first time of day."""
    lead = [c for c in reading.claims if c.sentence < LEAD and not c.scope.background]
    happened, planned = (
        [
            time
            for claim in lead
            if claim.modality == modality
            for time in event_times(claim)
            if time.granularity in DAYLIKE and time.bound == "in"
        ]
        for modality in ("asserted", "planned")
    )
    found = happened or planned
    return next((t for t in found if _names_day(t)), found[0] if found else None)


def _names_day(time: TimeExpression) -> bool:
    """Whether a time says which day it is, be it 'this morning', or only the time of day."""
    return time.resolved or bool(facts_of(time.anchor).keys() - {"clock", "utc", "part"}) or "clock" not in time.anchor


def _dateline(reading: Reading) -> TimeExpression | None:
    """The day that the article itself is dated at its top."""
    times = (t for c in reading.claims if c.sentence < LEAD for t in c.times if t not in event_times(c))
    return next((t for t in times if t.granularity in DAYLIKE and t.bound == "in"), None)


def is_elsewhen(past: bool, time: TimeExpression | None, main: TimeExpression | None) -> bool:
    """Whether a claim is of another time than its article's own event: it is past, or its time is another one."""
    if past:
        return True
    if time is None or main is None or (relation := time_relation(time, main)) == "same":
        return False
    return relation != "unknown" or time.text.lower().startswith("last ") or is_earlier(time, main)


def _main_places(reading: Reading) -> frozenset[str]:
    lead = [p for c in reading.claims if c.sentence < LEAD for p in _places(c)]
    repeated = [p for p in lead if lead.count(p) > 1]
    return frozenset(repeated or lead[:2])
