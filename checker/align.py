"""Which claims of different sources may state the same fact: candidates by rank, never by threshold.

With a fixed cosine threshold most real conflicts are lost (their median cosine is 0.57); the right
partner is nearly always among the nearest few, seen from either side. So: recall here, precision later.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from checker.facets.datelines import dateline_length, fills_dateline
from checker.facets.responsibility import part_of, plain_part
from checker.facets.spots import spots_of
from checker.models.encode import Encoder, Vectors
from checker.story import ONE_STORY, SAME_STORY, gist_of, story_score, uncommon
from checker.types import Alignment
from checker.words.shared_words import SharedWords
from claims.types import Claim, Reading

DATELINE_WORDS = 14
"""Characters beside the date in a line that only dates the article ('Last Updated: ')."""
DATELINE_ROOM = 40
"""Characters behind a claim in which a dateline that it is part of ends: the agency, the dash."""
Ranks = np.ndarray[tuple[int, int], np.dtype[np.int64]]
LEAD = 3
"""Sentences at the top that say what an article is about."""
MOST_PARTS = 10
"""Claims of an article, the first ones, that say who did something and are paired whatever their words."""
MOST_SHARING = 20
"""Claims of an article that one and the same name or value pairs with a claim of another: beyond it, the nearest."""
FEW = frozenset({"percent", "money", "measure", "duration", "magnitude", "score", "age"})
"""Kinds of figures of which an article has few, so that each is paired with each of its unit."""
PARTNERS = 25
"""Sources that each source is compared with at most, the nearest first: the work grows linearly."""


class Corpus(NamedTuple):
    """The claims of all sources, with what their alignment asks of each, worked out once: unit ``vectors`` (n, dim),
    the ``keys`` that a partner may share, and whether a claim says who did something (``said``), or what somebody did
    (``told``)."""

    claims: Sequence[Claim]
    vectors: Vectors
    keys: Sequence[frozenset[tuple[str, str]]]
    said: Sequence[bool]
    told: Sequence[bool]


def mask_numbers(text: str) -> str:
    """Digits out: two statements of one fact stay near, whatever their figures."""
    return re.sub(r"\d[\d,.]*", "#", text)


def align(
    readings: Sequence[Reading],
    encoder: Encoder,
    *,
    candidates: int = 5,
    published: Collection[str] = (),
    within: bool = False,
) -> list[Alignment]:
    """Candidate pairs of claims across sources, each pair once, in the order of the claims' ids.

    ``candidates``: nearest claims taken from either side. ``published``: ids of articles that are not
    compared among themselves. ``within``: also pairs of one article that is not published, the earlier claim
    on the left. Each statement is encoded once.
    """
    claims = [c for r in readings for c in r.claims if not is_dateline(c, r.article.text)]
    if not claims:
        return []
    vectors = encoder.encode([mask_numbers(c.statement) for c in claims])
    said, told = [part_of(c) is not None for c in claims], [plain_part(c) is not None for c in claims]
    corpus = Corpus(claims, vectors, [frozenset(_keys(c)) for c in claims], said, told)
    rows: dict[str, list[int]] = defaultdict(list)
    for i, claim in enumerate(claims):
        rows[claim.article].append(i)
    leads = {a: _lead(claims, vectors, own) for a, own in rows.items()}
    gists = {r.article.id: gist_of(r.claims, r.article.published) for r in readings}
    found = []
    for (a, b), cosine in source_pairs(rows, vectors, published).items():
        story = story_score(cosine, gists[a], gists[b])
        central = (_cosines(vectors[rows[a]], leads[b]), _cosines(vectors[rows[b]], leads[a]))
        found += list(_align_pair(corpus, (rows[a], rows[b]), central, candidates, story))
    for a in sorted(rows.keys() - set(published)) if within else ():
        found += list(_align_within(corpus, rows[a], leads[a], candidates))
    return found


def _cosines(a: Vectors, b: Vectors) -> Vectors:
    """Unit rows (n, dim) and (m, dim) -> (n, m), or (n,) for a single vector b. Not by the library's matrix product:
    its threads take longer to start than two articles' products take, and round as it suits their number."""
    return np.asarray(np.einsum("id,...d->i...", a, b))


