"""What a user can set, and where: on the command line, in the environment, in a file, or not at all.

The nearest ``crosscheck.toml``, or ``pyproject.toml`` with a table ``[tool.crosscheck]``, from the working
directory upwards is read; in one folder, crosscheck.toml comes first. The command line goes before the
environment (``CROSSCHECK_MIN_CONFIDENCE`` for ``min-confidence``), that before the file, that before the
default. :attr:`Settings.origins` says which it was.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from claims.errors import InputError

FILE_NAME = "crosscheck.toml"
BASELINE_NAME = "crosscheck-baseline.json"
PREFIX = "CROSSCHECK_"

Level = Literal["error", "warning", "agreement"]
FailOn = Literal["error", "warning", "never"]
LEVELS: tuple[Level, ...] = ("error", "warning", "agreement")
FAIL_ON: tuple[FailOn, ...] = ("error", "warning", "never")


class SettingsError(InputError):
    """Settings that cannot be used: one line for each of them."""

    def __init__(self, problems: Iterable[str]) -> None:
        super().__init__("\n".join(problems))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value.

    ``convert`` takes a value as TOML gives it, and the folder that relative paths start from; it raises
    ValueError or TypeError for a value that is none of the kind. ``from_text`` makes such a value of the
    words of an environment variable.
    """

    expects: str
    convert: Callable[[Any, Path], object]
    from_text: Callable[[str], object]


def _string(value: Any, folder: Path) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _path(value: Any, folder: Path) -> Path:
    if not _string(value, folder).strip():
        raise ValueError
    return folder / Path(value).expanduser()


