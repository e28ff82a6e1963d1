"""Who acts: organisations, countries, and the many labels for the sides of a conflict.

'Regime forces', 'the Syrian army' and 'government troops' are one side; 'the ministry' may be any; the
foreign ministry is not the defence ministry. A phrase is read as whose (Syrian), which side (state,
rebels ...) and which body (army, ministry of ...); two phrases are compared part by part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from claims.names.gazetteer import Organisation, gazetteer, key
from claims.names.transliteration import fold, same_spelling

_ACRONYM_POINTS = re.compile(r"(?<=\b[A-Z])\.(?=[A-Z]|\s|$|-)")
_POSSESSIVE = re.compile(r"['’]s?$")
_LED = re.compile(
    r"\b([A-Z][\w’'-]*?)(?:['’]s)? (?:regime|government|administration)\b|\b([A-Z]\w+)['’]s? (?:army|forces|troops)\b"
)
_LED_COALITION = re.compile(r"(?<![\w-])([\w.]+)[- ]led((?: \w+)* coalition)\b", re.IGNORECASE)
_MOST_WORDS = 8  # of a phrase in which a known name is looked for
_MINISTRY = frozenset({"ministry", "department", "minister", "office"})
_FIELD_SPELLINGS = {"defence": "defense", "labour": "labor", "affairs": ""}
_REBELLIOUS = ("rebels", "jihadists", "separatists")
_PARTY_TO_COALITIONS = frozenset({"United States", "United Kingdom", "France"})


@dataclass(frozen=True)
class Actor:
    """Who acts, as far as a phrase says.

    ``name``: of a known organisation; ``owners``: countries and peoples; ``side``: 'state', 'rebels',
    'jihadists', 'separatists', 'coalition', 'unknown' or ''; ``body``: 'government', 'army', 'air',
    'navy', 'police', 'ministry defense' ... or ''; ``rest``: words that none of this explains.
    """

    text: str
    name: str = ""
    owners: frozenset[str] = frozenset()
    side: str = ""
    body: str = ""
    rest: frozenset[str] = field(default=frozenset())


@lru_cache(maxsize=65536)
def parse_actor(text: str) -> Actor:
    """'Russian warplanes' -> owners {'Russia'}, side 'state', body 'air'."""
    known = gazetteer()
    organisation = known.organisation(text) or _with_class_words(text)
    if organisation and organisation.kind != "force":
        return Actor(text, organisation.name)
    owners, words = _owners(_ACRONYM_POINTS.sub("", text))
    if organisation:
        owners |= frozenset(filter(None, [organisation.country]))
        return Actor(text, organisation.name, owners, "state", "army")
    side = _side(words)
    body, used = _body(words) if side in ("", "state", "unknown") else ("", frozenset[str]())
    led = _leader(text) if body else ""
    if led or body.startswith("ministry") or (owners and owners.isdisjoint(known.peoples) and (body or not words)):
        side = "state"
    if side == "coalition":
        used = frozenset(words)
    explained = used | known.sides.marks | known.sides.small | frozenset().union(*known.sides.labels.values())
    return Actor(text, "", owners, side, body, frozenset(words) - explained - {fold(led)})


def _with_class_words(text: str) -> Organisation | None:
    """The known organisation of 'Islamic State militants' or 'the Reuters news agency'."""
    known = gazetteer()
    words = [w for w in _linked().sub(" ", text).split() if w != "the"]
    if len(words) > _MOST_WORDS:
        return None
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            rest = {fold(w) for w in (*words[:start], *words[start + length :])}
            if words[start][0].isupper() and rest <= known.sides.class_words:
                organisation = known.organisation(" ".join(words[start : start + length]))
                if organisation:
                    return organisation
    return None


@lru_cache(maxsize=1)
def _linked() -> re.Pattern[str]:
    """'US-backed', 'al-Qaeda linked': who helps, not who acts."""
    return re.compile(rf"(?<![\w-])[\w.-]+[- ](?:{'|'.join(gazetteer().sides.linked)})\b", re.IGNORECASE)


def _leader(text: str) -> str:
    """'Haddad' of 'the Haddad regime' and 'Haddad's forces', a leader who stands for the government."""
    led = _LED.search(text)
    name = (led[1] or led[2]) if led else ""
    return "" if acting_country(name) or _people(name) else name


