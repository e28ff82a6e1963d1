"""The syntax layer: texts and their sentences in, spaCy ``Doc`` objects with UD analyses out.

The bundled pipeline is our own parser on MiniLM (claims/parser.py); any spaCy pipeline with Universal
Dependencies labels can take its place, by name or folder.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple, replace
from functools import cache as cache_once
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from claims.cache import Store, digest
from claims.errors import InputError
from claims.minilm import COMPUTED, minilm_folder
from claims.types import ParsedWord, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claims.parser import Parser

WEIGHTS = Path(__file__).parent / "weights" / "parser"
SUBJECTS = ("nsubj", "nsubj:pass")
DENIALS = frozenset({"deny"})
INDEFINITE = frozenset({"nothing", "something", "anything", "little", "much"})
LONGEST = 160  # words of one analysed unit; anything longer is no sentence but a table or a list


class Fused(NamedTuple):
    """Characters ``start``..``end`` are one word (if they are one word or several), which the parser reads as
    ``form``."""

    start: int
    end: int
    form: str


def parse_texts(
    texts: Sequence[str],
    sentences: Sequence[Sequence[Sentence]],
    syntax: str = "",
    fused: Sequence[Sequence[Fused]] = (),
    cache: Path | None = None,
) -> list[Doc]:
    """Analyse whole texts, all in one batch. ``token.idx`` is the offset into the text.

    ``fused``: for each text, spans that are one word to the parser, and how it reads them ('120, 000', 'up to 1,200').
    ``cache``: a file that keeps the analyses of the bundled parser, by its weights and a sentence's words.
    ``syntax``: '' for the bundled parser, or a spaCy pipeline by name or folder; raises InputError where
    that one cannot be loaded or has no parser.
    """
    if syntax:
        return _parse_with(syntax, texts, sentences)
    tokenized = [_tokenizer()(text) for text in texts]
    forms = [_fuse(doc, spans) for doc, spans in zip_longest(tokenized, fused, fillvalue=())]
    units = [_units(doc, sents) for doc, sents in zip(tokenized, sentences, strict=True)]
    flat = [
        [own.get(doc[i].idx, doc[i].text) for i in unit]
        for doc, us, own in zip(tokenized, units, forms, strict=True)
        for unit in us
    ]
    parsed = iter(_parse_cached(flat, cache))
    return [_analysed(doc, us, [next(parsed) for _ in us]) for doc, us in zip(tokenized, units, strict=True)]


def _parse_cached(sentences: list[list[str]], cache: Path | None) -> list[list[ParsedWord]]:
    """Analyses in the order given; the parser is loaded only for what the cache lacks."""
    if cache is None:
        return _parser().parse(sentences)
    store = Store(cache)
    keys = [digest(_fingerprint(), *words) for words in sentences]
    known = store.read(sorted(set(keys)))
    missing = {key: words for key, words in zip(keys, sentences, strict=True) if key not in known}
    if missing:
        parses = _parser().parse(list(missing.values()))
        fresh = {
            key: json.dumps([astuple(word) for word in parse]).encode()
            for key, parse in zip(missing, parses, strict=True)
        }
        store.write(fresh)
        known |= fresh
    return [[ParsedWord(*word) for word in json.loads(known[key])] for key in keys]


@cache_once
def _fingerprint() -> str:
    """What an analysis depends on: the parser's weights, and the encoder beneath them and how it is used."""
    files = sorted(p for p in WEIGHTS.iterdir() if p.suffix in (".json", ".safetensors"))
    return hashlib.sha256(COMPUTED.encode() + b"".join(p.read_bytes() for p in files)).hexdigest()


def _fuse(doc: Doc, spans: Sequence[Fused]) -> dict[int, str]:
    """Merge the words of each span; the forms by the offset of their word."""
    forms = {}
    with doc.retokenize() as retokenizer:
        for start, end, form in spans:
            words = doc.char_span(start, end)
            if words is not None:
                forms[start] = form
                if len(words) > 1:
                    retokenizer.merge(words)
    return forms


