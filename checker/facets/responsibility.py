"""Who is said to have done it, or not to have: 'X was behind the attack', 'X denied any role in the attack', and, where
another source says so, plainly 'X attacked the depot'.

How news says so, and the nouns for acts, stand in tables/responsibility.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from checker.words.lexicon import happenings, is_strike
from checker.words.shared_words import content_stems, stem
from claims.names.actors import parse_actor
from claims.names.gazetteer import gazetteer
from claims.quantities.events import verb_forms
from claims.tables import read_table
from claims.types import Argument, Claim, Entity, EntityType

ActorKind = Literal["person", "organisation", "state", ""]
Actor = tuple[str, ActorKind]
"""Name and kind of a known actor, '' where the kind is open."""

NAME_KINDS: dict[ActorKind, EntityType] = {"person": "person", "organisation": "organisation", "state": "place"}
"""As what the names of known actors are compared."""
FILLERS = 8
"""Words between a denial and the noun for a part in something, at most: 'denied all knowledge of or involvement in'."""
ACT_WORDS = 9
"""Words of a noun phrase in which the noun for the act is looked for."""
LONGEST_DOER = 8
"""Words before a phrase that name the doer, where the parser found none, at most."""
ANTECEDENT = 12
"""Claims back within which 'the attack' was told."""
TOLD_IN = 2
"""Sentences that say of 'the attack' what it was: the one before may say no more than 'the blast' itself."""

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_PRONOUN = re.compile(r"(?:it|they|he|she|its|their|his|her|those)\b", re.IGNORECASE)
_NOBODY = re.compile(r"(?:no|nobody|none|neither|any|anyone|who|which|that|there)\b", re.IGNORECASE)
_POSSESSED = re.compile(r"['’]s? |\bof\b|^(?:its|their|his|her)\b", re.IGNORECASE)
_SOMEBODY_ELSES = re.compile(r"[A-Z][^\W_]+['’]s? +(?:[a-z]+ +){0,2}[a-z]+ [a-z]+$")
_BARE = re.compile(r"\W*(?:the|this|that|these|those|such|any|an|a)?\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\W*(?:that|which)\b", re.IGNORECASE)
_IT = re.compile(r"\W*(?:it|this|that)\b(?=\W*$|[,.;:]|\s+(?:all|but|and|or))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """Who did it, or did not, by one claim.

    ``doer`` are the words for the one who did it, at ``start``..``end``; ``actors`` the known actors among them.
    ``act`` is the noun or verb for what was done ('' for 'it'), ``kind`` its kind of event, ``details`` the stems of
    what else is said of it. ``told_before``: the words mean an act that the article has told before ('the attack').
    ``denied``: it was not so. ``sole``: of nobody else the same can be said of this act. ``alleged``: somebody thinks
    so. ``own_denial``: the denial is that of the one who is said to have done it.
    """

    doer: str
    start: int
    end: int
    actors: frozenset[Actor]
    act: str
    kind: str
    details: frozenset[str]
    told_before: bool = False
    denied: bool = False
    sole: bool = True
    alleged: bool = False
    own_denial: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry of the table: ``doer`` stands before the words, behind them, or is their object; the act stands
    behind the words, or is their subject. ``bare``: the same without its 'be', as in a headline."""

    words: re.Pattern[str]
    bare: re.Pattern[str] | None
    doer: Literal["subject", "by", "object"]
    sole: bool
    alleged: bool


@dataclass(frozen=True, slots=True)
class Patterns:
    """How a text says who did it; ``part`` and ``denial`` end where the act begins. ``hints``, in lower case, begin
    words of which one must be there: most claims have none."""

    phrases: tuple[Phrase, ...]
    part: re.Pattern[str]
    denial: re.Pattern[str]
    hints: tuple[str, ...]


# --- the table ------------------------------------------------------------------------------------


