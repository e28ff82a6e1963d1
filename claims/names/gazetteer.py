"""What every reader of the news knows: countries and their people, capitals, cities, organisations,
titles and given names. Read once from claims/tables; the rest of the name code looks things up here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any, Literal

from claims.names.transliteration import fold
from claims.tables import read_lines, read_table

Gender = Literal["male", "female"]
_DOTTED = re.compile(r"(?<=\b[A-Za-z])\.")
_JOINED = re.compile(r"[-‐‑–/_\s]+")
_MARKS = re.compile(r"[^\w ]+")
_ARTICLE = re.compile(r"^the ", re.IGNORECASE)
ARABIC_ARTICLES = "ad|al|an|ar|as|ash|at|az|ed|el|en|er|es|ez"
_ARABIC_ARTICLE = re.compile(rf"^(?:{ARABIC_ARTICLES}) (?=\w)")


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """The form under which a name is looked up: no article, case, diacritics, points or hyphens.

    A short word all in capitals keeps them, so that 'US', 'IS' and 'WHO' are not 'us', 'is' and 'who'.
    """
    bare = _ARTICLE.sub("", _JOINED.sub(" ", _DOTTED.sub("", text)).strip())
    if len(bare) <= 5 and bare.isupper() and bare.isascii():
        return bare
    return " ".join(_MARKS.sub("", fold(bare)).split())


@dataclass(frozen=True)
class Country:
    """``capital`` and ``seats`` may act for it; ``people`` are adjective and nouns."""

    name: str
    code: str
    capital: str
    people: tuple[str, ...]
    also: tuple[str, ...]
    seats: tuple[str, ...]
    capitals: tuple[str, ...]


@dataclass(frozen=True)
class Organisation:
    """``kind``: 'agency' (news), 'armed', 'force', 'monitor' or ''; ``country`` a canonical name or ''."""

    name: str
    also: tuple[str, ...]
    kind: str
    country: str


@dataclass(frozen=True)
class PlaceWords:
    """Word -> what it says: ``extent`` 'large', 'settlement', 'part'; ``directions`` 'north east' ...;
    ``first_words`` the meaning of words like Tal and Tell."""

    extent: Mapping[str, str]
    directions: Mapping[str, str]
    first_words: Mapping[str, str]


@dataclass(frozen=True)
class Sides:
    """How the parties to a conflict are labelled (sides.toml). ``state``: body -> the words for it."""

    state: Mapping[str, tuple[str, ...]]
    marks: frozenset[str]
    labels: Mapping[str, frozenset[str]]
    same_body: frozenset[frozenset[str]]
    generic: frozenset[str]
    legal_forms: frozenset[str]
    small: frozenset[str]
    class_words: frozenset[str]
    linked: tuple[str, ...]
    regimes: frozenset[str]


def _index(pairs: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Look-up key of each name and of its other names -> name; the first entry keeps a key."""
    index: dict[str, str] = {}
    for name, others in pairs:
        for other in (name, *others):
            index.setdefault(key(other), name)
    return index