def _units(doc: Doc, sentences: Sequence[Sentence]) -> list[list[int]]:
    """Token indices of each sentence without white space, cut at LONGEST words."""
    units: list[list[int]] = []
    tokens = [t for t in doc if not t.is_space]
    at = 0
    for sentence in sentences:
        unit: list[int] = []
        while at < len(tokens) and tokens[at].idx < sentence.end:
            unit.append(tokens[at].i)
            at += 1
        units += [unit[k : k + LONGEST] for k in range(0, len(unit), LONGEST)]
    if at < len(tokens):  # text outside of all sentences: the caller's spans do not cover it
        units.append([t.i for t in tokens[at:]])
    return units


def _analysed(doc: Doc, units: list[list[int]], parses: list[list[ParsedWord]]) -> Doc:
    from spacy.tokens import Doc

    n = len(doc)
    heads, deps, pos = list(range(n)), ["dep"] * n, ["SPACE"] * n
    tags, lemmas, morphs, ents = ["_SP"] * n, [t.text for t in doc], [""] * n, ["O"] * n
    for unit, words in zip(units, parses, strict=True):
        for i, word in zip(unit, mend_idioms(mend_contents(mend_speakers(words))), strict=True):
            heads[i] = i if word.head < 0 else unit[word.head]
            deps[i] = "ROOT" if word.head < 0 else word.deprel
            pos[i], tags[i], lemmas[i], ents[i] = word.upos, word.xpos, word.lemma, word.entity
            morphs[i] = "" if word.feats == "_" else word.feats
    for i in range(n):  # white space hangs on the word before it, or on the one after it
        if pos[i] == "SPACE":
            heads[i] = i - 1 if i else min(1, n - 1)
    return Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        heads=heads,
        deps=deps,
        pos=pos,
        tags=tags,
        lemmas=lemmas,
        morphs=morphs,
        ents=ents,
    )


def mend_speakers(words: Sequence[ParsedWord]) -> list[ParsedWord]:
    """The speaker of a quotation hung back on its verb of saying.

    In '"The road is blocked," said the driver' the parser's arc may lead from the driver to 'blocked', across
    'said'; in '"The road is blocked," the mayor told reporters' it may give 'blocked' a second subject.
    """
    subjects = {w.head for w in words if w.deprel in SUBJECTS}
    prepositions = {w.head for w in words if w.deprel == "case"}
    mended = list(words)
    for k, word in enumerate(words):
        quoted = words[word.head] if word.head >= 0 else None
        if (
            quoted is None
            or quoted.deprel != "ccomp"
            or k in prepositions
            or word.upos not in ("NOUN", "PROPN", "PRON")
        ):
            continue
        saying = quoted.head
        across = word.head < saying < k and word.deprel != "obj"
        second = word.head < k < saying and word.deprel in SUBJECTS
        if (across or second) and saying not in subjects and words[saying].upos == "VERB":
            mended[k] = replace(word, head=saying, deprel="nsubj")
    return mended


def mend_contents(words: Sequence[ParsedWord]) -> list[ParsedWord]:
    """What a verb denies without a 'that', as a clause of its own.

    Of 'the firm denied its lorries or those of its partners had caused the spill' the parser takes the lorries for
    what is denied, and hangs the rest beside it; of 'the firm denied its lorries caused the spill' it takes 'caused'
    for the main verb; and 'it was behind the spill' for an open complement.
    """
    mended = list(words)
    for k, word in enumerate(words):
        verb = word.head
        if verb < 0 or verb > k or words[verb].lemma.lower() not in DENIALS or words[verb].upos != "VERB":
            if word.deprel == "csubj" and word.lemma.lower() in DENIALS and k < verb:
                _turn_round(mended, k, verb)
            continue
        between = [i for i, w in enumerate(words) if verb < i < k and w.deprel == "obj" and w.head == verb]
        if word.deprel == "xcomp" and any(w.head == k and w.deprel in SUBJECTS for w in words):
            mended[k] = replace(word, deprel="ccomp")
        elif word.deprel == "conj" and between and _alternative(words, between[-1], k):
            mended[k] = replace(word, deprel="ccomp")
            passive = any(w.head == k and w.deprel == "aux:pass" for w in words)
            for i in range(between[-1] + 1, k):
                if words[i].head == k and words[i].deprel in SUBJECTS:
                    mended[i] = replace(words[i], head=between[-1], deprel="conj")
                elif words[i].head == k and words[i].deprel == "cc":
                    mended[i] = replace(words[i], head=between[-1])
            mended[between[-1]] = replace(words[between[-1]], head=k, deprel="nsubj:pass" if passive else "nsubj")
    return mended


