"""What is read as a quantity, with its span, value, unit and bound."""

import re
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.quantities.numerals import implied_step
from claims.quantities.quantities import convert, dimension, find_quantities, unread_numbers

# text | quantities, separated by ';'. Each is: words = kind value [unit] [modifier], where the value is a number, or
# low..high with nothing for an open end.
CASES = """
1,200 prisoners went home | 1,200 = count 1200
it has 330000 inhabitants | 330000 = count 330000
a town of 120, 000 souls | 120, 000 = count 120000
40 000 tonnes | 40 000 tonnes = measure 40000 tonne
a debt of 1 234 567 euros | 1 234 567 euros = money 1234567 EUR
12,34,567 voters | 12,34,567 = count 1234567
1.3e6 cells | 1.3e6 = count 1300000
.08 of a second | .08 = count 0.08
two hundred and six men | two hundred and six = count 206
two hundred six men | two hundred six = count 206
forty-three tents | forty-three = count 43
forty three tents | forty three = count 43
a hundred trucks | a hundred = count 100
several hundred thousand trucks | several hundred thousand = count 300000..1900000 vague
half a million trucks | half a million = count 500000
half-a-million trucks | half-a-million = count 500000
a quarter of a million trucks | a quarter of a million = count 250000
three quarters of a million | three quarters of a million = count 750000
1.2 million trucks | 1.2 million = count 1200000
3.5 bn people | 3.5 bn = count 3500000000
10k runners | 10k = count 10000
2m people fled | 2m = count 2000000
a wall 5m high | 5m = measure 5 metre
three lakh crore rupees | three lakh crore rupees = money 3000000000000 INR
two million three hundred thousand | two million three hundred thousand = count 2300000
one and a half million | one and a half million = count 1500000
3 million and a half | 3 million and a half = count 3500000
one billion and a half million | one billion and a half million = count 1000500000
a dozen eggs | a dozen = count 12
two dozen eggs | two dozen = count 24
half a dozen eggs | half a dozen = count 6
dozens fled | dozens = count 24..199 vague
hundreds of thousands fled | Hundreds of thousands = count 200000..1999000 vague
a few hundred fled | a few hundred = count 200..1200 vague
a couple of days later | a couple of days = duration 2 day about
a pair of guns and a single shot | a pair of = count 2; a single = count 1
twin bombings killed nobody | twin = count 2
zero tents arrived | zero = count 0
nine point nought four | nine point nought four = count 9.04
10 1/2 miles | 10 1/2 miles = measure 10.5 mile
10½ miles | 10½ miles = measure 10.5 mile
half of them left | half = count 0.5 fraction
two-thirds of the homes | two-thirds = count 0.6666666666666666666666666667 fraction
three quarters of the homes | three quarters = count 0.75 fraction
prices fell by a third. | a third = count 0.3333333333333333333333333333 fraction
3/4 of the homes | 3/4 = count 0.75 fraction
one in five families | one in five = count 0.2 fraction
nine out of 10 families | nine out of 10 = count 0.9 fraction
two tenths of a mile | two tenths of a mile = measure 0.2 mile
it takes half an hour | half an hour = duration 0.5 hour
the third man | third = ordinal 3
the twenty-first man and the 22nd | twenty-first = ordinal 21; 22nd = ordinal 22
the second raid lasted a second | second = ordinal 2
18 to 25 tents | 18 to 25 = count 18..25 range
18-25 tents | 18-25 = count 18..25 range
18–25 tents | 18–25 = count 18..25 range
18 – 25 tents | 18 – 25 = count 18..25 range
between 17 and 22 tents | between 17 and 22 = count 17..22 range
between two hundred and three hundred tents | between two hundred and three hundred = count 200..300 range
from 10 to 15 tents | from 10 to 15 = count 10..15 range
two or three days | two or three days = duration 2..3 day range
a two- to three-day trip | two- to three-day = duration 2..3 day range
a 10-to-15-minute walk | 10-to-15-minute = duration 10..15 minute range
40 percent to 70 percent | 40 percent to 70 percent = percent 40..70 percent range
5-6% of them | 5-6% = percent 5..6 percent range
$5-6 million | $5-6 million = money 5000000..6000000 USD range
$5 to $6 million | $5 to $6 million = money 5000000..6000000 USD range
$5m-$6m | $5m-$6m = money 5000000..6000000 USD range
between 2 and 3 million tents | between 2 and 3 million = count 2000000..3000000 range
waves of 10 to 40 centimetres | 10 to 40 centimetres = measure 10..40 centimetre range
5km-10km away | 5km-10km = measure 5..10 kilometre range
it rose from 5% to 7% | 5% = percent 5 percent; 7% = percent 7 percent
the staff was cut from 40 to 30 | 40 = count 40; 30 = count 30
it grew by 2,000 to 9,000 | 2,000 = count 2000; 9,000 = count 9000
at least 20 tents | at least 20 = count 20.. at least
no fewer than 20 tents | no fewer than 20 = count 20.. at least
20 tents at least? 20 or more tents | 20 = count 20; 20 or more = count 20.. at least
up to 1,200 prisoners | up to 1,200 = count ..1200 at most
a maximum of 30 days | a maximum of 30 days = duration ..30 day at most
more than 20 tents | more than 20 = count 20.. more than
far fewer than 20 tents | far fewer than 20 = count ..20 less than
under $5m was spent | under $5m = money ..5000000 USD less than
more than 10 but fewer than 20 tents | more than 10 but fewer than 20 = count 10..20 range
at least 80 and as many as 120 tents | at least 80 and as many as 120 = count 80..120 range
nearly half the tents | nearly half = count 0.5 fraction about
about 150 nautical miles off | about 150 nautical miles = measure 150 nautical_mile about
some 200 tents, 20 or so of them new | some 200 = count 200 about; 20 or so = count 20 about
up to about 20 tents | up to about 20 = count ..20 at most
at least a 30-day truce | at least a 30-day = duration 30.. day at least
a minimum 30-day truce | a minimum 30-day = duration 30.. day at least
a 20-plus crew and 50+ tents | 20-plus = count 20.. at least; 50+ = count 50.. at least
113 At least nine men came | 113 = count 113; At least nine = count 9.. at least
they quarrelled over three days | three days = duration 3 day
for over three days | over three days = duration 3.. day more than
they talked about two men | two = count 2
$2.5 billion | $2.5 billion = money 2500000000 USD
a US$5 fee and a C$ 7 fine | US$5 = money 5 USD; C$ 7 = money 7 CAD
A $5 fee | $5 = money 5 USD
5 euros | 5 euros = money 5 EUR
EUR 5bn | EUR 5bn = money 5000000000 EUR
20 Swiss francs, 4,000 Syrian pounds | 20 Swiss francs = money 20 CHF; 4,000 Syrian pounds = money 4000 SYP
ten cents and 50p | ten cents = money 10 cent; 50p = money 0.5 GBP
5 dollars and 20 cents | 5 dollars and 20 cents = money 5.2 USD
a fine of 500 pounds | 500 pounds = money 500 GBP
500 pounds of rice | 500 pounds = measure 500 pound
millions of dollars | millions of dollars = money 2000000..199999999 USD vague
$5 a barrel | $5 a barrel = money 5 USD/barrel
a $70-a-share offer | $70-a-share = money 70 USD/share
$5bn a year earlier | $5bn = money 5000000000 USD
£1. 7m in notes | £1. 7m = money 1700000 GBP
five per cent | five per cent = percent 5 percent
5 percentage points | 5 percentage points = percent 5 percentage point
25 basis points | 25 basis points = percent 25 basis point
58km (36 miles) away | 58km = measure 58 kilometre; 36 miles = measure 36 mile
5 ft 11 in tall | 5 ft 11 in = measure 71 inch
24 km2 of forest | 24 km2 = measure 24 square_kilometre
winds of 120 mph (193 km/h) | 120 mph = measure 120 mile/hour; 193 km/h = measure 193 kilometre/hour
dozens of miles | dozens of miles = measure 24..199 mile vague
minus 5C, not -7C | minus 5C = measure -5 degree_Celsius; -7C = measure -7 degree_Celsius
60 per hour | 60 per hour = count 60 1/hour
500,000 barrels per day | 500,000 barrels per day = measure 500000 barrel/day
a 6.1-magnitude quake | 6.1-magnitude = magnitude 6.1 magnitude
the 6. 1-magnitude quake | 6. 1-magnitude = magnitude 6.1 magnitude
a 6.4-strength quake | 6.4-strength = magnitude 6.4 magnitude
a preliminary magnitude of 5. 9 | magnitude of 5. 9 = magnitude 5.9 magnitude
a quake of magnitude 7.6 | magnitude 7.6 = magnitude 7.6 magnitude
it measured 4.4 on the Richter scale | 4.4 on the Richter scale = magnitude 4.4 magnitude
three days of talks | three days = duration 3 day
a 30-day truce | 30-day = duration 30 day
a two-and-a-half-hour talk | two-and-a-half-hour = duration 2.5 hour
an hour and a half | an hour and a half = duration 1.5 hour
two hours and 20 minutes | two hours and 20 minutes = duration 140 minute
25 years in prison | 25 years = duration 25 year
a 25-year-old man | 25-year-old = age 25 year
a six-month-old girl | six-month-old = age 6 month
25 years old | 25 years old = age 25 year
18- to 25-year-olds | 18- to 25-year-olds = age 18..25 year range
12- and 14-year-old boys | 12- = age 12 year; 14-year-old = age 14 year
young men aged 18-25 | aged 18-25 = age 18..25 year range
children aged three and four, | aged three = age 3 year; four = age 4 year
soldiers under the age of 25 | under the age of 25 = age ..25 year less than
girls under 17 were freed | under 17 = age ..17 year less than
the over-60s and under 25s | over-60s = age 60.. year at least; under 25s = age ..25 year less than
between the ages of 18 and 25 | between the ages of 18 and 25 = age 18..25 year range
Anna Berg, 34, said so | 34 = age 34 year
the driver, 51, was held | 51 = age 51 year
At 92, she still swims | 92 = age 92 year
he was 68. | 68 = age 68 year
it put the magnitude of the quake at 5.0 | 5.0 = magnitude 5.0 magnitude
it lasted nearly an hour | nearly an hour = duration 1 hour about
The attacker is 15, police said. | 15 = age 15 year
The score was 15. | 15 = count 15
a man in his mid-30s | mid-30s = age 34..36 year range
a gap of 2 years -1 again | 2 years = duration 2 year; -1 = count -1
they won 3-1 | 3-1 = score 1..3
they lost 1-3 | 1-3 = score 1..3
an 88-72 win | 88-72 = score 72..88
a 2-2 draw | 2-2 = score 2
7-6 (5) 6-7 6-3 | 7-6 (5) = score 6..7; 6-7 = score 6..7; 6-3 = score 3..6
the board voted five to two | five to two = score 2..5
by nine votes to four | nine votes to four = score 4..9
a vote of six to one settled it | six to one = score 1..6
a majority of six to one | six to one = score 1..6
voted to send five to Rome | five = count 5
they split five to ten loaves | five to ten = count 5..10 range
the court ruled 5 to 4 | 5 to 4 = score 4..5
the bill passed, 290 to 130 | 290 to 130 = score 130..290
£20m-30m a year | £20m-30m a year = money 20000000..30000000 GBP/year range
a town with a population of 1.2m, | 1.2m = count 1200000
$700 million dollars | $700 million dollars = money 700000000 USD
revised up to 4.2 percent | 4.2 percent = percent 4.2 percent
two to three hundred men | two to three hundred = count 200..300 range
one in every 50 families | one in every 50 = count 0.02 fraction
she is 5-foot-3 | 5-foot-3 = measure 63 inch
a 6.3 earthquake and a tremor measuring 4.8 | 6.3 = magnitude 6.3 magnitude; 4.8 = magnitude 4.8 magnitude
120 MEUR or USD 75 million | 120 MEUR = money 120000000 EUR; USD 75 million = money 75000000 USD
the 3,000th visitor | 3,000th = ordinal 3000
3 hundred and six men | 3 hundred and six = count 306
one hundred and three quarters | one hundred and three quarters = count 100.75
one woman said so, and one of the men | one = count 1; one = count 1
it killed one and hurt two | one = count 1; two = count 2
a 10-member crew of a 15-nation pact | 10 = count 10; 15 = count 15
one third-degree burn | one = count 1; third = ordinal 3
killed 2000 people and 1999 cows in 1999 | 2000 = count 2000
some 1900 huts | some 1900 = count 1900 about
"""


