"""The report as one HTML page that needs no network, and as a fragment for a notebook.

The page can be read without JavaScript; the script adds filters, the view of two articles side by side,
and the keyboard. Everything from an article passes through the template's escaping, and a Content
Security Policy that knows the page's own style and script by their hashes lets nothing else run.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from checker.rules import rules
from checker.types import CheckResult, Fact, Finding, Place
from claims.types import Claim, Reading
from reports.excerpt import excerpt
from reports.passages import Paragraph, Part, marked, quote, span_of
from reports.plots import Numbers, PairCount, Timeline, pair_counts, timelines
from reports.sanitize import markdown, visible
from reports.summary import QUALIFIERS, count, summarise
from reports.version import __version__
from reports.witnesses import told

if TYPE_CHECKING:
    import jinja2

Kind = Literal["error", "warning", "agreement"]
State = Literal["agree", "differ", "alone", "silent"]

KINDS: Mapping[Kind, tuple[str, str, str]] = {
    "error": ("Contradiction", "Contradictions", "The two statements cannot both be true of the same thing."),
    "warning": ("Open difference", "Open differences", "The statements differ, and another reading is open."),
    "agreement": ("Agreement", "Agreements", "The statements are the same, or compatible."),
}
SLOTS = {
    "quantity": "Number",
    "time": "Time",
    "place": "Place",
    "entity": "Who",
    "polarity": "Did or did not",
    "other": "Other",
}
STATES: Mapping[State, tuple[str, str]] = {
    "agree": ("agrees", "with the majority of the sources that report the fact"),
    "differ": ("differs", "from another source"),
    "alone": ("alone", "no other source reports it"),
    "silent": ("silent", "the source does not report the fact, which is never counted as a difference"),
}

_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_LONGEST_LABEL = 80  # characters that name a fact
_LONGEST_PAIR = 60  # characters that the names of two sources may take in the headline
_SHOWN = 50  # rows of a notebook's table


def render_html(result: CheckResult, *, published: Collection[str] = ()) -> str:
    """Return the report as one self-contained HTML page. ``published``: see :func:`reports.summary.summarise`."""
    page = _Page(result, published)
    style, script = _asset("report.css"), _asset("report.js")
    html = _templates().get_template("report.html").render(
        page=page,
        style=_trusted(style),
        script=_trusted(script),
        policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'",
        version=__version__,
    )  # fmt: skip
    return visible(html)


def render_fragment(result: CheckResult) -> str:
    """Return the summary and the discrepancies as an HTML fragment without scripts, for notebooks."""
    html = _templates().get_template("fragment.html").render(page=_Page(result), shown=_SHOWN)
    return visible(html)


@dataclass(frozen=True, slots=True)
class _Source:
    """An article as the page names it. ``url`` is '' unless it is a web address."""

    index: int
    name: str
    reading: Reading
    url: str

    @property
    def id(self) -> str:
        return self.reading.article.id

    @property
    def title(self) -> str:
        return self.reading.article.title

    @property
    def published(self) -> date | None:
        return self.reading.article.published


@dataclass(frozen=True, slots=True)
class _Side:
    """One place of a finding. ``anchor`` is the id of the value's element in the article's text;
    ``apart`` says that the value lies outside of the words quoted."""

    source: _Source | None
    name: str
    place: Place
    anchor: str
    parts: tuple[Part, ...]

    @property
    def apart(self) -> bool:
        return bool(self.place.value) and not any(part.value for part in self.parts)


@dataclass(frozen=True, slots=True)
class _Card:
    """A finding as the page shows it; ``index`` is its place on the page."""

    index: int
    finding: Finding
    kind: Kind
    left: _Side
    right: _Side
    also: tuple[_Side, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    """What a source says of a fact."""

    state: State
    side: _Side | None


@dataclass(frozen=True, slots=True)
class _Row:
    """A fact: one cell per source, in their order. ``card`` is its most serious finding."""

    label: str
    slot: str
    kind: Kind
    card: _Card | None
    cells: tuple[_Cell, ...]


class _Page:
    """What the templates draw on."""

    def __init__(self, result: CheckResult, published: Collection[str] = ()) -> None:
        self.result = result
        self.published = frozenset(published)
        self.summary = summarise(result, published)
        self.sources = tuple(
            _Source(i, self.summary.label(r.article.id), r, _web_address(r.article.url))
            for i, r in enumerate(result.readings)
        )
        self._by_id = {source.id: source for source in self.sources}
        findings = (*result.discrepancies, *result.agreements)
        self.cards = tuple(self._card(i, finding) for i, finding in enumerate(findings))
        self.counts: Counter[str] = Counter(card.kind for card in self.cards)

    def _card(self, index: int, finding: Finding) -> _Card:
        return _Card(
            index,
            finding,
            finding.severity or "agreement",
            self._side(finding.left),
            self._side(finding.right),
            tuple(self._side(place) for place in finding.also),
        )

    def _side(self, place: Place) -> _Side:
        source = self._by_id.get(place.source)
        if source is None:
            return _Side(None, place.source, place, "", quote(place, None))
        span = span_of(0, place, len(source.reading.article.text))
        anchor = f"t{source.index}-{span.value_start}"
        return _Side(source, source.name, place, anchor, quote(place, source.reading))

    @cached_property
    def headline(self) -> str:
        new = [source.name for source in self.sources if source.id not in self.published]
        return _headline(self.counts, new, len(self.published), within=self.result.within)

    @property
    def discrepancies(self) -> tuple[_Card, ...]:
        return tuple(card for card in self.cards if card.kind != "agreement")

    @property
    def agreements(self) -> tuple[_Card, ...]:
        return tuple(card for card in self.cards if card.kind == "agreement")

    @property
    def slots(self) -> set[str]:
        return {card.finding.slot for card in self.cards}

    @property
    def rules(self) -> set[str]:
        return {card.finding.rule for card in self.cards}

    @property
    def qualifiers(self) -> set[str]:
        return {qualifier for card in self.cards for qualifier in card.finding.qualifiers}

    @cached_property
    def rows(self) -> tuple[_Row, ...]:
        """One row per fact, the most serious first; findings that no fact lists are rows of their own."""
        cards = {card.finding.id: card for card in self.cards}
        told = {name for fact in self.result.facts for name in fact.findings}
        rows = [self._fact_row(fact, [cards[i] for i in fact.findings if i in cards]) for fact in self.result.facts]
        rows += [self._finding_row(card) for card in self.cards if card.finding.id not in told]
        return tuple(sorted(rows, key=lambda row: list(KINDS).index(row.kind)))

    def _fact_row(self, fact: Fact, cards: Sequence[_Card]) -> _Row:
        states = _states(fact, [card.finding for card in cards])
        said = {value.place.source: value.place for value in fact.values}
        worst = min(cards, key=lambda card: card.index, default=None)
        cells = tuple(
            _Cell(states[source.id], self._side(said[source.id])) if source.id in said else _SILENT
            for source in self.sources
        )
        return _Row(fact.label, fact.slot, worst.kind if worst else "agreement", worst, cells)

    def _finding_row(self, card: _Card) -> _Row:
        state: State = "agree" if card.kind == "agreement" else "differ"
        sides = {side.source.index: side for side in (card.right, card.left) if side.source}
        cells = tuple(
            _Cell(state, sides[source.index]) if source.index in sides else _SILENT for source in self.sources
        )
        return _Row(self._label(card), card.finding.slot, card.kind, card, cells)

    def _label(self, card: _Card) -> str:
        """What a finding is about: what its number measures, or else the words of its left claim."""
        measured = (self._measurand(side) for side in (card.left, card.right) if card.finding.slot == "quantity")
        words = " ".join(card.finding.left.text.split())
        if len(words) > _LONGEST_LABEL:
            words = words[:_LONGEST_LABEL].rsplit(" ", 1)[0] + "…"
        return next(filter(None, measured), words)

    def _measurand(self, side: _Side) -> str:
        """What the number at a place measures; '' where no number was read there."""
        quantity = self._numbers[side.source.index].at(side.place) if side.source else None
        return (quantity.measurand or quantity.counted or "") if quantity else ""

    @cached_property
    def _numbers(self) -> list[Numbers]:
        return [Numbers(source.reading) for source in self.sources]

    @cached_property
    def texts(self) -> tuple[tuple[_Source, tuple[Paragraph, ...]], ...]:
        """Each article's text, cut where the claims of findings begin and end."""
        spans = defaultdict(list)
        for card in self.cards:
            for side in (card.left, card.right, *card.also):
                if side.source:
                    length = len(side.source.reading.article.text)
                    spans[side.source.index].append(span_of(card.index, side.place, length))
        return tuple((source, marked(source.reading, spans[source.index])) for source in self.sources)

    @property
    def only(self) -> list[tuple[_Source, list[Claim]]]:
        """The claims of each source that no other makes."""
        claims = defaultdict(list)
        for claim in self.result.only:
            claims[claim.article].append(claim)
        return [(source, claims[source.id]) for source in self.sources if source.id in claims]

    @property
    def unread(self) -> list[tuple[_Source, list[str]]]:
        """Numbers and dates seen and not understood, by source."""
        return [
            (source, [unread.text for unread in source.reading.unread])
            for source in self.sources
            if source.reading.unread
        ]

    @property
    def timelines(self) -> tuple[Timeline, ...]:
        return timelines(self.result)

    @cached_property
    def pairs(self) -> list[tuple[_Source, list[PairCount | None]]]:
        """How often each pair of sources agrees, as a square table; empty below three sources."""
        counts = pair_counts(self.result.findings)
        if len(self.sources) < 3 or not counts:
            return []
        ids = [source.id for source in self.sources]
        return [(self.sources[i], [counts.get(frozenset((a, b))) for b in ids]) for i, a in enumerate(ids)]

    def source(self, id: str) -> _Source:  # noqa: A002 (the record's own word)
        return self._by_id[id]

    def kind(self, claims: Iterable[int]) -> Kind:
        """The most serious kind among the findings of a stretch of text."""
        return min((self.cards[i].kind for i in claims), key=list(KINDS).index)

    @property
    def data(self) -> dict[str, Any]:
        """What the script needs to know of the findings, in page order."""
        return {
            "findings": [
                {
                    "id": card.finding.id,
                    "kind": card.kind,
                    "slot": card.finding.slot,
                    "qualifiers": card.finding.qualifiers,
                    "explanation": card.finding.explanation,
                    "left": _side_data(card.left),
                    "right": _side_data(card.right),
                    "also": [side.source.index for side in card.also if side.source],
                    "markdown": _markdown(card),
                }
                for card in self.cards
            ]
        }


