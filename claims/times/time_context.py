"""What the words around a date expression say: whether they speak of the past or of what is to come, and
whether a match is a date at all ('May' the month or the person, '2015' the year or a count)."""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from dataclasses import dataclass

from claims.times.time_grammar import Rule, fold, grammar, spaced

_LOWER = {ord(c): ord(c.lower()) for c in string.ascii_uppercase}  # keeps every offset, unlike str.lower
_LOOK_BACK, _LOOK_AHEAD = 240, 160  # how many characters around an expression tell its tense
_SENTENCE_END = re.compile(r"(?<=[a-z\d)\"”’][.!?])\s+(?=[\"“‘'(]?[A-Z])|\n\s*\n")
_INFINITIVE = re.compile(r"\bto [a-z]+\b(?! (?:the|a|an)\b [a-z]+ of\b)")


@dataclass(frozen=True, slots=True)
class Source:
    """A text, the same in lower case (ASCII letters alone: offsets stay), and the months that are persons'
    names in it."""

    text: str
    lower: str
    names: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Source:
        """The source of a text."""
        names = frozenset(m["last"] or m["first"] for m in _PERSON.finditer(text))
        return cls(text, text.translate(_LOWER), names)


def tense(source: Source, start: int, end: int) -> str:
    """'future', 'past' or '' as the words around ``start``..``end`` say.

    The nearest cue before decides, else the first one after, within the sentence; else an infinitive
    before ('Minister to visit on Friday').
    """
    sentence = start - len(_SENTENCE_END.split(source.text[max(0, start - _LOOK_BACK) : start])[-1])
    cues = _cues(source, sentence, start)
    if not cues:
        if _INFINITIVE.search(source.lower, sentence, start):
            return "future"
        rest = _SENTENCE_END.split(source.text[end : end + _LOOK_AHEAD], maxsplit=1)[0]
        cues = _cues(source, end, end + len(rest))[:1]
    return cues[-1] if cues else ""


def _cues(source: Source, start: int, end: int) -> list[str]:
    """The tenses that the cues in a stretch of the text speak for. 'May' is no cue, 'Ahmed' neither."""
    return [
        "future" if m["future"] else "past"
        for m in grammar().cue.finditer(source.lower, start, end)
        if source.text[m.start()].islower() or not m[0].endswith(("may", "ed"))
    ]


def fits(rule: Rule, m: re.Match[str], source: Source) -> bool:
    """Whether a rule's match has the capitals that it needs, and the words around it allow it."""
    for group, value in m.groupdict().items():
        if value and value.rstrip(".") in grammar().capital and source.text[m.start(group)].islower():
            return False
    before = source.lower[max(0, m.start() - 40) : m.start()]
    if rule.after and not rule.after.search(before):
        return False
    if rule.not_after and rule.not_after.search(before):
        return False
    return not rule.check or _CHECKS[rule.check](source, m, before)


# --- checks that a pattern cannot make ---

_AMBIGUOUS = ("March", "April", "May", "June", "August")
_SURE = re.compile(
    spaced(r"\b(?:in|since|until|till|during|through|throughout|early|late|mid|last|next|this|late in|early in)[~-]$"),
)
_PREPOSITION = re.compile(
    spaced(
        r"\b(?:in|since|until|till|during|through|throughout|early|late|mid|last|next|this|between|from|to|and|or|by|before|"
        r"after|of|the|for|with|that)[~-]$"
    ),
)
_PERSON = re.compile(
    r"\b(?:(?!(?:In|By|On|The|Since|Until|From|Early|Late|Last|Next|This|And|Mid|After|Before|During|Of|Between)\b)"
    rf"(?:[A-Z][a-z]+|Mrs?\.?|Ms\.?|Dr\.?) (?P<last>{'|'.join(_AMBIGUOUS)})\b(?! \d)"
    r"|(?P<first>April|June|August|May) (?!\d)[A-Z][a-z]+(?<!day))"
)
_NAME_BEFORE = re.compile(
    r"(?<![.!?] )\b(?!(?:On|In|By|At|The|For|This|Last|Next|Since|Until|Before|After|And|Merry|Happy|Orthodox)\b)"
    r"[A-Z][a-z]+ $"
)
_NO_NOUN = re.compile(
    spaced(
        r"$|[^\w\s]| (?:and|or|at|in|on|with|to|for|until|till|through|from|when|where|while|as|but|by|after|before"
        r"|because|since|so|the|a|an|he|she|it|we|they|i|you|his|her|its|our|their|this|that)\b"
    )
)
_CAPITAL = re.compile(r" [A-Z][a-z]+")


