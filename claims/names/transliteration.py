"""Whether two spellings may be one name written down twice: Zelensky and Zelenskyy, Hasakah and Hasakeh.

Names from other scripts reach English by several systems. Both spellings are folded to a rough
notation of their sounds; what still differs must be explained letter by letter by pairs that those
systems are known to mix (a/e, e/i, o/u, h/kh ...). Similarity as a whole decides nothing: Austria and
Australia are 88% alike, Hassan and Hussein share every consonant.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

# Capitals stand for one sound of several letters: S = sh, C = ch, H = kh, E = the diphthong ei.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"[^a-z]", ""),
        (r"([a-df-np-tv-z])\1+", r"\1"),  # doubled letters, but for e, o and u
        (r"aa+", "a"),
        (r"tch|cz", "C"),
        (r"sch|sh", "S"),
        (r"ch", "C"),
        (r"dzh|dj|zh", "j"),
        (r"kh", "H"),
        (r"gh", "g"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"ph", "f"),
        (r"ck|q", "k"),
        (r"t[sz]", "z"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"ou|oo|uu", "u"),
        (r"ee|iy|(?<=[knrv])ij$", "i"),
        (r"eyi|[ea][iy](?![aeou])|ae", "E"),
        (r"y", "i"),
        (r"([a-zA-Z])\1+", r"\1"),
        (r"(?<=[aeiou])h$", ""),
    )
)
_VOWELS = frozenset("aeiouE")
_MIXED = frozenset(
    frozenset(pair) for pair in ("ae", "ei", "ou", "aE", "eE", "iE", "fv", "Hh", "Hk", "kg", "CS", "gj", "sz", "dt")
)
_LONG = 8  # letters from which one slip of the pen still leaves a name recognisable
_SLIP = 87  # rapidfuzz ratio: one letter of eight
_SHORT = 3  # sounds; shorter words must sound the same
_BLUR = 6  # sounds from which a vowel may be dropped between consonants (Aleksandr, Alexander)


def fold(text: str) -> str:
    """Lower-case letters without diacritics, other scripts in Latin letters (anyascii)."""
    return anyascii(text).casefold()


@lru_cache(maxsize=65536)
def sounds(word: str) -> str:
    """The rough sounds of a word: equal for Zelensky, Zelenskiy and Zelenskyy; '' without a letter."""
    word = fold(word)
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def same_spelling(a: str, b: str) -> bool:
    """Whether two words may be spellings of one name. Symmetric.

    Equal sounds always are; otherwise each edit must be one that transliterations are known to differ
    by, at most one in three sounds, or the words are long and differ in a single letter.
    """
    left, right = sorted((sounds(a), sounds(b)))
    if left == right:
        return bool(left)
    shorter = min(len(left), len(right))
    if shorter <= _SHORT:
        return False
    edits = Levenshtein.editops(left, right).as_list()
    if len(edits) <= shorter // 3 and all(_explained(left, right, *edit) for edit in edits):
        return True
    letters = sorted((fold(a), fold(b)))
    return (
        min(map(len, letters)) >= _LONG
        and letters[0][0] == letters[1][0]
        and letters[0][-2:] == letters[1][-2:]  # Ivanov and Ivanova, Petersen and Peterson are two people
        and len(edits) == 1
        and ratio(*letters) >= _SLIP
    )


def _explained(left: str, right: str, kind: str, i: int, j: int) -> bool:
    """One edit: a mixed pair, or a vowel or an h that is not written; never at either end."""
    if kind == "replace":
        return frozenset((left[i], right[j])) in _MIXED
    word, at = (left, i) if kind == "delete" else (right, j)
    if at in (0, len(word) - 1):
        return False
    return word[at] == "h" or (word[at] in _VOWELS and min(len(left), len(right)) >= _BLUR)
