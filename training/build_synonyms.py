"""Extract checker/tables/synonyms.txt, words for one and the same event, from WordNet.

    apt install wordnet-base; pip install wordfreq
    python training/build_synonyms.py /usr/share/wordnet checker/tables/synonyms.txt [--sample 200]

Reads WordNet as build_opposites.py does. A pair of a verb and a verb, or of a verb and a noun, is taken

- where WordNet has two verbs in one sense, or in two senses that it groups, and each is used in it often
  enough (SemCor's counts);
- where a noun is derived from a verb and names what the verb tells, an act, an event, a process, a state
  or what is said ('explosion', 'explode'), not the one who does it ('explorer', 'explore').

Rare words are left out; phrases of a verb and its particle are kept ('blow up').
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path

from build_opposites import COMMON, WordNet, zipf

HEAD = "# Synonyms: a verb, the verbs and nouns that tell of the same event. From WordNet 3.0, see NOTICE.\n"
EVENTS = {4, 10, 11, 22, 26}
"""The lexicographer's files of nouns for what happens: act, communication, event, process, state."""
LEAST_SHARE = 0.2
"""Least share that a sense has in the uses of a word."""
FREQUENT = 3.5
"""Least frequency of both verbs of a pair (Zipf scale: 3 is once in a million words)."""
EMPTY = (
    "be have do make take get give go come put let keep set hold find see know think say tell seem become "
    "want use look call turn show leave feel bring ask need try run play move like live work mean cause"
)
"""Verbs of so many senses that what they tell is left to their objects."""
PARTICLES = frozenset({"up", "down", "out", "off", "in", "on", "away", "back", "over"})


def synonyms(net: WordNet) -> set[tuple[str, str]]:
    """All pairs, the verb first, two verbs in alphabetical order."""
    return {*_verbs(net), *_nouns(net)}


def _verbs(net: WordNet) -> Iterator[tuple[str, str]]:
    for key, synset in net.synsets.items():
        if key[0] != "v":
            continue
        grouped = [p.to for p in synset.pointers if p.symbol == "$" and p.source == 0]
        own = [(w, key) for w in synset.words if _is_common(net, w, key)]
        others = [(w, g) for g in grouped for w in net.synsets[g].words if _is_common(net, w, g)]
        for (a, _), (b, _) in [*combinations(own, 2), *product(own, others)]:
            if a != b:
                yield min(a, b), max(a, b)


def _is_common(net: WordNet, word: str, key: tuple[str, str]) -> bool:
    bare, _, particle = word.partition("_")
    if (bare in EMPTY.split() and not particle) or not (bare.isalpha() and bare.islower()):
        return False
    if particle and (particle not in PARTICLES or not net.tags["v", word, net.senses["v", word].index(key[1]) + 1]):
        return False
    return net.share(word, key) >= LEAST_SHARE and zipf(word.replace("_", " ")) >= FREQUENT


def _nouns(net: WordNet) -> Iterator[tuple[str, str]]:
    for key, pointer in net.pointers("+"):
        verb, noun = net.ends(key, pointer)
        if key[0] != "v" or pointer.to[0] != "n" or net.synsets[pointer.to].file not in EVENTS or verb in EMPTY.split():
            continue
        if noun == f"{verb}ing" or noun == verb or not all(w.isalpha() and w.islower() for w in (verb, noun)):
            continue
        if min(net.share(verb, key), net.share(noun, pointer.to)) < LEAST_SHARE:
            continue
        if all(zipf(w) >= COMMON for w in (verb, noun)):
            yield verb, noun


def write(pairs: set[tuple[str, str]]) -> str:
    """One line per verb, the blank of a phrase as an underscore."""
    rows: dict[str, list[str]] = defaultdict(list)
    for a, b in sorted(pairs):
        rows[a].append(b)
    return HEAD + "".join(f"{a} {' '.join(found)}\n" for a, found in rows.items())


def main() -> None:
    parser = argparse.ArgumentParser(description="Extract synonyms.txt from WordNet.")
    parser.add_argument("folder", type=Path, help="WordNet's dict folder")
    parser.add_argument("table", type=Path, help="the file to write")
    parser.add_argument("--sample", type=int, default=0, help="print so many random pairs")
    arguments = parser.parse_args()
    found = synonyms(WordNet(arguments.folder))
    arguments.table.write_text(write(found), encoding="ascii", newline="\n")
    print(f"{len(found)} pairs")
    for a, b in random.Random(1).sample(sorted(found), min(arguments.sample, len(found))):
        print(f"{a}/{b}", end="  ")


if __name__ == "__main__":
    main()
