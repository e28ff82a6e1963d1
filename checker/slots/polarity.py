"""Did or did not."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facets import Facets, verbs
from checker.lexicon import are_others
from checker.shared_words import content_words, stem
from checker.slots.pair import UNALIKE, Features, Pair, features_of
from checker.slots.status import opposed
from checker.synonyms import synonymous
from checker.types import SlotComparison
from claims.types import Argument, Claim


def polarity_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """What one affirms and the other negates."""
    left, right = pair.left.claim, pair.right.claim
    if left.polarity == right.polarity or opposed(pair.left, pair.right):
        return  # 'did not survive' and 'died' say the same
    if verbs()["speech"] & {left.predicate, right.predicate}:
        return  # 'did not say how': what is said may be another thing
    a, b = pair.left.agent, pair.right.agent
    if a is not None and b is not None and a.head == b.head and are_others(a.text, b.text):
        return  # 'the mayor did not attend', 'the deputy mayor attended'
    denied = pair.left if left.polarity == "negated" else pair.right
    if denied.part is not None:
        return  # who did it, or did not, is compared for itself (checker.slots.responsibility)
    yield SlotComparison(
        pair.alignment,
        "polarity",
        "opposite polarity",
        "discrepancy",
        "polarity-flip",
        (left.start, left.end),
        (right.start, right.end),
        key="polarity",
        features=features_of(pair.shared, _statement_features(pair)),
    )


def _statement_features(pair: Pair) -> Features:
    """How far the two say the same, negation apart. What is denied holds of all that the denial says, so that the
    affirmed statement has to say as much; it may say more."""
    denied, affirmed = (pair.left, pair.right) if pair.left.claim.polarity == "negated" else (pair.right, pair.left)
    same = any(synonymous(a, b) for a in denied.told for b in affirmed.mentioned)
    alike = max(pair.words.similarity(a, b) for a in denied.told for b in affirmed.told)
    unlike = not same and alike < UNALIKE  # of another event, it does not matter whose it was, or where
    return {
        "told_same": float(same),
        "told_alike": alike,
        "told_unlike": float(unlike),
        "covered": 0.0 if unlike else share(denied.content, affirmed.content),
        "open_both": float("asserted" not in (denied.claim.modality, affirmed.claim.modality)),
        "names_beyond": float(bool(denied.names - affirmed.names and affirmed.names - denied.names)),
        "theme_lacking": float(_lacks_theme(pair, denied, affirmed)),
        "theme_same": float(pair.match(denied.theme, affirmed.theme) == "same"),
    }


def _lacks_theme(pair: Pair, denied: Facets, affirmed: Facets) -> bool:
    """Whether the affirmed statement is about something else, and does not speak of that to which the denied one
    was done: 'did not receive the masks', 'received the vaccine'."""
    a, b = _undergoing(denied), _undergoing(affirmed)
    if a is None or b is None or pair.match(a, b) == "same" or synonymous(a.head, b.head):
        return False
    mine, other = content_words(a.text), content_words(b.text)
    return bool(mine and other) and affirmed.content.isdisjoint(map(stem, mine))


def _undergoing(facets: Facets) -> Argument | None:
    """To whom or what it was done, or on what it was agreed."""
    claim = facets.claim
    beside = (a for a in claim.arguments if a.preposition in ("on", "to", "with"))
    return facets.patient or next((a for a in beside if not _is_time(claim, a)), None)


def _is_time(claim: Claim, argument: Argument) -> bool:
    return any(t.start < argument.end and argument.start < t.end for t in claim.times)


def share(words: frozenset[str], others: frozenset[str]) -> float:
    """How many of the words the others have too, 0..1; nothing to find is nothing found."""
    return round(len(words & others) / len(words), 4) if words else 0.0
