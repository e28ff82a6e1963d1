"""Where settings come from, which goes first, and what is said about wrong ones."""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path

import pytest

from checker.config import Config
from reports.settings import KEYS, Settings, SettingsError, load, unknown_variables, variable


def settings_of(folder: Path, **environ: str) -> Settings:
    return load(folder=folder, environ=environ)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_without_any_file(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    assert settings == Settings()
    assert settings.file is None
    assert settings.origins == {}


FILE = """
articles = ["articles/", "archive"]
model = "some/model"
syntax = ""
entailment = "some_cross_encoder"
candidates = 7
min-confidence = 0.5
discrepancy-threshold = 0.6
agreement-threshold = 1
min-severity = "warning"
ignore = ["entity-mismatch"]
fail-on = "warning"
baseline = "accepted.json"
suppressions = false
cache = "cache"
use-cache = false
within = true
[fields]
text = "body"
[policy.threshold]
error = 0.9
"""


def test_every_key_of_a_file(tmp_path: Path) -> None:
    write(tmp_path / "crosscheck.toml", FILE)
    settings = settings_of(tmp_path)
    assert settings.articles == (tmp_path / "articles", tmp_path / "archive")
    assert settings.fields == {"text": "body"}
    assert settings.baseline == settings.baseline_file == tmp_path / "accepted.json"
    assert settings.cache == tmp_path / "cache"
    assert (settings.model, settings.syntax, settings.candidates) == ("some/model", "", 7)
    assert (settings.min_confidence, settings.min_severity, settings.fail_on) == (0.5, "warning", "warning")
    assert (settings.discrepancy_threshold, settings.agreement_threshold) == (0.6, 1.0)
    assert settings.entailment == "some_cross_encoder"
    assert settings.policy == {"threshold": {"error": 0.9}}
    assert settings.ignore == ("entity-mismatch",)
    assert not settings.suppressions
    assert not settings.use_cache
    assert settings.within
    assert settings.origins == dict.fromkeys(KEYS, "crosscheck.toml")


ENVIRONMENT = {
    "CROSSCHECK_ARTICLES": os.pathsep.join(["articles", "archive"]),
    "CROSSCHECK_FIELDS": "text=body, title=headline",
    "CROSSCHECK_MODEL": "some/model",
    "CROSSCHECK_SYNTAX": "some_pipeline",
    "CROSSCHECK_CANDIDATES": "7",
    "CROSSCHECK_MIN_CONFIDENCE": "0.5",
    "CROSSCHECK_DISCREPANCY_THRESHOLD": "0.6",
    "CROSSCHECK_AGREEMENT_THRESHOLD": "1",
    "CROSSCHECK_ENTAILMENT": "some_cross_encoder",
    "CROSSCHECK_POLICY": "strict.toml",
    "CROSSCHECK_MIN_SEVERITY": "warning",
    "CROSSCHECK_IGNORE": "entity-mismatch, place-mismatch",
    "CROSSCHECK_FAIL_ON": "never",
    "CROSSCHECK_BASELINE": "accepted.json",
    "CROSSCHECK_SUPPRESSIONS": "no",
    "CROSSCHECK_CACHE": "cache",
    "CROSSCHECK_USE_CACHE": "0",
    "CROSSCHECK_WITHIN": "1",
}


def test_every_variable(tmp_path: Path) -> None:
    write(tmp_path / "strict.toml", "[threshold]\nerror = 0.9\n")
    assert set(ENVIRONMENT) == {variable(key) for key in KEYS}
    settings = settings_of(tmp_path, **ENVIRONMENT)
    assert settings == Settings(
        articles=(tmp_path / "articles", tmp_path / "archive"),
        fields={"text": "body", "title": "headline"},
        model="some/model",
        entailment="some_cross_encoder",
        syntax="some_pipeline",
        candidates=7,
        min_confidence=0.5,
        discrepancy_threshold=0.6,
        agreement_threshold=1.0,
        policy=tmp_path / "strict.toml",
        min_severity="warning",
        ignore=("entity-mismatch", "place-mismatch"),
        fail_on="never",
        baseline=tmp_path / "accepted.json",
        suppressions=False,
        cache=tmp_path / "cache",
        use_cache=False,
        within=True,
        origins={key: variable(key) for key in KEYS},
    )


def test_defaults_are_those_of_the_checker() -> None:
    settings, config = Settings(), Config()
    shared = {f.name for f in fields(Config)}
    assert {name: getattr(settings, name) for name in shared} == {name: getattr(config, name) for name in shared}


@pytest.mark.parametrize(("value", "expected"), [("none", "none"), ("", ""), ("mine", "{folder}/mine"), ("a/b", "a/b")])
def test_no_entailment_model_even_beside_a_folder_of_that_name(tmp_path: Path, value: str, expected: str) -> None:
    for name in ("none", "mine"):
        (tmp_path / name).mkdir()
    write(tmp_path / "crosscheck.toml", f'entailment = "{value}"')
    assert Path(settings_of(tmp_path).entailment) == Path(expected.format(folder=tmp_path))


def test_an_empty_variable_is_not_set(tmp_path: Path) -> None:
    assert settings_of(tmp_path, CROSSCHECK_MODEL="", CROSSCHECK_CANDIDATES=" ") == Settings()


def test_command_line_over_environment_over_file_over_default(tmp_path: Path) -> None:
    write(tmp_path / "crosscheck.toml", 'model = "file"\nsyntax = "file"\nfail-on = "warning"')
    settings = load(
        {"model": "option", "min-severity": None},
        folder=tmp_path,
        environ={"CROSSCHECK_MODEL": "variable", "CROSSCHECK_SYNTAX": "variable"},
    )
    assert (settings.model, settings.syntax, settings.fail_on, settings.candidates) == (
        "option",
        "variable",
        "warning",
        5,
    )
    assert settings.origins == {
        "model": "command line",
        "syntax": "CROSSCHECK_SYNTAX",
        "fail-on": "crosscheck.toml",
    }


@pytest.mark.parametrize(
    ("files", "model"),
    [
        ({"crosscheck.toml": 'model = "here"', "../crosscheck.toml": 'model = "above"'}, "here"),
        ({"../crosscheck.toml": 'model = "above"'}, "above"),
        ({"../../pyproject.toml": '[tool.crosscheck]\nmodel = "two above"'}, "two above"),
        ({"pyproject.toml": '[project]\nname = "x"', "../crosscheck.toml": 'model = "above"'}, "above"),
        ({"pyproject.toml": '[tool.crosscheck]\nmodel = "project"', "crosscheck.toml": 'model = "own"'}, "own"),
        ({"pyproject.toml": '[tool.crosscheck]\nmodel = "project"', "../crosscheck.toml": 'model = "own"'}, "project"),
        ({"crosscheck.toml": "", "../crosscheck.toml": 'model = "above"'}, ""),
        ({"pyproject.toml": "[[[ not TOML"}, ""),
        ({"pyproject.toml": '# about crosscheck\n[tool.other]\nmodel = "x"'}, ""),
        ({"crosscheck.toml": '\ufeffmodel = "with a byte order mark"'}, "with a byte order mark"),
    ],
)
def test_the_nearest_file_counts(tmp_path: Path, files: dict[str, str], model: str) -> None:
    here = tmp_path / "a" / "b"
    here.mkdir(parents=True)
    for name, text in files.items():
        write(here / name, text)
    assert settings_of(here).model == model


def test_paths_start_from_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path / "a" / "b"
    (tmp_path / "models" / "mine").mkdir(parents=True)
    here.mkdir(parents=True)
    write(tmp_path / "crosscheck.toml", 'articles = ["articles"]\nmodel = "models/mine"\nsyntax = "models/none"')
    monkeypatch.chdir(here)
    settings = load(environ={})
    up = Path("..", "..")
    assert settings.articles == (up / "articles",)
    assert settings.file == up / "crosscheck.toml"
    assert settings.baseline_file == up / "crosscheck-baseline.json"
    assert settings.model == str(up / "models" / "mine")
    assert settings.syntax == "models/none"


def test_a_file_that_is_named(tmp_path: Path) -> None:
    write(tmp_path / "crosscheck.toml", 'model = "nearest"')
    named = write(tmp_path / "other" / "mine.toml", 'model = "named"\narticles = ["a"]')
    settings = load(file=named, folder=tmp_path, environ={})
    assert settings.model == "named"
    assert settings.articles == (tmp_path / "other" / "a",)


WRONG: list[tuple[str, list[str]]] = [
    ("min-confidense = 1", ["unknown key 'min-confidense'; did you mean 'min-confidence'?"]),
    ("min_confidence = 1", ["unknown key 'min_confidence'; did you mean 'min-confidence'?"]),
    ("zzz = 1", ["unknown key 'zzz' (keys: articles, fields, model"]),
    ("min-confidence = 3", ["min-confidence is 3, but must be a number from 0 to 1"]),
    ("min-confidence = nan", ["min-confidence is nan, but must be a number from 0 to 1"]),
    ("min-confidence = true", ["min-confidence is true, but must be a number from 0 to 1"]),
    ("policy = 3", ["policy is 3, but must be a table of changes to the policy, or the path of a TOML file with"]),
    ("policy = ' '", ["policy is ' ', but must be a table of changes to the policy"]),
    ("[policy.threshold]\nerror = 5", ["policy: threshold.error is 5, but must be a number from 0 to 1"]),
    ("[policy]\na = 1\nmeaning = 2", ["policy: unknown key 'a' (keys: ", "policy: meaning is 2, but must be a table"]),
    ("min-confidence = '0.5'", ["min-confidence is '0.5', but must be a number from 0 to 1"]),
    ("candidates = 0", ["candidates is 0, but must be a whole number from 1"]),
    ("candidates = true", ["candidates is true, but must be a whole number from 1"]),
    ("candidates = 2.5", ["candidates is 2.5, but must be a whole number from 1"]),
    ("fail-on = 'all'", ["fail-on is 'all', but must be one of error, warning, never"]),
    ("fail-on = ['error']", ["fail-on is ['error'], but must be one of error, warning, never"]),
    ("min-severity = 1", ["min-severity is 1, but must be one of error, warning, agreement"]),
    ("articles = 'articles/'", ["articles is 'articles/', but must be a list of paths in quotes"]),
    ("articles = [1]", ["articles is [1], but must be a list of paths in quotes"]),
    ("model = 1", ["model is 1, but must be a name or a folder, in quotes"]),
    ("ignore = ['no-such-rule']", ["ignore is ['no-such-rule'], but must be a list of rules"]),
    ("ignore = [1, {}]", ["ignore is [1, {}], but must be a list of rules"]),
    ("ignore = 'entity-mismatch'", ["ignore is 'entity-mismatch', but must be a list of rules"]),
    ("baseline = ''", ["baseline is '', but must be a path in quotes"]),
    ("cache = false", ["cache is false, but must be a path in quotes"]),
    ("use-cache = 1", ["use-cache is 1, but must be true or false"]),
    ("suppressions = 'no'", ["suppressions is 'no', but must be true or false"]),
    ("fields = 'body'", ["fields is 'body', but must be a table of texts"]),
    ("[fields]\ntext = 1", ["fields is {'text': 1}, but must be a table of texts"]),
    ("model = ", ["is not valid TOML: Invalid value (at end of document)"]),
    ("candidates = 0\ncandidate = 1", ["candidates is 0, but", "unknown key 'candidate'; did you mean 'candidates'?"]),
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_wrong_settings_have_a_line_each(tmp_path: Path, text: str, expected: list[str]) -> None:
    write(tmp_path / "crosscheck.toml", text)
    with pytest.raises(SettingsError) as raised:
        settings_of(tmp_path)
    lines = str(raised.value).splitlines()
    assert len(lines) == len(expected)
    for words in expected:
        assert any(words in line for line in lines)
    assert all("crosscheck.toml: " in line for line in lines)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("CROSSCHECK_CANDIDATES", "many", "CROSSCHECK_CANDIDATES is 'many', but must be a whole number from 1"),
        ("CROSSCHECK_CANDIDATES", "-1", "CROSSCHECK_CANDIDATES is -1, but must be a whole number from 1"),
        ("CROSSCHECK_MIN_CONFIDENCE", "50%", "CROSSCHECK_MIN_CONFIDENCE is '50%', but must be a number from 0 to 1"),
        ("CROSSCHECK_USE_CACHE", "perhaps", "CROSSCHECK_USE_CACHE is 'perhaps', but must be true or false"),
        ("CROSSCHECK_POLICY", "none.toml", "CROSSCHECK_POLICY: "),
        ("CROSSCHECK_FIELDS", "body", "CROSSCHECK_FIELDS is 'body', but must be a table of texts"),
        ("CROSSCHECK_FAIL_ON", "errors", "CROSSCHECK_FAIL_ON is 'errors', but must be one of error, warning, never"),
    ],
)
def test_wrong_variables(tmp_path: Path, name: str, value: str, expected: str) -> None:
    with pytest.raises(SettingsError) as raised:
        settings_of(tmp_path, **{name: value})
    assert str(raised.value).startswith(expected)


