"""The grammar of date expressions: ``tables/times.toml`` compiled, and its captured words read as values."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from claims.tables import read_table
from claims.times.calendar import When, settle

# White space within an expression: at most one line break, and bounded, so that no pattern backtracks far.
_GAP = r"(?:[^\S\n]{1,4}\n?[^\S\n]{0,4}|\n[^\S\n]{0,4})"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern for the text in lower case, the words that must or must not stand before it, the name of
    a further check, and what it says besides the words that it captures."""

    name: str
    pattern: re.Pattern[str]
    after: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    check: str
    constants: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Grammar:
    """``words``: vocabulary table -> spelling in lower case -> value; ``capital``: those that need a capital
    letter. ``starts`` matches where an expression may begin, ``nucleus`` a word or figure that every
    expression has one of, ``bounds`` a bound and the white space after it. ``cue`` has the group 'future'."""

    rules: tuple[Rule, ...]
    words: dict[str, dict[str, str]]
    capital: frozenset[str]
    starts: re.Pattern[str]
    nucleus: re.Pattern[str]
    bounds: re.Pattern[str]
    cue: re.Pattern[str]
    counted: re.Pattern[str]
    numbered: re.Pattern[str]


def spaced(pattern: str) -> str:
    """Write out the blanks and '~' of a pattern: white space, and optional white space."""
    in_class = re.sub(r"\[([^\]]*)~([^\]]*)\]", lambda m: f"(?:[{m[1]}{m[2]}]|~)", pattern)
    return in_class.replace("~", f"{_GAP}?").replace(" ", _GAP)


@cache
def grammar() -> Grammar:
    """The compiled table."""
    times = read_table("times")
    words: dict[str, dict[str, list[str]]] = times["words"] | _numerals()
    atoms = {name: spaced(_expand_words(pattern, words)) for name, pattern in times["atoms"].items()}
    cues: dict[str, list[str]] = times["cues"]
    past = f"(?!(?:{'|'.join(cues['neither'])})\\b)(?:{'|'.join(cues['past'])})"
    counted = f"(?:(?!(?:{'|'.join(cues['not_plural'])})\\b)[a-z]+(?<![siu])s|{'|'.join(cues['counted'])})"
    return Grammar(
        rules=tuple(
            Rule(
                name=rule["name"],
                pattern=_compile(rule["pattern"], atoms),
                after=_before(rule.get("after")),
                not_after=_before(rule.get("not_after")),
                check=rule.get("check", ""),
                constants=rule.get("set", {}),
            )
            for rule in times["rule"]
        ),
        words={
            name: {spelling.lower(): value for value, spellings in entries.items() for spelling in spellings}
            for name, entries in words.items()
        },
        capital=frozenset(times["capital"])
        | {s.lower() for group in words["zone"].values() for s in group} - {"gmt", "utc"},
        starts=_starts(words, times["starts"]),
        nucleus=_nucleus(words, times["nuclei"]),
        bounds=re.compile(rf"(?P<bound>{_alternation(words['bound'])}){_GAP}"),
        cue=re.compile(rf"\b(?P<future>{'|'.join(cues['future'])})\b|(?<!\bbe )\b{past}\b"),
        counted=re.compile(spaced(rf" {counted}\b")),
        numbered=re.compile(rf"\b(?:{'|'.join(cues['numbered'])})\.? $|[-/.,:#+=&_$€£]$|\d $"),
    )


def _numerals() -> dict[str, dict[str, list[str]]]:
    """The number words of numerals.toml up to a hundred, as vocabulary tables."""
    return {
        name: {
            str(value): [word for word, v in values.items() if v == value]
            for value in values.values()
            if 0 < value < 100
        }
        for name, values in read_table("numerals").items()
        if name in ("ones", "tens", "ordinals")
    }


def _alternation(entries: dict[str, list[str]]) -> str:
    return _any({s for group in entries.values() for s in group})


def _any(spellings: set[str]) -> str:
    """An alternation, longest first; the apostrophe may be curly or lost."""
    ordered = sorted({s.lower() for s in spellings}, key=lambda s: (-len(s), s))
    return "|".join(re.escape(s).replace(r"\ ", _GAP).replace("'", "['’]?") for s in ordered)


def _expand_words(pattern: str, words: dict[str, dict[str, list[str]]]) -> str:
    return re.sub(r"(?<!\?P)<(\w+)>", lambda m: _alternation(words[m[1]]), pattern)


def _compile(pattern: str, atoms: dict[str, str]) -> re.Pattern[str]:
    written = re.sub(r"\{([a-z]+)((?:_[a-z])?2?)\}", lambda m: f"(?P<{m[1]}{m[2]}>{atoms[m[1]]})", spaced(pattern))
    return re.compile(rf"(?:{written})(?!\w)(?![/.:]\d)(?!-(?:day|week|month|year|long|old|end|round)\b)")


