"""The syntax layer: texts and their sentences in, spaCy ``Doc`` objects with UD analyses out.

The bundled pipeline is our own parser on MiniLM (claims/syntax/parser.py); any spaCy pipeline with Universal
Dependencies labels can take its place, by name or folder.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple
from functools import cache as cache_once
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from claims.cache import Store, digest
from claims.errors import InputError
from claims.syntax.mends import mended
from claims.syntax.minilm import COMPUTED, minilm_folder
from claims.types import ParsedWord, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claims.syntax.parser import Parser

WEIGHTS = Path(__file__).parents[1] / "weights" / "parser"
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
        for i, word in zip(unit, mended(words), strict=True):
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
    from claims.syntax.parser import Parser

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
