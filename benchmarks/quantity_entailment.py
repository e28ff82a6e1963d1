"""What follows from the quantities of a premise for those of a hypothesis.

Each quantity of the hypothesis is aligned with those of the premise that measure the same thing, and their
intervals decide: it follows where its interval contains the premise's, contradicts where both are disjoint,
and stays open otherwise. What no single quantity states may be their sum, difference, product or quotient.
No neural verdict. After the framework of Ravichander et al. 2019, EQUATE. What the pipeline itself uses (what
is read of a text, intervals, units, like nouns) is imported from it; alignment of two whole texts and sums are
of this benchmark alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cache, cached_property, lru_cache
from itertools import combinations, product
from pathlib import Path
from typing import Any, Literal, NamedTuple

from checker.models.entail import LABELS
from checker.slots.numbers import ABOUT, LOWER, UPPER, Interval, compare_values, point
from checker.words.lexicon import counted_relation, noun_tables
from claims.extract import read_claims
from claims.quantities.events import event_names
from claims.quantities.quantities import convert, find_quantities
from claims.types import Article, Claim, Quantity, Reading

Label = Literal["contradiction", "entailment", "neutral"]
Similarity = Callable[[str, str], float]

SAME_NOUN = 0.6
"""Cosine of two nouns' vectors from which they may name the same things, where the table knows neither."""
WEAK = 0.4
"""Cosine of two nouns below which an equal small figure is no sign that they mean the same."""
STRONG = 0.8
"""Strength of an alignment from which two values that exclude each other are a contradiction."""
SURE = 0.05
"""An entailment probability this near to 0 or 1 is not asked how near the statements are."""
TELLING = 12
"""A figure beyond it is hardly equal by chance, whatever the nouns."""
HAIR = Decimal("1e-6")
"""How far 'more than 2.5' stays from 2.5."""
OPERANDS = 6
"""More quantities than that are no sum to be worked out."""
FACTORS = 3
"""Quantities in one product, quotient or mixed expression."""
PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "you"})


@dataclass(frozen=True, slots=True)
class QuantityMatch:
    """What the premise says of one quantity of the hypothesis: ``level`` in words, ``because`` the
    quantities of the premise (or the expression) that say so."""

    hypothesis: Quantity
    label: Label
    level: str
    because: str = ""
    premise: Quantity | None = None


@dataclass(frozen=True, slots=True)
class QuantityVerdict:
    """``label`` is None where the hypothesis has no quantity to judge by. ``same_text``: premise and
    hypothesis are the same but for their quantities."""

    label: Label | None
    matches: tuple[QuantityMatch, ...] = ()
    same_text: bool = False

    @property
    def derived(self) -> bool:
        """Whether a quantity of the hypothesis had to be worked out."""
        return any(m.level.startswith("worked out") for m in self.matches)


class Side(NamedTuple):
    """What was read in a premise or a hypothesis; ``owner``: the claim that each quantity stands in."""

    text: str
    quantities: tuple[Quantity, ...]
    owner: tuple[Claim, ...]


def judge_quantities(pairs: Sequence[tuple[str, str]], similarity: Similarity | None = None) -> list[QuantityVerdict]:
    """(premise, hypothesis) pairs -> verdicts in their order, all read in one batch.

    ``similarity``: cosine of two nouns (checker.words.lexicon.WordVectors); without it unknown nouns must be equal.
    """
    texts = sorted({text for pair in pairs for text in pair})
    readings = read_claims([Article(str(k), text) for k, text in enumerate(texts)])
    sides = {text: side_of(reading) for text, reading in zip(texts, readings, strict=True)}
    return [judge_sides(sides[p], sides[h], similarity or _unknown) for p, h in pairs]


def nouns_of(readings: Sequence[Side]) -> set[str]:
    """The nouns whose likeness ``similarity`` is asked for."""
    return {q.counted for side in readings for q in side.quantities if q.counted}


def _unknown(a: str, b: str) -> float:
    return float(a == b)


def side_of(reading: Reading) -> Side:
    """The quantities of a reading in order of the text, each with its claim; a share is a percentage."""
    owned = ((_as_percentage(q), c) for c in reading.claims for q in c.quantities)
    found = sorted(owned, key=lambda pair: pair[0].start)
    return Side(reading.article.text, tuple(q for q, _ in found), tuple(c for _, c in found))