def _before(pattern: str | None) -> re.Pattern[str] | None:
    if pattern is None:
        return None
    ending = " $" if pattern[0] != "[" else "$"
    return re.compile(spaced(rf"(?<!\w)(?:{pattern}){ending}"))


def _starts(words: dict[str, dict[str, list[str]]], others: list[str]) -> re.Pattern[str]:
    """Digits, and the first words of the vocabulary."""
    tables = (table for name, table in words.items() if name != "zone")
    firsts = {s.split()[0] for table in tables for group in table.values() for s in group if s[0].isalpha()}
    return re.compile(
        rf"(?<![\w$€£#])(?<![$€£]\s)(?<!\d[-./:,])(?:['’](?=\d0)|(?<!\w-)(?=\d)|(?=(?:{_any(firsts | set(others))})))"
    )


_NUCLEUS_TABLES = (
    "month", "month_short", "weekday", "weekday_short", "unit", "part", "season", "holiday",
)  # fmt: skip


def _nucleus(words: dict[str, dict[str, list[str]]], others: list[str]) -> re.Pattern[str]:
    """Four digits, a clock time, a numeric date, or a word of time."""
    firsts = {s.split()[0] for name in _NUCLEUS_TABLES for group in words[name].values() for s in group}
    figures = spaced(r"\d[\d:./-]|\d~[ap]~\.?~m|\d(?:st|nd|rd|th)")
    return re.compile(rf"(?<![^\W\d])(?:{figures}|\d?(?:{_any(firsts | set(others))}))")


# --- from captured words to values ---


def read(rule: Rule, m: re.Match[str]) -> tuple[When, When | None]:
    """What a match names, and the other end where it is a range (groups that end in 2).

    Raises ValueError where the numbers make no date or no clock time.
    """
    groups = {name: value for name, value in m.groupdict().items() if value}
    first, second = _values(rule.constants, groups)
    when = _checked(settle(When(**first)))
    if not second:
        return when, None
    until = _checked(settle(replace(when, **second)))
    if when.part and (when.hour or 0) > (until.hour or 24):  # 'from 11 to 1 in the afternoon'
        when = replace(when, hour=(when.hour or 0) - 12)
    if second.keys() == {"day"} and when.month and (when.day or 0) > second["day"]:
        if re.search(r"\d\s*[-–—]\s*\d", m[0]):
            raise ValueError("'June 14-8' may be a score")
        when, until = _across_months(when, until, month_first=next(iter(groups)) == "month")
    if when.year and "month" in second and (when.month or 0) > (until.month or 0) and when.day is None:
        when = replace(when, year=when.year - 1)  # 'November to February 2017'
    return when, until


