"""Plant contradictions in labelled clusters, for fit_judge.py to learn from.

    python training/plant_faults.py CLUSTERS_DIR OUT_DIR

For each gold agreement, each of its two quotes and each kind of edit that makes it contradict the other quote (a
number, a day, a name, its reversal), OUT_DIR gets a folder with the two articles, one of them edited at that place, and
a gold.json with that one conflict ('why': 'planted'). Figures on planted faults come from other edits, made by the
scorer's own script: this one plants on both sides, all kinds, with other names, so that what is learned is not them.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claims.extract import read_claims
from claims.reading.articles import read_articles
from claims.types import Claim, Entity

Edit = tuple[str, str, str]
"""The quote as edited, and the values then given by it and by the other quote."""

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
COUNTED = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty")
NAMES = {
    "place": ("Gdansk", "Cordoba", "Windhoek", "Samarkand", "Bergen"),
    "person": ("Harrington", "Mbeki", "Castellano", "Novak", "Okada"),
    "organisation": ("Eurojust", "Medico", "Bloomberg", "Caritas", "Siemens"),
    "group": ("Bolivian", "Finnish", "Kenyan", "Danish", "Peruvian"),
}
SLOTS = {"place": "place", "person": "name", "organisation": "actor", "group": "actor"}
REVERSALS = (
    (r"\bdid not (\w+)", r"did \1"),
    (r"\bdenied\b", "confirmed"),
    (r"\brefused to\b", "agreed to"),
    (r"\bfailed to\b", "managed to"),
    (r"\bwithout (\w+ing)\b", r"after \1"),
    (r"\bno (injuries|casualties|deaths|survivors|damage)\b", r"some \1"),
    (r"\b(?<!not )(was|were|is|are|will|has|have|had|would|can|could|must) not\b", r"\1"),
    (r"\b(was|were|is|are|will|has|have|had|would|can|could|must) (?!not\b)", r"\1 not "),
)
"""Each the reverse of what it finds; the first that finds something is applied."""
_BOUND = r"(?:least|than|over|under|nearly|almost|about|around|some|to|from|between)\s+"


def number(quote: str, other: str) -> Edit | None:
    """A figure in digits that both give exactly, no year; or a small one in words."""
    for found in re.finditer(r"(?<![\w.,$€£-])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w-]|[.,]\d)", quote):
        figure = found[0]
        same = rf"(?<![\w.,]){re.escape(figure)}(?![\w-]|[.,]\d)"
        if re.search(same, other) and not re.search(_BOUND + same, f"{quote} {other}", re.IGNORECASE):
            value = float(figure.replace(",", "")) * 1.7 + 2
            new = f"{value:.1f}" if "." in figure else f"{round(value):,}"
            return quote[: found.start()] + new + quote[found.end() :], new, figure
    for n, word in enumerate(COUNTED):
        same = rf"\b{word}\b"
        both = re.search(same, quote, re.IGNORECASE) and re.search(same, other, re.IGNORECASE)
        if both and not re.search(_BOUND + same, f"{quote} {other}", re.IGNORECASE):
            new = COUNTED[(n + 4) % len(COUNTED)]
            return re.sub(same, new, quote, count=1, flags=re.IGNORECASE), new, word
    return None


def day(quote: str, other: str) -> Edit | None:
    """A day of the week or of a month that both give."""
    for n, name in enumerate(DAYS):
        if name in quote and name in other:
            new = DAYS[(n + 2) % 7]
            return quote.replace(name, new), new, name
    for found in re.finditer(rf"\b({MONTHS}) (\d\d?)\b", quote):
        if re.search(rf"\b{found[0]}\b", other):
            new = f"{found[1]} {(int(found[2]) + 8) % 28 + 1}"
            return quote.replace(found[0], new), new, found[0]
    return None


def reversal(quote: str) -> Edit | None:
    """The opposite of what the quote says."""
    for pattern, new in REVERSALS:
        if re.search(pattern, quote):
            return re.sub(pattern, new, quote, count=1), "(reversed)", "(as reported)"
    return None


def name(quote: str, other: str, entities: list[Entity]) -> Iterator[tuple[str, Edit]]:
    """(slot, edit): each name that both quotes give, once, as another one of its type."""
    done = set()
    for entity in entities:
        others = NAMES.get(entity.type, ())
        same = rf"\b{re.escape(entity.text)}\b"
        if entity.text in done or len(entity.text) < 4 or not others or not re.search(same, other):
            continue
        done.add(entity.text)
        new = others[sum(map(ord, entity.text)) % len(others)]
        yield SLOTS[entity.type], (re.sub(same, new, quote), new, entity.text)


def edits(quote: str, other: str, entities: list[Entity]) -> Iterator[tuple[str, Edit]]:
    """(slot, edit) of each kind that applies."""
    made = (("quantity", number(quote, other)), ("time", day(quote, other)), ("polarity", reversal(quote)))
    yield from ((slot, edit) for slot, edit in made if edit is not None)
    yield from name(quote, other, entities)


def entities_in(claims: list[Claim], start: int, end: int) -> list[Entity]:
    return [e for c in claims for e in c.entities if start <= e.start and e.end <= end]


def plant(folder: Path, out: Path) -> int:
    """Write the copies of one cluster; how many they are."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    paths = sorted(folder.glob("[a-z].txt"))
    texts = {p.stem: p.read_text(encoding="utf-8") for p in paths}
    readings = {Path(r.article.path).stem: r for r in read_claims(read_articles(paths))}
    made = 0
    for k, item in enumerate(gold["agreements"]):
        for side, opposite in (("a", "b"), ("b", "a")):
            quote, other = item[f"{side}_quote"], item[f"{opposite}_quote"]
            start = readings[item[side]].article.text.find(quote)
            if texts[item[side]].count(quote) != 1:
                continue
            entities = entities_in(list(readings[item[side]].claims), start, start + len(quote))
            for n, (slot, edit) in enumerate(edits(quote, other, entities)):
                target = out / f"{folder.name}-{k:02d}{side}{n}-{slot}"
                conflict = {
                    "a": item[side],
                    "b": item[opposite],
                    "a_quote": edit[0],
                    "b_quote": other,
                    "a_value": edit[1],
                    "b_value": edit[2],
                    "slot": slot,
                    "strength": "hard",
                    "why": "planted",
                    "b_also": item.get(f"{opposite}_also", []),
                }
                write(target, conflict, {**texts, item[side]: texts[item[side]].replace(quote, edit[0])}, folder)
                made += 1
    return made


def write(target: Path, conflict: dict[str, Any], texts: dict[str, str], folder: Path) -> None:
    """The two articles of a planted conflict, with what fit_judge.py reads beside them."""
    target.mkdir(parents=True, exist_ok=True)
    for document in (conflict["a"], conflict["b"]):
        (target / f"{document}.txt").write_text(texts[document], encoding="utf-8")
    (target / "meta.json").write_text((folder / "meta.json").read_text(encoding="utf-8"), encoding="utf-8")
    gold = {"cluster": target.name, "conflicts": [conflict], "agreements": [], "traps": []}
    (target / "gold.json").write_text(json.dumps(gold, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    source, out = map(Path, sys.argv[1:])
    folders = sorted(p.parent for p in source.glob("*/gold.json"))
    if not folders:
        raise SystemExit(f"{source}: no clusters: give a folder of folders with a gold.json")
    counts = [plant(folder, out) for folder in folders]
    print(f"{sum(counts)} planted faults in copies of {len(counts)} clusters")


if __name__ == "__main__":
    main()