def expected(cell: str) -> tuple[str, str, Decimal | None, Decimal | None, str | None, str]:
    words, _, reading = cell.strip().partition(" = ")
    kind, value, *rest = reading.split()
    low, dots, high = value.partition("..")
    bound = next((m for m in MODIFIERS if " ".join(rest).endswith(m)), "exact")
    unit = " ".join(rest).removesuffix(bound).strip() or None
    numbers = (Decimal(low) if low else None, Decimal(high) if high else None) if dots else (Decimal(low),) * 2
    return words.lower(), kind, *numbers, unit, bound


MODIFIERS = ("at least", "at most", "more than", "less than", "about", "range", "vague")
ROWS = [line.split(" | ") for line in CASES.strip().splitlines()]


@pytest.mark.parametrize(("text", "quantities"), ROWS, ids=[text for text, _ in ROWS])
def test_quantity_is_read(text, quantities):
    read = [(q.text.lower(), q.kind, q.low, q.high, q.unit, q.modifier) for q in find_quantities(text)]
    assert read == [expected(cell) for cell in quantities.split(";")]


NO_QUANTITIES = """
an AK-47 and an F-16
Boeing 747 pilots
the G20 and the P5+1
Section 8 and Article 5
Resolution 2118
on Route 66, near Highway 1
the Covid-19 ward
in 2013 and in 2014, 2003-2005
June 5, 2004 and 21 March
on 5/17/2018 or 2018-05-17
at 02:24 GMT, 4:43 a.m. and 5pm
it struck at 1353
it hit at 1: 53 p. m. local time
call +1-222-2222-2222 or dial 555-1234
see https://example.org/2013/page7?x=3%204
write to desk24@example.org
version 3.14.15
ISBN 978-3-16-148410-0
No. 5 seed
10 Downing Street
the 82nd Airborne
the 21st century and the 1990s
the San Francisco 49ers
a Catch-22
no one saw one another
this one, that one, the new one
a difficult one.
first aid at first
World War II and World War Two
SEAL Team Six was there.
the 60s and the 737s
in 09 or 2003–05
50 Cent sings
a 24/7 shop in the first world
half past nine or quarter to ten
a 7-Eleven, 9-to-5
1) Name the city
a draft_3 file
5G masts
192.168.1.2
the first-half figures? no: half-hearted talk
"""


