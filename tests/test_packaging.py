"""The package declares what it imports and carries what it reads."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

TOP = Path(__file__).parents[1]
PACKAGES = ("claims", "checker", "reports")
UNSEEN = {"lxml-html-clean"}
"""Needed by a dependency; pyproject.toml says why it is named."""
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def normal(requirement: str) -> str:
    """The normalised name of a requirement (PEP 503)."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()  # type: ignore[index]


def imported(*folders: str) -> set[str]:
    """Top-level modules from elsewhere that the code imports, at the top or inside functions."""
    found: set[str] = set()
    for path in (p for folder in folders for p in (TOP / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - set(PACKAGES)


def distributions(modules: set[str]) -> dict[str, set[str]]:
    """Module -> the installed distributions that bring it."""
    known = packages_distributions()
    return {module: {normal(name) for name in known.get(module, [])} for module in modules}


def test_imports_are_declared() -> None:
    optional = {"matplotlib"} & {normal(r) for r in PROJECT["optional-dependencies"]["notebook"]}
    declared = {normal(requirement) for requirement in PROJECT["dependencies"]} | optional
    missing = {
        module for module, names in distributions(imported(*PACKAGES)).items() if not (names or {module}) & declared
    }
    assert not missing, f"imported but not in 'dependencies': {sorted(missing)}"


def test_dependencies_are_imported() -> None:
    used = set().union(*distributions(imported(*PACKAGES)).values())
    unused = {normal(requirement) for requirement in PROJECT["dependencies"]} - used - UNSEEN
    assert not unused, f"in 'dependencies' but never imported: {sorted(unused)}"


def test_training_has_its_extra() -> None:
    declared = {normal(r) for r in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["training"])}
    names = {"sklearn": "scikit-learn"}
    folders = ("training", "benchmarks")
    own = {*folders, *(path.stem for folder in folders for path in (TOP / folder).glob("*.py"))}
    missing = {names.get(module, module) for module in imported(*folders) - own} - declared
    missing -= {module for module, found in distributions(missing).items() if found & declared}
    assert not missing, f"imported by training/ or benchmarks/ but declared nowhere: {sorted(missing)}"


def test_wheel_carries_the_data(tmp_path: Path) -> None:
    """Tables, weights, templates and schemas: every file of the packages that is no rubbish."""
    from hatchling.builders.wheel import WheelBuilder

    [wheel] = WheelBuilder(str(TOP)).build(directory=str(tmp_path), versions=["standard"])
    with ZipFile(wheel) as archive:
        packed = {info.filename: info.file_size for info in archive.infolist()}
    wanted = {
        path.relative_to(TOP).as_posix(): path.stat().st_size
        for package in PACKAGES
        for path in (TOP / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {Path(name).suffix for name in wanted} >= {
        ".py",
        ".toml",
        ".txt",
        ".json",
        ".safetensors",
        ".html",
        ".css",
        ".js",
    }
    assert {name: packed.get(name) for name in wanted} == wanted
    assert not [n for n in packed if n.partition("/")[0] not in PACKAGES and ".dist-info/" not in n]
    assert {"licenses/LICENSE", "licenses/NOTICE"} <= {n.partition(".dist-info/")[2] for n in packed}


def test_licences_are_there() -> None:
    assert all((TOP / name).is_file() for name in PROJECT["license-files"])
    assert "CC-BY-SA-4.0" in PROJECT["license"]
