"""Who says so: the speaker to whom the text hands the statement in which a predicate stands.

From the predicate up its sentence, the first source met is the innermost one: a verb of saying whose
content it is, a parenthesis ('officials say'), an adjunct ('according to the ministry'), a noun ('the
claim that ...'). What the arcs do not show is then sought by position: the attribution at the end of a
sentence, also where its comma is lost, the label of a headline ('Police: ...'), the frame of a quotation
that runs over several sentences.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from claims.statements.cues import cues, find_frame, phrases_at, word_keys
from claims.statements.speakers import (
    FIRST_PERSON,
    RELATIVE,
    Speaker,
    cue_of,
    has_passive_form,
    may_report,
    named,
    noun_phrase,
    owner_of,
    speaker_beside,
    speaker_of,
)
from claims.syntax.clauses import (
    DEEPEST,
    INTERROGATIVES,
    NOMINAL,
    PHRASE_POS,
    SUBJECTS,
    after,
    before,
    governor_of,
    inside,
    is_finite,
    lower,
    may_be_content,
    prepositions,
    span,
    subject,
)
from claims.text.quotations import quotations
from claims.types import Attribution

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NOBODY: Mapping[int, str] = MappingProxyType({})
CONTENT_DEPS = ("ccomp", "xcomp", "csubj", "csubj:pass", "dislocated")
CLAUSE_DEPS = ("ROOT", "ccomp", "xcomp", "csubj", "csubj:pass", "advcl", "acl", "acl:relcl", "parataxis", "conj")
DIRECT = ("any", "hearer")  # verbs that report whatever follows them
LABEL = 7  # words of a headline's source, at most
APART = 4  # words between the cue and the speaker that one span may cover
NEAR = 200  # characters between a quotation and its frame


@dataclass(frozen=True, slots=True)
class Source:
    """The words of a cue, and the speaker; None where the text names nobody."""

    cue: list[Token]
    speaker: Speaker | None = None


def is_reporting(token: Token) -> bool:
    """Whether a verb reports what someone says or thinks, so that its content is the claim: 'said that ...',
    but 'added three points' or 'claimed the attack' not."""
    content = may_report(token)
    if not content or token.pos_ not in ("VERB", "AUX"):
        return False
    if content in DIRECT:
        return True
    by_place = _closes_sentence(token) or _beside_quotation(token)
    return by_place or (content == "clause" and _has_clause(token))


def says_nothing(verb: Token, words: Sequence[Token]) -> bool:
    """Whether a clause, by its verb and words, only names who says what other clauses tell: 'officials said'."""
    if not is_reporting(verb):
        return False
    if any(c.dep_ in ("ccomp", "parataxis") for c in verb.children):
        return True
    speaker = speaker_beside(verb) if _closes_sentence(verb) else None
    first = min(verb.i, *(t.i for t in speaker.words)) if speaker else 0
    return speaker is not None and all(t.is_punct or t.i >= first for t in words)


def attribution(predicate: Token, resolve: Mapping[int, str] = NOBODY) -> Attribution | None:
    """The innermost source of the statement in which a predicate stands, one that has a name before one that has
    none ('is believed to'); None for the narrator's own.

    ``resolve`` names the speaker for the token index of a pronoun or noun ('he' -> 'Jan Novak'). The
    speaker is '' where the text names none ('reportedly'). ``start``..``end`` cover cue and speaker where
    they stand together, else the cue alone.
    """
    sources = list(_sources(predicate))
    found = next((s for s in sources if s.speaker), sources[0] if sources else None)
    if found is None:
        return None
    cue, speaker = found.cue, found.speaker
    start, end = span(cue)
    name = ""
    if speaker is not None:
        first, last = speaker.words[0], speaker.words[-1]
        name = resolve.get(speaker.head.i) or predicate.doc[first.i : last.i + 1].text
        if max(cue[0].i - last.i, first.i - cue[-1].i) <= APART + 1:
            start, end = span([*cue, *speaker.words])
    words = " ".join(t.text for t in cue)
    return Attribution(speaker=" ".join(name.split()), cue=words, start=start, end=end)


def closing_speaker(sentence: Sequence[Token]) -> tuple[Token, list[Token]] | None:
    """The verb of saying that closes a sentence, with its speaker's words right before it, which may hang on what is
    said where a comma is lost: '... wounding dozens a medical source said'."""
    for verb in reversed(sentence):
        if may_report(verb) and _closes_sentence(verb):
            speaker = speaker_beside(verb)
            if speaker is not None and speaker.words[-1].i < verb.i:
                return verb, speaker.words
    return None


def _sources(predicate: Token) -> Iterator[Source]:
    if is_reporting(predicate) and _closes_sentence(predicate):
        return  # '..., the agency reported': its arc may lead into what it reports
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
        head = governor_of(node)
        if head == node:
            return
        if _is_content(node, head) or (node == predicate and _is_reported_event(node, head)):
            yield from _verb_source(head)
        elif head.pos_ in NOMINAL:
            yield from _noun_source(node, head)
        node = head


def _attached(clause: Token, predicate: Token) -> Iterator[Source]:
    """Sources that hang on a clause: a parenthesis with a verb of saying, an adjunct."""
    for child in clause.children:
        if not may_report(child) or inside(predicate, child) or _has_clause(child):
            continue
        as_reported = child.dep_ == "advcl" and any(lower(t) == "as" for t in prepositions(child))
        closing = child.dep_ in ("advcl", "discourse", "conj") and _closes_sentence(child)
        if as_reported or closing or child.dep_ == "parataxis":
            speaker = speaker_of(child)
            if speaker is not None:
                yield Source(cue_of(child), speaker)
    if not is_reporting(clause):
        for cue, speaker, anchor in _adjuncts(clause):
            if _clause_of(anchor) == clause and not inside(predicate, speaker) and predicate not in cue:
                yield Source(cue, named(speaker))


def _is_content(node: Token, head: Token) -> bool:
    """Whether a clause is what the verb ``head`` reports."""
    content = may_report(head)
    if content in ("", "quotation"):
        return False
    marks = {lower(t) for t in prepositions(node) if t.i > head.i or node.i < head.i}
    if node.dep_ == "parataxis":
        return node.i > head.i and not may_report(node) and content in DIRECT
    if node.dep_ == "conj":  # 'said the road was closed and the bridge was destroyed', hung too high
        shares = content in DIRECT and subject(node) is not None and _has_clause(head)
        return shares and not may_report(node) and not _after_comma(node)
    if node.dep_ == "advcl":  # 'said waves hit the coast', on a wrong arc
        unmarked = is_finite(node) and node.i > head.i and not marks
        return unmarked and content in DIRECT and not _has_clause(head)
    if lower(node) in INTERROGATIVES and node.dep_ == "obj":
        return True  # 'explained why the troops left', the clause on 'why'
    if node.dep_ not in CONTENT_DEPS or marks & cues().conjunctions:
        return False
    if node.dep_ == "xcomp" and "to" in marks:
        claims = lower(head).startswith(("claim", "profess"))
        return claims or has_passive_form(head) or find_frame(head, "infinitive") is None
    return True


def _after_comma(conjunct: Token) -> bool:
    start = next((c for c in conjunct.lefts if c.dep_ == "cc"), conjunct)
    return any(t.is_punct for t, _ in zip(before(start), range(1), strict=False))


def _is_reported_event(node: Token, head: Token) -> bool:
    """'confirmed the deaths': an event noun as the content."""
    return (
        node.dep_ in ("obj", "nsubj:pass")
        and node.pos_ == "NOUN"
        and not cues().event_reporting.isdisjoint(word_keys(head))
    )


def _verb_source(verb: Token) -> Iterator[Source]:
    """The speaker of a verb of saying, or whom that one cites; 'I' and 'we' leave it to the frame of the quotation."""
    for cue, speaker, anchor in _adjuncts(verb):
        if _clause_of(anchor) == verb and lower(cue[0]) in ("citing", "quoting"):
            yield Source(cue, named(speaker))
    speaker = speaker_of(verb)
    if speaker is None or lower(speaker.head) not in FIRST_PERSON:
        yield Source(cue_of(verb), speaker)


def _noun_source(node: Token, noun: Token) -> Iterator[Source]:
    """The source of a clause that hangs on a noun: 'the mayor's claim that ...'."""
    names_content = not cues().content_nouns.isdisjoint(word_keys(noun))
    of_noun = node.dep_ == "nmod" and any(lower(t) == "of" for t in prepositions(node))
    marks = [t for c in (node, *noun.children) if c.dep_ in ("acl", "nmod") for t in prepositions(c)]
    acl = node.dep_ == "acl" and (
        is_finite(node) or any(lower(t) == "of" for t in marks)
    )  # 'reports of people fleeing'
    if names_content and (of_noun or acl or may_be_content(node)):
        owner, verb = owner_of(noun), _clause_of(noun)
        if noun.dep_ in ("obl", "nmod") and owner is None and may_report(verb):
            yield Source(cue_of(verb), speaker_of(verb))  # 'said in a statement that ...'
        elif noun.dep_ not in ("obj", "nsubj:pass") or not _denies(noun.head):
            yield Source([noun], named(owner) if owner is not None else None)
        elif may_report(noun.head):
            yield from _verb_source(noun.head)  # 'dismissed claims that ...'
    elif may_be_content(node) and noun.dep_ in ("obl", "nmod", "iobj", "obj"):
        verb = _clause_of(noun)  # 'told the paper by phone that ...', hung on the phone
        if may_report(verb) in DIRECT and verb.i < noun.i and not _has_clause(verb):
            yield Source(cue_of(verb), speaker_of(verb))


