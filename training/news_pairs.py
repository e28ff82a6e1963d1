"""Pairs as news has them: headlines, leads shortened to their core, and statements that say more or other things.

The entailment pool is captions, encyclopedia and talk. Here some of its pairs are written as headlines are, with
their label kept, and new pairs are made of the analyses of its sentences (claims/syntax.py), by rule:

- a sentence entails its core (subject, verb, object; without relative clauses, appositions and most adjuncts),
  and what a report quotes, by the convention of summaries;
- it is silent on the same core about somebody else, on another predicate of its subject, and on a circumstance
  taken from another sentence; and a core is silent on what was left out of it: neutral;
- it contradicts its core with another number.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from added_pairs import WORDS, Pair, changed, made, spoken, value_of

from claims.mends import SUBJECTS
from claims.sentences import split_sentences
from claims.syntax import parse_texts
from claims.types import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# --- headlines ------------------------------------------------------------------------------------

PARTICIPLE = (
    r"(?:\w{2,}(?:ed|ing)|\w+[tvkws]en|beaten|bought|brought|built|caught|cut|done|felt|fought|found|held|hit|hurt"
    r"|kept|known|left|lost|made|met|paid|put|seen|sent|set|shot|shown|shut|sold|told|torn|won)\b"
)
ARTICLE = re.compile(r"\b(?:a|an|the) ", re.IGNORECASE)
AUXILIARY = re.compile(
    rf"(?<=[\w%,] )(?<!not )(?<!there )(?:is being|are being|was being|were being|has been|have been|had been"
    rf"|is|are|was|were) (?={PARTICIPLE})",
    re.IGNORECASE,
)
COPULA = re.compile(
    r"(?<=[\w%] )(?<!here )(?<!what )(?<!that )(?<!who )(?<!they )(?:is|are|was|were) (?!not\b|n)", re.IGNORECASE
)
SMALL = WORDS[2:13]
NUMERAL = re.compile(r"(?<![\w-])(?:" + "|".join(SMALL) + r")(?= [a-z])", re.IGNORECASE)
SHORTER: tuple[tuple[str, str, float], ...] = (
    (r"\bthe United States\b|\bUnited States\b", "U.S.", 0.6),
    (r"\bthe United Kingdom\b|\bUnited Kingdom\b", "UK", 0.6),
    (r"(?<=\d) ?per ?cent\b", "%", 0.5),
    (r"(?<=\d) million\b", "m", 0.3),
    (r"(?<=\d) billion\b", "bn", 0.3),
    (r"(?<=\w) and (?=\w)", ", ", 0.25),
    (r"\bis going to\b|\bare going to\b|\bwill\b(?! not)", "to", 0.4),
    (r"[\"“”]|``|''", "'", 0.8),
    (r"(?<=\w)['’](?=\w)", "", 0.2),
    (r",", "", 0.2),
)
SPEAKERS = (
    "police", "officials", "authorities", "the ministry", "a spokesman", "a spokeswoman", "witnesses", "the company",
    "the agency", "the army", "state media", "local media", "residents", "doctors", "researchers", "a report",
    "the government", "the governor", "the mayor", "prosecutors", "rescuers",
)  # fmt: skip


def as_headline(text: str, draw: random.Random) -> str:
    """The statement as a headline has it: without articles and most forms of 'be', with figures and short names."""
    for pattern, short, share in SHORTER:
        if draw.random() < share:
            text = re.sub(pattern, short, text)
    if draw.random() < 0.5:
        text = NUMERAL.sub(lambda m: str(SMALL.index(m[0].lower()) + 2), text)
    text = AUXILIARY.sub(lambda m: "" if draw.random() < 0.85 else m[0], text)
    if draw.random() < 0.35:
        text = COPULA.sub("", text, count=1)
    text = ARTICLE.sub(lambda m: "" if draw.random() < 0.9 else m[0], text)
    text = re.sub(r"\s*\.\s*$", "", text).strip()
    return text[:1].upper() + text[1:]


def attributed(text: str, past: bool, draw: random.Random) -> str:
    """The statement with somebody who said it: '..., police said.'"""
    bare = re.sub(r"\s*[.!]\s*$", "", text)
    speaker = draw.choice(SPEAKERS)
    if past:
        return f"{bare}, {speaker} {draw.choice(['said', 'said', 'said', 'reported', 'confirmed'])}."
    speaker = speaker.removeprefix("the ").removeprefix("a ")
    many = speaker.endswith("s") or speaker in ("police", "state media", "local media")
    if draw.random() < 0.4:
        return f"{speaker.capitalize()}: {bare}"
    return f"{bare}, {speaker} {'say' if many else 'says'}"


def restyle(pairs: Sequence[Pair], share: float, seed: int) -> list[Pair]:
    """The pairs, some of them with one side or both written as news has it; labels are kept."""
    draw = random.Random(seed)
    return [restyled(p, draw) if draw.random() < share else p for p in pairs]


def restyled(pair: Pair, draw: random.Random) -> Pair:
    premise, hypothesis = pair["premise"], pair["hypothesis"]
    sides = draw.choice(["hypothesis", "hypothesis", "premise", "both"])
    if sides != "hypothesis":
        premise = as_headline(premise, draw)
    elif draw.random() < 0.25:
        premise = attributed(premise, True, draw)
    if sides != "premise":
        hypothesis = as_headline(hypothesis, draw)
        if draw.random() < 0.1:
            hypothesis = attributed(hypothesis, False, draw)
    return {**pair, "premise": premise, "hypothesis": hypothesis}


# --- the core of a sentence -----------------------------------------------------------------------


def listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


CLOSED = listed(
    """not n't no never nor neither none nobody nothing few little only without if unless whether hardly barely rarely
    seldom almost nearly all every each any most than or both allegedly reportedly supposedly perhaps maybe probably
    possibly likely unlikely may might could would should must can as despite until except such so too enough fail
    refuse deny doubt prevent avoid"""
)
"""Words under which, or through which, a part left out may change what follows."""
REPORTING = listed("say report announce confirm state add note tell")
KEPT_OF_VERB = listed("nsubj nsubj:pass nsubj:outer aux aux:pass cop obj iobj xcomp compound:prt obl:agent")
KEPT_OF_NOUN = listed(
    "det case compound flat nummod amod nmod:poss fixed goeswith conj cc nmod:npmod nmod:unmarked advmod"
)
DROPPED = listed(
    """advcl advcl:relcl advmod obl obl:tmod obl:npmod obl:unmarked parataxis conj cc punct discourse appos acl
    acl:relcl nmod nmod:tmod dep list orphan"""
)
NARROW = listed("last next same other former fake own sole main single")
SHORTEST, LONGEST = 9, 34
"""Words of a sentence that is shortened."""


@dataclass(frozen=True)
class Core:
    """A sentence and its core: the words of the subject, of the predicate, and the circumstances left out."""

    text: str
    subject: tuple[Token, ...]
    predicate: tuple[Token, ...]
    circumstances: tuple[tuple[Token, ...], ...]
    root: Token

    @property
    def dropped(self) -> int:
        """Content words that were left out."""
        kept = {t.i for t in (*self.subject, *self.predicate)}
        return sum(t.pos_ in ("NOUN", "PROPN", "VERB", "ADJ", "NUM") and t.i not in kept for t in self.root.doc)

    @property
    def many(self) -> bool:
        """Whether the subject is in the plural."""
        head = next((t for t in self.subject if t.dep_ in SUBJECTS), self.subject[0])
        return "Plur" in head.morph.get("Number") or any(t.dep_ == "conj" for t in self.subject)


def core_of(doc: Doc, draw: random.Random) -> Core | None:
    """The core of a sentence; None where leaving something out could change what follows."""
    closed = any(t.lower_ in CLOSED or t.lemma_.lower() in CLOSED or t.text == "?" for t in doc)
    root = predicate_of(doc)
    if closed or root is None or not SHORTEST <= len(doc) <= LONGEST:
        return None
    subject = next((c for c in root.children if c.dep_ in SUBJECTS), None)
    if subject is None or subject.pos_ not in ("NOUN", "PROPN"):
        return None
    words: list[Token] = [root]
    left_out: list[tuple[Token, ...]] = []
    full = any(c.dep_ in ("obj", "cop", "xcomp", "aux:pass") for c in root.children)
    for child in root.children:
        if child.dep_ == "obl" and (draw.random() < 0.3 or (not full and child.i > root.i)):
            words += noun_phrase(child, draw)
            full = True
        elif child.dep_ == "obl" and child.i > root.i and any(c.dep_ == "case" for c in child.children):
            left_out.append(tuple(sorted(noun_phrase(child, draw), key=lambda t: t.i)))
        elif (own := own_words(child, root, draw)) is None:
            return None
        else:
            words += own
    kept = sorted({t.i: t for t in words}.values(), key=lambda t: t.i)
    whole = {t.i for t in subject.subtree}
    first = tuple(t for t in kept if t.i in whole)
    rest = tuple(t for t in kept if t.i not in whole)
    if len(rest) < 2 or rest[0].i < first[0].i:
        return None
    return Core(doc.text, first, rest, tuple(left_out), root)


def predicate_of(doc: Doc) -> Token | None:
    """The head of the sentence, or of what it reports; None where it is no plain statement."""
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    said = None if root is None else next((c for c in root.children if c.dep_ == "ccomp"), None)
    if root is not None and said is not None:
        root = said if root.lemma_ in REPORTING else None
    if root is None or root.pos_ not in ("VERB", "NOUN", "ADJ", "PROPN") or root.tag_ == "VB":
        return None
    return None if any(t.dep_ in ("expl", "csubj", "csubj:pass") for t in root.children) else root


def own_words(child: Token, root: Token, draw: random.Random) -> list[Token] | None:
    """What is kept of a dependent of the predicate; None where it can be neither kept nor left out."""
    if child.dep_ in KEPT_OF_VERB:
        return list(child.subtree) if child.dep_ == "xcomp" else noun_phrase(child, draw)
    if root.pos_ == "VERB":
        return [] if child.dep_ in DROPPED else None
    if child.dep_ == "nmod":
        return noun_phrase(child, draw)
    return list(child.subtree) if child.dep_ in KEPT_OF_NOUN - {"cc", "conj"} else []


def noun_phrase(head: Token, draw: random.Random) -> list[Token]:
    """The words of a phrase without relative clauses, appositions and some of its attributes."""
    narrow = any(
        "Sup" in c.morph.get("Degree") or "Ord" in c.morph.get("NumType") or c.lower_ in NARROW for c in head.children
    )
    words = [head]
    for child in head.children:
        of = child.dep_ == "nmod" and any(c.lower_ == "of" for c in child.children)
        hyphen = child.dep_ == "punct" and child.text in "-–'’"
        keep = child.dep_ in KEPT_OF_NOUN or of or hyphen or (child.dep_ == "nmod" and draw.random() < 0.35)
        if child.dep_ == "amod" and child.pos_ == "ADJ" and not narrow and draw.random() < 0.15:
            keep = False
        if keep or (narrow and child.dep_ not in ("appos", "punct", "parataxis")):
            words += noun_phrase(child, draw) if child.dep_ in ("nmod", "conj", "nmod:poss") else list(child.subtree)
    return words


def written(words: Sequence[Token], forms: dict[int, str] | None = None) -> str:
    """The words in their order as text."""
    pieces = []
    for k, token in enumerate(words):
        following = words[k + 1].i if k + 1 < len(words) else None
        blank = token.whitespace_ if following == token.i + 1 else " "
        pieces.append((forms or {}).get(token.i, token.text) + blank)
    return re.sub(r"\s+([,.;:%])", r"\1", re.sub(r"\s+", " ", "".join(pieces))).strip(" ,;:")


def in_present(core: Core) -> dict[int, str]:
    """The past tense of the verb as the present of headlines ('killed' -> 'kills'), by the word's index."""
    verb = core.root
    alone = not any(c.dep_ in ("aux", "aux:pass", "cop") for c in verb.children)
    if verb.tag_ != "VBD" or not alone or verb.lemma_ == verb.text:
        return {}
    lemma = verb.lemma_.lower()
    return {verb.i: lemma if core.many else third_person(lemma)}


