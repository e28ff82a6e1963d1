"""Which files git says were added or changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from repository import Repository, clean_environment

from claims.errors import InputError
from reports.git_changes import changed_files


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    for name in set(os.environ) - set(clean_environment()):
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    repository = Repository(tmp_path / "a repository")
    repository.commit("articles/a.md", "articles/b.md", "articles/c.md", message="first")
    return repository


def test_added_changed_renamed_and_deleted(repository: Repository) -> None:
    repository.git("switch", "-q", "-c", "branch")
    repository.commit("articles/new.md", "articles/a.md", message="second")
    repository.git("mv", "articles/b.md", "articles/moved.md")
    repository.git("rm", "-q", "articles/c.md")
    repository.git("commit", "-q", "-m", "move and delete")
    assert repository.changed("main") == {"articles/new.md", "articles/a.md", "articles/moved.md"}


def test_what_main_did_meanwhile_is_not_ours(repository: Repository) -> None:
    repository.git("switch", "-q", "-c", "branch")
    repository.commit("articles/ours.md")
    repository.git("switch", "-q", "main")
    repository.commit("articles/theirs.md", "articles/a.md", message="meanwhile")
    repository.git("switch", "-q", "branch")
    assert repository.changed("main") == {"articles/ours.md"}


def test_the_merge_commit_of_a_pull_request(repository: Repository) -> None:
    repository.git("switch", "-q", "-c", "branch")
    repository.commit("articles/ours.md")
    repository.git("switch", "-q", "main")
    repository.commit("articles/theirs.md")
    repository.git("merge", "-q", "--no-edit", "branch")
    assert repository.changed("HEAD^1") == {"articles/ours.md"}


def test_what_is_not_committed_yet_counts(repository: Repository) -> None:
    repository.write(".gitignore", "ignored.md\n")
    repository.commit()
    for name in ("articles/untracked.md", "articles/staged.md", "articles/ignored.md", "articles/a.md"):
        repository.write(name, "now")
    repository.git("add", "articles/staged.md")
    assert repository.changed("HEAD") == {"articles/untracked.md", "articles/staged.md", "articles/a.md"}


@pytest.mark.parametrize(
    "setting", ["diff.relative=true", "diff.noprefix=true", "core.quotePath=true", "color.ui=always"]
)
def test_settings_of_git_change_nothing(repository: Repository, setting: str) -> None:
    repository.git("config", *setting.split("="))
    names = {"articles/söme náme.md", "articles/with\ttab.md", "top.md"} if os.name != "nt" else {"top.md"}
    base = repository.git("rev-parse", "HEAD").strip()
    repository.commit(*names)
    assert repository.changed(base) == names
    assert repository.changed(base, "articles") == names


def test_nothing_changed(repository: Repository) -> None:
    assert repository.changed("HEAD") == set()


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (
            "no-such-branch",
            "--since no-such-branch: git knows no such revision here; check the name, or fetch it first: ",
        ),
        ("origin/main", "check the name, or fetch it first: git fetch origin main"),
        ("-x", "--since '-x' is no revision; name a branch, a tag or a commit, such as origin/main"),
        ("--output=stolen", "--since '--output=stolen' is no revision"),
        (" ", "--since ' ' is no revision"),
        ("HEAD:articles/a.md", "--since HEAD:articles/a.md: git knows no such revision here"),
        ("main..branch", "--since main..branch: git knows no such revision here"),
        ("two\nlines", "git knows no such revision here"),
    ],
)
def test_revisions_that_are_none(repository: Repository, since: str, expected: str) -> None:
    with pytest.raises(InputError) as raised:
        repository.changed(since)
    assert expected in str(raised.value)
    assert not (repository.path / "stolen").exists()


def test_no_common_ancestor(repository: Repository) -> None:
    repository.git("switch", "-q", "--orphan", "other")
    repository.commit("articles/x.md")
    with pytest.raises(InputError, match="no common ancestor of it and HEAD; name a revision of the same history"):
        repository.changed("main")


def test_a_shallow_clone_names_the_remedy(repository: Repository, tmp_path: Path) -> None:
    first = repository.git("rev-parse", "HEAD").strip()
    repository.commit("articles/new.md")
    repository.git("clone", "-q", "--depth=1", repository.path.as_uri(), str(tmp_path / "shallow"))
    shallow = Repository(tmp_path / "shallow")
    for since in (first, "origin/gone"):
        with pytest.raises(InputError) as raised:
            shallow.changed(since)
        assert "this clone is shallow" in str(raised.value)
        assert "fetch-depth: 0" in str(raised.value)
    assert shallow.changed("HEAD") == set()


def test_outside_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(InputError, match=r"--since needs a git repository, and .* is in none; name the new articles"):
        changed_files("main", folder=tmp_path)


def test_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="--since needs git, which is not installed here"):
        changed_files("main", folder=tmp_path)


def test_a_repository_without_a_commit(tmp_path: Path, repository: Repository) -> None:
    empty = Repository(tmp_path / "empty")
    with pytest.raises(InputError, match="git knows no such revision here"):
        empty.changed("HEAD")