def _owners(text: str) -> tuple[frozenset[str], list[str]]:
    """Countries and peoples that a phrase names, and its other words (folded)."""
    owners: set[str] = set()
    if led := _LED_COALITION.search(text):
        owners |= {owner for owner in (acting_country(led[1]), _people(led[1])) if owner}
    plain = _LED_COALITION.sub(r"\2", _linked().sub(" ", text))
    tokens = [t for t in (_POSSESSIVE.sub("", t.strip("\"',;:()")) for t in re.split(r"[\s/]+", plain)) if t]
    if len(tokens) == 1 and (country := acting_country(tokens[0])):
        return frozenset({country}), []
    rest: list[str] = []
    i = 0
    while i < len(tokens):
        spans = ((n, " ".join(tokens[i : i + n])) for n in (4, 3, 2, 1) if i + n <= len(tokens))
        found = next(((n, owner) for n, part in spans if (owner := _owner(part))), None)
        if found and tokens[i][0].isupper():
            owners.add(found[1])
            i += found[0]
        else:
            rest.append(fold(tokens[i]))
            i += 1
    if owners and {"and", "or"} & set(rest) and gazetteer().sides.marks & set(rest):
        owners.add("")  # 'Russian and regime warplanes': one more, not named
    return frozenset(owners), [w for w in rest if w not in ("the", "and", "or")]


def _owner(text: str) -> str:
    known = gazetteer()
    return known.country(text) or known.seats.get(key(text), "") or _people(text)


def acting_country(text: str) -> str:
    """The country that a name of it, its capital or its seat of government stands for; '' for others."""
    known = gazetteer()
    return known.country(text) or known.seats.get(key(text)) or known.capitals.get(key(text), "")


def _people(text: str) -> str:
    return gazetteer().demonym(text)


def _side(words: list[str]) -> str:
    sides = gazetteer().sides
    if "coalition" in words and "government" not in words:
        return "coalition"
    for side in _REBELLIOUS:
        if sides.labels[side].intersection(words):
            return side
    if sides.marks.intersection(words):
        return "state"
    return "unknown" if words and words[-1] in sides.labels["unknown"] else ""


def _body(words: list[str]) -> tuple[str, frozenset[str]]:
    """The body of a state that a phrase names, and the words that name it."""
    sides = gazetteer().sides
    if _MINISTRY.intersection(words):
        fields = {_FIELD_SPELLINGS.get(w, w) for w in words} - _MINISTRY - sides.generic - sides.small - {""}
        return " ".join(["ministry", *sorted(fields)]), frozenset(words)
    joined = f" {' '.join(words)} "
    for body in ("police", "air", "navy", "army", "government"):
        for name in sides.state[body]:
            if f" {name} " in joined:
                return body, frozenset(name.split())
    return "", frozenset()


def same_actor(a: Actor, b: Actor) -> bool | None:
    """Whether two phrases mean one actor: True, False, or None where they cannot say."""
    if a.name and b.name:
        return a.name == b.name
    if key(a.text) == key(b.text) or is_acronym(a.text, b.text) or is_acronym(b.text, a.text):
        return True
    if a.name or b.name:
        return _named_against(a, b) if a.name else _named_against(b, a)
    if a.side or b.side or a.owners or b.owners:
        return _same_side(a, b)
    return _same_title(a.text, b.text)


