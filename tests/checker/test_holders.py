"""Who holds a post: how it is read, and when two posts are one."""

import pytest

from checker.facets.holders import Holder, holders_of, is_one_of_many, posts, same_post, tells_kin
from claims.extract import read_claims
from claims.tables import read_table
from claims.types import Article

TABLE = read_table("holders", "checker")
READ = [
    ("The factory's owner, Pavel Renner, was arrested.", "Pavel Renner", "owner", {"factori"}),
    ("Police arrested Petr Renner, the owner of the factory.", "Petr Renner", "owner", {"factori"}),
    ("Mayor Ana Cruz of Telmar opened the harbour.", "Ana Cruz", "mayor", set()),
    ("The head of the port authority, Josef Lindt, resigned.", "Josef Lindt", "head", {"port", "author"}),
    ("Rahim Dost, 46, director of the election office, died.", "Rahim Dost", "head", {"elect", "offic"}),
    ("Lena Voss, Sweden's prime minister, resigned.", "Lena Voss", "premier", {"sweden"}),
    ("Otto Lind, ſheriff of Lund, resigned.", "Otto Lind", "sheriff", {"lund"}),
    ("The driver, Oscar Mendes, 44, survived.", "Oscar Mendes", "driver", set()),
    ("Imran Sheikh, its owner, was picked up.", "Imran Sheikh", "owner", set()),
    ("Lena Voss is the mayor of Lund.", "Lena Voss", "mayor", {"lund"}),
]


def holders(text: str) -> list[Holder]:
    (reading,) = read_claims([Article("a", text)])
    return sorted({h for found in holders_of(reading).values() for h in found}, key=lambda h: h.start)


@pytest.mark.parametrize(("text", "name", "post", "whose"), READ)
def test_a_holder_is_read(text: str, name: str, post: str, whose: set[str]) -> None:
    (holder,) = holders(text)
    assert (holder.name, holder.post, set(holder.whose)) == (name, post, whose)
    assert text[holder.start : holder.end].endswith(name.split()[-1])


@pytest.mark.parametrize(
    "text",
    [
        "Pavel Renner left the factory.",
        "The mayor met Ana Cruz.",
        "Renner, the owner, left.",
        "Ana Cruz drove the bus.",
    ],
)
def test_no_holder_is_read(text: str) -> None:
    assert holders(text) == []


@pytest.mark.parametrize("section", ["posts", "many"])
def test_examples_of_posts(section: str) -> None:
    entry = TABLE[section]
    assert all(posts()[a] == posts()[b] for a, b in entry["yes"])
    assert all(posts()[a] != posts()[b] for a, b in entry["no"])


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("The owner of the mill, Jan Vesely, left.", "Its owner, Pavel Kron, left.", True),
        ("The driver of the bus, Jan Vesely, left.", "The driver of the lorry, Pavel Kron, left.", False),
        ("The former owner, Jan Vesely, left.", "The owner, Pavel Kron, left.", False),
        ("President Jan Vesely left.", "President Pavel Kron left.", False),
        ("The president of the club, Jan Vesely, left.", "Pavel Kron, president of the club, left.", True),
        ("Mayor Jan Vesely left.", "The owner, Pavel Kron, left.", False),
    ],
)
def test_one_post(left: str, right: str, same: bool) -> None:
    (a,), (b,) = holders(left), holders(right)
    assert same_post(a, b) == same_post(b, a) == same


def test_one_of_many_and_kin() -> None:
    assert all(map(is_one_of_many, TABLE["shared"]["yes"]))
    assert not any(map(is_one_of_many, TABLE["shared"]["no"]))
    assert tells_kin("His brother Petr Vesely left.")
    assert not tells_kin("The brotherhood left.")