_SILENT = _Cell("silent", None)


def _headline(counts: Mapping[str, int], names: Sequence[str], published: int, *, within: bool = False) -> str:
    """The verdict in one sentence. Where ``published`` is not 0, the names are those of the new articles;
    ``within``: articles were compared with themselves too."""
    if not names:
        return f"No {'new article' if published else 'source'} was read: nothing to compare"
    if len(names) == 1 and not published and not within:
        return "Only one source was read: nothing to compare"
    who = _compared(names, published)
    conflicts = [_counted(counts[kind], *_lower(kind)) for kind in ("error", "warning") if counts[kind]]
    if conflicts:
        verdict = f"{' and '.join(conflicts)} {'between' if len(names) > 1 or published else 'within'} {who}"
    elif counts["agreement"]:
        verdict = f"No conflict between {who}: {_counted(counts['agreement'], *_lower('agreement'))}"
    elif published:
        verdict = f"No conflict between {who}"
    elif len(names) == 1:
        verdict = f"No conflict within {who}"
    else:
        verdict = f"No fact that {who} both report" if len(names) == 2 else f"No fact that two of {who} report"
    return verdict[0].upper() + verdict[1:]


def _compared(names: Sequence[str], published: int) -> str:
    """Between whom: two names, or how many sources; the new articles and how many published ones."""
    if published:
        new = names[0] if len(names) == 1 else f"{_spelled(len(names))} new articles"
        new = new if len(new) <= _LONGEST_PAIR else "the new article"
        return f"{new} and {_counted(published, 'published article', 'published articles')}"
    if len(names) <= 2:
        who = " and ".join(names)
        return who if len(who) <= _LONGEST_PAIR else _counted(len(names), "source", "sources")
    return f"{_spelled(len(names))} sources"