@pytest.mark.parametrize("text", NO_QUANTITIES.strip().splitlines())
def test_number_that_counts_nothing(text):
    kinds = {quantity.kind for quantity in find_quantities(text)}
    assert kinds <= {"ordinal"}
    assert unread_numbers(text, find_quantities(text)) == []


def test_taken_spans_are_left_alone():
    text = "On 12 May 30 men and 12 boys came."
    start = text.index("12 May 30")
    assert [quantity.text for quantity in find_quantities(text, taken=[(start, start + 9)])] == ["12"]


def test_unread_numbers_are_those_that_nothing_explains():
    text = "Item 5 lists 12345678901234567890123456789 and 7 men."
    quantities = find_quantities(text)
    assert [quantity.text for quantity in quantities] == ["7"]
    assert [text[start:end] for start, end in unread_numbers(text, quantities)] == ["12345678901234567890123456789"]
    assert unread_numbers(text, quantities, taken=[(0, len(text))]) == []


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("18 men", "1"),
        ("1,200 men", "100"),
        ("20 men", "10"),
        ("6.1 points", "0.1"),
        ("2.0 points", "0.1"),
        ("$2.5 billion", "100000000"),
        ("3 million men", "1000000"),
        ("two hundred men", "100"),
        ("two hundred and six men", "1"),
        ("0 men", "1"),
    ],
)
def test_step_that_the_digits_imply(text, step):
    assert [quantity.step for quantity in find_quantities(text)] == [Decimal(step)]


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("36 miles", "kilometre", "57.936384", "57.936384"),
        ("35 degrees Celsius", "degree_Fahrenheit", "95", "95"),
        ("10 to 40 centimetres", "metre", "0.1", "0.4"),
        ("at least two weeks", "day", "14", None),
        ("18 months", "year", "1.5", "1.5"),
        ("60 mph", "kilometre/hour", "96.56064", "96.56064"),
        ("20 knots", "kilometre/hour", "37.04", "37.04"),
        ("half of them", "percent", "50", "50"),
        ("$5 a barrel", "USD/barrel", "5", "5"),
        ("500,000 barrels a day", "barrel/hour", "20833.3333333333", "20833.3333333333"),
        ("2 percentage points", "basis point", "200", "200"),
        ("12 square miles", "square_kilometre", "31.0798573240320", "31.0798573240320"),
    ],
)
def test_conversion(text, unit, low, high):
    (quantity,) = find_quantities(text)
    converted = convert(quantity, unit)
    assert converted is not None
    assert converted.unit == unit
    assert (converted.low, converted.high) == (Decimal(low), Decimal(high) if high else None)
    assert (converted.start, converted.text, converted.modifier) == (quantity.start, quantity.text, quantity.modifier)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5 euros", "USD"),
        ("5 km", "day"),
        ("5 men", "kilometre"),
        ("5 km", "parsnip"),
        ("5 percent", "percentage point"),
        ("5 pesos", "MXN"),
        ("$5 a barrel", "EUR/barrel"),
        ("$5 a share", "USD"),
    ],
)
def test_no_conversion(text, unit):
    (quantity,) = find_quantities(text)
    assert convert(quantity, unit) is None


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        (None, "count"),
        ("USD", "money"),
        ("peso", "money"),
        ("cent", "money"),
        ("kilometre", "length"),
        ("square_mile", "area"),
        ("cubic_foot", "volume"),
        ("mile/hour", "length/time"),
        ("knot", "length/time"),
        ("USD/barrel", "money/volume"),
        ("USD/share", "money/share"),
        ("1/hour", "count/time"),
        ("fraction", "percent"),
        ("percentage point", "percentage point"),
        ("year", "time"),
        ("magnitude", "magnitude"),
    ],
)
def test_dimension(unit, name):
    assert dimension(unit) == name