def table() -> Mapping[str, Any]:
    """tables/responsibility.toml."""
    return read_table("responsibility", "checker")


@cache
def patterns() -> Patterns:
    """The phrases of the table as patterns, with the verbs in all their forms."""
    entries, part = table()["phrase"], table()["part"]
    said = [_either(map(_inflected, entry["words"])) for entry in entries]
    nouns = _either(f"{noun} {_either(leads)}" for noun, leads in part["nouns"].items())
    filler = rf"(?: +(?:{_either(part['filler'])}|[^\W_]+['’]s?)){{0,{FILLERS}}}"
    light, denial = (rf"{_either(map(_inflected, part[name]))}{filler} +{nouns}" for name in ("light", "denying"))
    phrases = (
        Phrase(_pattern(words), _bare(entry), entry["doer"], entry.get("sole", False), entry.get("alleged", False))
        for words, entry in zip(said, entries, strict=True)
    )
    hints = {_hint(words) for entry in entries for words in entry["words"]} | part["nouns"].keys()
    return Patterns(tuple(phrases), _pattern(light), _pattern(denial), tuple(sorted(hints)))


@cache
def _phrase_end() -> re.Pattern[str]:
    """Finds what ends a noun phrase: a mark, or a word of the table."""
    return re.compile(rf"[,;:()]|[.!?](?=\s|$)|\b{_either(table()['ends']['words'])}\b")


def _bare(entry: dict[str, Any]) -> re.Pattern[str] | None:
    words = [phrase.removeprefix("be ") for phrase in entry["words"] if phrase.startswith("be ")]
    return _pattern(_either(words)) if words else None


def _hint(words: str) -> str:
    """The beginning of a phrase's longest word, which is never inflected away."""
    return max(words.split(), key=len)[:4]


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b{words}(?!\w)", re.IGNORECASE)


def _either(words: Any) -> str:
    return rf"(?:{'|'.join(words)})"


def _inflected(words: str) -> str:
    """A phrase as a pattern: its verb in all forms, an adverb allowed before the rest ('was allegedly behind')."""
    verb, *rest = words.split()
    forms = table()["irregular"].get(verb) or (verb, *verb_forms(verb))
    return _either(forms) + (r"(?: +[^\W_]+ly| +also| +not)? +" + " +".join(rest) if rest else "")


@cache
def _acts() -> dict[str, str]:
    """Stem of a noun or verb for an act -> its kind of event, '' where none."""
    acts = table()["acts"]
    kinds = read_table("happenings", "checker")["kinds"]
    named = {stem(noun): "" for noun in (*acts["nouns"], *acts["general"])}
    return named | {stem(word): kind for kind in acts["kinds"] for word in kinds[kind]}


def is_general(act: str) -> bool:
    """Whether a word may mean any act that was told before ('the incident'), '' being 'it'."""
    return not act or act in table()["acts"]["general"]


def kind_of(act: str) -> str:
    """The kind of event that a word for an act names, '' where none is known."""
    return _acts().get(stem(act), "") or ("violence" if is_strike(act) else "")


# --- reading --------------------------------------------------------------------------------------


def part_of(claim: Claim) -> Part | None:
    """Who a claim says in so many words did something, or did not; None where it says so of nobody."""
    text = claim.text.lower()
    if not any(hint in text for hint in patterns().hints):
        return None
    return _noun_part(claim) or next(_phrase_parts(claim), None)


def plain_part(claim: Claim) -> Part | None:
    """Who did what a claim tells of, where it names a known actor and an act."""
    act = _verb(claim)
    doer = (_agent(claim) if claim.passive else _subject(claim, claim.predicate_start)) if act else None
    if doer is None:
        return None
    others = (
        a.text for a in claim.arguments if a.start != doer.start and a.preposition not in table()["acts"]["times"]
    )
    part = _part(claim, doer, act, " ".join(others))
    return replace(part, denied=claim.polarity == "negated", told_before=False) if part.actors else None


