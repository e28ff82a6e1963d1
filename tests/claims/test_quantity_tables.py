"""Every rule table carries examples that must match and examples that must not."""

from decimal import Decimal
from pathlib import Path

import pytest

import claims
from claims.quantities.numerals import read_numeral
from claims.quantities.quantities import find_quantities, unread_numbers
from claims.quantities.units import dimension
from claims.tables import read_table
from claims.text.tokens import tokenise

CLAIMS = Path(claims.__file__).parent
UNITS = read_table("units")
CURRENCIES = read_table("currencies")
SHARES = read_table("shares")
BOUNDS = read_table("bounds")["bound"]
NAMES = read_table("number_names")
VAGUE = [*read_table("numerals")["vague"], *read_table("numerals")["group"]]


@pytest.mark.parametrize(("text", "unit"), [case for group in UNITS.values() for case in group["yes"]])
def test_unit_is_read(text, unit):
    assert [quantity.unit for quantity in find_quantities(text)] == [unit]


@pytest.mark.parametrize(("text", "name"), [(text, name) for name, group in UNITS.items() for text in group["no"]])
def test_unit_is_not_read(text, name):
    units = {entry["name"] for entry in UNITS[name]["units"]}
    assert not [quantity for quantity in find_quantities(text) if quantity.unit in units]


@pytest.mark.parametrize(("text", "unit"), [(text, unit) for unit, entry in SHARES.items() for text in entry["yes"]])
def test_share_is_read(text, unit):
    assert [(quantity.kind, quantity.unit) for quantity in find_quantities(text)] == [("percent", unit)]


@pytest.mark.parametrize(("text", "unit"), [(text, unit) for unit, entry in SHARES.items() for text in entry["no"]])
def test_share_is_not_read(text, unit):
    assert unit not in {quantity.unit for quantity in find_quantities(text)}


@pytest.mark.parametrize(("text", "unit"), CURRENCIES["examples"]["yes"])
def test_currency_is_read(text, unit):
    assert [(quantity.kind, quantity.unit) for quantity in find_quantities(text)] == [("money", unit)]


@pytest.mark.parametrize("text", CURRENCIES["examples"]["no"])
def test_currency_is_not_read(text):
    assert "money" not in {quantity.kind for quantity in find_quantities(text)}


def test_every_currency_is_money():
    codes = [entry["code"] for entry in CURRENCIES["currency"]]
    assert len(codes) == len(set(codes))
    assert {dimension(code) for code in codes} == {"money"}


@pytest.mark.parametrize(("text", "modifier"), [(text, rule["modifier"]) for rule in BOUNDS for text in rule["yes"]])
def test_bound_is_read(text, modifier):
    assert [quantity.modifier for quantity in find_quantities(text)] == [modifier]


@pytest.mark.parametrize(("text", "modifier"), [(text, rule["modifier"]) for rule in BOUNDS for text in rule["no"]])
def test_bound_is_not_read(text, modifier):
    quantities = find_quantities(text)
    assert quantities
    assert modifier not in {quantity.modifier for quantity in quantities}


@pytest.mark.parametrize("text", [text for group in NAMES.values() for text in group["yes"]])
def test_number_of_a_name_is_no_quantity(text):
    assert find_quantities(text) == []
    assert unread_numbers(text, []) == []


@pytest.mark.parametrize("text", [text for group in NAMES.values() for text in group["no"]])
def test_number_beside_a_name_is_a_quantity(text):
    assert find_quantities(text)


@pytest.mark.parametrize(("text", "entry"), [(text, entry) for entry in VAGUE for text in entry["yes"]])
def test_vague_word_is_read(text, entry):
    low = Decimal(entry.get("low", entry.get("value")))
    (quantity,) = find_quantities(text)
    assert quantity.low is not None
    assert quantity.low % low == 0
    assert quantity.modifier == ("exact" if "value" in entry else "about" if entry.get("approximate") else "vague")


@pytest.mark.parametrize(("text", "entry"), [(text, entry) for entry in VAGUE for text in entry["no"]])
def test_vague_word_is_not_read(text, entry):
    tokens = tokenise(text)
    forms = {numeral.form for i in range(len(tokens)) if (numeral := read_numeral(tokens, i))}
    assert ("group" if "value" in entry else "vague") not in forms


@pytest.mark.parametrize("name", read_table("number_words"))
def test_word_list_is_used_and_free_of_repetitions(name):
    listed = read_table("number_words")[name].split()
    assert len(listed) == len(set(listed)) > 0
    assert any(f'words("{name}")' in path.read_text(encoding="utf-8") for path in CLAIMS.rglob("*.py"))