def _lead(claims: Sequence[Claim], vectors: Vectors, rows: Sequence[int]) -> Vectors:
    """What an article is about: the mean of its headings and first sentences, of length 1."""
    top = [r for r in rows if claims[r].heading or claims[r].sentence < LEAD]
    mean = vectors[top or list(rows)].mean(0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), dtype=np.float32)


def is_dateline(claim: Claim, text: str) -> bool:
    """'Published: 3 June 2025', 'LUND, Sweden - ': words about the article (``text``) rather than the event, which
    nobody does or suffers."""
    if any(fills_dateline(claim, t) for t in claim.times):
        return True
    if claim.start + dateline_length(text[claim.start : claim.end + DATELINE_ROOM]) >= claim.end:
        return True
    left = len(claim.text) - sum(t.end - t.start for t in claim.times if claim.start <= t.start < claim.end)
    return bool(claim.times) and left <= DATELINE_WORDS and not claim.subject


def source_pairs(
    rows: Mapping[str, Sequence[int]], vectors: Vectors, published: Collection[str] = ()
) -> dict[tuple[str, str], float]:
    """Pairs of sources to compare, with the cosine of their means: all of them for a few sources, the
    nearest PARTNERS of each for many."""
    ids = sorted(rows)
    means = np.stack([vectors[rows[i]].mean(0) for i in ids])
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    near, old = np.round(means @ means.T, 4), frozenset(published)
    pairs: dict[tuple[str, str], float] = {}
    for k, a in enumerate(ids):
        order = np.argsort(-near[k], kind="stable")
        partners = (j for j in order if j != k and not (a in old and ids[j] in old))
        for j in islice(partners, PARTNERS):
            pairs[min(a, ids[j]), max(a, ids[j])] = float(near[k, j])
    return dict(sorted(pairs.items()))


def _align_pair(
    corpus: Corpus,
    rows: tuple[Sequence[int], Sequence[int]],
    central: tuple[Vectors, Vectors],
    candidates: int,
    story: float,
) -> Iterator[Alignment]:
    left, right = rows
    claims = corpus.claims
    cosine = np.round(_cosines(corpus.vectors[left], corpus.vectors[right]), 4)
    rank = np.minimum(_ranks(cosine), _ranks(cosine.T).T)
    chosen = {(int(i), int(j)) for i, j in np.argwhere(rank <= candidates)}
    chosen |= _sharing(corpus.keys, left, right, rank)
    if story >= ONE_STORY:
        chosen |= _taking_part(corpus, left, right)
    shared = SharedWords([claims[row] for row in (*left, *right)])
    for i, j in sorted(chosen):
        a, b = claims[left[i]], claims[right[j]]
        both = round(float(min(central[0][i], central[1][j])), 4)
        words = shared(a, b), shared.of_sentences(a, b)
        yield Alignment(a, b, float(cosine[i, j]), int(rank[i, j]), story, both, *words)


def _align_within(corpus: Corpus, rows: Sequence[int], lead: Vectors, candidates: int) -> Iterator[Alignment]:
    """Pairs of one article that may state the same fact, a heading or a sentence of the lead and a later one:
    figures further down are mostly those of other events. Neither claim tells of earlier or wider events or
    quotes an outdated figure, nor do two speakers say them, whom the article sets against each other."""
    claims, vectors = corpus.claims, corpus.vectors
    own = [r for r in rows if not (claims[r].scope.background or claims[r].scope.superseded)]
    if not own:
        return
    cosine = np.round(_cosines(vectors[own], vectors[own]), 4)
    apart = _apart([claims[r] for r in own])
    cosine[~apart] = -1.0
    rank = np.minimum(_ranks(cosine), _ranks(cosine.T).T)
    central = _cosines(vectors[own], lead)
    chosen = {(int(i), int(j)) for i, j in np.argwhere(rank <= candidates)} | _sharing(corpus.keys, own, own, rank)
    shared = SharedWords([claims[row] for row in own])
    for i, j in sorted(chosen):
        left, right = claims[own[i]], claims[own[j]]
        if apart[i, j] and left.start < right.start and (left.heading or left.sentence < LEAD):
            both = round(float(min(central[i], central[j])), 4)
            words = shared(left, right), shared.of_sentences(left, right)
            yield Alignment(left, right, float(cosine[i, j]), int(rank[i, j]), SAME_STORY, both, *words)


