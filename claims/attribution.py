"""Who says so: the speaker to whom the text hands the statement in which a predicate stands.

From the predicate up its sentence, the first source met is the innermost one: a verb of saying whose
content it is, a parenthesis ('officials say'), an adjunct ('according to the ministry'), a noun ('the
claim that ...'). What the arcs do not show is then sought by position: the attribution at the end of a
sentence, also where its comma is lost, the label of a headline ('Police: ...'), the frame of a quotation
that runs over several sentences.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from claims.clauses import (
    DEEPEST,
    NOMINAL,
    PHRASE_POS,
    after,
    before,
    first_conjunct,
    inside,
    is_finite,
    lower,
    prepositions,
    sequence,
    span,
    subject,
)
from claims.cues import cues, find_frame, takes_particles, word_keys
from claims.quotations import quotations
from claims.types import Attribution

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NOBODY: Mapping[int, str] = MappingProxyType({})
CONTENT_DEPS = ("ccomp", "xcomp", "csubj", "csubj:pass", "dislocated")
CLAUSE_DEPS = ("ROOT", "ccomp", "xcomp", "csubj", "csubj:pass", "advcl", "acl", "acl:relcl", "parataxis", "conj")
SPEAKERS = ("nsubj", "nsubj:pass", "nsubj:outer", "obl:agent")
UNSPEAKING = frozenset(
    ["cent", "day", "head", "hour", "law", "minute", "month", "person", "plan", "rule", "schedule", "week", "year"]
)
FIRST_PERSON = frozenset(["i", "we", "you"])
RELATIVE = frozenset(["who", "which", "that", "whom"])
ADVERBIAL = frozenset(["after", "although", "as", "because", "before", "once", "since", "though", "until", "while"])
PHRASE_DEPS = frozenset(
    ["det", "det:predet", "amod", "compound", "flat", "fixed", "nummod", "case", "cc", "conj", "goeswith", "nmod"]
) | {"nmod:desc", "nmod:poss"}
LABEL = 7  # words of a headline's source, at most
APART = 4  # words between the cue and the speaker that one span may cover


def is_reporting(token: Token) -> bool:
    """Whether a verb reports what someone says or thinks, so that its content is the claim: 'said that ...',
    but 'added three points' or 'claimed the attack' not."""
    content = _reporting_content(token)
    if content is None or token.pos_ not in ("VERB", "AUX"):
        return False
    return content != "clause" or _has_clause(token) or _closes_sentence(token) or _beside_quotation(token)


def attribution(predicate: Token, resolve: Mapping[int, str] = NOBODY) -> Attribution | None:
    """The innermost source of the statement in which a predicate stands; None for the narrator's own.

    ``resolve`` names the speaker for the token index of a pronoun or noun ('he' -> 'Jan Novak'). The
    speaker is '' where the text names none ('reportedly'). ``start``..``end`` cover cue and speaker where
    they stand together, else the cue alone.
    """
    found = next(_sources(predicate), None)
    if found is None:
        return None
    cue, speaker = found
    start, end = span(cue)
    text = predicate.doc.text
    name = ""
    if speaker is not None:
        words = noun_phrase(speaker)
        name = resolve.get(speaker.i) or text[slice(*span(words))]
        gap = max(cue[0].i - words[-1].i, words[0].i - cue[-1].i) - 1
        if gap <= APART:
            start, end = span([*cue, *words])
    return Attribution(speaker=" ".join(name.split()), cue=" ".join(t.text for t in cue), start=start, end=end)


Source = tuple["list[Token]", "Token | None"]  # the words of the cue, the head of the speaker


def _sources(predicate: Token) -> Iterator[Source]:
    yield from _by_arcs(predicate)
    if not is_reporting(predicate):
        yield from _by_adjunct(predicate)
    yield from _by_position(predicate)
    yield from _by_quotation(predicate)
    yield from _hearsay(predicate)


# --- by the arcs ---------------------------------------------------------------------------------


def _by_arcs(predicate: Token) -> Iterator[Source]:
    node = predicate
    for _ in range(DEEPEST):
        if node != predicate or not is_reporting(predicate):
            yield from _attached(node, predicate)
        head = node.head
        if head == node:
            return
        yield from _content_source(node, head)
        node = head


def _attached(clause: Token, predicate: Token) -> Iterator[Source]:
    """Sources that hang on a clause: a parenthesis with a verb of saying, an adjunct."""
    for child in clause.children:
        if child.dep_ in ("parataxis", "advcl", "discourse", "conj") and not inside(predicate, child):
            speaker = _speaker(child)
            if child.dep_ != "parataxis" and not _closes_sentence(child):
                continue
            if _reporting_content(child) and speaker is not None and not _has_clause(child):
                yield _cue(child), speaker
    for cue, speaker, anchor in _adjuncts(clause):
        if _clause_of(anchor) == clause and not inside(predicate, speaker) and not is_reporting(clause):
            yield cue, speaker


def _content_source(node: Token, head: Token) -> Iterator[Source]:
    """The source whose content ``node`` is, if its head is a word of saying."""
    if _is_content(node, head):
        quoted = next((s for s in _adjuncts(head) if s[2] == head and lower(s[0][0]) in ("citing", "quoting")), None)
        speaker = quoted[1] if quoted else _speaker(head)
        if speaker is None or lower(speaker) not in FIRST_PERSON:
            yield (quoted[0] if quoted else _cue(head)), speaker
    elif node.dep_ in ("acl", "acl:relcl", "nmod") and head.pos_ == "NOUN" and _is_content_noun(node, head):
        owner = next((c for c in head.children if c.dep_ == "nmod:poss"), None) or next(
            (c for c in head.children if c.dep_ == "nmod" and {"by", "from"} & {lower(t) for t in prepositions(c)}),
            None,
        )
        denied = head.dep_ in ("obj", "nsubj:pass") and head.head.lemma_ and _denies(head.head)
        if not denied:
            yield [head], owner


def _is_content(node: Token, head: Token) -> bool:
    """Whether a clause or event noun is what the verb ``head`` reports."""
    content = _reporting_content(head)
    if content is None:
        return False
    if node.dep_ == "parataxis":
        return node.i > head.i and not _reporting_content(node) and content != "clause"
    if node.dep_ in ("obj", "nsubj:pass"):
        return bool(set(word_keys(head)) & cues().event_reporting)
    if node.dep_ == "conj":  # 'said the road was closed and the bridge was destroyed', hung too high
        shares = content != "clause" and subject(node) is not None and _has_clause(head)
        return shares and not _reporting_content(node) and not _after_comma(node)
    marks = {lower(t) for t in prepositions(node)}
    if node.dep_ not in CONTENT_DEPS or marks & ADVERBIAL:
        return False
    if node.dep_ == "xcomp" and "to" in marks:
        claims = lower(head).startswith(("claim", "profess"))
        return claims or _is_passive(head) or find_frame(head, "infinitive") is None
    return True


def _after_comma(conjunct: Token) -> bool:
    start = next((c for c in conjunct.children if c.dep_ == "cc" and c.i < conjunct.i), conjunct)
    return any(t.is_punct for t, _ in zip(before(start), range(1), strict=False))


def _is_content_noun(node: Token, head: Token) -> bool:
    if not set(word_keys(head)) & cues().content_nouns:
        return False
    marks = {lower(t) for t in prepositions(node)}
    return "of" in marks if node.dep_ == "nmod" else "that" in marks or (node.dep_ == "acl" and is_finite(node))


def _denies(verb: Token) -> bool:
    found = find_frame(verb, "noun")
    return found is not None and found[0].affirmed == "-"


def _reporting_content(verb: Token) -> str | None:
    """What the table wants of a reporting verb ('any' or 'clause'); None for all other words."""
    for key in word_keys(verb):
        for rest, content in cues().reporting.get(key, ()):
            if takes_particles(verb, rest) is not None:
                return content
    return None


def _has_clause(verb: Token) -> bool:
    for child in verb.children:
        if child.dep_ in ("ccomp", "csubj", "csubj:pass"):
            return True
        if child.dep_ == "xcomp" and (child.i > verb.i) and _is_content(child, verb):
            return True
    return False


def _cue(verb: Token) -> list[Token]:
    keys = word_keys(verb)
    for key in keys:
        for rest, _ in cues().reporting.get(key, ()):
            particles = takes_particles(verb, rest)
            if particles is not None:
                return sorted([verb, *particles], key=lambda t: t.i)
    return [verb]


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ in ("aux:pass", "nsubj:pass", "csubj:pass", "obl:agent") for c in verb.children)


def _clause_of(token: Token) -> Token:
    """The head of the clause in which a token stands."""
    for _ in range(DEEPEST):
        if token.dep_ in CLAUSE_DEPS and not (token.dep_ == "conj" and token.pos_ in NOMINAL):
            break
        token = token.head
    return token


# --- speakers ------------------------------------------------------------------------------------


def _speaker(verb: Token, depth: int = 0) -> Token | None:
    """The head of the noun phrase that names who speaks: subject, antecedent, shared subject, or agent."""
    passive = _is_passive(verb)
    for child in verb.children:
        if child.dep_ == "obl:agent" or (passive and child.dep_ == "obl" and "by" in map(lower, prepositions(child))):
            return child
        if child.dep_ in ("nsubj", "nsubj:outer") and not passive:
            if lower(child) in RELATIVE and verb.dep_ == "acl:relcl":
                return verb.head
            return None if child.dep_ == "expl" else child
    if passive or depth > DEEPEST:
        return None
    beside = _noun_beside(verb)
    if beside is not None and verb.dep_ not in ("xcomp",):
        return beside
    return _shared_speaker(verb, depth)


def _shared_speaker(verb: Token, depth: int) -> Token | None:
    """The speaker of a verb without a subject of its own."""
    head = verb.head
    if verb.dep_ == "conj":
        first = first_conjunct(verb)
        if _is_passive(first):
            return next((c for c in first.children if c.dep_ == "nsubj:pass"), None)
        return _speaker(first, depth + 1)
    if verb.dep_ in ("xcomp", "advcl") and head != verb:
        quoted = [c for c in head.children if c.dep_ in ("obj", "nsubj:pass")]
        if quoted and any(lower(t) == "as" for t in prepositions(verb)):
            return quoted[0]  # 'quoted the mayor as saying'
        if _is_passive(head):
            return next((c for c in head.children if c.dep_ == "nsubj:pass"), None)
        return _speaker(head, depth + 1)
    if verb.dep_ == "acl" and head != verb:
        return head
    return None


def _noun_beside(verb: Token) -> Token | None:
    """The noun phrase directly before a finite verb of saying, or, inverted, directly behind it."""
    if not is_finite(verb) or any(c.dep_ == "aux" for c in verb.children):
        return None
    left = next((t for t in before(verb) if t.pos_ != "ADV"), None)
    if left is not None and left.pos_ in ("NOUN", "PROPN", "PRON") and lower(left) not in RELATIVE:
        return left
    right = next(after(verb), None)
    if left is None or left.pos_ != "PUNCT" or right is None or right.pos_ not in PHRASE_POS:
        return None
    head = right
    for word in (right, *after(right)):
        if word.pos_ not in PHRASE_POS:
            break
        head = word
    return head if head.pos_ in NOMINAL else None


def noun_phrase(head: Token) -> list[Token]:
    """The words of a noun phrase without relative clauses and the like, in order; an apposition stays if it
    gives the name ('the mayor, Ana Cruz')."""
    kept = {head}
    stack = [head]
    while stack:
        for child in stack.pop().children:
            name = child.dep_ == "appos" and child.pos_ == "PROPN" and head.pos_ != "PROPN"
            if child.dep_ in PHRASE_DEPS or name:
                kept.add(child)
                stack.append(child)
    indices = {t.i for t in kept}
    case = {t.i for t in prepositions(head)}
    doc = head.doc
    first = last = head.i
    while first - 1 in indices - case or (_joins(doc, first - 1) and first - 2 in indices - case):
        first -= 1
    while last + 1 in indices or (_joins(doc, last + 1) and last + 2 in indices):
        last += 1
    words = [doc[i] for i in range(first, last + 1) if not doc[i].is_space]
    while len(words) > 1 and (words[-1].tag_ == "POS" or words[-1].text in (",", "-")):
        words.pop()
    return words


def _joins(doc: Doc, i: int) -> bool:
    return 0 <= i < len(doc) and (doc[i].is_space or doc[i].text in ("-", "–", ",", ".", "'", '"', "“", "”", "&"))


# --- adjuncts ------------------------------------------------------------------------------------


def _adjuncts(token: Token) -> list[tuple[list[Token], Token, Token]]:
    """All adjuncts of a token's sentence ('according to X'): cue, head of the speaker, and the word on which
    they hang."""
    found = []
    for word in (*reversed(list(before(token))), token, *after(token)):
        for words in cues().adjuncts:
            match = sequence(word, words)
            following = next(after(match[-1]), None) if match else None
            if following is not None:
                speaker = _phrase_head(following)
                if speaker is not None:
                    anchor = word.head if word.pos_ == "VERB" and word.dep_ != "case" else speaker.head
                    found.append((match, speaker, anchor))
    return found


def _phrase_head(first: Token) -> Token | None:
    """The head of the noun phrase that begins with a word, if it can speak (a person, a body, a document)."""
    head = first
    for _ in range(DEEPEST):
        inward = head.head
        if head.pos_ not in PHRASE_POS or inward.i < first.i or inward.pos_ not in NOMINAL or inward == head:
            break
        if head.dep_ in ("nmod", "appos", "conj") and head != first:
            break
        head = inward
    if head.pos_ == "PROPN" or head.ent_type_ or set(word_keys(head)) & (cues().sources | cues().content_nouns):
        return head
    return head if head.pos_ == "NOUN" and lower(first) not in ("a", "an") and _speaks(head) else None


def _speaks(noun: Token) -> bool:
    return lower(noun) not in (
        "plan",
        "law",
        "rule",
        "rules",
        "schedule",
        "day",
        "year",
        "week",
        "month",
        "hour",
        "person",
        "cent",
    )


def _by_adjunct(predicate: Token) -> Iterator[Source]:
    """An adjunct at either end of the sentence speaks for all of it, wherever its arc leads."""
    for cue, speaker, _ in _adjuncts(predicate):
        words = noun_phrase(speaker)
        opens = all(t.is_punct or t.pos_ == "CCONJ" for t in before(cue[0]))
        closes = not any(t.pos_ in ("VERB", "AUX") and not inside(t, speaker) for t in after(words[-1]))
        if (opens or (closes and predicate.i < cue[0].i)) and not inside(predicate, speaker) and predicate not in words:
            yield cue, speaker


# --- by position ---------------------------------------------------------------------------------


def _by_position(predicate: Token) -> Iterator[Source]:
    """The attribution that closes the sentence, and the label of a headline."""
    for word in after(predicate):
        if _reporting_content(word) and word.pos_ == "VERB" and _closes_sentence(word):
            speaker = _noun_beside(word)
            if speaker is not None and noun_phrase(speaker)[0].i > predicate.i and not inside(predicate, speaker):
                yield _cue(word), speaker
    yield from _label(predicate)


def _closes_sentence(verb: Token) -> bool:
    """Whether a verb of saying with its subject ends the sentence, with nothing said behind it: '..., he said on
    Monday'."""
    if verb.pos_ != "VERB" or not is_finite(verb):
        return False
    speaker = _noun_beside(verb)
    if speaker is None:
        return False
    phrase = noun_phrase(speaker)
    edge = next(before(min(phrase[0], verb, key=lambda t: t.i)), None)
    if edge is None or edge.pos_ in ("CCONJ", "SCONJ", "AUX", "ADP", "PART") or lower(edge) in RELATIVE:
        return False
    rest = [t for t in after(verb) if t not in phrase and not inside(t, speaker)]
    if any(t.pos_ in ("VERB", "AUX") and t.dep_ != "acl" for t in rest):
        return False
    hearer = _reporting_content(verb) == "hearer"
    return (
        not any(c.dep_ in ("obj", "ccomp", "xcomp") and c.i > verb.i and c not in phrase for c in verb.children)
        or hearer
    )