def test_implied_step_of_zero():
    assert implied_step(Decimal("0.00")) == Decimal("0.01")


# --- what holds for any text -----------------------------------------------------------------------

WORDS = """
a an the of and or to from between in at per about at least up to more than over under nearly no aged magnitude minus
half third quarter thirds one two three twenty forty hundred thousand million billion dozen dozens few couple score
point first second 21st 5 12 1,200 3.5 2013 0 000 ½ 3/4 1e5 60s 6. 1 - – . , : ; ( ) $ £ € US$ % + ' " / ² km km2 m
mph miles feet in ft percent per cent points pounds cents dollars euros years year-old old hours minutes ago people
men Falcon No. St Street war won Smith , 34 ,
"""
WORD_SALAD = st.lists(st.sampled_from(WORDS.split()), max_size=16).flatmap(
    lambda words: st.lists(st.sampled_from(["", " ", " ", "\n"]), min_size=len(words), max_size=len(words)).map(
        lambda gaps: "".join(word + gap for word, gap in zip(words, gaps, strict=True))
    )
)


@given(st.one_of(st.text(), WORD_SALAD))
@settings(deadline=None, max_examples=300)
def test_any_text_is_read_without_error(text):
    quantities = find_quantities(text)
    end = 0
    for quantity in quantities:
        assert text[quantity.start : quantity.end] == quantity.text
        assert end <= quantity.start < quantity.end
        assert quantity.low is not None or quantity.high is not None
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
        assert quantity.step > 0
        end = quantity.end
    for start, stop in unread_numbers(text, quantities):
        assert text[start:stop].strip()
        assert not any(quantity.start < stop and start < quantity.end for quantity in quantities)


