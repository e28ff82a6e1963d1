"""What a number measures: the noun counted and what happened to it, read off the syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from claims.names.gazetteer import gazetteer
from claims.quantities.events import event_classes, event_names, lemma_of, phrase_of
from claims.quantities.tallies import Tallied, tallied, tally_set_to
from claims.quantities.units import dimension
from claims.syntax.segmentation import SUBJECT_CONTROL, is_passive, is_past_participle
from claims.tables import read_table
from claims.types import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Event", "event_names", "measure"]

_WORDS = {name: frozenset(entry["words"]) for name, entry in read_table("measurands").items()}
NUMERIC_NOUNS, TALLIES, EXTENTS = _WORDS["numeric"], _WORDS["tallies"], _WORDS["extents"]
LIGHT_VERBS, LEVEL_VERBS = _WORDS["light"], _WORDS["levels"]
PERSON_ADJECTIVES, PART_CUES, MORE, COMPANY = (_WORDS[name] for name in ("persons", "parts", "more", "company"))
DEFINITE = frozenset({"the", "those", "these"})
PERSON_EVENTS = frozenset({"death", "injury", "casualty", "missing", "trapping"})
"""What happens to persons alone, so that 'killing 18' counts persons."""
OF_PERSONS = PERSON_EVENTS | {"aboard", "acquittal", "conviction", "displacement", "population", "rescue"}
"""Events of which a figure without a noun counts persons: 'there were 34 on board'."""
DONE_TO_PERSONS = PERSON_EVENTS | {"capture", "release", "rescue", "displacement"}
"""What is said of a bare figure where persons are meant: 'raid on club, 12 arrested'."""

OPENING = frozenset({"when", "after", "before", "while", "as", "since", "because", "if", "until", "where", "once"})
"""What opens a clause with an event of its own."""

OBLIQUES = frozenset({"obl", "obl:agent", "obl:unmarked", "obl:npmod"})
ATTRIBUTIVE = frozenset({"nummod", "amod", "compound", "det", "advmod", "nmod:unmarked", "nmod:npmod", "obl:npmod"})
HIGHEST = 4  # steps from a noun to the word that says what happened to it


_PART_BEFORE = re.compile(r"\b(?:including|(?:among|amongst) (?:them|whom))\b[^.;:\n]*$")
_PART_BEHIND = re.compile(r" of (?:them|whom)\b")
LIST_BEGINS = 60  # characters between a total and the first of a list, at most
BESIDE = 16  # words that are looked at on either side of a figure


class Event(NamedTuple):
    """An event's class (or the bare lemma where no class has it), and whether the counted is its agent."""

    name: str
    agent: bool = False