def _as_percentage(q: Quantity) -> Quantity:
    if q.unit != "fraction":
        return q
    low, high = (None if x is None else x * 100 for x in (q.low, q.high))
    return replace(q, kind="percent", unit="percent", low=low, high=high, step=q.step * 100)


def judge_sides(premise: Side, hypothesis: Side, similarity: Similarity) -> QuantityVerdict:
    """The verdict on two sides: every quantity of the hypothesis must follow, one that conflicts is enough."""
    twin = _by_position(premise, hypothesis)
    if twin is not None:
        matches = tuple(QuantityMatch(h, strict_relation(p, h), "same sentence", p.text, p) for p, h in twin)
        return QuantityVerdict(_overall(matches), matches, same_text=True)
    judged = [(k, h) for k, h in enumerate(hypothesis.quantities) if not _indefinite(h)]
    matches = tuple(_match(k, premise, hypothesis, similarity) for k, _ in judged)
    return QuantityVerdict(_overall(matches), matches)


def _overall(matches: Sequence[QuantityMatch]) -> Label | None:
    labels = {m.label for m in matches}
    if not labels:
        return None
    return "contradiction" if "contradiction" in labels else "neutral" if "neutral" in labels else "entailment"


def _indefinite(q: Quantity) -> bool:
    """'One of them', 'a single mother': hardly a figure."""
    return q.text.lower() in ("one", "a", "a single") and q.kind == "count"


# --- the same sentence with other figures ---------------------------------------------------------


def _by_position(premise: Side, hypothesis: Side) -> list[tuple[Quantity, Quantity]] | None:
    """The quantities that differ, where nothing else does; None where the texts differ otherwise."""
    a, b = premise.quantities, hypothesis.quantities
    if a and len(a) == len(b) and _masked(premise) == _masked(hypothesis):
        pairs = list(zip(a, b, strict=True))
        if all(p.kind == h.kind and compare_values(p, h) is not None for p, h in pairs):
            return pairs
    return _changed_figures(premise.text, hypothesis.text)


WORD = re.compile(r"\d[\d,.]*\d|\w+|[^\w\s]")


def _masked(side: Side) -> list[str]:
    pieces, at = [], 0
    for q in side.quantities:
        pieces += [side.text[at : q.start], " # "]
        at = q.end
    return [w.rstrip(".").lower() for w in WORD.findall("".join([*pieces, side.text[at:]])) if w != "."]


def _changed_figures(premise: str, hypothesis: str) -> list[tuple[Quantity, Quantity]] | None:
    """For texts whose words are the same but for figures and their bounds ('a 12 km' and 'a more than 9 km')."""
    a, b = WORD.findall(premise), WORD.findall(hypothesis)
    if not a or len(a) + len(b) > 400:
        return None
    changes = []
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        left, right = _figure(a[i:j]), _figure(b[k:m])
        if (left is None or right is None) and j < len(a) and m < len(b):  # a bound alone was put in or taken out
            left, right = _figure(a[i : j + 1]), _figure(b[k : m + 1])
        if left is None or right is None:
            return None
        changes.append((left, right))
    return changes or None


def _figure(words: Sequence[str]) -> Quantity | None:
    """The words as one bare figure with its bounds, if they are that."""
    text = " ".join(words)
    found = find_quantities(text) if 0 < len(words) < 8 else []
    return found[0] if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) else None


# --- intervals ------------------------------------------------------------------------------------


def interval(q: Quantity) -> Interval:
    """The numbers for which the words hold, as a closed interval; 'more than 5' counts from 6."""
    beyond = Decimal(1) if q.kind == "count" and q.unit is None and _whole(q) else HAIR
    if q.modifier in LOWER:
        low = q.low if q.low is not None else q.high
        return Interval(low + beyond if low is not None and q.modifier == "more than" else low, None)
    if q.modifier in UPPER:
        high = q.high if q.high is not None else q.low
        return Interval(None, high - beyond if high is not None and q.modifier == "less than" else high)
    if q.modifier == "about" and (x := point(q)) is not None:
        return Interval(x - ABOUT * abs(x), x + ABOUT * abs(x))
    return Interval(q.low, q.high)


def _whole(q: Quantity) -> bool:
    return all(x is None or x == x.to_integral_value() for x in (q.low, q.high))


