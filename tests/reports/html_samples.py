"""Larger results for the HTML page: four dated articles on one landslide, and results of any size."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from samples import claim, coverage, place, quantity, reading

from checker.types import CheckResult, Evidence, Fact, FactValue, Finding, Place
from claims.types import Article, Claim

MORNING = """Landslide buries part of Varnholt

At least 12 people died when a hillside above Varnholt gave way on Monday night, the district council said. The \
slide began at about 11 pm, after four days of rain.

Mayor Lisbet Aune said that nobody had warned the town. "We were asleep," she told reporters outside the school \
where 340 residents spent the night.

The slope had been surveyed in 2019. The survey found no danger, according to the district council. The road to \
Sund is closed, and the railway will reopen on Thursday.
"""

COURIER = """Varnholt: toll rises to 19

Nineteen people are now known to have died in the landslide at Varnholt, rescue workers said on Wednesday. Seven \
are missing.

The hillside came down shortly before midnight on Monday. The geological office said that it had warned the \
council twice, in March and in April, that the slope was moving.

About 350 residents were taken to a school and a sports hall. The railway will stay closed until Friday, the \
operator said. A relief fund has collected 2.4 million crowns.
"""

VALLEY = """After the slide, the questions

The landslide at Varnholt killed 23 people, the police said on Thursday evening. Two of them were rescue workers.

The geological office warned the council of the moving slope in April, letters show. Mayor Lisbet Aune said that \
the letters never reached her.

Some 350 residents still sleep in the school. The first train passed on Thursday at noon. Soldiers have begun to \
clear the road to Sund.
"""

HERALD = """Twenty-three dead at Varnholt

The dead at Varnholt number 23, among them two firefighters, the interior ministry said on Friday. The last of the \
missing was found on Thursday.