def _turn_round(mended: list[ParsedWord], denial: int, main: int) -> None:
    """Make a denial that was taken for the subject of what is denied the head of it."""
    outer = mended[main]
    doers = [i for i in range(denial + 1, main) if mended[i].deprel == "obj" and mended[i].head in (denial, main)]
    if not doers or outer.upos != "VERB":
        return
    mended[denial] = replace(mended[denial], head=outer.head, deprel=outer.deprel)
    mended[main] = replace(outer, head=denial, deprel="ccomp")
    mended[doers[0]] = replace(mended[doers[0]], head=main, deprel="nsubj")


def _alternative(words: Sequence[ParsedWord], first: int, verb: int) -> bool:
    """Whether 'or', another noun and no comma stand between a noun and a verb: 'its jets or those of its allies were
    involved'."""
    between = words[first + 1 : verb]
    linked = [i for i, w in enumerate(between) if w.deprel == "cc"]
    if not linked or between[linked[-1]].lemma.lower() not in ("or", "nor"):
        return False
    return any(w.upos in ("NOUN", "PROPN", "PRON") for w in between[linked[-1] :]) and all(
        w.upos != "PUNCT" for w in between
    )


def mend_idioms(words: Sequence[ParsedWord]) -> list[ParsedWord]:
    """'Had nothing to do with the riot' is one statement: what follows 'with' hangs on 'had'."""
    mended = list(words)
    for k, word in enumerate(words):
        if word.lemma.lower() != "do" or word.head < 0 or words[word.head].lemma.lower() not in INDEFINITE:
            continue
        noun = word.head
        if word.deprel != "acl" or words[noun].head < 0 or k + 1 == len(words) or words[k + 1].lemma.lower() != "with":
            continue
        mended[k] = replace(word, deprel="fixed")
        for i, other in enumerate(words):
            if other.head == k and other.deprel == "obl" and i > k:
                mended[i] = replace(other, head=words[noun].head)
    return mended


def _parse_with(syntax: str, texts: Sequence[str], sentences: Sequence[Sequence[Sentence]]) -> list[Doc]:
    nlp = _pipeline(syntax)
    docs = []
    for text, sents in zip(texts, sentences, strict=True):
        doc = nlp.make_doc(text)
        starts = {unit[0] for unit in _units(doc, sents)}
        for token in doc:
            token.is_sent_start = token.i in starts
        docs.append(doc)
    return list(nlp.pipe(docs))


@cache_once
def _pipeline(name: str) -> Any:
    import spacy

    try:
        nlp = spacy.load(name)
    except (OSError, ValueError) as error:
        raise InputError(f"no spaCy pipeline '{name}': give an installed name or a folder ({error})") from error
    if "parser" not in nlp.pipe_names and not nlp.has_factory("parser"):
        raise InputError(f"the spaCy pipeline '{name}' has no parser: choose one with Universal Dependencies labels")
    return nlp


@cache_once
def _parser() -> Parser:
    from claims.parser import Parser

    return Parser.load(WEIGHTS, minilm_folder())


@cache_once
def _tokenizer() -> Any:
    """English words as the Universal Dependencies cut them: hyphens and glued units apart."""
    import spacy
    from spacy.util import compile_infix_regex, compile_suffix_regex

    nlp = spacy.blank("en")
    letters = "A-Za-zÀ-ÖØ-öø-ÿĀ-ž"
    infixes = [
        *nlp.Defaults.infixes,
        rf"(?<=[{letters}0-9])[-–—/](?=[{letters}0-9])",
        rf"(?<=[{letters}0-9])[,.!?][\"”](?=[{letters}])",  # a lost blank: 'cable,"said'
    ]
    suffixes = [*nlp.Defaults.suffixes, r"(?<=[0-9])(?:km|kg|mm|cm|m|bn|tn|mph|kph|am|pm|ft|lb)"]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    nlp.tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    return nlp.tokenizer
