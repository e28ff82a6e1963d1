"""Verbs of saying and who speaks: the head of the speaker's noun phrase, and its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.statements.cues import cues, takes_particles, word_keys
from claims.syntax.clauses import (
    DEEPEST,
    NOMINAL,
    PHRASE_POS,
    after,
    before,
    first_conjunct,
    is_finite,
    lower,
    prepositions,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

RELATIVE = frozenset(["who", "which", "that", "whom"])
FIRST_PERSON = frozenset(["i", "we", "you"])
THIRD_PERSON = frozenset(["he", "she", "they", "it"])
PHRASE_DEPS = frozenset(
    ["det", "det:predet", "amod", "compound", "flat", "fixed", "nummod", "case", "cc", "conj", "goeswith", "nmod"]
) | {"nmod:desc", "nmod:poss"}


def reporting_entry(verb: Token) -> tuple[str, list[Token]] | None:
    """What the table wants of a verb before it reports ('any', 'hearer', 'clause', 'quotation'), and the words
    of the cue; None for all other words."""
    for key in word_keys(verb):
        for rest, content in cues().reporting.get(key, ()):
            particles = takes_particles(verb, rest)
            if particles is not None:
                return content, sorted([verb, *particles], key=lambda t: t.i)
    return None


def may_report(verb: Token) -> str:
    """The first part of :func:`reporting_entry`; '' for words that do not report."""
    entry = reporting_entry(verb)
    return entry[0] if entry else ""


def cue_of(verb: Token) -> list[Token]:
    """The words of a reporting verb, its particle included."""
    entry = reporting_entry(verb)
    return entry[1] if entry else [verb]


def has_passive_form(verb: Token) -> bool:
    """Whether a verb is in the passive voice."""
    return any(c.dep_ in ("aux:pass", "nsubj:pass", "csubj:pass", "obl:agent") for c in verb.children)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the head of the noun phrase, and its words in order."""

    head: Token
    words: list[Token]


def named(head: Token) -> Speaker:
    """The speaker whose noun phrase has this head; of a document, whoever issued it."""
    owner = None if cues().content_nouns.isdisjoint(word_keys(head)) else owner_of(head)
    head = head if owner is None else owner
    return Speaker(head, noun_phrase(_called(head) or head))


def _called(head: Token) -> Token | None:
    """'a witness named Ana Cruz', 'a man identified as Ana Cruz': the name."""
    for clause in head.children:
        if clause.dep_ == "acl" and lower(clause) in ("named", "called", "identified"):
            return next((t for t in clause.children if t.pos_ == "PROPN" and t.i > clause.i), None)
    return None


def owner_of(noun: Token) -> Token | None:
    """Whose claim it is: 'the mayor's claim', 'a claim by the mayor'."""
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            return child
        if child.dep_ == "nmod" and any(lower(t) in ("by", "from") for t in prepositions(child)):
            return child
    return None


def speaker_of(verb: Token, depth: int = 0) -> Speaker | None:
    """Who speaks by a verb of saying: subject, antecedent, shared subject, or agent."""
    passive = has_passive_form(verb)
    for child in verb.children:
        if child.dep_ == "obl:agent" or (passive and child.dep_ == "obl" and "by" in map(lower, prepositions(child))):
            return named(child)
    if passive or depth > DEEPEST:
        return None
    subjects = _subjects(verb)
    if subjects and lower(subjects[0]) in RELATIVE:
        return named(verb.head) if verb.dep_ == "acl:relcl" else None
    if subjects:
        inverted = _inverted_speaker(verb) if subjects[0].i < verb.i else None
        return inverted or named(subjects[0])
    beside = speaker_beside(verb) if verb.dep_ != "xcomp" else None
    return beside or _shared_speaker(verb, depth)


def _subjects(verb: Token) -> list[Token]:
    """Heads of subjects, the nearest first; a day is none ('said Monday the mayor')."""
    subjects = (c for c in verb.children if c.dep_ in ("nsubj", "nsubj:outer") and lower(c) not in cues().calendar)
    return sorted(subjects, key=lambda c: abs(c.i - verb.i))


