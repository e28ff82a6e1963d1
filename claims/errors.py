"""The errors that Crosscheck raises on purpose. Each is one clear line: what, where, how to mend it."""

from __future__ import annotations

from typing import Self

from claims.types import Skipped


class CrosscheckError(Exception):
    """The base of all errors that a user can mend; anything else that escapes is a defect."""


class InputError(CrosscheckError):
    """The input could not be read. ``str(error)`` is one line."""

    @classmethod
    def from_skipped(cls, skipped: list[Skipped]) -> Self:
        """The error for a run in which nothing could be read: the first reason, and how many others."""
        if not skipped:
            return cls("no input was given; name at least one file, folder or pattern")
        others = f" (and {len(skipped) - 1} more that could not be read)" if len(skipped) > 1 else ""
        return cls(f"{describe(skipped[0])}{others}")


def describe(skipped: Skipped) -> str:
    """One line for what was skipped: 'where: what; how to mend it'."""
    return f"{skipped.path}: {skipped.reason}" + (f"; {skipped.remedy}" if skipped.remedy else "")
