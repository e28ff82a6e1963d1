"""Why it happened: the cause that a claim gives for an effect, and whether two causes exclude each other.

How a text gives a cause, and the kinds of causes, stand in tables/causes.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from checker.words.lexicon import happenings
from claims.tables import read_table
from claims.types import Argument, Claim


@dataclass(frozen=True, slots=True)
class Phrases:
    """How a text gives a cause; ``words`` finds what stands between an effect and its cause."""

    words: re.Pattern[str]
    prepositions: frozenset[str]
    verbs: frozenset[str]
    blaming: frozenset[str]
    nouns: frozenset[str]
    dying: frozenset[str]
    deeds: frozenset[str]
    harm: frozenset[str]
    open: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cause:
    """What a claim says an effect came of. ``effect`` is a lemma, '' where it is not named ('the cause was ...');
    ``heads`` the cause in one lemma and in its last two words; ``start``..``end`` its place. ``stated``: the text
    says in so many words that it is the cause; ``text`` its words, where it is an argument."""

    effect: str
    heads: tuple[str, ...]
    start: int
    end: int
    stated: bool
    text: str = ""


@cache
def phrases() -> Phrases:
    """The words that give a cause."""
    table = read_table("causes", "checker")["phrases"]
    either = "|".join(re.escape(words) for words in table["words"])
    lists = {name: frozenset(table[name]) for name in ("verbs", "blaming", "nouns", "dying", "deeds", "harm", "open")}
    return Phrases(re.compile(rf"\b(?:{either})\b", re.IGNORECASE), frozenset(table["words"]), **lists)


_BEHIND = re.compile(r"\s(?:at|in|on|of|by|from|near|against|that|which|who)\s")
"""What follows the head of a noun phrase."""


@cache
def kinds() -> tuple[Mapping[str, str], Mapping[str, frozenset[str]]]:
    """Word -> kind of cause; kind -> the kinds that it may be or come of."""
    table = read_table("causes", "checker")["kind"]
    words = {word: kind["name"] for kind in table for word in kind["words"]}
    return words, {kind["name"]: frozenset(kind["within"]) for kind in table}


def kind_of(heads: tuple[str, ...]) -> str:
    """The kind of a cause, '' where the table does not know it; two words say more than one."""
    words, _ = kinds()
    return next((words[h] for h in sorted(heads, key=len, reverse=True) if h in words), "")


def kind_named(text: str) -> str:
    """The kind of the cause that a noun phrase names ('a suicide bomb attack', 'air strikes on the town')."""
    words = _BEHIND.split(text.lower())[0].split()
    singular = [*words[:-1], words[-1].removesuffix("s")] if words else []
    return kind_of((*words[-1:], " ".join(words[-2:]), *singular[-1:], " ".join(singular[-2:])))


def exclude(a: str, b: str) -> bool:
    """Whether two kinds are known, and neither can be, or come of, the other."""
    _, within = kinds()
    return bool(a and b) and a != b and a not in within[b] and b not in within[a]


def causes_of(claim: Claim) -> Iterator[Cause]:
    """The causes that a claim gives, those first that are stated in so many words."""
    yield from (cause for cause in _stated(claim) if cause.heads[0] not in phrases().open)
    yield from _harming(claim)


def _stated(claim: Claim) -> Iterator[Cause]:
    cues = phrases()
    subject, object_, agent = (_argument(claim, role) for role in ("subject", "object", "agent"))
    if claim.predicate in cues.verbs:
        effect, cause = (subject, agent) if claim.passive else (object_, subject)
        if effect is not None and cause is not None:
            yield _cause(effect.head, cause, stated=True)
        return
    if claim.predicate in cues.blaming:
        effect = subject if claim.passive else object_
        cause = next((a for a in claim.arguments if a.preposition in ("on", "to", "down to")), None)
        if effect is not None and cause is not None:
            yield _cause(effect.head, cause, stated=True)
        return
    for argument in claim.arguments:
        if argument.preposition in cues.prepositions or _is_fatal(claim, argument):
            yield _cause(claim.predicate, argument, stated=True)
    if subject is not None and subject.end <= claim.predicate_start:
        between = claim.text[subject.end - claim.start : claim.predicate_start - claim.start]
        following = next((a for a in claim.arguments if a.preposition == "of" and a.start >= claim.predicate_end), None)
        deed = claim.predicate in cues.deeds and bool(happenings([subject.head]))  # 'the fire was arson'
        if deed or cues.words.search(between):  # 'the crash was due to a technical fault'
            yield Cause(subject.head, _nominal(claim), claim.predicate_start, claim.predicate_end, True)
        elif claim.predicate in ("result", "consequence") and following is not None:
            yield _cause(subject.head, following, stated=True)
        elif subject.head in cues.nouns and not claim.passive:
            of = re.search(r"\bof (?:the |a |an |this |that )?([\w-]+)$", subject.text.lower())
            yield Cause(of[1] if of else "", _nominal(claim), claim.predicate_start, claim.predicate_end, True)


def _is_fatal(claim: Claim, argument: Argument) -> bool:
    """Whether somebody is said to have died of it."""
    return claim.predicate in phrases().dying and argument.preposition in ("of", "from", "to")


def _harming(claim: Claim) -> Iterator[Cause]:
    """'shelling killed ten', 'ten died in an airstrike': where the noun is of a known kind."""
    if claim.predicate in phrases().harm:
        for argument in claim.arguments:
            if _is_fatal(claim, argument):
                continue  # stated in so many words
            doer = argument.role == ("agent" if claim.passive else "subject")
            if doer or argument.preposition in ("in", "by", "from", "of", "after", "during"):
                cause = _cause(claim.predicate, argument, stated=False)
                if kind_of(cause.heads):
                    yield cause


def _argument(claim: Claim, role: str) -> Argument | None:
    return next((a for a in claim.arguments if a.role == role), None)


def _cause(effect: str, argument: Argument, *, stated: bool) -> Cause:
    heads = (argument.head, *_before_head(argument.text, argument.head))
    return Cause(effect, heads, argument.start, argument.end, stated, argument.text)


def _nominal(claim: Claim) -> tuple[str, ...]:
    """A predicative noun, and with the word before it."""
    before = claim.text[: claim.predicate_start - claim.start].lower().split()[-1:]
    return (claim.predicate, *(f"{word} {claim.predicate}" for word in before))


def _before_head(text: str, head: str) -> tuple[str, ...]:
    """'a heavy gas leak', 'leak' -> 'gas leak'."""
    words = text.lower().split()
    place = next((i for i, word in enumerate(words) if i and word[:4] == head[:4]), None)
    return (f"{words[place - 1]} {head}",) if place else ()