@given(st.integers(min_value=2_100, max_value=10**15))
def test_separators_do_not_change_the_value(number):
    plain, grouped = f"killed {number} men", f"killed {number:,} men"
    (first,), (second,) = find_quantities(plain), find_quantities(grouped)
    assert first.low == second.low == number
    assert first.step == second.step


@given(st.integers(min_value=0, max_value=999_999_999))
def test_numbers_in_words(number):
    (quantity,) = find_quantities(f"exactly {in_words(number)} tents")
    assert (quantity.low, quantity.high) == (number, number)


@given(st.integers(0, 400), st.integers(0, 400))
def test_taken_spans_hide_their_numbers(start, length):
    text = "At least 12 men, $5 million and 30 percent of 1,200 homes were lost in 3 days. " * 5
    span = (start, start + length)
    for quantity in find_quantities(text, taken=[span]):
        digits = [quantity.start + match.start() for match in re.finditer(r"\d", quantity.text)]
        assert not any(span[0] <= place < span[1] for place in digits)


RUNS = [
    "5 ",
    "1,",
    "two hundred and ",
    "$",
    "half of a ",
    "more than ",
    "five point ",
    "5-",
    "1 000 ",
    "a.b@",
    "million ",
]


@pytest.mark.parametrize("run", RUNS)
def test_long_runs_are_read_in_linear_time(run):
    short, long = (seconds(run * length) for length in (500, 5000))
    assert long < 40 * short + 0.5


def seconds(text: str) -> float:
    started = time.process_time()
    find_quantities(text)
    return time.process_time() - started


ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen"""
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety"


def in_words(number: int) -> str:
    for value, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if number >= value:
            head, rest = divmod(number, value)
            link = " and " if 0 < rest < 100 else " "
            return f"{in_words(head)} {name}{link + in_words(rest) if rest else ''}"
    if number < 20:
        return ONES.split()[number]
    tens, ones = divmod(number, 10)
    return TENS.split()[tens] + (f"-{in_words(ones)}" if ones else "")
