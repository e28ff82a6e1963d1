"""Clusters from marked pairs: two invented reports on one event, in which equal keys mark one fact.

    python training/marked_pairs.py FILE... TARGET_DIR

Format of a file (benchmarks/marked/README.md has more): ``=== title`` starts an event, ``A 2013-05-14`` and ``B ...``
its two reports; in them ``{q_killed!|at least 18}`` marks what tells a fact. Spans with one key tell one fact: with
``!`` they contradict each other, with ``?`` they differ and another reading is open, else they agree. Of each event
a cluster is written: a.txt, b.txt, gold.json and meta.json, as benchmarks/stories/README.md describes them.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from claims.text.sentences import split_sentences

MARK = re.compile(r"\{([a-z])_(\w+)([!?]?)\|([^{}|]+)\}")
REPORT = re.compile(r"^(?:=== (?P<title>.+)|(?P<side>[AB]) (?P<date>\d{4}-\d\d-\d\d))$")
SLOTS = {"q": "quantity", "t": "time", "p": "place", "w": "actor", "c": "cause", "s": "status"}
STRENGTHS = {"!": "hard", "?": "soft"}
AROUND = 6
"""Words quoted beside a marked span, of its sentence, so that the quote is found in one place; half of them before it,
where there are as many."""


@dataclass(frozen=True)
class Mark:
    """A span (offsets into its report's text) that tells the fact ``key``; ``sign``: '!', '?' or ''."""

    kind: str
    key: str
    sign: str
    start: int
    end: int


@dataclass(frozen=True)
class Report:
    published: str
    text: str
    marks: tuple[Mark, ...]

    def words(self, mark: Mark) -> str:
        return self.text[mark.start : mark.end]

    def quote(self, mark: Mark) -> str:
        """The marked words and a few beside them, of the same sentence: a quote that began in the one before would be
        no quote of what a claim says."""
        start, end = next((s, e) for s, e in self.sentences if s <= mark.start < e)
        before = [m.start() for m in re.finditer(r"(?<!\S)\S", self.text[start : mark.start])]
        after = [m.end() for m in re.finditer(r"\S(?!\S)", self.text[mark.end : max(end, mark.end)])]
        ahead = min(len(before), max(AROUND // 2, AROUND - len(after)))
        behind = min(len(after), AROUND - ahead)
        first = start + before[-ahead] if ahead else mark.start
        return self.text[first : mark.end + after[behind - 1] if behind else mark.end]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where they stand in the text."""
        return [(s.start, s.end) for s in split_sentences(self.text)]


@dataclass(frozen=True)
class Event:
    title: str
    reports: Mapping[str, Report]


def read_events(path: Path) -> Iterator[Event]:
    """The events of a file of marked pairs. Raises ValueError where a report or a mark is malformed."""
    title, reports, lines, head = "", {}, [], ("", "")
    for line in [*path.read_text(encoding="utf-8").splitlines(), "=== end"]:
        found = REPORT.match(line.strip())
        if found is None:
            lines.append(line.strip())
            continue
        if head[0]:
            reports[head[0]] = read_report("\n".join(x for x in lines if x), head[1])
        if not found["side"]:
            if reports:
                yield Event(title, reports)
            title, reports = found["title"], {}
        head, lines = (found["side"] or "", found["date"] or ""), []


def read_report(marked: str, published: str) -> Report:
    """The plain text of a report, and where its marks stand."""
    text, marks, end = "", [], 0
    for m in MARK.finditer(marked):
        text += marked[end : m.start()]
        marks.append(Mark(m[1], f"{m[1]}_{m[2]}", m[3], len(text), len(text) + len(m[4])))
        text, end = text + m[4], m.end()
    text += marked[end:]
    if "{" in text or "}" in text:
        raise ValueError(f"a mark is not closed or malformed near {text[max(0, text.find('{')) :][:60]!r}")
    return Report(published, text + "\n", tuple(marks))


def gold(event: Event, name: str) -> dict[str, Any]:
    """What the marks say, as gold.json has it."""
    sides = {side: defaultdict(list) for side in "AB"}
    for side, marks in sides.items():
        for mark in event.reports[side].marks:
            marks[mark.key].append(mark)
    found: dict[str, Any] = {"cluster": name, "conflicts": [], "agreements": [], "traps": []}
    for key in sorted(sides["A"].keys() & sides["B"].keys()):
        item = _item(event, sides["A"][key], sides["B"][key])
        sign = sides["A"][key][0].sign
        if sign:
            item |= {"strength": STRENGTHS[sign], "why": "marked"}
        else:
            item["value"] = item.pop("a_value") + " | " + item.pop("b_value")
        found["conflicts" if sign else "agreements"].append(item)
    return found


def _item(event: Event, left: list[Mark], right: list[Mark]) -> dict[str, Any]:
    item: dict[str, Any] = {"slot": SLOTS[left[0].kind]}
    for side, marks in (("a", left), ("b", right)):
        report = event.reports[side.upper()]
        values = " / ".join(sorted({report.words(m) for m in marks}))
        item |= {side: side, f"{side}_quote": report.quote(marks[-1]), f"{side}_value": values}
        item[f"{side}_also"] = [report.quote(m) for m in marks[:-1]]
    return item


def write(event: Event, folder: Path) -> None:
    """One cluster."""
    folder.mkdir(parents=True, exist_ok=True)
    meta = []
    for side, report in sorted(event.reports.items()):
        (folder / f"{side.lower()}.txt").write_text(report.text, encoding="utf-8")
        origin = "written for this project"
        meta.append({"doc": side.lower(), "source": side, "published": report.published, "origin": origin})
    for file, data in (("gold.json", gold(event, folder.name)), ("meta.json", meta)):
        (folder / file).write_text(json.dumps(data, indent=1, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("target", type=Path)
    args = parser.parse_args()
    for path in args.files:
        for number, event in enumerate(read_events(path)):
            write(event, args.target / f"{path.stem}_{number:02d}")


if __name__ == "__main__":
    main()
