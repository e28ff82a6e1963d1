"""Persons' names: titles, parts, and whether two of them may be one person's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from claims.names.gazetteer import Gender, gazetteer, key
from claims.names.transliteration import fold, same_spelling, sounds

# 'Abdel Rahman', 'Abd al-Rahman' and 'Abdulrahman' are one word in Arabic: servant of ...
_SERVANT = re.compile(r"\babd(?:[aeou]l)?[- ](?:(?:al|el|ul|ar|er|ur|as)[- ])?(?=[a-z]{3})")
_JOINED_SERVANT = re.compile(r"^abd(?:[aeou][lr])?(?=[a-z]{4})")
_INITIAL = re.compile(r"\b([a-z])\.")
_TYPED_ALIKE = 60  # rapidfuzz ratio from which one short word may have been typed for the other
_NEAR = 80  # rapidfuzz ratio from which two words may be one misspelt


@dataclass(frozen=True)
class PersonName:
    """``words``: the name's parts in comparable form, particles left out; ``shown``: its words as
    written, without titles; ``suffix``: 'junior', 'senior', 'ii' ...; ``gender``: as a title tells it."""

    words: tuple[str, ...]
    shown: tuple[str, ...]
    suffix: str = ""
    gender: Gender | None = None


@lru_cache(maxsize=65536)
def parse_person(text: str) -> PersonName:
    """'Gen. Abd al-Rahman Haddad Jr.' -> words ('abdrahman', 'haddad'), suffix 'junior'."""
    known = gazetteer()
    shown = text.split()
    titled, gender = leading_titles(shown)
    shown = shown[titled:]
    suffix = known.name_suffixes.get(fold(shown[-1]).strip("."), "") if len(shown) > 1 else ""
    bare = shown[:-1] if suffix else shown
    folded = _SERVANT.sub("abd", _INITIAL.sub(r"\1 ", fold(" ".join(bare)).replace("'", "")))
    words = [_JOINED_SERVANT.sub("abd", w) for w in (w.strip(".,") for w in re.split(r"[\s-]+", folded)) if w]
    kept = [w for w in words if w not in known.name_particles] or words
    return PersonName(tuple(kept), tuple(w.rstrip(",") for w in shown), suffix, gender)


def leading_titles(words: list[str]) -> tuple[int, Gender | None]:
    """How many words before a person's name are titles ('Russian Foreign Minister', 'Mr'), and the
    gender that they tell. At least one word is left."""
    titles = gazetteer().titles
    end, gender = 0, None
    for i, word in enumerate(words[:-1]):
        plain = word.casefold().strip(",")
        if titles.is_title(plain):
            end = i + 1
            gender = gender or titles.gender(plain)
        elif plain == "of" and i == end and 0 < i < len(words) - 2:
            end = i + 2  # 'Secretary of State'
        elif i >= end and not _belongs_to_title(word):
            break
    return end, gender


def _belongs_to_title(word: str) -> bool:
    known = gazetteer()
    plain = word.casefold().strip(",.")
    return (
        plain in known.titles.modifiers
        or plain in {"of", "the", "and"}
        or bool(known.demonym(word) or known.country(word))
    )


def same_person(a: PersonName, b: PersonName) -> bool | None:
    """Whether two names may be one person's within a story: True, False, or None where they cannot say."""
    if not a.words or not b.words:
        return None
    if a.gender and b.gender and a.gender != b.gender:
        return False
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return False
    same = _same_words(a.words, b.words)
    if same and (_contradicts(a, b) or _contradicts(b, a)):
        return None
    if same and a.suffix != b.suffix and min(len(a.words), len(b.words)) > 1:
        return None  # 'Jr.' may have been left out, or the father is meant
    return same


def _contradicts(titled: PersonName, other: PersonName) -> bool:
    """'Mrs. Holt' is hardly 'Peter Holt'."""
    if not titled.gender or len(titled.words) > 1 or len(other.words) < 2:
        return False
    return given_gender(other.words[0]) not in (None, titled.gender)