def _denies(verb: Token) -> bool:
    found = find_frame(verb, "noun")
    return found is not None and found[0].affirmed == "-"


def _has_clause(verb: Token) -> bool:
    for child in verb.children:
        if child.dep_ in ("ccomp", "csubj", "csubj:pass"):
            return True
        if child.dep_ == "xcomp" and child.i > verb.i and _is_content(child, verb):
            return True
    return False


def _clause_of(token: Token) -> Token:
    """The head of the clause in which a token stands."""
    for _ in range(DEEPEST):
        if token.dep_ in CLAUSE_DEPS and not (token.dep_ == "conj" and token.pos_ in NOMINAL):
            break
        token = token.head
    return token


# --- adjuncts ------------------------------------------------------------------------------------


def _adjuncts(token: Token) -> list[tuple[list[Token], Token, Token]]:
    """All adjuncts of a token's sentence ('according to X'): cue, head of the speaker, and the word on which
    they hang; kept with the document, since each clause asks."""
    sentence = token.sent
    known: dict[int, list[tuple[list[Token], Token, Token]]]
    known = token.doc.user_data.setdefault("crosscheck.adjuncts", {})
    if sentence.start not in known:
        known[sentence.start] = list(_adjuncts_among([t for t in sentence if not t.is_space]))
    return known[sentence.start]