def _states(fact: Fact, findings: Sequence[Finding]) -> dict[str, State]:
    """What to write in the cell of each source that reports the fact.

    The standing decides; where there is no majority (one against one), the findings do.
    """
    differing = {s for f in findings if f.relation == "discrepancy" for s in (f.left.source, f.right.source)}
    agreeing = {s for f in findings if f.relation == "agreement" for s in (f.left.source, f.right.source)}
    majority = sum(value.standing == "majority" for value in fact.values)
    states: dict[str, State] = {}
    for value in fact.values:
        source = value.place.source
        if value.standing == "outlier" or (source in differing and (value.standing == "only" or majority < 2)):
            states[source] = "differ"
        elif value.standing == "majority" or source in agreeing:
            states[source] = "agree"
        else:
            states[source] = "alone"
    if differing and "differ" not in states.values():  # two against two
        states.update((source, "differ") for source in differing if source in states)
    return states


def _side_data(side: _Side) -> dict[str, Any]:
    return {"source": side.source.index if side.source else -1, "name": side.name, "anchor": side.anchor}


def _markdown(card: _Card) -> str:
    """The finding as Markdown, to be pasted into a ticket or a letter."""
    finding = card.finding
    facts = [finding.rule, *finding.qualifiers, f"{finding.confidence:.0%} sure"]
    blocks = [
        f"**{KINDS[card.kind][0]}** ({', '.join(markdown(fact) for fact in facts)})",
        markdown(finding.explanation),
        *(f"> “{_words(side)}”\n>\n> — {_credit(side)}" for side in (card.left, card.right)),
        "\n".join(f"- also {markdown(side.name)}: “{_words(side)}”" for side in card.also),
        f"Finding `{finding.id}`",
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _words(side: _Side) -> str:
    """A quote in Markdown, the value bold."""
    return "".join(
        f"**{markdown(piece.text).strip()}**" if piece.marked and piece.text.strip() else markdown(piece.text)
        for piece in excerpt(side.place)
    )


def _credit(side: _Side) -> str:
    """Who is quoted: source, date, speaker."""
    published = side.source.published if side.source else None
    details = (side.name, _day(published) if published else "", side.place.speaker)
    return ", ".join(markdown(detail) for detail in details if detail)


def _web_address(url: str) -> str:
    """The address where it is one of the web, else ''."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _spelled(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def _counted(number: int, one: str, many: str) -> str:
    return f"{_spelled(number)} {one if number == 1 else many}"


def _lower(kind: Kind) -> tuple[str, str]:
    one, many, _ = KINDS[kind]
    return one.lower(), many.lower()


def _asset(name: str) -> str:
    return (resources.files("reports") / "templates" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """The text as a source in a Content Security Policy."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _trusted(text: str) -> str:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 (the project's own files)


@cache
def _templates() -> jinja2.Environment:
    import jinja2

    templates = jinja2.Environment(
        loader=jinja2.PackageLoader("reports"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals.update(KINDS=KINDS, SLOTS=SLOTS, QUALIFIERS=QUALIFIERS, STATES=STATES, rules=rules())
    templates.filters.update(
        day=_day,
        thousands=lambda number: f"{number:,}",
        count=count,
        told=told,
        capital=lambda text: text[:1].upper() + text[1:],
    )
    return templates
