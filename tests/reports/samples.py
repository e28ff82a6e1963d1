"""Hand-made results of a check, built without reading or comparing anything: what the reports are tested on.

Spans are looked up in the texts, so that they are right by construction.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal

from checker.types import CheckResult, Coverage, Evidence, Fact, FactValue, Finding, Place
from claims.types import (
    Argument,
    Article,
    Attribution,
    Claim,
    Entity,
    Quantity,
    Reading,
    Sentence,
    Skipped,
    TimeExpression,
    Unread,
)

COAST = """Ferry fire off Marlow kills 18

A fire on the night ferry to Marlow killed 18 passengers on Friday, the coast guard said. About 140 people were \
aboard. The operator did not inspect the engine in January, according to the union. Captain Ida Renn was flown \
to a clinic in Tarn. The wreck will be raised next week.
"""

HARBOUR = """Blaze aboard ferry

The blaze killed 21 passengers on March 8, the harbour office said. The ferry carried 143 people. The operator \
inspected the engine in January, its director told reporters. Divers searched the hull for six hours.
"""

ISLAND = """Night ferry burns

The fire killed 18 passengers, police said on Saturday. Smoke was seen from the island for two days.
"""


def find(text: str, words: str, after: int = 0) -> tuple[int, int]:
    """The span of ``words`` in ``text``."""
    start = text.index(words, after)
    return start, start + len(words)


def place(article: Article, words: str, value: str, speaker: str = "") -> Place:
    """A place in an article by its words, and the value's by the words inside it."""
    start, end = find(article.text, words)
    value_start, value_end = find(article.text, value, start)
    return Place(article.id, start, end, words, value, value_start, value_end, speaker)


def quantity(article: Article, words: str, within: str, number: int, counted: str, **more: object) -> Quantity:
    start, end = find(article.text, words, article.text.index(within))
    fields: dict[str, object] = {"kind": "count", "low": Decimal(number), "high": Decimal(number)} | more
    return Quantity(start, end, words, counted=counted, measurand=counted, **fields)  # type: ignore[arg-type]


def day(article: Article, words: str, within: str, when: date) -> TimeExpression:
    start, end = find(article.text, words, article.text.index(within))
    midnight = datetime(when.year, when.month, when.day)
    return TimeExpression(start, end, words, midnight, midnight.replace(day=when.day + 1), "day")


def entity(article: Article, words: str, kind: str, name: str = "") -> Entity:
    start, end = find(article.text, words)
    return Entity(start, end, words, name or words, kind)  # type: ignore[arg-type]


def claim(
    article: Article,
    number: int,
    words: str,
    predicate: str,
    subject: str = "",
    object: str = "",  # noqa: A002 (the grammatical term)
    speaker: str = "",
    **more: object,
) -> Claim:
    """A claim whose subject and object are words of ``words``."""
    start, end = find(article.text, words)
    verb = re.search(rf"\b{predicate[:4]}\w*", article.text[start:end])
    verb_start, verb_end = (start + verb.start(), start + verb.end()) if verb else (start, start)
    arguments = tuple(
        Argument(role, *find(article.text, text, start), text, text.split()[-1])  # type: ignore[arg-type]
        for role, text in (("subject", subject), ("object", object))
        if text
    )
    attribution = None
    if speaker:
        attribution = Attribution(speaker, "said", *find(article.text, speaker, start))
    return Claim(
        f"{article.id}:{number}",
        article.id,
        number,
        start,
        end,
        words,
        predicate,
        verb_start,
        verb_end,
        words,
        arguments,
        attribution=attribution,
        **more,  # type: ignore[arg-type]
    )


def reading(article: Article, claims: Sequence[Claim] = (), unread: Sequence[Unread] = ()) -> Reading:
    """A reading with naive sentences: enough for a report, which only counts them."""
    found = re.finditer(r"[^\s.][^.\n]*\.?", article.text)
    sentences = tuple(Sentence(m.start(), m.end(), not m[0].endswith(".")) for m in found)
    return Reading(article, sentences, tuple(claims), tuple(unread))


def coast() -> Article:
    return Article(
        "coast",
        COAST,
        "Ferry fire off Marlow kills 18",
        "Coast News",
        date(2024, 3, 8),
        "https://coast.example/ferry",
        "news/coast.txt",
    )


def harbour() -> Article:
    return Article("harbour", HARBOUR, "Blaze aboard ferry", "Harbour Times", date(2024, 3, 9), path="news/harbour.txt")