class Gazetteer:
    """The tables as look-ups by :func:`key`. Each is built when it is first asked for."""

    @cached_property
    def countries(self) -> Mapping[str, Country]:
        """Canonical name -> country."""
        return {
            row["name"]: Country(
                row["name"],
                row["code"],
                row["capital"],
                tuple(row["people"]),
                tuple(row.get("also", ())),
                tuple(row.get("seat", ())),
                (*filter(None, [row["capital"]]), *row.get("capital_also", ())),
            )
            for row in read_table("countries")["country"]
        }

    @cached_property
    def country_names(self) -> Mapping[str, str]:
        """Key of any name of a country -> canonical name."""
        return _index((c.name, c.also) for c in self.countries.values())

    @cached_property
    def capitals(self) -> Mapping[str, str]:
        """Key of a capital -> the country it may act for."""
        return _index((c.name, c.capitals) for c in self.countries.values())

    @cached_property
    def seats(self) -> Mapping[str, str]:
        """Key of a building or office that stands for a government -> country."""
        return {key(seat): c.name for c in self.countries.values() for seat in c.seats}

    @cached_property
    def demonyms(self) -> Mapping[str, str]:
        """Key of 'Russian', 'Russians' -> country; key of 'Kurdish', 'Kurds' -> people."""
        nations = {key(word): c.name for c in self.countries.values() for word in c.people}
        return _index(read_table("sides")["peoples"].items()) | nations

    @cached_property
    def peoples(self) -> frozenset[str]:
        """Canonical names of peoples and faiths that are no country's."""
        return frozenset(read_table("sides")["peoples"])

    @cached_property
    def organisations(self) -> Mapping[str, Organisation]:
        """Canonical name -> organisation."""
        return {
            row["name"]: Organisation(row["name"], tuple(row["also"]), row["kind"], row.get("country", ""))
            for row in read_table("organisations")["organisation"]
        }

    @cached_property
    def organisation_names(self) -> Mapping[str, str]:
        """Key of any name of an organisation -> canonical name."""
        return _index((o.name, o.also) for o in self.organisations.values())

    @cached_property
    def place_names(self) -> Mapping[str, str]:
        """Key of another spelling or an abbreviation of a place -> canonical name."""
        table = read_table("places")
        spelled = _index(table["spellings"].items())
        return spelled | {key(short): name for short, name in table["abbreviations"].items()}

    @cached_property
    def regions(self) -> Mapping[str, frozenset[str]]:
        """Key of a state, province or the like -> countries that have one of that name."""
        by_code = {c.code: c.name for c in self.countries.values()}
        found: dict[str, set[str]] = defaultdict(set)
        for code, names in read_table("places")["regions"].items():
            for name in names:
                found[key(name)].add(by_code[code])
        return {name: frozenset(countries) for name, countries in found.items()}

    @cached_property
    def divisions(self) -> Mapping[str, frozenset[str]]:
        """Key of a division with a name of its own -> its codes in cities.txt."""
        return {key(name): frozenset({code}) for code, name in read_table("places")["divisions"].items()}

    @cached_property
    def place_words(self) -> PlaceWords:
        """Words around and inside places' names."""
        table = read_table("places")
        return PlaceWords(
            extent=_inverted(table["extent"]),
            directions=_inverted(table["directions"]),
            first_words=_inverted(table["first_words"]),
        )

    @cached_property
    def world_regions(self) -> frozenset[str]:
        """Keys of regions that are larger than a country, and of waters."""
        world = read_table("places")["world"]
        return frozenset(key(name) for name in [*world["regions"], *world["waters"]])

    @cached_property
    def world_members(self) -> Mapping[str, frozenset[str]]:
        """Key of a region of the world -> countries (or regions) in it."""
        return {key(name): frozenset(members) for name, members in read_table("places")["world"]["members"].items()}

    @cached_property
    def cities(self) -> Mapping[str, frozenset[tuple[str, str]]]:
        """Key of a city, with and without an Arabic article -> (country, division code) where there is one."""
        by_code = {c.code: c.name for c in self.countries.values()}
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for division, names in (line.split("\t") for line in read_lines("cities")):
            country = by_code.get(division[:2], division[:2])
            for name in names.split("|"):
                city = key(self.place_names.get(key(name), name))
                found[city].add((country, division))
                found[_ARABIC_ARTICLE.sub("", city)].add((country, division))
        for state in self.countries.values():
            for capital in state.capitals:
                if not any(country == state.name for country, _ in found[key(capital)]):
                    found[key(capital)].add((state.name, ""))
        return {name: frozenset(places) for name, places in found.items()}

    @cached_property
    def titles(self) -> Titles:
        """Honorifics, ranks and role nouns."""
        return Titles(read_table("persons"))

    @cached_property
    def given_names(self) -> Mapping[str, Gender]:
        """Key of a given name -> the gender that bears it; names of both are left out."""
        given = read_table("persons")["given"]
        genders: dict[str, set[Gender]] = defaultdict(set)
        for gender, names in (line.split("\t") for line in read_lines("given_names")):
            for name in names.split():
                genders[key(name)].add("male" if gender == "male" else "female")
        both: tuple[Gender, Gender] = ("male", "female")
        for listed in both:
            for name in given[listed]:
                genders[key(name)].add(listed)
        return {name: next(iter(found)) for name, found in genders.items() if len(found) == 1}

    @cached_property
    def given_variants(self) -> Mapping[str, frozenset[str]]:
        """Key of a given name -> the families of short and national forms that it is one of."""
        found: dict[str, set[str]] = defaultdict(set)
        for family, names in read_table("persons")["given"]["variants"].items():
            for name in names:
                found[key(name)].add(family)
        return {name: frozenset(families) for name, families in found.items()}

    @cached_property
    def family_first(self) -> frozenset[str]:
        """Keys of family names that stand before the given name."""
        return frozenset(map(key, read_table("persons")["surnames"]["first"]))

    @cached_property
    def surname_spellings(self) -> Mapping[str, str]:
        """Key of a spelling of a family name -> the usual one."""
        return _index(read_table("persons")["surnames"]["spellings"].items())

    @cached_property
    def name_particles(self) -> frozenset[str]:
        """Words inside persons' names that spellings put in and leave out ('al', 'bin', 'van')."""
        return frozenset(read_table("persons")["parts"]["particles"])

    @cached_property
    def name_suffixes(self) -> Mapping[str, str]:
        """'jr' -> 'junior' and the like."""
        return dict(read_table("persons")["parts"]["suffixes"])

    @cached_property
    def sides(self) -> Sides:
        """The labels of the parties to a conflict."""
        table = read_table("sides")
        words = table["generic"]
        return Sides(
            state={body: tuple(sorted(names, key=len, reverse=True)) for body, names in table["state"].items()},
            marks=frozenset(table["state_marks"]["words"]),
            labels={label: frozenset(names) for label, names in table["labels"].items()},
            same_body=frozenset(map(frozenset, table["same_body"]["pairs"])),
            generic=frozenset(words["words"]),
            legal_forms=frozenset(words["legal_forms"]),
            small=frozenset(words["small"]),
            class_words=frozenset([*words["words"], *words["classes"], *table["labels"]["unknown"]]),
            linked=tuple(words["linked"]),
            regimes=frozenset(table["regimes"]["countries"]),
        )

    def country(self, text: str) -> str:
        """The country that a name of it means ('Türkiye' -> 'Turkey'), also without a lost apostrophe
        ('Turkeys'); '' for anything else."""
        return _possessive(text, self.country_names)

    def demonym(self, text: str) -> str:
        """The country or people of 'Russian', 'Kurds'; '' for anything else."""
        return self.demonyms.get(key(text), "")

    def organisation(self, text: str) -> Organisation | None:
        """The organisation of the table that a name means, if any."""
        name = _possessive(text, self.organisation_names) or self._organisations_by_country.get(self._by_country(text))
        return self.organisations[name] if name else None

    @cached_property
    def _organisations_by_country(self) -> Mapping[str, str]:
        """The same, with each adjective of nationality turned into its country."""
        return {self._by_country(full): name for full, name in self.organisation_names.items() if " " in full}

    def _by_country(self, text: str) -> str:
        """'Syria Democratic Forces', 'Syrian Democratic Forces' -> the same."""
        words = key(text).split()
        return " ".join(self.country_names.get(w) or self.demonyms.get(w, w) for w in words) if len(words) > 1 else ""


