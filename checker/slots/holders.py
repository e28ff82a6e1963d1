"""Who holds a post, and persons of whom two articles give another half of the name."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facets.context import Named
from checker.facets.holders import Holder, same_post, tells_kin
from checker.slots.pair import Pair, features_of
from checker.story import ONE_STORY
from checker.types import SlotComparison
from claims.names.names import same_name
from claims.names.persons import half_shared, nearly_shared
from claims.types import Entity


def holder_comparisons(pair: Pair) -> Iterator[SlotComparison]:
    """Two persons who surely are two, of whom neither article names both: those who hold one post, and those of whom
    one half of the name is the same ('Pavel Renner', 'Petr Renner')."""
    if pair.alignment.story < ONE_STORY:
        return
    left, right = pair.left.setting, pair.right.setting
    seen: set[tuple[str, str]] = set()
    posts = ((a, b) for a in left.holders for b in right.holders if same_post(a, b))
    for a, b in posts:
        if (a.name, b.name) not in seen and _are_two(pair, a.name, b.name):
            seen.add((a.name, b.name))
            yield _comparison(pair, a, b, post=True)
    for x in _persons(pair.left.claim.entities):
        for y in _persons(pair.right.claim.entities):
            shared = half_shared(x.name, y.name) and (x.name, y.name) not in seen
            if shared and _are_two(pair, x.name, y.name) and not _may_be_kin(pair):
                seen.add((x.name, y.name))
                yield _comparison(pair, x, y, post=False)


def _persons(entities: tuple[Entity, ...]) -> list[Entity]:
    return [e for e in entities if e.type == "person"]


def _are_two(pair: Pair, a: str, b: str) -> bool:
    """Whether two names are surely those of two, and neither article has the other's."""
    if same_name(a, b, "person") is not False:
        return False
    left, right = pair.left.setting.article.named, pair.right.setting.article.named
    return not (_knows(right, a) or _knows(left, b))


def _knows(named: Named, name: str) -> bool:
    return any(same_name(name, other, "person") is not False for other in named.persons)


def _may_be_kin(pair: Pair) -> bool:
    """Whether either statement speaks of relatives, who share a surname."""
    return tells_kin(pair.left.claim.text) or tells_kin(pair.right.claim.text)


def _comparison(pair: Pair, a: Holder | Entity, b: Holder | Entity, *, post: bool) -> SlotComparison:
    whose = isinstance(a, Holder) and isinstance(b, Holder) and bool(a.whose & b.whose)
    main = a.name in pair.left.setting.article.named.main and b.name in pair.right.setting.article.named.main
    own = {
        "post_same": float(post),
        "whose_same": float(whose),
        "half_same": float(half_shared(a.name, b.name)),
        "nearly_same": float(nearly_shared(a.name, b.name)),
        "main_both": float(main),
    }
    return SlotComparison(
        pair.alignment,
        "entity",
        "two holders of one post" if post else "two names that share a half",
        "discrepancy",
        "entity-mismatch",
        (a.start, a.end),
        (b.start, b.end),
        key="entity:name",
        features=features_of(
            pair.shared, own, own=("agent_", "patient_", "far_in_text", "time_", "place_", "happening_", "predicate")
        ),
    )