def island() -> Article:
    return Article("island", ISLAND, "Night ferry burns", "Island Post", path="news/island.txt")


def coast_claims(a: Article) -> tuple[Claim, ...]:
    return (
        claim(
            a,
            0,
            "Ferry fire off Marlow kills 18",
            "kill",
            "Ferry fire",
            heading=True,
            quantities=(quantity(a, "18", "kills", 18, "passenger"),),
        ),
        claim(
            a,
            1,
            "A fire on the night ferry to Marlow killed 18 passengers on Friday",
            "kill",
            "A fire",
            "18 passengers",
            "the coast guard",
            quantities=(quantity(a, "18", "killed 18", 18, "passenger"),),
            times=(day(a, "Friday", "killed", date(2024, 3, 8)),),
            entities=(entity(a, "Marlow", "place"),),
        ),
        claim(
            a,
            2,
            "About 140 people were aboard",
            "aboard",
            "About 140 people",
            quantities=(
                quantity(
                    a,
                    "About 140",
                    "About",
                    0,
                    "person",
                    low=Decimal("119"),
                    high=Decimal("161"),
                    modifier="about",
                    step=Decimal(10),
                ),
            ),
        ),
        claim(
            a,
            3,
            "The operator did not inspect the engine in January",
            "inspect",
            "The operator",
            "the engine",
            "the union",
            polarity="negated",
        ),
        claim(
            a,
            4,
            "Captain Ida Renn was flown to a clinic in Tarn",
            "fly",
            "",
            "",
            entities=(entity(a, "Ida Renn", "person"), entity(a, "Tarn", "place")),
        ),
        claim(
            a,
            5,
            "The wreck will be raised next week",
            "raise",
            "The wreck",
            modality="planned",
            times=(TimeExpression(*find(a.text, "next week"), "next week", None, None, "week", resolved=False),),
        ),
    )


def harbour_claims(a: Article) -> tuple[Claim, ...]:
    return (
        claim(
            a,
            1,
            "The blaze killed 21 passengers on March 8",
            "kill",
            "The blaze",
            "21 passengers",
            "the harbour office",
            quantities=(quantity(a, "21", "killed", 21, "passenger"),),
            times=(day(a, "March 8", "killed", date(2024, 3, 8)),),
        ),
        claim(
            a,
            2,
            "The ferry carried 143 people",
            "carry",
            "The ferry",
            "143 people",
            quantities=(quantity(a, "143", "carried", 143, "person"),),
        ),
        claim(
            a,
            3,
            "The operator inspected the engine in January",
            "inspect",
            "The operator",
            "the engine",
            "its director",
        ),
        claim(a, 4, "Divers searched the hull for six hours", "search", "Divers", "the hull"),
    )


def island_claims(a: Article) -> tuple[Claim, ...]:
    return (
        claim(
            a,
            1,
            "The fire killed 18 passengers",
            "kill",
            "The fire",
            "18 passengers",
            "police",
            quantities=(quantity(a, "18", "killed", 18, "passenger"),),
        ),
        claim(a, 2, "Smoke was seen from the island for two days", "see", "Smoke"),
    )


def two_findings(a: Article, b: Article) -> tuple[Finding, ...]:
    """An error, a warning, and two agreements between the two articles."""
    toll_a = "A fire on the night ferry to Marlow killed 18 passengers on Friday"
    toll_b = "The blaze killed 21 passengers on March 8"
    return (
        Finding(
            "0a1b2c3d4e5f6071",
            "discrepancy",
            "error",
            "quantity-mismatch",
            "quantity",
            (),
            0.91,
            "Coast News says 18 passengers were killed, Harbour Times says 21.",
            place(a, toll_a, "18", "the coast guard"),
            place(b, toll_b, "21", "the harbour office"),
            also=(place(a, "Ferry fire off Marlow kills 18", "18"),),
            evidence=(
                Evidence("level", "quantity: different numbers", 0.03),
                Evidence("cosine", "0.71", 0.4),
                Evidence("event_same", "1", 1.2),
                Evidence("hedged", "an approximate figure or a hedge"),
            ),
        ),
        Finding(
            "1122334455667788",
            "discrepancy",
            "warning",
            "polarity-flip",
            "polarity",
            ("different-speaker", "hedged"),
            0.625,
            "Coast News says that the operator did not inspect the engine, Harbour Times says that it did; they quote "
            "different speakers; one of them is hedged or approximate.",
            place(a, "The operator did not inspect the engine in January", "did not inspect", "the union"),
            place(b, "The operator inspected the engine in January", "inspected", "its director"),
        ),
        Finding(
            "99aabbccddeeff00",
            "agreement",
            None,
            "time-match",
            "time",
            (),
            0.97,
            "Both say that it happened on Friday, March 8, 2024.",
            place(a, toll_a, "Friday", "the coast guard"),
            place(b, toll_b, "March 8", "the harbour office"),
        ),
        Finding(
            "0f1e2d3c4b5a6978",
            "agreement",
            None,
            "quantity-match",
            "quantity",
            (),
            0.9,
            "About 140 and 143 people aboard are compatible.",
            place(a, "About 140 people were aboard", "About 140"),
            place(b, "The ferry carried 143 people", "143"),
        ),
    )