def _verb(claim: Claim) -> str:
    """The predicate of a claim, with its particle, where it tells of an act; '' where it does not."""
    verbs = table()["acts"]["verbs"]
    phrasal = f"{claim.predicate} {claim.next_word}".lower()
    known = claim.predicate in verbs or stem(claim.predicate) in _acts() or is_strike(claim.predicate)
    return phrasal if phrasal in verbs else claim.predicate if known else ""


def _noun_part(claim: Claim) -> Part | None:
    """'denied any involvement in the attack', 'had a hand in the fraud', 'played no part in it'."""
    denial = patterns().denial.search(claim.text)
    match = denial or patterns().part.search(claim.text)
    if match is None or _SOMEBODY_ELSES.search(match[0]):
        return None
    found = _with_act(_subject(claim, claim.start + match.start()), claim.text[match.end() :], claim)
    if found is None:
        return None
    negated = claim.polarity == "negated"
    if denial and claim.predicate_start == claim.start + match.start():
        return None if negated else replace(found, denied=True, sole=False, own_denial=True)  # 'did not deny any role'
    return replace(found, denied=negated or bool(denial), sole=False, own_denial=bool(denial))


def _phrase_parts(claim: Claim) -> Iterator[Part]:
    for phrase in patterns().phrases:
        match = phrase.words.search(claim.text)
        if match is None and claim.heading and phrase.bare is not None:
            match = phrase.bare.search(claim.text)
        if match is None or not _is_said(claim, match):
            continue
        doer, words = _doer_and_act(claim, match, phrase)
        found = _with_act(doer, words, claim)
        if found is not None:
            denied = claim.polarity == "negated"
            own = denied and claim.speaker in {found.doer, *(name for name, _ in found.actors)}
            yield replace(found, denied=denied, sole=phrase.sole, alleged=phrase.alleged, own_denial=own)


def _is_said(claim: Claim, match: re.Match[str]) -> bool:
    """Whether the predicate of a claim stands in a match, or is the noun for the act: 'was behind the *attack*'."""
    place = claim.predicate_start - claim.start
    return match.start() <= place and len(claim.text[match.end() : max(match.end(), place)].split()) < ACT_WORDS


def _doer_and_act(claim: Claim, match: re.Match[str], phrase: Phrase) -> tuple[Argument | None, str]:
    """The doer, and the words that begin with the act."""
    subject = _subject(claim, claim.start + match.start())
    behind = [a for a in claim.arguments if a.start > claim.start + match.end()]
    if phrase.doer == "subject":
        return subject, claim.text[match.end() :]
    if phrase.doer == "by":
        return next(iter(behind), None), subject.text if subject is not None else ""
    return _blamed(claim, next((a for a in behind if a.role == "object"), None))


def _blamed(claim: Claim, blamed: Argument | None) -> tuple[Argument | None, str]:
    """'(blamed) the union for the leak': the one and the other, wherever the arc of 'for' leads."""
    place = blamed.start - claim.start if blamed is not None else 0
    lead = re.compile(r" (?:for|of) ").search(claim.text, place)
    if blamed is None or lead is None or claim.start + lead.start() > blamed.end:
        return None, ""
    words = claim.text[place : lead.start()]
    return replace(blamed, end=claim.start + lead.start(), text=words), claim.text[lead.end() :]


def _agent(claim: Claim) -> Argument | None:
    return next((a for a in claim.arguments if a.role == "agent"), None)


