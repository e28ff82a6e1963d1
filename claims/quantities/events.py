"""What happens to the people and things that news counts: the classes of tables/events.toml, and the base
forms of their words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from claims.tables import read_table

if TYPE_CHECKING:
    from spacy.tokens import Token

KINDS = ("object", "subject", "noun", "bearer", "adjective", "adverb")
UNINFLECTED = frozenset({"NN", "VB", "VBP"})  # tags of words that are their own base form
VOWELS = "aeiou"
SIBILANTS = ("sses", "shes", "ches", "xes")  # plurals of words that take -es


@cache
def event_classes() -> dict[tuple[str, str], str]:
    """(kind of word, lemma) -> class."""
    return {
        (kind, lemma): name
        for name, entry in read_table("events").items()
        for kind in KINDS
        for lemma in entry.get(kind, ())
    }


@cache
def event_names() -> frozenset[str]:
    """The classes: two different ones are different events."""
    return frozenset(read_table("events"))


@cache
def _base_forms() -> dict[tuple[str, str], str]:
    """(coarse tag, inflected form) -> base form of every verb and noun of the table."""
    found = {}
    for entry in read_table("events").values():
        for verb in (v for v in (*entry.get("object", ()), *entry.get("subject", ())) if " " not in v):
            for form in (*verb_forms(verb), *entry.get("irregular", {}).get(verb, ())):
                found["VERB", form] = verb
        for noun in (*entry.get("noun", ()), *entry.get("bearer", ())):
            found["NOUN", _with_s(noun)] = noun
    return found


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x")) else "s")


def verb_forms(verb: str) -> Iterator[str]:
    """The regular inflections: 'free' gives 'frees', 'freed', 'freeing'."""
    yield _with_s(verb)
    stems = [verb]
    if verb[-1] not in VOWELS + "wxy" and verb[-2] in VOWELS and verb[-3:-2] not in VOWELS:
        stems.append(verb + verb[-1])  # 'kidnapped', beside 'kidnaped'
    for stem in stems:
        if stem.endswith("y") and stem[-2] not in VOWELS:
            yield stem[:-1] + "ied"
        else:
            yield stem + ("d" if stem.endswith("e") else "ed")
        yield (stem[:-1] if stem.endswith("e") and not stem.endswith("ee") else stem) + "ing"


def lemma_of(token: Token) -> str:
    """The base form in lower case. The parser's guess is corrected where the word's tag or the table of
    events knows better; 'people' counts persons."""
    form: str = token.lower_
    if form == "people":
        return "person"
    known = _base_forms().get((token.pos_, form))
    if known:
        return known
    if token.tag_ in UNINFLECTED and token.pos_ in ("NOUN", "VERB") and form.isalpha():
        return form
    lemma: str = token.lemma_.lower()
    return _singular(form) if token.tag_ == "NNS" and not _is_singular_of(lemma, form) else lemma


def _is_singular_of(lemma: str, plural: str) -> bool:
    """Whether a base form can be that of a plural in -s: 'mine' is none of 'miners'."""
    if not plural.endswith("s") or not plural.isalpha() or plural.endswith(("ves", "zzes")):
        return True  # irregular ('men', 'knives'): the parser looks them up
    return lemma == plural or _with_s(lemma) == plural or lemma + "s" == plural or lemma[:-2] + "es" == plural


def _singular(plural: str) -> str:
    if plural.endswith("ies") and len(plural) > 4:
        return plural[:-3] + "y"
    return plural[:-2] if plural.endswith(SIBILANTS) else plural[:-1]


def phrase_of(verb: Token) -> str:
    """The verb with its particle, complement or object where the table knows both together ('bring home', 'take into
    custody', 'claim life'), else its base form."""
    lemma = lemma_of(verb)
    for child in verb.children:
        if child.dep_ in ("obj", "nsubj:pass"):
            phrase = f"{lemma} {lemma_of(child)}"
        elif child.i > verb.i and child.dep_ in ("compound:prt", "advmod", "xcomp", "advcl", "obl"):
            words = [c.lower_ for c in child.children if c.dep_ == "case"]
            phrase = " ".join([lemma, *words, child.lower_])
        else:
            continue
        if ("object", phrase) in event_classes() or ("subject", phrase) in event_classes():
            return phrase
    return lemma