def _adjuncts_among(words: Sequence[Token]) -> Iterator[tuple[list[Token], Token, Token]]:
    for word in words:
        for match, _ in phrases_at(word, cues().adjuncts):
            following = next(after(match[-1]), None)
            speaker = _speaking_phrase(following) if following is not None else None
            if speaker is not None:
                anchor = word.head if word.pos_ == "VERB" and word.dep_ != "case" else speaker.head
                yield match, speaker, anchor


def _speaking_phrase(first: Token) -> Token | None:
    """The head of the noun phrase that begins with a word, if it can speak: a person, a body, a document."""
    head = first
    while head.pos_ in PHRASE_POS and head.dep_ not in ("nmod", "appos", "conj"):
        inward = head.head
        if inward == head or inward.i < first.i or inward.pos_ not in NOMINAL:
            break
        head = inward
    if head.pos_ not in ("NOUN", "PROPN", "PRON") or not cues().mute.isdisjoint(word_keys(head)):
        return None
    return head


def _by_adjunct(predicate: Token) -> Iterator[Source]:
    """An adjunct at either end of the sentence speaks for all of it, wherever its arc leads."""
    for cue, speaker, _ in _adjuncts(predicate):
        words = noun_phrase(speaker)
        opens = all(t.is_punct or t.pos_ == "CCONJ" for t in before(cue[0]))
        closes = not any(t.pos_ in ("VERB", "AUX") and not inside(t, speaker) for t in after(words[-1]))
        within = inside(predicate, speaker) or predicate in (*words, *cue)
        if (opens or (closes and predicate.i < cue[0].i)) and not within:
            yield Source(cue, named(speaker))