def contains(outer: Interval, inner: Interval) -> bool:
    """Whether every number of ``inner`` lies in ``outer``."""
    low = outer.low is None or (inner.low is not None and outer.low <= inner.low)
    high = outer.high is None or (inner.high is not None and inner.high <= outer.high)
    return low and high


def strict_relation(premise: Quantity, hypothesis: Quantity) -> Label:
    """Interval logic and nothing else; a premise in another unit is converted."""
    if premise.unit != hypothesis.unit and premise.unit and hypothesis.unit:
        premise = convert(premise, hypothesis.unit) or premise
    if premise.kind == "score" and hypothesis.kind == "score":
        return "entailment" if (premise.low, premise.high) == (hypothesis.low, hypothesis.high) else "contradiction"
    p, h = interval(premise), interval(hypothesis)
    return "entailment" if contains(h, p) else "neutral" if h.overlaps(p) else "contradiction"


def relation(premise: Quantity, hypothesis: Quantity) -> Label | None:
    """Interval logic as a reader of two different sentences has it: a bound or hedge that one of them leaves
    out ('more than 14,000', '14,000') and rounding make no difference. None: not comparable."""
    level = compare_values(premise, hypothesis)
    if level is None:
        return None
    exact = premise.unit != hypothesis.unit or point(premise) == point(hypothesis)
    if level.name == "same within rounding" or (level.name == "same number" and exact):
        return "entailment"
    return strict_relation(premise, hypothesis)


# --- alignment ------------------------------------------------------------------------------------


def strength(p: Quantity, h: Quantity, similarity: Similarity) -> float:
    """How far two comparable quantities measure the same thing: 0 (known to be different things) to 1."""
    if (p.kind == "ordinal") != (h.kind == "ordinal"):
        return 0.0
    noun = _noun_strength(p, h, similarity)
    if noun and p.event and h.event:
        if p.event == h.event:
            return min(1.0, noun + 0.3)
        if {p.event, h.event} <= event_names():
            return 0.0
    return noun


def _noun_strength(p: Quantity, h: Quantity, similarity: Similarity) -> float:
    if not p.counted or not h.counted:
        return 0.5
    known = counted_relation(p.counted, h.counted)
    if known != "unknown":
        return {"same": 1.0, "generic": 0.8, "different": 0.0}[known]
    alike = similarity(p.counted, h.counted)
    return alike if p.unit is None else max(0.5, alike)


def _states(p: Quantity, h: Quantity, similarity: Similarity) -> bool:
    """Whether the premise's quantity says what the hypothesis's does."""
    q = _as_loose(p, h)
    if q is None or relation(q, h) != "entailment":
        return False
    sure = strength(q, h, similarity)
    figure = point(h)
    same = figure is not None and point(q) == figure
    if figure is not None and same and (h.kind == "ordinal" or abs(figure) > TELLING):
        return sure > 0 or not (p.counted and h.counted) or p.event == h.event
    return sure >= (WEAK if same else SAME_NOUN) or (sure >= 0.5 and not (p.counted and h.counted))


def _as_loose(p: Quantity, h: Quantity) -> Quantity | None:
    """The premise's quantity in the other's unit, also where one of them leaves the unit out ('a wage of $15',
    '$15 an hour'; 'Irma Holt, 54,' and '54 years old'); None where they are not comparable."""
    if compare_values(p, h) is not None:
        return p
    if p.unit and h.unit and "/" in p.unit + h.unit and p.unit.split("/")[0] == h.unit.split("/")[0]:
        return replace(p, unit=h.unit)
    bare = (p.unit is None and not p.counted) or (h.unit is None and not h.counted)
    if bare and "percent" not in (p.unit, h.unit) and "ordinal" not in (p.kind, h.kind):
        return replace(p, unit=h.unit, kind=h.kind)
    return None


def _repeated(h: Quantity, premise: Side) -> bool:
    """Whether the premise has the words too, where they are no figure ('the 19th-century hall', 'Carrier 7')."""
    words = [re.escape(w) for w in WORD.findall(h.text)]
    found = re.finditer(r"(?<!\w)" + r"\W*".join(words) + r"(?!\w)", premise.text, re.IGNORECASE)
    return any(all(m.end() <= q.start or q.end <= m.start() for q in premise.quantities) for m in found)


