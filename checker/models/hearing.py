"""What the entailment model says of a comparison: of both values, each in its sentence.

The words that are compared stand between brackets, as the model has learned it (training/fact_pairs.py), so that its
answer is about them and not about what else two sentences tell; of whole statements it reads the sentences as they are,
but for their datelines.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from checker.facets.context import Setting
from checker.facets.datelines import dateline_length
from checker.judge import heard_as
from checker.models.entail import Entailed, Entailment, witness
from checker.types import SlotComparison
from claims.types import Claim, Reading

OPEN, CLOSE = "[ ", " ]"
"""What stands around the words that are compared."""
VALUES_AGAIN, STATEMENTS_AGAIN = 0.2, 0.5
"""Probability of a contradiction from which the model is asked in the other direction too, about two values and about
two statements. Below it, no statements are reported as contradicting each other, whatever the other direction says."""
DENIED = 0.6
"""Probability of a contradiction between two sentences from which they do not say the same."""
MOST = 0.7
"""Share of the characters of both sentences that two claims make up, from which what is heard of the sentences holds
for the claims."""
STATEMENT = "statement"
"""Key of the comparisons of whole statements."""
Span = tuple[int, int]


def hear(
    comparisons: Sequence[SlotComparison],
    readings: Sequence[Reading],
    settings: Mapping[str, Setting],
    model: Entailment | None,
    wanted: Callable[[SlotComparison], bool],
) -> list[SlotComparison]:
    """The comparisons in their order, those that are ``wanted`` with the model's three probabilities among their
    features. ``settings`` by claim id; no ``model``, nothing is heard."""
    asked = [i for i, c in enumerate(comparisons) if wanted(c)] if model is not None else []
    if model is None or not asked:
        return list(comparisons)
    texts = {reading.article.id: reading.article.text for reading in readings}

    def shown(claim: Claim, span: Span, *, whole: bool) -> str:
        text, (start, end) = texts[claim.article], settings[claim.id].sentence
        body = start + dateline_length(text[start:end])
        sentence = (body if body < end and (whole or body <= span[0]) else start, end)
        return one_line(text[slice(*sentence)] if whole else bracketed(text, span, sentence))

    def question(c: SlotComparison) -> tuple[str, str]:
        whole = c.key == STATEMENT
        return shown(c.alignment.left, c.left, whole=whole), shown(c.alignment.right, c.right, whole=whole)

    again = [_asked_again(comparisons[i]) for i in asked]
    answers = witness(model, [question(comparisons[i]) for i in asked], again)
    found = list(comparisons)
    for i, answer in zip(asked, answers, strict=True):
        found[i] = replace(found[i], features=(*found[i].features, *_features(found[i], answer)))
    return found


def without_denied(comparisons: Sequence[SlotComparison]) -> list[SlotComparison]:
    """Without the agreements of two claims that make up most of their sentences, where the model, asked about these
    sentences anyway, hears a contradiction."""
    denied = {
        (c.alignment.left.id, c.alignment.right.id)
        for c in comparisons
        if c.rule == "entailment-contradiction"
        and dict(c.features).get("contradicted", 0.0) >= DENIED
        and all(
            claim.end - claim.start >= MOST * (end - start)
            for claim, (start, end) in ((c.alignment.left, c.left), (c.alignment.right, c.right))
        )
    }
    return [
        c
        for c in comparisons
        if c.rule != "statement-match" or (c.alignment.left.id, c.alignment.right.id) not in denied
    ]


def _asked_again(comparison: SlotComparison) -> float:
    """Of an agreement, one answer will do."""
    if comparison.relation == "agreement":
        return math.inf
    return STATEMENTS_AGAIN if comparison.key == STATEMENT else VALUES_AGAIN


def bracketed(text: str, span: Span, sentence: Span) -> str:
    """The sentence, offsets into ``text``, with the words of ``span`` between brackets."""
    start, end = min(sentence[0], span[0]), max(sentence[1], span[1])
    return f"{text[start : span[0]]}{OPEN}{text[slice(*span)]}{CLOSE}{text[span[1] : end]}"


def one_line(text: str) -> str:
    """The words with single blanks between them."""
    return " ".join(text.split())


def _features(comparison: SlotComparison, answer: Entailed) -> Iterator[tuple[str, float]]:
    unrelated = round(max(0.0, 1.0 - answer.contradiction - answer.entailment), 4)
    return zip(heard_as(comparison), (answer.contradiction, answer.entailment, unrelated), strict=True)
