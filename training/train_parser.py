"""Train the parser on Universal Dependencies treebanks.

    python training/train_parser.py TREEBANKS_DIR OUT_DIR [--epochs 10] [--stop-after 5] [--wordnet WORDNET_DIR]

TREEBANKS_DIR holds {ewt,gum}-{train,dev,test}.conllu.gz (UD English EWT and GUM) and
uner-ewt-{train,dev,test}.iob2.gz (Universal NER). WORDNET_DIR holds the database files of WordNet 3.0, as
build_opposites.py reads them: its words are known lemmas too. The figures go to OUT_DIR/figures.json; the model
card is training/parser.md. On two cores with bfloat16 matrix units an epoch takes a few minutes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from build_opposites import WordNet, zipf
from torch import Tensor, nn
from transformers import AutoModel, get_linear_schedule_with_warmup

from claims.syntax.bert import load_tokenizer
from claims.syntax.minilm import minilm_folder
from claims.syntax.parser import (
    LEMMAS,
    MAX_PIECES,
    Parser,
    ParserConfig,
    ParserNetwork,
    add_adapters,
    lemma_script,
    save_parser,
)

TAGS = ("upos", "xpos", "feats", "lemma", "entity")
OPEN_CLASSES = ("VERB", "NOUN", "AUX", "ADJ", "ADV")
WORDNET_UPOS = {"v": "VERB", "n": "NOUN", "a": "ADJ", "r": "ADV"}
KNOWN = 2.5
"""Least frequency of a word that WordNet alone knows (Zipf scale): rarer ones are what others look like ('bur')."""
WEIGHT = {"arc": 1.0, "rel": 1.0, "upos": 0.5, "xpos": 0.3, "feats": 0.5, "lemma": 0.5, "entity": 1.0}
KEPT_FEATS = (
    "Number",
    "Tense",
    "VerbForm",
    "Voice",
    "Mood",
    "Polarity",
    "PronType",
    "Person",
    "Gender",
    "NumType",
    "Degree",
    "Poss",
)
NON_COMMERCIAL = re.compile("GUM_(?:whow|fiction|reddit)_")
"""Documents of GUM whose texts are not free for every use; they are left out."""
BARE_TITLES = ("President", "Minister", "Senator", "King", "Queen", "Pope", "Prince", "Bishop", "Chairman")
ENTITY_TYPES = {"person": "PER", "place": "LOC", "organization": "ORG"}


@dataclass(frozen=True)
class Word:
    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int  # 1-based, 0 = root
    deprel: str
    entity: str = ""  # '' where the treebank does not say


Sentence = tuple[Word, ...]


def read_conllu(path: Path) -> Iterator[tuple[str, Sentence, list[str]]]:
    """(genre or document, words, MISC column) of each sentence."""
    rows: list[list[str]] = []
    document = ""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in [*file, "\n"]:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id"):
                document = line.split("= ")[1]
            if line and not line.startswith("#"):
                row = line.split("\t")
                if row[0].isdigit():
                    rows.append(row)
            elif not line and rows:
                words = tuple(Word(r[1], r[2], r[3], r[4], keep_feats(r[5]), int(r[6]), r[7]) for r in rows)
                yield document, words, [r[9] for r in rows]
                rows = []


def keep_feats(feats: str) -> str:
    """The features that Crosscheck reads; the rest would only split the classes."""
    kept = [f for f in feats.split("|") if f.split("=")[0] in KEPT_FEATS]
    return "|".join(kept) or "_"


def gum_mentions(misc: list[str]) -> list[tuple[int, int, str]]:
    """(first word, end, type) of each mention in GUM's Entity= column: '(7-place-...' opens, '7)' closes."""
    mentions: list[tuple[int, int, str]] = []
    open_: dict[str, list[tuple[int, str]]] = {}
    for k, field in enumerate(misc):
        column = next((f[7:] for f in field.split("|") if f.startswith("Entity=")), "")
        for bracket in re.findall(r"\([^()]*\)?|\d+\)", column):
            number = re.match(r"\(?(\d+)", bracket)[1]
            if bracket[0] == "(":
                open_.setdefault(number, []).append((k, bracket.split("-")[1].rstrip(")")))
            if bracket[-1] == ")" and open_.get(number):
                start, kind = open_[number].pop()
                mentions.append((start, k + 1, kind))
    return mentions


