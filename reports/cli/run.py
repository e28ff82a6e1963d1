"""Reading and checking, as every command does it."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from checker.config import Config
from checker.rules import rules
from checker.types import CheckResult, Finding
from claims.errors import InputError, describe
from claims.types import Article, Skipped
from reports.cli.outputs import say
from reports.cli.progress import progress
from reports.selection import at_least, keep_findings
from reports.settings import Level, Settings
from reports.suppressions import Suppression, read_suppressions, suppress


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was read. ``articles`` are without their suppressions; ``faulty`` are suppressions that cannot be used."""

    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...]
    suppressions: tuple[Suppression, ...] = ()
    faulty: tuple[Skipped, ...] = ()

    def only(self, wanted: Callable[[str], bool]) -> Inputs:
        """What was read from the paths that are wanted."""
        articles = tuple(article for article in self.articles if wanted(article.path))
        suppressions = tuple(item for item in self.suppressions if wanted(item.path))
        skipped, faulty = (tuple(s for s in items if wanted(s.path)) for items in (self.skipped, self.faulty))
        return Inputs(articles, skipped, suppressions, faulty)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A check: ``complete`` is all that was found, ``result`` what is left to report."""

    complete: CheckResult
    result: CheckResult
    suppressed: tuple[Finding, ...] = ()
    unused: tuple[Suppression, ...] = ()


def read(paths: Sequence[str | Path], settings: Settings, *, by_path: bool = False) -> Inputs:
    """Read articles. Raises InputError if none can be read.

    Their ids are short, and depend on what else is read; ``by_path`` makes them the paths from the settings file,
    which do not: ids of findings are then the same whatever a gate compares.
    """
    from claims.reading.articles import read_sources

    if "-" in paths and sys.stdin is None:
        raise InputError("-: standard input is closed; pipe an article into it, or name a file")
    articles, skipped = read_sources([str(path) for path in paths], fields=settings.fields or None)
    if not articles:
        raise InputError.from_skipped(skipped)
    if by_path:
        articles = _named_by_path(articles, settings.baseline_file.parent)
    if not settings.suppressions:
        return Inputs(tuple(articles), tuple(skipped))
    clean, found, faulty = read_suppressions(articles, rules().keys())
    return Inputs(tuple(clean), tuple(skipped), tuple(found), tuple(faulty))


def _named_by_path(articles: Sequence[Article], folder: Path) -> list[Article]:
    per_file = Counter(article.path for article in articles)
    top = folder.resolve()

    def name(article: Article) -> str:
        if article.path == "-":
            return article.id
        full = Path(article.path).resolve()
        path = (full.relative_to(top) if full.is_relative_to(top) else full).as_posix()
        number = re.search(r"(?<=#)\d+$", article.id)  # of a record without an id of its own
        return path if per_file[article.path] == 1 else f"{path}#{number[0] if number else article.id}"

    return [replace(article, id=name(article)) for article in articles]


def compare(
    inputs: Inputs, settings: Settings, *, least: Level, published: Collection[str] = (), quiet: bool = False
) -> Outcome:
    """Check what was read. ``least`` is the severity shown where the settings name none."""
    from checker import check

    config = Config(
        model=settings.model,
        entailment=settings.entailment,
        syntax=settings.syntax,
        candidates=settings.candidates,
        min_confidence=settings.min_confidence,
        discrepancy_threshold=settings.discrepancy_threshold,
        agreement_threshold=settings.agreement_threshold,
        cache=settings.cache,
        use_cache=settings.use_cache,
        policy=settings.policy,
        within=settings.within,
    )
    skipped = [*inputs.skipped, *inputs.faulty]
    with progress(quiet=quiet) as report:
        complete = check(inputs.articles, config=config, published=published, skipped=skipped, progress=report)
    result, suppressed, unused = suppress(complete, inputs.suppressions)
    threshold = settings.min_severity or least
    result = keep_findings(result, lambda f: f.rule not in settings.ignore and at_least(f, threshold))
    return Outcome(complete, result, suppressed, unused)


def tell_skipped(skipped: Sequence[Skipped], word: str = "skipped") -> None:
    """One line for each input that could not be used."""
    for item in skipped:
        say(f"{word}: {describe(item)}")


def tell_unused(unused: Sequence[Suppression]) -> None:
    """One line for each suppression that nothing needs any more."""
    for item in unused:
        say(f"note: {item.place}: unused suppression of {', '.join(item.rules)}; remove it if it is out of date")