def _match(k: int, premise: Side, hypothesis: Side, similarity: Similarity) -> QuantityMatch:
    """The first level that holds for quantity ``k`` of the hypothesis."""
    h = hypothesis.quantities[k]
    problem = Problem(premise, hypothesis, k, similarity)
    aligned = sorted(
        ((strength(p, h, similarity), p) for p in premise.quantities if compare_values(p, h) is not None),
        key=lambda pair: -pair[0],
    )
    stated = next((p for p in premise.quantities if _states(p, h, similarity)), None)
    if stated is not None and (not problem.end_state or (h.event and h.event == stated.event)):
        return QuantityMatch(h, "entailment", "stated", stated.text, stated)
    if expression := problem.derivation():
        return QuantityMatch(h, "entailment", "worked out", expression)
    strong = [p for sure, p in aligned if sure >= STRONG]
    if strong and all(relation(p, h) == "contradiction" for p in strong):
        return QuantityMatch(h, "contradiction", "excluded", strong[0].text, strong[0])
    if problem.asked:
        return QuantityMatch(h, "contradiction", "no sum gives it")
    if _repeated(h, premise):
        return QuantityMatch(h, "entailment", "same words")
    if aligned and aligned[0][0] >= SAME_NOUN:
        return QuantityMatch(h, "neutral", "left open", aligned[0][1].text, aligned[0][1])
    return QuantityMatch(h, "neutral", "not mentioned")


# --- arithmetic -----------------------------------------------------------------------------------


@cache
def _table() -> dict[str, dict[str, Any]]:
    with (Path(__file__).parent / "arithmetic.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _cues(name: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, _table()[name]["cues"])) + r")\b", re.IGNORECASE)


@cache
def _change(lemma: str) -> str:
    """'gain', 'loss', 'transfer', 'taking' or ''."""
    kinds = ("gain", "loss", "transfer", "taking")
    return next((kind for kind in kinds if lemma in _table()[kind]["verbs"]), "")


def _bare(subject: str) -> str:
    return subject.lower().removeprefix("the ").removeprefix("a ")


class Value(NamedTuple):
    """A value that was worked out, and how."""

    value: Decimal
    how: str


