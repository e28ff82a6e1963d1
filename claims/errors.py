"""The errors that Crosscheck raises on purpose. Each is one clear line: what, where, how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from claims.types import Skipped


class CrosscheckError(Exception):
    """The base of all errors that a user can mend; anything else that escapes is a defect."""


class InputError(CrosscheckError):
    """The input could not be used. ``str(error)`` is one line."""

    @classmethod
    def from_skipped(cls, skipped: Sequence[Skipped]) -> Self:
        """The error of a run in which nothing could be read: the first reason, and how many others."""
        if not skipped:
            return cls("no input was given: name at least one file, folder or pattern")
        others = f" (and {len(skipped) - 1} more that could not be read)" if len(skipped) > 1 else ""
        return cls(f"{describe(skipped[0])}{others}")


class InputWarning(UserWarning):
    """An input was skipped; the message is one line."""


class UnreadableError(CrosscheckError):
    """A file or a record in it that cannot be read: why, and how to mend it. Becomes a ``Skipped``."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(f"{reason}; {remedy}" if remedy else reason)
        self.reason = reason
        self.remedy = remedy


def describe(skipped: Skipped) -> str:
    """One line for what was skipped: 'where: what; how to mend it'."""
    return f"{skipped.path}: {skipped.reason}" + (f"; {skipped.remedy}" if skipped.remedy else "")
