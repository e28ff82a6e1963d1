"""The records that reading an article yields. All are frozen; every offset counts characters of
``Article.text``, half open (``text[start:end]`` is the quoted text)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

Polarity = Literal["affirmed", "negated"]
Modality = Literal["asserted", "planned", "possible", "conditional"]
Modifier = Literal["exact", "about", "at least", "at most", "more than", "less than", "range", "vague"]
QuantityKind = Literal[
    "count",  # 18 civilians, two dozen, a third of the homes (unit None or 'fraction')
    "ordinal",  # third, 21st
    "percent",
    "money",
    "measure",  # lengths, masses, temperatures ...: a unit of measure
    "duration",  # three days, a 30-day ceasefire
    "age",  # aged 25, a 25-year-old
    "magnitude",  # a 6.1-magnitude quake
    "score",  # 88-72
]
Granularity = Literal[
    "minute", "hour", "part of day", "day", "week", "month", "season", "quarter", "year", "decade", "century"
]
TimeBound = Literal["in", "before", "after", "since", "until", "about"]
EntityType = Literal["person", "place", "organisation", "group", "other"]
Role = Literal["subject", "object", "oblique", "complement", "agent"]


@dataclass(frozen=True, slots=True)
class Article:
    """One source's text. ``text`` has been cleaned once (line ends, mojibake, control characters) and
    never changes afterwards. ``id`` is unique in a run; ``path`` is where it came from ('-' for
    standard input)."""

    id: str
    text: str
    title: str = ""
    source: str = ""
    published: date | None = None
    url: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that could not be processed: where, why, and how to mend it, in plain words."""

    path: str
    reason: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a headline of an article. ``heading`` where it stands alone without a full stop."""

    start: int
    end: int
    heading: bool = False


@dataclass(frozen=True, slots=True)
class ParsedWord:
    """One word's analysis in Universal Dependencies; ``head`` is an index into the sentence, -1 for the root."""

    upos: str
    xpos: str
    feats: str
    lemma: str
    head: int
    deprel: str
    entity: str  # IOB2: 'O', 'B-PER', 'I-PER', ...