@dataclass(frozen=True)
class Problem:
    """Is quantity ``k`` of the hypothesis the result of a calculation with the others?"""

    premise: Side
    hypothesis: Side
    k: int
    similarity: Similarity

    @property
    def target(self) -> Quantity:
        """The quantity that is asked for."""
        return self.hypothesis.quantities[self.k]

    @cached_property
    def operands(self) -> list[tuple[Quantity, Claim]]:
        """What may be calculated with, all other figures; none where there are too few or too many."""
        known = {point(q) for q in self.premise.quantities}
        other = [i for i, q in enumerate(self.hypothesis.quantities) if i != self.k and point(q) not in known]
        found = [
            *zip(self.premise.quantities, self.premise.owner, strict=True),
            *((self.hypothesis.quantities[i], self.hypothesis.owner[i]) for i in other),
        ]
        found = [(q, c) for q, c in found if q.kind not in ("ordinal", "score") and point(q) is not None]
        sensible = 2 <= len(found) <= OPERANDS and self.target.kind not in ("ordinal", "score")
        return found if sensible else []

    @cached_property
    def with_rate(self) -> bool:
        """Whether the words speak of so many for each, or the units call for products."""
        kinds = {(q.kind, q.unit) for q in (*(q for q, _ in self.operands), self.target)}
        return len(kinds) > 1 or self.says_rate

    @cached_property
    def says_rate(self) -> bool:
        """'Each', 'per', 'crates of 12'."""
        cues = _cues("rate")
        if cues.search(self.premise.text) or cues.search(self.hypothesis.text):
            return True
        sides = (self.premise, self.hypothesis)
        return any(side.text[: q.start].rstrip().endswith(" of") for side in sides for q in side.quantities)

    @cached_property
    def changes(self) -> bool:
        """Whether something comes or goes in the premise."""
        return any(q.increment or _change(c.predicate) for q, c in self.operands)

    @cached_property
    def end_state(self) -> bool:
        """Whether the hypothesis says what is there after all the changes of the premise."""
        happened = self.target.event in event_names()  # 'still missing' is no stock
        return self.changes and not happened and bool(_cues("end").search(self.hypothesis.text))

    @cached_property
    def asked(self) -> bool:
        """Whether the hypothesis states a result of the premise's figures, so that a wrong one contradicts."""
        if any("/" in (q.unit or "") for q, _ in self.operands):
            return True
        if len(self._story()) < 2 and not (self.operands and self.says_rate):
            return False
        return self.changes or bool(_cues("result").search(self.hypothesis.text))

    @cached_property
    def _like(self) -> list[tuple[Quantity, Claim]]:
        """Operands that can be added up to the target, in its unit."""
        found = []
        for q, claim in self.operands:
            changed = q if q.unit == self.target.unit else None
            if q.unit and self.target.unit and changed is None:
                changed = convert(q, self.target.unit)
            if changed is not None:
                found.append((changed, claim))
        return found

    def derivation(self) -> str:
        """The expression whose value is the target's, or ''."""
        wanted = point(self.target)
        if wanted is None or not self.operands:
            return ""
        if self.end_state and len(story := self._story()) > 1:
            return self._reached(wanted, self._end(story))
        bounded = next((" + ".join(q.text for q in qs) for qs in self._wholes() if self._holds(qs)), "")
        if bounded:
            return bounded
        return self._reached(wanted, (*self._sums(), *(self._mixed() if self.with_rate else ())))

    def _reached(self, wanted: Decimal, values: Iterable[Value]) -> str:
        rounded = self.target.step / 2 if self.target.step < 1 and wanted % 1 else HAIR
        return next((v.how for v in values if abs(v.value - wanted) <= rounded), "")

    # the end of a story: everything counts, with its sign

    def _story(self) -> list[tuple[Quantity, Claim]]:
        """What is of the target's kind ('5 red pens' and '3 blue pens' are not)."""
        h = self.target
        colours = set(h.modifiers)
        found = [
            (_noun_strength(q, h, self.similarity), q, c)
            for q, c in self._like
            if not (colours and q.modifiers and not colours & set(q.modifiers))
        ]
        named_alike = sum(sure == 1 for sure, _, _ in found) > 1
        return [(q, c) for sure, q, c in found if sure == 1 or not q.counted or (sure >= 0.5 and not named_alike)]

    def _end(self, story: Sequence[tuple[Quantity, Claim]]) -> Iterator[Value]:
        signs = [_sign(q, c, story[0][1]) if k else 1 for k, (q, c) in enumerate(story)]
        for choice in product(*([s] if s else [1, -1] for s in signs)):
            total = sum((s * _value(q) for s, (q, _) in zip(choice, story, strict=True)), Decimal(0))
            words = " ".join(f"{'+' if s > 0 else '−'} {q.text}" for s, (q, _) in zip(choice, story, strict=True))
            yield Value(total, words.removeprefix("+ "))

    # wholes of their parts, with bounds

    def _wholes(self) -> Iterator[list[Quantity]]:
        for size in range(2, len(self._like) + 1):
            for chosen in combinations([q for q, _ in self._like], size):
                if self._addable(chosen):
                    yield list(chosen)

    def _holds(self, parts: Sequence[Quantity]) -> bool:
        """Whether the sum of the parts' intervals lies in the target's."""
        spans = [interval(q) for q in parts]
        lows, highs = [i.low for i in spans if i.low is not None], [i.high for i in spans if i.high is not None]
        low = sum(lows, Decimal(0)) if len(lows) == len(spans) else None
        high = sum(highs, Decimal(0)) if len(highs) == len(spans) else None
        return (low, high) != (None, None) and contains(interval(self.target), Interval(low, high))

    def _addable(self, chosen: Sequence[Quantity]) -> bool:
        """Not two different things under the name of one of them ('5 cats and 3 dogs' are no 8 cats)."""
        h = self.target
        wide = h.unit is not None or not h.counted or h.counted in noun_tables()[0]
        if wide or _cues("result").search(self.hypothesis.text):
            return True
        named = [q for q in chosen if q.counted]
        same = [q for q in named if _noun_strength(q, h, self.similarity) >= STRONG]
        return len(same) in (0, len(named))

    def _sums(self) -> Iterator[Value]:
        for chosen in self._wholes():
            yield from _signed(chosen)

    def _mixed(self) -> Iterator[Value]:
        """Expressions with products and quotients over two or three quantities."""
        for size in range(2, FACTORS + 1):
            for chosen in combinations([q for q, _ in self.operands], size):
                yield from _expressions(tuple(chosen))


