"""Extract checker/tables/opposites.txt, pairs of words that exclude each other, from WordNet.

    apt install wordnet-base; pip install wordfreq
    python training/build_opposites.py /usr/share/wordnet checker/tables/opposites.txt [--sample 200]

Reads the database files of WordNet 3.0 (data.*, index.*, cntlist.rev) in the format of its manual page
wndb(5); the readers of the common packages also want files that Linux distributions leave out. A pair is
taken

- where WordNet calls two lemmas antonyms, and each is used in that sense often enough (SemCor's counts);
- for an adjective, where WordNet calls it similar to one of two antonyms ('slain' to 'dead'): it excludes
  the other ('alive'). Both have to be used mainly in that sense;
- for nouns that are derived from two antonyms in the same way ('acceptance', 'rejection').

Words that are rare in today's English are left out, nouns for persons and things too ('aunt' and 'uncle'
exclude each other, but say nothing of what happened), and what a reader of the whole list has struck out:
opposites_struck.toml, with the reason. ``--sample`` prints random pairs to be read.
"""

from __future__ import annotations

import argparse
import random
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

FILES = {"v": "verb", "n": "noun", "a": "adj", "r": "adv"}
SENSE_TYPES = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
ACTS = {4, 7, 9, 10, 11, 12, 21, 22, 26}
"""The lexicographer's files of nouns that say what happens or how things are: act, attribute, cognition,
communication, event, feeling, possession, process, state."""
COMMON = 3.0
"""Least frequency of a word (Zipf scale: 3 is once in a million words)."""
LEAST_SHARE = 0.1
"""Least share that a sense has in the uses of a word."""
MAIN_SHARE = 0.7
"""Share from which it is the word's main sense."""
FREQUENT = 3.5
"""Least frequency of a word that is only similar to an antonym, and of the antonym."""
DERIVED_SHARE = 0.2
HEAD = "# Opposites: part of speech, word, the words that exclude it. From WordNet 3.0, see NOTICE.\n"

Key = tuple[str, str]  # part of speech, offset of a synset in its data file
Pair = tuple[str, str, str]  # part of speech, two words in order


@dataclass(frozen=True, slots=True)
class Pointer:
    """A relation of a synset, or, with ``source`` and ``target`` above 0, of one of its words (from 1)."""

    symbol: str
    to: Key
    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Synset:
    """Words of one sense; ``file`` is the lexicographer's."""

    file: int
    words: tuple[str, ...]
    pointers: tuple[Pointer, ...]


class WordNet:
    """Synsets by part of speech and offset, and how often each word is used in each of its senses."""

    def __init__(self, folder: Path) -> None:
        self.synsets: dict[Key, Synset] = {}
        self.senses: dict[Key, list[str]] = {}  # part of speech, word -> offsets, the commonest sense first
        self.tags: Counter[tuple[str, str, int]] = Counter()
        for pos, name in FILES.items():
            for line in _lines(folder / f"data.{name}"):
                self.synsets[pos, line[:8]] = _synset(line)
            for line in _lines(folder / f"index.{name}"):
                word, _, number, *rest = line.split()
                self.senses[pos, word] = rest[-int(number) :]
        for line in _lines(folder / "cntlist.rev"):
            key, sense, tags = line.split()
            word, _, ends = key.partition("%")
            self.tags[SENSE_TYPES[ends[0]], word, int(sense)] += int(tags)

    def share(self, word: str, key: Key) -> float:
        """The share of a sense in the uses of a word; where nothing was counted, half for the first sense,
        half of the rest for the second ..."""
        senses = self.senses[key[0], word]
        uses = [self.tags[key[0], word, i] + 0.5**i for i in range(1, len(senses) + 1)]
        return uses[senses.index(key[1])] / sum(uses)

    def pointers(self, symbol: str) -> Iterator[tuple[Key, Pointer]]:
        return ((key, p) for key, synset in self.synsets.items() for p in synset.pointers if p.symbol == symbol)

    def ends(self, key: Key, pointer: Pointer) -> tuple[str, str]:
        """The two words of a pointer between words."""
        return self.synsets[key].words[pointer.source - 1], self.synsets[pointer.to].words[pointer.target - 1]


def _lines(path: Path) -> Iterator[str]:
    """The lines without the licence, which stands indented at the top."""
    return (line for line in path.read_text(encoding="ascii").splitlines() if line[:1] != " ")