# --- by position ---------------------------------------------------------------------------------


def _by_position(predicate: Token) -> Iterator[Source]:
    """The attribution that closes the sentence, and the label of a headline."""
    for word in after(predicate):
        if may_report(word) and _closes_sentence(word):
            speaker = speaker_beside(word)
            if speaker is not None and speaker.words[0].i > predicate.i and not inside(predicate, speaker.head):
                yield Source(cue_of(word), speaker)
    yield from _opening(predicate)
    yield from _label(predicate)


def _opening(predicate: Token) -> Iterator[Source]:
    """'Activists say raids have killed ...', where the arcs do not lead to 'say'."""
    if not is_finite(predicate):
        return
    for word in before(predicate):
        if may_report(word) == "any" and word.pos_ == "VERB" and not _has_clause(word):
            speaker = speaker_beside(word)
            doer = any(c.dep_ in SUBJECTS and c.i > word.i for c in predicate.children)
            if speaker is not None and doer and speaker.words[-1].i < word.i:
                yield Source(cue_of(word), speaker)


def _closes_sentence(verb: Token) -> bool:
    """Whether a verb of saying with its subject ends the sentence, with nothing said behind it: '..., he said on
    Monday'."""
    speaker = speaker_beside(verb) if verb.pos_ == "VERB" else None
    if speaker is None:
        return False
    phrase = speaker.words
    edge = next(before(min(phrase[0], verb, key=lambda t: t.i)), None)
    if edge is None or edge.pos_ in ("CCONJ", "SCONJ", "AUX", "ADP", "PART") or lower(edge) in RELATIVE:
        return False
    rest = [t for t in after(verb) if t not in phrase and not inside(t, speaker.head)]
    if any(t.pos_ in ("VERB", "AUX") and is_finite(t) and not t.dep_.startswith("acl") for t in rest):
        return False
    objects = [c for c in verb.rights if c.dep_ in ("obj", "ccomp", "xcomp") and c not in phrase and c.tag_ != "VBG"]
    return not objects or may_report(verb) == "hearer"


def _label(predicate: Token) -> Iterator[Source]:
    """'Police: 12 killed', '12 killed: police', and, the colon lost, 'Raid kills 12 Medical source'."""
    left, right = list(before(predicate)), list(after(predicate))
    for k, colon in enumerate(left):
        words = left[k + 1 :]
        if colon.text == ":" and 0 < len(words) <= LABEL and _names_source(words[::-1]):
            yield Source([colon], Speaker(words[0], words[::-1]))
    for k, mark in enumerate(right):
        words = right[k + 1 :]
        spaced = mark.text == ":" or (mark.text in ("-", "–", "—") and bool(mark.nbor(-1).whitespace_))
        if spaced and 0 < len(words) <= LABEL and _names_source(words):
            yield Source([mark], Speaker(words[-1], words))
    lost = _trailing_label([predicate, *right])
    if lost:
        yield Source(lost, Speaker(lost[-1], lost))


def _trailing_label(words: list[Token]) -> list[Token]:
    """A capitalised source at the end of a headline, right behind a noun or number that is not."""
    for k, word in enumerate(words[1:], 1):
        previous, rest = words[k - 1], words[k:]
        if previous.pos_ not in ("NOUN", "NUM") or previous.text[:1].isupper() or not word.text[:1].isupper():
            continue
        counted = previous.pos_ == "NUM" and "Plur" in rest[-1].morph.get("Number")  # '12 Medical officers'
        named = not cues().sources.isdisjoint(word_keys(rest[-1])) and _names_source(rest)
        return rest if named and not counted and len(rest) <= LABEL // 2 else []
    return []


def _names_source(words: list[Token]) -> bool:
    if any(t.pos_ in ("VERB", "AUX", "PUNCT") and t.text not in ("-", ".", "/") for t in words):
        return False
    return not cues().sources.isdisjoint(word_keys(words[-1])) or words[-1].ent_type_ in ("PER", "ORG")