def _same_words(a: tuple[str, ...], b: tuple[str, ...]) -> bool | None:
    if sounds("".join(a)) == sounds("".join(b)):
        return True
    short, long = sorted((a, b), key=lambda words: (len(words), words))
    if len(short) == 1:
        return _same_single(short[0], long)
    if _same_family(short[-1], long[-1]):
        return _same_given(short[:-1], long[:-1]) or (None if _is_short_form(short[0], long[0]) else False)
    found = [next((i for i, w in enumerate(long) if _same_family(word, w)), None) for word in short]
    if None not in found and len(set(found)) == len(short):
        return True  # another order, or a chain of names that goes on
    if _same_given(short[:1], long[:1]) and _nearly(short[-1], long[-1]):
        return None
    return False


def _same_single(word: str, other: tuple[str, ...]) -> bool | None:
    """One word against one or more: a family name, unless it is a known given name."""
    if len(other) == 1:
        if _same_family(word, other[0]):
            return True
        return None if is_given_name(word) != is_given_name(other[0]) or _nearly(word, other[0]) else False
    if any(_same_family(word, w) for w in other[1:]):
        return True
    if same_spelling(word, other[0]):
        return True if other[0] in gazetteer().family_first else None
    return None if is_given_name(word) or any(_nearly(word, w) for w in other) else False


def _same_family(a: str, b: str) -> bool:
    known = gazetteer().surname_spellings
    return same_spelling(a, b) or known.get(a, a) == known.get(b, b)


def _same_given(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Given names fit where the first ones do, or where one of them is the other's middle name."""
    if any(len(x) == 1 and x == y[0] for x, y in ((a[0], b[0]), (b[0], a[0]))):
        return True
    if _given_fits(a[0], b[0]):
        return True
    return any(len(x) > 3 and any(_given_fits(x, y) for y in rest) for x, rest in ((a[0], b[1:]), (b[0], a[1:])))


def _is_short_form(a: str, b: str) -> bool:
    """Whether one given name may be the short form of the other: 'Rahmat', 'Rahmatullah'."""
    short, long = sorted((a, b), key=len)
    return len(short) >= 3 and long.startswith(short)


def _given_fits(a: str, b: str) -> bool:
    variants = gazetteer().given_variants
    return same_spelling(a, b) or bool(variants.get(a, frozenset()) & variants.get(b, frozenset()))


@lru_cache(maxsize=65536)
def half_shared(a: str, b: str) -> bool:
    """Whether two full names have the given name or the surname in common, and differ in the other."""
    x, y = parse_person(a).words, parse_person(b).words
    if min(len(x), len(y)) < 2 or same_person(parse_person(a), parse_person(b)) is not False:
        return False
    return _same_family(x[-1], y[-1]) != same_spelling(x[0], y[0])


def nearly_shared(a: str, b: str) -> bool:
    """Whether two full names have one half in common, and the other ones are a slip of the pen apart: 'Karin Holst',
    'Katrin Holst'."""
    x, y = parse_person(a).words, parse_person(b).words
    return half_shared(a, b) and (_are_typed_alike(x[0], y[0]) or _are_typed_alike(x[-1], y[-1]))


def _are_typed_alike(a: str, b: str) -> bool:
    return a != b and a[0] == b[0] and ratio(*sorted((a, b))) >= _TYPED_ALIKE


def _nearly(a: str, b: str) -> bool:
    """Whether one word may be the other misspelt: too near to call them different."""
    return a[0] == b[0] and ratio(*sorted((a, b))) >= _NEAR


def is_given_name(word: str) -> bool:
    """Whether a word is known as a given name, in any of its spellings."""
    return given_gender(word) is not None or key(word) in gazetteer().given_variants


@lru_cache(maxsize=8192)
def given_gender(word: str) -> Gender | None:
    """The gender that bears a given name; None where unknown or both do. Spellings by sound."""
    return gazetteer().given_names.get(key(word)) or _given_by_sound().get(sounds(word))


@lru_cache(maxsize=1)
def _given_by_sound() -> dict[str, Gender | None]:
    found: dict[str, Gender | None] = {}
    for name, gender in gazetteer().given_names.items():
        if len(sound := sounds(name)) > 3:
            found[sound] = gender if found.get(sound, gender) == gender else None
    return found
