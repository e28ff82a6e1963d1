"""Hand-made parses for tests: what the parser would say, without the parser."""

from __future__ import annotations

from spacy.lang.en import English
from spacy.tokens import Doc

from claims.types import Article

VOCAB = English().vocab
LABELS = ("PER", "LOC", "ORG")
TIGHT = {".", ",", ":", ";", "?", "!", ")", "'s", "’s", "”"}
OPENING = {"(", "“"}


def doc_of(*sentences: str) -> Doc:
    """Each sentence: a line per word, 'form UPOS head deprel', the head 1-based within the sentence and 0 for
    the root; then, in any order, an entity label, a lemma, features ('Number=Plur'). Hyphens are tight."""
    words: list[str] = []
    heads: list[int] = []
    columns: dict[str, list[str]] = {"pos": [], "deps": [], "lemmas": [], "morphs": [], "ents": []}
    for sentence in sentences:
        base = len(words)
        label = ""
        for n, line in enumerate(sentence.strip().splitlines()):
            form, pos, head, dep, *more = line.split()
            words.append(form)
            heads.append(base + int(head) - 1 if head != "0" else base + n)
            columns["pos"].append(pos)
            columns["deps"].append("ROOT" if head == "0" else dep)
            columns["morphs"].append(next((m for m in more if "=" in m), ""))
            columns["lemmas"].append(next((m for m in more if m not in LABELS and "=" not in m), form.lower()))
            found = next((m for m in more if m in LABELS), "")
            columns["ents"].append(f"{'I' if found == label else 'B'}-{found}" if found else "O")
            label = found
    spaces = [
        i + 1 < len(words) and words[i + 1] not in TIGHT | {"-"} and words[i] not in OPENING | {"-"}
        for i in range(len(words))
    ]
    return Doc(VOCAB, words=words, spaces=spaces, heads=heads, **columns)  # type: ignore[arg-type]


def article_of(doc: Doc) -> Article:
    return Article(id="a", text=doc.text)