def coverage(readings: Sequence[Reading], pairs: int) -> Coverage:
    claims = [c for r in readings for c in r.claims]
    return Coverage(
        sum(len(r.sentences) for r in readings),
        len(claims),
        sum(len(c.quantities) for c in claims),
        sum(len(c.times) for c in claims),
        sum(len(r.unread) for r in readings),
        pairs,
    )


def two_sources() -> CheckResult:
    """Two articles: an error, a warning, two agreements, claims of one source alone."""
    a, b = coast(), harbour()
    claims_a, claims_b = coast_claims(a), harbour_claims(b)
    readings = (
        reading(a, claims_a, [Unread(a.id, *find(a.text, "January"), "January")]),
        reading(b, claims_b),
    )
    only = (claims_a[4], claims_a[5], claims_b[3])
    return CheckResult(readings, two_findings(a, b), only=only, coverage=coverage(readings, 9))


def three_sources() -> CheckResult:
    """The two articles and a third one, which has no date: facts with a majority and an outlier."""
    a, b, c = coast(), harbour(), island()
    claims_a, claims_b, claims_c = coast_claims(a), harbour_claims(b), island_claims(c)
    readings = (reading(a, claims_a), reading(b, claims_b), reading(c, claims_c))
    two = two_findings(a, b)
    toll_c = place(c, "The fire killed 18 passengers", "18", "police")
    second = Finding(
        "abcdef0123456789",
        "discrepancy",
        "error",
        "quantity-mismatch",
        "quantity",
        (),
        0.88,
        "Harbour Times says 21 passengers were killed, Island Post says 18.",
        two[0].right,
        toll_c,
    )
    third = Finding(
        "fedcba9876543210",
        "agreement",
        None,
        "quantity-match",
        "quantity",
        (),
        0.95,
        "Coast News and Island Post both say that 18 passengers were killed.",
        two[0].left,
        toll_c,
    )
    facts = (
        Fact(
            "f-toll",
            "quantity",
            "passenger killed",
            (
                FactValue(two[0].left, "majority"),
                FactValue(two[0].right, "outlier"),
                FactValue(toll_c, "majority"),
            ),
            (two[0].id, second.id, third.id),
        ),
        Fact(
            "f-engine",
            "polarity",
            "operator inspect engine",
            (FactValue(two[1].left, "only"), FactValue(two[1].right, "only")),
            (two[1].id,),
        ),
    )
    only = (claims_a[4], claims_a[5], claims_b[3], claims_c[1])
    findings = (two[0], second, two[1], two[2], third, two[3])
    return CheckResult(readings, findings, facts, only, coverage(readings, 17))


def skipped_inputs() -> CheckResult:
    """The two articles, and two files that could not be read."""
    result = two_sources()
    return CheckResult(
        result.readings,
        result.findings,
        result.facts,
        result.only,
        result.coverage,
        (
            Skipped("news/photo.jpg", "not a text: it begins like a JPEG image", "leave it out"),
            Skipped("news/empty.txt", "the file is empty"),
        ),
    )


def empty() -> CheckResult:
    """Nothing was read at all."""
    return CheckResult((), ())


def quiet() -> CheckResult:
    """Two articles on different things: nothing to report."""
    a, c = coast(), island()
    readings = (reading(a, coast_claims(a)[4:]), reading(c, island_claims(c)[1:]))
    only = tuple(x for r in readings for x in r.claims)
    return CheckResult(readings, (), only=only, coverage=coverage(readings, 2))