def _label(predicate: Token) -> Iterator[Source]:
    """'Police: 12 killed' and '12 killed: police'."""
    left = list(before(predicate))
    for k, colon in enumerate(left):
        words = left[k + 1 :]
        if colon.text == ":" and 0 < len(words) <= LABEL and _names_source(words[::-1]):
            yield [colon], words[0]
    right = list(after(predicate))
    for k, mark in enumerate(right):
        words = right[k + 1 :]
        if mark.text in (":", "-", "–", "—") and 0 < len(words) <= LABEL and _names_source(words):
            spaced = mark.text == ":" or (mark.i > 0 and mark.nbor(-1).whitespace_)
            if spaced:
                yield [mark], words[-1]


def _names_source(words: list[Token]) -> bool:
    if any(t.pos_ in ("VERB", "AUX", "PUNCT") and t.text not in ("-", ".", "/") for t in words):
        return False
    last = words[-1]
    return bool(set(word_keys(last)) & cues().sources) or last.ent_type_ in ("PER", "ORG")


# --- quotations ----------------------------------------------------------------------------------


def _by_quotation(predicate: Token) -> Iterator[Source]:
    """The frame of the quotation in which the predicate stands."""
    spans = quotations(predicate.doc.text)
    k = _quotation_at(predicate, spans)
    if k is None:
        return
    for _ in range(DEEPEST):
        frame = _frame_of(predicate.doc, spans, k)
        if frame is not None:
            yield frame
            return
        gap = predicate.doc.text[spans[k - 1][1] : spans[k][0]] if k else "x"
        if gap.strip():
            return
        k -= 1  # a quotation that goes on in the next paragraph