def _subject(claim: Claim, at: int) -> Argument | None:
    """Whoever stands before a phrase, with the name in apposition to it ('the owner, Petromar, was behind'); the words
    themselves where the parser found no subject."""
    found = next((a for a in reversed(claim.arguments) if a.role == "subject" and a.end <= at), None)
    if found is not None and found.end <= claim.start:  # what a relative clause hangs on may be no more than its place
        found = _named_before(claim, at) or found
    if found is None:
        text = claim.text[: max(0, at - claim.start)].strip(" ,")
        if not 0 < len(text.split()) <= LONGEST_DOER:
            return None
        found = Argument("subject", claim.start, claim.start + len(text), text, text.split()[-1].lower())
    name = next((e for e in claim.entities if found.end <= e.start and e.end <= at), None)
    if name is None or claim.text[max(0, found.end - claim.start) : name.start - claim.start] not in (" ", ", "):
        return found
    return replace(found, end=name.end, text=claim.text[max(0, found.start - claim.start) : name.end - claim.start])


def _named_before(claim: Claim, at: int) -> Argument | None:
    """The body named right before a phrase, within the claim."""
    name = next((e for e in reversed(claim.entities) if claim.start <= e.start and e.end <= at), None)
    if name is None or name.type not in ("organisation", "person") or at - name.end > len('" '):
        return None
    return Argument("subject", name.start, name.end, name.text, name.text.split()[-1].lower(), name.name)


def _with_act(doer: Argument | None, words: str, claim: Claim) -> Part | None:
    """A part in the act with which some words begin; None where there is no act, or it is nobody's."""
    act = _act_noun(words)
    return None if doer is None or act is None or _NOBODY.match(doer.text) else _part(claim, doer, act, words)


def _act_noun(words: str) -> str | None:
    """The noun for an act at the beginning of some words, '' for 'it'; None where there is none."""
    if _IT.match(words):
        return ""
    end = _phrase_end().search(words, 1)
    nouns = _WORD.findall(words[: end.start()] if end else words)[:ACT_WORDS]
    return next((w.lower() for w in reversed(nouns) if stem(w.lower()) in _acts()), None)


def _part(claim: Claim, doer: Argument, act: str, words: str) -> Part:
    beside = content_stems(doer.text) | content_stems(" ".join(table()["acts"]["telling"]))
    details = frozenset(s for s in content_stems(words) - beside - {stem(act)} if not s.isdigit())
    told_before = not act or (_BARE.match(words) is not None and not details)
    return Part(doer.text, doer.start, doer.end, _actors(claim, doer), act, kind_of(act), details, told_before)


# --- who ------------------------------------------------------------------------------------------


def _actors(claim: Claim, doer: Argument) -> frozenset[Actor]:
    """The known actors among the words for a doer. A pronoun in what somebody says of himself is that one."""
    found: set[Actor] = {(e.name, _entity_kind(e)) for e in claim.entities if _stands_for(claim, doer, e)}
    parsed = parse_actor(doer.text)
    if parsed.side == "state":
        found |= {(owner, "state") for owner in parsed.owners if owner}
    if doer.name and not found and not _POSSESSED.search(doer.text):
        found |= _named(claim, doer.name)
    own = _PRONOUN.match(doer.text)  # 'its jets or those of its Kenyan allies'
    if own and claim.speaker and not (doer.name and found):
        thing = doer.text.lower().split()[0] in ("it", "its")
        body = body_speaking(claim.speaker)
        found |= _named(claim, body or re.sub(r"^[Tt]he ", "", claim.speaker), "organisation" if body or thing else "")
    if (
        not found
        and not doer.name
        and claim.speaker
        and _is_itself(doer.text)
        and (body := body_speaking(claim.speaker))
    ):
        found |= _named(claim, body, "organisation")
    return frozenset(found)


