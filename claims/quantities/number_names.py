"""Numbers that are no quantities: names ('Boeing 747'), dates, clock times, years, idioms, addresses.

``mask_names`` marks their tokens before quantities are read. Dates are found here only as a
fallback: the times of an article are read by another module, which hands its spans over.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from claims.quantities.numerals import is_number_word, is_ordinal_word
from claims.quantities.units import letter_currency, unit_at
from claims.tables import read_table
from claims.text.tokens import HYPHENS, Phrases, Tokens, words

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)"
)
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_END = r"(?![\w])(?![,.][0-9])"
_ZONE = r"(?:GMT|UTC|BST|CET|CEST|EST|EDT|PST|PDT|IST|EET|EEST|MSK|AEST|AEDT|JST|SGT|Z|local time|hrs|hours local)"
# Spans that no quantity may touch, whatever they mean. Each is linear: no repetition inside another.
_NO_QUANTITIES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:https?://|www\.)[^\s<>\"]+",
        r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}",
        r"(?<!\w)[#№@][\w-]{1,64}",
        rf"\b{_MONTH}\s{{1,3}}{_DAY}(?:\s?(?:-|–|to|and)\s?{_DAY}(?!\w))?(?:,?\s{{1,3}}[12][0-9]{{3}})?{_END}",
        rf"\b(?:the\s)?{_DAY}(?:\s?(?:-|–|to|and|or)\s?{_DAY})?\s{{1,3}}(?:of\s{{1,3}})?{_MONTH}(?!\w)(?:,?\s{{1,3}}[12][0-9]{{3}}{_END})?",
        rf"\b{_MONTH},?\s{{1,3}}(?:of\s)?(?:1[5-9]|20)[0-9]{{2}}{_END}",
        r"\b[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{4}|[0-9]{2})(?![\w.])",
        r"\b(?:1[5-9]|20)[0-9]{2}[/–-][0-9]{1,2}(?:[/-][0-9]{1,2})?\b",
        r"\b[0-9]{1,2}(?:[:.]\s?[0-9]{2}){1,2}\s?(?:[ap]\.?\s?m\b\.?)",
        r"\b[0-9]{1,2}(?::[0-9]{2}){1,2}(?!\w)",
        r"\b[0-9]{1,2}(?:\s?(?:-|–|to)\s?[0-9]{1,2})?\s?(?:[ap]\.\s?m\.|[ap]m\b|[AP]M\b)",
        rf"\b[0-9]{{1,2}}(?:[:.]?\s?[0-9]{{2}})?\s?{_ZONE}\b(?:[+-][0-9]{{1,2}}(?::?\s?[0-9]{{2}})?)?",
        r"\bat\s[0-2][0-9][0-5][0-9]\s(?:hours\b|local\b|\([0-9]{4}\s(?:GMT|UTC))",
        r"\b(?:struck|hit|began|started|opened|happened|occurred|exploded|landed|left|arrived|died)\sat\s[0-2][0-9][0-5][0-9]\b",
        r"(?<![\w.,])0[0-9](?:[0-9]{2})?\b(?![.,][0-9])",
        r"\b\w{1,9}\so['’]clock",
        r"\b[Hh]alf past \w{1,9}|\b[Qq]uarter (?:to|past) \w{1,9}",
        r"(?<![\w'])['’]?[0-9]{4}['’]?s\b",
        r"\b[0-9]{1,2}(?:st|nd|rd|th)[\s-](?:[Cc]entury|[Cc]enturies)",
        r"\b[0-9]+(?:\.[0-9]+){2,}\b",
        r"\b[0-9]+(?:[-–][0-9]+){2,}\b",
        r"\+[0-9][0-9 ()./-]{6,20}[0-9]",
        r"\([0-9]{3}\)\s?[0-9]{3}-[0-9]{4}",
        r"(?i:\b(?:call|dial|tel|telephone|phone|fax|cell|mobile|pager)\b[^0-9\n]{0,20}[0-9]{3}-[0-9]{4}\b)",
        r"(?<=[\w.,;\"”])\[[0-9, -]{1,20}\]",
        r"(?m:^[ \t]*\(?[0-9]{1,2}\s?[.)])(?=[ \t]+[A-Z\"“])",
        r"(?<=;\s)[0-9]{1,2}\s?\)(?=\s)",
    )
)
_YEAR_LOW, _YEAR_HIGH = 1500, 2100
_MODERN = 1950  # a bare number below it, before a plural, is rather a count


def mask_names(text: str, tokens: Tokens, taken: Sequence[tuple[int, int]] = ()) -> None:
    """Mask every token that belongs to ``taken``, a name, a date or an idiom."""
    starts = [token.start for token in tokens]
    spans = [*taken, *(match.span() for pattern in _NO_QUANTITIES for match in pattern.finditer(text))]
    masked: set[int] = set()
    for start, end in spans:
        i = bisect_left(starts, start)
        i -= i > 0 and tokens[i - 1].end > start
        while i < len(tokens) and tokens[i].start < end:
            masked.add(i)
            i += 1
    for i in range(len(tokens)):
        masked.update(_named(tokens, i))
    tokens.mask(masked)


def is_unit_of_time(tokens: Tokens, i: int) -> bool:
    """Whether 'second' at token ``i`` is one ('a second later', 'per second'), not the ordinal."""
    before, after = tokens[i - 1], tokens[i + 1]
    if before.text in HYPHENS and not before.gap:
        before = tokens[i - 2]
    if before.lower in {"per", "each", "every"} or before.kind == "number":
        return True
    return before.lower in {"a", "one"} and (after.kind != "word" or after.lower in _FUNCTION_WORDS)


def _named(tokens: Tokens, i: int) -> Iterable[int]:
    """The tokens at and behind ``i`` that name something."""
    token = tokens[i]
    if token.kind != "number" and token.lower not in _FIRST_WORDS and not is_number_word(token.lower):
        return ()
    idiom = _IDIOMS.at(tokens, i) or _PROPER.at(tokens, i)
    if idiom and (token.gap or tokens[i - 1].kind != "word"):
        return range(i, idiom[1])
    if token.kind == "number":
        tests = (_designation, _decade, _is_year, _before_name, _labelled, _model, _capitalised_name)
        named = any(test(tokens, i) for test in tests)
    elif is_number_word(token.lower):
        capital = token.text != token.lower and (_before_name(tokens, i) or _within_name(tokens, i))
        named = capital or _labelled(tokens, i) or (token.lower == "one" and _is_pronoun(tokens, i))
    else:
        named = False
    return (i,) if named else ()


def _designation(tokens: Tokens, i: int) -> bool:
    """'AK-47', 'F-16', 'Covid-19', 'G20', 'A380', '24703L202', '49ers', '5G', 'draft_3'."""
    token, before, after = tokens[i], tokens[i - 1], tokens[i + 1]
    if not token.gap and before.kind == "word" and before.text not in _CODES and not letter_currency(tokens, i - 1):
        return not _is_square(tokens, i)
    if not token.gap and before.text in _PATH_SIGNS and not before.gap and tokens[i - 2].kind == "word":
        return True
    hyphened = not token.gap and before.text in HYPHENS and not before.gap and tokens[i - 2].kind == "word"
    measured = tokens[i - 3].kind == "number" and not tokens[i - 2].gap  # '5km-10km', '5k-20k'
    measured |= tokens[i - 2].lower == "foot"  # '5-foot-3'
    if hyphened and not measured and not is_number_word(tokens[i - 2].lower):
        return tokens[i - 2].lower not in _HYPHEN_PREFIXES
    if after.gap or after.kind != "word":
        return False
    if after.lower == "ers" or (after.text in {"G", "D"} and len(token.text) == 1):
        return True
    behind = tokens[i + 2]
    return behind.kind == "number" and not behind.gap and behind.text not in {"2", "3"}


def _decade(tokens: Tokens, i: int) -> bool:
    """The 60 of 'the 60s', and the 737 of '737s', but not the 60 of 'the over-60s' or 'in his 60s'."""
    after = tokens[i + 1] if tokens[i + 1].text not in _APOSTROPHES else tokens[i + 2]
    if after.text != "s" or after.gap:
        return False
    if len(tokens[i].text) != 2:
        return True
    return tokens[i - 1].lower == "the" or not any(tokens[j].lower in words("of_ages") for j in range(i - 8, i))


def _is_square(tokens: Tokens, i: int) -> bool:
    """The 2 of '5 km2'."""
    power = tokens[i].text in {"2", "3"} and tokens[i - 1].text in {"m", "km", "cm", "mm", "ft"}
    return power and tokens[i - 2].kind == "number"


def _labelled(tokens: Tokens, i: int) -> bool:
    """'Section 8', 'No. 5', 'Phase 3', 'page 12', 'the S&P 500'."""
    j = i - 1
    if tokens[j].text in HYPHENS and not tokens[j].gap and not tokens[i].gap:
        j -= 1
    point = tokens[j].text == "."
    j -= point
    label, before = tokens[j], tokens[j - 1]
    if label.kind != "word":
        return False
    if label.lower in {"no", "nos"}:  # 'no 5 people' has no label
        return point and tokens[i].kind == "number"
    if label.text == "number":  # 'they number 30' has none either
        return before.lower in words("numbering")
    if _LABELS.before(tokens, j + 1):
        return True
    return label.lower in _SMALL_LABELS and before.lower not in _QUANTIFIERS and not (point and tokens[i].gap)


def _model(tokens: Tokens, i: int) -> bool:
    """'the 747 landed', and the 4 of '4K video' and 'filmed in 4K'."""
    before, after, behind = tokens[i - 1], tokens[i + 1], tokens[i + 2]
    if tokens[i].text in _AIRCRAFT and before.lower in words("before_model"):
        counts = after.kind == "word" and after.lower.endswith("s") and after.lower not in {"jets", "was", "has", "is"}
        return not counts
    if tokens[i].text in _SCREENS and after.text in {"K", "k"} and not after.gap:
        return behind.lower in words("screens") or (before.lower == "in" and behind.kind != "word")
    return False


def _before_name(tokens: Tokens, i: int) -> bool:
    """'10 Downing Street', '82nd Airborne', 'Fourth Amendment'; but not '12 Army helicopters'."""
    j = i + 1
    suffix = tokens[j].lower in {"st", "nd", "rd", "th"} and not tokens[j].gap
    j += suffix
    names = _AFTER if suffix or is_ordinal_word(tokens[i].lower) else _STREETS
    for k in range(j, j + 3):
        if tokens[k].kind != "word" or tokens[k].text[:1].islower():
            return False
        if tokens[k].text in names:
            return True
    return False


def _within_name(tokens: Tokens, i: int) -> bool:
    """'SEAL Team Six', 'Xbox One', 'Between Two Ferns': a capitalised number word beside another, inside a sentence."""
    after = tokens[i + 1]
    if _starts_sentence(tokens, i) or _title_case(tokens, i):
        return False
    if after.kind == "word" and after.text[0].isupper():
        return True
    before = tokens[i - 1]
    name = before.kind == "word" and before.text[0].isupper() and not _starts_sentence(tokens, i - 1)
    return name and (after.kind != "word" or after.lower in _FUNCTION_WORDS)


def _starts_sentence(tokens: Tokens, i: int) -> bool:
    """Whether token ``i`` begins a sentence or a line, so that its capital says nothing."""
    before = tokens[i - 1]
    return before.kind in {"end", "masked"} or before.text in _SENTENCE_ENDS or "\n" in tokens.between(i - 1, i)


def _is_year(tokens: Tokens, i: int) -> bool:
    token = tokens[i]
    if len(token.text) != 4 or not token.text.isdigit() or not _YEAR_LOW <= int(token.text) < _YEAR_HIGH:
        return False
    before, after = tokens[i - 1], tokens[i + 1]
    if before.text in _MONEY_SIGNS or after.text in {"%", "°"} or after.lower in words("year_units"):
        return False
    possessive = after.text in _APOSTROPHES and tokens[i + 2].text == "s"
    if before.lower in _YEARS_BEFORE or possessive:
        return True
    if before.lower in words("year_hedges"):
        return False
    if before.lower == "of" and tokens[i - 2].lower in words("totals"):
        return False
    if after.lower in {"and", "to", "or"} and tokens[i + 2].kind == "number" and len(tokens[i + 2].text) > 3:
        return len(tokens[i + 2].text) == 4 and not _counts_noun(tokens, i + 2)  # 'between 1500 and 2000 huts'
    return not _counts_noun(tokens, i)


def _counts_noun(tokens: Tokens, i: int) -> bool:
    """Whether a plural noun behind four digits shows that they count: '1800 men', against 'the 2012 polls'."""
    before, after = tokens[i - 1], tokens[i + 1]
    if after.lower in _COUNTED:
        return True
    plural = after.kind == "word" and after.text == after.lower and after.lower.endswith("s")
    unlike_a_year = tokens[i].text.endswith("00") or int(tokens[i].text) < _MODERN
    return plural and unlike_a_year and before.lower not in {"the", "this", "that"}


def _capitalised_name(tokens: Tokens, i: int) -> bool:
    """'Falcon 9 was', 'Sea Me We 4': a capitalised word inside a sentence, and no noun behind the number."""
    token, before, after = tokens[i], tokens[i - 1], tokens[i + 1]
    if before.kind != "word" or not before.text[0].isupper() or len(before.text) == 1 or not token.gap:
        return False
    if "," in token.text or len(token.text) > 4 or before.lower in _NOT_NAMES or before.text in _CODES:
        return False
    if _starts_sentence(tokens, i - 1) or _title_case(tokens, i) or _names_place(tokens, i - 1):
        return False
    if after.kind == "word" and after.gap:
        return after.lower in _FUNCTION_WORDS and after.text == after.lower and after.lower not in words("plural_verbs")
    return after.text in {".", ";", ")"}


def _names_place(tokens: Tokens, i: int) -> bool:
    """Whether the capitalised words that end at token ``i`` follow 'in', 'near' ...: 'in Aleppo 12 were hurt'."""
    for j in range(i - 1, i - 5, -1):
        if tokens[j].kind != "word" or not tokens[j].text[0].isupper():
            return tokens[j].lower in words("leading_to_place")
    return False


def _title_case(tokens: Tokens, i: int) -> bool:
    """Whether most of the longer words around are capitalised, as in a headline."""
    around = [tokens[j].text for j in range(i - 8, i + 9) if tokens[j].kind == "word" and len(tokens[j].text) > 3]
    return 2 * sum(word.islower() for word in around) < len(around)


def _is_pronoun(tokens: Tokens, i: int) -> bool:
    """'the one who', 'this one', 'one must', against 'one woman' and 'one of the pilots'."""
    before, after = tokens[i - 1].lower, tokens[i + 1].lower
    if after in _ONE["before"] or (tokens[i + 1].text in _APOSTROPHES and not tokens[i + 1].gap):
        return True
    if after == "day":  # 'one day he left', against 'one day of talks'
        return tokens[i + 2].text == "," or tokens[i + 2].lower in words("after_one_day")
    ranges = after in {"or", "to"} and (tokens[i + 2].kind == "number" or is_number_word(tokens[i + 2].lower))
    if ranges or after in words("half_of") or after == "of" or unit_at(tokens, i + 1):
        return False
    if before in _ONE["after"]:
        return True
    noun_follows = (tokens[i + 1].kind == "word" and after not in _FUNCTION_WORDS) or tokens[i + 1].text in HYPHENS
    if before == "the":
        return not noun_follows
    return _is_described(tokens, i) and (not noun_follows or tokens[i - 2].lower in {"a", "an"})


def _is_described(tokens: Tokens, i: int) -> bool:
    """Whether adjectives and a determiner stand before 'one': 'a difficult one'."""
    last = tokens[i - 1]
    if last.kind != "word" or last.lower in _ONE["verbs"] or last.lower in _FUNCTION_WORDS:
        return False
    if last.lower.endswith(("ed", "ing")):
        return False
    return any(tokens[j].lower in _ONE["determiners"] and tokens[j + 1].kind == "word" for j in (i - 2, i - 3))


_NAMES = read_table("number_names")
_IDIOMS: Phrases[bool] = Phrases((text, True) for text in _NAMES["idioms"]["phrases"])
_PROPER: Phrases[bool] = Phrases(((text, True) for text in _NAMES["idioms"]["names"]), exact=True)
_FIRST_WORDS = _IDIOMS.first_words() | {word.lower() for word in _PROPER.first_words()}
_LABELS: Phrases[bool] = Phrases(((text, True) for text in _NAMES["labels"]["words"]), exact=True)
_SMALL_LABELS = frozenset(_NAMES["labels"]["small_words"])
_AFTER = frozenset(_NAMES["after"]["words"] + _NAMES["after"]["streets"])
_AIRCRAFT, _SCREENS = (frozenset(_NAMES[kind]["numbers"]) for kind in ("aircraft", "screen"))
_STREETS = frozenset(_NAMES["after"]["streets"])
_QUANTIFIERS = words("quantifiers")
_ONE = {key: frozenset(_NAMES["one"][key]) for key in ("after", "determiners", "verbs", "before")}
_YEARS_BEFORE = frozenset(_NAMES["years"]["before"])
_COUNTED = frozenset(_NAMES["years"]["counted"])
_CODES = words("codes") | {entry["code"] for entry in read_table("currencies")["currency"]}
_PATH_SIGNS = frozenset("_~/=")
_APOSTROPHES = frozenset("'’")
_MONEY_SIGNS = frozenset("$£€¥₹")
_SENTENCE_ENDS = frozenset('.!?:;"”“‘`—–-*•|…()')
_NOT_NAMES = words("not_names")
_FUNCTION_WORDS = words("function")
_HYPHEN_PREFIXES = words("hyphen_prefixes")
