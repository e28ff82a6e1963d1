"""Errors that a user can mend. ``str()`` is one clear line: what, where, how to mend it."""

from __future__ import annotations


class CrosscheckError(Exception):
    """Base of all errors that end in one line instead of a traceback."""


class InputError(CrosscheckError):
    """Bad input: nothing readable, a wrong setting, a missing model."""