@cache
def _spokesmen() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Finds the body for which a spokesman speaks, before or behind the word for him."""
    noun = _either(table()["self"]["spokesmen"])
    name = r"(?P<body>[A-Z][\w-]{0,30}(?: (?:of |for |the ){0,2}[A-Z][\w-]{0,30}){0,5})"
    return re.compile(rf"{name}['’]s? (?:[a-z]+ )?{noun}\b"), re.compile(rf"\b{noun} (?:for|of|from) (?:the )?{name}")


def body_speaking(speaker: str) -> str:
    """The body that speaks through somebody: 'Red Front' of 'a spokesman for the Red Front'; '' for none."""
    found = next((m for pattern in _spokesmen() if (m := pattern.search(speaker)) is not None), None)
    return re.sub(r"^[Tt]he ", "", found["body"]) if found is not None else ""


def _is_itself(doer: str) -> bool:
    """Whether a body may speak of itself so: 'the group'."""
    words = doer.lower().split()
    return len(words) == 2 and words[0] == "the" and words[1] in table()["self"]["words"]


def _stands_for(claim: Claim, doer: Argument, name: Entity) -> bool:
    """Whether a name stands for the doer or a part of it: not 'X's brother', 'the brother of X' or 'X-backed'."""
    if not (doer.start <= name.start and name.end <= doer.end) or name.type in ("place", "group"):
        return False
    before = claim.text[doer.start - claim.start : name.start - claim.start]
    behind = claim.text[name.end - claim.start : doer.end - claim.start]
    linked = re.match(r"[- ](\w+)", behind)
    if linked and linked[1].lower() in gazetteer().sides.linked:
        return False
    return name.type != "person" or not (re.match(r"['’]s? ", behind) or re.search(r"\bof (?:the )?$", before))


def _entity_kind(name: Entity) -> ActorKind:
    return "person" if name.type == "person" else "organisation" if name.type == "organisation" else ""


def _named(claim: Claim, name: str, otherwise: ActorKind = "") -> set[Actor]:
    """A name with its kind: that of the country for which a capital or a ministry stands."""
    parsed = parse_actor(name)
    if parsed.side == "state" and parsed.owners:
        return {(owner, "state") for owner in parsed.owners if owner}
    known: ActorKind = "organisation" if gazetteer().organisation(name) is not None else ""
    return {(name, next((_entity_kind(e) for e in claim.entities if e.name == name), "") or known or otherwise)}


# --- in its article -------------------------------------------------------------------------------


def in_context(part: Part, claims: Sequence[Claim], at: int, sentence: str = "") -> Part:
    """A part of claim number ``at`` with all that its article says of the act: in a relative clause behind it ('the
    attack that destroyed the bridge') or, where the words mean an act told before ('the incident'), in the last
    sentences that tell of one. ``sentence``: the whole one, which may name the body whose spokesman says so."""
    own = claims[at]
    if not part.actors and _is_itself(part.doer):
        body = body_speaking(sentence)
        part = replace(part, actors=frozenset({(body, "organisation")}) if body else part.actors)
    behind = claims[at + 1] if at + 1 < len(claims) and claims[at + 1].sentence == own.sentence else None
    if behind is not None and _RELATIVE.match(behind.text):
        return replace(part, details=part.details | content_stems(behind.text), told_before=False)
    if not part.told_before:
        return part
    earlier = [c for c in claims[max(0, at - ANTECEDENT) : at] if c.sentence != own.sentence]
    acts: dict[int, frozenset[str]] = {}  # sentence -> the kinds of acts in it
    for claim in earlier:
        acts[claim.sentence] = acts.get(claim.sentence, frozenset()) | _kinds_told(claim)
    meant = [n for n in sorted(acts, reverse=True) if (part.kind in acts[n] if part.kind else acts[n])]
    if not meant:
        return part
    said = frozenset().union(*(content_stems(c.text) for c in earlier if c.sentence in meant[:TOLD_IN]))
    return replace(part, kind=part.kind or min(acts[meant[0]]), details=said - content_stems(part.doer))


def _kinds_told(claim: Claim) -> frozenset[str]:
    """The kinds of acts that a claim tells of."""
    kinds = {_acts().get(stem(word), "") for word in claim.text.split()} | {kind_of(claim.predicate)}
    kinds |= happenings([claim.predicate, *(a.head for a in claim.arguments)])
    return frozenset(kinds & set(table()["acts"]["kinds"]))