def _inverted(groups: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {word: group for group, words in groups.items() for word in words}


def _possessive(text: str, index: Mapping[str, str]) -> str:
    wanted = key(text)
    if text.endswith("s") and text[:-1].isupper():  # 'ISs'
        return index.get(key(text[:-1]), "")
    if wanted in index or not wanted.endswith("s") or len(wanted) < 5:
        return index.get(wanted, "")
    return index.get(wanted[:-1], "")


class Titles:
    """Honorifics, ranks and role nouns, all by lower-case word (with and without its point)."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        titles, roles = table["titles"], table["roles"]
        self.honorifics = frozenset(word.casefold() for word in titles["honorifics"])
        self.abbreviations: Mapping[str, str] = {k.casefold(): v for k, v in titles["abbreviations"].items()}
        self.roles = frozenset(roles["any"])
        self.modifiers = frozenset(roles["modifiers"])
        self.organisation_nouns = frozenset(table["descriptions"]["organisation"])
        self.place_nouns = frozenset(table["descriptions"]["place"])
        words = ((word, gender) for gender in ("male", "female") for word in [*titles[gender], *roles[gender]])
        self._genders: dict[str, Gender] = {
            word.casefold(): "male" if gender == "male" else "female" for word, gender in words
        }

    def is_title(self, word: str) -> bool:
        """Whether a word before a name is an honorific, a rank or a role ('Mr', 'Gen.', 'Minister')."""
        word = word.casefold()
        return (
            word in self.honorifics
            or word in self.abbreviations
            or word + "." in self.abbreviations
            or word.rstrip(".") in self.roles
        )

    def gender(self, title: str) -> Gender | None:
        """The gender that a title or role tells ('Mrs', 'spokesman'); None for most."""
        title = title.casefold()
        return self._genders.get(title) or self._genders.get(title.rstrip("."))


@cache
def gazetteer() -> Gazetteer:
    """The one gazetteer of the process."""
    return Gazetteer()
