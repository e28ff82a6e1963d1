"""Places' names: how much of a place is meant, whether two are the same, and what lies in what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from claims.names.gazetteer import ARABIC_ARTICLES, gazetteer, key
from claims.names.transliteration import same_spelling

_TWO_WORD_DIRECTION = re.compile(r"\b(north|south) (east|west)")
_CITY_OF = re.compile(r"(\S.*?) (city|town|village|province|district|port) of (\S.*)")  # 'the Syrian city of Raqqa'
_SAINT = re.compile(r"\bst\b")
_ARABIC_ARTICLE = re.compile(rf"\b(?:{ARABIC_ARTICLES}) (?=\w{{3}})")


@dataclass(frozen=True)
class PlaceName:
    """``core``: look-up key of the name proper; ``extent``: 'large' (province ...), 'settlement', 'part'
    or ''; ``direction``: 'north', 'south east' ... or ''; ``container``: what follows a comma."""

    core: str
    extent: str = ""
    direction: str = ""
    container: str = ""


@lru_cache(maxsize=65536)
def parse_place(text: str) -> PlaceName:
    """'northern Aleppo province' -> core 'aleppo', extent 'large', direction 'north'."""
    words = gazetteer().place_words
    head, container = text, ""
    if within := _CITY_OF.match(text):
        head, container = f"{within[2]} {within[3]}", within[1]
    elif "," in text and not _known(_canonical(key(text))):
        head, _, container = text.partition(",")
    core = _canonical(_SAINT.sub("saint", _TWO_WORD_DIRECTION.sub(r"\1\2", key(head))))
    extent = direction = ""
    while not _known(core):
        parts = core.split()
        if len(parts) < 2:
            break
        if parts[-1] in words.extent:
            extent, parts = extent or words.extent[parts[-1]], parts[:-1]
        elif parts[0] in words.extent:
            extent, parts = extent or words.extent[parts[0]], parts[1:]
        elif parts[0] in words.directions:
            direction, parts = direction or words.directions[parts[0]], parts[1:]
        elif parts[0] in ("of", "the"):
            parts = parts[1:]
        else:
            break
        core = _canonical(" ".join(parts))
    return PlaceName(core, extent, direction, container.strip())


def _canonical(name: str) -> str:
    known = gazetteer()
    return key(known.country(name) or known.place_names.get(name, name))


def _known(name: str) -> bool:
    known = gazetteer()
    return any(name in names for names in (known.country_names, known.cities, known.regions, known.world_regions))


def same_place(a: PlaceName, b: PlaceName) -> bool | None:
    """Whether two names mean one place. None where one lies in the other, or is another extent of it."""
    if a.core != b.core and not _same_core(a.core, b.core):
        return None if part_of(a, b) or part_of(b, a) else False
    if a.container and b.container and same_place(parse_place(a.container), parse_place(b.container)) is False:
        return False
    if a.direction != b.direction:
        return False if _opposite(a.direction, b.direction) else None
    if a.extent == b.extent:
        return True
    return None if (a.extent and b.extent) or "part" in (a.extent, b.extent) else True


def _same_core(a: str, b: str) -> bool:
    known = gazetteer()
    if any(a in fixed or b in fixed for fixed in (known.country_names, known.regions, known.world_regions)):
        return False
    left, right = (_ARABIC_ARTICLE.sub("", name).split() for name in (a, b))
    if left == right:
        return True
    if _countries(a) & _countries(b):
        return False  # two cities of one country
    if same_spelling("".join(left), "".join(right)):
        return True
    return len(left) == len(right) > 1 and all(map(_same_word, left, right))


def _same_word(a: str, b: str) -> bool:
    meanings = gazetteer().place_words.first_words
    return same_spelling(a, b) or (a in meanings and meanings[a] == meanings.get(b))


def _opposite(a: str, b: str) -> bool:
    """Whether two directions exclude each other: north and south, not north and north-east."""
    return any((x in a and y in b) or (y in a and x in b) for x, y in (("north", "south"), ("east", "west")))


def part_of(inner: PlaceName, outer: PlaceName) -> bool | None:
    """Whether one place lies in the other, as far as the gazetteer knows."""
    if not inner.core or not outer.core:
        return None
    if inner.core == outer.core:
        return True if _narrower(inner, outer) else None
    if inner.container:
        container = parse_place(inner.container)
        return True if same_place(container, outer) else part_of(container, outer)
    known = gazetteer()
    if outer.core in known.world_regions:
        return _in_world_region(inner, known.world_members.get(outer.core, frozenset()))
    country = known.country_names.get(outer.core)
    if not country or outer.direction:
        return _in_division(inner, outer)
    found = _in_country(inner, country)
    return _in_division(inner, outer) if found is False and outer.core in known.divisions else found


def _narrower(inner: PlaceName, outer: PlaceName) -> bool:
    """One name, two extents: 'northern Aleppo' in 'Aleppo', the city of Idlib in Idlib province."""
    if outer.direction:
        return False
    if inner.direction or (inner.extent == "part" and outer.extent != "part"):
        return True
    return outer.extent == "large" and inner.extent == "settlement"


def countries_of(place: PlaceName) -> frozenset[str]:
    """The countries in which a place of this name lies, or which it is."""
    country = gazetteer().country_names.get(place.core)
    return frozenset({country}) if country else _countries(place.core)


def _countries(name: str) -> frozenset[str]:
    """Countries that have a city or a larger part of this name."""
    known = gazetteer()
    return frozenset(c for c, _ in known.cities.get(name, ())) | known.regions.get(name, frozenset())


def _in_country(inner: PlaceName, country: str) -> bool | None:
    if other := gazetteer().country_names.get(inner.core):
        return None if other == country else False
    homes = _countries(inner.core)
    return country in homes if homes else None


def _in_world_region(inner: PlaceName, members: frozenset[str]) -> bool | None:
    if not members:
        return None
    if country := gazetteer().country_names.get(inner.core):
        return country in members
    return True if _countries(inner.core) & members else None


def _in_division(inner: PlaceName, outer: PlaceName) -> bool | None:
    """A city in a state or province; where that has no code of its own, it is known by the city it is
    named after."""
    known = gazetteer()
    divisions = known.divisions.get(outer.core)
    if divisions is None:
        if outer.extent != "large":
            return None
        divisions = frozenset(division for _, division in known.cities.get(outer.core, ()) if division)
    return True if any(division in divisions for _, division in known.cities.get(inner.core, ())) else None