def gum_entities(words: Sentence, misc: list[str]) -> Sentence:
    """Named persons, places and organisations from GUM's mention annotation, which marks every
    mention, named or not: a name is the run of proper nouns around the head of a mention.

    A sentence with a proper noun that this leaves over says nothing about entities (it is masked).
    """
    tags = ["O"] * len(words)
    other = set()
    for start, end, kind in sorted(gum_mentions(misc), key=lambda m: m[1] - m[0]):
        head = next((k for k in range(start, end) if not start <= words[k].head - 1 < end), start)
        if words[head].upos != "PROPN":
            continue
        first, last = head, head
        while first > start and (words[first - 1].upos == "PROPN" or words[first - 1].form == "-"):
            first -= 1
        while last + 1 < end and (words[last + 1].upos == "PROPN" or words[last + 1].form == "-"):
            last += 1
        if kind not in ENTITY_TYPES or (first == last and words[first].form in BARE_TITLES):
            other |= set(range(first, last + 1))
        elif all(tags[k] == "O" for k in range(first, last + 1)):
            label = ENTITY_TYPES[kind]
            tags[first : last + 1] = [f"B-{label}", *[f"I-{label}"] * (last - first)]
    open_ended = any(w.upos == "PROPN" and tags[k] == "O" and k not in other for k, w in enumerate(words))
    return tuple(replace(w, entity="" if open_ended else t) for w, t in zip(words, tags, strict=True))


def uner_entities(path: Path) -> dict[str, list[tuple[int, int, str]]]:
    """Entity spans over the characters of a sentence without spaces, by those characters."""
    spans: dict[str, list[tuple[int, int, str]]] = {}
    text, found, current = "", [], None
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in [*file, "\n"]:
            row = line.rstrip("\n").split("\t")
            if row[0].isdigit():
                form, tag = row[1].replace(" ", ""), row[2]
                if tag[0] == "B" or tag[0] == "O":
                    current = None
                if tag[0] == "B":
                    current = [len(text), len(text) + len(form), tag[2:]]
                    found.append(current)
                elif tag[0] == "I" and current:
                    current[1] = len(text) + len(form)
                text += form
            elif not line.strip() and text:
                spans[text] = [(a, b, k) for a, b, k in found if k in ENTITY_TYPES.values()]
                text, found, current = "", [], None
    return spans


def with_uner(words: Sentence, spans: dict[str, list[tuple[int, int, str]]]) -> Sentence:
    key = "".join(w.form.replace(" ", "") for w in words)
    if key not in spans:
        return words
    tags, at = [], 0
    for word in words:
        length = len(word.form.replace(" ", ""))
        inside = [(a, k) for a, b, k in spans[key] if a < at + length and at < b]
        tags.append("O" if not inside else f"{'B' if inside[0][0] >= at else 'I'}-{inside[0][1]}")
        at += length
    return tuple(replace(w, entity=t) for w, t in zip(words, tags, strict=True))


def read_split(folder: Path, split: str) -> list[Sentence]:
    spans = uner_entities(folder / f"uner-ewt-{split}.iob2.gz")
    ewt = [with_uner(words, spans) for _, words, _ in read_conllu(folder / f"ewt-{split}.conllu.gz")]
    gum = [
        gum_entities(words, misc)
        for document, words, misc in read_conllu(folder / f"gum-{split}.conllu.gz")
        if not NON_COMMERCIAL.match(document)
    ]
    return ewt + gum if split == "train" else ewt


def drop(words: Sentence, gone: set[int]) -> Sentence:
    """The sentence without some leaves (0-based positions)."""
    if len(gone) >= len(words) or any(w.head - 1 in gone for k, w in enumerate(words) if k not in gone):
        return words
    new = {k + 1: n + 1 for n, k in enumerate(k for k in range(len(words)) if k not in gone)} | {0: 0}
    return tuple(replace(w, head=new[w.head]) for k, w in enumerate(words) if k not in gone)


