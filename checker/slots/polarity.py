"""Did or did not."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facets.denials import is_own_denial, was_before
from checker.facets.facets import Facets, verbs
from checker.slots.pair import UNALIKE, Features, Pair, features_of, known_same, may_be_same
from checker.slots.status import opposed
from checker.slots.time_relations import follows
from checker.types import SlotComparison
from checker.words.lexicon import are_others, counted_relation, is_person
from checker.words.shared_words import content_words, stem
from checker.words.synonyms import synonymous
from claims.quantities.events import KINDS, event_classes
from claims.types import Argument, Claim

DENY = "deny"
HARM = frozenset({"death", "injury", "casualty"})
"""What happens to those who are harmed (claims/tables/events.toml)."""


def polarity_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """What one affirms and the other negates."""
    left, right = pair.left.claim, pair.right.claim
    if left.polarity == right.polarity or opposed(pair.left, pair.right):
        return  # 'did not survive' and 'died' say the same
    if verbs()["speech"] & (pair.left.told | pair.right.told):
        return  # 'did not say how': what is said may be another thing; but 'no injuries were reported'
    a, b = pair.left.agent, pair.right.agent
    if a is not None and b is not None and a.head == b.head and are_others(a.text, b.text):
        return  # 'the mayor did not attend', 'the deputy mayor attended'
    denied, affirmed = (pair.left, pair.right) if left.polarity == "negated" else (pair.right, pair.left)
    if denied.part is not None:
        return  # who did it, or did not, is compared for itself (checker.slots.responsibility)
    if denied.claim.predicate == DENY and affirmed.claim.predicate != DENY:
        return  # 'did not deny any part in it', 'was part of it'
    if _denies_it_too(denied, affirmed):
        return  # 'failed to elect', 'ended without electing'
    if _is_asked(affirmed.claim):
        return  # 'she will not resign', 'they called on her to resign'
    if _is_of_another(pair, denied, affirmed) or _is_told_beside(denied, affirmed) or _came_later(denied, affirmed):
        return
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


def _denies_it_too(denied: Facets, affirmed: Facets) -> bool:
    """Whether an affirmed statement has a denial in it of what the other one denies."""
    return affirmed.denies and any(stem(word.split()[0]) in affirmed.content for word in denied.told)


def _is_of_another(pair: Pair, denied: Facets, affirmed: Facets) -> bool:
    """Whether each names another one who acts, or to whom it happens: 'Chile did not sign', 'Peru signed'."""
    a, b = denied.agent or denied.patient, affirmed.agent or affirmed.patient
    if a is None or b is None or a.role != b.role:
        return False
    if is_person(a.head) and is_person(b.head) and counted_relation(a.head, b.head) == "different":
        return True  # 'no soldiers died', 'six rebels died'
    if not (a.name and b.name):
        return False
    bare = a.text == a.name and b.text == b.name and denied.claim.predicate == affirmed.claim.predicate
    apart = pair.match(a, b) == "different" or (bare and known_same(a.name, b.name) is not True)
    return apart and not any(may_be_same(a.name, n) for n in affirmed.names)


def _is_told_beside(denied: Facets, affirmed: Facets) -> bool:
    """Whether the denial is that of an accused before the verdict, which is no less true for it."""
    verdict = denied.setting.article.verdict or affirmed.setting.article.verdict
    return is_own_denial(denied.claim) and (verdict or was_before(denied.claim))


def _came_later(denied: Facets, affirmed: Facets) -> bool:
    """Whether it had not happened by a time, and happened after it: 'had not landed by noon on Monday', 'landed on
    Tuesday'."""
    return any(
        limit.bound in ("before", "until") and follows(time, limit)
        for limit in denied.event_times
        for time in affirmed.event_times
    )


def _is_asked(claim: Claim) -> bool:
    """Whether a claim tells what somebody is asked or told to do, which need not happen."""
    before = claim.text[: max(0, claim.predicate_start - claim.start)].lower().split()
    return claim.modality == "planned" and not verbs()["asking"].isdisjoint(before)


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
        "open_both": float(_are_open(denied.claim, affirmed.claim)),
        "names_beyond": float(bool(denied.names - affirmed.names and affirmed.names - denied.names)),
        "theme_lacking": float(_lacks_theme(pair, denied, affirmed)),
        "theme_same": float(pair.match(denied.theme, affirmed.theme) == "same"),
        "none_counted": float(_counts_whom_it_denies(denied, affirmed)),
    }


def _counts_whom_it_denies(denied: Facets, affirmed: Facets) -> bool:
    """Whether one says that nobody was harmed, and the other how many were: 'no injuries were reported', 'three people
    were hurt'. Who else was ('no civilians', '12 militants') is told by other features."""
    counted = {q.event for q in affirmed.claim.quantities if q.low is None or q.low > 0} & HARM
    classes = event_classes()
    said = {classes.get((kind, word)) for kind in KINDS for word in denied.told} & HARM
    return bool(counted and said) and ("casualty" in counted | said or not counted.isdisjoint(said))


def _are_open(denied: Claim, affirmed: Claim) -> bool:
    """Whether neither is told as a fact; but two plans exclude each other: 'will not appeal', 'will appeal'."""
    both = {denied.modality, affirmed.modality}
    return "asserted" not in both and both != {"planned"}


def _lacks_theme(pair: Pair, denied: Facets, affirmed: Facets) -> bool:
    """Whether the affirmed statement is about something else, and does not speak of that to which the denied one
    was done: 'did not receive the masks', 'received the vaccine'."""
    a, b = _undergoing(denied), _undergoing(affirmed)
    if a is None or b is None or pair.match(a, b) == "same" or synonymous(a.head, b.head):
        return False
    if a.head in denied.told and denied.claim.predicate not in denied.told:
        return False  # 'caused no deaths', 'killed two people'
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