def _shared_speaker(verb: Token, depth: int) -> Speaker | None:
    """The speaker of a verb without a subject of its own."""
    head = verb.head
    if verb.dep_ == "acl" and head != verb:
        return named(head)
    if verb.dep_ == "conj":
        head = first_conjunct(verb)
    elif verb.dep_ not in ("xcomp", "advcl") or head == verb:
        return None
    else:
        quoted = [c for c in head.children if c.dep_ in ("obj", "nsubj:pass")]
        if quoted and any(lower(t) == "as" for t in prepositions(verb)):
            return named(quoted[0])  # 'quoted the mayor as saying'
    if has_passive_form(head):
        shared = next((named(c) for c in head.children if c.dep_ == "nsubj:pass"), None)
    else:
        shared = speaker_of(head, depth + 1)
    if shared is not None and not may_report(head) and not _can_speak(shared.head):
        outer = head.head
        if head.dep_ in ("ccomp", "xcomp") and may_report(outer):
            return speaker_of(outer, depth + 1)  # 'said that talks had ended and noted that ...', hung too low
    return shared


def _can_speak(noun: Token) -> bool:
    """Whether a noun names a person, a body or a document."""
    if noun.pos_ == "PROPN" or noun.ent_type_ or lower(noun) in THIRD_PERSON | FIRST_PERSON | {"who"}:
        return True
    return not (cues().sources | cues().content_nouns).isdisjoint(word_keys(noun))


def speaker_beside(verb: Token) -> Speaker | None:
    """The speaker right before a finite verb of saying, or, inverted, right behind it: by the arc of the subject,
    else by the words; where a comma stands before the verb, the subject before its apposition."""
    if not (is_finite(verb) or verb.tag_ in ("VBD", "VBN")) or any(c.dep_ == "aux" for c in verb.children):
        return None
    inverted = _inverted_speaker(verb)
    left = next((t for t in before(verb) if t.pos_ != "ADV"), None)
    if inverted is not None or left is None:
        return inverted
    subjects = [c for c in _subjects(verb) if c.i < verb.i]
    if subjects:
        return None if lower(subjects[0]) in RELATIVE else named(subjects[0])
    if left.text == ",":
        return _before_apposition(left)
    if left.pos_ == "PRON":
        return None if lower(left) in RELATIVE else Speaker(left, [left])
    antecedent = _antecedent(left, verb)
    return named(antecedent) if antecedent is not None else _words_before(verb)


def _before_apposition(comma: Token) -> Speaker | None:
    for word in before(comma):
        if word.dep_ in ("nsubj", "nsubj:outer") and lower(word) not in RELATIVE:
            return named(word)
        if word.pos_ == "VERB" and not word.dep_.startswith("acl"):
            break
    head = next(before(comma), comma)
    while head.dep_ in ("flat", "compound", "nmod", "appos") and head.head.pos_ in NOMINAL and head.head.i < comma.i:
        if head.dep_ == "appos":
            return named(head.head)
        head = head.head
    return None


def _words_before(verb: Token) -> Speaker | None:
    """The noun phrase right before a verb by its words alone, since in text without commas the arcs run wild:
    'wounding dozens a medical source and witnesses said'."""
    words: list[Token] = []
    for word in before(verb):
        link = bool(words) and lower(word) in ("of", "for", "and") and words[-1].pos_ != "DET"
        plural = bool(words) and word.tag_ == "NNS" and words[-1].pos_ not in ("ADP", "CCONJ")
        inside = word.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "DET") or word.text in ("-", ".", "'s", "’s")
        compound = word.tag_ == "VBN" and bool(words) and word.i > 0 and word.nbor(-1).text == "-"  # 'Paris-based'
        if (
            plural
            or lower(word) in cues().calendar
            or not (inside or link or compound or (word.pos_ == "ADV" and not words))
        ):
            break
        if word.pos_ != "ADV":
            words.append(word)
        if word.pos_ == "DET":
            break
    words.reverse()
    while words and (words[0].pos_ in ("ADP", "CCONJ", "PUNCT", "PART") or words[0].shape_ == "dddd"):
        words.pop(0)
    edge = next(before(words[0]), None) if words else None
    if edge is not None and edge.pos_ == "ADP":  # 'near the town activists said': the last word or nothing
        words = words[-1:] if not cues().sources.isdisjoint(word_keys(words[-1])) else []
    if not words or words[-1].pos_ not in ("NOUN", "PROPN"):
        return None
    links = [k for k, t in enumerate(words) if t.pos_ in ("ADP", "CCONJ")]
    return Speaker(words[links[0] - 1] if links else words[-1], words)