# --- quotations ----------------------------------------------------------------------------------


def _by_quotation(predicate: Token) -> Iterator[Source]:
    """The frame of the quotation in which the predicate stands; of one that goes on in the next paragraph, the
    first frame."""
    text, spans = _quoted(predicate.doc)
    k = bisect_right(spans, (predicate.idx, len(text))) - 1
    if k < 0 or predicate.idx >= spans[k][1] or len(text[slice(*spans[k])].split()) < 3:
        return
    for _ in range(DEEPEST):
        frame = _frame_behind(predicate.doc, k) or _frame_before(predicate.doc, k)
        if frame is not None:
            yield frame
        if frame is not None or k == 0 or text[spans[k - 1][1] : spans[k][0]].strip():
            return
        k -= 1


def _quoted(doc: Doc) -> tuple[str, list[tuple[int, int]]]:
    """The text of a document and its quotations, kept with it (a document builds its text anew each time)."""
    known: tuple[str, list[tuple[int, int]]] | None = doc.user_data.get("crosscheck.quotations")
    if known is None:
        known = doc.text, quotations(doc.text)
        doc.user_data["crosscheck.quotations"] = known
    return known


def _frame_behind(doc: Doc, k: int) -> Source | None:
    """'"...," the mayor said.'"""
    text, spans = _quoted(doc)
    limit = spans[k + 1][0] if k + 1 < len(spans) else len(text)
    words = _words(doc, spans[k][1], min(limit, spans[k][1] + NEAR))
    if not words or "\n\n" in text[spans[k][1] : words[0].idx]:
        return None
    for word in words:
        if word.is_sent_start and word != words[0]:
            return None
        if word.pos_ == "VERB" and lower(word) not in ("quoted", "cited"):
            speaker = speaker_of(word) if may_report(word) else None
            return Source(cue_of(word), speaker) if speaker is not None else None
    return None


def _frame_before(doc: Doc, k: int) -> Source | None:
    """'The mayor said: "..."', and the frame of the quotation before, if nothing else stands between."""
    text, spans = _quoted(doc)
    floor = spans[k - 1][1] if k else 0
    start = spans[k][0]
    between = k > 0 and start - floor < NEAR
    for word in reversed(_words(doc, max(floor, start - NEAR), start)):
        if "\n\n" in text[word.idx : start]:
            return None
        if word.pos_ == "VERB" and may_report(word):
            return Source(cue_of(word), speaker_of(word))
        if word.is_sent_start and not between:
            return None
    return None


def _words(doc: Doc, start: int, end: int) -> list[Token]:
    """The words that begin between two offsets."""
    first = bisect_left(doc, start, key=lambda t: t.idx)
    last = bisect_left(doc, end, key=lambda t: t.idx)
    return [t for t in doc[first:last] if not t.is_space]


def _beside_quotation(verb: Token) -> bool:
    """Whether a quotation follows the verb, or ends right before it or its subject."""
    text, spans = _quoted(verb.doc)
    k = bisect_right(spans, (verb.idx, 0))
    if k < len(spans):
        between = [t for t in after(verb) if t.idx < spans[k][0]]
        if all(t.is_punct for t in between) and any(t.idx >= spans[k][0] for t in after(verb)):
            return True
    end = spans[k - 1][1] if k else -1
    between = [t for t in before(verb) if t.idx >= end]
    first = between[-1] if between else verb
    if not 0 < end <= first.idx or text[end : first.idx].strip(" ,."):
        return False
    return not any(t.pos_ in ("VERB", "AUX") for t in between)


def _hearsay(predicate: Token) -> Iterator[Source]:
    """'reportedly': a source without a name."""
    node = predicate
    for _ in range(DEEPEST):
        for child in node.children:
            if lower(child) in cues().hearsay and child.dep_ in ("advmod", "amod", "discourse"):
                yield Source([child])
        if node.dep_ not in ("conj", "advcl", "xcomp", "obj", "nsubj", "nsubj:pass", "obl"):
            return
        node = node.head
