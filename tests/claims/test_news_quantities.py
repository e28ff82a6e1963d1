"""Quantities in plain news prose: business, cars, technology, sport, science. What is read in whole sentences."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from claims.extract import read_claims
from claims.types import Article, Quantity

# sentence | its quantities, separated by ';', ordinals left out: a number, or low..high with nothing for an open
# end; then the unit, or the noun counted in brackets (where it is settled); then the modifier, if it is not exact.
CASES = """
Shares of Tarn Motors fell 3.5 percent to $12.34 in late trading. | 3.5 percent; 12.34 USD
The index lost 120.4 points, or 0.7%, to close at 17,204.6. | 120.4 (point); 0.7 percent; 17204.6
The bank raised its key rate by 25 basis points to 4.75 percent. | 25 basis point; 4.75 percent
Brent crude slipped 80 cents to $84.10 a barrel. | 80 cent; 84.1 USD/barrel
EUR/USD traded at 1.0850 after the decision. | 1.085
The euro rose 0.4% to $1.0912. | 0.4 percent; 1.0912 USD
The dollar bought 148.30 yen, up from 147.95. | 148.3 JPY; 147.95
Net profit came to €1.5bn, against 1.2bn euros for the prior year. | 1.5e9 EUR; 1.2e9 EUR
The company expects revenue of $3.2 billion to $3.4 billion this quarter. | 3.2e9..3.4e9 USD range
Earnings were 45 cents per share, beating estimates of 41 cents. | 45 cent/share; 41 cent
The yield on the 10-year Treasury note climbed 6 basis points to 4.31%. | 10 year; 6 basis point; 4.31 percent
Investors sold 5-year notes worth $42 billion. | 5 year; 42e9 USD
Inflation eased to 2.9% in March from 3.4% in February. | 2.9 percent; 3.4 percent
Unemployment rose by two-tenths of a point to 6.1 percent. | 0.2 fraction; 6.1 percent
Output shrank by a third. | 1/3 fraction
About 1.2m households are in arrears. | 1.2e6 (household) about
The fund manages over £80bn. | 80e9.. GBP more than
The deal values the firm at as much as $950m. | ..950e6 USD at most
Wages grew at an annual rate of 5.1%. | 5.1 percent
Rs 500 crore will go to farmers. | 5e9 INR
The state spent Rs. 12,000 crore on roads. | 1.2e11 INR
Gold was up 1.1 percent at $2,310.50 per ounce. | 1.1 percent; 2310.5 USD/ounce
Copper gained $95 to $9,870 a tonne. | 95 USD; 9870 USD/tonne
The rupee closed at 83.42 to the dollar. | 83.42
The Dow added 312 points. | 312 (point)
The firm will cut 1,400 jobs, or 6 percent of its staff. | 1400 (job); 6 percent
Sales fell for the third straight quarter, down 4% year on year. | 4 percent
It paid $70 a share in cash. | 70 USD/share
The state owns 51 percent of the bank and wants to sell 15 percentage points. | 51 percent; 15 percentage point
Volumes hit 2.3 million barrels per day. | 2.3e6 barrel/day
The Q3 result beat forecasts by 8 percent. | 8 percent
Core prices rose 0.3% in the first quarter, the least in two years. | 0.3 percent; 2 year
Debt stands at 4.5 times earnings. | 4.5 (time)
The stock trades at 18 times forward earnings. | 18 (time)
Exports doubled to $4.1bn. | 4.1e9 USD
The chain plans 30 to 40 new stores. | 30..40 (store) range
They cut the dividend from 12p to 8p. | 0.12 GBP; 0.08 GBP
Growth slowed to -2.3%. | -2.3 percent
The spread widened to 1 1/8 points. | 1.125 (point)
The loan carries interest of 3-5 percent. | 3..5 percent range
Bitcoin fell below $60,000 for the first time in 3 weeks. | ..60000 USD less than; 3 week
Around two-thirds of firms expect lower sales. | 2/3 fraction about
The ministry put the cost at between $1.2 billion and $1.5 billion. | 1.2e9..1.5e9 USD range
The tax will bring in C$2.4 billion over five years. | 2.4e9 CAD; 5 year
Shipping a container now costs ¥320,000. | 320000 JPY
The pension fund lost 1.8 trillion yen. | 1.8e12 JPY
The currency has lost half its value. | 0.5 fraction
A ticket costs 20 euros. | 20 EUR
The S&P 500 rose 1.3 percent. | 1.3 percent
Nasdaq 100 futures were flat. |
A basket of 19 goods costs 7 percent more. | 19 (goods); 7 percent
Turnover hit HK$98.6 billion. | 98.6e9 HKD
Bonds due 2031 yield 5.2 percent. | 5.2 percent
The lender set aside another $300-400 million for bad loans. | 300e6..400e6 USD range
Rates will stay at zero, the bank said. | 0
The 30-share index ended 1.07 percent lower at 8,231.40. | 30 (share); 1.07 percent; 8231.4
Analysts polled had forecast 1.8 pct growth. | 1.8 percent
Futures were down 14 ticks. | 14 (tick)
The won weakened to 1,345.2 per dollar. | 1345.2 1/USD
Some $250,000 to $300,000 was missing. | 250000..300000 USD range
It has a 2.0-liter engine with 255 horsepower. | 2 litre; 255 horsepower
The V8 makes 460 hp and 420 lb-ft of torque. | 460 horsepower; 420 pound_foot
It sprints from 0 to 60 mph in 4.2 seconds. | 0..60 mile/hour range; 4.2 second
Top speed is 155 mph (250 km/h). | 155 mile/hour; 250 kilometre/hour
The wagon gets 32 mpg on the highway. | 32 mile/gallon
Its 77-kWh battery gives a range of 300 miles. | 77 kilowatt_hour; 300 mile
Prices start at $28,995. | 28995 USD
The SUV is 4.7 metres long and weighs 1,850 kg. | 4.7 metre; 1850 kilogram
Emissions are 119 g/km. | 119 gram/kilometre
The 2016 model has an eight-speed automatic. | 8 (speed)
The hatchback uses 6.4 litres per 100 km. | 6.4 litre/100_kilometre
The recall covers 23,500 cars built between 2012 and 2015. | 23500 (car)
The four-door sedan seats five. | 4 (door); 5
A 19-inch wheel is optional. | 19 inch
Torque peaks at 350 Nm at 1,500 rpm. | 350 newton_metre; 1500 revolutions_per_minute
The Tarn 500 will be sold in Italy. |
The BMW 3 Series and the Audi A4 are rivals. |
It charges from 10 to 80 percent in 18 minutes. | 10..80 percent range; 18 minute
The 3.0-liter V6 returns 28 miles per gallon. | 3 litre; 28 mile/gallon
The warranty runs for five years or 60,000 miles. | 5 year; 60000 mile
Peugeot 208 buyers wait six months. | 6 month
It can tow 3,500 pounds. | 3500 pound
A 1.6-litre diesel with 120bhp is the entry model. | 1.6 litre; 120 horsepower
The convertible goes from zero to 100 km/h in under five seconds. | 0..100 kilometre/hour range; ..5 second less than
The phone has 2 GB of RAM and 16GB of storage. | 2 gigabyte; 16 gigabyte
A 1,200 mAh cell powers the watch. | 1200 milliampere_hour
The 5.5-inch screen shows 1,080 by 1,920 pixels. | 5.5 inch; 1080 pixel; 1920 pixel
The iPhone 6 sold 10 million units in three days. | 1e7 (unit); 3 day
It shoots 4K video at 60 frames per second. | 60 frame/second
A 13-megapixel camera sits on the back. | 13 megapixel
The chip runs at 2.3 GHz. | 2.3 gigahertz
Downloads reach 150 Mbps. | 150 megabit/second
Windows 10 runs on 400 million devices. | 4e8 (device)
The app costs $1.99. | 1.99 USD
The site has 1.3bn monthly users. | 1.3e9 (user)
The Galaxy S7 weighs 152g. | 152 gram
The laptop is 0.6 inches thick. | 0.6 inch
It comes with a quad-core processor and 3 USB ports. | 3 (port)
Version 5.0.2 fixes 14 bugs. | 14 (bug)
The network covers 98% of homes with 4G. | 98 percent
The console sold 1.2 million units in its first 48 hours. | 1.2e6 (unit); 48 hour
Battery life is up to 12 hours. | ..12 hour at most
The Xbox 360 and PS4 versions ship next week. |
Hackers stole 500 gigabytes of data. | 500 gigabyte
The game costs 40% less than its $59.99 rival. | 40 percent; 59.99 USD
A 27-inch 5K monitor draws 90 watts. | 27 inch; 90 watt
HTML5 and MP3 files load in 0.2 seconds. | 0.2 second
The firm raised $1.2m in seed money. | 1.2e6 USD
The drone flies at 45 km/h for 25 minutes. | 45 kilometre/hour; 25 minute
The tablet's 8,000-mAh battery lasts two days. | 8000 milliampere_hour; 2 day
It holds a 1 TB drive and has a 2.5-inch bay. | 1 terabyte; 2.5 inch
The handset measures 138 x 67 x 7.1 mm. | 138 millimetre; 67 millimetre; 7.1 millimetre
The display has 401 pixels per inch. | 401 pixel/inch
The link carries 40 gigabits per second. | 40 gigabit/second
An eight-core chip clocks up to 3.1GHz. | 8 (core); ..3.1 gigahertz at most
Surface Pro 3 tablets sold poorly. |
The visitors were 2 for 45 after ten overs. | 2..45; 10 (over)
He took 5 for 63. | 5..63
They won 3-1 in front of 41,000 fans. | 1..3; 41000 (fan)
She ran the 100 metres in 10.9 seconds. | 100 metre; 10.9 second
He scored 28 points and had 11 rebounds. | 28 (point); 11 (rebound)
The striker, 24, joined for £35m on a five-year deal. | 24 year; 35e6 GBP; 5 year
The Reds beat the Blues 88-72. | 72..88
He shot a 6-under 66. | 6; 66
She won 6-4, 7-5 in 82 minutes. | 4..6; 5..7; 82 minute
He is averaging 22.4 points per game. | 22.4 1/game
The team sits fourth with 48 points. | 48 (point)
He hit .312 with 21 home runs. | 0.312; 21 (run)
Their record is 12-4. | 4..12
The 15-year-old swam in lane four. | 15 year
He missed 12 of 20 shots. | 12; 20 (shot)
The ban lasts four matches. | 4 (match)
They lost by 20 runs and three wickets. | 20 (run); 3 (wicket)
A crowd of 72,000 watched. | 72000
The 49ers gained 312 yards. | 312 yard
He threw for 285 yards and two touchdowns. | 285 yard; 2 (touchdown)
No. 2 seed Mara Lind won in straight sets. |
The transfer may cost up to 60 million euros. | ..60e6 EUR at most
He has 99 caps for Wales. | 99 (cap)
The race is 26.2 miles long. | 26.2 mile
It was the 40th goal of his career. |
Formula 1 returns in a fortnight. |
He needs one win from three games. | 1 (win); 3 (game)
The side have taken 13 points from a possible 15. | 13 (point); 15
The probe is 3.4 billion km from Earth. | 3.4e9 kilometre
The galaxy lies 13 million light-years away. | 13e6 light_year
Temperatures rose by 1.5 degrees Celsius. | 1.5 degree_Celsius
The sample is 66 million years old. | 66e6 year
Sea level rises 3.2 mm a year. | 3.2 millimetre/year
The telescope has a mirror 6.5 metres across. | 6.5 metre
Doses of 50 mg/kg were safe. | 50 milligram/kilogram
One in eight women is affected. | 0.125 fraction
It moves at 12 km per second. | 12 kilometre/second
CO2 levels are at 400 parts per million. | 400 part_per_million
The vaccine was 94.1% effective in 30,000 volunteers. | 94.1 percent; 30000 (volunteer)
Air holds 420 ppm of carbon dioxide. | 420 part_per_million
The quake of magnitude 5.8 struck at a depth of 10 km. | 5.8 magnitude; 10 kilometre
The study followed 1,204 men for 12.5 years. | 1204 (man); 12.5 year
The cells are 10 micrometres wide. | 10 micrometre
Bones found there are 1.8 million to 2 million years old. | 1.8e6..2e6 year range
The reactor yields 1.4 GW. | 1.4 gigawatt
Mice lost 20-25% of their weight. | 20..25 percent range
The rocket lifts 54 tons to orbit. | 54 ton
A third of species may vanish. | 1/3 fraction
Apollo 11 returned with 21.5 kg of rock. | 21.5 kilogram
The ice is two miles thick. | 2 mile
It costs 1/8 as much. | 0.125 fraction
H1N1 infected 61 people. | 61 (person)
Winds reached 300 mph on the planet. | 300 mile/hour
The lake holds 23,600 cubic kilometres of water. | 23600 cubic_kilometre
Pressure fell to 912 millibars. | 912 millibar
The dose was 5 micrograms per litre of blood. | 5 microgram/litre
A beam of 13 TeV hit the target. | 13 teraelectronvolt
It glows at 6,000 kelvin, or 6,000K. | 6000 kelvin; 6000 kelvin
Soil there has a pH of 4.5. | 4.5
The crater is 1.2 km by 800 m. | 1.2 kilometre; 800 metre
The maker employs 12,300 people in 14 countries. | 12300 (person); 14 (country)
The boss will get a $2m bonus and 150,000 shares. | 2e6 USD; 150000 (share)
At least 20 stores will close by 2027. | 20.. (store) at least
Nearly 9 in 10 customers would return. | 0.9 fraction about
The court fined it €50 million. | 50e6 EUR
The firm has been run by two brothers for 25 years. | 2 (brother); 25 year
Staff work 35 hours a week. | 35 hour/week
They pay $15 an hour. | 15 USD/hour
Rent is £1,250 per month for 45 square metres. | 1250 GBP/month; 45 square_metre
Every second customer paid by card. |
Half a million people signed. | 500000 (person)
Dozens of firms and several hundred workers are affected. | 24..199 (firm) vague; 300..1900 (worker) vague
A dozen eggs cost 3 dollars. | 12 (egg); 3 USD
Fewer than 10 per cent voted. | ..10 percent less than
She turned 40 and bought a 200-year-old house. | 40 year; 200 year
The 27-nation bloc agreed on 17 points. | 27 (nation); 17 (point)
The flight carries 189 passengers. | 189 (passenger)
The 747 landed at Gate 12. |
His two-bedroom flat sold for $1.35 million. | 2 (bedroom); 1.35e6 USD
The lease covers 8,000 sq ft of office space. | 8000 square_foot
They produce 12 gigawatts, enough for nine million homes. | 12 gigawatt; 9e6 (home)
The plan needs 60 votes in the 100-member chamber. | 60 (vote); 100 (member)
The shop opens 24 hours a day, seven days a week. | 24 hour/day; 7 day/week
The mill turns out 90 tonnes of flour a day. | 90 tonne/day
The wells gave 5,000 barrels daily until June. | 5000 barrel/day
The airport handles 40 flights daily. | 40 1/day
Police seized two tonnes of resin a year ago. | 2 tonne
The grant is worth 2,5 million euros. | 2.5e6 EUR
The airline ordered a further 12 jets. | 12 (jet)
Three of its five board members quit. | 3; 5 (member)
Two-thirds of the 1,200 staff are women. | 2/3 fraction; 1200 (staff)
The 12-week course costs AUD 900. | 12 week; 900 AUD
They raised prices twofold, to 6 francs a loaf. | 6 franc/loaf
Orders may be rising 2.5 to 3 million units a month. | 2.5e6..3e6 1/month range
The mill turns out 40,000 rolls a year. | 40000 1/year
The 1.5m-strong federation backs the strike. | 1.5e6
A 350-nit panel and a Snapdragon 730 chip are inside. | 350 nit
The index closed 1.2 percent, or 33.8 points, lower at 2,781.6. | 1.2 percent; 33.8 (point); 2781.6
Crude could trade at $50-$60 a barrel next year, she said. | 50..60 USD/barrel range
Tarn's market value topped $1.6 trillion. | 1.6e12.. USD more than
Sales are seen rising 3.5 to 4 million units this year. | 3.5e6..4e6 (unit) range
The stock jumped as much as 14.5%. | ..14.5 percent at most
The pair slipped to 1.1050, with GBP/USD at 1.2740. | 1.105; 1.274
Its 0-60 mph time is 3.9 seconds. | 0..60 mile/hour range; 3.9 second
The panel refreshes at 120Hz and peaks at 1,000 nits. | 120 hertz; 1000 nit
The phone packs a 5,000mAh battery and 8GB RAM. | 5000 milliampere_hour; 8 gigabyte
Snapdragon 855 chips are made on a 7nm process. | 7 nanometre
The Core i7 laptop ships with DDR4 memory. |
The relay team won the 4x100m in 37.5 seconds. | 37.5 second
He kicked a 35-yard field goal with 12 seconds left. | 35 yard; 12 second
The 6-foot-5, 235-pound tackle signed a two-year deal worth $14m. | 77 inch; 235 pound; 2 year; 14e6 USD
Marn drew 1-1 and went out 2-1 on aggregate. | 1; 1..2
She finished 1.5 seconds ahead of the pack. | 1.5 second
He earns a £2.5m-a-year salary. | 2.5e6 GBP/year
A fifth of voters are undecided. | 0.2 fraction
The town has 2,300 inhabitants, 40 percent more than in 2001. | 2300 (inhabitant); 40 percent
They own a 50 per cent stake. | 50 percent
The bonds carry a coupon of 3 3/8 percent. | 3.375 percent
Spot gold eased 0.2% to $1,925.30/oz. | 0.2 percent; 1925.3 USD/ounce
The ETF holds 30,000 ounces. | 30000 ounce
Analysts expect earnings of 62 cents a share on revenue of $5.1 billion. | 62 cent/share; 5.1e9 USD
He was fined 250,000 Swiss francs. | 250000 CHF
A litre of petrol costs 1.79 euros. | 1.79 EUR
The tanker carried 1m barrels of oil. | 1e6 barrel
GDP grew at an annualised 2.1 percent pace in the second quarter. | 2.1 percent
Its debt-to-GDP ratio is 134%. | 134 percent
The 737 MAX fleet stays grounded. |
The bridge is 1,280 metres long and 27 m wide. | 1280 metre; 27 metre
The boat sank in 30 feet of water about 2 miles off shore. | 30 foot; 2 mile about
Snow fell at 2 inches an hour. | 2 inch/hour
A gust of 104 mph was clocked at 3 a.m. | 104 mile/hour
The mine produced 210,000 tonnes of copper, up 6% from 198,000 tonnes. | 210000 tonne; 6 percent; 198000 tonne
Unit sales of the Galaxy Note 7 reached 2.5 million. | 2.5e6
The vote was 52 to 48. | 48..52
The bill passed 218-207. | 207..218
He has scored in 9 straight games. | 9 (game)
The dose is 0.5 mg twice daily. | 0.5 milligram
Only 1 in 10 firms replied. | 0.1 fraction
The satellite orbits 35,786 km above the equator. | 35786 kilometre
It rained for 40 days, 11 of them without a break. | 40 day; 11
Police seized 3kg of cocaine and 200 rounds. | 3 kilogram; 200 (round)
Cases rose to 1,204 from 988 a day earlier. | 1204; 988
The fee went from $9.99 to $12.99 a month. | 9.99 USD; 12.99 USD/month
The truck tows 7,200 lbs. | 7200 pound
Its 1.5-litre, three-cylinder turbo makes 134kW. | 1.5 litre; 3 (cylinder); 134 kilowatt
The tank holds 60 L. | 60 litre
The startup raised a $25 million Series B round. | 25e6 USD
The won fell 0.3% against the dollar to 1,180.9. | 0.3 percent; 1180.9
Interest rates were cut a quarter point to 1.5%. | 0.25 fraction; 1.5 percent
Losses could exceed $10bn. | 10e9.. USD more than
It sells for just under $1,000. | ..1000 USD less than
The group booked a one-off charge of 120 million pounds. | 120e6 GBP
There were 12,345 applications for 50 places. | 12345 (application); 50 (place)
Copper for delivery in three months rose to $6,010 a ton. | 3 month; 6010 USD/ton
Lenders hold $2.1tn in assets. | 2.1e12 USD
The airline flew 8.1m passengers. | 8.1e6 (passenger)
The film took $22.5 million at 3,900 cinemas. | 22.5e6 USD; 3900 (cinema)
More than two dozen states sued. | 24.. (state) more than
Rainfall was 15 mm below average. | 15 millimetre
The 4.5m-strong union backs him. | 4.5e6
He bought 2 for $5. | 2; 5 USD
The 2.4-GHz band is crowded. | 2.4 gigahertz
Output was 9.6 million bpd. | 9.6e6 barrel/day
"""

MODIFIERS = ("at least", "at most", "more than", "less than", "about", "range", "vague")
ROWS = [[cell.strip() for cell in line.split(" |")] for line in CASES.strip().splitlines()]


def number(cell: str) -> Decimal | None:
    if not cell:
        return None
    over, _, under = cell.partition("/")
    return Decimal(over) / Decimal(under or 1)


def expected(cells: str) -> Iterator[tuple[Decimal | None, Decimal | None, str, str]]:
    for cell in filter(None, map(str.strip, cells.split(";"))):
        value, _, rest = cell.partition(" ")
        modifier = next((m for m in MODIFIERS if rest.endswith(m)), "exact")
        low, dots, high = value.partition("..")
        yield number(low), number(high if dots else low), rest.removesuffix(modifier).strip(), modifier


def as_expected(quantity: Quantity, unit: str) -> tuple[Decimal | None, Decimal | None, str, str]:
    """A quantity as the table has it; the noun counted only where the table gives one."""
    read = f"({quantity.counted})" if quantity.unit is None and unit.startswith("(") else quantity.unit or ""
    return quantity.low, quantity.high, read, quantity.modifier


@pytest.fixture(scope="module")
def readings() -> dict[str, list[Quantity]]:
    """The quantities of every sentence, all parsed at once."""
    found = {}
    for reading in read_claims([Article(id=text, text=text) for text, _ in ROWS]):
        quantities = {q.start: q for claim in reading.claims for q in claim.quantities if q.kind != "ordinal"}
        found[reading.article.id] = [quantities[start] for start in sorted(quantities)]
    return found


@pytest.mark.parametrize(("text", "cells"), ROWS, ids=[text for text, _ in ROWS])
def test_quantities_of_a_sentence(text: str, cells: str, readings: dict[str, list[Quantity]]) -> None:
    wanted, read = list(expected(cells)), readings[text]
    assert len(read) == len(wanted), [q.text for q in read]
    for quantity, want in zip(read, wanted, strict=True):
        assert as_expected(quantity, want[2]) == want