def _antecedent(word: Token, verb: Token) -> Token | None:
    """The noun whose relative clause ends in ``word``, right before the verb: 'an officer who was hurt said'."""
    for node in (word, *word.ancestors):
        if node.dep_ == "acl:relcl" and node.head.i < word.i and not node.is_ancestor(verb):
            return node.head
    return None


def _inverted_speaker(verb: Token) -> Speaker | None:
    """The speaker behind the verb: '..., said the mayor of Lima', also without the comma."""
    left, right = next(before(verb), None), next((t for t in after(verb) if lower(t) not in cues().calendar), None)
    if left is None or right is None or right.pos_ not in PHRASE_POS:
        return None
    run = [right]
    for word in after(right):
        if word.pos_ not in PHRASE_POS and word.text not in (".", "-"):
            break
        run.append(word)
    while len(run) > 1 and run[-1].is_punct:
        run.pop()
    head = next((t for t in run if t.dep_ in ("nsubj", "nsubj:outer") and t.head == verb), None)
    content = may_report(verb)
    if head is None and content != "hearer" and (left.is_punct or content == "any" or _ends_with_source(verb, run)):
        head = next((t for t in reversed(run) if t.pos_ in NOMINAL), None)
    if head is None or (head.pos_ not in ("NOUN", "PROPN") and lower(head) not in THIRD_PERSON):
        return None
    behind = any(t.pos_ in ("VERB", "AUX") and is_finite(t) and not t.dep_.startswith("acl") for t in after(verb))
    clause = any(c.dep_ in ("ccomp", "xcomp") and c.tag_ != "VBG" for c in verb.rights)
    return None if behind or clause else named(head)


def _ends_with_source(verb: Token, run: list[Token]) -> bool:
    """'... were hurt added the ministry.': a sentence that ends in a verb without a subject and a source."""
    rest = [t for t in after(verb) if t not in run and not t.is_punct]
    source = not cues().sources.isdisjoint(word_keys(run[-1])) or run[-1].ent_type_ in ("PER", "ORG")
    return source and not rest and not any(c.dep_.startswith("nsubj") and c.i < verb.i for c in verb.children)


def noun_phrase(head: Token) -> list[Token]:
    """The words of a noun phrase without relative clauses and the like, in order; an apposition stays if it
    gives the name ('the mayor, Ana Cruz')."""
    kept, stack = {head.i}, [head]
    while stack:
        for child in stack.pop().children:
            name = child.dep_ == "appos" and child.pos_ == "PROPN" and head.pos_ != "PROPN"
            document = child.dep_ == "nmod" and not cues().content_nouns.isdisjoint(word_keys(child))
            if (child.dep_ in PHRASE_DEPS and not document) or name:
                kept.add(child.i)
                stack.append(child)
    kept -= {t.i for t in prepositions(head)}
    kept |= _strays(head, kept)
    doc, first, last = head.doc, head.i, head.i
    while first - 1 in kept or (_joins(doc, first - 1) and first - 2 in kept):
        first -= 1
    while last + 1 in kept or (_joins(doc, last + 1) and last + 2 in kept):
        last += 1
    words = [doc[i] for i in range(first, last + 1) if not doc[i].is_space] or [head]
    while len(words) > 1 and (words[-1].tag_ == "POS" or words[-1].text in (",", "-")):
        words.pop()
    while len(words) > 1 and (words[0].is_punct or lower(words[0]) in cues().calendar):  # 'Tuesday officials said'
        words.pop(0)
    return words


def _strays(head: Token, kept: set[int]) -> set[int]:
    """Indices of the words of a long name that the parser took for subjects of their own ('Lima resident Ana
    Cruz said')."""
    found: set[int] = set()
    if head.dep_ not in ("nsubj", "nsubj:outer"):
        return found
    for word in before(head):
        own = word.i in kept or word.head.i in kept | found or word.text in (".", "-")
        stray = word.dep_ in ("nsubj", "nsubj:outer") and word.head == head.head
        if not (own or stray) or word.pos_ not in (*PHRASE_POS, "PUNCT") or lower(word) in cues().calendar:
            break
        found.add(word.i)
    return found


def _joins(doc: Doc, i: int) -> bool:
    return 0 <= i < len(doc) and (doc[i].is_space or doc[i].text in ("-", "–", ",", ".", "'", '"', "“", "”", "&"))
