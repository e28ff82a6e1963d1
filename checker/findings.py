"""From verdicts to findings: one fact, one finding, with its other places under ``also``; and, for three
sources or more, one row per fact."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain, permutations

from checker.facets.causes import kind_named
from checker.groups import Groups
from checker.judge import Verdict
from checker.origin import Witnesses
from checker.policy import Policy, policy
from checker.slots.numbers import point
from checker.types import Fact, FactValue, Finding, Place, Qualifier, SlotComparison
from claims.extract import BROKEN_NUMBER
from claims.types import Article, Claim, Reading

ID_LENGTH = 12
SentenceKey = tuple[str, int]
"""Article, and number of the sentence in it."""
Told = tuple[str, str, tuple[int, int]]
"""A value where it stands: slot, article and span."""
SETTLING = frozenset({"same number", "same name", "overlapping times", "same place", "same statement"})
"""Levels of agreement after which the same value's difference from another place is none."""
SET_APART: frozenset[Qualifier] = frozenset(
    {"different-scope", "different-speaker", "different-time", "plan-vs-outcome"}
)
"""Qualifiers after which two statements of one article are two things."""
SAID_TWICE = 0.8
"""Probability from which a claim, or a sentence, says the same as two of the other side: headline and body."""
LABEL_LENGTH = 80
AGAINST_NEW = 0.6
"""How much of their likelihood agreeing partners of one value keep against a discrepancy with a value that is new."""
FEWEST_WORDS = 3
"""Of a statement that names a fact."""


