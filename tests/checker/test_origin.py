"""One witness or two: reprints, copied sentences, credited agencies."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.groups import Groups
from checker.origin import Witnesses, credit, origins
from checker.types import Place
from claims.tables import read_table
from claims.text.sentences import split_sentences
from claims.types import Article, Reading

AGENCIES = read_table("agencies", "checker")

FERRY = """The night ferry to Marlow caught fire shortly after it had left the port of Ellin on Monday.
Eighteen passengers died in the smoke below deck, the harbour office said in the evening.
Divers searched the wreck until dawn and found no more victims in the flooded cabins.
The captain had called for help when the engine room filled with smoke at about ten."""
OWN = """A fire broke out on board of a ferry bound for Marlow, and the island mourns its dead.
Relatives waited at the quay all night, some of them wrapped in blankets by the Red Cross.
The owner of the line promised to look into the age of the engines and the training of the crew."""
TOLL = "Eighteen passengers died in the smoke below deck, the harbour office said in the evening."


def read(name: str, text: str, source: str = "") -> Reading:
    return Reading(Article(name, text, source=source), split_sentences(text), ())


def place(reading: Reading, value: str) -> Place:
    start = reading.article.text.index(value)
    return Place(reading.article.id, start, start + len(value), value, value, start, start + len(value))


@pytest.mark.parametrize(("line", "agency"), AGENCIES["credit"]["yes"])
def test_lines_that_credit_an_agency(line: str, agency: str) -> None:
    for text in (line, f"{line}\n{FERRY}", f"{FERRY}\n{line}"):
        found = credit(Article("a", text))
        if found is None:  # a dateline counts at the top alone, a credit in brackets at the end
            assert text != line
            continue
        name, start, end = found
        assert name == agency
        assert text[start:end] in AGENCIES["agency"][agency]
    assert credit(Article("a", line))


@pytest.mark.parametrize("line", AGENCIES["credit"]["no"])
def test_lines_that_do_not(line: str) -> None:
    assert credit(Article("a", line)) is None


def test_an_agency_in_the_middle_is_no_credit() -> None:
    middle = "\n".join(["It rained."] * 20)
    assert credit(Article("a", f"{middle}\nReuters\n{middle}")) is None


def test_no_name_belongs_to_two_agencies() -> None:
    names = [name for written in AGENCIES["agency"].values() for name in written]
    assert len(names) == len(set(names))


def test_a_reprint_is_one_witness() -> None:
    readings = [
        read("c", OWN),
        read("b", FERRY.replace("Monday", "Monday night")),
        read("a", "Ferry burns\n\n" + FERRY),
    ]
    [origin] = origins(readings)
    assert (origin.sources, origin.why, origin.agency) == (("a", "b"), "reprint", "")
    assert origin.share > 0.9
    assert [p.source for p in origin.passages] == ["a", "b"]
    texts = {r.article.id: r.article.text for r in readings}
    assert all(texts[p.source][p.start : p.end] == p.text for p in origin.passages)
    assert origins(readings[::-1]) == (origin,)


def test_one_copied_sentence_is_one_witness_for_what_it_says() -> None:
    a, b, c = read("a", FERRY), read("b", f"{OWN}\n{TOLL}"), read("c", OWN.replace("ferry", "boat"))
    witnesses = Witnesses([a, b])
    assert witnesses.origins == ()
    assert witnesses.count([place(a, "Eighteen"), place(b, "Eighteen")]) == 1
    assert witnesses.count([place(a, "Marlow"), place(b, "Marlow")]) == 2
    assert Witnesses([a, c]).count([place(a, "Marlow"), place(c, "Marlow")]) == 2


def test_briefs_of_one_sentence_are_no_reprint() -> None:
    a, b = read("a", f"Ferry burns\n\n{TOLL}"), read("b", f"Fire at sea\n\n{TOLL}")
    assert origins([a, b]) == ()
    assert Witnesses([a, b]).count([place(a, "Eighteen"), place(b, "Eighteen")]) == 1


def test_what_both_quote_is_no_copy() -> None:
    quote = "“We shall raise the ferry before the winter and give every family an answer to its questions”"
    a = read("a", f"{quote}, the minister told reporters in Ellin.")
    b = read("b", f"In parliament, Ida Renn defended herself: {quote}.")
    assert Witnesses([a, b]).count([place(a, "ferry"), place(b, "ferry")]) == 2


def test_sources_of_one_agency_are_one_witness() -> None:
    a, b = read("a", f"ELLIN (AFP) — {FERRY}"), read("b", f"{OWN}\n\nAgence France-Presse")
    c = read("c", "It rained in Ellin.", source="AFP")
    [origin] = origins([a, b, c])
    assert (origin.sources, origin.why, origin.agency) == (("a", "b", "c"), "agency", "AFP")
    assert [p.text for p in origin.passages] == ["AFP", "Agence France-Presse", ""]
    assert Witnesses([a, b, c]).count([place(r, "Ellin" if r is c else "Marlow") for r in (a, b, c)]) == 1


def test_nothing_to_tell() -> None:
    assert origins([]) == ()
    assert origins([read("a", ""), read("b", "")]) == ()
    assert Witnesses([]).count([]) == 0
    stray = Place("gone", 0, 1, "x", "x", 0, 1)
    assert Witnesses([]).count([stray, stray]) == 1


def test_the_work_grows_with_the_text() -> None:
    """A thousand reprints take about ten times as long as a hundred, not a hundred times."""

    def seconds(number: int) -> float:
        readings = [read(f"{i:04}", f"Number {i}.\n{FERRY}") for i in range(number)]
        started = time.process_time()
        [origin] = origins(readings)
        assert len(origin.sources) == number
        return time.process_time() - started

    few, many = (min(seconds(number) for _ in range(3)) for number in (100, 1000))  # the least disturbed run
    assert many < 40 * few


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(alphabet='ab \n.“”"', max_size=120), max_size=4))
def test_any_text_is_taken(texts: list[str]) -> None:
    readings = [read(str(i), text) for i, text in enumerate(texts)]
    for origin in origins(readings):
        assert len(origin.sources) > 1
        assert 0 <= origin.share <= 1


def test_groups() -> None:
    groups = Groups([("a", "b"), ("c", "d"), ("b", "e")])
    assert groups.groups() == [["a", "b", "e"], ["c", "d"]]
    assert groups.root("a") == groups.root("e") != groups.root("c")
    assert groups.root("alone") == "alone"