def _following(source: Source, m: re.Match[str]) -> str:
    return source.lower[m.end() : m.end() + 24]


def _check_month(source: Source, m: re.Match[str], before: str) -> bool:
    """A month that is also a word or a name needs a word of time before it."""
    name = m[0].rstrip(".").capitalize()
    if len(name) <= 4 and name not in ("May", "June", "July") and not _PREPOSITION.search(before):
        return False
    if name not in _AMBIGUOUS:
        return True
    if source.text[m.start()].islower():
        return False
    if before.endswith("the ") and re.match(r" (?:on|for|of|to|against)\b", _following(source, m)):
        return False  # 'the March on Rome'
    if name in source.names:
        return bool(_SURE.search(before))
    return bool(_PREPOSITION.search(before)) and not (_CAPITAL.match(source.text, m.end()) and not _SURE.search(before))


def _check_year(source: Source, m: re.Match[str], before: str) -> bool:
    """A number of four digits is a year unless it counts something or is a name's number."""
    year = next(int(v) for name, v in m.groupdict().items() if v and name.startswith("year"))
    if grammar().numbered.search(before):
        return False
    if not 1500 <= year <= 2099 and not (2100 <= year <= 2199 and _BY_THEN.search(before)):
        return False
    of_that_year = year % 10 and re.match("['’]s\\b", _following(source, m))  # "2011's vote", but not "1990's music"
    if not of_that_year and re.match(r"[,.]\d|%|[-–](?!present\b)\w|\)?['’]?\w", _following(source, m)):
        return False
    if not grammar().counted.match(source.lower, m.end()) or not m[0][0].isdigit():
        return True
    if year % 50 == 0:  # 'in 2000 homes'
        return bool(re.search(r"\b(?:the|year) $", before))
    return bool(_SURE.search(before) or _BEFORE_YEAR.search(before))


_BEFORE_YEAR = re.compile(
    r"\b(?:from|by|before|after|the|year|\d{4} (?:to|until|till|through)|(?:the|from|between) \d{4} (?:and|or)) $"
)
_BY_THEN = re.compile(r"\b(?:in|by|until|till|before|after|year) $")


def _check_years(source: Source, m: re.Match[str], before: str) -> bool:
    """'2003-05' may be a month of 2003 but '2003-2005' and '2014-15' are years."""
    end = int(m["year2"] or m["year"][:2] + m["shortyear2"])
    return int(m["year"]) < end <= 2199 and not before.endswith(("-", "/", ".", "+"))


def _check_decade(source: Source, m: re.Match[str], before: str) -> bool:
    """'the 60s' are a decade, 'in his 60s' is an age, '2010's best film' is of that year."""
    named = m[0].startswith("the") or bool(m["phase"])
    if len(m["decade"]) == 4:
        return named or not re.search("['’]", m[0])
    return named or m["decade"][0] in "'’"


def _check_year_in_words(source: Source, m: re.Match[str], before: str) -> bool:
    """'two thousand and five homes' are no year, nor is 'twenty fifteen-year-olds'."""
    dated = any(m[name] for name in ("month", "month_b", "month_c")) or re.search(
        r"\b(?:in|since|until|by|of) $", before
    )
    full = re.search(
        r"thousand|hundred|\boh\b|teen\W+\w|twenty\W+(?:twenty|thirty|\w+teen|ten|eleven|twelve)", m["yearwords"]
    )
    return bool(dated and full) and not re.match(r"-| [a-z]+s\b| people\b", _following(source, m))