def make_findings(
    verdicts: Iterable[Verdict], readings: Sequence[Reading], table: Policy | None = None
) -> list[Finding]:
    """Group the verdicts of all pairs of sources, and of a source with itself; discrepancies first, errors
    before warnings, then by falling confidence and id. ``table`` is the policy; None takes the bundled one."""
    table = table or policy()
    articles = {r.article.id: r.article for r in readings}
    by_pair: dict[tuple[str, str], list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        pair = verdict.comparison.alignment
        by_pair[pair.left.article, pair.right.article].append(verdict)
    found = [f for group in by_pair.values() for f in _pair_findings(group, articles, table)]
    return sorted((f for f in found if not f.is_within or _is_contradiction(f)), key=_order)


def _is_contradiction(finding: Finding) -> bool:
    """Whether an article contradicts itself: it does not where it repeats itself, nor where it sets two times,
    scopes or speakers against each other."""
    return finding.relation == "discrepancy" and not SET_APART.intersection(finding.qualifiers)


def _order(finding: Finding) -> tuple[int, int, float, str]:
    return (
        finding.relation != "discrepancy",
        finding.severity != "error",
        -finding.confidence,
        finding.id,
    )


def _pair_findings(verdicts: Sequence[Verdict], articles: Mapping[str, Article], table: Policy) -> list[Finding]:
    kept = [v for v in verdicts if v.probability >= table["threshold"][v.comparison.relation]]
    kept = _without_explained(kept, set(table["running"]["events"]))
    slots = [v for v in kept if v.comparison.key != "statement"]
    statements = [v for v in kept if v.comparison.key == "statement"]
    differing = _contradicting([v for v in statements if v.comparison.relation == "discrepancy"], slots)
    spoken = [*slots, *chain.from_iterable(differing)]
    agreeing = _one_to_one([v for v in statements if v.comparison.relation == "agreement"], spoken)
    groups = (*_same_values(slots, articles), *agreeing, *differing)
    return [_finding(group, articles, table) for group in groups]


def _without_explained(verdicts: list[Verdict], running: Collection[str]) -> list[Verdict]:
    """Drop a discrepancy where the values have likelier partners that agree: two facts, each told by both."""
    agreeing: dict[Told, list[tuple[float, int]]] = defaultdict(list)  # with the sentence of the partner
    for v in verdicts:
        c = v.comparison
        if c.relation == "agreement" and c.level in SETTLING:
            # Two claims that state the same settle their polarity; their spans are those of the claims.
            slot = "polarity" if c.slot == "other" else c.slot
            (one, span), (other, its) = _sides(v)
            agreeing[slot, one.article, span].append((v.probability, other.sentence))
            agreeing[slot, other.article, its].append((v.probability, one.sentence))
    return [
        v for v in verdicts if v.comparison.relation == "agreement" or _partners(v, agreeing, running) < v.probability
    ]


def _partners(
    verdict: Verdict, agreeing: Mapping[Told, Sequence[tuple[float, int]]], running: Collection[str]
) -> float:
    """How likely the two values have agreeing partners elsewhere: the less likely of both for a running count, of which
    one source may tell two versions, and for whole statements; the likelier one for anything else. Those in another
    sentence than the new value count less."""
    c = verdict.comparison
    (one, span), (other, its) = _sides(verdict)
    statement = c.slot in ("polarity", "other")  # of a statement, others may say the same and no more than a part
    least = statement or c.key.split(":")[-1] in running
    share = AGAINST_NEW if _brings_new_value(c) and not least else 1.0

    def partner(value: Told, sentence: int) -> float:
        return max((p if at == sentence else p * share for p, at in agreeing.get(value, ())), default=0.0)

    either = (
        partner((c.slot, one.article, span), other.sentence),
        partner((c.slot, other.article, its), one.sentence),
    )
    return min(either) if least else max(either)


def _brings_new_value(c: SlotComparison) -> bool:
    """Whether one of the two values stands nowhere in the other article, which agreeing partners of the other value
    explain less."""
    features = dict(c.features)
    return features.get("foreign", 0.0) > 0 or (c.slot == "quantity" and not features.get("told_too"))


def _sides(verdict: Verdict) -> tuple[tuple[Claim, tuple[int, int]], tuple[Claim, tuple[int, int]]]:
    """Claim and span of the value, left and right."""
    c = verdict.comparison
    return (c.alignment.left, c.left), (c.alignment.right, c.right)


def _values(verdict: Verdict, articles: Mapping[str, Article]) -> tuple[str, str]:
    """Both sides' values in a form that repetitions share: the number itself, or the words."""
    comparison = verdict.comparison
    out = []
    for claim, span in _sides(verdict):
        quantity = next((q for q in claim.quantities if (q.start, q.end) == span), None)
        if comparison.slot == "quantity" and quantity is not None:
            out.append(str(point(quantity) or (quantity.low, quantity.high)))
        elif comparison.key == "cause" and (kind := kind_named(articles[claim.article].text[slice(*span)])):
            out.append(kind)  # 'a suicide bomb attack', 'the explosion'
        elif comparison.slot in ("polarity", "other"):
            out.append(" ".join(claim.text.lower().split()))  # a headline repeated in the body is one statement
        else:
            out.append(" ".join(articles[claim.article].text[span[0] : span[1]].lower().split()))
    return out[0], out[1]


def _same_values(verdicts: Sequence[Verdict], articles: Mapping[str, Article]) -> list[list[Verdict]]:
    groups: dict[tuple[str, ...], list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        c = verdict.comparison
        values = _values(verdict, articles)
        if c.alignment.left.article == c.alignment.right.article:
            values = (min(values), max(values))  # either may come first in the text
        groups[(c.slot, c.relation, c.key, *values)].append(verdict)
    return [sorted(g, key=_verdict_order) for g in groups.values()]


def _verdict_order(verdict: Verdict) -> tuple[float, int, int]:
    pair = verdict.comparison.alignment
    return -verdict.probability, pair.left.start, pair.right.start


def _one_to_one(statements: Sequence[Verdict], spoken: Sequence[Verdict]) -> list[list[Verdict]]:
    """Each claim states the same as the likeliest of the other side, whether that pair is reported or not, and its
    sentence agrees with one other sentence; with a second one only where that is likely enough. A pair is left out
    where something has been said already (``spoken``) of each of the two and the other's sentence: of both together,
    or of each with another clause."""
    told = {
        (claim.id, (other.article, other.sentence))
        for v in spoken
        for (claim, _), (other, _) in permutations(_sides(v))
    }
    likelier: Counter[str] = Counter()  # pairs of each claim
    agreed: dict[SentenceKey, set[SentenceKey]] = defaultdict(set)
    groups = []
    for verdict in sorted(statements, key=_verdict_order):
        pair = verdict.comparison.alignment
        left, right = _sentences(verdict)
        twice = verdict.probability >= SAID_TWICE
        times = max(likelier[pair.left.id], likelier[pair.right.id])
        likelier.update((pair.left.id, pair.right.id))
        if {(pair.left.id, right), (pair.right.id, left)} <= told or times > twice:
            continue
        if not twice and (agreed[left] - {right} or agreed[right] - {left}):
            continue
        agreed[left].add(right)
        agreed[right].add(left)
        groups.append([verdict])
    return groups


def _contradicting(statements: Sequence[Verdict], slots: Sequence[Verdict]) -> list[list[Verdict]]:
    """Each sentence contradicts one other, the likeliest pairs first. Two sentences of which a slot tells in what they
    differ are left out."""
    spoken = {_sentences(v) for v in slots if v.comparison.relation == "discrepancy"}
    used: set[SentenceKey] = set()
    groups = []
    for verdict in sorted(statements, key=_verdict_order):
        pair = _sentences(verdict)
        if pair not in spoken and used.isdisjoint(pair):
            used.update(pair)
            groups.append([verdict])
    return groups


def _sentences(verdict: Verdict) -> tuple[SentenceKey, SentenceKey]:
    pair = verdict.comparison.alignment
    return (pair.left.article, pair.left.sentence), (pair.right.article, pair.right.sentence)


def shown(value: str) -> str:
    """A value's words for a reader: a number broken by a stray blank is closed up ('120, 000')."""
    return BROKEN_NUMBER.sub(lambda m: m[0].replace(" ", ""), value)


def _place(claim: Claim, span: tuple[int, int], article: Article) -> Place:
    return Place(
        source=article.id,
        start=min(claim.start, span[0]),
        end=max(claim.end, span[1]),
        text=article.text[min(claim.start, span[0]) : max(claim.end, span[1])],
        value=shown(article.text[span[0] : span[1]]),
        value_start=span[0],
        value_end=span[1],
        speaker=claim.speaker,
    )


def _finding(group: Sequence[Verdict], articles: Mapping[str, Article], table: Policy) -> Finding:
    verdict = group[0]
    comparison = verdict.comparison
    left, right = (_place(claim, span, articles[claim.article]) for claim, span in _sides(verdict))
    places = [_place(claim, span, articles[claim.article]) for other in group[1:] for claim, span in _sides(other)]
    also = {(p.source, p.value_start): p for p in places}
    for side in (left, right):
        also.pop((side.source, side.value_start), None)
    return Finding(
        id=_identity(comparison.rule, left, right),
        relation=comparison.relation,
        severity=verdict.severity,
        rule=comparison.rule,
        slot=comparison.slot,
        qualifiers=verdict.qualifiers,
        confidence=verdict.probability,
        explanation=explain(verdict, left, right, table),
        left=left,
        right=right,
        also=tuple(also[k] for k in sorted(also)),
        evidence=verdict.evidence,
    )


def _identity(rule: str, left: Place, right: Place) -> str:
    """A hash of what is said, not of where or when it was checked, nor of left and right."""
    sides = sorted(f"{p.source}\x1f{' '.join(p.text.split())}\x1f{' '.join(p.value.split())}" for p in (left, right))
    return hashlib.sha256("\x1e".join([rule, *sides]).encode()).hexdigest()[:ID_LENGTH]


def explain(verdict: Verdict, left: Place, right: Place, table: Policy) -> str:
    """One plain sentence that names both sources and both values."""
    a, b = _shown(left), _shown(right)
    if verdict.comparison.relation == "agreement":
        return f"{left.source} ({a}) and {right.source} ({b}) agree."
    sentence = f"{left.source} says {a}, {right.source} says {b}"
    if left.source == right.source:
        where = [_where(claim) for claim, _ in _sides(verdict)]
        where = where if where[0] != where[1] else [where[0], "further down"]
        sentence = f"{left.source} says {a} {where[0]}, but {b} {where[1]}"
    meanings = [table["meaning"][q] for q in verdict.qualifiers]
    if verdict.severity == "error":
        sentence += ": both cannot be true of the same thing"
    elif not meanings:
        meanings = [table["unsure"]["meaning"]]
    return "; ".join([sentence, *meanings]) + "."


def _where(claim: Claim) -> str:
    """Where in its article a claim stands, as far as an editor needs to know."""
    if claim.heading:
        return "in the headline" if claim.sentence == 0 else "in a heading"
    return "in the body"


def _shown(place: Place, limit: int = 90) -> str:
    words = " ".join(place.value.split())
    return f"'{words if len(words) <= limit else words[: limit - 1].rstrip() + '…'}'"


def _label(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LABEL_LENGTH else words[:LABEL_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def make_facts(findings: Sequence[Finding], witnesses: Witnesses | None = None) -> list[Fact]:
    """One row per fact: findings that share a place are about one fact (three sources or more). ``witnesses``
    tells which sources are one witness; None takes each for its own."""
    keyed = [f for f in findings if f.slot in ("quantity", "time", "place", "entity") and not f.is_within]
    spots = {f: [f"{f.slot}:{p.source}:{p.value_start}" for p in (f.left, f.right)] for f in keyed}
    facts = Groups((a, b) for a, b in spots.values())
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding, (spot, _) in spots.items():
        groups[facts.root(spot)].append(finding)
    return sorted((_fact(g, witnesses) for g in groups.values()), key=lambda f: f.id)


def _fact(group: Sequence[Finding], witnesses: Witnesses | None) -> Fact:
    """Sources whose values agree form camps; the camp of most witnesses, two or more, is the majority."""
    places: dict[str, Place] = {}
    for finding in sorted(group, key=lambda f: (-f.confidence, f.id)):
        for place in (finding.left, finding.right):
            places.setdefault(place.source, place)
    camp = Groups((f.left.source, f.right.source) for f in group if f.relation == "agreement")
    members: dict[str, list[Place]] = defaultdict(list)
    for source in sorted(places):
        members[camp.root(source)].append(places[source])
    count: Callable[[list[Place]], int] = witnesses.count if witnesses else len
    sizes = Counter({home: count(said) for home, said in members.items()})
    (largest, most), *others = sizes.most_common()
    decided = most > 1 and not (others and others[0][1] == most)
    values = tuple(
        FactValue(places[s], "only" if not decided else "majority" if camp.root(s) == largest else "outlier")
        for s in sorted(places)
    )
    first = min(group, key=lambda f: (-f.confidence, f.id))
    ids = tuple(sorted(f.id for f in group))
    identity = hashlib.sha256("\x1e".join(ids).encode()).hexdigest()[:ID_LENGTH]
    texts = [" ".join(p.text.split()) for f in group for p in (f.left, f.right)]
    telling = [t for t in texts if len(t.split()) >= FEWEST_WORDS] or texts
    label = _label(min(telling, key=lambda t: (len(t), t)))  # the shortest statement says best what it is about
    return Fact(identity, first.slot, label, values, ids, count([*places.values()]))
