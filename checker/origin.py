"""Which sources are one witness: they reprint the same text, or are the work of one news agency.

Copied sentences are found by shingles (A. Broder, 1997, On the resemblance and containment of documents):
an index from each run of words to the first sentence that holds it. A later sentence is matched with these
first holders alone, so the work grows with the text and not with the square of the number of sources.
Quotations are left out: two reporters who heard the same speaker are two witnesses.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from checker.groups import Groups
from checker.types import Origin, Passage, Place
from claims.tables import read_table
from claims.text.quotations import quotations
from claims.types import Article, Reading

SHINGLE = 3
"""Words in a run."""
FEWEST = 8
"""Words outside of quotations that a sentence needs: shorter ones are alike by chance."""
COPIED = 0.7
"""Share of its runs from which a sentence is a copy of an earlier one."""
SAME_TEXT = 0.5
"""Share of the words of the shorter article from which both are one text."""
LEAST_TEXT = 25
"""Words that two articles have in common at least, to be one text: the first sentences of two briefs may be alike."""
TOP, BOTTOM = 8, 5
"""Lines at the top and at the end of an article in which an agency is credited."""
LONGEST_CREDIT = 200
"""Characters of a line that are looked at for a credit."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, eq=False)
class _Sentence:
    """A sentence with its words outside of quotations, in lower case. Equal to itself alone."""

    source: str
    start: int
    end: int
    words: tuple[str, ...]

    @property
    def runs(self) -> set[tuple[str, ...]]:
        """Its shingles; none for a short sentence."""
        if len(self.words) < FEWEST:
            return set()
        return {self.words[i : i + SHINGLE] for i in range(len(self.words) - SHINGLE + 1)}


Link = tuple[_Sentence, _Sentence]


def origins(readings: Sequence[Reading]) -> tuple[Origin, ...]:
    """The groups of sources that share an origin: reprints, then agencies, each in order of the sources."""
    return Witnesses(readings).origins


