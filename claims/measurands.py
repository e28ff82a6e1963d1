"""What a number measures: the noun counted and what happened to it, read off the syntax."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from claims.types import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PART_CUES = frozenset({"include", "including", "among", "amongst"})
NUMERIC_NOUNS = frozenset(
    "dozen hundred thousand million billion score number majority total percent half third quarter couple pair handful".split()
)
LIGHT_VERBS = frozenset({"involve", "cover", "comprise", "include", "see", "concern", "total", "number", "reach", "have", "bring"})
PERSON_ADJECTIVES = frozenset({"dead", "wounded", "injured", "missing", "killed", "other", "hurt", "homeless"})


class Event(NamedTuple):
    """An event's class (or the bare lemma where no class has it), and whether the counted is its agent."""

    name: str
    agent: bool = False


@cache
def event_classes() -> dict[tuple[str, str], str]:
    """(kind of word, lemma) -> class, from tables/events.toml."""
    with (Path(__file__).parent / "tables" / "events.toml").open("rb") as file:
        table = tomllib.load(file)
    return {
        (kind, lemma): name
        for name, entry in table.items()
        for kind in ("object", "subject", "noun", "adjective")
        for lemma in entry[kind]
    }


@cache
def event_names() -> frozenset[str]:
    """The classes of tables/events.toml: two different ones are different events."""
    return frozenset(event_classes().values())


