"""One fact in other words: what a check makes of two sentences that contradict each other, agree, or tell two facts.

    python benchmarks/groups.py [FILE...] [--entailment none]

Each FILE holds groups (benchmarks/groups/README.md), by default those beside this script. The first sentence of a
group is checked beside each other one, as two articles of one sentence each.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "training"))

from fact_pairs import FACT, read_groups

from checker import check
from checker.config import Config
from claims.types import Article

KINDS = {
    "s": "what became of it",
    "c": "why, how",
    "p": "where",
    "w": "who",
    "t": "when",
    "q": "how many",
}
COLUMNS = {"!": "contradictions found", "~": "other facts reported", "=": "the same fact reported"}
ALL = "all"


def pairs(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """(kind of fact, sign of the second sentence, first, second) of all groups of a file."""
    kinds = [line.split()[1] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("# ")]
    for kind, ((_, first), *others) in zip(kinds, read_groups(path), strict=True):
        for sign, other in others:
            yield kind, sign, FACT.sub(r"\1", first), FACT.sub(r"\1", other)


def is_reported(first: str, second: str, config: Config) -> bool:
    """Whether a discrepancy is found."""
    findings = check([Article("a", first), Article("b", second)], config=config).findings
    return any(finding.relation == "discrepancy" for finding in findings)


def main() -> None:
    """Print the table, kind by kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = sorted((Path(__file__).parent / "groups").glob("*.txt"))
    parser.add_argument("files", type=Path, nargs="*", default=default, help="files of groups")
    parser.add_argument("--entailment", default="", help="as in crosscheck: 'none' to do without the entailment model")
    arguments = parser.parse_args()
    config = Config(use_cache=False, entailment=arguments.entailment)
    counts: Counter[tuple[str, str, bool]] = Counter()
    for path in arguments.files:
        for kind, sign, first, second in pairs(path):
            found = is_reported(first, second, config)
            counts.update([(kind, sign, found), (ALL, sign, found)])
    print(f"| | {' | '.join(COLUMNS.values())} |\n|{'---|' * (1 + len(COLUMNS))}")
    for kind, name in [*KINDS.items(), (ALL, ALL)]:
        cells = [f"{counts[kind, s, True]} of {counts[kind, s, True] + counts[kind, s, False]}" for s in COLUMNS]
        print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