def _paths(value: Any, folder: Path) -> tuple[Path, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError
    return tuple(_path(item, folder) for item in value)


def _name_or_folder(value: Any, folder: Path) -> str:
    """A name stays as it is, a folder is found from wherever the command runs."""
    as_folder = folder / Path(_string(value, folder)).expanduser()
    return str(as_folder) if value and as_folder.is_dir() else str(value)


def _name_folder_or_none(value: Any, folder: Path) -> str:
    """The same, where 'none' does without, even beside a folder of that name."""
    return str(value) if value == "none" else _name_or_folder(value, folder)


def _rules(value: Any, folder: Path) -> tuple[str, ...]:
    from checker.rules import rules

    if not isinstance(value, list | tuple) or not set(value) <= rules().keys():
        raise ValueError
    return tuple(value)


def _flag(value: Any, folder: Path) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _positive(value: Any, folder: Path) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError
    return value


def _fraction(value: Any, folder: Path) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError
    return float(value)


def _table(value: Any, folder: Path) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise TypeError
    return dict(value)


def _policy(value: Any, folder: Path) -> Path | dict[str, Any]:
    """A table of changes, or the path of a file with them. Raises InputError for one that does not fit."""
    from checker.config import Config
    from checker.policy import policy_of

    changes = value if isinstance(value, dict) else _path(value, folder)
    policy_of(Config(policy=changes))
    return changes


def _one_of(choices: tuple[str, ...]) -> Kind:
    def convert(value: Any, folder: Path) -> str:
        if value not in choices:
            raise ValueError
        return str(value)

    return Kind(f"one of {', '.join(choices)}", convert, str)


def _flag_from_text(text: str) -> object:
    return {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }.get(text.strip().lower(), text)


def _table_from_text(text: str) -> object:
    pairs = [pair.partition("=") for pair in text.split(",")]
    return {key.strip(): value.strip() for key, _, value in pairs} if all(value for _, _, value in pairs) else text


NAME_OR_FOLDER = Kind("a name or a folder, in quotes", _name_or_folder, str)
NAME_FOLDER_OR_NONE = Kind("a name, a folder or none, in quotes", _name_folder_or_none, str)
PATH = Kind("a path in quotes", _path, str)
PATHS = Kind("a list of paths in quotes", _paths, lambda text: text.split(os.pathsep))
RULES = Kind("a list of rules (see docs/rules.md)", _rules, lambda text: text.replace(",", " ").split())
FLAG = Kind("true or false", _flag, _flag_from_text)
COUNT = Kind("a whole number from 1", _positive, int)
FRACTION = Kind("a number from 0 to 1", _fraction, float)
POLICY = Kind("a table of changes to the policy, or the path of a TOML file with them", _policy, str)
TABLE = Kind('a table of texts, such as {text = "body", title = "headline"}', _table, _table_from_text)


def _about(kind: Kind, meaning: str) -> dict[str, Any]:
    return {"kind": kind, "meaning": meaning}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings in force. Paths are absolute or start from the working directory."""

    articles: tuple[Path, ...] = field(
        default=(), metadata=_about(PATHS, "folders and files that hold the articles of this project")
    )
    fields: Mapping[str, str] = field(
        default_factory=dict, metadata=_about(TABLE, "what CSV, JSON and JSON Lines call text, title, source, date ...")
    )
    model: str = field(
        default="", metadata=_about(NAME_OR_FOLDER, "sentence-transformers model; empty is the bundled one")
    )
    entailment: str = field(
        default="",
        metadata=_about(NAME_FOLDER_OR_NONE, "cross-encoder for entailment; empty is the bundled one, none is off"),
    )
    syntax: str = field(
        default="", metadata=_about(NAME_OR_FOLDER, "spaCy pipeline with UD labels; empty is the bundled one")
    )
    candidates: int = field(default=5, metadata=_about(COUNT, "nearest claims that each claim is compared with"))
    min_confidence: float = field(default=0.0, metadata=_about(FRACTION, "findings below this confidence are left out"))
    discrepancy_threshold: float | None = field(
        default=None, metadata=_about(FRACTION, "least probability of a discrepancy; by default that of the policy")
    )
    agreement_threshold: float | None = field(
        default=None, metadata=_about(FRACTION, "least probability of an agreement; by default that of the policy")
    )
    policy: Path | Mapping[str, Any] = field(
        default_factory=dict, metadata=_about(POLICY, "changes to the policy: a table, or a TOML file")
    )
    within: bool = field(default=False, metadata=_about(FLAG, "whether each new article is compared with itself too"))
    min_severity: Level | None = field(
        default=None,
        metadata=_about(
            _one_of(LEVELS), "findings below this severity are left out; by default check drops agreements"
        ),
    )
    ignore: tuple[str, ...] = field(default=(), metadata=_about(RULES, "rules whose findings are left out"))
    fail_on: FailOn = field(default="error", metadata=_about(_one_of(FAIL_ON), "severity from which check fails"))
    baseline: Path | None = field(
        default=None, metadata=_about(PATH, f"accepted findings; by default {BASELINE_NAME} beside the settings")
    )
    suppressions: bool = field(default=True, metadata=_about(FLAG, "whether 'crosscheck: ignore' in an article counts"))
    cache: Path | None = field(
        default=None,
        metadata=_about(PATH, "folder of the cache (embeddings and analyses); by default the user's cache folder"),
    )
    use_cache: bool = field(
        default=True, metadata=_about(FLAG, "whether embeddings and analyses are kept from run to run")
    )

    file: Path | None = None
    """The settings file that was read."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Key -> where its value comes from; a key that is not here has its default."""

    @property
    def baseline_file(self) -> Path:
        """The baseline that was set, or the default one beside the settings file."""
        return self.baseline or (self.file.parent if self.file else Path()) / BASELINE_NAME


KEYS: dict[str, Field[Any]] = {f.name.replace("_", "-"): f for f in fields(Settings) if "kind" in f.metadata}


def variable(key: str) -> str:
    """The environment variable of a key."""
    return PREFIX + key.upper().replace("-", "_")


def load(
    options: Mapping[str, object] | None = None,
    *,
    file: Path | None = None,
    folder: Path | None = None,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """Gather the settings in force.

    ``options`` are those of the command line by key (None = not given). ``file`` is read instead of the
    one found from ``folder`` (default: the working directory) upwards. Raises SettingsError, which
    names every wrong key and value.
    """
    environ = os.environ if environ is None else environ
    here = Path() if folder is None else folder
    problems: list[str] = []
    found = _read_file(file, asked_for=True) if file else find_file(here)
    base = _relative(found.path.parent, here) if found else here
    layers: list[tuple[str, Path, Mapping[str, object]]] = []
    if found:
        problems += [f"{found.name}: {_unknown_key(key)}" for key in found.table if key not in KEYS]
        layers.append((found.name, base, found.table))
    layers += [
        (variable(key), here, {key: _from_text(KEYS[key], environ[variable(key)])})
        for key in KEYS
        if environ.get(variable(key), "").strip()
    ]
    given = {key: value for key, value in (options or {}).items() if value is not None}
    layers.append(("command line", here, given))

    values: dict[str, object] = {}
    origins: dict[str, str] = {}
    for origin, start, table in layers:
        for key in table.keys() & KEYS.keys():
            kind: Kind = KEYS[key].metadata["kind"]
            try:
                values[KEYS[key].name] = kind.convert(table[key], start)
            except InputError as error:
                problems += [f"{origin}: {line}" for line in str(error).splitlines()]
            except (TypeError, ValueError):
                problems.append(_wrong_value(origin, key, table[key], kind))
            origins[key] = origin
    if problems:
        raise SettingsError(sorted(problems))
    return Settings(**values, file=base / found.path.name if found else None, origins=origins)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class _SettingsFile:
    path: Path
    name: str
    table: Mapping[str, object]


def find_file(folder: Path) -> _SettingsFile | None:
    """The nearest settings file from ``folder`` upwards."""
    start = folder.resolve()
    for parent in (start, *start.parents):
        for path in (parent / FILE_NAME, parent / "pyproject.toml"):
            if path.is_file() and (found := _read_file(path, asked_for=False)):
                return found
    return None


def _read_file(path: Path, *, asked_for: bool) -> _SettingsFile | None:
    """Read a settings file. A pyproject.toml without [tool.crosscheck] is none, unless it was asked for."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SettingsError([f"{path}: cannot be read ({error.strerror}); check the path"]) from error
    except UnicodeDecodeError as error:
        raise SettingsError([f"{path}: is not UTF-8; save it as UTF-8"]) from error
    project = path.name == "pyproject.toml"
    if project and not asked_for and "crosscheck" not in text:
        return None
    try:
        table: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        if project and not asked_for and "[tool.crosscheck" not in text:
            return None
        raise SettingsError([f"{path}: is not valid TOML: {error}"]) from error
    if not project:
        return _SettingsFile(path, path.name, table)
    tool = table.get("tool", {})
    if "crosscheck" in tool:
        if not isinstance(tool["crosscheck"], dict):
            raise SettingsError([f"{path}: tool.crosscheck must be a table; write [tool.crosscheck]"])
        return _SettingsFile(path, f"{path.name} [tool.crosscheck]", tool["crosscheck"])
    if asked_for:
        raise SettingsError([f"{path}: has no table [tool.crosscheck]; add it, or name another file"])
    return None


def unknown_variables(environ: Mapping[str, str] | None = None) -> list[str]:
    """A line for each CROSSCHECK_ variable that is no setting, most often a slip of the pen."""
    names = [variable(key).removeprefix(PREFIX) for key in KEYS]
    environ = os.environ if environ is None else environ
    given = (name.removeprefix(PREFIX) for name in environ if name.startswith(PREFIX))
    strange = sorted(name for name in given if name not in names)
    return [f"{PREFIX}{name} is no setting and is not used{_guess(name, names, PREFIX)}" for name in strange]


def _from_text(setting: Field[Any], text: str) -> object:
    kind: Kind = setting.metadata["kind"]
    try:
        return kind.from_text(text.strip())
    except ValueError:
        return text


def _relative(path: Path, folder: Path) -> Path:
    """``path`` by way of ``folder``, if it lies inside or above it; otherwise in full."""
    path, start = path.resolve(), folder.resolve()
    if path == start or path in start.parents or start in path.parents:
        return folder / os.path.relpath(path, start)
    return path


def _unknown_key(key: str) -> str:
    return f"unknown key {key!r}{_guess(key, KEYS)} (keys: {', '.join(KEYS)})"


def _guess(word: str, known: Iterable[str], prefix: str = "") -> str:
    from rapidfuzz import process

    near = process.extractOne(word, list(known), score_cutoff=70)
    return f"; did you mean {prefix + near[0]!r}?" if near else ""


def _wrong_value(origin: str, key: str, value: object, kind: Kind) -> str:
    where = origin if origin == variable(key) else f"{origin}: {key}"
    shown = {True: "true", False: "false"}[value] if isinstance(value, bool) else repr(value)
    return f"{where} is {shown}, but must be {kind.expects}"
