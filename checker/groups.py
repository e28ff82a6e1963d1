"""Disjoint sets: who belongs together, told pair by pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Groups(Generic[T]):
    """Members of one group have one root; a member that was never joined is its own."""

    def __init__(self, pairs: Iterable[tuple[T, T]] = ()) -> None:
        self._parent: dict[T, T] = {}
        for a, b in pairs:
            self.join(a, b)

    def root(self, member: T) -> T:
        """The member that stands for the group."""
        parent = self._parent
        while (above := parent.setdefault(member, member)) != member:
            parent[member] = parent[above]  # halves the way for the next who asks
            member = above
        return member

    def join(self, a: T, b: T) -> None:
        """Make one group of two."""
        root = self.root(a)
        self._parent[root] = self.root(b)

    def groups(self) -> list[list[T]]:
        """The groups of two members or more, in the order in which their members were first named."""
        found: dict[T, list[T]] = defaultdict(list)
        for member in list(self._parent):
            found[self.root(member)].append(member)
        return [members for members in found.values() if len(members) > 1]