def _named_against(named: Actor, other: Actor) -> bool | None:
    """An organisation of the table against a phrase that is none."""
    organisation = gazetteer().organisations[named.name]
    if other.side == "unknown":
        return None
    if not (other.side or other.owners):
        return _same_title(named.name, other.text)
    if organisation.country:
        if not other.owners:
            return None if other.side == "state" else False
        if organisation.country not in other.owners:
            return False
        return True if organisation.kind == "force" and other.body in ("", "army", "government") else None
    if organisation.kind == "armed":
        return False if other.side == "state" else None
    return None if not other.owners or other.owners <= gazetteer().peoples else False


def _same_side(a: Actor, b: Actor) -> bool | None:
    known = gazetteer()
    if "unknown" in (a.side, b.side) and not (a.owners and b.owners):
        return None
    if a.side and b.side and a.side != b.side and "unknown" not in (a.side, b.side):
        return _different_sides(a, b)
    if a.owners and b.owners:
        if a.owners.isdisjoint(b.owners):
            either_people = (a.owners <= known.peoples) != (b.owners <= known.peoples)
            return None if either_people and "state" not in (a.side, b.side) else False
        return _same_body(a, b) if a.owners == b.owners else None
    if a.owners or b.owners:
        owned = a if a.owners else b
        if a.side == b.side == "coalition":
            return True
        if a.side == b.side == "state" and owned.owners <= known.sides.regimes:
            return _same_body(a, b)
        return None
    return _same_body(a, b) if a.side == b.side else None


def _different_sides(a: Actor, b: Actor) -> bool | None:
    sides = {a.side, b.side}
    if sides <= set(_REBELLIOUS):
        return None  # one paper's rebels are the next one's jihadists
    if sides == {"coalition", "state"}:
        state = a if a.side == "state" else b
        return None if not state.owners or state.owners & _PARTY_TO_COALITIONS else False
    return False


def _same_body(a: Actor, b: Actor) -> bool | None:
    if a.rest != b.rest:
        return None
    if a.body == b.body:
        return True
    ministries = [x.body for x in (a, b) if x.body.startswith("ministry")]
    if len(ministries) == 2:
        left, right = (set(ministry.split()) for ministry in ministries)
        return None if left <= right or right <= left else False  # 'the ministry', 'the health ministry'
    if ministries:
        return None
    return True if not (a.body and b.body) or frozenset((a.body, b.body)) in gazetteer().sides.same_body else None


def _same_title(a: str, b: str) -> bool | None:
    """Two names that no table explains, word by word."""
    sides = gazetteer().sides
    left, right = (tuple(w for w in key(x).casefold().split() if w not in sides.small) for x in (a, b))
    if left == right:
        return True
    if not left or not right or sides.generic.issuperset(left) or sides.generic.issuperset(right):
        return None
    if a.islower() or b.islower() or a.isupper() != b.isupper():
        return None  # a description; an acronym that nobody explains
    if len(left) == len(right) and all(map(same_spelling, left, right)):
        return True
    short, long = sorted((left, right), key=lambda words: (len(words), words))
    if set(short) <= set(long):
        added = set(long) - set(short)
        return True if added <= sides.legal_forms or (len(short) > 1 and long[: len(short)] == short) else None
    return None if set(short) & set(long) - sides.generic else False


def is_acronym(short: str, full: str) -> bool:
    """Whether 'SDF' is made of the initials of 'Syrian Democratic Forces'; small words may count or not."""
    letters = _ACRONYM_POINTS.sub("", short).strip(".").replace("&", "")
    return 2 <= len(letters) <= 8 and letters.isupper() and letters in initials(full)


def initials(name: str) -> frozenset[str]:
    """The acronyms that a name of several words may have: with and without its small words."""
    words = re.findall(r"[\w’']+", name.replace("-", " "))
    if not 1 < len(words) <= _MOST_WORDS:
        return frozenset()
    small = gazetteer().sides.small
    every = "".join(w[0] for w in words).upper()
    return frozenset({every, "".join(w[0] for w in words if w.casefold() not in small).upper()})