def augment(words: Sentence, rng: random.Random) -> Sentence:
    """News is messier than treebanks: headlines, lost commas, lost full stops, lost apostrophes."""
    if rng.random() < 0.15 and words[-1].upos == "PUNCT":
        words = drop(words, {len(words) - 1})
    if rng.random() < 0.08:
        words = drop(words, {k for k, w in enumerate(words) if w.form == ","})
    if rng.random() < 0.08:  # Syria's -> Syrias
        for k in range(len(words) - 1, 0, -1):
            if words[k].form in ("'s", "’s") and words[k].deprel == "case" and words[k].head == k:
                merged = drop(words, {k})
                if len(merged) < len(words):
                    words = (*merged[: k - 1], replace(merged[k - 1], form=merged[k - 1].form + "s"), *merged[k:])
    if rng.random() < 0.05:  # a headline
        words = tuple(replace(w, form=w.form[:1].upper() + w.form[1:]) if len(w.form) > 3 else w for w in words)
    return words


def label_sets(sentences: list[Sentence]) -> ParserConfig:
    def frequent(counts: Counter[str], least: int) -> tuple[str, ...]:
        return tuple(sorted(k for k, n in counts.items() if n >= least))

    words = [w for s in sentences for w in s]
    return ParserConfig(
        upos=frequent(Counter(w.upos for w in words), 1),
        xpos=frequent(Counter(w.xpos for w in words), 1),
        feats=frequent(Counter(w.feats for w in words), 5),
        lemma=frequent(Counter(lemma_script(w.form, w.lemma) for w in words), 3),
        deprel=frequent(Counter(w.deprel for w in words), 1),
        entity=("O", *(f"{p}-{t}" for t in sorted(ENTITY_TYPES.values()) for p in "BI")),
    )


def lemma_lexicon(sentences: list[Sentence], vocabulary: Container[str], wordnet: Path | None) -> dict[str, Any]:
    """'forms': 'form UPOS' -> lemma for the inflected words of the treebanks, the majority where they
    disagree, and for the irregular verbs of WordNet; 'known': every lemma, by UPOS, and the words of WordNet that are
    not rare. Slips of the treebanks are mended or left out, see ``mended_lemma``."""
    counts: dict[str, Counter[str]] = {}
    known: dict[str, set[str]] = {}
    for word in (w for s in sentences for w in s if w.upos in OPEN_CLASSES and w.form.isalpha()):
        lemma = mended_lemma(word, vocabulary)
        if lemma:
            counts.setdefault(f"{word.form.lower()} {word.upos}", Counter())[lemma] += 1
        if lemma or word.lemma.lower() in vocabulary:
            known.setdefault(word.upos, set()).add(lemma or word.lemma.lower())
    best = {key: lemmas.most_common(1)[0][0] for key, lemmas in counts.items()}
    if wordnet is not None:
        for upos, lemmas in wordnet_lemmas(wordnet).items():
            known.setdefault(upos, set()).update(lemmas)
        best = {f"{form} VERB": lemma for form, lemma in irregular_verbs(wordnet, known["VERB"])} | best
    best = dict(sorted(best.items()))
    return {
        "forms": {key: lemma for key, lemma in best.items() if lemma != key.split()[0]},
        "known": {upos: sorted(lemmas) for upos, lemmas in sorted(known.items())},
    }


def wordnet_lemmas(folder: Path) -> dict[str, set[str]]:
    """The single words of WordNet that are not rare, by UPOS."""
    net = WordNet(folder)
    return {
        upos: {word for p, word in net.senses if p == pos and word.isalpha() and zipf(word) >= KNOWN}
        for pos, upos in WORDNET_UPOS.items()
    }


def irregular_verbs(folder: Path, known: Container[str]) -> Iterator[tuple[str, str]]:
    """Forms of verbs that no rule makes, with their lemma, but for those that are a lemma too ('found')."""
    for line in (folder / "verb.exc").read_text(encoding="ascii").splitlines():
        form, lemma, *more = line.split()
        if not more and form.isalpha() and form not in known and lemma in known:
            yield form, lemma


def mended_lemma(word: Word, vocabulary: Container[str]) -> str:
    """The lemma in lower case; '' where it teaches nothing.

    ``vocabulary``: the encoder's whole words. A lemma that is none of them and does not make the form by a
    regular ending is a slip: mended where the form is that of another word ('freed': 'fre'), else left out ('fled':
    'flead'), unless both end in words behind the same word ('gunmen': 'gunman').
    """
    form, lemma = word.form.lower(), word.lemma.lower()
    if form == lemma or lemma in vocabulary or not lemma.isalpha() or form in inflections(lemma):
        return lemma
    parts = ((form[:k], form[k:], lemma[k:]) for k in range(3, len(lemma) - 2) if form[:k] == lemma[:k])
    if any(all(part in vocabulary for part in split) for split in parts):
        return lemma
    stems = (form[:k] + end for k in range(len(form) - 3, len(form)) for end in ("", "e", "y"))
    return next((stem for stem in stems if len(stem) > 3 and stem in vocabulary and form in inflections(stem)), "")