def measure(doc: Doc, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities with counted, modifiers, event, agent, part and measurand filled in."""
    return [_measured(doc, q) for q in quantities]


def _measured(doc: Doc, quantity: Quantity) -> Quantity:
    tokens = [t for t in doc.char_span(quantity.start, quantity.end, alignment_mode="expand") or [] if not t.is_space]
    if not tokens:
        return quantity
    top = _top(tokens)
    counted = _counted(top, tokens, quantity)
    node = counted or top
    # A magnitude, a length or an age is a property of the thing, whatever that did.
    event = Event("") if quantity.kind in ("magnitude", "age") else _adjacent_event(node, tokens) or _event(node, top, tokens)
    modifiers = _modifiers(node, tokens) if counted is not None else ()
    lemma = counted.lemma_.lower() if counted is not None else None
    if lemma in PERSON_ADJECTIVES or event_classes().get(("noun", lemma or "")) in ("death", "injury", "casualty"):
        lemma = "person"  # 'the missing', '15 deaths'
    if quantity.kind == "age" and not (lemma or "").isalpha():
        lemma = "person"
    if quantity.kind == "magnitude" and (lemma is None or not lemma.isalpha() or lemma == "magnitude"):
        lemma = "quake"
    words = [*modifiers, lemma or quantity.kind]
    measurand = " ".join(words) + (f": {'who ' if event.agent else ''}{event.name}" if event.name else "")
    return replace(
        quantity,
        counted=lemma,
        modifiers=modifiers,
        event=event.name,
        agent=event.agent,
        part=_is_part(node),
        increment=_is_increment(node, tokens),
        measurand=measurand,
    )


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
    for child in top.children:  # 'dozens of people', '65 percent of traffic', 'two of the pilots'
        if child.dep_ == "nmod" and child.i > top.i and any(c.lower_ in ("of", "in") for c in child.children):
            return child
    head = top.head
    if head.i in inside or head.i == top.i or (top.dep_ == "nummod" and head.i < top.i and quantity.unit is None):
        return None  # '..., 20 killed': a noun before the figure is not what it counts
    if top.dep_ in (
        "nummod",
        "amod",
        "compound",
        "det",
        "advmod",
        "nmod:unmarked",
        "nmod:npmod",
        "obl:npmod",
    ) and head.pos_ in ("NOUN", "PROPN", "ADJ", "PRON"):
        while head.lemma_.lower() in NUMERIC_NOUNS and head.head.i != head.i:
            below = next((c for c in head.children if c.dep_ == "nmod" and c.i > head.i), None)
            if below is not None:
                return below
            if head.dep_ not in ("nummod", "compound", "amod"):
                return None
            head = head.head
        return head
    if top.dep_ in ("nmod", "appos") and head.pos_ in ("NOUN", "PROPN"):  # 'a toll of 31', 'magnitude of 5.9'
        return head
    if top.dep_ == "conj" and quantity.unit is None:  # '18 killed and 40 wounded': the same kind of thing
        return _counted_of_conjunct(top)
    return None


def _noun_after_of(last: Token, reach: int = 5) -> Token | None:
    """'two-thirds of the homes', 'three of its fighters': the head of the phrase right after 'of'."""
    doc = last.doc
    if last.i + 1 >= len(doc) or doc[last.i + 1].lower_ != "of":
        return None
    for token in doc[last.i + 2 : last.i + 2 + reach]:
        if token.pos_ == "NOUN" and token.dep_ not in ("compound", "nmod:poss", "amod"):
            return token
        if token.pos_ in ("VERB", "PUNCT"):
            return None
    return None


def _counted_of_conjunct(top: Token) -> Token | None:
    head = top.head
    return head.head if head.dep_ == "nummod" and head.head.pos_ == "NOUN" else None


def _adjacent_event(node: Token, tokens: Sequence[Token]) -> Event | None:
    """The event word right beside a number, where arcs often fail: 'killing 10 and injuring 80', '80 hurt'."""
    doc = node.doc
    first, last = min(tokens[0].i, node.i), max(tokens[-1].i, node.i)
    before = doc[first - 1] if first else None
    if before is not None and before.pos_ == "VERB" and before.sent == node.sent and "Part" in (before.morph.get("VerbForm") or ["Part"]):
        if name := event_classes().get(("object", before.lemma_.lower())):
            return Event(name)
    after = doc[last + 1] if last + 1 < len(doc) else None
    if after is not None and after.sent == node.sent and after.tag_ in ("VBN", "VBD", "JJ", "NNP", "VB", "VBP"):
        beyond = doc[last + 2] if last + 2 < len(doc) else None
        has_object = beyond is not None and beyond.pos_ in ("NOUN", "PROPN", "DET", "NUM") and after.tag_ == "VBD"
        if not has_object and (name := _class_of(after, "adjective")):
            return Event(name)
    return None


def _event(node: Token, top: Token, tokens: Sequence[Token]) -> Event:
    """What happened to the thing counted, climbing from its noun to the word that governs it."""
    classes = event_classes()
    inside = {t.i for t in tokens}
    for child in node.children:  # '18 people dead', 'the 40 wounded men', '10 people killed in the raid'
        if child.i not in inside and child.dep_ in ("amod", "acl", "xcomp") and (name := _class_of(child, "adjective")):
            return Event(name)
    if name := classes.get(("noun", node.lemma_.lower())) or _class_of(node, "adjective"):
        return Event(name)
    token = node
    for _ in range(4):
        head, dep = token.head, token.dep_
        if head.i == token.i:
            break
        if head.i in inside and token.i not in inside:  # 'percent of the buildings': on from the figure
            token = top
            continue
        if dep in ("conj", "appos", "nummod", "compound", "flat"):
            token = head
            continue
        if dep == "nmod":
            if name := classes.get(("noun", head.lemma_.lower())):
                return Event(name)
            if head.pos_ in ("NOUN", "PROPN"):
                return Event(head.lemma_.lower())
        return _verbal_event(token, head)
    return Event("")


def _class_of(token: Token, kind: str) -> str | None:
    classes = event_classes()
    found = classes.get((kind, token.lemma_.lower())) or classes.get((kind, token.lower_))
    if (
        found is None
        and token.pos_ == "VERB"
        and "Part" in token.morph.get("VerbForm")
        and "Past" in token.morph.get("Tense")
    ):
        found = classes.get(("object", token.lemma_.lower()))
    return found


def _verbal_event(token: Token, verb: Token) -> Event:
    """The event that a verb (or predicate) makes of its argument ``token``."""
    classes = event_classes()
    lemma, dep = verb.lemma_.lower(), token.dep_
    complement = next(
        (c for c in verb.children if c.dep_ in ("xcomp", "advcl", "acl") and _class_of(c, "adjective")), None
    )
    if complement is not None:  # 'left 25 dead', '18 were reported killed'
        return Event(_class_of(complement, "adjective") or "")
    if lemma in LIGHT_VERBS:  # 'the exchange involved 90 captives': the noun says what happened
        nouns = [c for c in verb.children if c.dep_ in ("nsubj", "obj", "nsubj:pass") and c.i != token.i]
        named = next((name for c in nouns if (name := classes.get(("noun", c.lemma_.lower())))), None)
        if named:
            return Event(named)
    if adjective := _class_of(verb, "adjective") if verb.pos_ != "VERB" else None:
        return Event(adjective)
    if dep in ("obj", "iobj", "nsubj:pass"):
        return Event(classes.get(("object", lemma), lemma))
    if dep in ("nsubj", "nsubj:outer"):
        if name := classes.get(("subject", lemma)):
            return Event(name)
        if headline_passive(verb):
            return Event(classes.get(("object", lemma), lemma))
        return Event(classes.get(("object", lemma), lemma), agent=verb.pos_ == "VERB")
    if dep in ("obl", "obl:agent", "obl:unmarked", "obl:npmod"):
        preposition = next((c.lower_ for c in token.children if c.dep_ == "case"), "")
        if preposition in PART_CUES:  # 'killed 18, including five children': they suffered the same
            return Event(classes.get(("object", lemma), lemma))
        return Event(lemma + (f" {preposition}" if preposition else ""), agent=preposition == "by")
    return Event("")


def headline_passive(verb: Token) -> bool:
    """'20 killed', 'Two held over fire': a bare participle without an object, as headlines have it."""
    bare = not any(c.dep_ in ("obj", "aux", "aux:pass", "cop") for c in verb.children)
    return bare and verb.tag_ in ("VBN", "VBD") and ("object", verb.lemma_.lower()) in event_classes()


def _modifiers(node: Token, tokens: Sequence[Token]) -> tuple[str, ...]:
    inside = {t.i for t in tokens}
    words = [
        c.lemma_.lower()
        for c in node.children
        if c.dep_ in ("amod", "compound") and c.i not in inside and c.i < node.i and c.is_alpha
    ]
    return tuple(
        w for w in words if w not in NUMERIC_NOUNS and w not in PERSON_ADJECTIVES and w not in ("more", "least", "many")
    )


def _is_increment(node: Token, tokens: Sequence[Token]) -> bool:
    """'Two more', 'six others', 'another three', 'a further 20'."""
    doc = node.doc
    first, last = tokens[0], tokens[-1]
    beside = [doc[i].lower_ for i in (first.i - 1, last.i + 1) if 0 <= i < len(doc) and doc[i].sent == node.sent]
    if first.lower_ in ("another", "further"):
        return True
    return bool({"more", "other", "others", "another", "further", "additional"} & set(beside))


def _is_part(node: Token) -> bool:
    """'including five children', 'among them two women', 'three of whom'."""
    for token in (node, node.head):
        if any(c.lower_ in PART_CUES for c in token.children if c.dep_ in ("case", "mark", "obl", "nmod", "advmod")):
            return True
        if token.lemma_.lower() in ("include", "comprise") and node.dep_ in ("obj", "nsubj"):
            return True
    return any(c.lower_ in ("whom", "them") and c.dep_ in ("nmod", "obl") for c in node.children)