The slope gave way at about 11 pm on Monday. The council had received no warning, its spokesman repeated. The \
railway reopened on Thursday. The government has promised 40 million crowns.
"""


def four_sources() -> CheckResult:
    """A toll that rises from day to day, a warning given or not, a railway reopened or not."""
    a = Article("morning", MORNING, "Landslide buries part of Varnholt", "The Morning Ledger", date(2024, 5, 7),
                "https://ledger.example/varnholt")  # fmt: skip
    b = Article("courier", COURIER, "Varnholt: toll rises to 19", "Coastal Courier", date(2024, 5, 8))
    c = Article("valley", VALLEY, "After the slide, the questions", "Valley Post", date(2024, 5, 10))
    d = Article("herald", HERALD, "Twenty-three dead at Varnholt", "National Herald", date(2024, 5, 10))
    toll = (
        place(a, "At least 12 people died when a hillside above Varnholt gave way on Monday night", "At least 12",
              "the district council"),
        place(b, "Nineteen people are now known to have died in the landslide at Varnholt", "Nineteen",
              "rescue workers"),
        place(c, "The landslide at Varnholt killed 23 people", "23", "the police"),
        place(d, "The dead at Varnholt number 23", "23", "the interior ministry"),
    )  # fmt: skip
    warned = (
        place(a, "nobody had warned the town", "nobody had warned", "Mayor Lisbet Aune"),
        place(b, "it had warned the council twice, in March and in April", "had warned", "the geological office"),
        place(c, "The geological office warned the council of the moving slope in April", "warned"),
        place(d, "The council had received no warning", "no warning", "its spokesman"),
    )
    railway = (
        place(a, "the railway will reopen on Thursday", "Thursday"),
        place(b, "The railway will stay closed until Friday", "until Friday", "the operator"),
        place(c, "The first train passed on Thursday at noon", "Thursday"),
        place(d, "The railway reopened on Thursday", "Thursday"),
    )
    hour = (place(a, "The slide began at about 11 pm", "about 11 pm"),
            place(b, "The hillside came down shortly before midnight on Monday", "shortly before midnight"),
            place(d, "The slope gave way at about 11 pm on Monday", "about 11 pm"))  # fmt: skip
    housed = (
        place(a, "340 residents spent the night", "340"),
        place(b, "About 350 residents were taken to a school and a sports hall", "About 350"),
        place(c, "Some 350 residents still sleep in the school", "Some 350"),
    )
    findings = (
        _finding("e1", "error", "polarity-flip", "polarity", (), 0.91, warned[1], warned[3],
                 "Coastal Courier says that the council had been warned, National Herald that it had received no "
                 "warning.", also=(place(c, warned[2].text, "warned"),)),
        _finding("e2", "error", "time-mismatch", "time", (), 0.78, railway[1], railway[3],
                 "Coastal Courier says that the railway stays closed until Friday, National Herald that it reopened "
                 "on Thursday.", also=(railway[2],)),
        _finding("e3", "error", "polarity-flip", "polarity", (), 0.74, warned[2], warned[3],
                 "Valley Post says that the office warned the council, National Herald that no warning came."),
        _finding("w1", "warning", "quantity-mismatch", "quantity", ("later-update", "different-speaker"), 0.83,
                 toll[1], toll[2], "Coastal Courier counts 19 dead, Valley Post 23, two days later.",
                 also=(place(b, "Varnholt: toll rises to 19", "19"), toll[3])),
        _finding("w2", "warning", "polarity-flip", "polarity", ("different-scope", "different-speaker"), 0.62,
                 warned[0], warned[1], "The Morning Ledger quotes the mayor that nobody warned the town, Coastal "
                 "Courier the geological office that it had warned the council twice."),
        _finding("w3", "warning", "time-mismatch", "time", ("hedged",), 0.55, hour[0], hour[1],
                 "The Morning Ledger has the slide begin at about 11 pm, Coastal Courier shortly before midnight."),
        _finding("w4", "warning", "time-mismatch", "time", ("plan-vs-outcome",), 0.51, railway[0], railway[1],
                 "The Morning Ledger expects the railway to reopen on Thursday, Coastal Courier not before Friday."),
        _finding("a1", None, "quantity-match", "quantity", (), 0.96, toll[2], toll[3],
                 "Valley Post and National Herald both count 23 dead."),
        _finding("a2", None, "quantity-match", "quantity", (), 0.9, housed[0], housed[1],
                 "340 and about 350 residents in the school are compatible."),
        _finding("a3", None, "quantity-match", "quantity", (), 0.88, toll[0], toll[1],
                 "At least 12 and 19 dead are compatible."),
        _finding("a4", None, "time-match", "time", (), 0.93, railway[2], railway[3],
                 "Valley Post and National Herald both say that trains ran again on Thursday."),
        _finding("a5", None, "time-match", "time", (), 0.95, hour[0], hour[2],
                 "The Morning Ledger and National Herald both say that the slide came at about 11 pm."),
        _finding("a6", None, "quantity-match", "quantity", (), 0.97, housed[1], housed[2],
                 "Coastal Courier and Valley Post both speak of about 350 residents."),
        _finding("a7", None, "statement-match", "polarity", (), 0.86, warned[1], warned[2],
                 "Coastal Courier and Valley Post both say that the geological office warned the council."),
    )  # fmt: skip
    facts = (
        _fact("f1", "quantity", "people killed", toll, "outlier outlier majority majority", "w1 a1 a3"),
        _fact("f2", "polarity", "geological office warn council", warned, "outlier majority majority outlier",
              "e1 e3 w2 a7"),
        _fact("f3", "time", "railway reopen", railway, "majority outlier majority majority", "e2 w4 a4"),
        _fact("f4", "time", "slide begin", hour, "majority outlier majority", "w3 a5"),
        _fact("f5", "quantity", "residents in the school", housed, "majority majority majority", "a2 a6"),
    )  # fmt: skip
    numbers = (
        {"low": Decimal(12), "high": None, "modifier": "at least"},
        {"low": Decimal(19), "high": Decimal(19)},
        {"low": Decimal(23), "high": Decimal(23)},
        {"low": Decimal(23), "high": Decimal(23)},
    )
    readings = []
    for article, said, number, lone in zip((a, b, c, d), toll, numbers, LONE, strict=True):
        counted = quantity(article, said.value, said.text, 0, "people killed", **number)
        claims = [claim(article, 0, said.text, "kill", quantities=(counted,))]
        claims += [claim(article, i, words, words.split()[1]) for i, words in enumerate(lone, 1)]
        readings.append(reading(article, claims))
    only = tuple(x for r in readings for x in r.claims[1:])
    return CheckResult(tuple(readings), findings, facts, only, coverage(readings, 61))


LONE = (
    ("The survey found no danger", "The road to Sund is closed"),
    ("Seven are missing", "A relief fund has collected 2.4 million crowns"),
    ("Soldiers have begun to clear the road to Sund", "the letters never reached her"),
    ("The government has promised 40 million crowns",),
)


def _finding(
    id: str,  # noqa: A002
    severity: str | None,
    rule: str,
    slot: str,
    qualifiers: tuple[str, ...],
    confidence: float,
    left: Place,
    right: Place,
    explanation: str,
    also: tuple[Place, ...] = (),
) -> Finding:
    evidence = (
        Evidence("alignment", "the statements are each other's nearest (cosine 0.71)", 0.9),
        Evidence(slot, f"“{left.value}” against “{right.value}”", 1.4),
        *(Evidence("qualifier", q.replace("-", " "), -0.3) for q in qualifiers),
    )
    relation = "discrepancy" if severity else "agreement"
    return Finding(id, relation, severity, rule, slot, qualifiers, confidence, explanation, left, right, also, evidence)  # type: ignore[arg-type]


def _fact(id: str, slot: str, label: str, places: tuple[Place, ...], standings: str, findings: str) -> Fact:  # noqa: A002
    values = tuple(FactValue(p, standing) for p, standing in zip(places, standings.split(), strict=True))  # type: ignore[arg-type]
    return Fact(id, slot, label, values, tuple(findings.split()))  # type: ignore[arg-type]


def many(count: int, sources: int = 4) -> CheckResult:
    """``count`` findings on as many sentences of each of ``sources`` articles; each third an agreement."""
    articles = []
    for s in range(sources):
        lines = [
            f"Well {n} of the northern field gave {n * 7 + s} barrels on the day of the count." for n in range(count)
        ]
        text = "\n".join(" ".join(lines[i : i + 5]) for i in range(0, count, 5))
        articles.append(Article(f"a{s}", text, f"The wells, part {s + 1}", f"Paper {s + 1}", date(2024, 1, s + 1)))
    places = [[_well(article, n, n * 7 + s) for n in range(count)] for s, article in enumerate(articles)]
    findings = []
    for n in range(count):
        left, right = places[n % sources][n], places[(n + 1) % sources][n]
        severity = ("error", "warning", None)[n % 3]
        findings.append(
            _finding(f"{n:016x}", severity, "quantity-mismatch", "quantity", ("hedged",) if n % 5 == 0 else (),
                     0.5 + n % 50 / 100, left, right, f"Well {n}: {left.value} against {right.value} barrels.")
        )  # fmt: skip
    findings.sort(key=lambda f: ("error", "warning", None).index(f.severity))
    readings = tuple(reading(article) for article in articles)
    return CheckResult(readings, tuple(findings), coverage=coverage(readings, count * 3))


def _well(article: Article, n: int, barrels: int) -> Place:
    words = f"Well {n} of the northern field gave {barrels} barrels"
    return place(article, words, str(barrels))


def with_text(text: str) -> CheckResult:
    """Two articles that consist of ``text`` and a sentence that they disagree on."""
    articles = [
        Article(
            f"x{n}", f"{text}\n\nThe count was {n}.\n\n{text}", f"{text}", f"Paper {n}", None, "javascript:alert(1)"
        )
        for n in (5, 6)
    ]
    left, right = (place(a, f"The count was {n}", str(n), text) for n, a in zip((5, 6), articles, strict=True))
    finding = _finding("h1", "error", "quantity-mismatch", "quantity", (), 0.8, left, right, f"5 against 6. {text}")
    other = replace(left, start=0, end=len(text), text=text, value=text, value_start=0, value_end=len(text))
    finding = replace(finding, also=(other,), evidence=(Evidence(text, text, 1.0),))
    lone = Claim("c", "x5", 0, 0, len(text), text, text, 0, 0, text)
    return CheckResult(tuple(reading(a) for a in articles), (finding,), only=(lone,))
