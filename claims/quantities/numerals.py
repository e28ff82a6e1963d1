"""Numerals: '1,200', '3.5bn', 'two hundred and six', 'half a million', 'dozens', 'two-thirds', '21st'.

Nothing here knows units, bounds or ranges; ``claims.quantities.quantities`` builds on it. All numbers are
``Decimal``, and every reader looks at a bounded number of tokens, so a text is read in linear time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from claims.tables import read_table
from claims.text.tokens import HYPHENS, Phrases, Token, Tokens, words

Form = Literal["digits", "words", "vague", "fraction", "group"]

FRACTION_STEP = Decimal("0.05")  # 'half' and 'a third' are said of shares a few points off
_LONGEST_NUMBER = 24  # digits; what is longer is an identifier


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written, tokens ``start..end`` (half open).

    ``low`` and ``high`` differ in vague numerals only. ``scale`` is what a scale word or letter
    multiplied it by (1 without one), ``step`` the rounding step its digits imply. ``approximate`` is
    a vague numeral that names one value ('a couple').
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    step: Decimal
    form: Form
    scale: Decimal = Decimal(1)
    approximate: bool = False

    @property
    def plain(self) -> bool:
        """Whether it is a whole number in digits, without separators of any kind or a scale."""
        return self.form == "digits" and self.scale == 1 and self.low == self.low.to_integral_value()

    def times(self, factor: Decimal, end: int) -> Numeral:
        """The numeral with a scale behind it, up to token ``end``."""
        return replace(
            self,
            end=end,
            low=self.low * factor,
            high=self.high * factor,
            step=self.step * factor,
            scale=self.scale * factor,
        )


def read_numeral(tokens: Tokens, i: int, *, whole_and: bool = True) -> Numeral | None:
    """The longest cardinal, fraction or vague numeral that starts at token ``i``.

    ``whole_and=False`` stops before 'and', for 'between two hundred and six hundred'.
    """
    token = tokens[i]
    if token.kind == "number":
        numeral = _read_digits(tokens, i)
        return numeral and _finish(tokens, numeral, whole_and)
    if token.kind != "word":
        return None
    if token.text in _CHARACTERS:
        return Numeral(i, i + 1, _CHARACTERS[token.text], _CHARACTERS[token.text], FRACTION_STEP, "fraction")
    if token.lower not in _STARTERS:
        return None
    return (
        _read_vague(tokens, i)
        or _read_group(tokens, i)
        or _read_fraction(tokens, i)
        or _read_words(tokens, i, whole_and)
    )


def read_ordinal(tokens: Tokens, i: int) -> tuple[Decimal, int] | None:
    """An ordinal at token ``i`` ('21st', 'third', 'twenty-first') and the index behind it."""
    token = tokens[i]
    if token.kind == "number":
        suffix = tokens[i + 1]
        if suffix.lower in {"st", "nd", "rd", "th"} and not suffix.gap and token.text.replace(",", "").isdigit():
            return Decimal(token.text.replace(",", "")), i + 2
        return None
    if token.lower in _ORDINALS:
        return Decimal(_ORDINALS[token.lower]), i + 1
    if token.lower not in _STARTERS:
        return None
    head = _cardinal(tokens, i, whole_and=True)
    if not head:
        return None
    value, _, j = head
    j = _skip_joint(tokens, j)
    last = _ORDINALS.get(tokens[j].lower)
    fits = last is not None and (last >= 100 or value % 100 == 0 or (value % 10 == 0 and last < 10))
    if not fits or last is None:
        return None
    return (value * last if last >= 100 else value + last), j + 1


def mend_decimals(tokens: Tokens) -> Tokens:
    """Join a decimal that blanks have torn apart, or that has a comma, where it can be nothing else.

    '6. 1-magnitude', '£1. 7m', and '46 . 8 million' as tokenised text has it; '2,5 million'.
    """
    mended: list[Token] = []
    i = 0
    while i < len(tokens):
        whole, part = tokens[i], tokens[i + 2]
        pair = whole.kind == part.kind == "number"
        point = pair and tokens[i + 1].text == "." and part.gap and _is_torn(tokens, i)
        if point or (pair and tokens[i + 1].text == "," and _is_decimal_comma(tokens, i)):
            text = f"{whole.text}.{part.text}"
            mended.append(replace(whole, end=part.end, text=text, lower=text))
            i += 3
        else:
            mended.append(whole)
            i += 1
    return Tokens(tokens.text, mended)


def _is_decimal_comma(tokens: Tokens, i: int) -> bool:
    """'2,5 million', '3,75 percent': nobody lists numbers without a blank before a scale."""
    whole, comma, part, before, after = (tokens[j] for j in (i, i + 1, i + 2, i - 1, i + 3))
    glued = not comma.gap and not part.gap and (before.gap or before.text not in {",", "."})
    digits = whole.text.isdigit() and part.text.isdigit() and len(whole.text) < 4 and len(part.text) < 3
    return glued and digits and (after.lower in _SCALES or after.text == "%" or after.lower in {"percent", "per"})


def _is_torn(tokens: Tokens, i: int) -> bool:
    if not tokens[i].text.replace(",", "").isdigit() or not tokens[i + 2].text.isdigit():
        return False
    before, after = tokens[i - 1], tokens[_skip_joint(tokens, i + 3)]
    money = before.text in {"$", "£", "€"}
    scaled = after.lower in _SCALES or (not after.gap and (after.text in _SHORT_SCALES or after.text == "m"))
    if tokens[i + 1].gap:  # blanks on both sides of the point: the text was tokenised
        return money or scaled or after.lower in words("torn_units")
    label = tokens[i - 2] if before.lower == "of" else before
    quake = "magnitude" in {after.lower, label.lower} or after.lower == "strength"
    return quake or (money and scaled) or (tokens[i + 2].text == "0" and tokens[i + 3].gap is False)


def number_starters() -> frozenset[str]:
    """The lower-case words (and characters) with which a numeral or ordinal may begin."""
    return frozenset(_STARTERS) | _ORDINALS.keys() | _CHARACTERS.keys()


def is_number_word(word: str) -> bool:
    """Whether a lower-case word is a cardinal or an ordinal ('six', 'third'); not 'a', 'half' or 'dozens'."""
    return word in _ONES or word in _TENS or word in _ORDINALS


def is_ordinal_word(word: str) -> bool:
    """Whether a lower-case word is an ordinal ('third')."""
    return word in _ORDINALS


def implied_step(value: Decimal) -> Decimal:
    """The rounding step that digits imply: 1 for 18, 100 for 1,200, 0.1 for 6.1, 1 for 0."""
    if not value:
        return Decimal(1).scaleb(min(0, int(value.as_tuple().exponent)))
    exponent = int(value.as_tuple().exponent)
    return (
        Decimal(1).scaleb(exponent) if exponent < 0 else Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))
    )


def _exact(start: int, end: int, value: Decimal, form: Form = "words", scale: Decimal = Decimal(1)) -> Numeral:
    return Numeral(start, end, value, value, implied_step(value), form, scale)


# --- digits ---------------------------------------------------------------------------------------


def _read_digits(tokens: Tokens, i: int) -> Numeral | None:
    token = tokens[i]
    if len(token.text) > _LONGEST_NUMBER:
        return None
    digits, j = token.text.replace(",", ""), i + 1
    if "." not in digits:
        digits, j = _lost_joints(tokens, i, digits)
    numeral = _exact(i, j, Decimal(digits), "digits")
    return _slash_fraction(tokens, numeral) or _mixed_number(tokens, numeral) or numeral


def _lost_joints(tokens: Tokens, i: int, digits: str) -> tuple[str, int]:
    """Join what a stray blank has torn apart: '120, 000', '40 000'.

    A group with a leading zero is no number of its own, and neither is one after a no-break space, or
    one of several in a row.
    """
    j = i + 1
    if len(tokens[i].text) > 3:
        return digits, j
    while len(digits) < _LONGEST_NUMBER:
        k = j + 1 if tokens[j].text == "," else j
        group = tokens[k]
        whole = group.text.split(".")[0]
        if group.kind != "number" or not group.gap or len(whole) != 3 or not whole.isdigit():
            break
        if not (whole[0] == "0" or j > i + 1 or (k == j and (_hard_space(tokens, k) or _spaced_group(tokens, k + 1)))):
            break
        digits, j = digits + group.text, k + 1
        if "." in group.text:
            break
    return digits, j


def _hard_space(tokens: Tokens, i: int) -> bool:
    return tokens.between(i - 1, i) in {"\u00a0", "\u202f", "\u2009"}


def _spaced_group(tokens: Tokens, i: int) -> bool:
    """Whether another group of three follows, as in '1 234 567'."""
    group = tokens[i].text.split(".")[0]
    return tokens[i].kind == "number" and tokens[i].gap and len(group) == 3 and group.isdigit()


def _slash_fraction(tokens: Tokens, top: Numeral) -> Numeral | None:
    """'3/4' and '1 / 4'; not '9/11' or '24/7', whose denominators nobody uses."""
    j = top.end
    bottom = tokens[j + 1]
    if tokens[j].text != "/" or bottom.kind != "number" or tokens[j + 2].text == "/" or tokens[j].gap != bottom.gap:
        return None
    if bottom.text not in _SLASH_DENOMINATORS or not 0 < top.low < Decimal(bottom.text):
        return None
    value = top.low / Decimal(bottom.text)
    return Numeral(top.start, j + 2, value, value, FRACTION_STEP, "fraction")


def _mixed_number(tokens: Tokens, whole: Numeral) -> Numeral | None:
    """'1 1/2', '10½'."""
    following = tokens[whole.end]
    part: Numeral | None = None
    if following.text in _CHARACTERS:
        value = _CHARACTERS[following.text]
        part = Numeral(whole.end, whole.end + 1, value, value, FRACTION_STEP, "fraction")
    elif following.kind == "number" and following.gap and following.text.isdigit() and len(following.text) <= 2:
        part = _slash_fraction(tokens, _exact(whole.end, whole.end + 1, Decimal(following.text), "digits"))
    if part is None or whole.low != whole.low.to_integral_value():
        return None
    return replace(whole, end=part.end, low=whole.low + part.low, high=whole.low + part.low, step=part.step)


# --- scales and endings ---------------------------------------------------------------------------


def _finish(tokens: Tokens, numeral: Numeral, whole_and: bool) -> Numeral:
    """Scale words and letters after a number in digits, and 'and a half'."""
    short = tokens[numeral.end]
    if short.lower == "k" and numeral.low >= 1000:  # '5,500K' is a temperature
        return numeral
    if short.text in _SHORT_SCALES and (not short.gap or (len(short.text) > 1 and short.text != "MM")):
        return numeral.times(_SHORT_SCALES[short.text], numeral.end + 1)
    numeral = _add_half(tokens, numeral, whole_and)
    if tokens[numeral.end].lower == "hundred":
        value, end = _after_hundred(tokens, numeral.end + 1, numeral.low * 100, whole_and)
        numeral = _exact(numeral.start, end, value)
    scale = _scales(tokens, numeral.end)
    return _add_half(tokens, numeral.times(*scale), whole_and) if scale else numeral


def _scale(tokens: Tokens, j: int) -> tuple[Decimal, int] | None:
    """A scale word at token ``j`` (a hyphen may join it), its factor, and the index behind it."""
    k = _skip_joint(tokens, j)
    factor = _SCALES.get(tokens[k].lower)
    return (factor, k + 1) if factor else None


def _scales(tokens: Tokens, j: int) -> tuple[Decimal, int] | None:
    """One scale word, or two that multiply: 'thousand million', 'lakh crore'."""
    first = _scale(tokens, j)
    second = first and _scale(tokens, first[1])
    return (first[0] * second[0], second[1]) if first and second else first


def _skip_joint(tokens: Tokens, j: int) -> int:
    """Behind the hyphen at token ``j`` that joins two words ('forty-three'), else ``j``."""
    if tokens[j].text in HYPHENS and tokens[j].gap == tokens[j + 1].gap and tokens[j + 1].kind in {"word", "number"}:
        return j + 1
    return j


def _add_half(tokens: Tokens, numeral: Numeral, whole_and: bool) -> Numeral:
    """'two and a half', 'two-and-a-half', 'five and a quarter', '3 million and a half'."""
    j = _skip_joint(tokens, numeral.end)
    if not whole_and or tokens[j].lower != "and" or numeral.form not in {"digits", "words"}:
        return numeral
    part = _proper_fraction(tokens, _skip_joint(tokens, j + 1))
    if part is None:
        return numeral
    factor, end = numeral.scale, part.end
    smaller = _scale(tokens, end)
    if smaller and smaller[0] < factor:  # 'one billion and a half million'
        factor, end = smaller
    value = numeral.low + part.low * factor
    return replace(numeral, end=end, low=value, high=value, step=part.step * factor)


# --- words ----------------------------------------------------------------------------------------


def _read_words(tokens: Tokens, i: int, whole_and: bool) -> Numeral | None:
    found = _cardinal(tokens, i, whole_and)
    if not found:
        return None
    value, scale, j = found
    numeral = _exact(i, j, value, "words", scale)
    if scale != 1:
        return _add_half(tokens, numeral, whole_and)
    return _finish(tokens, _point(tokens, numeral), whole_and)


def _cardinal(tokens: Tokens, i: int, whole_and: bool) -> tuple[Decimal, Decimal, int] | None:
    """A cardinal in words: value, the scale of its last group (1 for 'two thousand and six'), and the end."""
    head = _article_before_scale(tokens, i) or _below_thousand(tokens, i, whole_and)
    if not head:
        return None
    group, j = head
    total, last = Decimal(0), Decimal(1)
    smallest = Decimal("Infinity")
    while group and (scale := _scales(tokens, j)) and scale[0] < smallest:
        smallest = last = scale[0]
        total, j = total + group * last, scale[1]
        group = Decimal(0)
        following = _next_group(tokens, j, smallest, whole_and)
        if following:
            group, j = following
            last = Decimal(1)
    return total + group, last, j


def _article_before_scale(tokens: Tokens, i: int) -> tuple[Decimal, int] | None:
    """'a hundred', 'a million', 'hundred thousand': one of them."""
    j = i + 1 if tokens[i].lower in {"a", "an"} else i
    if tokens[j].lower == "hundred" and (j > i or _scale(tokens, j + 1)):
        return _after_hundred(tokens, j + 1, Decimal(100), whole_and=True)
    if j > i and tokens[j].lower in _SCALES:
        return Decimal(1), j
    return None


def _next_group(tokens: Tokens, j: int, smallest: Decimal, whole_and: bool) -> tuple[Decimal, int] | None:
    """The group after a scale word: 'two thousand *and six*', 'one million *two hundred* thousand'.

    None where it starts a number of its own: 'a thousand and two thousand'.
    """
    joined = tokens[j].lower == "and"
    if joined and not whole_and:
        return None
    k = j + 1 if joined else _skip_joint(tokens, j)
    if tokens[k].kind != "word":
        return None
    if tokens[k].lower == "one" and not (joined or tokens[k + 1].lower == "hundred" or _scale(tokens, k + 1)):
        return None
    if joined and _proper_fraction(tokens, k):
        return None
    group = _below_thousand(tokens, k, whole_and)
    if group is None:
        return None
    scale = _scale(tokens, group[1])
    if scale and scale[0] >= smallest and smallest > 1:
        return None
    return group


def _below_thousand(tokens: Tokens, i: int, whole_and: bool) -> tuple[Decimal, int] | None:
    head = _below_hundred(tokens, i)
    if not head:
        return None
    value, j = head
    k = _skip_joint(tokens, j)
    if tokens[k].lower == "hundred" and value:
        return _after_hundred(tokens, k + 1, value * 100, whole_and)
    return head


def _after_hundred(tokens: Tokens, j: int, value: Decimal, whole_and: bool) -> tuple[Decimal, int]:
    """What follows 'hundred': 'two hundred *and six*', but not 'one hundred and two hundred'."""
    k = _skip_joint(tokens, j)
    joined = tokens[k].lower == "and"
    if joined and not whole_and:
        return value, j
    k = _skip_joint(tokens, k + 1) if joined else k
    rest = _below_hundred(tokens, k)
    if rest is None or tokens[rest[1]].lower == "hundred" or (joined and _proper_fraction(tokens, k)):
        return value, j
    return value + rest[0], rest[1]


def _below_hundred(tokens: Tokens, i: int) -> tuple[Decimal, int] | None:
    word = tokens[i].lower
    if word in _ONES:
        return _ONES[word], i + 1
    if word not in _TENS:
        return None
    j = _skip_joint(tokens, i + 1)
    ones = _ONES.get(tokens[j].lower)
    return (_TENS[word] + ones, j + 1) if ones is not None and 0 < ones < 10 else (_TENS[word], i + 1)


def _point(tokens: Tokens, numeral: Numeral) -> Numeral:
    """'five point five', 'nine point nought four', 'two point seventy-one'."""
    if tokens[numeral.end].lower != "point":
        return numeral
    digits, j = "", numeral.end + 1
    while len(digits) < _LONGEST_NUMBER and (part := _below_hundred(tokens, j)):
        digits, j = digits + str(part[0]), part[1]
    if not digits:
        return numeral
    return _exact(numeral.start, j, numeral.low + Decimal(f"0.{digits}"))


# --- fractions, vague numerals, groups ------------------------------------------------------------


def _read_fraction(tokens: Tokens, i: int) -> Numeral | None:
    """'half', 'two-thirds', 'a quarter of', 'half a million', 'a quarter of a million'."""
    found = _half(tokens, i) or _parts(tokens, i)
    return _of_scale(tokens, _share(i, *found)) if found else None


def _proper_fraction(tokens: Tokens, i: int) -> Numeral | None:
    """A fraction below one after 'and': 'two *and a half*', 'two hundred *and three quarters*'."""
    found = _half(tokens, i) or _parts(tokens, i, after_and=True)
    return _share(i, *found) if found and found[0] < 1 else None


def _share(start: int, value: Decimal, end: int) -> Numeral:
    return Numeral(start, end, value, value, FRACTION_STEP, "fraction")


def _half(tokens: Tokens, i: int) -> tuple[Decimal, int] | None:
    j = i + 1 if tokens[i].lower in {"a", "one"} else i
    if j > i and tokens[j].text in HYPHENS:
        j += 1
    return (Decimal("0.5"), j + 1) if tokens[j].lower == "half" else None


def _parts(tokens: Tokens, i: int, *, after_and: bool = False) -> tuple[Decimal, int] | None:
    """Numerator and denominator: 'two-thirds', 'three quarters', 'one fifth', 'a third of', 'five hundredths'."""
    article = tokens[i].lower in {"a", "an"}
    top = (Decimal(1), i + 1) if article else _numerator(tokens, i, after_and)
    if top is None:
        if tokens[i].lower not in {"third", "quarter"} or not _of_scale_at(tokens, i + 1):
            return None
        top = (Decimal(1), i)  # 'quarter of a million'
    value, j = top
    k = _skip_joint(tokens, j)
    bottom = _denominator(tokens, k, plural=value != 1)
    if bottom is None or value == 0:
        return None
    divisor, end = bottom
    tens = _TENS.get(tokens[j - 1].lower, Decimal(0))
    if 0 < tens < value and divisor < 10 and tokens[j - 2].lower != "and":  # 'one hundred thirty-fifths'
        value, divisor = value - tens, divisor + tens
    if value == 1 and tokens[end].text in HYPHENS and not tokens[end].gap and tokens[end + 1].lower not in _SCALES:
        return None  # 'one third-degree burn'
    sure = value != 1 or k > j or after_and or not article or _is_share(tokens, i, end)
    return (value / divisor, end) if sure else None


def _numerator(tokens: Tokens, i: int, after_and: bool) -> tuple[Decimal, int] | None:
    token = tokens[i]
    if token.kind == "number":
        return (Decimal(token.text), i + 1) if token.text.isdigit() and len(token.text) < 4 else None
    if after_and:  # below a hundred: the way back to the whole cardinal would have no end
        return _below_hundred(tokens, i)
    found = _cardinal(tokens, i, whole_and=True)
    return (found[0], found[2]) if found else None


def _denominator(tokens: Tokens, k: int, *, plural: bool) -> tuple[Decimal, int] | None:
    """The denominator at token ``k`` (singular after one, plural after more) and the index behind it."""
    word = tokens[k].lower
    if word in _TENS:
        j = _skip_joint(tokens, k + 1)
        ones = _ORDINALS.get(tokens[j].lower.removesuffix("s") if plural else tokens[j].lower, 10)
        return (_TENS[word] + ones, j + 1) if ones < 10 and tokens[j].lower.endswith("s") == plural else None
    if word in {"quarter", "quarters", "halves"}:
        return (Decimal(2 if word == "halves" else 4), k + 1) if plural == word.endswith("s") else None
    if plural != word.endswith("s"):
        return None
    value = _ORDINALS.get(word.removesuffix("s") if plural else word, 0)
    return (Decimal(value), k + 1) if value > 2 else None


def _is_share(tokens: Tokens, i: int, end: int) -> bool:
    """Whether 'a third' is a share and not a third thing: 'a third of', 'by a third', 'nearly a quarter'."""
    before, after = tokens[i - 1].lower, tokens[end]
    return (
        after.lower in words("share_after")
        or after.lower in _SCALES
        or (before in words("share_before") and (after.kind != "word" or after.lower in words("function")))
    )


def _of_scale(tokens: Tokens, fraction: Numeral) -> Numeral:
    """'half a million', 'half million', 'a quarter of a million', 'half a dozen'."""
    found = _of_scale_at(tokens, fraction.end)
    if not found:
        return fraction
    factor, end = found
    value = fraction.low * factor
    return Numeral(fraction.start, end, value, value, FRACTION_STEP * factor, "words", factor)


def _of_scale_at(tokens: Tokens, j: int) -> tuple[Decimal, int] | None:
    k = _skip_joint(tokens, j)
    k = k + 1 if tokens[k].lower == "of" else k
    k = k + 1 if tokens[k].lower == "a" else k
    return _scale(tokens, k)


def _read_vague(tokens: Tokens, i: int) -> Numeral | None:
    """'dozens', 'a few hundred', 'several', 'tens of thousands', 'hundreds of thousands'."""
    found = _VAGUE.at(tokens, i)
    if found is None:
        return None
    entry, j = found
    low, high = Decimal(entry["low"]), Decimal(entry["high"])
    numeral = Numeral(i, j, low, high, implied_step(low), "vague", approximate=entry.get("approximate", False))
    if tokens[j].lower == "of" and tokens[j + 1].lower in _PLURAL_SCALES:
        return numeral.times(_PLURAL_SCALES[tokens[j + 1].lower], j + 2)
    if tokens[j - 1].lower in _PLURAL_SCALES and tokens[j - 1].lower != "tens":
        if tokens[j].lower == "upon" and tokens[j + 1].lower in _PLURAL_SCALES:
            return replace(numeral, end=j + 2)
        return numeral
    if tokens[j - 1].lower == "of" and tokens[j].lower in _PLURAL_SCALES:
        return numeral.times(_PLURAL_SCALES[tokens[j].lower], j + 1)
    if tokens[j].lower == "hundred":
        numeral = numeral.times(Decimal(100), j + 1)
    scale = _scales(tokens, numeral.end)
    if scale:
        numeral = numeral.times(*scale)
    needs = entry.get("before")
    if (
        needs
        and numeral.scale == 1
        and tokens[j].lower not in needs
        and tokens[i - 1].lower not in entry.get("behind", ())
    ):
        return None
    return numeral


def _read_group(tokens: Tokens, i: int) -> Numeral | None:
    """'a pair of', 'twin bombings', 'a single shot'."""
    found = _GROUPS.at(tokens, i)
    if found is None:
        return None
    entry, j = found
    following = tokens[j]
    if following.kind != "word" or following.lower in entry.get("not_before", ()) or following.text != following.lower:
        return None
    named = {following.lower, tokens[j + 1].lower} & set(entry.get("before", ()))
    plural = entry.get("before_plural", False) and following.lower.endswith("s") and following.gap
    if ("before" in entry or "before_plural" in entry) and not (named or plural):
        return None
    value = Decimal(entry["value"])
    return Numeral(i, j, value, value, Decimal(1), "group")


# --- the tables -----------------------------------------------------------------------------------

_NUMERALS = read_table("numerals")
_ONES = {word: Decimal(value) for word, value in _NUMERALS["ones"].items()}
_TENS = {word: Decimal(value) for word, value in _NUMERALS["tens"].items()}
_ORDINALS: dict[str, int] = _NUMERALS["ordinals"]
_DOZENS = dict.fromkeys(("dozen", "dozens", "doz", "dozs", "dz", "dzs"), Decimal(12))
_SCALES = {word: Decimal(10) ** power for word, power in _NUMERALS["scales"].items()} | _DOZENS
_PLURAL_SCALES = {f"{word}s": factor for word, factor in _SCALES.items()} | {"hundreds": Decimal(100)}
_SHORT_SCALES = {word: Decimal(10) ** power for word, power in _NUMERALS["short_scales"].items()}
_CHARACTERS = {
    character: Decimal(value.split("/")[0]) / Decimal(value.split("/")[1])
    for character, value in _NUMERALS["characters"].items()
}
_SLASH_DENOMINATORS = frozenset(map(str, (*range(2, 11), 12, 16, 20, 32, 64, 100, 1000)))
_VAGUE = Phrases((text, entry) for entry in _NUMERALS["vague"] for text in entry["phrases"])
_GROUPS = Phrases((text, entry) for entry in _NUMERALS["group"] for text in entry["phrases"])
# The words with which a cardinal or fraction may begin.
_STARTERS = (
    set(_ONES) | set(_TENS) | {"a", "an", "half", "third", "quarter", "hundred"}
    | {phrase.split()[0] for entry in (*_NUMERALS["vague"], *_NUMERALS["group"]) for phrase in entry["phrases"]}
)  # fmt: skip