def inflections(lemma: str) -> set[str]:
    """What regular endings make of a lemma: 'stop' -> 'stops', 'stopped', 'stopping' ..."""
    silent = re.sub("(?<![aeiouy])e$|(?<=u)e$", "", lemma)
    doubled = lemma + lemma[-1:] if lemma[-1:] not in "aeiouy" else lemma
    stems = {silent, doubled, lemma + "k" if lemma.endswith("c") else lemma, re.sub("fe?$", "v", lemma)}
    stems |= {re.sub("ie$", "y", lemma), re.sub("y$", "i", lemma)}
    stems = stems - {lemma} if lemma.endswith("e") else stems | {lemma}
    found = {stem + ending for stem in stems for ending in ("es", "ed", "ing", "er", "est")}
    return (
        found | {lemma + ending for ending in ("s", "ing")} | {lemma + ending for ending in "dr" if lemma[-1:] == "e"}
    )


def gold(batch: list[Sentence], config: ParserConfig) -> dict[str, Tensor]:
    """Gold labels, -100 where there is none (padding, rare label, no entity annotation)."""
    width = max(map(len, batch))

    def table(values: list[list[int]]) -> Tensor:
        return torch.tensor([v + [-100] * (width - len(v)) for v in values])

    index = {name: {label: k for k, label in enumerate(getattr(config, name))} for name in (*TAGS, "deprel")}
    out = {
        name: table([[index[name].get(getattr(w, name), -100) for w in s] for s in batch])
        for name in ("upos", "xpos", "feats", "entity", "deprel")
    }
    out["lemma"] = table([[index["lemma"].get(lemma_script(w.form, w.lemma), -100) for w in s] for s in batch])
    out["head"] = table([[w.head for w in s] for s in batch])
    return out