def _check_numeric_range(source: Source, m: re.Match[str], before: str) -> bool:
    return bool(m["year"] or re.search(r"\b(?:from|between) $", before))


def _check_quarter(source: Source, m: re.Match[str], before: str) -> bool:
    """'the first quarter of the match' is none of the year; 'a third quarter' of something neither."""
    return not re.match(r" of\b|\w", _following(source, m)) and (
        m[0][0] == "q" or bool(m["year"] or m["year_c"] or m["yearrelation"]) or m[0].startswith("the")
    )


def _check_season(source: Source, m: re.Match[str], before: str) -> bool:
    """'the fall of the city' is no season."""
    return not re.match(spaced(r" (?:of|from|in|to)\b"), _following(source, m))


def _check_holiday(source: Source, m: re.Match[str], before: str) -> bool:
    """'a new year' needs its capitals to be a holiday, 'before new year' does not; 'Anna Christmas' is a person."""
    if fold(m["holiday"]) in ("new year", "new year's") and source.text[m.start("holiday")].islower():
        return bool(re.search(r"\b(?:before|after|until|by|since|for|over) $", before)) and _check_no_noun(
            source, m, before
        )
    return m["holiday"] not in ("christmas", "easter") or not _NAME_BEFORE.search(
        source.text[max(0, m.start() - 24) : m.start()]
    )


def _check_weekday(source: Source, m: re.Match[str], before: str) -> bool:
    """'on Fridays' is a habit; 'Fridays attack' has lost its apostrophe."""
    return not (m[0][-1] == "s" and re.search(r"\bon $", before))


def _check_now(source: Source, m: re.Match[str], before: str) -> bool:
    """'now' only as an end of a range: 'between May and now'."""
    return bool(re.search(r"\d (?:to|until|till|through|and) $|between $", before)) or (
        bool(re.search(r"(?:from|between) [\w ,]+ (?:to|until|till|and) $", before))
    )


def _check_unit(source: Source, m: re.Match[str], before: str) -> bool:
    """'last weeks raid' has lost its apostrophe; 'last weeks' alone is nothing."""
    return m["unit"][-1] != "s" or bool(re.match(r" [a-z]", _following(source, m)))


def _check_current(source: Source, m: re.Match[str], before: str) -> bool:
    return not re.match(r"-|['’]?s? [a-z]+ing\b", _following(source, m))


def _check_stretch(source: Source, m: re.Match[str], before: str) -> bool:
    """'last week' is a week of the calendar; 'the last week' and 'the past two weeks' end now, 'the last
    ten minutes of the match' do not."""
    if re.match(r" of\b", _following(source, m)):
        return False
    return m["count"] is not None or bool(re.match(spaced("(?:the |this )?past|the last "), m[0]))


def _check_future(source: Source, m: re.Match[str], before: str) -> bool:
    """'in two weeks' is a date where something is to come, else a duration."""
    following = _following(source, m)
    if re.match(r" of\b", following):
        return False
    return bool(re.match("['’]s? time", following)) or tense(source, m.start(), m.end()) == "future"


def _check_event(source: Source, m: re.Match[str], before: str) -> bool:
    """'day after day' is no date."""
    return not re.match(r" (?:day|week|month|year)s?\b", _following(source, m))


def _check_clock(source: Source, m: re.Match[str], before: str) -> bool:
    """'6.4' and '4.43' are numbers unless 'pm' or a zone follows; so is '3:2'."""
    if m["meridiem"] or m["zone"]:
        return True
    return ":" in m[0] and not before.endswith((":", ".", "-", "+"))