def _apart(claims: Sequence[Claim]) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Which pairs of one article's claims, (n, n), stand in different sentences, do not overlap, and are not
    said by two different speakers."""
    sentence, start, end = (np.array([getattr(c, name) for c in claims]) for name in ("sentence", "start", "end"))
    codes = {name: code for code, name in enumerate(sorted({c.speaker for c in claims} | {""}))}
    speaker = np.array([codes[c.speaker] for c in claims])  # 0 is the article itself
    before = end[:, None] <= start[None, :]
    two = (speaker[:, None] != speaker[None, :]) & (speaker[:, None] > 0) & (speaker[None, :] > 0)
    return np.asarray((sentence[:, None] != sentence[None, :]) & (before | before.T) & ~two)


def _ranks(scores: Vectors) -> Ranks:
    """1 for the best column of each row, 2 for the second ..., ties in column order."""
    order = np.argsort(-scores, axis=1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, scores.shape[1] + 1)[None, :].repeat(len(scores), 0), axis=1)
    return ranks


def _sharing(
    keys: Sequence[frozenset[tuple[str, str]]], left: Sequence[int], right: Sequence[int], rank: Ranks
) -> set[tuple[int, int]]:
    """Pairs that share a key, the nearest where many do (``rank``: (left, right), 1 for the nearest)."""
    having: dict[tuple[str, str], list[int]] = defaultdict(list)
    for j, row in enumerate(right):
        for key in keys[row]:
            having[key].append(j)
    pairs = set()
    for i, row in enumerate(left):
        for those in (having[key] for key in keys[row] if key in having):
            pairs |= {(i, j) for j in those if len(those) <= MOST_SHARING or rank[i, j] <= MOST_SHARING}
    return pairs


def _taking_part(corpus: Corpus, left: Sequence[int], right: Sequence[int]) -> set[tuple[int, int]]:
    """Pairs of which one says who did something, or did not, and the other that too, or what somebody did: their words
    may have little in common ('denied any role in the incident', 'X jets hit the depot'). MOST_PARTS of either side."""
    said = [[n for n, row in enumerate(rows) if corpus.said[row]][:MOST_PARTS] for rows in (left, right)]
    told = [[n for n, row in enumerate(rows) if corpus.told[row]] for rows in (left, right)]
    pairs = {(i, j) for i in said[0] for j in (*said[1], *told[1])}
    return pairs | {(i, j) for i in told[0] for j in said[1]}


def _keys(claim: Claim) -> set[tuple[str, str]]:
    """By what a claim may be paired with one that is not near it: two that have one of them in common."""
    measured = {("measured", f"{q.kind}:{q.event}") for q in claim.quantities if q.event and q.kind != "ordinal"}
    measured |= {("counted", f"{q.kind}:{q.counted}") for q in claim.quantities if q.counted and q.kind != "ordinal"}
    named = {(a.name, claim.predicate) for a in claim.arguments if a.name}
    valued = {("value", str(figure)) for q in claim.quantities if (figure := uncommon(q)) is not None}
    of_kind = {(q.kind, q.unit or "") for q in claim.quantities if q.kind in FEW}
    timed = {("time", "of day") for t in claim.times if "clock:" in t.anchor or "utc:" in t.anchor}
    persons = {("person", e.name) for e in claim.entities if e.type == "person"}
    placed = {("spot", spot.kind) for spot in spots_of(claim)}
    return measured | named | placed | valued | of_kind | timed | persons