def _values(constants: dict[str, Any], groups: dict[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields of a When that the captured words give, and those of the other end of a range."""
    first: dict[str, Any] = dict(constants)
    second: dict[str, Any] = {}
    for name, value in groups.items():
        target = second if name.endswith("2") else first
        target |= _value(re.sub(r"(?:_[a-z])?2?$", "", name), value, groups)
    if "first" in groups:
        first |= _numeric(groups["first"], groups["second"], groups)
    if "first2" in groups:
        second |= _numeric(groups["first2"], groups["second2"], groups)
    for values, meridiem in ((first, groups.get("meridiem")), (second, groups.get("meridiem2"))):
        if meridiem:
            values["hour"] = _hour12(values["hour"], meridiem)
    if first.get("shift") and "count" not in first and not _unit_word(groups).endswith("s"):
        first["count"] = 1
    if "more" in groups:
        first |= _combined(first, groups["more"])
    if "to" in groups:  # 'twenty to nine'
        first |= {"hour": (first["hour"] - 1) % 24 or 12, "minute": 60 - first["minute"]}
    if "hour" in second:
        second.setdefault("minute", None)
        first = _same_half_of_day(first, second) | {"zone": second.get("zone")}
    return first, second


def _across_months(when: When, until: When, month_first: bool) -> tuple[When, When]:
    """'May 27 to 3' ends in June, '27 to 3 May' begins in April."""
    named = when.month or 1
    year = when.year and when.year + (named == 12) * month_first - (named == 1) * (not month_first)
    if month_first:
        return when, replace(until, month=named % 12 + 1, year=year)
    return replace(when, month=(named - 2) % 12 + 1, year=year), until


def _unit_word(groups: dict[str, str]) -> str:
    return next((value.lower() for name, value in groups.items() if name.split("_")[0] == "unit"), "")


def _checked(when: When) -> When:
    if when.hour is not None and when.hour * 60 + (when.minute or 0) > 24 * 60:
        raise ValueError("no such clock time")
    return when


def _same_half_of_day(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """'from 5 to 6pm': both after noon, unless that would put the end before the start."""
    later = first["hour"] % 12 + (12 if second["hour"] >= 12 else 0)
    before = (later, first.get("minute") or 0) < (second["hour"], second["minute"] or 0)
    return first | {"hour": later if before or second["hour"] < 12 else first["hour"]}


def _numeric(one: str, other: str, groups: dict[str, str]) -> dict[str, int]:
    """Month and day of '16.5.2025' (day first) and '5/16/2025' (month first unless it cannot be)."""
    first, second = int(one), int(other)
    full = "year" in groups or "shortyear" in groups
    day_first = (groups.get("mark") == "." and full) or first > 12
    day, month = (first, second) if day_first else (second, first)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise ValueError("no such day")
    return {"day": day, "month": month}


def _hour12(hour: int, meridiem: str) -> int:
    afternoon = meridiem[0] in "pP"
    if hour > 12 and afternoon:
        return hour  # '15:30 pm'
    if not 1 <= hour <= 12:
        raise ValueError("no such clock time")
    return hour % 12 + (12 if afternoon else 0)


def fold(spelling: str) -> str:
    """A matched spelling as the table has it: lower case, single blanks, straight apostrophes."""
    return " ".join(spelling.replace("’", "'").lower().split())


def _word(table: str, value: str) -> str:
    words = grammar().words[table]
    spelling = fold(value)
    if spelling not in words:  # an apostrophe may have been lost
        spelling = next((s for s in words if s.replace("'", "") == spelling.replace("'", "")), spelling)
    if spelling not in words:
        raise ValueError(f"{value!r} is not in the table '{table}'")
    return words[spelling]


def _words_sum(value: str, *tables: str) -> int:
    """'twenty-four', 'twenty-first': the words of the tables, added."""
    numbers = [
        int(grammar().words[name][word])
        for word in re.split(r"[\s-]+", fold(value))
        for name in tables
        if word in grammar().words[name]
    ]
    if not numbers:
        raise ValueError(f"{value!r} is no number")
    return sum(numbers)


def _number(value: str) -> int:
    """An ordinal, or digits."""
    digits = re.match(r"\d+", value)
    return int(digits[0]) if digits else _words_sum(value, "tens", "ordinals")


def _named(table: str, value: str) -> int:
    """A month or weekday, whole or short."""
    name = fold(value.rstrip("."))
    words = grammar().words
    return int(words[table].get(name) or words[f"{table}_short"][name])


def _short_year(value: str) -> int:
    number = int(value[-2:])
    return number + (2000 if number < 40 else 1900)  # no more than about twenty years ahead


def _year_in_words(value: str) -> int:
    """'nineteen ninety six', 'nineteen hundred and five', 'two thousand and five'."""
    first, rest = re.split(r"[\s-]+", fold(value), maxsplit=1)
    century = _words_sum(first, "ones", "tens") * (1000 if rest.startswith("thousand") else 100)
    return century + (_words_sum(rest, "ones", "tens") if rest not in ("hundred", "thousand") else 0)


def _decade(value: str) -> int:
    number = int(value.lstrip("'’"))
    return number if number >= 1000 else number + (2000 if number < 20 else 1900)


def _count(value: str) -> int | None:
    digits = value.replace(",", "")
    if digits.isdigit():
        return int(digits)
    indefinite = grammar().words["indefinite"].get(fold(value))
    if indefinite:
        return None if indefinite == "few" else int(indefinite)
    return 100 if "hundred" in value else _words_sum(value, "ones", "tens")


def _combined(first: dict[str, Any], more: str) -> dict[str, Any]:
    """'a year' and ', two months and three days': the last unit is the one that it is rounded to."""
    pairs, number = [(first.get("count"), first["unit"])], ""
    for word in re.findall(r"[\w-]+", fold(more)):
        if word in grammar().words["unit"]:
            pairs.append((_count(number), _word("unit", word)))
            number = ""
        elif word != "and":
            number = f"{number} {word}".strip()
    if first.get("plus_half") or any(count is None for count, _ in pairs):
        raise ValueError("'a few years and two months' is no distance")
    count, unit = pairs.pop()
    return {"count": count, "unit": unit, "extra": tuple(pairs)}


def _minutes(value: str) -> int:
    """Of 'half', 'a quarter', 'twenty-five', '20 minutes', 'oh five'."""
    word = re.sub(r"(?:^a |\s*min(?:ute)?s?)$|^(?:a|oh) ", "", fold(value))
    if word in ("half", "quarter"):
        return 30 if word == "half" else 15
    return int(word) if word.isdigit() else _words_sum(word, "ones", "tens")


def _zone(value: str) -> int:
    """Minutes east of UTC, of 'GMT' or 'UTC+02:00'."""
    offset = re.fullmatch(r"\w*([+-])(\d\d?):?(\d\d)?", "".join(value.split()))
    if offset is None:
        return int(_word("zone", value))
    minutes = 60 * int(offset[2]) + int(offset[3] or 0)
    return -minutes if offset[1] == "-" else minutes


def _noon(value: str) -> dict[str, Any]:
    name = value.lower()
    return {"noon": {"hour": 12, "minute": 0}, "midday": {"hour": 12}}.get(name, {"part": name})


def _part_of_day(value: str) -> str:
    """'evening', or what the light does ('sun rose')."""
    spelling = fold(value)
    if spelling in grammar().words["part"]:
        return _word("part", value)
    return "dawn" if _GROWING_LIGHT.search(spelling) else "dusk"


_GROWING_LIGHT = re.compile(r"sun (?:rose|came|was rising)|day broke|light$")


def _relation(value: str) -> str:
    return "this" if value.lower() == "the" else _word("relation", value)


_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")

_READERS: dict[str, Callable[[str], dict[str, Any]]] = {
    "year": lambda v: {"year": int(v)},
    "month": lambda v: {"month": _named("month", v)},
    "monthnumber": lambda v: {"month": int(v)},
    "day": lambda v: {"day": _number(v)},
    "dayword": lambda v: {"day": _number(v)},
    "daycardinal": lambda v: {"day": _words_sum(v, "ones", "tens")},
    "daynumber": lambda v: {"day": int(v)},
    "weekday": lambda v: {"weekday": _named("weekday", v)},
    "dayname": lambda v: {"weekday": _named("weekday", v)},
    "quarter": lambda v: {"quarter": _number(v)},
    "half": lambda v: {"half": _number(v)},
    "week": lambda v: {"week": int(v)},
    "calendar": lambda v: {"year_relation": "this"},
    "season": lambda v: {"season": _word("season", v)},
    "decade": lambda v: {"decade": _decade(v)},
    "decadename": lambda v: {"decade": 1920 + 10 * _DECADES.index(v.lower())},
    "holiday": lambda v: {"holiday": _word("holiday", v)},
    "weekend": lambda v: {"weekend": True},
    "weekof": lambda v: {"week_of": True},
    "phase": lambda v: {"phase": _word("phase", v)},
    "sofar": lambda v: {"phase": "later" if v == "later" else "earlier"},
    "part": lambda v: {"part": _part_of_day(v)},
    "noon": _noon,
    "relation": lambda v: {"relation": _relation(v)},
    "yearrelation": lambda v: {"year_relation": _relation(v)},
    "monthrelation": lambda v: {"month_relation": _relation(v)},
    "unit": lambda v: {"unit": _word("unit", v)},
    "count": lambda v: {"count": _count(v)},
    "fiscal": lambda v: {"fiscal": True},
    "fromtoday": lambda v: {"from_today": True},
    "yearwords": lambda v: {"year": _year_in_words(v)},
    "hedge": lambda v: {"hedge": _word("hedge", v)},
    "halfonly": lambda v: {"count": 0, "plus_half": True},
    "plushalf": lambda v: {"plus_half": True},
    "nthunit": lambda v: {"nth_unit": _word("unit", v)},
    "nthday": lambda v: {"nth_weekday": _named("weekday", v)},
    "hour": lambda v: {"hour": int(v)},
    "hourword": lambda v: {"hour": _words_sum(v, "ones")},
    "minute": lambda v: {"minute": int(v)},
    "minuteword": lambda v: {"minute": _minutes(v)},
    "past": lambda v: {"minute": _minutes(v)},
    "to": lambda v: {"minute": _minutes(v)},
    "zone": lambda v: {"zone": _zone(v)},
    "offset": lambda v: {"zone": _zone(v)},
    "tonight": lambda v: {"relation": "this", "part": "night"},
    "direction": lambda v: {"shift": -1 if v == "ago" else 1},
}


def _value(name: str, value: str, groups: dict[str, str]) -> dict[str, Any]:
    if name == "shortyear":
        return {"year": int(groups["year"][:2] + value) if "year" in groups else _short_year(value)}
    if name == "ordinal":
        return {"century" if "century" in groups else "day": _number(value)}
    if name == "nth":
        return {"nth": -1 if value.lower() in ("last", "final") else _number(value)}
    if name == "count" and "nthunit" in groups:
        return {"nth_count": _count(value) or 1}
    if name == "dayname" and "nthday" in groups:
        return {}
    reader = _READERS.get(name)
    return reader(value) if reader else {}
