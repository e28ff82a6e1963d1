"""Rules and names as data: reads the tables beside this module, and those of the other packages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_table(name: str, package: str = "claims") -> Mapping[str, Any]:
    """The TOML table ``tables/NAME.toml`` of a package; read once, so nobody may change what comes back."""
    return tomllib.loads(files(package).joinpath("tables", f"{name}.toml").read_text(encoding="utf-8"))


def read_lines(name: str, package: str = "claims") -> Iterator[str]:
    """The lines of ``tables/NAME.txt`` of a package, without comments and empty lines."""
    for line in files(package).joinpath("tables", f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line