def third_person(lemma: str) -> str:
    """'kill' -> 'kills', 'carry' -> 'carries', 'reach' -> 'reaches'."""
    if lemma == "have":
        return "has"
    if lemma[-1:] == "y" and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def statement(
    core: Core,
    draw: random.Random,
    subject: str = "",
    predicate: str = "",
    circumstance: str = "",
    forms: dict[int, str] | None = None,
) -> str:
    """The core as a statement, in one draw of two as a headline; with a part of another core in place of its own."""
    headline = draw.random() < 0.6
    own = {**(in_present(core) if headline and draw.random() < 0.7 else {}), **(forms or {})}
    parts = (subject or written(core.subject, own), predicate or written(core.predicate, own), circumstance)
    text = " ".join(part for part in parts if part)
    return as_headline(text, draw) if headline else text[:1].upper() + text[1:] + "."


# --- pairs ----------------------------------------------------------------------------------------


def news_pairs(pool: Sequence[Pair], size: int, seed: int) -> list[Pair]:
    """About ``size`` pairs made of the premises of the pool that are no captions; half of them entailments."""
    draw = random.Random(seed)
    sentences = sorted({s for p in pool if not p["source"].startswith(("snli", "cad", "breaking")) for s in parts(p)})
    draw.shuffle(sentences)
    del sentences[size + size // 4 :]
    docs = parse_texts(sentences, [[Sentence(0, len(s))] for s in sentences])
    cores = [core for doc in docs if (core := core_of(doc, draw)) is not None and not is_plain_definition(core, draw)]
    pairs = [pair for pair, _ in zip(shortened(cores, draw), range(size // 2), strict=False)]
    makers = ((with_more, 0.25), (with_circumstance, 0.25), (of_another, 0.4), (with_other_number, 0.1))
    most = len(pairs)
    for maker, share in makers:
        draw.shuffle(cores)
        pairs += [pair for pair, _ in zip(maker(cores, draw), range(round(share * most)), strict=False)]
    return pairs


def is_plain_definition(core: Core, draw: random.Random) -> bool:
    """Two in three of the encyclopedia's 'X is a 1999 film', which it has more of than news has."""
    return core.root.pos_ != "VERB" and draw.random() < 0.67


def parts(pair: Pair) -> Iterator[str]:
    """The sentences of a premise that may be shortened."""
    text = pair["premise"]
    for sentence in split_sentences(text):
        piece = text[sentence.start : sentence.end]
        if SHORTEST <= len(piece.split()) <= LONGEST and piece[:1].isupper():
            yield piece


def source_text(core: Core, draw: random.Random) -> str:
    """The sentence as the premise; sometimes somebody said it."""
    return attributed(core.text, True, draw) if draw.random() < 0.15 else core.text


def shortened(cores: Sequence[Core], draw: random.Random) -> Iterator[Pair]:
    """A sentence and its core."""
    for core in cores:
        if core.dropped >= 2:
            yield made(source_text(core, draw), statement(core, draw), "entailment", "core")


def with_more(cores: Sequence[Core], draw: random.Random) -> Iterator[Pair]:
    """A core and the whole sentence, which says more."""
    for core in cores:
        if core.dropped >= 4:
            whole = as_headline(core.text, draw) if draw.random() < 0.5 else core.text
            yield made(statement(core, draw), whole, "neutral", "more")


def with_circumstance(cores: Sequence[Core], draw: random.Random) -> Iterator[Pair]:
    """A sentence and its core with the circumstance of another sentence."""
    known = [written(c) for core in cores for c in core.circumstances]
    for core in cores:
        other = draw.choice(known)
        if core.root.pos_ == "VERB" and other.split()[-1].lower() not in core.text.lower():
            text = statement(core, draw, circumstance=other)
            yield made(source_text(core, draw), text, "neutral", "circumstance")


def of_another(cores: Sequence[Core], draw: random.Random) -> Iterator[Pair]:
    """A sentence and its core with the subject, or the predicate, of another sentence of like type."""
    kinds: defaultdict[tuple[str, str, bool], list[Core]] = defaultdict(list)
    for core in cores:
        kinds[kind_of(core)].append(core)
    for core in cores:
        other = draw.choice(kinds[kind_of(core)])
        subject, predicate = written(other.subject), written(other.predicate)
        if subject.lower() in core.text.lower() or core.subject[-1].lower_ in other.text.lower():
            continue
        swapped = {"subject": subject} if draw.random() < 0.5 else {"predicate": predicate}
        yield made(source_text(core, draw), statement(core, draw, **swapped), "neutral", "other")


def kind_of(core: Core) -> tuple[str, str, bool]:
    """What the subject is, so that another of its kind may take its place."""
    head = next((t for t in core.subject if t.dep_ in SUBJECTS), core.subject[-1])
    return head.pos_, head.ent_type_, core.many


def with_other_number(cores: Sequence[Core], draw: random.Random) -> Iterator[Pair]:
    """A sentence and its core with another number."""
    for core in cores:
        counts = [t for t in (*core.subject, *core.predicate) if t.dep_ == "nummod" and t.head.pos_ == "NOUN"]
        counts = [t for t in counts if (value := value_of(t.text)) and value > 1 and not 1000 < value < 2100]
        if counts:
            place = draw.choice(counts)
            value = value_of(place.text) or 0
            other = spoken(draw.choice(changed(value, draw)), place.text, draw)
            text = statement(core, draw, forms={place.i: other})
            yield made(source_text(core, draw), text, "contradiction", "core number")