def gold_arcs(heads: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """(batch, words) heads, -100 where padded -> the arcs as ParserNetwork.relations takes them."""
    row, word = torch.nonzero(heads >= 0, as_tuple=True)
    return row, word + 1, heads[row, word]


def loss(scores: dict[str, Tensor], want: dict[str, Tensor]) -> Tensor:
    entropy = nn.CrossEntropyLoss(ignore_index=-100)
    pad = want["head"] == -100
    arc = scores["arc"].float().masked_fill(torch.cat([torch.zeros_like(pad[:, :1]), pad], 1).unsqueeze(1), -1e9)
    total = WEIGHT["arc"] * entropy(arc.flatten(0, 1), want["head"].flatten())
    total = total + WEIGHT["rel"] * entropy(scores["rel"].float(), want["deprel"][~pad])
    for name in TAGS:
        if (want[name] >= 0).any():
            total = total + WEIGHT[name] * entropy(scores[name].float().flatten(0, 1), want[name].flatten())
    return total


def spans_of(tags: list[str]) -> set[tuple[int, int, str]]:
    found, start = set(), None
    for k, tag in enumerate([*tags, "O"]):
        if start is not None and tag[0] != "I":
            found.add((start, k, tags[start][2:]))
            start = None
        if tag[0] == "B":
            start = k
    return found


def evaluate(parser: Parser, sentences: list[Sentence]) -> dict[str, float]:
    """Accuracy per word on gold tokens and sentences, every word counted; entity F1 exact; words a second of
    processor time."""
    parser.network.eval()
    started = time.process_time()
    parsed = parser.parse([[w.form for w in s] for s in sentences])
    seconds = time.process_time() - started
    words = right = labelled = upos = lemma = feats = 0
    tp = fp = fn = 0
    for sentence, analysis in zip(sentences, parsed, strict=True):
        for want, got in zip(sentence, analysis, strict=True):
            words += 1
            right += want.head == got.head + 1
            labelled += want.head == got.head + 1 and want.deprel == got.deprel
            upos += want.upos == got.upos
            lemma += want.lemma == got.lemma
            feats += want.feats == got.feats
        if sentence[0].entity:
            a, b = spans_of([w.entity for w in sentence]), spans_of([g.entity for g in analysis])
            tp, fp, fn = tp + len(a & b), fp + len(b - a), fn + len(a - b)
    figures = {"uas": right, "las": labelled, "upos": upos, "lemma": lemma, "feats": feats}
    percent = {k: round(100 * v / words, 2) for k, v in figures.items()}
    return percent | {
        "entity_f1": round(200 * tp / max(1, 2 * tp + fp + fn), 2),
        "words_per_second": round(words / seconds),
    }


def batches(sentences: list[Sentence], size: int, rng: random.Random) -> list[list[Sentence]]:
    """Sentences of like length together, about ``size`` words a batch, in random order."""
    ordered = sorted(sentences, key=lambda s: len(s) + rng.random() * 4)
    out: list[list[Sentence]] = [[]]
    for sentence in ordered:
        if out[-1] and (len(out[-1]) + 1) * len(sentence) > size:
            out.append([])
        out[-1].append(sentence)
    rng.shuffle(out)
    return out


def write_lemmas(sentences: list[Sentence], tokenizer: Any, folder: Path, wordnet: Path | None) -> None:
    lexicon = lemma_lexicon(sentences, frozenset(tokenizer.get_vocab()), wordnet)
    (folder / LEMMAS).write_text(json.dumps(lexicon, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("treebanks", type=Path)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--epochs", type=int, default=10, help="length of the learning rate's schedule")
    arguments.add_argument(
        "--stop-after",
        type=int,
        default=None,
        help="end after so many epochs; 0 only lists the lemmas and evaluates",
    )
    arguments.add_argument("--wordnet", type=Path, default=None, help="folder of WordNet's database files")
    arguments.add_argument("--rate", type=float, default=1.5e-3)
    arguments.add_argument("--rank", type=int, default=32)
    arguments.add_argument("--words", type=int, default=1000, help="words in a batch")
    arguments.add_argument("--seed", type=int, default=1)
    args = arguments.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    train, dev, test = (read_split(args.treebanks, split) for split in ("train", "dev", "test"))
    config = replace(label_sets(train), lora_rank=args.rank)
    print(len(train), "sentences;", {k: len(getattr(config, k)) for k in (*TAGS, "deprel")}, flush=True)
    model = minilm_folder()
    # Dropout inside the frozen encoder and fused attention would each double the time on a CPU.
    encoder = AutoModel.from_pretrained(
        model,
        add_pooling_layer=False,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        dtype=torch.bfloat16,
        attn_implementation="eager",
    )
    add_adapters(encoder, args.rank)
    network = ParserNetwork(config, encoder)
    parser = Parser(network, load_tokenizer(model, MAX_PIECES))
    trained = [p for p in network.parameters() if p.requires_grad]
    print(sum(p.numel() for p in trained), "parameters trained", flush=True)
    optimizer = torch.optim.AdamW(trained, lr=args.rate, weight_decay=0.01, betas=(0.9, 0.98))
    steps = args.epochs * len(batches(train, args.words, random.Random(0)))
    schedule = get_linear_schedule_with_warmup(optimizer, steps // 15, steps)
    best = 0.0
    for epoch in range(args.epochs if args.stop_after is None else args.stop_after):
        network.train()
        started, total = time.perf_counter(), 0.0
        for sentences in batches([augment(s, rng) for s in train], args.words, rng):
            want = gold(sentences, config)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                words = network.words(parser.encode([[w.form for w in s] for s in sentences]))
                scores = network(words) | {"rel": network.relations(words, gold_arcs(want["head"]))}
            value = loss(scores, want)
            optimizer.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            schedule.step()
            total += float(value.detach())
        figures = evaluate(parser, dev)
        print(epoch, f"loss {total:.0f}, {time.perf_counter() - started:.0f} s", figures, flush=True)
        if figures["las"] + figures["entity_f1"] / 5 > best:
            best = figures["las"] + figures["entity_f1"] / 5
            save_parser(network, args.out)
    write_lemmas(train, parser.tokenizer, args.out, args.wordnet)
    saved = Parser.load(args.out, model)
    torch.set_num_threads(1)
    written = args.out / "figures.json"
    if args.stop_after == 0:
        trained = json.loads(written.read_text(encoding="utf-8"))["trained"]
    else:
        trained = {k: v for k, v in vars(args).items() if k not in ("treebanks", "out", "wordnet")}
    figures = {"dev": evaluate(saved, dev), "test": evaluate(saved, test), "trained": trained}
    written.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
