"""Those parts of the documentation that are made from something else: test_docs.py holds them against it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from checker.config import Config
from checker.models.encode import Encoder
from checker.pipeline import compare_readings
from checker.rules import Rule, rules
from claims.extract import read_claims
from claims.types import Article, Reading

TOP = Path(__file__).parents[1]
DAY = date(2024, 5, 3)
"""When the examples of the rules are published: 'on Thursday' is May 2 then."""

Pair = tuple[str, str]

RULES_HEAD = """# Rules

Every finding names the rule that made it. The codes are stable: reports, baselines and suppressions name them, \
and a code never changes its meaning. This page is made from [checker/tables/rules.toml](../checker/tables/rules.toml).

The examples say what a rule means. Two sentences alone are little to go by, and crosscheck does not get all of \
them right; where it does not, that is said. (They are read as two articles of May 3, 2024.)

Four ways to live with a finding that is right but wanted:

- change the text, as each rule says,
- `crosscheck: ignore RULE because REASON` in the article, above the paragraph ([how](ci.md#accepted-findings)),
- accept it with `crosscheck baseline` ([how](ci.md#accepted-findings)),
- leave a whole rule out with `--ignore RULE`, or `ignore` in the [settings](configuration.md).
"""


def rules_page(encoder: Encoder) -> str:
    """docs/rules.md."""
    fires = _trial(encoder)
    table = ["| code | slot | what |", "|---|---|---|"]
    table += [f"| [{rule.code}](#{rule.code}) | {rule.slot} | {rule.title} |" for rule in rules().values()]
    return "\n".join([RULES_HEAD, *table, "", *(_entry(rule, fires) for rule in rules().values())])


def _trial(encoder: Encoder) -> Callable[[Rule, Pair], bool]:
    """Whether a rule fires on a pair of statements, as the checker stands."""
    pairs = [pair for rule in rules().values() for pair in (rule.yes, rule.no)]
    articles = [
        Article(f"{n}{side}", text, published=DAY)
        for n, p in enumerate(pairs)
        for side, text in zip("ab", p, strict=True)
    ]
    readings = read_claims(articles)
    both: dict[Pair, tuple[Reading, Reading]] = dict(
        zip(pairs, zip(readings[::2], readings[1::2], strict=True), strict=True)
    )

    def fires(rule: Rule, pair: Pair) -> bool:
        found = compare_readings(both[pair], Config(), encoder).findings
        return any(finding.rule == rule.code for finding in found)

    return fires


def _entry(rule: Rule, fires: Callable[[Rule, Pair], bool]) -> str:
    wrong = []
    if not _is_made(rule.code):
        wrong = ["Reserved: no comparison makes this finding yet."]
    else:
        wrong += [] if fires(rule, rule.yes) else ["Not yet right: it does not fire on the first pair."]
        wrong += ["Not yet right: it fires on the second pair too."] if fires(rule, rule.no) else []
    silence = re.sub(r"'(crosscheck[: ][^']*|ignore)'", r"`\1`", rule.silence).replace(
        "--min-severity warning", "`--min-severity warning`"
    )
    parts = [
        f"## {rule.code}",
        f"{rule.title}. A{'n' * (rule.relation == 'agreement')} {rule.relation} in the slot *{rule.slot}*.",
        rule.help,
        f"Fires:\n\n> {rule.yes[0]}<br>\n> {rule.yes[1]}",
        f"Does not fire:\n\n> {rule.no[0]}<br>\n> {rule.no[1]}\n\n{rule.why_not}",
        *(f"**{sentence}**" for sentence in wrong),
        f"To silence it: {silence[0].lower()}{silence[1:]}",
    ]
    return "\n\n".join(parts) + "\n"


def _is_made(code: str) -> bool:
    """Whether the code of the checker names a rule anywhere."""
    return any(f'"{code}"' in path.read_text(encoding="utf-8") for path in (TOP / "checker" / "slots").glob("*.py"))


def excerpt(report: str) -> str:
    """The summary of a text report, its first opposite statements and its first different numbers."""
    blocks = [_plain(block) for block in report.split("\n\n")]
    wanted = [rf"\d+\. \w+ {rule}\b" for rule in ("polarity-flip", "quantity-mismatch")]
    first = [next(i for i, block in enumerate(blocks) if re.match(pattern, block)) for pattern in wanted]
    return "\n\n".join([blocks[0], "[...]", *(blocks[i] for i in sorted(first)), "[...]"]) + "\n"


def _plain(block: str) -> str:
    """Without the title of a section above the first finding."""
    return re.sub(r"\A[^\n]*\n─+\n", "", block)


PARSER_ROWS = {
    "upos": "universal POS",
    "uas": "unlabelled attachment (UAS)",
    "las": "labelled attachment (LAS)",
    "lemma": "lemmas",
    "feats": "morphological features",
    "entity_f1": "names, F1",
}


def parser_part(figures: Mapping[str, Mapping[str, float]]) -> str:
    """The command and the figures in training/parser.md; 'words_per_second' is left to the machine."""
    options = " ".join(
        f"--{name.replace('_', '-')} {value}" for name, value in figures["trained"].items() if value is not None
    )
    command = f"$ python training/train_parser.py TREEBANKS_DIR OUT_DIR --wordnet WORDNET_DIR {options}"
    lines = ["", "```console", command, "```", ""]
    lines += ["| | EWT dev | EWT test |", "|---|---|---|"]
    lines += [
        f"| {name} | {figures['dev'][key]:.1f} | {figures['test'][key]:.1f} |" for key, name in PARSER_ROWS.items()
    ]
    return "\n".join(lines) + "\n\n"


def entailment_part(figures: Mapping[str, Any]) -> str:
    """The command and the figures in training/entailment.md."""
    given = {name.replace("_", "-"): value for name, value in figures["options"].items() if value is not None}
    said = {name: f"'{value}'" if isinstance(value, str) else f"{value:g}" for name, value in given.items()}
    options = " ".join(f"--{name} {value}" for name, value in said.items())
    lines = ["", "```console"]
    lines += [
        "$ python training/train_entailment.py NLI_TRAIN.jsonl.gz OUT_DIR "
        f"--start BEFORE_DIR --facts training/facts --documents TREEBANKS {options}",
        "```",
        "",
        "| | |",
        "|---|---|",
    ]
    rows = {
        "pairs trained on": f"{figures['pairs']:,}",
        "of them of invented news": f"{figures['facts']:,}",
        "of them of real documents": f"{figures['documents']:,}",
        "of them added by rule": f"{figures['added']:,}",
        "pairs of the first step held out": f"{figures['held_out']:,}",
        "accuracy on those, in percent": f"{100 * figures['accuracy']:.1f}",
    }
    lines += [f"| {name} | {value} |" for name, value in rows.items()]
    return "\n".join(lines) + "\n\n"
