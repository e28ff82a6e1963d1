"""The policy: which qualifiers soften an error, which counts run, how sure a finding has to be.

tables/policy.toml is the one in force. Changes are merged over it: a table key by key, a list or a number
as a whole. The bundled table is also the form that changes have to keep: no other keys, no other types.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from checker.config import Config
from claims.errors import InputError
from claims.tables import read_table

Policy = Mapping[str, Any]


def policy() -> Policy:
    """tables/policy.toml."""
    return read_table("policy", "checker")


def policy_of(config: Config) -> Policy:
    """The bundled policy with the configured changes, then with the configured thresholds, merged over it.

    Raises InputError for changes that cannot be read or do not fit: one line for each.
    """
    given = config.policy
    where, changes = ("policy", given) if isinstance(given, Mapping) else (str(given), _read(Path(given)))
    if problems := sorted(_problems(policy(), changes)):
        raise InputError("\n".join(f"{where}: {problem}" for problem in problems))
    chosen = {"discrepancy": config.discrepancy_threshold, "agreement": config.agreement_threshold}
    return _merged(
        _merged(policy(), changes), {"threshold": {name: least for name, least in chosen.items() if least is not None}}
    )


def _read(path: Path) -> Policy:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the path of the policy") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8; save the policy as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: is not valid TOML: {error}") from error


def _merged(base: Policy, changes: Policy) -> dict[str, Any]:
    """A new table; neither argument is changed."""
    return {
        **base,
        **{key: _merged(base[key], new) if isinstance(new, Mapping) else new for key, new in changes.items()},
    }


def _problems(base: Policy, changes: Policy, above: str = "") -> Iterator[str]:
    """What is wrong with changes, each with the dotted name of its key."""
    for key, new in changes.items():
        name = f"{above}{key}"
        if key not in base:
            yield f"unknown key '{name}' (keys: {', '.join(f'{above}{known}' for known in base)})"
        elif isinstance(base[key], Mapping):
            if isinstance(new, Mapping):
                yield from _problems(base[key], new, f"{name}.")
            else:
                yield f"{name} is {new!r}, but must be a table"
        elif expected := _misfit(base[key], new):
            yield f"{name} is {new!r}, but must be {expected}"
        elif above == "softened_by." and (strange := [q for q in new if q not in policy()["meaning"]]):
            yield f"{name} has {strange[0]!r}, which is no qualifier (qualifiers: {', '.join(policy()['meaning'])})"


def _misfit(old: Any, new: Any) -> str:
    """What a value in place of ``old`` must be, where ``new`` is not that; otherwise ''."""
    if isinstance(old, list):
        texts = isinstance(new, list | tuple) and all(isinstance(item, str) and item for item in new)
        return "" if texts else "a list of texts"
    if isinstance(old, str):
        return "" if isinstance(new, str) else "a text"
    number = isinstance(new, int | float) and not isinstance(new, bool)
    return "" if number and 0 <= new <= 1 else "a number from 0 to 1"