def _check_month_and_day(source: Source, m: re.Match[str], before: str) -> bool:
    """'from 1/3 of the land' is a fraction."""
    return bool(_NO_NOUN.match(_following(source, m)))


_HOUR_BEFORE = re.compile(
    spaced(
        r"(?:^|[.!?:;,“\"'‘’]~|\n~)(?:and |but |then )?(?:by|at|before|after|until|till) $|"
        r"\bit was (?:about |nearly |only )?$"
    )
)
_HOUR_LAST = re.compile(
    spaced(
        r"\b(?:shut|closed?|opened|opens?|began|begins?|starts?|started|ended|ends?|left|leaves?|arrived|arrives?|came|"
        r"met|meets?|doors|rang|struck|out|off|away|home|work|back|here|there)(?: again)? at $"
    )
)
_HOUR_AFTER = re.compile(
    spaced(
        r",? (?:the|a|an|we|they|he|it|i|all|our|their|his|its|when|because|there|no|nobody|nothing|everybody|everyone|"
        r"[a-z]+s were)\b"
    )
)
_AGED = re.compile(
    spaced(
        r",? (?:he|she|i|they|we) "
        r"(?:could|was|were|had (?:learn|lost)|learn|knew|began|started|lost|left|played|wrote|went|moved)"
    )
)
_OF_DAY = re.compile(
    spaced(
        r" (?:(?:on |on the |early |late |early on |late on ){1,2}(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
        r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day (?:morning|afternoon|evening|night)\b"
        r"|(?:on )?the (?:next|following) (?:day|morning|afternoon|evening|night)\b"
        r"|(?:this|yesterday|tomorrow|that) (?:morning|afternoon|evening)\b|last (?:night|evening)\b"
        r"|(?:tonight|yesterday|tomorrow)\b)"
    )
)


def _check_hour_of_day(source: Source, m: re.Match[str], before: str) -> bool:
    """'at four on Tuesday morning'."""
    return _OF_DAY.match(source.lower, m.end()) is not None


def _check_bare_hour(source: Source, m: re.Match[str], before: str) -> bool:
    """'By six we were' and 'shut at six.', but not 'led by six', nor 'at six she could read' (an age)."""
    following = _following(source, m)
    if _HOUR_LAST.search(before):
        return following[:1] in (".", ";", ",", "!", "?") or following.startswith((" and ", " when ", " sharp"))
    if not _HOUR_BEFORE.search(before) or (before.endswith("at ") and _AGED.match(following)):
        return False
    alone = before.endswith(("it was ", "nearly ", "about ")) and following[:1] in (",", ";")
    return alone or _HOUR_AFTER.match(following) is not None


def _check_no_noun(source: Source, m: re.Match[str], before: str) -> bool:
    """'May of 87' but not 'of 87 people'; 'week 10' but not 'by next week 10 people'."""
    return bool(_NO_NOUN.match(_following(source, m)))


def _check_part(source: Source, m: re.Match[str], before: str) -> bool:
    """'in the morning', 'in late afternoon', but not 'by night', 'in night vision goggles' or 'Late Night'."""
    return before.endswith("the ") or m[0].startswith("the") or bool(m["early"] and m["part"] != "night")


_CHECKS: dict[str, Callable[[Source, re.Match[str], str], bool]] = {
    "month": _check_month,
    "year": _check_year,
    "years": _check_years,
    "decade": _check_decade,
    "year in words": _check_year_in_words,
    "numeric range": _check_numeric_range,
    "quarter": _check_quarter,
    "season": _check_season,
    "holiday": _check_holiday,
    "weekday": _check_weekday,
    "now": _check_now,
    "unit": _check_unit,
    "current": _check_current,
    "stretch": _check_stretch,
    "future": _check_future,
    "event": _check_event,
    "clock": _check_clock,
    "month and day": _check_month_and_day,
    "no noun": _check_no_noun,
    "bare hour": _check_bare_hour,
    "hour of a day": _check_hour_of_day,
    "part": _check_part,
}