def _sign(q: Quantity, claim: Claim, first: Claim) -> int:
    """Whether a change adds to (1) or takes from (-1) what the first claim's subject has; 0 if not known."""
    change = _change(claim.predicate)
    if q.kind == "money" and change:
        return 0  # who sells a thing loses it and gains the money
    if change in ("gain", "loss"):
        return 1 if change == "gain" else -1
    if change and claim.subject:
        own = _bare(claim.subject) in (*PRONOUNS, _bare(first.subject))
        return -1 if own == (change == "transfer") else 1
    return 0


def _signed(chosen: Sequence[Quantity]) -> Iterator[Value]:
    """The first or another is the whole; each other one comes or goes."""
    start = [Value(_value(chosen[0]), chosen[0].text)]
    for q in chosen[1:]:
        x = _value(q)
        start = [
            grown
            for v in start
            for grown in (Value(v.value + x, f"{v.how} + {q.text}"), Value(v.value - x, f"{v.how} − {q.text}"))
        ]
    for v in start:
        yield v if v.value >= 0 else replace_negative(v)


def replace_negative(v: Value) -> Value:
    """A difference the other way round."""
    return Value(-v.value, f"−({v.how})")


@lru_cache(maxsize=1024)
def _expressions(chosen: tuple[Quantity, ...]) -> tuple[Value, ...]:
    """All values of the quantities under the four operations, each used once."""
    if len(chosen) == 1:
        return (Value(_value(chosen[0]), chosen[0].text),)
    found: list[Value] = []
    for size in range(1, len(chosen) // 2 + 1):
        for left in combinations(range(len(chosen)), size):
            right = tuple(i for i in range(len(chosen)) if i not in left)
            for a in _expressions(tuple(chosen[i] for i in left)):
                for b in _expressions(tuple(chosen[i] for i in right)):
                    found += _combined(a, b)
    return tuple(found)


def _combined(a: Value, b: Value) -> Iterator[Value]:
    big, small = (a, b) if a.value >= b.value else (b, a)
    yield Value(a.value + b.value, f"({a.how} + {b.how})")
    yield Value(big.value - small.value, f"({big.how} − {small.how})")
    yield Value(a.value * b.value, f"{a.how} × {b.how}")
    for x, y in ((a, b), (b, a)):
        if y.value:
            yield Value(x.value / y.value, f"{x.how} / {y.how}")


def _value(q: Quantity) -> Decimal:
    value = point(q) or Decimal(0)
    return value / 100 if q.kind == "percent" else value


# --- together with an entailment model ------------------------------------------------------------


def with_premise_figures(hypothesis: str, verdict: QuantityVerdict) -> str:
    """The hypothesis with the premise's figures in place of those aligned with them, so that a model that
    reads it judges the rest."""
    pieces, at = [], 0
    for m in verdict.matches:
        if m.premise is not None and m.premise.kind == m.hypothesis.kind and m.level in ("stated", "excluded"):
            pieces += [hypothesis[at : m.hypothesis.start], m.premise.text]
            at = m.hypothesis.end
    return "".join([*pieces, hypothesis[at:]])


def combine(verdict: QuantityVerdict, probabilities: Sequence[float], near: float) -> tuple[float, float, float]:
    """What the quantities leave of a model's (contradiction, entailment, neutral) for ``with_premise_figures``.

    Where nothing but figures differs, they decide alone. Figures that are excluded turn what follows into a
    contradiction, figures that stay open into neutral, and a figure that was worked out exactly is no
    contradiction. Where figures agree, one statement follows from the other with the probability that their
    nearness gives (``near``, nearness.py), unless the model is sure. Without figures the model decides.
    """
    contradiction, entailment, neutral = (float(p) for p in probabilities)
    if verdict.label is None:
        return contradiction, entailment, neutral
    if verdict.same_text:
        one, two, three = (float(verdict.label == label) for label in LABELS)
        return one, two, three
    if verdict.label == "contradiction":
        return contradiction + entailment, 0.0, neutral
    if verdict.label == "neutral":
        return contradiction, 0.0, entailment + neutral
    if verdict.derived:
        return 0.0, entailment, contradiction + neutral
    if not SURE < entailment < 1 - SURE:
        return contradiction, entailment, neutral
    rest = (1 - near) / (contradiction + neutral)
    return rest * contradiction, near, rest * neutral