class Witnesses:
    """Tells independent witnesses from copies. ``origins``: the groups of sources that are one witness."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        ordered = sorted(readings, key=lambda r: r.article.id)
        self._sentences = {r.article.id: _sentences(r) for r in ordered}
        links = list(_copies([s for sentences in self._sentences.values() for s in sentences]))
        self._copies = Groups(((a.source, a.start), (b.source, b.start)) for a, b in links)
        texts = {r.article.id: r.article.text for r in ordered}
        self.origins = (*_reprints(links, self._sentences, texts), *_by_agency([r.article for r in ordered]))
        self._sources = Groups((o.sources[0], other) for o in self.origins for other in o.sources[1:])

    def count(self, places: Iterable[Place]) -> int:
        """How many independent witnesses stand behind the places: sources of one origin are one, and so are
        places in sentences that are copies of each other."""
        known: Groups[tuple[str, ...]] = Groups()
        ends: list[tuple[str, ...]] = []
        for place in places:
            ends.append(("source", self._sources.root(place.source)))
            if sentence := self._at(place):
                source, start = self._copies.root((sentence.source, sentence.start))
                known.join(ends[-1], ("sentence", source, str(start)))
        return len({known.root(end) for end in ends})

    def _at(self, place: Place) -> _Sentence | None:
        """The sentence in which a value stands."""
        sentences = self._sentences.get(place.source, [])
        i = bisect_right(sentences, place.value_start, key=lambda s: s.start) - 1
        return sentences[i] if i >= 0 and place.value_start < sentences[i].end else None


def _sentences(reading: Reading) -> list[_Sentence]:
    article, parts, at = reading.article, [], 0
    for start, end in quotations(article.text):
        parts += [article.text[at:start], " " * (end - start)]
        at = end
    text = "".join(parts) + article.text[at:]
    return [
        _Sentence(article.id, s.start, s.end, tuple(word.lower() for word in _WORD.findall(text, s.start, s.end)))
        for s in reading.sentences
    ]


def _copies(sentences: Iterable[_Sentence]) -> Iterator[Link]:
    """(earlier, later) for each sentence most of whose runs an earlier one was the first to hold."""
    first: dict[tuple[str, ...], _Sentence] = {}
    for sentence in sentences:
        runs = sentence.runs
        holders = Counter(first[run] for run in runs if run in first)
        nearest = max(holders, key=lambda s: (holders[s], s.source, -s.start), default=None)
        if nearest is not None and holders[nearest] >= COPIED * len(runs):
            yield nearest, sentence
        for run in runs:
            first.setdefault(run, sentence)


def _reprints(
    links: Sequence[Link], sentences: Mapping[str, Sequence[_Sentence]], texts: Mapping[str, str]
) -> Iterator[Origin]:
    """Sources most of whose text is the same."""
    size = {source: sum(len(s.words) for s in found) or 1 for source, found in sentences.items()}
    copied: Counter[tuple[str, str]] = Counter()
    for earlier, later in links:
        if earlier.source != later.source:
            copied[earlier.source, later.source] += len(later.words)
    share = {(a, b): min(1.0, words / min(size[a], size[b])) for (a, b), words in copied.items() if words >= LEAST_TEXT}
    same = {pair: part for pair, part in share.items() if part >= SAME_TEXT}
    for group in sorted(map(sorted, Groups(same).groups())):
        least = min(part for (a, _), part in same.items() if a in group)
        yield Origin(tuple(group), "reprint", share=round(least, 4), passages=_example(group, links, texts))


def _example(group: Sequence[str], links: Sequence[Link], texts: Mapping[str, str]) -> tuple[Passage, ...]:
    """The longest of the sentences that most of the group share, as each has it."""
    inside = [(a, b) for a, b in links if a.source in group and b.source in group]
    versions: dict[_Sentence, dict[str, _Sentence]] = defaultdict(dict)
    for earlier, later in inside:
        versions[earlier].setdefault(earlier.source, earlier)
        versions[earlier].setdefault(later.source, later)
    best = max(versions.values(), key=lambda v: (len(v), max(len(s.words) for s in v.values())))
    return tuple(Passage(s.source, s.start, s.end, texts[s.source][s.start : s.end]) for _, s in sorted(best.items()))


def _by_agency(articles: Sequence[Article]) -> Iterator[Origin]:
    """Sources that credit one agency."""
    found: dict[str, list[Passage]] = defaultdict(list)
    for article in articles:
        if credited := credit(article):
            agency, start, end = credited
            found[agency].append(Passage(article.id, start, end, article.text[start:end]))
    for agency, passages in sorted(found.items()):
        if len(passages) > 1:
            yield Origin(tuple(p.source for p in passages), "agency", agency=agency, passages=tuple(passages))


def credit(article: Article) -> tuple[str, int, int] | None:
    """The agency that an article credits with its text, and where: in a dateline, a byline or the last lines;
    or the agency that has published it, with an empty span. None where there is none."""
    lines = [m for m in re.finditer(r"[^\n]+", article.text) if m.group().strip()]
    for place, chosen in (("top", lines[:TOP]), ("bottom", lines[-BOTTOM:])):
        for line in chosen:
            for pattern in _patterns()[place]:
                text = line.group().rstrip()
                indent = len(text) - len(text.lstrip())
                if match := pattern.search(text[indent : indent + LONGEST_CREDIT]):
                    start, end = (line.start() + indent + at for at in match.span(1))
                    return agency_names()[match.group(1)], start, end
    agency = agency_names().get(article.source)
    return (agency, 0, 0) if agency else None


@cache
def agency_names() -> dict[str, str]:
    """Names of agencies as they are written -> the agency."""
    agencies = read_table("agencies", "checker")["agency"]
    return {name: agency for agency, names in agencies.items() for name in names}


@cache
def _patterns() -> dict[str, list[re.Pattern[str]]]:
    """The forms of a credit, by the place where they count."""
    agency = "(" + "|".join(sorted(map(re.escape, agency_names()), key=lambda n: (-len(n), n))) + ")"
    capital = r"[^\W\d_a-z][\w.'’-]*"
    both = [
        # a line of its own: 'By Ida Renn, Associated Press', 'Ida Renn / AFP', '— Reuters', 'Source: Reuters'
        rf"^(?:(?:[Bb]y|BY)\s+)?{capital}(?:\s+{capital}){{0,4}}\s*[,|/–—-]\s*{agency}$",
        rf"^(?:(?:[Ss]ource|SOURCE|[Bb]y|BY)\s*:?\s*|[–—-]+\s*)?{agency}$",
        rf"(?:©|\([Cc]\)|[Cc]opyright)\s*(?:\d{{4}}\s*)?(?:[Bb]y\s+)?{agency}\b",
    ]
    # 'PORT ELLIN, March 3 (AFP) —'
    dateline = rf"^(?:(?:{capital}|\d{{1,4}})[,.]?\s+){{0,8}}\({agency}\)\s*[–—:-]"
    forms = {"top": [dateline, *both], "bottom": [rf"\({agency}\)$", *both]}
    return {place: [re.compile(form) for form in found] for place, found in forms.items()}
