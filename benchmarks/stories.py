"""Score the checker on labelled clusters of articles.

    python benchmarks/stories.py [FOLDER] [--show CLUSTER]

A cluster is a folder with a.txt, b.txt ..., and gold.json; benchmarks/stories/README.md says what it holds. Without
a FOLDER both parts of benchmarks/stories are scored: ``seen``, from which rules and weights were made, and
``unseen``, from which none were.

A finding is the labelled fact if its two sides overlap the quoted places by half of the shorter, its slot is of the
same kind, and, for figures, neither side names other numbers than the label. Conflicts are labelled exhaustively,
so that every other discrepancy is a false alarm; agreements are not.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from claims.quantities.quantities import find_quantities

BUNDLED = Path(__file__).parent / "stories"
KINDS = {name: name for name in ("quantity", "time")} | dict.fromkeys(("place", "actor", "name", "entity"), "entity")
"""Slots that must be of one kind; the others (did or did not, status, cause) are told apart by nobody alike."""
SURE = (0.0, 0.5, 0.75, 0.9)
"""Least confidence of each band whose findings are counted by themselves."""

Record = Mapping[str, Any]
Texts = Mapping[str, str]


def matches(finding: Record, label: Record, texts: Texts) -> bool:
    """Whether a finding is a labelled fact, in either order of its sides."""
    kinds = {KINDS.get(item.get("slot", "")) for item in (finding, label)}
    if len(kinds - {None}) > 1:
        return False
    for left, right in ((finding["left"], finding["right"]), (finding["right"], finding["left"])):
        sides = ((left, "a"), (right, "b"))
        if all(_stands_at(place, label, side, texts) for place, side in sides):
            return all(_same_numbers(place, label, side) for place, side in sides)
    return False


def same_figures(finding: Record, label: Record) -> bool:
    """Whether a finding sets the very numbers of a labelled conflict against each other, elsewhere in its texts."""
    if finding["slot"] != "quantity" or label["slot"] != "quantity":
        return False
    told = {finding[side]["source"]: _numbers(finding[side]["value"]) for side in ("left", "right")}
    wanted = {label[side]: _numbers(label[f"{side}_value"]) for side in ("a", "b")}
    return told.keys() == wanted.keys() and all(told[doc] and told[doc] <= wanted[doc] for doc in told)


def overlaps(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a span covers half of one of the others, or lies in it by half."""
    return any(2 * (min(end, e) - max(start, s)) >= min(end - start, e - s) for s, e in spans)


def _stands_at(place: Record, label: Record, side: str, texts: Texts) -> bool:
    if place["source"] != label[side]:
        return False
    quotes = (label[f"{side}_quote"], *label.get(f"{side}_also", ()))
    return overlaps(place["start"], place["end"], list(_spans(texts[label[side]], quotes)))


def _spans(text: str, quotes: Sequence[str]) -> Iterator[tuple[int, int]]:
    for quote in quotes:
        yield from (m.span() for m in re.finditer(re.escape(quote), text))


def _same_numbers(place: Record, label: Record, side: str) -> bool:
    if label.get("slot") != "quantity" or f"{side}_value" not in label:
        return True
    told, wanted = _numbers(place.get("value") or ""), _numbers(label[f"{side}_value"])
    return not (told and wanted) or bool(told & wanted)


@lru_cache(maxsize=4096)
def _numbers(text: str) -> frozenset[Decimal]:
    return frozenset(value for q in find_quantities(text) for value in (q.low, q.high) if value is not None)


def run(folder: Path) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The findings of one cluster, each side's ``source`` by the letter of its document, and the texts by letter."""
    import checker
    import claims
    import reports

    paths = sorted(folder.glob("[a-z].txt"))
    report = json.loads(reports.render(checker.check(claims.read_articles(paths)), "json"))
    letters = {source["id"]: Path(source["path"]).stem for source in report["sources"]}
    for finding in report["findings"]:
        for side in (finding["left"], finding["right"]):
            side["source"] = letters[side["source"]]
    return report["findings"], {p.stem: p.read_text(encoding="utf-8") for p in paths}


