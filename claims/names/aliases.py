"""Names across articles: is it the same person, place, organisation or side?

The alias tables decide first. Spelling variants count for persons and for places that are no country;
countries are compared by table alone. None means that the names do not say: 'the ministry' may or may
not be 'the foreign ministry'.
"""

from __future__ import annotations

import re
from functools import lru_cache

from claims.names.actors import acting_country, parse_actor, same_actor
from claims.names.gazetteer import gazetteer, key
from claims.names.persons import parse_person, same_person
from claims.names.places import countries_of, parse_place, part_of, same_place
from claims.names.transliteration import fold, same_spelling
from claims.types import EntityType

_POSSESSIVE = re.compile(r"['’]s?$")
_DETERMINER = re.compile(r"^(?:the|a|an|this|that|its|their|his|her|some|several)\s+", re.IGNORECASE)
_EDGES = " \t\n\"'“”‘’«»,;:()[]"
_MOST_WORDS = 12  # a longer 'name' is a whole clause, and says nothing
_LONGEST = 200  # characters, likewise


def canonical_name(text: str, type: EntityType) -> str:  # noqa: A002 - the record's own word
    """The form of the alias table ('Türkiye' -> 'Turkey'), else the text without article, possessive and
    title. A capital or a seat of government is its country unless ``type`` is 'place'
    ('Washington', 'the Kremlin')."""
    bare = _bare(text)
    known = gazetteer()
    if country := known.country(bare):
        return country
    if type == "person":
        return " ".join(parse_person(bare).shown) or bare
    if type == "place":
        return known.place_names.get(key(bare), bare)
    organisation = known.organisation(bare)
    return known.demonym(bare) or (organisation.name if organisation else "") or acting_country(bare) or bare


@lru_cache(maxsize=65536)
def same_name(a: str, b: str, type: EntityType) -> bool | None:  # noqa: A002
    """Whether two names mean the same: True, False, or None where they cannot say. Symmetric.

    Within one story: a family name is the person of that family name. Where one place lies in the other
    the answer is None (see :func:`is_part_of`).
    """
    if a.strip() == b.strip():
        return True
    if max(len(a), len(b)) > _LONGEST:
        return None
    left, right = sorted((_bare(a), _bare(b)))
    if fold(left) == fold(right):
        return True
    if not key(left) or not key(right) or max(len(left.split()), len(right.split())) > _MOST_WORDS:
        return None
    if type == "person" and (left.islower() or right.islower()):
        return None  # 'the president': a description
    if type == "person":
        return same_person(parse_person(left), parse_person(right))
    if type == "place":
        return same_place(parse_place(left), parse_place(right))
    if type == "other":
        return True if key(left) == key(right) or same_spelling(left, right) else None
    return same_actor(parse_actor(left), parse_actor(right))


@lru_cache(maxsize=65536)
def is_part_of(a: str, b: str) -> bool | None:
    """Whether place ``a`` lies in place ``b``, as far as the gazetteer knows: cities of 20,000 people and
    more, larger parts of countries, countries, regions of the world. None where it does not know."""
    if max(len(a), len(b)) > _LONGEST:
        return None
    return part_of(parse_place(_bare(a)), parse_place(_bare(b)))


def is_wide(name: str) -> bool:
    """Whether a place's name is that of a country or a part of the world."""
    core = parse_place(_bare(name)).core
    return core in gazetteer().country_names or core in gazetteer().world_regions


def is_capital(name: str) -> bool:
    """Whether a place's name is that of a country's capital."""
    return key(parse_place(_bare(name)).core) in gazetteer().capitals


def is_large(name: str) -> bool:
    """Whether a place's name is that of a province or the like, a country or a part of the world."""
    place, known = parse_place(_bare(name)), gazetteer()
    return place.extent == "large" or (place.core in known.regions and place.core not in known.cities) or is_wide(name)


def share_country(a: str, b: str) -> bool:
    """Whether the gazetteer has a country in which both places may lie."""
    return not countries_of(parse_place(_bare(a))).isdisjoint(countries_of(parse_place(_bare(b))))


def is_known_place(name: str) -> bool:
    """Whether the gazetteer has the place: a city of 20,000 people and more, a larger part of a country, a country."""
    core, known = parse_place(_bare(name)).core, gazetteer()
    return any(core in names for names in (known.cities, known.regions, known.country_names))


@lru_cache(maxsize=65536)
def _bare(text: str) -> str:
    """Without quotes, article and possessive; white space made single."""
    bare = _DETERMINER.sub("", " ".join(text.split()).strip(_EDGES))
    return _POSSESSIVE.sub("", bare) if len(bare) > 3 else bare