def _synset(line: str) -> Synset:
    """'offset file type count(hex) (word lex_id)* count (symbol offset pos source/target(hex))* ... | gloss'"""
    fields = line.split(" | ")[0].split()
    end = 4 + 2 * int(fields[3], 16)
    pointers = [fields[i : i + 4] for i in range(end + 1, end + 1 + 4 * int(fields[end]), 4)]
    return Synset(
        file=int(fields[1]),
        words=tuple(word.split("(")[0] for word in fields[4:end:2]),
        pointers=tuple(
            Pointer(symbol, ("a" if pos == "s" else pos, to), int(ends[:2], 16), int(ends[2:], 16))
            for symbol, to, pos, ends in pointers
        ),
    )


def opposites(net: WordNet) -> set[Pair]:
    """All pairs, struck ones included."""
    direct = set(_direct(net))
    found = [(direct, COMMON), (_similar(net), FREQUENT), (_derived(net, direct), COMMON)]
    return {
        (pos, min(a, b), max(a, b))
        for pairs, least in found
        for pos, a, b in pairs
        if a != b and all(w.isalpha() and w.islower() and zipf(w) >= least for w in (a, b))
    }


def _direct(net: WordNet) -> Iterator[Pair]:
    for key, pointer in net.pointers("!"):
        a, b = net.ends(key, pointer)
        if key[0] == "n" and net.synsets[key].file not in ACTS:
            continue
        if a.islower() and b.islower() and min(net.share(a, key), net.share(b, pointer.to)) >= LEAST_SHARE:
            yield key[0], a, b


def _similar(net: WordNet) -> Iterator[Pair]:
    """Satellites of a head adjective against its antonym."""
    for key, pointer in net.pointers("!"):
        head, other = net.ends(key, pointer)
        if key[0] != "a" or not (_main(net, head, key) and _main(net, other, pointer.to)):
            continue
        for near in (p.to for p in net.synsets[key].pointers if p.symbol == "&"):
            yield from (("a", word, other) for word in net.synsets[near].words if _main(net, word, near))


def _main(net: WordNet, word: str, key: Key) -> bool:
    return word.islower() and net.share(word, key) >= MAIN_SHARE


def _derived(net: WordNet, direct: set[Pair]) -> Iterator[Pair]:
    """Nouns of two antonyms: of one lexicographer's file, so that both are acts, or both are states."""
    nouns: dict[Key, list[tuple[str, int]]] = defaultdict(list)
    for key, pointer in net.pointers("+"):
        word, noun = net.ends(key, pointer)
        file = net.synsets[pointer.to].file
        if pointer.to[0] == "n" and file in ACTS and noun.islower() and net.share(noun, pointer.to) >= DERIVED_SHARE:
            nouns[key[0], word].append((noun, file))
    for pos, a, b in direct:
        if pos in "va":
            both = product(nouns[pos, a], nouns[pos, b])
            yield from (("n", x, y) for (x, file), (y, other) in both if file == other)


@cache
def zipf(word: str) -> float:
    from wordfreq import zipf_frequency

    return zipf_frequency(word, "en")


def struck() -> set[Pair]:
    """The pairs of opposites_struck.toml."""
    with (Path(__file__).parent / "opposites_struck.toml").open("rb") as file:
        table = tomllib.load(file)
    return {
        (pos, a, b)
        for reason in table.values()
        for pos, pairs in reason["pairs"].items()
        for a, b in (pair.split("/") for pair in pairs.split())
    }


def write(pairs: set[Pair]) -> str:
    """One line per word that comes first in its pairs."""
    rows: dict[Key, list[str]] = defaultdict(list)
    for pos, a, b in sorted(pairs):
        rows[pos, a].append(b)
    return HEAD + "".join(f"{pos} {a} {' '.join(found)}\n" for (pos, a), found in rows.items())


def main() -> None:
    parser = argparse.ArgumentParser(description="Extract opposites.txt from WordNet.")
    parser.add_argument("folder", type=Path, help="WordNet's dict folder")
    parser.add_argument("table", type=Path, help="the file to write")
    parser.add_argument("--sample", type=int, default=0, help="print so many random pairs")
    arguments = parser.parse_args()
    found = opposites(WordNet(arguments.folder))
    out = struck()
    for pair in sorted(out - found):
        print("struck out, but not found:", *pair)
    kept = found - out
    arguments.table.write_text(write(kept), encoding="ascii", newline="\n")
    print(f"{len(found)} pairs found, {len(kept)} kept:", dict(Counter(pos for pos, _, _ in kept)))
    for pos, a, b in random.Random(1).sample(sorted(kept), min(arguments.sample, len(kept))):
        print(pos, f"{a}/{b}")


if __name__ == "__main__":
    main()