def _quotation_at(token: Token, spans: list[tuple[int, int]]) -> int | None:
    """The index of the quotation of at least three words around a token."""
    k = bisect_right(spans, (token.idx, len(token.doc.text))) - 1
    if k < 0 or not spans[k][0] <= token.idx < spans[k][1]:
        return None
    return k if len(token.doc.text[slice(*spans[k])].split()) > 2 else None


def _frame_of(doc: Doc, spans: list[tuple[int, int]], k: int) -> Source | None:
    """The words of saying behind a quotation, before it, or between it and the one before."""
    start, end = spans[k]
    limit = spans[k + 1][0] if k + 1 < len(spans) else len(doc.text)
    behind = _tokens(doc, end, min(limit, end + 200))
    if behind and not _breaks(doc, end, behind[0].idx):
        for token in behind[:12]:
            if token.is_sent_start and token != behind[0]:
                break
            if token.pos_ in ("VERB", "AUX"):
                if _reporting_content(token) and token.pos_ == "VERB" and _speaker(token) is not None:
                    return _cue(token), _speaker(token)
                break
    floor = spans[k - 1][1] if k else 0
    ahead = _tokens(doc, max(floor, start - 250), start)
    for token in reversed(ahead):
        if _breaks(doc, token.idx + len(token), start):
            break
        if token.pos_ == "VERB" and _reporting_content(token):
            return _cue(token), _speaker(token)
        if token.is_sent_start and not (k and start - floor < 200):
            break
    return None