def test_wrong_options(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        load({"min-confidence": 7.0}, folder=tmp_path, environ={})
    assert str(raised.value) == "command line: min-confidence is 7.0, but must be a number from 0 to 1"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("none.toml", None, "none.toml: cannot be read (No such file or directory); check the path"),
        ("folder", "folder", "folder: cannot be read (Is a directory); check the path"),
        ("latin.toml", b"model = '\xe9'", "latin.toml: is not UTF-8; save it as UTF-8"),
        ("pyproject.toml", b"[tool.other]", "pyproject.toml: has no table [tool.crosscheck]"),
        ("pyproject.toml", b"[tool]\ncrosscheck = 1", "pyproject.toml: tool.crosscheck must be a table"),
        ("pyproject.toml", b"[tool", "pyproject.toml: is not valid TOML"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="the system's own words differ")
def test_files_that_cannot_be_used(tmp_path: Path, name: str, content: bytes | str | None, expected: str) -> None:
    path = tmp_path / name
    if content == "folder":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    with pytest.raises(SettingsError) as raised:
        load(file=path, folder=tmp_path, environ={})
    assert expected in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_broken_project_file_with_our_table_is_told(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[tool.crosscheck]\nmodel =")
    with pytest.raises(SettingsError, match="is not valid TOML"):
        settings_of(tmp_path)


def test_unknown_variables() -> None:
    environ = {"CROSSCHECK_MODLE": "x", "CROSSCHECK_MODEL": "x", "CROSSCHECK_TOKEN": "x", "OTHER": "x"}
    assert unknown_variables(environ) == [
        "CROSSCHECK_MODLE is no setting and is not used; did you mean 'CROSSCHECK_MODEL'?",
        "CROSSCHECK_TOKEN is no setting and is not used",
    ]


def test_every_key_says_what_it_means() -> None:
    for key, setting in KEYS.items():
        assert setting.metadata["meaning"], key
