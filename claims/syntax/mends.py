"""What the parser gets wrong in the grammar of news, mended by rule: speakers, denials, idioms, headlines.

Each takes the analysed words of one sentence and gives them back with some arcs moved; the tree stays a tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.types import ParsedWord

SUBJECTS = ("nsubj", "nsubj:pass")
NOMINAL = ("NOUN", "PROPN", "NUM")
DENIALS = frozenset({"deny"})
INDEFINITE = frozenset({"nothing", "something", "anything", "little", "much"})
RANKS = frozenset({"first", "second", "third", "fourth", "fifth", "last", "latest", "next", "only"})
LONGEST_LABEL = 7
"""Words of a source before the colon of a headline, at most."""


def mended(words: Sequence[ParsedWord]) -> list[ParsedWord]:
    """The words of a sentence with all mends."""
    words = mend_delayed(mend_quoted(mend_speakers(mend_particles(words))))
    return mend_ranks(mend_counts(mend_labels(mend_idioms(mend_contents(words)))))


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


def mend_particles(words: Sequence[ParsedWord]) -> list[ParsedWord]:
    """'Called off the strike': the particle belongs to the verb, and the noun behind it is the object."""
    mended = list(words)
    for k, particle in enumerate(words):
        noun = particle.head
        if particle.lemma == "off" and particle.deprel == "compound:prt":  # nothing is 'called a strike off'
            for i, word in enumerate(words):
                if i > k and word.head == particle.head and word.deprel == "xcomp" and word.upos in NOMINAL:
                    mended[i] = replace(word, deprel="obj")
        if particle.xpos != "RP" or particle.deprel != "case" or not 0 < k < noun:
            continue
        verb = words[k - 1]
        if verb.upos == "VERB" and words[noun].head == k - 1 and words[noun].deprel in ("obj", "obl", "xcomp"):
            mended[k] = replace(particle, head=k - 1, deprel="compound:prt")
            mended[noun] = replace(words[noun], deprel="obj")
    return mended


def mend_quoted(words: Sequence[ParsedWord]) -> list[ParsedWord]:
    """Who did what is said, hung back on that: in 'The captain was not arrested, the police said' the parser's arc may
    lead from the captain to 'said', which then has two subjects."""
    mended = list(words)
    for k, said in enumerate(words):
        saying = said.head
        if said.deprel != "ccomp" or not k < saying:
            continue
        doers = [i for i, w in enumerate(words) if w.head == saying and w.deprel in SUBJECTS]
        lacking = not any(w.head == k and w.deprel in (*SUBJECTS, "csubj", "csubj:pass") for w in words)
        if len(doers) == 2 and doers[0] < k < doers[1] and lacking:
            passive = any(w.head == k and w.deprel == "aux:pass" for w in words)
            mended[doers[0]] = replace(words[doers[0]], head=k, deprel="nsubj:pass" if passive else "nsubj")
    return mended


def mend_delayed(words: Sequence[ParsedWord]) -> list[ParsedWord]:
    """'Denied in a statement on Friday that it had ...': the clause is what is denied, and no part of the statement."""
    mended = list(words)
    for k, word in enumerate(words):
        if word.deprel not in ("acl", "acl:relcl") or not 0 <= word.head < k:
            continue
        verb = _above(words, word.head)
        if not 0 <= verb < k or words[verb].lemma.lower() not in DENIALS or words[verb].upos != "VERB":
            continue
        own = [i for i, w in enumerate(words) if w.head == k and i < k]
        that = next((i for i in own if words[i].lemma.lower() == "that" and words[i].deprel in ("mark", "obj")), -1)
        taken = that >= 0 and words[that].deprel == "obj"  # for the object, which stands behind
        free = not taken or any(w.head == k and w.deprel == "obj" and i > k for i, w in enumerate(words))
        complete = any(w.head == verb and w.deprel in ("ccomp", "obj") for w in words)
        if that >= 0 and free and not complete and any(words[i].deprel in SUBJECTS for i in own):
            mended[k] = replace(word, head=verb, deprel="ccomp")
            mended[that] = replace(words[that], upos="SCONJ", xpos="IN", deprel="mark")
    return mended


def _above(words: Sequence[ParsedWord], noun: int) -> int:
    """The word on which a noun hangs by prepositions alone."""
    for _ in range(4):
        if noun < 0 or words[noun].deprel not in ("obl", "nmod", "obl:unmarked", "nmod:unmarked"):
            break
        noun = words[noun].head
    return noun


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


def mend_labels(words: Sequence[ParsedWord]) -> list[ParsedWord]:
    """'Police: nine dead in shooting': what the label's source says is the main clause, and the label hangs on it."""
    label = next((k for k, w in enumerate(words) if w.head < 0), 0)
    colon = next((k for k, w in enumerate(words) if w.xpos == ":" and w.lemma == ":"), -1)
    said = [k for k, w in enumerate(words) if w.head == label and k > colon and w.upos != "PUNCT"]
    if not label < colon <= LONGEST_LABEL or not said or words[label].upos not in ("NOUN", "PROPN"):
        return list(words)
    if any(w.upos in ("VERB", "AUX") for w in words[:colon]):
        return list(words)
    mended = list(words)
    main = said[0]
    mended[main] = replace(words[main], head=-1, deprel="root")
    mended[label] = replace(words[label], head=main, deprel="parataxis")
    for k in said[1:]:
        mended[k] = replace(words[k], head=main)
    for k, word in enumerate(words):
        if word.upos == "PUNCT" and word.head == label and k >= colon:
            mended[k] = replace(word, head=main)
    return mended


def mend_counts(words: Sequence[ParsedWord]) -> list[ParsedWord]:
    """'Four arrested over robbery': the participle right behind the counted is its clause."""
    mended = list(words)
    root = next((k for k, w in enumerate(words) if w.head < 0), 0)
    behind = words[root + 1] if root + 1 < len(words) else None
    if behind is None or words[root].upos not in NOMINAL or behind.head != root:
        return mended
    if behind.deprel in ("parataxis", "appos", "dep") and (behind.xpos == "VBN" or behind.upos == "ADJ"):
        mended[root + 1] = replace(behind, deprel="acl")
    return mended


def mend_ranks(words: Sequence[ParsedWord]) -> list[ParsedWord]:
    """'Arvania was the first country to sign': what it was the first to do is part of the same statement."""
    mended = list(words)
    for k, word in enumerate(words):
        ranked = word.head
        if word.deprel not in ("acl", "advcl") or not 0 <= ranked < k or word.xpos != "VB":
            continue
        infinitive = any(w.head == k and w.lemma.lower() == "to" for w in words)
        became = words[ranked].deprel == "xcomp"
        linked = became or any(w.head == ranked and w.deprel == "cop" for w in words)
        denied = any(w.head == ranked and w.lemma.lower() in ("not", "never") for w in words)
        if not infinitive or not linked or denied:
            continue
        if any(_ranks(words[i]) for i in (ranked, *_adjectives(words, ranked))):
            mended[k] = replace(word, head=words[ranked].head if became else ranked, deprel="xcomp")
    return mended


def _adjectives(words: Sequence[ParsedWord], noun: int) -> list[int]:
    return [i for i, w in enumerate(words) if w.head == noun and w.deprel == "amod"]


def _ranks(word: ParsedWord) -> bool:
    return word.lemma.lower() in RANKS or word.xpos == "JJS"