def measure(doc: Doc, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities with counted, modifiers, event, agent, part, increment and measurand filled in."""
    return list(_parted(doc, list(_listed(doc, [_measured(doc, q) for q in quantities]))))


def _parted(doc: Doc, quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    """A part suffered what those counted right before it did: 'killed two and hurt seven, among them three children',
    'twelve died, five of them children'. Arcs often lead past them."""
    text = doc.text
    for before, q in zip((None, *quantities), quantities, strict=False):
        if before is not None and _is_part_of(q, before, text) and (q.event, q.part) != (before.event, True):
            measurand = f"{q.measurand.split(':')[0]}: {before.event}"
            yield replace(q, event=before.event, agent=False, part=True, measurand=measurand)
        else:
            yield q


def _is_part_of(q: Quantity, whole: Quantity, text: str) -> bool:
    """Whether the words between two counts of persons, or behind the second, make it a part of the first."""
    if not (q.kind == whole.kind == "count") or whole.event not in PERSON_EVENTS or whole.part:
        return False
    between = text[whole.end : q.start]
    told = _PART_BEFORE.search(between) or (_PART_BEHIND.match(text, q.end) and not re.search(r"[.;:\n]", between))
    return bool(told) and not (q.low is not None and whole.high is not None and q.low > whole.high)


def _listed(doc: Doc, quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    """What happened to a total happened to those listed after its colon: '80 were killed: 65 civilians and 15 guards'.
    Only where nothing else is said of them, and they are not more than the total."""
    total: Quantity | None = None
    left = Decimal(0)
    text = doc.text  # joined anew each time
    for before, q in zip((None, *quantities), quantities, strict=False):
        between = text[before.end : q.start] if before is not None else ""
        if before is not None and ":" in between and before.event in PERSON_EVENTS and len(between) <= LIST_BEGINS:
            total, left = before, before.high or Decimal(0)
        elif re.search(r"[.;:\n]", between):
            total = None
        if (
            total is not None
            and q.kind == "count"
            and q.low is not None
            and q.low <= left
            and q.event not in event_names()
        ):
            left -= q.low
            yield replace(q, event=total.event, agent=False, measurand=f"{q.measurand.split(':')[0]}: {total.event}")
        else:
            yield q


def _measured(doc: Doc, quantity: Quantity) -> Quantity:
    tokens = [t for t in doc.char_span(quantity.start, quantity.end, alignment_mode="expand") or [] if not t.is_space]
    if not tokens:
        return quantity
    top = _top(tokens)
    if (named := _named_measure(tokens, quantity)) is not None:
        return replace(quantity, counted=named, event=named if named in event_names() else "", measurand=named)
    if quantity.kind == "count" and (tally := tally_set_to(tokens)) is not None:
        return _of_tally(tally, quantity)
    alone = quantity.kind == "count" and _stands_alone(tokens)
    counted = None if alone else _counted(top, tokens, quantity)
    whole = _event_of_whole(tokens) if quantity.kind in ("count", "percent") else None
    if whole is not None:
        counted = _said_of(top, tokens)
    counted = counted and _filled(counted)
    node = counted or top
    # A magnitude, a length or an age is a property of the thing, whatever that did.
    event = (
        Event("")
        if quantity.kind in ("magnitude", "age")
        else _of_part(whole, top)
        or _adjacent_event(node, tokens)
        or _headline_event(tokens, quantity)
        or _event(node, top, tokens)
    )
    if event.name == "population" and quantity.unit in ("percent", "fraction"):
        event = Event("")  # 'half of the homes': of how many there are, nothing is said
    modifiers = _modifiers(node, tokens) if counted is not None else ()
    them = counted if counted is not None and counted.lower_ == "them" else None
    lemma = _counted_lemma(
        _antecedent(them) if them else counted or (None if alone else _level_of(top, quantity)), quantity, event
    )
    if not event.name and lemma == "person" and _are_there(tokens[0]):
        event = Event("be")
    words = [*modifiers, lemma or quantity.kind]
    measurand = " ".join(words) + (f": {'agent of ' if event.agent else ''}{event.name}" if event.name else "")
    return replace(
        quantity,
        counted=lemma,
        modifiers=modifiers,
        event=event.name,
        agent=event.agent,
        part=whole is not None or (_is_part(node) and not (them and _is_argument(top))),
        increment=_is_increment(node, tokens, event),
        measurand=measurand,
    )


def _of_tally(tally: Tallied, quantity: Quantity) -> Quantity:
    lemma = _counted_lemma(tally.noun, quantity, Event(tally.event))
    modifiers = _modifiers(tally.noun, [tally.noun]) if tally.noun is not None else ()
    words = " ".join([*modifiers, lemma or quantity.kind]) + (f": {tally.event}" if tally.event else "")
    return replace(quantity, counted=lemma, modifiers=modifiers, event=tally.event, measurand=words)


def _named_measure(tokens: Sequence[Token], quantity: Quantity) -> str | None:
    """A measure that the words beside the figure name, whatever governs it: 'a town of population 40,000', 'home
    to 40,000 people', '12 km (7 miles) north of the port'."""
    doc, first, last = tokens[0].doc, tokens[0].i, tokens[-1].i
    before = doc[max(0, first - BESIDE) : first].text_with_ws  # not of the document's text, which is joined anew
    after = doc[last + 1 : last + 1 + BESIDE].text
    if doc[last].whitespace_:
        after = " " + after
    kind = "percent" if quantity.unit == "fraction" else quantity.kind  # 'half of the voters turned out'
    for measure in _named_measures():
        fits = kind == measure.kind and (not measure.unit or dimension(quantity.unit) == measure.unit)
        if fits and measure.is_beside(before, after):
            return measure.name
    return None


class NamedMeasure(NamedTuple):
    """A measure of tables/measures.toml: for which kind of figure and unit, and the patterns of the words beside it."""

    name: str
    kind: str
    unit: str
    before: tuple[re.Pattern[str], ...]
    after: tuple[re.Pattern[str], ...]
    around: tuple[re.Pattern[str], ...]

    def is_beside(self, before: str, after: str) -> bool:
        """Whether the words before a figure, or behind it, name the measure."""
        around = bool(self.around) and self.around[0].search(before) and self.around[1].match(after)
        return bool(around or any(p.search(before) for p in self.before) or any(p.match(after) for p in self.after))


@cache
def _named_measures() -> tuple[NamedMeasure, ...]:
    return tuple(
        NamedMeasure(
            name,
            entry["kind"],
            entry.get("unit", ""),
            *(tuple(re.compile(p, re.IGNORECASE) for p in entry.get(k, ())) for k in ("before", "after", "around")),
        )
        for name, entry in read_table("measures").items()
    )


def _counted_lemma(counted: Token | None, quantity: Quantity, event: Event) -> str | None:
    lemma = lemma_of(counted) if counted is not None and counted.pos_ != "PRON" else None
    if counted is not None and is_nationality(counted):
        return "national"
    if lemma in TALLIES or lemma in MORE - {"other", "others"}:
        lemma = None  # 'the number of dead rose to 44'
    if quantity.kind == "magnitude":
        return lemma if lemma and lemma.isalpha() and lemma != "magnitude" else "quake"
    if quantity.kind == "age":
        return lemma if lemma and lemma.isalpha() else "person"
    if lemma is None:
        return "person" if quantity.kind == "count" and event.name in OF_PERSONS and not event.agent else None
    named = event_classes().get(("noun", lemma)) in PERSON_EVENTS
    return "person" if named or lemma in PERSON_ADJECTIVES else lemma  # '15 deaths', 'the missing'


# --- the noun counted -----------------------------------------------------------------------------


def _top(tokens: Sequence[Token]) -> Token:
    """The token of the span that hangs on a word outside of it, numerals first."""
    inside = {t.i for t in tokens}
    heads = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    numeric = [t for t in heads if t.pos_ in ("NUM", "NOUN", "SYM")]
    return (numeric or heads or list(tokens))[-1]


def _counted(top: Token, tokens: Sequence[Token], quantity: Quantity) -> Token | None:
    """The noun counted: what the numeral modifies, or what follows it with 'of', or what it is said of."""
    inside = {t.i for t in tokens}
    if quantity.kind in ("count", "percent") and (noun := _noun_after_of(tokens[-1])) is not None:
        return noun
    if quantity.kind == "count" and (noun := _behind_nationality(tokens[-1])) is not None:
        return noun
    if (of := _of_phrase(top)) is not None:  # 'dozens of people', 'two of the pilots'
        return of
    head = top.head
    if head.i in inside or head.i == top.i or (top.dep_ == "nummod" and head.i < top.i and quantity.unit is None):
        return None  # '..., 20 killed': a noun before the figure is not what it counts
    if head.pos_ == "ADJ" and quantity.unit is not None and (subject := _predicated_of(head)) is not None:
        return subject  # 'the tower is 90 metres high'
    if top.dep_ in ATTRIBUTIVE and head.pos_ in ("NOUN", "PROPN", "ADJ", "PRON"):
        if any(t.pos_ == "ADP" and t.i not in inside for t in top.doc[top.i + 1 : head.i]):
            return None  # 'two held over a fire'
        return _behind_numerals(head)
    if top.dep_ in ("nmod", "appos") and head.pos_ in ("NOUN", "PROPN"):  # 'a toll of 31', 'magnitude of 5.9'
        return None if _before_participle(tokens) and head.i == tokens[0].i - 1 else head
    if top.dep_ == "conj" and quantity.unit is None:  # '18 killed and 40 wounded': the same kind of thing
        return _counted_of_conjunct(top)
    return None


def _event_of_whole(tokens: Sequence[Token]) -> Event | None:
    """What happened to the whole that the figure is a part of: 'two of the dead were children', 'half of those
    injured'; None where no event names the whole ('two of the pilots')."""
    doc, last = tokens[-1].doc, tokens[-1].i
    words = [t for t in doc[last + 1 : last + 4] if t.sent == tokens[-1].sent]
    if len(words) < 3 or words[0].lower_ != "of" or words[1].lower_ not in DEFINITE:
        return None
    name = _name_of(words[2]) or event_classes().get(("bearer", lemma_of(words[2])))
    beyond = doc[last + 4] if last + 4 < len(doc) else None
    described = beyond is not None and beyond.pos_ in ("NOUN", "PROPN") and words[2].pos_ != "NOUN"
    return Event(name) if name in PERSON_EVENTS and not described else None


def _of_part(whole: Event | None, top: Token) -> Event | None:
    """What happened to a part: what its verb says ('two of the injured died'), else what happened to the whole."""
    if whole is None or top.dep_ not in ("nsubj", "nsubj:pass") or top.head.pos_ != "VERB":
        return whole
    own = _role_event(top.dep_, top.head)
    return own if own.name in PERSON_EVENTS else whole


def _said_of(top: Token, tokens: Sequence[Token]) -> Token | None:
    """What a part is said to be: 'children' in 'two of the dead were children'."""
    inside = {t.i for t in tokens}
    token = top
    for _ in range(HIGHEST):
        if token.dep_ == "nsubj" and any(c.dep_ == "cop" for c in token.head.children):
            return token.head if token.head.pos_ == "NOUN" else None
        if token.head.i == token.i or (token.head.i not in inside and token.head.pos_ not in ("NOUN", "NUM")):
            return None
        token = token.head
    return None


def _before_participle(tokens: Sequence[Token]) -> bool:
    """'Bomber targets wedding 20 killed': the figure belongs to what follows, not to the noun before it."""
    doc, after = tokens[-1].doc, tokens[-1].i + 1
    return after < len(doc) and event_classes().get(("object", lemma_of(doc[after]))) in PERSON_EVENTS


def _stands_alone(tokens: Sequence[Token]) -> bool:
    """Whether the figure has no noun, by the words beside it: 'floods kill 23, officials say', 'shaft floods, 11
    trapped'. A noun elsewhere, on which the parser may hang it, is not what it counts."""
    doc, first, last = tokens[-1].doc, tokens[0].i, tokens[-1].i
    if last + 1 >= len(doc) or doc[last + 1].pos_ == "PUNCT" or doc[last + 1].sent != tokens[-1].sent:
        return _killed_by(tokens) is not None
    after, beyond = doc[last + 1], doc[last + 2] if last + 2 < len(doc) else None
    ends = beyond is None or beyond.sent != after.sent or beyond.pos_ in ("PUNCT", "ADP", "CCONJ", "SCONJ")
    starts = first == tokens[0].sent.start or doc[first - 1].pos_ == "PUNCT"
    return starts and ends and not after.text[:1].isupper() and _class_beside(after) in DONE_TO_PERSONS


def _class_beside(token: Token) -> str | None:
    classes, lemma = event_classes(), lemma_of(token)
    return (
        classes.get(("adjective", lemma)) or classes.get(("adjective", token.lower_)) or classes.get(("object", lemma))
    )


def _killed_by(tokens: Sequence[Token]) -> Event | None:
    """What the word right before the figure says that persons suffered, whatever the parser makes of it: 'rockets on
    market kill 23'. Nothing where an auxiliary makes it a passive ('were killed 23 years ago')."""
    doc, first, start = tokens[0].doc, tokens[0].i, tokens[0].sent.start
    verb = doc[first - 1] if first > start else None
    passive = first - 2 >= start and doc[first - 2].pos_ == "AUX"
    if verb is None or passive or verb.pos_ not in ("VERB", "NOUN", "PROPN") or verb.lower_ == "wound":
        return None
    base = lemma_of(verb) if verb.pos_ == "VERB" else verb.lower_.removesuffix("s")
    name = event_classes().get(("object", base))
    return Event(name) if name in PERSON_EVENTS else None


def _headline_event(tokens: Sequence[Token], quantity: Quantity) -> Event | None:
    """'Market strikes kill 23, medics say', 'blast kills six, wounds 20'."""
    if quantity.kind != "count" or quantity.unit is not None:
        return None
    return _killed_by(tokens)


def _of_phrase(head: Token) -> Token | None:
    return next(
        (c for c in head.children if c.dep_ == "nmod" and c.i > head.i and any(w.lower_ == "of" for w in c.children)),
        None,
    )


def _behind_numerals(head: Token) -> Token | None:
    """The noun behind 'dozens of', 'a total of'."""
    for _ in range(HIGHEST):
        if lemma_of(head) not in NUMERIC_NOUNS or head.head.i == head.i:
            break
        below = next((c for c in head.children if c.dep_ == "nmod" and c.i > head.i), None)
        if below is not None:
            return below
        if head.dep_ not in ("nummod", "compound", "amod"):
            return None
        head = head.head
    return head


def _noun_after_of(last: Token, reach: int = 5) -> Token | None:
    """'two-thirds of the homes', 'three of its fighters': the head of the phrase right after 'of'."""
    doc = last.doc
    if last.i + 1 >= len(doc) or doc[last.i + 1].lower_ != "of":
        return None
    for token in doc[last.i + 2 : last.i + 2 + reach]:
        if token.pos_ == "NOUN" and token.dep_ not in ("compound", "nmod:poss", "amod"):
            return token
        if token.pos_ in ("VERB", "PUNCT", "PRON"):
            return None
    return None


def _behind_nationality(last: Token) -> Token | None:
    """The noun of several figures by nationality: 'three Irish and two Welsh miners', for either."""
    doc, i = last.doc, last.i
    for _ in range(HIGHEST):
        if i + 2 >= len(doc) or not is_nationality(doc[i + 1]):
            return None
        beyond = doc[i + 2]
        if beyond.pos_ == "NOUN":
            return beyond
        listed = beyond.lower_ in ("and", "or", ",")
        i += 3
        if not listed or i >= len(doc) or not doc[i].like_num:
            return None
    return None


def is_nationality(token: Token) -> bool:
    """Whether a word is an adjective or a noun of nationality ('Irish', 'Danes')."""
    return token.text[:1].isupper() and bool(gazetteer().demonym(token.text))


def _antecedent(pronoun: Token) -> Token | None:
    """What 'them' stands for within its sentence: the nearest plural before it (Lappin and Leass 1994: recency)."""
    before = reversed(pronoun.doc[pronoun.sent.start : pronoun.i])
    return next((t for t in before if t.pos_ == "NOUN" and "Plur" in t.morph.get("Number")), None)


def _filled(noun: Token) -> Token:
    """'Traffic' of 'the traffic capacity': what a noun of extent is full of."""
    if lemma_of(noun) not in EXTENTS:
        return noun
    return next((c for c in reversed(list(noun.lefts)) if c.dep_ == "compound" and c.pos_ == "NOUN"), noun)


def _counted_of_conjunct(top: Token) -> Token | None:
    head = top.head
    if head.pos_ == "NOUN" and any(c.dep_ == "nummod" for c in head.children):  # '25 people dead and 40 injured'
        return head
    return head.head if head.dep_ == "nummod" and head.head.pos_ == "NOUN" else None


def _predicated_of(top: Token) -> Token | None:
    """The noun that a figure is said to be of: 'the damage was 3 million euros', 'the toll was 18'."""
    if not any(c.dep_ == "cop" for c in top.children):
        return None
    subject = next((c for c in top.children if c.dep_ == "nsubj" and c.i < top.i), None)
    return subject if subject is not None and subject.pos_ == "NOUN" else None


def _are_there(first: Token) -> bool:
    """'There were 300 people in the village' tells nothing that happened to them."""
    words = [t.lower_ for t in first.doc[max(first.sent.start, first.i - 3) : first.i]]
    return any(w == "there" for w in words) and bool({"is", "are", "was", "were", "be", "been"} & set(words))


def _level_of(top: Token, quantity: Quantity) -> Token | None:
    """What stands at a level: 'the toll' in 'the toll rose to 18', 'refugees' in 'the number of refugees fell to 9'."""
    if (subject := _predicated_of(top)) is not None:  # 'unemployment was 6 percent', not 'the boys were six'
        return subject if quantity.kind != "count" else None
    if top.dep_ not in (*OBLIQUES, "obj") or top.head.pos_ != "VERB" or lemma_of(top.head) not in LEVEL_VERBS:
        return None
    subject = next((c for c in top.head.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.pos_ not in ("NOUN", "PROPN"):
        return None
    return (_of_phrase(subject) or subject) if lemma_of(subject) in TALLIES else subject


# --- what happened to it --------------------------------------------------------------------------


def _adjacent_event(node: Token, tokens: Sequence[Token]) -> Event | None:
    """The event word right beside a number, where arcs often fail: 'killing 10 and injuring 80', '80 hurt'."""
    doc = node.doc
    first, last = tokens[0].i, max(tokens[-1].i, node.i)
    sentence = node.sent
    before = doc[first - 1] if first > sentence.start else None
    if before is not None and before.pos_ == "VERB" and "Fin" not in before.morph.get("VerbForm"):
        name = event_classes().get(("object", lemma_of(before)))
        if name:
            return Event(name)
    if last + 2 < sentence.end and doc[last + 1].lower_ in MORE:
        last += 1  # 'six more wounded'
    after = doc[last + 1] if last + 1 < sentence.end else None
    if after is not None and after.tag_ in ("VBN", "VBD", "JJ", "NNP", "VB", "VBP"):
        beyond = doc[last + 2].pos_ if last + 2 < sentence.end else ""
        has_object = after.tag_ == "VBD" and beyond in ("NOUN", "PROPN", "DET", "NUM", "PRON")
        has_object = has_object and not _begins_count(doc, last + 2)
        if not has_object and (name := _class_of(after)):
            return Event(name)
    return None


def _begins_count(doc: Doc, i: int) -> bool:
    """Whether another figure of a headline begins here: 'nine killed dozens injured as ...'."""
    counts = doc[i].pos_ == "NUM" or lemma_of(doc[i]) in NUMERIC_NOUNS
    return counts and i + 1 < len(doc) and event_classes().get(("object", lemma_of(doc[i + 1]))) in PERSON_EVENTS


def _event(node: Token, top: Token, tokens: Sequence[Token]) -> Event:
    """What happened to the thing counted: its own words first, then the word that governs it, then its name."""
    inside = {t.i for t in tokens}
    for child in node.children:  # '18 people dead', 'the 40 wounded men', '10 people killed in the raid'
        if child.i not in inside and child.dep_ in ("amod", "acl", "xcomp") and (name := _class_of(child)):
            return Event(name)
        if child.dep_ in ("nmod", "obl") and _preposition(child) in PART_CUES and (name := _name_of(child)):
            return Event(name)  # 'among the dead were two women'
    if name := _name_of(node):
        return Event(name)
    if (subject := _predicated_of(node)) is not None and (
        name := _named(_of_phrase(subject) or subject)
    ) in PERSON_EVENTS:
        return Event(name or "")  # 'the toll was 18', 'the number of dead is one person'
    governed = _governed_event(node, top, inside)
    if governed.name not in event_names() and (state := next(filter(None, map(_state_of, node.children)), None)):
        return Event(state)  # 'a ferry with 150 people aboard sank'
    bearer = event_classes().get(("bearer", lemma_of(node)))
    return Event(bearer) if bearer and not governed.name else governed


def _governed_event(node: Token, top: Token, inside: set[int]) -> Event:
    """Climbs from the noun counted to the word that governs it."""
    token = node
    for _ in range(HIGHEST):
        head, dep = token.head, token.dep_
        if head.i == token.i:
            break
        if head.i in inside and token.i not in inside:  # 'percent of the buildings': on from the figure
            token = top
        elif dep in ("conj", "appos", "nummod", "compound", "flat") or (
            dep == "nmod" and lemma_of(head) in NUMERIC_NOUNS
        ):
            token = head
        elif dep == "nmod" and head.pos_ in ("NOUN", "PROPN"):
            return Event(_of_idiom(head) or _named(head) or lemma_of(head))
        elif dep in OBLIQUES and any(c.dep_ == "case" and c.i in inside for c in token.children):
            return _role_event("nsubj:pass" if is_passive(head) else "nsubj", head)  # 'between five and ten were hurt'
        else:
            return _verbal_event(token, head)
    return Event("")


def _of_idiom(noun: Token) -> str | None:
    """What a verb and its object say together: 'took the lives of 14 people'."""
    phrase = f"{lemma_of(noun.head)} {lemma_of(noun)}"
    return event_classes().get(("object", phrase)) if noun.dep_ in ("obj", "nsubj:pass") else None


def _state_of(token: Token) -> str | None:
    """The class of an adverb behind a noun: 'aboard', 'on board'."""
    if token.dep_ not in ("advmod", "nmod", "obl"):
        return None
    return event_classes().get(("adverb", f"{_preposition(token)} {token.lower_}".strip()))


def _class_of(token: Token) -> str | None:
    """The class of a predicative or attributive word: 'dead', 'freed'."""
    classes = event_classes()
    found = classes.get(("adjective", lemma_of(token))) or classes.get(("adjective", token.lower_))
    return found or (classes.get(("object", phrase_of(token))) if is_past_participle(token) else None)


def _name_of(token: Token) -> str | None:
    """The class of a noun that names the event itself, or of an adjective used as one ('the dead')."""
    return event_classes().get(("noun", lemma_of(token))) or _class_of(token)


def _named(noun: Token) -> str | None:
    """The class that a noun names, alone or with its 'of': 'toll', 'the number of dead'; or by who bears it."""
    classes = event_classes()
    if lemma_of(noun) in TALLIES:
        verb = noun.head.i if noun.head.i > noun.i else noun.sent.end
        return tallied(noun, verb).event or None
    return _name_of(noun) or classes.get(("bearer", lemma_of(noun)))


def _preposition(token: Token) -> str:
    return next((c.lower_ for c in token.children if c.dep_ == "case"), "")


def _verbal_event(token: Token, verb: Token) -> Event:
    """The event that a verb (or predicate) makes of its argument ``token``."""
    dep = token.dep_
    result = next((c for c in verb.children if _is_result(c) and _class_of(c)), None)
    if result is not None:  # 'left 25 dead', '18 were reported killed'
        return Event(_class_of(result) or "")
    following = _open_complement(token, verb)
    if following is not None:  # 'forced 300 people to flee', 'nine men are to be freed'
        return _role_event("nsubj:pass" if is_passive(following) else "nsubj", following)
    if dep == "nsubj" and (name := event_classes().get(("subject", phrase_of(verb)))):
        return Event(name)
    lemma = lemma_of(verb)
    if lemma in LIGHT_VERBS or (lemma in LEVEL_VERBS and dep in (*OBLIQUES, "obj")):  # the noun says what happened
        nouns = [c for c in verb.children if c.dep_ in ("nsubj", "obj", "nsubj:pass") and c.i != token.i]
        if named := next((name for c in nouns if (name := _named(c))), None):
            return Event(named)
        if lemma in LIGHT_VERBS or _preposition(token) in ("", "at", "to"):
            return Event("")
    if verb.pos_ != "VERB" and (named := _predicated(verb, dep)):
        return Event(named)  # 'are missing', 'is home to 300 people', 'was out of service'
    measured = dep == "obl:unmarked" and not _has_object(verb)  # the parser's name for an object that is a figure
    if dep in OBLIQUES and not (measured and ("object", lemma) in event_classes()):
        return _oblique_event(token, verb)
    return _role_event("obj" if measured else dep, verb)


def _is_result(clause: Token) -> bool:
    """'Dead' in 'left 25 dead'; not a clause of its own ('25 died when the harbour was hit')."""
    own = any(
        c.dep_ in ("nsubj", "nsubj:pass") or (c.dep_ in ("mark", "advmod") and c.lower_ in OPENING)
        for c in clause.children
    )
    return clause.dep_ in ("xcomp", "advcl", "acl") and not own


def _predicated(word: Token, dep: str) -> str | None:
    """The class of a predicate that is no verb. How much something is 'down' is not what is down."""
    classes = event_classes()
    phrase = " ".join([*(c.lower_ for c in word.children if c.dep_ in ("case", "fixed")), lemma_of(word)])
    if dep in OBLIQUES:
        return classes.get(("noun", lemma_of(word))) or classes.get(("bearer", lemma_of(word)))
    return classes.get(("adjective", phrase)) or _named(word)


def _role_event(dep: str, verb: Token) -> Event:
    """The event by the role that the counted has in it."""
    classes, lemma = event_classes(), phrase_of(verb)
    suffered = Event(classes.get(("object", lemma), lemma))
    if dep in ("obj", "iobj", "nsubj:pass"):
        return suffered
    if dep in ("nsubj", "nsubj:outer"):
        if name := classes.get(("subject", lemma)):
            return Event(name)
        return suffered if headline_passive(verb) else Event(_own_doing(verb), agent=verb.pos_ == "VERB")
    return Event("")


def _own_doing(verb: Token) -> str:
    """The event of an agent; 'returned' without an object is nothing that was done to anybody."""
    lemma = phrase_of(verb)
    return event_classes().get(("object", lemma), lemma) if _has_object(verb) else lemma


def _has_object(verb: Token) -> bool:
    return any(c.dep_ in ("obj", "iobj") for c in verb.children)


def _oblique_event(token: Token, verb: Token) -> Event:
    lemma, preposition = phrase_of(verb), _preposition(token)
    event = event_classes().get(("object", lemma), lemma)
    if preposition in PART_CUES:  # 'killed 18, including five children': they suffered the same
        return Event(event)
    if _is_company(token):  # 'six men were killed along with two guards'
        return _role_event("nsubj:pass" if is_passive(verb) or _has_object(verb) else "nsubj", verb)
    if preposition == "by" and (token.dep_ == "obl:agent" or is_passive(verb)):
        return Event(event, agent=True)
    return Event(f"{lemma} {preposition}".strip())


def _is_company(token: Token) -> bool:
    """'Along with two guards', 'together with two guards'."""
    case = next((c for c in token.children if c.dep_ == "case"), None)
    return case is not None and bool({case.lower_, token.doc[max(0, case.i - 1)].lower_} & COMPANY)


def _open_complement(token: Token, verb: Token) -> Token | None:
    """The infinitive or participle whose subject ``token`` is, though it hangs on ``verb``."""
    if token.dep_ not in ("obj", "nsubj", "nsubj:pass") or lemma_of(verb) in SUBJECT_CONTROL:
        return None
    found = next(
        (c for c in verb.children if c.dep_ == "xcomp" and c.pos_ == "VERB" and c.i > max(token.i, verb.i)), None
    )
    other = token.dep_ == "nsubj" and any(c.dep_ == "obj" for c in verb.children)  # 'six men forced him to leave'
    return None if other else found


def headline_passive(verb: Token) -> bool:
    """'20 killed', 'Two held over fire': a bare participle without an object, as headlines have it."""
    bare = not any(c.dep_ in ("obj", "aux", "aux:pass", "cop") for c in verb.children)
    participle = verb.tag_ == "VBN" or (verb.tag_ == "VBD" and not verb.sent.text.rstrip().endswith("."))
    return bare and participle and ("object", phrase_of(verb)) in event_classes()


# --- what else stands beside it -------------------------------------------------------------------


def _modifiers(node: Token, tokens: Sequence[Token]) -> tuple[str, ...]:
    inside = {t.i for t in tokens}
    around = [*node.children, *(node.head.children if _filled(node.head) is node else ())]
    beside = [c for c in around if c.dep_ in ("amod", "compound") and c.i not in inside and c.i < node.i and c.is_alpha]
    beside += [k for c in beside for k in c.children if k.dep_ == "conj" and k.i < node.i and is_nationality(k)]
    if is_nationality(node):  # 'two Danes'
        beside.append(node)
    skipped = NUMERIC_NOUNS | PERSON_ADJECTIVES | MORE | {"least", "many"}
    return tuple(
        lemma_of(c)
        for c in beside
        if not {lemma_of(c), c.lower_} & skipped and _class_of(c) is None and not _is_of_other(c, tokens)
    )


def _is_of_other(modifier: Token, tokens: Sequence[Token]) -> bool:
    """Whether a nationality belongs to another figure: 'Welsh' in 'three Irish and two Welsh miners', for three."""
    between = modifier.doc[tokens[-1].i + 1 : modifier.i]
    return is_nationality(modifier) and (modifier.i < tokens[0].i or any(t.like_num for t in between))


def _is_increment(node: Token, tokens: Sequence[Token], event: Event) -> bool:
    """'Two more', 'six others', 'another three', 'a further 20'. After 'one was killed', 'six more were hurt' are
    all the hurt that there are."""
    doc = node.doc
    first, last = tokens[0], tokens[-1]
    beside = [doc[i].lower_ for i in (first.i - 1, last.i + 1) if 0 <= i < len(doc) and doc[i].sent == node.sent]
    if first.lower_ not in ("another", "further") and not MORE & set(beside):
        return False
    told = {_suffered(t) for t in doc[node.sent.start : first.i]} - {None}
    return event.name not in PERSON_EVENTS or not told or event.name in told


def _suffered(token: Token) -> str | None:
    """What a word says that persons suffered: 'killed', 'dead', 'died', 'injuring'."""
    classes = event_classes()
    lemma = lemma_of(token)
    verbal = (classes.get(("object", lemma)) or classes.get(("subject", lemma))) if token.pos_ == "VERB" else None
    found = verbal or classes.get(("adjective", lemma))
    return found if found in PERSON_EVENTS else None


def _is_part(node: Token) -> bool:
    """'including five children', 'among them two women', 'two women were among the dead', 'three of whom'."""
    for token in (node, node.head):
        if any(c.lower_ in PART_CUES for c in token.children if c.dep_ in ("case", "mark", "obl", "nmod", "advmod")):
            return True
        if any(_preposition(c) in PART_CUES for c in token.children if c.dep_ in ("obl", "nmod") and c.i < node.i):
            return True
        if lemma_of(token) in ("include", "comprise") and node.dep_ in ("obj", "nsubj"):
            return True
    return node.lower_ in ("whom", "them")


def _is_argument(top: Token) -> bool:
    """Whether something happens to the figure itself: 'released three of them' are all who were released."""
    return top.dep_ in ("obj", "nsubj", "nsubj:pass") and top.head.pos_ == "VERB"
