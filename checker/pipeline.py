"""The one entry point: articles in, everything a report needs out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from checker.align import align
from checker.compare import Comparer
from checker.config import Config
from checker.facets.context import settings
from checker.findings import make_facts, make_findings
from checker.judge import ceilings, is_swayed, judge, possible_probabilities, probability
from checker.models.encode import Encoder, cache_folder, make_encoder
from checker.models.entail import make_entailment
from checker.models.hearing import hear, without_denied
from checker.origin import Witnesses
from checker.policy import Policy, policy_of
from checker.types import Alignment, CheckResult, Coverage, Slot, SlotComparison
from checker.words.lexicon import WordVectors
from claims.errors import InputError
from claims.extract import read_claims
from claims.types import Article, Claim, Reading, Skipped

Progress = Callable[[str, int, int], None]
SUREST = 0.9
"""Chance of a contradiction that the entailment model hardly ever passes: where that would not do, it is not asked."""


class Hopeful(NamedTuple):
    """A candidate pair, and the slots to compare."""

    pair: Alignment
    slots: Collection[Slot]


def check(
    articles: Sequence[Article],
    *,
    config: Config | None = None,
    published: Collection[str] = (),
    skipped: Sequence[Skipped] = (),
    progress: Progress | None = None,
    encoder: Encoder | None = None,
) -> CheckResult:
    """Compare what the articles say.

    ``published``: ids of articles that are not compared among themselves (the gate: only what is new is
    compared). ``skipped`` travels to the report. ``progress`` is called as (stage, done, total).
    ``encoder`` takes the place of the configured one. Raises InputError where two articles share an id
    or a configured model cannot be loaded.
    """
    config = config or Config()
    policy_of(config)  # what is wrong with it is told before anything is read
    report = progress or (lambda stage, done, total: None)
    ordered = sorted(articles, key=lambda a: a.id)
    twice = {a.id for a, b in pairwise(ordered) if a.id == b.id}
    if twice:
        raise InputError(f"two articles have the id '{min(twice)}': give each source an id of its own")
    report("reading", 0, 3)
    cache = cache_folder(config) / "syntax.sqlite" if config.use_cache else None
    readings = tuple(read_claims(ordered, syntax=config.syntax, cache=cache))
    report("aligning", 1, 3)
    return replace(
        compare_readings(readings, config, encoder or make_encoder(config), published), skipped=tuple(skipped)
    )


def rejudge(
    result: CheckResult,
    config: Config | None = None,
    *,
    published: Collection[str] = (),
    encoder: Encoder | None = None,
) -> CheckResult:
    """Compare and judge again what ``result`` has read: no article is read again, and no statement encoded
    again that the cache knows. ``config`` may bring other thresholds and another policy.

    ``published`` and ``encoder`` are those of :func:`check`. ``config.syntax`` has no say, since nothing is
    parsed. Raises InputError where a configured model cannot be loaded.
    """
    config = config or Config()
    judged = compare_readings(result.readings, config, encoder or make_encoder(config), published)
    return replace(judged, skipped=result.skipped)


def compare_readings(
    readings: Sequence[Reading], config: Config, encoder: Encoder, published: Collection[str] = ()
) -> CheckResult:
    """Align, compare and judge what has been read; used again where only settings have changed."""
    table = policy_of(config)
    alignments = align(readings, encoder, candidates=config.candidates, published=published, within=config.within)
    everything = [c for r in readings for c in r.claims]
    comparer = Comparer({cid: s for r in readings for cid, s in settings(r).items()})
    entailment = make_entailment(config)
    hopeful = hopeful_pairs(alignments, comparer, table, heard=entailment is not None)
    compared_claims = {c.id: c for pair, _ in hopeful for c in (pair.left, pair.right)}
    comparer = replace(comparer, words=WordVectors(encoder, words_of(compared_claims.values())))
    found = [c for pair, slots in hopeful for c in comparer.compare(pair, slots)]
    found = without_denied(hear(found, readings, comparer.settings, entailment, lambda c: is_open(c, table)))
    likely = (c for c in found if reaches(probability(c), c, table))
    verdicts = [judge(c, _policy_for(c, table)) for c in likely]
    made = make_findings(verdicts, readings, table)
    findings = [f for f in made if f.confidence >= config.min_confidence]
    used = {(p.source, p.start) for f in findings if not f.is_within for p in (f.left, f.right, *f.also)}
    witnesses = Witnesses(readings)
    compared = len(readings) > 1 or not config.within  # of a single source, all is 'in one source only'
    return CheckResult(
        readings=tuple(readings),
        findings=tuple(findings),
        facts=tuple(make_facts(findings, witnesses)) if len(readings) > 2 else (),
        only=tuple(c for c in everything if (c.article, c.start) not in used) if compared else (),
        coverage=_coverage(readings, len(alignments)),
        origins=witnesses.origins,
        within=config.within,
    )


def hopeful_pairs(
    alignments: Sequence[Alignment], comparer: Comparer, table: Policy, *, heard: bool = True
) -> list[Hopeful]:
    """The pairs of which some comparison can reach its threshold, even if all that is not known yet speaks for it:
    most pairs of articles on different events have none, and are not compared. ``heard``: the entailment model may
    be asked."""
    ceilings_of = cache(lambda mutual: ceilings(table, mutual, heard=heard))
    found = []
    for pair in alignments:
        ceiling = ceilings_of(comparer.mutual(pair))
        slots = {slot for slot, model in comparer.possible(pair) if ceiling[model].allows(pair)}
        if slots:
            found.append(Hopeful(pair, slots))
    return found


def is_open(comparison: SlotComparison, table: Policy) -> bool:
    """Whether the entailment model is asked: its answer counts, the best likely one would have the comparison reported
    and, since an agreement has no severity, the worst one would not."""
    worst, best = (reaches(chance, comparison, table) for chance in possible_probabilities(comparison, SUREST))
    return is_swayed(comparison) and best and not (worst and comparison.relation == "agreement")


def reaches(chance: float, comparison: SlotComparison, table: Policy) -> bool:
    """Whether a comparison of that probability is reported."""
    return chance >= float(table["threshold"][comparison.relation])


def _policy_for(comparison: SlotComparison, table: Policy) -> Policy:
    """The word of the entailment model alone makes no error. Within one article no count has grown between two
    reports, unless its words say so; and only a heading surely tells what the body tells: two figures of the
    body may be those of two events."""
    left, right = comparison.alignment.left, comparison.alignment.right
    within = left.article == right.article
    never = comparison.rule == "entailment-contradiction" or (within and not (left.heading or right.heading))
    if never:
        table = {**table, "threshold": {**table["threshold"], "error": 1.01}}
    return {**table, "running": {**table["running"], "events": []}} if within else table


def words_of(claims: Iterable[Claim]) -> set[str]:
    """Every word that a comparison may look up: predicates, heads of arguments, nouns counted, events."""
    return {
        word
        for c in claims
        for word in (
            c.predicate,
            *(a.head for a in c.arguments),
            *(w for q in c.quantities for w in (q.counted, q.event)),
        )
        if word
    }


def _coverage(readings: Sequence[Reading], pairs: int) -> Coverage:
    claims = [c for r in readings for c in r.claims]
    return Coverage(
        sentences=sum(len(r.sentences) for r in readings),
        claims=len(claims),
        quantities=sum(len(c.quantities) for c in claims),
        times=sum(len(c.times) for c in claims),
        unread=sum(len(r.unread) for r in readings),
        pairs=pairs,
    )