# One line per kind of mischief that an article can hold; every output is tested on all of them.
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</mark></script><!-- ]]> -->",
    "&lt;b&gt; &amp; \"quotes\" 'single'",
    '=HYPERLINK("http://evil.example","x")',
    "+1+cmd|'/c calc'!A0",
    "@SUM(A1) @everyone",
    "-2+3",
    "\x1b[31mred\x1b[0m \x1b]8;;http://evil.example\x07link\x1b]8;;\x07 \x9b31m",
    "bell\x07 null\x00 backspace\x08 form\x0c vertical\x0b",
    "bidi \u202egnp.exe\u202c \u2066isolate\u2069 \u200e\u200f",
    "zero\u200bwidth \ufeffbom line\u2028separator para\u2029graph next\x85line",
    "[link](javascript:alert(1)) ![image](http://evil.example/x.png)",
    "`code` *bold* _em_ | pipe | # heading ~~strike~~ \\ backslash",
    "[bold red]rich markup[/bold red] [link=http://evil.example]x[/link]",
    "::error file=x::injected\n::set-output name=a::b %0A %25",
    "{{ jinja }} {% raw %} ${{ github.token }} $(id)",
    "lone \ud800 surrogate, astral \U0001f600 face, noncharacter \uffff",
    "٣ مصابين وفاة ١٨ שלום 死亡 18 人",
)


def hostile(text: str = "\n".join(HOSTILE)) -> CheckResult:
    """Two articles in which every free text field holds ``text``."""
    words = f"{text} killed 18 {text}"
    articles = [
        Article(f"{text}{n}", f"{words}\n", text, text, date(2024, 3, 8), text, f"{text}{n}.txt") for n in (1, 2)
    ]
    places = [Place(a.id, 0, len(words), words, "18", *find(words, "18", len(text)), text) for a in articles]
    claims = [
        Claim(
            f"c{n}",
            a.id,
            0,
            0,
            len(words),
            words,
            text,
            0,
            0,
            words,
            (Argument("subject", 0, len(text), text, text, text),),
            (Quantity(*find(words, "18", len(text)), "18", "count", Decimal(18), None, counted=text, measurand=text),),
            (TimeExpression(0, len(text), text, None, None, "day", resolved=False),),
            (Entity(0, len(text), text, text, "other"),),
            attribution=Attribution(text, text, 0, len(text)),
        )
        for n, a in enumerate(articles)
    ]
    readings = tuple(
        Reading(a, (Sentence(0, len(words)),), (c,), (Unread(a.id, 0, len(text), text),))
        for a, c in zip(articles, claims, strict=True)
    )
    left, right = places
    findings = (
        Finding(
            "00000000000000e1",
            "discrepancy",
            "error",
            "quantity-mismatch",
            "quantity",
            ("hedged",),
            0.5,
            text,
            left,
            right,
            (left,),
            (Evidence(text, text, 1.0),),
        ),
        Finding(
            "00000000000000e2",
            "discrepancy",
            "warning",
            "place-mismatch",
            "place",
            (),
            0.5,
            text,
            right,
            left,
            (right,),
        ),
        Finding("00000000000000e3", "agreement", None, "entity-match", "entity", (), 0.5, text, left, right, (right,)),
    )
    facts = (
        Fact(
            "f",
            "quantity",
            text,
            (FactValue(left, "majority"), FactValue(right, "outlier")),
            ("00000000000000e1",),
        ),
    )
    return CheckResult(
        readings, findings, facts, tuple(claims), coverage(readings, 1), (Skipped(f"{text}.bin", text, text),)
    )


def stray_value() -> CheckResult:
    """A finding whose value lies outside of its claim's span: in a heading before it, and across its end."""
    a, b = coast(), harbour()
    result = two_sources()
    first = result.findings[0]
    left = place(a, "The wreck will be raised next week", "The wreck", "")
    outside = Place(a.id, left.start, left.end, left.text, "18", *find(a.text, "18"))
    right = place(b, "The ferry carried 143 people", "143")
    across = Place(b.id, right.start, right.end, right.text, "people. The", right.end - 6, right.end + 5)
    finding = Finding(
        "5555555555555555",
        "discrepancy",
        "error",
        first.rule,
        first.slot,
        (),
        0.7,
        "The values lie elsewhere.",
        outside,
        across,
    )
    return CheckResult(result.readings, (finding,), coverage=result.coverage)


SAMPLES: dict[str, Callable[[], CheckResult]] = {
    "two_sources": two_sources,
    "three_sources": three_sources,
    "skipped_inputs": skipped_inputs,
    "empty": empty,
    "quiet": quiet,
    "hostile": hostile,
    "stray_value": stray_value,
}
