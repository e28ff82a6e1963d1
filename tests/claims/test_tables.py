"""The loader of the tables of both packages."""

from importlib.resources import files

import pytest

from claims.tables import read_lines, read_table

TABLES = [
    (package, *path.name.rsplit(".", 1))
    for package in ("claims", "checker")
    for path in files(package).joinpath("tables").iterdir()
    if path.name.endswith((".toml", ".txt"))
]


@pytest.mark.parametrize(("package", "name", "kind"), TABLES)
def test_every_table_is_found_and_holds_something(package: str, name: str, kind: str) -> None:
    if kind == "toml":
        assert read_table(name, package)
    else:
        assert all(line.strip() and line[0] != "#" for line in read_lines(name, package))
        assert any(read_lines(name, package))


def test_a_table_is_read_once() -> None:
    assert read_table("nouns", "checker") is read_table("nouns", "checker")


def test_a_table_belongs_to_one_package() -> None:
    with pytest.raises(FileNotFoundError, match=r"nouns\.toml"):
        read_table("nouns")