def _breaks(doc: Doc, start: int, end: int) -> bool:
    return "\n\n" in doc.text[start:end]


def _tokens(doc: Doc, start: int, end: int) -> list[Token]:
    """The words that begin between two offsets."""
    first = bisect_left(doc, start, key=lambda t: t.idx)
    found = []
    for i in range(first, len(doc)):
        if doc[i].idx >= end:
            break
        if not doc[i].is_space and doc[i].idx >= start:
            found.append(doc[i])
    return found


def _beside_quotation(verb: Token) -> bool:
    """Whether a quotation follows the verb, or ends right before it or its subject."""
    spans = quotations(verb.doc.text)
    k = bisect_right(spans, (verb.idx, 0))
    if k < len(spans):
        between = [t for t in after(verb) if t.idx < spans[k][0]]
        if all(t.is_punct for t in between) and any(t.idx >= spans[k][0] for t in after(verb)):
            return True
    end = spans[k - 1][1] if k else -1
    return 0 < end <= verb.idx and not any(t.pos_ in ("VERB", "AUX") for t in before(verb) if t.idx >= end)


def _hearsay(predicate: Token) -> Iterator[Source]:
    """'reportedly': a source without a name."""
    node = predicate
    for _ in range(DEEPEST):
        for child in node.children:
            if lower(child) in cues().hearsay and child.dep_ in ("advmod", "amod", "discourse"):
                yield [child], None
        if node.dep_ not in ("conj", "advcl", "xcomp", "obj", "nsubj", "nsubj:pass", "obl"):
            return
        node = node.head