@dataclass(frozen=True, slots=True)
class Quantity:
    """A closed interval ``low..high`` (None = open) of something.

    ``unit`` is canonical ('USD', 'percent', 'kilometre', 'day', 'year', 'fraction') or None for a plain
    count. ``step`` is the rounding step that the digits imply: 1 for 18, 100 for 1,200, 0.1 for 6.1.
    ``start`` and ``end`` cover modifier, number and unit ('at least 20', '$2.5 billion', 'up to 1,200'),
    not the noun counted.

    The rest is filled in once the sentence has been parsed. ``counted`` is the lemma of the noun counted
    or measured, ``modifiers`` its adjectives and compounds; ``event`` what happened to it, as a class of
    tables/events.toml ('death') or the lemma of the verb or noun, and ``agent`` whether the counted did
    it rather than suffered it ('three bombers killed'). ``measurand`` says all that in words ('civilian:
    death'). ``part``: it is a part of a whole that is counted too ('among them five children');
    ``increment``: it comes on top of another count ('two more').
    """

    start: int
    end: int
    text: str
    kind: QuantityKind
    low: Decimal | None
    high: Decimal | None
    modifier: Modifier = "exact"
    unit: str | None = None
    step: Decimal = Decimal(1)
    counted: str | None = None
    modifiers: tuple[str, ...] = ()
    event: str = ""
    agent: bool = False
    part: bool = False
    increment: bool = False
    measurand: str = ""


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A half-open interval ``earliest..latest`` (None = open or unresolved).

    ``resolved`` is False for a relative expression in an article without a date, and where the text
    leaves the year open; ``bound`` says how the interval limits the event ('since March').

    ``anchor`` is what the words fix whatever the article's date: blank-separated ``key:value`` facts,
    sorted by key, so that 'Friday' and 'Saturday' compare without a date. Two anchors exclude each other
    if a key of both has different values, part and phase apart, which are vague. Keys: year, month, day,
    weekday (1 = Monday), quarter, half, week, decade, century, season, phase (early, mid, late), holiday,
    part (of the day), clock (local time, 'clock:13:53' or 'clock:15'), utc (the same in UTC, where a zone
    is given; the interval is in UTC then, else in local time), now and event (a signed distance from the
    day of publication or from an event, 'event:+1day'). An interval of two named ends has both anchors,
    joined by ' / '.
    """

    start: int
    end: int
    text: str
    earliest: datetime | None
    latest: datetime | None
    granularity: Granularity
    bound: TimeBound = "in"
    resolved: bool = True
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention of someone or something named. ``name`` is canonical: the fullest form in the article,
    or the form of the alias table ('Turkey' for 'Türkiye' and 'Ankara' as an actor)."""

    start: int
    end: int
    text: str
    name: str
    type: EntityType


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so: ``speaker`` as the text names them (resolved: 'he added' gives the name), and the
    words that say it ('according to', 'said')."""

    speaker: str
    cue: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a predicate. ``head`` is the lemma of its head noun, ``name`` the canonical entity
    it refers to, also through a pronoun or 'the minister' ('' where it names none or stays ambiguous);
    ``preposition`` is '' for subject and object."""

    role: Role
    start: int
    end: int
    text: str
    head: str
    name: str = ""
    preposition: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What the claim is about, as far as it limits a comparison.

    ``event``: words that single out one event of several ('second round', 'October 2 attack').
    ``background``: the sentence tells of an earlier or a wider event than the article's own (last
    month's raid, the war's total). ``superseded``: the source itself quotes the figure as outdated.
    ``hedged``: the statement carries a hedge ('reportedly', 'is believed to').
    """

    event: tuple[str, ...] = ()
    background: bool = False
    superseded: bool = False
    hedged: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement at clause level.

    ``predicate`` is the lemma of its verb (or predicative noun, or adjective), without a negation inside the
    word, which ``polarity`` has ('hurt' for 'unhurt'); ``predicate_start``..``predicate_end`` its place.
    ``sentence`` indexes the article's sentences. ``statement`` is the claim as it can stand alone,
    references resolved: what is embedded.
    """

    id: str
    article: str
    sentence: int
    start: int
    end: int
    text: str
    predicate: str
    predicate_start: int
    predicate_end: int
    statement: str
    arguments: tuple[Argument, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    entities: tuple[Entity, ...] = ()
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    attribution: Attribution | None = None
    scope: Scope = field(default_factory=Scope)
    passive: bool = False
    heading: bool = False

    @property
    def subject(self) -> str:
        """The subject's text, or the name it refers to; '' where there is none."""
        return next((a.name or a.text for a in self.arguments if a.role == "subject"), "")

    @property
    def object(self) -> str:
        """The object's text, or the name it refers to; '' where there is none."""
        return next((a.name or a.text for a in self.arguments if a.role == "object"), "")

    @property
    def next_word(self) -> str:
        """The word behind the predicate, in lower case, or '': the particle of 'put off'."""
        behind = self.text[max(0, self.predicate_end - self.start) :].split(maxsplit=1)
        return behind[0].lower().strip(",.;:\"'") if behind else ""

    @property
    def speaker(self) -> str:
        """Who says so; '' for the source itself."""
        return self.attribution.speaker if self.attribution else ""

    def _repr_html_(self) -> str:
        """What a notebook shows; looked up by name, since data flows one way."""
        from importlib import import_module

        return str(import_module("reports.notebook").claim_html(self))


@dataclass(frozen=True, slots=True)
class Unread:
    """A number or date that was seen and not understood."""

    article: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one article."""

    article: Article
    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]
    unread: tuple[Unread, ...] = ()