def score(folder: Path, show: bool = False) -> Counter[str]:
    """How many conflicts of either strength, agreements and traps a cluster has, and what was found and reported."""
    findings, texts = run(folder)
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    reported = {r: [f for f in findings if f["relation"] == r] for r in ("discrepancy", "agreement")}
    count: Counter[str] = Counter()
    for label in gold["conflicts"]:
        hits = [f for f in reported["discrepancy"] if matches(f, label, texts)]
        count[label["strength"]] += 1
        count[f"{label['strength']}_found"] += bool(hits)
        count[f"{label['strength']}_error"] += any(f["severity"] == "error" for f in hits)
        if show and not hits:
            print(f"missed, {label['strength']} {label['slot']}: {label['a_value']} | {label['b_value']}")
    for finding in reported["discrepancy"]:
        right = any(matches(finding, c, texts) or same_figures(finding, c) for c in gold["conflicts"])
        trap = not right and any(matches(finding, {**t, "slot": ""}, texts) for t in gold["traps"])
        count.update({f"{finding['severity']}s": 1, f"{finding['severity']}s_right": right, "trap_alarms": trap})
        sure = max(least for least in SURE if finding["confidence"] >= least)
        count.update({f"sure_{sure}": 1, f"sure_{sure}_right": right})
        if show and not right:
            sides = " | ".join(finding[side]["text"] for side in ("left", "right"))
            print(f"false {finding['severity']}{', a trap' if trap else ''}, {finding['slot']}: {sides}")
    count["traps"] = len(gold["traps"])
    for label in gold["agreements"]:
        found = any(matches(f, label, texts) for f in reported["agreement"])
        count.update(agreements=1, agreements_found=found)
        if show and not found:
            print(f"agreement not found, {label['slot']}: {label['value']}")
    for finding in reported["agreement"]:
        against = any(_contradicts(finding, label, texts) for label in gold["conflicts"])
        count.update(agreed=1, agreed_wrong=against)
    return count


def _contradicts(agreement: Record, conflict: Record, texts: Texts) -> bool:
    return KINDS.get(conflict["slot"]) == KINDS.get(agreement["slot"]) and matches(agreement, conflict, texts)


def clusters(folder: Path) -> list[Path]:
    """The clusters in a folder, by name."""
    return sorted(gold.parent for gold in folder.glob("*/gold.json"))


def figures(count: Counter[str]) -> Iterator[tuple[str, int, int]]:
    """What was found or right, of how many."""
    yield "hard conflicts found", count["hard_found"], count["hard"]
    yield "hard conflicts found as errors", count["hard_error"], count["hard"]
    yield "soft conflicts found", count["soft_found"], count["soft"]
    yield "errors that are right", count["errors_right"], count["errors"]
    right, reported = (count[f"errors{end}"] + count[f"warnings{end}"] for end in ("_right", ""))
    yield "discrepancies that are right", right, reported
    for least, most in zip(SURE, [*SURE[1:], 1.0], strict=True):
        yield f"... {least:.0%} to {most:.0%} sure", count[f"sure_{least}_right"], count[f"sure_{least}"]
    yield "traps fallen into", count["trap_alarms"], count["traps"]
    yield "agreements found", count["agreements_found"], count["agreements"]
    yield "agreements that sit on a conflict", count["agreed_wrong"], count["agreed"]


def main() -> int:
    """Print the figures; 2 where a folder holds no cluster."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--show", default="", metavar="CLUSTER", help="print what it missed and its false alarms")
    args = parser.parse_args()
    for folder in [args.folder] if args.folder else [BUNDLED / "seen", BUNDLED / "unseen"]:
        found = clusters(folder)
        if not found:
            print(f"{folder}: no cluster (a folder with gold.json) in it", file=sys.stderr)
            return 2
        total: Counter[str] = Counter()
        for cluster in found:
            total.update(score(cluster, show=args.show == cluster.name))
        print(f"{folder.name}: {len(found)} clusters")
        for name, part, whole in figures(total):
            print(f"  {name:34s} {part:4d} of {whole:4d}  {part / whole if whole else 0:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
